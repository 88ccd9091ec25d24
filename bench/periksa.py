"""How long an editor waits for `sop periksa`, as a process of its own, and how that grows with the catalogue.

    python bench/periksa.py                     # a catalogue of one; one path among 1,500
    python bench/periksa.py --besar 1000 2000   # whole catalogues as well

"cold" is a run with nothing but the sources there, "warm" the run after it. Medians of several.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from catalogues import write_catalogue
from measure import Cost, median, run, table
from situs import format_machine

RUNS = 5
AMONG = 1500
KINDS = ("seed", "seed, four unknown names each", "real")
"""Unknown names are compared with all that are known: the second kind has four of its own in each SOP."""
_NAMES = ("Penyiapan Ruang Sidang", "Pengolahan Data Tamu", "Pembuatan Bahan Paparan", "Pendokumentasian Berkas")
_SOP = Path(sys.executable).with_name("sop")
_CONFIG = "site_name: Katalog\ntheme: {name: material}\nplugins: [search, sop_catalog]\n"
_SOURCES = {"mkdocs.yml", "sops", "docs"}


def write_site(folder: Path, kind: str, count: int) -> list[Path]:
    """A site's sources with `count` SOPs of one of KINDS; gives the SOPs' paths."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Katalog\n", "utf-8")
    (folder / "mkdocs.yml").write_text(_CONFIG, "utf-8")
    paths = write_catalogue(kind.partition(",")[0], folder / "sops", count)
    if kind == KINDS[1]:
        for number, path in enumerate(paths):
            _name_strangers(path, number)
    return paths


def _name_strangers(path: Path, number: int) -> None:
    """Four references that match nothing and that no other SOP has."""
    text = path.read_text("utf-8")
    first, _, rest = text.partition("keterkaitan:\n")
    kept = "\n".join(line for line in rest.splitlines() if not line.startswith("  - SOP "))
    strangers = "".join(f"  - SOP {name} Tingkat {number * 7 + place}\n" for place, name in enumerate(_NAMES))
    path.write_text(f"{first}keterkaitan:\n{strangers}{kept}\n", "utf-8")


def clean(folder: Path) -> None:
    """Leave nothing but a site's sources."""
    for path in folder.iterdir():
        if path.name not in _SOURCES:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def check(folder: Path, *arguments: str, cold: bool) -> Cost:
    """One run in a site's folder."""
    if cold:
        clean(folder)
    cost = run((_SOP, "periksa", *arguments), folder)
    assert cost.status in {0, 1}, f"sop periksa ended with {cost.status}"
    return cost


def _cold_and_warm(folder: Path, *arguments: str, runs: int) -> tuple[Cost, Cost]:
    pairs = [(check(folder, *arguments, cold=True), check(folder, *arguments, cold=False)) for _ in range(runs)]
    return median(cold for cold, _ in pairs), median(warm for _, warm in pairs)


def measure_checks(large: Sequence[int], runs: int = RUNS) -> Iterator[list[str]]:
    """Rows of the table; larger catalogues run less often."""
    with tempfile.TemporaryDirectory(prefix="sop-bench-") as name:
        places = [("one SOP, its catalogue", 1), ("one SOP among", AMONG)]
        for title, count in places:
            for kind in KINDS[:: 2 if count > 1 else 3]:
                folder = Path(name) / f"{count}-{kind}"
                paths = write_site(folder, kind, count)
                named = [paths[count // 2].relative_to(folder).as_posix()] if count > 1 else []
                wanted = f"{title} {count:,}, {kind}" if count > 1 else f"{title}, {kind}"
                yield _row(wanted, *_cold_and_warm(folder, *named, runs=runs))
        cost = median(run((_SOP, "--version"), Path(name)) for _ in range(runs))
        yield _row("sop --version", cost, cost)
        for count in large:
            for kind in KINDS:
                folder = Path(name) / f"{count}-{kind}"
                if not folder.exists():
                    write_site(folder, kind, count)
                yield _row(f"all of {count:,}, {kind}", *_cold_and_warm(folder, runs=min(runs, 3)))
                shutil.rmtree(folder)


def _row(title: str, cold: Cost, warm: Cost) -> list[str]:
    return [title, f"{cold.wall:.2f}", f"{cold.cpu:.2f}", f"{warm.wall:.2f}", f"{warm.cpu:.2f}"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--besar", nargs="*", type=int, default=[], help="sizes of whole catalogues")
    options = parser.parse_args()
    print(format_machine() + "\n", flush=True)
    heads = ("sop periksa", "cold, s", "CPU, s", "warm, s", "CPU, s")
    print(table(heads, measure_checks(options.besar)))


if __name__ == "__main__":
    main()
