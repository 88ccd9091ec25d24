"""The drawn swimlane in a real Chromium: order, lanes, sizes, colours, and what happens when nothing can be drawn."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from support.browser import Watch, launch, serve
from support.flow_cases import (
    END,
    TEXT,
    UNKNOWN,
    both_branches_same_column,
    load_flow,
    make_flow,
    one_lane,
    returns_to_itself,
    seven_by_sixteen,
    thirty_steps,
    twelve_lanes,
)
from support.swimlanes import write_engine

from sop_catalog.flow.graph import FlowGraph
from sop_catalog.flow.mermaid import render_diagrams, shorten, shorten_step, shorten_title
from sop_catalog.pages.diagram import (
    DiagramEngine,
    fill_fences,
    mark_fences,
    render_diagram_html,
)
from sop_catalog.site.mermaid import make_engine

DONE = ".sop-diagram[data-keadaan=tergambar]"
TOLERANCE = 0.5  # px


def engine(*, offline: bool = False) -> DiagramEngine:
    return make_engine(offline=offline)


@dataclass(frozen=True)
class Site:
    """A folder with the script, the styles and Mermaid, served; `make` adds a page."""

    folder: Path
    base: str
    _made: Iterator[int] = field(default_factory=itertools.count)

    def make(self, name: str, body: str, *, scheme: str = "default") -> str:
        """Write a page of a name not used before and give its address."""
        name = f"{next(self._made)}-{name}"
        (self.folder / name).write_text(
            '<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Uji</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
            '<link rel="stylesheet" href="assets/sop-diagram.css"><script defer src="assets/sop-diagram.js"></script>'
            f'</head><body data-md-color-scheme="{scheme}" style="margin:8px;font:16px/1.5 Arial">{body}</body></html>',
            encoding="utf-8",
        )
        return f"{self.base}/{name}"


def section(graph: FlowGraph, texts: list[str], nama: str = "Uji", how: DiagramEngine | None = None) -> str:
    """The part of an SOP's page that holds the diagrams."""
    text = '<details class="sop-diagram-lipatan" open><summary>Alur sebagai teks</summary><ol class="alur"><li>teks alur</li></ol></details>'
    html = render_diagram_html(render_diagrams(graph, texts, nama), text, how or engine(), "")
    return f'<section class="sop-swimlane"><h2>Diagram swimlane</h2>{html}</section>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("diagram")
    write_engine(folder)
    with serve(folder) as base:
        yield Site(folder, base)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as running:
        yield running


@dataclass(frozen=True)
class Tab:
    page: Page
    watch: Watch


Opener = Callable[..., Tab]


@pytest.fixture(scope="module")
def plain(browser: Browser) -> BrowserContext:
    return browser.new_context()


@pytest.fixture
def open_tab(browser: Browser, plain: BrowserContext, site: Site) -> Iterator[Opener]:
    """Open an address; `open_tab(url, width, height, **context options)`.

    One profile for all tabs without options, so that Mermaid, three megabytes of script, is compiled once.
    """
    contexts = []

    def opener(url: str, width: int = 1280, height: int = 900, **options: Any) -> Tab:
        if options:
            context = browser.new_context(**options)
            contexts.append(context)
        else:
            context = plain
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        pages.append(page)
        watch = Watch(page, site.base if url.startswith("http") else "file://")
        page.goto(url)
        return Tab(page, watch)

    pages: list[Page] = []
    yield opener
    for page in pages:
        page.close()
    for context in contexts:
        context.close()


def wait_drawn(page: Page, index: int = 0) -> Locator:
    """Scroll to a diagram, ask for it where it is only offered, and wait until it is drawn."""
    host = page.locator(".sop-diagram").nth(index)
    host.scroll_into_view_if_needed()
    if host.get_attribute("data-keadaan") == "ditawarkan":
        host.get_by_role("button", name="Tampilkan sebagai gambar").click()
    page.wait_for_function(
        "i => ['tergambar', 'gagal', 'keliru'].includes(document.querySelectorAll('.sop-diagram')[i].dataset.keadaan)",
        arg=index,
    )
    assert host.get_attribute("data-keadaan") == "tergambar"
    return host


