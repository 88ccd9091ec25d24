"""Where the steps of two states of one SOP lead, compared by meaning.

A target is the step that it resolves to, not the number or code that is written. "lanjut", written or left out, is
also the same as "lanjut": then another next step is no change of this step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sop_catalog.compare.changes import Change, ChangeKind, Weight
from sop_catalog.compare.columns import format_performers
from sop_catalog.compare.words import fold_letters, quote
from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph
from sop_catalog.model.sop import Langkah, Sop, TargetKind

_NAMED_WORDS = 6
"""Words of a step's activity by which a sentence names it."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One state of an SOP with its graph."""

    sop: Sop
    graph: FlowGraph


@dataclass(frozen=True, slots=True)
class _Way:
    """One way on from a step."""

    label: str
    edge: FlowEdge
    is_next: bool
    """Whether it is written as "lanjut", or not at all."""


State = tuple[Flow, Langkah]


def compare_targets(name: str, before: State, after: State, later_number: Mapping[int, int]) -> Iterator[Change]:
    """What has changed about where one step leads.

    Args:
        name: how the sentences begin: "Langkah 8 (semula 7)".
        before: the earlier state and the step in it.
        after: the later state and the same step in it.
        later_number: earlier step number → later one, for all steps that are in both.
    """
    old, new = _ways(*before), _ways(*after)
    comparison = _Comparison(name, before, after, later_number)
    if bool(before[1].cabang) != bool(after[1].cabang):
        yield comparison.other_kind()
        return
    pairs, gone, added = _pair_by_label(old, new)
    for first, second in pairs:
        yield from comparison.ways(first, second)
    for way in gone:
        yield comparison.change(f"cabang {way.label} dihapus, semula menuju {_describe(before[0], way)}")
    for way in added:
        yield comparison.change(f"cabang {way.label} ditambahkan, menuju {_describe(after[0], way)}")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The sentences about one step."""

    name: str
    before: State
    after: State
    later_number: Mapping[int, int]

    def change(self, done: str, weight: Weight = Weight.SUBSTANTIF, before: str = "", after: str = "") -> Change:
        return Change(ChangeKind.TUJUAN, weight, f"{self.name}: {done}", "", self.after[1].nomor, before, after)

    def other_kind(self) -> Change:
        if self.after[1].cabang:
            return self.change(f"menjadi keputusan: {describe_branches(*self.after)}")
        way = _ways(*self.after)[0]
        goes_on = "" if way.is_next else f", kini berlanjut ke {_describe(self.after[0], way)}"
        return self.change(f"bukan lagi keputusan{goes_on}; semula {describe_branches(*self.before)}")

    def ways(self, old: _Way, new: _Way) -> Iterator[Change]:
        if old.label != new.label:
            same = fold_letters(old.label) == fold_letters(new.label)
            weight = Weight.REDAKSIONAL if same else Weight.SUBSTANTIF
            yield self.change(f"label cabang “{old.label}” menjadi “{new.label}”", weight, old.label, new.label)
        if self._meanings(old, earlier=True) & self._meanings(new, earlier=False):
            return
        first, second = self._describe_before(old), _describe(self.after[0], new)
        done = f"cabang {new.label} kini menuju" if new.label else "kini berlanjut ke"
        yield self.change(f"{done} {second}; semula {first}", before=first, after=second)

    def _meanings(self, way: _Way, *, earlier: bool) -> set[object]:
        target = way.edge.target
        meaning: object = way.edge.ending
        if way.edge.ending is Ending.STEP:
            meaning = self.later_number.get(target, ("dihapus", target)) if earlier else target
        return {meaning, "lanjut"} if way.is_next else {meaning}

    def _describe_before(self, way: _Way) -> str:
        described = _describe(self.before[0], way)
        number = way.edge.target
        if way.edge.ending is not Ending.STEP or self.later_number.get(number) == number:
            return described
        now = f"kini langkah {self.later_number[number]}" if number in self.later_number else "kini dihapus"
        return f"{described}, {now}"


def _ways(flow: Flow, langkah: Langkah) -> list[_Way]:
    edges = flow.graph.edges_from(langkah.nomor)
    if langkah.cabang:
        return [
            _Way(cabang.label, edge, cabang.target.kind is TargetKind.LANJUT)
            for cabang, edge in zip(langkah.cabang, edges, strict=True)
        ]
    is_next = langkah.lanjut_ke is None or langkah.lanjut_ke.kind is TargetKind.LANJUT
    return [_Way("", edge, is_next) for edge in edges]


def _pair_by_label(old: list[_Way], new: list[_Way]) -> tuple[list[tuple[_Way, _Way]], list[_Way], list[_Way]]:
    """Branches with one label belong together; of the others the first with the first, and so on.

    Returns:
        The pairs, what is left of the earlier branches, what is left of the later ones.
    """
    pairs: list[tuple[_Way, _Way]] = []
    gone, added = [], list(new)
    for way in old:
        match = next((other for other in added if other.label.casefold() == way.label.casefold()), None)
        if match:
            added.remove(match)
            pairs.append((way, match))
        else:
            gone.append(way)
    renamed = min(len(gone), len(added))
    pairs += zip(gone[:renamed], added[:renamed], strict=True)
    return pairs, gone[renamed:], added[renamed:]


def _describe(flow: Flow, way: _Way) -> str:
    """The target of a way in words: "langkah 7 (Kasubag, “memeriksa konsep draf…”)"."""
    match way.edge.ending:
        case Ending.END:
            return "selesai"
        case Ending.UNKNOWN:
            return "tujuan yang tidak terbaca"
        case _:
            langkah = flow.sop.langkah[way.edge.target - 1]
            who = format_performers(langkah, flow.sop.pelaksana)
            return f"langkah {langkah.nomor} ({who}, {quote(langkah.kegiatan, _NAMED_WORDS)})"


def describe_branches(flow: Flow, langkah: Langkah) -> str:
    """Where a decision leads: "Ya → langkah 3, Tidak → langkah 1"; "" for a plain step that just goes on."""
    ways = [way for way in _ways(flow, langkah) if way.label or not way.is_next]

    def short(way: _Way) -> str:
        goal = f"langkah {way.edge.target}" if way.edge.ending is Ending.STEP else _describe(flow, way)
        return f"{way.label} → {goal}" if way.label else f"berlanjut ke {goal}"

    return ", ".join(short(way) for way in ways)
