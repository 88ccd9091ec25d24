"""The page /sunting/ by keyboard alone, on a narrow touch screen, where it cannot work, and for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from support.axe import violations
from support.browser import Watch, launch, serve
from support.sunting import SEED, Desk, Keys

from sop_catalog.site.pyodide_bundle import find_bundle


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    assert find_bundle(), "modul halaman sunting belum dibuat dari sumber ini; jalankan `make pyodide`"
    with serve(site) as address:
        yield address


TYPED = """\
nama: Peminjaman Ruang
unit: biro-perencanaan
status: draf
peralatan:
  - Kunci ruang
  - Buku tamu

pelaksana:
  pemohon: Pemohon
  staf: Staf Umum

langkah:
  - pelaksana: pemohon
    kegiatan: Mengisi formulir
    kelengkapan: Formulir
    waktu: 10 menit
    output: Formulir terisi
  - pelaksana: staf
    kegiatan: Memeriksa jadwal ruang
    jika_ya: selesai
    jika_tidak: pemohon
    waktu: 1 jam
"""


def test_a_new_sop_by_keyboard_alone(base: str) -> None:
    with launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        watch = Watch(page, base)
        desk = Desk(page, base).open("?baru")
        keys = Keys(desk)
        keys.fill("NAMA SOP", "Peminjaman Ruang")
        keys.list("PERALATAN/PERLENGKAPAN", ["Kunci ruang", "Buku tamu"])
        for title in ("Pemohon", "Staf Umum"):
            keys.column(title)
        keys.fill("Langkah 1: kegiatan", "Mengisi formulir")
        keys.performer(1, 1)
        keys.fill("Langkah 1: kelengkapan", "Formulir")
        keys.fill("Langkah 1: waktu", "10 menit")
        keys.fill("Langkah 1: output", "Formulir terisi")
        page.keyboard.press("Control+Enter")
        page.keyboard.type("Memeriksa jadwal ruang")
        keys.decide(2, 1)
        keys.performer(2, 2)
        keys.fill("Langkah 2: waktu", "1 jam")
        keys.fill("Unit kerja", "biro-perencanaan")
        assert desk.text == TYPED
        assert desk.state("findings.filter(({ tingkat }) => tingkat === 'galat').length") == 0
        page.wait_for_function("() => SopSunting.sheet.path === 'biro-perencanaan/peminjaman-ruang.yml'")
        assert violations(page) == []
        watch.assert_clean()


def test_what_a_new_form_lacks_is_asked_for_and_is_no_fault_yet(base: str) -> None:
    """Nobody has done anything wrong yet; the unit stands where paper names the office; the guide is at hand."""
    with launch() as browser:
        page = browser.new_page()
        desk = Desk(page, base).open("?baru")
        desk.settle()
        summary = page.locator(".sop-s-panel-temuan summary")
        expect(summary).to_have_text("5 wajib diisi")
        unit = page.locator("td.sop-instansi [data-jalur=unit]")
        expect(unit.locator(".sop-s-belum")).to_have_text("Wajib diisi")
        expect(page.locator(".sop-s-galat")).to_have_count(0)
        assert violations(page) == []
        desk.field("Unit kerja").fill("biro-perencanaan")
        expect(summary).to_have_text("4 wajib diisi")
        expect(page.locator("td.sop-instansi")).to_contain_text("Biro Perencanaan dan Manajemen Kinerja")
        desk.field("TANGGAL EFEKTIF").fill("31 Februari 2026")
        expect(summary).to_contain_text("1 galat · 4 wajib diisi")
        with page.expect_popup() as opened:
            page.get_by_role("link", name="Panduan (tab baru)").click()
        expect(opened.value).to_have_url(f"{base}/panduan-editor/")


def test_a_form_speaks_of_no_codes_and_folders(base: str) -> None:
    with launch() as browser:
        page = browser.new_page()
        Desk(page, base).open("?baru").settle()
        said = page.locator("#sop-s-panel-formulir").inner_text()
        assert [
            word for word in ("_daftar", "_lampiran", "_naskah", ".yml", "sop sahkan", "YAML") if word in said
        ] == []
        expect(page.locator("#langkah-1 .sop-s-belum").last).to_have_text(
            "Wajib diisi: tambah dahulu kolom pelaksananya"
        )
        page.get_by_role("tab", name="Cetak").click()
        expect(page.locator(".sop-s-catatan-tab").first).to_contain_text(
            "Belum dapat dicetak: 5 isian masih wajib diisi"
        )
        page.get_by_role("tab", name="Formulir").click()
        high, wide = page.locator("th[scope=colgroup] > span").first.evaluate(
            "word => [word.getClientRects().length, word.scrollWidth]"
        )
        assert high == 1, wide  # "Pelaksana" in one piece, though there is one column


def test_with_a_finger_on_a_narrow_screen(base: str) -> None:
    """Three fields, a moved step and a new branch on seed 000; nothing stands beyond the edge."""
    with launch() as browser:
        context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
        desk = Desk(context.new_page(), base).open()
        desk.page.get_by_role("heading", level=1).tap()
        desk.field("NOMOR SOP" if desk.page.get_by_label("NOMOR SOP").count() else "NO SOP").fill("7/SOP/2026")
        desk.field("Langkah 1: waktu").fill("30 menit")
        desk.field("Langkah 2: output").fill("Lembar disposisi")
        assert desk.changes() == [
            "-nomor: 1/.../OT.04.00/./...",
            "+nomor: 7/SOP/2026",
            "-    waktu: menit",
            "+    waktu: 30 menit",
            "-    output: Rencana Kerja, Disposisi",
            "+    output: Lembar disposisi",
        ]
        moved = desk.field("Langkah 14: kegiatan").input_value()
        desk.button("Langkah 14: turunkan").tap()
        desk.settle()
        assert desk.field("Langkah 15: kegiatan").input_value() == moved
        desk.button("Langkah 15: sisipkan baris di bawahnya").tap()
        desk.settle()
        expect(desk.page.locator("#langkah-16 .sop-kegiatan-teks")).to_contain_text("Ketuk jabatannya")
        desk.button("Urungkan (Ctrl+Z)").tap()
        desk.page.locator("#langkah-12").get_by_text("Menteri", exact=True).tap()
        desk.button("Langkah 5: Jadikan keputusan").tap()
        desk.button("Langkah 5: Tidak ke, tunjuk barisnya").tap()
        desk.button("Langkah 3: pilih sebagai tujuan").tap()
        assert desk.state("form.baris[4].simbol[0].arah[1].ke") == [2, 0]
        assert desk.state("form.baris[11].simbol[0].pelaksana") == ["menteri"]
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= 360
        small = desk.page.evaluate(
            """() => [...document.querySelectorAll(".sop-sunting button, .sop-sunting select")]
                .filter((item) => item.offsetParent && item.getBoundingClientRect().height < 24)
                .map((item) => item.getAttribute("aria-label") || item.textContent)"""
        )
        assert small == []
        assert violations(desk.page) == []


@pytest.fixture(scope="module")
def desk(base: str) -> Iterator[Desk]:
    with launch() as browser:
        desk = Desk(browser.new_page(viewport={"width": 1280, "height": 900}), base).open()
        desk.field("Langkah 3: kegiatan").fill("")
        desk.field("Langkah 1: waktu").fill("entah")
        desk.settle()
        yield desk


class TestStates:
    """axe is silent whatever is open, in the light and in the dark."""

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_everything_has_a_name_and_can_be_read(self, desk: Desk, scheme: str) -> None:
        desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        # The theme fades its tabs and its button in and out: axe must not look in the middle of that.
        desk.page.add_style_tag(content="*, .md-top { transition: none !important; animation: none !important }")
        for tab in ("Formulir", "Cetak", "Perubahan", "YAML"):
            desk.tab(tab)
            assert violations(desk.page) == [], tab
        desk.tab("Formulir")
        desk.page.locator(".sop-s-panel-temuan summary").click()
        desk.button("Langkah 3: menu baris").click()
        assert violations(desk.page) == []
        desk.page.keyboard.press("Escape")
        desk.page.locator(".sop-s-panel-temuan summary").click()
        for button in ("Tempel baris dari Word atau Excel", "Serahkan"):
            desk.button(button).click()
            desk.settle()
            assert violations(desk.page) == [], button
            desk.page.keyboard.press("Escape")

    def test_without_an_sop_there_is_a_choice(self, base: str) -> None:
        with launch() as browser:
            page = browser.new_page()
            page.goto(f"{base}/sunting/")
            page.locator("#sop-s-cari").fill("tim")
            expect(page.locator(".sop-s-pilihan li")).to_have_count(1)
            expect(page.get_by_role("link", name="Pembentukan Tim", exact=True)).to_have_attribute(
                "href", "?sop=pembentukan-tim"
            )
            assert violations(page) == []

    def test_a_file_that_is_no_sop_is_said_to_be_none(self, base: str, tmp_path: Path) -> None:
        (tmp_path / "surat.docx").write_bytes(b"PK\x03\x04\x00\xff\xfe")
        with launch() as browser:
            page = browser.new_page()
            page.goto(f"{base}/sunting/")
            page.get_by_label("Buka berkas").set_input_files(tmp_path / "surat.docx")
            expect(page.get_by_role("alert")).to_contain_text("surat.docx bukan berkas SOP dari katalog (.yml)")
            expect(page.get_by_role("link", name="Mulai SOP baru")).to_be_visible()


class TestWhereItCannotWork:
    """It says why, and shows the old way."""

    @pytest.fixture
    def page(self) -> Iterator[Page]:
        with launch() as browser:
            yield browser.new_page()

    def box(self, page: Page) -> str:
        expect(page.locator(".sop-s-lama")).to_be_visible()
        text = page.locator(".sop-s-lama").inner_text()
        assert "Cara lama tetap berlaku" in text
        return text

    def test_a_browser_without_webassembly(self, page: Page, base: str) -> None:
        page.add_init_script("delete window.WebAssembly")
        page.goto(f"{base}/sunting/?sop={SEED}")
        assert "Peramban ini terlalu lama: tidak mengenal WebAssembly." in self.box(page)

    def test_a_file_from_the_disk(self, page: Page, site: Path) -> None:
        page.goto(f"{(site / 'sunting' / 'index.html').as_uri()}?sop={SEED}")
        assert "dibuka lewat alamat situs, bukan dari berkas di komputer" in self.box(page)

    def test_an_sop_that_is_not_there(self, page: Page, base: str) -> None:
        page.goto(f"{base}/sunting/?sop=tidak-ada")
        expect(page.locator(".sop-s-sebab")).to_have_text("SOP “tidak-ada” tidak ada di katalog ini.")

    @pytest.mark.parametrize("answer", ["404", "html"])
    def test_a_server_that_gives_no_wasm(self, page: Page, base: str, answer: str) -> None:
        """404, or a page of its own with status 200, as some servers do; the form stays readable."""

        def refuse(route: Route) -> None:
            if answer == "404":
                route.fulfill(status=404, body="")
            else:
                route.fulfill(status=200, body="<!doctype html><title>x</title>", content_type="text/html")

        page.route("**/pyodide.asm.wasm", refuse)
        page.goto(f"{base}/sunting/?sop={SEED}")
        expect(page.locator(".sop-s-sebab")).to_contain_text("Pemeriksa tidak dapat dimuat (pyodide.asm.wasm: ")
        assert "Formulir ini tidak dapat menyimpan tanpa pemeriksa." in self.box(page)

    def test_a_server_that_does_not_know_wasm(self, page: Page, base: str) -> None:
        """Another type than application/wasm is slower to load, and works."""

        def mislabel(route: Route) -> None:
            response = route.fetch()
            route.fulfill(response=response, headers={**response.headers, "content-type": "application/octet-stream"})

        page.route("**/pyodide.asm.wasm", mislabel)
        desk = Desk(page, base).open("?sop=pembentukan-tim")
        assert desk.changes() == []
