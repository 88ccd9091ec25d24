"""What has changed between two states of a catalogue, as plain data: found by `diff`, worded once, rendered later.

Every sentence is Indonesian, stands alone, and quotes the SOP's own words in “…”; it is plain text, so each format
escapes it as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sop_catalog.compare.words import Piece
from sop_catalog.model.sop import Status
from sop_catalog.source.nip import mask_nip


class Weight(StrEnum):
    """Whether a change alters what the signed document says. In doubt it is SUBSTANTIF: a person decides."""

    REDAKSIONAL = "redaksional"
    """Spelling, punctuation, order, notes: the signed document still says the same."""
    SUBSTANTIF = "substantif"
    """Needs a new approval (pengesahan)."""


class ChangeKind(StrEnum):
    """What was done; the values stand in the JSON format."""

    SOP_BARU = "sop-baru"
    SOP_DIHAPUS = "sop-dihapus"
    BERKAS_BERPINDAH = "berkas-berpindah"
    BERKAS_RUSAK = "berkas-rusak"
    PENULISAN = "penulisan"
    """The file's text has changed, what it says has not."""
    LANGKAH_DISISIPKAN = "langkah-disisipkan"
    LANGKAH_DIHAPUS = "langkah-dihapus"
    LANGKAH_DIPINDAHKAN = "langkah-dipindahkan"
    PELAKSANA = "pelaksana"
    """Another performer of a step, or another column of performers."""
    TUJUAN = "tujuan"
    """A step goes on to another step, or a branch leads elsewhere, comes or goes."""
    WAKTU = "waktu"
    ISIAN = "isian"
    """One text of the head or of a step."""
    BUTIR_DITAMBAHKAN = "butir-ditambahkan"
    BUTIR_DIHAPUS = "butir-dihapus"
    BUTIR_DIUBAH = "butir-diubah"
    URUTAN = "urutan"
    ISI_LAMPIRAN = "isi-lampiran"
    """A file that is attached holds something else; its name stays."""
    DAFTAR = "daftar"
    """An entry of a register."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change."""

    kind: ChangeKind
    weight: Weight
    sentence: str
    """Without a full stop: "Langkah 6: pelaksana berubah dari Tim menjadi Fungsional Umum"."""
    field: str
    """The YAML key that it stands under: "kegiatan", "dasar_hukum"; "" for a whole SOP or step."""
    nomor: int = 0
    """The step's number, from 1: as it is now, or as it was where the step is gone; 0 outside the steps."""
    before: str = ""
    """The whole text as it was; "" where there was none."""
    after: str = ""
    words: tuple[Piece, ...] = ()
    """Both wordings in one, piece by piece, where a text was re-worded."""

    def __post_init__(self) -> None:
        """A comment on a proposal is as public as a page: no NIP stands in it."""
        for name in ("sentence", "before", "after"):
            object.__setattr__(self, name, mask_nip(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class SopDiff:
    """What has changed in one SOP. There is at least one change."""

    slug: str
    """As it is now; of a removed SOP as it was."""
    path: str
    """The file relative to the folder of SOPs, likewise."""
    path_before: str
    """Another than `path` when the file was moved or renamed; "" for a new SOP."""
    nama: str
    changes: tuple[Change, ...]
    """Substantive ones first, each kind in the order of the form."""
    status: Status | None = None
    """As it is now; None for an SOP that is gone or cannot be read."""
    norma_waktu: tuple[str, str] | None = None
    """The total of the steps' times before and after, when it has changed: ("2 jam", "2 jam 10 menit")."""
    warnings: tuple[str, ...] = ()
    """What the editor should do besides, one sentence each."""

    @property
    def perlu_pengesahan(self) -> bool:
        """Whether something substantive has changed in an SOP that is still there."""
        return is_substantive(self.changes) and self.changes[0].kind is not ChangeKind.SOP_DIHAPUS


@dataclass(frozen=True, slots=True)
class RegisterDiff:
    """What has changed in one register file. There is at least one change."""

    name: str
    """"unit", "jabatan", "peraturan" or "profil"."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a catalogue, compared."""

    before: str
    """What people call the earlier state: a revision or a folder."""
    after: str
    folder: str
    """What messages put before the files' paths, such as "sops"; "" for nothing."""
    sops: tuple[SopDiff, ...]
    """By path."""
    registers: tuple[RegisterDiff, ...]
    notes: tuple[str, ...] = ()
    """What a reader has to know about the comparison itself."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed."""
        return not self.sops and not self.registers


def is_substantive(changes: Iterable[Change]) -> bool:
    """Whether one of them needs a new approval."""
    return any(change.weight is Weight.SUBSTANTIF for change in changes)


def sorted_by_weight(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Substantive changes first, otherwise as they come."""
    return tuple(sorted(changes, key=lambda change: change.weight is not Weight.SUBSTANTIF))
