"""Every text of the five source documents stands on its page, in its part and in the source's wording.

What is expected is read out of the OCR text (`source_tables`), never repeated here. Each comparison is of whole cells
and whole lists, so a text that the page adds, drops or moves fails as well.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from support.page_tree import Element, parse_page
from support.paths import SOPS
from support.source_tables import FOLDER, SourceSop, fold_label, read_source

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.load import load_catalog
from sop_catalog.model.sop import TIDAK_TERBACA
from sop_catalog.pages.build import build_pages
from sop_catalog.pages.settings import Settings

SLUGS = {
    "000": "pelaporan-kinerja-kementerian",
    "001": "penyusunan-program-kerja-rkakl-dan-penetapan-kinerja-biro",
    "002": "penyusunan-laporan-kinerja-dan-pengumpulan-data",
    "003": "pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan",
    "004": "penyusunan-rencana-aksi-lintas-sektor",
}

every_source = pytest.mark.parametrize("number", SLUGS)


@cache
def source(number: str) -> SourceSop:
    return read_source(number)


@cache
def catalog() -> Catalog:
    loaded, diagnostics = load_catalog(SOPS)
    assert [diagnostic.message for diagnostic in diagnostics if diagnostic.severity == "galat"] == []
    return loaded


@cache
def _pages() -> dict[str, str]:
    return {page.url: page.html for page in build_pages(catalog(), Settings())}


@cache
def page(number: str) -> Element:
    return parse_page(_pages()[f"sop/{SLUGS[number]}/"])


def box(number: str, isian: str) -> Element:
    (found,) = (section for section in page(number).find_all("section", "sop-kotak") if css(isian) in section.classes)
    return found


def css(isian: str) -> str:
    return f"sop-{isian.replace('_', '-')}"


# --- The expectation itself: nothing of a source is left out ---


def test_every_source_has_a_page() -> None:
    assert {path.name[:3] for path in FOLDER.glob("*.txt")} == set(SLUGS)


@every_source
def test_every_cell_of_the_source_is_read(number: str) -> None:
    assert source(number).unread == []


@every_source
def test_every_reading_matches_a_cell(number: str) -> None:
    assert source(number).unused_bacaan == []


# --- Identity ---


@every_source
def test_letterhead(number: str) -> None:
    lines = [line.text() for line in page(number).find("td", "sop-instansi").find_all("div")]
    assert [line.upper() for line in lines] == source(number).unit


@every_source
def test_identity_rows(number: str) -> None:
    expected = source(number)
    table = page(number).find("table", "sop-identitas")
    for isian in expected.label:
        if isian in expected.kotak:
            continue
        (row,) = (row for row in table.find_all("tr") if row.find_all("td", css(isian)))
        assert fold_label(row.find("th").text()) == fold_label(expected.label[isian])
        value = row.find("td", css(isian)).text()
        values = expected.identitas.get(isian, [])
        if isian == "disahkan_oleh":
            assert [text for text in values if text not in value] == []
        else:
            assert value == "".join(values)


@every_source
def test_nip_is_masked(number: str) -> None:
    text = page(number).text()
    for nip in source(number).identitas.get("nip", []):
        digits = re.sub(r"\D", "", nip)
        assert "•" * (len(digits) - 3) + digits[-3:] in page(number).find("td", "sop-disahkan-oleh").text()
        assert nip not in text
        assert digits not in re.sub(r"[\s.]", "", text)


# --- The six boxes ---


@every_source
def test_boxes(number: str) -> None:
    expected = source(number)
    assert len(expected.kotak) == 6
    for isian, items in expected.kotak.items():
        section = box(number, isian)
        assert fold_label(section.find("h2").text()) == fold_label(expected.label[isian])
        assert [item.text(remarks=False) for item in section.find_all("li") or section.find_all("p")] == items


# --- The activity table ---


@every_source
def test_column_titles(number: str) -> None:
    expected = source(number)
    head = page(number).find("table", "sop-kegiatan").find("thead")
    titles = [title.text() for title in head.find_all("th")]
    performers = [title for title in titles if title in expected.pelaksana[0]]
    assert performers == expected.pelaksana[0]
    for repeated in expected.pelaksana:
        assert sorted(repeated) == sorted(performers)
    folded = {fold_label(title) for title in titles}
    assert [title for title in sorted(expected.kolom) if fold_label(title) not in folded] == []


@every_source
def test_column_numbers(number: str) -> None:
    count = source(number).nomor_kolom
    rows = page(number).find("table", "sop-kegiatan").find("thead").find_all("tr", "sop-nomor-kolom")
    numbers = [[cell.text() for cell in row.find_all("td")] for row in rows]
    assert numbers == ([[str(column) for column in range(1, count + 1)]] if count else [])


@every_source
def test_steps(number: str) -> None:
    expected = source(number)
    rows = [row for row in page(number).find_all("tr") if row.attributes.get("id", "").startswith("langkah-")]
    assert [row.attributes["id"] for row in rows] == [f"langkah-{langkah.nomor}" for langkah in expected.langkah]
    for row, langkah in zip(rows, expected.langkah, strict=True):
        cells = {
            isian: "".join(cell.text(remarks=False) for cell in row.find_all(cls=f"sop-{isian}"))
            for isian in ("no", "kegiatan-teks", "kelengkapan", "waktu", "output", "keterangan")
        }
        assert cells == {
            "no": str(langkah.nomor),
            "kegiatan-teks": langkah.kegiatan,
            "kelengkapan": langkah.kelengkapan,
            "waktu": langkah.waktu,
            "output": langkah.output,
            "keterangan": langkah.keterangan,
        }


@every_source
def test_norma_waktu(number: str) -> None:
    """Seed 001 ends with the row and leaves it empty: no number is made up where the steps have none."""
    row = page(number).find("tr", "sop-norma-waktu")
    if source(number).norma_waktu:
        assert fold_label(row.find("th").text()) == "normawaktu"
        assert row.find("td").text(remarks=False) == ""


# --- What stands nowhere on the form: quoted in the source notes ---


@every_source
def test_quoted_in_source_notes(number: str) -> None:
    notes = page(number).find("section", "sop-catatan").text()
    assert [text for text in source(number).catatan if text not in notes] == []


@every_source
def test_symbols_left_by_the_scan_are_accounted_for(number: str) -> None:
    """Each T, Y, Mulai, … is named by a note that names its step."""
    notes = [item.text() for item in page(number).find("section", "sop-catatan").find_all("li")]
    for langkah in source(number).langkah:
        for tanda in langkah.tanda:
            assert any(
                re.search(rf"\b{tanda}\b", note)
                and re.search(rf"langkah (?:\d+,? (?:dan )?)*{langkah.nomor}\b", note, re.IGNORECASE)
                for note in notes
            ), f"langkah {langkah.nomor}: {tanda} tidak disebut dalam catatan_sumber"


# --- 003: words that the scan broke ---


def test_no_broken_word_of_003_is_left() -> None:
    """The readings restored the spaces: no word of a step is longer than the longest real one of these texts."""
    steps = page("003").find("table", "sop-kegiatan").find_all("tbody")[0]
    words = {word for cell in steps.find_all("td") for word in re.findall(r"\w+", cell.text())}
    assert {word for word in words if len(word) > len("ditandatangani")} == set()


# --- The registers know what the shipped SOPs name ---


def test_every_column_title_is_a_role_of_the_register() -> None:
    titles = {pelaksana.judul for sop in catalog().sops.values() for pelaksana in sop.pelaksana}
    assert {judul for judul in titles if catalog().find_jabatan(judul) is None} == set()


def test_every_cited_regulation_is_in_the_register() -> None:
    cited = {kalimat for sop in catalog().sops.values() for kalimat in sop.dasar_hukum} - {TIDAK_TERBACA}
    known = {kalimat: catalog().find_peraturan(kalimat)[0][1] for kalimat in cited}
    assert [kalimat for kalimat, peraturan in known.items() if peraturan is None] == []


def test_only_the_invented_sops_are_examples() -> None:
    """Every SOP that is no seed is marked as invented, and the seeds are not."""
    invented = {slug for slug, sop in catalog().sops.items() if sop.contoh}
    assert invented == catalog().sops.keys() - set(SLUGS.values())
