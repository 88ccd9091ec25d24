"""The printed words of the form around what is typed: labels, titles, the agency; by the profile of the SOP's unit."""

from __future__ import annotations

from typing import Any

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.model.registers import KolomKeterangan
from sop_catalog.model.sop import BOX_FIELDS, Sop

Json = Any


def read_heading(catalog: Catalog, unit: str, sop: Sop | None = None) -> Json:
    """What stands on the form of a unit.

    Args:
        catalog: with the registers.
        unit: the unit's code, known or not.
        sop: what could be read; its notes show the column Keterangan where the profile prints it only when it is filled.
    """
    registers = catalog.registers
    profil = registers.profil_of(unit)
    units = registers.ancestry(unit)
    has_notes = bool(sop) and any(langkah.keterangan for langkah in sop.langkah) if sop else False
    return {
        "instansi": [item.nama for item in units] or ([unit] if unit else []),
        "logo": registers.logo_of(unit),
        "identitas": [list(row) for row in profil.baris],
        "kotak": [
            *([isian, profil.judul_kotak[isian]] for isian in BOX_FIELDS),
            *([box.isian, box.judul] for box in profil.kotak),
        ],
        "kolom": dict(profil.kolom),
        "keterangan": profil.kolom_keterangan is not KolomKeterangan.TIDAK or has_notes,
        "norma_waktu": profil.norma_waktu,
    }
