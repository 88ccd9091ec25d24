"""The facets of the catalogue: what one can filter by, and which values each SOP has.

A row of the catalogue carries the positions of its values, `4 0;1 2;0 3;;7`: facets in order, values by their place in
the facet. So the page is the data, and 1,500 rows cost 15 KB.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.citations import Acuans
from sop_catalog.catalog.jabatan import Roles
from sop_catalog.catalog.unit_tree import UnitTree
from sop_catalog.model.sop import Sop
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.status import BADGES, badges, year_of


@dataclass(frozen=True, slots=True)
class Pilihan:
    """One value of a facet."""

    kode: str
    """As it stands in the address, such as "biro-umum"."""
    teks: str
    judul: str
    """The full text where `teks` is short for it; ""."""
    jumlah: int
    tingkat: int = 0
    """How deep it stands in a tree."""


@dataclass(frozen=True, slots=True)
class Saringan:
    """One facet."""

    kunci: str
    """Its name in the address: "unit"."""
    judul: str
    pilihan: tuple[Pilihan, ...]
    """Only values that some SOP has; never empty."""


@dataclass(frozen=True, slots=True)
class Facets:
    """All facets, and the values of each SOP."""

    saringan: tuple[Saringan, ...]
    nilai: Mapping[str, str]
    """Slug → positions of its values, "4 0;1 2;0 3;;7"."""


UNKNOWN_YEAR = "tanpa-tahun"


def build_facets(catalog: Catalog, settings: Settings, units: UnitTree, roles: Roles, acuans: Acuans) -> Facets:
    """Count what there is to filter by."""
    above = {kode: [kode, *(node.kode for node in units.above(kode))] for kode in units.by_kode}
    values: dict[str, Mapping[str, Sequence[str]]] = {
        "unit": {slug: above[sop.unit] for slug, sop in catalog.sops.items()},
        "jabatan": {slug: _roles_of(sop, roles) for slug, sop in catalog.sops.items()},
        "status": {
            slug: [badge.jenis for badge in badges(catalog, sop, settings)] for slug, sop in catalog.sops.items()
        },
        "hukum": {slug: catalog.cited_codes(sop) for slug, sop in catalog.sops.items()},
        "tahun": {slug: [str(year_of(sop) or UNKNOWN_YEAR)] for slug, sop in catalog.sops.items()},
    }
    counts = {kunci: Counter(kode for codes in by_slug.values() for kode in codes) for kunci, by_slug in values.items()}
    by_name = sorted(roles.peran.values(), key=lambda peran: (peran.nama.casefold(), peran.kode))
    years = sorted(counts["tahun"], reverse=True, key=lambda year: "" if year == UNKNOWN_YEAR else year)
    candidates = (
        Saringan(kunci, judul, tuple(choice for choice in choices if choice.jumlah))
        for kunci, judul, choices in (
            ("unit", "Unit kerja", [_choice(counts["unit"], node.kode, node.nama, tingkat=node.tingkat) for node in units.by_kode.values()]),
            ("jabatan", "Jabatan", [_choice(counts["jabatan"], peran.kode, peran.nama) for peran in by_name]),
            ("status", "Status", [_choice(counts["status"], jenis, teks) for jenis, teks in BADGES.items()]),
            ("hukum", "Dasar hukum", [
                _choice(counts["hukum"], acuan.kode, acuan.singkat, acuan.tentang) for acuan in acuans.by_kode.values()
            ]),
            ("tahun", "Tahun", [
                _choice(counts["tahun"], year, "Tanpa tahun" if year == UNKNOWN_YEAR else year) for year in years
            ]),
        )
    )  # fmt: skip
    saringan = tuple(facet for facet in candidates if facet.pilihan)
    places = {
        facet.kunci: {choice.kode: str(place) for place, choice in enumerate(facet.pilihan)} for facet in saringan
    }
    nilai = {slug: ";".join(_join(values[kunci][slug], places[kunci]) for kunci in places) for slug in catalog.sops}
    return Facets(saringan, nilai)


def _choice(counts: Mapping[str, int], kode: str, teks: str, judul: str = "", tingkat: int = 0) -> Pilihan:
    return Pilihan(kode, teks, judul, counts.get(kode, 0), tingkat)


def _join(codes: Iterable[str], places: Mapping[str, str]) -> str:
    return " ".join(places[kode] for kode in codes)


def _roles_of(sop: Sop, roles: Roles) -> list[str]:
    return list(dict.fromkeys(filter(None, (roles.kode_of(pelaksana.judul) for pelaksana in sop.pelaksana))))
