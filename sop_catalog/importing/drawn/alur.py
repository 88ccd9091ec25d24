"""A flow and its rows, and the part of one that stands in a table."""

from __future__ import annotations

from dataclasses import dataclass, field

from sop_catalog.importing.doubts import Ragu
from sop_catalog.importing.drawn.labels import Label
from sop_catalog.importing.drawn.panah import Panah
from sop_catalog.importing.drawn.symbols import Lambang
from sop_catalog.importing.form.table import Kolom, Tabel
from sop_catalog.importing.naskah import Halaman, Kotak, Teks


@dataclass
class BarisAlur:
    """A row of the flow: one step."""

    halaman: int
    kotak: Kotak
    """From the table's left to its right side."""
    nomor: int
    """As printed; 0 where there is none."""
    kegiatan: str
    isi: dict[str, str]
    """kelengkapan, waktu, output, keterangan → text."""
    gabung: set[str]
    """Which of them are the cell above, going on."""
    teks: list[Teks] = field(default_factory=list)


@dataclass
class Alur:
    """A flow."""

    kolom: tuple[Kolom, ...]
    """The performers' columns."""
    baris: list[BarisAlur] = field(default_factory=list)
    lambang: list[Lambang] = field(default_factory=list)
    """Symbols; `baris` is an index into `baris` of this flow, -1 for connectors between pages."""
    panah: list[Panah] = field(default_factory=list)
    ragu: list[Ragu] = field(default_factory=list)
    label_lepas: list[tuple[int, Label]] = field(default_factory=list)
    """Words in the performers' columns that belong to nothing, each with its page."""
    tabel: list[Tabel] = field(default_factory=list)
    catatan: list[tuple[int, str, tuple[Teks, ...]]] = field(default_factory=list)
    """Notes under the table: page, text, words."""
    teks: list[Teks] = field(default_factory=list)
    """Words that were understood without becoming a field: heads, column numbers, sums of time."""

    def column_name(self, index: int) -> str:
        """What a doubt calls a performers' column."""
        return " ".join(self.kolom[index].judul.split()) or f"kolom pelaksana ke-{index + 1}"

    @property
    def last_number(self) -> int:
        """The last number that was printed; 0 for none."""
        return next((row.nomor for row in reversed(self.baris) if row.nomor), 0)


CELLS = ("kelengkapan", "waktu", "output", "keterangan")


@dataclass
class Part:
    """The part of a flow that stands in one table of one page."""

    page: Halaman
    table: Tabel
    rows: list[BarisAlur]
    symbols: list[Lambang]
    """`baris` is the index into `rows`."""
    arrows: list[Panah]
    labels: list[Label]
    ragu: list[Ragu]
    known: list[Teks]
    continued: BarisAlur | None = None
    """A first row without number and activity: it belongs to the last row of the page before."""
    first_symbol: int = 0
    """Index of its first symbol within the flow."""
    arrow_range: range = range(0)
    """Indices of its arrows within the flow."""


def join_rows(above: BarisAlur, below: BarisAlur) -> None:
    """Add the cells of a row that goes on on the next page, or without a number, to the row above."""
    for kind, text in below.isi.items():
        if text:
            above.isi[kind] = f"{above.isi.get(kind, '')} {text}".strip()
    if below.kegiatan:
        above.kegiatan = f"{above.kegiatan} {below.kegiatan}".strip()
    above.teks += below.teks
