"""The one reader of git: states, contents and the log of a repository, without changing anything.

No checkout, no index, no hooks: only commands that answer a question run (`rev-parse`, `merge-base`, `for-each-ref`,
`ls-tree`, `log`) and `cat-file --batch`. A name that a person typed reaches git as one argument that cannot be taken
for an option (`is_revision_name`). Paths of git's are literal, names of files are bytes that need not be UTF-8.

Nothing here knows what an SOP is: whoever needs that maps these records to its own.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path, PurePosixPath

SECONDS = 120
"""How long git may take for one answer."""
REGULAR_MODES = frozenset({"100644", "100755"})
"""Modes of files in a tree; links and submodules have others."""

_START = "\x01"
"""Begins a commit in the log; git lets no path and no subject hold it as the first byte of a field."""
_COMMAND = ("git", "--no-pager", "-c", "log.showSignature=false", "-c", "diff.renameLimit=2000")


class GitProblem(Enum):
    """Why git gives no answer."""

    MISSING = auto()
    """There is no git on this machine."""
    TIMEOUT = auto()
    NO_REPOSITORY = auto()
    FOREIGN_OWNER = auto()
    """The repository belongs to another user, and git wants to be told that this is meant (safe.directory)."""
    REFUSED = auto()
    """Anything else; `GitError.detail` says it in git's own words."""


class GitError(Exception):
    """git has given no answer. Not a text for people: whoever asked says what that means for them."""

    def __init__(self, problem: GitProblem, detail: str = "") -> None:
        super().__init__(f"{problem.name}: {detail}")
        self.problem = problem
        self.detail = detail
        """git's own words on one line; ""."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A folder of a git repository, whether it exists in the work tree or not."""

    start: Path
    """An existing folder inside the repository, in which git runs."""
    folder: str
    """The folder relative to the repository's top, with "/"; "" for the top itself."""
    below: str
    """The same relative to `start`, "." for `start` itself."""
    is_shallow: bool
    """Whether its history is cut off: the oldest commit that is here would say that everything is new."""


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file in a commit."""

    mode: str
    """"100644"; of what is no file "160000" or "120000"."""
    blob: str
    """Git's name of its content."""
    size: int
    """Bytes; 0 for what is no file."""
    path: str
    """Relative to the repository's folder, with "/"."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What one commit did to one file."""

    status: str
    """Git's letter: A added, C copied, D deleted, M modified, R renamed, T another type."""
    former: str
    """Its path before; the same as `path` where it was not renamed or copied. Relative to the repository's top."""
    path: str
    blobs: tuple[str, str]
    """Git's names of its content before and after; zeros where there was none."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of the log."""

    day: dt.date
    """On which it was committed, where that was."""
    subject: str
    entries: tuple[LogEntry, ...]
    """All files that it touched, also outside the folder."""


def find_repository(folder: Path) -> Repository:
    """The repository that a folder belongs to; the folder itself need not exist any more.

    Raises:
        GitError: no git, no repository, or git refuses to read it.
    """
    start = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay as they were typed
    below: list[str] = []
    while not start.is_dir():
        below.insert(0, start.name)
        start = start.parent
    shallow, _, prefix = _ask(start, "rev-parse", "--is-shallow-repository", "--show-prefix").partition("\n")
    prefix = prefix.removesuffix("\n")
    inside = str(PurePosixPath(prefix, *below)) if prefix or below else ""
    return Repository(start, inside, str(PurePosixPath(*below)), shallow == "true")


def is_revision_name(name: str) -> bool:
    """Whether a text may be handed to git as the name of a revision."""
    return bool(name.strip()) and not name.startswith("-") and name.isprintable()


