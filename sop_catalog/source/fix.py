"""How a mistake is mended by typing: text replacements as data, for a button, a test, or a program that applies them.

A fix says what to type and where; only what can be done without looking anything up is one. Everything else is words
(`Diagnostic.fix`). The printed words name the same text that the edits put in, so whoever types what is printed and
whoever presses the button get the same file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sop_catalog.source.text import Source, Span


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One replacement in the finding's own file."""

    span: Span
    """What goes; an empty span puts text in between."""
    text: str
    """What comes in its place; "" deletes."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a mistake, done by typing alone."""

    label: str
    """What it does, as an order in Indonesian: "tulis `peralatan:`". Short enough for a button, with the text to type."""
    edits: tuple[Edit, ...]
    """In the order of the file; none touches another. All of them belong together."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with the replacements made. ValueError where two touch the same place or one lies outside the text."""
    pieces = []
    position = 0
    for edit in sorted(edits):
        if not position <= edit.span.start <= edit.span.end <= len(text):
            raise ValueError(edit)
        pieces += [text[position : edit.span.start], edit.text]
        position = edit.span.end
    return "".join([*pieces, text[position:]])


def single_quoted(text: str) -> str:
    """A text of one line as YAML takes it between single quotes."""
    return "'" + text.replace("'", "''") + "'"


def type_over(span: Span, text: str, label: str = "") -> Fix:
    """The fix that puts a text in the place of another; its label is `tulis …` unless another is given."""
    return Fix(label or f"tulis `{text}`", (Edit(span, text),))


def indent_line(source: Source, line: int, column: int, label: str) -> Fix:
    """The fix that lets a line begin behind so many spaces."""
    start = source.offset(line, 1)
    return Fix(label, (Edit(Span(start, source.line_span(line).start), " " * column),))


def add_line(source: Source, below: int, content: str, label: str) -> Fix:
    """The fix that puts a line, given with its indentation, below another one."""
    end = source.offset(below, 1) + len(source.line_text(below))
    return Fix(label, (Edit(Span(end, end), f"{source.line_break}{content}"),))


def drop_lines(source: Source, first: int, last: int, label: str) -> Fix:
    """The fix that deletes whole lines."""
    start = source.offset(first, 1)
    end = source.offset(last + 1, 1) if last < source.line_count else len(source.text)
    return Fix(label, (Edit(Span(start, end), ""),))
