"""The page of one SOP as data: everything that the template `halaman-sop.html` prints, finished and flat.

The order of parts is the official form's (PermenPAN-RB 35/2012): identity, the three pairs of boxes, the activity table; then
what only a screen has: swimlane, related SOPs, backlinks, notes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup, escape

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.rujukan import Segmen
from sop_catalog.flow.bounds import find_excesses
from sop_catalog.flow.graph import FlowGraph
from sop_catalog.flow.grid import build_grid
from sop_catalog.flow.tile import Grid
from sop_catalog.model.registers import KolomKeterangan, Profil
from sop_catalog.model.sop import Langkah, Pelaksana, Sop, Status
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.banners import Spanduk, banners, marks, sheet_notes, shorten
from sop_catalog.pages.flow.flowchart import Column, Flowchart, Row, render_flowchart
from sop_catalog.pages.flow.text import Alur, flow_text
from sop_catalog.pages.flow.undrawn import format_excesses, plain_graph, put_words
from sop_catalog.pages.identity import Baris, Kotak, boxes, identity_rows
from sop_catalog.pages.joined_cells import Bentang, Sel, find_spans, place_cells
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.paper.connectors import say_connectors
from sop_catalog.pages.paper.layout import PrintLayout, plan_print
from sop_catalog.pages.paper.measure import text_width
from sop_catalog.pages.paper.text import TEXTS, Columns, PrintText
from sop_catalog.pages.paths import monitoring_path, sop_path, unit_path
from sop_catalog.pages.related import SopTerkait, backlinks, related_sops
from sop_catalog.pages.settings import STATUS_LABELS, Settings
from sop_catalog.pages.signed_view import (
    BarisEvaluasi,
    BarisVersi,
    NaskahBerlaku,
    current_paper,
    evaluations,
    history,
)
from sop_catalog.pages.summary import Fakta, facts, neighbourhood
from sop_catalog.pages.sunting_page import editor_url
from sop_catalog.pages.surroundings import Surroundings, find_surroundings
from sop_catalog.pages.templates import css_string

QR_FOLDER = "assets/qr"
"""Where the site keeps the QR codes, one `<slug>.svg` each."""


@dataclass(frozen=True, slots=True)
class BarisKegiatan:
    """A row of the activity table."""

    langkah: Langkah
    mutu: Mapping[str, Sel | None]
    """Of kelengkapan, waktu, output and keterangan: how the cell is written, where it lies over several rows."""
    keterangan: tuple[tuple[Tautan, ...], ...]
    """Its lines, each in pieces: a link, or text beside links."""
    sel: Row
    """The performers' cells and the row's classes."""
    sel_html: Markup
    """The performers' cells, ready: a hundred of them would cost more in the template than all else."""
    sambungan_awal: str
    """What the connectors above the row say: "A ke hal. 1; B dari hal. 1, 3"."""
    sambungan_akhir: str


@dataclass(frozen=True, slots=True)
class KepalaPelaksana:
    """A head over performers' columns: a group's title, or a single column's own."""

    judul: str
    kolom: int
    """How many columns it stands over."""
    grup: bool