GEOMETRY = """svg => {
  const box = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const id = e => /flowchart-([a-z]\\w*)-\\d+/.exec(e.id)[1];
  const outline = e => e.querySelectorAll('.label-container, .label-container path');
  const nodes = [...svg.querySelectorAll('g.node')];
  const symbols = new Map(nodes.map(e => [id(e), [...outline(e)].filter(s => s.isPointInFill)]));
  // How far beyond the end of each line its symbol begins, in the direction of the line; -1: never.
  const gaps = [];
  for (const path of svg.querySelectorAll('path.flowchart-link')) {
    const [, from, to] = /L_([a-z0-9]+)_([a-z0-9]+)_\\d+/.exec(path.id);
    const length = path.getTotalLength();
    for (const [name, at, inner] of [[from, 0, 3], [to, length, length - 3]]) {
      const a = path.getPointAtLength(at), b = path.getPointAtLength(inner);
      const dx = Math.sign(Math.round(a.x - b.x)), dy = Math.sign(Math.round(a.y - b.y));
      let gap = -1;
      for (let k = 0; k < 300 && gap < 0; k++) {
        for (const s of symbols.get(name)) {
          const m = s.getScreenCTM().inverse().multiply(path.getScreenCTM());
          const p = new DOMPoint(a.x + dx * k, a.y + dy * k).matrixTransform(m);
          if (s.isPointInFill(p) || s.isPointInStroke(p)) gap = k;
        }
      }
      gaps.push([path.id, name, gap]);
    }
  }
  return {
    gaps,
    nodes: Object.fromEntries(nodes.map(e => [id(e), {text: e.textContent.trim(), box: box(e)}])),
    lanes: [...svg.querySelectorAll('g.swimlane')].map(e => ({
      text: e.textContent.trim(), box: box(e.querySelector('.swimlane-body')),
      title: box(e.querySelector('.swimlane-title')), label: box(e.querySelector('.cluster-label')),
    })).sort((a, b) => a.box[0] - b.box[0]),
    labels: [...svg.querySelectorAll('g.edgeLabel')].map(e => ({text: e.textContent.trim(), box: box(e)}))
      .filter(e => e.text),
    title: svg.querySelector('title').textContent,
  };
}"""

SIZES = "svg => [...svg.querySelectorAll('g.node')].map(e => e.getBBox()).map(box => [box.width, box.height])"

LINE_ENDS = "svg => [...svg.querySelectorAll('path.flowchart-link')].map(e => e.getBoundingClientRect().left)"

Box = list[float]


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] - TOLERANCE and b[0] < a[2] - TOLERANCE and a[1] < b[3] - TOLERANCE and b[1] < a[3] - TOLERANCE


def geometry(host: Locator, index: int = 0) -> Any:
    host.page.locator("button[aria-label='Ukuran asli']").first.click()
    return host.locator(".mermaid svg").nth(index).evaluate(GEOMETRY)


