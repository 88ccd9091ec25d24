"""`/unit/<kode>/`: a unit in its tree, its SOPs with those of the units below, and how complete they are; `/unit/`: the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass

from markupsafe import Markup, escape

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.unit_tree import UnitNode, UnitTree, build_unit_tree
from sop_catalog.model.review import newest_date
from sop_catalog.model.sop import Sop, Status
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Page, Tautan, View, view_of
from sop_catalog.pages.paths import peta_path, unit_path
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_rows import SopRows
from sop_catalog.pages.status import needs_review
from sop_catalog.pages.templates import template

_SOURCE = "_daftar/unit.yml"
LISTED = 500
"""SOPs in the list of one page. Of a unit with more, its own come first and those of units below stand on their pages."""


@dataclass(frozen=True, slots=True)
class Angka:
    """Counts over some SOPs; those of units add up."""

    sop: int = 0
    berlaku: int = 0
    draf: int = 0
    dicabut: int = 0
    verifikasi: int = 0
    tinjau: int = 0
    aktif: int = 0
    """SOPs that are not revoked: the figures below count only these."""
    bernomor: int = 0
    bertanggal: int = 0
    disahkan: int = 0
    berdasar: int = 0
    langkah: int = 0
    pelaksana: int = 0
    """Steps whose performer is readable."""
    waktu: int = 0
    """Steps whose time has a number."""

    def __add__(self, other: Angka) -> Angka:
        return Angka(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Ukuran:
    """One line of the completeness table: so many of so many."""

    teks: str
    ada: int
    dari: int

    @property
    def persen(self) -> str:
        """Such as "43 %"; "" where there is nothing to measure. Rounded down, so that 100 % means all."""
        return f"{self.ada * 100 // self.dari} %" if self.dari else ""


@dataclass(frozen=True, slots=True)
class CabangUnit:
    """A unit in a tree of links."""

    nama: str
    href: str
    tingkat: int
    sendiri: int
    """Its own SOPs."""
    semua: int
    """With those of the units below."""


def build_unit_pages(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """The tree of units, then a page for each unit of the register and each code that an SOP names."""
    tree = build_unit_tree(catalog)
    totals = _totals(tree, lambda sop: count_sop(catalog, sop, settings), catalog)
    yield _tree_page(tree, totals, settings)
    address = Address(unit_path("x"), settings.directory_urls)  # all unit pages stand equally deep
    rows = SopRows(catalog, settings, address)
    part = template(settings, "unit-daftar.html")
    lists = {
        node.kode: Markup(  # noqa: S704 - rendered with autoescape
            part.render(
                unit=node, href=address.to(unit_path(node.kode)), baris=[rows[slug] for slug in node.sop[:LISTED]]
            )
        )
        for node in tree.by_kode.values()
        if node.sop
    }
    for node in tree.by_kode.values():
        yield _unit_page(tree, node, totals, lists, settings)


def _totals(tree: UnitTree, count: Callable[[Sop], Angka], catalog: Catalog) -> dict[str, tuple[Angka, Angka]]:
    """Unit → counts of its own SOPs, and with those below. Children come after their parents, so read backwards."""
    totals: dict[str, tuple[Angka, Angka]] = {}
    for node in reversed(list(tree.by_kode.values())):
        own = sum((count(catalog.sops[slug]) for slug in node.sop), Angka())
        totals[node.kode] = (own, sum((totals[child][1] for child in node.anak), own))
    return totals


def count_sop(catalog: Catalog, sop: Sop, settings: Settings) -> Angka:
    """What one SOP adds to the figures of its unit."""
    active = sop.status is not Status.DICABUT
    return Angka(
        sop=1,
        berlaku=int(sop.status is Status.BERLAKU),
        draf=int(sop.status is Status.DRAF),
        dicabut=int(not active),
        verifikasi=int(active and sop.perlu_verifikasi),
        tinjau=int(needs_review(catalog, sop, settings)),
        aktif=int(active),
        bernomor=int(active and sop.bernomor),
        bertanggal=int(active and newest_date(sop) is not None),
        disahkan=int(active and bool(sop.pejabat("disahkan_oleh"))),
        berdasar=int(active and bool(sop.dasar_hukum)),
        langkah=len(sop.langkah) * active,
        pelaksana=sum(bool(langkah.pelaksana) for langkah in sop.langkah) * active,
        waktu=sum(bool(langkah.waktu and langkah.waktu.lama) for langkah in sop.langkah) * active,
    )


def measures(angka: Angka) -> tuple[Ukuran, ...]:
    """The completeness table."""
    return (
        Ukuran("SOP bernomor lengkap", angka.bernomor, angka.aktif),
        Ukuran("SOP bertanggal", angka.bertanggal, angka.aktif),
        Ukuran("SOP dengan pejabat pengesah", angka.disahkan, angka.aktif),
        Ukuran("SOP dengan dasar hukum", angka.berdasar, angka.aktif),
        Ukuran("SOP tanpa catatan verifikasi", angka.aktif - angka.verifikasi, angka.aktif),
        Ukuran("Langkah dengan pelaksana terbaca", angka.pelaksana, angka.langkah),
        Ukuran("Langkah dengan waktu berangka", angka.waktu, angka.langkah),
    )


def _branches(
    nodes: Iterable[UnitNode], totals: dict[str, tuple[Angka, Angka]], address: Address, top: int
) -> list[CabangUnit]:
    return [
        CabangUnit(
            node.nama,
            address.to(unit_path(node.kode)),
            node.tingkat - top,
            totals[node.kode][0].sop,
            totals[node.kode][1].sop,
        )
        for node in nodes
    ]


def _tree_page(tree: UnitTree, totals: dict[str, tuple[Angka, Angka]], settings: Settings) -> Page:
    address = Address("unit", settings.directory_urls)
    branches = _branches(tree.by_kode.values(), totals, address, 0)

    def view() -> View:
        return view_of(
            template(settings, "unit.html"),
            judul="Unit kerja",
            pengantar=(),
            jejak=[Tautan("Katalog SOP", address.to(""))],
            cabang=branches,
            judul_cabang="",
            angka=None,
            ukuran=(),
            daftar=(),
            sisa=0,
            peta="",
            saring="",
        )

    return Page(
        "unit",
        address.url,
        "Unit kerja",
        "Semua unit kerja dan jumlah SOP-nya",
        view,
        lambda: '<h1 id="judul">Unit kerja</h1>',
    )


def _unit_page(
    tree: UnitTree, node: UnitNode, totals: dict[str, tuple[Angka, Angka]], lists: dict[str, Markup], settings: Settings
) -> Page:
    path = unit_path(node.kode)
    address = Address(path, settings.directory_urls)
    below = list(tree.below(node.kode))
    angka = totals[node.kode][1]
    shown = below if angka.sop <= LISTED else [node]

    def view() -> View:
        return view_of(
            template(settings, "unit.html"),
            judul=node.nama,
            pengantar=node.pengantar,
            jejak=[
                Tautan("Katalog SOP", address.to("")),
                Tautan("Unit kerja", address.to("unit")),
                *(Tautan(unit.nama, address.to(unit_path(unit.kode))) for unit in tree.above(node.kode)),
            ],
            cabang=_branches(below[1:], totals, address, node.tingkat + 1),
            judul_cabang="Unit di bawahnya",
            angka=angka,
            ukuran=measures(angka) if angka.aktif else (),
            daftar=[lists[unit.kode] for unit in shown if unit.kode in lists],
            sisa=angka.sop - sum(min(len(unit.sop), LISTED) for unit in shown),
            peta=address.to(peta_path(node.kode)) if angka.sop else "",
            saring=f"{address.to('')}?unit={node.kode}" if angka.sop else "",
        )

    above = " · ".join(unit.nama for unit in tree.above(node.kode))
    return Page(
        path,
        address.url,
        node.nama,
        f"{angka.sop} SOP {node.nama}",
        view,
        lambda: (
            f'<h1 id="judul">{escape(node.nama)}</h1><p>Unit kerja {escape(node.kode)} · {escape(above)}</p>'
            + "".join(f"<p>{escape(alinea)}</p>" for alinea in node.pengantar)
        ),
        sections=(("sop", "SOP"), ("kelengkapan", "Kelengkapan")) if angka.sop else (),
        source_path=_SOURCE,
    )
