"""Measures a flowchart on the HTML that was emitted, and says what is wrong with it. Knows nothing of the router.

`lay_out` is a small layout engine for the classes of sop-flowchart.css: it turns cells' HTML into lines, symbols,
arrowheads, labels and pentagons with coordinates in the style sheet's unit (1 px at Material's text size), for rows of
any height. `find_faults` then looks at that picture as a reader does: lines that meet end to end or end to side are
connected, lines that cross are not. tests/test_browser_flowchart.py compares the layout with a real browser's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sop_catalog.flow.graph import Ending, FlowGraph, Symbol
from sop_catalog.pages.flowchart import Flowchart

# The numbers of sop-flowchart.css, in units.
W, H, KAPSUL_H = 40.0, 22.0, 18.0
TRACK, FIRST_TRACK, CHANNEL = 6.0, 6.0, 0.9
ARROW = 6.0
EM, LINE = 10.0, 11.0
LABEL_X, LABEL_Y = 0.18, 0.32
LABEL_X_RAPAT, LABEL_Y_RAPAT = 0.1, 0.41
LANE = 68.0
CLOSE = 0.01
NEAR_LABEL = 11.0
"""How far a label may stand from its line."""
AIR = 2.9
"""Parallel lines of different flows are at least this far apart."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle, or the diamond inside it."""

    left: float
    top: float
    right: float
    bottom: float
    diamond: bool = False

    def crossed_by(self, line: Line) -> bool:
        """Whether a piece of the line lies inside (touching the outline is no crossing)."""
        left, top, right, bottom = self.left, self.top, self.right, self.bottom
        if self.diamond:
            middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
            if line.horizontal:
                half = (right - left) / 2 * (1 - abs(line.y1 - middle_y) / ((bottom - top) / 2))
                left, right = middle_x - half, middle_x + half
            else:
                half = (bottom - top) / 2 * (1 - abs(line.x1 - middle_x) / ((right - left) / 2))
                top, bottom = middle_y - half, middle_y + half
            if half <= CLOSE:
                return False
        return (
            line.x1 < right - CLOSE and line.x2 > left + CLOSE and line.y1 < bottom - CLOSE and line.y2 > top + CLOSE
        )

    def overlaps(self, other: Box) -> bool:
        """Whether two rectangles share an area; a diamond is taken as such."""
        if other.diamond and not self.diamond:
            return other.overlaps(self)
        if self.diamond:
            middle_x, middle_y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
            x = min(max(middle_x, other.left), other.right) - middle_x
            y = min(max(middle_y, other.top), other.bottom) - middle_y
            reach = abs(x) / (self.right - self.left) + abs(y) / (self.bottom - self.top)
            return reach < 0.5 - 0.02  # a label's corner has no ink
        return (
            self.left < other.right - CLOSE
            and other.left < self.right - CLOSE
            and self.top < other.bottom - CLOSE
            and other.top < self.bottom - CLOSE
        )

    def distance(self, line: Line) -> float:
        """From the rectangle to the nearest point of a line."""
        x = max(self.left - line.x2, line.x1 - self.right, 0.0)
        y = max(self.top - line.y2, line.y1 - self.bottom, 0.0)
        return float((x * x + y * y) ** 0.5)


