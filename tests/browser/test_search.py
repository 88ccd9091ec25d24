"""The search box as a reader uses it: keyboard, phone, screen reader's names, file://, an old PC."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from support.axe import violations
from support.browser import Watch, launch, serve, settling
from support.sites import MINIMAL_MKDOCS, SiteMaker, minimal_sop, run_mkdocs

SELECTED = "[role=option][aria-selected=true]"


def plain(url: str) -> str:
    """An address without the sum in its name."""
    return re.sub(r"\.[0-9a-f]{16}(?=\.)", "", url.partition("?")[0])


def type_query(page: Page, query: str) -> None:
    """Open the box by the keyboard, type, and wait until the list answers."""
    page.keyboard.press("/")
    page.keyboard.type(query)
    expect(page.locator("#sop-cari-jumlah")).to_contain_text("hasil")


def test_nothing_is_loaded_until_somebody_searches(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        watch = Watch(page, base)
        with settling(page):
            page.goto(f"{base}/sop/pendokumentasian/")
        names = [plain(url.removeprefix(base)) for url in watch.requests]
        assert "/assets/sop-cari.js" in names
        assert not [name for name in names if re.search("/cari/|hasil|kotak|mesin|search", name)]
        before = len(watch.requests)
        type_query(page, "karo memeriksa")
        page.wait_for_selector(".sop-cari-tempat mark")
        asked = [plain(url.removeprefix(base)) for url in watch.requests[before:]]
        scripts = ("sop-cari-hasil.js", "sop-cari-kotak.js", "sop-cari-mesin.js", "cari/indeks.js", "cari/teks-0.js")
        assert asked == [f"/assets/{script}" for script in scripts]
        watch.assert_clean()


def test_a_hit_is_chosen_and_followed_by_the_keyboard_alone(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        page.goto(f"{base}/")
        type_query(page, "karo memeriksa")
        box = page.get_by_role("combobox", name="Cari SOP")
        expect(box).to_be_focused()
        expect(box).to_have_attribute("aria-expanded", "true")
        options = page.get_by_role("listbox", name="Hasil pencarian").get_by_role("option")
        count = options.count()
        assert page.inner_text("#sop-cari-jumlah") == f"{count} hasil"
        expect(page.locator(SELECTED)).to_have_count(0)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        second = options.nth(1)
        expect(second).to_have_attribute("aria-selected", "true")
        assert box.get_attribute("aria-activedescendant") == second.get_attribute("id")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(page.locator(SELECTED)).to_have_count(0)
        page.keyboard.press("ArrowUp")
        expect(options.nth(count - 1)).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(options.first).to_contain_text("Langkah 3")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sop/*/#langkah-3")
        expect(page.locator("#langkah-3")).to_be_in_viewport()
        expect(page.get_by_role("combobox", name="Cari SOP")).to_have_attribute("aria-expanded", "false")


def test_escape_and_tab_close_and_other_fields_keep_their_letters(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        page.goto(f"{base}/")
        box = page.get_by_role("combobox", name="Cari SOP")
        for key in ("/", "s", "f"):
            page.keyboard.press(key)
            expect(box).to_be_focused()
            expect(page.locator("#__search")).to_be_checked()
            page.keyboard.press("Escape")
            expect(page.locator("#__search")).not_to_be_checked()
            expect(box).not_to_be_focused()
        assert box.input_value() == ""
        page.keyboard.press("/")
        page.keyboard.type("arsip")
        page.keyboard.press("Tab")
        expect(page.locator("#__search")).not_to_be_checked()
        page.evaluate(
            "() => { const field = document.createElement('input'); field.id = 'lain'; document.body.append(field); field.focus(); }"
        )
        page.keyboard.type("/sf")
        assert page.input_value("#lain") == "/sf"


def test_the_count_speaks_and_says_where_the_rest_is(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        page.goto(f"{base}/")
        page.keyboard.press("/")
        expect(page.get_by_role("status").filter(has_text="Ketik nama")).to_have_count(1)
        page.keyboard.type("xyzxyz")
        expect(page.locator("#sop-cari-jumlah")).to_have_text("Tidak ada yang cocok dengan “xyzxyz”")
        links = page.locator(".sop-cari-kosong a")
        assert [link.get_attribute("href") for link in links.all()] == [".", "belum-ada/"]
        page.keyboard.press("Tab")  # the button that empties the box is passed over
        assert page.evaluate("document.activeElement.textContent") == "Lihat semua SOP"
        page.keyboard.press("Escape")
        expect(page.locator("#__search")).not_to_be_checked()
        page.keyboard.press("/")
        page.locator(".sop-cari-kosong a").last.focus()
        page.keyboard.press("Tab")  # out of the box
        expect(page.locator("#__search")).not_to_be_checked()
        page.keyboard.press("/")
        page.get_by_role("button", name="Hapus kata pencarian").click()
        expect(links.first).to_be_hidden()
        expect(page.locator("#sop-cari-jumlah")).to_contain_text("Ketik nama")
        page.keyboard.type("pembentukan zebra")
        expect(page.locator("#sop-cari-jumlah")).to_contain_text("tidak ada yang memuat semua kata")


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (360, "dark")]
)  # all four, and more: tests/soak/test_axe.py
def test_the_open_list_fits_and_axe_finds_nothing(site: Path, width: int, scheme: str) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": width, "height": 720}, color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{base}/sop/pembentukan-tim/")
        if width < 960:
            page.locator("header label[for=__search]").first.click()
            page.keyboard.type("karo memeriksa")
        else:
            type_query(page, "karo memeriksa")
        page.wait_for_selector(".sop-cari-tempat mark")
        page.keyboard.press("ArrowDown")
        # The box comes in by a transition of its own.
        page.wait_for_function("() => document.getAnimations().every(({ playState }) => playState !== 'running')")
        first = page.get_by_role("listbox", name="Hasil pencarian").get_by_role("option").first.bounding_box()
        assert first is not None
        assert first["x"] >= 0
        assert first["x"] + first["width"] <= width
        assert page.evaluate("() => document.scrollingElement.scrollWidth") <= width
        assert violations(page) == []


def test_revoked_and_example_sops_carry_badges_and_revoked_ones_stand_last(make_site: SiteMaker) -> None:
    folder = make_site(
        {
            "sops/lama.yml": minimal_sop(
                "Usulan", status="dicabut", digantikan_oleh="baru", nomor="1/2024", tanggal_efektif="2024-01-05"
            ),
            "sops/baru.yml": minimal_sop(
                "Penyampaian Usulan Baru", status="berlaku", nomor="2/2026", tanggal_efektif="2026-01-05"
            ),
            "sops/misal.yml": minimal_sop("Contoh Usulan", status="draf", contoh="ya"),
        }
    )
    with _built(folder) as base, launch() as browser:
        page = browser.new_page()
        page.goto(f"{base}/")
        type_query(page, "usulan")
        options = page.get_by_role("listbox", name="Hasil pencarian").get_by_role("option")
        assert options.last.locator(".sop-cari-judul").inner_text().lower() == "usulan dicabut"
        texts = [text.lower() for text in options.all_inner_texts()]
        assert [text for text in texts if text.startswith("contoh usulan draf contoh")]
        assert [text for text in texts if text.startswith("penyampaian usulan baru\n2/2026 · biro uji")]


def test_hostile_text_comes_out_literally(make_site: SiteMaker) -> None:
    name = "<img src=x onerror=window.jahat=1> </script><b>Nama</b>"
    step = "<svg onload=window.jahat=2> &lt;i&gt; Menghitung"
    sop = minimal_sop(json.dumps(name)).replace("Mengajukan usulan", json.dumps(step))
    with _built(make_site({"sops/jahat.yml": sop})) as base, launch() as browser:
        page = browser.new_page()
        watch = Watch(page, base)
        page.goto(f"{base}/")
        type_query(page, "menghitung")
        option = page.get_by_role("listbox", name="Hasil pencarian").get_by_role("option").first
        expect(option).to_contain_text(f"Langkah 1: {step}")
        expect(option).to_contain_text(name)
        assert option.locator("img, svg, b, i").count() == 0
        assert page.evaluate("window.jahat") is None
        watch.assert_clean()


def test_it_works_from_a_folder_without_a_server(make_site: SiteMaker) -> None:
    folder = make_site(mkdocs=MINIMAL_MKDOCS.replace("- sop_catalog", "- sop_catalog: {offline: true}"))
    with _built(folder), launch() as browser:
        page = browser.new_page()
        watch = Watch(page, "file://")
        page.goto((folder / "site" / "index.html").as_uri())
        type_query(page, "diperiksa")
        expect(page.get_by_role("listbox", name="Hasil pencarian").get_by_role("option").first).to_contain_text(
            "Langkah 2: Memeriksa usulan"
        )
        page.keyboard.press("Enter")
        page.wait_for_url("**/site/sop/contoh-satu.html#langkah-2")
        watch.assert_clean()


def test_without_javascript_a_link_leads_to_the_catalogue(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{base}/sop/pembentukan-tim/")
        assert not page.locator(".md-search").is_visible()
        page.locator("header").get_by_role("link", name="Katalog", exact=True).click()
        page.wait_for_url(f"{base}/")


def test_guides_stand_behind_sops_and_pages_for_developers_are_not_found(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        page.goto(f"{base}/")
        type_query(page, "periksa")
        facts = page.locator(".sop-cari-fakta").all_inner_texts()
        assert facts[0] != "Halaman"
        page.keyboard.press("Escape")
        page.get_by_role("combobox", name="Cari SOP").fill("")
        type_query(page, "panduan editor")
        expect(page.locator(".sop-cari-judul").first).to_have_text("Panduan editor")
        index = next((site / "assets/cari").glob("indeks.*.js")).read_text("utf-8")
        assert "panduan-editor/" in index
        assert "pengembang/" not in index


def test_what_is_typed_while_the_box_is_fetched_is_not_lost(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        waiting: list[Route] = []
        page.route("**/sop-cari-kotak.*.js", lambda route: waiting.append(route))  # noqa: PLW0108 - playwright marks the handler
        page.goto(f"{base}/")
        with page.expect_request("**/sop-cari-kotak.*.js"):
            page.keyboard.press("/")
        page.keyboard.type("pengarsipan")
        page.keyboard.press("Enter")  # nothing to go to yet
        assert page.get_by_role("combobox", name="Cari SOP").input_value() == "pengarsipan"
        while not waiting:
            page.wait_for_timeout(50)
        waiting[0].continue_()
        expect(page.get_by_role("listbox", name="Hasil pencarian").get_by_role("option").first).to_be_visible()
        assert page.url == f"{base}/"


@pytest.mark.parametrize("script", ["sop-cari-kotak", "sop-cari-mesin", "indeks"])
def test_a_script_that_does_not_come_is_said_and_tried_again(site: Path, script: str) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        down = [True]
        page.route(f"**/{script}.*.js", lambda route: route.abort() if down else route.continue_())
        page.goto(f"{base}/")
        page.keyboard.press("/")
        page.keyboard.type("a")
        expect(page.locator("#sop-cari-jumlah")).to_contain_text("tidak dapat dimuat")
        down.clear()
        page.keyboard.type("rsip")
        expect(page.get_by_role("listbox").get_by_role("option").filter(has_text="Pendokumentasian")).to_have_count(1)


class _built:  # noqa: N801 - reads as a word: with _built(folder) as base
    """A folder of make_site's, built and served."""

    def __init__(self, folder: Path) -> None:
        result = run_mkdocs("build", folder=folder)
        assert result.returncode == 0, result.stderr
        self._server = serve(folder / "site")

    def __enter__(self) -> str:
        return self._server.__enter__()

    def __exit__(self, *details: object) -> None:
        self._server.__exit__(None, None, None)
