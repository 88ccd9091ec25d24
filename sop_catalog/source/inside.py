"""Files that may be read: regular ones, inside the catalogue's root, wherever links lead.

A repository holds what many hands have put there, links among it. What such a link leads to outside the root (a key, a
neighbour's draft, a device that never answers) must neither be published nor stand in a message, so it is never opened.
Links that stay inside are followed. Names that begin with "." are not inside: `.git/config` may hold a token.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

_MARKS = ("mkdocs.yml", "mkdocs.yaml", ".git")
"""What the root of a catalogue holds."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""A pipe or a device must not make us wait, and what was resolved must not have become a link since."""


class OutsideError(Exception):
    """A link leads out of the catalogue's root, or to something hidden in it."""


class NotRegularError(Exception):
    """A pipe, a device, a folder: nothing that holds text."""


def find_root(folder: Path) -> Path:
    """The resolved root of the catalogue that a folder belongs to: the nearest folder with mkdocs.yml or .git, else itself.

    Args:
        folder: as somebody typed it; a link of that name belongs to where it stands.
    """
    written = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay as they were typed
    for place in (written, *written.parents):
        if any(os.path.lexists(place / mark) for mark in _MARKS):
            return Path(os.path.realpath(place))
    return Path(os.path.realpath(written))


def resolve_inside(path: Path, root: Path) -> Path:
    """Where a path leads, all links followed.

    Args:
        path: of something that exists, or of a link that leads nowhere.
        root: resolved, as from `find_root`.

    Raises:
        OutsideError: it leads out of the root, or to a name in it that begins with "." where the path itself has none.
    """
    found = Path(os.path.realpath(path))
    try:
        inside = found.relative_to(root)
    except ValueError:
        raise OutsideError from None
    if any(part.startswith(".") and part not in path.parts for part in inside.parts):
        raise OutsideError
    return found


def is_inside(folder: Path, root: Path) -> bool:
    """Whether a folder may be looked into: the names in one that leads out are nobody's business either.

    Args:
        folder: there or not.
        root: resolved, as from `find_root`.
    """
    try:
        resolve_inside(folder, root)
    except OutsideError:
        return False
    return True


def read_regular(path: Path, root: Path | None, most: int) -> bytes:
    """The first bytes of a regular file.

    Args:
        path: the file, or a link to it.
        root: what it must lie in, resolved; None for a file that somebody has named himself.
        most: so many bytes at most.

    Raises:
        OutsideError: it leads out of the root.
        NotRegularError: it is no file.
        OSError: it cannot be read.
    """
    found = Path(os.path.realpath(path)) if root is None else resolve_inside(path, root)
    descriptor = os.open(found, _FLAGS)
    try:
        opened = os.fstat(descriptor)
        if not stat.S_ISREG(opened.st_mode):
            raise NotRegularError
        # A folder on the way may have become a link between the two looks: what is open must still be what is there.
        if root is not None and not _is_still(descriptor, opened, found):
            resolved = resolve_inside(path, root)
            if not os.path.samestat(opened, os.stat(resolved)):  # noqa: PTH116
                raise OutsideError
        pieces = []
        while most > 0 and (piece := os.read(descriptor, most)):
            pieces.append(piece)
            most -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(descriptor)


def _is_still(descriptor: int, opened: os.stat_result, found: Path) -> bool:
    """Whether what is open is certainly what was found, by the system's own word for it; False: nobody says."""
    try:
        named = os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115
    except OSError:
        return False
    return opened.st_nlink > 0 and named == str(found)
