"""Marks before the items of a list that Word and people use: "1.", "a)", "–", "•"; and the dash that YAML wants.

1. Komputer     (1) Komputer    1.Komputer     1, Komputer
a. Komputer     a) Komputer     iv. Komputer
– Komputer      • Komputer      o Komputer      (and Word's private signs, U+F0A7 and others, and what
                                                 they become where its fonts are missing: "§", "ü", "Ø")
"""

from __future__ import annotations

import re

from sop_catalog.source.fix import Edit
from sop_catalog.source.line_shapes import KEY_LINE, indentation
from sop_catalog.source.text import Source, Span

DASHES = "–—−‐‑⁃―"
_SIGN = rf"{DASHES}•●▪■◦‣○*·➢➤✓✔►▶❖→⇒➔➜⁃§√☑☐□◆◇★♦\uf000-\uf0ff"
_BULLET = rf"(?:[{_SIGN}][\s{_SIGN}-]*(?=[^\s{_SIGN}-])|\+\s+(?=\S)|--\s+(?=\S)|[oüØ]\s+(?=\S))"
NUMBER = r"\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)](?:\s+(?=\S)|(?=[A-Z]))|\d{1,2},\s+(?=[A-Z])"
NUMBERED = re.compile(rf"\s*(?:{NUMBER})")
BULLETED = re.compile(rf"\s*{_BULLET}")
_MOST_ITEMS = 26
MARK = re.compile(rf"(\s*)(?:{NUMBER}|{_BULLET}|-\s+(?=\S))")
"""Any mark, the dash included; group 1 is the indentation."""
_SURE_BULLET = re.compile(rf"\s*[{_SIGN}]\s+(?=\S)")


def without_mark(text: str) -> str:
    """A text without the mark of a list before it."""
    match = MARK.match(text)
    return text[match.end() :] if match else text


def begins_with_bullet(text: str) -> bool:
    """Whether one text, alone, begins with a bullet or a long dash and a blank: nobody begins a sentence so."""
    return bool(_SURE_BULLET.match(text))


def is_counted(texts: list[str]) -> bool:
    """Whether texts begin with the numbers 1, 2, … or the letters a, b, … in order."""
    if len(texts) < 2 or texts[0][:1] not in {"(", "1", "a"}:
        return False
    for index, text in enumerate(texts):
        letter = chr(ord("a") + index % 26)
        if not re.match(rf"\(?(?:{index + 1}|{letter})(?:[.)](?:\s+\S|[A-Z])|,\s+[A-Z])", text):
            return False
    return True


def split_counted(text: str) -> list[str]:
    """The items of a list that was written as one line, "1. Meja 2. Kursi"; () where it is none."""
    for first in ("1", "a"):
        starts: list[tuple[int, int]] = []
        place = 0
        while len(starts) < _MOST_ITEMS:
            mark = chr(ord(first) + len(starts)) if first == "a" else str(len(starts) + 1)
            match = re.compile(rf"(?:^|(?<=\s))\(?{mark}[.)]\s+(?=\S)").search(text, place)
            if not match or (not starts and match.start()):
                break
            starts.append((match.start(), match.end()))
            place = match.end()
        if len(starts) > 1:
            ends = [*(start for start, _ in starts[1:]), len(text)]
            return [text[begin:end].strip() for (_, begin), end in zip(starts, ends, strict=True)]
    return []


def marks_to_dashes(source: Source, first: int) -> tuple[Edit, ...]:
    """The edits that put a dash in the place of each mark of a list, from its first line on.

    Lines that stand deeper belong to the item above; where they are fields of it, the item's text is moved to their
    column.
    """
    content = source.line_text(first)
    depth = indentation(content)
    edits = []
    for number in range(first, source.line_count + 1):
        line = source.line_text(number)
        if not line.strip():
            continue
        if number > first and (indentation(line) < depth or (not depth and KEY_LINE.match(line))):
            break
        match = MARK.match(line)
        if not match or len(match[1]) != depth or re.match(r"-\s", line[match.end(1) :]):
            continue
        start = source.offset(number, 1)
        below = source.line_text(number + 1) if number < source.line_count else ""
        wide = indentation(below) if KEY_LINE.match(below) and indentation(below) > depth + 1 else depth + 2
        dash = "-" + " " * (wide - depth - 1) if KEY_LINE.match(line[match.end() :]) else "- "
        edits.append(Edit(Span(start + depth, start + match.end()), dash))
    return tuple(edits)
