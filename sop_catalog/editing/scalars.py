"""How a text is written in YAML: plain where that is safe, in the quotes that stood there, in the lines that stood there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import takewhile

from sop_catalog.editing.value import fold
from sop_catalog.source.fix import Edit, single_quoted
from sop_catalog.source.line_shapes import strip_word_quotes
from sop_catalog.source.text import Span

_SPECIAL_START = frozenset("!&*|>'\"%@`{}[],#?:-=")
_FLOW_SIGNS = re.compile(r"[,\[\]{}]")
_CUT = re.compile(r":(?:\s|$)|\s#")
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2060\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ud800-\udfff\ufffe\uffff]"
)
"""Characters that nobody types and that come with a paste; findings would ask for their removal."""


def clean(text: str, *, keeps_lines: bool = False) -> str:
    """What somebody has typed or pasted, as a text of the file: without invisible characters, blanks folded."""
    unified = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    return fold(_UNWANTED.sub("", unified), keeps_lines=keeps_lines)


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Whether a text of one line may stand without quotes.

    Args:
        text: without blanks at its ends.
        flow: whether it stands in brackets.
    """
    return (
        bool(text)
        and text[0] not in _SPECIAL_START
        and not _CUT.search(text)
        and not (flow and _FLOW_SIGNS.search(text))
        and "\n" not in text
        and text not in {"---", "..."}
        and strip_word_quotes(text) == text  # a code or a date would be read without them
    )


def write_scalar(text: str, *, flow: bool = False, quote: str = "", json_like: bool = False) -> str:
    """A text on one line.

    Args:
        text: what it says.
        flow: whether it stands in brackets.
        quote: the quotes that stood there, ' or ".
        json_like: whether everything around it is written as in JSON.
    """
    if "\n" in text or json_like or quote == '"':
        return json.dumps(text, ensure_ascii=False)
    if not text:
        return "''" if flow or quote else ""
    if not quote and is_plain(text, flow=flow):
        return text
    return single_quoted(text)


def is_block(text: str) -> bool:
    """Whether a text may stand as lines below "|": it has several, and none begins with a blank."""
    return "\n" in text and not text.startswith("\n") and not re.search(r"^\s|\n[ \t]|[ \t]\n", text)


def write_block(text: str, column: int) -> list[str]:
    """A text of several lines as what follows its key: "|", then the lines, so many blanks deep."""
    lines = text.rstrip("\n").split("\n")
    ends = len(text) - len(text.rstrip("\n"))
    lines += [""] * (ends - 1)
    sign = "|-" if not ends else "|" if ends == 1 else "|+"
    return [sign, *(f"{' ' * column}{line}" if line else "" for line in lines)]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    """What it says; a line break that means something is the word "\n"."""
    start: int
    end: int
    """Where it stands in the file."""


def reword(raw: str, start: int, old: str, new: str, *, keeps_lines: bool) -> Edit | None:
    """The least change of a text that is written in several lines; None where it has to be written anew.

    Only the words that differ are replaced, so lines without any stay as they are.

    Args:
        raw: the text as it is written, quotes or the head of a block included.
        start: its place in the file.
        old: what it says.
        new: what it is to say.
        keeps_lines: whether the lines of this text are told apart.
    """
    written = _written_words(raw, start, keeps_lines=keeps_lines)
    wanted = _words(fold(new, keeps_lines=keeps_lines), keeps_lines=keeps_lines)
    if not wanted or [word.text for word in written] != _words(
        fold(old, keeps_lines=keeps_lines), keeps_lines=keeps_lines
    ):
        return None
    before = [word.text for word in written]
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, wanted, strict=False)))
    tail = sum(
        1
        for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before[head:][::-1], wanted[head:][::-1], strict=False))
    )
    middle = wanted[head : len(wanted) - tail]
    gone = written[head : len(written) - tail]
    if "\n" in middle or any(word.text == "\n" for word in gone):
        return None
    if raw[:1] == "'":
        middle = [word.replace("'", "''") for word in middle]
    if gone:
        return _replace_words(written, head, len(gone), " ".join(middle))
    if not middle:
        return Edit(Span(start, start), "")
    place = written[head - 1].end if head else written[0].start
    return Edit(Span(place, place), f" {' '.join(middle)}" if head else f"{' '.join(middle)} ")


def _replace_words(written: list[_Word], first: int, count: int, text: str) -> Edit:
    """Another text in the place of some words, which take the blanks beside them along when nothing comes."""
    start, end = written[first].start, written[first + count - 1].end
    if not text:
        if first:
            start = written[first - 1].end
        else:
            end = written[count].start
    return Edit(Span(start, end), text)


def _words(text: str, *, keeps_lines: bool) -> list[str]:
    return [word for word in re.findall(r"[^\s]+|\n", text) if keeps_lines or word != "\n"]


def _written_words(raw: str, start: int, *, keeps_lines: bool) -> list[_Word]:
    """The words of a text as they stand in the file; none where they stand there in another form."""
    first, last = 0, len(raw)
    style = raw[:1]
    if style in "|>":
        first = raw.find("\n") + 1
        if not first:
            return []
    elif style in "'\"":
        first, last = 1, len(raw) - 1
        if style == '"' and "\\" in raw:
            return []
    breaks = keeps_lines and style == "|"
    words = []
    for match in re.finditer(r"\S+|\n" if breaks else r"\S+", raw[first:last]):
        text = match[0].replace("''", "'") if style == "'" else match[0]
        words.append(_Word(text, start + first + match.start(), start + first + match.end()))
    return words
