"""Rows of a table that somebody has copied out of Word or Excel, as rows of an SOP; what is doubtful is named.

A first line of titles says which column is which, in the form's own words (`model.vocabulary`) or a performer's title.
Without one the columns are told by what stands in them: numbers, times, marks, and the longest text, which is what is
done. Nothing is guessed in silence: how each column was understood is part of the answer, and so is every doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.editing.columns import new_code
from sop_catalog.editing.scalars import clean
from sop_catalog.editing.steps import JOINED
from sop_catalog.model.sop import SEL_GABUNG
from sop_catalog.model.values.durasi import parse_durasi
from sop_catalog.model.values.waktu import Durasi
from sop_catalog.model.vocabulary import find_key

Json = Any

_CELLS = ("kegiatan", "kelengkapan", "waktu", "output", "keterangan")
_NUMBER = re.compile(r"\(?(\d{1,3}|[a-z])[.)]?\)?")
_BULLET = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z])[.)]|[-•●▪■◦‣*·])\s+")
_MARK = re.compile(r"[xXvV✓✔√●•■□▭▢◇◊⬭oO0→←↓↑\-–|.\s]{0,6}|mulai|selesai", re.IGNORECASE)
_LABEL = re.compile(r"(?:ya|tidak|y|t)[\s/]*(?:ya|tidak|y|t)?", re.IGNORECASE)
_TOTAL = re.compile(r"(?:norma waktu|jumlah|total)\b", re.IGNORECASE)
_NAMED = "pelaksana"  # a column that names in each row who does it
_NAMES = re.compile(r"\s*[,;\n]\s*")
_GROUPS = {"pelaksana", "mutu baku", "pelaksanaan"}
_HEAD_ROWS = 4
_JOINABLE = frozenset(SEL_GABUNG)


@dataclass
class _Reading:
    """What is found out on the way."""

    columns: dict[str, str]
    """Folded title → code of the columns that the SOP has."""
    meanings: list[str] = field(default_factory=list)
    """Of each pasted column: a cell's key, "no", "pelaksana" of names, "@" and a performer's code, or "" for none."""
    fresh: dict[str, str] = field(default_factory=dict)
    """Code → title of columns that the SOP lacks."""
    doubts: list[Json] = field(default_factory=list)

    def doubt(self, text: str, row: int = -1) -> None:
        """Note what somebody should look at; `row` counts the rows that come, from 0."""
        self.doubts.append({"teks": text, "baris": row})


def read_pasted(rows: Sequence[Sequence[str]], columns: Sequence[Json]) -> Json:
    """Read a pasted table.

    Args:
        rows: the texts of its cells, row by row; "^" for one that is joined with the cell above it. A list of lines has one
            column.
        columns: the SOP's own columns, each with `kode` and `judul`.

    Returns:
        `baris`: records for new rows. `kolom_baru`: columns that the rows need, with `kode` and `judul`. `arti`: what
        each pasted column was taken for. `ragu`: doubts, each with `teks` and the number of a row or -1.
    """
    table = [[clean(str(cell), keeps_lines=True) for cell in row] for row in rows]
    table = [row for row in table if any(cell for cell in row if cell != JOINED)]
    width = max((len(row) for row in table), default=0)
    table = [[*row, *[""] * (width - len(row))] for row in table]
    reading = _Reading({fold_name(column["judul"]): column["kode"] for column in columns})
    body = _read_head([["" if cell == JOINED else cell for cell in row] for row in table], reading)
    if not reading.meanings:
        _guess(body, [column["kode"] for column in columns], reading)
    _share(body, table[len(table) - len(body) :], reading)
    records = [record for record in (_record(row, reading) for row in body) if record]
    for index, record in enumerate(records):
        if "kegiatan" not in record:
            reading.doubt("baris ini tanpa uraian kegiatan", index)
        if width > 1 and "pelaksana" not in record and any(item.startswith(("@", _NAMED)) for item in reading.meanings):
            reading.doubt("pelaksana baris ini tidak terbaca", index)
        if record.get("waktu", JOINED) != JOINED and not isinstance(parse_durasi(str(record["waktu"])), Durasi):
            reading.doubt(f"waktu “{record['waktu']}” tidak dipahami", index)
    return {
        "baris": records,
        "kolom_baru": [{"kode": code, "judul": title} for code, title in reading.fresh.items()],
        "arti": [_title_of(meaning, reading, columns) for meaning in reading.meanings],
        "ragu": reading.doubts,
    }


def _title_of(meaning: str, reading: _Reading, columns: Sequence[Json]) -> str:
    if meaning.startswith("@"):
        titles = {column["kode"]: column["judul"] for column in columns} | reading.fresh
        return f"pelaksana {titles.get(meaning[1:], meaning[1:])}"
    return meaning or "tidak dipakai"


# --- The head -----------------------------------------------------------------------------------------------------


def _read_head(table: list[list[str]], reading: _Reading) -> list[list[str]]:
    """Take the lines of titles off; what is left are the rows."""
    found: dict[int, str] = {}
    head = 0
    for number, row in enumerate(table[:_HEAD_ROWS]):
        meanings = {index: _meaning(cell, reading) for index, cell in enumerate(row) if cell}
        known = {index: meaning for index, meaning in meanings.items() if meaning}
        is_numbers = all(_NUMBER.fullmatch(cell) for cell in row if cell)
        if number and head == number and is_numbers and sum(map(bool, row)) > 2:  # the numbers of the columns
            head = number + 1
            continue
        if not _is_head(meanings, found if head else None):
            break
        found |= known
        head = number + 1
    if not head:
        return table
    width = len(table[0])
    first = min(
        (index for index, meaning in found.items() if meaning in {"kelengkapan", "waktu", "output"}), default=width
    )
    start = max((index for index, meaning in found.items() if meaning == "kegiatan"), default=0)
    for index in range(width):
        title = next(
            (row[index] for row in reversed(table[:head]) if row[index] and not _NUMBER.fullmatch(row[index])), ""
        )
        if index in found or not title:
            continue
        if fold_name(title) == _NAMED and _are([row[index] for row in table[head:]], _is_name):
            found[index] = _NAMED
        elif start < index < first and fold_name(title) not in map(fold_name, _GROUPS):
            code = new_code(title, [*reading.columns.values(), *reading.fresh])
            reading.fresh[code] = title
            found[index] = f"@{code}"
            reading.doubt(f"kolom pelaksana “{title}” belum ada dan akan ditambahkan")
    reading.meanings = [found.get(index, "") for index in range(width)]
    return table[head:]


def _is_head(meanings: dict[int, str], found: dict[int, str] | None) -> bool:
    """Whether a line is one of titles, by what its filled cells could mean; `found`: what the lines above it meant.

    The first one names two columns at least; a further one, below groups such as "Mutu Baku", leaves what is named
    already blank, or says it again, while a row of the table says there what is done.
    """
    known = {index: meaning for index, meaning in meanings.items() if meaning}
    if found is None or "kegiatan" not in found.values():
        return len(known) > 1
    return bool(known) and all(meanings.get(index, meaning) == meaning for index, meaning in found.items())


def _meaning(title: str, reading: _Reading) -> str:
    code = reading.columns.get(fold_name(title))
    if code:
        return f"@{code}"
    if title.lower().rstrip(".") in {"no", "nomor", "no urut"}:
        return "no"
    key = find_key(title.replace("\n", " "), "langkah", _CELLS)
    return key if key in _CELLS else ""


# --- Without a head -----------------------------------------------------------------------------------------------


def _guess(rows: list[list[str]], codes: list[str], reading: _Reading) -> None:
    """Tell the columns by what stands in them."""
    width = len(rows[0]) if rows else 0
    cells = [[row[index] for row in rows] for index in range(width)]
    meanings = [""] * width
    numbered = [index for index in range(width) if _are(cells[index], _NUMBER.fullmatch)]
    if numbered and width > 1:
        meanings[numbered[0]] = "no"
    times = [index for index in range(width) if not meanings[index] and _are(cells[index], _is_time)]
    if times:
        meanings[times[0]] = "waktu"
    texts = [
        index for index in range(width) if not meanings[index] and not _are(cells[index], _MARK.fullmatch, blank=True)
    ]
    named = [index for index in texts if _are(cells[index], lambda cell: fold_name(cell) in reading.columns, share=0.5)]
    if named and len(texts) > 1:
        meanings[named[0]] = _NAMED
        texts.remove(named[0])
    if texts:
        longest = max(texts, key=lambda index: sum(map(len, cells[index])))
        meanings[longest] = "kegiatan"
        texts.remove(longest)
        marks = [index for index in range(longest + 1, width) if not meanings[index] and index not in texts]
        if marks and len(marks) <= len(codes):
            for index, code in zip(marks, codes, strict=False):
                meanings[index] = f"@{code}"
        elif marks:
            reading.doubt(
                f"{len(marks)} kolom bertanda tidak sama banyaknya dengan {len(codes)} kolom pelaksana, jadi tidak dipakai;"
                " salin tabelnya bersama baris judulnya, atau tambah dahulu kolom pelaksananya"
            )
        before = [index for index in texts if not times or index < times[0]]
        behind = [index for index in texts if index not in before]
        for index, key in [
            *zip(before, ("kelengkapan",), strict=False),
            *zip(behind, ("output", "keterangan"), strict=False),
        ]:
            meanings[index] = key
    if width > 1:
        reading.doubt("tabel ini tanpa baris judul; arti tiap kolom diduga dari isinya")
    reading.meanings = meanings


def _are(cells: list[str], test: Any, *, blank: bool = False, share: float = 0.7) -> bool:
    """Whether most cells that hold something pass a test."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return blank
    return sum(bool(test(cell)) for cell in filled) >= share * len(filled)


