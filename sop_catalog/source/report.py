"""Diagnostics as text for a terminal or a log: place, excerpt, what is wrong, what to type, where to read more.

Everything that comes from a file is made printable first: control characters cannot move the cursor or start an
escape sequence, and a long line is cut around the mistake.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.nip import mask_nip
from sop_catalog.source.text import Source, Span

_WIDTH = 110
"""Characters of a source line that an excerpt shows at the most."""
_MARGIN = 40
"""Characters kept before the mistake when a long line is cut."""


_WORKFLOW_COMMAND = re.compile(r"#(?=#[a-zA-Z]*\[)")
"""GitHub, Azure and TeamCity act upon `##[…]`, `##vso[…]` and `##teamcity[…]` anywhere in a line of a log."""


def printable(text: str) -> str:
    """The text so that no terminal and no build server acts upon it, with as many characters as before.

    Control, format and line-breaking characters become visible stand-ins; `##[` becomes `＃#[`; a NIP is masked.
    """
    text = _WORKFLOW_COMMAND.sub("＃", mask_nip(text))
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


_LINE_COMMAND = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
"""GitHub acts upon `::error::…` at the beginning of a line, blanks before it or not."""


def guard_lines(text: str) -> str:
    """Printable lines so that none begins a build server's command: `::error::` becomes `：:error::`.

    For texts whose lines may begin with what a file says; in a report of diagnostics each begins with our own words.
    """
    return _LINE_COMMAND.sub(r"\1：", text)


def _visible(character: str) -> str:
    if character == "\t":
        return "→"
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
        return "�"
    return character


def format_diagnostic(diagnostic: Diagnostic) -> str:
    """The diagnostic with its excerpts, fix and the way to its manual page; several lines without a final break."""
    rule = diagnostic.rule
    source = diagnostic.source
    excerpts = [(label.source, label.span, label.text, "-") for label in diagnostic.related]
    excerpts.append((source, diagnostic.span, diagnostic.label, "^"))
    here = [excerpt for excerpt in excerpts if excerpt[0].path == source.path]
    elsewhere = [excerpt for excerpt in excerpts if excerpt[0].path != source.path]
    gutter = max(len(str(origin.place(span.start).line)) for origin, span, _, _ in excerpts)
    lines = [
        f"{diagnostic.severity}[{rule.code}]: {printable(diagnostic.message)}",
        f"{' ' * gutter}--> {printable(source.path)}:{diagnostic.line}:{diagnostic.column}",
        *(_format_excerpts(here, gutter) if source.text else []),
    ]
    for origin, span, text, mark in elsewhere:
        place = origin.place(span.start)
        lines.append(f"{' ' * gutter}==> {printable(origin.path)}:{place.line}:{place.column}")
        lines += _format_excerpts([(origin, span, text, mark)], gutter)
    indent = " " * (gutter + 1)
    lines.append(f"{indent}= perbaiki: {printable(diagnostic.fix)}")
    lines.append(f"{indent}= penjelasan: sop jelaskan {rule.code}")
    return "\n".join(lines)


def _format_excerpts(excerpts: Iterable[tuple[Source, Span, str, str]], gutter: int) -> list[str]:
    bar = f"{' ' * (gutter + 1)}|"
    lines = [bar]
    for origin, span, text, mark in sorted(excerpts, key=lambda excerpt: excerpt[1].start):
        place = origin.place(span.start)
        clipped = origin.clip(span)
        content, column = _cut(origin.masked.line_text(place.line), place.column - 1)
        underline = mark * max(1, min(clipped.end - clipped.start, _WIDTH - column))
        lines.append(f"{place.line:>{gutter}} | {printable(content)}".rstrip())
        lines.append(f"{bar} {' ' * column}{underline} {printable(text)}".rstrip())
    lines.append(bar)
    return lines


def _cut(content: str, column: int) -> tuple[str, int]:
    """A long line cut around a column (from 0), and the column in what is left."""
    if len(content) <= _WIDTH:
        return content, column
    start = max(0, min(column - _MARGIN, len(content) - _WIDTH))
    piece = content[start : start + _WIDTH]
    if start:
        piece = "…" + piece[1:]
    if start + _WIDTH < len(content):
        piece = piece[:-1] + "…"
    return piece, column - start


MAX_IN_FILE = 3
"""Findings of one rule that are shown in full for one file; the others are counted, with their lines."""
MAX_OF_RULE = 20
"""Findings of one rule that are shown in full for all files."""


def format_report(diagnostics: Sequence[Diagnostic], files: int, *, everything: bool = False) -> str:
    """All diagnostics in order, repeats shortened, then a line that sums up and says where to begin.

    Args:
        diagnostics: in any order.
        files: how many files were read, for the last line.
        everything: whether repeats are shown in full.
    """
    ordered = sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
    blocks = [format_diagnostic(diagnostic) for diagnostic in ordered] if everything else _format_capped(ordered)
    return "\n\n".join([*blocks, format_summary(ordered, files)])


def _format_capped(ordered: Sequence[Diagnostic]) -> list[str]:
    """The blocks of a report in which no rule repeats itself without end."""
    shown: Counter[str] = Counter()
    shown_here: Counter[tuple[str, str]] = Counter()
    more_here: dict[tuple[str, str], list[Diagnostic]] = {}
    more: dict[str, list[Diagnostic]] = {}
    blocks: list[str] = []
    place_of_more: dict[tuple[str, str], int] = {}
    for diagnostic in ordered:
        code = diagnostic.rule.code
        here = (diagnostic.source.path, code)
        if shown_here[here] >= MAX_IN_FILE:
            more_here.setdefault(here, []).append(diagnostic)
        elif shown[code] >= MAX_OF_RULE:
            more.setdefault(code, []).append(diagnostic)
        else:
            shown[code] += 1
            shown_here[here] += 1
            blocks.append(format_diagnostic(diagnostic))
            place_of_more[here] = len(blocks) - 1
    for here, rest in more_here.items():
        lines = [str(diagnostic.line) for diagnostic in rest]
        listed = ", ".join(lines[:12]) + (", …" if len(lines) > 12 else "")
        blocks[place_of_more[here]] += f"\n … dan {len(rest)} temuan {here[1]} lagi pada berkas ini, baris {listed}"
    for code, rest in more.items():
        files = len({diagnostic.source.path for diagnostic in rest})
        blocks.append(
            f"… dan {len(rest)} temuan {code} ({rest[0].rule.name}) lagi pada {files} berkas; pakai --semua untuk melihatnya"
        )
    return blocks


def format_summary(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """The last line: counts, and the place to begin with (the first galat, else the first finding)."""
    if not diagnostics:
        return f"{files} berkas diperiksa, tidak ada temuan."
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    parts = ", ".join(f"{counts[severity]} {severity}" for severity in Severity if counts[severity])
    first = min(diagnostics, key=lambda diagnostic: (diagnostic.severity.rank, *diagnostic.sort_key))
    where = f"{printable(first.source.path)}:{first.line}"
    return f"{files} berkas diperiksa: {parts}. Mulai dari {where} ({first.rule.code})."
