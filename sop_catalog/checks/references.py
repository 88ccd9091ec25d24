"""Rules about SOPs that an SOP names (SOP404, SOP405, SOP421)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.nearest import NearestNames
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.checks.scope import gap_severity, readable
from sop_catalog.model.positions import Path
from sop_catalog.model.sop import Sop
from sop_catalog.model.sop_word import begins_with_sop
from sop_catalog.source.diagnostic import Diagnostic, Rule, Severity
from sop_catalog.source.fix import Fix, type_over
from sop_catalog.source.text import Span

UNKNOWN_SOP = Rule("SOP404", "sop-belum-ada", Severity.PERINGATAN)
SELF_REFERENCE = Rule("SOP405", "merujuk-diri", Severity.PERINGATAN)
STALE_NUMBER = Rule("SOP421", "nomor-rujukan-lain", Severity.SARAN)


def check_references(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this module, over all readable files."""
    nearest = nearest_sops(catalog)
    for file, sop in readable(catalog):
        yield from _related(catalog, nearest, file, sop)


def nearest_sops(catalog: Catalog) -> NearestNames:
    """The names of all SOPs and of their files, for what was nearly written."""
    pairs = [(file.named.nama, slug) for slug, file in catalog.by_slug.items() if file.named]
    return _nearest((*pairs, *((slug, slug) for slug in catalog.by_slug)), catalog.name_words)


@lru_cache(maxsize=1)
def _nearest(names: tuple[tuple[str, str], ...], words: frozenset[str]) -> NearestNames:
    """The same while somebody edits and no name changes: what came nearest to an unknown one need not be sought again."""
    return NearestNames(names, words)


def _renamed(file: SopFile, span: Span, teks: str, named: str) -> tuple[Fix, ...]:
    """The fix that writes a reference anew, within the text in which it stands."""
    raw = file.source.text[span.start : span.end]
    if raw.count(teks) != 1:
        return ()
    start = span.start + raw.index(teks)
    return (type_over(Span(start, start + len(teks)), named),)


def name_of(catalog: Catalog, slug: str) -> str:
    """What an editor calls an SOP: its name, else its slug."""
    sop = catalog.by_slug[slug].named
    return sop.nama if sop else slug


def _related(catalog: Catalog, nearest: NearestNames, file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    """What the box and the steps refer to; the same unknown name is reported once."""
    places: list[tuple[Path, str, str]] = []
    for index, item in enumerate(sop.keterkaitan):
        places += [(("keterkaitan", index), rujukan.teks, rujukan.slug) for rujukan in catalog.references(item)]
    for index, langkah in enumerate(sop.langkah):
        for segmen in catalog.segments(langkah.keterangan):
            if segmen.rujukan:
                places.append((("langkah", index, "keterangan"), segmen.rujukan.teks, segmen.rujukan.slug))
    told: set[str] = set()
    for path, teks, slug in places:
        folded = fold_name(teks)
        if folded in told or not folded:
            continue
        if not slug:
            told.add(folded)
            yield _unknown_sop(catalog, nearest, file, path, teks)
        elif slug == file.slug:
            told.add(folded)
            yield SELF_REFERENCE.at(
                file.source,
                file.positions.value(*path),
                "SOP ini merujuk dirinya sendiri",
                severity=gap_severity(sop, SELF_REFERENCE.severity),
                fix="hapus, atau ganti dengan SOP yang dimaksud",
            )
        elif stale := catalog.sop_names.stale_number(teks):
            told.add(folded)
            yield _stale_number(catalog, file, path, slug, stale)


def _stale_number(catalog: Catalog, file: SopFile, path: Path, slug: str, stale: str) -> Diagnostic:
    meant = catalog.by_slug[slug].named
    nomor = meant.nomor if meant and meant.bernomor else ""
    now = f"nomornya sekarang, `{nomor}`, atau " if nomor else ""
    return STALE_NUMBER.at(
        file.source, file.positions.value(*path), f"{stale[:60]} bukan nomor SOP {name_of(catalog, slug)[:80]}",
        fix=f"tulis {now}namanya saja",
    )  # fmt: skip


def _unknown_sop(catalog: Catalog, nearest: NearestNames, file: SopFile, path: Path, teks: str) -> Diagnostic:
    slug = nearest.find(teks, file.slug)
    span = file.positions.value(*path)
    if slug:
        nama = name_of(catalog, slug)
        named = nama if begins_with_sop(nama) else f"SOP {nama}"
        return UNKNOWN_SOP.at(
            file.source, span, f"{teks[:80]} tidak ada di katalog",
            label=f"mungkin maksudnya {nama[:80]}", fix=f"tulis `{named}`; biarkan bila memang SOP lain yang belum dibuat",
            fixes=_renamed(file, span, teks, named),
        )  # fmt: skip
    return UNKNOWN_SOP.at(
        file.source,
        span,
        f"{teks[:80]} belum ada di katalog",
        severity=Severity.SARAN,
        fix="biarkan bila SOP itu memang belum dibuat; bila sudah, tulis nama, nomor, atau nama berkasnya",
    )
