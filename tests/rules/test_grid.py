"""What holds for every drawing, measured on the emitted HTML by tests/support/geometry.py, which does not know the router."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from support.flows import (
    ALL_FLOWS,
    NAMED_FLOWS,
    PAGE_BREAKS,
    SEED_FLOWS,
    flow_graphs,
    make_flow,
    random_breaks,
    symbol_graphs,
)
from support.geometry import Box, Bridge, Head, Line, Picture, lay_out
from support.geometry_faults import HEIGHTS, faults_of, find_faults, find_wrong_words, words_of

from sop_catalog.flow.graph import Ending, FlowGraph
from sop_catalog.flow.grid import build_grid
from sop_catalog.pages.flow.flowchart import Flowchart, render_flowchart
from sop_catalog.pages.paper.connectors import say_connectors

# --- Right for every flow ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL_FLOWS)
def test_named_flow_is_drawn_right(name: str) -> None:
    assert faults_of(ALL_FLOWS[name]) == []
    assert faults_of(ALL_FLOWS[name], PAGE_BREAKS.get(name, frozenset({1, 3}))) == []


_MANY = settings(deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


@settings(_MANY, max_examples=2000 if os.environ.get("SOAK") else 700)
@given(st.data())
def test_any_small_flow_is_drawn_right(data: st.DataObject) -> None:
    graph = data.draw(flow_graphs(max_steps=9, max_lanes=5))
    assert faults_of(graph, data.draw(random_breaks(graph))) == []


@settings(_MANY, max_examples=100)
@given(st.data())
def test_any_large_flow_is_drawn_right(data: st.DataObject) -> None:
    graph = data.draw(flow_graphs(max_steps=40, max_lanes=12))
    assert faults_of(graph, data.draw(random_breaks(graph))) == []


@settings(_MANY, max_examples=300)
@given(st.data())
def test_any_flow_with_rows_of_several_symbols_is_drawn_right(data: st.DataObject) -> None:
    """Thousands more in tests/soak."""
    graph = data.draw(symbol_graphs(max_steps=7, max_lanes=6))
    assert faults_of(graph, data.draw(random_breaks(graph))) == []


@settings(_MANY, max_examples=50)
@given(flow_graphs(max_steps=15, max_lanes=7))
def test_same_graph_same_drawing(graph: FlowGraph) -> None:
    breaks = frozenset({2, 5})
    again = FlowGraph(graph.lanes, graph.nodes, graph.edges)
    assert build_grid(graph, breaks) == build_grid(again, breaks)
    assert render_flowchart(graph, breaks) == render_flowchart(again, breaks)


def test_seed_000_step_7_keeps_its_two_returns_apart() -> None:
    """The trap of the trial: step 8's return entered where step 7's own return leaves."""
    grid = build_grid(SEED_FLOWS["benih-000"])
    kasubag = grid.rows[6].tiles[0]
    right = [segment for segment in kasubag.segments if "xe" in (segment.start.word, segment.end.word)]
    assert [segment.target for segment in right] == [6]
    assert kasubag.heads == ("n", "w")


def test_staircase_needs_no_crossing() -> None:
    """Checks up and down a hierarchy, the most common flow of all, are drawn without lines that cross."""
    for name in ("benih-000", "benih-001", "benih-004", "dua-belas-pelaksana", "lima-langkah"):
        picture = lay_out(render_flowchart(ALL_FLOWS[name]))
        upright = [line for line in picture.lines if not line.horizontal]
        level = [line for line in picture.lines if line.horizontal]
        crossings = [
            (one, other)
            for one in upright
            for other in level
            if other.x1 < one.x1 < other.x2 and one.y1 < other.y1 < one.y2
        ]
        # In the twelve columns the last Tidak goes back to the first step, under the line of all others.
        assert len(crossings) <= (1 if name == "dua-belas-pelaksana" else 0), name


def test_a_step_without_edges_and_a_flow_without_steps() -> None:
    assert faults_of(make_flow("a", "a")) == []
    assert build_grid(FlowGraph((), (), ())).rows == ()


# --- Page breaks ---------------------------------------------------------------------------------------------------


def test_connectors_stand_only_where_a_line_crosses_a_break() -> None:
    graph = make_flow("a b c", "a", "b > selesai", "c", "a: Tidak > 3", "b")
    grid = build_grid(graph, frozenset({2, 3, 5, 9}))
    assert sorted(grid.closing) == [3]
    assert sorted(grid.opening) == [4]
    assert [[end.huruf for end in tile.connectors] for tile in grid.closing[3].tiles] == [["A"], [], ["B"]]


def test_edges_that_merge_share_one_connector() -> None:
    grid = build_grid(NAMED_FLOWS["tiga-kembali"], frozenset({4}))
    letters = [[end.huruf for end in tile.connectors] for tile in grid.closing[4].tiles]
    assert letters == [["A"], [], [], ["B"]]


def test_a_line_over_several_pages_has_one_pair_of_connectors() -> None:
    """tiga-kembali: steps 3, 4 and 5 go back to step 2, whose page the letter A leads to from both others."""
    grid = build_grid(NAMED_FLOWS["tiga-kembali"], frozenset({2, 4}))
    ends = {
        (kind, nomor): [(end.huruf, end.keluar, end.langkah) for tile in strip.tiles for end in tile.connectors]
        for kind, strips in (("akhir", grid.closing), ("awal", grid.opening))
        for nomor, strip in strips.items()
    }
    assert ends == {
        ("akhir", 2): [("A", False, (3, 4, 5)), ("B", True, (3,))],
        ("awal", 3): [("A", True, (2,)), ("B", False, (2,))],
        ("akhir", 4): [("C", True, (5,))],
        ("awal", 5): [("A", True, (2,)), ("C", False, (4,))],
    }


def test_a_page_that_a_line_only_passes_shows_nothing_of_it() -> None:
    graph = make_flow("a b c", "a", "b: Ya > 3, Tidak > 9", "c", "c > selesai", "c", "c > selesai", "c", "c", "a")
    grid = build_grid(graph, frozenset({2, 4, 6}))
    assert (sorted(grid.closing), sorted(grid.opening)) == ([2], [3, 7])
    assert sorted(grid.printed) == [3, 4, 5, 6]
    passing = [
        [segment.target for tile in tiles for segment in tile.segments]
        for tiles in (*(row.tiles for row in grid.rows[2:6]), *grid.printed.values())
    ]
    assert [9 in targets for targets in passing] == [True] * 4 + [False] * 4
    assert say_connectors(grid.closing[2], lambda nomor: 1 + (nomor > 2) + (nomor > 4) + (nomor > 6)) == (
        "A ke hal. 4; B ke hal. 2"
    )


# --- The checker sees what is wrong --------------------------------------------------------------------------------

FAULTY = (
    "rantai",
    "dua-awal-dua-keputusan",
    "bersama-berselang",
    "benih-000",
    "label-bebas",
    "bersama",
    "selesai-di-tengah",
    "tiga-kembali",
    "lompat-lima-baris",
)


def marked(html: str) -> Markup:
    """A planted cell."""
    return Markup(html)  # noqa: S704  planted by the test


def with_html(flowchart: Flowchart, nomor: int, column: int, html: str) -> Flowchart:
    """The flowchart with another HTML in one cell."""
    row = flowchart.rows[nomor - 1]
    cells = list(row.cells)
    cells[column] = replace(cells[column], html=marked(html))
    rows = list(flowchart.rows)
    rows[nomor - 1] = replace(row, cells=tuple(cells))
    return replace(flowchart, rows=tuple(rows))


def each_cell(name: str) -> Iterator[tuple[FlowGraph, Flowchart, int, int, str]]:
    """All cells of a flow that hold a drawing."""
    graph = ALL_FLOWS[name]
    flowchart = render_flowchart(graph)
    for row in flowchart.rows:
        for column, cell in enumerate(row.cells):
            if "sop-gambar" in cell.html:
                yield graph, flowchart, row.nomor, column, str(cell.html)


def is_seen(graph: FlowGraph, flowchart: Flowchart) -> bool:
    """Whether the checker objects."""
    return find_faults(graph, lay_out(flowchart, taller=HEIGHTS)) != []


@pytest.mark.parametrize("name", FAULTY)
def test_checker_sees_a_missing_piece(name: str) -> None:
    """Any line, bridge, arrowhead, label, symbol or capsule that is left out; pieces that only repeat others aside."""
    piece = re.compile(r"<[iu] [^>]*></[iu]>|<em.*?</em>|<b [^>]*></b>|<svg.*?</svg>")
    for graph, flowchart, nomor, column, html in each_cell(name):
        for match in piece.finditer(html):
            without = html[: match.start()] + html[match.end() :]
            assert is_seen(graph, with_html(flowchart, nomor, column, without)), (nomor, column, match[0])


CROSSED = [name for name, graph in ALL_FLOWS.items() if any(t.bridges for r in build_grid(graph).rows for t in r.tiles)]


@pytest.mark.parametrize("name", CROSSED)
def test_checker_sees_a_missing_or_a_displaced_bridge(name: str) -> None:
    """Without it, two flows are one to whoever reads the paper; beside the crossing it says nothing."""
    seen = 0
    for graph, flowchart, nomor, column, html in each_cell(name):
        for match in re.finditer(r'<u class="([^"]*)"[^>]*></u>', html):
            seen += 1
            words = match[1].split()
            moved = match[0].replace(words[0], {"k": "m", "m": "u", "u": "m"}[words[0]], 1)
            for other in ("", moved, 2 * match[0]):
                planted = html.replace(match[0], other)
                assert is_seen(graph, with_html(flowchart, nomor, column, planted)), (nomor, column, match[0], other)
    assert seen


@pytest.mark.parametrize(
    "name", ["tiga-kembali", "lompat-lima-baris", "label-bebas", "dua-puluh-tujuh-langkah", "silang"]
)
def test_checker_sees_a_bridge_where_lines_merge(name: str) -> None:
    """Where one line ends on another, and where two that lead to one symbol cross."""
    graph = ALL_FLOWS[name]
    good = lay_out(render_flowchart(graph))
    level = [line for line in good.lines if line.horizontal]
    upright = [line for line in good.lines if not line.horizontal]
    known = {bridge.at for bridge in good.bridges}
    points = {(one.x1, other.y1) for one in upright for other in level if one.has_inside((one.x1, other.y1))}
    points = {point for point in points if point not in known and any(line.has_inside(point) for line in level)}
    assert points
    for x, y in points:
        arc = Bridge(1, (x, y), Box(x - 3.1, y - 3.1, x + 3.1, y))
        assert find_faults(graph, replace(good, bridges=[*good.bridges, arc])) != [], (x, y)


@pytest.mark.parametrize("name", FAULTY)
def test_checker_sees_an_extra_arrowhead(name: str) -> None:
    for graph, flowchart, nomor, column, html in each_cell(name):
        for side in "nesw":
            head = f'<i class="p {side}"></i>'
            if head not in html:
                more = html.replace("</div>", f"{head}</div>", 1)
                assert is_seen(graph, with_html(flowchart, nomor, column, more)), (nomor, column, side)


@pytest.mark.parametrize("name", FAULTY)
def test_checker_sees_a_line_through_a_symbol(name: str) -> None:
    for graph, flowchart, nomor, column, html in each_cell(name):
        if 'class="sop-teks"' in html:
            for line in ('<i class="v c"></i>', '<i class="h m"></i>'):
                more = html.replace("</div>", f"{line}</div>", 1)
                assert is_seen(graph, with_html(flowchart, nomor, column, more)), (nomor, column, line)


@pytest.mark.parametrize("name", FAULTY)
def test_checker_sees_swapped_labels(name: str) -> None:
    for graph, flowchart, nomor, column, html in each_cell(name):
        words = re.findall(r"<em[^>]*>(.*?)</em>", html)
        nodes = [node.id for node in graph.row(nomor) if column in node.lanes]
        targets = {edge.target for edge in graph.edges_from(nodes[0])} if nodes else set()
        if len(words) == 2 == len(targets) and words[0] != words[1]:
            swapped = html.replace(f">{words[0]}</em>", ">#</em>").replace(f">{words[1]}</em>", f">{words[0]}</em>")
            swapped = swapped.replace(">#</em>", f">{words[1]}</em>")
            assert is_seen(graph, with_html(flowchart, nomor, column, swapped)), nomor


@pytest.mark.parametrize("name", FAULTY)
def test_checker_sees_a_swapped_target(name: str) -> None:
    """Any edge that leads to another step than the graph says."""
    graph = ALL_FLOWS[name]
    flowchart = render_flowchart(graph)
    for index, edge in enumerate(graph.edges):
        if edge.ending is Ending.STEP:
            other = edge.target % len(graph.nodes) + 1
            edges = (*graph.edges[:index], replace(edge, target=other), *graph.edges[index + 1 :])
            assert is_seen(replace(graph, edges=edges), flowchart), edge


@pytest.mark.parametrize("name", FAULTY)
def test_checker_sees_a_label_on_a_line_and_a_line_between_two_flows(name: str) -> None:
    graph = ALL_FLOWS[name]
    good = lay_out(render_flowchart(graph))
    for index, label in enumerate(good.labels):
        for line in good.lines[index % 3 :: 3]:  # every line lies under a label of three
            x, y = (line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2
            width, height = label.box.right - label.box.left, label.box.bottom - label.box.top
            box = replace(label.box, left=x - width / 2, right=x + width / 2, top=y - height / 2, bottom=y + height / 2)
            moved = Picture(good.lines, good.shapes, good.heads, list(good.labels))
            moved.labels[index] = replace(label, box=box)
            assert find_faults(graph, moved) != [], (label, line)
    upright = [line for line in good.lines if not line.horizontal and line.y2 - line.y1 > 8]
    arriving = [line for line in upright if any(head.base == (line.x2, line.y2) for head in good.heads)]
    for one, other in pairwise(arriving):
        bridge = [
            Line(one.x1, one.y1 + 3, one.x1 + 0.5, one.y1 + 3),
            Line(one.x1 + 0.5, one.y1 + 3, one.x1 + 0.5, other.y2 - 3),
            Line(min(one.x1 + 0.5, other.x1), other.y2 - 3, max(one.x1 + 0.5, other.x1), other.y2 - 3),
        ]
        joined = Picture([*good.lines, *bridge], good.shapes, good.heads, good.labels)
        assert find_faults(graph, joined) != [], (one, other)


def test_checker_sees_a_head_that_points_into_the_air_and_lines_too_close() -> None:
    graph = make_flow("a b", "a", "b", "a", "b")
    good = lay_out(render_flowchart(graph))
    moved = [Head(good.heads[0].base, (good.heads[0].tip[0], good.heads[0].tip[1] - 2)), *good.heads[1:]]
    assert find_faults(graph, Picture(good.lines, good.shapes, moved, good.labels)) != []
    close = [*good.lines, Line(good.lines[0].x1, good.lines[0].y1 + 1, good.lines[0].x2, good.lines[0].y2 + 1)]
    assert find_faults(graph, Picture(close, good.shapes, good.heads, good.labels)) != []


LONG = make_flow(
    "a b c", "a", "b: Ya > 3, Tidak > 8", "c: Ya > 4, Tidak > 8", "a", "c: Ya > 6, Tidak > 2", "b", "a: Ya > 8, Tidak > 1", "c",
)  # fmt: skip
"""Jumps over sheets that they do not touch, two of which come in as one, and a step back."""
LONG_BREAKS = frozenset({2, 4, 6})


def with_strips(flowchart: Flowchart, kind: str, nomor: int, cells: Iterable[str] | None) -> Flowchart:
    """The flowchart with another strip above (awal) or below (akhir) a step."""
    rows = list(flowchart.rows)
    strip = tuple(map(marked, cells)) if cells is not None else None
    row = rows[nomor - 1]
    rows[nomor - 1] = replace(row, strip_before=strip) if kind == "awal" else replace(row, strip_after=strip)
    return replace(flowchart, rows=tuple(rows))


def each_strip(flowchart: Flowchart) -> Iterator[tuple[str, int, list[str]]]:
    """All strips of connectors: kind, step, cells."""
    for row in flowchart.rows:
        for kind, strip in (("awal", row.strip_before), ("akhir", row.strip_after)):
            if strip is not None:
                yield kind, row.nomor, [str(cell) for cell in strip]


def test_checker_sees_a_wrong_connector() -> None:
    """A wrong letter, one that points the other way, one without its line, and a strip that is not there."""
    flowchart = render_flowchart(LONG, LONG_BREAKS)
    assert find_faults(LONG, lay_out(flowchart, breaks=LONG_BREAKS)) == []
    seen = 0
    for kind, nomor, cells in each_strip(flowchart):
        html = "|".join(cells)
        letters = re.findall(r">([A-Z])</text>", html)
        planted = [html.replace(f">{letter}<", ">Z<", 1) for letter in letters]
        planted += [
            html.replace(f">{letter}<", f">{other}<", 1) for letter in letters for other in "ABCD" if other != letter
        ]
        planted += [html[: m.start()] + html[m.end() :] for m in re.finditer(r"<svg.*?</svg>|<i [^>]*></i>", html)]
        down, up = "M.5.5h10v9l-5 4.9-5-4.9z", "M.5 14.5h10v-9.4L5.5.1.5 5.1z"
        planted += [
            html[: m.start()] + (down if m[0] == up else up) + html[m.end() :]
            for m in re.finditer(f"{re.escape(down)}|{re.escape(up)}", html)
        ]
        for text in planted:
            other = with_strips(flowchart, kind, nomor, text.split("|"))
            assert find_faults(LONG, lay_out(other, breaks=LONG_BREAKS)) != [], (kind, nomor, text)
        seen += len(planted)
        assert find_faults(LONG, lay_out(with_strips(flowchart, kind, nomor, None), breaks=LONG_BREAKS)) != []
    assert seen > 40


def test_checker_sees_a_relay_on_a_sheet_between() -> None:
    """A line that is passed on by the sheets between, as it was once; with letters of their own, or with one letter."""
    flowchart = render_flowchart(LONG, LONG_BREAKS)
    (column,) = [at for at, cell in enumerate(flowchart.rows[1].strip_after or ()) if ">A<" in cell]
    closing = str((flowchart.rows[1].strip_after or ())[column])
    shown = [str(cell.html).replace(" layar", "") for row in flowchart.rows[2:6] for cell in row.cells]
    assert any(" layar" in cell.html for row in flowchart.rows[2:6] for cell in row.cells)
    rows = list(flowchart.rows)
    for index in range(2, 6):
        cells = tuple(replace(cell, html=marked(shown.pop(0))) for cell in rows[index].cells)
        rows[index] = replace(rows[index], cells=cells)
    passed = replace(flowchart, rows=tuple(rows))
    assert find_faults(LONG, lay_out(passed, breaks=LONG_BREAKS)) != [], "the line is there, without connectors"
    for letters in ("ZA", "AA"):
        relayed = passed
        for nomor, letter in ((3, letters[0]), (4, letters[1])):
            kind = "awal" if nomor == 3 else "akhir"
            strip = [
                str(cell)
                for cell in (rows[nomor - 1].strip_before if kind == "awal" else rows[nomor - 1].strip_after) or ()
            ]
            more = closing.replace(">A<", f">{letter}<")
            if kind == "awal":
                more = more.replace("akhir", "awal").replace(" tg", " fg")
            strip = strip or ['<div class="sop-gambar"></div>'] * 3
            strip[column] = more
            relayed = with_strips(relayed, kind, nomor, strip)
        faults = find_faults(LONG, lay_out(relayed, breaks=LONG_BREAKS))
        assert any("hanya lewat" in fault or "tidak sampai" in fault for fault in faults), faults


def test_checker_sees_a_wrong_sheet_number() -> None:
    grid = build_grid(LONG, LONG_BREAKS)
    picture = lay_out(render_flowchart(LONG, LONG_BREAKS, grid), breaks=LONG_BREAKS)
    words = words_of(grid, picture)
    assert find_wrong_words(picture, words) == []
    assert "dari hal. 1, 2" in words["segilima-awal", 7]
    for place, said in words.items():
        for match in re.finditer(r"\d+|ke|dari|[A-Z]", said):
            other = {"ke": "dari", "dari": "ke"}.get(match[0]) or ("9" if match[0].isdigit() else "Z")
            wrong = said[: match.start()] + other + said[match.end() :]
            assert find_wrong_words(picture, {**words, place: wrong}) != [], wrong
        assert find_wrong_words(picture, {**words, place: ""}) != []
