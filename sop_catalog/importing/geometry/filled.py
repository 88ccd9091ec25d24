"""Filled outlines that are lines, heads or whole arrows: their middle, their tip."""

from __future__ import annotations

from collections.abc import Sequence

from sop_catalog.importing.geometry.heads import HEAD, LEVEL, Head
from sop_catalog.importing.geometry.outlines import area, hull, length, perimeter
from sop_catalog.importing.geometry.paths import Gambaran, Goresan
from sop_catalog.importing.naskah import (
    Garis,
    GarisTabel,
    Kepala,
    Kotak,
    Titik,
    bounds,
)

RULE = 3.2
"""Up to this width a filled outline is a line."""


def sort_filled(path: Goresan, found: Gambaran, pieces: list[GarisTabel], heads: list[Head]) -> bool:
    """Take a filled outline that is a line, a head or an arrow; False for one that may be a symbol."""
    points = path.titik
    box = bounds(points)
    small, large = min(box.lebar, box.tinggi), max(box.lebar, box.tinggi)
    if small <= RULE and large > small * 1.5:
        take_straight(box, found, pieces, path.objek)
        return True
    if path.putih and path.digaris:
        return False
    inside = area(points)
    if large <= HEAD and not path.putih and small > 1.2 and inside < 0.8 * box.luas:
        heads.append(Head(tuple(hull(points)), box, path.objek))
        return True
    thickness = 2 * inside / max(perimeter(points), 0.1)
    if thickness > RULE or inside > 0.5 * box.luas:
        return False
    middle = _skeleton(points, max(RULE, 1.6 * thickness))
    if not middle:
        return False
    lines = chain(middle, 3.5)
    tip = _block_tip(points, lines)
    for line in lines:
        end = tip is not None and length(tip, line[-1]) < length(tip, line[0])
        closer = tip is not None and min(length(tip, line[0]), length(tip, line[-1])) < HEAD
        reaching = ((*line, tip) if end else (tip, *line)) if closer and tip is not None else tuple(line)
        found.garis.append(
            Garis(reaching, kepala_awal=closer and not end, kepala_akhir=closer and end, objek=path.objek)
        )
    if tip is not None:
        found.kepala.append(Kepala(tip, Kotak(tip.x - 2, tip.y - 2, tip.x + 2, tip.y + 2), path.objek))
    return True


def take_straight(box: Kotak, found: Gambaran, pieces: list[GarisTabel], objek: int) -> None:
    """Note a straight line that was drawn as a thin box: as a line, and as a piece of a rule."""
    if box.tinggi > box.lebar:
        x = box.tengah.x
        pieces.append(GarisTabel(True, x, box.atas, box.bawah, box.lebar))
        found.garis.append(Garis((Titik(x, box.atas), Titik(x, box.bawah)), objek=objek))
    else:
        y = box.tengah.y
        pieces.append(GarisTabel(False, y, box.kiri, box.kanan, box.tinggi))
        found.garis.append(Garis((Titik(box.kiri, y), Titik(box.kanan, y)), objek=objek))


def _skeleton(points: Sequence[Titik], widest: float) -> list[tuple[Titik, Titik]]:
    """The middle lines of a thin outline: halfway between its antiparallel long edges."""
    edges = []
    for index, start in enumerate(points):
        end = points[(index + 1) % len(points)]
        long = length(start, end)
        if long > 0.4:
            edges.append((start, end, (end.x - start.x) / long, (end.y - start.y) / long, long))
    pairs = []
    for i, (a, _, ux, uy, long) in enumerate(edges):
        for j in range(i + 1, len(edges)):
            c, d, vx, vy, other = edges[j]
            if ux * vx + uy * vy > -0.985:
                continue
            gap = abs((c.x - a.x) * uy - (c.y - a.y) * ux)
            along = sorted(((p.x - a.x) * ux + (p.y - a.y) * uy) for p in (c, d))
            shared = min(long, along[1]) - max(0.0, along[0])
            if 0.1 < gap <= widest and shared > 0.5 * min(long, other) and shared > 0.8 * gap:
                pairs.append((shared, i, j))
    middle = []
    used: set[int] = set()
    for shared, i, j in sorted(pairs, reverse=True):
        if i in used or j in used or shared <= 0:
            continue
        used |= {i, j}
        a, b, *_ = edges[i]
        c, d, *_ = edges[j]
        middle.append((Titik((a.x + d.x) / 2, (a.y + d.y) / 2), Titik((b.x + c.x) / 2, (b.y + c.y) / 2)))
    return middle


def _block_tip(points: Sequence[Titik], lines: Sequence[Sequence[Titik]]) -> Titik | None:
    """The tip of an arrow that is one outline of shaft and head: a corner that juts out over the end of the shaft."""
    ends = [(line[0], line[1]) for line in lines if len(line) > 1] + [
        (line[-1], line[-2]) for line in lines if len(line) > 1
    ]
    best: tuple[float, Titik] | None = None
    for end, inner in ends:
        long = length(end, inner)
        if long < 1:
            continue
        ux, uy = (end.x - inner.x) / long, (end.y - inner.y) / long
        wings = [
            point
            for point in points
            if length(point, end) < HEAD and abs((point.x - end.x) * uy - (point.y - end.y) * ux) > 1.8
        ]
        if len(wings) < 2:
            continue
        for point in points:
            ahead = (point.x - end.x) * ux + (point.y - end.y) * uy
            aside = abs((point.x - end.x) * uy - (point.y - end.y) * ux)
            if 1.5 < ahead <= HEAD and aside < 1.2 and (best is None or ahead > best[0]):
                best = (ahead, point)
    return best[1] if best else None


def chain(segments: Sequence[tuple[Titik, Titik]], reach: float) -> list[list[Titik]]:
    """Join pieces end to end into polylines.

    Args:
        segments: the pieces, in any order and direction.
        reach: how far apart two ends may be to be one.
    """
    lines = [list(segment) for segment in segments]
    while True:
        best: tuple[float, int, int, bool, bool] | None = None
        for i, first in enumerate(lines):
            for j in range(i + 1, len(lines)):
                second = lines[j]
                for at_start in (False, True):
                    for from_end in (False, True):
                        gap = length(first[0 if at_start else -1], second[-1 if from_end else 0])
                        if gap <= reach and (best is None or gap < best[0]):
                            best = (gap, i, j, at_start, from_end)
        if best is None:
            return lines
        _, i, j, at_start, from_end = best
        second = lines.pop(j)
        first = lines[i][::-1] if at_start else lines[i]
        second = second[::-1] if from_end else second
        lines[i] = _joined(first, second)


def _joined(first: list[Titik], second: list[Titik]) -> list[Titik]:
    """Two polylines as one; a level and an upright piece meet in their corner."""
    a, b = first[-1], second[0]
    if length(a, b) < 0.01:
        return [*first, *second[1:]]
    before, after = first[-2], second[1]
    if abs(before.y - a.y) < LEVEL and abs(after.x - b.x) < LEVEL:
        corner = Titik(b.x, a.y)
    elif abs(before.x - a.x) < LEVEL and abs(after.y - b.y) < LEVEL:
        corner = Titik(a.x, b.y)
    else:
        corner = Titik((a.x + b.x) / 2, (a.y + b.y) / 2)
    return [*first[:-1], corner, *second[1:]]
