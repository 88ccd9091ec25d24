"""The swimlane of one SOP as Mermaid source: one lane per performer, steps from top to bottom.

A pure function of the activity graph and the steps' texts. The recipe was found by rendering, and each of
its oddities is load-bearing in Mermaid 12.3.0:

- Every node stands first, in step order, and the lanes after them only name their nodes: the layout takes the order
  of steps from the order of nodes, the order of lanes from the order of `subgraph`.
- Where no line leads from a step to the next, an invisible one does: the layout starts every piece of a graph at the
  top, so that step 5 would stand beside step 1 and its lines go around the whole drawing, through other lanes. The same
  for each symbol of a step that nothing leads to from the step before or from beside it.
- `swimlane.ignoreCrossLaneEdges: false` (`MERMAID_ARGUMENTS`), or steps of different lanes land side by side.
- A lane without a node is dropped, and a lane narrower than its title is drawn over its neighbour. So an invisible
  node, as wide as the title needs, stands in a lane that has no steps or a long title.
- An edge from a node to itself is an error, so a step that returns to itself gets a connector "ulangi langkah n".
- Every character of a text that is neither an ASCII letter, a digit nor a space is written as `#NN;`. Nothing a person
  types can then end a string, start a comment, a list, a link or a tag: Mermaid turns the code into a character
  reference only after parsing. Letters beyond ASCII are encoded too, because Mermaid marks the place of an entity
  with the letters `ﬂ` and `ß`.
- Identifiers are ours: `s03` step, or its first symbol, `s03b` its second, `e03` the end that a branch of step 3 reaches,
  `k03x09` the connector from step 3 to step 9 of another part, `d09` the connector into step 9, `r0` lane, `x0` the
  invisible node of lane 0. The drawing's script knows them as lower-case letters and digits. Mermaid's layout sorts
  what it has no other order for by its identifier, as text: so numbers are as long as the last step's, two digits at
  least, or step 10 would stand above step 2.
"""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import Any

from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode, Symbol
from sop_catalog.flow.letters import letter_widths

MERMAID_ARGUMENTS: Mapping[str, Any] = {
    "securityLevel": "strict",
    "theme": "neutral",
    "look": "classic",
    "fontFamily": "Arial, Helvetica, sans-serif",
    "themeVariables": {
        "fontSize": "14px",
        "mainBkg": "#f5f5f5",
        "nodeBorder": "#444444",
        "clusterBkg": "#ffffff",
        "clusterBorder": "#999999",
        "lineColor": "#333333",
        "edgeLabelBackground": "#ffffff",
    },
    "maxTextSize": 200_000,
    "swimlane": {"ignoreCrossLaneEdges": False},
}
"""What `mermaid.initialize` gets where mermaid2's `arguments` in mkdocs.yml say nothing else (`merge_arguments`).

The font decides how wide a lane is and thereby whether its title fits (`_text_width`), and `ignoreCrossLaneEdges`
decides the order of the steps; 30 steps of emoji are longer than the usual `maxTextSize`; the rest is taste. mermaid2 writes these values without quoting: no quotes in them.
"""

MAX_STEPS = 30
"""Steps in one diagram. The layout's time explodes beyond 30 to 40 (60 steps: 20 s on an old PC)."""

MIN_STEPS = 10
"""No part of a divided flow is shorter, so that 31 steps are not 30 and a lonely one."""

MAX_WORDS = 6
"""Words of a step in its symbol; the whole sentence stands in the table and in the text of the flow."""

MAX_WORD_LENGTH = 28
"""Characters of one word; `ketidakbertanggungjawaban` has 25, a symbol is about 26 wide."""

MAX_LABEL_WORDS = 4
"""Words beside an arrow, and of each partner's name."""

MAX_LANE_WIDTH = 400
"""Pixels of a lane's title at 14 px, by `_text_width`; about 55 letters."""

MAX_PARTNERS = 2
"""Other performers of a joint step that are named in its symbol; more are counted."""

_SHORTEST_WORD = 4
"""Letters of a word whose full stop ends a sentence; shorter ones are abbreviations ("Sdr.", "dst.")."""

_FREE_LANE_WIDTH = 216
"""Pixels that the narrowest lane has for its title: a capsule with one letter (144) and the lane's margins."""

_SPACE_WIDTH = 3.9
"""Pixels of one no-break space at 14 px, of which the invisible node is made."""

