"""The registers that all SOPs of a catalogue share: units, roles, regulations, and the forms' profiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sop_catalog.model.values.tanggal import Tanggal


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisational unit (unit kerja)."""

    kode: str
    nama: str
    induk: str = ""
    """The code of the unit above; "" at the top."""
    profil: str = ""
    """The code of its form's profile; "" to inherit."""
    logo: str = ""
    """A file below the docs folder, with "/"; "" to inherit."""
    pemilik: tuple[str, ...] = ()
    """Forge accounts that approve changes of this unit's SOPs."""
    pengantar: tuple[str, ...] = ()
    """What introduces its SOPs, in paragraphs: on its page and in its book."""


@dataclass(frozen=True, slots=True)
class Jabatan:
    """A role, under its full name and every other spelling that column titles use."""

    kode: str
    nama: str
    alias: tuple[str, ...] = ()


class StatusPeraturan(StrEnum):
    """Whether a regulation is in force."""

    BELUM_DIPERIKSA = ""
    BERLAKU = "berlaku"
    DIUBAH = "diubah"
    DICABUT = "dicabut"


@dataclass(frozen=True, slots=True)
class Peraturan:
    """A regulation. The code is jenis-nomor-tahun, such as "permenaker-7-2017"."""

    kode: str
    tentang: str
    status: StatusPeraturan = StatusPeraturan.BELUM_DIPERIKSA
    mengubah: tuple[str, ...] = ()
    dicabut_oleh: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    """Other names of the same regulation: citations, codes, or names without a number ("KUHAP")."""
    tautan: str = ""
    diperiksa: Tanggal | None = None
    catatan: str = ""

    @property
    def keberlakuan(self) -> StatusPeraturan:
        """Its status; a regulation with a successor is revoked even where its status was forgotten."""
        return self.status or (StatusPeraturan.DICABUT if self.dicabut_oleh else self.status)


class KolomKeterangan(StrEnum):
    """Whether the activity table has a Keterangan column."""

    YA = "ya"
    TIDAK = "tidak"
    BILA_TERISI = "bila-terisi"


class Letak(StrEnum):
    """Where a further box stands."""

    ATAS = "atas"
    """Above the six."""
    BAWAH = "bawah"


@dataclass(frozen=True, slots=True)
class KotakTambahan:
    """A box that an agency's form has besides the six."""

    isian: str
    """The key in an SOP file: "ruang_lingkup"."""
    judul: str
    letak: Letak = Letak.BAWAH


@dataclass(frozen=True, slots=True)
class Profil:
    """How one agency's form prints what all forms share."""

    kode: str
    baris: tuple[tuple[str, str], ...]
    """Rows of the identity table in order: (field, label), such as ("nomor", "NO SOP")."""
    judul_kotak: Mapping[str, str]
    """Field → printed title, for the six boxes."""
    kolom: Mapping[str, str]
    """Column titles of the activity table: no, kegiatan, pelaksana, mutu_baku, kelengkapan, waktu, output, keterangan."""
    nomor_kolom: bool
    """Whether a row of column numbers stands under the head."""
    kolom_keterangan: KolomKeterangan
    norma_waktu: bool
    """Whether the table ends with the row "Norma Waktu"."""
    kotak: tuple[KotakTambahan, ...] = ()
    """Boxes besides the six, in order."""


@dataclass(frozen=True, slots=True)
class Registers:
    """All registers of a catalogue, by code and in the order of their files."""

    unit: Mapping[str, Unit] = field(default_factory=dict)
    jabatan: Mapping[str, Jabatan] = field(default_factory=dict)
    peraturan: Mapping[str, Peraturan] = field(default_factory=dict)
    profil: Mapping[str, Profil] = field(default_factory=dict)

    def ancestry(self, kode: str) -> tuple[Unit, ...]:
        """A unit and the units above it, from the top down. Unknown codes give (); a cycle is cut where it closes."""
        chain: list[Unit] = []
        unit = self.unit.get(kode)
        while unit and unit not in chain:
            chain.append(unit)
            unit = self.unit.get(unit.induk)
        return tuple(reversed(chain))

    def successors(self, kode: str) -> tuple[str, ...]:
        """The chain of replacements: what revoked this regulation, what revoked that, … without repeats."""
        chain: dict[str, None] = {}
        waiting = [kode]
        while waiting:
            peraturan = self.peraturan.get(waiting.pop(0))
            revoking = peraturan.dicabut_oleh if peraturan else ()
            fresh = [item for item in revoking if item not in chain and item != kode]
            chain.update(dict.fromkeys(fresh))
            waiting += fresh
        return tuple(chain)

    def successors_in_force(self, kode: str) -> tuple[str, ...]:
        """The ends of that chain: what one cites today. Codes that the register lacks count as in force."""
        return tuple(
            item
            for item in self.successors(kode)
            if item not in self.peraturan or self.peraturan[item].keberlakuan is not StatusPeraturan.DICABUT
        )

    def profil_of(self, kode: str) -> Profil:
        """The profile of a unit's form: its own, else the nearest one above, else "umum"."""
        named = (unit.profil for unit in reversed(self.ancestry(kode)) if unit.profil in self.profil)
        return self.profil[next(named, "umum")]

    def logo_of(self, kode: str) -> str:
        """The logo of a unit, inherited likewise; "" where none is set."""
        return next((unit.logo for unit in reversed(self.ancestry(kode)) if unit.logo), "")
