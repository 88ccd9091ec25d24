"""The rule about words in a symbol that its drawing does not keep: a question without answers, an end in the middle (SOP316)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import graph_of, has_unread_step, readable
from sop_catalog.flow.graph import Ending, FlowGraph, FlowNode
from sop_catalog.source.diagnostic import Diagnostic, Rule, Severity

SYMBOL_WORDS = Rule("SOP316", "isi-simbol", Severity.SARAN)

_ASKS = re.compile(r"\?\s*$|^\s*apakah\b", re.IGNORECASE)
_END = re.compile(r"\s*(?:selesai|akhir|end|finish|stop)\s*[.!]?\s*", re.IGNORECASE)
_START = re.compile(r"\s*(?:mulai|awal|start|begin)\s*[.!]?\s*", re.IGNORECASE)


def check_symbol_words(catalog: Catalog) -> Iterator[Diagnostic]:
    """The rule over all readable files."""
    for file, sop in readable(catalog):
        if has_unread_step(file) or not any(simbol.isi for langkah in sop.langkah for simbol in langkah.simbol):
            continue
        graph = graph_of(file)
        for langkah in sop.langkah:
            for simbol, node in zip(langkah.simbol, graph.row(langkah.nomor), strict=True):
                said = _contradiction(graph, node, asks_for=bool(simbol.cabang)) if simbol.isi else None
                if said:
                    path = ("langkah", langkah.nomor - 1, *simbol.kunci, "isi")
                    yield _finding(file, path, simbol.isi, *said)


def _contradiction(graph: FlowGraph, node: FlowNode, *, asks_for: bool) -> tuple[str, str] | None:
    """What the words of a symbol say and its ways do not, and what to do; None where they agree."""
    edges = graph.edges_from(node.id)
    if _ASKS.search(node.isi) and not asks_for:
        return (
            "bertanya, tetapi simbolnya tidak bercabang",
            "tambahkan cabangnya, misalnya `jika_tidak:` dengan tujuannya, atau tulis kata kerjanya",
        )
    if _END.fullmatch(node.isi) and edges and all(edge.ending is Ending.STEP for edge in edges):
        return (
            "tertulis pada simbol yang alurnya berlanjut",
            "tulis `lanjut_ke: selesai` bila alurnya berakhir di sini, atau ganti kata ini",
        )
    if _START.fullmatch(node.isi) and not node.starts:
        return (
            "tertulis pada simbol yang bukan awal alur",
            "ganti kata ini dengan apa yang dikerjakan, atau hapus `isi:`",
        )
    return None


def _finding(file: SopFile, path: tuple[str | int, ...], isi: str, said: str, fix: str) -> Diagnostic:
    return SYMBOL_WORDS.at(file.source, file.positions.value(*path), f"`{isi[:40]}` {said}", fix=fix)
