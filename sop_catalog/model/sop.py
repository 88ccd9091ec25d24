"""What an SOP is: frozen records whose fields are the printed labels of the form.

The field names are the YAML keys, spelled exactly as an editor types them (PermenPAN-RB 35/2012 names the parts of
the form). Nothing here knows where a text stood in its file: positions travel beside the values, in `Positions`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sop_catalog.model.sop_word import strip_sop
from sop_catalog.model.values.nip import Nip
from sop_catalog.model.values.tanggal import Tanggal
from sop_catalog.model.values.waktu import Durasi, NormaWaktu, sum_waktu

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
    """A step number: the first symbol of that row; the only way back to the step itself."""
    SIMBOL = "simbol"
    """A step number and a performer's code, `5.kepala`: that performer's symbol in that row."""
    LANJUT = "lanjut"
    """The next step; after the last step, the end."""
    SELESAI = "selesai"
    """The end."""
    TIDAK_TERBACA = "tidak terbaca"
    """The source does not say: drawn as a label "Tidak → ?" without an arrow."""
    RANTAI = "rantai"
    """The next symbol of the same row, in a chain `staf > kabag`; it has no spelling of its own."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a branch or `lanjut_ke` leads, as written; `flow.graph` resolves it to a step."""

    kind: TargetKind
    pelaksana: str = ""
    """The performer's code when kind is PELAKSANA or SIMBOL, else ""."""
    nomor: int = 0
    """The step number, from 1, when kind is NOMOR or SIMBOL, else 0."""

    def format(self) -> str:
        """As one types it: "kabag", "6", "5.kepala", "lanjut"; "" for the inside of a chain, which is not typed."""
        match self.kind:
            case TargetKind.PELAKSANA:
                return self.pelaksana
            case TargetKind.NOMOR:
                return str(self.nomor)
            case TargetKind.SIMBOL:
                return f"{self.nomor}.{self.pelaksana}"
            case TargetKind.RANTAI:
                return ""
            case _:
                return self.kind.value


LANJUT = Target(TargetKind.LANJUT)
RANTAI = Target(TargetKind.RANTAI)

Kunci = tuple[str | int, ...]
"""Keys below a step, with list indices from 0: ("jika", "Tatap muka"), ("simbol", 1, "lanjut_ke")."""


@dataclass(frozen=True, slots=True)
class Cabang:
    """One branch of a decision."""

    label: str
    """What stands beside the arrow: "Ya", "Tidak", or the editor's own word of the form `jika: {Label: tujuan}`."""
    target: Target
    kunci: Kunci = ()
    """The keys below the step under which this branch was written, such as ("jika_tidak",) or ("jika", "Tatap muka");
    empty for a branch that was left out and is `lanjut` by rule."""


@dataclass(frozen=True, slots=True)
class Simbol:
    """One symbol of a row: who acts, and where it goes on from there."""

    pelaksana: tuple[str, ...]
    """Codes of the performers' columns; several act together, and the first carries the arrows. Empty: not readable in
    the source."""
    isi: str = ""
    """Words in the symbol: "Via email", "Perlu disposisi?"."""
    cabang: tuple[Cabang, ...] = ()
    """Two or more branches make the symbol a decision (belah ketupat); empty for a plain activity."""
    lanjut_ke: Target | None = None
    """Where a plain symbol goes on to when that is not the next row; RANTAI: to the next symbol of its chain."""
    kunci: Kunci = ()
    """Where it stands below the step: () for a step's own keys, ("simbol", 1) for an item of the list."""


SEL_GABUNG = ("kelengkapan", "waktu", "output", "keterangan")
"""The fields of a step whose cell may be the one of the row above; an editor writes `^`."""


