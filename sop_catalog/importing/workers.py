"""Reading files in processes of their own: a file that crashes, hangs or eats memory costs one line of the report."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from sop_catalog.importing.naskah import Naskah
from sop_catalog.importing.parse import parse_naskah
from sop_catalog.importing.readers.failure import ReadError
from sop_catalog.importing.readers.preview import preview_pages
from sop_catalog.importing.readers.reading import read_file
from sop_catalog.importing.sop_read import SopTerbaca

CPU_SECONDS = 240
"""Processor time for one file; a scan of three pages takes a tenth of it."""
_WALL_SECONDS = 1800.0
"""However slow the machine is."""
_MEMORY = 4 * 1024**3
"""Address space of one process, in bytes."""


@dataclass(frozen=True, slots=True)
class HasilBaca:
    """What came of one file."""

    terbaca: tuple[SopTerbaca, ...] = ()
    pembaca: str = ""
    sha256: str = ""
    halaman: int = 0
    kegagalan: str = ""
    """Why nothing was read; "" when something was."""
    detik: float = 0.0
    """Processor time."""
    naskah: Naskah | None = None
    """What the reader saw, and below pictures of its pages by their numbers: if asked."""
    gambar: Mapping[int, bytes] = field(default_factory=dict)


def read_one(path: Path, unit: str, *, tampil: bool = False) -> HasilBaca:
    """Read and parse one file in this process. Never raises on a file.

    Args:
        path: the file.
        unit: the code that its SOPs get.
        tampil: whether to hand back the pages too, for the review.
    """
    start = time.process_time()
    try:
        naskah = read_file(path)
        found = parse_naskah(naskah, unit)
        pictures = preview_pages(path, naskah) if tampil and found else {}
    except ReadError as error:
        return HasilBaca(kegagalan=str(error), detik=time.process_time() - start)
    except MemoryError:
        return HasilBaca(kegagalan="berkas ini memerlukan memori terlalu banyak; tidak dibaca")
    except RecursionError:
        return HasilBaca(kegagalan="berkas ini bersarang terlalu dalam; tidak dibaca")
    except Exception as error:  # noqa: BLE001 - one file never ends the others; the line says where to report
        return HasilBaca(
            kegagalan=f"kesalahan di dalam program saat membaca ({type(error).__name__}: {str(error)[:120]}); mohon laporkan"
        )
    failure = "" if found else _no_table(naskah.catatan)
    return HasilBaca(
        tuple(found),
        naskah.pembaca,
        naskah.sha256,
        len(naskah.halaman),
        failure,
        time.process_time() - start,
        naskah if tampil else None,
        pictures,
    )


def _no_table(notes: Sequence[str]) -> str:
    said = f" ({'; '.join(notes)})" if notes else ""
    return f"tabel kegiatan tidak ditemukan{said}"


def read_all(
    paths: Sequence[Path], unit: str, processes: int, *, tampil: bool = False
) -> Iterator[tuple[int, HasilBaca]]:
    """Read files in processes of their own, and yield each one's index and result as it comes.

    Args:
        paths: the files.
        unit: the code that their SOPs get.
        processes: how many at a time, at least one.
        tampil: whether to hand back the pages too.
    """
    context = multiprocessing.get_context("spawn")
    waiting = list(enumerate(paths))[::-1]
    running: dict[Connection, _Worker] = {}
    idle: list[_Worker] = []
    try:
        while waiting or running:
            while waiting and len(running) < max(processes, 1):
                worker = idle.pop() if idle else _Worker(context, unit, tampil=tampil)
                index, path = waiting.pop()
                worker.give(index, path)
                running[worker.connection] = worker
            ready = set(wait(list(running), timeout=1.0))
            for connection in [one for one in running if one in ready]:
                worker = running.pop(connection)
                result = worker.take()
                if worker.alive:
                    idle.append(worker)
                yield worker.index, result
            now = time.monotonic()
            for connection, worker in list(running.items()):
                if now - worker.since > _WALL_SECONDS:
                    worker.end()
                    del running[connection]
                    yield worker.index, HasilBaca(kegagalan=_TOO_LONG)
    finally:
        for worker in [*idle, *running.values()]:
            worker.end()


_TOO_LONG = "berkas ini memerlukan waktu terlalu lama; pembacaan dihentikan"


class _Worker:
    def __init__(self, context: Any, unit: str, *, tampil: bool = False) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, unit, tampil), daemon=True)
        self.process.start()
        theirs.close()
        self.index = -1
        self.since = 0.0
        self.alive = True

    def give(self, index: int, path: Path) -> None:
        self.index, self.since = index, time.monotonic()
        self.connection.send(path)

    def take(self) -> HasilBaca:
        try:
            result: HasilBaca = self.connection.recv()
        except (EOFError, ConnectionError):
            self.process.join(10)
            self.alive = False
            signal = -(self.process.exitcode or 0)
            return HasilBaca(
                kegagalan=_TOO_LONG
                if signal in {24, 9}
                else "berkas ini menghentikan pembacanya (rusak?); tidak dibaca"
            )
        return result

    def end(self) -> None:
        self.alive = False
        with suppress(OSError):
            self.connection.close()
        self.process.terminate()
        self.process.join(10)


def _serve(connection: Connection, unit: str, tampil: bool) -> None:  # noqa: FBT001 - by place, over the pipe
    """The loop of a process: a path comes in, a result goes out."""
    while True:
        try:
            path = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        _limit()
        with suppress(KeyboardInterrupt):
            connection.send(read_one(path, unit, tampil=tampil))


def _limit() -> None:
    """Bound the next file's processor time and this process's memory, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    used = int(time.process_time()) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    limit = used + CPU_SECONDS
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
