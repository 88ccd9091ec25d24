"""Runs a module of Python as `python -m` does, and ends with the program that started it, even if that is killed.

    python -m sop_catalog.publish.leash PID MODULE ARGUMENT…

MkDocs works for a while in a folder of ours. If it lived on alone, the run that sweeps that folder would have a rival.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import runpy
import signal
import sys
import threading
import time

from sop_catalog.processes import HARMLESS_THREAD

_PR_SET_PDEATHSIG = 1
_SECONDS = 0.5


def main() -> None:
    """Run what the arguments name."""
    parent, module = int(sys.argv[1]), sys.argv[2]
    sys.argv = [module, *sys.argv[3:]]
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.name == "posix":  # Windows tells nobody who their parent is, and its folders say who is at work in them
        threading.Thread(target=_watch, args=(parent,), name=f"{HARMLESS_THREAD}tali", daemon=True).start()
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main()
