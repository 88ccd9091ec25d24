"""The activity table of a flow that is too large to be drawn (`flow.bounds`): one column says who does what, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from sop_catalog.flow.bounds import MAX_TITLE, Excess
from sop_catalog.flow.graph import FlowGraph, FlowNode, Lane, Symbol
from sop_catalog.pages.flow.flowchart import Cell, Flowchart
from sop_catalog.pages.flow.words import FlowWords


def plain_graph(graph: FlowGraph, judul: str) -> FlowGraph:
    """A flow of as many rows with one column and no arrows.

    Args:
        graph: the flow.
        judul: the column's title.
    """
    rows = (nodes[0].nomor for nodes in graph.rows())
    nodes = tuple(FlowNode(place, nomor, (0,), Symbol.PROCESS) for place, nomor in enumerate(rows, start=1))
    return FlowGraph((Lane("", judul),), nodes, ())


def put_words(flowchart: Flowchart, graph: FlowGraph) -> Flowchart:
    """What `render_flowchart` makes of a `plain_graph`, with words in the place of the symbols.

    Args:
        flowchart: that.
        graph: the flow itself.
    """
    lanes = tuple(Lane(lane.kode, _cut(lane.judul)) for lane in graph.lanes)
    words = FlowWords(FlowGraph(lanes, graph.nodes, graph.edges))
    rows = tuple(
        replace(row, classes="", style="", cells=(Cell("", _say(words, graph, nodes)),))
        for row, nodes in zip(flowchart.rows, graph.rows(), strict=True)
    )
    return replace(flowchart, rows=rows)


def format_excesses(excesses: Sequence[Excess]) -> str:
    """The note under the table."""
    return f"Alur ini terlalu besar untuk digambar: {', '.join(item.format() for item in excesses[:3])}."


def _say(words: FlowWords, graph: FlowGraph, nodes: Sequence[FlowNode]) -> Markup:
    said = (
        words.symbol(node, node.lanes[0], graph.edges_from(node.id)) if node.lanes else "pelaksana tidak terbaca"
        for node in nodes
    )
    return Markup("<br>").join(Markup(text) for text in said)  # noqa: S704 - `FlowWords` escapes


def _cut(judul: str) -> str:
    return judul if len(judul) <= MAX_TITLE else f"{judul[:MAX_TITLE]}…"
