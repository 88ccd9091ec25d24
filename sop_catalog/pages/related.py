"""The lists below the form: which SOPs this one refers to, and which refer to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog, Rujukan
from sop_catalog.model.sop import Sop
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.rendering import Address


@dataclass(frozen=True, slots=True)
class SopTerkait:
    """A related SOP in the list below the form."""

    tautan: Tautan
    keterangan: str
    """Number, unit, or where the reference stands."""


def related_sops(catalog: Catalog, sop: Sop, address: Address) -> Iterator[SopTerkait]:
    """Every SOP that this one refers to, once: from its box, then from its steps."""
    found: dict[str, tuple[Rujukan, list[int], bool]] = {}
    for rujukan in catalog.keterkaitan(sop):
        found.setdefault(rujukan.slug or _fold(rujukan.teks), (rujukan, [], True))
    for langkah in sop.langkah:
        for segmen in catalog.segments(langkah.keterangan):
            if segmen.rujukan:
                key = segmen.rujukan.slug or _fold(segmen.rujukan.teks)
                found.setdefault(key, (segmen.rujukan, [], False))[1].append(langkah.nomor)
    for rujukan, steps, boxed in found.values():
        if rujukan.slug == sop.slug or not any(character.isalnum() for character in rujukan.teks):
            continue
        where = _where(boxed=boxed, steps=tuple(dict.fromkeys(steps)))
        if rujukan.slug in catalog.sops:
            other = catalog.sops[rujukan.slug]
            yield SopTerkait(Tautan(other.judul, address.to(f"sop/{other.slug}")), where)
        elif rujukan.slug:
            yield SopTerkait(Tautan(rujukan.teks, address.to(f"sop/{rujukan.slug}")), where)
        else:
            yield SopTerkait(Tautan(rujukan.teks, belum_ada=True), where)


def _fold(teks: str) -> str:
    return " ".join(teks.casefold().split())


def _where(*, boxed: bool, steps: tuple[int, ...]) -> str:
    parts = ["keterkaitan"] if boxed else []
    if steps:
        parts.append("langkah " + ", ".join(map(str, steps)))
    return "; ".join(parts)


def backlinks(catalog: Catalog, sop: Sop, address: Address) -> Iterator[SopTerkait]:
    """Every SOP that refers to this one, with a link to the first step that does."""
    for source in catalog.dirujuk_oleh.get(sop.slug, ()):
        other = catalog.sops[source.slug]
        anchor = f"langkah-{source.langkah[0]}" if source.langkah else ""
        link = Tautan(other.judul, address.to(f"sop/{other.slug}", anchor))
        yield SopTerkait(link, _where(boxed=source.keterkaitan, steps=source.langkah))
