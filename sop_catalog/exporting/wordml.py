"""Pieces of WordprocessingML: paragraphs, cells, rows, tables. Lengths come in millimetres, sizes of letters in points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from sop_catalog.model.lines import mark_length
from sop_catalog.pages.paper.measure import HANG_EM
from sop_catalog.pages.paper.sizes import LINE, PADDING_X, PADDING_Y

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wpc="http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"'
)
FONT_NAME = "Arial"
SHADE = "E8E8E8"
"""Behind heads, as in print (--sop-kepala)."""
_RULE = 4
"""Width of a cell's line in eighths of a point: half a point."""
_TWIP = 1440 / 25.4
_ON_SCREEN = re.compile(r'<span class="(?:sop-nip-layar|sop-suara)">.*?</span>', re.DOTALL)


def twip(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * _TWIP)


def paper_text(text: str) -> str:
    """What paper shows of a text of the page: of a number with a masked twin the number itself, no tags."""
    if isinstance(text, Markup):
        shown = _ON_SCREEN.sub("", str(text)).replace("<br>", "\n")
        return "\n".join(Markup(line).striptags() for line in shown.split("\n"))  # noqa: S704 - tags are taken out
    return text


def run_properties(size: float, *, bold: bool = False, slanted: bool = False, colour: str = "") -> str:
    """How letters look."""
    points = max(2, round(size * 2))
    return (
        f'<w:rPr><w:rFonts w:ascii="{FONT_NAME}" w:hAnsi="{FONT_NAME}" w:cs="{FONT_NAME}"/>{"<w:b/>" * bold}{"<w:i/>" * slanted}'
        f'{f"<w:color w:val={quoteattr(colour)}/>" if colour else ""}<w:sz w:val="{points}"/><w:szCs w:val="{points}"/></w:rPr>'
    )


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks."""

    size: float
    bold: bool = False
    slanted: bool = False
    side: str = ""
    """center, right; "" for left."""
    before: float = 0.0
    after: float = 0.0
    """Room above and below it, mm."""
    style: str = ""
    """Its style's id."""
    indent: float = 0.0
    hanging: float = 0.0
    """mm."""
    number: int = 0
    """The list that it is an item of; 0 for none."""
    line: float = LINE
    keep: bool = False
    """Whether it stays with the next one."""
    colour: str = ""


def render_paragraph(text: str, look: Look, *, inner: str = "") -> str:
    """A paragraph; line breaks of the text are breaks within it.

    Args:
        text: its words; may be "".
        look: how it looks.
        inner: further runs, before the words.
    """
    properties = run_properties(look.size, bold=look.bold, slanted=look.slanted, colour=look.colour)
    runs = f"<w:r>{properties}<w:br/></w:r>".join(
        f'<w:r>{properties}<w:t xml:space="preserve">{escape(line)}</w:t></w:r>' for line in text.split("\n") if line
    )
    style = f'<w:pStyle w:val="{look.style}"/>' if look.style else ""
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{look.number}"/></w:numPr>' if look.number else ""
    indent = (
        f'<w:ind w:left="{twip(look.indent)}" w:hanging="{twip(look.hanging)}"/>' if look.indent or look.hanging else ""
    )
    side = f'<w:jc w:val="{look.side}"/>' if look.side else ""
    return (
        f"<w:p><w:pPr>{style}{'<w:keepNext/>' * look.keep}{numbered}"
        f'<w:spacing w:before="{twip(look.before)}" w:after="{twip(look.after)}" '
        f'w:line="{round(look.size * look.line * 20)}" w:lineRule="exact"/>{indent}{side}{properties}</w:pPr>'
        f"{inner}{runs}</w:p>"
    )


