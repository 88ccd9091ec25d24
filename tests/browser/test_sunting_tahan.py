"""What must not be lost on /sunting/ when things go wrong: a slow worker, a full store, two tabs, a site built anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect
from support.browser import launch, serve
from support.sunting import SEED, Desk

from sop_catalog.site.pyodide_bundle import find_bundle

WAKTU = "Langkah 1: waktu"
MINIMAL = "pelaksana:\n  staf: Staf\nlangkah:\n  - pelaksana: staf\n    kegiatan: Menulis surat\n"
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('sop-sunting:'))"


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    assert find_bundle(), "modul halaman sunting belum dibuat dari sumber ini; jalankan `make pyodide`"
    with serve(site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as browser:
        yield browser


@pytest.fixture(scope="module")
def started(base: str, browser: Browser) -> Iterator[Desk]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield Desk(page, base).open()
    page.close()


@pytest.fixture
def desk(started: Desk) -> Desk:
    started.fresh()
    return started


class TestSlowWorker:
    """What is done faster than it is answered."""

    def test_what_was_typed_while_python_loaded_can_be_undone(self, base: str, browser: Browser) -> None:
        """Two pieces of typing in one field are two states, though one request would do."""
        page = browser.new_page()
        held: list[Route] = []
        page.route("**/sop.zip", lambda route: held.append(route) if not held else route.continue_())
        desk = Desk(page, base).open(ready=False)
        for text in ("30 menit", "45 menit"):
            desk.field(WAKTU).fill(text)
            desk.field("Langkah 2: waktu").focus()
        desk.field(WAKTU).fill("60 menit")
        page.wait_for_timeout(100)
        held[0].continue_()
        page.wait_for_selector("[data-siap=periksa]")
        assert desk.changes()[1] == "+    waktu: 60 menit"
        for text in ("45 menit", "30 menit"):
            desk.button("Urungkan (Ctrl+Z)").click()
            assert desk.changes()[1] == f"+    waktu: {text}"
        desk.field(WAKTU).fill("31 menit")
        assert desk.changes()[1] == "+    waktu: 31 menit"
        page.close()

    def test_a_word_of_a_branch_may_begin_like_another(self, desk: Desk) -> None:
        """Who types "Ya, lengkap" beside "Ya" passes that on the way: neither branch goes, nor the focus."""
        page = desk.page
        desk.button("Langkah 1: Jadikan keputusan").click()
        page.locator("#langkah-1").get_by_role("button", name="Langkah 1: + Cabang").click()
        desk.settle()
        label = desk.field("Langkah 1: kata pada cabang 3")
        label.fill("")
        for letter in "Ya, lengkap":
            page.keyboard.type(letter)
            desk.settle()
        assert label.input_value() == "Ya, lengkap"
        assert desk.focused == "Langkah 1: kata pada cabang 3"
        assert "Ya, lengkap" in desk.text
        label.fill("Tidak")
        label.blur()
        expect(page.locator(".sop-s-kabar-inti")).to_contain_text("Kata “Tidak” sudah dipakai cabang lain")
        assert label.input_value() == "Ya, lengkap"
        assert len(desk.state("form.baris[0].simbol[0].arah")) == 3

    def test_where_the_worker_stumbles_nothing_says_saved(self, desk: Desk) -> None:
        """A state that the core does not know is not in the draft."""
        page = desk.page
        desk.field(WAKTU).fill("30 menit")
        desk.settle()
        expect(page.locator(".sop-s-keadaan")).to_have_text("Draf tersimpan")
        page.evaluate(
            "() => { const { helper } = SopSunting, ask = helper.ask.bind(helper);"
            " helper.ask = () => { helper.ask = ask; return Promise.reject(new Error('X')); }; }"
        )
        desk.field("Langkah 2: waktu").fill("31 menit")
        desk.settle()
        expect(page.locator(".sop-s-keadaan")).to_have_text("Perubahan terakhir belum tersimpan")
        assert page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")


class TestSaid:
    """What was done besides, or was not done, is said until somebody has read it; of what is undone nothing is said."""

    def test_a_note_goes_with_its_change_and_stays_while_somebody_types_on(self, desk: Desk) -> None:
        page = desk.page
        notes = page.locator(".sop-s-kabar-inti")
        page.evaluate("SopSunting.sheet.change({ op: 'step-move', from: 0, to: 3 }, { what: 'x' })")
        expect(notes).to_contain_text("Tidak pada langkah 1 tetap ke langkah 4")
        desk.button("Urungkan (Ctrl+Z)").click()
        desk.settle()
        expect(notes).to_be_empty()
        desk.button("Ulangi (Ctrl+Y)").click()
        expect(notes).to_contain_text("Tidak pada langkah 1 tetap ke langkah 4")
        desk.field(WAKTU).fill("5 menit")
        desk.settle()
        expect(notes).to_contain_text("Pada perubahan sebelumnya: Tidak pada langkah 1 tetap ke langkah 4")
        # The row that it speaks of is shown wherever it is by now.
        page.evaluate("SopSunting.sheet.change({ op: 'step-move', from: 0, to: 6 }, { what: 'x' })")
        desk.settle()
        notes.get_by_role("button", name="Tunjukkan").first.click()
        assert desk.focused == "Langkah 7: kata pada cabang 2"
        # Of a row that is gone nothing is left to look at.
        page.evaluate("SopSunting.sheet.change({ op: 'step-remove', row: 6 }, { what: 'x' })")
        desk.settle()
        expect(notes).not_to_contain_text("Tidak pada langkah 1 tetap ke langkah 4")
        desk.button("Urungkan (Ctrl+Z)").click()
        expect(notes).to_contain_text("Tidak pada langkah 1 tetap ke langkah 4")
        notes.get_by_role("button", name="Sudah dibaca").click()
        expect(notes).to_be_empty()

    def test_who_works_far_below_sees_it_too(self, desk: Desk) -> None:
        page = desk.page
        desk.field("Langkah 12: waktu").focus()
        page.evaluate("document.querySelector('#langkah-12').scrollIntoView()")
        page.evaluate("SopSunting.sheet.change({ op: 'column-remove', code: 'fu' }, { what: 'x' })")
        edge = page.locator(".sop-s-kabar-bawah")
        expect(edge).to_contain_text("Langkah 16 tidak punya pelaksana lagi; pilih kolomnya.")
        edge.get_by_role("button").click()
        expect(edge).not_to_be_visible()
        assert desk.focused == "Tunjukkan"

    def test_lines_that_are_gone_are_counted(self, desk: Desk) -> None:
        desk.page.evaluate("SopSunting.sheet.change({ op: 'step-remove', row: 15 }, { what: 'x' })")
        desk.settle()
        expect(desk.tab("YAML")).to_contain_text("0 baris berbeda dari versi terbit, 7 baris lebih sedikit.")

    def test_what_the_comparison_lacks_is_said(self, base: str, browser: Browser) -> None:
        """Without the catalogue's words it cannot tell a slip of the pen from another word; it asks again later."""
        page = browser.new_page()
        page.route("**/kata.*.json", lambda route: route.abort())
        desk = Desk(page, base).open()
        desk.field("NAMA SOP").fill("Nama Uji Satu")
        panel = desk.tab("Perubahan")
        expect(panel).to_contain_text("Daftar kata katalog belum dapat dimuat")
        page.unroute("**/kata.*.json")
        desk.tab("Formulir")
        expect(desk.tab("Perubahan")).not_to_contain_text("Daftar kata katalog belum dapat dimuat")
        expect(panel).to_contain_text("Nama Uji Satu")
        page.close()

    def test_a_refusal_is_seen_though_the_next_change_is_made(self, desk: Desk) -> None:
        """An answer that comes a moment later says nothing of the one before."""
        desk.page.evaluate(
            "() => [99, 0].forEach((row) => SopSunting.sheet.change({ op: 'text', path: ['langkah', row, 'waktu'], text: '7 menit' }, { what: 'x' }))"
        )
        desk.settle()
        expect(desk.page.locator(".sop-s-kabar-inti")).to_contain_text("jadi tidak dilakukan.")
        assert desk.changes() == ["-    waktu: menit", "+    waktu: 7 menit"]

    def test_what_is_refused_does_not_stay_in_its_field(self, desk: Desk) -> None:
        """Else the form shows what the file does not say, and that is handed over."""
        page = desk.page
        page.evaluate(
            "() => { const { helper } = SopSunting, ask = helper.ask.bind(helper); helper.ask = (request) => {"
            " helper.ask = ask; request.operations[0].path[1] = 99; return ask(request); }; }"
        )
        desk.field(WAKTU).fill("7 menit")
        desk.settle()
        expect(page.locator(".sop-s-kabar-inti")).to_contain_text("jadi tidak dilakukan.")
        expect(desk.field(WAKTU)).to_have_value("menit")
        assert desk.changes() == []


