"""Reads a folder of SOPs with its registers. One broken file never hides another."""

from __future__ import annotations

import time
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.files import (
    ENDINGS,
    Judge,
    ReadFile,
    SopPath,
    is_sop_name,
    is_sop_path,
    join_shown,
    list_files,
    read_files,
    read_sop,
    read_text,
    sop_paths,
)
from sop_catalog.catalog.regulations import link_regulations
from sop_catalog.catalog.unread import find_unread
from sop_catalog.model.decode_registers import REGISTER_NAMES, decode_registers
from sop_catalog.source.diagnostic import Diagnostic, Layer, Severity
from sop_catalog.source.text import Source

if TYPE_CHECKING:
    from sop_catalog.cache.store import Cache

__all__ = [
    "ENDINGS",
    "REGISTER_FOLDER",
    "CatalogReader",
    "is_sop_name",
    "is_sop_path",
    "join_shown",
    "load_catalog",
    "read_sop",
    "sop_paths",
]

REGISTER_FOLDER = "_daftar"


def load_catalog(
    folder: Path,
    shown_as: str | None = None,
    *,
    only: Container[str] | None = None,
    judge: Judge | None = None,
    cache: Cache | None = None,
) -> tuple[Catalog, list[Diagnostic]]:
    """Read every SOP below a folder, and the registers in its `_daftar/`.

    Args:
        folder: an existing folder; folders below it are free, names that begin with "_" or "." are no SOP.
        shown_as: what messages call the folder; its own name when None, nothing when "".
        only: the files, relative to the folder with "/", that somebody asked about; the others are read just so far
            as SOPs refer to them, and their mistakes are not collected. None: all files.
        judge: what else is wrong in each file by itself (`checks.FileRules`), found by whoever reads it; None: nobody asks.
        cache: where the results of files are kept; None keeps nothing.

    Returns:
        The catalogue, and what is wrong with the text and the shape of its files (layers 1 and 2), and what `judge` has
        found; the rules about several files are `checks.check_together`'s.
    """
    shown = folder.name if shown_as is None else shown_as
    base, diagnostics = _load_registers(folder, shown)
    read = read_files(list_files(folder, shown, only), base, judge, cache)
    return _put_together(folder, shown, base, read, diagnostics)


class CatalogReader:
    """Reads a folder again and again; what nobody has touched since the time before is taken over.

    Args:
        folder: as for `load_catalog`, and likewise the others.
    """

    def __init__(self, folder: Path, shown: str, cache: Cache | None = None) -> None:
        self._folder = folder
        self._shown = shown
        self._cache = cache
        self._judge: Judge | None = None
        self._registers: tuple[Mapping[str, Source], frozenset[str]] | None = None
        self._seen: dict[str, tuple[tuple[int, ...], ReadFile]] = {}

    def read(self, judge: Judge) -> tuple[Catalog, list[Diagnostic]]:
        """What `load_catalog` gives."""
        base, diagnostics = _load_registers(self._folder, self._shown)
        registers = (base.register_sources, base.unreadable_registers)
        if (judge, registers) != (self._judge, self._registers):
            self._seen = {}
        self._judge, self._registers = judge, registers
        paths = list_files(self._folder, self._shown)
        stamps = {path.relative: _stamp(path.path) for path in paths}
        known = {
            relative: read for relative, (stamp, read) in self._seen.items() if stamp and stamp == stamps.get(relative)
        }
        missing = [path for path in paths if path.relative not in known]
        known |= {read.file.path: read for read in read_files(missing, base, judge, self._cache)}
        self._seen = {path.relative: (stamps[path.relative], known[path.relative]) for path in paths}
        return _put_together(self._folder, self._shown, base, [known[path.relative] for path in paths], diagnostics)


_UNSURE_SECONDS = 2.0
"""A file that was changed so short a time ago may change again without another time: it is read again."""


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes when a file does; () for one of which that cannot be said."""
    try:
        stat = path.stat()
    except OSError:
        return ()
    if abs(time.time() - stat.st_mtime) < _UNSURE_SECONDS:
        return ()
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _load_registers(folder: Path, shown: str) -> tuple[Catalog, list[Diagnostic]]:
    """A catalogue without files, and what is wrong with its registers."""
    diagnostics: list[Diagnostic] = []
    register_sources, unreadable = _read_registers(folder, shown, diagnostics)
    registers, findings, register_positions = decode_registers(register_sources)
    registers = replace(registers, peraturan=link_regulations(registers.peraturan))
    diagnostics += findings
    unreadable |= {name for name, source in register_sources.items() if _is_unreadable(source, findings)}
    base = Catalog((), registers, register_sources, register_positions, unreadable_registers=frozenset(unreadable))
    return base, diagnostics


def _put_together(
    folder: Path, shown: str, base: Catalog, read: Sequence[ReadFile], diagnostics: list[Diagnostic]
) -> tuple[Catalog, list[Diagnostic]]:
    diagnostics += (finding for item in read for finding in item.findings)
    diagnostics += find_unread(folder, shown, REGISTER_FOLDER, REGISTER_NAMES)
    diagnostics += (finding for item in read for finding in item.judged)
    return replace(base, files=tuple(item.file for item in read)), diagnostics


def _read_registers(folder: Path, shown: str, diagnostics: list[Diagnostic]) -> tuple[dict[str, Source], set[str]]:
    """The register files that exist, by name, and the names of those that are no text."""
    sources: dict[str, Source] = {}
    unreadable: set[str] = set()
    for name in REGISTER_NAMES:
        for ending in ENDINGS:
            path = folder / REGISTER_FOLDER / f"{name}{ending}"
            if path.exists():
                shown_path = join_shown(shown, f"{REGISTER_FOLDER}/{path.name}")
                source, findings = read_text(SopPath(path, path.name, shown_path))
                diagnostics += findings
                if source is None:
                    unreadable.add(name)
                else:
                    sources[name] = source
                break
    return sources, unreadable


def _is_unreadable(source: Source, findings: list[Diagnostic]) -> bool:
    return any(
        finding.source is source and finding.severity is Severity.GALAT and finding.rule.layer is Layer.TEXT
        for finding in findings
    )
