"""How complete the SOPs of each unit are: signed, dated, with times, with references that lead somewhere, without doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.csv_text import format_csv
from sop_catalog.catalog.unit_tree import UnitTree
from sop_catalog.model.review import newest_date
from sop_catalog.model.sop import Status

COLUMNS = ("Naskah dicatat", "Bertanggal", "Waktu terisi", "Rujukan dikenali", "Tanpa keraguan")
"""What is measured: SOPs with a signed document, SOPs with a date, steps whose time has a number, references to SOPs of the
catalogue, SOPs without a note on their source."""
_CSV_COLUMNS = (
    "Kode unit", "Unit kerja", "SOP", "Naskah dicatat", "Bertanggal", "Langkah", "Waktu terisi", "Rujukan", "Rujukan dikenali",
    "Tanpa keraguan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bagian:
    """So many of so many."""

    ada: int
    dari: int

    @property
    def persen(self) -> int:
        """Rounded down, so that 100 means all; 0 where there is nothing to measure."""
        return self.ada * 100 // self.dari if self.dari else 0


@dataclass(frozen=True, slots=True)
class Kelengkapan:
    """Counts over SOPs that are not revoked."""

    sop: int = 0
    naskah: int = 0
    bertanggal: int = 0
    langkah: int = 0
    waktu: int = 0
    rujukan: int = 0
    dikenali: int = 0
    tanpa_keraguan: int = 0

    def __add__(self, other: Kelengkapan) -> Kelengkapan:
        return Kelengkapan(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def bagian(self) -> tuple[Bagian, ...]:
        """In the order of `COLUMNS`."""
        return (
            Bagian(self.naskah, self.sop),
            Bagian(self.bertanggal, self.sop),
            Bagian(self.waktu, self.langkah),
            Bagian(self.dikenali, self.rujukan),
            Bagian(self.tanpa_keraguan, self.sop),
        )


def measure_unit(catalog: Catalog, slugs: Sequence[str]) -> Kelengkapan:
    """The counts over some SOPs of a catalogue."""
    return sum((_measure(catalog, slug) for slug in slugs), Kelengkapan())


def _measure(catalog: Catalog, slug: str) -> Kelengkapan:
    sop = catalog.sops[slug]
    if sop.status is Status.DICABUT:
        return Kelengkapan()
    links = catalog.links[slug]
    return Kelengkapan(
        1,
        int(bool(sop.naskah_sah)),
        int(newest_date(sop) is not None),
        len(sop.langkah),
        sum(bool(langkah.waktu and langkah.waktu.lama) for langkah in sop.langkah),
        len(links),
        sum(bool(link.target) for link in links),
        int(not sop.perlu_verifikasi),
    )


def build_completeness_csv(catalog: Catalog, units: UnitTree) -> str:
    """`kelengkapan.csv`: a line for each unit that has SOPs of its own, in the order of the register."""
    lines = []
    for node in units.by_kode.values():
        found = measure_unit(catalog, node.sop)
        if found.sop:
            counts = (
                found.sop,
                found.naskah,
                found.bertanggal,
                found.langkah,
                found.waktu,
                found.rujukan,
                found.dikenali,
                found.tanpa_keraguan,
            )
            lines.append((node.kode, node.nama, *map(str, counts)))
    return format_csv([_CSV_COLUMNS, *lines])
