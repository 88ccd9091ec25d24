"""What a line looks like: a field, an item, numbered, how deep; and texts for fixes that quote it."""

from __future__ import annotations

import re

from sop_catalog.source.text import Source

KEY_LINE = re.compile(r"\s*(?:-\s+)?([a-z_]+):(\s|$)")
ITEM_LINE = re.compile(r"\s*-(?:\s|$)")
KEY_WITHOUT_SPACE = re.compile(r"\s*(?:-\s+)?([a-z_]+):([^\s/].*)")
DASH_WITHOUT_SPACE = re.compile(r"\s*-([^\s-].*)")
NUMBERED = re.compile(r"\s*\(?(?:\d{1,2}|[a-z])[.)]\s+\S")
_HEADER = re.compile(r"\s*(?:-\s+)?[a-z_]+:\s*(?:#.*)?")


def indentation(content: str) -> int:
    """How many spaces a line begins with."""
    return len(content) - len(content.lstrip())


def field_column(content: str) -> int:
    """How many characters stand before the name of a line's field; a dash counts as space."""
    match = re.match(r"\s*(?:-\s+)?", content)
    return match.end() if match else 0


def previous_line(source: Source, line: int) -> int | None:
    """The nearest line above that has text and is no comment."""
    return _nearest(source, range(line - 1, 0, -1))


def next_line(source: Source, line: int) -> int | None:
    """The nearest line below that has text and is no comment."""
    return _nearest(source, range(line + 1, source.line_count + 1))


def _nearest(source: Source, numbers: range) -> int | None:
    for number in numbers:
        content = source.line_text(number).strip()
        if content and not content.startswith("#"):
            return number
    return None


def usual_column(source: Source, line: int) -> int | None:
    """Where the first line under a field usually begins: two spaces deeper than it. None for any other line."""
    above = previous_line(source, line)
    header = source.line_text(above) if above else ""
    return field_column(header) + 2 if _HEADER.fullmatch(header) else None


def is_odd_first_line(source: Source, line: int) -> bool:
    """Whether a line is the first one under a field, and begins elsewhere than usual or is no item or field."""
    usual = usual_column(source, line)
    content = source.line_text(line)
    is_usual = indentation(content) == usual and bool(ITEM_LINE.match(content) or KEY_LINE.match(content))
    return usual is not None and not is_usual


def shorten(text: str, limit: int) -> str:
    """A text for a fix, cut in its middle when it is long, so that its end can be recognised."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 15].rstrip()} … {text[-12:].lstrip()}"


def quoted_fix(source: Source, offset: int) -> str:
    """The fix for a text that must stand in quotes: what begins at an offset, up to the end of its line."""
    place = source.place(offset)
    text = source.line_text(place.line)[place.column - 1 :].strip()
    before = source.line_text(place.line)[: place.column - 1].strip()
    quoted = shorten(text, 70).replace("'", "''")
    return f"tulis di dalam tanda petik: {before} '{quoted}'".replace("  ", " ")
