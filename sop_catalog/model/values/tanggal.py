"""Dates as a form has them: a day; a month or a year where the paper has no more; or that there is none."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache


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
