"""How one SOP lies on paper: column widths, and which rows share a sheet.

Arrows that cross a page break need their lettered connectors, and a row must not be split, so the breaks are set when
the site is built, from line counts (`pages.measure`). Every height errs to the large side; each sheet then starts
with a forced break, and the browser never needs one of its own. All lengths are millimetres, font sizes points.

The numbers below are those of `@media print` in assets/sop.css and assets/sop-flowchart.css.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from sop_catalog.flow.grid import break_pages
from sop_catalog.flow.sizes import MANY_PERFORMERS
from sop_catalog.flow.tile import Grid, Width
from sop_catalog.pages.flowchart import (
    COLUMN_EDGE,
    LABEL,
    LABEL_LINE,
    LABEL_LINE_RAPAT,
    LABEL_RAPAT,
    STRIP,
    STRIP_RAPAT,
    row_height,
)
from sop_catalog.pages.measure import count_lines, text_width
from sop_catalog.pages.settings import Paper

MARGIN_SIDE = 9.0
MARGIN_TOP = 9.0
MARGIN_BOTTOM = 13.0
FONT = 8.5
"""Points; narrower tables get SMALL_FONT."""
SMALL_FONT = 7.5
TIGHTER = 0.5
"""Points that the table's type gives away where that saves a sheet."""
LINE = 1.22
PADDING_X = 1.0
PADDING_Y = 0.7
HEAD_PADDING_X = 0.6
RULE = 0.27
"""One CSS pixel, rounded up."""
FIRST_TRACK = 8.0
"""From a column's border to its outermost track, in units."""
EDGE_AIR = 2.0
"""The same on paper where there is room."""
TURNED_HEAD = 26.8
"""Height of the row of turned heads, with padding and border."""
LOGO = 14.0
SIGNATURE = 13.0
"""Room for the signature and the stamp in the cell of the approver."""
BOX_INDENT = 5.0
GAP = 3.0
FOOT = 8.0
FOOT_WITH_QR = 21.5
FOOT_TO_SIGN = 13.5
"""The last line of the last sheet, without and with the QR code; the lines of a paper that is to be signed."""
_PT = 25.4 / 72

# Drawing units (--sop-u) with few and with many performers; sizes in units as in sop-flowchart.css.
UNIT = 0.26
SMALL_UNIT = 0.17


@dataclass(frozen=True, slots=True)
class PrintText:
    """What the layout needs to know of an SOP's texts."""

    instansi: tuple[str, ...]
    has_logo: bool
    identitas: tuple[tuple[str, tuple[str, ...], int], ...]
    """(label, lines of the value, how many rooms for a signature it holds)."""
    kotak: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
    """Rows of one or two boxes: (title, items)."""
    kepala: tuple[str, ...]
    """Titles of the columns: no, kegiatan, performers …, kelengkapan, waktu, output and, if printed, keterangan."""
    baris: tuple[tuple[str, ...], ...]
    """Texts of the rows: kegiatan, kelengkapan, waktu, output and, if printed, keterangan."""
    bentang: tuple[tuple[int, int, int], ...]
    """Cells over several rows: first and last row from 0, and which text of `baris` stands in them."""
    grup: tuple[tuple[str, int], ...]
    """The upper row of the performers' heads: a group's title ("" for a single column) and over how many columns it stands;
    () without groups."""
    catatan: tuple[str, ...]
    """Notes under the table."""
    nomor_kolom: bool
    norma_waktu: str | None
    """The sum with its remark; None where the profile prints none."""
    lampiran: tuple[str, ...]
    """What stands in the list of attachments under the table."""
    has_qr: bool
    untuk_pengesahan: bool
    """Whether it is the paper that is to be signed, which says more at its end."""


@dataclass(frozen=True, slots=True)
class PrintLayout:
    """The plan of the sheets."""

    no: float
    kegiatan: float
    peran: tuple[float, ...]
    kelengkapan: float
    waktu: float
    output: float
    keterangan: float
    """Column widths; 0 where the column is not printed."""
    font: float
    """Size of the table's type."""
    turned: bool
    """Whether the performers' heads are turned."""
    head_sheets: int
    """How many sheets identity and boxes take: one, unless they are very long."""
    table_apart: bool
    """Whether the activity table begins on a sheet of its own."""
    breaks: frozenset[int]
    """Numbers of the steps after which a sheet ends."""
    baris: tuple[float, ...]
    """Planned heights of the rows."""
    grid: Grid
    """The drawing with the connectors at these breaks."""
    tepi: tuple[float, ...]
    """How far each column's outermost line keeps from its border, in units; the style sheet's own is FIRST_TRACK."""

    @property
    def sheets(self) -> int:
        """How many there are."""
        return self.head_sheets + self.table_apart + len(self.breaks)

    @property
    def is_tight(self) -> bool:
        """Whether the table's type is smaller than usual."""
        return self.font < (SMALL_FONT if self.turned else FONT)

    def sheet_of(self, nomor: int) -> int:
        """The number of the sheet that a step stands on."""
        return self.head_sheets + self.table_apart + sum(after < nomor for after in self.breaks)


