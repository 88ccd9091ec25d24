"""The text of one file and where things stand in it.

Offsets count code points from 0; lines and columns, as people and editors count them, start at 1.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sop_catalog.source.nip import digits_of, find_nips_in_file, mask_escapes, mask_file


class Span(NamedTuple):
    """A half-open range of code-point offsets, 0 <= start <= end <= len(text)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both from 1; the column counts code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """The text of one file, without a byte-order mark."""

    path: str
    """As shown to people, with "/"."""
    text: str
    has_bom: bool = False
    """Whether the file itself begins with a byte-order mark."""

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        position = self.text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    @cached_property
    def line_break(self) -> str:
        """How this file ends its lines: as Windows does when its first line ends so."""
        return "\r\n" if self.text.partition("\n")[0].endswith("\r") else "\n"

    @cached_property
    def masked(self) -> Source:
        """The same with each NIP masked, every character in its place: what messages quote of it."""
        masked = mask_escapes(mask_file(self.text)) if self.nips or "\\" in self.text else self.text
        return self if masked == self.text else Source(self.path, masked)

    @cached_property
    def nips(self) -> frozenset[str]:
        """Digits of each NIP that the file holds: no message shows more than their last ones."""
        return frozenset(digits_of(self.text[start:end]) for start, end in find_nips_in_file(self.text))

    @property
    def line_count(self) -> int:
        """Lines of the file; an empty file has one."""
        return len(self._line_starts)

    def place(self, offset: int) -> Place:
        """The place of an offset; offsets outside the text are moved to its nearest end."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._line_starts, offset)
        return Place(line, offset - self._line_starts[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """The offset of a place. IndexError for a line outside the file; the column is taken as it is."""
        if not 1 <= line <= self.line_count:
            raise IndexError(line)
        return self._line_starts[line - 1] + column - 1

    def line_text(self, line: int) -> str:
        """The text of a line, from 1, without its line break. IndexError outside the file."""
        if not 1 <= line <= self.line_count:
            raise IndexError(line)
        start = self._line_starts[line - 1]
        end = self._line_starts[line] - 1 if line < self.line_count else len(self.text)
        return self.text[start:end].rstrip("\r")

    def line_span(self, line: int) -> Span:
        """The span of a line's text without its indentation; the bare line start where the line is blank."""
        content = self.line_text(line)
        start = self._line_starts[line - 1] + len(content) - len(content.lstrip())
        return Span(start, max(start, self._line_starts[line - 1] + len(content.rstrip())))

    def clip(self, span: Span) -> Span:
        """The part of a span that stands on its first line and inside the text: what an excerpt underlines."""
        start = min(max(span.start, 0), len(self.text))
        line = self.place(start).line
        line_end = self._line_starts[line - 1] + len(self.line_text(line))
        return Span(start, max(start, min(span.end, line_end)))
