"""What a YAML error means to someone who does not know YAML.

libyaml says where it gave up and why, in its own words; the place is often a line late and the words are of no use to
an editor. Each known problem is traced back to what was typed. The table, by libyaml's `problem` text:

    (any, after a quote that swallowed lines)   a quote that is never closed                       SOP108
    tab … violates indentation                  a tab                                              SOP103
    cannot start any token                      a tab, or a special character at a text's start    SOP103, SOP110
    mapping values are not allowed              a second ": ", or a line that is too deep          SOP106, 107, 109, 113
    could not find expected ':'                 a line without ": " or a dash without a space      SOP105, 107, 113
    unexpected end of stream                    a quote that is never closed                       SOP108
    did not find expected key / '-'             text after a closing quote or bracket, or a line
                                                that starts at a column where nothing can stand    SOP120, 110, 109
    did not find expected <document start>      a file that begins with spaces, or a second SOP    SOP109, SOP114
    block sequence entries …                    a dash behind a key on the same line               SOP109
"""

from __future__ import annotations

import re

import yaml

from sop_catalog.source import syntax_rules as rules
from sop_catalog.source import tree_rules
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.indentation import uneven_line
from sop_catalog.source.line_shapes import (
    DASH_WITHOUT_SPACE,
    ITEM_LINE,
    KEY_LINE,
    KEY_WITHOUT_SPACE,
    NUMBERED,
    field_column,
    indentation,
    next_line,
    previous_line,
    quoted_fix,
    shorten,
)
from sop_catalog.source.text import Source, Span

_OPENING = re.compile(r"""\s*(?:-\s+)*(?:[^\s:#"'\[{][^:#"']*:\s+)?(["'])""")
_CHAIN_WITH_LIST = re.compile(r"\s*(?:-\s+)?pelaksana:\s*(\[[^\]]*\])\s*((?:[-=]*>|→).*)")
"""Performers who act together, and somebody who follows them on the same line."""
_CLOSING = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}


def explain_syntax_error(source: Source, error: yaml.MarkedYAMLError) -> Diagnostic:  # noqa: C901, PLR0911
    """The one diagnostic for a YAML error; always inside the file."""
    problem = str(error.problem or "")
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index if mark else 0, len(source.text))
    context_mark = error.context_mark
    context = min(context_mark.index, len(source.text)) if context_mark else offset
    context_text = str(error.context)
    opened = _quote_left_open(source, offset)
    if opened is not None:
        return unclosed_quote(source, opened)
    if "quoted scalar" in context_text and "unexpected" in problem:
        return unclosed_quote(source, context)
    if "tab character" in problem:
        return _tab(source, source.place(offset).line)
    if "cannot start any token" in problem:
        return special_start(source, offset)
    if "escape character" in problem or "quoted scalar" in context_text:
        return rules.SPECIAL_START.at(
            source, Span(offset, offset + 1), "tanda \\ di dalam petik ganda punya arti khusus",
            fix="pakai petik tunggal: '…', atau hapus tanda \\",
        )  # fmt: skip
    if "expected comment or line break" in problem or "directive" in context_text:
        return special_start(source, context)
    if "mapping values are not allowed" in problem:
        return _second_colon(source, offset)
    if "mapping keys are not allowed" in problem or "did not find expected node content" in problem:
        return special_start(source, offset)
    if "could not find expected ':'" in problem:
        return explain_line(source, source.place(context).line) or _uneven(source, context)
    if "flow" in context_text or "anchor" in context_text or "alias" in context_text or "tag" in context_text:
        return special_start(source, context)
    if "document start" in problem:
        return _document_start(source, offset)
    return _uneven(source, offset)


def unclosed_quote(source: Source, offset: int) -> Diagnostic:
    """The finding for a quote that opens at an offset."""
    quote = source.text[offset : offset + 1]
    line = source.line_text(source.place(offset).line)
    text = line[source.place(offset).column - 1 :].strip()
    return rules.UNCLOSED_QUOTE.at(
        source,
        Span(offset, offset + 1),
        "tanda petik ini tidak ada penutupnya",
        label="dibuka di sini",
        fix=f"tambahkan {quote} di akhir teks: {shorten(text, 70)}{quote}; atau hapus tanda petik pembuka",
    )


def _quote_left_open(source: Source, end: int) -> int | None:
    """The offset of a quote before `end` that is not closed on its line and has fields or items behind it."""
    number = 1
    last = source.place(end).line
    while number <= last:
        line = source.line_text(number)
        match = _OPENING.match(line)
        number += 1
        if not match or _CLOSING[match[1]].match(line, match.end()):
            continue
        for following in range(number, source.line_count + 1):
            content = source.line_text(following)
            if KEY_LINE.match(content) or ITEM_LINE.match(content):
                return source.offset(number - 1, match.start(1) + 1)
            if _CLOSING[match[1]].match(content):
                number = following + 1
                break
    return None


