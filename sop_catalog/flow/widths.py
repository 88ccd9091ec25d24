"""How wide a column must be for what stands in it: symbols, labels, tracks beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sop_catalog.flow.labels import label_em
from sop_catalog.flow.ports import Plan
from sop_catalog.flow.route import BITS
from sop_catalog.flow.tile import Label, Width
from sop_catalog.flow.tracks import Strand

LABEL_START = {"ne": 0.18, "nw": 0.18, "se": 0.44, "sw": 0.44, "sr": 0.075, "sl": 0.075}
"""Where labels begin, in symbol widths from the middle; the style sheet places them there."""
_CAPSULE_EDGE = 0.88
"""How far a side capsule reaches from the middle of the symbol, in symbol widths."""
_USUAL = Width(40, 10, 6)
"""Proportions of symbol width, label size and track distance by which needs are compared."""


def column_widths(
    plans: Sequence[Plan], row_of: Sequence[int], tracks: Mapping[int, Sequence[Strand]], columns: int
) -> list[Width]:
    """What half of each column needs: the greatest need of its cells on either side.

    Args:
        plans: one a symbol.
        row_of: of each symbol its row, from 0.
        tracks: by zone.
        columns: how many there are.
    """
    filled = {(row, column) for row, plan in zip(row_of, plans, strict=True) for column in plan.columns}
    needs = [Width()] * columns
    beside: dict[tuple[int, int], int] = {}
    for zone, strands in tracks.items():
        for strand in strands:
            for row in range(strand.first // BITS, strand.last // BITS + 1):
                beside[zone, row] = max(beside.get((zone, row), 0), strand.place + 1)
    for (zone, row), count in beside.items():
        column = zone // 3
        body = 0.5 if (row, column) in filled else 0.0
        needs[column] = wider(needs[column], Width(body, 0, _room(count)))
    for row, plan in zip(row_of, plans, strict=True):
        for side, need in _side_needs(plan):
            column = plan.columns[0]
            room = _room(beside.get((3 * column + 1 + side, row), 0))
            needs[column] = wider(needs[column], need._replace(tracks=room))
    return needs


def _side_needs(plan: Plan) -> list[tuple[int, Width]]:
    """Labels and side capsules of a step: on which side (-1 left, 1 right), and how far they reach."""
    needs = [
        (1 if capsule.place == "he" else -1, Width(_CAPSULE_EDGE)) for capsule in plan.capsules if capsule.place != "z"
    ]
    return needs + [(1 if label.place[-1] in "er" else -1, _label_width(label)) for label in plan.labels]


def _label_width(label: Label) -> Width:
    return Width(LABEL_START[label.place], max(label_em(line) for line in label.lines))


def _room(tracks: int) -> int:
    """Track distances that some tracks need, with the air between the innermost and what stands inside."""
    return tracks + 1 if tracks else 0


def wider(one: Width, other: Width) -> Width:
    """The greater of two needs, at the usual proportions."""
    return max(one, other, key=lambda width: sum(a * b for a, b in zip(width, _USUAL, strict=True)))
