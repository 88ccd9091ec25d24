"""Rules about what an SOP refers to: register entries, other SOPs, regulations (SOP4xx)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.text import Span

UNKNOWN_UNIT = Rule(
    "SOP401", "unit-tidak-dikenal", Severity.GALAT, "Unit kerja harus terdaftar di sops/_daftar/unit.yml."
)
DUPLICATE_SLUG = Rule(
    "SOP402", "nama-berkas-ganda", Severity.GALAT, "Nama berkas adalah alamat halaman, jadi tidak boleh sama."
)


def check_references(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this layer."""
    yield from _units(catalog)
    yield from _duplicate_slugs(catalog)


def _units(catalog: Catalog) -> Iterator[Diagnostic]:
    known = list(catalog.registers.unit)
    for file in catalog.files:
        if file.sop is None or file.sop.unit in catalog.registers.unit:
            continue
        near = next(iter(difflib.get_close_matches(file.sop.unit, known, 1, 0.5)), "")
        yield UNKNOWN_UNIT.at(
            file.source,
            file.positions.value("unit"),
            f"unit `{file.sop.unit[:40]}` tidak terdaftar di _daftar/unit.yml",
            label=f"mungkin maksudnya `{near}`" if near else "",
            fix=f"tulis `unit: {near or (known[0] if known else 'kode-unit')}`, atau daftarkan unit ini di _daftar/unit.yml",
        )


def _duplicate_slugs(catalog: Catalog) -> Iterator[Diagnostic]:
    for file in catalog.files:
        first = catalog.by_slug[file.slug]
        if first is not file:
            yield DUPLICATE_SLUG.at(
                file.source,
                Span(0, 0),
                f"nama berkas `{file.slug}` sudah dipakai {first.source.path}",
                related=(Label(first.source, Span(0, 0), "berkas pertama dengan nama ini"),),
                fix="ganti nama salah satu berkas",
            )
