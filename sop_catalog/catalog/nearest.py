"""The name that a text probably means, among thousands, without comparing it with each of them."""

from __future__ import annotations

import difflib
import heapq
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

_CANDIDATES = 8


class NearestNames:
    """Names by their groups of three letters.

    Args:
        names: (folded name, what it stands for) pairs.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._names = list(names)
        self._ranked: dict[str, list[tuple[str, float]]] = {}

    @cached_property
    def _with(self) -> dict[str, list[int]]:
        """The places in `_names` of the names with a piece; made when the first unknown name is met, often never."""
        found: dict[str, list[int]] = {}
        for index, (name, _) in enumerate(self._names):
            for piece in _pieces(name):
                found.setdefault(piece, []).append(index)
        return found

    def find(self, folded: str, excluding: str = "") -> tuple[str, float]:
        """What the nearest name stands for, and how near it is (0 to 1); ("", 0.0) for none.

        Args:
            folded: the text, folded like the names.
            excluding: what must not be found.
        """
        if folded not in self._ranked:
            self._ranked[folded] = self._rank(folded)
        return next((found for found in self._ranked[folded] if found[0] != excluding), ("", 0.0))

    def _rank(self, folded: str) -> list[tuple[str, float]]:
        """The nearest names' meanings, nearest first; the same for every file that holds the text."""
        shared: Counter[int] = Counter()
        for piece in _pieces(folded[:200]):
            shared.update(self._with.get(piece, ()))

        def likeness(item: tuple[int, int]) -> tuple[float, int]:
            index, count = item
            return (-count / (len(self._names[index][0]) + len(folded)), index)

        ranked: dict[str, float] = {}
        for index, _ in heapq.nsmallest(_CANDIDATES, shared.items(), key=likeness):
            name, meaning = self._names[index]
            ratio = difflib.SequenceMatcher(None, folded[:200], name[:200], autojunk=False).ratio()
            ranked[meaning] = max(ratio, ranked.get(meaning, 0.0))
        return sorted(ranked.items(), key=lambda item: -item[1])


def _pieces(name: str) -> set[str]:
    padded = f" {name} "
    return {padded[index : index + 3] for index in range(len(padded) - 2)}
