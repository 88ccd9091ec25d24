"""How much room a paragraph of Word takes: the size of its letters, its lines, what it orders above and below them."""

from __future__ import annotations

from lxml import etree

from sop_catalog.flow.labels import text_em
from sop_catalog.importing.readers.package import child, number
from sop_catalog.importing.readers.word.xml import TWIP, W

_SIZE = 10.0
"""Of letters, where nothing is known, in points."""
_LINE = 1.2
"""Height of a line in sizes of its letters, where the paragraph orders none."""
_KNOWN = frozenset({"arial", "liberation sans", "arimo", "helvetica"})
"""Fonts whose widths are known to the unit."""
_USUAL_EM = 0.5
"""Mean width of a letter of any other font."""
MARGIN = 108 / TWIP
"""Room at a cell's sides where the file orders none, in points."""
_AIR = 4.0
"""What a cell needs besides its lines, where these are a guess."""


def letter_size(paragraph: etree._Element) -> float:
    """The size of a paragraph's letters, in points."""
    mark = next(paragraph.iter(f"{W}sz"), None)
    value = mark.get(f"{W}val") if mark is not None else None
    return min(max(number(value, 2 * _SIZE) / 2, 4.0), 40.0)


def line_count(text: str, wide: float, size: float, *, known: bool = False) -> int:
    """How many lines a text fills; at least one.

    Args:
        text: the words.
        wide: width of the column, in points.
        size: of the letters, in points.
        known: whether the font's widths are known; about as many as a usual one takes, otherwise.
    """
    if not text.strip():
        return 1
    if known:
        return sum(_filled(line, wide / size) for line in text.split("\n"))
    each = max(wide / (size * _USUAL_EM), 1.0)
    return sum(1 + int(len(line) / each) for line in text.split("\n"))


def _filled(line: str, wide: float) -> int:
    """Lines that words fill one after another; `wide` in em."""
    lines, used, blank = 1, 0.0, text_em(" ")
    for word in line.split():
        needed = text_em(word)
        if used and used + blank + needed > wide:
            lines, used = lines + 1, 0.0
        if needed > wide > 0:
            more = int(needed / wide)
            lines, needed = lines + more, needed - more * wide
        used += needed + (blank if used else 0.0)
    return lines


def has_known_font(paragraph: etree._Element) -> bool:
    """Whether a paragraph names a font whose widths are known, and no other."""
    names = {mark.get(f"{W}ascii", "").lower() for mark in paragraph.iter(f"{W}rFonts")}
    return bool(names) and names <= _KNOWN


def is_ordered(paragraph: etree._Element) -> bool:
    """Whether a paragraph orders the exact height of its lines."""
    spacing = child(paragraph, "pPr", "spacing")
    return spacing is not None and spacing.get(f"{W}lineRule") == "exact"


def paragraph_height(paragraph: etree._Element, text: str, wide: float) -> float:
    """The height of a paragraph, in points; `wide`: of its column."""
    size = letter_size(paragraph)
    lines = line_count(text, wide, size, known=has_known_font(paragraph))
    if not is_ordered(paragraph):
        return lines * size * _LINE
    spacing = child(paragraph, "pPr", "spacing")
    assert spacing is not None  # noqa: S101 - `is_ordered` found it
    room = sum(number(spacing.get(f"{W}{name}")) for name in ("before", "after")) / TWIP
    return lines * number(spacing.get(f"{W}line"), size * 24) / TWIP + room


def air_of(paragraphs: list[etree._Element]) -> float:
    """What a cell needs besides the heights of its paragraphs."""
    return 0.0 if paragraphs and all(is_ordered(paragraph) for paragraph in paragraphs) else _AIR


def side_margins(table: etree._Element, cell: etree._Element) -> tuple[float, float]:
    """The room at the left and right side within a cell, in points."""
    found = []
    for names in (("left", "start"), ("right", "end")):
        width = MARGIN
        for holder, inner in ((child(table, "tblPr"), "tblCellMar"), (child(cell, "tcPr"), "tcMar")):
            margins = child(holder, inner)
            for side in names:
                mark = child(margins, side)
                if mark is not None and mark.get(f"{W}type", "dxa") == "dxa":
                    width = number(mark.get(f"{W}w")) / TWIP
        found.append(width)
    return found[0], found[1]
