"""Where things stand in this checkout."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
SOPS = ROOT / "sops"
PACKAGE = ROOT / "sop_catalog"
ASSETS = PACKAGE / "assets"
GOLDEN = TESTS / "golden"
CASES = TESTS / "cases"
SUPPORT = Path(__file__).parent
