"""A text with markup as its readers see it: without tags and marks, entities as the letters that they stand for.

A NIP that a page shows in one piece may stand in several in its source: `19850315&nbsp;201001 **1** 007`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from sop_catalog.source.nip import digits_to_hide, find_nips, may_hold_nip

_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr",
}  # fmt: skip
"""Tags inside a word; any other parts what is before it from what is behind it."""
_MARK = re.compile(
    r"(?P<mark></?(?P<tag>[a-zA-Z][^\s<>/]*)[^<>]*>|\\(?=[!-/:-@\[-`{-~])|[*_|`~])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
)


class Shown(NamedTuple):
    """What is read of a text."""

    text: str
    places: tuple[tuple[int, int], ...]
    """Of each letter: where in the source it stands."""


def read_shown(markup: str) -> Shown:
    """What readers see of Markdown or HTML.

    Args:
        markup: a text of which links and pictures are shown by their names: addresses stay among the letters.
    """
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    end = 0
    for match in _MARK.finditer(markup):
        letters += markup[end : match.start()]
        places += ((place, place + 1) for place in range(end, match.start()))
        end = match.end()
        is_break = match["tag"] is not None and match["tag"].lower() not in _INLINE
        for letter in "\n" if is_break else html.unescape(match["entity"] or ""):
            letters.append(letter)
            places.append(match.span())
    letters += markup[end:]
    places += ((place, place + 1) for place in range(end, len(markup)))
    return Shown("".join(letters), tuple(places))


def find_shown_nips(markup: str) -> Iterator[tuple[int, int]]:
    """Where in the source the numbers stand that only readers see; in order."""
    shown = _read_where_needed(markup)
    if shown:
        for start, stop in find_nips(shown.text):
            yield shown.places[start][0], shown.places[stop - 1][1]


def mask_shown_nips(markup: str) -> str:
    """The source with the numbers masked that readers see, their marks around them; an entity becomes a dot as a whole."""
    shown = _read_where_needed(markup)
    if not shown:
        return markup
    pieces: list[str] = []
    end = 0
    for start, stop in find_nips(shown.text):
        for place in digits_to_hide(shown.text, start, stop):
            first, last = shown.places[place]
            pieces += (markup[end:first], "•")
            end = last
    return "".join((*pieces, markup[end:]))


def _read_where_needed(markup: str) -> Shown | None:
    """None where readers see no number, or no other than stand in the source."""
    if not _MARK.search(markup):
        return None
    shown = read_shown(markup)
    return shown if may_hold_nip(shown.text) else None
