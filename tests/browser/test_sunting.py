"""The page /sunting/, as somebody who knows Word uses it: mouse, keyboard, what stands in the file afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Route, expect
from support.browser import Watch, launch, serve, settling
from support.sunting import SEED, Desk

from sop_catalog.site.pyodide_bundle import find_bundle


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    assert find_bundle(), "modul halaman sunting belum dibuat dari sumber ini; jalankan `make pyodide`"
    with serve(site) as address:
        yield address


@pytest.fixture(scope="module")
def started(base: str) -> Iterator[tuple[Desk, Watch, list[str]]]:
    """One page for all tests of this file; its Python was held back until somebody had typed."""
    with launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        watch = Watch(page, base)
        desk = Desk(page, base)
        held: list[Route] = []

        def hold(route: Route) -> None:
            if held:
                route.continue_()
            else:
                held.append(route)

        page.route("**/sop.zip", hold)
        desk.open(ready=False)
        desk.field("Langkah 1: waktu").fill("30 menit")
        desk.cell(12, 2).click()
        early = [desk.field("Langkah 1: waktu").input_value(), desk.cell(12, 2).get_attribute("aria-pressed") or ""]
        for route in held:
            route.continue_()
        page.wait_for_selector("[data-siap=periksa]")
        early += desk.changes()
        yield desk, watch, early
        watch.assert_clean()


@pytest.fixture
def desk(started: tuple[Desk, Watch, list[str]]) -> Desk:
    started[0].fresh()
    return started[0]


def test_it_can_be_typed_into_before_python_is_there(started: tuple[Desk, Watch, list[str]]) -> None:
    assert started[2] == [
        "30 menit",
        "true",
        "-    waktu: menit",
        "+    waktu: 30 menit",
        "-  - pelaksana: sekjen",
        "+  - pelaksana: kabag",
    ]


class TestPerformers:
    def test_a_click_sets_another_takes_away(self, desk: Desk) -> None:
        desk.cell(12, 3).click()
        assert desk.changes() == ["-  - pelaksana: sekjen", "+  - pelaksana: karo"]
        desk.cell(12, 3).click()
        assert desk.changes() == ["-  - pelaksana: sekjen", "+  - pelaksana:"]
        expect(desk.page.locator("#langkah-12 .sop-s-galat")).not_to_have_count(0)

    def test_shift_is_for_together(self, desk: Desk) -> None:
        desk.cell(12, 3).click(modifiers=["Shift"])
        assert desk.changes() == ["-  - pelaksana: sekjen", "+  - pelaksana: [sekjen, karo]"]
        expect(desk.cell(12, 3)).to_have_attribute("aria-label", "Langkah 12, Karo: bersama")

    @pytest.mark.parametrize(
        ("way", "written"),
        [
            ("Bersama", ["+  - pelaksana: [sekjen, karo]"]),
            ("Berurutan", ["+  - pelaksana: sekjen > karo"]),
            ("Jalan sendiri", ["+  - simbol:", "+      - pelaksana: sekjen", "+      - {pelaksana: karo}"]),
        ],
    )
    def test_the_bar_says_how_a_click_is_meant(self, desk: Desk, way: str, written: list[str]) -> None:
        desk.page.get_by_label(way, exact=True).check()
        desk.cell(12, 3).click()
        assert desk.changes()[0] == "-  - pelaksana: sekjen"
        assert [line for line in desk.changes() if line.startswith("+")][: len(written)] == written
        desk.page.get_by_label("Ganti pelaksana", exact=True).check()

    @pytest.mark.parametrize(("first", "second"), [("Bersama", "Berurutan"), ("Berurutan", "Bersama")])
    def test_a_click_takes_nobody_away_who_was_not_clicked_at(self, desk: Desk, first: str, second: str) -> None:
        """A row has performers together or one after another: what cannot be both is said."""
        for way, column in ((first, 3), (second, 2)):
            desk.page.get_by_label(way, exact=True).check()
            desk.cell(12, column).click()
        desk.page.get_by_label("Ganti pelaksana", exact=True).check()
        written = {"Bersama": "[sekjen, karo]", "Berurutan": "sekjen > karo"}[first]
        assert desk.changes() == ["-  - pelaksana: sekjen", f"+  - pelaksana: {written}"]
        expect(desk.page.locator(".sop-s-kabar-inti")).to_contain_text("tidak dapat dicampur")

    def test_arrows_go_from_cell_to_cell(self, desk: Desk) -> None:
        desk.cell(12, 3).focus()
        desk.page.keyboard.press("ArrowRight")
        desk.page.keyboard.press("ArrowDown")
        assert desk.focused.startswith("Langkah 13, Sekjen")
        desk.page.keyboard.press("ArrowRight")
        desk.page.keyboard.press("Space")
        desk.settle()
        assert desk.focused.startswith("Langkah 13, Menteri")
        assert desk.changes() == ["-  - pelaksana: karo", "+  - pelaksana: menteri"]


class TestPeople:
    def test_somebody_signs_as_well(self, desk: Desk) -> None:
        desk.button("Tambah orang: DISAHKAN OLEH").click()
        assert desk.focused == "DISAHKAN OLEH 2: Jabatan"
        assert desk.changes() == []
        desk.page.keyboard.type("Kepala Biro Umum")
        desk.page.get_by_text("Nama, pangkat, NIP", exact=True).nth(1).click()
        desk.field("DISAHKAN OLEH 2: Nama").fill("Sri Rahayu")
        people = desk.state("form.isian.disahkan_oleh")
        assert (len(people), people[1]) == (2, {"jabatan": "Kepala Biro Umum", "nama": "Sri Rahayu"})
        desk.button("Naikkan orang: DISAHKAN OLEH").last.click()
        assert desk.focused == "DISAHKAN OLEH 1: Jabatan"
        assert desk.state("form.isian.disahkan_oleh") == people[::-1]
        desk.button("Hapus orang: DISAHKAN OLEH").first.click()
        assert desk.state("form.isian.disahkan_oleh") == people[:1]
        expect(desk.button("Hapus orang: DISAHKAN OLEH")).to_be_hidden()

    def test_the_first_one_is_the_blank_one_that_stands_there(self, desk: Desk) -> None:
        desk.field("DISAHKAN OLEH: Jabatan").fill("")
        desk.button("Tambah orang: DISAHKAN OLEH").press("Enter")
        desk.page.keyboard.type("Kepala Biro Umum")
        assert (desk.state("form.isian.disahkan_oleh"), desk.focused) == ("Kepala Biro Umum", "DISAHKAN OLEH: Jabatan")


class TestBranches:
    def test_the_number_of_a_target_is_never_cut(self, desk: Desk) -> None:
        """Ten and one are told apart: in the narrow column of seven performers too."""
        cut = desk.page.evaluate(
            """() => { const pen = document.createElement("canvas").getContext("2d");
              return [...document.querySelectorAll(".sop-s-tujuan")].filter((select) => {
                pen.font = getComputedStyle(select).font;
                const number = select.selectedOptions[0].textContent.match(/^Langkah \\d+/);
                return number && pen.measureText(number[0]).width > select.clientWidth - 28; // the arrow's place
              }).map((select) => select.getAttribute("aria-label")); }"""
        )
        assert cut == []

    def test_a_step_becomes_a_decision_and_its_targets_are_chosen(self, desk: Desk) -> None:
        desk.button("Langkah 5: Jadikan keputusan").click()
        assert desk.changes() == ["+    jika_tidak: kabag"]
        desk.field("Langkah 5: Tidak ke").select_option(
            label="Langkah 1: mengajukan usulan Pelaporan Kinerja Kementerian kepada Kabag"
        )
        assert desk.changes() == ["+    jika_tidak: kasubag"]
        desk.button("Langkah 5: Ya ke, tunjuk barisnya").click()
        desk.button("Langkah 8: pilih sebagai tujuan").click()
        assert desk.changes() == ["+    jika_ya: 8", "+    jika_tidak: kasubag"]
        desk.button("Langkah 5: Bukan keputusan").click()
        assert desk.changes() == []

    def test_pointing_can_be_called_off(self, desk: Desk) -> None:
        desk.button("Langkah 2: Ya ke, tunjuk barisnya").click()
        desk.page.keyboard.press("Escape")
        assert desk.focused == "Langkah 2: Ya ke, tunjuk barisnya"
        expect(desk.button("Langkah 8: pilih sebagai tujuan")).to_be_hidden()

    def test_branches_have_names_of_their_own(self, desk: Desk) -> None:
        desk.button("Langkah 2: + Cabang").click()
        desk.settle()
        desk.page.keyboard.type("Tunda")
        desk.settle()
        assert [way["label"] for way in desk.state("form.baris[1].simbol[0].arah")] == ["Ya", "Tidak", "Tunda"]
        assert "jika: {" in desk.text or "jika:\n" in desk.text


class TestRows:
    def test_the_cells_of_a_new_row_wait_for_a_click(self, desk: Desk) -> None:
        """Paper says of such a row that its performer cannot be read; here nobody has chosen one yet."""
        desk.button("Langkah 5: sisipkan baris di bawahnya").click()
        desk.page.keyboard.type("Mencatat")
        desk.settle()
        row = desk.page.locator("#langkah-6")
        expect(row).to_contain_text("selnya di bawah kolom pelaksana")
        expect(row.locator(".sop-tak-terbaca")).to_have_count(0)
        expect(row.locator(".sop-sel-gabung")).to_have_count(0)
        desk.button("Langkah 6: menu baris").click()
        desk.choose("Pelaksana tidak terbaca pada naskah")
        expect(row.locator(".sop-tak-terbaca")).to_have_text("pelaksana tidak terbaca")

    def test_targets_survive_moves_copies_and_removals(self, desk: Desk) -> None:
        ways = "form.baris.map((row) => row.simbol.flatMap((symbol) => symbol.arah.map((way) => way.ke)))"
        before = desk.state(ways)
        desk.button("Langkah 1: sisipkan baris di bawahnya").click()
        desk.settle()
        assert desk.focused == "Langkah 2: kegiatan"

        def shifted(way: object) -> object:
            return [way[0] + 1, way[1]] if isinstance(way, list) and way[0] >= 1 else way

        after = desk.state(ways)
        assert after[2:] == [[shifted(way) for way in row] for row in before[1:]]
        desk.page.keyboard.press("Control+z")
        desk.settle()
        assert desk.changes() == []

    def test_alt_and_arrows_move_a_row_and_the_focus_with_it(self, desk: Desk) -> None:
        kegiatan = desk.field("Langkah 5: kegiatan").input_value()
        desk.field("Langkah 5: kegiatan").focus()
        desk.page.keyboard.press("Alt+ArrowUp")
        desk.settle()
        assert desk.focused == "Langkah 4: kegiatan"
        assert desk.field("Langkah 4: kegiatan").input_value() == kegiatan
        desk.page.keyboard.press("Alt+ArrowDown")
        assert desk.changes() == []

    def test_a_row_is_dragged(self, desk: Desk) -> None:
        grip = desk.button("Langkah 2: seret ke baris lain")
        grip.scroll_into_view_if_needed()
        start, end = grip.bounding_box(), desk.page.locator("#langkah-3").bounding_box()
        assert start
        assert end
        moved = desk.field("Langkah 2: kegiatan").input_value()
        desk.page.mouse.move(start["x"] + 8, start["y"] + 8)
        desk.page.mouse.down()
        desk.page.mouse.move(start["x"] + 8, end["y"] + end["height"] - 4, steps=5)
        desk.page.mouse.up()
        desk.settle()
        assert desk.field("Langkah 3: kegiatan").input_value() == moved

    def test_the_pointer_may_rest_on_a_row_that_goes(self, desk: Desk) -> None:
        faults: list[str] = []
        desk.page.on("pageerror", lambda error: faults.append(str(error)))
        desk.button("+ Tambah langkah").click()
        desk.cell(17, 2).hover()
        desk.page.keyboard.press("Control+z")
        desk.settle()
        desk.page.mouse.move(5, 5)
        desk.cell(6, 2).hover()
        assert desk.page.locator(".sop-sorot").count() == 1
        assert faults == []

    def test_a_row_is_copied_removed_and_brought_back(self, desk: Desk) -> None:
        count = desk.state("form.baris.length")
        desk.button("Langkah 4: menu baris").click()
        desk.choose("Salin baris ini")
        assert desk.state("form.baris.length") == count + 1
        assert desk.field("Langkah 5: kegiatan").input_value() == desk.field("Langkah 4: kegiatan").input_value()
        desk.button("Langkah 5: menu baris").click()
        desk.choose("Hapus baris ini")
        assert desk.changes() == []

    def test_where_a_code_would_mean_another_step_it_is_said(self, desk: Desk) -> None:
        """`jika_tidak: kasubag` means the nearest row of the kasubag above: a row of his in between would catch it."""
        desk.button("Langkah 1: sisipkan baris di bawahnya").click()
        desk.cell(2, 1).click()
        desk.settle()
        expect(desk.page.locator(".sop-s-kabar-inti")).to_contain_text(
            "Tidak pada langkah 3 tetap ke langkah 1, walaupun langkah Kasubag yang terdekat sebelumnya kini langkah 2."
        )
        desk.button("Arahkan ke langkah 2").click()
        desk.settle()
        assert desk.state("form.baris[2].simbol[0].arah[1].ke") == [1, 0]

    def test_a_cell_is_one_with_the_row_above_and_apart_again(self, desk: Desk) -> None:
        desk.button("Langkah 2: menu baris").click()
        desk.choose("Satukan sel Waktu dengan baris di atas")
        assert [line for line in desk.changes() if line.startswith("+")] == ["+    waktu: ^"]
        desk.page.keyboard.press("Control+z")
        assert desk.changes() == []
        desk.button("Langkah 2: menu baris").click()
        desk.choose("Satukan sel Waktu dengan baris di atas")
        desk.page.locator("#langkah-2 .sop-s-gabung:visible").click()
        assert not any("^" in line for line in desk.changes())


class TestColumns:
    def test_in_the_list_of_columns_the_focus_stays_there(self, desk: Desk) -> None:
        """On a narrow screen the head of the table, where it went, is out of sight."""
        page = desk.page
        panel = page.locator(".sop-s-kolom-kolom")
        panel.locator("summary").click()
        for name, after in (("Tim", "Fungsional Umum"), ("Fungsional Umum", "Menteri")):
            desk.button(f"Kolom {name}: hapus").click()
            desk.settle()
            assert desk.focused == f"Kolom {after}: hapus"
        panel.locator("summary").click()

    def test_the_heads_of_seven_performers_stay_in_view(self, desk: Desk) -> None:
        """On a screen of 1280: twenty rows down one sees whose column it is that he clicks."""
        desk.page.locator("#langkah-12").scroll_into_view_if_needed()
        bar, head = (
            desk.page.locator(".sop-s-bilah").bounding_box(),
            desk.page.locator(".sop-s-tabel thead").bounding_box(),
        )
        assert bar
        assert head
        assert abs(head["y"] - (bar["y"] + bar["height"])) < 4
        assert head["x"] + head["width"] <= 1280
        desk.field("Judul kolom pelaksana 1").fill("Pelaksana " * 40)
        desk.settle()
        expect(desk.page.locator(".sop-s-gulung")).not_to_have_class(re.compile("sop-muat"))

    def test_a_column_is_added_named_moved_and_removed(self, desk: Desk) -> None:
        desk.button("Tambah kolom pelaksana").click()
        desk.page.keyboard.type("Pengelola Arsip")
        desk.page.keyboard.press("Tab")
        assert desk.changes() == ["+  pengelola: Pengelola Arsip"]
        desk.button("Menu kolom Pengelola Arsip").click()
        desk.choose("Geser ke kiri")
        assert desk.state("form.kolom.map(({judul}) => judul)")[-2:] == ["Pengelola Arsip", "Fungsional Umum"]
        desk.button("Menu kolom Pengelola Arsip").click()
        desk.choose("Hapus kolom ini")
        assert desk.changes() == []

    def test_a_new_title_leaves_the_steps_alone(self, desk: Desk) -> None:
        desk.field("Judul kolom pelaksana 1").fill("Kepala Subbagian")
        assert desk.changes() == ["-  kasubag: Kasubag", "+  kasubag: Kepala Subbagian"]

    def test_two_columns_stand_under_one_title(self, desk: Desk) -> None:
        desk.page.once("dialog", lambda dialog: dialog.accept("Biro Perencanaan"))
        desk.button("Menu kolom Kabag").click()
        desk.choose("Satukan dengan kolom di kanan dalam satu grup …")
        assert [line for line in desk.changes() if line.startswith("+")] == [
            "+  Biro Perencanaan:",
            "+    kabag: Kabag",
            "+    karo: Karo",
        ]
        desk.button("Menu kolom Kabag").click()
        desk.choose("Keluarkan dari grup")
        assert [column["grup"] for column in desk.state("form.kolom")][1:3] == ["", "Biro Perencanaan"]
        desk.button("Menu kolom Karo").click()
        desk.choose("Keluarkan dari grup")
        assert desk.changes() == []

    def test_what_concerns_a_column_stands_with_the_list_of_the_columns(self, desk: Desk) -> None:
        """The head stays in view: a sentence in a column, word below word, made it as high as the window."""
        high = desk.page.locator(".sop-s-tabel thead").evaluate("head => head.offsetHeight")
        desk.field("Judul kolom pelaksana 1").fill("Pengelola Ruang Rapat")
        desk.settle()
        assert desk.page.locator(".sop-s-tabel thead").evaluate("head => head.offsetHeight") < high + 60
        expect(desk.page.locator("th.sop-peran").first).to_contain_text("belum terdaftar")
        expect(desk.page.locator("th.sop-peran .sop-s-pesan")).to_have_count(0)
        expect(desk.page.locator(".sop-s-kolom-kolom > summary")).to_have_text("Kolom pelaksana (7) · 1 saran")
        summary = desk.page.locator(".sop-s-panel-temuan summary")
        summary.click()
        desk.page.get_by_role("button", name="saran: jabatan Pengelola Ruang Rapat belum terdaftar", exact=True).click()
        assert desk.focused == "Judul kolom 1"
        note = desk.page.locator("[data-kolom] .sop-s-pesan")
        expect(note).to_contain_text("Boleh dibiarkan; pengelola katalog yang mendaftarkannya.")
        summary.click()
        desk.page.locator(".sop-s-kolom-kolom > summary").click()

    def test_a_title_is_picked_from_the_register(self, desk: Desk) -> None:
        desk.button("Tambah kolom pelaksana").click()
        desk.page.keyboard.type("menteri")
        options = desk.page.get_by_role("option")
        expect(options.first).to_be_visible()
        wanted = options.first.inner_text().splitlines()[0]
        desk.page.keyboard.press("ArrowDown")
        desk.page.keyboard.press("Enter")
        desk.page.keyboard.press("Tab")
        assert desk.state("form.kolom")[-1]["judul"] == wanted
        assert desk.changes()[0].endswith(f": {wanted}")


class TestPaste:
    """Rows out of Word or Excel."""

    TABLE = """<meta charset="utf-8"><table>
      <tr><td rowspan="2">No</td><td rowspan="2">Kegiatan</td><td colspan="2">Pelaksana</td><td colspan="3">Mutu Baku</td></tr>
      <tr><td>Kasubag</td><td>Juru Arsip</td><td>Kelengkapan</td><td>Waktu</td><td>Output</td></tr>
      <tr><td>1</td><td><p>Menyusun daftar arsip</p></td><td>v</td><td></td><td>Berkas</td><td>30 menit</td><td>Daftar</td></tr>
      <tr><td>2</td><td>Menata arsip</td><td></td><td>v</td><td>Daftar</td><td>entah</td><td>Arsip</td></tr></table>"""

    def paste(self, desk: Desk, kind: str, text: str) -> None:
        desk.button("Tempel baris dari Word atau Excel").click()
        desk.page.get_by_label("Tempel baris tabel di sini").evaluate(
            "(area, [kind, text]) => { const data = new DataTransfer(); data.setData(kind, text);"
            " area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }",
            [kind, text],
        )

    def test_a_table_of_word_becomes_steps_with_its_columns(self, desk: Desk) -> None:
        self.paste(desk, "text/html", self.TABLE)
        dialog = desk.page.get_by_role("dialog")
        expect(dialog).to_contain_text("Terbaca 2 baris")
        desk.button("Sisipkan 2 baris").click()
        assert desk.state("form.kolom")[-1]["judul"] == "Juru Arsip"
        added = "\n".join(line[1:] for line in desk.changes() if line.startswith("+"))
        assert "  - pelaksana: kasubag\n    kegiatan: Menyusun daftar arsip\n" in added
        assert "    kelengkapan: Berkas\n    waktu: 30 menit\n    output: Daftar" in added
        assert "    kegiatan: Menata arsip" in added
        assert desk.focused == "Langkah 17: kegiatan"
        desk.page.keyboard.press("Control+z")
        assert desk.changes() == []

    def test_joined_cells_and_lists_of_word_stay_what_they_are(self, desk: Desk) -> None:
        table = """<table><tr><td>No</td><td>Kegiatan</td><td>Pelaksana</td><td>Kelengkapan</td><td>Waktu</td><td>Output</td><td>Ket</td></tr>
          <tr><td>1</td><td>Menghubungi PT. Maju</td><td rowspan=2>Kabag</td><td rowspan=2>Surat</td><td>1 jam</td><td>Janji</td><td></td></tr>
          <tr><td>2</td><td><p>Memeriksa:</p><p>a. akta</p><p>b. izin</p></td><td>2 jam</td><td>Berkas</td><td>teliti</td></tr></table>"""
        self.paste(desk, "text/html", table)
        dialog = desk.page.get_by_role("dialog")
        expect(dialog.locator("tbody tr").nth(1)).to_contain_text("″")
        expect(dialog.locator("tbody tr").nth(1)).to_contain_text("teliti")
        desk.button("Sisipkan 2 baris").click()
        added = "\n".join(line[1:] for line in desk.changes() if line.startswith("+"))
        assert "  - pelaksana: kabag\n    kegiatan: Menghubungi PT. Maju\n    kelengkapan: Surat\n" in added
        assert "    kegiatan: |\n      Memeriksa:\n      a. akta\n      b. izin\n    kelengkapan: ^\n" in added.replace(
            "|-\n", "|\n"
        )
        assert desk.state("form.baris[17].gabung") == {"kelengkapan": 17}
        assert desk.state("findings.filter(({ tingkat }) => tingkat === 'galat')") == []

    def test_a_column_of_names_says_who_does_it(self, desk: Desk) -> None:
        rows = ("No\tKegiatan\tPelaksana", "1\tMenerima\tKabag", "2\tMencatat\tStaf TU, Kabag")
        self.paste(desk, "text/plain", "\r\n".join(rows))
        dialog = desk.page.get_by_role("dialog")
        expect(dialog.locator("tbody tr").nth(1)).to_contain_text("Staf TU, Kabag")
        expect(dialog.locator(".sop-s-ragu")).to_contain_text("Kolom pelaksana “Staf TU” belum ada")
        desk.button("Sisipkan 2 baris").click()
        assert desk.state("form.kolom")[-1]["judul"] == "Staf TU"
        assert {"+  - pelaksana: kabag", "+  - pelaksana: [staf, kabag]"} <= set(desk.changes())

    def test_other_tables_that_were_copied_are_named(self, desk: Desk) -> None:
        """A form over two pages is two tables in Word: what is not read is said."""
        self.paste(desk, "text/html", self.TABLE + "<p>b</p><table><tr><td>3</td><td>Menutup arsip</td></tr></table>")
        dialog = desk.page.get_by_role("dialog")
        expect(dialog).to_contain_text("Terbaca 2 baris")
        expect(dialog.locator(".sop-s-ragu")).to_contain_text("Yang disalin memuat 2 tabel, dan hanya")

    def test_typing_below_a_pasted_table_leaves_it_whole(self, desk: Desk) -> None:
        """However long it is, and with the lines and joined cells that it has."""
        rows = "".join(f"<tr><td>{n}</td><td>Langkah {n} {'kata ' * 12}</td><td>Surat</td></tr>" for n in range(1, 60))
        table = f"<table><tr><td>No</td><td>Kegiatan</td><td>Kelengkapan</td></tr>{rows}<tr><td>60</td><td>Akhir</td><td>a<br>b</td></tr></table>"
        self.paste(desk, "text/html", table)
        dialog = desk.page.get_by_role("dialog")
        expect(dialog).to_contain_text("Terbaca 60 baris")
        area = desk.page.get_by_label("Tempel baris tabel di sini")
        area.press("Control+End")
        desk.page.keyboard.type("\n61\tTutup\tMap")
        expect(dialog).to_contain_text("Terbaca 61 baris")
        assert area.evaluate("(area) => area.value.endsWith('Map')")
        assert (
            desk.page.evaluate("document.querySelectorAll('dialog[open] tbody tr')[59].cells[3].textContent") == "a\nb"
        )

    def test_lines_of_excel_are_read_and_doubts_are_named(self, desk: Desk) -> None:
        self.paste(desk, "text/plain", '1\tMenerima surat\t10 menit\r\n2\t"Mencatat\nsurat"\tBupati Antah\r\n')
        dialog = desk.page.get_by_role("dialog")
        expect(dialog).to_contain_text("Terbaca 2 baris")
        expect(dialog.locator("tbody tr").first).to_contain_text("Menerima surat")
        expect(dialog.locator(".sop-s-ragu li")).not_to_have_count(0)
        desk.button("Batal").click()
        assert desk.focused == "Tempel baris dari Word atau Excel"
        assert desk.changes() == []


class TestLists:
    def test_a_click_into_a_box_goes_on_writing_there(self, desk: Desk) -> None:
        box = desk.page.get_by_role("region", name="PERINGATAN", exact=True)
        bounds = box.bounding_box()
        assert bounds
        box.click(position={"x": bounds["width"] - 12, "y": bounds["height"] - 8})
        assert desk.focused.startswith("PERINGATAN, butir ")

    def test_suggestions_stand_below_what_is_typed(self, desk: Desk) -> None:
        """On it nobody would see what he types."""
        desk.field("Tambah butir KETERKAITAN").click()
        desk.page.keyboard.type("surat masuk")
        for name in ("KETERKAITAN, butir 5", "DISAHKAN OLEH: Jabatan"):
            field = desk.field(name)
            if name.startswith("DISAHKAN"):
                field.fill("Kepala")
            shown = desk.page.locator(".sop-s-usul:visible").bounding_box()
            typed = field.bounding_box()
            assert shown
            assert typed
            assert shown["y"] >= typed["y"] + typed["height"] - 1
            assert shown["y"] < typed["y"] + typed["height"] + 30

    def test_an_sop_of_the_catalogue_is_picked(self, desk: Desk) -> None:
        desk.field("Tambah butir KETERKAITAN").click()
        desk.page.keyboard.type("surat masuk")
        desk.page.get_by_role("option", name="Penanganan Surat Masuk").click()
        assert desk.changes() == ["+  - SOP Penanganan Surat Masuk"]

    def test_enter_adds_and_backspace_joins(self, desk: Desk) -> None:
        item = desk.field("KETERKAITAN, butir 4")
        item.focus()
        desk.page.keyboard.press("End")
        desk.page.keyboard.press("Enter")
        desk.page.keyboard.type("SOP Baru")
        assert desk.changes() == ["+  - SOP Baru"]
        desk.page.keyboard.press("Home")
        desk.page.keyboard.press("Backspace")
        assert desk.changes() == ["-  - SOP Pendokumentasian", "+  - SOP Pendokumentasian SOP Baru"]

    def test_lines_pasted_over_what_is_chosen_take_its_place(self, desk: Desk) -> None:
        desk.field("KETERKAITAN, butir 2").select_text()
        desk.field("KETERKAITAN, butir 2").evaluate(
            "(area) => { const data = new DataTransfer(); data.setData('text/plain', '1. SOP Satu\\n2. SOP Dua');"
            " area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }"
        )
        assert desk.changes() == ["-  - SOP Pengumpulan Bahan", "+  - SOP Satu", "+  - SOP Dua"]
        assert desk.focused == "KETERKAITAN, butir 3"

    def test_one_text_becomes_a_list(self, desk: Desk) -> None:
        desk.field("Tambah butir PERINGATAN").click()
        desk.page.keyboard.type("Kedua")
        assert desk.changes() == [
            "-peringatan: Teliti kesesuaian setelah menuangkan dalam lembar pemeriksaan berkas",
            "+peringatan:",
            "+  - Teliti kesesuaian setelah menuangkan dalam lembar pemeriksaan berkas",
            "+  - Kedua",
        ]


class TestFindings:
    def test_a_finding_stands_at_its_field_and_the_summary_leads_there(self, desk: Desk) -> None:
        desk.field("Langkah 1: kegiatan").fill("")
        desk.settle()
        cell = desk.page.locator("[data-jalur='langkah/0/kegiatan']")
        note = cell.locator(".sop-s-pesan.sop-s-galat")
        expect(note).to_contain_text("SOP204")
        expect(note).to_contain_text("Isi di sini, atau tulis tidak terbaca")
        expect(note.get_by_role("button")).to_have_count(0)
        expect(desk.field("Langkah 1: kegiatan")).to_have_attribute("aria-invalid", "true")
        panel = desk.page.locator(".sop-s-panel-temuan")
        panel.locator("summary").click()
        panel.locator("li.sop-s-galat button").first.click()
        assert desk.focused == "Langkah 1: kegiatan"
        panel.locator("summary").click()

    def test_in_a_narrow_cell_it_stands_below_what_is_done(self, desk: Desk) -> None:
        """One word below the other nobody reads: a finding is never much higher than wide."""
        desk.field("Langkah 2: waktu").fill("xx menit")
        desk.settle()
        note = desk.page.locator("#langkah-2 .sop-kegiatan-teks .sop-s-pesan.sop-s-peringatan")
        expect(note).to_contain_text("peringatan, waktu: ")
        box = note.bounding_box()
        assert box
        assert box["height"] < 1.5 * box["width"]
        said = desk.field("Langkah 2: waktu").get_attribute("aria-describedby")
        expect(desk.page.locator(f"#{said}")).to_contain_text("SOP207")

    def test_a_fix_is_one_click(self, desk: Desk) -> None:
        desk.page.locator("#langkah-4 .sop-s-perbaiki").click()
        assert desk.changes() == [
            "-    kegiatan: Kabag memerintahkan Kasubbag untuk membentuk Tim Penyusunan.",
            "+    kegiatan: Memerintahkan Kasubbag untuk membentuk Tim Penyusunan.",
        ]


class TestTabs:
    def test_a_tab_begins_at_its_top_and_is_found_again_where_it_was_left(self, desk: Desk) -> None:
        desk.page.locator("#langkah-12").scroll_into_view_if_needed()
        left = desk.page.evaluate("scrollY")
        desk.tab("Cetak")
        expect(desk.page.locator(".sop-s-catatan-tab").first).to_contain_text("lembar")
        bar, button = desk.page.locator(".sop-s-bilah").bounding_box(), desk.button("Cetak").bounding_box()
        assert bar
        assert button
        assert button["y"] >= bar["y"] + bar["height"]
        desk.tab("Formulir")
        assert desk.page.evaluate("scrollY") == left

    def test_the_search_of_the_site_lies_above_the_bar(self, desk: Desk) -> None:
        desk.page.locator("#langkah-3").scroll_into_view_if_needed()
        desk.page.locator(".md-search__input").click()
        desk.page.keyboard.type("kepala")
        expect(desk.page.locator(".md-search__output")).to_be_visible()
        covered = desk.page.locator(".md-search__output").evaluate(
            "out => { const give = document.querySelector('.sop-s-bilah .sop-s-utama').getBoundingClientRect();"
            " const top = document.elementFromPoint(give.x + 5, give.y + 5); return !top.closest('.sop-s-bilah'); }"
        )
        desk.page.keyboard.press("Escape")
        desk.page.keyboard.press("Escape")
        assert covered

    def test_the_paper_is_what_will_be_printed(self, desk: Desk) -> None:
        desk.field("Langkah 1: waktu").fill("45 menit")
        panel = desk.tab("Cetak")
        expect(panel.locator(".sop-s-catatan-tab")).to_contain_text("lembar, 297 × 210 mm")
        paper = desk.page.frame_locator(".sop-s-kertas")
        expect(paper.locator(".sop-s-lembar").first).to_contain_text("PRATINJAU SUNTINGAN")
        expect(paper.locator("td.sop-waktu").first).to_have_text("45 menit")
        # As wide as it will be on the sheet, not as on a screen.
        styled = paper.locator("article style").first.or_(paper.locator("style").first).inner_text()
        planned = float(re.search(r"\.sop-kol-kegiatan\{width:([\d.]+)mm", styled)[1])  # type: ignore[index]
        drawn = paper.locator("th:text-is('Kegiatan')").first.evaluate("cell => cell.offsetWidth")
        assert abs(drawn * 25.4 / 96 - planned) < 1

    def test_what_has_changed_is_said_as_in_a_review(self, desk: Desk) -> None:
        desk.field("Langkah 1: waktu").fill("45 menit")
        panel = desk.tab("Perubahan")
        expect(panel).to_contain_text("Langkah 1")
        expect(panel).to_contain_text("45 menit")
        expect(panel).to_contain_text("Substantif")

    def test_the_text_can_be_typed_into(self, desk: Desk) -> None:
        panel = desk.tab("YAML")
        area = panel.get_by_label("Teks berkas YAML")
        area.fill("\t" + desk.published)
        desk.settle()
        expect(desk.page.locator(".sop-s-kabar-inti")).to_contain_text("belum terbaca")
        area.fill(desk.published.replace("waktu: menit", "waktu: 3 hari", 1))
        desk.settle()
        desk.tab("Formulir")
        assert desk.field("Langkah 1: waktu").input_value() == "3 hari"


def test_without_a_forge_a_letter_goes_with_the_file(desk: Desk) -> None:
    desk.field("Langkah 1: waktu").fill("45 menit")
    desk.button("Serahkan").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Kirim kepada pengelola katalog")
    letter = desk.field("Teks surat").input_value()
    assert "Pelaporan Kinerja Kementerian" in letter
    assert "Langkah 1: waktu menit menjadi 45 menit" in letter
    mail = dialog.get_by_role("link", name="Buka program surel").get_attribute("href") or ""
    assert unquote(mail).startswith(
        "mailto:?subject=SOP Pelaporan Kinerja Kementerian&body=Yth. pengelola katalog SOP,"
    )
    with desk.page.expect_download() as waiting:
        dialog.get_by_role("button", name=f"Unduh {SEED}.yml").first.click()
    assert Path(waiting.value.path()).read_text("utf-8") == desk.text


class TestUndoAndDrafts:
    def test_undo_and_redo_have_no_end(self, desk: Desk) -> None:
        for number in range(1, 31):
            desk.cell(12, 1 + number % 7).click()
        last = desk.text
        for _ in range(30):
            desk.page.keyboard.press("Control+z")
        assert desk.changes() == []
        for _ in range(30):
            desk.page.keyboard.press("Control+y")
        assert desk.text == last

    def test_a_draft_is_kept_and_offered_again(self, desk: Desk) -> None:
        desk.field("Langkah 1: waktu").fill("99 menit")
        desk.settle()
        desk.page.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('sop-sunting:'))")
        again = Desk(desk.page.context.new_page(), desk.base)
        again.open(ready=False)
        expect(again.page.locator(".sop-s-draf")).to_contain_text("Ada draf dari")
        again.page.wait_for_selector("[data-siap=periksa]")
        again.button("Lanjutkan draf").click()
        assert again.changes() == ["-    waktu: menit", "+    waktu: 99 menit"]
        assert again.field("Langkah 1: waktu").input_value() == "99 menit"
        assert again.focused == "Sunting: Pelaporan Kinerja Kementerian"
        again.page.close()

    def test_a_draft_that_is_offered_is_not_written_over(self, desk: Desk) -> None:
        desk.page.evaluate("localStorage.clear()")
        page = desk.page.context.new_page()
        kept = "() => Object.keys(localStorage).filter((key) => key.startsWith('sop-sunting:')).length"
        for count, name in enumerate(["Satu", "Dua"], 1):
            new = Desk(page, desk.base).open("?baru")
            expect(page.locator(".sop-s-keadaan")).to_have_text("Belum ada perubahan")
            new.field("NAMA SOP").fill(name)
            page.wait_for_function(f"() => ({kept})() === {count}")
        Desk(page, desk.base).open("?baru")
        expect(page.locator(".sop-s-draf p")).to_contain_text(["Ada draf “Dua” dari", "Ada draf “Satu” dari"])
        page.get_by_role("button", name="Buang draf").first.click()
        expect(page.locator(".sop-s-draf p")).to_have_count(1)
        assert page.evaluate(kept) == 1
        page.close()


def test_other_pages_load_nothing_of_it(base: str) -> None:
    with launch() as browser:
        page = browser.new_page()
        watch = Watch(page, base)
        with settling(page):
            page.goto(f"{base}/sop/{SEED}/")
        assert [url for url in watch.requests if "/sunting/" in url] == []
        link = page.get_by_role("link", name="Ubah SOP ini")
        expect(link).to_have_attribute("href", f"../../sunting/?sop={SEED}")
