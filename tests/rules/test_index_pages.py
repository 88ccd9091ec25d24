"""The pages that lead through the catalogue say true things: on the shipped SOPs, and on small ones that try them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.cost import count_calls
from support.large_catalogue import Size, write_catalogue
from support.page_tree import Element, parse_page
from support.paths import ROOT
from support.sites import catalog_of, minimal_sop

from sop_catalog.catalog.catalog import Catalog, Finding
from sop_catalog.catalog.citations import build_acuans
from sop_catalog.catalog.csv_text import BOM
from sop_catalog.catalog.jabatan import build_roles, collect_duties
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.unit_tree import build_unit_tree
from sop_catalog.checks import check_catalog
from sop_catalog.model.sop import Status
from sop_catalog.pages import index_pages
from sop_catalog.pages.build import build_pages, build_sop_page
from sop_catalog.pages.index_pages import build_index_files, build_index_pages, build_katalog_csv, render_katalog
from sop_catalog.pages.page import Page
from sop_catalog.pages.peta import page as peta_page
from sop_catalog.pages.peta.layers import arrange_layers
from sop_catalog.pages.settings import Paper, Settings
from sop_catalog.pages.status import badges, needs_review, parse_review_interval, review_due, year_of
from sop_catalog.site.scripts import slim_script

TODAY = dt.date(2026, 11, 22)
SETTINGS = Settings(today=TODAY)


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return load_catalog(ROOT / "sops")[0]


@pytest.fixture(scope="module")
def pages(shipped: Catalog) -> dict[str, Page]:
    return {page.path: page for page in build_index_pages(shipped, SETTINGS, None)}


def rows_of(page: Page, cls: str) -> list[list[str]]:
    """The texts of a table's rows, its head left out."""
    tables = parse_page(page.html).find_all("table", cls)
    return [
        [cell.text() for cell in row.find_all() if cell.tag in {"td", "th"}]
        for table in tables
        for body in table.find_all("tbody")
        for row in body.find_all("tr")
    ]


# --- A role's page ---

KABAG = {"kabag", "kabag mk", "kabag pp", "kepala bagian"}


def columns_of(data: dict[str, Any]) -> dict[str, str]:
    """Code → title of every performers' column, those of groups too."""
    columns: dict[str, str] = {}
    for code, title in data["pelaksana"].items():
        columns |= title if isinstance(title, dict) else {code: title}
    return columns


def performers_of(step: dict[str, Any]) -> set[str]:
    """The codes of all who act in a row: alone, together, one after another, or each with a symbol of their own."""
    named = [symbol["pelaksana"] for symbol in step.get("simbol", [step])]
    codes = [code for one in named for code in (one if isinstance(one, list) else one.split(">"))]
    return {code.strip() for code in codes} - {"tidak terbaca"}


def steps_given_to(titles: set[str]) -> dict[str, list[tuple[int, str]]]:
    """Slug → the steps of columns with these titles, out of the files themselves by PyYAML, not by our decoder."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path in (ROOT / "sops").rglob("[!_]*.yml"):
        if "_daftar" in path.parts:
            continue
        data = yaml.safe_load(path.read_text("utf-8"))
        codes = {code for code, title in columns_of(data).items() if title.lower() in titles}
        for number, step in enumerate(data["langkah"], 1):
            if codes & performers_of(step):
                found.setdefault(path.stem, []).append((number, " ".join(step["kegiatan"].split())))
    return found


def steps_on(page: Page) -> dict[str, list[tuple[int, str]]]:
    """The same out of a role's page."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row in parse_page(page.html).find_all("tr"):
        links = [link for link in row.find_all("a") if link.attributes.get("aria-label", "").startswith("Langkah ")]
        if links:
            slug, number = re.fullmatch(r"\.\./\.\./sop/(.+)/#langkah-(\d+)", links[0].attributes["href"]).groups()  # type: ignore[union-attr]
            cell = next(cell for cell in row.find_all("td") if cell.attributes["data-label"] == "Kegiatan")
            found.setdefault(slug, []).append((int(number), cell.text(remarks=False)))
    return found


def test_kabag_sees_exactly_the_steps_that_the_seeds_and_the_examples_give_to_kabag(pages: dict[str, Page]) -> None:
    shown = steps_on(pages["jabatan/kabag"])
    assert shown == steps_given_to(KABAG)
    assert {slug: [number for number, _ in steps] for slug, steps in shown.items()} == {
        "pelaporan-kinerja-kementerian": [2, 4, 8, 14],
        "pembentukan-tim": [2],
        "penyusunan-program-kerja-rkakl-dan-penetapan-kinerja-biro": [2, 4, 8, 10],
        "penyusunan-rencana-aksi-lintas-sektor": [2, 4, 8, 10],
    }


@pytest.mark.parametrize("kode", ["kasubag", "kabag", "karo", "sekjen", "menteri", "tim", "fu", "sekretaris-dinas"])
def test_every_role_sees_exactly_its_steps(shipped: Catalog, pages: dict[str, Page], kode: str) -> None:
    jabatan = shipped.registers.jabatan[kode]
    titles = {name.lower() for name in (jabatan.nama, *jabatan.alias)}
    assert steps_on(pages[f"jabatan/{kode}"]) == steps_given_to(titles)


def test_every_readable_step_stands_on_the_page_of_each_of_its_performers(pages: dict[str, Page]) -> None:
    shown = sum(
        len(steps) for path, page in pages.items() if path.startswith("jabatan/") for steps in steps_on(page).values()
    )
    performers = 0
    for path in (ROOT / "sops").rglob("[!_]*.yml"):
        if "_daftar" not in path.parts:
            steps = yaml.safe_load(path.read_text("utf-8"))["langkah"]
            performers += sum(len(performers_of(step)) for step in steps)
    assert shown == performers


