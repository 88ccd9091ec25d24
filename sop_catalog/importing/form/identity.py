"""The head of an SOP: number, dates, who approved it, its name, and the six boxes, by the labels beside or above them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from sop_catalog.importing.form.cells import Petak
from sop_catalog.importing.form.lines_of_text import BarisTeks, cell_text, is_item, paragraphs, text_lines
from sop_catalog.importing.form.words import BOX_OF, COLUMN_OF, IDENTITY_OF, fold
from sop_catalog.importing.naskah import Kotak, Teks

_MARK = re.compile(r"^(?:[-–—•●▪➢*✓§]|[(]?[0-9]{1,2}[.)])\s*")
"""The mark before an item, which the page prints itself."""
_BARE_NUMBER = re.compile(r"^([0-9]{1,2})\s+(\D.*)$")
_LETTER = re.compile(r"^[(]?([a-z])[.)]\s+", re.IGNORECASE)
_OF_LINES = frozenset({"nama", "disahkan_oleh"})
"""Rows of the head whose value may be several lines."""
_LONG_TITLE = 12
_ALIKE = 0.86
"""Likeness of a misread title, for `difflib`."""


@dataclass(frozen=True, slots=True)
class Nilai:
    """What stands behind a label."""

    isi: str
    teks: tuple[Teks, ...]
    kotak: Kotak


@dataclass
class KepalaSop:
    """The head of one SOP as it stands on its page."""

    halaman: int
    isian: dict[str, Nilai] = field(default_factory=dict)
    """Row of the head → value, as written."""
    kotak: dict[str, Nilai] = field(default_factory=dict)
    """Box → its text; items on lines of their own."""
    instansi: Nilai | None = None
    """The agency's lines above left."""
    label: list[Teks] = field(default_factory=list)
    """Words of the labels themselves."""
    bawah: float = 0.0
    """y where the head ends."""

    @property
    def is_head(self) -> bool:
        """Whether this is the head of an SOP: enough of its labels are there."""
        return len(self.isian) >= 3 or (len(self.isian) >= 1 and len(self.kotak) >= 2) or len(self.kotak) >= 4


@dataclass(frozen=True, slots=True)
class _Label:
    kunci: str
    kotak: Kotak
    petak: Petak
    teks: tuple[Teks, ...]
    sebaris: tuple[Teks, ...] = ()
    """Words behind the label on its own line."""


def read_head(page: int, cells: Sequence[Petak], top: float, bottom: float) -> KepalaSop:
    """The head between two heights of a page; `is_head` is false where there is none.

    Args:
        page: its number.
        cells: the page's cells.
        top, bottom: where the head may stand.
    """
    head = KepalaSop(page)
    inside = [
        cell for cell in cells if top - 1 <= cell.kotak.tengah.y <= bottom + 1 or _starts_within(cell, top, bottom)
    ]
    labels = [label for cell in inside for label in _labels_of(cell)]
    rows = [label for label in labels if label.kunci in IDENTITY_OF.values()]
    boxes = [label for label in labels if label.kunci in BOX_OF.values()]
    rows = _best_rows(rows)
    for label in rows:
        value = _value_beside(label, inside, [*rows, *boxes])
        head.label += label.teks
        if value is not None and label.kunci not in head.isian:
            head.isian[label.kunci] = value
    for label in _first_each(boxes):
        head.label += label.teks
        value = _value_below(label, inside, boxes)
        if value is not None:
            head.kotak[label.kunci] = value
            head.bawah = max(head.bawah, value.kotak.bawah)
    head.bawah = max([head.bawah, *(label.kotak.bawah for label in labels)], default=0.0)
    if head.is_head:
        head.instansi = _agency(inside, rows, head)
    return head


def _starts_within(cell: Petak, top: float, bottom: float) -> bool:
    return any(top <= word.kotak.tengah.y <= bottom for word in cell.teks)


def _labels_of(cell: Petak) -> list[_Label]:
    """The labels in a cell: the whole cell, its first line, or several lines of a cell without rules."""
    lines = text_lines(cell.teks)
    if not lines:
        return []
    whole = fold(cell.rata)
    kunci = BOX_OF.get(whole) or IDENTITY_OF.get(whole) or _misread_box(whole)
    if kunci:
        return [_Label(kunci, cell.kotak, cell, cell.teks)]
    found = []
    for line in lines:
        words = tuple(word for word in cell.teks if _on(word, line))
        kunci, count = _leading_label(words)
        if kunci:
            found.append(_Label(kunci, _box_of(words[:count]), cell, words[:count], words[count:]))
    return found


