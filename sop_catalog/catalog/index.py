"""A catalogue as one file for a program that changes one SOP: the others just as far as it refers to them.

The page /sunting/ reads it. A thousand SOPs are a few hundred kilobytes; as YAML, each would take milliseconds to read.
What stands in it comes back as a catalogue whose other files are `header_only`, so everything that looks at one SOP
among others works as it does over a folder.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.files import join_shown, read_sop
from sop_catalog.catalog.record import Json, from_json, to_json
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.model.decode import slug_of
from sop_catalog.model.positions import Positions
from sop_catalog.model.registers import Registers
from sop_catalog.model.sop import Langkah, Simbol, Sop, Status
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.text import Source
from sop_catalog.source.yaml_tree import Node

_COLUMNS = (
    "path",
    "nama",
    "nomor",
    "unit",
    "status",
    "digantikan_oleh",
    "slug_lama",
    "keterkaitan",
    "keterangan",
    "rusak",
)
"""Of one SOP, in the order in which its row of the index has them. `keterangan`: [number of a step, text] of those that
refer to an SOP; `rusak`: 1 for a file that has a name but no page."""


def build_index(catalog: Catalog) -> Json:
    """What `read_index` reads: rows of the files that have a name, and the registers.

    Who owns a unit's SOPs stays at home: an account has no business on a public page.
    """
    units = {kode: dataclasses.replace(unit, pemilik=()) for kode, unit in catalog.registers.unit.items()}
    registers = dataclasses.replace(catalog.registers, unit=units)
    rows = [_row(catalog, file, file.named) for file in catalog.files if file.named]
    return {"sop": rows, "daftar": to_json(registers), "tak_terbaca": sorted(catalog.unreadable_registers)}


def _row(catalog: Catalog, file: SopFile, sop: Sop) -> list[Json]:
    referring = [
        [langkah.nomor, langkah.keterangan]
        for langkah in sop.langkah
        if any(segmen.rujukan for segmen in catalog.segments(langkah.keterangan))
    ]
    row = [
        file.path, sop.nama, sop.nomor, sop.unit, sop.status.value, sop.digantikan_oleh, list(sop.slug_lama),
        list(sop.keterkaitan), referring, int(file.slug not in catalog.sops),
    ]  # fmt: skip
    while row and not row[-1]:
        row.pop()
    return row


@dataclass(frozen=True)
class Neighbours:
    """All SOPs of a catalogue as far as another one refers to them, and the registers."""

    files: tuple[SopFile, ...]
    registers: Registers
    unreadable_registers: frozenset[str] = frozenset()

    @cached_property
    def _paths(self) -> list[str]:
        return [file.path for file in self.files]

    def with_text(
        self, source: Source, path: str, read: tuple[Node | None, list[Diagnostic]] | None = None
    ) -> tuple[Catalog, SopFile, list[Diagnostic]]:
        """The catalogue with one file of this text among the others, in the place of the one that has its path.

        Args:
            source: the text of the file, under the path that people see.
            path: of the file, relative to the folder of SOPs, with "/".
            read: what `read_yaml` gives for this very source, where the caller has that already: findings belong to the
                source that they were made of.

        Returns:
            The catalogue, the file in it, and what is wrong with the text and the shape of the file.
        """
        if any(profil.kotak for profil in self.registers.profil.values()):
            read = None  # forms with boxes of their own have words of their own
        file, diagnostics = read_sop(source, path, self.registers, read)
        place = bisect_left(self._paths, path)
        others = self._paths[place : place + 1] == [path]
        files = (*self.files[:place], file, *self.files[place + others :])
        catalog = Catalog(files, self.registers, unreadable_registers=self.unreadable_registers)
        return catalog, file, diagnostics


def read_index(index: Json, shown: str) -> Neighbours:
    """Read what `build_index` has made.

    Args:
        index: the data.
        shown: what messages call the folder of SOPs.
    """
    files = tuple(_file(dict(zip(_COLUMNS, row, strict=False)), shown) for row in index["sop"])
    return Neighbours(files, from_json(Registers, index["daftar"]), frozenset(index["tak_terbaca"]))


def _file(row: dict[str, Json], shown: str) -> SopFile:
    path = row["path"]
    sop = Sop(
        slug=slug_of(path),
        path=path,
        nama=row["nama"],
        unit=row.get("unit", ""),
        pelaksana=(),
        langkah=tuple(Langkah(nomor, (Simbol(()),), "", keterangan=text) for nomor, text in row.get("keterangan", ())),
        nomor=row.get("nomor", ""),
        status=Status(row.get("status") or Status.DRAF),
        digantikan_oleh=row.get("digantikan_oleh", ""),
        keterkaitan=tuple(row.get("keterkaitan", ())),
        slug_lama=tuple(row.get("slug_lama", ())),
    )
    source = Source(join_shown(shown, path), "")
    if row.get("rusak"):
        return SopFile(source, path, sop.slug, None, Positions(), header=sop, header_only=True)
    return SopFile(source, path, sop.slug, sop, Positions(), header_only=True)
