"""Reads the symbols of one step: who acts, the words in them, and where each goes on.

pelaksana: staf                       one symbol
pelaksana: [staf, kabag]              one symbol of two who act together
pelaksana: staf > kasubbag > kabag    a chain: one symbol each, the last one carries the step's branches
simbol: [{pelaksana: …}, …]           any others: each with words, branches and ways of its own
"""

from __future__ import annotations

import re
from dataclasses import replace

from sop_catalog.model import shape_rules as rules
from sop_catalog.model import symbol_rules
from sop_catalog.model.fields import SIMBOL_FIELDS
from sop_catalog.model.positions import Path
from sop_catalog.model.reading import NodeReader
from sop_catalog.model.sop import (
    LANJUT,
    RANTAI,
    TIDAK_TERBACA,
    Cabang,
    Kunci,
    Pelaksana,
    Simbol,
    Target,
    TargetKind,
)
from sop_catalog.model.suggestions import suggest_pelaksana
from sop_catalog.model.values.kode import CODE
from sop_catalog.source.fix import Fix, type_over
from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_tree import Mapping, Node, Scalar, Sequence

_SYMBOL_KEYS = ("pelaksana", "isi", "jika_ya", "jika_tidak", "jika", "lanjut_ke")
"""What each symbol of a list says for itself."""
_ARROW = re.compile(r"\s*(?:-+>|=+>|[→➜➔»]|>+)\s*")
"""What an editor puts between two performers who follow one another; one ">" is right."""
_BY_BRANCHES = "{}: lambangnya ditentukan dari cabangnya, `jika_ya:` dan `jika_tidak:` menjadikannya belah ketupat"
_ROW_SYMBOL = re.compile(rf"0*([0-9]{{1,6}})\s*\.\s*({CODE.pattern})")


