"""`sop periksa`: which catalogue a path belongs to, and what is wrong with the files that were named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sop_catalog.catalog.folder import REGISTER_FOLDER
from sop_catalog.catalog.load import is_sop_name, load_catalog
from sop_catalog.catalog.own_files import check_config, check_own_files, check_theme_files
from sop_catalog.catalog.place.find import find_catalogs, find_default_path, site_of
from sop_catalog.catalog.place.own_site import find_asset_folders, find_own_files
from sop_catalog.catalog.place.site_config import FindError, find_config_problem
from sop_catalog.catalog.unread import unread_file, unreadable_file
from sop_catalog.checks import FileRules, check_together
from sop_catalog.model.build_day import read_build_day
from sop_catalog.source.diagnostic import Diagnostic

if TYPE_CHECKING:
    from sop_catalog.cache.store import Cache

_MANY = 40
"""Files from which on it pays to keep what reading them gives."""


@dataclass(frozen=True, slots=True)
class CheckRun:
    """What a run has found."""

    diagnostics: tuple[Diagnostic, ...]
    files: int
    """How many files were checked."""


def check_paths(paths: Sequence[Path]) -> CheckRun:
    """Check files and folders. References are resolved in the whole catalogue that each belongs to.

    Args:
        paths: existing files and folders; none: the catalogue of the current folder.

    Raises:
        FindError: for a path that does not exist, or where there is no catalogue.
    """
    named: dict[Path, list[Path]] = {}
    for path in paths or [find_default_path()]:
        if not path.exists() and not path.is_symlink():
            raise FindError(f"jalur tidak ada: {path}")
        for root, wanted in find_catalogs(path):
            named.setdefault(root, []).append(wanted)
    diagnostics: list[Diagnostic] = []
    files = 0
    for root, together in named.items():
        run = _check_catalog_files(root, together)
        diagnostics += run.diagnostics
        files += run.files
    return CheckRun(tuple(diagnostics), files)


def _check_catalog_files(root: Path, wanted: Sequence[Path]) -> CheckRun:
    """Check what is wanted of one catalogue, with all of it in view."""
    shown = "" if root == Path() else root.as_posix()
    absolute_root = os.path.abspath(root)  # noqa: PTH100
    assets = find_asset_folders(root)
    names = {Path(os.path.relpath(path, absolute_root)).as_posix() for path in wanted}
    only = None if "." in names else _Wanted(frozenset(names))
    cache = _open_cache(root)
    catalog, diagnostics = load_catalog(
        root, shown, only=only, judge=FileRules(read_build_day()), cache=cache, assets=assets
    )
    diagnostics += check_together(catalog)
    if cache:
        from sop_catalog.catalog.kept import HEADERS, READING  # noqa: PLC0415 - loaded by now

        cache.save(HEADERS if only else READING)
    if only is None:
        return CheckRun((*diagnostics, *_check_site(root)), len(catalog.files))
    prefix = f"{shown}/" if shown else ""
    found = [item for item in diagnostics if any(path.removeprefix(prefix) in only for path in _paths(item))]
    for name in sorted(names):
        path = root / name
        is_read = path.is_dir() or is_sop_name(path.name) or only.holds_register(name)
        if not is_read and all(item.source.path != prefix + name for item in found):
            found.append(unread_file(prefix + name))
    files = sum(file.path in only for file in catalog.files)
    files += sum(source.path.removeprefix(prefix) in only for source in catalog.register_sources.values())
    return CheckRun(tuple(found), files)


def _check_site(root: Path) -> list[Diagnostic]:
    """What the catalogue's site would publish besides the SOPs."""
    own = find_own_files(root)
    if own is None:
        problems = map(find_config_problem, Path(os.path.abspath(root)).parents)  # noqa: PTH100 - links stay
        return [unreadable_file(os.path.relpath(path), why) for path, why in filter(None, problems)][:1]
    findings = check_own_files(own.docs, own.docs.as_posix(), own.raw_files)
    findings += check_config(own.config, own.config.as_posix())
    return findings + (check_theme_files(own.theme, own.theme.as_posix()) if own.theme else [])


def _open_cache(root: Path) -> Cache | None:
    """Where the results of files are kept: beside mkdocs.yml; None for a catalogue without one, or a small one."""
    site = site_of(Path(os.path.abspath(root)))  # noqa: PTH100
    if site is None or not _has_many(root):
        return None
    from sop_catalog.cache.store import Cache  # noqa: PLC0415 - small catalogues do without

    return Cache(site)


def _has_many(root: Path) -> bool:
    """Whether so many files lie in a catalogue that keeping their results pays; links are not followed."""
    count = 0
    for _, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(("_", "."))]
        count += sum(map(is_sop_name, names))
        if count >= _MANY:
            return True
    return False


def _paths(diagnostic: Diagnostic) -> Iterable[str]:
    yield diagnostic.source.path
    yield from (label.source.path for label in diagnostic.related)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Files, and everything below folders, relative to the catalogue's root."""

    names: frozenset[str]

    def __contains__(self, path: object) -> bool:
        text = str(path)
        return text in self.names or any(text.startswith(f"{name}/") for name in self.names)

    def holds_register(self, name: str) -> bool:
        """Whether a name is that of a file in the register folder."""
        return name.startswith(f"{REGISTER_FOLDER}/")
