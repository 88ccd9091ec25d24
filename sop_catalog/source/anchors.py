"""Anchors of YAML (`&name`) and what refers to them (`*name`): the form writes each text where it belongs.

One of the two alone is a text that begins with a special character; both together were meant as YAML means them.
"""

from __future__ import annotations

import re

from sop_catalog.source import tree_rules
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.fix import Edit, Fix
from sop_catalog.source.line_shapes import shown, text_extent
from sop_catalog.source.text import Source, Span

_MARK = re.compile(r"(?<![^\s\[{,])([&*])([^\s,\[\]{}&*]+)")


def explain_anchor(source: Source, offset: int) -> Diagnostic | None:
    """The finding for an anchor that the file refers to, or for the reference; None for any other text.

    Args:
        source: the file.
        offset: where `&` or `*` stands.
    """
    mark = _MARK.match(source.text, offset)
    if mark is None:
        return None
    marks = [found for found in _MARK.finditer(source.text) if found[2] == mark[2]]
    anchors = [found for found in marks if found[1] == "&"]
    references = [found for found in marks if found[1] == "*"]
    if not anchors or not references:
        return None
    name = mark[2][:40]
    return tree_rules.ANCHOR.at(
        source,
        Span(mark.start(), mark.end()),
        f"penanda `&{name}` dan rujukannya `*{name}` tidak dipakai pada SOP",
        fix=_written_out(source, anchors, references)
        or f"hapus `&{name}`, dan tulis isinya sekali lagi sebagai ganti `*{name}`",
    )


def _written_out(source: Source, anchors: list[re.Match[str]], references: list[re.Match[str]]) -> Fix | None:
    """The fix that writes an anchor's text wherever it is referred to; None for more than a text on one line."""
    if len(anchors) != 1:
        return None
    start = anchors[0].end()
    rest = source.line_text(source.place(start).line)[source.place(start).column - 1 :]
    start += len(rest) - len(rest.lstrip())
    extent = text_extent(source, start) if rest.strip() else None
    if extent is None or source.place(extent.end).line != source.place(start).line:
        return None
    text = source.text[extent.start : extent.end]
    if text[:1] in "[{|>&*!#" or any(text_extent(source, found.start()) is None for found in references):
        return None
    label = f"tulis {text}" if shown(text) else "tulis isinya"
    edits = [Edit(Span(anchors[0].start(), extent.start), "")]
    edits += [Edit(Span(found.start(), found.end()), text) for found in references]
    return Fix(f"hapus `&{anchors[0][2][:40]}`, dan {label} di tiap `*{anchors[0][2][:40]}`", tuple(edits))
