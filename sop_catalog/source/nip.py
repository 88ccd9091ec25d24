"""What an employee's number (NIP) is, wherever it stands in a text, and how it is masked. No other module decides that.

A NIP is personal data. Its place is the field `nip` of `disahkan_oleh`; anywhere else it is a slip, which a site must
not publish, nor a log repeat. It has 18 digits: birth date (8), month of appointment (6), sex (1), serial (3); the old
one has 9. People write it with blanks, dots, dashes or slashes, and let it run over the end of a line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator

BETWEEN = r"(?:[\s.,:/\\_·\-\u2010-\u2015\u2212\u200b-\u200f\u2060\ufeff\u00ad]{0,3}|[ \t]{0,3}\r?\n[ \t\-]{0,24})"
"""What may stand between two digits; on the next line also what it is indented by."""
_LONG = re.compile(rf"(?<!\d)\d(?:{BETWEEN}\d){{17}}(?!\d)")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!-?\d)")
_MARKS = r"[\s.,:=/\-–()\[\]|*#\"'‘’“”]{0,8}"
_LABELLED = re.compile(
    r"(?:(?<![^\W_])N\.?\s?I\.?\s?P(?:PPK|PK|nya)?(?![^\W\d_])|\bnomor\s+induk\s+pegawai(?:\s+negeri\s+sipil)?\b)"
    rf"(?:{_MARKS}(?:lama|baru|pppk|pns|nya|no|nomor|nrp|nik|adalah|yaitu)\b){{0,3}}_?{_MARKS}"
    rf"(\d(?:{BETWEEN}\d){{8,24}})(?!\d)",
    re.IGNORECASE,
)
"""Behind its name nine digits are one, too: "NIP/NRP 500123456", "**NIP**: 500123456", `nip: "500123456"`."""
_NO_NUMBER = re.compile(r"0|\d{4}-\d{2}-\d{2}(?!-?\d)|\d{1,2}([-/.])\d{1,2}\1\d{4}(?!\d)")
"""Neither a telephone nor a date is one, though the word may stand before it: "Nama, NIP, 0812-3456-7890"."""
_ANOTHER = re.compile(r"\s*(?:[,;/&]|\b(?:dan|serta|atau)\b)\s*(\d{3}[ .\-]?\d{3}[ .\-]?\d{3})(?![\d/])")
"""And so is the next one of a list of them."""
_SIGNERS = re.compile(
    r"^(?P<indent>[ \t]*)(?P<quote>[\"']?)(?:disusun_oleh|diperiksa_oleh|disahkan_oleh)(?P=quote)[ \t]*:.*"
    r"(?:\n(?:(?P=indent)(?:[ \t]+|-).*|[ \t]*(?:#.*)?\r?$))*",
    re.MULTILINE,
)
"""In a file, the fields of those who sign: there nine digits are one even without its name."""
_OLD = re.compile(rf"(?<!\d)\d(?:{BETWEEN}\d){{8}}(?!\d)")
_MAYBE = re.compile(rf"\d(?:{BETWEEN}\d){{8}}")
_PIECE = re.compile(rf"(?<!\d)\d(?:{BETWEEN}\d){{5,23}}(?!\d)")
_ESCAPED_DIGIT = re.compile(r"^.*\\(?:x3|u003|U0000003)[0-9].*$", re.MULTILINE)
SHORTEST = 9
"""Letters of a text that may hold one."""
_MONTH = "bulan pengangkatannya"
_SHOWN = 3
"""Digits at the end that stay: enough to tell two people of an office apart who know each other."""


def may_hold_nip(text: str) -> bool:
    """Whether a text needs a closer look; quick, and true for anything that holds one."""
    return _MAYBE.search(text) is not None


def find_nips(text: str, *, bare: bool = False) -> Iterator[tuple[int, int]]:
    """Where the numbers of a text stand: start and end of each, in order.

    Args:
        text: any text.
        bare: whether nine digits are an old one even without "NIP" before them, as behind a person's name.
    """
    if not may_hold_nip(text):
        return
    found = sorted(
        {*_long(text), *_labelled(text), *(_old(text) if bare else ())}, key=lambda place: (place[0], -place[1])
    )
    end = 0
    for start, stop in found:
        if stop > end:  # of two that overlap neither shows what the other hides
            yield max(start, end), stop
            end = stop


def find_nips_in_file(text: str) -> Iterator[tuple[int, int]]:
    """The same of an SOP's file as it is written: in the fields of those who sign nine digits are one by themselves."""
    if not may_hold_nip(text):
        return
    place = 0
    for block in _SIGNERS.finditer(text):
        yield from ((place + start, place + stop) for start, stop in find_nips(text[place : block.start()]))
        yield from ((block.start() + start, block.start() + stop) for start, stop in find_nips(block[0], bare=True))
        place = block.end()
    yield from ((place + start, place + stop) for start, stop in find_nips(text[place:]))


