"""Rules about the flow as a whole: every step is reached, and from every step an end (SOP304, SOP305)."""

from __future__ import annotations

from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import gap_severity, has_unread_step, readable
from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode
from sop_catalog.model.sop import Simbol, Sop
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.text import Span

UNREACHABLE = Rule("SOP304", "langkah-tidak-tercapai", Severity.PERINGATAN)
NO_END = Rule("SOP305", "tanpa-akhir", Severity.GALAT)


def check_reachability(catalog: Catalog) -> Iterator[Diagnostic]:
    """Both rules over all readable files. Where a target is wrong or unreadable, nothing can be said."""
    for file, sop in readable(catalog):
        graph = file.graph
        if graph is None or graph.problems or _has_single_branch(sop) or has_unread_step(file):
            continue
        reached = _reached_from_start(graph)
        trapped = sorted(reached - _reaching_an_end(graph))
        if trapped:
            # What lies behind an endless loop is never reached: one mistake, one finding.
            yield _no_end(file, sop, graph, trapped)
        elif all(edge.ending is not Ending.UNKNOWN for edge in graph.edges if edge.source in reached):
            yield from _unreachable(file, sop, graph, reached)


def _has_single_branch(sop: Sop) -> bool:
    return any(len(simbol.cabang) == 1 for langkah in sop.langkah for simbol in langkah.simbol)


def _reached_from_start(graph: FlowGraph) -> set[int]:
    """The ids of the symbols that the flow comes to, from any of its starts."""
    reached: set[int] = set()
    waiting = [node.id for node in graph.nodes if node.starts]
    while waiting:
        nomor = waiting.pop()
        if nomor not in reached:
            reached.add(nomor)
            waiting += [edge.target for edge in graph.edges_from(nomor) if edge.ending is Ending.STEP]
    return reached


def _reaching_an_end(graph: FlowGraph) -> set[int]:
    """The ids of the symbols with a way to an end; an unreadable target may be one."""
    sources: dict[int, list[int]] = {}
    for edge in graph.edges:
        if edge.ending is Ending.STEP:
            sources.setdefault(edge.target, []).append(edge.source)
    waiting = [edge.source for edge in graph.edges if edge.ending is not Ending.STEP]
    reaching: set[int] = set()
    while waiting:
        nomor = waiting.pop()
        if nomor not in reaching:
            reaching.add(nomor)
            waiting += sources.get(nomor, [])
    return reaching


def _target_span(file: SopFile, sop: Sop, graph: FlowGraph, edge: FlowEdge) -> Span:
    nomor = graph.row_of(edge.source)
    simbol = _simbol_of(sop, graph.node(edge.source))
    kunci = next(
        (cabang.kunci for cabang in simbol.cabang if cabang.label == edge.label and cabang.kunci),
        (*simbol.kunci, "lanjut_ke"),
    )
    return file.positions.value("langkah", nomor - 1, *kunci)


def _simbol_of(sop: Sop, node: FlowNode) -> Simbol:
    before = sum(len(langkah.simbol) for langkah in sop.langkah[: node.nomor - 1])
    return sop.langkah[node.nomor - 1].simbol[node.id - before - 1]


def _no_end(file: SopFile, sop: Sop, graph: FlowGraph, trapped: list[int]) -> Diagnostic:
    """Reported at the last way back: the loop closes there."""
    inside = [edge for edge in graph.edges if edge.source in trapped and edge.ending is Ending.STEP]
    edge = max((edge for edge in inside if edge.is_return), key=lambda edge: edge.source)
    first, last = graph.row_of(trapped[0]), graph.row_of(trapped[-1])
    steps = f"langkah {first}" if first == last else f"langkah {first}–{last}"
    source, target = graph.row_of(edge.source), graph.row_of(edge.target)
    return NO_END.at(
        file.source,
        _target_span(file, sop, graph, edge),
        f"dari {steps} kegiatan tidak pernah selesai",
        label=f"selalu kembali ke langkah {target}",
        severity=gap_severity(sop, NO_END.severity),
        fix=f"pada langkah {source}, tulis `jika_tidak:` bila ini keputusan, atau arahkan ke `lanjut` atau `selesai`",
        in_form=f"pada langkah {source}, pilih Jadikan keputusan bila ini keputusan, atau arahkan ke langkah berikutnya atau ke Selesai",
    )


def _unreachable(file: SopFile, sop: Sop, graph: FlowGraph, reached: set[int]) -> Iterator[Diagnostic]:
    """One finding for each run of rows, at the target that jumps over it; one for each symbol of a row in part reached."""
    rows = {node.nomor for node in graph.nodes if node.id in reached}
    missed = [nomor for nomor in range(1, len(sop.langkah) + 1) if nomor not in rows]
    for first in missed:
        if first - 1 in rows:
            yield _jumped_over(file, sop, graph, first, missed)
    for node in graph.nodes:
        if node.nomor in rows and node.id not in reached and node.lanes:
            yield _never_entered(file, sop, graph, node)


def _jumped_over(file: SopFile, sop: Sop, graph: FlowGraph, first: int, missed: list[int]) -> Diagnostic:
    last = first
    while last + 1 in missed:
        last += 1
    steps = f"langkah {first}" if first == last else f"langkah {first}–{last}"
    above = {node.id for node in graph.nodes if node.nomor == first - 1}
    edge = next(edge for edge in graph.edges if edge.source in above)
    kegiatan = file.positions.value("langkah", first - 1, "kegiatan")
    return UNREACHABLE.at(
        file.source,
        _target_span(file, sop, graph, edge),
        f"{steps} tidak pernah dicapai, karena langkah {first - 1} melompatinya",
        related=(Label(file.source, kegiatan, "tidak pernah dicapai"),),
        severity=gap_severity(sop, UNREACHABLE.severity),
        fix=f"arahkan salah satu cabang ke langkah {first}, tulis `lanjut`, atau hapus {steps}",
        in_form=f"arahkan salah satu cabang ke langkah {first}, atau hapus {steps}",
    )


def _never_entered(file: SopFile, sop: Sop, graph: FlowGraph, node: FlowNode) -> Diagnostic:
    """A readable symbol beside others that the flow comes to."""
    simbol = _simbol_of(sop, node)
    who, target = graph.lanes[node.lanes[0]].judul, f"{node.nomor}.{simbol.pelaksana[0]}"
    return UNREACHABLE.at(
        file.source,
        file.positions.value("langkah", node.nomor - 1, *simbol.kunci, "pelaksana"),
        f"simbol {who[:60]} pada langkah {node.nomor} tidak pernah dicapai",
        label="tidak ada panah yang menuju ke sini",
        severity=gap_severity(sop, UNREACHABLE.severity),
        fix=f"arahkan satu langkah atau cabang ke sini dengan `lanjut_ke: {target}`, atau hapus simbol ini",
        in_form="arahkan satu langkah atau cabang ke sini, atau hapus simbol ini",
    )
