"""From routes to the pieces in each tile: the corridors are laid out, then every line is cut at the edges of cells."""

from __future__ import annotations

from collections.abc import Sequence

from sop_catalog.flow.graph import FlowGraph
from sop_catalog.flow.ports import Plan, label_em
from sop_catalog.flow.routing import BITS, CHANNEL_UPPER, Route, Router
from sop_catalog.flow.tile import CENTRE, EDGE, EMPTY, JOINT, MIDDLE, SELESAI, Label, Place, Segment, Tile, Width
from sop_catalog.flow.tracks import Strand, place_strands

_CAPSULE_EDGE = 0.88
"""How far a side capsule reaches from the middle of the symbol, in symbol widths."""
LABEL_START = {"ne": 0.18, "nw": 0.18, "se": 0.44, "sw": 0.44, "sr": 0.1, "sl": 0.1}
"""Where labels begin, in symbol widths from the middle; the CSS places them there."""
_REFERENCE = Width(40, 10, 6)
"""Proportions of symbol width, label size and track distance by which needs are compared."""


class TileDrawer:
    """Cuts the routes of one graph into tiles."""

    def __init__(self, graph: FlowGraph, plans: Sequence[Plan], router: Router) -> None:
        self.graph = graph
        self.plans = plans
        self.router = router
        self.columns = len(graph.lanes)
        self.segments: dict[tuple[int, int], dict[Segment, None]] = {}
        """By row and column from 0; the dict keeps the order and drops what merging edges share."""
        self.heads: dict[tuple[int, int], dict[str, None]] = {}
        self.tracks: dict[int, list[Strand]] = {}
        """By zone."""
        self.channels: dict[int, list[Strand]] = {}
        """By row."""
        self.strands: dict[tuple[int, ...], Strand] = {}
        self.channel_count = [0] * len(graph.nodes)

    def draw(self) -> list[list[Tile]]:
        """The tiles, by row and column."""
        for route in self.router.routes:
            self._gather(route)
        self._lay_out()
        for row, plan in enumerate(self.plans):
            if len(plan.columns) > 1:
                self._join(row, plan.columns)
        for route in self.router.routes:
            self._draw(route)
        return self._tiles()

    # Corridors

    def _track(self, route: Route) -> Strand:
        edge = route.edge
        return self._strand(self.tracks, route.zone, (1, route.zone, edge.target, edge.target > edge.source))

    def _channel(self, row: int, target: int, first: int, last: int) -> Strand:
        """The strand of a line that runs in the channel of a row from one zone to another, where it turns down."""
        return self._strand(self.channels, row, (0, row, target, first < last))

    def _strand(self, corridors: dict[int, list[Strand]], corridor: int, key: tuple[int, ...]) -> Strand:
        strand = self.strands.get(key)
        if strand is None:
            strand = self.strands[key] = Strand(key)
            corridors.setdefault(corridor, []).append(strand)
        return strand

    def _gather(self, route: Route) -> None:
        """Tell the corridors which stretch a route needs, and where it enters and leaves them."""
        edge, zone = route.edge, route.zone
        start, middle = self._middle(edge.source), self._middle(edge.target)
        if route.turn >= 0:
            channel = self._channel(route.turn, edge.target, start, zone)
            channel.extend(start, zone)
            channel.outward.add(start)
            channel.inward.add(zone)
        if route.channel:
            channel = self._channel(edge.target - 1, edge.target, zone, middle)
            channel.extend(zone, middle)
            channel.inward.add(middle)
            (channel.outward if edge.target > edge.source else channel.inward).add(zone)
        if zone % 3 == 1:
            return
        vertical, horizontal = self.router.runs(route)
        mask = vertical[-1][1]
        track = self._track(route)
        track.extend((mask & -mask).bit_length() - 1, mask.bit_length() - 1)
        for half_row, first, last in horizontal:
            other = last if first == zone else first
            inward = (other > zone) == (zone % 3 == 0)
            (track.inward if inward else track.outward).add(half_row)

    def _lay_out(self) -> None:
        for strands in self.tracks.values():
            place_strands(strands)
        for row, strands in self.channels.items():
            left, right = (self.strands.get((0, row, row + 1, side)) for side in (True, False))
            together = []
            if left and right:
                through = self.router.own[self._middle(row + 1), row + 1]
                if not through >> (row * BITS + CHANNEL_UPPER) & 1:
                    together.append((left, right))
            self.channel_count[row] = place_strands(strands, together, stacked=True)

    def _middle(self, nomor: int) -> int:
        return 3 * self.plans[nomor - 1].columns[0] + 1

    # Lines

    def _draw(self, route: Route) -> None:
        edge, way, zone = route.edge, route.exit, route.zone
        source, target = edge.source - 1, edge.target - 1
        start, middle = self._middle(edge.source), self._middle(edge.target)
        place = 0 if zone % 3 == 1 else self._track(route).place
        if route.turn >= 0:
            level = Place("k", self._channel(route.turn, edge.target, start, zone).place)
            self._vertical(start, 0, source, Place("xs"), route.turn, level, edge.target)
            self._horizontal(route.turn, level, (start, CENTRE), (zone, _across(zone, place)), edge.target)
            leaves = (route.turn, level)
        elif way.side == 0:
            leaves = (source, Place("xs"))
        else:
            leaves = (source, self._leave_aside(route, (zone, _across(zone, place))))
        if route.channel:
            level = Place("k", self._channel(target, edge.target, zone, middle).place)
            self._horizontal(target, level, (zone, _across(zone, place)), (middle, CENTRE), edge.target)
            self._vertical(middle, 0, target, level, target, Place("tn"), edge.target)
            arrives = (target, level)
        elif route.entry in "ew":
            side = (middle, Place("t" + route.entry))
            self._horizontal(target, MIDDLE, (zone, _across(zone, place)), side, edge.target)
            arrives = (target, MIDDLE)
        else:
            arrives = (target, Place("t" + route.entry))
        upper, lower = (leaves, arrives) if target > source else (arrives, leaves)
        self._vertical(zone, place, *upper, *lower, edge.target)
        self.heads.setdefault((target, middle // 3), {})[route.entry] = None

    def _leave_aside(self, route: Route, end: tuple[int, Place]) -> Place:
        """Draw the line from the symbol aside to its vertical; the level at which it runs."""
        edge, way = route.edge, route.exit
        row, start = edge.source - 1, self._middle(edge.source)
        if way.level < 0:
            self._horizontal(row, MIDDLE, (start, Place("x" + way.port)), end, edge.target)
            return MIDDLE
        level = Place("u", way.level)
        stub, top = (CENTRE, Place("xs")) if way.port == "s" else (Place(way.port, way.slope), Place("xd"))
        self._add(row, start // 3, Segment("v", stub, top, level, edge.target))
        self._horizontal(row, level, (start, stub), end, edge.target)
        return level

    def _vertical(
        self, zone: int, place: int, first: int, start: Place, last: int, end: Place, target: int
    ) -> None:
        column, at = zone // 3, _across(zone, place)
        for row in range(first, last + 1):
            self._add(
                row,
                column,
                Segment("v", at, start if row == first else EDGE, end if row == last else EDGE, target),
            )

    def _horizontal(
        self, row: int, at: Place, one: tuple[int, Place], other: tuple[int, Place], target: int
    ) -> None:
        """From one zone to another, in either order; each with its place in its cell."""
        if other[0] < one[0]:
            one, other = other, one
        first, last = one[0] // 3, other[0] // 3
        for column in range(first, last + 1):
            start = one[1] if column == first else EDGE
            end = other[1] if column == last else EDGE
            self._add(row, column, Segment("h", at, start, end, target))

    def _join(self, row: int, columns: tuple[int, ...]) -> None:
        """The plain line through all performers who work together, from symbol to symbol."""
        ordered = sorted(columns)
        for left, right in zip(ordered, ordered[1:], strict=False):
            ends = ((3 * left + 1, Place("xe")), (3 * right + 1, Place("xw")))
            self._horizontal(row, MIDDLE, *ends, JOINT)

    def _add(self, row: int, column: int, segment: Segment) -> None:
        self.segments.setdefault((row, column), {})[segment] = None

    # Tiles

    def _tiles(self) -> list[list[Tile]]:
        for row, plan in enumerate(self.plans):
            for capsule in plan.capsules:
                for segment in _CAPSULE_LINES[capsule]:
                    self._add(row, plan.columns[0], segment)
                self.heads.setdefault((row, plan.columns[0]), {})[capsule] = None
        rows = []
        for row, plan in enumerate(self.plans):
            symbol = str(self.graph.nodes[row].symbol)
            joint = "kotak" if symbol == "belah-ketupat" else symbol
            tiles = []
            for column in range(self.columns):
                segments = self.segments.get((row, column))
                if column not in plan.columns:
                    tiles.append(Tile("", tuple(segments)) if segments else EMPTY)
                    continue
                first = column == plan.columns[0]
                tiles.append(
                    Tile(
                        symbol if first else joint,
                        tuple(segments or ()),
                        tuple(self.heads.get((row, column), ())),
                        tuple(plan.labels) if first else (),
                        tuple(plan.capsules) if first else (),
                    )
                )
            rows.append(tiles)
        return rows

    def widths(self) -> tuple[Width, ...]:
        """What half of each column needs: the greatest need of its cells on either side."""
        needs = [Width()] * self.columns
        beside: dict[tuple[int, int], int] = {}
        for zone, strands in self.tracks.items():
            for strand in strands:
                for row in range(strand.first // BITS, strand.last // BITS + 1):
                    beside[zone, row] = max(beside.get((zone, row), 0), strand.place + 1)
        for (zone, row), tracks in beside.items():
            column = zone // 3
            body = 0.5 if column in self.plans[row].columns else 0.0
            needs[column] = _wider(needs[column], Width(body, 0, _room(tracks)))
        for row, plan in enumerate(self.plans):
            for label in plan.labels:
                column = plan.columns[0]
                needs[column] = _wider(needs[column], _label_width(label, beside, column, row))
            for capsule in plan.capsules:
                if capsule != "z":
                    zone = 3 * plan.columns[0] + (2 if capsule == "he" else 0)
                    need = Width(_CAPSULE_EDGE, 0, _room(beside.get((zone, row), 0)))
                    needs[plan.columns[0]] = _wider(needs[plan.columns[0]], need)
        return tuple(needs)


_CAPSULE_LINES = {
    "z": (Segment("v", CENTRE, Place("xs"), Place("tz"), SELESAI),),
    "he": (
        Segment("h", MIDDLE, Place("xe"), Place("he"), SELESAI),
        Segment("v", Place("he"), MIDDLE, Place("tc"), SELESAI),
    ),
    "hw": (
        Segment("h", MIDDLE, Place("hw"), Place("xw"), SELESAI),
        Segment("v", Place("hw"), MIDDLE, Place("tc"), SELESAI),
    ),
}


def _across(zone: int, place: int) -> Place:
    return CENTRE if zone % 3 == 1 else Place("l" if zone % 3 == 0 else "r", place)


def _label_width(label: Label, beside: dict[tuple[int, int], int], column: int, row: int) -> Width:
    zone = 3 * column + (2 if label.place[-1] in "er" else 0)
    em = max(label_em(line) for line in label.lines)
    return Width(LABEL_START[label.place], em, _room(beside.get((zone, row), 0)))


def _room(tracks: int) -> int:
    """Track distances that some tracks need, with the air between the innermost and what stands inside."""
    return tracks + 1 if tracks else 0


def _wider(one: Width, other: Width) -> Width:
    return max(one, other, key=lambda width: sum(a * b for a, b in zip(width, _REFERENCE, strict=True)))


