"""The performers' columns of two states of one SOP: which is which, and what has changed about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sop_catalog.compare.changes import Change, ChangeKind, Weight
from sop_catalog.compare.meaning import Meaning
from sop_catalog.compare.words import fold_letters
from sop_catalog.model.sop import Langkah, Pelaksana, Simbol, Sop


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns are matched by their titles and only then by their codes: a code is the file's own and prints nowhere."""

    before: tuple[Pelaksana, ...]
    after: tuple[Pelaksana, ...]
    later_code: Mapping[str, str]
    """Earlier code → the later code of the same column; columns that are gone are missing."""

    def performers_before(self, langkah: Langkah) -> tuple[str, ...]:
        """Who performed a step of the earlier state, in later codes; a column that is gone keeps a name of its own."""
        return self.later_codes(langkah.pelaksana)

    def later_codes(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Codes of the earlier state in later ones, likewise."""
        return tuple(self.later_code.get(kode, f"- {kode}") for kode in codes)


def match_columns(before: Sop, after: Sop) -> Columns:
    """Find each earlier column in the later state: same code and title, else same title, else same code."""
    later: dict[str, str] = {}
    free = list(after.pelaksana)
    for same in (_same, _same_title, _same_code):
        for column in before.pelaksana:
            found = next((other for other in free if same(column, other)), None)
            if column.kode not in later and found:
                later[column.kode] = found.kode
                free.remove(found)
    return Columns(before.pelaksana, after.pelaksana, later)


def _same(first: Pelaksana, second: Pelaksana) -> bool:
    return first == second


def _same_title(first: Pelaksana, second: Pelaksana) -> bool:
    return fold_letters(first.judul) == fold_letters(second.judul)


def _same_code(first: Pelaksana, second: Pelaksana) -> bool:
    return first.kode == second.kode


def compare_columns(columns: Columns, meaning: Meaning) -> Iterator[Change]:
    """What has changed about the columns themselves."""
    earlier = {
        columns.later_code[column.kode]: column for column in columns.before if column.kode in columns.later_code
    }
    for column in columns.before:
        if column.kode not in columns.later_code:
            sentence = f"Kolom pelaksana “{column.judul}” dihapus"
            yield Change(ChangeKind.PELAKSANA, Weight.SUBSTANTIF, sentence, "pelaksana", before=column.judul)
    for column in columns.after:
        old = earlier.get(column.kode)
        if old is None:
            sentence = f"Kolom pelaksana “{column.judul}” ditambahkan"
            yield Change(ChangeKind.PELAKSANA, Weight.SUBSTANTIF, sentence, "pelaksana", after=column.judul)
        elif old.judul != column.judul:
            sentence = f"Kolom pelaksana “{old.judul}” berganti judul menjadi “{column.judul}”"
            weight = meaning.weigh(old.judul, column.judul)
            yield Change(ChangeKind.PELAKSANA, weight, sentence, "pelaksana", before=old.judul, after=column.judul)
        if old is not None and old.grup != column.grup:
            yield _other_group(old, column, meaning)
    order_before = [columns.later_code[column.kode] for column in columns.before if column.kode in columns.later_code]
    order_after = [column.kode for column in columns.after if column.kode in earlier]
    if order_before != order_after:
        titles = ", ".join(column.judul for column in columns.after)
        yield Change(
            ChangeKind.URUTAN, Weight.REDAKSIONAL, f"Urutan kolom pelaksana berubah menjadi {titles}", "pelaksana",
            before=", ".join(column.judul for column in columns.before), after=titles,
        )  # fmt: skip


def _other_group(old: Pelaksana, column: Pelaksana, meaning: Meaning) -> Change:
    now = f"kini di bawah judul “{column.grup}”" if column.grup else "kini tanpa judul grup"
    before = f", semula di bawah “{old.grup}”" if old.grup else ""
    weight = meaning.weigh(old.grup, column.grup) if old.grup and column.grup else Weight.SUBSTANTIF
    sentence = f"Kolom pelaksana “{column.judul}” {now}{before}"
    return Change(ChangeKind.PELAKSANA, weight, sentence, "pelaksana", before=old.grup, after=column.grup)


def format_performers(langkah: Langkah, columns: tuple[Pelaksana, ...]) -> str:
    """Who performs a step, by column titles: "Kabag dan Kasubag" together, "Staf lalu Kabag" in a chain."""
    between = " lalu " if langkah.is_chain else "; "
    return between.join(format_symbol(simbol, columns) for simbol in langkah.simbol)


def format_symbol(simbol: Simbol, columns: tuple[Pelaksana, ...]) -> str:
    """Who acts at one symbol: "Kabag dan Kasubag"; a code without a column as it is."""
    titles = {column.kode: column.judul for column in columns}
    names = [titles.get(kode, kode) for kode in simbol.pelaksana]
    return " dan ".join(names) if names else "pelaksana tidak terbaca"