@dataclass(frozen=True)
class Line:
    """An upright or level line, ends ordered."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def horizontal(self) -> bool:
        return self.y1 == self.y2

    def ends(self) -> tuple[Point, Point]:
        return (self.x1, self.y1), (self.x2, self.y2)

    def has_inside(self, point: Point) -> bool:
        """Whether the point lies on the line, ends included."""
        x, y = point
        return self.x1 - CLOSE <= x <= self.x2 + CLOSE and self.y1 - CLOSE <= y <= self.y2 + CLOSE


@dataclass(frozen=True)
class Shape:
    """A symbol, a small capsule ("selesai") or a pentagon ("segilima")."""

    kind: str
    nomor: int
    column: int
    box: Box
    letter: str = ""


@dataclass(frozen=True)
class Head:
    """An arrowhead from its base, where the line ends, to its tip."""

    base: Point
    tip: Point


@dataclass(frozen=True)
class Text:
    """A label."""

    nomor: int
    words: str
    box: Box
    cell: Box


@dataclass
class Picture:
    """What the drawing looks like."""

    lines: list[Line] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    labels: list[Text] = field(default_factory=list)
    notes: list[Box] = field(default_factory=list)
    """The words over a row whose performer is unreadable."""
    faults: list[str] = field(default_factory=list)


# --- Layout --------------------------------------------------------------------------------------------------------

_ELEMENT = re.compile(
    r'<(i|b|em|svg|div|span)(?: class="([^"]*)")?(?: style="([^"]*)")?[^>]*>((?:[^<]|<br>)*)(?:<(?:path|text)[^>]*>)*([A-Z]*)'
)


def _variables(style: str) -> dict[str, float]:
    pairs = (part.split(":") for part in style.split(";") if part)
    return {name.strip().removeprefix("--sop-"): float(value) for name, value in pairs}


def column_width(style: str) -> float:
    """The least width of a column, from the style of its <col>."""
    need = {"s": 0.5, "e": 0.0, "t": 0.0} | _variables(style)
    return max(LANE, 2 * (need["s"] * W + need["e"] * EM + need["t"] * TRACK + 1))


def row_height(style: str) -> float:
    """The least height of a row, from the style of its <tr>."""
    need = {"k": 0.0, "a": 0.0, "b": 0.0} | _variables(style)
    half = max(H / 2 + 9, LABEL_Y * H + need["a"] * LINE + 3, H / 2 + need["b"] * LINE + 6)
    return need["k"] * TRACK + 2 * half


def lay_out(flowchart: Flowchart, *, printed: bool = False, taller: Sequence[float] = (0.0,)) -> Picture:
    """The picture. `printed`: with page breaks and their strips. `taller`: added to the rows' least heights in turn."""
    picture = Picture()
    rapat = "sop-alur-rapat" in flowchart.classes.split()
    edges = [0.0]
    for column in flowchart.columns:
        edges.append(edges[-1] + column_width(column.style))
    top = 0.0
    for index, row in enumerate(flowchart.rows):
        if printed and row.strip_before is not None:
            top += 500
            top = _lay_strip(picture, row.strip_before, row.nomor, edges, top)
        height = row_height(row.style) + taller[index % len(taller)]
        channels = _variables(row.style).get("k", 0.0)
        for column, cell in enumerate(row.cells):
            tile = _TileLayout(picture, row.nomor, column, edges, (top, top + height), channels * TRACK, rapat=rapat)
            tile.read(cell.html, cell.classes)
        top += height
        if printed and row.strip_after is not None:
            top = _lay_strip(picture, row.strip_after, row.nomor, edges, top) + 500
    return picture


def _lay_strip(picture: Picture, cells: Sequence[str], nomor: int, edges: Sequence[float], top: float) -> float:
    levels = max(_variables(style).get("j", 0.0) for style in re.findall(r'<div [^>]*style="([^"]*)"', "".join(cells)) or [""])
    height = 24 + levels * TRACK
    for column, html in enumerate(cells):
        _TileLayout(picture, nomor, column, edges, (top, top + height), 0).read(html, "")
    return top + height


