"""How large a flow may be that is drawn.

A drawing has a cell for each symbol and column, and a track for each line that passes a cell, so one file of a hundred
kilobytes could ask for gigabytes of HTML. The bounds are several times what any office has been seen to write; beyond
them a page has the table and the text without the drawing, and `sop periksa` says so (SOP314). What is larger still is no
SOP any more (SOP118).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from sop_catalog.flow.graph import FlowGraph

MAX_SYMBOLS = 200
MAX_COLUMNS = 40
MAX_SIDE_BY_SIDE = 40
"""Lines that cross the border of one row."""
MAX_TITLE = 200
"""Characters of a column's title."""


class Bound(StrEnum):
    """What is bounded; the value is what one counts."""

    SYMBOLS = "simbol"
    COLUMNS = "kolom pelaksana"
    SIDE_BY_SIDE = "garis berdampingan"
    TITLE = "huruf pada satu judul kolom"


@dataclass(frozen=True, slots=True)
class Excess:
    """One bound that a flow exceeds."""

    bound: Bound
    count: int
    most: int
    column: int = 0
    """Whose title it is, from 0."""

    def format(self) -> str:
        """Such as "1500 simbol (paling banyak 200)"."""
        return f"{self.count} {self.bound} (paling banyak {self.most})"


def find_excesses(graph: FlowGraph) -> tuple[Excess, ...]:
    """The bounds that a flow exceeds; () for one that is drawn."""
    return tuple(_excesses(graph))


def _excesses(graph: FlowGraph) -> Iterator[Excess]:
    if len(graph.nodes) > MAX_SYMBOLS:
        yield Excess(Bound.SYMBOLS, len(graph.nodes), MAX_SYMBOLS)
    if len(graph.lanes) > MAX_COLUMNS:
        yield Excess(Bound.COLUMNS, len(graph.lanes), MAX_COLUMNS)
    crossing = count_side_by_side(graph)
    if crossing > MAX_SIDE_BY_SIDE:
        yield Excess(Bound.SIDE_BY_SIDE, crossing, MAX_SIDE_BY_SIDE)
    for column, lane in enumerate(graph.lanes):
        if len(lane.judul) > MAX_TITLE:
            yield Excess(Bound.TITLE, len(lane.judul), MAX_TITLE, column)


def count_side_by_side(graph: FlowGraph) -> int:
    """The most lines that cross the border of one row."""
    if not graph.nodes:
        return 0
    changes = [0] * (graph.nodes[-1].nomor + 2)
    for edge in graph.edges:
        if graph.is_drawn(edge):
            first, last = sorted((graph.row_of(edge.source), graph.row_of(edge.target)))
            changes[first] += 1
            changes[last] -= 1
    return max(accumulate(changes))
