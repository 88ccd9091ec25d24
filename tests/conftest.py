"""What several tests share: the shipped catalogue, built once as a site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.register_assert_rewrite("browser")

ROOT = Path(__file__).parent.parent
BUILD_TIME = "1767225600"  # 2026-01-01: a build's date is part of its output


def run_mkdocs(
    *arguments: str, folder: Path, extra: dict[str, str] | None = None, program: str = "mkdocs"
) -> subprocess.CompletedProcess[str]:
    """Run `python -m mkdocs` (or another `program`) in a folder and give back what it printed; the caller judges its exit code."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": BUILD_TIME, **(extra or {})}
    return subprocess.run(
        [sys.executable, "-m", program, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped catalogue, built with --strict."""
    target = tmp_path_factory.mktemp("situs") / "site"
    result = run_mkdocs("build", "--strict", "--site-dir", str(target), folder=ROOT)
    assert result.returncode == 0, result.stderr
    return target


SiteMaker = Callable[..., Path]

MINIMAL_MKDOCS = """\
site_name: Uji
theme:
  name: material
  language: id
  font: false
  custom_dir: overrides
plugins:
  - search:
      separator: '[\\s\\-/.,:;()]+'
  - sop_catalog
  - mermaid2:
      version: 12.3.0
"""

_MINIMAL_SOP = """\
nama: {nama}
unit: biro-uji
pelaksana:
  staf: Staf
  kabag: Kabag
langkah:
  - pelaksana: staf
    kegiatan: Mengajukan usulan
  - pelaksana: kabag
    kegiatan: Memeriksa usulan
    jika_tidak: staf
  - pelaksana: staf
    kegiatan: Mengarsipkan
"""


@pytest.fixture
def make_site(tmp_path: Path) -> SiteMaker:
    """Make a folder of a small catalogue: `make_site({"sops/a.yml": "…"}, options="…")`; returns the folder."""

    def make(files: dict[str, str] | None = None, mkdocs: str = MINIMAL_MKDOCS) -> Path:
        contents = {
            "mkdocs.yml": mkdocs,
            "docs/index.md": "# Katalog\n\n[[katalog-sop]]\n",
            "sops/_daftar/unit.yml": "biro-uji: Biro Uji\n",
            "sops/contoh-satu.yml": _MINIMAL_SOP.format(nama="Contoh Satu"),
            "overrides/.ada": "",
            **(files or {}),
        }
        for name, text in contents.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return make


def minimal_sop(nama: str = "Contoh Dua", **fields: str) -> str:
    """The YAML of a small valid SOP; `fields` are further top-level lines."""
    extra = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return _MINIMAL_SOP.format(nama=nama) + extra
