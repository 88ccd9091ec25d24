"""Which symbol an arrow leaves and which it reaches: pieces of lines joined to a network, walked from every symbol.

Offices draw arrows as they like: in pieces, merging into one another, with a head at one end, at both or at none, ending a
few points before the symbol. What was not plain is kept as a fact of the arrow (`Panah`), so that it becomes a doubt.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sop_catalog.importing.drawn.symbols import Lambang
from sop_catalog.importing.form.table import Tabel
from sop_catalog.importing.geometry.outlines import length
from sop_catalog.importing.naskah import Garis, Halaman, JenisBentuk, Kotak, Titik

_TOUCH = 4.0
_TOUCH_DIAMOND = 6.5
_TOUCH_HEAD = 14.0
"""How far a head may end before the symbol that it points at."""
_JOIN = 3.0
"""Ends closer than this are one."""
_ONE_PLACE = 1.2
"""And closer than this in any case."""
_TOUCHING = 1.2
"""Pieces of one line overlap, or lie no further apart."""
_ONE_LINE = 0.4
"""Lines no further apart than this, along and across, are one line drawn twice."""
_ON_RULE = 0.7
_LONGEST_WAY = 24
"""Pieces of one arrow."""
_DETOUR = 2
"""Pieces by which a way may be longer than the shortest and still be meant."""
_MOST_STEPS = 4000
"""Pieces looked at on the ways from one start."""
_STUB = 9.0
"""A headless line this short that leads nowhere is the end of another one."""


@dataclass(frozen=True, slots=True)
class Panah:
    """An arrow from a symbol to a symbol of one page."""

    dari: int
    """Index of the symbol that it leaves; -1: it comes from another page, or from nowhere."""
    ke: int
    """Index of the symbol that it reaches; -1: it goes to another page, or nowhere. Both -1: it only passes through."""
    titik: tuple[Titik, ...]
    """Its way, from its beginning."""
    berkepala: bool = True
    menyatu: bool = False
    """Part of its way is another arrow's too."""
    dua_kepala: bool = False
    renggang: bool = False
    """An end does not touch its symbol; the nearest one in its direction was taken."""
    label: str = ""
    label_diduga: bool = False


@dataclass(slots=True)
class _Piece:
    """A stretch of line between two nodes."""

    titik: tuple[Titik, ...]
    nodes: list[int] = field(default_factory=lambda: [-1, -1])
    heads: tuple[bool, bool] = (False, False)
    glued: tuple[str, str] = ("", "")
    loose: list[bool] = field(default_factory=lambda: [False, False])


def find_arrows(page: Halaman, table: Tabel, symbols: Sequence[Lambang]) -> list[Panah]:
    """The arrows between the symbols of one page's table."""
    whole = _continued(page.garis)
    lines = [line for line, span in zip(page.garis, whole, strict=True) if _belongs(line, table, symbols, span)]
    network = _Network(_without_twins(lines), symbols)
    return network.arrows()


def _without_twins(lines: Sequence[Garis]) -> list[Garis]:
    """Without the level and upright lines that lie on another one: a print draws a line's ground, then the line."""
    places = [_straight(line) for line in lines]
    kept = []
    for index, (line, place) in enumerate(zip(lines, places, strict=True)):
        if place is None or line.kepala_awal or line.kepala_akhir or line.id_awal or line.id_akhir:
            kept.append(line)
            continue
        upright, at, start, end = place
        if not any(
            other is not None
            and other[0] is upright
            and abs(other[1] - at) < _ONE_LINE
            and other[2] <= start + _ONE_LINE
            and other[3] >= end - _ONE_LINE
            and (other[3] - other[2] > end - start or number < index)
            for number, other in enumerate(places)
            if number != index
        ):
            kept.append(line)
    return kept


def _continued(lines: Sequence[Garis]) -> list[tuple[Titik, Titik] | None]:
    """For each straight level or upright piece, the line that it is a part of: a page cuts arrows at its rows.

    Returns:
        Both ends of the whole line; None for a line of another kind.
    """
    tracks: dict[tuple[bool, int], list[tuple[float, float]]] = {}
    places: list[tuple[bool, float, float, float] | None] = []
    for line in lines:
        place = _straight(line)
        places.append(place)
        if place is not None:
            upright, at, start, end = place
            tracks.setdefault((upright, round(at * 2)), []).append((start, end))
    found: list[tuple[Titik, Titik] | None] = []
    for place in places:
        if place is None:
            found.append(None)
            continue
        upright, at, start, end = place
        near = sorted(part for step in (-1, 0, 1) for part in tracks.get((upright, round(at * 2) + step), ()))
        low, high = start, end
        for first, last in near:
            if first <= high + _TOUCHING and last > high and first >= start - _TOUCHING:
                high = last
        for first, last in sorted(near, key=lambda part: -part[1]):
            if last >= low - _TOUCHING and first < low and last <= end + _TOUCHING:
                low = first
        found.append((Titik(at, low), Titik(at, high)) if upright else (Titik(low, at), Titik(high, at)))
    return found


