"""What is drawn is bounded: beyond that a finding says so, and the page has table and text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support.sites import catalog_of

from sop_catalog.checks import check_catalog
from sop_catalog.flow import bounds
from sop_catalog.flow.bounds import Bound, count_side_by_side, find_excesses
from sop_catalog.flow.graph import FlowGraph, build_graph
from sop_catalog.pages.build import build_sop_page
from sop_catalog.pages.settings import Settings

UNIT = {"_unit": "biro-uji: Biro Uji\n"}


def _sop(columns: int, steps: list[str]) -> str:
    titles = "".join(f"  p{number}: Staf {number}\n" for number in range(columns))
    return f"nama: Besar\nunit: biro-uji\npelaksana:\n{titles}langkah:\n{''.join(steps)}"


def _step(performer: int, back: int = 0) -> str:
    return f"  - {{pelaksana: p{performer}, kegiatan: Memeriksa berkas{f', jika_tidak: {back}' if back else ''}}}\n"


def _found(folder: Path, text: str) -> tuple[list[str], str]:
    """The messages of SOP314, and the SOP's page."""
    catalog = catalog_of(folder, besar=text, **UNIT)
    found = [item.message for item in check_catalog(catalog) if item.rule.code == "SOP314"]
    body = build_sop_page(catalog, "besar", Settings()).make()
    assert bool(body.diagrams) is not found or not catalog.sops["besar"].langkah
    return found, body.html


LOOPING = _sop(10, [_step(number * 7 % 10, max(1, number // 2) if number > 1 else 0) for number in range(300)])
WIDE = _sop(60, [_step(number) for number in range(60)])
TITLE = _sop(2, [_step(0), _step(1)]).replace("Staf 0", "Staf " * 4000)


@pytest.mark.parametrize(
    ("text", "steps", "said"),
    [
        (LOOPING, 300, ["300 simbol (paling banyak 200)", "152 garis berdampingan (paling banyak 40)"]),
        (WIDE, 60, ["60 kolom pelaksana (paling banyak 40)"]),
        (TITLE, 2, ["19999 huruf pada satu judul kolom (paling banyak 200)"]),
    ],
    ids=["looping", "wide", "title"],
)
def test_what_is_too_large_is_told_and_has_a_page_without_a_drawing(
    tmp_path: Path, text: str, steps: int, said: list[str]
) -> None:
    found, html = _found(tmp_path, text)
    assert set(found) == {f"alur tidak digambar: {what}" for what in said}
    assert html.count('class="sop-kegiatan-teks"') == steps
    assert "terlalu besar untuk digambar" in html
    assert "sop-gambar" not in html
    assert len(html) < 1_000_000


def test_what_just_fits_is_drawn(tmp_path: Path) -> None:
    most = _sop(bounds.MAX_COLUMNS, [_step(number % bounds.MAX_COLUMNS) for number in range(bounds.MAX_SYMBOLS)])
    found, html = _found(tmp_path, most)
    assert not found
    assert html.count('<div class="sop-gambar"') > bounds.MAX_SYMBOLS
    assert len(html) < 8_000_000


def test_the_words_of_an_undrawn_flow_name_performers_and_ways(tmp_path: Path) -> None:
    _, html = _found(tmp_path, _sop(10, [_step(n * 7 % 10, max(1, n // 2) if n > 1 else 0) for n in range(210)]))
    row = html[html.index('id="langkah-5"') : html.index('id="langkah-6"')]
    assert "Staf 8" in row
    assert 'Tidak<i> ke </i><a href="#langkah-2"><span>langkah </span>2</a>' in row


def _counted_plainly(graph: FlowGraph) -> int:
    spans = [
        sorted((graph.row_of(edge.source), graph.row_of(edge.target))) for edge in graph.edges if graph.is_drawn(edge)
    ]
    return max(sum(first <= border < last for first, last in spans) for border in range(len(graph.nodes) + 1))


@pytest.mark.parametrize("seed", range(20))
def test_lines_side_by_side_are_counted(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    count = chance.randint(1, 30)
    steps = [_step(chance.randrange(4), chance.randint(1, count) if number else 0) for number in range(count)]
    sop = catalog_of(tmp_path, besar=_sop(4, steps)).by_slug["besar"].sop
    assert sop is not None
    graph = build_graph(sop)
    assert count_side_by_side(graph) == _counted_plainly(graph)
    assert Bound.SIDE_BY_SIDE not in {item.bound for item in find_excesses(graph)}
