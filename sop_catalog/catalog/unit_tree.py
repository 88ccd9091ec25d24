"""The units as a tree with their SOPs: parents before children, each level in the order of the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog


@dataclass(frozen=True, slots=True)
class UnitNode:
    """One unit."""

    kode: str
    nama: str
    """The code itself where an SOP names a unit that the register does not know."""
    induk: str
    """The code of the unit above; "" at the top."""
    tingkat: int
    """0 at the top."""
    anak: tuple[str, ...]
    sop: tuple[str, ...]
    """Slugs of its own SOPs, by name."""
    pengantar: tuple[str, ...] = ()
    """What introduces its SOPs, in paragraphs."""


@dataclass(frozen=True, slots=True)
class UnitTree:
    """All units."""

    by_kode: Mapping[str, UnitNode]
    """Parents before their children."""

    def above(self, kode: str) -> tuple[UnitNode, ...]:
        """The units above one, from the top down, without itself."""
        chain: list[UnitNode] = []
        induk = self.by_kode[kode].induk
        while induk:
            chain.append(self.by_kode[induk])
            induk = chain[-1].induk
        return tuple(reversed(chain))

    def below(self, kode: str) -> Iterator[UnitNode]:
        """A unit and all units below it, parents first."""
        waiting = [kode]
        while waiting:
            node = self.by_kode[waiting.pop()]
            yield node
            waiting.extend(reversed(node.anak))


def build_unit_tree(catalog: Catalog) -> UnitTree:
    """The tree of the register; units above one another in a circle hang from the first of them."""
    register = catalog.registers.unit
    sops: dict[str, list[str]] = {}
    for sop in sorted(catalog.sops.values(), key=lambda sop: (sop.judul.casefold(), sop.slug)):
        sops.setdefault(sop.unit, []).append(sop.slug)
    children: dict[str, list[str]] = {}
    for unit in register.values():
        children.setdefault(unit.induk if unit.induk in register else "", []).append(unit.kode)
    places: dict[str, tuple[str, int]] = {}  # unit → (the unit above, depth), parents first
    for root in [*children.get("", ()), *register, *sops]:
        waiting = [(root, "", 0)]
        while waiting:
            kode, induk, tingkat = waiting.pop()
            if kode not in places:
                places[kode] = (induk, tingkat)
                waiting.extend((child, kode, tingkat + 1) for child in reversed(children.get(kode, ())))
    below: dict[str, list[str]] = {}
    for kode, (induk, _) in places.items():
        below.setdefault(induk, []).append(kode)
    return UnitTree(
        {
            kode: UnitNode(
                kode,
                (register[kode].nama if kode in register else "") or kode,
                induk,
                tingkat,
                tuple(below.get(kode, ())),
                tuple(sops.get(kode, ())),
                register[kode].pengantar if kode in register else (),
            )
            for kode, (induk, tingkat) in places.items()
        }
    )
