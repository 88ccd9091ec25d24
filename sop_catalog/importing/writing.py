"""Writes what was read: YAML files under names of their own, copies of the sources; never over what an editor changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sop_catalog.catalog.attachments import KINDS, MOST_BYTES
from sop_catalog.catalog.catalog import Catalog
from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.outcome import BarisLaporan
from sop_catalog.importing.registers import matches_unit
from sop_catalog.importing.sop_read import SopTerbaca
from sop_catalog.importing.state import WORK_FOLDER, Keadaan, hash_text, put_text, text_of
from sop_catalog.importing.workers import HasilBaca
from sop_catalog.model.sop import Lampiran, Sop
from sop_catalog.model.yaml_text import render_sop

SOURCE_FOLDER = "_naskah"
"""Below the target folder: copies of sources that the site does not publish (scripts in them, pictures of other kinds, very
large ones), if asked."""
SOURCE_NAME = "Naskah asal"
"""What the attachment is called."""
ORIGIN = "Diimpor dari "
"""How the first note of an imported SOP begins."""
LETTERHEAD = "Kop naskah: "
"""How the note with the agency's lines begins."""

Keep = Callable[[Path, SopTerbaca, Sop, HasilBaca], None]
"""Is handed the source file, what was read of it, and the SOP as it was written."""


@dataclass
class Penulis:
    """Writes the results of one run."""

    ke: Path
    """The target folder."""
    folder: Path
    """The folder of SOPs."""
    unit: str
    catalog: Catalog
    keadaan: Keadaan
    simpan_naskah: bool = False
    keep: Keep | None = None

    def __post_init__(self) -> None:
        """Note which names are taken."""
        self.inside = Path(os.path.relpath(self.ke, self.folder)).as_posix()
        self.given = self.keadaan.owners()

    def write(self, file: Path, sha256: str, result: HasilBaca, row: BarisLaporan, *, shown_only: bool = False) -> None:
        """Write what was read of a file, and fill its row of the report.

        Args:
            file: the file.
            sha256: of its content.
            result: what was read.
            row: its row.
            shown_only: it was read for its review pages alone; a file that was edited needs no second one beside it.
        """
        row.cara, row.kegagalan = result.pembaca, result.kegagalan
        row.sha256 = result.sha256 or sha256
        before = self.keadaan.written(file)
        written: dict[str, str] = {}
        names = self._names(file, row.sha256, result.terbaca)
        renamed = dict(zip((read.sop.slug for read in result.terbaca), names, strict=True))
        if self.simpan_naskah and names:
            row.naskah = self._keep_source(file, names[0])
        for read, slug in zip(result.terbaca, names, strict=True):
            sop = self._finished(read, slug, file, row, renamed)
            text = render_sop(sop)
            name = f"{slug}.yml"
            current = text_of(self.ke / name)
            if current is None or current == text or hash_text(current) == before.get(name):
                put_text(self.ke / name, text)
                written[name] = hash_text(text)
            elif shown_only:
                written[name] = before.get(name, "")
            else:
                put_text(self.ke / WORK_FOLDER / name, text)
                written[name] = before.get(name, "")
                row.di_samping.append(f"{WORK_FOLDER}/{name}")
            row.hasil.append(name)
            row.langkah += len(sop.langkah)
            row.ragu += read.ragu
            if self.keep is not None:
                self.keep(file, read, sop, result)
        self.keadaan.note(file, row, written)

    def _keep_source(self, file: Path, slug: str) -> str:
        """Copy a source beside its SOP, as an attachment; one that the site does not publish into a folder of its own.

        Returns:
            The copy, relative to the target folder.
        """
        ending = file.suffix.lower()
        published = ending in KINDS and file.stat().st_size <= MOST_BYTES
        name = f"{slug}{ending}" if published else f"{SOURCE_FOLDER}/{slug}{ending}"
        (self.ke / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, self.ke / name)
        return name

    def _names(self, file: Path, sha256: str, found: Sequence[SopTerbaca]) -> list[str]:
        """A slug for each SOP of a file: free in the catalogue, and the same in every run."""
        own = self.keadaan.key(file)
        names: list[str] = []
        for read in found:
            base, number = read.sop.slug, 2
            slug = base
            while slug in names or self.given.get(slug, own) != own or self._is_others(slug, own, sha256):
                slug = f"{base}-{number}"
                number += 1
            if slug != base:
                text = f"nama berkas {base}.yml sudah dipakai SOP lain; berkas ini {slug}.yml"
                read.ragu.append(Ragu(JenisRagu.NAMA, text))
            names.append(slug)
            self.given[slug] = own
        return names

    def _is_others(self, slug: str, own: str, sha256: str) -> bool:
        """Whether an SOP of this name is there that did not come from this file."""
        if self.given.get(slug) == own:
            return False
        there = self.catalog.by_slug.get(slug)
        here = text_of(self.ke / f"{slug}.yml")
        if here is not None and sha256 and sha256 in here:
            return False  # an interrupted run wrote it
        return there is not None or here is not None

    def _finished(self, read: SopTerbaca, slug: str, file: Path, row: BarisLaporan, renamed: Mapping[str, str]) -> Sop:
        notes = [f"{ORIGIN}{file.name} (SHA-256 {row.sha256}), pembaca {row.cara}"]
        if row.naskah.startswith(SOURCE_FOLDER):
            notes.append(f"Naskah asal disimpan: {row.naskah}")
        if read.instansi:
            notes.append(f"{LETTERHEAD}{' / '.join(read.instansi)}")
            if not matches_unit(self.catalog, self.unit, read.instansi):
                text = f"kop naskah tidak menyebut nama unit {self.unit}; unit diisi menurut perintah"
                read.ragu.append(Ragu(JenisRagu.ISIAN, text))
        if read.saudara:
            others = ", ".join(f"{renamed.get(slug, slug)}.yml" for slug in read.saudara)
            notes.append(f"Alur lain dari berkas yang sama: {others}")
        notes += [doubt.format() for doubt in read.ragu]
        path = f"{self.inside}/{slug}.yml" if self.inside != "." else f"{slug}.yml"
        attached = (
            () if not row.naskah or row.naskah.startswith(SOURCE_FOLDER) else (Lampiran(SOURCE_NAME, row.naskah),)
        )
        return replace(read.sop, slug=slug, path=path, catatan_sumber=tuple(notes), lampiran=attached)
