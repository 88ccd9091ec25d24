"""`mkdocs build` by itself: MkDocs empties the site's folder first, so that one who kills it leaves ruins.

The plugin lets MkDocs build beside that folder and puts the site in its place at the very end, as `sop bangun` does.
Where that cannot be done (a folder that is a disk of its own, or holds hidden files such as `.git`, which MkDocs keeps),
MkDocs builds as it always has.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from sop_catalog.publish.aside import aside, put_in_place

BUILT_ASIDE = "SOP_DI_SAMPING"
"""Environment variable that says: the folder that MkDocs builds into is aside already."""
FILE_LIST = "SOP_DAFTAR_BERKAS"
"""Environment variable that names the file in which the build leaves the list of what it has written."""


class WholeBuild:
    """One build of MkDocs, from its beginning to its end."""

    def __init__(self) -> None:
        self._place: Path | None = None
        self._fresh: Path | None = None
        self._open = contextlib.ExitStack()

    def begin(self, site_dir: str) -> str:
        """Where MkDocs is to build.

        Args:
            site_dir: the site's folder, as MkDocs has it.
        """
        self.abandon()
        place = Path(os.path.realpath(site_dir))
        if os.environ.get(BUILT_ASIDE) or not _can_be_exchanged(place):
            return site_dir
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._fresh = self._open.enter_context(aside(place.parent, place))
        except OSError:
            return site_dir
        self._place = place
        atexit.register(self.abandon)
        return os.fspath(self._fresh)

    def finish(self, site_dir: str, names: Iterable[str], *, is_good: bool) -> str:
        """The site is built: leave the list that somebody wants of it, and put it in its place.

        Args:
            site_dir: where MkDocs has built it.
            names: the files that MkDocs meant to write, relative to the site.
            is_good: whether it may take the place of the old one.

        Returns:
            Where the site is now.

        Raises:
            OSError: it cannot be put there; the old one is untouched.
        """
        if os.environ.get(FILE_LIST):
            _write_list(Path(os.environ[FILE_LIST]), Path(site_dir), names)
        if self._fresh is None or self._place is None:
            return site_dir
        place = self._place
        try:
            if is_good and self._fresh.is_dir():
                put_in_place(self._fresh, place)
        finally:
            self.abandon()
        return os.fspath(place)

    def abandon(self) -> None:
        """Remove what was built so far; what is in its place by now stays."""
        self._place = self._fresh = None
        self._open.close()
        atexit.unregister(self.abandon)


def _can_be_exchanged(place: Path) -> bool:
    try:
        if not place.exists():
            return True
        hidden = any(entry.name.startswith(".") for entry in place.iterdir())
        return place.is_dir() and not hidden and not os.path.ismount(place)
    except OSError:
        return False


def _write_list(path: Path, site: Path, names: Iterable[str]) -> None:
    sizes = {name: (site / name).stat().st_size if (site / name).is_file() else -1 for name in sorted(set(names))}
    path.write_text(json.dumps(sizes), "utf-8")


def read_list(path: Path) -> dict[str, int]:
    """The list that a build has left: file → bytes, -1 for one that was not there."""
    return {str(name): int(size) for name, size in json.loads(path.read_text("utf-8")).items()}
