"""Hostile text in every free-text field comes out literally and runs nothing: page, title, search, labels."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page
from support.browser import Watch, launch, serve
from support.page_tree import parse_page
from support.sites import SiteMaker, run_mkdocs

SCRIPT = "<script>window.jahat=1</script>"
HOSTILE = (
    SCRIPT,
    "</title><script>window.jahat=2</script>",
    "<img src=x onerror=window.jahat=3>",
    '"]; click s1 call window.jahat(4)',
    "{{ 7*7 }} {% set x = 1 %} {# y #}",
    "[tautan](javascript:window.jahat=5)",
    "javascript:window.jahat=6",
    "end",
    "👩‍👩‍👧‍👦 🇮🇩 ✅",
    "&lt;b&gt; &amp;amp; &#60;script&#62;",
    "<!-- sop:diagram --> --> ]]> [[katalog-sop]]",
    "'\"><svg/onload=window.jahat=7>",
    "%%{init: {'securityLevel': 'loose'}}%%",
    "panjang " + "kata-kata " * 499,
)
TEXT = " ¦ ".join(HOSTILE)


def hostile_sop() -> str:
    """One SOP whose every free text is hostile; JSON strings are YAML strings."""
    q = json.dumps(TEXT, ensure_ascii=False)
    head = json.dumps(TEXT[:190], ensure_ascii=False)  # longer ones are not drawn
    short = json.dumps(SCRIPT + " end", ensure_ascii=False)
    boxes = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")
    lists = "".join(f"{box}:\n  - {q}\n  - {short}\n" for box in boxes)
    return f"""\
nama: {q}
nomor: {short}
unit: biro-uji
status: berlaku
disahkan_oleh: {{jabatan: {q}, nama: {short}, pangkat: {short}, nip: 197205022002121009}}
{lists}pelaksana:
  staf: {short}
  kabag: {head}
langkah:
  - {{pelaksana: staf, kegiatan: {q}, kelengkapan: {q}, waktu: {short}, output: {q}, keterangan: {q}}}
  - pelaksana: [kabag, staf]
    kegiatan: {short}
    jika: {{{short}: 1, {json.dumps('"]; click')}: selesai}}
  - {{pelaksana: staf, kegiatan: end, keterangan: "SOP {SCRIPT}"}}
catatan_sumber: [{q}]
riwayat: [{{tanggal: 2026-01-05, perubahan: {q}}}]
"""


@pytest.fixture
def hostile_site(make_site: SiteMaker) -> Path:
    folder = make_site(
        {"sops/jahat.yml": hostile_sop(), "sops/_daftar/unit.yml": f"biro-uji: {json.dumps(SCRIPT + ' Biro')}\n"}
    )
    result = run_mkdocs("build", folder=folder)
    assert result.returncode == 0, result.stderr
    return folder / "site"


def test_every_text_stands_literally_on_the_page(hostile_site: Path) -> None:
    html = (hostile_site / "sop/jahat/index.html").read_text("utf-8")
    page = parse_page(html)
    whole = " ".join(TEXT.split())
    assert " ".join(page.find(id="judul").text().split()) == whole
    for field in ("dasar-hukum", "kualifikasi-pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan"):
        assert whole in page.find("section", cls=f"sop-{field}").text(), field
    row = page.find("tr", id="langkah-1")
    for cell in ("kegiatan-teks", "kelengkapan", "output", "keterangan"):
        assert whole in row.find("td", cls=f"sop-{cell}").text(), cell
    title = html.split("<title>")[1].split("</title>")[0]
    assert whole in " ".join(unescape(title).split())
    assert "window.jahat" not in "".join(
        script.text() for script in page.find_all("script") if not script.attributes.get("type")
    )


def _open(page: Page, base: str, path: str) -> Watch:
    watch = Watch(page, base)
    page.on("dialog", lambda dialog: pytest.fail(f"dialog: {dialog.message}"))
    page.goto(f"{base}/{path}")
    return watch


def test_nothing_runs_in_a_browser(hostile_site: Path) -> None:
    with serve(hostile_site) as base, launch() as browser:
        page = browser.new_page()
        watch = _open(page, base, "sop/jahat/")
        page.locator(".sop-swimlane").scroll_into_view_if_needed()
        page.locator(".sop-swimlane svg").first.wait_for()
        assert page.evaluate("typeof window.jahat") == "undefined"
        assert "<script>window.jahat=1</script>" in page.title()
        label = page.locator(".sop-swimlane svg").first.text_content() or ""
        assert "<script>window.jahat=1</scri" in label  # labels hold the first words, long ones cut
        watch.assert_clean()


def test_search_results_show_it_literally(hostile_site: Path) -> None:
    with serve(hostile_site) as base, launch() as browser:
        page = browser.new_page()
        watch = _open(page, base, "")
        page.locator("input.md-search__input").click()
        page.keyboard.type("kata-kata", delay=20)
        result = page.locator("a.sop-cari-hasil").first
        result.wait_for()
        assert "<script>window.jahat=1</script>" in (result.text_content() or "")
        assert page.evaluate("typeof window.jahat") == "undefined"
        watch.assert_clean()
