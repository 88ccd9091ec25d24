"""Which word stands beside which arrow: Ya, Tidak and free labels."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sop_catalog.importing.drawn.panah import Panah
from sop_catalog.importing.drawn.symbols import Lambang, is_in_corner
from sop_catalog.importing.form.lines_of_text import text_lines
from sop_catalog.importing.form.table import Tabel
from sop_catalog.importing.form.words import NO, YES, fold
from sop_catalog.importing.geometry.outlines import length
from sop_catalog.importing.naskah import Halaman, JenisBentuk, JenisHalaman, Kotak, Lapisan, Teks, Titik, union

_NEAR = 15.0
"""A label stands at most this far from its arrow."""
_BEGINNING = 70.0
"""And beside this much of its beginning."""
_BESIDE = 26.0
"""So far from its diamond a label may stand that is near no arrow."""
_ALIKE = 0.74
"""Likeness of a misread label, for `difflib`."""
_GAP = 0.75
"""Words closer than this share of their height are one label."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words in the performers' columns that stand in no symbol."""

    isi: str
    kotak: Kotak
    teks: tuple[Teks, ...]
    diduga: bool = False
    """OCR wrote it, and it is none of the usual words, or only nearly one."""


def find_labels(page: Halaman, table: Tabel, symbols: Sequence[Lambang]) -> list[Label]:
    """The words between the symbols, joined to labels."""
    performers = table.pelaksana
    if not performers:
        return []
    area = Kotak(performers[0].kiri - 1, table.badan - 1, performers[-1].kanan + 1, table.kotak.bawah + 12)
    free = [
        word
        for word in page.teks
        if area.holds(word.kotak.tengah)
        and (word.lapisan is not Lapisan.OCR or page.jenis is not JenisHalaman.VEKTOR)
        and not any(
            symbol.kotak.holds(word.kotak.tengah) and not is_in_corner(symbol.jenis, symbol.kotak, word)
            for symbol in symbols
        )
    ]
    groups: list[list[Teks]] = []
    for word in free:
        near = [group for group in groups if any(_together(word, other) for other in group)]
        joined = [word, *(other for group in near for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append(joined)
    labels = []
    for group in groups:
        text = _joined(group)
        scanned = all(word.lapisan is Lapisan.OCR for word in group)
        text = (_misread(text) if scanned else "") or text
        unusual = scanned and fold(text) not in YES | NO
        labels.append(
            Label(
                text,
                union([word.kotak for word in group]),
                tuple(group),
                unusual or (scanned and text != _joined(group)),
            )
        )
    return sorted(labels, key=lambda label: (label.kotak.atas, label.kotak.kiri))


def _joined(group: Sequence[Teks]) -> str:
    return " ".join(line.isi for line in text_lines(group))


def _is_noise(label: Label) -> bool:
    """A letter or a digit of OCR that is no usual label: the rest of a line or a head, and no word of a branch."""
    return label.diduga and len(fold(label.isi)) < 3


def _misread(text: str) -> str:
    """The label that OCR misread by a letter or two; "" where it reads well, or like none."""
    folded = fold(text)
    if folded == "v":
        return "Y"
    if folded in YES | NO or len(folded) < 3:
        return ""
    near = difflib.get_close_matches(folded, ["tidak", "setuju", "tidak setuju", "lengkap", "tidak lengkap"], 1, _ALIKE)
    return near[0].capitalize() if near else ""


def _together(one: Teks, other: Teks) -> bool:
    if one.utuh and other.utuh:
        return False
    a, b = one.kotak, other.kotak
    high = max(min(a.tinggi, b.tinggi), 1.0)
    beside = max(a.kiri - b.kanan, b.kiri - a.kanan)
    above = max(a.atas - b.bawah, b.atas - a.bawah)
    same_line = abs(a.tengah.y - b.tengah.y) < 0.5 * high and beside < _GAP * high
    stacked = (
        above < 0.25 * high and beside < -0.3 * min(a.lebar, b.lebar) and abs(a.tengah.y - b.tengah.y) > 0.5 * high
    )
    return same_line or stacked


def give_labels(
    arrows: Sequence[Panah], symbols: Sequence[Lambang], labels: Sequence[Label]
) -> tuple[list[Panah], list[Label]]:
    """Arrows with their labels, and the labels that belong to none.

    Only arrows out of a diamond, or out of a symbol with several, carry labels. The nearest pair is joined first; a
    diamond's arrows never get the same word twice.
    """
    given = list(arrows)
    outs: dict[int, list[int]] = {}
    for index, arrow in enumerate(arrows):
        outs.setdefault(arrow.dari, []).append(index)
    pairs = []
    for index, arrow in enumerate(arrows):
        if arrow.dari < 0:
            continue
        diamond = symbols[arrow.dari].jenis is JenisBentuk.KETUPAT
        if not diamond and len(outs[arrow.dari]) < 2:
            continue
        for number, label in enumerate(labels):
            gap, at = _distance(arrow.titik, label.kotak)
            if (
                not _is_noise(label)
                and gap <= _NEAR
                and at <= _BEGINNING
                and not _other_way(label.isi, given, outs[arrow.dari], index)
            ):
                pairs.append((gap + 0.06 * at + (0 if diamond else 8), index, number))
    taken: set[int] = set()
    done: set[int] = set()
    for _, index, number in sorted(pairs):
        if index in done or number in taken:
            continue
        if _other_way(labels[number].isi, given, outs[given[index].dari], index):
            continue
        given[index] = replace(given[index], label=labels[number].isi, label_diduga=labels[number].diduga)
        done.add(index)
        taken.add(number)
    free = [label for number, label in enumerate(labels) if number not in taken]
    return _with_far_labels(given, symbols, outs, free)


def _with_far_labels(
    given: list[Panah], symbols: Sequence[Lambang], outs: dict[int, list[int]], free: list[Label]
) -> tuple[list[Panah], list[Label]]:
    """Labels that stand far along an arrow, or beside a diamond whose other arrows have theirs: guesses, and so doubts.

    Only where nothing else can be meant: one arrow without a label, and one label that is near it and near no other one's
    diamond.
    """
    diamonds = [index for index, symbol in enumerate(symbols) if symbol.jenis is JenisBentuk.KETUPAT]
    for own in diamonds:
        bare = [index for index in outs.get(own, ()) if not given[index].label]
        if len(bare) != 1:
            continue
        near = [
            label
            for label in free
            if not _is_noise(label)
            and not _other_way(label.isi, given, outs[own], bare[0])
            and (
                _gap(given[bare[0]].titik, label.kotak) <= _NEAR
                or (_is_next_to(label, own, diamonds, symbols) and fold(label.isi) in YES | NO)
            )
            and not any(
                _gap(arrow.titik, label.kotak) <= _NEAR and not arrow.label
                for index, arrow in enumerate(given)
                if index != bare[0] and arrow.dari in diamonds
            )
        ]
        if len(near) == 1:
            given[bare[0]] = replace(given[bare[0]], label=near[0].isi, label_diduga=True)
            free.remove(near[0])
    return given, free


def _is_next_to(label: Label, own: int, diamonds: Sequence[int], symbols: Sequence[Lambang]) -> bool:
    gaps = {index: symbols[index].distance(label.kotak.tengah) for index in diamonds}
    return gaps[own] <= _BESIDE and all(gap > 1.5 * gaps[own] for index, gap in gaps.items() if index != own)


def _gap(points: Sequence[Titik], box: Kotak) -> float:
    """How near a label comes to any part of a way."""
    return _distance(points, box, whole=True)[0]


def _other_way(text: str, given: Sequence[Panah], siblings: Sequence[int], own: int) -> bool:
    """Whether another arrow of the same symbol has this meaning already."""
    return any(
        meaning(given[index].label) == meaning(text) for index in siblings if index != own and given[index].label
    )


def meaning(label: str) -> str:
    """Give "Ya", "Tidak", or the folded words of a free label."""
    folded = fold(label)
    return "Ya" if folded in YES else "Tidak" if folded in NO else folded


def _distance(points: Sequence[Titik], box: Kotak, *, whole: bool = False) -> tuple[float, float]:
    """How near a label comes to the beginning of a way, or to the whole of it, and how far along it that is."""
    best, at, walked = 999.0, 0.0, 0.0
    for a, b in pairwise(points):
        long = length(a, b)
        steps = max(1, int(long / 3))
        for step in range(steps + 1):
            share = step / steps
            point = Titik(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
            gap = box.distance(point)
            if gap < best - 0.01:
                best, at = gap, walked + long * share
            if walked + long * share > _BEGINNING and not whole:
                break
        walked += long
        if walked > _BEGINNING and not whole:
            break
    return best, at
