"""From the tree of one file to one `Sop`: all mistakes collected, none raised."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import PurePosixPath
from typing import NamedTuple

from sop_catalog.model import shape_rules as rules
from sop_catalog.model.decode_steps import StepReader
from sop_catalog.model.decode_symbols import chain_parts
from sop_catalog.model.fields import (
    EVALUASI_FIELDS,
    NASKAH_FIELDS,
    PENGESAH_FIELDS,
    RIWAYAT_FIELDS,
    SOP_FIELDS,
    Field,
    FieldKind,
)
from sop_catalog.model.nip_places import find_nip_scalars
from sop_catalog.model.positions import Path, Positions
from sop_catalog.model.registers import Registers
from sop_catalog.model.sop import (
    PEJABAT_FIELDS,
    Evaluasi,
    Lampiran,
    Langkah,
    NaskahSah,
    Pelaksana,
    Pengesah,
    Riwayat,
    Sop,
    Status,
)
from sop_catalog.model.values.kode import CODE, fold_code
from sop_catalog.model.values.nip import Nip, parse_nip
from sop_catalog.model.values.tanggal import Tanggal
from sop_catalog.model.vocabulary import sop_words
from sop_catalog.source import file_rules, syntax_rules
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.fix import indent_line, type_over
from sop_catalog.source.line_shapes import FormWords
from sop_catalog.source.nip import holds_nip
from sop_catalog.source.text import Source, Span
from sop_catalog.source.tried import with_tried_fixes
from sop_catalog.source.yaml_tree import Entry, Mapping, Node, Scalar, Sequence, read_yaml

MAX_STEPS, MAX_COLUMNS, MAX_MARKS = 300, 60, 1200
"""An SOP with more is drawn for minutes and printed on hundreds of sheets. Ours have up to 16 steps."""

_NAMED_FILE = re.compile(r"(?P<nama>[^:/\\]*[^:/\\\s]):\s+(?P<sumber>\S.*)")
"""`Formulir: formulir.docx` as one text; an address has no blank behind its colon."""


class Decoded(NamedTuple):
    """What one file says, and what is wrong with it."""

    sop: Sop | None
    """None when the file cannot be read as an SOP at all; else what could be read, mistakes or not."""
    diagnostics: list[Diagnostic]
    positions: Positions
    partial: Sop | None = None
    """What could be read even where that is no SOP yet, for somebody who is still typing; None where there is no tree."""


def decode(source: Source, path: str | None = None, registers: Registers | None = None) -> Decoded:
    """Read one SOP. Never raises on input. A fix that is printed as an order has been tried on the file.

    Args:
        source: the file's text.
        path: the file relative to the folder of SOPs, with "/"; `source.path` when None. Its name is the slug.
        registers: of the catalogue; the form of the file's unit may have further boxes. None: it has none.
    """
    registers = registers or Registers()
    return decode_tree(source, path or source.path, *read_yaml(source, words_of(registers)), registers)


def words_of(registers: Registers) -> FormWords:
    """The words of the form, with the further boxes that a catalogue's forms have."""
    return sop_words(frozenset(box.isian for profil in registers.profil.values() for box in profil.kotak))


def decode_tree(
    source: Source, path: str, tree: Node | None, findings: list[Diagnostic], registers: Registers | None = None
) -> Decoded:
    """The same for a file whose text has been read already.

    Args:
        source: the file's text.
        path: the file relative to the folder of SOPs, with "/".
        tree: what `read_yaml` gave for it, with `words_of(registers)`.
        findings: likewise.
        registers: of the catalogue; None: forms have no boxes besides the six.
    """
    registers = registers or Registers()
    decoded = _decode(source, path, tree, findings, registers)

    def findings_after(text: str) -> list[Diagnostic]:
        changed = Source(source.path, text)
        return _decode(changed, path, *read_yaml(changed, words_of(registers)), registers).diagnostics

    diagnostics = [with_tried_fixes(finding, decoded.diagnostics, findings_after) for finding in decoded.diagnostics]
    return decoded._replace(diagnostics=diagnostics)


def _decode(source: Source, path: str, tree: Node | None, findings: list[Diagnostic], registers: Registers) -> Decoded:
    """One SOP, its fixes not tried."""
    decoder = _SopDecoder(source, path, registers)
    decoder.words = words_of(registers)
    decoder.check_file_name()
    decoder.take_findings(findings)
    partial = decoder.sop(tree) if tree is not None else None
    if tree is not None:
        decoder.check_no_nip(tree)
    is_whole = partial and partial.nama and partial.unit and partial.pelaksana and partial.langkah
    return Decoded(partial if is_whole else None, decoder.diagnostics, decoder.positions, partial)


