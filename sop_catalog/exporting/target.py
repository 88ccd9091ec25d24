"""The folder that exports are written to: whole files or none, and never over a file that somebody has changed since."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from sop_catalog.publish.interruption import uninterrupted
from sop_catalog.publish.writing import replace_file
from sop_catalog.source.os_errors import describe_os_error

RECORD = ".sop-ekspor.json"
"""What was written here: name → SHA-256. Without it every file counts as somebody's own.

It is written before a file takes its place, with the sum of the one that was there behind a space: a run that is killed
just then leaves the file of before, which is ours as well.
"""


class TargetError(Exception):
    """A file cannot be written; the text is Indonesian."""


class Written(Enum):
    """What became of a file."""

    NEW = auto()
    SAME = auto()
    """It holds this already."""
    KEPT = auto()
    """Somebody has changed it since, or it was never ours: it stays as it is."""


@dataclass
class Target:
    """A folder with its record."""

    folder: Path
    overwrite: bool = False
    """Whether changed files are written over all the same."""
    known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, *, overwrite: bool) -> Target:
        """Make the folder where there is none, and read its record.

        Raises:
            TargetError: it cannot be made.
        """
        if folder.exists() and not folder.is_dir():
            raise TargetError(f"{folder} adalah berkas; sebutkan folder dengan --ke")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TargetError(f"folder {folder} tidak dapat dibuat: {describe_os_error(error)}") from None
        try:
            loaded = json.loads((folder / RECORD).read_text("utf-8"))
        except (OSError, ValueError):
            loaded = {}
        known = {str(name): str(value) for name, value in loaded.items()} if isinstance(loaded, dict) else {}
        return cls(folder, overwrite, known)

    def write(self, name: str, data: bytes) -> Written:
        """Write a file.

        Raises:
            TargetError: it cannot be written.
        """
        path = self.folder / name
        try:
            there = path.read_bytes() if path.is_file() else None
            if there == data:
                self.known[name] = _sum(data)
                return Written.SAME
            is_ours = there is not None and _sum(there) in self.known.get(name, "").split()
            if there is not None and not self.overwrite and not is_ours:
                return Written.KEPT
            with uninterrupted():
                self._put(path, data, _sum(there) if there is not None and is_ours else "")
        except OSError as error:
            hint = "; tutup dulu berkas itu bila sedang dibuka" if isinstance(error, PermissionError) else ""
            raise TargetError(f"{path} tidak dapat ditulis: {describe_os_error(error)}{hint}") from None
        return Written.NEW

    def close(self) -> None:
        """Keep the record.

        Raises:
            TargetError: it cannot be written.
        """
        try:
            with uninterrupted():
                self._keep()
        except OSError as error:
            raise TargetError(f"{self.folder / RECORD} tidak dapat ditulis: {describe_os_error(error)}") from None

    def _put(self, path: Path, data: bytes, before: str) -> None:
        aside, known = path.with_name(f".{path.name}.baru"), self.known.get(path.name)
        try:
            aside.write_bytes(data)
            self.known[path.name] = f"{_sum(data)} {before}".rstrip()
            self._keep()
            replace_file(aside, path)
        except OSError:
            self.known.pop(path.name, None)
            if known is not None:
                self.known[path.name] = known
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
            raise

    def _keep(self) -> None:
        text = json.dumps(dict(sorted(self.known.items())), indent=1, ensure_ascii=False)
        aside = self.folder / f"{RECORD}.baru"
        try:
            aside.write_text(f"{text}\n", "utf-8")
            replace_file(aside, self.folder / RECORD)
        except OSError:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
            raise


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