def assert_drawn_right(drawing: Any, graph: FlowGraph, first: int, last: int) -> None:
    """Steps from top to bottom, each in its lane; nothing on anything else; every line reaches its symbols."""
    nodes, lanes = drawing["nodes"], drawing["lanes"]
    steps = [nodes[f"s{nomor:02d}"]["box"] for nomor in range(first, last + 1)]
    middles = [(box[1] + box[3]) / 2 for box in steps]
    assert all(upper + TOLERANCE < lower for upper, lower in itertools.pairwise(middles)), middles
    unreadable = any(not graph.node(nomor).lanes for nomor in range(first, last + 1))
    titles = [shorten_title(lane.judul) for lane in graph.lanes] + (["Tidak terbaca"] if unreadable else [])
    assert [lane["text"] for lane in lanes] == titles
    for nomor, box in zip(range(first, last + 1), steps, strict=True):
        own = graph.node(nomor).lanes
        lane = lanes[own[0] if own else len(graph.lanes)]["box"]
        assert lane[0] <= box[0], f"langkah {nomor}"
        assert box[2] <= lane[2], f"langkah {nomor}"
    for left, right in itertools.pairwise(lanes):
        assert left["box"][2] <= right["box"][0] + TOLERANCE, (left, right)
    for lane in lanes:
        label, title = lane["label"], lane["title"]
        assert title[0] <= label[0], lane["text"]
        assert label[2] <= title[2], lane["text"]
        assert label[3] - label[1] < 30, f"judul {lane['text']} lebih dari satu baris"
    boxes = [
        *((name, node["box"]) for name, node in nodes.items()),
        *((e["text"], e["box"]) for e in drawing["labels"]),
    ]
    assert not [(a, b) for (a, x), (b, y) in itertools.combinations(boxes, 2) if overlap(x, y)]
    assert not [gap for gap in drawing["gaps"] if not 0 <= gap[2] <= 9]


# --- Drawing ---

CASES: dict[str, Callable[[], tuple[FlowGraph, list[str]]]] = {
    "tujuh pelaksana, enam belas langkah": seven_by_sixteen,
    "dua cabang ke kolom yang sama": both_branches_same_column,
    "satu lajur": one_lane,
    "dua belas lajur": twelve_lanes,
    "kembali ke diri sendiri": returns_to_itself,
    "tiga puluh langkah": thirty_steps,
}


@pytest.mark.parametrize("name", CASES)
def test_flows_are_drawn_right(site: Site, open_tab: Opener, name: str) -> None:
    graph, texts = CASES[name]()
    tab = open_tab(site.make("alur.html", section(graph, texts)))
    drawing = geometry(wait_drawn(tab.page))
    assert_drawn_right(drawing, graph, 1, len(texts))
    tab.watch.assert_clean()


UNREADABLE: dict[str, tuple[int, dict[int, list[tuple[str, int]]]]] = {
    "a jump over steps that nothing leads to": (9, {2: [("Ya", 5), ("Tidak", UNKNOWN)], 5: [("Ya", 6), ("Tidak", 4)]}),
    "two decisions without a target": (
        6,
        {2: [("Ya", UNKNOWN), ("Tidak", UNKNOWN)], 4: [("Ya", UNKNOWN), ("Tidak", 2)]},
    ),
    "two ends": (9, {3: [("Ya", END), ("Tidak", UNKNOWN)], 6: [("Ya", 7), ("Tidak", END)]}),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_lines_of_unreadable_performers_stay_in_their_lane(site: Site, open_tab: Opener, name: str) -> None:
    count, branches = UNREADABLE[name]
    graph, texts = make_flow(["Staf", "Kabag"], [((), TEXT, branches.get(n, [])) for n in range(1, count + 1)])
    tab = open_tab(site.make("tak-terbaca.html", section(graph, texts)))
    host = wait_drawn(tab.page)
    drawing = geometry(host)
    assert_drawn_right(drawing, graph, 1, count)
    lines = host.locator(".mermaid svg").evaluate(LINE_ENDS)
    assert min(lines) >= drawing["lanes"][-1]["box"][0]
    tab.watch.assert_clean()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    ("slug", "lanes"),
    [
        ("pelaporan-kinerja-kementerian", 7),
        ("penyusunan-laporan-kinerja-dan-pengumpulan-data", 6),
        ("pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan", 5),
        ("penyusunan-rencana-aksi-lintas-sektor", None),
        ("penyusunan-program-kerja-rkakl-dan-penetapan-kinerja-biro", None),
    ],
)
def test_seeds_are_drawn_right(site: Site, open_tab: Opener, slug: str, lanes: int | None, width: int) -> None:
    graph, texts, nama = load_flow(slug)
    tab = open_tab(site.make("seed.html", section(graph, texts, nama)), width=width)
    drawing = geometry(wait_drawn(tab.page))
    assert_drawn_right(drawing, graph, 1, len(texts))
    assert lanes is None or len(drawing["lanes"]) == lanes
    assert drawing["title"] == f"Diagram alur {nama}"
    for nomor, text in enumerate(texts, start=1):
        assert drawing["nodes"][f"s{nomor:02d}"]["text"].startswith(f"{nomor}. {shorten_step(text)}")
    tab.watch.assert_clean()


