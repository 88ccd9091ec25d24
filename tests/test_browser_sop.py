"""An SOP page as a reader sees it, in Chromium: table, swimlane, phone, no other host, a silent console."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import Watch, launch, serve
from conftest import MINIMAL_MKDOCS, SiteMaker, run_mkdocs

SEED = "sop/pelaporan-kinerja-kementerian/"


@pytest.mark.parametrize("width", [1280, 360])
def test_seed_000(site: Path, width: int) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": width, "height": 800})
        watch = Watch(page, base)
        page.goto(f"{base}/{SEED}")
        assert page.locator("tr.sop-langkah").count() == 16
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
        page.locator("#diagram").scroll_into_view_if_needed()
        if width < 720:
            page.get_by_role("button", name="Tampilkan sebagai gambar").click()
        drawing = page.locator(".sop-swimlane svg").first
        drawing.wait_for()
        lanes = page.locator(".sop-swimlane svg .swimlane-cluster, .sop-swimlane svg .cluster")
        assert lanes.count() == 7
        tops = page.evaluate(
            """() => [...document.querySelectorAll('.sop-swimlane svg .node')]
                .map(node => [parseInt(node.textContent), node.getBoundingClientRect().top])
                .filter(([number]) => number)"""
        )
        assert [number for number, _ in sorted(tops, key=lambda item: item[1])] == list(range(1, 17))
        watch.assert_clean()


def test_the_diagram_is_loaded_only_when_it_comes_into_view(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 700})
        watch = Watch(page, base)
        page.goto(f"{base}/{SEED}")
        page.wait_for_timeout(500)
        assert not [url for url in watch.requests if ".mjs" in url]
        page.locator("#diagram").scroll_into_view_if_needed()
        page.locator(".sop-swimlane svg").first.wait_for()
        assert [url for url in watch.requests if ".mjs" in url]


def test_without_javascript_the_place_of_the_diagram_holds_the_flow_as_text(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{base}/{SEED}")
        text = page.locator(".sop-swimlane").inner_text()
        assert "swimlane-beta" not in text
        assert "Alur sebagai teks" in text
        assert re.search(r"Kabag \(keputusan\): memeriksa usulan.*Ya → langkah 3; Tidak → langkah 1\.", text, re.DOTALL)


def test_on_a_phone_each_step_is_a_card_with_its_performer_and_links(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.goto(f"{base}/{SEED}")
        card = page.locator("#langkah-2")
        assert "Kabag: keputusan" in card.inner_text()
        card.get_by_role("link", name="langkah 1").click()
        assert page.url.endswith("#langkah-1")
        assert page.get_by_role("table", name=re.compile("Kegiatan, pelaksana")).count() == 1
        assert page.get_by_role("row").count() >= 16


def test_a_fence_in_docs_is_drawn_by_the_site_itself(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        watch = Watch(page, base)
        page.goto(f"{base}/pengembang/arsitektur/")
        page.locator(".sop-diagram").scroll_into_view_if_needed()
        page.locator(".sop-diagram svg").first.wait_for()
        watch.assert_clean()


def test_search_finds_a_number_part_and_a_word_of_a_step(site: Path) -> None:
    for query, slug in (
        ("101", "penyusunan-laporan-kinerja-dan-pengumpulan-data"),
        ("pemotretan", "pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan"),
    ):
        with serve(site) as base, launch() as browser:
            page = browser.new_page()
            watch = Watch(page, base)
            page.goto(base)
            page.locator("input.md-search__input").click()
            page.keyboard.type(query, delay=30)
            link = page.locator("a.sop-cari-hasil").first
            link.wait_for()
            assert slug in (link.get_attribute("href") or "")
            watch.assert_clean()


def test_the_offline_copy_works_from_a_folder(make_site: SiteMaker) -> None:
    """`offline: true`: opened by double click, links, styles and the diagram work from file://."""
    folder = make_site(mkdocs=MINIMAL_MKDOCS.replace("- sop_catalog\n", "- sop_catalog: {offline: true}\n"))
    result = run_mkdocs("build", "--strict", folder=folder)
    assert result.returncode == 0, result.stderr
    root = (folder / "site").as_uri()
    with launch() as browser:
        page = browser.new_page()
        watch = Watch(page, "file://")
        page.goto(f"{root}/index.html")
        page.get_by_role("link", name="Contoh Satu").first.click()
        assert page.url.startswith(f"{root}/sop/contoh-satu.html")
        assert page.locator("tr.sop-langkah").count() == 3
        page.locator("#diagram").scroll_into_view_if_needed()
        page.locator(".sop-swimlane svg").first.wait_for()
        assert watch.foreign == []
