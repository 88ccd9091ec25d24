"""What a revoked regulation or a renamed role touches: on the shipped SOPs, and where it is easy to get wrong."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.paths import ROOT
from support.sites import catalog_of, minimal_sop

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.csv_text import BOM, format_csv
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.regulations import Regulations
from sop_catalog.cli import sop as sop_command
from sop_catalog.impact.impact import (
    ImpactError,
    find_impact,
    find_impact_of_renaming,
    find_impact_of_revoking,
    suggest_roles,
)
from sop_catalog.impact.report import FORMATS, format_dampak, format_doubts


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return load_catalog(ROOT / "sops")[0]


def test_a_revoked_regulation_reaches_those_who_cite_it_and_those_who_cite_its_amendment(shipped: Catalog) -> None:
    found = find_impact_of_revoking(shipped, "Permenaker 13/2015")
    assert [(row.slug, row.bagian, row.tindakan.partition(" ")[0]) for row in found.baris] == [
        ("pelaporan-kinerja-kementerian", "dasar hukum butir 3", "periksa:"),
        ("penyusunan-program-kerja-rkakl-dan-penetapan-kinerja-biro", "dasar hukum butir 3", "ganti"),
        ("penyusunan-rencana-aksi-lintas-sektor", "dasar hukum butir 3", "ganti"),
    ]
    assert (found.jumlah_sop, found.jumlah_langkah) == (3, 0)


@pytest.mark.parametrize(
    "teks", ["Permenaker No. 13 Tahun 2015", "permenaker-13-2015", "PERMENAKER NOMOR 13 TAHUN 2015"]
)
def test_every_spelling_means_the_same_regulation(shipped: Catalog, teks: str) -> None:
    assert find_impact_of_revoking(shipped, teks) == find_impact_of_revoking(shipped, "Permenaker 13/2015")


def test_a_regulation_is_found_in_any_sentence_of_the_sop(shipped: Catalog) -> None:
    found = find_impact_of_revoking(shipped, "Permenpan RB Nomor 53 Tahun 2014")
    assert ("pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan", "kualifikasi pelaksana") in {
        (row.slug, row.bagian) for row in found.baris
    }


def test_a_regulation_in_a_step_names_the_step(tmp_path: Path) -> None:
    text = minimal_sop().replace("Memeriksa usulan", "Memeriksa usulan menurut PP No. 8 Tahun 2006 tentang Laporan")
    found = find_impact_of_revoking(catalog_of(tmp_path, contoh=text), "PP 8/2006")
    assert [(row.bagian, row.langkah) for row in found.baris] == [("langkah 2", 2)]


def test_an_item_that_cites_two_regulations_is_found_by_either(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, contoh=minimal_sop(dasar_hukum="[UU 4/2021 jo. UU 1/2000]"))
    for teks in ("UU 4/2021", "UU 1/2000"):
        (row,) = find_impact_of_revoking(catalog, teks).baris
        assert row.tindakan == "ganti dengan peraturan penggantinya; butir ini juga mengutip peraturan lain"


def test_a_regulation_that_is_registered_but_cited_by_nobody_is_an_all_clear(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, contoh=minimal_sop(), _peraturan="uu-39-2008: {tentang: Kementerian Negara}\n")
    found = find_impact_of_revoking(catalog, "UU 39/2008")
    assert found.dikenal
    assert format_dampak(found) == "Pencabutan Undang-Undang Nomor 39 Tahun 2008: tidak ada SOP yang terkena.\n"


def test_a_regulation_that_nobody_knows_is_no_all_clear(shipped: Catalog) -> None:
    found = find_impact_of_revoking(shipped, "Permenaker 13/2016")
    assert not found.dikenal
    text = format_dampak(found)
    assert text.startswith(
        "Pencabutan Permenaker 13/2016: tidak terdaftar dan tidak dikutip SOP mana pun; periksa nomor dan tahunnya."
    )
    assert " Mungkin maksudnya: Permenaker 13/2015" in text
    assert "Mungkin" not in format_dampak(find_impact_of_revoking(shipped, "UU 1/1945"))
    assert format_doubts(found) == [text.rstrip("\n")]


def test_a_regulation_that_only_a_sentence_names_is_shown(tmp_path: Path) -> None:
    text = minimal_sop().replace("Memeriksa usulan", "Memeriksa usulan menurut PP No. 8 Tahun 2006")
    assert find_impact_of_revoking(catalog_of(tmp_path, contoh=text), "PP 8/2006").dikenal


def test_two_files_of_one_name_are_both_searched(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "contoh.yml").write_text(minimal_sop(dasar_hukum="[UU 39/2008]"), "utf-8")
    found = find_impact_of_revoking(load_catalog(tmp_path)[0], "UU 39/2008")
    assert [row.path for row in found.baris] == ["a/contoh.yml", "b/contoh.yml"]
    assert found.jumlah_sop == 2
    assert format_dampak(found).count("[berlaku]") + format_dampak(found).count("[draf]") == 2


def test_a_text_that_is_no_regulation_is_refused(shipped: Catalog) -> None:
    with pytest.raises(ImpactError, match="tidak dikenali sebagai peraturan"):
        find_impact_of_revoking(shipped, "peraturan itu")


@pytest.mark.parametrize(
    ("teks", "kode", "expected"),
    [
        ("sesuai UU No. 39 Tahun 2008 tentang Kementerian", "uu-39-2008", True),
        ("sesuai UU No. 139 Tahun 2008", "uu-39-2008", False),
        ("sesuai PP No. 39 Tahun 2008", "uu-39-2008", False),
        ("39 orang pada tahun 2008", "uu-39-2008", False),
        ("", "uu-39-2008", False),
        ("kode aneh", "aneh", False),
    ],
)
def test_a_mention_needs_kind_number_and_year(teks: str, kode: str, *, expected: bool) -> None:
    assert Regulations({}).mentions(teks, kode) is expected


def test_a_renamed_role_reaches_its_columns_its_steps_and_the_sentences_that_name_it(shipped: Catalog) -> None:
    found = find_impact_of_renaming(shipped, "kasubag", "ketua-tim")
    here = [row for row in found.baris if row.slug == "pembentukan-tim"]
    assert [(row.bagian, row.tindakan) for row in here] == [
        ("kolom pelaksana", "ganti judul kolom menjadi ketua-tim"),
        ("langkah 1", "dikerjakan oleh ketua-tim"),
        ("langkah 2", "periksa sebutan; ganti menjadi ketua-tim"),
        ("langkah 5", "dikerjakan oleh ketua-tim"),
    ]
    assert found.jumlah_sop == 5


def test_a_role_is_found_by_any_of_its_names(shipped: Catalog) -> None:
    assert find_impact_of_renaming(shipped, "Kasubbag", "x") == find_impact_of_renaming(shipped, "kasubag", "x")


def test_a_longer_role_name_is_no_mention_of_the_shorter(tmp_path: Path) -> None:
    jabatan = "kasubag: {nama: Kasubbag}\nkasubbag-pkp: {nama: Kasubbag PKP}\n"
    text = (
        minimal_sop()
        .replace("Memeriksa usulan", "Memeriksa lalu memberikan kepada Kasubbag PKP")
        .replace("staf: Staf", "staf: Kasubbag")
    )
    found = find_impact_of_renaming(catalog_of(tmp_path, contoh=text, _jabatan=jabatan), "kasubag", "ketua")
    assert [row.bagian for row in found.baris] == ["kolom pelaksana", "langkah 1", "langkah 3"]


def test_a_role_that_takes_over_in_an_sop_that_has_it_already_is_merged(tmp_path: Path) -> None:
    found = find_impact_of_renaming(catalog_of(tmp_path, contoh=minimal_sop()), "Staf", "Kabag")
    assert found.baris[0].tindakan == "satukan dengan kolom Kabag yang sudah ada"


def test_an_approver_is_touched(tmp_path: Path) -> None:
    catalog = catalog_of(
        tmp_path, contoh=minimal_sop(disahkan_oleh="Kabag"), _jabatan="kabag: {nama: Kepala Bagian, alias: [Kabag]}\n"
    )
    found = find_impact_of_renaming(catalog, "kabag", "Direktur")
    assert (found.baris[0].bagian, found.baris[0].teks) == ("disahkan oleh", "Kabag")


def test_sops_in_force_come_first_and_revoked_ones_last(tmp_path: Path) -> None:
    catalog = catalog_of(
        tmp_path,
        a=minimal_sop("A", status="dicabut"),
        b=minimal_sop("B", status="draf"),
        c=minimal_sop("C", status="berlaku"),
    )
    found = find_impact_of_renaming(catalog, "Staf", "Analis")
    assert list(dict.fromkeys(row.slug for row in found.baris)) == ["c", "b", "a"]


def test_an_unknown_role_is_refused_with_near_names(shipped: Catalog) -> None:
    with pytest.raises(ImpactError, match="mungkin maksudnya: kasubag"):
        find_impact_of_renaming(shipped, "kasubg", "x")
    assert suggest_roles(shipped, "kasubg")[0] == "kasubag"


@pytest.mark.parametrize("ganti", ["kabag=kabag", "kasubag=Kasubbag", "Kepala Subbagian = kasubag"])
def test_a_role_that_becomes_itself_is_refused(ganti: str) -> None:
    with pytest.raises(ImpactError, match="jabatan yang sama"):
        find_impact(ROOT / "sops", "", ganti)


# --- How it is written ---


def test_csv_opens_in_excel_and_holds_every_row(shipped: Catalog) -> None:
    found = find_impact_of_renaming(shipped, "kabag", "ketua")
    text = format_dampak(found, "csv")
    assert text.startswith(BOM)
    rows = list(csv.reader(io.StringIO(text.removeprefix(BOM)), delimiter=";"))
    assert len(rows) == len(found.baris) + 1
    assert all(len(row) == len(rows[0]) for row in rows)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_csv_is_a_formula(start: str) -> None:
    cell = f'{start}HYPERLINK("http://x")'
    (row,) = csv.reader(io.StringIO(format_csv([[cell, "aman"]]).removeprefix(BOM), newline=""), delimiter=";")
    assert row == ["'" + cell, "aman"]


def test_markdown_shows_texts_as_they_are(tmp_path: Path) -> None:
    text = minimal_sop().replace("Memeriksa usulan", "Memeriksa [ini](http://x) &lt; <b>Staf</b> *tebal* @tim")
    found = find_impact_of_renaming(catalog_of(tmp_path, contoh=text), "Staf", "Analis")
    (line,) = [line for line in format_dampak(found, "markdown").splitlines() if "Memeriksa" in line]
    for character in "[]<*":
        assert character not in line.partition("**: ")[2].rpartition(". *")[0]
    shown = html.unescape(line).replace("\u2060", "")
    assert "Memeriksa [ini](http://x) &lt; <b>Staf</b> *tebal* @tim. " in shown
    assert "@tim" not in line


@pytest.mark.parametrize("bentuk", FORMATS)
def test_no_form_hands_a_terminal_what_it_would_act_upon(tmp_path: Path, bentuk: str) -> None:
    text = minimal_sop().replace("Memeriksa usulan", '"Staf\\e[31m\\u202e"')
    found = find_impact_of_renaming(catalog_of(tmp_path, contoh=text), "Staf", "Analis\x1b[2J")
    text = format_dampak(found, bentuk)
    assert found.baris
    assert all(line.removeprefix(BOM).isprintable() for line in text.splitlines())


@pytest.mark.parametrize("bentuk", FORMATS)
def test_every_form_ends_with_a_line_end(shipped: Catalog, bentuk: str) -> None:
    found = find_impact_of_revoking(shipped, "UU 39/2008")
    assert format_dampak(found, bentuk).endswith("\n")


@pytest.mark.parametrize("bentuk", ["teks", "markdown"])
def test_files_that_could_not_be_read_are_named(tmp_path: Path, bentuk: str) -> None:
    catalog_of(tmp_path, contoh=minimal_sop(), rusak="nama: x\n  langkah: [\n", _peraturan="- bukan daftar\n")
    found = find_impact(tmp_path, "", "Staf=Analis")
    assert found.belum_terbaca == (f"{tmp_path}/_daftar/peraturan.yml", f"{tmp_path}/rusak.yml")
    note = html.unescape(format_dampak(found, bentuk).splitlines()[-1]).replace("\u2060", "")
    assert note.startswith("Catatan: 2 berkas tidak terbaca seluruhnya, jadi daftar ini mungkin belum lengkap: ")
    assert f"{tmp_path}/rusak.yml" in note


def test_a_csv_says_what_it_lacks_beside_the_file(tmp_path: Path) -> None:
    catalog_of(tmp_path, contoh=minimal_sop(), rusak="nama: x\n  langkah: [\n")
    result = CliRunner().invoke(
        sop_command, ["dampak", "--folder", str(tmp_path), "--cabut", "UU 1/1945", "--format", "csv"]
    )
    assert result.exit_code == 0
    assert "rusak.yml" not in result.stdout
    assert "tidak terdaftar dan tidak dikutip SOP mana pun" in result.stderr
    assert "rusak.yml. Jalankan sop periksa" in result.stderr


# --- The command ---


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (
            ["--cabut", "Permenaker 13/2015"],
            0,
            "Pencabutan Peraturan Menteri Ketenagakerjaan Nomor 13 Tahun 2015: 3 SOP",
        ),
        (["--ganti-jabatan", "kasubag=ketua-tim"], 0, "Penggantian jabatan Kepala Subbagian menjadi ketua-tim: 5 SOP"),
        (["--ganti-jabatan", "kasubag=ketua-tim", "--format", "csv"], 0, '"slug";"berkas"'),
        ([], 2, "sebutkan salah satu"),
        (["--cabut", "UU 1/1945", "--ganti-jabatan", "a=b"], 2, "sebutkan salah satu"),
        (["--cabut", "itu"], 2, "tidak dikenali sebagai peraturan"),
        (["--ganti-jabatan", "kasubag"], 2, "tanda sama dengan"),
        (["--ganti-jabatan", "kasubg=x"], 2, "mungkin maksudnya: kasubag"),
        (["--ganti-jabatan", "kabag=kabag"], 2, "jabatan yang sama"),
        (["--cabut", "UU 1/1945", "--folder", "tidak/ada"], 2, "jalur tidak ada: tidak/ada"),
        (["--cabut", "UU 1/1945", "--folder", __file__], 2, "adalah berkas; sebutkan folder SOP"),
        (["--cabut", "Permenaker 13/2015", "--folder", str(ROOT)], 0, ": 3 SOP"),
    ],
)
def test_the_command(arguments: list[str], code: int, expected: str) -> None:
    result = CliRunner().invoke(sop_command, ["dampak", "--folder", str(ROOT / "sops"), *arguments])
    assert result.exit_code == code, result.output
    assert expected in result.output
