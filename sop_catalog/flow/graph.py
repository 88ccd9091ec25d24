"""The activity graph of one SOP: resolved values, never syntax.

Its nodes are the symbols. A row of the table has one or more of them; they are numbered row by row, so that in a table
whose rows have one symbol each a node's number is its row's. Built once per SOP and read by the table flowchart
(`flow.grid`), the swimlane (`flow.mermaid`), the text of the flow, and the checks. A target that cannot be resolved
becomes an edge with the ending UNKNOWN and a `FlowProblem`, so that drawing never fails and the check that reports it
finds the place.

How a target resolves, for a symbol in row n of N:

    lanjut, or nothing written   row n + 1; after the last row the end. In a row of several symbols that is the same
                                 performer's, unless another one of that row leads to it, else the first
    selesai                      the end
    a number k                   the first symbol of row k, if 1 <= k <= N
    k.code                       that performer's symbol in row k
    a performer's code           that performer's other symbol in the same row (of a chain only an earlier one), else the
                                 one in the nearest earlier row that has one
    the inside of a chain        the next symbol of the row
    tidak terbaca                unknown, on purpose
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from sop_catalog.model.sop import LANJUT, Kunci, Langkah, Simbol, Sop, Target, TargetKind


class Symbol(StrEnum):
    """The symbols of PermenPAN-RB 35/2012 that stand for a step; arrow and off-page connector belong to edges."""

    TERMINATOR = "kapsul"
    """Start or end. It *is* the first step, and every plain step after which the flow ends (so the last row, unless it
    goes on elsewhere): real SOPs have no separate row for Mulai or Selesai. Of several symbols in the first row each is
    a start that no other one in it leads to."""
    PROCESS = "kotak"
    DECISION = "belah-ketupat"


class Ending(StrEnum):
    """What an edge leads to."""

    STEP = "langkah"
    END = "selesai"
    UNKNOWN = "tidak-terbaca"
    """The source does not say, or the target does not exist (then there is a FlowProblem too)."""


class ProblemKind(StrEnum):
    """Why a target could not be resolved."""

    NO_SUCH_STEP = "no-such-step"
    NO_EARLIER_STEP = "no-earlier-step"
    NO_SUCH_SYMBOL = "no-such-symbol"
    """The row exists, and that performer has no symbol in it."""
    UNKNOWN_PERFORMER = "unknown-performer"


@dataclass(frozen=True, slots=True)
class Lane:
    """One performer's column."""

    kode: str
    judul: str


@dataclass(frozen=True, slots=True)
class FlowNode:
    """One symbol."""

    id: int
    """From 1, row by row; nodes[k - 1].id == k."""
    nomor: int
    """The row in the table, from 1."""
    lanes: tuple[int, ...]
    """Column indices from 0, without repeats. The first carries arrows and diamond, the others show that they take
    part. Empty: the performer is not readable, there is no symbol and no arrow in the table."""
    symbol: Symbol
    isi: str = ""
    """Words in the symbol."""
    starts: bool = False
    """Whether the flow begins here."""


@dataclass(frozen=True, slots=True)
class FlowEdge:
    """One way on from a symbol."""

    source: int
    """A node's id."""
    target: int
    """A node's id when `ending` is STEP, else 0."""
    label: str
    """"Ya", "Tidak" or the editor's own word beside the arrow; "" on the edge of a plain step."""
    ending: Ending = Ending.STEP

    @property
    def is_return(self) -> bool:
        """Whether the flow goes back, to an earlier symbol or to the symbol itself."""
        return self.ending is Ending.STEP and self.target <= self.source


@dataclass(frozen=True, slots=True)
class FlowProblem:
    """A target that cannot be resolved."""

    nomor: int
    """The step, from 1."""
    kunci: Kunci
    """The keys below the step, such as ("jika_tidak",)."""
    kind: ProblemKind
    target: Target


