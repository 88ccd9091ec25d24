"""Rules about an SOP's dates, held against each other and against today (SOP504, SOP505)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import gap_severity, readable
from sop_catalog.model.build_day import is_overdue
from sop_catalog.model.review import find_yet_to_come, review_due
from sop_catalog.model.sop import Sop
from sop_catalog.model.values.tanggal import Tanggal
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity

DATE_ORDER = Rule("SOP504", "urutan-tanggal", Severity.PERINGATAN)
REVIEW_OVERDUE = Rule("SOP505", "tinjauan-terlewat", Severity.PERINGATAN)

_ORDER = (
    ("tanggal_pembuatan", "tanggal_pengesahan"),
    ("tanggal_pengesahan", "tanggal_efektif"),
    ("tanggal_pembuatan", "tanggal_efektif"),
    ("tanggal_pembuatan", "tanggal_revisi"),
)


def check_dates(catalog: Catalog, today: dt.date) -> Iterator[Diagnostic]:
    """All rules of this module, over all readable files."""
    for file, sop in readable(catalog):
        yield from _date_order(file, sop)
        yield from _yet_to_come(file, sop, today)
        yield from _review(file, sop, today)


def _date_order(file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    """The first pair that stands the wrong way round: the others follow from it."""
    for early, late in _ORDER:
        before: Tanggal | None = getattr(sop, early)
        after: Tanggal | None = getattr(sop, late)
        if before and after and before.awal and after.akhir and after.akhir < before.awal:
            named = late.replace("_", " ")
            yield DATE_ORDER.at(
                file.source,
                file.positions.value(late),
                f"{named} mendahului {early.replace('_', ' ')}",
                related=(Label(file.source, file.positions.value(early), before.format()),),
                severity=gap_severity(sop, DATE_ORDER.severity),
                fix=f"periksa kedua tanggal pada naskah; {named} tidak lebih awal dari {before.format()}",
            )
            return


def _yet_to_come(file: SopFile, sop: Sop, today: dt.date) -> Iterator[Diagnostic]:
    for kunci, index, tanggal in find_yet_to_come(sop, today):
        yield DATE_ORDER.at(
            file.source,
            file.positions.value(kunci, index, "tanggal"),
            f"tanggal {_HAPPENED[kunci]} belum tiba: {tanggal.format()}",
            fix="periksa tanggal dan tahunnya",
        )


_HAPPENED = {"naskah_sah": "naskah yang disahkan", "evaluasi": "evaluasi"}


def _review(file: SopFile, sop: Sop, today: dt.date) -> Iterator[Diagnostic]:
    if not is_overdue(review_due(sop), today):
        return
    message = "tanggal tinjauan sudah lewat"
    fix = "tinjau SOP ini, catat pada `evaluasi`, lalu tulis tanggal tinjauan berikutnya pada `tinjau_sebelum`"
    if sop.perlu_verifikasi:
        message = (
            f"verifikasi terlambat: {len(sop.catatan_sumber)} catatan sumber belum diselesaikan sampai tanggal tinjauan"
        )
        fix = "cocokkan tiap butir `catatan_sumber` dengan naskah asli, lalu hapus butirnya"
    yield REVIEW_OVERDUE.at(file.source, file.positions.value("tinjau_sebelum"), message, fix=fix)
