"""The flow as text: for those who cannot see the drawing, and where no diagram can be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sop_catalog.flow.graph import Ending, FlowGraph, Symbol
from sop_catalog.model.lines import one_line
from sop_catalog.model.sop import Sop


@dataclass(frozen=True, slots=True)
class Alur:
    """One step of the flow as text, for those who cannot see the drawing."""

    nomor: int
    pelaksana: str
    simbol: str
    kegiatan: str
    """A sentence with its full stop."""
    lanjut: tuple[tuple[str, str, int], ...]
    """(lead-in, text, step number to link or 0), such as ("Tidak → ", "langkah 1", 1) or ("Lanjut ke ", "langkah 3", 3)."""


_SYMBOL_WORDS = {Symbol.TERMINATOR: "", Symbol.PROCESS: "", Symbol.DECISION: "keputusan"}


_ENDS = (".", "!", "?", "…", ":", ";")


def flow_text(sop: Sop, graph: FlowGraph) -> Iterator[Alur]:
    """Every step with its performer and, where that is not just the next row, where it leads."""
    for langkah, node in zip(sop.langkah, graph.nodes, strict=True):
        kegiatan = one_line(langkah.kegiatan)
        titles = [graph.lanes[lane].judul for lane in node.lanes]
        ways = []
        for edge in graph.edges_from(langkah.nomor):
            lead = f"{edge.label} → " if edge.label else ""
            match edge.ending:
                case Ending.END:
                    ways.append((lead, "selesai" if lead else "Selesai", 0))
                case Ending.UNKNOWN:
                    ways.append((lead or "Lanjut ke ", "langkah yang tidak terbaca", 0))
                case Ending.STEP if edge.label or edge.target != langkah.nomor + 1:
                    ways.append((lead or "Lanjut ke ", f"langkah {edge.target}", edge.target))
        performer = " bersama ".join([titles[0], ", ".join(titles[1:])]) if len(titles) > 1 else "".join(titles)
        yield Alur(
            langkah.nomor,
            performer or "Pelaksana tidak terbaca",
            _SYMBOL_WORDS[node.symbol],
            kegiatan if kegiatan.endswith(_ENDS) else f"{kegiatan}.",
            tuple(ways),
        )
