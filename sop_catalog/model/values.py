"""Values that a field's text stands for: dates, durations, NIP. Each keeps the text as written beside its reading.

Every parser takes the scalar's text (YAML's own guesses never happen) and returns the value, or None when
the text is not understood; saying so, with a position and a fix, is the decoder's work.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache, lru_cache

from sop_catalog.source.nip import find_doubt

# --- Tanggal ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tanggal:
    """A calendar day; a month or a year, where the paper has no more; or the note that it cannot be read in the source."""

    teks: str
    """As written, such as "8 Januari 2024", "2024-01-08", "Januari 2014", "Belum ada" or "tidak terbaca"."""
    hari: dt.date | None
    """None: the day is not known."""
    tahun: int = 0
    """The year of a date without a day; else 0."""
    bulan: int = 0
    """The month of a date without a day, from 1; 0: only its year is known, or not even that."""

    def format(self) -> str:
        """As printed on the form: "8 Januari 2024", "Januari 2014", "2014"; what is no date, as written."""
        if self.hari:
            return format_tanggal(self.hari)
        if not self.tahun or _BLANK_DAY.match(self.teks.strip()):  # the paper has room for a pen
            return self.teks
        return f"{_MONTHS[self.bulan - 1]} {self.tahun}" if self.bulan else str(self.tahun)

    @property
    def awal(self) -> dt.date | None:
        """The first day that it may be; None where nothing is known."""
        if self.hari or not self.tahun:
            return self.hari
        return dt.date(self.tahun, self.bulan or 1, 1)

    @property
    def akhir(self) -> dt.date | None:
        """The last day that it may be; None where nothing is known."""
        if self.hari or not self.tahun:
            return self.hari
        bulan = self.bulan or 12
        return dt.date(self.tahun, bulan, calendar.monthrange(self.tahun, bulan)[1])


_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
"""Full and short names by CLDR (a test holds them against it): twelve words are no reason for a library of 30 MB."""
_WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


def format_tanggal(hari: dt.date) -> str:
    """A day as an Indonesian reader writes it: "8 Januari 2024"."""
    return f"{hari.day} {_MONTHS[hari.month - 1]} {hari.year}"


@cache
def month_names() -> dict[str, int]:
    """Every way a month is written, lower case: full and short names, and the common older spellings."""
    names = {name.lower(): number for number, name in enumerate(_MONTHS, start=1)}
    names |= {name: number for number, name in enumerate(_SHORT_MONTHS, start=1)}
    names |= {"pebruari": 2, "peb": 2, "nopember": 11, "nop": 11, "agust": 8, "agt": 8, "ags": 8, "sept": 9}
    return names


@cache
def _roman_months() -> dict[str, int]:
    """A month as reference numbers have it: "5-VI-2026"."""
    romans = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    return {roman: number for number, roman in enumerate(romans, start=1)}


_BLANK_DAY = re.compile(r"^(?:[.…_/\-]\s*)+(?=[A-Za-z0-9])")
"""Where the day stands on a form that has room for it: "… Januari 2024"."""
_WEEKDAY = re.compile(r"(senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad)\b\s*[,/]?\s*", re.IGNORECASE)
_LEAD = re.compile(r"(?:tanggal|tgl\.?)\s*:?\s*(?=\d)", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\s+00[:.]00(?:[:.]00)?$")
"""What a spreadsheet puts behind a day."""
_YEAR_WORD = r"(?:tahun\s+|th\.?\s*)?"
_DAY_MONTH_YEAR = re.compile(
    rf"([0-9]{{1,2}})[\s\-]*([A-Za-z]+)\.?(?:[\s\-,]+|(?<=[a-z.])(?=[0-9])){_YEAR_WORD}([0-9]{{4}})", re.IGNORECASE
)
_NUMERIC = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})")
_ROMAN = re.compile(r"([0-9]{1,2})\s*[/.\-\s]\s*([ivx]+)\s*[/.\-\s]\s*([0-9]{4})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*([/.\-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})")
_MONTH_YEAR = re.compile(rf"([A-Za-z]+)\.?[\s\-,]*{_YEAR_WORD}((?:19|20)[0-9]{{2}})", re.IGNORECASE)
_NUMERIC_MONTH = re.compile(r"(0?[1-9]|1[0-2])\s*[/\-]\s*((?:19|20)[0-9]{2})|((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])")
_YEAR = re.compile(rf"{_YEAR_WORD}((?:19|20)[0-9]{{2}})", re.IGNORECASE)
_NONE = re.compile(
    r"[-–—−.…_/\s]+|0{1,2}|n[./]?\s?a\.?|nihil|kosong|none|null|~"
    r"|(?:(?:masih\s+)?belum|tidak|tdk|blm|tak)(?:\s+(?:pernah|ada|di\w+|direvisi|revisi|berlaku|terisi|tersedia|bertanggal|tanggal|nya)\b)*",
    re.IGNORECASE,
)


class TanggalMistake(StrEnum):
    """Why a text is no date."""

    FORMAT = "bukan tanggal"
    NO_SUCH_DAY = "tanggal tidak ada"


def is_no_date(teks: str) -> bool:
    """Whether a text says that there is no date: a dash, "Belum ada", "N/A", "nihil"."""
    return bool(_NONE.fullmatch(" ".join(teks.split()).strip("()")))


@lru_cache(maxsize=8192)
def parse_tanggal(teks: str) -> Tanggal | TanggalMistake:
    """Read a date, day first as everywhere in Indonesia.

    Such as:

    8 Januari 2024; 8-Jan-2024; 8Januari2024; Senin, 8 Januari 2024
    08/01/2024; 8.1.2024; 8-I-2024; 2024-01-08; 2024/01/08
    Januari 2014; 01/2014; 2014               no day on the paper
    … Januari 2014                            its room is still blank
    -; Belum ada; tidak ada; N/A; nihil       no date at all: `hari` is None, `tahun` 0
    """
    cleaned = " ".join(teks.split())
    if is_no_date(cleaned):
        return Tanggal(teks, None)
    cleaned = _MIDNIGHT.sub("", _LEAD.sub("", _WEEKDAY.sub("", cleaned, count=1), count=1)).rstrip(" .;,")
    if (whole := _day_of(cleaned)) is not None:
        try:
            return Tanggal(teks, dt.date(*whole))
        except ValueError:
            return TanggalMistake.NO_SUCH_DAY
    tahun, bulan = _month_of(_BLANK_DAY.sub("", cleaned, count=1))
    return Tanggal(teks, None, tahun, bulan) if tahun else TanggalMistake.FORMAT


def _day_of(cleaned: str) -> tuple[int, int, int] | None:
    """Year, month and day of a text that names all three, on the calendar or not."""
    if match := _YEAR_FIRST.fullmatch(cleaned):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _NUMERIC.fullmatch(cleaned):
        return int(match[3]), int(match[2]), int(match[1])
    if (match := _DAY_MONTH_YEAR.fullmatch(cleaned)) and match[2].lower() in month_names():
        return int(match[3]), month_names()[match[2].lower()], int(match[1])
    if (match := _ROMAN.fullmatch(cleaned)) and match[2].lower() in _roman_months():
        return int(match[3]), _roman_months()[match[2].lower()], int(match[1])
    return None


def _month_of(cleaned: str) -> tuple[int, int]:
    """Year and month of a text that names no day, or its year and 0; (0, 0) for another text."""
    if (match := _MONTH_YEAR.fullmatch(cleaned)) and match[1].lower() in month_names():
        return int(match[2]), month_names()[match[1].lower()]
    if match := _NUMERIC_MONTH.fullmatch(cleaned):
        return int(match[2] or match[3]), int(match[1] or match[4])
    match = _YEAR.fullmatch(cleaned)
    return (int(match[1]), 0) if match else (0, 0)


def contradicting_weekday(tanggal: Tanggal) -> str:
    """The weekday of a day that is written with another one, lower case; "" where nothing contradicts."""
    written = _WEEKDAY.match(tanggal.teks.strip())
    if written is None or tanggal.hari is None:
        return ""
    name = re.sub(r"['’]", "", written[1].lower()).replace("ahad", "minggu")
    right = _WEEKDAYS[tanggal.hari.weekday()]
    return "" if name == right else right


# --- Durasi -------------------------------------------------------------------------------------------------------


class Satuan(StrEnum):
    """Units of time on the form. Only menit and jam convert into one another (and detik, which is rare)."""

    DETIK = "detik"
    MENIT = "menit"
    JAM = "jam"
    HARI = "hari"
    HARI_KERJA = "hari kerja"
    MINGGU = "minggu"
    BULAN = "bulan"
    TAHUN = "tahun"


MINUTES = {Satuan.DETIK: Fraction(1, 60), Satuan.MENIT: Fraction(1), Satuan.JAM: Fraction(60)}
"""How many minutes one of the units that convert into one another is."""


@dataclass(frozen=True, slots=True)
class Lama:
    """An amount of one unit; a range has two different ends."""

    minimum: Fraction
    maksimum: Fraction
    satuan: Satuan


class Batas(StrEnum):
    """What a word before an amount makes of it."""

    TEPAT = "tepat"
    """No such word."""
    MAKSIMAL = "maksimal"
    KURANG_DARI = "kurang dari"
    MINIMAL = "minimal"
    LEBIH_DARI = "lebih dari"
    KIRA_KIRA = "kira-kira"


@dataclass(frozen=True, slots=True)
class Durasi:
    """The text of a step's `waktu`."""

    teks: str
    """As written and as printed: "1 - 2 hari kerja", "menit", "disesuaikan"."""
    lama: tuple[Lama, ...] = ()
    """What it adds to the norma waktu: "1 jam 30 menit" has two. Empty where the paper holds no number."""
    batas: tuple[Batas, ...] = ()
    """How its amounts are bounded, in order and without repeats: "maks. 1 jam 30 menit" has MAKSIMAL alone. Sums take
    the amounts as they are. Empty when `lama` is."""
    per: str = ""
    """What the amount is for, where it is for one of many: "berkas" of "10 menit per berkas"."""
    dipahami: bool = True
    """Whether the text is understood; "segera" is, "10 mneit" is not (there is a finding: SOP207, SOP208)."""


