"""Units as a matrix: who refers to whom, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sop_catalog.catalog.unit_tree import UnitTree
from sop_catalog.pages.page import Tautan

MOST_UNITS = 48
"""Rows and columns of a matrix that can be read. Where more units refer to one another, the lowest are counted with those
above them."""
MOST_NAMED = 6
"""Units that the list names in each line; the matrix and the unit's own map have all."""
_STRENGTHS = (1, 4, 12)
"""From how many references on a cell is darker, and darker still."""


@dataclass(frozen=True, slots=True)
class Sel:
    """A cell."""

    jumlah: int
    """0 for an empty one."""
    href: str
    """The references themselves; "" where they stand on no page of one unit alone."""
    kelas: str
    """CSS classes: how dark it is, and whether it is a unit's with itself."""


@dataclass(frozen=True, slots=True)
class BarisMatriks:
    """A unit that refers."""

    unit: Tautan
    sel: tuple[Sel, ...]
    belum_ada: int
    """References to SOPs that the catalogue does not have."""
    jumlah: int
    terbanyak: tuple[tuple[Tautan, int], ...]
    """The other units that it refers to most, for the list."""
    lainnya: int
    """Other units that it refers to besides."""


@dataclass(frozen=True, slots=True)
class Matriks:
    """The matrix."""

    kolom: tuple[Tautan, ...]
    baris: tuple[BarisMatriks, ...]
    kaki: tuple[int, ...]
    """How often each column's unit is referred to."""
    belum_ada: int
    jumlah: int
    digabung: bool
    """Whether units are counted with those above them."""
    lewat: int
    """Units that are left out because even so there were too many."""


Href = Callable[[str], str]


def build_matrix(
    pairs: Sequence[tuple[str, str]], tree: UnitTree, map_of: Href, cell_of: Callable[[str, str], str]
) -> Matriks | None:
    """Count references between units; None where less than two units take part.

    Args:
        pairs: (the unit of the SOP that refers, that of the one referred to); "" for an SOP that the catalogue lacks.
        tree: all units.
        map_of: the address of a unit's own map.
        cell_of: where the references from one unit to another are listed.
    """
    stand_in = _stand_ins({kode for pair in pairs for kode in pair if kode}, tree)
    counts = Counter((stand_in[source], stand_in.get(target, "")) for source, target in pairs)
    weights: Counter[str] = Counter()
    for (source, target), count in counts.items():
        weights[source] += count
        weights[target] += count
    shown = {kode for kode, _ in Counter({k: n for k, n in weights.items() if k}).most_common(MOST_UNITS)}
    used = [kode for kode in tree.by_kode if kode in shown]
    if len(used) < 2:
        return None
    merged = {kode for kode, other in stand_in.items() if kode != other} | {
        other for kode, other in stand_in.items() if kode != other
    }
    rows = [kode for kode in used if any(counts[kode, other] for other in [*used, ""])]
    columns = [kode for kode in used if any(counts[other, kode] for other in used)]
    links = {kode: Tautan(tree.by_kode[kode].nama, map_of(kode)) for kode in used}

    def cell(row: str, column: str) -> Sel:
        count = counts[row, column]
        strength = sum(count >= least for least in _STRENGTHS)
        href = "" if not count or {row, column} & merged else map_of(row) if row == column else cell_of(row, column)
        return Sel(count, href, " ".join([f"k{strength}"] * bool(count) + ["sendiri"] * (row == column)))

    def named(row: str) -> tuple[tuple[Tautan, int], ...]:
        others = sorted(
            (kode for kode in columns if counts[row, kode] and kode != row), key=lambda kode: -counts[row, kode]
        )
        return tuple((links[kode], counts[row, kode]) for kode in others)

    lines = []
    for row in rows:
        others = named(row)
        lines.append(
            BarisMatriks(
                links[row],
                tuple(cell(row, column) for column in columns),
                counts[row, ""],
                sum(counts[row, column] for column in [*columns, ""]),
                others[:MOST_NAMED],
                len(others[MOST_NAMED:]),
            )
        )
    feet = tuple(sum(counts[row, column] for row in rows) for column in columns)
    missing = sum(line.belum_ada for line in lines)
    return Matriks(
        tuple(links[kode] for kode in columns), tuple(lines), feet, missing, sum(feet) + missing, bool(merged),
        len({kode for kode in weights if kode}) - len(used),
    )  # fmt: skip


def _stand_ins(units: set[str], tree: UnitTree) -> Mapping[str, str]:
    """Unit → the one that it is counted with: itself, or while there are too many, one above it."""
    stand_in = {kode: kode for kode in units}
    while len(set(stand_in.values())) > MOST_UNITS:
        deepest = max(tree.by_kode[kode].tingkat for kode in stand_in.values())
        if not deepest:
            break
        for kode, other in stand_in.items():
            if tree.by_kode[other].tingkat == deepest:
                stand_in[kode] = tree.by_kode[other].induk
    return stand_in
