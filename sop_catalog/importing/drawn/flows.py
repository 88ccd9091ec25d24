"""One flow over all its pages: rows in order, symbols, arrows joined where they cross from page to page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.drawn.alur import CELLS, Alur, Part, join_rows
from sop_catalog.importing.drawn.one_table import read_part
from sop_catalog.importing.drawn.page_breaks import BagianHalaman, join_over_breaks
from sop_catalog.importing.drawn.symbols import Lambang
from sop_catalog.importing.form.table import Kolom, Tabel
from sop_catalog.importing.form.words import fold
from sop_catalog.importing.naskah import Halaman, JenisBentuk


def build_flows(pages: Sequence[tuple[Halaman, Sequence[Tabel]]]) -> list[Alur]:
    """The flows of one SOP, in order.

    Args:
        pages: its pages with their tables.
    """
    flows: list[Alur] = []
    parts: list[list[Part]] = []
    for page, tables in pages:
        for table in tables:
            part = read_part(page, table)
            if not part.rows and not part.symbols:
                continue
            if flows and not _begins_anew(part, flows[-1], parts[-1]):
                _check_titles(flows[-1], table)
            else:
                flows.append(Alur(table.pelaksana))
                parts.append([])
            _append(flows[-1], part)
            parts[-1].append(part)
    for flow, own in zip(flows, parts, strict=True):
        _join_pages(flow, own)
        _check_numbers(flow)
    return flows


def _begins_anew(part: Part, flow: Alur, parts: Sequence[Part]) -> bool:
    """Whether a table begins another flow: its numbers begin at 1 again, or its columns are others."""
    if not part.table.berkepala:
        return False
    first = next((row.nomor for row in part.rows if row.nomor), 0)
    if first == 1 and flow.last_number >= 1:
        return True
    if first > 1 and first == flow.last_number + 1:
        return False
    return [fold(c.judul) for c in part.table.pelaksana] != [fold(c.judul) for c in flow.kolom] and bool(parts)


def _check_titles(flow: Alur, table: Tabel) -> None:
    titles = [column.judul for column in table.pelaksana]
    known = [column.judul for column in flow.kolom]
    if table.berkepala and [fold(title) for title in titles] != [fold(title) for title in known]:
        flow.ragu.append(
            Ragu(
                JenisRagu.JUDUL_KOLOM,
                f"judul kolom halaman ini ({', '.join(titles)}) berbeda dari halaman pertama ({', '.join(known)}); yang dipakai halaman pertama",
                table.halaman,
                0,
                table.kotak,
            )
        )


def _append(flow: Alur, part: Part) -> None:
    base_row, base_symbol = len(flow.baris), len(flow.lambang)
    part.first_symbol = base_symbol
    if part.continued is not None:
        if flow.baris:
            join_rows(flow.baris[-1], part.continued)
        else:
            part.rows.insert(0, part.continued)
            part.symbols = [replace(symbol, baris=_one_down(symbol.baris)) for symbol in part.symbols]
            part.continued = None
        if part.continued is not None:
            flow.ragu.append(
                Ragu(
                    JenisRagu.BARIS_LANJUTAN,
                    "baris pertama halaman ini tanpa nomor dan kegiatan; digabung ke langkah terakhir halaman sebelumnya",
                    part.page.nomor,
                    base_row,
                    part.continued.kotak,
                )
            )
    _join_cells(flow, part)
    flow.baris += part.rows
    for symbol in part.symbols:
        row = symbol.baris
        if row >= 0:
            row += base_row
        elif row == -2:
            row = base_row - 1
        flow.lambang.append(_among(flow.kolom, replace(symbol, baris=max(row, -1))))
    part.arrow_range = range(len(flow.panah), len(flow.panah) + len(part.arrows))
    for arrow in part.arrows:
        flow.panah.append(
            replace(
                arrow,
                dari=arrow.dari + base_symbol if arrow.dari >= 0 else -1,
                ke=arrow.ke + base_symbol if arrow.ke >= 0 else -1,
            )
        )
    flow.label_lepas += [(part.page.nomor, label) for label in part.labels]
    flow.tabel.append(part.table)
    flow.teks += part.known
    for doubt in part.ragu:
        flow.ragu.append(replace(doubt, langkah=doubt.langkah + base_row) if doubt.langkah else doubt)


def _join_cells(flow: Alur, part: Part) -> None:
    """A cell over several rows that a page's end cuts stands again on the next page: one cell, by its words, and a doubt.

    Only where it is seen to lie over several rows on either side of the page's end.
    """
    if not flow.baris or not part.rows or flow.baris[-1].halaman == part.page.nomor:
        return
    first = part.rows[0]
    for kind in CELLS:
        text = fold(first.isi.get(kind, ""))
        place = part.table.index_of(kind)
        above = [row for row in flow.baris if kind not in row.gabung]
        goes_on = kind in flow.baris[-1].gabung or (len(part.rows) > 1 and kind in part.rows[1].gabung)
        if not text or not above or place < 0 or not goes_on or text != fold(above[-1].isi.get(kind, "")):
            continue
        column = part.table.kolom[place]
        part.known += [word for word in first.teks if column.kiri <= word.kotak.tengah.x < column.kanan]
        first.isi[kind] = ""
        first.gabung.add(kind)
        part.ragu.append(
            Ragu(
                JenisRagu.BARIS_LANJUTAN,
                f"sel {kind} di awal halaman ini sama dengan sel yang terpotong di akhir halaman sebelumnya; dibaca sebagai satu sel",
                first.halaman,
                1,
                first.kotak,
            )
        )


def _among(kolom: Sequence[Kolom], symbol: Lambang) -> Lambang:
    """A symbol among the columns of the flow: in none where its own page has more of them than the first page."""
    shared = tuple(column for column in symbol.bersama if column < len(kolom))
    return replace(symbol, kolom=symbol.kolom if symbol.kolom < len(kolom) else -1, bersama=shared)


def _one_down(row: int) -> int:
    """The index of a row once the continued row (-2) is the part's first; -1 stays."""
    return row if row == -1 else 0 if row == -2 else row + 1


