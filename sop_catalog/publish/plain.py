"""A published folder on a disk that knows no links, or that holds files of others: brought up to date file by file.

    .sop-terbit.json        the list of versions (`record`)
    .sop-terbit.kunci       held by the run that is at work
    .sop-terbit/baru/…      files that are to take their places, complete before the first does
    .sop-terbit/objek/…     what files of the kept versions held that have others in their places by now, by its sum

All that can fail for want of room or rights happens before the first file takes its place. From then on the list says
`menuju`, and whoever comes next, after a kill, ends what was begun. Pages come after what they load, and what pages
load bears its sum in its name and stays for three versions: each page finds its own.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sop_catalog.publish.exchange import flush_disk
from sop_catalog.publish.interruption import uninterrupted
from sop_catalog.publish.plan import Plan, PublishError, check_removed, make_plan
from sop_catalog.publish.published import Published
from sop_catalog.publish.record import OLDEST, Record, Version, make_version_id, read_record, render_record
from sop_catalog.publish.tree import Names, is_inside, is_page, live_sum, mode_of, read_sums
from sop_catalog.publish.writing import (
    copy_file,
    make_folders,
    outlive,
    remove_file,
    remove_tree,
    replace_file,
    share_file,
    write_file,
)
from sop_catalog.source.os_errors import describe_os_error

LIST_NAME = ".sop-terbit.json"
LOCK_NAME = ".sop-terbit.kunci"
_STORE = ".sop-terbit"
_FORMER = ".sop-terbit-baru"
"""A file that an older version of this program was writing."""
IN_PLACE = frozenset({LIST_NAME, LOCK_NAME, _STORE, _FORMER})
"""Names of ours in a published folder that are no part of the site."""
_FRESH, _OBJECTS, _LIST_FRESH, _GUARD = "baru", "objek", "daftar.baru", ".htaccess"
_GUARD_TEXT = b"# Berkas versi lama bukan untuk pembaca.\nRequire all denied\n"


@dataclass(frozen=True, slots=True)
class PlainPlace:
    """Where a site is published file by file."""

    place: Path
    """A real folder, or nothing yet."""

    @property
    def lock(self) -> Path:
        """The file that a run holds."""
        return self.place / LOCK_NAME

    @property
    def is_there(self) -> bool:
        """Whether something was published here."""
        return self.place.is_dir() and read_record(self.place / LIST_NAME) is not None

    @property
    def _store(self) -> Path:
        return self.place / _STORE

    def prepare(self) -> None:
        """Make the folder.

        Raises:
            PublishError: somebody has put something else where old versions are kept.
            OSError: it cannot be made.
        """
        self.place.mkdir(parents=True, exist_ok=True)
        for folder in (self._store, self._objects):
            mode = mode_of(folder)
            if mode is not None and not stat.S_ISDIR(mode):  # what is swept behind a link would be somebody's own
                raise PublishError(f"{folder} bukan folder, padahal versi situs disimpan di sana; pindahkan dulu")

    def read(self) -> Record:
        """The versions, as the list says.

        Raises:
            OSError: the list cannot be read.
        """
        return read_record(self.place / LIST_NAME) or Record()

    def recover(self) -> Record:
        """End what a run has begun that was killed, and remove what it has left.

        Raises:
            OSError: something cannot be read or written.
        """
        record = self.read()
        if record.heading:
            with uninterrupted():
                record = self._switch(record) if self._is_ready(record) else self._go_home(self._former(record), record)
        remove_tree(self.place / _FORMER)
        self._sweep(record)
        return record

    # --- Changing it ---

    def publish(self, fresh: Path, now: dt.datetime, *, overwrite: bool, many: bool) -> Published:
        """Write what changed, remove what is gone.

        Args:
            fresh: the site, just built and verified.
            now: the time, with the offset of local time.
            overwrite: whether files of somebody else may be replaced by those of the same name.
            many: whether more than a tenth of the pages may go.

        Raises:
            PublishError: something is in the way, nothing has changed.
            OSError: something cannot be read or written.
        """
        record = self.recover()
        wanted = read_sums(fresh)
        version = Version(make_version_id(now), now.isoformat(timespec="seconds"), wanted)
        after = record.heading_for(version)
        plan = make_plan(self.place, record, wanted, after.arrived().staying(version), overwrite=overwrite)
        if not many:
            check_removed(record.now, wanted)
        if record.now is not None and not plan.changed and record.now.berkas == wanted:
            return Published.unchanged_site(self.place, record.current, plan, wanted)
        self._bring(record, after, plan, lambda name: fresh / name)
        return Published.of(self.place, version.id, plan, wanted, is_first=record.now is None)

    def go_back(self, version: Version) -> Published:
        """Let the folder hold a version that is kept.

        Raises:
            PublishError: the version is not whole any more, or something is in the way.
            OSError: something cannot be read or written.
        """
        record = self.recover()

        def source(name: str) -> Path:
            return self._objects / version.berkas[name]

        after = replace(record, heading=version.id)
        plan = make_plan(self.place, record, version.berkas, after.arrived().staying(version), overwrite=True)
        broken = next(
            (name for name in plan.changed if live_sum(self._objects, version.berkas[name]) != version.berkas[name]), ""
        )
        if broken:
            raise PublishError(
                f"versi {version.id} tidak utuh lagi ({broken} hilang); pilih versi lain dengan --daftar"
            )
        self._bring(record, after, plan, source)
        return Published.of(self.place, version.id, plan, version.berkas)

    @property
    def _objects(self) -> Path:
        return self._store / _OBJECTS

    def _bring(self, record: Record, after: Record, plan: Plan, source: Callable[[str], Path]) -> None:
        """Lay everything ready, say where we are heading, then switch."""
        made: list[Path] = []
        try:
            self._store.mkdir(exist_ok=True)
            self._write(self._store / _GUARD, _GUARD_TEXT)
            for name in plan.changed:
                copy_file(source(name), self._staged(name))
                outlive(self.place / name, self._staged(name))
            for name in plan.changed:
                make_folders(self.place, name, made)
            self._save(record, (*plan.changed, *plan.gone))
            flush_disk(self._store)
        except BaseException:
            self._clean_up(record, made)
            raise
        with uninterrupted(ends_run=True):
            try:
                self._write(self.place / LIST_NAME, render_record(after))
            except OSError:
                self._clean_up(record, made)
                raise
            try:
                done = self._switch(after)
            except OSError as error:
                if not self._return(record, after):
                    raise PublishError(
                        f"{self.place} baru sebagian berisi situs yang baru: {describe_os_error(error)}, dan yang lama "
                        "juga tidak dapat dikembalikan; sediakan ruang atau hak tulis di sana, lalu ulangi perintah ini"
                    ) from error
                raise
            self._sweep(done)

    def _clean_up(self, record: Record, made: list[Path]) -> None:
        """Nothing has changed yet: remove what was laid ready."""
        self._sweep(record)
        with contextlib.suppress(OSError):
            for folder in reversed(made):
                folder.rmdir()

    def _return(self, record: Record, after: Record) -> bool:
        """Some files were refused their places: the others give way again. What cannot, waits for the next run.

        Returns:
            Whether readers see what they saw before.
        """
        try:
            self._go_home(record, after)
        except OSError:
            before = record.now.berkas if record.now else {}
            begun = after.version(after.heading)
            added = [name for name in (begun.berkas if begun else ()) if is_page(name) and name not in before]
            return all(live_sum(self.place, name) == content for name, content in before.items()) and not any(
                live_sum(self.place, name) for name in added
            )
        return True

    def _go_home(self, record: Record, after: Record) -> Record:
        """Bring the folder back to what readers saw before.

        Args:
            record: what held then, and holds again.
            after: what was begun.

        Raises:
            OSError: something cannot be read or written.
        """
        now = record.now or Version(OLDEST, "", {})
        now = replace(now, berkas={**record.staying(now), **now.berkas})  # what lay beside it comes back with it
        remove_tree(self._store / _FRESH)
        for name, content in now.berkas.items():
            if live_sum(self.place, name) != content and (self._objects / content).is_file():
                share_file(self._objects / content, self._staged(name))
        begun = (version for version in after.versions if not record.version(version.id))
        others = (version for version in record.versions if version.id != now.id)
        self._switch(Record((*begun, *others, now), "", now.id))
        self._write(self.place / LIST_NAME, render_record(record))
        self._sweep(record)
        return record

    def _is_ready(self, record: Record) -> bool:
        """Whether all that the folder is heading for lies ready or is in its place.

        A run that could not end gives its files up before it goes back, and where the disk is full it cannot say so.
        """
        version = record.version(record.heading)
        return version is None or all(
            content in {live_sum(self._store / _FRESH, self._staged(name).name), live_sum(self.place, name)}
            for name, content in version.berkas.items()
        )

    def _former(self, record: Record) -> Record:
        """What held before a run, by what it has written; without the version that it has given up."""

        def is_kept(version: Version) -> bool:
            return version.id != record.heading or all(
                content in {live_sum(self._objects, content), live_sum(self.place, name)}
                for name, content in version.berkas.items()
            )

        return replace(record, versions=tuple(filter(is_kept, record.versions)), heading="")

    def _save(self, record: Record, names: Iterable[str]) -> None:
        """Keep what files hold that are about to give way, so that there is a way back."""
        for name in names:
            content = live_sum(self.place, name)
            if record.is_ours(name, content) and mode_of(self._objects / content) is None:
                temporary = self._store / _FRESH / f"{content}.objek"
                share_file(self.place / name, temporary)
                self._objects.mkdir(exist_ok=True)
                replace_file(temporary, self._objects / content)

    def _switch(self, record: Record) -> Record:
        """Bring the folder to the version that it is heading for; may be begun anew after a kill at any moment."""
        version = record.version(record.heading)
        if version is None:
            return record
        staying = record.arrived().staying(version)
        names = Names.of({*version.berkas, *staying})
        gone = [
            name
            for name in sorted({name for other in record.versions for name in other.berkas} - names.files)
            if record.is_ours(name, live_sum(self.place, name))
        ]
        blocking = [name for name in gone if names.needs_place_of(name)]
        for name in blocking:
            remove_file(self.place, name)
        for name in sorted(version.berkas, key=lambda name: (is_page(name), name)):  # pages after what they load
            if self._staged(name).is_file():
                if not is_inside(self.place, name):
                    (self.place / name).parent.mkdir(parents=True, exist_ok=True)
                self._clear_way(name)
                replace_file(self._staged(name), self.place / name)
        for name in sorted(set(gone) - set(blocking), key=lambda name: (not is_page(name), name)):
            twin = names.twin(name)
            if not twin or mode_of(self.place / twin) is None or not (self.place / name).samefile(self.place / twin):
                remove_file(self.place, name)
        done = record.arrived()
        self._write(self.place / LIST_NAME, render_record(done))
        return done

    def _clear_way(self, name: str) -> None:
        """An empty folder may stand where the site needs a file."""
        mode = mode_of(self.place / name)
        if mode is not None and stat.S_ISDIR(mode):
            for root, _, _ in os.walk(self.place / name, topdown=False):
                Path(root).rmdir()

    def _sweep(self, record: Record) -> None:
        """Remove what no kept version needs."""
        remove_tree(self._store / _FRESH)
        remove_tree(self._store / _LIST_FRESH)
        needed = {content for version in record.versions for content in version.berkas.values()}
        with contextlib.suppress(OSError):
            for path in list(self._objects.iterdir()):
                if path.name not in needed:
                    remove_tree(path)

    def _staged(self, name: str) -> Path:
        return self._store / _FRESH / hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()

    def _write(self, path: Path, content: bytes) -> None:
        mode = mode_of(path)
        if mode is None or not stat.S_ISREG(mode) or path.read_bytes() != content:
            write_file(path, content, self._store / _LIST_FRESH)
