"""An SOP page as a reader sees it, in Chromium: table, swimlane, phone, no other host, a silent console."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route, expect
from support.axe import violations
from support.browser import Watch, launch, serve
from support.paths import ROOT, SOPS
from support.sites import MINIMAL_MKDOCS, SiteMaker, minimal_sop, run_mkdocs

from sop_catalog.catalog.load import load_catalog

SEED = "sop/pelaporan-kinerja-kementerian/"
DRAWN = ".sop-diagram[data-keadaan=tergambar]"


@pytest.mark.parametrize("width", [1280, 360])
def test_seed_000(site: Path, width: int) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": width, "height": 800})
        watch = Watch(page, base)
        page.goto(f"{base}/{SEED}")
        assert page.locator("tr.sop-langkah").count() == 16
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
        page.locator("#diagram").scroll_into_view_if_needed()
        if width < 720:
            over = page.evaluate(
                """() => [...document.querySelectorAll(".sop-langkah > :is(.sop-kelengkapan, .sop-waktu, .sop-output)")]
                    .filter((cell) => parseFloat(getComputedStyle(cell, "::before").width) > parseFloat(getComputedStyle(cell).paddingLeft))
                    .length"""
            )
            assert over == 0, "labels of a card lie over their values"
            page.get_by_role("button", name="Tampilkan sebagai gambar").click()
        drawing = page.locator(".sop-swimlane svg").first
        drawing.wait_for()
        lanes = page.locator(".sop-swimlane svg .swimlane-cluster, .sop-swimlane svg .cluster")
        assert lanes.count() == 7
        tops = page.evaluate(
            """() => [...document.querySelectorAll('.sop-swimlane svg .node')]
                .map(node => [parseInt(node.textContent), node.getBoundingClientRect().top])
                .filter(([number]) => number)"""
        )
        assert [number for number, _ in sorted(tops, key=lambda item: item[1])] == list(range(1, 17))
        watch.assert_clean()


def test_the_diagram_is_loaded_only_when_it_comes_into_view(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 700})
        watch = Watch(page, base)
        page.goto(f"{base}/{SEED}")
        page.wait_for_timeout(500)
        assert not [url for url in watch.requests if ".mjs" in url]
        page.locator("#diagram").scroll_into_view_if_needed()
        page.locator(".sop-swimlane svg").first.wait_for()
        assert [url for url in watch.requests if ".mjs" in url]


def test_without_javascript_the_place_of_the_diagram_holds_the_flow_as_text(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{base}/{SEED}")
        text = page.locator(".sop-swimlane").inner_text()
        assert "swimlane-beta" not in text
        assert "Alur sebagai teks" in text
        assert re.search(r"Kabag \(keputusan\): memeriksa usulan.*Ya → langkah 3; Tidak → langkah 1\.", text, re.DOTALL)


def test_on_a_phone_each_step_is_a_card_with_its_performer_and_links(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.goto(f"{base}/{SEED}")
        card = page.locator("#langkah-2")
        assert "Kabag: keputusan" in card.inner_text()
        card.get_by_role("link", name="langkah 1").click()
        assert page.url.endswith("#langkah-1")
        assert page.get_by_role("table", name=re.compile("Kegiatan, pelaksana")).count() == 1
        assert page.get_by_role("row").count() >= 16


JOINED = "sop/penanganan-surat-masuk/"


def test_on_a_phone_each_card_says_what_it_shares_with_the_one_above(site: Path) -> None:
    """HTML has one cell for several rows; without scripts that cell says for which."""
    sop = load_catalog(SOPS)[0].sops["penanganan-surat-masuk"]
    fields = ("kelengkapan", "waktu", "output")
    shared = [
        [step.nomor, field, f"(satu sel dengan langkah {step.cell_row(field)})"]
        for step in sop.langkah
        for field in fields
        if step.cell_row(field) != step.nomor
    ]
    copies = """() => [...document.querySelectorAll('.sop-sama, .sop-lanjutan')].map(cell => [
        Number(cell.parentNode.id.replace('langkah-', '')), cell.classList[0].replace('sop-', ''),
        cell.querySelector('.sop-ponsel').textContent, cell.checkVisibility()])"""
    order = "() => [...document.querySelectorAll('.sop-langkah')].map(row => [...row.children].slice(-4).map(cell => cell.classList[0]))"
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.goto(f"{base}/{JOINED}")
        assert shared
        assert sorted(page.evaluate(copies)) == sorted([*row, True] for row in shared)
        assert {tuple(name for name in row if name[4:] in fields) for row in page.evaluate(order)} == {
            tuple(f"sop-{field}" for field in fields)
        }
        for nomor, field, _ in shared:
            owner = sop.langkah[nomor - 1].cell_row(field)
            texts = [page.locator(f"#langkah-{row} .sop-{field} > span").inner_text() for row in (owner, nomor)]
            assert texts[0] == texts[1] != ""
        assert violations(page) == []
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.locator(".sop-sama").count() > 0
        expect(page.locator(".sop-sama:visible")).to_have_count(0)
        still = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
        still.goto(f"{base}/{JOINED}")
        said = still.locator(".sop-langkah td[rowspan] .sop-ponsel").first
        assert re.fullmatch(r"\(juga untuk langkah [0-9–]+\)", said.inner_text())


BROKEN_WORDS = """selector => [...document.querySelectorAll(selector)].flatMap(element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), broken = [];
    for (let node; (node = walker.nextNode());) {
        for (const { 0: word, index } of node.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
        }
    }
    return broken;
})"""
"""The words of elements that stand on more than one line."""


def test_activities_have_room_beside_many_performers(make_site: SiteMaker) -> None:
    many = [
        "nama: Ramai",
        "unit: biro-uji",
        "pelaksana:",
        *(f"  p{n}: Kepala Urusan {n}" for n in range(12)),
        "langkah:",
    ]
    for number in range(13):
        many += [
            f"  - pelaksana: p{number % 12}",
            "    kegiatan: Memeriksa kelengkapan permohonan dan mendokumentasikannya",
        ]
        many += ["    kelengkapan: Berkas permohonan", "    keterangan: SOP Pendokumentasian"]
    seed = (ROOT / "sops/biro-perencanaan/pelaporan-kinerja-kementerian.yml").read_text("utf-8")
    seed = seed.replace("unit: biro-perencanaan", "unit: biro-uji")
    folder = make_site({"sops/ramai.yml": "\n".join(many) + "\n", "sops/benih.yml": seed})
    assert run_mkdocs("build", folder=folder).returncode == 0
    with serve(folder / "site") as base, launch() as browser:
        for width in (768, 1024, 1280):
            page = browser.new_page(viewport={"width": width, "height": 800})
            for slug in ("ramai", "benih"):
                page.goto(f"{base}/sop/{slug}/")
                rem = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
                wide = page.locator(".sop-kegiatan-teks").first.evaluate("e => e.getBoundingClientRect().width") / rem
                assert wide >= 14 - 0.05, (width, slug)
                assert page.evaluate(BROKEN_WORDS, ".sop-kegiatan-teks, .sop-kelengkapan, .sop-keterangan") == [], (
                    width,
                    slug,
                )
                lanes = page.eval_on_selector_all(
                    ".sop-peran", "all => all.reduce((sum, e) => sum + e.getBoundingClientRect().width, 0)"
                )
                said = page.locator(".sop-kegiatan").evaluate(
                    "e => parseFloat(e.style.getPropertyValue('--sop-lajur'))"
                )
                assert lanes / rem == pytest.approx(said, abs=0.05), "the sum that the page says is the style sheet's"
                assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_sites_header_lies_above_the_tables_head(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{base}/{SEED}")
        assert page.locator(".sop-kegiatan thead").evaluate("e => getComputedStyle(e).position") == "sticky"
        page.evaluate("scrollBy(0, document.querySelector('.sop-kegiatan').getBoundingClientRect().bottom - 90)")
        assert page.locator(".sop-kegiatan thead").evaluate("e => e.getBoundingClientRect().top") < 40
        assert page.evaluate("document.elementFromPoint(300, 44).closest('header, thead').className").startswith(
            "md-header"
        )


def test_what_a_link_leads_to_stays_in_view_while_the_diagram_is_drawn(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 700})
        for anchor in ("terkait", "diagram"):
            page.goto(f"{base}/{SEED}")
            page.locator(f".sop-ringkas a[href='#{anchor}']").click()
            page.locator(DRAWN).wait_for()
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            top = page.locator(f"#{anchor}").evaluate("e => e.getBoundingClientRect().top")
            header = page.locator(".md-header").evaluate("e => e.getBoundingClientRect().bottom")
            assert header <= top < 200, anchor
        page.goto(f"{base}/{SEED}#terkait")
        page.mouse.wheel(0, -300)  # who scrolls is left alone
        while page.locator("#terkait").evaluate("e => e.getBoundingClientRect().top") <= 250:
            page.wait_for_timeout(20)
        page.locator(DRAWN).wait_for()
        assert page.locator("#terkait").evaluate("e => e.getBoundingClientRect().top") > 250


PHONE = {"width": 360, "height": 760}


def test_a_phone_shows_who_does_what_on_its_first_screen(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        page.goto(f"{base}/{SEED}")
        assert page.locator("#langkah-1").evaluate("e => e.getBoundingClientRect().bottom") < 760
        assert page.locator(".sop-jejak li:visible").all_inner_texts() == ["Biro Perencanaan dan Manajemen Kinerja"]
        page.get_by_role("link", name="Identitas").click()
        assert page.locator("#identitas").evaluate("e => e.getBoundingClientRect().top") >= 48
        borders = page.evaluate("""() => {
            const style = selector => getComputedStyle(document.querySelector(selector));
            return [style('.sop-identitas tr:nth-child(2) th').borderLeftWidth,
                    style('.sop-instansi').borderBottomWidth, style('.sop-identitas tr:first-child th').borderTopWidth];
        }""")
        assert borders == ["1px", "1px", "0px"]
        said = page.locator("#langkah-4 .sop-suara")
        assert said.text_content() == ": proses"
        assert said.evaluate("e => e.getBoundingClientRect().width") <= 1
        for width, media in ((1280, "screen"), (360, "print")):  # there the official order stands
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(media=media)  # type: ignore[arg-type]
            page.wait_for_function("""() => {
                const parts = [...document.querySelectorAll('.sop-identitas, .sop-kotak-kotak, .sop-kegiatan')];
                const tops = parts.map(part => part.getBoundingClientRect().top);
                return tops.length === 3 && tops.every((top, place) => !place || top >= tops[place - 1]);
            }""")
        quiet = browser.new_context(java_script_enabled=False, viewport=PHONE).new_page()  # type: ignore[arg-type]
        quiet.goto(f"{base}/{SEED}")
        for part in (".sop-identitas", "#dasar-hukum", "#langkah-16", ".sop-diagram-lipatan", "#terkait"):
            assert quiet.locator(part).is_visible()


def test_a_card_says_who_and_where_to_in_a_chip_and_signs(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        page.goto(f"{base}/{SEED}")
        words = page.locator("#langkah-9 .sop-teks")
        assert words.text_content() == "Karo: keputusan; Ya ke langkah 10, Tidak ke langkah 8"
        assert page.locator(".sop-diagram-lipatan").get_attribute("open") is None
        assert words.locator("b").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
        shown = words.evaluate("""words => [...words.childNodes].map(node => {
            if (node.nodeType === 3) return node.data;
            const after = getComputedStyle(node, '::after').content;
            const own = node.tagName === 'A' ? node.lastChild.data : getComputedStyle(node).fontSize === '0px' ? '' : node.textContent;
            return own + (after === 'none' ? '' : JSON.parse(after));
        }).join('').replaceAll('\u00a0', ' ')""")
        assert shown == "Karo Ya → 10 · Tidak → 8"
        assert words.locator("a span").first.evaluate("e => getComputedStyle(e).fontSize") == "0px"


def test_a_table_that_scrolls_says_so_and_its_head_stays(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        for width, is_told in ((768, True), (1280, False)):
            page = browser.new_page(viewport={"width": width, "height": 800})
            page.goto(f"{base}/{SEED}#langkah-12")
            scrolls = page.locator(".sop-gulung").evaluate("e => e.scrollWidth > e.clientWidth + 1")
            assert scrolls is is_told
            assert page.locator(".sop-geser").evaluate("e => e.getBoundingClientRect().height > 10") is is_told
            bar = page.locator(".md-header").evaluate("e => e.getBoundingClientRect().bottom")
            head = page.locator(".sop-kegiatan thead").evaluate("e => e.getBoundingClientRect().toJSON()")
            row = page.locator("#langkah-12").evaluate("e => e.getBoundingClientRect().top")
            assert bar - 1 <= head["top"] < bar + 40, width
            assert head["bottom"] - 1 <= row < 500, width


def test_the_logo_and_the_left_edge_stay_from_page_to_page(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        for width in (1280, 1920):
            page = browser.new_page(viewport={"width": width, "height": 900})
            places = set()
            for path in ("", SEED, "panduan-editor/", "peta/", "unit/", "jabatan/kabag/", "404.html"):
                page.goto(f"{base}/{path}")
                left = "e => Math.round(e.getBoundingClientRect().left)"
                places.add(
                    (page.locator(".md-header__button.md-logo").evaluate(left), page.locator("h1").first.evaluate(left))
                )
            assert len(places) == 1, (width, places)


def test_notes_on_the_source_are_read_in_lines_of_usual_length(make_site: SiteMaker) -> None:
    """No line longer than 100 letters, however wide the window; a file's name, and no folder of somebody's disk."""
    note = (
        r"Kolom waktu tidak terbaca pada D:\SOP lama\2019\biro\laporan kinerja.pdf maupun /home/rina/naskah/laporan.docx; "
        * 2
    )
    folder = make_site({"sops/a.yml": minimal_sop("Satu") + f"catatan_sumber:\n  - '{note.strip()}'\n"})
    assert run_mkdocs("build", folder=folder).returncode == 0
    with serve(folder / "site") as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1920, "height": 900})
        page.goto(f"{base}/sop/a/")
        item = page.locator(".sop-catatan li")
        text = item.inner_text()
        assert "laporan.docx" in text
        assert not re.search(r"home|naskah/|[\\/]2019", text), text
        style = "e => [e.getBoundingClientRect().width, parseFloat(getComputedStyle(e).fontSize)]"
        width, size = item.evaluate(style)
        assert width < 100 * 0.5 * size


def test_buttons_that_print_look_alike(site: Path) -> None:
    """Of the SOP, its monitoring form, a role's duties: one border, one padding, one colour."""
    style = (
        "e => { const s = getComputedStyle(e);"
        " return [s.borderTopWidth, s.borderTopStyle, s.paddingTop, s.paddingLeft, s.borderRadius, s.color, s.textDecorationLine]; }"
    )
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        looks: dict[str, list[str]] = {}
        for path in (SEED, "jabatan/kabag/", "monitoring/pembentukan-tim/"):
            page.goto(f"{base}/{path}")
            buttons = page.locator("button, a").filter(has_text=re.compile("^Cetak"))
            buttons.first.wait_for()
            for index in range(buttons.count()):
                looks[f"{path} {buttons.nth(index).inner_text()}"] = buttons.nth(index).evaluate(style)
        assert len(looks) >= 4
        assert len({tuple(look) for look in looks.values()}) == 1, looks


