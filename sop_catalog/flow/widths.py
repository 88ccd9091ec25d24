"""How wide a column must be for what stands in it: symbols, labels, tracks beside them."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence

from sop_catalog.flow.labels import label_em
from sop_catalog.flow.ports import Plan
from sop_catalog.flow.route import BITS
from sop_catalog.flow.sizes import HEIGHT, WIDTH
from sop_catalog.flow.tile import Label, Width
from sop_catalog.flow.tracks import Strand

_LABEL_START = {
    "se": (0.25, 7.6), "sw": (0.25, 7.6), "sr": (0.0, 3.0), "sl": (0.0, 3.0),
}  # fmt: skip
"""Where labels below a symbol begin, from the middle: a part of the symbol's width, and units; the style sheet places them there."""
_CAPSULE_EDGE, _CAPSULE_STEP = 26.8, 6.4
"""How far a side capsule reaches beyond the symbol's side, and how much farther where it makes room for slopes, in units."""
_ARROW = 9.0
"""What an arrowhead with its line needs beside a symbol, in units; a column has that much beside a usual one anyway."""
_AIR = 7 / 6
"""Between the innermost track and what stands inside, in track distances."""
_ARC = 0.5
"""Room for a bridge beside an arrowhead, in track distances."""
_USUAL = Width(40, 10, 6)
"""Proportions of symbol width, label size and track distance by which needs are compared."""


def column_widths(
    plans: Sequence[Plan],
    row_of: Sequence[int],
    tracks: Mapping[int, Sequence[Strand]],
    bridged: Sequence[Container[tuple[int, int]]],
) -> list[Width]:
    """What half of each column needs: the greatest need of its cells on either side.

    Args:
        plans: one a symbol.
        row_of: of each symbol its row, from 0.
        tracks: by zone.
        bridged: of each column the zones and rows where a line that arrives there crosses the innermost track: its arc stands
            between that and the arrowhead.
    """
    filled = {(row, column): 0.5 for row, plan in zip(row_of, plans, strict=True) for column in plan.columns}
    filled |= {
        (row, plan.columns[0]): plan.size.width / 2 / WIDTH
        for row, plan in zip(row_of, plans, strict=True)
        if plan.columns
    }
    needs = [Width()] * len(bridged)
    for (_, column), body in filled.items():
        if body > Width().symbol:  # an arrow may arrive at either side
            needs[column] = wider(needs[column], Width(body + _ARROW / WIDTH))
    beside: dict[tuple[int, int], int] = {}
    for zone, strands in tracks.items():
        for strand in strands:
            for row in range(strand.first // BITS, strand.last // BITS + 1):
                beside[zone, row] = max(beside.get((zone, row), 0), strand.place + 1)
    for (zone, row), count in beside.items():
        column = zone // 3
        room = _room(count) + _ARC * ((zone, row) in bridged[column])
        needs[column] = wider(needs[column], Width(filled.get((row, column), 0.0), 0, room))
    for row, plan in zip(row_of, plans, strict=True):
        for side, need in _side_needs(plan):
            column = plan.columns[0]
            room = _room(beside.get((3 * column + 1 + side, row), 0))
            needs[column] = wider(needs[column], need._replace(tracks=room))
    return needs


def _side_needs(plan: Plan) -> list[tuple[int, Width]]:
    """Labels and side capsules of a symbol: on which side (-1 left, 1 right), and how far they reach."""
    needs = [
        (
            1 if capsule.place == "he" else -1,
            Width((plan.size.width / 2 + _CAPSULE_EDGE + _CAPSULE_STEP * capsule.slot) / WIDTH),
        )
        for capsule in plan.capsules
        if capsule.place != "z"
    ]
    return needs + [(1 if label.place[-1] in "er" else -1, _label_width(label, plan)) for label in plan.labels]


def _label_width(label: Label, plan: Plan) -> Width:
    size = plan.size
    if label.place in ("ne", "nw") and not plan.diamond:
        part, units = 0.5, 2.0
    elif label.place in ("ne", "nw"):  # where the diamond's edge has the height of the labels' lower side
        part, units = 0.5 * (1 - 0.64 * HEIGHT / size.height), 1.5 if size.lines else 0.0
        if part * size.width + units < size.width / 2 - 12.8:
            part, units = 0.5, -12.8
    else:
        part, units = _LABEL_START[label.place]
    start = (part * size.width + units) / WIDTH
    if size.lines:  # a style holds four digits
        start = math.ceil(start * 1000) / 1000
    return Width(start, max(label_em(line) for line in label.lines))


def _room(tracks: int) -> float:
    """Track distances that some tracks need, with the air between the innermost and what stands inside."""
    return tracks + _AIR if tracks else 0


def wider(one: Width, other: Width) -> Width:
    """The greater of two needs, at the usual proportions."""
    return max(one, other, key=lambda width: sum(a * b for a, b in zip(width, _USUAL, strict=True)))
