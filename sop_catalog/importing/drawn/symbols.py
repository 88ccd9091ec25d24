"""The symbols of an activity table: which outlines are symbols, and in which row and column each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from sop_catalog.importing.form.lines_of_text import text_lines
from sop_catalog.importing.form.table import Tabel
from sop_catalog.importing.form.words import NO, YES, fold
from sop_catalog.importing.naskah import Bentuk, Halaman, JenisBentuk, JenisHalaman, Kotak, Lapisan, Teks, Titik

_ON_RULE = 2.5
_CELL_WIDE = 0.94
"""A rectangle that fills this share of its column's width is a cell."""
_SMALL = 0.3
"""A symbol has at least this share of the median area, or words in it."""
_OVER_COLUMN = 0.25
_OVER_ROW = 0.12
_SAID = frozenset({"mulai", "selesai", "start", "end", "finish", "begin"})
"""Words that a capsule says by being one."""


@dataclass(frozen=True, slots=True)
class Lambang:
    """A symbol of the flow."""

    halaman: int
    baris: int
    """Index of its row within the page's table; -1: in none."""
    kolom: int
    """Index among the performers, from 0; -1: in none."""
    jenis: JenisBentuk
    kotak: Kotak
    isi: str = ""
    id: str = ""
    pasti: bool = True
    """False: its place is known by a guess of the layout only."""
    lewat_kolom: float = 0.0
    """Share of its width that lies over another column."""
    lewat_baris: float = 0.0
    """Share of its height that lies over another row."""
    bersama: tuple[int, ...] = ()
    """Other columns that it covers by half or more: several do this step together."""
    selesai: bool = False
    """A small capsule beside a symbol, at which a branch ends: the flow's end in mid-flow, no step."""

    @property
    def penghubung(self) -> bool:
        """Whether it only carries the flow to another page."""
        return self.jenis is JenisBentuk.SEGILIMA

    @property
    def baku(self) -> bool:
        """Whether the standard knows it."""
        return self.jenis.is_official

    def distance(self, point: Titik) -> float:
        """How far a point lies from its outline; 0 inside."""
        if self.jenis is not JenisBentuk.KETUPAT:
            return self.kotak.distance(point)
        centre = self.kotak.tengah
        wide, high = max(self.kotak.lebar / 2, 0.1), max(self.kotak.tinggi / 2, 0.1)
        x, y = abs(point.x - centre.x), abs(point.y - centre.y)
        if x / wide + y / high <= 1:
            return 0.0
        along = min(max(((wide - x) * wide + y * high) / (wide * wide + high * high), 0.0), 1.0)
        return float(((x - wide * (1 - along)) ** 2 + (y - high * along) ** 2) ** 0.5)


def find_symbols(page: Halaman, table: Tabel) -> list[Lambang]:
    """The symbols of a table, row by row and from left to right; connectors to other pages too."""
    performers = table.pelaksana
    if not performers:
        return []
    area = Kotak(performers[0].kiri, table.kotak.atas, performers[-1].kanan, table.kotak.bawah)
    around = area.grown(28)
    shapes = [
        shape
        for shape in page.bentuk
        if _within(shape, around) and not _is_cell(shape, table) and _is_drawn(shape, table)
    ]
    shapes = _without_frames(shapes)
    words = [word for word in page.teks if around.holds(word.kotak.tengah)]
    placed = [_place(shape, table, words, is_picture=page.jenis is not JenisHalaman.VEKTOR) for shape in shapes]
    placed = _by_order(placed, len(table.baris))
    placed = [
        symbol
        for symbol in placed
        if symbol.baris >= 0 or symbol.penghubung or not symbol.pasti or area.grown(2).holds(symbol.kotak.tengah)
    ]
    own = [symbol.kotak.luas for symbol in placed if symbol.baku and symbol.baris >= 0]
    least = _SMALL * median(own) if own else 0.0
    placed = [
        replace(symbol, selesai=symbol.jenis is JenisBentuk.KAPSUL) if _is_small(symbol, least) else symbol
        for symbol in placed
        if not _is_small(symbol, least) or symbol.jenis is JenisBentuk.KAPSUL
    ]
    placed = _with_ends(placed)
    placed = [
        symbol
        for symbol in placed
        if symbol.kotak.atas > table.badan - 2 or symbol.penghubung or symbol.baris >= 0 or not symbol.pasti
    ]
    return sorted(placed, key=lambda symbol: (symbol.baris, symbol.kolom, symbol.kotak.kiri))


