"""Sheets of an SOP whose head takes more than one: connectors name the sheet that is meant."""

from __future__ import annotations

import re
from pathlib import Path

from support.sites import minimal_sop

from sop_catalog.catalog.load import load_catalog
from sop_catalog.pages.build import build_pages
from sop_catalog.pages.settings import Settings

WARNINGS = (
    "peringatan:\n"
    + "  - Petugas memperhatikan hal ini dengan teliti dan mencatatnya pada buku harian unit kerja\n" * 60
)
STEPS = "langkah:\n" + "".join(
    f"  - pelaksana: {('staf', 'kabag')[number % 2]}\n    kegiatan: Mengolah permohonan bagian {number} dengan teliti lalu menyerahkannya kepada yang berikut\n"
    for number in range(30)
)


def _connectors(folder: Path, more: str) -> list[int]:
    folder.mkdir()
    head = minimal_sop("Panjang").partition("pelaksana:")[0]
    (folder / "a.yml").write_text(f"{head}{more}pelaksana:\n  staf: Staf\n  kabag: Kabag\n{STEPS}", "utf-8")
    catalog, _ = load_catalog(folder)
    page = next(page for page in build_pages(catalog, Settings()) if page.path == "sop/a")
    return [int(number) for number in re.findall(r"(?:ke|dari) hal\. (\d+)", page.html)]


def test_sheets_of_a_long_head_are_counted(tmp_path: Path) -> None:
    """A box that is higher than a sheet begins on one of its own and goes on on the next: so prints Chromium."""
    usual = _connectors(tmp_path / "pendek", "")
    long = _connectors(tmp_path / "panjang", WARNINGS)
    assert min(usual) == 1
    assert sorted(set(long)) == list(range(4, max(long) + 1))
