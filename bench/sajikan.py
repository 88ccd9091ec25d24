"""From the save of one SOP among many to its changed text in Chromium, under `sop sajikan` and under `mkdocs serve`.

    python bench/sajikan.py --jumlah 1500

A browser has the SOP's page open; a word of its first activity is changed in the file; the clock runs from then until the page
that the server reloads shows it. Ten edits each, of ten SOPs; median, best and worst.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from catalogues import KINDS, write_catalogue
from measure import table
from peers import all_systems
from situs import format_machine

from sop_catalog.catalog.load import load_catalog
from sop_catalog.model.sop import Sop

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.browser import launch

EDITS = 10
_SECONDS = 300
_WAYS = {"sop sajikan": ("sop", "sajikan", "--alamat"), "mkdocs serve": ("mkdocs", "serve", "--livereload", "-a")}


@contextlib.contextmanager
def serve(way: str, folder: Path) -> Iterator[str]:
    """The address of a served site, once its home page is there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program, *arguments = _WAYS[way]
    command = [str(Path(sys.executable).with_name(program)), *arguments, f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(10 * _SECONDS):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(base, timeout=60).read()
                break
            time.sleep(0.1)
        yield base
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def edit(sources: Path, path: Path, sop: Sop, mark: str) -> None:
    """Put a word behind the first one of an SOP's first activity."""
    file = sources / path
    word = sop.langkah[0].kegiatan.split()[0]
    file.write_text(file.read_text("utf-8").replace(word, f"{word} {mark}", 1), "utf-8")


def measure(way: str, folder: Path, sops: Sequence[tuple[Path, Sop]]) -> list[float]:
    """Seconds of each edit."""
    found = []
    chosen = [sops[(number * len(sops)) // EDITS] for number in range(EDITS)]
    with serve(way, folder) as base, launch(hurried=True) as browser:
        page = browser.new_page()
        for number, (path, sop) in enumerate(chosen):
            mark = f"ubahan{way.count('m')}{number}"
            page.goto(f"{base}sop/{path.stem}/")
            page.wait_for_timeout(500)  # its connection for reloads is open
            start = time.perf_counter()
            edit(folder / "sops", path, sop, mark)
            page.wait_for_function(
                "mark => document.body?.textContent.includes(mark)",
                arg=mark, timeout=60_000, polling=20,
            )  # fmt: skip
            found.append(time.perf_counter() - start)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jumlah", type=int, default=1500, help="SOPs")
    parser.add_argument("--jenis", nargs="*", default=["real"], choices=KINDS)
    options = parser.parse_args()
    print(format_machine() + "\n", flush=True)
    system = next(system for system in all_systems() if system.key == "ours")
    rows = []
    for kind in options.jenis:
        for way in _WAYS:
            with tempfile.TemporaryDirectory(prefix="sop-bench-") as name:
                sources = Path(name) / "sops"
                write_catalogue(kind, sources, options.jumlah)
                catalog, _ = load_catalog(sources)
                sops = [(Path(sop.path), sop) for sop in catalog.sops.values() if sop.langkah]
                system.write(Path(name) / "situs", sops, sources)
                seconds = measure(way, Path(name) / "situs", sops)
            title = f"{way}, {options.jumlah:,} of {kind}"
            figures = (statistics.median(seconds), min(seconds), max(seconds))
            rows.append([title, *(f"{figure:.2f}" for figure in figures)])
    print(table(("saved → seen", "median, s", "best, s", "worst, s"), rows))


if __name__ == "__main__":
    main()
