"""One SOP as it was read out of a file, with what is doubtful about it."""

from __future__ import annotations

from dataclasses import dataclass

from sop_catalog.importing.doubts import Ragu
from sop_catalog.importing.drawn.alur import Alur
from sop_catalog.importing.form.identity import KepalaSop
from sop_catalog.model.sop import (
    Sop,
)


@dataclass
class SopTerbaca:
    """One SOP out of a file."""

    sop: Sop
    ragu: list[Ragu]
    alur: Alur | None
    kepala: KepalaSop | None
    halaman: tuple[int, ...]
    """Numbers of the pages that it was read from."""
    instansi: tuple[str, ...] = ()
    """The agency's lines on the head, top down."""
    saudara: tuple[str, ...] = ()
    """Slugs of the other flows of the same file."""
