"""Where the words of `flow.tile` lie on a sheet, in millimetres: what sop-flowchart.css says for print.

Origin of a sheet is the upper left corner of the performers' columns in its first row; y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from sop_catalog.flow.graph import Symbol
from sop_catalog.flow.sizes import HEIGHT, LETTER, LETTER_RAPAT, LINE, LINE_RAPAT, WIDTH
from sop_catalog.flow.tile import Capsule, Label, Place, Tile
from sop_catalog.pages.flow.flowchart import START_ROOM
from sop_catalog.pages.paper.layout import PrintLayout
from sop_catalog.pages.paper.sizes import SMALL_UNIT, UNIT

TRACK = 6.0
"""From one track or channel to the next, in units (--sop-jarak)."""
_PIXEL = 25.4 / 96
"""A CSS pixel, mm."""


class Point(NamedTuple):
    """A point of a sheet, mm."""

    x: float
    y: float


class Box(NamedTuple):
    """A box of a sheet, mm."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Its centre."""
        return Point(self.left + self.width / 2, self.top + self.height / 2)


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes of one drawing, mm; sop-flowchart.css has two of them."""

    unit: float
    label: float
    """Size of words."""
    line: float
    """Height of a line of words."""
    label_x: float
    label_y: float
    """--sop-label-x and --sop-label-y."""
    pentagon: tuple[float, float]
    """Width and height of an off-page connector."""
    arc: float
    """Radius of a bridge (--sop-busur)."""

    @property
    def track(self) -> float:
        """From one track or channel to the next."""
        return TRACK * self.unit


def find_scale(layout: PrintLayout) -> Scale:
    """The scale of a print."""
    u = SMALL_UNIT if layout.turned else UNIT
    pentagon = (16.5 * u, 22.5 * u)
    if layout.turned:
        return Scale(u, LETTER_RAPAT * u, LINE_RAPAT * u, 0.13, 0.37, pentagon, 2 * _PIXEL)
    return Scale(u, LETTER * u, LINE * u, 0.18, 0.32, pentagon, 3 * _PIXEL)


class Places:
    """The places in the rows of one sheet."""

    def __init__(self, scale: Scale, layout: PrintLayout, tops: dict[int, Box]) -> None:
        """Take the sheet's measures.

        Args:
            scale: of the drawing.
            layout: the plan of the print.
            tops: by row from 0: the box of all its performers' cells, of the rows of this sheet.
        """
        self.scale = scale
        self.lefts = tuple(accumulate(layout.columns.peran, initial=0.0))
        self._edges = [edge * scale.unit for edge in layout.tepi]
        self._rows = layout.grid.rows
        self._boxes = tops

    def size(self, tile: Tile) -> tuple[float, float]:
        """Width and height of a tile's symbol, mm."""
        return tile.size.width * self.scale.unit, tile.size.height * self.scale.unit

    def symbol(self, row: int, column: int) -> Box:
        """The box of the symbol in a cell."""
        wide, high = self.size(self._rows[row].tiles[column])
        return Box(self._centre(column) - wide / 2, self._middle(row) - high / 2, wide, high)

    def x(self, row: int, column: int, place: Place) -> float:
        """A place across a cell."""
        left, right, track = self.lefts[column], self.lefts[column + 1], self.scale.track
        wide = self.size(self._rows[row].tiles[column])[0]
        slope = (0.25 - 0.125 * place.number) * wide
        known = {
            "l": left + self._edges[column] + place.number * track,
            "r": right - self._edges[column] - place.number * track,
            **dict.fromkeys(("xe", "te"), self._centre(column) + wide / 2),
            **dict.fromkeys(("xw", "tw"), self._centre(column) - wide / 2),
            "se": self._centre(column) + slope,
            "sw": self._centre(column) - slope,
        }
        return known.get(place.word, self._centre(column))

    def y(self, row: int, column: int, place: Place, slope: int = 0) -> float:
        """A place down a row; `slope`: the number of the stub that leaves a diamond's lower edge."""
        middle = self._middle(row)
        high = self.size(self._rows[row].tiles[column])[1]
        match place.word:
            case "k":
                return self._boxes[row].top + self._start_room(row) + (place.number + 0.9) * self.scale.track
            case "tn":
                return middle - high / 2
            case "ts" | "xs":
                return middle + high / 2
            case "xd":
                return middle + (0.25 + 0.125 * slope) * high
            case "u":
                return middle + self._base(row) + self.scale.track + place.number * self.scale.line
        return middle

    def label(self, row: int, column: int, label: Label) -> tuple[Box, str]:
        """Where the words of a branch stand: a box of the height of its lines and no width, and how they are aligned."""
        scale, tile = self.scale, self._rows[row].tiles[column]
        wide, high = tile.size.width * scale.unit, tile.size.height * scale.unit
        tall = len(label.lines) * scale.line
        middle, centre = self._middle(row), self._centre(column)
        below = middle + self._base(row)
        if label.place in {"ne", "nw"}:
            aside = scale.label_x * wide
            if tile.symbol != Symbol.DECISION:
                aside = wide / 2 + 2 * scale.unit
            elif tile.size.lines:
                aside = max(
                    0.5 * wide * (1 - 2 * scale.label_y * HEIGHT * scale.unit / high) + 1.5 * scale.unit,
                    0.5 * wide + (40 * scale.label_x - 20) * scale.unit,
                )
            top = middle - scale.label_y * HEIGHT * scale.unit - tall
        elif label.place in {"se", "sw"}:
            aside = 0.25 * wide + 7.6 * scale.unit
            top = below + 5 * scale.unit + label.slot * scale.line - tall
        else:
            aside = 3 * scale.unit
            top = below + label.slot * scale.line
        if label.place in {"ne", "se", "sr"}:
            return Box(centre + aside, top, 0, tall), "left"
        return Box(centre - aside, top, 0, tall), "right"

    def capsule(self, row: int, column: int, capsule: Capsule) -> Box:
        """The capsule "selesai" of a branch."""
        unit, tile = self.scale.unit, self._rows[row].tiles[column]
        symbol = tile.size.width * unit
        centre, below = self._centre(column), self._middle(row) + self._base(row)
        if capsule.place == "z":
            top = below + 11 * unit + capsule.slot * self.scale.line
        else:
            top = below + 3 * unit
            centre += (symbol / 2 + (6.8 + 6.4 * capsule.slot) * unit) * (1 if capsule.place == "he" else -1)
        return Box(centre - WIDTH / 2 * unit, top, WIDTH * unit, HEIGHT * unit)

    def start(self, row: int, column: int) -> Box:
        """The capsule above a decision at which the flow begins."""
        unit = self.scale.unit
        top = self._boxes[row].top + 3 * unit
        return Box(self._centre(column) - WIDTH / 2 * unit, top, WIDTH * unit, HEIGHT * unit)

    def _centre(self, column: int) -> float:
        return (self.lefts[column] + self.lefts[column + 1]) / 2

    def _middle(self, row: int) -> float:
        """The middle of a row's symbols: above them lie channels and high labels, below them deep levels."""
        box, item, scale = self._boxes[row], self._rows[row], self.scale
        core = (item.tall / 2 + 9) * scale.unit
        labels = scale.label_y * HEIGHT * scale.unit + item.above * scale.line + 3 * scale.unit
        above = self._start_room(row) + item.channels * scale.track + max(0.0, labels - core)
        below = max(0.0, item.below * scale.line - 3 * scale.unit)
        return box.top + above + (box.height - above - below) / 2

    def _start_room(self, row: int) -> float:
        """Height of the capsule of a start at the top of a row, with its air."""
        return START_ROOM * self.scale.unit * self._rows[row].starts

    def _base(self, row: int) -> float:
        """From the middle of a row to where the levels begin."""
        return self._rows[row].tall / 2 * self.scale.unit
