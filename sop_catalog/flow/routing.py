"""Which way each line goes: over which columns' middles, beside which symbols, into which side of its target.

A line is drawn with few pieces. From its way out (`flow.ports`) it goes across to one vertical, along it to the target's
row, and in:

    vertical at                     arrives at
    middle of the target's column   n from above · s from below, if nothing leaves there          one bend
    track beside a column           e or w of the target, if nothing leaves there                 two bends
    track beside a column           n, through the channel at the top of the target's row         three bends

A line from the bottom of a symbol first goes down to a channel (of the next row, or of the target's). Where a row has
one symbol, all other columns are free to cross at their middle; joint performers and symbols in between are not, and the
tracks beside them always are: every edge finds a way. Among the ways the one with the least cost is taken, edge by edge,
short forward ones first, then returns, so that the result is the same on every machine.

A row of several symbols (a crowded one) has more lines beside each other, so it has rules of its own (`flow.crowded`):

    a neighbour                     straight across at the symbols' middle
    another symbol of the row       up the track beside the source, through the row's own channel, in at n
    a level below a symbol          only to the track beside it
    the middle of the row           may be crossed on to other columns, but no symbol, and no other line there
    from the bottom to the next row  also down a track between two places of one channel, where lines would cross in knots

Where lines already run is kept in bit masks over the rows' parts, five bits a row: the channel (an upper half, where a
line from the symbol above turns aside, and a lower half, where a line goes down into this row's symbol), the body above
its middle, the middle itself, the body below.
"""

from __future__ import annotations

from collections.abc import Sequence

from sop_catalog.flow.crowded import CrowdedRows
from sop_catalog.flow.graph import FlowEdge, FlowGraph
from sop_catalog.flow.ports import Exit, Plan
from sop_catalog.flow.route import BITS, BODY_LOWER, BODY_MIDDLE, BODY_UPPER, CHANNEL_LOWER, CHANNEL_UPPER, Route

BEND = 10
CROSSING = 13
ROW = 2
COLUMN = 2
TRACK = 3
"""For a track beside a symbol rather than the middle of a column, and again for each line already beside it."""
IMPOSSIBLE = 1_000_000
ARRIVES = {"n": 0, "e": 1, "w": 1, "s": 2}
JOINS = -4
"""For arriving where a line with the same target arrives already."""