@dataclass(frozen=True, slots=True)
class SopView:
    """Everything on the page."""

    slug: str
    judul: str
    """The name without the word SOP before it."""
    nomor: str
    unit: str
    jejak: tuple[Tautan, ...]
    """Breadcrumb: catalogue, then the unit."""
    fakta: tuple[Fakta, ...]
    """The strip under the title."""
    status: str
    status_label: str
    cap: tuple[str, ...]
    """What stands on every printed sheet: "DRAF", "CONTOH", "DICABUT", "PERLU VERIFIKASI"."""
    spanduk: tuple[Spanduk, ...]
    instansi: tuple[str, ...]
    """The lines of the left half: the agency and its units, from the top down."""
    logo: str
    """Relative address of the logo; ""."""
    profil: Profil
    identitas: tuple[Baris, ...]
    kotak: tuple[tuple[Kotak, ...], ...]
    pelaksana: tuple[str, ...]
    grup: tuple[KepalaPelaksana, ...]
    """The upper row of the performers' heads; () where no column belongs to a group."""
    bergrup: tuple[str, ...]
    """The titles of the columns that stand under a group's."""
    catatan_tabel: tuple[str, ...]
    """Notes under the table, and words that a symbol had no room for."""
    lajur: tuple[str, ...]
    """Styles of the performers' <col>, from which the style sheet computes their widths on a screen."""
    label_ponsel: Markup
    """Custom properties for the table: what stands before its texts on a phone, where the profile calls them otherwise."""
    lebar_lajur: float
    """What these columns take together on a screen, rem."""
    muat: bool
    """Whether the whole table fits a window of 80em."""
    kolom_keterangan: bool
    nomor_kolom: int
    """How many columns are numbered under the head; 0 for none."""
    flowchart: Flowchart
    kegiatan: tuple[BarisKegiatan, ...]
    norma_waktu: str
    waktu_belum_diisi: str
    """"2 dari 16 langkah belum diisi", "… tanpa angka waktu"; "" when all are in the sum, or none."""
    alur: tuple[Alur, ...]
    terkait: tuple[SopTerkait, ...]
    dirujuk_oleh: tuple[SopTerkait, ...]
    tetangga: Markup
    """Both as a picture, ready; ""."""
    lampiran: tuple[tuple[Tautan, str], ...]
    """What it attaches, and what is said of each: kind and size, or the address."""
    sah: NaskahBerlaku | None
    """The newest document that was signed."""
    riwayat: tuple[BarisVersi, ...]
    evaluasi: tuple[BarisEvaluasi, ...]
    monitoring: str
    """Address of the monitoring form; "" for an SOP that is revoked."""
    catatan_sumber: tuple[str, ...]
    ubah: str
    """Address of the page on which the SOP is changed: ours, else the forge's web editor; "" where there is neither."""
    berkas: str
    """Address of the forge's web editor; "" without a forge."""
    laporkan: str
    alamat: str
    """Public address of the page; "" where the site has none."""
    qr: str
    """Relative address of the QR code's file; "" without a public address."""
    versi: str
    """The first eight hex digits of the SHA-256 of the SOP's file, so that two sheets with one version hold the same
    text; then the day since which it says so, where that is known."""
    untuk_pengesahan: bool
    """Whether the sheets are to be signed (`Settings.untuk_pengesahan`)."""
    lembar: PrintLayout
    """Where sheets end, and the widths of the printed columns."""
    tepi: Markup
    """CSS string for the lower left margin of every printed sheet: title, number and version."""
    tepi_cap: Markup
    """CSS string for the upper right margin: what `cap` says, and what replaced a revoked SOP."""


def build_sop_view(catalog: Catalog, slug: str, settings: Settings, diubah: dt.date | None = None) -> SopView:
    """The view of one readable SOP. KeyError for any other slug."""
    around = find_surroundings(catalog, slug, settings, diubah)
    return make_sop_view(catalog.sops[slug], catalog.graph(slug), around, settings)


