"""How one SOP lies on paper: which rows share a sheet.

Arrows that cross a page break need their lettered connectors, and a row must not be split, so the breaks are set when
the site is built, from line counts (`pages.paper.measure`). Every height errs to the large side; each sheet then starts
with a forced break, and the browser never needs one of its own. All lengths are millimetres, font sizes points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sop_catalog.flow.grid import break_pages
from sop_catalog.flow.sizes import MANY_PERFORMERS
from sop_catalog.flow.tile import Grid, Strip
from sop_catalog.pages.flow.flowchart import LABEL_LINE, LABEL_LINE_RAPAT, STRIP, row_height
from sop_catalog.pages.paper.columns import find_edges, plan_columns
from sop_catalog.pages.paper.connectors import say_connectors
from sop_catalog.pages.paper.heights import (
    boxes_height,
    connectors_height,
    count_head_sheets,
    head_height,
    identity_height,
    measure_joined,
    sum_height,
    text_height,
)
from sop_catalog.pages.paper.measure import count_lines
from sop_catalog.pages.paper.sizes import (
    BOX_INDENT,
    FONT,
    FOOT,
    FOOT_TO_SIGN,
    FOOT_WITH_QR,
    GAP,
    MARGIN_BOTTOM,
    MARGIN_SIDE,
    MARGIN_TOP,
    PADDING_X,
    PADDING_Y,
    RULE,
    SMALL_FONT,
    SMALL_UNIT,
    TIGHTER,
    UNIT,
    line_height,
)
from sop_catalog.pages.paper.text import Columns, PrintText
from sop_catalog.pages.settings import Paper


@dataclass(frozen=True, slots=True)
class PrintLayout:
    """The plan of the sheets."""

    columns: Columns[float]
    """Their widths."""
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

    def strip_height(self, strip: Strip | None) -> float:
        """The height of a strip of connectors with what is said beside them; 0 for none."""
        if strip is None:
            return 0.0
        unit = SMALL_UNIT if self.turned else UNIT
        return connectors_height(strip, say_connectors(strip, self.sheet_of), self.columns, self.font, unit)

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
    turned = len(grid.widths) > MANY_PERFORMERS
    unit = SMALL_UNIT if turned else UNIT
    columns = plan_columns(text, grid, width, font, unit, turned=turned)
    head = head_height(text, columns, font, turned=turned)
    label = LABEL_LINE_RAPAT if turned else LABEL_LINE
    rows = []
    for index, texts in enumerate(text.baris):
        shared = {name for first, last, name in text.bentang if first <= index <= last}
        drawn = row_height(grid.rows[index], label) * unit
        rows.append(max(text_height(texts, columns, font, shared), drawn) + RULE)
    joined = [
        (first, last, measure_joined(text.baris[first][name], columns.texts[name], font))
        for first, last, name in text.bentang
    ]
    tail = _tail_height(text, columns, width, font)
    first_sheet = height - identity_height(text, width) - boxes_height(text, width) - GAP
    sheets = count_head_sheets(text, width, height)
    usual = STRIP * unit + RULE
    known: dict[tuple[int, int], float] = {}
    """Of sheets from row to row, by their numbers: what their strips take together where that is not as usual."""

    def strips(start: int, end: int) -> float:
        """What the strips of a sheet take, from row to row, from 0."""
        return known.get((start, end), usual * ((start > 0) + (end < len(rows) - 1)))

    while (
        True
    ):  # what a sheet's strips take is known when it is drawn; each round more is known, so there is a last one
        apart, breaks = fill_sheets(rows, joined, first_sheet - head, height - head, tail, strips)
        broken = break_pages(grid, breaks)
        edges = find_edges(broken, columns.peran, unit, turned=turned)
        layout = PrintLayout(columns, font, turned, sheets, apart, breaks, tuple(rows), broken, edges)
        is_right = True
        for start, end in pairwise([0, *sorted(breaks), len(rows)]):
            above, below = broken.opening.get(start + 1), broken.closing.get(end)
            needed = layout.strip_height(above) + layout.strip_height(below)
            if needed > strips(start, end - 1):
                known[start, end - 1] = needed
                is_right = False
        if is_right:
            return layout


def _tail_height(text: PrintText, columns: Columns[float], width: float, font: float) -> float:
    """What follows the last row: the sum, notes, attachments and the foot."""
    tail = max(FOOT_WITH_QR * text.has_qr, FOOT_TO_SIGN * text.untuk_pengesahan, FOOT)
    tail += sum_height(text, columns, font) if text.norma_waktu is not None else 0
    tail += sum(count_lines(note, width - 2 * PADDING_X, FONT) * line_height(FONT) for note in text.catatan)
    tail += 2 * PADDING_Y * bool(text.catatan)
    if text.lampiran:
        items = sum(count_lines(item, width - 2 * PADDING_X - BOX_INDENT, FONT) for item in text.lampiran)
        tail += (1 + items) * line_height(FONT) + 4 * PADDING_Y
    return tail


def fill_sheets(  # noqa: PLR0913, PLR0917 - heights and rooms
    rows: Sequence[float],
    joined: Sequence[tuple[int, int, float]],
    first: float,
    other: float,
    tail: float,
    strips: Callable[[int, int], float],
) -> tuple[bool, frozenset[int]]:
    """Lay rows on sheets: whether the table starts on its own sheet, and after which steps sheets end.

    Args:
        rows: heights.
        joined: cells over several rows: first and last row from 0, and what each needs on every sheet that it is on.
        first: room for rows under the boxes of the first sheet.
        other: room on every further sheet.
        tail: what must follow the last row on its sheet.
        strips: what the connectors of a sheet take above and below its rows, from row to row, from 0.
    """

    def lack(start: int, end: int) -> float:
        """What joined cells need beyond the rows start..end of a sheet; that of each may come on top of all others'."""
        parts = [(max(start, top), min(end, bottom), need) for top, bottom, need in joined]
        return sum(max(0.0, need - sum(rows[top : bottom + 1])) for top, bottom, need in parts if top <= bottom)

    below = max(strips(0, 0), strips(0, 1)) if len(rows) > 1 else tail
    apart = sum(rows[:2]) + lack(0, 1) + below > first
    room = other if apart else first
    breaks = []
    start, used = 0, 0.0
    for index, row in enumerate(rows):
        needed = row + strips(start, index) + (tail if index == len(rows) - 1 else 0)
        if index > start and used + needed + lack(start, index) > room:
            breaks.append(index)
            room, used, start = other, 0.0, index
        used += row
    return apart, frozenset(breaks)
