"""The part of a flow that stands in one table: which rows are steps, its symbols, arrows and labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.drawn.alur import CELLS, BarisAlur, Part, join_rows
from sop_catalog.importing.drawn.arrows import find_arrows
from sop_catalog.importing.drawn.labels import Label, find_labels, give_labels
from sop_catalog.importing.drawn.panah import Panah
from sop_catalog.importing.drawn.symbols import Lambang, find_symbols
from sop_catalog.importing.form.table import BarisTabel, Tabel
from sop_catalog.importing.form.words import COLUMN_OF, fold
from sop_catalog.importing.naskah import Halaman, Kotak

_NUMBER = re.compile(r"^\W*([0-9]{1,3})\s*[a-z]?\W*$", re.IGNORECASE)
_SUM = re.compile(r"^(?:norma|jumlah|total|akumulasi) (?:norma )?(?:waktu|lama)|^(?:jumlah|total)$|^norma waktu")
_TO_PAGE = re.compile(r"^{0}(?:; {0})*$".format(r"[A-Z]{1,2}(?:, [A-Z]{1,2})* (?:ke|dari) hal\. [0-9]+(?:, [0-9]+)*"))
"""What stands beside the connectors at the end of a page that this program printed."""


def read_part(page: Halaman, table: Tabel) -> Part:
    """What one table of a page holds of a flow."""
    counting = {index for index, row in enumerate(table.baris) if _counts_columns(row, table)}
    symbols = [symbol for symbol in find_symbols(page, table) if symbol.baris not in counting]
    arrows = find_arrows(page, table, symbols)
    symbols = _without_dirt(symbols, arrows)
    labels = find_labels(page, table, symbols)
    arrows, free = give_labels(arrows, symbols, labels)
    given = [word for label in labels if label not in free for word in label.teks]
    labels = free
    given += [word for word in page.teks if any(s.penghubung and s.kotak.holds(word.kotak.tengah) for s in symbols)]
    part = Part(page, table, [], [], arrows, [], [], [*table.kepala, *given])
    place: dict[int, int] = {}
    for index, row in enumerate(table.baris):
        own = [symbol for symbol in symbols if symbol.baris == index and not symbol.penghubung]
        _take_row(part, table, row, index, own, place)
    part.symbols = [
        replace(symbol, baris=-1 if symbol.penghubung else place.get(symbol.baris, -1)) for symbol in symbols
    ]
    part.labels = [label for label in labels if not _is_column_number(label, table, part)]
    return part


def _without_dirt(symbols: Sequence[Lambang], arrows: Sequence[Panah]) -> list[Lambang]:
    """Small capsules stand in no cell: those that an arrow ends in are ends of the flow, the others nothing."""
    entered = {arrow.ke for arrow in arrows if arrow.dari >= 0} - {arrow.dari for arrow in arrows}
    return [
        replace(symbol, baris=-1, kolom=-1, selesai=index in entered) if symbol.selesai else symbol
        for index, symbol in enumerate(symbols)
    ]


def _counts_columns(row: BarisTabel, table: Tabel) -> bool:
    """Whether a row is the one of column numbers, whose coloured cells are no symbols."""
    texts = [fold(text) for text in row.isi if fold(text)]
    return len(texts) > 2 and all(text.isdigit() for text in texts) and bool(fold(row.isi[table.index_of("kegiatan")]))


def _is_column_number(label: Label, table: Tabel, part: Part) -> bool:
    """Whether a label is a number in the row of column numbers."""
    if any(row.kotak.atas <= label.kotak.tengah.y < row.kotak.bawah for row in part.rows):
        return False
    if fold(label.isi).replace(" ", "").isdigit() or any(
        row.atas <= label.kotak.tengah.y < row.bawah and fold(row.isi[table.index_of("kegiatan")]) in COLUMN_OF
        for row in table.baris
    ):
        part.known += label.teks
        return True
    return False


def _take_row(  # noqa: C901, PLR0913, PLR0917 - one case after another
    part: Part, table: Tabel, row: BarisTabel, index: int, symbols: Sequence[Lambang], place: dict[int, int]
) -> None:
    activity = table.index_of("kegiatan")
    number = table.index_of("no")
    text = " ".join(row.isi[activity].split()) if not _keeps_lines(row.isi[activity]) else row.isi[activity]
    printed = _NUMBER.match(row.isi[number]) if number >= 0 else None
    words = [word for group in row.kata for word in group]
    folded = fold(text)
    if not words and not symbols:
        return
    numeric = folded.replace(" ", "").isdigit()
    if (
        (numeric and not symbols)
        or COLUMN_OF.get(folded) == "kegiatan"
        or _SUM.match(folded or fold(" ".join(row.isi)))
        or (_TO_PAGE.match(" ".join(text.split())) and not symbols)
    ):
        part.known += words
        return
    if number < 0 or (not printed and not row.isi[number].strip()):
        leading = re.match(r"^\s*([0-9]{1,2})[.)]\s+(?=\S)", text)
        if leading and not numeric:
            printed = _NUMBER.match(leading[1])
            text = text[leading.end() :]
    isi, joined = {}, set()
    for place_, column in enumerate(table.kolom):
        if column.jenis in CELLS:
            isi[column.jenis] = row.isi[place_]
            if row.gabung[place_]:
                joined.add(column.jenis)
        elif not column.jenis and row.isi[place_]:
            isi["keterangan"] = "\n".join(filter(None, [isi.get("keterangan", ""), row.isi[place_]]))
    made = BarisAlur(
        part.page.nomor,
        Kotak(table.kotak.kiri, row.atas, table.kotak.kanan, row.bawah),
        int(printed[1]) if printed else 0,
        text,
        isi,
        joined,
        words,
    )
    if not printed and not text:
        if not part.rows and index == 0 and not part.continued:
            part.continued = made
            place[index] = -2
            return
        if part.rows and not symbols:
            join_rows(part.rows[-1], made)
            part.ragu.append(
                Ragu(
                    JenisRagu.BARIS_LANJUTAN,
                    "baris tanpa nomor dan tanpa kegiatan digabung ke langkah di atasnya",
                    made.halaman,
                    len(part.rows),
                    made.kotak,
                )
            )
            place[index] = len(part.rows) - 1
            return
    if not symbols and not printed and text and _is_heading(row, table):
        part.ragu.append(
            Ragu(JenisRagu.KATA_TERSISA, f"judul bagian “{text}” tidak menjadi langkah", made.halaman, 0, made.kotak)
        )
        part.known += words
        return
    place[index] = len(part.rows)
    part.rows.append(made)


def _keeps_lines(text: str) -> bool:
    lines = text.splitlines()
    return len(lines) > 1 and sum(1 for line in lines if re.match(r"^(?:[-•–]|[a-z0-9]{1,2}[.)])\s", line)) >= 2


def _is_heading(row: BarisTabel, table: Tabel) -> bool:
    """Whether a row is a heading over steps: a text alone, without anything of a step."""
    others = [
        text for text, column in zip(row.isi, table.kolom, strict=True) if column.jenis in {*CELLS, "no"} and text
    ]
    return not others and row.bawah - row.atas < 30 and table.index_of("no") >= 0
