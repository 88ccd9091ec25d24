"""OCR text: cells between tabs, bits of HTML and Markdown, lists run together. Cells are there, places are not.

The cells are laid out on a page of their own, so that the parser finds heads, boxes and columns as on any other page.
Nothing in such a file says where a symbol stood (`Naskah.tanpa_geometri`).
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from sop_catalog.importing.naskah import GarisTabel, Halaman, Kotak, Naskah, Teks
from sop_catalog.importing.readers.failure import ReadError

_MAX_BYTES = 4 * 1024 * 1024
_MAX_LINES = 20_000
_MAX_CELLS = 60
"""Of one line."""
_LETTER = 4.5
"""Width of a character, in points."""
_HIGH = 10.0
_STEP = 13.0
"""From line to line."""
_PADDING = 6.0
_LEFT = 20.0
_RULED = 5
"""Columns from which on the lines of the text are rows of a table, each ruled; fewer are columns of running text."""
_BREAK = re.compile(r"</?(?:p|br|li|div|tr|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6}\s+|\*\*")
_NUMBER = re.compile(r"(?:^|(?<=\s))([0-9]{1,2})[.)]?\s+(?=[A-Z0-9(“\"])")


@dataclass
class _Block:
    """Lines without a tab, or lines that make one table."""

    rows: list[list[str]] = field(default_factory=list)
    starts: set[int] = field(default_factory=set)
    """Indices of rows that a head may begin at: the first one, and those behind an empty line."""
    tabbed: bool = False


def read_text(path: Path) -> Naskah:
    """Read OCR text.

    Raises:
        ReadError: it is no text, or far longer than any SOP.
    """
    data = path.read_bytes()
    if len(data) > _MAX_BYTES:
        raise ReadError(f"teks ini {len(data) // 1048576} MB, lebih panjang dari SOP mana pun; tidak dibaca")
    if b"\0" in data[:4096]:
        raise ReadError("berkas ini bukan teks biasa")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    lines = text.splitlines()
    if len(lines) > _MAX_LINES:
        raise ReadError(f"teks ini {len(lines)} baris, lebih panjang dari SOP mana pun; tidak dibaca")
    page = _Sheet()
    notes: list[str] = []
    for block in _blocks(lines, notes):
        if block.tabbed:
            page.take_table(block)
        else:
            page.take_lines(row[0] for row in block.rows)
    return Naskah(
        path.name, hashlib.sha256(data).hexdigest(), "teks", (page.finish(),), tuple(notes), tanpa_geometri=True
    )


# --- Cells --------------------------------------------------------------------------------------------------------


def _blocks(lines: Sequence[str], notes: list[str]) -> list[_Block]:
    """Lines that belong together. A table goes on behind an empty line with as many cells as before: a page's end."""
    blocks: list[_Block] = []
    for run in _runs(lines):
        above = blocks[-1] if blocks else None
        if above is not None and above.tabbed and run.tabbed:
            rows = _fitted(run.rows, len(above.rows[0]))
            if rows:
                if len(rows[0]) != len(run.rows[0]):
                    notes.append(
                        f"{len(rows)} baris tabel mulai “{' '.join(run.rows[0])[:40].strip()}” memuat {len(run.rows[0])} sel, "
                        f"baris di atasnya {len(rows[0])}; kolom kosong yang berlebih dilewati"
                    )
                above.starts.add(len(above.rows))
                above.rows += rows
                continue
        blocks.append(run)
    return blocks


def _runs(lines: Sequence[str]) -> Iterator[_Block]:
    """Lines up to an empty one, with or without tabs."""
    run = _Block()
    for line in lines:
        cells = [clean_cell(cell) for cell in line.split("\t")[:_MAX_CELLS]]
        tabbed = len(cells) > 1
        if run.rows and (not line.strip() or tabbed is not run.tabbed):
            yield run
            run = _Block()
        if line.strip():
            run.tabbed = tabbed
            run.starts.add(0)
            run.rows.append(cells)
    if run.rows:
        yield run


def _fitted(rows: Sequence[list[str]], count: int) -> list[list[str]]:
    """Rows with as many cells as the table above; [] where they are no part of it.

    OCR doubles empty cells: where all rows have too many, columns that are empty throughout are left out.
    """
    wide = len(rows[0])
    if wide == count:
        return list(rows)
    if wide < count or count < _RULED or any(len(row) != wide for row in rows):
        return []
    empty = [column for column in range(wide) if not any(row[column] for row in rows)]
    longest: list[int] = []
    run: list[int] = []
    for column in empty:
        run = [*run, column] if run and column == run[-1] + 1 else [column]
        longest = max(longest, run, key=len)
    surplus = longest[: wide - count]
    if len(surplus) < wide - count:
        return []
    return [[cell for column, cell in enumerate(row) if column not in surplus] for row in rows]


