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
from sop_catalog.source.anchors import explain_anchor
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.fix import Edit, Fix, drop_lines, type_over
from sop_catalog.source.indentation import tab_fix, uneven_line
from sop_catalog.source.line_shapes import (
    DASH_WITHOUT_SPACE,
    ITEM_LINE,
    KEY_LINE,
    KEY_WITHOUT_SPACE,
    FormWords,
    field_column,
    indentation,
    next_line,
    previous_line,
    quoted_fix,
    shown,
    text_extent,
)
from sop_catalog.source.list_marks import BULLETED, MARK, NUMBERED, marks_to_dashes, without_mark
from sop_catalog.source.text import Source, Span

_OPENING = re.compile(r"""\s*(?:-\s+)*(?:[^\s:#"'\[{][^:#"']*:\s+)?(["'])""")
_CHAIN_WITH_LIST = re.compile(r"\s*(?:-\s+)?pelaksana:\s*(\[[^\]]*\])\s*((?:[-=]*>|→).*)")
"""Performers who act together, and somebody who follows them on the same line."""
_CLOSING = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}


def explain_syntax_error(  # noqa: C901, PLR0911
    source: Source, error: yaml.MarkedYAMLError, words: FormWords
) -> Diagnostic:
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
        return special_start(source, offset, words)
    if "escape character" in problem or "quoted scalar" in context_text:
        return rules.SPECIAL_START.at(
            source, Span(offset, offset + 1), "tanda \\ di dalam petik ganda punya arti khusus",
            fix=_single_quotes(source, context),
        )  # fmt: skip
    if "expected comment or line break" in problem or "directive" in context_text:
        return special_start(source, context, words)
    if "mapping values are not allowed" in problem:
        return _second_colon(source, offset, words)
    if "mapping keys are not allowed" in problem or "did not find expected node content" in problem:
        return special_start(source, offset, words)
    if "could not find expected ':'" in problem:
        return explain_line(source, source.place(context).line, words) or _uneven(source, context, words)
    if "flow" in context_text or "anchor" in context_text or "alias" in context_text or "tag" in context_text:
        return special_start(source, context, words)
    if "document start" in problem:
        return _document_start(source, offset, words)
    return _uneven(source, offset, words)


def _single_quotes(source: Source, opening: int) -> str | Fix:
    """The fix for a text in double quotes with a backslash in it, when the quotes close on that line."""
    line = source.place(opening).line
    rest = source.line_text(line)[opening - source.offset(line, 1) :]
    match = re.match(r'"([^"]*)"\s*$', rest)
    if not match:
        return "pakai petik tunggal (') di awal dan di akhir teks ini, bukan petik ganda"
    inner = match[1].replace("'", "''")
    label = (
        f"tulis `'{inner}'`"
        if shown(inner)
        else "pakai petik tunggal (') di awal dan di akhir teks ini, bukan petik ganda"
    )
    return type_over(Span(opening, opening + len(match[1]) + 2), f"'{inner}'", label)


def unclosed_quote(source: Source, offset: int) -> Diagnostic:
    """The finding for a quote that opens at an offset."""
    quote = source.text[offset : offset + 1]
    return rules.UNCLOSED_QUOTE.at(
        source,
        Span(offset, offset + 1),
        "tanda petik ini tidak ada penutupnya",
        label="dibuka di sini",
        fix=_closing_fix(source, offset, quote),
    )


def _closing_fix(source: Source, offset: int, quote: str) -> str | Fix:
    """The fix that closes a quote at the end of its line; words where the text itself holds that quote."""
    line = source.place(offset).line
    start = source.offset(line, 1)
    text = source.line_text(line)[offset - start :].rstrip()
    end = offset + len(text)
    extent = text_extent(source, offset)
    words = f"tambahkan {quote} di akhir teks ini, atau hapus tanda petik pembukanya"
    if extent is None or extent.end != end or quote in text[1:] or "\\" in text or not text[1:].strip():
        return words
    before = source.line_text(line)[: offset - start].strip()
    label = f"tambahkan {quote} di akhir teks: {before} {text}{quote}" if shown(text) else words
    return Fix(label.replace(":  ", ": "), (Edit(Span(end, end), quote),))


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
        source, Span(start, start + 1), "baris ini memakai tab di awalnya", label="tab", fix=tab_fix(source, line)
    )


