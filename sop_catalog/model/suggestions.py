"""What an editor probably meant: the exact text to type instead of one that was not understood."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from sop_catalog.model.sop import Pelaksana
from sop_catalog.model.values.durasi import DurasiMistake, parse_durasi
from sop_catalog.model.values.tanggal import Tanggal, month_names, parse_tanggal
from sop_catalog.model.values.waktu import Durasi
from sop_catalog.source.misspelling import find_mistyped

_UNITS = (
    "menit",
    "jam",
    "hari",
    "kerja",
    "minggu",
    "bulan",
    "tahun",
    "detik",
    "triwulan",
    "caturwulan",
    "kuartal",
    "semester",
)
_OTHER_WORDS = {
    "minute": "menit", "minutes": "menit", "min": "menit", "hour": "jam", "hours": "jam", "day": "hari", "days": "hari",
    "week": "minggu", "weeks": "minggu", "month": "bulan", "months": "bulan", "mnt": "menit", "mt": "menit", "j": "jam",
    "hk": "hari kerja", "setengah": "½", "sejam": "1 jam", "sehari": "1 hari", "seminggu": "1 minggu", "sebulan": "1 bulan",
    "setahun": "1 tahun",
    "january": "januari", "february": "februari", "march": "maret", "may": "mei", "june": "juni", "july": "juli",
    "august": "agustus", "october": "oktober", "december": "desember",
}  # fmt: skip
_WORDS_FOR_WHEN = ("segera", "disesuaikan", "harian", "mingguan", "bulanan", "triwulanan", "semesteran", "tahunan")
_WORDS_FOR_NUMBERS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


def suggest_waktu(teks: str) -> str:
    """A `waktu` that is understood and near to the text ("10 mneit" → "10 menit"); "" for none."""
    words = re.sub(r"(?<=\d)(?=[^\W\d])", " ", teks.lower()).split()
    guess = []
    for word in words:
        if word in _WORDS_FOR_NUMBERS:
            guess.append(str(_WORDS_FOR_NUMBERS.index(word)))
        elif word.isalpha() and word not in _UNITS:
            guess.append(_OTHER_WORDS.get(word) or find_mistyped(word, _UNITS) or word)
        else:
            guess.append(word)
    near = " ".join(guess)
    parsed = parse_durasi(near)
    if isinstance(parsed, Durasi) and parsed.lama:
        return near
    return find_mistyped(near, _WORDS_FOR_WHEN) if near.isalpha() else ""


_CLOCK = re.compile(
    r"(?P<dari>(?P<jam>[01]?[0-9]|2[0-4])[.:](?P<menit>[0-5][0-9])(?:\s*(?:-|–|s\.?/?d\.?)\s*[0-2]?[0-9][.:][0-5][0-9])?)"
)


def fix_waktu(teks: str) -> str:
    """How to write a `waktu` that `parse_durasi` does not understand."""
    near = suggest_waktu(teks)
    if near:
        return f"tulis `waktu: {near}`"
    cleaned = " ".join(teks.lower().split())
    if match := _CLOCK.fullmatch(cleaned):
        parts = ((int(match["jam"]), "jam"), (int(match["menit"]), "menit"))
        amount = " ".join(f"{count} {satuan}" for count, satuan in parts if count) or "10 menit"
        return f"bila pukul berapa, tulis `waktu: pukul {match['dari'].replace(':', '.')}`; bila berapa lama, tulis angka dan satuannya, misalnya `waktu: {amount}`"
    if re.fullmatch(r"[0-9.,]{1,12}(?:\s*(?:-|–|s/d)\s*[0-9.,]{1,12})?", cleaned):
        return f"tambahkan satuannya, misalnya `{teks} menit` atau `{teks} hari kerja`"
    if parse_durasi(cleaned) is DurasiMistake.MIXED:
        return "tulis kedua ujungnya dengan satuan yang sama, misalnya `1-2 hari kerja`"
    return (
        _fix_ambiguous(cleaned)
        or _fix_two_amounts(cleaned)
        or _fix_addition(cleaned)
        or "tulis angka dan satuan: `10 menit`, `2 jam`, `1-2 hari kerja`"
    )


def _fix_ambiguous(cleaned: str) -> str:
    """For a number with two readings; "" for another text."""
    match = re.fullmatch(r"([1-9][0-9]{0,2})([,/])([0-9]{1,3}) ?([a-z ]+)", cleaned)
    if not match:
        return ""
    first, mark, second, unit = match.groups()
    meant = f"{first}-{second} {unit}" if mark == "/" else f"{first}.{second} {unit}"
    if not isinstance(parse_durasi(meant), Durasi):
        return ""
    if mark == "/":
        return f"tulis `waktu: {meant}` bila ini rentang"
    part = f"{first},{second}".rstrip("0").rstrip(",")
    return f"tulis `waktu: {meant}` bila ribuan, atau `waktu: {part} {unit}`"


def _fix_two_amounts(cleaned: str) -> str:
    """For two amounts of which one must be chosen, "120 menit / 3 hari", "10 menit (60 menit)"; "" for another text."""
    match = re.fullmatch(r"([0-9][^/(]{2,30}?)\s*(?:/|\()\s*([0-9][^/()]{2,30}?)\)?", cleaned)
    amounts = [parse_durasi(part) for part in match.groups()] if match else []
    if not match or not all(isinstance(amount, Durasi) and amount.lama for amount in amounts):
        return ""
    return f"tulis yang dijumlah saja, `waktu: {match[1]}` atau `waktu: {match[2]}`, dan yang lain pada `keterangan`"


def _fix_addition(cleaned: str) -> str:
    """For a sound amount with more words behind it; "" for another text."""
    match = re.match(r"(.{0,40}?\b(?:menit|jam|hari(?: kerja)?|minggu|bulan|tahun))\b[^0-9]*[a-z][^0-9]*$", cleaned)
    amount = parse_durasi(match[1]) if match else None
    if match is None or not isinstance(amount, Durasi) or not amount.lama:
        return ""
    bound = next((word for found, word in _BOUNDS.items() if re.search(rf"\b{found}", cleaned[match.end(1) :])), "")
    if bound:
        return f"tulis `waktu: {bound} {match[1]}`"
    return f"tulis `waktu: {match[1]}`, dan selebihnya pada `keterangan`"


_BOUNDS = {
    "maks": "maksimal",
    "paling (?:lama|lambat|banyak)": "maksimal",
    "min": "minimal",
    "paling (?:cepat|sedikit)": "minimal",
}
"""How a bound behind an amount begins, and the word that stands before it."""


def suggest_tanggal(teks: str) -> str:
    """The date that a text can only mean ("5 Januri 2026" → "5 Januari 2026"), as one types it; "" for none."""
    cleaned = " ".join(teks.split()).rstrip(" .")
    numeric = re.fullmatch(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?[/.-]\s?(\d{2}|\d{4})", cleaned)
    if numeric and len(numeric[4]) == 2:
        near = f"{numeric[1]}{numeric[2]}{numeric[3]}{numeric[2]}{_full_year(numeric[4])}"
        return near if _is_day(near) else ""
    if numeric and int(numeric[3]) > 12 >= int(numeric[1]):
        near = f"{numeric[3]}{numeric[2]}{numeric[1]}{numeric[2]}{numeric[4]}"
        return near if _is_day(near) else ""
    worded = re.fullmatch(r"(\d{1,2})[\s-]*([A-Za-z]+)\.?,?[\s-]*(?:['’]?(\d{2})|(\d{4}))", cleaned)
    first_month = re.fullmatch(r"([A-Za-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})", cleaned)  # "January 5, 2026"
    if worded:
        day, month, year = worded[1], worded[2], worded[4] or _full_year(worded[3])
    elif first_month:
        month, day, year = first_month.groups()
    else:
        return _nearly_month(cleaned)
    number = _month_meant(month)
    parsed = parse_tanggal(f"{year}-{number}-{day}") if number else None
    return parsed.format() if isinstance(parsed, Tanggal) and parsed.hari else ""


def _nearly_month(cleaned: str) -> str:
    """A month and a year, the month mistyped; "" for another text."""
    match = re.fullmatch(r"([A-Za-z]+)\.?,?\s+((?:19|20)\d{2})", cleaned)
    number = _month_meant(match[1]) if match else 0
    parsed = parse_tanggal(f"{number:02}/{match[2]}") if match and number else None
    return parsed.format() if isinstance(parsed, Tanggal) else ""


def _full_year(two: str) -> str:
    """A year of two figures in full, "26" as "2026" and "98" as "1998": SOPs are younger than 1970."""
    return f"{'19' if int(two) >= 70 else '20'}{two}"


def _is_day(teks: str) -> bool:
    parsed = parse_tanggal(teks)
    return isinstance(parsed, Tanggal) and parsed.hari is not None


def _month_meant(written: str) -> int:
    """The month that a word is, in another language or mistyped; 0 for none."""
    months = month_names()
    word = written.lower()
    meant = _OTHER_WORDS.get(word) or (word if word in months else find_mistyped(word, months))
    return months.get(meant, 0)


_INNER_DATE = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}[\s-]+[A-Za-z]{3,9}\.?,?[\s-]+\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2})(?![\d/])"
)


def fix_tanggal(teks: str) -> str:
    """How to write a date that `parse_tanggal` does not understand, or that is on no calendar, in words."""
    near = suggest_tanggal(teks)
    if near:
        return f"tulis `{near}`"
    match = re.fullmatch(r"\s*(\d{1,2})\s+([A-Za-z]+)\.?,?\s+(\d{4})\s*", teks)
    number = _month_meant(match[2]) if match else 0
    if match and number and 0 < int(match[1]) <= 31:
        year = int(match[3])
        if not year:
            return "periksa tahunnya"
        return f"periksa harinya: bulan itu hanya sampai tanggal {calendar.monthrange(year, number)[1]}"
    inner = {found[0] for found in _INNER_DATE.finditer(teks) if _is_day(found[0])}
    if len(inner) == 1:
        return f"tulis tanggalnya saja, `{inner.pop()}`; selebihnya dapat ditulis pada `catatan_sumber`"
    return (
        "tulis seperti 5 Januari 2026, 2026-01-05, atau 05/01/2026 (hari lebih dulu); Januari 2026 atau 2026 bila naskahnya "
        "hanya memuat itu; `'-'` bila tidak ada"
    )


def suggest_pelaksana(teks: str, pelaksana: Iterable[Pelaksana], extra: Iterable[str] = ()) -> str:
    """The performer's code that a text means: its column title, or a code that is nearly the same; "" for none.

    Args:
        teks: as written, such as "Staf Umum" or "kasubagg".
        pelaksana: the file's columns.
        extra: other words that may stand in its place, such as "selesai".
    """
    columns = list(pelaksana)
    folded = _fold(teks)
    for column in columns:
        if folded and folded in {_fold(column.judul), _fold(column.kode)}:
            return column.kode
    codes = [*(column.kode for column in columns), *extra, "selesai", "lanjut"]
    return find_mistyped(teks.lower(), codes)


def _fold(teks: str) -> str:
    return re.sub(r"[\W_]+", "", teks.lower())
