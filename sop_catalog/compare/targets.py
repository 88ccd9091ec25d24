"""Where the symbols of two states of one SOP lead, compared by meaning.

A target is the symbol that it resolves to, not the number or code that is written. "lanjut", written or left out, is
also the same as "lanjut": then another next step is no change of this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sop_catalog.compare.changes import Change, ChangeKind, Weight
from sop_catalog.compare.columns import format_symbol
from sop_catalog.compare.words import fold_letters, quote
from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph
from sop_catalog.model.sop import Langkah, Simbol, Sop, TargetKind

_NAMED_WORDS = 6
"""Words of a step's activity by which a sentence names it."""


@dataclass(frozen=True)
class Flow:
    """One state of an SOP with its graph."""

    sop: Sop
    graph: FlowGraph

    def symbols(self, langkah: Langkah) -> list[Place]:
        """The symbols of one of its steps."""
        first = self._first_ids[langkah.nomor - 1]
        return [Place(self, langkah, simbol, first + index) for index, simbol in enumerate(langkah.simbol)]

    def place(self, node_id: int) -> Place:
        """The symbol with an id."""
        nomor = self.graph.row_of(node_id)
        return self.symbols(self.sop.langkah[nomor - 1])[node_id - self._first_ids[nomor - 1]]

    @cached_property
    def _first_ids(self) -> list[int]:
        return [row[0].id for row in self.graph.rows()]


@dataclass(frozen=True, slots=True)
class Place:
    """One symbol of one state."""

    flow: Flow
    langkah: Langkah
    simbol: Simbol
    node_id: int

    @property
    def who(self) -> str:
        """Who acts there, by column titles."""
        return format_symbol(self.simbol, self.flow.sop.pelaksana)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way on from a symbol."""

    label: str
    edge: FlowEdge
    is_next: bool
    """Whether it is written as "lanjut", or not at all."""


@dataclass(frozen=True, slots=True)
class Later:
    """What became of an earlier state's places."""

    number: Mapping[int, int]
    """Earlier step number → later one, for all steps that are in both."""
    node_id: Mapping[int, int]
    """The same of symbols, by id."""


