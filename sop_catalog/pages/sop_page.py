"""The page of one SOP as data: everything that the template `halaman-sop.html` prints, finished and flat.

The order of parts is the official form's (STANDARD.md): identity, the three pairs of boxes, the activity table; then
what only a screen has: swimlane, related SOPs, backlinks, notes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sop_catalog.catalog.catalog import Catalog, Rujukan
from sop_catalog.flow.grid import build_grid
from sop_catalog.flow.graph import Ending, FlowGraph, Symbol
from sop_catalog.model.registers import KolomKeterangan, Profil, StatusPeraturan, Unit
from sop_catalog.model.sop import BOX_FIELDS, Langkah, Pengesah, Sop, Status
from sop_catalog.model.values import format_tanggal, sum_waktu
from sop_catalog.pages.flowchart import Column, Flowchart, Row, render_flowchart
from sop_catalog.pages.measure import text_width
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.paths import peraturan_path, unit_path
from sop_catalog.pages.print_layout import PrintLayout, PrintText, plan_print
from sop_catalog.pages.status import review_due
from sop_catalog.pages.rendering import STATUS_LABELS, Address, Settings, css_string


QR_FOLDER = "assets/qr"
"""Where the site keeps the QR codes, one `<slug>.svg` each."""


@dataclass(frozen=True, slots=True)
class Spanduk:
    """A banner above the form."""

    jenis: str
    """CSS class: "draf", "contoh", "dicabut", "verifikasi"."""
    judul: str
    teks: str
    tautan: Tautan | None = None


@dataclass(frozen=True, slots=True)
class Baris:
    """A row of the identity table."""

    isian: str
    """The field, with "-" for "_": the end of its CSS class."""
    label: str
    teks: tuple[str, ...]
    """Lines of the value; () for an empty cell, as on paper."""


@dataclass(frozen=True, slots=True)
class Kotak:
    """One of the six boxes."""

    isian: str
    judul: str
    butir: tuple[Tautan, ...]
    bernomor: bool
    """Whether the items are numbered; one item alone is a paragraph."""


@dataclass(frozen=True, slots=True)
class BarisKegiatan:
    """A row of the activity table."""

    langkah: Langkah
    keterangan: tuple[Tautan, ...]
    sel: Row
    """The performers' cells and the row's classes."""
    sel_html: Markup
    """The performers' cells, ready: a hundred of them would cost more in the template than all else."""


@dataclass(frozen=True, slots=True)
class Alur:
    """One step of the flow as text, for those who cannot see the drawing."""

    nomor: int
    pelaksana: str
    simbol: str
    kegiatan: str
    lanjut: tuple[tuple[str, str, int], ...]
    """(lead-in, text, step number to link or 0), such as ("Jika tidak: ", "langkah 1", 1)."""


@dataclass(frozen=True, slots=True)
class SopTerkait:
    """A related SOP in the list below the form."""

    tautan: Tautan
    keterangan: str
    """Number, unit, or where the reference stands."""


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
    kotak: tuple[tuple[Kotak, Kotak], ...]
    pelaksana: tuple[str, ...]
    lajur: tuple[str, ...]
    """Styles of the performers' <col>, from which the style sheet computes their widths on a screen."""
    kolom_keterangan: bool
    nomor_kolom: int
    """How many columns are numbered under the head; 0 for none."""
    flowchart: Flowchart
    kegiatan: tuple[BarisKegiatan, ...]
    norma_waktu: str
    waktu_belum_diisi: str
    """"2 dari 16 langkah belum diisi"; "" when all are."""
    alur: tuple[Alur, ...]
    terkait: tuple[SopTerkait, ...]
    dirujuk_oleh: tuple[SopTerkait, ...]
    riwayat: tuple[tuple[str, str], ...]
    catatan_sumber: tuple[str, ...]
    ubah: str
    """Address of the web editor; "" without a forge."""
    laporkan: str
    alamat: str
    """Public address of the page; "" where the site has none."""
    qr: str
    """Relative address of the QR code's file; "" without a public address."""
    versi: str
    """The first eight hex digits of the SHA-256 of the SOP's file: two sheets with one version hold the same text."""
    kertas: tuple[int, int]
    """Width and height of the printed sheet, mm."""
    lembar: PrintLayout
    """Where sheets end, and the widths of the printed columns."""
    tepi: Markup
    """CSS string for the lower left margin of every printed sheet: number and version."""
    tepi_cap: Markup
    """CSS string for the upper right margin: what `cap` says."""


