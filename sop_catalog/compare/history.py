"""The history of the SOPs in words: what each lately changed file says now that it did not say before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog, SopFile
from sop_catalog.catalog.changes import FileChange, FileChangeKind, merge_days
from sop_catalog.compare.changes import ChangeKind
from sop_catalog.compare.diff import compare_files
from sop_catalog.compare.file_changes import read_history, read_texts
from sop_catalog.compare.meaning import Meaning
from sop_catalog.model.decode import decode, slug_of
from sop_catalog.model.registers import Registers
from sop_catalog.source.text import Source

DESCRIBED = 60
"""So many of the latest changes are put into words: each costs a few milliseconds."""
_MOST = 6
"""Sentences for one change; the others are counted."""
_SILENT = frozenset({ChangeKind.PENULISAN, ChangeKind.BERKAS_BERPINDAH, ChangeKind.BERKAS_RUSAK})
"""What a reader of the catalogue has no use for."""


def describe_history(catalog: Catalog, folder: Path) -> tuple[FileChange, ...] | None:
    """What happened to the SOPs of a folder by day, newest first, the latest ones with `rincian`.

    Args:
        catalog: the SOPs as they are now; roles and units are called as its registers call them.
        folder: the folder of SOPs in a work tree.

    Returns:
        None where there is no history to read (`read_history`).
    """
    history = read_history(folder)
    return None if history is None else _described(catalog, folder, merge_days(history))


def _described(catalog: Catalog, folder: Path, changes: Sequence[FileChange]) -> tuple[FileChange, ...]:
    told = [
        change
        for change in changes
        if change.kind in {FileChangeKind.CHANGED, FileChangeKind.RENAMED} and all(change.blobs)
    ][:DESCRIBED]
    contents = read_texts(folder, told)
    meaning = Meaning(catalog, catalog)
    described = {
        id(change): replace(change, rincian=_sentences(change, contents, meaning))
        for change in told
        if all(name in contents for name in change.blobs)
    }
    return tuple(described.get(id(change), change) for change in changes)


def _sentences(change: FileChange, contents: dict[str, str], meaning: Meaning) -> tuple[str, ...]:
    before, after = (_file(change.path, contents[name], meaning.after.registers) for name in change.blobs)
    diff = compare_files(before, after, meaning)
    said = [found.sentence for found in diff.changes if found.kind not in _SILENT] if diff else []
    rest = len(said) - _MOST
    return (*said[:_MOST], f"dan {rest} perubahan lain") if rest > 1 else tuple(said)


def _file(path: str, text: str, registers: Registers) -> SopFile:
    source = Source(path, text)
    decoded = decode(source, path, registers)
    return SopFile(source, path, slug_of(path), decoded.sop, decoded.positions)
