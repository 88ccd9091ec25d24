"""Documents that were signed: where their files lie, whether they are still the ones that were noted, and what SOPs said then.

A PDF lies in the folder `_naskah/` of the catalogue (or beside the SOP, or anywhere below the folder of SOPs by its path).
Beside it `sop sahkan` leaves a copy of the SOP's file as it was signed, named by the fingerprint of its contents: so what has
changed since can be said without git, on a shallow clone, and after the SOP's file was renamed. What is read follows the
rules of attachments (`catalog.attachments`).

`KeadaanSah` and what is in it are filled by `compare.signed`: pages know no comparison.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from sop_catalog.catalog.attachments import MOST_BYTES, Berkas, Unpublished, look_at, named_for_site
from sop_catalog.model.sop import Lampiran, NaskahSah, Sop
from sop_catalog.source.characters import read_source
from sop_catalog.source.inside import NotRegularError, OutsideError, find_root, is_inside, read_regular
from sop_catalog.source.text import Source

SIGNED_FOLDER = "_naskah"
SIGNED_ENDING = ".pdf"
PRINTED_BY = "Katalog SOP"
"""What the PDFs of `sop cetak` say they are made by: such a one, without a signature in it, was signed by nobody."""
_ATTACHED = "# lampiran "
"""Begins a remark in a copy about a file that the SOP attached when it was signed."""
_MARK = 8
"""Characters of a fingerprint, behind its version, in the name of a copy."""


@dataclass(frozen=True, slots=True)
class BerkasSah:
    """A signed document, as far as the disk knows it."""

    naskah: NaskahSah
    berkas: Berkas | None = None
    """The PDF; None for an address."""
    sha256: str = ""
    """Of the file as it is now; "" where it cannot be read."""
    salinan: Source | None = None
    """What the SOP said when it was signed, as text; None where there is no such copy."""

    @property
    def is_other_file(self) -> bool:
        """Whether the file is another than the one that was noted."""
        return bool(self.sha256 and self.naskah.sha256) and self.sha256 != self.naskah.sha256.lower()


class Kesamaan(StrEnum):
    """Whether the SOP says what was signed."""

    SAMA = "sama"
    BERBEDA = "berbeda"
    BERUBAH = "berubah"
    """It says something else; whether that is a matter of spelling cannot be told."""
    TIDAK_DIKETAHUI = "tidak diketahui"


@dataclass(frozen=True, slots=True)
class Perbandingan:
    """What was signed against what is there now, or one signed version against the one before."""

    kesamaan: Kesamaan
    perubahan: tuple[str, ...] = ()
    """What differs, in sentences without a full stop, substantive ones alone; () where that cannot be said, too."""
    sebab: str = ""
    """Why something cannot be said, as a sentence; ""."""


@dataclass(frozen=True, slots=True)
class VersiSah:
    """One signed version of an SOP."""

    judul: str
    """When, and which revision: "5 Januari 2026 (revisi 1)"."""
    perubahan: str
    """What `riwayat` says of it; ""."""
    naskah: int = -1
    """Its place in `Sop.naskah_sah`; -1 where no document is noted."""
    dari_sebelumnya: Perbandingan | None = None
    """Against the version before; None for the first."""


@dataclass(frozen=True, slots=True)
class RujukanBerubah:
    """Something that an SOP goes by and that is no longer what it was when the SOP was last signed or evaluated."""

    nama: str
    """"SOP Pembentukan Tim", "Permenaker 13/2015"."""
    kalimat: tuple[str, ...]
    """What happened to it, without a full stop."""
    slug: str = ""
    """The SOP that it is; "" for a regulation."""
    kode: str = ""
    """The regulation that it is; "" for an SOP."""


@dataclass(frozen=True, slots=True)
class KeadaanSah:
    """How an SOP stands to what was signed. SOPs that note neither a signed document nor an evaluation have none."""

    kini: Perbandingan | None = None
    """Against the newest signed document; None where there is none."""
    versi: tuple[VersiSah, ...] = ()
    """Newest first; () where no document is noted."""
    rujukan: tuple[RujukanBerubah, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedFolder:
    """What the folder of signed documents holds."""

    folder: Path
    """The folder of SOPs."""
    names: tuple[str, ...] = ()
    """Files in it, relative to it."""
    _copies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """End of copies' names → the names: what was signed twice in the same words has two."""

    def find(self, sop: Sop) -> tuple[BerkasSah, ...]:
        """What an SOP notes, in its order."""
        taken: set[str] = set()
        return tuple(self._look(sop, naskah, taken) for naskah in sop.naskah_sah)

    def find_strangers(self, named: Iterable[str]) -> Iterator[str]:
        """The PDFs that no SOP names, relative to the folder of SOPs, with "/".

        Args:
            named: files that SOPs name, as written.
        """
        known = {PurePosixPath(name).name for name in named}
        for name in self.names:
            if name.lower().endswith(SIGNED_ENDING) and PurePosixPath(name).name not in known:
                yield f"{SIGNED_FOLDER}/{name}"

    def _look(self, sop: Sop, naskah: NaskahSah, taken: set[str]) -> BerkasSah:
        copy = self._read_copy(naskah) if naskah.isi else None
        if naskah.alamat:
            return BerkasSah(naskah, salinan=copy)
        bases = (self.folder, self.folder / SIGNED_FOLDER, (self.folder / sop.path).parent)
        berkas = look_at(self.folder, bases, Lampiran(naskah.berkas, naskah.berkas))
        if not berkas.sebab and not naskah.berkas.lower().endswith(SIGNED_ENDING):
            berkas = Berkas(berkas.lampiran, sebab=Unpublished.KIND)
        if berkas.sebab or berkas.path is None:
            return BerkasSah(naskah, berkas, salinan=copy)
        try:
            content = read_regular(berkas.path, find_root(self.folder), MOST_BYTES)
        except (OutsideError, NotRegularError, OSError):
            return BerkasSah(naskah, Berkas(berkas.lampiran, sebab=Unpublished.UNREADABLE), salinan=copy)
        return BerkasSah(naskah, named_for_site(berkas, taken), hashlib.sha256(content).hexdigest(), copy)

    def _read_copy(self, naskah: NaskahSah) -> Source | None:
        names = self._copies.get(copy_ending(naskah.isi), ())
        day = naskah.tanggal.hari
        of_day = [name for name in names if day and day.isoformat() in name]
        if not names:
            return None
        shown = f"{SIGNED_FOLDER}/{(of_day or names)[0]}"
        try:
            source, findings = read_source(self.folder / shown, shown, find_root(self.folder))
        except (OutsideError, NotRegularError, OSError):
            return None
        return None if findings else source


