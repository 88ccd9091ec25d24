"""One file of the folder of SOPs, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sop_catalog.flow.graph import FlowGraph, build_graph
from sop_catalog.model.positions import Positions
from sop_catalog.model.sop import Sop
from sop_catalog.source.text import Source


class FileState(StrEnum):
    """What is known of a file, and whether it is judged."""

    WHOLE = "utuh"
    """A whole SOP, which is judged."""
    BROKEN = "rusak"
    """It was asked about and is no whole SOP; perhaps its head is known (`SopFile.header`)."""
    ASIDE = "tidak ditanyakan"
    """Read just so far as other SOPs refer to it, because nobody asked about this file."""
    ASIDE_BROKEN = "tidak ditanyakan, rusak"
    """The same, of a file that is no whole SOP."""

    @property
    def is_aside(self) -> bool:
        """Whether nobody asked about the file."""
        return self in {FileState.ASIDE, FileState.ASIDE_BROKEN}


@dataclass(frozen=True)
class SopFile:
    """One file of the folder, whether it could be read or not."""

    source: Source
    path: str
    """Relative to the folder of SOPs, with "/"."""
    slug: str
    sop: Sop | None
    positions: Positions
    header: Sop | None = None
    """Of a file that is no whole SOP: as far as others refer to it (`model.header`), so that its mistakes stay its own."""
    header_only: bool = False
    """Read just so far as other SOPs refer to it, because nobody asked about this file (`load_catalog(only=…)`)."""
    unread_lines: frozenset[int] = frozenset()
    """Lines whose text could not be read; they have been reported, and what stands there is a stand-in."""
    partial: Sop | None = None
    """What could be read even where that is no SOP yet, for somebody who is still typing."""

    @property
    def state(self) -> FileState:
        """What is known of it."""
        if self.header_only:
            return FileState.ASIDE if self.sop else FileState.ASIDE_BROKEN
        return FileState.WHOLE if self.sop else FileState.BROKEN

    @property
    def named(self) -> Sop | None:
        """What has the file's name and number: the SOP, else its header; None where neither can be read."""
        return self.sop or self.header

    @cached_property
    def graph(self) -> FlowGraph | None:
        """The activity graph; None where there is no SOP."""
        return build_graph(self.sop) if self.sop else None
