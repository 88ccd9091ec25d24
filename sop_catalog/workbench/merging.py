"""Two changes of one file together, line by line; where both touch the same lines neither wins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it."""

    text: str | None
    """With both changes; None where they stand in one another's way."""
    conflicts: tuple[str, ...] = ()
    """The first of the lines, as the other side has them, at each place where they do."""


@dataclass(frozen=True, slots=True)
class _Hunk:
    start: int
    end: int
    lines: list[str]


def merge_texts(base: str, mine: str, theirs: str) -> Merged:
    """Apply both changes of a text.

    Args:
        base: what both were made of.
        mine: one change; its line breaks are kept.
        theirs: the other one.
    """
    line_break = "\r\n" if "\r\n" in mine else "\n"
    origin, own, other = ([*text.replace("\r\n", "\n").split("\n")] for text in (base, mine, theirs))
    ours, others = list(_hunks(origin, own)), list(_hunks(origin, other))
    conflicts = [
        next((line for line in hunk.lines if line.strip()), origin[min(hunk.start, len(origin) - 1)])
        for hunk in others
        if any(_touch(hunk, mine_) and hunk != mine_ for mine_ in ours)
    ]
    if conflicts:
        return Merged(None, tuple(conflicts))
    merged = list(origin)
    hunks = sorted({(hunk.start, hunk.end, tuple(hunk.lines)) for hunk in (*ours, *others)}, reverse=True)
    for start, end, lines in hunks:
        merged[start:end] = lines
    return Merged(line_break.join(merged))


def _hunks(origin: list[str], changed: list[str]) -> Iterator[_Hunk]:
    for tag, start, end, first, last in SequenceMatcher(None, origin, changed, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Hunk(start, end, changed[first:last])


def _touch(one: _Hunk, other: _Hunk) -> bool:
    """Whether two changes concern the same lines, or put something at the same place."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end
