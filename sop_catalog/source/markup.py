"""A text with markup as its readers see it: without tags and marks, entities as the letters that they stand for.

A NIP that a page shows in one piece may stand in several in its source: `19850315&nbsp;201001 **1** 007`. Only what is near many
digits is looked at, so that a long page costs little.
"""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from sop_catalog.source.nip import digits_to_hide, find_nips, holds_nip

_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr",
}  # fmt: skip
"""Tags inside a word; any other parts what is before it from what is behind it."""
_MARK = re.compile(
    r"(?P<mark></?(?P<tag>[a-zA-Z][^\s<>/]*)[^<>]*>|\\(?=[!-/:-@\[-`{-~])|[*_|`~]+)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
)
_INSIDE_WORDS = re.compile(
    rf"</?(?:{'|'.join(sorted(_INLINE))})(?=[\s/>])[^<>]*>|\\(?=[!-/:-@\[-`{{-~])|[*_|`~]+", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_DIGIT = r"(?:\d|&\#\w{1,7};)"
_GAP = r"(?:</?[a-zA-Z][^<>]{0,80}>|&[a-zA-Z]{2,8};|[^\w&<]|_){0,12}"
_NEAR = re.compile(rf"(?<!\d){_DIGIT}(?:{_GAP}{_DIGIT}){{8,30}}")
"""Digits with nothing but marks, tags and signs between them: where a number may be."""
_BEFORE = 120
"""Letters before them in which their name may stand, its own tags and marks among them."""


@dataclass(slots=True)
class _Shown:
    """What is read of a text, and where each letter of it stands in the source."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    at: array[int] = field(default_factory=lambda: array("L"))
    """Where each piece begins in what is read; and in the source, where it begins and ends."""
    start: array[int] = field(default_factory=lambda: array("L"))
    stop: array[int] = field(default_factory=lambda: array("L"))

    def add(self, text: str, start: int, stop: int) -> None:
        """What is read of a piece of the source."""
        if text:
            self.pieces.append(text)
            self.at.append(self.length)
            self.start.append(start)
            self.stop.append(stop)
            self.length += len(text)

    def place(self, letter: int) -> tuple[int, int]:
        """Where a letter stands in the source: itself, or the entity or tag that it is read of."""
        piece = bisect_right(self.at, letter) - 1
        start, stop = self.start[piece], self.stop[piece]
        if stop - start == len(self.pieces[piece]):
            start += letter - self.at[piece]
            return start, start + 1
        return start, stop


def find_shown_nips(markup: str) -> Iterator[tuple[int, int]]:
    """Where in a text in Markdown or HTML the numbers stand that only readers see; in order."""
    for shown, text in _read_where_needed(markup):
        for start, stop in find_nips(text):
            yield shown.place(start)[0], shown.place(stop - 1)[1]


def mask_shown_nips(markup: str) -> str:
    """The source with the numbers masked that readers see, their marks around them; an entity becomes a dot as a whole."""
    pieces: list[str] = []
    end = 0
    for shown, text in _read_where_needed(markup):
        for start, stop in find_nips(text):
            for letter in digits_to_hide(text, start, stop):
                first, last = shown.place(letter)
                pieces += (markup[end:first], "•")
                end = last
    return "".join((*pieces, markup[end:])) if pieces else markup


def _read_where_needed(markup: str) -> Iterator[tuple[_Shown, str]]:
    """What readers see of each part in which a number may be that its source does not show in one piece."""
    for start, stop in _parts(markup):
        source = markup[start:stop]
        if (text := _read_quickly(source)) != source and holds_nip(text):
            shown = _read(markup, start, stop)
            yield shown, "".join(shown.pieces)


def _parts(markup: str) -> Iterator[tuple[int, int]]:
    """Stretches around many digits, none of which touches the next."""
    first = last = 0
    for near in _NEAR.finditer(markup):
        start, stop = max(0, near.start() - _BEFORE), min(len(markup), near.end() + 1)
        if start > last:
            if last:
                yield first, last
            first = start
        last = stop
    if last:
        yield first, last


def _read_quickly(source: str) -> str:
    """What is read of it, without its places."""
    return html.unescape(_TAG.sub("\n", _INSIDE_WORDS.sub("", source)))


def _read(markup: str, start: int, stop: int) -> _Shown:
    shown = _Shown()
    end = start
    for match in _MARK.finditer(markup, start, stop):
        shown.add(markup[end : match.start()], end, match.start())
        end = match.end()
        is_break = match["tag"] is not None and match["tag"].lower() not in _INLINE
        shown.add("\n" if is_break else html.unescape(match["entity"] or ""), match.start(), end)
    shown.add(markup[end:stop], end, stop)
    return shown