class TestUnreadable:
    """A text that is no SOP: typed in, or opened."""

    def test_the_form_is_no_place_to_type_and_handing_over_asks(self, desk: Desk) -> None:
        page = desk.page
        desk.tab("YAML")
        text = page.get_by_label("Teks berkas YAML")
        text.fill(f"- a\n{text.input_value()}")
        desk.settle()
        panel = desk.tab("Formulir")
        expect(panel.locator(".sop-s-formulir")).to_have_attribute("inert", "")
        expect(page.locator(".sop-s-kabar-inti")).to_contain_text("Perbaiki pada tab YAML, atau urungkan.")
        assert desk.state("findings.filter(({ tingkat }) => tingkat === 'galat').length")
        page.evaluate("SopSunting.sheet.change({ op: 'text', path: ['nama'], text: 'x' }, { what: 'x' })")
        expect(page.locator(".sop-s-kabar-inti")).to_contain_text(
            "Teks berkas belum terbaca sebagai SOP, jadi perubahan"
        )
        desk.button("Serahkan").click()
        expect(page.get_by_role("dialog")).to_contain_text("Masih ada")
        page.keyboard.press("Escape")
        for _ in range(2):
            desk.button("Urungkan (Ctrl+Z)").click()
        desk.settle()
        expect(panel.locator(".sop-s-formulir")).not_to_have_attribute("inert", "")
        desk.field(WAKTU).fill("7 menit")
        assert desk.changes() == ["-    waktu: menit", "+    waktu: 7 menit"]


