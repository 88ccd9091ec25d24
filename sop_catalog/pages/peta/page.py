"""`/peta/`: which units refer to which, as a matrix; `/peta/<kode>/`: a unit's SOPs in layers along their chains of reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.rujukan import Link
from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.catalog.unit_tree import UnitNode, UnitTree, build_unit_tree
from sop_catalog.model.sop import Status
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Page, Tautan, View, view_of
from sop_catalog.pages.paths import MAP, MISSING, peta_path, sop_path, unit_path
from sop_catalog.pages.peta.layers import arrange_layers
from sop_catalog.pages.peta.matrix import Matriks, build_matrix
from sop_catalog.pages.peta.picture import Gambar, Simpul, draw_layers
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.templates import template

MOST_SOPS = 60
"""A unit with more SOPs below it shows its own only; a catalogue with more shows units instead of SOPs."""
MOST_DRAWN = 80
"""Boxes of a drawing; where there would be more, the list says it all."""
MOST_OUTSIDE = 12
"""SOPs of other units, and SOPs that the catalogue lacks, are boxes of their own up to this number. Above it units take their
place, and where these are too many as well, one box."""
MOST_PAIRS = 400
"""References to other units in the list of a unit."""


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


@dataclass(frozen=True, slots=True)
class KeUnit:
    """What a unit refers to in another one."""

    id: str
    unit: Tautan
    pasangan: tuple[tuple[Tautan, Tautan], ...]
    """(the SOP that refers, the one that is referred to)."""


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
        judul = f"Peta SOP {node.nama}"
        return self._page(
            path,
            judul,
            [
                Tautan("Katalog SOP", address.to("")),
                Tautan("Peta hubungan", address.to(MAP)),
                *(Tautan(unit.nama, address.to(peta_path(unit.kode))) for unit in self.tree.above(node.kode)),
                Tautan(node.nama, address.to(unit_path(node.kode))),
            ],
            gambar=self._draw(own, outside, inside, address, judul),
            rows=[self._row(slug, address) for slug in slugs],
            ke_unit=self._to_units(own, address),
            anak=list(node.anak) if slugs is not below else [],
        )

    def index_page(self) -> Page:
        """The whole catalogue: unit by unit, and SOP by SOP while that can be read."""
        address = Address(MAP, self.settings.directory_urls)
        slugs = [slug for node in self.tree.by_kode.values() for slug in node.sop]
        small = len(slugs) <= MOST_SOPS
        judul = "Peta hubungan SOP"
        sops = self.catalog.sops
        pairs = [
            (sops[link.source].unit, sops[link.target].unit if link.target else "")
            for link in self.links
            if not link.target or link.target in sops
        ]
        return self._page(
            MAP,
            judul,
            [Tautan("Katalog SOP", address.to(""))],
            matriks=build_matrix(
                pairs,
                self.tree,
                lambda kode: address.to(peta_path(kode)),
                lambda source, target: address.to(peta_path(source), _anchor(target)),
            ),
            gambar=self._draw(self.links, [], set(slugs), address, judul) if small else None,
            rows=[self._row(slug, address) for slug in slugs] if small else [],
            anak=list(self.tree.by_kode),
        )

    def _page(  # noqa: PLR0913 - the template's values
        self,
        path: str,
        judul: str,
        jejak: list[Tautan],
        *,
        gambar: Gambar | None,
        rows: Sequence[BarisPeta],
        anak: list[str],
        matriks: Matriks | None = None,
        ke_unit: Sequence[KeUnit] = (),
    ) -> Page:
        address = Address(path, self.settings.directory_urls)

        def view() -> View:
            return view_of(
                template(self.settings, "peta.html"),
                judul=judul,
                jejak=jejak,
                gambar=gambar,
                matriks=matriks,
                ke_unit=ke_unit,
                baris=[row for row in rows if row.merujuk or row.dirujuk],
                sendiri=[row.tautan for row in rows if not row.merujuk and not row.dirujuk],
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

    def _draw(
        self, own: Iterable[Link], outside: Sequence[Link], inside: set[str], address: Address, judul: str
    ) -> Gambar | None:
        """Of the SOPs inside with all that they refer to, and of those outside that refer to them; None for none."""
        nodes: dict[str, Simpul] = {}
        pairs: list[tuple[str, str]] = []
        own = list(own)
        sent = [link for link in own if link.target and link.target not in inside]
        missing = [link for link in own if not link.target]
        sources, targets = [link.source for link in outside], [link.target for link in sent]
        is_each = len({*sources, *targets}) <= MOST_OUTSIDE
        before = {} if is_each else self._unit_names("<", sources, address, nodes)
        after = {} if is_each else self._unit_names(">", targets, address, nodes)
        after |= self._missing_names(missing, address, nodes)
        for link in [*outside, *own]:
            source, target = link.source, link.target or f"?{fold_name(link.teks)}"
            pair = before.get(source, source), after.get(target, target)
            for key in pair:
                if key not in nodes:
                    nodes[key] = self._box(key, address, inside)
            pairs.append(pair)
        drawn = {name for pair in pairs if pair[0] != pair[1] for name in pair}
        if not drawn or len(drawn) > MOST_DRAWN:
            return None
        layers = arrange_layers(pairs)
        return draw_layers(layers, {key: node for key, node in nodes.items() if key in drawn}, judul)

    def _box(self, slug: str, address: Address, inside: set[str]) -> Simpul:
        sop = self.catalog.sops.get(slug)
        if sop is None:  # its file cannot be read now, but it has a page
            return Simpul(Tautan(slug, self.href(address, slug)), "luar")
        kind = "dicabut" if sop.status is Status.DICABUT else "dalam" if slug in inside else "luar"
        note = "" if slug in inside else self.unit_name(sop.unit)
        return Simpul(Tautan(sop.judul, self.href(address, slug), catatan=note), kind)

    def _unit_names(
        self, side: str, slugs: Sequence[str], address: Address, nodes: dict[str, Simpul]
    ) -> dict[str, str]:
        """SOP of another unit → the box that stands for it on one side: its unit's, or one for all units."""
        sops = self.catalog.sops
        unit_of = {slug: sops[slug].unit if slug in sops else "" for slug in slugs}
        counts = Counter(unit_of[slug] for slug in slugs)
        if len(counts) > MOST_OUTSIDE:
            href = "#ke-unit-lain" if side == ">" else "#daftar"
            nodes[side] = Simpul(Tautan(f"{len(counts)} unit lain", href, catatan=f"{len(slugs)} rujukan"), "unit")
            return dict.fromkeys(slugs, side)
        for kode, count in counts.items():
            teks, href = (self.unit_name(kode), address.to(peta_path(kode))) if kode else ("berkas lain", "#daftar")
            nodes[f"{side}{kode}"] = Simpul(Tautan(teks, href, catatan=f"{count} rujukan"), "unit")
        return {slug: f"{side}{kode}" for slug, kode in unit_of.items()}

    def _missing_names(self, missing: Sequence[Link], address: Address, nodes: dict[str, Simpul]) -> dict[str, str]:
        """SOP that the catalogue lacks → its box, or one for all."""
        names = {f"?{fold_name(link.teks)}": link.teks for link in reversed(missing)}
        if len(names) > MOST_OUTSIDE:
            nodes["?"] = Simpul(Tautan(f"{len(names)} SOP yang belum ada", address.to(MISSING)), "belum-ada")
            return dict.fromkeys(names, "?")
        for key, teks in names.items():
            nodes[key] = Simpul(Tautan(teks, address.to(MISSING), catatan="belum ada di katalog"), "belum-ada")
        return {key: key for key in names}

    # --- The same in words ---

    def _to_units(self, own: Sequence[Link], address: Address) -> list[KeUnit]:
        """References to other units, by unit."""
        sops = self.catalog.sops
        found: dict[str, list[tuple[Tautan, Tautan]]] = {}
        for link in own[:MOST_PAIRS]:
            target = sops.get(link.target)
            if target and target.unit != sops[link.source].unit:
                pair = tuple(Tautan(sops[slug].judul, self.href(address, slug)) for slug in (link.source, link.target))
                found.setdefault(target.unit, []).append((pair[0], pair[1]))
        return [
            KeUnit(_anchor(kode), Tautan(node.nama, address.to(peta_path(kode))), tuple(found[kode]))
            for kode, node in self.tree.by_kode.items()
            if kode in found
        ]

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


def _anchor(kode: str) -> str:
    """Where a unit's map lists its references to another unit."""
    return f"ke-{peta_path(kode).partition('/')[2]}"


def build_peta_pages(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """The map of the catalogue, then one for each unit that has SOPs, its own or below."""
    maps = _Maps(catalog, settings)
    yield maps.index_page()
    for node in maps.tree.by_kode.values():
        page = maps.unit_page(node)
        if page:
            yield page
