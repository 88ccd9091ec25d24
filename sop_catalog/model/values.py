"""Values that a field's text stands for: dates, durations, NIP. Each keeps the text as written beside its reading.

Every parser takes the scalar's text (YAML's own guesses never happen) and returns the value, or None when
the text is not understood; saying so, with a position and a fix, is the decoder's work.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache

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


def format_tanggal(hari: dt.date) -> str:
    """A day as an Indonesian reader writes it: "8 Januari 2024"."""
    from babel.dates import format_date  # noqa: PLC0415 - a tenth of the start of `sop periksa`, which prints no date

    return format_date(hari, "d MMMM y", locale="id")


@cache
def month_names() -> dict[str, int]:
    """Every way a month is written, lower case: full and short names by CLDR, and the common older spellings."""
    from babel import Locale  # noqa: PLC0415 - only a file with a date needs it

    locale = Locale.parse("id")
    names = {name.lower().rstrip("."): number for number, name in locale.months["format"]["wide"].items()}
    names |= {name.lower().rstrip("."): number for number, name in locale.months["format"]["abbreviated"].items()}
    names |= {"pebruari": 2, "peb": 2, "nopember": 11, "nop": 11, "agust": 8, "agt": 8, "ags": 8, "sept": 9}
    return names


_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})[\s\-]+([A-Za-z]+)\.?[\s\-,]+([0-9]{4})")
_NUMERIC = re.compile(r"([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


class TanggalMistake(StrEnum):
    """Why a text is no date."""

    FORMAT = "bukan tanggal"
    NO_SUCH_DAY = "tanggal tidak ada"


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


@dataclass(frozen=True, slots=True)
class Lama:
    """An amount of one unit; a range has two different ends."""

    minimum: Fraction
    maksimum: Fraction
    satuan: Satuan


@dataclass(frozen=True, slots=True)
class Durasi:
    """The text of a step's `waktu`."""

    teks: str
    """As written and as printed: "1 - 2 hari kerja", "menit", "disesuaikan"."""
    lama: tuple[Lama, ...] = ()
    """What it adds to the norma waktu: "1 jam 30 menit" has two. Empty where the paper holds no number."""


_UNIT = r"(hari\s+kerja|jam\s+kerja|detik|dtk|menit|mnt|jam|hari|hr|minggu|bulan|bln|tahun|thn)"
_NUMBER = r"([0-9]{1,6}(?:[.,][0-9]{1,6})?|½)"
_WORDED = r"(?:\s*\([a-z\s]+\))?"  # "2 (dua) hari"
_QUALIFIER = (
    r"(?:(?:±|\+/-|<|≤|maks(?:imal|imum)?\.?|paling\s+lama|paling\s+lambat|sekitar|kurang\s+lebih|min(?:imal)?\.?)\s*)?"
)
_PIECE = re.compile(
    rf"{_QUALIFIER}{_NUMBER}{_WORDED}(?:\s*(?:-|–|—|s\.?/?d\.?|sampai(?:\s+dengan)?|hingga)\s*{_NUMBER}{_WORDED})?\s*@?{_UNIT}\b",
)
_ONLY_UNIT = re.compile(rf"[.\-–…\s]*{_UNIT}\.?")
_FREE = re.compile(r"(?:di|menye)?sesuai(?:kan)?\b.*|tentatif|insidentil|kondisional|situasional|-|–|tidak terbaca")
_UNITS = {
    "detik": Satuan.DETIK, "dtk": Satuan.DETIK, "menit": Satuan.MENIT, "mnt": Satuan.MENIT, "jam": Satuan.JAM,
    "jam kerja": Satuan.JAM, "hari": Satuan.HARI, "hr": Satuan.HARI, "hari kerja": Satuan.HARI_KERJA,
    "minggu": Satuan.MINGGU, "bulan": Satuan.BULAN, "bln": Satuan.BULAN, "tahun": Satuan.TAHUN, "thn": Satuan.TAHUN,
}  # fmt: skip


class DurasiMistake(StrEnum):
    """Why a text is no `waktu`."""

    FORMAT = "waktu tidak dipahami"
    NOT_POSITIVE = "waktu nol atau negatif"
    REVERSED = "rentang waktu terbalik"


def _amount(teks: str) -> Fraction:
    return Fraction(1, 2) if teks == "½" else Fraction(teks.replace(",", "."))


def parse_durasi(teks: str) -> Durasi | DurasiMistake:
    """Read "10 menit", "1-2 hari kerja", "1 jam 30 menit", "menit" (no number: printed as on paper), "disesuaikan"."""
    cleaned = " ".join(teks.lower().replace(" ", " ").split()).rstrip(".")
    if _ONLY_UNIT.fullmatch(cleaned) or _FREE.fullmatch(cleaned):
        return Durasi(teks)
    if re.match(r"[-−]\s*\d", cleaned):
        return DurasiMistake.NOT_POSITIVE
    lama: list[Lama] = []
    position = 0
    while position < len(cleaned):
        match = _PIECE.match(cleaned, position)
        if not match:
            return DurasiMistake.FORMAT
        minimum = _amount(match[1])
        maksimum = _amount(match[2]) if match[2] else minimum
        if minimum <= 0 or maksimum <= 0:
            return DurasiMistake.NOT_POSITIVE
        if maksimum < minimum:
            return DurasiMistake.REVERSED
        lama.append(Lama(minimum, maksimum, _UNITS[" ".join(match[3].split())]))
        rest = re.compile(r"\s*(?:,|dan|\+)?\s*").match(cleaned, match.end())
        position = rest.end() if rest else match.end()
    return Durasi(teks, tuple(lama)) if lama else DurasiMistake.FORMAT


@dataclass(frozen=True, slots=True)
class NormaWaktu:
    """The sum of the steps' times, as the last row of the form gives it."""

    lama: tuple[Lama, ...]
    """In the order jam/menit, hari, hari kerja, minggu, bulan, tahun; never converted into one another, because an
    office's "hari" is not 24 hours. Minutes and hours are one amount in MENIT."""
    belum_diisi: int
    """Steps without a number."""
    jumlah_langkah: int

    def format(self) -> str:
        """Such as "10 jam 55 menit + 1–2 hari kerja"; "" when no step has a number."""
        return " + ".join(_format_lama(lama) for lama in self.lama)


def sum_waktu(waktu: Iterable[Durasi | None]) -> NormaWaktu:
    """Add up the times of the steps (None: the cell is empty)."""
    totals: dict[Satuan, Lama] = {}
    missing = 0
    count = 0
    for durasi in waktu:
        count += 1
        if durasi is None or not durasi.lama:
            missing += 1
            continue
        for written in durasi.lama:
            lama = _in_minutes(written)
            before = totals.get(lama.satuan, Lama(Fraction(0), Fraction(0), lama.satuan))
            totals[lama.satuan] = Lama(before.minimum + lama.minimum, before.maksimum + lama.maksimum, lama.satuan)
    ordered = tuple(totals[satuan] for satuan in Satuan if satuan in totals)
    return NormaWaktu(ordered, missing, count)


_MINUTES = {Satuan.DETIK: Fraction(1, 60), Satuan.MENIT: Fraction(1), Satuan.JAM: Fraction(60)}


def _in_minutes(lama: Lama) -> Lama:
    factor = _MINUTES.get(lama.satuan)
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

    def doubt(self) -> str:
        """Why these 18 digits can hardly be a NIP; "" when they can, or when they are not 18."""
        if len(self.angka) != 18:
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
    return Nip(teks, digits) if re.fullmatch(r"[0-9]{18}|[0-9]{9}", digits) else None
