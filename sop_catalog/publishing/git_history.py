"""The history of the SOPs in git: one pass over the log, and silence wherever there is none to read."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterator
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
    shallow, _, prefix = (_run_git(folder, "rev-parse", "--is-shallow-repository", "--show-prefix") or "").partition(
        "\n"
    )
    if shallow != "false":
        return None
    output = _run_git(
        folder, "-c", "log.showSignature=false", "-c", "diff.renameLimit=2000", "log", f"--max-count={_COMMITS}", "--no-merges",
        "--full-diff", "--find-renames", "--name-status", "-z", f"--format={_START}%cs%x00%s", "--", ".",
    )  # fmt: skip
    return tuple(_parse(output, prefix.rstrip("\n"))) if output else None


def _run_git(folder: Path, *arguments: str) -> str | None:
    """What git printed; None when it failed, is missing, or took too long."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        result = subprocess.run(  # noqa: S603 - the arguments are ours
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - git of the PATH
            env=environment, capture_output=True, timeout=_TIMEOUT, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return result.stdout.decode("utf-8", "replace") if result.returncode == 0 else None


def _parse(output: str, prefix: str) -> Iterator[FileChange]:
    """Fields end with NUL: date, subject, then status and path (two paths after a rename) for each file.

    The log runs backwards, so a rename is met before what happened under the former name: that belongs to today's file.
    A subject is passed on only when it speaks of SOPs alone: a change of the site's own machinery that touched them too
    has one that its editors do not understand.
    """
    fields = iter(output.split("\0"))
    now: dict[str, str] = {}
    hari, teks = dt.date.min, ""
    files: list[tuple[str, str, str]] = []
    for field in fields:
        entry = field.lstrip("\n")
        if entry.startswith(_START):
            yield from _changes(files, now, hari, teks)
            hari, teks, files = dt.date.fromisoformat(entry[1:]), next(fields, "").strip(), []
        elif entry:
            former = path = next(fields, "")
            if entry[0] in "RC":
                path = next(fields, "")
            if path.startswith(prefix) and former.startswith(prefix):
                files.append((entry[0], former[len(prefix) :], path[len(prefix) :]))
            else:
                teks = ""
                if path.startswith(prefix):
                    files.append(("A", path[len(prefix) :], path[len(prefix) :]))
                elif former.startswith(prefix) and entry[0] == "R":
                    files.append(("D", former[len(prefix) :], former[len(prefix) :]))
    yield from _changes(files, now, hari, teks)


def _changes(files: list[tuple[str, str, str]], now: dict[str, str], hari: dt.date, teks: str) -> Iterator[FileChange]:
    """What one commit did. files: (git's letter, former path, path); now: former path → today's, filled on the way."""
    for status, former, path in files:
        kind = _KINDS.get(status, FileChangeKind.CHANGED)
        path_now = now.get(path, path)
        if kind is FileChangeKind.RENAMED:
            now[former] = path_now
            if former.rpartition("/")[2] == path.rpartition("/")[2]:
                kind = FileChangeKind.CHANGED  # moved to another folder: its page stays where it was
        elif kind is FileChangeKind.ADDED:
            now.pop(path, None)  # an older file of this name was another one
        if _is_sop(path):
            yield FileChange(hari, path_now, kind, teks)


def _is_sop(path: str) -> bool:
    parts = path.split("/")
    return is_sop_name(parts[-1]) and not any(part.startswith(("_", ".")) for part in parts[:-1])
