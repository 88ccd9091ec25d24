"""`sop impor --tinjau`: a page an SOP, the source on the left with what was recognised drawn over it, the form on the right.

The pages are plain files that a browser opens from the disk, without internet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sop_catalog.flow.graph import Ending, FlowGraph, build_graph
from sop_catalog.importing.naskah import Halaman, Kotak, Titik
from sop_catalog.importing.outcome import BarisLaporan, Laporan
from sop_catalog.importing.report import weight
from sop_catalog.importing.sop_read import SopTerbaca
from sop_catalog.importing.state import WORK_FOLDER
from sop_catalog.importing.workers import HasilBaca
from sop_catalog.model.sop import BOX_FIELDS, DATE_FIELDS, TIDAK_TERBACA, Sop

REVIEW_FOLDER = f"{WORK_FOLDER}/tinjau"
"""Below the target folder."""
_TEMPLATES = Path(__file__).parents[1] / "templates" / "impor"


@dataclass(frozen=True, slots=True)
class RaguTampil:
    """A doubt as the page shows it."""

    nomor: int
    jenis: str
    teks: str
    halaman: int
    langkah: int
    kotak: Kotak | None


@dataclass
class HalamanTampil:
    """A page of the source, with what is drawn over it."""

    nomor: int
    lebar: float
    tinggi: float
    miring: float
    gambar: str
    """Name of the picture; "" for a file whose pages have none, and are drawn from their cells."""
    teks: list[tuple[float, float, str]] = field(default_factory=list)
    """Lines of text, where there is no picture."""
    garis: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Rules, where there is no picture."""
    baris: list[tuple[Kotak, int]] = field(default_factory=list)
    """Rows with the numbers of their steps."""
    kolom: list[tuple[Kotak, str]] = field(default_factory=list)
    """The performers' columns."""
    lambang: list[tuple[Kotak, str]] = field(default_factory=list)
    """Symbols."""
    panah: list[tuple[str, bool]] = field(default_factory=list)
    """Arrows as points, and whether both ends are known."""
    ragu: list[RaguTampil] = field(default_factory=list)
    """Doubts that have a place on this page."""


@dataclass(frozen=True, slots=True)
class LangkahTampil:
    """A step as the form shows it."""

    nomor: int
    kegiatan: str
    sel: tuple[tuple[tuple[str, str], ...], ...]
    """One a performer: symbols as (kind, words)."""
    jalan: tuple[tuple[str, str, bool], ...]
    """Ways on as (label, where to, whether it is known)."""
    isi: tuple[str, ...]
    """kelengkapan, waktu, output, keterangan."""
    ragu: tuple[int, ...]
    """Numbers of its doubts."""


class Tinjauan:
    """Collects the review pages of one run."""

    def __init__(self, ke: Path) -> None:
        """Prepare the folder.

        Args:
            ke: the target folder of the import.
        """
        self.folder = ke / REVIEW_FOLDER
        self.folder.mkdir(parents=True, exist_ok=True)
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def take(self, file: Path, read: SopTerbaca, sop: Sop, result: HasilBaca) -> None:
        """Write the page of one SOP."""
        doubts = [
            RaguTampil(number, doubt.jenis.value, doubt.format(), doubt.halaman, doubt.langkah, doubt.kotak)
            for number, doubt in enumerate(read.ragu, start=1)
        ]
        pages = []
        if result.naskah is not None:
            for page in result.naskah.halaman:
                if page.nomor not in read.halaman:
                    continue
                picture = result.gambar.get(page.nomor, b"")
                name = f"{sop.slug}-{page.nomor}.png" if picture else ""
                if picture:
                    (self.folder / name).write_bytes(picture)
                pages.append(_page(page, name, read, doubts))
        text = self._templates.get_template("tinjau.html").render(
            sop=sop,
            berkas=file.name,
            pembaca=result.pembaca,
            halaman=pages,
            langkah=_steps(sop, doubts),
            ragu=doubts,
            identitas=_identity(sop),
            kotak=[(_label(kunci), getattr(sop, kunci)) for kunci in BOX_FIELDS],
            tidak_terbaca=TIDAK_TERBACA,
        )
        (self.folder / f"{sop.slug}.html").write_text(text, "utf-8", newline="\n")

    def finish(self, report: Laporan) -> Path:
        """Write the list of all pages, what to look at first on top."""
        rows = [row for row in report.baris if row.hasil]
        shown = [
            (Path(name).stem, row, weight(row))
            for row in sorted(rows, key=weight, reverse=True)
            for name in row.hasil
            if (self.folder / f"{Path(name).stem}.html").is_file()
        ]
        failed = [row for row in report.baris if row.kegagalan]
        path = self.folder / "index.html"
        text = self._templates.get_template("indeks.html").render(daftar=shown, gagal=failed)
        path.write_text(text, "utf-8", newline="\n")
        return path