def _on(word: Teks, line: BarisTeks) -> bool:
    return (
        line.kotak.atas - 0.1 <= word.kotak.tengah.y <= line.kotak.bawah + 0.1
        and line.kotak.kiri - 0.1 <= word.kotak.kiri
    )


def _box_of(words: Sequence[Teks]) -> Kotak:
    boxes = [word.kotak for word in words]
    return Kotak(
        min(box.kiri for box in boxes),
        min(box.atas for box in boxes),
        max(box.kanan for box in boxes),
        max(box.bawah for box in boxes),
    )


def _leading_label(words: Sequence[Teks]) -> tuple[str, int]:
    """The label that a line begins with, and how many words it has; ("", 0) for none.

    A label within a line ends with a colon or before a wide gap, or is the whole line.
    """
    words = sorted(words, key=lambda word: word.kotak.kiri)
    for count in range(min(len(words), 7), 0, -1):
        text = " ".join(word.isi for word in words[:count])
        folded = fold(text)
        rest = words[count:]
        closed = text.rstrip().endswith(":") or (rest and rest[0].isi.startswith(":"))
        kunci = IDENTITY_OF.get(folded) or BOX_OF.get(folded) or (_misread_box(folded) if not rest else "")
        if not kunci and folded == "sop" and closed and rest:
            kunci = "nama"  # a heading "SOP : …"; the word alone says nothing
        if not kunci:
            continue
        gap = rest[0].kotak.kiri - words[count - 1].kotak.kanan if rest else 99.0
        if not rest or closed or gap > 1.2 * max(words[0].kotak.tinggi, 6.0):
            if kunci == "nomor" and folded in {"no", "nomor"} and not closed and not rest:
                continue
            return kunci, count
    return "", 0


@cache
def _misread_box(folded: str) -> str:
    """The box whose title a whole line is but for a few letters, as OCR leaves it; "" for none."""
    if len(folded) < _LONG_TITLE:
        return ""
    near = difflib.get_close_matches(folded, [title for title in BOX_OF if len(title) >= _LONG_TITLE], 1, _ALIKE)
    return BOX_OF[near[0]] if near else ""


def _best_rows(labels: Sequence[_Label]) -> list[_Label]:
    """One label a row of the head: the one whose neighbours are labels too."""
    chosen: dict[str, _Label] = {}
    for label in labels:
        near = sum(
            1 for other in labels if other.kunci != label.kunci and abs(other.kotak.kiri - label.kotak.kiri) < 14
        )
        if label.kunci not in chosen:
            chosen[label.kunci] = label
            continue
        first = chosen[label.kunci]
        known = sum(
            1 for other in labels if other.kunci != first.kunci and abs(other.kotak.kiri - first.kotak.kiri) < 14
        )
        if near > known:
            chosen[label.kunci] = label
    return sorted(chosen.values(), key=lambda label: label.kotak.atas)


def _first_each(labels: Sequence[_Label]) -> list[_Label]:
    chosen: dict[str, _Label] = {}
    for label in sorted(labels, key=lambda label: label.kotak.atas):
        chosen.setdefault(label.kunci, label)
    return list(chosen.values())