@dataclass(frozen=True)
class FlowGraph:
    """Symbols row by row, columns from left to right, edges ordered by source and then as the branches are written."""

    lanes: tuple[Lane, ...]
    nodes: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]
    problems: tuple[FlowProblem, ...] = ()

    def node(self, node_id: int) -> FlowNode:
        """The symbol with this id, from 1. IndexError for any other."""
        if not 1 <= node_id <= len(self.nodes):
            raise IndexError(node_id)
        return self.nodes[node_id - 1]

    def row_of(self, node_id: int) -> int:
        """The number of the row that a symbol stands in; 0 for 0, the target of an edge that leads to no symbol."""
        return self.nodes[node_id - 1].nomor if node_id else 0

    def rows(self) -> Iterator[tuple[FlowNode, ...]]:
        """The symbols of each row, top down."""
        yield from self._rows.values()

    def row(self, nomor: int) -> tuple[FlowNode, ...]:
        """The symbols of one row, from 1; () for a row that does not exist."""
        return self._rows.get(nomor, ())

    def edges_from(self, node_id: int) -> tuple[FlowEdge, ...]:
        """The ways on from a symbol, in the order of its branches."""
        return self._ways.get(node_id, ())

    @cached_property
    def _rows(self) -> Mapping[int, tuple[FlowNode, ...]]:
        return {nomor: tuple(nodes) for nomor, nodes in groupby(self.nodes, key=lambda node: node.nomor)}

    @cached_property
    def _ways(self) -> Mapping[int, tuple[FlowEdge, ...]]:
        ways: dict[int, list[FlowEdge]] = {}
        for edge in self.edges:
            ways.setdefault(edge.source, []).append(edge)
        return {source: tuple(own) for source, own in ways.items()}

    def is_drawn(self, edge: FlowEdge) -> bool:
        """Whether the table draws an arrow for this edge: it leads to a symbol, and both performers are known."""
        return edge.ending is Ending.STEP and bool(self.node(edge.source).lanes) and bool(self.node(edge.target).lanes)


def build_graph(sop: Sop) -> FlowGraph:
    """The graph of an SOP. Never fails: what does not resolve is in `problems`."""
    resolver = _Resolver(sop)
    edges = tuple(
        edge
        for langkah in sop.langkah
        for index, simbol in enumerate(langkah.simbol)
        for edge in resolver.edges_of(langkah, index, simbol)
    )
    first_row = len(sop.langkah[0].simbol) if sop.langkah else 0
    entered = {edge.target for edge in edges if edge.source <= first_row and edge.source != edge.target}
    starts = {node_id for node_id in range(1, first_row + 1) if node_id not in entered} or {1}
    ends = {edge.source for edge in edges if edge.ending is Ending.END}
    nodes: list[FlowNode] = []
    for langkah in sop.langkah:
        free = set(range(len(sop.pelaksana)))
        for simbol in langkah.simbol:
            node_id = len(nodes) + 1
            lanes = tuple(lane for lane in resolver.lanes_of(simbol) if lane in free)  # a cell holds one symbol
            free.difference_update(lanes)
            symbol = Symbol.TERMINATOR if node_id in starts or node_id in ends else Symbol.PROCESS
            if simbol.cabang:  # a decision stays a diamond, even as the last step
                symbol = Symbol.DECISION
            nodes.append(FlowNode(node_id, langkah.nomor, lanes, symbol, simbol.isi, node_id in starts))
    columns = tuple(Lane(pelaksana.kode, pelaksana.judul) for pelaksana in sop.pelaksana)
    return FlowGraph(columns, tuple(nodes), edges, tuple(resolver.problems))


def resolve_target(sop: Sop, nomor: int, index: int, target: Target) -> int | Ending:
    """What a target would mean if it were written at a symbol: a node's id, or what the edge would end in.

    Args:
        sop: an SOP.
        nomor: the row, from 1.
        index: the symbol in it, from 0.
        target: any.
    """
    found = _Resolver(sop).resolve(sop.langkah[nomor - 1], index, target)
    return Ending.UNKNOWN if isinstance(found, ProblemKind) else found