def test_a_phone_draws_when_it_is_asked_to(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        watch = Watch(page, base)
        page.goto(f"{base}/{SEED}#diagram")
        assert page.locator(".sop-alur-teks").is_hidden(), "the cards say it"
        page.get_by_text("Alur sebagai teks").click()
        assert page.locator(".sop-alur-teks").is_visible()
        button = page.get_by_role("button", name="Tampilkan sebagai gambar")
        button.wait_for()
        assert not [url for url in watch.requests if ".mjs" in url]
        button.click()
        page.locator(DRAWN).wait_for()
        first = page.locator(".sop-swimlane .node").filter(has_text="1. mengajukan").bounding_box()
        frame = page.locator(".sop-diagram-bingkai").bounding_box()
        assert first is not None
        assert frame is not None
        assert frame["x"] <= first["x"]
        assert first["x"] + first["width"] <= frame["x"] + frame["width"]
        watch.assert_clean()


def test_long_words_of_a_title_stay_whole_on_a_phone(make_site: SiteMaker) -> None:
    folder = make_site({"sops/a.yml": minimal_sop("Ketidakterselenggaraan Pertanggungjawaban")})
    assert run_mkdocs("build", folder=folder).returncode == 0
    with serve(folder / "site") as base, launch() as browser:
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        page.goto(f"{base}/sop/a/")
        assert page.evaluate(BROKEN_WORDS, "h1") == []


def test_words_of_lists_stay_whole(site: Path) -> None:
    """Heads and names of units are not broken for the sake of a narrow column: a table that is too wide scrolls."""
    with serve(site) as base, launch() as browser:
        for width in (768, 360):
            page = browser.new_page(viewport={"width": width, "height": 900})
            for path in ("jabatan/kabag/", "peninjauan/"):
                page.goto(f"{base}/{path}")
                assert page.evaluate(BROKEN_WORDS, ".sop-tugas thead th, .sop-lengkap :is(th, a)") == [], (path, width)


def test_headings_and_boxes_look_alike(site: Path) -> None:
    style = "e => [getComputedStyle(e).color, getComputedStyle(e).fontWeight, getComputedStyle(e).fontSize]"
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        heads = []
        for path in ("", SEED, "panduan-editor/", "404.html", "unit/"):
            page.goto(f"{base}/{path}")
            heads.append(page.locator("h1").first.evaluate(style))
        assert len({tuple(head) for head in heads}) == 1
        page.goto(f"{base}/{SEED}")
        assert page.locator("h2#kegiatan").evaluate(style) == page.locator("h2#diagram").evaluate(style)
        left = "e => { const r = document.createRange(); r.selectNodeContents(e); return Math.round(r.getBoundingClientRect().left); }"
        assert page.locator(".sop-keterkaitan li").first.evaluate(left) == page.locator(".sop-peringatan p").evaluate(
            left
        )


def test_a_wrong_address_below_a_folder_has_the_sites_style_and_finds(site: Path) -> None:
    """A site that was built without site_url, in a sub-folder of a server that sends its 404.html for whatever is not there."""

    def answer(route: Route) -> None:
        folder, _, path = urlsplit(route.request.url).path.lstrip("/").partition("/")
        file = site / path
        if folder == "katalog" and file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404, path=site / "404.html")

    with launch() as browser:
        page = browser.new_page()
        page.route("http://kantor.test/**", answer)
        page.goto("http://kantor.test/katalog/sop/pembentukan-tin/")
        page.get_by_role("link", name="Pembentukan Tim").first.wait_for()
        assert page.locator(".md-header").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(29, 63, 94)"
        link = page.get_by_role("link", name="Buka katalog SOP")
        assert link.get_attribute("href") == "/katalog/"
        page.locator("[data-sop-cari] input").fill("pendokumentasian")
        hit = page.locator("[data-sop-cari] [role=option]").first
        hit.wait_for()
        assert hit.evaluate("e => e.href") == "http://kantor.test/katalog/sop/pendokumentasian/"