def _with_ends(placed: Sequence[Lambang]) -> list[Lambang]:
    """Capsules without words in the cell of a diamond: those below it are ends of its branches, one above it its start."""
    diamonds = {
        (symbol.baris, symbol.kolom): symbol.kotak.tengah.y
        for symbol in placed
        if symbol.jenis is JenisBentuk.KETUPAT and symbol.baris >= 0 and symbol.kolom >= 0
    }
    return [
        replace(symbol, selesai=True)
        if symbol.jenis is JenisBentuk.KAPSUL and not symbol.isi and (symbol.baris, symbol.kolom) in diamonds
        else symbol
        for symbol in placed
    ]


def _is_small(symbol: Lambang, least: float) -> bool:
    """Whether a shape is too small for a step, and has no words that make it one."""
    return symbol.kotak.luas < least and not symbol.isi and not symbol.penghubung


def _within(shape: Bentuk, around: Kotak) -> bool:
    """Whether a shape stands among the performers; one whose height is a guess may stand below the table."""
    centre = shape.kotak.tengah
    return around.holds(centre) if shape.pasti else around.kiri <= centre.x <= around.kanan


def _by_order(placed: list[Lambang], rows: int) -> list[Lambang]:
    """Rows of symbols whose heights the file leaves open: by their order, where there are as many levels as rows.

    Where there are not, nothing says which row each belongs to, and their rows stay open.
    """
    own = [symbol for symbol in placed if not symbol.penghubung]
    if all(symbol.pasti for symbol in own):
        return placed
    levels: list[float] = []
    for symbol in sorted(own, key=lambda symbol: symbol.kotak.tengah.y):
        if not levels or symbol.kotak.tengah.y - levels[-1] > 0.7 * symbol.kotak.tinggi:
            levels.append(symbol.kotak.tengah.y)
    result = []
    for symbol in placed:
        if symbol.penghubung or symbol.pasti:
            result.append(symbol)
            continue
        y = symbol.kotak.tengah.y
        level = min(range(len(levels)), key=lambda index: abs(levels[index] - y))
        row = level if len(levels) == rows else -1
        result.append(replace(symbol, baris=row, kolom=symbol.kolom if row >= 0 else -1, lewat_baris=0.0))
    return result


def _is_drawn(shape: Bentuk, table: Tabel) -> bool:
    """Whether an outline can be a symbol: of a symbol's size, and drawn or coloured."""
    lowest = 3.5 if shape.jenis is JenisBentuk.KAPSUL else 5
    if shape.kotak.lebar < 6 or shape.kotak.tinggi < lowest:
        return False
    widest = max((column.lebar for column in table.pelaksana), default=0.0)
    if shape.kotak.lebar > 1.9 * widest or shape.kotak.tinggi > 0.6 * max(table.kotak.tinggi, 1) + 40:
        return False
    if shape.jenis is JenisBentuk.LAIN and not shape.garis_tepi:
        return False
    return shape.garis_tepi or (shape.terisi and not shape.putih)


def _is_cell(shape: Bentuk, table: Tabel) -> bool:
    """Whether a rectangle is the frame or the ground of a cell, not a symbol in it."""
    if shape.id or shape.jenis not in {JenisBentuk.KOTAK, JenisBentuk.LAIN}:
        return False
    box = shape.kotak
    xs = [table.kolom[0].kiri, *(column.kanan for column in table.kolom)]
    ys = [table.badan, table.kotak.atas, *(row.bawah for row in table.baris)]
    left = min(abs(box.kiri - x) for x in xs) <= _ON_RULE
    right = min(abs(box.kanan - x) for x in xs) <= _ON_RULE
    top = min(abs(box.atas - y) for y in ys) <= _ON_RULE
    bottom = min(abs(box.bawah - y) for y in ys) <= _ON_RULE
    if (left and right and (top or bottom)) or (top and bottom and (left or right)):
        return True
    centre = box.tengah.x
    column = next((column for column in table.kolom if column.kiri <= centre <= column.kanan), None)
    return column is not None and box.lebar >= _CELL_WIDE * column.lebar and (top or bottom or (left and right))


