"""Whether a file that an SOP attaches holds something else now: the YAML names the file, git knows its bytes.

What a file says is not compared, only that it is another one: that it was replaced is what those who approve have to
know.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from sop_catalog.catalog.attachments import ATTACHMENT_FOLDER, KINDS, MOST_BYTES
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.compare.changes import Change, ChangeKind, Weight
from sop_catalog.git import TreeEntry
from sop_catalog.model.sop import Sop
from sop_catalog.source.inside import NotRegularError, OutsideError, find_root, read_regular

Contents = Mapping[str, frozenset[str]]
"""File relative to the folder of SOPs, with "/" → git's names for its contents; more than one where git may keep the
bytes otherwise than the disk (line breaks of texts, Git LFS)."""


@dataclass(frozen=True, slots=True)
class Attached:
    """The attachable files of both states."""

    before: Contents = field(default_factory=dict)
    after: Contents = field(default_factory=dict)

    def changed_names(self) -> frozenset[str]:
        """The names, without folders, of files that are in both states with different contents."""
        both = self.before.keys() & self.after.keys()
        return frozenset(PurePosixPath(path).name for path in both if not self.before[path] & self.after[path])

    def compare(self, before: SopFile, after: SopFile) -> Iterator[Change]:
        """The files that both states of an SOP attach under the same name, and that hold something else now."""
        if before.sop is None or after.sop is None:
            return
        old = {lampiran.sumber for lampiran in before.sop.lampiran if not lampiran.alamat}
        for lampiran in after.sop.lampiran:
            if lampiran.sumber not in old:
                continue
            first = _find(self.before, before.sop, lampiran.sumber)
            second = _find(self.after, after.sop, lampiran.sumber)
            if first and second and not first & second:
                named = "" if lampiran.nama == lampiran.sumber else f" ({lampiran.sumber})"
                yield Change(
                    ChangeKind.ISI_LAMPIRAN,
                    Weight.SUBSTANTIF,
                    f"Isi berkas lampiran {lampiran.nama}{named} diganti",
                    "lampiran",
                )


def _find(contents: Contents, sop: Sop, sumber: str) -> frozenset[str] | None:
    beside = PurePosixPath(sop.path).parent / sumber
    return contents.get(beside.as_posix()) or contents.get(f"{ATTACHMENT_FOLDER}/{sumber}")


def contents_of_tree(entries: Iterable[TreeEntry]) -> Contents:
    """The attachable files of a commit."""
    return {entry.path: frozenset((entry.blob,)) for entry in entries if _is_attachable(entry.path)}


def contents_of_folder(folder: Path, wanted: Iterable[str] | None = None) -> Contents:
    """The attachable files of a folder of SOPs as they lie on disk; what cannot be read is left out (checks say so).

    Args:
        folder: the folder of SOPs.
        wanted: only these, relative to the folder; None for all.
    """
    root = find_root(folder)
    contents = {}
    for path in _walk(folder) if wanted is None else (path for path in wanted if (folder / path).is_file()):
        try:
            data = read_regular(folder / path, root, MOST_BYTES + 1)
        except (OSError, OutsideError, NotRegularError):
            continue
        contents[path] = frozenset(_names(data, PurePosixPath(path).suffix.lower()))
    return contents


def _walk(folder: Path) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if _is_attachable(name):
                yield (Path(here, name)).relative_to(folder).as_posix()


def _is_attachable(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in KINDS


def _names(data: bytes, ending: str) -> Iterator[str]:
    yield from _blob(data)
    if ending in {".txt", ".csv"} and b"\r\n" in data:
        yield from _blob(data.replace(b"\r\n", b"\n"))
    digest = hashlib.sha256(data).hexdigest()
    yield from _blob(f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(data)}\n".encode())


def _blob(data: bytes) -> tuple[str, str]:
    """Git's names of a content, in a usual repository and in one that was made with SHA-256."""
    whole = b"blob %d\0" % len(data) + data
    return hashlib.sha1(whole, usedforsecurity=False).hexdigest(), hashlib.sha256(whole).hexdigest()
