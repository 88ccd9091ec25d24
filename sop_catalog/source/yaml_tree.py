"""YAML text as a tree of nodes with positions, every scalar as text.

PyYAML's events are read one by one, so that the guards (size, depth, number of nodes, anchors, tags, second
documents) act before anything is built: composing 100 KB of "- - -" would crash the process. No YAML guess ever
happens: `no`, `1:30`, `010` and `1.10` stay what the editor typed.

A line that cannot be read does not hide the mistakes of the others: it is reported, its text is taken as unread, and
reading starts again. The tree has three kinds of node. Positions travel in `Span`s of the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import NamedTuple

import yaml

from sop_catalog.source import file_rules, swallowed, syntax_rules
from sop_catalog.source import tree_rules as rules
from sop_catalog.source.characters import scan_characters, scan_quoted, with_plain_spaces
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.fix import Fix, drop_lines, type_over
from sop_catalog.source.line_shapes import NO_WORDS, FormWords, shown
from sop_catalog.source.repair import repair_line
from sop_catalog.source.text import Source, Span
from sop_catalog.source.word_quotes import find_word_quotes, read_as
from sop_catalog.source.yaml_syntax import explain_syntax_error, special_start

try:
    from yaml.cyaml import CParser as _EventReader  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - without libyaml, as in a browser: slower, not different
    from sop_catalog.source.pure_yaml import PureReader as _EventReader  # type: ignore[assignment]

MAX_DEPTH = 8
"""The format itself needs four: file, langkah, one step, its branches."""
MAX_NODES = 20_000
_MAX_REPAIRS = 20
_QUOTES = frozenset("'\"")
_BLOCKS = frozenset("|>")
_LARGE = 60_000
"""A text of more characters than this is not read a second time."""
UNREAD = "tidak terbaca"
"""The text of a scalar on a line that could not be read; every field accepts it."""


class Scalar(NamedTuple):
    """A text. Plain and block texts have their line breaks folded the way YAML says."""

    text: str
    span: Span
    """From the first to after the last character, quotes included; empty where nothing is written."""
    quoted: bool = False
    cut: bool = False
    """Whether a " #" took all of the text for a comment."""


class Entry(NamedTuple):
    """One `key: value` of a mapping."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """`key: value` lines, in order and without duplicate keys."""

    entries: tuple[Entry, ...]
    span: Span
    flow: bool = False
    """Written in {curly brackets}."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """`- item` lines, in order."""

    items: tuple[Node, ...]
    span: Span
    flow: bool = False
    """Written in [square brackets]."""


Node = Scalar | Mapping | Sequence


def read_yaml(source: Source, words: FormWords = NO_WORDS) -> tuple[Node | None, list[Diagnostic]]:
    """The tree of a file and everything that is wrong with its text. Never raises on input.

    With a finding of level galat the tree is what could be read nevertheless, or None; texts on lines that could not
    be read are `UNREAD`.

    Args:
        source: the file.
        words: the fields of the form, for what the editor may have meant.
    """
    findings = scan_characters(source)
    if any(finding.severity is Severity.GALAT for finding in findings):
        return None, findings
    text = with_plain_spaces(source.text)
    unread: set[int] = set()
    told: set[int] = set()
    for _ in range(_MAX_REPAIRS if len(text) < _LARGE else 1):
        builder = _TreeBuilder(source, text, frozenset(unread), words)
        try:
            tree = builder.build()
        except yaml.MarkedYAMLError as error:
            finding = explain_syntax_error(Source(source.path, text), error, words)
        except _StopReading as stop:
            finding = stop.finding
        except yaml.YAMLError as error:  # a ReaderError: the scan above lets nothing through that should cause one
            return None, [*findings, _unreadable(source, error)]
        else:
            return tree, [*findings, *builder.findings]
        if finding.line in told:  # it has been reported; what it is part of cannot be read
            break
        told.add(finding.line)
        related = tuple(replace(label, source=source) for label in finding.related)
        findings.append(replace(finding, source=source, related=related))
        repaired = repair_line(text, finding)
        if repaired is None:
            break
        text = repaired
        if finding.rule is not syntax_rules.PASTED_LIST:  # its numbers have become dashes, and nothing is lost
            unread.add(finding.line)
    return None, findings


def _unreadable(source: Source, error: yaml.YAMLError) -> Diagnostic:
    return file_rules.ENCODING.at(
        source,
        Span(0, 0),
        "berkas tidak dapat dibaca sebagai teks",
        label=str(error)[:80],
        fix="simpan ulang berkas sebagai teks UTF-8",
    )


class _StopReading(Exception):  # noqa: N818 - control flow inside this module, no error
    """A guard has found something with which reading cannot go on."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__()
        self.finding = finding


