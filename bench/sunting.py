"""What an editor waits for on the page /sunting/: until it can be typed into, until the checks are there, after each change.

    python bench/sunting.py [--jumlah 1500]

Builds the shipped catalogue, and one of so many SOPs of a real agency's mix with the same seed 000 and one SOP of 40 steps in it.
Three kinds of visit to seed 000: cold (a fresh profile each time), again (a profile that has been there, its browser started anew), and
cold with the page's thread slowed four times. The peer is Pyodide alone, from the same files in the same browser: what no page can
be faster than. A change is a new word in one activity; it has come when its findings and its row are laid out anew. Memory is
what Python holds in the browser (WebAssembly) and what the page's own scripts hold.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from catalogues import SEED, write_catalogue
from measure import table
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright
from situs import format_machine

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.browser import CHROMIUM_ARGUMENTS, chromium_path, serve  # noqa: E402

VISITS = 5
CHANGES = 200
SLOW = 4
LONG = "empat-puluh-langkah"
_UNIT = "biro-perencanaan"
_CONFIG = """\
site_name: Katalog
theme: {name: material, language: id, font: false}
validation: {nav: {omitted_files: ignore}}
plugins: [search, sop_catalog]
"""
_CHANGE = """async ([rows, changes]) => {
  const { sheet } = SopSunting, took = [];
  for (let number = 0; number < changes; number += 1) {
    const row = number % rows;
    const start = performance.now();
    sheet.change({ op: "text", path: ["langkah", row, "kegiatan"], text: `Memeriksa berkas ke-${number}` }, { what: "kegiatan", key: `${number}` });
    await sheet.settled();
    document.body.getBoundingClientRect();
    took.push(performance.now() - start);
  }
  return took;
}"""
_MARK = "name => performance.getEntriesByName(name)[0].startTime"
_BARE = """<!doctype html><script type="module">
const worker = new Worker("pekerja-telanjang.js", { type: "module" });
worker.onmessage = () => performance.mark("sop-telanjang");
</script>"""
_BARE_WORKER = """const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([import("./ENGINEpyodide.js"), import("./ENGINEpyodide.asm.js")]);
const engine = new URL("./ENGINE", location).href;
const python = await loadPyodide({ indexURL: engine, stdLibURL: `${engine}python.zip`, packageBaseUrl: engine, createPyodideModule,
  lockFileContents: { info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten", python: "3.14.0", version: "314.0.7" }, packages: {} } });
python.runPython("1");
postMessage(1);
"""

Visit = Callable[[Page], dict[str, float]]


def build_sites(folder: Path, count: int) -> dict[str, Path]:
    """Name → built site: the catalogue that we ship, and the one of `count`; each has seed 000 and the long SOP."""
    sites = {"shipped": folder / "terkirim", f"{count} SOPs": folder / "besar"}
    for site in sites.values():
        (site / "docs").mkdir(parents=True)
        (site / "docs" / "index.md").write_text("# Katalog\n", "utf-8")
        (site / "mkdocs.yml").write_text(_CONFIG, "utf-8")
    shutil.copytree(ROOT / "sops", folder / "terkirim" / "sops")
    write_catalogue("real", folder / "besar" / "sops", count)
    for name, site in sites.items():
        unit = _UNIT if name == "shipped" else "unit-00"
        seed = site / "sops" / SEED.relative_to(ROOT / "sops")
        seed.parent.mkdir(exist_ok=True)
        for path, text in ((seed, SEED.read_text("utf-8")), (seed.with_stem(LONG), _long_sop())):
            path.write_text(text.replace(f"unit: {_UNIT}\n", f"unit: {unit}\n"), "utf-8")
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=site, env=environment, check=True)
    return {name: site / "site" for name, site in sites.items()}


def _long_sop() -> str:
    columns = "".join(f"  peran{number}: Peran {number}\n" for number in range(6))
    steps = "".join(
        f"  - pelaksana: peran{number % 6}\n    kegiatan: Mengerjakan bagian {number}\n    waktu: 1 jam\n    output: Berkas {number}\n"
        + (f"    jika_tidak: {number - 2}\n" if number % 5 == 4 else "")
        for number in range(40)
    )
    return f"nama: Empat Puluh Langkah\nunit: {_UNIT}\npelaksana:\n{columns}langkah:\n{steps}"


@contextlib.contextmanager
def profile(playwright: Playwright, folder: Path) -> Iterator[BrowserContext]:
    """A browser with a profile of its own on the disk, as people have one: what it compiled stays there."""
    context = playwright.chromium.launch_persistent_context(
        folder, executable_path=chromium_path(), args=[*CHROMIUM_ARGUMENTS]
    )
    try:
        yield context
    finally:
        context.close()


def look(page: Page, base: str, address: str) -> dict[str, float]:
    """Milliseconds from asking for the page until it can be typed into, and until the checks are there."""
    page.goto(f"{base}/sunting/?{address}")
    page.wait_for_selector("[data-siap=periksa]", timeout=120_000)
    page.evaluate("SopSunting.sheet.settled()")
    return {name: page.evaluate(_MARK, f"sop-{name}") for name in ("ketik", "siap")}


def look_bare(page: Page, base: str) -> float:
    """Milliseconds until Pyodide alone answers."""
    page.goto(f"{base}/telanjang.html")
    page.wait_for_function("performance.getEntriesByName('sop-telanjang').length", timeout=120_000)
    took: float = page.evaluate(_MARK, "sop-telanjang")
    return took


def visits(playwright: Playwright, seen: Callable[[Page], dict[str, float]]) -> dict[str, list[dict[str, float]]]:
    """Kind of visit → what each of several saw."""
    found: dict[str, list[dict[str, float]]] = {"cold": [], "again": [], f"cold, {SLOW}×": []}
    for kind, rows in found.items():
        with tempfile.TemporaryDirectory() as scratch:
            for number in range(VISITS):
                folder = Path(scratch) / ("satu" if kind == "again" else str(number))
                if kind == "again" and not number:
                    for _ in range(2):
                        with profile(playwright, folder) as context:
                            seen(context.new_page())
                            context.pages[-1].wait_for_timeout(3000)
                with profile(playwright, folder) as context:
                    page = context.new_page()
                    if kind.endswith("×"):
                        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
                    rows.append(seen(page))
    return found


def changes(playwright: Playwright, base: str, slug: str, rows: int, rate: int) -> tuple[list[float], float, float]:
    """Milliseconds of each change; MB that Python and the page's scripts hold afterwards."""
    with tempfile.TemporaryDirectory() as scratch, profile(playwright, Path(scratch)) as context:
        page = context.new_page()
        look(page, base, f"sop={slug}")
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        took = page.evaluate(_CHANGE, [rows, CHANGES])
        held = page.workers[0].evaluate("self.sopPython._module.HEAP8.length") / 2**20
        session.send("HeapProfiler.collectGarbage")
        return took, held, session.send("Runtime.getHeapUsage")["usedSize"] / 2**20


def _sizes(site: Path) -> str:
    files = [path for path in (site / "sunting").rglob("*") if path.is_file() and path.parent.name != "sop"]
    raw = sum(path.stat().st_size for path in files)
    packed = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)
    return f"{raw / 1e6:.2f} MB, gzip {packed / 1e6:.2f} MB ({packed / 2**20:.2f} MiB), all files of the page and what it loads"


def _median(rows: Sequence[dict[str, float]], key: str) -> float:
    return statistics.median(row[key] for row in rows)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jumlah", type=int, default=1500)
    count = parser.parse_args().jumlah
    sys.stdout.write(f"{format_machine()}\n\n")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        sites = build_sites(Path(scratch), count)
        opened, changed = [], []
        for name, site in sites.items():
            sys.stdout.write(f"{name}: {_sizes(site)}\n")
            engine = next(site.glob("sunting/mesin-*")).relative_to(site).as_posix()
            (site / "telanjang.html").write_text(_BARE, "utf-8")
            (site / "pekerja-telanjang.js").write_text(_BARE_WORKER.replace("ENGINE", f"{engine}/"), "utf-8")
            with serve(site) as base:
                ours = visits(playwright, lambda page, base=base: look(page, base, f"sop={SEED.stem}"))
                bare = visits(playwright, lambda page, base=base: {"bare": look_bare(page, base)})
                for kind, rows in ours.items():
                    ready, alone = _median(rows, "siap"), _median(bare[kind], "bare")
                    opened.append(
                        [
                            name,
                            kind,
                            f"{_median(rows, 'ketik'):.0f}",
                            f"{ready:.0f}",
                            f"{alone:.0f}",
                            f"{ready / alone:.2f}",
                        ]
                    )
                for slug, steps in ((SEED.stem, 16), (LONG, 40)):
                    for rate in (1, SLOW):
                        took, python, scripts = changes(playwright, base, slug, steps, rate)
                        changed.append(
                            [
                                name,
                                f"{steps} steps",
                                f"{rate}×",
                                f"{statistics.median(took):.0f}",
                                f"{max(took):.0f}",
                                f"{python:.0f}",
                                f"{scripts:.1f}",
                            ]
                        )
        sys.stdout.write(
            "\n"
            + table(
                ["catalogue", "visit", "typable, ms", "checks ready, ms", "Pyodide alone, ms", "ratio"], opened, left=2
            )
            + "\n"
            + table(
                ["catalogue", "SOP", "slowed", "change, median ms", "worst ms", "Python, MB", "scripts, MB"],
                changed,
                left=3,
            )
        )


if __name__ == "__main__":
    main()
