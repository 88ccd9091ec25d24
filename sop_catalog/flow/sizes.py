"""How large a symbol is that holds words, and where they are broken into lines.

A symbol without words is 40 x 22 units (a capsule 18 high). With words it grows, first in width up to what a column has
anyway, then line by line; after the third line the rest is cut, and said elsewhere. Sizes are plain units, so that the
drawing needs no measuring in the browser; they are reckoned with the type size that print uses at its largest.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from sop_catalog.flow.graph import FlowGraph, FlowNode, Symbol
from sop_catalog.flow.labels import text_em

WIDTH, HEIGHT = 40.0, 22.0
"""Of a symbol without words."""
MANY_PERFORMERS = 8
"""With more columns than this the drawing is smaller on paper, and its letters larger beside it."""
LETTER, LINE = 10.0, 11.0
"""Size of the words and height of a line in units (--sop-label, --sop-baris-label)."""
LETTER_RAPAT, LINE_RAPAT = 13.6, 14.6
"""The same in print with many performers."""
MAX_LINES = 3
_WIDEST = {Symbol.PROCESS: 58.0, Symbol.TERMINATOR: 52.0, Symbol.DECISION: 46.0}
"""How wide a line of words may be, unless one word alone is wider."""
_WIDEST_WORD = 66.0
"""How wide one word may be, "pertanggungjawaban" is wider; it is then broken with a hyphen."""
_PAD = 6.0
EDGE = (1.4, 0.8)
"""How far within its size a diamond is drawn, at its sides and at its top and bottom, so that its pointed corners end
where its lines begin."""
_STEP = 0.8
"""Widths are multiples of this, so that half of one in symbol widths has two decimals."""


class Size(NamedTuple):
    """The size of one symbol and the words in it."""

    width: float = WIDTH
    height: float = HEIGHT
    lines: tuple[str, ...] = ()
    cut: bool = False
    """Whether the last line ends with "…" in the place of more words."""


USUAL = Size()


def symbol_sizes(graph: FlowGraph) -> list[Size]:
    """The size of every symbol of a graph, in the order of its nodes."""
    rapat = len(graph.lanes) > MANY_PERFORMERS
    return [_size(node, rapat=rapat) if node.isi else USUAL for node in graph.nodes]


def _size(node: FlowNode, *, rapat: bool) -> Size:
    return _measure(node.symbol, node.isi, rapat)


@lru_cache(maxsize=1024)
def _measure(symbol: Symbol, isi: str, rapat: bool) -> Size:  # noqa: FBT001 - a cache key
    """The smallest symbol that holds the words, broken into one, two or three lines."""
    letter, line = (LETTER_RAPAT, LINE_RAPAT) if rapat else (LETTER, LINE)
    sizes = []
    for lines, cut in _breaks(isi, _WIDEST[symbol] / letter, _WIDEST_WORD / letter):
        across = max(text_em(text) for text in lines) * letter + 2
        width, height = _OUTLINES[symbol](across, len(lines) * line)
        sizes.append(Size(math.ceil(width / _STEP) * _STEP, math.ceil(height), lines, cut))
    return min(sizes, key=lambda size: size.width + size.height)


def _box(across: float, down: float) -> tuple[float, float]:
    return max(WIDTH, across + _PAD), max(HEIGHT, down + 5)


def _capsule(across: float, down: float) -> tuple[float, float]:
    """The words' corners stay within the round ends."""
    height = max(HEIGHT, down + 6)
    radius = height / 2
    return max(WIDTH, across + 2 * (radius - (radius**2 - (down / 2) ** 2) ** 0.5) + 2), height


def _diamond(across: float, down: float) -> tuple[float, float]:
    """The words' corners touch the edges: flat or pointed, whichever takes less of width and height together."""
    beside, above = 2 * EDGE[0], 2 * EDGE[1]
    if across / (WIDTH - beside) + down / (HEIGHT - above) <= 1:
        return WIDTH, HEIGHT
    widths = [max(across + step + beside, WIDTH) for step in range(8, 60, 2)]
    width, height = min(((width, down / (1 - across / (width - beside)) + above) for width in widths), key=sum)
    return width, max(HEIGHT, height)


