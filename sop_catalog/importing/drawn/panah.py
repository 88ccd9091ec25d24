"""An arrow from one symbol to another."""

from __future__ import annotations

from dataclasses import dataclass

from sop_catalog.importing.naskah import Titik


@dataclass(frozen=True, slots=True)
class Panah:
    """An arrow from a symbol to a symbol of one page."""

    dari: int
    """Index of the symbol that it leaves; -1: it comes from another page, or from nowhere."""
    ke: int
    """Index of the symbol that it reaches; -1: it goes to another page, or nowhere. Both -1: it only passes through."""
    titik: tuple[Titik, ...]
    """Its way, from its beginning."""
    berkepala: bool = True
    menyatu: bool = False
    """Part of its way is another arrow's too."""
    dua_kepala: bool = False
    renggang: bool = False
    """An end does not touch its symbol; the nearest one in its direction was taken."""
    label: str = ""
    label_diduga: bool = False
