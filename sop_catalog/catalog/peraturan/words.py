"""The words of a sentence, and where the name of a regulation may begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sop_catalog.catalog.peraturan.phrases import nearest_word
from sop_catalog.catalog.peraturan.spelling import split_glued
from sop_catalog.catalog.peraturan.tables import load_tables

ABOUT_WORDS = frozenset(
    {"tentang", "tentng", "tetang", "tetntang", "tentag", "tntang", "tentnag", "tenang", "ttg", "perihal", "mengenai"}
)
NUMBER_WORD = re.compile(
    r"(?:n[o0]mor|nomer|n[o0]\s?m\s?or|nom\s?or|nomo|nomr|nomir|nmor|nmoor|noomor|nomoor|normor|nomort|omor|nmr|nr|n[o0])(?![a-z])[\s.:;\-–°]*"
    r"(?:(?:nomor|no)(?![a-z])[\s.:;]*)?(?:\(\s*)?",
    re.IGNORECASE,
)
"""The word before a number, with its slips and the marks behind it."""

# "UndangUndang" is two words, "PermenPAN" too, "POJK" and "BP2MI" one; letters and digits are apart: "Tahun2012".
_WORD = re.compile(r"[A-Za-z]{2,4}\d[A-Za-z]{2,4}\b|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+|\d+|&")
_SPACED = re.compile(r"\b[A-Z](?:\.\s?|\s)[A-Z]\b")
_SHORTEST_NAME = 6
_PHRASE = 7
"""Words that are looked at to tell whether a name begins."""
_IN_NUMBER = re.compile(r"[./\-]\S")


class Token(NamedTuple):
    """A word of a sentence."""

    word: str
    """In lower case; "&" as "dan"."""
    start: int
    end: int


def cut_words(teks: str, end: int) -> list[Token]:
    """The words of a text in order. Letters with points between them are one word: "U.U.", "P M K".

    Args:
        teks: any text.
        end: where to stop.
    """
    tokens = [
        Token("dan" if (raw := match[0]) == "&" else raw.lower(), match.start(), match.end())
        for match in _WORD.finditer(teks, 0, end)
    ]
    return _join_letters(teks, tokens) if _SPACED.search(teks, 0, end) else tokens


def _join_letters(teks: str, tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    place = 0
    while place < len(tokens):
        last = place
        while (
            last + 1 < len(tokens)
            and _is_letter(teks, tokens[last + 1])
            and tokens[last + 1].start - tokens[last].end <= 1
        ):
            last += 1
        word = "".join(token.word for token in tokens[place : last + 1])
        if last > place and _is_letter(teks, tokens[place]) and word in load_tables().awal:
            joined.append(Token(word, tokens[place].start, tokens[last].end))
            place = last + 1
        else:
            joined.append(tokens[place])
            place += 1
    return joined


def _is_letter(teks: str, token: Token) -> bool:
    return token.end - token.start == 1 and teks[token.start].isupper()


def begins_name(teks: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether the name of a regulation may begin at a word."""
    token = tokens[place]
    word = token.word
    if not is_like_a_beginning(word):
        return False
    tables = load_tables()
    if word not in tables.awal and word in tables.awalan_kata:
        following = tokens[place + 1].word if place + 1 < len(tokens) else ""
        if word + following not in tables.awal:
            return False
    if token.start and teks[token.start - 1] in "/.-" and _IN_NUMBER.match(teks, token.end):
        return False  # within a number: 113/PMK.05/2012
    words = tuple(other.word for other in tokens[place : place + _PHRASE])
    if tables.bukan_peraturan.find(words, 0):
        return False
    if word in tables.makna_ganda or tables.ejaan.find(words, 0, forgiving=True):
        return True
    parts = split_glued(word, tables.kosakata)
    return len(parts) > 1 and tables.ejaan.find((*parts, *words[1:]), 0, forgiving=True) is not None


def begins_name_at(teks: str, tokens: Sequence[Token], end: int) -> bool:
    """Whether the first word behind a place begins the name of a regulation."""
    place = next((index for index, token in enumerate(tokens) if token.start >= end), len(tokens))
    return place < len(tokens) and begins_name(teks, tokens, place)


def holds_beginning(teks: str) -> bool:
    """Whether any word of a text may be the first of a name."""
    return any(is_like_a_beginning(word.lower()) for word in _WORD.findall(teks))


@lru_cache(maxsize=16384)
def is_like_a_beginning(word: str) -> bool:
    """Whether a word may be the first of a name, or be meant as it: a letter is wrong, two are glued, one is cut."""
    tables = load_tables()
    if word in tables.awal or word in tables.awalan_kata:
        return True
    if len(word) < _SHORTEST_NAME:
        return False
    return bool(nearest_word(word, tables.awal_urut)) or split_glued(word, tables.kosakata)[0] in tables.awal


ABOUT = re.compile(
    r"\s*[,.:]?\s*(?<![a-z])(?:tent\w{0,3}g|tetang|tetntang|tntang|ttg|perihal|mengenai)\b\.?\s*:?\s*", re.IGNORECASE
)
"""Begins a title."""
CHANGED = r"(?:di\s?ubah|dirubah|disempurnakan|diperbaiki|diperbarui|diperbaharui|ditambah|dilengkapi)"
"""What one regulation does to another that goes on."""
BY = r"(?:dengan|oleh|melalui|berdasarkan|dalam|menjadi|pada)"
"""Behind such a word stands the one that does it."""
