"""One run at a time: a file that the system lets go of when its holder ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO

_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


def open_lock(path: Path) -> BinaryIO:
    """The file of a lock, made where it is missing; a link in its place is not followed.

    Raises:
        OSError: it cannot be opened for writing.
    """
    flags = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    return os.fdopen(os.open(path, flags, 0o666), "rb+")


def take_lock(lock: BinaryIO) -> bool:
    """Whether nobody else holds the lock; a share that knows no locks lets everybody in."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - not on other systems

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD
    return True
