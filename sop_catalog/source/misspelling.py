"""When one word is another one mistyped: at most two letters, and never when both are words of their own.

Likeness is no evidence. `perlengkapan` is like `peringatan`, and "Laporan Bulanan" like "Laporan Tahunan"; whoever
obeys a guess of that kind has a clean file with a text in the wrong place. So a mistyped word is one that

- differs by a slip of the fingers: one letter too many, too few, another one, or two that have changed places;
  two slips only in a word of eight letters or more (catatan and jabatan are two apart), none in one of two letters;
- is no word that somebody may have meant as it stands (the caller says which words are known), nor, in a name, the
  same stem with another Indonesian affix: pengelola and pengelolaan, periksa and diperiksa are words of their own;
- is so near to one known word only.

Digits are never mistyped words: 7 and 8 are two numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_WORD = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"[ivxlcdm]+")
_HAS_DIGIT = re.compile(r"\d")
_SUFFIXES = ("an", "i")
_PREFIXES = ("di", "ke", "se", "me", "pe")


def letters_apart(one: str, other: str, limit: int = 2) -> int:
    """By how many slips two words differ (optimal string alignment); `limit + 1` for any number above the limit."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        older, before, row = before, row, [place]
        for column, facing in enumerate(other, 1):
            cost = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != facing))
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == facing:
                cost = min(cost, older[column - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def slips_allowed(word: str) -> int:
    """How many slips a word of this length may hold and still be recognised."""
    return 0 if len(word) < 3 else 1 if len(word) < 8 else 2


def is_mistyped(written: str, meant: str) -> bool:
    """Whether a word, in lower case, is another one mistyped; of two equal words neither is."""
    if written == meant or _HAS_DIGIT.search(written + meant) or _is_roman(written) or _is_roman(meant):
        return False
    return letters_apart(written, meant) <= min(slips_allowed(written), slips_allowed(meant))


def _differ_by_affix(stem: str, word: str) -> bool:
    return any(word == stem + suffix for suffix in _SUFFIXES) or any(word == prefix + stem for prefix in _PREFIXES)


def _is_roman(word: str) -> bool:
    return len(word) < 6 and bool(_ROMAN.fullmatch(word))


def find_mistyped(written: str, known: Iterable[str], also_words: Collection[str] = ()) -> str:
    """The one known word that a text is a mistyped form of; "" for none, and where two are equally near.

    Args:
        written: in lower case.
        known: what it may mean, in lower case; of compound words ("jika_tidak") the whole counts.
        also_words: other words that stand for themselves: none of them is a mistyped one.
    """
    known = list(dict.fromkeys(known))
    if written in known or written in also_words:
        return ""
    near = [(letters_apart(written, word), word) for word in known if is_mistyped(written, word)]
    if not near:
        return ""
    least = min(near)[0]
    best = [word for apart, word in near if apart == least]
    return best[0] if len(best) == 1 else ""


def find_mistyped_code(written: str, known: Iterable[str]) -> str:
    """The one known code ("biro-umum", "kasubag") that a text is a mistyped form of; "" for none.

    Each of its words may be mistyped, two letters in all; a word that stands in another code is none.
    """
    known = list(dict.fromkeys(known))
    words = {word for code in known for word in words_of(code)}
    near = [code for code in known if is_mistyped_name(written, code, words)]
    return near[0] if len(near) == 1 and written not in known else ""


def is_mistyped_name(written: str, meant: str, words: Collection[str] = ()) -> bool:
    """Whether a name of several words is another one with mistyped words in it: at most two letters in all.

    Args:
        written: in any case.
        meant: in any case.
        words: words, in lower case, that stand for themselves: a written one among them is no mistyped one.
    """
    one, other = words_of(written), words_of(meant)
    joined_one, joined_other = "".join(one), "".join(other)
    if joined_one == joined_other:
        return False
    if len(one) != len(other):  # a blank too many or too few, and nothing else
        return False
    slips = 0
    for mine, theirs in zip(one, other, strict=True):
        if mine == theirs:
            continue
        if mine in words or not is_mistyped(mine, theirs) or _differ_by_affix(*sorted((mine, theirs), key=len)):
            return False
        slips += letters_apart(mine, theirs)
    return slips <= 2


def words_of(text: str) -> list[str]:
    """The words of a name, in lower case."""
    return _WORD.findall(text.casefold())


__all__ = [
    "find_mistyped",
    "find_mistyped_code",
    "is_mistyped",
    "is_mistyped_name",
    "letters_apart",
    "slips_allowed",
    "words_of",
]
