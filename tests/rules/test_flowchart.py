"""The HTML of the flowchart: golden fragments, the words beside the drawing, and what the style sheet promises.

After a wanted change: UPDATE_GOLDEN=1 python -m pytest tests/rules/test_flowchart.py, then look at the diff and the pictures.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace

import pytest
from markupsafe import Markup
from support.flows import ALL_FLOWS, NAMED_FLOWS, PAGE_BREAKS, SEED_FLOWS, SEED_SLUGS, STYLE, make_flow
from support.geometry import Box, Line, column_width, lay_out, row_height
from support.geometry_faults import faults_of
from support.page_tree import parse_page
from support.paths import GOLDEN as GOLDENS
from support.paths import SOPS

from sop_catalog.catalog.load import load_catalog
from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode, Lane, Symbol, build_graph
from sop_catalog.pages.flow.flowchart import Flowchart, render_flowchart

GOLDEN = GOLDENS / "flowchart"


def table_html(flowchart: Flowchart) -> str:
    """The performers' columns as a table of their own, one cell a line."""
    lines = [f'<table class="{flowchart.classes}">', "<colgroup>"]
    lines += [f'<col class="sop-lajur" style="{column.style}"><!-- {column.judul} -->' for column in flowchart.columns]
    lines.append("</colgroup>")
    for row in flowchart.rows:
        lines += _strip_html(row.strip_before, "awal")
        lines.append(f'<tr id="langkah-{row.nomor}" class="{row.classes}" style="{row.style}">')
        lines += [f'  <td class="sop-sel {cell.classes}"{_styled(cell.style)}>{cell.html}</td>' for cell in row.cells]
        lines.append("</tr>")
        lines += _strip_html(row.strip_after, "akhir")
    return "\n".join([*lines, "</table>", ""])


def _styled(style: str) -> str:
    return f' style="{style}"' if style else ""


def _strip_html(cells: tuple[Markup, ...] | None, kind: str) -> list[str]:
    if cells is None:
        return []
    inner = [f'  <td class="sop-sel">{html}</td>' for html in cells]
    return [f'<tr class="sop-sambungan sop-sambungan-{kind}" aria-hidden="true">', *inner, "</tr>"]


@pytest.mark.parametrize("name", ALL_FLOWS)
def test_golden(name: str) -> None:
    html = table_html(render_flowchart(ALL_FLOWS[name], PAGE_BREAKS.get(name, frozenset())))
    path = GOLDEN / f"{name}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    assert html == path.read_text(encoding="utf-8")


_LINE = re.compile(r'<i class="[hv] [^>"]*"[^>]*?(?: data-l="([\d ]+)(?:-(\d+))?")?></i>')


@pytest.mark.parametrize("name", ALL_FLOWS)
def test_the_pieces_that_are_marked_with_a_way_are_that_way(name: str) -> None:
    """What sop-sorot.js lights: from the row that it leads from to the row that it leads to, in one piece, nothing else."""
    graph = ALL_FLOWS[name]
    whole = render_flowchart(graph)
    ways = Counter((graph.row_of(edge.source), graph.row_of(edge.target)) for edge in graph.edges)
    for edge in graph.edges:
        source, target = graph.row_of(edge.source), graph.row_of(edge.target)
        if (
            edge.ending is not Ending.STEP
            or source == target
            or ways[source, target] > 1
            or not all(graph.node(end).lanes for end in (edge.source, edge.target))
        ):
            continue

        def keep(match: re.Match[str], way: tuple[str, str] = (str(source), str(target))) -> str:
            return match[0] if match[1] and way[0] in match[1].split() and match[2] == way[1] else ""

        rows = [
            replace(row, cells=tuple(replace(cell, html=Markup(_LINE.sub(keep, cell.html))) for cell in row.cells))  # noqa: S704
            for row in whole.rows
        ]
        picture = lay_out(replace(whole, rows=tuple(rows)))
        groups = [{line} for line in picture.lines]
        for line in picture.lines:
            met = [group for group in groups if any(_touch(line, other) for other in group)]
            groups = [group for group in groups if group not in met] + [set().union(*met)]
        assert len(groups) == 1, (name, edge, groups)
        ends = [end for line in picture.lines for end in line.ends()]
        touched = {shape.nomor for shape in picture.shapes if any(_near(end, shape.box) for end in ends)}
        assert touched >= {source, target} - {graph.row_of(node.id) for node in graph.nodes if not node.lanes}, edge