def clean_cell(text: str) -> str:
    """A cell without tags and marks; paragraphs, and the items of a list that were run together, on lines of their own."""
    text = html.unescape(_TAG.sub(" ", _BREAK.sub("\n", text)))
    lines = (" ".join(_MARKDOWN.sub("", line.strip()).split()) for line in text.split("\n"))
    return "\n".join(part for line in lines if line for part in _items(line))


def _items(line: str) -> list[str]:
    """The items of "1. … 2. … 3. …", for as long as the numbers go up by one; else the line as it is."""
    cuts: list[int] = []
    for match in _NUMBER.finditer(line):
        if int(match[1]) == len(cuts) + 1 and (cuts or match.start() == 0):
            cuts.append(match.start())
    if len(cuts) < 2:
        return [line]
    return [line[start:end].strip() for start, end in pairwise([*cuts, len(line)])]


# --- Layout -------------------------------------------------------------------------------------------------------


class _Sheet:
    """The page that the cells are laid out on."""

    def __init__(self) -> None:
        self.y = _LEFT
        self.right = 600.0
        self.words: list[Teks] = []
        self.rules: list[GarisTabel] = []

    def finish(self) -> Halaman:
        return Halaman(1, self.right + _LEFT, self.y + _LEFT, teks=tuple(self.words), garis_tabel=tuple(self.rules))

    def take_lines(self, lines: Iterator[str]) -> None:
        for text in lines:
            for line in text.split("\n"):
                self._write(line, _LEFT, self.y)
                self.y += _STEP
        self.y += _STEP

    def take_table(self, block: _Block) -> None:
        count = max(len(row) for row in block.rows)
        rows = [[*row, *([""] * (count - len(row)))] for row in block.rows]
        while count > 1 and not any(row[count - 1] for row in rows):
            count -= 1
        rows = [row[:count] for row in rows]
        xs = [_LEFT]
        for column in range(count):
            longest = max((len(line) for row in rows for line in row[column].split("\n")), default=0)
            xs.append(xs[-1] + max(longest * _LETTER + 2 * _PADDING, 30.0))
        ys = [self.y]
        for cells in rows:
            ys.append(ys[-1] + max(cell.count("\n") + 1 for cell in cells) * _STEP + _PADDING)
        ruled = count >= _RULED
        groups, tall = _merged_heads(rows, block.starts) if ruled else (set(), set())
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                for line, part in enumerate(text.split("\n")):
                    self._write(part, xs[column] + _PADDING, ys[row] + _PADDING / 2 + line * _STEP)
        for column, x in enumerate(xs):
            pieces = [(ys[row], ys[row + 1]) for row in range(len(rows)) if (row, column) not in groups]
            self._rule(x, pieces, upright=True)
        for row, y in enumerate(ys):
            inner = 0 < row < len(rows)
            pieces = [
                (xs[column], xs[column + 1])
                for column in range(count)
                if not inner or (ruled and (row, column) not in tall)
            ]
            self._rule(y, pieces, upright=False)
        self.right = max(self.right, xs[-1])
        self.y = ys[-1] + 2 * _STEP

    def _write(self, text: str, x: float, y: float) -> None:
        for word in text.split():
            wide = len(word) * _LETTER
            self.words.append(Teks(Kotak(x, y, x + wide - 0.8, y + _HIGH), word))
            x += wide + _LETTER
        self.right = max(self.right, x)

    def _rule(self, at: float, pieces: Sequence[tuple[float, float]], *, upright: bool) -> None:
        joined: list[tuple[float, float]] = []
        for start, end in pieces:
            if joined and start - joined[-1][1] < 0.01:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        self.rules += [GarisTabel(upright, at, start, end) for start, end in joined]


def _merged_heads(rows: Sequence[Sequence[str]], starts: set[int]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The rules that a head of two rows does not have.

    A text with empty cells behind it, and texts below all of them, stands over a group of columns; where only one of
    the two rows has a text, its cell is two rows high.

    Returns:
        Places without the rule on their left, and places without the rule above them, as (row, column).
    """
    groups: set[tuple[int, int]] = set()
    tall: set[tuple[int, int]] = set()
    for row in sorted(starts):
        if row + 1 >= len(rows):
            continue
        upper, lower = rows[row], rows[row + 1]
        spans = []
        for column, text in enumerate(upper):
            end = column + 1
            while end < len(upper) and not upper[end] and lower[end]:
                end += 1
            if text and lower[column] and end > column + 1:
                spans.append(range(column, end))
        if not spans:
            continue
        grouped = {column for span in spans for column in span}
        groups |= {(row, column) for span in spans for column in span[1:]}
        tall |= {
            (row + 1, column)
            for column in range(len(upper))
            if column not in grouped and bool(upper[column]) != bool(lower[column])
        }
    return groups, tall
