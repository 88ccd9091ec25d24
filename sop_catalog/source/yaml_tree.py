"""YAML text as a tree of nodes with positions, every scalar as text.

PyYAML's events are read one by one, so that the guards (size, depth, number of nodes, anchors, tags, second
documents) act before anything is built: composing 100 KB of "- - -" would crash the process. No YAML guess ever
happens: `no`, `1:30`, `010` and `1.10` stay what the editor typed.

The tree has three kinds of node. Positions travel in `Span`s of the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from sop_catalog.source import yaml_rules as rules
from sop_catalog.source.diagnostic import Diagnostic, Label
from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_syntax import explain_syntax_error

try:
    from yaml.cyaml import CParser as _EventReader
except ImportError:  # pragma: no cover - a PyYAML built without libyaml is slower, not different
    from yaml import SafeLoader as _EventReader  # type: ignore[assignment]

MAX_BYTES = 512 * 1024
"""The largest real SOP is 30 KB; a pasted picture or a wrong file is larger."""
MAX_DEPTH = 8
"""The format itself needs four: file, langkah, one step, its branches."""
MAX_NODES = 20_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. Plain and block texts have their line breaks folded the way YAML says."""

    text: str
    span: Span
    """From the first to after the last character, quotes included; empty where nothing is written."""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value` of a mapping."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """`key: value` lines, in order and without duplicate keys."""

    entries: tuple[Entry, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """`- item` lines, in order."""

    items: tuple[Node, ...]
    span: Span


Node = Scalar | Mapping | Sequence


def read_source(path: Path, shown_as: str) -> tuple[Source, list[Diagnostic]]:
    """Read a file as UTF-8. Never fails on content: what cannot be decoded is replaced and reported.

    Args:
        path: an existing file. OSError as from `Path.open` when it cannot be read.
        shown_as: its path as people see it in messages, with "/".
    """
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        source = Source(shown_as, "")
        message = f"berkas lebih besar dari {MAX_BYTES // 1024} KB"
        return source, [rules.LIMIT.at(source, Span(0, 0), message, fix="pastikan berkas ini hanya memuat satu SOP")]
    try:
        return Source(shown_as, data.decode("utf-8").removeprefix("\ufeff")), []
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


def read_yaml(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    """The tree of a file and everything that is wrong with its text; no tree when the text cannot be read to its end.

    Never raises on input.
    """
    findings = _scan_characters(source)
    if any(finding.rule in _STOPPING for finding in findings):
        return None, findings
    builder = _TreeBuilder(source)
    try:
        tree = builder.build()
    except yaml.MarkedYAMLError as error:
        return None, [*findings, *builder.findings, explain_syntax_error(source, error)]
    except yaml.YAMLError as error:  # a ReaderError: the scan above lets nothing through that should cause one
        finding = rules.SYNTAX.at(
            source, Span(0, 0), "berkas tidak dapat dibaca sebagai teks", label=str(error)[:80],
            fix="simpan ulang berkas sebagai teks UTF-8",
        )  # fmt: skip
        return None, [*findings, finding]
    except _StopReading:
        return None, [*findings, *builder.findings]
    return tree, [*findings, *builder.findings]


# --- Characters ---------------------------------------------------------------------------------------------------

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufeff\ud800-\udfff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_INVISIBLE = re.compile(r"[\u00a0\u00ad\u200b\u2007\u202f\u2060\u0085\u2028\u2029]")
_CONFLICT = re.compile(r"^(?:<{7} .*|={7}\r?|>{7} .*)$", re.MULTILINE)
_STOPPING = {rules.CONTROL_CHARACTER, rules.CONFLICT_MARKER}
_NAMES = {
    "\u00a0": "spasi tak terputus", "\u202f": "spasi sempit", "\u2007": "spasi angka", "\u200b": "spasi nol",
    "\u00ad": "tanda hubung lunak", "\u2060": "penyambung kata", "\u0085": "ganti baris lama",
    "\u2028": "ganti baris", "\u2029": "ganti paragraf",
}  # fmt: skip


def _scan_characters(source: Source) -> list[Diagnostic]:
    """Characters that do not belong into a text, the first of each kind on each line."""
    text = source.text
    findings: list[Diagnostic] = []
    if match := _CONFLICT.search(text):
        findings.append(
            rules.CONFLICT_MARKER.at(
                source,
                Span(*match.span()),
                "berkas masih memuat penanda konflik penggabungan",
                label="dua versi bertabrakan di sini",
                fix="pilih isi yang benar, lalu hapus baris <<<<<<<, =======, dan >>>>>>>",
            )
        )
    if text.isascii() and not _CONTROL.search(text):
        return findings
    for match in _first_on_each_line(source, _CONTROL):
        findings.append(
            rules.CONTROL_CHARACTER.at(
                source,
                Span(*match.span()),
                f"ada karakter kendali (U+{ord(match[0]):04X}) yang tidak boleh berada dalam teks",
                fix="hapus karakter ini; ketik ulang bagian teks yang tersalin bersamanya",
            )
        )
    for match in _first_on_each_line(source, _BIDI):
        findings.append(
            rules.CONTROL_CHARACTER.at(
                source,
                Span(*match.span()),
                f"ada karakter pembalik arah tulisan (U+{ord(match[0]):04X}) yang menyesatkan pembaca",
                fix="hapus karakter ini; ketik ulang bagian teks yang tersalin bersamanya",
            )
        )
    for match in _first_on_each_line(source, _INVISIBLE):
        findings.append(
            rules.INVISIBLE_CHARACTER.at(
                source,
                Span(*match.span()),
                f"ada karakter tak tampak: {_NAMES[match[0]]} (U+{ord(match[0]):04X})",
                fix="ganti dengan spasi biasa",
            )
        )
    return findings


def _first_on_each_line(source: Source, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    matches: dict[int, re.Match[str]] = {}
    for match in pattern.finditer(source.text):
        matches.setdefault(source.place(match.start()).line, match)
    return list(matches.values())


# --- The tree -----------------------------------------------------------------------------------------------------


class _StopReading(Exception):  # noqa: N818 - control flow inside this module, no error
    """A guard has reported; nothing more of this file is read."""


@dataclass(slots=True)
class _Open:
    """A collection that is being read."""

    start: int
    is_mapping: bool
    nodes: list[Node]
    """Items; of a mapping keys and values in turn."""


_HASH_TAIL = re.compile(r"[ \t]+(#[^\s#!].*)")


class _TreeBuilder:
    """Builds the tree from events and collects what the guards find."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Diagnostic] = []
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._count = 0

    def build(self) -> Node:
        events = _EventReader(self.source.text)
        try:
            while True:
                event = events.get_event()
                if event is None or isinstance(event, yaml.StreamEndEvent):
                    break
                self._take(event)
        finally:
            events.dispose()
        if self._root is None:
            self._stop(
                rules.EMPTY_FILE,
                Span(0, 0),
                "berkas kosong",
                fix="isi paling sedikit nama, unit, pelaksana, dan langkah",
            )
        assert self._root is not None
        return self._root

    def _take(self, event: yaml.Event) -> None:
        span = Span(event.start_mark.index, event.end_mark.index)
        if isinstance(event, yaml.ScalarEvent):
            self._guard_node(event, span)
            scalar = Scalar(event.value, self._text_span(event, span), event.style in {"'", '"'})
            self._check_hash(event, scalar)
            self._add(scalar)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._guard_node(event, span)
            if len(self._stack) >= MAX_DEPTH:
                self._stop(
                    rules.LIMIT,
                    span,
                    f"susunan lebih dalam dari {MAX_DEPTH} tingkat",
                    fix="periksa tanda hubung dan lekuk baris di sini",
                )
            self._stack.append(_Open(span.start, isinstance(event, yaml.MappingStartEvent), []))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            self._stop(
                rules.ANCHOR,
                span,
                "tanda * di awal teks tidak dapat dipakai",
                fix='tulis teks di dalam tanda petik: "* …"',
            )
        elif isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
            self._stop(
                rules.SECOND_DOCUMENT,
                span,
                "ada pembatas dokumen `---` kedua",
                fix="satu berkas satu SOP: pindahkan bagian setelah `---` ke berkas lain, atau hapus pembatasnya",
            )

    def _text_span(self, event: yaml.ScalarEvent, span: Span) -> Span:
        """A block text (`|`, `>`) ends for libyaml where the next line starts; cut the trailing white space."""
        if event.style in {"|", ">"}:
            length = len(self.source.text[span.start : span.end].rstrip())
            return Span(span.start, span.start + length)
        return span

    def _guard_node(self, event: yaml.NodeEvent, span: Span) -> None:
        self._count += 1
        if self._count > MAX_NODES:
            self._stop(
                rules.LIMIT, span, f"berkas memuat lebih dari {MAX_NODES} isian", fix="bagi menjadi beberapa SOP"
            )
        if event.anchor is not None:
            self._stop(
                rules.ANCHOR,
                span,
                "tanda & di awal teks tidak dapat dipakai",
                fix='tulis teks di dalam tanda petik: "& …"',
            )
        if event.tag is not None:
            self._stop(
                rules.TAG,
                span,
                "tanda ! di awal teks tidak dapat dipakai",
                fix='tulis teks di dalam tanda petik: "! …"',
            )

    def _check_hash(self, event: yaml.ScalarEvent, scalar: Scalar) -> None:
        """`Ruang #3`: YAML takes " #3" for a comment. "# catatan", with a space, is meant as one."""
        if event.style or not scalar.text:
            return
        match = _HASH_TAIL.match(self.source.text, scalar.span.end)
        if match:
            whole = " ".join((scalar.text + match[0]).split()).replace('"', "'")
            self.findings.append(
                rules.CUT_BY_HASH.at(
                    self.source,
                    Span(*match.span(1)),
                    "teks terpotong di depan tanda #",
                    label="bagian ini dianggap catatan dan tidak dicetak",
                    fix=f'tulis seluruh teks di dalam tanda petik: "{whole[:60]}"; bila memang catatan, beri spasi setelah #',
                )
            )

    def _add(self, node: Node) -> None:
        if not self._stack:
            self._root = node
            return
        current = self._stack[-1]
        if current.is_mapping and len(current.nodes) % 2 == 0 and not isinstance(node, Scalar):
            self._stop(
                rules.COMPLEX_KEY,
                node.span,
                "nama isian harus berupa kata",
                fix="tulis `nama isian: isi`; bila ini teks, beri tanda petik",
            )
        current.nodes.append(node)

    def _close(self) -> None:
        opened = self._stack.pop()
        end = opened.nodes[-1].span.end if opened.nodes else opened.start + 1
        span = Span(opened.start, end)
        if opened.is_mapping:
            self._add(Mapping(self._entries(opened.nodes), span))
        else:
            self._add(Sequence(tuple(opened.nodes), span))

    def _entries(self, nodes: list[Node]) -> tuple[Entry, ...]:
        first: dict[str, Entry] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            assert isinstance(key, Scalar)
            if key.text not in first:
                first[key.text] = Entry(key, value)
                continue
            self.findings.append(
                rules.DUPLICATE_KEY.at(
                    self.source,
                    key.span,
                    f"isian `{key.text}` ditulis dua kali",
                    label="ditulis lagi di sini",
                    related=(Label(self.source, first[key.text].key.span, "sudah ditulis di sini"),),
                    fix=f"gabungkan keduanya menjadi satu `{key.text}:`, lalu hapus yang lain",
                )
            )
        return tuple(first.values())

    def _stop(self, rule: rules.Rule, span: Span, message: str, *, fix: str) -> None:
        self.findings.append(rule.at(self.source, span, message, fix=fix))
        raise _StopReading
