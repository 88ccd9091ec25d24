"""Prints SOPs of a site that is built: each in a file of its own, only what has changed, on every processor.

A file is written aside and takes its place when it is whole. What the browser does not finish is told, the rest goes on.
"""

from __future__ import annotations

import contextlib
import hashlib
import queue
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sop_catalog.cache.identity import digest, program_digest
from sop_catalog.printing.devtools import Browser, BrowserError, PageError
from sop_catalog.printing.pdf import About, settle
from sop_catalog.printing.record import Printed, file_sum, read_record, write_record
from sop_catalog.printing.server import SheetServer, serve_sheets
from sop_catalog.printing.sheets import SheetError, Surround, find_assets, make_sheet
from sop_catalog.processes import HARMLESS_THREAD, count_processes
from sop_catalog.progress import Progress
from sop_catalog.publish.interruption import uninterrupted
from sop_catalog.publish.writing import replace_file, write_through
from sop_catalog.source.os_errors import describe_os_error

SECONDS_FOR_A_PAGE = 90.0
"""A page of a hundred steps takes three; a machine may be busy."""


class PrintingError(Exception):
    """Why printing ended; the text is Indonesian, one line. What is printed already stays."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed."""

    site: Path
    """The site, built."""
    target: Path
    """The folder of the PDFs."""
    abouts: Mapping[str, About]
    """Each SOP's slug, and what its PDF says of itself."""
    browser: Path
    site_url: str = ""
    """The site's public address with "/" at its end; ""."""
    again: bool = False
    """Print also what has not changed."""
    overwrite: bool = False
    """Write also over files that are not ours."""


@dataclass
class Outcome:
    """What was done."""

    printed: list[str] = field(default_factory=list)
    """Names of files that are new or have changed."""
    unchanged: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    """Slug → why it was not printed."""
    missing: list[str] = field(default_factory=list)
    """Files that pages name and the site has not."""
    left: list[str] = field(default_factory=list)
    """PDFs of earlier runs whose SOPs are no longer there."""


@dataclass(frozen=True, slots=True)
class _Job:
    slug: str
    path: str
    """Of the page in the site."""
    html: str
    bahan: str

    @property
    def name(self) -> str:
        return f"{self.slug}.pdf"


def print_sops(order: Order, known: Sequence[str]) -> Outcome:
    """Print them.

    Args:
        order: what is to be printed.
        known: the slugs of all SOPs that there are.

    Raises:
        PrintingError: the folder cannot be written, holds files of others under these names, or the browser has gone.
    """
    outcome = Outcome()
    try:
        order.target.mkdir(parents=True, exist_ok=True)
        record = read_record(order.target)
        with serve_sheets(order.site) as server:
            jobs = [job for slug in order.abouts if (job := _make_job(order, slug, server, outcome))]
            if not order.overwrite:
                check_strangers(order.target, (job.name for job in jobs), record)
            sweep_half(order.target, (job.name for job in jobs))
            waiting = [job for job in jobs if order.again or not is_done(order.target, job.name, job.bahan, record)]
            outcome.unchanged = [job.name for job in jobs if job not in waiting]
            if waiting:
                _print(order, waiting, server, record, outcome)
            outcome.missing = sorted(server.missing)
    except OSError as error:
        raise PrintingError(
            f"{order.target} tidak dapat ditulis: {describe_os_error(error)}{_done_so_far(outcome)}"
        ) from None
    outcome.left = [
        name for name in sorted(record) if name.removesuffix(".pdf") not in known and (order.target / name).is_file()
    ]
    return outcome


def find_page(site: Path, slug: str) -> str:
    """The path in a site of an SOP's page; "" where there is none."""
    return next((name for name in (f"sop/{slug}/index.html", f"sop/{slug}.html") if (site / name).is_file()), "")


def _make_job(order: Order, slug: str, server: SheetServer, outcome: Outcome) -> _Job | None:
    path = find_page(order.site, slug)
    if not path:
        outcome.failed[slug] = "halamannya tidak ada di situs"
        return None
    html = (order.site / path).read_text("utf-8")
    try:
        sheet = make_sheet(html, path, order.abouts[slug].title, Surround(order.site_url, set(order.abouts)))
    except SheetError as error:
        outcome.failed[slug] = str(error)
        return None
    assets = (server.read(name) or b"" for name in sorted(set(find_assets(sheet, path))))
    bahan = name_material(sheet, assets, order.abouts[slug], order.browser)
    return _Job(slug, path, sheet, bahan)


def name_material(html: str, assets: Iterable[bytes], about: About, browser: Path) -> str:
    """Sum of all that a PDF is made of."""
    program = browser.stat()
    mark = f"{browser} {program.st_size} {program.st_mtime_ns}"
    return digest(html, *assets, repr(about), program_digest(), mark)


def is_done(target: Path, name: str, bahan: str, record: Mapping[str, Printed]) -> bool:
    """Whether a PDF is there that was made of the same."""
    before = record.get(name)
    return before is not None and before.bahan == bahan and before.isi == file_sum(target / name)