@dataclass(frozen=True, slots=True)
class Langkah:
    """One row of the activity table."""

    nomor: int
    """From 1; rows are numbered by their order in the file."""
    simbol: tuple[Simbol, ...]
    """One or more; none in an SOP that is known by its head only. In a chain each goes on to the next; of others the first
    is the one that a bare number means."""
    kegiatan: str
    """What is done. Its lines, those of `kelengkapan`, `output` and `keterangan` too, are the cell's (`model.lines`)."""
    kelengkapan: str = ""
    waktu: Durasi | None = None
    output: str = ""
    keterangan: str = ""
    gabung: tuple[tuple[str, int], ...] = ()
    """Fields whose cell belongs to a row above, each with that row's number: (("waktu", 4),). The fields themselves hold
    the text of that cell."""

    @property
    def pelaksana(self) -> tuple[str, ...]:
        """Codes of all performers of the row, symbol by symbol, without repeats."""
        if len(self.simbol) == 1:
            return self.simbol[0].pelaksana
        return tuple(dict.fromkeys(kode for simbol in self.simbol for kode in simbol.pelaksana))

    @property
    def is_chain(self) -> bool:
        """Whether its symbols follow one another within the row: `pelaksana: staf > kabag`."""
        return len(self.simbol) > 1 and self.simbol[0].lanjut_ke == RANTAI

    @property
    def is_decision(self) -> bool:
        """Whether a symbol of the row has branches."""
        return any(simbol.cabang for simbol in self.simbol)

    def cell_row(self, isian: str) -> int:
        """The number of the row whose cell this row shows for a field: its own, unless it is joined with those above."""
        return dict(self.gabung).get(isian, self.nomor)

    def performer_places(self) -> Iterator[tuple[str, Kunci]]:
        """Every performer's code as it is written, with the keys below the step under which it stands."""
        chain = self.is_chain
        for index, simbol in enumerate(self.simbol):
            for place, kode in enumerate(simbol.pelaksana):
                yield kode, (*simbol.kunci, "pelaksana", index if chain else place)


@dataclass(frozen=True, slots=True)
class Pelaksana:
    """One performer's column of the activity table."""

    kode: str
    """The file's own short name, used only inside this file (`staf` means two jobs in two files)."""
    judul: str
    """The head of the column as printed; the role register is asked with this, never with the code."""
    grup: str = ""
    """The title over this column and its neighbours with the same one; "" for a column that belongs to no group."""


@dataclass(frozen=True, slots=True)
class Pengesah:
    """Who approved the SOP. `disahkan_oleh: Kepala Biro` is short for a record with only `jabatan`."""

    jabatan: str = ""
    nama: str = ""
    pangkat: str = ""
    nip: Nip | None = None
    tte: bool = False
    """Signed electronically (tanda tangan elektronik)."""


_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lampiran:
    """Something that an SOP attaches: a file of the catalogue, or an address."""

    nama: str
    """As printed: "Formulir permohonan"."""
    sumber: str
    """As written: the file, relative to the SOP's folder or to `_lampiran/`; or an address that begins with http."""

    @property
    def alamat(self) -> str:
        """The address; "" for a file."""
        return self.sumber if _WEB.fullmatch(self.sumber) else ""


@dataclass(frozen=True, slots=True)
class Riwayat:
    """One signed revision of the SOP."""

    tanggal: Tanggal
    perubahan: str
    revisi: int | None = None
    """The number of the revision on the paper; None: not written."""
    revisi_tertulis: str = ""
    """The same as the paper has it: "00"; "" where it is written as numbers are."""

    @property
    def nomor_revisi(self) -> str:
        """The number as pages print it; "" where there is none."""
        return self.revisi_tertulis or ("" if self.revisi is None else str(self.revisi))

    @property
    def judul(self) -> str:
        """When, and which revision: "5 Januari 2026 (revisi 1)"."""
        return self.tanggal.format() + (f" (revisi {self.nomor_revisi})" if self.nomor_revisi else "")


@dataclass(frozen=True, slots=True)
class NaskahSah:
    """A document that was signed: the PDF, and what `sop sahkan` noted of it and of the SOP on that occasion."""

    berkas: str
    """As written: a file, relative to the folder of SOPs or to its `_naskah/`; or an address that begins with http."""
    tanggal: Tanggal
    """The day of the signature."""
    nomor: str = ""
    """The number on the paper, where it is another than the SOP's."""
    sha256: str = ""
    """Of the file, 64 hex digits; "" where nobody has noted it."""
    isi: str = ""
    """The fingerprint of what the SOP said then (`compare.fingerprint`); "" likewise."""

    @property
    def alamat(self) -> str:
        """The address; "" for a file."""
        return self.berkas if _WEB.fullmatch(self.berkas) else ""


