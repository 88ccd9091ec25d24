"""The activity tables of two states of one SOP, step by step.

Steps are matched by what they say and who performs them, never by number; so are the targets of branches. What merely
follows from another change is not reported: numbers that shift, and a "next step" that is now another one because a
step came between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sop_catalog.compare.alignment import Alignment, align
from sop_catalog.compare.cells import are_lists, describe_lines
from sop_catalog.compare.changes import Change, ChangeKind, Weight
from sop_catalog.compare.columns import Columns, compare_columns, format_performers, match_columns
from sop_catalog.compare.lists import compare_lists
from sop_catalog.compare.meaning import Meaning
from sop_catalog.compare.symbols import compare_symbols, name_step, pair_symbols
from sop_catalog.compare.targets import Flow, Later, Place, compare_targets, describe_flow
from sop_catalog.compare.words import (
    compare_words,
    count_words,
    fold_letters,
    quote,
    similarity,
)
from sop_catalog.model.lines import one_line
from sop_catalog.model.sop import RANTAI, SEL_GABUNG, Langkah, Sop
from sop_catalog.model.values.waktu import Durasi, NormaWaktu, sum_waktu
from sop_catalog.source.list_marks import without_mark

_WORDS, _PERFORMERS = 0.7, 0.3
"""What two steps' likeness consists of."""
_TEXT_FIELDS = ("kegiatan", "kelengkapan", "output", "keterangan")


def compare_steps(before: Flow, after: Flow, meaning: Meaning) -> Iterator[Change]:
    """All changes of columns and steps, in the order of the later table; what is gone stands before what followed it.

    Args:
        before: the earlier state of an SOP.
        after: the later one.
        meaning: for the weight of re-wordings.
    """
    columns = match_columns(before.sop, after.sop)
    yield from compare_columns(columns, meaning)
    alignment = _align_steps(before.sop, after.sop, columns)
    rows = [(before.sop.langkah[first], after.sop.langkah[second]) for first, second in alignment.pairs]
    symbols = {old.nomor: pair_symbols(before, old, after, new, columns) for old, new in rows}
    later = Later(
        {old.nomor: new.nomor for old, new in rows},
        {first.node_id: second.node_id for pairs in symbols.values() for first, second in pairs},
    )
    table = _Table(before, after, columns, alignment, later, symbols, meaning)
    removed = list(alignment.removed)
    earlier = {later: index for index, later in alignment.pairs}
    for index in range(len(after.sop.langkah)):
        while removed and index in earlier and removed[0] < earlier[index]:
            yield table.removed(removed.pop(0))
        yield from table.changes(earlier.get(index), index)
    for index in removed:
        yield table.removed(index)


def _align_steps(before: Sop, after: Sop, columns: Columns) -> Alignment:
    old = [(fold_letters(langkah.kegiatan), columns.performers_before(langkah)) for langkah in before.langkah]
    new = [(fold_letters(langkah.kegiatan), langkah.pelaksana) for langkah in after.langkah]
    old_words = [count_words(langkah.kegiatan) for langkah in before.langkah]
    new_words = [count_words(langkah.kegiatan) for langkah in after.langkah]

    def likeness(index: int, later: int) -> float:
        first, second = old[index][1], new[later][1]
        shared = 1.0 if first == second else 0.5 if set(first) & set(second) else 0.0
        return _WORDS * similarity(old_words[index], new_words[later]) + _PERFORMERS * shared

    return align(old, new, likeness)


