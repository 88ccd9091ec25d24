"""Frozen records as plain data and back again, for a program on the other side of a JSON file.

The types of a record's fields say how it is read back: texts, numbers, truth, days, enumerations, tuples, mappings,
records, and any of them or None. A field that stands at its default is left out.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import PurePath
from typing import Any, Union, get_args, get_origin, get_type_hints

Json = Any
"""What `json` reads and writes."""


def to_json(value: object) -> Json:  # noqa: PLR0911 - one kind of value each
    """A record, or anything that its fields may hold, as plain data."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_json(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != _default(field)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, PurePath):
        return value.as_posix()
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    return value


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default is not dataclasses.MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else dataclasses.MISSING


def from_json(kind: Any, data: Json) -> Any:
    """Plain data as what it was.

    Args:
        kind: the record's class, or the type of a field.
        data: what `to_json` gave for it.
    """
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return (
            None if data is None else from_json(next(item for item in get_args(kind) if item is not type(None)), data)
        )
    if origin is tuple:
        first, *others = get_args(kind)
        kinds = [first] * len(data) if others == [Ellipsis] else [first, *others]
        return tuple(from_json(item, value) for item, value in zip(kinds, data, strict=True))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: from_json(get_args(kind)[1], value) for key, value in data.items()}
    if dataclasses.is_dataclass(kind):
        hints: dict[str, Any] = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: from_json(hints[name], value) for name, value in data.items()})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, (Enum, PurePath)):
        return kind(data)
    return dt.date.fromisoformat(data) if kind is dt.date else data


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