def build_sop_view(catalog: Catalog, slug: str, settings: Settings) -> SopView:
    """The view of one readable SOP. KeyError for any other slug."""
    sop = catalog.sops[slug]
    graph = catalog.graph(slug)
    address = Address(f"sop/{slug}", settings.directory_urls)
    profil = catalog.registers.profil_of(sop.unit)
    units = catalog.registers.ancestry(sop.unit)
    logo = catalog.registers.logo_of(sop.unit)
    show_notes = _shows_notes(profil, sop)
    identitas = tuple(_identity(sop, profil, settings))
    kotak = _boxes(catalog, sop, profil, address)
    grid = build_grid(graph)
    lembar = plan_print(_print_text(sop, profil, units, logo, identitas, kotak, show_notes, settings), grid, settings.paper)
    flowchart = render_flowchart(graph, lembar.breaks, grid)
    norma = sum_waktu(langkah.waktu for langkah in sop.langkah)
    cap = tuple(_marks(sop))
    source = f"{settings.sops_dir}/{sop.path}"
    versi = hashlib.sha256(catalog.by_slug[slug].source.text.encode()).hexdigest()[:8]
    return SopView(
        slug=slug,
        judul=sop.judul,
        nomor=sop.nomor,
        unit=units[-1].nama if units else sop.unit,
        jejak=(
            Tautan("Katalog SOP", address.to("")),
            *(Tautan(unit.nama, address.to(unit_path(unit.kode))) for unit in units),
        ),
        status=sop.status.value,
        status_label=STATUS_LABELS[sop.status],
        cap=cap,
        spanduk=tuple(_banners(catalog, sop, address, settings, kotak)),
        instansi=tuple(unit.nama for unit in units) or (sop.unit,),
        logo=address.asset(logo) if logo else "",
        profil=profil,
        identitas=identitas,
        kotak=kotak,
        pelaksana=tuple(lane.judul for lane in graph.lanes),
        lajur=tuple(_column_style(column) for column in flowchart.columns),
        kolom_keterangan=show_notes,
        nomor_kolom=(5 + len(graph.lanes) + show_notes) if profil.nomor_kolom else 0,
        flowchart=flowchart,
        kegiatan=tuple(
            BarisKegiatan(langkah, _keterangan(catalog, langkah, address), row, _cells_html(row))
            for langkah, row in zip(sop.langkah, flowchart.rows, strict=True)
        ),
        norma_waktu=norma.format(),
        waktu_belum_diisi=f"{norma.belum_diisi} dari {norma.jumlah_langkah} langkah belum diisi" if norma.belum_diisi else "",
        alur=tuple(_flow_text(sop, graph)),
        terkait=tuple(_related(catalog, sop, address)),
        dirujuk_oleh=tuple(_backlinks(catalog, sop, address)),
        riwayat=tuple((row.tanggal.format(), row.perubahan) for row in sop.riwayat),
        catatan_sumber=sop.catatan_sumber,
        ubah=settings.forge.edit_url(source) if settings.forge else "",
        laporkan=_issue_url(sop, settings, versi),
        alamat=settings.site_url + address.url if settings.site_url else "",
        qr=address.asset(f"{QR_FOLDER}/{slug}.svg") if settings.site_url else "",
        versi=versi,
        kertas=settings.paper.size,
        lembar=lembar,
        tepi=Markup(css_string(f"SOP {sop.nomor or sop.judul} · versi {versi}")),  # noqa: S704 - css_string escapes
        tepi_cap=Markup(css_string(" · ".join(cap))),  # noqa: S704 - css_string escapes
    )


