"""Texts of several lines: what a cell of the form holds, and what a block of lines means where a list belongs.

A cell's text is one `str`; its lines are separated by line breaks, each folded to single spaces, none blank. A list that
was written as one (`- Surat`, `- Kartu`) has its dashes before its lines, as has one that was typed with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sop_catalog.source.list_marks import MARK, is_counted, without_mark

_LISTED = re.compile(r"(?:[-–•]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)])\s+(?=\S)")
DASH = "- "


def fold_lines(text: str) -> str:
    """A text with its lines kept: each folded to single spaces, blank ones left out."""
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def join_items(items: Iterable[str]) -> str:
    """A list as the text of a cell: a dash before each item that has no mark of its own; one alone is a text as any other."""
    folded = [" ".join(item.split()) for item in items]
    if len(folded) == 1:
        return folded[0]
    return "\n".join(item if mark_length(item) else DASH + item for item in folded)


def one_line(text: str) -> str:
    """A cell's text where only one line has room; the items of a list are parted by semicolons."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    whole = lines[0].removeprefix(DASH)
    for line in lines[1:]:
        is_item = line.startswith(DASH) and whole[-1:] not in {":", ";", ","}
        whole += ("; " if is_item else " ") + line.removeprefix(DASH)
    return whole


def mark_length(line: str) -> int:
    """How many characters the mark of a list takes at the beginning of a line, its blank included: "a. " has 3."""
    match = _LISTED.match(line)
    return match.end() if match else 0


def items_of(text: str) -> list[tuple[str, int]]:
    """The items of a block of lines that stands where a list belongs, each with the index of its first line.

    One line is one item. Where lines have marks (numbers, letters, dashes), a line without one goes on with the item
    above, and the marks are left out: the page numbers by itself. A line that stands deeper goes on, too.
    """
    lines = [(index, line) for index, line in enumerate(text.split("\n")) if line.strip()]
    depth = min((len(line) - len(line.lstrip()) for _, line in lines), default=0)
    level = [line.strip() for _, line in lines if len(line) - len(line.lstrip()) == depth]
    marked = [line for line in level if MARK.match(line)]
    is_marked = len(marked) > 1 and (is_counted(marked) or len({_kind(line) for line in marked}) == 1)
    items: list[tuple[str, int]] = []
    for index, line in lines:
        is_deep = len(line) - len(line.lstrip()) > depth
        goes_on = is_deep or (is_marked and not MARK.match(line.strip()))
        folded = " ".join((without_mark(line.strip()) if is_marked and not goes_on else line).split())
        if goes_on and items:
            items[-1] = (f"{items[-1][0]} {folded}", items[-1][1])
        else:
            items.append((folded, index))
    return items


def _kind(line: str) -> str:
    """A bullet as itself; numbers and letters of every kind as one."""
    return line[0] if not line[0].isalnum() and line[0] != "(" else "1"
