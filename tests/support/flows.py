"""Flows to draw: the five seeds, twenty that each try one thing, rows as offices draw them, and random ones.

A flow is written as short as in a notebook, one text a step:

    "kabag"                          an activity          "kabag+staf"     two performers together
    "kabag: Tidak > staf"            a decision; what is not named goes on to the next step
    "kabag: Ya > 7, Tidak > 2"       targets: a number, a performer's code, lanjut, selesai, ? (not readable)
    "kabag > 6"                      an activity that goes on to step 6
    "?"                              the performer is not readable
    "staf >> kasubbag >> kabag"      a chain; its last one may have branches or a target
    "umum: Ya > kepala | kepala > 6" several symbols in one row
    "kepala (Perlu disposisi?)"      words in the symbol
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode, Lane, Symbol, build_graph
from sop_catalog.model.sop import RANTAI, Cabang, Langkah, Pelaksana, Simbol, Sop, Target, TargetKind
from support.paths import ASSETS
from support.real_rows import REAL_ROWS

STYLE = (ASSETS / "sop-flowchart.css").read_text("utf-8")
"""The style sheet that places the pieces of a drawing."""


def make_flow(lanes: str, *steps: str) -> FlowGraph:
    """The graph of a flow; `lanes`: the performers' codes from left to right, which are also their titles."""
    pelaksana = tuple(Pelaksana(kode, kode.replace("_", " ").capitalize()) for kode in lanes.split())
    langkah = tuple(_step(nomor, text) for nomor, text in enumerate(steps, 1))
    return build_graph(Sop("contoh", "contoh.yml", "Contoh", "unit", pelaksana, langkah))


def _step(nomor: int, text: str) -> Langkah:
    symbols: list[Simbol] = []
    for part in text.split("|"):
        *chain, last = part.split(">>")
        symbols += [replace(_symbol(who), lanjut_ke=RANTAI) for who in chain]
        symbols.append(_symbol(last))
    return Langkah(nomor, tuple(symbols), f"Langkah {nomor}")


def _symbol(text: str) -> Simbol:
    who, _, branches = (part.strip() for part in text.partition(":"))
    who, _, goes_to = (part.strip() for part in who.partition(">"))
    who, _, isi = (part.strip() for part in who.partition("("))
    cabang = []
    for branch in filter(None, (part.strip() for part in branches.split(","))):
        label, _, target = (part.strip() for part in branch.partition(">"))
        cabang.append(Cabang(label, _target(target)))
    if len(cabang) == 1:
        other = "Tidak" if cabang[0].label == "Ya" else "Ya"
        cabang.insert(other == "Tidak", Cabang(other, Target(TargetKind.LANJUT)))
    performers = () if who == "?" else tuple(who.split("+"))
    return Simbol(performers, isi.rstrip(")"), tuple(cabang), _target(goes_to) if goes_to else None)


def _target(text: str) -> Target:
    fixed = {"lanjut": TargetKind.LANJUT, "selesai": TargetKind.SELESAI, "?": TargetKind.TIDAK_TERBACA}
    if text in fixed:
        return Target(fixed[text])
    if text.isdigit():
        return Target(TargetKind.NOMOR, nomor=int(text))
    if text.partition(".")[0].isdigit():
        return Target(TargetKind.SIMBOL, text.partition(".")[2], int(text.partition(".")[0]))
    return Target(TargetKind.PELAKSANA, pelaksana=text)


SEED_SLUGS = {
    "benih-000": "pelaporan-kinerja-kementerian",
    "benih-001": "penyusunan-program-kerja-rkakl-dan-penetapan-kinerja-biro",
    "benih-002": "penyusunan-laporan-kinerja-dan-pengumpulan-data",
    "benih-003": "pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan",
    "benih-004": "penyusunan-rencana-aksi-lintas-sektor",
}
"""The SOP of the shipped catalogue with the same flow."""

_TWELVE_STEPS = (
    "kasubag", "kabag: Tidak > kasubag", "karo: Tidak > kabag", "kabag", "kasubag", "tim", "kasubag: Tidak > tim",
    "kabag: Tidak > kasubag", "karo: Tidak > kabag", "kabag", "kasubag", "fungsional_umum",
)  # fmt: skip

