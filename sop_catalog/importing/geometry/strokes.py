"""From drawn paths to rules, outlines, lines and arrowheads. Knows neither PDF nor SOP.

Office programs and printers draw one arrow in many ways: as a stroke, as a thin filled outline, as pieces, with a filled
triangle or two short strokes for a head, or as one outline of shaft and head. All of them come out of here alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sop_catalog.importing.geometry.loops import find_loops
from sop_catalog.importing.geometry.outlines import area, classify, hull, length, perimeter
from sop_catalog.importing.naskah import (
    Bentuk,
    Garis,
    GarisTabel,
    JenisBentuk,
    Kepala,
    Kotak,
    Titik,
    bounds,
)

_RULE = 3.2
"""Up to this width a filled outline is a line."""
_HEAD = 15.0
"""Up to this size a small filled outline is an arrowhead."""
_SHORT = 11.0
"""Up to this length a stroke may be one half of an open arrowhead."""
_LEVEL = 0.6
"""How far the ends of a line along the page's sides may differ."""
_MERGE = 1.0
"""Rules that lie closer than this are one."""
_GAP = 2.6
"""The widest gap between two pieces of one rule."""
_LONG_RULE = 110.0
"""A longer rule is no side of a symbol."""
_SMALLEST = 5.0
"""A symbol is at least this wide and high."""


@dataclass(frozen=True, slots=True)
class Goresan:
    """One drawn path without jumps."""

    titik: tuple[Titik, ...]
    tertutup: bool
    diisi: bool
    """Filled, and not fully transparent."""
    digaris: bool
    putih: bool
    """The fill is white."""
    tebal: float
    """Width of its stroke in points."""
    objek: int
    """Subpaths of one object of the file carry one number."""


@dataclass
class Gambaran:
    """What was found in the paths of one page."""

    garis_tabel: list[GarisTabel] = field(default_factory=list)
    bentuk: list[Bentuk] = field(default_factory=list)
    garis: list[Garis] = field(default_factory=list)
    kepala: list[Kepala] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Head:
    """A head whose tip is not known yet."""

    corners: tuple[Titik, ...]
    kotak: Kotak
    objek: int
    tip: Titik | None = None


def read_strokes(paths: Iterable[Goresan]) -> Gambaran:
    """Sort the paths of a page."""
    found = Gambaran()
    pieces: list[GarisTabel] = []
    heads: list[_Head] = []
    halves: list[tuple[Titik, Titik, int]] = []
    for path in paths:
        _sort_path(_cleaned(path), found, pieces, heads, halves)
    found.garis_tabel = merge_rules(pieces)
    halves = _take_loops(found, halves)
    heads += _open_heads(halves, found)
    found.bentuk = _unique(found.bentuk)
    found.garis, found.kepala = _with_heads(found.garis, heads)
    return found


def _cleaned(path: Goresan) -> Goresan:
    """Without repeated points, and closed where it ends where it begins."""
    points: list[Titik] = []
    for point in path.titik:
        if not points or length(points[-1], point) > 0.05:
            points.append(point)
    closed = path.tertutup or path.diisi
    if len(points) > 2 and length(points[0], points[-1]) < 0.3:
        points.pop()
        closed = True
    return replace(path, titik=tuple(points), tertutup=closed)


def _sort_path(
    path: Goresan,
    found: Gambaran,
    pieces: list[GarisTabel],
    heads: list[_Head],
    halves: list[tuple[Titik, Titik, int]],
) -> None:
    points = path.titik
    if len(points) < 2:
        return
    if path.diisi and path.putih and not path.digaris:
        return  # the ground of a label
    if path.diisi and len(points) > 2 and path.tertutup and _sort_filled(path, found, pieces, heads):
        return
    if len(points) > 2 and path.tertutup:
        _take_outline(path, found, pieces)
    else:
        _take_stroke(path, found, pieces, heads, halves)


# --- Filled outlines ----------------------------------------------------------------------------------------------


def _sort_filled(path: Goresan, found: Gambaran, pieces: list[GarisTabel], heads: list[_Head]) -> bool:
    """Take a filled outline that is a line, a head or an arrow; False for one that may be a symbol."""
    points = path.titik
    box = bounds(points)
    small, large = min(box.lebar, box.tinggi), max(box.lebar, box.tinggi)
    if small <= _RULE and large > small * 1.5:
        _take_straight(box, found, pieces, path.objek)
        return True
    if path.putih and path.digaris:
        return False
    inside = area(points)
    if large <= _HEAD and not path.putih and small > 1.2 and inside < 0.8 * box.luas:
        heads.append(_Head(tuple(hull(points)), box, path.objek))
        return True
    thickness = 2 * inside / max(perimeter(points), 0.1)
    if thickness > _RULE or inside > 0.5 * box.luas:
        return False
    middle = _skeleton(points, max(_RULE, 1.6 * thickness))
    if not middle:
        return False
    lines = chain(middle, 3.5)
    tip = _block_tip(points, lines)
    for line in lines:
        end = tip is not None and length(tip, line[-1]) < length(tip, line[0])
        closer = tip is not None and min(length(tip, line[0]), length(tip, line[-1])) < _HEAD
        reaching = ((*line, tip) if end else (tip, *line)) if closer and tip is not None else tuple(line)
        found.garis.append(
            Garis(reaching, kepala_awal=closer and not end, kepala_akhir=closer and end, objek=path.objek)
        )
    if tip is not None:
        found.kepala.append(Kepala(tip, Kotak(tip.x - 2, tip.y - 2, tip.x + 2, tip.y + 2), path.objek))
    return True