class Router:
    """Routes all edges of one graph, keeping what is taken."""

    def __init__(self, graph: FlowGraph, plans: Sequence[Plan], bodies: Sequence[int]) -> None:
        self.graph = graph
        self.plans = plans
        zones = 3 * len(graph.lanes)
        self.column = [node.lanes[0] if node.lanes else -1 for node in graph.nodes]
        self.row = [node.nomor - 1 for node in graph.nodes]
        self.bodies = [0] * zones
        for column, rows in enumerate(bodies):
            mask = 0
            for row in range(rows.bit_length()):
                if rows >> row & 1:
                    mask |= 0b111 << (row * BITS + BODY_UPPER)
            self.bodies[3 * column + 1] = mask
        self.crowded = CrowdedRows(graph, plans)
        self.vertical = [0] * zones
        """Half-rows in which a vertical runs, a zone."""
        self.own: dict[tuple[int, int], int] = {}
        """The same, a zone and target."""
        self.horizontal = [0] * zones
        """Half-rows in which a horizontal line crosses the zone."""
        self.entries: set[tuple[int, str]] = set()
        """Target and side where a line arrives already."""
        self.routes: list[Route] = []

    def run(self) -> list[Route]:
        """All routes, in the order in which they were chosen."""
        ways = [way for plan in self.plans for way in plan.exits]
        edges = [(edge, way) for edge, way in zip(self.graph.edges, ways, strict=True) if way]
        edges.sort(key=self._order)
        for edge, way in edges:
            self._choose(edge, way)
        return self.routes

    def _order(self, pair: tuple[FlowEdge, Exit]) -> tuple[bool, int, int]:
        """Short forward edges first, those within a row before all others."""
        edge = pair[0]
        source, target = self.row[edge.source - 1], self.row[edge.target - 1]
        return target < source or edge.source == edge.target, abs(target - source), edge.source

    def _choose(self, edge: FlowEdge, way: Exit) -> None:
        best: Route | None = None
        least = IMPOSSIBLE
        for route in self._candidates(edge, way):
            cost = self._cost(route, least)
            if cost < least:
                best, least = route, cost
        if best is None:
            raise AssertionError(f"no way for {edge}")
        self._keep(best)

    def _candidates(self, edge: FlowEdge, way: Exit) -> list[Route]:
        start, middle = self.column[edge.source - 1], 3 * self.column[edge.target - 1] + 1
        source, target = self.row[edge.source - 1], self.row[edge.target - 1]
        if way.side == 0:
            if 3 * start + 1 == middle and not self._blocked(middle, source, target):
                return [Route(edge, way, -1, middle, "n", channel=False)]
            routes = self._arrivals(edge, way, source + 1, self._zones_from_channel(edge))
            if target != source + 1 and 3 * start + 1 != middle:
                routes.append(Route(edge, way, target, middle, "n", channel=False))
            return routes
        if self.crowded.is_direct(edge, way):
            return [
                Route(edge, way, -1, 3 * start + 1 + way.side, "w" if way.side > 0 else "e", channel=False, direct=True)
            ]
        return self._arrivals(edge, way, -1, self._zones_from_side(edge, way))

    def _zones_from_channel(self, edge: FlowEdge) -> list[int]:
        """Where a line that went down into a channel may go on: everywhere at both columns but through a symbol."""
        a, b = 3 * self.column[edge.source - 1] + 1, 3 * self.column[edge.target - 1] + 1
        return sorted({b - 1, b, b + 1, a - 1, a + 1} - ({b} if a == b else set()))

    def _zones_from_side(self, edge: FlowEdge, way: Exit) -> list[int]:
        """Where a line that left to one side may go on: beside its own symbol, or at the target's column ahead."""
        a, b, side = 3 * self.column[edge.source - 1] + 1, 3 * self.column[edge.target - 1] + 1, way.side
        if self.crowded.stays_beside(edge, way):
            return [a + side]
        return [b, b - side, b + side, a + side] if (b - a) * side > 0 else [a + side]

    def _arrivals(self, edge: FlowEdge, way: Exit, turn: int, zones: Sequence[int]) -> list[Route]:
        """The ways in from verticals at these zones: the table at the top of the module."""
        source, target = self.row[edge.source - 1], self.row[edge.target - 1]
        middle, used = 3 * self.column[edge.target - 1] + 1, self.plans[edge.target - 1].used
        routes = []
        for zone in zones:
            side = "w" if zone < middle else "e"
            if zone == middle:
                if target > source or "s" not in used:
                    routes.append(Route(edge, way, turn, zone, "n" if target > source else "s", channel=False))
            elif target != turn or target in self.crowded.rows:
                if edge.target != edge.source and side not in used:
                    routes.append(Route(edge, way, turn, zone, side, channel=False))
                routes.append(Route(edge, way, turn, zone, "n", channel=True))
        return routes

    def _blocked(self, zone: int, source: int, target: int) -> bool:
        """Whether a symbol stands between two of one column."""
        mask = _span((source + 1) * BITS, target * BITS + CHANNEL_LOWER)
        return bool(mask & self.bodies[zone])

    def bodies_between(self, row: int, left: int, right: int) -> bool:
        """Whether a symbol stands in a row (from 0) between two of its columns."""
        return any(self.bodies[3 * column + 1] >> (row * BITS + BODY_MIDDLE) & 1 for column in range(left + 1, right))

    def runs(self, route: Route) -> tuple[list[tuple[int, int]], list[tuple[int, int, int]]]:
        """What a route takes: verticals (zone, mask) and horizontals (half-row, first zone, last zone)."""
        edge, way = route.edge, route.exit
        source, target = self.row[edge.source - 1], self.row[edge.target - 1]
        start, middle = 3 * self.column[edge.source - 1] + 1, 3 * self.column[edge.target - 1] + 1
        zone = route.zone
        vertical: list[tuple[int, int]] = []
        horizontal: list[tuple[int, int, int]] = []
        if route.direct:
            return vertical, [(source * BITS + BODY_MIDDLE, start, middle)]
        if route.turn >= 0:
            turn = route.turn * BITS
            upper = turn + (CHANNEL_UPPER if self._turns_above_symbol(route) else CHANNEL_LOWER)
            vertical.append((start, _span((source + 1) * BITS, upper)))
            horizontal.append((turn + CHANNEL_LOWER, start, zone))
            lowest, highest = turn + CHANNEL_UPPER, turn + CHANNEL_LOWER
            if zone == middle and (route.turn == target or self._stands_under_symbol(route)):
                lowest = highest
        elif way.side:
            level = source * BITS + (BODY_MIDDLE if way.level < 0 else BODY_LOWER)
            horizontal.append((level, start, zone))
            lowest = source * BITS + BODY_LOWER
            highest = source * BITS + (BODY_UPPER if way.level < 0 else BODY_LOWER)
        else:
            lowest = highest = (source + 1) * BITS
        row = target * BITS
        if route.channel:
            horizontal.append((row + CHANNEL_LOWER, zone, middle))
            vertical.append((middle, 1 << (row + CHANNEL_LOWER)))
            ends = (row + CHANNEL_UPPER, row + CHANNEL_LOWER)
        elif route.entry in "ew":
            horizontal.append((row + BODY_MIDDLE, zone, middle))
            ends = (row + BODY_LOWER, row + BODY_UPPER)
        else:
            ends = (row + BITS, row + CHANNEL_LOWER)
        mask = _span(lowest, ends[1]) if target > source else _span(ends[0], highest)
        vertical.append((zone, mask))
        return vertical, horizontal

    def _stands_under_symbol(self, route: Route) -> bool:
        """Whether a line goes down from a channel, in whose upper half another symbol's line may come down to it."""
        row = route.turn - 1
        return row in self.crowded.rows and bool(self.bodies[route.zone] >> (row * BITS + BODY_MIDDLE) & 1)

    def _turns_above_symbol(self, route: Route) -> bool:
        """Whether the line from the bottom turns in the upper half of a channel.

        There a symbol below it may be entered from the lower half.
        """
        source = route.edge.source - 1
        if route.turn == self.row[source] + 1:
            return True
        body = self.bodies[3 * self.column[source] + 1] >> (route.turn * BITS + BODY_MIDDLE) & 1
        return bool(body) and route.turn in self.crowded.rows

    def _cost(self, route: Route, least: int) -> int:
        """IMPOSSIBLE: it would run along another line or through a symbol. Not counted to the end beyond `least`."""
        vertical, horizontal = self.runs(route)
        target = route.edge.target
        if self.crowded.rows and self.crowded.forbids(route, horizontal):
            return IMPOSSIBLE
        cost = BEND * (len(vertical) + len(horizontal) - 1) + ARRIVES[route.entry]
        if (target, route.entry) in self.entries:
            cost += JOINS
        if cost >= least:
            return cost
        for zone, mask in vertical:
            taken = (self.vertical[zone] & ~self.own.get((zone, target), 0)) & mask
            if zone % 3 == 1:
                if taken or mask & self.bodies[zone]:
                    return IMPOSSIBLE
            else:
                cost += TRACK * (1 + (taken != 0))
            cost += CROSSING * (mask & self.horizontal[zone]).bit_count() + ROW * (mask.bit_count() // BITS)
        for half_row, one, other in horizontal:
            cost += COLUMN * (abs(other - one) // 3)
            for zone in range(min(one, other), max(one, other) + 1):
                if (self.vertical[zone] & ~self.own.get((zone, target), 0)) >> half_row & 1:
                    cost += CROSSING
        return cost

    def _keep(self, route: Route) -> None:
        vertical, horizontal = self.runs(route)
        target = route.edge.target
        for zone, mask in vertical:
            self.vertical[zone] |= mask
            self.own[zone, target] = self.own.get((zone, target), 0) | mask
        for half_row, one, other in horizontal:
            for zone in range(min(one, other) + 1, max(one, other)):
                self.horizontal[zone] |= 1 << half_row
        self.crowded.keep(route, horizontal)
        self.entries.add((target, route.entry))
        self.routes.append(route)


def _span(first: int, last: int) -> int:
    """Bits first..last; 0 when last < first."""
    return (1 << (last + 1)) - (1 << first) if last >= first else 0
