"""Which SOPs of a catalogue a command means: all, those of a unit, or those that paths and names say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.unit_tree import build_unit_tree


class SelectionError(Exception):
    """Nothing is chosen; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class Selection:
    """SOPs by slug."""

    slugs: tuple[str, ...]
    """Those that can be read, in order."""
    unreadable: tuple[str, ...] = ()
    """The paths of those that were meant and cannot be read, relative to the folder of SOPs."""


def select_all(catalog: Catalog) -> Selection:
    """All SOPs.

    Raises:
        SelectionError: there is none.
    """
    return _readable(catalog, catalog.by_slug, "katalog ini belum punya SOP")


def select_unit(catalog: Catalog, kode: str) -> Selection:
    """The SOPs of a unit and of all units below it.

    Raises:
        SelectionError: there is none.
    """
    tree = build_unit_tree(catalog)
    slugs = [slug for node in tree.below(kode) for slug in node.sop]
    return _readable(catalog, slugs, f"unit `{kode}` dan unit di bawahnya belum punya SOP")


def select_paths(catalog: Catalog, sops: Path, paths: Iterable[Path]) -> Selection:
    """The SOPs that paths mean: their files, folders of them, or their names without ".yml".

    Args:
        catalog: all SOPs.
        sops: its folder.
        paths: as they were typed.

    Raises:
        SelectionError: one means none.
    """
    places = {slug: (sops / file.path).resolve() for slug, file in catalog.by_slug.items()}
    chosen: dict[str, None] = {}
    for path in paths:
        place = path.resolve()
        found = [slug for slug, file in places.items() if file == place or place in file.parents]
        if not found and str(path) in catalog.by_slug:
            found = [str(path)]
        if not found:
            near = next(iter(get_close_matches(path.stem, list(catalog.by_slug), 1, 0.6)), "")
            hint = f"; mungkin maksudnya `{near}`" if near else ""
            raise SelectionError(f"tidak ada SOP pada jalur {path}{hint}")
        chosen.update(dict.fromkeys(sorted(found)))
    return _readable(catalog, chosen, "")


def _readable(catalog: Catalog, slugs: Iterable[str], nothing: str) -> Selection:
    wanted = sorted(slugs) if nothing else list(slugs)
    if not wanted:
        raise SelectionError(nothing)
    unreadable = tuple(catalog.by_slug[slug].path for slug in wanted if slug not in catalog.sops)
    found = tuple(slug for slug in wanted if slug in catalog.sops)
    if not found:
        raise SelectionError(f"{unreadable[0]} belum dapat dibaca; jalankan: sop periksa")
    return Selection(found, unreadable)