def test_what_arrives_and_leaves_comes_from_the_arrows(pages: dict[str, Page]) -> None:
    by_step = {(row[0], row[2]): row for row in rows_of(pages["jabatan/kabag"], "sop-tugas") if len(row) == 7}
    row = next(
        row for (number, kegiatan), row in by_step.items() if number == "8" and "Kinerja Kementerian" in kegiatan
    )
    assert row[1] == "Ya: Kasubag (langkah 7) Tidak: Karo (langkah 9)"
    assert row[6] == "Ya: Karo (langkah 9) Tidak: Kasubag (langkah 7)"
    row = next(
        row for (number, kegiatan), row in by_step.items() if number == "4" and "Kabag memerintahkan" in kegiatan
    )
    assert row[1] == "Ya: Karo (langkah 3) Rencana Kerja, Disposisi"  # what step 3 puts out, not what step 4 needs
    row = next(
        row for (number, kegiatan), row in by_step.items() if number == "2" and "Jika sesuai memberi paraf" in kegiatan
    )
    assert row[1] == "Kasubag (langkah 1) Tidak: Karo (langkah 3)"  # on the way back nothing new comes along


def test_a_joint_step_and_the_end(pages: dict[str, Page]) -> None:
    rows = rows_of(pages["jabatan/kasubag"], "sop-tugas")
    joint = next(row for row in rows if "rapat pertama" in row[2])
    assert joint[2].endswith("bersama Tim")
    assert joint[1].startswith("Fungsional Umum (langkah 4)")
    last = next(row for row in rows if "diumumkan" in row[2])
    assert last[6] == "Ya: Fungsional Umum (langkah 6) Tidak: selesai"


def test_a_role_without_a_readable_step_says_so(pages: dict[str, Page]) -> None:
    html = pages["jabatan/kepala-dinas"].html
    assert "tidak terbaca" in html
    assert "../../sop/pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan/" in html


def test_the_time_of_a_role_is_the_sum_of_its_own_steps(pages: dict[str, Page]) -> None:
    feet = [row.text() for row in parse_page(pages["jabatan/kasubag"].html).find_all("tfoot")]
    assert "Waktu jabatan ini 2 jam + 1–2 hari kerja" in feet


def test_titles_that_the_register_does_not_know_are_roles_of_their_own(tmp_path: Path) -> None:
    catalog = catalog_of(
        tmp_path,
        a=minimal_sop("A"),
        b=minimal_sop("B").replace("kabag: Kabag", "kabag: Ka. Bag"),
        _jabatan="staf: {nama: Analis}\n",
    )
    roles = build_roles(catalog)
    assert (roles.kode_of("Kabag"), roles.kode_of("Ka. Bag"), roles.kode_of("KA BAG")) == ("ka-bag", "ka-bag", "ka-bag")
    assert roles.kode_of("Staf") == "staf-2"  # the register's "staf" is another role
    assert not roles.peran["staf-2"].terdaftar


def test_one_sop_with_two_columns_of_one_role_lists_each_step_once(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop(), _jabatan="s: {nama: Staf, alias: [Kabag]}\n")
    page = next(page for page in build_index_pages(catalog, SETTINGS, None) if page.path == "jabatan/s")
    assert [number for number, _ in steps_on(page)["a"]] == [1, 2, 3]
    assert rows_of(page, "sop-tugas")[1][1] == "sendiri (langkah 1)"


def test_revoked_sops_give_nobody_work(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop("Lama", status="dicabut", digantikan_oleh="b"), b=minimal_sop("Baru"))
    page = next(page for page in build_index_pages(catalog, SETTINGS, None) if page.path == "jabatan/kabag")
    assert list(steps_on(page)) == ["b"]
    assert "digantikan oleh" in parse_page(page.html).text()


# --- Units ---


def test_a_unit_lists_its_sops_and_those_below(pages: dict[str, Page]) -> None:
    names = [row[1] for row in rows_of(pages["unit/kemnaker"], "sop-daftar") if len(row) == 5]
    assert names == [row[1] for row in rows_of(pages["unit/biro-perencanaan"], "sop-daftar") if len(row) == 5]
    assert len(names) == 6


def test_completeness_counts_what_the_files_hold(pages: dict[str, Page]) -> None:
    figures = {row[0]: row[1] for row in rows_of(pages["unit/kemnaker"], "sop-ukuran")}
    steps = [
        step
        for path in (ROOT / "sops" / "biro-perencanaan").glob("*.yml")
        for step in yaml.safe_load(path.read_text("utf-8"))["langkah"]
    ]
    with_number = sum(bool(re.search(r"\d|\^", str(step.get("waktu", "")))) for step in steps)
    assert figures["Langkah dengan waktu berangka"] == f"{with_number} dari {len(steps)}"
    assert figures["SOP bernomor lengkap"] == "0 dari 6"
    assert figures["SOP tanpa catatan verifikasi"] == "3 dari 6"


def test_units_in_a_circle_and_unknown_units_have_their_place(tmp_path: Path) -> None:
    catalog = catalog_of(
        tmp_path,
        a=minimal_sop("A").replace("biro-uji", "entah"),
        _unit="x: {nama: X, induk: y}\ny: {nama: Y, induk: x}\n",
    )
    tree = build_unit_tree(catalog)
    assert {node.kode: node.induk for node in tree.by_kode.values()} == {"x": "", "y": "x", "entah": ""}
    assert "unit/entah" in {page.path for page in build_index_pages(catalog, SETTINGS, None)}