def test_a_long_flow_is_several_diagrams_with_captions(site: Site, open_tab: Opener) -> None:
    graph, texts = make_flow(
        ["Staf", "Kabag"],
        [((n % 2,), TEXT, [("Ya", n + 1), ("Tidak", n - 1)] if n in (10, 30) else []) for n in range(1, 41)],
    )
    tab = open_tab(site.make("panjang.html", section(graph, texts)))
    host = wait_drawn(tab.page)
    parts = render_diagrams(graph, texts, "Uji")
    assert host.locator("figcaption").all_inner_texts() == [part.judul for part in parts]
    for index, part in enumerate(parts):
        drawing = host.locator(".mermaid svg").nth(index).evaluate(GEOMETRY)
        assert_drawn_right(drawing, graph, part.first, part.last)
    tab.watch.assert_clean()


def test_several_diagrams_share_no_id_and_are_drawn_when_seen(site: Site, open_tab: Opener) -> None:
    graph, texts = both_branches_same_column()
    spacer = '<div style="height:3000px"></div>'
    body = (
        spacer.join([section(graph, texts)] * 3)
        + "<details><summary>buka</summary>"
        + section(graph, texts)
        + "</details>"
    )
    tab = open_tab(site.make("banyak.html", body))
    wait_drawn(tab.page, 0)
    states = tab.page.eval_on_selector_all(".sop-diagram", "all => all.map(e => e.dataset.keadaan)")
    assert states == ["tergambar", "menunggu", "menunggu", "menunggu"]
    wait_drawn(tab.page, 1)
    wait_drawn(tab.page, 2)
    tab.page.locator("summary", has_text="buka").click()
    wait_drawn(tab.page, 3)
    ids = tab.page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    tab.watch.assert_clean()


def test_nothing_is_loaded_before_the_diagram_comes_near(site: Site, open_tab: Opener) -> None:
    graph, texts = one_lane()
    tab = open_tab(site.make("bawah.html", '<div style="height:5000px"></div>' + section(graph, texts)))
    tab.page.wait_for_timeout(500)
    assert not [url for url in tab.watch.requests if "mermaid" in url]
    assert tab.page.locator(".sop-diagram-teks").is_visible()
    wait_drawn(tab.page)
    assert not [url for url in tab.watch.requests if url.endswith("mermaid.min.js")]


# --- The reader's side ---


def test_text_is_folded_below_the_drawing(site: Site, open_tab: Opener) -> None:
    tab = open_tab(site.make("teks.html", section(*one_lane())))
    host = wait_drawn(tab.page)
    text = host.locator(".alur")
    assert not text.is_visible()
    host.locator("summary", has_text="Alur sebagai teks").click()
    assert text.is_visible()
    assert host.locator("[role=status]").count() == 0


def test_zoom_buttons(site: Site, open_tab: Opener) -> None:
    tab = open_tab(site.make("zum.html", section(*seven_by_sixteen())))
    host = wait_drawn(tab.page)
    svg, region = host.locator(".mermaid svg"), host.locator(".sop-diagram-bingkai")

    def width() -> float:
        return float(svg.evaluate("e => e.getBoundingClientRect().width"))

    def press(label: str) -> float:
        host.locator(f"button[aria-label='{label}']").press("Enter")
        return width()

    natural = press("Ukuran asli")
    assert natural == pytest.approx(svg.evaluate("e => e.viewBox.baseVal.width"), abs=1)
    assert host.locator(".sop-diagram-skala").inner_text() == "100%"
    assert press("Perbesar") == pytest.approx(natural * 1.25, rel=0.01)
    assert press("Perkecil") == pytest.approx(natural, rel=0.01)
    assert press("Pas lebar") <= region.evaluate("e => e.clientWidth")
    for _ in range(20):
        press("Perkecil")
    assert width() <= natural * 0.2 + 1, "the smallest size shows a fifth, or everything"
    assert region.get_attribute("tabindex") == "0"
    assert "geser" in (region.get_attribute("aria-label") or "")


