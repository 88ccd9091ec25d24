"""What comes in, a drawn path, and what comes out: rules, outlines, lines and heads of one page."""

from __future__ import annotations

from dataclasses import dataclass, field

from sop_catalog.importing.naskah import (
    Bentuk,
    Garis,
    GarisTabel,
    Kepala,
    Titik,
)


@dataclass(frozen=True, slots=True)
class Goresan:
    """One drawn path without jumps."""

    titik: tuple[Titik, ...]
    tertutup: bool
    diisi: bool
    """Filled, and not fully transparent."""
    digaris: bool
    putih: bool
    """The fill is white."""
    tebal: float
    """Width of its stroke in points."""
    objek: int
    """Subpaths of one object of the file carry one number."""


@dataclass
class Gambaran:
    """What was found in the paths of one page."""

    garis_tabel: list[GarisTabel] = field(default_factory=list)
    bentuk: list[Bentuk] = field(default_factory=list)
    garis: list[Garis] = field(default_factory=list)
    kepala: list[Kepala] = field(default_factory=list)
