"""Straight lines and their heads in a small clean picture: what a program drew, not what a scanner saw.

A line's width is known here to the pixel, so a head is what widens a line before its end, however small it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from sop_catalog.importing.naskah import Bentuk, Garis, Kepala, Kotak, Titik
from sop_catalog.importing.readers.picture import Bacaan, symbols_in

_Gray = NDArray[np.uint8]

_FAINT = 140
"""A picture without a darker pixel is a shadow."""
_PALE = 222
"""Hairlines come out of a program's smoothing as light as this."""
_SHORTEST = 4.0
"""Points of a line, its head included."""
_WIDEST = 3.2
"""Points of a line's width."""
_HEAD = 16.0
"""Points of a head's length and width."""
_SAME_LINES = 0.75
"""Where ink alone gives lines at least this long, as a share, those with all that is pale are not longer ones."""
_SHADOW = 3.0
"""Points by which a shadow lies beside its line."""
_EXPLAINED = 0.85
"""Share of the ink that lines, heads and symbols cover in a picture of arrows."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """A level or upright line, in pixels."""

    tegak: bool
    sumbu: float
    """Its middle, across."""
    dari: int
    sampai: int
    """Behind its last pixel."""


def read_drawing(gray: _Gray, dpi: float) -> Bacaan | None:
    """The lines, heads and symbols of a small clean picture; None where no arrow, or anything else, stands in it.

    Args:
        gray: its pixels, 0 black to 255 white.
        dpi: pixels in an inch.
    """
    unit = dpi / 72.0
    darkest = int(gray.min(initial=255))
    if darkest > _FAINT:
        return None
    frame = max(int(unit), 2)  # lines that run along the picture's side are lines as well
    gray = np.pad(gray, frame, constant_values=255)
    ink: _Gray = (gray < (darkest + 255) // 2).astype(np.uint8) * 255
    shapes = symbols_in(ink, unit)
    bare = (gray < _PALE).astype(np.uint8) * 255
    for _, contour in shapes:
        for picture in (bare, ink):
            cv2.drawContours(picture, [contour], -1, 0, thickness=max(int(2.4 * unit), 2))
            cv2.drawContours(picture, [contour], -1, 0, thickness=cv2.FILLED)
    bars = _bars(ink, unit)
    pale = _bars(bare, unit)
    if _longest(bars) < _SAME_LINES * _longest(pale):
        bars = pale  # hairlines; else what is pale is shadow
    found = _without_traces(
        [(bar, _head(ink, bar, unit, at_end=False), _head(ink, bar, unit, at_end=True)) for bar in bars], unit
    )
    if not any(first or second for _, first, second in found):
        return None
    if _explained(ink, found, unit) < _EXPLAINED:
        return None
    return _in_points(found, shapes, unit, frame)


def _bars(ink: _Gray, unit: float) -> list[_Bar]:
    bars = []
    for upright in (False, True):
        picture = ink.T if upright else ink
        long = max(int(_SHORTEST * unit), 4)
        opened = cv2.morphologyEx(np.ascontiguousarray(picture), cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
        count, _, stats, centres = cv2.connectedComponentsWithStats(opened, connectivity=8)
        for index in range(1, count):
            x, _, along, _, pixels = (int(value) for value in stats[index])
            if pixels / along > _WIDEST * unit or along < 2 * pixels / along:
                continue
            bars.append(_Bar(upright, float(centres[index][1]), x, x + along))
    return bars


def _longest(bars: Sequence[_Bar]) -> int:
    return max((bar.sampai - bar.dari for bar in bars), default=0)


def _head(ink: _Gray, bar: _Bar, unit: float, *, at_end: bool) -> Kotak | None:
    """The box of the head at one end of a bar, in pixels: where the line widens and comes to a point; None for none."""
    picture = ink.T if bar.tegak else ink
    axis = min(max(int(bar.sumbu + 0.5), 0), picture.shape[0] - 1)
    widths = np.array([_run(picture[:, at], axis) for at in range(bar.dari, bar.sampai)], dtype=float)
    inked = np.flatnonzero(widths)
    if len(inked) < 3:
        return None
    tip = int(inked[-1]) if at_end else int(inked[0])
    if (len(widths) - 1 - tip if at_end else tip) > 2 * unit:
        return None  # the line goes on behind it, as a hairline too pale to be ink
    order = widths[: tip + 1][::-1] if at_end else widths[tip:]
    line = float(np.percentile(order, 25))
    broad = np.flatnonzero(order >= max(1.6 * line, line + 0.7 * unit, 1.4 * unit))
    if not len(broad):
        return None
    narrow = np.flatnonzero(order[broad[0] :] < max(1.35 * line, 0.4 * unit))
    length = int(broad[0]) + (int(narrow[0]) if len(narrow) else len(order) - int(broad[0]))
    near = order[:length]
    widest, place = float(near.max()), int(near.argmax())
    blunt = near[: max(int(0.4 * unit), 1)].mean() > 0.7 * widest  # a corner, or a line that ends at another one
    backwards = int(np.flatnonzero(near >= 0.5 * widest)[0]) > 0.7 * place + 1  # a head opens from its tip on
    if max(widest, length) > _HEAD * unit or blunt or backwards:
        return None
    first, last = (bar.dari + tip - length, bar.dari + tip + 1) if at_end else (bar.dari + tip, bar.dari + tip + length)
    low, high = bar.sumbu - widest / 2, bar.sumbu + widest / 2
    return Kotak(low, first, high, last) if bar.tegak else Kotak(first, low, last, high)


def _run(pixels: NDArray[np.uint8], at: int) -> int:
    """How many pixels of ink stand together at a place; 0 where there is none."""
    if not pixels[at]:
        return 0
    gaps = np.flatnonzero(pixels == 0)
    after = int(np.searchsorted(gaps, at))
    end = int(gaps[after]) if after < len(gaps) else len(pixels)
    start = int(gaps[after - 1]) + 1 if after else 0
    return end - start


_Found = Sequence[tuple[_Bar, Kotak | None, Kotak | None]]


def _without_traces(found: _Found, unit: float) -> _Found:
    """Without the bars that only cross another one's head, where it is broad, and those of its shadow."""
    kept: list[tuple[_Bar, Kotak | None, Kotak | None]] = []
    for bar, first, second in sorted(found, key=lambda one: one[0].dari - one[0].sampai):
        ends = [Titik(bar.sumbu, at) if bar.tegak else Titik(at, bar.sumbu) for at in (bar.dari, bar.sampai)]
        boxes = [box.grown(unit) for _, *others in kept for box in others if box is not None]
        if any(all(box.holds(end) for end in ends) for box in boxes):
            continue
        if not any(_runs_beside(bar, other, unit) for other, *_ in kept):
            kept.append((bar, first, second))
    return kept


