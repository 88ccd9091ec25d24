"""What was made of a thing is made once: for values so large that comparing them would cost what making them does."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar, cast

_Function = TypeVar("_Function", bound=Callable[..., Any])


def remember_by_identity(size: int, *, alone: bool = False) -> Callable[[_Function], _Function]:
    """Let a function keep its last results, by the identity of its first argument and the value of the others.

    A result keeps its argument alive, so no other thing can take its identity. When `size` results are kept, all are
    let go: things that are asked for again come back at once.

    Args:
        size: how many results are kept.
        alone: whether the first argument says what the others are.
    """

    def decorate(function: _Function) -> _Function:
        kept: dict[tuple[int, tuple[Hashable, ...]], tuple[object, Any]] = {}

        @wraps(function)
        def remembering(thing: object, *others: Any) -> Any:
            key = (id(thing), () if alone else others)
            found = kept.get(key)
            if found is None:
                if len(kept) >= size:
                    kept.clear()
                found = kept[key] = (thing, function(thing, *others))
            return found[1]

        return cast("_Function", remembering)

    return decorate
