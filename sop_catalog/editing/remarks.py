"""Remarks (`# …`) in a file: words of people that no page shows, and that no change may drop in silence.

A change that only splices keeps them where they are. One that writes lines anew does not know of them: then a remark goes
back to its line where that is still there, and what has no line any more is named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sop_catalog.editing.document import Document
from sop_catalog.source.fix import Edit, apply_edits
from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_tree import Mapping, Node, Scalar

_SIGN = re.compile(r"(?<![^ \t])#")


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark."""

    text: str
    """From its # to the end of its line."""
    bearer: str
    """The line that it is about, without remark and indentation: its own, else the next; "" for none."""
    is_behind: bool
    """Whether it stands behind that line, else above it."""


def find_remarks(document: Document) -> list[Remark]:
    """All remarks of a file, from top to bottom; none of one that makes no tree."""
    if document.tree is None or "#" not in document.source.text:
        return []
    found: list[Remark] = []
    lines = list(_lines(document))
    below = ""
    for before, text in reversed(lines):
        if text:
            found.append(Remark(text, before or below, bool(before)))
        below = before or ("" if not text else below)
    return found[::-1]


def keep_remarks(before: Document, after: Document) -> tuple[Document, tuple[Remark, ...]]:
    """Give remarks that a change has lost back to their lines.

    Args:
        before: the file before the change.
        after: the file after it.

    Returns:
        The file with them, saying the same as `after`, and the remarks that have no line of their own there.
    """
    if after.tree is None or after.source.text.count("#") >= before.source.text.count("#"):
        return after, ()
    missing = Counter(remark.text for remark in find_remarks(before))
    missing.subtract(remark.text for remark in find_remarks(after))
    bearers = Counter(line for line, _ in _lines(before))
    lost: list[Remark] = []
    for remark in find_remarks(before):
        if missing[remark.text] <= 0:
            continue
        missing[remark.text] -= 1
        given = _given_back(after, remark) if bearers[remark.bearer] == 1 else None
        if given is None:
            lost.append(remark)
        else:
            after = given
    return after, tuple(lost)


def _given_back(document: Document, remark: Remark) -> Document | None:
    """The file with a remark at its line; None where there is no such line, or more than one."""
    lines = list(_lines(document))
    places = [number for number, line in enumerate(lines, 1) if line == (remark.bearer, "")]
    if len(places) != 1 or not remark.bearer:
        return None
    source = document.source
    start = source.offset(places[0], 1)
    line = source.line_text(places[0])
    if remark.is_behind:
        end = start + len(line.rstrip())
        edit = Edit(Span(end, end), f"  {remark.text}")
    else:
        indent = line[: len(line) - len(line.lstrip(" "))]
        rest = source.text[start + len(line) : start + len(line) + 2]
        ending = "\r\n" if rest == "\r\n" else "\n"
        edit = Edit(Span(start, start), f"{indent}{remark.text}{ending}")
    changed = Document(Source(source.path, apply_edits(source.text, [edit])))
    return changed if changed.tree is not None and changed.value == document.value else None


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    """Every line: what it says without indentation, and its remark; "" for none."""
    spans = sorted(_spans(document.tree))
    starts = [start for start, _ in spans]
    source = document.source
    for number in range(1, source.line_count + 1):
        line = source.line_text(number)
        offset = source.offset(number, 1) if "#" in line else 0
        place = len(line)
        for sign in _SIGN.finditer(line):
            at = bisect_right(starts, offset + sign.start()) - 1
            if at < 0 or offset + sign.start() >= spans[at][1]:
                place = sign.start()
                break
        yield line[:place].strip(), line[place:].rstrip()


def _spans(node: Node | None) -> Iterator[tuple[int, int]]:
    """Where the texts of a tree stand, keys among them."""
    if isinstance(node, Scalar):
        yield node.span.start, node.span.end
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key.span.start, entry.key.span.end
            yield from _spans(entry.value)
    elif node is not None:
        for item in node.items:
            yield from _spans(item)
