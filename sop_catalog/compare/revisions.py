"""States of a catalogue in git, read without changing anything: no checkout, no index, no hooks.

Only two kinds of git command run: those that answer a question (`rev-parse`, `merge-base`, `for-each-ref`, `ls-tree`)
and `cat-file --batch`. A name that a person types reaches git as one argument that cannot be taken for an option.
"""

from __future__ import annotations

import difflib
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sop_catalog.source.characters import MAX_BYTES

_SECONDS = 120
_ENDINGS = (".yml", ".yaml")
_REGULAR = {"100644", "100755"}
"""Modes of files; links and submodules are no SOP."""


class RevisionError(Exception):
    """Why two states cannot be compared; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A folder of a git repository, whether it exists in the work tree or not."""

    start: Path
    """An existing folder inside the repository, in which git runs."""
    folder: str
    """The folder of SOPs relative to the repository's top, with "/"; "" for the top itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which two states somebody wants compared."""

    before: str
    """A commit's hash."""
    after: str
    """A commit's hash; "" for the files as they are now."""
    names: tuple[str, str]


def find_repository(folder: Path) -> Repository:
    """The repository that a folder of SOPs belongs to.

    Raises:
        RevisionError: no git, no repository, or git refuses to read it.
    """
    start = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay as they were typed
    below: list[str] = []
    while not start.is_dir():
        below.insert(0, start.name)
        start = start.parent
    prefix = _ask(start, "rev-parse", "--show-prefix").removesuffix("\n")
    return Repository(start, str(PurePosixPath(prefix, *below)) if prefix or below else "")


