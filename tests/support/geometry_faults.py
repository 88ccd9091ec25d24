"""What is wrong with a flowchart's picture, for someone who only sees the picture and knows the graph.

Lines that meet are connected, end to end, end to side, or crossing, for so does everybody take it who has only the paper;
but where one goes over another in a small arc. A connected group must lead from its
sources to the arrowheads of one target; the pairs found in this way, each with the label nearest to its line, must be the
edges of the graph. Nothing here knows how the router works.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, Symbol
from sop_catalog.flow.grid import build_grid
from sop_catalog.flow.tile import Grid
from sop_catalog.pages.flow.flowchart import render_flowchart
from sop_catalog.pages.paper.connectors import say_connectors
from support.geometry import CLOSE, DIAMOND_EDGE, Box, Bridge, Line, Picture, Point, Shape, lay_out

NEAR_LABEL = 11.0
"""How far a label may stand from its line."""
AIR = 2.9
"""Parallel lines of different flows are at least this far apart."""


HEIGHTS = (0.0, 37.0, 5.0)
"""What texts add to the rows' heights: connectors must meet however high a row grows."""


def faults_of(graph: FlowGraph, breaks: frozenset[int] = frozenset()) -> list[str]:
    """What is wrong with the drawing that is made of a graph, on the screen and on paper."""
    grid = build_grid(graph, breaks)
    flowchart = render_flowchart(graph, breaks, grid)
    faults = find_faults(graph, lay_out(flowchart, taller=HEIGHTS))
    if breaks:
        picture = lay_out(flowchart, breaks=breaks, taller=HEIGHTS)
        faults += find_faults(graph, picture) + find_wrong_words(picture, words_of(grid, picture))
    return faults


def words_of(grid: Grid, picture: Picture) -> dict[tuple[str, int], str]:
    """What stands beside the connectors of each strip, by its kind and step."""
    strips = [("segilima-awal", grid.opening), ("segilima-akhir", grid.closing)]
    return {(kind, nomor): say_connectors(strip, picture.sheet) for kind, own in strips for nomor, strip in own.items()}


_SAID = re.compile(r"([A-Z, ]+) (ke|dari) hal\. ([0-9, ]+)")


def find_wrong_words(picture: Picture, words: Mapping[tuple[str, int], str]) -> list[str]:
    """What stands beside connectors against where these are: "A ke hal. 5" where A goes on on sheet 5.

    Args:
        picture: of the print.
        words: by the kind and step of each strip.
    """
    pentagons = [shape for shape in picture.shapes if shape.kind.startswith("segilima")]
    wanted: dict[tuple[str, int], set[tuple[str, str, int]]] = {place: set() for place in words}
    for shape in pentagons:
        wanted.setdefault((shape.kind, shape.nomor), set()).update(
            (shape.letter, "ke" if shape.leaves else "dari", picture.sheet(other.nomor))
            for other in pentagons
            if other.letter == shape.letter and other.leaves is not shape.leaves
        )
    faults = []
    for place, ends in wanted.items():
        pieces = [_SAID.fullmatch(piece) for piece in words.get(place, "").split("; ")]
        said = {
            (letter, piece[2], int(sheet))
            for piece in pieces
            if piece
            for letter in piece[1].split(", ")
            for sheet in piece[3].split(", ")
        }
        if said != ends or not all(pieces):
            faults.append(f"kata di samping segilima {place}: {words.get(place)!r}, seharusnya {sorted(ends)}")
    return faults


def find_faults(graph: FlowGraph, picture: Picture) -> list[str]:
    """Everything that is wrong with a picture of this graph; empty: it is right."""
    reader = _Reader(graph, picture)
    return [*picture.faults, *reader.read()]


