"""A published folder that is a link: versions lie beside it, and the link leads to one of them.

    sop                                   → .sop-terbit.sop/20260105-093012-4f1c
    .sop-terbit.sop/20260105-093012-4f1c  a version, never changed but by what stays from others
    .sop-terbit.sop/versi.json            the list of versions (`record`)
    .sop-terbit.sop/kunci                 held by the run that is at work
    .sop-terbit.sop/baru                  a version that is being put together
    .sop-terbit.sop/tautan                the link that is to take the place of the old one

The link is the truth: whoever follows it finds a whole version, whenever a run was killed. Files whose bytes are the
same in two versions are one file on the disk, and keep their time, so that browsers need not load them again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from sop_catalog.publish.exchange import exchange, flush_disk
from sop_catalog.publish.interruption import uninterrupted
from sop_catalog.publish.plain import IN_PLACE, LIST_NAME
from sop_catalog.publish.plan import Plan, PublishError, check_removed, foreign_files, make_plan
from sop_catalog.publish.published import Published
from sop_catalog.publish.record import (
    Record,
    Version,
    is_version_id,
    make_version_id,
    read_record,
    render_record,
)
from sop_catalog.publish.tree import Sums, live_sum, mode_of, read_sums
from sop_catalog.publish.writing import copy_file, outlive, remove_tree, share_file, write_file

_PREFIX = ".sop-terbit."
_LIST, _LIST_FRESH, _LOCK, _FRESH, _LINK, _GUARD = "versi.json", "versi.baru", "kunci", "baru", "tautan", ".htaccess"
_GUARD_TEXT = b"# Versi yang tidak sedang tampil bukan untuk pembaca.\nRequire all denied\n"


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """Where a site is published by a link."""

    place: Path
    """The link; its folder is real."""

    @property
    def store(self) -> Path:
        """The folder of the versions."""
        return self.place.with_name(_PREFIX + self.place.name)

    @property
    def lock(self) -> Path:
        """The file that a run holds."""
        return self.store / _LOCK

    @property
    def is_there(self) -> bool:
        """Whether something was published here."""
        return self.store.is_dir() and bool(self.read().versions)

    def prepare(self) -> None:
        """Make the folder of the versions.

        Raises:
            OSError: it cannot be made.
        """
        mode = mode_of(self.store)
        if mode is not None and not stat.S_ISDIR(mode):
            raise PublishError(f"{self.store} bukan folder, padahal versi situs disimpan di sana; pindahkan dulu")
        self.store.mkdir(parents=True, exist_ok=True)
        if not (self.store / _GUARD).exists():
            write_file(self.store / _GUARD, _GUARD_TEXT, self.store / _LIST_FRESH)

    def give_up(self) -> None:
        """Remove the folder of the versions again if it holds none."""
        spare = (_LIST, _LIST_FRESH, _GUARD, _LINK, _LOCK)
        with contextlib.suppress(OSError):
            if {entry.name for entry in self.store.iterdir()} <= set(spare):
                for name in spare:
                    remove_tree(self.store / name)
                self.store.rmdir()

    def check_link(self) -> None:
        """Make sure that the disk knows links.

        Raises:
            OSError: it does not.
        """
        remove_tree(self.store / _LINK)  # of a run that was killed
        (self.store / _LINK).symlink_to(_FRESH)
        (self.store / _LINK).unlink()

    # --- What is there ---

    @property
    def is_link_of_ours(self) -> bool:
        """Whether the link is one that we have made, even if the version is not there any more."""
        return bool(self._named())

    def _named(self) -> str:
        """Id of the version that the link names; "" where there is no link of ours."""
        if not self.place.is_symlink():
            return ""
        way = Path(os.path.normpath(self.place.parent / self.place.readlink()))
        return way.name if way.parent == self.store and is_version_id(way.name) else ""

    def _live(self) -> str:
        """Id of the version that readers see; "" for none."""
        name = self._named()
        return name if name and (self.store / name).is_dir() else ""

    def read(self) -> Record:
        """The versions, as the list, the folders and the link say together."""
        listed = read_record(self.store / _LIST)
        folders = [path.name for path in sorted(self.store.iterdir()) if _is_version(path)]
        live = self._live()
        unseen = "" if listed is None or listed.heading == live else listed.heading  # its run was killed too early
        versions = [version for version in (listed.versions if listed else ()) if version.id in folders]
        known = {version.id for version in versions}
        lost = [name for name in folders if name not in known and (name == live or listed is None)]
        versions += [Version(name, _time_of(name), read_sums(self.store / name)) for name in lost]
        return Record(tuple(version for version in versions if version.id != unseen), live)

    def recover(self) -> Record:
        """Put right and remove what a run has left that was killed; what is in no list and nobody sees is litter."""
        record = self.read()
        kept = {version.id for version in record.versions}
        for path in list(self.store.iterdir()):
            is_litter = path.name in {_FRESH, _LINK, _LIST_FRESH} or (
                is_version_id(path.name) and path.name not in kept
            )
            if is_litter:
                remove_tree(path)
        self._write(record)
        return record

    # --- Changing it ---

    def publish(self, fresh: Path, now: dt.datetime, *, overwrite: bool, many: bool) -> Published:
        """Put a version together beside the others, then let the link lead to it.

        Args:
            fresh: the site, just built and verified.
            now: the time, with the offset of local time.
            overwrite: whether files of somebody else may be replaced by those of the same name.
            many: whether more than a tenth of the pages may go.

        Raises:
            PublishError: something is in the way, nothing has changed.
            OSError: something cannot be read or written; readers see what they saw.
        """
        record, root = self._before()
        wanted = read_sums(fresh)
        version = Version(make_version_id(now), now.isoformat(timespec="seconds"), wanted)
        after = record.heading_for(version)
        staying = after.arrived().staying(version)
        after = after.with_staying(version, staying)
        plan = make_plan(root, record, wanted, staying, overwrite=overwrite)
        if not many:
            check_removed(record.now, wanted)
        if root != self.place and record.now is not None and not plan.changed and record.now.berkas == wanted:
            return Published.unchanged_site(self.place, record.current, plan, wanted)
        brought = [name for name in foreign_files(root, record) if name not in wanted and not _is_own(name)]
        try:
            self._compose(fresh, root, version, plan, staying, brought)
        except BaseException:
            remove_tree(self.store / _FRESH)
            raise
        with uninterrupted(ends_run=True):
            try:
                (self.store / _FRESH).rename(self.store / version.id)
                self._write(after)
                self._lead_to(version.id, record.current)
            except BaseException:
                with contextlib.suppress(OSError):
                    self.recover()
                raise
            self._settle(after.arrived())
        return Published.of(
            self.place,
            version.id,
            plan,
            wanted,
            brought=tuple(set(brought) - set(plan.kept)),
            is_first=record.now is None,
        )

    def go_back(self, version: Version) -> Published:
        """Let the link lead to a version that is kept.

        Raises:
            PublishError: the version is not whole any more.
            OSError: something cannot be read or written; readers see what they saw.
        """
        record, root = self._before()
        target = self.store / version.id
        broken = next((name for name, content in version.berkas.items() if live_sum(target, name) != content), "")
        if broken:
            raise PublishError(
                f"versi {version.id} tidak utuh lagi ({broken} hilang atau diubah); pilih versi lain dengan --daftar"
            )
        staying = record.staying(version)
        plan = make_plan(root, record, version.berkas, staying, overwrite=True)
        brought = [name for name in foreign_files(root, record) if name not in version.berkas and not _is_own(name)]
        record = record.with_staying(version, staying)
        self._write(record)
        for name in (*staying, *brought):
            if mode_of(root / name) is not None and mode_of(target / name) is None:
                with contextlib.suppress(FileExistsError, NotADirectoryError):
                    share_file(root / name, target / name)
        with uninterrupted(ends_run=True):
            self._lead_to(version.id, record.current)
            self._settle(replace(record, current=version.id))
        return Published.of(self.place, version.id, plan, version.berkas)

    def _before(self) -> tuple[Record, Path]:
        """The record and the folder that readers see: a version, a folder that we once wrote file by file, or none."""
        record = self.recover()
        if record.current:
            return record, self.store / record.current
        mode = mode_of(self.place)
        if mode is not None and stat.S_ISDIR(mode):
            former = read_record(self.place / LIST_NAME) or Record()
            if former.now:
                return replace(record, versions=(*record.versions, former.now), current=former.current), self.place
        return record, self.place

    def _compose(  # noqa: PLR0913, PLR0917
        self, fresh: Path, root: Path, version: Version, plan: Plan, staying: Sums, brought: list[str]
    ) -> None:
        target = self.store / _FRESH
        target.mkdir()
        changed = set(plan.changed)
        for name in version.berkas:
            if name in changed:
                copy_file(fresh / name, target / name)
                outlive(root / name, target / name)
            else:
                share_file(root / name, target / name)
        for name, content in staying.items():
            source = self._holder(root, name, content)
            if source is not None:
                share_file(source, target / name)
        for name in {*brought, *plan.kept}:
            with contextlib.suppress(FileExistsError, NotADirectoryError):
                share_file(root / name, target / name)
        flush_disk(target)

    def _holder(self, root: Path, name: str, content: str) -> Path | None:
        """Where a file of another version is, with the right bytes."""
        folders = [root, *(path for path in self.store.iterdir() if _is_version(path))]
        return next((folder / name for folder in folders if live_sum(folder, name) == content), None)

    def _lead_to(self, name: str, former: str) -> None:
        """One step: the link, or the folder that stands in its place, gives way to a link to a version.

        Args:
            name: id of the version.
            former: id of the one that stands there now, under which such a folder is kept.
        """
        link = self.store / _LINK
        mode = mode_of(self.place)
        if mode is None or not stat.S_ISDIR(mode):
            link.symlink_to(f"{self.store.name}/{name}")
            link.replace(self.place)
            return
        if any(entry.name not in IN_PLACE for entry in self.place.iterdir()):
            link = self.store / former  # where the folder will lie, as the version that it is
        link.symlink_to(f"{self.store.name}/{name}")
        if not exchange(link, self.place):
            link.unlink()
            if any(self.place.iterdir()):
                raise PublishError(
                    f"{self.place} tidak dapat diganti tautan pada disk ini; tidak ada yang diubah. Ulangi dengan --cara berkas"
                )
            self.place.rmdir()
            link.symlink_to(f"{self.store.name}/{name}")
            link.replace(self.place)
        remove_tree(self.store / _LINK)

    def _settle(self, record: Record) -> None:
        """Write down what readers see by now, and remove the versions that are not kept."""
        with contextlib.suppress(OSError):  # the link has been moved: what is left undone, the next run does
            self._write(record)
            for path in list(self.store.iterdir()):
                if is_version_id(path.name) and not record.version(path.name):
                    remove_tree(path)

    def _write(self, record: Record) -> None:
        content = render_record(record)
        path = self.store / _LIST
        if not path.is_file() or path.read_bytes() != content:
            write_file(path, content, self.store / _LIST_FRESH)


def _is_version(path: Path) -> bool:
    return is_version_id(path.name) and path.is_dir() and not path.is_symlink()


def _is_own(name: str) -> bool:
    return name.split("/", 1)[0] in IN_PLACE


def _time_of(name: str) -> str:
    """When a version was made, by its id."""
    try:
        return dt.datetime.strptime(name[:15], "%Y%m%d-%H%M%S").isoformat()  # noqa: DTZ007 - local time, as it was
    except ValueError:
        return ""