def _touch(one: Line, other: Line) -> bool:
    return any(other.has_inside(end) for end in one.ends()) or any(one.has_inside(end) for end in other.ends())


def _near(point: tuple[float, float], box: Box, reach: float = 7) -> bool:
    x, y = point
    return box.left - reach <= x <= box.right + reach and box.top - reach <= y <= box.bottom + reach


def test_no_golden_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.html")} == set(ALL_FLOWS)


@pytest.mark.parametrize("name", SEED_FLOWS)
def test_seed_flows_are_those_of_the_catalogue(name: str) -> None:
    catalog, _ = load_catalog(SOPS)
    shipped = build_graph(catalog.sops[SEED_SLUGS[name]])
    assert (shipped.nodes, shipped.edges) == (SEED_FLOWS[name].nodes, SEED_FLOWS[name].edges)


# --- Words ---------------------------------------------------------------------------------------------------------


def words_of(graph: FlowGraph, nomor: int) -> list[str]:
    """What a screen reader says in each cell of a row."""
    cells = render_flowchart(graph).rows[nomor - 1].cells
    return [re.sub(r'<div class="sop-gambar".*?</div>|<[^>]*>', "", str(cell.html)) for cell in cells]


@pytest.mark.parametrize(
    ("name", "nomor", "words"),
    [
        ("lima-langkah", 1, ["Pemohon: mulai", "", ""]),
        ("lima-langkah", 2, ["", "Staf: keputusan; Ya ke langkah 3, Tidak ke langkah 1", ""]),
        ("lima-langkah", 3, ["", "", "Kabag: keputusan; Ya ke langkah 4, Tidak: selesai"]),
        ("lima-langkah", 4, ["Pemohon: bersama Staf", "Staf: proses, bersama Pemohon", ""]),
        ("lima-langkah", 5, ["", "Staf: selesai", ""]),
        ("label-bebas", 4, ["", "", "Tim: proses; lanjut ke langkah 7", ""]),
        ("label-bebas", 2, ["", "Petugas: keputusan; Kotak pengaduan ke langkah 6, Tatap muka ke langkah 3, Telepon ke langkah 4", "", ""]),
        ("baris-akhir-berlanjut", 1, ["Staf: mulai; lanjut ke langkah 3", ""]),
        ("baris-akhir-berlanjut", 2, ["", "Kabag: selesai"]),
        ("baris-akhir-berlanjut", 3, ["Staf: proses; lanjut ke langkah 2", ""]),
        ("pelaksana-tak-terbaca", 2, ["pelaksana tidak terbaca", "", "", ""]),
        ("pelaksana-tak-terbaca", 8, ["pelaksana tidak terbaca; keputusan; Ya ke langkah 9, Tidak ke langkah 3", "", "", ""]),
        ("pelaksana-tak-terbaca", 9, ["Kadis: keputusan; Ya ke langkah 10, Tidak ke langkah yang tidak terbaca", "", "", ""]),
    ],
)  # fmt: skip
def test_each_symbol_says_what_it_is(name: str, nomor: int, words: list[str]) -> None:
    assert words_of(NAMED_FLOWS[name], nomor) == words


def test_a_plain_box_is_named_to_screen_readers_only() -> None:
    cell = render_flowchart(NAMED_FLOWS["lima-langkah"]).rows[3].cells[1]
    assert (
        '<span class="sop-teks"><b>Staf</b><span class="sop-suara">: proses</span><span>, </span>bersama Pemohon</span>'
        in cell.html
    )
    assert "sop-suara" not in render_flowchart(NAMED_FLOWS["lima-langkah"]).rows[1].cells[1].html


def test_connectors_point_the_way_that_their_lines_travel() -> None:
    graph = make_flow("a b", "a", "b", "a", "b: Ya > 5, Tidak > 1", "a")
    rows = render_flowchart(graph, frozenset({2})).rows
    closing, opening = rows[1], rows[2]
    assert closing.strip_before == opening.strip_after is None
    for strip in (closing.strip_after, opening.strip_before):
        pentagons = {
            letter: path
            for path, letter in re.findall(r'<path d="(.*?)"/><text[^>]*>(.*?)</text>', "".join(strip or ()))
        }
        assert pentagons["A"].startswith("M.5 14.5"), "the flat side lies below: it points up"
        assert pentagons["B"].startswith("M.5.5h10")


