"""The tables of `assets/peraturan/`: kinds of regulations, those who issue them, forms of numbers. Read once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sop_catalog.catalog.peraturan.phrases import Phrases, Words
from sop_catalog.catalog.peraturan.spelling import SHORTEST_PART, expand, fold_words

_FOLDER = Path(__file__).parents[2] / "assets" / "peraturan"
_ISSUER_FOLLOWS = "…"


@dataclass(frozen=True, slots=True)
class Jenis:
    """A kind of regulation."""

    kode: str
    """The first part of codes: "permen"."""
    kata: Words
    """Its official name in lower case: ("peraturan", "menteri")."""
    nama: str
    """As a page prints it: "Peraturan Menteri"."""
    singkat: str
    """As a list prints it: "Permen"."""
    berpenerbit: bool
    """Whether its issuer follows: "Peraturan Menteri Kesehatan"."""
    urutan: int
    """Its place in the hierarchy, from 0."""


@dataclass(frozen=True, slots=True)
class Penerbit:
    """An issuer whose name in codes and on pages is not simply its official name."""

    kode: Words
    """As in codes: ("bps",)."""
    cetak: str
    """As pages print it: "BPS"."""


@dataclass(frozen=True, slots=True)
class Makna:
    """One meaning of an abbreviation that has several."""

    kata: Words
    """The kind that is meant, as official words."""
    tanda: str
    """What the number must hold, in capitals; ""."""
    judul: re.Pattern[str] | None
    """What the title must say."""
    bentuk_tahun: bool
    """Whether the number must be of the form "Nomor 6 Tahun 2024"."""
    sampai: int
    """The last year of this meaning; 9999 where there is none."""
    lain: tuple[Words, ...]
    """What else may be meant; () where this is certain."""


@dataclass(frozen=True)
class Tables:
    """Everything that the grammar knows about the world. Phrases are of words in lower case."""

    ejaan: Phrases[Words]
    """Every spelling and abbreviation → the official words; official names stand for themselves."""
    jenis: Phrases[Jenis]
    """Official words → kind."""
    singkatan: Mapping[Words, str]
    """Official words of kind and issuer → their one abbreviation: Peraturan Mahkamah Agung → "Perma"."""
    by_kode: Mapping[str, Jenis]
    penerbit: Phrases[Penerbit]
    """Official words → issuer, at any place of a name."""
    cetak: Phrases[str]
    """Words of a code → how they are printed."""
    awal: frozenset[str]
    """Words with which the name of a regulation begins."""
    awal_urut: tuple[str, ...]
    """The same in alphabetical order."""
    awalan_kata: frozenset[str]
    """Beginnings of the longer of them, for a word that is cut in two: "Peratura n"."""
    kosakata: frozenset[str]
    """Every word of these spellings that may stand in a row of glued ones."""
    provinsi: frozenset[Words]
    """Official names of provinces after which "provinsi" is understood."""
    tanpa_kata_provinsi: frozenset[Words]
    """Provinces before which the word is not written."""
    tersirat: Phrases[Words]
    """Issuer that is followed by its own ministry → without it."""
    nomor_saja: Mapping[str, str]
    awalan: Mapping[str, str]
    awalan_nomor: frozenset[str]
    deret: Mapping[str, frozenset[str]]
    deret_bagian: Mapping[str, str]
    tanda: frozenset[str]
    tanda_pengadilan: frozenset[str]
    """Those of the courts, which count without regard to the file."""
    klasifikasi: frozenset[str]
    makna_ganda: Mapping[str, tuple[Makna, ...]]
    """First word of the abbreviation → its meanings."""
    ganti_nama: tuple[tuple[tuple[int, Words], ...], ...]
    """For each ministry its names as ("peraturan menteri" is left out) words, each with the year since when."""
    bukan_peraturan: Phrases[bool]
    bernama: re.Pattern[str]
    """Laws that are called by a name without number: KUHAP."""
    pengundangan: re.Pattern[str]


@cache
def load_tables() -> Tables:
    """Read the data files.

    Raises:
        ValueError: a mistake in them; it is our own.
    """
    jenis_data, lembaga, nomor = (_read(name) for name in ("jenis", "lembaga", "nomor"))
    ejaan = dict(_spellings(jenis_data, lembaga))
    phrases = Phrases(sorted(ejaan.items()))
    kinds = [_kind(kode, row, place, phrases) for place, (kode, row) in enumerate(jenis_data.items())]
    jenis = Phrases((kind.kata, kind) for kind in kinds)
    ganda = {
        fold_words(singkatan)[0]: tuple(_meaning(row, phrases) for row in rows)
        for singkatan, rows in nomor["makna_ganda"].items()
    }
    issuers = dict(_issuers(lembaga))
    awal = {words[0] for words, official in ejaan.items() if _is_regulation(official, phrases, jenis)} | ganda.keys()
    return Tables(
        ejaan=phrases,
        jenis=jenis,
        singkatan={
            _without_country(fold_words(nama)): names[0]
            for nama, names in lembaga["sebutan"].items()
            if " " not in names[0]
        },
        by_kode={kind.kode: kind for kind in kinds},
        penerbit=Phrases(issuers.items()),
        cetak=Phrases(sorted(_printed(issuers, lembaga))),
        awal=frozenset(awal),
        awal_urut=tuple(sorted(awal)),
        awalan_kata=frozenset(word[:end] for word in awal if len(word) >= _LONG_WORD for end in range(2, len(word))),
        kosakata=frozenset(word for words in ejaan for word in words if len(word) >= SHORTEST_PART)
        | {"nomor", "tahun"},
        provinsi=frozenset(fold_words(nama) for nama in lembaga["provinsi"]),
        tanpa_kata_provinsi=frozenset(
            fold_words(nama) for nama, row in lembaga["provinsi"].items() if "tanpa_kata_provinsi" in row
        ),
        tersirat=Phrases(_implied(lembaga["direktorat_jenderal"])),
        nomor_saja={tanda.upper(): nama for tanda, nama in nomor["nomor_saja"].items()},
        awalan={huruf.lower(): nama for huruf, nama in nomor["awalan"].items()},
        awalan_nomor=frozenset(huruf.lower() for huruf in nomor["awalan_nomor"]),
        deret={jenis: frozenset(huruf) for jenis, huruf in nomor["deret"].items()},
        deret_bagian=nomor["deret_bagian"],
        tanda=frozenset(tanda.upper() for tanda in nomor["tanda"]),
        tanda_pengadilan=frozenset(nomor["tanda_pengadilan"]),
        klasifikasi=frozenset(nomor["klasifikasi"]),
        makna_ganda=ganda,
        ganti_nama=tuple(_renamings(row) for row in nomor["ganti_nama"]),
        bukan_peraturan=Phrases((fold_words(nama), True) for nama in nomor["bukan_peraturan"]),
        bernama=_named(nomor["bernama"]),
        pengundangan=_gazette(nomor["pengundangan"]),
    )


_LONG_WORD = 6


def _is_regulation(official: Words, ejaan: Phrases[Words], jenis: Phrases[Jenis]) -> bool:
    return official[0] in jenis.first_words and jenis.find(expand(official, ejaan), 0) is not None


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # without libyaml, as in a browser: slower, not different


def _read(name: str) -> dict[str, Any]:
    """A table by its name; in the archive of the worker behind /sunting/ it is JSON, which needs no slow reader."""
    try:
        text = (_FOLDER / f"{name}.yml").read_text("utf-8")
    except OSError:
        import json  # noqa: PLC0415 - the command line starts sooner without
        import pkgutil  # noqa: PLC0415

        return dict(json.loads(pkgutil.get_data("sop_catalog", f"assets/peraturan/{name}.json") or b"{}"))
    return dict(yaml.load(text, _LOADER))  # noqa: S506 - a safe one, of two


def _kind(kode: str, row: Mapping[str, Any], place: int, ejaan: Phrases[Words]) -> Jenis:
    nama = row["nama"].removesuffix(_ISSUER_FOLLOWS).strip()
    return Jenis(
        kode, expand(fold_words(nama), ejaan), row.get("cetak", nama), row["singkat"],
        row["nama"].endswith(_ISSUER_FOLLOWS), place,
    )  # fmt: skip


def _spellings(jenis: Mapping[str, Any], lembaga: Mapping[str, Any]) -> Iterator[tuple[Words, Words]]:
    """(spelling, official words); an official name is a spelling of itself, so that no shorter name cuts it."""
    for row in jenis.values():
        official = fold_words(row["nama"])
        for nama in (row["nama"], *row.get("juga", ())):
            yield fold_words(nama), official
    for nama, row in lembaga["kementerian"].items():
        yield from _ministry(fold_words(nama), row)
    for kode, names in lembaga["lembaga"].items():
        official = fold_words(names[0].removesuffix("Republik Indonesia"))
        for nama in (kode, *names):
            yield fold_words(nama), official
    for nama, names in lembaga["sebutan"].items():
        yield from _called(_without_country(fold_words(nama)), names)
    for nama, row in lembaga["provinsi"].items():
        names = row["juga"] if isinstance(row, dict) else row
        for other in (nama, *names):
            yield fold_words(other), fold_words(nama)


def _called(official: Words, names: Sequence[str]) -> Iterator[tuple[Words, Words]]:
    """The other names of one official name; that one too where one of them begins it and would cut it."""
    others = [_without_country(fold_words(other)) for other in names]
    if any(official[: len(other)] == other for other in others):
        yield official, official
    for other in others:
        yield other, official
        if other[0] == "dirjen":  # "Perdirjen Hubdat" comes apart as "Direktur Jenderal Hubdat"
            yield ("direktur", "jenderal", *other[1:]), official


def _without_country(words: Words) -> Words:
    return words[:-2] if words[-2:] == ("republik", "indonesia") else words


def _ministry(nama: Words, row: Mapping[str, Any]) -> Iterator[tuple[Words, Words]]:
    """Every way to write a minister, his ministry, his regulations and decrees."""
    for head in (("menteri",), ("kementerian",), ("departemen",)):
        official = (head[0] if head[0] == "menteri" else "kementerian", *nama)
        yield (*head, *nama), official
        for other in row.get("juga", ()):
            yield (*head, *fold_words(other)), official
        for akhiran in row["akhiran"]:
            yield (*head, *fold_words(akhiran)), official
    for akhiran in row["akhiran"]:
        first, *rest = fold_words(akhiran)
        for start, official in _MINISTERIAL.items():
            yield (start + first, *rest), (*official, *nama)
        for start, kind in (("per", "peraturan"), ("kep", "keputusan")):
            yield (start, "men" + first, *rest), (kind, "menteri", *nama)


_MINISTERIAL = {
    "permen": ("peraturan", "menteri"),
    "permeneg": ("peraturan", "menteri"),
    "kepmen": ("keputusan", "menteri"),
    "kepmeneg": ("keputusan", "menteri"),
    "inmen": ("instruksi", "menteri"),
    "insmen": ("instruksi", "menteri"),
    "men": ("menteri",),
    "meneg": ("menteri",),
    "kemen": ("kementerian",),
    "kem": ("kementerian",),
}
"""What an ending such as "kes" is written behind."""


def _issuers(lembaga: Mapping[str, Any]) -> Iterator[tuple[Words, Penerbit]]:
    for nama, row in lembaga["kementerian"].items():
        kode = fold_words(row.get("kode", nama))
        for head in ("menteri", "kementerian"):
            yield (head, *fold_words(nama)), Penerbit((head, *kode), f"{head.capitalize()} {row.get('cetak', nama)}")
    for kode, names in lembaga["lembaga"].items():
        cetak = names[0] if "-" in kode else kode.capitalize() if _IS_A_WORD.fullmatch(kode) else kode.upper()
        yield fold_words(names[0].removesuffix("Republik Indonesia")), Penerbit(tuple(kode.split("-")), cetak)
    for nama, row in lembaga["provinsi"].items():
        if isinstance(row, dict):
            yield fold_words(nama), Penerbit(fold_words(row["kode"]), row.get("cetak", nama))


_IS_A_WORD = re.compile(r"[a-z]{6,}")
"""Codes of offices that are spoken as a word: "Bawaslu", not "BAWASLU"."""


def _printed(issuers: Mapping[Words, Penerbit], lembaga: Mapping[str, Any]) -> Iterator[tuple[Words, str]]:
    """(words of a code, as printed)."""
    for penerbit in issuers.values():
        yield penerbit.kode, penerbit.cetak
    for nama in (*lembaga["sebutan"], *lembaga["provinsi"]):
        yield fold_words(nama), nama


def _implied(table: Mapping[str, Sequence[str]]) -> Iterator[tuple[Words, Words]]:
    for kementerian, offices in table.items():
        for office in offices:
            for head in ("direktur", "direktorat"):
                own = (head, "jenderal", *fold_words(office))
                yield (*own, *fold_words(kementerian)), own


def _meaning(row: Mapping[str, Any], ejaan: Phrases[Words]) -> Makna:
    judul = "|".join(re.escape(word) for word in row.get("judul", ()))
    return Makna(
        expand(fold_words(row["nama"]), ejaan),
        row.get("tanda", ""),
        re.compile(rf"\b(?:{judul})", re.IGNORECASE) if judul else None,
        row.get("bentuk") == "tahun",
        row.get("sampai", 9999),
        tuple(expand(fold_words(nama), ejaan) for nama in row.get("lain", ())),
    )


def _renamings(row: Sequence[Any]) -> tuple[tuple[int, Words], ...]:
    """[name, year, name, …] → ((0, name), (year, name), …); () as a name: read as written since that year."""
    years = (0, *row[1::2])
    return tuple((year, fold_words(nama)) for year, nama in zip(years, row[::2], strict=True))


_SHORTEST_NAME = 4
"""Names with fewer letters ("HIR") are read as they are written."""


def _named(names: Sequence[str]) -> re.Pattern[str]:
    """Names in any case, words apart in any way; and what is glued together of UU and an abbreviation: UUPA, UUJN."""
    short = "|".join(nama for nama in names if len(nama) < _SHORTEST_NAME)
    written = (r"\W{1,3}".join(fold_words(nama)) for nama in sorted(names, key=len, reverse=True) if nama not in short)
    either = "|".join(written).replace(r"undang\W{1,3}undang", r"(?:undang\W{1,3}undang|uu)")
    return re.compile(
        rf"\b(?:(?i:{either})|{short}|UU(?!D\b|DNRI\b|RI\b|DRT\b)[A-Z]{{1,6}})\b(?:\s*\((?i:{either})\))?"
    )


def _gazette(names: Sequence[str]) -> re.Pattern[str]:
    either = "|".join(r"\s+".join(map(re.escape, nama.split())) for nama in sorted(names, key=len, reverse=True))
    number = r"(?:[\s,:.]*(?:tahun\s+)?(?:(?:no|nomor)\b[\s.:]*)?\d[\d/]*\b)"
    return re.compile(
        rf"\b(?:{either})\b(?:\s+(?:republik|indonesia|ri|provinsi|kabupaten|kota)\b)*(?:\s+[A-Z]\w+){{0,3}}?{number}{{1,4}}",
        re.IGNORECASE,
    )