def plan_print(text: PrintText, grid: Grid, paper: Paper) -> PrintLayout:
    """Plan the sheets of one SOP, given its drawing without page breaks; its table's type a little smaller if that saves one."""
    usual = SMALL_FONT if len(grid.widths) > MANY_PERFORMERS else FONT
    layout = _plan(text, grid, paper, usual)
    if not layout.breaks:
        return layout
    tight = _plan(text, grid, paper, usual - TIGHTER)
    return tight if tight.sheets < layout.sheets else layout


def _plan(text: PrintText, grid: Grid, paper: Paper, font: float) -> PrintLayout:
    """The sheets with the table's type in a size."""
    width = paper.size[0] - 2 * MARGIN_SIDE - 0.3
    height = paper.size[1] - MARGIN_TOP - MARGIN_BOTTOM
    lanes = len(grid.widths)
    turned = lanes > MANY_PERFORMERS
    unit = SMALL_UNIT if turned else UNIT
    columns = _plan_columns(text, grid, width, font, unit, turned=turned)
    head = _head_height(text, columns, font, turned=turned)
    line = LABEL_LINE_RAPAT if turned else LABEL_LINE
    shared = {(index, column) for first, last, column in text.bentang for index in range(first, last + 1)}
    rows = [
        max(_text_height(cells, columns, font, shared, index), row_height(grid.rows[index], line) * unit) + RULE
        for index, cells in enumerate(text.baris)
    ]
    joined = [
        (first, last, measure_joined(text.baris[first][column], _text_widths(columns)[column], font))
        for first, last, column in text.bentang
    ]
    tail = max(FOOT_WITH_QR * text.has_qr, FOOT_TO_SIGN * text.untuk_pengesahan, FOOT)
    tail += _sum_height(text, columns, font) if text.norma_waktu is not None else 0
    tail += sum(count_lines(note, width - 2 * PADDING_X, FONT) * _line(FONT) for note in text.catatan)
    tail += 2 * PADDING_Y * bool(text.catatan)
    if text.lampiran:
        items = sum(count_lines(item, width - 2 * PADDING_X - BOX_INDENT, FONT) for item in text.lampiran)
        tail += (1 + items) * _line(FONT) + 4 * PADDING_Y
    first = height - _identity_height(text, width) - _boxes_height(text, width) - GAP
    levels = 0
    while True:  # crowded breaks need higher strips, which may move the breaks; at most as many rounds as levels
        strip = ((STRIP_RAPAT if turned else STRIP) + 6 * levels) * unit + RULE
        apart, breaks = _fill(rows, joined, first - head, height - head, tail, strip)
        broken = break_pages(grid, breaks)
        used = max((item.levels for strips in (broken.closing, broken.opening) for item in strips.values()), default=0)
        if used <= levels:
            break
        levels = used
    kegiatan, kelengkapan, waktu, output, keterangan = columns[1], *columns[2 + lanes :]
    return PrintLayout(
        columns[0], kegiatan, tuple(columns[2 : 2 + lanes]), kelengkapan, waktu, output, keterangan,
        font, turned, _head_sheets(text, width, height), apart, breaks, tuple(rows), broken, _edges(broken, columns[2 : 2 + lanes], unit, turned=turned),
    )  # fmt: skip


def _edges(grid: Grid, widths: Sequence[float], unit: float, *, turned: bool) -> tuple[float, ...]:
    """Where a small drawing has room, its lines too keep two millimetres from the columns' borders."""
    if not turned:
        return (FIRST_TRACK,) * len(widths)
    tracked = {
        column
        for row in grid.rows
        for column, tile in enumerate(row.tiles)
        if any(segment.axis == "v" and segment.at.word in ("l", "r") for segment in tile.segments)
    }
    spare = [width / 2 / unit - _half(need, LABEL_RAPAT) for width, need in zip(widths, grid.widths, strict=True)]
    wanted = EDGE_AIR / unit - FIRST_TRACK
    return tuple(
        FIRST_TRACK + round(max(0.0, min(wanted, room)), 1) * (column in tracked) for column, room in enumerate(spare)
    )


