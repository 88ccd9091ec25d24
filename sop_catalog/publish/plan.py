"""What has to change in a published folder, and what must not: found out before anything is written."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sop_catalog.publish.record import Record, Version
from sop_catalog.publish.tree import Names, Sums, file_names, is_page, live_sum, mode_of

_SHOWN = 3
_SHOWN_PAGES = 20
_FEW = 3
_SHARE = 10


class PublishError(Exception):
    """Why the folder was not brought up to date; the text is Indonesian and says what to do."""


class TooManyRemovedError(PublishError):
    """A publish would take more pages away than a person takes away on purpose."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a folder needs to hold the files of a version."""

    changed: tuple[str, ...]
    """Files to be written."""
    unchanged: tuple[str, ...]
    """Files that hold the right bytes already."""
    gone: tuple[str, ...]
    """Files of ours that the version lacks, still as we wrote them."""
    kept: tuple[str, ...]
    """Files of ours that the version lacks but somebody has changed: they stay."""


def make_plan(root: Path, record: Record, wanted: Sums, staying: Sums, *, overwrite: bool) -> Plan:
    """Compare a folder with what it is to hold.

    Args:
        root: the folder as it is.
        record: what we know of it.
        wanted: the files of the version.
        staying: files of other versions that stay where they are.
        overwrite: whether files that we did not write may be replaced by those of the same name.

    Raises:
        PublishError: a file or link of somebody else is in the way.
        OSError: something cannot be read.
    """
    found = {name: live_sum(root, name) for name in sorted(wanted)}
    changed = tuple(name for name, content in found.items() if content != wanted[name])
    names = Names.of({*wanted, *staying})
    _check_way(root, names, changed, record, overwrite=overwrite)
    known = sorted({name for version in record.versions for name in version.berkas} - names.files)
    gone: list[str] = []
    kept: list[str] = []
    for name in known:
        twin = names.twin(name)
        content = live_sum(root, name)
        if not content or (twin and mode_of(root / twin) is not None and (root / name).samefile(root / twin)):
            continue  # somebody has removed it; or a disk does not tell A from a, and it is the site's own
        (gone if record.is_ours(name, content) else kept).append(name)
    return Plan(changed, tuple(name for name in found if name not in set(changed)), tuple(gone), tuple(kept))


def _check_way(root: Path, names: Names, changed: Iterable[str], record: Record, *, overwrite: bool) -> None:
    """Refuse to write through links, over folders, or over what somebody else has put there."""

    def is_ours(name: str) -> bool:
        return record.is_ours(name, live_sum(root, name))

    for folder in sorted(names.folders):
        mode = mode_of(root / folder)
        if mode is not None and not stat.S_ISDIR(mode) and not is_ours(folder):
            what = "tautan" if stat.S_ISLNK(mode) else "berkas"
            raise PublishError(f"{root / folder} adalah {what}, padahal situs perlu folder di sana; pindahkan dulu")
    foreign = []
    for name in changed:
        mode = mode_of(root / name)
        if mode is None:
            continue
        if not stat.S_ISDIR(mode):
            is_expected = record.now is not None and name in record.now.berkas
            foreign += [] if is_expected or is_ours(name) else [name]
            continue
        if not all(is_ours(f"{name}/{below}") for below in file_names(root / name)):
            raise PublishError(f"{root / name} adalah folder, padahal situs perlu berkas di sana; pindahkan dulu")
    if foreign and not overwrite:
        raise PublishError(
            f"{len(foreign)} berkas di {root} bukan hasil sop terbitkan dan akan tertimpa: {', '.join(foreign[:_SHOWN])}"
            f"{', …' if len(foreign) > _SHOWN else ''}; pindahkan dulu, atau pakai --timpa"
        )


def check_removed(now: Version | None, wanted: Sums) -> None:
    """Stop a publish that would take away more than a tenth of the pages, and more than three.

    Raises:
        TooManyRemovedError: it would; the text names the pages.
    """
    pages = now.pages if now else ()
    gone = sorted(name for name in pages if name not in wanted)
    if len(gone) <= _FEW or len(gone) * _SHARE <= len(pages):
        return
    shown = [name.removesuffix("index.html") for name in gone[:_SHOWN_PAGES]]
    rest = f", dan {len(gone) - _SHOWN_PAGES} halaman lain" if len(gone) > _SHOWN_PAGES else ""
    raise TooManyRemovedError(
        f"{len(gone)} dari {len(pages)} halaman yang sudah terbit akan hilang: {', '.join(shown)}{rest}. "
        "Periksa apakah semua folder SOP masih ada dan terbaca; bila memang dimaksud, ulangi dengan --hapus-banyak"
    )


def foreign_files(root: Path, record: Record) -> list[str]:
    """What stands in a published folder and is not ours, or no longer as we wrote it; folders and links as they are.

    Raises:
        OSError: something cannot be read.
    """
    if mode_of(root) is None:
        return []
    return [name for name in file_names(root) if not record.is_ours(name, live_sum(root, name))]


def count_pages(names: Iterable[str]) -> int:
    """How many of them are pages."""
    return sum(map(is_page, names))
