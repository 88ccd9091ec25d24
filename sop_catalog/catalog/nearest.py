"""The name that a text probably means, among thousands, without comparing it with each of them."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable

_CANDIDATES = 8


class NearestNames:
    """Names by their groups of three letters.

    Args:
        names: (folded name, what it stands for) pairs.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._names = list(names)
        self._with: dict[str, list[int]] = {}
        self._found: dict[tuple[str, str], tuple[str, float]] = {}
        for index, (name, _) in enumerate(self._names):
            for piece in _pieces(name):
                self._with.setdefault(piece, []).append(index)

    def find(self, folded: str, excluding: str = "") -> tuple[str, float]:
        """What the nearest name stands for, and how near it is (0 to 1); ("", 0.0) for none.

        Args:
            folded: the text, folded like the names.
            excluding: what must not be found.
        """
        key = (folded, excluding)
        if key not in self._found:
            self._found[key] = self._find(folded, excluding)
        return self._found[key]

    def _find(self, folded: str, excluding: str) -> tuple[str, float]:
        shared: Counter[int] = Counter()
        for piece in _pieces(folded[:200]):
            shared.update(self._with.get(piece, ()))
        best = ("", 0.0)
        candidates = sorted(shared.items(), key=lambda item: (-item[1] / (len(self._names[item[0]][0]) + len(folded)), item[0]))
        for index, _ in candidates[:_CANDIDATES]:
            name, meaning = self._names[index]
            if meaning != excluding:
                ratio = difflib.SequenceMatcher(None, folded[:200], name[:200], autojunk=False).ratio()
                best = max(best, (meaning, ratio), key=lambda pair: pair[1])
        return best


def _pieces(name: str) -> set[str]:
    padded = f" {name} "
    return {padded[index : index + 3] for index in range(len(padded) - 2)}
