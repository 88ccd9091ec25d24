"""The words beside arrows: how wide they are, and where they are broken into lines."""

from __future__ import annotations

from functools import lru_cache

MAX_LINES = 4
MAX_EM = 6.0
"""A label is broken into lines of at most this width (a longer word is broken by the browser)."""

_ARIAL = (
    (191, "'"), (222, "ijl"), (278, " !,./:;I[\\]ft"), (333, "()-`r"), (355, '"'), (389, "*"), (469, "^"),
    (500, "Jckvsxyz"), (556, "#$0123456789?L_abdeghnopqu"), (584, "+<=>~"), (611, "FTZ"),
    (667, "&ABEKPSVXY"), (722, "CDHNRUw"), (778, "GOQ"), (833, "Mm"), (889, "%"), (944, "W"), (1000, "→"),
)  # fmt: skip
"""Advance widths of Arial (and its metric twins Liberation Sans and Arimo) in thousandths of the size."""
_ADVANCE = {char: width / 1000 for width, chars in _ARIAL for char in chars}


def label_em(text: str) -> float:
    """The width of a text in em, at most MAX_EM (the browser breaks what is longer)."""
    return min(MAX_EM, sum(_ADVANCE.get(char, 0.6) for char in text))


def text_em(text: str) -> float:
    """The width of a text in em on one line; a character that the table lacks may be as wide as any."""
    return sum(_ADVANCE.get(char, 1.0) for char in text)


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
