"""The files of a site, and what stands in a published folder, by path and by the sum of the bytes."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

Sums = Mapping[str, str]
"""Path relative to the folder, with "/" → SHA-256 of the bytes, as hexadecimal digits."""

_PIECE = 1 << 20


def is_page(name: str) -> bool:
    """Whether a file is one that a reader opens by an address."""
    return name.endswith(".html")


def file_names(folder: Path) -> list[str]:
    """All files below a folder, sorted; links are not followed and count as files."""
    return sorted(path.relative_to(folder).as_posix() for path in files_below(folder))


def files_below(folder: Path) -> Iterator[Path]:
    """Files and links below a folder, in no order.

    Raises:
        OSError: a folder cannot be entered.
    """
    for root, folders, files in os.walk(folder, onerror=_raise):
        yield from (Path(root, name) for name in files)
        yield from (Path(root, name) for name in folders if Path(root, name).is_symlink())


def _raise(error: OSError) -> None:
    raise error


def read_sums(folder: Path) -> dict[str, str]:
    """Every file of a site that was just built.

    Raises:
        OSError: one cannot be read.
    """
    return {name: sum_of(folder / name) for name in file_names(folder)}


def sum_of(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def mode_of(path: Path) -> int | None:
    """Of the thing itself, not of what a link leads to; None where there is nothing."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_inside(root: Path, name: str) -> bool:
    """Whether the way to a file leads through real folders only."""
    return all(
        (mode := mode_of(root / parent)) is not None and stat.S_ISDIR(mode) for parent in PurePosixPath(name).parents
    )


def live_sum(root: Path, name: str) -> str:
    """The sum of a real file that is reached through real folders; "" for anything else."""
    mode = mode_of(root / name) if is_inside(root, name) else None
    return sum_of(root / name) if mode is not None and stat.S_ISREG(mode) else ""


def is_safe_name(name: str) -> bool:
    """Whether a name that a list gives stays inside the folder."""
    path = Path(name)
    return bool(path.parts) and not path.anchor and ".." not in path.parts and "\0" not in name


@dataclass(frozen=True, slots=True)
class Names:
    """The files of a site as a tree."""

    files: frozenset[str]
    folders: frozenset[str]
    """All of their parents, "." among them."""
    folded: Mapping[str, str]
    """In small letters → as it is."""

    @classmethod
    def of(cls, names: Iterable[str]) -> Names:
        """From paths with "/"."""
        files = frozenset(names)
        folders = frozenset(str(parent) for name in files for parent in PurePosixPath(name).parents)
        return cls(files, folders, {name.casefold(): name for name in files})

    def needs_place_of(self, name: str) -> bool:
        """Whether a file stands where the site needs a folder, or in a folder where it needs a file."""
        return name in self.folders or any(str(parent) in self.files for parent in PurePosixPath(name).parents)

    def twin(self, name: str) -> str:
        """The file whose name differs in capitals only; "" for none."""
        return self.folded.get(name.casefold(), "")
