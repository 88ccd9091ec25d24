"""What happened to the files of the SOPs, from the log of git; and why nothing can be said where there is none to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sop_catalog import git
from sop_catalog.catalog.changes import FileChange, FileChangeKind
from sop_catalog.catalog.load import is_sop_path

_COMMITS = 500
"""How far back."""
_KINDS = {
    "A": FileChangeKind.ADDED,
    "C": FileChangeKind.ADDED,
    "D": FileChangeKind.DELETED,
    "R": FileChangeKind.RENAMED,
}


def read_history(folder: Path) -> tuple[FileChange, ...] | None:
    """What happened to the SOPs of a folder, newest first.

    Args:
        folder: the folder of SOPs in a work tree.

    Returns:
        None where that cannot be known: no git on this machine, no repository, a shallow clone (as CI systems make;
        its oldest commit would say that everything is new), nothing committed yet.
    """
    try:
        repository = git.find_repository(folder)
        commits = [] if repository.is_shallow else list(git.read_log(repository, _COMMITS))
    except git.GitError:
        return None
    prefix = f"{repository.folder}/" if repository.folder else ""
    return tuple(_file_changes(commits, prefix)) if commits else None


_REASONS = {
    git.GitProblem.MISSING: "git tidak ada di komputer ini; pasang git",
    git.GitProblem.TIMEOUT: "git tidak menjawab; coba bangun sekali lagi",
    git.GitProblem.NO_REPOSITORY: "folder SOP tidak berada di dalam repositori git",
    git.GitProblem.FOREIGN_OWNER: "repositorinya milik pengguna lain, seperti sering terjadi di dalam kontainer; jalankan: "
    "git config --global --add safe.directory {top}",
}


def why_no_history(folder: Path) -> str:
    """Why `read_history` gives None, as a sentence that says what to do; "" where nothing is wrong.

    Args:
        folder: as for `read_history`.
    """
    try:
        repository = git.find_repository(folder)
        if repository.is_shallow:
            return (
                "klon ini dangkal (hanya memuat commit terakhir); jalankan: git fetch --unshallow, "
                "atau atur fetch-depth: 0 (GitLab: GIT_DEPTH: 0) pada alur kerjanya"
            )
        return "" if list(git.read_log(repository, 1)) else "belum ada commit yang memuat SOP"
    except git.GitError as error:
        top = next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), folder)
        reason = _REASONS.get(error.problem)
        return reason.format(top=top) if reason else f"git menolak: {error.detail}"


def read_texts(folder: Path, changes: Iterable[FileChange]) -> dict[str, str]:
    """The contents before and after some changes as text, by git's names of them; without those that git does not give.

    Args:
        folder: as for `read_history`.
        changes: of that folder.
    """
    try:
        contents = git.read_blobs(git.find_repository(folder), (name for change in changes for name in change.blobs))
    except git.GitError:
        return {}
    return {name: content.decode("utf-8", "replace").removeprefix("\ufeff") for name, content in contents.items()}


def _file_changes(commits: Iterable[git.Commit], prefix: str) -> Iterator[FileChange]:
    """The log runs backwards, so a rename is met before what happened under the former name: that belongs to today's file.

    A subject is passed on only when it speaks of SOPs alone: a change of the site's own machinery that touched them too
    has one that its editors do not understand.
    """
    now: dict[str, str] = {}  # former path → today's
    for commit in commits:
        teks = commit.subject if all(_is_wholly_inside(entry, prefix) for entry in commit.entries) else ""
        for entry in filter(None, (_inside(entry, prefix) for entry in commit.entries)):
            change = FileChange(commit.day, entry.path, FileChangeKind.CHANGED, teks, entry.blobs)
            yield from _changes(entry, now, change)


def _is_wholly_inside(entry: git.LogEntry, prefix: str) -> bool:
    return entry.path.startswith(prefix) and entry.former.startswith(prefix)


def _inside(entry: git.LogEntry, prefix: str) -> git.LogEntry | None:
    """What a change means for the folder, with paths relative to it: what is moved in is added, what is moved out deleted."""
    former, path = entry.former.removeprefix(prefix), entry.path.removeprefix(prefix)
    if _is_wholly_inside(entry, prefix):
        return replace(entry, former=former, path=path)
    if entry.path.startswith(prefix):
        return git.LogEntry("A", path, path, ("", entry.blobs[1]))
    if entry.former.startswith(prefix) and entry.status == "R":
        return git.LogEntry("D", former, former, (entry.blobs[0], ""))
    return None


def _changes(entry: git.LogEntry, now: dict[str, str], change: FileChange) -> Iterator[FileChange]:
    """What one commit did to one file; `now` is filled on the way."""
    kind = _KINDS.get(entry.status, FileChangeKind.CHANGED)
    path_now = now.get(entry.path, entry.path)
    if kind is FileChangeKind.RENAMED:
        now[entry.former] = path_now
        if entry.former.rpartition("/")[2] == entry.path.rpartition("/")[2]:
            kind = FileChangeKind.CHANGED  # moved to another folder: its page stays where it was
    elif kind is FileChangeKind.ADDED:
        now.pop(entry.path, None)  # an older file of this name was another one
    if is_sop_path(entry.path):
        yield replace(change, path=path_now, kind=kind)
