"""Cells that lie over several rows of the activity table: where each begins and ends, on a screen, on paper, on a phone.

A cell that ends a printed sheet must be repeated on the next one, and whether a page is printed is not known when it is
built. So a cell over rows 4 to 8, with a sheet that ends after row 6, is written as two cells, over 4 to 6 and 7 to 8.
On a screen they look like one: the line between them is not drawn, and what the second one repeats is not seen. On a phone
every row is a card of its own: the script of phones (sop-cetak.js) repeats there what the card shares, for HTML has no
place for a cell that another one covers; without scripts the cell itself says for which rows it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sop_catalog.model.sop import SEL_GABUNG, Langkah


@dataclass(frozen=True, slots=True)
class Sel:
    """One field's cell in one row, as the template writes it."""

    kelas: str = ""
    """Behind the cell's own class: " sop-lanjutan" (repeats), " sop-berlanjut" (goes on behind the sheet's end); may be ""."""
    baris: int = 1
    """How many rows it lies over (rowspan)."""
    bersama: str = ""
    """"juga untuk langkah 5–8", "satu sel dengan langkah 4" where it repeats; said on phones; ""."""


_OWN: Mapping[str, Sel | None] = dict.fromkeys(SEL_GABUNG, Sel())


@dataclass(frozen=True, slots=True)
class Bentang:
    """A cell that lies over several rows."""

    isian: str
    awal: int
    """Its first row, from 1."""
    akhir: int
    """Its last row."""


def find_spans(langkah: Sequence[Langkah]) -> tuple[Bentang, ...]:
    """All cells over several rows, field by field and from the top down."""
    spans = []
    for isian in SEL_GABUNG:
        heads = [step.cell_row(isian) for step in langkah]
        for step in langkah:
            count = heads.count(step.nomor)
            if count > 1:
                spans.append(Bentang(isian, step.nomor, step.nomor + count - 1))
    return tuple(spans)


def place_cells(
    langkah: Sequence[Langkah], spans: Collection[Bentang], breaks: Collection[int]
) -> list[Mapping[str, Sel | None]]:
    """The cells of every row; None where one from above covers the place.

    Args:
        langkah: the rows.
        spans: what `find_spans` gives for them.
        breaks: numbers of the rows after which a printed sheet ends.
    """
    rows: list[Mapping[str, Sel | None]] = [_OWN] * len(langkah)
    for span in spans:
        inside = sorted(after for after in breaks if span.awal <= after < span.akhir)
        starts = [span.awal, *(after + 1 for after in inside)]
        for start, end in zip(starts, [*inside, span.akhir], strict=True):
            for nomor in range(start, end + 1):
                cell = _cell(span, start, end) if nomor == start else None
                rows[nomor - 1] = {**rows[nomor - 1], span.isian: cell}
    return rows


def _cell(span: Bentang, start: int, end: int) -> Sel:
    """The cell that stands over the rows from `start` to `end`."""
    repeats = start != span.awal
    kelas = (" sop-lanjutan" if repeats else "") + (" sop-berlanjut" if end != span.akhir else "")
    others = f"{span.awal + 1}–{span.akhir}" if span.akhir > span.awal + 1 else str(span.akhir)
    shared = f"satu sel dengan langkah {span.awal}" if repeats else f"juga untuk langkah {others}"
    return Sel(kelas, end - start + 1, shared)
