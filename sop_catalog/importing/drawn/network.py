"""The network that the lines of a table make, and the ways along it from symbol to symbol."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sop_catalog.importing.drawn.panah import Panah
from sop_catalog.importing.drawn.pieces import (
    JOIN,
    ONE_PLACE,
    Piece,
    cut_piece,
    end_point,
    on_line,
    oriented,
    side_by_side,
)
from sop_catalog.importing.drawn.symbols import Lambang
from sop_catalog.importing.geometry.outlines import length
from sop_catalog.importing.naskah import Garis, JenisBentuk, Titik

_TOUCH = 4.0
_TOUCH_DIAMOND = 6.5
_TOUCH_HEAD = 14.0
"""How far a head may end before the symbol that it points at."""
_LONGEST_WAY = 24
"""Pieces of one arrow."""
_DETOUR = 2
"""Pieces by which a way may be longer than the shortest and still be meant."""
_MOST_STEPS = 4000
"""Pieces looked at on the ways from one start."""


@dataclass(slots=True)
class _Way:
    source: int
    target: int
    points: tuple[Titik, ...]
    pieces: tuple[int, ...]
    headed: bool
    both: bool
    loose: bool
    joined: bool
    useful: bool = False


class Network:
    """Pieces of lines, and the nodes that they meet in. Node i < len(symbols) is symbol i."""

    def __init__(self, lines: Sequence[Garis], symbols: Sequence[Lambang]) -> None:
        self.symbols = symbols
        self._ids = {symbol.id: index for index, symbol in enumerate(symbols) if symbol.id}
        self._points: list[Titik] = []
        """Places of the nodes behind the symbols."""
        pieces = [
            Piece(
                line.titik,
                heads=(line.kepala_awal, line.kepala_akhir),
                glued=(line.id_awal, line.id_akhir),
            )
            for line in lines
        ]
        for piece in pieces:
            for end in (0, 1):
                piece.nodes[end] = self._symbol_at(piece, end)
        pieces = self._split(pieces)
        self._join(pieces)
        self.pieces = pieces
        self._at: dict[int, list[tuple[int, int]]] = {}
        for number, piece in enumerate(pieces):
            for end in (0, 1):
                self._at.setdefault(piece.nodes[end], []).append((number, end))

    # --- Nodes ---

    def _symbol_at(self, piece: Piece, end: int) -> int:
        """The symbol that an end of a line touches; -1 for none."""
        if piece.glued[end] in self._ids:
            return self._ids[piece.glued[end]]
        point = piece.titik[-1 if end else 0]
        best, nearest = -1, 99.0
        for index, symbol in enumerate(self.symbols):
            reach = _TOUCH_DIAMOND if symbol.jenis is JenisBentuk.KETUPAT else _TOUCH
            gap = symbol.distance(point)
            if gap <= reach and gap < nearest:
                best, nearest = index, gap
        return best

    def _aimed_at(self, piece: Piece, end: int, reach: float) -> int:
        """The symbol that a line's end points at from a small distance; -1 for none."""
        point, inner = (piece.titik[-1], piece.titik[-2]) if end else (piece.titik[0], piece.titik[1])
        long = length(point, inner)
        if long < 0.5:
            return -1
        ux, uy = (point.x - inner.x) / long, (point.y - inner.y) / long
        for step in range(1, int(reach) + 1):
            ahead = Titik(point.x + ux * step, point.y + uy * step)
            for index, symbol in enumerate(self.symbols):
                if symbol.distance(ahead) <= 1.5:
                    return index
        return -1

    def _split(self, pieces: list[Piece]) -> list[Piece]:
        """Cut lines where another line's free end meets them."""
        ends = [
            (number, end, piece.titik[-1 if end else 0])
            for number, piece in enumerate(pieces)
            for end in (0, 1)
            if piece.nodes[end] < 0
        ]
        result: list[Piece] = []
        for number, piece in enumerate(pieces):
            cuts: list[tuple[int, float, Titik]] = []
            for other, _, point in ends:
                if other == number:
                    continue
                if min(length(point, piece.titik[0]), length(point, piece.titik[-1])) <= JOIN:
                    continue
                place = on_line(piece.titik, point)
                if place is not None:
                    cuts.append((*place, point))
            result += cut_piece(piece, cuts)
        return result

    def _join(self, pieces: list[Piece]) -> None:
        """Give free ends their nodes: ends at one place share one, ends close together if one line goes on in the other."""
        ends = [(piece, end) for piece in pieces for end in (0, 1) if piece.nodes[end] < 0]
        members: list[list[tuple[Piece, int]]] = []
        for piece, end in ends:
            point = end_point(piece, end)
            for index, known in enumerate(self._points):
                if length(point, known) <= ONE_PLACE:
                    members[index].append((piece, end))
                    break
            else:
                self._points.append(point)
                members.append([(piece, end)])
        moved: dict[int, int] = {}
        for index, group in enumerate(members):
            if len(group) > 1 or index in moved:
                continue
            near = [
                other
                for other, known in enumerate(self._points)
                if other != index
                and other not in moved
                and length(known, self._points[index]) <= JOIN
                and not any(side_by_side(group[0], member) for member in members[other])
            ]
            if near:
                target = min(near, key=lambda other: length(self._points[other], self._points[index]))
                members[target] += group
                moved[index] = target
        for index, group in enumerate(members):
            if index in moved:
                continue
            for piece, end in group:
                piece.nodes[end] = len(self.symbols) + index

    # --- Walking ---

    def arrows(self) -> list[Panah]:
        """Each way that is meant, from every symbol, from nowhere, and past all symbols."""
        self._catch_loose_ends()
        found: list[Panah] = []
        walked: set[int] = set()
        for source in range(len(self.symbols)):
            for number, end in self._at.get(source, ()):
                piece = self.pieces[number]
                if piece.heads[end] and not piece.heads[1 - end]:
                    continue
                if piece.nodes[0] == piece.nodes[1] and end == 1 and not piece.heads[0]:
                    continue
                ways = self._walk(source, number, end)
                found += self._best(ways)
                walked.update(number for way in ways for number in way.pieces if way.useful)
        found += self._from_nowhere(walked)
        found += self._through(walked)
        return found

    def _catch_loose_ends(self) -> None:
        """Ends that meet nothing and lie close to a symbol in their direction are taken for ends at it, and marked."""
        for number, piece in enumerate(self.pieces):
            for end in (0, 1):
                node = piece.nodes[end]
                if node < len(self.symbols) or len(self._at[node]) > 1:
                    continue
                reach = _TOUCH_HEAD if piece.heads[end] else _TOUCH_HEAD - 3
                target = self._aimed_at(piece, end, reach)
                if target >= 0 and target != piece.nodes[1 - end]:
                    self._at[node].remove((number, end))
                    piece.nodes[end] = target
                    piece.loose[end] = True
                    self._at.setdefault(target, []).append((number, end))

    def _walk(self, source: int, number: int, end: int) -> list[_Way]:
        """The ways along lines that begin with one, the shortest first, without detours.

        Where hundreds of lines cross in nodes there are more ways than anybody could follow: then those found so far are
        all, and none of them counts as sure.
        """
        first: tuple[int, ...] = (number,)
        waiting = deque([(number, end, first, oriented(self.pieces[number], end), self.pieces[number].loose[end])])
        ways: list[_Way] = []
        depths: dict[int, int] = {}
        longest = _LONGEST_WAY
        for _ in range(_MOST_STEPS):
            if not waiting or len(waiting[0][2]) > longest:
                return ways
            at, start, used, points, loose = waiting.popleft()
            piece = self.pieces[at]
            target = piece.nodes[1 - start]
            loose = loose or piece.loose[1 - start]
            headed = piece.heads[1 - start]
            both = headed and piece.heads[start]
            if target < len(self.symbols):
                if target != source or headed:
                    ways.append(_Way(source, target, points, used, headed, both, loose, len(used) > 1))
                if headed:
                    longest = min(longest, len(used) + _DETOUR)
                continue
            if len(used) > depths.setdefault(target, len(used)) + _DETOUR:
                continue
            onward = [
                (other, side)
                for other, side in self._at[target]
                if other not in used and not self.pieces[other].heads[side]
            ]
            if not onward:
                ways.append(_Way(source, -1, points, used, headed, both, loose, len(used) > 1))
            waiting += [
                (other, side, (*used, other), (*points, *oriented(self.pieces[other], side)[1:]), loose)
                for other, side in onward
            ]
        return [replace(way, loose=True) for way in ways]

    def _best(self, ways: Sequence[_Way]) -> Iterator[Panah]:
        """Of the ways from one start: those that end in a head at a symbol, else those that leave, else the headless."""
        reached = [way for way in ways if way.target >= 0 and way.headed]
        left = [way for way in ways if way.target < 0]
        bare = [way for way in ways if way.target >= 0 and not way.headed]
        chosen = reached or left or bare
        if reached:
            shortest = min(len(way.pieces) for way in reached)
            chosen = [way for way in reached if len(way.pieces) <= shortest + _DETOUR]
        for way in chosen:
            way.useful = True
            yield Panah(
                way.source,
                way.target,
                way.points,
                way.headed,
                menyatu=self._is_shared(way),
                dua_kepala=way.both,
                renggang=way.loose,
            )

    def _is_shared(self, way: _Way) -> bool:
        """Whether the way passes a node where more than two lines meet."""
        return any(
            node >= len(self.symbols) and len(self._at[node]) > 2
            for number in way.pieces
            for node in self.pieces[number].nodes
        )

    def _from_nowhere(self, walked: set[int]) -> Iterator[Panah]:
        """Arrows that reach a symbol and leave none of this page's."""
        for number, piece in enumerate(self.pieces):
            if number in walked:
                continue
            for end in (0, 1):
                target = piece.nodes[end]
                if not piece.heads[end] or target >= len(self.symbols) or piece.heads[1 - end]:
                    continue
                points = list(oriented(piece, end))
                at, used, node = number, {number}, piece.nodes[1 - end]
                while node >= len(self.symbols):
                    onward = [
                        (other, side)
                        for other, side in self._at[node]
                        if other not in used and not self.pieces[other].heads[1 - side]
                    ]
                    if len(onward) != 1:
                        break
                    at, side = onward[0]
                    used.add(at)
                    points += oriented(self.pieces[at], side)[1:]
                    node = self.pieces[at].nodes[1 - side]
                if node >= len(self.symbols) and not used & walked:
                    walked |= used
                    yield Panah(-1, target, tuple(points[::-1]), renggang=piece.loose[end])

    def _through(self, walked: set[int]) -> Iterator[Panah]:
        """Lines that touch no symbol at all: they may carry the flow of the pages before and behind."""
        for number, piece in enumerate(self.pieces):
            ends = piece.nodes
            if number in walked or min(ends) < len(self.symbols) or ends[0] == ends[1]:
                continue
            if any(len(self._at[node]) > 1 for node in ends):
                continue
            points = piece.titik[::-1] if piece.heads[0] and not piece.heads[1] else piece.titik
            yield Panah(-1, -1, points, berkepala=any(piece.heads))
