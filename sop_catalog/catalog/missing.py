"""The references that lead nowhere yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.rujukan import Link
from sop_catalog.catalog.sop_names import fold_name


@dataclass(frozen=True, slots=True)
class MissingSop:
    """An SOP that others refer to and the catalogue does not have."""

    nama: str
    """The spelling that is used most, the word SOP included as written."""
    ejaan: tuple[str, ...]
    """The other spellings."""
    links: tuple[Link, ...]
    """Who refers to it, in file order."""


def find_missing(catalog: Catalog) -> tuple[MissingSop, ...]:
    """The SOPs that are referred to but missing: the one that most SOPs refer to first, then by name."""
    groups: dict[str, list[Link]] = {}
    for link in chain.from_iterable(catalog.links.values()):
        if not link.target:
            groups.setdefault(fold_name(link.teks), []).append(link)
    missing = []
    for group in groups.values():
        spellings = [teks for teks, _ in Counter(" ".join(link.teks.split()) for link in group).most_common()]
        missing.append(MissingSop(spellings[0], tuple(sorted(spellings[1:])), tuple(group)))
    return tuple(sorted(missing, key=lambda item: (-len(item.links), item.nama.casefold())))
