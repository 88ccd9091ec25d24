"""Pieces of lines: where they end, which lie side by side, how they are cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sop_catalog.importing.geometry.outlines import length
from sop_catalog.importing.naskah import Titik

JOIN = 3.0
"""Ends closer than this are one."""
ONE_PLACE = 1.2
"""And closer than this in any case."""


@dataclass(slots=True)
class Piece:
    """A stretch of line between two nodes."""

    titik: tuple[Titik, ...]
    nodes: list[int] = field(default_factory=lambda: [-1, -1])
    heads: tuple[bool, bool] = (False, False)
    glued: tuple[str, str] = ("", "")
    loose: list[bool] = field(default_factory=lambda: [False, False])


def oriented(piece: Piece, end: int) -> tuple[Titik, ...]:
    """The points of a piece, beginning at one of its ends."""
    return piece.titik[::-1] if end else piece.titik


def end_point(piece: Piece, end: int) -> Titik:
    """Where its beginning (0) or its end (1) lies."""
    return piece.titik[-1 if end else 0]


def side_by_side(first: tuple[Piece, int], second: tuple[Piece, int]) -> bool:
    """Whether two lines end beside one another in the same direction: neither goes on in the other."""
    directions = []
    for piece, end in (first, second):
        point, inner = (piece.titik[-1], piece.titik[-2]) if end else (piece.titik[0], piece.titik[1])
        long = length(point, inner) or 1.0
        directions.append(((point.x - inner.x) / long, (point.y - inner.y) / long))
    (ax, ay), (bx, by) = directions
    return ax * bx + ay * by > 0.9


def on_line(points: Sequence[Titik], point: Titik) -> tuple[int, float] | None:
    """On which segment of a line a point lies, and how far along it; None where it does not."""
    for index, (a, b) in enumerate(pairwise(points)):
        long = length(a, b)
        if long < 0.5:
            continue
        along = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / long
        aside = abs((point.x - a.x) * (b.y - a.y) - (point.y - a.y) * (b.x - a.x)) / long
        if -ONE_PLACE <= along <= long + ONE_PLACE and aside <= JOIN * 0.8:  # in a bend it lies on neither side
            return index, min(max(along, 0.0), long)
    return None


def cut_piece(piece: Piece, cuts: Sequence[tuple[int, float, Titik]]) -> list[Piece]:
    """A piece in parts.

    Args:
        piece: the whole.
        cuts: where, as `on_line` has it (which stretch, how far along it), and the point there.
    """
    if not cuts:
        return [piece]
    result = []
    points: list[Titik] = [piece.titik[0]]
    first = True
    ordered = sorted(cuts)
    for index in range(len(piece.titik) - 1):
        for at, _, point in ordered:
            if at != index or length(points[-1], point) < 1.0:
                continue
            result.append(
                Piece(
                    (*points, point),
                    [piece.nodes[0] if first else -1, -1],
                    (piece.heads[0] and first, False),
                    (piece.glued[0] if first else "", ""),
                )
            )
            points, first = [point], False
        points.append(piece.titik[index + 1])
    result.append(
        Piece(
            tuple(points),
            [piece.nodes[0] if first else -1, piece.nodes[1]],
            (piece.heads[0] and first, piece.heads[1]),
            (piece.glued[0] if first else "", piece.glued[1]),
        )
    )
    return result
