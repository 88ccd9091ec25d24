"""Word: tables with their grid, and the drawings anchored in them.

A drawing hangs on a paragraph. Its column follows from the table's grid and its offset; its row is certain only while its
middle stays in the row that it hangs in, for Word decides about the heights of the other rows when it lays the page out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from sop_catalog.flow.labels import text_em
from sop_catalog.importing.geometry.rules import box_rules, merge_rules
from sop_catalog.importing.naskah import Bentuk, Gambar, Garis, GarisTabel, Halaman, Kotak, Naskah, Sel, Teks, Titik
from sop_catalog.importing.readers.drawing import EMU, Lukisan, Rangka, read_shape, shapes_in
from sop_catalog.importing.readers.failure import ReadError
from sop_catalog.importing.readers.numbering import Penomoran
from sop_catalog.importing.readers.package import Package, child, local, number
from sop_catalog.importing.readers.vml import read_vml
from sop_catalog.importing.readers.word_lines import (
    MARGIN,
    air_of,
    letter_size,
    line_count,
    paragraph_height,
    side_margins,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIP = 20.0
_MAX_CELLS = 60_000
_MAX_DEPTH = 6
"""Of tables within tables."""
_SKIPPED = frozenset(
    {"drawing", "pict", "AlternateContent", "instrText", "del", "delText", "object", "txbxContent", "rPr", "pPr"}
)


def read_docx(path: Path) -> Naskah:
    """Read a document; a page is what stands between two page breaks that the file itself orders.

    Raises:
        ReadError: it is broken, locked, or no document.
    """
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    package = Package(path)
    try:
        tree = package.tree("word/document.xml")
        body = child(tree, "body")
        if body is None:
            raise ReadError("berkas ini bukan dokumen Word")
        layout = _Layout(Penomoran(package.tree("word/numbering.xml")), _page_size(body))
        layout.take_blocks(body)
        pages = layout.finish()
        edges = _edge_texts(package)
    finally:
        package.close()
    if edges and pages:
        page = pages[0]
        words = tuple(
            Teks(Kotak(36, page.tinggi + 14 * index, 560, page.tinggi + 14 * index + 10), text)
            for index, text in enumerate(edges)
        )
        pages[0] = replace(page, tinggi=page.tinggi + 14 * len(edges) + 10, teks=(*page.teks, *words))
    return Naskah(path.name, sha256, "docx", tuple(pages))


def _page_size(body: etree._Element) -> tuple[float, float, float, float]:
    """Width, height, left and top margin of the first section, in points."""
    section = next(body.iter(f"{_W}sectPr"), None)
    size, margin = child(section, "pgSz"), child(section, "pgMar")

    def value(element: etree._Element | None, name: str, default: float) -> float:
        return number(element.get(f"{_W}{name}") if element is not None else None, default) / _TWIP

    return value(size, "w", 11906), value(size, "h", 16838), value(margin, "left", 1440), value(margin, "top", 1440)


def _edge_texts(package: Package) -> list[str]:
    """The lines of headers and footers."""
    texts: list[str] = []
    for kind, part in package.relations("word/document.xml").values():
        if kind not in {"header", "footer"}:
            continue
        tree = package.tree(part)
        for paragraph in tree.iter(f"{_W}p") if tree is not None else ():
            text = paragraph_text(paragraph).strip()
            if text and text not in texts:
                texts.append(text)
    return texts


def paragraph_text(paragraph: etree._Element) -> str:
    """The words of a paragraph, without those of drawings, field codes and deleted words."""
    return "".join(_texts(paragraph))


def _texts(element: etree._Element) -> Iterator[str]:
    for part in element:
        name = local(part)
        if name in _SKIPPED:
            continue
        if name == "t":
            yield part.text or ""
        elif name in {"br", "cr"}:
            yield "\n" if part.get(f"{_W}type") != "page" else ""
        elif name == "tab":
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield chr(int(part.get(f"{_W}char", "20"), 16)) if _is_hex(part.get(f"{_W}char", "")) else ""
        elif name != "p":
            yield from _texts(part)


def _is_hex(text: str) -> bool:
    return 0 < len(text) <= 5 and all(character in "0123456789abcdefABCDEF" for character in text)


@dataclass
class _Page:
    teks: list[Teks] = field(default_factory=list)
    sel: list[Sel] = field(default_factory=list)
    aturan: list[GarisTabel] = field(default_factory=list)
    bentuk: list[Bentuk] = field(default_factory=list)
    garis: list[Garis] = field(default_factory=list)
    gambar: list[Gambar] = field(default_factory=list)
    y: float = 0.0
    kanan: float = 0.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands, for what is anchored in it."""

    kiri: float
    """x of the column (text area or cell, within its padding)."""
    atas: float
    sel: Kotak | None = None
    """The cell that it stands in."""
    pasti: bool = False
    """Whether the heights of its row are certain."""
    letak: tuple[int, int] | None = None
    baris: tuple[_Row, ...] = ()
    """The rows of its table."""


