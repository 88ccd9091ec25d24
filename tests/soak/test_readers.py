"""40,000 texts more than tests/rules/test_readers.py, half of them damaged SOPs."""

from __future__ import annotations

import random

import pytest
from support.paths import SOPS
from support.readers import assert_read_alike, damaged, strange

SEEDS = [path.read_text("utf-8") for path in sorted(SOPS.glob("**/*.yml"))]


@pytest.mark.parametrize("chunk", range(10))
def test_read_alike(chunk: int) -> None:
    rng = random.Random(f"baca-{chunk}")  # noqa: S311
    for text in SEEDS:
        for mutant in damaged(text, rng, 200):
            assert_read_alike(mutant)
    for text in strange(rng, 2_000):
        assert_read_alike(text)