def open_signed(folder: Path) -> SignedFolder:
    """Look into the folder of signed documents.

    Args:
        folder: the folder of SOPs.
    """
    names = []
    place = folder / SIGNED_FOLDER
    for root, folders, files in os.walk(place) if is_inside(place, find_root(folder)) else ():
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        names += [Path(root, name).relative_to(place).as_posix() for name in sorted(files)]
    copies: dict[str, tuple[str, ...]] = {}
    for name in names:
        if name.endswith(".yml"):
            ending = name[-len(copy_ending("v1-" + "0" * _MARK)) :]
            copies[ending] = (*copies.get(ending, ()), name)
    return SignedFolder(folder, tuple(names), copies)


def format_copy(text: str, day: str, attached: Mapping[str, str]) -> str:
    """The text of a copy: what the SOP says behind remarks that say what the copy is, and which files it attached.

    Args:
        text: the SOP's file.
        day: of the signature, as people write it.
        attached: file as the SOP names it → its SHA-256.
    """
    head = [f"# Salinan isi SOP yang disahkan {day}, ditulis oleh sop sahkan untuk dibandingkan. Jangan diubah."]
    head += [f"{_ATTACHED}{digest} {name}" for name, digest in attached.items()]
    return "\n".join([*head, text])


def attached_sums(text: str) -> Mapping[str, str]:
    """The files that a copy says were attached: name → SHA-256; {} for a text that is no copy."""
    lines = itertools.takewhile(lambda line: line.startswith("#"), text.split("\n"))
    found = (line.removeprefix(_ATTACHED).rstrip("\r").partition(" ") for line in lines if line.startswith(_ATTACHED))
    return {name: digest for digest, _, name in found}


def sum_attached(files: Iterable[Berkas]) -> Mapping[str, str]:
    """The same for the files that an SOP attaches now (`catalog.attachments`); without those that are not published."""
    found = {}
    for berkas in files:
        if berkas.path is not None:
            try:
                content = read_regular(berkas.path, None, MOST_BYTES)
            except (OutsideError, NotRegularError, OSError):
                continue
            found[berkas.lampiran.sumber] = hashlib.sha256(content).hexdigest()
    return found


def copy_ending(isi: str) -> str:
    """How the name of a copy ends that has this fingerprint: "-5d41402a.yml"."""
    return f"-{isi.partition('-')[2][:_MARK]}.yml"
