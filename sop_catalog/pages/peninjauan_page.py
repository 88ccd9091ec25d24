"""`/peninjauan/`: what is to be reviewed, unit by unit, with calendars to subscribe to; and how complete the units are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.unit_tree import UnitNode, UnitTree, build_unit_tree
from sop_catalog.model.build_day import is_overdue
from sop_catalog.model.review import SOON, last_evaluated, last_looked_at, newest_date
from sop_catalog.model.sop import Sop, Status
from sop_catalog.model.values.tanggal import format_tanggal
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.calendar_file import Acara, format_calendar
from sop_catalog.pages.kelengkapan import COLUMNS, Bagian, Kelengkapan, build_completeness_csv, measure_unit
from sop_catalog.pages.page import Page, Tautan, View, view_of
from sop_catalog.pages.paths import REVIEW, kode_path, page_path, sop_path, unit_path
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.status import Lencana, review_due
from sop_catalog.pages.templates import template

CALENDAR = "peninjauan.ics"
COMPLETENESS = "kelengkapan.csv"

_LATE, _CHANGED, _SOON, _LATER = "terlambat", "rujukan", "segera", "nanti"
_BADGES = {
    _LATE: Lencana("dicabut", "Terlambat"),
    _CHANGED: Lencana("tinjau", "Rujukan berubah"),
    _SOON: Lencana("draf", "Segera"),
    _LATER: Lencana("berlaku", "Terjadwal"),
}
"""In the order in which they stand in a unit."""


@dataclass(frozen=True, slots=True)
class BarisTinjau:
    """One SOP that is to be reviewed."""

    tautan: Tautan
    lencana: tuple[Lencana, ...]
    tanggal: str
    """The last day; "" where only a reference has changed."""
    iso: str
    evaluasi: str
    """The last evaluation: "5 Juli 2026"; ""."""
    tindakan: str
    """What it wants done; ""."""
    sebab: tuple[tuple[Tautan, str], ...]
    """References that have changed, each with what happened to it."""


@dataclass(frozen=True, slots=True)
class UnitTinjau:
    """The SOPs of one unit."""

    kode: str
    nama: str
    href: str
    kalender: str
    """Address of its own calendar; "" for one without days."""
    baris: tuple[BarisTinjau, ...]


@dataclass(frozen=True, slots=True)
class BarisKelengkapan:
    """How complete a unit's SOPs are."""

    nama: str
    href: str
    """"" for the sum."""
    sop: int
    bagian: tuple[Bagian, ...]


@dataclass(frozen=True, slots=True)
class _Tinjau:
    """An SOP and why it is looked at."""

    sop: Sop
    due: dt.date | None
    keadaan: tuple[str, ...]


def build_peninjauan_page(catalog: Catalog, settings: Settings) -> Page:
    """The page."""
    address = Address(REVIEW, settings.directory_urls)
    title = "Peninjauan"
    return Page(
        REVIEW,
        address.url,
        title,
        "SOP yang perlu ditinjau dan kelengkapan tiap unit",
        lambda: _view(catalog, settings, address),
        lambda: f'<h1 id="judul">{title}</h1>',
        sections=(("jadwal", "Jadwal"), ("kelengkapan", "Kelengkapan")),
    )


def build_review_files(catalog: Catalog, settings: Settings) -> Iterator[tuple[str, str]]:
    """(path from the site's root, content): the calendar of all, that of each unit, and the completeness as CSV."""
    tree = build_unit_tree(catalog)
    found = _find(catalog, settings)
    yield CALENDAR, _calendar("Peninjauan SOP", list(found.values()), catalog, settings)
    for node in tree.by_kode.values():
        if mine := _below(tree, node, found):
            yield _calendar_path(node.kode), _calendar(f"Peninjauan SOP {node.nama}", mine, catalog, settings)
    yield COMPLETENESS, build_completeness_csv(catalog, tree)


def _calendar_path(kode: str) -> str:
    return f"{page_path(REVIEW, kode)}.ics"


def _below(tree: UnitTree, node: UnitNode, found: dict[str, _Tinjau]) -> list[_Tinjau]:
    """What a unit and those below it have on the calendar."""
    return [found[slug] for unit in tree.below(node.kode) for slug in unit.sop if slug in found and found[slug].due]


def _find(catalog: Catalog, settings: Settings) -> dict[str, _Tinjau]:
    found = {}
    soon = settings.today + SOON
    for slug, sop in catalog.sops.items():
        due = review_due(sop, settings)
        keadaan = catalog.keadaan.get(slug)
        is_changed = bool(keadaan and keadaan.rujukan)
        if sop.status is Status.DICABUT or (due is None and not is_changed):
            continue
        when = "" if due is None else _LATE if is_overdue(due, settings.today) else _SOON if due <= soon else _LATER
        found[slug] = _Tinjau(sop, due, tuple(filter(None, (when, _CHANGED if is_changed else ""))))
    return found


