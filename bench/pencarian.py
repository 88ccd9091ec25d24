"""Measures our search beside Material's own (lunr) and Pagefind, over the same SOPs, in one run. Prints Markdown tables.

    python bench/pencarian.py --jumlah 300 1500 5000 --pagefind /path/to/node_modules/.bin/pagefind

The rivals get every text that ours gets. Material: one entry an SOP in its search_index.json, English pipeline and the
separator that makes numbers findable. Pagefind: one HTML file an SOP, indexed by its CLI. Times are from the first
key in the box to the first hit on the page, on a cold page in a fresh context, best and median of several; "4×" is
Chromium's CPU throttling, which slows the page's thread but not Material's worker. Memory is the renderer's proportional set size.

CHROMIUM=/usr/bin/chromium measures the whole browser where its headless shell is installed too.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.browser import launch, serve, settling  # noqa: E402
from support.katalog_buatan import write_catalog  # noqa: E402

from sop_catalog.catalog.catalog import Catalog  # noqa: E402
from sop_catalog.catalog.load import load_catalog  # noqa: E402
from sop_catalog.model.sop import BOX_FIELDS, Sop  # noqa: E402
from sop_catalog.search.index import INDEX_PATH, build_search_files  # noqa: E402

QUERIES = yaml.safe_load((ROOT / "tests" / "support" / "kueri.yml").read_text("utf-8"))
TRIALS = 5
FIRST_QUERY = "pemeriksaan"
FILTER_QUERIES = ("p", "pe", "pem", "peme", "pemer", "pemeriksaan", "memeriksa berkas", "kasubag", "061", "peminjamn")
_MKDOCS = (
    "site_name: Uji\ntheme: {name: material, language: en, font: false}\nvalidation: {nav: {omitted_files: ignore}}\n"
)
_SEPARATOR = r"[\s\-/.,:;()]+"
_WATCH_HITS = """selector => new Promise(done => {
  const start = { at: 0 };
  addEventListener('keydown', () => { start.at = start.at || performance.now(); }, true);
  const timer = setInterval(() => {
    if (document.querySelector(selector)) { clearInterval(timer); done(performance.now() - start.at); }
  }, 1);
})"""


_SEARCH_BYTES = """() => performance.getEntriesByType('resource')
  .filter(entry => /cari|search|pagefind/.test(entry.name)).reduce((sum, entry) => sum + entry.decodedBodySize, 0)"""


def sop_text(catalog: Catalog, sop: Sop) -> str:
    """Everything of an SOP that ours indexes, as one text."""
    units = [unit.nama for unit in catalog.registers.ancestry(sop.unit)]
    parts = [sop.nomor, *units, *(pelaksana.judul for pelaksana in sop.pelaksana), sop.disahkan_oleh.jabatan]
    for field in BOX_FIELDS:
        parts += getattr(sop, field)
    for langkah in sop.langkah:
        parts += [langkah.kegiatan, langkah.kelengkapan, langkah.output, langkah.keterangan]
    return "\n".join(filter(None, parts))


# --- The three sites ---


def build_theme_site(folder: Path, plugins: str) -> Path:
    """A small Material site."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Katalog\n", "utf-8")
    (folder / "mkdocs.yml").write_text(_MKDOCS + plugins, "utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, env=environment, check=True)
    return folder / "site"


def make_ours(folder: Path, catalog: Catalog) -> Path:
    """A site of the plugin's, with the index of the whole catalogue."""
    write_catalog(folder / "sops", 1)
    site = build_theme_site(folder, "plugins: [search, sop_catalog]\n")
    for name, content in build_search_files(catalog).items():
        (site / name).write_text(content, "utf-8")
    return site


def make_material(folder: Path, catalog: Catalog) -> Path:
    """Material's search with one entry an SOP."""
    site = build_theme_site(folder, f"plugins: [{{search: {{lang: en, separator: '{_SEPARATOR}'}}}}]\n")
    path = site / "search" / "search_index.json"
    index = json.loads(path.read_text("utf-8"))
    index["docs"] = [
        {"location": f"sop/{slug}/", "title": html.escape(sop.judul), "text": html.escape(sop_text(catalog, sop))}
        for slug, sop in catalog.sops.items()
    ]
    path.write_text(json.dumps(index, separators=(",", ":")), "utf-8")
    return site


def make_pagefind(folder: Path, catalog: Catalog, program: str) -> Path:
    """One plain page an SOP, indexed by Pagefind's CLI, and a page with a box that asks as its documentation shows."""
    for slug, sop in catalog.sops.items():
        page = folder / "sop" / slug
        page.mkdir(parents=True)
        body = "".join(f"<p>{html.escape(line)}</p>" for line in sop_text(catalog, sop).split("\n"))
        title = html.escape(sop.judul)
        text = f'<!doctype html><html lang="id"><meta charset="utf-8"><title>{title}</title><main data-pagefind-body><h1>{title}</h1>{body}</main></html>'
        (page / "index.html").write_text(text, "utf-8")
    (folder / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><input><ol></ol><script type="module">'
        "const box = document.querySelector('input'); let engine;"
        "box.onfocus = async () => { engine ??= import('/pagefind/pagefind.js').then(async m => { await m.init(); return m; }); };"
        "window.ask = async (query, limit) => { const { results } = await (await engine).search(query);"
        " return Promise.all(results.slice(0, limit).map(r => r.data())); };"
        "box.oninput = async () => { const hits = await window.ask(box.value, 5);"
        " document.querySelector('ol').replaceChildren(...hits.map(h => Object.assign(document.createElement('li'), { textContent: h.meta.title }))); };"
        "</script>",
        "utf-8",
    )
    subprocess.run(
        [program, "--site", str(folder), "--quiet"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return folder


# --- Asking ---


def ask_ours(page: Page, queries: list[str]) -> list[list[str]]:
    """The slugs of the first five hits of each query."""
    page.evaluate("() => SopCari.muat()")
    return page.evaluate(
        "queries => queries.map(q => SopCari.cari(q, 5).hasil.map(hit => hit.slug || hit.url))", queries
    )


_LISTEN = """() => { const Old = window.Worker; window.answers = [];
window.Worker = class extends Old { constructor(...a) { super(...a); this.addEventListener('message', e => { if (e.data.type === 3) window.answers.push(e.data.data.items); }); } }; }"""


_USABLE = """window.usable = new Promise(done => { const later = next => requestAnimationFrame(() => setTimeout(next));
addEventListener('load', () => later(() => later(() => done(performance.now())))); });"""
"""Milliseconds from asking for the page until it was loaded, its scripts had run, and two frames were drawn since."""


def ask_material(page: Page, queries: list[str]) -> list[list[str]]:
    """Through its own box; what its worker answers is listened to."""
    page.keyboard.press("/")
    found = []
    for query in queries:
        before = page.evaluate("() => window.answers.length")
        page.evaluate(
            """query => { const box = document.querySelector('.md-search__input'); box.value = query;
            box.dispatchEvent(new KeyboardEvent('keyup')); }""",
            query,
        )
        page.wait_for_function("n => window.answers.length > n", arg=before, timeout=60_000)
        groups = page.evaluate(
            "() => window.answers[window.answers.length - 1].slice(0, 5).map(group => group[0].location)"
        )
        found.append([location.split("#")[0].rstrip("/").rpartition("/")[2] for location in groups])
    return found


def ask_pagefind(page: Page, queries: list[str]) -> list[list[str]]:
    """Through its own API."""
    page.focus("input")
    found = []
    for query in queries:
        urls = page.evaluate("async query => (await window.ask(query, 5)).map(hit => hit.url)", query)
        found.append([url.rstrip("/").rpartition("/")[2] for url in urls])
    return found


SYSTEMS: dict[str, tuple[str, Callable[[Page, list[str]], list[list[str]]]]] = {
    "ours": (".sop-cari-hasil", ask_ours),
    "Material (lunr)": (".md-search-result__item", ask_material),
    "Pagefind": ("li", ask_pagefind),
}


# --- Measuring ---


@contextmanager
def cold_page(browser: Browser, base: str, rate: int = 1, path: str = "index.html") -> Iterator[tuple[Page, Any]]:
    """A page in a fresh context, with its DevTools session; the processor slowed `rate` times."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(f"({_LISTEN})()")
    page.add_init_script(_USABLE)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    with settling(page):
        page.goto(f"{base}/{path}")
    try:
        yield page, session
    finally:
        context.close()


def renderer_memory(browser: Browser) -> float:
    """MB of proportional set size of all renderers."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    total = 0
    for process in processes:
        if process["type"] == "renderer":
            rollup = Path(f"/proc/{process['id']}/smaps_rollup").read_text("ascii")
            total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def first_hit(browser: Browser, base: str, selector: str, rate: int) -> tuple[float, int, float]:
    """Milliseconds to the first hit, bytes that the search loaded (not compressed), MB of the page's process then."""
    with cold_page(browser, base, rate) as (page, _):
        page.evaluate(f"selector => {{ window.hit = ({_WATCH_HITS})(selector); }}", selector)
        page.focus("input:not([type=checkbox])")
        page.keyboard.type(FIRST_QUERY, delay=30)
        took = page.evaluate("() => window.hit")
        page.wait_for_timeout(300)
        return took, page.evaluate(_SEARCH_BYTES), renderer_memory(browser)


def filter_times(browser: Browser, base: str, rate: int) -> list[float]:
    """Milliseconds that the catalogue's filter needs for each of some queries, each asked for the first time."""
    with cold_page(browser, base, rate) as (page, _):
        page.evaluate("() => SopCari.muat()")
        return page.evaluate(
            "queries => queries.map(q => { const t = performance.now(); SopCari.saring(q); return performance.now() - t; })",
            list(FILTER_QUERIES),
        )


def successes(found: list[list[str]], wanted: list[list[str]]) -> list[bool]:
    """Whether one of the right SOPs is among the first five."""
    return [any(slug in right for slug in hits[:5]) for hits, right in zip(found, wanted, strict=True)]


def compare_success(browser: Browser, sites: dict[str, dict[str, str]]) -> None:
    """The table of success@5, by kind of query. sites: catalogue → system → address."""
    rows = [(catalog, str(row[0]), row[1], row[2:]) for catalog in sites for row in QUERIES[catalog]]
    results: dict[str, list[bool]] = {}
    for system, (_, ask) in SYSTEMS.items():
        results[system] = []
        for catalog, addresses in sites.items():
            if system in addresses:
                own = [row for row in rows if row[0] == catalog]
                with cold_page(browser, addresses[system]) as (page, _):
                    found = ask(page, [row[1] for row in own])
                results[system] += successes(found, [row[3] for row in own])
    systems = [system for system, good in results.items() if good]
    print(f"\n| queries | number | {' | '.join(systems)} |\n| --- | ---: |{' ---: |' * len(systems)}")
    for kind in [*dict.fromkeys(row[2] for row in rows), "all"]:
        chosen = [index for index, row in enumerate(rows) if kind in (row[2], "all")]
        cells = [f"{sum(results[system][index] for index in chosen) / len(chosen):.0%}" for system in systems]
        print(f"| {kind} | {len(chosen)} | {' | '.join(cells)} |")
    missed = [f"{row[1]} ({row[0]})" for row, good in zip(rows, results["ours"], strict=True) if not good]
    print(f"\nOurs misses: {'; '.join(missed) or 'none'}")


def measure(browser: Browser, count: int, addresses: dict[str, str]) -> None:
    """Rows of the table of bytes, time and memory."""
    for system, base in addresses.items():
        selector = SYSTEMS[system][0]
        cells = []
        for rate in (1, 4):
            trials = [first_hit(browser, base, selector, rate) for _ in range(TRIALS)]
            times = sorted(took for took, _, _ in trials)
            cells.append(f"{times[0]:.0f} / {statistics.median(times):.0f}")
        size = max(loaded for _, loaded, _ in trials)
        memory = statistics.median(used for _, _, used in trials)
        print(f"| {count} | {system} | {size / 1000:.0f} | {' | '.join(cells)} | {memory:.1f} |", flush=True)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jumlah", type=int, nargs="+", default=[300, 1500, 5000], help="numbers of SOPs")
    parser.add_argument("--pagefind", default="", help="Pagefind's program; without it two systems are compared")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, launch(hurried=True) as browser:
        folder = Path(name)
        catalogs = {"terkirim": load_catalog(ROOT / "sops")[0]}
        for count in options.jumlah:
            write_catalog(folder / "sops" / str(count), count)
            catalogs[str(count)] = load_catalog(folder / "sops" / str(count))[0]
        servers = []
        sites: dict[str, dict[str, str]] = {}
        try:
            for key, catalog in catalogs.items():
                files = build_search_files(catalog)
                index = files[INDEX_PATH].encode()
                texts = sum(len(text) for path, text in files.items() if path != INDEX_PATH)
                print(
                    f"{key}: {len(catalog.sops)} SOPs, index {len(index)} bytes, gzip {len(gzip.compress(index, 9))}; sentences {texts}",
                    flush=True,
                )
                made = {
                    "ours": make_ours(folder / key / "ours", catalog),
                    "Material (lunr)": make_material(folder / key / "material", catalog),
                }
                if options.pagefind:
                    made["Pagefind"] = make_pagefind(folder / key / "pagefind", catalog, options.pagefind)
                index_json = made["Material (lunr)"] / "search" / "search_index.json"
                print(
                    f"{key}: Material's index {index_json.stat().st_size} bytes, gzip {len(gzip.compress(index_json.read_bytes(), 9))}",
                    flush=True,
                )
                sites[key] = {}
                for system, site in made.items():
                    server = serve(site)
                    servers.append(server)
                    sites[key][system] = server.__enter__()
            asked = {"terkirim": sites["terkirim"]}
            if "1500" in sites:
                asked["buatan"] = sites["1500"]
            compare_success(browser, asked)
            print(
                "\n| SOPs | system | KB loaded | first hit ms, best / median | the same at 4× | MB |\n| ---: | --- | ---: | ---: | ---: | ---: |"
            )
            for count in options.jumlah:
                measure(browser, count, sites[str(count)])
            for count in options.jumlah:
                times = filter_times(browser, sites[str(count)]["ours"], 4)
                print(
                    f"\n{count} SOPs, filter at 4×: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms"
                )
        finally:
            for server in servers:
                server.__exit__(None, None, None)


if __name__ == "__main__":
    main()
