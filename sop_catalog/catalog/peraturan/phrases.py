"""Phrases found in a row of words, the longest first, through the slips of the pen that are certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")
Words = tuple[str, ...]

_SHORTEST_SLIP = 5
"""Letters of a word in which one wrong letter is forgiven."""


class Phrases(Generic[T]):
    """A table of phrases as a tree of words.

    Where a word is a phrase by itself it is an abbreviation, and abbreviations are close to one another: a letter may
    be missing, too many or swapped in them, but no other letter stand there ("Permensis" is no Permensos).
    """

    def __init__(self, entries: Iterable[tuple[Words, T]]) -> None:
        self._root: _Node[T] = _Node()
        for words, value in entries:
            if len(words) == 1:
                self._root.firm.add(words[0])
            node = self._root
            for word in words:
                node = node.children.setdefault(word, _Node())
            if node.value is None:
                node.value = value

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which its phrases begin."""
        return frozenset(self._root.children)

    def find(
        self, words: Sequence[str], start: int, *, forgiving: bool = False, first: bool = True
    ) -> tuple[T, int] | None:
        """The longest phrase that begins at a word.

        Args:
            words: in lower case.
            start: where the phrase begins.
            forgiving: whether words may be split ("Ke putusan") or have one wrong letter where the table has just one
                word that is so near.
            first: whether a wrong letter is forgiven in the first word of the phrase, too.

        Returns:
            What the phrase stands for and where it ends; None where there is none.
        """
        found: tuple[T, int] | None = None
        node, place = self._root, start
        while place < len(words):
            step = node.step(words, place, forgiving=forgiving, slips=first or place > start)
            if step is None:
                break
            node, place = step
            if node.value is not None:
                found = node.value, place
        if found is None and forgiving and start + 1 < len(words):
            # "Per LAN" begins like "Per Ka" and is one word.
            whole = self.find((words[start] + words[start + 1], *words[start + 2 :]), 0)
            return (whole[0], start + whole[1] + 1) if whole else None
        return found


class _Node(Generic[T]):
    __slots__ = ("children", "firm", "value")

    def __init__(self) -> None:
        self.firm: set[str] = set()
        self.children: dict[str, _Node[T]] = {}
        self.value: T | None = None

    def step(self, words: Sequence[str], place: int, *, forgiving: bool, slips: bool) -> tuple[_Node[T], int] | None:
        """The node behind the next word, and the place behind it."""
        word = words[place]
        child = self.children.get(word)
        if child is not None:
            return child, place + 1
        if not forgiving:
            return None
        if place + 1 < len(words) and (child := self.children.get(word + words[place + 1])):
            return child, place + 2
        near = nearest_word(word, tuple(self.children), frozenset(self.firm)) if slips else ""
        return (self.children[near], place + 1) if near else None


@lru_cache(maxsize=4096)
def nearest_word(word: str, known: tuple[str, ...], firm: frozenset[str] = frozenset()) -> str:
    """The one word of a table that differs by one letter (more, less, another, or two swapped); "" for none or several.

    Args:
        word: in lower case.
        known: the table.
        firm: words of it in which no other letter may stand.
    """
    if len(word) < _SHORTEST_SLIP:
        return ""
    near = [other for other in known if len(other) >= _SHORTEST_SLIP and is_one_slip_away(word, other)]
    if len(near) != 1 or (near[0] in firm and len(near[0]) == len(word) and sorted(near[0]) != sorted(word)):
        return ""
    return near[0]


def is_one_slip_away(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two swapped neighbours make one word of the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    start = next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
