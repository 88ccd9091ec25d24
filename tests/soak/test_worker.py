"""All shipped SOPs, all planted mistakes, 300 invented SOPs: the worker's answers equal this Python's, byte for byte."""

from __future__ import annotations

from pathlib import Path

from support.desks import assert_equal, generated, planted, shipped
from support.paths import SOPS

from sop_catalog.catalog.load import load_catalog


def test_shipped_and_planted(tmp_path: Path) -> None:
    assert_equal(load_catalog(SOPS)[0], [*shipped(), *planted()], tmp_path)


def test_invented(tmp_path: Path) -> None:
    catalog, files = generated(tmp_path / "sops", 300)
    assert_equal(catalog, files, tmp_path)