def check_strangers(target: Path, names: Iterable[str], record: Mapping[str, Printed]) -> None:
    """Make sure that nothing of somebody else would be written over.

    Raises:
        PrintingError: a file is not as a run of ours has left it.
    """
    strangers = [
        name
        for name in names
        if (target / name).exists()
        and (name not in record or file_sum(target / name) not in {record[name].isi, record[name].lama})
    ]
    if strangers:
        names = ", ".join(strangers[:3]) + (f", dan {len(strangers) - 3} lagi" if len(strangers) > 3 else "")
        raise PrintingError(
            f"{target} berisi berkas bernama sama yang bukan hasil cetak: {names}; tidak ada yang ditulis. "
            "Sebutkan folder lain, atau tambahkan --timpa bila boleh diganti"
        )


def _print(
    order: Order, jobs: Sequence[_Job], server: SheetServer, record: dict[str, Printed], outcome: Outcome
) -> None:
    progress = Progress("Mencetak SOP", len(jobs))
    results: queue.Queue[tuple[_Job | None, bytes | BaseException]] = queue.Queue()
    waiting: queue.SimpleQueue[_Job] = queue.SimpleQueue()
    for one in jobs:
        waiting.put(one)
    done = 0
    with ExitStack() as stack:
        stack.callback(progress.end)
        try:
            browser = stack.enter_context(Browser(order.browser))
        except BrowserError as error:
            raise PrintingError(str(error)) from None
        team = _Team(browser, server, waiting, results, order.abouts)
        stack.callback(team.stop)
        team.start(min(count_processes(), len(jobs)))
        while done < len(jobs):
            try:
                job, result = results.get(timeout=1)
            except queue.Empty:
                continue
            if isinstance(result, BrowserError):
                raise PrintingError(f"{result}{_done_so_far(outcome)}")
            if job is None or not isinstance(result, bytes | PageError | ValueError):
                raise result if isinstance(result, BaseException) else AssertionError
            done += 1
            if isinstance(result, bytes):
                put_pdf(order.target, job.name, result, job.bahan, record)
                outcome.printed.append(job.name)
            else:
                outcome.failed[job.slug] = str(result)
            progress.tell(done)


def sweep_half(target: Path, names: Iterable[str]) -> None:
    """Remove what a run has left that was killed while it wrote."""
    for name in names:
        (target / f".{name}.baru").unlink(missing_ok=True)


def put_pdf(target: Path, name: str, content: bytes, bahan: str, record: dict[str, Printed]) -> None:
    """Write a PDF and remember it: whole or not at all, whoever wants this run to end.

    Raises:
        OSError: it cannot be written.
    """
    fresh = target / f".{name}.baru"
    with uninterrupted():
        try:
            write_through(fresh, content)  # `sweep_half` knows its name
            there = file_sum(target / name)
            lama = there if name in record and there in {record[name].isi, record[name].lama} else ""
            noted = {**record, name: Printed(bahan, hashlib.sha256(content).hexdigest(), lama)}
            write_record(target, noted)
            replace_file(fresh, target / name)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
        record.update(noted)


def _done_so_far(outcome: Outcome) -> str:
    if not outcome.printed:
        return "; belum ada yang tercetak"
    return f"; {len(outcome.printed)} PDF sudah tercetak utuh dan tidak dicetak lagi bila perintahnya diulang"


class _Team:
    """Threads that print, a tab each: the work itself is the browser's, in processes of its own."""

    def __init__(
        self,
        browser: Browser,
        server: SheetServer,
        waiting: queue.SimpleQueue[_Job],
        results: queue.Queue[tuple[_Job | None, bytes | BaseException]],
        abouts: Mapping[str, About],
    ) -> None:
        self._browser = browser
        self._server = server
        self._waiting = waiting
        self._results = results
        self._abouts = abouts
        self._ends = threading.Event()

    def start(self, size: int) -> None:
        """Begin."""
        for number in range(size):
            threading.Thread(target=self._work, name=f"{HARMLESS_THREAD}cetak-{number}", daemon=True).start()

    def stop(self) -> None:
        """Take no further job."""
        self._ends.set()

    def _work(self) -> None:
        try:
            while not self._ends.is_set():
                self._work_in_a_tab()
                if self._waiting.empty():
                    return
        except BaseException as error:  # noqa: BLE001 - whoever waits for the result hears of it
            self._results.put((None, error))

    def _work_in_a_tab(self) -> None:
        """Print until nothing is left, or a page has spoilt the tab."""
        with self._browser.open_tab() as tab:
            while not self._ends.is_set():
                try:
                    job = self._waiting.get_nowait()
                except queue.Empty:
                    return
                url = self._server.put(job.path, job.html)
                try:
                    result: bytes | Exception = settle(
                        tab.print(url, seconds=SECONDS_FOR_A_PAGE), self._abouts[job.slug]
                    )
                except (PageError, ValueError) as error:
                    result = error
                self._server.drop(job.path)
                self._results.put((job, result))
                if isinstance(result, PageError):
                    return
