"""What a catalogue knows of its regulations: one under all its names, two never under one, and nothing in silence."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from support.page_tree import parse_page
from support.sites import catalog_of, minimal_sop

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.citations import build_acuans
from sop_catalog.catalog.jabatan import build_roles
from sop_catalog.catalog.peraturan import JenisHubungan
from sop_catalog.catalog.unit_tree import build_unit_tree
from sop_catalog.checks import check_catalog
from sop_catalog.checks.citations import check_citations
from sop_catalog.compare.changes import Weight
from sop_catalog.compare.diff import compare_catalogs
from sop_catalog.impact.impact import ImpactError, find_impact_of_revoking
from sop_catalog.impact.report import format_dampak
from sop_catalog.pages.build import build_sop_page
from sop_catalog.pages.facets import build_facets
from sop_catalog.pages.index_pages import build_index_pages, build_katalog_csv, build_katalog_json
from sop_catalog.pages.settings import Settings
from sop_catalog.search.index import build_search_index

SETTINGS = Settings(today=dt.date(2026, 11, 26))


def _items(*kalimat: str) -> str:
    return "\n" + "".join(f"  - {item!r}\n" for item in kalimat)


def _catalog(folder: Path, *kalimat: str, register: str = "") -> Catalog:
    files = {"a": minimal_sop(dasar_hukum=_items(*kalimat))}
    return catalog_of(folder, **files, **({"_peraturan": register} if register else {}))


def _codes(catalog: Catalog) -> list[str]:
    return list(build_acuans(catalog).by_kode)


def _findings(catalog: Catalog) -> list[tuple[str, str]]:
    return [
        (item.rule.code, item.message)
        for item in check_catalog(catalog)
        if item.rule.code in {"SOP406", "SOP419", "SOP420"}
    ]


class TestNothingInSilence:
    """What half of the tools overlook: list marks, courts, agencies, regions, numbers with signs."""

    CITED = (
        ("1, Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik", "uu-25-2009"),
        ("KMA Nomor 39 Tahun 2015", "kepmen-agama-39-2015"),
        ("SEMA Nomor 10 Tahun 2020", "se-mahkamah-agung-10-2020"),
        ("Permendikbudristek Nomor 53 Tahun 2023 tentang Penjaminan Mutu", "permen-pendidikan-kebudayaan-riset-dan-teknologi-53-2023"),
        ("Qanun Aceh Nomor 11 Tahun 2018 tentang Lembaga Keuangan", "qanun-aceh-11-2018"),
        ("Perkap Nomor 14 Tahun 2011", "perka-kepolisian-negara-14-2011"),
        ("POJK Nomor 6/POJK.07/2022", "peraturan-ojk-6-2022"),
        ("PER-40/PB/2006 tentang Persediaan", "peraturan-direktur-jenderal-perbendaharaan-40-2006"),
        ("Keputusan Menteri Kehakiman Nomor M.04.PR.07.03 Tahun 1985", "kepmen-kehakiman-m-04-pr-07-03-1985"),
        ("Permen PAN & RB No. 17 Tahun 2021", "permenpanrb-17-2021"),
        ("Undang Undang Kesehatan No 17/2023", "uu-17-2023"),
        ("UndangUndang Nomor 24 Tahun 2007 tentang Bencana", "uu-24-2007"),
    )  # fmt: skip

    def test_each_is_read_and_has_its_place(self, tmp_path: Path) -> None:
        catalog = _catalog(tmp_path, *(kalimat for kalimat, _ in self.CITED), register="uu-1-2000: Satu\n")
        assert [*catalog.cited_codes(catalog.sops["a"])] == [kode for _, kode in self.CITED]
        said = _findings(catalog)
        assert [code for code, _ in said] == ["SOP406"] * len(self.CITED)
        for kalimat, kode in self.CITED:
            found = find_impact_of_revoking(catalog, kalimat)
            assert [row.teks for row in found.baris] == [kalimat], kode

    def test_what_is_not_read_is_said_and_stands_on_the_page(self, tmp_path: Path) -> None:
        catalog = _catalog(
            tmp_path, "Permenhud Nomor 5 Tahun 2018", "UU 25/2009; PER-12/XYZ/2020", "Renstra Dinas 2021-2026", "tidak terbaca"
        )  # fmt: skip
        assert [code for code, _ in _findings(catalog)] == ["SOP419", "SOP419"]
        (page,) = [page for page in build_index_pages(catalog, SETTINGS, None) if page.path == "peraturan"]
        lists = parse_page(page.html).find_all("ul")
        assert [[item.text().partition(" pada ")[0] for item in part.find_all("li")] for part in lists] == [
            ["Permenhud Nomor 5 Tahun 2018 — jenisnya tidak diketahui", "UU 25/2009; PER-12/XYZ/2020 — jenisnya tidak diketahui"],
            ["Renstra Dinas 2021-2026"],
        ]  # fmt: skip
        assert 'id="belum-dikenali"' in page.html

    @pytest.mark.parametrize(
        "kalimat",
        ["DPA SKPD 2026", "Nota Dinas Nomor 5/ND/2024", "Kebijakan mutu", "RPJMD 2021-2026", "Peraturan perundang-undangan terkait",
         "SOP Penyusunan Peraturan Bupati", "Perjanjian Kinerja Tahun 2025", "tidak terbaca", "ISO 9001:2015"],
    )  # fmt: skip
    def test_what_is_no_citation_is_not_flagged(self, kalimat: str, tmp_path: Path) -> None:
        assert _findings(_catalog(tmp_path, kalimat)) == []


class TestNoGuessIsALink:
    """A kind with number and year is no regulation where several issuers count so."""

    DOUBTFUL = (
        ("PMK 5/2020", "singkatannya bermakna lebih dari satu"),
        ("PMK Nomor 5 Tahun 2020", "singkatannya bermakna lebih dari satu"),
        ("Perda 3/2018", "daerahnya tidak disebut"),
        ("Pergub Nomor 5 Tahun 2019 tentang Arsip", "daerahnya tidak disebut"),
        ("Perda Kabupaten Nomor 3 Tahun 2018", "daerahnya tidak disebut"),
        ("SK Bupati Nomor 188/5/2020", "daerahnya tidak disebut"),
        ("Perdes 2/2020", "daerahnya tidak disebut"),
        ("Permen Nomor 5 Tahun 2020", "penerbitnya tidak disebut"),
        ("Perdirjen Nomor 5 Tahun 2019", "penerbitnya tidak disebut"),
        ("Keputusan Kepala Dinas Nomor 5 Tahun 2020", "penerbitnya tidak disebut"),
        ("SKB 3 Menteri Nomor 5 Tahun 2020", "penerbitnya belum disebut semua"),
        ("Peraturan Bersama Menteri Agama Nomor 5 Tahun 2020", "penerbitnya belum disebut semua"),
        ("UU 3/1908", "sebelum 1945 belum ada peraturan Republik Indonesia"),
        ("UU 0/2010", "tidak ada peraturan bernomor 0"),
    )

    def test_each_is_told_and_stands_on_the_page(self, tmp_path: Path) -> None:
        catalog = _catalog(tmp_path, *(kalimat for kalimat, _ in self.DOUBTFUL), register="uu-1-2000: Satu\n")
        assert _codes(catalog) == ["uu-1-2000"]
        assert _findings(catalog) == [("SOP419", f"peraturan ini belum dikenali: {why}") for _, why in self.DOUBTFUL]
        (page,) = [page for page in build_index_pages(catalog, SETTINGS, None) if page.path == "peraturan"]
        told = [item.text().partition(" pada ")[0] for item in parse_page(page.html).find_all("ul")[0].find_all("li")]
        assert told == [" — ".join(pair) for pair in self.DOUBTFUL]

    def test_of_two_units_none_takes_the_other_ones(self, tmp_path: Path) -> None:
        files = {name: minimal_sop(name.upper(), dasar_hukum=_items("Perda 3/2018")) for name in "ab"}
        assert _codes(catalog_of(tmp_path, **files)) == []

    def test_the_fix_is_read(self, tmp_path: Path) -> None:
        """What each finding orders to type is a citation, with the words that only the editor knows."""
        catalog = _catalog(tmp_path, *(kalimat for kalimat, _ in self.DOUBTFUL[:8]))
        fixes = [item.fix for item in check_catalog(catalog) if item.rule.code == "SOP419"]
        typed = [
            (piece.replace("…", "Bantul", 1) if "…" in piece else piece)
            for fix in fixes
            for piece in fix.split("`")[1::2]
        ]
        assert len(typed) >= 12
        for index, kalimat in enumerate(typed):
            if "Nomor Bantul" not in kalimat and "Nomor …" not in kalimat:
                read = _catalog(tmp_path / str(index), kalimat.replace("…", "Sewon"))
                assert len(_codes(read)) == 1, kalimat

    @pytest.mark.parametrize(
        ("register", "kode"),
        [
            ("perda-kabupaten-bantul-3-2018:\n  tentang: Arsip\n  alias: [Perda 3/2018]\n", "perda-kabupaten-bantul-3-2018"),
            ("perda-3-2018: Arsip\n", "perda-3-2018"),
            ("perda-kabupaten-bantul-3-2018: Arsip\n", ""),
        ],
    )  # fmt: skip
    def test_the_register_decides(self, register: str, kode: str, tmp_path: Path) -> None:
        catalog = _catalog(tmp_path, "Perda 3/2018", register=register)
        assert "".join(catalog.cited_codes(catalog.sops["a"])) == kode

    def test_who_is_meant_perhaps_is_looked_at(self, tmp_path: Path) -> None:
        catalog = _catalog(tmp_path, "Perda 3/2018", "PMK 5/2020", "Pergub 5/2020")
        for cut, kalimat in (("Perda Kab. Bantul 3/2018", "Perda 3/2018"), ("Permenkes 5/2020", "PMK 5/2020")):
            (row,) = find_impact_of_revoking(catalog, cut).baris
            assert row.teks == kalimat
            assert "tidak pasti" in row.tindakan
        with pytest.raises(ImpactError, match="permen-kesehatan-5-2020"):
            find_impact_of_revoking(catalog, "PMK 5/2020")

    def test_a_regulation_of_a_later_year(self, tmp_path: Path) -> None:
        catalog = _catalog(tmp_path, "UU 5/2027", "UU 5/2026")
        told = [item for item in check_citations(catalog, dt.date(2026, 12, 31)) if item.rule.code == "SOP426"]
        assert [item.message for item in told] == ["Undang-Undang Nomor 5 Tahun 2027 belum ada: sekarang tahun 2026"]
        assert not [item for item in check_citations(catalog, dt.date(2027, 1, 1)) if item.rule.code == "SOP426"]

    def test_relations_to_what_is_not_certain_are_none(self, tmp_path: Path) -> None:
        catalog = _catalog(tmp_path, "Perda 3/2018 sebagaimana telah diubah dengan Perda Kab. Bantul 4/2020")
        (sitasi,) = catalog.read_kalimat("Perda 3/2018 sebagaimana telah diubah dengan Perda Kab. Bantul 4/2020").sitasi
        assert (sitasi.kode, sitasi.hubungan) == ("perda-kabupaten-bantul-4-2020", ())


class TestOneThingTwoSpellings:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (
                "Peraturan Kepala ANRI Nomor 25 Tahun 2012",
                "Peraturan Kepala Arsip Nasional Republik Indonesia Nomor 25 Tahun 2012",
            ),
            ("Peraturan Menteri LHK Nomor 6 Tahun 2021", "Permen LHK No. 6 Tahun 2021"),
            ("Perda Kab. Gresik Nomor 2 Tahun 2019", "Peraturan Daerah Kabupaten Gresik Nomor 2 Tahun 2019"),
            ("Peraturan LAN Nomor 15 Tahun 2019", "Peraturan Lembaga Administrasi Negara Nomor 15 Tahun 2019"),
            ("Permenpan Nomor 17 Tahun 2021", "PermenPAN-RB 17/2021"),
            ("Permenaker 2/2011", "Permenakertrans No. PER.02/MEN/I/2011"),
            ("Permendikbud 53/2023", "Permendikbudristek 53/2023"),
            ("Kepgub Bali Nomor 215 Tahun 2021", "Keputusan Gubernur Bali Nomor 188.44/215/KPTS/2021"),
        ],
    )
    def test_one_page(self, one: str, other: str, tmp_path: Path) -> None:
        catalog = _catalog(tmp_path, one, other)
        (kode,) = _codes(catalog)
        pages = {page.path: page for page in build_index_pages(catalog, SETTINGS, None)}
        assert f"peraturan/{kode}" in pages
        facets = build_facets(catalog, SETTINGS, build_unit_tree(catalog), build_roles(catalog), build_acuans(catalog))
        (hukum,) = [facet for facet in facets.saringan if facet.kunci == "hukum"]
        assert [(choice.kode, choice.jumlah) for choice in hukum.pilihan] == [(kode, 1)]
        assert build_katalog_csv(catalog, SETTINGS).count(hukum.pilihan[0].teks) == 1

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Permenhut 5/2012", "Permen LH 5/2012"),
            ("Peraturan BKN 6/2022", "Perka BKN 6/2022"),
            ("Perda Kota Malang 1/2020", "Perda Kabupaten Malang 1/2020"),
            ("Perwal Malang 1/2020", "Perbup Malang 1/2020"),
            ("SE Bupati Gresik Nomor 800/12/BKPSDM/2020", "SE Bupati Gresik Nomor 440/12/DINKES/2020"),
            (
                "Keputusan Menteri Perhubungan Nomor KM 35 Tahun 2003",
                "Keputusan Menteri Perhubungan Nomor KP 35 Tahun 2003",
            ),
            ("KMK 1/KMK.06/2013", "KMK 1/KM.6/2013"),
            ("PER-1/PB/2020", "PER-1/PJ/2020"),
            ("PMK 1/PMK.05/2020", "PMK Nomor 1 Tahun 2020 tentang Pelayanan Puskesmas"),
            ("KMA Nomor 26 Tahun 2012", "KMA Nomor 026/KMA/SK/II/2012"),
            (
                "Keputusan Ketua Mahkamah Agung Nomor 1-144/KMA/SK/I/2011",
                "Keputusan Ketua Mahkamah Agung Nomor 144/KMA/SK/I/2011",
            ),
            ("UU 12/2010", "UU 12A/2010"),
            ("Permenkumham M.HH-01.KP.01.01 Tahun 2010", "Permenkumham M.HH-01.OT.01.01 Tahun 2010"),
            ("Permenaker 5/2014", "Permenakertrans 5/2014"),
        ],
    )
    def test_two_regulations_stay_two(self, one: str, other: str, tmp_path: Path) -> None:
        assert len(_codes(_catalog(tmp_path, one, other))) == 2

    def test_a_register_keeps_its_own_codes(self, tmp_path: Path) -> None:
        """Addresses of what is registered never change, however the code spells the issuer."""
        register = "peraturan-badan-kepegawaian-negara-6-2022:\n  tentang: Mutasi\n  status: berlaku\npermenpan-17-2021: Penyetaraan\n"
        catalog = _catalog(tmp_path, "Peraturan BKN 6/2022", "Permen PANRB 17/2021", register=register)
        assert list(catalog.registers.peraturan) == ["peraturan-badan-kepegawaian-negara-6-2022", "permenpan-17-2021"]
        assert set(_codes(catalog)) == set(catalog.registers.peraturan)
        assert _findings(catalog) == []

    def test_a_register_may_refer_to_an_entry_by_any_of_its_codes(self, tmp_path: Path) -> None:
        register = "perka-bkn-1-2010: {tentang: Satu, dicabut_oleh: peraturan-badan-kepegawaian-negara-2-2020}\nperaturan-bkn-2-2020: Dua\n"
        catalog = _catalog(tmp_path, "Perka BKN 1/2010", register=register)
        assert catalog.registers.successors("perka-bkn-1-2010") == ("peraturan-bkn-2-2020",)
        assert [item.rule.code for item in check_catalog(catalog)] == ["SOP401", "SOP408"]

    def test_abbreviations_keep_their_capitals(self, tmp_path: Path) -> None:
        catalog = _catalog(
            tmp_path, "Peraturan LKPP 9/2018", "Keputusan Direktur RSUD Harapan Nomor 3 Tahun 2020", "Perka BPKP 1/2019"
        )
        names = {acuan.judul for acuan in build_acuans(catalog).by_kode.values()}
        assert names == {
            "Peraturan Kepala BPKP Nomor 1 Tahun 2019",
            "Keputusan Direktur RSUD Harapan Nomor 3 Tahun 2020",
            "Peraturan LKPP Nomor 9 Tahun 2018",
        }

    def test_a_page_is_called_as_the_paper_numbers_it(self, tmp_path: Path) -> None:
        catalog = _catalog(tmp_path, "Kepmenakertrans Nomor KEP.100/MEN/VI/2004", "Kepmenakertrans 100/2004")
        (acuan,) = build_acuans(catalog).by_kode.values()
        assert acuan.judul == "Keputusan Menteri Tenaga Kerja dan Transmigrasi Nomor KEP.100/MEN/VI/2004"
        assert acuan.singkat == "Kepmen Tenaga Kerja dan Transmigrasi 100/2004"


class TestNumbersAndChains:
    def test_the_number_is_the_one_of_the_paper_not_its_month(self, tmp_path: Path) -> None:
        catalog = _catalog(
            tmp_path, "Keputusan Direktur Jenderal Badan Peradilan Umum Nomor 1586.a/DJU/SK/PS01/9/2015 tentang Loket"
        )
        assert _codes(catalog) == ["keputusan-direktur-jenderal-badan-peradilan-umum-1586a-2015"]

    def test_a_title_ends_where_the_next_regulation_begins(self, tmp_path: Path) -> None:
        kalimat = (
            "Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah sebagaimana telah diubah dengan "
            "Peraturan Pemerintah Nomor 1 Tahun 2026"
        )
        catalog = _catalog(tmp_path, kalimat)
        acuans = build_acuans(catalog).by_kode
        assert [(acuan.kode, acuan.tentang) for acuan in acuans.values()] == [
            ("pp-1-2026", ""), ("pp-12-2019", "Pengelolaan Keuangan Daerah")
        ]  # fmt: skip
        assert acuans["pp-12-2019"].dikatakan == {JenisHubungan.MENGUBAH: ("pp-1-2026",)}

    def test_each_regulation_of_a_sentence_is_a_link_of_its_own(self, tmp_path: Path) -> None:
        kalimat = "UU 17/2003 tentang Keuangan Negara; UU 1/2004 dan Nomor 15 Tahun 2004"
        catalog = _catalog(tmp_path, kalimat)
        tree = parse_page(build_sop_page(catalog, "a", SETTINGS).html)
        links = [link for link in tree.find_all("a") if "peraturan/" in link.attributes.get("href", "")]
        assert [(link.text(), link.attributes["href"].split("/")[-2]) for link in links] == [
            ("UU 17/2003 tentang Keuangan Negara;", "uu-17-2003"),
            ("UU 1/2004 dan", "uu-1-2004"),
            ("Nomor 15 Tahun 2004", "uu-15-2004"),
        ]

    def test_what_sentences_say_reaches_impact_and_pages(self, tmp_path: Path) -> None:
        first = minimal_sop(dasar_hukum="Perpres 16/2018")
        second = minimal_sop("Dua", dasar_hukum="Perpres 16/2018 sebagaimana telah diubah dengan Perpres 12/2021")
        third = minimal_sop("Tiga", dasar_hukum="Perpres 12/2021")
        catalog = catalog_of(tmp_path, a=first, b=second, c=third)
        rows = [(row.slug, row.tindakan) for row in find_impact_of_revoking(catalog, "Perpres 16/2018").baris]
        assert rows == [
            ("a", "ganti dengan peraturan penggantinya, atau hapus butir ini"),
            ("b", "ganti dengan peraturan penggantinya; butir ini juga mengutip peraturan lain"),
            ("c", "periksa: peraturan ini mengubah yang dicabut"),
        ]
        pages = {page.path: page for page in build_index_pages(catalog, SETTINGS, None)}
        assert "Diubah oleh, menurut kalimat dasar hukum" in pages["peraturan/perpres-16-2018"].html

    def test_a_relation_is_proposed_once_for_all_sops(self, tmp_path: Path) -> None:
        text = "Perpres 16/2018 sebagaimana telah diubah dengan Perpres 12/2021"
        register = "perpres-16-2018: Pengadaan\nperpres-12-2021: Perubahan\n"
        catalog = catalog_of(
            tmp_path, a=minimal_sop(dasar_hukum=text), b=minimal_sop("Dua", dasar_hukum=text), _peraturan=register
        )
        assert [code for code, _ in _findings(catalog)] == ["SOP420"]
        recorded = "perpres-16-2018: Pengadaan\nperpres-12-2021: {tentang: Perubahan, mengubah: perpres-16-2018}\n"
        assert _findings(catalog_of(tmp_path, a=minimal_sop(dasar_hukum=text), _peraturan=recorded)) == []


class TestAlias:
    REGISTER = """\