def resolve(repository: Repository, asked: str) -> Asked:
    """What "A..B", "A...B" (since the two parted) or "A" (against the files as they are now) means.

    Raises:
        RevisionError: a revision does not exist, or the history that is needed is not here.
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
        RevisionError: git cannot give the files.
    """
    entries = list(_list_tree(repository, commit))
    if not entries:
        return False
    wanted = [entry for entry in entries if entry.mode in _REGULAR and _is_safe(entry.path)]
    contents = _read_blobs(repository, [entry.blob for entry in wanted if entry.size <= MAX_BYTES])
    for entry in wanted:
        path = target.joinpath(*entry.path.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        # A file that is too large is read no further anyway: it only has to be too large here as well.
        path.write_bytes(contents.get(entry.blob, b" " * (MAX_BYTES + 1)))
    return True


@dataclass(frozen=True, slots=True)
class _TreeEntry:
    mode: str
    blob: str
    size: int
    path: str
    """Relative to the folder of SOPs, with "/"."""


def _list_tree(repository: Repository, commit: str) -> Iterator[_TreeEntry]:
    folder = f"{repository.folder}/" if repository.folder else ""
    arguments = ["ls-tree", "-r", "-z", "-l", "--full-tree", commit, *(["--", folder] if folder else [])]
    for line in _ask(repository.start, *arguments).split("\0"):
        if not line:
            continue
        about, _, path = line.partition("\t")
        mode, kind, blob, size = about.split()
        yield _TreeEntry(
            mode if kind == "blob" else "", blob, int(size) if size.isdigit() else 0, path.removeprefix(folder)
        )


def _is_safe(path: str) -> bool:
    """Whether a path from a commit is a YAML file that may be written below a folder of ours."""
    parts = path.split("/")
    return (
        path.lower().endswith(_ENDINGS)
        and all(part not in {"", ".", ".."} for part in parts)
        and not any(character in path for character in "\\:\0")
    )


def _read_blobs(repository: Repository, blobs: list[str]) -> dict[str, bytes]:
    """The contents of files, by hash."""
    if not blobs:
        return {}
    output = _run(repository.start, "cat-file", "--batch", given="\n".join(dict.fromkeys(blobs)).encode() + b"\n")
    contents: dict[str, bytes] = {}
    position = 0
    while position < len(output):
        end = output.index(b"\n", position)
        head = output[position:end].split()
        if len(head) != 3:
            raise RevisionError(
                f"berkas dari riwayat tidak dapat diambil ({head[0].decode(errors='replace')[:12]}){_SHALLOW_HINT}"
            )
        size = int(head[2])
        contents[head[0].decode()] = output[end + 1 : end + 1 + size]
        position = end + 1 + size + 1
    return contents


# --- Names of revisions -------------------------------------------------------------------------------------------

_SHALLOW_HINT = (
    "; ambil riwayat lengkap dengan `git fetch --unshallow` (GitHub Actions: fetch-depth: 0; GitLab: GIT_DEPTH: 0)"
)


def _commit(repository: Repository, name: str) -> str:
    shown = name[:80]
    if not name.strip() or name.startswith("-") or not name.isprintable():
        raise RevisionError(f"`{shown}` bukan nama revisi; tulis nama cabang, tag, atau komit, misalnya main..HEAD")
    found = _try(repository.start, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if found:
        return found.strip()
    names = (_try(repository.start, "for-each-ref", "--format=%(refname:short)", "--count=2000") or "").splitlines()
    near = (
        f"origin/{name}"
        if f"origin/{name}" in names
        else next(iter(difflib.get_close_matches(name, names, 1, 0.6)), "")
    )
    hint = (
        f"mungkin maksudnya `{near}`" if near else "lihat daftarnya dengan `git branch --all` atau `git log --oneline`"
    )
    shallow = f". Riwayat di sini tidak lengkap{_SHALLOW_HINT}" if _is_shallow(repository) else ""
    raise RevisionError(f"revisi `{shown}` tidak ditemukan; {hint}{shallow}")


def _merge_base(repository: Repository, first: str, second: str) -> str:
    base = _try(repository.start, "merge-base", first, second)
    if base:
        return base.split()[0]
    shallow = f". Riwayat di sini tidak lengkap{_SHALLOW_HINT}" if _is_shallow(repository) else ""
    raise RevisionError(
        f"kedua revisi tidak punya pangkal bersama; bandingkan langsung dengan dua titik: A..B{shallow}"
    )


def _is_shallow(repository: Repository) -> bool:
    return (_try(repository.start, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


# --- Running git --------------------------------------------------------------------------------------------------


class _GitRefusedError(Exception):
    """git has answered with an error; the text is git's own."""


def _run(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    environment = {
        **os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1",
    }  # fmt: skip
    try:
        result = subprocess.run(  # noqa: S603 - a fixed command; names are single arguments that do not begin with "-"
            ["git", "--no-pager", *arguments],  # noqa: S607 - git is found as the person's shell finds it
            cwd=folder,
            env=environment,
            input=given if given is not None else b"",
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise RevisionError(
            "git tidak ditemukan; pasang git, atau bandingkan dua folder: sop bandingkan FOLDER_LAMA FOLDER_BARU"
        ) from None
    except subprocess.TimeoutExpired:
        raise RevisionError(f"git tidak menjawab dalam {_SECONDS} detik") from None
    if result.returncode:
        raise _GitRefusedError(result.stderr.decode(errors="replace"))
    return result.stdout


def _ask(folder: Path, *arguments: str) -> str:
    """What git answers.

    Raises:
        RevisionError: when there is none.
    """
    try:
        return os.fsdecode(_run(folder, *arguments))
    except _GitRefusedError as error:
        text = str(error)
        if "dubious ownership" in text:
            reason = f"git menolak membaca repositori milik pengguna lain; jalankan `git config --global --add safe.directory {folder}`"
        elif "not a git repository" in text:
            reason = "folder ini tidak berada di dalam repositori git; bandingkan dua folder: sop bandingkan FOLDER_LAMA FOLDER_BARU"
        else:
            reason = f"git gagal: {' '.join(text.split())[:200]}"
        raise RevisionError(reason) from None


def _try(folder: Path, *arguments: str) -> str | None:
    """What git answers, or None where it says no."""
    try:
        return os.fsdecode(_run(folder, *arguments))
    except _GitRefusedError:
        return None
