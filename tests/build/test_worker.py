"""The checks in the browser are those of `sop periksa`: the same answers, byte for byte. All of them: tests/soak/test_worker.py."""

from __future__ import annotations

from pathlib import Path

from support.desks import assert_equal, planted, shipped
from support.paths import SOPS

from sop_catalog.catalog.load import load_catalog


def test_the_worker_says_what_this_python_says(tmp_path: Path) -> None:
    assert_equal(load_catalog(SOPS)[0], [*shipped()[:3], *planted()[::7]], tmp_path)
