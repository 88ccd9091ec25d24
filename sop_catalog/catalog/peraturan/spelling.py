"""Words of a name as they are meant: in lower case, abbreviations written out, glued ones apart."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from sop_catalog.catalog.peraturan.phrases import Phrases, Words

_WORD = re.compile(r"[^\W\d_]+|\d+")
SHORTEST_PART = 4
"""Letters of the shortest word that is looked for in a row of glued ones."""


def fold_words(teks: str) -> Words:
    """The words of a text in lower case, "&" as "dan"; everything else separates."""
    return tuple(_WORD.findall(teks.lower().replace("&", " dan ")))


def expand(words: Sequence[str], ejaan: Phrases[Words], *, forgiving: bool = False) -> Words:
    """Words with every abbreviation and other spelling written out: ("perka", "bps") → ("peraturan", "kepala", "badan", …).

    Args:
        words: in lower case.
        ejaan: the table of spellings.
        forgiving: whether slips of the pen are read; the first word of a phrase may be one only where `words` begins.
    """
    before = tuple(words)
    for attempt in range(_DEEPEST):
        after: list[str] = []
        place = 0
        while place < len(before):
            tolerant = forgiving and not attempt
            found = ejaan.find(before, place)
            if tolerant and (found is None or found[1] < len(before)):
                loose = ejaan.find(before, place, forgiving=True, first=place == 0)
                found = loose if loose and (found is None or loose[1] > found[1]) else found
            written, place = found or ((before[place],), place + 1)
            if (
                written[-1] in MINISTERIAL_HEADS and len(written) > 1
            ):  # the ministry's name is read together with "menteri"
                before, written, place = (*before[: place - 1], written[-1], *before[place:]), written[:-1], place - 1
            # "Perban BKN" and "Peraturan Badan BKN": the word stands in the name already.
            after += (
                written[1:] if after and written and after[-1] == written[0] and written[0] in _DOUBLED else written
            )
        if tuple(after) == before:
            break
        before = tuple(after)
    return before


MINISTERIAL_HEADS = ("menteri", "kementerian")
_DEEPEST = 4
"""Abbreviations within abbreviations: Perka → Peraturan Kepala, BPS → Badan …; then both are one name."""
_DOUBLED = frozenset({"badan", "kepala", "komisi", "lembaga", "menteri", "peraturan", "keputusan", "kota", "desa"})


def split_glued(word: str, kosakata: Container[str]) -> Words:
    """The words that were written as one: "peraturanmenterikesehatan"; the word alone where it is no such row."""
    if len(word) < 2 * SHORTEST_PART or word in kosakata:
        return (word,)
    ways: list[Words | None] = [(), *(None for _ in word)]
    for end in range(SHORTEST_PART, len(word) + 1):
        for start in range(max(0, end - _LONGEST_PART), end - SHORTEST_PART + 1):
            before, known = ways[start], ways[end]
            if before is not None and word[start:end] in kosakata and (known is None or len(before) < len(known) - 1):
                ways[end] = (*before, word[start:end])
    return ways[-1] or (word,)


_LONGEST_PART = 16
