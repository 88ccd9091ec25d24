"""2,000 random sequences of changes over the ten hands of tests/tangan/, and 500 over each shipped SOP."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support.edits import assert_sequence
from support.paths import SOPS, TESTS

HANDS = sorted((TESTS / "tangan").glob("*.yml"))


@pytest.mark.parametrize("path", HANDS, ids=lambda path: path.stem)
def test_hands(path: Path) -> None:
    for number in range(200):
        assert_sequence(path, random.Random(f"lama-{path.stem}-{number}"), steps=10)  # noqa: S311


@pytest.mark.parametrize("path", sorted(SOPS.glob("[a-z]*/*.yml")), ids=lambda path: path.stem)
def test_shipped(path: Path) -> None:
    for number in range(100):
        assert_sequence(path, random.Random(f"lama-{path.stem}-{number}"), steps=5)  # noqa: S311
