"""What a sentence cites, as the office's own register knows it.

The grammar (`catalog.peraturan`) reads a sentence without knowing what exists. The register says under which code a
regulation is kept, which other names it has (`alias`), and which of two meanings an abbreviation must have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from sop_catalog.catalog.peraturan import (
    Bacaan,
    Hubungan,
    JenisHubungan,
    Sitasi,
    TidakTerbaca,
    canonical_kode,
    doubt_of,
    format_title,
    parse_kode,
    read_kalimat,
)
from sop_catalog.model.registers import Peraturan
from sop_catalog.model.values.kode import fold_code

_BETWEEN = re.compile(r"\s*(?:[;,\n]|\b(?:dan|serta|jo|juncto)\b\.?)\s*", re.IGNORECASE)
_TITLE = re.compile(r"\s+(?:tentang|ttg)\b.*$", re.IGNORECASE | re.DOTALL)
_MARK = re.compile(r"^\W*(?:(?:\d{1,2}|[a-z])[.,)]\s*)?")
_YEAR = re.compile(r"\d{2}")
_LETTERS = re.compile(r"[^\W_]+")
_CODE = re.compile(r"(?<![\w-])[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?![\w-])(?P<judul>\s+(?:tentang|ttg)\b)?")


class Regulations:
    """The regulations of a register, found by every name that they have."""

    def __init__(self, register: Mapping[str, Peraturan]) -> None:
        self._register = register
        self._read: dict[str, Bacaan] = {}

    def read(self, kalimat: str) -> Bacaan:
        """What a sentence cites, with the codes of the register."""
        bacaan = self._read.get(kalimat)
        if bacaan is None:
            bacaan = self._read[kalimat] = self._resolved(kalimat)
        return bacaan

    def spell(self, kalimat: str) -> str:
        """A sentence as people read it: a code of the register gives its place to the regulation's name and title.

        "permenaker-7-2017, Pasal 5" → "Peraturan Menteri Ketenagakerjaan Nomor 7 Tahun 2017 tentang …, Pasal 5".
        """
        return _CODE.sub(lambda match: self._spell_code(match, kalimat), kalimat)

    def _spell_code(self, match: re.Match[str], kalimat: str) -> str:
        kode, title = match[0].removesuffix(match["judul"] or ""), match["judul"]
        peraturan = self._register.get(kode)
        own = parse_kode(kode) if peraturan else None
        if peraturan is None or own is None or not (own.tahun or kode == kalimat.strip()):
            return match[0]  # a word that is no code, or one that may mean itself
        named = format_nama(own.nama, own.nomor.upper(), own.tahun) if own.tahun else ""
        tentang = "" if title else peraturan.tentang
        return (" tentang " if named else "").join(filter(None, (named, tentang))) + (title or "") or match[0]

    def find(self, kode: str) -> str:
        """The code under which a regulation is kept: the register's own, else the canonical one."""
        if kode in self._register:
            return kode
        canonical = canonical_kode(kode)
        return self._by_identity.get(canonical, canonical)

    def find_named(self, teks: str) -> str:
        """The code of a regulation that the register calls so in an `alias` without number ("KUHAP"); "" for none."""
        return self._by_name.get(fold_alias(teks), "")

    def mentions(self, teks: str, kode: str) -> bool:
        """Whether a text of any kind names a regulation, wherever it stands in it."""
        pattern = self._patterns.get(kode)
        if pattern and pattern.search(teks):
            return True
        if not _YEAR.search(teks):
            return False
        bacaan = self.read(teks)
        return any(sitasi.kode == kode for sitasi in (*bacaan.sitasi, *bacaan.disebut))

    @cached_property
    def recorded(self) -> Mapping[JenisHubungan, Mapping[str, tuple[str, ...]]]:
        """What the register says: for each relation, code → codes of the regulations that amend or revoke it.

        Register order. Codes are those under which the regulations are kept, however an entry spells them.
        """
        amended: dict[str, dict[str, None]] = {}
        revoked: dict[str, dict[str, None]] = {}
        for kode, peraturan in self._register.items():
            for other in peraturan.mengubah:
                amended.setdefault(self.find(other), {})[kode] = None
            for other in peraturan.dicabut_oleh:
                revoked.setdefault(kode, {})[self.find(other)] = None
        return {
            JenisHubungan.MENGUBAH: {kode: tuple(others) for kode, others in amended.items()},
            JenisHubungan.MENCABUT: {kode: tuple(others) for kode, others in revoked.items()},
        }

    def is_recorded(self, kode: str, jenis: JenisHubungan, other: str) -> bool:
        """Whether the register says that `other` amends or revokes `kode`."""
        return other in self.recorded[jenis].get(kode, ())

    @cached_property
    def names(self) -> tuple[tuple[str, tuple[str | int, ...], str], ...]:
        """(what makes a name one, its path in the register, how it is written) of every code and alias, in file order."""
        return tuple(self._names())

    def _names(self) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
        for kode, peraturan in self._register.items():
            yield canonical_kode(kode), (kode,), kode
            for index, alias in enumerate(peraturan.alias):
                for identity in identities_of(alias):
                    yield identity, (kode, "alias", index), alias

    @cached_property
    def _by_identity(self) -> Mapping[str, str]:
        """The register's own codes win over aliases, the first in the file over the others."""
        own = {canonical_kode(kode): kode for kode in reversed([*self._register])}
        others = {
            identity: str(path[0])
            for identity, path, _ in reversed(self.names)
            if len(path) > 1 and identity[:1] != "="
        }
        return {**others, **own}

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        return {identity[1:]: str(path[0]) for identity, path, _ in reversed(self.names) if identity[:1] == "="}

    def _resolved(self, kalimat: str) -> Bacaan:
        written, kalimat = kalimat.strip(), self.spell(kalimat)
        bacaan = read_kalimat(kalimat)
        cited: dict[str, Sitasi] = {}
        if written in self._register:  # nothing but a code: sure, whatever its title is
            kode = written
            alike = (self._known(sitasi) for sitasi in bacaan.sitasi)
            one = next((item for item in alike if item.kode == kode), parse_kode(kode, self._register[kode].tentang))
            return Bacaan((one,), (), ())
        doubtful: dict[Sitasi, str] = {}
        for sitasi in bacaan.sitasi:
            known = self._known(sitasi)
            doubt = "" if known.kode in self._register else doubt_of(known)
            if doubt:
                doubtful[known] = doubt
            else:
                cited.setdefault(known.kode, known)
        cited = {kode: _without_relations_to(doubtful, sitasi) for kode, sitasi in cited.items()}
        named = list(self._named(kalimat, alone=not cited)) if self._by_name else []
        for kode in named:
            cited.setdefault(kode, parse_kode(kode, self._register[kode].tentang))
        unread = (
            *(piece for piece in bacaan.tidak_terbaca if not self._by_name or not self._is_named(piece.teks)),
            *(TidakTerbaca(_piece(kalimat, bacaan, one), why, _meanings(one)) for one, why in doubtful.items()),
        )
        titled = tuple(self._known(sitasi) for sitasi in bacaan.disebut)
        return Bacaan(tuple(cited.values()), tuple(item for item in titled if item.kode not in cited), unread)

    def _is_named(self, teks: str) -> bool:
        """Whether a piece is called by a name of the register, or begins with one: "KUHAP Pasal 7"."""
        return bool(self.find_named(teks)) or any(pattern.match(teks) for pattern in self._patterns.values())

    def _known(self, sitasi: Sitasi) -> Sitasi:
        kode, mungkin = self.find(sitasi.kode), sitasi.mungkin
        if mungkin:
            known = [found for found in map(self.find, (sitasi.kode, *mungkin)) if found in self._register]
            if len(known) == 1:
                kode, mungkin = known[0], ()
        hubungan = tuple(Hubungan(item.jenis, self.find(item.kode)) for item in sitasi.hubungan)
        if (kode, mungkin, hubungan) == (sitasi.kode, sitasi.mungkin, sitasi.hubungan):
            return sitasi
        if mungkin != sitasi.mungkin and kode != self.find(sitasi.kode):  # the other meaning: another kind and name
            other_one = parse_kode(kode, sitasi.tentang)
            return replace(other_one, nomor_tertulis=sitasi.nomor_tertulis, hubungan=hubungan)
        return replace(sitasi, kode=kode, mungkin=mungkin, hubungan=hubungan)

    def _named(self, kalimat: str, *, alone: bool) -> Iterator[str]:
        """Regulations that are called by a name without number.

        As the whole sentence or a part of an enumeration; anywhere in it where nothing else is cited ("Pasal 7 KUHAP").
        """
        pieces = dict.fromkeys((kalimat, *_BETWEEN.split(kalimat)))
        found = dict.fromkeys(kode for piece in pieces if (kode := self.find_named(piece)))
        if alone and not found:
            found = dict.fromkeys(kode for kode, pattern in self._patterns.items() if pattern.search(kalimat))
        yield from found

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        """Code → its names without number, as whole words."""
        names: dict[str, list[str]] = {}
        for identity, path, alias in self.names:
            if identity[:1] == "=":
                names.setdefault(str(path[0]), []).append(r"\W+".join(map(re.escape, _LETTERS.findall(alias))))
        return {kode: re.compile(rf"\b(?:{'|'.join(spelled)})\b", re.IGNORECASE) for kode, spelled in names.items()}


