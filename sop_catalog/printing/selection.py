"""Which SOPs are printed: all, those of a unit, or those that paths and names mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.unit_tree import build_unit_tree
from sop_catalog.model.sop import Sop, Status


class SelectionError(Exception):
    """Nothing is chosen; the text is Indonesian and says what to do."""


def select_all(catalog: Catalog) -> tuple[str, ...]:
    """All SOPs that have a form page, by slug."""
    return tuple(sorted(catalog.sops))


def select_unit(catalog: Catalog, kode: str) -> tuple[str, ...]:
    """The SOPs of a unit and of all units below it, by slug.

    Raises:
        SelectionError: it has none.
    """
    tree = build_unit_tree(catalog)
    found = tuple(sorted(slug for node in tree.below(kode) for slug in node.sop))
    if not found:
        raise SelectionError(f"unit `{kode}` dan unit di bawahnya belum punya SOP yang dapat dicetak")
    return found


def select_paths(catalog: Catalog, sops: Path, paths: Iterable[Path]) -> tuple[str, ...]:
    """The SOPs that some paths mean: their files, folders of them, or their names without ".yml".

    Args:
        catalog: all SOPs.
        sops: its folder.
        paths: as they were typed.

    Raises:
        SelectionError: one means none.
    """
    chosen: dict[str, None] = {}
    places = {slug: (sops / file.path).resolve() for slug, file in catalog.by_slug.items()}
    for path in paths:
        place = path.resolve()
        found = [slug for slug, file in places.items() if file == place or place in file.parents]
        if not found and str(path) in catalog.by_slug:
            found = [str(path)]
        if not found:
            near = next(iter(get_close_matches(path.stem, list(catalog.by_slug), 1, 0.6)), "")
            hint = f"; mungkin maksudnya `{near}`" if near else ""
            raise SelectionError(f"tidak ada SOP pada jalur {path}{hint}")
        broken = [slug for slug in found if slug not in catalog.sops]
        if broken and len(broken) == len(found):
            raise SelectionError(f"{path} belum dapat dicetak; jalankan `sop periksa {path}`")
        chosen.update(dict.fromkeys(slug for slug in sorted(found) if slug in catalog.sops))
    return tuple(chosen)


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
