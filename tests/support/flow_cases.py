"""Flows for the diagram tests, written as short as a person would sketch them."""

from __future__ import annotations

from collections.abc import Sequence

from sop_catalog.catalog.load import load_catalog
from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode, Lane, Symbol
from support.paths import SOPS

END = 0
UNKNOWN = -1

Step = tuple[Sequence[int], str, Sequence[tuple[str, int]]]
"""Lanes from 0 (the first carries the arrows), text, branches as (label, step number | END | UNKNOWN); no branches:
on to the next step."""


def make_flow(lanes: Sequence[str], steps: Sequence[Step]) -> tuple[FlowGraph, list[str]]:
    """The graph of a sketch and the texts of its steps."""
    count = len(steps)
    edges = []
    for nomor, (_, _, branches) in enumerate(steps, start=1):
        for label, target in branches or [("", nomor + 1 if nomor < count else END)]:
            ending = {END: Ending.END, UNKNOWN: Ending.UNKNOWN}.get(target, Ending.STEP)
            edges.append(FlowEdge(nomor, target if ending is Ending.STEP else 0, label, ending))
    terminals = {1} | {edge.source for edge in edges if edge.ending is Ending.END}
    nodes = []
    for nomor, (columns, _, branches) in enumerate(steps, start=1):
        plain = Symbol.TERMINATOR if nomor in terminals else Symbol.PROCESS
        symbol = Symbol.DECISION if branches and len(branches) > 1 else plain
        nodes.append(FlowNode(nomor, nomor, tuple(columns), symbol, starts=nomor == 1))
    titles = tuple(Lane(f"p{index}", title) for index, title in enumerate(lanes))
    return FlowGraph(titles, tuple(nodes), tuple(edges)), [text for _, text, _ in steps]


def load_flow(slug: str) -> tuple[FlowGraph, list[str], str]:
    """Graph, step texts and name of an SOP of this repository."""
    catalog, _ = load_catalog(SOPS)
    sop = catalog.sops[slug]
    return catalog.graph(slug), [langkah.kegiatan for langkah in sop.langkah], sop.nama


TEXT = "Memeriksa draf Pelaporan Kinerja Kementerian kepada Kabag untuk diteliti"
YA_TIDAK = ("Ya", "Tidak")


def seven_by_sixteen() -> tuple[FlowGraph, list[str]]:
    """Seven roles and sixteen steps with long titles, free labels, joint steps, jumps both ways, an end in between."""
    lanes = [
        "Kasubag", "Kepala Biro Perencanaan dan Manajemen Kinerja", "Staf/Jabatan Fungsional Umum", "Sekjen",
        "Menteri", "Tim", "Fungsional Umum",
    ]  # fmt: skip
    branches: dict[int, list[tuple[str, int]]] = {
        3: [("Kotak pengaduan", 6), ("Tatap muka", 4)],
        7: [("Ya", 8), ("Tidak", 5)],
        9: [("Lengkap", 10), ("Tidak lengkap", 7), ("Perlu ditinjau ulang", 3)],
        12: [("Ya", 13), ("Tidak", END)],
        15: [("Setuju", 16), ("Tidak setuju", 12)],
    }
    steps: list[Step] = []
    for nomor in range(1, 17):
        column = nomor * 3 % 7
        joint = (column, (column + 1) % 7)
        steps.append((joint if nomor % 5 == 0 else (column,), TEXT, branches.get(nomor, [])))
    return make_flow(lanes, steps)


def both_branches_same_column() -> tuple[FlowGraph, list[str]]:
    """Decisions whose branches lead to the same step, and to steps in the same column."""
    return make_flow(
        ["Pemohon", "Kabag"],
        [
            ((0,), TEXT, []),
            ((1,), TEXT, [("Ya", 3), ("Tidak", 3)]),
            ((1,), TEXT, [("Ya", 4), ("Tidak", 5)]),
            ((0,), TEXT, []),
            ((0,), TEXT, []),
        ],
    )


def one_lane() -> tuple[FlowGraph, list[str]]:
    """Everything in one column, with returns."""
    return make_flow(
        ["Petugas"],
        [((0,), TEXT, [("Ya", nomor + 1), ("Tidak", nomor - 1)] if nomor in (3, 6) else []) for nomor in range(1, 9)],
    )


def twelve_lanes() -> tuple[FlowGraph, list[str]]:
    """Two steps in each of six columns, the other six empty."""
    return make_flow([f"Jabatan {n}" for n in range(12)], [((n * 2 % 12,), TEXT, []) for n in range(12)])


def returns_to_itself() -> tuple[FlowGraph, list[str]]:
    """Decisions that repeat themselves, one of them the last step; and one that nobody can read."""
    return make_flow(
        ["Pemohon", "Kabag"],
        [
            ((0,), TEXT, []),
            ((1,), TEXT, [("Ya", 3), ("Tidak", 2)]),
            ((), TEXT, [("Ya", 4), ("Tidak", UNKNOWN)]),
            ((0,), TEXT, [("Ya", END), ("Tidak", 4)]),
        ],
    )


def thirty_steps() -> tuple[FlowGraph, list[str]]:
    """As many steps as one diagram holds, every third a decision that returns to the step before."""
    return make_flow(
        [f"Jabatan {n}" for n in range(5)],
        [
            ((nomor * 2 % 5,), TEXT, [("Ya", nomor + 1), ("Tidak", nomor - 1)] if nomor % 3 == 2 else [])
            for nomor in range(1, 31)
        ],
    )
