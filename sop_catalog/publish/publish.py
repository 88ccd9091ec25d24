"""`sop terbitkan`: bring the folder of an intranet's web server, or a share, up to date with a site that was just built.

Only files whose bytes changed are written, each under a temporary name that then takes the place of the old one: a
reader gets the old page or the new one, never a half. What was written stands in a list of ours in that folder, with
the sums of the bytes: only what is in it, and still as it was written, is ever removed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path, PurePosixPath
from typing import BinaryIO

LIST_NAME = ".sop-terbit.json"
"""In the published folder: file → the sums (SHA-256) that a file of ours of this name may have."""
_FRESH_NAME = ".sop-terbit-baru"
"""A file that is being written."""
LOCK_NAME = ".sop-terbit.kunci"
"""Held by the run that is at work; the system lets go of it when that ends, however it ends."""
_VERSION = 1

Written = Mapping[str, tuple[str, ...]]
"""Path relative to the published folder, with "/" → SHA-256 sums."""


class PublishError(Exception):
    """Why the folder was not (or not wholly) brought up to date; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was done."""

    written: int
    unchanged: int
    removed: int
    kept: tuple[str, ...]
    """Files of ours that the site has no more but somebody changed: they stay."""

    def format_counts(self) -> str:
        """Such as "3 berkas ditulis, 180 tetap, 1 dihapus"."""
        return f"{self.written} berkas ditulis, {self.unchanged} tetap, {self.removed} dihapus"


def check_place(place: Path, site: Path, sources: Iterable[Path], *, overwrite: bool) -> None:
    """Make sure that a site may be published there; before building, since that takes long.

    Args:
        place: the folder to publish into, or a link to it; it need not exist.
        site: the folder that holds mkdocs.yml.
        sources: folders of the site that nothing may be published into, nor around them.
        overwrite: whether a folder that no `sop terbitkan` has made may be used.

    Raises:
        PublishError: it may not.
    """
    root, place = _real(site), _real(place)
    if place == root or place in root.parents:
        raise PublishError(f"{place} memuat katalog itu sendiri; sebutkan folder server web, misalnya /srv/www/sop")
    for source in map(_real, sources):
        if place == source or place in source.parents or source in place.parents:
            raise PublishError(f"{place} bertumpang-tindih dengan {source}; sebutkan folder lain di luar katalog")
    try:
        if place.exists() and not place.is_dir():
            raise PublishError(f"{place} adalah berkas; sebutkan nama folder")
        is_strange = place.exists() and any(map(_is_strange, place.iterdir())) and _read_list(place) is None
    except OSError as error:
        raise PublishError(f"{place} tidak dapat dibaca: {error.strerror}") from None
    if is_strange and not overwrite:
        raise PublishError(
            f"{place} berisi hal lain, bukan hasil sop terbitkan; tidak ada yang diubah. Sebutkan folder kosong, "
            "atau pakai --timpa: berkas yang bernama sama diganti, yang lain dibiarkan"
        )


def publish(fresh: Path, place: Path, *, overwrite: bool) -> Published:
    """Make a folder hold what a site holds.

    Args:
        fresh: the site, just built.
        place: where it is published, as given to `check_place`; made where it is missing.
        overwrite: whether files that we did not write may be replaced by those of the site with the same name.

    Raises:
        PublishError: a file or link of somebody else is in the way, then nothing was changed; or the folder cannot
            be written, then a second run goes on.
    """
    place = _real(place)
    try:
        place.mkdir(parents=True, exist_ok=True)
        flags = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
        lock = os.fdopen(os.open(place / LOCK_NAME, flags, 0o644), "rb+")
    except OSError as error:
        raise PublishError(f"{place} tidak dapat ditulis: {error.strerror or error}") from None
    with lock:
        if not _take(lock):
            raise PublishError(f"sop terbitkan lain sedang menulis ke {place}; tunggu sampai selesai, lalu ulangi")
        return _publish(fresh, place, overwrite=overwrite)


def _take(lock: BinaryIO) -> bool:
    """Whether nobody else holds the lock; a share that knows no locks lets everybody in."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - not on other systems

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
    return True


