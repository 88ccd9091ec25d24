"""The site by keys alone: from the catalogue over a filter to an SOP, its swimlane, and the map."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from support.browser import Watch, launch, serve, settling
from support.focus import find_jumps, tab_to

SOP = "sop/pelaporan-kinerja-kementerian/"
_ORDER = """() => [...document.querySelectorAll('.sop-formulir > :is(.sop-identitas, .sop-kotak-kotak, #kegiatan)')]
    .map(e => e.id || e.className)"""
_OFFICIAL, _STEPS_FIRST = ["identitas", "sop-kotak-kotak", "kegiatan"], ["kegiatan", "identitas", "sop-kotak-kotak"]


@pytest.mark.parametrize("width", [1280, 360])
def test_everything_is_reached_by_keys(site: Path, width: int) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": width, "height": 800})
        watch = Watch(page, base)
        page.goto(f"{base}/")
        expect(page.locator(".sop-katalog.sop-hidup")).to_be_visible()
        assert len(tab_to(page, "a.md-skip")) == 1
        page.keyboard.press("Enter")
        tab_to(page, "input[name=cari]")
        page.keyboard.type("usulan")
        expect(page.locator(".sop-hasil [role=status]")).to_contain_text("dari 8")
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.press("Delete")

        # A filter; on a phone the facets are a sheet.
        if width < 960:
            tab_to(page, ".sop-saring-panel > summary")
            page.keyboard.press("Enter")
        tab_to(page, "input[name=unit][value=setjen]")
        page.keyboard.press("Space")
        expect(page.locator(".sop-hasil [role=status]")).to_have_text("6 dari 8 SOP")
        if width < 960:
            page.keyboard.press("Escape")
            assert page.evaluate("document.activeElement.matches('.sop-saring-panel > summary')")
        tab_to(page, f".sop-daftar a[href='{SOP}']")
        page.keyboard.press("Enter")
        expect(page).to_have_title(re.compile("Pelaporan Kinerja Kementerian"))

        # To the swimlane, which is drawn by a button on a phone; made larger, it follows the focus from step to step.
        tab_to(page, "a[href='#diagram']")
        page.keyboard.press("Enter")
        if width < 720:
            tab_to(page, ".sop-swimlane button")
            page.keyboard.press("Enter")
        drawing = page.locator(".sop-swimlane svg").first
        drawing.wait_for()
        tab_to(page, ".sop-swimlane button[aria-label='Perbesar']")
        before = drawing.evaluate("svg => svg.getBoundingClientRect().width")
        page.keyboard.press("Enter")
        page.wait_for_function(
            f"document.querySelector('.sop-swimlane svg').getBoundingClientRect().width > {before} + 1"
        )
        for step in range(1, 9):
            assert tab_to(page, ".sop-swimlane svg g")[-1].startswith(f"Langkah {step}:")
        tab_to(page, ".sop-jejak a", most=200)  # around the window
        page.goto(f"{base}/")

        # To the map, each of whose boxes is seen whole, and from one to its SOP.
        expect(page.locator(".sop-katalog.sop-hidup")).to_be_visible()
        if width < 720:
            tab_to(page, ".sop-telusuri summary")
            page.keyboard.press("Enter")
        tab_to(page, ".sop-telusuri a[href='peta/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/peta/")
        boxes = [tab_to(page, ".sop-peta a")[-1] for _ in range(9)]
        assert "Pembentukan Tim" in boxes
        page.keyboard.press("Enter")
        page.wait_for_url("**/sop/*/")
        watch.assert_clean()


@pytest.mark.parametrize("width", [1280, 360])
def test_tab_goes_as_the_eye_does(site: Path, width: int) -> None:
    """Every kind of page: tests/soak/test_axe.py."""
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": width, "height": 800})
        for path in ("", SOP, "sop/penyusunan-laporan-kinerja-dan-pengumpulan-data/", "peta/"):
            with settling(page):
                page.goto(f"{base}/{path}")
            assert find_jumps(page) == [], path
        page.goto(f"{base}/{SOP}")
        page.evaluate("document.querySelector('.sop-formulir').style = 'display: flex; flex-direction: column-reverse'")
        assert find_jumps(page) != []


def test_the_form_is_where_it_is_seen(site: Path) -> None:
    """Behind the steps on a phone, before them on paper, on a wide window, and where no script runs."""
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.goto(f"{base}/{SOP}")
        for event, expected in (("load", _STEPS_FIRST), ("beforeprint", _OFFICIAL), ("afterprint", _STEPS_FIRST)):
            page.evaluate("event => dispatchEvent(new Event(event))", event)
            assert page.evaluate(_ORDER) == expected
        page.set_viewport_size({"width": 1280, "height": 800})
        page.wait_for_function(f"({_ORDER})()[0] === 'identitas'")
        quiet = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
        quiet.goto(f"{base}/{SOP}")
        boxes = [quiet.locator(part).bounding_box() for part in (".sop-identitas", ".sop-kotak-kotak", "#kegiatan")]
        tops = [box["y"] for box in boxes if box]
        assert len(tops) == 3
        assert tops == sorted(tops)
