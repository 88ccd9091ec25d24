"""The flowchart in words: what each symbol is and where its arrows lead, for screen readers and phones."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from sop_catalog.flow.graph import Ending, FlowEdge, FlowNode, Symbol


def words_of_symbol(titles: Sequence[Markup], node: FlowNode, column: int, edges: Sequence[FlowEdge]) -> str:
    """What the symbol in one column of a step says: "Kabag: keputusan; ya ke langkah 3, tidak ke langkah 1".

    Args:
        titles: the heads of the columns, escaped.
        node: the step.
        column: one of its lanes.
        edges: its ways on.

    Returns:
        HTML; the numbers of steps are links to their rows.
    """
    name = titles[column]
    if column != node.lanes[0]:
        return f"{name}: bersama {titles[node.lanes[0]]}"
    kind = _kind(node, edges)
    words = f"{name}: {kind}" if kind != _PROCESS else f'{name}<span class="sop-suara">: {kind}</span>'
    if len(node.lanes) > 1:
        words += f", bersama {', '.join(titles[lane] for lane in node.lanes[1:])}"
    if node.symbol is Symbol.DECISION:
        return f"{words}; {words_of_branches(edges)}"
    for edge in edges:
        if edge.ending is Ending.UNKNOWN or (edge.ending is Ending.STEP and edge.target != node.nomor + 1):
            words += f"; lanjut {_goal(edge)}"
    return words


_PROCESS = "proses"
"""What every box is, and so no news on a phone: said to screen readers only."""


def _kind(node: FlowNode, edges: Sequence[FlowEdge]) -> str:
    if node.symbol is Symbol.DECISION:
        return "keputusan"
    if node.symbol is Symbol.PROCESS:
        return _PROCESS
    ends = any(edge.ending is Ending.END for edge in edges)
    if node.nomor == 1:
        return "mulai dan selesai" if ends else "mulai"
    return "selesai"


def words_of_branches(edges: Sequence[FlowEdge]) -> str:
    """Such as "ya ke langkah 3, tidak selesai", as HTML."""
    return ", ".join(f"{_branch_name(edge.label)} {_goal(edge)}" for edge in edges)


def _branch_name(label: str) -> str:
    """Ya and Tidak in lower case inside the sentence, an editor's own words as written."""
    return label.lower() if label in ("Ya", "Tidak") else str(escape(label))


def _goal(edge: FlowEdge) -> str:
    if edge.ending is Ending.STEP:
        return f'ke <a href="#langkah-{edge.target}">langkah {edge.target}</a>'
    return "selesai" if edge.ending is Ending.END else "ke langkah yang tidak terbaca"
