"""How much of an SOP came back: performers, symbols, branches, activities; and what was wrong without a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sop_catalog.flow.graph import Ending, FlowGraph, Symbol, build_graph
from sop_catalog.importing.sop_read import SopTerbaca
from sop_catalog.model.sop import Sop


@dataclass
class Ukuran:
    """Counts over documents."""

    dokumen: int = 0
    baris: int = 0
    pelaksana: int = 0
    pelaksana_benar: int = 0
    pelaksana_salah_diam: int = 0
    simbol: int = 0
    simbol_benar: int = 0
    cabang: int = 0
    cabang_benar: int = 0
    cabang_salah_diam: int = 0
    kegiatan_benar: int = 0
    isian: int = 0
    isian_benar: int = 0
    jumlah_baris_salah: int = 0
    baris_menyatu: int = 0
    tanpa_tabel: int = 0
    kata_hilang: int = 0
    catatan: list[str] = field(default_factory=list)

    def add(self, other: Ukuran) -> None:
        """Add another count to this one."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def share(self, what: str) -> float:
        """The share that is right, 0 to 1."""
        whole = {"kegiatan": self.baris}.get(what, getattr(self, what, 0))
        return getattr(self, f"{what}_benar") / whole if whole else 1.0

    def line(self, name: str) -> str:
        """A row of the table."""
        return (
            f"{name:<26} {self.dokumen:>4} {self.baris:>5} {self.share('pelaksana'):>8.1%} {self.share('simbol'):>8.1%} "
            f"{self.share('cabang'):>8.1%} {self.share('kegiatan'):>8.1%} {self.share('isian'):>8.1%} "
            f"{self.pelaksana_salah_diam:>6} {self.cabang_salah_diam:>6} {self.jumlah_baris_salah:>5} {self.baris_menyatu:>5} {self.kata_hilang:>5}"
        )


HEAD = f"{'gaya':<26} {'dok':>4} {'baris':>5} {'pelaks.':>8} {'simbol':>8} {'cabang':>8} {'kegiatan':>8} {'isian':>8} {'p.diam':>6} {'c.diam':>6} {'±bar':>5} {'satu':>5} {'kata':>5}"

_FIELDS = (
    "nama", "nomor", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "dasar_hukum", "kualifikasi_pelaksana",
    "keterkaitan", "peralatan", "peringatan", "pencatatan",
)  # fmt: skip


def measure(truth: Sop, found: Sequence[SopTerbaca], name: str = "") -> Ukuran:  # noqa: C901, PLR0912 - one case after another
    """Compare what was read with what was written."""
    result = Ukuran(dokumen=1, baris=len(truth.langkah))
    result.simbol = len(build_graph(truth).nodes)
    result.pelaksana = len(truth.langkah)
    result.cabang = sum(len(s.cabang) for step in truth.langkah for s in step.simbol)
    if not found:
        result.tanpa_tabel = 1
        result.catatan.append(f"{name}: tanpa tabel")
        return result
    read = found[0]
    if len(read.sop.langkah) != len(truth.langkah):
        result.jumlah_baris_salah = 1
        result.baris_menyatu = max(0, len(truth.langkah) - len(read.sop.langkah))
        result.catatan.append(f"{name}: {len(read.sop.langkah)} langkah, seharusnya {len(truth.langkah)}")
    titles = {column.kode: column.judul for column in read.sop.pelaksana}
    wanted_titles = {column.kode: column.judul for column in truth.pelaksana}
    doubted = {doubt.langkah for doubt in read.ragu if doubt.langkah}
    graph, wanted = build_graph(read.sop), build_graph(truth)
    for step in truth.langkah:
        if step.nomor > len(read.sop.langkah):
            continue
        own = read.sop.langkah[step.nomor - 1]
        want = [wanted_titles[kode] for symbol in step.simbol for kode in symbol.pelaksana]
        have = [titles[kode] for symbol in own.simbol for kode in symbol.pelaksana]
        if sorted(map(_folded, want)) == sorted(map(_folded, have)):
            result.pelaksana_benar += 1
        elif step.nomor not in doubted:
            result.pelaksana_salah_diam += 1
            result.catatan.append(f"{name}: langkah {step.nomor} pelaksana {have}, seharusnya {want}, TANPA RAGU")
        else:
            result.catatan.append(f"{name}: langkah {step.nomor} pelaksana {have}, seharusnya {want}")
        _symbols(result, graph, wanted, step.nomor, name)
        _branches(result, graph, wanted, step.nomor, step.nomor in doubted, name)
        if " ".join(own.kegiatan.split()) == " ".join(step.kegiatan.split()):
            result.kegiatan_benar += 1
        else:
            result.catatan.append(
                f"{name}: langkah {step.nomor} kegiatan {own.kegiatan!r}, seharusnya {step.kegiatan!r}"
            )
        for kind in ("kelengkapan", "output", "keterangan", "waktu"):
            result.isian += 1
            a, b = getattr(own, kind), getattr(step, kind)
            a, b = (x.teks if hasattr(x, "teks") else x or "" for x in (a, b))
            if _folded(a) == _folded(b):
                result.isian_benar += 1
            else:
                result.catatan.append(f"{name}: langkah {step.nomor} {kind} {a!r}, seharusnya {b!r}")
    for kind in _FIELDS:
        result.isian += 1
        a, b = getattr(read.sop, kind), getattr(truth, kind)
        if _plain(a) == _plain(b):
            result.isian_benar += 1
        else:
            result.catatan.append(f"{name}: {kind} {_plain(a)!r}, seharusnya {_plain(b)!r}")
    return result


def _symbols(result: Ukuran, graph: FlowGraph, wanted: FlowGraph, row: int, name: str) -> None:
    have = sorted((node.symbol, node.lanes) for node in graph.row(row))
    for node in wanted.row(row):
        if any(symbol == node.symbol and set(lanes) == set(node.lanes) for symbol, lanes in have):
            result.simbol_benar += 1
        else:
            result.catatan.append(f"{name}: langkah {row} simbol {have}, seharusnya {node.symbol} {node.lanes}")


def _branches(result: Ukuran, graph: FlowGraph, wanted: FlowGraph, row: int, doubted: bool, name: str) -> None:  # noqa: FBT001, PLR0913, PLR0917 - each is a different thing
    have = {
        (_folded(edge.label), graph.row_of(edge.target), edge.ending)
        for node in graph.row(row)
        for edge in graph.edges_from(node.id)
    }
    for node in wanted.row(row):
        edges = wanted.edges_from(node.id)
        if node.symbol is not Symbol.DECISION:
            continue
        for edge in edges:
            if (_folded(edge.label), wanted.row_of(edge.target), edge.ending) in have:
                result.cabang_benar += 1
                continue
            unread = any(ending is Ending.UNKNOWN for *_, ending in have)
            if not doubted and not unread:
                result.cabang_salah_diam += 1
            result.catatan.append(
                f"{name}: langkah {row} cabang {sorted(have)}, seharusnya {edge.label} → {wanted.row_of(edge.target)}{'' if doubted else ' TANPA RAGU'}"
            )


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "|".join(_folded(item) for item in value)
    return _folded(getattr(value, "teks", value))  # type: ignore[arg-type]
