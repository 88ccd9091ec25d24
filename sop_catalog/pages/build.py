"""The pages of the site, finished: what the plugin hands to MkDocs, or any other frame to itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.changes import FileChange, last_changed
from sop_catalog.flow.bounds import find_excesses
from sop_catalog.flow.graph import FlowGraph
from sop_catalog.flow.mermaid import render_diagrams
from sop_catalog.model.sop import BOX_FIELDS, Sop, Status
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.identity import identity_rows
from sop_catalog.pages.index_pages import build_index_pages
from sop_catalog.pages.page import Body, Page, View, view_of
from sop_catalog.pages.paths import sop_path
from sop_catalog.pages.qr import render_qr
from sop_catalog.pages.settings import STATUS_LABELS, Settings
from sop_catalog.pages.sop_page import QR_FOLDER, make_sop_view
from sop_catalog.pages.surroundings import Surroundings, find_surroundings
from sop_catalog.pages.templates import template

DIAGRAM_TOKEN = '<div class="sop-diagram-tempat"></div>'  # noqa: S105 - no secret
"""Stands in `Page.html` where `Page.diagrams` are drawn. Frames that have no use for them put `Page.alur` there. An
element, because what makes pages small takes comments out."""
_TOKEN = Markup(DIAGRAM_TOKEN)  # noqa: S704 - a constant


def build_pages(catalog: Catalog, settings: Settings, history: Sequence[FileChange] | None = None) -> tuple[Page, ...]:
    """Every generated page: the SOPs in file order, then the pages about them; the same input gives the same pages.

    Args:
        history: the changes in git, newest first (`compare.history`); None where there is no history to read.
    """
    days = last_changed(catalog, history or ())
    sops = (build_slug_page(catalog, slug, settings, days.get(slug)) for slug in catalog.by_slug)
    return (*(page for page in sops if page), *build_index_pages(catalog, settings, history))


def build_slug_page(catalog: Catalog, slug: str, settings: Settings, diubah: dt.date | None = None) -> Page | None:
    """The page that stands under an SOP's name, whatever can be said there; None where there is none.

    Args:
        diubah: as for `build_sop_page`.
    """
    if slug in catalog.broken:
        return build_broken_page(catalog, slug, settings)
    if slug in catalog.by_slug and catalog.by_slug[slug].sop:
        return build_sop_page(catalog, slug, settings, diubah)
    return None


def build_sop_page(catalog: Catalog, slug: str, settings: Settings, diubah: dt.date | None = None) -> Page:
    """The page of one readable SOP. KeyError for any other slug.

    Args:
        diubah: the day since which its file says what it says (`catalog.changes.last_changed`); None: unknown.
    """
    sop = catalog.sops[slug]
    units = catalog.registers.ancestry(sop.unit)
    source = f"{settings.sops_dir}/{sop.path}"
    return Page(
        path=sop_path(slug),
        url=Address(sop_path(slug), settings.directory_urls).url,
        title=sop.judul,
        description=f"SOP {sop.judul}, {units[-1].nama if units else sop.unit}",
        view=lambda: _sop_view(catalog, slug, settings, diubah),
        search=lambda: _search_html(catalog, sop, settings),
        sections=tuple(_sections(sop)),
        source_path=sop.path,
        edit_url=settings.forge.edit_url(source) if settings.forge else "",
        is_for_people_only=sop.contoh or sop.status is Status.DRAF,
    )


def _sop_view(catalog: Catalog, slug: str, settings: Settings, diubah: dt.date | None) -> View:
    file = catalog.by_slug[slug]
    around = find_surroundings(catalog, slug, settings, diubah)
    return View(
        (file.path, file.source.text, around),
        lambda: make_sop_body(catalog.sops[slug], catalog.graph(slug), around, settings),
    )


def make_sop_body(sop: Sop, graph: FlowGraph, around: Surroundings, settings: Settings) -> Body:
    """What the page of an SOP consists of, made without the catalogue that it is from (`pages.surroundings`)."""
    view = make_sop_view(sop, graph, around, settings)
    is_large = bool(find_excesses(graph))
    return Body(
        html=template(settings, "halaman-sop.html").render(v=view, token=_TOKEN),
        diagrams=() if is_large else render_diagrams(graph, [langkah.kegiatan for langkah in sop.langkah], sop.judul),
        alur=Markup(template(settings, "alur.html").render(alur=view.alur)),  # noqa: S704 - autoescaped
        files=((f"{QR_FOLDER}/{sop.slug}.svg", render_qr(view.alamat)),) if view.qr else (),
    )


def build_broken_page(catalog: Catalog, slug: str, settings: Settings) -> Page:
    """The page of a file that cannot be shown: its findings."""
    file = catalog.by_slug[slug]
    nama = file.named.judul if file.named else slug
    findings = [
        finding
        for path in dict.fromkeys(item.source.path for item in catalog.files if item.slug == slug)
        for finding in catalog.findings.get(path, ())
    ]
    shown: dict[str, object] = {"nama": nama, "berkas": file.source.path, "daftar": findings}
    return Page(
        path=sop_path(slug),
        url=Address(sop_path(slug), settings.directory_urls).url,
        title=nama,
        description="",
        view=lambda: view_of(template(settings, "halaman-rusak.html"), **shown),
        search=lambda: f'<h1 id="judul">{escape(nama)}</h1>',
        source_path=file.path,
        is_for_people_only=True,
    )


def _sections(sop: Sop) -> Iterator[tuple[str, str]]:
    yield "kegiatan", "Kegiatan"
    if sop.lampiran:
        yield "lampiran", "Lampiran"
    yield "diagram", "Diagram swimlane"
    yield "terkait", "SOP terkait"
    yield "dirujuk-oleh", "Dirujuk oleh"
    if sop.riwayat or sop.naskah_sah:
        yield "riwayat", "Riwayat"
    if sop.evaluasi:
        yield "evaluasi", "Evaluasi"
    if sop.catatan_sumber:
        yield "catatan-sumber", "Catatan sumber"


def _search_html(catalog: Catalog, sop: Sop, settings: Settings) -> str:
    """Each text of the SOP once, so that an index over thousands of SOPs stays small."""
    units = catalog.registers.ancestry(sop.unit)
    head = [sop.nomor, *([unit.nama for unit in units] or [sop.unit]), STATUS_LABELS[sop.status]]
    rows = identity_rows(sop, catalog.registers.profil_of(sop.unit), replace(settings, print_nip=False))
    head += [teks for baris in rows for teks in baris.teks]
    head += map(catalog.spell_kalimat, sop.dasar_hukum)
    head += [teks for isian in BOX_FIELDS if isian != "dasar_hukum" for teks in getattr(sop, isian)]
    head += [teks for _, items in sop.kotak for teks in items]
    head += [*sop.catatan_sumber, *(row.perubahan for row in sop.riwayat), *sop.kata_kunci]
    head += [item.nama for item in sop.lampiran]
    head += [naskah.nomor for naskah in sop.naskah_sah]
    head += [teks for row in sop.evaluasi for teks in (row.hasil, row.catatan, row.tindakan)]
    body = [teks for pelaksana in sop.pelaksana for teks in (pelaksana.grup, pelaksana.judul)]
    for langkah in sop.langkah:
        waktu = langkah.waktu.teks if langkah.waktu else ""
        body += [
            langkah.kegiatan,
            *(simbol.isi for simbol in langkah.simbol),
            langkah.kelengkapan,
            langkah.output,
            waktu,
            langkah.keterangan,
        ]
    body += sop.catatan_tabel
    return (
        f'<h1 id="judul">{escape(sop.judul)}</h1><p>{_unique(head)}</p>'
        f'<h2 id="kegiatan">Kegiatan</h2><p>{_unique(body)}</p>'
    )


def _unique(texts: list[str]) -> Markup:
    return escape(" · ".join(dict.fromkeys(filter(None, texts))))
