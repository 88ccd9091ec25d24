"""Which regulation a pasted sentence cites, and how references to SOPs are resolved."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.peraturan import parse_all_sitasi, parse_sitasi
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.model.positions import Positions
from sop_catalog.model.registers import Registers
from sop_catalog.model.sop import Sop
from sop_catalog.source.text import Source


class TestSitasi:
    @pytest.mark.parametrize(
        ("kalimat", "kode"),
        [
            ("UU No.39 Tahun 2008 Tentang Kementerian Negara", "uu-39-2008"),
            ("Undang-Undang Nomor 39 Tahun 2008 tentang Kementerian Negara;", "uu-39-2008"),
            ("UU 39/2008", "uu-39-2008"),
            ("Undang-undang Republik Indonesia Nomor 39 Tahun 2008", "uu-39-2008"),
            ("PP No. 47 Tahun 2009 Tentang Kementerian Negara", "pp-47-2009"),
            ("Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Kinerja", "pp-8-2006"),
            ("Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas", "perpres-29-2014"),
            ("Instruksi Presiden Republik Indonesia No. 7 Tahun 2006 tentang Akuntabilitas", "inpres-7-2006"),
            ("Permenaker No 07 Tahun 2017 Tentng Pedoman Penyusunan SOP AP Kemnaker", "permenaker-7-2017"),
            (
                "Permenaker nomor 8 Tahun 2018 Tentang Perubahan Atas Permenaker No. 13 Tahun 2015 tentang Organisasi",
                "permenaker-8-2018",
            ),
            ("Peraturan Menteri Ketenagakerjaan Nomor 3 Tahun 2019 tentang Tata Naskah", "permenaker-3-2019"),
            (
                "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 tentang petunjuk Teknis",
                "permenpanrb-53-2014",
            ),
            ("PermenPAN-RB Nomor 35 Tahun 2012", "permenpanrb-35-2012"),
            ("Permendagri Nomor 52 Tahun 2011 tentang SOP", "permendagri-52-2011"),
            ("Perpres 29/2014", "perpres-29-2014"),
            ("PP RI No. 9 Tahun 2001", "pp-9-2001"),
            ("PP 9/2001", "pp-9-2001"),
            ("Peraturan Menteri Keuangan Nomor 113/PMK.05/2012 tentang Perjalanan Dinas", "pmk-113-2012"),
            ("PMK No. 190/PMK.05/2012", "pmk-190-2012"),
            ("PMK 60/PMK.02/2021", "pmk-60-2021"),
            ("Keputusan Menteri Keuangan Nomor 01/KMK.06/2013", "kmk-1-2013"),
            # A row of numbers of its own: it was one with the regulation above.
            ("Keputusan Menteri Keuangan Nomor 01/KM.6/2013", "kmk-km-6-1-2013"),
            ("Keputusan Menteri PAN Nomor KEP/25/M.PAN/2/2004", "kepmen-pan-25-2004"),
            ("Keputusan Menteri PAN Nomor KEP/25/M. PAN/2/2004", "kepmen-pan-25-2004"),
            ("Keputusan Menteri PAN Nomor 63/KEP/M.PAN/7/2003", "kepmen-pan-63-2003"),
            ("Permenpan Nomor PER/15/M.PAN/7/2008", "permenpan-15-2008"),
            ("Permen PU Nomor 13/PRT/M/2015", "permen-pekerjaan-umum-13-2015"),
            ("Peraturan Menteri Pekerjaan Umum No. 13/PRT/M/2015", "permen-pekerjaan-umum-13-2015"),
            ("Permentan Nomor 11/Permentan/OT.140/2/2013", "permen-pertanian-11-2013"),
            ("Peraturan Menteri Pertanian Nomor 11/Permentan/OT.140/2/2013", "permen-pertanian-11-2013"),
            ("Permenkes No. 269/MENKES/PER/III/2008", "permen-kesehatan-269-2008"),
            ("Keputusan Menteri Kesehatan Nomor HK.01.07/MENKES/4641/2021", "kepmen-kesehatan-4641-2021"),
            ("Permen LHK Nomor P.32/Menlhk-Setjen/2015", "permen-lingkungan-hidup-dan-kehutanan-32-2015"),
            ("Kepmenaker KEP.234/Men/2003", "kepmenaker-234-2003"),
            ("Permenakertrans No. PER.02/MEN/I/2011", "permenakertrans-2-2011"),
            ("Keputusan Gubernur Nomor 188.44/123/KPTS/2015", "kepgub-123-2015"),
            ("Surat Edaran Menteri Dalam Negeri Nomor 440/2622/SJ/2020", "se-menteri-dalam-negeri-2622-2020"),
            ("SE 5 Tahun 2020", "se-5-2020"),
            ("SE-5/2020", "se-5-2020"),
        ],
    )
    def test_kode(self, kalimat: str, kode: str) -> None:
        sitasi = parse_sitasi(kalimat)
        assert sitasi is not None
        assert sitasi.kode == kode

    @pytest.mark.parametrize(
        ("kalimat", "codes"),
        [
            ("PMK Nomor 113/PMK.05/2012", ["pmk-113-2012"]),
            ("PMK 113/PMK.05/2012 jo. PMK 190/PMK.05/2012", ["pmk-113-2012", "pmk-190-2012"]),
            ("PP 9/2001/PP 10/2002", ["pp-9-2001", "pp-10-2002"]),
            ("UU 4/2021, PP 3/2020 dan SE-5/2020", ["uu-4-2021", "pp-3-2020", "se-5-2020"]),
            ("Kepmen PAN KEP/25/M.PAN/2/2004", ["kepmen-pan-25-2004"]),
        ],
    )
    def test_slashes_of_a_number_begin_no_other_citation(self, kalimat: str, codes: list[str]) -> None:
        assert [sitasi.kode for sitasi in parse_all_sitasi(kalimat)] == codes

    @pytest.mark.parametrize(
        "kalimat",
        ["UU " + "0" * 100_000, "UU" + " " * 100_000, "UU 1/2000" + ", " * 20_000, "UU 1/2000 tentang a" + ",a" * 20_000,
         "UU " + "1/" * 50_000, "UU " + "1/a." * 20_000, "UU No" + "." * 100_000, "UU 1/" + "a-" * 50_000, "(" * 50_000 + "UU 1 2"],
    )  # fmt: skip
    def test_long_texts_end(self, kalimat: str) -> None:
        """Each of these took seconds to hours while a part of the reading was quadratic."""
        parse_all_sitasi(kalimat)

    def test_owner_is_part_of_the_kind(self) -> None:
        one = parse_sitasi("Peraturan Daerah Kota Tangerang Nomor 8 Tahun 2016 tentang Perangkat Daerah")
        two = parse_sitasi("Peraturan Daerah Kabupaten Bogor Nomor 8 Tahun 2016 tentang Perangkat Daerah")
        assert one is not None
        assert two is not None
        assert one.kode == "perda-kota-tangerang-8-2016"
        assert one.kode != two.kode

    def test_title(self) -> None:
        sitasi = parse_sitasi("UU No.39 Tahun 2008 Tentang Kementerian   Negara;")
        assert sitasi is not None
        assert sitasi.tentang == "Kementerian Negara"

    @pytest.mark.parametrize(
        "kalimat",
        ["", "tidak terbaca", "DPA SKPD 2026", "Surat perintah kepala biro", "Nomor 7 Tahun 2017", "Undang-Undang"],
    )
    def test_no_citation(self, kalimat: str) -> None:
        assert parse_sitasi(kalimat) is None

    @pytest.mark.parametrize(
        ("kalimat", "codes"),
        [
            ("UU 4/2021 dan UU 1/2000", ["uu-4-2021", "uu-1-2000"]),
            ("Undang-Undang Nomor 4 Tahun 2021 jo. UU Nomor 1 Tahun 2000 tentang Arsip", ["uu-4-2021", "uu-1-2000"]),
            (
                "UU 5/2014 tentang ASN sebagaimana telah beberapa kali diubah, terakhir dengan UU Nomor 20 Tahun 2023",
                ["uu-5-2014", "uu-20-2023"],
            ),
            ("UU 5/2014 tentang ASN, PP 11/2017 tentang Manajemen PNS", ["uu-5-2014", "pp-11-2017"]),
            ("Permenaker 8/2018 tentang Perubahan Atas Permenaker No. 13 Tahun 2015", ["permenaker-8-2018"]),
            ("UU 9/2015 tentang Perubahan Kedua atas UU 23/2014 dan UU 1/2000", ["uu-9-2015"]),
            ("Peraturan Pemerintah (PP) Nomor 9 Tahun 2001", ["pp-9-2001"]),
            ("Undang-Undang (UU) Nomor 1 Tahun 2000", ["uu-1-2000"]),
            ("UU 4/2021 dan UU 4/2021", ["uu-4-2021"]),
            ("tidak terbaca", []),
        ],
    )
    def test_every_regulation_of_a_sentence(self, kalimat: str, codes: list[str]) -> None:
        assert [sitasi.kode for sitasi in parse_all_sitasi(kalimat)] == codes

    @settings(deadline=None)
    @given(st.text(max_size=200))
    def test_never_raises(self, kalimat: str) -> None:
        parse_sitasi(kalimat)
        parse_all_sitasi(kalimat)
        parse_sitasi(f"Peraturan {kalimat} Nomor 7 Tahun 2017")


def _file(slug: str, nama: str, **fields: str | tuple[str, ...]) -> SopFile:
    sop = Sop(slug, f"{slug}.yml", nama, "biro-umum", (), (), **fields)  # type: ignore[arg-type]
    return SopFile(Source(f"sops/{slug}.yml", ""), f"{slug}.yml", slug, sop, Positions())


CATALOG = Catalog(
    (
        _file("pembentukan-tim", "Pembentukan Tim", nomor="061/SOP/UMUM/2026", slug_lama=("bentuk-tim",)),
        _file("rkakl", "Penyusunan Program Kerja, RKAKL, dan Penetapan Kinerja Biro", nomor="1/.../OT.04.00/./..."),
        _file("rencana-aksi", "SOP Penyusunan rencana aksi lintas sektor"),
        SopFile(Source("sops/rusak.yml", ""), "berkas-yang-rusak.yml", "berkas-yang-rusak", None, Positions()),
    ),
    Registers(),
)


class TestReferences:
    @pytest.mark.parametrize(
        ("teks", "slug"),
        [
            ("SOP Pembentukan Tim", "pembentukan-tim"),
            ("pembentukan tim", "pembentukan-tim"),
            ("  SOP   PEMBENTUKAN   TIM. ", "pembentukan-tim"),
            ("PembentukanTim", "pembentukan-tim"),
            ("061/SOP/UMUM/2026", "pembentukan-tim"),
            ("061 / sop / umum / 2026", "pembentukan-tim"),
            ("pembentukan-tim", "pembentukan-tim"),
            ("bentuk-tim", "pembentukan-tim"),
            ("Penyusunan Rencana Aksi Lintas Sektor", "rencana-aksi"),
            ("SOP Penyusunan Program Kerja, RKAKL, dan Penetapan Kinerja Biro", "rkakl"),
            ("SOP Berkas yang rusak", "berkas-yang-rusak"),
            ("1/.../OT.04.00/./...", ""),
            ("SOP Pengumpulan Bahan", ""),
            ("SOP", ""),
            ("", ""),
            ("SOP Pembentukan Tim (061/SOP/UMUM/2026)", "pembentukan-tim"),
            ("Pembentukan Tim [No. 061/SOP/UMUM/2026]", "pembentukan-tim"),
            ("Pembentukan Tim, Nomor 061/SOP/UMUM/2026", "pembentukan-tim"),
            ("061/SOP/UMUM/2026 Pembentukan Tim", "pembentukan-tim"),
            ("061/SOP/UMUM/2026 - SOP Pembentukan Tim", "pembentukan-tim"),
            ("SOP Nomor 061/SOP/UMUM/2026 tentang Pembentukan Tim", "pembentukan-tim"),
            ("Standar Operasional Prosedur No. 061/SOP/UMUM/2026 tentang Pembentukan Tim", "pembentukan-tim"),
            ("SOP Pembentukan Tim (044/SOP/UMUM/2023)", "pembentukan-tim"),
            ("SOP Nomor 044/SOP/UMUM/2023 tentang Pembentukan Tim", "pembentukan-tim"),
            ("SOP Penyusunan Rencana Aksi Lintas Sektor (061/SOP/UMUM/2026)", ""),
            ("SOP Pembentukan Tim (tahap 2", ""),
            ("SOP Pembentukan Tim 2", ""),
            ("SOP Nomor 061/SOP/UMUM/2026", "pembentukan-tim"),
            ("Nomor: 061/SOP/UMUM/2026", "pembentukan-tim"),
            ("SOP Nomor 062/SOP/UMUM/2026", ""),
        ],
    )
    def test_find(self, teks: str, slug: str) -> None:
        assert CATALOG.find_sop(teks) == slug

    @pytest.mark.parametrize(
        ("teks", "nomor"),
        [
            ("SOP Pembentukan Tim (061/SOP/UMUM/2026)", ""),
            ("SOP Pembentukan Tim", ""),
            ("SOP Pembentukan Tim (Nomor 044/SOP/UMUM/2023)", "044/SOP/UMUM/2023"),
            ("SOP Nomor 044/SOP/UMUM/2023 tentang Pembentukan Tim", "044/SOP/UMUM/2023"),
            ("SOP Pengumpulan Bahan (044/SOP/UMUM/2023)", ""),
        ],
    )
    def test_number_of_another_year(self, teks: str, nomor: str) -> None:
        assert CATALOG.sop_names.stale_number(teks) == nomor

    def test_names_with_commas_in_a_sentence(self) -> None:
        teks = "lihat juga, SOP Penyusunan Program Kerja, RKAKL, dan Penetapan Kinerja Biro, SOP Pembentukan Tim; SOP Lain."
        segments = CATALOG.segments(teks)
        assert "".join(segment.teks for segment in segments) == teks
        assert [segment.rujukan.slug for segment in segments if segment.rujukan] == ["rkakl", "pembentukan-tim", ""]

    @settings(deadline=None)
    @given(st.text(alphabet="SOPsop ,;.Tim-\n", max_size=60))
    def test_segments_give_the_text_again(self, teks: str) -> None:
        assert "".join(segment.teks for segment in CATALOG.segments(teks)) == teks


class TestItemsOfTheBox:
    @pytest.mark.parametrize(
        ("item", "references"),
        [
            ("SOP Pembentukan Tim", ["pembentukan-tim"]),
            ("Pengumpulan Bahan", [""]),
            ("SOP Pembentukan Tim, SOP Pengumpulan Bahan", ["pembentukan-tim", ""]),
            ("SOP Pembentukan Tim, khusus tahap persiapan; SOP Lain: terlampir", ["pembentukan-tim", ""]),
            ("SOP Pembentukan Tim, berlaku untuk eselon II", ["pembentukan-tim"]),
            ("tidak terbaca", []),
            ("-", []),
        ],
    )
    def test_no_word_is_lost(self, item: str, references: list[str]) -> None:
        pieces = CATALOG.cut_item(item)
        assert "".join(piece.teks for piece in pieces) == item
        assert [rujukan.slug for rujukan in CATALOG.references(item)] == references

    def test_unreadable_is_nobodys_name(self) -> None:
        unread = _file("x", "tidak terbaca", nomor="tidak terbaca")
        assert Catalog((unread,), Registers()).find_sop("tidak terbaca") == ""

    def test_a_number_with_an_ellipsis_is_nobodys_number(self) -> None:
        blank = _file("x", "Arsip", nomor="1/…/OT.04.00")
        assert Catalog((blank,), Registers()).find_sop("1/…/OT.04.00") == ""

    def test_a_long_list_of_names_is_cut_at_once(self) -> None:
        asked: list[str] = []

        class Counting(Catalog):
            def find_sop(self, teks: str) -> str:
                asked.append(teks)
                return ""

        Counting((), Registers()).segments("SOP a," * 800)
        assert len(asked) < 800 * 10
