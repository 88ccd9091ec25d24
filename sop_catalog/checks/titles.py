"""Finds the performers that a sentence names, by column title, by name or by alias."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.model.sop import Sop

_WORD = re.compile(r"[^\W_]+")


def words_of(teks: str) -> tuple[str, ...]:
    """The words of a text for comparison: lower case, without punctuation."""
    return tuple(_WORD.findall(teks.casefold()))


@dataclass(frozen=True)
class RegisterTitles:
    """Every title of the role register, in words. Made once for a catalogue."""

    catalog: Catalog

    @cached_property
    def by_role(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """Role code → its name and aliases."""
        return {
            kode: tuple(filter(None, (words_of(title) for title in (jabatan.nama, *jabatan.alias))))
            for kode, jabatan in self.catalog.registers.jabatan.items()
        }

    @cached_property
    def strangers(self) -> frozenset[tuple[str, ...]]:
        """All titles, for roles that have no column: they name nobody in the SOP, but they are titles."""
        return frozenset(words for titles in self.by_role.values() for words in titles)

    @cached_property
    def longest(self) -> int:
        """Words of the longest of them."""
        return max(map(len, self.strangers), default=0)

    def of(self, sop: Sop) -> Titles:
        """The titles that mean something in one SOP."""
        titles: dict[tuple[str, ...], set[str]] = {}
        for pelaksana in sop.pelaksana:
            titles.setdefault(words_of(pelaksana.judul), set()).add(pelaksana.kode)
        own = set(titles)
        for pelaksana in sop.pelaksana:
            jabatan = self.catalog.find_jabatan(pelaksana.judul)
            for words in self.by_role.get(jabatan.kode, ()) if jabatan else ():
                if words not in own:  # a column's own title says more than the alias of another one
                    titles.setdefault(words, set()).add(pelaksana.kode)
        titles.pop((), None)
        named = {words: frozenset(codes) for words, codes in titles.items()}
        return Titles(named, self.strangers, max(self.longest, *map(len, named), 0))


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles that mean something in one SOP, in words."""

    codes: Mapping[tuple[str, ...], frozenset[str]]
    """Title → the codes of the columns that it means."""
    strangers: frozenset[tuple[str, ...]]
    """Titles of roles, with and without a column here."""
    longest: int
    """Words of the longest title."""

    def match(self, words: Sequence[str]) -> tuple[int, frozenset[str]]:
        """How many of the first words are a title (the longest wins; 0: none), and whose column it is."""
        for length in range(min(self.longest, len(words)), 0, -1):
            title = tuple(words[:length])
            codes = self.codes.get(title)
            if codes is not None:
                return length, codes
            if title in self.strangers:
                return length, frozenset()
        return 0, frozenset()
