"""The catalogue itself: the home page's list with its facets, the same as JSON and CSV, and all pages that lead through it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.changes import FileChange
from sop_catalog.catalog.citations import Acuans, build_acuans
from sop_catalog.catalog.csv_text import format_csv
from sop_catalog.catalog.jabatan import Roles, build_roles
from sop_catalog.catalog.signed import Perbandingan
from sop_catalog.catalog.unit_tree import UnitNode, UnitTree, build_unit_tree
from sop_catalog.model.sop import PEJABAT_FIELDS
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.belum_ada_page import build_belum_ada_page
from sop_catalog.pages.facets import Facets, build_facets
from sop_catalog.pages.jabatan_page import build_jabatan_pages
from sop_catalog.pages.page import Page, Tautan
from sop_catalog.pages.paths import CHANGES, MAP, MISSING, REVIEW, sop_path, unit_path
from sop_catalog.pages.peninjauan_page import build_peninjauan_page, build_review_files
from sop_catalog.pages.peraturan_page import build_peraturan_pages
from sop_catalog.pages.permalink import build_permalink_pages
from sop_catalog.pages.perubahan_page import build_perubahan_page
from sop_catalog.pages.peta.page import build_peta_pages
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_rows import BarisSop, SopRows
from sop_catalog.pages.sunting_page import editor_url
from sop_catalog.pages.surroundings import find_attached, find_papers
from sop_catalog.pages.templates import template
from sop_catalog.pages.unit_page import build_unit_pages

SCRIPT = "assets/sop-katalog.js"
"""What makes the facets work; the plugin puts the file there."""

FIRST_ROWS = 30
"""What the script shows at first, as in sop-katalog.js. An old PC needs seconds to lay out 1,500 rows; the rest is
marked so that it can be left out from the beginning where the script runs. Without it every row is there."""

_CSV_COLUMNS = ("Nomor", "Nama SOP", "Unit kerja", "Status", "Tahun", "Jabatan", "Dasar hukum", "Halaman")


@dataclass(frozen=True, slots=True)
class KelompokUnit:
    """The SOPs of one unit."""

    kode: str
    nama: str
    href: str
    induk: str
    """The units above it, from the top down, such as "Kementerian … › Sekretariat Jenderal"; ""."""
    jangkar: tuple[str, ...]
    """Codes of units above that have no SOPs of their own: links to them arrive at this, their first group."""
    sop: tuple[tuple[BarisSop, str, bool], ...]
    """Rows, each with the positions of its facet values, and whether it waits until the reader asks for more rows."""
    sepi: bool
    """Whether all its rows wait."""


def render_katalog(catalog: Catalog, settings: Settings) -> Markup:
    """The home page's list: every SOP under its unit, units in the order of their register."""
    address = Address("", settings.directory_urls)
    units = build_unit_tree(catalog)
    facets = build_facets(catalog, settings, units, build_roles(catalog), build_acuans(catalog))
    rows = SopRows(catalog, settings, address)
    groups = list(_groups(units, facets, rows, address))
    broken = [
        Tautan(file.source.path, address.to(sop_path(file.slug)))
        for file in catalog.by_slug.values()
        if file.slug in catalog.broken
    ]
    browse = (
        ("unit", "Unit kerja"),
        ("jabatan", "SOP untuk jabatan saya"),
        ("peraturan", "Peraturan"),
        (MAP, "Peta hubungan"),
        (CHANGES, "Perubahan terbaru"),
        (REVIEW, "Peninjauan"),
        (MISSING, "Belum ada di katalog"),
    )
    html = template(settings, "katalog.html").render(
        jumlah=len(catalog.sops),
        jumlah_unit=len(groups),
        kelompok_unit=groups,
        saringan=facets.saringan,
        telusuri=[Tautan(teks, address.to(path)) for path, teks in browse],
        rusak=broken,
        belum_ada=address.to(MISSING),
        skrip=address.asset(SCRIPT),
        json=address.asset("katalog.json"),
        csv=address.asset("katalog.csv"),
        sunting=editor_url(address) if settings.sunting else "",
    )
    return Markup(html)  # noqa: S704 - rendered with autoescape


def _groups(units: UnitTree, facets: Facets, rows: SopRows, address: Address) -> Iterator[KelompokUnit]:
    place = 0
    waiting: list[UnitNode] = []  # units without SOPs of their own, above the next one that has some
    for node in units.by_kode.values():
        waiting = [unit for unit in waiting if unit.tingkat < node.tingkat]
        if not node.sop:
            waiting.append(node)
            continue
        yield KelompokUnit(
            node.kode,
            node.nama,
            address.to(unit_path(node.kode)),
            " › ".join(unit.nama for unit in units.above(node.kode)),
            tuple(unit.kode for unit in waiting),
            tuple((rows[slug], facets.nilai[slug], late >= FIRST_ROWS) for late, slug in enumerate(node.sop, place)),
            sepi=place >= FIRST_ROWS,
        )
        place += len(node.sop)
        waiting = []


