"""Writing into a published folder: each file under another name first, then in its place in one step."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import time
from pathlib import Path, PurePosixPath

from sop_catalog.publish.tree import mode_of

_TRIES, _PAUSE = 25, 0.2
"""On Windows nobody takes the place of a file that a server is just reading: that lasts no five seconds."""
_REMOVERS = 2
_MANY_FOLDERS = 200
"""Of a folder that it takes half a second to remove."""


def replace_file(source: Path, target: Path) -> None:
    """Let a file take the place of another, on one disk; a link there is replaced, not followed.

    Raises:
        OSError: it cannot.
    """
    for tries_left in range(_TRIES - 1, -1, -1):
        try:
            source.replace(target)
        except PermissionError:
            if sys.platform != "win32" or not tries_left:
                raise
            time.sleep(_PAUSE)
        else:
            return


def write_file(target: Path, content: bytes, temporary: Path) -> None:
    """Write a small file whole or not at all; a link in place of the temporary one is removed, not followed.

    Raises:
        OSError: it cannot; the target is as it was.
    """
    try:
        if temporary.is_symlink():
            temporary.unlink()
        write_through(temporary, content)
        replace_file(temporary, target)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def write_through(path: Path, content: bytes) -> None:
    """Write a small file as far as the disk itself.

    Raises:
        OSError: it cannot; what of it is there may be half.
    """
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def copy_file(source: Path, target: Path) -> None:
    """A file of its own, made new, with the rights of a new file; folders above it are made.

    Raises:
        OSError: it cannot be read or written, or the target exists.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reading, target.open("xb") as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)


def make_folders(root: Path, name: str, made: list[Path]) -> None:
    """Make the folders above a file as far as nothing stands in their way.

    Args:
        root: the folder that the file is below.
        name: the file.
        made: gets those that were made, outer ones first.

    Raises:
        OSError: one cannot be made.
    """
    for parent in reversed(list(PurePosixPath(name).parents)[:-1]):
        mode = mode_of(root / parent)
        if mode is None:
            (root / parent).mkdir()
            made.append(root / parent)
        elif not stat.S_ISDIR(mode):
            break


def share_file(source: Path, target: Path) -> None:
    """The same file under a second name where the disk can do that, or a copy; a link becomes the same link.

    Raises:
        OSError: neither can be done, or the target exists.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = mode_of(source)
    if mode is not None and stat.S_ISLNK(mode):
        target.symlink_to(source.readlink())
        return
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # a share, or a disk that is not the same
        copy_file(source, target)
        shutil.copystat(source, target)


def outlive(old: Path, fresh: Path) -> None:
    """Give a file a later time than the one that it takes the place of.

    Web servers tell browsers by the second and the size whether a page is still the one that they have.
    """
    mode = mode_of(old)
    if mode is None or not stat.S_ISREG(mode):
        return
    before, now = old.stat(), fresh.stat()
    if int(now.st_mtime) <= int(before.st_mtime):
        os.utime(fresh, (now.st_atime, int(before.st_mtime) + 1))


def remove_file(root: Path, name: str) -> None:
    """Remove a file, and the folders that it leaves empty.

    Raises:
        OSError: it cannot.
    """
    (root / name).unlink()
    with contextlib.suppress(OSError):  # as soon as one is not empty
        for parent in list(PurePosixPath(name).parents)[:-1]:
            (root / parent).rmdir()


def remove_tree(path: Path) -> None:
    """Remove what a run of ours has left, whatever it is; what cannot be removed waits for the next run."""
    mode = mode_of(path)
    if mode is None:
        return
    if stat.S_ISDIR(mode):
        folders = _open_folders(os.fspath(path))
        if len(folders) >= _MANY_FOLDERS:  # the system takes a file away while this program looks for the next
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - small sites do without

            with ThreadPoolExecutor(_REMOVERS) as removers:
                list(removers.map(lambda folder: shutil.rmtree(folder, ignore_errors=True), folders))
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _open_folders(path: str) -> list[str]:
    """Folders of ours that somebody has closed since can be emptied again; what is not ours stays as it is.

    Returns:
        The lowest folders below the path.
    """
    lowest: list[str] = []
    with contextlib.suppress(OSError):
        if os.lstat(path).st_mode & 0o700 != 0o700:
            os.chmod(path, 0o700)  # noqa: PTH101 - about to be removed
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    lowest += _open_folders(entry.path) or [entry.path]
    return lowest
