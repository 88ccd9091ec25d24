"""What an SOP is: frozen records whose fields are the printed labels of the form.

The field names are the YAML keys, spelled exactly as an editor types them (PermenPAN-RB 35/2012 names the parts of
the form). Nothing here knows where a text stood in its file: positions travel beside the values, in `Positions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sop_catalog.model.sop_word import strip_sop
from sop_catalog.model.values import Durasi, Nip, Tanggal

TIDAK_TERBACA = "tidak terbaca"
"""What an editor writes, in any field, for something that the source document does not let one read."""


def is_nomor(teks: str) -> bool:
    """Whether a text is a number: not blank, not unreadable, and no form that nobody has filled in ("1/.../OT.04.00")."""
    return (
        any(character.isalnum() for character in teks)
        and ".." not in teks
        and "…" not in teks
        and teks.strip().lower() != TIDAK_TERBACA
    )


class Status(StrEnum):
    """Whether the SOP is in force; the values are what an editor types after `status:`."""

    DRAF = "draf"
    BERLAKU = "berlaku"
    DICABUT = "dicabut"


class TargetKind(StrEnum):
    """What the text after `jika_ya:`, `jika_tidak:`, `lanjut_ke:` or a free branch label points at."""

    PELAKSANA = "pelaksana"
    """A performer's code: that performer's nearest strictly earlier step."""
    NOMOR = "nomor"
    """A step number; the only way back to the step itself."""
    LANJUT = "lanjut"
    """The next step; after the last step, the end."""
    SELESAI = "selesai"
    """The end."""
    TIDAK_TERBACA = "tidak terbaca"
    """The source does not say: drawn as a label "Tidak → ?" without an arrow."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a branch or `lanjut_ke` leads, as written; `flow.graph` resolves it to a step."""

    kind: TargetKind
    pelaksana: str = ""
    """The performer's code when kind is PELAKSANA, else ""."""
    nomor: int = 0
    """The step number, from 1, when kind is NOMOR, else 0."""


LANJUT = Target(TargetKind.LANJUT)


@dataclass(frozen=True, slots=True)
class Cabang:
    """One branch of a decision."""

    label: str
    """What stands beside the arrow: "Ya", "Tidak", or the editor's own word of the form `jika: {Label: tujuan}`."""
    target: Target
    kunci: tuple[str, ...] = ()
    """The keys below the step under which this branch was written, such as ("jika_tidak",) or ("jika", "Tatap muka");
    empty for a branch that was left out and is `lanjut` by rule."""


@dataclass(frozen=True, slots=True)
class Langkah:
    """One row of the activity table."""

    nomor: int
    """From 1; rows are numbered by their order in the file."""
    pelaksana: tuple[str, ...]
    """Codes of the performers' columns; the first carries the arrows. Empty: not readable in the source."""
    kegiatan: str
    """What is done. Its lines, those of `kelengkapan`, `output` and `keterangan` too, are the cell's (`model.lines`)."""
    cabang: tuple[Cabang, ...] = ()
    """Two or more branches make the step a decision (belah ketupat); empty for a plain activity."""
    lanjut_ke: Target | None = None
    """Where a plain step goes on to when that is not the next row."""
    kelengkapan: str = ""
    waktu: Durasi | None = None
    output: str = ""
    keterangan: str = ""


@dataclass(frozen=True, slots=True)
class Pelaksana:
    """One performer's column of the activity table."""

    kode: str
    """The file's own short name, used only inside this file (`staf` means two jobs in two files)."""
    judul: str
    """The head of the column as printed; the role register is asked with this, never with the code."""


@dataclass(frozen=True, slots=True)
class Pengesah:
    """Who approved the SOP. `disahkan_oleh: Kepala Biro` is short for a record with only `jabatan`."""

    jabatan: str = ""
    nama: str = ""
    pangkat: str = ""
    nip: Nip | None = None
    tte: bool = False
    """Signed electronically (tanda tangan elektronik)."""


@dataclass(frozen=True, slots=True)
class Riwayat:
    """One signed revision of the SOP."""

    tanggal: Tanggal
    perubahan: str


@dataclass(frozen=True, slots=True)
class Sop:
    """One SOP as its file says it, parsed into types once. Unset texts are "" and unset lists are ()."""

    slug: str
    """The file name without its ending: the identity of the SOP and of its page."""
    path: str
    """The file, relative to the folder of SOPs, with "/" (for the edit link)."""
    nama: str
    unit: str
    """A code of the unit register."""
    pelaksana: tuple[Pelaksana, ...]
    langkah: tuple[Langkah, ...]
    nomor: str = ""
    status: Status = Status.DRAF
    contoh: bool = False
    """An invented example, marked as one on its page."""
    digantikan_oleh: str = ""
    tanggal_pembuatan: Tanggal | None = None
    tanggal_pengesahan: Tanggal | None = None
    tanggal_revisi: Tanggal | None = None
    tanggal_efektif: Tanggal | None = None
    disahkan_oleh: Pengesah = Pengesah()
    dasar_hukum: tuple[str, ...] = ()
    kualifikasi_pelaksana: tuple[str, ...] = ()
    keterkaitan: tuple[str, ...] = ()
    peralatan: tuple[str, ...] = ()
    peringatan: tuple[str, ...] = ()
    pencatatan: tuple[str, ...] = ()
    catatan_sumber: tuple[str, ...] = ()
    """What was guessed or unreadable; while there is one the page says "perlu verifikasi"."""
    riwayat: tuple[Riwayat, ...] = ()
    tinjau_sebelum: Tanggal | None = None
    slug_lama: tuple[str, ...] = ()

    @property
    def judul(self) -> str:
        """The name without the word SOP, or its long form, before it: for places that say "SOP" themselves."""
        return strip_sop(self.nama)

    @property
    def bernomor(self) -> bool:
        """Whether `nomor` is a number (`is_nomor`)."""
        return is_nomor(self.nomor)

    @property
    def perlu_verifikasi(self) -> bool:
        """Whether something on the page is a guess that nobody has confirmed yet."""
        return bool(self.catatan_sumber)

    def kolom(self, kode: str) -> int:
        """The index of a performer's column, from 0. KeyError if the file has no such performer."""
        for index, pelaksana in enumerate(self.pelaksana):
            if pelaksana.kode == kode:
                return index
        raise KeyError(kode)


BOX_FIELDS = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")
"""The six boxes of the identity part in the official order; each holds one text or a list of texts."""

DATE_FIELDS = ("tanggal_pembuatan", "tanggal_pengesahan", "tanggal_revisi", "tanggal_efektif")

__all__ = [
    "BOX_FIELDS",
    "DATE_FIELDS",
    "LANJUT",
    "TIDAK_TERBACA",
    "Cabang",
    "Langkah",
    "Pelaksana",
    "Pengesah",
    "Riwayat",
    "Sop",
    "Status",
    "Target",
    "TargetKind",
    "is_nomor",
]
