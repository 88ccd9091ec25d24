"""Which of the parallel places a line takes: tracks beside a symbol, channels at the top of a row.

Both are the same task. Lines that overlap along the corridor must lie in different places; which one lies nearer to
place 0 (the cell's edge, the row's top) decides how often they cross, because a line leaves its corridor either towards
place 0 or away from it, over all that lie on that side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, permutations

PERMUTE_UP_TO = 4
FORBIDDEN = 1000


class Strand:
    """A line's stay in a corridor: all pieces there of the edges that merge into one target."""

    __slots__ = ("first", "inward", "inward_line", "key", "last", "outward", "outward_line", "place")

    def __init__(self, key: tuple[int, ...]) -> None:
        self.key = key
        self.first = 1 << 30
        self.last = -1
        self.outward: set[int] = set()
        """Where it leaves towards place 0."""
        self.inward: set[int] = set()
        """Where it leaves away from place 0."""
        self.outward_line: set[int] = set()
        """Positions in `outward` where all that leave share one line (the middle of a column; tracks never do)."""
        self.inward_line: set[int] = set()
        """The same of `inward`: what leaves outward there must lie nearer to place 0 than what leaves inward."""
        self.place = 0

    def extend(self, first: int, last: int) -> None:
        """Let it also cover first..last (both included)."""
        self.first = min(self.first, first, last)
        self.last = max(self.last, first, last)

    def overlaps(self, other: Strand) -> bool:
        """Whether both cover a common position; touching counts."""
        return self.first <= other.last and other.first <= self.last

    def crossings_outside(self, other: Strand) -> int:
        """Crossings if self lies nearer to place 0 than other."""
        count = sum(other.first <= at <= other.last for at in self.inward)
        count += sum(self.first <= at <= self.last for at in other.outward)
        return count


def place_strands(strands: Sequence[Strand], together: Sequence[tuple[Strand, Strand]] = ()) -> int:
    """Give each strand of one corridor its place; the number of places used.

    `together`: pairs that may share a place although they touch (they meet there on purpose).
    """
    if len(strands) == 1:
        strands[0].place = 0
        return 1
    count = len(strands)
    meeting = {*together, *((b, a) for a, b in together)}
    apart = [[a is not b and a.overlaps(b) and (a, b) not in meeting for b in strands] for a in strands]
    cost = [[_cost(a, b) if apart[i][j] else 0 for j, b in enumerate(strands)] for i, a in enumerate(strands)]
    order = _best_order(cost, count)
    used = 0
    for position, index in enumerate(order):
        below = [strands[other].place + 1 for other in order[:position] if apart[index][other]]
        strands[index].place = max(below, default=0)
        used = max(used, strands[index].place + 1)
    return used


def _cost(outer: Strand, inner: Strand) -> int:
    """Crossings, and a little for a longer strand that lies inside a shorter one."""
    clash = FORBIDDEN if outer.inward_line & inner.outward_line else 0
    return 10 * outer.crossings_outside(inner) + clash + (outer.last - outer.first < inner.last - inner.first)


def _best_order(cost: Sequence[Sequence[int]], count: int) -> list[int]:
    """Indices from place 0 inwards: the best of all orders for a few strands, by insertion for many."""
    if count <= PERMUTE_UP_TO:
        return list(
            min(permutations(range(count)), key=lambda order: sum(cost[a][b] for a, b in combinations(order, 2)))
        )
    order = _insert(cost, range(count))
    if any(cost[one][other] >= FORBIDDEN for one, other in combinations(order, 2)):
        order = _insert(cost, _sorted_by_need(cost, count))
    return order


def _insert(cost: Sequence[Sequence[int]], indices: Iterable[int]) -> list[int]:
    order: list[int] = []
    for index in indices:
        order.insert(_best_place(cost, order, index), index)
    return order


def _sorted_by_need(cost: Sequence[Sequence[int]], count: int) -> Iterator[int]:
    """Indices so that each follows all that must lie nearer to place 0: then insertion finds a place for every one.

    In a row of several symbols the lines of the channel need one another in this way; the router sees to it that there is
    no ring of needs.
    """
    waiting = list(range(count))
    while waiting:
        free = (index for index in waiting if not any(cost[index][other] >= FORBIDDEN for other in waiting))
        chosen = next(free, waiting[0])
        waiting.remove(chosen)
        yield chosen


def _best_place(cost: Sequence[Sequence[int]], order: Sequence[int], index: int) -> int:
    """Where a strand adds least to the cost of an order; the outermost of equal places."""
    added = sum(cost[index][other] for other in order)
    best, place = added, 0
    for at, other in enumerate(order, start=1):
        added += cost[other][index] - cost[index][other]
        if added < best:
            best, place = added, at
    return place
