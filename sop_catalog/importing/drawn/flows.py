"""One flow over all its pages: rows in order, symbols, arrows joined where they cross from page to page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.drawn.arrows import Panah, find_arrows
from sop_catalog.importing.drawn.labels import Label, find_labels, give_labels
from sop_catalog.importing.drawn.page_breaks import BagianHalaman, join_over_breaks
from sop_catalog.importing.drawn.symbols import Lambang, find_symbols
from sop_catalog.importing.form.table import BarisTabel, Kolom, Tabel
from sop_catalog.importing.form.words import COLUMN_OF, fold
from sop_catalog.importing.naskah import Halaman, JenisBentuk, Kotak, Teks

_NUMBER = re.compile(r"^\W*([0-9]{1,3})\s*[a-z]?\W*$", re.IGNORECASE)
_SUM = re.compile(r"^(?:norma|jumlah|total|akumulasi) (?:norma )?(?:waktu|lama)|^(?:jumlah|total)$|^norma waktu")
_TO_PAGE = re.compile(r"^{0}(?:; {0})*$".format(r"[A-Z]{1,2}(?:, [A-Z]{1,2})* (?:ke|dari) hal\. [0-9]+(?:, [0-9]+)*"))
"""What stands beside the connectors at the end of a page that this program printed."""
_CELLS = ("kelengkapan", "waktu", "output", "keterangan")


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


def build_flows(pages: Sequence[tuple[Halaman, Sequence[Tabel]]]) -> list[Alur]:
    """The flows of one SOP, in order.

    Args:
        pages: its pages with their tables.
    """
    flows: list[Alur] = []
    parts: list[list[_Part]] = []
    for page, tables in pages:
        for table in tables:
            part = _read_part(page, table)
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


@dataclass
class _Part:
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


# --- One table ----------------------------------------------------------------------------------------------------


def _read_part(page: Halaman, table: Tabel) -> _Part:
    counting = {index for index, row in enumerate(table.baris) if _counts_columns(row, table)}
    symbols = [symbol for symbol in find_symbols(page, table) if symbol.baris not in counting]
    arrows = find_arrows(page, table, symbols)
    symbols = _without_dirt(symbols, arrows)
    labels = find_labels(page, table, symbols)
    arrows, free = give_labels(arrows, symbols, labels)
    given = [word for label in labels if label not in free for word in label.teks]
    labels = free
    given += [word for word in page.teks if any(s.penghubung and s.kotak.holds(word.kotak.tengah) for s in symbols)]
    part = _Part(page, table, [], [], arrows, [], [], [*table.kepala, *given])
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


def _is_column_number(label: Label, table: Tabel, part: _Part) -> bool:
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
    part: _Part, table: Tabel, row: BarisTabel, index: int, symbols: Sequence[Lambang], place: dict[int, int]
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
        if column.jenis in _CELLS:
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
            _join_rows(part.rows[-1], made)
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
        text for text, column in zip(row.isi, table.kolom, strict=True) if column.jenis in {*_CELLS, "no"} and text
    ]
    return not others and row.bawah - row.atas < 30 and table.index_of("no") >= 0


def _join_rows(above: BarisAlur, below: BarisAlur) -> None:
    """Add the cells of a row that goes on on the next page, or without a number, to the row above."""
    for kind, text in below.isi.items():
        if text:
            above.isi[kind] = f"{above.isi.get(kind, '')} {text}".strip()
    if below.kegiatan:
        above.kegiatan = f"{above.kegiatan} {below.kegiatan}".strip()
    above.teks += below.teks


# --- Several pages ------------------------------------------------------------------------------------------------


def _begins_anew(part: _Part, flow: Alur, parts: Sequence[_Part]) -> bool:
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


def _append(flow: Alur, part: _Part) -> None:
    base_row, base_symbol = len(flow.baris), len(flow.lambang)
    part.first_symbol = base_symbol
    if part.continued is not None:
        if flow.baris:
            _join_rows(flow.baris[-1], part.continued)
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


def _join_cells(flow: Alur, part: _Part) -> None:
    """A cell over several rows that a page's end cuts stands again on the next page: one cell, by its words, and a doubt.

    Only where it is seen to lie over several rows on either side of the page's end.
    """
    if not flow.baris or not part.rows or flow.baris[-1].halaman == part.page.nomor:
        return
    first = part.rows[0]
    for kind in _CELLS:
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


def _join_pages(flow: Alur, parts: Sequence[_Part]) -> None:
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


def _join_connectors(flow: Alur, parts: Sequence[_Part]) -> None:
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


def _twin(flow: Alur, out: int, ins: Sequence[int], page_of: dict[int, int], parts: Sequence[_Part]) -> int:
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


def _shares_letter(flow: Alur, out: int, into: int, page_of: dict[int, int], parts: Sequence[_Part]) -> bool:
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


def _is_low(symbol: Lambang, part: _Part) -> bool:
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
