"""Which catalogue a command means: found from a path, as mkdocs.yml and the registers tell.

A folder of SOPs is one that holds registers (`_daftar/`), the one that the nearest mkdocs.yml names (`sops_dir` of the
plugin `sop_catalog`), or one called `sops`, whichever is met first on the way up.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sop_catalog.catalog.folder import REGISTER_FOLDER
from sop_catalog.catalog.place.site_config import (
    USUAL_SOPS,
    FindError,
    has_config,
    read_plugin,
    text_of,
)

_SKIPPED = {"node_modules", "site", "__pycache__"}
_SEARCH_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a catalogue is."""

    sops: Path
    """The folder of SOPs, as whoever asked would write it: relative to the current folder where that is possible."""
    site: Path | None = None
    """The folder with the mkdocs.yml that names it, likewise; None for a catalogue without a site."""

    @property
    def shown(self) -> str:
        """The folder of SOPs as its repository calls it, with "/": relative to the site, else by its own name."""
        if self.site is None:
            return Path(os.path.abspath(self.sops)).name  # noqa: PTH100 - links stay as they are
        return Path(os.path.relpath(self.sops, self.site)).as_posix()


def find_catalog(start: Path = Path(), *, hint: str = "sebutkan dengan --folder") -> Place:
    """The catalogue at, above or just below a folder.

    Args:
        start: the folder.
        hint: what to do where there is none.

    Raises:
        FindError: there is none, or mkdocs.yml names a folder that does not exist.
    """
    absolute = as_absolute(start)
    for folder in (absolute, *absolute.parents):
        if place := _place_at(folder):
            return Place(as_written(place.sops), as_written(place.site) if place.site else None)
    raise FindError(f"tidak ada folder sops di sini; {hint}")


def named_catalog(folder: Path | None) -> Place:
    """The catalogue that somebody named with --folder, or the nearest one as seen from here where nobody did.

    Args:
        folder: the folder of SOPs, or the one above it with mkdocs.yml.

    Raises:
        FindError: it does not exist, is a file, or there is none.
    """
    if folder is None:
        return find_catalog()
    if not os.path.lexists(folder):
        raise FindError(f"jalur tidak ada: {folder}")
    if not _is_folder(folder):
        raise FindError(f"{folder} adalah berkas; sebutkan folder SOP")
    return catalog_inside(folder)


def catalog_inside(folder: Path) -> Place:
    """The catalogue of a whole site, or the folder itself.

    Raises:
        FindError: mkdocs.yml names a folder that does not exist.
    """
    if _is_folder(folder / REGISTER_FOLDER):
        return Place(folder, site_of(as_absolute(folder)))
    named = _named_by_config(folder)
    if named is not None:
        return Place(folder / named, folder)
    return Place(folder / USUAL_SOPS if _is_folder(folder / USUAL_SOPS) else folder)


def find_catalogs(path: Path) -> list[tuple[Path, Path]]:
    """The folders of SOPs that a path belongs to or holds, each with what of it the path means.

    Args:
        path: a file or folder, written as it is to be shown.

    Raises:
        FindError: mkdocs.yml names a folder that does not exist.
    """
    above = _root_above(path)
    if above:
        return [(above, path)]
    if _is_folder(path):
        below = sorted(_roots_below(path))
        return [(root, root) for root in below] or [(path, path)]
    return [(path.parent, path)]


def find_default_path() -> Path:
    """What is meant where no path is named: what the current folder is or holds of a catalogue.

    Raises:
        FindError: there is no catalogue.
    """
    here = Path()
    return here if _root_above(here) else find_catalog(hint="sebutkan berkas atau folder yang hendak diperiksa").sops


def _place_at(folder: Path) -> Place | None:
    """The catalogue that a folder is or holds, without looking further."""
    named = _named_by_config(folder)
    if named is not None:
        return Place(folder / named, folder)
    if folder.name != REGISTER_FOLDER and _is_folder(folder / REGISTER_FOLDER):
        return Place(folder, site_of(folder))
    if _is_folder(folder / USUAL_SOPS):
        return Place(folder / USUAL_SOPS)
    return None


def _named_by_config(folder: Path) -> str | None:
    """The folder of SOPs that mkdocs.yml in a folder names; None where there is no mkdocs.yml with our plugin.

    Raises:
        FindError: the name cannot be made out, or there is no such folder.
    """
    if not has_config(folder) or (options := read_plugin(folder)) is None:
        return None
    named = text_of(options.get("sops_dir"), "sops_dir", USUAL_SOPS)
    if not _is_folder(folder / named):
        raise FindError(
            f"folder SOP tidak ada: {as_written(folder / named)}; buat folder itu, atau atur `sops_dir` pada plugin sop_catalog di mkdocs.yml"
        )
    return named


def site_of(sops: Path) -> Path | None:
    """The nearest folder above a folder of SOPs, given absolutely, whose mkdocs.yml names it; None where there is none."""
    for folder in sops.parents:
        if has_config(folder):
            try:
                named = _named_by_config(folder)
            except FindError:
                continue
            if named is not None and (folder / named).samefile(sops):
                return folder
    return None


def _root_above(path: Path) -> Path | None:
    """The folder of SOPs that a path is or lies in, as the caller would write it."""
    absolute = as_absolute(path)
    for depth, folder in enumerate([absolute, *absolute.parents]):
        if folder.name != REGISTER_FOLDER and _is_folder(folder / REGISTER_FOLDER):
            return _climb(path, depth, folder)
        try:
            named = _named_by_config(folder)
        except FindError:  # a site that cannot be built; its files can be checked nevertheless
            return None
        if named is not None:
            sops = as_absolute(folder / named)
            is_inside = absolute == sops or sops in absolute.parents
            return _climb(path, len(absolute.parts) - len(sops.parts), sops) if is_inside else None
    return None


def _climb(written: Path, levels: int, folder: Path) -> Path:
    """A folder above a path, beside that path as it was written; as it is best written where that does not go so far."""
    for _ in range(levels):
        if written.name in {"", ".."}:
            return Path(os.path.relpath(folder))
        written = written.parent
    return written


def _roots_below(path: Path, depth: int = _SEARCH_DEPTH) -> list[Path]:
    named = _named_by_config(path)
    if named is not None:
        return [path / named]
    if _is_folder(path / REGISTER_FOLDER):
        return [path]
    found: list[Path] = []
    try:
        children = list(path.iterdir()) if depth else []
    except OSError:  # it may hold a catalogue: whoever reads it will say that it is closed
        return [path]
    for child in children:
        if (
            _is_folder(child)
            and not child.is_symlink()
            and not child.name.startswith((".", "_"))
            and child.name not in _SKIPPED
        ):
            found += _roots_below(child, depth - 1)
    return found


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - no error where nobody may look


def as_absolute(path: Path) -> Path:
    """A path from the root, with its links as they were typed."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def as_written(path: Path) -> Path:
    """A path as it is best written from here; on another drive of Windows there is no way from here."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:
        return path
