"""What an import did with each file: the rows of its report."""

from __future__ import annotations

from dataclasses import dataclass, field

from sop_catalog.importing.doubts import Ragu


@dataclass
class BarisLaporan:
    """One source file in the report."""

    berkas: str
    """Its path as it was named."""
    cara: str = ""
    """Which reader read it."""
    sha256: str = ""
    hasil: list[str] = field(default_factory=list)
    """YAML files, relative to the target folder."""
    langkah: int = 0
    ragu: list[Ragu] = field(default_factory=list)
    kegagalan: str = ""
    """Why nothing was read; "" when something was."""
    sudah: bool = False
    """Was read by an earlier run and has not changed since."""
    sama: str = ""
    """Another file of this run with the same content, which was read instead."""
    di_samping: list[str] = field(default_factory=list)
    """Files that were written beside an edited one."""
    naskah: str = ""
    """The copy of the source, relative to the target folder."""


@dataclass
class Laporan:
    """What a run did."""

    baris: list[BarisLaporan] = field(default_factory=list)
    berkas_usulan: list[str] = field(default_factory=list)
    """Files of proposals, relative to the folder of SOPs."""
    dilewati: list[str] = field(default_factory=list)
    """Files of kinds that are not read."""

    tinjauan: str = ""
    """The list of the review pages, relative to the target folder; "" when there are none."""

    @property
    def ditulis(self) -> list[str]:
        """All YAML files, relative to the target folder."""
        return [name for row in self.baris for name in row.hasil]
