"""The order of parallel lines: what the quick search finds is what a count of the whole would choose."""

from __future__ import annotations

from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from sop_catalog.flow.tracks import FORBIDDEN, PERMUTE_UP_TO, _best_order


def _total(cost: list[list[int]], order: list[int]) -> int:
    return sum(cost[a][b] for a, b in combinations(order, 2))


@st.composite
def _costs(draw: st.DrawFn) -> list[list[int]]:
    count = draw(st.integers(1, 12))
    return [[draw(st.sampled_from([0, 0, 1, 10, 11, 20, 1000])) for _ in range(count)] for _ in range(count)]


def _inserted(cost: list[list[int]]) -> list[int]:
    order: list[int] = []
    for index in range(len(cost)):
        choices = [[*order[:at], index, *order[at:]] for at in range(len(order) + 1)]
        order = min(choices, key=lambda order: _total(cost, order))
    return order


@settings(deadline=None)
@given(_costs())
def test_order_is_what_the_whole_cost_chooses(cost: list[list[int]]) -> None:
    count = len(cost)
    if count <= PERMUTE_UP_TO:
        expected = list(min(permutations(range(count)), key=lambda order: _total(cost, list(order))))
    else:
        expected = _inserted(cost)
        if any(cost[a][b] >= FORBIDDEN for a, b in combinations(expected, 2)):
            return
    assert _best_order(cost, count) == expected


@settings(deadline=None)
@given(st.integers(5, 14), st.data())
def test_needs_without_a_ring_are_met_by_any_number_of_lines(count: int, data: st.DataObject) -> None:
    hidden = data.draw(st.permutations(range(count)))
    rank = {line: place for place, line in enumerate(hidden)}
    cost = [[data.draw(st.sampled_from([0, 1, 10, 20])) for _ in range(count)] for _ in range(count)]
    for line in range(count):
        for other in range(count):
            if rank[line] > rank[other] and data.draw(st.integers(0, 2)) == 0:
                cost[line][other] += FORBIDDEN
    order = _best_order(cost, count)
    assert not [pair for pair in combinations(order, 2) if cost[pair[0]][pair[1]] >= FORBIDDEN]
