"""Which word is the label of which arrow, where offices do not write it beside the arrow's beginning."""

from __future__ import annotations

from sop_catalog.importing.drawn.labels import Label, give_labels
from sop_catalog.importing.drawn.panah import Panah
from sop_catalog.importing.drawn.symbols import Lambang, is_in_corner
from sop_catalog.importing.naskah import JenisBentuk, Kotak, Teks, Titik

DIAMOND = Lambang(1, 1, 1, JenisBentuk.KETUPAT, Kotak(100, 100, 160, 140))
BELOW = Lambang(1, 2, 1, JenisBentuk.KOTAK, Kotak(110, 200, 150, 220))
AWAY = Lambang(1, 0, 4, JenisBentuk.KOTAK, Kotak(400, 20, 440, 40))
OTHER = Lambang(1, 3, 3, JenisBentuk.KETUPAT, Kotak(300, 190, 360, 230))
SYMBOLS = (DIAMOND, BELOW, AWAY, OTHER)
DOWN = Panah(0, 1, (Titik(130, 140), Titik(130, 200)))
UP = Panah(0, 2, (Titik(160, 120), Titik(420, 120), Titik(420, 40)))


def label(text: str, x: float, y: float) -> Label:
    box = Kotak(x, y, x + 6 * len(text), y + 8)
    return Label(text, box, (Teks(box, text),))


def test_far_along_its_arrow() -> None:
    given, free = give_labels([DOWN, UP], SYMBOLS, [label("Ya", 134, 160), label("belum valid", 330, 108)])
    assert [(one.label, one.label_diduga) for one in given] == [("Ya", False), ("belum valid", True)]
    assert not free


def test_beside_its_diamond() -> None:
    given, free = give_labels([DOWN, UP], SYMBOLS, [label("T", 170, 108), label("Y", 96, 140)])
    assert [(one.label, one.label_diduga) for one in given] == [("Y", True), ("T", False)]
    assert not free


def test_where_two_may_be_meant_none_is() -> None:
    two = [label("Ya", 134, 160), label("dalam kota", 330, 108), label("luar kota", 330, 124)]
    given, free = give_labels([DOWN, UP], SYMBOLS, two)
    assert [one.label for one in given] == ["Ya", ""]
    assert len(free) == 2


def test_what_another_arrow_without_a_label_passes_is_nobodys() -> None:
    passing = Panah(3, 2, (Titik(330, 190), Titik(330, 60), Titik(400, 60)))
    both = Panah(3, 1, (Titik(300, 210), Titik(150, 210)))
    given, free = give_labels([DOWN, UP, passing, both], SYMBOLS, [label("Ya", 134, 160), label("kota", 333, 108)])
    assert not given[1].label
    assert [one.isi for one in free] == ["kota"]


def test_in_a_corner_of_the_diamonds_box() -> None:
    box = DIAMOND.kotak

    def stands(text: str, x: float, y: float, jenis: JenisBentuk = JenisBentuk.KETUPAT) -> bool:
        return is_in_corner(jenis, box, Teks(Kotak(x, y, x + 6, y + 8), text))

    assert stands("Y", 103, 131)
    assert not stands("Y", 127, 116)
    assert not stands("Periksa", 103, 131)
    assert not stands("Y", 103, 131, JenisBentuk.KOTAK)


def test_how_far_a_point_lies_from_a_diamond() -> None:
    assert DIAMOND.distance(Titik(130, 120)) == 0
    assert DIAMOND.distance(Titik(90, 120)) == 10  # on its axis, and not as near as its side's line is
    assert DIAMOND.distance(Titik(130, 146)) == 6
    assert 9 < DIAMOND.distance(Titik(103, 103)) < 15
