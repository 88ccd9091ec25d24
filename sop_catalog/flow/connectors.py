"""Off-page connectors (segilima): where a printed page ends, the lines that go on are closed and reopened, lettered.

A strip is a row of the table that only print shows: after the last step of a page, with the segilima below the lines,
and before the first step of the next page, with the segilima above them. A segilima needs three track distances, so lines
that lie closer move aside, away from the cell's edge, each on a level of its own; a line in the middle stays there.
The first keeps a track's distance more from the cell's edge than a line does, so that the segilima does not touch it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sop_catalog.flow.tile import EDGE, Connector, Place, Segment, Strip, StripTile, Tile, Width

SPACING = 3
"""Tracks from one segilima to the next."""


def connect_pages(
    rows: Sequence[Sequence[Tile]], columns: int, breaks: frozenset[int]
) -> tuple[dict[int, Strip], dict[int, Strip], list[Width]]:
    """Strips below and above the steps at each break, and what half of each column needs for them."""
    closing: dict[int, Strip] = {}
    opening: dict[int, Strip] = {}
    widths = [Width()] * columns
    letters = _letters()
    for nomor in sorted(breaks):
        if not 1 <= nomor < len(rows):
            continue
        lines = [_crossing(tile) for tile in rows[nomor - 1]]
        if not any(lines):
            continue
        places = [_spread(column) for column in lines]
        huruf = [[next(letters) for _ in column] for column in lines]
        levels = max(_levels(a, b) for a, b in zip(lines, places, strict=True))
        closing[nomor] = Strip(_tiles(lines, places, huruf, closing=True), levels)
        opening[nomor + 1] = Strip(_tiles(lines, places, huruf, closing=False), levels)
        for column, spread in enumerate(places):
            tracks = max((place.number + SPACING for place in spread if place.word != "c"), default=0)
            widths[column] = max(widths[column], Width(0, 0, tracks), key=lambda width: width.tracks)
    return closing, opening, widths


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


def _crossing(tile: Tile) -> list[tuple[Place, int]]:
    """The lines that leave a tile at its lower edge, from left to right, with their targets."""
    found = {segment.at: segment.target for segment in tile.segments if segment.axis == "v" and segment.end == EDGE}
    order = {"l": 0, "c": 1, "r": 2}
    return sorted(found.items(), key=lambda item: (order[item[0].word], item[0].number * (-1) ** (item[0].word == "r")))


def _spread(lines: Sequence[tuple[Place, int]]) -> list[Place]:
    """Where the segilima stands on each line: on it, or as far inwards as its neighbour nearer to the edge demands."""
    places = {}
    for word in ("l", "r"):
        free = 1
        for place, _ in sorted(line for line in lines if line[0].word == word):
            free = max(free, place.number)
            places[place] = Place(word, free)
            free += SPACING
    return [places.get(place, place) for place, _ in lines]


def _levels(lines: Sequence[tuple[Place, int]], places: Sequence[Place]) -> int:
    moved = [line[0].word for line, place in zip(lines, places, strict=True) if line[0] != place]
    return max(moved.count("l"), moved.count("r"))


def _tiles(
    lines: Sequence[Sequence[tuple[Place, int]]],
    places: Sequence[Sequence[Place]],
    huruf: Sequence[Sequence[str]],
    *,
    closing: bool,
) -> tuple[StripTile, ...]:
    tiles = []
    for column_lines, column_places, column_huruf in zip(lines, places, huruf, strict=True):
        segments: list[Segment] = []
        connectors = []
        level = {"l": 0, "r": 0}
        # The innermost line turns first, so that none that turns later meets it.
        pairs = sorted(zip(column_lines, column_places, strict=True), key=lambda pair: -pair[0][0].number)
        for (line, target), place in pairs:
            segments += _line(line, place, target, level, closing=closing)
        for (_, target), place, letter in zip(column_lines, column_places, column_huruf, strict=True):
            connectors.append(Connector(letter, place, target))
        tiles.append(StripTile(tuple(segments), tuple(connectors)))
    return tuple(tiles)


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
