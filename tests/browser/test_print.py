"""The printed sheets, proved by the browser's own PDF: planned breaks hold, heads repeat, rows are whole, marks stand.

Reads the PDF's text with pypdf. The letters of the off-page connectors are text too, so their pairs can be counted.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Route
from pypdf import PdfReader
from support.browser import launch, serve
from support.paths import ROOT
from support.sites import MINIMAL_MKDOCS, SiteMaker, run_mkdocs

from sop_catalog.catalog.load import load_catalog
from sop_catalog.model.sop import Sop
from sop_catalog.pages.paper.measure import text_width
from sop_catalog.pages.settings import Paper, Settings
from sop_catalog.pages.sop_page import SopView, build_sop_view

WORDS = [
    "memeriksa",
    "kelengkapan",
    "berkas",
    "permohonan",
    "dan",
    "mencatatnya",
    "pada",
    "buku",
    "agenda",
    "menurut",
    "urutan",
    "kedatangan",
]


FORM = """\
umum:
  dasar: umum
  baris:
    nomor: NOMOR SOP
    disusun_oleh: DISUSUN OLEH
    disahkan_oleh: DISAHKAN OLEH
    nama: NAMA SOP
  kotak:
    ruang_lingkup: {judul: RUANG LINGKUP, letak: atas}
    pengertian: PENGERTIAN
    istilah: ISTILAH
