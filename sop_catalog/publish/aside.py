"""A site is built in a folder beside its place, and takes that place in one step when it is whole.

    .sop-bangun-k3j9x1ab/kunci   says whose place it is for, and is locked as long as somebody works here
    .sop-bangun-k3j9x1ab/baru    the site that is being built; after the exchange, the old one
    .sop-bangun-k3j9x1ab/daftar  the files that the build meant to write
    .sop-bangun-k3j9x1ab/lama    the old one, where the disk knows no exchange

Whoever is killed leaves such a folder behind. `sweep` finds it by its name, its lock that nobody holds, and what is in
it, brings an old site back that had been moved away, and removes the rest. Nothing else is ever touched.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sop_catalog.publish.exchange import exchange, flush_disk
from sop_catalog.publish.interruption import uninterrupted
from sop_catalog.publish.locks import open_lock, take_lock
from sop_catalog.publish.writing import remove_tree

_PREFIX = ".sop-bangun-"
_NAME = re.compile(r"\.sop-bangun-[a-z0-9_]{8}")
_LOCK, _FRESH, _OLD = "kunci", "baru", "lama"
LIST = "daftar"
_OURS = {_LOCK, _FRESH, _OLD, LIST}
_TRIES = 5


@contextlib.contextmanager
def aside(folder: Path, place: Path | None = None) -> Iterator[Path]:
    """A path at which a site may be built; what is there in the end is removed.

    Args:
        folder: where our own folder is made, and where such folders that were left behind are swept.
        place: whose place the site is to take, a path in that folder. None for a site that is read from where it was
            built: a temporary folder does as well where this one cannot be written.

    Raises:
        OSError: nothing can be written.
    """
    sweep(folder, place)
    path, lock = _make(folder, place)
    try:
        with lock:
            yield path / _FRESH
    finally:
        with uninterrupted():
            _remove(path)


def _make(folder: Path, place: Path | None) -> tuple[Path, BinaryIO]:
    last = OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    for root in (*[folder] * _TRIES, *([] if place else [Path(tempfile.gettempdir())])):
        try:
            path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=root))
        except OSError as error:
            last = error
            continue
        try:
            lock = open_lock(path / _LOCK)
        except FileNotFoundError:  # somebody has swept the folder while it was empty
            continue
        except OSError:
            _remove(path)
            raise
        try:
            if take_lock(lock):  # or somebody who sweeps was faster
                lock.write(json.dumps({"tempat": place.name if place else ""}).encode())
                lock.flush()
                return path, lock
        except OSError:
            _remove(path)
            raise
        lock.close()
    raise last


def put_in_place(fresh: Path, place: Path) -> None:
    """Let a finished site take its place; the old one takes the other path, to be removed with it.

    Args:
        fresh: the site, as `aside` gave the path.
        place: a folder or nothing, on the same disk.

    Raises:
        OSError: it cannot; the old site is where it was.
    """
    flush_disk(fresh)
    with uninterrupted():
        if not place.exists():
            fresh.rename(place)
        elif not exchange(fresh, place):
            old = fresh.with_name(_OLD)
            place.rename(old)
            try:
                fresh.rename(place)
            except OSError:
                old.rename(place)
                raise


def sweep(root: Path, place: Path | None = None) -> None:
    """Put right and remove what runs have left in a folder that were killed.

    Args:
        root: the folder; none has to be there.
        place: the site that a folder of an older version of this program is for, which does not say it.
    """
    with contextlib.suppress(OSError):
        for path in sorted(root.iterdir()):
            if _NAME.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
                with contextlib.suppress(OSError):
                    _sweep(path, place)


def _sweep(path: Path, place: Path | None) -> None:
    names = {entry.name for entry in path.iterdir()}
    if not names <= _OURS:
        return
    if not names:
        path.rmdir()
    elif _LOCK not in names:
        if _bring_back(path, place):
            _remove(path)
    else:
        with open_lock(path / _LOCK) as lock:
            if take_lock(lock):
                name = _name_in(lock.read())
                if _bring_back(path, path.parent / name if name else None):
                    _remove(path)


def _name_in(text: bytes) -> str:
    """The name of the place that a lock is for; "" for none."""
    try:
        return Path(json.loads(text)["tempat"]).name
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def _bring_back(path: Path, place: Path | None) -> bool:
    """Between two renames there was no site at all: the old one returns. Whether none is left that may be needed."""
    old = path / _OLD
    if not old.is_dir():
        return True
    if place is None or place.parent != path.parent:
        return False
    if not os.path.lexists(place):
        old.rename(place)
    return True


def _remove(path: Path) -> None:
    """The lock last: a removal that is cut off can be taken up."""
    for name in (_FRESH, _OLD):
        remove_tree(path / name)
    for name in (LIST, _LOCK):
        with contextlib.suppress(OSError):
            (path / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        path.rmdir()