class _Reader:
    """Follows the lines."""

    def __init__(self, graph: FlowGraph, picture: Picture) -> None:
        self.graph = graph
        self.picture = picture
        self.faults: list[str] = []
        self.crossings: list[tuple[Bridge, int, int]] = []
        """Bridges with the lines that cross there."""
        self.started: set[int] = set()
        """The symbols that a capsule of a start leads to."""
        self.lines = _merge(picture.lines)
        self.group = list(range(len(self.lines)))
        self.owner = {(node.nomor, lane): node for node in graph.nodes for lane in node.lanes}
        """The symbol of the graph that stands in each cell."""
        self.steps = {
            (shape.nomor, shape.column): shape
            for shape in picture.shapes
            if shape.kind not in ("selesai", "mulai") and not shape.kind.startswith("segilima")
        }

    def read(self) -> list[str]:
        self._check_symbols()
        joints = self._connect()
        self._cross()
        self._connect_pages()
        self._check_flows(joints)
        self._check_obstacles()
        return self.faults

    def _check_symbols(self) -> None:
        drawn = Counter((nomor, column, shape.kind) for (nomor, column), shape in self.steps.items())
        wanted: Counter[tuple[int, int, str]] = Counter()
        for node in self.graph.nodes:
            for lane in node.lanes:
                beside = lane != node.lanes[0] and node.symbol is Symbol.DECISION
                wanted[node.nomor, lane, Symbol.PROCESS if beside else node.symbol] += 1
        if drawn != wanted:
            self.faults.append(f"simbol: {drawn - wanted} berlebih, {wanted - drawn} kurang")

    def _find(self, index: int) -> int:
        while self.group[index] != index:
            index = self.group[index]
        return index

    def _connect(self) -> dict[int, list[Point]]:
        """Join lines that meet where one of them ends; what remains are the loose ends of each line."""
        loose: dict[int, list[Point]] = {}
        for index, line in enumerate(self.lines):
            for end in line.ends():
                met = [
                    other
                    for other, candidate in enumerate(self.lines)
                    if other != index and candidate.horizontal != line.horizontal and candidate.has_inside(end)
                ]
                for other in met:
                    self.group[self._find(index)] = self._find(other)
                if not met:
                    loose.setdefault(index, []).append(end)
        return loose

    def _cross(self) -> None:
        """Lines that cross without a bridge are one; a bridge stands where two cross that are not."""
        unused = list(self.picture.bridges)
        for index, level in enumerate(self.lines):
            for other, upright in enumerate(self.lines):
                point = (upright.x1, level.y1)
                if (
                    not level.horizontal
                    or upright.horizontal
                    or not level.x1 + CLOSE < point[0] < level.x2 - CLOSE
                    or not upright.y1 + CLOSE < point[1] < upright.y2 - CLOSE
                ):
                    continue
                bridge = next((bridge for bridge in unused if _near(point, (bridge.at,))), None)
                if bridge is None:
                    self.group[self._find(index)] = self._find(other)
                    continue
                unused.remove(bridge)
                self.crossings.append((bridge, index, other))
                arc = bridge.box
                if arc.left < level.x1 or arc.right > level.x2:
                    self.faults.append(f"langkah {bridge.nomor}: busur melewati ujung garisnya di {point}")
                if any(line is not upright and not line.horizontal and arc.crossed_by(line) for line in self.lines):
                    self.faults.append(f"langkah {bridge.nomor}: busur melewati dua garis di {point}")
        self.faults += [f"langkah {bridge.nomor}: busur tanpa persilangan di {bridge.at}" for bridge in unused]

    def _connect_pages(self) -> None:
        """Of each letter one segilima lets the lines in that leave by the others, straight from sheet to sheet."""
        ends: dict[str, list[tuple[Shape, int]]] = {}
        for shape in self.picture.shapes:
            if not shape.kind.startswith("segilima"):
                continue
            x = (shape.box.left + shape.box.right) / 2
            y = shape.box.top if shape.kind == "segilima-akhir" else shape.box.bottom
            touching = [index for index, line in enumerate(self.lines) if _near((x, y), line.ends())]
            if len(touching) != 1:
                self.faults.append(f"segilima {shape.letter}: {len(touching)} garis")
            ends.setdefault(shape.letter, []).extend((shape, index) for index in touching)
        self._check_relays([end for pair in ends.values() for end in pair])
        for letter, own in ends.items():
            inward = [(shape, index) for shape, index in own if not shape.leaves]
            if len(inward) != 1 or len(own) < 2:
                self.faults.append(f"segilima {letter}: {len(inward)} masuk, {len(own) - len(inward)} keluar")
                continue
            ((goal, one),) = inward
            for shape, other in own:
                if shape.leaves:
                    self._check_way(shape, goal)
                    self.group[self._find(one)] = self._find(other)

    def _check_way(self, shape: Shape, goal: Shape) -> None:
        """A line leaves at the end of its sheet that lies towards the other one, and comes in at the end towards this one."""
        here, there = (self.picture.sheet(end.nomor) for end in (shape, goal))
        ways = ("segilima-akhir", "segilima-awal") if here < there else ("segilima-awal", "segilima-akhir")
        if here == there or (shape.kind, goal.kind) != ways:
            self.faults.append(
                f"segilima {shape.letter}: dari lembar {here} {shape.kind} ke lembar {there} {goal.kind}"
            )

    def _check_relays(self, ends: Sequence[tuple[Shape, int]]) -> None:
        """What leaves a sheet comes from a symbol of it, and what comes in leads to one: no line only passes."""
        own: dict[int, list[Shape]] = {}
        for shape, index in ends:
            own.setdefault(self._find(index), []).append(shape)
        bases = [head.base for head in self.picture.heads]
        headed = {
            self._find(index) for index, line in enumerate(self.lines) if any(_near(end, bases) for end in line.ends())
        }
        for group, shapes in own.items():
            letters = sorted(shape.letter for shape in shapes)
            leaving = [
                shape for shape in shapes if shape.leaves
            ]  # several: lines to one symbol, which may cross as one
            if leaving and (len(leaving) < len(shapes) or group in headed):
                self.faults.append(f"segilima {letters}: garis yang keluar hanya lewat")
            if len(leaving) < len(shapes) and group not in headed:
                self.faults.append(f"segilima {letters}: garis masuk tidak sampai ke simbol di lembarnya")

    def _check_flows(self, loose: dict[int, list[Point]]) -> None:
        """Each connected group leads from its sources to one target, and all edges are there."""
        sources: dict[int, list[tuple[Shape, Line]]] = {}
        targets: dict[int, set[Shape]] = {}
        bases = {head.base: head for head in self.picture.heads}
        if len(bases) != len(self.picture.heads):
            self.faults.append("dua mata panah di satu tempat")
        used = set()
        for index, ends in loose.items():
            group = self._find(index)
            for end in ends:
                head = next((head for base, head in bases.items() if _near(end, (base,))), None)
                if head:
                    used.add(head)
                    shape = self._shape_at(head.tip)
                    if shape is None:
                        self.faults.append(f"mata panah di {head.tip} tidak menyentuh simbol")
                    else:
                        targets.setdefault(group, set()).add(shape)
                    continue
                shape = self._shape_at(end)
                if shape is None:
                    self.faults.append(f"ujung garis lepas di {end}")
                elif not shape.kind.startswith("segilima"):
                    sources.setdefault(group, []).append((shape, self.lines[index]))
        for head in self.picture.heads:
            if head not in used:
                self.faults.append(f"mata panah tanpa garis di {head.tip}")
        self._compare(sources, targets)

    def _shape_at(self, point: Point) -> Shape | None:
        """The shape whose outline has the point."""
        x, y = point
        for shape in self.picture.shapes:
            box = shape.box
            if not (box.left - CLOSE <= x <= box.right + CLOSE and box.top - CLOSE <= y <= box.bottom + CLOSE):
                continue
            if box.diamond:
                across = abs(x - (box.left + box.right) / 2) / (box.right - box.left)
                down = abs(y - (box.top + box.bottom) / 2) / (box.bottom - box.top)
                if abs(across + down - 0.5) < CLOSE:
                    return shape
            elif min(abs(x - box.left), abs(x - box.right), abs(y - box.top), abs(y - box.bottom)) < CLOSE:
                return shape
        return None

    def _id_of(self, shape: Shape) -> int:
        """Which symbol of the graph a shape is; the checker has noted if there should be none."""
        node = self.owner.get((shape.nomor, shape.column))
        return node.id if node else -1

    def _is_partner(self, shape: Shape) -> bool:
        node = self.owner.get((shape.nomor, shape.column))
        return node is not None and shape.column != node.lanes[0]

    def _compare(self, sources: dict[int, list[tuple[Shape, Line]]], targets: dict[int, set[Shape]]) -> None:
        drawn: Counter[tuple[int, str, int]] = Counter()
        joints: Counter[tuple[int, int, int]] = Counter()
        labels = self._labels_of([end for ends in sources.values() for end in ends if end[0].kind != "mulai"])
        for group in {self._find(index) for index in range(len(self.lines))}:
            ends = sources.get(group, [])
            goals = targets.get(group, set())
            if not goals:
                self._joint(ends, joints)
                continue
            if len({(goal.nomor, goal.column, goal.kind) for goal in goals}) > 1:
                self.faults.append(f"garis menyatu menuju {sorted((goal.nomor, goal.kind) for goal in goals)}")
            goal = min(goals, key=lambda shape: shape.nomor)
            ends = [end for end in ends if not self._is_start(end[0], goal)]
            for shape, line in ends:
                if goal.kind == "selesai" and (goal.nomor, goal.column) != (shape.nomor, shape.column):
                    self.faults.append(f"langkah {shape.nomor}: kapsul kecil milik langkah {goal.nomor}")
                if self._is_partner(shape):
                    self.faults.append(f"langkah {shape.nomor}: garis keluar dari pelaksana kedua")
                to = 0 if goal.kind == "selesai" else self._id_of(goal)
                drawn[self._id_of(shape), labels.get((shape, line), ""), to] += 1
            if goal.kind != "selesai" and self._is_partner(goal):
                self.faults.append(f"langkah {goal.nomor}: panah ke pelaksana kedua")
        self._check_bridges(targets)
        self._compare_edges(drawn)
        wanted = Counter(
            (node.nomor, *pair)
            for node in self.graph.nodes
            for pair in pairwise(sorted(node.lanes))
            if not any((node.nomor, lane) in self.owner for lane in range(pair[0] + 1, pair[1]))
        )
        if joints != wanted:
            self.faults.append(f"garis bersama: {joints} seharusnya {wanted}")

    def _check_bridges(self, targets: dict[int, set[Shape]]) -> None:
        """Bridges stand between flows to different symbols; a decision at which the flow begins has its capsule."""
        for bridge, one, other in self.crossings:
            goals = [targets.get(self._find(index), set()) for index in (one, other)]
            if self._find(one) == self._find(other) or (goals[0] & goals[1]):
                self.faults.append(f"langkah {bridge.nomor}: busur di tempat garis menyatu")
        first = {node.id for node in self.graph.nodes if node.starts and node.symbol is Symbol.DECISION and node.lanes}
        if self.started != first:
            self.faults.append(f"kapsul mulai: {self.started} seharusnya {first}")

    def _is_start(self, shape: Shape, goal: Shape) -> bool:
        """Whether a line begins at the capsule of a start, as it may at the symbol below that alone."""
        if shape.kind != "mulai":
            return False
        if goal.kind == "selesai" or (goal.nomor, goal.column) != (shape.nomor, shape.column):
            self.faults.append(f"langkah {shape.nomor}: kapsul mulai menuju langkah {goal.nomor}")
        self.started.add(self._id_of(shape))
        return True

    def _joint(self, ends: list[tuple[Shape, Line]], joints: Counter[tuple[int, int, int]]) -> None:
        columns = sorted(shape.column for shape, _ in ends)
        rows = {shape.nomor for shape, _ in ends}
        if len(columns) == 2 and len(rows) == 1:
            joints[rows.pop(), columns[0], columns[1]] += 1
        else:
            self.faults.append(f"garis tanpa mata panah di langkah {sorted(rows)}")

    def _compare_edges(self, drawn: Counter[tuple[int, str, int]]) -> None:
        wanted: Counter[tuple[int, str, int]] = Counter()
        words: Counter[tuple[int, str]] = Counter()
        for edge in self.graph.edges:
            node = self.graph.node(edge.source)
            branch = node.symbol is Symbol.DECISION and bool(node.lanes)
            if self.graph.is_drawn(edge):
                wanted[edge.source, edge.label, edge.target] += 1
            elif edge.ending is Ending.END and branch:
                wanted[edge.source, edge.label, 0] += 1
            elif node.lanes and (branch or edge.ending is Ending.UNKNOWN or self._is_gap(edge)):
                goal = str(self.graph.row_of(edge.target)) if edge.ending is Ending.STEP else "?"
                if self._is_gap(edge):
                    goal = "?"
                words[edge.source, f"{edge.label} → {goal}".strip()] += 1
        for (nomor, label, goal), count in wanted.items():
            if goal == 0 and drawn[nomor, label, goal] < count:  # no room for one more small capsule
                wanted[nomor, label, goal] -= 1
                words[nomor, f"{label} → selesai"] += 1
        wanted = +wanted
        if drawn != wanted:
            self.faults.append(f"panah: {dict(drawn - wanted)} berlebih, {dict(wanted - drawn)} kurang")
        written = Counter(
            (self.owner[label.nomor, label.column].id, label.words)
            for label in self.picture.labels
            if "→" in label.words and label.words != "? →" and (label.nomor, label.column) in self.owner
        )
        if written != words:
            self.faults.append(f"kata tanpa garis: {written} seharusnya {words}")
        self._check_gap_marks()

    def _check_gap_marks(self) -> None:
        """What follows somebody of its row who is not readable says so."""
        follow = {edge.target for edge in self.graph.edges if self._comes_from_gap(edge)}
        marked = [
            self.owner[label.nomor, label.column].id for label in self.picture.labels if label.words in ("? →", "← ?")
        ]
        if sorted(marked) != sorted(follow):
            self.faults.append(f"tanda sesudah lubang: {marked} seharusnya {follow}")

    def _is_gap(self, edge: FlowEdge) -> bool:
        """Whether a way leads to somebody of the same row who is not readable."""
        if edge.ending is not Ending.STEP:
            return False
        source, target = self.graph.node(edge.source), self.graph.node(edge.target)
        return source.nomor == target.nomor and bool(source.lanes) and not target.lanes

    def _comes_from_gap(self, edge: FlowEdge) -> bool:
        """The same the other way round."""
        if edge.ending is not Ending.STEP:
            return False
        source, target = self.graph.node(edge.source), self.graph.node(edge.target)
        return source.nomor == target.nomor and bool(target.lanes) and not source.lanes

    def _labels_of(self, ends: list[tuple[Shape, Line]]) -> dict[tuple[Shape, Line], str]:
        """Which label a reader takes for the label of each line that leaves a symbol: the nearest."""
        found: dict[tuple[Shape, Line], str] = {}
        for label in self.picture.labels:
            if "→" in label.words or "←" in label.words:
                continue
            near = sorted(
                (min(label.box.distance(piece) for piece in (line, *self._next(line, shape))), index)
                for index, (shape, line) in enumerate(ends)
                if (shape.nomor, shape.column) == (label.nomor, label.column)
            )
            near = [(distance, index) for distance, index in near if distance <= NEAR_LABEL]
            if not near:
                self.faults.append(f"langkah {label.nomor}: label {label.words!r} jauh dari garis")
            elif len(near) > 1 and near[1][0] - near[0][0] < 1:
                self.faults.append(f"langkah {label.nomor}: label {label.words!r} di antara dua garis")
            elif ends[near[0][1]] in found:
                self.faults.append(f"langkah {label.nomor}: dua label pada satu garis")
            else:
                found[ends[near[0][1]]] = label.words
        return found

    def _next(self, line: Line, shape: Shape) -> list[Line]:
        """The line that a short stub below a diamond turns into: its label stands there."""
        if line.horizontal or line.x1 == (shape.box.left + shape.box.right) / 2:
            return []
        return [other for other in self.lines if other.horizontal and other.has_inside(line.ends()[1])]

    def _check_obstacles(self) -> None:
        obstacles = [(shape.box, f"{shape.kind} langkah {shape.nomor}") for shape in self.picture.shapes]
        obstacles += [(label.box, f"label {label.words!r} langkah {label.nomor}") for label in self.picture.labels]
        obstacles += [(words.box, f"kata {words.words!r} langkah {words.nomor}") for words in self.picture.words]
        obstacles += [(note, "tulisan pelaksana tidak terbaca") for note in self.picture.notes]
        self.faults += [
            f"garis {line} menembus {what}" for line in self.lines for box, what in obstacles if box.crossed_by(line)
        ]
        self._check_labels()
        self._check_words()
        solid = [shape.box for shape in self.picture.shapes] + [label.box for label in self.picture.labels]
        solid += [head.box for head in self.picture.heads]
        for bridge in self.picture.bridges:
            if any(bridge.box.overlaps(box) for box in solid):
                self.faults.append(f"langkah {bridge.nomor}: busur menimpa yang lain di {bridge.at}")
        pentagons = [shape for shape in self.picture.shapes if shape.kind.startswith("segilima")]
        for index, one in enumerate(pentagons):
            if any(one.box.overlaps(other.box) for other in pentagons[index + 1 :]):
                self.faults.append(f"segilima {one.letter} menimpa yang lain")
        self._check_air()

    def _check_words(self) -> None:
        """The words of a symbol stand whole inside it, and every symbol that should has its words, if need be cut."""
        found = {(words.nomor, words.column): words for words in self.picture.words}
        wanted = {(node.nomor, node.lanes[0]): node.isi for node in self.graph.nodes if node.isi and node.lanes}
        if found.keys() != wanted.keys():
            self.faults.append(f"kata dalam simbol: {sorted(found)} seharusnya {sorted(wanted)}")
        for place, isi in wanted.items():
            words, shape = found.get(place), self.steps.get(place)
            if words is None or shape is None:
                continue
            said, whole = (text.replace(" ", "").replace("-", "") for text in (words.words, isi))
            if said != whole and not (said.endswith("…") and whole.startswith(said[:-1])):
                self.faults.append(f"langkah {place[0]}: simbol berisi {words.words!r}, seharusnya {isi!r}")
            if not _holds(shape, words.box):
                self.faults.append(f"langkah {place[0]}: kata {words.words!r} keluar dari simbolnya")

    def _check_labels(self) -> None:
        """Labels stand in their own cells and on nothing else."""
        for index, label in enumerate(self.picture.labels):
            cell, box = label.cell, label.box
            if not (
                cell.left <= box.left and box.right <= cell.right and cell.top <= box.top and box.bottom <= cell.bottom
            ):
                self.faults.append(f"langkah {label.nomor}: label {label.words!r} keluar dari sel")
            others = [other.box for other in self.picture.labels[index + 1 :] if other.nomor == label.nomor]
            others += [shape.box for shape in self.picture.shapes if shape.nomor == label.nomor]
            others += [head.box for head in self.picture.heads]
            if any(box.overlaps(other) for other in others):
                self.faults.append(f"langkah {label.nomor}: label {label.words!r} menimpa yang lain")

    def _check_air(self) -> None:
        """Parallel lines of different flows keep apart."""
        for index, one in enumerate(self.lines):
            for other_index in range(index + 1, len(self.lines)):
                other = self.lines[other_index]
                if one.horizontal != other.horizontal or self._find(index) == self._find(other_index):
                    continue
                wide = Line(one.x1 - AIR, one.y1, one.x2 + AIR, one.y2) if not one.horizontal else one
                high = Line(one.x1, one.y1 - AIR, one.x2, one.y2 + AIR) if one.horizontal else wide
                if Box(high.x1, high.y1, high.x2, high.y2).crossed_by(other):
                    self.faults.append(f"garis berimpit: {one} dan {other}")


