"""Short codes for the performers' columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sop_catalog.model.sop import TargetKind
from sop_catalog.model.values.kode import fold_code

_LONGEST = 40


def name_codes(titles: Sequence[str]) -> list[str]:
    """One code a title: its first word where no other title begins so, else the whole title, shortened.

    Args:
        titles: the columns' titles from left to right; alike ones get numbers.
    """
    first_words = Counter(fold_code(title).partition("-")[0] for title in titles)
    codes: list[str] = []
    for number, title in enumerate(titles, start=1):
        whole = fold_code(title)
        first = whole.partition("-")[0]
        kode = first if first_words[first] == 1 and len(first) > 1 else whole
        if len(kode) > _LONGEST:
            kode = kode[: _LONGEST + 1].rpartition("-")[0] or kode[:_LONGEST]
        if not kode or kode[0].isdigit() or kode in {kind.value for kind in TargetKind}:
            kode = f"p{number}-{kode}".rstrip("-")
        base, again = kode, 2
        while kode in codes:
            kode = f"{base}-{again}"
            again += 1
        codes.append(kode)
    return codes
