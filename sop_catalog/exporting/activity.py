"""The activity table in Word: one table a sheet, its heads repeated, the drawing anchored in the performers' first cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sop_catalog.exporting.drawingml import render_drawing
from sop_catalog.exporting.places import Scale
from sop_catalog.exporting.sheets import Sheet
from sop_catalog.exporting.wordml import (
    Cell,
    Look,
    paper_text,
    render_gap,
    render_paragraph,
    render_row,
    render_table,
    render_text,
)
from sop_catalog.pages.joined_cells import Bentang
from sop_catalog.pages.paper.sizes import HEAD_PADDING_X, TURNED_HEAD
from sop_catalog.pages.sop_page import BarisKegiatan, SopView


@dataclass(frozen=True, slots=True)
class Activity:
    """What the tables are made of."""

    view: SopView
    sheets: tuple[Sheet, ...]
    scale: Scale
    spans: tuple[Bentang, ...]
    """Cells over several rows."""
    in_words: bool
    """Whether the flow is too large to be drawn: its cells say it."""
    says: tuple[str, ...]
    """Of each sheet: its flow in words."""


def render_activity(activity: Activity, sheet: Sheet, number: int) -> str:
    """The table of one sheet; `number`: which one, from 1."""
    return render_table(
        _Table(activity, sheet, number).rows(), _widths(activity.view), f"Kegiatan SOP {activity.view.judul}"
    )


def _widths(view: SopView) -> tuple[float, ...]:
    return view.lembar.columns.printed


class _Table:
    def __init__(self, activity: Activity, sheet: Sheet, number: int) -> None:
        self.activity, self.sheet, self.number = activity, sheet, number
        self.view = activity.view
        self.widths = _widths(self.view)
        self.lanes = len(self.view.pelaksana)
        self.size = self.view.lembar.font
        self.last = sheet.last == len(self.view.kegiatan) - 1
        self.fields = ("kelengkapan", "waktu", "output", *(("keterangan",) if self.view.kolom_keterangan else ()))
        self.drawing = render_drawing(
            sheet,
            activity.scale,
            number,
            f"Bagan alir langkah {sheet.first + 1} sampai {sheet.last + 1}",
            activity.says[number - 1],
        )
        if not (sheet.outlines or sheet.words):
            self.drawing = ""

    def rows(self) -> Iterator[str]:
        """All rows of the sheet."""
        yield from self._heads()
        if self.sheet.opening:
            yield self._strip(self.view.kegiatan[self.sheet.first].sambungan_awal, self.sheet.opening, self.drawing)
        for row in range(self.sheet.first, self.sheet.last + 1):
            yield self._row(row, self.view.kegiatan[row])
        if self.sheet.closing:
            yield self._strip(self.view.kegiatan[self.sheet.last].sambungan_akhir, self.sheet.closing)
        if self.last and self.view.profil.norma_waktu:
            yield self._sum()

    # --- Heads ---

    def _heads(self) -> Iterator[str]:
        view = self.view
        titles = view.profil.kolom
        deep = bool(view.grup)

        def over(text: str, columns: int = 1, rows: str = "") -> Cell:
            return self._head(text, columns, rows)

        def spanning(rows: str, *cells: Cell) -> list[Cell]:
            said = titles if rows == "restart" else dict.fromkeys(titles, "")
            notes = [over(said["keterangan"], rows=rows)] if view.kolom_keterangan else []
            return [over(said["no"], rows=rows), over(said["kegiatan"], rows=rows), *cells, *notes]

        yield self._head_row(spanning("restart", over(titles["pelaksana"], self.lanes), over(titles["mutu_baku"], 3)))
        mutu = [titles[field] for field in ("kelengkapan", "waktu", "output")]
        if deep:
            groups = [
                over(head.judul, head.kolom) if head.grup else self._performer(head.judul, rows="restart")
                for head in view.grup
            ]
            yield self._head_row(spanning("continue", *groups, *(over(title, rows="restart") for title in mutu)))
            under = iter(view.bergrup)
            single = [
                cell
                for head in view.grup
                for cell in (
                    [self._performer(next(under)) for _ in range(head.kolom)]
                    if head.grup
                    else [self._performer("", rows="continue")]
                )
            ]
            cells = spanning("continue", *single, *(over("", rows="continue") for _ in mutu))
        else:
            cells = spanning(
                "continue", *(self._performer(title) for title in view.pelaksana), *(over(title) for title in mutu)
            )
        turned = view.lembar.turned
        yield self._head_row(cells, height=TURNED_HEAD if turned else 0.0)
        if view.nomor_kolom:
            look = Look(self.size * 0.85, side="center")
            numbers = (
                Cell(render_paragraph(str(number), look), shaded=True, padding=HEAD_PADDING_X)
                for number in range(1, view.nomor_kolom + 1)
            )
            yield render_row(numbers, self.widths, head=True)

    def _head_row(self, cells: Sequence[Cell], height: float = 0.0) -> str:
        return render_row(cells, self.widths, head=True, height=height)

    def _head(self, text: str, columns: int = 1, rows: str = "") -> Cell:
        look = Look(self.size, bold=True, side="center")
        return Cell(render_text(text, look), columns, rows, shaded=True, padding=HEAD_PADDING_X, middle=True)

    def _performer(self, text: str, rows: str = "") -> Cell:
        look = Look(self.size * 0.9, bold=True, side="center", line=1.22 / 0.9)
        turned = self.view.lembar.turned and rows != "continue"
        return Cell(render_text(text, look), rows=rows, shaded=True, padding=HEAD_PADDING_X, middle=True, turned=turned)

    # --- Rows ---

    def _row(self, row: int, baris: BarisKegiatan) -> str:
        langkah = baris.langkah
        look = Look(self.size)
        opens = row == self.sheet.first and not self.sheet.opening
        cells = [
            Cell(render_text(str(langkah.nomor), Look(self.size, side="center")), padding=0.0),
            Cell(render_text(langkah.kegiatan, look)),
            *self._performers(row, opens=opens),
            *(self._field(row, baris, field) for field in self.fields),
        ]
        return render_row(cells, self.widths, height=self.sheet.heights[row - self.sheet.first])

    def _field(self, row: int, baris: BarisKegiatan, field: str) -> Cell:
        value = getattr(baris.langkah, field)
        text = value if isinstance(value, str) else value.teks if value else ""
        span = next(
            (span for span in self.activity.spans if span.isian == field and span.awal <= row + 1 <= span.akhir), None
        )
        if span is None:
            return Cell(render_text(text, Look(self.size)))
        if row + 1 == max(span.awal, self.sheet.first + 1):
            below = min(span.akhir, self.sheet.last + 1) > row + 1
            return Cell(render_text(text, Look(self.size)), rows="restart" if below else "")
        return Cell(render_gap(1), rows="continue")

    def _performers(self, row: int, *, opens: bool) -> Iterator[Cell]:
        """The performers' cells: empty, for their symbols lie in the drawing; the first of a sheet holds that."""
        anchor = self.drawing if opens else ""
        if self.activity.in_words:
            said = paper_text(self.view.flowchart.rows[row].cells[0].html)
            yield Cell(render_text(said, Look(self.size)))
            return
        unreadable = self.view.lembar.grid.rows[row].text is not None
        for column in range(self.lanes):
            sides = f"{'left ' * (column > 0)}{'right' * (column < self.lanes - 1)}" if unreadable else ""
            yield Cell(_blank(anchor if column == 0 else ""), padding=0.0, open_sides=sides)

    def _strip(self, text: str, height: float, anchor: str = "") -> str:
        """The row of the off-page connectors at a page's end or beginning."""
        cells = [
            Cell(_blank()),
            Cell(render_text(text, Look(self.size))),
            *(Cell(_blank(anchor if column == 0 else ""), padding=0.0) for column in range(self.lanes)),
            *(Cell(_blank()) for _ in self.fields),
        ]
        return render_row(cells, self.widths, height=height)

    def _sum(self) -> str:
        view = self.view
        label = Cell(render_text("Norma Waktu:", Look(self.size, side="right")), 3 + self.lanes)
        kurang = f" ({view.waktu_belum_diisi})" if view.waktu_belum_diisi else ""
        value = Cell(render_text(f"{view.norma_waktu}{kurang}", Look(self.size)), len(self.fields) - 1)
        return render_row((label, value), self.widths)


def _blank(inner: str = "") -> str:
    """An empty paragraph that takes no height of its own."""
    return render_paragraph("", Look(1, line=1), inner=inner) if inner else render_gap(0)