def _join_pages(flow: Alur, parts: Sequence[Part]) -> None:
    """Join arrows that leave one page to those that enter another: by connectors, else by their place."""
    pieces = [BagianHalaman(part.table, part.arrow_range) for part in parts]
    kept, joined = join_over_breaks(flow.panah, pieces)
    flow.panah = kept + [one.panah for one in joined]
    for one in joined:
        if not one.pasti:
            symbol = flow.lambang[one.panah.dari]
            flow.ragu.append(
                Ragu(
                    JenisRagu.GANTI_HALAMAN,
                    "panah yang terputus di batas halaman disambung dengan panah terdekat di halaman lain",
                    symbol.halaman,
                    symbol.baris + 1,
                    symbol.kotak,
                )
            )
    _join_connectors(flow, parts)
    _drop_connectors(flow)


def _join_connectors(flow: Alur, parts: Sequence[Part]) -> None:
    """Connectors that an arrow enters, with the one that an arrow leaves under the same letter, or at the same place."""
    page_of = {
        index: number
        for number, part in enumerate(parts)
        for index in range(part.first_symbol, part.first_symbol + len(part.symbols))
    }
    connectors = [index for index, symbol in enumerate(flow.lambang) if symbol.penghubung]
    outs = [index for index in connectors if any(arrow.ke == index for arrow in flow.panah)]
    ins = [index for index in connectors if any(arrow.dari == index for arrow in flow.panah) and index not in outs]
    free = list(ins)
    for out in outs:
        shared = [index for index in ins if index not in free and _shares_letter(flow, out, index, page_of, parts)]
        lettered = [index for index in free if _has_letter_of(flow.lambang[index], flow.lambang[out])]
        twin = _twin(flow, out, lettered or shared or free, page_of, parts)
        if twin < 0:
            continue
        if twin in free:
            free.remove(twin)
        for arrow in [arrow for arrow in flow.panah if arrow.ke == out]:
            for onward in [arrow for arrow in flow.panah if arrow.dari == twin]:
                flow.panah.append(replace(arrow, ke=onward.ke, label=arrow.label or onward.label))


