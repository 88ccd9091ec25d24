"""Lines of level and upright pieces as DrawingML's connectors, which Word moves along with the symbols they are glued to.

A connector of n pieces is the preset of that many (`straightConnector1`, `bentConnector2` … `bentConnector5`): it begins
level at the upper left corner of its frame and ends at the lower right one; flips and a quarter turn give the others.
More pieces than five are drawn as a free line, glued likewise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sop_catalog.exporting.places import Point

EMU = 36000
"""English metric units in a millimetre."""
_MOST = 5
_FLAT = 1270
"""Width of the frame of a line whose ends lie in one line, EMU (0.1 pt): its bends are parts of the frame's width."""
_WHOLE = 100_000


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a shape lies and how it is turned, EMU."""

    left: int
    top: int
    width: int
    height: int
    turned: bool = False
    """By a quarter, clockwise."""
    flip_h: bool = False
    flip_v: bool = False


@dataclass(frozen=True, slots=True)
class Connector:
    """A line as DrawingML draws it."""

    frame: Frame
    preset: str
    """"" for a free line."""
    bends: tuple[int, ...] = ()
    """Where it bends, in thousandths of a per cent of the frame: adj1, adj2, adj3."""
    corners: tuple[tuple[int, int], ...] = ()
    """Of a free line, EMU in its frame."""


def emu(millimetres: float) -> int:
    """English metric units."""
    return round(millimetres * EMU)


def make_connector(points: Sequence[Point]) -> Connector:
    """A line through two points or more, of level and upright pieces in turn."""
    places = [(emu(point.x), emu(point.y)) for point in points]
    places = [place for index, place in enumerate(places) if not index or place != places[index - 1]]
    count = len(places) - 1
    if count > _MOST:
        return _free(places)
    upright = places[0][0] == places[1][0]
    if upright:  # as a level one that was turned: along it goes down, and aside to the left
        along = [(y, x) for x, y in places]
        dx, dy = along[-1][0] - along[0][0], along[-1][1] - along[0][1]
    else:
        along = list(places)
        dx, dy = along[-1][0] - along[0][0], along[-1][1] - along[0][1]
    if count == 1:
        return Connector(_frame(places[0], places[-1]), "straightConnector1")
    wide, high = dx or _FLAT, dy or _FLAT
    starts = along[0]
    bends = []
    for index, corner in enumerate(along[1:-2] if count > 2 else []):
        axis = index % 2
        bends.append(round((corner[axis] - starts[axis]) / (wide, high)[axis] * _WHOLE))
    return Connector(_bent_frame(starts, wide, high, turned=upright), f"bentConnector{count}", tuple(bends))


def _frame(one: tuple[int, int], other: tuple[int, int]) -> Frame:
    """Of a straight line."""
    return Frame(
        min(one[0], other[0]), min(one[1], other[1]), abs(other[0] - one[0]), abs(other[1] - one[1]),
        flip_h=other[0] < one[0], flip_v=other[1] < one[1],
    )  # fmt: skip


def _bent_frame(start: tuple[int, int], wide: int, high: int, *, turned: bool) -> Frame:
    """The frame of a line from its start, along by `wide` and aside by `high`.

    Turned by a quarter about its middle, what ran to the right runs down, and what ran down runs to the left.
    """
    left, top = min(start[0], start[0] + wide), min(start[1], start[1] + high)
    if not turned:
        return Frame(left, top, abs(wide), abs(high), flip_h=wide < 0, flip_v=high < 0)
    x, y = top + abs(high) / 2, left + abs(wide) / 2  # the middle, with both axes back in their places
    return Frame(
        round(x - abs(wide) / 2), round(y - abs(high) / 2), abs(wide), abs(high),
        turned=True, flip_h=wide < 0, flip_v=high > 0,
    )  # fmt: skip


def _free(places: Sequence[tuple[int, int]]) -> Connector:
    left, top = (min(place[axis] for place in places) for axis in (0, 1))
    right, bottom = (max(place[axis] for place in places) for axis in (0, 1))
    corners = tuple((x - left, y - top) for x, y in places)
    return Connector(Frame(left, top, right - left, bottom - top), "", (), corners)
