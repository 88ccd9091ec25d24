"""What a YAML error means to someone who does not know YAML.

libyaml says where it gave up and why, in its own words; the place is often a line late and the words are of no use to
an editor. Each known problem is traced back to what was typed. The table, by libyaml's `problem` text:

    cannot start any token            a tab, or a special character at the start of a text      SOP103, SOP110
    mapping values are not allowed    a second ": ", or a line that was meant to be deeper      SOP106, SOP107, SOP109
    could not find expected ':'       a line without ": " or a dash without a space             SOP107
    unexpected end of stream          a quote that is never closed                              SOP108
    did not find expected key / '-'   text after a closing quote, or an uneven indentation      SOP120, SOP109
    block sequence entries …          a dash behind a key on the same line                      SOP109
"""

from __future__ import annotations

import re

import yaml

from sop_catalog.source import yaml_rules as rules
from sop_catalog.source.diagnostic import Diagnostic, Label
from sop_catalog.source.text import Source, Span

_KEY_LINE = re.compile(r"\s*(?:-\s+)?([a-z_]+):(\s|$)")
_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:-\s+)?([a-z_]+):(\S.*)")
_DASH_WITHOUT_SPACE = re.compile(r"\s*-([^\s-].*)")


def explain_syntax_error(source: Source, error: yaml.MarkedYAMLError) -> Diagnostic:
    """The one diagnostic for a YAML error; always inside the file."""
    problem = str(error.problem or "")
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index if mark else 0, len(source.text))
    context = error.context_mark.index if error.context_mark else offset
    if "unexpected end of stream" in problem and "quoted scalar" in str(error.context):
        return _unclosed_quote(source, context)
    if "unexpected document indicator" in problem and "quoted scalar" in str(error.context):
        return _unclosed_quote(source, context)
    if "cannot start any token" in problem:
        return _special_start(source, offset)
    if "escape character" in problem:
        return rules.SPECIAL_START.at(
            source, Span(offset, offset + 1), "tanda \\ di dalam petik ganda punya arti khusus",
            fix="pakai petik tunggal: '…', atau hapus tanda \\",
        )  # fmt: skip
    if "expected comment or line break" in problem or "while scanning a directive" in str(error.context):
        return _special_start(source, context)
    if "mapping values are not allowed" in problem:
        return _second_colon(source, offset)
    if "could not find expected ':'" in problem:
        return _missing_space(source, context)
    if "flow" in str(error.context):
        return _special_start(source, context)
    if "did not find expected node content" in problem:
        return _special_start(source, offset)
    if "anchor" in str(error.context) or "alias" in str(error.context):
        return _special_start(source, context)
    return _uneven(source, offset)


def _unclosed_quote(source: Source, offset: int) -> Diagnostic:
    quote = source.text[offset : offset + 1]
    return rules.UNCLOSED_QUOTE.at(
        source,
        Span(offset, offset + 1),
        "tanda petik ini tidak ada penutupnya",
        label="dibuka di sini",
        fix=f"tambahkan {quote} di akhir teks, atau hapus tanda petik pembuka",
    )


def _special_start(source: Source, offset: int) -> Diagnostic:
    character = source.text[offset : offset + 1]
    line = source.place(offset).line
    before = source.line_text(line)[: source.place(offset).column - 1]
    if character == "\t" or (not before.strip() and "\t" in source.line_text(line)[: len(before) + 1]):
        return rules.TAB.at(
            source,
            Span(offset, offset + 1),
            "baris ini memakai tab di awalnya",
            fix="ganti tab dengan spasi (dua spasi tiap tingkat)",
        )
    text = source.line_text(line)[len(before) :].strip()
    quoted = text.replace("'", "''")
    return rules.SPECIAL_START.at(
        source,
        Span(offset, offset + 1),
        f"teks tidak boleh diawali tanda {character}" if character.strip() else "teks tidak lengkap",
        fix=f"tulis di dalam tanda petik: '{quoted[:70]}'" if text else "lengkapi isian ini",
    )


