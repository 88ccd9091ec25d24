"""From words with places to the text of a cell: lines, and which line ends were only the cell's width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sop_catalog.importing.naskah import Kotak, Teks, union

_ITEM = re.compile(r"^(?:[-–—•●▪➢*✓]|[(]?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)])(?:\s|$)", re.IGNORECASE)
"""How an item of a list begins."""
_PADDING = 3.0
"""Room that a cell leaves at its sides, in points."""


@dataclass(frozen=True, slots=True)
class BarisTeks:
    """One line of text."""

    isi: str
    kotak: Kotak
    kata_pertama: float
    """Width of its first word."""


def is_item(text: str) -> bool:
    """Whether a line begins as an item of a list does: "1. …", "a) …", "- …"."""
    return bool(_ITEM.match(text))


def text_lines(words: Sequence[Teks]) -> list[BarisTeks]:
    """The lines of a cell, top down; words of one line from left to right."""
    turned = [word for word in words if word.arah in {90, 270}]
    if len(turned) * 2 > len(words):
        return _turned_lines(turned)
    rows: list[list[Teks]] = []
    for word in sorted(words, key=lambda word: word.kotak.tengah.y):
        middle = word.kotak.tengah.y
        if rows:
            last = rows[-1]
            centre = sum(other.kotak.tengah.y for other in last) / len(last)
            high = max(min(word.kotak.tinggi, max(other.kotak.tinggi for other in last)), 1.0)
            if abs(middle - centre) < 0.45 * high:
                last.append(word)
                continue
        rows.append([word])
    return [_line(sorted(row, key=lambda word: word.kotak.kiri)) for row in rows]


def _turned_lines(words: Sequence[Teks]) -> list[BarisTeks]:
    """Lines of text that runs upwards (270) or downwards (90)."""
    up = words[0].arah == 270
    rows: list[list[Teks]] = []
    for word in sorted(words, key=lambda word: word.kotak.tengah.x, reverse=not up):
        if rows and abs(word.kotak.tengah.x - rows[-1][0].kotak.tengah.x) < 0.45 * max(word.kotak.lebar, 1.0):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: word.kotak.atas, reverse=up)) for row in rows]


def _line(row: list[Teks]) -> BarisTeks:
    parts: list[str] = []
    for index, word in enumerate(row):
        glued = index and word.arah == 0 and word.kotak.kiri - row[index - 1].kotak.kanan < 0.08 * word.kotak.tinggi
        if glued and not (parts[-1][-1:].isspace()):
            parts[-1] += word.isi
        else:
            parts.append(word.isi)
    return BarisTeks(" ".join(parts), union([word.kotak for word in row]), row[0].kotak.lebar)


def cell_text(words: Sequence[Teks], box: Kotak | None = None) -> str:
    """The text of a cell; line ends that only the cell's width made are blanks, others stay.

    Args:
        words: the words in it.
        box: the cell, where its sides are known.
    """
    return "\n".join(paragraphs(text_lines(words), box))


def paragraphs(lines: Sequence[BarisTeks], box: Kotak | None = None) -> list[str]:
    """Lines joined to paragraphs: a line goes on where the next one's first word would not have fitted on it."""
    if not lines:
        return []
    right = box.kanan - _PADDING if box else max(line.kotak.kanan for line in lines)
    left = box.kiri if box else min(line.kotak.kiri for line in lines)
    found: list[str] = []
    for index, line in enumerate(lines):
        text = line.isi.strip()
        if not text:
            continue
        if found and index and _goes_on(lines[index - 1], line, left, right):
            glue = "" if found[-1].endswith("-") and _hyphenated(found[-1], text) else " "
            found[-1] = f"{found[-1]}{glue}{text}"
            continue
        found.append(text)
    return found


def _goes_on(before: BarisTeks, line: BarisTeks, left: float, right: float) -> bool:
    text = line.isi.strip()
    if is_item(text):
        return False
    if line.kotak.atas - before.kotak.bawah > 1.1 * line.kotak.tinggi:
        return False
    room = right - before.kotak.kanan
    centred = before.kotak.kiri - left
    if centred > 6 and abs(centred - (right - before.kotak.kanan)) < 0.35 * max(centred, room):
        room += centred - _PADDING  # centred: the room on both sides counts
    if line.kata_pertama + 1.5 > room:
        return True
    return before.isi.rstrip().endswith((",", "/", "-", "dan", "atau", "yang", "dari", "untuk", "ke", "di")) or (
        text[:1].islower() and not before.isi.rstrip().endswith((".", ";", ":"))
    )


def _hyphenated(before: str, after: str) -> bool:
    return before[-2:-1].isalpha() and after[:1].islower()
