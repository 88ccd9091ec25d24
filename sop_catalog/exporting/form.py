"""The upper part of the form in Word: agency, identity rows, boxes; and what stands under the activity table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from sop_catalog.exporting.wordml import Cell, Look, paper_text, render_paragraph, render_row, render_table, render_text
from sop_catalog.pages.identity import Baris, Kotak
from sop_catalog.pages.paper.sizes import BOX_INDENT, FONT, PADDING_X, PADDING_Y, SIGNATURE
from sop_catalog.pages.sop_page import SopView

TITLE_STYLE = "Heading1"
BOX_STYLE = "Heading2"
_BOX_PADDING = 0.5
"""Above and below a box's title and its items, mm."""


def render_identity(view: SopView, width: float, logo: str) -> str:
    """Agency and identity rows.

    Args:
        view: the SOP.
        width: of the form, mm.
        logo: the run that holds the logo; "".
    """
    widths = (width * 0.5, width * 0.18, width * 0.32)
    agency = Look(FONT, bold=True, side="center")
    lines = [render_paragraph(paper_text(name).upper(), agency) for name in view.instansi]
    if logo:
        lines.insert(0, _picture_line(logo))
    rows = []
    for index, baris in enumerate(view.identitas):
        left = Cell("".join(lines) if index == 0 else render_paragraph("", agency), middle=True)
        merged = "" if len(view.identitas) == 1 else "restart" if index == 0 else "continue"
        cells = (
            Cell(left.body, rows=merged, middle=True),
            Cell(render_text(baris.label, Look(FONT))),
            Cell("".join(_value(baris))),
        )
        rows.append(render_row(cells, widths))
    return render_table(rows, widths, f"Identitas SOP {view.judul}")


def _picture_line(logo: str) -> str:
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="57" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>'
        f"{logo}</w:p>"
    )


def _value(baris: Baris) -> Iterator[str]:
    """The paragraphs of a value, with room for signatures before some of its lines."""
    named = baris.isian == "nama"
    look = Look(FONT, bold=named, style=TITLE_STYLE if named else "")
    lines = [paper_text(line) for line in baris.teks] or [""]
    for index, line in enumerate(lines):
        room = SIGNATURE if index in baris.tanda_tangan else 0.0
        last = index == len(lines) - 1
        tail = SIGNATURE if last and len(baris.teks) in baris.tanda_tangan else 0.0
        before = (PADDING_Y if index == 0 else 0.0) + room
        after = (PADDING_Y if last else 0.0) + tail
        yield render_paragraph(line, Look(FONT, bold=look.bold, before=before, after=after, style=look.style))


def render_boxes(view: SopView, width: float, lists: Iterator[int]) -> str:
    """The boxes, two beside each other.

    Args:
        view: the SOP.
        width: of the form, mm.
        lists: numbers of lists, each given to one box.
    """
    widths = (width / 2, width / 2)
    rows = []
    for pair in view.kotak:
        columns = 3 - len(pair)
        title = Look(FONT, bold=True, before=_BOX_PADDING, after=_BOX_PADDING, style=BOX_STYLE, keep=True)
        rows.append(
            render_row(
                [Cell(render_paragraph(box.judul, title), columns, shaded=True, open_sides="bottom") for box in pair],
                widths,
            )
        )
        rows.append(
            render_row(
                [
                    Cell("".join(_items(box, next(lists) if box.bernomor else 0)), columns, open_sides="top")
                    for box in pair
                ],
                widths,
            )
        )
    return render_table(rows, widths, f"Dasar hukum, kualifikasi, dan keterangan lain SOP {view.judul}")


def _items(box: Kotak, number: int) -> Iterator[str]:
    texts = ["".join(piece.teks for piece in item) for item in box.butir] or [""]
    for index, text in enumerate(texts):
        look = Look(
            FONT,
            before=_BOX_PADDING if index == 0 else 0.0,
            after=_BOX_PADDING if index == len(texts) - 1 else 0.0,
            number=number,
            indent=BOX_INDENT if number else 0.0,
            hanging=BOX_INDENT if number else 0.0,
        )
        yield render_paragraph(paper_text(text), look)


def render_tail(view: SopView, foot: Sequence[str], lists: Iterator[int]) -> Iterator[str]:
    """The paragraphs under the activity table: notes, attachments, and whose copy this is.

    Args:
        view: the SOP.
        foot: the last lines.
        lists: numbers of lists.
    """
    look = Look(FONT)
    for index, note in enumerate(view.catatan_tabel):
        before = PADDING_Y if index == 0 else 0.0
        yield render_paragraph(note, Look(FONT, before=before, indent=PADDING_X))
    if view.lampiran:
        yield render_paragraph("Lampiran", Look(FONT, bold=True, before=2 * PADDING_Y, style=BOX_STYLE, keep=True))
        number = next(lists)
        for link, about in view.lampiran:
            said = " ".join(filter(None, (link.teks, about)))
            yield render_paragraph(said, Look(look.size, number=number, indent=BOX_INDENT, hanging=BOX_INDENT))
    for index, line in enumerate(foot):
        yield render_paragraph(line, Look(7.5, bold=index == 0, before=2.0 if index == 0 else 0.0, line=1.25))


def list_numbers() -> Iterator[int]:
    """1, 2, …: one for each numbered list of a document."""
    return count(1)
