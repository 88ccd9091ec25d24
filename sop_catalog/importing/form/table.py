"""The activity table of a page: its head, columns, rows and cells, by the rules and the words of the head."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sop_catalog.importing.form.cells import Petak
from sop_catalog.importing.form.lines_of_text import cell_text
from sop_catalog.importing.form.words import COLUMN_OF, fold
from sop_catalog.importing.naskah import GarisTabel, Halaman, Kotak, Lapisan, Teks, union

_COLUMN_SHARE = 0.72
"""A column's rule covers at least this share of the body."""
_ROW_SHARE = 0.8
"""A row's rule covers at least this share of No and Kegiatan."""
_RIGHT_SHARE = 0.55
"""And this one of the columns on the right, where it does not cover No."""
_ALIKE = 0.8
"""Likeness of a title that OCR misread, for `difflib`."""
_SAME = 2.6
"""Rules closer than this are one side of a cell."""
_FIXED = ("no", "kegiatan", "kelengkapan", "waktu", "output", "keterangan")


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column."""

    kiri: float
    kanan: float
    jenis: str
    """no, kegiatan, pelaksana, kelengkapan, waktu, output, keterangan; "" for one that nothing names."""
    judul: str = ""
    kelompok: str = ""
    """The title that it shares with its neighbours, other than "Pelaksana" and "Mutu Baku"."""
    terpisah: bool = False
    """Cut off its neighbour by the row of column numbers: there is no rule between them."""

    @property
    def lebar(self) -> float:
        """Width."""
        return self.kanan - self.kiri


@dataclass(frozen=True, slots=True)
class BarisTabel:
    """A row as it is ruled."""

    atas: float
    bawah: float
    isi: tuple[str, ...]
    """One text a column; "" in the performers' columns, whose words belong to the drawing."""
    gabung: tuple[bool, ...]
    """Whether a column's cell is the one above, going on."""
    kata: tuple[tuple[Teks, ...], ...] = field(default=(), repr=False)
    """The words behind the texts."""


@dataclass(frozen=True, slots=True)
class Tabel:
    """An activity table, or the part of it that stands on one page."""

    halaman: int
    """Number of the page."""
    kotak: Kotak
    """From the head's top to the last rule."""
    badan: float
    """y where the head ends."""
    kolom: tuple[Kolom, ...]
    baris: tuple[BarisTabel, ...]
    kepala: tuple[Teks, ...] = field(default=(), repr=False)
    """The words of the head."""
    berkepala: bool = True
    """Whether this page repeats the head."""

    @property
    def pelaksana(self) -> tuple[Kolom, ...]:
        """The performers' columns."""
        return tuple(kolom for kolom in self.kolom if kolom.jenis == "pelaksana")

    def index_of(self, jenis: str) -> int:
        """The index of a column by its kind; -1 where there is none."""
        return next((index for index, kolom in enumerate(self.kolom) if kolom.jenis == jenis), -1)


@dataclass(frozen=True, slots=True)
class _Head:
    top: float
    bottom: float
    left: float
    right: float
    cells: tuple[Petak, ...]


def find_tables(page: Halaman, cells: Sequence[Petak], before: Tabel | None) -> list[Tabel]:
    """The tables of a page, top down.

    Args:
        page: the page.
        cells: its cells (`build_cells`).
        before: the last table of the pages before, which may go on here without a head.
    """
    heads = _find_heads(cells)
    found: list[Tabel] = []
    for index, head in enumerate(heads):
        limit = heads[index + 1].top if index + 1 < len(heads) else page.tinggi
        table = _read_table(page, head, limit)
        if table is not None:
            found.append(table)
    if before is not None:
        first = found[0].kotak.atas if found else page.tinggi
        rest = _read_continued(page, before, first)
        if rest is not None:
            found.insert(0, rest)
    return found