def _holds(shape: Shape, words: Box) -> bool:
    """Whether a symbol's outline goes around a box."""
    box = shape.box
    middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    half_width, half_height = (box.right - box.left) / 2, (box.bottom - box.top) / 2
    if shape.box.diamond:
        half_width, half_height = half_width - DIAMOND_EDGE[0], half_height - DIAMOND_EDGE[1]
    across = max(abs(words.left - middle_x), abs(words.right - middle_x))
    down = max(abs(words.top - middle_y), abs(words.bottom - middle_y))
    if shape.box.diamond:
        return across / half_width + down / half_height <= 1 + CLOSE
    if shape.kind == Symbol.TERMINATOR and across > half_width - half_height:
        return (across - half_width + half_height) ** 2 + down**2 <= half_height**2 + CLOSE
    return across <= half_width + CLOSE and down <= half_height + CLOSE


def _near(point: Point, others: Sequence[Point]) -> bool:
    return any(abs(point[0] - x) < CLOSE and abs(point[1] - y) < CLOSE for x, y in others)


def _merge(lines: Sequence[Line]) -> list[Line]:
    """Pieces that lie on one straight line and touch or overlap become one line."""
    merged: list[Line] = []
    by_track: dict[tuple[bool, float], list[tuple[float, float]]] = {}
    for line in lines:
        if line.horizontal:
            by_track.setdefault((True, round(line.y1, 3)), []).append((line.x1, line.x2))
        else:
            by_track.setdefault((False, round(line.x1, 3)), []).append((line.y1, line.y2))
    for (horizontal, at), pieces in by_track.items():
        pieces.sort()
        first, last = pieces[0]
        runs = []
        for start, end in pieces[1:]:
            if start > last + CLOSE:
                runs.append((first, last))
                first, last = start, end
            else:
                last = max(last, end)
        runs.append((first, last))
        merged += [Line(a, at, b, at) if horizontal else Line(at, a, at, b) for a, b in runs]
    return merged