class _TileLayout:
    """Places the elements of one cell."""

    def __init__(
        self,
        picture: Picture,
        nomor: int,
        column: int,
        edges: Sequence[float],
        rows: tuple[float, float],
        channels: float,
        *,
        rapat: bool = False,
    ) -> None:
        self.picture, self.nomor, self.column = picture, nomor, column
        self.left, self.right = edges[column], edges[column + 1]
        self.edges = edges
        self.top, self.bottom = rows
        self.x = (self.left + self.right) / 2
        self.y = (self.top + channels + self.bottom) / 2
        self.body_top = self.top + channels
        self.half = H / 2
        self.opening = False
        self.label = (LABEL_X_RAPAT, LABEL_Y_RAPAT) if rapat else (LABEL_X, LABEL_Y)

    def read(self, html: str, classes: str) -> None:
        if "sop-kapsul" in classes.split():
            self.half = KAPSUL_H / 2
        for tag, names, style, text, letter in _ELEMENT.findall(html):
            words = names.split()
            numbers = {word[0]: float(word[1:]) for word in words if re.fullmatch(r"[ipq]\d+", word)} | _variables(style)
            words = [word for word in words if not re.fullmatch(r"[ipq]\d+", word)]
            if tag == "div":
                self.opening = "awal" in words
            elif tag == "em":
                self._label(words[0], numbers.get("i", 0), text)
            elif tag == "i" and words[0] == "p":
                self._head(words[1], numbers.get("i", 0))
            elif tag == "i":
                self._line(words, numbers)
            elif tag == "svg" and "segilima" in words:
                self._pentagon(words[1], numbers.get("i", 0), letter)
            elif tag == "svg":
                self._symbol(Symbol.DECISION, diamond=True)
            elif tag == "b" and words[0] == "selesai":
                self._capsule(words[1], numbers.get("i", 0))
            elif tag == "b":
                self._symbol(words[0])
            elif "sop-tak-terbaca" in words and "sop-teks" not in words:
                last = self.edges[self.column + int(numbers.get("n", 1))]
                self.picture.notes.append(Box(self.left, self.body_top, last, self.bottom))

    def _across(self, word: str, number: float) -> float:
        return {
            "c": self.x,
            "l": self.left + FIRST_TRACK + number * TRACK,
            "r": self.right - FIRST_TRACK - number * TRACK,
            "xw": self.x - W / 2,
            "xe": self.x + W / 2,
            "tw": self.x - W / 2 - ARROW,
            "te": self.x + W / 2 + ARROW,
            "se": self.x + (0.25 - 0.125 * number) * W,
            "sw": self.x - (0.25 - 0.125 * number) * W,
            "he": self.x + 0.67 * W,
            "hw": self.x - 0.67 * W,
        }[word]

    def _down(self, word: str, number: float, stub: float) -> float:
        jog = (number + CHANNEL) * TRACK
        return {
            "k": self.top + jog,
            "m": self.y,
            "u": self.y + H / 2 + 6 + number * LINE,
            "xs": self.y + self.half,
            "ts": self.y + self.half + ARROW,
            "tn": self.y - self.half - ARROW,
            "xd": self.y + (0.25 + 0.125 * stub) * H,
            "tc": self.y + 5,
            "tz": self.y + self.half + 8 + number * LINE,
            "j": self.bottom - jog if self.opening else self.top + jog,
            "g": self.top + 18 if self.opening else self.bottom - 18,
        }[word]

    def _line(self, words: list[str], numbers: dict[str, float]) -> None:
        axis, at = words[0], words[1]
        start = next((word[1:] for word in words[2:] if word[0] == "f"), "")
        end = next((word[1:] for word in words[2:] if word[0] == "t"), "")
        i, p, q = (numbers.get(name, 0.0) for name in "ipq")
        if axis == "v":
            x = self._across(at, i)
            y1 = self._down(start, p, i) if start else self.top
            y2 = self._down(end, q, i) if end else self.bottom
            line = Line(x, y1, x, y2)
        else:
            y = self._down(at, i, 0)
            x1 = self._across(start, p) if start else self.left
            x2 = self._across(end, q) if end else self.right
            line = Line(x1, y, x2, y)
        if line.x2 < line.x1 - CLOSE or line.y2 < line.y1 - CLOSE:
            self.picture.faults.append(f"langkah {self.nomor}: garis terbalik {words}")
            return
        self.picture.lines.append(line)

    def _symbol(self, kind: str, *, diamond: bool = False) -> None:
        box = Box(self.x - W / 2, self.y - self.half, self.x + W / 2, self.y + self.half, diamond)
        self.picture.shapes.append(Shape(kind, self.nomor, self.column, box))
        if box.left < self.left or box.right > self.right or box.top < self.body_top or box.bottom > self.bottom:
            self.picture.faults.append(f"langkah {self.nomor}: simbol keluar dari sel")

    def _capsule(self, place: str, slot: float) -> None:
        top = self.y + (10 if place != "z" else self.half + 13 + slot * LINE)
        x = self._across({"z": "c"}.get(place, place), 0)
        box = Box(x - 0.21 * W, top, x + 0.21 * W, top + 8)
        self.picture.shapes.append(Shape("selesai", self.nomor, self.column, box))
        if box.left < self.left or box.right > self.right or box.bottom > self.bottom:
            self.picture.faults.append(f"langkah {self.nomor}: kapsul kecil keluar dari sel")

    def _head(self, place: str, slot: float) -> None:
        x, y, half, w = self.x, self.y, self.half, W / 2
        if place in ("he", "hw", "z"):
            x = self._across({"z": "c"}.get(place, place), 0)
            tip = y + 10 if place != "z" else y + half + 13 + slot * LINE
            self.picture.heads.append(Head((x, tip - 5), (x, tip)))
            return
        base, tip_point = {
            "n": ((x, y - half - ARROW), (x, y - half)),
            "s": ((x, y + half + ARROW), (x, y + half)),
            "e": ((x + w + ARROW, y), (x + w, y)),
            "w": ((x - w - ARROW, y), (x - w, y)),
        }[place]
        self.picture.heads.append(Head(base, tip_point))

    def _label(self, place: str, slot: float, text: str) -> None:
        lines = text.split("<br>")
        width = min(6.0, max(_em(line) for line in lines)) * EM
        height = len(lines) * LINE
        side = 1 if place[-1] in "er" else -1
        if place in ("ne", "nw"):
            start, bottom = self.label[0] * W, self.y - self.label[1] * H
        elif place in ("se", "sw"):
            start, bottom = 0.44 * W, self.y + H / 2 + 5 + slot * LINE
        else:
            start, bottom = 0.075 * W, self.y + self.half + slot * LINE + height
        inner, outer = sorted((self.x + side * start, self.x + side * (start + width)))
        box = Box(inner, bottom - height, outer, bottom)
        cell = Box(self.left, self.body_top, self.right, self.bottom)
        self.picture.labels.append(Text(self.nomor, " ".join(lines), box, cell))

    def _pentagon(self, word: str, number: float, letter: str) -> None:
        x = self._across(word, number)
        top = self.top + 3 if self.opening else self.bottom - 18
        box = Box(x - 6, top, x + 6, top + 15)
        kind = "segilima-awal" if self.opening else "segilima-akhir"
        self.picture.shapes.append(Shape(kind, self.nomor, self.column, box, letter))
        if box.left < self.left or box.right > self.right:
            self.picture.faults.append(f"segilima {letter}: keluar dari kolom")


