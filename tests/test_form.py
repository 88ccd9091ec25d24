"""Small parts of the form that only paper or only a first look shows: signature, foot of the sheet, norma waktu."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import minimal_sop
from test_impact import catalog_of

from sop_catalog.pages.rendering import Settings
from sop_catalog.pages.sop_page import SopView, build_sop_view


def view_of(folder: Path, text: str) -> SopView:
    return build_sop_view(catalog_of(folder, a=text), "a", Settings())


@pytest.mark.parametrize(
    ("pengesah", "before"),
    [
        ("Kepala Biro Umum", 1),
        ("{jabatan: Kepala Biro Umum, nama: Ani}", 1),
        ("{nama: Ani, pangkat: Pembina}", 0),
        ("{jabatan: Kepala Biro Umum, nama: Ani, tte: ya}", -1),
    ],
)
def test_room_for_the_signature_stands_where_one_signs(tmp_path: Path, pengesah: str, before: int) -> None:
    rows = view_of(tmp_path, minimal_sop("A", disahkan_oleh=pengesah)).identitas
    assert [row.tanda_tangan for row in rows if row.isian == "disahkan-oleh"] == [before]
    assert {row.tanda_tangan for row in rows if row.isian != "disahkan-oleh"} == {-1}


def foot(folder: Path, text: str) -> str:
    """The foot of a sheet as a browser reads it out of the style sheet."""
    return re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), view_of(folder, text).tepi)


def test_the_foot_of_a_sheet_names_the_sop(tmp_path: Path) -> None:
    blank = foot(tmp_path, minimal_sop("Surat Masuk", nomor="1/.../OT/.../2026"))
    assert re.fullmatch('"SOP Surat Masuk · versi [0-9a-f]{8}"', blank)  # a number that was never given is no help
    assert foot(tmp_path, minimal_sop("Surat Masuk", nomor="1/OT/2026")).startswith('"SOP Surat Masuk · 1/OT/2026 · ')
    assert foot(tmp_path, minimal_sop("Surat " * 20)).startswith('"SOP ' + "Surat " * 9 + "Surat… · ")


def test_norma_waktu_counts_gaps_only_beside_times(tmp_path: Path) -> None:
    none = minimal_sop()
    assert not view_of(tmp_path, none).waktu_belum_diisi
    some = none.replace("kegiatan: Mengarsipkan\n", "kegiatan: Mengarsipkan\n    waktu: 5 menit\n")
    assert view_of(tmp_path, some).waktu_belum_diisi == "2 dari 3 langkah belum diisi"
    free = some.replace("  - pelaksana: staf\n", "  - pelaksana: staf\n    waktu: disesuaikan\n", 1)
    assert view_of(tmp_path, free).waktu_belum_diisi == "1 dari 3 langkah belum diisi, 1 tanpa angka waktu"
