"""What a sentence cites: its regulations with their titles, which one changes which, and what cannot be read.

    UU Nomor 5 Tahun 2014 tentang ASN sebagaimana telah diubah dengan UU Nomor 20 Tahun 2023
    cited                        title         amends the one before

A regulation that only stands in another one's title ("tentang Perubahan atas …") is mentioned, not cited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from sop_catalog.catalog.peraturan.further import OPEN_END, SAYS_MORE
from sop_catalog.catalog.peraturan.meanings import says_enough
from sop_catalog.catalog.peraturan.mentions import find_mentions
from sop_catalog.catalog.peraturan.naming import format_jenis, is_other_document, kind_of_kode
from sop_catalog.catalog.peraturan.numbers import encode_number, read_numbers
from sop_catalog.catalog.peraturan.records import (
    SEBAB_JENIS,
    SEBAB_NAMA,
    SEBAB_PENGUBAH,
    Bacaan,
    Mention,
    Sitasi,
    TidakTerbaca,
    Unread,
)
from sop_catalog.catalog.peraturan.roles import (
    AMENDED,
    AND,
    BOUNDARY,
    JO,
    Role,
    find_roles,
    stated_relations,
    titled_relations,
)
from sop_catalog.catalog.peraturan.tables import load_tables
from sop_catalog.catalog.peraturan.titles import format_title, title_of
from sop_catalog.catalog.peraturan.words import holds_beginning

_LONGEST = 4000
"""Characters of a sentence that are read; an item of a legal basis is one paragraph."""


@lru_cache(maxsize=8192)
def read_kalimat(kalimat: str) -> Bacaan:
    """Everything that a sentence cites.

    Remembered: a few dozen sentences make the thousands of items of a catalogue.

    Args:
        kalimat: an item of dasar hukum as pasted.
    """
    plain = _read_plain(kalimat)
    if plain is not None:
        return Bacaan((plain,), (), ())
    return read_any(kalimat)


def read_any(kalimat: str) -> Bacaan:
    """Likewise, of every sentence, without the short cut for the plain ones and without remembering it."""
    teks = kalimat[:_LONGEST]
    mentions, unread = find_mentions(teks)
    roles = find_roles(teks, mentions)
    cited: dict[str, Sitasi] = {}
    titled: dict[str, Sitasi] = {}
    base = ""
    for index, (mention, role) in enumerate(zip(mentions, roles, strict=True)):
        title = "" if role is Role.TITLED else title_of(teks, mentions, roles, index)
        base = mention.kode if role is Role.CITED else base
        relations = [*stated_relations(role, base, mention.kode), *titled_relations(teks, mentions, roles, index)]
        sitasi = Sitasi(
            mention.kode, mention.jenis, mention.nomor, mention.tahun, title, mention.nama, mention.nomor_tertulis,
            mention.start, tuple(dict.fromkeys(relations)), mungkin=mention.mungkin,
        )  # fmt: skip
        if role is Role.TITLED:
            titled.setdefault(sitasi.kode, sitasi)
        else:
            _add(cited, sitasi)
    unread = [*unread, *_unknown_kinds(teks)] if not mentions and not unread else unread
    unread = [*unread, *_named(teks, mentions, unread)]
    return Bacaan(
        tuple(cited.values()),
        tuple(sitasi for kode, sitasi in titled.items() if kode not in cited),
        (*_unread(teks, mentions, unread), *_without_its_end(teks)),
    )


_PLAIN_NAME = re.compile(
    r"\s*(?:\d{1,2}[.,)]\s+|-\s+)?(?P<nama>[A-Za-z][A-Za-z ,.\-/&]{0,150}?)\s?(?:(?<![a-z])(?:nomor|no)\b[\s.:]*|(?=\s\d))",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_PLAIN_REST = re.compile(r"(?:,?\stentang\s(?P<judul>[^;\n]*))?[;.]?", re.IGNORECASE)
"""Most sentences: one name, one number, and a title in which no other name begins."""


def _read_plain(kalimat: str) -> Sitasi | None:
    """The citation of a plain sentence; None for every other, which `read_any` reads."""
    match = _PLAIN_NAME.match(kalimat)
    name = _plain_name(match["nama"]) if match else None
    if match is None or name is None:
        return None
    numbers = read_numbers(kalimat, match.end())
    rest = _PLAIN_REST.fullmatch(kalimat, numbers[0].end) if len(numbers) == 1 else None
    if (
        rest is None
        or SAYS_MORE.search(rest[0])
        or (_DIGIT.search(kalimat, rest.start()) and ("/" in rest[0] or holds_beginning(rest[0])))
    ):
        return None
    number = numbers[0]
    row, count = encode_number(number, name.jenis, kind_of_kode(name.jenis))
    jenis = f"{name.jenis}-{row}" if row else name.jenis
    nama = format_jenis(jenis) if row else name.nama
    kode = f"{jenis}-{count}-{number.tahun}"
    start = match.start("nama") + name.start
    return Sitasi(kode, jenis, count, number.tahun, format_title(rest["judul"] or ""), nama, number.tertulis, start)


@lru_cache(maxsize=4096)
def _plain_name(nama: str) -> Mention | None:
    """The name of a plain sentence, as a mention with another number; None where it is not quite plain."""
    if nama.rpartition(" ")[2].lower() in load_tables().awalan_nomor:
        return None
    mentions, unread = find_mentions(f"{nama} Nomor 1 Tahun 2000")
    if len(mentions) != 1 or unread or mentions[0].judul or not says_enough(nama[mentions[0].start :]):
        return None
    return mentions[0]


def _add(cited: dict[str, Sitasi], sitasi: Sitasi) -> None:
    """A regulation that is cited twice counts once, with the first title and every relation."""
    known = cited.get(sitasi.kode)
    if known is None:
        cited[sitasi.kode] = sitasi
    else:
        hubungan = tuple(dict.fromkeys((*known.hubungan, *sitasi.hubungan)))
        cited[sitasi.kode] = replace(known, tentang=known.tentang or sitasi.tentang, hubungan=hubungan)


def parse_all_sitasi(kalimat: str) -> tuple[Sitasi, ...]:
    """Every regulation that a sentence cites, in order and once: "UU 4/2021 jo. UU 1/2000" cites two.

    A regulation that only stands in another one's title ("tentang Perubahan atas …") is not cited.

    Args:
        kalimat: an item of dasar hukum as pasted.
    """
    return read_kalimat(kalimat).sitasi


def parse_sitasi(kalimat: str) -> Sitasi | None:
    """The regulation that a sentence cites first; None where no kind, number and year can be made out.

    Args:
        kalimat: as pasted, such as "Permenaker No 07 Tahun 2017 Tentang Pedoman Penyusunan SOP AP Kemnaker".
    """
    return next(iter(read_kalimat(kalimat).sitasi), None)


# --- What cannot be read ------------------------------------------------------------------------------------------


_JOINS = re.compile(r"[\s,;]+(?:dan|serta)?\s*", re.IGNORECASE)


def _before(mentions: Sequence[Mention], start: int) -> int:
    """Where the last mention before a place ends; 0 where there is none."""
    return max((mention.end for mention in mentions if mention.end <= start), default=0)


_NUMBER_AND_YEAR = re.compile(
    r"^\W*(?:\d{1,2}[.),]\s*|[a-z][.)]\s*)?(?P<nama>(?:[A-Z][\w.\-/]*\s+){0,6}?)(?:(?:nomor|no)\b[\s.:]*)[\w.\-/]{1,30}\s*(?:tahun|thn|th)\b\.?\s*(?:19|20)\d\d",
    re.IGNORECASE,
)
_DECREE_NUMBER = re.compile(
    r"^\W*(?:\d{1,2}[.),]\s+)?(?:(?P<nama>(?:per|kep)[a-z]{2,12})\b[^\d]{0,20}|(?P<singkatan>(?-i:[A-Z]{2,8}))\s+(?:no\b[\s.:]*)?)\d+[a-z]?\s*(?:/|tahun|thn|th)\s*\d{4}",
    re.IGNORECASE,
)


def _unknown_kinds(teks: str) -> list[Unread]:
    """Something with number and year of which nobody knows the kind: "Perdirut Nomor 7 Tahun 2017"."""
    match = _NUMBER_AND_YEAR.match(teks) or _DECREE_NUMBER.match(teks)
    if match is None:
        return []
    group = "nama" if match["nama"] is not None else "singkatan"
    if is_other_document(match[group]):
        return []
    return [Unread(match.start(group), match.end(), SEBAB_JENIS, dimaksud=True)]


def _named(teks: str, mentions: Sequence[Mention], unread: Sequence[Unread]) -> list[Unread]:
    """Laws that are called by their name alone, where no number tells which one: "Pasal 7 KUHAP"."""
    taken = [(mention.start, mention.end) for mention in mentions]
    taken += [(item.start, item.end) for item in unread if item.dimaksud]
    return [
        Unread(match.start(), match.end(), SEBAB_NAMA, dimaksud=not mentions)
        for match in load_tables().bernama.finditer(teks)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]


def _without_its_end(teks: str) -> list[TidakTerbaca]:
    match = OPEN_END.search(teks)
    return [TidakTerbaca(match[0].strip(" .,;:"), SEBAB_PENGUBAH)] if match else []


def _unread(teks: str, mentions: Sequence[Mention], unread: Sequence[Unread]) -> list[TidakTerbaca]:
    found = []
    for item in unread:
        if any(mention.start <= item.start < mention.end for mention in mentions) or not (
            item.dimaksud or _JOINS.fullmatch(teks[_before(mentions, item.start) : item.start])
        ):
            continue
        before = _before(mentions, item.start)
        gap = teks[before : item.start]
        if before and not (BOUNDARY.search(gap) or JO.search(gap) or AMENDED.search(gap) or AND.search(gap)):
            continue
        after = min((mention.start for mention in mentions if mention.start > item.start), default=len(teks))
        found.append(TidakTerbaca(format_title(teks[item.start : after]), item.sebab))
    return found