def build_katalog_json(catalog: Catalog, settings: Settings) -> str:
    """`katalog.json`: a list of objects, one per SOP, in file order; `grup` has the title over each of `pelaksana`, "" for none."""
    rows = [
        {
            "slug": slug,
            "nama": sop.nama,
            "nomor": sop.nomor,
            "unit": sop.unit,
            "status": sop.status.value,
            "url": Address(sop_path(slug), settings.directory_urls).url,
            "pelaksana": [pelaksana.judul for pelaksana in sop.pelaksana],
            "dasar_hukum": [catalog.spell_kalimat(kalimat) for kalimat in sop.dasar_hukum],
            "keterkaitan": list(sop.keterkaitan),
            "grup": [pelaksana.grup for pelaksana in sop.pelaksana],
            "catatan_tabel": list(sop.catatan_tabel),
            **{isian: [person.jabatan for person in sop.pejabat(isian)] for isian in PEJABAT_FIELDS},
            "riwayat": [
                {
                    "tanggal": row.tanggal.format(),
                    "perubahan": row.perubahan,
                    "revisi": row.revisi,
                    **({"revisi_tertulis": row.revisi_tertulis} if row.revisi_tertulis else {}),
                }
                for row in sop.riwayat
            ],
            "naskah_sah": [
                {"tanggal": naskah.tanggal.format(), "nomor": naskah.nomor, "url": paper.path or paper.alamat}
                for naskah, paper in zip(sop.naskah_sah, find_papers(catalog, slug), strict=False)
            ],
            "isi_naskah": kini.kesamaan.value if (kini := _state_of(catalog, slug)) else "",
            "evaluasi": [
                {"tanggal": row.tanggal.format(), "hasil": row.hasil, "catatan": row.catatan, "tindakan": row.tindakan}
                for row in sop.evaluasi
            ],
            "kotak": {isian: list(items) for isian, items in sop.kotak},
            "lampiran": [{"nama": item.nama, "url": item.path or item.alamat} for item in find_attached(catalog, slug)],
            "kata_kunci": list(sop.kata_kunci),
        }
        for slug, sop in catalog.sops.items()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _state_of(catalog: Catalog, slug: str) -> Perbandingan | None:
    keadaan = catalog.keadaan.get(slug)
    return keadaan.kini if keadaan else None


def build_katalog_csv(catalog: Catalog, settings: Settings) -> str:
    """`katalog.csv`: every SOP, as the catalogue's own button gives the filtered ones; in the order of the home page."""
    address = Address("", settings.directory_urls)
    rows = SopRows(catalog, settings, address)
    roles, acuans = build_roles(catalog), build_acuans(catalog)
    lines = [
        _csv_line(catalog, rows[slug], roles, acuans, settings)
        for node in build_unit_tree(catalog).by_kode.values()
        for slug in node.sop
    ]
    return format_csv([_CSV_COLUMNS, *lines])


def _csv_line(catalog: Catalog, row: BarisSop, roles: Roles, acuans: Acuans, settings: Settings) -> tuple[str, ...]:
    sop = catalog.sops[row.slug]
    titles = dict.fromkeys(filter(None, (roles.kode_of(pelaksana.judul) for pelaksana in sop.pelaksana)))
    return (
        row.nomor,
        row.nama,
        row.unit.teks,
        ", ".join(badge.teks for badge in row.lencana),
        row.tahun,
        ", ".join(roles.peran[kode].nama for kode in titles),
        ", ".join(acuans.by_kode[kode].singkat for kode in catalog.cited_codes(sop)),
        settings.site_url + Address(sop_path(row.slug), settings.directory_urls).url,
    )


def build_index_pages(catalog: Catalog, settings: Settings, history: Sequence[FileChange] | None) -> Iterator[Page]:
    """Every page but the SOPs' own and the home page.

    Args:
        catalog: all SOPs, with the registers.
        settings: of the site.
        history: the changes in git, newest first (`compare.history`); None where there is no history to read.
    """
    yield from build_unit_pages(catalog, settings)
    yield from build_jabatan_pages(catalog, settings)
    yield from build_peraturan_pages(catalog, settings)
    yield from build_peta_pages(catalog, settings)
    yield build_belum_ada_page(catalog, settings)
    yield build_perubahan_page(catalog, settings, history)
    yield build_peninjauan_page(catalog, settings)
    yield from build_permalink_pages(catalog, settings)


def build_index_files(catalog: Catalog, settings: Settings) -> Iterator[tuple[str, str]]:
    """(path from the site's root, content) of the lists as data: of all SOPs, and of what is to be reviewed."""
    yield "katalog.json", build_katalog_json(catalog, settings)
    yield "katalog.csv", build_katalog_csv(catalog, settings)
    yield from build_review_files(catalog, settings)
