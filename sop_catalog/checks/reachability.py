"""Rules about the flow as a whole: every step is reached, and from every step an end (SOP304, SOP305)."""

from __future__ import annotations

from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog, SopFile
from sop_catalog.checks.scope import edges_by_source, gap_severity, readable
from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph
from sop_catalog.model.sop import Sop
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.text import Span

UNREACHABLE = Rule(
    "SOP304",
    "langkah-tidak-tercapai",
    Severity.PERINGATAN,
    """
Tidak ada jalan dari langkah 1 ke langkah ini: langkah di atasnya selalu melompat ke tempat lain. Bila SOP ini memang
memuat dua alur terpisah, pertimbangkan menjadikannya dua SOP.

**Salah**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
    lanjut_ke: 3
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
  - pelaksana: staf
    kegiatan: Menyerahkan kunci
```

**Benar**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
  - pelaksana: staf
    kegiatan: Menyerahkan kunci
```
""",
)

NO_END = Rule(
    "SOP305",
    "tanpa-akhir",
    Severity.GALAT,
    """
Dari langkah ini kegiatan berputar terus: tidak ada cabang yang menuju langkah lain atau `selesai`. Setiap prosedur harus
dapat selesai.

**Salah**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
    lanjut_ke: 1
```

**Benar**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
    jika_tidak: 1
```
""",
)


def check_reachability(catalog: Catalog) -> Iterator[Diagnostic]:
    """Both rules over all readable files. Where a target is wrong or unreadable, nothing can be said."""
    for file, sop in readable(catalog):
        graph = file.graph
        if graph is None or graph.problems or any(len(langkah.cabang) == 1 for langkah in sop.langkah):
            continue
        reached = _reached_from_start(graph)
        trapped = sorted(reached - _reaching_an_end(graph))
        if trapped:
            # What lies behind an endless loop is never reached: one mistake, one finding.
            yield _no_end(file, sop, graph, trapped)
        elif all(edge.ending is not Ending.UNKNOWN for edge in graph.edges if edge.source in reached):
            yield from _unreachable(file, sop, graph, reached)


def _reached_from_start(graph: FlowGraph) -> set[int]:
    following = edges_by_source(graph)
    reached: set[int] = set()
    waiting = [1] if graph.nodes else []
    while waiting:
        nomor = waiting.pop()
        if nomor not in reached:
            reached.add(nomor)
            waiting += [edge.target for edge in following.get(nomor, []) if edge.ending is Ending.STEP]
    return reached


def _reaching_an_end(graph: FlowGraph) -> set[int]:
    """Steps with a way to an end; an unreadable target may be one."""
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


def _target_span(file: SopFile, sop: Sop, edge: FlowEdge) -> Span:
    langkah = sop.langkah[edge.source - 1]
    kunci = next(
        (cabang.kunci for cabang in langkah.cabang if cabang.label == edge.label and cabang.kunci), ("lanjut_ke",)
    )
    return file.positions.value("langkah", edge.source - 1, *kunci)


def _no_end(file: SopFile, sop: Sop, graph: FlowGraph, trapped: list[int]) -> Diagnostic:
    """Reported at the last way back: the loop closes there."""
    inside = [edge for edge in graph.edges if edge.source in trapped and edge.ending is Ending.STEP]
    edge = max((edge for edge in inside if edge.is_return), key=lambda edge: edge.source)
    steps = f"langkah {trapped[0]}" if len(trapped) == 1 else f"langkah {trapped[0]}–{trapped[-1]}"
    return NO_END.at(
        file.source,
        _target_span(file, sop, edge),
        f"dari {steps} kegiatan tidak pernah selesai",
        label=f"selalu kembali ke langkah {edge.target}",
        severity=gap_severity(sop, NO_END.severity),
        fix=f"pada langkah {edge.source}, tulis `jika_tidak:` bila ini keputusan, atau arahkan ke `lanjut` atau `selesai`",
    )


def _unreachable(file: SopFile, sop: Sop, graph: FlowGraph, reached: set[int]) -> Iterator[Diagnostic]:
    """One finding for each run of steps, at the target that jumps over it."""
    missed = [node.nomor for node in graph.nodes if node.nomor not in reached]
    for first in missed:
        if first - 1 not in reached:
            continue
        last = first
        while last + 1 in missed:
            last += 1
        steps = f"langkah {first}" if first == last else f"langkah {first}–{last}"
        edges = [edge for edge in graph.edges if edge.source == first - 1]
        kegiatan = file.positions.value("langkah", first - 1, "kegiatan")
        yield UNREACHABLE.at(
            file.source,
            _target_span(file, sop, edges[0]),
            f"{steps} tidak pernah dicapai, karena langkah {first - 1} melompatinya",
            related=(Label(file.source, kegiatan, "tidak pernah dicapai"),),
            severity=gap_severity(sop, UNREACHABLE.severity),
            fix=f"arahkan salah satu cabang ke langkah {first}, tulis `lanjut`, atau hapus {steps}",
        )
