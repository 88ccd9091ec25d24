"""The history of the SOPs in git: one pass over the log, and silence wherever there is none to read."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sop_catalog.catalog.changes import FileChange, FileChangeKind
from sop_catalog.catalog.load import is_sop_name

_COMMITS = 500
"""How far back. A fixed number, not a date: the same repository gives the same page."""
_TIMEOUT = 30
_START = "\x01"
"""Begins a commit in the output; git lets no path and no subject hold it as the first byte of a field."""
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
    answer = (_run_git(folder, "rev-parse", "--is-shallow-repository", "--show-prefix") or b"").decode(
        "utf-8", "replace"
    )
    shallow, _, prefix = answer.partition("\n")
    if shallow != "false":
        return None
    output = _run_git(
        folder, "-c", "log.showSignature=false", "-c", "diff.renameLimit=2000", "log", f"--max-count={_COMMITS}", "--no-merges",
        "--full-diff", "--find-renames", "--raw", "--no-abbrev", "-z", f"--format={_START}%cs%x00%s", "--", ".",
    )  # fmt: skip
    return tuple(_parse(output.decode("utf-8", "replace"), prefix.rstrip("\n"))) if output else None


def read_blobs(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """The contents behind git's names of them, as text; without those that git does not give.

    Args:
        folder: as for `read_history`.
        names: `FileChange.blobs`.
    """
    wanted = sorted({name for name in names if name.strip("0")})
    output = _run_git(folder, "cat-file", "--batch", text="".join(f"{name}\n" for name in wanted)) if wanted else None
    contents: dict[str, str] = {}
    place = 0
    while output and place < len(output):
        head, _, _ = output[place:].partition(b"\n")
        name, _, kind_and_size = head.decode("ascii", "replace").partition(" ")
        place += len(head) + 1
        kind, _, size = kind_and_size.partition(" ")
        if not size.isdecimal():  # "<name> missing"
            continue
        if kind == "blob":
            contents[name] = output[place : place + int(size)].decode("utf-8", "replace").removeprefix("\ufeff")
        place += int(size) + 1
    return contents


def _run_git(folder: Path, *arguments: str, text: str | None = None) -> bytes | None:
    """What git printed; None when it failed, is missing, or took too long. `text`: what it reads."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        result = subprocess.run(  # noqa: S603 - the arguments are ours
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - git of the PATH
            env=environment, capture_output=True, timeout=_TIMEOUT, check=False, input=(text or "").encode(),
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return result.stdout if result.returncode == 0 else None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one commit did to one file."""

    status: str
    """Git's letter: A, C, D, M, R, T."""
    former: str
    path: str
    blobs: tuple[str, str]


def _parse(output: str, prefix: str) -> Iterator[FileChange]:
    """Fields end with NUL: date, subject, then modes, contents, status and path (two paths after a rename) of each file.

    The log runs backwards, so a rename is met before what happened under the former name: that belongs to today's file.
    A subject is passed on only when it speaks of SOPs alone: a change of the site's own machinery that touched them too
    has one that its editors do not understand.
    """
    fields = iter(output.split("\0"))
    now: dict[str, str] = {}
    hari, teks = dt.date.min, ""
    files: list[_Entry] = []
    for field in fields:
        entry = field.lstrip("\n")
        if entry.startswith(_START):
            yield from _changes(files, now, hari, teks)
            hari, teks, files = dt.date.fromisoformat(entry[1:]), next(fields, "").strip(), []
        elif entry:
            _, _, before, after, status = entry.split(" ")  # ":100644 100644 <content> <content> R100"
            former = path = next(fields, "")
            if status[0] in "RC":
                path = next(fields, "")
            if path.startswith(prefix) and former.startswith(prefix):
                files.append(_Entry(status[0], former[len(prefix) :], path[len(prefix) :], (before, after)))
            else:
                teks = ""
                if path.startswith(prefix):
                    files.append(_Entry("A", path[len(prefix) :], path[len(prefix) :], ("", after)))
                elif former.startswith(prefix) and status[0] == "R":
                    files.append(_Entry("D", former[len(prefix) :], former[len(prefix) :], (before, "")))
    yield from _changes(files, now, hari, teks)


def _changes(files: list[_Entry], now: dict[str, str], hari: dt.date, teks: str) -> Iterator[FileChange]:
    """What one commit did. now: former path → today's, filled on the way."""
    for entry in files:
        kind = _KINDS.get(entry.status, FileChangeKind.CHANGED)
        path_now = now.get(entry.path, entry.path)
        if kind is FileChangeKind.RENAMED:
            now[entry.former] = path_now
            if entry.former.rpartition("/")[2] == entry.path.rpartition("/")[2]:
                kind = FileChangeKind.CHANGED  # moved to another folder: its page stays where it was
        elif kind is FileChangeKind.ADDED:
            now.pop(entry.path, None)  # an older file of this name was another one
        if _is_sop(entry.path):
            yield FileChange(hari, path_now, kind, teks, entry.blobs)


def _is_sop(path: str) -> bool:
    parts = path.split("/")
    return is_sop_name(parts[-1]) and not any(part.startswith(("_", ".")) for part in parts[:-1])
