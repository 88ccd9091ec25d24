"""Numbers of regulations: "Nomor 7 Tahun 2017", "KEP.100/MEN/VI/2004", "188.44/123/KPTS/2019", "M.01.PR.07.04 Tahun 2004".

A number of the second kind says many things besides: the kind (KEP), the issuer (MEN), the month (VI), how it is filed
(188.44). What stays is the number that the issuer counts by; where that cannot be told, all of it stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sop_catalog.catalog.peraturan.tables import load_tables

_YEAR = r"(?:18|19|20)\d\d"
_TAHUN = r"(?:tahun|thn|th|tahum|tahub|thun|tahu|tahuun|tahin)(?![a-z])\.?"
_DAY = r"(?:tanggal|tgl|tertanggal)(?![a-z])\.?\s*:?\s*\d{1,2}\s*[-/.\s]\s*(?:[a-z]{3,9}|\d{1,2})\s*[-/.,\s]\s*"
_STOP = r"(?:tahun|thn|th|tentang|tanggal|tgl|tertanggal|dan|serta|jo|juncto|sebagaimana|pasal|perihal|hal|mengenai)\b"

_SIMPLE = re.compile(
    rf"0*(?P<nomor>\d{{1,6}}(?:\s?[a-z](?![a-z.]))?)\s*(?:[,.]?\s*{_TAHUN}\s*[:(]?\s*|/\s*|,?\s+)(?P<tahun>{_YEAR})(?![\d/])",
    re.IGNORECASE,
)
"""Most of all numbers: "7 Tahun 2017", "7/2017", "12A Th. 2017", "7 2017"."""
_SHARED = re.compile(
    rf"(?P<semua>\d{{1,4}}[a-z]?(?:\s*(?:,\s*dan|,|dan|serta|&|/)\s*(?:n(?:omo|o)r?\b\.?\s*:?\s*)?\d{{1,4}}[a-z]?)+)\s*,?\s*{_TAHUN}\s*(?P<tahun>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
"""Several with one year: "12 dan 13 Tahun 2011"."""
_RUN = re.compile(
    rf"(?:(?!{_STOP})[a-z]{{1,6}}(?:\.\s?:?\s?|\s?:\s?|\s?-\s?|\s)){{0,3}}"  # KEP. , PM , No. Pol. :
    rf"(?:[a-z0-9]+(?:\s?[/.\-–]+\s?(?!{_STOP})|\s(?=[a-z]{{1,2}}\s?/)))*[a-z0-9]+",
    re.IGNORECASE,
)
"""Everything that may be one number, segments between slashes; may run on behind the year."""
_SEGMENT_YEAR = re.compile(rf"/\s?(?P<tahun>{_YEAR})(?![\d])")
_YEAR_BEHIND = re.compile(
    rf"[\s,]*(?:{_TAHUN}\s*[:(]?\s*|{_DAY}|/\s*)(?P<tahun>{_YEAR})(?!\d)|,?\s+(?P<telanjang>{_YEAR})(?![\d/])",
    re.IGNORECASE,
)
_AGAIN = re.compile(rf"\s*,?\s*{_TAHUN}\s*(?P<tahun>{_YEAR})(?!\d)", re.IGNORECASE)
_YEAR_FIRST = re.compile(
    rf"[\s,:]*(?:{_TAHUN}\s*)?(?P<tahun>{_YEAR})\s*,?\s*(?:n[o0]mor|n[o0])\b[\s.:]*0*(?P<nomor>\d{{1,5}}[a-z]?)\b",
    re.IGNORECASE,
)
"""Staatsblad 1847 Nomor 23."""
_SHORT_YEAR = re.compile(
    rf"0*(?P<nomor>\d{{1,4}}[a-z]?)\s*(?:{_TAHUN}\s*['’]?|/\s*['’]?)(?P<tahun>\d\d)(?!\d|/|\.\d)", re.IGNORECASE
)
"""UU 8/81, UU No. 5 Th. '74: only of the last century, 20 to 45 may be anything."""
_LOOK_ALIKE = re.compile(
    rf"(?P<nomor>[0-9OoIl ]{{1,7}}?)\s*(?:{_TAHUN}\s*|/\s*)(?P<tahun>[12lI][ ]?[890Oo][ ]?[0-9OoIl][ ]?[0-9OoIl])(?![\w/])",
    re.IGNORECASE,
)
"""What scanners and PDFs make of digits: "1O Tahun 2O15", "8 6 Tahun 20 07"."""
_ROMAN = re.compile(
    r"(?P<nomor>[ivxlc]{1,8})\s*/\s*mprs?\s*(?:[-/]?\s*ri\s*)?[/\s]\s*(?:tahun\s*)?(?P<tahun>\d{4})", re.IGNORECASE
)
"""Decrees of the people's assembly: XI/MPR/1998."""

