"""The flowchart in the activity table: from the graph of one SOP to the HTML of its performers' cells.

In a Jinja template (the page's own columns left out):

    <table class="sop-kegiatan {{ flowchart.classes }}">
      <colgroup>{% for column in flowchart.columns %}<col class="sop-lajur" style="{{ column.style }}">{% endfor %}
      {% for row in flowchart.rows %}
        {% if row.strip_before %}<tr class="sop-sambungan sop-sambungan-awal" aria-hidden="true">
          {% for html in row.strip_before %}<td class="sop-sel">{{ html }}</td>{% endfor %}</tr>{% endif %}
        <tr id="langkah-{{ row.nomor }}" class="{{ row.classes }}" style="{{ row.style }}">
          {% for cell in row.cells %}<td class="sop-sel {{ cell.classes }}" style="{{ cell.style }}">{{ cell.html }}</td>{% endfor %}</tr>
        {% if row.strip_after %}… the same with sop-sambungan-akhir …{% endif %}
      {% endfor %}

The drawing is one `div.sop-gambar` a cell, hidden from assistive technology, filled with lines as `<i>`; their classes
are the words of `flow.tile` (sop-flowchart.css says where each lies): axis, place, "f" + where it starts, "t" + where it
ends, and the places' numbers as i1…, p1…, q1…. Beside it `span.sop-teks` says the same in words, with links: read to
screen readers, shown on phones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sop_catalog.flow.graph import FlowGraph, FlowNode, Symbol
from sop_catalog.flow.grid import build_grid
from sop_catalog.flow.remembered import remember_by_identity
from sop_catalog.flow.sizes import EDGE, HEIGHT, LETTER, LETTER_RAPAT, MANY_PERFORMERS, WIDTH
from sop_catalog.flow.tile import Bridge, Capsule, Connector, Grid, Label, Place, Segment, Strip, Tile, Width
from sop_catalog.flow.tile import Row as GridRow
from sop_catalog.pages.flow.words import FlowWords

NUMBERED_CLASSES = 9
"""The style sheet has the classes i1 to i9, p1 …, q1 …; greater numbers travel in a style attribute."""


LABEL = LETTER
LABEL_RAPAT = LETTER_RAPAT
"""In print with many performers: 6.5 pt, the least that is read on paper."""
ON_SCREEN, ON_PAPER = "layar", "cetak"
"""Classes of lines that one of both alone shows: on paper nothing is seen of a line on sheets that it only passes."""
LABEL_LINE = 12
"""Height of a label's line in units, at most (--sop-baris-label)."""
LABEL_LINE_RAPAT = 14.6
COLUMN_EDGE = 2.0
"""Between a column's border and what stands next to it, in units."""
START_ROOM = 26.0
"""Height at the top of a row for the capsule of a flow that begins at a decision, in units."""
STRIP = 29
"""Height of a strip of off-page connectors without levels, in units."""


@dataclass(frozen=True, slots=True)
class Column:
    """One performer's column."""

    judul: str
    """The head as printed."""
    need: Width
    style: str
    """The need as custom properties for `<col class="sop-lajur">`, where the style sheet computes the width; may be
    "" (a symbol alone)."""

    def width(self, *, rapat: bool = False) -> float:
        """The least width, in units, as the style sheet computes it for print."""
        label = LABEL_RAPAT if rapat else LABEL
        return max(68.0, 2 * (self.need.symbol * 40 + self.need.em * label + self.need.tracks * 6 + COLUMN_EDGE))


@dataclass(frozen=True, slots=True)
class Cell:
    """One performer's cell of one row."""

    classes: str
    """Further classes beside `sop-sel`; may be ""."""
    html: Markup
    """`div.sop-gambar` (the drawing) and `span.sop-teks` (its words); may be empty."""
    style: str = ""
    """For the `<td>`: the size of a symbol that holds words, and the symbol's place in its row on a phone; may be ""."""


@dataclass(frozen=True, slots=True)
class Row:
    """One step."""

    nomor: int
    classes: str
    """For the `<tr>`: "sop-jamak" for a row of several symbols; may be ""."""
    style: str
    """For the `<tr>`: custom properties from which the style sheet computes the least height; may be ""."""
    height: float
    """The least height in units, as the style sheet computes it from `style`; at most (a crowded print is lower)."""
    cells: tuple[Cell, ...]
    """One a column."""
    strip_before: tuple[Markup, ...] | None
    """First row of a printed page with lines that come from the page before: one HTML a column, for a print-only row
    `tr.sop-sambungan.sop-sambungan-awal` above this one."""
    strip_after: tuple[Markup, ...] | None
    """Last row of a printed page with lines that go on: the same for `tr.sop-sambungan.sop-sambungan-akhir` below."""