_OUTLINES: Mapping[Symbol, Callable[[float, float], tuple[float, float]]] = {
    Symbol.PROCESS: _box, Symbol.TERMINATOR: _capsule, Symbol.DECISION: _diamond,
}  # fmt: skip
"""Width and height around words of a width and height."""


def _breaks(isi: str, usual: float, widest_word: float) -> list[tuple[tuple[str, ...], bool]]:
    """The ways to break words into one, two or three lines, each with whether words were cut.

    Args:
        isi: the words.
        usual: how wide a line may be, em.
        widest_word: how wide a line may be that is a single word, em.
    """
    words = [piece for word in isi.split() for piece in _pieces(word, widest_word)]
    widest = max(usual, *(text_em(word) for word in words))
    fewest = _fill(words, widest)
    if len(fewest) > MAX_LINES:
        last = fewest[MAX_LINES - 1]
        while last and text_em(f"{last}…") > widest:
            last = last[:-1].rstrip()
        return [((*fewest[: MAX_LINES - 1], f"{last}…"), True)]
    found = {}
    lines = fewest
    while len(lines) <= MAX_LINES:
        found[len(lines)] = (tuple(lines), False)  # the narrowest of so many lines comes last
        narrower = max(text_em(line) for line in lines) - 0.01
        lines = _fill(words, narrower)
        if max(text_em(line) for line in lines) > narrower:
            break
    return list(found.values())


def _fill(words: list[str], widest: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and text_em(f"{lines[-1]} {word}") <= widest:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _pieces(word: str, widest: float) -> list[str]:
    """A word, in pieces where it alone is too wide for a line: at its own hyphens and strokes, else between syllables."""
    if text_em(word) <= widest:
        return [word]
    pieces: list[str] = []
    for part in _AT_SIGNS.findall(word):
        if pieces and text_em(pieces[-1] + part) <= widest:
            pieces[-1] += part
        else:
            pieces += _hyphenated(part, widest)
    return pieces


_AT_SIGNS = re.compile(r"[^\-/]*[\-/]+|[^\-/]+")
_VOWELS = "aiueo"
_SYLLABLE_END = re.compile(
    rf"(?<=[{_VOWELS}])(?=(?:ng|ny|kh|sy|[^\W\d_{_VOWELS}])[{_VOWELS}])|(?<=[^\W\d_{_VOWELS}])(?=(?:ng|ny|kh|sy|[^\W\d_{_VOWELS}])[{_VOWELS}])",
    re.IGNORECASE,
)
"""Where Indonesian words may be divided: before a consonant with its vowel, "ta-ta", "doku-men", "per-tang-gung"."""
_DIGRAPHS = frozenset({"ng", "ny", "kh", "sy"})
_SHORTEST_PIECE = 2


def _hyphenated(word: str, widest: float) -> list[str]:
    """A word without signs of its own in pieces with hyphens; letter by letter where it has no syllables."""
    ends = [
        match.start()
        for match in _SYLLABLE_END.finditer(word)
        if word[match.start() - 1 : match.start() + 1].lower() not in _DIGRAPHS
    ]
    pieces: list[str] = []
    start = 0
    while text_em(word[start:]) > widest:
        fitting = [end for end in range(start + 1, len(word)) if text_em(f"{word[start:end]}-") <= widest] or [
            start + 1
        ]
        sound = [end for end in fitting if end in ends and end - start >= _SHORTEST_PIECE <= len(word) - end]
        end = (sound or fitting)[-1]
        pieces.append(word[start:end] + "-" * word[end - 1].isalpha())
        start = end
    return [*pieces, word[start:]]
