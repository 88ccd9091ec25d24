"""`/perubahan/`: what changed lately, newest first: from the history in git where there is one, else from `riwayat`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.changes import FileChange, FileChangeKind, changes_from_riwayat, merge_days
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Page, Tautan, View, view_of
from sop_catalog.pages.paths import CHANGES, sop_path
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.status import Lencana
from sop_catalog.pages.templates import template

LONGEST = 200
"""Records on the page; a bulk import is cut in the middle of its day, which the page says."""
_BADGES = {
    FileChangeKind.ADDED: Lencana("berlaku", "Baru"),
    FileChangeKind.CHANGED: Lencana("diubah", "Diubah"),
    FileChangeKind.RENAMED: Lencana("diubah", "Ganti nama berkas"),
    FileChangeKind.DELETED: Lencana("dicabut", "Dihapus"),
    FileChangeKind.REVISED: Lencana("berlaku", "Pengesahan"),
}


@dataclass(frozen=True, slots=True)
class BarisPerubahan:
    """One SOP on one day."""

    tautan: Tautan
    unit: str
    lencana: Lencana
    teks: str
    rincian: tuple[str, ...]
    """What is different in it, in sentences."""


@dataclass(frozen=True, slots=True)
class HariPerubahan:
    """One day."""

    hari: str
    """"8 Januari 2024"; "Januari 2014" or "2014" where `riwayat` has no day."""
    iso: str
    baris: tuple[BarisPerubahan, ...]


def build_perubahan_page(catalog: Catalog, settings: Settings, history: Sequence[FileChange] | None) -> Page:
    """The page.

    Args:
        catalog: all SOPs; their `riwayat` is used where there is no history.
        settings: of the site.
        history: the changes in git, newest first (`compare.history`); None where there is no history to read.
    """
    address = Address(CHANGES, settings.directory_urls)
    changes = merge_days(history) if history is not None else changes_from_riwayat(catalog)
    slugs = {file.path: slug for slug, file in catalog.by_slug.items()}
    days = [
        HariPerubahan(teks, iso, tuple(_row(catalog, slugs, change, address) for change in group))
        for (iso, teks), group in groupby(changes[:LONGEST], key=_day)
    ]

    def view() -> View:
        return view_of(
            template(settings, "perubahan.html"),
            jejak=[Tautan("Katalog SOP", address.to(""))],
            hari=days,
            dari_git=history is not None,
            sisa=max(len(changes) - LONGEST, 0),
        )

    title = "Perubahan terbaru"
    return Page(
        CHANGES,
        address.url,
        title,
        "SOP yang baru, diubah, atau dihapus",
        view,
        lambda: f'<h1 id="judul">{title}</h1>',
    )


def _day(change: FileChange) -> tuple[str, str]:
    return change.day_iso, change.day_text


def _row(catalog: Catalog, slugs: dict[str, str], change: FileChange, address: Address) -> BarisPerubahan:
    slug = slugs.get(change.path, "")
    sop = catalog.sops.get(slug)
    if sop:
        unit = catalog.registers.unit.get(sop.unit)
        return BarisPerubahan(
            Tautan(sop.judul, address.to(sop_path(slug))),
            unit.nama if unit else sop.unit,
            _BADGES[change.kind],
            change.teks,
            change.rincian,
        )
    href = address.to(sop_path(slug)) if slug in catalog.broken else ""
    return BarisPerubahan(Tautan(change.path, href), "", _BADGES[change.kind], change.teks, change.rincian)
