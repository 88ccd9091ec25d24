"""Builds the same catalogue with us and with our peers, three times each and in turn, and prints what it cost.

    make bench N=1000
    python bench/situs.py --jumlah 1000 --jenis real --sistem ours hugo

Both kinds of `catalogues.py`. "cold" is a first build: nothing there but the sources. "again" is the build after it with
nothing changed, "one changed" the one after a word of one SOP has changed; a system that has no memory of the build
before gets its cold figure only. Every page and the changed word are looked for in what was built. Figures are of whole
processes with all that they start, medians of the runs; the order changes from round to round, so that a moment's load
falls on nobody in particular. Memory is looked at in a run of its own. Ratios are what to quote.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from catalogues import KINDS, write_catalogue
from measure import Cost, median, peak_memory, run, table
from peers import CHANGE, System, all_systems, prepare

from sop_catalog.catalog.load import load_catalog
from sop_catalog.model.sop import Sop

ROUNDS = 3
_NAMES = {
    "seed": "SOPs of seed 000's size (16 steps, 7 performers)",
    "real": "SOPs of the real mix (4 steps at the median, 40 units, 200 roles, a third of the references unknown)",
}
_CASES = ("cold", "again", "one changed")


@dataclass
class Site:
    """The sources of one system, and what its builds have cost."""

    system: System
    folder: Path
    written: frozenset[str] = frozenset()
    """What lies in the folder before the first build."""
    costs: dict[str, list[Cost]] = field(default_factory=dict)
    memory: int = 0
    size: int = 0
    """Bytes of what was built, without Mermaid's own files."""

    def build(self, case: str) -> None:
        """Build once and note what it cost."""
        cost = run(self.system.command, self.folder)
        if cost.status:
            run(self.system.command, self.folder, quiet=False)
            raise SystemExit(f"{self.system.name}: the build failed in {self.folder}")
        self.costs.setdefault(case, []).append(cost)

    def empty(self) -> None:
        """Leave nothing but the sources: no site, no cache."""
        for path in self.folder.iterdir():
            if path.name not in self.written:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def change(self, path: Path, sop: Sop, mark: str) -> Path:
        """Put a word into an SOP's first activity; gives the page that has to show it."""
        names = {"path": path.with_suffix("").as_posix(), "slug": path.stem}
        source = self.folder / self.system.source.format(**names)
        word = sop.langkah[0].kegiatan.split()[0]
        source.write_text(source.read_text("utf-8").replace(word, f"{word} {mark}", 1), "utf-8")
        return self.folder / self.system.output / self.system.page.format(**names)

    def look(self, sops: Sequence[tuple[Path, Sop]]) -> None:
        """Make sure that every SOP has its page, and measure what was built."""
        output = self.folder / self.system.output
        pages = [output / self.system.page.format(path="", slug=path.stem) for path, _ in sops]
        missing = [page for page in pages if not page.is_file()]
        assert not missing, f"{self.system.name}: no {missing[0]}"
        files = [path for path in output.rglob("*") if path.is_file() and not _is_mermaid(path, output)]
        self.size = sum(path.stat().st_size for path in files)


def _is_mermaid(path: Path, output: Path) -> bool:
    return "mermaid" in path.relative_to(output).as_posix()


def measure_sites(kind: str, count: int, keys: Sequence[str], rounds: int = ROUNDS) -> list[Site]:
    """Build one kind of catalogue with every system, `rounds` times in turn.

    Args:
        kind: one of KINDS.
        count: number of SOPs.
        keys: which systems; none: all of them.
    """
    with tempfile.TemporaryDirectory(prefix="sop-bench-") as name:
        sources = Path(name) / "sops"
        write_catalogue(kind, sources, count)
        catalog, _ = load_catalog(sources)
        sops = [(Path(sop.path), sop) for sop in catalog.sops.values()]
        assert len(sops) == count
        sites = []
        for system in all_systems():
            if not keys or system.key in keys:
                site = Site(system, Path(name) / system.key)
                system.write(site.folder, sops, sources)
                site.written = frozenset(path.name for path in site.folder.iterdir())
                sites.append(site)
        for number in range(rounds):
            for site in sites[number % len(sites) :] + sites[: number % len(sites)]:
                _round(site, sops, number)
        for site in sites:
            site.look(sops)
            site.empty()
            site.memory = peak_memory(site.system.command, site.folder)
    return sites


def _round(site: Site, sops: Sequence[tuple[Path, Sop]], number: int) -> None:
    site.empty()
    site.build("cold")
    if not site.system.again:
        return
    site.build("again")
    mark = f"{CHANGE}-{number}"
    page = site.change(*sops[(number + 1) * len(sops) // (ROUNDS + 2)], mark)
    site.build("one changed")
    assert mark in page.read_text("utf-8"), f"{site.system.name}: {page} does not show the change"


def format_sites(kind: str, count: int, sites: Sequence[Site]) -> Iterator[str]:
    """The table of one kind, what is to be read from it, and what the peers leave out."""
    costs = {
        site.system.key: {case: median(site.costs[case]) for case in _CASES if case in site.costs} for site in sites
    }
    yield f"### {count:,} {_NAMES[kind]}\n"
    heads = ["", *(f"{case}, s" for case in _CASES), "CPU cold, ms a page", "peak memory, MB", "site, MB"]
    rows = []
    for site in sites:
        own = costs[site.system.key]
        walls = [f"{own[case].wall:.2f}" if case in own else "as cold" for case in _CASES]
        cpu = f"{own['cold'].cpu * 1000 / count:.1f}"
        rows.append([site.system.name, *walls, cpu, f"{site.memory / 2**20:.0f}", f"{site.size / 2**20:.1f}"])
    yield table(heads, rows)
    ours = costs.get("ours")
    if ours and len(sites) > 1:
        yield "\nOurs, as so many times the peer's cold build:\n"
        others = [site.system for site in sites if site.system.key != "ours"]
        yield table(
            ["", *_CASES],
            [
                [other.name, *(f"{ours[case].wall / costs[other.key]['cold'].wall:.2f}" for case in _CASES)]
                for other in others
            ],
        )


def format_omissions(sites: Sequence[Site]) -> Iterator[str]:
    """What each system's pages leave out."""
    yield "What each leaves out:\n"
    for site in sites:
        yield f"- {site.system.name}: {site.system.lacks}"


def format_machine() -> str:
    """On what and when this was measured, and what else the machine was doing."""
    load = f", load before the start {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    day = time.strftime("%Y-%m-%d")
    return f"{day}, {os.cpu_count()} cores, Python {platform.python_version()} on {platform.system()}{load}."


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jumlah", type=int, default=1000, help="number of SOPs")
    parser.add_argument("--jenis", nargs="*", choices=KINDS, default=list(KINDS), help="kinds of catalogue")
    parser.add_argument("--sistem", nargs="*", default=[], help="systems by key, such as ours hugo")
    parser.add_argument("--putaran", type=int, default=ROUNDS, help="runs of each")
    options = parser.parse_args()
    prepare()
    print(format_machine() + f" Medians of {options.putaran}.\n", flush=True)
    sites: list[Site] = []
    for kind in options.jenis:
        sites = measure_sites(kind, options.jumlah, options.sistem, options.putaran)
        print("\n".join(format_sites(kind, options.jumlah, sites)) + "\n", flush=True)
    print("\n".join(format_omissions(sites)))


if __name__ == "__main__":
    sys.exit(main())