def _tab(source: Source, line: int) -> Diagnostic:
    content = source.line_text(line)
    column = content.find("\t") + 1
    start = source.offset(line, max(column, 1))
    return rules.TAB.at(
        source,
        Span(start, start + 1),
        "baris ini memakai tab di awalnya",
        label="tab",
        fix="ganti tab dengan spasi (dua spasi tiap tingkat)",
    )


def special_start(source: Source, offset: int) -> Diagnostic:
    """The finding for a text that begins with a character of special meaning, or a line with a tab before it."""
    character = source.text[offset : offset + 1]
    line = source.place(offset).line
    before = source.line_text(line)[: source.place(offset).column - 1]
    if character == "\t" or (not before.strip() and "\t" in source.line_text(line)[: len(before) + 1]):
        return _tab(source, line)
    if not character.strip():
        return rules.SYNTAX.at(source, Span(offset, offset), "teks tidak lengkap", fix="lengkapi isian ini")
    if chain := _CHAIN_WITH_LIST.match(source.line_text(line)):
        first, rest = chain[1], chain[2].lstrip("-=> ").strip() or "kabag"
        return rules.SPECIAL_START.at(
            source, Span(offset, offset + 1), "sesudah kurung siku tidak boleh ada teks lagi",
            fix=f"tulis di bawah `simbol:`, satu butir tiap simbol: `- {{pelaksana: {first}, lanjut_ke: {rest.split()[0]}}}`, lalu `- pelaksana: {rest.split()[0]}`",
        )  # fmt: skip
    rule = {"&": tree_rules.ANCHOR, "!": tree_rules.TAG}.get(character, rules.SPECIAL_START)
    return rule.at(
        source, Span(offset, offset + 1), f"teks tidak boleh diawali tanda {character}", fix=quoted_fix(source, offset)
    )


def _second_colon(source: Source, offset: int) -> Diagnostic:
    """The colon at `offset` is not allowed: a second one on its line, or the line belongs deeper or shallower."""
    place = source.place(offset)
    content = source.line_text(place.line)
    first = re.match(r"\s*(?:-\s+)?([^:]+?)\s*:\s+(.*)", content)
    if first and first.end(1) < place.column - 1:
        value = shorten(first[2], 70).replace("'", "''")
        return rules.SECOND_COLON.at(
            source,
            Span(offset, offset + 1),
            "ada titik dua kedua pada baris ini",
            label="titik dua ini memutus teks",
            fix=f"tulis teksnya di dalam tanda petik: {first[1]}: '{value}'",
        )
    previous = previous_line(source, place.line)
    if previous and (finding := explain_line(source, previous, below=place.line)):
        return finding
    return uneven_line(source, place.line)


def explain_line(source: Source, line: int, *, below: int = 0) -> Diagnostic | None:  # noqa: PLR0911
    """What is wrong with a line that YAML took for a text; None if nothing can be seen.

    Args:
        source: the file.
        line: the line, from 1.
        below: the line at which YAML gave up, when that is another one.
    """
    content = source.line_text(line)
    span = source.line_span(line)
    if NUMBERED.match(content):
        return rules.PASTED_LIST.at(
            source, span, "daftar ini diberi nomor, bukan tanda hubung", severity=rules.SYNTAX.severity,
            fix=f"ganti nomor dengan tanda hubung: `- {shorten(re.sub(r'^[^.)]*[.)]', '', content), 60)}`",
        )  # fmt: skip
    if match := KEY_WITHOUT_SPACE.match(content):
        return rules.MISSING_SPACE.at(
            source,
            span,
            f"kurang spasi setelah titik dua pada `{match[1]}:`",
            fix=f"tulis `{match[1]}: {shorten(match[2], 60)}`",
        )
    if DASH_WITHOUT_SPACE.match(content):
        return missing_space_after_dash(source, line)
    column = len(content) - len(content.lstrip())
    if (
        below
        and ITEM_LINE.match(content)
        and ":" not in content
        and field_column(content) == indentation(source.line_text(below))
    ):
        item = shorten(re.sub(r"^([a-z_]+)[ =;]+", r"\1: ", content.strip()[1:].strip()), 60)
        return rules.SYNTAX.at(
            source,
            span,
            "butir ini tidak berbentuk `- nama isian: isi`",
            label="tidak ada titik dua",
            fix=f"tulis `- {item}`",
        )
    if below and (
        KEY_LINE.match(content) or ITEM_LINE.match(content) or column != indentation(source.line_text(below))
    ):
        return None
    if below and ":" in content:
        return None
    word, _, rest = content.strip().partition(" ")
    deeper = " " * (column + 2)
    fix = f"bila lanjutan teks di atasnya, awali dengan dua spasi lagi: `{deeper}{shorten(content, 50)}`; bila isian baru, beri titik dua"
    if re.fullmatch(r"[a-z]+(?:_[a-z]+)*[;=]?", word) and rest and not (rest[0].islower() and "_" not in word):
        fix = f"tulis `{word.rstrip(';=')}: {shorten(rest.lstrip('=; '), 50)}`; bila lanjutan teks di atasnya, awali dengan dua spasi lagi"
    return rules.SYNTAX.at(
        source, span, "baris ini tidak berbentuk `nama isian: isi`", label="tidak ada titik dua", fix=fix
    )


