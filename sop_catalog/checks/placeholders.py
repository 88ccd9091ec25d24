"""Texts that stand for what somebody was to write there: "isi di sini", "nama SOP", "…" (SOP514)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import readable
from sop_catalog.model.positions import Path
from sop_catalog.model.sop import BOX_FIELDS, PEJABAT_FIELDS, Sop
from sop_catalog.source.diagnostic import Diagnostic, Rule, Severity
from sop_catalog.source.text import Source, Span

PLACEHOLDER = Rule("SOP514", "teks-contoh", Severity.PERINGATAN)

_ANYWHERE = (
    r"(?:silakan |silahkan |harap |mohon )?(?:di)?(?:isi|tulis|ketik)(?:kan|lah)? (?:di ?sini|disini|sendiri|sesuai (?:kebutuhan|naskah)|teks(?:nya)?)"
    r"|(?:isi|contoh) teks(?: di sini)?|teks (?:contoh|di sini)|lorem ipsum.*|x{3,}|tbd|tba|todo|fixme|asdf\w*|placeholder"
)
"""What says so in every field."""
_IN_BRACKETS = r"(?:<|\[+|\{+|\()\s*(?:isi|diisi|tulis|ketik|nama|judul|nomor|tanggal|jabatan|uraian)\b[^<>\[\]{}()]*(?:>|\]+|\}+|\))"
_DOTS = re.compile(r"(?:[._…]\s*){3,}|…\s*")
_OF_FIELD = {
    "nama": "nama sop|judul sop|nama prosedur|nama kegiatan sop|nama dokumen",
    "nomor": "nomor sop|no\\.? sop|nomor dokumen|nomor",
    "dasar_hukum": "judul peraturan|nama peraturan|dasar hukum|peraturan",
    "keterkaitan": "nama sop|judul sop|sop terkait|keterkaitan",
    "kata_kunci": "kata lain|kata kunci",
    "kegiatan": "kegiatan|nama kegiatan|uraian kegiatan|isi kegiatan|nama langkah|langkah",
    "pelaksana": "nama jabatan|judul kolom|nama pelaksana",
    "jabatan": "nama jabatan|jabatan",
    "orang": "nama pejabat|nama|nama dan gelar",
    "perubahan": "perubahan|uraian perubahan|isi perubahan",
    "tentang": "judul peraturan|nama peraturan|judul|tentang",
    "unit": "nama unit|nama unit kerja|unit kerja",
}
"""What stands for the text of one field, and may be a text in others."""
_LONGEST = 100
"""Letters of one, but for those that go on with any text: "lorem ipsum …", "asdf…", "xxx…", and what stands in brackets."""
_LONG_BEGINS = frozenset("lax<[{(")
_FIX = "tulis isinya menurut naskah, atau hapus baris ini"


def is_placeholder(teks: str, isian: str) -> bool:
    """Whether a text only keeps the place of another.

    Args:
        teks: as written.
        isian: the field that it stands in, as in the table above; "" for a cell.
    """
    folded = " ".join(teks.lower().split()).strip(" .:") if any(map(str.isalnum, teks)) else teks.strip()
    if _DOTS.fullmatch(folded):
        return bool(isian)
    if len(folded) > _LONGEST and folded[0] not in _LONG_BEGINS:
        return False
    return _pattern(isian).fullmatch(folded) is not None


@lru_cache(maxsize=64)
def _pattern(isian: str) -> re.Pattern[str]:
    own = _OF_FIELD.get(isian, re.escape(isian.replace("_", " ")) if isian else "(?!)")
    return re.compile(f"{_ANYWHERE}|{_IN_BRACKETS}|{own}")


def check_placeholders(catalog: Catalog) -> Iterator[Diagnostic]:
    """The rule over all readable files."""
    for file, sop in readable(catalog):
        for path, isian, teks in _texts(sop):
            if is_placeholder(teks, isian):
                yield _finding(file, path, teks)


def check_register_placeholders(catalog: Catalog) -> Iterator[Diagnostic]:
    """Likewise over the registers of units, roles and regulations."""
    registers = catalog.registers
    rows = [("unit", kode, "nama", "unit", unit.nama) for kode, unit in registers.unit.items()]
    rows += [("jabatan", kode, "nama", "jabatan", role.nama) for kode, role in registers.jabatan.items()]
    rows += [("peraturan", kode, "tentang", "tentang", item.tentang) for kode, item in registers.peraturan.items()]
    for register, kode, kunci, isian, teks in rows:
        source, positions = catalog.register_sources.get(register), catalog.register_positions.get(register)
        if source and positions and is_placeholder(teks, isian):
            yield _at(source, positions.value(kode, kunci), teks)


def _texts(sop: Sop) -> Iterator[tuple[Path, str, str]]:
    """(where, field, text) of all that an SOP says in words."""
    yield ("nama",), "nama", sop.nama
    yield ("nomor",), "nomor", sop.nomor
    for isian in (*BOX_FIELDS, "kata_kunci", "catatan_tabel", *(isian for isian, _ in sop.kotak)):
        texts = getattr(sop, isian) if isian in {"kata_kunci", "catatan_tabel"} else sop.isi_kotak(isian)
        for index, teks in enumerate(texts):
            yield (isian, index), isian, teks
    for isian in PEJABAT_FIELDS:
        for index, person in enumerate(sop.pejabat(isian)):
            yield (isian, index, "jabatan"), "jabatan", person.jabatan if any(map(str.isalnum, person.jabatan)) else ""
            yield (isian, index, "nama"), "orang", person.nama if any(map(str.isalnum, person.nama)) else ""
    for pelaksana in sop.pelaksana:
        yield ("pelaksana", pelaksana.kode), "pelaksana", pelaksana.judul
    for index, row in enumerate(sop.riwayat):
        yield ("riwayat", index, "perubahan"), "perubahan", row.perubahan
    for index, langkah in enumerate(sop.langkah):
        yield ("langkah", index, "kegiatan"), "kegiatan", langkah.kegiatan
        for kunci in ("kelengkapan", "output", "keterangan"):
            yield ("langkah", index, kunci), "", getattr(langkah, kunci)


def _finding(file: SopFile, path: Path, teks: str) -> Diagnostic:
    return _at(file.source, file.positions.value(*path), teks)


def _at(source: Source, span: Span, teks: str) -> Diagnostic:
    return PLACEHOLDER.at(source, span, f"`{' '.join(teks.split())[:40]}` pengisi tempat, bukan isi SOP", fix=_FIX)