class TestNames:
    """How the file of an SOP is called that is not in the catalogue yet: before anybody types, and never as another's."""

    @staticmethod
    def _open(base: str, browser: Browser, file: Path, text: str) -> Desk:
        page = browser.new_page()
        page.goto(f"{base}/sunting/")
        expect(page.locator(".sop-s-pilihan li").first).to_be_visible()
        file.write_text(text, "utf-8")
        page.set_input_files("#sop-s-berkas", file)
        page.wait_for_selector("[data-siap=periksa]")
        desk = Desk(page, base)
        desk.settle()
        return desk

    def test_of_an_opened_file(self, base: str, browser: Browser, tmp_path: Path) -> None:
        text = "nama: Surat Tugas\nunit: biro-perencanaan\n"
        desk = self._open(base, browser, tmp_path / "x.yml", text)
        assert desk.state("path") == "biro-perencanaan/surat-tugas.yml"
        desk.page.close()

    def test_of_a_draft_that_was_downloaded(self, base: str, browser: Browser, tmp_path: Path) -> None:
        """The page has called it so itself: it is the SOP, not a new one."""
        desk = self._open(base, browser, tmp_path / f"draf-{SEED}.yml", "nama: Lain\nunit: biro-perencanaan\n")
        expect(desk.page.locator("h1")).to_have_text("Sunting: Lain")
        assert desk.state("path") == f"biro-perencanaan/{SEED}.yml"
        desk.page.close()

    def test_of_a_new_sop_whose_name_another_has(self, base: str, browser: Browser, tmp_path: Path) -> None:
        """Else it takes the other one's place: no finding says so, and what is handed over is written over it."""
        text = f"nama: Pelaporan Kinerja Kementerian\nunit: biro-perencanaan\n{MINIMAL}"
        desk = self._open(base, browser, tmp_path / "x.yml", text)
        assert desk.state("path") == f"biro-perencanaan/{SEED}-2.yml"
        desk.page.wait_for_function("SopSunting.sheet.findings.some(({ kode }) => kode === 'SOP417')")
        desk.page.close()

    def test_of_a_draft_taken_up(self, base: str, browser: Browser) -> None:
        context = browser.new_context()
        desk = Desk(context.new_page(), base).open("?baru")
        desk.field("NAMA SOP").fill("Surat Tugas")
        desk.page.wait_for_function(f"() => {DRAFTS}.length === 1")
        desk.page.close()
        again = Desk(context.new_page(), base).open("?baru")
        again.button("Lanjutkan draf").click()
        again.settle()
        assert again.state("path") == "surat-tugas.yml"
        context.close()


