"""The rule about flows that are too large to be drawn (SOP314)."""

from __future__ import annotations

from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import graph_of, readable
from sop_catalog.flow.bounds import Bound, Excess, find_excesses
from sop_catalog.flow.graph import FlowGraph
from sop_catalog.source.diagnostic import Diagnostic, Rule, Severity
from sop_catalog.source.text import Span

NOT_DRAWN = Rule("SOP314", "alur-terlalu-besar", Severity.PERINGATAN)


def check_drawing(catalog: Catalog) -> Iterator[Diagnostic]:
    """The rule of this module."""
    for file, _ in readable(catalog):
        graph = graph_of(file)
        for excess in find_excesses(graph):
            yield _too_large(file, graph, excess)


def _too_large(file: SopFile, graph: FlowGraph, excess: Excess) -> Diagnostic:
    fix = "pecah menjadi beberapa SOP yang lebih pendek, lalu hubungkan lewat `keterkaitan`"
    if excess.bound is Bound.TITLE:
        span = file.positions.value("pelaksana", graph.lanes[excess.column].kode)
        span = Span(span.start, min(span.end, span.start + 60))
        fix = "tulis nama jabatannya saja"
    else:
        span = file.positions.key("pelaksana" if excess.bound is Bound.COLUMNS else "langkah")
    return NOT_DRAWN.at(file.source, span, f"alur tidak digambar: {excess.format()}", fix=fix)
