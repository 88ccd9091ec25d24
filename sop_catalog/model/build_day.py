"""Which day counts as today, and what is overdue on it: pages and checks must say the same."""

from __future__ import annotations

import datetime as dt
import os


class BuildDayError(Exception):
    """SOURCE_DATE_EPOCH is no time; the text is Indonesian and says what to do."""


def read_build_day() -> dt.date:
    """The day of SOURCE_DATE_EPOCH (seconds since 1970, UTC) where that is set, else the day on which this runs.

    Raises:
        BuildDayError: SOURCE_DATE_EPOCH is set to something else.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.date.today()  # noqa: DTZ011 - the reader's own day
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise BuildDayError(
            f"SOURCE_DATE_EPOCH berisi {epoch[:40]!r}; isi dengan detik sejak 1970, misalnya 1767225600, atau hapus dari lingkungan"
        ) from None


def is_overdue(last_day: dt.date | None, today: dt.date) -> bool:
    """Whether a review is late: `tinjau_sebelum` names the last day on which it is still in time."""
    return last_day is not None and last_day < today