def slug_of(path: str) -> str:
    """The slug of a file: its name without the ending."""
    return PurePosixPath(path).stem


def _codes_used(tree: Node) -> dict[str, list[Span]]:
    """The performers' codes that the steps of a file name as their performers, with the places."""
    steps = (
        next((entry.value for entry in tree.entries if entry.key.text == "langkah"), None)
        if isinstance(tree, Mapping)
        else None
    )
    codes: dict[str, list[Span]] = {}
    for step in steps.items if isinstance(steps, Sequence) else ():
        for node in _performers_of(step):
            for item in node.items if isinstance(node, Sequence) else (node,):
                if isinstance(item, Scalar):
                    for kode, span in chain_parts(item):
                        codes.setdefault(kode, []).append(span)
    return codes


def _performers_of(step: Node) -> Iterator[Node]:
    """What stands behind `pelaksana` in a step, and in each of its symbols."""
    for entry in step.entries if isinstance(step, Mapping) else ():
        if entry.key.text == "pelaksana":
            yield entry.value
        elif entry.key.text == "simbol" and isinstance(entry.value, Sequence):
            for symbol in entry.value.items:
                yield from _performers_of(symbol)


def _count_marks(langkah: Langkah) -> int:
    """Symbols and branches that a row draws."""
    return sum(len(simbol.pelaksana) + len(simbol.cabang) for simbol in langkah.simbol)


