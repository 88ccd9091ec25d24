"""The name that a text is with slips of the fingers in it, among thousands, without comparing it with each of them."""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from sop_catalog.catalog.shared import SharedPieces
from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.model.sop_word import strip_sop
from sop_catalog.source.misspelling import is_mistyped_name, words_of

_CANDIDATES = 8
_MAX_SLIPS = 2
"""Words of a name that may be mistyped, as `is_mistyped_name` has it."""
_LONG = 200
"""Letters beyond these are not looked at."""


class NearestNames:
    """Names that somebody may have meant.

    Args:
        names: (name, what it stands for) pairs; several names may stand for one thing. Of equally near ones the first
            counts.
        words: words, in lower case, that stand for themselves: none of them is a mistyped one.
    """

    def __init__(self, names: Iterable[tuple[str, str]], words: Collection[str]) -> None:
        self._names = list(names)
        self._words = words
        self._considered: dict[str, tuple[list[tuple[str, str]], set[str]]] = {}

    @cached_property
    def _spelled(self) -> dict[str, list[str]]:
        """What is meant → its names."""
        spelled: dict[str, list[str]] = {}
        for name, meaning in self._names:
            spelled.setdefault(meaning, []).append(strip_sop(name))
        return spelled

    @cached_property
    def _every_word(self) -> frozenset[str]:
        return frozenset(word for names in self._spelled.values() for name in names for word in words_of(name))

    @cached_property
    def _folded(self) -> list[tuple[int, int, str, str]]:
        """(length, index, folded name, meaning), the shortest first."""
        folded = [(fold_name(name), meaning) for name, meaning in self._names]
        return sorted((len(name), index, name, meaning) for index, (name, meaning) in enumerate(folded))

    @cached_property
    def _shared(self) -> SharedPieces:
        """Made when the first unknown name is met that may be a mistyped one: often never."""
        return SharedPieces([_pieces(name) for _, _, name, _ in self._folded])

    def find(self, teks: str, excluding: str = "") -> str:
        """What the nearest name stands for, if the text is that name with slips of the fingers in it; else "".

        Args:
            teks: as written.
            excluding: what must not be found.
        """
        if teks not in self._considered:
            self._considered[teks] = self._consider(strip_sop(teks), fold_name(teks))
        candidates, mistyped = self._considered[teks]
        if not mistyped - {excluding}:
            return ""
        nearest = _most_alike(fold_name(teks), [item for item in candidates if item[1] != excluding])
        return nearest if nearest in mistyped else ""

    def _consider(self, bare: str, folded: str) -> tuple[list[tuple[str, str]], set[str]]:
        """(folded name, meaning) of the names that come nearest to a text, and which of the meanings may be meant."""
        written = words_of(bare)
        if all(word in self._words for word in written):  # all stand for themselves: none is mistyped
            return [], set()
        if sum(word not in self._every_word for word in written) > _MAX_SLIPS:
            return [], set()
        candidates = list(self._candidates(folded))
        return candidates, {meaning for _, meaning in candidates if self._is_mistyped(bare, meaning)}

    def _is_mistyped(self, teks: str, meaning: str) -> bool:
        return any(is_mistyped_name(teks, name, self._words) for name in self._spelled[meaning])

    def _candidates(self, folded: str) -> Iterator[tuple[str, str]]:
        """(folded name, meaning) of the names that share most pieces with a text for their length, the nearest first."""
        best: list[tuple[float, int, int]] = []  # (likeness below zero, index, place), the worst of them last
        for count, places in self._shared.by_count(_pieces(folded[:_LONG])):
            # No name is shorter than the number of its pieces.
            if len(best) == _CANDIDATES and -count / (count + len(folded)) > best[-1][0]:
                break
            for place in places:
                length, index, _, _ = self._folded[place]
                likeness = -count / (length + len(folded))
                if len(best) == _CANDIDATES and (likeness, index) > best[-1][:2]:
                    break  # the shortest come first
                best = heapq.nsmallest(_CANDIDATES, [*best, (likeness, index, place)])
        for _, _, place in best:
            yield self._folded[place][2:]


def _most_alike(folded: str, candidates: Iterable[tuple[str, str]]) -> str:
    """The meaning of the name that is most like a text; of equally like ones that of the first."""
    ratios: dict[str, float] = {}
    best = 0.0
    for name, meaning in candidates:
        matcher = difflib.SequenceMatcher(None, folded[:_LONG], name[:_LONG], autojunk=False)
        known = ratios.setdefault(meaning, 0.0)
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best:
            ratios[meaning] = max(known, matcher.ratio())
            best = max(best, ratios[meaning])
    return max(ratios, key=lambda meaning: ratios[meaning], default="")


def _pieces(name: str) -> set[str]:
    """Groups of three letters, the edges of the name counting as one."""
    padded = f" {name} "
    return {padded[index : index + 3] for index in range(len(padded) - 2)}
