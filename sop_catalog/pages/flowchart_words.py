"""The flowchart in words: what each symbol is and where its arrows lead, for screen readers and phones."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode, Symbol


class FlowWords:
    """Says what the symbols of one graph are."""

    def __init__(self, graph: FlowGraph) -> None:
        self._graph = graph
        self._titles = tuple(escape(lane.judul) for lane in graph.lanes)
        self._crowded = {row[0].nomor for row in graph.rows() if len(row) > 1}
        """Rows of several symbols: there the number alone does not say which one is meant."""

    def symbol(self, node: FlowNode, column: int, edges: Sequence[FlowEdge]) -> str:
        """What the symbol in one column of a row says: "Kabag: keputusan; ya ke langkah 3, tidak ke langkah 1".

        Args:
            node: the symbol.
            column: one of its lanes.
            edges: its ways on.

        Returns:
            HTML; the numbers of steps are links to their rows.
        """
        name = self._titles[column]
        if column != node.lanes[0]:
            return f"{name}: bersama {self._titles[node.lanes[0]]}"
        if node.isi:
            name += Markup(" “{}”").format(node.isi)
        kind = _kind(node, edges)
        words = f"{name}: {kind}" if kind != _PROCESS else f'{name}<span class="sop-suara">: {kind}</span>'
        if len(node.lanes) > 1:
            words += f", bersama {', '.join(self._titles[lane] for lane in node.lanes[1:])}"
        if node.symbol is Symbol.DECISION:
            return f"{words}; {self.branches(edges)}"
        for edge in edges:
            if self._is_chain(edge):
                words += f'<span class="sop-suara">; lalu {self._who(edge.target)}</span>'
            elif not self.just_goes_on(edge):
                words += f"; lanjut {self._goal(edge)}"
        return words

    def branches(self, edges: Sequence[FlowEdge]) -> str:
        """Such as "ya ke langkah 3, tidak selesai", as HTML."""
        return ", ".join(f"{_branch_name(edge.label)} {self._goal(edge)}" for edge in edges)

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
        if edge.ending is not Ending.STEP:
            return "selesai" if edge.ending is Ending.END else "ke langkah yang tidak terbaca"
        target = self._graph.row_of(edge.target)
        if target in self._crowded and target == self._graph.row_of(edge.source):
            return f"ke {self._who(edge.target)}"
        which = f" ({self._who(edge.target)})" if target in self._crowded else ""
        return f'ke <a href="#langkah-{target}">langkah {target}</a>{which}'

    def _who(self, node_id: int) -> str:
        lanes = self._graph.node(node_id).lanes
        return str(self._titles[lanes[0]]) if lanes else "pelaksana yang tidak terbaca"


_PROCESS = "proses"
"""What every box is, and so no news on a phone: said to screen readers only."""


def _kind(node: FlowNode, edges: Sequence[FlowEdge]) -> str:
    if node.symbol is Symbol.DECISION:
        return "mulai, keputusan" if node.starts else "keputusan"
    if node.symbol is Symbol.PROCESS:
        return _PROCESS
    ends = any(edge.ending is Ending.END for edge in edges)
    if node.starts:
        return "mulai dan selesai" if ends else "mulai"
    return "selesai"


def _branch_name(label: str) -> str:
    """Ya and Tidak in lower case inside the sentence, an editor's own words as written."""
    return label.lower() if label in ("Ya", "Tidak") else str(escape(label))
