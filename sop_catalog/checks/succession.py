"""Rules about SOPs that replace others and about former names (SOP409–SOP411, SOP416)."""

from __future__ import annotations

from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.nearest import NearestNames
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.references import nearest_sops
from sop_catalog.checks.scope import readable
from sop_catalog.model.sop import TIDAK_TERBACA, Sop, Status
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.fix import type_over
from sop_catalog.source.text import Span

UNKNOWN_SUCCESSOR = Rule("SOP409", "pengganti-belum-ada", Severity.PERINGATAN)
SUCCESSION_CYCLE = Rule("SOP410", "pengganti-melingkar", Severity.GALAT)
SUCCESSOR_IN_FORCE = Rule("SOP411", "pengganti-tanpa-pencabutan", Severity.PERINGATAN)
FORMER_SLUG = Rule("SOP416", "slug-lama-dipakai", Severity.PERINGATAN)


def check_succession(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this module."""
    nearest = nearest_sops(catalog)
    for file, sop in readable(catalog):
        if sop.digantikan_oleh and sop.digantikan_oleh.lower() != TIDAK_TERBACA:
            yield from _successor(catalog, nearest, file, sop)
    yield from _cycles(catalog)
    yield from _former_slugs(catalog)


def _successor(catalog: Catalog, nearest: NearestNames, file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    span = file.positions.value("digantikan_oleh")
    if not catalog.find_sop(sop.digantikan_oleh):
        near = nearest.find(sop.digantikan_oleh, file.slug)
        yield UNKNOWN_SUCCESSOR.at(
            file.source, span, f"SOP pengganti `{sop.digantikan_oleh[:80]}` tidak ada di katalog",
            label=f"mungkin maksudnya `{near}`" if near else "",
            fix=type_over(span, near, f"tulis `digantikan_oleh: {near}`") if near else "tulis nama berkas SOP pengganti tanpa .yml, atau hapus baris ini",
        )  # fmt: skip
    elif sop.status is not Status.DICABUT:
        yield SUCCESSOR_IN_FORCE.at(
            file.source, file.positions.key("digantikan_oleh"), f"SOP ini digantikan SOP lain, tetapi statusnya {sop.status}",
            fix="tulis `status: dicabut`, atau hapus baris `digantikan_oleh`", in_form="pilih status Dicabut, atau kosongkan Digantikan oleh",
            fixes=(type_over(file.positions.values["status",], "dicabut", "tulis `status: dicabut`"),) if ("status",) in file.positions.values else (),
        )  # fmt: skip


def _cycles(catalog: Catalog) -> Iterator[Diagnostic]:
    """One finding for each cycle, at its first file by path of those that were asked about; the others are named beside it."""
    following = {
        slug: catalog.find_sop(file.sop.digantikan_oleh)
        for slug, file in catalog.by_slug.items()
        if file.sop and file.sop.digantikan_oleh
    }
    done: set[str] = set()
    for start in following:
        chain: list[str] = []
        slug = start
        while slug in following and slug not in done and slug not in chain:
            chain.append(slug)
            slug = following[slug]
        if slug in chain:
            cycle = chain[chain.index(slug) :]
            first, *others = sorted(
                (catalog.by_slug[slug] for slug in cycle), key=lambda file: (file.state.is_aside, file.path)
            )
            yield SUCCESSION_CYCLE.at(
                first.source,
                first.positions.value("digantikan_oleh"),
                "rantai SOP pengganti melingkar" if others else "SOP ini digantikan oleh dirinya sendiri",
                related=tuple(
                    Label(file.source, file.positions.value("digantikan_oleh"), "bagian rantai ini") for file in others
                ),
                fix="hapus `digantikan_oleh` pada SOP yang masih berlaku, atau sebut pengganti yang benar",
            )
        done.update(chain)


def _former_slugs(catalog: Catalog) -> Iterator[Diagnostic]:
    first: dict[str, SopFile] = {}
    for file in catalog.files:
        for index, former in enumerate(file.sop.slug_lama if file.sop else ()):
            other = catalog.by_slug.get(former) or first.setdefault(former, file)
            if other is file and former != file.slug:
                continue
            if file.state.is_aside and not other.state.is_aside:
                yield _address_taken(other, file, former)
                continue
            whose = "berkas ini sendiri" if other is file else f"{other.source.path}"
            yield FORMER_SLUG.at(
                file.source,
                file.positions.value("slug_lama", index),
                f"alamat lama `{former[:80]}` sudah dipakai {whose}",
                related=()
                if other is file
                else (Label(other.source, other.positions.value("slug_lama"), "dipakai di sini"),),
                fix="hapus butir ini, atau tulis nama berkas lama yang benar",
            )


def _address_taken(file: SopFile, other: SopFile, former: str) -> Diagnostic:
    """The same from the other side, when only that file was asked about: its address is a former one of another SOP."""
    index = file.sop.slug_lama.index(former) if file.sop and former in file.sop.slug_lama else -1
    return FORMER_SLUG.at(
        file.source,
        file.positions.value("slug_lama", index) if index >= 0 else Span(0, 0),
        f"alamat {'lama ' if index >= 0 else ''}`{former[:80]}` adalah alamat lama {other.source.path}",
        related=(Label(other.source, other.positions.value("slug_lama"), "ditulis di sini"),),
        fix="hapus butir ini"
        if index >= 0
        else "ganti nama berkas ini, atau hapus alamat lama itu pada SOP yang menyebutnya",
    )
