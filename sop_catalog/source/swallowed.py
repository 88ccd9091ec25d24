"""Lines that YAML reads without complaint, but not as the editor meant them.

Each of these texts is well-formed: a pasted "1. 2. 3." is one long text, a "- " under a text is its continuation,
a quote swallows lines up to the next quote, and " #" begins a comment.
"""

from __future__ import annotations

import re

from sop_catalog.source import syntax_rules, tree_rules
from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.fix import Edit, Fix, indent_line, single_quoted, type_over
from sop_catalog.source.indentation import odd_first_line
from sop_catalog.source.line_shapes import (
    DASH_WITHOUT_SPACE,
    KEY_LINE,
    FormWords,
    bare_text,
    field_column,
    indentation,
    is_odd_first_line,
    previous_line,
    quote_edits,
    shown,
    text_extent,
)
from sop_catalog.source.list_marks import (
    BULLETED,
    MARK,
    NUMBERED,
    begins_with_bullet,
    is_counted,
    split_counted,
    without_mark,
)
from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_syntax import explain_line, missing_space_after_dash, unclosed_quote

_HASH_TAIL = re.compile(r"[ \t]+(#+(?!!\s)[^\s#].*|#{1,2}(?=[ \t]*$))", re.MULTILINE)
"""What looks like text: `#3`, or a "#" at the end of a line; not "# catatan" nor a rule of many."""
_HASH_ITEM = re.compile(r"(?:(?<=[\[{])|[ \t]*,)[ \t]+(#+(?!!\s)[^\s#].*)")
"""The same where an item would begin."""
_ITEM = re.compile(r"\s*-(?:\s|[^\s\d-])")
_LETTERED = re.compile(r"\s*[A-Z][.)]\s+\S")


def find_swallowed(
    source: Source, span: Span, *, quoted: bool, key: str, words: FormWords
) -> Diagnostic | None:  # fmt: skip
    """What is wrong with a text of several lines, if anything.

    Args:
        source: the file.
        span: the text, quotes included.
        quoted: whether it stands in quotes.
        key: the field that it is the value or an item of; "" for none.
        words: what the fields of the form may hold.
    """
    first = source.place(span.start).line
    last = source.place(max(span.start, span.end - 1)).line
    numbers = range(first + 1, last + 1)
    lines = [source.line_text(number) for number in numbers]
    if quoted:
        return unclosed_quote(source, span.start) if any(KEY_LINE.match(line) for line in lines) else None
    begin = source.text[span.start : span.start + len(source.line_text(first))].split("\n", 1)[0].rstrip()
    if DASH_WITHOUT_SPACE.match(begin) and not begin[1:2].isdigit():
        return missing_space_after_dash(source, first)
    whole = [begin, *lines]
    for pattern in (NUMBERED, BULLETED, _LETTERED):
        marked = [index for index, line in enumerate(whole) if pattern.match(line)]
        if len(marked) > 1:
            return _pasted_list(source, span, whole, marked[0], key, words)
    item = _swallowed_item(source, span, dict(zip(numbers, lines, strict=True)), begin, key, words)
    return item or _joined_lines(source, span, whole, key, words)


_SHORT = 60
"""A line of fewer characters was hardly broken because it was full."""
_GOES_ON = re.compile(
    r"(?:[,–—-]|\b(?:dan|atau|serta|yang|untuk|dengan|kepada|dari|di|ke|oleh|pada|tentang|dalam))$", re.IGNORECASE
)


def _joined_lines(
    source: Source, span: Span, lines: list[str], key: str, words: FormWords
) -> Diagnostic | None:  # fmt: skip
    """Lines that look like items of their own and are read as one sentence."""
    if key not in words.lists | words.lines:
        return None
    texts = [line.strip() for line in lines]
    number = next(
        (
            index
            for index in range(1, len(texts))
            if texts[index][:1].isupper() and len(texts[index - 1]) < _SHORT and not _GOES_ON.search(texts[index - 1])
        ),
        0,
    )
    if not number:
        return None
    as_list = _pasted_fix(source, span, [text for text in texts if text], key, words)
    as_lines = _lines_fix(source, span, texts, key, words) if key in words.lines else as_list
    own = as_lines if isinstance(as_lines, Fix) else as_list
    folded = _folded_fix(source, span, texts, key)
    own_words = (own.label if isinstance(own, Fix) else own).removesuffix(", tanpa nomor")
    line = source.place(span.start).line + number
    return syntax_rules.JOINED_LINES.at(
        source,
        source.line_span(line),
        "baris ini terbaca sebagai lanjutan kalimat di atasnya",
        label="dicetak menyambung",
        fix=f"bila ini butir atau baris tersendiri, {own_words}; bila memang satu kalimat, tulis `{key}: >` di atasnya",
        fixes=(*((own,) if isinstance(own, Fix) else ()), *((folded,) if folded else ())),
    )