def _cells_html(row: Row) -> Markup:
    cells = [
        f'<td role="cell" class="sop-sel {cell.classes}">{cell.html}</td>'
        if cell.classes
        else f'<td role="cell" class="sop-sel">{cell.html}</td>'
        for cell in row.cells
    ]
    return Markup("".join(cells))  # noqa: S704 - classes are ours, the cells' HTML is ready


_HEAD_REM = 0.63
"""Size of the performers' heads on a screen, as in sop.css; _USUAL_REM is the width of their columns there."""
_USUAL_REM = 3.4


def _column_style(column: Column) -> str:
    """A column is as wide as its drawing needs, and wide enough for the longest word of its head."""
    points = 10.0
    word = max((text_width(word, points, bold=True) for word in column.judul.split()), default=0.0)
    rem = word / (points * 25.4 / 72) * _HEAD_REM + 0.4
    widths = [column.style] if column.style else []
    if _USUAL_REM < rem < 2 * _USUAL_REM:
        widths.append(f"--sop-peran-lebar:{rem:.2f}rem")
    return ";".join(widths)


def _issue_url(sop: Sop, settings: Settings, versi: str) -> str:
    if not settings.forge:
        return ""
    body = f"SOP: {sop.nama}\nBerkas: {settings.sops_dir}/{sop.path}\nVersi: {versi}\n\nYang keliru:\n\nSeharusnya:\n"
    return settings.forge.issue_url(f"Kesalahan pada SOP {sop.judul}", body)


def _marks(sop: Sop) -> Iterator[str]:
    if sop.status is Status.DICABUT:
        yield "DICABUT"
    if sop.status is Status.DRAF:
        yield "DRAF"
    if sop.contoh:
        yield "CONTOH"
    if sop.perlu_verifikasi:
        yield "PERLU VERIFIKASI"


def _banners(
    catalog: Catalog, sop: Sop, address: Address, settings: Settings, kotak: Sequence[tuple[Kotak, Kotak]]
) -> Iterator[Spanduk]:
    if sop.status is Status.DICABUT:
        successor = catalog.find_sop(sop.digantikan_oleh) if sop.digantikan_oleh else ""
        if successor in catalog.sops:
            link = Tautan(catalog.sops[successor].judul, address.to(f"sop/{successor}"))
            yield Spanduk("dicabut", "Dicabut.", "SOP ini tidak berlaku lagi; digantikan oleh", link)
        else:
            yield Spanduk("dicabut", "Dicabut.", "SOP ini tidak berlaku lagi.")
    if sop.status is Status.DRAF:
        yield Spanduk("draf", "Draf.", "SOP ini belum disahkan dan belum berlaku.")
    if sop.contoh:
        yield Spanduk("contoh", "Contoh.", "SOP ini karangan untuk contoh, bukan SOP resmi instansi mana pun.")
    due = review_due(sop, settings)
    if due and due <= settings.today:
        yield Spanduk("verifikasi", "Perlu ditinjau.", f"SOP ini seharusnya ditinjau kembali sebelum {format_tanggal(due)}.")
    if any(item.catatan for pair in kotak for box in pair if box.isian == "dasar-hukum" for item in box.butir):
        yield Spanduk("dicabut", "Dasar hukum dicabut.", "SOP ini menyebut peraturan yang sudah tidak berlaku:", Tautan("lihat dasar hukum", "#dasar-hukum"))
    if sop.perlu_verifikasi:
        yield Spanduk(
            "verifikasi", "Perlu verifikasi.", f"{len(sop.catatan_sumber)} hal diduga atau tidak terbaca pada naskah sumber:",
            Tautan("catatan sumber", "#catatan-sumber"),
        )  # fmt: skip


# --- Identity and boxes -------------------------------------------------------------------------------------------


def _identity(sop: Sop, profil: Profil, settings: Settings) -> Iterator[Baris]:
    for isian, label in profil.baris:
        value = getattr(sop, isian)
        if isinstance(value, Pengesah):
            lines = tuple(_approver(value, settings))
        elif value is None or isinstance(value, str):
            lines = (value,) if value else ()
        else:
            lines = (value.format(),)
        yield Baris(isian.replace("_", "-"), label, lines)


