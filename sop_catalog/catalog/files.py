"""Reads the files of a catalogue: by all processors, each file once, and what is kept not at all."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.folder import REGISTER_FOLDER, Folder, list_folder, report_outside
from sop_catalog.catalog.read_file import Judge, ReadFile
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.catalog.unread import unreadable_file
from sop_catalog.model.decode import decode_tree, slug_of, words_of
from sop_catalog.model.header import decode_header
from sop_catalog.model.positions import Positions
from sop_catalog.model.registers import Registers
from sop_catalog.processes import share
from sop_catalog.source.characters import read_source
from sop_catalog.source.diagnostic import Diagnostic, Layer, Severity
from sop_catalog.source.inside import NotRegularError, OutsideError, find_root
from sop_catalog.source.os_errors import describe_os_error
from sop_catalog.source.text import Source
from sop_catalog.source.yaml_tree import Node, read_yaml

if TYPE_CHECKING:
    from sop_catalog.cache.store import Cache

ENDINGS = (".yml", ".yaml")
"""Of the files that are read, in lower case."""
_CHUNK = 12
"""Files that are read and judged together: what the rules make of the registers is made once for them."""
_SECONDS = 0.0025
"""What one file takes."""


@dataclass(frozen=True, slots=True)
class SopPath:
    """A file that is to be read."""

    path: Path
    relative: str
    """To the folder of SOPs, with "/"."""
    shown: str
    """As people see it in messages."""
    root: Path
    """Of the catalogue, resolved: nothing outside is read."""
    is_whole: bool = True
    """Or only its header, whose mistakes are nobody's business."""
    is_refused: bool = False
    """Whether it must not be opened, which has been said (`list_folder`); others may refer to it all the same."""


def join_shown(shown: str, relative: str) -> str:
    """A path as people see it in messages."""
    return f"{shown}/{relative}" if shown else relative


def list_catalog(folder: Path, shown: str) -> Folder:
    """Everything in a folder of SOPs that may matter; drafts ("_…") and hidden things do not.

    Args:
        folder: an existing folder.
        shown: what messages call it.
    """
    return list_folder(folder, shown, find_root(folder), is_wanted=_is_wanted)


def _is_wanted(name: str) -> bool:
    return name == REGISTER_FOLDER or not name.startswith(("_", "."))


def list_files(
    folder: Path, shown: str, only: Container[str] | None = None, listed: Folder | None = None
) -> list[SopPath]:
    """The SOP files below a folder in the order of their paths, those among them that must not be opened.

    Args:
        folder: an existing folder.
        shown: what messages call it.
        only: the files that are to be read as a whole; None: all.
        listed: what it holds; looked up when None.
    """
    listed = listed or list_catalog(folder, shown)
    root = find_root(folder)
    found = [(name, False) for name in listed.files] + [(name, True) for name in listed.refused]
    return [
        SopPath(folder / name, name, join_shown(shown, name), root, only is None or name in only, is_refused)
        for name, is_refused in sorted(found)
        if is_sop_path(name)
    ]


def is_sop_name(name: str) -> bool:
    """Whether a file of this name is read as an SOP."""
    return name.lower().endswith(ENDINGS) and not name.startswith(("_", "."))


def is_sop_path(path: str) -> bool:
    """Whether a file is read as an SOP, by its path relative to the folder of SOPs, with "/"."""
    *folders, name = path.split("/")
    return is_sop_name(name) and not any(folder.startswith(("_", ".")) for folder in folders)


def read_files(
    paths: Sequence[SopPath], base: Catalog, judge: Judge | None = None, cache: Cache | None = None
) -> list[ReadFile]:
    """All files, in their order.

    Args:
        paths: the files.
        base: a catalogue without files, with the registers.
        judge: what else is wrong in each file; None does not ask.
        cache: where results are kept; None keeps nothing.
    """
    reader = _Reader(base, judge, cache)
    found = reader.find_kept(paths) if cache and not cache.is_empty else {}
    missing = [path for path in paths if path.relative not in found]
    chunks = [missing[start : start + _CHUNK] for start in range(0, len(missing), _CHUNK)]
    for chunk in share(
        reader,
        chunks,
        seconds=_SECONDS * _CHUNK,
        label="Membaca SOP",
        begin=cache.begin_fork if cache else None,
        leave=cache.leave if cache else None,
        collect=cache.adopt if cache else None,
    ):
        found |= {read.file.path: read for read in chunk}
    return [found[path.relative] for path in paths]