def _without_frames(shapes: list[Bentuk]) -> list[Bentuk]:
    """A frame around other symbols is none itself; of two outlines, one within the other, the outer one counts."""
    kept = []
    for shape in shapes:
        inner = [
            other for other in shapes if other is not shape and other.kotak.shared(shape.kotak) > 0.9 * other.kotak.luas
        ]
        if sum(1 for other in inner if other.kotak.luas < 0.45 * shape.kotak.luas) >= 2:
            continue
        outer = any(
            other is not shape
            and other.kotak.luas > shape.kotak.luas * 1.02
            and other.kotak.luas < 3.0 * shape.kotak.luas
            and shape.kotak.shared(other.kotak) > 0.92 * shape.kotak.luas
            for other in shapes
        )
        if not outer:
            kept.append(shape)
    return kept


def _place(shape: Bentuk, table: Tabel, words: Sequence[Teks], *, is_picture: bool) -> Lambang:
    centre = shape.kotak.tengah
    row, over_row = _slot([(row.atas, row.bawah) for row in table.baris], centre.y, shape.kotak.atas, shape.kotak.bawah)
    column, over_column = _slot(
        [(column.kiri, column.kanan) for column in table.pelaksana], centre.x, shape.kotak.kiri, shape.kotak.kanan
    )
    inside = shape.isi
    if not inside:
        own = [
            word
            for word in words
            if shape.kotak.holds(word.kotak.tengah)
            and (word.lapisan is not Lapisan.OCR or is_picture)
            and not is_in_corner(shape.jenis, shape.kotak, word)
        ]
        inside = " ".join(line.isi for line in text_lines(own))
    if shape.jenis in {JenisBentuk.KAPSUL, JenisBentuk.LINGKARAN} and inside.lower().strip(" .") in _SAID:
        inside = ""
    return Lambang(
        table.halaman,
        row,
        column if row >= 0 or not shape.pasti else -1,
        shape.jenis,
        shape.kotak,
        " ".join(inside.split()),
        shape.id,
        shape.pasti,
        lewat_kolom=over_column if over_column > _OVER_COLUMN else 0.0,
        lewat_baris=over_row if over_row > _OVER_ROW else 0.0,
        bersama=tuple(
            index
            for index, one in enumerate(table.pelaksana)
            if index != column >= 0
            and min(shape.kotak.kanan, one.kanan) - max(shape.kotak.kiri, one.kiri) >= 0.5 * one.lebar
        ),
    )


def is_in_corner(jenis: JenisBentuk, box: Kotak, word: Teks) -> bool:
    """Whether a word in the box of a diamond stands in one of the box's corners, as the label of an arrow does."""
    if jenis is not JenisBentuk.KETUPAT or fold(word.isi) not in YES | NO:
        return False
    point, centre = word.kotak.tengah, box.tengah
    return abs(point.x - centre.x) / max(box.lebar / 2, 0.1) + abs(point.y - centre.y) / max(box.tinggi / 2, 0.1) > 1


def _slot(slots: Sequence[tuple[float, float]], middle: float, low: float, high: float) -> tuple[int, float]:
    """In which slot the middle lies, and which share of the extent lies outside of it."""
    for index, (start, end) in enumerate(slots):
        if start - 0.5 <= middle < end + 0.5:
            outside = max(start - low, 0.0) + max(high - end, 0.0)
            return index, outside / max(high - low, 0.1)
    return -1, 0.0


def moved(symbol: Lambang, row: int) -> Lambang:
    """The symbol with the index of its row among all pages' rows."""
    return replace(symbol, baris=row)
