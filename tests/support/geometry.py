"""A flowchart's picture, measured on the HTML that was emitted. Knows nothing of the router.

`lay_out` is a small layout engine for the classes of sop-flowchart.css: it turns cells' HTML into lines, symbols,
arrowheads, labels and pentagons with coordinates in the style sheet's unit, for rows of any height.
`geometry_faults.find_faults` looks at that picture as a reader does. tests/browser/test_flowchart.py compares this
layout with a real browser's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

from sop_catalog.flow.graph import Symbol
from sop_catalog.pages.flow.flowchart import Flowchart

# The numbers of sop-flowchart.css, in units.
W, H = 40.0, 22.0
TRACK, FIRST_TRACK, CHANNEL = 6.0, 8.0, 0.9
MARGIN = 2.0
"""Between a column's border and what stands next to it."""
LABEL_AIR = 1.5
"""The same for labels, whose width is only estimated here."""
START_ROOM = 26.0
PENTAGON = (16.5, 22.5)
STRIP = 29.0
OTHER_MEDIUM = {False: "cetak", True: "layar"}
"""What is not seen: on screens, in print."""
ARC = 3.1
"""Radius of a bridge."""
ARROW = 6.0
EM, LINE = 10.0, 11.0
LABEL_X, LABEL_Y = 0.18, 0.32
LABEL_X_RAPAT, LABEL_Y_RAPAT = 0.13, 0.37
LANE = 68.0
CLOSE = 0.01
DIAMOND_EDGE = (1.4, 0.8)
"""How far within its box a diamond's corners are drawn, at the sides and at top and bottom, whatever its size."""
DIAMOND_BLUR = 0.05

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
        return line.x1 < right - CLOSE and line.x2 > left + CLOSE and line.y1 < bottom - CLOSE and line.y2 > top + CLOSE

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
    """A symbol, a capsule in mid-flow ("selesai"), one above a decision ("mulai"), or a pentagon ("segilima")."""

    kind: str
    nomor: int
    column: int
    box: Box
    letter: str = ""
    leaves: bool = False
    """Of a pentagon: whether it points away from its sheet."""


@dataclass(frozen=True)
class Head:
    """An arrowhead from its base, where the line ends, to its tip."""

    base: Point
    tip: Point

    @property
    def box(self) -> Box:
        (x1, y1), (x2, y2) = sorted((self.base, self.tip))
        half = 3.5 if abs(y2 - y1) + abs(x2 - x1) > 5.5 else 2.5  # smaller on a small capsule
        if y1 == y2:
            return Box(x1, y1 - half, x2, y2 + half)
        return Box(x1 - half, min(y1, y2), x2 + half, max(y1, y2))


@dataclass(frozen=True)
class Text:
    """A label."""

    nomor: int
    column: int
    words: str
    box: Box
    cell: Box


@dataclass(frozen=True)
class Bridge:
    """An arc of a level line over an upright one: the point where they cross, and its ink."""

    nomor: int
    at: Point
    box: Box


@dataclass
class Picture:
    """What the drawing looks like."""

    lines: list[Line] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    labels: list[Text] = field(default_factory=list)
    words: list[Text] = field(default_factory=list)
    """What stands in the symbols."""
    bridges: list[Bridge] = field(default_factory=list)
    notes: list[Box] = field(default_factory=list)
    """The words over a row whose performer is unreadable."""
    faults: list[str] = field(default_factory=list)
    breaks: frozenset[int] = frozenset()
    """The steps after which a sheet ends; none on screens."""

    def sheet(self, nomor: int) -> int:
        """The sheet of a step, from 1."""
        return 1 + sum(after < nomor for after in self.breaks)


# --- Layout --------------------------------------------------------------------------------------------------------

_ELEMENT = re.compile(
    r'<(i|b|u|em|svg|div|span)(?: class="([^"]*)")?(?: style="([^"]*)")?[^>]*>((?:[^<]|<br>)*)(?:<path d="([^"]*)"/>)?(?:<text[^>]*>)?([A-Z]*)'
)


_NUMBER = re.compile(r"[ipq]\d+")
_DIAMOND = re.compile(r'<svg viewBox="0 0 (\S+) (\S+)" [^>]*><path d="M([^z]*)z"/></svg>')


def _variables(style: str) -> dict[str, float]:
    pairs = (part.split(":") for part in style.split(";") if part)
    return {name.strip().removeprefix("--sop-"): float(value) for name, value in pairs}


