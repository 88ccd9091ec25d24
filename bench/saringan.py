"""What a reader of 1,500 SOPs waits for on an old PC: the first hit of the search box, and each turn of a filter.

    python bench/saringan.py [N]

Builds one site of N SOPs (1,500 when not given) with `mkdocs build`, and the same SOPs as Markdown pages beside it, with
Material's own search. Chromium's processor is slowed four times; every page is cold, in a fresh profile. Prints, per
site, the bytes that the home page fetches, those that the first search fetches, the milliseconds from the first key to
the first hit, and for ours the milliseconds until the largest page of each kind is usable, and each turn of the catalogue's filter, list and engine together: from the event to the frame
that shows it, as the best and the median of several, with the page's own processor time beside the clock.

CHROMIUM=/usr/bin/chromium measures the whole browser where its headless shell is installed too.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "bench")]

from peers import as_markdown  # noqa: E402
from pencarian import cold_page  # noqa: E402
from support.browser import launch, serve, settling  # noqa: E402
from support.katalog_buatan import write_catalog  # noqa: E402

from sop_catalog.catalog.load import load_catalog  # noqa: E402

RATE = 4
TRIALS = 7
WORD = "pemeriksaan"
ACTIONS = {
    "one letter": "form.cari.value = 'p'; form.cari.dispatchEvent(new InputEvent('input', { bubbles: true }));",
    "a word": "form.cari.value = 'pemeriksaan'; form.cari.dispatchEvent(new InputEvent('input', { bubbles: true }));",
    "two words": "form.cari.value = 'surat tugas'; form.cari.dispatchEvent(new InputEvent('input', { bubbles: true }));",
    "no word": "form.cari.value = ''; form.cari.dispatchEvent(new InputEvent('input', { bubbles: true }));",
    "a status": "form.querySelectorAll('[name=status]')[1].click();",
    "a role": "form.querySelectorAll('[name=jabatan]')[5].click();",
    "a unit": "form.querySelectorAll('[name=unit]')[3].click();",
    "nothing": "document.querySelector('.sop-aktif button:last-child').click();",
    "an order": "form.urut.value = 'nama'; form.urut.dispatchEvent(new Event('change', { bubbles: true }));",
    "by unit": "form.urut.value = ''; form.urut.dispatchEvent(new Event('change', { bubbles: true }));",
}
_PARTS = ("LayoutDuration", "RecalcStyleDuration", "ScriptDuration")
_BYTES = "() => performance.getEntries().filter(e => e.decodedBodySize).reduce((sum, e) => sum + e.decodedBodySize, 0)"
_FIRST_HIT = """selector => { window.hit = new Promise(done => {
  let start = 0;
  addEventListener('keydown', () => { start = start || performance.now(); }, true);
  const look = () => document.querySelector(selector) ? done(performance.now() - start) : requestAnimationFrame(look);
  look();
}); }"""
_CONFIG = """\
site_name: Katalog
use_directory_urls: true
theme: {{name: material, language: id, font: false}}
validation: {{nav: {{omitted_files: ignore}}}}
plugins: [{plugins}]
"""


def build(folder: Path, plugins: str) -> Path:
    """Build the site of a folder that has its docs/ (and sops/); gives its site/."""
    (folder / "mkdocs.yml").write_text(_CONFIG.format(plugins=plugins), "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True)
    return folder / "site"


def write_sites(folder: Path, count: int) -> dict[str, Path]:
    """Both sites, built."""
    ours, peer = folder / "kita", folder / "material"
    for site in (ours, peer):
        (site / "docs").mkdir(parents=True)
        (site / "docs" / "index.md").write_text("# Katalog\n", "utf-8")
    write_catalog(ours / "sops", count)
    for slug, sop in load_catalog(ours / "sops")[0].sops.items():
        (peer / "docs" / f"{slug}.md").write_text(as_markdown(sop), "utf-8")
    return {"ours": build(ours, "search, sop_catalog"), "Material": build(peer, "search")}


def largest_pages(site: Path) -> dict[str, str]:
    """Name → path of the home page and of the largest page of each kind."""
    found = {"home": "index.html"}
    for name, pattern in {"role": "jabatan/*/index.html", "role in a unit": "jabatan/*/*/index.html", "unit": "unit/*/index.html",
                          "regulation": "peraturan/*/index.html", "map": "peta/**/index.html", "SOP": "sop/*/index.html"}.items():  # fmt: skip
        pages = list(site.glob(pattern))
        if pages:
            found[name] = max(pages, key=lambda path: path.stat().st_size).relative_to(site).as_posix()
    return found


def usable(browser: Any, base: str, path: str) -> float:
    """Milliseconds from asking for a page until it was loaded, its scripts had run, and two frames were drawn since."""
    with cold_page(browser, base, RATE, path) as (page, _):
        took: float = page.evaluate("() => window.usable")
        return took


def first_hit(page: Page, selector: str) -> float:
    """Milliseconds from the first key in the box of the head to the first hit."""
    page.evaluate(_FIRST_HIT, selector)
    page.focus("input.md-search__input")
    page.keyboard.type(WORD, delay=30)
    took: float = page.evaluate("() => window.hit")
    return took


def busy(session: Any) -> float:
    """Milliseconds so far in script, styles and layout."""
    metrics = {item["name"]: item["value"] for item in session.send("Performance.getMetrics")["metrics"]}
    return sum(metrics[part] for part in _PARTS) * 1000


def filter_turns(page: Page, session: Any) -> dict[str, list[tuple[float, float]]]:
    """(milliseconds to the next frame, milliseconds of work) for each action, the first time and again."""
    session.send("Performance.enable")
    page.locator("input[name=cari]").focus()
    page.evaluate("() => SopCari.muat()")
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ACTIONS}
    for _ in range(TRIALS):
        for name, action in ACTIONS.items():
            before = busy(session)
            took = page.evaluate(
                "async () => { const form = document.querySelector('.sop-saring'); const start = performance.now();"
                f"{action} await new Promise(done => requestAnimationFrame(() => setTimeout(done)));"
                "return performance.now() - start; }"
            )
            found[name].append((took, busy(session) - before))
    return found


def shown(values: list[float]) -> str:
    """Best and median."""
    return f"{min(values):.0f} / {statistics.median(values):.0f}"


def main() -> None:
    """Run it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_500
    with tempfile.TemporaryDirectory() as name, launch(hurried=True) as browser:
        sites = write_sites(Path(name), count)
        medians = {}
        print(f"{count} SOPs, processor slowed {RATE}×\n")
        print(
            "| site | home page, KB | for the first hit, KB | first hit, ms (best / median) |\n| --- | ---: | ---: | ---: |"
        )
        for system, site in sites.items():
            selector = ".sop-cari-hasil" if system == "ours" else ".md-search-result__link"
            times, sizes = [], set()
            with serve(site) as base:
                for _ in range(TRIALS):
                    with cold_page(browser, base, RATE) as (page, _):
                        home = page.evaluate(_BYTES)
                        with settling(page):
                            times.append(first_hit(page, selector))
                        sizes.add((home, page.evaluate(_BYTES) - home))
            home, search = max(sizes)
            medians[system] = statistics.median(times)
            print(f"| {system} | {home / 1000:.0f} | {search / 1000:.0f} | {shown(times)} |")
        print(f"\nMaterial / ours, median: {medians['Material'] / medians['ours']:.1f}×\n")
        print("| page | HTML, KB | elements | usable, ms (best / median) |\n| --- | ---: | ---: | ---: |")
        with serve(sites["ours"]) as base:
            for kind, path in largest_pages(sites["ours"]).items():
                times = [usable(browser, base, path) for _ in range(TRIALS)]
                size = (sites["ours"] / path).stat().st_size / 1000
                with cold_page(browser, base, RATE, path) as (page, _):
                    elements = page.evaluate("() => document.querySelectorAll('*').length")
                print(f"| {kind} | {size:.0f} | {elements:,} | {shown(times)} |")
        print()
        with serve(sites["ours"]) as base, cold_page(browser, base, RATE) as (page, session):
            turns = filter_turns(page, session)
        print("| turn of the filter | to the next frame, ms | work, ms |\n| --- | ---: | ---: |")
        for action, values in turns.items():
            print(f"| {action} | {shown([took for took, _ in values])} | {shown([work for _, work in values])} |")


if __name__ == "__main__":
    main()
