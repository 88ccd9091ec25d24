"""Two readers of YAML, and texts on which they could differ: libyaml at the office, PyYAML's own in the browser."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from yaml.cyaml import CParser

from sop_catalog.model.decode import decode
from sop_catalog.source import yaml_tree
from sop_catalog.source.pure_yaml import PureReader
from sop_catalog.source.text import Source
from sop_catalog.source.yaml_tree import Mapping, Node, Scalar, read_yaml

_SIGNS = "\t:'\"#-[]{}>|%@`*&!?, \n=x"
_PIECES = (
    "nama: x", "  - a", "    b: c", "-x", "k:v", "a: b: c", '"', "'", "[", "{", "}", "]", "- - -", "1. x", "  2) y", "\t", "#z", " #1",
    "---", "...", "|", ">", "&a", "*a", "!t", "? k", "", "é😀", "%D", "? ", ": ", "a\tb", ",", "|2", "> # x", "a: |", "  \tz", "  tes",
    "'x'", '"a\\qb"', "- ", "k: ", "[a, b", "{a: b", "]: x", "@x", "`", "%YAML 1.1", "%TAG ! x", "!<a>", "&", "*", "a: >-", "\tx: y",
)  # fmt: skip
_BETWEEN = ("\n", "\n", "\r\n", "\n  ", "\n\n", " ", "\n    ", "\n\t")


@contextmanager
def reading_with(reader: Any) -> Iterator[None]:
    """Read YAML with one of the two for a while."""
    usual = yaml_tree._EventReader
    yaml_tree._EventReader = reader
    try:
        yield
    finally:
        yaml_tree._EventReader = usual


def damaged(text: str, rng: random.Random, count: int) -> Iterator[str]:
    """Copies of a text with one letter more, less or another."""
    for _ in range(count):
        place, kind = rng.randrange(len(text)), rng.randrange(3)
        sign = "" if kind == 0 else rng.choice(_SIGNS)
        yield text[:place] + sign + text[place + (kind != 1) :]


def strange(rng: random.Random, count: int) -> Iterator[str]:
    """Texts of pieces that mean something to YAML, in any order."""
    for _ in range(count):
        pieces = [
            rng.choice(_PIECES)
            if rng.random() < 0.9
            else "".join(rng.choices("ab:-# \t'\"[]{},|>", k=rng.randrange(10)))
            for _ in range(rng.randrange(1, 9))
        ]
        yield rng.choice(_BETWEEN).join(pieces)


def assert_read_alike(text: str) -> None:
    """The same tree, the same places, the same findings."""
    read = []
    for reader in (CParser, PureReader):
        with reading_with(reader):
            source = Source("x.yml", text)
            tree, findings = read_yaml(source)
            found = [*findings, *decode(source).diagnostics]
            read.append(
                (_shape(tree), [(item.rule.code, item.span, item.message, item.label, item.fix) for item in found])
            )
    assert read[0] == read[1], text


def _shape(node: Node | None) -> object:
    if node is None:
        return None
    if isinstance(node, Scalar):
        return (node.text, node.span, node.quoted, node.cut)
    if isinstance(node, Mapping):
        return ("{}", node.span, node.flow, [(_shape(entry.key), _shape(entry.value)) for entry in node.entries])
    return ("[]", node.span, node.flow, [_shape(item) for item in node.items])
