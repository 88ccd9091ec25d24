"""Arrowheads, filled or of two short strokes, and the lines that they end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sop_catalog.importing.geometry.outlines import length
from sop_catalog.importing.geometry.paths import Gambaran
from sop_catalog.importing.naskah import (
    Garis,
    Kepala,
    Kotak,
    Titik,
    bounds,
)

HEAD = 15.0
"""Up to this size a small filled outline is an arrowhead."""
SHORT = 11.0
"""Up to this length a stroke may be one half of an open arrowhead."""
LEVEL = 0.6
"""How far the ends of a line along the page's sides may differ."""


@dataclass(frozen=True, slots=True)
class Head:
    """A head whose tip is not known yet."""

    corners: tuple[Titik, ...]
    kotak: Kotak
    objek: int
    tip: Titik | None = None


def along_a_side(a: Titik, b: Titik) -> bool:
    """Whether a stroke runs along one of the page's sides."""
    return abs(a.x - b.x) < LEVEL or abs(a.y - b.y) < LEVEL


def is_chevron(points: Sequence[Titik]) -> bool:
    """Whether three points are an open head: two short strokes of like length that meet in the middle one."""
    a, tip, b = points
    first, second = length(a, tip), length(b, tip)
    if not 1.5 < first <= SHORT or not 0.6 < second / first < 1.7:
        return False
    cosine = ((a.x - tip.x) * (b.x - tip.x) + (a.y - tip.y) * (b.y - tip.y)) / (first * second)
    return cosine > 0.0 and not (along_a_side(a, tip) and along_a_side(b, tip))


def open_heads(halves: list[tuple[Titik, Titik, int]], found: Gambaran) -> list[Head]:
    """Two short slanted strokes that meet are a head; those without a partner are lines after all."""
    heads = []
    free = list(range(len(halves)))
    while free:
        i = free.pop(0)
        a, b, objek = halves[i]
        partner = None
        for j in free:
            c, d, _ = halves[j]
            for tip, wing, other_tip, other in ((a, b, c, d), (a, b, d, c), (b, a, c, d), (b, a, d, c)):
                if length(tip, other_tip) < 0.8 and is_chevron((wing, tip, other)):
                    partner = (j, (wing, tip, other))
                    break
            if partner:
                break
        if partner:
            free.remove(partner[0])
            heads.append(Head(partner[1], bounds(partner[1]), objek, partner[1][1]))
        else:
            found.garis.append(Garis((a, b), objek=objek))
    return heads


def with_heads(lines: list[Garis], heads: list[Head]) -> tuple[list[Garis], list[Kepala]]:
    """Give each head to the line whose end it stands on.

    Of several lines that end there, it is the one of its own object, else one that has no head yet: where an arrow
    comes in on the place that another one leaves, the leaving one has its head elsewhere.
    """
    lines = list(lines)
    found: list[Kepala] = []
    waiting = [(head, _ends_at(head, lines)) for head in heads]
    waiting.sort(key=lambda item: len(item[1]))  # those with one line only first
    for head, ends in waiting:
        if not ends:
            found.append(Kepala(head.tip or _sharpest(head.corners), head.kotak, head.objek))
            continue
        _, index, end = min(ends, key=lambda item: (item[0] + (1.6 if _is_headed(lines[item[1]]) else 0.0), item[1]))
        line = lines[index]
        point, inner = (line.titik[-1], line.titik[-2]) if end else (line.titik[0], line.titik[1])
        tip = head.tip or _farthest(head.corners, point, inner)
        found.append(Kepala(tip, head.kotak, head.objek))
        points = (*line.titik[:-1], tip) if end else (tip, *line.titik[1:])
        if length(inner, tip) < length(inner, point):  # a shaft that runs through its head
            points = line.titik
        lines[index] = replace(
            line, titik=points, kepala_awal=line.kepala_awal or not end, kepala_akhir=line.kepala_akhir or end
        )
    return lines, found


def _is_headed(line: Garis) -> bool:
    return line.kepala_awal or line.kepala_akhir


def _ends_at(head: Head, lines: Sequence[Garis]) -> list[tuple[float, int, bool]]:
    """The lines that end at a head: how well each fits, its index, and which end (True: the last point)."""
    ends = []
    for index, line in enumerate(lines):
        for end in (False, True):
            point = line.titik[-1 if end else 0]
            if abs(point.x - head.kotak.tengah.x) > 20 or abs(point.y - head.kotak.tengah.y) > 20:
                continue
            inner = line.titik[-2 if end else 1]
            gap = head.kotak.distance(point)
            if head.tip is not None:
                gap = min(gap, length(head.tip, point))
            if gap > 4.5 or not _points_on(head, point, inner):
                continue
            gap += 0.0 if line.objek == head.objek else 2.0
            gap += 0.0 if length(point, inner) > 2.5 else 1.0
            ends.append((gap, index, end))
    return ends


def _points_on(head: Head, point: Titik, inner: Titik) -> bool:
    """Whether a head continues a line: it does not lie sideways of it."""
    centre = head.kotak.tengah
    long = length(point, inner)
    if long < 0.1:
        return True
    ux, uy = (point.x - inner.x) / long, (point.y - inner.y) / long
    aside = abs((centre.x - point.x) * uy - (centre.y - point.y) * ux)
    return aside <= 0.45 * max(head.kotak.lebar, head.kotak.tinggi) + 0.5


def _farthest(corners: Sequence[Titik], point: Titik, inner: Titik) -> Titik:
    """The corner that lies farthest ahead of a line's end."""
    long = max(length(point, inner), 0.1)
    ux, uy = (point.x - inner.x) / long, (point.y - inner.y) / long
    ahead = max((corner.x - inner.x) * ux + (corner.y - inner.y) * uy for corner in corners)
    front = [corner for corner in corners if ahead - ((corner.x - inner.x) * ux + (corner.y - inner.y) * uy) < 0.6]
    return Titik(sum(c.x for c in front) / len(front), sum(c.y for c in front) / len(front))


def _sharpest(corners: Sequence[Titik]) -> Titik:
    """The corner of a hull with the smallest angle."""
    best, narrow = corners[0], -2.0
    for index, tip in enumerate(corners):
        a, b = corners[index - 1], corners[(index + 1) % len(corners)]
        first, second = length(a, tip), length(b, tip)
        if first < 0.3 or second < 0.3:
            continue
        cosine = ((a.x - tip.x) * (b.x - tip.x) + (a.y - tip.y) * (b.y - tip.y)) / (first * second)
        if cosine > narrow:
            best, narrow = tip, cosine
    return best
