"""What a line looks like: a field, an item, numbered, how deep; and the fixes that type a text anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sop_catalog.source.fix import Edit, Fix, single_quoted, type_over
from sop_catalog.source.text import Source, Span

KEY_LINE = re.compile(r"\s*(?:-\s+)?([a-z_]+):(\s|$)")
ITEM_LINE = re.compile(r"\s*-(?:\s|$)")
KEY_WITHOUT_SPACE = re.compile(r"\s*(?:-\s+)?([a-z_]+):([^\s/].*)")
DASH_WITHOUT_SPACE = re.compile(r"\s*-([^\s-].*)")
_HEADER = re.compile(r"\s*(?:-\s+)?[a-z_]+:\s*(?:#.*)?")
_COMMENT = re.compile(r"\s+#(?:\s.*)?$")
_IN_BRACKETS = re.compile(r"\s*(?:-\s+)*(?:[^\s:\[{]+:\s+)?[\[{]")
SHOWN = 120
"""A text of more characters is not printed as what to type: the words say what to do with it."""


@dataclass(frozen=True, slots=True)
class FormWords:
    """What the reader of lines may know of the form: its fields, by what they hold."""

    keys: frozenset[str] = frozenset()
    """Every name that may stand before a colon, those of the steps included."""
    lists: frozenset[str] = frozenset()
    """Fields that hold one text or a list of texts."""
    lines: frozenset[str] = frozenset()
    """Fields whose text keeps its lines."""
    blanks: frozenset[str] = frozenset()
    """Fields in which a dash says that there is nothing: cells, boxes, dates; a dash is no sentence and no name."""
    accepts: Callable[[str, str], bool] = lambda _key, _text: True
    """Whether a text may be the value of a field: always, for one that holds words; a date must be one."""


NO_WORDS = FormWords()


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


def shown(text: str) -> str:
    """A text as part of what is to be typed; "" for one that is too long to be printed as a whole."""
    return text if len(text) <= SHOWN and "\n" not in text else ""


# --- Texts in quotes ----------------------------------------------------------------------------------------------


_WHOLE = re.compile(r"\s*[“„‟″]([^“”„‟″]*)[”“″]\s*|\s*[‘‚‛′]([^‘‚‛′]*)[’‘′]\s*", re.DOTALL)


def strip_word_quotes(text: str) -> str:
    """A text without curly quotes that stand around all of it; the text itself where none do."""
    match = _WHOLE.fullmatch(text)
    return (match[1] if match[1] is not None else match[2]).strip() if match else text


def text_extent(source: Source, start: int) -> Span | None:
    """Where a plain text that begins at an offset ends, its further lines included; None where that is not certain.

    A comment behind the text is left out. Within brackets, and above lines that are fields or items, nothing is
    certain.
    """
    line = source.place(start).line
    content = source.line_text(line)
    column = start - source.offset(line, 1)
    if _IN_BRACKETS.match(content[:column]):
        return None
    key = KEY_LINE.match(content[:column])
    base = field_column(content) if key else indentation(content)
    end = start + len(_COMMENT.sub("", content[column:]).rstrip())
    number = line + 1
    while number <= source.line_count:
        below = source.line_text(number)
        if not below.strip():
            number += 1
            continue
        if indentation(below) <= base or below.lstrip().startswith("#"):
            break
        if KEY_LINE.match(below) or ITEM_LINE.match(below):
            return None
        end = source.offset(number, 1) + len(_COMMENT.sub("", below).rstrip())
        number += 1
    return Span(start, max(start, end))


def quoted_fix(
    source: Source, start: int, words: FormWords = NO_WORDS, lead: str = "tulis di dalam tanda petik"
) -> str | Fix:
    """The fix for a text that must stand in quotes, from where it begins.

    Where the field takes no such text (a code, a date, a number of minutes), the fix is the text without the
    characters that do not belong there; words alone where neither is certain.
    """
    place = source.place(start)
    before = source.line_text(place.line)[: place.column - 1]
    extent = text_extent(source, start)
    if extent is None:
        return "beri tanda petik tunggal (') di awal dan di akhir teks ini"
    text = source.text[extent.start : extent.end]
    match = re.fullmatch(r"\s*(?:-\s+)?([^\s:]+):\s+", before)
    key = match[1] if match else ""
    if key and words.keys and (key not in words.keys or not words.accepts(key, " ".join(text.split()))):
        bare = bare_text(text, key, words)
        return type_over(extent, bare, f"tulis `{key}: {bare}`") if bare else f"periksa isi `{key}`"
    plain = strip_word_quotes(text)
    quoted = single_quoted(plain)
    label = (
        f"{lead}: {before.strip()} {quoted}".replace("  ", " ")
        if shown(quoted)
        else "beri tanda petik tunggal (') di awal dan di akhir teks ini"
        + (", dan tulis dua kali tiap petik tunggal di dalamnya" if "'" in text else "")
    )
    return Fix(label, quote_edits(extent, text) if plain == text else (Edit(extent, quoted),))


_SPECIAL = "@%{[>|*`,]}?&!\"'#- \t"


def bare_text(text: str, key: str, words: FormWords) -> str:
    """A value without the characters that do not belong to it, in a form that its field takes; "" for none."""
    folded = " ".join(text.split())
    candidates = [re.sub("[\"'#`]", "", folded), folded.strip(_SPECIAL), re.sub("[\"'#`]", "", folded).strip(_SPECIAL)]
    for candidate in candidates:
        plain = " ".join(candidate.split())
        is_plain = plain and plain[0] not in _SPECIAL and ": " not in plain and " #" not in plain
        if is_plain and plain != folded and words.accepts(key, plain):
            return plain
    return ""


def quote_edits(extent: Span, text: str) -> tuple[Edit, ...]:
    """The edits that put single quotes around a text."""
    inner = [extent.start + match.start() for match in re.finditer("'", text)]
    if inner[:1] == [extent.start] or inner[-1:] == [extent.end - 1] or extent.start == extent.end:
        return (Edit(extent, single_quoted(text)),)
    doubled = [Edit(Span(place, place), "'") for place in inner]
    return (Edit(Span(extent.start, extent.start), "'"), *doubled, Edit(Span(extent.end, extent.end), "'"))