def test_lane_titles_stay_in_view_while_scrolling(site: Site, open_tab: Opener) -> None:
    tab = open_tab(site.make("gulir.html", section(*seven_by_sixteen())))
    host = wait_drawn(tab.page)
    host.locator(".sop-diagram-bingkai").evaluate("e => e.scrollTo(150, 900)")
    top = host.locator(".sop-diagram-bingkai").evaluate("e => e.getBoundingClientRect().top")
    for index, title in enumerate(host.locator(".mermaid svg").evaluate(GEOMETRY)["lanes"]):
        head = host.locator(".sop-diagram-kepala span").nth(index)
        box = head.bounding_box()
        assert box is not None
        assert head.inner_text() == title["text"]
        assert box["x"] == pytest.approx(title["title"][0], abs=1.5)
        assert box["y"] == pytest.approx(top, abs=2)


def test_on_a_phone_the_text_is_readable_and_only_the_diagram_scrolls(site: Site, open_tab: Opener) -> None:
    graph, texts, nama = load_flow("pelaporan-kinerja-kementerian")
    tab = open_tab(site.make("ponsel.html", section(graph, texts, nama)), width=360, height=740, has_touch=True)
    host = wait_drawn(tab.page)
    size = host.locator(".node .nodeLabel").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
        " * e.closest('svg').getBoundingClientRect().width / e.closest('svg').viewBox.baseVal.width"
    )
    assert size >= 11 - 0.01
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 360
    region = host.locator(".sop-diagram-bingkai")
    assert region.evaluate("e => e.scrollWidth > e.clientWidth && e.scrollHeight <= e.clientHeight"), "only sideways"
    assert region.evaluate("e => getComputedStyle(e).touchAction") == "pan-x pan-y", "two fingers zoom the drawing"
    for box in host.locator("button").evaluate_all("all => all.map(e => e.getBoundingClientRect().toJSON())"):
        assert box["width"] >= 40
        assert box["height"] >= 40


