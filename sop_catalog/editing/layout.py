"""Which lines of a file belong to what: entries and items with their comments, and the hand that wrote them.

    kunci: nilai        # a comment behind a value belongs to its line
      # deeper than the key and below it: belongs to the entry above
    # right above a key, as deep as it: belongs to the entry below
    lain: nilai

A comment above the first item of a list, or apart by a blank line, belongs to none of them and stays where it is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

_DASH = re.compile(r"-(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines, from 1; `first > last` for none."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody writes."""

    step: int
    """Blanks that a mapping below a key is deeper."""
    dash: int
    """Blanks that the dashes of a list below a key are deeper."""
    behind_dash: int
    """Blanks from a dash to what follows it, the dash included."""


class Layout:
    """The lines of one file and the tree that they make."""

    def __init__(self, source: Source, tree: Node) -> None:
        self.source = source
        self.tree = tree

    # --- Lines ---

    def line_of(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return self.source.place(offset).line

    def column_of(self, offset: int) -> int:
        """How many characters stand before an offset on its line."""
        return self.source.place(offset).column - 1

    def start_of(self, line: int) -> int:
        """The offset of a line's first character; the end of the text for the line behind the last."""
        return self.source.offset(line, 1) if line <= self.source.line_count else len(self.source.text)

    def end_of(self, line: int) -> int:
        """The offset behind a line's last character, before its line break."""
        return self.start_of(line) + len(self.source.line_text(line))

    def is_blank(self, line: int) -> bool:
        """Whether nothing stands on a line."""
        return not self.source.line_text(line).strip()

    def comment_column(self, line: int) -> int:
        """Where the comment begins that a line consists of; -1 for another line."""
        text = self.source.line_text(line)
        stripped = text.lstrip(" ")
        return len(text) - len(stripped) if stripped.startswith("#") else -1

    def is_first_on_line(self, offset: int) -> bool:
        """Whether only blanks stand before an offset."""
        line = self.line_of(offset)
        return not self.source.text[self.start_of(line) : offset].strip()

    # --- Blocks ---

    def block(self, heads: list[int], ends: list[int], place: int) -> Block:
        """The lines of one entry or item, its comments included.

        Args:
            heads: where each of its neighbours and itself begins: the key, or the dash.
            ends: where each ends.
            place: which of them it is, from 0.
        """
        column = self.column_of(heads[place])
        first = self.line_of(heads[place])
        last = self.last_line(heads, ends, place)
        floor = self.last_line(heads, ends, place - 1) if place else self.line_of(heads[0])
        while first - 1 > floor and self.comment_column(first - 1) == column:
            first -= 1
        return Block(first, last)

    def last_line(self, heads: list[int], ends: list[int], place: int) -> int:
        """The last line of an entry or item: of its value, or of a comment below that is deeper than it begins."""
        column = self.column_of(heads[place])
        last = self.line_of(max(ends[place], heads[place]))
        limit = self.line_of(heads[place + 1]) - 1 if place + 1 < len(heads) else self.source.line_count
        line = last + 1
        while line <= limit and (self.is_blank(line) or self.comment_column(line) > column):
            if self.comment_column(line) > column:
                last = line
            line += 1
        return last

    def gap_below(self, line: int) -> int:
        """How many blank lines follow a line."""
        count = 0
        while line + count + 1 <= self.source.line_count and self.is_blank(line + count + 1):
            count += 1
        at_end = line + count >= self.source.line_count
        return max(0, count - 1) if at_end and count else count

    def dashes(self, sequence: Sequence) -> list[int]:
        """Where the dash of each item stands. IndexError where one cannot be found."""
        found = []
        position = sequence.span.start
        for item in sequence.items:
            dash = self._find_dash(position)
            if dash is None or dash > item.span.start:
                raise IndexError(position)
            found.append(dash)
            position = max(item.span.end, dash + 1)
        return found

    def _find_dash(self, offset: int) -> int | None:
        """The first dash that begins an item, behind blanks and comments."""
        text = self.source.text
        while offset < len(text):
            if text[offset] == "#":
                end = text.find("\n", offset)
                offset = len(text) if end < 0 else end
            elif text[offset].isspace():
                offset += 1
            else:
                return offset if _DASH.match(text, offset) else None
        return None

    # --- The hand ---

    @property
    def line_break(self) -> str:
        """As the file has them."""
        return self.source.line_break

    @cached_property
    def hand(self) -> Hand:
        """How lists and mappings are indented: as most of them are."""
        steps: Counter[int] = Counter()
        dashes: Counter[int] = Counter()
        behind: Counter[int] = Counter()
        stack: list[tuple[Node, int]] = [(self.tree, -1)]
        while stack:
            node, column = stack.pop()
            if isinstance(node, Mapping):
                stack += [(entry.value, self.column_of(entry.key.span.start)) for entry in node.entries]
            if isinstance(node, Scalar) or node.flow:
                continue
            start = self.column_of(node.span.start)
            if isinstance(node, Sequence):
                stack += [(item, start) for item in node.items]
                if column >= 0:
                    dashes[start - column] += 1
                for item in node.items:
                    gap = self.column_of(item.span.start) - start
                    if item.span.start != item.span.end and 0 < gap < 9 and self.is_first_on_line(node.span.start):
                        behind[gap] += 1
            elif column >= 0 and self.is_first_on_line(node.span.start):
                steps[start - column] += 1
        step = _most(steps, 2)
        return Hand(step, _most(dashes, min(step, 2)), _most(behind, 2))

    def hand_in(self, sequence: Sequence) -> Hand:
        """The same, with what stands behind the dashes of one list."""
        behind: Counter[int] = Counter()
        for dash, item in zip(self.dashes(sequence), sequence.items, strict=True):
            gap = item.span.start - dash
            if item.span.start != item.span.end and self.line_of(dash) == self.line_of(item.span.start):
                behind[gap] += 1
        return replace(self.hand, behind_dash=_most(behind, self.hand.behind_dash))


def _most(counter: Counter[int], usual: int) -> int:
    counts = {width: count for width, count in counter.items() if width >= 0}
    return max(counts, key=lambda width: (counts[width], width == usual)) if counts else usual


def find(node: Node | None, path: tuple[str | int, ...]) -> Node | None:
    """The node at a path; None for none."""
    for step in path:
        if isinstance(node, Mapping):
            node = next((entry.value for entry in node.entries if entry.key.text == step), None)
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def find_entry(mapping: Mapping, key: str) -> Entry | None:
    """The entry of a key; None for none."""
    return next((entry for entry in mapping.entries if entry.key.text == key), None)


def quote_of(source: Source, span: Span) -> str:
    """The quotes in which a text stands; "" for none."""
    sign = source.text[span.start : span.start + 1]
    return sign if sign in {"'", '"'} and span.end > span.start + 1 else ""
