"""Earlier states of the SOPs' files, out of git, for whoever needs one: read when asked for, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sop_catalog.catalog.changes import FileChange
from sop_catalog.compare.file_changes import read_texts


@dataclass(frozen=True, slots=True)
class State:
    """A file as it once was."""

    hari: dt.date
    """The day on which it came to be so."""
    blob: str
    """Git's name of its text."""


@dataclass(frozen=True)
class Past:
    """What git knows of a folder of SOPs."""

    folder: Path
    """In a work tree."""
    changes: Sequence[FileChange]
    """What happened to its files, newest first (`compare.history.describe_history`)."""
    _texts: dict[str, str] = field(default_factory=dict, compare=False)

    def states(self, path: str) -> tuple[State, ...]:
        """The states of a file, oldest first; its path is today's, whatever it was called then."""
        return self._by_path.get(path, ())

    def state_on(self, path: str, day: dt.date) -> State | None:
        """The state of a file at the end of a day; None where it was not there, or its history does not go back so far."""
        earlier = [state for state in self.states(path) if state.hari <= day]
        return earlier[-1] if earlier else None

    def texts(self, states: Iterable[State]) -> Mapping[str, str]:
        """The texts of states, by blob; without those that git does not give."""
        missing = {state.blob for state in states} - self._texts.keys()
        if missing:
            wanted = [change for change in self.changes if change.blobs[1] in missing]
            self._texts.update(read_texts(self.folder, wanted))
        return self._texts

    @cached_property
    def _by_path(self) -> Mapping[str, tuple[State, ...]]:
        found: dict[str, list[State]] = {}
        for change in reversed(self.changes):
            if change.blobs[1].strip("0"):
                found.setdefault(change.path, []).append(State(change.hari, change.blobs[1]))
        return {path: tuple(states) for path, states in found.items()}