def _find_heads(cells: Sequence[Petak]) -> list[_Head]:
    """Heads: a cell of Kegiatan with Waktu, Output or Kelengkapan on its right, on one height."""
    named = [(_column_of(cell.isi, cell.teks), cell) for cell in cells]
    heads: list[_Head] = []
    for kind, activity in named:
        if kind != "kegiatan" or activity.kotak.tinggi > 220:
            continue
        box = activity.kotak
        right = [
            (other, cell)
            for other, cell in named
            if other in {"waktu", "output", "kelengkapan", "keterangan", "mutu_baku", "pelaksana"}
            and cell.kotak.kiri >= box.kanan - 2
            and cell.kotak.atas < box.bawah + 2
            and cell.kotak.bawah > box.atas - 2
            and cell.kotak.tinggi < 220
        ]
        kinds = {other for other, _ in right}
        if len(kinds & {"waktu", "output", "kelengkapan"}) < 2 and not (
            "waktu" in kinds and ("pelaksana" in kinds or "keterangan" in kinds)
        ):
            continue
        left = [cell for other, cell in named if other == "no" and cell.kotak.kanan <= box.kiri + 3
                and cell.kotak.atas < box.bawah and cell.kotak.bawah > box.atas]  # fmt: skip
        parts = [activity, *left, *(cell for _, cell in right)]
        lowest = max(cell.kotak.bawah for cell in parts)
        highest = min(cell.kotak.atas for cell in parts)
        if any(abs(head.top - highest) < 4 for head in heads):
            continue
        whole = union([cell.kotak for cell in parts])
        inside = [
            cell
            for cell in cells
            if highest - 1 <= cell.kotak.tengah.y <= lowest + 1
            and whole.kiri - 1 <= cell.kotak.tengah.x <= whole.kanan + 1
        ]
        heads.append(_Head(highest, lowest, whole.kiri, whole.kanan, tuple(inside)))
    return sorted(heads, key=lambda head: head.top)


def _column_of(title: str, words: Sequence[Teks]) -> str:
    """The column that a title names; a title of OCR may be off by a few letters."""
    folded = fold(title.replace("\n", " "))
    found = COLUMN_OF.get(folded) or COLUMN_OF.get(fold(re.sub(r"\([^()]*\)", " ", title)), "")
    if not found and len(folded) > 4 and words and all(word.lapisan is Lapisan.OCR for word in words):
        near = difflib.get_close_matches(folded, list(COLUMN_OF), 1, _ALIKE)
        found = COLUMN_OF[near[0]] if near else ""
    return found


# --- Columns ------------------------------------------------------------------------------------------------------


def _read_table(page: Halaman, head: _Head, limit: float) -> Tabel | None:
    rules = page.garis_tabel
    bottom = _bottom(rules, head.bottom, limit, head.left, head.right)
    if bottom - head.bottom < 6:
        return None
    edges = _column_edges(rules, head, bottom)
    if len(edges) < 4:
        return None
    body = Kotak(edges[0], head.top, edges[-1], bottom)
    words = [word for word in page.teks if body.grown(1).holds(word.kotak.tengah)]
    title_words = [word for word in words if word.kotak.tengah.y < head.bottom]
    columns = split_by_numbers(_name_columns(edges, head, title_words, rules), words, title_words)
    if not any(column.jenis == "kegiatan" for column in columns):
        return None
    table = Tabel(page.nomor, body, head.bottom, columns, (), tuple(title_words))
    table = replace(table, baris=_read_rows(rules, table, words))
    columns = _by_content(table, page, words)
    if columns == table.kolom:
        return table
    table = replace(table, kolom=columns)
    return replace(table, baris=_read_rows(rules, table, words))


def split_by_numbers(columns: tuple[Kolom, ...], words: Sequence[Teks], titles: Sequence[Teks]) -> tuple[Kolom, ...]:
    """Split performers' columns that have no rule between them where the row of column numbers counts two.

    Args:
        columns: the columns by their rules.
        words: the words of the table.
        titles: the words of its head.
    """
    found: list[Kolom] = []
    numbers = _column_numbers(words, len(columns))
    for column in columns:
        own = [word for word in numbers if column.kiri <= word.kotak.tengah.x < column.kanan]
        if column.jenis != "pelaksana" or len(own) < 2:
            found.append(column)
            continue
        cuts = [(left.kotak.tengah.x + right.kotak.tengah.x) / 2 for left, right in pairwise(own)]
        for left, right in pairwise([column.kiri, *cuts, column.kanan]):
            inside = [
                word
                for word in titles
                if left <= word.kotak.tengah.x < right
                and word not in own
                and not _is_number_row(word.isi)
                and COLUMN_OF.get(fold(word.isi)) != "pelaksana"
            ]
            title = " ".join(cell_text(inside, None).split())
            found.append(replace(column, kiri=left, kanan=right, judul=title, terpisah=True))
    return tuple(found)


