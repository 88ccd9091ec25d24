"""Reads a folder of SOPs with its registers. One broken file never hides another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog, SopFile
from sop_catalog.model.decode import decode, slug_of
from sop_catalog.model.decode_registers import REGISTER_NAMES, decode_registers
from sop_catalog.model.reading import Positions
from sop_catalog.source import yaml_rules
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_tree import read_source

REGISTER_FOLDER = "_daftar"


def load_catalog(folder: Path, shown_as: str | None = None) -> tuple[Catalog, list[Diagnostic]]:
    """Read every SOP below a folder, and the registers in its `_daftar/`.

    Args:
        folder: an existing folder; folders below it are free, names that begin with "_" or "." are no SOP.
        shown_as: what messages call the folder; its own name when None.

    Returns:
        The catalogue, and what is wrong with the text and the shape of its files (layers 1 and 2); the rules of the
        higher layers are `checks.check_catalog`'s.
    """
    shown = folder.name if shown_as is None else shown_as
    diagnostics: list[Diagnostic] = []
    register_sources = {}
    for name in REGISTER_NAMES:
        path = folder / REGISTER_FOLDER / f"{name}.yml"
        if path.is_file():
            source = _read(path, f"{shown}/{REGISTER_FOLDER}/{name}.yml", diagnostics)
            if source is not None:
                register_sources[name] = source
    registers, findings, register_positions = decode_registers(register_sources)
    diagnostics += findings
    files = []
    for path in sop_paths(folder):
        relative = path.relative_to(folder).as_posix()
        files.append(_load_file(path, relative, f"{shown}/{relative}", diagnostics))
    catalog = Catalog(tuple(files), registers, register_sources, register_positions)
    return catalog, diagnostics


def sop_paths(folder: Path) -> Iterator[Path]:
    """The SOP files below a folder in the order of their paths; links to folders are not followed."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(("_", "."))]
        found += [
            Path(root, name)
            for name in names
            if name.lower().endswith((".yml", ".yaml")) and not name.startswith(("_", "."))
        ]
    yield from sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _load_file(path: Path, relative: str, shown: str, diagnostics: list[Diagnostic]) -> SopFile:
    source = _read(path, shown, diagnostics)
    if source is None:
        return SopFile(Source(shown, ""), relative, slug_of(relative), None, Positions())
    decoded = decode(source, relative)
    diagnostics += decoded.diagnostics
    return SopFile(source, relative, slug_of(relative), decoded.sop, decoded.positions)


def _read(path: Path, shown: str, diagnostics: list[Diagnostic]) -> Source | None:
    """The file's text; None when it must not be decoded because it cannot be read or is no text."""
    try:
        source, findings = read_source(path, shown)
    except OSError as error:
        reason = error.strerror or "tidak dapat dibuka"
        diagnostics.append(
            yaml_rules.ENCODING.at(
                Source(shown, ""), Span(0, 0), f"berkas tidak dapat dibaca: {reason}",
                fix="periksa apakah berkas ada dan boleh dibaca",
            )  # fmt: skip
        )
        return None
    diagnostics += findings
    return None if findings else source