def test_a_fence_in_docs_is_drawn_by_the_site_itself(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        watch = Watch(page, base)
        page.goto(f"{base}/pengembang/arsitektur/")
        page.locator(".sop-diagram").scroll_into_view_if_needed()
        page.locator(".sop-diagram svg").first.wait_for()
        watch.assert_clean()


def test_search_finds_a_number_part_and_a_word_of_a_step(site: Path) -> None:
    for query, slug in (
        ("101", "penyusunan-laporan-kinerja-dan-pengumpulan-data"),
        ("pemotretan", "pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan"),
    ):
        with serve(site) as base, launch() as browser:
            page = browser.new_page()
            watch = Watch(page, base)
            page.goto(base)
            page.locator("input.md-search__input").click()
            page.keyboard.type(query, delay=30)
            link = page.locator("a.sop-cari-hasil").first
            link.wait_for()
            assert slug in (link.get_attribute("href") or "")
            watch.assert_clean()


def test_the_offline_copy_works_from_a_folder(make_site: SiteMaker) -> None:
    """`offline: true`: opened by double click, links, styles and the diagram work from file://."""
    folder = make_site(mkdocs=MINIMAL_MKDOCS.replace("- sop_catalog\n", "- sop_catalog: {offline: true}\n"))
    result = run_mkdocs("build", "--strict", folder=folder)
    assert result.returncode == 0, result.stderr
    root = (folder / "site").as_uri()
    with launch() as browser:
        page = browser.new_page()
        watch = Watch(page, "file://")
        page.goto(f"{root}/index.html")
        page.get_by_role("link", name="Contoh Satu").first.click()
        expect(page.locator("tr.sop-langkah")).to_have_count(3)  # a click does not wait for a page from a folder
        assert page.url.startswith(f"{root}/sop/contoh-satu.html")
        page.locator("#diagram").scroll_into_view_if_needed()
        page.locator(".sop-swimlane svg").first.wait_for()
        assert watch.foreign == []


def test_a_steps_ways_light_up_and_the_rest_dims(site: Path) -> None:
    """By mouse, focus and tap: the lines of just this step, the symbols at their other ends; Escape puts it out."""
    with serve(site) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900}, has_touch=True)
        watch = Watch(page, base)
        page.goto(f"{base}/sop/pelaporan-kinerja-kementerian/")
        lit = page.locator(".sop-alur i.sop-terang")
        page.locator("#langkah-5 .sop-kegiatan-teks").hover()
        expect(page.locator(".sop-alur.sop-sorot")).to_be_attached()
        assert set(lit.evaluate_all("all => all.map(e => e.dataset.l)")) == {"4-5", "5-6"}
        assert (
            page.locator("#langkah-9 .sop-gambar i[data-l]").first.evaluate("e => getComputedStyle(e).opacity")
            == "0.25"
        )
        assert page.locator("#langkah-6 .kotak").evaluate("e => getComputedStyle(e).opacity") == "1"
        page.keyboard.press("Escape")
        expect(lit).to_have_count(0)
        page.locator("#langkah-5 .sop-keterangan a").first.focus()
        expect(lit.first).to_be_attached()
        page.locator("#langkah-7 .sop-gambar").first.tap()
        assert all("7" in re.split("[ -]", mark) for mark in lit.evaluate_all("all => all.map(e => e.dataset.l)"))
        page.locator("h1").first.tap()
        expect(lit).to_have_count(0)
        watch.assert_clean()
