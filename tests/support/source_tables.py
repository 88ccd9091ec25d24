"""What the built page must say, read out of the OCR text of the five source documents in `tests/sumber/`.

A source is a sheet of cells (lines, cut at tabs) in three parts: identity rows, pairs of boxes, activity table. Each
cell that is read is ticked off; what is left over is a text that nobody compared. `NNN-bacaan.yml` holds the readings
of cells whose text alone does not say what they mean (see the README there).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

import yaml

from support.paths import TESTS

FOLDER = TESTS / "sumber"

IDENTITY_LABELS = {
    "nosop": "nomor", "nomorsop": "nomor", "tanggalpengesahan": "tanggal_pengesahan",
    "tanggalpembuatan": "tanggal_pembuatan", "tglpembuatan": "tanggal_pembuatan",
    "tanggalrevisi": "tanggal_revisi", "tglrevisi": "tanggal_revisi",
    "tanggalefektif": "tanggal_efektif", "tglefektif": "tanggal_efektif",
    "disahkanoleh": "disahkan_oleh", "namasop": "nama",
}  # fmt: skip
"""Folded row label of the identity part → field."""
BOX_LABELS = {
    "dasarhukum": "dasar_hukum", "kualifikasipelaksana": "kualifikasi_pelaksana", "keterkaitan": "keterkaitan",
    "keterkaitansop": "keterkaitan", "peralatanperlengkapan": "peralatan", "peringatan": "peringatan",
    "pencatatandanpendataan": "pencatatan",
}  # fmt: skip
"""Folded title of a box → field."""
COLUMN_LABELS = {
    "no", "kegiatan", "uraianprosedur", "pelaksana", "mutubaku", "kelengkapan", "persyaratankelengkapan",
    "kelengkapandanperalatan", "waktu", "output", "ket", "keterangan",
}  # fmt: skip
"""Folded titles of the activity table's columns that are no performers."""

Bacaan = str | list[str] | dict[str, str | list[str]]


def fold_label(text: str) -> str:
    """A label for comparison: "Kualifikasi Pelaksana :" → "kualifikasipelaksana"."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


@dataclass(frozen=True)
class SourceStep:
    """One row of the activity table, as it must stand on the page."""

    nomor: int
    kegiatan: str
    kelengkapan: str
    waktu: str
    output: str
    keterangan: str
    tanda: tuple[str, ...]
    """What the OCR left of the symbols in the performers' cells: "T", "Ya", "Mulai", "belah ketupat", …"""


@dataclass
class SourceSop:
    """Every text of one source, by the part of the page in which it must stand."""

    unit: list[str] = field(default_factory=list)
    """Lines of the letterhead, without repeats."""
    label: dict[str, str] = field(default_factory=dict)
    """Field → label, for identity rows and boxes."""
    identitas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Field → its values, without repeats; `nip` apart. A field with a label and without value is empty on paper."""
    kotak: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Field of a box → its items in order."""
    pelaksana: list[list[str]] = field(default_factory=list)
    """The performers' column titles, left to right, of each head of the table (it is repeated on the second sheet)."""
    kolom: set[str] = field(default_factory=set)
    """The other column titles."""
    nomor_kolom: int = 0
    """How many columns are numbered under the head; 0 for none."""
    langkah: list[SourceStep] = field(default_factory=list)
    norma_waktu: bool = False
    """Whether the table ends with the row "Norma Waktu"."""
    catatan: list[str] = field(default_factory=list)
    """Texts that the page quotes in its source notes."""
    unread: list[str] = field(default_factory=list)
    """Cells that no rule has read. Must be empty."""
    unused_bacaan: list[str] = field(default_factory=list)
    """Readings that match no cell. Must be empty."""


def read_source(number: str) -> SourceSop:
    """Read one source, "000" to "004", with its readings."""
    text = next(FOLDER.glob(f"{number}_*.txt")).read_text("utf-8")
    readings = FOLDER / f"{number}-bacaan.yml"
    rows = yaml.load(readings.read_text("utf-8"), yaml.BaseLoader) if readings.exists() else []  # noqa: S506 - texts only
    reader = _Reader(text, {row["sumber"]: row["bacaan"] for row in rows})
    return reader.read()


