"""Builds a catalogue of N generated SOPs of seed 000's size, beside a peer, and prints CPU, memory and bytes.

    make bench N=1000

The peer is what an office would build without us: MkDocs + Material + mermaid2 with the same content as Markdown
pages (tables, lists, a ```mermaid fence), outside the navigation, in the same run on the same machine. Figures are
of whole processes, from the operating system's accounting; ratios are what to quote.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sop_catalog.flow.graph import build_graph
from sop_catalog.flow.mermaid import render_diagrams
from sop_catalog.model.decode import decode
from sop_catalog.model.sop import BOX_FIELDS, Sop
from sop_catalog.site.mermaid_bundle import ESM, PACKAGED_FOLDER
from sop_catalog.source.text import Source

ROOT = Path(__file__).parent.parent
SEED = ROOT / "sops" / "biro-perencanaan" / "pelaporan-kinerja-kementerian.yml"
TOPICS = ("Anggaran", "Kepegawaian", "Arsip", "Persuratan", "Pengadaan", "Pelatihan", "Pengawasan", "Kerja Sama")

_COMMON = """\
site_name: Bench
theme: {name: material, language: id, font: false}
validation: {nav: {omitted_files: ignore}}
markdown_extensions: [tables, attr_list]
"""
_OURS = _COMMON + "plugins: [search, sop_catalog, {mermaid2: {version: 12.3.0}}]\n"
_PEER = _COMMON + "nav: [index.md]\nplugins: [search, {mermaid2: {version: 12.3.0, javascript: mermaid.mjs}}]\n"


@dataclass(frozen=True)
class Figures:
    """What one build cost."""

    cpu: float
    """Seconds of user and system time."""
    memory: int
    """Peak resident set, bytes."""
    size: int
    """Bytes of the built site without Mermaid's own files."""
    page: int
    """Bytes of one page."""


def generated_sop(text: str, number: int) -> str:
    """Seed 000 under another name, number and topic, with references to its neighbours."""
    topic = TOPICS[number % len(TOPICS)]
    text = text.replace("Pelaporan Kinerja Kementerian", f"Pelaporan {topic} {number}")
    lines = [line for line in text.splitlines() if not line.startswith("nomor:")]
    lines.insert(1, f"nomor: {number}/SOP/OT.04.00/2026")
    return "\n".join(lines).replace("SOP Pembentukan Tim", f"SOP Pelaporan {TOPICS[(number + 1) % 8]} {number + 1}")


def as_markdown(sop: Sop) -> str:
    """The same content the way Markdown writes it."""
    graph = build_graph(sop)
    lines = [f"# {sop.nama}", "", "| | |", "| --- | --- |", f"| NO SOP | {sop.nomor} |", f"| UNIT | {sop.unit} |", ""]
    for field in BOX_FIELDS:
        lines += [f"## {field}", "", *(f"1. {item}" for item in getattr(sop, field)), ""]
    heads = ["No", "Kegiatan", *(lane.judul for lane in graph.lanes), "Kelengkapan", "Waktu", "Output", "Ket"]
    lines += ["## Kegiatan", "", "| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    for langkah, node in zip(sop.langkah, graph.nodes, strict=True):
        marks = [node.symbol.value if lane in node.lanes else "" for lane in range(len(graph.lanes))]
        waktu = langkah.waktu.teks if langkah.waktu else ""
        cells = [
            str(langkah.nomor),
            langkah.kegiatan,
            *marks,
            langkah.kelengkapan,
            waktu,
            langkah.output,
            langkah.keterangan,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", "## Diagram", ""]
    for diagram in render_diagrams(graph, [langkah.kegiatan for langkah in sop.langkah], sop.nama):
        lines += ["```mermaid", diagram.source.rstrip(), "```", ""]
    lines += ["## Catatan sumber", "", *(f"- {item}" for item in sop.catatan_sumber), ""]
    return "\n".join(lines)


def write_sites(folder: Path, count: int) -> None:
    """Both sites' sources: `ours/` and `peer/`."""
    seed = SEED.read_text("utf-8")
    ours, peer = folder / "ours", folder / "peer"
    shutil.copytree(ROOT / "sops" / "_daftar", ours / "sops" / "_daftar")
    for site, config in ((ours, _OURS), (peer, _PEER)):
        (site / "docs" / "sop").mkdir(parents=True)
        (site / "docs" / "index.md").write_text("# Katalog\n", "utf-8")
        (site / "mkdocs.yml").write_text(config, "utf-8")
    shutil.copy(PACKAGED_FOLDER / ESM, peer / "docs" / "mermaid.mjs")
    shutil.copytree(ROOT / "docs" / "assets", ours / "docs" / "assets")
    for number in range(count):
        text = generated_sop(seed, number)
        name = f"pelaporan-{number:05d}"
        (ours / "sops" / f"{name}.yml").write_text(text, "utf-8")
        sop = decode(Source(f"{name}.yml", text)).sop
        assert sop is not None
        (peer / "docs" / "sop" / f"{name}.md").write_text(as_markdown(sop), "utf-8")


def build(site: Path) -> Figures:
    """Build one site in a process of its own."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600"}
    process = subprocess.Popen([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=site, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"{site.name}: mkdocs build gagal"
    files = [path for path in (site / "site").rglob("*") if path.is_file() and "mermaid" not in path.as_posix()]
    pages = sorted((site / "site" / "sop").rglob("index.html"))
    return Figures(
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * 1024,
        sum(path.stat().st_size for path in files),
        pages[0].stat().st_size,
    )


def row(label: str, ours: float, peer: float, unit: str) -> str:
    """One line of the table: ours, the peer's, and how many times ours the peer's is."""
    return f"{label:<28}{ours:>12.1f}{peer:>12.1f}  {unit:<9}{peer / ours:>7.1f}×"


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jumlah", type=int, default=1000, help="number of SOPs")
    parser.add_argument("--tanpa-pembanding", action="store_true", help="ours only, for larger numbers")
    options = parser.parse_args()
    count = options.jumlah
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_sites(folder, count)
        ours = build(folder / "ours")
        if options.tanpa_pembanding:
            print(
                f"{count} SOP: {ours.cpu * 1000 / count:.1f} ms CPU a page, {ours.memory / 2**20:.0f} MB, {ours.size / 2**20:.1f} MB"
            )
            return
        peer = build(folder / "peer")
    print(f"{count} SOPs of seed 000's size{'':<3}{'ours':>8}{'peer':>12}  {'unit':<9}{'peer/ours':>8}")
    print(row("CPU a page", ours.cpu * 1000 / count, peer.cpu * 1000 / count, "ms"))
    print(row("Peak memory", ours.memory / 2**20, peer.memory / 2**20, "MB"))
    print(row("Site", ours.size / 2**20, peer.size / 2**20, "MB"))
    print(row("One page", ours.page / 1000, peer.page / 1000, "KB"))


if __name__ == "__main__":
    main()