def special_start(source: Source, offset: int, words: FormWords) -> Diagnostic:
    """The finding for a text that begins with a character of special meaning, or a line with a tab before it."""
    character = source.text[offset : offset + 1]
    line = source.place(offset).line
    content = source.line_text(line)
    before = content[: source.place(offset).column - 1]
    if character == "\t" or (not before.strip() and "\t" in content[: len(before) + 1]):
        return _tab(source, line)
    if not character.strip():
        return rules.SYNTAX.at(source, Span(offset, offset), "teks tidak lengkap", fix="lengkapi isian ini")
    if chain := _CHAIN_WITH_LIST.match(source.line_text(line)):
        first, rest = chain[1], chain[2].lstrip("-=> ").strip() or "kabag"
        return rules.SPECIAL_START.at(
            source, Span(offset, offset + 1), "sesudah kurung siku tidak boleh ada teks lagi",
            fix=f"tulis di bawah `simbol:`, satu butir tiap simbol: `- {{pelaksana: {first}, lanjut_ke: {rest.split()[0]}}}`, lalu `- pelaksana: {rest.split()[0]}`",
        )  # fmt: skip
    if not before.strip() and BULLETED.match(content):
        return foreign_marks(source, line)
    if anchor := explain_anchor(source, offset):
        return anchor
    rule = {"&": tree_rules.ANCHOR, "!": tree_rules.TAG}.get(character, rules.SPECIAL_START)
    return rule.at(
        source,
        Span(offset, offset + 1),
        f"teks tidak boleh diawali tanda {character}",
        fix=_stray_fix(source, offset, words) or _open_bracket_fix(source, offset) or quoted_fix(source, offset, words),
    )


def _stray_fix(source: Source, offset: int, words: FormWords) -> Fix | None:
    """The fix for a character before the name of a field, at the beginning of a line; None for any other text."""
    line = source.place(offset).line
    content = source.line_text(line)
    column = offset - source.offset(line, 1)
    match = re.match(r"[@%>|*&!,`?\]}]+\s*", content[column:])
    if content[:column].strip(" -") or not match:
        return None
    rest = content[column + match.end() :].rstrip()
    key = KEY_LINE.match(rest)
    if not key or not (key[1] in words.keys or _is_used_code(source, key[1])):
        return None
    return Fix(f"hapus tanda {match[0].strip()} di depan `{key[1]}:`", (Edit(Span(offset, offset + match.end()), ""),))


_OPENS_LIST = re.compile(r"\s*(?:-\s+)?pelaksana:\s+\[[^\[\]{}\"']*\s*$|[^\[]*:\s+\[[^\[\]{}\"',]+,[^\[\]{}\"']*\s*$")
_OPENS_FIELDS = re.compile(r"\s*(?:-\s+|[a-z_]+:\s+)\{\s*[^\s:{}\[\]\"']+:\s[^{}\[\]\"']*\s*$")


def _open_bracket_fix(source: Source, offset: int) -> Fix | None:
    """The fix for brackets around a list or fields that are not closed on their line; None for any other text."""
    line = source.place(offset).line
    content = source.line_text(line)
    closing = {"[": "]", "{": "}"}.get(source.text[offset : offset + 1])
    pattern = _OPENS_LIST if closing == "]" else _OPENS_FIELDS
    if closing is None or not pattern.match(content) or content[offset - source.offset(line, 1) :].count(closing):
        return None
    end = source.offset(line, 1) + len(content.rstrip())
    return Fix(f"tambahkan `{closing}` di akhir baris ini", (Edit(Span(end, end), closing),))


