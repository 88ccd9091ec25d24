"""How the SOPs stand to what was signed: whether they still say it, what they say instead, and which versions there were.

What was signed is known, in this order: by its fingerprint alone, where the SOP still has it; by the copy that `sop sahkan`
has left in `_naskah/`; by git, in the state of the file that has the noted fingerprint. Where none of these says it, nothing
is guessed: the sentence says what is missing.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.signed import (
    KeadaanSah,
    Kesamaan,
    Perbandingan,
    VersiSah,
    attached_sums,
    sum_attached,
)
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.compare.attached import Attached, Contents
from sop_catalog.compare.changed_references import find_changed_references
from sop_catalog.compare.changes import Weight
from sop_catalog.compare.diff import compare_files
from sop_catalog.compare.fingerprint import fingerprint, is_of_this_version
from sop_catalog.compare.history import read_state
from sop_catalog.compare.kept import KeptComparisons
from sop_catalog.compare.past import Past
from sop_catalog.model.sop import NaskahSah, Riwayat, Sop
from sop_catalog.source.text import Source

_MOST = 6
"""Sentences of one comparison; the others are counted."""
_MOST_STATES = 60
"""So many earlier states of a file are looked through for one; each costs a few milliseconds."""
_NOT_NOTED = "isi SOP saat disahkan belum dicatat; jalankan sop sahkan"
_NO_COPY = "salinan isi saat disahkan tidak ada di _naskah/"
_NO_PAST = "riwayat git tidak terbaca"


def describe_signed(catalog: Catalog, past: Past | None = None) -> Mapping[str, KeadaanSah]:
    """Slug → how the SOP stands, for those that note a signed document or an evaluation.

    Args:
        catalog: all SOPs.
        past: what git knows of them; None where there is no history to read.
    """
    reader = SignedReader(catalog, past)
    found = {}
    for slug, sop in catalog.sops.items():
        if sop.naskah_sah or sop.evaluasi:
            file = catalog.by_slug[slug]
            versi = tuple(reader.versions(file, sop)) if sop.naskah_sah else ()
            rujukan = tuple(find_changed_references(catalog, sop, past, reader.kept))
            found[slug] = KeadaanSah(reader.now(file), versi, rujukan)
    return found


@dataclass(frozen=True)
class _Version:
    """A signed version, before it is put into words."""

    hari: dt.date
    judul: str
    perubahan: str
    naskah: int
    row: Riwayat | None


@dataclass(frozen=True)
class SignedReader:
    """Compares SOPs of one catalogue with what was signed."""

    catalog: Catalog
    past: Past | None = None
    _states: dict[tuple[str, str], SopFile | None] = field(default_factory=dict, compare=False)

    @cached_property
    def kept(self) -> KeptComparisons:
        """What was compared before."""
        return KeptComparisons(self.catalog)

    def now(self, file: SopFile) -> Perbandingan | None:
        """An SOP against the newest document that was signed; None where it notes none."""
        sop = file.sop
        naskah = sop.naskah_terakhir if sop else None
        if sop is None or naskah is None:
            return None
        if not naskah.isi:
            return Perbandingan(Kesamaan.TIDAK_DIKETAHUI, sebab=_NOT_NOTED)
        return self.kept.find(("kini", *self._material(file, naskah)), lambda: [self._now(file, naskah)])[0]

    def _now(self, file: SopFile, naskah: NaskahSah) -> Perbandingan:
        if _fingerprint_of(file) == naskah.isi and not self._has_other_files(file, naskah):
            return Perbandingan(Kesamaan.SAMA)
        signed = self._signed_state(file, naskah)
        if signed is None:
            self.kept.is_sure = False  # it may turn up in git
            unsure = Kesamaan.BERUBAH if is_of_this_version(naskah.isi) else Kesamaan.TIDAK_DIKETAHUI
            return Perbandingan(unsure, sebab=self._why_unknown())
        return self._compare(signed, file)

    def versions(self, file: SopFile, sop: Sop) -> list[VersiSah]:
        """The signed versions, newest first, each against the one before."""
        versions = _versions(sop)
        against: list[Perbandingan | None] = [None]
        if len(versions) > 1:
            parts = ("versi", *self._material(file, *sop.naskah_sah))
            against = self.kept.find(parts, lambda: self._against_before(file, sop, versions))
        found = [
            VersiSah(version.judul, version.perubahan, version.naskah, one)
            for version, one in zip(versions, against, strict=True)
        ]
        return found[::-1]

    def _against_before(self, file: SopFile, sop: Sop, versions: list[_Version]) -> list[Perbandingan | None]:
        states = [self._state_of(file, sop, version) for version in versions]
        unknown = Perbandingan(Kesamaan.TIDAK_DIKETAHUI, sebab=self._why_unknown())
        if None in states:
            self.kept.is_sure = False  # it may turn up in git
        pairs = itertools.pairwise(states)
        return [None, *(self._compare(state, later) if state and later else unknown for state, later in pairs)]

    def _material(self, file: SopFile, *papers: NaskahSah) -> tuple[str, ...]:
        """All that comparisons of an SOP with its signed documents are made of, as long as nobody has to ask git."""
        copies = [copy.text if (copy := self._copy(file, naskah)) else "" for naskah in papers]
        sums = self._sums(file) if any(map(attached_sums, copies)) or self.catalog.attachments.get(file.path) else {}
        return (file.path, file.source.text, *copies, "/", *(part for item in sorted(sums.items()) for part in item))

    def _why_unknown(self) -> str:
        return f"{_NO_COPY}, dan {_NO_PAST}" if self.past is None else f"{_NO_COPY} maupun dalam riwayat git"

    def _compare(self, signed: SopFile, later: SopFile) -> Perbandingan:
        """What differs substantively. Status is an act of its own, and which file it is does not matter."""
        if signed.sop is None or later.sop is None:
            return Perbandingan(Kesamaan.TIDAK_DIKETAHUI, sebab="salah satu keadaannya tidak terbaca sebagai SOP")
        same = replace(later.sop, status=signed.sop.status)
        attached = Attached(self._contents(signed), self._contents(later))
        diff = compare_files(signed, replace(later, sop=same, path=signed.path), self.kept.meaning, attached)
        changes = [change for change in diff.changes if change.weight is Weight.SUBSTANTIF] if diff else []
        if not changes:
            return Perbandingan(Kesamaan.SAMA)
        said = [change.sentence for change in changes]
        rest = len(said) - _MOST
        shown = (*said[:_MOST], f"dan {rest} perubahan lain") if rest > 1 else tuple(said)
        return Perbandingan(Kesamaan.BERBEDA, shown)

    # --- What was signed ---

    def _state_of(self, file: SopFile, sop: Sop, version: _Version) -> SopFile | None:
        if version.naskah >= 0 and sop.naskah_sah[version.naskah].isi:
            return self._signed_state(file, sop.naskah_sah[version.naskah])
        return self._noted_state(file, version.row) if version.row else None

    def _signed_state(self, file: SopFile, naskah: NaskahSah) -> SopFile | None:
        """The SOP as it was when a document was signed; None where nobody knows."""
        copy = self._copy(file, naskah)
        if copy and (state := self._read(file.path, copy.text)) and self._is(state, naskah):
            return state
        if _fingerprint_of(file) == naskah.isi:
            return file
        return next((state for state in self._past_states(file) if self._is(state, naskah)), None)

    def _copy(self, file: SopFile, naskah: NaskahSah) -> Source | None:
        papers = self.catalog.signed.get(file.path, ())
        return next((sah.salinan for sah in papers if sah.naskah == naskah and sah.salinan), None)

    def _has_other_files(self, file: SopFile, naskah: NaskahSah) -> bool:
        """Whether a file that was attached at the signature holds something else now."""
        copy = self._copy(file, naskah) if file.sop and file.sop.lampiran else None
        noted = attached_sums(copy.text) if copy else {}
        now = self._sums(file) if noted else {}
        return any(now.get(name, digest) != digest for name, digest in noted.items())

    def _sums(self, file: SopFile) -> Mapping[str, str]:
        """What is known of the files that a state attaches: noted in a copy, on disk for the SOP as it is now."""
        if file.source is self.catalog.by_slug[file.slug].source:
            return sum_attached(self.catalog.attachments.get(file.path, ()))
        return attached_sums(file.source.text)

    def _contents(self, file: SopFile) -> Contents:
        """The same as the comparison wants it."""
        beside = PurePosixPath(file.path).parent
        return {(beside / name).as_posix(): frozenset((digest,)) for name, digest in self._sums(file).items()}

    @staticmethod
    def _is(state: SopFile, naskah: NaskahSah) -> bool:
        """Whether a state is what was signed. A copy that somebody has changed is not, as far as that can be told."""
        return not is_of_this_version(naskah.isi) or _fingerprint_of(state) == naskah.isi

    def _noted_state(self, file: SopFile, row: Riwayat) -> SopFile | None:
        """The first state of a file in which its history has a row: what was there when somebody noted the signature."""
        wanted = row.tanggal.format()
        for state in reversed(list(self._past_states(file))):
            if state.sop and any(other.tanggal.format() == wanted for other in state.sop.riwayat):
                return state
        return None

    def _past_states(self, file: SopFile) -> list[SopFile]:
        """Readable states of a file in git, newest first."""
        self.kept.is_sure = False
        if self.past is None:
            return []
        states = self.past.states(file.path)[: -_MOST_STATES - 1 : -1]
        texts = self.past.texts(states)
        read = (self._read(file.path, texts[state.blob]) for state in states if state.blob in texts)
        return [state for state in read if state]

    def _read(self, path: str, text: str) -> SopFile | None:
        key = (path, text)
        if key not in self._states:
            state = read_state(path, text, self.catalog.registers)
            self._states[key] = state if state.sop else None
        return self._states[key]


def _fingerprint_of(file: SopFile) -> str:
    return fingerprint(file.sop, file.graph) if file.sop and file.graph else ""


def _versions(sop: Sop) -> list[_Version]:
    """What was signed when, oldest first: documents, and rows of the history of days without one."""
    rows = {row.tanggal.format(): row for row in sop.riwayat}
    found = []
    for index, naskah in enumerate(sop.naskah_sah):
        day = naskah.tanggal.format()
        row = rows.pop(day, None)
        found.append(
            _Version(
                naskah.tanggal.akhir or dt.date.min, row.judul if row else day, row.perubahan if row else "", index, row
            )
        )
    found += [_Version(row.tanggal.akhir or dt.date.min, row.judul, row.perubahan, -1, row) for row in rows.values()]
    return sorted(found, key=lambda version: version.hari)
