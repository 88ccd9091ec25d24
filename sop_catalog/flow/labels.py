"""The words beside arrows: how wide they are, and where they are broken into lines."""

from __future__ import annotations

from functools import lru_cache

from sop_catalog.flow.letters import WIDEST, letter_widths

MAX_LINES = 4
MAX_EM = 6.0
"""A label is broken into lines of at most this width (a longer word is broken by the browser)."""

_USUAL = 0.6
"""Width of a character that the table of letters lacks, in em."""


@lru_cache(maxsize=1)
def _advances() -> dict[str, float]:
    """Character → width in em, to the thousandth: a style sheet's figures stay short."""
    return {character: round(em, 3) for character, em in letter_widths()[0].items()}


def label_em(text: str) -> float:
    """The width of a text in em, at most MAX_EM (the browser breaks what is longer)."""
    advances = _advances()
    return min(MAX_EM, sum(advances.get(char, _USUAL) for char in text))


def text_em(text: str) -> float:
    """The width of a text in em on one line; a character that the table lacks may be as wide as any."""
    advances = _advances()
    return sum(advances.get(char, WIDEST) for char in text)


@lru_cache(maxsize=1024)
def break_label(label: str) -> tuple[str, ...]:
    """Break a label at spaces into lines of at most MAX_EM; the last of MAX_LINES lines ends with "…" if cut."""
    lines: list[str] = []
    for word in label.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and label_em(joined) < MAX_EM * 0.85:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > MAX_LINES:
        lines = [*lines[: MAX_LINES - 1], lines[MAX_LINES - 1] + "…"]
    return tuple(lines)
