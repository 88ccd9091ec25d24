"""What to say of brackets where a text is wanted: `kegiatan: [a, b]`, `kata_kunci: {mobil, motor}`.

Brackets are seldom part of what the paper says, and quotes would keep them there. So nothing is ordered where both may
be meant; where the field takes a list, curly brackets can only be a slip for square ones.
"""

from __future__ import annotations

import re

from sop_catalog.source.fix import Fix, type_over
from sop_catalog.source.line_shapes import FormWords, quoted_fix, shown
from sop_catalog.source.text import Source
from sop_catalog.source.yaml_tree import Mapping, Node, Scalar, Sequence

_KEY = re.compile(r"\s*(?:-\s+)?([^\s:]+):\s+")
_NEEDS_QUOTES = re.compile(r"[\[\]{},:#&*!|>'\"%@`]|^[-?]\s")
_IN_A_LIST = "tulis tiap butir pada barisnya sendiri, diawali tanda hubung, tanpa kurung"


def bracketed_fix(source: Source, node: Mapping | Sequence, words: FormWords) -> str | Fix:
    """The fix for brackets in the place of a text.

    Args:
        source: the file.
        node: what is written there.
        words: what is known of the form.
    """
    place = source.place(node.span.start)
    match = _KEY.fullmatch(source.line_text(place.line)[: place.column - 1])
    key = match[1] if match else ""
    written = source.text[node.span.start : node.span.end]
    pieces = _pieces(node)
    if key in words.lists and isinstance(node, Mapping):
        if not pieces or any(_NEEDS_QUOTES.search(piece) for piece in pieces):
            return _IN_A_LIST
        right = f"[{', '.join(pieces)}]"
        return type_over(node.span, right, f"tulis `{key}: {right}`") if shown(right) else _IN_A_LIST
    if not key or key in words.lists:
        return "hapus kurungnya; bila kurung itu tertulis pada naskah, beri tanda petik tunggal (') di awal dan di akhir teks ini"
    plain = ", ".join(pieces)
    if words.keys and not words.accepts(key, " ".join(written.split())):
        return quoted_fix(source, node.span.start, words)
    if not plain or not shown(plain) or "\n" in written or re.search(r":\s|\s#|^[\[{]", plain):
        return (
            f"tulis `{key}:` dengan satu teks tanpa kurung; bila kurung itu tertulis pada naskah, di dalam tanda petik"
        )
    return f"tulis tanpa kurung, `{key}: {plain}`; bila kurung itu tertulis pada naskah, di dalam tanda petik, `{key}: '{written}'`"


def _pieces(node: Mapping | Sequence) -> list[str]:
    """The words between the brackets, cut at commas; [] where more brackets stand in them."""
    nodes: list[tuple[str, Node]] = []
    if isinstance(node, Mapping):
        nodes += [(entry.key.text, entry.value) for entry in node.entries]
    else:
        nodes += [("", item) for item in node.items]
    if not all(isinstance(value, Scalar) for _, value in nodes):
        return []
    return [": ".join(filter(None, (kunci, _text(value)))) for kunci, value in nodes]


def _text(node: Node) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""