def _clean(cell: str) -> str:
    """A cell without its bits of HTML, Markdown marks and surplus white space."""
    return " ".join(re.sub(r"<[^<>]+>", " ", cell).split()).strip("#* ")


class _Reader:
    def __init__(self, text: str, bacaan: dict[str, Bacaan]) -> None:
        self.cells = [line.split("\t") for line in text.splitlines()]
        self.bacaan = bacaan
        self.used: set[str] = set()
        self.read_cells: set[tuple[int, int]] = set()
        self.unnumbered: set[str] = set()
        self.sop = SourceSop()

    def read(self) -> SourceSop:
        for row, cells in enumerate(self.cells):
            for column in range(len(cells)):
                self._take_fields(row, column)
        first_box = next(row for row in range(len(self.cells)) if self._box_fields(row))
        table = next(row for row in range(first_box, len(self.cells)) if self._is_blank(row))
        for row in range(first_box):
            self._identity_row(row)
        self._boxes(first_box, table)
        self._table(table)
        sop = self.sop
        sop.unread = [
            f"{row + 1}:{column + 1} {self._peek(row, column)}"
            for row, cells in enumerate(self.cells)
            for column in range(len(cells))
            if self._is_open(row, column)
        ]
        sop.unused_bacaan = [text for text in self.bacaan if text not in self.used]
        return sop

    # --- Cells ---

    def _peek(self, row: int, column: int) -> str:
        cells = self.cells[row]
        return _clean(cells[column]) if column < len(cells) else ""

    def _is_open(self, row: int, column: int) -> bool:
        """Whether the cell holds a text that nothing has read yet."""
        return bool(self._peek(row, column)) and (row, column) not in self.read_cells

    def _is_blank(self, row: int) -> bool:
        return not any(self._is_open(row, column) for column in range(len(self.cells[row])))

    def _take(self, row: int, column: int) -> list[str]:
        """The texts that a cell holds, ticked off: [] for an empty one, several where it is several cells in one."""
        if not self._is_open(row, column):
            return []
        self.read_cells.add((row, column))
        return self._reading(self._peek(row, column))

    def _reading(self, text: str) -> list[str]:
        bacaan = self.bacaan.get(text, text)
        if text in self.bacaan:
            self.used.add(text)
        assert not isinstance(bacaan, dict), f"{text}: ditulis sebagai isian, tetapi berada di dalam tabel"
        return [item for item in ([bacaan] if isinstance(bacaan, str) else bacaan) if item]

    def _take_fields(self, row: int, column: int) -> None:
        """A cell whose reading names fields belongs to them wherever it stands."""
        text = self._peek(row, column)
        bacaan = self.bacaan.get(text)
        if not isinstance(bacaan, dict):
            return
        self.used.add(text)
        self.read_cells.add((row, column))
        for isian, value in bacaan.items():
            for item in [value] if isinstance(value, str) else value:
                if isian == "label":
                    self.sop.label[IDENTITY_LABELS[fold_label(item)]] = item
                    continue
                known = {"unit": self.sop.unit, "catatan": self.sop.catatan}
                texts = known[isian] if isian in known else self.sop.identitas[isian]
                texts.extend([item] if item not in texts else [])

    # --- Identity rows: letterhead | label | value, or "label : value" in the last column ---

    def _identity_row(self, row: int) -> None:
        letterhead = re.findall(r"<p[^>]*>(.*?)</p>", self.cells[row][0])
        if letterhead:
            self.read_cells.add((row, 0))
            self.sop.unit += [_clean(line) for line in letterhead]
        if self._peek(row, 1):
            (label,), value = self._take(row, 1), self._take(row, 2)
        elif self._is_open(row, 2):
            self.read_cells.add((row, 2))
            first, _, rest = self._peek(row, 2).partition(" : ")
            (label,), value = self._reading(first), self._reading(rest) if rest else []
        else:
            return
        isian = IDENTITY_LABELS[fold_label(label)]
        self.sop.label[isian] = label
        self.sop.identitas[isian] += value

    # --- Boxes: a row of titles, then rows of contents ---

    def _box_fields(self, row: int) -> dict[int, str]:
        """Column → box, when the row holds titles of boxes."""
        fields = {}
        for column in range(len(self.cells[row])):
            text = self._peek(row, column)
            title = self.bacaan.get(text, text)
            if isinstance(title, str) and fold_label(title) in BOX_LABELS:
                fields[column] = BOX_LABELS[fold_label(title)]
        return fields

    def _boxes(self, start: int, end: int) -> None:
        columns: dict[int, str] = {}
        for row in range(start, end):
            if titles := self._box_fields(row):
                columns = titles
                for column, isian in columns.items():
                    (self.sop.label[isian],) = self._take(row, column)
                    self.sop.kotak[isian] = []
                continue
            for column, isian in columns.items():
                for text in self._take(row, column):
                    for number, item in _split_items(text):
                        # 003: the scan put two boxes into one column; its numbered sentences are the legal basis
                        mixed = number and isian == "kualifikasi_pelaksana" and isian in self.unnumbered
                        items = self.sop.kotak["dasar_hukum" if mixed else isian]
                        items += ["tidak terbaca"] * (number - 1 - len(items)) + [item]
                        if not number:
                            self.unnumbered.add(isian)

    # --- The activity table: heads (repeated on the second sheet), column numbers, steps ---

    def _table(self, start: int) -> None:
        for row in range(start, len(self.cells)):
            if self._is_blank(row):
                continue
            cells = [self._peek(row, column) for column in range(len(self.cells[row]))]
            texts = [text for text in cells if text]
            if fold_label(texts[0]) == "normawaktu":
                self._take(row, 0)
                self.sop.norma_waktu = True
            elif sum(text.isdigit() for text in texts) > 3:
                self._column_numbers(row, cells)
            elif re.fullmatch(r"\d+\.?", cells[0]):
                self._step(row)
            elif self.bacaan.get(texts[0]) == "":
                self._take(row, cells.index(texts[0]))
            else:
                self._head(row)

    def _head(self, row: int) -> None:
        titles = [title for column in range(len(self.cells[row])) for title in self._take(row, column)]
        performers = [title for title in titles if fold_label(title) not in COLUMN_LABELS]
        self.sop.kolom |= {title for title in titles if fold_label(title) in COLUMN_LABELS}
        if performers:
            self.sop.pelaksana.append(performers)

    def _column_numbers(self, row: int, cells: list[str]) -> None:
        """Numbers under the head; a sentence among them (003) goes on with the step before the page break."""
        self.sop.nomor_kolom = self.sop.nomor_kolom or len(cells)
        for column in range(len(cells)):
            for text in self._take(row, column):
                if not text.isdigit():
                    last = self.sop.langkah[-1]
                    self.sop.langkah[-1] = replace(last, kegiatan=f"{last.kegiatan} {text}")

    def _step(self, row: int) -> None:
        """No, kegiatan, performers, then four cells.

        Where the scan changed the number of columns (second sheet of 000 and 003), the four begin at the first text.
        """
        width = len(self.cells[row])
        first = 2 + len(self.sop.pelaksana[0])
        if width not in (first + 3, first + 4):
            first = next(column for column in range(2, width) if self._peek(row, column))
        (number,), (kegiatan,) = self._take(row, 0), self._take(row, 1)
        tanda = [text for column in range(2, first) for text in self._take(row, column)]
        texts = [text for column in range(first, width) for text in self._take(row, column) or [""]] + [""] * 4
        kelengkapan, waktu, output, keterangan, *rest = texts
        assert not any(rest), f"langkah {number}: lebih dari empat sel mutu baku"
        self.sop.langkah.append(
            SourceStep(int(number.rstrip(".")), kegiatan, kelengkapan, waktu, output, keterangan, tuple(tanda))
        )


def _split_items(text: str) -> list[tuple[int, str]]:
    """The items of a list that the OCR ran together: "1. A 2. B", "3 A", "SOP A SOP B". Number 0: none is written."""
    start = re.match(r"(\d{1,2})\.?\s+", text)
    if not start:
        return [(0, item) for item in (re.split(r"\s+(?=SOP\s)", text) if text.startswith("SOP ") else [text])]
    items = []
    number, rest = int(start[1]), text[start.end() :]
    while following := re.search(rf"\s{number + 1}\.\s+", rest):
        items.append((number, rest[: following.start()]))
        number, rest = number + 1, rest[following.end() :]
    return [*items, (number, rest)]
