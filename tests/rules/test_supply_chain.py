"""What comes from elsewhere is named by what it is, not by a name that somebody else may move."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.paths import PACKAGE, ROOT

_USES = re.compile(r"^\s*(?:-\s*)?uses:\s*(\S+)(.*)$", re.MULTILINE)
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def test_actions_are_pinned_by_commit() -> None:
    """With the version that it was beside it, for those who look for a newer one."""
    files = [*(ROOT / ".github/workflows").glob("*.yml"), *(PACKAGE / "templates/mulai").rglob("*.yml")]
    used = [(path.name, *match) for path in files for match in _USES.findall(path.read_text("utf-8"))]
    assert len(used) > 15
    for name, action, rest in used:
        assert _PINNED.fullmatch(action), f"{name}: {action}"
        assert re.match(r" # v\d+\.\d+\.\d+\b", rest), f"{name}: {action}{rest}"


def test_the_same_action_is_the_same_commit_everywhere() -> None:
    ours = {path.name: path.read_text("utf-8") for path in (ROOT / ".github/workflows").glob("*.yml")}
    kit = PACKAGE / "templates/mulai/github/titik-github/workflows"
    release = ours.pop("rilis.yml")  # of the program, not of a catalogue
    assert set(_USES.findall(release)) <= {match for text in ours.values() for match in _USES.findall(text)}
    for name, text in ours.items():
        assert _USES.findall(text) == _USES.findall((kit / name).read_text("utf-8")), name


def test_a_release_carries_its_bill_of_materials() -> None:
    """Made where nothing may be written, published where nothing of the repository runs."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/rilis.yml").read_text("utf-8"))["jobs"]
    commands = {name: "\n".join(step.get("run", "") for step in job["steps"]) for name, job in jobs.items()}
    assert "make sbom\n" in commands["bangun"]
    assert "permissions" not in jobs["bangun"]
    assert jobs["rilis"]["permissions"] == {"contents": "write"}
    assert not any("checkout" in step.get("uses", "") for step in jobs["rilis"]["steps"])
    assert "sha256sum --check" in commands["rilis"]
    assert not [command for command in commands.values() if "${{" in command]


# --- Lists of requirements -----------------------------------------------------------------------------------------

_RENEW = "jalankan `make kunci` (lihat docs/pengembang/rantai-pasok.md)"
_ENTRY = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[0-9][^ ;]*)(?P<marker> ; [^\\\n]+)?(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)"
)
_LISTS = {
    "requirements.txt": (("project", "dependencies"),),
    "requirements-build.txt": (("dependency-groups", "bangun"), ("build-system", "requires")),
    "requirements-test.txt": (
        ("project", "dependencies"),
        ("project", "optional-dependencies"),
        ("dependency-groups", "uji"),
        ("dependency-groups", "bangun"),
    ),
    "requirements-alat.txt": (("dependency-groups", "alat"),),
    "tests/penerus.txt": (("dependency-groups", "penerus"),),
}
"""List → where pyproject.toml says what must be in it."""


def _entries(name: str) -> dict[str, list[re.Match[str]]]:
    """Package → its entries, one for each range of Python. Nothing else stands in a list but remarks."""
    text = re.sub(r"(?m)^ *#.*\n", "", (ROOT / name).read_text("utf-8"))
    found: dict[str, list[re.Match[str]]] = {}
    end = 0
    for match in _ENTRY.finditer(text):
        assert not text[end : match.start()].strip(), f"{name}: {text[end : match.start()].strip()[:200]!r}: {_RENEW}"
        found.setdefault(match["name"], []).append(match)
        end = match.end()
    assert not text[end:].strip(), f"{name}: {text[end:].strip()[:200]!r}: {_RENEW}"
    return found


def _asked(document: Mapping[str, Any], table: str, key: str) -> Iterator[Requirement]:
    value = document[table][key]
    for items in value.values() if isinstance(value, dict) else [value]:
        yield from (Requirement(item) for item in items if isinstance(item, str))


@pytest.mark.parametrize("name", _LISTS)
def test_every_list_is_whole(name: str) -> None:
    """What pyproject.toml asks for is there, in a version that it allows; each with the digests of its files."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    entries = _entries(name)
    for table, key in _LISTS[name]:
        for asked in _asked(document, table, key):
            listed = entries.get(canonicalize_name(asked.name)) or (
                _entries("requirements.txt").get(canonicalize_name(asked.name)) if table == "build-system" else None
            )
            assert listed, f"{name}: {asked.name} belum ada; {_RENEW}"
            assert all(asked.specifier.contains(entry["version"]) for entry in listed), f"{name}: {asked}; {_RENEW}"
    for package, found in entries.items():
        assert len(found) == 1 or all(entry["marker"] for entry in found), f"{name}: {package}"


def test_lists_hold_the_files_of_every_system() -> None:
    """What is compiled has a file for each Python on Linux, Windows and macOS."""
    entries = _entries("requirements-test.txt")
    for package in ("charset-normalizer", "markupsafe", "pyyaml", "lxml", "numpy", "greenlet"):
        assert sum(entry["hashes"].count("sha256:") for entry in entries[package]) > 30, package


def test_what_is_tested_is_what_is_installed() -> None:
    tested = _entries("requirements-test.txt")
    for name in ("requirements.txt", "requirements-build.txt"):
        for package, found in _entries(name).items():
            assert [entry[0] for entry in tested[package]] == [entry[0] for entry in found], f"{package}; {_RENEW}"


def test_nothing_is_installed_without_a_digest() -> None:
    """Wherever pip runs: make, this repository's build servers, the kits; only our own folder comes without one."""
    kits = [*(PACKAGE / "templates/mulai").rglob("*.yml"), *(PACKAGE / "start").glob("*.py")]
    files = [ROOT / "Makefile", ROOT / ".gitlab-ci.yml", *(ROOT / ".github/workflows").glob("*.yml"), *kits]
    lines = [(path, line.strip()) for path in files for line in _pip_lines(path)]
    assert len(lines) > 10
    for path, line in lines:
        ours = "--no-deps --no-build-isolation" in line and "-r " not in line
        assert ours or "--require-hashes" in line or line.endswith('install -r requirements.txt",)'), (
            f"{path.name}: {line}"
        )


def _pip_lines(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return [
        line for line in lines if re.search(r"pip (install|wheel)|/\$\(PIP\)", line) and not line.startswith("PIP :=")
    ]


def test_npm_takes_only_what_its_list_names() -> None:
    lock = json.loads((ROOT / "tests/node/package-lock.json").read_text("utf-8"))
    packages = {name: facts for name, facts in lock["packages"].items() if name}
    assert packages
    assert all(facts["integrity"].startswith("sha512-") for facts in packages.values())
    assert "npm ci " in (ROOT / "Makefile").read_text("utf-8")
