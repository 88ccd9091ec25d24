"""How the cost of a build and of `sop periksa` grows with the catalogue: each size twice the one before.

    python bench/tumbuh.py --ukuran 1250 2500 5000 10000

One cold run each, in both kinds of `catalogues.py`, with the time of each size as so many times that of half the size:
2.0 is a cost that grows with the number of SOPs and nothing else. The last row is computed, not measured: the straight
line through the two largest sizes.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import Cost, peak_memory, run, table
from peers import all_systems
from periksa import KINDS, check, clean, write_site
from situs import format_machine

SIZES = (1250, 2500, 5000, 10_000)
COMPUTED = 50_000
_OURS = ("seed", "real")


@dataclass(frozen=True)
class Grown:
    """What one size has cost."""

    count: int
    build: Cost | None
    """None for a kind of catalogue that is only checked."""
    memory: int
    """Bytes at the peak of the build."""
    check: Cost


def measure_growth(kind: str, sizes: Sequence[int]) -> Iterator[Grown]:
    """Build and check each size once."""
    command = all_systems()[0].command
    for count in sizes:
        with tempfile.TemporaryDirectory(prefix="sop-bench-") as name:
            folder = Path(name) / "situs"
            write_site(folder, kind, count)
            checked = check(folder, cold=True)
            if kind not in _OURS:
                yield Grown(count, None, 0, checked)
                continue
            clean(folder)
            built = run(command, folder)
            assert not built.status, f"the build of {count} failed"
            clean(folder)
            yield Grown(count, built, peak_memory(command, folder), checked)


def format_growth(grown: Sequence[Grown]) -> Iterator[list[str]]:
    """Rows: the figures of each size and what has become of them from half the size."""
    before: Grown | None = None
    for now in grown:
        yield [
            f"{now.count:,}",
            *_pair(now.build, before.build if before else None),
            f"{now.memory / 2**20:.0f}" if now.memory else "",
            *_pair(now.check, before.check if before else None),
        ]
        before = now
    if len(grown) > 1:
        (one, two), more = grown[-2:], COMPUTED
        share = (more - two.count) / (two.count - one.count)
        memory = two.memory + share * (two.memory - one.memory)
        yield [
            f"{more:,} (computed)",
            *_beyond(one.build, two.build, share),
            f"{memory / 2**20:.0f}" if memory else "",
            *_beyond(one.check, two.check, share),
        ]


def _pair(now: Cost | None, before: Cost | None) -> list[str]:
    if now is None:
        return [""] * 4
    ratios = [f"{now.wall / before.wall:.2f}", f"{now.cpu / before.cpu:.2f}"] if before else ["", ""]
    return [f"{now.wall:.1f}", ratios[0], f"{now.cpu:.1f}", ratios[1]]


def _beyond(one: Cost | None, two: Cost | None, share: float) -> list[str]:
    if one is None or two is None:
        return [""] * 4
    return [f"{two.wall + share * (two.wall - one.wall):.0f}", "", f"{two.cpu + share * (two.cpu - one.cpu):.0f}", ""]


def main() -> None:
    """Print a table for each kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ukuran", nargs="*", type=int, default=list(SIZES), help="numbers of SOPs, ascending")
    parser.add_argument("--jenis", nargs="*", choices=KINDS, default=list(KINDS), help="kinds of catalogue")
    options = parser.parse_args()
    print(format_machine() + " One run each.\n", flush=True)
    heads = ("SOPs", "build, s", "×", "CPU, s", "×", "peak memory, MB", "periksa, s", "×", "CPU, s", "×")
    for kind in options.jenis:
        print(f"### Growth, {kind}\n")
        print(table(heads, format_growth(list(measure_growth(kind, options.ukuran)))) + "\n", flush=True)


if __name__ == "__main__":
    main()