@dataclass(frozen=True, slots=True)
class Evaluasi:
    """One evaluation of how the SOP works (PermenPAN-RB 35/2012: monitoring every half year, evaluation every year)."""

    tanggal: Tanggal
    hasil: str
    """What came out: "berjalan baik"."""
    catatan: str = ""
    tindakan: str = ""
    """What is to be done about it."""


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
    catatan_tabel: tuple[str, ...] = ()
    """Notes printed under the activity table: "*) Kelengkapan: KAK, SK, daftar hadir"."""
    nomor: str = ""
    status: Status = Status.DRAF
    contoh: bool = False
    """An invented example, marked as one on its page."""
    digantikan_oleh: str = ""
    tanggal_pembuatan: Tanggal | None = None
    tanggal_pengesahan: Tanggal | None = None
    tanggal_revisi: Tanggal | None = None
    tanggal_efektif: Tanggal | None = None
    disusun_oleh: tuple[Pengesah, ...] = ()
    diperiksa_oleh: tuple[Pengesah, ...] = ()
    disahkan_oleh: Pengesah = Pengesah()
    disahkan_bersama: tuple[Pengesah, ...] = ()
    """Those who approved it besides the first, where `disahkan_oleh` is a list."""
    dasar_hukum: tuple[str, ...] = ()
    kualifikasi_pelaksana: tuple[str, ...] = ()
    keterkaitan: tuple[str, ...] = ()
    peralatan: tuple[str, ...] = ()
    peringatan: tuple[str, ...] = ()
    pencatatan: tuple[str, ...] = ()
    kotak: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Further boxes that the unit's form has: (field, items), such as ("ruang_lingkup", ("…",))."""
    lampiran: tuple[Lampiran, ...] = ()
    catatan_sumber: tuple[str, ...] = ()
    """What was guessed or unreadable; while there is one the page says "perlu verifikasi"."""
    naskah_sah: tuple[NaskahSah, ...] = ()
    """What was signed, in the order of the file; `naskah_terakhir` is the one that counts."""
    riwayat: tuple[Riwayat, ...] = ()
    evaluasi: tuple[Evaluasi, ...] = ()
    tinjau_sebelum: Tanggal | None = None
    kata_kunci: tuple[str, ...] = ()
    """Words that only the search knows."""
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

    @property
    def revisi(self) -> str:
        """The number of the latest revision that `riwayat` numbers; "" where it numbers none."""
        rows = [(row.revisi, row.nomor_revisi) for row in self.riwayat if row.revisi is not None]
        return max(rows)[1] if rows else ""

    @property
    def naskah_terakhir(self) -> NaskahSah | None:
        """The newest signed document; of two of one day the later one in the file. None where none is noted."""
        days = [(naskah.tanggal.akhir or dt.date.min, index) for index, naskah in enumerate(self.naskah_sah)]
        return self.naskah_sah[max(days)[1]] if days else None

    def isi_kotak(self, isian: str) -> tuple[str, ...]:
        """The items of a box, one of the six or a further one."""
        return getattr(self, isian) if isian in BOX_FIELDS else dict(self.kotak).get(isian, ())

    def pejabat(self, isian: str) -> tuple[Pengesah, ...]:
        """Who wrote, examined or approved it, by the name of the field; () where nobody is named."""
        people = (self.disahkan_oleh, *self.disahkan_bersama) if isian == "disahkan_oleh" else getattr(self, isian)
        return tuple(person for person in people if person != Pengesah())

    @property
    def norma_waktu(self) -> NormaWaktu:
        """The sum of the steps' times."""
        return sum_steps(self.langkah)

    def kolom(self, kode: str) -> int:
        """The index of a performer's column, from 0. KeyError if the file has no such performer."""
        for index, pelaksana in enumerate(self.pelaksana):
            if pelaksana.kode == kode:
                return index
        raise KeyError(kode)


def sum_steps(langkah: Iterable[Langkah]) -> NormaWaktu:
    """The sum of some steps' times; a cell that several of them share counts once."""
    steps = tuple(langkah)
    cells = [step.cell_row("waktu") for step in steps]
    repeated = {index for index, cell in enumerate(cells) if cell in cells[:index]}
    return sum_waktu((step.waktu for step in steps), repeated)


BOX_FIELDS = ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan")
"""The six boxes of the identity part in the official order; each holds one text or a list of texts."""

PEJABAT_FIELDS = ("disusun_oleh", "diperiksa_oleh", "disahkan_oleh")
"""Who stands behind the SOP, in the order of the form."""

DATE_FIELDS = ("tanggal_pembuatan", "tanggal_pengesahan", "tanggal_revisi", "tanggal_efektif")

__all__ = [
    "BOX_FIELDS",
    "DATE_FIELDS",
    "LANJUT",
    "PEJABAT_FIELDS",
    "RANTAI",
    "SEL_GABUNG",
    "TIDAK_TERBACA",
    "Cabang",
    "Evaluasi",
    "Kunci",
    "Lampiran",
    "Langkah",
    "NaskahSah",
    "Pelaksana",
    "Pengesah",
    "Riwayat",
    "Simbol",
    "Sop",
    "Status",
    "Target",
    "TargetKind",
    "is_nomor",
    "sum_steps",
]
