"""The five seeds as OCR text: columns and texts right, every performer unread, every other word in a doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.source_tables import FOLDER, SourceStep, read_source

from sop_catalog.importing.parse import parse_naskah
from sop_catalog.importing.readers.text import clean_cell, read_text
from sop_catalog.importing.sop_read import SopTerbaca

SHIFTED = {("000", 11), ("003", 4), ("003", 5)}
"""Rows whose cells the OCR moved or ran together; the readings of `tests/sumber` put them right by hand."""


RUN_TOGETHER = {("002", "kualifikasi_pelaksana")}
"""Boxes with items that the OCR ran together without a number between them."""


def imported(number: str) -> SopTerbaca:
    (path,) = FOLDER.glob(f"{number}_*.txt")
    (read,) = parse_naskah(read_text(path), "biro-umum")
    return read


def cells(step: SourceStep) -> dict[str, str]:
    return {name: getattr(step, name) for name in ("kegiatan", "kelengkapan", "waktu", "output", "keterangan")}


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_no_performer_is_guessed(number: str) -> None:
    for step in imported(number).sop.langkah:
        assert step.pelaksana == ()
    assert any("tidak memuat letak simbol" in doubt.uraian for doubt in imported(number).ragu)


@pytest.mark.parametrize("number", ["000", "001", "002", "004"])
def test_columns_and_texts(number: str) -> None:
    source, sop = read_source(number), imported(number).sop
    assert [column.judul for column in sop.pelaksana] == source.pelaksana[0]
    assert len(sop.langkah) == len(source.langkah)
    readings = {row.nomor: cells(row) for row in source.langkah}
    for step in sop.langkah:
        if (number, step.nomor) in SHIFTED:
            continue
        found = {
            "kegiatan": step.kegiatan,
            "kelengkapan": step.kelengkapan,
            "waktu": step.waktu.teks if step.waktu else "",
            "output": step.output,
            "keterangan": step.keterangan,
        }
        assert found == readings[step.nomor]
    for kunci, items in source.kotak.items():
        found_items = [item.rstrip(".;") for item in getattr(sop, kunci)]
        wanted = [item.rstrip(".;") for item in items]
        assert " ".join(found_items) == " ".join(wanted), kunci
        assert found_items == wanted or (number, kunci) in RUN_TOGETHER


def test_a_broken_table_is_read_as_far_as_it_goes_and_the_rest_is_named() -> None:
    read = imported("003")
    sop = read.sop
    assert [column.judul for column in sop.pelaksana] == [
        "Kepala Dinas", "Sekretaris", "Kasubbag PKP", "Staf/Jabatan Fungsional Umum",
    ]  # fmt: skip
    assert len(sop.langkah) == 7
    assert sop.langkah[0].kelengkapan == "Agenda kerja/ TupoksiFormat, blanko, kuestionar"
    (left,) = [doubt.uraian for doubt in read.ragu if "tidak masuk isian mana pun" in doubt.uraian]
    for word in ("Menyimpan", "dokumen", "PKKP"):  # step 8, in a table that lost its columns
        assert word in left
    assert any("kolom output tidak ditemukan" in doubt.uraian for doubt in read.ragu)


def test_stray_letters_of_the_flow_are_doubts_with_their_column() -> None:
    doubts = [doubt.format() for doubt in imported("000").ragu]
    assert any("langkah 3: teks “T” di kolom “Kasubag”" in doubt for doubt in doubts)
    assert any("memuat 23 sel" in doubt for doubt in doubts)


def test_bits_of_html_and_lists_run_together() -> None:
    assert clean_cell('<p style="x">SATU</p> <p>DUA &amp; TIGA</p>') == "SATU\nDUA & TIGA"
    assert clean_cell("<ol> 1. Satu tahun 2. Dua 3. Tiga") == "1. Satu tahun\n2. Dua\n3. Tiga"
    assert clean_cell("PP No. 47 Tahun 2009 dan UU 1. Contoh") == "PP No. 47 Tahun 2009 dan UU 1. Contoh"
    assert clean_cell("## **SOP : X**") == "SOP : X"


def test_what_is_no_text(tmp_path: Path) -> None:
    from sop_catalog.importing.workers import read_one

    path = tmp_path / "a.txt"
    path.write_bytes(b"a\0b" * 100)
    assert read_one(path, "x").kegagalan == "berkas ini bukan teks biasa"
    path.write_text("halo\n" * 30_000)
    assert "lebih panjang dari SOP mana pun" in read_one(path, "x").kegagalan
    path.write_text("surat biasa\nbukan SOP\n")
    assert "tabel kegiatan tidak ditemukan" in read_one(path, "x").kegagalan
