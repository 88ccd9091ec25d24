"""The catalogue and the pages around it, as a reader meets them: facets, keyboard, downloads, phone, paper, speed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.axe import violations
from support.browser import Watch, launch, serve
from support.large_catalogue import Size, sop_name, write_catalogue
from support.paths import ROOT

from sop_catalog.catalog.load import load_catalog
from sop_catalog.pages.index_pages import render_katalog
from sop_catalog.pages.settings import Settings

BUILT = Settings(today=dt.date(2026, 1, 1))  # as conftest builds the site
PAGES = (
    "", "unit/", "unit/kemnaker/", "jabatan/", "jabatan/kabag/", "jabatan/kepala-dinas/", "peraturan/", "peraturan/permenaker-13-2015/",
    "peta/", "peta/biro-perencanaan/", "belum-ada/", "perubahan/",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as running:
        yield running


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture
def home(browser: Browser, base: str) -> Iterator[Page]:
    """The catalogue, ready; whatever it complains about fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    watch = Watch(page, base)
    page.goto(base + "/")
    ready(page)
    yield page
    watch.assert_clean()
    context.close()


def ready(page: Page) -> None:
    page.locator("form.sop-saring:not([hidden])").wait_for(state="attached")
    page.locator(".sop-lebih button").wait_for(state="attached")


def shown(page: Page) -> list[str]:
    """The names of the SOPs that can be seen, top down."""
    names: list[str] = page.eval_on_selector_all(
        ".sop-hasil tr[data-f]",
        "rows => rows.filter(row => row.offsetParent).map(row => row.cells[1].querySelector('a').textContent)",
    )
    return names


def choose(page: Page, facet: str, value: str) -> None:
    """Open a facet if need be and tick one of its values."""
    box = page.locator(f".sop-faset input[name='{facet}'][value='{value}']")
    box.evaluate("box => { box.closest('.sop-faset').open = true; }")
    box.check()


def count(page: Page, facet: str, value: str) -> str:
    return page.locator(f".sop-faset input[name='{facet}'][value='{value}']").evaluate(
        "box => box.parentNode.lastElementChild.textContent"
    )


# --- Facets ---


@pytest.mark.parametrize(
    ("facet", "value", "names"),
    [
        ("unit", "disnaker-kota-tangerang", {"Penyusunan Laporan Kinerja dan Pengumpulan Data"}),
        ("jabatan", "sekjen", {"Pelaporan Kinerja Kementerian"}),
        ("status", "contoh", {"Pembentukan Tim", "Penanganan Surat Masuk", "Pendokumentasian"}),
        ("hukum", "permenaker-8-2018", {"Pelaporan Kinerja Kementerian"}),
        (
            "tahun",
            "2024",
            {"Penyusunan Laporan Kinerja dan Pengumpulan Data", "Pelaksanaan Pengumpulan Data atau Pendataan Kegiatan"},
        ),
    ],
)
def test_each_facet_filters(home: Page, facet: str, value: str, names: set[str]) -> None:
    choose(home, facet, value)
    assert set(shown(home)) == names
    expect(home.locator(".sop-hasil [role=status]")).to_have_text(f"{len(names)} dari 8 SOP")
    assert f"{facet}={value}" in home.url


def test_values_of_one_facet_add_and_facets_narrow(home: Page) -> None:
    choose(home, "jabatan", "sekjen")
    choose(home, "jabatan", "sekretaris-dinas")
    assert len(shown(home)) == 2
    choose(home, "status", "berlaku")
    assert shown(home) == ["Penyusunan Laporan Kinerja dan Pengumpulan Data"]


def test_counts_tell_what_a_click_would_give(home: Page) -> None:
    assert count(home, "status", "draf") == "6"
    choose(home, "tahun", "2024")
    assert count(home, "status", "berlaku") == "2"
    expect(home.locator(".sop-faset label", has=home.locator("input[value=draf]"))).to_be_hidden()  # nothing to be had
    assert count(home, "tahun", "tanpa-tahun") == "6"  # another value of the same facet would add to it


def test_the_unit_tree_takes_in_the_units_below(home: Page) -> None:
    choose(home, "unit", "kemnaker")
    assert len(shown(home)) == 6


# --- Typing ---