def test_a_unit_register_of_great_depth(tmp_path: Path) -> None:
    lines = ["u0: {nama: U0}\n"] + [
        f"u{number}: {{nama: U{number}, induk: u{number - 1}}}\n" for number in range(1, 1500)
    ]
    tree = build_unit_tree(catalog_of(tmp_path, _unit="".join(lines), a=minimal_sop().replace("biro-uji", "u1499")))
    assert len(tree.above("u1499")) == 1499
    assert [node.kode for node in tree.below("u1498")] == ["u1498", "u1499"]


# --- Regulations ---


def test_spellings_of_a_regulation_are_one_page(shipped: Catalog, pages: dict[str, Page]) -> None:
    acuan = build_acuans(shipped).by_kode["permenaker-7-2017"]
    assert (acuan.jenis, acuan.nomor, acuan.tahun) == ("Peraturan Menteri Ketenagakerjaan", "7", 2017)
    assert {kutipan.slug for kutipan in acuan.kutipan} == {
        path.stem
        for path in (ROOT / "sops").rglob("[!_]*.yml")
        if "_daftar" not in path.parts and re.search(r"[Pp]ermenaker (No|nomor) 07 Tahun 2017", path.read_text("utf-8"))
    }
    assert pages["peraturan/permenaker-7-2017"].title == "Peraturan Menteri Ketenagakerjaan Nomor 7 Tahun 2017"


def test_the_list_of_roles_counts_as_the_pages_do(tmp_path: Path) -> None:
    catalog = catalog_of(
        tmp_path, a=minimal_sop("A"), b=minimal_sop("B", status="dicabut"), _jabatan="kabag: Kabag\nkepala: Kepala\n"
    )
    pages = {page.path: page for page in build_index_pages(catalog, SETTINGS, None)}
    rows = {row[0]: row[2:] for row in rows_of(pages["jabatan"], "sop-daftar-jabatan")}
    assert rows == {"Kabag": ["1 SOP", "1 langkah"], "Kepala": ["0 SOP", "–"], "Staf": ["1 SOP", "2 langkah"]}
    assert pages["jabatan/kabag"].description == "1 langkah Kabag pada 1 SOP"


def test_unreadable_names_lead_nowhere(tmp_path: Path) -> None:
    catalog = catalog_of(
        tmp_path,
        a=minimal_sop("tidak terbaca"),
        b=minimal_sop("B", keterkaitan="tidak terbaca"),
        c=minimal_sop("C", status="dicabut", digantikan_oleh="tidak terbaca"),
    )
    assert all("sop/a" not in build_sop_page(catalog, slug, SETTINGS).html for slug in ("b", "c"))
    box = parse_page(build_sop_page(catalog, "b", SETTINGS).html).find_all("section", "sop-keterkaitan")[0]
    assert box.text().endswith("tidak terbaca")


def test_an_item_keeps_its_words_beside_its_links(tmp_path: Path) -> None:
    text = minimal_sop("A") + "keterkaitan: ['SOP B, khusus persiapan; SOP C: terlampir', 'SOP B, SOP D']\n"
    catalog = catalog_of(tmp_path, a=text, b=minimal_sop("B"), d=minimal_sop("D", status="dicabut"))
    box = parse_page(build_sop_page(catalog, "a", SETTINGS).html).find_all("section", "sop-keterkaitan")[0]
    assert [item.text() for item in box.find_all("li")] == [
        "SOP B, khusus persiapan; SOP C: terlampir belum ada di katalog",
        "SOP B",
        "SOP D (dicabut)",
    ]


def test_a_broken_file_keeps_its_name_for_those_who_refer_to_it(tmp_path: Path) -> None:
    broken = minimal_sop("Arsip Surat", nomor="7/2026").partition("langkah:")[0] + "nomor: 7/2026\n"
    catalog = catalog_of(
        tmp_path,
        a=minimal_sop("A", keterkaitan="SOP Arsip Surat"),
        b=minimal_sop("B", keterkaitan="7/2026"),
        rusak=broken,
    )
    assert not [item for item in check_catalog(catalog) if item.rule.code == "SOP404"]
    assert [catalog.links[slug][0].target for slug in ("a", "b")] == ["rusak", "rusak"]


