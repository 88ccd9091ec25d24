"""A text of an SOP as HTML: its lines stay lines, and addresses in it can be followed. Everything else is escaped.

Only what begins with http://, https:// or mailto: is an address; a page never guesses one. Lines of a list hang: what
does not fit goes on behind the mark, not below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from sop_catalog.model.lines import mark_length

ADDRESS = re.compile(
    r"\b(?:https?://[^\s<>\"'“”‘’|\\^`{}]+|mailto:[^\s<>\"'“”‘’|\\^`{}@]+@[^\s<>\"'“”‘’|\\^`{}@]+)", re.IGNORECASE
)
_BEHIND = ".,;:!?…)]}*_"
"""What may stand behind an address and belongs to the sentence."""
_OPENING = {")": "(", "]": "["}


def render_text(text: str) -> Markup:
    """A text as HTML. One of a single line without an address is only escaped."""
    if "\n" not in text:
        return link_addresses(text)
    return Markup("").join(
        Markup('<span class="sop-baris{}">{}</span>').format(_kind(line), link_addresses(line))
        for line in text.split("\n")
    )


def _kind(line: str) -> str:
    return " sop-butir" if mark_length(line) else ""


def link_addresses(text: str) -> Markup:
    """A text in which addresses are links; nothing else is."""
    if ":" not in text:
        return escape(text)
    return Markup("").join(_pieces(text))


def _pieces(text: str) -> Iterator[Markup]:
    position = 0
    for match in ADDRESS.finditer(text):
        address = _without_sentence(match[0])
        if not _leads_somewhere(address):
            continue
        yield escape(text[position : match.start()])
        yield Markup('<a href="{}" rel="noopener">{}</a>').format(address, _breakable(address))
        position = match.start() + len(address)
    yield escape(text[position:])


def _without_sentence(address: str) -> str:
    """An address without the full stop or the bracket that only follows it; brackets within it are its own."""
    while address[-1:] and address[-1] in _BEHIND:
        if address[-1] in ")]" and address.count(_OPENING[address[-1]]) >= address.count(address[-1]):
            break
        address = address[:-1]
    return address


def _leads_somewhere(address: str) -> bool:
    scheme, _, rest = address.partition(":")
    return bool(re.match(r"//[^/\s]*\w", rest)) if scheme.lower() != "mailto" else bool(re.search(r"@[\w-]+\.\w", rest))


def _breakable(address: str) -> Markup:
    """An address that may break behind its slashes."""
    return Markup("/<wbr>").join(escape(piece) for piece in address.split("/"))
