"""Reads the text of a `waktu`: amounts, ranges, and the words that bound them.

    1.440 menit                        a point before three digits groups thousands, as everywhere in Indonesia
    1,5 jam; 1.5 jam; ½ jam; 1/2 hari  decimals and the usual fractions
    1-2 hari; 30 menit s/d 1 jam       a range; menit and jam may be its two ends, other units only both ends alike
    2 x 24 jam                         48 jam, never 2 hari
    1 triwulan; 1 semester             3 bulan; 6 bulan
    maks. 3 hari; ± 3 hari             3 hari, bounded (`Batas`)

`1,000 menit` is refused: by the rule it is one minute, yet nobody writes three zeros for that; an editor who pastes it
out of a spreadsheet means a thousand. Neither may be guessed where days of work are added up. `0,125 jam` is plain.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from sop_catalog.model.values import MINUTES, Batas, Durasi, Lama, Satuan

_UNITS = {
    "hari kerja": (Satuan.HARI_KERJA, 1), "hari kalender": (Satuan.HARI, 1), "jam kerja": (Satuan.JAM, 1),
    "detik": (Satuan.DETIK, 1), "dtk": (Satuan.DETIK, 1), "menit": (Satuan.MENIT, 1), "mnt": (Satuan.MENIT, 1),
    "jam": (Satuan.JAM, 1), "hari": (Satuan.HARI, 1), "hr": (Satuan.HARI, 1), "minggu": (Satuan.MINGGU, 1),
    "bulan": (Satuan.BULAN, 1), "bln": (Satuan.BULAN, 1), "triwulan": (Satuan.BULAN, 3), "kuartal": (Satuan.BULAN, 3),
    "caturwulan": (Satuan.BULAN, 4), "semester": (Satuan.BULAN, 6), "tahun": (Satuan.TAHUN, 1), "thn": (Satuan.TAHUN, 1),
}  # fmt: skip
"""Words, those of two words first → the unit, and how many of it."""
_FRACTIONS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_BOUNDS = {
    Batas.MAKSIMAL: r"≤|<=|ma(?:ks|x)(?:imal|imum)?\.?|paling\s+(?:lama|lambat|banyak)|se(?:lambat|lama)[\s-]*la(?:mbat|ma)nya",
    Batas.KURANG_DARI: r"<|kurang\s+dari",
    Batas.MINIMAL: r"≥|>=|min(?:imal|imum)?\.?|paling\s+(?:cepat|sedikit|singkat)|sekurang[\s-]*kurangnya",
    Batas.LEBIH_DARI: r">|lebih\s+dari",
    Batas.KIRA_KIRA: r"±|\+/-|\+-|~|sekitar|kurang\s+lebih|kira[\s-]*kira",
}
_UNIT = rf"(?P<unit>{'|'.join(_UNITS)})".replace(" ", r"\s+")
_NUMBER = (
    r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,3}(?:,[0-9]{1,6})?(?![.,0-9])"  # 1.440
    r"|[0-9]{0,6}\s?[½¼¾]|(?:[0-9]{1,6}\s)?(?:1/2|1/4|3/4)(?![0-9])"
    r"|0,[0-9]{1,6}|[0-9]{1,6}(?:\.[0-9]{1,6}|,(?![0-9]{3}(?![0-9]))[0-9]{1,6})?)"
)
_WORDED = r"(?:\s*\([a-z\s]+\))?"  # "2 (dua) hari"
_TO = r"(?:-|–|—|s\.?/?d\.?|sampai(?:\s+dengan)?|hingga)"
_PIECE = re.compile(
    rf"(?:(?:{'|'.join(f'(?P<{batas.name}>{words})' for batas, words in _BOUNDS.items())})\s*)?"
    rf"(?:(?P<times>{_NUMBER}){_WORDED}\s*[x×]\s*)?"
    rf"(?P<first>{_NUMBER}){_WORDED}(?:\s*{_TO}\s*(?P<last>{_NUMBER}){_WORDED})?\s*@?{_UNIT}\b"
)
_JOINED = re.compile(r"\s*(?:,|dan|\+)?\s*")
_TWO_ENDS = re.compile(rf"{_UNIT}\s*{_TO}\s*(?=\S)")
_ONLY_UNIT = re.compile(rf"[.\-–…\s]*{_UNIT}\.?")
_FREE = re.compile(
    r"(?:(?:di)?sesuai(?:kan)?|menyesuaikan)\b.*|tentatif|insidentil|kondisional|situasional|-|–|—|tidak terbaca"
)


class DurasiMistake(StrEnum):
    """Why a text is no `waktu`."""

    FORMAT = "waktu tidak dipahami"
    MIXED = "satuan kedua ujung rentang berbeda"
    NOT_POSITIVE = "waktu nol atau negatif"
    REVERSED = "rentang waktu terbalik"


@lru_cache(maxsize=8192)
def parse_durasi(teks: str) -> Durasi | DurasiMistake:
    """Read "10 menit", "1-2 hari kerja", "1 jam 30 menit", "menit" (no number: printed as on paper), "disesuaikan"."""
    cleaned = " ".join(teks.lower().split()).rstrip(".")
    if _ONLY_UNIT.fullmatch(cleaned) or _FREE.fullmatch(cleaned):
        return Durasi(teks)
    if re.match(r"[-−]\s*[0-9]", cleaned):
        return DurasiMistake.NOT_POSITIVE
    if ends := _TWO_ENDS.search(cleaned):
        return _parse_two_ends(teks, cleaned[: ends.end("unit")], cleaned[ends.end() :])
    return _parse_amounts(teks, cleaned)


def _parse_amounts(teks: str, cleaned: str) -> Durasi | DurasiMistake:
    """Amounts one after the other, such as "1 jam 30 menit"."""
    lama: list[Lama] = []
    bounds: list[Batas] = []
    position = 0
    while position < len(cleaned):
        match = _PIECE.match(cleaned, position)
        if not match:
            return DurasiMistake.FORMAT
        read = _read_piece(match)
        if isinstance(read, DurasiMistake):
            return read
        lama.append(read)
        batas = next((batas for batas in _BOUNDS if match[batas.name]), None)
        if not bounds or (batas and batas is not bounds[-1]):
            bounds.append(batas or Batas.TEPAT)
        rest = _JOINED.match(cleaned, match.end())
        position = rest.end() if rest else match.end()
    return Durasi(teks, tuple(lama), tuple(bounds)) if lama else DurasiMistake.FORMAT


def _read_piece(match: re.Match[str]) -> Lama | DurasiMistake:
    satuan, count = _UNITS[" ".join(match["unit"].split())]
    if match["times"]:
        if satuan not in MINUTES:  # "2 x 1 bulan" may as well say how often
            return DurasiMistake.FORMAT
        factor = _amount(match["times"])
    else:
        factor = Fraction(count)
    minimum = _amount(match["first"]) * factor
    maksimum = _amount(match["last"]) * factor if match["last"] else minimum
    return _lama(minimum, maksimum, satuan)


def _lama(minimum: Fraction, maksimum: Fraction, satuan: Satuan) -> Lama | DurasiMistake:
    if minimum <= 0 or maksimum <= 0:
        return DurasiMistake.NOT_POSITIVE
    return Lama(minimum, maksimum, satuan) if minimum <= maksimum else DurasiMistake.REVERSED


def _parse_two_ends(teks: str, left: str, right: str) -> Durasi | DurasiMistake:
    """A range whose ends have a unit each: "30 menit - 1 jam", "1 jam 30 menit - 2 jam", "1 hari s/d 2 hari"."""
    ends = []
    for text in (left, right):
        end = _parse_amounts(text, text)
        if isinstance(end, DurasiMistake):
            return end
        if any(lama.minimum != lama.maksimum for lama in end.lama):
            return DurasiMistake.FORMAT
        ends.append(end)
    units = {lama.satuan for end in ends for lama in end.lama}
    if len(units) == 1:
        satuan, sums = units.pop(), [sum(lama.minimum for lama in end.lama) for end in ends]
    elif units <= MINUTES.keys():
        satuan = Satuan.MENIT
        sums = [sum(lama.minimum * MINUTES[lama.satuan] for lama in end.lama) for end in ends]
    else:
        return DurasiMistake.MIXED
    lama = _lama(Fraction(sums[0]), Fraction(sums[1]), satuan)
    return lama if isinstance(lama, DurasiMistake) else Durasi(teks, (lama,), ends[0].batas)


def _amount(teks: str) -> Fraction:
    """The number of one `_NUMBER`."""
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?", teks):
        return Fraction(teks.replace(".", "").replace(",", "."))
    if teks[-1] in _FRACTIONS:
        return Fraction(teks[:-1].strip() or 0) + _FRACTIONS[teks[-1]]
    if "/" in teks:
        return sum((Fraction(part) for part in teks.split()), Fraction(0))
    return Fraction(teks.replace(",", "."))