def _twin(flow: Alur, out: int, ins: Sequence[int], page_of: dict[int, int], parts: Sequence[Part]) -> int:
    """The connector that goes on where another one ends; -1 for none."""
    symbol, page = flow.lambang[out], page_of[out]
    others = [index for index in ins if page_of[index] != page]
    lettered = [index for index in others if _has_letter_of(flow.lambang[index], symbol)]
    if lettered:
        return min(lettered, key=lambda index: abs(page_of[index] - page))
    unmarked = [index for index in others if not symbol.isi or not flow.lambang[index].isi]
    step = 1 if _is_low(symbol, parts[page]) else -1
    near = [
        index
        for index in unmarked
        if page_of[index] == page + step and _is_low(flow.lambang[index], parts[page + step]) is (step < 0)
    ] or [index for index in unmarked if abs(page_of[index] - page) == 1]
    if not near:
        return -1
    return min(near, key=lambda index: abs(flow.lambang[index].kotak.tengah.x - symbol.kotak.tengah.x))


def _shares_letter(flow: Alur, out: int, into: int, page_of: dict[int, int], parts: Sequence[Part]) -> bool:
    """Whether a line may come in where another one with its letter does: from that side on which it leaves its page."""
    one, other = page_of[out], page_of[into]
    is_later = other > one
    return (
        one != other
        and _has_letter_of(flow.lambang[into], flow.lambang[out])
        and _is_low(flow.lambang[out], parts[one]) is is_later
        and _is_low(flow.lambang[into], parts[other]) is not is_later
    )


def _has_letter_of(symbol: Lambang, other: Lambang) -> bool:
    return bool(other.isi) and fold(symbol.isi) == fold(other.isi)


def _is_low(symbol: Lambang, part: Part) -> bool:
    """Whether a symbol stands in the lower half of its table."""
    return symbol.kotak.tengah.y > (part.table.badan + part.table.kotak.bawah) / 2


def _drop_connectors(flow: Alur) -> None:
    """Arrows from and to connectors are either joined by now or end on another page that nothing names."""
    connectors = {index for index, symbol in enumerate(flow.lambang) if symbol.penghubung}
    sources = {arrow.dari for arrow in flow.panah if arrow.ke not in connectors}
    kept = []
    for arrow in flow.panah:
        if arrow.dari in connectors:
            continue
        if arrow.ke in connectors:
            if arrow.dari in sources and any(
                other.dari == arrow.dari and other.ke not in connectors and other.titik == arrow.titik
                for other in flow.panah
            ):
                continue
            kept.append(replace(arrow, ke=-1))
        else:
            kept.append(arrow)
    flow.panah = kept


def _check_numbers(flow: Alur) -> None:
    printed = [(index, row.nomor) for index, row in enumerate(flow.baris) if row.nomor]
    missing = [index for index, row in enumerate(flow.baris) if not row.nomor]
    if printed and missing:
        for index in missing:
            flow.ragu.append(
                Ragu(
                    JenisRagu.NOMOR,
                    "baris ini tidak bernomor pada naskah; dibaca sebagai langkah sendiri",
                    flow.baris[index].halaman,
                    index + 1,
                    flow.baris[index].kotak,
                )
            )
    for index, number in printed:
        if number != index + 1 and not missing:
            flow.ragu.append(
                Ragu(
                    JenisRagu.NOMOR,
                    f"nomor pada naskah {number}, menurut urutannya langkah {index + 1}",
                    flow.baris[index].halaman,
                    index + 1,
                    flow.baris[index].kotak,
                )
            )
            return


def diamonds(flow: Alur) -> Iterator[int]:
    """Indices of the diamonds."""
    return (index for index, symbol in enumerate(flow.lambang) if symbol.jenis is JenisBentuk.KETUPAT)
