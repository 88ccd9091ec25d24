"""axe-core finds nothing on an SOP page: screen, phone, paper, light and dark. Every kind of page: tests/soak/test_axe.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.axe import violations
from support.browser import launch, serve

PAGES = (
    "sop/pelaporan-kinerja-kementerian/",
    "sop/penyusunan-laporan-kinerja-dan-pengumpulan-data/",
    "sop/pembentukan-tim/",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(site: Path, width: int, scheme: str) -> None:
    found = {}
    with serve(site) as base, launch() as browser:
        for path in PAGES:
            page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()  # type: ignore[arg-type]
            page.goto(f"{base}/{path}")
            page.locator("#diagram").scroll_into_view_if_needed()
            if width < 720:
                page.get_by_role("button", name="Tampilkan sebagai gambar").click()
            page.locator(".sop-swimlane svg").first.wait_for()
            problems = violations(page, fingers=True)
            if width > 720 and scheme == "light":
                page.emulate_media(media="print")
                problems += violations(page, paper=True)
            if problems:
                found[path] = problems
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_reviewing(site: Path, scheme: str) -> None:
    with serve(site) as base, launch() as browser:
        for width in (1280, 360):
            page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()  # type: ignore[arg-type]
            for path in ("peninjauan/", "monitoring/pembentukan-tim/"):
                page.goto(f"{base}/{path}")
                assert violations(page) == [], (path, width)


def test_axe_sees_a_planted_fault(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        page.goto(f"{base}/{PAGES[0]}")
        page.evaluate("document.querySelector('.sop-logo').removeAttribute('alt')")
        assert any(line.startswith("image-alt") for line in violations(page))
