"""axe-core, the keyboard, zoom, reflow and text spacing on every kind of page. `make soak UJI=tests/soak/test_axe.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from support.axe import violations
from support.browser import launch, serve
from support.focus import find_jumps
from support.page_kinds import find_kinds

_SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
"""WCAG 2.2, 1.4.12."""
_SECOND = "sop/penyusunan-laporan-kinerja-dan-pengumpulan-data/index.html"


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


def _kinds(site: Path) -> list[str]:
    return [*find_kinds(site), _SECOND]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 360])
def test_axe_is_silent(site: Path, base: str, width: int, scheme: str, capsys: pytest.CaptureFixture[str]) -> None:
    """On the screen, with the search open, and on paper."""
    found: dict[str, list[str]] = {}
    looks = 0
    with launch() as browser:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for name in _kinds(site):
            page = context.new_page()
            page.goto(f"{base}/{name}")
            page.wait_for_timeout(700)
            found[f"{name} layar"] = violations(page)
            looks += 1
            if scheme == "light":
                page.emulate_media(media="print")
                found[f"{name} kertas"] = violations(page, paper=True)
                page.emulate_media(media="screen")
                looks += 1
            if page.locator(".md-search__input").count():
                _search(page, width)
                found[f"{name} cari"] = violations(page, covered=".md-container")
                looks += 1
            page.close()
    with capsys.disabled():
        sys.stdout.write(f"\naxe {width} {scheme}: {looks} pandangan, {sum(map(len, found.values()))} temuan\n")
    assert {name: problems for name, problems in found.items() if problems} == {}


def _search(page: Page, width: int) -> None:
    if width < 960:
        page.locator("label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").fill("laporan")
    page.locator(".md-search-result__item, .sop-cari-hasil li, [role=option]").first.wait_for()


@pytest.mark.parametrize(("width", "spaced"), [(640, False), (320, False), (1280, True), (360, True)])
def test_nothing_runs_out_of_the_window(site: Path, base: str, width: int, *, spaced: bool) -> None:
    """200 % of 1280 px is 640, 400 % is 320; text spacing at its usual width. Tables scroll in their own boxes."""
    out: dict[str, str] = {}
    with launch() as browser:
        page = browser.new_page(viewport={"width": width, "height": 640})
        for name in _kinds(site):
            page.goto(f"{base}/{name}")
            if spaced:
                page.add_style_tag(content=_SPACED)
            page.wait_for_timeout(200)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                out[name] = f"{wide} px"
    assert out == {}


@pytest.mark.parametrize("width", [1280, 360])
def test_the_focus_goes_as_the_eye_does(site: Path, base: str, width: int) -> None:
    """Along the content no stop of Tab stands above the one before by more than a line, and each can be seen."""
    wrong: dict[str, list[str]] = {}
    with launch() as browser:
        page = browser.new_page(viewport={"width": width, "height": 900})
        for name in _kinds(site):
            page.goto(f"{base}/{name}")
            page.wait_for_timeout(700)
            jumps = find_jumps(page)
            if jumps:
                wrong[name] = jumps[:3]
    assert wrong == {}
