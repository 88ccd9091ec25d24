"""From a change to the letters of the file that it takes: as few as possible, and no others.

Everything that is not changed stays as it is written: comments, order, quotes, line breaks, the missing one at the end.
What a splice gives is not taken on trust: `document` reads the text again. So the cases here are those that editors
write; a rare one may raise `CannotSpliceError`, and the entry is written anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sop_catalog.editing.emit import write_entries, write_inline, write_item, write_key, write_value
from sop_catalog.editing.layout import Block, Layout, find, find_entry, quote_of
from sop_catalog.editing.scalars import reword, write_block, write_scalar
from sop_catalog.editing.value import (
    Change,
    Copy,
    Inline,
    InlineMapping,
    Insert,
    Move,
    Path,
    Put,
    Rename,
    Take,
    Value,
    fold,
    place_of_new,
)
from sop_catalog.source.fix import Edit
from sop_catalog.source.text import Span
from sop_catalog.source.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

_COMMENT = re.compile(r"([ \t]+)#")


class CannotSpliceError(Exception):
    """The text around a change is written in a way that is not provided for."""


def splice(layout: Layout, change: Change) -> list[Edit]:
    """The replacements that make a change. CannotSpliceError where its surroundings are too strange."""
    splicer = _Splicer(layout)
    try:
        match change:
            case Put():
                edits = splicer.put(change)
            case Take():
                edits = splicer.take(change.path)
            case Insert():
                edits = splicer.insert(change.path, [change.value, *change.more])
            case Copy():
                edits = splicer.copy(change.path)
            case Move():
                edits = splicer.move(change)
            case Rename():
                edits = splicer.rename(change)
    except IndexError:
        raise CannotSpliceError from None
    return edits


def rewrite(layout: Layout, path: Path, value: Value) -> list[Edit]:
    """The value at a path written anew, whatever stands there. CannotSpliceError where that cannot be done either."""
    try:
        return _Splicer(layout).rewrite(path, value)
    except IndexError:
        raise CannotSpliceError from None


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """The entries of a block mapping, or the items of a block list."""

    heads: list[int]
    """Where each begins: its key, or its dash."""
    ends: list[int]


class _Splicer:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.source = layout.source
        self.text = layout.source.text

    # --- Texts and values ---

    def put(self, change: Put) -> list[Edit]:
        node = find(self.layout.tree, change.path)
        if node is None:
            return self._add_entry(change)
        if isinstance(node, Scalar) and isinstance(change.value, str):
            return self._put_text(node, change)
        return self.rewrite(change.path, change.value)

    def _put_text(self, node: Scalar, change: Put) -> list[Edit]:
        new = str(change.value)
        raw = self.text[node.span.start : node.span.end]
        flow = self._in_flow(change.path)
        if "\n" in raw:
            edit = reword(raw, node.span.start, node.text, new, keeps_lines=change.keeps_lines)
            if edit:
                return [edit] if edit.text or edit.span.start != edit.span.end else []
            if raw[:1] in "|>" and new:
                return [self._put_lines(node, new, keeps_lines=change.keeps_lines)]
        if "\n" in new and not flow:
            return self.rewrite(change.path, new)
        return self._replace(node.span, self._written(node, new, flow=flow))

    def _written(self, node: Scalar, new: str, *, flow: bool) -> str:
        return write_scalar(
            new, flow=flow, quote=quote_of(self.source, node.span), json_like=self._json_like(node.span)
        )

    def _json_like(self, span: Span) -> bool:
        """Whether a value stands behind a key in double quotes."""
        before = self.text[: span.start].rstrip()
        return before.endswith('":') and quote_of(self.source, span) != "'"

    def _replace(self, span: Span, text: str) -> list[Edit]:
        """Put a text in the place of a value; a comment behind it keeps its column where there is room."""
        if span.start == span.end and text and self.text[span.start - 1 : span.start] not in {" ", "\n", ""}:
            text = f" {text}"
        grown = len(text) - (span.end - span.start)
        if not text and span.start == span.end:
            return []
        match = _COMMENT.match(self.text, span.end)
        if match and "\n" not in self.text[span.start : span.end]:
            gap = len(match[1])
            blanks = max(1 if gap == 1 else min(gap, 2), gap - grown) if gap > 1 else 1
            return [Edit(Span(span.start, span.end + gap), text + " " * blanks)]
        if not text:  # no blank stays behind the colon
            start = span.start - (len(self.text[: span.start]) - len(self.text[: span.start].rstrip(" ")))
            if self.text[start - 1 : start] in {":", "-"} and self.text[span.end : span.end + 1] in {"\n", "\r", ""}:
                return [Edit(Span(start, span.end), "")]
        return [Edit(span, text)]

    def _put_lines(self, node: Scalar, new: str, *, keeps_lines: bool) -> Edit:
        """Another text below the head of a block: | or >. Lines that it shares with the old one stay."""
        first = self.layout.line_of(node.span.start) + 1
        last = self.layout.line_of(node.span.end)
        if first > last:
            raise CannotSpliceError
        old = [self.source.line_text(line) for line in range(first, last + 1)]
        column = min(len(line) - len(line.lstrip(" ")) for line in old if line.strip())
        lines = write_block(fold(new, keeps_lines=keeps_lines) + "\n", column)[1:]
        head = tail = 0
        while head < min(len(old), len(lines)) and old[head].rstrip() == lines[head]:
            head += 1
        while tail < min(len(old), len(lines)) - head and old[-1 - tail].rstrip() == lines[-1 - tail]:
            tail += 1
        return self._replace_lines(Block(first + head, last - tail), lines[head : len(lines) - tail])

    # --- Entries ---

    def _add_entry(self, change: Put) -> list[Edit]:
        path, key = change.path[:-1], str(change.path[-1])
        parent = find(self.layout.tree, path)
        if not isinstance(parent, Mapping):
            raise CannotSpliceError
        place = place_of_new((entry.key.text for entry in parent.entries), change.after)
        if self._is_flow(parent):
            json_like = any(quote_of(self.source, entry.key.span) == '"' for entry in parent.entries)
            text = (
                f"{write_key(key, flow=True, json_like=json_like)}: {write_inline(change.value, json_like=json_like)}"
            )
            return self._insert_in_flow(parent.span, [_entry_span(entry) for entry in parent.entries], place, [text])
        if not parent.entries:
            raise CannotSpliceError
        column = self.layout.column_of(parent.entries[0].key.span.start)
        lines = write_entries({key: change.value}, column, self.layout.hand)
        around = self._entries(parent)
        if place:
            return [self._insert_lines_below(self.layout.last_line(around.heads, around.ends, place - 1), lines)]
        start = around.heads[0]
        if self.layout.is_first_on_line(start):
            return [self._insert_lines_above(self.layout.line_of(start), lines)]
        rest = self.layout.line_break.join([lines[0].lstrip(" "), *lines[1:], " " * column])
        return [Edit(Span(start, start), rest)]

    def rename(self, change: Rename) -> list[Edit]:
        parent = find(self.layout.tree, change.path[:-1])
        entry = find_entry(parent, str(change.path[-1])) if isinstance(parent, Mapping) else None
        if entry is None:
            raise CannotSpliceError
        quote = quote_of(self.source, entry.key.span)
        flow = self._in_flow(change.path)
        text = write_scalar(change.key, flow=True, quote=quote) if quote else write_key(change.key, flow=flow)
        return [Edit(entry.key.span, text)]

    def take(self, path: Path) -> list[Edit]:
        parent = find(self.layout.tree, path[:-1])
        place = _place(parent, path[-1])
        if isinstance(parent, Mapping):
            if self._is_flow(parent):
                return self._take_from_flow([_entry_span(entry) for entry in parent.entries], place)
            around = self._entries(parent)
            if not self.layout.is_first_on_line(around.heads[place]):
                return self._take_first_of_item(around)
        elif isinstance(parent, Sequence):
            if parent.flow:
                return self._take_from_flow([item.span for item in parent.items], place)
            around = self._items(parent)
        else:
            raise CannotSpliceError
        if len(around.heads) == 1:
            raise CannotSpliceError
        return [self._cut(around, place)]

    def _take_first_of_item(self, around: _Neighbours) -> list[Edit]:
        """The first entry behind a dash: the next one comes up to the dash."""
        if len(around.heads) == 1:
            raise CannotSpliceError
        last = self.layout.line_of(around.ends[0])
        end = self.layout.end_of(last)
        if self.text[end : around.heads[1]].strip():  # a comment, which stays
            start = len(self.text[: around.heads[0]].rstrip(" "))
            return [Edit(Span(start, end), "")]
        return [Edit(Span(around.heads[0], around.heads[1]), "")]

    # --- Items ---

    def insert(self, path: Path, values: list[Value]) -> list[Edit]:
        parent, place = find(self.layout.tree, path[:-1]), path[-1]
        if not isinstance(parent, Sequence) or not isinstance(place, int):
            raise CannotSpliceError
        if parent.flow:
            json_like = any(quote_of(self.source, item.span) == '"' for item in parent.items)
            texts = [write_inline(value, json_like=json_like) for value in values]
            return self._insert_in_flow(parent.span, [item.span for item in parent.items], place, texts)
        around = self._items(parent)
        column = self.layout.column_of(around.heads[0])
        items = [write_item(value, column, self.layout.hand_in(parent)) for value in values]
        return [self._insert_items(around, place, items)]

    def _insert_items(self, around: _Neighbours, place: int, items: list[list[str]]) -> Edit:
        blanks = [""] * self._usual_gap(around)
        lines = items[0] + [line for item in items[1:] for line in (*blanks, *item)]
        if not place:
            if not self.layout.is_first_on_line(around.heads[0]):
                raise CannotSpliceError
            return self._insert_lines_above(self.layout.line_of(around.heads[0]), [*lines, *blanks])
        last = self.layout.last_line(around.heads, around.ends, place - 1)
        return self._insert_lines_below(last, [*blanks, *lines])

    def copy(self, path: Path) -> list[Edit]:
        parent, place = find(self.layout.tree, path[:-1]), path[-1]
        if not isinstance(parent, Sequence) or not isinstance(place, int):
            raise CannotSpliceError
        if parent.flow:
            span = parent.items[place].span
            return self._insert_in_flow(
                parent.span, [item.span for item in parent.items], place + 1, [self.text[span.start : span.end]]
            )
        around = self._items(parent)
        first = self.layout.line_of(around.heads[place])
        if not self.layout.is_first_on_line(around.heads[place]):
            raise CannotSpliceError
        last = self.layout.last_line(around.heads, around.ends, place)
        return [self._insert_items(around, place + 1, [self._lines(Block(first, last))])]

    def move(self, change: Move) -> list[Edit]:
        parent = find(self.layout.tree, change.path)
        if change.source == change.target:
            return []
        if isinstance(parent, Mapping):
            if parent.flow:
                return self._permute([_entry_span(entry) for entry in parent.entries], change)
            around = self._entries(parent)
        elif isinstance(parent, Sequence):
            if parent.flow:
                return self._permute([item.span for item in parent.items], change)
            around = self._items(parent)
        else:
            raise CannotSpliceError
        if not self.layout.is_first_on_line(around.heads[0]):
            return self._change_places(around, change)
        block = self.layout.block(around.heads, around.ends, change.source)
        lines = self._lines(block)
        kept = _without(around, change.source)
        cut = self._cut(around, change.source)
        blanks = [""] * self._usual_gap(around)
        if not change.target:
            put = self._insert_lines_above(self.layout.line_of(kept.heads[0]), [*lines, *blanks])
        else:
            before = change.target - 1 if change.target <= change.source else change.target
            put = self._insert_lines_below(self.layout.last_line(around.heads, around.ends, before), [*blanks, *lines])
        return _apart(cut, put)

    def _change_places(self, around: _Neighbours, change: Move) -> list[Edit]:
        """Entries of which the first stands behind a dash: each takes the place of another, comments above stay."""
        ends = [
            self.layout.end_of(self.layout.last_line(around.heads, around.ends, place))
            for place in range(len(around.heads))
        ]
        return self._permute([Span(*pair) for pair in zip(around.heads, ends, strict=True)], change)

    # --- Lines ---

    def _cut(self, around: _Neighbours, place: int) -> Edit:
        """The lines of an entry or item go, and one of the two gaps beside it."""
        block = self.layout.block(around.heads, around.ends, place)
        first, last = block.first, block.last
        if place + 1 < len(around.heads):
            if self.layout.block(around.heads, around.ends, place + 1).first == last + 1 + self.layout.gap_below(last):
                last += self.layout.gap_below(last)
        else:
            while first - 1 >= 1 and self.layout.is_blank(first - 1):
                first -= 1
        return self._replace_lines(Block(first, last), [])

    def _lines(self, block: Block) -> list[str]:
        return [self.source.line_text(line) for line in range(block.first, block.last + 1)]

    def _replace_lines(self, block: Block, lines: list[str]) -> Edit:
        """Other lines in the place of some; the last line of the file keeps having, or lacking, its line break."""
        start, end = self.layout.start_of(block.first), self.layout.start_of(block.last + 1)
        if block.first > block.last:
            if not lines:
                return Edit(Span(start, start), "")
            if start == len(self.text) and not self.text.endswith("\n"):
                return Edit(Span(start, start), "".join(f"{self.layout.line_break}{line}" for line in lines))
            return Edit(Span(start, start), "".join(f"{line}{self.layout.line_break}" for line in lines))
        if end == len(self.text) and not self.text.endswith("\n"):
            if lines:
                return Edit(Span(start, end), self.layout.line_break.join(lines))
            before = max(0, start - len(self.layout.line_break)) if start else 0
            return Edit(Span(before, end), "")
        return Edit(Span(start, end), "".join(f"{line}{self.layout.line_break}" for line in lines))

    def _insert_lines_below(self, line: int, lines: list[str]) -> Edit:
        end = self.layout.end_of(line)
        return Edit(Span(end, end), "".join(f"{self.layout.line_break}{text}" for text in lines))

    def _insert_lines_above(self, line: int, lines: list[str]) -> Edit:
        start = self.layout.start_of(line)
        return Edit(Span(start, start), "".join(f"{text}{self.layout.line_break}" for text in lines))

    def _usual_gap(self, around: _Neighbours) -> int:
        """Blank lines between neighbours, as most of them have."""
        gaps = [
            self.layout.gap_below(self.layout.last_line(around.heads, around.ends, place))
            for place in range(len(around.heads) - 1)
        ]
        return min(2, max(set(gaps), key=lambda gap: (gaps.count(gap), -gap))) if gaps else 0

    # --- Brackets ---

    def _insert_in_flow(self, whole: Span, spans: list[Span], place: int, texts: list[str]) -> list[Edit]:
        if not spans:
            return [Edit(Span(whole.start + 1, whole.end - 1), ", ".join(texts))]
        own_lines = self.layout.is_first_on_line(spans[-1].start) and "\n" in self.text[whole.start : spans[-1].start]
        between = ", "
        if own_lines:
            between = f",{self.layout.line_break}{' ' * self.layout.column_of(spans[-1].start)}"
        text = between.join(texts)
        if place:
            return [Edit(Span(spans[place - 1].end, spans[place - 1].end), between + text)]
        return [Edit(Span(spans[0].start, spans[0].start), text + between)]

    def _take_from_flow(self, spans: list[Span], place: int) -> list[Edit]:
        if len(spans) == 1:
            return [Edit(spans[0], "")]
        if place + 1 < len(spans):
            return [Edit(Span(spans[place].start, spans[place + 1].start), "")]
        return [Edit(Span(spans[place - 1].end, spans[place].end), "")]

    def _permute(self, spans: list[Span], change: Move) -> list[Edit]:
        """What stands at some places in another order, each piece as it is written."""
        texts = [self.text[span.start : span.end] for span in spans]
        texts.insert(change.target, texts.pop(change.source))
        return [
            Edit(span, text)
            for span, text in zip(spans, texts, strict=True)
            if self.text[span.start : span.end] != text
        ]

    # --- Written anew ---

    def rewrite(self, path: Path, value: Value) -> list[Edit]:
        if not path:
            return self._rewrite_file(value)
        parent, node = find(self.layout.tree, path[:-1]), find(self.layout.tree, path)
        if node is None or parent is None:
            raise CannotSpliceError
        if self._in_flow(path):
            return [Edit(node.span, write_inline(value, json_like=self._json_like(node.span)))]
        value = _in_style(value, node)
        if isinstance(parent, Mapping):
            return self._rewrite_entry(parent, _place(parent, path[-1]), value)
        if isinstance(parent, Sequence):
            return self._rewrite_item(parent, _place(parent, path[-1]), value)
        raise CannotSpliceError

    def _rewrite_entry(self, parent: Mapping, place: int, value: Value) -> list[Edit]:
        entry = parent.entries[place]
        around = self._entries(parent)
        column = self.layout.column_of(entry.key.span.start)
        colon = self.text.find(":", entry.key.span.end)
        line = self.layout.line_of(entry.key.span.start)
        if colon < 0 or self.layout.line_of(colon) != line:
            raise CannotSpliceError
        behind, below = write_value(value, column, self.layout.hand)
        node = entry.value
        head_end = self.layout.end_of(line)
        tail = self.text[colon + 1 : head_end]
        if (
            isinstance(node, Scalar)
            and self.layout.line_of(node.span.start) == line
            and "\n" not in self.text[node.span.start : node.span.end]
        ):
            tail = self.text[node.span.end : head_end]
        comment = _COMMENT.match(tail)
        if comment is None and tail.strip() and below and not isinstance(node, Scalar):
            comment = re.search(r"([ \t]+)#[^\]\}\"']*$", tail)
        kept = tail[comment.start() :] if comment else ""
        head = f" {behind}{kept}" if behind else kept
        last = self.layout.line_of(max(around.ends[place], colon))
        if self._is_unread(node):
            head, last = f" {behind}" if behind else "", line
        text = self.layout.line_break.join([head.rstrip(), *below])
        return [Edit(Span(colon + 1, self.layout.end_of(last)), text)]

    def _is_unread(self, node: Node) -> bool:
        """Whether a text stands on a line that could not be read: its place is that of a stand-in."""
        written = self.text[node.span.start : node.span.end]
        return (
            isinstance(node, Scalar)
            and not node.quoted
            and fold(node.text, keeps_lines=False) != fold(written, keeps_lines=False)
        )

    def _rewrite_item(self, parent: Sequence, place: int, value: Value) -> list[Edit]:
        around = self._items(parent)
        head = around.heads[place]
        if not self.layout.is_first_on_line(head):
            raise CannotSpliceError
        lines = write_item(value, self.layout.column_of(head), self.layout.hand_in(parent))
        block = Block(self.layout.line_of(head), self.layout.line_of(max(around.ends[place], head)))
        return [self._replace_lines(block, lines)]

    def _rewrite_file(self, value: Value) -> list[Edit]:
        if not isinstance(value, dict):
            raise CannotSpliceError
        tree = self.layout.tree
        styled = _in_style(value, tree)
        lines = write_entries(
            value if isinstance(styled, InlineMapping) or not isinstance(styled, dict) else styled, 0, self.layout.hand
        )
        block = Block(self.layout.line_of(tree.span.start), self.layout.line_of(tree.span.end))
        return [self._replace_lines(block, lines)]

    # --- Neighbours ---

    def _entries(self, mapping: Mapping) -> _Neighbours:
        order = sorted(mapping.entries, key=lambda entry: entry.key.span.start)
        if order != list(mapping.entries):  # a key that is written twice
            raise CannotSpliceError
        return _Neighbours([entry.key.span.start for entry in order], [entry.value.span.end for entry in order])

    def _items(self, sequence: Sequence) -> _Neighbours:
        return _Neighbours(self.layout.dashes(sequence), [item.span.end for item in sequence.items])

    def _is_flow(self, node: Node) -> bool:
        return not isinstance(node, Scalar) and node.flow

    def _in_flow(self, path: Path) -> bool:
        """Whether the value at a path stands in brackets of something around it."""
        node: Node | None = self.layout.tree
        for step in path:
            if node is not None and self._is_flow(node):
                return True
            node = find(node, (step,))
        return False


def _in_style(value: Value, node: Node) -> Value:
    """A value that keeps the brackets of what stands there; not around texts of several lines, which have no place in them."""
    if isinstance(value, list) and isinstance(node, Sequence):
        if node.flow and not _has_lines(value):
            return Inline(value)
        return [
            _in_style(item, node.items[place]) if place < len(node.items) else item for place, item in enumerate(value)
        ]
    if isinstance(value, dict) and isinstance(node, Mapping):
        if node.flow and not _has_lines(value):
            return InlineMapping(value)
        nodes = {entry.key.text: entry.value for entry in node.entries}
        return {key: _in_style(item, nodes[key]) if key in nodes else item for key, item in value.items()}
    return value


def _has_lines(value: Value) -> bool:
    if isinstance(value, str):
        return "\n" in value
    return any(_has_lines(item) for item in (value.values() if isinstance(value, dict) else value))


def _place(parent: Node | None, step: str | int) -> int:
    if isinstance(parent, Mapping):
        return next((place for place, entry in enumerate(parent.entries) if entry.key.text == step), -1)
    if isinstance(parent, Sequence) and isinstance(step, int) and 0 <= step < len(parent.items):
        return step
    raise CannotSpliceError


def _entry_span(entry: Entry) -> Span:
    return Span(entry.key.span.start, max(entry.key.span.end, entry.value.span.end))


def _without(around: _Neighbours, place: int) -> _Neighbours:
    return _Neighbours(
        [*around.heads[:place], *around.heads[place + 1 :]], [*around.ends[:place], *around.ends[place + 1 :]]
    )


def _apart(cut: Edit, put: Edit) -> list[Edit]:
    """Both in the order of the file; where one stands in the other they cannot be made at once."""
    first, second = sorted((cut, put))
    if first.span.end > second.span.start:
        raise CannotSpliceError
    return [first, second]
