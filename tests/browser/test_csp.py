"""Under a Content-Security-Policy that a server sends, every kind of page works and nothing violates it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.browser import Watch, launch, serve, settling
from support.sites import MINIMAL_MKDOCS, SiteMaker, minimal_sop, run_mkdocs

from sop_catalog.site.policy import build_policy

HEADERS = {"Content-Security-Policy": build_policy(header=True)}


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with serve(site, HEADERS) as address:
        yield address


def _open(page: Page, address: str) -> list[str]:
    """Open a page; the list gets what its policy refuses."""
    refused: list[str] = []
    page.expose_function("sopDitolak", lambda text: refused.append(text))  # noqa: PLW0108 - playwright marks the handler
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => sopDitolak(`${e.violatedDirective}: ${e.blockedURI} ${e.sample}`))"
    )
    page.goto(address)
    return refused


def test_no_kind_of_page_violates_the_policy(site: Path, base: str) -> None:
    """One page of each kind: by the first part of its address."""
    kinds: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        kinds.setdefault(f"{name.count('/')} {name.split('/')[0]}", name)
    assert len(kinds) > 15
    problems = {}
    with launch() as browser:
        for name in kinds.values():
            page = browser.new_page()
            watch = Watch(page, base)
            with settling(page):
                refused = _open(page, f"{base}/{name}")
            if refused or watch.complaints or watch.foreign:
                problems[name] = [*refused, *watch.complaints, *watch.foreign]
            page.close()
    assert problems == {}


def test_search_filters_and_downloads_work(base: str) -> None:
    with launch() as browser:
        page = browser.new_page()
        watch = Watch(page, base)
        refused = _open(page, f"{base}/")
        page.keyboard.press("/")
        page.keyboard.type("karo memeriksa")
        expect(
            page.get_by_role("listbox", name="Hasil pencarian").get_by_role("option").first.locator("mark").first
        ).to_be_visible()
        page.keyboard.press("Escape")
        box = page.locator(".sop-faset input[name=unit][value=disnakertrans]")
        box.evaluate("box => { box.closest('.sop-faset').open = true; }")
        box.check()
        expect(page.locator(".sop-hasil [role=status]")).to_have_text("1 dari 8 SOP")
        for name in ("CSV", "JSON"):
            with page.expect_download() as download:
                page.locator(".sop-unduh").get_by_role("link", name=name).click()
            assert Path(download.value.path()).stat().st_size > 50
        assert refused == []
        watch.assert_clean()


def test_swimlane_copying_and_the_theme_switch_work(base: str) -> None:
    with launch() as browser:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        watch = Watch(page, base)
        refused = _open(page, f"{base}/sop/pembentukan-tim/")
        page.locator("#diagram").scroll_into_view_if_needed()
        page.locator(".sop-swimlane svg").first.wait_for()
        page.locator(".sop-diagram").get_by_role("button", name=re.compile("salin", re.IGNORECASE)).first.click()
        assert "swimlane" in page.evaluate("navigator.clipboard.readText()")
        scheme = page.locator("body").get_attribute("data-md-color-scheme")
        page.locator("label[for^=__palette]:visible").first.click()
        expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", scheme or "")
        page.reload()
        expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", scheme or "")
        assert page.get_by_role("button", name="Cetak").count() == 1
        assert refused == []
        watch.assert_clean()


def test_a_script_that_got_onto_a_page_does_not_run(site: Path, tmp_path: Path) -> None:
    """What the policy is for: here somebody has found a hole in our escaping."""
    page_path = "sop/pembentukan-tim/index.html"
    html = (site / page_path).read_text("utf-8")
    hole = "<script>document.title = 'kena'</script><img src=x onerror=\"document.title = 'kena'\">"
    (tmp_path / "sop/pembentukan-tim").mkdir(parents=True)
    (tmp_path / page_path).write_text(html.replace("</article>", f"{hole}</article>", 1), "utf-8")
    with serve(tmp_path) as address, launch() as browser:
        page = browser.new_page()
        refused = _open(page, f"{address}/{page_path}")
        page.wait_for_timeout(200)
        assert "kena" not in page.title()
        assert len([line for line in refused if line.startswith("script-src")]) == 2


def test_the_copy_on_a_disk_works_under_its_own_policy(make_site: SiteMaker) -> None:
    offline = MINIMAL_MKDOCS.replace("  - sop_catalog\n", "  - sop_catalog:\n      offline: true\n")
    folder = make_site({"sops/dua.yml": minimal_sop("Pengarsipan Surat")}, mkdocs=offline)
    assert run_mkdocs("build", "--strict", folder=folder).returncode == 0
    with launch() as browser:
        page = browser.new_page()
        watch = Watch(page, "file://")
        refused = _open(page, (folder / "site/index.html").as_uri())
        page.keyboard.press("/")
        page.keyboard.type("pengarsipan")
        page.get_by_role("listbox", name="Hasil pencarian").get_by_role("option").first.click()
        page.wait_for_url("**/sop/dua.html")
        page.locator("#diagram").scroll_into_view_if_needed()
        page.locator(".sop-swimlane svg").first.wait_for()
        assert refused == []
        watch.assert_clean()
