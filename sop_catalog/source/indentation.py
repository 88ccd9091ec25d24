"""Lines that begin at a column where nothing can stand: which of them is the odd one, and where it belongs.

YAML gives up at the first line that it cannot place. When that line stands where its neighbours do, the line above it is
the one to blame.
"""

from __future__ import annotations

from sop_catalog.source import syntax_rules as rules
from sop_catalog.source.diagnostic import Diagnostic, Label
from sop_catalog.source.fix import Fix, indent_line, type_over
from sop_catalog.source.line_shapes import (
    ITEM_LINE,
    KEY_LINE,
    field_column,
    indentation,
    is_odd_first_line,
    next_line,
    previous_line,
    shown,
    usual_column,
)
from sop_catalog.source.text import Source, Span


def uneven_line(source: Source, line: int) -> Diagnostic:
    """The finding for the line at which YAML gave up, or for the one above that does not fit its neighbours."""
    above = previous_line(source, line)
    if above and (odd := _odd_line_above(source, above, line)):
        return odd
    content = source.line_text(line)
    match = KEY_LINE.match(content)
    named = f"isian `{match[1][:60]}`" if match else "baris ini"
    span = source.line_span(line)
    if match:
        span = Span(source.offset(line, match.start(1) + 1), source.offset(line, match.end(1) + 1))
    related = (Label(source, source.line_span(above), "baris sebelumnya"),) if above else ()
    return rules.INDENTATION.at(
        source,
        span,
        f"{named} tidak sejajar dengan isian lain",
        label=f"mulai di kolom {indentation(content) + 1}",
        related=related,
        fix=_level_fix(source, line),
    )


def _odd_line_above(source: Source, above: int, line: int) -> Diagnostic | None:
    content, written = source.line_text(above), source.line_text(line)
    usual = usual_column(source, above)
    if usual is not None and is_odd_first_line(source, above) and indentation(written) in {usual, usual + 2}:
        return odd_first_line(source, above)
    if first := _first_line_without_dash(source, line):
        return odd_first_line(source, first)
    before, after = previous_line(source, above), next_line(source, line)
    if before and after and KEY_LINE.match(content) and not ITEM_LINE.match(content):
        columns = {field_column(source.line_text(number)) for number in (before, line, after)}
        if len(columns) == 1 and indentation(content) not in columns:
            return _misplaced(source, above, columns.pop())
    return None


def _first_line_without_dash(source: Source, line: int) -> int | None:
    """The first line of a list whose other items have dashes, such as the item at `line`."""
    if not ITEM_LINE.match(source.line_text(line)):
        return None
    depth = indentation(source.line_text(line))
    number = previous_line(source, line)
    while number:
        content = source.line_text(number)
        if indentation(content) == depth and ITEM_LINE.match(content):
            return None
        if usual_column(source, number) == depth and indentation(content) == depth + 2 and KEY_LINE.match(content):
            return number
        if indentation(content) < depth:
            return None
        number = previous_line(source, number)
    return None


def odd_first_line(source: Source, line: int) -> Diagnostic:
    """The finding for a block's first line that does not stand where the others do, or has no dash."""
    content = source.line_text(line)
    usual = usual_column(source, line) or 0
    if indentation(content) == usual + 2 and not ITEM_LINE.match(content) and KEY_LINE.match(content):
        below = next_line(source, line)
        if below and indentation(source.line_text(below)) == indentation(content):
            return rules.INDENTATION.at(
                source, source.line_span(line), "tanda hubung di depan baris ini terlupa", label="butir pertama daftar",
                fix=_dash_fix(source, line, usual),
            )  # fmt: skip
    return _misplaced(source, line, usual)


def _misplaced(source: Source, line: int, column: int) -> Diagnostic:
    written = indentation(source.line_text(line))
    return rules.INDENTATION.at(
        source,
        source.line_span(line),
        "baris ini tidak sejajar dengan baris di bawahnya",
        label=f"mulai di kolom {written + 1}",
        fix=indent_line(source, line, column, f"sejajarkan: awali baris ini {_spaces(column)}, bukan {written}"),
    )


def _dash_fix(source: Source, line: int, column: int) -> Fix:
    """The fix for a first item whose dash is missing: its line with a dash, as deep as the items of its list."""
    text = source.line_text(line).strip()
    start = source.offset(line, 1)
    label = f"tulis `{' ' * column}- {text}`" if shown(text) else "beri tanda hubung dan spasi di depan baris ini"
    return type_over(Span(start, source.line_span(line).start), f"{' ' * column}- ", label)


def tab_fix(source: Source, line: int) -> str | Fix:
    """The fix for a line with tabs before its text: the column of its neighbours, when both stand at the same one."""
    content = source.line_text(line)
    is_item = bool(ITEM_LINE.match(content))
    columns = set()
    for number in (previous_line(source, line), next_line(source, line)):
        near = source.line_text(number) if number else ""
        if not near or "\t" in near[: indentation(near)]:
            continue
        if is_item and ITEM_LINE.match(near):
            columns.add(indentation(near))
        elif is_item and number and number < line and (usual := usual_column(source, line)) is not None:
            columns.add(usual)
        elif not is_item and KEY_LINE.match(near):
            columns.add(field_column(near))
    columns -= {0} if len(columns) > 1 else set()  # a tab is meant as depth
    if len(columns) != 1 or not (is_item or KEY_LINE.match(content)):
        return "ganti tab dengan spasi (dua spasi tiap tingkat)"
    column = columns.pop()
    return indent_line(source, line, column, f"ganti tab di awal baris ini dengan {column} spasi")


def _spaces(column: int) -> str:
    return f"dengan {column} spasi" if column else "tanpa spasi"


def _level_fix(source: Source, line: int) -> str | Fix:
    """The line with as many spaces as a line above that is of its kind and near to it in depth."""
    content = source.line_text(line)
    lines = [source.line_text(number) for number in range(max(1, line - 60), line)]
    key = KEY_LINE.match(content)
    if key and not ITEM_LINE.match(content):
        depth = indentation(content)
        same = [above for above in lines if ITEM_LINE.match(above) and indentation(above) == depth]
        if same and (first := KEY_LINE.match(same[-1])) and first[1] == key[1]:
            return _dash_fix(source, line, depth)
    if ITEM_LINE.match(content):
        columns = [indentation(above) for above in lines if ITEM_LINE.match(above)]
    else:
        columns = [field_column(above) for above in lines if KEY_LINE.match(above)]
    written = indentation(content)
    others = [column for column in reversed(columns) if column != written]
    if not others:
        return "sejajarkan dengan isian setingkat di atasnya"
    column = min(others[:12], key=lambda column: abs(column - written))
    label = f"sejajarkan dengan isian setingkat di atasnya: awali baris ini {_spaces(column)}, bukan {written}"
    return indent_line(source, line, column, label)