def _without_relations_to(others: Iterable[Sitasi], sitasi: Sitasi) -> Sitasi:
    """A citation that changes none of others: nobody knows which ones these are."""
    codes = {other.kode for other in others}
    if not any(item.kode in codes for item in sitasi.hubungan):
        return sitasi
    return replace(sitasi, hubungan=tuple(item for item in sitasi.hubungan if item.kode not in codes))


def _piece(kalimat: str, bacaan: Bacaan, sitasi: Sitasi) -> str:
    """The words of a sentence in which a citation stands, up to the next one."""
    others = (*bacaan.sitasi, *bacaan.disebut)
    end = min((other.mulai for other in others if other.mulai > sitasi.mulai), default=len(kalimat))
    return format_title(kalimat[sitasi.mulai : end])


def _meanings(sitasi: Sitasi) -> tuple[Sitasi, ...]:
    """Everything that a doubtful citation may mean, as far as that can be said."""
    own = replace(sitasi, hubungan=(), mungkin=())
    return (own, *(replace(parse_kode(kode, sitasi.tentang), mulai=sitasi.mulai) for kode in sitasi.mungkin))


def format_nama(jenis: str, nomor: str, tahun: int) -> str:
    """What pages call a regulation: "Undang-Undang Nomor 39 Tahun 2008".

    Args:
        jenis: kind with its issuer, as pages print it.
        nomor: likewise; "" for none.
        tahun: its year.
    """
    if not nomor:
        return f"{jenis} Tahun {tahun}"
    return f"{jenis} Nomor {nomor}" if nomor.endswith(f"/{tahun}") else f"{jenis} Nomor {nomor} Tahun {tahun}"


def link_regulations(register: Mapping[str, Peraturan]) -> dict[str, Peraturan]:
    """The same register, its entries referring to one another by the codes under which they are kept."""
    find = Regulations(register).find

    def linked(codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(found if (found := find(kode)) in register else kode for kode in codes)

    return {
        kode: replace(item, mengubah=linked(item.mengubah), dicabut_oleh=linked(item.dicabut_oleh))
        if item.mengubah or item.dicabut_oleh
        else item
        for kode, item in register.items()
    }


def identities_of(alias: str) -> Iterable[str]:
    """What makes an alias one with another spelling: the codes that it cites, else "=" and its letters."""
    cited = read_kalimat(alias).sitasi
    if cited:
        return [canonical_kode(sitasi.kode) for sitasi in cited]
    kode = fold_code(alias)
    if kode == alias.strip() and parse_kode(kode).tahun:
        return [canonical_kode(kode)]
    folded = fold_alias(alias)
    return [f"={folded}"] if folded else []


def fold_alias(teks: str) -> str:
    """A name without number for comparison: lower case, without list mark, title, spaces and punctuation."""
    bare = _TITLE.sub("", _MARK.sub("", teks))
    return "".join(_LETTERS.findall(bare.casefold()))
