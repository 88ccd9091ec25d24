"""How much room a text takes on paper, known when the site is built.

Widths are those of `flow.letters`. Line breaking follows CSS: after spaces and hyphens, inside a word only where it alone is too wide
(`overflow-wrap: anywhere`). Every figure errs to the large side, so that a page that is planned full still fits.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sop_catalog.flow.letters import letters_em
from sop_catalog.model.lines import mark_length

_MM_PER_PT = 25.4 / 72
HANG_EM = 1.2
"""How far the lines of a list hang behind their marks, em: `.sop-butir` in sop.css."""
SAFETY = 1.01
"""Renderers round glyph positions to device pixels; measured below 0.4 % in Chromium's PDF."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text on one line, in mm.

    Args:
        size: font size in pt.
    """
    return letters_em(text, bold) * size * _MM_PER_PT * SAFETY


_AFTER_HYPHEN = re.compile(r"(?<=[-–—])(?=[^\W\d_])")
"""Where a word may be broken: behind a hyphen in front of a letter (UAX #14 keeps "2024-2026" together)."""


@lru_cache(maxsize=16384)
def _pieces(text: str) -> tuple[tuple[str, bool], ...]:
    """Unbreakable pieces of a text, each with whether a space stands before it."""
    pieces = []
    for word in text.split():
        pieces += [(piece, index == 0) for index, piece in enumerate(_AFTER_HYPHEN.split(word))]
    return tuple(pieces)


@lru_cache(maxsize=4096)
def count_lines(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Lines that a text takes in a box, its own line breaks kept; 0 for an empty text.

    Args:
        width: inner width of the box, mm.
        size: font size in pt.
    """
    if "\n" in text:
        return sum(
            count_lines(line, width - (HANG_EM * size * _MM_PER_PT if mark_length(line) else 0), size, bold=bold)
            for line in text.split("\n")
        )
    em_width = width / (size * _MM_PER_PT * SAFETY)
    space = letters_em(" ", bold)
    lines, used = 0, 0.0
    for piece, spaced in _pieces(text):
        piece_width = letters_em(piece, bold)
        gap = space if spaced and used else 0.0
        if lines and used + gap + piece_width <= em_width:
            used += gap + piece_width
            continue
        if piece_width <= em_width:
            lines, used = lines + 1, piece_width
            continue
        lines, used = lines + 1, 0.0  # wider than the box: broken anywhere, from a new line on
        for character in piece:
            wide = letters_em(character, bold)
            if used and used + wide > em_width:
                lines, used = lines + 1, 0.0
            used += wide
    return lines
