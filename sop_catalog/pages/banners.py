"""What stands above the form and on every printed sheet: draft, example, revoked, to be verified, to be reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sop_catalog.model.sop import Sop, Status
from sop_catalog.model.values.tanggal import format_tanggal
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.identity import Kotak
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.paths import kode_path, sop_path
from sop_catalog.pages.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Spanduk:
    """A banner above the form."""

    jenis: str
    """CSS class: "draf", "contoh", "dicabut", "verifikasi"."""
    judul: str
    teks: str
    tautan: Tautan | None = None
    teks_akhir: str = ""
    """What goes on behind the link, up to another."""
    tautan_akhir: Tautan | None = None


def marks(sop: Sop, *, untuk_pengesahan: bool = False) -> Iterator[str]:
    """What stands on every printed sheet, the gravest first. A sheet that is to be signed is no draft."""
    if sop.status is Status.DICABUT:
        yield "DICABUT"
    if sop.status is Status.DRAF and not untuk_pengesahan:
        yield "DRAF"
    if sop.contoh:
        yield "CONTOH"
    if sop.perlu_verifikasi:
        yield "PERLU VERIFIKASI"


def sheet_notes(around: Surroundings) -> Iterator[str]:
    """What stands behind the marks on every printed sheet: what replaced a revoked SOP."""
    successor, current = around.successor, around.current
    if successor:
        note = f"Digantikan oleh SOP {shorten(successor.judul)}"
        if successor.status is Status.DICABUT:
            note += ", yang juga sudah dicabut"
        yield f"{note}; yang berlaku: SOP {shorten(current.judul)}" if current else note


_SHORT = 60


def shorten(text: str) -> str:
    """A title as the margin of a sheet has room for it."""
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


def _revocation(around: Surroundings, address: Address) -> Spanduk:
    successor, current = around.successor, around.current
    if not successor:
        return Spanduk("dicabut", "Dicabut.", "SOP ini tidak berlaku lagi.")
    link, end = (Tautan(item.judul, address.to(sop_path(item.slug))) if item else None for item in (successor, current))
    also = ", yang juga sudah dicabut" if successor.status is Status.DICABUT else ""
    return Spanduk(
        "dicabut", "Dicabut.", "SOP ini tidak berlaku lagi; digantikan oleh", link,
        f"{also}; yang berlaku sekarang:" if end else f"{also}." if also else "", end,
    )  # fmt: skip


def _draft(sop: Sop) -> str:
    """A draft that notes what was signed is a change that waits for the next signature."""
    if naskah := sop.naskah_terakhir:
        return f"Perubahan sesudah naskah yang disahkan {naskah.tanggal.format()} belum disahkan dan belum berlaku."
    return "SOP ini belum disahkan dan belum berlaku."


def banners(sop: Sop, around: Surroundings, address: Address, kotak: Sequence[tuple[Kotak, ...]]) -> Iterator[Spanduk]:
    """The banners of an SOP, the gravest first. `kotak`: its boxes, whose legal bases may be revoked."""
    if sop.status is Status.DICABUT:
        yield _revocation(around, address)
    if sop.status is Status.DRAF:
        yield Spanduk("draf", "Draf.", _draft(sop))
    if sop.contoh:
        yield Spanduk("contoh", "Contoh.", "SOP ini karangan untuk contoh, bukan SOP resmi instansi mana pun.")
    if around.overdue:
        day = format_tanggal(around.overdue)
        yield Spanduk("verifikasi", "Perlu ditinjau.", f"SOP ini seharusnya ditinjau kembali paling lambat {day}.")
    for berubah in around.keadaan.rujukan if around.keadaan else ():
        path = sop_path(berubah.slug) if berubah.slug else kode_path(berubah.kode)
        yield Spanduk(
            "verifikasi", "Perlu ditinjau.", "Rujukan berubah sesudah SOP ini disahkan atau dievaluasi:",
            Tautan(berubah.nama, address.to(path)), f": {'; '.join(berubah.kalimat)}.",
        )  # fmt: skip
    if any(
        piece.catatan
        for pair in kotak
        for box in pair
        if box.isian == "dasar-hukum"
        for item in box.butir
        for piece in item
    ):
        yield Spanduk(
            "dicabut",
            "Dasar hukum dicabut.",
            "SOP ini menyebut peraturan yang sudah tidak berlaku:",
            Tautan("lihat dasar hukum", "#dasar-hukum"),
        )
    if sop.perlu_verifikasi:
        yield Spanduk(
            "verifikasi", "Perlu verifikasi.", f"{len(sop.catatan_sumber)} hal diduga atau tidak terbaca pada naskah sumber:",
            Tautan("catatan sumber", "#catatan-sumber"),
        )  # fmt: skip
