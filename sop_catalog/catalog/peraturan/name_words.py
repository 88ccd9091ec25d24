"""How far the name of a regulation goes: from its first word through its issuer to its number or its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sop_catalog.catalog.peraturan.tables import load_tables
from sop_catalog.catalog.peraturan.words import ABOUT_WORDS, NUMBER_WORD, Token

LONGEST_NAME = 24
"""Words of a name with its issuer."""
_LONGEST_ASIDE = 80
_ENDS_NAME = frozenset({"sebagaimana", "jo", "juncto", "pasal", "yang", "tanggal", "bahwa"})
_BEFORE_MINISTRY = frozenset({"permen", "kepmen", "menteri"})
"""Behind these "PP" is Pemberdayaan Perempuan, and "KP" begins no number."""
_MINISTERIAL = frozenset({"permen", "kepmen"})
_NEVER_INSIDE = frozenset(
    {"undang", "uu", "peraturan", "keputusan", "perpres", "permen", "pp", "instruksi", "uud", "perda"}
)
"""A name that begins within another's issuer: the other was none."""
_YEAR_ONLY = re.compile(r"(?:tahun|thn|th)\b\.?\s*:?\s*\d{4}", re.IGNORECASE)
_NUMBER_FOLLOWS = re.compile(r"\s?[.\-–/:]?\s?\d")


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name up to its number."""

    tokens: tuple[Token, ...]
    end: int
    """Where it ends in the text."""
    number_at: int
    """Where its number must begin, behind the word "Nomor"; -1 where that word is missing."""
    about: int
    """Where "tentang" begins, if that comes next; -1."""

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.tokens[0].start

    @property
    def words(self) -> str:
        """All of them, one space apart."""
        return " ".join(token.word for token in self.tokens)


class NameReader:
    """Reads the names in one text.

    Args:
        teks: the text.
        tokens: its words.
    """

    def __init__(self, teks: str, tokens: Sequence[Token]) -> None:
        self.teks = teks
        self.tokens = tokens
        self.tables = load_tables()

    def at(self, place: int) -> Name:
        """The words of a name that begins at a word, with its issuer."""
        kept = [self.tokens[place]]
        index = place + 1
        while index < len(self.tokens) and len(kept) < LONGEST_NAME:
            token, last = self.tokens[index], kept[-1]
            gap = self.teks[last.end : token.start]
            if "(" in gap:
                closing = self.teks.find(")", token.start, token.start + _LONGEST_ASIDE)
                if closing < 0 or any(map(str.isdigit, self.teks[token.start : closing])):
                    break
                # An abbreviation of the name itself: "Peraturan Pemerintah (PP) Nomor …".
                kept[-1] = Token(last.word, last.start, closing + 1)
                index = next(
                    (later for later in range(index, len(self.tokens)) if self.tokens[later].start > closing),
                    len(self.tokens),
                )
                continue
            if ";" in gap or "\n\n" in gap:
                break
            number_word = NUMBER_WORD.match(self.teks, token.start) if token.word[0] in "no" else None
            if number_word:
                return Name(tuple(kept), last.end, number_word.end(), -1)
            if token.word in ABOUT_WORDS:
                return Name(tuple(kept), last.end, -1, token.start)
            if ":" in gap or self._ends_name(kept, token, index):
                break
            kept.append(token)
            index += 1
        return Name(tuple(kept), kept[-1].end, -1, -1)

    def _ends_name(self, kept: list[Token], token: Token, index: int) -> bool:
        word = token.word
        if word[0].isdigit():  # but "SKB 3 Menteri"
            return index + 1 >= len(self.tokens) or self.tokens[index + 1].word != "menteri"
        if word in _ENDS_NAME or ((word[:2] == "th" or word == "tahun") and _YEAR_ONLY.match(self.teks, token.start)):
            return True
        if word in _MINISTERIAL and kept[-1].word == "dan" and kept[0].word[:6] in _MINISTERIAL:
            return False  # "Permen Agama dan Permen Kesehatan Nomor 3": of two with one number
        if kept[-1].word in _BEFORE_MINISTRY and self.tables.ejaan.find(("menteri", word), 0):
            return False
        if word in self.tables.awalan_nomor and _NUMBER_FOLLOWS.match(self.teks, token.end):
            return True
        return word in _NEVER_INSIDE and not self._is_inside_kind(kept, index)

    def _is_inside_kind(self, kept: list[Token], index: int) -> bool:
        """Whether "undang" and such belong to the kind: Peraturan Pemerintah Pengganti Undang-Undang."""
        words = tuple(token.word for token in (*kept, *self.tokens[index : index + 2]))
        found = self.tables.ejaan.find(words, 0, forgiving=True)
        return found is not None and found[1] > len(kept)
