"""Names of regulations and their codes: "Perka BPS" and "Peraturan Kepala Badan Pusat Statistik" are both perka-bps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sop_catalog.catalog.peraturan.phrases import Words
from sop_catalog.catalog.peraturan.records import Sitasi
from sop_catalog.catalog.peraturan.spelling import expand, fold_words, split_glued
from sop_catalog.catalog.peraturan.tables import Jenis, Tables, load_tables

CODE = re.compile(
    r"(?P<jenis>[a-z][a-z0-9-]*?)-(?:(?P<nomor>[0-9]+[a-z]?|[ivxlc]+(?=-[0-9]{4}$))-)?(?P<tahun>[0-9]{4})"
)
"""A register's code, as far as it can be taken apart without knowing the number's form; the year alone: uud-1945."""

_COUNTRY = re.compile(r"\b(?:republik indonesia|ri)\b")
_MINISTRIES = ("menteri", "kementerian")
_REGIONAL = {"gubernur": "provinsi", "bupati": "kabupaten"}


@dataclass(frozen=True, slots=True)
class Nama:
    """The name of a kind of regulation with its issuer, read."""

    jenis: Jenis
    kata: Words
    """The official words."""
    penerbit: Words
    """What follows the kind in these words; () where nothing does."""
    kode: str
    """As in codes: "perda-kota-tangerang"."""

    @staticmethod
    def of(jenis: Jenis, kata: Words) -> Nama:
        """The name of a kind in official words, which begin with the kind's own."""
        penerbit = kata[len(jenis.kata) :]
        return Nama(jenis, kata, penerbit, "-".join((jenis.kode, *encode_issuer(jenis, penerbit))))

    def as_issued_by_another(self) -> Nama | None:
        """Of a kind that has no issuer, with words behind it: the more general kind, issued by what they say.

        "Peraturan Pemerintah Kabupaten X" is a Peraturan of its own, no Peraturan Pemerintah.
        """
        kinds = [kind for kind in load_tables().by_kode.values() if kind.berpenerbit]
        fitting = [kind for kind in kinds if self.kata[: len(kind.kata)] == kind.kata]
        if not fitting:
            return None
        return Nama.of(max(fitting, key=lambda kind: len(kind.kata)), self.kata)


@lru_cache(maxsize=4096)
def read_name(teks: str, *, forgiving: bool = True) -> Nama | None:
    """The kind and issuer that a name means, in any spelling.

    Args:
        teks: such as "permen pan rb" or "Peraturan Daerah Kab. Sleman"; without number.
        forgiving: whether slips of the pen are read.

    Returns:
        None where no known kind begins the name.
    """
    tables = load_tables()
    words = fold_words(_COUNTRY.sub(" ", teks.lower()))
    if forgiving:
        words = tuple(part for word in words for part in split_glued(word, tables.kosakata))
    official = _shorten(expand(words, tables.ejaan, forgiving=forgiving), tables)
    found = tables.jenis.find(official, 0)
    if found is None:
        return None
    return Nama.of(found[0], official)


def name_of(words: Words) -> Nama | None:
    """Likewise, of official words."""
    return read_name(" ".join(words), forgiving=False)


def _shorten(words: Words, tables: Tables) -> Words:
    """Without words that say nothing more: "Direktur Jenderal Pajak Kementerian Keuangan"."""
    out: list[str] = []
    place = 0
    while place < len(words):
        found = tables.tersirat.find(words, place)
        kept, place = found or ((words[place],), place + 1)
        out += kept
    return tuple(out)


def encode_issuer(jenis: Jenis, words: Words) -> Words:
    """The issuer as codes have it: short names of offices, and a region without a word that the kind implies."""
    tables = load_tables()
    official = jenis.kata
    if official[-1] in _MINISTRIES and words:  # "Peraturan Menteri" is the kind, the ministry's name follows
        found = tables.penerbit.find((official[-1], *words), 0)
        if found:
            return (*found[0].kode[1:], *_encode(words[found[1] - 1 :], tables))
        return words
    if official[-1:] == ("gubernur",):
        words = _without(words, "provinsi")
    elif official[-1:] == ("bupati",):
        words = _without(words, "kabupaten")
    elif official[-2:] == ("wali", "kota"):
        words = _without(words, "kota")
    elif official == ("peraturan", "daerah"):
        bare = _without(words, "provinsi")
        if bare in tables.tanpa_kata_provinsi:
            words = bare
        elif bare in tables.provinsi:
            words = ("provinsi", *bare)
    return _encode(words, tables)