uu-8-1981:
  tentang: Hukum Acara Pidana
  alias: [KUHAP, Kitab Undang-Undang Hukum Acara Pidana]
kuhp:
  tentang: Kitab Undang-Undang Hukum Pidana
  alias: KUHP
perka-bkn-6-2022:
  tentang: Mutasi
  alias: [Peraturan BKN Nomor 6 Tahun 2022, perka-bkn-60-2022]
uu-20-2023:
  tentang: Aparatur Sipil Negara
  alias: UU ASN
"""

    @pytest.mark.parametrize(
        ("kalimat", "codes"),
        [
            ("KUHAP", ["uu-8-1981"]),
            ("2. K.U.H.A.P.", ["uu-8-1981"]),
            ("Kitab Undang-Undang Hukum Acara Pidana (KUHAP)", ["uu-8-1981"]),
            ("KUHAP dan KUHP", ["uu-8-1981", "kuhp"]),
            ("KUHAP Pasal 7", ["uu-8-1981"]),
            ("Pasal 7 KUHAP", ["uu-8-1981"]),
            ("UU Nomor 8 Tahun 1981", ["uu-8-1981"]),
            ("Peraturan Badan Kepegawaian Negara Nomor 6 Tahun 2022", ["perka-bkn-6-2022"]),
            ("Perka BKN 60/2022", ["perka-bkn-6-2022"]),
            ("UU ASN", ["uu-20-2023"]),
            ("UU ASN tentang Aparatur Sipil Negara", ["uu-20-2023"]),
            ("UU ASN Nomor 5 Tahun 2014", ["uu-5-2014"]),
            ("UU 25/2009; UU ASN", ["uu-25-2009", "uu-20-2023"]),
            ("UU 25/2009 tentang Pelaksanaan KUHAP", ["uu-25-2009"]),
            ("UU ITE", []),
            ("kuhapan", []),
        ],
    )
    def test_found_by_it(self, kalimat: str, codes: list[str], tmp_path: Path) -> None:
        catalog = _catalog(tmp_path, kalimat, register=self.REGISTER)
        assert list(catalog.cited_codes(catalog.sops["a"])) == codes
        unread = ["SOP419"] if kalimat == "UU ITE" else []  # the name of a law that no register holds
        assert [code for code, _ in _findings(catalog)] == unread + ["SOP406"] * sum(
            code not in catalog.registers.peraturan for code in codes
        )

    def test_impact_and_search_know_it(self, tmp_path: Path) -> None:
        text = minimal_sop(dasar_hukum="UU 8/1981").replace("Memeriksa usulan", "Memeriksa berkas menurut KUHAP")
        catalog = catalog_of(tmp_path, a=text, _peraturan=self.REGISTER)
        found = find_impact_of_revoking(catalog, "KUHAP")
        assert [row.bagian for row in found.baris] == ["dasar hukum butir 1", "langkah 2"]
        assert format_dampak(found).startswith("Pencabutan Undang-Undang Nomor 8 Tahun 1981")
        assert " kitab " in build_search_index(catalog)


class TestCodesOfTheRegister:
    """A code is for writing: a page and a sheet print the regulation's name and title, each leading to its own page."""

    REGISTER = (
        "permenaker-7-2017: {tentang: Pedoman Penyusunan SOP}\npp-12-2019: {tentang: Pengelolaan Keuangan Daerah}\n"
    )

    @pytest.mark.parametrize(
        ("kalimat", "printed"),
        [
            (
                "permenaker-7-2017",
                [("permenaker-7-2017", "Peraturan Menteri Ketenagakerjaan Nomor 7 Tahun 2017 tentang Pedoman Penyusunan SOP")],
            ),
            (
                "pp-12-2019, Pasal 5",
                [("pp-12-2019", "Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah, Pasal 5")],
            ),
            (
                "permenaker-7-2017 dan pp-12-2019",
                [
                    ("permenaker-7-2017", "Peraturan Menteri Ketenagakerjaan Nomor 7 Tahun 2017 tentang Pedoman Penyusunan SOP dan"),
                    ("pp-12-2019", "Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah"),
                ],
            ),
            (
                "UU 25/2009 dan pp-12-2019",
                [
                    ("uu-25-2009", "UU 25/2009 dan"),
                    ("pp-12-2019", "Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah"),
                ],
            ),
        ],
    )  # fmt: skip
    def test_a_code_prints_its_title(self, tmp_path: Path, kalimat: str, printed: list[tuple[str, str]]) -> None:
        catalog = _catalog(tmp_path, kalimat, register=self.REGISTER)
        html = build_sop_page(catalog, "a", SETTINGS).html
        box = html.partition('id="dasar-hukum"')[2].partition("</section>")[0]
        assert re.findall(r'<a href="[^"]*peraturan/([^"/]*)/">([^<]*)</a>', box) == printed


