"""`sop terbitkan`: bring the place that readers see up to date with a site that was just built, or back to an old one.

There are two ways, and the place decides (`find_place`): a link that leads to one of several versions (`linked`), or a
folder whose files are replaced one by one (`plain`). Either way the last three versions are kept, what somebody else
has put there stays, and a run that was killed is put right by the next one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from sop_catalog.publish.linked import LinkedPlace
from sop_catalog.publish.locks import open_lock, take_lock
from sop_catalog.publish.plain import IN_PLACE, LIST_NAME, PlainPlace
from sop_catalog.publish.plan import PublishError, foreign_files
from sop_catalog.publish.published import Published
from sop_catalog.publish.record import OLDEST, Record, Version, find_versions, read_record
from sop_catalog.publish.tree import mode_of
from sop_catalog.source.os_errors import describe_os_error

Place = LinkedPlace | PlainPlace

_NO_LINKS = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
"""What a disk answers that knows no links, or a folder beside which nothing may be written."""


class Way(StrEnum):
    """How a place changes from one version to the next."""

    AUTO = "otomatis"
    LINK = "tautan"
    FILES = "berkas"


def check_place(target: Path, site: Path, sources: Iterable[Path], *, overwrite: bool) -> None:
    """Make sure that a site may be published there; before building, since that takes long.

    Args:
        target: the folder to publish into, or a link; it need not exist.
        site: the folder that holds mkdocs.yml.
        sources: folders of the site that nothing may be published into, nor around them.
        overwrite: whether a folder that no `sop terbitkan` has made may be used.

    Raises:
        PublishError: it may not.
    """
    root = _real(site)
    for place in {_own_path(target), _real(target)}:
        if place == root or place in root.parents:
            raise PublishError(f"{place} memuat katalog itu sendiri; sebutkan folder server web, misalnya /srv/www/sop")
        for source in map(_real, sources):
            if place == source or place in source.parents or source in place.parents:
                raise PublishError(f"{place} bertumpang-tindih dengan {source}; sebutkan folder lain di luar katalog")
    with _said(target):
        found = find_place(target)
        place = found.place
        if isinstance(found, LinkedPlace) and found.is_link_of_ours:
            return
        if place.exists() and not place.is_dir():
            raise PublishError(f"{place} adalah berkas; sebutkan nama folder")
        is_strange = place.exists() and _holds_others(place) and read_record(place / LIST_NAME) is None
    if is_strange and not overwrite:
        raise PublishError(
            f"{place} berisi hal lain, bukan hasil sop terbitkan; tidak ada yang diubah. Sebutkan folder kosong, "
            "atau pakai --timpa: berkas yang bernama sama diganti, yang lain dibiarkan"
        )


def find_place(target: Path, way: Way = Way.AUTO) -> Place:
    """Which way a place is published.

    A link of ours stays one, and so does a folder that was published file by file. A place that is free becomes a link,
    as does a folder of ours that holds nothing else and was written before there were versions.

    Raises:
        PublishError: the place is published the other way.
        OSError: it cannot be looked at.
    """
    place = _own_path(target)
    if place.is_symlink():
        linked = LinkedPlace(place)
        if not linked.is_link_of_ours:  # somebody's own link: what it leads to is meant
            return find_place(_real(place), way)
        if way is Way.FILES:
            raise PublishError(
                f"{place} sudah diterbitkan sebagai tautan; hapus tautan itu lebih dulu bila memang ingin --cara berkas"
            )
        return linked
    return LinkedPlace(place) if _may_become_link(place, way) else PlainPlace(place)


def _may_become_link(place: Path, way: Way) -> bool:
    if way is Way.FILES or sys.platform == "win32" or os.path.ismount(place):
        return False
    mode = mode_of(place)
    if mode is None:
        return True
    if not stat.S_ISDIR(mode):
        return False
    record = read_record(place / LIST_NAME)
    if record is None:
        return not _holds_others(place)
    if way is not Way.LINK and record.current != OLDEST:
        return False
    return not any(name.split("/", 1)[0] not in IN_PLACE for name in foreign_files(place, record))


def recover(target: Path) -> None:
    """Put right what a run has left that was killed; nothing is made where nothing was published.

    Raises:
        PublishError: another run is at work, or something cannot be read or written.
    """
    with _said(target):
        place = find_place(target)
        if place.lock.exists():
            with _locked(place):
                place.recover()


def publish(  # noqa: PLR0913
    fresh: Path,
    target: Path,
    *,
    overwrite: bool = False,
    many: bool = False,
    way: Way = Way.AUTO,
    now: dt.datetime | None = None,
) -> Published:
    """Make a place show a site.

    Args:
        fresh: the site, just built and verified.
        target: where it is published, as given to `check_place`; made where it is missing.
        overwrite: whether files that we did not write may be replaced by those of the site with the same name.
        many: whether more than a tenth of the pages may go.
        way: how, where the place leaves a choice.
        now: the time of the new version; the clock's when None.

    Raises:
        PublishError: nothing has changed, and the text says why.
    """
    with _said(target):
        place = _usable(find_place(target, way), way)
        with _locked(place):
            moment = now or dt.datetime.now().astimezone()
            return place.publish(fresh, moment, overwrite=overwrite, many=many)


def _usable(place: Place, way: Way) -> Place:
    """A place that may become a link, if its disk can do that."""
    if isinstance(place, PlainPlace) or place.is_there:
        return place
    try:
        place.prepare()
        with _locked(place):
            place.check_link()
    except OSError as error:
        place.give_up()
        if error.errno not in _NO_LINKS:
            raise
        if way is Way.LINK:
            raise PublishError(
                f"tautan tidak dapat dibuat di {place.place.parent}: {describe_os_error(error)}; ulangi tanpa --cara tautan"
            ) from None
        return PlainPlace(place.place)
    return place


def go_back(target: Path, asked: str) -> Published:
    """Make a place show a version that is kept.

    Args:
        target: a place that `publish` has made.
        asked: the beginning of the version's id; "" for the one before the current one.

    Raises:
        PublishError: there is no such version; nothing has changed.
    """
    with _said(target):
        place = _existing(target)
        with _locked(place):
            record = place.recover()
            found = find_versions(record, asked)
            if len(found) != 1:
                raise PublishError(_describe_choice(asked, found or record.versions, is_one=not found))
            version = found[0]
            if version.id == record.current:
                raise PublishError(f"versi {version.id} sudah yang tampil sekarang; tidak ada yang diubah")
            return place.go_back(version)


def _describe_choice(asked: str, versions: Iterable[Version], *, is_one: bool) -> str:
    """Why a version was not found, and what there is to choose from."""
    shown = ", ".join(version.id for version in versions)
    if not is_one:
        return f"versi {asked!r} cocok dengan beberapa: {shown}; tulis lebih panjang"
    return f"{f'versi {asked!r} tidak ada' if asked else 'tidak ada versi yang lebih lama'}; yang tersimpan: {shown}"


def list_versions(target: Path) -> Record:
    """The versions that are kept.

    Raises:
        PublishError: nothing was published there, or it cannot be read.
    """
    with _said(target):
        return _existing(target).read()


def _existing(target: Path) -> Place:
    place = find_place(target)
    if isinstance(place, LinkedPlace) and not place.is_there:
        place = PlainPlace(place.place)
    if not place.is_there:
        raise PublishError(f"{target} bukan hasil sop terbitkan; sebutkan folder yang pernah diterbitkan")
    return place


def describe_version(version: Version) -> str:
    """Such as "20260105-093012-4f1c  5 Januari 2026 pukul 09.30, 183 halaman" without the names of months."""
    when = version.waktu[:16].replace("T", " ") if version.waktu else "sebelum ada daftar versi"
    return f"{version.id}  {when}  {len(version.pages)} halaman"


@contextlib.contextmanager
def _locked(place: Place) -> Iterator[None]:
    place.prepare()
    with open_lock(place.lock) as lock:
        if not take_lock(lock):
            raise PublishError(
                f"sop terbitkan lain sedang menulis ke {place.place}; tunggu sampai selesai, lalu ulangi"
            )
        yield


@contextlib.contextmanager
def _said(target: Path) -> Iterator[None]:
    """What the system refuses, in one line that names the folder."""
    try:
        yield
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else os.fspath(target)
        raise PublishError(
            f"{target} tidak dapat diperbarui: {describe_os_error(error)} ({where}); yang sudah terbit tetap ada"
        ) from None


def _holds_others(place: Path) -> bool:
    """Whether there is something else than what the very first run leaves when it is cut off."""
    return any(path.name not in IN_PLACE for path in place.iterdir())


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _own_path(path: Path) -> Path:
    """The path itself, which may be a link, in its real folder."""
    plain = Path(os.path.abspath(path))  # noqa: PTH100 - a link at the end stays one
    return _real(plain.parent) / plain.name