@dataclass(frozen=True, slots=True)
class Flowchart:
    """Everything that the page template needs to draw the performers' columns."""

    classes: str
    """For the `<table>`: "sop-alur", and "sop-alur-rapat" with many performers."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def render_flowchart(graph: FlowGraph, breaks: frozenset[int] = frozenset(), routed: Grid | None = None) -> Flowchart:
    """Draw a graph.

    Args:
        graph: the flow of one SOP.
        breaks: numbers of the steps after which a printed page ends.
        routed: what `build_grid(graph, breaks)` gives, where the caller has it already.
    """
    grid = routed or build_grid(graph, breaks)
    words = FlowWords(graph)
    rows = tuple(
        Row(
            row.nomor,
            _row_classes(row, nodes),
            _row_style(row),
            row_height(row),
            _cells(nodes, words, row, grid.printed.get(row.nomor, row.tiles), graph),
            _strip(grid.opening.get(row.nomor), "awal"),
            _strip(grid.closing.get(row.nomor), "akhir"),
        )
        for row, nodes in zip(grid.rows, graph.rows(), strict=True)
    )
    columns = tuple(
        Column(lane.judul, width, _column_style(width)) for lane, width in zip(graph.lanes, grid.widths, strict=True)
    )
    many = len(graph.lanes) > MANY_PERFORMERS
    return Flowchart("sop-alur sop-alur-rapat" if many else "sop-alur", columns, rows)


def _row_classes(row: GridRow, nodes: Sequence[FlowNode]) -> str:
    if row.text is not None:
        return "sop-baris-tak-terbaca"
    return "sop-jamak" if len(nodes) > 1 else ""


def _row_style(row: GridRow) -> str:
    sizes = [("k", row.channels), ("a", row.above), ("b", row.below)]
    style = [f"--sop-{name}:{count}" for name, count in sizes if count]
    style += ["--sop-m:1"] * row.starts
    return ";".join([*style, f"--sop-g:{row.tall:g}"] if row.tall > HEIGHT else style)


def row_height(row: GridRow, line: float = LABEL_LINE) -> float:
    """The capsule of a start, 6 a channel, the symbol with air around it, what labels and levels need beyond that.

    Args:
        line: height of a label's line, in units.
    """
    core = row.tall / 2 + 9
    rise = max(0.0, 0.37 * HEIGHT + row.above * line + 3 - core)
    sink = max(0.0, row.below * line - 3)
    return START_ROOM * row.starts + 6 * row.channels + rise + 2 * core + sink


def _column_style(width: Width) -> str:
    sizes = (("s", width.symbol, 0.5), ("e", width.em, 0), ("t", width.tracks, 0))
    return ";".join(f"--sop-{name}:{size:.4g}" for name, size, usual in sizes if size != usual)


# --- Cells ---------------------------------------------------------------------------------------------------------


def _cells(
    nodes: Sequence[FlowNode], words: FlowWords, row: GridRow, printed: Sequence[Tile], graph: FlowGraph
) -> tuple[Cell, ...]:
    """The cells of a row; `printed`: its tiles as they are on paper."""
    drawings = [_drawing(*pair, graph) for pair in zip(row.tiles, printed, strict=True)]
    if row.text is not None:
        return _unreadable_cells(graph, row, words, drawings)
    first = nodes[0].id
    cells = []
    for column, (tile, drawing) in enumerate(zip(row.tiles, drawings, strict=True)):
        if tile.symbol:
            node = nodes[tile.node_id - first]
            said = words.symbol(node, column, graph.edges_from(node.id))
            html = Markup(f'{drawing}<span class="sop-teks">{said}</span>')  # noqa: S704  escaped piece by piece
            place = node.id - first
            before = graph.edges_from(node.id - 1) if place else ()
            led = len(before) == 1 and before[0].target == node.id
            classes = f"sop-{tile.symbol}{' sop-berisi' * bool(tile.size.lines)}{' sop-rantai' * led}"
            cells.append(Cell(classes, html, _cell_style(tile, place if len(nodes) > 1 else -1)))
        else:
            cells.append(Cell("", Markup(drawing)) if tile.segments else _EMPTY)  # noqa: S704  only our own words
    return tuple(cells)


def _cell_style(tile: Tile, place: int) -> str:
    """The size of a symbol with words, and which one of its row it is, from 0; -1: the only one."""
    style = [f"--sop-w:{tile.size.width:g};--sop-h:{tile.size.height:g}"] if tile.size.lines else []
    return ";".join([*style, f"--sop-o:{place}"] if place >= 0 else style)


def _unreadable_cells(graph: FlowGraph, row: GridRow, said: FlowWords, drawings: Sequence[str]) -> tuple[Cell, ...]:
    """Cells without inner borders: the words lie over the columns that no line crosses."""
    edges = graph.edges_from(graph.row(row.nomor)[0].id)
    first, count = row.text or (0, 0)
    last = len(row.tiles) - 1
    branches = said.branches(edges) if len(edges) > 1 else ""
    more = f'<span class="sop-teks"><span>; keputusan; </span>{branches}</span>' if branches else ""
    cells = []
    for column, tile in enumerate(row.tiles):
        html = drawings[column] if tile.segments else ""
        if column == first:
            hidden = "" if count else " sop-teks"
            style = f' style="--sop-n:{count}"' if count > 1 else ""
            words = f'<span class="sop-tak-terbaca{hidden}"{style}>pelaksana tidak terbaca</span>'
            html = f"{html}{words}{more}"
        cells.append(Cell("" if column == last else "sop-sel-gabung", Markup(html)))  # noqa: S704  escaped piece by piece
    return tuple(cells)


_EMPTY = Cell("", Markup())


# --- The drawing ---------------------------------------------------------------------------------------------------


def _diamond(width: float, height: float) -> str:
    """A diamond of a size; it is stretched only where print makes all symbols larger."""
    beside, above = EDGE
    corners = (width / 2, above, width - beside, height / 2, width / 2, height - above, beside, height / 2)
    path = " ".join(f"{round(corner, 2):g}".removeprefix("0") for corner in corners)
    return f'<svg viewBox="0 0 {width:g} {height:g}" preserveAspectRatio="none"><path d="M{path}z"/></svg>'


_DIAMOND = _diamond(WIDTH, HEIGHT)
_SYMBOLS = {
    Symbol.DECISION: _DIAMOND,
    Symbol.PROCESS: '<b class="kotak"></b>',
    Symbol.TERMINATOR: '<b class="kapsul"></b>',
}


def _drawing(tile: Tile, printed: Tile, graph: FlowGraph) -> str:
    """A tile as it is on screens, and as it is on paper where that is another one."""
    return _same_drawing(tile, graph) if printed is tile else _tile_html(tile, printed, graph)


@remember_by_identity(20_000, alone=True)  # a tile is one of the flow that it was drawn for, and of its shape
def _same_drawing(tile: Tile, graph: FlowGraph) -> str:
    return _tile_html(tile, tile, graph)


def _tile_html(tile: Tile, printed: Tile, graph: FlowGraph) -> str:
    has_words = tile.labels or tile.size.lines or tile.symbol == Symbol.DECISION  # else there is nothing to read out
    hidden = ' aria-hidden="true"' if has_words else ""
    parts = [f'<div class="sop-gambar"{hidden}>']
    if tile.symbol:
        is_large = tile.symbol == Symbol.DECISION and tile.size.lines
        parts.append(_diamond(tile.size.width, tile.size.height) if is_large else _SYMBOLS[Symbol(tile.symbol)])
    if tile.size.lines:
        parts.append(f'<span class="isi">{"<br>".join(escape(line) for line in tile.size.lines)}</span>')
    parts += ['<b class="mulai"></b>'] * tile.starts
    parts += _lines(tile, printed, graph)
    parts += [f'<i class="p {place}"></i>' for place in tile.heads]
    parts += [_capsule(capsule) for capsule in tile.capsules]
    parts += [_label(label) for label in tile.labels]
    parts.append("</div>")
    return "".join(parts)


def _lines(tile: Tile, printed: Tile, graph: FlowGraph) -> list[str]:
    """The lines of a cell, those of the screen or of paper alone as such.

    Where some cross: level ones, over them the gaps of the bridges, over these the upright ones.
    """
    kept = {segment[:5] for segment in printed.segments}
    lines = [(segment, "" if segment[:5] in kept else ON_SCREEN) for segment in tile.segments]
    if printed is not tile:
        shown = {segment[:5] for segment in tile.segments}
        lines += [(segment._replace(sources=()), ON_PAPER) for segment in printed.segments if segment[:5] not in shown]
    drawn = [(segment.axis, _marked_line(segment, graph, medium)) for segment, medium in lines]
    if not tile.bridges:
        return [html for _, html in drawn]
    stay = {bridge[:3] for bridge in printed.bridges}
    bridges = [_bridge(bridge, graph, "" if bridge[:3] in stay else ON_SCREEN) for bridge in tile.bridges]
    level, upright = ([html for axis, html in drawn if axis == wanted] for wanted in "hv")
    return [*level, *bridges, *upright]


def _marked_line(segment: Segment, graph: FlowGraph, medium: str) -> str:
    html = _line(segment)
    if medium:
        html = (
            html.replace('">', f' {medium}">', 1)
            if " style=" not in html
            else html.replace('" style', f' {medium}" style', 1)
        )
    return f"{html[:-5]}{_way(segment.sources, segment.target, graph)}></i>"


def _way(sources: Sequence[int], target: int, graph: FlowGraph) -> str:
    """The rows that a line leads from and, where it leads to a symbol, that one's: `data-l="3 5-7"`."""
    if not sources:
        return ""
    rows = " ".join(map(str, dict.fromkeys(graph.row_of(source) for source in sources)))
    return f' data-l="{rows}-{graph.row_of(target)}"' if target > 0 else f' data-l="{rows}"'


