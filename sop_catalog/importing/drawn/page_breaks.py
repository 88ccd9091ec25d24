"""Arrows that run off one page and come in on the next: joined by the place at which they cross the page's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sop_catalog.importing.drawn.panah import Panah
from sop_catalog.importing.form.table import Tabel
from sop_catalog.importing.naskah import Titik

_EDGE = 11.0
"""A line ends at a page's end when it ends this near it."""
_SAME = 0.012
"""Crossing places closer than this share of the table's width are one."""
_NEAR = 0.1
"""Farther ones are never joined, unless there is only one on each side."""


@dataclass(frozen=True, slots=True)
class BagianHalaman:
    """The part of a flow on one page: its table, and the indices of its arrows."""

    tabel: Tabel
    panah: range


@dataclass(frozen=True, slots=True)
class Sambungan:
    """An arrow that crosses page ends."""

    panah: Panah
    pasti: bool
    """Whether its pieces met at one place, and no other piece came near."""


@dataclass(slots=True)
class _End:
    """An open end of a line at a page's end."""

    arrow: int
    at_start: bool
    place: float
    """Across the table, 0 to 1."""
    partner: _End | None = None
    sure: bool = True


def join_over_breaks(arrows: Sequence[Panah], parts: Sequence[BagianHalaman]) -> tuple[list[Panah], list[Sambungan]]:
    """Join pieces over the page ends.

    Args:
        arrows: all arrows of a flow; those with `dari` or `ke` -1 may run off their page.
        parts: the flow's pages in order.

    Returns:
        The arrows that stay as they are, and the joined ones.
    """
    tops: list[list[_End]] = []
    bottoms: list[list[_End]] = []
    for part in parts:
        tops.append([])
        bottoms.append([])
        for index in part.panah:
            for end in _open_ends(arrows[index], index, part.tabel):
                (bottoms if end[1] else tops)[-1].append(end[0])
    for lower, upper in zip(bottoms, tops[1:], strict=False):
        _pair(lower, upper, arrows)
    partner = {(end.arrow, end.at_start): end for group in (*tops, *bottoms) for end in group if end.partner}
    joined: list[Sambungan] = []
    used: set[int] = set()
    for index, arrow in enumerate(arrows):
        if arrow.dari < 0 or arrow.ke >= 0:
            continue
        found = _follow(index, arrows, partner)
        if found is not None:
            joined.append(found[0])
            used |= found[1]
    kept = [arrow for index, arrow in enumerate(arrows) if index not in used and not (arrow.dari < 0 and arrow.ke < 0)]
    return kept, joined


def _open_ends(arrow: Panah, index: int, table: Tabel) -> list[tuple[_End, bool]]:
    """The open ends of an arrow at the upper and the lower end of its page; True: the lower."""
    ends = []
    for at_start, open_, point in ((True, arrow.dari < 0, arrow.titik[0]), (False, arrow.ke < 0, arrow.titik[-1])):
        if not open_:
            continue
        place = (point.x - table.kotak.kiri) / max(table.kotak.lebar, 1.0)
        if _at_bottom(point, table):
            ends.append((_End(index, at_start, place), True))
        elif _at_top(point, table):
            ends.append((_End(index, at_start, place), False))
    return ends


def _at_bottom(point: Titik, table: Tabel) -> bool:
    return point.y >= table.kotak.bawah - _EDGE


def _at_top(point: Titik, table: Tabel) -> bool:
    first = table.baris[0].atas if table.baris else table.badan
    return point.y <= max(first, table.badan) + _EDGE


def _pair(lower: list[_End], upper: list[_End], arrows: Sequence[Panah]) -> None:
    """Join the ends on both sides of one page end, the nearest first."""
    alone = len(lower) == 1 and len(upper) == 1
    pairs = sorted(
        (
            (abs(a.place - b.place), i, j)
            for i, a in enumerate(lower)
            for j, b in enumerate(upper)
            if _fits(arrows[a.arrow], a, arrows[b.arrow], b)
        ),
        key=lambda pair: pair[0],
    )
    for gap, i, j in pairs:
        a, b = lower[i], upper[j]
        if a.partner is not None or b.partner is not None or (gap > _NEAR and not alone):
            continue
        rivals = [g for g, k, m in pairs if (k == i) != (m == j) and g - gap < _SAME]
        a.partner, b.partner = b, a
        a.sure = b.sure = gap <= _SAME and not rivals


def _fits(first: Panah, a: _End, second: Panah, b: _End) -> bool:
    """Whether one goes out where the other comes in; a line that only passes through does either."""
    through = (first.dari < 0 and first.ke < 0, second.dari < 0 and second.ke < 0)
    return any(through) or a.at_start != b.at_start


def _follow(
    index: int, arrows: Sequence[Panah], partner: dict[tuple[int, bool], _End]
) -> tuple[Sambungan, set[int]] | None:
    """Walk from a piece that leaves a symbol to the one that reaches one."""
    used = {index}
    at, at_start, sure = index, False, True
    while True:
        end = partner.get((at, at_start))
        if end is None or end.partner is None:
            return None
        sure = sure and end.sure
        at, came_in = end.partner.arrow, end.partner.at_start
        if at in used:
            return None
        used.add(at)
        arrow = arrows[at]
        if arrow.ke >= 0 and came_in:
            first = arrows[index]
            return Sambungan(replace(first, ke=arrow.ke, berkepala=True, label=first.label or arrow.label), sure), used
        if arrow.dari >= 0:
            return None
        at_start = not came_in
