"""One SOP's activity table cut into printed sheets, each with its drawing: symbols, arrows and words, in millimetres.

The sheets are those of the print (`pages.paper.layout`); an arrow to another one ends in an off-page connector and goes on
from its twin on that sheet, as `flow.connectors` letters them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sop_catalog.exporting.places import Box, Places, Point, Scale, find_scale
from sop_catalog.flow.graph import FlowGraph, FlowNode, Symbol
from sop_catalog.flow.paths import Corner, Joint, Path, find_paths
from sop_catalog.flow.tile import Place, Strip
from sop_catalog.pages.joined_cells import Bentang
from sop_catalog.pages.paper.connectors import say_sheets
from sop_catalog.pages.paper.layout import PrintLayout
from sop_catalog.pages.paper.sizes import RULE

TOP, LEFT, BOTTOM, RIGHT = range(4)
"""The sites at which symbols are glued, in the order of DrawingML's presets."""
PENTAGON = "segilima"
CAPSULE = "selesai"
UNREADABLE = ("pelaksana", "tidak terbaca")
_UNREADABLE_EM = 13.0
"""What these words need on one line, em."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A symbol on a sheet."""

    key: str
    """Unique on its sheet: what arrows are glued to."""
    kind: str
    """A value of `flow.graph.Symbol`, PENTAGON or CAPSULE."""
    box: Box
    lines: tuple[str, ...]
    """The words in it."""
    name: str
    """What it is, for those who do not see it."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line from symbol to symbol."""

    start: tuple[str, int]
    """The key of the symbol that it leaves, and the site."""
    end: tuple[str, int]
    points: tuple[Point, ...]
    """Level and upright pieces in turn."""
    pointed: bool
    """False for the plain line between those who work together."""
    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a branch, or those that stand where a symbol should."""

    box: Box
    """Without a width: the words run from its left edge, end at it, or lie to both sides of it."""
    side: str
    """left, right or center: how they are aligned."""
    lines: tuple[str, ...]
    covers: bool = False
    """Whether they hide what is behind them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed sheet of the activity table."""

    first: int
    last: int
    """Rows, from 0."""
    heights: tuple[float, ...]
    """Of its rows, mm."""
    opening: float
    """Height of the strip of connectors above the rows; 0 for none."""
    closing: float
    width: float
    """Of all performers' columns."""
    outlines: tuple[Outline, ...]
    arrows: tuple[Arrow, ...]
    words: tuple[Words, ...]
    bridges: tuple[Point, ...]
    """Where a level line goes over an upright one that leads elsewhere."""

    @property
    def height(self) -> float:
        """Of the rows and strips."""
        return self.opening + sum(self.heights) + self.closing


def build_sheets(graph: FlowGraph, layout: PrintLayout, needs: Mapping[Bentang, float]) -> tuple[Sheet, ...]:
    """The sheets of one SOP.

    Args:
        graph: what is drawn.
        layout: the plan of its print.
        needs: what cells over several rows need, mm.
    """
    scale = find_scale(layout)
    ends = sorted(layout.breaks)
    last = len(layout.baris) - 1
    ranges = [(start, end - 1) for start, end in pairwise([0, *ends, last + 1])]
    paths, joints = find_paths(graph)
    drawings = [_Drawing(graph, layout, scale, first, end, needs) for first, end in ranges]
    for path in paths:
        _draw(path, drawings)
    for joint in joints:
        next(drawing for drawing in drawings if drawing.first <= joint.row <= drawing.last).join(joint)
    return tuple(drawing.finish() for drawing in drawings)