def _fill(  # noqa: PLR0913, PLR0917 - heights and rooms
    rows: Sequence[float],
    joined: Sequence[tuple[int, int, float]],
    first: float,
    other: float,
    tail: float,
    strip: float,
) -> tuple[bool, frozenset[int]]:
    """Lay rows on sheets: whether the table starts on its own sheet, and after which steps sheets end.

    Args:
        rows: heights.
        joined: cells over several rows: first and last row from 0, and what each needs on every sheet that it is on.
        first: room for rows under the boxes of the first sheet.
        other: room on every further sheet.
        tail: what must follow the last row on its sheet.
        strip: room for the connectors at either side of a break.
    """

    def lack(start: int, end: int) -> float:
        """What joined cells need beyond the rows start..end of a sheet; that of each may come on top of all others'."""
        parts = [(max(start, top), min(end, bottom), need) for top, bottom, need in joined]
        return sum(max(0.0, need - sum(rows[top : bottom + 1])) for top, bottom, need in parts if top <= bottom)

    apart = sum(rows[:2]) + lack(0, 1) + strip > first
    room = other if apart else first
    breaks = []
    start, used = 0, 0.0
    for index, row in enumerate(rows):
        needed = row + (tail if index == len(rows) - 1 else strip)
        if index > start and used + needed + lack(start, index) > room:
            breaks.append(index)
            room, used, start = other, strip, index
        used += row
    return apart, frozenset(breaks)


def _half(need: Width, label: float) -> float:
    """What half a column needs, in units, with labels of a size in units."""
    return need.symbol * 40 + need.em * label + need.tracks * 6 + COLUMN_EDGE


# --- Columns ------------------------------------------------------------------------------------------------------


def _plan_columns(  # noqa: PLR0913 - one row of the plan's own values
    text: PrintText, grid: Grid, width: float, font: float, unit: float, *, turned: bool
) -> tuple[float, ...]:
    """Widths of no, kegiatan, performers …, kelengkapan, waktu, output, keterangan (0 where not printed)."""
    lanes = len(grid.widths)
    needs = [2 * _half(need, LABEL_RAPAT if turned else LABEL) * unit for need in grid.widths]
    if not turned:
        heads = text.kepala[2 : 2 + lanes]
        needs = [
            max(need, _longest_word(title, font * 0.9) + 2 * HEAD_PADDING_X + 1.0)
            for need, title in zip(needs, heads, strict=True)
        ]
    has_notes = len(text.kepala) > lanes + 5
    needed = [_column_need(text, index, font) for index in range(5 if has_notes else 4)]
    no, waktu = 8.0, needed[2]
    least = (
        max(46.0, needed[0]) + max(24.0, needed[1]) + max(24.0, needed[3]) + (max(16.0, needed[4]) if has_notes else 0)
    )
    free = width - no - waktu - sum(needs)
    usual = 11.0 if turned else 17.0
    peran = needs
    if free > least:  # the columns of the performers grow to their usual width before the texts take the rest
        grow = min(1.0, (free - least) / max(sum(max(usual - need, 0) for need in needs), 0.001))
        peran = [need + max(usual - need, 0) * grow for need in needs]
    rest = width - no - waktu - sum(peran)
    shares = {0: 0.46, 1: 0.21, 3: 0.21, 4: 0.12} if has_notes else {0: 0.50, 1: 0.25, 3: 0.25}
    kegiatan, kelengkapan, output, *keterangan = _share(rest, shares, needed)
    return (no, kegiatan, *peran, kelengkapan, waktu, output, *(keterangan or [0.0]))


def _share(rest: float, shares: Mapping[int, float], needed: Sequence[float]) -> list[float]:
    """Divide a width by shares, but give no column less than it needs as long as there is enough for all."""
    widths = {index: rest * share for index, share in shares.items()}
    short = {index for index in shares if widths[index] < needed[index]}
    spare = rest - sum(needed[index] for index in short)
    others = sum(share for index, share in shares.items() if index not in short)
    if short and others and spare > 0:
        for index, share in shares.items():
            widths[index] = needed[index] if index in short else spare * share / others
    return list(widths.values())


def _column_need(text: PrintText, index: int, font: float) -> float:
    """The width of a text column's longest word, within reason: a word of 40 letters is broken."""
    lanes = len(text.kepala) - len(text.baris[0] if text.baris else ()) - 1
    title = text.kepala[1] if index == 0 else text.kepala[1 + lanes + index]
    column = " ".join(row[index] for row in text.baris)
    longest = max(_longest_word(title, font), _longest_word(column, font, bold=False))
    if index == 2:  # "1-2 hari kerja" on one line, as on paper
        longest = max(longest, *(text_width(row[2], font) for row in text.baris))
        return min(max(longest + 2 * PADDING_X + RULE + 0.4, 14.0), 24.0)
    return min(longest + 2 * PADDING_X + RULE + 0.4, 34.0)


