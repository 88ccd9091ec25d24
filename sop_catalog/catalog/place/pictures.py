"""The pictures that a site has in its folders of assets: a logo is one of them, or it is missing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from sop_catalog.source.inside import find_root, is_inside
from sop_catalog.source.misspelling import find_mistyped

PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})
"""Endings, in lower case."""
_MOST = 20_000
"""Pictures that are looked at; a site with more has none missing as far as we know."""


def list_pictures(folders: Iterable[Path]) -> frozenset[str] | None:
    """The paths of all pictures below some folders, relative to each, with "/", in the letters that they have on disk.

    None where there are too many of them.
    """
    found: set[str] = set()
    for folder in folders:
        for path in _walk(folder):
            found.add(path)
            if len(found) > _MOST:
                return None
    return frozenset(found)


def _walk(folder: Path) -> Iterator[str]:
    for root, folders, names in os.walk(folder) if is_inside(folder, find_root(folder)) else ():
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if os.path.splitext(name)[1].lower() in PICTURES:  # noqa: PTH122 - one of thousands
                yield Path(root, name).relative_to(folder).as_posix()


def nearest_picture(path: str, pictures: Iterable[str]) -> str:
    """The one picture that a path means which is not there: other letters, another folder or ending, mistyped; "" for none."""
    written = PurePosixPath(path)
    known = sorted(pictures)
    for same in (
        lambda other: str(other).lower() == path.lower(),
        lambda other: other.name.lower() == written.name.lower(),
        lambda other: other.with_suffix("") == written.with_suffix(""),
        lambda other: other.stem.lower() == written.stem.lower(),
    ):
        found = [other for other in known if same(PurePosixPath(other))]
        if found:
            return found[0] if len(found) == 1 else ""
    names = {PurePosixPath(other).name.lower(): other for other in known}
    near = find_mistyped(written.name.lower(), names)
    return names[near] if near else ""
