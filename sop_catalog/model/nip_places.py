"""Where a file says an NIP that it should not say."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sop_catalog.source.nip import holds_nip, mask_across, may_hold_nip
from sop_catalog.source.text import Source
from sop_catalog.source.yaml_tree import Mapping, Node, Scalar


class NipPlace(NamedTuple):
    """A text that holds one."""

    scalar: Scalar
    key: str
    """The field that it is the value of, or an item of; "" for a name of a field itself."""


def find_nip_scalars(source: Source, tree: Node, *, skipped: Collection[str] = ()) -> Iterator[NipPlace]:
    """The texts of a file that hold a NIP, in their order.

    Args:
        source: the file.
        tree: what is written in it.
        skipped: fields at the top that are not looked at.
    """
    if may_hold_nip(source.text) or "\\" in source.text:
        yield from _walk(tree, "", skipped)


def _walk(node: Node, key: str, skipped: Collection[str] = ()) -> Iterator[NipPlace]:
    if isinstance(node, Scalar):
        if holds_nip(f"{key}: {node.text}" if key == "nip" else node.text):
            yield NipPlace(node, key)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            if entry.key.text not in skipped:
                yield from _walk(entry.key, "")
                yield from _walk(entry.value, entry.key.text)
    else:
        for item in node.items:
            yield from _walk(item, key)
        texts = tuple(item.text for item in node.items if isinstance(item, Scalar))
        split = (
            item for item, text, shown in zip(node.items, texts, mask_across(texts), strict=False) if shown != text
        )
        first = next(split, None) if len(texts) == len(node.items) else None
        if isinstance(first, Scalar):
            yield NipPlace(first, key)
