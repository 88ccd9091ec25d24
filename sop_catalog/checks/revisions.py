"""Rules about the numbers of revisions in `riwayat`, looked at together (SOP513)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import readable
from sop_catalog.model.sop import Riwayat, Sop
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity

REVISION_ORDER = Rule("SOP513", "urutan-revisi", Severity.PERINGATAN)


def check_revisions(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this module; one finding for each history, since one wrong number makes the others look wrong."""
    for file, sop in readable(catalog):
        found = _twice(file, sop) or _backwards(file, sop) or _missing(file, sop)
        if found:
            yield found


def _numbered(sop: Sop) -> list[tuple[int, int, Riwayat]]:
    """(number, place in the file, row) of every row that has a number, by number."""
    rows = [(row.revisi, index, row) for index, row in enumerate(sop.riwayat) if row.revisi is not None]
    return sorted(rows, key=lambda item: item[:2])


def _twice(file: SopFile, sop: Sop) -> Diagnostic | None:
    rows = _numbered(sop)
    for (number, index, row), (other, later, _) in pairwise(rows):
        if number == other:
            return _finding(
                file, later, index, row, f"revisi {number} tertulis dua kali", "periksa kedua nomor revisi pada naskah"
            )
    return None


def _backwards(file: SopFile, sop: Sop) -> Diagnostic | None:
    """A larger number with an earlier date; what the paper does not say of a date is no evidence."""
    rows = _numbered(sop)
    for (number, index, row), (other, later, next_row) in pairwise(rows):
        before, after = row.tanggal, next_row.tanggal
        if before.awal and after.akhir and after.akhir < before.awal:
            message = f"revisi {other} bertanggal {after.format()}, mendahului revisi {number}"
            return _finding(file, later, index, row, message, "periksa nomor dan tanggal kedua revisi pada naskah")
    return None


def _missing(file: SopFile, sop: Sop) -> Diagnostic | None:
    rows = _numbered(sop)
    for (number, index, row), (other, later, _) in pairwise(rows):
        if other > number + 1:
            gap = f"{number + 1}" if other == number + 2 else f"{number + 1} sampai {other - 1}"
            message = f"revisi {gap} tidak ada pada riwayat"
            return _finding(
                file, later, index, row, message, "tambahkan butirnya menurut naskah, atau periksa nomor ini", Severity.SARAN
            )  # fmt: skip
    return None


def _finding(  # noqa: PLR0913, PLR0917 - each is a different thing
    file: SopFile, index: int, other: int, row: Riwayat, message: str, fix: str, severity: Severity | None = None
) -> Diagnostic:
    return REVISION_ORDER.at(
        file.source,
        file.positions.value("riwayat", index, "revisi"),
        message,
        related=(Label(file.source, file.positions.value("riwayat", other, "revisi"), row.judul),),
        severity=severity,
        fix=fix,
    )
