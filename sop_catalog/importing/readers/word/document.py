"""Word: its blocks laid out on pages as far as the file itself orders them, paragraph by paragraph and table by table."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from sop_catalog.importing.geometry.rules import box_rules, merge_rules
from sop_catalog.importing.naskah import Bentuk, Gambar, Garis, GarisTabel, Halaman, Kotak, Naskah, Sel, Teks
from sop_catalog.importing.readers.failure import ReadError
from sop_catalog.importing.readers.package import Package, child, local, number
from sop_catalog.importing.readers.word.drawings import Place, read_drawings
from sop_catalog.importing.readers.word.lines import MARGIN, air_of, letter_size, line_count, paragraph_height
from sop_catalog.importing.readers.word.numbering import Penomoran
from sop_catalog.importing.readers.word.table import (
    Cell,
    Row,
    TableReader,
    goes_on_below,
    indent_of,
    paragraphs_of,
    row_height,
    same_cell,
    written_at,
)
from sop_catalog.importing.readers.word.text import edge_texts, paragraph_text
from sop_catalog.importing.readers.word.xml import TWIP, W

_MAX_DEPTH = 6
"""Of tables within tables."""


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
        edges = edge_texts(package)
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
    section = next(body.iter(f"{W}sectPr"), None)
    size, margin = child(section, "pgSz"), child(section, "pgMar")

    def value(element: etree._Element | None, name: str, default: float) -> float:
        return number(element.get(f"{W}{name}") if element is not None else None, default) / TWIP

    return value(size, "w", 11906), value(size, "h", 16838), value(margin, "left", 1440), value(margin, "top", 1440)


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


class _Layout:
    def __init__(self, numbering: Penomoran, size: tuple[float, float, float, float]) -> None:
        self.numbering = numbering
        self.width, self.height, self.left, self.top = size
        self.pages: list[_Page] = [_Page(y=self.top)]
        self._tables = 0
        self._reader = TableReader()

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
        place = Place(self.left, page.y, (self.left, self.top))
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
            any(br.get(f"{W}type") == "page" for br in paragraph.iter(f"{W}br"))
            or child(paragraph, "pPr", "sectPr") is not None
        ):
            self.pages.append(_Page(y=self.top))

    @staticmethod
    def _breaks_before(paragraph: etree._Element) -> bool:
        mark = child(paragraph, "pPr", "pageBreakBefore")
        return mark is not None and mark.get(f"{W}val", "1") not in {"0", "false"}

    # --- Tables ---

    def _take_table(self, table: etree._Element, x: float, depth: int) -> None:
        if depth > _MAX_DEPTH:
            return
        if depth == 0:
            x += indent_of(table)
        rows, right = self._reader.read(table, x)
        self._tables += 1
        self.page.kanan = max(self.page.kanan, right)
        self._place(rows, self._tables, depth)

    def _place(self, rows: list[Row], table: int, depth: int) -> None:
        page = self.page
        for at, row in enumerate(rows):
            row.atas = page.y
            least, exact = row_height(row.element)
            needed = 0.0
            for cell in row.cells:
                if not cell.goes_on and not goes_on_below(rows, at, cell):
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
                while last + 1 < len(rows) and same_cell(rows[last + 1], cell):
                    last += 1
                self._take_cell(cell, rows, at, last, table, depth)

    def _text_height(self, cell: Cell) -> float:
        paragraphs = list(paragraphs_of(cell.element))
        wide = cell.kanan - cell.kiri - sum(cell.tepi)
        return air_of(paragraphs) + sum(paragraph_height(one, paragraph_text(one), wide) for one in paragraphs)

    def _take_cell(self, cell: Cell, rows: list[Row], first: int, last: int, table: int, depth: int) -> None:  # noqa: PLR0913, PLR0917 - each is a different thing
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
                    Place(
                        box.kiri + cell.tepi[0],
                        y,
                        (self.left, self.top),
                        Kotak(box.kiri, rows[first].atas, box.kanan, rows[first].bawah),
                        certain,
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
        page.sel.append(Sel(first, cell.kolom, box, text, table))
        if text.strip():
            centre = box.tengah
            high = min(box.tinggi * 0.8, 10.0 * (text.count("\n") + 1))
            left, right = written_at(cell, text) if cell.kolom_akhir > cell.kolom else (box.kiri + 1, box.kanan - 1)
            page.teks.append(Teks(Kotak(left, centre.y - high / 2, right, centre.y + high / 2), text))

    # --- Drawings ---

    def _take_drawings(self, paragraph: etree._Element, place: Place) -> None:
        page = self.page
        for found in read_drawings(paragraph, place):
            page.bentuk += found.bentuk
            page.garis += found.garis
            page.teks += found.teks
            page.gambar += found.gambar
