"""Which cell a word stands in: the nearest rule on each side of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sop_catalog.importing.form.lines_of_text import cell_text
from sop_catalog.importing.naskah import GarisTabel, Halaman, Kotak, Teks, Titik

_SHORTEST = 9.0
"""A shorter rule bounds no cell."""
_REACH = 1.6
"""How far a rule may end before the place beside it."""


@dataclass(frozen=True, slots=True)
class Petak:
    """A cell with its text."""

    kotak: Kotak
    teks: tuple[Teks, ...]
    isi: str
    """Lines that the cell's width made are joined; others end with a line end."""

    @property
    def rata(self) -> str:
        """The text on one line."""
        return " ".join(self.isi.split())


class Kisi:
    """The rules of a page, asked for the cell around a place."""

    def __init__(self, rules: Sequence[GarisTabel], width: float, height: float) -> None:
        self._sheet = Kotak(0.0, 0.0, width, height)
        long = [rule for rule in rules if rule.panjang >= _SHORTEST]
        self._upright = sorted((rule for rule in long if rule.tegak), key=lambda rule: rule.koordinat)
        self._level = sorted((rule for rule in long if not rule.tegak), key=lambda rule: rule.koordinat)
        self._xs = [rule.koordinat for rule in self._upright]
        self._ys = [rule.koordinat for rule in self._level]

    def around(self, point: Titik) -> Kotak:
        """The cell that a point lies in; open sides reach the page's."""
        left, right = _nearest(self._upright, self._xs, point.x, point.y, self._sheet.kiri, self._sheet.kanan)
        top, bottom = _nearest(self._level, self._ys, point.y, point.x, self._sheet.atas, self._sheet.bawah)
        return Kotak(left, top, right, bottom)


def _nearest(  # noqa: PLR0913, PLR0917 - each is a different thing
    rules: Sequence[GarisTabel], places: Sequence[float], at: float, along: float, low: float, high: float
) -> tuple[float, float]:
    middle = bisect_left(places, at)
    for rule in reversed(rules[:middle]):
        if rule.dari - _REACH <= along <= rule.sampai + _REACH:
            low = rule.koordinat
            break
    for rule in rules[middle:]:
        if rule.dari - _REACH <= along <= rule.sampai + _REACH:
            high = rule.koordinat
            break
    return low, high


def build_cells(page: Halaman) -> list[Petak]:
    """The cells of a page that hold text, from above left."""
    grid = Kisi(page.garis_tabel, page.lebar, page.tinggi)
    groups: dict[tuple[int, int, int, int], list[Teks]] = {}
    boxes: dict[tuple[int, int, int, int], Kotak] = {}
    for word in page.teks:
        box = grid.around(word.kotak.tengah)
        key = (round(box.kiri), round(box.atas), round(box.kanan), round(box.bawah))
        groups.setdefault(key, []).append(word)
        boxes[key] = box
    cells = [Petak(boxes[key], tuple(words), cell_text(words, boxes[key])) for key, words in groups.items()]
    return sorted(cells, key=lambda cell: (round(cell.kotak.atas), cell.kotak.kiri))
