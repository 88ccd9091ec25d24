"""axe-core finds nothing on an SOP page: screen, phone, paper, light and dark. Every kind of page: tests/soak/test_axe.py."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from support.axe import violations
from support.browser import launch, serve
from support.paths import SOPS

from sop_catalog.catalog.load import load_catalog
from sop_catalog.pages.settings import Settings
from sop_catalog.publish.offline import render_start_page
from sop_catalog.signing.sign import Signature, plan_signature, write_signature
from sop_catalog.site.build import build_site

SIGNED = "pembentukan-tim"

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
            problems = violations(page)
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


@pytest.fixture(scope="module")
def signed_articles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An SOP that says what was signed, and one that does not any more."""
    articles = {}
    for name, change in {"sama": "", "berbeda": "Meneliti "}.items():
        folder = tmp_path_factory.mktemp("sah") / "sops"
        shutil.copytree(SOPS, folder)
        (folder.parent / "naskah.pdf").write_bytes(b"%PDF-1.7 naskah\n%%EOF\n")
        asked = Signature(str(folder.parent / "naskah.pdf"), "5 Januari 2026", nomor="1/2026")
        write_signature(plan_signature(folder, SIGNED, asked, dt.date(2026, 2, 1)))
        file = next(folder.rglob(f"{SIGNED}.yml"))
        file.write_text(file.read_text("utf-8").replace("    kegiatan: ", f"    kegiatan: {change}", 1), "utf-8")
        page = build_site(load_catalog(folder)[0], Settings(), None, ()).page_at(f"sop/{SIGNED}")
        assert page
        assert f"{name} d" in page.html
        articles[name] = page.html
    return articles


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_where_something_was_signed_and_before_the_offline_copy(
    site: Path, signed_articles: dict[str, str], scheme: str, width: int
) -> None:
    """What a signed SOP shows takes the place of the same SOP's article in the page of the site."""
    with serve(site) as base, launch() as browser:
        page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()  # type: ignore[arg-type]
        for name, article in signed_articles.items():
            page.goto(f"{base}/sop/{SIGNED}/")
            page.evaluate("html => { document.querySelector('article.sop').outerHTML = html }", article)
            assert page.locator(".sop-sah").first.is_visible()
            assert violations(page) == [], name
        page.set_content(render_start_page("Katalog SOP", 12))
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_sees_a_planted_fault(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        page.goto(f"{base}/{PAGES[0]}")
        page.evaluate("document.querySelector('.sop-logo').removeAttribute('alt')")
        assert any(line.startswith("image-alt") for line in violations(page))


def test_axe_sees_targets_that_a_finger_cannot_tell_apart(site: Path) -> None:
    """WCAG 2.2, 2.5.8: less than 24 px, and less than 24 px from the next. Room between them, or words around them, is enough."""
    small = "style='font-size: 8px; line-height: 9px'"
    links = ["<a href=#a id=uji-a>a</a>", "<a href=#b id=uji-b>b</a>"]
    planted = {
        f"<div {small}>{'<br>'.join(links)}</div>": {"uji-a", "uji-b"},
        f"<ul {small}><li>{'<li>'.join(links)}</ul>": {"uji-a", "uji-b"},
        f"<div {small}><button id=uji-a style='padding: 0'>a</button><button id=uji-b style='padding: 0'>b</button></div>": {"uji-a", "uji-b"},
        f"<div {small}>{'<p style=margin:24px>'.join(links)}</div>": set(),
        f"<p {small}>Kata di antara {' dan '.join(links)}</p>": set(),
    }  # fmt: skip
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        page.goto(f"{base}/{PAGES[0]}")
        page.evaluate(
            "document.querySelector('article.sop').prepend(Object.assign(document.createElement('div'), {id: 'uji'}))"
        )
        for html, seen in planted.items():
            page.evaluate("html => { document.getElementById('uji').innerHTML = html }", html)
            found = [line for line in violations(page) if line.startswith("target-size")]
            assert {name for name in ("uji-a", "uji-b") for line in found if name in line} == seen, (html, found)
            assert len(found) == len(seen), found
