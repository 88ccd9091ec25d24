"""Every fix of thousands of damaged copies is typed into its file: see `tests/rules/test_fixes.py`."""

from __future__ import annotations

import sys

import pytest
from support.mutants import mutants
from support.paths import SOPS, SUPPORT
from support.typed_fixes import Tried, format_harm, load_names, look, try_fixes

MUTANTS = 5_000
FILES = [
    *((path.relative_to(SOPS).as_posix(), path.read_text("utf-8")) for path in sorted(SOPS.glob("[a-z]*/*.yml"))),
    ("contoh/lengkap.yml", (SUPPORT / "lengkap.yml").read_text("utf-8")),  # every key of the format
]


@pytest.mark.parametrize("seed", ["a", "b"])
def test_mutants(seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    catalog = load_names(SOPS)
    sound = {path: look(catalog, path, text) for path, text in FILES}
    tried: list[Tried] = []
    for what, path, text in mutants(FILES, MUTANTS, seed):
        tried += try_fixes(catalog, what, path, sound[path], text)
    with capsys.disabled():
        harmful = sum(bool(item.harm) for item in tried)
        sys.stdout.write(f"\n{len(tried)} perbaikan dari {MUTANTS} salinan yang dirusak, {harmful} berakibat buruk\n")
    assert not format_harm(tried)