def test_a_page_of_two_files_with_one_name_says_what_is_wrong(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.yml").write_text(minimal_sop(folder), "utf-8")
    catalog, diagnostics = load_catalog(tmp_path)
    diagnostics += check_catalog(catalog)
    finding = next(item for item in diagnostics if item.rule.code == "SOP402")
    found = {finding.source.path: (Finding("galat", "SOP402", 1, 1, finding.message, "dua berkas bernama sama"),)}
    pages = {page.path: page for page in build_pages(catalog.with_findings(diagnostics, found), SETTINGS)}
    assert "dua berkas bernama sama" in pages["sop/a"].html


def test_a_regulation_that_the_register_does_not_have(tmp_path: Path) -> None:
    text = minimal_sop() + "dasar_hukum:\n  - Perda Kota Tangerang Nomor 8 Tahun 2016 tentang Perangkat Daerah\n"
    pages = {page.path: page for page in build_index_pages(catalog_of(tmp_path, a=text), SETTINGS, None)}
    page = pages["peraturan/perda-kota-tangerang-8-2016"]
    assert page.title == "Peraturan Daerah Kota Tangerang Nomor 8 Tahun 2016"
    assert "belum ada dalam daftar peraturan" in page.html
    assert "Perangkat Daerah" in page.html


REGISTER = """\
pp-1-2001: {tentang: Satu, status: dicabut, dicabut_oleh: [pp-2-2002]}
pp-2-2002: {tentang: Dua, dicabut_oleh: [pp-3-2003]}
pp-3-2003: {tentang: Tiga, status: berlaku, tautan: 'javascript:alert(1)'}
pp-4-2004: {tentang: Empat, mengubah: [pp-3-2003]}
"""


def test_the_chain_of_replacements(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop() + "dasar_hukum: PP 1/2001\n", _peraturan=REGISTER)
    pages = {page.path: page for page in build_index_pages(catalog, SETTINGS, None)}
    tree = parse_page(pages["peraturan/pp-1-2001"].html)
    (chain,) = [item for item in tree.find_all("ol") if "Dua" in item.text()]
    assert [item.text() for item in chain.find_all("li")] == [
        "Peraturan Pemerintah Nomor 2 Tahun 2002 tentang Dua Dicabut",
        "Peraturan Pemerintah Nomor 3 Tahun 2003 tentang Tiga Berlaku",
    ]
    assert "sudah dicabut" in tree.text()
    assert "Diubah oleh" in pages["peraturan/pp-3-2003"].html
    assert "Mencabut" in pages["peraturan/pp-2-2002"].html
    assert "javascript:" not in pages["peraturan/pp-3-2003"].html


@pytest.mark.parametrize(
    ("dasar_hukum", "codes"),
    [
        ("PP 2/2002", ["pp-2-2002"]),  # revoked by what its register entry says of a successor
        ("PP 3/2003 jo. PP 1/2001", ["pp-3-2003", "pp-1-2001"]),
        ("Peraturan Pemerintah (PP) Nomor 1 Tahun 2001", ["pp-1-2001"]),
    ],
)
def test_who_cites_a_revoked_regulation_is_told_so_everywhere(
    dasar_hukum: str, codes: list[str], tmp_path: Path
) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop(dasar_hukum=dasar_hukum), _peraturan=REGISTER)
    assert "Dasar hukum dicabut" in build_sop_page(catalog, "a", SETTINGS).html
    found = [item for item in check_catalog(catalog) if item.rule.code == "SOP408"]
    assert [item.fix for item in found] == ["ganti dengan pp-3-2003 tentang Tiga"]
    pages = {page.path: page for page in build_index_pages(catalog, SETTINGS, None)}
    for kode in codes:
        assert 'href="../../sop/a/"' in pages[f"peraturan/{kode}"].html


def test_a_chain_that_bites_its_tail_ends(tmp_path: Path) -> None:
    register = "pp-1-2001: {dicabut_oleh: [pp-2-2002]}\npp-2-2002: {dicabut_oleh: [pp-1-2001]}\n"
    catalog = catalog_of(tmp_path, a=minimal_sop(), _peraturan=register)
    assert catalog.registers.successors("pp-1-2001") == ("pp-2-2002",)


# --- Missing SOPs and the map ---


def test_missing_sops_name_who_refers_to_them_and_in_which_step(pages: dict[str, Page]) -> None:
    rows = dict(row for row in rows_of(pages["belum-ada"], "sop-daftar-belum-ada"))
    assert [name.partition(" ditulis")[0] for name in rows] == [
        "SOP Pengumpulan Bahan",
        "SOP Pembuatan Draf",
        "SOP Pembuatan Bahan",
    ]
    assert (
        rows["SOP Pembuatan Bahan"]
        == "Pelaporan Kinerja Kementerian Biro Perencanaan dan Manajemen Kinerja · keterkaitan · langkah 6"
    )


def drawn_on(page: Page) -> set[tuple[str, str]]:
    """(who refers, who is referred to) of every line of a map, as the titles of its boxes."""
    picture = parse_page(page.html).find("svg", "sop-peta")
    names = {link.classes[0]: link.text() for link in picture.find_all("a")}
    lines = [path.classes for path in picture.find_all("path") if path.classes]
    assert len(lines) == len({tuple(classes) for classes in lines})
    return {(names[classes[0]], names[classes[1]]) for classes in lines}


def test_the_map_draws_every_reference_once(shipped: Catalog, pages: dict[str, Page]) -> None:
    expected = set()
    for sop in shipped.sops.values():
        texts = [
            *sop.keterkaitan,
            *(part for langkah in sop.langkah for part in re.split(r"[,;]\s*", langkah.keterangan)),
        ]
        for teks in texts:
            if teks.startswith("SOP "):
                slug = shipped.find_sop(teks)
                name = shipped.sops[slug].judul if slug else f"{teks.casefold()} belum ada di katalog"
                if slug != sop.slug:
                    expected.add((sop.judul, name))
    known = {sop.judul for sop in shipped.sops.values()}
    assert {
        (left, right if right in known else right.casefold()) for left, right in drawn_on(pages["peta"])
    } == expected


def test_every_node_of_the_map_is_a_link_and_stands_in_the_list_too(pages: dict[str, Page]) -> None:
    tree = parse_page(pages["peta"].html)
    links = tree.find("svg", "sop-peta").find_all("a")
    assert len(links) == len(tree.find("svg", "sop-peta").find_all("rect"))
    listed = tree.find("dl", "sop-peta-daftar").text().casefold()
    assert all(link.attributes["href"] for link in links)
    assert all(link.text().partition(" belum ada di")[0].casefold() in listed for link in links)


