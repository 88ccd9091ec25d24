"""From routes to the pieces in each tile: the corridors are laid out, then every line is cut at the edges of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from sop_catalog.flow.graph import FlowGraph, FlowNode, Symbol
from sop_catalog.flow.ports import Plan
from sop_catalog.flow.route import BITS, BODY_MIDDLE, CHANNEL_UPPER, Route
from sop_catalog.flow.routing import Router
from sop_catalog.flow.tile import (
    CENTRE,
    EDGE,
    EMPTY,
    JOINT,
    MIDDLE,
    SELESAI,
    START,
    Bridge,
    Capsule,
    Place,
    Segment,
    Tile,
    Way,
)
from sop_catalog.flow.tracks import Strand, place_strands

_End = tuple[int, Place]
"""A row and a place down in it, or a zone and a place across its cell."""


class TileDrawer:
    """Cuts the routes of one graph into tiles."""

    def __init__(self, graph: FlowGraph, plans: Sequence[Plan], router: Router) -> None:
        self.graph = graph
        self.plans = plans
        self.router = router
        self.columns = len(graph.lanes)
        self.segments: dict[tuple[int, int], dict[Segment, list[int]]] = {}
        """By row and column from 0, with the symbols that each leads from; the dict keeps the order and holds once what
        merging edges share."""
        self.heads: dict[tuple[int, int], dict[str, None]] = {}
        self.tracks: dict[int, list[Strand]] = {}
        """By zone."""
        self.channels: dict[int, list[Strand]] = {}
        """By row."""
        self.row = router.row
        """Of each symbol its row, from 0."""
        self.rows = self.row[-1] + 1 if self.row else 0
        self.in_row: list[list[int]] = [[] for _ in range(self.rows)]
        """The ids of each row's symbols that have a place."""
        for node in graph.nodes:
            if node.lanes:
                self.in_row[node.nomor - 1].append(node.id)
        self.side_zones: dict[tuple[int, str], set[int]] = {}
        """By target and side: the zones from which lines arrive there."""
        self.strands: dict[tuple[int, ...], Strand] = {}
        self.channel_count = [0] * self.rows
        self.ways: list[Way] = []
        self._branch = 0
        """Of the edge that is being drawn: which of those with its source and target."""

    def draw(self) -> list[list[Tile]]:
        """The tiles, by row and column."""
        for route in self.router.routes:
            self.side_zones.setdefault((route.edge.target, route.entry), set()).add(route.zone)
        for route in self.router.routes:
            self._gather(route)
        self._lay_out()
        for node_id, (row, plan) in enumerate(zip(self.row, self.plans, strict=True), 1):
            if len(plan.columns) > 1:
                self._join(row, plan.columns, node_id)
        drawn: Counter[tuple[int, int]] = Counter()
        for route in self.router.routes:
            ends = (route.edge.source, route.edge.target)
            self._branch = drawn[ends]
            drawn[ends] += 1
            self._draw(route)
        return self._tiles()

    # Corridors

    def _track(self, route: Route) -> Strand:
        edge = route.edge
        down = self.row[edge.target - 1] > self.row[edge.source - 1]
        return self._strand(self.tracks, route.zone, (1, route.zone, edge.target, down))

    def _turn(self, route: Route) -> Strand:
        """The strand of a line from the bottom, in the channel in which it turns aside."""
        return self._strand(self.channels, route.turn, (0, route.turn, *self.router.crowded.turn_key(route)))

    def _channel(self, row: int, target: int, first: int, last: int) -> Strand:
        """The strand of a line that runs in the channel of a row from one zone to another, where it turns down."""
        return self._strand(self.channels, row, (0, row, target, 0, int(first < last)))

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
        target = self.row[edge.target - 1]
        down = target > self.row[edge.source - 1]
        if route.direct:
            return
        if route.turn >= 0:
            channel = self._turn(route)
            channel.extend(start, zone)
            channel.outward.add(start)
            channel.outward_line.add(start)
            channel.inward.add(zone)
            if zone == middle:
                channel.inward_line.add(middle)
        if route.channel:
            channel = self._channel(target, edge.target, zone, middle)
            channel.extend(zone, middle)
            channel.inward.add(middle)
            channel.inward_line.add(middle)
            (channel.outward if down else channel.inward).add(zone)
            if route.turn == target:  # the line turns in this channel a second time, lower down
                channel.inward_line.add(-edge.source)
                self._turn(route).outward_line.add(-edge.source)
        if zone % 3 == 1:
            return
        vertical, horizontal = self.router.runs(route)
        mask = vertical[-1][1]
        track = self._track(route)
        track.extend((mask & -mask).bit_length() - 1, mask.bit_length() - 1)
        if route.entry in "ew" and len(self.side_zones[edge.target, route.entry]) > 1:
            # A line from farther away passes here: one from above and one from below must not meet on it, or the four
            # would look like two lines that cross.
            track.extend(BITS * target + BODY_MIDDLE, BITS * target + BODY_MIDDLE)
        for half_row, first, last in horizontal:
            other = last if first == zone else first
            inward = (other > zone) == (zone % 3 == 0)
            (track.inward if inward else track.outward).add(half_row)

    def _lay_out(self) -> None:
        for strands in self.tracks.values():
            place_strands(strands)
        for row, strands in self.channels.items():
            together = []
            for node_id in self.in_row[row]:
                left, right = (self.strands.get((0, row, node_id, 0, side)) for side in (1, 0))
                if left and right:
                    through = self.router.own[self._middle(node_id), node_id]
                    if not through >> (row * BITS + CHANNEL_UPPER) & 1:
                        together.append((left, right))
            self.channel_count[row] = place_strands(strands, together)

    def _middle(self, node_id: int) -> int:
        return 3 * self.plans[node_id - 1].columns[0] + 1

    # Lines

    def _draw(self, route: Route) -> None:
        edge, zone = route.edge, route.zone
        source, target = self.row[edge.source - 1], self.row[edge.target - 1]
        start, middle = (self._middle(edge.source), CENTRE), (self._middle(edge.target), CENTRE)
        if route.direct:
            ends = (start[0], Place("x" + route.exit.port)), (middle[0], Place("t" + route.entry))
            self._horizontal((source, MIDDLE), *ends, edge.target, edge.source)
            self.heads.setdefault((target, middle[0] // 3), {})[route.entry] = None
            return
        across = CENTRE if zone % 3 == 1 else Place("l" if zone % 3 == 0 else "r", self._track(route).place)
        turn = (zone, across)
        leaves: _End = (source, Place("xs"))
        if route.turn >= 0:
            level = (route.turn, Place("k", self._turn(route).place))
            self._vertical(start, leaves, level, edge.target, edge.source)
            self._horizontal(level, start, turn, edge.target, edge.source)
            leaves = level
        elif route.exit.side:
            leaves = (source, self._leave_aside(route, turn))
        arrives: _End = (target, Place("t" + route.entry))
        if route.channel:
            level = (target, Place("k", self._channel(target, edge.target, zone, middle[0]).place))
            self._horizontal(level, turn, middle, edge.target, edge.source)
            self._vertical(middle, level, arrives, edge.target, edge.source)
            arrives = level
        elif route.entry in "ew":
            self._horizontal((target, MIDDLE), turn, (middle[0], arrives[1]), edge.target, edge.source)
            arrives = (target, MIDDLE)
        upper, lower = (leaves, arrives) if target > source else (arrives, leaves)
        self._vertical(turn, upper, lower, edge.target, edge.source)
        self.heads.setdefault((target, middle[0] // 3), {})[route.entry] = None

    def _leave_aside(self, route: Route, end: _End) -> Place:
        """Draw the line from the symbol aside to its vertical; the level at which it runs."""
        edge, way = route.edge, route.exit
        row, start = self.row[edge.source - 1], self._middle(edge.source)
        if way.level < 0:
            self._horizontal((row, MIDDLE), (start, Place("x" + way.port)), end, edge.target, edge.source)
            return MIDDLE
        level = Place("u", way.level)
        stub, top = (CENTRE, Place("xs")) if way.port == "s" else (Place(way.port, way.slope), Place("xd"))
        self._vertical((start, stub), (row, top), (row, level), edge.target, edge.source)
        self._horizontal((row, level), (start, stub), end, edge.target, edge.source)
        return level

    def _vertical(self, at: _End, upper: _End, lower: _End, target: int, source: int) -> None:
        """At a zone and its place, from one row and place down to another."""
        column = at[0] // 3
        if upper[0] < lower[0]:
            self.ways.append(Way(source, target, self._branch, column, at[1], upper[0] + 1, lower[0] + 1))
        for row in range(upper[0], lower[0] + 1):
            start = upper[1] if row == upper[0] else EDGE
            end = lower[1] if row == lower[0] else EDGE
            self._add(row, column, Segment("v", at[1], start, end, target), source)

    def _horizontal(self, at: _End, one: _End, other: _End, target: int, source: int) -> None:
        """At a row and place, from one zone and place to another, in either order."""
        if other[0] < one[0]:
            one, other = other, one
        first, last = one[0] // 3, other[0] // 3
        for column in range(first, last + 1):
            start = one[1] if column == first else EDGE
            end = other[1] if column == last else EDGE
            self._add(at[0], column, Segment("h", at[1], start, end, target), source)

    def _join(self, row: int, columns: tuple[int, ...], node_id: int) -> None:
        """The plain line through all performers who work together, from symbol to symbol; not through somebody else's."""
        ordered = sorted(columns)
        for left, right in pairwise(ordered):
            if self.router.bodies_between(row, left, right):
                continue
            ends = ((3 * left + 1, Place("xe")), (3 * right + 1, Place("xw")))
            self._horizontal((row, MIDDLE), *ends, JOINT, node_id)

    def _add(self, row: int, column: int, segment: Segment, source: int) -> None:
        self.segments.setdefault((row, column), {}).setdefault(segment, []).append(source)

    # Tiles

    def _tiles(self) -> list[list[Tile]]:
        places: list[dict[int, int]] = [{} for _ in range(self.rows)]
        """Of each row: column -> id of the symbol there."""
        for node, plan in zip(self.graph.nodes, self.plans, strict=True):
            for column in plan.columns:
                places[node.nomor - 1][column] = node.id
            for capsule in plan.capsules:
                for segment in _capsule_lines(capsule):
                    self._add(node.nomor - 1, plan.columns[0], segment, node.id)
            if plan.columns and _has_start(node):
                place = (node.nomor - 1, plan.columns[0])
                line = Segment("v", CENTRE, START, Place("tn"), node.id)
                self.segments.setdefault(place, {}).setdefault(line, [])
                self.heads.setdefault(place, {})["n"] = None
        return [
            [self._tile(row, column, places[row].get(column, 0)) for column in range(self.columns)]
            for row in range(self.rows)
        ]

    def _tile(self, row: int, column: int, node_id: int) -> Tile:
        """One cell; `node_id`: the symbol there, 0 for none."""
        found = self.segments.get((row, column), {})
        pieces = tuple(Segment(*segment[:5], tuple(sources)) for segment, sources in found.items())
        segments, bridges = unite_lines(pieces)
        if len(segments) == len(pieces):
            pieces = ()
        if not node_id:
            return Tile("", segments, bridges=bridges, pieces=pieces) if segments else EMPTY
        symbol, plan = str(self.graph.nodes[node_id - 1].symbol), self.plans[node_id - 1]
        if column != plan.columns[0]:
            name = "kotak" if symbol == "belah-ketupat" else symbol
            return Tile(name, segments, node_id=node_id, bridges=bridges, pieces=pieces)
        return Tile(
            symbol,
            segments,
            tuple(self.heads.get((row, column), ())),
            tuple(plan.labels),
            tuple(plan.capsules),
            node_id,
            plan.size,
            bridges,
            _has_start(self.graph.nodes[node_id - 1]),
            pieces,
        )


_ACROSS = {
    "l": 0,
    "hw": 90,
    "xw": 100,
    "tw": 100,
    "sw": 150,
    "c": 200,
    "se": 250,
    "xe": 300,
    "te": 300,
    "he": 310,
    "r": 500,
}
_DOWN = {"mu": -1, "k": 0, "tn": 100, "m": 200, "xs": 300, "ts": 300, "xd": 300, "tc": 310, "u": 400, "tz": 400}
_ORDER = _ACROSS | _DOWN
"""Places in the order in which they follow one another from the left and from the top."""


def _rank(place: Place, edge: int) -> int:
    if not place.word:
        return edge
    return _ORDER[place.word] + (-place.number if place.word in ("se", "r") else place.number)


def unite_lines(pieces: tuple[Segment, ...]) -> tuple[tuple[Segment, ...], tuple[Bridge, ...]]:
    """The lines of one cell from their pieces, and where one goes over another in a bridge."""
    if len(pieces) < 2:
        return pieces, ()
    segments = _unite(pieces)
    return tuple(segments), _bridges(segments)


def _unite(segments: Sequence[Segment]) -> list[Segment]:
    """Make one of pieces that overlap where edges with one target merge."""
    united: dict[tuple[str, Place], list[Segment]] = {}
    for segment in segments:
        pieces = united.setdefault((segment.axis, segment.at), [])
        first, last = _rank(segment.start, -1), _rank(segment.end, 1000)
        for index, other in enumerate(pieces):
            other_first, other_last = _rank(other.start, -1), _rank(other.end, 1000)
            if other.target == segment.target and first < other_last and other_first < last:
                start = segment.start if first < other_first else other.start
                end = segment.end if last > other_last else other.end
                sources = tuple(dict.fromkeys((*other.sources, *segment.sources)))
                pieces[index] = other._replace(start=start, end=end, sources=sources)
                break
        else:
            pieces.append(segment)
    return [segment for pieces in united.values() for segment in pieces]


def _bridges(segments: Sequence[Segment]) -> tuple[Bridge, ...]:
    """Where level and upright lines of one cell cross that lead to different symbols."""
    first = segments[0].target
    if all(segment.target == first for segment in segments):
        return ()
    upright = [segment for segment in segments if segment.axis == "v"]
    return tuple(
        Bridge(line.at, level.at, level.target, level.sources)
        for level in (segments if upright else ())
        if level.axis == "h"
        for line in upright
        if line.target != level.target
        and _rank(level.start, -1) < _rank(line.at, 0) < _rank(level.end, 1000)
        and _rank(line.start, -2) < _rank(level.at, 0) < _rank(line.end, 1000)
    )


def _has_start(node: FlowNode) -> bool:
    """Whether the flow begins at a symbol that is no capsule itself."""
    return node.starts and node.symbol is Symbol.DECISION


def _capsule_lines(capsule: Capsule) -> tuple[Segment, ...]:
    if capsule.place == "z":
        return (Segment("v", CENTRE, Place("xs"), Place("tz", capsule.slot), SELESAI),)
    hook = Place(capsule.place, capsule.slot)
    ends = (Place("xe"), hook) if capsule.place == "he" else (hook, Place("xw"))
    return (Segment("h", MIDDLE, *ends, SELESAI), Segment("v", hook, MIDDLE, Place("tc"), SELESAI))
