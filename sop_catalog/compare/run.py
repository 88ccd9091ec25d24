"""`sop bandingkan`: from what somebody typed to a `Comparison`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.folder import REGISTER_FOLDER
from sop_catalog.catalog.load import load_catalog, sop_paths
from sop_catalog.catalog.place.find import catalog_inside, find_catalog, find_catalogs
from sop_catalog.compare.attached import Attached, contents_of_folder, contents_of_tree
from sop_catalog.compare.changes import Comparison
from sop_catalog.compare.diff import compare
from sop_catalog.compare.revisions import RevisionError, explain_git_error, extract, resolve
from sop_catalog.git import GitError, Repository, find_repository, list_tree
from sop_catalog.source.os_errors import describe_os_error


def run_comparison(asked: Sequence[str], folder: Path | None = None) -> Comparison:
    """Compare what was asked for.

    Args:
        asked: ("A..B",), ("A...B",), ("A",) against the files as they are now, two revisions, two folders, or two files.
        folder: the folder of SOPs in the work tree, for revisions; found from the current folder when None.

    Raises:
        RevisionError: wrong use, or git cannot answer; the text says what to do.
        FindError: no folder was named and there is none here.
    """
    if len(asked) == 2:
        if all(Path(name).is_file() for name in asked):
            return compare_two_files(Path(asked[0]), Path(asked[1]))
        if any(Path(name).is_file() for name in asked) and not any(Path(name).is_dir() for name in asked):
            missing = next(name for name in asked if not Path(name).is_file())
            raise RevisionError(f"berkas `{missing[:80]}` tidak ada; sebutkan dua berkas SOP, atau dua revisi git")
        are_folders = [Path(name).is_dir() for name in asked]
        if all(are_folders):
            return compare_folders(Path(asked[0]), Path(asked[1]))
        if any(are_folders):
            other = asked[are_folders.index(False)]
            raise RevisionError(f"`{other[:80]}` bukan folder; sebutkan dua folder, dua berkas, atau dua revisi git")
        asked = ("..".join(asked),)
    if len(asked) != 1:
        raise RevisionError("sebutkan dua revisi (main..HEAD), satu revisi, dua folder, atau dua berkas")
    if Path(asked[0]).is_file():
        raise RevisionError(
            f"`{asked[0][:80]}` adalah berkas; sebutkan berkas lain sebagai bandingannya, atau revisi git: sop bandingkan HEAD"
        )
    return compare_revisions(asked[0], _folder(folder))


def _folder(named: Path | None) -> Path:
    """The folder of SOPs; one that was named need not exist any more."""
    if named is None:
        return find_catalog().sops
    return catalog_inside(named).sops if named.is_dir() else named


def compare_folders(before: Path, after: Path) -> Comparison:
    """Compare two folders of SOPs, each with its own registers.

    Args:
        before: an existing folder.
        after: likewise; its name stands before paths in messages.
    """
    before, after = catalog_inside(before).sops, catalog_inside(after).sops
    attached = Attached(contents_of_folder(before), contents_of_folder(after))
    first, second = _load(before, after, after.as_posix(), attached)
    return compare(first, second, (before.as_posix(), after.as_posix()), after.as_posix(), attached)


def compare_two_files(before: Path, after: Path) -> Comparison:
    """Compare two files as two states of one SOP among those of the catalogue that the second lies in, else the first.

    Args:
        before: an existing file.
        after: likewise; paths in messages name this one.

    Raises:
        RevisionError: one is no SOP's file by its name, or cannot be read.
        FindError: mkdocs.yml names a folder that does not exist.
    """
    for path in (before, after):
        if path.suffix.lower() not in {".yml", ".yaml"}:
            raise RevisionError(f"`{path.as_posix()[:80]}` bukan berkas YAML; yang dibandingkan adalah berkas SOP")
    sops = find_catalogs(after)[0][0]
    if not (sops / REGISTER_FOLDER).is_dir():
        sops = find_catalogs(before)[0][0]
    try:
        with tempfile.TemporaryDirectory(prefix="sop-bandingkan-") as temporary:
            states = [Path(temporary, str(number)) for number in (0, 1)]
            for state, path in zip(states, (before, after), strict=True):
                _copy_surroundings(sops, (before, after), state)
                (state / after.name).write_bytes(path.read_bytes())
            first, second = _load(states[0], states[1], after.parent.as_posix(), Attached())
            return compare(first, second, (before.as_posix(), after.as_posix()), after.parent.as_posix())
    except OSError as error:
        raise RevisionError(f"berkas tidak dapat dibaca: {describe_os_error(error)}") from None


def _copy_surroundings(sops: Path, without: Sequence[Path], target: Path) -> None:
    """Registers and SOPs of a catalogue, but for some files; links are left out."""
    registers = (sops / REGISTER_FOLDER).glob("*.yml") if (sops / REGISTER_FOLDER).is_dir() else ()
    left_out = {os.path.realpath(path) for path in without}
    others = sop_paths(sops) if (sops / REGISTER_FOLDER).is_dir() else ()
    target.mkdir()
    for path in (*registers, *others):
        if path.is_file() and not path.is_symlink() and os.path.realpath(path) not in left_out:
            copy = target / path.relative_to(sops)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())


def compare_revisions(asked: str, folder: Path) -> Comparison:
    """Compare the folder of SOPs in two states of its git repository.

    Raises:
        RevisionError: git cannot answer.
    """
    try:
        return _compare_revisions(asked, folder)
    except GitError as error:
        raise RevisionError(explain_git_error(error, folder)) from None


def _compare_revisions(asked: str, folder: Path) -> Comparison:
    repository = find_repository(folder)
    wanted = resolve(repository, asked)
    notes: list[str] = []
    with tempfile.TemporaryDirectory(prefix="sop-bandingkan-") as temporary:
        states: list[Path] = []
        found: list[bool] = []
        for number, (commit, name) in enumerate(zip((wanted.before, wanted.after), wanted.names, strict=True)):
            state = Path(temporary, str(number))
            state.mkdir()
            there = extract(repository, commit, state) if commit else folder.is_dir()
            states.append(state if commit or not there else folder)
            found.append(there)
            if not there:
                notes.append(f"folder {repository.folder or '.'} tidak ada pada {name}; dianggap kosong")
        if not any(found):
            raise RevisionError(
                f"folder {repository.folder or '.'} tidak ada pada kedua revisi; sebutkan dengan --folder"
            )
        attached = _attached(repository, (wanted.before, wanted.after), folder)
        before, after = _load(states[0], states[1], repository.folder, attached)
    return replace(compare(before, after, wanted.names, repository.folder, attached), notes=tuple(notes))


def _attached(repository: Repository, commits: tuple[str, str], folder: Path) -> Attached:
    """The attachable files of two states; an empty name of a commit means the folder as it is now."""
    first, second = (contents_of_tree(list_tree(repository, commit)) if commit else None for commit in commits)
    if first is None:
        first = contents_of_folder(folder, second)
    if second is None:
        second = contents_of_folder(folder, first)
    return Attached(first, second)


def _load(before: Path, after: Path, shown: str, attached: Attached) -> tuple[Catalog, Catalog]:
    """Both states. Files that hold the same text are read by their heads only: nothing is said about them."""
    only = _differing(before, after) | _naming(after, attached.changed_names())
    catalogs = []
    for folder in (before, after):
        catalog, diagnostics = load_catalog(folder, shown, only=only)
        catalogs.append(catalog.with_findings(diagnostics, {}))
    return catalogs[0], catalogs[1]


def _differing(before: Path, after: Path) -> frozenset[str]:
    """Files, relative to their folder, that are not in both states with the same text."""
    first, second = (
        {path.relative_to(folder).as_posix(): path for path in sop_paths(folder)} for folder in (before, after)
    )
    return frozenset(
        name
        for name in {*first, *second}
        if name not in first or name not in second or not _same(first[name], second[name])
    )


def _naming(folder: Path, names: frozenset[str]) -> frozenset[str]:
    """Files, relative to their folder, in whose text one of these names stands."""
    if not names:
        return frozenset()
    wanted = [name.encode() for name in names]
    found = set()
    for path in sop_paths(folder):
        with suppress(OSError):
            text = path.read_bytes()
            if any(name in text for name in wanted):
                found.add(path.relative_to(folder).as_posix())
    return frozenset(found)


def _same(first: Path, second: Path) -> bool:
    try:
        if os.path.samefile(first, second):  # noqa: PTH121 - a folder compared with itself
            return True
        return first.read_bytes().replace(b"\r\n", b"\n") == second.read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        return False
