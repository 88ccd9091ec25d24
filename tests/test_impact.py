"""What a revoked regulation or a renamed role touches: on the shipped SOPs, and where it is easy to get wrong."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT, minimal_sop

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.csv_text import BOM, format_csv
from sop_catalog.catalog.impact import (
    find_impact_of_renaming,
    find_impact_of_revoking,
    mentions_regulation,
    suggest_roles,
)
from sop_catalog.catalog.impact_report import FORMATS, format_dampak
from sop_catalog.catalog.load import load_catalog
from sop_catalog.cli import sop as sop_command


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return load_catalog(ROOT / "sops")[0]


def catalog_of(folder: Path, **files: str) -> Catalog:
    """A catalogue of one folder: slug → text, with "_" for "-" in the slug; names that begin with "_" are registers."""
    for name, text in files.items():
        path = (
            folder / "_daftar" / f"{name[1:]}.yml" if name.startswith("_") else folder / f"{name.replace('_', '-')}.yml"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_catalog(folder)[0]


def test_a_revoked_regulation_reaches_those_who_cite_it_and_those_who_cite_its_amendment(shipped: Catalog) -> None:
    found = find_impact_of_revoking(shipped, "Permenaker 13/2015")
    assert found is not None
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
    assert found is not None
    assert ("pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan", "kualifikasi pelaksana") in {
        (row.slug, row.bagian) for row in found.baris
    }


def test_a_regulation_in_a_step_names_the_step(tmp_path: Path) -> None:
    text = minimal_sop().replace("Memeriksa usulan", "Memeriksa usulan menurut PP No. 8 Tahun 2006 tentang Laporan")
    found = find_impact_of_revoking(catalog_of(tmp_path, contoh=text), "PP 8/2006")
    assert found is not None
    assert [(row.bagian, row.langkah) for row in found.baris] == [("langkah 2", 2)]


def test_a_regulation_that_nobody_cites_touches_nothing(shipped: Catalog) -> None:
    found = find_impact_of_revoking(shipped, "UU 1/1945")
    assert found is not None
    assert found.baris == ()
    assert format_dampak(found) == "Pencabutan UU 1/1945: tidak ada SOP yang terkena.\n"


def test_a_text_that_is_no_regulation_is_refused(shipped: Catalog) -> None:
    assert find_impact_of_revoking(shipped, "peraturan itu") is None


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
    assert mentions_regulation(teks, kode) is expected


def test_a_renamed_role_reaches_its_columns_its_steps_and_the_sentences_that_name_it(shipped: Catalog) -> None:
    found = find_impact_of_renaming(shipped, "kasubag", "ketua-tim")
    assert found is not None
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
    assert found is not None
    assert [row.bagian for row in found.baris] == ["kolom pelaksana", "langkah 1", "langkah 3"]


def test_a_role_that_takes_over_in_an_sop_that_has_it_already_is_merged(tmp_path: Path) -> None:
    found = find_impact_of_renaming(catalog_of(tmp_path, contoh=minimal_sop()), "Staf", "Kabag")
    assert found is not None
    assert found.baris[0].tindakan == "satukan dengan kolom Kabag yang sudah ada"


def test_an_approver_is_touched(tmp_path: Path) -> None:
    catalog = catalog_of(
        tmp_path, contoh=minimal_sop(disahkan_oleh="Kabag"), _jabatan="kabag: {nama: Kepala Bagian, alias: [Kabag]}\n"
    )
    found = find_impact_of_renaming(catalog, "kabag", "Direktur")
    assert found is not None
    assert (found.baris[0].bagian, found.baris[0].teks) == ("disahkan oleh", "Kabag")


def test_sops_in_force_come_first_and_revoked_ones_last(tmp_path: Path) -> None:
    catalog = catalog_of(
        tmp_path,
        a=minimal_sop("A", status="dicabut"),
        b=minimal_sop("B", status="draf"),
        c=minimal_sop("C", status="berlaku"),
    )
    found = find_impact_of_renaming(catalog, "Staf", "Analis")
    assert found is not None
    assert list(dict.fromkeys(row.slug for row in found.baris)) == ["c", "b", "a"]


def test_an_unknown_role_is_refused_with_near_names(shipped: Catalog) -> None:
    assert find_impact_of_renaming(shipped, "kasubg", "x") is None
    assert suggest_roles(shipped, "kasubg")[0] == "kasubag"


# --- How it is written ---


def test_csv_opens_in_excel_and_holds_every_row(shipped: Catalog) -> None:
    found = find_impact_of_renaming(shipped, "kabag", "ketua")
    assert found is not None
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
    text = minimal_sop().replace("Memeriksa usulan", "Memeriksa [ini](http://x) <b>Staf</b> *tebal*")
    found = find_impact_of_renaming(catalog_of(tmp_path, contoh=text), "Staf", "Analis")
    assert found is not None
    assert r"Memeriksa \[ini\](http://x) \<b\>Staf\</b\> \*tebal\*" in format_dampak(found, "markdown")


@pytest.mark.parametrize("bentuk", FORMATS)
def test_every_form_ends_with_a_line_end(shipped: Catalog, bentuk: str) -> None:
    found = find_impact_of_revoking(shipped, "UU 39/2008")
    assert found is not None
    assert format_dampak(found, bentuk).endswith("\n")


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
    ],
)
def test_the_command(arguments: list[str], code: int, expected: str) -> None:
    result = CliRunner().invoke(sop_command, ["dampak", "--folder", str(ROOT / "sops"), *arguments])
    assert result.exit_code == code, result.output
    assert expected in result.output