def _calendar(nama: str, items: list[_Tinjau], catalog: Catalog, settings: Settings) -> str:
    return format_calendar(nama, (_event(item, item.due, catalog, settings) for item in items if item.due))


def _event(item: _Tinjau, due: dt.date, catalog: Catalog, settings: Settings) -> Acara:
    sop = item.sop
    unit = catalog.registers.unit.get(sop.unit)
    nama = unit.nama if unit else sop.unit
    url = settings.site_url + Address(sop_path(sop.slug), settings.directory_urls).url if settings.site_url else ""
    uraian = "\n".join(filter(None, (f"Nomor {sop.nomor}" if sop.bernomor else "", nama, url)))
    noted = max(filter(None, (newest_date(sop), last_looked_at(sop))), default=None)
    return Acara(f"{sop.slug}@katalog-sop", due, f"Tinjau SOP {sop.judul}", uraian, nama, url, noted)


def _view(catalog: Catalog, settings: Settings, address: Address) -> View:
    tree = build_unit_tree(catalog)
    found = _find(catalog, settings)
    active = sum(sop.status is not Status.DICABUT for sop in catalog.sops.values())
    counts = {jenis: sum(jenis in item.keadaan for item in found.values()) for jenis in _BADGES}
    return view_of(
        template(settings, "peninjauan.html"),
        jejak=[Tautan("Katalog SOP", address.to(""))],
        hari=format_tanggal(settings.today),
        terlambat=counts[_LATE],
        rujukan=counts[_CHANGED],
        segera=counts[_SOON],
        nanti=counts[_LATER],
        tanpa_jadwal=active - sum(item.due is not None for item in found.values()),
        hari_segera=SOON.days,
        unit=tuple(_units(catalog, tree, found, address)),
        kalender=address.asset(CALENDAR),
        kolom=COLUMNS,
        kelengkapan=tuple(_completeness(catalog, tree, address)),
        csv=address.asset(COMPLETENESS),
    )


def _units(catalog: Catalog, tree: UnitTree, found: dict[str, _Tinjau], address: Address) -> Iterator[UnitTinjau]:
    order = list(_BADGES)
    for node in tree.by_kode.values():
        mine = [found[slug] for slug in node.sop if slug in found]
        if mine:
            mine.sort(
                key=lambda item: (order.index(item.keadaan[0]), item.due or dt.date.max, item.sop.judul.casefold())
            )
            has_days = bool(_below(tree, node, found))
            yield UnitTinjau(
                node.kode,
                node.nama,
                address.to(unit_path(node.kode)),
                address.asset(_calendar_path(node.kode)) if has_days else "",
                tuple(_row(catalog, item, address) for item in mine),
            )


def _row(catalog: Catalog, item: _Tinjau, address: Address) -> BarisTinjau:
    sop = item.sop
    evaluated = last_evaluated(sop)
    last = next((row for row in sop.evaluasi if evaluated and row.tanggal.akhir == evaluated), None)
    return BarisTinjau(
        Tautan(sop.judul, address.to(sop_path(sop.slug))),
        tuple(_BADGES[jenis] for jenis in item.keadaan),
        format_tanggal(item.due) if item.due else "",
        item.due.isoformat() if item.due else "",
        f"{last.tanggal.format()}: {last.hasil}" if last else "",
        last.tindakan if last else "",
        tuple(_reasons(catalog, sop, address)),
    )


def _reasons(catalog: Catalog, sop: Sop, address: Address) -> Iterator[tuple[Tautan, str]]:
    keadaan = catalog.keadaan.get(sop.slug)
    for berubah in keadaan.rujukan if keadaan else ():
        path = sop_path(berubah.slug) if berubah.slug else kode_path(berubah.kode)
        yield Tautan(berubah.nama, address.to(path)), "; ".join(berubah.kalimat)


def _completeness(catalog: Catalog, tree: UnitTree, address: Address) -> Iterator[BarisKelengkapan]:
    total = Kelengkapan()
    rows = []
    for node in tree.by_kode.values():
        counts = measure_unit(catalog, node.sop)
        if counts.sop:
            total += counts
            rows.append(BarisKelengkapan(node.nama, address.to(unit_path(node.kode)), counts.sop, counts.bagian))
    yield from rows
    if len(rows) > 1:
        yield BarisKelengkapan("Semua unit", "", total.sop, total.bagian)