def test_a_map_of_more_than_can_be_drawn_is_not_arranged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One chain through a whole catalogue has as many layers as SOPs: arranging it cost more than all pages together."""
    asked: list[int] = []
    monkeypatch.setattr(peta_page, "arrange_layers", lambda pairs: (asked.append(len(pairs)), arrange_layers(pairs))[1])
    chain = {
        f"s{n}": minimal_sop(f"Urutan {n}", keterkaitan=f"SOP Urutan {n + 1}") for n in range(peta_page.MOST_DRAWN)
    }
    last = minimal_sop(f"Urutan {peta_page.MOST_DRAWN}")
    found = {page.path: page for page in build_index_pages(catalog_of(tmp_path, last=last, **chain), SETTINGS, None)}
    assert asked == []
    maps = [page.html for path, page in found.items() if path.startswith("peta")]
    assert not any("sop-peta-gambar" in html or "<svg" in html for html in maps)
    assert any(f"Urutan {peta_page.MOST_DRAWN}</a>" in html for html in maps)  # in the list


def test_chains_run_from_left_to_right_and_untangle() -> None:
    layers = arrange_layers([("a", "z"), ("b", "y"), ("c", "x"), ("a", "z"), ("a", "a")])
    assert layers.layers == (("a", "b", "c"), ("z", "y", "x"))
    chain = arrange_layers([("a", "b"), ("b", "c"), ("a", "c")])
    assert [[place for place in layer if isinstance(place, str)] for layer in chain.layers] == [["a"], ["b"], ["c"]]
    assert [len(line.places) for line in chain.lines] == [2, 2, 3]  # the third passes the layer of b
    circle = arrange_layers([("a", "b"), ("b", "c"), ("c", "a")])
    assert [line.is_turned for line in circle.lines] == [False, False, True]
    assert arrange_layers([]).layers == ()


def test_layers_hold_for_whatever_refers_to_whatever() -> None:
    chance = random.Random(15)  # noqa: S311 - the same flows each time
    for size in range(2, 40):
        pairs = [(f"s{chance.randrange(size)}", f"s{chance.randrange(size)}") for _ in range(2 * size)]
        layers = arrange_layers(pairs)
        depth = {place: number for number, layer in enumerate(layers.layers) for place in layer}
        assert len(depth) == sum(map(len, layers.layers)), "everything stands in one place"
        assert [(line.source, line.target) for line in layers.lines] == [
            pair for pair in dict.fromkeys(pairs) if pair[0] != pair[1]
        ]
        for line in layers.lines:
            ends = (line.target, line.source) if line.is_turned else (line.source, line.target)
            assert (line.places[0], line.places[-1]) == ends
            assert [depth[place] for place in line.places] == [*range(depth[ends[0]], depth[ends[1]] + 1)]


def test_the_map_of_a_unit_shows_who_refers_from_outside(tmp_path: Path) -> None:
    units = "u: {nama: Unit U}\nv: {nama: Unit V}\n"
    catalog = catalog_of(
        tmp_path,
        a=minimal_sop("Surat Masuk").replace("biro-uji", "u"),
        b=minimal_sop("Surat Keluar", keterkaitan="SOP Surat Masuk").replace("biro-uji", "v"),
        _unit=units,
    )
    maps = {page.path: page for page in build_index_pages(catalog, SETTINGS, None)}
    outside = parse_page(maps["peta/u"].html).find("a", "sop-simpul-luar")
    assert outside.text() == "Surat Keluar Unit V"
    links = parse_page(maps["peta"].html).find("table", "sop-matriks").find("tbody").find_all("a")
    assert [link.text() for link in links if link.attributes["href"] == "v/#ke-u"] == ["1"]
    assert "Surat Keluar → Surat Masuk" in parse_page(maps["peta/v"].html).text()


def test_many_sops_of_other_units_are_drawn_as_their_units(tmp_path: Path) -> None:
    catalog = load_catalog(write_catalogue(tmp_path / "sops", Size(100, units=4, roles=6, regulations=4, steps=2)))[0]
    pages = {page.path: page for page in build_index_pages(catalog, SETTINGS, None)}
    drawn = drawn_on(pages["peta/u-3"])
    sops = catalog.sops
    own = {sop.judul for sop in sops.values() if sop.unit == "u-3"}
    links = [link for links in catalog.links.values() for link in links if link.target]
    for side, others in (
        (0, Counter(sops[link.source].unit for link in links if sops[link.target].unit == "u-3")),
        (1, Counter(sops[link.target].unit for link in links if sops[link.source].unit == "u-3")),
    ):
        expected = {
            f"{catalog.registers.unit[kode].nama} {count} rujukan" for kode, count in others.items() if kode != "u-3"
        }
        assert {pair[side] for pair in drawn if pair[side].endswith(" rujukan")} == expected
    assert {source for source, _ in drawn if source in own} == own


def matrix_of(page: Page) -> dict[tuple[str, str], int]:
    """(unit that refers, unit referred to) → how often, as the matrix has it."""
    table = parse_page(page.html).find("table", "sop-matriks")
    assert all(head.attributes.get("scope") for head in table.find_all("th"))
    heads = [head.text() for head in table.find("thead").find_all("th")][1:]
    counts = {}
    for row in table.find("tbody").find_all("tr"):
        cells = [cell.text() for cell in row.find_all("td")]
        name = row.find("th").text()
        counts |= {(name, head): int(cell) for head, cell in zip(heads, cells, strict=True) if cell}
    return counts


@pytest.mark.parametrize("units", [40, 100])
def test_the_matrix_counts_every_reference(tmp_path: Path, units: int) -> None:
    catalog = load_catalog(write_catalogue(tmp_path / "sops", Size(120, units=units, roles=6, regulations=4, steps=2)))[
        0
    ]
    pages = {page.path: page for page in build_index_pages(catalog, SETTINGS, None)}
    counts = matrix_of(pages["peta"])
    sums = {name: count for (name, head), count in counts.items() if head == "Jumlah"}
    links = [link for links in catalog.links.values() for link in links]
    assert sum(sums.values()) == len(links)
    assert sum(count for (_, head), count in counts.items() if head == "Belum ada") == sum(
        not link.target for link in links
    )
    name_of = {kode: unit.nama for kode, unit in catalog.registers.unit.items()}
    if units == 40:
        own = Counter(
            (name_of[catalog.sops[link.source].unit], name_of[catalog.sops[link.target].unit])
            for link in links
            if link.target
        )
        assert {pair: count for pair, count in counts.items() if pair[1] not in {"Jumlah", "Belum ada"}} == own
    else:
        assert len(sums) <= 48
        assert "dihitung pada unit di atasnya" in pages["peta"].html
    for link in parse_page(pages["peta"].html).find("table", "sop-matriks").find("tbody").find_all("a"):
        path, _, anchor = link.attributes["href"].partition("#")
        html = pages[f"peta/{path.strip('/')}"].html
        assert not anchor or f'id="{anchor}"' in html


# --- The catalogue ---


def katalog(catalog: Catalog, settings: Settings = SETTINGS) -> Element:
    return parse_page(str(render_katalog(catalog, settings)))


def test_without_javascript_every_sop_stands_under_its_unit(shipped: Catalog) -> None:
    tree = katalog(shipped)
    links = [
        link.attributes["href"]
        for row in tree.find_all("tr")
        if "data-f" in row.attributes
        for link in row.find_all("a")[:1]
    ]
    assert sorted(links) == sorted(f"sop/{slug}/" for slug in shipped.sops)
    heads = [row.text() for row in tree.find_all("tr", "sop-unit-baris")]
    assert (
        heads[0]
        == "Biro Perencanaan dan Manajemen Kinerja Kementerian Ketenagakerjaan Republik Indonesia › Sekretariat Jenderal"
    )
    assert "hidden" in tree.find("form").attributes


def test_facets_count_true_things(shipped: Catalog) -> None:
    tree = katalog(shipped)
    facets = {
        (box.attributes["name"], box.attributes["value"]): label.find("b").text()
        for label in tree.find("form").find_all("label")
        for box in label.find_all("input")
        if box.attributes.get("type") == "checkbox"
    }
    assert facets["unit", "kemnaker"] == "6"
    assert facets["jabatan", "kabag"] == "4"
    assert facets["status", "berlaku"] == "2"
    assert facets["status", "verifikasi"] == "5"
    assert facets["hukum", "permenaker-3-2019"] == "6"
    assert facets["tahun", "2024"] == "2"
    assert facets["tahun", "tanpa-tahun"] == "6"


def test_a_row_carries_its_facet_values(shipped: Catalog) -> None:
    tree = katalog(shipped)
    names: dict[str, list[str]] = {}
    for box in tree.find("form").find_all("input"):
        if box.attributes.get("type") == "checkbox":
            names.setdefault(box.attributes["name"], []).append(box.attributes["value"])
    row = next(row for row in tree.find_all("tr") if "data-f" in row.attributes and "Pembentukan Tim" in row.text())
    values = [
        [codes[int(place)] for place in text.split()]
        for codes, text in zip(names.values(), row.attributes["data-f"].split(";"), strict=True)
    ]
    assert values == [
        ["biro-perencanaan", "kemnaker", "setjen"],
        ["kasubag", "kabag", "karo", "fu", "tim"],
        ["draf", "contoh"],
        ["uu-30-2014", "permenaker-3-2019", "permenaker-7-2017"],
        ["tanpa-tahun"],
    ]


def test_only_what_the_script_shows_first_is_laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = (ROOT / "sop_catalog" / "assets" / "sop-katalog.js").read_text("utf-8")
    assert f"PAGE = {index_pages.FIRST_ROWS};" in script
    monkeypatch.setattr(index_pages, "FIRST_ROWS", 2)
    tree = katalog(
        catalog_of(
            tmp_path,
            a=minimal_sop("A"),
            b=minimal_sop("B"),
            c=minimal_sop("C"),
            d=minimal_sop("D").replace("biro-uji", "lain"),
        )
    )
    assert [row.classes for row in tree.find_all("tr") if "data-f" in row.attributes] == [
        [],
        [],
        ["sop-nanti"],
        ["sop-nanti"],
    ]
    assert [body.classes for body in tree.find_all("tbody")] == [[], ["sop-sepi"]]


def test_no_page_of_1500_sops_is_larger_than_a_slow_pc_bears(tmp_path: Path) -> None:
    """300 KB each; the page of a role 200 KB and 3,000 elements, with every SOP of the role on it or one click away."""
    catalog = load_catalog(write_catalogue(tmp_path / "sops", Size(1500, units=40, roles=12, regulations=4)))[0]
    sizes: dict[str, tuple[int, int]] = {}
    pages = {page.path: page for page in build_index_pages(catalog, SETTINGS, None)}
    for path, page in pages.items():
        html = str(page.html)
        sizes[path] = len(html.encode()), len(re.findall(r"<[a-z]", html))
    assert {path: size for path, size in sizes.items() if size[0] > 300_000} == {}
    roles = {path: size for path, size in sizes.items() if re.fullmatch("jabatan/[^/]+", path)}
    assert {path: size for path, size in roles.items() if size > (200_000, 0) or size[1] > 3_000} == {}
    assert {path for path in roles if "sop-jabatan.js" in pages[path].html} == set(roles), "all have many steps here"
    duties = collect_duties(catalog, build_roles(catalog))
    told: dict[str, set[str]] = {}
    for path, page in pages.items():
        if path.count("/") == 2:
            told.setdefault(path.split("/")[1], set()).update(re.findall(r'<h3 id="sop-([^"]+)"', page.html))
    for kode, items in duties.items():
        assert told[kode] == {item.slug for item in items if catalog.sops[item.slug].status is not Status.DICABUT}


def test_lists_that_are_cut_say_so_and_lead_on(tmp_path: Path) -> None:
    catalog = load_catalog(write_catalogue(tmp_path / "sops", Size(520, units=3, roles=12, regulations=4)))[0]
    pages = {page.path: page.html for page in build_index_pages(catalog, SETTINGS, None)}
    top = parse_page(pages["unit/u-0"])
    assert len(top.find_all("tbody")[0].find_all("tr")) > 100  # its own
    assert "346 SOP lainnya tidak didaftar di sini" in pages["unit/u-0"]
    assert "tidak didaftar di sini" not in pages["unit/u-1"]
    cited = pages["peraturan/permenaker-1-2000"]
    assert "520 SOP. 500 yang pertama menurut nama" in cited
    assert '?hukum=permenaker-1-2000">saring di katalog' in cited


def test_the_scripts_of_the_home_page_are_small() -> None:
    """What is fetched before somebody searches, filters on a phone, or downloads."""
    scripts = [
        (ROOT / "sop_catalog" / "assets" / name).read_text("utf-8") for name in ("sop-cari.js", "sop-katalog.js")
    ]
    assert sum(len(slim_script(script).encode()) for script in scripts) <= 10_000


def test_slimming_leaves_texts_alone() -> None:
    for path in (ROOT / "sop_catalog" / "assets").glob("sop-*.js"):
        script = path.read_text("utf-8")
        for line in script.replace("'`\\u2018", "").splitlines():
            assert line.count("`") % 2 == 0, f"{path.name}: a text of several lines"
        code = "const fs = require('fs'); new Function(fs.readFileSync(0, 'utf-8')); console.log(typeof Function)"
        subprocess.run(["node", "-e", code], input=slim_script(script), text=True, check=True, capture_output=True)
    assert slim_script('/* Head.\n * More */\n  // Note\n  f(); // why\n\n    g("// x");\n') == 'f();\ng("// x");\n'


@pytest.mark.parametrize("paper", list(Paper))
def test_every_page_of_the_catalogue_knows_its_paper(shipped: Catalog, paper: Paper) -> None:
    settings = Settings(today=TODAY, paper=paper)
    long, short = paper.size
    html = {page.path: page.html for page in build_index_pages(shipped, settings, None)}
    html[""] = render_katalog(shipped, settings)
    for path, text in html.items():
        across = path.partition("/")[0] in {"peta", "jabatan"} and path != "jabatan"
        size = f"{long}mm {short}mm" if across else f"{short}mm {long}mm"
        assert re.findall(r"@page\{size:(.*?);", text) == [size], path
        assert "Katalog SOP · Salinan tidak terkendali" in text
        assert text.count('<span class="sop-tanggal-cetak">') == 1


def test_a_number_breaks_behind_its_slashes_only(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop("A", nomor="'12/<b>/2026'"))
    assert "<td>12/<wbr>&lt;b&gt;/<wbr>2026</td>" in render_katalog(catalog, SETTINGS)


def test_csv_and_json_hold_every_sop(shipped: Catalog) -> None:
    files = dict(build_index_files(shipped, SETTINGS))
    text = files["katalog.csv"]
    assert text.startswith(BOM)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(BOM)), delimiter=";"))
    assert len(rows) == len(shipped.sops) == len(json.loads(files["katalog.json"]))
    row = next(row for row in rows if row["Nama SOP"] == "Pembentukan Tim")
    assert row["Status"] == "Draf, Contoh"
    assert row["Jabatan"] == "Kepala Subbagian, Kepala Bagian, Kepala Biro, Fungsional Umum, Tim Penyusun"
    assert row["Dasar hukum"] == "UU 30/2014, Permenaker 3/2019, Permenaker 7/2017"


def test_no_name_becomes_a_formula(tmp_path: Path) -> None:
    text = build_katalog_csv(catalog_of(tmp_path, a=minimal_sop("'=cmd()'", nomor="'-1+2'")), SETTINGS)
    assert '"\'=cmd()"' in text
    assert '"\'-1+2"' in text


# --- Status ---


def make_sop(tmp_path: Path, **fields: str):
    return catalog_of(tmp_path, a=minimal_sop("A", **fields)).sops["a"]


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"status": "berlaku", "tinjau_sebelum": "5 Januari 2027"}, dt.date(2027, 1, 5)),
        ({"status": "berlaku", "tanggal_pengesahan": "29 Februari 2024"}, dt.date(2025, 2, 28)),
        (
            {"status": "berlaku", "tanggal_pengesahan": "1 Januari 2024", "tanggal_revisi": "1 Juni 2025"},
            dt.date(2026, 6, 1),
        ),
        ({"status": "draf", "tanggal_pembuatan": "1 Januari 2020"}, None),
        ({"status": "dicabut", "tinjau_sebelum": "1 Januari 2020"}, None),
        ({"status": "berlaku"}, None),
        ({"status": "berlaku", "tanggal_pengesahan": "31 Desember 9999"}, dt.date.max),
    ],
)
def test_when_a_review_is_due(tmp_path: Path, fields: dict[str, str], due: dt.date | None) -> None:
    assert review_due(make_sop(tmp_path, **fields), Settings(review_months=12)) == due  # type: ignore[arg-type]


def test_a_site_without_an_interval_reminds_of_explicit_dates_only(tmp_path: Path) -> None:
    assert review_due(make_sop(tmp_path, status="berlaku", tanggal_pengesahan="1 Januari 2020"), SETTINGS) is None


def test_pages_and_check_call_a_review_late_on_the_same_day(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop("A", status="berlaku", tinjau_sebelum="21 November 2026"))
    sop = catalog.sops["a"]
    for today, is_late in ((dt.date(2026, 11, 21), False), (dt.date(2026, 11, 22), True)):
        assert needs_review(catalog, sop, Settings(today=today)) is is_late
        page = next(page for page in build_pages(catalog, Settings(today=today)) if page.path == "sop/a")
        assert ("Perlu ditinjau." in page.html) is is_late
        assert any(finding.rule.code == "SOP505" for finding in check_catalog(catalog, today)) is is_late
    assert [badge.teks for badge in badges(catalog, sop, SETTINGS)] == ["Berlaku", "Perlu ditinjau"]


@pytest.mark.parametrize(
    ("teks", "months"),
    [
        ("12 bulan", 12),
        ("2 tahun", 24),
        ("1 tahun 6 bulan", 18),
        ("", 0),
        ("90 hari", None),
        ("sering", None),
        ("0,5 bulan", None),
    ],
)
def test_the_interval(teks: str, months: int | None) -> None:
    assert parse_review_interval(teks) == months


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"tanggal_pengesahan": "1 Januari 2024", "tanggal_revisi": "1 Januari 2025"}, 2024),
        ({"tanggal_efektif": "1 Januari 2023"}, 2023),
        ({"nomor": "061/SOP/2022"}, 2022),
        ({"nomor": "1/.../2022"}, 0),
        ({}, 0),
    ],
)
def test_the_year_of_an_sop(tmp_path: Path, fields: dict[str, str], year: int) -> None:
    assert year_of(make_sop(tmp_path, **fields)) == year


# --- All of them ---


def test_pages_are_the_same_each_time(shipped: Catalog) -> None:
    assert list(build_index_pages(shipped, SETTINGS, None)) == list(build_index_pages(shipped, SETTINGS, None))


def test_every_page_is_well_formed_and_has_its_own_path(pages: dict[str, Page], shipped: Catalog) -> None:
    assert len(pages) == len(list(build_index_pages(shipped, SETTINGS, None)))
    for page in pages.values():
        tree = parse_page(page.html)
        assert len(tree.find_all("h1", id="judul")) == 1, page.path
        identifiers = [element.attributes["id"] for element in tree.walk() if "id" in element.attributes]
        assert len(identifiers) == len(set(identifiers)), page.path
        assert "mermaid" not in page.html  # mermaid2 would parse the page


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_lead_to_pages_that_exist(shipped: Catalog, *, directory_urls: bool) -> None:
    settings = Settings(today=TODAY, directory_urls=directory_urls)
    built = list(build_index_pages(shipped, settings, None))
    sops = [f"sop/{slug}/" if directory_urls else f"sop/{slug}.html" for slug in shipped.sops]
    known = (
        {page.url for page in built}
        | set(sops)
        | {path for path, _ in build_index_files(shipped, settings)}
        | {"", "index.html", "assets/sop-katalog.js"}
    )
    for url, html in [(page.url, page.html) for page in built] + [("", str(render_katalog(shipped, settings)))]:
        for element in parse_page(html).walk():
            target = element.attributes.get("href", "").partition("#")[0].partition("?")[0]
            if target and not target.startswith("http"):
                assert _resolve(url, target) in known, (url, target)


def _resolve(url: str, link: str) -> str:
    parts = url.split("/")[:-1]
    for step in link.split("/"):
        if step == "..":
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def test_an_empty_catalogue_has_its_pages(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, _unit="u: {nama: U}\n")
    assert {page.path for page in build_index_pages(catalog, SETTINGS, None)} >= {
        "unit",
        "jabatan",
        "peraturan",
        "peta",
        "belum-ada",
        "perubahan",
    }
    assert "0" in katalog(catalog).text()


def test_hostile_texts_stand_on_the_pages_as_texts(tmp_path: Path) -> None:
    bad = "'<img src=x onerror=alert(1)>'"
    text = minimal_sop(bad, nomor=bad, keterkaitan=bad, dasar_hukum=f"'UU 1/2001 tentang {bad[1:-1]}'").replace(
        "staf: Staf", f"staf: {bad}"
    )
    catalog = catalog_of(tmp_path, a=text, _unit=f"biro-uji: {{nama: {bad}}}\n", _jabatan=f"x: {{nama: {bad}}}\n")
    htmls = [page.html + page.search_html for page in build_index_pages(catalog, SETTINGS, None)]
    for html in [*htmls, str(render_katalog(catalog, SETTINGS))]:
        assert "<img" not in html


def test_pages_are_made_in_linear_time(tmp_path: Path) -> None:
    """Four times the SOPs take four times the work, and little each."""

    def cost(sops: int) -> float:
        catalog = load_catalog(write_catalogue(tmp_path / str(sops), Size(sops)))[0]

        def work() -> None:
            list(build_index_pages(catalog, SETTINGS, None))
            list(build_index_files(catalog, SETTINGS))
            render_katalog(catalog, SETTINGS)

        return count_calls(work) / sops

    cost(10)  # templates compile and tables load once
    small, large = cost(60), cost(240)
    assert large < small * 1.25
    assert large < 6000  # about a millisecond