def _folded_fix(source: Source, span: Span, texts: list[str], key: str) -> Fix | None:
    """The fix that says that lines are one sentence: `>` behind the field, the text below it."""
    first = source.place(span.start).line
    before = source.line_text(first)[: span.start - source.offset(first, 1)]
    if not KEY_LINE.match(before + " ") and before.strip():
        return None
    key_line = source.line_text(first) if before.strip() else source.line_text(first - 1)
    column = field_column(key_line) + 2
    joint = f"{source.line_break}{' ' * column}"
    colon = source.text.rfind(":", 0, span.start) + 1
    return type_over(
        Span(colon, span.end), f" >{joint}{joint.join(texts)}", f"tulis `{key}: >`, lalu kalimatnya di bawahnya"
    )


def _swallowed_item(  # noqa: PLR0913, PLR0917
    source: Source, span: Span, lines: dict[int, str], begin: str, key: str, words: FormWords
) -> Diagnostic | None:
    """A line with a dash that is read as more of the text above it."""
    first = source.place(span.start).line
    for number, line in lines.items():
        if not _ITEM.match(line):
            continue
        above = previous_line(source, number)
        if above and above > first and indentation(source.line_text(above)) <= indentation(source.line_text(first)):
            return None  # no part of the text: it could not be read and has been reported, and the item belongs to it
        if DASH_WITHOUT_SPACE.match(line):
            return missing_space_after_dash(source, number)
        if is_odd_first_line(source, first):
            return _odd_first_item(source, first, begin, indentation(line), words)
        return syntax_rules.SWALLOWED_LINE.at(
            source,
            source.line_span(number),
            "butir ini terbaca sebagai lanjutan teks di atasnya",
            label="bukan butir tersendiri",
            fix=_item_fix(source, span, lines, begin, key, words),
        )
    return None


def _item_fix(  # noqa: PLR0913, PLR0917
    source: Source, span: Span, lines: dict[int, str], begin: str, key: str, words: FormWords
) -> str | Fix:
    """The fix that makes items of a text and of the lines with dashes that it has swallowed."""
    first = source.place(span.start).line
    content = source.line_text(first)
    before = content[: span.start - source.offset(first, 1)]
    items = [number for number, line in lines.items() if _ITEM.match(line)]
    if re.fullmatch(r"\s*-\s+", before):  # an item whose neighbours stand deeper
        depth = indentation(content)
        label = f"sejajarkan dengan butir di atasnya: awali baris ini dengan {depth} spasi, bukan {indentation(lines[items[0]])}"
        return Fix(label, tuple(edit for number in items for edit in indent_line(source, number, depth, "").edits))
    words_only = f"tulis teks di atasnya pun sebagai butir pada barisnya sendiri, sejajar dengan butir ini: `- {begin}`"
    if key not in words.lists or not KEY_LINE.match(before) or not shown(begin):
        return words_only if shown(begin) else "tulis teks di atasnya pun sebagai butir pada barisnya sendiri"
    column = indentation(lines[items[0]])
    colon = span.start - len(before) + len(before.rstrip())
    return type_over(Span(colon, span.start), f"{source.line_break}{' ' * column}- ", words_only)