def _is_name(cell: str) -> bool:
    """Whether a cell below "Pelaksana" names somebody; a mark or a label belongs to a drawing."""
    return bool(re.search(r"[^\W\d_]{2}", cell)) and not _MARK.fullmatch(cell) and not _LABEL.fullmatch(cell)


def _is_time(cell: str) -> bool:
    read = parse_durasi(cell)
    return isinstance(read, Durasi) and (bool(read.lama) or cell.lower() in {"menit", "jam", "hari"})


def _share(body: list[list[str]], marked: list[list[str]], reading: _Reading) -> None:
    """What a joined cell means in each of its rows: the same performer; of the standards, one cell."""
    for number, row in enumerate(marked[1:], 1):
        for index, meaning in enumerate(reading.meanings):
            if row[index] != JOINED:
                continue
            if meaning.startswith(("@", _NAMED)):
                body[number][index] = body[number - 1][index]
            elif meaning in _JOINABLE:
                body[number][index] = JOINED


# --- Rows ---------------------------------------------------------------------------------------------------------


def _performers(cell: str, meaning: str, reading: _Reading) -> list[str]:
    """The codes that a cell stands for: of its column, or of those it names; whom no column has gets one."""
    if meaning.startswith("@"):
        if not _LABEL.fullmatch(cell):
            return [meaning[1:]]
        reading.doubt(f"label “{cell}” di kolom pelaksana tidak dipakai; tentukan cabangnya pada tabel")
        return []
    known = reading.columns | {fold_name(title): code for code, title in reading.fresh.items()}
    whole = known.get(fold_name(" ".join(cell.split())))
    if whole or not _is_name(cell):
        return [whole] if whole else []
    codes = []
    for name in filter(None, _NAMES.split(cell.strip())):
        if fold_name(name) not in known:
            known[fold_name(name)] = new_code(name, list(known.values()))
            reading.fresh[known[fold_name(name)]] = name
            reading.doubt(f"kolom pelaksana “{name}” belum ada dan akan ditambahkan")
        codes.append(known[fold_name(name)])
    return codes


