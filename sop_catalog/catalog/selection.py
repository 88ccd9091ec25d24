"""Which SOPs of a catalogue a command means: all, those of a unit, or those that paths and names say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.catalog.unit_tree import build_unit_tree


class SelectionError(Exception):
    """Nothing is chosen; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class Selection:
    """SOPs by slug."""

    slugs: tuple[str, ...]
    """Those that can be read, in order."""
    unreadable: tuple[str, ...] = ()
    """The paths of those that were meant and cannot be read, relative to the folder of SOPs; with those whose file has the
    name of another one (SOP402), for which of them is the SOP nobody can tell."""


def select_all(catalog: Catalog) -> Selection:
    """All SOPs.

    Raises:
        SelectionError: there is none.
    """
    return _readable(catalog, catalog.by_slug, "katalog ini belum punya SOP", catalog.shadowed)


def select_unit(catalog: Catalog, kode: str) -> Selection:
    """The SOPs of a unit and of all units below it.

    Raises:
        SelectionError: there is none.
    """
    tree = build_unit_tree(catalog)
    below = tuple(tree.below(kode))
    slugs = [slug for node in below for slug in node.sop]
    kodes = {node.kode for node in below}
    doubled = [file for file in catalog.shadowed if file.named and file.named.unit in kodes]
    return _readable(catalog, slugs, f"unit `{kode}` dan unit di bawahnya belum punya SOP", doubled)


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
    doubled: list[SopFile] = []
    others = [((sops / file.path).resolve(), file) for file in catalog.shadowed]
    for path in paths:
        place = path.resolve()
        doubled += [file for other, file in others if place in other.parents]
        refuse_doubled(catalog, next((file.slug for other, file in others if other == place), str(path)))
        found = [slug for slug, file in places.items() if file == place or place in file.parents]
        if not found and str(path) in catalog.by_slug:
            found = [str(path)]
        if not found:
            near = next(iter(get_close_matches(path.stem, list(catalog.by_slug), 1, 0.6)), "")
            hint = f"; mungkin maksudnya `{near}`" if near else ""
            raise SelectionError(f"tidak ada SOP pada jalur {path}{hint}")
        chosen.update(dict.fromkeys(sorted(found)))
    return _readable(catalog, chosen, "", doubled)


def refuse_doubled(catalog: Catalog, slug: str) -> None:
    """A name that two files have means neither.

    Raises:
        SelectionError: it is such a name.
    """
    paths = [file.path for file in catalog.files if file.slug == slug]
    if len(paths) > 1:
        raise SelectionError(f"nama berkas {slug} dipakai {' dan '.join(paths)}; ganti nama salah satunya")


def _readable(catalog: Catalog, slugs: Iterable[str], nothing: str, doubled: Iterable[SopFile] = ()) -> Selection:
    wanted = sorted(slugs) if nothing else list(slugs)
    if not wanted:
        raise SelectionError(nothing)
    unreadable = tuple(catalog.by_slug[slug].path for slug in wanted if slug not in catalog.sops)
    unreadable = (*unreadable, *dict.fromkeys(file.path for file in doubled))
    found = tuple(slug for slug in wanted if slug in catalog.sops)
    if not found:
        raise SelectionError(f"{unreadable[0]} belum dapat dibaca; jalankan: sop periksa")
    return Selection(found, unreadable)
