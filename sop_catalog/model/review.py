"""When an SOP is to be reviewed: the one rule that pages, checks and lists go by.

PermenPAN-RB 35/2012 wants monitoring every half year and an evaluation every year; which interval an office keeps, it says
itself (`review_interval`, `tinjau_sebelum`).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable

from sop_catalog.model.sop import DATE_FIELDS, Sop, Status
from sop_catalog.model.values.tanggal import Tanggal

SOON = dt.timedelta(days=60)
"""So long before its last day a review is called due soon."""


def review_due(sop: Sop, months: int = 0) -> dt.date | None:
    """The last day on which a review is in time; None where nobody set one, or where there is nothing to review.

    `tinjau_sebelum` wins, until an evaluation has come after it: the review was late, but it is done. Otherwise the
    site's interval counts from the newest date of an SOP in force, an evaluation's and a signature's among them: a draft
    is reviewed anyway, a revoked one no more.

    Args:
        sop: the SOP.
        months: the site's interval; 0 for none.
    """
    if sop.status is Status.DICABUT:
        return None
    evaluated = last_evaluated(sop)
    if sop.tinjau_sebelum and (due := sop.tinjau_sebelum.akhir) and not (evaluated and evaluated > due):
        return due
    newest = max(filter(None, (newest_date(sop), evaluated)), default=None)
    if not months or not newest or sop.status is Status.DRAF:
        return None
    return add_months(newest, months)


def find_yet_to_come(sop: Sop, today: dt.date) -> list[tuple[str, int, Tanggal]]:
    """What is said to have happened and is of a later day than today: field, place in it, date."""
    noted: list[tuple[str, int, Tanggal]] = [("naskah_sah", at, row.tanggal) for at, row in enumerate(sop.naskah_sah)]
    noted += [("evaluasi", at, row.tanggal) for at, row in enumerate(sop.evaluasi)]
    return [item for item in noted if item[2].awal and item[2].awal > today]


def newest_date(sop: Sop) -> dt.date | None:
    """The newest of the dates of the form and of the signed documents; a month or a year is taken at its end."""
    values = [getattr(sop, isian) for isian in DATE_FIELDS]
    return _newest([*values, *(naskah.tanggal for naskah in sop.naskah_sah)])


def last_evaluated(sop: Sop) -> dt.date | None:
    """The day of the newest evaluation, likewise; None where there was none."""
    return _newest([row.tanggal for row in sop.evaluasi])


def last_looked_at(sop: Sop) -> dt.date | None:
    """The day on which somebody last signed or evaluated the SOP, as far as it notes that; None where it does not."""
    return _newest([*(row.tanggal for row in sop.naskah_sah), *(row.tanggal for row in sop.evaluasi)])


def _newest(values: Iterable[Tanggal | None]) -> dt.date | None:
    return max((value.akhir for value in values if value and value.akhir), default=None)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day that many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
