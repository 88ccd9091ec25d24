"""The pieces that a flowchart in the table is drawn with, as pure data: no HTML, no sizes in pixels.

A tile is one performer's cell of one row. Its symbol stands in the middle of the tile's body; above the body, at the top
of the row, lie the row's channels. All places are words, so that a tile may grow with the text beside it:

    across   "" edge · l0 l1 … tracks from the left edge inwards · c centre · r0 r1 … tracks from the right edge inwards
             xw xe the symbol's side, where a line leaves · tw te the same, where an arrow arrives
             sw0 se0 sw1 … stubs below the lower edges of a diamond · hw he the side capsule's middle (1: farther out)
    down     "" edge · mu bottom of the capsule of a start · k0 k1 … channels from the row's top · m middle of the symbol
             tn ts the symbol's top and bottom, where an arrow arrives · xs its bottom, where a line leaves
             xd the lower edge of a diamond, where a stub leaves · u0 u1 … levels below the symbol
             tc top of the side capsule · tz0 tz1 … top of the capsule below

Strips for the printed page break add pl0 pl1 … and pr0 … (places of pentagons, from the left and right edge), j0 j1 …
(levels at which lines move aside) and g (the pentagon's edge).
"""

from __future__ import annotations

from typing import NamedTuple

from sop_catalog.flow.sizes import USUAL, Size

SELESAI = 0
"""`Segment.target` of a line to a small capsule."""
JOINT = -1
"""`Segment.target` of the plain line between performers who work together."""


class Place(NamedTuple):
    """A word of the lists above with its number, such as ("l", 0) or ("c", 0)."""

    word: str
    number: int = 0


EDGE = Place("")
CENTRE = Place("c")
MIDDLE = Place("m")
START = Place("mu")


class Segment(NamedTuple):
    """A straight line inside one tile."""

    axis: str
    """"h" or "v"."""
    at: Place
    """The fixed coordinate: a place down for "h", a place across for "v"."""
    start: Place
    """Left end of "h", upper end of "v"."""
    end: Place
    target: int
    """The id of the symbol that the line leads to, or SELESAI or JOINT."""
    sources: tuple[int, ...] = ()
    """The ids of the symbols that it leads from; () in the strips of a page break."""


class Bridge(NamedTuple):
    """Where a level line crosses an upright one that leads elsewhere: it goes over it in a small arc."""

    across: Place
    """Of the upright line."""
    down: Place
    """Of the level line, whose target and sources follow."""
    target: int
    sources: tuple[int, ...]


class Label(NamedTuple):
    """The word of a branch beside its line, or of a branch without a line ("Tidak → ?")."""

    lines: tuple[str, ...]
    place: str
    """ne nw: above the line that leaves the side · se sw: on the level `slot`, outside the stub · sr sl: right or left
    of the line that leaves the bottom, from the level `slot` downwards."""
    slot: int = 0


class Capsule(NamedTuple):
    """A capsule "selesai" in mid-flow.

    he hw: hung from the symbol's side (slot 1: farther out) · z: below it, under `slot` levels.
    """

    place: str
    slot: int = 0


class Tile(NamedTuple):
    """One performer's cell of one row."""

    symbol: str
    """A value of `flow.graph.Symbol`, or ""."""
    segments: tuple[Segment, ...] = ()
    heads: tuple[str, ...] = ()
    """Arrowheads: n e s w on that side of the symbol. A capsule in mid-flow has one on its top."""
    labels: tuple[Label, ...] = ()
    capsules: tuple[Capsule, ...] = ()
    node_id: int = 0
    """The symbol of the graph that stands here; 0 for none."""
    size: Size = USUAL
    """How large the symbol is, with the words in it."""
    bridges: tuple[Bridge, ...] = ()
    starts: bool = False
    """Whether a capsule of its own stands above the symbol: a decision at which the flow begins."""
    pieces: tuple[Segment, ...] = ()
    """`segments` before those that overlap were made one; () where none do."""


EMPTY = Tile("")


class Width(NamedTuple):
    """What half a column needs: `symbol` x symbol width + `em` x label size + `tracks` x track distance + a margin."""

    symbol: float = 0.5
    em: float = 0.0
    tracks: float = 0


class Connector(NamedTuple):
    """One end of an off-page connector: the segilima on a line that leaves its sheet or comes from another one."""

    huruf: str
    """"A", "B", … , the same at all ends of the lines that come in at one place of the target's sheet, and nowhere else."""
    place: Place
    """Across: c, pl or pr."""
    target: int
    keluar: bool
    """Whether the line leaves the sheet here, for its target's; else it comes in."""
    langkah: tuple[int, ...]
    """The steps at the other end: the one that the line leads to, or those that it comes from."""


class StripTile(NamedTuple):
    """One performer's cell of the print-only row at the end or the beginning of a page."""

    segments: tuple[Segment, ...] = ()
    connectors: tuple[Connector, ...] = ()


class Row(NamedTuple):
    """One step."""

    nomor: int
    tiles: tuple[Tile, ...]
    channels: int
    """Lines one above the other at the top of the row, under the capsules of a start."""
    above: int
    """Lines of label text above the symbol's middle."""
    below: int
    """Levels used below the symbol."""
    tall: float
    """Height of the tallest symbol, in units; the levels lie below it in every cell."""
    text: tuple[int, int] | None
    """For a step whose performer is unreadable: first column and number of columns that no line crosses, where the
    words stand; (0, 0) when every column is crossed. None for other steps."""
    starts: bool = False
    """Whether the flow begins here at a decision, whose capsule needs room at the top of the row."""


class Strip(NamedTuple):
    """The print-only row that closes a page (`after` step nomor) or opens the next (before step nomor + 1)."""

    tiles: tuple[StripTile, ...]
    levels: int
    """Levels at which lines move aside, 0 when each pentagon stands on its line."""


class Way(NamedTuple):
    """An upright piece of one edge's line that passes from row to row."""

    source: int
    target: int
    """Ids of symbols."""
    branch: int
    """Which of the edges from the source to the target, from 0."""
    column: int
    at: Place
    upper: int
    lower: int
    """The rows between which it runs, by their numbers; both have a piece of it."""


class Grid(NamedTuple):
    """The whole drawing."""

    rows: tuple[Row, ...]
    widths: tuple[Width, ...]
    """One a column."""
    ways: tuple[Way, ...]
    """Of all lines that pass from row to row, edge by edge."""
    closing: dict[int, Strip]
    """By step number: the strip below this row. Breaks at which no line of the page ends have none."""
    opening: dict[int, Strip]
    """By step number: the strip above this row."""
    printed: dict[int, tuple[Tile, ...]]
    """By step number: the tiles of a row whose lines are others on paper, because some only pass its sheet on their way
    from one page to another."""
