"""Which item of an earlier list is which item of a later one: kept in order, moved, new, or gone."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

_ALIKE = 0.5
"""Likeness from which on two items in the same place are one item that was changed."""
_MOVED = 0.75
"""Likeness from which on two items in different places are one item that was moved."""
_MAX_CELLS = 40_000
"""Of one alignment table: 200 changed items against 200. Beyond it nothing but equal items is recognised."""

Likeness = Callable[[int, int], float]
"""How alike item i of the earlier and item j of the later list are: 0 to 1, and 1 only for equal ones."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Indices count from 0."""

    kept: tuple[tuple[int, int], ...]
    """(earlier, later) of items that are still in the same order among each other, ascending."""
    moved: tuple[tuple[int, int], ...]
    """Of items that have changed places with others, by their later index."""
    removed: tuple[int, ...]
    inserted: tuple[int, ...]

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """All items that are in both lists, by their later index."""
        return tuple(sorted((*self.kept, *self.moved), key=lambda pair: pair[1]))


def align(before: Sequence[Hashable], after: Sequence[Hashable], likeness: Likeness) -> Alignment:
    """Match two lists. Deterministic; a list aligned with itself is kept as a whole.

    Args:
        before: the items of the earlier list by a key under which equal items are equal.
        after: the same for the later list.
        likeness: for items that are not equal.
    """
    anchors = _unique_pairs(before, after)
    in_order = _longest_ascending(anchors)
    moved = [pair for pair in anchors if pair not in set(in_order)]
    taken_before = {pair[0] for pair in moved}
    taken_after = {pair[1] for pair in moved}
    kept: list[tuple[int, int]] = []
    start, new_start = 0, 0
    for end, new_end in [*in_order, (len(before), len(after))]:
        rows = [index for index in range(start, end) if index not in taken_before]
        columns = [index for index in range(new_start, new_end) if index not in taken_after]
        kept += _best_in_order(rows, columns, likeness)
        if end < len(before):
            kept.append((end, new_end))
        start, new_start = end + 1, new_end + 1
    rows = _others(len(before), (*kept, *moved), 0)
    columns = _others(len(after), (*kept, *moved), 1)
    moved += _best_anywhere(rows, columns, likeness)
    pairs = (*kept, *moved)
    return Alignment(
        tuple(kept),
        tuple(sorted(moved, key=lambda pair: pair[1])),
        tuple(_others(len(before), pairs, 0)),
        tuple(_others(len(after), pairs, 1)),
    )


def _others(length: int, pairs: Sequence[tuple[int, int]], side: int) -> list[int]:
    taken = {pair[side] for pair in pairs}
    return [index for index in range(length) if index not in taken]


def _unique_pairs(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Items that are equal to exactly one item of the other list."""
    often_before, often_after = Counter(before), Counter(after)
    places = {key: index for index, key in enumerate(after)}
    return [
        (index, places[key]) for index, key in enumerate(before) if often_before[key] == 1 and often_after.get(key) == 1
    ]


def _longest_ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs whose second members ascend; the first members ascend already."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        previous.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [index]
    found: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(pairs[index])
        index = previous[index]
    return found[::-1]


def _best_in_order(rows: Sequence[int], columns: Sequence[int], likeness: Likeness) -> list[tuple[int, int]]:
    """The ascending pairs with the greatest sum of likeness squared, above the threshold: close pairs beat many pairs."""
    if not rows or not columns or len(rows) * len(columns) > _MAX_CELLS:
        return []
    gains = [[_gain(likeness(row, column)) for column in columns] for row in rows]
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for i in range(len(rows) - 1, -1, -1):
        for j in range(len(columns) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gains[i][j])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(rows) and j < len(columns):
        if gains[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + gains[i][j]:
            pairs.append((rows[i], columns[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _gain(likeness: float) -> float:
    return likeness**2 - _ALIKE**2 if likeness >= _ALIKE else 0.0


def _best_anywhere(rows: Sequence[int], columns: Sequence[int], likeness: Likeness) -> list[tuple[int, int]]:
    """Pairs of what is left, the most alike first."""
    if len(rows) * len(columns) > _MAX_CELLS:
        return []
    candidates = [(likeness(row, column), row, column) for row in rows for column in columns]
    pairs: list[tuple[int, int]] = []
    free_rows, free_columns = set(rows), set(columns)
    for value, row, column in sorted(candidates, key=lambda item: (-item[0], item[1], item[2])):
        if value >= _MOVED and row in free_rows and column in free_columns:
            pairs.append((row, column))
            free_rows.remove(row)
            free_columns.remove(column)
    return pairs
