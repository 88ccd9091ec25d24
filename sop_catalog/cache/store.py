"""A folder in which results are kept by content hash; it may be removed at any time, by anybody, also while it is used.

    .sop-cache/indeks.json       key → where its value lies, and how many builds ago it was last used
    .sop-cache/paket-3f….bin     values, one behind the other, each written once and never changed
    .sop-cache/tanda             an empty file; the index says when it came to this disk

A process only ever adds packs of its own, under names of its own, and puts a new index in the place of the old one in one
step: so two builds at once do not disturb each other (the later index wins, the other's packs are swept later), and a
process that is killed leaves packs that no index names. Each value is read with its length and checksum; what does not
fit, is cut off, or comes from elsewhere, is as if it had never been kept. Where the folder cannot be written nothing is
kept, and nothing is said.

Values are data (JSON, HTML) and are read as nothing else. What a build says of SOPs that somebody has approved must not come
from a folder that nobody looks at, so only results of this very place count: the index holds the moment at which `tanda` came to
be here (`st_ctime_ns`), which no commit and no archive can bring along. An index that came by git, whatever it says, is as
none; so is a folder that is a link, and nothing is written through links.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import stat
import time
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Final

FOLDER: Final = ".sop-cache"
_INDEX = "indeks.json"
_MARK = "tanda"
_MAGIC = "katalog-sop/2"
_PACK = re.compile(r"paket-[0-9a-f]{16}\.bin")
_MOST_AGE = 3
"""Builds for which a value is kept that nobody has used."""
_MOST_PACKS = 40
"""More of them than these are put together in one."""
_OLD_SECONDS = 3600
"""A pack that no index names may be another process's: for so long it is left alone."""
_NOTICE = "# Hasil kerja sop bangun dan sop periksa; boleh dihapus kapan saja.\n*\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a value lies."""

    pack: str
    start: int
    length: int
    sum: int
    """CRC-32 of key and value."""


