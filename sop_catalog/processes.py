"""Work that several processes share: the same results, in the same order, as one process would give.

Where the system can fork, a child has everything at once and nothing is copied; elsewhere (Windows, macOS) what is to be
done travels to a fresh Python, which takes a second to start and so has to be worth it. Jobs are taken in chunks from
one counter, by the children and by this process alike, so nobody waits for the slowest. What a child does not bring (it
was killed, or cannot do a job) is done here.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from sop_catalog.progress import Progress

Job = TypeVar("Job")
Result = TypeVar("Result")

PROCESSES = "SOP_PROSES"
"""Environment variable: how many processes may work at once; 1 for none beside the first."""
HARMLESS_THREAD = "sop-"
"""Begins the names of threads that hold no lock while they sleep; any other thread forbids a fork."""
_MOST = 8
_CHUNKS = 16
"""Into how many pieces each process's share is cut at least."""
_WORTH_A_START = 2.5
"""Seconds of work without which a fresh Python does not pay; a fork pays for a tenth of that."""


def count_processes() -> int:
    """How many processes may work at once on this machine."""
    asked = os.environ.get(PROCESSES, "")
    if asked.isascii() and asked.isdigit():
        return max(1, int(asked))
    with contextlib.suppress(AttributeError, OSError):  # only Linux says which processors are ours
        return max(1, min(_MOST, len(os.sched_getaffinity(0))))
    return max(1, min(_MOST, os.cpu_count() or 1))


def can_fork() -> bool:
    """Whether this process may split in two now."""
    others = [thread for thread in threading.enumerate() if thread is not threading.current_thread()]
    return sys.platform == "linux" and all(thread.name.startswith(HARMLESS_THREAD) for thread in others)


def share(  # noqa: PLR0913 - all but two are seldom used
    do: Callable[[Job], Result],
    jobs: Sequence[Job],
    *,
    seconds: float,
    together: Callable[[], object] | None = None,
    begin: Callable[[], None] | None = None,
    leave: Callable[[], Any] | None = None,
    collect: Callable[[Any], None] | None = None,
    travels: bool = True,
    label: str = "",
) -> list[Result]:
    """Do all jobs.

    Args:
        do: what is done with each. Where there is no fork it has to be a function of a module, or a picklable object.
        jobs: in the order of the results; where there is no fork they have to be picklable.
        seconds: how long one job takes, roughly: what makes it worth while to start processes.
        together: what this process does besides, before it takes jobs: the others begin without it.
        begin: called in each child before its first job.
        leave: called in each child behind its last job; what it gives is brought to `collect`.
        collect: called here for each child.
        travels: whether `do` can be handed to a process that is no fork of this one.
        label: what a person at a terminal reads while it takes long (`progress`).

    Raises:
        Exception: what `do` has raised, of the first job in order for which it did.
    """
    work = seconds * len(jobs)
    processes = count_processes() if work > _WORTH_A_START / 10 else 1
    is_fork = can_fork()
    if processes == 1 or (not is_fork and (not travels or work < _WORTH_A_START or not _can_spawn())):
        if together:
            together()
        return list(_one_by_one(do, jobs, Progress(label, len(jobs))))
    team = _Team(do, jobs, processes, is_fork=is_fork, begin=begin, leave=leave, collect=collect)
    team.progress = Progress(label, len(jobs))
    return team.run(together)


def _one_by_one(do: Callable[[Job], Result], jobs: Sequence[Job], progress: Progress) -> Iterator[Result]:
    try:
        for count, job in enumerate(jobs, start=1):
            yield do(job)
            progress.tell(count)
    finally:
        progress.end()


def _can_spawn() -> bool:
    """Whether a fresh Python finds the program that it is to help: not one that was typed in, or read from a pipe."""
    main = sys.modules.get("__main__")
    return sys.platform != "linux" and (getattr(main, "__spec__", None) is not None or hasattr(main, "__file__"))


class _Team(Generic[Job, Result]):
    """The processes that share one list of jobs."""

    def __init__(  # noqa: PLR0913 - what `share` was given
        self,
        do: Callable[[Job], Result],
        jobs: Sequence[Job],
        processes: int,
        *,
        is_fork: bool,
        begin: Callable[[], None] | None,
        leave: Callable[[], Any] | None,
        collect: Callable[[Any], None] | None,
    ) -> None:
        import multiprocessing  # noqa: PLC0415 - takes a while, and small catalogues do without

        self._do = do
        self._jobs = jobs
        self._begin = begin
        self._leave = leave
        self._collect = collect
        self._context: Any = multiprocessing.get_context("fork" if is_fork else "spawn")
        self._size = max(1, len(jobs) // (processes * _CHUNKS))
        self._next = self._context.Value("L", 0)
        self._results: list[Result | None] = [None] * len(jobs)
        self._done = bytearray(len(jobs))
        self._readers: list[threading.Thread] = []
        self._helpers = processes - 1
        self.progress = Progress("", 0)

    def run(self, together: Callable[[], object] | None) -> list[Result]:
        """Everything, by all."""
        children = []
        for _ in range(min(self._helpers, len(self._jobs))):
            receiver, sender = self._context.Pipe(duplex=False)
            arguments = (self._do, self._jobs, self._size, self._next, sender, self._begin, self._leave)
            child = self._context.Process(target=_help, args=arguments, daemon=True)
            child.start()
            sender.close()
            children.append((child, receiver))
        for number, (_, receiver) in enumerate(children):
            reader = threading.Thread(target=self._read, args=(receiver,), name=f"{HARMLESS_THREAD}pipa-{number}")
            reader.start()
            self._readers.append(reader)
        try:
            if together:
                together()
            for start in _take(self._next, self._size, len(self._jobs)):
                self._do_here(range(start, min(start + self._size, len(self._jobs))))
            for reader in self._readers:
                reader.join()
            self._do_here([index for index, done in enumerate(self._done) if not done])
        finally:
            self.progress.end()
            for child, _ in children:
                child.terminate() if sys.exc_info()[0] else None
                child.join()
        return self._results  # type: ignore[return-value]

    def _do_here(self, indices: Sequence[int]) -> None:
        for index in indices:
            self._results[index] = self._do(self._jobs[index])
            self._done[index] = 1
            self.progress.tell(self._done.count(1))

    def _read(self, receiver: Any) -> None:
        """Take what a child brings, until it ends."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                kind, start, values = receiver.recv()
                if kind == "results":
                    self._results[start : start + len(values)] = values
                    self._done[start : start + len(values)] = b"\1" * len(values)
                elif self._collect:
                    self._collect(values)


def _take(counter: Any, size: int, count: int) -> Any:
    """The starts of the chunks that this process gets."""
    while True:
        with counter.get_lock():
            start = counter.value
            counter.value = start + size
        if start >= count:
            return
        yield start


def _help(  # noqa: PLR0913, PLR0917 - the arguments of a process
    do: Callable[[Any], Any], jobs: Sequence[Any], size: int, counter: Any, sender: Any, begin: Any, leave: Any
) -> None:
    """The work of a child. Whatever goes wrong here goes wrong again in the first process, which can say so."""
    gc.disable()
    with contextlib.suppress(BaseException):
        if begin:
            begin()
        for start in _take(counter, size, len(jobs)):
            sender.send(("results", start, [do(job) for job in jobs[start : start + size]]))
        if leave:
            sender.send(("left", 0, leave()))
    sender.close()
    if sys.platform == "linux":  # a forked child must not run what the first process has registered for its own end
        os._exit(0)