_SIMPLE_SEGMENT = re.compile(
    r"(?:[a-z]{1,8}[.\-–:\s]{0,3}){0,3}?0*(?P<nomor>\d{1,6})(?:[.\-–\s]?(?P<huruf>[a-z]))?", re.IGNORECASE
)
_PREFIX = re.compile(r"[a-z]+", re.IGNORECASE)
_FILING = re.compile(r"\d{1,3}(?:\.\d+)*|[a-z]{1,3}(?:[.\-]\d+)+", re.IGNORECASE)
_ARCHIVE = re.compile(r"[A-Z]{2,3}\.?\d{1,3}(?:\.\d{1,3}){0,4}", re.IGNORECASE)
_MONTH = re.compile(r"0?[1-9]|1[0-2]|(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})", re.IGNORECASE)
_SEPARATOR = re.compile(r"[^a-z0-9]+")

LOOSE = frozenset(
    {"se", "surat", "instruksi", "keputusan", "surat-telegram", "kepgub", "kepbup", "kepwal", "se-bersama"}
)
"""Kinds whose numbers are counted by units or files: more of a number than the count belongs into the code."""


@dataclass(frozen=True, slots=True)
class Nomor:
    """A number with its year."""

    segmen: tuple[str, ...]
    """The parts between slashes, without the year."""
    tahun: int
    tertulis: str
    """As the sentence has it, without the year of the form "Tahun 2017"."""
    end: int
    """Where it ends in the text."""
    bentuk_tahun: bool = True
    """Whether it is a count and a year: "7 Tahun 2017"."""


def read_numbers(teks: str, start: int) -> tuple[Nomor, ...]:
    """The number at a place of a text; several where they share a year ("12 dan 13 Tahun 2011"); () for none."""
    simple = _SIMPLE.match(teks, start)
    if simple:
        return (_simple(simple),)
    shared = _SHARED.match(teks, start)
    if shared:
        counts = re.findall(r"\d{1,4}[a-z]?", shared["semua"], re.IGNORECASE)
        return tuple(Nomor((_count(count),), int(shared["tahun"]), count, shared.end()) for count in counts)
    found = _roman(teks, start) or _run(teks, start) or _year_first(teks, start) or _doubtful(teks, start)
    return (found,) if found else ()


def _simple(match: re.Match[str]) -> Nomor:
    written = match["nomor"]
    count = written.replace(" ", "")
    return Nomor((count,), int(match["tahun"]), count, match.end(), bentuk_tahun="/" not in match[0])


def _count(teks: str) -> str:
    return teks.lstrip("0") or teks


def _roman(teks: str, start: int) -> Nomor | None:
    match = _ROMAN.match(teks, start)
    if match is None:
        return None
    return Nomor((match["nomor"],), int(match["tahun"]), f"{match['nomor'].upper()}/MPR", match.end())


def _run(teks: str, start: int) -> Nomor | None:
    """A number of several parts."""
    match = _RUN.match(teks, start)
    if match is None or not any(character.isdigit() for character in match[0]):
        return None
    run = match[0]
    years = [year for year in _SEGMENT_YEAR.finditer(run) if any(map(str.isdigit, run[: year.start()]))]
    if years:
        year = years[-1]
        end = match.start() + year.end()
        again = _AGAIN.match(teks, end)
        body = run[: year.start()]
        end = again.end() if again and again["tahun"] == year["tahun"] else end
        return Nomor(_segments(body), int(year["tahun"]), run[: year.end()], end, bentuk_tahun=False)
    behind = _YEAR_BEHIND.match(teks, match.end())
    if behind is None:
        return None
    tahun = int(behind["tahun"] or behind["telanjang"])
    return Nomor(_segments(run), tahun, run, behind.end(), bentuk_tahun="/" not in run)


def _segments(run: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip(" .-–:") for part in run.split("/"))))


def _year_first(teks: str, start: int) -> Nomor | None:
    match = _YEAR_FIRST.match(teks, start)
    return Nomor((match["nomor"],), int(match["tahun"]), match["nomor"], match.end()) if match else None


