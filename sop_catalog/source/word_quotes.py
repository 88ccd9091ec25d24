"""Curly quotes around a whole text: Word puts them where the editor typed straight ones, and they are printed.

Straight quotes around a text belong to YAML and are not printed; so these were hardly meant as part of the text. Within
a text curly quotes are right and are left alone.
"""

from __future__ import annotations

import re

from sop_catalog.source import syntax_rules
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.fix import single_quoted, type_over
from sop_catalog.source.line_shapes import FormWords, shown, strip_word_quotes
from sop_catalog.source.text import Source, Span

_NEEDS_QUOTES = re.compile(r"[\s@%{\[>|*`,\]}?&!\"'#-]|.*(?::\s|\s#|:$)")
_BRACKETS = re.compile(r"[\[{,]\s*")
"""Before each entry of a list or of fields in brackets: what stands before it on the line is not to be typed."""


def find_word_quotes(source: Source, span: Span, text: str) -> Diagnostic | None:
    """The finding for a plain text that stands in curly quotes; None for any other."""
    bare = strip_word_quotes(text)
    if bare == text or not bare:
        return None
    typed = single_quoted(bare) if _NEEDS_QUOTES.match(bare) else bare
    place = source.place(span.start)
    before = _BRACKETS.split(source.line_text(place.line)[: place.column - 1].strip())[-1]
    label = f"tulis `{f'{before} {typed}'.strip()}`" if shown(typed) else "hapus kedua petik lengkungnya"
    return syntax_rules.WORD_QUOTES.at(
        source,
        source.clip(span),
        "teks ini berada di dalam petik lengkung dari Word, yang ikut tercetak",
        label="petik lengkung",
        fix=type_over(span, typed, label),
    )


def read_as(text: str, key: str, words: FormWords) -> str:
    """What a text in curly quotes is read as: without them where its field takes it only so (a code, a date)."""
    bare = strip_word_quotes(text)
    return bare if bare != text and not words.accepts(key, text) and words.accepts(key, bare) else text
