"""A drawing that could be taken for another flow is not shown: what the page measures, and what a reader sees of it."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from support.flow_cases import load_flow, make_flow, random_flow, random_rows
from support.paths import SOPS
from support.swimlanes import DATA, draw, draw_flow, drawing_page

from sop_catalog.flow.mermaid import render_diagrams

FLOWS = 100


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with drawing_page(tmp_path_factory.mktemp("ukur")) as page:
        yield page


def test_no_random_flow_is_shown_wrong(page: Page) -> None:
    """A hundred flows of up to nine steps, a third with rows of several symbols: hardly any stays text, none misleads.

    `make soak` draws 1,000 of up to sixteen.
    """
    rng = random.Random(15)  # noqa: S311
    flows = [random_rows(rng, 9) if number % 3 == 0 else random_flow(rng, 9) for number in range(FLOWS)]
    drawn = [item for flow in flows for item in draw_flow(page, *flow)]
    assert [item.errors for item in drawn if item.errors] == []
    assert sum(bool(item.wrong) for item in drawn) <= FLOWS * 0.03


def test_a_drawing_that_is_wrong_at_first_is_made_anew(page: Page) -> None:
    (diagram,) = render_diagrams(*SIMPLE, "Uji")
    page.evaluate(
        """() => { window.asli = sopUkur.faults; let count = 0;
        sopUkur.faults = (...all) => count++ < 2 ? [{jenis: 'tembus', garis: 'x', lain: 'y'}] : asli(...all); }"""
    )
    try:
        drawn = draw(page, diagram.source)
    finally:
        page.evaluate("void (sopUkur.faults = window.asli)")
    assert (drawn.wrong, drawn.tries, drawn.errors) == ("", 2, ())


def test_on_a_slow_machine_the_text_stays_after_the_first_attempts(page: Page) -> None:
    """Whoever reads waits seconds, not minutes: what is not right by then is not tried for ever."""
    (diagram,) = render_diagrams(*SIMPLE, "Uji")
    page.evaluate(
        """() => { window.asli = sopUkur.faults; SopGambar.patience = 0;
        sopUkur.faults = () => [{jenis: 'tembus', garis: 'x', lain: 'y'}]; }"""
    )
    try:
        drawn = draw(page, diagram.source)
    finally:
        page.evaluate("void (sopUkur.faults = window.asli, SopGambar.patience = Infinity)")
    assert drawn.wrong
    assert (drawn.tries, drawn.errors) == (1, ())


def test_no_shipped_sop_is_shown_wrong_or_as_text(page: Page) -> None:
    for path in sorted(SOPS.rglob("*.yml")):
        if path.parent.name == "_daftar":
            continue
        graph, texts, _ = load_flow(path.stem)
        for item in draw_flow(page, graph, texts):
            assert not item.wrong, path.stem
            assert not item.errors, path.stem


SIMPLE = make_flow(
    ["Pemohon", "Petugas", "Kepala"],
    [
        ((0,), "Mengajukan berkas", []),
        ((1,), "Memeriksa berkas", [("Ya", 3), ("Tidak", 1)]),
        ((2,), "Menandatangani", []),
        ((1,), "Mengarsipkan", []),
    ],
)

MOVE = "e.setAttribute('transform', `translate(${x}, ${y})`)"
PLANTED = {
    "urutan": "swap('s03', 's02')",
    "lajur": "shift(node('s03'), -260, 0)",
    "tumpuk": "shift(node('s04'), 0, -(top('s04') - top('s02')))",
    "tembus": "redraw('L_s03_s04_0', [[mid('s03')], [left('s02') - 20, mid('s03')[1]], [left('s02') + 10, mid('s02')[1]]])",
    "ujung": "shift(node('s04'), 0, 60)",
    "label": "shift(label('Tidak'), 0, 260)",
    "rapat": "redraw('L_s02_s01_0', corners('L_s02_s03_0'))",
}
"""Kind of fault → how a right drawing is spoiled."""

SPOIL = """([source, how]) => {
  const svg = document.querySelector("#tempat svg");
  const root = svg.getScreenCTM().inverse();
  const node = (name) => [...svg.querySelectorAll("g.node")].find((e) => e.id.includes(`flowchart-${name}-`));
  const label = (text) => [...svg.querySelectorAll("g.edgeLabel")].find((e) => e.textContent.trim() === text);
  const line = (name) => [...svg.querySelectorAll("path.flowchart-link")].find((e) => e.id.includes(name));
  const place = (e) => { const m = e.transform.baseVal.consolidate().matrix; return [m.e, m.f]; };
  const put = (e, [x, y]) => e.setAttribute("transform", `translate(${x}, ${y})`);
  const shift = (e, dx, dy) => { const [x, y] = place(e); put(e, [x + dx, y + dy]); };
  const mid = (name) => place(node(name));
  const top = (name) => mid(name)[1];
  const left = (name) => mid(name)[0] - node(name).getBBox().width / 2;
  const swap = (one, other) => { const a = place(node(one)), b = place(node(other));
    put(node(one), [a[0], b[1]]); put(node(other), [b[0], a[1]]); };
  const corners = (name) => [...line(name).getAttribute("d").matchAll(/[ML]([-.\\d]+),([-.\\d]+)/g)].map((m) => [m[1], m[2]]);
  const redraw = (name, points) => line(name).setAttribute("d", "M" + points.map((p) => p.flat().join()).join("L"));
  eval(how);
  return sopUkur.faults(svg, source).map((fault) => fault.jenis);
}"""


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_fault_is_found(page: Page, kind: str) -> None:
    (diagram,) = render_diagrams(*SIMPLE, "Uji")
    assert draw(page, diagram.source).wrong == ""
    assert (
        page.evaluate("source => sopUkur.faults(document.querySelector('#tempat svg'), source)", diagram.source) == []
    )
    assert kind in page.evaluate(SPOIL, [diagram.source, PLANTED[kind]])


def test_what_stays_wrong_is_not_shown_and_says_why(page: Page) -> None:
    """With the faults of every attempt the figure stays hidden."""
    (diagram,) = render_diagrams(*SIMPLE, "Uji")
    page.evaluate(
        "() => { window.asli = sopUkur.faults; sopUkur.faults = () => [{jenis: 'tembus', garis: 'x', lain: 'y'}]; }"
    )
    try:
        drawn = draw(page, diagram.source)
    finally:
        page.evaluate("void (sopUkur.faults = window.asli)")
    assert drawn.wrong == "garis melewati langkah lain"
    assert drawn.tries > 1
    assert page.locator("#tempat figure").is_hidden()


def test_settings_of_the_site_are_left_alone_by_attempts(page: Page) -> None:
    """An attempt with other spacings does not change what the next diagram starts from."""
    before = str(DATA)
    (diagram,) = render_diagrams(*SIMPLE, "Uji")
    first = draw(page, diagram.source)
    assert first.wrong == ""
    assert str(DATA) == before
