"""3,000 random flows with rows of every kind, each drawn right on the screen and on paper: see `tests/rules/test_grid.py`."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.flows import random_breaks, symbol_graphs
from support.geometry_faults import faults_of

_MANY = settings(
    deadline=None, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize(("steps", "lanes", "count"), [(5, 5, 1200), (9, 6, 1300), (14, 8, 350), (24, 12, 150)])
def test_rows_of_several_symbols(steps: int, lanes: int, count: int) -> None:
    seen = 0

    @settings(_MANY, max_examples=count)
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        nonlocal seen
        seen += 1
        graph = data.draw(symbol_graphs(max_steps=steps, max_lanes=lanes))
        assert faults_of(graph, data.draw(random_breaks(graph))) == []

    draw()
    assert seen >= count
