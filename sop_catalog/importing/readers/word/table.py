"""Tables of Word: rows of cells on a grid of columns, as the file orders them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from sop_catalog.flow.labels import text_em
from sop_catalog.importing.readers.failure import ReadError
from sop_catalog.importing.readers.package import child, local, number
from sop_catalog.importing.readers.word.lines import letter_size, side_margins
from sop_catalog.importing.readers.word.xml import TWIP, W, value_of

_MAX_CELLS = 60_000


@dataclass
class Cell:
    """One cell, as wide as the grid says."""

    element: etree._Element
    kolom: int
    """Its first column, from 0."""
    kolom_akhir: int
    """Its last one."""
    kiri: float
    kanan: float
    goes_on: bool
    """Whether it goes on from the row above."""
    tepi: tuple[float, float]
    """Room at its left and right side."""


@dataclass
class Row:
    """One row; where it stands is known once it is laid out."""

    element: etree._Element
    cells: list[Cell]
    atas: float = 0.0
    bawah: float = 0.0
    pasti: bool = False
    """Whether its height is certain."""


class TableReader:
    """Takes the tables of one document apart.

    Raises:
        ReadError: together they hold more cells than any SOP.
    """

    def __init__(self) -> None:
        self._cells = 0

    def read(self, table: etree._Element, x: float) -> tuple[list[Row], float]:
        """The rows of a table, without their heights, and the x of its right side.

        Args:
            table: the element.
            x: of its left side, in points.
        """
        columns = child(table, "tblGrid")
        grid = [number(column.get(f"{W}w")) / TWIP for column in (columns if columns is not None else ())]
        rows = list(_rows_of(table))
        xs = [x]
        for wide in _full_grid(grid, rows):
            xs.append(xs[-1] + wide)
        return self._measure(table, rows, xs), xs[-1]

    def _measure(self, table: etree._Element, rows: list[etree._Element], xs: list[float]) -> list[Row]:
        built = []
        for row in rows:
            column = _skipped(row, "gridBefore")
            cells = []
            for cell in _cells_of(row):
                span = max(int(number(value_of(child(cell, "tcPr", "gridSpan")), 1)), 1)
                merge = child(cell, "tcPr", "vMerge")
                goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
                last = min(column + span, len(xs) - 1)
                if last > column:
                    margins = side_margins(table, cell)
                    cells.append(Cell(cell, column, last - 1, xs[column], xs[last], goes_on, margins))
                column = last
                self._cells += 1
                if self._cells > _MAX_CELLS:
                    raise ReadError(
                        f"dokumen ini berisi lebih dari {_MAX_CELLS} sel; ini bukan SOP biasa, tidak dibaca"
                    )
            built.append(Row(row, cells))
        return built


def indent_of(table: etree._Element) -> float:
    """How far a table is moved to the right, in points."""
    indent = child(table, "tblPr", "tblInd")
    return number(indent.get(f"{W}w")) / TWIP if indent is not None else 0.0


def same_cell(row: Row, cell: Cell) -> bool:
    """Whether a cell of a row above goes on in a row."""
    return any(
        other.goes_on and other.kolom == cell.kolom and other.kolom_akhir == cell.kolom_akhir for other in row.cells
    )


def goes_on_below(rows: list[Row], at: int, cell: Cell) -> bool:
    """Whether a cell goes on below its row."""
    return at + 1 < len(rows) and same_cell(rows[at + 1], cell)


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    for part in table:
        if local(part) == "tr":
            yield part
        elif local(part) in {"sdt", "ins"}:
            content = child(part, "sdtContent") if local(part) == "sdt" else part
            if content is not None:
                yield from _rows_of(content)


def _cells_of(row: etree._Element) -> Iterator[etree._Element]:
    for part in row:
        if local(part) == "tc":
            yield part
        elif local(part) == "sdt":
            content = child(part, "sdtContent")
            if content is not None:
                yield from _cells_of(content)


def paragraphs_of(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs that stand in a cell itself."""
    for part in cell:
        if local(part) == "p":
            yield part


def _full_grid(grid: list[float], rows: list[etree._Element]) -> list[float]:
    """The widths of the columns; by the cells' own widths where the grid is missing."""
    if grid and all(wide > 0 for wide in grid):
        return grid
    widest: list[float] = []
    for row in rows:
        widths = []
        for cell in _cells_of(row):
            span = max(int(number(value_of(child(cell, "tcPr", "gridSpan")), 1)), 1)
            mark = child(cell, "tcPr", "tcW")
            wide = number(mark.get(f"{W}w") if mark is not None else None, 1000) / TWIP
            widths += [max(wide, 10.0) / span] * span
        if len(widths) > len(widest):
            widest = widths
    return widest


def _skipped(row: etree._Element, name: str) -> int:
    return int(number(value_of(child(row, "trPr", name))))


def row_height(row: etree._Element) -> tuple[float, bool]:
    """The height that the file orders, and whether it is exact; 0 where it orders none."""
    mark = child(row, "trPr", "trHeight")
    if mark is None:
        return 0.0, False
    return number(mark.get(f"{W}val")) / TWIP, mark.get(f"{W}hRule") == "exact"


def written_at(cell: Cell, text: str) -> tuple[float, float]:
    """From where to where the words of a cell over several columns stand: where they are aligned to, as wide as they are."""
    paragraph = next(paragraphs_of(cell.element), None)
    if paragraph is None:
        return cell.kiri + 1, cell.kanan - 1
    room = cell.kanan - cell.kiri - sum(cell.tepi)
    wide = min(room, max(text_em(line) for line in text.split("\n")) * letter_size(paragraph))
    side = value_of(child(paragraph, "pPr", "jc"))
    spare = {"center": 0.5, "right": 1.0, "end": 1.0}.get(side or "", 0.0) * (room - wide)
    return cell.kiri + cell.tepi[0] + spare, cell.kiri + cell.tepi[0] + spare + wide