def _publish(fresh: Path, place: Path, *, overwrite: bool) -> Published:
    names = _Names(path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file())
    try:
        (place / _FRESH_NAME).unlink(missing_ok=True)  # of a run that was cut off
        before = _read_list(place) or {}
        gone = [name for name in before if name not in names.files]
        changed = [
            name for name in sorted(names.files) if name not in before or not _is_same(fresh / name, place / name)
        ]
        _check_way(place, names, changed, before, overwrite=overwrite)
        sums = {name: _sum(fresh / name) for name in sorted(names.files)}
        # Before anything else: a run that is cut off has written no file that the next one does not know.
        _write_list(place, {**before, **{name: (*before.get(name, ()), sums[name]) for name in sums}})
        blocking = [name for name in gone if names.needs_place_of(name)]
        outcomes = {name: _remove(place, name, before[name], names) for name in blocking}
        for name in sorted(changed, key=lambda name: (name.endswith(".html"), name)):  # pages after what they load
            _write(fresh / name, place, name)
        outcomes |= {name: _remove(place, name, before[name], names) for name in gone if name not in outcomes}
        _write_list(place, {name: (sums[name],) for name in sums})
    except OSError as error:
        raise PublishError(
            f"{place} tidak dapat diperbarui seluruhnya: {error.strerror or error}; perbaiki, lalu ulangi"
        ) from None
    counted = Counter(outcomes.values())
    kept = tuple(name for name, outcome in outcomes.items() if outcome is _Outcome.KEPT)
    return Published(len(changed), len(names.files) - len(changed), counted[_Outcome.REMOVED], kept)


class _Outcome(Enum):
    """What became of a file that the site has no more."""

    REMOVED = auto()
    KEPT = auto()
    """Somebody has changed it."""
    ABSENT = auto()
    """Somebody has removed it, or its folder is a link by now."""


class _Names:
    """The files of a site, by their paths with "/"."""

    def __init__(self, names: Iterable[str]) -> None:
        self.files = frozenset(names)
        self.folders = frozenset(str(parent) for name in self.files for parent in PurePosixPath(name).parents)
        self._folded = {name.casefold(): name for name in self.files}

    def needs_place_of(self, name: str) -> bool:
        """Whether a file that is gone stands where the site needs a folder, or in a folder where it needs a file."""
        return name in self.folders or any(str(parent) in self.files for parent in PurePosixPath(name).parents)

    def twin(self, name: str) -> str:
        """The file whose name differs in capitals only; "" for none."""
        return self._folded.get(name.casefold(), "")


def _is_strange(path: Path) -> bool:
    """Whether something else than what the very first run leaves when it is cut off."""
    return path.name not in {_FRESH_NAME, LOCK_NAME}


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


# --- What stands there ---------------------------------------------------------------------------------------------


def _check_way(place: Path, names: _Names, changed: Iterable[str], before: Written, *, overwrite: bool) -> None:
    """Refuse to write through links, over folders, or over what somebody else has put there."""
    for folder in sorted(names.folders):
        mode = _mode(place / folder)
        if mode is not None and not stat.S_ISDIR(mode) and not _is_ours(place, folder, before.get(folder, ())):
            what = "tautan" if stat.S_ISLNK(mode) else "berkas"
            raise PublishError(f"{place / folder} adalah {what}, padahal situs perlu folder di sana; pindahkan dulu")
    foreign = []
    for name in changed:
        mode = _mode(place / name)
        if mode is None:
            continue
        if not stat.S_ISDIR(mode):
            foreign += [name] if name not in before else []
            continue
        below = (path.relative_to(place).as_posix() for path in _files_below(place / name))
        if not all(_is_ours(place, path, before.get(path, ())) for path in below):
            raise PublishError(f"{place / name} adalah folder, padahal situs perlu berkas di sana; pindahkan dulu")
    if foreign and not overwrite:
        raise PublishError(
            f"{len(foreign)} berkas di {place} bukan hasil sop terbitkan dan akan tertimpa: {', '.join(foreign[:3])}"
            f"{', …' if len(foreign) > 3 else ''}; pindahkan dulu, atau pakai --timpa"
        )


