"""The remembered role, "Jabatan saya": chosen on a role's page or on the catalogue, marked on every SOP page, forgotten on demand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.axe import violations
from support.browser import Watch, launch, serve, settling

SOP = "sop/pelaporan-kinerja-kementerian/"


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


def role_of(site: Path, title: str) -> tuple[str, str]:
    """Path and name of the role that a column's title means."""
    for page in sorted((site / "jabatan").glob("*/index.html")):
        found = re.search("data-peran='([^']*)'", page.read_text("utf-8"))
        if found:
            role = json.loads(found[1])
            if title in {role["nama"], *role["sebutan"]}:
                return f"jabatan/{page.parent.name}/", role["nama"]
    raise AssertionError(title)


def marked(page: Page) -> tuple[int, int, int]:
    """Heads, cells and steps that are marked."""
    return (
        page.locator("th.sop-peran.sop-saya").count(),
        page.locator(".sop-langkah td.sop-saya").count(),
        page.locator(".sop-langkah-saya").count(),
    )


def test_chosen_on_its_page_it_is_marked_on_an_sop_and_let_go_there(site: Path, base: str) -> None:
    path, name = role_of(site, "Sekjen")
    with launch() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        watch = Watch(page, base)
        page.goto(f"{base}/{SOP}")
        assert marked(page) == (0, 0, 0)
        assert not [url for url in watch.requests if "sop-saya" in url], "nobody who has not chosen fetches it"
        page.goto(f"{base}/{path}")
        page.get_by_role("button", name="Jadikan jabatan saya").press("Enter")
        expect(page.get_by_role("button", name="Lepas dari jabatan saya")).to_be_focused()
        assert violations(page) == []
        page.goto(f"{base}/{SOP}")
        line = page.locator(".sop-saya-baris")
        expect(line).to_contain_text(f"Jabatan saya: {name}, langkah 10, 12")
        assert marked(page) == (1, 16, 2)
        assert violations(page) == []
        sheet = line.get_by_role("link", name=name).evaluate("a => a.href")
        assert sheet == f"{base}/{path}"
        assert context.cookies() == []
        line.get_by_role("button", name="Lepas").click()
        expect(line).to_have_count(0)
        assert marked(page) == (0, 0, 0)
        assert page.evaluate("localStorage.getItem('sopJabatan')") is None
        watch.assert_clean()


def test_chosen_on_the_catalogue(site: Path, base: str) -> None:
    path, name = role_of(site, "Menteri")
    with launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{base}/")
        page.get_by_label("Jabatan saya").select_option(label=name)
        link = page.get_by_role("link", name="Buka lembar tugas")
        expect(link).to_be_visible()
        assert link.evaluate("a => a.href") == f"{base}/{path}"
        assert violations(page) == []
        page.goto(f"{base}/{SOP}")
        expect(page.locator(".sop-saya-baris")).to_contain_text("langkah 11")
        assert marked(page) == (1, 16, 1)


def test_a_browser_that_forbids_storage_says_so(site: Path, base: str) -> None:
    with launch() as browser:
        page = browser.new_page()
        page.add_init_script("Storage.prototype.setItem = () => { throw new Error('penuh') }")
        page.goto(f"{base}/{role_of(site, 'Menteri')[0]}")
        page.get_by_role("button", name="Jadikan jabatan saya").click()
        expect(page.locator(".sop-saya-baris [role=status]")).to_contain_text("tidak mengizinkan")


@pytest.mark.parametrize("value", ["{", "null", "[]", '"x"', '{"kode": 1}', '{"kode": "a", "nama": "b"}'])
def test_what_somebody_else_wrote_is_no_role(base: str, value: str) -> None:
    with launch() as browser:
        page = browser.new_page()
        page.add_init_script(f"localStorage.setItem('sopJabatan', {value!r})")
        watch = Watch(page, base)
        with settling(page):
            page.goto(f"{base}/{SOP}")
            page.wait_for_function("[...document.scripts].some(one => one.src.includes('sop-saya'))")
        assert marked(page) == (0, 0, 0)
        watch.assert_clean()
