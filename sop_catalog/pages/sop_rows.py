"""One SOP as a row of a list: the same in the catalogue, on unit pages and on regulation pages."""

from __future__ import annotations

from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.paths import sop_path, unit_path
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.status import Lencana, badges, successor_of, year_of


@dataclass(frozen=True, slots=True)
class BarisSop:
    """One SOP in a list."""

    slug: str
    nomor: str
    nama: str
    """Without the word SOP before it."""
    href: str
    unit: Tautan
    lencana: tuple[Lencana, ...]
    """Its status first."""
    pengganti: Tautan | None
    """The SOP that replaced a revoked one."""
    tahun: str
    """Its year; "" where none is known."""


class SopRows:
    """Makes rows for pages that share one kind of address, each SOP's once."""

    def __init__(self, catalog: Catalog, settings: Settings, address: Address) -> None:
        self._catalog = catalog
        self._settings = settings
        self._address = address
        self._rows: dict[str, BarisSop] = {}
        self._units: dict[str, Tautan] = {}

    def __getitem__(self, slug: str) -> BarisSop:
        """The row of an SOP. KeyError for a slug without a form page."""
        if slug not in self._rows:
            self._rows[slug] = self._make(slug)
        return self._rows[slug]

    def _make(self, slug: str) -> BarisSop:
        sop = self._catalog.sops[slug]
        successor = successor_of(self._catalog, sop)
        return BarisSop(
            slug,
            sop.nomor,
            sop.judul,
            self._address.to(sop_path(slug)),
            self._unit(sop.unit),
            tuple(badges(self._catalog, sop, self._settings)),
            Tautan(self._catalog.sops[successor].judul, self._address.to(sop_path(successor))) if successor else None,
            str(year_of(sop) or ""),
        )

    def _unit(self, kode: str) -> Tautan:
        if kode not in self._units:
            unit = self._catalog.registers.unit.get(kode)
            self._units[kode] = Tautan(unit.nama if unit and unit.nama else kode, self._address.to(unit_path(kode)))
        return self._units[kode]
