"""Moments at which a program dies, and refusals of the disk: every one, in order, without waiting for luck.

Python tells an audit hook of each step before it is taken: a file opened for writing, a rename, a link, a folder made,
something removed. `count_steps` runs a piece of work and counts them; `kill_at` runs it in a process of its own that
dies before step N, as with kill -9; `refuse_from` lets the disk refuse step N, or everything from N on.

The work runs in forks of this process, so this module is run as a program of its own (`run_trials`), which has no
threads; `fork_work` and what it needs know nothing of pytest.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

_STEPS = {
    "os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.utime", "os.truncate", "os.chmod",
    "sop_catalog.exchange",
}  # fmt: skip
KILLED = 137


class _Hook:
    """An audit hook cannot be removed, so it is one that can be told what to do; in a fork, it goes with it."""

    def __init__(self) -> None:
        self.root = ""
        self.steps = 0
        self.at: Callable[[int, str], None] | None = None

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.at is None or not self._is_step(event, arguments):
            return
        self.steps += 1
        act = self.at
        act(self.steps, event)

    def _is_step(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if event == "open":
            path, mode, flags = arguments
            writes = (isinstance(mode, str) and set(mode) & set("wxa+")) or flags & (
                os.O_WRONLY | os.O_RDWR | os.O_CREAT
            )
            return bool(writes) and self._is_ours(path)
        return event in _STEPS and any(map(self._is_ours, arguments))

    def _is_ours(self, path: object) -> bool:
        return isinstance(path, (str, bytes)) and os.fsdecode(path).startswith(self.root)


def fork_work(root: Path, work: Callable[[], object], at: Callable[[int, str], None] | None = None) -> tuple[int, Any]:
    """Run a piece of work in a fork; its exit code, and what it returned as JSON, with the number of steps.

    Args:
        root: only steps below this folder count.
        work: what to do; an exception is returned as ["NameOfException", "text"].
        at: called before each step with its number, from 1; may end the process or raise an OSError.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _run_in_fork(root, work, at, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        answer = answers.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), json.loads(answer) if answer else None


def _run_in_fork(root: Path, work: Callable[[], object], at: Callable[[int, str], None] | None, writing: int) -> None:
    hook = _Hook()
    hook.root = os.fspath(root)
    hook.at = at or (lambda _step, _event: None)
    sys.addaudithook(hook)
    try:
        try:
            result: object = work()
        except Exception as error:  # noqa: BLE001 - it is what the trial is about
            result = [type(error).__name__, str(error)]
            if os.environ.get("SOP_TRACEBACK"):
                traceback.print_exc()
        hook.at = None
        os.write(writing, json.dumps([hook.steps, result]).encode())
        os._exit(0)
    finally:
        os._exit(1)


def count_steps(root: Path, work: Callable[[], object]) -> int:
    """How many steps a piece of work takes when nothing hinders it."""
    code, answer = fork_work(root, work)
    assert code == 0, answer
    assert not isinstance(answer[1], list), answer
    return int(answer[0])


def kill_at(step: int) -> Callable[[int, str], None]:
    """Die before a step."""

    def act(number: int, _event: str) -> None:
        if number == step:
            os._exit(KILLED)

    return act


def refuse_from(step: int, errno: int, *, for_ever: bool) -> Callable[[int, str], None]:
    """Refuse a step, or every one from there on that needs room or rights."""

    def act(number: int, event: str) -> None:
        frees = event in {"os.remove", "os.rmdir"} and for_ever  # a full disk lets people clean up
        if number == step or (for_ever and number > step and not frees):
            raise OSError(errno, os.strerror(errno))

    return act


def run_trials(program: Path, *arguments: str) -> Any:
    """Run a program of trials (`python program arguments…`), and what it printed as JSON."""
    paths = [os.fspath(program.parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    result = subprocess.run(
        [sys.executable, os.fspath(program), *arguments], capture_output=True, text=True, timeout=900, check=False,
        env=environment,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    return json.loads(result.stdout)