def make_sop_view(sop: Sop, graph: FlowGraph, around: Surroundings, settings: Settings) -> SopView:
    """The view of an SOP, without the catalogue that it is from.

    Args:
        sop: the SOP.
        graph: its activities.
        around: what its page says of other SOPs and the registers.
        settings: of the site; the day of the build is not looked at.
    """
    slug = sop.slug
    address = Address(sop_path(slug), settings.directory_urls)
    profil, units, logo, versi = around.profil, around.units, around.logo, around.versi
    show_notes = _shows_notes(profil, sop)
    identitas = tuple(identity_rows(sop, profil, settings))
    kotak = boxes(sop, around, address)
    excesses = find_excesses(graph)
    drawn = plain_graph(graph, profil.kolom["pelaksana"]) if excesses else graph
    columns = (Pelaksana("", profil.kolom["pelaksana"]),) if excesses else sop.pelaksana
    grid = build_grid(drawn)
    spans = find_spans(sop.langkah)
    catatan_tabel = (
        *sop.catatan_tabel, *([format_excesses(excesses)] if excesses else _cut_words(graph, grid)),
    )  # fmt: skip
    norma = sop.norma_waktu
    kurang = norma.format_lacking() if norma.lama else ""
    jumlah = f"{norma.format()} {kurang}" if profil.norma_waktu else None
    lembar = plan_print(
        _print_text(
            replace(sop, pelaksana=columns),
            around,
            identitas,
            kotak,
            show_notes,
            jumlah,
            spans,
            catatan_tabel,
            settings,
        ),
        grid,
        settings.paper,
    )
    mutu = place_cells(sop.langkah, spans, lembar.breaks)
    flowchart = render_flowchart(drawn, lembar.breaks, lembar.grid)
    flowchart = put_words(flowchart, graph) if excesses else flowchart
    lanes_width = sum(_column_width(column) for column in flowchart.columns)
    cap = tuple(marks(sop, untuk_pengesahan=settings.untuk_pengesahan))
    unit = Tautan(units[-1].nama, address.to(unit_path(units[-1].kode))) if units else Tautan(sop.unit)
    terkait, dirujuk_oleh = tuple(related_sops(around, address)), tuple(backlinks(around, address))
    berkas = settings.forge.edit_url(f"{settings.sops_dir}/{sop.path}") if settings.forge else ""
    return SopView(
        slug=slug,
        judul=sop.judul,
        nomor=sop.nomor,
        unit=unit.teks,
        jejak=(
            Tautan("Katalog SOP", address.to("")),
            *(Tautan(unit.nama, address.to(unit_path(unit.kode))) for unit in units),
        ),
        fakta=tuple(facts(sop, unit, norma.format(), settings)),
        status=sop.status.value,
        status_label=STATUS_LABELS[sop.status],
        cap=cap,
        spanduk=tuple(banners(sop, around, address, kotak)),
        instansi=tuple(unit.nama for unit in units) or (sop.unit,),
        logo=address.asset(logo) if logo else "",
        profil=profil,
        identitas=identitas,
        kotak=kotak,
        pelaksana=tuple(column.judul for column in columns),
        grup=_groups(columns),
        bergrup=tuple(column.judul for column in columns if column.grup),
        catatan_tabel=catatan_tabel,
        lajur=tuple(_column_style(column) for column in flowchart.columns),
        label_ponsel=_phone_labels(profil),
        lebar_lajur=lanes_width,
        muat=lanes_width + (_TEXTS_WITH_NOTES_REM if show_notes else _TEXTS_REM) <= _WINDOW_REM,
        kolom_keterangan=show_notes,
        nomor_kolom=(5 + len(columns) + show_notes) if profil.nomor_kolom else 0,
        flowchart=flowchart,
        kegiatan=tuple(
            BarisKegiatan(
                langkah,
                cells,
                _keterangan(segmens, address),
                row,
                _cells_html(row),
                say_connectors(lembar.grid.opening.get(langkah.nomor), lembar.sheet_of),
                say_connectors(lembar.grid.closing.get(langkah.nomor), lembar.sheet_of),
            )
            for langkah, segmens, row, cells in zip(sop.langkah, around.keterangan, flowchart.rows, mutu, strict=True)
        ),
        norma_waktu=norma.format(),
        waktu_belum_diisi=kurang,
        alur=tuple(flow_text(sop, graph)),
        terkait=terkait,
        dirujuk_oleh=dirujuk_oleh,
        tetangga=neighbourhood(sop.judul, dirujuk_oleh, terkait),
        lampiran=tuple(
            (Tautan(item.nama, address.asset(item.path) if item.path else item.alamat), item.rincian)
            for item in around.lampiran
        ),
        sah=current_paper(sop, around, address),
        riwayat=history(sop, around, address),
        evaluasi=evaluations(sop),
        monitoring=address.to(monitoring_path(slug)) if sop.status is not Status.DICABUT else "",
        catatan_sumber=tuple(_FOLDERS.sub("", catatan) for catatan in sop.catatan_sumber),
        ubah=editor_url(address, sop=slug) if settings.sunting else berkas,
        berkas=berkas,
        laporkan=_issue_url(sop, settings, versi),
        alamat=settings.site_url + address.url if settings.site_url else "",
        qr=address.asset(f"{QR_FOLDER}/{slug}.svg") if settings.site_url else "",
        versi=versi,
        untuk_pengesahan=settings.untuk_pengesahan,
        lembar=lembar,
        tepi=Markup(css_string(sheet_mark(sop, versi, settings))),  # noqa: S704 - css_string escapes
        tepi_cap=Markup(css_string(" · ".join([*cap, *sheet_notes(around)]))),  # noqa: S704 - css_string escapes
    )