class TestTabs:
    """What is shown is what is there now."""

    def test_paper_and_changes_follow_undoing(self, desk: Desk) -> None:
        desk.field("NAMA SOP").fill("Nama Uji Satu")
        for tab in ("Perubahan", "Cetak"):
            panel = desk.tab(tab)
            where = panel.frame_locator(".sop-s-kertas").locator("body") if tab == "Cetak" else panel
            expect(where).to_contain_text("Nama Uji Satu")
            desk.button("Urungkan (Ctrl+Z)").click()
            expect(where).not_to_contain_text("Nama Uji Satu")
            desk.button("Ulangi (Ctrl+Y)").click()
            expect(where).to_contain_text("Nama Uji Satu")

    def test_what_cannot_be_printed_is_not_printed(self, desk: Desk) -> None:
        """Neither the sheets of before, when somebody asks for a print of what is no SOP any more."""
        page = desk.page
        page.evaluate(
            "window.printed = 0; document.querySelector('.sop-s-pencetak').contentWindow.print = () => (window.printed += 1)"
        )
        desk.tab("Cetak")
        expect(page.locator(".sop-s-kertas")).to_be_visible()
        desk.tab("Formulir")
        desk.field("NAMA SOP").fill("")
        desk.button("Serahkan").click()
        page.locator("dialog[open]").get_by_role("button", name="Cetak").click()
        expect(page.get_by_role("tabpanel", name="Cetak")).to_contain_text("Belum dapat dicetak")
        desk.settle()
        assert page.locator(".sop-s-pencetak").evaluate("(frame) => frame.contentDocument.body.textContent") == ""

    def test_a_tab_that_failed_is_tried_again(self, desk: Desk) -> None:
        page = desk.page
        desk.field("NAMA SOP").fill("Nama Uji Dua")
        desk.settle()
        page.evaluate(
            "() => { const { helper } = SopSunting, ask = helper.ask.bind(helper); helper.ask = (request) =>"
            " { if (request.do !== 'print') return ask(request); helper.ask = ask;"
            " return Promise.reject(new Error('UndefinedError')); }; }"
        )
        panel = desk.tab("Cetak")
        expect(panel).to_contain_text("Belum dapat dicetak: pemeriksa tersandung (UndefinedError).")
        desk.tab("Formulir")
        expect(desk.tab("Cetak").frame_locator(".sop-s-kertas").locator("body")).to_contain_text("Nama Uji Dua")


