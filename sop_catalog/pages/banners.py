"""What stands above the form and on every printed sheet: draft, example, revoked, to be verified, to be reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.model.build_day import is_overdue
from sop_catalog.model.sop import Sop, Status
from sop_catalog.model.values import format_tanggal
from sop_catalog.pages.identity import Kotak
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.rendering import Address, Settings
from sop_catalog.pages.status import review_due


@dataclass(frozen=True, slots=True)
class Spanduk:
    """A banner above the form."""

    jenis: str
    """CSS class: "draf", "contoh", "dicabut", "verifikasi"."""
    judul: str
    teks: str
    tautan: Tautan | None = None


def marks(sop: Sop) -> Iterator[str]:
    """What stands on every printed sheet, the gravest first."""
    if sop.status is Status.DICABUT:
        yield "DICABUT"
    if sop.status is Status.DRAF:
        yield "DRAF"
    if sop.contoh:
        yield "CONTOH"
    if sop.perlu_verifikasi:
        yield "PERLU VERIFIKASI"


def banners(
    catalog: Catalog, sop: Sop, address: Address, settings: Settings, kotak: Sequence[tuple[Kotak, Kotak]]
) -> Iterator[Spanduk]:
    """The banners of an SOP, the gravest first. `kotak`: its boxes, whose legal bases may be revoked."""
    if sop.status is Status.DICABUT:
        successor = catalog.find_sop(sop.digantikan_oleh) if sop.digantikan_oleh else ""
        if successor in catalog.sops:
            link = Tautan(catalog.sops[successor].judul, address.to(f"sop/{successor}"))
            yield Spanduk("dicabut", "Dicabut.", "SOP ini tidak berlaku lagi; digantikan oleh", link)
        else:
            yield Spanduk("dicabut", "Dicabut.", "SOP ini tidak berlaku lagi.")
    if sop.status is Status.DRAF:
        yield Spanduk("draf", "Draf.", "SOP ini belum disahkan dan belum berlaku.")
    if sop.contoh:
        yield Spanduk("contoh", "Contoh.", "SOP ini karangan untuk contoh, bukan SOP resmi instansi mana pun.")
    due = review_due(sop, settings)
    if due and is_overdue(due, settings.today):
        yield Spanduk(
            "verifikasi", "Perlu ditinjau.", f"SOP ini seharusnya ditinjau kembali paling lambat {format_tanggal(due)}."
        )
    if any(item.catatan for pair in kotak for box in pair if box.isian == "dasar-hukum" for item in box.butir):
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