def _mode(path: Path) -> int | None:
    """Of the thing itself, not of what a link leads to; None where there is nothing."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _files_below(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        yield from (Path(root, name) for name in files)
        yield from (Path(root, name) for name in folders if Path(root, name).is_symlink())


def _is_same(fresh: Path, old: Path) -> bool:
    """Whether the published file holds these bytes already; a link never does."""
    mode = _mode(old)
    if mode is None or not stat.S_ISREG(mode) or old.stat().st_size != fresh.stat().st_size:
        return False
    return fresh.read_bytes() == old.read_bytes()


def _is_inside(place: Path, name: str) -> bool:
    """Whether the way to a file leads through real folders only."""
    return all(
        (mode := _mode(place / parent)) is not None and stat.S_ISDIR(mode) for parent in PurePosixPath(name).parents
    )


def _is_ours(place: Path, name: str, sums: Iterable[str]) -> bool:
    """Whether a file is still as we wrote it."""
    mode = _mode(place / name) if _is_inside(place, name) else None
    return mode is not None and stat.S_ISREG(mode) and _sum(place / name) in sums


# --- Changing it ---------------------------------------------------------------------------------------------------


def _write(source: Path, place: Path, name: str) -> None:
    target = place / name
    if not _is_inside(place, name):
        target.parent.mkdir(parents=True, exist_ok=True)
    _replace(place, target, source.read_bytes())


def _replace(place: Path, target: Path, content: bytes) -> None:
    """Write under a temporary name, then let it take the target's place: a link there is replaced, not followed."""
    fresh = place / _FRESH_NAME
    try:
        with fresh.open("xb") as file:
            file.write(content)
        fresh.replace(target)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _remove(place: Path, name: str, sums: Iterable[str], names: _Names) -> _Outcome:
    """Remove a file that we wrote, and the folders that it leaves empty."""
    path = place / name
    if not _is_inside(place, name) or _mode(path) is None:
        return _Outcome.ABSENT
    twin = place / names.twin(name)
    if twin != place and _mode(twin) is not None and path.samefile(twin):
        return _Outcome.ABSENT  # a disk that does not tell A from a: it is the site's own file
    if not _is_ours(place, name, sums):
        return _Outcome.KEPT
    path.unlink()
    with contextlib.suppress(OSError):  # as soon as one is not empty
        for parent in list(PurePosixPath(name).parents)[:-1]:
            (place / parent).rmdir()
    return _Outcome.REMOVED


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- The list ------------------------------------------------------------------------------------------------------


def _read_list(place: Path) -> Written | None:
    """What we wrote there; None where there is no list that can be trusted."""
    path = place / LIST_NAME
    mode = _mode(path)
    if mode is None or not stat.S_ISREG(mode):
        return None
    try:
        document = json.loads(path.read_text("utf-8"))
        if document["versi"] != _VERSION:
            return None
        found = {str(name): tuple(map(str, sums)) for name, sums in document["berkas"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found if all(map(_is_name, found)) else None


def _is_name(name: str) -> bool:
    """Whether a name of the list stays inside the folder."""
    path = Path(name)
    return bool(path.parts) and not path.anchor and ".." not in path.parts and "\0" not in name


def _write_list(place: Path, written: Written) -> None:
    document = {"versi": _VERSION, "berkas": {name: sorted(set(sums)) for name, sums in sorted(written.items())}}
    content = json.dumps(document, ensure_ascii=False, indent=0).encode() + b"\n"
    if _is_other(place / LIST_NAME, content):
        _replace(place, place / LIST_NAME, content)


def _is_other(path: Path, content: bytes) -> bool:
    mode = _mode(path)
    return mode is None or not stat.S_ISREG(mode) or path.read_bytes() != content
