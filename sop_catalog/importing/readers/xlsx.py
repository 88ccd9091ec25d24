"""Excel: cells with their borders, and the drawing over them, whose anchors name row and column exactly."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from lxml import etree

from sop_catalog.importing.geometry.rules import merge_rules
from sop_catalog.importing.naskah import GarisTabel, Halaman, Kotak, Naskah, Sel, Teks, Titik
from sop_catalog.importing.readers.drawing import EMU, Lukisan, read_shape, shapes_in
from sop_catalog.importing.readers.failure import ReadError
from sop_catalog.importing.readers.package import Package, child, local, number
from sop_catalog.model.values.tanggal import format_tanggal

_MAX_ROWS = 4_000
_MAX_COLUMNS = 400
_MAX_CELLS = 60_000
_MARGIN = 40.0
"""Points around the sheet, so that arrows outside of the cells have room."""
_DIGIT = 7.0
"""Pixels of a digit in the standard font."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FEW_BORDERS = 12
_DATE_FORMATS = frozenset({14, 15, 16, 17, 22, 27, 30, 36, 50, 57})
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_xlsx(path: Path) -> Naskah:
    """Read a workbook; every sheet that is not hidden is a page.

    Raises:
        ReadError: it is broken, locked, or too large.
    """
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    package = Package(path)
    try:
        book = package.tree("xl/workbook.xml")
        if book is None:
            raise ReadError("berkas ini bukan buku kerja Excel")
        relations = package.relations("xl/workbook.xml")
        strings = _shared_strings(package)
        styles = _Styles(package)
        pages: list[Halaman] = []
        hidden: list[str] = []
        for sheet in book.iter():
            if local(sheet) != "sheet":
                continue
            if sheet.get("state", "visible") != "visible":
                hidden.append(sheet.get("name", ""))
                continue
            _, part = relations.get(sheet.get(_RELATION, ""), ("", ""))
            tree = package.tree(part) if part else None
            if tree is None or local(tree) != "worksheet":
                continue
            page = _Sheet(package, part, tree, strings, styles).page(len(pages) + 1, sheet.get("name", ""))
            if page is not None:
                pages.append(page)
    finally:
        package.close()
    notes = (f"lembar tersembunyi tidak dibaca: {', '.join(hidden)}",) if hidden else ()
    return Naskah(path.name, sha256, "xlsx", tuple(pages), notes)


def _shared_strings(package: Package) -> list[str]:
    tree = package.tree("xl/sharedStrings.xml")
    return [_rich_text(item) for item in tree if local(item) == "si"] if tree is not None else []


def _rich_text(item: etree._Element) -> str:
    parts = []
    for part in item.iter():
        parent = part.getparent()
        if local(part) == "t" and (parent is None or local(parent) != "rPh"):
            parts.append(part.text or "")
    return "".join(parts).replace("_x000D_", "").replace("\r\n", "\n")


class _Styles:
    """What is needed of the styles: number formats, and which sides of a cell have a border."""

    def __init__(self, package: Package) -> None:
        self.borders: list[frozenset[str]] = []
        """Style → sides with a line."""
        self.formats: list[str] = []
        """Style → number format; "@date" for a date."""
        tree = package.tree("xl/styles.xml")
        if tree is None:
            return
        sides = []
        formats: dict[int, str] = {}
        for group in tree:
            if local(group) == "numFmts":
                formats = {int(number(item.get("numFmtId"))): item.get("formatCode", "") for item in group}
            elif local(group) == "borders":
                sides = [
                    frozenset(local(side) for side in border if side.get("style", "none") != "none") for border in group
                ]
        for style in (item for group in tree if local(group) == "cellXfs" for item in group):
            border = int(number(style.get("borderId")))
            self.borders.append(sides[border] if 0 <= border < len(sides) else frozenset())
            code = int(number(style.get("numFmtId")))
            self.formats.append(
                "@date" if code in _DATE_FORMATS or _is_date(formats.get(code, "")) else formats.get(code, "")
            )

    def border(self, style: int) -> frozenset[str]:
        return self.borders[style] if 0 <= style < len(self.borders) else frozenset()

    def format(self, style: int) -> str:
        return self.formats[style] if 0 <= style < len(self.formats) else ""


def _is_date(code: str) -> bool:
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code).lower()
    return ("y" in bare and "m" in bare) or ("d" in bare and "m" in bare)


