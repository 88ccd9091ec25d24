"""Which symbol an arrow leaves and which it reaches: pieces of lines joined to a network, walked from every symbol.

Offices draw arrows as they like: in pieces, merging into one another, with a head at one end, at both or at none, ending a
few points before the symbol. What was not plain is kept as a fact of the arrow (`Panah`), so that it becomes a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sop_catalog.importing.drawn.network import Network
from sop_catalog.importing.drawn.panah import Panah
from sop_catalog.importing.drawn.symbols import Lambang
from sop_catalog.importing.form.table import Tabel
from sop_catalog.importing.geometry.outlines import length
from sop_catalog.importing.naskah import Garis, Halaman, JenisBentuk, Kotak, Titik

_TOUCHING = 1.2
"""Pieces of one line overlap, or lie no further apart."""
_ONE_LINE = 0.4
"""Lines no further apart than this, along and across, are one line drawn twice."""
_ON_RULE = 0.7
_STUB = 9.0
"""A headless line this short that leads nowhere is the end of another one."""


def find_arrows(page: Halaman, table: Tabel, symbols: Sequence[Lambang]) -> list[Panah]:
    """The arrows between the symbols of one page's table."""
    whole = _continued(page.garis)
    lines = [line for line, span in zip(page.garis, whole, strict=True) if _belongs(line, table, symbols, span)]
    network = Network(_without_twins(lines), symbols)
    return _directed(_without_stubs(_unique(network.arrows())), symbols)


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