_EMPTY_NODE_SPACES = 31
"""No-break spaces that are as wide as the least text width of a node (120 pixels)."""

_WIDER = 1.04
"""What a browser whose sans-serif is not Arial may need more."""

_UNKNOWN_EM = 1.3
"""Width of a character that the table lacks, an emoji or another script, in em."""

UNREADABLE_LANE = "Tidak terbaca"
"""The last lane, for steps whose performer the source does not let one read."""

_SPECIAL = re.compile(r"[^A-Za-z0-9 ]")

_SHAPES = {
    Symbol.TERMINATOR: ("([", "])"),
    Symbol.PROCESS: ("[", "]"),
    Symbol.DECISION: ("{", "}"),
}


@dataclass(frozen=True, slots=True)
class Diagram:
    """One swimlane to draw."""

    judul: str
    """Caption: "" when the whole flow is one diagram, else such as "Bagian 1 dari 2: langkah 1–18"."""
    first: int
    """First step in it, from 1."""
    last: int
    """Last step in it."""
    source: str
    """Mermaid source, ends with a newline."""


def merge_arguments(configured: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments for `mermaid.initialize`: MERMAID_ARGUMENTS under what the site configured, key by key.

    `securityLevel` stays strict whatever is configured: the labels are other people's text.
    """
    merged = _merge(MERMAID_ARGUMENTS, configured)
    merged["securityLevel"] = "strict"
    return merged


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """A new dict, nested ones merged; `over` wins."""
    merged: dict[str, Any] = {
        key: _merge(value, {}) if isinstance(value, Mapping) else value for key, value in base.items()
    }
    for key, value in over.items():
        known = merged.get(key)
        merged[key] = _merge(known, value) if isinstance(known, dict) and isinstance(value, Mapping) else value
    return merged


def render_diagrams(graph: FlowGraph, kegiatan: Sequence[str], nama: str) -> tuple[Diagram, ...]:
    """The swimlanes of one SOP: none without steps, one up to MAX_STEPS, else one per phase.

    Args:
        graph: the resolved flow.
        kegiatan: the text of each step; kegiatan[k - 1] belongs to step k. As many as the graph has rows.
        nama: the name of the SOP, for the diagram's accessible title.

    Returns:
        Diagrams in step order that together hold every step once. An edge that leaves a part ends in a small
        connector "ke langkah n", and a forward edge that enters one begins in "dari langkah n".
    """
    rows = graph.nodes[-1].nomor if graph.nodes else 0
    if len(kegiatan) != rows:
        msg = f"{len(kegiatan)} texts for {rows} steps"
        raise ValueError(msg)
    parts = split_steps(graph)
    diagrams = []
    for index, (first, last) in enumerate(parts, start=1):
        judul = f"Bagian {index} dari {len(parts)}: langkah {first}–{last}" if len(parts) > 1 else ""
        source = _Part(graph, kegiatan, nama, judul, first, last).render()
        diagrams.append(Diagram(judul, first, last, source))
    return tuple(diagrams)


def split_steps(graph: FlowGraph) -> tuple[tuple[int, int], ...]:
    """Where a long flow is divided: (first, last) step numbers of each part, both inclusive, in order.

    As few parts as possible, each of MIN_STEPS to MAX_STEPS symbols; among those the cuts that the fewest edges cross (a
    phase is where few returns reach back), then the most even sizes. Where steps of several symbols leave no such
    division, as few parts as possible are shorter.
    """
    before = [0, *accumulate(len(row) for row in graph.rows())]  # before[k]: symbols of the first k steps
    count = len(before) - 1
    if before[count] <= MAX_STEPS:
        return ((1, count),) if count else ()
    crossing = [0] * (count + 1)  # crossing[k]: edges between the steps up to k and those after k
    for edge in graph.edges:
        if edge.ending is Ending.STEP:
            source, target = graph.row_of(edge.source), graph.row_of(edge.target)
            for cut in range(min(source, target), max(source, target)):
                crossing[cut] += 1
    # best[k]: the cost of dividing the first k steps, and where its parts end. A single step is always allowed as a part.
    best: dict[int, tuple[tuple[int, int, int, int], tuple[int, ...]]] = {0: ((0, 0, 0, 0), ())}
    for end in range(1, count + 1):
        for start in range(end - 1, -1, -1):
            size = before[end] - before[start]
            if size > MAX_STEPS and start < end - 1:
                break
            (short, parts, crossed, unevenness), ends = best[start]
            short += size < MIN_STEPS
            candidate = ((short, parts + 1, crossed + crossing[start], unevenness + size * size), (*ends, end))
            best[end] = min(best.get(end, candidate), candidate)
    ends = best[count][1]
    return tuple(zip([1, *(end + 1 for end in ends[:-1])], ends, strict=True))


@lru_cache(maxsize=4096)
def shorten(text: str, max_words: int = MAX_WORDS) -> str:
    """The first words of a text, on one line, with "…" where something was left out.

    At most `max_words` words, none longer than MAX_WORD_LENGTH. Characters that print nothing on their own (controls,
    lone surrogates, unassigned code points) count as spaces.
    """
    words = _words(text)
    return _join(words[:max_words], len(words))


def shorten_step(text: str) -> str:
    """As `shorten`, but stops at the end of the first sentence: "memeriksa usulan. Jika …" → "memeriksa usulan…"."""
    words = _words(text)
    taken = words[:MAX_WORDS]
    for index, word in enumerate(taken, start=1):
        if _ends_sentence(word):
            return _join(taken[:index], len(words))
    return _join(taken, len(words))


@lru_cache(maxsize=4096)
def shorten_title(text: str) -> str:
    """A lane's title: as many words as fit MAX_LANE_WIDTH on one line."""
    words = _words(text)
    taken = len(words)
    while taken > 1 and _text_width(_join(words[:taken], len(words))) > MAX_LANE_WIDTH:
        taken -= 1
    return _join(words[:taken], len(words))


@lru_cache(maxsize=4096)
def encode(text: str) -> str:
    """A text as it may stand between double quotes in Mermaid source: ASCII letters, digits and spaces, else `#NN;`.

    Two words of Mermaid's own are broken up, so that the text reads the same: "direction LR", which its lexer finds
    anywhere in a line, and the marks of an entity (`ﬂ°`, `¶ß`), which it replaces once more in the finished drawing.
    """
    unmarked = text.replace("ﬂ°", "ﬂ\u2060°").replace("¶ß", "¶\u2060ß")
    encoded = _SPECIAL.sub(lambda match: f"#{ord(match[0])};", unmarked)
    return encoded.replace("direction", "#100;irection")


def _words(text: str) -> list[str]:
    """The words of a text, split at spaces and at characters that cannot be shown."""
    if text.isprintable():
        return text.split()
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Cn") else char for char in text).split()


def _join(taken: Sequence[str], count: int) -> str:
    """The first words of `count`, each cut to its greatest length."""
    heads = [_head(word, MAX_WORD_LENGTH) for word in taken]
    joined = " ".join(heads)
    if len(heads) == count and heads == list(taken):
        return joined
    return joined.rstrip(" .,;:") + "…"


def _head(word: str, length: int) -> str:
    """The first characters of a word without tearing apart what is drawn as one (accents, joined emoji)."""
    if len(word) <= length:
        return word
    end = length
    while end > 1 and (_joins(word[end]) or word[end - 1] == "\u200d"):
        end -= 1
    return word[:end]


def _joins(char: str) -> bool:
    """Whether a character belongs to the one before it: marks, variation selectors, skin tones, the joiner."""
    return unicodedata.category(char).startswith("M") or char == "\u200d" or "\U0001f3fb" <= char <= "\U0001f3ff"


@lru_cache(maxsize=4096)
def _text_width(text: str) -> float:
    """How wide a text is in 14 px Arial, in pixels, rather too wide than too narrow: another font may be at work."""
    widths = letter_widths()[0]
    return 14 * _WIDER * sum(widths.get(char, _UNKNOWN_EM) for char in text if char.isascii() or not _joins(char))


def _ends_sentence(word: str) -> bool:
    """Whether the stop after this word ends a sentence; "No.", "Sdr." and "Prof." are abbreviations."""
    stem = word[:-1]
    shortest = _SHORTEST_WORD if stem.islower() else _SHORTEST_WORD + 1
    return word.endswith((".", ";")) and len(stem) >= shortest and stem.isalpha()


def _letters(index: int) -> str:
    """What tells the symbols of one step apart: nothing, b, c, … y, z, zb, … ."""
    return "z" * (index // 25) + (string.ascii_lowercase[index % 25] if index % 25 else "")


@dataclass(frozen=True)
class _Part:
    """One diagram in the making: the steps `first` to `last` of a flow."""

    graph: FlowGraph
    kegiatan: Sequence[str]
    nama: str
    judul: str
    first: int
    last: int

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Node id → how it is called behind the letter of its kind: "05", "05b"."""
        rows = tuple(self.graph.rows())
        digits = max(2, len(str(len(rows))))
        return {node.id: f"{node.nomor:0{digits}d}{_letters(index)}" for row in rows for index, node in enumerate(row)}

    @cached_property
    def rows(self) -> tuple[tuple[FlowNode, ...], ...]:
        """The symbols of each step of the part."""
        return tuple(row for row in self.graph.rows() if self.first <= row[0].nomor <= self.last)

    def render(self) -> str:
        nodes = tuple(self._nodes())
        lines = [
            "swimlane-beta TB",
            *self._description(),
            *(f"  {node.id}{node.shape}" for node in nodes),
            *self._lanes(nodes),
            *self._order(),
            *self._edges(),
            *self._classes(nodes),
        ]
        return "\n".join(lines) + "\n"

    def _description(self) -> Iterator[str]:
        title = f"Diagram alur {shorten(self.nama, 16)}" + (f", {self.judul}" if self.judul else "")
        steps = self.last - self.first + 1
        lanes = len(self.graph.lanes)
        yield f"  accTitle: {encode(title)}"
        yield f"  accDescr: {encode(f'{steps} langkah, {lanes} pelaksana. Isinya sama dengan alur sebagai teks.')}"

    def _nodes(self) -> Iterator[_Node]:
        """Every node in the order of the steps, each connector and end beside its step, then the invisible ones."""
        used: set[int] = set()
        entering: dict[int, list[int]] = {}
        for edge in self.graph.edges:
            if self._enters(edge):
                entering.setdefault(edge.target, []).append(edge.source)
        for node in (node for row in self.rows for node in row):
            name, lane = self.names[node.id], self._lane_of(node)
            used.add(lane)
            sources = entering.get(node.id)
            if sources:
                text = "dari langkah " + ", ".join(dict.fromkeys(str(self.graph.row_of(source)) for source in sources))
                yield _Node(f"d{name}", _shape("(", text, ")", "sambung"), lane)
            yield _Node(f"s{name}", self._step_shape(node), lane)
            edges = self.graph.edges_from(node.id)
            if any(self._ends_beside(edge) for edge in edges):
                yield _Node(f"e{name}", _shape("([", "Selesai", "])"), lane)
            for target in dict.fromkeys(edge.target for edge in edges if self._leaves(edge)):
                goal = self.graph.row_of(target)
                text = f"ulangi langkah {goal}" if target == node.id else f"ke langkah {goal}"
                yield _Node(f"k{name}x{self.names[target]}", _shape("(", text, ")", "sambung"), lane)
        for index, title in enumerate(self._titles()):
            lacking = _text_width(title) - _FREE_LANE_WIDTH
            if lacking > 0:
                spaces = _EMPTY_NODE_SPACES + math.ceil(lacking / _SPACE_WIDTH)
                yield _Node(f"x{index}", _shape("[", "\xa0" * spaces, "]", "kosong"), index)
            elif index not in used and index < len(self.graph.lanes):
                yield _Node(f"x{index}", _shape("[", "\xa0", "]", "kosong"), index)

    def _titles(self) -> list[str]:
        """The title of every lane, with the one of unreadable performers last."""
        return [*(shorten_title(lane.judul) for lane in self.graph.lanes), UNREADABLE_LANE]

    def _lanes(self, nodes: Sequence[_Node]) -> Iterator[str]:
        for index, title in enumerate(self._titles()):
            members = [node.id for node in nodes if node.lane == index]
            if members:
                yield f'  subgraph r{index}["{encode(title) or " "}"]'
                yield from (f"    {member}" for member in members)
                yield "  end"
        first = f"x{self._lane_of(self.rows[0][0])}"
        if any(node.id == first for node in nodes):
            yield f"  {first} ~~~ s{self.names[self.rows[0][0].id]}"

    def _order(self) -> Iterator[str]:
        """An invisible line to each symbol that nothing in the row above, or in its own, leads to.

        It comes from the last symbol above: a chain is drawn downwards, and the next row stands below its end.
        """
        graph = self.graph
        near = set()
        entered = set()
        for edge in graph.edges:
            if edge.target and edge.target != edge.source:
                rows = graph.row_of(edge.target) - graph.row_of(edge.source)
                if rows == 1:
                    entered.add(graph.row_of(edge.target))
                if rows in (0, 1):
                    near.add(edge.target)
        for above, row in pairwise(self.rows):
            for node in row:
                if node.id not in near or (node is row[0] and node.nomor not in entered):
                    yield f"  s{self.names[above[-1].id]} ~~~ s{self.names[node.id]}"

    def _edges(self) -> Iterator[str]:
        entered: set[int] = set()
        for edge in self.graph.edges:
            text = shorten(edge.label, MAX_LABEL_WORDS)
            label = f'|"{encode(text)}"|' if text else ""
            source, target = self.names[edge.source], self.names.get(edge.target, "")
            if self._enters(edge):
                if edge.target not in entered:
                    entered.add(edge.target)
                    yield f"  d{target} --> s{target}"
            elif not self.first <= self.graph.row_of(edge.source) <= self.last:
                continue
            elif self._leaves(edge):
                arrow = "-.->" if edge.is_return else "-->"
                yield f"  s{source} {arrow}{label} k{source}x{target}"
            elif edge.ending is Ending.STEP:
                arrow = "-.->" if edge.is_return else "-->"
                yield f"  s{source} {arrow}{label} s{target}"
            elif self._ends_beside(edge):
                yield f"  s{source} -->{label} e{source}"

    def _classes(self, nodes: Sequence[_Node]) -> Iterator[str]:
        if any(node.shape.endswith(":::kosong") for node in nodes):
            yield "  classDef kosong fill:none,stroke:none"
        if any(node.shape.endswith(":::sambung") for node in nodes):
            yield "  classDef sambung stroke-dasharray:4"

    def _lane_of(self, node: FlowNode) -> int:
        """The lane of a symbol, from 0; the one after the last performer's when nobody is known."""
        return node.lanes[0] if node.lanes else len(self.graph.lanes)

    def _step_shape(self, node: FlowNode) -> str:
        text = f"{node.nomor}. {shorten_step(self.kegiatan[node.nomor - 1])}".rstrip()
        if node.isi:
            text += f" ({shorten(node.isi, MAX_LABEL_WORDS)})"
        partners = [shorten(self.graph.lanes[lane].judul, MAX_LABEL_WORDS) for lane in node.lanes[1:]]
        if partners:
            named = ", ".join(partners[:MAX_PARTNERS])
            more = len(partners) - MAX_PARTNERS
            text += f" (bersama {named}" + (f", dan {more} lainnya)" if more > 0 else ")")
        for edge in self.graph.edges_from(node.id):
            if edge.ending is Ending.UNKNOWN:
                words = f"{shorten(edge.label, MAX_LABEL_WORDS)} → ?".strip()
                text += f" ({words})".replace(" →", "\xa0→").replace("→ ", "→\xa0")
        return _shape(_SHAPES[node.symbol][0], text, _SHAPES[node.symbol][1])

    def _enters(self, edge: FlowEdge) -> bool:
        """Whether an edge comes forward from an earlier part; who returns here says so where it leaves."""
        source, target = self.graph.row_of(edge.source), self.graph.row_of(edge.target)
        return edge.ending is Ending.STEP and source < self.first <= target <= self.last

    def _leaves(self, edge: FlowEdge) -> bool:
        """Whether an edge of this part ends in a connector: it leads to another part, or back to its own step."""
        source, target = self.graph.row_of(edge.source), self.graph.row_of(edge.target)
        if edge.ending is not Ending.STEP or not self.first <= source <= self.last:
            return False
        return edge.target == edge.source or not self.first <= target <= self.last

    def _ends_beside(self, edge: FlowEdge) -> bool:
        """Whether the end is a symbol of its own: beside a decision. A plain step that ends is itself the capsule."""
        return edge.ending is Ending.END and self.graph.node(edge.source).symbol is Symbol.DECISION


@dataclass(frozen=True, slots=True)
class _Node:
    """One node of the source: `shape` is all that follows the identifier, `lane` the index of its lane."""

    id: str
    shape: str
    lane: int


def _shape(opening: str, text: str, closing: str, class_name: str = "") -> str:
    return f'{opening}"{encode(text)}"{closing}' + (f":::{class_name}" if class_name else "")
