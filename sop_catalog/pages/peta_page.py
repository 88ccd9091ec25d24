"""`/peta/<kode>/`: which SOPs of a unit refer to which, as a drawing of links and lines; `/peta/`: the whole catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from sop_catalog.catalog.catalog import Catalog, Link, fold_name
from sop_catalog.catalog.relations import arrange_columns
from sop_catalog.catalog.unit_tree import UnitNode, UnitTree, build_unit_tree
from sop_catalog.model.sop import Status
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Page, Tautan, View, view_of
from sop_catalog.pages.paths import MAP, MISSING, peta_path, sop_path, unit_path
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.templates import template

MOST_SOPS = 60
"""A unit with more SOPs below it shows its own only; a catalogue with more shows units instead of SOPs."""
MOST_OUTSIDE = 30
"""SOPs of other units that refer to this one are drawn up to this number, and counted above it."""


@dataclass(frozen=True, slots=True)
class Simpul:
    """A node: one cell of a column."""

    tautan: Tautan
    jenis: str
    """CSS class: "dalam", "luar", "dicabut", "belum-ada"."""
    catatan: str
    """The unit of an SOP from outside; ""."""
    sorot: str
    """CSS classes: the nodes whose lines reach it."""


@dataclass(frozen=True, slots=True)
class Gambar:
    """The drawing."""

    kiri: tuple[Simpul, ...]
    kanan: tuple[Simpul, ...]
    garis: tuple[tuple[str, str], ...]
    """(CSS classes, path in a box of 100 × 100)."""
    baris: int
    """Rows of the longer column."""
    gaya: Markup
    """CSS that lights a node's lines up while the pointer or the focus is on it."""
    judul_kiri: str
    judul_kanan: str


@dataclass(frozen=True, slots=True)
class Butir:
    """One reference in the list that says the same as the drawing."""

    tautan: Tautan
    jenis: str
    tempat: str
    """"keterkaitan, langkah 5"."""


@dataclass(frozen=True, slots=True)
class BarisPeta:
    """One SOP in that list."""

    tautan: Tautan
    merujuk: tuple[Butir, ...]
    dirujuk: tuple[Butir, ...]


