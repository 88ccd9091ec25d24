"""What real pictures of tables taught about symbols, heads and strips, each on a drawing of our own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from sop_catalog.importing.naskah import Gambar, Halaman, Kotak
from sop_catalog.importing.readers.picture import _is_level, symbols_in
from sop_catalog.importing.readers.picture_lines import find_lines
from sop_catalog.importing.readers.picture_pages import _large

_UNIT = 300 / 72

Point = tuple[float, float]


class Sheet:
    """A table of rules 60 points apart, 240 points wide and high."""

    def __init__(self) -> None:
        self.image = Image.new("L", (int(240 * _UNIT), int(240 * _UNIT)), 255)
        self.pen = ImageDraw.Draw(self.image)
        for at in range(0, 241, 60):
            self.line([(0, at), (240, at)], 0.5)
            self.line([(at, 0), (at, 240)], 0.5)

    def line(self, points: Sequence[Point], wide: float) -> None:
        half = max(int(wide * _UNIT), 1) // 2
        for (ax, ay), (bx, by) in pairwise(points):  # level and upright ones only, without a notch in a bend
            left, right = sorted((round(ax * _UNIT), round(bx * _UNIT)))
            top, bottom = sorted((round(ay * _UNIT), round(by * _UNIT)))
            self.pen.rectangle([left - half, top - half, right + half, bottom + half], fill=0)

    def box(self, left: float, top: float, right: float, bottom: float) -> None:
        self.line([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], 0.8)

    def arrow(self, points: Sequence[Point], wide: float = 1.0, head: float = 5.0) -> None:
        (x, y), (tx, ty) = points[-2:]
        dx, dy = (tx > x) - (tx < x), (ty > y) - (ty < y)
        base = (tx - dx * head, ty - dy * head)
        self.line([*points[:-1], base], wide)
        corners = [(tx, ty), (base[0] - dy * head / 2, base[1] + dx * head / 2)]
        corners.append((base[0] + dy * head / 2, base[1] - dx * head / 2))
        self.pen.polygon([(px * _UNIT, py * _UNIT) for px, py in corners], fill=0)

    def ink(self) -> np.ndarray:
        return (np.asarray(self.image) < 150).astype(np.uint8) * 255


def test_what_an_arrow_and_two_rules_enclose_is_no_symbol() -> None:
    sheet = Sheet()
    sheet.box(22, 34, 52, 54)
    sheet.arrow([(37, 54), (37, 78), (75, 78)])  # too short for a rule; leaves a hole between two of them
    boxes = [shape.kotak for shape, _ in symbols_in(sheet.ink(), _UNIT)]
    assert len(boxes) == 1
    assert boxes[0].holds(Kotak(22, 34, 52, 54).tengah)


def test_a_symbol_in_a_corner_of_its_cell_stays_one() -> None:
    sheet = Sheet()
    sheet.box(60, 60, 90, 80)  # two of its sides lie on rules
    assert any(shape.kotak.holds(Kotak(60, 60, 90, 80).tengah) for shape, _ in symbols_in(sheet.ink(), _UNIT))


def test_a_broad_line_has_a_head() -> None:
    sheet = Sheet()
    sheet.arrow([(75, 90), (110, 90)], 1.8, 6.0)
    lines, heads = find_lines(sheet.ink(), [], [], _UNIT)
    (head,) = heads
    assert abs(head.ujung.x - 110) < 1.5
    assert abs(head.ujung.y - 90) < 1.5
    assert sum(line.kepala_awal + line.kepala_akhir for line in lines) == 1


def test_a_rule_under_a_head_is_not_its_line() -> None:
    sheet = Sheet()
    sheet.arrow([(75, 100), (75, 57)])  # the head lies on the rule at 60
    lines, heads = find_lines(sheet.ink(), [], [], _UNIT)
    (head,) = heads
    assert abs(head.ujung.x - 75) < 1.5
    (own,) = [line for line in lines if line.kepala_awal or line.kepala_akhir]
    assert max(point.y for point in own.titik) > 95


def test_strips_of_one_picture_are_one() -> None:
    strips = [Kotak(60, 90, 700, 220), Kotak(60, 220.4, 700, 350), Kotak(60, 350.2, 700, 480)]
    others = [Kotak(10, 500, 60, 540), Kotak(100, 500, 400, 590)]
    page = Halaman(1, 800, 600, gambar=tuple(map(Gambar, [strips[0], others[0], strips[2], strips[1], others[1]])))
    assert sorted(_large(page)) == [Kotak(60, 90, 700, 480), others[1]]


def test_a_scan_that_leans_is_not_level() -> None:
    def across(drop: float) -> np.ndarray:
        image = Image.new("L", (2000, 600), 0)
        pen = ImageDraw.Draw(image)
        for at in (100, 300, 500):
            pen.line([(50, at), (1950, at + drop)], fill=255, width=3)
        return np.asarray(image)

    assert _is_level(across(0), _UNIT)
    assert not _is_level(across(12), _UNIT)
