"""Makes a line readable that could not be read, so that the mistakes of the other lines are found in the same run.

What the line says is lost (its text counts as unread); what it is, a field, an item, a step's first line, is kept. The
text keeps its length and its lines, so every position stays true.
"""

from __future__ import annotations

import re

from sop_catalog.source import syntax_rules, tree_rules
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.list_marks import MARK

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
_ITEM_WORD = re.compile(r"(\s*-\s+)([a-z_]{2,})[ =;]")
_LONE_WORD = re.compile(r"(\s*)([a-z_]{3,})\s*$")
_WORD = re.compile(r"(\s*)([a-z_]{2,})[ =;]")
_KEY = re.compile(r"[a-z_]+:")
_LONE_ANCHOR = re.compile(r"(?<=\s)&\S+\s*$")
_STRUCTURED = re.compile(r"\s*(?:-(?:\s|$)|[^\s:][^:]*:(?:\s|$))")


def repair_line(text: str, finding: Diagnostic) -> str | None:
    """The text with the finding's line made readable; None where that cannot be done."""
    if finding.rule not in _REPAIRABLE:
        return None
    lines = text.split("\n")
    index = finding.line - 1
    line = lines[index]
    lines[index] = _repaired(line, finding)
    if finding.rule is syntax_rules.PASTED_LIST:
        _number_to_dash(lines, index, line)
    elif finding.rule is syntax_rules.SYNTAX:  # a paragraph that was pasted is one mistake, however many lines it has
        for following in range(index + 1, len(lines)):
            if not lines[following].strip() or _STRUCTURED.match(lines[following]):
                break
            lines[following] = " " * len(lines[following])
    repaired = "\n".join(lines)
    return None if repaired == text else repaired


def _number_to_dash(lines: list[str], index: int, first: str) -> None:
    """Put a dash in the place of each number or other mark of a list, from its first line on."""
    depth = len(first) - len(first.lstrip())
    for following in range(index, len(lines)):
        line = first if following == index else lines[following]
        is_outside = bool(line.strip()) and len(line) - len(line.lstrip()) < depth
        if is_outside or (following > index and not depth and _KEY.match(line)):
            break
        match = MARK.match(line)
        if match and len(match[1]) == depth:
            lines[following] = _with_dash(line, match, lines[following + 1] if following + 1 < len(lines) else "")


def _with_dash(line: str, match: re.Match[str], below: str) -> str:
    """A numbered line with a dash, its text where the line below goes on, if that is another field of the same item."""
    text = line[match.end() :].lstrip()
    column = len(line) - len(text)
    if _KEY.match(below.strip()) and len(match[1]) + 2 <= len(below) - len(below.lstrip()) < column:
        column = len(below) - len(below.lstrip())
    return (f"{match[1]}-".ljust(column) + text).ljust(len(line))


def _repaired(line: str, finding: Diagnostic) -> str:
    """The line with "x" as its text, in the same length; of an anchor above lines of its own only that is taken out."""
    if finding.rule is tree_rules.ANCHOR and (anchor := _LONE_ANCHOR.search(line)):
        return line[: anchor.start()] + " " * (len(line) - anchor.start())
    if match := _FIELD.match(line):
        lead = match[1] + " " if match[1].endswith("-") else match[1]
        head = f"{lead}{match[2]}:"
    elif finding.rule is syntax_rules.SYNTAX and (match := _ITEM_WORD.match(line)):
        head = f"{match[1]}{match[2]}:"
    elif match := _ITEM.match(line):
        head = f"{match[1]}-"
    elif match := _WORD.match(line):
        head = f"{match[1]}{match[2]}:"
    elif match := _LONE_WORD.match(line):  # "dasar_hukum" without its colon: what follows stays below something
        head = f"{match[1]}{match[2][:-1]}:"
    else:
        return " " * len(line)
    rest = len(line) - len(head)
    if rest < 0:
        return " " * len(line)
    return head + (" x" if rest > 1 else "").ljust(rest)