class _Layout:
    def __init__(self, numbering: Penomoran, size: tuple[float, float, float, float]) -> None:
        self.numbering = numbering
        self.width, self.height, self.left, self.top = size
        self.pages: list[_Page] = [_Page(y=self.top)]
        self._cells = 0
        self._tables = 0

    @property
    def page(self) -> _Page:
        return self.pages[-1]

    def finish(self) -> list[Halaman]:
        """The pages."""
        found: list[Halaman] = []
        for page in self.pages:
            if not (page.teks or page.bentuk or page.gambar):
                continue
            found.append(
                Halaman(
                    len(found) + 1,
                    max(self.width, page.kanan + 20),
                    max(self.height, page.y + 40),
                    teks=tuple(page.teks),
                    garis_tabel=tuple(merge_rules(page.aturan)),
                    sel=tuple(page.sel),
                    bentuk=tuple(page.bentuk),
                    garis=tuple(page.garis),
                    gambar=tuple(page.gambar),
                )
            )
        return found

    # --- Blocks ---

    def take_blocks(self, body: etree._Element) -> None:
        for block in body:
            match local(block):
                case "p":
                    self._take_paragraph(block)
                case "tbl":
                    self._take_table(block, self.left - MARGIN, 0)
                case "sdt":
                    content = child(block, "sdtContent")
                    if content is not None:
                        self.take_blocks(content)

    def _take_paragraph(self, paragraph: etree._Element) -> None:
        page = self.page
        if self._breaks_before(paragraph) and (page.teks or page.sel):
            self.pages.append(_Page(y=self.top))
            page = self.page
        text = self.numbering.marked(paragraph, paragraph_text(paragraph)).strip()
        size = letter_size(paragraph)
        wide = self.width - 2 * self.left
        place = _Place(self.left, page.y)
        high = line_count(text, wide, size) * size * 1.25
        for line in text.split("\n"):
            if line.strip():
                page.teks.append(
                    Teks(
                        Kotak(self.left, page.y, self.left + min(wide, len(line) * size * 0.5), page.y + size),
                        line.strip(),
                    )
                )
                page.y += size * 1.25
        if not text:
            page.y += high
        self._take_drawings(paragraph, place)
        if (
            any(br.get(f"{_W}type") == "page" for br in paragraph.iter(f"{_W}br"))
            or child(paragraph, "pPr", "sectPr") is not None
        ):
            self.pages.append(_Page(y=self.top))

    @staticmethod
    def _breaks_before(paragraph: etree._Element) -> bool:
        mark = child(paragraph, "pPr", "pageBreakBefore")
        return mark is not None and mark.get(f"{_W}val", "1") not in {"0", "false"}

    # --- Tables ---

    def _take_table(self, table: etree._Element, x: float, depth: int) -> None:
        if depth > _MAX_DEPTH:
            return
        columns = child(table, "tblGrid")
        grid = [number(column.get(f"{_W}w")) / _TWIP for column in (columns if columns is not None else ())]
        indent = child(table, "tblPr", "tblInd")
        if indent is not None and depth == 0:
            x += number(indent.get(f"{_W}w")) / _TWIP
        rows = list(_rows_of(table))
        grid = _full_grid(grid, rows)
        xs = [x]
        for wide in grid:
            xs.append(xs[-1] + wide)
        self._tables += 1
        index = self._tables
        self.page.kanan = max(self.page.kanan, xs[-1])
        built = self._measure(table, rows, xs)
        self._place(built, index, depth)

    def _measure(self, table: etree._Element, rows: list[etree._Element], xs: list[float]) -> list[_Row]:
        built = []
        for row in rows:
            column = _skipped(row, "gridBefore")
            cells = []
            for cell in _cells_of(row):
                span = max(int(number(_value(child(cell, "tcPr", "gridSpan")), 1)), 1)
                merge = child(cell, "tcPr", "vMerge")
                goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
                last = min(column + span, len(xs) - 1)
                if last > column:
                    margins = side_margins(table, cell)
                    cells.append(_Cell(cell, column, last - 1, xs[column], xs[last], goes_on, margins))
                column = last
                self._cells += 1
                if self._cells > _MAX_CELLS:
                    raise ReadError(
                        f"dokumen ini berisi lebih dari {_MAX_CELLS} sel; ini bukan SOP biasa, tidak dibaca"
                    )
            built.append(_Row(row, cells))
        return built

    def _place(self, rows: list[_Row], table: int, depth: int) -> None:
        page = self.page
        for at, row in enumerate(rows):
            row.atas = page.y
            least, exact = _row_height(row.element)
            needed = 0.0
            for cell in row.cells:
                if not cell.goes_on and not _goes_on_below(rows, at, cell):
                    needed = max(needed, self._text_height(cell))
            row.pasti = exact or (least > 0 and needed <= least + 1)
            high = least if exact else max(least, needed, 12.0)
            page.y += high
            row.bawah = page.y
        for at, row in enumerate(rows):
            for cell in row.cells:
                if cell.goes_on:
                    continue
                last = at
                while last + 1 < len(rows) and _same_cell(rows[last + 1], cell):
                    last += 1
                self._take_cell(cell, rows, at, last, table, depth)

    def _text_height(self, cell: _Cell) -> float:
        paragraphs = list(_paragraphs(cell.element))
        wide = cell.kanan - cell.kiri - sum(cell.tepi)
        return air_of(paragraphs) + sum(paragraph_height(one, paragraph_text(one), wide) for one in paragraphs)

    def _take_cell(self, cell: _Cell, rows: list[_Row], first: int, last: int, table: int, depth: int) -> None:  # noqa: PLR0913, PLR0917 - each is a different thing
        page = self.page
        box = Kotak(cell.kiri, rows[first].atas, cell.kanan, rows[last].bawah)
        certain = all(row.pasti for row in rows[first : last + 1])
        page.aturan += box_rules(box)
        lines = []
        y = box.atas
        for block in cell.element:
            if local(block) == "p":
                text = self.numbering.marked(block, paragraph_text(block))
                lines.append(text.strip())
                self._take_drawings(
                    block,
                    _Place(
                        box.kiri + cell.tepi[0],
                        y,
                        Kotak(box.kiri, rows[first].atas, box.kanan, rows[first].bawah),
                        certain,
                        (first, cell.kolom),
                        tuple(rows),
                    ),
                )
                y += paragraph_height(block, text, box.lebar - sum(cell.tepi))
            elif local(block) == "tbl":
                before = page.y
                page.y = y
                self._take_table(block, box.kiri + cell.tepi[0], depth + 1)
                y, page.y = page.y, max(before, page.y)
        text = "\n".join(line for line in lines if line)
        page.sel.append(Sel(first, cell.kolom, box, text, certain, table))
        if text.strip():
            centre = box.tengah
            high = min(box.tinggi * 0.8, 10.0 * (text.count("\n") + 1))
            left, right = _written(cell, text) if cell.kolom_akhir > cell.kolom else (box.kiri + 1, box.kanan - 1)
            page.teks.append(Teks(Kotak(left, centre.y - high / 2, right, centre.y + high / 2), text))

    # --- Drawings ---

    def _take_drawings(self, paragraph: etree._Element, place: _Place) -> None:
        for holder in _drawings(paragraph):
            found = Lukisan()
            if local(holder) == "pict":
                read_vml(holder, Titik(place.kiri, place.atas), found)
            else:
                self._take_anchor(holder, place, found)
            self._add(found, place)

    def _take_anchor(self, drawing: etree._Element, place: _Place, found: Lukisan) -> None:
        for anchor in drawing:
            kind = local(anchor)
            if kind not in {"anchor", "inline"}:
                continue
            extent = child(anchor, "extent")
            wide = number(extent.get("cx") if extent is not None else None) / EMU
            high = number(extent.get("cy") if extent is not None else None) / EMU
            if kind == "inline" and place.sel is not None:
                centre = place.sel.tengah
                corner, certain = Titik(centre.x - wide / 2, centre.y - high / 2), True
            else:
                x, sure_x = self._offset(child(anchor, "positionH"), place, across=True)
                y, sure_y = self._offset(child(anchor, "positionV"), place, across=False)
                corner, certain = Titik(x, y), sure_x and sure_y
            box = Kotak(corner.x, corner.y, corner.x + wide, corner.y + high)
            data = child(anchor, "graphic", "graphicData")
            for shape in shapes_in(data) if data is not None else ():
                read_shape(shape, box, found, certain=certain)
            canvas = child(data, "wpc")
            if canvas is not None:
                for shape in shapes_in(canvas):
                    read_shape(shape, None, found, certain=certain, frame=_frame_at(corner))

    def _offset(self, position: etree._Element | None, place: _Place, *, across: bool) -> tuple[float, bool]:
        """Where an anchored drawing begins, and whether that is certain."""
        base = place.kiri if across else place.atas
        if position is None:
            return base, False
        relative = position.get("relativeFrom", "column" if across else "paragraph")
        mark = child(position, "posOffset")
        offset = number(mark.text if mark is not None else None) / EMU
        align = child(position, "align")
        if align is not None and place.sel is not None and across:
            box = place.sel
            return {"center": box.tengah.x, "right": box.kanan}.get(align.text or "", box.kiri), False
        near = {"column", "character"} if across else {"paragraph", "line"}
        if relative in near:
            return base + offset, True
        if across:
            return (self.left if relative in {"margin", "insideMargin"} else 0.0) + offset, relative in {
                "page",
                "margin",
            }
        return (self.top if relative == "margin" else 0.0) + offset, False

    def _add(self, found: Lukisan, place: _Place) -> None:
        page = self.page
        for shape in found.bentuk:
            page.bentuk.append(replace(shape, pasti=shape.pasti and _is_certain(shape, place)))
        page.garis += found.garis
        page.teks += found.teks
        page.gambar += found.gambar


