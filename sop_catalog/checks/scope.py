"""What the checks look at, and how strict they are with it."""

from __future__ import annotations

from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import FileState, SopFile
from sop_catalog.flow.graph import FlowGraph
from sop_catalog.model.sop import Sop
from sop_catalog.source.diagnostic import Severity

LEFT_TO_OTHERS = "boleh dibiarkan; pengelola katalog yang mendaftarkannya"
"""What to do in the form about what a register lacks: whoever changes one SOP keeps no registers."""


def readable(catalog: Catalog) -> Iterator[tuple[SopFile, Sop]]:
    """The files that were asked about and could be read, with their SOPs."""
    for file in catalog.files:
        if file.sop is not None and file.state is FileState.WHOLE:
            yield file, file.sop


def gap_severity(sop: Sop, usual: Severity) -> Severity:
    """A gap in an SOP that says itself "perlu verifikasi" is milder by one degree: its page says so, too."""
    if not sop.perlu_verifikasi:
        return usual
    return Severity.PERINGATAN if usual is Severity.GALAT else Severity.SARAN


def graph_of(file: SopFile) -> FlowGraph:
    """The activity graph of a readable file; an empty one for any other."""
    return file.graph or FlowGraph((), (), ())


def has_unread_step(file: SopFile) -> bool:
    """Whether a line of a step could not be read: its targets may have stood there."""
    first = file.positions.values.get(("langkah", 0))
    return first is not None and max(file.unread_lines, default=0) >= file.source.place(first.start).line