def column_width(style: str) -> float:
    """The least width of a column, from the style of its <col>."""
    need = {"s": 0.5, "e": 0.0, "t": 0.0} | _variables(style)
    return max(LANE, 2 * (need["s"] * W + need["e"] * EM + need["t"] * TRACK + MARGIN))


def row_parts(style: str, *, rapat: bool = False) -> tuple[float, float, float, float, float]:
    """What a row is made of, from above, from the style of its <tr>.

    The capsule of a start, the channels, what labels need beyond the air above the symbol, symbol with air, what levels
    need beyond the air below it.
    """
    need = {"k": 0.0, "a": 0.0, "b": 0.0, "g": H, "m": 0.0} | _variables(style)
    label_y = LABEL_Y_RAPAT if rapat else LABEL_Y
    core = need["g"] / 2 + 9
    rise = max(0.0, label_y * H + need["a"] * LINE + 3 - core)
    return need["m"] * START_ROOM, need["k"] * TRACK, rise, 2 * core, max(0.0, need["b"] * LINE - 3)


def row_height(style: str, *, rapat: bool = False) -> float:
    """The least height of a row, from the style of its <tr>."""
    return sum(row_parts(style, rapat=rapat))


def lay_out(flowchart: Flowchart, *, breaks: frozenset[int] = frozenset(), taller: Sequence[float] = (0.0,)) -> Picture:
    """The picture on screens; with `breaks`, on sheets that end after these steps. `taller`: added to rows in turn."""
    picture = Picture(breaks=breaks)
    rapat = "sop-alur-rapat" in flowchart.classes.split()
    edges = [0.0]
    for column in flowchart.columns:
        edges.append(edges[-1] + column_width(column.style))
    top = 0.0
    for index, row in enumerate(flowchart.rows):
        if row.nomor - 1 in breaks:
            top += 500
        if breaks and row.strip_before is not None:
            top = _lay_strip(picture, row.strip_before, row.nomor, edges, top)
        height = row_height(row.style, rapat=rapat) + taller[index % len(taller)]
        parts = row_parts(row.style, rapat=rapat)
        base = _variables(row.style).get("g", H) / 2
        frame = _Frame(row.nomor, edges, top, top + height, parts, rapat, base)
        for column, cell in enumerate(row.cells):
            _TileLayout(picture, frame, column).read(cell.html, cell.classes, cell.style)
        top += height
        if breaks and row.strip_after is not None:
            top = _lay_strip(picture, row.strip_after, row.nomor, edges, top)
    return picture


def _lay_strip(picture: Picture, cells: Sequence[str], nomor: int, edges: Sequence[float], top: float) -> float:
    levels = max(
        _variables(style).get("j", 0.0) for style in re.findall(r'<div [^>]*style="([^"]*)"', "".join(cells)) or [""]
    )
    height = STRIP + levels * TRACK
    for column, html in enumerate(cells):
        _TileLayout(picture, _Frame(nomor, edges, top, top + height), column).read(html, "")
    return top + height


@dataclass(frozen=True)
class _Frame:
    """The row of the table that a cell stands in."""

    nomor: int
    edges: Sequence[float]
    """Of the columns, from left to right."""
    top: float
    bottom: float
    parts: tuple[float, float, float, float, float] = (0.0,) * 5
    """As `row_parts` gives them."""
    rapat: bool = False
    base: float = H / 2
    """From the middle of the symbols down to where the levels begin."""


