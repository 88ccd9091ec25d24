"""Whatever many hands put into a repository is told, bounded, and brings nothing of the outside into any output.

    make soak UJI=tests/soak/test_percaya.py

`support.intruders` has the inputs, by kind. UJI_JENIS=tautan,git tries some kinds. Needs root (devices) and git.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.examples import BASE, BASE_SOP
from support.intruders import HIDDEN, KINDS, NIP, Input, commit, git
from support.rights import obey_rights
from support.sites import BUILD_TIME, MINIMAL_MKDOCS

_ASKED = [name for name in os.environ.get("UJI_JENIS", "").split(",") if name]
_SECONDS, _KILOBYTES = 2.0, 300_000
_OUTSIDE = (HIDDEN.encode(), b"root:x:0:0", b"SOP_UJI_RAHASIA=")
_NIP = "".join(NIP).encode()
_ENVIRONMENT = {
    **os.environ, "SOURCE_DATE_EPOCH": BUILD_TIME, "NO_MKDOCS_2_WARNING": "1", "SOP_PROSES": "1", "SOP_UJI_RAHASIA": "x",
    "GIT_AUTHOR_NAME": "Staf", "GIT_COMMITTER_NAME": "Staf", "GIT_AUTHOR_EMAIL": "s@c.example", "GIT_COMMITTER_EMAIL": "s@c.example",
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    """What a command said and took."""

    code: int
    text: str
    seconds: float
    """Of a processor, its children with it."""
    kilobytes: int
    """At most in memory at once."""


@pytest.fixture(autouse=True)
def _known_author(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in _ENVIRONMENT.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)


def _office(place: Path) -> Path:
    office = place / "kantor"
    shutil.copytree(BASE, office / "sops")
    outside = place / "luar"
    shutil.copytree(BASE, outside / "sops")
    sop = outside / "sops" / BASE_SOP
    sop.write_text(sop.read_text("utf-8").replace("nama: ", f"nama: {HIDDEN} "), "utf-8")
    (outside / "sops/_daftar/unit.yml").write_text(f"biro-umum: {HIDDEN}\n")
    (outside / "teks.txt").write_text(f"{HIDDEN}: [\n")
    (outside / "index.md").write_text(f"# {HIDDEN}\n")
    (outside / "cache").mkdir()
    (place / "kantor-lain").mkdir()
    (place / "kantor-lain/teks.yml").write_text(f"{HIDDEN}\n")
    (office / "mkdocs.yml").write_text(MINIMAL_MKDOCS)
    for name, text in {
        "docs/index.md": "# Katalog\n\n[[katalog-sop]]\n",
        "overrides/.ada": "",
        ".gitignore": "situs/\n.sop-*\n",
    }.items():
        (office / name).parent.mkdir(exist_ok=True)
        (office / name).write_text(text)
    git(office, "init", "-q", "-b", "main")
    commit(office, "mulai", GIT_COMMITTER_DATE="@1766225600 +0700", GIT_AUTHOR_DATE="@1766225600 +0700")
    return office


def _run(office: Path, *arguments: str, **variables: str) -> Run:
    """Run `sop`; it obeys rights even as root, and has a minute."""
    said = office.parent / "keluaran.txt"
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "sop_catalog.cli", *arguments], cwd=office, env={**_ENVIRONMENT, **variables},
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, preexec_fn=obey_rights,  # noqa: PLW1509 - no threads here
        )  # fmt: skip
        end = time.monotonic() + 120
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > end:
                process.kill()
                _, status, used = os.wait4(process.pid, 0)
                break
            time.sleep(0.02)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(process.returncode, said.read_text("utf-8", "replace"), used.ru_utime + used.ru_stime, used.ru_maxrss)


def _site_bytes(site: Path) -> bytes:
    own = [
        path
        for path in site.rglob("*")
        if path.is_file() and not {"mermaid", "pyodide"} & set("-".join(path.parts).split("-"))
    ]
    return b"\n".join(os.fsencode(path.relative_to(site)) + b"\n" + path.read_bytes() for path in own)


def _try(item: Input, place: Path, usual: dict[str, Run]) -> list[str]:
    office = _office(place)
    item.plant(office)
    wrong = []
    runs = {
        "periksa": _run(office, "periksa", **item.environment),
        "bangun": _run(office, "bangun", "--ke", "situs", **item.environment),
    }
    seen = {name: run.text.encode("utf-8", "replace") for name, run in runs.items()}
    seen["situs"] = _site_bytes(office / "situs") if (office / "situs").is_dir() else b""
    for form in ("json", "gitlab"):
        seen[form] = _run(office, "periksa", "--format", form).text.encode("utf-8", "replace")
    for name, output in seen.items():
        wrong += [f"{name}: {secret!r} dari luar" for secret in _OUTSIDE if secret in output]
        wrong += [f"{name}: NIP"] if _NIP in output else []
        wrong += [f"{name}: kendali"] if name != "situs" and {0x1B, 0x07} & set(output) else []
    for name in ("periksa", "bangun"):
        run, before = runs[name], usual[name]
        if run.seconds - (before.seconds if name == "bangun" else 0) > _SECONDS:
            wrong.append(f"{name}: {run.seconds:.1f} s")
        if run.kilobytes > _KILOBYTES:
            wrong.append(f"{name}: {run.kilobytes // 1000} MB")
        if run.code not in {0, 1, 2} or "Traceback" in run.text or "Kesalahan di dalam program" in run.text:
            wrong.append(f"{name}: kode {run.code}, {run.text[-300:]}")
    return wrong + _untold(item, runs)


def _untold(item: Input, runs: dict[str, Run]) -> list[str]:
    asked = [(name or "periksa", text) for name, _, text in (words.rpartition(":") for words in item.told)]
    return [
        f"{name} tidak menyebut {text!r}: {runs[name].text[-300:]}"
        for name, text in asked
        if text.lower() not in runs[name].text.lower()
    ]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """What an ordinary catalogue takes."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    office = _office(tmp_path_factory.mktemp("biasa"))
    runs = {"periksa": _run(office, "periksa"), "bangun": _run(office, "bangun", "--ke", "situs")}
    assert [run.code for run in runs.values()] == [0, 0], runs
    return runs


@pytest.mark.parametrize("kind", _ASKED or KINDS)
def test_every_input_is_told_bounded_and_shows_nothing(
    tmp_path: Path, kind: str, usual: dict[str, Run], capsys: pytest.CaptureFixture[str]
) -> None:
    found = {}
    for number, item in enumerate(KINDS[kind]):
        place = tmp_path / str(number)
        place.mkdir()
        wrong = _try(item, place, usual)
        if wrong:
            found[item.name] = wrong
        with capsys.disabled():
            sys.stdout.write(f"\n{kind}: {item.name[:60]!r} {wrong}")
            sys.stdout.flush()
        shutil.rmtree(place, ignore_errors=True)
    with capsys.disabled():
        sys.stdout.write(f"\n{kind}: {len(KINDS[kind])} masukan, {len(found)} keliru\n")
    assert found == {}