class TestComparison:
    @pytest.mark.parametrize(
        ("before", "after", "weight"),
        [
            ("Perka BKN 35/2011", "Peraturan Kepala Badan Kepegawaian Negara Nomor 35 Tahun 2011", Weight.REDAKSIONAL),
            (
                "Permen ESDM No. 26/2018",
                "Peraturan Menteri Energi dan Sumber Daya Mineral Nomor 26 Tahun 2018",
                Weight.REDAKSIONAL,
            ),
            ("Kepmenakertrans 100/2004", "Kepmenakertrans Nomor KEP.100/MEN/VI/2004", Weight.REDAKSIONAL),
            ("Perka BKN 35/2011", "Perka BKN 36/2011", Weight.SUBSTANTIF),
            ("Perka BKN 35/2011", "Perka BPS 35/2011", Weight.SUBSTANTIF),
            ("Perka BKN 35/2011 Pasal 3", "Peraturan Kepala BKN Nomor 35 Tahun 2011 Pasal 4", Weight.SUBSTANTIF),
            ("PP 12/2019", "PP 12/2019 sebagaimana telah diubah dengan PP 1/2026", Weight.SUBSTANTIF),
            ("Permenhud Nomor 5 Tahun 2018; UU 1/2000", "Permenhut Nomor 5 Tahun 2018; UU 1/2000", Weight.SUBSTANTIF),
        ],
    )
    def test_a_fuller_name_is_editorial_another_regulation_is_not(
        self, before: str, after: str, weight: Weight, tmp_path: Path
    ) -> None:
        first, second = _catalog(tmp_path / "a", before), _catalog(tmp_path / "b", after)
        changes = [change for diff in compare_catalogs(first, second) for change in diff.changes]
        assert {change.weight for change in changes} == {weight}
        assert {change.field for change in changes} == {"dasar_hukum"}