def _is_certain(shape: Bentuk, place: _Place) -> bool:
    """Whether the row that a shape stands in is certain.

    In the row that it hangs in: if its heights are known, or if it stands wholly in that row even if Word makes it no higher
    than its least. In another row: if, besides, the heights of all rows between are known.
    """
    box, y = place.sel, shape.kotak.tengah.y
    if box is None:
        return False
    if box.atas <= y <= box.bawah:
        return place.pasti or _well_within(shape, box.atas, box.bawah)
    here = next((index for index, row in enumerate(place.baris) if row.atas == box.atas), -1)
    there = next((index for index, row in enumerate(place.baris) if row.atas <= y < row.bawah), -1)
    if here < 0 or there < 0:
        return False
    between = place.baris[here:there] if there > here else place.baris[there:here]
    row = place.baris[there]
    return all(one.pasti for one in between) and (row.pasti or _well_within(shape, row.atas, row.bawah))


def _well_within(shape: Bentuk, top: float, bottom: float) -> bool:
    return shape.kotak.atas >= top - 1 and shape.kotak.bawah <= bottom + 1


def _written(cell: _Cell, text: str) -> tuple[float, float]:
    """From where to where the words of a cell over several columns stand: where they are aligned to, as wide as they are."""
    paragraph = next(_paragraphs(cell.element), None)
    if paragraph is None:
        return cell.kiri + 1, cell.kanan - 1
    room = cell.kanan - cell.kiri - sum(cell.tepi)
    wide = min(room, max(text_em(line) for line in text.split("\n")) * letter_size(paragraph))
    side = _value(child(paragraph, "pPr", "jc"))
    spare = {"center": 0.5, "right": 1.0, "end": 1.0}.get(side or "", 0.0) * (room - wide)
    return cell.kiri + cell.tepi[0] + spare, cell.kiri + cell.tepi[0] + spare + wide


