"""The order of parallel lines: what the quick search finds is what a count of the whole would choose."""

from __future__ import annotations

from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from sop_catalog.flow.tracks import PERMUTE_UP_TO, _best_order


def _total(cost: list[list[int]], order: list[int]) -> int:
    return sum(cost[a][b] for a, b in combinations(order, 2))


@st.composite
def _costs(draw: st.DrawFn) -> list[list[int]]:
    count = draw(st.integers(1, 12))
    return [[draw(st.sampled_from([0, 0, 1, 10, 11, 20, 1000])) for _ in range(count)] for _ in range(count)]


@settings(deadline=None)
@given(_costs())
def test_order_is_what_the_whole_cost_chooses(cost: list[list[int]]) -> None:
    count = len(cost)
    if count <= PERMUTE_UP_TO:
        expected = list(min(permutations(range(count)), key=lambda order: _total(cost, list(order))))
    else:
        expected = []
        for index in range(count):
            choices = [[*expected[:at], index, *expected[at:]] for at in range(len(expected) + 1)]
            expected = min(choices, key=lambda order: _total(cost, order))
    assert _best_order(cost, count) == expected
