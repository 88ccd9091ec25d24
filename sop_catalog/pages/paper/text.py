"""What of an SOP's texts decides how it lies on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

TEXTS = ("kegiatan", "kelengkapan", "waktu", "output", "keterangan")
"""The columns of the activity table that hold texts, by the key of a step."""


@dataclass(frozen=True, slots=True)
class Columns(Generic[T]):
    """One value for each column of the activity table: widths in mm, or titles."""

    no: T
    kegiatan: T
    peran: tuple[T, ...]
    """Those of the performers, in order."""
    kelengkapan: T
    waktu: T
    output: T
    keterangan: T | None
    """None where that column is not printed."""

    @property
    def printed(self) -> tuple[T, ...]:
        """All of them from left to right."""
        return (self.no, self.kegiatan, *self.peran, *self.after)

    @property
    def mutu(self) -> tuple[T, T, T]:
        """Those under the head "Mutu baku"."""
        return self.kelengkapan, self.waktu, self.output

    @property
    def after(self) -> tuple[T, ...]:
        """Those behind the performers."""
        return (*self.mutu, *((self.keterangan,) if self.keterangan is not None else ()))

    @property
    def texts(self) -> dict[str, T]:
        """Those of `TEXTS` that are printed."""
        return dict(zip(TEXTS, (self.kegiatan, *self.after), strict=False))


@dataclass(frozen=True, slots=True)
class PrintText:
    """What the layout needs to know of an SOP's texts."""

    instansi: tuple[str, ...]
    has_logo: bool
    identitas: tuple[tuple[str, tuple[str, ...], int], ...]
    """(label, lines of the value, how many rooms for a signature it holds)."""
    kotak: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
    """Rows of one or two boxes: (title, items)."""
    kepala: Columns[str]
    """Titles of the columns."""
    baris: tuple[Mapping[str, str], ...]
    """Texts of the rows by their column: those of `TEXTS` that are printed."""
    bentang: tuple[tuple[int, int, str], ...]
    """Cells over several rows: first and last row from 0, and the column they stand in."""
    grup: tuple[tuple[str, int], ...]
    """The upper row of the performers' heads: a group's title ("" for a single column) and over how many columns it stands;
    () without groups."""
    catatan: tuple[str, ...]
    """Notes under the table."""
    nomor_kolom: bool
    norma_waktu: str | None
    """The sum with its remark; None where the profile prints none."""
    lampiran: tuple[str, ...]
    """What stands in the list of attachments under the table."""
    has_qr: bool
    untuk_pengesahan: bool
    """Whether it is the paper that is to be signed, which says more at its end."""
