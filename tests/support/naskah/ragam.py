"""The styles in which the invented SOPs are drawn: one name each, with what may stand in them and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sop_catalog.importing.parse import parse_naskah
from sop_catalog.importing.readers.reading import read_file
from sop_catalog.importing.sop_read import SopTerbaca
from sop_catalog.model.sop import Sop
from support.naskah.docx import GayaDocx, render_docx
from support.naskah.karangan import Resep, make_sop
from support.naskah.pdf import GayaPdf, render_pdf
from support.naskah.tata import Gaya, Lembar, lay_out
from support.naskah.xlsx import render_xlsx


@dataclass(frozen=True, slots=True)
class Ragam:
    """One style."""

    nama: str
    akhiran: str
    """Of its files, with the dot."""
    resep: Resep
    gaya: Gaya
    tulis: Callable[[Sequence[Lembar]], bytes]

    def make(self, seed: int) -> tuple[Sop, bytes]:
        """An invented SOP, and its file."""
        sop = make_sop(seed, self.resep)
        return sop, self.tulis(lay_out(sop, self.gaya))

    def read(self, seed: int, folder: Path) -> tuple[Sop, list[SopTerbaca]]:
        """An invented SOP, and what was read of its file."""
        sop, data = self.make(seed)
        path = folder / f"{self.nama.replace(' ', '-')}-{seed}{self.akhiran}"
        path.write_bytes(data)
        return sop, parse_naskah(read_file(path), "biro-umum")


_POLOS = Resep(keputusan=0.35, lompat=0.06)
_KAYA = Resep(keputusan=0.3, rantai=0.15, bersama=0.1, gabung=0.1, label_bebas=0.3, lompat=0.05, grup=True)
_PANJANG = Resep(langkah=(9, 14), keputusan=0.4, lompat=0.05)


def _pdf(nama: str, resep: Resep = _POLOS, gaya: Gaya = Gaya(), cara: GayaPdf = GayaPdf()) -> Ragam:  # noqa: B008 - frozen
    return Ragam(nama, ".pdf", resep, gaya, lambda pages: render_pdf(pages, cara))


_LIMA = Gaya(langkah_per_lembar=5)
PDF = (
    _pdf("garis"),
    _pdf("kotak sel", cara=GayaPdf(aturan="kotak", simbol="ganda", kepala="siku")),
    _pdf("excel gemuk", gaya=Gaya(nomor_kolom=True), cara=GayaPdf(aturan="isi", panah="gemuk", alas_label=True)),
    _pdf("balok", cara=GayaPdf(panah="balok")),
    _pdf("pecah", cara=GayaPdf(panah="pecah", simbol="pecah")),
    _pdf("kepala terbuka", cara=GayaPdf(kepala="terbuka")),
    _pdf("pecah terbuka", cara=GayaPdf(panah="pecah", simbol="pecah", kepala="terbuka")),
    _pdf("bertindihan", cara=GayaPdf(bertindihan=True)),
    _pdf("miring", cara=GayaPdf(miring=0.6)),
    _pdf("kolom tegak", gaya=Gaya(kolom_tegak=True)),
    _pdf("putar 90", cara=GayaPdf(putar=90)),
    _pdf("putar 270", cara=GayaPdf(putar=270, aturan="isi", panah="gemuk")),
    _pdf("campur", _KAYA, cara=GayaPdf(simbol="ganda")),
    _pdf("lintas halaman", _PANJANG, _LIMA, GayaPdf(panah="gemuk", aturan="isi")),
    _pdf("penghubung", _PANJANG, Gaya(langkah_per_lembar=5, penghubung=True)),
    _pdf("lanjut tanpa kepala", _PANJANG, Gaya(langkah_per_lembar=5, ulang_kepala=False, tinggi=612, lebar=792)),
    _pdf("panah gambar", cara=GayaPdf(panah="gambar")),
)
"""Vector PDFs."""

_SATU = Gaya(langkah_per_lembar=100)
XLSX = (
    Ragam("xlsx lekat", ".xlsx", _KAYA, _SATU, render_xlsx),
    Ragam("xlsx lepas", ".xlsx", _KAYA, _SATU, lambda pages: render_xlsx(pages, glued=False)),
    Ragam("xlsx grup", ".xlsx", _POLOS, _SATU, lambda pages: render_xlsx(pages, glued=False, grouped=True)),
    Ragam("xlsx tanpa garis", ".xlsx", _POLOS, _SATU, lambda pages: render_xlsx(pages, borders=False)),
)
"""Workbooks."""


def _docx(nama: str, resep: Resep = _POLOS, cara: GayaDocx = GayaDocx()) -> Ragam:  # noqa: B008 - frozen
    return Ragam(nama, ".docx", resep, _SATU, lambda pages: render_docx(pages, cara))


DOCX = (
    _docx("docx sel", _KAYA),
    _docx("docx sel minimal", cara=GayaDocx(tinggi="atLeast")),
    _docx("docx jauh", cara=GayaDocx(tambatan="jauh")),
    _docx("docx grup", cara=GayaDocx(tambatan="grup")),
    _docx("docx vml", cara=GayaDocx(vml=True)),
    _docx("docx tanpa tinggi", cara=GayaDocx(tambatan="jauh", tinggi="")),
)
"""Word files."""
RAGAM = (*PDF, *XLSX, *DOCX)
