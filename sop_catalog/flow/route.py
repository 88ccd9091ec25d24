"""One edge's way through the table, and the parts of a row that it may take."""

from __future__ import annotations

from typing import NamedTuple

from sop_catalog.flow.graph import FlowEdge
from sop_catalog.flow.ports import Exit

BITS = 5
CHANNEL_UPPER, CHANNEL_LOWER, BODY_UPPER, BODY_MIDDLE, BODY_LOWER = range(BITS)
"""The parts of a row, from above, as bits of a mask."""


class Route(NamedTuple):
    """The way of one edge. Zones count across: 3 x column + 0 left track, + 1 middle, + 2 right track."""

    edge: FlowEdge
    exit: Exit
    turn: int
    """For a line from the bottom that does not go straight down: the row (from 0) in whose channel it turns; else -1."""
    zone: int
    """Where the vertical runs."""
    entry: str
    """n e s w: the side of the target where it arrives."""
    channel: bool
    """Whether it arrives at n through the channel of the target's row."""
    direct: bool = False
    """Whether it runs straight to a neighbour in the same row; `zone` is then the track beside the source."""