class _Resolver:
    """Resolves the targets of one SOP and notes those that lead nowhere."""

    def __init__(self, sop: Sop) -> None:
        self.sop = sop
        self.columns = {pelaksana.kode: index for index, pelaksana in enumerate(sop.pelaksana)}
        self.problems: list[FlowProblem] = []
        self.first_id = [1]
        """Of each row its first symbol's id."""
        for langkah in sop.langkah:
            self.first_id.append(self.first_id[-1] + len(langkah.simbol))

    def lanes_of(self, simbol: Simbol) -> tuple[int, ...]:
        known = (self.columns[kode] for kode in simbol.pelaksana if kode in self.columns)
        return tuple(dict.fromkeys(known))

    def edges_of(self, langkah: Langkah, index: int, simbol: Simbol) -> list[FlowEdge]:
        ways = [(cabang.target, cabang.label, cabang.kunci) for cabang in simbol.cabang]
        if not ways:
            ways = [(simbol.lanjut_ke or LANJUT, "", (*simbol.kunci, "lanjut_ke"))]
        edges = []
        for target, label, kunci in ways:
            found = self.resolve(langkah, index, target)
            source = self.first_id[langkah.nomor - 1] + index
            if isinstance(found, ProblemKind):
                self.problems.append(FlowProblem(langkah.nomor, kunci, found, target))
            if isinstance(found, int):
                edges.append(FlowEdge(source, found, label))
            else:
                edges.append(FlowEdge(source, 0, label, Ending.END if found is Ending.END else Ending.UNKNOWN))
        return edges

    def resolve(self, langkah: Langkah, index: int, target: Target) -> int | Ending | ProblemKind:  # noqa: PLR0911
        """A node's id, or what an edge ends in without one, or why there is none."""
        rows = self.sop.langkah
        match target.kind:
            case TargetKind.LANJUT if langkah.nomor < len(rows):
                return self._next(langkah.nomor, langkah.simbol[index])
            case TargetKind.LANJUT | TargetKind.SELESAI:
                return Ending.END
            case TargetKind.RANTAI:
                return self.first_id[langkah.nomor - 1] + index + 1
            case TargetKind.NOMOR | TargetKind.SIMBOL if not 1 <= target.nomor <= len(rows):
                return ProblemKind.NO_SUCH_STEP
            case TargetKind.NOMOR:
                return self.first_id[target.nomor - 1]
            case TargetKind.SIMBOL:
                found = self._find(target.pelaksana, target.nomor)
                return found or self._missing(target.pelaksana, ProblemKind.NO_SUCH_SYMBOL)
            case TargetKind.PELAKSANA:
                found = self._beside(target.pelaksana, langkah, index)
                above = (self._find(target.pelaksana, nomor) for nomor in range(langkah.nomor - 1, 0, -1))
                return (
                    found
                    or next(filter(None, above), 0)
                    or self._missing(target.pelaksana, ProblemKind.NO_EARLIER_STEP)
                )
            case TargetKind.TIDAK_TERBACA:
                return Ending.UNKNOWN

    def _next(self, nomor: int, simbol: Simbol) -> int:
        """Where the row behind row `nomor` is entered."""
        following = self.sop.langkah[nomor]
        first = self.first_id[nomor]
        if len(following.simbol) == 1 or following.is_chain or not simbol.pelaksana:
            return first
        own = self._find(simbol.pelaksana[0], nomor + 1)
        return own if own and own not in self._led_to_within(following) else first

    def _led_to_within(self, langkah: Langkah) -> set[int]:
        """The ids of the symbols of one row that another symbol of it leads to."""
        led = set()
        for index, simbol in enumerate(langkah.simbol):
            targets = [cabang.target for cabang in simbol.cabang] or [simbol.lanjut_ke or LANJUT]
            within = [target for target in targets if target.kind is not TargetKind.LANJUT]
            led |= {self.resolve(langkah, index, target) for target in within} - {
                self.first_id[langkah.nomor - 1] + index
            }
        return {node_id for node_id in led if isinstance(node_id, int)}

    def _find(self, kode: str, nomor: int) -> int:
        """The id of a performer's symbol in a row; 0 for none."""
        for index, simbol in enumerate(self.sop.langkah[nomor - 1].simbol):
            if kode in simbol.pelaksana:
                return self.first_id[nomor - 1] + index
        return 0

    def _beside(self, kode: str, langkah: Langkah, index: int) -> int:
        """The id of a performer's other symbol in the same row, of a chain only an earlier one; 0 for none."""
        others = range(index) if langkah.is_chain else range(len(langkah.simbol))
        for other in others:
            if other != index and kode in langkah.simbol[other].pelaksana:
                return self.first_id[langkah.nomor - 1] + other
        return 0

    def _missing(self, kode: str, kind: ProblemKind) -> ProblemKind:
        return kind if kode in self.columns else ProblemKind.UNKNOWN_PERFORMER