def compare_targets(name: str, before: Place, after: Place, later: Later) -> Iterator[Change]:
    """What has changed about where one symbol leads.

    Args:
        name: how the sentences begin: "Langkah 8 (semula 7)".
        before: the symbol in the earlier state.
        after: the same symbol in the later state.
        later: for the targets.
    """
    old, new = _ways(before), _ways(after)
    comparison = _Comparison(name, before, after, later)
    if bool(before.simbol.cabang) != bool(after.simbol.cabang):
        yield comparison.other_kind()
        return
    pairs, gone, added = _pair_by_label(old, new)
    for first, second in pairs:
        yield from comparison.ways(first, second)
    for way in gone:
        yield comparison.change(f"cabang {way.label} dihapus, semula menuju {_describe(before, way)}")
    for way in added:
        yield comparison.change(f"cabang {way.label} ditambahkan, menuju {_describe(after, way)}")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The sentences about one symbol."""

    name: str
    before: Place
    after: Place
    later: Later

    def change(self, done: str, weight: Weight = Weight.SUBSTANTIF, before: str = "", after: str = "") -> Change:
        return Change(ChangeKind.TUJUAN, weight, f"{self.name}: {done}", "", self.after.langkah.nomor, before, after)

    def other_kind(self) -> Change:
        if self.after.simbol.cabang:
            return self.change(f"menjadi keputusan: {describe_branches(self.after)}")
        way = _ways(self.after)[0]
        goes_on = "" if way.is_next else f", kini berlanjut ke {_describe(self.after, way)}"
        return self.change(f"bukan lagi keputusan{goes_on}; semula {describe_branches(self.before)}")

    def ways(self, old: _Way, new: _Way) -> Iterator[Change]:
        if old.label != new.label:
            same = fold_letters(old.label) == fold_letters(new.label)
            weight = Weight.REDAKSIONAL if same else Weight.SUBSTANTIF
            yield self.change(f"label cabang “{old.label}” menjadi “{new.label}”", weight, old.label, new.label)
        if self._meanings(old, earlier=True) & self._meanings(new, earlier=False):
            return
        first, second = self._describe_before(old), _describe(self.after, new)
        done = f"cabang {new.label} kini menuju" if new.label else "kini berlanjut ke"
        yield self.change(f"{done} {second}; semula {first}", before=first, after=second)

    def _meanings(self, way: _Way, *, earlier: bool) -> set[object]:
        """What a way may be taken for; two ways with a common meaning are the same."""
        if way.edge.ending is not Ending.STEP:
            return {way.edge.ending, "lanjut"} if way.is_next else {way.edge.ending}
        place = (self.before if earlier else self.after).flow.place(way.edge.target)
        node_id, nomor = place.node_id, place.langkah.nomor
        if earlier:
            node_id, nomor = self.later.node_id.get(node_id, -node_id), self.later.number.get(nomor, -nomor)
        meanings: set[object] = {node_id}
        if place.simbol is place.langkah.simbol[0]:
            meanings.add(("baris", nomor))  # a number that is written means the row, whoever begins it
        return meanings | {"lanjut"} if way.is_next else meanings

    def _describe_before(self, way: _Way) -> str:
        described = _describe(self.before, way)
        number = self.before.flow.graph.row_of(way.edge.target)
        later = self.later.number
        if way.edge.ending is not Ending.STEP or later.get(number) == number:
            return described
        now = f"kini langkah {later[number]}" if number in later else "kini dihapus"
        return f"{described}, {now}"


def _ways(place: Place) -> list[_Way]:
    edges = place.flow.graph.edges_from(place.node_id)
    simbol = place.simbol
    if simbol.cabang:
        return [
            _Way(cabang.label, edge, cabang.target.kind is TargetKind.LANJUT)
            for cabang, edge in zip(simbol.cabang, edges, strict=True)
        ]
    is_next = simbol.lanjut_ke is None or simbol.lanjut_ke.kind is TargetKind.LANJUT
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


def _describe(place: Place, way: _Way) -> str:
    """The target of a way in words: "langkah 7 (Kasubag, “memeriksa konsep draf…”)", "Kepala pada langkah ini"."""
    match way.edge.ending:
        case Ending.END:
            return "selesai"
        case Ending.UNKNOWN:
            return "tujuan yang tidak terbaca"
        case _:
            target = place.flow.place(way.edge.target)
            langkah = target.langkah
            if langkah is place.langkah and len(langkah.simbol) > 1:
                return f"{target.who} pada langkah ini"
            return f"langkah {langkah.nomor} ({target.who}, {quote(langkah.kegiatan, _NAMED_WORDS)})"


def describe_branches(place: Place) -> str:
    """Where a decision leads: "Ya → langkah 3, Tidak → langkah 1"; "" for a plain symbol that just goes on."""
    ways = [way for way in _ways(place) if way.label or not way.is_next]

    def short(way: _Way) -> str:
        goal = _short_target(place, way) if way.edge.ending is Ending.STEP else _describe(place, way)
        return f"{way.label} → {goal}" if way.label else f"berlanjut ke {goal}"

    return ", ".join(short(way) for way in ways)


def _short_target(place: Place, way: _Way) -> str:
    target = place.flow.place(way.edge.target)
    if len(target.langkah.simbol) == 1:
        return f"langkah {target.langkah.nomor}"
    if target.langkah is place.langkah:
        return target.who
    return f"langkah {target.langkah.nomor} ({target.who})"


def describe_flow(flow: Flow, langkah: Langkah) -> str:
    """Where a step's symbols lead: of one symbol its branches, of several each that does not just go on, by name."""
    places = flow.symbols(langkah)
    if len(places) == 1:
        return describe_branches(places[0])
    if langkah.is_chain:
        return describe_branches(places[-1])
    named = [(place.who, describe_branches(place)) for place in places]
    return "; ".join(f"{who}: {branches}" for who, branches in named if branches)
