"""An SOP as the text of its YAML file: what `decode` reads back as the same SOP.

`sop buat` and `sop impor` write with it. Fields stand in the order of the form; what is empty is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

import yaml

from sop_catalog.model.fields import SOP_FIELDS, FieldKind
from sop_catalog.model.sop import (
    BOX_FIELDS,
    LANJUT,
    RANTAI,
    SEL_GABUNG,
    TIDAK_TERBACA,
    Cabang,
    Evaluasi,
    Langkah,
    NaskahSah,
    Pelaksana,
    Pengesah,
    Simbol,
    Sop,
    Status,
)
from sop_catalog.model.values.tanggal import Tanggal

_ALWAYS_LISTED = frozenset({"dasar_hukum", "keterkaitan", "catatan_sumber", "slug_lama", "catatan_tabel"})
"""Fields that stand as a list even when they hold one text."""
_YA_TIDAK = (("jika_ya", "Ya"), ("jika_tidak", "Tidak"))


def render_sop(sop: Sop) -> str:
    """The file's text; ends with a line end.

    Args:
        sop: an SOP whose texts hold no blanks at their ends; line ends within a text become a block of lines.
    """
    lines: list[str] = []
    for field in SOP_FIELDS:
        part = list(_field(sop, field.kunci, field.jenis))
        if not part:
            continue
        if field.kunci in {"dasar_hukum", "pelaksana", "langkah", "catatan_tabel", "catatan_sumber"} and lines:
            lines.append("")
        lines += part
        if field.kunci == BOX_FIELDS[-1]:
            for isian, texts in sop.kotak:
                lines += _texts(isian, texts)
    return "\n".join([*lines, ""])


def format_entry(kunci: str, teks: str, indent: str = "") -> str:
    """`kunci: teks`, quoted where the text needs it; a text of several lines as a block below the key.

    Args:
        kunci: a key of the format, a performer's code, or a label.
        teks: the text.
        indent: what stands before the key on its line.
    """
    if "\n" in teks and all(line.strip() == line and line for line in teks.split("\n")) and teks.isprintable() is False:
        inner = "\n".join(f"{indent}  {line}" for line in teks.split("\n"))
        if _is_plain_block(teks):
            return f"{format_key(kunci)}: |-\n{inner}"
    dumped = yaml.safe_dump({kunci: teks}, allow_unicode=True, width=1_000_000, default_flow_style=False)
    return dumped.rstrip("\n")


def _is_plain_block(teks: str) -> bool:
    return all(line.isprintable() and not line.startswith(("#", "\t")) for line in teks.split("\n"))


def format_key(kunci: str) -> str:
    """A key, quoted where it needs it."""
    return yaml.safe_dump({kunci: "x"}, allow_unicode=True, width=1_000_000).rpartition(": x")[0]


def format_item(teks: str) -> str:
    """A text as an item of a list, without the dash."""
    return yaml.safe_dump([teks], allow_unicode=True, width=1_000_000, default_flow_style=False)[2:].rstrip("\n")


def _field(sop: Sop, kunci: str, jenis: FieldKind) -> Iterator[str]:  # noqa: C901, PLR0912 - one case after another
    match jenis:
        case FieldKind.PELAKSANA:
            yield "pelaksana:"
            yield from _columns(sop.pelaksana)
        case FieldKind.LANGKAH:
            yield "langkah:"
            for number, langkah in enumerate(sop.langkah):
                if number:
                    yield ""
                yield from _step(langkah)
        case FieldKind.PENGESAH:
            yield from _people(kunci, sop.pejabat(kunci))
        case FieldKind.RIWAYAT:
            if sop.riwayat:
                yield "riwayat:"
            for row in sop.riwayat:
                yield f"  - {format_entry('tanggal', row.tanggal.teks)}"
                yield f"    {format_entry('perubahan', row.perubahan)}"
                if row.nomor_revisi:
                    yield f"    revisi: {row.nomor_revisi}"
        case FieldKind.NASKAH | FieldKind.EVALUASI:
            yield from _records(kunci, getattr(sop, kunci))
        case FieldKind.LAMPIRAN:
            if sop.lampiran:
                yield "lampiran:"
            for lampiran in sop.lampiran:
                named = lampiran.nama != lampiran.sumber
                yield f"  - {format_entry(lampiran.nama, lampiran.sumber) if named else format_item(lampiran.sumber)}"
        case FieldKind.DAFTAR:
            yield from _texts(kunci, getattr(sop, kunci))
        case FieldKind.TANGGAL:
            date = getattr(sop, kunci)
            if date is not None:
                yield format_entry(kunci, date.teks)
        case FieldKind.YA_TIDAK:
            if getattr(sop, kunci):
                yield f"{kunci}: ya"
        case FieldKind.STATUS:
            yield f"{kunci}: {Status(sop.status).value}"
        case _:
            text = getattr(sop, kunci)
            if text:
                yield format_entry(kunci, text)


def _records(kunci: str, records: Sequence[NaskahSah | Evaluasi]) -> Iterator[str]:
    """Records with a date, one entry a line; what is empty is left out."""
    if records:
        yield f"{kunci}:"
    for record in records:
        values = [(field.name, getattr(record, field.name)) for field in fields(record)]
        texts = [(name, value.teks if isinstance(value, Tanggal) else value) for name, value in values]
        for number, (name, text) in enumerate((name, text) for name, text in texts if text):
            yield f"  {'- ' if not number else '  '}{format_entry(name, text)}"


def _texts(kunci: str, texts: Sequence[str]) -> Iterator[str]:
    if len(texts) == 1 and kunci not in _ALWAYS_LISTED:
        yield format_entry(kunci, texts[0])
    elif texts:
        yield f"{kunci}:"
        for text in texts:
            yield f"  - {format_item(text)}"


def _people(isian: str, people: Sequence[Pengesah]) -> Iterator[str]:
    """One person below the field, or several as its list; who has nothing but a position is that text."""
    if len(people) == 1 and people[0] == Pengesah(jabatan=people[0].jabatan):
        yield format_entry(isian, people[0].jabatan)
        return
    if people:
        yield f"{isian}:"
    for person in people:
        if len(people) == 1:
            yield from (f"  {line}" for line in _details(person))
        elif person == Pengesah(jabatan=person.jabatan):
            yield f"  - {format_item(person.jabatan)}"
        else:
            yield from (f"  {'- ' if not number else '  '}{line}" for number, line in enumerate(_details(person)))


def _details(person: Pengesah) -> Iterator[str]:
    for kunci, text in (("jabatan", person.jabatan), ("nama", person.nama), ("pangkat", person.pangkat)):
        if text:
            yield format_entry(kunci, text)
    if person.nip is not None:
        yield format_entry("nip", person.nip.teks)
    if person.tte:
        yield "tte: ya"


def _columns(columns: Sequence[Pelaksana]) -> Iterator[str]:
    grup = ""
    for column in columns:
        if column.grup and column.grup != grup:
            yield f"  {format_key(column.grup)}:"
        grup = column.grup
        yield f"  {'  ' if grup else ''}{format_entry(column.kode, column.judul)}"


# --- Steps --------------------------------------------------------------------------------------------------------


def _step(langkah: Langkah) -> Iterator[str]:
    first = True
    for line in _step_lines(langkah):
        inner = line.startswith("\0")
        yield f"    {line[1:]}" if inner else f"  {'- ' if first else '  '}{line}"
        first = False


def _step_lines(langkah: Langkah) -> Iterator[str]:
    """The lines of a step, the first key's without its dash; lines of blocks begin with a zero character."""
    listed = bool(langkah.simbol[0].kunci)
    last = langkah.simbol[-1]
    if not listed:
        yield f"pelaksana: {_performers(langkah)}"
    yield from _entry_lines("kegiatan", langkah.kegiatan)
    if listed:
        yield "simbol:"
        for simbol in langkah.simbol:
            lines = list(_symbol_lines(simbol))
            yield f"  - {lines[0]}"
            yield from (f"    {line}" for line in lines[1:])
    else:
        if last.isi:
            yield format_entry("isi", last.isi)
        yield from _way_lines(last)
    joined = dict(langkah.gabung)
    for kunci in SEL_GABUNG:
        if kunci in joined:
            yield f"{kunci}: ^"
        elif kunci == "waktu":
            if langkah.waktu is not None:
                yield from _entry_lines("waktu", langkah.waktu.teks)
        else:
            text = getattr(langkah, kunci)
            if text:
                yield from _entry_lines(kunci, text)