def missing_space_after_dash(source: Source, line: int) -> Diagnostic:
    """The finding for `-Komputer`."""
    match = DASH_WITHOUT_SPACE.match(source.line_text(line))
    return rules.MISSING_SPACE.at(
        source,
        source.line_span(line),
        "kurang spasi setelah tanda hubung",
        fix=f"tulis `- {shorten(match[1] if match else '', 60)}`",
    )


def _document_start(source: Source, offset: int) -> Diagnostic:
    """Text after the end of the one document: the file began too deep, or `...` ended it."""
    for number in range(1, source.place(offset).line):
        content = source.line_text(number)
        if content.strip() == "...":
            return tree_rules.SECOND_DOCUMENT.at(
                source, source.line_span(number), "baris `...` mengakhiri berkas", fix="hapus baris `...`"
            )
    first = next_line(source, 0) or 1
    if indentation(source.line_text(first)):
        return rules.INDENTATION.at(
            source,
            source.line_span(first),
            "isian pertama tidak dimulai di kolom 1",
            fix="hapus spasi di awal baris ini",
        )
    return _uneven(source, offset)


def _uneven(source: Source, offset: int) -> Diagnostic:
    """A line at a column where nothing can stand, or text behind a closing quote or bracket."""
    place = source.place(offset)
    content = source.line_text(place.line)
    before = content[: place.column - 1]
    value = re.match(r"\s*(?:-\s+)?(?:[a-z_]+:\s+)?([\[{\"'])", before)
    if value and before.rstrip().endswith(("]", "}")) and value[1] in "[{":
        return special_start(source, source.offset(place.line, value.start(1) + 1))
    if value and before.rstrip().endswith(('"', "'")) and value[1] in "\"'":
        return rules.QUOTED_TAIL.at(
            source,
            Span(offset, offset + max(1, len(content.rstrip()) - place.column + 1)),
            "ada teks setelah tanda petik penutup",
            label="berada di luar tanda petik",
            fix=_requoted(content, value.start(1)),
        )
    line = place.line if content.strip() else (previous_line(source, place.line) or place.line)
    written = source.line_text(line)
    if "\t" in written[: indentation(written)]:
        return _tab(source, line)
    if DASH_WITHOUT_SPACE.match(written) and not before.strip():
        return missing_space_after_dash(source, line)
    return _item_beside_key(source, line, place.column) or uneven_line(source, line)


def _item_beside_key(source: Source, line: int, column: int) -> Diagnostic | None:
    """`key: - item`, or a lone dash for "nothing"; None for another line."""
    written = source.line_text(line)
    if match := re.fullmatch(r"\s*(?:-\s+)?([a-z_]+):\s+(-)\s*", written):
        start = source.offset(line, match.start(2) + 1)
        return rules.SPECIAL_START.at(
            source, Span(start, start + 1), "tanda hubung saja dibaca sebagai awal daftar",
            fix=f"tulis di dalam tanda petik: {match[1]}: '-'",
        )  # fmt: skip
    if (match := re.match(r"\s*([a-z_]+):\s+-\s", written)) and column - 1 >= match.end(1):
        return rules.INDENTATION.at(
            source, source.line_span(line), f"butir daftar ditulis pada baris `{match[1]}:`", label="satu baris memuat dua tingkat",
            fix=f"tulis butirnya pada baris baru di bawah `{match[1]}:`, dua spasi lebih dalam",
        )  # fmt: skip
    return None


def _requoted(content: str, start: int) -> str:
    """A value of which only a part stands in quotes, wholly quoted."""
    text = shorten(content[start:], 70)
    if '"' in text and "'" not in text:
        return f"tulis seluruh teks di dalam petik: {content[:start].strip()} '{text}'"
    return f'hapus petiknya, atau tulis seluruh teks di dalam satu petik: {content[:start].strip()} "{text.replace(chr(34), "")}"'
