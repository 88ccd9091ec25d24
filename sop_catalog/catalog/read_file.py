"""One file of a catalogue, read and judged: what passes between reading (`files`) and keeping (`kept`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.model.sop import Sop
from sop_catalog.source.diagnostic import Diagnostic


class Judge(Protocol):
    """Rules about files seen by themselves (`checks.FileRules`)."""

    def __call__(self, catalog: Catalog) -> list[Diagnostic]:
        """What is wrong in the files of a catalogue that holds any of them."""

    def key(self, sop: Sop) -> str:
        """What the verdict on an SOP depends on besides its file and the registers."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file, read."""

    file: SopFile
    findings: tuple[Diagnostic, ...] = ()
    """What is wrong with its text and its shape."""
    judged: tuple[Diagnostic, ...] = ()
    """What else is wrong in it by itself."""