class TestDrafts:
    def test_a_full_store_is_not_emptied_in_vain(self, desk: Desk) -> None:
        """Drafts of other SOPs stay where letting go of them would not be enough; and the page says at once that it keeps nothing."""
        page = desk.page
        page.evaluate(
            "() => { const root = new URL(document.getElementById('sop-sunting').dataset.akar, location).pathname;"
            " for (const name of ['a:1', 'b:1', 'c:1', 'd:1']) localStorage.setItem(`sop-sunting:${root}:${name}`,"
            " JSON.stringify({ path: 'x.yml', text: 'nama: x', time: 1 })); }"
        )
        page.evaluate(
            "() => { const set = Storage.prototype.setItem; window.setAgain = () => (Storage.prototype.setItem = set);"
            " Storage.prototype.setItem = function (key, value) { if (value.length > 100) throw new DOMException('', 'QuotaExceededError');"
            " set.call(this, key, value); }; }"
        )
        desk.field(WAKTU).fill("30 menit")
        expect(page.locator(".sop-s-keadaan")).to_have_text("Draf tidak tersimpan; unduh sebelum menutup")
        assert page.evaluate(f"{DRAFTS}.length") == 4
        page.evaluate("void setAgain()")

    def test_what_only_looks_like_a_draft_does_no_harm(self, desk: Desk) -> None:
        """Whatever stands in the store: what is offered can be taken up and downloaded."""
        kept = [
            "null",
            "5",
            "[1]",
            "{",
            '{"text": {"a": 1}}',
            '{"text": "nama: x", "time": 1e99, "path": 5, "base": [1], "title": {}}',
        ]
        desk.page.evaluate(
            "([kept, slug]) => { const root = new URL(document.getElementById('sop-sunting').dataset.akar, location).pathname;"
            " kept.forEach((text, index) => localStorage.setItem(`sop-sunting:${root}:${slug}:${index}`, text)); }",
            [kept, SEED],
        )
        other = Desk(desk.page.context.new_page(), desk.base).open()
        expect(other.page.locator(".sop-s-draf p")).to_have_count(1)
        with other.page.expect_download() as waiting:
            other.button("Unduh draf").click()
        assert waiting.value.suggested_filename == f"draf-{SEED}.yml"
        other.button("Lanjutkan draf").click()
        assert other.text == "nama: x"
        other.page.close()

    def test_going_at_once_keeps_the_draft(self, desk: Desk) -> None:
        desk.field(WAKTU).fill("77 menit")
        kept = desk.page.evaluate(
            "async () => { const { sheet } = SopSunting; while (sheet.answered !== sheet.states[sheet.place].version)"
            " await new Promise((done) => setTimeout(done)); dispatchEvent(new Event('pagehide'));"
            " return Object.values(localStorage).join(); }"
        )
        assert "77 menit" in kept

    def test_a_draft_taken_up_in_two_tabs_is_two(self, desk: Desk) -> None:
        """Each goes on under a name of its own, so that neither writes over the other."""
        desk.field(WAKTU).fill("10 menit")
        desk.page.wait_for_function(f"() => {DRAFTS}.length === 1")
        other = Desk(desk.page.context.new_page(), desk.base).open()
        other.button("Lanjutkan draf").click()
        other.settle()
        other.page.wait_for_timeout(500)
        assert other.page.evaluate(f"{DRAFTS}.length") == 1
        other.field("Langkah 2: waktu").fill("20 menit")
        other.settle()
        other.page.wait_for_timeout(500)
        desk.field(WAKTU).fill("11 menit")
        desk.page.wait_for_function(f"() => {DRAFTS}.length === 2")
        kept = desk.page.evaluate(f"{DRAFTS}.map((key) => JSON.parse(localStorage[key]).text).join()")
        assert "waktu: 20 menit" in kept
        assert "waktu: 11 menit" in kept
        other.page.close()


