"""From drawn paths to rules, outlines, lines and arrowheads. Knows neither PDF nor SOP.

Office programs and printers draw one arrow in many ways: as a stroke, as a thin filled outline, as pieces, with a filled
triangle or two short strokes for a head, or as one outline of shaft and head. All of them come out of here alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from sop_catalog.importing.geometry.filled import RULE, sort_filled, take_straight
from sop_catalog.importing.geometry.heads import LEVEL, SHORT, Head, along_a_side, is_chevron, open_heads, with_heads
from sop_catalog.importing.geometry.loops import find_loops
from sop_catalog.importing.geometry.outlines import classify, length
from sop_catalog.importing.geometry.paths import Gambaran, Goresan
from sop_catalog.importing.geometry.rules import MERGE, box_rules, merge_rules
from sop_catalog.importing.naskah import (
    Bentuk,
    Garis,
    GarisTabel,
    JenisBentuk,
    Titik,
    bounds,
)

_LONG_RULE = 110.0
"""A longer rule is no side of a symbol."""
_SMALLEST = 5.0
"""A symbol is at least this wide and high."""


def read_strokes(paths: Iterable[Goresan]) -> Gambaran:
    """Sort the paths of a page."""
    found = Gambaran()
    pieces: list[GarisTabel] = []
    heads: list[Head] = []
    halves: list[tuple[Titik, Titik, int]] = []
    for path in paths:
        _sort_path(_cleaned(path), found, pieces, heads, halves)
    found.garis_tabel = merge_rules(pieces)
    halves = _take_loops(found, halves)
    heads += open_heads(halves, found)
    found.bentuk = _unique(found.bentuk)
    found.garis, found.kepala = with_heads(found.garis, heads)
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
    heads: list[Head],
    halves: list[tuple[Titik, Titik, int]],
) -> None:
    points = path.titik
    if len(points) < 2:
        return
    if path.diisi and path.putih and not path.digaris:
        return  # the ground of a label
    if path.diisi and len(points) > 2 and path.tertutup and sort_filled(path, found, pieces, heads):
        return
    if len(points) > 2 and path.tertutup:
        _take_outline(path, found, pieces)
    else:
        _take_stroke(path, found, pieces, heads, halves)


def _take_outline(path: Goresan, found: Gambaran, pieces: list[GarisTabel]) -> None:
    points = path.titik
    box = bounds(points)
    if min(box.lebar, box.tinggi) <= RULE:
        if max(box.lebar, box.tinggi) > RULE:
            take_straight(box, found, pieces, path.objek)
        return
    jenis = classify(points)
    if path.digaris and jenis is JenisBentuk.KOTAK:
        pieces += box_rules(box, path.tebal)
    if min(box.lebar, box.tinggi) < _SMALLEST:
        return
    found.bentuk.append(
        Bentuk(jenis, box, garis_tepi=path.digaris, terisi=path.diisi, putih=path.putih or not path.diisi)
    )


def _take_stroke(
    path: Goresan,
    found: Gambaran,
    pieces: list[GarisTabel],
    heads: list[Head],
    halves: list[tuple[Titik, Titik, int]],
) -> None:
    points = path.titik
    if not path.digaris and not path.diisi:
        return
    if len(points) == 3 and is_chevron(points):
        heads.append(Head(points, bounds(points), path.objek, points[1]))
        return
    for start, end in pairwise(points):
        if abs(start.x - end.x) < LEVEL and abs(start.y - end.y) > LEVEL:
            low, high = sorted((start.y, end.y))
            pieces.append(GarisTabel(True, (start.x + end.x) / 2, low, high, path.tebal))
        elif abs(start.y - end.y) < LEVEL and abs(start.x - end.x) > LEVEL:
            low, high = sorted((start.x, end.x))
            pieces.append(GarisTabel(False, (start.y + end.y) / 2, low, high, path.tebal))
    if len(points) == 2 and 1.5 < length(*points) <= SHORT and not along_a_side(*points):
        halves.append((points[0], points[1], path.objek))
        return
    found.garis.append(Garis(points, objek=path.objek))


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
    if abs(a.x - b.x) < LEVEL:
        low, high = sorted((a.y, b.y))
        return any(
            rule.tegak and abs(rule.koordinat - a.x) < MERGE and rule.dari - 1 <= low and high <= rule.sampai + 1
            for rule in rules
        )
    if abs(a.y - b.y) < LEVEL:
        low, high = sorted((a.x, b.x))
        return any(
            not rule.tegak and abs(rule.koordinat - a.y) < MERGE and rule.dari - 1 <= low and high <= rule.sampai + 1
            for rule in rules
        )
    return False


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
