"""Regulations as the catalogue knows them: the register and every sentence that SOPs cite them with, merged by code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.peraturan import JenisHubungan, Sitasi, TidakTerbaca, format_singkat, parse_kode, rank_of
from sop_catalog.catalog.regulations import format_nama
from sop_catalog.model.registers import Peraturan, StatusPeraturan
from sop_catalog.model.sop import TIDAK_TERBACA


@dataclass(frozen=True, slots=True)
class Kutipan:
    """One item of one SOP's dasar hukum."""

    slug: str
    kalimat: str


@dataclass(frozen=True, slots=True)
class Acuan:
    """A regulation: out of the register, out of citations, or both."""

    kode: str
    jenis: str
    """"Undang-Undang"; "" for a register code that is not jenis-nomor-tahun."""
    nomor: str
    """As pages print it: "39", or "KEP.100/MEN/VI/2004" where sentences have it so; "" where there is none."""
    tahun: int
    tentang: str
    """The register's title, else the one that is cited most."""
    singkat: str
    """Such as "UU 39/2008", for lists and facets."""
    terdaftar: Peraturan | None
    kutipan: tuple[Kutipan, ...]
    """In file order."""
    diubah_oleh: tuple[str, ...]
    """Codes of the regulations that amend this one, as the register says."""
    mencabut: tuple[str, ...]
    """Codes of the regulations that this one revokes."""
    dikatakan: Mapping[JenisHubungan, tuple[str, ...]]
    """What sentences say and the register does not: codes of regulations that amend or revoke this one."""

    @property
    def status(self) -> StatusPeraturan:
        """As the register says; a regulation with a successor is revoked even where its status was forgotten."""
        return self.terdaftar.keberlakuan if self.terdaftar else StatusPeraturan.BELUM_DIPERIKSA

    @property
    def judul(self) -> str:
        """Such as "Undang-Undang Nomor 39 Tahun 2008"; the register's title where the code says no number."""
        if not self.jenis:
            return self.tentang or self.kode
        return format_nama(self.jenis, self.nomor, self.tahun)


@dataclass(frozen=True)
class Acuans:
    """All regulations of a catalogue, and the sentences that name none."""

    by_kode: Mapping[str, Acuan]
    """Ordered by kind, year (newest first) and number."""
    tidak_dikenali: tuple[tuple[Kutipan, TidakTerbaca | None], ...]
    """What looks like a citation and cannot be read, with the reason; None: a sentence that cites nothing."""

    def name_of(self, kode: str) -> str:
        """What pages call a regulation, whether it is known or not."""
        known = self.by_kode.get(kode)
        return known.judul if known else _acuan(kode, _Found()).judul


class _Found:
    """What is known of one regulation, while it is collected."""

    def __init__(self) -> None:
        self.terdaftar: Peraturan | None = None
        self.sitasi: list[Sitasi] = []
        self.kutipan: list[Kutipan] = []
        self.diubah_oleh: list[str] = []
        self.mencabut: list[str] = []
        self.dikatakan: dict[JenisHubungan, dict[str, None]] = {}


def build_acuans(catalog: Catalog) -> Acuans:
    """Merge the register with all citations: one entry for each code that either of them knows."""
    register = catalog.registers.peraturan
    found = {kode: _Found() for kode in register}
    for kode, peraturan in register.items():
        found[kode].terdaftar = peraturan
    unknown = _collect_citations(catalog, found)
    for jenis, by_kode in catalog.regulations.recorded.items():
        for kode, others in by_kode.items():
            entry = found.setdefault(kode, _Found())
            if jenis is JenisHubungan.MENGUBAH:
                entry.diubah_oleh += others
            for other in others if jenis is JenisHubungan.MENCABUT else ():
                found.setdefault(other, _Found()).mencabut.append(kode)
    entries = [_acuan(kode, item) for kode, item in found.items()]
    entries.sort(key=lambda item: (rank_of(item.kode), item.jenis, -item.tahun, _number(item.nomor), item.kode))
    return Acuans({entry.kode: entry for entry in entries}, tuple(unknown))


def _collect_citations(catalog: Catalog, found: dict[str, _Found]) -> list[tuple[Kutipan, TidakTerbaca | None]]:
    """Record every citation; returns what cites nothing that can be read."""
    unknown: list[tuple[Kutipan, TidakTerbaca | None]] = []
    relations: list[tuple[str, JenisHubungan, str]] = []
    for sop in catalog.sops.values():
        for kalimat in sop.dasar_hukum:
            bacaan = catalog.read_kalimat(kalimat)
            kutipan = Kutipan(sop.slug, kalimat)
            for sitasi in bacaan.sitasi:
                entry = found.setdefault(sitasi.kode, _Found())
                entry.sitasi.append(sitasi)
                entry.kutipan.append(kutipan)
                relations += [(item.kode, item.jenis, sitasi.kode) for item in sitasi.hubungan]
            unknown += [(kutipan, piece) for piece in bacaan.tidak_terbaca]
            says_something = any(map(str.isalnum, kalimat)) and kalimat.lower() != TIDAK_TERBACA
            if not bacaan.sitasi and not bacaan.tidak_terbaca and says_something:
                unknown.append((kutipan, None))
    for kode, jenis, other in relations:
        if kode in found and not catalog.regulations.is_recorded(kode, jenis, other):
            found[kode].dikatakan.setdefault(jenis, {})[other] = None
    return unknown


def _acuan(kode: str, found: _Found) -> Acuan:
    own = parse_kode(kode)
    spelled_so = [
        sitasi
        for sitasi in found.sitasi
        if "-".join(filter(None, (sitasi.jenis, sitasi.nomor, str(sitasi.tahun)))) == kode
    ]
    first = spelled_so[0] if spelled_so else own
    jenis = _most(sitasi.nama for sitasi in spelled_so) or own.nama
    nomor = _most(sitasi.nomor_tertulis for sitasi in spelled_so if "/" in sitasi.nomor_tertulis) or first.nomor.upper()
    peraturan = found.terdaftar
    tentang = peraturan.tentang if peraturan and peraturan.tentang else _most(sitasi.tentang for sitasi in found.sitasi)
    return Acuan(
        kode,
        jenis if first.tahun else "",
        nomor,
        first.tahun,
        tentang,
        _short(first, tentang),
        peraturan,
        tuple(found.kutipan),
        tuple(found.diubah_oleh),
        tuple(found.mencabut),
        {jenis: tuple(codes) for jenis, codes in found.dikatakan.items()},
    )


def short_name(kode: str, tentang: str = "") -> str:
    """What lists call a regulation: "UU 39/2008".

    Args:
        kode: its code.
        tentang: its title, for a code that says no number.
    """
    return _short(parse_kode(kode), tentang)


def _short(sitasi: Sitasi, tentang: str) -> str:
    """Such as "UU 39/2008"; the title where the code says no number."""
    if not sitasi.tahun:
        return tentang or sitasi.kode
    if not sitasi.nomor:
        return f"{format_singkat(sitasi.jenis)} {sitasi.tahun}"
    return f"{format_singkat(sitasi.jenis)} {sitasi.nomor.upper()}/{sitasi.tahun}"


def _most(texts: Iterable[str]) -> str:
    """The commonest text that is not empty, of several the first; ""."""
    return next((teks for teks, _ in Counter(filter(None, texts)).most_common(1)), "")


def _number(nomor: str) -> tuple[int, str]:
    digits = re.search(r"\d+", nomor)
    return (int(digits[0]) if digits else 0, nomor)
