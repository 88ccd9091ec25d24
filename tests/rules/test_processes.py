"""Work that several processes share, and the line that says how far it is."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support.paths import ROOT

from sop_catalog import progress
from sop_catalog.processes import PROCESSES, count_processes, share

TRIAL = """
import os, sys
from sop_catalog import processes
def do(job):
    if job in bad and os.getpid() != first: os._exit(9)
    if job == wrong: raise ValueError(job)
    return job * job, os.getpid()
def leave(): return os.getpid()
left = []
first, bad, wrong = os.getpid(), eval(sys.argv[1]), eval(sys.argv[2])
try:
    found = processes.share(do, range(200), seconds=1, leave=leave, collect=left.append, travels=False)
    assert [value for value, _ in found] == [job * job for job in range(200)]
    print(len({pid for _, pid in found}), len(left))
except ValueError as error:
    print("ValueError", error)
"""


def _run(bad: str = "()", wrong: str = "None", processes: str = "3") -> str:
    environment = {**os.environ, PROCESSES: processes, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", TRIAL, bad, wrong]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment, timeout=60).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a function of this kind stays in its process")
def test_all_take_part_and_one_that_dies_is_made_up_for() -> None:
    assert _run(processes="1") == "1 0\n"
    seen, left = map(int, _run().split())
    assert (1 <= seen <= 3, left) == (True, 2)
    assert int(_run(bad="range(3, 200, 5)").split()[0]) >= 1
    assert _run(wrong="150") == "ValueError 150\n"


def test_the_number_of_processes_can_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, "1")
    assert count_processes() == 1
    monkeypatch.setenv(PROCESSES, "banyak")
    assert count_processes() >= 1


@pytest.mark.parametrize(("is_terminal", "seconds", "says"), [(True, 5, True), (True, 1, False), (False, 5, False)])
def test_long_work_says_how_far_it_is_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_terminal: bool,  # noqa: FBT001 - a table
    seconds: float,
    says: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setenv(PROCESSES, "1")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    monkeypatch.setattr(progress, "_BEGIN", progress.time.monotonic() - seconds)
    assert share(lambda job: job, [1, 2, 3, 4], seconds=0, label="Membaca SOP") == [1, 2, 3, 4]
    written = capsys.readouterr().err
    assert ("Membaca SOP: 25 %" in written) is says
    assert written.endswith("\r\x1b[K") is says
