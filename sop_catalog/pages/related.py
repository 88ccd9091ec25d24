"""The lists below the form: which SOPs this one refers to, and which refer to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sop_catalog.catalog.rujukan import Link
from sop_catalog.model.sop import Status
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.paths import sop_path
from sop_catalog.pages.surroundings import Neighbour, Surroundings


@dataclass(frozen=True, slots=True)
class SopTerkait:
    """A related SOP in the list below the form."""

    tautan: Tautan
    keterangan: str
    """Number, unit, or where the reference stands."""


def related_sops(around: Surroundings, address: Address) -> Iterator[SopTerkait]:
    """Every SOP that this one refers to, once: from its box, then from its steps."""
    for link in around.links:
        other = around.neighbour(link.target)
        if other:
            yield SopTerkait(_link(other, address.to(sop_path(other.slug))), _where(link))
        elif link.target:
            yield SopTerkait(Tautan(link.teks, address.to(sop_path(link.target))), _where(link))
        else:
            yield SopTerkait(Tautan(link.teks, belum_ada=True), _where(link))


def _link(other: Neighbour, href: str) -> Tautan:
    return Tautan(other.judul, href, catatan="dicabut" if other.status is Status.DICABUT else "")


def _where(link: Link) -> str:
    parts = ["keterkaitan"] if link.keterkaitan else []
    if link.langkah:
        parts.append("langkah " + ", ".join(map(str, link.langkah)))
    return "; ".join(parts)


def backlinks(around: Surroundings, address: Address) -> Iterator[SopTerkait]:
    """Every SOP that refers to this one, with a link to the first step that does."""
    for link in around.backlinks:
        other = around.neighbour(link.source)
        anchor = f"langkah-{link.langkah[0]}" if link.langkah else ""
        if other:
            yield SopTerkait(_link(other, address.to(sop_path(other.slug), anchor)), _where(link))
