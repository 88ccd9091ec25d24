"""The flowchart as Chromium lays it out: every line end touches what it should, on the screen and in print.

A page of all named flows, with texts of different length so that rows grow, is measured from its rendered boxes. The
arithmetic of tests/support/geometry.py is compared with the browser's, so that what it proves for thousands of flows holds there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Browser, Page
from support.browser import launch
from support.flows import ALL_FLOWS, PAGE_BREAKS, STYLE, flow_graphs
from support.geometry import lay_out
from support.paths import GOLDEN

from sop_catalog.flow.graph import FlowGraph
from sop_catalog.flow.tile import Connector, Place
from sop_catalog.pages.flow.flowchart import Flowchart, _pentagon, render_flowchart

TEXTS = (
    "Mengajukan usulan kepada Kabag",
    "Memeriksa usulan. Jika setuju menyampaikan kepada Karo Perencanaan, jika tidak setuju dikembalikan untuk diperbaiki.",
    "Membentuk tim.",
    "Memeriksa draf. " + "Jika setuju memberi paraf, jika tidak setuju dikembalikan untuk diperbaiki. " * 3,
)

BASE = """
html { font-size: 20px } body { margin: 16px; font: 0.65rem Arial, sans-serif; color: #111; background: #fff }
table { border-collapse: separate; border-spacing: 0; table-layout: fixed; width: 100%; margin-bottom: 2rem }
td { border: 0 solid #667; border-width: 0 1px 1px 0; padding: 0.2rem 0.3rem; vertical-align: top }
col.sempit { width: 3rem }
@media print { html { font-size: 16px } body { margin: 0; font-size: 8.5pt } }
"""


@cache
def flow_list() -> tuple[tuple[str, FlowGraph, frozenset[int]], ...]:
    """The named flows and twelve crowded random ones, each with page breaks."""
    found: list[FlowGraph] = []

    @settings(
        max_examples=12,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(flow_graphs(max_steps=14, max_lanes=8))
    def collect(graph: FlowGraph) -> None:
        found.append(graph)

    collect()
    named = [(name, graph, PAGE_BREAKS.get(name, frozenset({2}))) for name, graph in ALL_FLOWS.items()]
    return (*named, *((f"acak-{index}", graph, frozenset({1, 4})) for index, graph in enumerate(found)))


def page_html() -> str:
    """All flows, each as a table `#name` with number, text, performers and time."""
    tables = [_table(name, render_flowchart(graph, breaks)) for name, graph, breaks in flow_list()]
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Alur</title><style>{BASE}{STYLE}</style></head>'
        f"<body>{''.join(tables)}</body></html>"
    )


def _table(name: str, flowchart: Flowchart) -> str:
    parts = [f'<table id="{name}" class="{flowchart.classes}"><colgroup><col class="sempit"><col>']
    parts += [f'<col class="sop-lajur" style="{column.style}">' for column in flowchart.columns]
    parts.append('<col class="sempit"></colgroup>')
    for row in flowchart.rows:
        for kind, strip in (("awal", row.strip_before), ("", None), ("akhir", row.strip_after)):
            if strip:
                cells = "".join(f'<td class="sop-sel">{html}</td>' for html in strip)
                parts.append(f'<tr class="sop-sambungan sop-sambungan-{kind}"><td></td><td></td>{cells}<td></td></tr>')
            if not kind:
                cells = "".join(
                    f'<td class="sop-sel {cell.classes}" style="{cell.style}">{cell.html}</td>' for cell in row.cells
                )
                parts.append(
                    f'<tr id="{name}-{row.nomor}" class="{row.classes}" style="{row.style}"><td>{row.nomor}</td>'
                    f"<td>{TEXTS[row.nomor * 3 % 4]}</td>{cells}<td>1 jam</td></tr>"
                )
    return "".join([*parts, "</table>"])


MEASURE = """name => [...document.getElementById(name).querySelectorAll("td.sop-sel")].flatMap((cell, number) => {
  const box = element => { const r = element.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] }
  if (!cell.getClientRects().length) return []
  return [[number, "sel", "", box(cell)],
    ...[...cell.querySelectorAll(".sop-gambar > *")].filter(one => one.getClientRects().length).map(one =>
      [number, one.tagName.toLowerCase(), one.getAttribute("class") || "", box(one)])]
})"""


@dataclass(frozen=True)
class Piece:
    """A rendered box."""

    cell: int
    tag: str
    classes: tuple[str, ...]
    box: tuple[float, float, float, float]

    @property
    def is_line(self) -> bool:
        return self.tag == "i" and self.classes[0] in ("h", "v")

    @property
    def is_symbol(self) -> bool:
        return self.tag in ("b", "svg") and "segilima" not in self.classes

    def ends(self) -> list[tuple[float, float]]:
        """The middle of the two short sides of a line."""
        left, top, right, bottom = self.box
        if self.classes[0] == "h":
            return [(left, (top + bottom) / 2), (right, (top + bottom) / 2)]
        return [((left + right) / 2, top), ((left + right) / 2, bottom)]

    def is_near(self, point: tuple[float, float], within: float) -> bool:
        left, top, right, bottom = self.box
        x, y = point
        return left - within <= x <= right + within and top - within <= y <= bottom + within


def measure(page: Page, name: str) -> list[Piece]:
    """All boxes of one flow's drawing."""
    return [
        Piece(cell, tag, tuple(classes.split()), tuple(box)) for cell, tag, classes, box in page.evaluate(MEASURE, name)
    ]


VIEWS = {
    "layar-1280": {"width": 1280, "text": 100, "media": "screen", "scale": 1.0},
    "layar-1600-teks-150": {"width": 1600, "text": 150, "media": "screen", "scale": 1.0},
    "layar-1280-rapat-piksel-1,5": {"width": 1280, "text": 100, "media": "screen", "scale": 1.5},
    "cetak-a4": {"width": 1032, "text": 100, "media": "print", "scale": 1.0},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as running:
        yield running


@pytest.fixture(scope="module", params=VIEWS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    view = VIEWS[request.param]
    context = browser.new_context(
        viewport={"width": int(view["width"]), "height": 900}, device_scale_factor=float(view["scale"])
    )
    page = context.new_page()
    page.emulate_media(media="print" if view["media"] == "print" else "screen")
    page.set_content(page_html())
    if view["text"] != 100:
        page.add_style_tag(content=f"html {{ font-size: {0.2 * float(view['text'])}px !important }}")
    yield page
    context.close()


NAMES = [name for name, _, _ in flow_list()]


@pytest.mark.parametrize("name", NAMES)
def test_every_line_end_touches_a_line_a_symbol_or_an_arrowhead(page: Page, name: str) -> None:
    """Neighbouring cells' connectors meet within 1 px; nothing ends in the air."""
    pieces = measure(page, name)
    for line in (piece for piece in pieces if piece.is_line):
        for end in line.ends():
            touched = [
                other
                for other in pieces
                if other is not line and other.tag not in ("sel", "em") and other.is_near(end, 1.0)
            ]
            assert touched, (line, end)


@pytest.mark.parametrize("name", NAMES)
def test_symbols_and_labels_lie_inside_their_cells(page: Page, name: str) -> None:
    pieces = measure(page, name)
    cells = {piece.cell: piece.box for piece in pieces if piece.tag == "sel"}
    for piece in pieces:
        if piece.is_symbol or piece.tag == "em" or "segilima" in piece.classes:
            left, top, right, bottom = piece.box
            cell = cells[piece.cell]
            inside = cell[0] - 0.5 <= left and right <= cell[2] + 0.5 and cell[1] <= top and bottom <= cell[3]
            assert inside, (piece, cell)


@pytest.mark.parametrize("name", NAMES)
def test_arrowheads_touch_their_symbols_and_lines(page: Page, name: str) -> None:
    pieces = measure(page, name)
    for head in (piece for piece in pieces if piece.tag == "i" and piece.classes[0] == "p"):
        left, top, right, bottom = head.box
        x, y = (left + right) / 2, (top + bottom) / 2
        side = head.classes[1]
        tip, base = {
            "s": ((x, top), (x, bottom)),
            "e": ((left, y), (right, y)),
            "w": ((right, y), (left, y)),
        }.get(side, ((x, bottom), (x, top)))
        symbols = [piece for piece in pieces if piece.cell == head.cell and piece.is_symbol]
        assert any(symbol.is_near(tip, 1.0) for symbol in symbols), head
        assert not any(symbol.is_near(((left + right) / 2, y), -1.0) for symbol in symbols), head
        lines = [piece for piece in pieces if piece.cell == head.cell and piece.is_line]
        assert any(line.is_near(end, 1.0) for line in lines for end in (base,)), head


@pytest.mark.parametrize("name", NAMES)
def test_no_line_crosses_a_label_as_the_font_draws_it(page: Page, name: str) -> None:
    pieces = measure(page, name)
    lines = [piece for piece in pieces if piece.is_line]
    for label in (piece for piece in pieces if piece.tag == "em"):
        left, top, right, bottom = label.box
        for line in lines:
            x1, y1, x2, y2 = line.box
            overlaps = x1 < right - 0.5 and left < x2 - 0.5 and y1 < bottom - 0.5 and top < y2 - 0.5
            assert not overlaps, (label, line)


@pytest.mark.parametrize("name", NAMES)
def test_geometry_agrees_with_the_browser(browser: Browser, name: str) -> None:
    """The layout engine of tests/support/geometry.py places lines and labels where Chromium does: its proofs hold there."""
    graph = next(graph for known, graph, _ in flow_list() if known == name)
    flowchart = render_flowchart(graph)
    context = browser.new_context(viewport={"width": 3000, "height": 900})
    page = context.new_page()
    page.set_content(
        f"<!doctype html><style>{STYLE} .sop-alur {{ --sop-u: 1px; --sop-batas: 0px }} table {{ border-spacing: 0; table-layout: fixed }}"
        f"td {{ padding: 0; font-size: 0 }} col.sempit {{ width: 0 }}</style>{_table(name, flowchart)}"
    )
    pieces = measure(page, name)
    origin = min(piece.box[0] for piece in pieces), min(piece.box[1] for piece in pieces)
    picture = lay_out(flowchart)
    lines = [piece for piece in pieces if piece.is_line]
    assert len(lines) == len(picture.lines)
    for piece, line in zip(lines, picture.lines, strict=True):
        for (x, y), (at_x, at_y) in zip(piece.ends(), line.ends(), strict=True):
            assert (x - origin[0], y - origin[1]) == pytest.approx((at_x, at_y), abs=1.6), (piece, line)
    labels = [piece for piece in pieces if piece.tag == "em"]
    for piece, label in zip(labels, picture.labels, strict=True):
        left, top, right, bottom = piece.box
        box = (left - origin[0], top - origin[1], right - origin[0], bottom - origin[1])
        expected = (label.box.left, label.box.top, label.box.right, label.box.bottom)
        assert box == pytest.approx(expected, abs=1.6), label
    context.close()


SEEN = """table => [...document.querySelectorAll(table + " u")].filter(arc => arc.getClientRects().length).map(arc => {
  const box = arc.getBoundingClientRect(), before = getComputedStyle(arc, "::before"), after = getComputedStyle(arc, "::after")
  const lines = [...arc.parentNode.children]
  const over = (one, way) => { const r = one.getBoundingClientRect(); return one.matches(`i.${way}`) &&
    r.left <= box.left + 0.6 && r.right >= box.right - 0.6 && r.top <= box.top + 0.6 && r.bottom >= box.bottom - 0.6 }
  const at = lines.indexOf(arc)
  return [lines.findIndex(one => over(one, "h")) < at, lines.findIndex(one => over(one, "v")) > at,
    before.borderTopColor, parseFloat(before.width), parseFloat(after.width), parseFloat(after.height), after.borderTopColor]
})"""


@pytest.mark.parametrize("name", ["silang", "lompat-lima-baris", "dua-puluh-tujuh-langkah"])
def test_a_bridge_breaks_the_level_line_and_the_upright_one_is_whole(page: Page, name: str) -> None:
    """The gap lies over the one and under the other, and an arc of ink as wide as the gap goes over both."""
    arcs = page.evaluate(SEEN, f"#{name}")
    assert arcs
    for level_first, upright_later, gap, gap_width, width, height, ink in arcs:
        assert level_first
        assert upright_later
        assert gap == "rgb(255, 255, 255)"
        assert width >= gap_width >= 3.5
        assert height >= 2
        assert ink != gap


def test_phone_shows_words_instead_of_the_drawing(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 380, "height": 800})
    page = context.new_page()
    page.set_content(page_html())
    assert page.locator("#lima-langkah .sop-gambar").first.is_hidden()
    words = page.locator("#lima-langkah-2 .sop-teks")
    assert words.bounding_box()["width"] > 50  # type: ignore[index]  # the element is there
    assert words.locator("a").first.get_attribute("href") == "#langkah-3"
    context.close()


def test_keyboard_sees_the_link_that_has_the_focus(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_content(page_html())
    words = page.locator("#lima-langkah-2 .sop-teks")
    assert words.bounding_box()["width"] <= 1  # type: ignore[index]  # the element is there
    words.locator("a").first.focus()
    assert words.bounding_box()["width"] > 50  # type: ignore[index]
    context.close()


def test_strips_are_seen_in_print_only(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_content(page_html())
    strips = page.locator("#tiga-kembali .sop-sambungan")
    assert strips.count() == 4
    assert not any(strips.nth(index).is_visible() for index in range(4))
    page.emulate_media(media="print")
    assert all(strips.nth(index).is_visible() for index in range(4))
    context.close()


def test_all_named_flows_are_in_the_picture() -> None:
    """The golden page is what a person looks at: none of the forty-seven is missing."""
    assert len(ALL_FLOWS) == 47
    assert GOLDEN.is_dir()


def test_letters_after_z_stay_in_their_pentagons() -> None:
    """Twenty-seven pairs between two sheets are rare, and not impossible: "AA" and "WW" are no wider than the symbol."""
    letters = ("A", "W", "Z", "AA", "MW", "WWW")
    connectors = (Connector(huruf, Place("c"), 2, keluar=True, langkah=(2,)) for huruf in letters)
    pentagons = "".join(_pentagon(connector, up=index % 2 == 1) for index, connector in enumerate(connectors))
    with launch() as browser:
        page = browser.new_page()
        page.set_content(
            f"<style>{STYLE}</style><div class='sop-alur'><div class='sop-gambar akhir'>{pentagons}</div></div>"
        )
        boxes = page.evaluate(
            "[...document.querySelectorAll('.segilima text')].map(e => [e.getBBox().x, e.getBBox().width])"
        )
    assert len(boxes) == len(letters)
    assert [huruf for huruf, (x, width) in zip(letters, boxes, strict=True) if x < 0.5 or x + width > 10.5] == []