class _Drawing:
    """What one sheet shows, while it is made."""

    def __init__(  # noqa: PLR0913, PLR0917 - each is a different thing
        self,
        graph: FlowGraph,
        layout: PrintLayout,
        scale: Scale,
        first: int,
        last: int,
        needs: Mapping[Bentang, float],
    ) -> None:
        self.graph, self.scale, self.first, self.last = graph, scale, first, last
        self.sheet_of = layout.sheet_of
        self.rows = layout.grid.rows
        self.above = layout.grid.opening.get(first + 1)
        self.below = layout.grid.closing.get(last + 1)
        self.heights = _row_heights(layout.baris, first, last, needs)
        self.opening, self.closing = (layout.strip_height(strip) for strip in (self.above, self.below))
        self.width = sum(layout.columns.peran)
        boxes = {}
        top = self.opening
        for row, height in enumerate(self.heights, start=first):
            boxes[row] = Box(0, top, self.width, height)
            top += height
        self.bottom = top
        self.places = Places(scale, layout, boxes)
        self.outlines: dict[str, Outline] = {}
        self.arrows: dict[Arrow, None] = {}
        """Once each: what edges with one target share behind their connector is one arrow."""
        self.words: list[Words] = []
        self.bridges: list[Point] = []
        for row in range(first, last + 1):
            self._add_row(row)
            tiles = layout.grid.printed.get(row + 1, self.rows[row].tiles)
            for column, tile in enumerate(tiles):
                self.bridges += (
                    Point(self.places.x(row, column, bridge.across), self.places.y(row, column, bridge.down))
                    for bridge in tile.bridges
                )
        for strip, top in ((self.above, 0.0), (self.below, self.bottom)):
            if strip:
                self._add_strip(strip, top)

    def finish(self) -> Sheet:
        """The sheet."""
        return Sheet(
            self.first, self.last, self.heights, self.opening, self.closing, self.width,
            tuple(self.outlines.values()), tuple(self.arrows), tuple(self.words), tuple(self.bridges),
        )  # fmt: skip

    def _add_unreadable(self, row: int, first: int, count: int) -> None:
        """The words of a row whose performer nobody can read, over the columns that no line crosses."""
        if not count:
            first, count = 0, len(self.graph.lanes)
        left, right = self.places.lefts[first], self.places.lefts[first + count]
        lines = UNREADABLE if right - left < _UNREADABLE_EM * self.scale.label else (" ".join(UNREADABLE),)
        height = len(lines) * self.scale.line
        top = sum(self.heights[: row - self.first], self.opening) + (self.heights[row - self.first] - height) / 2
        self.words.append(Words(Box((left + right) / 2, top, 0, height), "center", lines, covers=True))

    def _add_row(self, row: int) -> None:
        if (free := self.rows[row].text) is not None:
            self._add_unreadable(row, *free)
        nodes = {node.id: node for node in self.graph.row(row + 1)}
        for column, tile in enumerate(self.rows[row].tiles):
            if not tile.symbol:
                continue
            node = nodes[tile.node_id]
            key = symbol_key(node, column)
            name = f"Langkah {node.nomor}, {self.graph.lanes[column].judul}: {_KINDS[Symbol(tile.symbol)]}"
            self._add(Outline(key, tile.symbol, self.places.symbol(row, column), tile.size.lines, name))
            if tile.starts:
                begin = self.places.start(row, column)
                self._add(Outline(f"{key}-mulai", Symbol.TERMINATOR, begin, (), f"Mulai, sebelum langkah {node.nomor}"))
                points = [
                    Point(begin.middle.x, begin.top + begin.height),
                    Point(begin.middle.x, self.places.symbol(row, column).top),
                ]
                self._arrow((f"{key}-mulai", BOTTOM), (key, TOP), points, f"Mulai di langkah {node.nomor}")
            for label in tile.labels:
                box, side = self.places.label(row, column, label)
                self.words.append(Words(box, side, label.lines))
            for index, capsule in enumerate(tile.capsules):
                box = self.places.capsule(row, column, capsule)
                end = f"{key}-selesai{index}"
                self._add(Outline(end, CAPSULE, box, (), f"Selesai, dari langkah {node.nomor}"))
                symbol = self.places.symbol(row, column)
                site = {"he": RIGHT, "hw": LEFT, "z": BOTTOM}[capsule.place]
                tip = Point(box.middle.x, box.top)
                start = Point(symbol.middle.x, symbol.top + symbol.height)
                points = [start, tip]
                if site != BOTTOM:
                    start = Point(symbol.left + symbol.width * (site == RIGHT), symbol.middle.y)
                    points = [start, Point(tip.x, start.y), tip]
                self._arrow((key, site), (end, TOP), points, f"Langkah {node.nomor} selesai")

    def _add_strip(self, strip: Strip, top: float) -> None:
        wide, high = self.scale.pentagon
        air = 2 * self.scale.unit
        y = top + air if top == 0 else top + self.closing - RULE - air - high
        for column, tile in enumerate(strip.tiles):
            for connector in tile.connectors:
                x = self.places.x(self.first, column, connector.place)
                way = "ke" if connector.keluar else "dari"
                name = f"Penghubung {connector.huruf} {way} halaman {say_sheets(connector, self.sheet_of)}"
                box = Box(x - wide / 2, y, wide, high)
                key = _connector_key(column, connector.place, down=top != 0)
                self._add(Outline(key, PENTAGON, box, (connector.huruf,), name))

    def _add(self, outline: Outline) -> None:
        self.outlines[outline.key] = outline

    def _arrow(
        self, start: tuple[str, int], end: tuple[str, int], points: Sequence[Point], name: str, *, pointed: bool = True
    ) -> None:
        self.arrows.setdefault(Arrow(start, end, _straightened(points), pointed, name))

    def join(self, joint: Joint) -> None:
        """Draw the plain line between two who work together."""
        node = self.graph.node(joint.node_id)
        one, other = (self.places.symbol(joint.row, column) for column in (joint.left, joint.right))
        points = [Point(one.left + one.width, one.middle.y), Point(other.left, other.middle.y)]
        ends = (symbol_key(node, joint.left), RIGHT), (symbol_key(node, joint.right), LEFT)
        self._arrow(*ends, points, f"Langkah {node.nomor} bersama", pointed=False)

    # --- Arrows ---

    def point(self, corner: Corner) -> Point:
        """A corner's place."""
        slope = corner.across.number if corner.down.word == "xd" else 0
        return Point(
            self.places.x(corner.row, corner.column, corner.across),
            self.places.y(corner.row, corner.column, corner.down, slope),
        )

    def leave(self, column: int, line: Place, *, down: bool) -> tuple[str, list[Point]]:
        """Where an upright line leaves the sheet: the key of its connector, and the points from the line to that.

        Args:
            column: the line's.
            line: its place across.
            down: whether it leaves at the sheet's end rather than above it.
        """
        strip = self.below if down else self.above
        assert strip, "a line that no strip closes"  # noqa: S101 - `flow.connectors` closes all
        tile = strip.tiles[column]
        aside = (piece for piece in tile.segments if piece.axis == "h")
        if line.word == "l":
            place, level = next(((piece.end, piece.at) for piece in aside if piece.start == line), (line, None))
        else:
            place, level = next(((piece.start, piece.at) for piece in aside if piece.end == line), (line, None))
        key = _connector_key(column, place, down=down)
        outline = self.outlines[key]
        x = self.places.x(self.first, column, place)
        y = outline.box.top if down else outline.box.top + outline.box.height
        points = [Point(x, y)]
        if level is not None:
            away = (level.number + 0.9) * self.scale.track
            turn = self.bottom + away if down else self.opening - away
            points = [Point(self.places.x(self.first, column, line), turn), Point(x, turn), *points]
        return key, points

    def connect(
        self, start: tuple[str, int], end: tuple[str, int], points: Sequence[Point], rows: tuple[int, int]
    ) -> None:
        """Draw an arrow, or a part of it; `rows`: the numbers of the rows that it leads from and to."""
        source, target = (
            f"langkah {row}" if key.startswith("s") else f"penghubung {self.outlines[key].lines[0]}"
            for (key, _), row in zip((start, end), rows, strict=True)
        )
        self._arrow(start, end, points, f"Dari {source} ke {target}")