def _take_straight(box: Kotak, found: Gambaran, pieces: list[GarisTabel], objek: int) -> None:
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
            if length(point, end) < _HEAD and abs((point.x - end.x) * uy - (point.y - end.y) * ux) > 1.8
        ]
        if len(wings) < 2:
            continue
        for point in points:
            ahead = (point.x - end.x) * ux + (point.y - end.y) * uy
            aside = abs((point.x - end.x) * uy - (point.y - end.y) * ux)
            if 1.5 < ahead <= _HEAD and aside < 1.2 and (best is None or ahead > best[0]):
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
    if abs(before.y - a.y) < _LEVEL and abs(after.x - b.x) < _LEVEL:
        corner = Titik(b.x, a.y)
    elif abs(before.x - a.x) < _LEVEL and abs(after.y - b.y) < _LEVEL:
        corner = Titik(a.x, b.y)
    else:
        corner = Titik((a.x + b.x) / 2, (a.y + b.y) / 2)
    return [*first[:-1], corner, *second[1:]]


# --- Strokes ------------------------------------------------------------------------------------------------------


def _take_outline(path: Goresan, found: Gambaran, pieces: list[GarisTabel]) -> None:
    points = path.titik
    box = bounds(points)
    if min(box.lebar, box.tinggi) <= _RULE:
        if max(box.lebar, box.tinggi) > _RULE:
            _take_straight(box, found, pieces, path.objek)
        return
    jenis = classify(points)
    if path.digaris and jenis is JenisBentuk.KOTAK:
        pieces += box_rules(box, path.tebal)
    if min(box.lebar, box.tinggi) < _SMALLEST:
        return
    found.bentuk.append(
        Bentuk(jenis, box, garis_tepi=path.digaris, terisi=path.diisi, putih=path.putih or not path.diisi)
    )


def box_rules(box: Kotak, thickness: float = 0.5) -> list[GarisTabel]:
    """The four sides of a box."""
    return [
        GarisTabel(True, box.kiri, box.atas, box.bawah, thickness),
        GarisTabel(True, box.kanan, box.atas, box.bawah, thickness),
        GarisTabel(False, box.atas, box.kiri, box.kanan, thickness),
        GarisTabel(False, box.bawah, box.kiri, box.kanan, thickness),
    ]


def _take_stroke(
    path: Goresan,
    found: Gambaran,
    pieces: list[GarisTabel],
    heads: list[_Head],
    halves: list[tuple[Titik, Titik, int]],
) -> None:
    points = path.titik
    if not path.digaris and not path.diisi:
        return
    if len(points) == 3 and _is_chevron(points):
        heads.append(_Head(points, bounds(points), path.objek, points[1]))
        return
    for start, end in pairwise(points):
        if abs(start.x - end.x) < _LEVEL and abs(start.y - end.y) > _LEVEL:
            low, high = sorted((start.y, end.y))
            pieces.append(GarisTabel(True, (start.x + end.x) / 2, low, high, path.tebal))
        elif abs(start.y - end.y) < _LEVEL and abs(start.x - end.x) > _LEVEL:
            low, high = sorted((start.x, end.x))
            pieces.append(GarisTabel(False, (start.y + end.y) / 2, low, high, path.tebal))
    if len(points) == 2 and 1.5 < length(*points) <= _SHORT and not _along_a_side(*points):
        halves.append((points[0], points[1], path.objek))
        return
    found.garis.append(Garis(points, objek=path.objek))


def _along_a_side(a: Titik, b: Titik) -> bool:
    return abs(a.x - b.x) < _LEVEL or abs(a.y - b.y) < _LEVEL


def _is_chevron(points: Sequence[Titik]) -> bool:
    a, tip, b = points
    first, second = length(a, tip), length(b, tip)
    if not 1.5 < first <= _SHORT or not 0.6 < second / first < 1.7:
        return False
    cosine = ((a.x - tip.x) * (b.x - tip.x) + (a.y - tip.y) * (b.y - tip.y)) / (first * second)
    return cosine > 0.0 and not (_along_a_side(a, tip) and _along_a_side(b, tip))