class SymbolReader(NodeReader):
    """Reads a step's performers, symbols and targets."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._pelaksana: tuple[Pelaksana, ...] = ()
        """The columns, once they are read: what a target may mean."""

    def read_symbols(self, values: dict[str, Node], path: Path) -> tuple[Simbol, ...]:
        """The symbols of one step, at least one.

        Args:
            values: the step's keys.
            path: where the step stands.
        """
        listed = values.get("simbol")
        if isinstance(listed, Scalar) and listed.text.strip():
            self._report_named(listed, values, path)
        elif listed is not None:
            self._check_beside(values, path)
            return self._listed(listed, path) or (Simbol(()),)
        groups = self._performers(values.get("pelaksana"), (*path, "pelaksana"))
        isi = values.get("isi")
        if isi is not None and len(groups) > 1:
            self.report(
                symbol_rules.BESIDE_SYMBOLS,
                self.positions.key(*path, "isi"),
                "`isi` di samping rantai tidak menyebut simbol yang mana",
                fix="ganti `pelaksana:` dengan `simbol:`, dan tulis `isi` pada simbolnya",
            )
            isi = None
        chain = [Simbol(performers, lanjut_ke=RANTAI) for performers in groups[:-1]]
        return (*chain, self._symbol(groups[-1], isi, values, path, ()))

    def _symbol(
        self, performers: tuple[str, ...], isi: Node | None, values: dict[str, Node], path: Path, kunci: Kunci
    ) -> Simbol:
        """One symbol with the branches that `values` hold, which stand at `path` and, below the step, at `kunci`."""
        lanjut_ke = values.get("lanjut_ke")
        return Simbol(
            performers,
            self.text(isi, "isi"),
            self._branches(values, path, kunci),
            self._target(lanjut_ke, "lanjut_ke") if lanjut_ke is not None else None,
            kunci,
        )

    # --- A list of symbols ---

    def _check_beside(self, values: dict[str, Node], path: Path) -> None:
        """What a step with a list of symbols must not say for itself."""
        for kunci in _SYMBOL_KEYS:
            if kunci in values:
                self.report(
                    symbol_rules.BESIDE_SYMBOLS,
                    self.positions.key(*path, kunci),
                    f"langkah {int(path[1]) + 1} memuat `simbol` dan `{kunci}` sekaligus",
                    label="tidak akan terpakai",
                    fix=f"pindahkan `{kunci}` ke simbolnya di bawah `simbol:`, atau hapus baris ini",
                )

    def _report_named(self, node: Scalar, values: dict[str, Node], path: Path) -> None:
        """A symbol's name where a list of symbols belongs, or the performers."""
        parts = _ARROW.split(node.text.strip())
        fix: str | Fix = _BY_BRANCHES.format("hapus baris ini")
        if "pelaksana" not in values and {item.kode for item in self._pelaksana}.issuperset(parts):
            performers = " > ".join(parts)
            key = self.positions.key(*path, "simbol")
            fix = type_over(
                Span(key.start, node.span.end), f"pelaksana: {performers}", f"tulis `pelaksana: {performers}`"
            )
        elif "pelaksana" not in values:
            fix = _BY_BRANCHES.format("ganti baris ini dengan `pelaksana:` dan kode kolomnya")
        self.report(rules.WRONG_KIND, node.span, "`simbol` berisi daftar simbol, bukan nama lambangnya", fix=fix)

    def _listed(self, node: Node, path: Path) -> tuple[Simbol, ...]:
        nomor = int(path[1]) + 1
        symbols = []
        items = list(self.items(node, "simbol", "- {pelaksana: staf, lanjut_ke: 3}"))
        for index, item in enumerate(items):
            kunci: Kunci = ("simbol", index)
            place = (*path, *kunci)
            self.positions.values[place] = item.span
            if isinstance(item, Scalar) and CODE.fullmatch(item.text.strip()):
                self.report(
                    rules.WRONG_KIND,
                    item.span,
                    f"simbol {index + 1} langkah {nomor} harus berisi baris `nama isian: isi`",
                    fix=type_over(
                        item.span, f"pelaksana: {item.text.strip()}", f"tulis `- pelaksana: {item.text.strip()}`"
                    ),
                )
                symbols.append(Simbol((item.text.strip(),), kunci=kunci))
                continue
            values = self.entries(item, place, SIMBOL_FIELDS, f"simbol {index + 1} langkah {nomor}", record="simbol")
            performers = self._performers(values.get("pelaksana"), (*place, "pelaksana"))
            if len(performers) > 1:
                chained = " > ".join("/".join(group) or TIDAK_TERBACA for group in performers)
                self.report(
                    symbol_rules.CHAIN,
                    self.positions.value(*place, "pelaksana"),
                    f"simbol {index + 1} langkah {nomor} memuat rantai {chained[:60]}",
                    fix="tulis tiap pelaksana sebagai simbol sendiri; yang depan dengan `lanjut_ke:` kode yang berikutnya",
                )
            if values:
                symbols.append(self._symbol(performers[0], values.get("isi"), values, place, kunci))
        if not items and isinstance(node, (Scalar, Sequence)):
            self.report(
                rules.BLANK,
                node.span if node.span.start < node.span.end else self.positions.key(*path, "simbol"),
                f"`simbol` langkah {nomor} belum berisi satu simbol pun",
                fix="tulis simbol pertama: `  - pelaksana: …`, atau ganti dengan `pelaksana: …`",
            )
        return tuple(symbols)

    # --- Performers ---

    def _performers(self, node: Node | None, path: Path) -> list[tuple[str, ...]]:
        """The performers of each symbol that stands behind one `pelaksana`: more than one symbol in a chain."""
        if node is None:
            return [()]
        if isinstance(node, Scalar):
            if _ARROW.search(node.text):
                return self._chain(node, path)
            kode = self.required_text(node, "pelaksana")
            return [()] if kode.lower() == TIDAK_TERBACA or not kode else [(kode,)]
        if isinstance(node, Sequence) and node.items and all(isinstance(item, Scalar) for item in node.items):
            return [self._together(node, path)]
        self.wrong_kind(
            node,
            "`pelaksana` pada langkah harus berupa kode pelaksana",
            fix="tulis satu kode, rantai `staf > kabag`, atau beberapa kode dalam [kurung siku]",
        )
        return [()]

    def _together(self, node: Sequence, path: Path) -> tuple[str, ...]:
        """Those who act together, without those that are not readable in the source; their place is noted."""
        items = [item for item in node.items if isinstance(item, Scalar)]
        for item in items:
            if _ARROW.search(item.text):
                self.report(
                    symbol_rules.CHAIN,
                    item.span,
                    "rantai di dalam kurung siku tidak jelas siapa yang bersama siapa",
                    fix=f"tulis `pelaksana: {' > '.join(_ARROW.split(item.text.strip()))[:60]}` tanpa kurung siku, "
                    "atau tulis satu per satu pada `simbol:`",
                )
                return ()
        unread = [item for item in items if item.text.strip().lower() == TIDAK_TERBACA]
        for item in unread:
            self.positions.values[*path, TIDAK_TERBACA] = item.span
        kept = tuple(item for item in items if item not in unread)
        return self.texts(replace(node, items=kept), path, "pelaksana")

    def _chain(self, node: Scalar, path: Path) -> list[tuple[str, ...]]:
        """`staf > kasubbag > kabag`: one performer a symbol; the place of each code is noted."""
        parts = _ARROW.split(node.text.strip())
        if any(not part for part in parts):
            named = [part for part in parts if part]
            fix = (
                f"tulis `pelaksana: {' > '.join(named)}`, atau lengkapi bagian yang kosong"
                if named
                else "tulis kodenya"
            )
            self.report(symbol_rules.CHAIN, node.span, "rantai pelaksana ini belum lengkap", fix=fix)
            parts = named or [TIDAK_TERBACA]
        elif any(re.search(r"[\[\],;/&+]", part) for part in parts):
            self.report(
                symbol_rules.CHAIN,
                node.span,
                "dalam rantai, tiap bagian hanya satu pelaksana",
                fix="tulis satu per satu pada `simbol:`; yang bersama dalam kurung siku, yang depan dengan `lanjut_ke:`",
            )
            return [tuple(re.findall(CODE, part)) for part in parts]
        elif len(_ARROW.findall(node.text)) != len(re.findall(r"(?<![-=>])>(?!>)", node.text)):
            self.report(
                symbol_rules.CHAIN,
                node.span,
                "tanda di antara dua pelaksana yang berurutan adalah `>`",
                fix=type_over(node.span, " > ".join(parts), f"tulis `pelaksana: {' > '.join(parts)}`"),
            )
        places = chain_parts(node)
        for index, part in enumerate(parts):
            span = places[index][1] if len(places) == len(parts) else node.span
            self.positions.values[*path, index] = span
            if part.lower() == TIDAK_TERBACA:
                self.positions.values[*path, TIDAK_TERBACA] = span
        return [() if part.lower() == TIDAK_TERBACA else (" ".join(part.split()),) for part in parts]

    # --- Branches and targets ---

    def _branches(self, values: dict[str, Node], path: Path, kunci: Kunci) -> tuple[Cabang, ...]:
        free = values.get("jika")
        if free is not None:
            return self._free_branches(free, path, kunci)
        if "jika_ya" not in values and "jika_tidak" not in values:
            return ()
        branches = []
        for name, label in (("jika_ya", "Ya"), ("jika_tidak", "Tidak")):
            node = values.get(name)
            branches.append(
                Cabang(label, self._target(node, name), (*kunci, name)) if node is not None else Cabang(label, LANJUT)
            )
        return tuple(branches)

    def _free_branches(self, node: Node, path: Path, kunci: Kunci) -> tuple[Cabang, ...]:
        if not isinstance(node, Mapping):
            self.wrong_kind(
                node,
                "`jika` harus berisi `Label: tujuan` untuk tiap cabang",
                fix="tulis seperti `jika: {Kotak pengaduan: 6, Tatap muka: lanjut}`",
            )
            return ()
        if not node.entries:
            self.report(
                rules.BLANK,
                node.span,
                "`jika` belum memuat satu cabang pun",
                fix="tulis seperti `jika: {Kotak pengaduan: 6, Tatap muka: lanjut}`, atau hapus baris ini",
            )
        branches = []
        for entry in node.entries:
            label = " ".join(entry.key.text.split())
            if not label and not entry.key.cut:
                self.report(
                    rules.BLANK,
                    entry.key.span,
                    "cabang `jika` ini belum berlabel",
                    fix=f"tulis labelnya sebelum titik dua, seperti `Lengkap:`, atau tulis `{TIDAK_TERBACA}:`",
                )
            self.positions.keys[*path, "jika", label] = entry.key.span
            self.positions.values[*path, "jika", label] = entry.value.span
            branches.append(Cabang(label, self._target(entry.value, label), (*kunci, "jika", label)))
        return tuple(branches)

    def _target(self, node: Node, what: str) -> Target:
        if not isinstance(node, Scalar):
            first = node.items[0] if isinstance(node, Sequence) and node.items else None
            example = first.text.strip() if isinstance(first, Scalar) and CODE.fullmatch(first.text.strip()) else "2"
            self.wrong_kind(
                node,
                f"`{what[:40]}` hanya menuju satu tempat",
                fix=f"tulis satu tujuan, seperti `{what[:40]}: {example}`; bila cabangnya memang lebih dari dua, ganti `jika_ya` dan `jika_tidak` dengan `jika: {{Label: {example}, Label lain: selesai}}`",
            )
            return Target(TargetKind.TIDAK_TERBACA)
        text = self.required_text(node, what)
        target = parse_target(text)
        if target is not None:
            return target
        if text:
            near = self._near_target(text)
            fix = "tulis kode pelaksana, nomor langkah, `5.kode`, `lanjut`, atau `selesai`"
            self.report(
                rules.TARGET,
                node.span,
                f"tujuan `{text[:40]}` tidak dipahami",
                label=f"mungkin maksudnya `{near}`" if near else "",
                fix=type_over(node.span, near, f"tulis `{what}: {near}`") if near else fix,
            )
        return Target(TargetKind.TIDAK_TERBACA)

    def _near_target(self, text: str) -> str:
        """What a target that is not understood probably means; "" for none."""
        row = re.match(r"(?:langkah\s+)?([0-9]{1,6})\s*(?:[.,:/\-]\s*)?(.*)$", text, re.IGNORECASE)
        if not row:
            return suggest_pelaksana(text, self._pelaksana, extra=(TIDAK_TERBACA,))
        if not row[2]:
            return row[1]
        if row[2].isdigit():  # "2.5": one of two steps, and nothing says which
            return ""
        kode = suggest_pelaksana(row[2], self._pelaksana)
        return f"{row[1]}.{kode}" if kode and kode not in {"lanjut", "selesai"} else ""


