"""Days on which SOPs are to be reviewed, as a calendar to subscribe to (RFC 5545): the same input gives the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINE = 75
"""Octets of a line, without its end (section 3.1)."""
_REMIND_DAYS = 14


@dataclass(frozen=True, slots=True)
class Acara:
    """One day."""

    uid: str
    """The same for ever, so that a calendar moves the day instead of keeping two."""
    hari: dt.date
    judul: str
    uraian: str
    kategori: str
    alamat: str
    """Public address of what it is about; ""."""
    dicatat: dt.date | None
    """The newest day that is known of it: what it says has stood since then."""


def format_calendar(nama: str, acara: Iterable[Acara]) -> str:
    """The file's text, with the line ends that the standard wants.

    Args:
        nama: what a program calls the calendar.
        acara: days, in any order; they are written in theirs.
    """
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Katalog SOP//Peninjauan//ID", "CALSCALE:GREGORIAN",
        f"NAME:{_escape(nama)}", f"X-WR-CALNAME:{_escape(nama)}", "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]  # fmt: skip
    for item in sorted(acara, key=lambda item: (item.hari, item.uid)):
        lines += _event(item)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def _event(item: Acara) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escape(item.uid)}"
    yield f"DTSTAMP:{item.dicatat or dt.date(1970, 1, 1):%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{item.hari:%Y%m%d}"
    if item.hari < dt.date.max:
        yield f"DTEND;VALUE=DATE:{item.hari + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escape(item.judul)}"
    if item.uraian:
        yield f"DESCRIPTION:{_escape(item.uraian)}"
    if item.kategori:
        yield f"CATEGORIES:{_escape(item.kategori)}"
    if item.alamat:
        yield f"URL:{item.alamat}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escape(item.judul)}"
    yield f"TRIGGER:-P{_REMIND_DAYS}D"
    yield "END:VALARM"
    yield "END:VEVENT"


def _escape(text: str) -> str:
    """A text as a value (section 3.3.11); signs that control a terminal have no business in one."""
    plain = "".join(character for character in text if character == "\n" or character.isprintable())
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return plain


def _fold(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, never in the middle of a character; the later ones begin with a blank."""
    piece = ""
    for character in line:
        if len((piece + character).encode("utf-8", "replace")) > _LINE:
            yield piece
            piece = " "
        piece += character
    yield piece
