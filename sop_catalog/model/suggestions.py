"""What an editor probably meant: the exact text to type instead of one that was not understood."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from sop_catalog.model.durasi import DurasiMistake, parse_durasi
from sop_catalog.model.sop import Pelaksana
from sop_catalog.model.values import Durasi, Tanggal, month_names, parse_tanggal
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
    if not isinstance(parsed, Durasi) and re.fullmatch(r"\d+", near):
        near = f"{near} menit"
        parsed = parse_durasi(near)
    return near if isinstance(parsed, Durasi) and parsed.lama else ""


def fix_waktu(teks: str) -> str:
    """How to write a `waktu` that `parse_durasi` does not understand."""
    near = suggest_waktu(teks)
    if near:
        return f"tulis `waktu: {near}`"
    cleaned = " ".join(teks.lower().split())
    if re.fullmatch(r"[0-9.,]{1,12}\s*(?:-|–|s/d)\s*[0-9.,]{1,12}", cleaned):
        return f"tambahkan satuannya, misalnya `{teks} menit` atau `{teks} hari kerja`"
    if parse_durasi(cleaned) is DurasiMistake.MIXED:
        return "tulis kedua ujungnya dengan satuan yang sama, misalnya `1-2 hari kerja`"
    return (
        _fix_ambiguous(cleaned)
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
    """The fix for a text that is nearly a date; "" where nothing can be guessed."""
    numeric = re.fullmatch(r"\s*(\d{1,2})([/.-])(\d{1,2})[/.-](\d{2}|\d{4})\s*", teks)
    if numeric and len(numeric[4]) == 2:
        return f"tulis tahun dengan empat angka: `{numeric[1]}{numeric[2]}{numeric[3]}{numeric[2]}20{numeric[4]}`"
    if numeric and int(numeric[3]) > 12 >= int(numeric[1]):
        return f"hari ditulis lebih dulu: `{numeric[3]}{numeric[2]}{numeric[1]}{numeric[2]}{numeric[4]}`"
    match = re.fullmatch(r"\s*(\d{1,2})\s+([A-Za-z]+)\.?,?\s+(\d{4})\s*", teks)
    if not match:
        return ""
    months = month_names()
    written = match[2].lower()
    meant = _OTHER_WORDS.get(written) or (written if written in months else find_mistyped(written, months))
    if meant not in months:
        return ""
    year, number, day = int(match[3]), months[meant], int(match[1])
    last = calendar.monthrange(year, number)[1] if year else 0
    if day > last:
        return f"periksa harinya: bulan itu hanya sampai tanggal {last}" if year else "periksa tahunnya"
    parsed = parse_tanggal(f"{year}-{number}-{day}")
    return f"tulis `{parsed.format()}`" if isinstance(parsed, Tanggal) else ""


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