def _straight(line: Garis) -> tuple[bool, float, float, float] | None:
    """Whether it is upright, where it is, its beginning and its end; None for a line with a bend or a slope."""
    if len(line.titik) != 2:
        return None
    a, b = line.titik
    if abs(a.x - b.x) < 0.8:
        return True, (a.x + b.x) / 2, min(a.y, b.y), max(a.y, b.y)
    if abs(a.y - b.y) < 0.8:
        return False, (a.y + b.y) / 2, min(a.x, b.x), max(a.x, b.x)
    return None


def _belongs(line: Garis, table: Tabel, symbols: Sequence[Lambang], whole: tuple[Titik, Titik] | None) -> bool:
    if line.id_awal or line.id_akhir:
        return True
    performers = table.pelaksana
    if not performers:
        return False
    below = 40.0 if line.pasti and all(symbol.pasti for symbol in symbols) else 4000.0
    reach = Kotak(performers[0].kiri - 3, table.kotak.atas - 30, performers[-1].kanan + 3, table.kotak.bawah + below)
    if not any(reach.holds(point) for point in line.titik):
        return False
    if sum(length(a, b) for a, b in zip(line.titik, line.titik[1:], strict=False)) < 1.2:
        return False
    return not _on_grid(line, table, whole) and not _outlines(line, symbols)


def _on_grid(line: Garis, table: Tabel, whole: tuple[Titik, Titik] | None) -> bool:
    """Whether a line is one of the table's own rules.

    Args:
        line: the line.
        table: the table.
        whole: the line that it is a piece of.
    """
    if line.kepala_awal or line.kepala_akhir:
        return False
    xs = [table.kolom[0].kiri, *(column.kanan for column in table.kolom)]
    ys = [table.kotak.atas, table.badan, *(row.bawah for row in table.baris)]
    for a, b in [whole] if whole else pairwise(line.titik):
        if abs(a.x - b.x) < 0.8:
            near = min(abs(a.x - x) for x in xs)
            ends = max(min(abs(a.y - y) for y in ys), min(abs(b.y - y) for y in ys))
        elif abs(a.y - b.y) < 0.8:
            near = min(abs(a.y - y) for y in ys)
            ends = max(min(abs(a.x - x) for x in xs), min(abs(b.x - x) for x in xs))
        else:
            return False
        if near > _ON_RULE and ends > 1.5:
            return False
    return True


def _outlines(line: Garis, symbols: Sequence[Lambang]) -> bool:
    """Whether a line is a piece of a symbol's own outline."""
    for symbol in symbols:
        if all(symbol.distance(point) < 1.3 and not _well_inside(symbol, point) for point in line.titik):
            middle = [Titik((a.x + b.x) / 2, (a.y + b.y) / 2) for a, b in zip(line.titik, line.titik[1:], strict=False)]
            if all(symbol.distance(point) < 1.3 and not _well_inside(symbol, point) for point in middle):
                return True
    return False


def _well_inside(symbol: Lambang, point: Titik) -> bool:
    box = symbol.kotak
    if symbol.jenis is JenisBentuk.KETUPAT:
        centre = box.tengah
        share = abs(point.x - centre.x) / max(box.lebar / 2, 0.1) + abs(point.y - centre.y) / max(box.tinggi / 2, 0.1)
        return share < 0.85
    return box.grown(-1.6).holds(point)


