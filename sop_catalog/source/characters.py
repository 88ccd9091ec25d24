"""From bytes to text, and the characters in it that do not belong there."""

from __future__ import annotations

import re
from pathlib import Path

from sop_catalog.source import file_rules as rules
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.fix import Edit, Fix, apply_edits
from sop_catalog.source.inside import read_regular
from sop_catalog.source.text import Source, Span

MAX_BYTES = 512 * 1024
"""The largest real SOP is 30 KB; a pasted picture or a wrong file is larger."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ufeff\ud800-\udfff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_INVISIBLE = re.compile(r"[\u00a0\u00ad\u200b\u2007\u202f\u2060]")
_STRANGE = re.compile(f"{_CONTROL.pattern[:-1]}{_BIDI.pattern[1:-1]}{_INVISIBLE.pattern[1:]}")
_CONFLICT = re.compile(r"^(?:<{7}(?: .*)?|={7}|>{7}(?: .*)?|\|{7}(?: .*)?)\r?$", re.MULTILINE)
_CONFLICT_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""Looked for first: a pattern with a choice at each line's start is slow."""
_NAMES = {
    "\u00a0": "spasi tak terputus", "\u202f": "spasi sempit", "\u2007": "spasi angka", "\u200b": "spasi nol",
    "\u00ad": "tanda hubung lunak", "\u2060": "penyambung kata",
}  # fmt: skip
_SPACES = "\u00a0\u2007\u202f"
_SPACE = re.compile(f"[{_SPACES}]")
_JOINERS = {"\u200b", "\u00ad", "\u2060"}
"""Stand inside words: a space in their place would cut the word in two."""


def read_source(path: Path, shown_as: str, root: Path | None = None) -> tuple[Source, list[Diagnostic]]:
    """Read a file as UTF-8. Never fails on content: what cannot be decoded is replaced and reported.

    Args:
        path: an existing file.
        shown_as: its path as people see it in messages, with "/".
        root: what it must lie in, resolved (`inside.find_root`); None for a file that somebody has named himself.

    Raises:
        OutsideError, NotRegularError, OSError: as from `inside.read_regular`.
    """
    return decode_bytes(read_regular(path, root, MAX_BYTES + 1), shown_as)


