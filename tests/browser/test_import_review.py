"""The review page of an imported SOP, opened from the disk as its reader does."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from support.browser import launch
from support.naskah.ragam import PDF

from sop_catalog.catalog.load import load_catalog
from sop_catalog.importing.run import Perintah, run_import


def test_a_doubt_shows_its_place_on_both_sides(tmp_path: Path) -> None:
    registers = tmp_path / "sops" / "_daftar"
    registers.mkdir(parents=True)
    (registers / "unit.yml").write_text("biro-umum: Biro Umum\n")
    (tmp_path / "a.pdf").write_bytes(PDF[13].make(5)[1])
    order = Perintah((tmp_path / "a.pdf",), tmp_path / "sops/biro-umum", "biro-umum", terpisah=False, tinjau=True)
    catalog, _ = load_catalog(tmp_path / "sops", only=())
    report = run_import(order, catalog, tmp_path / "sops")
    doubt = next(one for one in report.baris[0].ragu if one.langkah)
    with launch() as browser:
        for width, height in ((1280, 800), (360, 740)):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((order.ke / report.tinjauan).as_uri())
            page.get_by_role("link", name=report.baris[0].hasil[0].removesuffix(".yml")).click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            step = page.locator(f"#langkah-{doubt.langkah}")
            page.locator(f'.keraguan a[data-langkah="{doubt.langkah}"]').first.click()
            expect(step).to_have_class("diragukan aktif")
            expect(step).to_be_in_viewport()
            expect(page.locator("svg .aktif").first).to_be_in_viewport()
            page.locator('a[data-tempat="naskah-1"]').click()
            expect(page.locator("#naskah-1")).to_be_in_viewport()
            expect(step).to_have_class("diragukan")
            assert page.locator("svg image").first.evaluate("e => e.getBBox().width") > 500
            page.close()