class _Network:
    """Pieces of lines, and the nodes that they meet in. Node i < len(symbols) is symbol i."""

    def __init__(self, lines: Sequence[Garis], symbols: Sequence[Lambang]) -> None:
        self.symbols = symbols
        self._ids = {symbol.id: index for index, symbol in enumerate(symbols) if symbol.id}
        self._points: list[Titik] = []
        """Places of the nodes behind the symbols."""
        pieces = [
            _Piece(
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

    def _symbol_at(self, piece: _Piece, end: int) -> int:
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

    def _aimed_at(self, piece: _Piece, end: int, reach: float) -> int:
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

    def _split(self, pieces: list[_Piece]) -> list[_Piece]:
        """Cut lines where another line's free end meets them."""
        ends = [
            (number, end, piece.titik[-1 if end else 0])
            for number, piece in enumerate(pieces)
            for end in (0, 1)
            if piece.nodes[end] < 0
        ]
        result: list[_Piece] = []
        for number, piece in enumerate(pieces):
            cuts: list[tuple[int, float, Titik]] = []
            for other, _, point in ends:
                if other == number:
                    continue
                if min(length(point, piece.titik[0]), length(point, piece.titik[-1])) <= _JOIN:
                    continue
                place = _on_line(piece.titik, point)
                if place is not None:
                    cuts.append((*place, point))
            result += _cut(piece, cuts)
        return result

    def _join(self, pieces: list[_Piece]) -> None:
        """Give free ends their nodes: ends at one place share one, ends close together if one line goes on in the other."""
        ends = [(piece, end) for piece in pieces for end in (0, 1) if piece.nodes[end] < 0]
        members: list[list[tuple[_Piece, int]]] = []
        for piece, end in ends:
            point = _end_point(piece, end)
            for index, known in enumerate(self._points):
                if length(point, known) <= _ONE_PLACE:
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
                and length(known, self._points[index]) <= _JOIN
                and not any(_side_by_side(group[0], member) for member in members[other])
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
        return _directed(_without_stubs(_unique(found)), self.symbols)

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
        waiting = deque([(number, end, first, _oriented(self.pieces[number], end), self.pieces[number].loose[end])])
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
                (other, side, (*used, other), (*points, *_oriented(self.pieces[other], side)[1:]), loose)
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
                points = list(_oriented(piece, end))
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
                    points += _oriented(self.pieces[at], side)[1:]
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


def _oriented(piece: _Piece, end: int) -> tuple[Titik, ...]:
    """The points of a piece, beginning at one of its ends."""
    return piece.titik[::-1] if end else piece.titik


def _end_point(piece: _Piece, end: int) -> Titik:
    return piece.titik[-1 if end else 0]


def _side_by_side(first: tuple[_Piece, int], second: tuple[_Piece, int]) -> bool:
    """Whether two lines end beside one another in the same direction: neither goes on in the other."""
    directions = []
    for piece, end in (first, second):
        point, inner = (piece.titik[-1], piece.titik[-2]) if end else (piece.titik[0], piece.titik[1])
        long = length(point, inner) or 1.0
        directions.append(((point.x - inner.x) / long, (point.y - inner.y) / long))
    (ax, ay), (bx, by) = directions
    return ax * bx + ay * by > 0.9


def _on_line(points: Sequence[Titik], point: Titik) -> tuple[int, float] | None:
    """On which segment of a line a point lies, and how far along it; None where it does not."""
    for index, (a, b) in enumerate(pairwise(points)):
        long = length(a, b)
        if long < 0.5:
            continue
        along = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / long
        aside = abs((point.x - a.x) * (b.y - a.y) - (point.y - a.y) * (b.x - a.x)) / long
        if -_ONE_PLACE <= along <= long + _ONE_PLACE and aside <= _JOIN * 0.8:  # in a bend it lies on neither side
            return index, min(max(along, 0.0), long)
    return None


def _cut(piece: _Piece, cuts: Sequence[tuple[int, float, Titik]]) -> list[_Piece]:
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
                _Piece(
                    (*points, point),
                    [piece.nodes[0] if first else -1, -1],
                    (piece.heads[0] and first, False),
                    (piece.glued[0] if first else "", ""),
                )
            )
            points, first = [point], False
        points.append(piece.titik[index + 1])
    result.append(
        _Piece(
            tuple(points),
            [piece.nodes[0] if first else -1, piece.nodes[1]],
            (piece.heads[0] and first, piece.heads[1]),
            (piece.glued[0] if first else "", piece.glued[1]),
        )
    )
    return result


def _unique(arrows: Sequence[Panah]) -> list[Panah]:
    """One arrow a pair of symbols and way; a headless one only once, not there and back."""
    kept: dict[tuple[object, ...], Panah] = {}
    for arrow in arrows:
        if arrow.ke < 0 or arrow.dari < 0:
            key: tuple[object, ...] = (arrow.dari, arrow.ke, arrow.titik[0], arrow.titik[-1])
        elif arrow.berkepala:
            key = (arrow.dari, arrow.ke)
        else:
            key = (min(arrow.dari, arrow.ke), max(arrow.dari, arrow.ke), "tanpa kepala")
        if key not in kept:
            kept[key] = arrow
    headed = {frozenset((a.dari, a.ke)) for a in kept.values() if a.berkepala}
    return [
        arrow
        for arrow in kept.values()
        if arrow.berkepala or arrow.ke < 0 or frozenset((arrow.dari, arrow.ke)) not in headed
    ]


def _without_stubs(arrows: Sequence[Panah]) -> list[Panah]:
    """Without the short ends that lead nowhere from a symbol that has arrows: another one begins beside them."""
    sources = {arrow.dari for arrow in arrows if arrow.ke >= 0}
    return [
        arrow
        for arrow in arrows
        if arrow.ke >= 0
        or arrow.berkepala
        or arrow.dari not in sources
        or sum(length(a, b) for a, b in pairwise(arrow.titik)) > _STUB
    ]


def _directed(arrows: Sequence[Panah], symbols: Sequence[Lambang]) -> list[Panah]:
    """Headless arrows run down the page, or away from a diamond."""
    heads = 2 * sum(arrow.berkepala for arrow in arrows) > len(arrows)
    result = []
    for arrow in arrows:
        if not arrow.berkepala and arrow.ke >= 0 and arrow.dari >= 0:
            first, second = symbols[arrow.dari], symbols[arrow.ke]
            turned = (second.baris, second.kolom) < (first.baris, first.kolom)
            if first.penghubung is not second.penghubung and heads:
                turned = first.penghubung  # to a connector a line has no head, from it has one
            if (
                first.jenis is JenisBentuk.KETUPAT
                and second.jenis is not JenisBentuk.KETUPAT
                and second.baris <= first.baris
            ):
                turned = False
            if turned:
                result.append(replace(arrow, dari=arrow.ke, ke=arrow.dari, titik=arrow.titik[::-1], dua_kepala=False))
                continue
        result.append(arrow)
    return result