def decode_bytes(data: bytes, shown_as: str) -> tuple[Source, list[Diagnostic]]:
    """The text of a file's bytes, without its byte-order mark."""
    if len(data) > MAX_BYTES:
        source = Source(shown_as, "")
        message = f"berkas lebih besar dari {MAX_BYTES // 1024} KB"
        return source, [rules.LIMIT.at(source, Span(0, 0), message, fix="pastikan berkas ini hanya memuat satu SOP")]
    try:
        text = data.decode("utf-8")
        return Source(shown_as, text.removeprefix("\ufeff"), has_bom=text.startswith("\ufeff")), []
    except UnicodeDecodeError as error:
        encoding = "UTF-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ""
        readable = data.decode("utf-16" if encoding else "utf-8", errors="replace").removeprefix("\ufeff")
        source = Source(shown_as, readable)
        start = 0 if encoding else len(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        written = f" (terbaca sebagai {encoding})" if encoding else ""
        finding = rules.ENCODING.at(
            source,
            Span(start, start + 1),
            f"berkas tidak disimpan sebagai UTF-8{written}",
            fix="buka berkas di penyunting teks, lalu simpan ulang dengan pengodean UTF-8",
        )
        return source, [finding]


def scan_characters(source: Source) -> list[Diagnostic]:
    """Conflict markers, and characters that do not belong into a text: the first of each kind on each line.

    With a finding of level galat nothing more can be read.
    """
    text = source.text
    findings: list[Diagnostic] = []
    if any(mark in text for mark in _CONFLICT_MARKS) and (match := _CONFLICT.search(text)):
        findings.append(
            rules.CONFLICT_MARKER.at(
                source,
                Span(*match.span()),
                "berkas masih memuat penanda konflik penggabungan",
                label="dua versi bertabrakan di sini",
                fix="pilih isi yang benar, lalu hapus baris <<<<<<<, =======, dan >>>>>>>",
            )
        )
    if not _STRANGE.search(text):
        return findings
    for pattern, what in (
        (_CONTROL, "karakter kendali (U+{:04X}) yang tidak boleh berada dalam teks"),
        (_BIDI, "karakter pembalik arah tulisan (U+{:04X}) yang menyesatkan pembaca"),
    ):
        findings += [
            rules.CONTROL_CHARACTER.at(
                source,
                Span(*match.span()),
                f"ada {what.format(ord(match[0]))}",
                fix="hapus karakter ini; ketik ulang bagian teks yang tersalin bersamanya",
                fixes=(Fix("hapus karakter ini", _without(source, match, pattern)),),
            )
            for match in _first_on_each_line(source, pattern)
        ]
    findings += [_invisible(source, match) for match in _first_on_each_line(source, _INVISIBLE)]
    return findings


_BLANKS = f"{_SPACES}\u200b\u2060\u00ad"
_BETWEEN_PARTS = re.compile(
    rf"^(?:(?P<indent>[ {_SPACES}]*[{_SPACES}][ {_SPACES}]*)|[ ]*)(?:-(?P<dash>[ {_BLANKS}]*[{_BLANKS}][ {_BLANKS}]*))?"
    rf"(?:(?:-[ ]+)?[a-z][a-z0-9_-]*:(?P<colon>[ {_BLANKS}]*[{_BLANKS}][ {_BLANKS}]*))?",
    re.MULTILINE,
)


def with_plain_spaces(text: str) -> str:
    """The text with ordinary spaces where no-break ones stand at a line's start, after its dash, or after its colon.

    There they would make one word of a field and its value. The length stays, so every position does; within texts
    they are kept.
    """
    if text.isascii() or not _INVISIBLE.search(text):
        return text
    return _BETWEEN_PARTS.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    whole = match[0]
    for name in ("indent", "dash", "colon"):
        if match[name]:
            start, end = match.start(name) - match.start(), match.end(name) - match.start()
            whole = whole[:start] + " " * (end - start) + whole[end:]
    return whole


def _invisible(source: Source, match: re.Match[str]) -> Diagnostic:
    line = source.place(match.start()).line
    content = source.line_text(line)
    column = match.start() - source.offset(line, 1)
    named = f"{_NAMES[match[0]]} (U+{ord(match[0]):04X})"
    is_between = with_plain_spaces(content)[column] == " "
    where = "di awal baris" if not content[:column].strip() else f"setelah `{content[:column].strip()[-40:]}`"
    message = f"ada {named} dari Word {where}, bukan spasi biasa" if is_between else f"ada karakter tak tampak: {named}"
    edits = _without(source, match, _INVISIBLE)
    typed = apply_edits(
        content,
        [Edit(Span(e.span.start - source.offset(line, 1), e.span.end - source.offset(line, 1)), e.text) for e in edits],
    )
    words = "hapus karakter ini" if match[0] in _JOINERS else "ganti dengan spasi biasa"
    label = f"{words}: `{typed.strip()}`" if is_between and len(typed) < 120 else words
    return rules.INVISIBLE_CHARACTER.at(source, Span(*match.span()), message, fix=Fix(label, edits))


def _without(source: Source, match: re.Match[str], pattern: re.Pattern[str]) -> tuple[Edit, ...]:
    """The edits that clean the line of a match: blanks become ordinary ones, one behind a dash, everything else goes."""
    line = source.place(match.start()).line
    start = source.offset(line, 1)
    content = source.line_text(line)
    parts = _BETWEEN_PARTS.match(content)
    first, last = parts.span("dash") if parts and pattern is _INVISIBLE else (-1, -1)
    behind_dash = (Edit(Span(start + first, start + last), " "),) if first >= 0 else ()
    return (
        *behind_dash,
        *(
            Edit(Span(start + found.start(), start + found.end()), " " if _SPACE.match(found[0]) else "")
            for found in pattern.finditer(content)
            if not first <= found.start() < last
        ),
    )


def scan_quoted(source: Source, span: Span, text: str) -> list[Diagnostic]:
    r"""The same for a text in double quotes, in which YAML writes any character as an escape ("\u202e")."""
    for pattern in (_CONTROL, _BIDI):
        if match := pattern.search(text):
            return [
                rules.CONTROL_CHARACTER.at(
                    source, span, f"teks ini memuat karakter U+{ord(match[0]):04X} yang tidak boleh ada",
                    fix="tulis ulang teks ini tanpa kode yang diawali garis miring terbalik",
                )
            ]  # fmt: skip
    if match := _INVISIBLE.search(text):
        named = f"{_NAMES[match[0]]} (U+{ord(match[0]):04X})"
        return [
            rules.INVISIBLE_CHARACTER.at(
                source,
                span,
                f"teks ini memuat karakter tak tampak: {named}",
                fix="tulis ulang teks ini tanpa karakter itu",
            )
        ]
    return []


def _first_on_each_line(source: Source, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    matches: dict[int, re.Match[str]] = {}
    for match in pattern.finditer(source.text):
        matches.setdefault(source.place(match.start()).line, match)
    return list(matches.values())