@dataclass(slots=True)
class _Open:
    """A collection that is being read."""

    start: int
    is_mapping: bool
    flow: bool
    nodes: list[Node]
    """Items; of a mapping keys and values in turn."""


class _TreeBuilder:
    """Builds the tree from events and collects what the guards find.

    Args:
        source: the file.
        text: its text with the lines repaired that could not be read.
        unread: the numbers of those lines.
        words: the fields of the form.
    """

    def __init__(self, source: Source, text: str, unread: frozenset[int], words: FormWords) -> None:
        self.source = source
        self.words = words
        self.text = text
        self.unread = unread
        self.findings: list[Diagnostic] = []
        self._has_hash = "#" in text
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._count = 0

    def build(self) -> Node:
        events = _EventReader(self.text)
        next_event, stack, take_scalar = events.get_event, self._stack, self._take_scalar
        try:
            while True:
                event = next_event()
                if type(event) is yaml.ScalarEvent and stack:  # nine of ten
                    stack[-1].nodes.append(take_scalar(event))
                elif event is None or isinstance(event, yaml.StreamEndEvent):
                    break
                else:
                    self._take(event)
        finally:
            events.dispose()
        if self._root is None:
            fix = "isi paling sedikit nama, unit, pelaksana, dan langkah"
            raise _StopReading(file_rules.EMPTY_FILE.at(self.source, Span(0, 0), "berkas kosong", fix=fix))
        return self._root

    def _take(self, event: yaml.Event) -> None:
        start, end = event.start_mark, event.end_mark
        span = Span(start.index if start else 0, end.index if end else 0)
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._take_scalar(event))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._count += 1
            self._guard_node(event, span)
            if len(self._stack) >= MAX_DEPTH:
                message = f"susunan lebih dalam dari {MAX_DEPTH} tingkat"
                self._stop(file_rules.LIMIT, span, message, fix="periksa tanda hubung, kurung, dan lekuk baris di sini")
            self._stack.append(_Open(span.start, isinstance(event, yaml.MappingStartEvent), bool(event.flow_style), []))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._close(span.end)
        elif isinstance(event, yaml.AliasEvent):
            raise _StopReading(special_start(self.source, span.start, self.words))
        elif isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
            self._stop(rules.SECOND_DOCUMENT, span, "ada pembatas dokumen `---` kedua", fix=self._join_fix(span))
        self._find_cut_item(span.end)

    def _find_cut_item(self, end: int) -> None:
        if self._has_hash and self._stack and self._stack[-1].flow:
            cut = swallowed.find_cut_item(self.source, end)
            self.findings += [cut] if cut else []

    def _join_fix(self, span: Span) -> str | Fix:
        """The fix for a second `---`: without it the file is one, unless both parts have the same field."""
        line = self.source.place(span.start).line
        above, below = (
            set(re.findall(r"^([a-z_]+):", part, re.MULTILINE))
            for part in (self.source.text[: span.start], self.source.text[span.end :])
        )
        if below and not above & below and self.source.line_text(line).strip() == "---":
            return drop_lines(self.source, line, line, "hapus baris `---`")
        return "satu berkas satu SOP: pindahkan bagian setelah `---` ke berkas lain, atau hapus pembatasnya"

    def _take_scalar(self, event: yaml.ScalarEvent) -> Scalar:
        """A text. Most are a few plain words on one line, of which nothing else needs to be asked."""
        span = Span(event.start_mark.index, event.end_mark.index)  # type: ignore[union-attr]  # every reader marks them
        self._count += 1
        if self._count > MAX_NODES or event.anchor is not None or event.tag is not None:
            self._guard_node(event, span)
        is_simple = not (event.style or self._has_hash or self.unread) and event.value[:1].isalnum()
        if is_simple and event.value[1:2] not in {".", ")"} and self.text.find("\n", span.start, span.end) < 0:
            return Scalar(event.value, span)
        scalar = self._scalar(event, span)
        self._find_cut_item(span.end)
        return scalar

    def _scalar(self, event: yaml.ScalarEvent, span: Span) -> Scalar:
        style = event.style
        quoted = style in _QUOTES
        if self.unread and self.source.place(span.start).line in self.unread and not self._expects_key():
            return Scalar(UNREAD, span)
        if style in _BLOCKS:  # ends for libyaml where the next line starts
            span = Span(span.start, span.start + len(self.text[span.start : span.end].rstrip()))
            folded = swallowed.find_folded(self.source, span, self._key(), self.words) if style == ">" else None
            self.findings += [folded] if folded else []
        elif self.text.find("\n", span.start, span.end) >= 0:
            finding = swallowed.find_swallowed(self.source, span, quoted=quoted, key=self._key(), words=self.words)
            if finding and finding.severity is Severity.GALAT:
                raise _StopReading(self._unclosed_bracket() or finding)
            self.findings += [finding] if finding else []
        if style == '"' and "\\" in self.text[span.start : span.end]:
            self.findings += scan_quoted(self.source, span, event.value)
        if style:
            cut = swallowed.find_cut_quote(self.source, span) if quoted else None
            self.findings += [cut] if cut else []
            return Scalar(event.value, span, quoted)
        if event.value[:1] == "-" and (finding := swallowed.find_bare_dash(self.source, span)):
            raise _StopReading(finding)
        return self._plain_text(event.value, span)

    def _plain_text(self, text: str, span: Span) -> Scalar:
        """A text without quotes, with what may have been pasted along with it."""
        key = self._key()
        value = text
        if not text[:1].isalnum():
            # A list that was pasted as one text has been reported as a whole.
            is_new = not self.findings or self.findings[-1].span != self.source.clip(span)
            bullet = swallowed.find_bullet(self.source, span, text, key, self.words) if is_new else None
            quotes = find_word_quotes(self.source, span, text)
            value = read_as(text, key, self.words) if quotes else text
            self.findings += filter(None, (bullet, quotes))
        if (text[1:2] in {".", ")"} or text[:1] == "(") and "\n" not in self.text[span.start : span.end]:
            together = swallowed.find_run_together(self.source, span, text, key, self.words)
            self.findings += [together] if together else []
        cut = swallowed.find_cut(self.source, span, text, key, self.words) if self._has_hash else None
        self.findings += [cut] if cut else []
        return Scalar(value, span, cut=bool(cut) and not text)

    def _key(self) -> str:
        """The field whose value, or an item of whose value, is read now; "" for none."""
        for opened in reversed(self._stack):
            if opened.is_mapping:
                key = opened.nodes[-1] if len(opened.nodes) % 2 else None
                return key.text if isinstance(key, Scalar) else ""
        return ""

    def _unclosed_bracket(self) -> Diagnostic | None:
        """The finding for the bracket that a text which swallows lines stands in, if it does."""
        opened = next((opened for opened in self._stack if opened.flow), None)
        return special_start(self.source, opened.start, self.words) if opened else None

    def _guard_node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, span: Span) -> None:
        if self._count > MAX_NODES:
            message = f"berkas memuat lebih dari {MAX_NODES} isian"
            self._stop(file_rules.LIMIT, Span(span.start, span.start), message, fix="bagi menjadi beberapa SOP")
        if event.anchor is not None or event.tag is not None:
            raise _StopReading(special_start(self.source, span.start, self.words))

    def _expects_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].is_mapping and len(self._stack[-1].nodes) % 2 == 0

    def _add(self, node: Node) -> None:
        if not self._stack:
            self._root = node
            return
        if not isinstance(node, Scalar) and self._expects_key():
            fix = "tulis `nama isian: isi`; bila ini teks, beri tanda petik"
            self._stop(rules.COMPLEX_KEY, node.span, "nama isian harus berupa kata", fix=fix)
        self._stack[-1].nodes.append(node)

    def _close(self, end: int) -> None:
        opened = self._stack.pop()
        if not opened.flow:  # a block ends for libyaml where the next one starts
            end = opened.nodes[-1].span.end if opened.nodes else opened.start + 1
        span = Span(opened.start, end)
        if opened.is_mapping:
            for nodes in self._split(opened.nodes):
                self._add(Mapping(self._entries(nodes), span, opened.flow))
            return
        items = tuple(opened.nodes)
        texts = [(item.text, item.span) for item in items if isinstance(item, Scalar)]
        prints_marks = self._key() in self.words.lines
        finding = None if prints_marks else swallowed.find_numbered_items(self.source, texts)
        self.findings += [finding] if finding else []
        self._add(Sequence(items, span, opened.flow))

    def _split(self, nodes: list[Node]) -> list[list[Node]]:
        """Keys and values of one mapping; of two or more where a list item repeats itself.

        A step whose dash is missing, or whose whole first line is, repeats the keys of the step above. That is reported
        once, and it is a step.
        """
        if not self._stack or self._stack[-1].is_mapping or len(nodes) < 4:
            return [nodes]
        keys = [key.text if isinstance(key, Scalar) else "" for key in nodes[::2]]
        if len(set(keys)) == len(keys):
            return [nodes]
        starts = [0]
        for place, text in enumerate(keys):
            current = keys[starts[-1] : place]
            if text not in current:
                continue
            repeated = set(current).intersection(keys[place:])
            if text == keys[0] or len(repeated) > 1:
                starts.append(place)
                self._report_new_item(nodes[2 * place].span, text, keys[0], nodes[2 * starts[-2]].span)
        return [nodes[2 * start : 2 * end] for start, end in pairwise([*starts, len(keys)])]

    def _report_new_item(self, span: Span, text: str, first: str, above: Span) -> None:
        line = self.source.line_text(self.source.place(span.start).line)
        start = span.start - 2
        what = f"isian `{text[:60]}` ditulis dua kali; tampaknya tanda hubung terlupa"
        fix = "bila ini butir baru, awali dengan tanda hubung dan spasi; bila bukan, hapus salah satunya"
        fixes: tuple[Fix, ...] = ()
        if text != first:
            what = f"isian `{text[:60]}` ditulis dua kali; tampaknya baris `- {first[:40]}: …` di atasnya hilang"
            fix = f"bila ini butir baru, tulis dahulu baris `{first[:40]}` di atasnya, diawali tanda hubung; bila bukan, hapus salah satunya"
        elif start >= 0 and self.source.text[start : span.start] == "  ":
            item = f"- {line.strip()}"
            fixes = (type_over(Span(start, span.start), "- ", f"awali dengan `{item if shown(item) else '- '}`"),)
            fix = f"bila ini butir baru, {fixes[0].label}; bila bukan, hapus salah satunya"
        self.findings.append(
            rules.DUPLICATE_KEY.at(
                self.source,
                span,
                what,
                label="ditulis lagi di sini",
                related=(Label(self.source, above, "butir sebelumnya"),),
                fix=fix,
                fixes=fixes,
            )
        )

    def _entries(self, nodes: list[Node]) -> tuple[Entry, ...]:
        # `_add` has let nothing but texts through as keys.
        first = {
            key.text: Entry(key, value)
            for key, value in zip(nodes[::2], nodes[1::2], strict=True)
            if isinstance(key, Scalar)
        }
        if 2 * len(first) == len(nodes):
            return tuple(first.values())
        return self._without_duplicates(nodes)

    def _without_duplicates(self, nodes: list[Node]) -> tuple[Entry, ...]:
        """Each key once, with its first value that says something."""
        first: dict[str, Entry] = {}
        repeated: list[tuple[bool, Scalar]] = []
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if isinstance(key, Scalar):
                repeated.append((key.text in first, key))
                known = first.get(key.text)
                if known is None or (isinstance(known.value, Scalar) and not known.value.text):
                    first[key.text] = Entry(known.key if known else key, value)
        for again, keys in groupby(repeated, key=lambda pair: pair[0]):
            if again:  # neighbours are one mistake: a block pasted twice, or a step whose dash is missing
                self._report_duplicates([key for _, key in keys], first)
        return tuple(first.values())

    def _report_duplicates(self, keys: list[Scalar], first: dict[str, Entry]) -> None:
        key = keys[0]
        fix = f"gabungkan keduanya menjadi satu `{key.text}:`, lalu hapus yang lain"
        message = f"isian `{key.text[:60]}` ditulis dua kali"
        if len(keys) > 1:
            message = f"isian {', '.join(f'`{item.text[:40]}`' for item in keys[:5])} ditulis dua kali"
            fix = "hapus salah satunya"
        label = Label(self.source, first[key.text].key.span, "sudah ditulis di sini")
        self.findings.append(
            rules.DUPLICATE_KEY.at(
                self.source, key.span, message, label="ditulis lagi di sini", related=(label,), fix=fix
            )
        )

    def _stop(self, rule: Rule, span: Span, message: str, *, fix: str | Fix) -> None:
        raise _StopReading(rule.at(self.source, span, message, fix=fix))
