"""Reads fields out of a tree of nodes: each method gives a typed value, and notes what is wrong and where.

A reader never raises on input: a field that cannot be read has its type's empty value and a diagnostic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Mapping_
from itertools import takewhile

from sop_catalog.model import shape_rules as rules
from sop_catalog.model.bracketed import bracketed_fix
from sop_catalog.model.fields import Field, FieldKind
from sop_catalog.model.lines import fold_lines, items_of, join_items
from sop_catalog.model.positions import Path, Positions
from sop_catalog.model.sop import TIDAK_TERBACA
from sop_catalog.model.suggestions import fix_tanggal, suggest_tanggal
from sop_catalog.model.values.kode import CODE, fold_code
from sop_catalog.model.values.tanggal import (
    Tanggal,
    TanggalMistake,
    contradicting_weekday,
    format_tanggal,
    parse_tanggal,
)
from sop_catalog.model.vocabulary import find_key, place_of_word
from sop_catalog.source import syntax_rules
from sop_catalog.source.diagnostic import Diagnostic, Rule, Severity
from sop_catalog.source.fix import Edit, Fix, add_line, drop_lines, single_quoted, type_over
from sop_catalog.source.line_shapes import NO_WORDS, FormWords, quote_edits, quoted_fix, shown
from sop_catalog.source.misspelling import find_mistyped
from sop_catalog.source.nip import mask_across
from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

_YES = {"ya", "yes", "true", "benar"}
_NO = {"tidak", "no", "false", "bukan"}
_SAID_OTHERWISE = {"sudah": "ya", "iya": "ya", "y": "ya", "betul": "ya", "belum": "tidak", "tdk": "tidak", "t": "tidak"}
_CODES = {"unit", "profil", "induk"}
"""Fields in which an unreadable value would lead nowhere."""
_COLON = re.compile(r"[\"']?\s*:")


class NodeReader:
    """Reads one file. `positions` and `diagnostics` grow as fields are read."""

    words: FormWords = NO_WORDS
    """The fields of the kind of file that is read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.positions = Positions()
        self.diagnostics: list[Diagnostic] = []
        self.unread_lines: frozenset[int] = frozenset()
        """Lines whose text could not be read: they have been reported, and nothing more is said about them."""

    def take_findings(self, findings: Iterable[Diagnostic]) -> None:
        """Note what is wrong with the text of the file; its lines are not judged a second time."""
        findings = list(findings)
        self.diagnostics += findings
        self.unread_lines |= {finding.line for finding in findings if finding.severity is Severity.GALAT}

    def report(  # noqa: PLR0913
        self,
        rule: Rule,
        span: Span,
        message: str,
        *,
        fix: str | Fix,
        fixes: tuple[Fix, ...] = (),
        label: str = "",
        in_form: str = "",
    ) -> None:
        """Note a mistake; nothing is said about a line that could not be read."""
        if self.unread_lines and self.source.place(span.start).line in self.unread_lines:
            return
        self.diagnostics.append(rule.at(self.source, span, message, label=label, fix=fix, fixes=fixes, in_form=in_form))

    # --- Mappings ---

    def entries(
        self, node: Node, path: Path, fields: tuple[Field, ...], what: str, *, record: str = ""
    ) -> dict[str, Node]:
        """The known keys of a mapping with their values.

        An unknown key that means a missing known one, by the form's own words or by a slip of the fingers, is reported
        once and read as that one.

        Args:
            node: what should be a mapping.
            path: where it stands.
            fields: the keys that it may have.
            what: what the mapping is, for messages: "SOP", "langkah 3".
            record: whose labels are known for it (`vocabulary.LABELS`); "" for none.
        """
        if not isinstance(node, Mapping):
            dashed = isinstance(node, Sequence) and not node.flow
            fix = "hapus tanda hubung di awal baris, sehingga tiap baris berbentuk `nama isian: isi`" if dashed else ""
            self.wrong_kind(node, f"{what} harus berisi baris `nama isian: isi`", fix)
            return {}
        known = {row.kunci: row for row in fields}
        written = {entry.key.text: entry.key.span for entry in node.entries}
        values: dict[str, Node] = {}
        torn = self._report_torn(node, known) if node.flow else frozenset()
        for entry in node.entries:
            kunci = entry.key.text
            if entry.key.span.start in torn:
                continue
            if kunci not in known:
                kunci = self._unknown_key(entry, known, written, what, record)
                if not kunci or kunci in values:
                    continue
            self.positions.keys[*path, kunci] = entry.key.span
            self.positions.values[*path, kunci] = entry.value.span
            values[kunci] = entry.value
        for row in fields:
            if row.wajib and row.kunci not in values and row.kecuali not in values:
                self.report(
                    rules.MISSING_KEY,
                    _head(node),
                    f"{what} belum memuat isian wajib `{row.kunci}`",
                    fix=_added(row),
                    fixes=self._line_for(row, node),
                )
        return values

    def _line_for(self, field: Field, node: Mapping) -> tuple[Fix, ...]:
        """The fix that adds a missing text as unreadable, below the first line of the fields among which it belongs."""
        first = node.entries[0] if node.entries else None
        if field.jenis is not FieldKind.TEKS or node.flow or first is None:
            return ()
        place = self.source.place(first.key.span.start)
        if not isinstance(first.value, Scalar) or self.source.place(first.value.span.end).line != place.line:
            return ()
        line = f"{' ' * (place.column - 1)}{field.kunci}: {TIDAK_TERBACA}"
        return (add_line(self.source, place.line, line, f"tambahkan `{line.strip()}`"),)

    def _report_torn(self, node: Mapping, known: Mapping_[str, Field]) -> frozenset[int]:
        """Report texts in curly brackets that a comma ends: `{isi: Ya, tidak}`; where the pieces behind it begin."""
        torn: set[int] = set()
        entries = node.entries
        for index, entry in enumerate(entries):
            if entry.key.span.start in torn or not isinstance(entry.value, Scalar) or not entry.value.text:
                continue
            rest = list(
                takewhile(lambda piece: piece.key.text not in known and self._is_piece(piece), entries[index + 1 :])
            )
            if not rest:
                continue
            torn.update(piece.key.span.start for piece in rest)
            span = Span(entry.value.span.start, rest[-1].key.span.end)
            written = self.source.text[span.start : span.end]
            fix: str | Fix = "beri tanda petik pada seluruh teksnya"
            if "\n" not in written and written[0] not in "'\"":
                label = f"beri tanda petik: `{entry.key.text}: {single_quoted(written)}`"
                fix = Fix(label, quote_edits(span, written))
            self.report(
                rules.UNKNOWN_KEY,
                rest[0].key.span,
                f"koma memotong isian `{entry.key.text}`: `{rest[0].key.text[:60]}` di belakangnya terbaca sebagai isian lain",
                fix=fix,
            )
        return frozenset(torn)

    def _is_piece(self, entry: Entry) -> bool:
        """Whether it stands without a colon, so that it is no key but the rest of a text."""
        is_bare = isinstance(entry.value, Scalar) and not entry.value.text
        return is_bare and not _COLON.match(self.source.text, entry.key.span.end)

    def place_elsewhere(self, key: Scalar) -> str:  # noqa: ARG002
        """Where an unknown key belongs, as a fix, when that can be told; "" here."""
        return ""

    def _unknown_key(
        self, entry: Entry, known: Mapping_[str, Field], written: Mapping_[str, Span], what: str, record: str
    ) -> str:
        """Report an unknown key; the key that it means, if that is missing, else ""."""
        key = entry.key
        near = find_key(key.text, record, known)
        if near and not _may_hold(known[near], entry.value):
            near = ""
        elsewhere = "" if near else self.place_elsewhere(key) or place_of_word(key.text, record)
        fix: str | Fix
        if near and near not in written:
            fix = type_over(key.span, near, f"tulis `{near}:`")
        elif near:
            line = self.source.place(written[near].start).line
            fix = f"gabungkan isinya ke `{near}:` yang sudah ditulis pada baris {line}"
        else:
            fix = elsewhere or f"isian {what} yang ada: {', '.join(known)}"
        self.report(
            rules.UNKNOWN_KEY,
            key.span,
            f"isian `{key.text[:60]}` tidak dikenal dalam {what}",
            label=f"maksudnya `{near}`" if near else "",
            fix=fix,
        )
        return near if near not in written else ""

    # --- Texts ---

    def text(self, node: Node | None, what: str) -> str:
        """One text with its white space folded; "" for none."""
        if node is None:
            return ""
        if isinstance(node, Scalar):
            return " ".join(node.text.split())
        self.wrong_kind(node, f"`{what}` harus berupa teks")
        return ""

    def required_text(self, node: Node | None, what: str) -> str:
        """One text that must not be blank; nothing is said where the key itself is missing (`entries` has done so)."""
        return self._not_blank(node, what, self.text(node, what))

    def required_lines(self, node: Node | None, what: str) -> str:
        """The same for a text that keeps its lines."""
        return self._not_blank(node, what, self.lines(node, what))

    def lines(self, node: Node | None, what: str) -> str:
        """One text whose lines stay lines (`model.lines`); "" for none."""
        if isinstance(node, Scalar):
            return fold_lines(node.text)
        if isinstance(node, Sequence) and not node.flow:
            colon = self.source.text.rfind(":", 0, node.span.start) + 1
            fix = Fix(
                f"tulis `{what}: |`; tiap baris di bawahnya lalu dicetak sebagai baris",
                (Edit(Span(colon, colon), " |"),),
            )
            self.wrong_kind(node, f"`{what}` harus berupa teks", fix)
            return ""
        return self.text(node, what)

    def cell(self, node: Node | None, path: Path, what: str) -> str:
        """One text whose lines stay lines, or a list of texts; a list's lines begin with dashes."""
        if not isinstance(node, Sequence):
            return self.lines(node, what)
        items = self.texts(node, path, what)
        return join_items(items) if items else ""

    def _not_blank(self, node: Node | None, what: str, text: str) -> str:
        if isinstance(node, Scalar) and not text and not node.cut:
            filled = Fix(f"tulis `{what}: {TIDAK_TERBACA}`", (Edit(node.span, f" {TIDAK_TERBACA}"),))
            is_bare = node.span.start == node.span.end and self.source.text[node.span.start - 1] == ":"
            behind = self.source.text[node.span.end :].split("\n", 1)[0].strip()
            is_bare = is_bare and not behind
            self.report(
                rules.BLANK,
                node.span,
                f"`{what}` belum diisi",
                fix=f"teks di belakang tanda # hanya catatan: hapus tanda # bila itu isi `{what}`"
                if behind.startswith("#")
                else f"isi setelah titik dua, atau tulis `{TIDAK_TERBACA}` bila naskahnya tidak terbaca",
                fixes=(filled,) if is_bare and what not in _CODES | {"pelaksana"} else (),
                in_form=f"isi di sini, atau tulis `{TIDAK_TERBACA}` bila naskahnya tidak terbaca",
            )
        return text

    def texts(self, node: Node | None, path: Path, what: str) -> tuple[str, ...]:
        """One text or a list of texts, without blank ones."""
        if node is None:
            return ()
        if isinstance(node, Scalar):
            items = items_of(node.text) if "\n" in node.text.strip() else [(self.text(node, what), -1)]
            for index, (_, line) in enumerate(items):
                self.positions.values[*path, index] = self._line_of_block(node, line) if line >= 0 else node.span
            return mask_across(tuple(item for item, _ in items if item))
        if isinstance(node, Mapping):
            self.wrong_kind(node, f"`{what}` harus berupa teks atau daftar teks")
            return ()
        texts: list[str] = []
        for item in node.items:
            if isinstance(item, Mapping) and len(item.entries) == 1 and not item.flow:
                self._colon_in_item(item)
                continue
            text = self.text(item, what)
            if text:
                self.positions.values[*path, len(texts)] = item.span
                texts.append(text)
            elif isinstance(item, Scalar) and not item.cut:
                self.report(
                    rules.BLANK_ITEM,
                    item.span,
                    f"butir `{what}` ini kosong",
                    fix="isi setelah tanda hubung, atau hapus baris ini",
                    in_form="isi, atau hapus butir ini",
                    fixes=self._without_item(item) if len(node.items) > 1 else (),
                )
        return mask_across(tuple(texts))

    def _line_of_block(self, node: Scalar, index: int) -> Span:
        """Where a line of a text with a bar (`|`) stands; the whole text for one that is written otherwise."""
        line = self.source.place(node.span.start).line + 1 + index
        if self.source.text[node.span.start] != "|" or line > self.source.place(node.span.end).line:
            return node.span
        return self.source.line_span(line)

    def _without_item(self, item: Scalar) -> tuple[Fix, ...]:
        """The fix that deletes the line of a blank item; none where more stands on it."""
        line = self.source.place(item.span.start).line
        if self.source.line_text(line).strip() != "-":
            return ()
        return (drop_lines(self.source, line, line, "hapus baris ini"),)

    def _colon_in_item(self, item: Mapping) -> None:
        """`- Undang-Undang: tentang …`: the colon made a field of what was meant as a text."""
        key = item.entries[0].key
        before = self.source.text[: key.span.start].rstrip(" ")
        if before.endswith("?"):  # YAML's mark of a long key
            start = len(before) - 1
            self.report(
                syntax_rules.SPECIAL_START, Span(start, start + 1), "teks tidak boleh diawali tanda ?",
                fix=quoted_fix(self.source, start, self.words),
            )  # fmt: skip
            return
        colon = self.source.text.find(":", key.span.end)
        self.report(
            syntax_rules.SECOND_COLON, Span(colon, colon + 1), "titik dua di dalam butir ini memutus teks",
            label="titik dua dan spasi", fix=quoted_fix(self.source, key.span.start, self.words),
        )  # fmt: skip

    def items(self, node: Node | None, what: str, each: str) -> Iterator[Node]:
        """The items of a list.

        Args:
            node: what should be a list; None for none.
            what: its field, for messages.
            each: what one item looks like, for the fix.
        """
        if isinstance(node, Sequence):
            yield from node.items
        elif node is not None and not (isinstance(node, Scalar) and not node.text.strip()):
            self.wrong_kind(
                node,
                f"`{what}` harus berupa daftar; tiap butir diawali tanda hubung",
                fix=f"tulis tiap butir seperti `{each}`",
            )

    def wrong_kind(self, node: Node, message: str, fix: str | Fix = "") -> None:
        """Report a node of another kind than the field wants, with what usually causes it."""
        if isinstance(node, (Mapping, Sequence)) and node.flow and not fix:
            bracket = self.source.text[node.span.start : node.span.start + 1]
            self.report(
                syntax_rules.SPECIAL_START,
                node.span,
                f"teks tidak boleh diawali tanda {bracket}",
                fix=bracketed_fix(self.source, node, self.words),
            )
            return
        if isinstance(node, Mapping):
            is_text = len(node.entries) == 1 and isinstance(node.entries[0].value, Scalar) and not node.flow
            fix = fix or (
                quoted_fix(
                    self.source, node.entries[0].key.span.start, self.words, "tulis teksnya di dalam tanda petik"
                )
                if is_text
                else "tulis satu teks saja; teks yang memuat titik dua ditulis di dalam tanda petik"
            )
        elif isinstance(node, Sequence):
            only = node.items[0] if len(node.items) == 1 else None
            is_text = isinstance(only, Scalar) and bool(only.text.strip()) and not node.flow
            raw = self.source.text[only.span.start : only.span.end] if only and is_text else ""
            fix = fix or (
                type_over(Span(node.span.start, node.span.end), raw, f"hapus tanda hubung di depan teksnya: {raw}")
                if shown(raw)
                else "tulis satu teks saja, tanpa tanda hubung atau kurung siku"
            )
        elif not node.text:
            fix = fix or "lengkapi isian ini"
        self.report(
            rules.WRONG_KIND,
            _head(node),
            message,
            fix=fix or "tulis rincian pada baris-baris di bawahnya, masing-masing dua spasi lebih dalam",
        )

    # --- Values ---

    def tanggal(self, node: Node | None, what: str) -> Tanggal | None:
        """A date; "tidak terbaca" and words for none are printed as they are."""
        text = self.text(node, what)
        if node is None or not text:
            return None
        if text.lower() == TIDAK_TERBACA:
            return Tanggal(text, None)
        parsed = parse_tanggal(text)
        if isinstance(parsed, Tanggal):
            self._check_weekday(node, parsed)
            return parsed
        near = suggest_tanggal(text)
        is_day = parsed is TanggalMistake.NO_SUCH_DAY
        self.report(
            rules.NO_SUCH_DATE if is_day else rules.NOT_A_DATE,
            node.span,
            f"tanggal {text[:40]} tidak ada di kalender" if is_day else f"`{what}` bukan tanggal: {text[:40]}",
            fix=type_over(node.span, near) if near else fix_tanggal(text),
        )
        return None

    def _check_weekday(self, node: Node, tanggal: Tanggal) -> None:
        right = contradicting_weekday(tanggal)
        if right and tanggal.hari:
            self.report(
                rules.WEEKDAY,
                node.span,
                f"{format_tanggal(tanggal.hari)} jatuh pada hari {right.capitalize()}",
                fix="periksa hari dan tanggalnya pada naskah; yang dicetak hanya tanggalnya",
            )

    def angka(self, node: Node | None, what: str) -> int | None:
        """A number from 0; None for none."""
        text = self.text(node, what)
        if node is None or not text or text.lower() == TIDAK_TERBACA:
            return None
        if text.isascii() and text.isdigit() and len(text) <= 6:
            return int(text)
        found = re.findall(r"(?<![0-9])[0-9]{1,6}(?![0-9])", text)
        self.report(
            rules.NOT_A_NUMBER,
            node.span,
            f"`{what}` hanya menerima angka",
            fix=type_over(node.span, found[0], f"tulis `{what}: {found[0]}`")
            if len(found) == 1 and not re.search(r"[-−–]\s*[0-9]", text)
            else "tulis angkanya saja",
        )
        return None

    def ya_tidak(self, node: Node | None, what: str) -> bool:
        """`ya` or `tidak`; not written is no."""
        text = self.text(node, what).lower()
        if node is not None and text not in _YES | _NO | {""}:
            meant = _SAID_OTHERWISE.get(text, "")
            self.report(
                rules.CHOICE,
                node.span,
                f"`{what}` hanya menerima ya atau tidak",
                fix=type_over(node.span, meant, f"tulis `{what}: {meant}`") if meant else "tulis ya atau tidak",
            )
        return text in _YES

    def kode(self, node: Node | None, what: str) -> str:
        """A code: lower-case letters, digits, hyphens."""
        text = self.text(node, what)
        if node is not None and text and not CODE.fullmatch(text):
            near = fold_code(text)
            fix: str | Fix = (
                type_over(node.span, near) if near else "tulis kode dari huruf kecil, angka, dan tanda hubung"
            )
            self.report(rules.CODE, node.span, f"`{text[:40]}` bukan kode", fix=fix)
        return text

    def choice(self, node: Node | None, what: str, choices: Iterable[str]) -> str:
        """One of some words, in any case; "" when nothing (or nothing known) is written."""
        text = self.text(node, what).lower()
        allowed = list(choices)
        if node is None or not text or text in allowed:
            return text
        listed = f"pilih salah satu: {', '.join(filter(None, allowed))}"
        near = find_mistyped(text, allowed)
        self.report(
            rules.CHOICE,
            node.span,
            f"`{what}` tidak mengenal `{text[:40]}`",
            label=f"mungkin maksudnya `{near}`" if near else "",
            fix=listed,
            fixes=(type_over(node.span, near),) if near else (),
        )
        return ""


