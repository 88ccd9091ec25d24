"""The history of the SOPs in words: what each lately changed file says now that it did not say before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.changes import FileChange, FileChangeKind, merge_days
from sop_catalog.catalog.sop_file import SopFile
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


_ODD_YEARS = (1990, 2100)
"""Before the first and after the last of these, a commit's day comes from a clock that was wrong."""


def describe_history(
    catalog: Catalog, folder: Path, say: Callable[[str], None] = lambda _: None
) -> tuple[FileChange, ...] | None:
    """What happened to the SOPs of a folder by day, newest first, the latest ones with `rincian`.

    Args:
        catalog: the SOPs as they are now; roles and units are called as its registers call them.
        folder: the folder of SOPs in a work tree.
        say: takes a line for the log where the history is not as it should be.

    Returns:
        None where there is no history to read (`read_history`).
    """
    history = read_history(folder)
    if history is None:
        return None
    sane = tuple(_with_sane_days(history))
    odd = sum(not _is_sane(change.hari) for change in history)
    if odd:
        instead = "dipakai tanggal perubahan sesudahnya" if sane else "riwayat tidak ditampilkan"
        say(f"Tanggal {odd} perubahan dalam riwayat git tidak masuk akal (jam pembuatnya keliru); {instead}.")
    if not sane:
        return None
    return _described(catalog, folder, merge_days(sane))


def _is_sane(day: dt.date) -> bool:
    return _ODD_YEARS[0] <= day.year < _ODD_YEARS[1]


def _with_sane_days(history: Sequence[FileChange]) -> Iterator[FileChange]:
    """The changes, newest first, each with a day that can be: the next one's where a clock was wrong. None if all were."""
    day = next((change.hari for change in history if _is_sane(change.hari)), None)
    for change in history if day else ():
        day = change.hari if _is_sane(change.hari) else day
        yield replace(change, hari=day) if day and day != change.hari else change


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
    before, after = (read_state(change.path, contents[name], meaning.after.registers) for name in change.blobs)
    diff = compare_files(before, after, meaning)
    said = [found.sentence for found in diff.changes if found.kind not in _SILENT] if diff else []
    rest = len(said) - _MOST
    return (*said[:_MOST], f"dan {rest} perubahan lain") if rest > 1 else tuple(said)


def read_state(path: str, text: str, registers: Registers) -> SopFile:
    """A file as it once was, by its text; as today's registers call things.

    Args:
        path: of the file as it is now, relative to the folder of SOPs.
        text: what it held.
        registers: of the catalogue.
    """
    source = Source(path, text)
    decoded = decode(source, path, registers)
    return SopFile(source, path, slug_of(path), decoded.sop, decoded.positions)