def holds_nip(text: str, *, bare: bool = False) -> bool:
    """Whether a text holds one."""
    return next(find_nips(text, bare=bare), None) is not None


def mask_nip(text: str, *, bare: bool = False) -> str:
    """The text with its numbers masked but for their last digits; as long as before, so that columns stay.

    Args:
        text: any text.
        bare: as for `find_nips`.
    """
    return mask_spans(text, find_nips(text, bare=bare))


def mask_file(text: str) -> str:
    """An SOP's file as it is written, with its numbers masked (`find_nips_in_file`); as long as before."""
    return mask_spans(text, find_nips_in_file(text))


def mask_spans(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with the numbers masked that stand at these places, in their order: what is one may be said by what is before it."""
    pieces: list[str] = []
    end = 0
    for start, stop in places:
        pieces += (text[end:start], _mask(text[start:stop]))
        end = stop
    return "".join((*pieces, text[end:])) if pieces else text


def mask_across(items: tuple[str, ...]) -> tuple[str, ...]:
    """Items of a list, those parts of them masked that are one NIP together, though no item holds it alone."""
    joined = "\n".join(items)
    crossing = [span for span in find_nips(joined) if "\n" in joined[slice(*span)]] if len(items) > 1 else []
    if not crossing:
        return items
    for start, end in crossing:
        joined = joined[:start] + _mask(joined[start:end]) + joined[end:]
    masked = []
    place = 0
    for item in items:
        masked.append(joined[place : place + len(item)])
        place += len(item) + 1
    return tuple(masked)


def digits_of(number: str) -> str:
    """Its digits alone."""
    return "".join(character for character in number if character.isdigit())


def mask_parts(text: str, known: Collection[str]) -> str:
    """The text with each NIP masked, and each piece of one that is known, for a quote may have been cut in its middle.

    Args:
        text: a message.
        known: digits of NIPs that the quoted file holds.
    """
    text = mask_nip(text)
    if not known:
        return text

    def mask(match: re.Match[str]) -> str:
        piece = digits_of(match[0])
        number = next((number for number in known if piece in number), "")
        return _mask(match[0], len(number) - _SHOWN - number.index(piece)) if number else match[0]

    return _PIECE.sub(mask, text)


def mask_escapes(text: str) -> str:
    r"""YAML with all digits masked of a line in which a digit is written as an escape ("\x31"): who reads along cannot."""
    return _ESCAPED_DIGIT.sub(lambda line: re.sub(r"\d", "•", line[0]), text)


def digits_to_hide(text: str, start: int, stop: int) -> list[int]:
    """Where the digits of a number stand that must not be seen: all but the last ones."""
    places = [place for place in range(start, stop) if text[place].isdigit()]
    return places[: len(places) - _SHOWN]


def _mask(number: str, hidden: int | None = None) -> str:
    if hidden is None:
        hidden = len(digits_of(number)) - _SHOWN
    masked = []
    for character in number:
        if character.isdigit() and hidden > 0:
            hidden -= 1
            masked.append("•")
        else:
            masked.append(character)
    return "".join(masked)


def _long(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    while match := _LONG.search(text, place):
        if match[0].isdigit() or (_is_plausible(match[0]) and not _ISO_DATE.match(match[0])):
            yield match.span()
            place = match.end()
        else:
            place = match.start() + 1


def _labelled(text: str) -> Iterator[tuple[int, int]]:
    for match in _LABELLED.finditer(text):
        if 9 < len(digits_of(match[1])) < 17 and _NO_NUMBER.match(match[1]):
            continue
        yield match.span(1)
        place = match.end()
        while another := _ANOTHER.match(text, place):
            yield another.span(1)
            place = another.end()


def _old(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _OLD.finditer(text))


def _is_plausible(number: str) -> bool:
    """Whether digits in groups of their own begin like a person: budget codes, amounts and dates in a row do not."""
    digits = digits_of(number)
    doubt = find_doubt(digits)
    if doubt.startswith(_MONTH):  # a PPPK has another number there
        doubt = find_doubt(f"{digits[:12]}01{digits[14:]}")
    return not doubt and digits[:2] in {"19", "20"}


def is_likely_nip(number: str) -> bool:
    """Whether what was found is one beyond doubt: in data, 18 digits in a row may be anything."""
    digits = digits_of(number)
    return len(digits) != 18 or not find_doubt(digits)


def find_doubt(digits: str) -> str:
    """Why 18 digits can hardly be a NIP, in Indonesian; "" when they can.

    Args:
        digits: 18 of them.
    """
    try:
        lahir = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return "delapan angka pertamanya bukan tanggal lahir"
    tahun, bulan = int(digits[8:12]), int(digits[12:14])
    if not 1 <= bulan <= 12:
        return f"{_MONTH} {bulan}"
    if not 15 <= tahun - lahir.year <= 60:
        return f"lahir {lahir.year}, pengangkatan {tahun}"
    return "" if digits[14] in "12" else "angka ke-15 (jenis kelamin) bukan 1 atau 2"
