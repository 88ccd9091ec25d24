"""How long `sop periksa` takes: cold start with one SOP, and one path among many.

    python bench/periksa.py [N]

Makes a catalogue of N SOPs (1,500 when not given) of seed 000's size in a temporary folder, runs the command as a
process of its own, and prints the best and the median of several runs in seconds, wall clock and CPU.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOPS = Path(__file__).parents[1] / "sops"
SEED = SOPS / "biro-perencanaan" / "pelaporan-kinerja-kementerian.yml"
RUNS = 7


def write_catalog(folder: Path, count: int) -> Path:
    """A catalogue of `count` SOPs like seed 000, each with its own name and number; gives one in its middle."""
    shutil.copytree(SOPS / "_daftar", folder / "_daftar")
    text = SEED.read_text("utf-8")
    for number in range(count):
        own = text.replace("nama: Pelaporan Kinerja Kementerian", f"nama: Pelaporan Kinerja Nomor {number}", 1)
        own = own.replace("nomor: 1/.../OT.04.00/./...", f"nomor: {number}/SOP/2026", 1)
        path = folder / f"unit-{number % 30}" / f"pelaporan-kinerja-{number}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(own, "utf-8")
    return folder / f"unit-{count // 2 % 30}" / f"pelaporan-kinerja-{count // 2}.yml"


def measure(*arguments: str) -> tuple[float, float, float]:
    """Best wall clock, median wall clock and best CPU seconds of the command."""
    walls, cpus = [], []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "sop_catalog.cli", *arguments], check=False, stdout=subprocess.DEVNULL)
        walls.append(time.perf_counter() - started)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(walls), statistics.median(walls), min(cpus)


def main() -> None:
    """Print a line for each measurement."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_500
    with tempfile.TemporaryDirectory() as name:
        for title, size in (("satu SOP dalam katalog satu SOP", 1), (f"satu SOP di antara {count}", count)):
            path = write_catalog(Path(name) / str(size), size)
            best, median, cpu = measure("periksa", str(path))
            print(f"{title:<40} terbaik {best:.2f} s, median {median:.2f} s, CPU {cpu:.2f} s")
        best, median, cpu = measure("--version")
        print(f"{'sop --version':<40} terbaik {best:.2f} s, median {median:.2f} s, CPU {cpu:.2f} s")


if __name__ == "__main__":
    main()