def render_text(text: str, look: Look) -> str:
    """The paragraphs of a cell's text: one a line, those of a list hanging behind their marks; room above and below all."""
    lines = paper_text(text).split("\n")
    hang = HANG_EM * look.size * 25.4 / 72
    made = []
    for index, line in enumerate(lines):
        here = replace(
            look,
            before=PADDING_Y if index == 0 else 0.0,
            after=PADDING_Y if index == len(lines) - 1 else 0.0,
            indent=hang if mark_length(line) else look.indent,
            hanging=hang if mark_length(line) else look.hanging,
        )
        made.append(render_paragraph(line, here))
    return "".join(made)


def render_gap(height: float, *, breaks: bool = False) -> str:
    """An empty paragraph of a height, mm; `breaks`: it begins a page."""
    return (
        f"<w:p><w:pPr>{'<w:pageBreakBefore/>' * breaks}"
        f'<w:spacing w:before="0" w:after="0" w:line="{max(20, twip(height))}" w:lineRule="exact"/>'
        f"{run_properties(1)}</w:pPr></w:p>"
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    body: str
    """Its paragraphs."""
    columns: int = 1
    rows: str = ""
    """"restart" for the first row of a cell over several, "continue" for the others."""
    shaded: bool = False
    padding: float = PADDING_X
    """Room at its sides, mm."""
    middle: bool = False
    """Whether its text stands in the middle of its height."""
    turned: bool = False
    """Whether it is read from below upwards."""
    open_sides: str = ""
    """Sides without a line: "left", "right", "top", "bottom", parted by blanks."""


def render_cell(cell: Cell, width: float) -> str:
    """A cell of a width, mm."""
    properties = f'<w:tcW w:w="{twip(width)}" w:type="dxa"/>'
    if cell.columns > 1:
        properties += f'<w:gridSpan w:val="{cell.columns}"/>'
    if cell.rows:
        properties += '<w:vMerge w:val="restart"/>' if cell.rows == "restart" else "<w:vMerge/>"
    if cell.open_sides:
        sides = [side for side in ("top", "left", "bottom", "right") if side in cell.open_sides.split()]
        properties += (
            f"<w:tcBorders>{''.join(f'<w:{side} w:val={chr(34)}nil{chr(34)}/>' for side in sides)}</w:tcBorders>"
        )
    if cell.shaded:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>'
    if abs(cell.padding - PADDING_X) > 0.001:
        padding = twip(cell.padding)
        properties += (
            f'<w:tcMar><w:left w:w="{padding}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/></w:tcMar>'
        )
    if cell.turned:
        properties += '<w:textDirection w:val="btLr"/>'
    if cell.middle:
        properties += '<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{cell.body}</w:tc>"


def render_row(
    cells: Iterable[Cell], widths: Sequence[float], *, height: float = 0.0, head: bool = False, exact: bool = False
) -> str:
    """A row that no page break splits.

    Args:
        cells: from the left; together as many columns as there are.
        widths: of the table's columns, mm.
        height: its least height, mm; 0 for what the texts need.
        head: whether it is repeated on every page.
        exact: whether the height is exact.
    """
    made, at = [], 0
    for cell in cells:
        made.append(render_cell(cell, sum(widths[at : at + cell.columns])))
        at += cell.columns
    rule = "exact" if exact else "atLeast"
    high = f'<w:trHeight w:val="{twip(height)}" w:hRule="{rule}"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{'<w:tblHeader/>' * head}</w:trPr>{''.join(made)}</w:tr>"


def render_table(rows: Iterable[str], widths: Sequence[float], caption: str) -> str:
    """A table of fixed widths (mm) at the left margin; `caption`: what it is, for those who do not see it."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{_RULE}" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    padding = twip(PADDING_X)
    grid = "".join(f'<w:gridCol w:w="{twip(width)}"/>' for width in widths)
    return (
        f'<w:tbl {NAMES}><w:tblPr><w:tblW w:w="{sum(twip(width) for width in widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="{padding}" w:type="dxa"/>'
        f'<w:bottom w:w="0" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar>'
        f"<w:tblCaption w:val={quoteattr(caption)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