class _TileLayout:
    """Places the elements of one cell."""

    def __init__(self, picture: Picture, frame: _Frame, column: int) -> None:
        self.picture, self.frame, self.nomor, self.column = picture, frame, frame.nomor, column
        self.left, self.right = frame.edges[column], frame.edges[column + 1]
        self.top, self.bottom = frame.top, frame.bottom
        start, channels, rise, _, sink = frame.parts
        self.channels_top = self.top + start
        self.labels_top = self.channels_top + channels
        self.body_top = self.labels_top + rise
        self.body_bottom = self.bottom - sink
        self.x = (self.left + self.right) / 2
        self.y = (self.body_top + self.body_bottom) / 2
        self.w, self.h = W, H
        self.half = H / 2
        self.opening = False
        self.is_filled = False
        self.is_box = False
        self.label = (LABEL_X_RAPAT, LABEL_Y_RAPAT) if frame.rapat else (LABEL_X, LABEL_Y)

    def read(self, html: str, classes: str, cell_style: str = "") -> None:
        html = html.partition('<span class="sop-teks">')[0]  # what follows is the same in words
        self.is_filled = "sop-berisi" in classes.split()
        self.is_box = not {"sop-kotak", "sop-kapsul"}.isdisjoint(classes.split())
        if self.is_filled:
            size = _variables(cell_style)
            self.w, self.h, self.half = size["w"], size["h"], size["h"] / 2
        for words in re.findall(r'<span class="isi">(.*?)</span>', html):
            self._words(unescape(words))
        self._check_diamonds(html)
        for tag, names, style, text, outline, letter in self._seen(html):
            words = names.split()
            numbers = {word[0]: float(word[1:]) for word in words if _NUMBER.fullmatch(word)} | _variables(style)
            words = [word for word in words if not _NUMBER.fullmatch(word)]
            if tag == "em":
                self._label(words[0], numbers.get("i", 0), text)
            elif tag == "i":
                self._line_or_head(words, numbers)
            elif tag == "u":
                self._bridge(words, numbers)
            elif tag in ("b", "svg"):
                self._shape(words, numbers.get("i", 0), letter, outline)
            elif tag == "div":
                self.opening = "awal" in words
            elif "sop-tak-terbaca" in words and "sop-teks" not in words:
                last = self.frame.edges[self.column + int(numbers.get("n", 1))]
                self.picture.notes.append(Box(self.left, self.body_top, last, self.bottom))

    def _seen(self, html: str) -> list[tuple[str, ...]]:
        """The elements of a cell, without those that the other medium alone shows."""
        hidden = OTHER_MEDIUM[bool(self.picture.breaks)]
        return [found for found in _ELEMENT.findall(html) if hidden not in found[1].split()]

    def _check_diamonds(self, html: str) -> None:
        """The corners of a diamond, at whatever scale it is drawn, lie where lines end."""
        beside, above = DIAMOND_EDGE
        wanted = (self.w / 2, above, self.w - beside, self.h / 2, self.w / 2, self.h - above, beside, self.h / 2)
        for width, height, corners in _DIAMOND.findall(html):
            scales = (self.w / float(width), self.h / float(height))
            drawn = [float(corner) * scales[index % 2] for index, corner in enumerate(corners.split())]
            if any(abs(one - other) > DIAMOND_BLUR for one, other in zip(drawn, wanted, strict=True)):
                self.picture.faults.append(f"langkah {self.nomor}: sudut belah ketupat tidak pada garisnya")

    def _line_or_head(self, words: list[str], numbers: dict[str, float]) -> None:
        if words[0] == "p":
            self._head(words[1], numbers.get("i", 0))
        else:
            self._line(words, numbers)

    def _shape(self, words: list[str], number: float, letter: str, outline: str) -> None:
        if not words:
            self._symbol(Symbol.DECISION, diamond=True)
        elif words[0] == "segilima":
            self._pentagon(words[1], number, letter, up=outline.startswith("M.5 14.5"))
        elif words[0] == "selesai":
            self._capsule(words[1], number)
        elif words[0] == "mulai":
            self._start()
        else:
            self._symbol(words[0])

    def _words(self, words: str) -> None:
        """The words in the symbol, in the middle of it."""
        lines = words.split("<br>")
        half_width, half_height = max(_em(line) for line in lines) * EM / 2, len(lines) * LINE / 2
        box = Box(self.x - half_width, self.y - half_height, self.x + half_width, self.y + half_height)
        self.picture.words.append(Text(self.nomor, self.column, " ".join(lines), box, box))

    def _across(self, word: str, number: float) -> float:
        return {
            "c": self.x,
            "l": self.left + FIRST_TRACK + number * TRACK,
            "r": self.right - FIRST_TRACK - number * TRACK,
            "xw": self.x - self.w / 2,
            "xe": self.x + self.w / 2,
            "tw": self.x - self.w / 2 - ARROW,
            "te": self.x + self.w / 2 + ARROW,
            "se": self.x + (0.25 - 0.125 * number) * self.w,
            "sw": self.x - (0.25 - 0.125 * number) * self.w,
            "he": self.x + self.w / 2 + 6.8 + 6.4 * number,
            "hw": self.x - self.w / 2 - 6.8 - 6.4 * number,
        }[word]

    def _down(self, word: str, number: float, stub: float) -> float:
        jog = (number + CHANNEL) * TRACK
        return {
            "mu": self.top + 25,
            "k": self.channels_top + jog,
            "m": self.y,
            "u": self.y + self.frame.base + 6 + number * LINE,
            "xs": self.y + self.half,
            "ts": self.y + self.half + ARROW,
            "tn": self.y - self.half - ARROW,
            "xd": self.y + (0.25 + 0.125 * stub) * self.h,
            "tc": self.y + self.frame.base - 2,
            "tz": self.y + self.frame.base + 6 + number * LINE,
            "j": self.bottom - jog if self.opening else self.top + jog,
            "g": self.top + 2 + PENTAGON[1] if self.opening else self.bottom - 2 - PENTAGON[1],
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
        box = Box(self.x - self.w / 2, self.y - self.half, self.x + self.w / 2, self.y + self.half, diamond)
        self.picture.shapes.append(Shape(kind, self.nomor, self.column, box))
        if box.left < self.left or box.right > self.right or box.top < self.body_top or box.bottom > self.bottom:
            self.picture.faults.append(f"langkah {self.nomor}: simbol keluar dari sel")

    def _capsule(self, place: str, slot: float) -> None:
        top = self.y + self.frame.base + (3 if place != "z" else 11 + slot * LINE)
        x = self.x if place == "z" else self._across(place, slot)
        box = Box(x - W / 2, top, x + W / 2, top + H)
        self.picture.shapes.append(Shape("selesai", self.nomor, self.column, box))
        if (
            box.left < self.left + MARGIN - CLOSE
            or box.right > self.right - MARGIN + CLOSE
            or box.bottom > self.bottom - 2
        ):
            self.picture.faults.append(f"langkah {self.nomor}: kapsul selesai keluar dari sel")

    def _start(self) -> None:
        box = Box(self.x - W / 2, self.top + 3, self.x + W / 2, self.top + 3 + H)
        self.picture.shapes.append(Shape("mulai", self.nomor, self.column, box))
        if box.bottom > self.channels_top:
            self.picture.faults.append(f"langkah {self.nomor}: kapsul mulai keluar dari tempatnya")

    def _bridge(self, words: list[str], numbers: dict[str, float]) -> None:
        x = self._across(words[1][1:], numbers.get("p", 0.0))
        y = self._down(words[0], numbers.get("i", 0.0), 0)
        self.picture.bridges.append(Bridge(self.nomor, (x, y), Box(x - ARC, y - ARC, x + ARC, y)))

    def _head(self, place: str, slot: float) -> None:
        x, y, half, w = self.x, self.y, self.half, self.w / 2
        if place in ("he", "hw", "z"):
            x = self.x if place == "z" else self._across(place, slot)
            tip = y + self.frame.base + (3 if place != "z" else 11 + slot * LINE)
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
            edge = self.w / 2 * (1 - 2 * self.label[1] * H / self.h) + 1.5 * self.is_filled
            start = max(edge, self.w / 2 - W / 2 + self.label[0] * W)
            if self.is_box:
                start = self.w / 2 + 2
            bottom = self.y - self.label[1] * H
        elif place in ("se", "sw"):
            start, bottom = 0.25 * self.w + 7.6, self.y + self.frame.base + 5 + slot * LINE
        else:
            start, bottom = 3.0, self.y + self.frame.base + slot * LINE + height
        inner, outer = sorted((self.x + side * start, self.x + side * (start + width)))
        box = Box(inner, bottom - height, outer, bottom)
        cell = Box(self.left + LABEL_AIR, self.labels_top, self.right - LABEL_AIR, self.bottom)
        self.picture.labels.append(Text(self.nomor, self.column, " ".join(lines), box, cell))

    def _pentagon(self, word: str, number: float, letter: str, *, up: bool) -> None:
        x = self._across(word, number)
        wide, high = PENTAGON
        top = self.top + 2 if self.opening else self.bottom - 2 - high
        box = Box(x - wide / 2, top, x + wide / 2, top + high)
        kind = "segilima-awal" if self.opening else "segilima-akhir"
        self.picture.shapes.append(Shape(kind, self.nomor, self.column, box, letter, leaves=up == self.opening))
        if box.left < self.left - CLOSE or box.right > self.right + CLOSE:
            self.picture.faults.append(f"segilima {letter}: keluar dari kolom")


_THIN = {"i": 0.222, "j": 0.222, "l": 0.222, "f": 0.278, "t": 0.278, "r": 0.333, " ": 0.278, "I": 0.278, "→": 1.0}
_THIN |= dict.fromkeys("ckvsxyzJ", 0.5) | {
    "m": 0.833,
    "M": 0.833,
    "w": 0.722,
    "W": 0.944,
    "T": 0.611,
    "?": 0.556,
    "L": 0.556,
}


def _em(text: str) -> float:
    return sum(_THIN.get(char, 0.69 if char.isupper() else 0.556) for char in text)
