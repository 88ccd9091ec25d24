"""Rules about names, numbers and addresses that two SOPs share (SOP402, SOP403, SOP417)."""

from __future__ import annotations

from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.model.sop import TIDAK_TERBACA, Status
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.text import Span

DUPLICATE_SLUG = Rule("SOP402", "nama-berkas-ganda", Severity.GALAT)
DUPLICATE_NUMBER = Rule("SOP403", "nomor-ganda", Severity.PERINGATAN)
DUPLICATE_NAME = Rule("SOP417", "nama-ganda", Severity.PERINGATAN)


def check_duplicates(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this module."""
    yield from _duplicate_slugs(catalog)
    yield from _duplicates(catalog)


def _sides(file: SopFile, first: SopFile) -> tuple[SopFile, SopFile]:
    """The file that a finding is for, and the other one: the later one, unless only the earlier one was asked about."""
    return (first, file) if file.state.is_aside and not first.state.is_aside else (file, first)


def _duplicate_slugs(catalog: Catalog) -> Iterator[Diagnostic]:
    for later in catalog.files:
        if catalog.by_slug[later.slug] is not later:
            file, other = _sides(later, catalog.by_slug[later.slug])
            yield DUPLICATE_SLUG.at(
                file.source,
                Span(0, 0),
                f"nama berkas `{file.slug[:80]}` sudah dipakai {other.source.path}",
                related=(
                    Label(
                        other.source,
                        Span(0, 0),
                        "berkas pertama dengan nama ini" if file is later else "berkas lain dengan nama ini",
                    ),
                ),
                fix=f"ganti nama salah satu berkas, misalnya {file.slug[:80]}-2.yml",
            )


def _duplicates(catalog: Catalog) -> Iterator[Diagnostic]:
    numbers: dict[str, SopFile] = {}
    names: dict[tuple[str, str], SopFile] = {}
    for later in catalog.files:
        sop = later.sop
        if sop is None or sop.status is Status.DICABUT or catalog.by_slug[later.slug] is not later:
            continue
        if sop.bernomor and fold_name(sop.nomor):
            file, other = _sides(later, numbers.setdefault(fold_name(sop.nomor), later))
            if file is not other and file.sop:
                label = Label(other.source, other.positions.value("nomor"), "dipakai di sini")
                yield DUPLICATE_NUMBER.at(
                    file.source, file.positions.value("nomor"),
                    f"nomor {file.sop.nomor[:60]} sudah dipakai SOP {other.sop.nama[:80] if other.sop else other.slug}",
                    related=(label,), fix="periksa nomor pada naskah pengesahan, lalu perbaiki salah satunya",
                )  # fmt: skip
        if sop.nama.lower() != TIDAK_TERBACA and fold_name(sop.nama):
            file, other = _sides(later, names.setdefault((sop.unit, fold_name(sop.nama)), later))
            if file is not other and file.sop:
                label = Label(other.source, other.positions.value("nama"), "dipakai di sini")
                yield DUPLICATE_NAME.at(
                    file.source, file.positions.value("nama"),
                    f"unit ini sudah mempunyai SOP bernama {file.sop.nama[:80]}", related=(label,),
                    fix="bedakan namanya, atau tulis `status: dicabut` dan `digantikan_oleh:` pada yang lama", in_form="bedakan namanya; bila yang lama tidak berlaku lagi, pada SOP lama itu pilih status Dicabut dan isi Digantikan oleh",
                )  # fmt: skip