def _column_numbers(words: Sequence[Teks], least: int) -> list[Teks]:
    """The row of column numbers: on one line, counting up by one, at least one for each column."""
    lines: dict[int, list[Teks]] = {}
    for word in words:
        if re.fullmatch(r"\(?[0-9]{1,2}\)?", word.isi.strip()):
            lines.setdefault(round(word.kotak.tengah.y / 3), []).append(word)
    for line in lines.values():
        line.sort(key=lambda word: word.kotak.kiri)
        counted = [int(word.isi.strip(" ()")) for word in line]
        if len(line) > least and all(after == before + 1 for before, after in pairwise(counted)):
            return line
    return []


def _by_content(table: Tabel, page: Halaman, words: Sequence[Teks]) -> tuple[Kolom, ...]:
    """The last performers' column is Kelengkapan under another title where it holds texts throughout and no symbol."""
    place = max((index for index, column in enumerate(table.kolom) if column.jenis == "pelaksana"), default=-1)
    if place < 0 or any(column.jenis == "kelengkapan" for column in table.kolom) or len(table.pelaksana) < 2:
        return table.kolom
    column = table.kolom[place]
    body = Kotak(column.kiri, table.badan, column.kanan, table.kotak.bawah)
    drawn = [shape for shape in page.bentuk if body.holds(shape.kotak.tengah) and shape.garis_tepi]
    written = 0
    for row in table.baris:
        cell = Kotak(column.kiri, row.atas, column.kanan, row.bawah)
        text = "".join(word.isi for word in words if cell.holds(word.kotak.tengah))
        written += sum(1 for character in text if character.isalpha()) >= 4
    if drawn or written < 2 or written < 0.6 * len(table.baris):
        return table.kolom
    return tuple(replace(one, jenis="kelengkapan") if one is column else one for one in table.kolom)


def _read_continued(page: Halaman, before: Tabel, limit: float) -> Tabel | None:
    """The rest of a table on the next page: the same columns, maybe shifted, without a head."""
    rules = page.garis_tabel
    wanted = [before.kolom[0].kiri, *(column.kanan for column in before.kolom)]
    upright = _clusters(rule for rule in rules if rule.tegak and rule.dari < limit - 4)
    if len(upright) < 4:
        return None
    for first, _ in upright:
        shift = first - wanted[0]
        found = [_nearest(upright, want + shift) for want in wanted]
        if all(abs(x - want - shift) <= 3 for x, want in zip(found, wanted, strict=True)):
            break
    else:
        return None
    spans = [
        (rule.dari, min(rule.sampai, limit))
        for rule in rules
        if rule.tegak and min(abs(rule.koordinat - x) for x in found) <= _SAME and rule.dari < limit - 4
    ]
    top, bottom = _common_span(spans, len(found))
    if bottom - top < 12:
        return None
    columns = tuple(
        replace(column, kiri=left, kanan=right)
        for column, left, right in zip(before.kolom, found, found[1:], strict=False)
    )
    body = Kotak(found[0], top, found[-1], bottom)
    words = [word for word in page.teks if body.grown(1).holds(word.kotak.tengah)]
    table = Tabel(page.nomor, body, top, columns, (), (), berkepala=False)
    return replace(table, baris=_read_rows(rules, table, words))


def _nearest(lines: Sequence[tuple[float, list[GarisTabel]]], wanted: float) -> float:
    return min((x for x, _ in lines), key=lambda x: abs(x - wanted))