@dataclass(frozen=True, slots=True)
class NormaWaktu:
    """The sum of the steps' times, as the last row of the form gives it."""

    lama: tuple[Lama, ...]
    """In the order jam/menit, hari, hari kerja, minggu, bulan, tahun; never converted into one another, because an
    office's "hari" is not 24 hours. Minutes and hours are one amount in MENIT."""
    belum_diisi: int
    """Steps whose cell is empty, or holds the dash that stands for empty on paper."""
    tanpa_angka: int
    """Steps with a sound text that holds no amount: "disesuaikan", "menit", "setiap saat", "H-1"."""
    tidak_dipahami: int
    """Steps with a text that is not understood; there is a finding (SOP207, SOP208)."""
    jumlah_langkah: int
    per: tuple[str, ...] = ()
    """What amounts in the sum are for one of, in order and without repeats: ("berkas", "orang")."""

    def format(self) -> str:
        """Such as "10 jam 55 menit + 1–2 hari kerja"; "" when no step has a number."""
        return " + ".join(_format_lama(lama) for lama in self.lama)

    def format_lacking(self) -> str:
        """What the sum leaves out: "2 dari 9 langkah tanpa angka waktu; per berkas dihitung satu kali"; "" for nothing."""
        reasons = (
            (self.belum_diisi, "belum diisi"),
            (self.tanpa_angka, "tanpa angka waktu"),
            (self.tidak_dipahami, "tidak dipahami"),
        )
        named = [f"{count} {reason}" for count, reason in reasons if count]
        notes = [", ".join(named).replace(" ", f" dari {self.jumlah_langkah} langkah ", 1)] if named else []
        if self.per:
            notes.append(f"{', '.join(f'per {one}' for one in self.per)} dihitung satu kali")
        return "; ".join(notes)