def _approver(pengesah: Pengesah, settings: Settings) -> Iterator[str]:
    """Position, name, rank, NIP; never a signature (STANDARD.md, "Governance")."""
    if pengesah.jabatan:
        yield pengesah.jabatan
    if pengesah.tte:
        yield "(naskah asli ditandatangani secara elektronik)"
    if pengesah.nama:
        yield pengesah.nama
    if pengesah.pangkat:
        yield pengesah.pangkat
    if pengesah.nip:
        yield f"NIP {pengesah.nip.teks if settings.print_nip or not pengesah.nip.angka else pengesah.nip.masked()}"


def _boxes(catalog: Catalog, sop: Sop, profil: Profil, address: Address) -> tuple[tuple[Kotak, Kotak], ...]:
    boxes = [
        Kotak(
            isian.replace("_", "-"),
            profil.judul_kotak[isian],
            tuple(_items(catalog, sop, isian, address)),
            bernomor=isian != "keterkaitan" and len(getattr(sop, isian)) > 1,
        )
        for isian in BOX_FIELDS
    ]
    return tuple(zip(boxes[::2], boxes[1::2], strict=True))


def _items(catalog: Catalog, sop: Sop, isian: str, address: Address) -> Iterator[Tautan]:
    if isian == "keterkaitan":
        for rujukan in catalog.keterkaitan(sop):
            yield _reference(catalog, sop, rujukan, address)
    elif isian == "dasar_hukum":
        for kalimat in sop.dasar_hukum:
            _, peraturan = catalog.find_peraturan(kalimat)
            status = peraturan.status if peraturan else StatusPeraturan.BELUM_DIPERIKSA
            revoked = status is StatusPeraturan.DICABUT
            path = peraturan_path(kalimat)
            yield Tautan(
                kalimat, address.to(path) if path else "", catatan="peraturan ini sudah dicabut" if revoked else ""
            )
    else:
        yield from (Tautan(teks) for teks in getattr(sop, isian))


def _print_text(
    sop: Sop,
    profil: Profil,
    units: Sequence[Unit],
    logo: str,
    identitas: Sequence[Baris],
    kotak: Sequence[tuple[Kotak, Kotak]],
    show_notes: bool,  # noqa: FBT001
    settings: Settings,
) -> PrintText:
    """What the plan of the sheets needs to know."""
    titles = profil.kolom
    return PrintText(
        instansi=tuple(unit.nama for unit in units) or (sop.unit,),
        has_logo=bool(logo),
        identitas=tuple((baris.label, baris.teks, baris.isian == "disahkan-oleh" and bool(baris.teks)) for baris in identitas),
        kotak=tuple(
            tuple((item.judul, tuple(butir.teks for butir in item.butir)) for item in pair)  # type: ignore[misc]
            for pair in kotak
        ),
        kepala=(
            titles["no"],
            titles["kegiatan"],
            *(pelaksana.judul for pelaksana in sop.pelaksana),
            titles["kelengkapan"],
            titles["waktu"],
            titles["output"],
            *((titles["keterangan"],) if show_notes else ()),
        ),
        baris=tuple(
            (
                langkah.kegiatan,
                langkah.kelengkapan,
                langkah.waktu.teks if langkah.waktu else "",
                langkah.output,
                *((langkah.keterangan,) if show_notes else ()),
            )
            for langkah in sop.langkah
        ),
        nomor_kolom=profil.nomor_kolom,
        norma_waktu=profil.norma_waktu,
        has_qr=bool(settings.site_url),
    )


def _reference(catalog: Catalog, sop: Sop, rujukan: Rujukan, address: Address) -> Tautan:
    if not rujukan.slug:
        named = any(character.isalnum() for character in rujukan.teks)
        return Tautan(rujukan.teks, belum_ada=named)
    if rujukan.slug == sop.slug:
        return Tautan(rujukan.teks, catatan="SOP ini")
    return Tautan(rujukan.teks, address.to(f"sop/{rujukan.slug}"))