def find_commit(repository: Repository, name: str) -> str:
    """The hash of the commit that a name means; "" where there is none.

    Args:
        repository: where.
        name: of which `is_revision_name` is true.

    Raises:
        GitError: git cannot be asked at all.
    """
    return _try(repository.start, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").strip()


def find_merge_base(repository: Repository, first: str, second: str) -> str:
    """The hash of the commit at which two parted; "" where they share none.

    Raises:
        GitError: git cannot be asked at all.
    """
    return next(iter(_try(repository.start, "merge-base", first, second).split()), "")


def list_names(repository: Repository) -> list[str]:
    """Names of branches and tags, the first 2,000 of them.

    Raises:
        GitError: git cannot be asked at all.
    """
    return _try(repository.start, "for-each-ref", "--format=%(refname:short)", "--count=2000").splitlines()


def list_tree(repository: Repository, commit: str) -> Iterator[TreeEntry]:
    """The files that the repository's folder holds in a commit, by path; none where it does not exist there.

    Raises:
        GitError: git does not say.
    """
    folder = f"{repository.folder}/" if repository.folder else ""
    arguments = ["ls-tree", "-r", "-z", "-l", "--full-tree", commit, *(["--", folder] if folder else [])]
    for line in _ask(repository.start, *arguments).split("\0"):
        if line:
            about, _, path = line.partition("\t")
            mode, _, blob, size = about.split()
            yield TreeEntry(mode, blob, int(size) if size.isdigit() else 0, path.removeprefix(folder))


def read_blobs(repository: Repository, names: Iterable[str]) -> dict[str, bytes]:
    """Contents by git's names of them, without those that git does not have.

    Args:
        repository: where.
        names: in any order, each any number of times; "" and zeros are no name.

    Raises:
        GitError: git does not answer.
    """
    wanted = sorted({name for name in names if name.strip("0")})
    if not wanted:
        return {}
    output = _run(repository.start, "cat-file", "--batch", given="".join(f"{name}\n" for name in wanted).encode())
    contents: dict[str, bytes] = {}
    place = 0
    while place < len(output):
        end = output.index(b"\n", place)
        head = output[place:end].split()
        place = end + 1
        if len(head) == 3 and head[2].isdigit():  # else "<name> missing", and nothing behind it
            size = int(head[2])
            if head[1] == b"blob":
                contents[head[0].decode()] = output[place : place + size]
            place += size + 1
    return contents


def read_log(repository: Repository, most: int) -> Iterator[Commit]:
    """The commits that touched the repository's folder, newest first, without merges; one pass.

    Args:
        repository: where.
        most: how many at most. A number, not a date: the same repository gives the same commits.

    Raises:
        GitError: git does not say; also where nothing is committed yet.
    """
    output = _run(
        repository.start, "log", f"--max-count={most}", "--no-merges", "--full-diff", "--find-renames", "--raw", "--no-abbrev",
        "-z", f"--format={_START}%cs%x00%s", "--", repository.below,
    )  # fmt: skip
    return _parse_log(output.decode("utf-8", "replace"))


def _parse_log(output: str) -> Iterator[Commit]:
    """Fields end with NUL: date, subject, then modes, contents, status and path (two paths after a rename) of each file."""
    fields = iter(output.split("\0"))
    day: dt.date | None = None
    subject = ""
    entries: list[LogEntry] = []
    for field in fields:
        entry = field.lstrip("\n")
        if entry.startswith(_START):
            if day:
                yield Commit(day, subject, tuple(entries))
            day, subject, entries = _parse_day(entry[1:]), next(fields, "").strip(), []
        elif entry:
            _, _, before, after, status = entry.split(" ")  # ":100644 100644 <content> <content> R100"
            former = path = next(fields, "")
            if status[0] in "RC":
                path = next(fields, "")
            entries.append(LogEntry(status[0], former, path, (before, after)))
    if day:
        yield Commit(day, subject, tuple(entries))


def _parse_day(text: str) -> dt.date:
    """The day of "2026-01-05"; the first of all days where somebody's clock was so wrong that there is no such date."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return dt.date.min


# --- Running git --------------------------------------------------------------------------------------------------


def _run(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    environment = {
        **os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1",
    }  # fmt: skip
    try:
        result = subprocess.run(  # noqa: S603 - a fixed command; names are single arguments that do not begin with "-"
            [*_COMMAND, *arguments],
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GitError(GitProblem.TIMEOUT) from None
    except OSError:  # none on the PATH, or one that may not be run
        raise GitError(GitProblem.MISSING) from None
    if result.returncode:
        raise _refusal(" ".join(result.stderr.decode(errors="replace").split()))
    return result.stdout


def _refusal(words: str) -> GitError:
    if "dubious ownership" in words:
        return GitError(GitProblem.FOREIGN_OWNER, words)
    if "not a git repository" in words:
        return GitError(GitProblem.NO_REPOSITORY, words)
    return GitError(GitProblem.REFUSED, words)


def _ask(folder: Path, *arguments: str) -> str:
    """What git answers, as the file system's names are read.

    Raises:
        GitError: when there is no answer.
    """
    return os.fsdecode(_run(folder, *arguments))


def _try(folder: Path, *arguments: str) -> str:
    """What git answers; "" where it says no.

    Raises:
        GitError: when it cannot even say no.
    """
    try:
        return _ask(folder, *arguments)
    except GitError as error:
        if error.problem is GitProblem.REFUSED:
            return ""
        raise
