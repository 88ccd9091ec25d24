"""Outlines that a program has drawn side by side: closed loops of single strokes are symbols."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sop_catalog.importing.geometry.outlines import area, classify, length
from sop_catalog.importing.naskah import Bentuk, JenisBentuk, Titik, bounds

_SNAP = 0.7
"""Ends closer than this are one corner."""
_LONGEST = 130.0
"""A symbol's side is no longer than this."""
_MOST_SIDES = 90
_SMALLEST, _LARGEST = 6.0, 150.0
_MOST_SEGMENTS = 4000

Segmen = tuple[Titik, Titik]


def find_loops(segments: Sequence[Segmen]) -> list[tuple[Bentuk, set[int]]]:
    """The closed loops among single strokes, each as an outline with the indices of its strokes.

    Args:
        segments: strokes that are no part of a table's rules.
    """
    usable = [index for index, (a, b) in enumerate(segments) if 0.2 < length(a, b) <= _LONGEST]
    if len(usable) < 4 or len(usable) > _MOST_SEGMENTS:
        return []
    corners = _Corners()
    edges = []
    for index in usable:
        a, b = corners.of(segments[index][0]), corners.of(segments[index][1])
        if a != b:
            edges.append((a, b, index))
    edges = _pruned(edges)
    found = []
    for face in _faces(edges, corners.points):
        outline = [corners.points[corner] for corner, _ in face]
        box = bounds(outline)
        if not (_SMALLEST <= box.lebar <= _LARGEST and _SMALLEST <= box.tinggi <= _LARGEST):
            continue
        if area(outline) < 0.4 * box.luas:
            continue
        jenis = classify(outline)
        if jenis is not JenisBentuk.LAIN:
            found.append((Bentuk(jenis, box), {index for _, index in face}))
    return found


class _Corners:
    def __init__(self) -> None:
        self.points: list[Titik] = []
        self._cells: dict[tuple[int, int], list[int]] = {}

    def of(self, point: Titik) -> int:
        """The corner at a point, made where there is none."""
        x, y = int(point.x // 2), int(point.y // 2)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                for corner in self._cells.get((x + dx, y + dy), ()):
                    if length(self.points[corner], point) <= _SNAP:
                        return corner
        self.points.append(point)
        self._cells.setdefault((x, y), []).append(len(self.points) - 1)
        return len(self.points) - 1


def _pruned(edges: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Without doubles, and without edges that end in nothing: no loop runs over them."""
    edges = list({frozenset((a, b)): (a, b, index) for a, b, index in edges}.values())
    while True:
        degree: dict[int, int] = {}
        for a, b, _ in edges:
            degree[a] = degree.get(a, 0) + 1
            degree[b] = degree.get(b, 0) + 1
        kept = [edge for edge in edges if degree[edge[0]] > 1 and degree[edge[1]] > 1]
        if len(kept) == len(edges):
            return edges
        edges = kept


def _faces(edges: Sequence[tuple[int, int, int]], points: Sequence[Titik]) -> list[list[tuple[int, int]]]:
    """The inner faces of the drawing: at each corner always the next edge clockwise."""
    around: dict[int, list[tuple[float, int, int]]] = {}
    for a, b, index in edges:
        for source, target in ((a, b), (b, a)):
            angle = math.atan2(points[target].y - points[source].y, points[target].x - points[source].x)
            around.setdefault(source, []).append((angle, target, index))
    for ways in around.values():
        ways.sort()
    place = {(source, target): at for source, ways in around.items() for at, (_, target, _) in enumerate(ways)}
    seen: set[tuple[int, int]] = set()
    faces = []
    for a, b, index in edges:
        for start in ((a, b), (b, a)):
            if start in seen:
                continue
            face: list[tuple[int, int]] = []
            edge, number = start, index
            while edge not in seen:
                seen.add(edge)
                face.append((edge[0], number))
                ways = around[edge[1]]
                following = ways[(place[edge[1], edge[0]] - 1) % len(ways)]
                edge, number = (edge[1], following[1]), following[2]
            if 3 <= len(face) <= _MOST_SIDES and _turns_inwards([points[corner] for corner, _ in face]):
                faces.append(face)
    return faces


def _turns_inwards(outline: Sequence[Titik]) -> bool:
    total = sum(a.x * b.y - b.x * a.y for a, b in zip(outline, [*outline[1:], outline[0]], strict=True))
    return total > 0
