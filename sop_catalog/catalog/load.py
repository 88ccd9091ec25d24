"""Reads a folder of SOPs with its registers. One broken file never hides another."""

from __future__ import annotations

import time
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sop_catalog.catalog.attachments import ATTACHMENT_FOLDER, find_attachments, find_unattached
from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.files import (
    ENDINGS,
    SopPath,
    is_sop_name,
    is_sop_path,
    join_shown,
    list_catalog,
    list_files,
    read_files,
    read_sop,
    read_text,
    sop_paths,
)
from sop_catalog.catalog.folder import REGISTER_FOLDER, Folder, report_outside
from sop_catalog.catalog.place.own_site import expects_signed
from sop_catalog.catalog.place.pictures import list_pictures
from sop_catalog.catalog.read_file import Judge, ReadFile
from sop_catalog.catalog.regulations import link_regulations
from sop_catalog.catalog.signed import SIGNED_FOLDER, open_signed
from sop_catalog.catalog.sop_file import FileState
from sop_catalog.catalog.unread import find_unread, unattached_file, unsigned_file
from sop_catalog.model.decode_registers import REGISTER_NAMES, decode_registers
from sop_catalog.source.diagnostic import Diagnostic, Layer, Severity
from sop_catalog.source.inside import find_root, is_inside
from sop_catalog.source.text import Source

if TYPE_CHECKING:
    from sop_catalog.cache.store import Cache

__all__ = [
    "ENDINGS",
    "CatalogReader",
    "is_sop_name",
    "is_sop_path",
    "join_shown",
    "load_catalog",
    "read_sop",
    "sop_paths",
]


def load_catalog(  # noqa: PLR0913 - each is a different thing
    folder: Path,
    shown_as: str | None = None,
    *,
    only: Container[str] | None = None,
    judge: Judge | None = None,
    cache: Cache | None = None,
    assets: Sequence[Path] = (),
) -> tuple[Catalog, list[Diagnostic]]:
    """Read every SOP below a folder, and the registers in its `_daftar/`.

    Args:
        folder: an existing folder; folders below it are free, names that begin with "_" or "." are no SOP.
        shown_as: what messages call the folder; its own name when None, nothing when "".
        only: the files, relative to the folder with "/", that somebody asked about; the others are read just so far
            as SOPs refer to them, and their mistakes are not collected. None: all files.
        judge: what else is wrong in each file by itself (`checks.FileRules`), found by whoever reads it; None: nobody asks.
        cache: where the results of files are kept; None keeps nothing.
        assets: the folders from which a site takes its pictures; none: nobody knows.

    Returns:
        The catalogue, and what is wrong with the text and the shape of its files (layers 1 and 2), and what `judge` has
        found; the rules about several files are `checks.check_together`'s.
    """
    shown = folder.name if shown_as is None else shown_as
    listed = list_catalog(folder, shown)
    base, diagnostics = _load_registers(folder, shown, listed)
    read = read_files(list_files(folder, shown, only, listed), base, judge, cache)
    catalog, found = _put_together(folder, shown, listed, base, read, assets, is_whole=only is None)
    return catalog, diagnostics + found


class CatalogReader:
    """Reads a folder again and again; what nobody has touched since the time before is taken over.

    Args:
        folder: as for `load_catalog`, and likewise the others.
    """

    def __init__(self, folder: Path, shown: str, cache: Cache | None = None, assets: Sequence[Path] = ()) -> None:
        self._folder = folder
        self._shown = shown
        self._cache = cache
        self._assets = assets
        self._judge: Judge | None = None
        self._registers: tuple[Mapping[str, Source], frozenset[str]] | None = None
        self._seen: dict[str, tuple[tuple[int, ...], ReadFile]] = {}

    def read(self, judge: Judge) -> tuple[Catalog, list[Diagnostic]]:
        """What `load_catalog` gives."""
        folder, shown = self._folder, self._shown
        listed = list_catalog(folder, shown)
        base, diagnostics = _load_registers(folder, shown, listed)
        registers = (base.register_sources, base.unreadable_registers)
        if (judge, registers) != (self._judge, self._registers):
            self._seen = {}
        self._judge, self._registers = judge, registers
        paths = list_files(folder, shown, None, listed)
        stamps = {path.relative: () if path.is_refused else _stamp(path.path) for path in paths}
        known = {
            relative: read for relative, (stamp, read) in self._seen.items() if stamp and stamp == stamps.get(relative)
        }
        missing = [path for path in paths if path.relative not in known]
        known |= {read.file.path: read for read in read_files(missing, base, judge, self._cache)}
        self._seen = {path.relative: (stamps[path.relative], known[path.relative]) for path in paths}
        read = [known[path.relative] for path in paths]
        catalog, found = _put_together(folder, shown, listed, base, read, self._assets, is_whole=True)
        return replace(catalog, cache=self._cache), diagnostics + found


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
    return stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_mode


