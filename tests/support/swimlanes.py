"""Swimlanes drawn by the site's own scripts, many on one page, and an independent look at what they show.

The script decides by its own measures whether a drawing may be shown (assets/sop-diagram-ukur.js). What is looked at
here shares nothing with it: points along each visible line, every few pixels, against the boxes of foreign nodes.
"""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from sop_catalog.flow.graph import FlowGraph
from sop_catalog.flow.mermaid import merge_arguments, render_diagrams
from sop_catalog.pages.diagram import SCRIPT
from sop_catalog.site.assets import drawing_script
from sop_catalog.site.mermaid_bundle import entry_name, find_bundle
from support.browser import launch, serve
from support.paths import ASSETS

STYLE = "sop-diagram.css"

DATA = {"mesin": f"assets/mermaid/{entry_name(offline=False)}", "atur": merge_arguments({})}
_PAGE = f"""<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Uji</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/{STYLE}"><script src="{drawing_script()[0]}"></script>
</head><body style="margin:8px;font:16px/1.5 Arial"><div id="tempat" class="sop-diagram"></div></body></html>"""

DRAW = """async ([source, data]) => {
  const host = document.getElementById("tempat");
  host.replaceChildren();
  const load = () => import(new URL(data.mesin, document.baseURI).href).then((module) => module.default);
  const drawing = new SopGambar.Drawing(host, data, {judul: "", sumber: source}, load);
  host.append(drawing.figure);
  const begun = performance.now();
  await drawing.draw();
  return {
    wrong: drawing.wrong, tries: drawing.tries || 0, ms: performance.now() - begun,
    shown: drawing.figure.hidden ? null : (LOOK)(drawing.svg),
  };
}"""

LOOK = """(svg) => {
  const box = (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const nodes = [...svg.querySelectorAll("g.node:not(.kosong)")].map((e) =>
    ({name: /flowchart-([a-z]\\w*)-\\d+/.exec(e.id)[1], box: box(e.querySelector(".label-container"))}));
  const lines = [...svg.querySelectorAll("path.flowchart-link:not(.edge-thickness-invisible)")].map((path) => {
    const [, from, to] = /L_([a-z0-9]+)_([a-z0-9]+)_\\d+/.exec(path.id);
    const matrix = path.getScreenCTM(), length = path.getTotalLength(), points = [];
    for (let at = 0; at <= length; at += 4) {
      const p = path.getPointAtLength(at).matrixTransform(matrix);
      points.push([p.x, p.y]);
    }
    return {from, to, points};
  });
  const labels = [...svg.querySelectorAll("g.edgeLabel")].filter((e) => e.textContent.trim())
    .map((e) => ({text: e.textContent.trim(), box: box(e.querySelector("foreignObject"))}));
  const heads = [...svg.querySelectorAll(".swimlane-title")].map(box);
  return {nodes, lines, labels, heads};
}"""


def write_engine(folder: Path) -> None:
    """Mermaid, both builds, with the scripts and styles of ours, as the site has them."""
    bundle = find_bundle()
    assert bundle is not None, (
        "Mermaid belum ada di sop_catalog/assets/mermaid. "
        "Jalankan `make test` atau `python -m sop_catalog.site.mermaid_bundle` lebih dulu."
    )
    for offline in (False, True):
        for name, source in bundle.files(offline):
            target = folder / "assets" / "mermaid" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    for name in (SCRIPT, STYLE):
        shutil.copy(ASSETS / name, folder / "assets" / name)
    path, content = drawing_script()
    (folder / path).write_text(content, "utf-8")


@contextmanager
def drawing_page(folder: Path) -> Iterator[Page]:
    """A page on which `draw` draws."""
    write_engine(folder)
    (folder / "index.html").write_text(_PAGE, "utf-8")
    with serve(folder) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(base)
        yield page


@dataclass(frozen=True)
class Drawn:
    """How one diagram came out."""

    wrong: str
    """Why nothing is shown; "" for a drawing that is."""
    tries: int
    """Drawings that were thrown away."""
    milliseconds: float
    errors: tuple[str, ...]
    """What is wrong with what is shown, as a reader sees it."""


def draw(page: Page, source: str) -> Drawn:
    """Draw one source on a page that holds `<div id="tempat">` and the scripts."""
    result = page.evaluate(DRAW.replace("LOOK", LOOK), [source, DATA])
    return Drawn(
        result["wrong"], result["tries"], result["ms"], tuple(_errors(result["shown"])) if result["shown"] else ()
    )


def draw_flow(page: Page, graph: FlowGraph, texts: Sequence[str]) -> list[Drawn]:
    """Draw every part of a flow."""
    return [draw(page, diagram.source) for diagram in render_diagrams(graph, texts, "Uji")]


def _errors(shown: Any) -> list[str]:
    found = []
    boxes = {node["name"]: node["box"] for node in shown["nodes"]}
    for line in shown["lines"]:
        for name, box in boxes.items():
            if name not in (line["from"], line["to"]) and any(_inside(point, box) for point in line["points"]):
                found.append(f"{line['from']} → {line['to']} melewati {name}")
        for name, point in ((line["from"], line["points"][0]), (line["to"], line["points"][-1])):
            if not _inside(point, boxes[name], 14):
                found.append(f"{line['from']} → {line['to']} tidak sampai di {name}")
    found += _order_errors(boxes)
    for label in shown["labels"]:
        for other in [*boxes.values(), *shown["heads"]]:
            if _overlap(label["box"], other):
                found.append(f"label {label['text']} tertindih")
    return found


def _order_errors(boxes: Mapping[str, Sequence[float]]) -> list[str]:
    rows: dict[int, list[float]] = {}  # number of a row → the middles of its symbols, doubled
    for name, box in boxes.items():
        if row := re.match(r"s(\d+)", name):
            rows.setdefault(int(row[1]), []).append(box[1] + box[3])
    return [
        f"langkah {below} tidak di bawah langkah {above}"
        for above, below in itertools.pairwise(sorted(rows))
        if max(rows[above]) >= min(rows[below])
    ]


def _inside(point: Sequence[float], box: Sequence[float], reach: float = -1) -> bool:
    return box[0] - reach <= point[0] <= box[2] + reach and box[1] - reach <= point[1] <= box[3] + reach


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] + 2 < other[2] and other[0] + 2 < one[2] and one[1] + 2 < other[3] and other[1] + 2 < one[3]
