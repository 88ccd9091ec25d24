"""Where the keys and values of one file stand: beside what was read, never inside it."""

from __future__ import annotations

import re
from functools import lru_cache

from sop_catalog.source.text import Span

Path = tuple[str | int, ...]
"""Where a value stands in a file: ("langkah", 2, "jika_tidak"); list indices from 0."""


class Positions:
    """Where the keys and values of one file stand.

    There are hundreds in a file and few are ever asked for: once the file is read they are one text (`pack`), in which a
    place is looked up; it is taken apart only where somebody wants them all.
    """

    __slots__ = ("_keys", "_packed", "_values")

    def __init__(self, packed: str = "") -> None:
        self._packed = packed
        self._values: dict[Path, Span] = {}
        self._keys: dict[Path, Span] = {}

    @property
    def values(self) -> dict[Path, Span]:
        """The places of values."""
        self._unpack()
        return self._values

    @property
    def keys(self) -> dict[Path, Span]:
        """The places of keys."""
        self._unpack()
        return self._keys

    def value(self, *path: str | int) -> Span:
        """The place of a value; of the nearest enclosing one where it was not written; (0, 0) for none at all."""
        while path and (place := self._find(path)[0]) is None:
            path = path[:-1]
        return (place if path else self.values.get(())) or Span(0, 0)

    def key(self, *path: str | int) -> Span:
        """The place of a key; of the nearest enclosing value where the key was not written."""
        return (self._find(path)[1] if path else self.keys.get(())) or self.value(*path)

    def _find(self, path: Path) -> tuple[Span | None, Span | None]:
        """The places of the value and of the key at a path that is not empty; None for one that was not written."""
        if not self._packed:
            return self._values.get(path), self._keys.get(path)
        head = f"[{_written(path)}"
        at = self._packed.find(head)  # no text of a path holds it: its quotes would have a mark before them
        while at >= 0:
            if found := _PLACES.match(self._packed, at + len(head)):
                value, value_end, key, key_end = map(int, found.groups())
                return (
                    Span(value, value_end) if value >= 0 else None,
                    Span(key, key_end) if key >= 0 else None,
                )
            at = self._packed.find(head, at + 1)
        return None, None

    def pack(self) -> str:
        """All places as a text; from now on they are kept so."""
        if self._packed:
            return self._packed
        values, keys = self._values, self._keys
        rows = []
        for path in {**values, **keys}:
            value, key = values.get(path, _NOWHERE), keys.get(path, _NOWHERE)
            rows.append(f"[{_written(path)}{value.start},{value.end},{key.start},{key.end}]")
        self._packed = f"[{','.join(rows)}]"
        self._values, self._keys = {}, {}
        return self._packed

    def _unpack(self) -> None:
        if self._packed:
            import json  # noqa: PLC0415 - small catalogues do without

            packed, self._packed = self._packed, ""
            for *place, value, value_end, key, key_end in json.loads(packed):
                path = tuple(place)
                if value >= 0:
                    self._values[path] = Span(value, value_end)
                if key >= 0:
                    self._keys[path] = Span(key, key_end)

    def __reduce__(self) -> tuple[type[Positions], tuple[str]]:
        return Positions, (self.pack(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Positions) and (self.values, self.keys) == (other.values, other.keys)

    __hash__ = None  # type: ignore[assignment]  # it grows while a file is read


_NOWHERE = Span(-1, -1)
_PLACES = re.compile(r"(-?\d+),(-?\d+),(-?\d+),(-?\d+)\]")


@lru_cache(maxsize=4096)
def _written(path: Path) -> str:
    """A path as the beginning of a JSON list; files have most of theirs in common."""
    import json  # noqa: PLC0415 - small catalogues do without

    return "".join(f"{json.dumps(part, ensure_ascii=False)}," for part in path)