_STRUCTURED: dict[FieldKind, type] = {
    FieldKind.PELAKSANA: Mapping, FieldKind.LANGKAH: Sequence, FieldKind.SIMBOL: Sequence, FieldKind.RIWAYAT: Sequence,
    FieldKind.CABANG: Mapping,
}  # fmt: skip
"""Fields that hold more than texts, and what that looks like."""


def _may_hold(field: Field, node: Node) -> bool:
    """Whether what stands behind an unknown key may be the value of a field: `kegiatan: Menulis` is no list of steps."""
    wanted = _STRUCTURED.get(field.jenis)
    return isinstance(node, wanted) if wanted else isinstance(node, Scalar) or field.jenis is not FieldKind.TEKS


def _added(field: Field) -> str:
    """What to type for a key that is missing; what stands under its key is named as such."""
    if field.jenis in {FieldKind.PELAKSANA, FieldKind.LANGKAH, FieldKind.SIMBOL, FieldKind.RIWAYAT, FieldKind.CABANG}:
        return f"tambahkan baris `{field.kunci}:`, dan di bawahnya, dua spasi lebih dalam, `{field.contoh}`"
    example = f"tambahkan baris `{field.kunci}:` dan isinya, misalnya {field.contoh}"
    return example if field.kunci in _CODES else f"{example}; bila tidak terbaca, `{field.kunci}: {TIDAK_TERBACA}`"


def _head(node: Node) -> Span:
    """What to underline of a node: a mapping's first key, a list's first item, a text itself."""
    while True:
        if isinstance(node, Mapping) and node.entries:
            node = node.entries[0].key
        elif isinstance(node, Sequence) and node.items:
            node = node.items[0]
        else:
            return node.span
