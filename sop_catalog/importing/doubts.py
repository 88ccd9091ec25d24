"""Doubt is data: what could not be read for certain, where, and what was taken instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sop_catalog.importing.naskah import Kotak


class JenisRagu(StrEnum):
    """Kinds of doubt; the values stand in reports."""

    PELAKSANA = "pelaksana tidak terbaca"
    BATAS = "simbol di garis batas"
    DI_LUAR = "simbol di luar tabel"
    TIDAK_BAKU = "simbol tidak baku"
    BEBERAPA_SIMBOL = "beberapa simbol dalam satu baris"
    JUDUL_LAIN = "kalimat menyebut kolom lain"
    CABANG = "cabang tidak lengkap"
    LABEL_DIDUGA = "label cabang diduga"
    LABEL_LEPAS = "label tanpa panah"
    GARIS_MENYATU = "garis menyatu"
    TANPA_KEPALA = "garis tanpa mata panah"
    DUA_KEPALA = "garis bermata panah dua"
    UJUNG_LEPAS = "ujung garis tidak menempel"
    GANTI_HALAMAN = "alur menyeberang halaman"
    BARIS_LANJUTAN = "baris lanjutan digabung"
    NOMOR = "nomor langkah"
    JUDUL_KOLOM = "judul kolom"
    GAMBAR = "alur berupa gambar"
    OCR = "hasil pindaian"
    BERTINDIHAN = "teks bertindihan"
    TANGGAL = "tanggal"
    NOMOR_SOP = "nomor SOP"
    PEMBACA = "cara baca"
    LETAK = "letak simbol tidak pasti"
    BEBERAPA_ALUR = "beberapa alur dalam satu berkas"
    ISIAN = "isian tidak ditemukan"
    KATA_TERSISA = "kata tanpa tempat"
    NAMA = "nama ganda"


@dataclass(frozen=True, slots=True)
class Ragu:
    """One doubt."""

    jenis: JenisRagu
    uraian: str
    """What was seen and what was taken instead, in Indonesian, without a full stop."""
    halaman: int = 0
    """0: of the whole file."""
    langkah: int = 0
    """The row's step; 0: of none."""
    kotak: Kotak | None = None
    """Where on the page."""

    def format(self) -> str:
        """As it stands in `catatan_sumber`: "Hal. 2, langkah 3: …"."""
        places = [f"hal. {self.halaman}"] if self.halaman else []
        places += [f"langkah {self.langkah}"] if self.langkah else []
        text = f"{', '.join(places)}: {self.uraian}" if places else self.uraian
        text = " ".join(text.split())
        return text[:1].upper() + text[1:]


def one_per_row(doubts: Iterable[Ragu]) -> list[Ragu]:
    """One line a kind and row; further ones of the same kind and row join the first."""
    kept: dict[tuple[object, ...], Ragu] = {}
    for doubt in doubts:
        key = (
            (doubt.jenis, doubt.halaman, doubt.langkah) if doubt.langkah else (doubt.jenis, doubt.halaman, doubt.uraian)
        )
        first = kept.get(key)
        if first is None:
            kept[key] = doubt
        elif doubt.uraian not in first.uraian:
            kept[key] = Ragu(
                first.jenis, f"{first.uraian}; {doubt.uraian}", first.halaman, first.langkah, first.kotak or doubt.kotak
            )
    return list(kept.values())
