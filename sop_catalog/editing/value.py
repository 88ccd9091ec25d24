"""What a file says, without how it is written: texts, lists and mappings, and changes of them.

A change is data. `apply_change` says what is meant by it, on values alone; `splice` says which letters of the text it
takes, and `document` holds one against the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from types import MappingProxyType

from sop_catalog.source.yaml_tree import Mapping, Node, Scalar

Path = tuple[str | int, ...]
"""Where a value stands: ("langkah", 2, "waktu"); () is the whole file; list indices from 0."""
Value = str | list["Value"] | dict[str, "Value"]
LooseTexts = AbstractMapping[Path, bool]


class Inline(list[Value]):
    """A list that is written in [square brackets] where a new one is written."""


class InlineMapping(dict[str, Value]):
    """A mapping that is written in {curly brackets} where a new one is written."""


@dataclass(frozen=True, slots=True)
class Put:
    """A value in the place of another, or a new entry of a mapping."""

    path: Path
    value: Value
    after: tuple[str, ...] = ()
    """For a new entry: the keys that come before it, the nearest last; it goes behind the last of them that is there,
    else to the top."""
    keeps_lines: bool = False
    """Whether the lines of a text are told apart; otherwise a line break is a blank."""


@dataclass(frozen=True, slots=True)
class Take:
    """An entry or an item goes."""

    path: Path


@dataclass(frozen=True, slots=True)
class Insert:
    """A new item of a list."""

    path: Path
    """With the index that the item will have at its end."""
    value: Value
    more: tuple[Value, ...] = ()
    """Items that follow it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An item again, as it is written, behind itself."""

    path: Path


@dataclass(frozen=True, slots=True)
class Move:
    """An item or an entry to another place among its neighbours."""

    path: Path
    """Of the list or mapping."""
    source: int
    """Place of what moves, from 0; of an entry counted as the mapping lists them."""
    target: int
    """Its place afterwards."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Another key for an entry."""

    path: Path
    key: str


Change = Put | Take | Insert | Copy | Move | Rename


class ChangeError(Exception):
    """A change of what is not there: the caller's mistake."""


def plain(node: Node) -> Value:
    """What a tree says."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    return [plain(item) for item in node.items]


def get(value: Value, path: Path) -> Value | None:
    """The value at a path; None for none."""
    for step in path:
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def apply_change(value: Value, change: Change) -> Value:
    """The value with one change made; the old one stays as it is. ChangeError where there is nothing to change."""
    if isinstance(change, Put) and not change.path:
        return change.value
    if isinstance(change, Move):
        return _replaced(value, change.path, _moved(get(value, change.path), change))
    parent_path, last = change.path[:-1], change.path[-1]
    parent = get(value, parent_path)
    return _replaced(value, parent_path, _changed(parent, last, change))


def _changed(parent: Value | None, last: str | int, change: Change) -> Value:
    if isinstance(parent, dict):
        return _changed_mapping(parent, str(last), change)
    if isinstance(parent, list) and isinstance(last, int):
        items: list[Value] = list(parent)
        if isinstance(change, Insert) and 0 <= last <= len(items):
            return [*items[:last], change.value, *change.more, *items[last:]]
        if 0 <= last < len(items):
            match change:
                case Put():
                    return [*items[:last], change.value, *items[last + 1 :]]
                case Take():
                    return [*items[:last], *items[last + 1 :]]
                case Copy():
                    return [*items[: last + 1], *items[last:]]
    raise ChangeError(change)


def _changed_mapping(parent: dict[str, Value], key: str, change: Change) -> Value:
    match change:
        case Put():
            if key in parent:
                return {name: change.value if name == key else kept for name, kept in parent.items()}
            place = place_of_new(parent, change.after)
            pairs = list(parent.items())
            return dict([*pairs[:place], (key, change.value), *pairs[place:]])
        case Take() if key in parent:
            return {name: kept for name, kept in parent.items() if name != key}
        case Rename() if key in parent and change.key not in parent:
            return {change.key if name == key else name: kept for name, kept in parent.items()}
    raise ChangeError(change)


def place_of_new(keys: Iterable[str], after: tuple[str, ...]) -> int:
    """Where a new entry goes among those that are there."""
    places = {key: place for place, key in enumerate(keys, start=1)}
    return next((places[key] for key in reversed(after) if key in places), 0)


def _moved(parent: Value | None, change: Move) -> Value:
    if isinstance(parent, dict):
        pairs = list(parent.items())
        _check_places(change, len(pairs))
        pairs.insert(change.target, pairs.pop(change.source))
        return dict(pairs)
    if isinstance(parent, list):
        items: list[Value] = list(parent)
        _check_places(change, len(items))
        items.insert(change.target, items.pop(change.source))
        return items
    raise ChangeError(change)


def _check_places(change: Move, count: int) -> None:
    if not (0 <= change.source < count and 0 <= change.target < count):
        raise ChangeError(change)


def _replaced(value: Value, path: Path, new: Value) -> Value:
    """A copy of the value with another one at a path that exists."""
    if not path:
        return new
    first, rest = path[0], path[1:]
    if isinstance(value, dict) and first in value:
        return {key: _replaced(kept, rest, new) if key == first else kept for key, kept in value.items()}
    if isinstance(value, list) and isinstance(first, int) and 0 <= first < len(value):
        return [_replaced(kept, rest, new) if place == first else kept for place, kept in enumerate(value)]
    raise ChangeError(path)


def same(one: Value | None, other: Value | None, loose: LooseTexts = MappingProxyType({}), path: Path = ()) -> bool:
    """Whether two values say the same.

    Args:
        one: a value.
        other: another.
        loose: paths below which texts are the same when only their blanks differ, and whether lines are told apart.
        path: where both stand.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key], loose, (*path, key)) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(
            same(*pair, loose, (*path, place)) for place, pair in enumerate(zip(one, other, strict=True))
        )
    if isinstance(one, str) and isinstance(other, str):
        if one == other:
            return True
        kinds = [keeps_lines for start, keeps_lines in loose.items() if path[: len(start)] == start]
        return bool(kinds) and fold(one, keeps_lines=any(kinds)) == fold(other, keeps_lines=any(kinds))
    return False


def fold(text: str, *, keeps_lines: bool) -> str:
    """A text as the form prints it: blanks folded, without blank lines at its ends."""
    if not keeps_lines:
        return " ".join(text.split())
    return "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
