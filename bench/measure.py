"""What a command costs as a whole process: wall clock, processor time and memory of it and all that it starts."""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.02
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Cost:
    """Of one run, or the medians of several."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of user and system time, of all its processes."""
    status: int = 0
    """The exit code."""


def run(command: Sequence[str | Path], folder: Path, *, quiet: bool = True) -> Cost:
    """Run a command to its end.

    Args:
        quiet: what it prints is thrown away.
    """
    started = time.perf_counter()
    process = _start(command, folder, quiet=quiet)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, process.returncode)


def _start(command: Sequence[str | Path], folder: Path, *, quiet: bool) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600"}
    output = subprocess.DEVNULL if quiet else None
    return subprocess.Popen([str(part) for part in command], cwd=folder, env=environment, stdout=output, stderr=output)


def median(costs: Iterable[Cost]) -> Cost:
    """The median of each figure."""
    every = list(costs)
    return Cost(
        statistics.median(cost.wall for cost in every),
        statistics.median(cost.cpu for cost in every),
        max(cost.status for cost in every),
    )


def peak_memory(command: Sequence[str | Path], folder: Path) -> int:
    """Bytes that a command and all its processes hold together at their peak, looked at fifty times a second.

    What two processes share since one has started the other counts once, and so do the files that they map, whatever
    other programs map them too. A run of its own, for looking costs time.
    """
    process = _start(command, folder, quiet=True)
    peak = 0
    ended = threading.Event()

    def look() -> None:
        nonlocal peak
        while not ended.wait(_EVERY):
            held = [_held(pid) for pid in _family(process.pid)]
            peak = max(peak, sum(own for own, _ in held) + max((mapped for _, mapped in held), default=0))

    looking = threading.Thread(target=look)
    looking.start()
    process.wait()
    ended.set()
    looking.join()
    return peak


def _held(pid: int) -> tuple[int, int]:
    """Bytes of a process: its own, its share of what it has in common with its kin; and of mapped files."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:  # it has just ended
        return 0, 0
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines[1:]}
    return sizes["Pss_Anon"] + sizes["Pss_Shmem"], sizes["Rss"] - sizes["Anonymous"]


def _family(pid: int) -> list[int]:
    """A process and all that it has started, and those have."""
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        for task in _listed(Path(f"/proc/{found[-1]}/task")):
            try:
                waiting += map(int, (task / "children").read_text("ascii").split())
            except OSError:
                continue
    return found


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1) -> str:
    """A Markdown table, its first columns to the left, the others to the right."""
    rules = ["---" if index < left else "---:" for index in range(len(heads))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [heads, rules, *rows])
