"""2,000 sequences of six changes of rows and columns over the ten hands and the shipped SOPs: arrows stay."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support.rows import FILES, assert_arrows_stay, rearrange, recolumn


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_arrows_stay(path: Path) -> None:
    for number in range(60):
        assert_arrows_stay(path, random.Random(f"lama-baris-{path.stem}-{number}"), rearrange)  # noqa: S311
        assert_arrows_stay(path, random.Random(f"lama-kolom-{path.stem}-{number}"), recolumn)  # noqa: S311