def _bridge(bridge: Bridge, graph: FlowGraph, medium: str) -> str:
    """Marked as its level line is, so that both are lit together."""
    numbers = [("i", bridge.down.number), ("p", bridge.across.number)]
    classes = [
        bridge.down.word,
        f"f{bridge.across.word}",
        *(f"{n}{i}" for n, i in numbers if 0 < i <= NUMBERED_CLASSES),
        *([medium] if medium else []),
    ]
    style = ";".join(f"--sop-{name}:{index}" for name, index in numbers if index > NUMBERED_CLASSES)
    return f'<u class="{" ".join(classes)}"{_style(style)}{_way(bridge.sources, bridge.target, graph)}></u>'


_LINES: dict[tuple[str, Place, Place, Place], str] = {}
"""The few hundred different lines that drawings are made of, as HTML."""


def _line(segment: Segment) -> str:
    key = segment[:4]
    html = _LINES.get(key)
    if html is None:
        html = _LINES[key] = _line_html(*key)
    return html


def _line_html(axis: str, at: Place, start: Place, end: Place) -> str:
    classes = [axis, at.word]
    classes += [f"f{start.word}"] if start.word else []
    classes += [f"t{end.word}"] if end.word else []
    numbers = [(name, place.number) for name, place in (("i", at), ("p", start), ("q", end)) if place.number]
    classes += [f"{name}{index}" for name, index in numbers if index <= NUMBERED_CLASSES]
    style = ";".join(f"--sop-{name}:{index}" for name, index in numbers if index > NUMBERED_CLASSES)
    return f'<i class="{" ".join(classes)}"{_style(style)}></i>'


