"""Documents of whole folders of SOPs, and what their flows should say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.masking import mask_catalog
from sop_catalog.catalog.place.find import Place
from sop_catalog.exporting.document import Form
from sop_catalog.exporting.run import build_forms
from sop_catalog.flow.graph import Ending, FlowEdge, Symbol
from sop_catalog.pages.settings import Settings
from support.baca_docx import Terbaca, Ujung


def make_forms(folder: Path, settings: Settings = Settings(), site: Path | None = None) -> Iterator[Form]:  # noqa: B008 - frozen
    """What the documents of a folder's SOPs are made of."""
    catalog, _ = load_catalog(folder)
    catalog = mask_catalog(catalog)
    yield from build_forms(catalog, list(catalog.sops), settings, Place(folder, site), {})


def wanted(form: Form) -> Terbaca:
    """What a document should say of its flow: nothing of steps whose performer nobody can read."""
    graph = form.graph
    titles = [lane.judul for lane in graph.lanes]

    def place(node_id: int) -> Ujung:
        return graph.row_of(node_id), titles[graph.node(node_id).lanes[0]]

    def is_seen(edge: FlowEdge) -> bool:
        source = graph.node(edge.source)
        ends = edge.ending is Ending.END and source.symbol is Symbol.DECISION and bool(source.lanes)
        return graph.is_drawn(edge) or ends

    symbols = {
        (
            node.nomor,
            titles[lane],
            Symbol.PROCESS.value if node.symbol is Symbol.DECISION and index else node.symbol.value,
            node.isi if index == 0 else "",
        )
        for node in graph.nodes
        for index, lane in enumerate(node.lanes)
    }
    arrows = {
        (place(edge.source), edge.label, (0, "") if edge.ending is Ending.END else place(edge.target))
        for edge in graph.edges
        if is_seen(edge)
    }
    together = set()
    for node in graph.nodes:
        lanes = sorted(node.lanes)
        taken = {lane for other in graph.row(node.nomor) if other is not node for lane in other.lanes}
        for left, right in pairwise(lanes):
            if not taken & set(range(left + 1, right)):
                together.add((node.nomor, *sorted((titles[left], titles[right]))))
    return Terbaca(frozenset(symbols), frozenset(arrows), frozenset(together))
