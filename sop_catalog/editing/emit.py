"""New entries and items as lines of YAML, in the hand of the file that they come into."""

from __future__ import annotations

from collections.abc import Mapping

from sop_catalog.editing.layout import Hand
from sop_catalog.editing.scalars import is_block, is_plain, write_block, write_scalar
from sop_catalog.editing.value import Inline, InlineMapping, Value


def write_key(key: str, *, flow: bool = False, json_like: bool = False) -> str:
    """A key without its colon."""
    if json_like or not key:
        return write_scalar(key, flow=True, json_like=json_like)
    return key if is_plain(key, flow=flow) else write_scalar(key, flow=flow)


def write_inline(value: Value, *, json_like: bool = False) -> str:
    """A value in brackets, on one line."""
    if isinstance(value, str):
        return write_scalar(value, flow=True, json_like=json_like)
    if isinstance(value, list):
        return "[" + ", ".join(write_inline(item, json_like=json_like) for item in value) + "]"
    pairs = (
        f"{write_key(key, flow=True, json_like=json_like)}: {write_inline(item, json_like=json_like)}"
        for key, item in value.items()
    )
    return "{" + ", ".join(pairs) + "}"


def write_value(value: Value, column: int, hand: Hand) -> tuple[str, list[str]]:
    """What follows a key: on its own line, and on the lines below.

    Args:
        value: the value.
        column: where the key begins.
        hand: how the file is written.
    """
    if isinstance(value, str):
        if is_block(value):
            head, *lines = write_block(value, column + hand.step)
            return head, lines
        return write_scalar(value), []
    if not value or isinstance(value, (Inline, InlineMapping)):
        return write_inline(value), []
    if isinstance(value, Mapping):
        return "", write_entries(value, column + hand.step, hand)
    return "", write_items(value, column + hand.dash, hand)


def write_entries(value: Mapping[str, Value], column: int, hand: Hand) -> list[str]:
    """A mapping, one entry a line or more."""
    lines = []
    for key, item in value.items():
        behind, below = write_value(item, column, hand)
        lines += [f"{' ' * column}{write_key(key)}:{f' {behind}' if behind else ''}", *below]
    return lines


def write_items(value: list[Value], column: int, hand: Hand) -> list[str]:
    """A list, one item a line or more."""
    return [line for item in value for line in write_item(item, column, hand)]


def write_item(item: Value, column: int, hand: Hand) -> list[str]:
    """One item of a list, its dash in the given column."""
    dash = " " * column + "-"
    inner = column + hand.behind_dash
    if isinstance(item, dict) and item and not isinstance(item, InlineMapping):
        first, *rest = write_entries(item, inner, hand)
        return [f"{dash:<{inner}}{first.lstrip(' ')}", *rest]
    if isinstance(item, str) and is_block(item):
        head, *lines = write_block(item, inner)
        return [f"{dash} {head}", *lines]
    text = write_scalar(item) if isinstance(item, str) else write_inline(item)
    return [f"{dash:<{inner}}{text}".rstrip(" ")]
