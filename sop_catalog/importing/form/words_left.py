"""Word accounting: every word of the source stands in a field or in a doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sop_catalog.importing.form.words import fold
from sop_catalog.importing.naskah import Lapisan, Teks

_MARK = re.compile(r"[(]?(?:[0-9]{1,2}|[a-z])[.)]+|[^\w]+", re.IGNORECASE)
"""The number before an item, which the page prints itself, and signs without a letter."""
_SHOWN = 40
"""Words that a doubt lists before it only counts."""


def words_left(source: Sequence[Teks], understood: Iterable[Teks], texts: Iterable[str]) -> list[str]:
    """The words of a source that stand nowhere, in reading order.

    Args:
        source: all words.
        understood: words that are the form's own (labels, column numbers, stamps) and belong to no field.
        texts: every text of the fields and of the doubts.
    """
    known = set(map(id, understood))
    rest: Counter[str] = Counter()
    squeezed_parts = []
    for text in texts:
        folded = fold(text)
        rest.update(folded.split())
        squeezed_parts.append(folded.replace(" ", ""))
    squeezed = "|".join(squeezed_parts)
    left: list[str] = []
    before = ""
    for word in source:
        if id(word) in known:
            before = ""
            continue
        written = " ".join(part for part in word.isi.split() if not _MARK.fullmatch(part))
        for token in fold(written).split():
            if rest[token] > 0:
                rest[token] -= 1
            elif (before.endswith("-") or word.isi.endswith("-") or len(token) > 11) and token in squeezed:
                continue
            elif word.lapisan is not Lapisan.OCR or len(token) > 1:
                left.append(written if len(fold(written).split()) == 1 else token)
        before = word.isi
    return _without_split_words(left, squeezed)


def _without_split_words(left: list[str], squeezed: str) -> list[str]:
    """Leave out neighbours that stand as one word in the fields ("men gisi"), for they are there."""
    kept: list[str] = []
    index = 0
    while index < len(left):
        pair = fold("".join(left[index : index + 2])).replace(" ", "")
        if index + 1 < len(left) and len(pair) > 6 and pair in squeezed:
            index += 2
            continue
        kept.append(left[index])
        index += 1
    return kept


def format_left(words: Sequence[str]) -> str:
    """One line: the words themselves, at most forty, then a count; bare numbers come last."""
    words = sorted(words, key=lambda word: not any(character.isalpha() for character in word))
    shown = " ".join(words[:_SHOWN])
    more = f" … dan {len(words) - _SHOWN} kata lagi" if len(words) > _SHOWN else ""
    return f"kata naskah yang tidak masuk isian mana pun: {shown}{more}"