SEED_FLOWS: dict[str, FlowGraph] = {
    "benih-000": make_flow(
        "kasubag kabag karo sekjen menteri tim fungsional_umum",
        *_TWELVE_STEPS[:9], "sekjen: Tidak > karo", "menteri: Tidak > sekjen", "sekjen", "karo", "kabag", "kasubag",
        "fungsional_umum",
    ),
    "benih-001": make_flow("kasubag kabag karo tim fungsional_umum", *_TWELVE_STEPS),
    "benih-002": make_flow(
        "sekretaris_dinas kepala_bidang sub_koordinator_perencanaan kepala_seksi staf_penyusun_evaluasi_kinerja",
        "sekretaris_dinas", "?", "?", "?", "?", "?", "sub_koordinator_perencanaan: Tidak > ?",
        "sekretaris_dinas: Tidak > ?", "sub_koordinator_perencanaan",
    ),
    "benih-003": make_flow(
        "kepala_dinas sekretaris kasubbag_pkp staf", "?", "?", "?", "?", "?", "?", "?: Tidak > ?", "?"
    ),
    "benih-004": make_flow("kasubag kabag karo tim fungsional_umum", *_TWELVE_STEPS),
}  # fmt: skip
"""The five seeds."""

NAMED_FLOWS: dict[str, FlowGraph] = {
    "lima-langkah": make_flow(
        "pemohon staf kabag",
        "pemohon", "staf: Tidak > pemohon", "kabag: Tidak > selesai", "staf+pemohon", "staf",
    ),
    "dua-puluh-tujuh-langkah": make_flow(
        "pemohon loket analis kasi kabid kadis",
        "pemohon", "loket: Tidak > pemohon", "analis", "analis: Tidak > loket", "kasi: Tidak > analis",
        "kabid: Tidak > kasi", "kadis: Tidak > kabid", "kabid", "kasi", "analis",
        "analis", "loket", "pemohon", "analis: Tidak > 11", "kasi: Tidak > 10",
        "kabid: Ya > 18, Tidak > lanjut", "analis > 15", "kadis: Tidak > 16", "kabid", "kasi: Tidak > kabid",
        "analis", "loket", "pemohon: Tidak > loket", "loket", "analis",
        "kasi: Tidak > 20", "loket",
    ),
    "label-bebas": make_flow(
        "pelapor petugas tim kepala",
        "pelapor", "petugas: Kotak pengaduan > 6, Tatap muka > lanjut, Telepon > 4", "tim", "tim > 7", "petugas",
        "petugas", "tim: Lengkap > lanjut, Tidak lengkap > pelapor, Perlu klarifikasi langsung > 3", "kepala",
    ),
    "bersama": make_flow(
        "pemohon staf kabag arsip",
        "pemohon", "staf+kabag", "kabag: Tidak > 2", "kabag+pemohon+arsip: Tidak > staf", "staf+pemohon", "arsip",
    ),
    "lompat-lima-baris": make_flow(
        "pemohon staf kabag",
        "pemohon", "staf: Ya > 8, Tidak > lanjut", "staf", "kabag", "staf", "kabag: Tidak > 4", "pemohon", "staf",
        "kabag",
    ),
    "tiga-kembali": make_flow(
        "staf kasubag kabag karo",
        "staf", "staf", "kasubag: Tidak > 2", "kabag: Tidak > 2", "karo: Tidak > 2", "staf",
    ),
    "dua-cabang-ke-kiri": make_flow(
        "staf kasubag kabag",
        "staf", "kasubag", "kabag: Ya > staf, Tidak > kasubag", "kabag: Ya > lanjut, Tidak > kasubag", "staf: Ya > 6, Tidak > 6",
        "kasubag",
    ),
    "dua-belas-pelaksana": make_flow(
        "a b c d e f g h i j k l",
        "a", "b: Tidak > a", "c: Tidak > b", "d: Tidak > c", "e: Tidak > d", "f: Tidak > e", "g: Tidak > f",
        "h: Tidak > g", "i: Tidak > h", "j: Tidak > i", "k: Tidak > j", "l: Tidak > a", "f", "a", "l",
    ),
    "satu-pelaksana": make_flow("staf", "staf", "staf", "staf: Tidak > 2", "staf", "staf: Tidak > 1", "staf"),
    "ke-diri-sendiri": make_flow(
        "staf kabag", "staf", "kabag: Tidak > 2", "staf: Tidak > 3", "staf: Tidak > 4", "kabag: Ya > lanjut, Tidak > 5", "kabag"
    ),
    "selesai-di-tengah": make_flow(
        "pemohon staf kabag",
        "pemohon", "staf: Tidak > selesai", "staf: Ya > selesai, Tidak > lanjut", "kabag: Ya > selesai, Tidak > staf",
        "pemohon > selesai", "staf: Baik > lanjut, Rusak > selesai, Hilang > selesai", "kabag: Ya > selesai, Tidak > 6",
    ),
    "pelaksana-tak-terbaca": make_flow(
        "kadis sekdis kasi staf",
        "staf", "?", "kasi: Tidak > ?", "?", "sekdis: Ya > 7, Tidak > lanjut", "?", "sekdis: Tidak > kasi", "?: Tidak > 3",
        "kadis: Tidak > ?", "staf",
    ),
    "empat-cabang": make_flow(
        "staf kabag",
        "staf", "kabag: Baik > lanjut, Sedang > 4, Buruk > staf, Batal > selesai", "staf", "kabag: A > 2, B > 3, C > 5, D > selesai",
        "staf: A > 1, B > 6, C > selesai, D > selesai, E > 4", "staf",
    ),
    "baris-akhir-berlanjut": make_flow("staf kabag", "staf > 3", "kabag > selesai", "staf > 2"),
    "rantai": make_flow(
        "pemohon staf kasubbag kabag",
        "pemohon >> staf", "staf >> kasubbag >> kabag: Tidak > staf", "kabag >> staf", "staf >> kabag", "kabag >> kasubbag >> pemohon",
    ),
    "dua-awal-dua-keputusan": make_flow(
        "tim umum sekretaris kepala",
        "umum (Langsung ke kantor) > 2 | sekretaris (Via email) > 3", "umum > 4", "sekretaris > 4.sekretaris",
        "umum > 5 | sekretaris > 5", "umum (R/T): Ya > kepala, Tidak > 6 | kepala (Perlu disposisi?): Ya > 8, Tidak > 6.sekretaris",
        "umum > 7 | sekretaris > 7", "sekretaris > 11.sekretaris", "kepala > 9.umum",
        "tim (Teknis) | umum (Tujuan disposisi?): Teknis > tim, Administratif > lanjut", "tim > 11 | umum > 11.umum",
        "tim | umum | sekretaris",
    ),
    "bersama-berselang": make_flow(
        "a b c d", "a", "a+c > 3.d | b (Menunggu) > 3.d", "b: Ya > d, Tidak > 2.b | d+c: Ya > 4, Tidak > a", "b | d > selesai",
    ),
    "silang": make_flow("a b c", "a > 2.c | c > 2.a", "a > 3.b | c > 3.b | b > 3.a", "a > 2 | b: Ya > lanjut, Tidak > 2.c", "c"),
    "isi-panjang": make_flow(
        "a b", "a (Rekomendasi pertanggungjawaban pelaksanaan kegiatan)", "b (Lengkap dan sesuai dengan ketentuan?): Tidak > a",
        "a (Ditindaklanjuti)", "b (Arsip)",
    ),
    "banyak-pelaksana-berisi": make_flow(
        "a b c d e f g h i", "a >> b >> c", "d (Perlu disposisi?): Ya > h, Tidak > a | h (Via email) > 3.i",
        "e >> f >> g >> h: Tidak > d | i", "i >> h >> a",
    ),
}  # fmt: skip
"""Twenty flows, each named for what it tries."""

