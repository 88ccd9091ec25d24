"""States of a catalogue in git: what a person's "A..B" means, and the SOPs of a commit as files of a folder."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from sop_catalog import git
from sop_catalog.catalog.load import ENDINGS
from sop_catalog.git import GitError, GitProblem, Repository
from sop_catalog.source.characters import MAX_BYTES


class RevisionError(Exception):
    """Why two states cannot be compared; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which two states somebody wants compared."""

    before: str
    """A commit's hash."""
    after: str
    """A commit's hash; "" for the files as they are now."""
    names: tuple[str, str]


def explain_git_error(error: GitError, folder: Path) -> str:
    """Why git gives no answer about a folder and what to do, for who wants to compare."""
    match error.problem:
        case GitProblem.MISSING:
            return "git tidak ditemukan; pasang git, atau bandingkan dua folder: sop bandingkan FOLDER_LAMA FOLDER_BARU"
        case GitProblem.TIMEOUT:
            return f"git tidak menjawab dalam {git.SECONDS} detik"
        case GitProblem.FOREIGN_OWNER:
            return f"git menolak membaca repositori milik pengguna lain; jalankan `git config --global --add safe.directory {folder}`"
        case GitProblem.NO_REPOSITORY:
            return "folder ini tidak berada di dalam repositori git; bandingkan dua folder: sop bandingkan FOLDER_LAMA FOLDER_BARU"
        case GitProblem.REFUSED:
            return f"git gagal: {error.detail[:200]}"


def resolve(repository: Repository, asked: str) -> Asked:
    """What "A..B", "A...B" (since the two parted) or "A" (against the files as they are now) means.

    Raises:
        RevisionError: a revision does not exist, or the history that is needed is not here.
        GitError: git cannot be asked.
    """
    if "..." in asked:
        first, second = (part or "HEAD" for part in asked.split("...", 1))
        ours, theirs = _commit(repository, first), _commit(repository, second)
        base = _merge_base(repository, ours, theirs)
        return Asked(base, theirs, (f"pangkal {first} dan {second}", second))
    if ".." in asked:
        first, second = (part or "HEAD" for part in asked.split("..", 1))
        return Asked(_commit(repository, first), _commit(repository, second), (first, second))
    return Asked(_commit(repository, asked), "", (asked, "berkas sekarang"))


def extract(repository: Repository, commit: str, target: Path) -> bool:
    """Write the YAML files that the folder of SOPs holds in a commit into an empty folder.

    Args:
        repository: where.
        commit: a hash from `resolve`.
        target: an existing, empty folder.

    Returns:
        Whether the folder exists in that commit.

    Raises:
        RevisionError: a file's content is not here.
        GitError: git cannot be asked.
    """
    entries = list(git.list_tree(repository, commit))
    wanted = [entry for entry in entries if entry.mode in git.REGULAR_MODES and _is_safe(entry.path)]
    contents = git.read_blobs(repository, (entry.blob for entry in wanted if entry.size <= MAX_BYTES))
    for entry in wanted:
        if entry.size <= MAX_BYTES and entry.blob not in contents:
            raise RevisionError(f"berkas dari riwayat tidak dapat diambil ({entry.blob[:12]}){_SHALLOW_HINT}")
        path = target.joinpath(*entry.path.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        # A file that is too large is read no further anyway: it only has to be too large here as well.
        path.write_bytes(contents.get(entry.blob, b" " * (MAX_BYTES + 1)))
    return bool(entries)


def _is_safe(path: str) -> bool:
    """Whether a path from a commit is a YAML file that may be written below a folder of ours."""
    parts = path.split("/")
    return (
        path.lower().endswith(ENDINGS)
        and all(part not in {"", ".", ".."} for part in parts)
        and not any(character in path for character in "\\:\0")
    )


_SHALLOW_HINT = (
    "; ambil riwayat lengkap dengan `git fetch --unshallow` (GitHub Actions: fetch-depth: 0; GitLab: GIT_DEPTH: 0)"
)


def _commit(repository: Repository, name: str) -> str:
    shown = name[:80]
    if not git.is_revision_name(name):
        raise RevisionError(f"`{shown}` bukan nama revisi; tulis nama cabang, tag, atau komit, misalnya main..HEAD")
    if found := git.find_commit(repository, name):
        return found
    names = git.list_names(repository)
    near = (
        f"origin/{name}"
        if f"origin/{name}" in names
        else next(iter(difflib.get_close_matches(name, names, 1, 0.6)), "")
    )
    hint = (
        f"mungkin maksudnya `{near}`" if near else "lihat daftarnya dengan `git branch --all` atau `git log --oneline`"
    )
    raise RevisionError(f"revisi `{shown}` tidak ditemukan; {hint}{_shallow_note(repository)}")


def _merge_base(repository: Repository, first: str, second: str) -> str:
    if base := git.find_merge_base(repository, first, second):
        return base
    raise RevisionError(
        f"kedua revisi tidak punya pangkal bersama; bandingkan langsung dengan dua titik: A..B{_shallow_note(repository)}"
    )


def _shallow_note(repository: Repository) -> str:
    return f". Riwayat di sini tidak lengkap{_SHALLOW_HINT}" if repository.is_shallow else ""
