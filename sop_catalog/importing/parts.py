"""Which pages of a file belong to one SOP: a head begins the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from sop_catalog.importing.form.cells import build_cells
from sop_catalog.importing.form.identity import KepalaSop, read_head
from sop_catalog.importing.form.table import Tabel, find_tables
from sop_catalog.importing.form.words import fold
from sop_catalog.importing.naskah import Halaman, Naskah


@dataclass
class Bagian:
    """The pages of one SOP."""

    kepala: KepalaSop | None
    halaman: list[tuple[Halaman, list[Tabel]]] = field(default_factory=list)


def split_parts(naskah: Naskah) -> list[Bagian]:
    """The pages of each SOP with their activity tables; what has no table is none."""
    parts: list[Bagian] = []
    last: Tabel | None = None
    for page in naskah.halaman:
        cells = build_cells(page)
        tables = find_tables(page, cells, last)
        places = [0.0]
        for table in tables:
            head = read_head(page.nomor, cells, places[-1], table.kotak.atas)
            _take_head(parts, head)
            if not parts:
                parts.append(Bagian(None))
            if not parts[-1].halaman or parts[-1].halaman[-1][0] is not page:
                parts[-1].halaman.append((page, []))
            parts[-1].halaman[-1][1].append(table)
            places.append(table.kotak.bawah)
            last = table
        head = read_head(page.nomor, cells, places[-1], page.tinggi)
        if _take_head(parts, head):
            last = None
        if parts and (not parts[-1].halaman or parts[-1].halaman[-1][0] is not page):
            parts[-1].halaman.append((page, []))
        elif not parts:
            parts.append(Bagian(None, [(page, [])]))
    return [part for part in parts if any(tables for _, tables in part.halaman)]


def _take_head(parts: list[Bagian], head: KepalaSop) -> bool:
    """Begin a new SOP where a head stands; False for no head, or the same head printed again."""
    if not head.is_head:
        return False
    if parts and parts[-1].kepala is None and not any(tables for _, tables in parts[-1].halaman):
        parts[-1].kepala = head
        return True
    if parts and parts[-1].kepala is not None:
        known = parts[-1].kepala
        same = [
            fold(known.isian[kunci].isi) == fold(head.isian[kunci].isi)
            for kunci in ("nomor", "nama")
            if kunci in known.isian and kunci in head.isian
        ]
        if same and all(same):
            known.label += [
                *head.label,
                *(word for value in [*head.isian.values(), *head.kotak.values()] for word in value.teks),
            ]
            for kunci, value in head.kotak.items():
                known.kotak.setdefault(kunci, value)
            return False
        if not any(tables for _, tables in parts[-1].halaman) and not head.isian:
            for kunci, value in head.kotak.items():
                known.kotak.setdefault(kunci, value)
            known.label += head.label
            return False
        if not head.isian.keys() & {"nomor", "nama"}:
            return False
    parts.append(Bagian(head))
    return True