def _shown(value: str, code: str) -> str:
    """A number as its format prints it: dates in words, literals of the format beside the number."""
    try:
        amount = float(value)
    except ValueError:
        return value
    if code == "@date" and 1 <= amount < 2_958_466:
        return format_tanggal(date(1899, 12, 30) + timedelta(days=int(amount)))
    text = f"{amount:.10g}".replace(".", ",") if amount != int(amount) else str(int(amount))
    bare = code.split(";", maxsplit=1)[0].replace("\\", "")
    literal = re.fullmatch(r'(?:"([^"]*)")?(\s*)(?:General|[#0.,]+)(\s*)(?:"([^"]*)")?', bare)
    if literal:
        return f"{literal[1] or ''}{literal[2]}{text}{literal[3]}{literal[4] or ''}".strip()
    return text


@dataclass
class _Cell:
    teks: str = ""
    sisi: frozenset[str] = frozenset()


@dataclass
class _Grid:
    """Where the sheet's columns and rows begin, in points."""

    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)

    def box(self, row: int, column: int, last_row: int, last_column: int) -> Kotak:
        return Kotak(self.x(column), self.y(row), self.x(last_column + 1), self.y(last_row + 1))

    def x(self, column: int) -> float:
        return self.xs[min(max(column, 0), len(self.xs) - 1)]

    def y(self, row: int) -> float:
        return self.ys[min(max(row, 0), len(self.ys) - 1)]

    def cell_at(self, point: Titik) -> tuple[int, int]:
        return bisect_right(self.ys, point.y) - 1, bisect_right(self.xs, point.x) - 1


