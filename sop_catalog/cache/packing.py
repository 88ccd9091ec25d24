"""Frozen records as plain lists for JSON, and back again.

Of a record only the values of its fields are kept, in order: a thousand SOPs are read back in a fifth of a second. Which
version of the records they belong to, the key says under which they are kept. JSON and not pickle, because whoever can
write into the folder of the cache would otherwise run programs in the name of whoever builds the site.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import Any, Union, get_args, get_origin, get_type_hints

Code = Callable[[Any], Any]
Pair = tuple[Code | None, Code | None]
"""How a value becomes plain data and how that is read back; None where it is plain data already."""

_ATOMS: dict[Any, Pair] = {
    **dict.fromkeys((str, int, float, bool, Any, type(None)), (None, None)),
    dt.date: (dt.date.toordinal, dt.date.fromordinal),
    Fraction: (str, Fraction),
}


class Packer:
    """Packs values of declared types.

    Args:
        own: how values of further types are packed.
    """

    def __init__(self, own: Mapping[Any, Pair] | None = None) -> None:
        self._pairs: dict[Any, Pair] = {**_ATOMS, **(own or {})}

    def pack(self, kind: Any, value: Any) -> Any:
        """A value as plain data. TypeError for a type that is not known."""
        encode, _ = self._pair(kind)
        return encode(value) if encode else value

    def unpack(self, kind: Any, data: Any) -> Any:
        """Plain data as what it was; whatever is wrong with it raises."""
        _, decode = self._pair(kind)
        return decode(data) if decode else data

    def _pair(self, kind: Any) -> Pair:
        if kind not in self._pairs:
            self._pairs[kind] = self._make(kind)
        return self._pairs[kind]

    def _make(self, kind: Any) -> Pair:
        origin, arguments = get_origin(kind), get_args(kind)
        if origin in {Union, types.UnionType}:
            return self._union(arguments)
        if origin in {tuple, frozenset}:
            return self._series(origin, arguments)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self._mapping(arguments[1])
        if isinstance(kind, type) and issubclass(kind, Enum):
            members = {member.value: member for member in kind}
            return (lambda member: member.value), members.__getitem__
        return self._record(kind, _names_of(kind))

    def _union(self, arguments: tuple[Any, ...]) -> Pair:
        """None and one other type, or several records: these with the number of their type before them."""
        kinds = [kind for kind in arguments if kind is not type(None)]
        if len(kinds) > 1:
            return self._choice(kinds)
        encode, decode = self._pair(kinds[0])
        return (
            (lambda value: None if value is None else encode(value)) if encode else None,
            (lambda data: None if data is None else decode(data)) if decode else None,
        )

    def _choice(self, kinds: list[Any]) -> Pair:
        pairs = [self._pair(kind) for kind in kinds]
        numbers = {get_origin(kind) or kind: number for number, kind in enumerate(kinds)}

        def encode(value: Any) -> Any:
            if value is None:
                return None
            number = numbers[type(value)]
            code = pairs[number][0]
            return [number, code(value) if code else value]

        def decode(data: Any) -> Any:
            if data is None:
                return None
            code = pairs[data[0]][1]
            return code(data[1]) if code else data[1]

        return encode, decode

    def _series(self, origin: Any, arguments: tuple[Any, ...]) -> Pair:
        if origin is tuple and (len(arguments) != 2 or arguments[1] is not Ellipsis):
            pairs = [self._pair(kind) for kind in arguments]
            return (
                lambda values: [
                    encode(value) if encode else value for (encode, _), value in zip(pairs, values, strict=True)
                ],
                lambda data: tuple(
                    decode(item) if decode else item for (_, decode), item in zip(pairs, data, strict=True)
                ),
            )
        encode, decode = self._pair(arguments[0])
        return (
            (lambda values: [encode(value) for value in values]) if encode else list,
            (lambda data: origin([decode(item) for item in data])) if decode else origin,
        )

    def _mapping(self, kind: Any) -> Pair:
        encode, decode = self._pair(kind)
        return (
            (lambda values: {key: encode(value) for key, value in values.items()}) if encode else dict,
            (lambda data: {key: decode(item) for key, item in data.items()}) if decode else dict,
        )

    def _record(self, kind: Any, names: Sequence[str]) -> Pair:
        hints = get_type_hints(kind)
        parts: list[tuple[str, Pair]] = []

        def fill() -> None:  # late, for records that hold records of their own kind
            if not parts:
                parts.extend((name, self._pair(hints[name])) for name in names)

        def encode(value: Any) -> list[Any]:
            fill()
            return [code(getattr(value, name)) if code else getattr(value, name) for name, (code, _) in parts]

        def decode(data: Any) -> Any:
            fill()
            return kind(*[code(item) if code else item for (_, (_, code)), item in zip(parts, data, strict=True)])

        return encode, decode


def _names_of(kind: Any) -> Sequence[str]:
    """The fields of a record or of a tuple with names. TypeError for a type that is neither."""
    if dataclasses.is_dataclass(kind):
        return [field.name for field in dataclasses.fields(kind)]
    if not hasattr(kind, "_fields"):
        raise TypeError(kind)
    return tuple(kind._fields)
