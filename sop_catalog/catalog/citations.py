"""Regulations as the catalogue knows them: the register and every sentence that SOPs cite them with, merged by code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.peraturan import parse_all_sitasi
from sop_catalog.model.registers import Peraturan, StatusPeraturan

_KINDS = {
    "uud": "Undang-Undang Dasar", "uu": "Undang-Undang", "perppu": "Peraturan Pemerintah Pengganti Undang-Undang",
    "pp": "Peraturan Pemerintah", "perpres": "Peraturan Presiden", "keppres": "Keputusan Presiden",
    "inpres": "Instruksi Presiden", "permenaker": "Peraturan Menteri Ketenagakerjaan",
    "permenakertrans": "Peraturan Menteri Tenaga Kerja dan Transmigrasi", "kepmenaker": "Keputusan Menteri Ketenagakerjaan",
    "permenpanrb": "Peraturan Menteri PANRB", "permenpan": "Peraturan Menteri PAN",
    "permendagri": "Peraturan Menteri Dalam Negeri", "kepmendagri": "Keputusan Menteri Dalam Negeri",
    "pmk": "Peraturan Menteri Keuangan", "kmk": "Keputusan Menteri Keuangan", "permen": "Peraturan Menteri",
    "kepmen": "Keputusan Menteri", "perda": "Peraturan Daerah", "pergub": "Peraturan Gubernur",
    "kepgub": "Keputusan Gubernur", "perbup": "Peraturan Bupati", "kepbup": "Keputusan Bupati",
    "perwal": "Peraturan Wali Kota", "kepwal": "Keputusan Wali Kota", "perka": "Peraturan Kepala",
    "se": "Surat Edaran", "peraturan": "Peraturan", "keputusan": "Keputusan",
}  # fmt: skip
_ABBREVIATED = ("uu", "pp", "perppu", "uud", "pmk", "kmk", "se")
_CODE = re.compile(r"([a-z][a-z0-9-]*?)-(\d+[a-z]?)-(\d{4})")


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
    tahun: int
    tentang: str
    """The register's title, else the one that is cited most."""
    terdaftar: Peraturan | None
    kutipan: tuple[Kutipan, ...]
    """In file order."""
    diubah_oleh: tuple[str, ...]
    """Codes of the regulations that amend this one."""
    mencabut: tuple[str, ...]
    """Codes of the regulations that this one revokes."""

    @property
    def status(self) -> StatusPeraturan:
        """As the register says; a regulation with a successor is revoked even where its status was forgotten."""
        return self.terdaftar.keberlakuan if self.terdaftar else StatusPeraturan.BELUM_DIPERIKSA

    @property
    def judul(self) -> str:
        """Such as "Undang-Undang Nomor 39 Tahun 2008"; the register's title where the code says no number."""
        return (
            f"{self.jenis} Nomor {self.nomor.upper()} Tahun {self.tahun}" if self.jenis else self.tentang or self.kode
        )

    @property
    def singkat(self) -> str:
        """Such as "UU 39/2008", for lists and facets."""
        if not self.jenis:
            return self.judul
        jenis = self.kode.partition("-")[0]
        short = jenis.upper() if jenis in _ABBREVIATED else jenis.capitalize()
        owner = self.jenis.removeprefix(_KINDS.get(jenis, "")).strip() if jenis in _KINDS else ""
        return f"{short} {owner} {self.nomor.upper()}/{self.tahun}".replace("  ", " ")


@dataclass(frozen=True)
class Acuans:
    """All regulations of a catalogue, and the sentences that name none."""

    by_kode: Mapping[str, Acuan]
    """Ordered by kind, year (newest first) and number."""
    tidak_dikenali: tuple[Kutipan, ...]
    """Items of dasar hukum out of which no kind, number and year can be made."""


def build_acuans(catalog: Catalog) -> Acuans:
    """Merge the register with all citations: one entry for each code that either of them knows."""
    register = catalog.registers.peraturan
    cited: dict[str, list[Kutipan]] = {}
    unknown = []
    for sop in catalog.sops.values():
        for kalimat in sop.dasar_hukum:
            found = parse_all_sitasi(kalimat)
            for sitasi in found:
                cited.setdefault(sitasi.kode, []).append(Kutipan(sop.slug, kalimat))
            if not found and any(character.isalnum() for character in kalimat):
                unknown.append(Kutipan(sop.slug, kalimat))
    amended: dict[str, list[str]] = {}
    revoked: dict[str, list[str]] = {}
    for peraturan in register.values():
        for other in peraturan.mengubah:
            amended.setdefault(other, []).append(peraturan.kode)
        for other in peraturan.dicabut_oleh:
            revoked.setdefault(other, []).append(peraturan.kode)
    codes = dict.fromkeys([*register, *cited, *amended, *revoked])
    entries = [
        _acuan(kode, register.get(kode), cited.get(kode, []), amended.get(kode, []), revoked.get(kode, []))
        for kode in codes
    ]
    order = {name: index for index, name in enumerate(_KINDS.values())}
    entries.sort(key=lambda item: (_rank(item, order), item.jenis, -item.tahun, _number(item.nomor), item.kode))
    return Acuans({entry.kode: entry for entry in entries}, tuple(unknown))


def _acuan(
    kode: str, peraturan: Peraturan | None, kutipan: list[Kutipan], amended: list[str], revoked: list[str]
) -> Acuan:
    match = _CODE.fullmatch(kode)
    titles = Counter(
        sitasi.tentang
        for item in kutipan
        for sitasi in parse_all_sitasi(item.kalimat)
        if sitasi.kode == kode and sitasi.tentang
    )
    tentang = (
        peraturan.tentang if peraturan and peraturan.tentang else next((teks for teks, _ in titles.most_common(1)), "")
    )
    return Acuan(
        kode,
        format_jenis(match[1]) if match else "",
        match[2] if match else "",
        int(match[3]) if match else 0,
        tentang,
        peraturan,
        tuple(kutipan),
        tuple(amended),
        tuple(revoked),
    )


def format_jenis(jenis: str) -> str:
    """The kind as a reader knows it: "uu" → "Undang-Undang", "perda-kota-tangerang" → "Peraturan Daerah Kota Tangerang"."""
    if jenis in _KINDS:
        return _KINDS[jenis]
    kind, _, owner = jenis.partition("-")
    return f"{_KINDS.get(kind, kind.capitalize())} {owner.replace('-', ' ').title()}".strip()


def _rank(acuan: Acuan, order: Mapping[str, int]) -> int:
    """The place of its kind in the hierarchy; kinds with an owner stand with their kind."""
    kind = _KINDS.get(acuan.kode.partition("-")[0], "")
    return order.get(acuan.jenis, order.get(kind, len(order)))


def _number(nomor: str) -> tuple[int, str]:
    digits = re.match(r"\d*", nomor)
    return (int(digits[0]) if digits and digits[0] else 0, nomor)