def _connector_key(column: int, place: Place, *, down: bool) -> str:
    """What the outline of a connector is called: its letter may stand on a sheet twice."""
    return f"{'bawah' if down else 'atas'}-{column}-{place.word}{place.number}"


def symbol_key(node: FlowNode, column: int) -> str:
    """What a symbol's outline is called."""
    return f"s{node.id}" if column == node.lanes[0] else f"s{node.id}-{column}"


_KINDS = {Symbol.TERMINATOR: "mulai atau selesai", Symbol.PROCESS: "proses", Symbol.DECISION: "keputusan"}
_WAYS_OUT = {"xe": RIGHT, "xw": LEFT}
_WAYS_IN = {"tn": TOP, "ts": BOTTOM, "te": RIGHT, "tw": LEFT}


def _draw(path: Path, drawings: Sequence[_Drawing]) -> None:
    """Draw the line of one edge, on one sheet or in parts on two."""
    corners = path.corners
    one, other = (_sheet_of(end.row, drawings) for end in (corners[0], corners[-1]))
    graph = one.graph
    source, target = graph.node(path.edge.source), graph.node(path.edge.target)
    rows = (source.nomor, target.nomor)
    start = (symbol_key(source, source.lanes[0]), _WAYS_OUT.get(corners[0].across.word, BOTTOM))
    arrives = corners[-1]
    way = arrives.across.word if arrives.across.word in _WAYS_IN else arrives.down.word
    end = (symbol_key(target, target.lanes[0]), _WAYS_IN[way])
    if one is other:
        one.connect(start, end, [one.point(corner) for corner in corners], rows)
        return
    down = other.first > one.first
    out, points = _to_edge(corners, one, drawings, down=down)
    one.connect(start, out, points, rows)
    into, points = _to_edge(corners[::-1], other, drawings, down=not down)
    other.connect(into, end, points[::-1], rows)


