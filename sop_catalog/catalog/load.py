"""Reads a folder of SOPs with its registers. One broken file never hides another."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog, SopFile
from sop_catalog.catalog.folder import Folder, list_folder, report_outside
from sop_catalog.catalog.regulations import link_regulations
from sop_catalog.catalog.unread import find_unread
from sop_catalog.model.decode import decode, slug_of
from sop_catalog.model.decode_registers import REGISTER_NAMES, decode_registers
from sop_catalog.model.header import decode_header
from sop_catalog.model.reading import Positions
from sop_catalog.source import file_rules
from sop_catalog.source.characters import read_source
from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.inside import NotRegularError, OutsideError, find_root
from sop_catalog.source.os_errors import describe_os_error
from sop_catalog.source.text import Source, Span

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
    reader = _Reader(folder, shown, find_root(folder))
    listed = reader.list_sops()
    diagnostics = list(listed.findings)
    register_sources, unreadable = reader.read_registers(listed, diagnostics)
    registers, findings, register_positions = decode_registers(register_sources)
    registers = replace(registers, peraturan=link_regulations(registers.peraturan))
    diagnostics += findings
    unreadable |= {name for name, source in register_sources.items() if _is_unreadable(source, findings)}
    files = []
    for relative in filter(is_sop_path, listed.files):
        if only is None or relative in only:
            files.append(reader.load_file(relative, diagnostics))
        else:
            files.append(reader.load_header(relative))
    files += [reader.refused_file(relative) for relative in listed.refused if is_sop_path(relative)]
    files.sort(key=lambda file: file.path)
    diagnostics += find_unread(listed.files, shown, REGISTER_FOLDER, REGISTER_NAMES)
    catalog = Catalog(
        tuple(files), registers, register_sources, register_positions, unreadable_registers=frozenset(unreadable)
    )
    return catalog, diagnostics


def join_shown(shown: str, relative: str) -> str:
    """A path as people see it in messages."""
    return f"{shown}/{relative}" if shown else relative


def sop_paths(folder: Path) -> Iterator[Path]:
    """The SOP files below a folder in the order of their paths, as `load_catalog` finds them."""
    listed = _Reader(folder, "", find_root(folder)).list_sops()
    yield from (folder / relative for relative in listed.files if is_sop_path(relative))


def is_sop_name(name: str) -> bool:
    """Whether a file of this name is read as an SOP."""
    return name.lower().endswith(ENDINGS) and not name.startswith(("_", "."))


def is_sop_path(path: str) -> bool:
    """Whether a file is read as an SOP, by its path relative to the folder of SOPs, with "/"."""
    *folders, name = path.split("/")
    return is_sop_name(name) and not any(folder.startswith(("_", ".")) for folder in folders)


def _is_unreadable(source: Source, findings: list[Diagnostic]) -> bool:
    return any(
        finding.source is source and finding.severity is Severity.GALAT and finding.rule.code.startswith("SOP1")
        for finding in findings
    )


def read_sop(source: Source, path: str) -> tuple[SopFile, list[Diagnostic]]:
    """One file of a catalogue, from its text; and what is wrong with its text and its shape.

    Args:
        source: the text, under the path that people see.
        path: relative to the folder of SOPs, with "/".
    """
    decoded = decode(source, path)
    unread = frozenset(
        finding.line
        for finding in decoded.diagnostics
        if finding.severity is Severity.GALAT and finding.rule.code.startswith("SOP1")
    )
    header = None if decoded.sop else decode_header(source, path)[0]
    file = SopFile(source, path, slug_of(path), decoded.sop, decoded.positions, header=header, unread_lines=unread)
    return file, decoded.diagnostics


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads files of one folder of SOPs."""

    folder: Path
    shown: str
    root: Path
    """Of the catalogue, resolved."""

    def list_sops(self) -> Folder:
        """Everything in the folder that may matter; drafts ("_…") and hidden things do not."""
        return list_folder(self.folder, self.shown, self.root, is_wanted=_is_wanted)

    def read_registers(self, listed: Folder, diagnostics: list[Diagnostic]) -> tuple[dict[str, Source], set[str]]:
        """The register files that exist, by name, and the names of those that cannot be read."""
        if REGISTER_FOLDER in listed.refused:
            return {}, set(REGISTER_NAMES)
        sources: dict[str, Source] = {}
        unreadable: set[str] = set()
        present, refused = set(listed.files), set(listed.refused)
        for name in REGISTER_NAMES:
            paths = [f"{REGISTER_FOLDER}/{name}{ending}" for ending in ENDINGS]
            found = next((path for path in paths if path in present | refused), "")
            source = self.read(found, diagnostics) if found in present else None
            if source is not None:
                sources[name] = source
            elif found:
                unreadable.add(name)
        return sources, unreadable

    def refused_file(self, relative: str) -> SopFile:
        """A file that is not opened; others may refer to it all the same."""
        return SopFile(Source(join_shown(self.shown, relative), ""), relative, slug_of(relative), None, Positions())

    def load_file(self, relative: str, diagnostics: list[Diagnostic]) -> SopFile:
        """A whole SOP."""
        source = self.read(relative, diagnostics)
        if source is None:
            return self.refused_file(relative)
        file, findings = read_sop(source, relative)
        diagnostics += findings
        return file

    def load_header(self, relative: str) -> SopFile:
        """An SOP as far as others refer to it."""
        source = self.read(relative, [])
        if source is None:
            return replace(self.refused_file(relative), header_only=True)
        sop, positions = decode_header(source, relative)
        return SopFile(source, relative, slug_of(relative), sop, positions, header_only=True)

    def read(self, relative: str, diagnostics: list[Diagnostic]) -> Source | None:
        """A file's text; None when it must not be decoded because it cannot be read or is no text."""
        shown = join_shown(self.shown, relative)
        try:
            source, findings = read_source(self.folder / relative, shown, self.root)
        except (OutsideError, NotRegularError, OSError) as error:
            diagnostics.append(_refusal(shown, error))
            return None
        diagnostics += findings
        return None if findings else source


def _is_wanted(name: str) -> bool:
    return name == REGISTER_FOLDER or not name.startswith(("_", "."))


def _refusal(shown: str, error: Exception) -> Diagnostic:
    """Why a file was not read."""
    if isinstance(error, OutsideError):
        return report_outside(shown)
    reason = "bukan berkas biasa, atau tautan yang putus"
    if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
        reason = describe_os_error(error)
    return file_rules.UNREADABLE_FILE.at(
        Source(shown, ""),
        Span(0, 0),
        f"berkas tidak dapat dibaca: {reason}",
        fix="periksa apakah berkas ada dan boleh dibaca",
    )