@dataclass(frozen=True)
class _Reader:
    """Reads a chunk of files, judges them, and keeps the results. It travels to other processes."""

    base: Catalog
    judge: Judge | None
    cache: Cache | None

    def __call__(self, chunk: Sequence[SopPath]) -> list[ReadFile]:
        read = [read_file(path, self.base.registers) for path in chunk]
        judged = self._judge([item.file for item in read])
        done = [replace(item, judged=judged.get(item.file.path, ())) for item in read]
        if self.cache:
            from sop_catalog.catalog.kept import Keeper  # noqa: PLC0415 - small catalogues do without

            keeper = Keeper(self.cache, self.base, self.judge)
            for item in done:
                keeper.keep(item)
        return done

    def find_kept(self, paths: Sequence[SopPath]) -> dict[str, ReadFile]:
        """The files whose results are kept, by their path. Those that are kept but not judged are judged."""
        from sop_catalog.catalog.kept import Keeper  # noqa: PLC0415 - small catalogues do without

        assert self.cache is not None  # noqa: S101 - for mypy
        keeper = Keeper(self.cache, self.base, self.judge)
        found: dict[str, ReadFile] = {}
        unjudged = []
        for path in paths:
            source, findings = read_text(path)
            kept = keeper.find(source, path.relative, findings, is_whole=path.is_whole) if source else None
            if kept:
                found[path.relative], is_judged = kept
                unjudged += [] if is_judged else [found[path.relative]]
        judged = self._judge([item.file for item in unjudged])
        for item in unjudged:
            found[item.file.path] = replace(item, judged=judged.get(item.file.path, ()))
            keeper.keep_judgement(found[item.file.path])
        return found

    def _judge(self, files: list[SopFile]) -> dict[str, tuple[Diagnostic, ...]]:
        """What is wrong in files, by their path."""
        if self.judge is None or not files:
            return {}
        paths = {file.source.path: file.path for file in files}
        found: dict[str, list[Diagnostic]] = {}
        for finding in self.judge(replace(self.base, files=tuple(files))):
            found.setdefault(paths[finding.source.path], []).append(finding)
        return {path: tuple(findings) for path, findings in found.items()}


def read_file(path: SopPath, registers: Registers) -> ReadFile:
    """One file; as a whole, or by its header.

    Args:
        path: the file.
        registers: of its catalogue.
    """
    source, findings = read_text(path)
    if source is None:
        file = SopFile(
            Source(path.shown, ""),
            path.relative,
            slug_of(path.relative),
            None,
            Positions(),
            header_only=not path.is_whole,
        )
        return ReadFile(file, tuple(findings if path.is_whole else ()))
    if path.is_whole:
        file, more = read_sop(source, path.relative, registers)
        return ReadFile(file, (*findings, *more))
    sop, positions = decode_header(source, path.relative)
    return ReadFile(SopFile(source, path.relative, slug_of(path.relative), sop, positions, header_only=True))


def read_sop(
    source: Source,
    path: str,
    registers: Registers | None = None,
    read: tuple[Node | None, list[Diagnostic]] | None = None,
) -> tuple[SopFile, list[Diagnostic]]:
    """One file of a catalogue, from its text; and what is wrong with its text and its shape.

    Args:
        source: the text, under the path that people see.
        path: relative to the folder of SOPs, with "/".
        registers: of the catalogue; None: forms have no boxes besides the six.
        read: what `read_yaml` gives for it with `words_of(registers)`, where the caller has that already.
    """
    registers = registers or Registers()
    decoded = decode_tree(source, path, *(read or read_yaml(source, words_of(registers))), registers)
    unread = frozenset(
        finding.line
        for finding in decoded.diagnostics
        if finding.severity is Severity.GALAT and finding.rule.layer is Layer.TEXT
    )
    header = None if decoded.sop else decode_header(source, path)[0]
    file = SopFile(
        source,
        path,
        slug_of(path),
        decoded.sop,
        decoded.positions,
        header=header,
        unread_lines=unread,
        partial=decoded.partial,
    )
    return file, decoded.diagnostics


def read_text(path: SopPath) -> tuple[Source | None, list[Diagnostic]]:
    """The file's text; None when it must not be decoded because it cannot be read or is no text."""
    if path.is_refused:
        return None, []
    try:
        source, findings = read_source(path.path, path.shown, path.root)
    except (OutsideError, NotRegularError, OSError) as error:
        return None, [_refusal(path.shown, error)]
    return None if findings else source, findings


def _refusal(shown: str, error: Exception) -> Diagnostic:
    """Why a file was not read."""
    if isinstance(error, OutsideError):
        return report_outside(shown)
    reason = "bukan berkas biasa, atau tautan yang putus"
    if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
        reason = describe_os_error(error)
    return unreadable_file(shown, reason)


def sop_paths(folder: Path) -> Iterator[Path]:
    """The SOP files below a folder in the order of their paths."""
    yield from (found.path for found in list_files(folder, ""))
