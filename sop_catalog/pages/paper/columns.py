"""How wide the columns of the activity table are on paper. All lengths are millimetres, font sizes points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sop_catalog.flow.tile import Grid, Width
from sop_catalog.pages.flow.flowchart import COLUMN_EDGE, LABEL, LABEL_RAPAT
from sop_catalog.pages.paper.measure import text_width
from sop_catalog.pages.paper.sizes import HEAD_PADDING_X, PADDING_X, RULE
from sop_catalog.pages.paper.text import Columns, PrintText

FIRST_TRACK = 8.0
"""From a column's border to its outermost track, in units."""
EDGE_AIR = 2.0
"""The same on paper where there is room."""

_LEAST = {"kegiatan": 46.0, "kelengkapan": 24.0, "output": 24.0, "keterangan": 16.0}
"""What the columns of texts have before those of the performers grow."""
_SHARES = {"kegiatan": 0.50, "kelengkapan": 0.25, "output": 0.25}
_SHARES_NOTES = {"kegiatan": 0.46, "kelengkapan": 0.21, "output": 0.21, "keterangan": 0.12}


def find_edges(grid: Grid, widths: Sequence[float], unit: float, *, turned: bool) -> tuple[float, ...]:
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


def _half(need: Width, label: float) -> float:
    """What half a column needs, in units, with labels of a size in units."""
    return need.symbol * 40 + need.em * label + need.tracks * 6 + COLUMN_EDGE


def plan_columns(  # noqa: PLR0913 - one row of the plan's own values
    text: PrintText, grid: Grid, width: float, font: float, unit: float, *, turned: bool
) -> Columns[float]:
    """Divide the width of the table.

    Args:
        text: what stands in the columns.
        grid: the drawing, which says what the performers' columns need.
        width: of the table.
        font: of its type.
        unit: of the drawing, mm.
        turned: whether the performers' heads are turned.
    """
    needs = [2 * _half(need, LABEL_RAPAT if turned else LABEL) * unit for need in grid.widths]
    if not turned:
        needs = [
            max(need, _longest_word(title, font * 0.9) + 2 * HEAD_PADDING_X + 1.0)
            for need, title in zip(needs, text.kepala.peran, strict=True)
        ]
    needed = {name: _column_need(text, name, title, font) for name, title in text.kepala.texts.items()}
    no, waktu = 8.0, needed["waktu"]
    least = sum(max(_LEAST[name], need) for name, need in needed.items() if name in _LEAST)
    free = width - no - waktu - sum(needs)
    usual = 11.0 if turned else 17.0
    peran = needs
    if free > least:  # the columns of the performers grow to their usual width before the texts take the rest
        grow = min(1.0, (free - least) / max(sum(max(usual - need, 0) for need in needs), 0.001))
        peran = [need + max(usual - need, 0) * grow for need in needs]
    shared = _share(width - no - waktu - sum(peran), _SHARES_NOTES if "keterangan" in needed else _SHARES, needed)
    return Columns(
        no, shared["kegiatan"], tuple(peran), shared["kelengkapan"], waktu, shared["output"], shared.get("keterangan")
    )


def _share(rest: float, shares: Mapping[str, float], needed: Mapping[str, float]) -> dict[str, float]:
    """Divide a width by shares, but give no column less than it needs as long as there is enough for all."""
    widths = {name: rest * share for name, share in shares.items()}
    short = {name for name in shares if widths[name] < needed[name]}
    spare = rest - sum(needed[name] for name in short)
    others = sum(share for name, share in shares.items() if name not in short)
    if short and others and spare > 0:
        for name, share in shares.items():
            widths[name] = needed[name] if name in short else spare * share / others
    return widths


def _column_need(text: PrintText, name: str, title: str, font: float) -> float:
    """The width of a text column's longest word, within reason: a word of 40 letters is broken."""
    column = " ".join(row[name] for row in text.baris)
    longest = max(_longest_word(title, font), _longest_word(column, font, bold=False))
    if name == "waktu":  # "1-2 hari kerja" on one line, as on paper
        longest = max(longest, *(text_width(row[name], font) for row in text.baris))
        return min(max(longest + 2 * PADDING_X + RULE + 0.4, 14.0), 24.0)
    return min(longest + 2 * PADDING_X + RULE + 0.4, 34.0)


def _longest_word(text: str, size: float, *, bold: bool = True) -> float:
    return max((text_width(word, size, bold=bold) for word in set(text.split())), default=0.0)
