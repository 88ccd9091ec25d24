"""Rows of several symbols: where lines beside each other must not meet.

Two things can go wrong there that cannot in a row of one symbol. At the symbols' middle several lines run level, and two of
them must not lie on each other. And in the channel at the top, where a line turns aside under the symbol above it and
another one turns down to the symbol below, both in one column, the first must lie higher; round a ring of columns that may
be impossible. `CrowdedRows` keeps what has been drawn, and says which further line would break either rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sop_catalog.flow.graph import FlowEdge, FlowGraph
from sop_catalog.flow.ports import Exit, Plan
from sop_catalog.flow.route import BITS, BODY_MIDDLE, Route

StrandKey = tuple[int, int, int]
"""Lines that are one in a channel: their target, 0 and from which side they come (1 left, 0 right). A line that turns aside
there and leaves by a track has 1 in the place of 0, one that turns in it twice has 2 and its source."""


class CrowdedRows:
    """What lines take in the rows with several symbols of one graph."""

    def __init__(self, graph: FlowGraph, plans: Sequence[Plan]) -> None:
        self._row = [node.nomor - 1 for node in graph.nodes]
        self._lane = [node.lanes[0] if node.lanes else -1 for node in graph.nodes]
        seen: dict[int, list[int]] = {}
        for node in graph.nodes:
            if node.lanes:
                seen.setdefault(node.nomor - 1, []).append(node.id)
        self.rows = {row: ids for row, ids in seen.items() if len(ids) > 1}
        """Row (from 0) -> its symbols' ids, where there are several."""
        self._direct: set[tuple[int, str]] = set()
        """Symbols with the ports of their straight arrows to a neighbour."""
        self._bodies: dict[int, set[int]] = {}
        """Row -> the middle zones that hold a symbol."""
        self._level: dict[int, list[tuple[int, int, int]]] = {}
        """Row -> the level lines at the symbols' middle: first and last zone, and target (-1: nobody else's)."""
        self._strands: dict[int, dict[StrandKey, tuple[set[int], set[int]]]] = {}
        """Row -> the lines in its channel, each with the columns where it comes down from a symbol and where it goes down
        to one."""
        for row, ids in self.rows.items():
            self._bodies[row] = {3 * lane + 1 for node_id in ids for lane in graph.node(node_id).lanes}
            for node_id in ids:
                self._take(row, node_id, graph.node(node_id).lanes, plans[node_id - 1])

    def _take(self, row: int, node_id: int, lanes: Sequence[int], plan: Plan) -> None:
        """What a symbol takes before any line is drawn: its place, the sides that lines leave by, its joint line."""
        level = self._level.setdefault(row, [])
        middle = 3 * lanes[0] + 1
        level += [(middle + side, middle + side, -node_id) for port, side in (("w", -1), ("e", 1)) if port in plan.used]
        for left, right in pairwise(sorted(lanes)):
            if not any(3 * left + 1 < zone < 3 * right for zone in self._bodies[row]):
                level.append((3 * left + 2, 3 * right, -node_id))
        self._direct.update((node_id, port) for port in plan.direct.values())

    def is_direct(self, edge: FlowEdge, way: Exit) -> bool:
        """Whether an edge runs straight to a neighbour."""
        return self._row[edge.source - 1] == self._row[edge.target - 1] and (edge.source, way.port) in self._direct

    def stays_beside(self, edge: FlowEdge, way: Exit) -> bool:
        """Whether a line that leaves to a side goes no farther than the track there.

        It does so on its way to another symbol of its row, and below a symbol that has others beside it.
        """
        row = self._row[edge.source - 1]
        if row not in self.rows:
            return False
        return way.level >= 0 or row == self._row[edge.target - 1]

    def forbids(self, route: Route, horizontal: Sequence[tuple[int, int, int]]) -> bool:
        """Whether a route would meet another line or a symbol in a row of several symbols."""
        edge = route.edge
        return any(self._meets(edge, *run) for run in horizontal) or any(
            self._knots(row, key, outs, ins) for row, key, outs, ins in self._channels(route)
        )

    def keep(self, route: Route, horizontal: Sequence[tuple[int, int, int]]) -> None:
        """Note what a route takes."""
        for half_row, one, other in horizontal:
            row, part = divmod(half_row, BITS)
            if part == BODY_MIDDLE and row in self.rows:
                self._level[row].append((*self._stretch(route.edge, row, one, other), route.edge.target))
        for row, key, outs, ins in self._channels(route):
            if self._is_watched(row):
                known = self._strands.setdefault(row, {}).setdefault(key, (set(), set()))
                known[0].update(outs)
                known[1].update(ins)

    def turn_key(self, route: Route) -> StrandKey:
        """Whose line it is that turns aside in a channel; with which others it is one.

        Elsewhere all lines to one target are. Where symbols stand beside each other that would tie knots: what holds for a
        line that comes down from a symbol, and what holds for one that goes down to a symbol, would hold for both.
        """
        edge = route.edge
        side = int(3 * self._lane[edge.source - 1] + 1 < route.zone)
        if not self._is_watched(route.turn):
            return (edge.target, 0, side)
        if route.channel and route.turn == self._row[edge.target - 1]:
            return (edge.target, 2, edge.source)
        return (edge.target, int(route.zone % 3 != 1), side)

    def _is_watched(self, row: int) -> bool:
        """Whether several symbols stand above or below the channel of a row."""
        return row in self.rows or row - 1 in self.rows

    # --- At the middle of a row ---

    def _stretch(self, edge: FlowEdge, row: int, one: int, other: int) -> tuple[int, int]:
        """The zones of a level line beyond the symbols at its ends."""
        ends = {
            3 * self._lane[node_id - 1] + 1 for node_id in (edge.source, edge.target) if self._row[node_id - 1] == row
        }
        first, last = min(one, other), max(one, other)
        return first + (first in ends), last - (last in ends)

    def _meets(self, edge: FlowEdge, half_row: int, one: int, other: int) -> bool:
        row, part = divmod(half_row, BITS)
        if part != BODY_MIDDLE or row not in self.rows:
            return False
        first, last = self._stretch(edge, row, one, other)
        if any(first <= zone <= last for zone in self._bodies[row]):
            return True
        # Lines to one target may share the last piece, at its side; two that come towards each other may not even touch.
        mine = {-edge.source} | ({edge.target} if row == self._row[edge.target - 1] else set())
        return any(first <= end and start <= last and target not in mine for start, end, target in self._level[row])

    # --- In a channel ---

    def _channels(self, route: Route) -> list[tuple[int, StrandKey, set[int], set[int]]]:
        """A route's stays in channels: row, whose line, columns where it comes down, columns where it goes down."""
        edge, stays = route.edge, []
        row, start, goal = self._row[edge.target - 1], self._lane[edge.source - 1], self._lane[edge.target - 1]
        middle = 3 * goal + 1
        if route.turn >= 0:
            ins = {goal} if route.zone == middle else set()
            stays.append((route.turn, self.turn_key(route), {start}, ins))
        if route.channel:
            stays.append((row, (edge.target, 0, int(route.zone < middle)), set(), {goal}))
        return stays

    def _knots(self, row: int, key: StrandKey, outs: set[int], ins: set[int]) -> bool:
        """Whether, with one more stay, the lines of a channel cannot be put in an order any more."""
        known = self._strands.get(row)
        if not known:
            return False
        strands = {other: (set(pair[0]), set(pair[1])) for other, pair in known.items()}
        mine = strands.setdefault(key, (set(), set()))
        mine[0].update(outs)
        mine[1].update(ins)
        below = {
            one: [other for other, (_, into) in strands.items() if other != one and comes & into]
            for one, (comes, _) in strands.items()
        }
        waiting, reached = list(below[key]), set()
        while waiting:
            other = waiting.pop()
            if other == key:
                return True
            if other not in reached:
                reached.add(other)
                waiting += below[other]
        return False
