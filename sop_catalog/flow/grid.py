"""The router of the flowchart in the table: a graph goes in, a tile for every step and performer comes out.

Pure data, no HTML, the same for the same graph. The work is done in rooms of their own: `ports` chooses where the lines
of a step leave its symbol and places the labels, `routing` finds each line's way, `tracks` lays parallel lines side by
side, `tiles` cuts them at the cells, `widths` says how wide the columns must be, `connectors` closes the lines at printed
page breaks. The vocabulary is in `tile`.

What holds for every drawing (tests/support/geometry.py measures it on the HTML, without this code):

    each drawn edge is one connected path from its source's symbol to its target's
    two edges share a piece only if they end in the same target
    no line crosses a symbol or a label; lines cross each other at right angles only, and where they lead to different
    symbols the level one goes over the other in a small bridge; lines that meet without one lead to the same symbol
    each branch of a decision has its label at its symbol; arrowheads stand at targets only
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sop_catalog.flow.connectors import Pages, connect_pages, print_lines
from sop_catalog.flow.graph import FlowGraph, FlowNode, Lane
from sop_catalog.flow.ports import Plan, plan_ports
from sop_catalog.flow.remembered import remember_by_identity
from sop_catalog.flow.routing import Router
from sop_catalog.flow.sizes import HEIGHT
from sop_catalog.flow.tile import MIDDLE, Grid, Row, Tile
from sop_catalog.flow.tiles import TileDrawer
from sop_catalog.flow.widths import column_widths, wider

_SHAPES = 512
"""Drawings that are kept: in an agency's catalogue every other flow has the shape of one before it."""
_NAMELESS = Lane("", "")


def build_grid(graph: FlowGraph, breaks: frozenset[int] = frozenset()) -> Grid:
    """Draw a graph. `breaks`: numbers of the steps after which a printed page ends."""
    return break_pages(_draw(FlowGraph((_NAMELESS,) * len(graph.lanes), graph.nodes, graph.edges)), breaks)


@lru_cache(maxsize=_SHAPES)
def _draw(graph: FlowGraph) -> Grid:
    """Draw a graph whose columns have no titles, for nothing in the drawing depends on those."""
    bodies = [0] * len(graph.lanes)
    for node in graph.nodes:
        for lane in node.lanes:
            bodies[lane] |= 1 << (node.nomor - 1)
    plans = plan_ports(graph, bodies)
    router = Router(graph, plans, bodies)
    router.run()
    drawer = TileDrawer(graph, plans, router)
    tiles = drawer.draw()
    widths = tuple(column_widths(plans, router.row, drawer.tracks, _bridged(tiles)))
    rows = tuple(_row(nodes, [plans[node.id - 1] for node in nodes], tiles, drawer) for nodes in graph.rows())
    return Grid(rows, widths, tuple(drawer.ways), {}, {}, {})


@remember_by_identity(4 * _SHAPES)
def break_pages(grid: Grid, breaks: frozenset[int]) -> Grid:
    """The same drawing with its printed pages ending after these steps; nothing is routed anew.

    Args:
        grid: a drawing without page breaks.
        breaks: numbers of the steps after which a printed page ends.
    """
    if not breaks:
        return grid
    breaks = frozenset(nomor for nomor in breaks if 1 <= nomor < len(grid.rows))
    pages = Pages(grid.rows, breaks)
    closing, opening, needs = connect_pages(grid.ways, pages, len(grid.widths))
    widths = tuple(wider(*pair) for pair in zip(grid.widths, needs, strict=True))
    return grid._replace(widths=widths, closing=closing, opening=opening, printed=print_lines(grid.rows, pages))


def _row(nodes: Sequence[FlowNode], plans: Sequence[Plan], tiles: Sequence[list[Tile]], drawer: TileDrawer) -> Row:
    nomor = nodes[0].nomor
    cells = tiles[nomor - 1]
    return Row(
        nomor,
        tuple(cells),
        drawer.channel_count[nomor - 1],
        max(plan.above for plan in plans),
        max(plan.below for plan in plans),
        max(HEIGHT, *(plan.size.height for plan in plans)),
        None if any(node.lanes for node in nodes) else _free_columns(cells),
        any(tile.starts for tile in cells),
    )


def _bridged(tiles: Sequence[Sequence[Tile]]) -> list[set[tuple[int, int]]]:
    """Of each column the zones and rows where an arrow arrives over a track: see `column_widths`."""
    found: list[set[tuple[int, int]]] = [set() for _ in tiles[0]] if tiles else []
    for row, cells in enumerate(tiles):
        for column, tile in enumerate(cells):
            for bridge in tile.bridges:
                side = {"l": ("w", 0), "r": ("e", 2)}.get(bridge.across.word)
                if side and bridge.down == MIDDLE and side[0] in tile.heads:
                    found[column].add((3 * column + side[1], row))
    return found


def _free_columns(tiles: list[Tile]) -> tuple[int, int]:
    """The widest run of columns without a line, the leftmost of equals: first column and number of columns."""
    best = (0, 0)
    start = 0
    for column in range(len(tiles) + 1):
        if column == len(tiles) or tiles[column].segments:
            if column - start > best[1]:
                best = (start, column - start)
            start = column + 1
    return best
