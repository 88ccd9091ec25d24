"""What the disk can do in one step, and Python has no name for."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Any

_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV}
"""What a kernel or a disk answers that does not know the exchange; everything else is a refusal that people must hear of."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""The same number on Linux (renameat2) and macOS (RENAME_SWAP of renamex_np)."""


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def exchange(first: Path, second: Path) -> bool:
    """Let two things, which both exist on one disk, change places in one step: nobody ever finds one of them missing.

    Returns:
        Whether it was done; False where this system or disk knows no such step, then nothing has changed.

    Raises:
        OSError: the system refuses.
    """
    sys.audit("sop_catalog.exchange", os.fspath(first), os.fspath(second))
    try:
        libc = _libc()
        if sys.platform == "darwin":
            failed = libc.renamex_np(os.fsencode(first), os.fsencode(second), _RENAME_EXCHANGE)
        else:
            failed = libc.renameat2(
                _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), ctypes.c_uint(_RENAME_EXCHANGE)
            )
    except (OSError, AttributeError, TypeError):  # Windows, an old C library
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), os.fspath(second))


def flush_disk(folder: Path) -> None:
    """Wait until what was written to the disk of a folder lies there, so that a power cut cannot undo it in part."""
    try:
        libc = _libc()
        descriptor = os.open(folder, os.O_RDONLY)
    except (OSError, TypeError):  # Windows opens no folder
        return
    try:
        libc.syncfs(descriptor)
    except AttributeError:  # not Linux
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