def _style(style: str) -> str:
    return f' style="{style}"' if style else ""


def _label(label: Label) -> str:
    return f"<em{_placed(label.place, label.slot)}>{'<br>'.join(escape(line) for line in label.lines)}</em>"


def _capsule(capsule: Capsule) -> str:
    return f"<i{_placed('p ' + capsule.place, capsule.slot)}></i><b{_placed('selesai ' + capsule.place, capsule.slot)}></b>"


def _placed(classes: str, number: int) -> str:
    """The class attribute with the number of the place, and a style attribute for a great one."""
    if number > NUMBERED_CLASSES:
        return f' class="{classes}" style="--sop-i:{number}"'
    return f' class="{classes} i{number}"' if number else f' class="{classes}"'


def _strip(strip: Strip | None, kind: str) -> tuple[Markup, ...] | None:
    """The cells of a strip."""
    if strip is None:
        return None
    cells = []
    for tile in strip.tiles:
        lines = "".join(_line(segment) for segment in tile.segments)
        pentagons = "".join(
            _pentagon(connector, up=connector.keluar == (kind == "awal")) for connector in tile.connectors
        )
        style = _style(f"--sop-j:{strip.levels}" if strip.levels else "")
        cells.append(Markup(f'<div class="sop-gambar {kind}"{style}>{lines}{pentagons}</div>'))  # noqa: S704  only our own words
    return tuple(cells)


def _pentagon(connector: Connector, *, up: bool) -> str:
    """Points the way that the line travels."""
    place = connector.place
    # After Z come AA, AB, …: as wide as the widest single letter, and no wider.
    width = ' textLength="8.4" lengthAdjust="spacingAndGlyphs"' if len(connector.huruf) > 1 else ""
    path, baseline = ("M.5 14.5h10v-9.4L5.5.1.5 5.1z", 12.4) if up else ("M.5.5h10v9l-5 4.9-5-4.9z", 8.9)
    return (
        f'<svg{_placed("segilima " + place.word, place.number)} viewBox="0 0 11 15"><path d="{path}"/>'
        f'<text x="5.5" y="{baseline}"{width}>{connector.huruf}</text></svg>'
    )
