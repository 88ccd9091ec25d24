"""Flows for the diagram tests, written as short as a person would sketch them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from sop_catalog.catalog.load import load_catalog
from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode, Lane, Symbol
from support import flows
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


_TITLES = ("Kasubbag", "Kepala Bagian Umum", "Staf", "Sekretaris", "Kepala Dinas", "Tim Teknis", "Pemohon")
_ACTIVITIES = (
    "Memeriksa usulan dan kelengkapan berkas pemohon",
    "Menyusun konsep surat",
    "Menandatangani surat keputusan tim",
    "Mencatat dan mengarsipkan",
    "Menyampaikan konsep kepada pimpinan untuk diteliti",
    "Memverifikasi data",
)


def random_flow(rng: random.Random, most: int = 16) -> tuple[FlowGraph, list[str]]:
    """A flow of 2 to 7 lanes and 4 to `most` steps as offices draw them: mostly onwards, some returns, jumps, early ends."""
    lanes = rng.randint(2, 7)
    count = rng.choice([count for count in (4, 5, 6, 7, 8, 9, 10, 12, 14, 16) if count <= most])
    steps: list[Step] = []
    lane = 0
    for nomor in range(1, count + 1):
        if rng.random() < 0.75:
            lane = rng.randrange(lanes)
        steps.append(((lane,), rng.choice(_ACTIVITIES), _random_branches(rng, nomor, count)))
    return make_flow(_TITLES[:lanes], steps)


def random_rows(rng: random.Random, most: int = 12) -> tuple[FlowGraph, list[str]]:
    """As `random_flow`, with rows of several symbols: chains, two ways, two starts, decisions with words in them."""
    count = rng.choice([count for count in (4, 5, 6, 7, 8, 9, 10, 12) if count <= most])
    codes = [f"p{number}" for number in range(1, rng.randint(3, 6))]
    steps = []
    for nomor in range(1, count + 1):
        one, other, *_ = rng.sample(codes, 2)
        kind = rng.random()
        if kind < 0.25:
            text = f"{one} >> {other}" + (f": Tidak > {rng.randint(1, nomor)}" if rng.random() < 0.3 else "")
        elif kind < 0.33 and nomor < count:
            text = f"{one} (R/T): Ya > {other} | {other} > {nomor + 1}"
        elif kind < 0.38 and nomor < count:
            text = f"{one} | {other}"
        elif kind < 0.55 and nomor > 1:
            text = f"{one}: Tidak > {rng.randint(max(1, nomor - 5), nomor - 1)}"
        else:
            text = one
        steps.append(text)
    return flows.make_flow(" ".join(codes), *steps), [rng.choice(_ACTIVITIES) for _ in steps]


def _random_branches(rng: random.Random, nomor: int, count: int) -> list[tuple[str, int]]:
    onwards = nomor + 1 if nomor < count else END
    kind = rng.random()
    if nomor > 1 and kind < 0.3:
        other = rng.choice(
            [rng.randint(max(1, nomor - 6), nomor - 1)] * 3 + [END, min(count, nomor + rng.randint(2, 4))]
        )
        first, second = ("Tatap muka", "Kotak pengaduan") if rng.random() < 0.15 else YA_TIDAK
        branches = [(first, onwards), (second, other)]
        if rng.random() < 0.08 and nomor < count - 3:
            branches.append(("Perlu ditinjau ulang", rng.randint(nomor + 2, count)))
        return branches
    if kind < 0.36 and nomor < count - 2:
        return [("", min(count, nomor + rng.randint(2, 3)))]
    return []
