"""The drawing of who refers to whom, as layers: every chain of references runs from left to right.

The steps are Sugiyama's: turn the few lines that close a circle, put each name one layer behind the farthest of those
that refer to it, lead a line that passes layers through a place in each, and order the layers so that few lines cross
(each place goes to the mean of what it is joined with, a few times in turn).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_ROUNDS = 8
_MOST_PLACES = 20_000
"""That are looked at in all rounds together: a large drawing is ordered less often, and costs no more."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a line passes a layer in which neither of its ends stands."""

    line: int
    """Which line, from 0."""
    layer: int


Place = str | Passage
"""What stands in a layer: a name, or a line on its way."""


@dataclass(frozen=True, slots=True)
class LayeredLine:
    """One reference."""

    source: str
    target: str
    places: tuple[Place, ...]
    """From left to right, one in each layer that the line touches: its ends, and passages between them."""
    is_turned: bool
    """Whether it closes a circle and so runs from right to left: its target is the first of `places`."""


@dataclass(frozen=True, slots=True)
class Layers:
    """Where everything stands."""

    layers: tuple[tuple[Place, ...], ...]
    """From left to right, each top down."""
    lines: tuple[LayeredLine, ...]
    """In the order of the pairs."""


def arrange_layers(pairs: Iterable[tuple[str, str]]) -> Layers:
    """Put names in layers along their chains.

    Args:
        pairs: (who refers, who is referred to); one with itself is left out. The order in which names come first decides
            where nothing else does.
    """
    unique = [pair for pair in dict.fromkeys(pairs) if pair[0] != pair[1]]
    names = list(dict.fromkeys(name for pair in unique for name in pair))
    turned = _circle_closers(names, unique)
    forward = [(target, source) if pair in turned else pair for pair in unique for source, target in (pair,)]
    depth = _depths(names, forward)
    layers: list[list[Place]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for name in names:
        layers[depth[name]].append(name)
    lines = []
    for number, (pair, (first, last)) in enumerate(zip(unique, forward, strict=True)):
        passages = [Passage(number, layer) for layer in range(depth[first] + 1, depth[last])]
        for passage in passages:
            layers[passage.layer].append(passage)
        lines.append(LayeredLine(*pair, (first, *passages, last), pair in turned))
    return Layers(tuple(map(tuple, _untangle(layers, lines))), tuple(lines))


def _circle_closers(names: Sequence[str], pairs: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """The lines that lead back to a name on the way to them; without these no chain is a circle."""
    targets: dict[str, list[str]] = {}
    for source, target in pairs:
        targets.setdefault(source, []).append(target)
    referred = {target for _, target in pairs}
    state: dict[str, bool] = {}
    """Whether a name is still on the way."""
    closers = set()
    for start in sorted(names, key=referred.__contains__):  # beginnings of chains before what stands inside them
        if start in state:
            continue
        state[start] = True
        way = [(start, iter(targets.get(start, ())))]
        while way:
            name, further = way[-1]
            target = next(further, "")
            if not target:
                state[name] = False
                way.pop()
            elif target not in state:
                state[target] = True
                way.append((target, iter(targets.get(target, ()))))
            elif state[target]:
                closers.add((name, target))
    return closers


def _depths(names: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Which layer each name stands in: behind all that refer to it, and close before the first that it refers to."""
    targets: dict[str, list[str]] = {name: [] for name in names}
    waiting = dict.fromkeys(names, 0)
    for source, target in pairs:
        targets[source].append(target)
        waiting[target] += 1
    ready = [name for name in names if not waiting[name]]
    depth = dict.fromkeys(names, 0)
    order = []
    while ready:
        name = ready.pop(0)
        order.append(name)
        for target in targets[name]:
            depth[target] = max(depth[target], depth[name] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    referred = {target for _, target in pairs}
    for name in order:
        if name not in referred:
            depth[name] = min(depth[target] for target in targets[name]) - 1
    return depth


def _untangle(layers: list[list[Place]], lines: Sequence[LayeredLine]) -> list[list[Place]]:
    before: dict[Place, list[Place]] = {}
    after: dict[Place, list[Place]] = {}
    for line in lines:
        for left, right in pairwise(line.places):
            after.setdefault(left, []).append(right)
            before.setdefault(right, []).append(left)
    rounds = min(_ROUNDS, _MOST_PLACES // max(1, sum(map(len, layers))))
    best, fewest = layers, _crossings(layers, after) if rounds else 0
    for _ in range(rounds):
        layers = [list(layer) for layer in layers]
        for index in range(1, len(layers)):
            layers[index] = _by_barycentre(layers[index], before, layers[index - 1])
        for index in range(len(layers) - 2, -1, -1):
            layers[index] = _by_barycentre(layers[index], after, layers[index + 1])
        count = _crossings(layers, after)
        if count < fewest:
            best, fewest = layers, count
        if not fewest:
            break
    return best


def _by_barycentre(
    layer: Sequence[Place], joined: Mapping[Place, Sequence[Place]], other: Sequence[Place]
) -> list[Place]:
    """Sorted by the mean place of what each is joined with. Shares of the layer's height, so that ends meet ends."""
    places = {item: (place + 0.5) / len(other) for place, item in enumerate(other)}
    means = {}
    for place, item in enumerate(layer):
        near = [places[one] for one in joined.get(item, ()) if one in places]
        means[item] = sum(near) / len(near) if near else (place + 0.5) / len(layer)
    return sorted(layer, key=means.__getitem__)  # stable: ties keep their order


def _crossings(layers: Sequence[Sequence[Place]], after: Mapping[Place, Sequence[Place]]) -> int:
    """How many pairs of lines cross between neighbouring layers."""
    crossings = 0
    for left, right in pairwise(layers):
        places = {item: place for place, item in enumerate(right)}
        passed = [0] * (len(right) + 1)  # a Fenwick tree over the right-hand ends of the lines above
        count = 0
        for item in left:
            ends = [places[one] for one in after.get(item, ()) if one in places]
            for end in ends:
                crossings += count - _below(passed, end + 1)
            for end in ends:
                _add(passed, end + 1)
                count += 1
    return crossings


def _below(tree: Sequence[int], place: int) -> int:
    """How many of what was added stand at this place or above it, from 1."""
    total = 0
    while place:
        total += tree[place]
        place -= place & -place
    return total


def _add(tree: list[int], place: int) -> None:
    while place < len(tree):
        tree[place] += 1
        place += place & -place
