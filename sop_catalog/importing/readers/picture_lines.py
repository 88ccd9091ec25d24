"""Lines and arrowheads in the picture of a page: what short bars leave of the ink, and spots thicker than any line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from sop_catalog.importing.geometry.outlines import length
from sop_catalog.importing.geometry.rules import merge_rules
from sop_catalog.importing.naskah import Bentuk, Garis, GarisTabel, Kepala, Kotak, Titik

_Gray = NDArray[np.uint8]

_LONGEST_HEAD = 11.0
"""Points."""
_WIPED = 0.9
"""Half of what is left open in a line where a rule was, points."""
_BROADER = 4
"""How many widths of lines are tried."""


def find_bars(picture: _Gray, unit: float, *, upright: bool, broadest: float, slimness: float) -> Iterator[GarisTabel]:
    """The bars of one direction that a picture holds.

    Args:
        picture: 255 where a bar is.
        unit: pixels in a point.
        upright: their direction.
        broadest: points; what is broader is none.
        slimness: how many times as long as broad one is at least.
    """
    count, _, stats, centres = cv2.connectedComponentsWithStats(picture, connectivity=8)
    for index in range(1, count):
        x, y, wide, high, _ = (float(value) for value in stats[index])
        across, along = (wide, high) if upright else (high, wide)
        if across <= broadest * unit and along >= slimness * across:
            centre, start = float(centres[index][0 if upright else 1]), y if upright else x
            yield GarisTabel(upright, centre / unit, start / unit, (start + along) / unit, across / unit)


def find_lines(
    ink: _Gray, shapes: Sequence[tuple[Bentuk, NDArray[np.int32]]], words: Sequence[Kotak], unit: float
) -> tuple[list[Garis], list[Kepala]]:
    """Straight pieces and heads in what is left when symbols and words are wiped; the table's own rules are among them.

    Args:
        ink: 255 where there is ink.
        shapes: the symbols, with their outlines in pixels.
        words: boxes of words, in points.
        unit: pixels in a point.
    """
    left = ink.copy()
    for _, contour in shapes:
        cv2.drawContours(left, [contour], -1, 0, thickness=max(int(2.4 * unit), 2))
        cv2.drawContours(left, [contour], -1, 0, thickness=cv2.FILLED)
    for box in words:
        x0, y0 = max(int((box.kiri - 0.4) * unit), 0), max(int((box.atas - 0.4) * unit), 0)
        left[y0 : int((box.bawah + 0.4) * unit) + 1, x0 : int((box.kanan + 0.4) * unit) + 1] = 0
    heads = _thick_spots(left, unit)
    thin = left.copy()
    for box, _ in heads:
        grown = box.grown(0.6)
        thin[
            max(int(grown.atas * unit), 0) : int(grown.bawah * unit) + 1,
            max(int(grown.kiri * unit), 0) : int(grown.kanan * unit) + 1,
        ] = 0
    found: list[GarisTabel] = []
    short = max(int(4.5 * unit), 4)
    for upright in (False, True):
        kernel = np.ones((short, 1) if upright else (1, short), np.uint8)
        bars = cv2.morphologyEx(
            cv2.morphologyEx(thin, cv2.MORPH_CLOSE, np.ones((2, 2), np.uint8)), cv2.MORPH_OPEN, kernel
        )
        found += find_bars(np.asarray(bars, dtype=np.uint8), unit, upright=upright, broadest=3.2, slimness=2.5)
    return _with_heads(_bridged(found), heads, [shape.kotak for shape, _ in shapes])


def _thick_spots(left: _Gray, unit: float) -> list[tuple[Kotak, Titik]]:
    """Spots thicker than a line: heads, each with its box and the middle of its ink.

    What is as long as a line is one that was drawn broad: its head is what is thicker still.
    """
    found = []
    size = max(int(1.5 * unit), 3)
    for _ in range(_BROADER):
        core = cv2.erode(left, np.ones((size,) * 2, np.uint8))
        grown = cv2.dilate(core, np.ones((size + max(int(0.6 * unit), 1),) * 2, np.uint8))
        spots = cv2.bitwise_and(grown, left)
        count, labels, stats, centres = cv2.connectedComponentsWithStats(spots, connectivity=8)
        long = []
        for index in range(1, count):
            x, y, wide, high, inside = (float(value) / unit for value in stats[index])
            if max(wide, high) > _LONGEST_HEAD:
                long.append(index)
            elif max(wide, high) >= 1.8 and min(wide, high) >= 1.3 and inside * unit > 2:
                middle = Titik(float(centres[index][0]) / unit, float(centres[index][1]) / unit)
                found.append((Kotak(x, y, x + wide, y + high), middle))
        if not long:
            break
        left = np.where(np.isin(labels, long), left, 0).astype(np.uint8)
        size += max(int(0.5 * unit), 1)
    return found


def _bridged(bars: Sequence[GarisTabel]) -> list[tuple[Titik, Titik]]:
    """Both ends of each line, its pieces joined over gaps as wide as a rule that was wiped."""
    stretched = [replace(bar, dari=bar.dari - _WIPED, sampai=bar.sampai + _WIPED) for bar in bars]
    ends = []
    for line in merge_rules(stretched):
        start, end = line.dari + _WIPED, line.sampai - _WIPED
        if line.tegak:
            ends.append((Titik(line.koordinat, start), Titik(line.koordinat, end)))
        else:
            ends.append((Titik(start, line.koordinat), Titik(end, line.koordinat)))
    return ends


def _with_heads(
    pieces: list[tuple[Titik, Titik]], heads: Sequence[tuple[Kotak, Titik]], symbols: Sequence[Kotak]
) -> tuple[list[Garis], list[Kepala]]:
    """Give each thick spot to the line that ends at it, and let the line reach its tip."""
    lines = [Garis(piece, objek=index) for index, piece in enumerate(pieces)]
    found = []
    for box, _ in heads:
        best: tuple[float, int, bool] | None = None
        for index, line in enumerate(lines):
            for end in (False, True):
                point, inner = (line.titik[-1], line.titik[0]) if end else (line.titik[0], line.titik[-1])
                gap = box.grown(0.6).distance(point)
                long = max(length(point, inner), 0.1)
                ux, uy = (point.x - inner.x) / long, (point.y - inner.y) / long
                centre = box.tengah
                ahead = (centre.x - point.x) * ux + (centre.y - point.y) * uy
                aside = abs((centre.x - point.x) * uy - (centre.y - point.y) * ux)
                if gap > 2.2 or aside > 1.8 or ahead < -0.5 or _goes_on(line, point, inner, box, lines):
                    continue
                if best is None or gap < best[0]:
                    best = (gap, index, end)
        if best is None:
            stub = _stub(box, lines, symbols)
            if stub is not None:
                lines.append(replace(stub, objek=len(lines)))
                found.append(Kepala(stub.titik[-1], box))
            continue
        _, index, end = best
        line = lines[index]
        point, inner = (line.titik[-1], line.titik[0]) if end else (line.titik[0], line.titik[-1])
        if abs(point.x - inner.x) > abs(point.y - inner.y):
            tip = Titik(box.kanan if point.x > inner.x else box.kiri, point.y)
        else:
            tip = Titik(point.x, box.bawah if point.y > inner.y else box.atas)
        points = (line.titik[0], tip) if end else (tip, line.titik[-1])
        lines[index] = replace(
            line, titik=points, kepala_awal=line.kepala_awal or not end, kepala_akhir=line.kepala_akhir or end
        )
        found.append(Kepala(tip, box))
    return lines, found


def _goes_on(line: Garis, point: Titik, inner: Titik, box: Kotak, lines: Sequence[Garis]) -> bool:
    """Whether a line only passes under a head: it goes on behind it, as a rule does that an arrow ends near."""
    level = abs(point.x - inner.x) > abs(point.y - inner.y)
    forwards = (point.x > inner.x) if level else (point.y > inner.y)
    behind = (box.kanan if forwards else box.kiri) if level else (box.bawah if forwards else box.atas)
    for other in lines:
        if other is line:
            continue
        for end, far in (other.titik, other.titik[::-1]):
            same = abs(end.y - point.y) < 0.8 and abs(far.y - point.y) < 0.8
            if not level:
                same = abs(end.x - point.x) < 0.8 and abs(far.x - point.x) < 0.8
            at, beyond = (end.x, far.x) if level else (end.y, far.y)
            if same and abs(at - behind) < 2.5 and (beyond > at) is forwards:
                return True
    return False


def _stub(box: Kotak, lines: Sequence[Garis], symbols: Sequence[Kotak]) -> Garis | None:
    """The last short piece of an arrow that is all head: from the line beside it to the symbol that it touches."""
    centre = box.tengah
    touched = [symbol for symbol in symbols if symbol.grown(3.2).shared(box) > 0 and not symbol.holds(centre)]
    if not touched:
        return None
    symbol = min(touched, key=lambda symbol: symbol.distance(centre))
    across = symbol.atas - 1 <= centre.y <= symbol.bawah + 1
    if across:
        to_right = symbol.kiri >= centre.x
        tip = Titik(symbol.kiri if to_right else symbol.kanan, centre.y)
        behind = box.kiri if to_right else box.kanan
    else:
        downwards = symbol.atas >= centre.y
        tip = Titik(centre.x, symbol.atas if downwards else symbol.bawah)
        behind = box.atas if downwards else box.bawah
    for line in lines:
        for point in (line.titik[0], line.titik[-1]):
            along = abs(point.x - behind) if across else abs(point.y - behind)
            aside = abs(point.y - centre.y) if across else abs(point.x - centre.x)
            if along <= 6.5 and aside <= 2.4:
                return Garis((point, tip), kepala_akhir=True)
    return None
