"""Reads a folder of SOPs with its registers. One broken file never hides another."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog, SopFile
from sop_catalog.catalog.regulations import link_regulations
from sop_catalog.catalog.unread import find_unread
from sop_catalog.model.decode import decode_tree, slug_of
from sop_catalog.model.decode_registers import REGISTER_NAMES, decode_registers
from sop_catalog.model.header import decode_header
from sop_catalog.model.reading import Positions
from sop_catalog.model.vocabulary import sop_words
from sop_catalog.source import file_rules
from sop_catalog.source.characters import read_source
from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_tree import Node, read_yaml

REGISTER_FOLDER = "_daftar"
ENDINGS = (".yml", ".yaml")
"""Of the files that are read, in lower case."""


def load_catalog(
    folder: Path, shown_as: str | None = None, *, only: Container[str] | None = None
) -> tuple[Catalog, list[Diagnostic]]:
    """Read every SOP below a folder, and the registers in its `_daftar/`.

    Args:
        folder: an existing folder; folders below it are free, names that begin with "_" or "." are no SOP.
        shown_as: what messages call the folder; its own name when None, nothing when "".
        only: the files, relative to the folder with "/", that somebody asked about; the others are read just so far
            as SOPs refer to them, and their mistakes are not collected. None: all files.

    Returns:
        The catalogue, and what is wrong with the text and the shape of its files (layers 1 and 2); the rules of the
        higher layers are `checks.check_catalog`'s.
    """
    shown = folder.name if shown_as is None else shown_as
    diagnostics: list[Diagnostic] = []
    register_sources, unreadable = _read_registers(folder, shown, diagnostics)
    registers, findings, register_positions = decode_registers(register_sources)
    registers = replace(registers, peraturan=link_regulations(registers.peraturan))
    diagnostics += findings
    unreadable |= {name for name, source in register_sources.items() if _is_unreadable(source, findings)}
    files = []
    for path in sop_paths(folder):
        relative = path.relative_to(folder).as_posix()
        if only is None or relative in only:
            files.append(_load_file(path, relative, join_shown(shown, relative), diagnostics))
        else:
            files.append(_load_header(path, relative, join_shown(shown, relative)))
    diagnostics += find_unread(folder, shown, REGISTER_FOLDER, REGISTER_NAMES)
    catalog = Catalog(
        tuple(files), registers, register_sources, register_positions, unreadable_registers=frozenset(unreadable)
    )
    return catalog, diagnostics


def join_shown(shown: str, relative: str) -> str:
    """A path as people see it in messages."""
    return f"{shown}/{relative}" if shown else relative


def sop_paths(folder: Path) -> Iterator[Path]:
    """The SOP files below a folder in the order of their paths; links to folders are not followed."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(("_", "."))]
        found += [Path(root, name) for name in names if is_sop_name(name)]
    yield from sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def is_sop_name(name: str) -> bool:
    """Whether a file of this name is read as an SOP."""
    return name.lower().endswith(ENDINGS) and not name.startswith(("_", "."))


def is_sop_path(path: str) -> bool:
    """Whether a file is read as an SOP, by its path relative to the folder of SOPs, with "/"."""
    *folders, name = path.split("/")
    return is_sop_name(name) and not any(folder.startswith(("_", ".")) for folder in folders)


def _read_registers(folder: Path, shown: str, diagnostics: list[Diagnostic]) -> tuple[dict[str, Source], set[str]]:
    """The register files that exist, by name, and the names of those that are no text."""
    sources: dict[str, Source] = {}
    unreadable: set[str] = set()
    for name in REGISTER_NAMES:
        for ending in ENDINGS:
            path = folder / REGISTER_FOLDER / f"{name}{ending}"
            if path.exists():
                source = _read(path, join_shown(shown, f"{REGISTER_FOLDER}/{path.name}"), diagnostics)
                if source is None:
                    unreadable.add(name)
                else:
                    sources[name] = source
                break
    return sources, unreadable


def _is_unreadable(source: Source, findings: list[Diagnostic]) -> bool:
    return any(
        finding.source is source and finding.severity is Severity.GALAT and finding.rule.code.startswith("SOP1")
        for finding in findings
    )


def _load_file(path: Path, relative: str, shown: str, diagnostics: list[Diagnostic]) -> SopFile:
    source = _read(path, shown, diagnostics)
    if source is None:
        return SopFile(Source(shown, ""), relative, slug_of(relative), None, Positions())
    file, findings = read_sop(source, relative)
    diagnostics += findings
    return file


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


def _load_header(path: Path, relative: str, shown: str) -> SopFile:
    source = _read(path, shown, [])
    if source is None:
        return SopFile(Source(shown, ""), relative, slug_of(relative), None, Positions(), header_only=True)
    sop, positions = decode_header(source, relative)
    return SopFile(source, relative, slug_of(relative), sop, positions, header_only=True)


def _read(path: Path, shown: str, diagnostics: list[Diagnostic]) -> Source | None:
    """The file's text; None when it must not be decoded because it cannot be read or is no text."""
    try:
        if not path.is_file():  # a pipe would wait for ever, a link may lead nowhere
            raise FileNotFoundError(2, "bukan berkas biasa, atau tautan yang putus")
        source, findings = read_source(path, shown)
    except OSError as error:
        reason = (
            "tidak ada izin membaca" if isinstance(error, PermissionError) else error.strerror or "tidak dapat dibuka"
        )
        diagnostics.append(
            file_rules.UNREADABLE_FILE.at(
                Source(shown, ""),
                Span(0, 0),
                f"berkas tidak dapat dibaca: {reason}",
                fix="periksa apakah berkas ada dan boleh dibaca",
            )
        )
        return None
    diagnostics += findings
    return None if findings else source
