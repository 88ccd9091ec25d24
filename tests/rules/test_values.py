"""Dates, durations, norma waktu and NIP: what is understood, and what it is taken for."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from sop_catalog.model.schema_parts import DATE_PATTERN
from sop_catalog.model.sop import Pelaksana
from sop_catalog.model.suggestions import fix_tanggal, fix_waktu, suggest_pelaksana, suggest_tanggal, suggest_waktu
from sop_catalog.model.values.durasi import DurasiMistake, parse_durasi
from sop_catalog.model.values.nip import Nip, parse_nip
from sop_catalog.model.values.tanggal import (
    Tanggal,
    TanggalMistake,
    contradicting_weekday,
    format_tanggal,
    month_names,
    parse_tanggal,
)
from sop_catalog.model.values.waktu import Batas, Durasi, Satuan, sum_waktu


class TestTanggal:
    @pytest.mark.parametrize(
        "teks",
        ["5 Januari 2026", "05 januari 2026", "5 JANUARI 2026", "5 Jan 2026", "5 Jan. 2026", "5-Januari-2026", "2026-01-05", "2026-1-5",
         "05/01/2026", "5.1.2026", "05-01-2026", " 5  Januari  2026 ", "Senin, 5 Januari 2026", "SENIN 5 Januari 2026", "5 Januari 2026.",
         "5Januari2026", "5 Januari2026", "5 Jan.2026", "2026/01/05", "2026.1.5", "5-I-2026", "tanggal 5 Januari 2026", "Tgl. 05/01/2026",
         "2026-01-05 00:00:00", "5 Januari tahun 2026"],
    )  # fmt: skip
    def test_is_the_fifth_of_january(self, teks: str) -> None:
        tanggal = parse_tanggal(teks)
        assert isinstance(tanggal, Tanggal)
        assert tanggal.hari == dt.date(2026, 1, 5)
        assert tanggal.format() == "5 Januari 2026"
        assert tanggal.teks == teks

    @pytest.mark.parametrize(
        ("teks", "bulan"),
        [("1 Pebruari 2024", 2), ("1 Nopember 2024", 11), ("1 Agt 2024", 8), ("1 Sept 2024", 9), ("1 Mei 2024", 5)],
    )
    def test_older_spellings(self, teks: str, bulan: int) -> None:
        tanggal = parse_tanggal(teks)
        assert isinstance(tanggal, Tanggal)
        assert tanggal.hari == dt.date(2024, bulan, 1)

    @pytest.mark.parametrize(
        "teks", ["31 Februari 2024", "29-02-2023", "01/13/2026", "2024-13-01", "0 Mei 2024", "2024-00-10", "0000-01-01"]
    )
    def test_no_such_day(self, teks: str) -> None:
        assert parse_tanggal(teks) is TanggalMistake.NO_SUCH_DAY

    @pytest.mark.parametrize(
        "teks",
        [
            "",
            "besok",
            "5 Januri 2026",
            "Januri 2026",
            "13/2026",
            "1234",
            "05/01/26",
            "1-Jan-24",
            "Bandung, 5 Januari 2026",
            "٥ Januari 2026",
            "5 Januari 20266",
            "1:30",
            "1e3",
        ],
    )
    def test_no_date(self, teks: str) -> None:
        assert parse_tanggal(teks) is TanggalMistake.FORMAT

    @settings(deadline=None)
    @given(st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)))
    def test_reads_what_it_prints(self, hari: dt.date) -> None:
        printed = Tanggal("", hari).format()
        again = parse_tanggal(printed)
        assert isinstance(again, Tanggal)
        assert again.hari == hari

    @settings(deadline=None)
    @given(st.text(max_size=30) | st.text("0123456789 /.-…,'JanuariMei", max_size=20))
    def test_never_raises_and_is_never_stricter_in_the_editor(self, teks: str) -> None:
        fix_tanggal(teks)
        parsed = parse_tanggal(teks)
        if isinstance(parsed, Tanggal):
            assert parsed.awal is None or parsed.akhir is None or parsed.awal <= parsed.akhir
            assert re.fullmatch(rf"\s*(?:{DATE_PATTERN})?\s*", teks)

    @pytest.mark.parametrize(
        ("teks", "part"),
        [("5 Januri 2026", "`5 Januari 2026`"), ("5 January 2026", "`5 Januari 2026`"), ("31 Februari 2024", "sampai tanggal 29"), ("5 Januari 0000", "periksa tahunnya"),
         ("31 Februari 2023", "sampai tanggal 28"), ("01/13/2026", "`13/01/2026`"), ("05/01/26", "`05/01/2026`"), ("besok", "tulis seperti"),
         ("1-Jan-24", "`1 Januari 2024`"), ("3 Mei '19", "`3 Mei 2019`"), ("12-12-97", "`12-12-1997`"), ("March 7, 2025", "`7 Maret 2025`"),
         ("Agustsu 2019", "`Agustus 2019`"), ("31-02-24", "tulis seperti"), ("Bandung, 5 Mei 2026", "tanggalnya saja, `5 Mei 2026`"),
         ("5 Mei 2026 (revisi ke-1)", "tanggalnya saja, `5 Mei 2026`")],
    )  # fmt: skip
    def test_fix(self, teks: str, part: str) -> None:
        near = suggest_tanggal(teks)
        assert part in fix_tanggal(teks)
        assert (f"`{near}`" == part) == bool(near)
        assert not near or isinstance(parse_tanggal(near), Tanggal)

    @pytest.mark.parametrize(
        ("teks", "tahun", "bulan", "printed"),
        [("Maret 2017", 2017, 3, "Maret 2017"), ("MARET 2017", 2017, 3, "Maret 2017"), ("Nop. 2017", 2017, 11, "November 2017"), ("03/2017", 2017, 3, "Maret 2017"),
         ("2017-03", 2017, 3, "Maret 2017"), ("2017", 2017, 0, "2017"), ("Tahun 2017", 2017, 0, "2017"), ("… Maret 2017", 2017, 3, "… Maret 2017"),
         (".... - 2017", 2017, 0, ".... - 2017"), ("…/…/2017", 2017, 0, "…/…/2017")],
    )  # fmt: skip
    def test_what_the_paper_has(self, teks: str, tahun: int, bulan: int, printed: str) -> None:
        tanggal = parse_tanggal(teks)
        assert tanggal == Tanggal(teks, None, tahun, bulan)
        assert tanggal.format() == printed
        assert tanggal.awal == dt.date(tahun, bulan or 1, 1)
        assert tanggal.akhir == dt.date(tahun, bulan or 12, 30 if bulan == 11 else 31)

    @pytest.mark.parametrize(
        "teks",
        ["-", "--", "–", "…", "......", "____", "Belum ada", "BELUM ADA", "(belum ada)", "tidak ada", "N/A", "n.a.", "nihil", "0", "belum pernah direvisi",
         "belum ditetapkan", "kosong"],
    )  # fmt: skip
    def test_words_for_none(self, teks: str) -> None:
        tanggal = parse_tanggal(teks)
        assert tanggal == Tanggal(teks, None)
        assert tanggal.format() == teks
        assert tanggal.awal is tanggal.akhir is None

    @pytest.mark.parametrize(
        ("teks", "right"),
        [("Kamis, 8 Mei 2025", ""), ("kamis 8 Mei 2025", ""), ("Rabu, 8 Mei 2025", "kamis"), ("Jum'at, 9 Mei 2025", ""), ("Ahad, 11 Mei 2025", ""), ("8 Mei 2025", "")],
    )  # fmt: skip
    def test_weekday(self, teks: str, right: str) -> None:
        tanggal = parse_tanggal(teks)
        assert isinstance(tanggal, Tanggal)
        assert contradicting_weekday(tanggal) == right

    def test_months_are_those_of_cldr(self) -> None:
        names = Locale.parse("id").months["format"]
        known = month_names()
        for kind in ("wide", "abbreviated"):
            assert {name.lower().rstrip("."): known.get(name.lower().rstrip(".")) for name in names[kind].values()} == {
                name.lower().rstrip("."): number for number, name in names[kind].items()
            }
        assert format_tanggal(dt.date(2026, 8, 17)) == format_date(dt.date(2026, 8, 17), "d MMMM y", locale="id")


class TestDurasi:
    @pytest.mark.parametrize(
        ("teks", "minimum", "maksimum", "satuan"),
        [
            ("10 menit", 10, 10, Satuan.MENIT),
            ("15 Menit", 15, 15, Satuan.MENIT),
            ("1 Jam", 1, 1, Satuan.JAM),
            ("2 jam kerja", 2, 2, Satuan.JAM),
            ("1-2 hari kerja", 1, 2, Satuan.HARI_KERJA),
            ("1 - 2 hari", 1, 2, Satuan.HARI),
            ("1 s/d 2 hari", 1, 2, Satuan.HARI),
            ("1 s.d. 2 hari", 1, 2, Satuan.HARI),
            ("1 sampai dengan 2 hari", 1, 2, Satuan.HARI),
            ("2 (dua) hari kerja", 2, 2, Satuan.HARI_KERJA),
            ("½ jam", Fraction(1, 2), Fraction(1, 2), Satuan.JAM),
            ("1,5 jam", Fraction(3, 2), Fraction(3, 2), Satuan.JAM),
            ("maks. 3 minggu", 3, 3, Satuan.MINGGU),
            ("paling lama 14 hari kerja", 14, 14, Satuan.HARI_KERJA),
            ("± 6 bulan", 6, 6, Satuan.BULAN),
            ("30mnt", 30, 30, Satuan.MENIT),
            ("1.440 menit", 1440, 1440, Satuan.MENIT),
            ("1.000 menit", 1000, 1000, Satuan.MENIT),
            ("1.440,5 menit", Fraction(2881, 2), Fraction(2881, 2), Satuan.MENIT),
            ("1.000.000 detik", 1_000_000, 1_000_000, Satuan.DETIK),
            ("1.000 - 1.440 menit", 1000, 1440, Satuan.MENIT),
            ("1.5 jam", Fraction(3, 2), Fraction(3, 2), Satuan.JAM),
            ("1.25 jam", Fraction(5, 4), Fraction(5, 4), Satuan.JAM),
            ("0.125 jam", Fraction(1, 8), Fraction(1, 8), Satuan.JAM),
            ("0,125 jam", Fraction(1, 8), Fraction(1, 8), Satuan.JAM),
            ("1,25 jam", Fraction(5, 4), Fraction(5, 4), Satuan.JAM),
            ("1½ jam", Fraction(3, 2), Fraction(3, 2), Satuan.JAM),
            ("1 ½ jam", Fraction(3, 2), Fraction(3, 2), Satuan.JAM),
            ("1 1/2 jam", Fraction(3, 2), Fraction(3, 2), Satuan.JAM),
            ("1/2 hari", Fraction(1, 2), Fraction(1, 2), Satuan.HARI),
            ("3/4 jam", Fraction(3, 4), Fraction(3, 4), Satuan.JAM),
            ("½ - 1 hari", Fraction(1, 2), 1, Satuan.HARI),
            ("1 triwulan", 3, 3, Satuan.BULAN),
            ("1 semester", 6, 6, Satuan.BULAN),
            ("1-2 triwulan", 3, 6, Satuan.BULAN),
            ("3 hari kalender", 3, 3, Satuan.HARI),
            ("2x24 jam", 48, 48, Satuan.JAM),
            ("2 x 24 jam", 48, 48, Satuan.JAM),
            ("paling lambat 3 (tiga) x 24 jam", 72, 72, Satuan.JAM),
            ("30 menit - 1 jam", 30, 60, Satuan.MENIT),
            ("1 jam 30 menit s/d 2 jam", 90, 120, Satuan.MENIT),
            ("1 jam - 2 jam", 1, 2, Satuan.JAM),
            ("1 hari s/d 2 hari", 1, 2, Satuan.HARI),
            ("Maks: 4 jam", 4, 4, Satuan.JAM),
            ("Paling lama : 4 jam", 4, 4, Satuan.JAM),
            ("45 Menit*", 45, 45, Satuan.MENIT),
            ("45 menit **)", 45, 45, Satuan.MENIT),
            ("45 menit²", 45, 45, Satuan.MENIT),
            ("45'", 45, 45, Satuan.MENIT),
            ("15’ - 20’", 15, 20, Satuan.MENIT),
            ("3 Hari Kerja (HK)", 3, 3, Satuan.HARI_KERJA),
            ("3 HK", 3, 3, Satuan.HARI_KERJA),
            ("2 jam (120 menit)", 2, 2, Satuan.JAM),
            ("2 minggu (10 hari kerja)", 2, 2, Satuan.MINGGU),
            ("20 menit (jika lengkap)", 20, 20, Satuan.MENIT),
            ("4 hari efektif", 4, 4, Satuan.HARI_KERJA),
            ("4 hari kerja efektif", 4, 4, Satuan.HARI_KERJA),
            ("5 hari kerja sejak permohonan diterima", 5, 5, Satuan.HARI_KERJA),
            ("1 (satu) hari kerja sampai dengan 2 (dua) hari kerja", 1, 2, Satuan.HARI_KERJA),
        ],
    )
    def test_one_amount(self, teks: str, minimum: float, maksimum: float, satuan: Satuan) -> None:
        durasi = parse_durasi(teks)
        assert isinstance(durasi, Durasi)
        assert durasi.teks == teks
        assert [(lama.minimum, lama.maksimum, lama.satuan) for lama in durasi.lama] == [(minimum, maksimum, satuan)]

    @pytest.mark.parametrize(
        ("teks", "batas"),
        [
            ("3 hari", Batas.TEPAT),
            ("maks 3 hari", Batas.MAKSIMAL),
            ("maks. 3 hari", Batas.MAKSIMAL),
            ("Maksimal 3 hari", Batas.MAKSIMAL),
            ("paling lama 3 hari", Batas.MAKSIMAL),
            ("selambat-lambatnya 3 hari", Batas.MAKSIMAL),
            ("≤ 3 hari", Batas.MAKSIMAL),
            ("<= 3 hari", Batas.MAKSIMAL),
            ("< 3 hari", Batas.KURANG_DARI),
            ("minimal 3 hari", Batas.MINIMAL),
            ("paling cepat 3 hari", Batas.MINIMAL),
            ("lebih dari 3 hari", Batas.LEBIH_DARI),
            ("± 3 hari", Batas.KIRA_KIRA),
            ("kurang lebih 3 hari", Batas.KIRA_KIRA),
        ],
    )
    def test_bound(self, teks: str, batas: Batas) -> None:
        durasi = parse_durasi(teks)
        assert isinstance(durasi, Durasi)
        assert durasi.batas == (batas,)
        assert [(lama.minimum, lama.satuan) for lama in durasi.lama] == [(3, Satuan.HARI)]

    def test_bound_of_several_amounts(self) -> None:
        one, two = parse_durasi("maks. 1 jam 30 menit"), parse_durasi("1 hari dan maksimal 2 jam")
        assert isinstance(one, Durasi)
        assert isinstance(two, Durasi)
        assert one.batas == (Batas.MAKSIMAL,)
        assert two.batas == (Batas.TEPAT, Batas.MAKSIMAL)

    def test_two_amounts(self) -> None:
        durasi = parse_durasi("1 jam 30 menit")
        assert isinstance(durasi, Durasi)
        assert [lama.satuan for lama in durasi.lama] == [Satuan.JAM, Satuan.MENIT]

    @pytest.mark.parametrize(
        "teks",
        [
            "menit",
            "... menit",
            "Hari kerja",
            "disesuaikan",
            "menyesuaikan",
            "sesuai kebutuhan",
            "tentatif",
            "-",
            "tidak terbaca",
            "triwulan",
            "menit/orang",
            "Seketika",
            "Bulanan",
            "Tri Wulanan",
            "setiap waktu",
            "Sepanjang hari",
            "sewaktu-waktu",
            "H-3",
            "H+1 s/d H+5",
            "H-14 sebelum upacara",
            "2 kali setahun",
            "1x dalam 3 bulan",
            "2 hari sebelum upacara",
            "tanggal 5 tiap bulan",
            "pukul 08.00-10.00 WIT",
            "08.00-10.00",
            "08:00 - 16:00 WIB",
            "7.30 s.d. 9.00",
            "Jam 8 - 10",
            "mulai pukul 13.00 sampai 15.30",
            "awal tahun anggaran",
        ],
    )
    def test_no_number_is_sound(self, teks: str) -> None:
        assert parse_durasi(teks) == Durasi(teks)

    @pytest.mark.parametrize(
        ("teks", "mistake"),
        [("0 menit", DurasiMistake.NOT_POSITIVE), ("-5 menit", DurasiMistake.NOT_POSITIVE), ("5-2 hari", DurasiMistake.REVERSED),
         ("10", DurasiMistake.FORMAT), ("10 mneit", DurasiMistake.FORMAT), ("1:30", DurasiMistake.FORMAT), ("segara", DurasiMistake.FORMAT),
         ("9" * 5000, DurasiMistake.FORMAT), ("٣ jam", DurasiMistake.FORMAT), ("1,000 menit", DurasiMistake.FORMAT),
         ("20 menit (40 menit)", DurasiMistake.FORMAT), ("90 menit / 2 hari", DurasiMistake.FORMAT), ("1 jam/hari", DurasiMistake.FORMAT),
         ("0 menit per berkas", DurasiMistake.NOT_POSITIVE), ("1-2", DurasiMistake.FORMAT), ("2/3 hari", DurasiMistake.FORMAT), ("2 x 1 bulan", DurasiMistake.FORMAT),
         ("1 jam - 1 hari", DurasiMistake.MIXED), ("1 hari - 2 hari kerja", DurasiMistake.MIXED), ("2 jam - 30 menit", DurasiMistake.REVERSED),
         ("1-2 hari - 3 hari", DurasiMistake.FORMAT), ("1 hari - selesai", DurasiMistake.FORMAT), ("1 hari-" * 5000, DurasiMistake.FORMAT)],
    )  # fmt: skip
    def test_mistakes(self, teks: str, mistake: DurasiMistake) -> None:
        assert parse_durasi(teks) is mistake

    @settings(deadline=None)
    @given(st.text(alphabet="0123456789 ,.-–½()menitjamhrk", max_size=40))
    def test_never_raises(self, teks: str) -> None:
        parse_durasi(teks)
        suggestion = suggest_waktu(teks)
        assert not suggestion or isinstance(parse_durasi(suggestion), Durasi)

    @pytest.mark.parametrize(
        ("teks", "near"),
        [("10 mneit", "10 menit"), ("10 Mneit", "10 menit"), ("dua hari", "2 hari"), ("10", ""), ("segra", "segera"), ("semestran", "semesteran"), ("2 days", "2 hari"),
         ("3 hri kerja", "3 hari kerja"), ("5minit", "5 menit"), ("mendadak", ""), ("0 mneit", ""),
         ("1 triwulann", "1 triwulan"), ("seminggu", "1 minggu"), ("setengah jam", "½ jam"), ("3 hk", "3 hari kerja"), ("3 tahap", "")],
    )  # fmt: skip
    def test_suggestion(self, teks: str, near: str) -> None:
        assert suggest_waktu(teks) == near

    @pytest.mark.parametrize(
        ("teks", "fix"),
        [
            ("1,000 menit", "tulis `waktu: 1.000 menit` bila ribuan, atau `waktu: 1 menit`"),
            ("1,250 jam", "tulis `waktu: 1.250 jam` bila ribuan, atau `waktu: 1,25 jam`"),
            ("1-2", "tambahkan satuannya, misalnya `1-2 menit` atau `1-2 hari kerja`"),
            ("1 jam - 1 hari", "tulis kedua ujungnya dengan satuan yang sama, misalnya `1-2 hari kerja`"),
            ("2/3 hari", "tulis `waktu: 2-3 hari` bila ini rentang"),
            ("3 hari kerja maksimal", "tulis `waktu: maksimal 3 hari kerja`"),
            ("2 jam paling lambat", "tulis `waktu: maksimal 2 jam`"),
            (
                "08.00",
                "bila pukul berapa, tulis `waktu: pukul 08.00`; bila berapa lama, tulis angka dan satuannya, misalnya `waktu: 8 jam`",
            ),
            (
                "1:30-2:30",
                "bila pukul berapa, tulis `waktu: pukul 1.30-2.30`; bila berapa lama, tulis angka dan satuannya, misalnya `waktu: 1 jam 30 menit`",
            ),
            ("10", "tambahkan satuannya, misalnya `10 menit` atau `10 hari kerja`"),
            ("10 menit menurut antrean", "tulis `waktu: 10 menit`, dan selebihnya pada `keterangan`"),
            (
                "90 menit / 2 hari",
                "tulis yang dijumlah saja, `waktu: 90 menit` atau `waktu: 2 hari`, dan yang lain pada `keterangan`",
            ),
            ("10 mneit", "tulis `waktu: 10 menit`"),
            ("mendadak", "tulis angka dan satuan: `10 menit`, `2 jam`, `1-2 hari kerja`"),
        ],
    )
    def test_fix(self, teks: str, fix: str) -> None:
        assert fix_waktu(teks) == fix


class TestNormaWaktu:
    @staticmethod
    def _sum(*texts: str | None) -> tuple[str, int, int]:
        parsed = [parse_durasi(teks) if teks else None for teks in texts]
        norma = sum_waktu([durasi if isinstance(durasi, Durasi) else None for durasi in parsed])
        lacking = norma.belum_diisi + norma.tanpa_angka + norma.tidak_dipahami
        return norma.format(), lacking, norma.jumlah_langkah

    def test_minutes_and_hours_add_up(self) -> None:
        assert self._sum("10 menit", "1 jam", "20 menit") == ("1 jam 30 menit", 0, 3)

    def test_days_are_never_converted(self) -> None:
        assert self._sum("8 jam", "1 hari", "1 hari kerja", "1 minggu") == (
            "8 jam + 1 hari + 1 hari kerja + 1 minggu",
            0,
            4,
        )

    def test_ranges_stay_ranges(self) -> None:
        assert self._sum("1-2 hari kerja", "1 hari kerja") == ("2–3 hari kerja", 0, 2)
        assert self._sum("10-15 menit") == ("10–15 menit", 0, 1)
        assert self._sum("1-2 jam") == ("1–2 jam", 0, 1)
        assert self._sum("45-90 menit") == ("45 menit – 1 jam 30 menit", 0, 1)

    def test_what_has_no_number_is_counted_not_summed(self) -> None:
        assert self._sum("menit", None, "10 menit", "disesuaikan") == ("10 menit", 3, 4)
        assert self._sum("menit") == ("", 1, 1)
        assert self._sum() == ("", 0, 0)

    @pytest.mark.parametrize(
        ("texts", "sentence"),
        [
            (["1 jam"], ""),
            (["1 jam", "", "-"], "2 dari 3 langkah belum diisi"),
            (["1 jam", "disesuaikan", "menit"], "2 dari 3 langkah tanpa angka waktu"),
            (["1 jam", "", "disesuaikan"], "1 dari 3 langkah belum diisi, 1 tanpa angka waktu"),
            (["1 jam", "3 kali"], "1 dari 2 langkah tidak dipahami"),
            (["1 jam", "H-1", "3 kali"], "1 dari 3 langkah tanpa angka waktu, 1 tidak dipahami"),
            (
                ["1 jam", "5 menit/berkas", "2 menit per orang", "4 menit tiap berkas"],
                "per berkas, per orang dihitung satu kali",
            ),
            (["1 jam", "", "5 menit/berkas"], "1 dari 3 langkah belum diisi; per berkas dihitung satu kali"),
        ],
    )
    def test_why_a_step_is_not_in_the_sum(self, texts: list[str], sentence: str) -> None:
        read = [parse_durasi(teks) for teks in texts]
        norma = sum_waktu(
            durasi if isinstance(durasi, Durasi) else Durasi(teks, dipahami=False) if teks else None
            for teks, durasi in zip(texts, read, strict=True)
        )
        assert norma.format_lacking() == sentence

    def test_hours_by_the_day_stay_hours(self) -> None:
        assert self._sum("2 x 24 jam", "1 hari", "1 triwulan") == ("48 jam + 1 hari + 3 bulan", 0, 3)
        assert self._sum("30 menit - 1 jam", "1 jam") == ("1 jam 30 menit – 2 jam", 0, 2)

    def test_fractions(self) -> None:
        assert self._sum("½ jam", "30 detik") == ("30 menit 30 detik", 0, 2)
        assert self._sum("1,5 hari") == ("1,5 hari", 0, 1)


class TestNip:
    @pytest.mark.parametrize("teks", ["19720502 200212 1 009", "197205022002121009", "19720502.200212.1.009"])
    def test_eighteen_digits(self, teks: str) -> None:
        nip = parse_nip(teks)
        assert nip == Nip(teks, "197205022002121009")
        assert nip.masked() == "•" * 15 + "009"
        assert nip.doubt() == ""

    def test_old_form_and_unreadable(self) -> None:
        assert parse_nip("131 456 789") == Nip("131 456 789", "131456789")
        assert parse_nip("tidak terbaca") == Nip("tidak terbaca", "")

    @pytest.mark.parametrize("teks", ["", "19720502 200212 1 09", "KIP 197205022002121009", "١٩٧٢٠٥٠٢٢٠٠٢١٢١٠٠٩"])
    def test_no_nip(self, teks: str) -> None:
        assert parse_nip(teks) is None

    @pytest.mark.parametrize(
        ("angka", "part"),
        [("197203191980031001", "lahir 1972, pengangkatan 1980"), ("197213192000031001", "tanggal lahir"), ("197203192000131001", "bulan pengangkatannya 13"),
         ("197203192000033001", "jenis kelamin")],
    )  # fmt: skip
    def test_doubt(self, angka: str, part: str) -> None:
        assert part in Nip(angka, angka).doubt()


def test_performer_that_is_meant() -> None:
    columns = (Pelaksana("kasubag", "Kasubag Umum"), Pelaksana("tim", "Tim"))
    assert suggest_pelaksana("Kasubag Umum", columns) == "kasubag"
    assert suggest_pelaksana("kasubbag", columns) == "kasubag"
    assert suggest_pelaksana("TIM", columns) == "tim"
    assert suggest_pelaksana("selesia", columns) == "selesai"
    assert suggest_pelaksana("menteri", columns) == ""
