"""Fixtures of several tests: the shipped catalogue, built once as a site; small sites."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("katalog", deadline=None)  # how busy a machine is says nothing of a property
settings.load_profile("katalog")
pytest.register_assert_rewrite("support.browser")

from support.paths import ROOT  # noqa: E402
from support.sites import MINIMAL_MKDOCS, MINIMAL_SOP, SiteMaker, run_mkdocs  # noqa: E402


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped catalogue, built with --strict: once for all processes of a run. It is only looked at."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    target = folder / "situs-bersama"
    with (folder / "situs-bersama.kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            made = folder / "situs-bersama.jadi"
            result = run_mkdocs("build", "--strict", "--site-dir", str(made), folder=ROOT)
            assert result.returncode == 0, result.stderr
            made.rename(target)
    return target


@pytest.fixture
def make_site(tmp_path: Path) -> SiteMaker:
    """Make a folder of a small catalogue: `make_site({"sops/a.yml": "…"}, options="…")`; returns the folder."""

    def make(files: dict[str, str] | None = None, mkdocs: str = MINIMAL_MKDOCS) -> Path:
        contents = {
            "mkdocs.yml": mkdocs,
            "docs/index.md": "# Katalog\n\n[[katalog-sop]]\n",
            "sops/_daftar/unit.yml": "biro-uji: Biro Uji\n",
            "sops/contoh-satu.yml": MINIMAL_SOP.format(nama="Contoh Satu"),
            "overrides/.ada": "",
            **(files or {}),
        }
        for name, text in contents.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return make


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a trial asks the disk hundreds of times to write everything down."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="sop-uji-", dir=memory) as folder:
        yield Path(folder)