@dataclass(frozen=True, slots=True)
class _Table:
    """Two tables whose steps are matched."""

    before: Flow
    after: Flow
    columns: Columns
    alignment: Alignment
    later: Later
    symbols: Mapping[int, list[tuple[Place, Place]]]
    """Earlier step number → its symbols that are in both states."""
    meaning: Meaning

    def removed(self, index: int) -> Change:
        langkah = self.before.sop.langkah[index]
        sentence = f"Langkah {langkah.nomor} dihapus: {self._summary(langkah, self.before)}"
        return Change(
            ChangeKind.LANGKAH_DIHAPUS, Weight.SUBSTANTIF, sentence, "", langkah.nomor, before=langkah.kegiatan
        )

    def changes(self, index: int | None, later: int) -> Iterator[Change]:
        new = self.after.sop.langkah[later]
        if index is None:
            yield self._inserted(new)
            return
        old = self.before.sop.langkah[index]
        if (index, later) in self.alignment.moved:
            yield self._moved(old, new)
        name, pairs = name_step(old, new), self.symbols[old.nomor]
        yield from compare_symbols(name, (self.before, old), (self.after, new), pairs, self.columns)
        for kunci in _TEXT_FIELDS:
            if not _is_joined(new, kunci):  # what stands in one is said with the cell that it is one with
                yield from self._text(old, new, kunci)
        if not _is_joined(new, "waktu"):
            yield from self._waktu(old, new)
        for kunci in SEL_GABUNG:
            yield from self._cell(old, new, kunci)
        for first, second in pairs:
            whose = name if len(old.simbol) == len(new.simbol) == 1 else f"{name}, {second.who}"
            if not (old.is_chain and new.is_chain and second.simbol.lanjut_ke == RANTAI == first.simbol.lanjut_ke):
                yield from compare_targets(whose, first, second, self.later)

    def _summary(self, langkah: Langkah, flow: Flow) -> str:
        """A whole step in a line: who, what, how long, and where its branches lead."""
        waktu = f", {langkah.waktu.teks}" if langkah.waktu and langkah.waktu.lama else ""
        branches = describe_flow(flow, langkah)
        who = format_performers(langkah, flow.sop.pelaksana)
        return f"{who}, {quote(langkah.kegiatan)}{waktu}" + (f"; {branches}" if branches else "")

    def _inserted(self, new: Langkah) -> Change:
        last = new.nomor == len(self.after.sop.langkah)
        done = "ditambahkan di akhir" if last else "disisipkan"
        sentence = f"Langkah {new.nomor} {done}: {self._summary(new, self.after)}"
        return Change(ChangeKind.LANGKAH_DISISIPKAN, Weight.SUBSTANTIF, sentence, "", new.nomor, after=new.kegiatan)

    def _moved(self, old: Langkah, new: Langkah) -> Change:
        who = format_performers(new, self.columns.after)
        place = f"sesudah langkah {new.nomor - 1}" if new.nomor > 1 else "ke awal"
        number = f"menjadi langkah {new.nomor}" if old.nomor != new.nomor else place
        sentence = f"Langkah {old.nomor} dipindahkan {number}: {who}, {quote(new.kegiatan)}"
        return Change(
            ChangeKind.LANGKAH_DIPINDAHKAN, Weight.SUBSTANTIF, sentence, "", new.nomor, str(old.nomor), str(new.nomor)
        )

    def _stays_joined(self, old: Langkah, new: Langkah, kunci: str) -> bool:
        """Whether a cell is one with that of a row above, then and now: what stands in it is said there."""
        head_before, head = old.cell_row(kunci), new.cell_row(kunci)
        return head_before != old.nomor and head != new.nomor and self.later.number.get(head_before) == head

    def _cell(self, old: Langkah, new: Langkah, kunci: str) -> Iterator[Change]:
        """A cell that became one with that of a row above, or no longer is."""
        was, now = old.cell_row(kunci), new.cell_row(kunci)
        if (was == old.nomor and now == new.nomor) or self._stays_joined(old, new, kunci):
            return
        first, second = _cell_text(old, kunci), _cell_text(new, kunci)
        done, before = "kini sel sendiri", f", semula {quote(first)}" if first and first != second else ""
        if now != new.nomor:
            done = f"kini satu sel dengan langkah {now}" + (f", {quote(second)}" if second else "")
        if was != old.nomor:
            said = f" ({quote(first)})" if first and first != second and now != new.nomor else ""
            before = f", semula satu sel dengan langkah {was}{said}"
        sentence = f"{name_step(old, new)}: {kunci} {done}{before}"
        yield Change(ChangeKind.ISIAN, Weight.SUBSTANTIF, sentence, kunci, new.nomor, first, second)

    def _text(self, old: Langkah, new: Langkah, kunci: str) -> Iterator[Change]:
        first, second = getattr(old, kunci), getattr(new, kunci)
        if first == second:
            return
        if are_lists(first, second):
            name = f"{name_step(old, new)}: {kunci}"
            before, after = (tuple(map(without_mark, text.split("\n"))) for text in (first, second))
            for change in compare_lists(name, kunci, before, after, self.meaning.weigh):
                yield replace(change, nomor=new.nomor)
            return
        yield Change(
            ChangeKind.ISIAN,
            self.meaning.weigh(first, second),
            f"{name_step(old, new)}: {kunci} {describe_lines(first, second)}",
            kunci,
            new.nomor,
            first,
            second,
            compare_words(first, second) if first and second else (),
        )

    def _waktu(self, old: Langkah, new: Langkah) -> Iterator[Change]:
        first, second = _teks(old.waktu), _teks(new.waktu)
        if first == second:
            return
        same = bool(first) == bool(second) and amount_of(old.waktu) == amount_of(new.waktu)
        same = same and (bool(amount_of(old.waktu)) or fold_letters(first) == fold_letters(second))
        done = (
            f"{first} menjadi {second}"
            if first and second
            else f"diisi {second}"
            if second
            else f"dihapus, semula {first}"
        )
        weight = Weight.REDAKSIONAL if same else Weight.SUBSTANTIF
        yield Change(
            ChangeKind.WAKTU, weight, f"{name_step(old, new)}: waktu {done}", "waktu", new.nomor, first, second
        )


def _is_joined(langkah: Langkah, kunci: str) -> bool:
    """Whether a cell is one with that of a row above. One that has none there is a cell of its own."""
    return kunci in SEL_GABUNG and langkah.cell_row(kunci) != langkah.nomor


def _cell_text(langkah: Langkah, kunci: str) -> str:
    return _teks(langkah.waktu) if kunci == "waktu" else one_line(getattr(langkah, kunci))


def _teks(durasi: Durasi | None) -> str:
    return " ".join(durasi.teks.split()) if durasi else ""


def amount_of(durasi: Durasi | None) -> tuple[str, ...]:
    """The amount with what bounds it: "maks. 3 hari" and "minimal 3 hari" differ. () where there is no number.

    Such as ("30-60 menit", "maksimal", "per berkas"); fingerprints are made of it, so it is spelled the same for ever.
    """
    if durasi is None or not durasi.lama:
        return ()
    amounts = (f"{lama.minimum}-{lama.maksimum} {lama.satuan.value}" for lama in sum_waktu([durasi]).lama)
    return (*amounts, *(batas.value for batas in durasi.batas), f"per {durasi.per}")


def compare_norma_waktu(before: Sop, after: Sop) -> tuple[str, str] | None:
    """The totals of the steps' times, as sentences give them, when they differ."""
    old, new = before.norma_waktu, after.norma_waktu
    if old.lama == new.lama:
        return None

    def format_total(norma: NormaWaktu) -> str:
        lacking = norma.format_lacking()
        if not norma.lama:
            return "belum ada angka"
        return norma.format() + (f" ({lacking})" if lacking else "")

    return format_total(old), format_total(new)