def _without(words: Words, first: str) -> Words:
    return words[1:] if words[:1] == (first,) and len(words) > 1 else words


def _encode(words: Words, tables: Tables) -> Words:
    out: list[str] = []
    place = 0
    while place < len(words):
        if words[place] in _REGIONAL and words[place + 1 : place + 2] == (_REGIONAL[words[place]],):
            out.append(words[place])
            place += 2
            continue
        found = tables.penerbit.find(words, place)
        if found:
            out += found[0].kode
            place = found[1]
        else:
            out.append(words[place])
            place += 1
    return tuple(out)


def is_other_document(nama: str) -> bool:
    """Whether a name is that of a paper that is no regulation: DIPA, nota dinas, SOP."""
    words = fold_words(nama)
    return any(load_tables().bukan_peraturan.find(words, place) for place in range(len(words)))


# --- Codes --------------------------------------------------------------------------------------------------------


def parse_kode(kode: str, tentang: str = "") -> Sitasi:
    """A register's code taken apart as far as it tells: kind, number, year; the year is 0 where it tells nothing."""
    match = CODE.fullmatch(kode)
    if match is None:
        return Sitasi(kode, kode, "", 0, tentang, format_words(kode))
    jenis, nomor = match["jenis"], match["nomor"] or ""
    return Sitasi(kode, jenis, nomor, int(match["tahun"]), tentang, format_jenis(jenis), nomor)


@lru_cache(maxsize=8192)
def canonical_kode(kode: str) -> str:
    """The code that stands for a regulation under every name that it may have had.

    "perka-badan-pusat-statistik-7-2008" → "perka-bps-7-2008"; a ministry that bears another name since is taken under
    the name of that year: "permenpan-35-2012" → "permenpanrb-35-2012". Other codes stay as they are.
    """
    match = CODE.fullmatch(kode)
    if match is None:
        return kode
    nama = name_of_kode(match["jenis"])
    if nama is None:
        return kode
    renamed = name_of(_name_in_year(nama.kata, int(match["tahun"]))) or nama
    return "-".join(filter(None, (renamed.kode, match["nomor"] or "", match["tahun"])))


@lru_cache(maxsize=4096)
def kind_of_kode(jenis: str) -> str:
    """The kind alone of a code's first part: "kepmen" of "kepmen-perhubungan"; "" where it is none of the table."""
    found = _split_kode(jenis)
    return found[0].kode if found else ""


@lru_cache(maxsize=4096)
def name_of_kode(jenis: str) -> Nama | None:
    """The name that a code's first part stands for; None where it is no kind of the table."""
    found = _split_kode(jenis)
    return name_of((*found[0].kata, *fold_words(found[1]))) if found else None


_NAMELESS = re.compile(
    r"(?:(?:direktur|kepala|ketua|pejabat|pimpinan|pemerintah|peraturan|sekretaris)-)*"
    r"(?:badan|bupati|camat|daerah|desa|dinas|direktur|direktur-jenderal|gubernur|inspektur|inspektur-jenderal|jenderal|kabupaten|kantor|kecamatan"
    r"|kementerian|kepala|ketua|koordinator|kota|lembaga|lurah|menteri|negara|pemerintah|pimpinan|provinsi|rektor|satuan|sekretaris|unit|unit-kerja|utama|wali-kota)"
)
"""Issuers of whom there are many: which one is not said."""


def lacks_issuer(jenis: str) -> bool:
    """Whether a kind is one that has issuers, and none is named: "perda" of "Perda Nomor 9 Tahun 2016", "peraturan-badan"."""
    found = _split_kode(jenis)
    return found is not None and found[0].berpenerbit and (not found[1] or _NAMELESS.fullmatch(found[1]) is not None)


