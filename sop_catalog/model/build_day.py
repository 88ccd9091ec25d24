"""Which day counts as today, and what is overdue on it: pages and checks must say the same."""

from __future__ import annotations

import datetime as dt
import os

_EPOCH = "SOURCE_DATE_EPOCH"


def read_build_day() -> dt.date:
    """The day of SOURCE_DATE_EPOCH (seconds since 1970, UTC) where that is a time, else the day on which this runs."""
    return _given_day() or dt.date.today()  # noqa: DTZ011 - the reader's own day


def find_build_day_problem() -> str:
    """What is wrong with SOURCE_DATE_EPOCH, in one Indonesian line; "" where it is a time or not set."""
    if not os.environ.get(_EPOCH) or _given_day():
        return ""
    given = os.environ[_EPOCH][:40]
    return f"{_EPOCH} berisi {given!r}, bukan detik sejak 1970 seperti 1767225600; yang dipakai hari ini"


def drop_wrong_build_day() -> str:
    """The same, and forget what is wrong: other programs of this process (MkDocs) would end with a traceback over it."""
    problem = find_build_day_problem()
    if problem:
        del os.environ[_EPOCH]
    return problem


def _given_day() -> dt.date | None:
    try:
        seconds = int(os.environ.get(_EPOCH, ""))
        # MkDocs packs the list of pages with gzip, whose time has 32 bits: 1970 to 2106.
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date() if 0 <= seconds < 1 << 32 else None
    except (ValueError, OverflowError, OSError):
        return None


def is_overdue(last_day: dt.date | None, today: dt.date) -> bool:
    """Whether a review is late: `tinjau_sebelum` names the last day on which it is still in time."""
    return last_day is not None and last_day < today
