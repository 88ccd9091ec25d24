"""What is read out of a sentence: the regulations that it cites, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class JenisHubungan(StrEnum):
    """What one regulation does to another."""

    MENGUBAH = "mengubah"
    MENCABUT = "mencabut"


@dataclass(frozen=True, slots=True)
class Hubungan:
    """A relation that a sentence states."""

    jenis: JenisHubungan
    kode: str
    """The other regulation: the one that is amended or revoked."""


@dataclass(frozen=True, slots=True)
class Sitasi:
    """A citation taken apart."""

    kode: str
    """The register's code: "permenaker-7-2017"."""
    jenis: str
    """Kind with its issuer, as in codes: "uu", "permenaker", "perda-kota-tangerang"."""
    nomor: str
    """As in codes: without leading zeros and without what a number says besides ("12a", "m-01-pr-07-04"); "" for the
    constitution."""
    tahun: int
    tentang: str
    """The title after "tentang"; "" where the sentence has none."""
    nama: str = ""
    """The kind with its issuer as pages print it: "Peraturan Kepala BPS"."""
    nomor_tertulis: str = ""
    """The number as the sentence has it: "07", "KEP.100/MEN/VI/2004"."""
    mulai: int = 0
    """Where it begins in the sentence, from 0."""
    hubungan: tuple[Hubungan, ...] = ()
    """What the sentence says that this one does to others."""
    mungkin: tuple[str, ...] = ()
    """Other codes that the citation may mean, where its abbreviation has several meanings and nothing decides."""


TAHUN_PERTAMA = 1945
"""Of the Republic's regulations; older ones stand in the Staatsblad."""

SEBAB_NOMOR = "nomor atau tahunnya tidak terbaca"
SEBAB_TANPA_NOMOR = "nomor dan tahunnya tidak disebut"
SEBAB_PENERBIT = "penerbitnya tidak disebut"
SEBAB_PENGUBAH = "yang mengubah atau mencabutnya tidak disebut"
SEBAB_JENIS = "jenisnya tidak diketahui"
SEBAB_BERSAMA = "dua peraturan atau dua penerbit disebut dengan satu nomor"
SEBAB_PENERBIT_LAIN = "penerbitnya belum disebut semua"
SEBAB_DAERAH = "daerahnya tidak disebut"
SEBAB_GANDA = "singkatannya bermakna lebih dari satu"
SEBAB_NAMA = "disebut dengan namanya saja, tanpa nomor dan tahun"
SEBAB_TAHUN = f"sebelum {TAHUN_PERTAMA} belum ada peraturan Republik Indonesia"
SEBAB_NOMOR_NOL = "tidak ada peraturan bernomor 0"


@dataclass(frozen=True, slots=True)
class TidakTerbaca:
    """A piece of a sentence that looks like a citation and is none that can be read."""

    teks: str
    sebab: str
    """What is missing, as a clause: "nomor atau tahunnya tidak terbaca"."""
    mungkin: tuple[Sitasi, ...] = ()
    """What it may cite, where that is known and not which: each regulation that an abbreviation may mean, or the one
    whose issuer or region is not said."""


@dataclass(frozen=True, slots=True)
class Bacaan:
    """What a sentence says."""

    sitasi: tuple[Sitasi, ...]
    """Every regulation that it cites, in order and once."""
    disebut: tuple[Sitasi, ...]
    """Regulations that stand only in the title of another one ("tentang Perubahan atas …")."""
    tidak_terbaca: tuple[TidakTerbaca, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A regulation that stands in a text."""

    start: int
    """Where its name begins."""
    end: int
    """Where its number and year end."""
    jenis: str
    """Kind with issuer, as in codes."""
    nama: str
    """Likewise as pages print it."""
    nomor: str
    tahun: int
    nomor_tertulis: str
    judul: str = ""
    """A title that stands before the number: "UU Cipta Kerja Nomor 6 Tahun 2023"."""
    mungkin: tuple[str, ...] = ()
    """The codes of other regulations that may be meant."""

    @property
    def kode(self) -> str:
        """As in codes."""
        return "-".join(filter(None, (self.jenis, self.nomor, str(self.tahun))))


@dataclass(frozen=True, slots=True)
class Unread:
    """What begins like a regulation and cannot be read."""

    start: int
    end: int
    sebab: str
    """A clause: "nomor atau tahunnya tidak terbaca"."""
    dimaksud: bool
    """Whether a number or a title follows: somebody meant a citation."""
