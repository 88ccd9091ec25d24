"""Ctrl+C, a terminal that is closed, a server that shuts down: work is broken off in order, or not at all."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
_NAMES = {
    "SIGINT": "Ctrl+C",
    "SIGTERM": "permintaan berhenti",
    "SIGHUP": "terminalnya ditutup",
    "SIGBREAK": "Ctrl+Break",
}


class Interrupted(BaseException):
    """Somebody wants this run to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """As a shell reports it."""
        return 128 + self.number

    @property
    def from_terminal(self) -> bool:
        """Whether every program of the terminal was told."""
        return self.number == signal.SIGINT

    def __str__(self) -> str:
        return _NAMES.get(signal.Signals(self.number).name, "diminta berhenti")


class _Held:
    """How deep we are in what must not be broken off, and what came meanwhile."""

    depth = 0
    waiting = 0


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """While this lasts, such a signal raises `Interrupted`; one that was ignored (nohup) stays ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _frame: FrameType | None) -> None:
        if _Held.depth:
            _Held.waiting = number
        else:
            raise Interrupted(number)

    previous = {number: signal.getsignal(number) for number in _SIGNALS}
    heeded = [number for number, handler in previous.items() if handler is not signal.SIG_IGN]
    try:
        for number in heeded:
            signal.signal(number, stop)
        yield
    finally:
        for number in heeded:
            signal.signal(number, previous[number])


@contextlib.contextmanager
def uninterrupted(*, ends_run: bool = False) -> Iterator[None]:
    """A short piece of work that is done whole; a signal that came meanwhile is heeded behind it.

    Args:
        ends_run: whether nothing follows that could still be broken off: then the signal is too late.
    """
    _Held.depth += 1
    try:
        yield
    finally:
        _Held.depth -= 1
        waiting, _Held.waiting = (_Held.waiting, 0) if not _Held.depth else (0, _Held.waiting)
    if waiting and not ends_run:
        raise Interrupted(waiting)
