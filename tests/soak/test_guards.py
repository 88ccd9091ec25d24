"""Each guard matters: taken out of a copy of the package, its test fails. `make soak UJI=tests/soak/test_guards.py`.

UJI_JAGA=name,name tries some of them; without one it takes half an hour.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from support.guards import GUARDS, Guard
from support.paths import ROOT

_SECONDS = 300
_ASKED = [name for name in os.environ.get("UJI_JAGA", "").split(",") if name]
_CHOSEN = [guard for guard in GUARDS if not _ASKED or any(name in guard.name for name in _ASKED)]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository without what git does not keep, but with the bundles that npm has brought."""
    folder = tmp_path_factory.mktemp("salinan") / "katalog"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for name in ("mermaid", "pyodide"):
        shutil.copytree(ROOT / "sop_catalog/assets" / name, folder / "sop_catalog/assets" / name)
    return folder


def _fails(copy: Path, tests: Iterable[str]) -> bool:
    variables = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "NO_MKDOCS_2_WARNING": "1"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        *(f"tests/{test}" for test in tests),
    ]
    try:
        done = subprocess.run(command, cwd=copy, env=variables, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True  # it waits for ever: seen
    assert done.returncode in {0, 1, 2}, done.stdout[-2000:] + done.stderr[-2000:]
    return done.returncode != 0


@pytest.mark.parametrize("test", sorted({guard.test for guard in _CHOSEN}))
def test_with_all_guards_it_passes(copy: Path, test: str) -> None:
    assert not _fails(copy, [test])


@pytest.mark.parametrize("guard", _CHOSEN, ids=lambda guard: guard.name)
def test_without_it_a_test_fails(copy: Path, guard: Guard, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / "sop_catalog" / guard.file
    whole = path.read_text("utf-8")
    try:
        path.write_text(whole.replace(guard.code, guard.without), "utf-8")
        noticed = _fails(copy, [guard.test])
    finally:
        path.write_text(whole, "utf-8")
    with capsys.disabled():
        sys.stdout.write(f"\n{'terjaga' if noticed else 'TIDAK TERJAGA'}: {guard.name} ({guard.test})\n")
    assert noticed
