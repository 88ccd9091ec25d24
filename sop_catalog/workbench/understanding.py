"""What the program has understood of a text, in a few words to stand beside it: times, days, names, regulations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.peraturan import Sitasi
from sop_catalog.catalog.regulations import format_nama
from sop_catalog.model.fields import SOP_FIELDS, FieldKind
from sop_catalog.model.registers import StatusPeraturan
from sop_catalog.model.sop import TIDAK_TERBACA, Sop
from sop_catalog.model.values.tanggal import Tanggal
from sop_catalog.model.values.waktu import sum_waktu

Json = Any

_DATES = tuple(field.kunci for field in SOP_FIELDS if field.jenis is FieldKind.TANGGAL)


def understand(catalog: Catalog, sop: Sop) -> Json:
    """Remarks by field: [path, text, kind], kind "paham" for what is understood and "asing" for what the registers lack."""
    return [[list(path), text, kind] for path, text, kind in _remarks(catalog, sop)]


Remark = tuple[tuple[str | int, ...], str, str]


def _remarks(catalog: Catalog, sop: Sop) -> Iterator[Remark]:
    unit = catalog.registers.unit.get(sop.unit)
    if unit:
        yield ("unit",), unit.nama, "paham"
    yield from _times(sop)
    for index, teks in enumerate(sop.keterkaitan):
        yield from _references(catalog, sop, index, teks)
    for index, kalimat in enumerate(sop.dasar_hukum):
        yield from _regulations(catalog, index, kalimat)
    yield from _roles(catalog, sop)


def _times(sop: Sop) -> Iterator[Remark]:
    for kunci in _DATES:
        tanggal = getattr(sop, kunci)
        if isinstance(tanggal, Tanggal) and tanggal.hari and tanggal.format() != tanggal.teks:
            yield (kunci,), tanggal.format(), "paham"
    for langkah in sop.langkah:
        total = sum_waktu([langkah.waktu]).format()
        is_own = langkah.waktu is not None and langkah.cell_row("waktu") == langkah.nomor
        if total and is_own and langkah.waktu and total.lower() != langkah.waktu.teks.lower():
            yield ("langkah", langkah.nomor - 1, "waktu"), total, "paham"


def _references(catalog: Catalog, sop: Sop, index: int, teks: str) -> Iterator[Remark]:
    for rujukan in catalog.references(teks):
        other = catalog.by_slug[rujukan.slug].named if rujukan.slug else None
        if other is None:
            yield ("keterkaitan", index), "belum ada di katalog", "asing"
        elif rujukan.slug != sop.slug:
            yield ("keterkaitan", index), f"SOP {other.judul}{' · ' + other.nomor if other.bernomor else ''}", "paham"


def _roles(catalog: Catalog, sop: Sop) -> Iterator[Remark]:
    for column in sop.pelaksana:
        role = catalog.find_jabatan(column.judul)
        if role and role.nama != column.judul:
            yield ("pelaksana", column.kode), role.nama, "paham"
        elif not role and column.judul and column.judul.lower() != TIDAK_TERBACA and catalog.registers.jabatan:
            yield ("pelaksana", column.kode), "belum terdaftar", "asing"


def _regulations(catalog: Catalog, index: int, kalimat: str) -> Iterator[Remark]:
    spelled = catalog.spell_kalimat(kalimat)
    if spelled != kalimat:  # a code: what pages print in its place
        yield ("dasar_hukum", index), spelled, "paham"
    for sitasi, peraturan in catalog.find_peraturan(kalimat):
        if peraturan is None:
            yield ("dasar_hukum", index), f"{_name(sitasi)}: belum terdaftar", "asing"
        elif peraturan.keberlakuan is not StatusPeraturan.BELUM_DIPERIKSA:
            kind = "asing" if peraturan.keberlakuan is StatusPeraturan.DICABUT else "paham"
            yield ("dasar_hukum", index), f"{_name(sitasi)} · {peraturan.keberlakuan.value}", kind
        else:
            yield ("dasar_hukum", index), _name(sitasi), "paham"


def _name(sitasi: Sitasi) -> str:
    """A citation as one says it, so that a slip in its number or year is seen."""
    if not sitasi.nama or not sitasi.nomor_tertulis:
        return sitasi.nama or sitasi.kode
    return format_nama(sitasi.nama, sitasi.nomor_tertulis, sitasi.tahun)


def total_time(sop: Sop) -> str:
    """The row "Norma Waktu": the sum, and what it lacks."""
    norma = sum_waktu(langkah.waktu for langkah in sop.langkah)
    lacking = norma.format_lacking() if norma.lama else ""
    return f"{norma.format()} ({lacking})" if lacking else norma.format()