def test_words_link_to_the_rows() -> None:
    cell = render_flowchart(NAMED_FLOWS["lima-langkah"]).rows[1].cells[1]
    assert '<a href="#langkah-1"><span>langkah </span>1</a>' in cell.html
    assert '<div class="sop-gambar" aria-hidden="true">' in cell.html


def test_one_step_starts_and_ends() -> None:
    assert words_of(make_flow("staf", "staf"), 1) == ["Staf: mulai dan selesai"]


@pytest.mark.parametrize(("nomor", "capsules"), [(2, 1), (4, 1), (5, 2)])
def test_a_branch_that_ends_has_its_capsule_among_many(nomor: int, capsules: int) -> None:
    cells = "".join(str(cell.html) for cell in render_flowchart(NAMED_FLOWS["empat-cabang"]).rows[nomor - 1].cells)
    assert cells.count('<b class="selesai ') == capsules
    assert "→ selesai" not in cells


def test_a_last_row_that_goes_on_is_no_capsule() -> None:
    classes = [
        " ".join(cell.classes for cell in row.cells)
        for row in render_flowchart(NAMED_FLOWS["baris-akhir-berlanjut"]).rows
    ]
    assert [re.findall(r"sop-(\w+)", text) for text in classes] == [["kapsul"], ["kapsul"], ["kotak"]]


def test_the_start_that_ends_says_both() -> None:
    assert words_of(make_flow("staf", "staf > selesai", "staf"), 1) == ["Staf: mulai dan selesai"]


def test_a_plain_step_whose_next_is_unknown_says_so() -> None:
    graph = make_flow("staf", "staf", "staf > ?", "staf")
    assert words_of(graph, 2) == ["Staf: proses; lanjut ke langkah yang tidak terbaca"]
    assert '<em class="sr">→ ?</em>' in render_flowchart(graph).rows[1].cells[0].html


def test_a_hole_in_a_chain_is_marked_on_both_sides() -> None:
    def node(node_id: int, nomor: int, *lanes: int) -> FlowNode:
        return FlowNode(node_id, nomor, lanes, Symbol.PROCESS)

    lanes = (Lane("a", "Staf"), Lane("b", "Kabag"), Lane("c", "Kadis"))
    ways = [FlowEdge(source, source + 1, "") for source in range(1, 7)]
    nodes = (node(1, 1, 0), node(2, 1), node(3, 1, 2), node(4, 2), node(5, 2, 1), node(6, 3, 0), node(7, 3))
    rows = render_flowchart(FlowGraph(lanes, nodes, tuple(ways))).rows
    marks = [
        re.findall(r'<em class="(\w+)[^>]*>([^<]*\?[^<]*)<', "".join(cell.html for cell in row.cells)) for row in rows
    ]
    assert marks == [[("sr", "→ ?"), ("nw", "? →")], [("nw", "? →")], [("sr", "→ ?")]]


def test_no_arrow_arrives_where_a_hole_is_marked_below_a_symbol() -> None:
    """Both corners of the decision hold its branches' labels; what returns to it must not end in the mark."""
    diamond, box = Symbol.DECISION, Symbol.PROCESS
    places = [(1, (2,), box), (2, (1,), box), (2, (), box), (2, (2,), diamond), (3, (4,), diamond), (4, (5,), diamond)]
    nodes = [
        FlowNode(number, row, lanes, kind) for number, (row, lanes, kind) in enumerate([*places, (5, (0,), box)], 1)
    ]
    ways = [(1, 2, ""), (2, 3, ""), (3, 4, ""), (4, 2, "Ya"), (4, 5, "Tidak"), (5, 1, "Ya"), (5, 2, "Tidak")]
    edges = [FlowEdge(*way) for way in [*ways, (6, 7, "Ya"), (6, 4, "Tidak")]]
    lanes = tuple(Lane(f"p{number}", f"Pelaksana {number}") for number in range(6))
    assert faults_of(FlowGraph(lanes, tuple(nodes), (*edges, FlowEdge(7, 0, "", Ending.END)))) == []