def foreign_marks(source: Source, line: int) -> Diagnostic:
    """The finding for items that begin with a number, or with a mark of Word, where a dash belongs."""
    content = source.line_text(line)
    item = without_mark(content).strip()
    numbered = NUMBERED.match(content)
    edits = marks_to_dashes(source, line)
    more = "" if len(edits) < 2 else f", begitu pula {len(edits) - 1} butir di bawahnya"
    shown_item = f": `- {item}`" if shown(item) else ""
    label = f"ganti {'nomor' if numbered else 'tanda butir'} dengan tanda hubung biasa dan spasi{shown_item}{more}"
    mark = content.strip()[: 2 if content.strip().startswith("--") else 1]
    return rules.PASTED_LIST.at(
        source,
        source.line_span(line),
        "daftar ini diberi nomor, bukan tanda hubung" if numbered else f"tanda {mark} di depan butir bukan tanda hubung biasa",
        label="" if numbered or mark in {"--", "+", "*"} else "tanda butir dari Word",
        severity=rules.SYNTAX.severity,
        fix=Fix(label, edits) if edits else label,
    )  # fmt: skip


def _second_colon(source: Source, offset: int, words: FormWords) -> Diagnostic:
    """The colon at `offset` is not allowed: a second one on its line, or the line belongs deeper or shallower."""
    place = source.place(offset)
    content = source.line_text(place.line)
    if BULLETED.match(content):
        return foreign_marks(source, place.line)
    first = re.match(r"\s*(?:-\s+)?([^:]+?)\s*:\s+(.*)", content)
    if first and first.end(1) < place.column - 1:
        start = source.offset(place.line, first.start(2) + 1)
        return rules.SECOND_COLON.at(
            source,
            Span(offset, offset + 1),
            "ada titik dua kedua pada baris ini",
            label="titik dua ini memutus teks",
            fix=quoted_fix(source, start, words, "tulis teksnya di dalam tanda petik")
            if not first[2].startswith(("[", "{"))
            else "tulis teks yang memuat titik dua di dalam tanda petik",
        )
    previous = previous_line(source, place.line)
    if previous and (finding := explain_line(source, previous, words, below=place.line)):
        return finding
    return uneven_line(source, place.line)


def explain_line(  # noqa: PLR0911
    source: Source, line: int, words: FormWords, *, below: int = 0
) -> Diagnostic | None:
    """What is wrong with a line that YAML took for a text; None if nothing can be seen.

    Args:
        source: the file.
        line: the line, from 1.
        words: the fields of the form.
        below: the line at which YAML gave up, when that is another one.
    """
    content = source.line_text(line)
    span = source.line_span(line)
    if NUMBERED.match(content) or BULLETED.match(content):
        return foreign_marks(source, line)
    if match := KEY_WITHOUT_SPACE.match(content):
        place = source.offset(line, match.end(1) + 2)
        text = f"{match[1]}: {match[2].rstrip()}"
        label = f"tulis `{text}`" if shown(text) else f"beri satu spasi setelah `{match[1]}:`"
        return rules.MISSING_SPACE.at(
            source,
            span,
            f"kurang spasi setelah titik dua pada `{match[1]}:`",
            fix=Fix(label, (Edit(Span(place, place), " "),)),
        )
    if DASH_WITHOUT_SPACE.match(content):
        return missing_space_after_dash(source, line)
    if below and ITEM_LINE.match(content) and ":" not in content:
        if field_column(content) == indentation(source.line_text(below)):
            fix = _colon_fix(source, line, words, "- ") or "tulis `- nama isian: isi`, seperti butir di atasnya"
            return rules.SYNTAX.at(
                source, span, "butir ini tidak berbentuk `- nama isian: isi`", label="tidak ada titik dua", fix=fix
            )
        return None
    is_level = indentation(content) == indentation(source.line_text(below)) if below else True
    if below and (KEY_LINE.match(content) or ITEM_LINE.match(content) or not is_level or ":" in content):
        return None
    return rules.SYNTAX.at(
        source, span, "baris ini tidak berbentuk `nama isian: isi`", label="tidak ada titik dua",
        fix=_colon_fix(source, line, words) or "bila isian baru, tulis titik dua setelah nama isiannya; bila lanjutan teks di atasnya, awali dengan dua spasi lagi",
    )  # fmt: skip


