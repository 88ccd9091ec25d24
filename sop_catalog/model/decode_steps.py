"""Reads the activity table: the performers' columns, the steps with their cells and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sop_catalog.model import shape_rules as rules
from sop_catalog.model import symbol_rules
from sop_catalog.model.decode_symbols import SymbolReader
from sop_catalog.model.fields import LANGKAH_FIELDS
from sop_catalog.model.positions import Path
from sop_catalog.model.sop import SEL_GABUNG, TIDAK_TERBACA, Langkah, Pelaksana, TargetKind
from sop_catalog.model.suggestions import fix_waktu, suggest_waktu
from sop_catalog.model.values.durasi import DurasiMistake, parse_durasi
from sop_catalog.model.values.kode import CODE, fold_code
from sop_catalog.model.values.waktu import Durasi
from sop_catalog.source import tree_rules
from sop_catalog.source.fix import Edit, Fix, type_over
from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

_RESERVED = {TargetKind.LANJUT.value, TargetKind.SELESAI.value}
_JOINED = "^"
"""What an editor writes for a cell that is the one of the row above."""
_ALONE = "tulis `^` saja bila selnya satu dengan baris di atasnya"
_MARKED = re.compile(r"\^(?=[\s^])")
"""The mark with something behind it; `^)` is a note of the paper."""


class StepReader(SymbolReader):
    """Reads the fields `pelaksana` and `langkah`."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._used: dict[str, list[Span]] = {}
        """Performers' codes that the steps name, with the places."""

    def read_columns(self, node: Node | None) -> tuple[Pelaksana, ...]:
        """The performers' columns from left to right."""
        if node is None:
            return ()
        if isinstance(node, Scalar) and node.text.strip().lower() == TIDAK_TERBACA:
            return (Pelaksana(fold_code(TIDAK_TERBACA), TIDAK_TERBACA),)
        if not isinstance(node, Mapping) or not node.entries:
            is_blank = isinstance(node, Scalar) and not node.text
            self.report(
                rules.BLANK if is_blank else rules.WRONG_KIND,
                node.span,
                "`pelaksana` belum berisi kolom"
                if is_blank
                else "`pelaksana` harus berisi kolom, satu pada tiap baris",
                fix="tulis tiap kolom pada barisnya sendiri, dua spasi lebih dalam: `  staf: Staf Umum`",
            )
            return ()
        columns: list[Pelaksana] = []
        lines = list(self._entries_of_groups(node))
        for grup, entry in lines:
            kode = entry.key.text.strip()
            if any(column.kode == kode for column in columns):
                self._repeated_column(entry, kode)
                continue
            self.positions.keys["pelaksana", kode] = entry.key.span
            self.positions.values["pelaksana", kode] = entry.value.span
            if kode in _RESERVED or kode.isdigit() or not CODE.fullmatch(kode):
                reserved = " karena dipakai untuk tujuan cabang" if kode in _RESERVED or kode.isdigit() else ""
                self.report(
                    rules.CODE, entry.key.span, f"`{kode[:40]}` tidak dapat menjadi kode pelaksana{reserved}",
                    fix=self._code_fix([line.key.text for _, line in lines], entry, "p-" if reserved else ""),
                )  # fmt: skip
            columns.append(Pelaksana(kode, self.required_text(entry.value, kode), grup))
        return tuple(columns)

    def _entries_of_groups(self, node: Mapping) -> Iterator[tuple[str, Entry]]:
        """Every column's entry with the title of its group; "" for one that stands by itself."""
        for entry in node.entries:
            inner_entries = self._entries_of_group(entry, len(node.entries))
            if inner_entries is None:
                yield "", entry
                continue
            grup = " ".join(entry.key.text.split())
            self.positions.keys["pelaksana", grup] = entry.key.span
            for inner in inner_entries:
                yield grup, inner

    def _entries_of_group(self, entry: Entry, beside: int) -> tuple[Entry, ...] | None:
        """The columns below a title; () for a title without any, None for what is a column itself.

        Args:
            entry: a line of `pelaksana`.
            beside: how many lines it stands among, itself included.
        """
        grup = " ".join(entry.key.text.split())
        match entry.value:
            case Mapping(entries=inner) if any(not isinstance(own.value, Scalar) or own.value.text for own in inner):
                nested = [own for own in inner if isinstance(own.value, Mapping)]
                for own in nested:
                    self._tell_group(
                        own.key.span,
                        f"grup kolom `{own.key.text[:40]}` berada di dalam grup `{grup[:40]}`",
                        f"tulis kolom-kolomnya langsung di bawah `{grup[:40]}:`, atau jadikan "
                        f"`{own.key.text[:40]}:` grup tersendiri; judul kolom hanya bertingkat dua",
                    )
                columns = [self._entries_of_group(own, 1) or () if own in nested else (own,) for own in inner]
                return tuple(column for own in columns for column in own)
            case Sequence(items=items) if items and not CODE.fullmatch(entry.key.text.strip()):
                listed = [own for item in items if isinstance(item, Mapping) for own in item.entries]
                self._tell_group(
                    entry.value.span,
                    f"kolom-kolom grup `{grup[:40]}` ditulis sebagai daftar",
                    f"hapus tanda hubung di depannya: tiap kolom berbentuk `{listed[0].key.text[:40] if listed else 'kode'}: Judul kolom`"
                    if listed
                    else "tulis tiap kolom pada barisnya sendiri, dua spasi lebih dalam: `    staf: Staf Umum`",
                )
                return tuple(listed)
            case Scalar(text="", cut=False) if beside > 1 and not CODE.fullmatch(entry.key.text.strip()):
                self.report(
                    rules.BLANK,
                    entry.key.span,
                    f"grup kolom `{grup[:40]}` belum memuat kolom",
                    fix="awali kolom-kolomnya dengan dua spasi lagi, atau hapus baris ini; bila ini sebuah kolom, tulis "
                    "kodenya di depan: `kode: Judul kolom`",
                )
                return ()
        return None

    def _tell_group(self, span: Span, message: str, fix: str) -> None:
        self.report(rules.WRONG_KIND, span, message, fix=fix)

    def _repeated_column(self, entry: Entry, kode: str) -> None:
        self.report(
            tree_rules.DUPLICATE_KEY,
            entry.key.span,
            f"kode pelaksana `{kode[:40]}` sudah dipakai pada grup lain",
            fix=f"tulis kode lain, misalnya `{fold_code(kode)}-2`, dan pakai kode itu pada langkahnya",
        )

    def _code_fix(self, taken: list[str], entry: Entry, prefix: str) -> str | Fix:
        """The fix that writes a column's code as a code, and so wherever the steps name it as their performer."""
        kode = f"{prefix}{fold_code(entry.key.text)}"
        if kode == prefix or kode in taken:
            return "tulis kode lain, dari huruf kecil, angka, dan tanda hubung, yang belum dipakai kolom lain"
        places = [entry.key.span, *self._used.get(entry.key.text, ())]
        also = "" if len(places) == 1 else ", begitu pula pada langkah-langkahnya"
        return Fix(f"tulis kode lain, misalnya `{kode}`{also}", tuple(Edit(span, kode) for span in places))

    def read_steps(self, node: Node | None) -> tuple[Langkah, ...]:
        """The steps, numbered by their order."""
        steps: list[Langkah] = []
        previous: Node | None = None
        for item in self.items(node, "langkah", "- pelaksana: staf"):
            if not (
                isinstance(item, Scalar) and isinstance(previous, Scalar)
            ):  # a whole list that belongs elsewhere: said once
                steps.append(self._step(item, len(steps), steps[-1] if steps else None))
            previous = item
        if node is not None and not steps and not any(d.span == node.span for d in self.diagnostics):
            self.report(
                rules.BLANK,
                node.span,
                "`langkah` belum berisi satu langkah pun",
                fix="tulis langkah pertama: `  - pelaksana: …`",
            )
        return tuple(steps)

    def _step(self, node: Node, index: int, above: Langkah | None) -> Langkah:
        path: Path = ("langkah", index)
        self.positions.values[path] = node.span
        what = f"langkah {index + 1}"
        values = self.entries(node, path, LANGKAH_FIELDS, what, record="langkah")
        joined = [kunci for kunci, value in values.items() if self._is_joined(value, kunci)]
        for kunci in joined:
            if kunci not in SEL_GABUNG or above is None:
                self._not_joined(values.pop(kunci), kunci, what, path)
            elif (
                not getattr(above, kunci) and above.cell_row(kunci) == above.nomor and self._is_blank(kunci, index - 1)
            ):
                self.report(
                    symbol_rules.JOINED_BLANK,
                    values[kunci].span,
                    f"sel `{kunci}` di atas {what} kosong, jadi sel gabung ini pun kosong",
                    fix=f"tulis `{kunci}` pada langkah {above.cell_row(kunci)}, atau hapus baris ini",
                )

        def cell(kunci: str) -> str:
            return self.cell(values.get(kunci), (*path, kunci), kunci)

        langkah = Langkah(
            nomor=index + 1,
            simbol=self.read_symbols(values, path),
            kegiatan=self.required_lines(values.get("kegiatan"), "kegiatan"),
            kelengkapan=cell("kelengkapan"),
            waktu=self._waktu(values.get("waktu")) if "waktu" not in joined else None,
            output=cell("output"),
            keterangan=cell("keterangan"),
        )
        if not joined or above is None:
            return langkah
        shared = {kunci: getattr(above, kunci) for kunci in SEL_GABUNG if kunci in joined}
        return replace(langkah, gabung=tuple((kunci, above.cell_row(kunci)) for kunci in shared), **shared)

    def _is_blank(self, kunci: str, index: int) -> bool:
        """Whether nothing is written in a step's cell; a text that is not understood is something."""
        span = self.positions.values.get(("langkah", index, kunci))
        return span is None or span.start == span.end

    def _is_joined(self, value: Node, kunci: str) -> bool:
        """Whether a cell is the one of the row above; a mark with more beside it is reported and stays a text."""
        if isinstance(value, Sequence):
            marks = [item for item in value.items if isinstance(item, Scalar) and item.text.strip() == _JOINED]
            if not marks:
                return False
            alone = len(value.items) == 1
            fix: str | Fix = f"{_ALONE}, atau hapus butir `^`"
            if alone:
                fix = type_over(value.span, _JOINED, f"tulis `{kunci}: ^`")
            self.report(symbol_rules.JOINED_CELL, marks[0].span, "`^` ditulis sendiri, bukan sebagai butir", fix=fix)
            return alone
        if not isinstance(value, Scalar):
            return False
        text = value.text.strip()
        if text and text != _JOINED and not text.strip("^ \t\n"):
            self.report(
                symbol_rules.JOINED_CELL, value.span, "`^` cukup satu: selnya satu dengan baris di atasnya",
                fix=type_over(value.span, _JOINED, f"tulis `{kunci}: ^`"),
            )  # fmt: skip
            return True
        if _MARKED.match(text):
            self.report(
                symbol_rules.JOINED_CELL,
                value.span,
                f"`^` berdiri sendiri; di sini ada teks di belakangnya: `{text[1:].strip()[:40]}`",
                fix=f"{_ALONE}, atau hapus tanda `^`",
            )
        return text == _JOINED

    def _not_joined(self, node: Node, kunci: str, what: str, path: Path) -> None:
        """`^` in a field that has a cell of its own in each row, or in the first row."""
        message = f"tidak ada baris di atas {what} yang selnya dapat digabung"
        if kunci not in SEL_GABUNG:
            message = f"`{kunci}` tidak dapat digabung dengan baris di atasnya"
            if kunci in {"pelaksana", "kegiatan"}:
                self.positions.values[*path, kunci] = node.span
        what_to_do = "tulis isinya" if kunci in {"pelaksana", "kegiatan"} else "tulis isinya, atau hapus baris ini"
        fix = f"{what_to_do}; `^` hanya untuk {', '.join(SEL_GABUNG[:-1])}, dan {SEL_GABUNG[-1]}"
        self.report(symbol_rules.JOINED_CELL, node.span, message, fix=fix)

    def _waktu(self, node: Node | None) -> Durasi | None:
        text = self.text(node, "waktu")
        if node is None or not text:
            return None
        if _MARKED.match(text):  # has been reported
            return Durasi(text, dipahami=False)
        match parse_durasi(text):
            case Durasi() as durasi:
                return durasi
            case DurasiMistake.FORMAT | DurasiMistake.MIXED:
                near = suggest_waktu(text)
                self.report(
                    rules.WAKTU,
                    node.span,
                    f"waktu `{text[:40]}` dicetak apa adanya tetapi tidak ikut dijumlah",
                    fix=type_over(node.span, near, f"tulis `waktu: {near}`") if near else fix_waktu(text),
                )
            case DurasiMistake.NOT_POSITIVE:
                self.report(
                    rules.WAKTU_NOT_POSITIVE,
                    node.span,
                    "waktu harus lebih besar dari nol",
                    fix="tulis seperti `10 menit`, atau hapus baris ini",
                    in_form="tulis seperti 10 menit, atau kosongkan",
                )
            case DurasiMistake.REVERSED:
                self.report(
                    rules.WAKTU_NOT_POSITIVE,
                    node.span,
                    "rentang waktu terbalik",
                    fix="tulis dari kecil ke besar: `1-2 hari kerja`",
                )
        return Durasi(text, dipahami=False)