def _odd_first_item(source: Source, line: int, begin: str, column: int, words: FormWords) -> Diagnostic:
    """The first item of a list, when it swallows the second one: it has no dash, a number, or another indentation."""
    content = source.line_text(line)
    if content.lstrip().startswith("- "):
        return odd_first_line(source, line)
    if NUMBERED.match(begin):
        return explain_line(source, line, words) or odd_first_line(source, line)
    lead = len(begin) - len(re.sub(r"^[*+&!@%>|\s-]+", "", without_mark(begin)))
    item = begin[lead:]
    label = (
        f"tulis `- {item}`, sejajar dengan butir di bawahnya"
        if shown(item)
        else "beri tanda hubung dan spasi di depan baris ini"
    )
    start = source.offset(line, 1)
    return syntax_rules.SWALLOWED_LINE.at(
        source,
        source.line_span(line),
        "butir pertama tidak diawali tanda hubung",
        label="menelan butir di bawahnya",
        fix=type_over(Span(start, source.line_span(line).start + lead), f"{' ' * column}- ", label),
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


def find_bullet(source: Source, span: Span, text: str, key: str, words: FormWords) -> Diagnostic | None:
    """`– Komputer`: one text of one line with a mark of Word before it, as an item or in the place of a list."""
    if not begins_with_bullet(text) or key not in words.keys:
        return None
    line = source.place(span.start).line
    content = source.line_text(line)
    before = content[: span.start - source.offset(line, 1)]
    mark = text.lstrip()[:1]
    bare = without_mark(text)
    named = f": `- {bare}`" if shown(bare) else ""
    raw = source.text[span.start : span.end]
    end = span.start + len(raw) - len(without_mark(raw))
    if re.fullmatch(r"\s*-\s+", before):
        fix: str | Fix = type_over(Span(span.start, end), "", f"hapus tanda {mark} di depan teksnya{named}")
    elif key in words.lists and not before.strip():
        fix = type_over(Span(span.start, end), "- ", f"ganti tanda {mark} dengan tanda hubung biasa dan spasi{named}")
    else:
        fix = type_over(Span(span.start, end), "", f"hapus tanda {mark} di depan teksnya")
    return syntax_rules.PASTED_LIST.at(
        source,
        source.clip(span),
        f"teks ini diawali tanda butir dari Word ({mark}), yang ikut tercetak",
        fix=fix if raw.startswith(text[:1]) else f"hapus tanda {mark} di depan teksnya",
    )


def find_run_together(source: Source, span: Span, text: str, key: str, words: FormWords) -> Diagnostic | None:
    """`1. Meja 2. Kursi`: several items with their numbers on one line, in the place of a list or as one item of it."""
    if key not in words.lists | words.lines or not (items := split_counted(text)):
        return None
    if key in words.lines:  # a cell prints what is written: only its lines are missing
        return syntax_rules.PASTED_LIST.at(
            source,
            source.clip(span),
            f"{len(items)} butir bernomor tertulis pada satu baris",
            severity=Severity.SARAN,
            fix=_cell_fix(source, span, text, items, key),
        )
    return syntax_rules.PASTED_LIST.at(
        source,
        source.clip(span),
        f"{len(items)} butir bernomor tertulis sebagai satu teks",
        fix=_pasted_fix(source, span, items, key, words),
    )


def _cell_fix(source: Source, span: Span, text: str, items: list[str], key: str) -> str | Fix:
    """The fix that gives each item of a cell a line of its own, its number kept as the paper has it."""
    label = f"tulis `{key}: |`, lalu tiap butir pada barisnya sendiri di bawahnya"
    first = source.place(span.start).line
    before = source.line_text(first)[: span.start - source.offset(first, 1)]
    if not KEY_LINE.match(before + " ") or source.text[span.start : span.end] != text:
        return "tulis tiap butir pada barisnya sendiri"
    lines = _with_their_marks(text, items)
    joint = source.line_break + " " * (field_column(before) + 2)
    return type_over(span, "|" + "".join(joint + line for line in lines), label)


def _with_their_marks(text: str, items: list[str]) -> list[str]:
    """Items as they stand in a text, each with what stands before it: ["a. Satu", "b. Dua"]."""
    lines: list[str] = []
    place = 0
    for item in items:
        end = text.index(item, place) + len(item)
        lines.append(text[place:end].strip())
        place = end
    return lines


_FOLDED = re.compile(r">[-+1-9]*[ \t]*(?:#.*)?\r?\n")


def find_folded(source: Source, span: Span, key: str, words: FormWords) -> Diagnostic | None:
    """`kegiatan: >` above lines that are a list: YAML makes one line of them, and nobody sees that the items are gone.

    Args:
        source: the file.
        span: the block, its sign included.
        key: the field that it is the value of.
        words: what the fields of the form may hold.
    """
    written = source.text[span.start : span.end]
    head = _FOLDED.match(written)
    if head is None:
        return None
    lines = [line.strip() for line in written[head.end() :].split("\n") if line.strip()]
    marked = [line for line in lines if MARK.match(line)]
    ended = [line for line in lines[:-1] if line.endswith(";")]
    is_list = len(marked) > 1 and (is_counted(marked) or len({line[0] for line in marked}) == 1)
    if not is_list and not (len(ended) > 1 and len(ended) == len(lines) - 1):
        return None
    count = len(marked) if is_list else len(lines)
    fix: str | Fix = "tulis tiap butir pada barisnya sendiri"
    if key in words.lists | words.lines:
        label = f"tulis `{key}: |`; tiap baris di bawahnya lalu menjadi baris sendiri"
        fix = type_over(Span(span.start, span.start + 1), "|", label)
    return syntax_rules.PASTED_LIST.at(
        source,
        Span(span.start, span.start + 1),
        f"{count} butir di bawah tanda > terbaca sebagai satu baris",
        label="tanda > menyatukan baris-baris di bawahnya",
        fix=fix,
    )


def _pasted_list(  # noqa: PLR0913, PLR0917
    source: Source, span: Span, lines: list[str], marked: int, key: str, words: FormWords
) -> Diagnostic:
    """Several items that are read as one text; `marked` is the index of the first line that has a mark."""
    items: list[str] = []
    for line in lines:
        text = without_mark(line)
        if items and text == line:
            items[-1] = f"{items[-1]} {line.strip()}"
        else:
            items.append(text.strip())
    mark = lines[marked].strip()[:1]
    return syntax_rules.PASTED_LIST.at(
        source,
        source.clip(span),
        f"{len(items)} butir yang ditempel ini terbaca sebagai satu teks",
        label="" if mark.isascii() else f"{mark} adalah tanda butir dari Word, bukan tanda hubung biasa",
        fix=_pasted_fix(source, span, items, key, words) if not marked else _lines_fix(source, span, lines, key, words),
    )


def _pasted_fix(source: Source, span: Span, items: list[str], key: str, words: FormWords) -> str | Fix:
    """The fix that types items as a list, where the field may hold one."""
    first = source.place(span.start).line
    content = source.line_text(first)
    before = content[: span.start - source.offset(first, 1)]
    named = ", lalu ".join(f"`- {item}`" for item in items[:2])
    whole = "tulis tiap butir pada barisnya sendiri, diawali tanda hubung dan spasi, tanpa nomor"
    label = (
        f"tulis tiap butir pada barisnya sendiri: {named}{', dan seterusnya' if len(items) > 2 else ''}, tanpa nomor"
    )
    label = label if all(shown(item) for item in items[:2]) else whole
    if key in words.lines and key not in words.lists:
        return _lines_fix(source, span, source.text[span.start : span.end].split("\n"), key, words)
    if key not in words.lists or any(": " in item or " #" in item or not item for item in items):
        return label
    if re.fullmatch(r"\s*-\s+", before):  # within an item: its neighbours
        column, joint = indentation(content), f"{source.line_break}{' ' * indentation(content)}- "
        return type_over(span, joint.join(items), label)
    column = field_column(content) + 2 if before.strip() else indentation(content)
    joint = f"{source.line_break}{' ' * column}- "
    start = span.start - (len(before) - len(before.rstrip())) if before.strip() else span.start
    text = joint.join(items)
    return type_over(Span(start, span.end), (joint if before.strip() else "- ") + text, label)


def _lines_fix(source: Source, span: Span, lines: list[str], key: str, words: FormWords) -> str | Fix:
    """The fix that keeps the lines of a text: a bar behind its field."""
    label = f"tulis `{key}: |`, lalu teksnya pada baris-baris di bawahnya; tiap baris dicetak sebagai baris"
    first = source.place(span.start).line
    before = source.line_text(first)[: span.start - source.offset(first, 1)]
    if key not in words.lines or not KEY_LINE.match(before + " "):
        return "tulis tiap butir pada barisnya sendiri"
    column = field_column(source.line_text(first)) + 2
    texts = [line.strip() for line in lines if line.strip()]
    joint = f"{source.line_break}{' ' * column}"
    colon = span.start - (len(before) - len(before.rstrip()))
    return type_over(Span(colon, span.end), f" |{joint}{joint.join(texts)}", label)


def find_numbered_items(source: Source, items: list[tuple[str, Span]]) -> Diagnostic | None:
    """A list whose items begin with their own numbers 1, 2, …: the page numbers them a second time."""
    if not is_counted([text for text, _ in items]):
        return None
    edits = []
    for _, span in items:
        raw = source.text[span.start : span.end]
        opening = len(raw) - len(raw.lstrip("'\""))
        end = span.start + len(raw) - len(without_mark(raw[opening:]))
        edits.append(Edit(Span(span.start + opening, end), ""))
    bare = without_mark(items[0][0])
    label = "hapus nomor di depan tiap butir" + (f": `- {bare}`" if shown(bare) else "")
    return syntax_rules.PASTED_LIST.at(
        source,
        source.clip(items[0][1]),
        "butir daftar ini diberi nomor, padahal nomornya dibuat otomatis",
        fix=Fix(label, tuple(edits)),
    )


def find_cut(source: Source, span: Span, text: str, key: str, words: FormWords) -> Diagnostic | None:
    """`Ruang #3`: YAML takes " #3" for a comment. "# catatan", with a space, is meant as one."""
    match = _HASH_TAIL.match(source.text, span.end)
    if not match or (not text and not match[1].strip("#")):
        return None
    place = source.place(span.start)
    before = source.line_text(place.line)[: place.column - 1]
    is_certain = not before.lstrip().startswith(("{", "[")) and (text_extent(source, span.start) or not text)
    whole = f"{text}{match[0]}".rstrip() if text else match[1].rstrip()
    start = span.start if text else match.start(1)
    end = match.start(1) + len(match[1].rstrip())
    quoted = single_quoted(whole)
    label = (
        f"tulis seluruh teks di dalam tanda petik: {quoted}"
        if shown(quoted)
        else "tulis seluruh teks di dalam tanda petik"
    )
    edits = quote_edits(Span(start, end), source.text[start:end])
    if key and words.keys and not (key in words.keys and words.accepts(key, whole)):
        bare = bare_text(whole, key, words)
        label = f"tulis `{key}: {bare}`" if bare else f"periksa isi `{key}`"
        edits = (Edit(Span(start, end), bare),) if bare else ()
    is_one_line = "\n" not in source.text[start:end]
    typed = (Fix(label, edits),) if edits and is_certain and is_one_line else ()
    return tree_rules.CUT_BY_HASH.at(
        source,
        Span(*match.span(1)),
        "teks terpotong di depan tanda #" if text else "teks yang diawali tanda # tidak terbaca",
        label="bagian ini dianggap catatan dan tidak dicetak",
        severity=None if text else Severity.GALAT,
        fix=f"{label}; bila memang catatan, beri spasi setelah #",
        fixes=typed,
    )


def find_cut_item(source: Source, end: int) -> Diagnostic | None:
    """`[Kertas, #Komputer`: behind a comma or the opening bracket of a list in one line.

    Args:
        source: the file.
        end: where the bracket, or an item before the comma, ends.
    """
    match = _HASH_ITEM.match(source.text, end)
    if not match:
        return None
    whole = match[1].rstrip()
    return tree_rules.CUT_BY_HASH.at(
        source,
        Span(match.start(1), match.start(1) + len(whole)),
        "teks yang diawali tanda # tidak terbaca",
        label="bagian ini dianggap catatan dan tidak dicetak",
        severity=Severity.GALAT,
        fix="tulis tiap butir pada barisnya sendiri, yang diawali # di dalam tanda petik; bila memang catatan, beri spasi setelah #",
    )


def find_cut_quote(source: Source, span: Span) -> Diagnostic | None:
    """`"Lampiran"#3`: what stands right behind a closing quote is a comment to YAML, though nobody writes one so."""
    end = source.text.find("\n", span.end)
    tail = source.text[span.end : end if end >= 0 else len(source.text)].rstrip()
    if not tail.startswith("#"):
        return None
    whole = source.text[span.start : span.end + len(tail)]
    quoted = single_quoted(whole)
    label = "tulis seluruh teks di dalam satu pasang tanda petik" + (f": {quoted}" if shown(quoted) else "")
    return tree_rules.CUT_BY_HASH.at(
        source,
        Span(span.end, span.end + len(tail)),
        "teks setelah tanda petik penutup tidak terbaca",
        label="bagian ini dianggap catatan dan tidak dicetak",
        fix=f"{label}; bila memang catatan, beri spasi sebelum dan setelah #",
    )