def sum_waktu(waktu: Iterable[Durasi | None], repeated: Container[int] = ()) -> NormaWaktu:
    """Add up the times of the steps.

    Args:
        waktu: of each step; None: the cell is empty.
        repeated: places from 0 of steps that show a cell which has been counted: it lies over several rows.
    """
    totals: dict[Satuan, Lama] = {}
    per: dict[str, None] = {}
    empty = without_number = unread = count = 0
    for index, durasi in enumerate(waktu):
        count += 1
        if durasi is None or durasi.teks.strip() in {"", "-", "–", "—"}:
            empty += 1
            continue
        if not durasi.lama:
            unread += not durasi.dipahami
            without_number += durasi.dipahami
        if durasi.per:
            per[durasi.per] = None
        for written in durasi.lama if index not in repeated else ():
            lama = _in_minutes(written)
            before = totals.get(lama.satuan, Lama(Fraction(0), Fraction(0), lama.satuan))
            totals[lama.satuan] = Lama(before.minimum + lama.minimum, before.maksimum + lama.maksimum, lama.satuan)
    ordered = tuple(totals[satuan] for satuan in Satuan if satuan in totals)
    return NormaWaktu(ordered, empty, without_number, unread, count, tuple(per))


def _in_minutes(lama: Lama) -> Lama:
    factor = MINUTES.get(lama.satuan)
    return Lama(lama.minimum * factor, lama.maksimum * factor, Satuan.MENIT) if factor else lama