def test_typing_filters_and_announces(home: Page) -> None:
    home.locator("input[name=cari]").press_sequentially("rencana aksi lintas")
    expect(home.locator(".sop-hasil [role=status]")).to_contain_text("dari 8 SOP")
    assert "Penyusunan rencana aksi lintas sektor" in shown(home)
    home.locator("input[name=cari]").fill("")
    expect(home.locator(".sop-hasil [role=status]")).to_have_text("8 SOP")


def test_part_of_a_number_is_found(home: Page) -> None:
    home.locator("input[name=cari]").fill("DISNAKER-101")
    expect(home.locator(".sop-hasil [role=status]")).to_have_text("1 dari 8 SOP")
    assert shown(home) == ["Penyusunan Laporan Kinerja dan Pengumpulan Data"]


def test_without_the_sites_search_every_word_must_occur(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.route("**/sop-cari*.js*", lambda route: route.abort())
    page.goto(f"{base}/?cari=tim%20pembentukan")
    expect(page.locator(".sop-hasil [role=status]")).to_have_text("1 dari 8 SOP")
    page.close()


def test_the_sites_search_decides_where_it_is_there(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.route("**/sop-cari*.js*", lambda route: route.abort())
    page.add_init_script(
        "window.SopCari = { muat: async () => {},"
        " saring: (query) => query === 'x' ? {urutan: new Map([['pembentukan-tim', 0]])} : null };"
    )
    page.goto(base + "/")
    ready(page)
    page.locator("input[name=cari]").fill("x")
    expect(page.locator(".sop-hasil [role=status]")).to_have_text("1 dari 8 SOP")
    page.locator("input[name=cari]").fill("yang")  # a word that says nothing
    expect(page.locator(".sop-hasil [role=status]")).to_have_text("8 SOP")
    page.close()


def test_a_query_is_answered_as_the_box_answers_it(home: Page) -> None:
    """Most fitting first, with the words marked and the step in which they stand; without words by unit again."""
    for query in ("rencana aksi", "memeriksa laporan", "arsip", "kasubbag"):
        home.locator("input[name=cari]").fill(query)
        expect(home.locator("select[name=urut] option").first).to_have_text("Paling sesuai")
        home.locator("[data-sop-cari] input").fill(query)
        box = home.get_by_role("listbox", name="Hasil pencarian")
        expect(box.locator("mark").first).to_be_visible()
        names = box.locator("a[href*='sop/'] .sop-cari-judul > span:first-child").all_text_contents()
        assert names[:3] == shown(home)[:3], query
        home.keyboard.press("Escape")
    home.locator("input[name=cari]").fill("memeriksa laporan")
    row = home.locator(".sop-hasil tr[data-f]:visible").first
    expect(row.locator("a mark").first).to_have_text(re.compile("lapor", re.IGNORECASE))
    expect(row.locator(".sop-cari-tempat")).to_contain_text(re.compile(r"Langkah \d+: .*lapor", re.IGNORECASE))
    home.locator("select[name=urut]").select_option("nama")
    assert shown(home) == sorted(shown(home))
    home.locator("select[name=urut]").select_option("")
    home.locator("input[name=cari]").fill("")
    expect(home.locator(".sop-hasil mark")).to_have_count(0)
    expect(home.locator(".sop-hasil .sop-cari-tempat")).to_have_count(0)
    expect(home.locator("select[name=urut] option").first).to_have_text("Menurut unit kerja")
    expect(home.locator("table.sop-menurut-unit")).to_be_attached()


def test_on_a_phone_the_facets_are_a_sheet(browser: Browser, base: str) -> None:
    """It says how many SOPs it leaves, gives the focus back, and is part of the page again on a wide screen."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    watch = Watch(page, base)
    page.goto(base + "/")
    ready(page)
    opener = page.locator(".sop-saring-panel > summary")
    sheet = page.get_by_role("dialog", name="Saringan")
    opener.click()
    expect(sheet).to_be_visible()
    assert violations(page) == []
    page.get_by_role("checkbox", name=re.compile("Disnaker|Dinas Ketenagakerjaan")).first.check()
    done = sheet.get_by_role("button", name=re.compile(r"Tampilkan \d+ SOP"))
    expect(done).to_be_in_viewport()
    wanted = done.inner_text()
    done.click()
    expect(sheet).to_be_hidden()
    assert wanted == f"Tampilkan {len(shown(page))} SOP"
    expect(opener).to_be_focused()
    opener.press("Enter")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(opener).to_be_focused()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".sop-saring-panel .sop-saring-isi")).to_be_visible()
    watch.assert_clean()
    page.close()


def test_ctrl_k_opens_the_search_everywhere(browser: Browser, base: str) -> None:
    page = browser.new_page()
    for path in ("/", "/sop/pembentukan-tim/", "/peta/"):
        page.goto(base + path)
        page.keyboard.press("Control+k")
        expect(page.locator("[data-sop-cari] input")).to_be_focused()
    page.goto(base + "/")
    ready(page)
    page.locator("input[name=cari]").focus()
    page.keyboard.press("Control+k")  # also from another field
    expect(page.locator("[data-sop-cari] input")).to_be_focused()
    page.close()


def test_nothing_found_says_what_to_do(home: Page) -> None:
    home.locator("input[name=cari]").fill("qqqqxxzz")
    expect(home.locator(".sop-kosong")).to_be_visible()
    home.get_by_role("button", name="Hapus saringan", exact=True).click()
    assert len(shown(home)) == 8
    assert "?" not in home.url


# --- The state in the address ---


def test_a_facet_without_values_is_not_shown(home: Page) -> None:
    assert home.locator(".sop-faset:visible").count() == 5
    home.locator("input[name=cari]").fill("pemotretan")
    expect(home.locator(".sop-hasil [role=status]")).to_contain_text("1 dari")
    for head in home.locator(".sop-faset:visible").all():
        assert head.locator("label:not(.sop-nol)").count() > 0
    home.locator("input[name=cari]").fill("xyzxyz")
    expect(home.locator(".sop-kosong")).to_be_visible()
    assert home.locator(".sop-faset:visible").count() == 0
    assert home.locator(".sop-kosong a").get_attribute("href") == "belum-ada/"
    home.locator("input[name=cari]").fill("")
    choose(home, "status", "draf")
    home.locator("input[name=cari]").fill("xyzxyz")
    expect(home.locator(".sop-faset:visible")).to_have_count(1)  # what is ticked can be unticked


def test_a_phone_finds_search_and_an_sop_on_its_first_screen(browser: Browser, base: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 760})
    page.goto(base + "/")
    ready(page)
    order = page.eval_on_selector_all(
        "input[name=cari], .sop-telusuri, tr[data-f] a", "all => all.map(e => e.getBoundingClientRect().top)"
    )
    assert order[0] < order[1] < order[2] < 740
    assert page.locator(".sop-telusuri a:visible").count() == 0
    page.get_by_text("Telusuri menurut").click()
    assert page.locator(".sop-telusuri a:visible").count() == 7
    page.get_by_text("Telusuri menurut").click()
    page.set_viewport_size({"width": 1280, "height": 760})  # a tablet that is turned
    page.get_by_text("Telusuri menurut").click()
    expect(page.locator(".sop-telusuri a:visible")).to_have_count(7)
    page.close()
    for options in ({"java_script_enabled": False, "viewport": {"width": 360, "height": 760}}, {}):
        page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
        page.goto(base + "/")
        assert page.locator(".sop-telusuri a:visible").count() == 7
        page.close()


@pytest.mark.parametrize("path", ["", "unit/biro-perencanaan/", "jabatan/kabag/"])
def test_lists_on_paper_say_when_they_were_printed(browser: Browser, base: str, path: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}/{path}")
    if not path:
        ready(page)
    assert page.locator(".sop-kaki-daftar").is_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".sop-kaki-daftar")).to_have_text(
        re.compile(r"^Katalog SOP · Dicetak \d{1,2} [A-Z][a-z]+ 20\d\d$")
    )
    for hidden in ("form", ".sop-telusuri", ".md-content__inner > h1 + p", ".sop-tombol-cetak"):
        assert page.locator(hidden).locator("visible=true").count() == 0, hidden
    arrows = page.eval_on_selector_all(
        ".sop-daftar thead button", "all => all.map(e => getComputedStyle(e, '::after').display)"
    )
    assert set(arrows) <= {"none"}
    page.close()


def test_what_the_catalogue_lacks_is_dashed_on_the_map(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}/peta/")
    dashes = "e => getComputedStyle(e).strokeDasharray"
    assert page.locator(".sop-peta .sop-simpul-belum-ada rect").first.evaluate(dashes) == "5px, 3px"
    assert page.locator(".sop-peta .sop-simpul-dalam rect").first.evaluate(dashes) == "none"
    page.close()


def test_an_address_can_be_shared_and_the_back_button_goes_back(home: Page, browser: Browser) -> None:
    choose(home, "jabatan", "kabag")
    choose(home, "status", "contoh")
    home.locator("select[name=urut]").select_option("-nama")
    names = shown(home)
    other = browser.new_page()
    other.goto(home.url)
    ready(other)
    expect(other.locator(".sop-hasil [role=status]")).to_have_text("1 dari 8 SOP")
    assert shown(other) == names
    other.close()
    home.go_back()
    expect(home.locator("select[name=urut]")).to_have_value("")
    home.go_back()
    expect(home.locator(".sop-hasil [role=status]")).to_have_text("4 dari 8 SOP")
    home.go_back()
    expect(home.locator(".sop-hasil [role=status]")).to_have_text("8 SOP")


def test_typing_a_word_is_one_step_back(home: Page) -> None:
    home.locator("input[name=cari]").press_sequentially("rencana", delay=5)
    expect(home.locator(".sop-hasil [role=status]")).to_contain_text("dari 8")
    home.go_back()
    expect(home.locator("input[name=cari]")).to_have_value("")


def test_an_address_with_nonsense_shows_everything(browser: Browser, base: str) -> None:
    page = browser.new_page()
    watch = Watch(page, base)
    page.goto(f"{base}/?unit=tidak-ada&urut=x&jabatan=%22%3E&tahun=")
    ready(page)
    assert len(shown(page)) == 8
    watch.assert_clean()
    page.close()


def test_a_role_page_leads_to_the_filtered_catalogue(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}/jabatan/kabag/")
    page.get_by_role("link", name="Saring di katalog").click()
    expect(page.locator(".sop-hasil [role=status]")).to_have_text("4 dari 8 SOP")
    expect(page.get_by_role("button", name="Kepala Bagian")).to_be_visible()
    page.close()


# --- Order ---


def test_heads_sort_up_and_down(home: Page) -> None:
    home.locator(".sop-hasil thead").get_by_role("button", name="Nama SOP").click()
    names = shown(home)
    assert names == sorted(names, key=str.casefold)
    expect(home.locator(".sop-hasil th[aria-sort=ascending]")).to_have_text("Nama SOP")
    expect(home.locator(".sop-hasil tbody td").nth(2)).to_be_visible()  # the unit, which no head tells any more
    home.locator(".sop-hasil thead").get_by_role("button", name="Nama SOP").click()
    assert shown(home) == names[::-1]
    home.locator("select[name=urut]").select_option("")
    expect(home.locator(".sop-unit-baris").first).to_be_visible()
    assert shown(home)[0] == "Pelaporan Kinerja Kementerian"


def test_what_is_missing_stands_last_in_either_order(home: Page) -> None:
    for order in ("tahun", "-tahun"):
        home.locator("select[name=urut]").select_option(order)
        assert set(shown(home)[:2]) == {
            "Penyusunan Laporan Kinerja dan Pengumpulan Data",
            "Pelaksanaan Pengumpulan Data atau Pendataan Kegiatan",
        }


# --- Downloads ---


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as info:
        page.locator(".sop-unduh").get_by_role("link", name=name).click()
    assert info.value.suggested_filename == f"katalog-sop.{name.lower()}"
    return Path(info.value.path()).read_bytes()


def test_csv_holds_what_is_shown_in_its_order(home: Page) -> None:
    choose(home, "jabatan", "kabag")
    home.locator("select[name=urut]").select_option("-nama")
    content = download(home, "CSV")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["Nama SOP"] for row in rows] == shown(home)
    tim = next(row for row in rows if row["Nama SOP"] == "Pembentukan Tim")
    assert tim == {
        "Nomor": "", "Nama SOP": "Pembentukan Tim", "Unit kerja": "Biro Perencanaan dan Manajemen Kinerja", "Status": "Draf, Contoh", "Tahun": "",
        "Jabatan": "Kepala Subbagian, Kepala Bagian, Kepala Biro, Fungsional Umum, Tim Penyusun",
        "Dasar hukum": "UU 30/2014, Permenaker 3/2019, Permenaker 7/2017", "Halaman": home.url.partition("?")[0] + "sop/pembentukan-tim/",
    }  # fmt: skip
    assert content.count(b"\r\n") == len(rows) + 1


def test_csv_of_the_browser_is_that_of_the_build(home: Page, site: Path) -> None:
    built = list(csv.reader(io.StringIO((site / "katalog.csv").read_text("utf-8-sig"), newline=""), delimiter=";"))
    shown_rows = list(csv.reader(io.StringIO(download(home, "CSV").decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row[:-1] for row in shown_rows] == [row[:-1] for row in built]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_csv_is_a_formula(home: Page, start: str) -> None:
    home.evaluate("start => { document.querySelector('[data-f] a').textContent = start + '1\"2'; }", start)
    rows = list(csv.reader(io.StringIO(download(home, "CSV").decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1][1] == f"'{start}1\"2"


def test_json_holds_what_is_shown_as_katalog_json_does(home: Page, site: Path) -> None:
    choose(home, "status", "berlaku")
    rows = json.loads(download(home, "JSON"))
    whole = json.loads((site / "katalog.json").read_text("utf-8"))
    assert [row["nama"] for row in rows] == shown(home)
    assert all(row in whole for row in rows)


# --- Without a mouse, without JavaScript, without a server ---


def test_everything_can_be_done_from_the_keyboard(home: Page) -> None:
    home.locator("input[name=cari]").focus()
    home.keyboard.type("usulan")
    expect(home.locator(".sop-hasil [role=status]")).to_contain_text("dari 8")
    home.keyboard.press("Tab")  # order
    home.keyboard.press("Tab")  # the panel
    home.keyboard.press("Tab")  # the first facet's head
    assert home.evaluate("document.activeElement.textContent") == "Unit kerja"
    home.keyboard.press("Enter")
    home.keyboard.press("Enter")  # closed and open again
    home.keyboard.press("Tab")
    assert home.evaluate("document.activeElement.value") == "kemnaker"
    home.keyboard.press("Space")
    expect(home.locator(".sop-aktif button").first).to_have_text("Kementerian Ketenagakerjaan Republik Indonesia ×")
    home.locator(".sop-aktif button").first.focus()
    home.keyboard.press("Enter")
    expect(home.locator("input[value=kemnaker]")).not_to_be_checked()
    assert home.evaluate("document.activeElement.name") == "cari"  # the focus is not lost with the button


def test_the_focus_can_be_seen(home: Page) -> None:
    home.locator("input[name=cari]").focus()
    home.keyboard.press("Tab")
    style = home.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style != "none"


def test_without_javascript_the_whole_list_is_there(browser: Browser, base: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(base + "/")
    assert page.locator("form.sop-saring").is_hidden()
    assert page.locator("tr[data-f]:visible").count() == 8
    assert page.locator(".sop-unit-baris:visible").count() == 3
    assert page.locator(".sop-unduh a").first.get_attribute("href") == "katalog.csv"
    page.close()


def test_from_a_folder_without_a_server(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    watch = Watch(page, "file://")
    page.goto((site / "index.html").as_uri())
    ready(page)
    choose(page, "status", "berlaku")
    assert len(shown(page)) == 2
    assert [row["nama"] for row in json.loads(download(page, "JSON"))] == shown(page)
    ours = [
        line
        for line in watch.complaints
        if "search_index" not in line and "katalog.json" not in line and "CORS" not in line
    ]
    assert [line for line in ours if "sop-katalog" in line or line.startswith("exception")] == []
    page.close()


@pytest.mark.parametrize("served", [True, False])
def test_a_permalink_leads_to_the_sop(browser: Browser, site: Path, base: str, *, served: bool) -> None:
    page = browser.new_page()
    page.goto(f"{base}/n/psm-disnaker-101/" if served else (site / "n/psm-disnaker-101/index.html").as_uri())
    page.wait_for_url(re.compile("/sop/penyusunan-laporan-kinerja-dan-pengumpulan-data/"))
    page.close()


# --- The pages around it ---


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (360, "dark")]
)  # all four, and more: tests/soak/test_axe.py
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Browser, base: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    watch = Watch(page, base)
    found = {}
    for path in PAGES:
        page.goto(f"{base}/{path}")
        if not path:
            ready(page)
            page.evaluate(
                "document.querySelectorAll('.sop-katalog details').forEach(details => { details.open = true; })"
            )
            if width < 960:  # there the facets are a sheet
                page.locator(".sop-saring-panel").evaluate("panel => { panel.open = false; }")
                page.locator(".sop-saring-panel > summary").click()
            page.locator("[name=status]").first.check()
            if width < 960:
                page.locator(".sop-lembar-tutup").click()
        problems = violations(page)
        if problems or page.evaluate("document.documentElement.scrollWidth") > width:
            found[path] = problems
    assert found == {}
    watch.assert_clean()
    context.close()


def test_a_node_of_the_map_lights_up_its_lines(browser: Browser, base: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{base}/peta/")
    stroke = "path => getComputedStyle(path).strokeWidth"
    line = page.locator(".sop-peta path.n0").first
    other = page.locator(".sop-peta > path:not(.n0)").first
    assert line.evaluate(stroke) == "1.2px"
    page.locator(".sop-peta a.n0").focus()
    assert line.evaluate(stroke) == "2.5px"
    assert other.evaluate(stroke) == "1.2px"
    page.close()


def test_lines_of_the_map_end_at_their_nodes(browser: Browser, base: str) -> None:
    for width in (1280, 360):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"{base}/peta/")
        gaps = page.evaluate("""() => [...document.querySelectorAll('.sop-peta > path')].map(path => {
            const [left, right] = [...path.classList].slice(0, 2).map(name => document.querySelector(`a.${name} rect`).getBBox());
            const length = path.getTotalLength(), start = path.getPointAtLength(0), end = path.getPointAtLength(length);
            const [first, last] = path.classList.contains('balik') ? [right, left] : [left, right];
            const middle = box => box.y + box.height / 2;
            return Math.max(start.x - first.x - first.width, last.x - end.x, Math.abs(start.y - middle(first)), Math.abs(end.y - middle(last)));
        })""")
        assert len(gaps) > 10
        assert max(gaps) <= 5  # the arrow's head
        page.close()


@pytest.mark.parametrize("kode", ["kabag", "kasubag", "fu"])
def test_a_role_fits_on_one_sheet(browser: Browser, base: str, kode: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}/jabatan/{kode}/")
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.close()


# --- 1,500 SOPs ---


@pytest.fixture(scope="module")
def large(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shipped site with the catalogue of 1,500 SOPs on its home page."""
    folder = tmp_path_factory.mktemp("besar")
    copy = folder / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("sop", "mermaid"))
    small = str(render_katalog(load_catalog(ROOT / "sops")[0], BUILT))
    html = (copy / "index.html").read_text("utf-8")
    start = html.index('<div class="sop-katalog"')
    end = html.index("</article>", start)
    assert small.count("data-f=") == html[start:end].count("data-f=")
    whole = str(render_katalog(load_catalog(write_catalogue(folder / "sops", Size(1500)))[0], BUILT))
    whole = whole.replace(
        "assets/sop-katalog.js", next((copy / "assets").glob("sop-katalog.*.js")).relative_to(copy).as_posix()
    )
    (copy / "index.html").write_text(html[:start] + whole + html[end:], "utf-8")
    with serve(copy) as address:
        yield address


def test_only_the_first_rows_are_laid_out_and_more_come_on_demand(browser: Browser, large: str) -> None:
    page = browser.new_page()
    page.goto(large + "/")
    ready(page)
    expect(page.locator(".sop-hasil [role=status]")).to_have_text("1.500 SOP")
    assert len(shown(page)) == 30
    page.get_by_role("button", name="Tampilkan 30 SOP berikutnya").click()
    assert len(shown(page)) == 60
    assert page.evaluate("document.activeElement.closest('tr').matches('[data-f]')")
    page.locator("select[name=urut]").select_option("nama")
    names = shown(page)
    assert (
        names
        == sorted(
            (sop_name(number) for number in range(1500)),
            key=lambda name: re.sub(r"\d+", lambda m: m[0].zfill(5), name).casefold(),
        )[:30]
    )
    page.close()


def test_a_long_facet_has_its_own_search(browser: Browser, large: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(large + "/")
    ready(page)
    page.locator(".sop-faset summary", has_text="Jabatan").click()
    page.get_by_label("Cari pilihan Jabatan").fill("arsiparis 4")
    expect(page.locator(".sop-faset label:visible", has=page.locator("[name=jabatan]"))).to_have_count(3)  # 4, 40, 46
    page.close()
