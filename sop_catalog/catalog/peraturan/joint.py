"""Regulations of several issuers: which are one under several numbers, and which are several under one number."""

from __future__ import annotations

import re

from sop_catalog.catalog.peraturan.naming import Nama, read_name
from sop_catalog.catalog.peraturan.numbers import read_numbers
from sop_catalog.catalog.peraturan.phrases import Words
from sop_catalog.catalog.peraturan.tables import Tables, load_tables

_HEADS = frozenset({"menteri", "gubernur", "bupati", "kementerian"})
"""Words with which an issuer begins wherever they stand behind "dan"."""
_CHIEFS = frozenset({"kepala", "ketua", "direktur", "sekretaris", "jaksa", "panglima", "wali"})
"""Likewise, of an office that the table holds."""
_NEXT_ISSUER = re.compile(
    r"\s*(?:,\s*(?:dan|serta)\b|,|/|dan\b|serta\b|&)?\s*(?P<nama>(?!(?:dan|serta|tentang|nomor|no)\b)[A-Za-z][A-Za-z ,&/.]{1,100}?)[\s,]+(?:nomor|no)\b[\s.:]*",
    re.IGNORECASE,
)
_NO_ISSUER = re.compile(r"\b(?:tentang|ttg|sebagaimana|diubah|perihal|jo)\b", re.IGNORECASE)


def is_joint(nama: Nama) -> bool:
    """Whether a name is of two kinds or two issuers, though it is no joint regulation: "Permenaker dan Permenkes 5/2020".

    Such a number may be of the one, of the other, or of both.
    """
    words = nama.penerbit
    if not words or is_joint_kind(nama):
        return False
    tables = load_tables()
    if any(_is_kind(words, place, tables) for place in range(len(words))):
        return True
    if nama.jenis.kata[-1] == "menteri":
        own = tables.penerbit.find(("menteri", *words), 0)
        rest = words[own[1] - 1 :] if own else ()
        rest = rest[1:] if rest[:1] == ("dan",) else rest
        if own and rest and tables.penerbit.find(("menteri", *rest), 0):
            return True
    return any(word == "dan" and _is_issuer(words, place + 1, tables) for place, word in enumerate(words) if place)


def is_joint_kind(nama: Nama) -> bool:
    """Whether regulations of a kind have several issuers: Peraturan Bersama, SKB."""
    return nama.jenis.kode.endswith("-bersama")


def names_one_issuer(nama: Nama) -> bool:
    """Whether a joint regulation names a single issuer, or only how many there are: "SKB 3 Menteri"."""
    if not is_joint_kind(nama):
        return False
    words = nama.penerbit
    found = load_tables().penerbit.find(words, 0)
    return (found is not None and found[1] == len(words)) or (len(words) == _COUNTED and words[0].isdigit())


_COUNTED = 2


def _is_kind(words: Words, place: int, tables: Tables) -> bool:
    found = tables.jenis.find(words, place)
    return found is not None and found[1] > place + 1


def _is_issuer(words: Words, place: int, tables: Tables) -> bool:
    """Whether an issuer begins at a word, who is none of the words before it."""
    if place >= len(words):
        return False
    if words[place] in _HEADS:
        return True
    behind = tables.penerbit.find(words, place) or (
        tables.penerbit.find(words, place + 1) if words[place] in _CHIEFS else None
    )
    before = any(
        (found := tables.penerbit.find(words, start)) is not None and found[1] == place - 1
        for start in range(place - 1)
    )
    return behind is not None and before


def with_further_issuers(teks: str, nama: Nama, end: int) -> tuple[Nama, int]:
    """The name of a joint regulation with the issuers that follow its first number, and where their numbers end.

    "Peraturan Bersama Menteri Agama Nomor 9 Tahun 2006 dan Menteri Dalam Negeri Nomor 8 Tahun 2006" is one regulation.
    """
    tables = load_tables()
    issuers = [nama.penerbit]
    while match := _NEXT_ISSUER.match(teks, end):
        numbers = read_numbers(teks, match.end())
        further = read_name(f"{nama.jenis.nama} {match['nama']}")
        words = further.penerbit if further and further.jenis is nama.jenis else ()
        if not numbers or _NO_ISSUER.search(match["nama"]) or not words or not _begins_with_issuer(words, tables):
            break
        issuers.append(words)
        end = numbers[-1].end
    if len(issuers) == 1:
        return nama, end
    *first, last = issuers
    return Nama.of(nama.jenis, (*nama.jenis.kata, *(word for words in first for word in words), "dan", *last)), end


def _begins_with_issuer(words: Words, tables: Tables) -> bool:
    return words[0] in _HEADS | _CHIEFS or tables.penerbit.find(words, 0) is not None
