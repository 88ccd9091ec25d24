"""Reads the activity table: the performers' columns, the steps, their branches and times."""

from __future__ import annotations

from dataclasses import replace

from sop_catalog.model import shape_rules as rules
from sop_catalog.model.durasi import DurasiMistake, parse_durasi
from sop_catalog.model.fields import LANGKAH_FIELDS
from sop_catalog.model.reading import CODE, NodeReader, Path, fold_code
from sop_catalog.model.sop import LANJUT, TIDAK_TERBACA, Cabang, Langkah, Pelaksana, Target, TargetKind
from sop_catalog.model.suggestions import fix_waktu, suggest_pelaksana
from sop_catalog.model.values import Durasi
from sop_catalog.source.fix import Edit, Fix, type_over
from sop_catalog.source.text import Source, Span
from sop_catalog.source.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

_RESERVED = {TargetKind.LANJUT.value, TargetKind.SELESAI.value}


class StepReader(NodeReader):
    """Reads the fields `pelaksana` and `langkah`."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._pelaksana: tuple[Pelaksana, ...] = ()
        """The columns, once they are read: what a target may mean."""
        self._used: dict[str, list[Span]] = {}
        """Performers' codes that the steps name, with the places."""

    def read_columns(self, node: Node | None) -> tuple[Pelaksana, ...]:
        """The performers' columns from left to right."""
        if node is None:
            return ()
        if isinstance(node, Scalar) and node.text.strip().lower() == TIDAK_TERBACA:
            return (Pelaksana(fold_code(TIDAK_TERBACA), TIDAK_TERBACA),)
        if not isinstance(node, Mapping) or not node.entries:
            self.report(
                rules.BLANK if isinstance(node, Scalar) and not node.text else rules.WRONG_KIND,
                node.span,
                "`pelaksana` harus berisi kolom-kolom `kode: Judul kolom`",
                fix="tulis tiap kolom pada barisnya sendiri, dua spasi lebih dalam: `  staf: Staf Umum`",
            )
            return ()
        columns = []
        for entry in node.entries:
            kode = entry.key.text.strip()
            self.positions.keys["pelaksana", kode] = entry.key.span
            self.positions.values["pelaksana", kode] = entry.value.span
            if kode in _RESERVED or kode.isdigit() or not CODE.fullmatch(kode):
                reserved = " karena dipakai untuk tujuan cabang" if kode in _RESERVED or kode.isdigit() else ""
                self.report(
                    rules.CODE, entry.key.span, f"`{kode[:40]}` tidak dapat menjadi kode pelaksana{reserved}",
                    fix=self._code_fix(node, entry, "p-" if reserved else ""),
                )  # fmt: skip
            columns.append(Pelaksana(kode, self.required_text(entry.value, kode)))
        return tuple(columns)

    def _code_fix(self, columns: Mapping, entry: Entry, prefix: str) -> str | Fix:
        """The fix that writes a column's code as a code, and so wherever the steps name it as their performer."""
        kode = f"{prefix}{fold_code(entry.key.text)}"
        if kode == prefix or any(kode == other.key.text for other in columns.entries):
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
                steps.append(self._step(item, len(steps)))
            previous = item
        if node is not None and not steps and not any(d.span == node.span for d in self.diagnostics):
            self.report(
                rules.BLANK,
                node.span,
                "`langkah` belum berisi satu langkah pun",
                fix="tulis langkah pertama: `  - pelaksana: …`",
            )
        return tuple(steps)

    def _step(self, node: Node, index: int) -> Langkah:
        path: Path = ("langkah", index)
        self.positions.values[path] = node.span
        what = f"langkah {index + 1}"
        values = self.entries(node, path, LANGKAH_FIELDS, what, record="langkah")

        def cell(kunci: str) -> str:
            return self.cell(values.get(kunci), (*path, kunci), kunci)

        lanjut_ke = values.get("lanjut_ke")
        return Langkah(
            nomor=index + 1,
            pelaksana=self._performers(values.get("pelaksana"), path),
            kegiatan=self.required_lines(values.get("kegiatan"), "kegiatan"),
            cabang=self._branches(values, path),
            lanjut_ke=self._target(lanjut_ke, "lanjut_ke") if lanjut_ke is not None else None,
            kelengkapan=cell("kelengkapan"),
            waktu=self._waktu(values.get("waktu")),
            output=cell("output"),
            keterangan=cell("keterangan"),
        )

    def _performers(self, node: Node | None, path: Path) -> tuple[str, ...]:
        if node is None:
            return ()
        if isinstance(node, Scalar):
            kode = self.required_text(node, "pelaksana")
            return () if kode.lower() == TIDAK_TERBACA or not kode else (kode,)
        if isinstance(node, Sequence) and node.items and all(isinstance(item, Scalar) for item in node.items):
            return self.texts(self._without_unread(node, path), (*path, "pelaksana"), "pelaksana")
        self.wrong_kind(
            node,
            "`pelaksana` pada langkah harus berupa kode pelaksana",
            fix="tulis satu kode, atau beberapa kode dalam [kurung siku]",
        )
        return ()

    def _without_unread(self, node: Sequence, path: Path) -> Sequence:
        """A list of performers without those that are not readable in the source; their place is noted."""
        unread = [
            item for item in node.items if isinstance(item, Scalar) and item.text.strip().lower() == TIDAK_TERBACA
        ]
        for item in unread:
            self.positions.values[*path, "pelaksana", TIDAK_TERBACA] = item.span
        return replace(node, items=tuple(item for item in node.items if item not in unread))

    def _branches(self, values: dict[str, Node], path: Path) -> tuple[Cabang, ...]:
        free = values.get("jika")
        if free is not None:
            return self._free_branches(free, path)
        if "jika_ya" not in values and "jika_tidak" not in values:
            return ()
        branches = []
        for kunci, label in (("jika_ya", "Ya"), ("jika_tidak", "Tidak")):
            node = values.get(kunci)
            branches.append(
                Cabang(label, self._target(node, kunci), (kunci,)) if node is not None else Cabang(label, LANJUT)
            )
        return tuple(branches)

    def _free_branches(self, node: Node, path: Path) -> tuple[Cabang, ...]:
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
            branches.append(Cabang(label, self._target(entry.value, label), ("jika", label)))
        return tuple(branches)

    def _target(self, node: Node, what: str) -> Target:  # noqa: PLR0911
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
        folded = text.lower()
        match folded:
            case "lanjut":
                return LANJUT
            case "selesai":
                return Target(TargetKind.SELESAI)
            case "tidak terbaca":
                return Target(TargetKind.TIDAK_TERBACA)
        if folded.isascii() and folded.isdigit() and len(folded) <= 6:
            return Target(TargetKind.NOMOR, nomor=int(folded))
        if CODE.fullmatch(text):
            return Target(TargetKind.PELAKSANA, pelaksana=text)
        if not text:
            return Target(TargetKind.TIDAK_TERBACA)
        near = suggest_pelaksana(text, self._pelaksana, extra=(TIDAK_TERBACA,))
        self.report(
            rules.TARGET,
            node.span,
            f"tujuan `{text[:40]}` tidak dipahami",
            label=f"mungkin maksudnya `{near}`" if near else "",
            fix=type_over(node.span, near, f"tulis `{what}: {near}`")
            if near
            else "tulis kode pelaksana, nomor langkah, `lanjut`, atau `selesai`",
        )
        return Target(TargetKind.TIDAK_TERBACA)

    def _waktu(self, node: Node | None) -> Durasi | None:
        text = self.text(node, "waktu")
        if node is None or not text:
            return None
        match parse_durasi(text):
            case Durasi() as durasi:
                return durasi
            case DurasiMistake.FORMAT | DurasiMistake.MIXED:
                self.report(
                    rules.WAKTU,
                    node.span,
                    f"waktu `{text[:40]}` dicetak apa adanya tetapi tidak ikut dijumlah",
                    fix=fix_waktu(text),
                )
            case DurasiMistake.NOT_POSITIVE:
                self.report(
                    rules.WAKTU_NOT_POSITIVE,
                    node.span,
                    "waktu harus lebih besar dari nol",
                    fix="tulis seperti `10 menit`, atau hapus baris ini",
                )
            case DurasiMistake.REVERSED:
                self.report(
                    rules.WAKTU_NOT_POSITIVE,
                    node.span,
                    "rentang waktu terbalik",
                    fix="tulis dari kecil ke besar: `1-2 hari kerja`",
                )
        return Durasi(text)