def _to_edge(
    corners: Sequence[Corner], drawing: _Drawing, drawings: Sequence[_Drawing], *, down: bool
) -> tuple[tuple[str, int], list[Point]]:
    """The part of a line from a symbol to the connector on its sheet, and the key and the site of that.

    Args:
        corners: of the whole line, from the symbol.
        drawing: of the symbol's sheet.
        drawings: of all sheets.
        down: whether the connector stands at the sheet's end rather than above it.
    """
    points = [drawing.point(corners[0])]
    for here, following in pairwise(corners):
        if _sheet_of(following.row, drawings) is not drawing:
            key, rest = drawing.leave(here.column, here.across, down=down)
            return (key, TOP if down else BOTTOM), [*points, *rest]
        points.append(drawing.point(following))
    raise AssertionError("a line between two sheets stays on one")


def _sheet_of(row: int, drawings: Sequence[_Drawing]) -> _Drawing:
    return next(drawing for drawing in drawings if drawing.first <= row <= drawing.last)


def _straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without points on the way, and without the rounding of pieces that are level or upright."""
    kept: list[Point] = []
    for point in points:
        while kept and _close(kept[-1].x, point.x) and _close(kept[-1].y, point.y) and len(kept) > 1:
            kept.pop()
        if len(kept) >= 2 and (
            (_close(kept[-2].x, kept[-1].x) and _close(kept[-1].x, point.x))
            or (_close(kept[-2].y, kept[-1].y) and _close(kept[-1].y, point.y))
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _close(one: float, other: float) -> bool:
    return abs(one - other) < 0.01


def _row_heights(planned: Sequence[float], first: int, last: int, needs: Mapping[Bentang, float]) -> tuple[float, ...]:
    """The planned heights of a sheet's rows, and what a cell over several of them needs beyond these at its last row."""
    heights = list(planned[first : last + 1])
    for span, need in needs.items():
        top, bottom = max(span.awal - 1, first), min(span.akhir - 1, last)
        if top <= bottom:
            heights[bottom - first] += max(0.0, need - sum(heights[top - first : bottom - first + 1]))
    return tuple(heights)
