"""The flowchart in words: what each symbol is and where its arrows lead, for screen readers and phones.

Heard it is a sentence, "Kabag: keputusan; Ya ke langkah 3, Tidak ke langkah 1". On a card it is a chip and signs, "[Kabag]
Ya → 3 · Tidak → 1": sop-flowchart.css shows `b` as the chip, `i` as an arrow, and a `span` between two parts as a dot.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode, Symbol


class FlowWords:
    """Says what the symbols of one graph are."""

    def __init__(self, graph: FlowGraph) -> None:
        self._graph = graph
        self._titles = tuple(escape(lane.judul) for lane in graph.lanes)
        self._crowded = {row[0].nomor for row in graph.rows() if len(row) > 1}
        """Rows of several symbols: there the number alone does not say which one is meant."""

    def symbol(self, node: FlowNode, column: int, edges: Sequence[FlowEdge]) -> str:
        """What the symbol in one column of a row says: "Kabag: keputusan; Ya ke langkah 3, Tidak ke langkah 1".

        Args:
            node: the symbol.
            column: one of its lanes.
            edges: its ways on.

        Returns:
            HTML; the numbers of steps are links to their rows.
        """
        words = f"<b>{self._titles[column]}</b>"
        if column != node.lanes[0]:
            return f"{words}<span>: </span>bersama {self._titles[node.lanes[0]]}"
        if node.isi:
            words += f" “{escape(node.isi)}”"
        kind = _kind(node, edges)
        if kind == _PROCESS:
            words += f'<span class="sop-suara">: {kind}</span>'
        elif kind:
            words += f"<span>: </span>{kind}"
        is_decision = node.symbol is Symbol.DECISION
        unsaid = f"{', ' if kind else ': '}keputusan" if is_decision else ""
        if len(node.lanes) > 1:
            others = ", ".join(self._titles[lane] for lane in node.lanes[1:])
            words, unsaid = f"{words}<span>{unsaid}, </span>bersama {others}", ""
        if is_decision:
            return f"{words}<span>{unsaid}; </span>{self.branches(edges)}"
        for edge in edges:
            if self._is_chain(edge):
                words += f'<span class="sop-suara">; lalu {self._who(edge.target)}</span>'
            elif not self.just_goes_on(edge):
                words += f"<span>; </span>lanjut{self._goal(edge)}"
        return words

    def branches(self, edges: Sequence[FlowEdge]) -> str:
        """Such as "Ya ke langkah 3, Tidak: selesai", as HTML."""
        return "<span>, </span>".join(f"{escape(edge.label)}{self._goal(edge)}" for edge in edges)

    def just_goes_on(self, edge: FlowEdge) -> bool:
        """Whether a plain symbol's way needs no words: the end, which the capsule is, or down to the next row.

        There to its one symbol, or to the same performer's.
        """
        if edge.ending is not Ending.STEP:
            return edge.ending is Ending.END
        source, target = self._graph.node(edge.source), self._graph.node(edge.target)
        same = source.lanes[:1] == target.lanes[:1]
        return target.nomor == source.nomor + 1 and (same or target.nomor not in self._crowded)

    def _is_chain(self, edge: FlowEdge) -> bool:
        """Whether a way leads to the next symbol of the same row."""
        graph = self._graph
        return edge.target == edge.source + 1 and graph.row_of(edge.source) == graph.row_of(edge.target)

    def _goal(self, edge: FlowEdge) -> str:
        """Where a way leads, with what joins it to the word before: " ke langkah 3", ": selesai"."""
        if edge.ending is not Ending.STEP:
            return "<i>: </i>selesai" if edge.ending is Ending.END else "<i> ke </i>langkah yang tidak terbaca"
        target = self._graph.row_of(edge.target)
        if target in self._crowded and target == self._graph.row_of(edge.source):
            return f"<i> ke </i>{self._who(edge.target)}"
        which = f" ({self._who(edge.target)})" if target in self._crowded else ""
        return f'<i> ke </i><a href="#langkah-{target}"><span>langkah </span>{target}</a>{which}'

    def _who(self, node_id: int) -> str:
        lanes = self._graph.node(node_id).lanes
        return str(self._titles[lanes[0]]) if lanes else "pelaksana yang tidak terbaca"


_PROCESS = "proses"
"""What every box is, and so no news on a phone: said to screen readers only."""


def _kind(node: FlowNode, edges: Sequence[FlowEdge]) -> str:
    """What a symbol is besides a decision; "" for one that is nothing else."""
    if node.symbol is Symbol.DECISION:
        return "mulai" if node.starts else ""
    if node.symbol is Symbol.PROCESS:
        return _PROCESS
    ends = any(edge.ending is Ending.END for edge in edges)
    if node.starts:
        return "mulai dan selesai" if ends else "mulai"
    return "selesai"
