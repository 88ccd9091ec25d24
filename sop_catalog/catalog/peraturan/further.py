"""Further numbers of a name that stands once: "UU Nomor 5 Tahun 1999 dan Nomor 3 Tahun 2002", "… diubah dengan Nomor 17 …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sop_catalog.catalog.peraturan.naming import kind_of_kode
from sop_catalog.catalog.peraturan.numbers import Nomor, encode_number, read_numbers
from sop_catalog.catalog.peraturan.records import Mention

_NUMBER_WORD = r"(?P<mulai>nomor|nomer|no)\b[\s.:]*"
_CONTINUES = re.compile(
    r"\s*(?:,\s*(?:dan|serta)|,|dan|serta|&|;|jo\.?)\s*(?P<mulai>nomor|nomer|no)\b[\s.:]*", re.IGNORECASE
)
_CONTINUES_BARE = re.compile(
    r"\s*(?:,\s*(?:dan|serta)|,|dan|serta|&)\s*(?P<mulai>)(?=\d{1,4}\s?/\s?(?:19|20)\d\d\b(?!\s?/))", re.IGNORECASE
)
"""Likewise "UU 5/2020 dan 7/2021"."""
SAYS_MORE = re.compile(r"\b(?:di\s?ubah|dirubah|disempurnakan|diperbaiki|dicabut|diganti(?:kan)?)\b", re.IGNORECASE)
"""Behind it stands what changed or ended a regulation, with or without its name."""
_AMENDED_BY_NUMBER = re.compile(
    rf"{SAYS_MORE.pattern}[^;\n]{{0,80}}?\b(?:dengan|oleh|melalui|menjadi)\s+{_NUMBER_WORD}", re.IGNORECASE
)


OPEN_END = re.compile(
    rf"(?:\b(?:sebagaimana|yang)\s+)?(?:telah\s+)?{SAYS_MORE.pattern}\s+(?:dengan|oleh|melalui)[\s.,;:]*$",
    re.IGNORECASE,
)
"""A sentence that ends before it says by what."""


def further_numbers(teks: str, last: Mention) -> list[Mention]:
    """The numbers that follow a mention under its name."""
    found = []
    kind = kind_of_kode(last.jenis)
    while match := _CONTINUES.match(teks, last.end) or _CONTINUES_BARE.match(teks, last.end):
        numbers = read_numbers(teks, match.end())
        if not numbers:
            break
        for place, number in enumerate(numbers):
            last = _numbered(last, kind, match.start("mulai") if place == 0 else last.end, number)
            found.append(last)
    return found


def with_amending_numbers(teks: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a text and the numbers without a name that change one of them, which are of its kind."""
    found = list(mentions)
    for match in _AMENDED_BY_NUMBER.finditer(teks) if mentions else ():
        start = match.start("mulai")
        before = [mention for mention in found if mention.end <= match.start()]
        numbers = read_numbers(teks, match.end())
        if not before or not numbers or any(mention.start <= start < mention.end for mention in found):
            continue
        last = max(before, key=lambda mention: mention.end)
        amending = _numbered(last, kind_of_kode(last.jenis), start, numbers[0])
        found += [amending, *further_numbers(teks, amending)]
    return sorted(found, key=lambda mention: mention.start)


def end_of_numbers(teks: str, end: int) -> int:
    """Where the numbers end that follow a place: of a joint regulation each issuer has one."""
    while match := _CONTINUES.match(teks, end):
        numbers = read_numbers(teks, match.end())
        if not numbers:
            break
        end = numbers[-1].end
    return end


def _numbered(last: Mention, kind: str, start: int, number: Nomor) -> Mention:
    """Another regulation under the name of a mention."""
    row, count = encode_number(number, last.jenis, kind)
    jenis = "-".join(filter(None, (last.jenis, row)))
    return Mention(start, number.end, jenis, last.nama, count, number.tahun, number.tertulis)
