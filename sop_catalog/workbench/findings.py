"""Findings beside the fields that they are about, in the words of `sop periksa`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sop_catalog.editing.value import Path
from sop_catalog.model import shape_rules
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.yaml_tree import Mapping, Node, Sequence

Json = Any

_MISSING = re.compile(r"`([a-z_]+)`")
_ABOUT = {"SOP501": "nomor", "SOP508": "disahkan_oleh"}
"""Rules about a field that is not there; in the file they point at what asks for it."""


def place_findings(diagnostics: Iterable[Diagnostic], tree: Node | None) -> list[Json]:
    """Findings as data, worst first, each with the path of the field that it is about ([] for the whole file).

    Args:
        diagnostics: of one file.
        tree: its tree; None where its lines make none.
    """
    ordered = sorted(diagnostics, key=lambda item: (item.severity.rank, *item.sort_key))
    return [_finding(item, tree) for item in ordered]


def _finding(item: Diagnostic, tree: Node | None) -> Json:
    return {
        "tingkat": item.severity.value,
        "kode": item.rule.code,
        "nama": item.rule.name,
        "pesan": item.message,
        "label": item.label,
        "saran": item.fix,
        "saran_formulir": item.in_form,
        "baris": item.line,
        "kolom": item.column,
        "jalur": list(_about(item, tree)),
        "perbaikan": [
            {"label": fix.label, "edits": [[edit.span.start, edit.span.end, edit.text] for edit in fix.edits]}
            for fix in item.fixes
        ],
        "lihat": [f"{label.source.path}: {label.text}" for label in item.related if label.source is not item.source],
    }


def _about(item: Diagnostic, tree: Node | None) -> Path:
    path = path_at(tree, item.span.start)
    if item.rule.code in _ABOUT:
        return (_ABOUT[item.rule.code],)
    if item.rule is shape_rules.MISSING_KEY and (match := _MISSING.search(item.message)):
        return (*path[:-1], match[1])
    return path


def path_at(tree: Node | None, offset: int) -> Path:
    """The path of the innermost value whose key or text stands at an offset of the file; () for none."""
    path: Path = ()
    node = tree
    while node is not None:
        if isinstance(node, Mapping):
            entry = next(
                (
                    entry
                    for entry in node.entries
                    if entry.key.span.start <= offset <= max(entry.key.span.end, entry.value.span.end)
                ),
                None,
            )
            if entry is None:
                return path
            path, node = (*path, entry.key.text), entry.value
            if offset <= entry.key.span.end:
                return path
        elif isinstance(node, Sequence):
            index = next(
                (index for index, item in enumerate(node.items) if item.span.start <= offset <= item.span.end), None
            )
            if index is None:
                return path
            path, node = (*path, index), node.items[index]
        else:
            return path
    return path
