"""Which of the chosen SOPs may be signed, and in which order a book has them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.model.sop import Sop, Status


def split_for_signing(catalog: Catalog, slugs: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(those that may be signed, those that are revoked, which nobody signs any more)."""
    wanted = tuple(slugs)
    revoked = tuple(slug for slug in wanted if catalog.sops[slug].status is Status.DICABUT)
    return tuple(slug for slug in wanted if slug not in revoked), revoked


def by_number(sops: Iterable[Sop]) -> list[Sop]:
    """SOPs in the order of their numbers, digits as numbers; those without one behind them, by name."""
    return sorted(
        sops,
        key=lambda sop: (not sop.bernomor, _natural(sop.nomor if sop.bernomor else ""), _natural(sop.judul), sop.slug),
    )


def _natural(text: str) -> list[tuple[int, int, str]]:
    pieces = re.findall(r"\d+|\D+", text.casefold())
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces]