def _second_colon(source: Source, offset: int) -> Diagnostic:
    """The colon at `offset` is not allowed: a second one on its line, or the line belongs deeper or shallower."""
    place = source.place(offset)
    content = source.line_text(place.line)
    before = content[: place.column - 1]
    if first := re.match(r"\s*(?:-\s+)?([^:]+?):\s+(.*)", content):
        if first.end(1) < place.column - 1:
            value = first[2].strip().replace("'", "''")
            return rules.SECOND_COLON.at(
                source,
                Span(offset, offset + 1),
                "ada titik dua kedua pada baris ini",
                label="titik dua ini memutus teks",
                fix=f"tulis teksnya di dalam tanda petik: {first[1]}: '{value[:70]}'",
            )
    previous = _previous_line(source, place.line)
    if previous and (match := _KEY_WITHOUT_SPACE.match(source.line_text(previous))):
        span = source.line_span(previous)
        return rules.MISSING_SPACE.at(
            source, span, f"kurang spasi setelah titik dua pada `{match[1]}:`",
            fix=f"tulis `{match[1]}: {match[2].strip()[:60]}`",
        )  # fmt: skip
    if previous and (match := _DASH_WITHOUT_SPACE.match(source.line_text(previous))):
        return rules.MISSING_SPACE.at(
            source, source.line_span(previous), "kurang spasi setelah tanda hubung",
            fix=f"tulis `- {match[1].strip()[:60]}`",
        )  # fmt: skip
    related = (Label(source, source.line_span(previous), "baris sebelumnya"),) if previous else ()
    start = offset - len(before.lstrip())
    return rules.INDENTATION.at(
        source,
        Span(start, offset),
        f"isian `{before.strip()}` tidak sejajar dengan isian lain",
        label="mulai di kolom yang keliru, atau baris di atasnya belum lengkap",
        related=related,
        fix="sejajarkan dengan isian setingkat di atasnya, atau lengkapi baris di atasnya dengan `nama isian: isi`",
    )


def _missing_space(source: Source, offset: int) -> Diagnostic:
    line = source.place(offset).line
    content = source.line_text(line)
    span = source.line_span(line)
    if match := _KEY_WITHOUT_SPACE.match(content):
        return rules.MISSING_SPACE.at(
            source, span, f"kurang spasi setelah titik dua pada `{match[1]}:`",
            fix=f"tulis `{match[1]}: {match[2].strip()[:60]}`",
        )  # fmt: skip
    if match := _DASH_WITHOUT_SPACE.match(content):
        return rules.MISSING_SPACE.at(
            source, span, "kurang spasi setelah tanda hubung", fix=f"tulis `- {match[1].strip()[:60]}`"
        )
    return rules.SYNTAX.at(
        source,
        span,
        "baris ini tidak berbentuk `nama isian: isi`",
        label="tidak ada titik dua",
        fix="bila lanjutan teks di atasnya, beri lekuk lebih dalam; bila isian baru, tulis `nama isian: isi`",
    )


def _uneven(source: Source, offset: int) -> Diagnostic:
    """A line at a column where nothing can stand, or text behind a closing quote."""
    place = source.place(offset)
    content = source.line_text(place.line)
    before = content[: place.column - 1]
    if re.search(r"""["']\s*$""", before):
        return rules.QUOTED_TAIL.at(
            source,
            Span(offset, offset + max(1, len(content.rstrip()) - place.column + 1)),
            "ada teks setelah tanda petik penutup",
            label="berada di luar tanda petik",
            fix="pindahkan tanda petik penutup ke akhir teks; petik di dalam teks bertanda ' ditulis dua kali ('')",
        )
    line = place.line if content.strip() else (_previous_line(source, place.line) or place.line)
    if "\t" in source.line_text(line)[: len(source.line_text(line)) - len(source.line_text(line).lstrip())]:
        return rules.TAB.at(
            source, source.line_span(line), "baris ini memakai tab di awalnya",
            fix="ganti tab dengan spasi (dua spasi tiap tingkat)",
        )  # fmt: skip
    span = source.line_span(line)
    match = _KEY_LINE.match(source.line_text(line))
    named = f"isian `{match[1]}`" if match else "baris ini"
    return rules.INDENTATION.at(
        source,
        span,
        f"{named} tidak sejajar dengan isian lain",
        label=f"mulai di kolom {source.place(span.start).column}",
        fix="sejajarkan dengan isian setingkat di atasnya (isian langkah: 4 spasi, butir daftar: 2 spasi)",
    )


def _previous_line(source: Source, line: int) -> int | None:
    """The nearest line above that has text and is no comment."""
    for number in range(line - 1, 0, -1):
        content = source.line_text(number).strip()
        if content and not content.startswith("#"):
            return number
    return None
