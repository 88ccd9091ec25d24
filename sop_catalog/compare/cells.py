"""What was done to the text of a cell, whose lines are lines."""

from __future__ import annotations

from sop_catalog.compare.words import PieceKind, compare_words, describe_rewording
from sop_catalog.model.lines import mark_length, one_line


def is_list(text: str) -> bool:
    """Whether a cell holds a list: several lines, each with a mark before it."""
    lines = text.split("\n")
    return len(lines) > 1 and all(mark_length(line) for line in lines)


def are_lists(before: str, after: str) -> bool:
    """Whether two states of a cell are compared item by item: lists both, or one of them with a single item left."""
    return any(
        is_list(one) and (is_list(other) or (bool(other) and "\n" not in other))
        for one, other in ((before, after), (after, before))
    )


def describe_lines(before: str, after: str) -> str:
    """What was done to a text, to go behind its name; another division into lines is said as such."""
    pieces = compare_words(before, after)
    if all(piece.kind is PieceKind.SAMA for piece in pieces) and before and after:
        old, new = before.count("\n") + 1, after.count("\n") + 1
        if new == 1:
            return "ditulis dalam satu baris"
        return f"ditulis dalam {new} baris" + (f", semula {old}" if old > 1 else "")
    return describe_rewording(one_line(before), one_line(after))
