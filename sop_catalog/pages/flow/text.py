"""The flow as text: for those who cannot see the drawing, and where no diagram can be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode, Symbol
from sop_catalog.model.lines import one_line
from sop_catalog.model.sop import Sop


@dataclass(frozen=True, slots=True)
class AlurSimbol:
    """One symbol of a step, or a chain of them."""

    pelaksana: str
    simbol: str
    """What the symbol is and the words in it: "keputusan", "“Via email”"; "" for a plain one."""
    lanjut: tuple[tuple[str, str, int], ...]
    """(lead-in, text, step number to link or 0), such as ("Tidak → ", "langkah 1", 1) or ("Lanjut ke ", "langkah 3", 3)."""


@dataclass(frozen=True, slots=True)
class Alur:
    """One step of the flow as text, for those who cannot see the drawing."""

    nomor: int
    kegiatan: str
    """A sentence with its full stop."""
    simbol: tuple[AlurSimbol, ...]
    """One, or several in the order of the row."""


_ENDS = (".", "!", "?", "…", ":", ";")


def flow_text(sop: Sop, graph: FlowGraph) -> Iterator[Alur]:
    """Every step with its performers and, where that is not just the next row, where they lead."""
    for langkah, row in zip(sop.langkah, graph.rows(), strict=True):
        kegiatan = one_line(langkah.kegiatan)
        kegiatan = kegiatan if kegiatan.endswith(_ENDS) else f"{kegiatan}."
        if langkah.is_chain:
            who = ", lalu ".join(_performers(graph, node) for node in row)
            symbols = [_symbol(graph, row, row[-1], who)]
        else:
            symbols = [_symbol(graph, row, node, _performers(graph, node)) for node in row]
        yield Alur(langkah.nomor, kegiatan, tuple(symbols))


def _symbol(graph: FlowGraph, row: Sequence[FlowNode], node: FlowNode, who: str) -> AlurSimbol:
    words = ["keputusan"] if node.symbol is Symbol.DECISION else []
    words += [f"“{node.isi}”"] if node.isi else []
    ways = tuple(way for edge in graph.edges_from(node.id) for way in _way(graph, row, edge))
    return AlurSimbol(who, ", ".join(words), ways)


def _performers(graph: FlowGraph, node: FlowNode) -> str:
    titles = [graph.lanes[lane].judul for lane in node.lanes]
    joined = " bersama ".join([titles[0], ", ".join(titles[1:])]) if len(titles) > 1 else "".join(titles)
    return joined or "Pelaksana tidak terbaca"


def _way(graph: FlowGraph, row: Sequence[FlowNode], edge: FlowEdge) -> Iterator[tuple[str, str, int]]:
    """One way on, unless it is a plain symbol's to the one symbol of the next row."""
    lead = f"{edge.label} → " if edge.label else ""
    if edge.ending is Ending.END:
        yield lead, "selesai" if lead else "Selesai", 0
        return
    if edge.ending is Ending.UNKNOWN:
        yield lead or "Lanjut ke ", "langkah yang tidak terbaca", 0
        return
    target = graph.node(edge.target)
    others = graph.row(target.nomor)
    if target.nomor == row[0].nomor and len(row) > 1:
        yield lead or "Lanjut ke ", f"{_performers(graph, target)} pada langkah ini", 0
    elif len(others) > 1 and (edge.label or not _goes_down(graph.node(edge.source), target)):
        yield lead or "Lanjut ke ", f"langkah {target.nomor} ({_performers(graph, target)})", target.nomor
    elif len(others) == 1 and (edge.label or target.nomor != row[0].nomor + 1):
        yield lead or "Lanjut ke ", f"langkah {target.nomor}", target.nomor


def _goes_down(source: FlowNode, target: FlowNode) -> bool:
    """Whether a symbol goes on to the same performer's in the next row."""
    return target.nomor == source.nomor + 1 and source.lanes[:1] == target.lanes[:1]