class Cache:
    """What is kept in one folder.

    Args:
        root: the folder beside which it lies; None keeps nothing.
    """

    def __init__(self, root: Path | None) -> None:
        self._folder = root / FOLDER if root is not None else None
        self._entries: dict[str, tuple[Entry, int]] = {}
        self._used: set[str] = set()
        self._fresh: dict[str, Entry] = {}
        self._open: dict[str, BinaryIO | None] = {}
        self._pack: FileIO | None = None
        """Unbuffered: what a forked process would find in a buffer, it would write a second time."""
        self._pack_name = ""
        self._read_index()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        return not (self._entries or self._fresh)

    def get(self, key: str) -> bytes | None:
        """A value; None where it is not kept, or damaged."""
        found = self._fresh.get(key) or self._entries.get(key, (None, 0))[0]
        value = self._read(key, found) if found else None
        if value is not None:
            self._used.add(key)
        elif found:
            self._entries.pop(key, None)
            self._fresh.pop(key, None)
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keep a value from the next `save` on."""
        pack = self._writer()
        if pack is None:
            return
        try:
            start = pack.tell()
            is_whole = pack.write(value) == len(value)
        except OSError:
            is_whole = False
        if not is_whole:  # the disk is full: the rest is not kept either
            self._folder = None
            return
        self._fresh[key] = Entry(self._pack_name, start, len(value), _sum(key, value))
        self._used.add(key)

    # --- Several processes ---

    def leave(self) -> tuple[dict[str, Entry], set[str]]:
        """At the end of a forked process: what it has kept and used, for `adopt`."""
        self._close_pack()
        return self._fresh, self._used

    def begin_fork(self) -> None:
        """In a forked process, or one that got this object from another: packs of its own from now on."""
        self._pack, self._pack_name, self._open = None, "", {}
        self._fresh, self._used = {}, set()

    def adopt(self, left: tuple[dict[str, Entry], set[str]]) -> None:
        """Take over what another process has kept."""
        fresh, used = left
        self._fresh |= fresh
        self._used |= used

    def __getstate__(self) -> dict[str, object]:
        state = dict(vars(self))
        return {**state, "_pack": None, "_pack_name": "", "_open": {}}

    # --- The end ---

    def save(self, whole: Collection[str] = ()) -> None:
        """Write the index, if there is anything new, and let go of open files.

        Args:
            whole: kinds (what keys begin with, up to "-") of which everything has been used that is still worth keeping:
                the others grow old.
        """
        self._close_pack()
        if self._folder is not None and (self._fresh or self._has_old(whole)):
            with contextlib.suppress(OSError):
                self._save(whole)
        self.close()

    def _save(self, whole: Collection[str]) -> None:
        kept = self._kept(whole)
        if len({entry.pack for entry, _ in kept.values()}) > _MOST_PACKS:
            kept = self._rewritten(kept)
        self._write_index(kept)
        self._entries, self._fresh = kept, {}
        self._sweep({entry.pack for entry, _ in kept.values()})

    def close(self) -> None:
        """Let go of open files."""
        for file in self._open.values():
            if file:
                file.close()
        self._open = {}

    def _has_old(self, whole: Collection[str]) -> bool:
        return any(self._age(key, age, whole) > _MOST_AGE for key, (_, age) in self._entries.items())

    def _kept(self, whole: Collection[str]) -> dict[str, tuple[Entry, int]]:
        ages = {key: self._age(key, age, whole) for key, (_, age) in self._entries.items()}
        kept = {key: (entry, ages[key]) for key, (entry, _) in self._entries.items() if ages[key] <= _MOST_AGE}
        return kept | {key: (entry, 0) for key, entry in self._fresh.items()}

    def _age(self, key: str, age: int, whole: Collection[str]) -> int:
        return 0 if key in self._used else age + (key.partition("-")[0] in whole)

    def _rewritten(self, kept: dict[str, tuple[Entry, int]]) -> dict[str, tuple[Entry, int]]:
        """All that is kept in one new pack."""
        self._fresh = {}
        for key, (entry, _) in kept.items():
            value = self._read(key, entry)
            if value is not None:
                self.put(key, value)
        self._close_pack()
        return {key: (entry, kept[key][1]) for key, entry in self._fresh.items()}

    # --- Files ---

    def _read_index(self) -> None:
        moment = self._moment()
        if self._folder is None or not moment:
            return
        try:
            with _open_regular(self._folder / _INDEX) as file:
                if file.readline(100) != _head(moment):  # somebody else's may be of any size
                    return
                index = json.loads(file.read())
            packs = [name for name in index["paket"] if _PACK.fullmatch(name)]
            if len(packs) != len(index["paket"]):
                return
            self._entries = {
                key: (Entry(packs[pack], start, length, total), age)
                for key, (pack, start, length, total, age) in index["isi"].items()
            }
        except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            self._entries = {}

    def _moment(self) -> int:
        """When `tanda` came to this disk, in nanoseconds; 0 where it is not here, or the folder is not really one."""
        try:
            if self._folder is None or not stat.S_ISDIR(os.lstat(self._folder).st_mode):
                return 0
            return os.lstat(self._folder / _MARK).st_ctime_ns
        except OSError:
            return 0

    def _write_index(self, kept: dict[str, tuple[Entry, int]]) -> None:
        assert self._folder is not None  # noqa: S101 - for mypy
        packs = sorted({entry.pack for entry, _ in kept.values()})
        numbers = {name: number for number, name in enumerate(packs)}
        rows = {
            key: (numbers[entry.pack], entry.start, entry.length, entry.sum, age) for key, (entry, age) in kept.items()
        }
        text = json.dumps({"paket": packs, "isi": rows}, separators=(",", ":"))
        moment = self._moment()
        if not moment:
            return
        fresh = self._folder / f".{_INDEX}-{secrets.token_hex(8)}"
        try:
            fresh.write_bytes(_head(moment) + text.encode("ascii"))
            fresh.replace(self._folder / _INDEX)
        finally:
            fresh.unlink(missing_ok=True)

    def _read(self, key: str, entry: Entry) -> bytes | None:
        file = self._reader(entry.pack)
        if file is None:
            return None
        try:
            file.seek(entry.start)
            value = file.read(entry.length)
        except (OSError, ValueError, OverflowError, TypeError):
            return None
        return value if len(value) == entry.length and _sum(key, value) == entry.sum else None

    def _reader(self, name: str) -> BinaryIO | None:
        if name not in self._open:
            self._open[name] = None
            if self._folder is not None and _PACK.fullmatch(name):
                with contextlib.suppress(OSError):
                    self._open[name] = _open_regular(self._folder / name)
        return self._open[name]

    def _writer(self) -> FileIO | None:
        if self._pack is None and self._folder is not None:
            try:
                self._folder.mkdir(exist_ok=True)
                if not self._folder.is_symlink():
                    _write_once(self._folder / _MARK, "")
                if not self._moment():
                    self._folder = None
                    return None
                _write_once(self._folder / ".gitignore", _NOTICE)
                self._pack_name = f"paket-{secrets.token_hex(8)}.bin"
                self._pack = (self._folder / self._pack_name).open("xb", buffering=0)
            except OSError:
                self._folder = None
        return self._pack

    def _close_pack(self) -> None:
        if self._pack:
            with contextlib.suppress(OSError):
                self._pack.close()
        self._pack, self._pack_name = None, ""

    def _sweep(self, wanted: set[str]) -> None:
        """Remove packs that no index names, once they are old enough to be nobody's."""
        assert self._folder is not None  # noqa: S101 - for mypy
        for path in self._folder.iterdir():
            is_ours = _PACK.fullmatch(path.name) or path.name.startswith(f".{_INDEX}-")
            if is_ours and path.name not in wanted and time.time() - path.stat().st_mtime > _OLD_SECONDS:
                file = self._open.pop(path.name, None)
                if file:
                    file.close()
                with contextlib.suppress(OSError):  # Windows removes no file that somebody reads
                    path.unlink()


def _head(moment: int) -> bytes:
    """The first line of an index."""
    return f"{_MAGIC} {moment}\n".encode("ascii")


def _open_regular(path: Path) -> BinaryIO:
    """Open a file that is no pipe and no device. OSError where it is, or is not there."""
    flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, os.O_RDONLY | flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError
    return file


def _write_once(path: Path, text: str) -> None:
    """Write a file that is not there; what is there stays, also a link that leads nowhere."""
    with contextlib.suppress(FileExistsError), path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _sum(key: str, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(key.encode()))