def _keterangan(catalog: Catalog, langkah: Langkah, address: Address) -> tuple[Tautan, ...]:
    pieces = []
    for segmen in catalog.segments(langkah.keterangan):
        slug = segmen.rujukan.slug if segmen.rujukan else ""
        if slug:
            pieces.append(Tautan(segmen.teks, address.to(f"sop/{slug}")))
        else:
            pieces.append(Tautan(segmen.teks, belum_ada=segmen.rujukan is not None))
    return tuple(pieces)


def _shows_notes(profil: Profil, sop: Sop) -> bool:
    if profil.kolom_keterangan is KolomKeterangan.BILA_TERISI:
        return any(langkah.keterangan for langkah in sop.langkah)
    return profil.kolom_keterangan is KolomKeterangan.YA


# --- The flow as text ---------------------------------------------------------------------------------------------

_SYMBOL_WORDS = {Symbol.TERMINATOR: "", Symbol.PROCESS: "", Symbol.DECISION: "keputusan"}


def _flow_text(sop: Sop, graph: FlowGraph) -> Iterator[Alur]:
    for langkah, node in zip(sop.langkah, graph.nodes, strict=True):
        titles = [graph.lanes[lane].judul for lane in node.lanes]
        ways = []
        for edge in graph.edges_from(langkah.nomor):
            lead = f"{edge.label}: " if edge.label else ""
            match edge.ending:
                case Ending.END:
                    ways.append((lead, "selesai", 0))
                case Ending.UNKNOWN:
                    ways.append((lead, "tujuan tidak terbaca", 0))
                case Ending.STEP if edge.label or edge.target != langkah.nomor + 1:
                    ways.append((lead, f"langkah {edge.target}", edge.target))
        performer = " bersama ".join([titles[0], ", ".join(titles[1:])]) if len(titles) > 1 else "".join(titles)
        yield Alur(
            langkah.nomor,
            performer or "Pelaksana tidak terbaca",
            _SYMBOL_WORDS[node.symbol],
            langkah.kegiatan,
            tuple(ways),
        )


# --- Below the form -----------------------------------------------------------------------------------------------


def _related(catalog: Catalog, sop: Sop, address: Address) -> Iterator[SopTerkait]:
    """Every SOP that this one refers to, once: from its box, then from its steps."""
    found: dict[str, tuple[Rujukan, list[int], bool]] = {}
    for rujukan in catalog.keterkaitan(sop):
        found.setdefault(rujukan.slug or _fold(rujukan.teks), (rujukan, [], True))
    for langkah in sop.langkah:
        for segmen in catalog.segments(langkah.keterangan):
            if segmen.rujukan:
                key = segmen.rujukan.slug or _fold(segmen.rujukan.teks)
                found.setdefault(key, (segmen.rujukan, [], False))[1].append(langkah.nomor)
    for rujukan, steps, boxed in found.values():
        if rujukan.slug == sop.slug or not any(character.isalnum() for character in rujukan.teks):
            continue
        where = _where(boxed=boxed, steps=tuple(dict.fromkeys(steps)))
        if rujukan.slug in catalog.sops:
            other = catalog.sops[rujukan.slug]
            yield SopTerkait(Tautan(other.judul, address.to(f"sop/{other.slug}")), where)
        elif rujukan.slug:
            yield SopTerkait(Tautan(rujukan.teks, address.to(f"sop/{rujukan.slug}")), where)
        else:
            yield SopTerkait(Tautan(rujukan.teks, belum_ada=True), where)


def _fold(teks: str) -> str:
    return " ".join(teks.casefold().split())


def _where(*, boxed: bool, steps: tuple[int, ...]) -> str:
    parts = ["keterkaitan"] if boxed else []
    if steps:
        parts.append("langkah " + ", ".join(map(str, steps)))
    return "; ".join(parts)


def _backlinks(catalog: Catalog, sop: Sop, address: Address) -> Iterator[SopTerkait]:
    for source in catalog.dirujuk_oleh.get(sop.slug, ()):
        other = catalog.sops[source.slug]
        anchor = f"langkah-{source.langkah[0]}" if source.langkah else ""
        link = Tautan(other.judul, address.to(f"sop/{other.slug}", anchor))
        yield SopTerkait(link, _where(boxed=source.keterkaitan, steps=source.langkah))