def sheet_mark(sop: Sop, versi: str, settings: Settings) -> str:
    """What the foot of every sheet says, so that a stray sheet finds home: title, number if it is one, version."""
    nomor = [sop.nomor] if sop.bernomor else []
    kind = "Naskah untuk disahkan" if settings.untuk_pengesahan else "Salinan tidak terkendali"
    return " · ".join([kind, f"SOP {shorten(sop.judul)}", *nomor, f"versi {versi}"])


def _cells_html(row: Row) -> Markup:
    cells = [
        f'<td class="sop-sel {cell.classes}"{_styled(cell.style)}>{cell.html}</td>'
        if cell.classes
        else f'<td class="sop-sel">{cell.html}</td>'
        for cell in row.cells
    ]
    return Markup("".join(cells))  # noqa: S704 - classes are ours, the cells' HTML is ready


def _styled(style: str) -> str:
    return f' style="{style}"' if style else ""


def _groups(columns: Sequence[Pelaksana]) -> tuple[KepalaPelaksana, ...]:
    """The upper row of heads: each group's title over its columns, single columns between them."""
    if not any(column.grup for column in columns):
        return ()
    heads: list[KepalaPelaksana] = []
    for grup, together in groupby(columns, key=lambda column: column.grup):
        if grup:
            heads.append(KepalaPelaksana(grup, len(list(together)), grup=True))
        else:
            heads += [KepalaPelaksana(column.judul, 1, grup=False) for column in together]
    return tuple(heads)


def _cut_words(graph: FlowGraph, grid: Grid) -> Iterator[str]:
    """The words of symbols that had no room for them all."""
    for node in graph.nodes:
        if node.lanes and grid.rows[node.nomor - 1].tiles[node.lanes[0]].size.cut:
            yield f"Simbol langkah {node.nomor} ({graph.lanes[node.lanes[0]].judul}): {node.isi}"


_HEAD_REM = 0.63
"""Size of the performers' heads on a screen, as in sop.css; _USUAL_REM is the width of their columns there."""
_USUAL_REM = 3.4


_FILE_KINDS = r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|txt|ya?ml|jpe?g|png|tiff?)\b"
_FOLDERS = re.compile(
    r"(?<!\S)(?:"
    r"(?:[A-Za-z]:[/\\]|\\\\)"
    r'(?:[^/\\:*?"<>|\n]+[/\\])*?'
    rf'(?=[^/\\:*?"<>|\n]+?{_FILE_KINDS})'  # of Windows: with blanks
    rf"|[/\\]?(?:[^\s/\\]+[/\\])+(?=[^\s/\\]+{_FILE_KINDS}))"
)
"""The folders before a file's name in a note: where a file lay on somebody's disk says nothing to a reader."""
_UNIT_REM = 0.055
"""The drawing's unit on a screen (--sop-u), as in sop-flowchart.css."""
_TEXTS_REM = 28.3
"""The least that the columns of texts take on a screen where the whole table fits, as in sop.css."""
_TEXTS_WITH_NOTES_REM = 35.0
"""The same with Keterangan."""
_WINDOW_REM = 61.6
"""What a window of 80em has between its margins, beside a scroll bar."""


def _head_width(column: Column) -> float:
    """What the longest word of a performer's head needs, rem; the usual width for a word that must be broken anyway."""
    points = 10.0
    word = max((text_width(word, points, bold=True) for word in column.judul.split()), default=0.0)
    rem = word / (points * 25.4 / 72) * _HEAD_REM + 0.55
    return round(rem, 2) if _USUAL_REM < rem < 2 * _USUAL_REM else _USUAL_REM


def _column_width(column: Column) -> float:
    """A performer's column on a screen, rem, as the style sheet computes it from `_column_style`."""
    return max(_head_width(column), column.width() * _UNIT_REM)


def _column_style(column: Column) -> str:
    """A column is as wide as its drawing needs, and wide enough for the longest word of its head."""
    rem = _head_width(column)
    widths = [column.style] if column.style else []
    if rem > _USUAL_REM:
        widths.append(f"--sop-peran-lebar:{rem:.2f}rem")
    return ";".join(widths)