def _entry_lines(kunci: str, teks: str) -> Iterator[str]:
    head, *block = format_entry(kunci, teks).split("\n")
    yield head
    yield from (f"\0{line}" for line in block)


def _performers(langkah: Langkah) -> str:
    if langkah.is_chain:
        return " > ".join(simbol.pelaksana[0] if simbol.pelaksana else TIDAK_TERBACA for simbol in langkah.simbol)
    return _together(langkah.simbol[0].pelaksana)


def _together(codes: Sequence[str]) -> str:
    if not codes:
        return TIDAK_TERBACA
    return codes[0] if len(codes) == 1 else f"[{', '.join(codes)}]"


def _symbol_lines(simbol: Simbol) -> Iterator[str]:
    yield f"pelaksana: {_together(simbol.pelaksana)}"
    if simbol.isi:
        yield format_entry("isi", simbol.isi)
    yield from _way_lines(simbol)


def _way_lines(simbol: Simbol) -> Iterator[str]:
    if simbol.cabang and any("jika" in cabang.kunci for cabang in simbol.cabang):
        yield "jika:"
        for cabang in simbol.cabang:
            yield f"  {format_entry(cabang.label, cabang.target.format())}"
    elif simbol.cabang:
        yield from _yes_no(simbol.cabang)
    elif simbol.lanjut_ke is not None and simbol.lanjut_ke != RANTAI:
        yield f"lanjut_ke: {simbol.lanjut_ke.format()}"


def _yes_no(branches: Sequence[Cabang]) -> Iterator[str]:
    """A branch that was left out, and goes on to the next row by rule, is left out again."""
    for kunci, label in _YA_TIDAK:
        for cabang in branches:
            if cabang.label == label and (cabang.kunci or cabang.target != LANJUT):
                yield f"{kunci}: {cabang.target.format()}"
