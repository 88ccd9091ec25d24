r"""Where the lines of a step leave its symbol, and where its labels stand.

A symbol has five ways out, and any one of them serves one branch only:

        nw  |  ne        e, w    from the side, at the symbol's middle; label above the line
      w ----<>---- e     s       from the bottom; label beside the line
       sw  /|\\  se       se, sw  from a diamond's lower edge down to a level, then aside; label on that line

Arrows arrive at the top, or at a side or the bottom that nothing leaves by.

    branch                                            first choice        then
    forward, same column, nothing in between          s                   side, slope
    back to an earlier step (or to itself)            side that faces it  slope on that side, s, other side
    forward, another column                           side that faces it  s, slope, other side
    forward, same column, a symbol in between         side                s, slope
    selesai                                           s, if nothing goes on downwards, then a free side, then a side
                                                      whose line can leave by a slope instead
    unknown target, unreadable performer, no way out  words only: "Tidak → ?", "Ya → 8"

Returns choose before forward branches: a Tidak that goes back by the side and a Ya that goes on downwards is how the
form is drawn by hand. The other way out for "another column" is the side, because it needs one bend instead of two.

In a row of several symbols, an arrow to a neighbour (no symbol stands between) runs straight from side to side; such
arrows are given out first, in the order of the symbols, and nothing else leaves by a side at which one arrives. An arrow
to any other symbol of the same row counts as a return: it goes up to the channel at the top of the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode, Symbol
from sop_catalog.flow.labels import MAX_LINES, break_label
from sop_catalog.flow.sizes import USUAL, Size, symbol_sizes
from sop_catalog.flow.tile import Capsule, Label

SLOPES = 2
"""Stubs on each lower edge of a diamond."""
CAPSULE_LEVELS = 3
"""Levels below a symbol that a capsule "selesai" takes."""


class Exit(NamedTuple):
    """The way out that one edge uses."""

    port: str
    """e w s se sw."""
    side: int
    """-1 the line first goes left, 1 right, 0 straight down from the bottom."""
    level: int = -1
    """The level below the symbol at which a line from the bottom or a slope turns aside; -1: none."""
    slope: int = 0
    """The stub, counted from the outside."""


class Plan:
    """The ways out and the labels of one symbol."""

    __slots__ = (
        "above",
        "capsules",
        "columns",
        "diamond",
        "direct",
        "entered",
        "exits",
        "labels",
        "levels",
        "size",
        "slopes",
        "used",
    )

    def __init__(self, columns: tuple[int, ...], size: Size = USUAL, *, diamond: bool = True) -> None:
        self.columns = columns
        self.diamond = diamond
        self.size = size
        self.direct: dict[int, str] = {}
        """Edges of the symbol, by their place in its order, that run straight to a neighbour: e or w."""
        self.entered: set[str] = set()
        """Sides (e w) at which such an edge arrives."""
        self.exits: list[Exit | None] = []
        """One an edge of the step, in its order; None: no line to a step."""
        self.used: set[str] = set()
        """Ways out (e w s) that are taken, by a line that leaves or by the line to a joint performer."""
        self.labels: list[Label] = []
        self.capsules: list[Capsule] = []
        self.levels = {-1: 0, 1: 0}
        """Levels taken below the symbol, left and right."""
        self.slopes = {-1: 0, 1: 0}
        self.above = 0

    @property
    def below(self) -> int:
        """Levels that the row must have room for."""
        return max(self.levels.values())


def plan_ports(graph: FlowGraph, bodies: Sequence[int]) -> list[Plan]:
    """The plan of every symbol. `bodies[column]` has bit r set where row r (from 0) has a symbol in that column."""
    plans = [
        Plan(node.lanes, size, diamond=node.symbol is Symbol.DECISION)
        for node, size in zip(graph.nodes, symbol_sizes(graph), strict=True)
    ]
    for plan in plans:
        for lane in plan.columns[1:]:
            plan.used.add("e" if lane > plan.columns[0] else "w")
    if plans and len(plans) > graph.nodes[-1].nomor:
        _plan_neighbours(graph, plans)
    for node, plan in zip(graph.nodes, plans, strict=True):
        own = graph.edges_from(node.id)
        if not node.lanes:
            plan.exits = [None] * len(own)
            continue
        _Chooser(graph, bodies, node, plan, own).choose()
    return plans


def _plan_neighbours(graph: FlowGraph, plans: Sequence[Plan]) -> None:
    """Give out the straight ways between neighbours of one row."""
    for row in graph.rows():
        if len(row) == 1:
            continue
        taken = sorted(lane for node in row for lane in node.lanes)
        for node in row:
            for index, edge in enumerate(graph.edges_from(node.id)):
                if not graph.is_drawn(edge) or edge.target == node.id or graph.row_of(edge.target) != node.nomor:
                    continue
                one, other = node.lanes[0], graph.node(edge.target).lanes[0]
                leaves, arrives = ("e", "w") if other > one else ("w", "e")
                plan, target = plans[node.id - 1], plans[edge.target - 1]
                if (
                    abs(taken.index(one) - taken.index(other)) == 1
                    and leaves not in plan.used | plan.entered
                    and arrives not in target.used | target.entered
                ):
                    plan.used.add(leaves)
                    plan.direct[index] = leaves
                    target.entered.add(arrives)


class _Chooser:
    """Hands out the ways of one symbol; see the table at the top of the module."""

    def __init__(
        self, graph: FlowGraph, bodies: Sequence[int], node: FlowNode, plan: Plan, edges: Sequence[FlowEdge]
    ) -> None:
        self.graph = graph
        self.bodies = bodies
        self.node = node
        self.plan = plan
        self.edges = edges
        self.column = node.lanes[0]
        self.chosen: list[Exit | None] = [None] * len(edges)
        self.ended: dict[int, Exit] = {}
        """Ways out of the branches that end in a small capsule."""

    def choose(self) -> None:
        for index, way in self.plan.direct.items():
            self.chosen[index] = Exit(way, _OUT[way])
        returns, straight, forward, ends, words = self._sort()
        for index in straight[:1]:
            self.chosen[index] = self._take("s")
        goes_on = bool(straight or forward)
        for index in returns:
            side = self._facing(self.edges[index])
            ways = (_SIDE[side], _SLOPE[side], "s", _SIDE[-side], _SLOPE[-side])
            self.chosen[index] = self._first(ways, side, goes_on=goes_on)
        for index in straight[1:] + forward:
            side = self._facing(self.edges[index])
            ways = (_SIDE[side], "s", _SLOPE[side], _SIDE[-side], _SLOPE[-side])
            self.chosen[index] = self._first(ways, side)
        self.plan.exits = self.chosen
        for index in ends:
            self._end(index, goes_on=goes_on)
        for index in sorted([*returns, *straight, *forward, *ends, *self.plan.direct], key=self._label_order):
            self._place(index)
        for index in words + [i for i in returns + straight + forward + ends if self._way(i) is None]:
            self._word(self.edges[index])
        if self._follows_gap():
            taken = {label.place for label in self.plan.labels}
            port = next((port for port in ("w", "e") if "n" + port not in taken), "")
            if port:
                self._side_label(("? →" if port == "w" else "← ?",), port)
            else:
                self._below(("← ?",))

    def _sort(self) -> tuple[list[int], list[int], list[int], list[int], list[int]]:
        """Indices of the edges: returns, straight down, other forward ones, selesai, words only."""
        returns: list[int] = []
        straight: list[int] = []
        forward: list[int] = []
        ends: list[int] = []
        words: list[int] = []
        decision = self.node.symbol is Symbol.DECISION
        for index, edge in enumerate(self.edges):
            if index in self.plan.direct:
                continue
            if edge.ending is Ending.END:
                if decision:
                    ends.append(index)
            elif not self.graph.is_drawn(edge):
                if decision or edge.ending is Ending.UNKNOWN or self._is_gap(edge):
                    words.append(index)
            elif self._climbs(edge):
                returns.append(index)
            elif self._is_straight(edge):
                straight.append(index)
            else:
                forward.append(index)
        forward.sort(key=lambda index: self.edges[index].target)
        straight.sort(key=lambda index: self.edges[index].target)
        return returns, straight, forward, ends, words

    def _is_gap(self, edge: FlowEdge) -> bool:
        """Whether the way leads to somebody of the same row who is not readable: a chain with a hole."""
        node = self.graph.node(edge.target)
        return node.nomor == self.node.nomor and not node.lanes and bool(self.node.lanes)

    def _follows_gap(self) -> bool:
        """Whether somebody of the same row who is not readable leads here."""
        row = self.graph.row(self.node.nomor)
        ways = (edge for node in row if not node.lanes for edge in self.graph.edges_from(node.id))
        return any(edge.ending is Ending.STEP and edge.target == self.node.id for edge in ways)

    def _climbs(self, edge: FlowEdge) -> bool:
        """Whether the line goes up: to an earlier row, or over the top of its own."""
        return edge.target <= edge.source or self.graph.row_of(edge.target) == self.node.nomor

    def _is_straight(self, edge: FlowEdge) -> bool:
        target = self.graph.node(edge.target)
        if target.lanes[0] != self.column:
            return False
        between = (1 << (target.nomor - 1)) - (1 << self.node.nomor)
        return not self.bodies[self.column] & between

    def _facing(self, edge: FlowEdge) -> int:
        """The side towards the target's column; in the same column, left for returns and right for jumps."""
        target = self.graph.node(edge.target).lanes[0]
        if target != self.column:
            return 1 if target > self.column else -1
        side = -1 if self._climbs(edge) else 1
        away = {
            1 if column > self.column else -1
            for other in self.edges
            if self.graph.is_drawn(other) and (column := self.graph.node(other.target).lanes[0]) != self.column
        }
        avoid = side in away and -side not in away
        blocked = self._is_taken(_SIDE[side]) and not self._is_taken(_SIDE[-side])
        return -side if avoid or blocked else side

    def _first(self, ways: tuple[str, ...], side: int, *, goes_on: bool = False) -> Exit | None:
        """The first way that is free. `goes_on`: a return, which leaves the bottom to the branch that goes on."""
        for way in ways:
            if way in ("se", "sw"):
                if self.node.symbol is Symbol.DECISION and self.plan.slopes[_OUT[way]] < SLOPES:
                    return self._slope(way)
            elif way == "s":
                if "s" not in self.plan.used and not goes_on:
                    self.plan.used.add("s")
                    return Exit("s", side)
            elif not self._is_taken(way):
                return self._take(way)
        return None

    def _is_taken(self, way: str) -> bool:
        """Whether a line leaves that way, or a neighbour's arrives there."""
        return way in self.plan.used or way in self.plan.entered

    def _take(self, way: str) -> Exit:
        self.plan.used.add(way)
        return Exit(way, _OUT[way])

    def _slope(self, way: str) -> Exit:
        side = _OUT[way]
        self.plan.slopes[side] += 1
        return Exit(way, side, slope=self.plan.slopes[side] - 1)

    def _end(self, index: int, *, goes_on: bool) -> None:
        """A way out for a branch that ends the flow."""
        for way in ("e", "w", "s") if goes_on else ("s", "e", "w"):
            if not self._is_taken(way):
                self.ended[index] = self._take(way)
                return
        for other, exit_ in enumerate(self.chosen):
            if other in self.plan.direct:
                continue
            if exit_ and exit_.port in ("e", "w") and self.plan.slopes[exit_.side] < SLOPES:
                self.chosen[other] = self._slope(_SLOPE[exit_.side])
                self.ended[index] = exit_
                return

    def _way(self, index: int) -> Exit | None:
        return self.chosen[index] or self.ended.get(index)

    def _label_order(self, index: int) -> tuple[int, int, int]:
        """Sides, then slopes from the outside inwards, the bottom last: each takes the levels below the one before."""
        way = self._way(index)
        return ({"e": 0, "w": 0, "se": 1, "sw": 1, "s": 2}[way.port], way.slope, index) if way else (3, 0, index)

    def _place(self, index: int) -> None:
        """The label of a line, the level at which it turns aside, and the capsule at its end."""
        way, edge, plan = self._way(index), self.edges[index], self.plan
        if way is None:
            return
        lines = break_label(edge.label)
        side = way.side
        if way.port in ("e", "w"):
            self._side_label(lines, way.port)
            if index in self.ended:  # beside the stubs of slopes, if there are any
                plan.capsules.append(Capsule("h" + way.port, int(plan.slopes[side] > 0)))
                plan.levels[side] = max(plan.levels[side], CAPSULE_LEVELS)
        elif way.port in ("se", "sw"):
            level = plan.levels[side] + max(len(lines), 1) - (plan.levels[side] == 0)
            plan.levels[side] = level + 1
            self.chosen[index] = way._replace(level=level)
            if lines:
                plan.labels.append(Label(lines, way.port, level))
        elif index in self.ended:
            beside = max(plan.levels.values())
            level = max(self._bottom_label(lines, 0) - 1, beside)
            plan.capsules.append(Capsule("z", level))
            plan.levels = dict.fromkeys(plan.levels, level + CAPSULE_LEVELS)
        elif self._climbs(edge):
            beside = plan.levels[-side] if lines else 0
            self._bottom_label(lines, -side)
            level = max(plan.levels[side], beside, 1)  # the line goes down at least to where its label begins
            plan.levels[side] = level + 1
            self.chosen[index] = way._replace(level=level)
        else:
            self.chosen[index] = way._replace(side=0)
            self._bottom_label(lines, 0)

    def _side_label(self, lines: tuple[str, ...], port: str) -> None:
        if lines:
            self.plan.above = max(self.plan.above, len(lines))
            self.plan.labels.append(Label(lines, "n" + port))

    def _bottom_label(self, lines: tuple[str, ...], side: int) -> int:
        """Beside the line from the bottom: on the given side, or on the side with fewer levels (right first).

        The level below its last line.
        """
        if not lines:
            return 0
        side = side or (1 if self.plan.levels[1] <= self.plan.levels[-1] else -1)
        level = self.plan.levels[side]
        self.plan.levels[side] = level + len(lines)
        self.plan.labels.append(Label(lines, "sr" if side == 1 else "sl", level))
        return level + len(lines)

    def _word(self, edge: FlowEdge) -> None:
        """The words of a branch without a line, at a corner where no other label stands."""
        is_gap = edge.ending is Ending.STEP and self._is_gap(edge)
        goal = "?" if is_gap else str(self.graph.row_of(edge.target))
        name = {Ending.UNKNOWN: "?", Ending.END: "selesai", Ending.STEP: goal}[edge.ending]
        lines = (*break_label(edge.label), f"→ {name}")[-MAX_LINES:]
        taken = {label.place for label in self.plan.labels}
        corners = sorted(("e", "w"), key=self._is_taken)
        for port in corners if self.node.symbol is Symbol.DECISION else ():
            if "n" + port not in taken:
                self._side_label(lines, port)
                return
        self._below(lines)

    def _below(self, lines: tuple[str, ...]) -> None:
        self.plan.used.add("s")  # no arrow arrives where words stand
        self._bottom_label(lines, 0)


_SIDE = {-1: "w", 1: "e"}
_SLOPE = {-1: "sw", 1: "se"}
_OUT = {"w": -1, "e": 1, "sw": -1, "se": 1, "s": 0}