class _Sheet:
    def __init__(self, package: Package, part: str, tree: etree._Element, strings: list[str], styles: _Styles) -> None:
        self.package = package
        self.part = part
        self.tree = tree
        self.strings = strings
        self.styles = styles

    def page(self, nomor: int, name: str) -> Halaman | None:
        cells = self._cells()
        merged = list(self._merged())
        anchors = list(self._anchors())
        if not cells and not anchors:
            return None
        rows = max(
            [row for row, _ in cells] + [last for _, _, last, _ in merged] + [row for row, _ in _ends(anchors)],
            default=0,
        )
        columns = max(
            [col for _, col in cells] + [last for *_, last in merged] + [col for _, col in _ends(anchors)], default=0
        )
        rows, columns = min(rows, _MAX_ROWS), min(columns, _MAX_COLUMNS)
        grid = self._grid(rows + 1, columns + 1)
        boxes = _boxes(cells, merged, rows, columns)
        seln = []
        words = []
        for (row, column), (last_row, last_column) in boxes.items():
            box = grid.box(row, column, last_row, last_column)
            if box.lebar <= 0 or box.tinggi <= 0:
                continue
            cell = cells.get((row, column), _Cell())
            seln.append(Sel(row, column, box, cell.teks))
            if cell.teks.strip():
                words.append(Teks(_inside(box, cell.teks), cell.teks))
        drawing = self._drawing(anchors, grid)
        shapes = tuple(replace(shape, sel=grid.cell_at(shape.kotak.tengah)) for shape in drawing.bentuk)
        return Halaman(
            nomor,
            grid.xs[-1] + _MARGIN,
            grid.ys[-1] + _MARGIN,
            teks=(*words, *drawing.teks),
            garis_tabel=tuple(self._rules(cells, boxes, grid)),
            sel=tuple(seln),
            bentuk=shapes,
            garis=tuple(drawing.garis),
            gambar=tuple(drawing.gambar),
            nama=name,
        )

    # --- Cells ---

    def _cells(self) -> dict[tuple[int, int], _Cell]:
        cells: dict[tuple[int, int], _Cell] = {}
        data = child(self.tree, "sheetData")
        row = column = -1
        for line in data if data is not None else ():
            row = int(number(line.get("r"), row + 2)) - 1
            column = -1
            if row > _MAX_ROWS:
                break
            if line.get("hidden") in {"1", "true"}:
                continue
            for item in line:
                match = _CELL.fullmatch(item.get("r", ""))
                column = _column_number(match[1]) if match else column + 1
                style = int(number(item.get("s")))
                text, sides = self._text(item, style), self.styles.border(style)
                if (text or sides) and column <= _MAX_COLUMNS:
                    cells[row, column] = _Cell(text, sides)
                if len(cells) > _MAX_CELLS:
                    raise ReadError(f"lembar ini berisi lebih dari {_MAX_CELLS} sel; ini bukan SOP biasa, tidak dibaca")
        return cells

    def _text(self, item: etree._Element, style: int) -> str:
        kind = item.get("t", "n")
        if kind == "inlineStr":
            inline = child(item, "is")
            return _rich_text(inline) if inline is not None else ""
        value = child(item, "v")
        text = (value.text or "") if value is not None else ""
        if kind == "s":
            index = int(number(text, -1))
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        if kind == "b":
            return {"1": "YA", "0": "TIDAK"}.get(text, text)
        return _shown(text, self.styles.format(style)) if kind == "n" and text else text

    def _merged(self) -> Iterator[tuple[int, int, int, int]]:
        group = child(self.tree, "mergeCells")
        for item in group if group is not None else ():
            ends = [_CELL.fullmatch(end) for end in item.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                yield (
                    int(ends[0][2]) - 1,
                    _column_number(ends[0][1]),
                    min(int(ends[1][2]) - 1, _MAX_ROWS),
                    min(_column_number(ends[1][1]), _MAX_COLUMNS),
                )

    def _grid(self, rows: int, columns: int) -> _Grid:
        layout = child(self.tree, "sheetFormatPr")
        default_height = number(layout.get("defaultRowHeight") if layout is not None else None, 15.0)
        default_width = number(layout.get("defaultColWidth") if layout is not None else None, 9.140625)
        widths = [_points(default_width)] * columns
        group = child(self.tree, "cols")
        for item in group if group is not None else ():
            wide = 0.0 if item.get("hidden") in {"1", "true"} else _points(number(item.get("width"), default_width))
            for index in range(int(number(item.get("min"), 1)) - 1, min(int(number(item.get("max"), 1)), columns)):
                widths[index] = wide
        heights = [default_height] * rows
        data = child(self.tree, "sheetData")
        for line in data if data is not None else ():
            index = int(number(line.get("r"), 0)) - 1
            if 0 <= index < rows:
                heights[index] = 0.0 if line.get("hidden") in {"1", "true"} else number(line.get("ht"), default_height)
        return _Grid(_sums(widths), _sums(heights))

    def _rules(
        self, cells: dict[tuple[int, int], _Cell], boxes: dict[tuple[int, int], tuple[int, int]], grid: _Grid
    ) -> list[GarisTabel]:
        """The borders that people see; the edges of all cells where there are hardly any."""
        pieces: list[GarisTabel] = []
        bordered = [(place, cell) for place, cell in cells.items() if cell.sisi]
        blocks = {
            (row, column): block
            for block in ((*first, *last) for first, last in boxes.items() if first != last)
            for row in range(block[0], block[2] + 1)
            for column in range(block[1], block[3] + 1)
        }
        for (row, column), cell in bordered:
            sides = cell.sisi
            if (row, column) in blocks:
                sides = _outer_sides(sides, row, column, blocks[row, column])
            pieces += _sides(grid.box(row, column, row, column), sides)
        if len(bordered) >= _FEW_BORDERS:
            return merge_rules(pieces)
        every = frozenset({"left", "right", "top", "bottom"})
        for (row, column), (last_row, last_column) in boxes.items():
            pieces += _sides(grid.box(row, column, last_row, last_column), every)
        rows, columns = _extent(boxes)
        if len(rows) * len(columns) <= _MAX_CELLS:
            for row in rows:
                for column in columns:
                    if (row, column) not in blocks and (row, column) not in boxes:
                        pieces += _sides(grid.box(row, column, row, column), every)
        return merge_rules(pieces)

    # --- The drawing ---

    def _anchors(self) -> Iterator[etree._Element]:
        mark = child(self.tree, "drawing")
        if mark is None:
            return
        _, part = self.package.relations(self.part).get(mark.get(_RELATION, ""), ("", ""))
        tree = self.package.tree(part) if part else None
        for anchor in tree if tree is not None else ():
            if local(anchor) in {"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}:
                yield anchor
            elif local(anchor) == "AlternateContent":
                choice = child(anchor, "Choice")
                yield from (
                    inner for inner in (choice if choice is not None else ()) if local(inner).endswith("Anchor")
                )

    def _drawing(self, anchors: list[etree._Element], grid: _Grid) -> Lukisan:
        found = Lukisan()
        for anchor in anchors:
            box = _anchor_box(anchor, grid)
            for shape in shapes_in(anchor):
                read_shape(shape, _unturned(shape, box), found)
        return found


def _anchor_box(anchor: etree._Element, grid: _Grid) -> Kotak:
    start, end, size, place = child(anchor, "from"), child(anchor, "to"), child(anchor, "ext"), child(anchor, "pos")
    if start is not None:
        x, y = _anchor_point(start, grid)
    elif place is not None:
        x, y = number(place.get("x")) / EMU, number(place.get("y")) / EMU
    else:
        x = y = 0.0
    if end is not None:
        right, bottom = _anchor_point(end, grid)
    else:
        right = x + number(size.get("cx") if size is not None else None) / EMU
        bottom = y + number(size.get("cy") if size is not None else None) / EMU
    return Kotak(min(x, right), min(y, bottom), max(x, right), max(y, bottom))


def _anchor_point(mark: etree._Element, grid: _Grid) -> tuple[float, float]:
    def value(name: str) -> float:
        part = child(mark, name)
        return number(part.text if part is not None else None)

    column, row = int(value("col")), int(value("row"))
    wide, high = grid.x(column + 1) - grid.x(column), grid.y(row + 1) - grid.y(row)
    return grid.x(column) + min(value("colOff") / EMU, wide), grid.y(row) + min(value("rowOff") / EMU, high)


def _unturned(shape: etree._Element, box: Kotak) -> Kotak:
    """A shape's own box before it was turned: Excel anchors the box around an upright shape, with the sizes swapped."""
    xfrm = child(shape, "spPr", "xfrm")
    if xfrm is None:
        return box
    turn = (number(xfrm.get("rot")) / 60000) % 180
    if not 45 <= turn < 135:
        return box
    extent = child(xfrm, "ext")
    wide = number(extent.get("cx") if extent is not None else None) / EMU
    high = number(extent.get("cy") if extent is not None else None) / EMU
    if abs(box.lebar - wide) + abs(box.tinggi - high) <= abs(box.lebar - high) + abs(box.tinggi - wide):
        return box
    centre = box.tengah
    return Kotak(
        centre.x - box.tinggi / 2, centre.y - box.lebar / 2, centre.x + box.tinggi / 2, centre.y + box.lebar / 2
    )


def _ends(anchors: list[etree._Element]) -> Iterator[tuple[int, int]]:
    for anchor in anchors:
        mark = child(anchor, "to")
        if mark is None:
            mark = child(anchor, "from")
        if mark is not None:
            row, column = child(mark, "row"), child(mark, "col")
            yield (
                int(number(row.text if row is not None else None)),
                int(number(column.text if column is not None else None)),
            )


def _boxes(
    cells: dict[tuple[int, int], _Cell], merged: list[tuple[int, int, int, int]], rows: int, columns: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """First cell → last cell, of each cell or merged block that matters."""
    hidden: set[tuple[int, int]] = set()
    boxes: dict[tuple[int, int], tuple[int, int]] = {}
    for row, column, last_row, last_column in merged:
        if (last_row - row + 1) * (last_column - column + 1) > 20_000:
            continue
        boxes[row, column] = (last_row, last_column)
        hidden |= {(r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1)}
    boxes |= {place: place for place in cells if place not in hidden}
    return {place: last for place, last in boxes.items() if place[0] <= rows and place[1] <= columns}


def _extent(boxes: dict[tuple[int, int], tuple[int, int]]) -> tuple[range, range]:
    """The rows and columns that hold anything."""
    if not boxes:
        return range(0), range(0)
    rows = range(min(row for row, _ in boxes), max(row for row, _ in boxes.values()) + 1)
    return rows, range(min(column for _, column in boxes), max(column for _, column in boxes.values()) + 1)


def _outer_sides(sides: frozenset[str], row: int, column: int, block: tuple[int, ...]) -> frozenset[str]:
    """Of a cell within a merged block only the sides of the block: Excel draws no others."""
    top, left, bottom, right = block
    inner = {
        name
        for name, at_edge in (
            ("top", row == top),
            ("bottom", row == bottom),
            ("left", column == left),
            ("right", column == right),
        )
        if not at_edge
    }
    return sides - inner


def _sides(box: Kotak, sides: frozenset[str]) -> Iterator[GarisTabel]:
    if "left" in sides:
        yield GarisTabel(True, box.kiri, box.atas, box.bawah)
    if "right" in sides:
        yield GarisTabel(True, box.kanan, box.atas, box.bawah)
    if "top" in sides:
        yield GarisTabel(False, box.atas, box.kiri, box.kanan)
    if "bottom" in sides:
        yield GarisTabel(False, box.bawah, box.kiri, box.kanan)


def _inside(box: Kotak, text: str) -> Kotak:
    """A place for a cell's text: in its middle, as wide as the cell allows."""
    centre = box.tengah
    high = min(box.tinggi * 0.8, 11.0 * (text.count("\n") + 1))
    return Kotak(box.kiri + 1, centre.y - high / 2, box.kanan - 1, centre.y + high / 2)


def _column_number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value - 1


def _points(width: float) -> float:
    """A column's width in characters as points."""
    return int((256 * width + int(128 / _DIGIT)) / 256 * _DIGIT) * 0.75


def _sums(sizes: list[float]) -> list[float]:
    places = [_MARGIN]
    for size in sizes:
        places.append(places[-1] + size)
    return places
