"""Reads a folder of SOPs with its registers. One broken file never hides another."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.files import (
    ENDINGS,
    Judge,
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
from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.text import Source

if TYPE_CHECKING:
    from sop_catalog.cache.store import Cache

__all__ = [
    "ENDINGS",
    "REGISTER_FOLDER",
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
    diagnostics: list[Diagnostic] = []
    register_sources, unreadable = _read_registers(folder, shown, diagnostics)
    registers, findings, register_positions = decode_registers(register_sources)
    registers = replace(registers, peraturan=link_regulations(registers.peraturan))
    diagnostics += findings
    unreadable |= {name for name, source in register_sources.items() if _is_unreadable(source, findings)}
    base = Catalog((), registers, register_sources, register_positions, unreadable_registers=frozenset(unreadable))
    read = read_files(list_files(folder, shown, only), base, judge, cache)
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
        finding.source is source and finding.severity is Severity.GALAT and finding.rule.code.startswith("SOP1")
        for finding in findings
    )
