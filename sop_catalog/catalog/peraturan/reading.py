"""What a sentence cites: its regulations with their titles, which one changes which, and what cannot be read.

    UU Nomor 5 Tahun 2014 tentang ASN sebagaimana telah diubah dengan UU Nomor 20 Tahun 2023
    cited                        title         amends the one before

A regulation that only stands in another one's title ("tentang Perubahan atas …") is mentioned, not cited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto
from functools import lru_cache

from sop_catalog.catalog.peraturan.meanings import says_enough
from sop_catalog.catalog.peraturan.mentions import Mention, Unread, find_mentions
from sop_catalog.catalog.peraturan.naming import format_jenis, is_other_document, kind_of_kode
from sop_catalog.catalog.peraturan.numbers import encode_number, read_numbers
from sop_catalog.catalog.peraturan.records import SEBAB_JENIS, Bacaan, Hubungan, JenisHubungan, Sitasi, TidakTerbaca
from sop_catalog.catalog.peraturan.tables import load_tables
from sop_catalog.catalog.peraturan.words import holds_beginning


class _Role(Enum):
    CITED = auto()
    AMENDS = auto()
    """Cited, and the sentence says that it amends the one before."""
    REVOKES = auto()
    TITLED = auto()
    """Stands in the title of the one before."""


_CONNECTOR = 160
"""Characters before a citation in which stands what joins it to the one before."""
_LONGEST = 4000
"""Characters of a sentence that are read; an item of a legal basis is one paragraph."""
_ABOUT = re.compile(
    r"\s*[,.:]?\s*(?<![a-z])(?:tent\w{0,3}g|tetang|tetntang|tntang|ttg|perihal|mengenai)\b\.?\s*:?\s*", re.IGNORECASE
)
_CHANGED = r"(?:di\s?ubah|dirubah|disempurnakan|diperbaiki|diperbarui|diperbaharui|ditambah|dilengkapi)"
_ENDED = r"(?:dicabut|diganti|digantikan)"
_BY = r"(?:dengan|oleh|melalui|berdasarkan|dalam|menjadi|pada)"
_AMENDED = re.compile(
    rf"\b(?:{_CHANGED}\b(?:[\s,()]+\w+){{0,8}}?[\s,()]+{_BY}|{_CHANGED}|terakhir(?:\s+(?:kali|{_CHANGED}))*\s+{_BY}"
    rf"|(?:perubahannya|perubahan(?:\s+\w+)?(?:\s+terakhir)?)\s+(?:{_BY}|yaitu|yakni)|perubahannya|terakhir)[\s,:()]*$",
    re.IGNORECASE,
)
_REVOKED = re.compile(rf"\b{_ENDED}\b(?:[\s,()]+\w+){{0,6}}?[\s,()]+(?:{_BY})[\s,:()]*$", re.IGNORECASE)
_LAST = re.compile(r"\bterakhir\b", re.IGNORECASE)
_BOUNDARY = re.compile(
    r"(?:[;•●▪]|\n\s*(?:\d{1,2}[.)]|[a-z][.)]|[-–•*])|(?<![\s.][A-Za-z])(?<!\bNo)(?<!\bjo)(?<!\bKab)(?<!\bProv)(?<!\bth)(?<!\bthn)\.\s)"
    r"[\s]*(?:(?:dan|serta)\b)?\s*(?:\(?(?:\d{1,2}|[a-z])[.)]\s*|[-–•*]\s*)?$|\s(?:\d{1,2}|[a-z])[.)]\s*$",
    re.IGNORECASE,
)
"""Between two items that run together: a semicolon, a full stop, the next list mark."""
_AND = re.compile(r"(?:^|[\s,)])(?:dan|serta|&|dan/atau)\s*$|[,&/+]\s*$", re.IGNORECASE)
_JO = re.compile(r"\b(?:jo|jis|juncto|j\.\s?o)\b\.?\s*:?\s*\(?\s*$", re.IGNORECASE)
_GOVERNS = re.compile(
    r"\b(?:atas|dari|terhadap|berdasarkan|menurut|sesuai|dalam|dengan|oleh|bagi|untuk|di|pada|tentang|sebagai|menjadi|dimaksud"
    r"|(?:pe|ke|imple|peng)\w*(?:an|si)|tindak\s+lanjut|teknis|ketentuan|amanat"
    r"|(?:pasal|ayat|huruf|angka|bab|lampiran)\s*\(?[\w]{1,5}\)?)\s*[\"“(]*$",
    re.IGNORECASE,
)
"""Words behind which a regulation belongs to the title: "Pelaksanaan Undang-Undang …", "Perubahan atas Peraturan …"."""
_REFERRING = re.compile(
    r"\b(?:perubahan|pencabutan|pelaksanaan|penetapan|penjabaran|penerapan|implementasi|pengesahan|pemberlakuan)\b",
    re.IGNORECASE,
)
_AMENDING_TITLE = re.compile(r"^\s*perubahan(?:\s+\w+){0,3}?\s+(?:atas|terhadap|dari)\b", re.IGNORECASE)
_REVOKING_TITLE = re.compile(r"^\s*pencabutan\b", re.IGNORECASE)
_TRAILING = frozenset(
    {
        "dan",
        "serta",
        "beserta",
        "jo",
        "jis",
        "juncto",
        "sebagaimana",
        "yang",
        "sdtd",
        "&",
        "perubahannya",
        "seluruh",
        "terakhir",
    }
)
"""Words that end no title; they join it to what follows."""
_AS_AMENDED = re.compile(
    rf"[\s,(]*\b(?:(?:sebagaimana|yang|s\.?d\.?)\s+(?:telah|sudah|beberapa|diubah|dirubah|di ubah)|(?:telah|sudah)\s+(?:beberapa\s+kali\s+)?{_CHANGED}|{_CHANGED}\s+(?:\w+\s+){{0,4}}{_BY}).*$",
    re.IGNORECASE | re.DOTALL,
)
_GAZETTE = re.compile(
    r"\s*\(?\s*(?:(?:tambahan\s+)?(?:lembaran|berita)\s+(?:negara|daerah)\b|\bT?[LB]N(?:RI)?\b[\s,:.]*(?:RI\s*)?(?:tahun|nomor|no|\d)).*$",
    re.IGNORECASE | re.DOTALL,
)
_NEXT_MARK = re.compile(r"[\s;,.]+(?:\(?(?:\d{1,2}|[a-z])[.)]|[-–•●▪*])\s*$", re.IGNORECASE)


_HOLDS_MORE = re.compile(
    r"diubah|dirubah|di ubah|bagaimana|telah|sudah|yang|embaran|erita|EMBARAN|ERITA|\bT?[LB]N|s\.d"
)


@lru_cache(maxsize=8192)
def read_kalimat(kalimat: str) -> Bacaan:
    """Everything that a sentence cites.

    Remembered: a few dozen sentences make the thousands of items of a catalogue.

    Args:
        kalimat: an item of dasar hukum as pasted.
    """
    plain = _read_plain(kalimat)
    if plain is not None:
        return Bacaan((plain,), (), ())
    return read_any(kalimat)


def read_any(kalimat: str) -> Bacaan:
    """Likewise, of every sentence, without the short cut for the plain ones and without remembering it."""
    teks = kalimat[:_LONGEST]
    mentions, unread = find_mentions(teks)
    roles = _roles(teks, mentions)
    cited: dict[str, Sitasi] = {}
    titled: dict[str, Sitasi] = {}
    base = ""
    for index, (mention, role) in enumerate(zip(mentions, roles, strict=True)):
        title = "" if role is _Role.TITLED else _title(teks, mentions, roles, index)
        base = mention.kode if role is _Role.CITED else base
        relations = [*_stated(role, base, mention.kode), *_titled_relations(teks, mentions, roles, index)]
        sitasi = Sitasi(
            mention.kode, mention.jenis, mention.nomor, mention.tahun, title, mention.nama, mention.nomor_tertulis,
            mention.start, tuple(dict.fromkeys(relations)), mungkin=mention.mungkin,
        )  # fmt: skip
        if role is _Role.TITLED:
            titled.setdefault(sitasi.kode, sitasi)
        else:
            _add(cited, sitasi)
    unread = [*unread, *_unknown_kinds(teks)] if not mentions and not unread else unread
    return Bacaan(
        tuple(cited.values()),
        tuple(sitasi for kode, sitasi in titled.items() if kode not in cited),
        tuple(_unread(teks, mentions, unread)),
    )


_PLAIN_NAME = re.compile(
    r"\s*(?:\d{1,2}[.,)]\s+|-\s+)?(?P<nama>[A-Za-z][A-Za-z ,.\-/&]{0,150}?)\s?(?:(?<![a-z])(?:nomor|no)\b[\s.:]*|(?=\s\d))",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_PLAIN_REST = re.compile(r"(?:,?\stentang\s(?P<judul>[^;\n]*))?[;.]?", re.IGNORECASE)
"""Most sentences: one name, one number, and a title in which no other name begins."""


def _read_plain(kalimat: str) -> Sitasi | None:
    """The citation of a plain sentence; None for every other, which `read_any` reads."""
    match = _PLAIN_NAME.match(kalimat)
    name = _plain_name(match["nama"]) if match else None
    if match is None or name is None:
        return None
    numbers = read_numbers(kalimat, match.end())
    rest = _PLAIN_REST.fullmatch(kalimat, numbers[0].end) if len(numbers) == 1 else None
    if rest is None or (_DIGIT.search(kalimat, rest.start()) and ("/" in rest[0] or holds_beginning(rest[0]))):
        return None
    number = numbers[0]
    row, count = encode_number(number, name.jenis, kind_of_kode(name.jenis))
    jenis = f"{name.jenis}-{row}" if row else name.jenis
    nama = format_jenis(jenis) if row else name.nama
    kode = f"{jenis}-{count}-{number.tahun}"
    start = match.start("nama") + name.start
    return Sitasi(kode, jenis, count, number.tahun, format_title(rest["judul"] or ""), nama, number.tertulis, start)


@lru_cache(maxsize=4096)
def _plain_name(nama: str) -> Mention | None:
    """The name of a plain sentence, as a mention with another number; None where it is not quite plain."""
    if nama.rpartition(" ")[2].lower() in load_tables().awalan_nomor:
        return None
    mentions, unread = find_mentions(f"{nama} Nomor 1 Tahun 2000")
    if len(mentions) != 1 or unread or mentions[0].judul or not says_enough(nama[mentions[0].start :]):
        return None
    return mentions[0]


def _add(cited: dict[str, Sitasi], sitasi: Sitasi) -> None:
    """A regulation that is cited twice counts once, with the first title and every relation."""
    known = cited.get(sitasi.kode)
    if known is None:
        cited[sitasi.kode] = sitasi
    else:
        hubungan = tuple(dict.fromkeys((*known.hubungan, *sitasi.hubungan)))
        cited[sitasi.kode] = replace(known, tentang=known.tentang or sitasi.tentang, hubungan=hubungan)


def parse_all_sitasi(kalimat: str) -> tuple[Sitasi, ...]:
    """Every regulation that a sentence cites, in order and once: "UU 4/2021 jo. UU 1/2000" cites two.

    A regulation that only stands in another one's title ("tentang Perubahan atas …") is not cited.

    Args:
        kalimat: an item of dasar hukum as pasted.
    """
    return read_kalimat(kalimat).sitasi


def parse_sitasi(kalimat: str) -> Sitasi | None:
    """The regulation that a sentence cites first; None where no kind, number and year can be made out.

    Args:
        kalimat: as pasted, such as "Permenaker No 07 Tahun 2017 Tentang Pedoman Penyusunan SOP AP Kemnaker".
    """
    return next(iter(read_kalimat(kalimat).sitasi), None)


# --- Roles --------------------------------------------------------------------------------------------------------


def _roles(teks: str, mentions: Sequence[Mention]) -> list[_Role]:
    roles: list[_Role] = []
    for index, mention in enumerate(mentions):
        roles.append(_role(teks, mentions, roles, index) if index else _Role.CITED)
        if roles[-1] is _Role.AMENDS and _LAST.search(teks, mentions[index - 1].end, mention.start):
            _chain(teks, mentions, roles, index)
    return roles


def _chain(teks: str, mentions: Sequence[Mention], roles: list[_Role], index: int) -> None:
    """Of "diubah dengan B, C, dan terakhir dengan D" all three amend."""
    place = index - 1
    while (
        place > 0
        and roles[place] is _Role.CITED
        and not _ABOUT.search(teks, mentions[place].end, mentions[place + 1].start)
    ):
        if roles[place - 1] is _Role.CITED and not _AMENDED.search(
            teks[mentions[place - 1].end : mentions[place].start]
        ):
            before = [other for other in range(place) if roles[other] is _Role.AMENDS]
            if not before:
                return
        roles[place] = _Role.AMENDS
        place -= 1


def _role(teks: str, mentions: Sequence[Mention], roles: Sequence[_Role], index: int) -> _Role:
    """What a mention that is not the first does in the sentence; see the table of roles above."""
    mention = mentions[index]
    before = mentions[index - 1].end
    gap = teks[max(before, mention.start - _CONNECTOR) : mention.start]
    if _REVOKED.search(gap):
        return _Role.REVOKES
    if _AMENDED.search(gap):
        return _Role.AMENDS
    if _BOUNDARY.search(gap) or _JO.search(gap):
        return _Role.CITED
    last = max(place for place in range(index) if roles[place] is not _Role.TITLED)
    so_far = teks[mentions[last].end : mention.start]
    in_title = _ABOUT.search(so_far) or roles[index - 1] is _Role.TITLED
    if _AND.search(gap):
        return _in_enumeration(mentions, roles, index, last) if in_title else _Role.CITED
    if _GOVERNS.search(gap):
        return _Role.TITLED if in_title or _REFERRING.search(gap) else _Role.CITED
    return _Role.CITED


def _in_enumeration(mentions: Sequence[Mention], roles: Sequence[_Role], index: int, last: int) -> _Role:
    """Behind "dan" or a comma within a title: still in it while it enumerates regulations of one kind."""
    titled = [mentions[place] for place in range(last + 1, index) if roles[place] is _Role.TITLED]
    if titled:
        return _Role.TITLED if titled[-1].jenis == mentions[index].jenis else _Role.CITED
    return _Role.CITED


# --- Relations ----------------------------------------------------------------------------------------------------


def _stated(role: _Role, base: str, kode: str) -> list[Hubungan]:
    if kode == base or not base:
        return []
    if role is _Role.AMENDS:
        return [Hubungan(JenisHubungan.MENGUBAH, base)]
    if role is _Role.REVOKES:
        return [Hubungan(JenisHubungan.MENCABUT, base)]
    return []


def _titled_relations(teks: str, mentions: Sequence[Mention], roles: Sequence[_Role], index: int) -> list[Hubungan]:
    """What its title says: "tentang Perubahan Kedua atas …", "tentang Pencabutan …"."""
    if index + 1 >= len(mentions) or roles[index] is _Role.TITLED or roles[index + 1] is not _Role.TITLED:
        return []
    about = _ABOUT.match(teks, mentions[index].end)
    if about is None:
        return []
    title = teks[about.end() : mentions[index + 1].start]
    if _AMENDING_TITLE.match(title):
        jenis = JenisHubungan.MENGUBAH
    elif _REVOKING_TITLE.match(title):
        jenis = JenisHubungan.MENCABUT
    else:
        return []
    own = mentions[index].kode
    relations: list[Hubungan] = []
    for place in range(index + 1, len(mentions)):
        gap = teks[mentions[place - 1].end : mentions[place].start]
        if roles[place] is not _Role.TITLED or (place > index + 1 and _ABOUT.search(gap)):
            break
        if mentions[place].kode != own:
            relations.append(Hubungan(jenis, mentions[place].kode))
    return relations


# --- Titles -------------------------------------------------------------------------------------------------------


def _title(teks: str, mentions: Sequence[Mention], roles: Sequence[_Role], index: int) -> str:
    """The title of a cited regulation: up to the next one that is cited itself."""
    mention = mentions[index]
    about = _ABOUT.match(teks, mention.end) or _ABOUT.search(teks, mention.end, mention.end + 80)
    following = next((place for place in range(index + 1, len(mentions)) if roles[place] is not _Role.TITLED), None)
    end = mentions[following].start if following is not None else len(teks)
    if (
        about is None
        or about.start() >= end
        or (index + 1 < len(mentions) and about.start() >= mentions[index + 1].start)
    ):
        return format_title(mention.judul)
    piece = teks[about.end() : end]
    if following is not None:
        piece = _NEXT_MARK.sub("", piece)
        if roles[following] in {_Role.AMENDS, _Role.REVOKES}:
            piece = _AS_AMENDED.sub("", piece)
    return format_title(piece)


def format_title(teks: str) -> str:
    """A title without what stands around it: spaces, punctuation, list marks, gazette, "beserta perubahannya"."""
    if _HOLDS_MORE.search(teks):
        teks = _AS_AMENDED.sub("", _GAZETTE.sub("", teks))
    title = " ".join(teks.split())
    while True:
        title = title.rstrip(" ;:,.(-–•")
        start, space, last = title.rpartition(" ")
        if not space or last.lower() not in _TRAILING:
            return title
        title = start


# --- What cannot be read ------------------------------------------------------------------------------------------


_JOINS = re.compile(r"[\s,;]+(?:dan|serta)?\s*", re.IGNORECASE)


def _before(mentions: Sequence[Mention], start: int) -> int:
    """Where the last mention before a place ends; 0 where there is none."""
    return max((mention.end for mention in mentions if mention.end <= start), default=0)


_NUMBER_AND_YEAR = re.compile(
    r"^\W*(?:\d{1,2}[.),]\s*|[a-z][.)]\s*)?(?P<nama>(?:[A-Z][\w.\-/]*\s+){0,6}?)(?:(?:nomor|no)\b[\s.:]*)[\w.\-/]{1,30}\s*(?:tahun|thn|th)\b\.?\s*(?:19|20)\d\d",
    re.IGNORECASE,
)
_DECREE_NUMBER = re.compile(
    r"^\W*(?P<nama>(?:per|kep)[a-z]{2,12})\b[^\d]{0,20}\d+[a-z]?\s*(?:/|tahun|thn|th)\s*\d{4}", re.IGNORECASE
)


def _unknown_kinds(teks: str) -> list[Unread]:
    """Something with number and year of which nobody knows the kind: "Perdirut Nomor 7 Tahun 2017"."""
    match = _NUMBER_AND_YEAR.match(teks) or _DECREE_NUMBER.match(teks)
    if match is None or is_other_document(match["nama"]):
        return []
    return [Unread(match.start("nama"), match.end(), SEBAB_JENIS, dimaksud=True)]


def _unread(teks: str, mentions: Sequence[Mention], unread: Sequence[Unread]) -> list[TidakTerbaca]:
    found = []
    for item in unread:
        if any(mention.start <= item.start < mention.end for mention in mentions) or not (
            item.dimaksud or _JOINS.fullmatch(teks[_before(mentions, item.start) : item.start])
        ):
            continue
        before = _before(mentions, item.start)
        gap = teks[before : item.start]
        if before and not (_BOUNDARY.search(gap) or _JO.search(gap) or _AMENDED.search(gap) or _AND.search(gap)):
            continue
        after = min((mention.start for mention in mentions if mention.start > item.start), default=len(teks))
        found.append(TidakTerbaca(format_title(teks[item.start : after]), item.sebab))
    return found
