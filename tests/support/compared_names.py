"""`catalog.nearest` the slow and plain way: every name is compared with the text. What the quick way must agree with."""

from __future__ import annotations

import difflib
import heapq
from collections import Counter
from collections.abc import Collection, Sequence

from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.model.sop_word import strip_sop
from sop_catalog.source.misspelling import is_mistyped_name


class ComparedNames:
    """The same questions and answers as `NearestNames`."""

    def __init__(self, names: Sequence[tuple[str, str]], words: Collection[str]) -> None:
        self._names = [(fold_name(name), meaning) for name, meaning in names]
        self._pieces = [_pieces(name) for name, _ in self._names]
        self._spelled = [(strip_sop(name), meaning) for name, meaning in names]
        self._words = words

    def find(self, teks: str, excluding: str = "") -> str:
        ranked = self._rank(fold_name(teks))
        near = next((meaning for meaning, _ in ranked if meaning != excluding), "")
        spelled = [name for name, meaning in self._spelled if meaning == near]
        return near if any(is_mistyped_name(strip_sop(teks), name, self._words) for name in spelled) else ""

    def _rank(self, folded: str) -> list[tuple[str, float]]:
        wanted = _pieces(folded[:200])
        shared = Counter({index: len(wanted & pieces) for index, pieces in enumerate(self._pieces)})

        def likeness(index: int) -> tuple[float, int]:
            return (-shared[index] / (len(self._names[index][0]) + len(folded)), index)

        ranked: dict[str, float] = {}
        for index in heapq.nsmallest(8, (index for index, count in shared.items() if count), key=likeness):
            name, meaning = self._names[index]
            ratio = difflib.SequenceMatcher(None, folded[:200], name[:200], autojunk=False).ratio()
            ranked[meaning] = max(ratio, ranked.get(meaning, 0.0))
        return sorted(ranked.items(), key=lambda item: -item[1])


def _pieces(name: str) -> set[str]:
    padded = f" {name} "
    return {padded[index : index + 3] for index in range(len(padded) - 2)}