def test_copies_the_source_also_without_a_clipboard(site: Site, open_tab: Opener) -> None:
    graph, texts = one_lane()
    tab = open_tab(site.make("salin.html", section(graph, texts)))
    # A page of an intranet without https has no clipboard object.
    tab.page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    tab.page.evaluate("document.addEventListener('copy', () => { window.salinan = document.activeElement.value; })")
    host = wait_drawn(tab.page)
    button = host.locator("button[aria-label='Salin kode diagram']")
    button.evaluate(
        "e => { window.kabar = []; new MutationObserver(() => kabar.push(e.textContent)).observe(e, {childList: true}); }"
    )
    button.click()
    tab.page.wait_for_function("window.salinan")
    assert tab.page.evaluate("window.salinan") == render_diagrams(graph, texts, "Uji")[0].source
    tab.page.wait_for_function("kabar.includes('Tersalin')")  # it goes again after two seconds
    assert host.locator("textarea").count() == 0
    tab.watch.assert_clean()


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        channels = [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


COLOURS = """svg => {
  const style = (s, k) => getComputedStyle(svg.querySelector(s))[k];
  return {lane: style('.swimlane-body', 'fill') === 'none' ? style('.swimlane-title', 'fill')
            : style('.swimlane-body', 'fill'),
          line: style('.flowchart-link', 'stroke'), dotted: style('.edge-pattern-dotted', 'stroke'),
          border: style('.node polygon', 'stroke'), symbol: style('.node polygon', 'fill'),
          text: style('.nodeLabel', 'color'), title: style('.cluster-label .nodeLabel', 'color'),
          branch: style('.edgeLabel p', 'color'), branchBack: style('.edgeLabel p', 'backgroundColor')};
}"""


def test_follows_light_and_dark(site: Site, open_tab: Opener) -> None:
    tab = open_tab(site.make("warna.html", section(*one_lane())))
    host = wait_drawn(tab.page)
    svg = host.locator(".mermaid svg")

    def assert_legible() -> Any:
        colours = svg.evaluate(COLOURS)
        for name, back, least in [
            ("line", "lane", 3), ("dotted", "lane", 3), ("border", "lane", 3), ("text", "symbol", 4.5),
            ("title", "lane", 4.5), ("branch", "branchBack", 4.5),
        ]:  # fmt: skip
            assert contrast(colours[name], colours[back]) >= least, (name, colours)
        return colours

    light, name = assert_legible(), svg.get_attribute("id")  # before the change: the new picture may be quick
    tab.page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    tab.page.wait_for_function("n => document.querySelector('.mermaid svg').id !== n", arg=name)
    dark = assert_legible()
    assert light["lane"] != dark["lane"]
    name = svg.get_attribute("id")
    tab.page.evaluate("document.body.dataset.mdColorScheme = 'default'")
    tab.page.wait_for_function("n => document.querySelector('.mermaid svg').id !== n", arg=name)
    assert assert_legible() == light
    tab.watch.assert_clean()


def test_a_hidden_diagram_is_painted_anew_when_it_is_seen(site: Site, open_tab: Opener) -> None:
    body = f"<details open><summary>lipat</summary>{section(*one_lane())}</details>"
    tab = open_tab(site.make("lipat.html", body))
    svg = wait_drawn(tab.page).locator(".mermaid svg")
    light, before = svg.evaluate("e => e.id"), svg.evaluate(SIZES)
    fold = tab.page.locator("summary", has_text="lipat")
    fold.click()
    tab.page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    tab.page.wait_for_timeout(300)
    assert svg.evaluate("e => e.id") == light
    fold.click()
    tab.page.wait_for_function("n => document.querySelector('.mermaid svg').id !== n", arg=light)
    assert svg.evaluate(SIZES) == before
    tab.watch.assert_clean()


def test_a_dark_page_is_dark_from_the_start(site: Site, open_tab: Opener) -> None:
    tab = open_tab(site.make("gelap.html", section(*one_lane()), scheme="slate"))
    colours = wait_drawn(tab.page).locator(".mermaid svg").evaluate(COLOURS)
    assert contrast(colours["lane"], "rgb(0, 0, 0)") < 3


def test_print_leaves_the_diagram_out(site: Site, open_tab: Opener) -> None:
    tab = open_tab(site.make("cetak.html", section(*one_lane())))
    wait_drawn(tab.page)
    tab.page.emulate_media(media="print")
    assert not tab.page.locator(".sop-swimlane").is_visible()


# --- When nothing can be drawn ---


def assert_text_only(tab: Tab) -> None:
    page = tab.page
    assert page.locator(".alur").is_visible()
    assert page.locator("svg").count() == 0
    assert page.locator("button").count() == 0
    shown = page.locator("body").inner_text()
    assert "teks alur" in shown
    assert "swimlane-beta" not in shown
    assert "subgraph" not in shown


def test_without_javascript_the_text_stands(site: Site, open_tab: Opener) -> None:
    tab = open_tab(site.make("tanpa-js.html", section(*one_lane())), java_script_enabled=False)
    assert_text_only(tab)


def test_without_mermaid_on_the_site_the_page_holds_only_the_text() -> None:
    html = render_diagram_html(render_diagrams(*one_lane(), "Uji"), "<ol></ol>", None, "../")
    assert html == '<div class="sop-diagram-teks"><ol></ol></div>'


@pytest.mark.parametrize("how", ["missing", "too new", "not a program", "wrong source"])
def test_when_drawing_fails_the_text_stands(site: Site, open_tab: Opener, how: str) -> None:
    broken = {"missing": None, "too new": "export default a ?!? b;", "not a program": "export default {}"}
    entry = "assets/mermaid/mermaid.esm.min.mjs"
    if how in broken:
        entry = f"assets/rusak-{how.replace(' ', '-')}.mjs"
        content = broken[how]
        if content:
            (site.folder / entry).write_text(content)
    body = section(*one_lane(), how=replace(make_engine(), entry=entry))
    if how == "wrong source":
        body = body.replace("swimlane-beta TB", "swimlane-beta TB\\n ]]")
    tab = open_tab(site.make("gagal.html", body))
    tab.page.wait_for_selector(".sop-diagram[data-keadaan=gagal]", state="attached")
    assert_text_only(tab)
    assert tab.page.locator(".sop-diagram-bengkel").count() == 0
    assert not [text for text in tab.watch.complaints if "exception" in text]


def test_opened_from_a_file(site: Site, open_tab: Opener) -> None:
    graph, texts = seven_by_sixteen()
    address = site.make("luring.html", section(graph, texts, how=engine(offline=True)))
    tab = open_tab(address.replace(site.base, f"file://{site.folder}"))
    assert_drawn_right(geometry(wait_drawn(tab.page)), graph, 1, len(texts))
    tab.watch.assert_clean()


# --- Other people's text ---

HOSTILE = [
    "<script>window.kena=1</script>", '"]; click s1 "javascript:window.kena=1"', "{{ kena }}", "end", "click",
    "subgraph", "graph TD", "style s1 fill:#f00;", "classDef a fill:#f00;", '%%{init: {"theme":"dark"}}%%', "---",
    "`code`", "**tebal** _miring_", "1. satu", "- daftar", "# judul", "<img src=x onerror=window.kena=1>",
    "<svg onload=window.kena=1>", "&lt;b&gt;", "&#60;b&#62;", "#35;", "#quot;", "#lt;", "😀 emoji 👩‍👩‍👧 🇮🇩",
    "e\u0301 kombinasi", "مرحبا بالعالم", "\u202eabc", "a\x00b", "a\x85b", "\u2028x", "\ud800x", "$$x^2$$", "fa:fa-car",
    "javascript:alert(1)", "[link](javascript:alert(1))", "a|b|c", "-->", "x-- y -->z", "==>", "-.->", "(((", "{{",
    "}}", "]]", "[[", "@{ shape: rect }", ":::kosong", "~~~", 'href="x"', "o", "x", "v", "\\n", "<br>", "<br/>", "/",
    "\\", '"', "'", "``", "|", "accTitle: x", "accDescr { x }", "swimlane-beta", "direction LR", "a direction  TB b",
    "linkStyle 0 stroke:red", "default", "interpolate", "constructor", "__proto__", "prototype", "toString",
    "hasOwnProperty", "W" * 5000, "kata " * 1000, "a\u0301" * 200, "ก" * 100, "漢字かな交じり", "%s %d", "${x}", "#{x}",
    "<!-- x -->", "-->]]>", "</script><script>window.kena=1</script>", '"></text><script>window.kena=1</script>',
    "url(javascript:x)", "expression(x)", "&nbsp;", "x;y", "x:y", "a=b", "...", "…", "— – -", "100%", "Rp1.000,00",
    "10:30", "@user", "^sup^", "*", "_", "!", "?", "²", "½", "①", "ﬁ", "ß", "İ", "ǅ", "𝕏", "class a b", "e", "s1",
    "r0", "s1 --> s2", "&", "&amp;", "#59;", "#", "##", "<a href='javascript:window.kena=1'>x</a>",
    "</textarea><script>window.kena=1</script>", "<iframe srcdoc='<script>parent.kena=1</script>'>",
]  # fmt: skip


def random_hostile(count: int) -> list[str]:
    source = random.Random(12)  # noqa: S311  the same strings every time
    alphabet = [*map(chr, range(32, 127)), *"\"'`<>{}[]()|;:#&%$@~-=.", *"éßقの😀\u0301\u200d\u202e"]
    return ["".join(source.choices(alphabet, k=source.randrange(1, 30))) for _ in range(count)]


HOSTILE_TEXTS = [*HOSTILE, *random_hostile(40)]


@pytest.mark.parametrize("start", range(0, len(HOSTILE_TEXTS), 16))
def test_hostile_texts_come_out_literally_and_run_nothing(site: Site, open_tab: Opener, start: int) -> None:
    """Each text as a step, a branch's label and a lane's title, four in a drawing; and as the name of one of its own."""
    texts = HOSTILE_TEXTS[start : start + 16]
    groups = [texts[start : start + 4] for start in range(0, len(texts), 4)]
    flows = [
        make_flow(
            group,
            [
                *(((lane,), text, [(text, lane + 2), ("Tidak", END)]) for lane, text in enumerate(group)),
                ((0,), "x", []),
            ],
        )
        for group in groups
    ]
    parts = [render_diagrams(*flow, group[0])[0] for flow, group in zip(flows, groups, strict=True)]
    parts += [render_diagrams(*make_flow(["Kabag"], [((0,), "x", [])]), text)[0] for text in texts]
    body = render_diagram_html(parts, "<p>teks</p>", engine(), "")
    tab = open_tab(site.make(f"jahat-{start}.html", body))
    host = wait_drawn(tab.page)
    drawings = host.locator(".mermaid svg").evaluate_all(f"all => all.map({GEOMETRY})")
    assert len(drawings) == len(groups) + len(texts)

    def words(text: str) -> str:
        return " ".join(text.replace("\ufeff", "").split())

    for text, drawing in zip(texts, drawings[len(groups) :], strict=True):
        assert words(drawing["title"]) == words(f"Diagram alur {shorten(text, 16)}"), text[:60]
    for group, drawing in zip(groups, drawings[: len(groups)], strict=True):
        titles = [words(lane["text"]) for lane in drawing["lanes"]]
        branches = [words(label["text"]) for label in drawing["labels"]]
        for number, text in enumerate(group, 1):
            assert words(drawing["nodes"][f"s{number:02d}"]["text"]) == words(f"{number}. {shorten_step(text)}"), text[
                :60
            ]
            assert titles[number - 1] == words(shorten_title(text)), text[:60]
            assert not shorten(text) or words(shorten(text, 4)) in branches, text[:60]
    assert tab.page.evaluate("window.kena") is None
    assert host.locator("svg script, svg img, svg iframe, svg a").count() == 0
    tab.watch.assert_clean()


def test_there_are_enough_hostile_texts() -> None:
    assert len(set(HOSTILE_TEXTS)) >= 100


# --- Fences of ordinary pages ---


def test_a_fence_is_drawn_and_its_source_never_shown(site: Site, open_tab: Opener) -> None:
    fence = '<pre><code class="language-mermaid">graph LR\n  a[&quot;&lt;b&gt; &amp; c&quot;] --&gt; b\n</code></pre>'
    other = '<pre><code class="language-python">print()</code></pre>'
    marked = mark_fences(f"<p>satu</p>{fence}{other}<p>dua</p>")
    assert "mermaid" not in marked
    assert other in marked
    body = fill_fences(marked, engine(), "")
    address = site.make("pagar.html", body)
    without = open_tab(address, java_script_enabled=False)
    assert "graph LR" not in without.page.locator("body").inner_text()
    assert "JavaScript" in without.page.locator("body").inner_text()
    tab = open_tab(address)
    host = wait_drawn(tab.page)
    assert "& c" in host.locator(".mermaid").inner_text()
    assert host.locator("details, .sop-diagram-teks").count() == 0
    tab.watch.assert_clean()