PAGE_BREAKS: dict[str, frozenset[int]] = {
    "dua-puluh-tujuh-langkah": frozenset({9, 18}),
    "tiga-kembali": frozenset({2, 4}),
    "lompat-lima-baris": frozenset({5}),
    "dua-belas-pelaksana": frozenset({6, 12}),
    "pelaksana-tak-terbaca": frozenset({6}),
    "benih-000": frozenset({7}),
    "dua-awal-dua-keputusan": frozenset({5, 9}),
    "silang": frozenset({1, 2, 3}),
}
"""Breaks with which flows are also drawn for print."""


ALL_FLOWS = SEED_FLOWS | NAMED_FLOWS | {name: make_flow(*texts) for name, texts in REAL_ROWS.items()}


LABELS = ("Ya", "Tidak", "Lengkap", "Tidak lengkap", "Kotak pengaduan", "Tatap muka", "Perlu klarifikasi langsung")


WORDS = (
    "R/T",
    "Via email",
    "Perlu disposisi?",
    "Langsung ke kantor",
    "Rekomendasi pertanggungjawaban pelaksanaan kegiatan",
)


@st.composite
def flow_graphs(draw: st.DrawFn, max_steps: int = 40, max_lanes: int = 12) -> FlowGraph:
    """Any graph that the loader could make, and some that it could not: every target is possible from every step."""
    lane_count = draw(st.integers(1, max_lanes))
    steps = draw(st.integers(1, max_steps))
    step = st.one_of(st.integers(1, steps), st.just(0), st.just(-1))
    edges: list[FlowEdge] = []
    nodes: list[FlowNode] = []
    for nomor in range(1, steps + 1):
        kind = draw(st.integers(0, 19))
        lane = draw(st.integers(0, lane_count - 1))
        lanes: tuple[int, ...] = (lane,)
        if kind == 0:
            lanes = ()
        elif kind <= 2:
            lanes = (lane, *draw(st.lists(st.integers(0, lane_count - 1), max_size=3, unique=True)))
            lanes = tuple(dict.fromkeys(lanes))
        branch_count = draw(st.sampled_from((0, 0, 0, 2, 2, 2, 2, 3, 4, 5)))
        own: list[FlowEdge] = []
        if branch_count:
            labels = draw(st.permutations(LABELS))[:branch_count] if branch_count > 2 else ("Ya", "Tidak")
            for label in labels:
                target = draw(st.one_of(st.just(nomor + 1), step))
                own.append(_edge(nomor, target, label, steps))
        else:
            target = draw(st.one_of(st.just(nomor + 1), st.just(nomor + 1), st.just(nomor + 1), step))
            own.append(_edge(nomor, target, "", steps))
        ends = any(edge.ending is Ending.END for edge in own)
        symbol = Symbol.TERMINATOR if nomor == 1 or ends else Symbol.PROCESS
        nodes.append(FlowNode(nomor, nomor, lanes, Symbol.DECISION if branch_count else symbol, starts=nomor == 1))
        edges += own
    names = tuple(Lane(f"p{index}", f"Pelaksana {index + 1}") for index in range(lane_count))
    return FlowGraph(names, tuple(nodes), tuple(edges))


