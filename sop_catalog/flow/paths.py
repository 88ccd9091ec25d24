"""Each arrow as one line from symbol to symbol, for those who draw it as a whole and not cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sop_catalog.flow.graph import FlowEdge, FlowGraph, Lane
from sop_catalog.flow.ports import Plan, plan_ports
from sop_catalog.flow.route import Route
from sop_catalog.flow.routing import Router
from sop_catalog.flow.tile import Place
from sop_catalog.flow.tiles import TileDrawer

_End = tuple[int, Place]


class Corner(NamedTuple):
    """A point at which a line begins, bends or ends, in the words of `flow.tile`."""

    column: int
    across: Place
    row: int
    """From 0."""
    down: Place


class Path(NamedTuple):
    """The line of one edge that leads to a symbol."""

    edge: FlowEdge
    corners: tuple[Corner, ...]
    """From the source's way out to the target's way in; each differs from the one before in one direction only."""


class Joint(NamedTuple):
    """The plain line between two performers who work together."""

    node_id: int
    row: int
    left: int
    right: int
    """The columns between whose symbols it runs."""


def find_paths(graph: FlowGraph) -> tuple[tuple[Path, ...], tuple[Joint, ...]]:
    """The lines of a drawing as `flow.grid.build_grid` draws them, in the order of the edges."""
    nameless = FlowGraph((Lane("", ""),) * len(graph.lanes), graph.nodes, graph.edges)
    bodies = [0] * len(graph.lanes)
    for node in graph.nodes:
        for lane in node.lanes:
            bodies[lane] |= 1 << (node.nomor - 1)
    plans = plan_ports(nameless, bodies)
    router = Router(nameless, plans, bodies)
    router.run()
    drawer = _PathDrawer(nameless, plans, router)
    drawer.draw()
    order = {id(edge): place for place, edge in enumerate(nameless.edges)}
    paths = sorted(drawer.paths, key=lambda path: order[id(path.edge)])
    joints = [
        Joint(node.id, node.nomor - 1, left, right)
        for node in graph.nodes
        for left, right in pairwise(sorted(node.lanes))
        if not router.bodies_between(node.nomor - 1, left, right)
    ]
    return tuple(paths), tuple(joints)


class _PathDrawer(TileDrawer):
    """Keeps the pieces of each route together while it cuts them into tiles."""

    def __init__(self, graph: FlowGraph, plans: Sequence[Plan], router: Router) -> None:
        super().__init__(graph, plans, router)
        self.paths: list[Path] = []
        self._pieces: list[tuple[Corner, Corner]] = []

    def _draw(self, route: Route) -> None:
        self._pieces = []
        super()._draw(route)
        self.paths.append(Path(route.edge, _chain(self._pieces)))

    def _vertical(self, at: _End, upper: _End, lower: _End, target: int, source: int) -> None:
        one, other = (Corner(at[0] // 3, at[1], *end) for end in (upper, lower))
        self._pieces.append((one, other))
        super()._vertical(at, upper, lower, target, source)

    def _horizontal(self, at: _End, one: _End, other: _End, target: int, source: int) -> None:
        first, last = (Corner(end[0] // 3, end[1], *at) for end in (one, other))
        self._pieces.append((first, last))
        super()._horizontal(at, one, other, target, source)


def _chain(pieces: Sequence[tuple[Corner, Corner]]) -> tuple[Corner, ...]:
    """The corners of pieces that touch one another, from the source's end to the target's."""
    rest = [piece for piece in pieces if piece[0] != piece[1]]
    ends = [corner for piece in rest for corner in piece]
    at = next(corner for corner in ends if ends.count(corner) == 1 and not _arrives(corner))
    corners = [at]
    while rest:
        piece = next(piece for piece in rest if at in piece)
        rest.remove(piece)
        at = piece[1] if piece[0] == at else piece[0]
        corners.append(at)
    return tuple(corners)


def _arrives(corner: Corner) -> bool:
    """Whether a symbol is reached here: by its top or bottom, or by a side."""
    return corner.down.word in {"tn", "ts"} or corner.across.word in {"te", "tw"}
