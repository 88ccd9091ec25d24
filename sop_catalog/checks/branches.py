"""Rules about the branches of a decision (SOP306–SOP308)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import graph_of, readable
from sop_catalog.flow.graph import Ending, FlowEdge
from sop_catalog.model.sop import RANTAI, Langkah, Simbol, TargetKind
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.fix import Fix, type_over

MIXED_BRANCHES = Rule("SOP306", "cabang-bercampur", Severity.GALAT)
SINGLE_BRANCH = Rule("SOP307", "cabang-tunggal", Severity.GALAT)
EQUAL_BRANCHES = Rule("SOP308", "cabang-sama", Severity.PERINGATAN)


def check_branches(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this module, over all readable files."""
    for file, sop in readable(catalog):
        graph = graph_of(file)
        node_id = 0
        for langkah in sop.langkah:
            for simbol in langkah.simbol:
                node_id += 1
                yield from _branches(file, langkah, simbol, graph.edges_from(node_id))


def _branches(file: SopFile, langkah: Langkah, simbol: Simbol, edges: Sequence[FlowEdge]) -> Iterator[Diagnostic]:
    step = ("langkah", langkah.nomor - 1)
    path = (*step, *simbol.kunci)
    what = f"langkah {langkah.nomor}"
    if simbol.kunci:
        what = f"simbol {int(simbol.kunci[-1]) + 1} langkah {langkah.nomor}"
    written = [
        kunci for kunci in ("jika", "jika_ya", "jika_tidak", "lanjut_ke") if (*path, kunci) in file.positions.keys
    ]
    extra = ""
    if simbol.lanjut_ke == RANTAI or (not simbol.kunci and (*step, "simbol") in file.positions.keys):
        return  # the branches belong to the end of the chain; beside a list of symbols they have been reported
    if "jika" in written and len(written) > 1:
        extra = next(kunci for kunci in written if kunci != "jika")
    elif "lanjut_ke" in written and len(written) > 1:
        extra = "lanjut_ke"
    if extra:
        other = next(kunci for kunci in written if kunci != extra)
        fix: str | Fix = f"hapus baris `{extra}`, atau hapus `{other}`"
        if written == ["jika_tidak", "lanjut_ke"]:
            fix = type_over(file.positions.key(*path, extra), "jika_ya", "tulis `jika_ya:` sebagai ganti `lanjut_ke:`")
        decides = "menjadikan langkah ini keputusan" if not simbol.kunci else "menjadikan simbol ini keputusan"
        yield MIXED_BRANCHES.at(
            file.source,
            file.positions.key(*path, extra),
            f"{what} memuat `{other}` dan `{extra}` sekaligus",
            label="tidak akan terpakai",
            related=(Label(file.source, file.positions.key(*path, other), decides),),
            fix=fix,
        )
        return
    if len(simbol.cabang) == 1:
        yield SINGLE_BRANCH.at(
            file.source,
            file.positions.key(*step, *simbol.cabang[0].kunci),
            f"keputusan {what} hanya mempunyai satu cabang",
            fix="tulis cabang yang lain, atau pakai `lanjut_ke` bila tidak ada yang diputuskan",
            in_form="tambahkan cabang yang lain, atau pilih Bukan keputusan bila tidak ada yang diputuskan",
        )
    elif simbol.cabang and _lead_to_one_place(simbol, edges):
        cabang = next(cabang for cabang in reversed(simbol.cabang) if cabang.kunci)
        yield EQUAL_BRANCHES.at(
            file.source,
            file.positions.value(*step, *cabang.kunci),
            f"semua cabang {what} menuju tempat yang sama",
            label=f"sama dengan cabang {simbol.cabang[0].label[:40]}" if cabang is not simbol.cabang[0] else "",
            fix="tulis tujuan yang berbeda, atau hapus cabangnya bila tidak ada yang diputuskan",
        )


def _lead_to_one_place(simbol: Simbol, edges: Sequence[FlowEdge]) -> bool:
    if any(cabang.target.kind is TargetKind.TIDAK_TERBACA for cabang in simbol.cabang):
        return False
    if any(edge.ending is Ending.UNKNOWN for edge in edges):
        return False
    return all((one.ending, one.target) == (two.ending, two.target) for one, two in pairwise(edges))
