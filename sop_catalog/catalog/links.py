"""Who refers to whom: every reference of every SOP once, and the references that lead nowhere yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog, Rujukan, fold_name
from sop_catalog.model.sop import TIDAK_TERBACA, Sop


@dataclass(frozen=True, slots=True)
class Link:
    """One SOP refers to another, in its box "keterkaitan", in its steps, or in both."""

    source: str
    """The slug of the SOP that refers."""
    target: str
    """The slug of the SOP that is meant; "" while the catalogue has none."""
    teks: str
    """As written the first time, such as "SOP Pembentukan Tim"."""
    keterkaitan: bool
    langkah: tuple[int, ...]
    """Numbers of the steps whose keterangan refers, ascending, from 1."""


@dataclass(frozen=True, slots=True)
class MissingSop:
    """An SOP that others refer to and the catalogue does not have."""

    nama: str
    """The spelling that is used most, the word SOP included as written."""
    ejaan: tuple[str, ...]
    """The other spellings."""
    links: tuple[Link, ...]
    """Who refers to it, in file order."""


def collect_links(catalog: Catalog) -> tuple[Link, ...]:
    """All references, in file order; an SOP's references to itself are left out."""
    return tuple(link for sop in catalog.sops.values() for link in _links_of(catalog, sop))


def _links_of(catalog: Catalog, sop: Sop) -> Iterator[Link]:
    found: dict[str, tuple[Rujukan, bool, list[int]]] = {}
    for rujukan in catalog.keterkaitan(sop):
        found.setdefault(_key(rujukan), (rujukan, True, []))
    for langkah in sop.langkah:
        for segmen in catalog.segments(langkah.keterangan):
            if segmen.rujukan:
                found.setdefault(_key(segmen.rujukan), (segmen.rujukan, False, []))[2].append(langkah.nomor)
    for key, (rujukan, boxed, steps) in found.items():
        if key and rujukan.slug != sop.slug:
            yield Link(sop.slug, rujukan.slug, rujukan.teks, boxed, tuple(dict.fromkeys(steps)))


def _key(rujukan: Rujukan) -> str:
    """What makes two references one; "" for a text that names nothing, such as "-" or "tidak terbaca"."""
    if rujukan.slug:
        return f"/{rujukan.slug}"  # no folded name holds a slash
    return "" if rujukan.teks.strip().lower() == TIDAK_TERBACA else fold_name(rujukan.teks)


def find_missing(links: Iterable[Link]) -> tuple[MissingSop, ...]:
    """The SOPs that are referred to but missing: the one that most SOPs refer to first, then by name."""
    groups: dict[str, list[Link]] = {}
    for link in links:
        if not link.target:
            groups.setdefault(fold_name(link.teks), []).append(link)
    missing = []
    for group in groups.values():
        spellings = [teks for teks, _ in Counter(" ".join(link.teks.split()) for link in group).most_common()]
        missing.append(MissingSop(spellings[0], tuple(sorted(spellings[1:])), tuple(group)))
    return tuple(sorted(missing, key=lambda item: (-len(item.links), item.nama.casefold())))
