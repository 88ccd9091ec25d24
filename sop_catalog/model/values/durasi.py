"""Reads the text of a `waktu`: amounts, ranges, and the words that bound them.

    1.440 menit                        a point before three digits groups thousands, as everywhere in Indonesia
    1,5 jam; 1.5 jam; ½ jam; 1/2 hari  decimals and the usual fractions
    1-2 hari; 30 menit s/d 1 jam       a range; menit and jam may be its two ends, other units only both ends alike
    2 x 24 jam                         48 jam, never 2 hari
    1 triwulan; 1 semester             3 bulan; 6 bulan
    maks. 3 hari; ± 3 hari             3 hari, bounded (`Batas`)
    10 menit/berkas                    10 menit, `per` berkas
    60 menit*; 30'                     60 menit with a footnote's mark; 30 menit
    1 minggu (5 hari kerja)            1 minggu, in other words
    1 hari setelah berkas lengkap      1 hari, counted from somewhere
    segera; setiap saat; tahunan; H-1  no amount: when something is done, not how long it takes
    pukul 08.00; 08.00-10.00           likewise, a time of day; one before six o'clock may as well be an amount

`1,000 menit` is refused: by the rule it is one minute, yet nobody writes three zeros for that; an editor who pastes it
out of a spreadsheet means a thousand. Neither may be guessed where days of work are added up. `0,125 jam` is plain.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from sop_catalog.model.values.waktu import MINUTES, Batas, Durasi, Lama, Satuan

_UNITS = {
    "hari kerja efektif": (Satuan.HARI_KERJA, 1), "hari efektif kerja": (Satuan.HARI_KERJA, 1), "hari efektif": (Satuan.HARI_KERJA, 1),
    "hari kerja": (Satuan.HARI_KERJA, 1), "hari kalender": (Satuan.HARI, 1), "jam kerja": (Satuan.JAM, 1), "hk": (Satuan.HARI_KERJA, 1),
    "detik": (Satuan.DETIK, 1), "dtk": (Satuan.DETIK, 1), "menit": (Satuan.MENIT, 1), "mnt": (Satuan.MENIT, 1),
    "jam": (Satuan.JAM, 1), "hari": (Satuan.HARI, 1), "hr": (Satuan.HARI, 1), "minggu": (Satuan.MINGGU, 1),
    "bulan": (Satuan.BULAN, 1), "bln": (Satuan.BULAN, 1), "triwulan": (Satuan.BULAN, 3), "kuartal": (Satuan.BULAN, 3),
    "caturwulan": (Satuan.BULAN, 4), "semester": (Satuan.BULAN, 6), "tahun": (Satuan.TAHUN, 1), "thn": (Satuan.TAHUN, 1),
}  # fmt: skip
"""Words, longer ones first → the unit, and how many of it."""
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
    rf"(?:(?:{'|'.join(f'(?P<{batas.name}>{words})' for batas, words in _BOUNDS.items())})\s*:?\s*)?"
    rf"(?:(?P<times>{_NUMBER}){_WORDED}\s*[x×]\s*)?"
    rf"(?P<first>{_NUMBER}){_WORDED}(?:\s*{_TO}\s*(?P<last>{_NUMBER}){_WORDED})?\s*@?{_UNIT}\b"
)
_JOINED = re.compile(r"\s*(?:,|dan|\+)?\s*")
_TWO_ENDS = re.compile(rf"{_UNIT}\s*{_TO}\s*(?=\S)")
_ONLY_UNIT = re.compile(rf"[.\-–…_\s]*{_UNIT}\.?")
_FREE = re.compile(
    r"(?:(?:di)?sesuai(?:kan)?|menyesuaikan)\b.*|tentatif|insident[ai]l|kondisional|situasional|fleksibel|-|–|—|tidak terbaca"
)
_PERIODS = r"jam|hari|minggu|bulan|triwulan|caturwulan|kuartal|semester|tahun"
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"
_UNTIL = rf"(?:\s*{_TO}\s*(?:(?:pukul|jam)\s+)?{_CLOCK})?"
_WHEN = re.compile(
    r"(?:se)?(?:segera|cepat(?:nya)?)(?:\s+mungkin|nya)?|sesegera\s+mungkin|secepat\s+mungkin|seketika|langsung|saat\s+itu(?:\s+juga)?"
    r"|(?:pada\s+)?hari\s+(?:itu|yang\s+sama)(?:\s+juga)?|real\s*-?time"
    r"|(?:rutin|berkala|insident[ai]l|terus[\s-]*menerus|berkelanjutan|kontinyu|periodik)(?:\s+.*)?"
    rf"|(?:(?:se)?tiap(?:[\s-]+tiap)?|sepanjang|selama|per|awal|akhir|tengah|pertengahan)\s+"
    rf"(?:(?:awal|akhir|pertengahan)\s+)?(?:saat|waktu|kali\b.*|{_PERIODS})(?:\s+kerja|\s+anggaran|\s+berjalan)?"
    r"|(?:se)?waktu[\s-]+waktu|sewaktu|setiap\s+ada\b.*|saat\s+.*|bila\s+.*|jika\s+.*|apabila\s+.*|ketika\s+.*"
    r"|harian|mingguan|bulanan|tri\s?wulanan|caturwulanan|kuartalan|semesteran|tahunan|lima\s+tahunan"
    r"|h\s*[-+–]\s*\d{1,3}(?:\s*(?:s\.?/?d\.?|sampai|-|–)\s*h\s*(?:[-+–]\s*\d{1,3})?)?(?:\s+\D*)?"
    rf"|\d{{1,2}}\s*(?:x|×|kali)\s*(?:se|(?:dalam|per|/|tiap|setiap)\s*(?:se|\d{{1,2}}\s*|satu\s+)?)(?:{_PERIODS})"
    r"|(?:(?:paling\s+lambat|selambat[\s-]*lambatnya|setiap|tiap)\s+)?(?:tanggal|tgl\.?)\s+\d{1,2}(?!\d)\D*"
    rf"|(?:(?:paling\s+lambat|setiap|tiap|mulai|dari)\s+)?(?:pukul|jam)\s+{_CLOCK}{_UNTIL}(?:\s+wi(?:b|ta|t))?"
    rf"|{_CLOCK}{_UNTIL}\s+wi(?:b|ta|t)"
    rf"|(?:0?[6-9]|1[0-9]|2[0-4])[.:][0-5]\d\s*{_TO}\s*(?:0?[6-9]|1[0-9]|2[0-4])[.:][0-5]\d"  # 08.00-10.00
    rf"|(?:{_NUMBER})\s*{_UNIT}\s+sebelum\s+\D*"
)
"""When something is done, or how often: sound, printed, and no amount."""
_PER = re.compile(
    r"\s*(?:/|per|tiap|setiap|untuk\s+(?:tiap|setiap|satu|1))\s*(?:1\s+|satu\s+)?(?P<per>[a-z]{3,}(?:[\s/][a-z]{3,}){0,2})"
)
_FOOTNOTE = re.compile(r"\s*(?:\*+\)?|(?<=[a-z\s)])\d\)|[¹²³⁴-⁹†‡])+$")
_MINUTE_MARK = re.compile(r"(?<=\d)\s*['’′](?=$|\s|[-–/])")
_REMARK = re.compile(r"\s*\((?P<remark>[^()]*)\)$")
_SINCE = re.compile(
    r"\s*,?\s*(?:setelah|sesudah|sejak|semenjak|terhitung|dihitung|dari|apabila|bila|jika|untuk|dengan|di\s+luar|tidak\s+termasuk|termasuk)\s+\D+$"
)
"""What an amount counts from, or on which condition: it bounds the amount and is none."""


class DurasiMistake(StrEnum):
    """Why a text is no `waktu`."""

    FORMAT = "waktu tidak dipahami"
    MIXED = "satuan kedua ujung rentang berbeda"
    NOT_POSITIVE = "waktu nol atau negatif"
    REVERSED = "rentang waktu terbalik"


@lru_cache(maxsize=8192)
def parse_durasi(teks: str) -> Durasi | DurasiMistake:
    """Read "10 menit", "1-2 hari kerja", "1 jam 30 menit", "menit" (no number: printed as on paper), "disesuaikan"."""
    cleaned = _FOOTNOTE.sub("", " ".join(teks.lower().split()).rstrip("."))
    if _is_sound_without_amount(cleaned):
        return Durasi(teks)
    if re.match(r"[-−]\s*[0-9]", cleaned):
        return DurasiMistake.NOT_POSITIVE
    read = _parse_whole(teks, _MINUTE_MARK.sub(" menit", cleaned))
    return _parse_with_words(teks, cleaned) if read is DurasiMistake.FORMAT else read


def _is_sound_without_amount(cleaned: str) -> bool:
    bare = _REMARK.sub("", cleaned)
    unit = _PER.sub("", bare)
    return bool(
        _ONLY_UNIT.fullmatch(unit) or _FREE.fullmatch(cleaned) or _WHEN.fullmatch(cleaned) or _WHEN.fullmatch(bare)
    )


def _parse_whole(teks: str, cleaned: str) -> Durasi | DurasiMistake:
    """Amounts, or a range whose ends have a unit each, and nothing else."""
    if ends := _TWO_ENDS.search(cleaned):
        return _parse_two_ends(teks, cleaned[: ends.end("unit")], cleaned[ends.end() :])
    return _parse_amounts(teks, cleaned)


def _parse_with_words(teks: str, cleaned: str) -> Durasi | DurasiMistake:
    """An amount with words behind it that are no further amount: for each of what, in other words, since when."""
    rest = _MINUTE_MARK.sub(" menit", cleaned)
    remark = _REMARK.search(rest)
    if remark:
        rest = rest[: remark.start()]
    if since := _SINCE.search(rest):
        rest = rest[: since.start()]
    per = ""
    found = next((match for match in _PER.finditer(rest) if match.end() == len(rest) and match.start()), None)
    if found:
        per, rest = found["per"], rest[: found.start()]
        if per in _UNITS:  # "1 jam/hari" says how often rather than for each of what
            return DurasiMistake.FORMAT
    if len(rest) == len(cleaned):
        return DurasiMistake.FORMAT
    read = _parse_whole(teks, rest)
    if isinstance(read, DurasiMistake) or not read.lama:
        return DurasiMistake.FORMAT
    if remark and not _says_the_same(read, remark["remark"]):
        return DurasiMistake.FORMAT
    return replace(read, per=per)


def _says_the_same(read: Durasi, remark: str) -> bool:
    """Whether what stands in brackets does not contradict an amount: "1 minggu (5 hari kerja)", "1 jam (60 menit)"."""
    other = _parse_whole(remark, " ".join(remark.split()))
    if isinstance(other, DurasiMistake):
        return not any(character.isdigit() for character in remark) or other is DurasiMistake.FORMAT
    mine = {lama.satuan in MINUTES: lama for lama in read.lama}
    for lama in other.lama:
        same = mine.get(lama.satuan in MINUTES)
        if same and lama.satuan in MINUTES and _minutes(same) != _minutes(lama):
            return False
        if same and same.satuan is lama.satuan and same != lama:
            return False
    return True


def _minutes(lama: Lama) -> tuple[Fraction, Fraction]:
    return lama.minimum * MINUTES[lama.satuan], lama.maksimum * MINUTES[lama.satuan]


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
