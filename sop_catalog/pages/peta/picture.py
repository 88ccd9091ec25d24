"""The drawing of a map: boxes with links in layers, and the lines between them, as SVG that stands by itself.

While the pointer or the focus is on a box its lines stand out; style sheets alone do that, by the classes n0, n1, … that
a box has and both of whose ends a line has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sop_catalog.flow.letters import letters_em
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.peta.layers import LayeredLine, Layers, Passage, Place

_WIDTH, _GAP, _WAY = 200, 8, 64
"""Of a box, between boxes, and of the lines between two layers, in the picture's own pixels."""
_LETTERS, _LINE, _LINES, _PADDING = 13, 16, 5, 5
"""Size of the letters, height of a line, the most lines in a box, and the room around them."""
_PASSAGE = 14
"""What a line takes of the height of a layer that it passes."""
_ARROW = 5


@dataclass(frozen=True, slots=True)
class Simpul:
    """A box."""

    tautan: Tautan
    """`catatan` is the small line under the name, such as the unit of an SOP from outside."""
    jenis: str
    """CSS class: "dalam", "luar", "unit", "dicabut", "belum-ada"."""


@dataclass(frozen=True, slots=True)
class Gambar:
    """The drawing."""

    html: Markup
    """The SVG, and the style that lights its lines up."""
    lebar: int
    """In pixels."""


def draw_layers(layers: Layers, nodes: Mapping[str, Simpul], judul: str) -> Gambar:
    """Draw.

    Args:
        layers: where everything stands.
        nodes: what stands there, by name.
        judul: what the drawing is, for screen readers.
    """
    heights = {place: _height(nodes, place) for layer in layers.layers for place in layer}
    tallest = max(sum(map(heights.__getitem__, layer)) + _GAP * (len(layer) - 1) for layer in layers.layers)
    middles: dict[Place, tuple[float, float]] = {}
    """The left edge and the middle of each place."""
    for number, layer in enumerate(layers.layers):
        free = tallest - sum(map(heights.__getitem__, layer))
        gap = min(free / (len(layer) + 1), 3 * _GAP) if len(layer) > 1 else 0
        y = (free - gap * (len(layer) - 1)) / 2
        for place in layer:
            middles[place] = number * (_WIDTH + _WAY), y + heights[place] / 2
            y += heights[place] + gap
    numbers = {name: number for number, name in enumerate(nodes)}
    lines = "".join(_line(line, middles, numbers) for line in layers.lines)
    boxes = "".join(_box(node, *middles[name], heights[name], numbers[name]) for name, node in nodes.items())
    width = len(layers.layers) * (_WIDTH + _WAY) - _WAY
    html = Markup(  # noqa: S704 - escaped piece by piece
        f'<style>{_lighting(len(nodes))}</style><svg class="sop-peta" width="{width + 2}" height="{tallest + 2:.0f}"'
        f' viewBox="-1 -1 {width + 2} {tallest + 2:.0f}" role="group" aria-label="{escape(judul)}">'
        '<marker id="sop-panah" viewBox="0 0 6 6" refX="1" refY="3" markerWidth="6" markerHeight="6"'
        f' orient="auto-start-reverse"><path d="M0 0 6 3 0 6z"/></marker>{lines}{boxes}</svg>'
    )
    return Gambar(html, width)


def _lighting(count: int) -> str:
    lit = ",".join(f".sop-peta:has(a.n{number}:is(:hover,:focus)) .n{number}" for number in range(count))
    return f"{lit}{{--sop-peta-sorot:var(--sop-tautan);stroke-opacity:1;stroke-width:2.5px}}"


def _height(nodes: Mapping[str, Simpul], place: Place) -> int:
    if isinstance(place, Passage):
        return _PASSAGE
    node = nodes[place]
    lines = len(_wrap(node.tautan.teks)) + bool(node.tautan.catatan)
    return lines * _LINE + 2 * _PADDING


def _wrap(teks: str) -> list[str]:
    """The lines that fit; a name that is longer than any ends in "…"."""
    room = (_WIDTH - 2 * _PADDING) / _LETTERS
    lines = [""]
    for word in teks.split():
        longer = f"{lines[-1]} {word}".strip()
        if letters_em(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    shown, rest = lines[:_LINES], lines[_LINES:]
    return [*(_cut(line, room, more=False) for line in shown[:-1]), _cut(shown[-1], room, more=bool(rest))]


def _cut(line: str, room: float, *, more: bool) -> str:
    if not more and letters_em(line) <= room:
        return line
    while line and letters_em(f"{line}…") > room:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _line(line: LayeredLine, middles: Mapping[Place, tuple[float, float]], numbers: Mapping[str, int]) -> str:
    x, y = middles[line.places[0]]
    x += _WIDTH
    way = f"M{x + (_ARROW if line.is_turned else 0):g} {y:.4g}"
    for place in line.places[1:]:
        left, middle = middles[place]
        last = place == line.places[-1]
        end = left - (0 if line.is_turned or not last else _ARROW)
        bend = (x + left) / 2
        way += f"C{bend:g} {y:.4g} {bend:g} {middle:.4g} {end:g} {middle:.4g}"
        x, y = left, middle
        if not last:
            x += _WIDTH
            way += f"H{x:g}"
    turned = " balik" if line.is_turned else ""
    return f'<path class="n{numbers[line.source]} n{numbers[line.target]}{turned}" d="{way}"/>'


def _box(node: Simpul, x: float, y: float, height: float, number: int) -> str:
    top = y - height / 2
    lines = _wrap(node.tautan.teks)
    said: Sequence[str] = [f'<tspan x="{x + _WIDTH / 2:g}" dy="{_LINE}">{escape(line)}</tspan>' for line in lines]
    if node.tautan.catatan:
        small = _cut(node.tautan.catatan, (_WIDTH - 2 * _PADDING) / (_LETTERS - 2), more=False)
        said = [*said, f'<tspan class="unit" x="{x + _WIDTH / 2:g}" dy="{_LINE}">{escape(small)}</tspan>']
    return (
        f'<a href="{escape(node.tautan.href)}" class="n{number} sop-simpul-{node.jenis}">'
        f'<rect x="{x:g}" y="{top:.4g}" width="{_WIDTH}" height="{height:g}"/>'
        f'<text y="{top + _PADDING - 3:.4g}">{" ".join(said)}</text></a>'
    )
