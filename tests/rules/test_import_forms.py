"""Invented SOPs come back from PDF, Excel and Word as they were: every style, a few seeds (the wide corpora are in soak)."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.naskah.ragam import DOCX, PDF, XLSX, Ragam
from support.naskah.ukuran import Ukuran, measure

from sop_catalog.importing.doubts import JenisRagu

_SEEDS = (3, 7)
_OVER_PAGES = {"lintas halaman", "penghubung", "lanjut tanpa kepala"}
"""Styles whose branches cross pages: one that cannot be followed must be named instead."""


@pytest.mark.parametrize("ragam", [*PDF, *XLSX, *DOCX], ids=lambda ragam: ragam.nama)
def test_what_was_written_is_read(ragam: Ragam, tmp_path: Path) -> None:
    pdf = ragam in PDF
    total = Ukuran()
    for seed in _SEEDS:
        sop, read = ragam.read(seed, tmp_path)
        total.add(measure(sop, read, f"{ragam.nama}-{seed}"))
        assert not [doubt for one in read for doubt in one.ragu if doubt.jenis is JenisRagu.KATA_TERSISA]
        assert [one.sop.pelaksana and one.sop.unit for one in read] == ["biro-umum"]
    shown = "\n".join(total.catatan)
    assert total.pelaksana_benar == total.pelaksana, shown
    assert total.simbol_benar == total.simbol, shown
    assert total.kegiatan_benar == total.baris, shown
    assert total.isian_benar == total.isian, shown
    assert total.cabang_salah_diam == total.pelaksana_salah_diam == 0, shown
    assert pdf or total.cabang_benar == total.cabang, shown
    assert ragam.nama in _OVER_PAGES or total.cabang_benar == total.cabang, shown


def test_the_measure_sees_what_is_wrong(tmp_path: Path) -> None:
    sop, _ = PDF[0].read(3, tmp_path)
    _, other = PDF[0].read(7, tmp_path)
    found = measure(sop, other)
    assert found.pelaksana_benar < found.pelaksana
    assert found.kegiatan_benar < found.baris
    assert found.isian_benar < found.isian
    assert found.pelaksana_salah_diam
    assert measure(sop, []).tanpa_tabel == 1


@pytest.mark.parametrize("ragam", [PDF[0], XLSX[0], DOCX[0]], ids=lambda ragam: ragam.nama)
def test_every_imported_file_is_without_galat(ragam: Ragam, tmp_path: Path) -> None:
    from dataclasses import replace

    from sop_catalog.model.decode import decode
    from sop_catalog.model.yaml_text import render_sop
    from sop_catalog.source.text import Source

    for seed in range(20, 26):
        _, (read,) = ragam.read(seed, tmp_path)
        sop = replace(read.sop, path="x.yml", slug="x", catatan_sumber=tuple(doubt.format() for doubt in read.ragu))
        decoded = decode(Source("x.yml", render_sop(sop)), "x.yml")
        assert decoded.sop == sop
        assert not [one for one in decoded.diagnostics if one.severity.value == "galat"]