def _value_beside(label: _Label, cells: Sequence[Petak], rows: Sequence[_Label]) -> Nilai | None:
    """The value of a row: behind the label on its line, in the cell on its right, or below it in its own cell."""
    if label.sebaris:
        words = label.sebaris
        if label.kunci in _OF_LINES:
            words = (*words, *_lines_below(label, rows))
        text = _plain(words, label.petak.kotak)
        if text:
            return Nilai(text, words, _box_of(words))
    own_line = label.petak.kotak != label.kotak
    top, bottom = label.kotak.atas, label.kotak.bawah
    if own_line:
        following = [
            other.kotak.atas
            for other in rows
            if other.kotak.atas > bottom - 2 and abs(other.kotak.kiri - label.kotak.kiri) < 25
        ]
        bottom = max(bottom, min(following, default=label.petak.kotak.bawah) - 1)
        below = tuple(
            word
            for word in label.petak.teks
            if word not in label.teks and label.kotak.bawah - 1 < word.kotak.tengah.y <= bottom
        )
        if below and not any(word.isi == ":" for word in below):
            return Nilai(cell_text(below, label.petak.kotak), below, _box_of(below))
    else:  # a signature stands lower than its label's cell reaches: the value ends where the next label begins
        following = [
            other.kotak.atas
            for other in rows
            if other.kotak.atas > top + 3 and abs(other.kotak.kiri - label.kotak.kiri) < 25
        ]
        bottom = max(bottom, min(following, default=bottom) - 1)
    beside = [
        cell
        for cell in cells
        if cell is not label.petak
        and cell.kotak.kiri >= label.petak.kotak.kanan - 3
        and min(cell.kotak.bawah, bottom) - max(cell.kotak.atas, top) > 0.5 * min(bottom - top, cell.kotak.tinggi)
    ]
    while beside:
        nearest = min(beside, key=lambda cell: cell.kotak.kiri)
        words = nearest.teks
        if own_line or nearest.kotak.tinggi > 1.6 * (bottom - top):
            words = tuple(word for word in words if top - 2 <= word.kotak.tengah.y <= bottom + 1)
        text = _plain(words, nearest.kotak)
        if text:
            return Nilai(text, words, _box_of(words))
        if not words or not fold(" ".join(word.isi for word in words)):
            beside.remove(nearest)
            continue
        break
    return None


def _lines_below(label: _Label, rows: Sequence[_Label]) -> tuple[Teks, ...]:
    """The further lines of a value that begins on its label's line: a long name, a signature."""
    end = min(
        (other.kotak.atas for other in rows if other.petak is label.petak and other.kotak.atas > label.kotak.bawah - 2),
        default=label.petak.kotak.bawah + 1,
    )
    return tuple(
        word
        for word in label.petak.teks
        if label.kotak.bawah - 1 < word.kotak.tengah.y < end - 1
        and word.kotak.kanan > label.kotak.kiri
        and word not in label.sebaris
    )


def _plain(words: Sequence[Teks], box: Kotak | None = None) -> str:
    text = cell_text(words, box)
    return re.sub(r"^\s*:\s*", "", text).strip()


def _value_below(label: _Label, cells: Sequence[Petak], boxes: Sequence[_Label]) -> Nilai | None:  # noqa: C901 - one case after another
    """The text of a box: under its title in the same cell, or in the cell below."""
    title = label.kotak
    if label.petak.kotak != label.kotak:
        after = [
            other.kotak.atas for other in boxes if other.petak is label.petak and other.kotak.atas > title.bawah - 1
        ]
        end = min(after, default=label.petak.kotak.bawah + 1)
        words = tuple(
            word for word in label.petak.teks if word not in label.teks and title.atas - 1 < word.kotak.tengah.y < end
        )
        text = "\n".join(_items(words, label.petak.kotak))
        if text.strip(" :"):
            return Nilai(text, words, _box_of(words))
        if after:
            return None
    under = sorted(
        (
            cell
            for cell in cells
            if cell is not label.petak
            and cell.kotak.atas >= label.petak.kotak.bawah - 3
            and abs(cell.kotak.kiri - label.petak.kotak.kiri) < 12
            and cell.kotak.kiri < label.petak.kotak.kanan - 3
        ),
        key=lambda cell: cell.kotak.atas,
    )
    found: list[Petak] = []
    for cell in under:
        titled = any(other.petak is cell for other in boxes)
        if titled or fold(cell.rata) in COLUMN_OF:
            break
        if found and cell.kotak.atas - found[-1].kotak.bawah > 14:
            break
        if not found and cell.kotak.atas - label.petak.kotak.bawah > 60:
            break
        found.append(cell)
    # A box whose content is ruled into columns: cells beside the first one, under the title.
    for cell in cells:
        if found and cell not in found and any(
            cell.kotak.atas < other.kotak.bawah - 2 and cell.kotak.bawah > other.kotak.atas + 2 for other in found
        ) and label.petak.kotak.kiri < cell.kotak.tengah.x < label.petak.kotak.kanan and not any(
            other.petak is cell for other in boxes
        ):  # fmt: skip
            found.append(cell)
    if not found:
        return None
    words = tuple(word for cell in found for word in cell.teks)
    lines = [item for cell in found for item in _items(cell.teks, cell.kotak)]
    return Nilai("\n".join(lines), words, _box_of(words))


