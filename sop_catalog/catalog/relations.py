"""The drawing of who refers to whom: two columns and the lines between them, without any graph layout.

Left stand the SOPs that refer, right those that are referred to; an SOP that does both stands on both sides. So every
line runs one way, and all that is left to decide is the order within a column: each goes to the mean place of what it
is joined with, a few times in turn (the barycentre heuristic), which unties most crossings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class TwoColumns:
    """The order of both columns, top down, and the lines as places in them."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    lines: tuple[tuple[int, int], ...]
    """(place on the left, place on the right), from 0, ascending."""


def arrange_columns(pairs: Iterable[tuple[str, str]]) -> TwoColumns:
    """Order both columns so that few lines cross.

    Args:
        pairs: (who refers, who is referred to); the order in which names come first decides where nothing else does.
    """
    unique = list(dict.fromkeys(pairs))
    left = list(dict.fromkeys(source for source, _ in unique))
    right = list(dict.fromkeys(target for _, target in unique))
    targets: dict[str, list[str]] = {}
    sources: dict[str, list[str]] = {}
    for source, target in unique:
        targets.setdefault(source, []).append(target)
        sources.setdefault(target, []).append(source)
    for _ in range(_ROUNDS):
        right = _by_barycentre(right, sources, left)
        left = _by_barycentre(left, targets, right)
    places_left = {name: place for place, name in enumerate(left)}
    places_right = {name: place for place, name in enumerate(right)}
    lines = sorted((places_left[source], places_right[target]) for source, target in unique)
    return TwoColumns(tuple(left), tuple(right), tuple(lines))


def _by_barycentre(column: list[str], joined: Mapping[str, list[str]], other: list[str]) -> list[str]:
    """Sorted by the mean place of what each is joined with. Shares of the column's height, so that ends meet ends."""
    places = {name: place / len(other) for place, name in enumerate(other)}
    means = {name: sum(places[item] for item in joined[name]) / len(joined[name]) for name in column}
    return sorted(column, key=lambda name: means[name])  # stable: ties keep their order