def test_a_decision_with_more_branches_than_ways_out_keeps_all_of_them() -> None:
    labels = [f"Pilihan {letter}" for letter in "ABCDEFGHI"]
    graph = make_flow(
        "a b c", "a", "b: " + ", ".join(f"{label} > {n}" for n, label in enumerate(labels, 3)), *"abcabcabca"
    )
    html = str(render_flowchart(graph).rows[1].cells[1].html)
    text = html.replace("<br>", " ")
    for number, label in enumerate(labels, 3):
        assert re.search(rf">{label}( → {number})?</em>", text), label
    assert text.count("→") == 2


HOSTILE = '<script>alert("1")</script>&amp;\'{{ x }}'


def test_texts_are_escaped() -> None:
    graph = make_flow("a b", "a", f"b: {HOSTILE.replace(',', '')} > a", "a")
    lanes = (Lane("a", HOSTILE), Lane("b", HOSTILE))
    html = table_html(render_flowchart(FlowGraph(lanes, graph.nodes, graph.edges)))
    assert "<script" not in re.sub(r"<!--.*?-->", "", html)
    assert "&lt;script&gt;" in html


def test_unreadable_rows_keep_their_cells() -> None:
    row = render_flowchart(NAMED_FLOWS["pelaksana-tak-terbaca"]).rows[1]
    assert [cell.classes for cell in row.cells] == ["sop-sel-gabung"] * 3 + [""]
    assert 'style="--sop-n:4">pelaksana tidak terbaca<' in row.cells[0].html


# --- Page and style sheet ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL_FLOWS)
def test_html_is_well_formed_light_and_without_script(name: str) -> None:
    html = table_html(render_flowchart(ALL_FLOWS[name], PAGE_BREAKS.get(name, frozenset())))
    parse_page(re.sub(r"<col [^>]*>", "", html))
    assert "<script" not in html
    assert " on" not in re.sub(r">[^<]*<", "><", html)
    for style in re.findall(r'style="([^"]*)"', html):
        assert re.fullmatch(r"(--sop-[a-z]:[\d.]+(;|$))*", style), style


def test_seed_000_leaves_the_page_room() -> None:
    flowchart = render_flowchart(SEED_FLOWS["benih-000"])
    assert sum(len(cell.html) for row in flowchart.rows for cell in row.cells) < 10_000


def test_style_sheet_knows_every_class() -> None:
    """A class that nothing places would draw a line from edge to edge."""
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", STYLE)) | {
        "sop-gambar",
        "sop-alur",
        "sop-belah-ketupat",
        "sop-kotak",
        "sop-kapsul",
    }
    known |= {"sop-baris-tak-terbaca", "sop-sambungan-awal", "sop-sambungan-akhir", "sop-jamak", "sop-rantai"}
    used: set[str] = set()
    for name, graph in ALL_FLOWS.items():
        html = table_html(render_flowchart(graph, PAGE_BREAKS.get(name, frozenset({1, 3}))))
        for classes in re.findall(r'class="([^"]*)"', html):
            used |= set(classes.split())
    assert used - known == set()


def test_every_place_that_the_router_can_use_is_in_the_style_sheet() -> None:
    """The words of flow.tile, wherever a line can lie, start or end; the named flows do not try them all."""
    for place in ("c", "l", "r", "se", "sw", "he", "hw", "k", "m", "u", "j"):
        assert re.search(rf"\.{place} {{", STYLE), place
    for start in ("c", "l", "r", "xe", "te", "se", "hw", "k", "m", "u", "xs", "xd", "ts", "j", "g"):
        assert f".f{start} {{" in STYLE, start
    for end in ("c", "l", "r", "xw", "tw", "sw", "he", "k", "m", "u", "tn", "tc", "tz", "j", "g"):
        assert f".t{end} {{" in STYLE, end


@pytest.mark.parametrize("name", ALL_FLOWS)
def test_sizes_for_pagination_are_those_of_the_style_sheet(name: str) -> None:
    flowchart = render_flowchart(ALL_FLOWS[name])
    rapat = "sop-alur-rapat" in flowchart.classes
    for column in flowchart.columns:
        if not rapat:
            assert column.width() == pytest.approx(column_width(column.style), abs=0.01)
    for row in flowchart.rows:
        assert row.height >= row_height(row.style, rapat=rapat)
        assert row.height <= row_height(row.style, rapat=rapat) + 20