_THIN = {"i": 0.222, "j": 0.222, "l": 0.222, "f": 0.278, "t": 0.278, "r": 0.333, " ": 0.278, "I": 0.278, "→": 1.0}
_THIN |= dict.fromkeys("ckvsxyzJ", 0.5) | {"m": 0.833, "M": 0.833, "w": 0.722, "W": 0.944, "T": 0.611, "?": 0.556, "L": 0.556}


def _em(text: str) -> float:
    return sum(_THIN.get(char, 0.69 if char.isupper() else 0.556) for char in text)


# --- Faults --------------------------------------------------------------------------------------------------------


def find_faults(graph: FlowGraph, picture: Picture) -> list[str]:
    """Everything that is wrong with a picture of this graph; empty: it is right."""
    reader = _Reader(graph, picture)
    return [*picture.faults, *reader.read()]


class _Reader:
    """Follows the lines."""

    def __init__(self, graph: FlowGraph, picture: Picture) -> None:
        self.graph = graph
        self.picture = picture
        self.faults: list[str] = []
        self.lines = _merge(picture.lines)
        self.group = list(range(len(self.lines)))
        self.steps = {
            (shape.nomor, shape.column): shape
            for shape in picture.shapes
            if shape.kind != "selesai" and not shape.kind.startswith("segilima")
        }

    def read(self) -> list[str]:
        self._check_symbols()
        joints = self._connect()
        self._connect_pages()
        self._check_flows(joints)
        self._check_obstacles()
        return self.faults

    def _check_symbols(self) -> None:
        drawn = Counter((nomor, column, shape.kind) for (nomor, column), shape in self.steps.items())
        wanted: Counter[tuple[int, int, str]] = Counter()
        for node in self.graph.nodes:
            for lane in node.lanes:
                beside = lane != node.lanes[0] and node.symbol is Symbol.DECISION
                wanted[node.nomor, lane, Symbol.PROCESS if beside else node.symbol] += 1
        if drawn != wanted:
            self.faults.append(f"simbol: {drawn - wanted} berlebih, {wanted - drawn} kurang")

    def _find(self, index: int) -> int:
        while self.group[index] != index:
            index = self.group[index]
        return index

    def _connect(self) -> dict[int, list[Point]]:
        """Join lines that meet where one of them ends; what remains are the loose ends of each line."""
        loose: dict[int, list[Point]] = {}
        for index, line in enumerate(self.lines):
            for end in line.ends():
                met = [
                    other
                    for other, candidate in enumerate(self.lines)
                    if other != index and candidate.horizontal != line.horizontal and candidate.has_inside(end)
                ]
                for other in met:
                    self.group[self._find(index)] = self._find(other)
                if not met:
                    loose.setdefault(index, []).append(end)
        return loose

    def _connect_pages(self) -> None:
        """A closing and an opening segilima with one letter carry the line over the page break."""
        pairs: dict[str, list[tuple[Shape, int]]] = {}
        for shape in self.picture.shapes:
            if not shape.kind.startswith("segilima"):
                continue
            x = (shape.box.left + shape.box.right) / 2
            y = shape.box.top if shape.kind == "segilima-akhir" else shape.box.bottom
            touching = [index for index, line in enumerate(self.lines) if _near((x, y), line.ends())]
            if len(touching) != 1:
                self.faults.append(f"segilima {shape.letter}: {len(touching)} garis")
            pairs.setdefault(shape.letter, []).extend((shape, index) for index in touching)
        for letter, ends in pairs.items():
            if sorted(shape.kind for shape, _ in ends) != ["segilima-akhir", "segilima-awal"]:
                self.faults.append(f"segilima {letter}: tidak berpasangan")
                continue
            (first, one), (second, other) = sorted(ends, key=lambda end: end[0].kind)
            if first.nomor + 1 != second.nomor:
                self.faults.append(f"segilima {letter}: halaman tidak berurutan")
            self.group[self._find(one)] = self._find(other)

    def _check_flows(self, loose: dict[int, list[Point]]) -> None:
        """Each connected group leads from its sources to one target, and all edges are there."""
        sources: dict[int, list[tuple[Shape, Line]]] = {}
        targets: dict[int, set[Shape]] = {}
        bases = {head.base: head for head in self.picture.heads}
        if len(bases) != len(self.picture.heads):
            self.faults.append("dua mata panah di satu tempat")
        used = set()
        for index, ends in loose.items():
            group = self._find(index)
            for end in ends:
                head = next((head for base, head in bases.items() if _near(end, (base,))), None)
                if head:
                    used.add(head)
                    shape = self._shape_at(head.tip)
                    if shape is None:
                        self.faults.append(f"mata panah di {head.tip} tidak menyentuh simbol")
                    else:
                        targets.setdefault(group, set()).add(shape)
                    continue
                shape = self._shape_at(end)
                if shape is None:
                    self.faults.append(f"ujung garis lepas di {end}")
                elif not shape.kind.startswith("segilima"):
                    sources.setdefault(group, []).append((shape, self.lines[index]))
        for head in self.picture.heads:
            if head not in used:
                self.faults.append(f"mata panah tanpa garis di {head.tip}")
        self._compare(sources, targets)

    def _shape_at(self, point: Point) -> Shape | None:
        """The shape whose outline has the point."""
        x, y = point
        for shape in self.picture.shapes:
            box = shape.box
            if not (box.left - CLOSE <= x <= box.right + CLOSE and box.top - CLOSE <= y <= box.bottom + CLOSE):
                continue
            if box.diamond:
                across = abs(x - (box.left + box.right) / 2) / (box.right - box.left)
                down = abs(y - (box.top + box.bottom) / 2) / (box.bottom - box.top)
                if abs(across + down - 0.5) < CLOSE:
                    return shape
            elif min(abs(x - box.left), abs(x - box.right), abs(y - box.top), abs(y - box.bottom)) < CLOSE:
                return shape
        return None

    def _compare(self, sources: dict[int, list[tuple[Shape, Line]]], targets: dict[int, set[Shape]]) -> None:
        drawn: Counter[tuple[int, str, int]] = Counter()
        joints: Counter[tuple[int, int, int]] = Counter()
        labels = self._labels_of([end for ends in sources.values() for end in ends])
        for group in {self._find(index) for index in range(len(self.lines))}:
            ends = sources.get(group, [])
            goals = targets.get(group, set())
            if not goals:
                self._joint(ends, joints)
                continue
            if len({(goal.nomor, goal.column, goal.kind) for goal in goals}) > 1:
                self.faults.append(f"garis menyatu menuju {sorted((goal.nomor, goal.kind) for goal in goals)}")
            goal = min(goals, key=lambda shape: shape.nomor)
            for shape, line in ends:
                if goal.kind == "selesai" and goal.nomor != shape.nomor:
                    self.faults.append(f"langkah {shape.nomor}: kapsul kecil milik langkah {goal.nomor}")
                if shape.column != self.graph.node(shape.nomor).lanes[0]:
                    self.faults.append(f"langkah {shape.nomor}: garis keluar dari pelaksana kedua")
                drawn[shape.nomor, labels.get((shape, line), ""), 0 if goal.kind == "selesai" else goal.nomor] += 1
            if goal.kind != "selesai" and goal.column != self.graph.node(goal.nomor).lanes[0]:
                self.faults.append(f"langkah {goal.nomor}: panah ke pelaksana kedua")
        self._compare_edges(drawn)
        wanted = Counter(
            (node.nomor, *pair)
            for node in self.graph.nodes
            for pair in zip(sorted(node.lanes), sorted(node.lanes)[1:], strict=False)
        )
        if joints != wanted:
            self.faults.append(f"garis bersama: {joints} seharusnya {wanted}")

    def _joint(self, ends: list[tuple[Shape, Line]], joints: Counter[tuple[int, int, int]]) -> None:
        columns = sorted(shape.column for shape, _ in ends)
        rows = {shape.nomor for shape, _ in ends}
        if len(columns) == 2 and len(rows) == 1:
            joints[rows.pop(), columns[0], columns[1]] += 1
        else:
            self.faults.append(f"garis tanpa mata panah di langkah {sorted(rows)}")

    def _compare_edges(self, drawn: Counter[tuple[int, str, int]]) -> None:
        wanted: Counter[tuple[int, str, int]] = Counter()
        words: Counter[tuple[int, str]] = Counter()
        for edge in self.graph.edges:
            node = self.graph.node(edge.source)
            branch = node.symbol is Symbol.DECISION and bool(node.lanes)
            if self.graph.is_drawn(edge):
                wanted[edge.source, edge.label, edge.target] += 1
            elif edge.ending is Ending.END and branch:
                wanted[edge.source, edge.label, 0] += 1
            elif node.lanes and (branch or edge.ending is Ending.UNKNOWN):
                goal = str(edge.target) if edge.ending is Ending.STEP else "?"
                words[edge.source, f"{edge.label} → {goal}".strip()] += 1
        for (nomor, label, goal), count in wanted.items():
            if goal == 0 and drawn[nomor, label, goal] < count:  # no room for one more small capsule
                wanted[nomor, label, goal] -= 1
                words[nomor, f"{label} → selesai"] += 1
        wanted = +wanted
        if drawn != wanted:
            self.faults.append(f"panah: {dict(drawn - wanted)} berlebih, {dict(wanted - drawn)} kurang")
        written = Counter((label.nomor, label.words) for label in self.picture.labels if "→" in label.words)
        if written != words:
            self.faults.append(f"kata tanpa garis: {written} seharusnya {words}")

    def _labels_of(self, ends: list[tuple[Shape, Line]]) -> dict[tuple[Shape, Line], str]:
        """Which label a reader takes for the label of each line that leaves a symbol: the nearest."""
        found: dict[tuple[Shape, Line], str] = {}
        for label in self.picture.labels:
            if "→" in label.words:
                continue
            near = sorted(
                (min(label.box.distance(piece) for piece in (line, *self._next(line, shape))), index)
                for index, (shape, line) in enumerate(ends)
                if shape.nomor == label.nomor
            )
            near = [(distance, index) for distance, index in near if distance <= NEAR_LABEL]
            if not near:
                self.faults.append(f"langkah {label.nomor}: label {label.words!r} jauh dari garis")
            elif len(near) > 1 and near[1][0] - near[0][0] < 1:
                self.faults.append(f"langkah {label.nomor}: label {label.words!r} di antara dua garis")
            elif ends[near[0][1]] in found:
                self.faults.append(f"langkah {label.nomor}: dua label pada satu garis")
            else:
                found[ends[near[0][1]]] = label.words
        return found

    def _next(self, line: Line, shape: Shape) -> list[Line]:
        """The line that a short stub below a diamond turns into: its label stands there."""
        if line.horizontal or line.x1 == (shape.box.left + shape.box.right) / 2:
            return []
        return [other for other in self.lines if other.horizontal and other.has_inside(line.ends()[1])]

    def _check_obstacles(self) -> None:
        for line in self.lines:
            for shape in self.picture.shapes:
                if shape.box.crossed_by(line):
                    self.faults.append(f"garis {line} menembus {shape.kind} langkah {shape.nomor}")
            for label in self.picture.labels:
                if label.box.crossed_by(line):
                    self.faults.append(f"garis {line} menembus label {label.words!r} langkah {label.nomor}")
            for note in self.picture.notes:
                if note.crossed_by(line):
                    self.faults.append(f"garis {line} menembus tulisan pelaksana tidak terbaca")
        for index, label in enumerate(self.picture.labels):
            cell, box = label.cell, label.box
            if box.left < cell.left or box.right > cell.right or box.top < cell.top or box.bottom > cell.bottom:
                self.faults.append(f"langkah {label.nomor}: label {label.words!r} keluar dari sel")
            others = [other.box for other in self.picture.labels[index + 1 :] if other.nomor == label.nomor]
            others += [shape.box for shape in self.picture.shapes if shape.nomor == label.nomor]
            if any(box.overlaps(other) for other in others):
                self.faults.append(f"langkah {label.nomor}: label {label.words!r} menimpa yang lain")
        pentagons = [shape for shape in self.picture.shapes if shape.kind.startswith("segilima")]
        for index, one in enumerate(pentagons):
            if any(one.box.overlaps(other.box) for other in pentagons[index + 1 :]):
                self.faults.append(f"segilima {one.letter} menimpa yang lain")
        self._check_air()

    def _check_air(self) -> None:
        """Parallel lines of different flows keep apart."""
        for index, one in enumerate(self.lines):
            for other_index in range(index + 1, len(self.lines)):
                other = self.lines[other_index]
                if one.horizontal != other.horizontal or self._find(index) == self._find(other_index):
                    continue
                wide = Line(one.x1 - AIR, one.y1, one.x2 + AIR, one.y2) if not one.horizontal else one
                high = Line(one.x1, one.y1 - AIR, one.x2, one.y2 + AIR) if one.horizontal else wide
                if Box(high.x1, high.y1, high.x2, high.y2).crossed_by(other):
                    self.faults.append(f"garis berimpit: {one} dan {other}")


def _near(point: Point, others: Sequence[Point]) -> bool:
    return any(abs(point[0] - x) < CLOSE and abs(point[1] - y) < CLOSE for x, y in others)


def _merge(lines: Sequence[Line]) -> list[Line]:
    """Pieces that lie on one straight line and touch or overlap become one line."""
    merged: list[Line] = []
    by_track: dict[tuple[bool, float], list[tuple[float, float]]] = {}
    for line in lines:
        if line.horizontal:
            by_track.setdefault((True, round(line.y1, 3)), []).append((line.x1, line.x2))
        else:
            by_track.setdefault((False, round(line.x1, 3)), []).append((line.y1, line.y2))
    for (horizontal, at), pieces in by_track.items():
        pieces.sort()
        first, last = pieces[0]
        runs = []
        for start, end in pieces[1:]:
            if start > last + CLOSE:
                runs.append((first, last))
                first, last = start, end
            else:
                last = max(last, end)
        runs.append((first, last))
        merged += [Line(a, at, b, at) if horizontal else Line(at, a, at, b) for a, b in runs]
    return merged