def chain_parts(node: Scalar) -> list[tuple[str, Span]]:
    """The codes of a chain with their places; of another text itself. Where line breaks have moved them, all of it."""
    length = node.span.end - node.span.start
    start = node.span.start + node.quoted
    if length != len(node.text) + 2 * node.quoted:
        return [(part, node.span) for part in _ARROW.split(node.text.strip())]
    parts, position = [], 0
    for arrow in [*_ARROW.finditer(node.text), None]:
        end = arrow.start() if arrow else len(node.text)
        part = node.text[position:end]
        first = position + len(part) - len(part.lstrip())
        parts.append((part.strip(), Span(start + first, start + first + len(part.strip()))))
        position = arrow.end() if arrow else end
    return parts


def parse_target(text: str) -> Target | None:
    """Read "kabag", "6", "5.kepala", "lanjut", "selesai" or "tidak terbaca"; None for any other text."""
    folded = text.lower()
    match folded:
        case "lanjut":
            return LANJUT
        case "selesai" | "tidak terbaca":
            return Target(TargetKind(folded))
    if folded.isascii() and folded.isdigit() and len(folded) <= 6:
        return Target(TargetKind.NOMOR, nomor=int(folded))
    if CODE.fullmatch(text):
        return Target(TargetKind.PELAKSANA, pelaksana=text)
    row = _ROW_SYMBOL.fullmatch(text)
    if row and not row[2].isdigit():
        return Target(TargetKind.SIMBOL, row[2], int(row[1]))
    return None
