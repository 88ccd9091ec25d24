"""Reads the files of a catalogue: by all processors, each file once, and what is kept not at all."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sop_catalog.catalog.catalog import Catalog, SopFile
from sop_catalog.model.decode import decode_tree, slug_of
from sop_catalog.model.header import decode_header
from sop_catalog.model.reading import Positions
from sop_catalog.model.sop import Sop
from sop_catalog.model.vocabulary import sop_words
from sop_catalog.processes import share
from sop_catalog.source import file_rules
from sop_catalog.source.characters import read_source
from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_tree import Node, read_yaml

if TYPE_CHECKING:
    from sop_catalog.cache.store import Cache

ENDINGS = (".yml", ".yaml")
"""Of the files that are read, in lower case."""
_CHUNK = 12
"""Files that are read and judged together: what the rules make of the registers is made once for them."""
_SECONDS = 0.0025
"""What one file takes."""


class Judge(Protocol):
    """Rules about files seen by themselves (`checks.FileRules`)."""

    def __call__(self, catalog: Catalog) -> list[Diagnostic]:
        """What is wrong in the files of a catalogue that holds any of them."""

    def key(self, sop: Sop) -> str:
        """What the verdict on an SOP depends on besides its file and the registers."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file, read."""

    file: SopFile
    findings: tuple[Diagnostic, ...] = ()
    """What is wrong with its text and its shape."""
    judged: tuple[Diagnostic, ...] = ()
    """What else is wrong in it by itself."""


@dataclass(frozen=True, slots=True)
class SopPath:
    """A file that is to be read."""

    path: Path
    relative: str
    """To the folder of SOPs, with "/"."""
    shown: str
    """As people see it in messages."""
    is_whole: bool = True
    """Or only its header, whose mistakes are nobody's business."""


def join_shown(shown: str, relative: str) -> str:
    """A path as people see it in messages."""
    return f"{shown}/{relative}" if shown else relative


def list_files(folder: Path, shown: str, only: Container[str] | None = None) -> list[SopPath]:
    """The SOP files below a folder in the order of their paths; links to folders are not followed.

    Args:
        folder: an existing folder.
        shown: what messages call it.
        only: the files that are to be read as a whole; None: all.
    """
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(("_", "."))]
        below = Path(root).relative_to(folder).as_posix()
        prefix = "" if below == "." else f"{below}/"
        found += [(f"{prefix}{name}", Path(root, name)) for name in names if is_sop_name(name)]
    return [
        SopPath(path, relative, join_shown(shown, relative), only is None or relative in only)
        for relative, path in sorted(found)
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
        read = [read_file(path) for path in chunk]
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


def read_file(path: SopPath) -> ReadFile:
    """One file; as a whole, or by its header."""
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
        file, more = read_sop(source, path.relative)
        return ReadFile(file, (*findings, *more))
    sop, positions = decode_header(source, path.relative)
    return ReadFile(SopFile(source, path.relative, slug_of(path.relative), sop, positions, header_only=True))


def read_sop(
    source: Source, path: str, read: tuple[Node | None, list[Diagnostic]] | None = None
) -> tuple[SopFile, list[Diagnostic]]:
    """One file of a catalogue, from its text; and what is wrong with its text and its shape.

    Args:
        source: the text, under the path that people see.
        path: relative to the folder of SOPs, with "/".
        read: what `read_yaml` gives for it with `sop_words`, where the caller has that already.
    """
    decoded = decode_tree(source, path, *(read or read_yaml(source, sop_words())))
    unread = frozenset(
        finding.line
        for finding in decoded.diagnostics
        if finding.severity is Severity.GALAT and finding.rule.code.startswith("SOP1")
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
    try:
        if not path.path.is_file():  # a pipe would wait for ever, a link may lead nowhere
            raise FileNotFoundError(2, "bukan berkas biasa, atau tautan yang putus")
        source, findings = read_source(path.path, path.shown)
    except OSError as error:
        reason = (
            "tidak ada izin membaca" if isinstance(error, PermissionError) else error.strerror or "tidak dapat dibuka"
        )
        finding = file_rules.UNREADABLE_FILE.at(
            Source(path.shown, ""),
            Span(0, 0),
            f"berkas tidak dapat dibaca: {reason}",
            fix="periksa apakah berkas ada dan boleh dibaca",
        )
        return None, [finding]
    return None if findings else source, findings


def sop_paths(folder: Path) -> Iterator[Path]:
    """The SOP files below a folder in the order of their paths."""
    yield from (found.path for found in list_files(folder, ""))
