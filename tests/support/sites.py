"""Small sites: MkDocs run on a folder, and the least files that make a catalogue."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.load import load_catalog

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

MINIMAL_SOP = """\
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


def minimal_sop(nama: str = "Contoh Dua", **fields: str) -> str:
    """The YAML of a small valid SOP; `fields` are further top-level lines."""
    extra = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return MINIMAL_SOP.format(nama=nama) + extra


def catalog_of(folder: Path, **files: str) -> Catalog:
    """A catalogue of one folder: slug → text, with "_" for "-" in the slug; names that begin with "_" are registers."""
    for name, text in files.items():
        path = (
            folder / "_daftar" / f"{name[1:]}.yml" if name.startswith("_") else folder / f"{name.replace('_', '-')}.yml"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_catalog(folder)[0]