def _longest_word(text: str, size: float, *, bold: bool = True) -> float:
    return max((text_width(word, size, bold=bold) for word in set(text.split())), default=0.0)


# --- Heights ------------------------------------------------------------------------------------------------------


def _line(font: float) -> float:
    return font * LINE * _PT


def _cell(text: str, width: float, font: float, *, bold: bool = False) -> float:
    return count_lines(text, width - 2 * PADDING_X - RULE, font, bold=bold) * _line(font) + 2 * PADDING_Y


def measure_joined(text: str, width: float, font: float) -> float:
    """The height that a cell over several rows needs. Width in mm, font in points."""
    return _cell(text, width, font) + RULE


def _text_widths(columns: Sequence[float]) -> tuple[float, ...]:
    """Widths of the columns of a row's texts."""
    return (columns[1], *columns[-4:])


def _text_height(
    cells: Sequence[str], columns: Sequence[float], font: float, shared: Container[tuple[int, int]], index: int
) -> float:
    """What the texts of a row need that no other row shares. `shared`: (row, text), both from 0."""
    widths = _text_widths(columns)
    own = [column for column in range(len(cells)) if (index, column) not in shared]
    return max(_cell(cells[column], widths[column], font) for column in own)


def _sum_height(text: PrintText, columns: Sequence[float], font: float) -> float:
    """The row of the norma waktu, whose value spans the columns behind Kelengkapan."""
    return max(_cell(text.norma_waktu or "", sum(columns[-3:]), font, bold=True), _line(font) + 2 * PADDING_Y) + RULE


def _head_height(text: PrintText, columns: Sequence[float], font: float, *, turned: bool) -> float:
    """Both rows of heads, and the row of column numbers. Columns as `_plan_columns` gives them."""
    count = len(columns) - 6
    groups = _line(font) + 2 * PADDING_Y + RULE

    def cell(title: str, width: float, size: float) -> float:
        lines = count_lines(title, width - 2 * HEAD_PADDING_X - RULE, size, bold=True)
        return max(1, lines) * _line(font) + 2 * PADDING_Y + RULE

    second = max(
        cell(title, width, font)
        for title, width in zip(text.kepala[2 + count : 5 + count], columns[-4:-1], strict=True)
    )
    if turned:
        second = max(second, TURNED_HEAD)
    else:
        heads = zip(text.kepala[2 : 2 + count], columns[2 : 2 + count], strict=True)
        second = max([second, *(cell(title, width, font * 0.9) for title, width in heads)])
    at, titles = 2, [0.0]
    for grup, wide in text.grup:  # a row of their own above the columns of the group
        titles.append(cell(grup, sum(columns[at : at + wide]), font * 0.9) if grup else 0.0)
        at += wide
    second += max(titles)
    spanning = [
        (text.kepala[0], columns[0]),
        (text.kepala[1], columns[1]),
        *zip(text.kepala[5 + count :], columns[-1:], strict=False),
    ]
    whole = max(groups + second, *(cell(title, width, font) for title, width in spanning))
    number = font * 0.85 * LINE * _PT + RULE if text.nomor_kolom else 0.0
    return whole + number + RULE


def _identity_height(text: PrintText, width: float) -> float:
    rows = 0.0
    for label, lines, signed in text.identitas:
        value = sum(max(1, count_lines(line, width * 0.32 - 2 * PADDING_X, FONT, bold=True)) for line in lines)
        named = count_lines(label, width * 0.18 - 2 * PADDING_X, FONT)
        rows += max(value, named, 1) * _line(FONT) + 2 * PADDING_Y + RULE + SIGNATURE * signed
    left = sum(count_lines(name.upper(), width * 0.5 - 2 * PADDING_X, FONT, bold=True) for name in text.instansi)
    return max(rows, left * _line(FONT) + (LOGO if text.has_logo else 0) + 2 * PADDING_Y) + RULE


def _boxes_height(text: PrintText, width: float) -> float:
    return sum(max(_box_height(*box, width / len(row)) for box in row) for row in text.kotak)


def _head_sheets(text: PrintText, width: float, height: float) -> int:
    """The sheets of a height that identity and rows of boxes fill one after the other; a row is split only where it must be."""
    sheets, used = 1, 0.0
    for row in [
        _identity_height(text, width),
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
    return (title_lines + lines) * _line(FONT) + 4 * 0.5 + RULE