def _split_kode(jenis: str) -> tuple[Jenis, str] | None:
    """The kind of a code's first part, and what follows it: ("permen", "kesehatan")."""
    tables = load_tables()
    end = len(jenis)
    for kode, seri in tables.deret_bagian.items():
        if re.fullmatch(rf"{kode}-{seri.lower()}-\d+", jenis):
            return tables.by_kode[kode], jenis[len(kode) + 1 :]
    while end > 0:
        kind = tables.by_kode.get(jenis[:end])
        if kind and (kind.berpenerbit or end == len(jenis)):
            return kind, jenis[end + 1 :]
        end = jenis.rfind("-", 0, end)
    return None


def _name_in_year(words: Words, tahun: int) -> Words:
    """The official words with the name that a renamed ministry bore in a year."""
    place = next((index for index, word in enumerate(words) if word == "menteri"), -1)
    if place < 0:
        return words
    rest = words[place + 1 :]
    for names in load_tables().ganti_nama:
        if not rest or rest not in {nama for _, nama in names}:  # "": what has been split since
            continue
        if any(tahun == since for since, _ in names):
            return words
        then = max(entry for entry in names if entry[0] <= tahun)[1]
        return (*words[: place + 1], *(then or rest))
    return words


def rank_of(kode: str) -> int:
    """The place of a code's kind in the hierarchy of regulations; unknown kinds come last."""
    found = _split_kode(_jenis_of(kode))
    return found[0].urutan if found else len(load_tables().by_kode)


def _jenis_of(kode: str) -> str:
    match = CODE.fullmatch(kode)
    return match["jenis"] if match else kode


@lru_cache(maxsize=4096)
def format_jenis(jenis: str, capitals: frozenset[str] = frozenset()) -> str:
    """The kind as a reader knows it: "uu" → "Undang-Undang", "perka-bps" → "Peraturan Kepala BPS".

    Args:
        jenis: the first part of a code.
        capitals: words that are known to be abbreviations, such as "RSUD".
    """
    found = _split_kode(jenis)
    if found is None:
        return format_words(jenis, capitals)
    kind, issuer = found
    if not kind.berpenerbit and issuer:
        return f"{kind.nama} ({issuer.upper().replace('-', '.')})"
    if kind.kata[-1:] and kind.kata[-1] in _MINISTRIES and issuer:
        ministry = format_words(f"{kind.kata[-1]}-{issuer}", capitals)
        return f"{kind.nama.rpartition(' ')[0]} {ministry}".strip()
    return f"{kind.nama} {format_words(issuer, capitals)}".strip()


@lru_cache(maxsize=4096)
def format_singkat(jenis: str) -> str:
    """The kind for lists: "uu" → "UU", "perka-bps" → "Perka BPS", "peraturan-mahkamah-agung" → "Perma"."""
    nama = name_of_kode(jenis)
    own = load_tables().singkatan.get(nama.kata) if nama else None
    if own:
        return own
    found = _split_kode(jenis)
    if found is None:
        return format_words(jenis)
    kind, issuer = found
    if not kind.berpenerbit and issuer:
        return f"{kind.singkat} {issuer.upper().replace('-', '.')}"
    if kind.kata[-1:] and kind.kata[-1] in _MINISTRIES and issuer:
        return f"{kind.singkat} {format_words(f'{kind.kata[-1]}-{issuer}').partition(' ')[2]}"
    return f"{kind.singkat} {format_words(issuer)}".strip()


_SMALL = frozenset({"dan", "di", "untuk", "pada", "atas", "dengan", "dari", "ke", "yang"})
_VOWEL = re.compile(r"[aeiou]")


def format_words(kode: str, capitals: frozenset[str] = frozenset()) -> str:
    """Words of a code as a name: offices as they are known, abbreviations in capitals, the rest with capital letters."""
    tables = load_tables()
    words = tuple(filter(None, kode.split("-")))
    out: list[str] = []
    place = 0
    while place < len(words):
        found = tables.cetak.find(words, place)
        if found:
            out.append(found[0])
            place = found[1]
            continue
        word = words[place]
        if word.upper() in capitals or (len(word) > 1 and not _VOWEL.search(word)):
            out.append(word.upper())
        else:
            out.append(word if word in _SMALL and out else word.capitalize())
        place += 1
    return " ".join(out)
