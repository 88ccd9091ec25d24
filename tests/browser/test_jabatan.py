"""The page of a role with many steps, as a reader meets it: filter, steps on demand, the sheets of units."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect
from support.axe import violations
from support.browser import Watch, launch, serve
from support.large_catalogue import Size, write_catalogue
from support.sites import SiteMaker, run_mkdocs

ROLE = "jabatan/j-0/"


@pytest.fixture
def folder(make_site: SiteMaker) -> Path:
    """Twenty SOPs in which one role does everything."""
    folder = make_site({})
    shutil.rmtree(folder / "sops")
    write_catalogue(folder / "sops", Size(20, units=3, roles=1))
    assert run_mkdocs("build", folder=folder).returncode == 0
    return folder / "site"


def test_steps_come_where_they_are_asked_for(folder: Path) -> None:
    with serve(folder) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        watch = Watch(page, base)
        page.goto(f"{base}/{ROLE}")
        names = page.locator(".sop-jabatan-ringkas li > a")
        count = names.count()
        assert count >= 15
        expect(page.locator(".sop-tugas")).to_have_count(0)
        first = names.first
        first.focus()
        first.press("Enter")
        table = page.locator(".sop-jabatan-ringkas .sop-tugas")
        expect(table).to_be_visible()
        assert table.locator("tbody tr").count() == 8
        expect(first).to_have_attribute("aria-expanded", "true")
        # Its links lead from here where they led from the sheet.
        href = table.locator("tbody th a").first.evaluate("a => a.href")
        assert page.request.get(href).ok
        first.press(" ")
        expect(table).to_be_hidden()
        expect(first).to_have_attribute("aria-expanded", "false")
        page.get_by_role("combobox", name="Unit kerja").select_option(index=1)
        status = page.locator(".sop-jabatan-ringkas [role=status]")
        shown = page.locator(".sop-jabatan-ringkas li:visible").count()
        assert 0 < shown < count
        expect(status).to_have_text(f"{shown} dari {count} SOP")
        page.get_by_role("combobox", name="Unit kerja").select_option(index=0)
        page.get_by_role("searchbox", name="Cari pada daftar ini").fill("tidak ada yang begini")
        expect(status).to_have_text(f"0 dari {count} SOP")
        page.get_by_role("searchbox", name="Cari pada daftar ini").fill("")
        page.locator(".md-footer").evaluate("footer => footer.remove()")  # the bare theme's own
        assert violations(page) == []
        watch.assert_clean()


def test_sheets_of_units_need_no_script_and_print(folder: Path) -> None:
    with serve(folder) as base, launch() as browser:
        page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
        page.goto(f"{base}/{ROLE}")
        names = page.locator(".sop-jabatan-ringkas li > a")
        wanted = names.nth(3).inner_text()
        names.nth(3).click()
        expect(page.locator("h3:target")).to_contain_text(wanted)
        page.wait_for_load_state()  # with its style sheets
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        expect(page.locator(".sop-jejak a").last).to_have_attribute("href", "../")


def test_from_a_folder_a_name_leads_to_the_sheet(folder: Path) -> None:
    with launch() as browser:
        page = browser.new_page()
        page.goto((folder / ROLE / "index.html").as_uri())
        expect(page.locator(".sop-jabatan-ringkas form")).to_be_visible()
        expect(page.locator(".sop-jabatan-ringkas li > a").first).not_to_have_attribute("role", "button")