def _common_span(spans: Sequence[tuple[float, float]], columns: int) -> tuple[float, float]:
    """From where to where most of a table's upright rules run."""
    if not spans:
        return 0.0, 0.0
    tops = sorted(start for start, _ in spans)
    bottoms = sorted((end for _, end in spans), reverse=True)
    place = min(len(spans) - 1, max(0, columns // 2 - 1))
    return tops[min(place, 1)], bottoms[min(place, 1)]


def _clusters(rules: Iterable[GarisTabel]) -> list[tuple[float, list[GarisTabel]]]:
    """Rules that lie on one line, with its mean place."""
    groups: list[list[GarisTabel]] = []
    for rule in sorted(rules, key=lambda rule: rule.koordinat):
        if groups and rule.koordinat - groups[-1][-1].koordinat <= _SAME:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    found = []
    for group in groups:
        total = sum(rule.panjang for rule in group) or 1.0
        found.append((sum(rule.koordinat * rule.panjang for rule in group) / total, group))
    return found


def covered(rules: Sequence[GarisTabel], start: float, end: float) -> float:
    """The share of a stretch that rules on one line cover."""
    if end <= start:
        return 0.0
    total, at = 0.0, start
    for rule in sorted(rules, key=lambda rule: rule.dari):
        low, high = max(rule.dari, at), min(rule.sampai, end)
        if high > low:
            total += high - low
            at = high
    return total / (end - start)


def _bottom(rules: Sequence[GarisTabel], top: float, limit: float, left: float, right: float) -> float:
    """Where the table ends: most of the upright rules that pass the head's lower side end there."""
    ends = []
    for x, group in _clusters(rule for rule in rules if rule.tegak):
        if not left - 3 <= x <= right + 3:
            continue
        at = top
        for rule in sorted(group, key=lambda rule: rule.dari):
            if rule.dari <= at + 4 and rule.sampai > at:
                at = min(rule.sampai, limit)
        if at > top + 6:
            ends.append(at)
    if not ends:
        return top
    ends.sort(reverse=True)
    return ends[min(len(ends) - 1, 1)]


def _column_edges(rules: Sequence[GarisTabel], head: _Head, bottom: float) -> list[float]:
    edges = []
    for x, group in _clusters(rule for rule in rules if rule.tegak):
        if not head.left - 3 <= x <= head.right + 3:
            continue
        in_body = covered(group, head.bottom, bottom)
        in_head = covered(group, head.bottom - min(9.0, (head.bottom - head.top) / 2), head.bottom - 0.8)
        if in_body >= _COLUMN_SHARE and in_head >= 0.5:
            edges.append(x)
    return edges


def _name_columns(
    edges: Sequence[float], head: _Head, words: Sequence[Teks], rules: Sequence[GarisTabel]
) -> tuple[Kolom, ...]:
    kinds: list[str] = []
    titles: list[str] = []
    groups: list[str] = []
    level = _clusters(rule for rule in rules if not rule.tegak and head.top - 2 <= rule.koordinat <= head.bottom + 2)
    for left, right in pairwise(edges):
        parts = _head_parts(left, right, head, level)
        said: list[str] = []
        group = ""
        for top, bottom, first, last in parts:
            inside = [
                word
                for word in words
                if top - 0.5 <= word.kotak.tengah.y <= bottom + 0.5 and first - 1 <= word.kotak.tengah.x <= last + 1
            ]
            text = " ".join(cell_text(inside, Kotak(first, top, last, bottom)).split())
            if not text or _is_number_row(text):
                continue
            if last - first > (right - left) + 3:
                if COLUMN_OF.get(fold(text)) not in {"pelaksana", "mutu_baku"}:
                    group = text
            else:
                said.append(text)
        # Over a single performer the title of all performers is as narrow as its own.
        over = [text for text in said[:-1] if COLUMN_OF.get(fold(text)) not in {"pelaksana", "mutu_baku"}]
        title = " ".join([*over, *said[-1:]])
        own = [word for word in words if left - 1 <= word.kotak.tengah.x <= right + 1]
        kinds.append(_column_of(title, own))
        titles.append(title)
        groups.append(group)
    kinds = _performers_by_place(kinds)
    return tuple(
        Kolom(left, right, kind, title, group if kind == "pelaksana" else "")
        for left, right, kind, title, group in zip(edges, edges[1:], kinds, titles, groups, strict=False)
    )


def _is_number_row(text: str) -> bool:
    return fold(text).replace(" ", "").isdigit()


def _head_parts(
    left: float, right: float, head: _Head, level: Sequence[tuple[float, list[GarisTabel]]]
) -> list[tuple[float, float, float, float]]:
    """The cells of the head above a column, top down: (top, bottom, left, right)."""
    ys = [head.top]
    for y, group in level:
        if head.top + 3 < y < head.bottom - 3 and covered(group, left, right) > 0.6:
            ys.append(y)
    ys.append(head.bottom)
    parts = []
    for top, bottom in pairwise(ys):
        middle = (top + bottom) / 2
        around = [cell for cell in head.cells if cell.kotak.atas - 1 <= middle <= cell.kotak.bawah + 1]
        first, last = left, right
        for cell in around:
            if cell.kotak.kiri <= left + 2 and cell.kotak.kanan >= right - 2:
                first, last = cell.kotak.kiri, cell.kotak.kanan
        parts.append((top, bottom, first, last))
    return parts


def _performers_by_place(kinds: Sequence[str]) -> list[str]:
    """Kinds of all columns: what stands between Kegiatan and the first of Kelengkapan, Waktu and Output is a performer."""
    named = list(kinds)
    if "kegiatan" not in named:
        return named
    start = named.index("kegiatan")
    quality = [i for i, kind in enumerate(named) if kind in {"kelengkapan", "waktu", "output"} and i > start]
    end = quality[0] if quality else len(named)
    for index in range(start + 1, end):
        named[index] = "pelaksana"
    seen: set[str] = set()
    for index, kind in enumerate(named):
        if (
            (kind in _FIXED and kind in seen)
            or kind == "mutu_baku"
            or (kind == "pelaksana" and not start < index < end)
        ):
            named[index] = ""
        seen.add(kind)
    return named


# --- Rows ---------------------------------------------------------------------------------------------------------


def _read_rows(rules: Sequence[GarisTabel], table: Tabel, words: Sequence[Teks]) -> tuple[BarisTabel, ...]:
    level = _clusters(
        rule for rule in rules if not rule.tegak and table.badan - 3 <= rule.koordinat <= table.kotak.bawah + 3
    )
    edges = [table.badan]
    for y, group in level:
        if y - edges[-1] > 4 and table.kotak.bawah - y > 4 and _is_row_rule(group, table):
            edges.append(y)
    edges.append(table.kotak.bawah)
    joined = [_joined_above(level, edges, column) for column in table.kolom]
    body = [word for word in words if word.kotak.tengah.y >= table.badan - 0.5]
    rows = []
    for index, (top, bottom) in enumerate(pairwise(edges)):
        texts: list[str] = []
        owned: list[tuple[Teks, ...]] = []
        for place, column in enumerate(table.kolom):
            if column.jenis == "pelaksana" or joined[place][index]:
                texts.append("")
                owned.append(())
                continue
            last = index
            while last + 1 < len(edges) - 1 and joined[place][last + 1]:
                last += 1
            box = Kotak(column.kiri, top, column.kanan, edges[last + 1])
            inside = tuple(word for word in body if _in_cell(word, box))
            texts.append(cell_text(inside, box))
            owned.append(inside)
        rows.append(BarisTabel(top, bottom, tuple(texts), tuple(join[index] for join in joined), tuple(owned)))
    return tuple(rows)


def _in_cell(word: Teks, box: Kotak) -> bool:
    centre = word.kotak.tengah
    return box.kiri <= centre.x < box.kanan and box.atas <= centre.y < box.bawah


def _is_row_rule(group: Sequence[GarisTabel], table: Tabel) -> bool:
    number, activity = table.index_of("no"), table.index_of("kegiatan")
    column = table.kolom[activity]
    if covered(group, column.kiri, column.kanan) < _ROW_SHARE:
        return False
    if number >= 0 and covered(group, table.kolom[number].kiri, table.kolom[number].kanan) >= _ROW_SHARE:
        return True
    right = [other for other in table.kolom if other.kiri >= column.kanan - 1 and other.jenis not in {"pelaksana", ""}]
    width = sum(other.lebar for other in right)
    shared = sum(covered(group, other.kiri, other.kanan) * other.lebar for other in right)
    return not width or shared / width >= _RIGHT_SHARE


def _joined_above(level: Sequence[tuple[float, list[GarisTabel]]], edges: Sequence[float], column: Kolom) -> list[bool]:
    """For each row whether this column's cell is the one above: no rule between them."""
    joined = [False]
    for y in edges[1:-1]:
        near = [rule for at, group in level if abs(at - y) <= _SAME for rule in group]
        joined.append(covered(near, column.kiri, column.kanan) < 0.5)
    return joined