class _SopDecoder(StepReader):
    def __init__(self, source: Source, path: str, registers: Registers) -> None:
        super().__init__(source)
        self.path = path
        self._registers = registers

    def check_file_name(self) -> None:
        slug = slug_of(self.path)
        if slug == "index":
            self.report(
                rules.FILE_NAME,
                Span(0, 0),
                "nama berkas `index` dipakai server web untuk halaman sebuah folder",
                fix="ganti nama berkas dengan nama SOP-nya",
            )
        elif not CODE.fullmatch(slug):
            self.report(
                rules.FILE_NAME,
                Span(0, 0),
                f"nama berkas `{slug}` tidak dapat menjadi alamat halaman",
                fix=f"ganti nama berkas menjadi `{fold_code(slug) or 'nama-sop'}.yml`",
            )

    def place_elsewhere(self, key: Scalar) -> str:
        """A column of `pelaksana` that has lost its two spaces."""
        return f"bila ini kolom pelaksana, awali dengan dua spasi: `  {key.text}: …`" if key.text in self._used else ""

    def sop(self, tree: Node) -> Sop | None:
        """What the file says, whether that is a whole SOP or not; None where it is none at all."""
        tree = self._hoist(tree)
        self._used = _codes_used(tree)
        boxes = self._further_boxes(tree)
        values = self.entries(tree, (), (*SOP_FIELDS, *boxes), "SOP", record="sop")
        if not values:
            return None
        pelaksana = self.read_columns(values.get("pelaksana"))
        if isinstance(tree, Mapping):  # columns that have lost their two spaces have been reported
            known = {row.kunci for row in (*SOP_FIELDS, *boxes)} | {column.kode for column in pelaksana}
            lost = [entry for entry in tree.entries if entry.key.text in self._used.keys() - known]
            pelaksana += tuple(Pelaksana(entry.key.text, self.text(entry.value, entry.key.text)) for entry in lost)
        self._pelaksana = pelaksana
        langkah = self.read_steps(values.get("langkah")) if len(pelaksana) <= MAX_COLUMNS else ()
        if self._is_too_large(pelaksana, langkah):
            return None
        status = self.choice(values.get("status"), "status", [item.value for item in Status])

        def texts(kunci: str) -> tuple[str, ...]:
            return self.texts(values.get(kunci), (kunci,), kunci)

        def tanggal(kunci: str) -> Tanggal | None:
            return self.tanggal(values.get(kunci), kunci)

        approvers = self._people(values.get("disahkan_oleh"), "disahkan_oleh")
        return Sop(
            slug=slug_of(self.path),
            path=self.path,
            nama=self.required_text(values.get("nama"), "nama"),
            unit=self.required_text(values.get("unit"), "unit"),
            pelaksana=pelaksana,
            langkah=langkah,
            catatan_tabel=texts("catatan_tabel"),
            nomor=self.text(values.get("nomor"), "nomor"),
            status=Status(status) if status else Status.DRAF,
            contoh=self.ya_tidak(values.get("contoh"), "contoh"),
            digantikan_oleh=self.text(values.get("digantikan_oleh"), "digantikan_oleh"),
            tanggal_pembuatan=tanggal("tanggal_pembuatan"),
            tanggal_pengesahan=tanggal("tanggal_pengesahan"),
            tanggal_revisi=tanggal("tanggal_revisi"),
            tanggal_efektif=tanggal("tanggal_efektif"),
            disusun_oleh=self._people(values.get("disusun_oleh"), "disusun_oleh"),
            diperiksa_oleh=self._people(values.get("diperiksa_oleh"), "diperiksa_oleh"),
            disahkan_oleh=approvers[0] if approvers else Pengesah(),
            disahkan_bersama=approvers[1:],
            dasar_hukum=texts("dasar_hukum"),
            kualifikasi_pelaksana=texts("kualifikasi_pelaksana"),
            keterkaitan=texts("keterkaitan"),
            peralatan=texts("peralatan"),
            peringatan=texts("peringatan"),
            pencatatan=texts("pencatatan"),
            kotak=tuple((box.kunci, texts(box.kunci)) for box in boxes if box.kunci in values),
            lampiran=self._attachments(values.get("lampiran")),
            catatan_sumber=texts("catatan_sumber"),
            naskah_sah=self._signed(values.get("naskah_sah")),
            riwayat=self._history(values.get("riwayat")),
            evaluasi=self._evaluations(values.get("evaluasi")),
            tinjau_sebelum=tanggal("tinjau_sebelum"),
            kata_kunci=texts("kata_kunci"),
            slug_lama=self._former_slugs(texts("slug_lama")),
        )

    def _further_boxes(self, tree: Node) -> tuple[Field, ...]:
        """The boxes that the form of the file's unit has besides the six, as fields."""
        entries = tree.entries if isinstance(tree, Mapping) else ()
        unit = next((entry.value for entry in entries if entry.key.text == "unit"), None)
        if not isinstance(unit, Scalar) or not self._registers.profil:
            return ()
        profil = self._registers.profil_of(unit.text.strip())
        return tuple(Field(box.isian, FieldKind.DAFTAR, box.judul, "…") for box in profil.kotak)

    def _hoist(self, tree: Node) -> Node:
        """The tree with `langkah` at its top, when two spaces too many have put it among the performers."""
        if not isinstance(tree, Mapping):
            return tree
        top = {entry.key.text for entry in tree.entries}
        columns = next((entry.value for entry in tree.entries if entry.key.text == "pelaksana"), None)
        if "langkah" in top or not isinstance(columns, Mapping):
            return tree
        inner = [
            entry for entry in columns.entries if entry.key.text == "langkah" and isinstance(entry.value, Sequence)
        ]
        for entry in inner:
            line = self.source.place(entry.key.span.start).line
            fix = indent_line(self.source, line, 0, "hapus spasi di depan `langkah:`")
            self.report(
                syntax_rules.INDENTATION, entry.key.span, "isian `langkah` berada di dalam `pelaksana`", fix=fix
            )
        kept = replace(columns, entries=tuple(entry for entry in columns.entries if entry not in inner))
        entries = [Entry(entry.key, kept) if entry.value is columns else entry for entry in tree.entries]
        return replace(tree, entries=(*entries, *inner))

    def _is_too_large(self, pelaksana: tuple[Pelaksana, ...], langkah: tuple[Langkah, ...]) -> bool:
        """Whether drawing it would cost more than any office has ever needed; that is reported."""
        marks = list(accumulate(_count_marks(step) for step in langkah))
        if len(pelaksana) > MAX_COLUMNS:
            span = self.positions.keys["pelaksana", pelaksana[MAX_COLUMNS].kode]
            message = f"`pelaksana` memuat {len(pelaksana)} kolom, paling banyak {MAX_COLUMNS}"
        elif len(langkah) > MAX_STEPS:
            span = self.positions.values["langkah", MAX_STEPS]
            message = f"`langkah` memuat {len(langkah)} langkah, paling banyak {MAX_STEPS}"
        elif marks and marks[-1] > MAX_MARKS:
            span = self.positions.values["langkah", bisect_right(marks, MAX_MARKS)]
            message = f"langkah-langkah ini memuat {marks[-1]} simbol dan cabang, paling banyak {MAX_MARKS}"
        else:
            return False
        self.report(
            file_rules.LIMIT, Span(span.start, span.start), message, fix="bagi menjadi beberapa SOP yang saling merujuk"
        )
        return True

    def _former_slugs(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Former file names that were addresses; others are reported and left out."""
        for index, name in enumerate(names):
            if not CODE.fullmatch(name):
                stem = fold_code(slug_of(name.replace("\\", "/"))) or "nama-lama"
                self.report(
                    rules.CODE,
                    self.positions.value("slug_lama", index),
                    f"`{name[:60]}` bukan nama berkas lama yang dapat dialihkan",
                    fix=type_over(
                        self.positions.value("slug_lama", index),
                        stem,
                        f"tulis nama berkasnya saja, tanpa folder dan tanpa .yml: `{stem}`",
                    ),
                )
        return tuple(name for name in names if CODE.fullmatch(name))

    def _people(self, node: Node | None, isian: str) -> tuple[Pengesah, ...]:
        """Those whom a field names: one, or each of a list."""
        if not isinstance(node, Sequence):
            person = self._person(node, (isian,))
            return (person,) if person != Pengesah() else ()
        people = []
        for index, item in enumerate(node.items):
            self.positions.values[isian, index] = item.span
            person = self._person(item, (isian, index))
            if person != Pengesah():
                people.append(person)
            elif isinstance(item, Scalar) and not item.cut:
                self.report(
                    rules.BLANK_ITEM, item.span, f"butir `{isian}` ini kosong",
                    fix="isi setelah tanda hubung, atau hapus baris ini", in_form="isi, atau hapus butir ini",
                )  # fmt: skip
        return tuple(people)

    def _person(self, node: Node | None, path: Path) -> Pengesah:
        isian = str(path[0])
        if node is None or isinstance(node, Scalar):
            self._check_no_nip(node, isian)
            return Pengesah(jabatan=self.text(node, isian))
        values = self.entries(node, path, PENGESAH_FIELDS, isian, record="pengesah")
        for kunci in ("jabatan", "nama", "pangkat"):
            self._check_no_nip(values.get(kunci), kunci)
        return Pengesah(
            jabatan=self.text(values.get("jabatan"), "jabatan"),
            nama=self.text(values.get("nama"), "nama"),
            pangkat=self.text(values.get("pangkat"), "pangkat"),
            nip=self._nip(values.get("nip")),
            tte=self.ya_tidak(values.get("tte"), "tte"),
        )

    def check_no_nip(self, tree: Node) -> None:
        """It is masked wherever it stands, but belongs into one field alone; there and beside it the field is judged."""
        for place in find_nip_scalars(self.source, tree, skipped=PEJABAT_FIELDS):
            self.report(
                rules.NIP,
                place.scalar.span,
                f"NIP tertulis di dalam `{place.key[:40]}`" if place.key else "NIP tertulis di sini",
                fix="hapus NIP dari teks ini; sebut orangnya dengan jabatannya",
            )

    def _check_no_nip(self, node: Node | None, kunci: str) -> None:
        if isinstance(node, Scalar) and holds_nip(node.text, bare=True):
            fix = (
                "pindahkan ke isian `nip:`"
                if kunci in {"jabatan", "nama", "pangkat"}
                else "tulis rinciannya: `jabatan:`, `nama:`, `nip:`"
            )
            self.report(rules.NIP, node.span, f"NIP tertulis di dalam `{kunci}`, bukan pada isiannya sendiri", fix=fix)

    def _nip(self, node: Node | None) -> Nip | None:
        text = self.text(node, "nip")
        if node is None or not text:
            return None
        nip = parse_nip(text)
        if nip is None:
            digits = sum(character.isdigit() for character in text)
            message = f"NIP ini memuat {digits} angka, seharusnya 18"
            if re.search(r"[^\d\s.\-]", text):
                message = "NIP memuat selain angka"
            fix = "periksa NIP pada naskah, atau tulis `tidak terbaca`"
            self.report(rules.NIP, node.span, message, fix=fix)
            return Nip(text, "".join(character for character in text if character.isascii() and character.isdigit()))
        if nip.is_hidden:
            self.report(
                rules.NIP, node.span, "NIP ini disamarkan", label="titik menggantikan angkanya",
                fix="salin NIP lengkap dari berkas semula, atau tulis `tidak terbaca`",
            )  # fmt: skip
        if doubt := nip.doubt():
            self.report(
                rules.NIP,
                node.span,
                f"NIP ini tidak wajar: {doubt}",
                fix="periksa NIP pada naskah, atau tulis `tidak terbaca`",
            )
        return nip

    def _attachments(self, node: Node | None) -> tuple[Lampiran, ...]:
        """A list of files or addresses, each with a name before it or alone; the list may be one mapping."""
        if isinstance(node, Mapping):
            items: Iterable[Node] = [Mapping((entry,), entry.key.span) for entry in node.entries]
        elif isinstance(node, Scalar) and node.text.strip():
            items = (node,)
        else:
            items = self.items(node, "lampiran", "- Formulir permohonan: formulir.docx")
        found: list[Lampiran] = []
        for item in items:
            lampiran = self._attachment(item)
            if lampiran:
                self.positions.values["lampiran", len(found)] = lampiran[1]
                found.append(lampiran[0])
        return tuple(found)

    def _attachment(self, item: Node) -> tuple[Lampiran, Span] | None:
        """One attachment, and where its file or address stands."""
        if isinstance(item, Mapping) and len(item.entries) == 1 and isinstance(item.entries[0].value, Scalar):
            entry = item.entries[0]
            nama, sumber = " ".join(entry.key.text.split()), self.text(entry.value, "lampiran")
            if sumber:
                return Lampiran(nama, sumber), entry.value.span
            self.report(
                rules.BLANK_ITEM, entry.key.span, f"lampiran {nama[:60]} belum menyebut berkasnya",
                fix="tulis nama berkas atau alamatnya di belakang titik dua, atau hapus baris ini", in_form="isi nama berkas atau alamatnya, atau hapus lampiran ini",
            )  # fmt: skip
            return None
        if isinstance(item, Scalar):
            sumber = self.text(item, "lampiran")
            if not sumber and not item.cut:
                self.report(
                    rules.BLANK_ITEM, item.span, "butir `lampiran` ini kosong",
                    fix="isi setelah tanda hubung, atau hapus baris ini", in_form="isi, atau hapus butir ini",
                )  # fmt: skip
            if named := _NAMED_FILE.fullmatch(sumber):  # in quotes, the name as well
                start = self.source.text.find(named["sumber"], item.span.start, item.span.end)
                span = Span(start, start + len(named["sumber"])) if start >= 0 else item.span
                return Lampiran(named["nama"].strip(), named["sumber"]), span
            return (Lampiran(sumber, sumber), item.span) if sumber else None
        self.wrong_kind(
            item, "butir `lampiran` berbentuk `nama: berkas`", "tulis seperti `- Formulir permohonan: formulir.docx`"
        )
        return None

    def _history(self, node: Node | None) -> tuple[Riwayat, ...]:
        rows = []
        for index, item in enumerate(self.items(node, "riwayat", "- {tanggal: 5 Januari 2026, perubahan: terbit}")):
            values = self.entries(item, ("riwayat", index), RIWAYAT_FIELDS, "riwayat", record="riwayat")
            tanggal = self._required_date(values.get("tanggal"))
            perubahan = self.required_text(values.get("perubahan"), "perubahan")
            revisi = self.angka(values.get("revisi"), "revisi")
            written = "" if revisi is None else self.text(values.get("revisi"), "revisi")
            if tanggal and perubahan:
                rows.append(Riwayat(tanggal, perubahan, revisi, "" if written == str(revisi) else written))
        return tuple(rows)

    def _required_date(self, node: Node | None) -> Tanggal | None:
        """The date of a record that is nothing without one."""
        if isinstance(node, Scalar) and not node.text.strip():
            self.required_text(node, "tanggal")
            return None
        return self.tanggal(node, "tanggal")

    def _signed(self, node: Node | None) -> tuple[NaskahSah, ...]:
        """One document, or each of a list. Positions of the only one stand under its number as well."""
        if isinstance(node, Mapping):
            items: Iterable[Node] = (node,)
        else:
            items = self.items(node, "naskah_sah", "- {berkas: nama-sop.pdf, tanggal: 5 Januari 2026}")
        found: list[NaskahSah] = []
        for item in items:
            place: Path = ("naskah_sah", len(found))
            values = self.entries(item, place, NASKAH_FIELDS, "naskah_sah", record="naskah")
            berkas = self.required_text(values.get("berkas"), "berkas")
            tanggal = self._required_date(values.get("tanggal"))
            rest = [self.text(values.get(kunci), kunci) for kunci in ("nomor", "sha256", "isi")]
            if berkas and tanggal:
                self.positions.values[place] = item.span
                found.append(NaskahSah(berkas, tanggal, *rest))
        return tuple(found)

    def _evaluations(self, node: Node | None) -> tuple[Evaluasi, ...]:
        found = []
        for index, item in enumerate(self.items(node, "evaluasi", "- {tanggal: 5 Juli 2026, hasil: berjalan baik}")):
            values = self.entries(item, ("evaluasi", index), EVALUASI_FIELDS, "evaluasi", record="evaluasi")
            tanggal = self._required_date(values.get("tanggal"))
            hasil = self.required_text(values.get("hasil"), "hasil")
            catatan, tindakan = (self.text(values.get(kunci), kunci) for kunci in ("catatan", "tindakan"))
            if tanggal and hasil:
                found.append(Evaluasi(tanggal, hasil, catatan, tindakan))
        return tuple(found)