def test_a_file_whose_published_text_is_gone_is_no_new_sop(base: str, browser: Browser, tmp_path: Path) -> None:
    """A site built anew while the page was open, or a broken connection: it is said, and nothing is begun."""
    page = browser.new_page()
    page.goto(f"{base}/sunting/")
    expect(page.locator(".sop-s-pilihan li").first).to_be_visible()
    page.route(f"**/{SEED}.json", lambda route: route.fulfill(status=404, body=""))
    file = tmp_path / f"{SEED}.yml"
    file.write_text("nama: Pelaporan\n", "utf-8")
    page.set_input_files("#sop-s-berkas", file)
    expect(page.locator(".sop-s-sebab")).to_have_text(
        f"Berkas {SEED}.yml belum dapat dibuka ({SEED}.json: 404). Muat ulang halaman ini, lalu buka lagi."
    )
    page.unroute(f"**/{SEED}.json")
    page.set_input_files("#sop-s-berkas", [])
    page.set_input_files("#sop-s-berkas", file)
    expect(page.locator("h1")).to_have_text("Sunting: Pelaporan Kinerja Kementerian")
    expect(page.locator(".sop-s-sebab")).not_to_be_visible()
    page.close()


def test_an_opened_file_is_a_draft_once_it_is_read(base: str, browser: Browser, tmp_path: Path) -> None:
    """Not before: what would be kept is the published text, and the page would say that the file is safe."""
    page = browser.new_page()
    held: list[Route] = []
    page.route("**/sop.zip", lambda route: held.append(route) if not held else route.continue_())
    page.goto(f"{base}/sunting/")
    expect(page.locator(".sop-s-pilihan li").first).to_be_visible()
    file = tmp_path / f"{SEED}.yml"
    file.write_text("nama: Dari komputer\n", "utf-8")
    page.set_input_files("#sop-s-berkas", file)
    expect(page.locator(".sop-s-keadaan")).to_have_text("Memuat pemeriksa …")
    page.wait_for_timeout(600)
    assert page.evaluate(f"{DRAFTS}.length") == 0
    expect(page.locator(".sop-s-keadaan")).to_have_text("Memuat pemeriksa …")
    held[0].continue_()
    page.wait_for_function(f"() => {DRAFTS}.length === 1")
    assert "nama: Dari komputer" in page.evaluate(f"localStorage[{DRAFTS}[0]]")
    page.close()


def test_python_that_answers_nothing_any_more_is_said_to_have_stopped(base: str, browser: Browser) -> None:
    """Else somebody types on for an hour into a form that keeps nothing; who closes it then is asked."""
    page = browser.new_page()
    fatal = "((sent) => { if (sent.includes('30 menit')) throw Object.assign(new Error('memori'), { pyodide_fatal_error: true }); return desk.handle(sent); })(request)"

    def spoil(route: Route) -> None:
        route.fulfill(response=(told := route.fetch()), body=told.text().replace("desk.handle(request)", fatal))

    page.route("**/inti.js", spoil)
    desk = Desk(page, base).open()
    # In one go: the second stops the checker before anything of the first has been said to be the last.
    page.evaluate("""() => [["nama", "Sebelum berhenti"], ["langkah/0/waktu", "30 menit"]].forEach(([path, text]) =>
        SopSunting.sheet.change({ op: "text", path: path.split("/").map((step) => (/^[0-9]+$/.test(step) ? Number(step) : step)), text }, { what: path }))""")
    expect(page.locator(".sop-s-sebab")).to_contain_text("Pemeriksa berhenti: memori.", timeout=10000)
    assert page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    expect(page.get_by_role("button", name="Muat ulang")).to_be_focused()
    page.unroute("**/inti.js")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Muat ulang").click()
    page.get_by_role("button", name="Lanjutkan draf").click()
    expect(desk.field("NAMA SOP")).to_have_value("Sebelum berhenti")
    page.close()