@st.composite
def symbol_graphs(draw: st.DrawFn, max_steps: int = 9, max_lanes: int = 6) -> FlowGraph:
    """Graphs whose rows have up to four symbols: chains, neighbours with ways of their own, joint and unread ones.

    Any target is possible from any symbol; those in the same row and in the next one are the most likely.
    """
    lane_count = draw(st.integers(1, max_lanes))
    steps = draw(st.integers(1, max_steps))
    rows: list[list[tuple[int, ...]]] = []
    for _ in range(steps):
        free = draw(st.permutations(range(lane_count)))
        row: list[tuple[int, ...]] = []
        for _ in range(draw(st.sampled_from((1, 1, 2, 2, 3, 4)))):
            size = draw(st.sampled_from((1, 1, 1, 1, 1, 1, 1, 2, 0)))
            if size <= len(free) and (free or not row):
                row.append(tuple(free[:size]))
                free = free[size:]
        rows.append(row or [()])
    first = [1]
    for row in rows:
        first.append(first[-1] + len(row))
    count = first[-1] - 1
    nodes: list[FlowNode] = []
    edges: list[FlowEdge] = []
    for index, row in enumerate(rows):
        chain = len(row) > 1 and draw(st.booleans())
        beside = st.integers(first[index], first[index + 1] - 1)
        following = st.integers(first[index + 1], first[index + 2] - 1) if index + 1 < steps else st.just(0)
        any_target = st.one_of(beside, following, following, st.integers(-1, count))
        for place, lanes in enumerate(row):
            node_id = len(nodes) + 1
            if chain and place + 1 < len(row):
                own = [FlowEdge(node_id, node_id + 1, "")]
            else:
                branch_count = draw(st.sampled_from((0, 0, 0, 2, 2, 3, 5)))
                labels = draw(st.permutations(LABELS))[:branch_count] if branch_count > 2 else ("Ya", "Tidak")
                own = [_edge(node_id, draw(any_target), label, count) for label in (labels if branch_count else ("",))]
            ends = any(edge.ending is Ending.END for edge in own)
            symbol = Symbol.TERMINATOR if node_id == 1 or ends else Symbol.PROCESS
            symbol = Symbol.DECISION if len(own) > 1 else symbol
            isi = draw(st.sampled_from(("", "", "", *WORDS)))
            nodes.append(FlowNode(node_id, index + 1, lanes, symbol, isi, starts=node_id == 1))
            edges += own
    names = tuple(Lane(f"p{index}", f"Pelaksana {index + 1}") for index in range(lane_count))
    return FlowGraph(names, tuple(nodes), tuple(edges))


def _edge(nomor: int, target: int, label: str, steps: int) -> FlowEdge:
    """Target 0 or beyond the last step: the end; -1: unknown."""
    if target == -1:
        return FlowEdge(nomor, 0, label, Ending.UNKNOWN)
    if target == 0 or target > steps:
        return FlowEdge(nomor, 0, label, Ending.END)
    return FlowEdge(nomor, target, label)


def random_breaks(graph: FlowGraph) -> st.SearchStrategy[frozenset[int]]:
    """Page breaks for a graph."""
    return st.frozensets(st.integers(1, max([node.nomor for node in graph.nodes], default=1)), max_size=4)