def _load_registers(folder: Path, shown: str, listed: Folder) -> tuple[Catalog, list[Diagnostic]]:
    """A catalogue without files, and what is wrong with its registers."""
    diagnostics = list(listed.findings)
    register_sources, unreadable = _read_registers(folder, shown, listed, diagnostics)
    registers, findings, register_positions = decode_registers(register_sources)
    registers = replace(registers, peraturan=link_regulations(registers.peraturan))
    diagnostics += findings
    unreadable |= {name for name, source in register_sources.items() if _is_unreadable(source, findings)}
    base = Catalog((), registers, register_sources, register_positions, unreadable_registers=frozenset(unreadable))
    return base, diagnostics


def _put_together(  # noqa: PLR0913, PLR0917 - what `load_catalog` was given
    folder: Path,
    shown: str,
    listed: Folder,
    base: Catalog,
    read: Sequence[ReadFile],
    assets: Sequence[Path],
    *,
    is_whole: bool,
) -> tuple[Catalog, list[Diagnostic]]:
    """The catalogue of files that were read, and what is wrong with it besides its registers.

    Args:
        folder: as for `load_catalog`, and likewise `assets`.
        shown: what messages call the folder.
        listed: what it holds.
        base: the catalogue without its files.
        read: these.
        is_whole: whether all of them were read as a whole.
    """
    diagnostics = [finding for item in read for finding in item.findings]
    attachments = {
        item.file.path: find_attachments(folder, item.file.sop)
        for item in read
        if item.file.sop and item.file.sop.lampiran and item.file.state is FileState.WHOLE
    }
    attached = [berkas.path for berkases in attachments.values() for berkas in berkases if berkas.path]
    papers = open_signed(folder)
    signed = {
        item.file.path: papers.find(item.file.sop)
        for item in read
        if item.file.sop and item.file.sop.naskah_sah and not item.file.header_only
    }
    attached += [sah.berkas.path for found in signed.values() for sah in found if sah.berkas and sah.berkas.path]
    diagnostics += find_unread(folder, listed.files, shown, REGISTER_FOLDER, REGISTER_NAMES, attached)
    if is_whole:
        root = find_root(folder)
        for name in (ATTACHMENT_FOLDER, SIGNED_FOLDER) if is_inside(folder, root) else ():
            if not is_inside(folder / name, root):
                diagnostics.append(report_outside(join_shown(shown, name)))
        named = {berkas.lampiran.sumber for berkases in attachments.values() for berkas in berkases}
        diagnostics += (unattached_file(join_shown(shown, path)) for path in find_unattached(folder, named))
        noted = {sah.naskah.berkas for found in signed.values() for sah in found}
        diagnostics += (unsigned_file(join_shown(shown, path)) for path in papers.find_strangers(noted))
    diagnostics += (finding for item in read for finding in item.judged)
    catalog = replace(
        base,
        files=tuple(item.file for item in read),
        attachments=attachments,
        signed=signed,
        expects_signed=bool(signed) and is_whole and expects_signed(folder),
        pictures=list_pictures(assets) if assets and any(unit.logo for unit in base.registers.unit.values()) else None,
    )
    return catalog, diagnostics


def _read_registers(
    folder: Path, shown: str, listed: Folder, diagnostics: list[Diagnostic]
) -> tuple[dict[str, Source], set[str]]:
    """The register files that exist, by name, and the names of those that cannot be read."""
    if REGISTER_FOLDER in listed.refused:
        return {}, set(REGISTER_NAMES)
    sources: dict[str, Source] = {}
    unreadable: set[str] = set()
    root = find_root(folder)
    there = dict.fromkeys(listed.files, False) | dict.fromkeys(listed.refused, True)
    for name in REGISTER_NAMES:
        paths = (f"{REGISTER_FOLDER}/{name}{ending}" for ending in ENDINGS)
        found = next((path for path in paths if path in there), "")
        if not found:
            continue
        path = SopPath(folder / found, found, join_shown(shown, found), root, is_refused=there[found])
        source, findings = read_text(path)
        diagnostics += findings
        if source is None:
            unreadable.add(name)
        else:
            sources[name] = source
    return sources, unreadable


def _is_unreadable(source: Source, findings: list[Diagnostic]) -> bool:
    return any(
        finding.source is source and finding.severity is Severity.GALAT and finding.rule.layer is Layer.TEXT
        for finding in findings
    )
