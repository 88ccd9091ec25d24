"""The list of guards that `make soak` takes out one by one: each stands where the list says, and its test is there."""

from __future__ import annotations

from support.guards import GUARDS
from support.paths import ROOT


def test_each_guard_stands_where_the_list_says_once() -> None:
    wrong = [
        guard.name for guard in GUARDS if (ROOT / "sop_catalog" / guard.file).read_text("utf-8").count(guard.code) != 1
    ]
    assert wrong == []
    assert len({guard.name for guard in GUARDS}) == len(GUARDS)


def test_each_guard_has_its_test() -> None:
    for guard in GUARDS:
        file, _, name = guard.test.partition("::")
        text = (ROOT / "tests" / file).read_text("utf-8")
        assert f"def {name.rpartition('::')[2].partition('[')[0]}" in text, guard.name