def has_review(ke: Path, row: BarisLaporan) -> bool:
    """Whether all pages of a file are there."""
    return all((ke / REVIEW_FOLDER / f"{Path(name).stem}.html").is_file() for name in row.hasil)


def _label(kunci: str) -> str:
    return kunci.replace("_", " ").capitalize()


def _identity(sop: Sop) -> list[tuple[str, str]]:
    signer = sop.disahkan_oleh
    nip = signer.nip.teks if signer.nip else ""
    rows = [("Nomor SOP", sop.nomor)]
    for kunci in DATE_FIELDS:
        date = getattr(sop, kunci)
        rows.append((_label(kunci), date.teks if date else ""))
    signed = ", ".join(filter(None, (signer.jabatan, signer.nama, signer.pangkat, f"NIP {nip}" if nip else "")))
    rows += [("Disahkan oleh", signed), ("Nama SOP", sop.nama), ("Unit", sop.unit), ("Status", sop.status.value)]
    return rows


def _page(page: Halaman, picture: str, read: SopTerbaca, doubts: Sequence[RaguTampil]) -> HalamanTampil:
    shown = HalamanTampil(page.nomor, page.lebar, page.tinggi, page.miring, picture)
    if not picture:
        for word in page.teks:
            lines = word.isi.split("\n")
            step = word.kotak.tinggi / max(len(lines), 1)
            for number, line in enumerate(lines):
                shown.teks.append((word.kotak.kiri, word.kotak.atas + (number + 0.75) * step, line))
        for rule in page.garis_tabel:
            place = (rule.koordinat, rule.dari, rule.koordinat, rule.sampai)
            shown.garis.append(place if rule.tegak else (rule.dari, rule.koordinat, rule.sampai, rule.koordinat))
    flow = read.alur
    if flow is not None:
        shown.baris = [(row.kotak, step) for step, row in enumerate(flow.baris, start=1) if row.halaman == page.nomor]
        for table in flow.tabel:
            if table.halaman == page.nomor:
                shown.kolom += [
                    (Kotak(column.kiri, table.badan, column.kanan, table.kotak.bawah), column.judul)
                    for column in table.pelaksana
                ]
        own = {index for index, symbol in enumerate(flow.lambang) if symbol.halaman == page.nomor}
        shown.lambang = [(flow.lambang[index].kotak, flow.lambang[index].jenis.value) for index in sorted(own)]
        shown.panah = [
            (_points(arrow.titik), arrow.dari >= 0 and arrow.ke >= 0)
            for arrow in flow.panah
            if arrow.dari in own or arrow.ke in own
        ]
    shown.ragu = [doubt for doubt in doubts if doubt.halaman == page.nomor and doubt.kotak is not None]
    return shown


def _points(points: Sequence[Titik]) -> str:
    return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in points)


def _steps(sop: Sop, doubts: Sequence[RaguTampil]) -> list[LangkahTampil]:
    graph = build_graph(sop)
    found = []
    for step in sop.langkah:
        nodes = graph.row(step.nomor)
        cells = tuple(
            tuple((node.symbol.value, node.isi) for node in nodes if lane in node.lanes)
            for lane in range(len(sop.pelaksana))
        )
        ways = tuple(
            (edge.label, _target(graph, edge.ending, edge.target), edge.ending is not Ending.UNKNOWN)
            for node in nodes
            for edge in graph.edges_from(node.id)
        )
        waktu = step.waktu.teks if step.waktu else ""
        texts = (step.kelengkapan, waktu, step.output, step.keterangan)
        own = tuple(doubt.nomor for doubt in doubts if doubt.langkah == step.nomor)
        found.append(LangkahTampil(step.nomor, step.kegiatan, cells, ways, texts, own))
    return found


def _target(graph: FlowGraph, ending: Ending, target: int) -> str:
    match ending:
        case Ending.END:
            return "selesai"
        case Ending.UNKNOWN:
            return TIDAK_TERBACA
    return str(graph.row_of(target))