def _frame_at(corner: Titik) -> Rangka:
    return Rangka(corner.x, corner.y, 1 / EMU, 1 / EMU)


@dataclass
class _Cell:
    element: etree._Element
    kolom: int
    kolom_akhir: int
    kiri: float
    kanan: float
    goes_on: bool
    tepi: tuple[float, float]
    """Room at its left and right side."""


@dataclass
class _Row:
    element: etree._Element
    cells: list[_Cell]
    atas: float = 0.0
    bawah: float = 0.0
    pasti: bool = False


def _same_cell(row: _Row, cell: _Cell) -> bool:
    return any(
        other.goes_on and other.kolom == cell.kolom and other.kolom_akhir == cell.kolom_akhir for other in row.cells
    )


def _goes_on_below(rows: list[_Row], at: int, cell: _Cell) -> bool:
    return at + 1 < len(rows) and _same_cell(rows[at + 1], cell)


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


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
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
            span = max(int(number(_value(child(cell, "tcPr", "gridSpan")), 1)), 1)
            mark = child(cell, "tcPr", "tcW")
            wide = number(mark.get(f"{_W}w") if mark is not None else None, 1000) / _TWIP
            widths += [max(wide, 10.0) / span] * span
        if len(widths) > len(widest):
            widest = widths
    return widest


def _skipped(row: etree._Element, name: str) -> int:
    return int(number(_value(child(row, "trPr", name))))


def _value(element: etree._Element | None) -> str | None:
    return element.get(f"{_W}val") if element is not None else None


def _row_height(row: etree._Element) -> tuple[float, bool]:
    """The height that the file orders, and whether it is exact; 0 where it orders none."""
    mark = child(row, "trPr", "trHeight")
    if mark is None:
        return 0.0, False
    return number(mark.get(f"{_W}val")) / _TWIP, mark.get(f"{_W}hRule") == "exact"


def _drawings(element: etree._Element) -> Iterator[etree._Element]:
    """The drawings of a paragraph: of alternatives the new one; old ones (pict) only where there is no other."""
    for part in element:
        name = local(part)
        if name in {"drawing", "pict"}:
            yield part
        elif name == "AlternateContent":
            choice = child(part, "Choice")
            fallback = child(part, "Fallback")
            chosen = choice if choice is not None and len(choice) else fallback
            if chosen is not None:
                yield from _drawings(chosen)
        elif name not in {"tbl", "txbxContent"}:
            yield from _drawings(part)
