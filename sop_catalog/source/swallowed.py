"""Lines that YAML reads without complaint, but not as the editor meant them.

Each of these texts is well-formed: a pasted "1. 2. 3." is one long text, a "- " under a text is its continuation,
a quote swallows lines up to the next quote, and " #" begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sop_catalog.source import syntax_rules, tree_rules
from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.indentation import odd_first_line
from sop_catalog.source.line_shapes import DASH_WITHOUT_SPACE, KEY_LINE, NUMBERED, is_odd_first_line, shorten
from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_syntax import explain_line, missing_space_after_dash, unclosed_quote

_HASH_TAIL = re.compile(r"[ \t]+(#[^\s#!].*)")
_BULLET = re.compile(r"\s*[•●▪■◦‣○*·]\s+\S")
_ITEM = re.compile(r"\s*-(?:\s|[^\s\d-])")


def find_swallowed(source: Source, span: Span, *, quoted: bool) -> Diagnostic | None:  # noqa: PLR0911
    """What is wrong with a text of several lines, if anything.

    Args:
        source: the file.
        span: the text, quotes included.
        quoted: whether it stands in quotes.
    """
    first = source.place(span.start).line
    last = source.place(max(span.start, span.end - 1)).line
    numbers = range(first + 1, last + 1)
    lines = [source.line_text(number) for number in numbers]
    if quoted:
        if any(KEY_LINE.match(line) for line in lines):
            return unclosed_quote(source, span.start)
        return None
    begin = source.text[span.start : span.start + len(source.line_text(first))].split("\n", 1)[0]
    if DASH_WITHOUT_SPACE.match(begin) and not begin[1:2].isdigit():
        return missing_space_after_dash(source, first)
    whole = [begin, *lines]
    for pattern in (NUMBERED, _BULLET):
        if sum(bool(pattern.match(line)) for line in whole) > 1 and pattern.match(begin):
            return _pasted_list(source, span, pattern, whole)
    for number, line in zip(numbers, lines, strict=True):
        if _ITEM.match(line):
            if DASH_WITHOUT_SPACE.match(line):
                return missing_space_after_dash(source, number)
            if is_odd_first_line(source, first):
                return _odd_first_item(source, first, begin)
            return syntax_rules.SWALLOWED_LINE.at(
                source,
                source.line_span(number),
                "butir ini terbaca sebagai lanjutan teks di atasnya",
                label="bukan butir tersendiri",
                fix=f"sejajarkan semua butir; teks di atasnya pun ditulis sebagai butir: `- {shorten(begin, 40)}`",
            )
    return None


def _odd_first_item(source: Source, line: int, begin: str) -> Diagnostic:
    """The first item of a list, when it swallows the second one: it has no dash, a number, or another indentation."""
    content = source.line_text(line)
    if content.lstrip().startswith("- "):
        return odd_first_line(source, line)
    if NUMBERED.match(begin):
        return explain_line(source, line) or odd_first_line(source, line)
    return syntax_rules.SWALLOWED_LINE.at(
        source,
        source.line_span(line),
        "butir pertama tidak diawali tanda hubung",
        label="menelan butir di bawahnya",
        fix=f"tulis `- {shorten(begin, 60)}`, sejajar dengan butir di bawahnya",
    )


def find_bare_dash(source: Source, span: Span) -> Diagnostic | None:
    """`-Komputer` alone on its line: a text to YAML, an item to the editor."""
    if source.text[span.start : span.start + 1] != "-" or not DASH_WITHOUT_SPACE.match(
        source.text[span.start : span.end]
    ):
        return None
    line = source.place(span.start).line
    is_alone = source.line_span(line).start == span.start and not source.text[span.start + 1 : span.start + 2].isdigit()
    return missing_space_after_dash(source, line) if is_alone else None


def _pasted_list(source: Source, span: Span, pattern: re.Pattern[str], lines: Sequence[str]) -> Diagnostic:
    items = [re.sub(r"^\s*(?:\(?\w{1,2}[.)]|\W)\s+", "", line).strip() for line in lines if pattern.match(line)]
    return syntax_rules.PASTED_LIST.at(
        source,
        source.clip(span),
        f"{len(items)} butir yang ditempel ini terbaca sebagai satu teks",
        fix=f"tulis tiap butir pada barisnya sendiri: `- {shorten(items[0], 40)}`, lalu `- {shorten(items[1], 40)}`, tanpa nomor",
    )


def find_numbered_items(source: Source, items: Sequence[tuple[str, Span]]) -> Diagnostic | None:
    """A list whose items begin with their own numbers 1, 2, …: the page numbers them a second time."""
    if len(items) < 2:
        return None
    for index, (text, _) in enumerate(items):
        if not re.match(rf"(?:{index + 1}|{chr(ord('a') + index % 26)})[.)]\s+\S", text):
            return None
    text, span = items[0]
    bare = re.sub(r"^\w{1,2}[.)]\s+", "", text)
    return syntax_rules.PASTED_LIST.at(
        source, source.clip(span), "butir daftar ini diberi nomor, padahal nomornya dibuat otomatis",
        fix=f"hapus nomor di depan tiap butir: `- {shorten(bare, 50)}`",
    )  # fmt: skip


def find_cut(source: Source, span: Span, text: str) -> Diagnostic | None:
    """`Ruang #3`: YAML takes " #3" for a comment. "# catatan", with a space, is meant as one."""
    match = _HASH_TAIL.match(source.text, span.end)
    if not match:
        return None
    whole = shorten((text + match[0]).replace("'", "''"), 70)
    return tree_rules.CUT_BY_HASH.at(
        source,
        Span(*match.span(1)),
        "teks terpotong di depan tanda #" if text else "teks yang diawali tanda # tidak terbaca",
        label="bagian ini dianggap catatan dan tidak dicetak",
        severity=None if text else Severity.GALAT,
        fix=f"tulis seluruh teks di dalam tanda petik: '{whole}'; bila memang catatan, beri spasi setelah #",
    )
