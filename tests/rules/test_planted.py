"""Single mistakes planted into the five seeds: each is found on its line, under its code, and nothing else is said.

What the unmutated seed has is subtracted; a finding whose line moved because a line was added or removed is the same
finding.
"""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from support.examples import check_folder
from support.paths import SOPS
from support.planted import PLANTS, SEEDS, Plant, plant_into

from sop_catalog.source.diagnostic import Diagnostic


def _key(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return (diagnostic.source.path, diagnostic.rule.code, diagnostic.message)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped catalogue that may be changed."""
    folder = tmp_path_factory.mktemp("tanam") / "sops"
    shutil.copytree(SOPS, folder)
    return folder


@pytest.fixture(scope="module")
def known(catalog: Path) -> Counter[tuple[str, str, str]]:
    """What the unmutated catalogue has."""
    return Counter(_key(diagnostic) for diagnostic in check_folder(catalog))


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.code}-{plant.seed}-{plant.new[:25]!r}")
def test_planted_mistake(plant: Plant, catalog: Path, known: Counter[tuple[str, str, str]]) -> None:
    path = catalog / SEEDS[plant.seed]
    original = path.read_text("utf-8")
    mutated, line = plant_into(original, plant)
    assert mutated != original
    path.write_text(mutated, "utf-8")
    try:
        diagnostics = check_folder(catalog)
    finally:
        path.write_text(original, "utf-8")
    left = Counter(known)
    new = []
    for diagnostic in diagnostics:
        if left[_key(diagnostic)]:
            left[_key(diagnostic)] -= 1
        else:
            new.append(diagnostic)
    said = [f"{item.rule.code} {item.source.path}:{item.line} {item.message}" for item in new]
    assert [item.rule.code for item in new] == [plant.code], said
    assert (new[0].source.path, new[0].line) == (f"sops/{SEEDS[plant.seed]}", line + plant.at), said


def test_there_are_enough() -> None:
    assert len(PLANTS) >= 60
    assert {plant.seed for plant in PLANTS} == set(SEEDS)