_PHONE_LABELS = {"kelengkapan": "Kelengkapan", "waktu": "Waktu", "output": "Output", "keterangan": "Keterangan"}
"""As sop.css says them by itself."""


def _phone_labels(profil: Profil) -> Markup:
    titles = ((isian, profil.kolom[isian]) for isian, usual in _PHONE_LABELS.items() if profil.kolom[isian] != usual)
    properties = (f";--sop-label-{isian}:{css_string(f'{title}: ')}" for isian, title in titles)
    return Markup(escape("".join(properties)))  # noqa: S704 - escaped


def _issue_url(sop: Sop, settings: Settings, versi: str) -> str:
    if not settings.forge:
        return ""
    body = f"SOP: {sop.nama}\nBerkas: {settings.sops_dir}/{sop.path}\nVersi: {versi}\n\nYang keliru:\n\nSeharusnya:\n"
    return settings.forge.issue_url(f"Kesalahan pada SOP {sop.judul}", body)


def _print_text(  # noqa: PLR0913, PLR0917 - what the view consists of
    sop: Sop,
    around: Surroundings,
    identitas: Sequence[Baris],
    kotak: Sequence[tuple[Kotak, ...]],
    show_notes: bool,  # noqa: FBT001
    jumlah: str | None,
    spans: Sequence[Bentang],
    catatan_tabel: tuple[str, ...],
    settings: Settings,
) -> PrintText:
    """What the plan of the sheets needs to know."""
    profil = around.profil
    titles = profil.kolom
    columns = TEXTS if show_notes else TEXTS[:-1]
    return PrintText(
        instansi=tuple(unit.nama for unit in around.units) or (sop.unit,),
        has_logo=bool(around.logo),
        identitas=tuple((baris.label, baris.teks, len(baris.tanda_tangan)) for baris in identitas),
        kotak=tuple(
            tuple((item.judul, tuple("".join(piece.teks for piece in butir) for butir in item.butir)) for item in row)
            for row in kotak
        ),
        kepala=Columns(
            no=titles["no"],
            kegiatan=titles["kegiatan"],
            peran=tuple(pelaksana.judul for pelaksana in sop.pelaksana),
            kelengkapan=titles["kelengkapan"],
            waktu=titles["waktu"],
            output=titles["output"],
            keterangan=titles["keterangan"] if show_notes else None,
        ),
        baris=tuple(
            dict(
                zip(
                    columns,
                    (
                        langkah.kegiatan,
                        langkah.kelengkapan,
                        langkah.waktu.teks if langkah.waktu else "",
                        langkah.output,
                        langkah.keterangan,
                    ),
                    strict=False,
                )
            )
            for langkah in sop.langkah
        ),
        bentang=tuple((span.awal - 1, span.akhir - 1, span.isian) for span in spans if span.isian in columns),
        grup=tuple((head.judul if head.grup else "", head.kolom) for head in _groups(sop.pelaksana)),
        catatan=catatan_tabel,
        nomor_kolom=profil.nomor_kolom,
        norma_waktu=jumlah,
        lampiran=tuple(" ".join(filter(None, (item.nama, item.rincian))) for item in around.lampiran),
        has_qr=bool(settings.site_url),
        untuk_pengesahan=settings.untuk_pengesahan,
    )


def _keterangan(segmens: Sequence[Segmen], address: Address) -> tuple[tuple[Tautan, ...], ...]:
    lines: list[list[Tautan]] = [[]]
    for segmen in segmens:
        slug = segmen.rujukan.slug if segmen.rujukan else ""
        if slug:
            lines[-1].append(Tautan(segmen.teks, address.to(sop_path(slug))))
        elif segmen.rujukan:
            lines[-1].append(Tautan(segmen.teks, belum_ada=True))
        else:
            first, *others = segmen.teks.split("\n")
            lines[-1] += [Tautan(first)] if first else []
            lines += [[Tautan(other)] if other else [] for other in others]
    return tuple(tuple(line) for line in lines)


def _shows_notes(profil: Profil, sop: Sop) -> bool:
    if profil.kolom_keterangan is KolomKeterangan.BILA_TERISI:
        return any(langkah.keterangan for langkah in sop.langkah)
    return profil.kolom_keterangan is KolomKeterangan.YA