def _open_heads(halves: list[tuple[Titik, Titik, int]], found: Gambaran) -> list[_Head]:
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
                if length(tip, other_tip) < 0.8 and _is_chevron((wing, tip, other)):
                    partner = (j, (wing, tip, other))
                    break
            if partner:
                break
        if partner:
            free.remove(partner[0])
            heads.append(_Head(partner[1], bounds(partner[1]), objek, partner[1][1]))
        else:
            found.garis.append(Garis((a, b), objek=objek))
    return heads


def _take_loops(found: Gambaran, halves: list[tuple[Titik, Titik, int]]) -> list[tuple[Titik, Titik, int]]:
    """Take the outlines that are drawn side by side out of the lines; the short strokes that stay."""
    rules = [rule for rule in found.garis_tabel if rule.panjang > _LONG_RULE]
    single = [
        index for index, line in enumerate(found.garis) if len(line.titik) == 2 and not _lies_on(line.titik, rules)
    ]
    segments = [(found.garis[index].titik[0], found.garis[index].titik[1]) for index in single]
    segments += [(a, b) for a, b, _ in halves]
    used: set[int] = set()
    for shape, own in find_loops(segments):
        found.bentuk.append(shape)
        used |= own
    gone = {single[index] for index in used if index < len(single)}
    found.garis = [line for index, line in enumerate(found.garis) if index not in gone]
    return [half for index, half in enumerate(halves) if index + len(single) not in used]


def _lies_on(points: Sequence[Titik], rules: Sequence[GarisTabel]) -> bool:
    a, b = points
    if abs(a.x - b.x) < _LEVEL:
        low, high = sorted((a.y, b.y))
        return any(
            rule.tegak and abs(rule.koordinat - a.x) < _MERGE and rule.dari - 1 <= low and high <= rule.sampai + 1
            for rule in rules
        )
    if abs(a.y - b.y) < _LEVEL:
        low, high = sorted((a.x, b.x))
        return any(
            not rule.tegak and abs(rule.koordinat - a.y) < _MERGE and rule.dari - 1 <= low and high <= rule.sampai + 1
            for rule in rules
        )
    return False


# --- Rules --------------------------------------------------------------------------------------------------------


def merge_rules(pieces: Iterable[GarisTabel]) -> list[GarisTabel]:
    """Join pieces that lie on one line and touch; ordered by direction, place and beginning."""
    merged: list[GarisTabel] = []
    for upright in (False, True):
        group: list[GarisTabel] = []
        ordered = sorted(
            (piece for piece in pieces if piece.tegak is upright), key=lambda piece: (piece.koordinat, piece.dari)
        )
        for piece in ordered:
            if group and piece.koordinat - group[-1].koordinat > _MERGE:
                merged += _joined_runs(group)
                group = []
            group.append(piece)
        merged += _joined_runs(group) if group else []
    return merged


def _joined_runs(group: list[GarisTabel]) -> list[GarisTabel]:
    runs: list[list[GarisTabel]] = []
    end = 0.0
    for piece in sorted(group, key=lambda piece: piece.dari):
        if runs and piece.dari - end <= _GAP:
            runs[-1].append(piece)
            end = max(end, piece.sampai)
        else:
            runs.append([piece])
            end = piece.sampai
    joined = []
    for run in runs:
        total = sum(max(piece.panjang, 0.1) for piece in run)
        middle = sum(piece.koordinat * max(piece.panjang, 0.1) for piece in run) / total
        joined.append(
            GarisTabel(
                run[0].tegak, middle, min(p.dari for p in run), max(p.sampai for p in run), max(p.tebal for p in run)
            )
        )
    return joined


# --- Outlines and heads -------------------------------------------------------------------------------------------


def _unique(shapes: list[Bentuk]) -> list[Bentuk]:
    """A shape that is drawn twice (its ground, then its outline) is one."""
    kept: list[Bentuk] = []
    for shape in shapes:
        for index, other in enumerate(kept):
            if all(abs(a - b) <= 1.5 for a, b in zip(shape.kotak, other.kotak, strict=True)):
                jenis = other.jenis if other.jenis is not JenisBentuk.LAIN else shape.jenis
                kept[index] = replace(
                    other,
                    jenis=jenis,
                    garis_tepi=shape.garis_tepi or other.garis_tepi,
                    terisi=shape.terisi or other.terisi,
                    putih=shape.putih and other.putih,
                )
                break
        else:
            kept.append(shape)
    return kept


def _with_heads(lines: list[Garis], heads: list[_Head]) -> tuple[list[Garis], list[Kepala]]:
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


def _ends_at(head: _Head, lines: Sequence[Garis]) -> list[tuple[float, int, bool]]:
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


def _points_on(head: _Head, point: Titik, inner: Titik) -> bool:
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