def test_a_code_of_the_register_is_printed_as_its_name(tmp_path: Path) -> None:
    items = ["permenaker-7-2017", "permenaker-7-2017, Pasal 5", "kuhap", "uu-1-2020 jo. permenaker-7-2017", "uu-9-2020"]
    register = "permenaker-7-2017: Pedoman\nkuhap: Hukum Acara Pidana\nuu-1-2020: Arsip\n"
    text = minimal_sop() + "dasar_hukum:\n" + "".join(f"  - {item}\n" for item in items)
    catalog = catalog_of(tmp_path, a=text, _peraturan=register)
    pedoman = "Peraturan Menteri Ketenagakerjaan Nomor 7 Tahun 2017 tentang Pedoman"
    box = parse_page(build_sop_page(catalog, "a", Settings()).html).find_all("section", "sop-dasar-hukum")[0]
    assert [item.text() for item in box.find_all("li")] == [
        pedoman,
        f"{pedoman}, Pasal 5",
        "Hukum Acara Pidana",
        f"Undang-Undang Nomor 1 Tahun 2020 tentang Arsip jo. {pedoman}",
        "uu-9-2020",  # not in the register, and told: SOP419
    ]
    assert catalog.cited_codes(catalog.sops["a"]) == ("permenaker-7-2017", "kuhap", "uu-1-2020")
    assert [item.rule.code for item in check_catalog(catalog) if item.rule.code == "SOP419"] == ["SOP419"]
    assert json.loads(build_katalog_json(catalog, Settings()))[0]["dasar_hukum"][0] == pedoman
