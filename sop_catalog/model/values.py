"""Values that a field's text stands for: dates, durations, NIP. Each keeps the text as written beside its reading.

Every parser takes the scalar's text (YAML's own guesses never happen) and returns the value, or None when
the text is not understood; saying so, with a position and a fix, is the decoder's work.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache, lru_cache

# --- Tanggal ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tanggal:
    """A calendar day, or the note that it cannot be read in the source."""

    teks: str
    """As written, such as "8 Januari 2024", "2024-01-08" or "tidak terbaca"."""
    hari: dt.date | None
    """None: tidak terbaca."""

    def format(self) -> str:
        """As printed on the form: "8 Januari 2024"; an unreadable date as written."""
        return format_tanggal(self.hari) if self.hari else self.teks


_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
"""Full and short names by CLDR (a test holds them against it): twelve words are no reason for a library of 30 MB."""


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


_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})[\s\-]+([A-Za-z]+)\.?[\s\-,]+([0-9]{4})")
_NUMERIC = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


class TanggalMistake(StrEnum):
    """Why a text is no date."""

    FORMAT = "bukan tanggal"
    NO_SUCH_DAY = "tanggal tidak ada"


@lru_cache(maxsize=8192)
def parse_tanggal(teks: str) -> Tanggal | TanggalMistake:
    """Read "8 Januari 2024", "2024-01-08" or "08/01/2024" (day first, as everywhere in Indonesia)."""
    cleaned = " ".join(teks.split())
    if match := _ISO.fullmatch(cleaned):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMERIC.fullmatch(cleaned):
        day, month, year = (int(part) for part in match.groups())
    elif (match := _DAY_MONTH_YEAR.fullmatch(cleaned)) and match[2].lower() in month_names():
        day, month, year = int(match[1]), month_names()[match[2].lower()], int(match[3])
    else:
        return TanggalMistake.FORMAT
    try:
        return Tanggal(teks, dt.date(year, month, day))
    except ValueError:
        return TanggalMistake.NO_SUCH_DAY


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


@dataclass(frozen=True, slots=True)
class NormaWaktu:
    """The sum of the steps' times, as the last row of the form gives it."""

    lama: tuple[Lama, ...]
    """In the order jam/menit, hari, hari kerja, minggu, bulan, tahun; never converted into one another, because an
    office's "hari" is not 24 hours. Minutes and hours are one amount in MENIT."""
    belum_diisi: int
    """Steps whose cell is empty, or holds the dash that stands for empty on paper."""
    tanpa_angka: int
    """Steps with a text that holds no number: "disesuaikan", "menit"."""
    tidak_dipahami: int
    """Steps with a text that holds a number and is not understood; there is a finding (SOP207, SOP208)."""
    jumlah_langkah: int

    def format(self) -> str:
        """Such as "10 jam 55 menit + 1–2 hari kerja"; "" when no step has a number."""
        return " + ".join(_format_lama(lama) for lama in self.lama)

    def format_lacking(self) -> str:
        """Why steps are not in the sum: "2 dari 9 langkah tanpa angka waktu"; "" when all are."""
        reasons = (
            (self.belum_diisi, "belum diisi"),
            (self.tanpa_angka, "tanpa angka waktu"),
            (self.tidak_dipahami, "tidak dipahami"),
        )
        named = [f"{count} {reason}" for count, reason in reasons if count]
        return ", ".join(named).replace(" ", f" dari {self.jumlah_langkah} langkah ", 1) if named else ""


def sum_waktu(waktu: Iterable[Durasi | None], repeated: Container[int] = ()) -> NormaWaktu:
    """Add up the times of the steps.

    Args:
        waktu: of each step; None: the cell is empty.
        repeated: places from 0 of steps that show a cell which has been counted: it lies over several rows.
    """
    totals: dict[Satuan, Lama] = {}
    empty = without_number = unread = count = 0
    for index, durasi in enumerate(waktu):
        count += 1
        if durasi is None or durasi.teks.strip() in {"", "-", "–", "—"}:
            empty += 1
            continue
        if not durasi.lama:
            has_number = any(character.isnumeric() for character in durasi.teks)
            unread += has_number
            without_number += not has_number
        for written in durasi.lama if index not in repeated else ():
            lama = _in_minutes(written)
            before = totals.get(lama.satuan, Lama(Fraction(0), Fraction(0), lama.satuan))
            totals[lama.satuan] = Lama(before.minimum + lama.minimum, before.maksimum + lama.maksimum, lama.satuan)
    ordered = tuple(totals[satuan] for satuan in Satuan if satuan in totals)
    return NormaWaktu(ordered, empty, without_number, unread, count)


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
        if len(self.angka) != 18 or self.is_hidden:
            return ""
        try:
            lahir = dt.date(int(self.angka[:4]), int(self.angka[4:6]), int(self.angka[6:8]))
        except ValueError:
            return "delapan angka pertamanya bukan tanggal lahir"
        tahun, bulan = int(self.angka[8:12]), int(self.angka[12:14])
        if not 1 <= bulan <= 12:
            return f"bulan pengangkatannya {bulan}"
        if not 15 <= tahun - lahir.year <= 60:
            return f"lahir {lahir.year}, pengangkatan {tahun}"
        return "" if self.angka[14] in "12" else "angka ke-15 (jenis kelamin) bukan 1 atau 2"


def parse_nip(teks: str) -> Nip | None:
    """Read a NIP with or without spaces; None unless it has 18 digits (or 9, the old form, or is unreadable)."""
    if teks.strip().lower() == "tidak terbaca":
        return Nip(teks, "")
    digits = re.sub(r"[\s.\-]", "", teks)
    return Nip(teks, digits) if re.fullmatch(r"[0-9•]{18}|[0-9•]{9}", digits) else None


_NIP_IN_TEXT = re.compile(r"(?<!\d)(?:\d[ .]?){17}\d(?!\d)")


def holds_nip(teks: str) -> bool:
    """Whether a text holds a NIP of 18 digits among its words."""
    return bool(_NIP_IN_TEXT.search(teks))


def mask_nip(teks: str) -> str:
    """The text with each NIP in it as `Nip.masked` gives it."""
    return _NIP_IN_TEXT.sub(lambda match: Nip("", re.sub(r"[ .]", "", match[0])).masked(), teks)