def _format_lama(lama: Lama) -> str:
    if lama.satuan is not Satuan.MENIT:
        return f"{_format_range(lama.minimum, lama.maksimum)} {lama.satuan}"
    if lama.minimum == lama.maksimum:
        return _format_minutes(lama.minimum)
    if lama.maksimum < 60 or lama.minimum % 60 == lama.maksimum % 60 == 0:
        factor, satuan = (1, "menit") if lama.maksimum < 60 else (60, "jam")
        return f"{_format_range(lama.minimum / factor, lama.maksimum / factor)} {satuan}"
    return f"{_format_minutes(lama.minimum)} – {_format_minutes(lama.maksimum)}"


def _format_minutes(minutes: Fraction) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} jam"] if hours else []
    whole, seconds = divmod(rest, 1)
    if whole:
        parts.append(f"{whole} menit")
    if seconds:
        parts.append(f"{_format_number(seconds * 60)} detik")
    return " ".join(parts)


def _format_range(minimum: Fraction, maksimum: Fraction) -> str:
    if minimum == maksimum:
        return _format_number(minimum)
    return f"{_format_number(minimum)}–{_format_number(maksimum)}"


def _format_number(number: Fraction) -> str:
    return f"{float(number):.2f}".rstrip("0").rstrip(".").replace(".", ",")


# --- NIP ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Nip:
    """An employee's number: 18 digits, birth date (8), month of appointment (6), sex (1), serial (3)."""

    teks: str
    """As written."""
    angka: str
    """Its digits only."""

    def masked(self) -> str:
        """For publication: only the last three digits stay, "•••••••••••••••009"."""
        return "•" * max(len(self.angka) - 3, 0) + self.angka[-3:]

    @property
    def is_hidden(self) -> bool:
        """Whether dots stand for digits, as in a text that was copied from the site."""
        return "•" in self.angka

    def doubt(self) -> str:
        """Why these 18 digits can hardly be a NIP; "" when they can, or when they are not 18."""
        return find_doubt(self.angka) if len(self.angka) == 18 and not self.is_hidden else ""


def parse_nip(teks: str) -> Nip | None:
    """Read a NIP with or without spaces; None unless it has 18 digits (or 9, the old form, or is unreadable)."""
    if teks.strip().lower() == "tidak terbaca":
        return Nip(teks, "")
    digits = re.sub(r"[\s./\-]", "", teks)
    return Nip(teks, digits) if re.fullmatch(r"[0-9•]{18}|[0-9•]{9}", digits) else None
