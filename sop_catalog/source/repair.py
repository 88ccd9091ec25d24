"""Makes a line readable that could not be read, so that the mistakes of the other lines are found in the same run.

What the line says is lost (its text counts as unread); what it is, a field, an item, a step's first line, is kept. The
text keeps its length and its lines, so every position stays true.
"""

from __future__ import annotations

import re

from sop_catalog.source import syntax_rules, tree_rules
from sop_catalog.source.diagnostic import Diagnostic

_REPAIRABLE = {
    syntax_rules.SYNTAX,
    syntax_rules.SECOND_COLON,
    syntax_rules.MISSING_SPACE,
    syntax_rules.UNCLOSED_QUOTE,
    syntax_rules.SPECIAL_START,
    syntax_rules.PASTED_LIST,
    syntax_rules.QUOTED_TAIL,
    tree_rules.ANCHOR,
    tree_rules.TAG,
}
"""Mistakes inside a line. Wrong indentation is none: what the line belongs to is unknown then."""

_FIELD = re.compile(r"(\s*(?:-\s+|-(?=[a-z_]+:\s))?)([^\s:#\"'\[\]{}&*!|>%@`,?-][^:]*?)\s*:(?=\s|$|[^\s/])")
_ITEM = re.compile(r"(\s*)-")
_WORD = re.compile(r"(\s*)([a-z_]{2,})[ =;]")
_STRUCTURED = re.compile(r"\s*(?:-(?:\s|$)|[^\s:][^:]*:(?:\s|$))")


def repair_line(text: str, finding: Diagnostic) -> str | None:
    """The text with the finding's line made readable; None where that cannot be done."""
    if finding.rule not in _REPAIRABLE:
        return None
    lines = text.split("\n")
    index = finding.line - 1
    line = lines[index]
    lines[index] = _repaired(line)
    if finding.rule in {syntax_rules.SYNTAX, syntax_rules.PASTED_LIST}:
        # A paragraph or a list that was pasted is one mistake, however many lines it has.
        for following in range(index + 1, len(lines)):
            if not lines[following].strip() or _STRUCTURED.match(lines[following]):
                break
            lines[following] = " " * len(lines[following])
    repaired = "\n".join(lines)
    return None if repaired == text else repaired


def _repaired(line: str) -> str:
    """The line with "x" as its text, in the same length."""
    if match := _FIELD.match(line):
        lead = match[1] + " " if match[1].endswith("-") else match[1]
        head = f"{lead}{match[2]}:"
    elif match := _ITEM.match(line):
        head = f"{match[1]}-"
    elif match := _WORD.match(line):
        head = f"{match[1]}{match[2]}:"
    else:
        return " " * len(line)
    rest = len(line) - len(head)
    if rest < 0:
        return " " * len(line)
    return head + (" x" if rest > 1 else "").ljust(rest)
