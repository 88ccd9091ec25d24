"""Off-page connectors (segilima): a line to a symbol on another page ends in one on its own page and goes on from one there.

Both have the same letter, and the pages between show nothing of the line. All lines that come in at one place of the target's
page share the letter.

A strip is a row of the table that only print shows: after the last step of a page, with the segilima below the lines,
and before the first step of a page, with the segilima above them. A segilima needs three track distances, so lines
that lie closer move aside, away from the cell's edge, each on a level of its own; a line in the middle stays there.
The first keeps a track's distance more from the cell's edge than a line does, so that the segilima does not touch it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from sop_catalog.flow.tile import EDGE, Connector, Place, Row, Segment, Strip, StripTile, Tile, Way, Width
from sop_catalog.flow.tiles import unite_lines

SPACING = 3
"""Tracks from one segilima to the next."""


class Pages:
    """Which page each step stands on."""

    def __init__(self, rows: Sequence[Row], breaks: frozenset[int]) -> None:
        """Take a drawing's rows and the numbers of those after which a page ends, all but the last one's."""
        self.ends = sorted(breaks)
        self.row_of = {tile.node_id: row.nomor for row in rows for tile in row.tiles if tile.node_id}
        """Of each symbol by its id."""

    def page(self, nomor: int) -> int:
        """The page of a step, from 0."""
        return bisect_left(self.ends, nomor)

    def page_of(self, node_id: int) -> int:
        """The page of a symbol."""
        return self.page(self.row_of[node_id])


class _Spot(NamedTuple):
    """Where a line leaves its page or comes in; in the order in which a reader meets them."""

    after: int
    """The step after which the page ends."""
    opening: bool
    """Whether above the following page rather than below the one that ends."""
    column: int
    order: float
    """From left to right in the column."""
    at: Place
    target: int


def connect_pages(
    ways: Sequence[Way], pages: Pages, columns: int
) -> tuple[dict[int, Strip], dict[int, Strip], list[Width]]:
    """Strips below and above the steps at each break, and what half of each column needs for them."""
    leaving: dict[_Spot, _Spot] = {}
    """From where lines leave to where they come in."""
    sources: dict[_Spot, set[int]] = {}
    """By where lines come in: the steps that they come from."""
    for _, group in groupby(ways, key=lambda way: way[:3]):
        own = list(group)
        source, target = own[0].source, own[0].target
        one, other = pages.page_of(source), pages.page_of(target)
        if one == other:
            continue
        down = other > one
        start = _spot(own, pages.ends[one if down else one - 1], opening=not down)
        end = _spot(own, pages.ends[other - 1 if down else other], opening=down)
        leaving[start] = end
        sources.setdefault(end, set()).add(pages.row_of[source])
    letters = _letters()
    huruf: dict[_Spot, str] = {}
    for spot in sorted({*leaving, *sources}):
        end = leaving.get(spot, spot)
        if end not in huruf:
            huruf[end] = next(letters)
    strips: tuple[dict[int, Strip], dict[int, Strip]] = ({}, {})
    widths = [Width()] * columns
    for (after, opening), spots in groupby(sorted({*leaving, *sources}), key=lambda spot: spot[:2]):
        ends: list[list[tuple[_Spot, Connector]]] = [[] for _ in range(columns)]
        for spot in spots:
            keluar = spot in leaving
            steps = (pages.row_of[spot.target],) if keluar else tuple(sorted(sources[spot]))
            connector = Connector(huruf[leaving.get(spot, spot)], spot.at, spot.target, keluar, steps)
            ends[spot.column].append((spot, connector))
        tiles, levels = zip(*(_tile(column, closing=not opening) for column in ends), strict=True)
        strips[opening][after + opening] = Strip(tiles, max(levels))
        for column, tile in enumerate(tiles):
            need = Width(0, 0, _tracks(tile))
            widths[column] = max(widths[column], need, key=lambda width: width.tracks)
    return *strips, widths


def _spot(ways: Sequence[Way], after: int, *, opening: bool) -> _Spot:
    """Where a line crosses the end of a page."""
    way = next(way for way in ways if way.upper <= after < way.lower)
    side = way.at.word
    order = {"l": 0, "c": 1, "r": 3}[side] + way.at.number / 1000 * (-1 if side == "r" else 1)
    return _Spot(after, opening, way.column, order, way.at, way.target)


def _letters() -> Iterator[str]:
    """A, B, … Z, AA, AB, … without end."""
    number = 0
    while True:
        number += 1
        text, rest = "", number
        while rest:
            rest, letter = divmod(rest - 1, 26)
            text = chr(65 + letter) + text
        yield text


def print_lines(rows: Sequence[Row], pages: Pages) -> dict[int, tuple[Tile, ...]]:
    """The tiles of the rows through which lines only pass on their way from page to page, without these lines."""
    found = {}
    for row in rows:
        page = pages.page(row.nomor)
        tiles = tuple(_print_tile(tile, page, pages) for tile in row.tiles)
        if any(one is not other for one, other in zip(tiles, row.tiles, strict=True)):
            found[row.nomor] = tiles
    return found


def _print_tile(tile: Tile, page: int, pages: Pages) -> Tile:
    pieces = tile.pieces or tile.segments
    kept = []
    for piece in pieces:
        if piece.target > 0 and piece.sources and pages.page_of(piece.target) != page:
            own = tuple(source for source in piece.sources if pages.page_of(source) == page)
            if own:
                kept.append(piece._replace(sources=own))
        else:
            kept.append(piece)
    if [piece[:5] for piece in kept] == [piece[:5] for piece in pieces]:
        return tile
    segments, bridges = unite_lines(tuple(kept))
    return tile._replace(segments=segments, bridges=bridges, pieces=())


def _tracks(tile: StripTile) -> float:
    """What half a column needs for its segilima, in track distances: those of one side, and one in the middle."""
    outer = max((connector.place.number for connector in tile.connectors if connector.place.word != "c"), default=None)
    if outer is None:
        return 0
    return outer + SPACING + any(connector.place.word == "c" for connector in tile.connectors)


def _spread(lines: Sequence[Place]) -> dict[Place, Place]:
    """Where the segilima stands on each line: on it, or as far inwards as its neighbour nearer to the edge demands."""
    places = {}
    for word in ("l", "r"):
        free = 1
        for place in sorted(line for line in lines if line.word == word):
            free = max(free, place.number)
            places[place] = Place(word, free)
            free += SPACING
    return places


def _tile(ends: Sequence[tuple[_Spot, Connector]], *, closing: bool) -> tuple[StripTile, int]:
    """One cell of a strip, and how many levels its lines need."""
    places = _spread([spot.at for spot, _ in ends])
    segments: list[Segment] = []
    level = {"l": 0, "r": 0}
    # The innermost line turns first, so that none that turns later meets it.
    for spot, _ in sorted(ends, key=lambda end: -end[0].at.number):
        segments += _line(spot.at, places.get(spot.at, spot.at), spot.target, level, closing=closing)
    connectors = tuple(connector._replace(place=places.get(spot.at, spot.at)) for spot, connector in ends)
    return StripTile(tuple(segments), connectors), max(level.values())


def _line(line: Place, place: Place, target: int, level: dict[str, int], *, closing: bool) -> list[Segment]:
    """From the strip's edge at the table to the segilima."""
    pentagon = Place("g")
    if line == place:
        return [Segment("v", line, *((EDGE, pentagon) if closing else (pentagon, EDGE)), target)]
    turn = Place("j", level[line.word])
    level[line.word] += 1
    outer, inner = ((EDGE, turn), (turn, pentagon)) if closing else ((turn, EDGE), (pentagon, turn))
    left, right = (line, place) if line.word == "l" else (place, line)
    return [
        Segment("v", line, *outer, target),
        Segment("h", turn, left, right, target),
        Segment("v", place, *inner, target),
    ]
