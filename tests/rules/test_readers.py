"""YAML is read the same by libyaml and by PyYAML's own reader, which the browser has: text, places, findings, words.

The random numbers are fixed; tests/soak/ goes on with many more.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support.examples import CASES
from support.paths import SOPS
from support.readers import assert_read_alike, damaged, strange
from yaml.cyaml import CParser

from sop_catalog.source import yaml_tree

SEEDS = [path.read_text("utf-8") for path in sorted(SOPS.glob("**/*.yml"))]


def test_libyaml_is_what_tests_use() -> None:
    assert yaml_tree._EventReader is CParser


@pytest.mark.parametrize(
    "path", [*sorted(SOPS.glob("**/*.yml")), *sorted(CASES.glob("*.txt"))], ids=lambda path: path.stem
)
def test_files(path: Path) -> None:
    for piece in path.read_text("utf-8").split("\n-- "):  # of a case: its sections
        assert_read_alike(piece.partition(" --\n")[2] or piece)


def test_one_letter_damaged() -> None:
    rng = random.Random(1)  # noqa: S311
    for text in SEEDS:
        for mutant in damaged(text, rng, 20):
            assert_read_alike(mutant)


def test_strange_texts() -> None:
    for text in strange(random.Random(2), 1500):  # noqa: S311
        assert_read_alike(text)


@pytest.mark.parametrize(
    "text",
    ["a: b\tc\n", "a:\tb\n", "-\tb\n", "a: b\n\tc\n", "a: |\n\tb\n", "a: |\n  \tb\n", "a: b\n\t\nc: d\n", "[a,\tb]\n", "a: >100 km\n", "a: > # x\n  b\n",
     "a: [b, ?]\n", "a: {b: , c: d}\n", 'a: "\\q"\n', "a\n", "a: b\nc", "a: 'b\tc'\n", "%D\n", "a: !SOP, b\n", "a: |9\n   b\n", "a: |0\n"],
    ids=repr,
)  # fmt: skip
def test_where_they_differ_by_themselves(text: str) -> None:
    assert_read_alike(text)