def _runs_beside(bar: _Bar, other: _Bar, unit: float) -> bool:
    return (
        bar.tegak is other.tegak
        and abs(bar.sumbu - other.sumbu) < _SHADOW * unit
        and bar.dari > other.dari - unit
        and bar.sampai < other.sampai + unit
    )


def _explained(ink: _Gray, found: _Found, unit: float) -> float:
    """The share of the ink that lines and heads cover; symbols are wiped already."""
    known = np.zeros_like(ink)
    half = int(0.5 * _WIDEST * unit) + 1
    for bar, *heads in found:
        axis = int(bar.sumbu)
        area = (slice(bar.dari, bar.sampai), slice(max(axis - half, 0), axis + half + 1))
        known[area if bar.tegak else area[::-1]] = 255
        for box in heads:
            if box is not None:
                grown = box.grown(2)
                known[
                    max(int(grown.atas), 0) : int(grown.bawah) + 1, max(int(grown.kiri), 0) : int(grown.kanan) + 1
                ] = 255
    return int(np.count_nonzero(ink & known)) / max(int(np.count_nonzero(ink)), 1)


def _in_points(found: _Found, shapes: Sequence[tuple[Bentuk, NDArray[np.int32]]], unit: float, frame: int) -> Bacaan:
    """What was found, in points from the picture's own corner."""
    shift = -frame / unit
    result = Bacaan(bentuk=[replace(shape, kotak=shape.kotak.moved(shift, shift)) for shape, _ in shapes])
    for bar, first, second in found:
        across, start, end = ((value - frame) / unit for value in (bar.sumbu + 0.5, bar.dari, bar.sampai))
        a, b = (Titik(across, start), Titik(across, end)) if bar.tegak else (Titik(start, across), Titik(end, across))
        result.garis.append(Garis((a, b), kepala_awal=first is not None, kepala_akhir=second is not None))
        for tip, box in ((a, first), (b, second)):
            if box is not None:
                result.kepala.append(Kepala(tip, Kotak(*(value / unit + shift for value in box))))
    return result