_FIRST_WORD = re.compile(r"(\s*(?:-\s+)?)([A-Za-z_]+)(\s*[;=]\s*|\s+|$)")


def _colon_fix(source: Source, line: int, words: FormWords, dash: str = "") -> Fix | None:
    """The fix for a line whose first word is a field, or a code that the file uses, and has no colon behind it."""
    content = source.line_text(line)
    match = _FIRST_WORD.match(content)
    if not match or not (match[2] in words.keys or _is_used_code(source, match[2])):
        return None
    start = source.offset(line, 1)
    rest = content[match.end() :].rstrip()
    text = f"{dash}{match[2]}: {rest}".rstrip()
    label = f"tulis `{text}`" if shown(text) else f"tulis titik dua setelah `{match[2]}`"
    return type_over(Span(start + match.end(2), start + match.end()), ": " if rest else ":", label)


def _is_used_code(source: Source, word: str) -> bool:
    """Whether a word stands alone behind a `pelaksana:` or a target somewhere in the file."""
    return bool(
        re.search(rf"\b(?:pelaksana|jika_ya|jika_tidak|lanjut_ke):[ \t]+\[?(?:[^\]\n]*,\s*)?{word}\b", source.text)
    )


def missing_space_after_dash(source: Source, line: int) -> Diagnostic:
    """The finding for `-Komputer`; neighbours that lack it too are the same mistake."""
    depth = indentation(source.line_text(line))
    edits = []
    number = line
    while number <= source.line_count:
        content = source.line_text(number)
        if not DASH_WITHOUT_SPACE.match(content) or indentation(content) != depth:
            break
        place = source.offset(number, depth + 2)
        edits.append(Edit(Span(place, place), " "))
        number += 1
    item = source.line_text(line).strip()[1:].strip()
    more = "" if len(edits) < 2 else f", begitu pula {len(edits) - 1} butir di bawahnya"
    label = f"tulis `- {item}`{more}" if shown(item) else f"beri satu spasi setelah tanda hubung{more}"
    return rules.MISSING_SPACE.at(
        source, source.line_span(line), "kurang spasi setelah tanda hubung", fix=Fix(label, tuple(edits))
    )


def _document_start(source: Source, offset: int, words: FormWords) -> Diagnostic:
    """Text after the end of the one document: the file began too deep, or `...` ended it."""
    for number in range(1, source.place(offset).line):
        content = source.line_text(number)
        if content.strip() == "...":
            return tree_rules.SECOND_DOCUMENT.at(
                source,
                source.line_span(number),
                "baris `...` mengakhiri berkas",
                fix=drop_lines(source, number, number, "hapus baris `...`"),
            )
    first = next_line(source, 0) or 1
    if indentation(source.line_text(first)):
        return rules.INDENTATION.at(
            source,
            source.line_span(first),
            "isian pertama tidak dimulai di kolom 1",
            fix=_unindent(source, first),
        )
    return _uneven(source, offset, words)


def _unindent(source: Source, first: int) -> Fix:
    """The fix for a file that begins with spaces: those lines go to the left that stand as deep as the first one."""
    depth = indentation(source.line_text(first))
    deep = [number for number in range(first, source.line_count + 1) if source.line_text(number).strip()]
    whole = all(indentation(source.line_text(number)) >= depth for number in deep)
    edits = [
        Edit(Span(source.offset(number, 1), source.offset(number, depth + 1)), "")
        for number in (deep if whole else [first])
    ]
    more = " dan semua baris di bawahnya" if whole and len(deep) > 1 else ""
    return Fix(f"hapus {depth} spasi di awal baris ini{more}", tuple(edits))