"""


def long_sop(steps: int) -> str:
    """An SOP of many steps: five performers, returns over many rows, texts of different lengths; with all around the table."""
    lines = [
        "nama: SOP Panjang",
        "unit: biro-uji",
        "status: draf",
        "disusun_oleh: [Analis, {jabatan: Arsiparis, nama: Rina}]",
    ]
    lines += ["disahkan_oleh: [Kepala Biro, {jabatan: Sekretaris, nama: Budi, pangkat: 'Pembina, IV/a'}]"]
    lines += [
        f"ruang_lingkup: {' '.join(WORDS)}",
        "pengertian: [satu, dua, tiga]",
        "istilah: [empat, lima]",
        "lampiran:",
    ]
    lines += [f"  - Formulir {word}: https://contoh.go.id/{word}.pdf" for word in WORDS]
    lines += ["pelaksana:"]
    lines += [f"  p{number}: Pelaksana {number}" for number in range(5)] + ["langkah:"]
    for number in range(1, steps + 1):
        words = " ".join(WORDS[: 3 + number * 7 % 10] * (1 + number % 3))
        lines += [f"  - pelaksana: p{number * 3 % 5}", f"    kegiatan: Langkah awal{number} {words} akhir{number}"]
        lines += [f"    output: Berkas {number}", "    waktu: 1-2 hari kerja"]
        if number % 6 == 0:
            lines.append(f"    jika_tidak: {max(1, number - 9)}")
        if number % 5 == 0:  # a list, and lines of which some are a list's
            lines += ["    kelengkapan:", *(f"      - {word} yang sudah ditandatangani pemohon" for word in WORDS[:3])]
            lines += ["    keterangan: |", f"      {WORDS[3]}:", f"      a. {' '.join(WORDS[4:9])};", "      b. arsip"]
    return "\n".join(lines) + "\n"


def crowded_sop() -> str:
    """Twelve performers, so that the drawing is small and heads are turned; empty boxes; free labels."""
    lines = ["nama: SOP Ramai", "unit: biro-uji", "status: draf", "pelaksana:"]
    lines += [f"  p{number}: Pelaksana Urusan {number}" for number in range(12)] + ["langkah:"]
    for number in range(1, 19):
        lines += [
            f"  - pelaksana: p{number * 5 % 12}",
            f"    kegiatan: Memeriksa kelengkapan berkas dan mencatatnya {number}",
        ]
        if number % 4 == 0:
            lines.append(f"    jika_tidak: {number - 3}")
        if number == 6:
            lines.append("    jika: {lengkap sekali: lanjut, kurang: 2}")
    return "\n".join(lines) + "\n"


def print_pages(site: Path, path: str, *, edges: bool = True) -> tuple[list[str], tuple[float, float]]:
    """Print a page of a site: the text of each sheet, and the sheets' size in mm.

    Without `edges` as a browser does that knows no margin boxes, which is Firefox: what is for that one is told to Chromium.
    """
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        if not edges:
            page.route(re.compile(r"/sop/[^/]+/$|\.css$"), _without_edges)
        page.goto(f"{base}/{path}")
        data = page.pdf(prefer_css_page_size=True)
    reader = PdfReader(io.BytesIO(data))
    box = reader.pages[0].mediabox
    texts = [" ".join(sheet.extract_text().split()) for sheet in reader.pages]
    return texts, (float(box.width) * 25.4 / 72, float(box.height) * 25.4 / 72)


def _without_edges(route: Route) -> None:
    answer = route.fetch()
    text = re.sub(r"\(-moz-appearance: ?none\)", "(display: block)", answer.text())
    route.fulfill(response=answer, body=re.sub(r"@(top|bottom)-(left|right)\{[^{}]*\}", "", text))


def check_sheets(texts: list[str], sop: Sop, view: SopView) -> None:
    """What holds for every printed SOP."""
    planned = len(view.lembar.breaks) + 1 + view.lembar.table_apart
    assert len(texts) == planned, "the browser needed a break that was not planned"
    squeezed = [re.sub(r"\W", "", text) for text in texts]
    first_table = 1 if view.lembar.table_apart else 0
    for number, text in enumerate(texts, 1):
        assert text.count(f"Halaman {number} dari {len(texts)}") == text.count("Halaman ") == 1
        assert text.count("Salinan tidak terkendali") == text.count("versi ") == 1
        for mark in view.cap:
            assert mark in text
        if number > first_table:
            assert re.sub(r"\W", "", view.profil.kolom["kegiatan"]) in squeezed[number - 1]
            assert re.sub(r"\W", "", view.profil.kolom["kelengkapan"]) in squeezed[number - 1]
            for judul in view.pelaksana:
                assert re.sub(r"\W", "", judul) in squeezed[number - 1]
    sheet = first_table
    for langkah in sop.langkah:
        whole = re.sub(r"\W", "", langkah.kegiatan)
        assert whole in squeezed[sheet], f"step {langkah.nomor} is not whole on sheet {sheet + 1}"
        sheet += langkah.nomor in view.lembar.breaks
    check_connectors(texts, view)


def check_connectors(texts: list[str], view: SopView) -> None:
    """Each letter stands on the sheets that its words name: on that where its line comes in, and on those it comes from."""
    strips = [row for row in view.flowchart.rows if row.strip_after or row.strip_before]
    allowed = set(view.lembar.breaks) | {after + 1 for after in view.lembar.breaks}
    assert {row.nomor for row in strips} <= allowed
    said: dict[int, set[tuple[str, str, int]]] = {}
    for row in view.kegiatan:
        sheet = view.lembar.sheet_of(row.langkah.nomor)
        for strip, words in ((row.sel.strip_before, row.sambungan_awal), (row.sel.strip_after, row.sambungan_akhir)):
            ends = {
                (letter, way, int(other))
                for letters, way, others in re.findall(r"([A-Z, ]+) (ke|dari) hal\. ([0-9, ]*[0-9])", words)
                for letter in letters.strip().split(", ")
                for other in others.split(", ")
            }
            assert {letter for letter, _, _ in ends} == set(_letters(strip))
            assert re.sub(r"\W", "", words) in re.sub(r"\W", "", texts[sheet - 1])
            said.setdefault(sheet, set()).update(ends)
    for sheet, ends in said.items():
        for letter, way, other in ends:
            assert re.search(rf"\b{letter}\b", texts[sheet - 1])
            assert (letter, {"ke": "dari", "dari": "ke"}[way], sheet) in said[other]
            assert other != sheet


def _letters(strip: tuple[str, ...] | None) -> list[str]:
    return sorted(re.findall(r"<text[^>]*>([A-Z]+)</text>", "".join(strip or ())))


@pytest.mark.parametrize("paper", list(Paper))
def test_27_steps_on_planned_sheets(make_site: SiteMaker, paper: Paper) -> None:
    options = MINIMAL_MKDOCS.replace("  - sop_catalog\n", f"  - sop_catalog: {{paper: {paper.value}}}\n")
    folder = make_site({"sops/panjang.yml": long_sop(27), "sops/_daftar/profil.yml": FORM}, mkdocs=options)
    assert run_mkdocs("build", folder=folder).returncode == 0
    texts, size = print_pages(folder / "site", "sop/panjang/")
    assert [round(length) for length in size] == list(paper.size)
    catalog, _ = load_catalog(folder / "sops")
    view = build_sop_view(catalog, "panjang", Settings(paper=paper))
    assert len(view.lembar.breaks) >= 2
    check_sheets(texts, catalog.sops["panjang"], view)
    bare, _ = print_pages(folder / "site", "sop/panjang/", edges=False)
    check_sheets(bare, catalog.sops["panjang"], view)
    assert "Formulir kedatangan https://contoh.go.id/kedatangan.pdf" in texts[-1]
    assert [
        title for title in ("RUANG LINGKUP", "PENGERTIAN", "ISTILAH", "DISUSUN OLEH") if title not in texts[0]
    ] == []


@pytest.mark.parametrize(
    "slug", sorted(path.stem for path in (ROOT / "sops").rglob("[!_]*.yml") if path.parent.name != "_daftar")
)
def test_shipped_sops_on_planned_sheets(site: Path, slug: str) -> None:
    texts, size = print_pages(site, f"sop/{slug}/")
    assert [round(length) for length in size] == [297, 210]
    catalog, _ = load_catalog(ROOT / "sops")
    check_sheets(texts, catalog.sops[slug], build_sop_view(catalog, slug, Settings()))
    assert "Diagram swimlane" not in " ".join(texts)
    assert "Catatan sumber" not in " ".join(texts)


MM = 25.4 / 96
"""Of a CSS pixel."""


def test_twelve_performers_on_planned_sheets(make_site: SiteMaker) -> None:
    """Turned heads and blank boxes are planned as high as they are, labels are 6.5 pt, no pentagon touches its column."""
    folder = make_site({"sops/ramai.yml": crowded_sop()})
    assert run_mkdocs("build", folder=folder).returncode == 0
    texts, _ = print_pages(folder / "site", "sop/ramai/")
    catalog, _ = load_catalog(folder / "sops")
    view = build_sop_view(catalog, "ramai", Settings())
    assert view.lembar.breaks
    check_sheets(texts, catalog.sops["ramai"], view)
    with serve(folder / "site") as base, launch() as browser:
        page = browser.new_page(viewport={"width": round((297 - 18) / MM), "height": 700})
        page.emulate_media(media="print")
        page.goto(f"{base}/sop/ramai/")
        blank = page.eval_on_selector_all(
            "section.sop-kotak",
            "all => all.map(e => e.getBoundingClientRect().bottom - e.querySelector('h2').getBoundingClientRect().bottom)",
        )
        assert len(blank) == 6
        assert min(blank) * MM > 4, "an empty box has a field to write in"
        sizes = page.eval_on_selector_all(
            ".sop-alur-rapat em", "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
        )
        letters = page.eval_on_selector_all(
            ".sop-alur-rapat .segilima text",
            "all => all.map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a)",
        )
        assert sizes
        assert letters
        assert min(*sizes, *letters) * 0.75 >= 6.5
        gaps = page.eval_on_selector_all(
            ".segilima",
            """all => all.map(e => {
                const [one, cell] = [e, e.closest('td')].map(x => x.getBoundingClientRect());
                return Math.min(one.left - cell.left, cell.right - one.right);
            })""",
        )
        assert min(gaps) * MM > 0.4


def test_a_sheet_says_where_its_connectors_lead(make_site: SiteMaker) -> None:
    folder = make_site({"sops/panjang.yml": long_sop(27), "sops/_daftar/profil.yml": FORM})
    assert run_mkdocs("build", folder=folder).returncode == 0
    texts, _ = print_pages(folder / "site", "sop/panjang/")
    first = 1 if "Kegiatan" in texts[0] else 2
    assert re.search(rf"[A-Z] ke hal\. {first + 1}\b", texts[first - 1])
    assert re.search(rf"[A-Z] dari hal\. {first}\b", texts[first])
    for number, text in enumerate(texts, 1):
        sheets = {int(sheet) for sheet in re.findall(r"(?:ke|dari) hal\. (\d+)", text)}
        assert sheets <= {*range(1, len(texts) + 1)} - {number}


def test_paper_tells_the_address_that_the_browser_knows(make_site: SiteMaker) -> None:
    folder = make_site()  # without site_url
    assert run_mkdocs("build", folder=folder).returncode == 0
    with serve(folder / "site") as base, launch() as browser:
        page = browser.new_page()
        page.goto(f"{base}/sop/contoh-satu/?x=1#langkah-2")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".sop-alamat-cetak").text_content() == f"{base}/sop/contoh-satu/"


def test_the_plan_errs_to_the_large_side(make_site: SiteMaker) -> None:
    """Row by row: what Chromium lays out in print is never higher than planned (the plan's own sum decides breaks)."""
    folder = make_site({"sops/panjang.yml": long_sop(27), "sops/_daftar/profil.yml": FORM})
    assert run_mkdocs("build", folder=folder).returncode == 0
    with serve(folder / "site") as base, launch() as browser:
        page = browser.new_page(viewport={"width": round((297 - 18) * 96 / 25.4), "height": 700})
        page.emulate_media(media="print")
        page.goto(f"{base}/sop/panjang/")
        heights = page.evaluate(
            "[...document.querySelectorAll('.sop-langkah')].map(row => row.getBoundingClientRect().height)"
        )
        widths = page.evaluate(
            "[...document.querySelectorAll('.sop-kegiatan-teks')].map(cell => cell.getBoundingClientRect().width)"
        )
    catalog, _ = load_catalog(folder / "sops")
    view = build_sop_view(catalog, "panjang", Settings())
    assert abs(widths[0] * 25.4 / 96 - view.lembar.columns.kegiatan) < 0.5
    planned = view.lembar.baris
    over = [
        (number, height * 25.4 / 96, plan)
        for number, (height, plan) in enumerate(zip(heights, planned, strict=True), 1)
        if height * 25.4 / 96 > plan + 0.05
    ]
    assert over == []


def test_widths_are_those_of_the_metric_twin() -> None:
    """assets/lebar-huruf.json against Liberation Sans itself, where the font is installed (make test installs it).

    Its versions 1 and 2 differ in the middle dot; the table has the wider.
    """
    from fontTools.ttLib import TTFont

    data = json.loads((ROOT / "sop_catalog/assets/lebar-huruf.json").read_text("utf-8"))
    for table, style in (("biasa", "Regular"), ("tebal", "Bold")):
        fonts = [TTFont(path) for path in sorted(Path("/usr/share/fonts").rglob(f"LiberationSans-{style}.ttf"))]
        assert fonts, "pasang fonts-liberation (make test melakukannya)"
        for width, characters in data[table].items():
            for character in characters:
                installed = [
                    font["hmtx"][font.getBestCmap()[ord(character)]][0]
                    for font in fonts
                    if ord(character) in font.getBestCmap()
                ]
                assert max(installed) == int(width) or (character == "·" and max(installed) < int(width)), character
    assert text_width("SOP", 10) > 0