def _doubtful(teks: str, start: int) -> Nomor | None:
    """Numbers that nobody can take for anything else, though a letter or a space is wrong in them."""
    short = _SHORT_YEAR.match(teks, start)
    if short and int(short["tahun"]) >= _LAST_CENTURY:
        return Nomor((short["nomor"],), 1900 + int(short["tahun"]), short["nomor"], short.end())
    match = _LOOK_ALIKE.match(teks, start)
    if match is None or not any(map(str.isdigit, match["nomor"])):
        return None
    nomor, tahun = (part.translate(_DIGITS).replace(" ", "") for part in (match["nomor"], match["tahun"]))
    return Nomor((_count(nomor),), int(tahun), nomor, match.end()) if re.fullmatch(_YEAR, tahun) else None


_LAST_CENTURY = 45
_DIGITS = str.maketrans("OoIl", "0011")


# --- What stays in the code ---------------------------------------------------------------------------------------


def encode_number(nomor: Nomor, jenis: str, dasar: str) -> tuple[str, str]:
    """The number as codes have it.

    Args:
        nomor: as read.
        jenis: the kind with its issuer: "kepmen-perhubungan".
        dasar: the kind alone: "kepmen".

    Returns:
        What is added to the kind where the issuer counts in several rows ("km-6"; ""), and the number ("100", "1403b",
        "m-01-pr-07-04").
    """
    segmen = nomor.segmen
    if nomor.bentuk_tahun and len(segmen) == 1 and segmen[0].isdigit():
        return "", segmen[0].lstrip("0") or "0"
    tables = load_tables()
    seri = tables.deret_bagian.get(jenis, "")
    row = next((_slug(part) for part in segmen if seri and re.fullmatch(rf"{seri}\.?\d+", part, re.IGNORECASE)), "")
    place = _counting_segment(segmen)
    count = _slug_of_count(segmen[place])
    prefix = _PREFIX.match(segmen[place])
    if prefix and prefix[0].upper() in tables.deret.get(jenis, ()):
        count = f"{prefix[0].lower()}-{count}"
    if dasar in LOOSE and not nomor.bentuk_tahun:
        if jenis == "se" and len(segmen) > 1:  # nobody says who issued it
            return row, _slug("/".join(segmen))
        rest = [part for index, part in enumerate(segmen) if index != place and not _says_nothing(segmen, index, place)]
        if rest:
            return row, _slug("/".join(segmen))
    return row, count


def _counting_segment(segmen: tuple[str, ...]) -> int:
    """The place of the part that counts: the first with digits that is not how the paper is filed."""
    with_digits = [index for index, part in enumerate(segmen) if any(map(str.isdigit, part))]
    for index in with_digits:
        later = [other for other in with_digits if other > index and segmen[other].isdigit()]
        is_filing = _FILING.fullmatch(segmen[index]) and not (
            _SIMPLE_SEGMENT.fullmatch(segmen[index])
            and not segmen[index].isdigit()
            and "." not in segmen[index].strip("0123456789.")
        )
        if is_filing and later and _is_filed_under(segmen, index, later[0]):
            continue
        return index
    return with_digits[0] if with_digits else 0


def _is_filed_under(segmen: tuple[str, ...], index: int, later: int) -> bool:
    """Whether a part is the file, and the later one the count: "188.44/123/…", "HK.01.07/MENKES/4641"."""
    is_last = later == len(segmen) - 1 and later > index + 1
    if is_last and _MONTH.fullmatch(segmen[later]):
        return False  # 25/M.PAN/2
    return later == index + 1 or not segmen[index].isdigit()


def _slug_of_count(segment: str) -> str:
    match = _SIMPLE_SEGMENT.fullmatch(segment)
    if match is None:
        return _slug(segment)
    return f"{match['nomor']}{match['huruf'] or ''}".lower()


def _says_nothing(segmen: tuple[str, ...], index: int, place: int) -> bool:
    """Whether a part only repeats kind, issuer or month, or files the paper."""
    tables = load_tables()
    part = segmen[index].upper()
    first, *rest = filter(None, re.split(r"[.\-–\s]+", part))
    if part in tables.tanda or (
        first in tables.tanda and all(piece in tables.tanda or piece.isdigit() for piece in rest)
    ):
        return True
    if index > place and index == len(segmen) - 1 and _MONTH.fullmatch(part):
        return True
    if index > place and _ARCHIVE.fullmatch(part) and not tables.tanda_pengadilan.isdisjoint(map(str.upper, segmen)):
        return True
    return index < place and (part in tables.klasifikasi or (part.isdigit() and "SJ" in segmen))


def _slug(teks: str) -> str:
    return _SEPARATOR.sub("-", teks.lower()).strip("-")
