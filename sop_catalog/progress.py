"""How far long work is: one line on a terminal, for work that goes on after the program's first two seconds.

Where standard error is no terminal (a build server, a file, another program) nothing is ever written.
"""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import Self

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


class Waiting:
    """The line of work that does not say how far it is: what is done, and for how long already.

        with Waiting("Mencetak buku") as waiting:
            waiting.say("putaran 1")

    Args:
        label: what is being done.
    """

    def __init__(self, label: str) -> None:
        self._label = label
        self._said = ""
        self._begin = time.monotonic()
        self._ends = threading.Event()
        self._thread: threading.Thread | None = None

    def say(self, text: str) -> None:
        """Which part of it is done now."""
        self._said = text

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._thread = threading.Thread(target=self._write, name="sop-menunggu", daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends.set()
        if self._thread:
            self._thread.join()

    def _write(self) -> None:
        if self._ends.wait(max(0.0, _BEGIN + _QUIET_SECONDS - time.monotonic())):
            return
        while True:
            seconds = int(time.monotonic() - self._begin)
            part = f" ({self._said})" if self._said else ""
            sys.stderr.write(f"{_ERASE}{self._label}{part}: {seconds} detik")
            sys.stderr.flush()
            if self._ends.wait(_BETWEEN_SECONDS * 5):
                break
        sys.stderr.write(_ERASE)
        sys.stderr.flush()