class _Maps:
    """What all maps share."""

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        self.catalog = catalog
        self.settings = settings
        self.tree: UnitTree = build_unit_tree(catalog)
        self.links = [*chain.from_iterable(catalog.links.values())]
        self._hrefs: dict[tuple[str, str], str] = {}
        self.mapped = self._find_mapped()
        self.outgoing: dict[str, list[Link]] = {}
        self.incoming: dict[str, list[Link]] = {}
        for link in self.links:
            self.outgoing.setdefault(link.source, []).append(link)
            if link.target:
                self.incoming.setdefault(link.target, []).append(link)

    def _find_mapped(self) -> set[str]:
        """The units that have a map: they or a unit below them have SOPs."""
        mapped: set[str] = set()
        for node in reversed(list(self.tree.by_kode.values())):  # children before their parents
            if node.sop or not mapped.isdisjoint(node.anak):
                mapped.add(node.kode)
        return mapped

    def href(self, address: Address, slug: str) -> str:
        """The page of an SOP, from this one; all maps of units stand equally deep."""
        key = address.path.partition("/")[1], slug
        if key not in self._hrefs:
            self._hrefs[key] = address.to(sop_path(slug))
        return self._hrefs[key]

    def unit_name(self, kode: str) -> str:
        return self.tree.by_kode[kode].nama

    def unit_page(self, node: UnitNode) -> Page | None:
        """The map of one unit; None where neither it nor a unit below has an SOP."""
        if node.kode not in self.mapped:
            return None
        below = [slug for unit in self.tree.below(node.kode) for slug in unit.sop]
        slugs = below if len(below) <= MOST_SOPS else list(node.sop)
        path = peta_path(node.kode)
        address = Address(path, self.settings.directory_urls)
        inside = set(slugs)
        own = [link for slug in slugs for link in self.outgoing.get(slug, ())]
        outside = [link for slug in slugs for link in self.incoming.get(slug, ()) if link.source not in inside]
        referring = len({link.source for link in outside})
        drawn = own + (outside if referring <= MOST_OUTSIDE else [])
        return self._page(
            path,
            f"Peta SOP {node.nama}",
            [
                Tautan("Katalog SOP", address.to("")),
                Tautan("Peta hubungan", address.to(MAP)),
                *(Tautan(unit.nama, address.to(peta_path(unit.kode))) for unit in self.tree.above(node.kode)),
                Tautan(node.nama, address.to(unit_path(node.kode))),
            ],
            self._draw(drawn, inside, address) if drawn else None,
            [self._row(slug, address) for slug in slugs],
            luar=referring if referring > MOST_OUTSIDE else 0,
            anak=list(node.anak) if slugs is not below else [],
        )

    def index_page(self) -> Page:
        """The whole catalogue: SOP by SOP while that can be read, else unit by unit."""
        address = Address(MAP, self.settings.directory_urls)
        slugs = [slug for node in self.tree.by_kode.values() for slug in node.sop]
        small = len(slugs) <= MOST_SOPS
        drawing = None
        if small and self.links:
            drawing = self._draw(self.links, set(slugs), address)
        elif self.links:
            drawing = self._draw_units(address)
        return self._page(
            MAP,
            "Peta hubungan SOP",
            [Tautan("Katalog SOP", address.to(""))],
            drawing,
            [self._row(slug, address) for slug in slugs] if small else [],
            luar=0,
            anak=list(self.tree.by_kode),
        )

    def _page(  # noqa: PLR0913 - the template's values
        self,
        path: str,
        judul: str,
        jejak: list[Tautan],
        gambar: Gambar | None,
        rows: Sequence[BarisPeta],
        *,
        luar: int,
        anak: list[str],
    ) -> Page:
        address = Address(path, self.settings.directory_urls)

        def view() -> View:
            return view_of(
                template(self.settings, "peta.html"),
                judul=judul,
                jejak=jejak,
                gambar=gambar,
                baris=[row for row in rows if row.merujuk or row.dirujuk],
                sendiri=[row.tautan for row in rows if not row.merujuk and not row.dirujuk],
                luar=luar,
                anak=[
                    (self.tree.by_kode[kode].tingkat, Tautan(self.unit_name(kode), address.to(peta_path(kode))))
                    for kode in anak
                    if kode in self.mapped
                ],
            )

        return Page(
            path,
            address.url,
            judul,
            "Siapa merujuk ke siapa",
            view,
            lambda: f'<h1 id="judul">{Markup.escape(judul)}</h1>',
        )

    # --- The drawing ---

    def _draw(self, links: Iterable[Link], inside: set[str], address: Address) -> Gambar:
        names = {f"?{fold_name(link.teks)}": link.teks for link in links if not link.target}

        def node(key: str) -> tuple[Tautan, str, str]:
            if key.startswith("?"):
                return Tautan(names[key], address.to(MISSING)), "belum-ada", ""
            sop = self.catalog.sops.get(key)
            if sop is None:  # its file cannot be read now, but it has a page
                return Tautan(key, self.href(address, key)), "luar", ""
            jenis = "dicabut" if sop.status is Status.DICABUT else "dalam" if key in inside else "luar"
            return Tautan(sop.judul, self.href(address, key)), jenis, "" if key in inside else self.unit_name(sop.unit)

        pairs = [(link.source, link.target or f"?{fold_name(link.teks)}") for link in links]
        return _drawing(pairs, node, "SOP yang merujuk", "SOP yang dirujuk")

    def _draw_units(self, address: Address) -> Gambar:
        sops = self.catalog.sops
        pairs = [
            (sops[link.source].unit, sops[link.target].unit)
            for link in self.links
            if link.target in sops and sops[link.source].unit != sops[link.target].unit
        ]
        return _drawing(
            pairs, lambda kode: (Tautan(self.unit_name(kode), address.to(peta_path(kode))), "dalam", ""),
            "Unit yang merujuk", "Unit yang dirujuk",
        )  # fmt: skip

    # --- The same as a list ---

    def _row(self, slug: str, address: Address) -> BarisPeta:
        sop = self.catalog.sops[slug]
        return BarisPeta(
            Tautan(sop.judul, self.href(address, slug), catatan="dicabut" if sop.status is Status.DICABUT else ""),
            tuple(self._item(link, link.target, address) for link in self.outgoing.get(slug, ())),
            tuple(self._item(link, link.source, address) for link in self.incoming.get(slug, ())),
        )

    def _item(self, link: Link, other: str, address: Address) -> Butir:
        places = ["keterkaitan"] * link.keterkaitan + [f"langkah {nomor}" for nomor in link.langkah]
        sop = self.catalog.sops.get(other)
        if not other:
            return Butir(Tautan(link.teks, address.to(MISSING)), "belum-ada", ", ".join(places))
        return Butir(Tautan(sop.judul if sop else other, self.href(address, other)), "dalam", ", ".join(places))


def build_peta_pages(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """The map of the catalogue, then one for each unit that has SOPs, its own or below."""
    maps = _Maps(catalog, settings)
    yield maps.index_page()
    for node in maps.tree.by_kode.values():
        page = maps.unit_page(node)
        if page:
            yield page


def _drawing(
    pairs: Iterable[tuple[str, str]], node: Callable[[str], tuple[Tautan, str, str]], judul_kiri: str, judul_kanan: str
) -> Gambar:
    columns = arrange_columns(pairs)
    reached_left: list[list[str]] = [[] for _ in columns.left]
    reached_right: list[list[str]] = [[] for _ in columns.right]
    lines = []
    for left, right in columns.lines:
        reached_left[left].append(f"b{right}")
        reached_right[right].append(f"a{left}")
        y1 = _percent(left, len(columns.left))
        y2 = _percent(right, len(columns.right))
        lines.append((f"a{left} b{right}", f"M0 {y1}C50 {y1} 50 {y2} 100 {y2}"))
    selectors = [
        f".sop-peta:has(#{side}{place}:is(:hover,:focus-within)) .{side}{place}"
        for side, column in (("a", columns.left), ("b", columns.right))
        for place in range(len(column))
    ]
    lit = "{stroke:var(--sop-tautan);stroke-opacity:1;stroke-width:2.5px;background:var(--sop-info-dasar)}"
    return Gambar(
        tuple(Simpul(*node(key), " ".join(classes)) for key, classes in zip(columns.left, reached_left, strict=True)),
        tuple(Simpul(*node(key), " ".join(classes)) for key, classes in zip(columns.right, reached_right, strict=True)),
        tuple(lines),
        max(len(columns.left), len(columns.right)),
        Markup(",".join(selectors) + lit),  # noqa: S704 - numbers only
        judul_kiri,
        judul_kanan,
    )


def _percent(place: int, count: int) -> str:
    """The middle of a cell, in per cent of the column's height."""
    return f"{(place + 0.5) / count * 100:.2f}".rstrip("0").rstrip(".")