def _uneven(source: Source, offset: int, words: FormWords) -> Diagnostic:
    """A line at a column where nothing can stand, or text behind a closing quote or bracket."""
    place = source.place(offset)
    content = source.line_text(place.line)
    before = content[: place.column - 1]
    value = re.match(r"\s*(?:-\s+)?(?:[a-z_]+:\s+)?([\[{\"'])", before)
    if value and before.rstrip().endswith(("]", "}")) and value[1] in "[{":
        return special_start(source, source.offset(place.line, value.start(1) + 1), words)
    if value and before.rstrip().endswith(('"', "'")) and value[1] in "\"'":
        return rules.QUOTED_TAIL.at(
            source,
            Span(offset, offset + max(1, len(content.rstrip()) - place.column + 1)),
            "ada teks setelah tanda petik penutup",
            label="berada di luar tanda petik",
            fix=quoted_fix(
                source, source.offset(place.line, value.start(1) + 1), words, "tulis seluruh teks di dalam petik"
            ),
        )
    line = place.line if content.strip() else (previous_line(source, place.line) or place.line)
    written = source.line_text(line)
    if "\t" in written[: indentation(written)]:
        return _tab(source, line)
    if DASH_WITHOUT_SPACE.match(written) and not before.strip():
        return missing_space_after_dash(source, line)
    mark = MARK.match(written)
    if mark and mark.end() > mark.end(1) and not ITEM_LINE.match(written) and KEY_LINE.match(written[mark.end() :]):
        return foreign_marks(source, line)
    return _item_beside_key(source, line, place.column, words) or uneven_line(source, line)


def _item_beside_key(source: Source, line: int, column: int, words: FormWords) -> Diagnostic | None:
    """`key: - item`, or a lone dash for "nothing"; None for another line."""
    written = source.line_text(line)
    if match := re.fullmatch(r"\s*(?:-\s+)?([a-z_]+):\s+(-)\s*", written):
        start = source.offset(line, match.start(2) + 1)
        key = match[1]
        fix: str | Fix = type_over(Span(start, start + 1), "'-'", f"tulis di dalam tanda petik: {key}: '-'")
        if words.keys and key in words.keys and (key not in words.blanks or not words.accepts(key, "-")):
            fix = f"tulis isinya setelah `{key}:`, atau hapus baris ini"
        return rules.SPECIAL_START.at(
            source, Span(start, start + 1), "tanda hubung saja dibaca sebagai awal daftar", fix=fix
        )  # fmt: skip
    if (match := re.match(r"\s*([a-z_]+):\s+-\s", written)) and column - 1 >= match.end(1):
        return rules.INDENTATION.at(
            source, source.line_span(line), f"butir daftar ditulis pada baris `{match[1]}:`", label="satu baris memuat dua tingkat",
            fix=_item_below_key(source, line, match, words),
        )  # fmt: skip
    return None


def _item_below_key(source: Source, line: int, match: re.Match[str], words: FormWords) -> str | Fix:
    """The fix for an item that stands behind its field: on a line of its own, level with those below it.

    Where the field holds one text, it is that text without the dash.
    """
    content = source.line_text(line)
    start = source.offset(line, 1)
    item = content[match.end() - 2 :].strip()
    key = match[1]
    if words.keys and key not in words.lists:
        text = item[1:].strip()
        if not words.accepts(key, text) or ": " in text:
            return f"periksa isi `{key}`"
        label = f"tulis `{key}: {text}`" if shown(text) else "hapus tanda hubung di depan teks ini"
        return Fix(label, (Edit(Span(start + match.end() - 2, start + match.end()), ""),))
    below = source.line_text(line + 1) if line < source.line_count else ""
    column = field_column(content) + 2
    if ITEM_LINE.match(below) and indentation(below) > field_column(content):
        column = indentation(below)
    label = (
        f"tulis `{item}` pada baris baru di bawah `{key}:`"
        if shown(item)
        else f"pindahkan butirnya ke baris baru di bawah `{key}:`"
    )
    edit = Edit(Span(start + match.end(1) + 1, start + match.end() - 2), f"{source.line_break}{' ' * column}")
    return Fix(label, (edit,))
