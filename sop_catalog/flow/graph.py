"""The activity graph of one SOP: resolved values, never syntax.

Built once per SOP and read by the table flowchart (`flow.grid`), the swimlane (`flow.mermaid`), the text of the flow,
and the checks. A target that cannot be resolved becomes an edge with the ending UNKNOWN and a `FlowProblem`, so that
drawing never fails and the check that reports it finds the place.

How a target resolves, for a step n of N:

    lanjut, or nothing written   n + 1; after the last step the end
    selesai                      the end
    a number k                   step k, if 1 <= k <= N
    a performer's code           the greatest k < n whose performers include it
    tidak terbaca                unknown, on purpose
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sop_catalog.model.sop import LANJUT, Langkah, Sop, Target, TargetKind


class Symbol(StrEnum):
    """The symbols of PermenPAN-RB 35/2012 that stand for a step; arrow and off-page connector belong to edges."""

    TERMINATOR = "kapsul"
    """Start or end. It *is* the first step, and every plain step after which the flow ends (so the last row, unless it
    goes on elsewhere): real SOPs have no separate row for Mulai or Selesai."""
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
    UNKNOWN_PERFORMER = "unknown-performer"


@dataclass(frozen=True, slots=True)
class Lane:
    """One performer's column."""

    kode: str
    judul: str


@dataclass(frozen=True, slots=True)
class FlowNode:
    """One step."""

    nomor: int
    """From 1, the row in the table; nodes[k - 1].nomor == k."""
    lanes: tuple[int, ...]
    """Column indices from 0, without repeats. The first carries arrows and diamond, the others show that they take
    part. Empty: the performer is not readable, there is no symbol and no arrow in the table."""
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class FlowEdge:
    """One way on from a step."""

    source: int
    """Step number, from 1."""
    target: int
    """Step number when `ending` is STEP, else 0."""
    label: str
    """"Ya", "Tidak" or the editor's own word beside the arrow; "" on the edge of a plain step."""
    ending: Ending = Ending.STEP

    @property
    def is_return(self) -> bool:
        """Whether the flow goes back, to an earlier step or to the step itself."""
        return self.ending is Ending.STEP and self.target <= self.source


@dataclass(frozen=True, slots=True)
class FlowProblem:
    """A target that cannot be resolved."""

    nomor: int
    """The step, from 1."""
    kunci: tuple[str, ...]
    """The keys below the step, such as ("jika_tidak",)."""
    kind: ProblemKind
    target: Target


@dataclass(frozen=True, slots=True)
class FlowGraph:
    """Steps in order, columns from left to right, edges ordered by source and then as the branches are written."""

    lanes: tuple[Lane, ...]
    nodes: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]
    problems: tuple[FlowProblem, ...] = ()

    def node(self, nomor: int) -> FlowNode:
        """The step with this number, from 1. IndexError outside 1..N."""
        if not 1 <= nomor <= len(self.nodes):
            raise IndexError(nomor)
        return self.nodes[nomor - 1]

    def edges_from(self, nomor: int) -> tuple[FlowEdge, ...]:
        """The ways on from a step, in the order of its branches."""
        return tuple(edge for edge in self.edges if edge.source == nomor)

    def is_drawn(self, edge: FlowEdge) -> bool:
        """Whether the table draws an arrow for this edge: it leads to a step, and both performers are known."""
        return edge.ending is Ending.STEP and bool(self.node(edge.source).lanes) and bool(self.node(edge.target).lanes)


def build_graph(sop: Sop) -> FlowGraph:
    """The graph of an SOP. Never fails: what does not resolve is in `problems`."""
    resolver = _Resolver(sop)
    edges = tuple(edge for langkah in sop.langkah for edge in resolver.edges_of(langkah))
    terminals = {1} | {edge.source for edge in edges if edge.ending is Ending.END}
    nodes = tuple(
        FlowNode(langkah.nomor, resolver.lanes_of(langkah), _symbol(langkah, terminals)) for langkah in sop.langkah
    )
    lanes = tuple(Lane(pelaksana.kode, pelaksana.judul) for pelaksana in sop.pelaksana)
    return FlowGraph(lanes, nodes, edges, tuple(resolver.problems))


def _symbol(langkah: Langkah, terminals: set[int]) -> Symbol:
    """A decision stays a diamond, even as the last step; a plain step that starts or ends the flow is the capsule."""
    if langkah.cabang:
        return Symbol.DECISION
    return Symbol.TERMINATOR if langkah.nomor in terminals else Symbol.PROCESS


class _Resolver:
    """Resolves the targets of one SOP and notes those that lead nowhere."""

    def __init__(self, sop: Sop) -> None:
        self.sop = sop
        self.columns = {pelaksana.kode: index for index, pelaksana in enumerate(sop.pelaksana)}
        self.problems: list[FlowProblem] = []

    def lanes_of(self, langkah: Langkah) -> tuple[int, ...]:
        known = (self.columns[kode] for kode in langkah.pelaksana if kode in self.columns)
        return tuple(dict.fromkeys(known))

    def edges_of(self, langkah: Langkah) -> list[FlowEdge]:
        if langkah.cabang:
            return [self._edge(langkah, cabang.target, cabang.label, cabang.kunci) for cabang in langkah.cabang]
        return [self._edge(langkah, langkah.lanjut_ke or LANJUT, "", ("lanjut_ke",))]

    def _edge(self, langkah: Langkah, target: Target, label: str, kunci: tuple[str, ...]) -> FlowEdge:
        last = len(self.sop.langkah)
        nomor = langkah.nomor
        match target.kind:
            case TargetKind.LANJUT if nomor < last:
                return FlowEdge(nomor, nomor + 1, label)
            case TargetKind.LANJUT | TargetKind.SELESAI:
                return FlowEdge(nomor, 0, label, Ending.END)
            case TargetKind.NOMOR if 1 <= target.nomor <= last:
                return FlowEdge(nomor, target.nomor, label)
            case TargetKind.NOMOR:
                self.problems.append(FlowProblem(nomor, kunci, ProblemKind.NO_SUCH_STEP, target))
            case TargetKind.PELAKSANA:
                for earlier in reversed(self.sop.langkah[: nomor - 1]):
                    if target.pelaksana in earlier.pelaksana:
                        return FlowEdge(nomor, earlier.nomor, label)
                known = target.pelaksana in self.columns
                kind = ProblemKind.NO_EARLIER_STEP if known else ProblemKind.UNKNOWN_PERFORMER
                self.problems.append(FlowProblem(nomor, kunci, kind, target))
            case TargetKind.TIDAK_TERBACA:
                pass
        return FlowEdge(nomor, 0, label, Ending.UNKNOWN)
