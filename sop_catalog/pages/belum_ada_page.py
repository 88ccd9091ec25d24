"""`/belum-ada/`: the SOPs that others refer to and the catalogue does not have, by whom and in which step."""

from __future__ import annotations

from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.missing import find_missing
from sop_catalog.catalog.rujukan import Link
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Page, Tautan, View, view_of
from sop_catalog.pages.paths import MISSING, sop_path
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.templates import template


@dataclass(frozen=True, slots=True)
class Perujuk:
    """An SOP that refers to the missing one."""

    tautan: Tautan
    unit: str
    keterkaitan: bool
    langkah: tuple[Tautan, ...]
    """"langkah 5", each with its address."""


@dataclass(frozen=True, slots=True)
class BarisBelumAda:
    """One missing SOP."""

    nama: str
    ejaan: tuple[str, ...]
    perujuk: tuple[Perujuk, ...]


def build_belum_ada_page(catalog: Catalog, settings: Settings) -> Page:
    """The page; also where nothing is missing, because then it says so."""
    address = Address(MISSING, settings.directory_urls)
    rows = [
        BarisBelumAda(item.nama, item.ejaan, tuple(_referrer(catalog, link, address) for link in item.links))
        for item in find_missing(catalog)
    ]

    def view() -> View:
        return view_of(
            template(settings, "belum-ada.html"),
            jejak=[Tautan("Katalog SOP", address.to(""))],
            baris=rows,
            jumlah_perujuk=len({p.tautan.href for row in rows for p in row.perujuk}),
        )

    title = "Belum ada di katalog"
    return Page(
        MISSING, address.url, title, "SOP yang dirujuk tetapi belum ada", view, lambda: f'<h1 id="judul">{title}</h1>'
    )


def _referrer(catalog: Catalog, link: Link, address: Address) -> Perujuk:
    sop = catalog.sops[link.source]
    unit = catalog.registers.unit.get(sop.unit)
    return Perujuk(
        Tautan(sop.judul, address.to(sop_path(sop.slug))),
        unit.nama if unit else sop.unit,
        link.keterkaitan,
        tuple(Tautan(f"langkah {nomor}", address.to(sop_path(sop.slug), f"langkah-{nomor}")) for nomor in link.langkah),
    )
