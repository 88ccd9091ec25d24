"""How far long work is: one line on a terminal, for work that goes on after the program's first two seconds.

Where standard error is no terminal (a build server, a file, another program) nothing is ever written.
"""

from __future__ import annotations

import sys
import time

_BEGIN = time.monotonic()
_QUIET_SECONDS = 2.0
_BETWEEN_SECONDS = 0.1
_ERASE = "\r\x1b[K"


class Progress:
    """The line of one piece of work.

    Args:
        label: what is being done: "Membaca SOP"; "" says nothing.
        total: how many steps it has.
    """

    def __init__(self, label: str, total: int) -> None:
        self._label = label
        self._total = total
        self._next = _BEGIN + _QUIET_SECONDS if label and total and sys.stderr.isatty() else float("inf")
        self._is_shown = False

    def tell(self, done: int) -> None:
        """Say how many steps are done, unless that was said just now."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN_SECONDS
            self._is_shown = True
            sys.stderr.write(f"{_ERASE}{self._label}: {100 * done // self._total} %")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away: what is said next stands in its place."""
        if self._is_shown:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
