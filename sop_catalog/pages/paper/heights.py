"""How high heads, boxes and rows are on paper, from their lines (`pages.paper.measure`); each height errs to the large side.

All lengths are millimetres, font sizes points.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from sop_catalog.flow.tile import Strip
from sop_catalog.pages.flow.flowchart import STRIP
from sop_catalog.pages.paper.measure import count_lines
from sop_catalog.pages.paper.sizes import (
    BOX_INDENT,
    FONT,
    HEAD_PADDING_X,
    LOGO,
    PADDING_X,
    PADDING_Y,
    RULE,
    SIGNATURE,
    TURNED_HEAD,
    line_height,
)
from sop_catalog.pages.paper.text import Columns, PrintText


def _cell(text: str, width: float, font: float, *, bold: bool = False) -> float:
    return count_lines(text, width - 2 * PADDING_X - RULE, font, bold=bold) * line_height(font) + 2 * PADDING_Y


def measure_joined(text: str, width: float, font: float) -> float:
    """The height that a cell over several rows needs. Width in mm, font in points."""
    return _cell(text, width, font) + RULE


def text_height(row: Mapping[str, str], columns: Columns[float], font: float, shared: Container[str]) -> float:
    """What the texts of a row need beyond those `shared` with other rows."""
    return max(_cell(row[name], width, font) for name, width in columns.texts.items() if name not in shared)


def connectors_height(strip: Strip, said: str, columns: Columns[float], font: float, unit: float) -> float:
    """A strip of off-page connectors, with what is said beside them; `unit`: of the drawing, mm."""
    drawn = (STRIP + 6 * strip.levels) * unit
    return max(drawn, _cell(said, columns.kegiatan, font)) + RULE


def sum_height(text: PrintText, columns: Columns[float], font: float) -> float:
    """The row of the norma waktu, whose value spans the columns behind Kelengkapan."""
    value = _cell(text.norma_waktu or "", sum(columns.after[1:]), font, bold=True)
    return max(value, line_height(font) + 2 * PADDING_Y) + RULE


def head_height(text: PrintText, columns: Columns[float], font: float, *, turned: bool) -> float:
    """Both rows of heads, and the row of column numbers."""
    groups = line_height(font) + 2 * PADDING_Y + RULE
    small = font * 0.9

    def cell(title: str, width: float, size: float) -> float:
        lines = count_lines(title, width - 2 * HEAD_PADDING_X - RULE, size, bold=True)
        return max(1, lines) * line_height(font) + 2 * PADDING_Y + RULE

    heads = text.kepala
    second = max(cell(title, width, font) for title, width in zip(heads.mutu, columns.mutu, strict=True))
    if turned:
        second = max(second, TURNED_HEAD)
    else:
        peran = zip(heads.peran, columns.peran, strict=True)
        second = max([second, *(cell(title, width, small) for title, width in peran)])
    at, titles = 0, [0.0]
    for grup, wide in text.grup:  # a row of their own above the columns of the group
        titles.append(cell(grup, sum(columns.peran[at : at + wide]), small) if grup else 0.0)
        at += wide
    second += max(titles)
    spanning = [(heads.no, columns.no), (heads.kegiatan, columns.kegiatan)]
    if heads.keterangan is not None and columns.keterangan is not None:
        spanning.append((heads.keterangan, columns.keterangan))
    whole = max(groups + second, *(cell(title, width, font) for title, width in spanning))
    number = line_height(font * 0.85) + RULE if text.nomor_kolom else 0.0
    return whole + number + RULE


def identity_height(text: PrintText, width: float) -> float:
    """The block of identity, to the right the values, to the left the agency."""
    rows = 0.0
    for label, lines, signed in text.identitas:
        value = sum(max(1, count_lines(line, width * 0.32 - 2 * PADDING_X, FONT, bold=True)) for line in lines)
        named = count_lines(label, width * 0.18 - 2 * PADDING_X, FONT)
        rows += max(value, named, 1) * line_height(FONT) + 2 * PADDING_Y + RULE + SIGNATURE * signed
    left = sum(count_lines(name.upper(), width * 0.5 - 2 * PADDING_X, FONT, bold=True) for name in text.instansi)
    return max(rows, left * line_height(FONT) + (LOGO if text.has_logo else 0) + 2 * PADDING_Y) + RULE


def boxes_height(text: PrintText, width: float) -> float:
    """All rows of boxes."""
    return sum(max(_box_height(*box, width / len(row)) for box in row) for row in text.kotak)


def count_head_sheets(text: PrintText, width: float, height: float) -> int:
    """The sheets of a height that identity and rows of boxes fill one after the other; a row is split only where it must be."""
    sheets, used = 1, 0.0
    for row in [
        identity_height(text, width),
        *(max(_box_height(*box, width / len(row)) for box in row) for row in text.kotak),
    ]:
        if used and used + row > height:
            sheets, used = sheets + 1, 0.0
        whole, used = divmod(used + row, height)
        sheets += int(whole)
    return sheets


def _box_height(title: str, items: Sequence[str], width: float) -> float:
    inner = width - 2 * PADDING_X - BOX_INDENT - RULE
    lines = max(1, sum(count_lines(item, inner, FONT) for item in items))
    title_lines = max(1, count_lines(title, width - 2 * PADDING_X, FONT, bold=True))
    return (title_lines + lines) * line_height(FONT) + 4 * 0.5 + RULE