def _in_line(cell: str) -> str:
    """The words of a cell in one line, unless its lines are a list: "a. fotokopi KTP;" stays a line of its own."""
    if any(_BULLET.match(line.strip()) for line in cell.split("\n")[1:]):
        return cell
    return " ".join(cell.split())


def _record(row: list[str], reading: _Reading) -> Json:
    record: dict[str, Json] = {}
    performers: list[str] = []
    for cell, meaning in zip(row, reading.meanings, strict=False):
        if not cell:
            continue
        if meaning.startswith(("@", _NAMED)):
            performers += _performers(cell, meaning, reading)
        elif meaning in _CELLS:
            record[meaning] = cell if meaning in {"kelengkapan", "output", "keterangan"} else _in_line(cell)
    if any(_TOTAL.match(cell) for cell in row if cell) and not performers:
        reading.doubt("baris jumlah norma waktu dilewati; jumlahnya dihitung otomatis")
        return None
    if "kegiatan" in record:
        record["kegiatan"] = (
            record["kegiatan"][match.end() :] if (match := _BULLET.match(record["kegiatan"])) else record["kegiatan"]
        )
    if performers:
        record["pelaksana"] = performers[0] if len(performers) == 1 else performers
        if len(performers) > 1:
            reading.doubt(f"beberapa pelaksana pada “{str(record.get('kegiatan', ''))[:40]}” ditulis bersama")
    return record