def _items(words: Sequence[Teks], box: Kotak) -> list[str]:
    """The paragraphs of a box; two lists side by side are read one after the other."""
    columns = _side_by_side(words, box)
    found: list[str] = []
    for part, bounds in columns:
        found += paragraphs(text_lines(part), bounds)
    return [text for text in found if text.strip(" :")]


def _side_by_side(words: Sequence[Teks], box: Kotak) -> list[tuple[list[Teks], Kotak]]:
    """Split a box whose second list stands beside the first: two marked items or more begin at one place."""
    starts: list[float] = []
    for line in _raw_lines(words):
        for before, word in pairwise(line):
            if word.kotak.kiri - before.kotak.kanan > 1.5 * word.kotak.tinggi and is_item(f"{word.isi} "):
                starts.append(word.kotak.kiri)
    for start in sorted(set(starts)):
        if sum(1 for other in starts if abs(other - start) < 5) >= 2:
            left = [word for word in words if word.kotak.kiri < start - 3]
            right = [word for word in words if word.kotak.kiri >= start - 3]
            return [
                (left, Kotak(box.kiri, box.atas, start - 3, box.bawah)),
                *_side_by_side(right, Kotak(start - 3, box.atas, box.kanan, box.bawah)),
            ]
    return [(list(words), box)]


def _raw_lines(words: Sequence[Teks]) -> list[list[Teks]]:
    rows: list[list[Teks]] = []
    for word in sorted(words, key=lambda word: (word.kotak.tengah.y, word.kotak.kiri)):
        if rows and abs(word.kotak.tengah.y - rows[-1][0].kotak.tengah.y) < 0.45 * max(word.kotak.tinggi, 1):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.kotak.kiri) for row in rows]


def _agency(cells: Sequence[Petak], rows: Sequence[_Label], head: KepalaSop) -> Nilai | None:
    """The agency's lines: what stands on the left of the labels, or above them."""
    if not rows:
        return None
    left = min(label.kotak.kiri for label in rows)
    last = max(label.kotak.bawah for label in rows)
    used = set(head.label)
    for value in [*head.isian.values(), *head.kotak.values()]:
        used.update(value.teks)
    words = tuple(
        word
        for cell in cells
        for word in cell.teks
        if word not in used and word.kotak.kanan <= left + 2 and word.kotak.tengah.y <= last
    )
    if not words:
        top = min(label.kotak.atas for label in rows)
        words = tuple(word for cell in cells for word in cell.teks if word not in used and word.kotak.bawah <= top + 1)
    if not words:
        return None
    return Nilai("\n".join(line.isi for line in text_lines(words)), words, _box_of(words))


def split_items(text: str) -> tuple[str, ...]:
    """A box's text as its items, without the numbers and dashes that the page prints itself."""
    lines = [line.strip() for line in text.splitlines() if line.strip(" :-–")]
    if not lines:
        return ()
    marked = sum(1 for line in lines if _MARK.match(line))
    letters = sum(1 for line in lines if _LETTER.match(line))
    if marked == 0 and letters >= 2 and _LETTER.match(lines[0]):
        return tuple(_LETTER.sub("", line).strip() or line for line in lines)
    items: list[str] = []
    last = 0
    for line in lines:
        number = _BARE_NUMBER.match(line)
        if number and marked >= 2 and int(number[1]) == last + 1 > 1:  # "3 …" between "2. …" and "4. …"
            line = f"{number[1]}. {number[2]}"  # noqa: PLW2901
        counted = re.match(r"[(]?([0-9]{1,2})[.)]", line)
        last = int(counted[1]) if counted else last
        stripped = _MARK.sub("", line).strip()
        if items and marked >= 2 and not _MARK.match(line) and not _LETTER.match(line):
            items[-1] = f"{items[-1]} {line}"
        elif stripped:
            items.append(stripped)
    return tuple(items)
