"""The grammar of citations over a table that a lawyer could read (tests/support/sitasi.yml), and over its own tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
import support
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sop_catalog.catalog.peraturan import (
    Bacaan,
    Sitasi,
    canonical_kode,
    format_jenis,
    format_singkat,
    parse_all_sitasi,
    parse_kode,
    parse_sitasi,
    rank_of,
    read_kalimat,
)
from sop_catalog.catalog.peraturan.phrases import is_one_slip_away
from sop_catalog.catalog.peraturan.reading import read_any
from sop_catalog.catalog.peraturan.tables import load_tables

_TABLE: dict[str, dict[str, str | list[str]]] = yaml.safe_load(
    (Path(support.__path__[0]) / "sitasi.yml").read_text("utf-8")
)
ROWS = [
    (kalimat, [expected] if isinstance(expected, str) else expected)
    for section in _TABLE.values()
    for kalimat, expected in section.items()
]
UNREAD, NONE = "tidak terbaca", "bukan kutipan"


def _format(bacaan: Bacaan) -> list[str]:
    """A reading in the words of the table."""
    by_kode = {sitasi.kode: sitasi for sitasi in (*bacaan.sitasi, *bacaan.disebut)}
    lines = [_format_sitasi(sitasi, by_kode) for sitasi in bacaan.sitasi]
    return [*lines, *[UNREAD] * len(bacaan.tidak_terbaca)] or [NONE]


def _format_sitasi(sitasi: Sitasi, by_kode: dict[str, Sitasi]) -> str:
    relations: dict[str, list[str]] = {}
    for item in sitasi.hubungan:
        relations.setdefault(item.jenis, []).append(_name(by_kode[item.kode]))
    said = " | ".join(f"{jenis} {', '.join(names)}" for jenis, names in relations.items())
    return " | ".join(filter(None, (_name(sitasi), sitasi.tentang, said)))


def _name(sitasi: Sitasi) -> str:
    nomor = f" Nomor {sitasi.nomor.upper()}" if sitasi.nomor else ""
    return f"{sitasi.nama}{nomor} Tahun {sitasi.tahun}"


def _normal(line: str) -> str:
    return " | ".join(filter(None, (part.strip() for part in line.split("|"))))


class TestTable:
    @pytest.mark.parametrize(("kalimat", "expected"), ROWS, ids=[kalimat[:60] for kalimat, _ in ROWS])
    def test_row(self, kalimat: str, expected: list[str]) -> None:
        assert _format(read_kalimat(kalimat)) == [_normal(line) for line in expected]

    def test_size(self) -> None:
        assert len(ROWS) >= 350

    def test_two_regulations_never_become_one_nor_one_two(self) -> None:
        """Distinct expected regulations have distinct codes, equal ones the same."""
        codes: dict[str, set[str]] = {}
        for kalimat, expected in ROWS:
            for sitasi, line in zip(read_kalimat(kalimat).sitasi, expected, strict=False):
                codes.setdefault(_normal(line).partition(" | ")[0], set()).add(canonical_kode(sitasi.kode))
        assert {name: found for name, found in codes.items() if len(found) > 1} == {}
        every = [next(iter(found)) for found in codes.values()]
        assert len(set(every)) == len(every) >= 150

    @pytest.mark.parametrize("kalimat", [kalimat for kalimat, _ in ROWS])
    def test_the_short_cut_reads_as_the_long_way(self, kalimat: str) -> None:
        assert read_kalimat(kalimat) == read_any(kalimat)

    @pytest.mark.parametrize("wrap", ["  {} ", "{};", "{}.", "3. {}", "b. {}", "- {}", "\u2022 {}", "\n{}\n"])
    def test_what_stands_around_an_item_changes_nothing(self, wrap: str) -> None:
        for kalimat, expected in ROWS:
            if expected not in ([UNREAD], [NONE]):
                around = [sitasi.kode for sitasi in parse_all_sitasi(wrap.format(kalimat))]
                assert around == [sitasi.kode for sitasi in parse_all_sitasi(kalimat)], kalimat

    def test_letters_may_all_be_capitals(self) -> None:
        for kalimat, expected in ROWS:
            if len(expected) == 1 and expected[0] not in {UNREAD, NONE} and "Undang" not in kalimat[:6]:
                assert parse_sitasi(kalimat.upper()) is not None, kalimat


def _ministries() -> Iterator[tuple[str, str]]:
    data = yaml.safe_load((_ASSETS / "lembaga.yml").read_text("utf-8"))
    for nama, row in data["kementerian"].items():
        for akhiran in row["akhiran"]:
            yield nama, akhiran


_ASSETS = Path(support.__path__[0]).parents[1] / "sop_catalog" / "assets" / "peraturan"
_LEMBAGA = yaml.safe_load((_ASSETS / "lembaga.yml").read_text("utf-8"))


class TestTheTables:
    """Every name in the data files is read as what it stands for, and as nothing else."""

    @pytest.mark.parametrize(("nama", "akhiran"), list(_ministries()))
    def test_every_ministry_by_its_full_and_its_short_name(self, nama: str, akhiran: str) -> None:
        for kind, short in (("Peraturan Menteri", "Permen"), ("Keputusan Menteri", "Kepmen")):
            full = parse_sitasi(f"{kind} {nama} Nomor 3 Tahun 2003")
            assert full is not None
            for spelled in (
                f"{short}{akhiran} No. 3/2003",
                f"{short} {akhiran.upper()} 3 Th. 2003",
                f"{kind} {akhiran} No 3 Tahun 2003",
            ):
                read = parse_sitasi(spelled)
                assert read is not None, spelled
                assert read.kode == full.kode, spelled

    def test_no_two_ministries_are_one(self) -> None:
        codes = {
            nama: parse_all_sitasi(f"Peraturan Menteri {nama} Nomor 3 Tahun 2003") for nama in _LEMBAGA["kementerian"]
        }
        assert len({found[0].kode for found in codes.values()}) == len(codes)

    @pytest.mark.parametrize(("kode", "names"), _LEMBAGA["lembaga"].items())
    def test_every_office_by_all_its_names(self, kode: str, names: list[str]) -> None:
        for head in ("Peraturan", "Peraturan Kepala", "Surat Edaran Ketua"):
            codes = {
                parse_all_sitasi(f"{head} {nama} Nomor 3 Tahun 2003")[0].kode
                for nama in (*names, kode.replace("-", " "))
            }
            assert len(codes) == 1, codes
            assert kode in next(iter(codes))

    def test_no_two_offices_are_one(self) -> None:
        codes = [
            parse_all_sitasi(f"Peraturan {names[0]} Nomor 3 Tahun 2003")[0].kode
            for names in _LEMBAGA["lembaga"].values()
        ]
        assert len(set(codes)) == len(codes)

    @pytest.mark.parametrize(("nama", "others"), _LEMBAGA["provinsi"].items())
    def test_every_province(self, nama: str, others: list[str] | dict[str, list[str]]) -> None:
        spelled = [nama, *(others["juga"] if isinstance(others, dict) else others)]
        for kind in ("Peraturan Gubernur", "Pergub Provinsi", "Perda Prov.", "Peraturan Daerah"):
            codes = {parse_all_sitasi(f"{kind} {name} Nomor 3 Tahun 2003")[0].kode for name in spelled}
            assert len(codes) == 1, codes

    def test_no_spelling_is_a_slip_of_another(self) -> None:
        """Abbreviations are close to one another; a slip must be near to one alone, so the table is not denser."""
        near = [pair for pair in combinations(sorted(load_tables().awal), 2) if is_one_slip_away(*pair)]
        for one, other in near:
            read = {parse_sitasi(f"{word} Nomor 3 Tahun 2003") for word in (one, other)}
            assert (
                len({sitasi.jenis for sitasi in read if sitasi}) == len([sitasi for sitasi in read if sitasi])
                or one[:3] == other[:3]
            )

    @pytest.mark.parametrize("kode", load_tables().by_kode)
    def test_every_kind_has_a_name_and_an_abbreviation(self, kode: str) -> None:
        kind = load_tables().by_kode[kode]
        assert format_jenis(kode) == kind.nama
        assert format_singkat(kode)
        assert rank_of(f"{kode}-1-2000") == kind.urutan


class TestCodes:
    @pytest.mark.parametrize(
        ("kode", "canonical"),
        [
            ("permenaker-7-2017", "permenaker-7-2017"),
            ("uu-39-2008", "uu-39-2008"),
            ("uud-1945", "uud-1945"),
            ("tap-mpr-xi-1998", "tap-mpr-xi-1998"),
            ("perda-kota-tangerang-8-2016", "perda-kota-tangerang-8-2016"),
            ("perka-badan-pusat-statistik-5-2010", "perka-bps-5-2010"),
            ("permen-esdm-26-2018", "permen-energi-dan-sumber-daya-mineral-26-2018"),
            ("peraturan-lembaga-kebijakan-pengadaan-barang-jasa-pemerintah-9-2018", "peraturan-lkpp-9-2018"),
            ("perwal-kota-bandung-41-2019", "perwal-bandung-41-2019"),
            ("permenpan-17-2021", "permenpanrb-17-2021"),
            ("permenpanrb-15-2008", "permenpan-15-2008"),
            ("permenpanrb-15-2009", "permenpanrb-15-2009"),
            ("permenaker-2-2011", "permenakertrans-2-2011"),
            ("permenakertrans-2-2014", "permenakertrans-2-2014"),
            ("permen-pekerjaan-umum-13-2015", "permen-pekerjaan-umum-dan-perumahan-rakyat-13-2015"),
            ("permen-pekerjaan-umum-3-2025", "permen-pekerjaan-umum-3-2025"),
            ("permen-pendidikan-dan-kebudayaan-41-2007", "permen-pendidikan-nasional-41-2007"),
            ("kuhap", "kuhap"),
            ("karangan-kita-1-2020", "karangan-kita-1-2020"),
            ("x-1", "x-1"),
        ],
    )
    def test_one_code_for_one_regulation(self, kode: str, canonical: str) -> None:
        assert canonical_kode(kode) == canonical
        assert canonical_kode(canonical) == canonical

    def test_every_code_of_the_table_is_its_own(self) -> None:
        for kalimat, _ in ROWS:
            for sitasi in parse_all_sitasi(kalimat):
                again = canonical_kode(canonical_kode(sitasi.kode))
                assert again == canonical_kode(sitasi.kode)

    @pytest.mark.parametrize(
        ("kode", "nama", "singkat"),
        [
            ("uu-39-2008", "Undang-Undang", "UU"),
            ("perka-bps-7-2008", "Peraturan Kepala BPS", "Perka BPS"),
            ("peraturan-lkpp-9-2018", "Peraturan LKPP", "Peraturan LKPP"),
            ("permen-kesehatan-24-2022", "Peraturan Menteri Kesehatan", "Permen Kesehatan"),
            ("permenpanrb-53-2014", "Peraturan Menteri PANRB", "Permenpanrb"),
            ("peraturan-mahkamah-agung-1-2016", "Peraturan Mahkamah Agung", "Perma"),
            ("peraturan-ojk-6-2022", "Peraturan OJK", "POJK"),
            ("perda-kabupaten-bantul-3-2018", "Peraturan Daerah Kabupaten Bantul", "Perda Kabupaten Bantul"),
            ("kmk-km-6-1-2013", "Keputusan Menteri Keuangan (KM.6)", "KMK KM.6"),
            ("surat-rektor-1-2020", "Surat Rektor", "Surat Rektor"),
            ("karangan-dprd-1-2020", "Karangan DPRD", "Karangan DPRD"),
        ],
    )
    def test_abbreviations_keep_their_capitals(self, kode: str, nama: str, singkat: str) -> None:
        parsed = parse_kode(kode)
        assert (parsed.nama, format_singkat(parsed.jenis)) == (nama, singkat)


class TestAnyText:
    @settings(deadline=None)
    @given(st.text(alphabet="UPKepraturnmg udTahb N0123/.-()&,;\n\u00a0’", max_size=80))
    def test_never_raises_and_stays_inside(self, teks: str) -> None:
        for kalimat in (teks, f"UU Nomor {teks} Tahun 2020", f"Peraturan {teks} Nomor 3 Tahun 2020 tentang {teks}"):
            bacaan = read_kalimat(kalimat)
            assert bacaan == read_any(kalimat)
            for sitasi in bacaan.sitasi:
                assert 0 <= sitasi.mulai < len(kalimat)
                assert 1800 <= sitasi.tahun <= 2099
                assert sitasi.kode == sitasi.kode.lower()

    @pytest.mark.parametrize(
        "kalimat",
        ["Peraturan " * 2000, "UU " * 5000, "UU Nomor 1 Tahun 2000 dan " * 300, "Peraturan Menteri " + "a" * 5000 + " Nomor 1 Tahun 2000",
         "Nomor " * 3000, "(" * 3000, "PER-1/" * 2000, "undang" * 1000, "U.U." * 2000, "tentang " * 2000, "1/" * 3000 + "2020"],
    )  # fmt: skip
    def test_long_texts_end(self, kalimat: str) -> None:
        read_any(kalimat)
