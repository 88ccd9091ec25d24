"""What changed lately: one record for each SOP and day, from the history in git or from the SOPs' own `riwayat`."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.model.sop import Riwayat
from sop_catalog.model.values.tanggal import Tanggal, format_tanggal


class FileChangeKind(StrEnum):
    """What happened to the file; the values are what a reader sees."""

    ADDED = "baru"
    CHANGED = "diubah"
    RENAMED = "ganti nama berkas"
    DELETED = "dihapus"
    REVISED = "pengesahan"
    """A signed revision out of `riwayat`."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One change of one SOP."""

    hari: dt.date
    path: str
    """The file relative to the folder of SOPs, with "/"; after a rename the new one."""
    kind: FileChangeKind
    teks: str
    """What the editor said of it: the first line of the commit, or `perubahan`; ""."""
    blobs: tuple[str, str] = field(default=("", ""), compare=False)
    """Git's names of the file's content before and after; "" or zeros where there was none."""
    rincian: tuple[str, ...] = ()
    """What is different in the SOP, in sentences (`compare.history`)."""
    kapan: Tanggal | None = None
    """A month or a year that `riwayat` gives without a day; `hari` is then the last one that it may be."""

    @property
    def day_iso(self) -> str:
        """The day, month or year as ISO 8601 writes it: "2014-01-08", "2014-01", "2014"."""
        if self.kapan is None:
            return self.hari.isoformat()
        return f"{self.kapan.tahun}-{self.kapan.bulan:02}" if self.kapan.bulan else str(self.kapan.tahun)

    @property
    def day_text(self) -> str:
        """The same as a reader writes it."""
        return self.kapan.format() if self.kapan else format_tanggal(self.hari)


def changes_from_riwayat(catalog: Catalog) -> tuple[FileChange, ...]:
    """The signed revisions of all SOPs, newest first."""
    changes = [
        FileChange(
            row.tanggal.akhir,
            sop.path,
            FileChangeKind.REVISED,
            _revision(row),
            kapan=None if row.tanggal.hari else row.tanggal,
        )
        for sop in catalog.sops.values()
        for row in sop.riwayat
        if row.tanggal.akhir
    ]
    return tuple(sorted(changes, key=lambda change: (-change.hari.toordinal(), change.day_iso, change.path)))


def _revision(row: Riwayat) -> str:
    return f"Revisi {row.nomor_revisi}: {row.perubahan}" if row.nomor_revisi else row.perubahan


def merge_days(changes: Iterable[FileChange]) -> tuple[FileChange, ...]:
    """One record for each file and day: an editor saves ten times, a reader wants to know once.

    The kinds add up: new and then changed is new; new and then deleted the same day is nothing at all.

    Args:
        changes: newest first.
    """
    groups: dict[tuple[dt.date, str], list[FileChange]] = {}
    for change in changes:
        groups.setdefault((change.hari, change.path), []).append(change)
    merged = []
    for (hari, path), group in groups.items():
        kinds = [change.kind for change in reversed(group)]  # oldest first
        if kinds[0] is FileChangeKind.ADDED and kinds[-1] is FileChangeKind.DELETED:
            continue
        first = next((kind for kind in kinds if kind is not FileChangeKind.CHANGED), FileChangeKind.CHANGED)
        kind = FileChangeKind.DELETED if kinds[-1] is FileChangeKind.DELETED else first
        teks = "; ".join(dict.fromkeys(change.teks for change in reversed(group) if change.teks))
        merged.append(FileChange(hari, path, kind, teks, (group[-1].blobs[0], group[0].blobs[1]), group[0].rincian))
    return tuple(sorted(merged, key=lambda change: (-change.hari.toordinal(), change.path)))


def last_changed(catalog: Catalog, history: Iterable[FileChange]) -> dict[str, dt.date]:
    """Slug → the day since which its file says what it says now; without those that nobody has committed as they are.

    Args:
        catalog: all SOPs.
        history: newest first.
    """
    latest: dict[str, FileChange] = {}
    for change in history:
        if change.blobs[0] != change.blobs[1]:  # not merely moved
            latest.setdefault(change.path, change)
    return {
        slug: latest[file.path].hari
        for slug, file in catalog.by_slug.items()
        if file.path in latest and latest[file.path].blobs[1] == git_name(file.source.text)
    }


def git_name(text: str) -> str:
    """Git's name of a file with this text."""
    content = text.encode()
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()
