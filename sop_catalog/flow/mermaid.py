"""The swimlane of one SOP as Mermaid source: one lane per performer, steps from top to bottom.

A pure function of the activity graph and the steps' texts. The recipe (DESIGN §4) was found by rendering, and each of
its oddities is load-bearing in Mermaid 12.3.0:

- Every node stands first, in step order, and the lanes after them only name their nodes: the layout takes the order
  of steps from the order of nodes, the order of lanes from the order of `subgraph`.
- `swimlane.ignoreCrossLaneEdges: false` (`MERMAID_ARGUMENTS`), or steps of different lanes land side by side.
- A lane without a node is dropped, so it holds an invisible one.
- Every character of a text that is neither an ASCII letter, a digit nor a space is written as `#NN;`. Nothing a person
  types can then end a string, start a comment, a list, a link or a tag, and Mermaid turns the code into a character
  reference only after parsing. Letters beyond ASCII are encoded too: Mermaid marks the place of an entity with `ﬂ`
  and `ß`, which are letters.
- Identifiers are ours: `s3` step, `e3` the end that a branch of step 3 reaches, `k3_9` the connector from step 3 to
  step 9 of another part, `r0` lane, `x0` the invisible node of lane 0.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode, Symbol

MERMAID_ARGUMENTS: Mapping[str, Any] = MappingProxyType(
    {
        "securityLevel": "strict",
        "theme": "neutral",
        "look": "classic",
        "swimlane": MappingProxyType({"ignoreCrossLaneEdges": False}),
    }
)
"""What `mermaid.initialize` must get for this source to be drawn right: the `arguments` of mermaid2 in mkdocs.yml."""

MAX_STEPS = 30
"""Steps in one diagram. The layout's time explodes beyond 30 to 40 (60 steps: 20 s on an old PC)."""

MIN_STEPS = 10
"""No part of a divided flow is shorter, so that 31 steps are not 30 and a lonely one."""

MAX_WORDS = 6
"""Words of a step in its symbol; the whole sentence stands in the table and in the text of the flow."""

MAX_WORD_LENGTH = 28
"""Characters of one word; `ketidakbertanggungjawaban` has 25, a symbol is about 26 wide."""

MAX_LANE_WORDS = 8
MAX_LABEL_WORDS = 4
MAX_PARTNERS = 2
"""Other performers of a joint step that are named in its symbol; more are counted."""

UNREADABLE_LANE = "Tidak terbaca"
"""The last lane, for steps whose performer the source does not let one read."""

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


def render_diagrams(graph: FlowGraph, kegiatan: Sequence[str], nama: str) -> tuple[Diagram, ...]:
    """The swimlanes of one SOP: none without steps, one up to MAX_STEPS, else one per phase.

    Args:
        graph: the resolved flow.
        kegiatan: the text of each step; kegiatan[k - 1] belongs to step k. As many as the graph has nodes.
        nama: the name of the SOP, for the diagram's accessible title.

    Returns:
        Diagrams in step order that together hold every step once. An edge that leaves a part ends in a small
        connector "ke langkah n", and a forward edge that enters one begins in "dari langkah n".
    """
    if len(kegiatan) != len(graph.nodes):
        msg = f"{len(kegiatan)} texts for {len(graph.nodes)} steps"
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

    As few parts as possible, each of MIN_STEPS to MAX_STEPS; among those the cuts that the fewest edges cross (a
    phase is where few returns reach back), then the most even sizes.
    """
    count = len(graph.nodes)
    if count <= MAX_STEPS:
        return ((1, count),) if count else ()
    crossing = [0] * (count + 1)  # crossing[k]: edges between the steps up to k and those after k
    for edge in graph.edges:
        if edge.ending is Ending.STEP:
            for cut in range(min(edge.source, edge.target), max(edge.source, edge.target)):
                crossing[cut] += 1
    best: list[tuple[tuple[int, int, int], tuple[int, ...]] | None] = [((0, 0, 0), ())] + [None] * count
    for end in range(1, count + 1):
        for start in range(max(0, end - MAX_STEPS), end - MIN_STEPS + 1):
            before = best[start]
            if before is None:
                continue
            (parts, crossed, unevenness), cuts = before
            size = end - start
            candidate = ((parts + 1, crossed + crossing[start], unevenness + size * size), (*cuts, end))
            current = best[end]
            if current is None or candidate < current:
                best[end] = candidate
    found = best[count]
    assert found is not None  # every count above MAX_STEPS is a sum of sizes between MIN_STEPS and MAX_STEPS
    ends = found[1]
    return tuple(zip([1, *(end + 1 for end in ends[:-1])], ends, strict=True))


def shorten(text: str, max_words: int = MAX_WORDS) -> str:
    """The first words of a text, on one line, with "…" where something was left out.

    Stops at the end of the first sentence ("memeriksa usulan. Jika setuju …" → "memeriksa usulan…"), at `max_words`
    words, and inside a word longer than MAX_WORD_LENGTH. Characters that print nothing on their own (controls,
    lone surrogates) count as spaces.
    """
    printable = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Cn") else char for char in text)
    words = printable.split()
    taken: list[str] = []
    is_cut = False
    for word in words[:max_words]:
        piece = _head(word, MAX_WORD_LENGTH)
        taken.append(piece)
        is_cut = piece != word
        if is_cut or _ends_sentence(word):
            break
    is_cut = is_cut or len(taken) < len(words)
    if not is_cut:
        return " ".join(taken)
    return " ".join(taken).rstrip(" .,;:-–—/") + "…"


def encode(text: str) -> str:
    """A text as it may stand between double quotes in Mermaid source: ASCII letters, digits and spaces, else `#NN;`."""
    return "".join(
        char if char == " " or (char.isascii() and char.isalnum()) else f"#{ord(char)};" for char in text
    )


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


def _ends_sentence(word: str) -> bool:
    """Whether a full stop after this word ends a sentence; "No.", "Sdr." and "Prof." are abbreviations."""
    stem = word[:-1]
    return word.endswith((".", ";")) and len(stem) > 3 and stem.isalpha() and stem.islower()


@dataclass(frozen=True, slots=True)
class _Part:
    """One diagram in the making: the steps `first` to `last` of a flow."""

    graph: FlowGraph
    kegiatan: Sequence[str]
    nama: str
    judul: str
    first: int
    last: int

    def render(self) -> str:
        lanes = list(self._lanes())
        edges = list(self._edges())
        return "\n".join(["swimlane-beta TB", *self._description(), *self._nodes(), *lanes, *edges, *self._classes()]) + "\n"
