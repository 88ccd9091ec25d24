"""What an SOP goes by and that has changed since it was last signed or evaluated: other SOPs, regulations.

Only what is certain is told. Of another SOP: what its file says now against what it said on that day, by git; where git does
not go back so far, its own signatures since. Of a regulation: what the register says amends or revokes it, where that is of
a later year than the day; of the same year nobody knows which came first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.changes import git_name
from sop_catalog.catalog.citations import short_name
from sop_catalog.catalog.peraturan import JenisHubungan, parse_kode
from sop_catalog.catalog.signed import Kesamaan, Perbandingan, RujukanBerubah
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.compare.changes import Change, ChangeKind, Weight
from sop_catalog.compare.diff import compare_files
from sop_catalog.compare.history import read_state
from sop_catalog.compare.kept import KeptComparisons
from sop_catalog.compare.meaning import Meaning
from sop_catalog.compare.past import Past
from sop_catalog.model.review import last_looked_at
from sop_catalog.model.sop import Sop, Status

_MOST = 3
"""Sentences about one reference; the others are counted."""
SIGNED_AGAIN = "disahkan ulang; isi tidak berubah"
"""What the history says of an SOP that was signed again in the same words."""
_FIRST = frozenset({"terbit", "terbit pertama", "terbit pertama kali", "penerbitan pertama", "sop baru"})
_DONE = {JenisHubungan.MENGUBAH: "diubah oleh", JenisHubungan.MENCABUT: "dicabut oleh"}


def find_changed_references(
    catalog: Catalog, sop: Sop, past: Past | None, kept: KeptComparisons
) -> Iterator[RujukanBerubah]:
    """What has changed, first SOPs in the order of the references, then regulations in the order of the legal basis.

    Args:
        catalog: all SOPs.
        sop: one of them; of one that is revoked, or notes no day, nothing is said.
        past: what git knows of them; None where there is no history to read.
        kept: what was compared before.
    """
    day = last_looked_at(sop)
    if day is None or sop.status is Status.DICABUT:
        return
    for link in catalog.links.get(sop.slug, ()):
        other = catalog.by_slug.get(link.target)
        if other and other.sop and link.target in catalog.sops:
            said = tuple(_said_of(other, other.sop, day, past, kept))
            if said:
                yield RujukanBerubah(f"SOP {other.sop.judul}", said, slug=link.target)
    for kode in catalog.cited_codes(sop):
        said = tuple(_regulation(catalog, kode, day))
        if said:
            yield RujukanBerubah(_name(catalog, kode), said, kode=kode)


def _said_of(file: SopFile, sop: Sop, day: dt.date, past: Past | None, kept: KeptComparisons) -> Iterator[str]:
    state = past.state_on(file.path, day) if past else None
    if state and state.blob == git_name(file.source.text):
        return
    text = past.texts([state]).get(state.blob) if past and state else None
    if text is None:
        yield from _signatures(sop, day)
        return
    (found,) = kept.find(("rujukan", file.path, text, file.source.text), lambda: [_since(file, text, kept.meaning)])
    yield from found.perubahan if found else ()


def _since(file: SopFile, text: str, meaning: Meaning) -> Perbandingan:
    """What concerns others in an SOP since its file had this text."""
    diff = compare_files(read_state(file.path, text, meaning.after.registers), file, meaning)
    said = [change.sentence for change in (diff.changes if diff else ()) if _matters(change)]
    rest = len(said) - _MOST
    shown = (*said[:_MOST], f"dan {rest} perubahan lain") if rest > 1 else tuple(said)
    return Perbandingan(Kesamaan.BERBEDA if said else Kesamaan.SAMA, shown)


def _matters(change: Change) -> bool:
    """Whether a change of an SOP concerns those that go by it: to be numbered and put in force does not, to be revoked does."""
    if change.field == "status":
        return change.after == Status.DICABUT
    return (
        change.weight is Weight.SUBSTANTIF
        and change.kind is not ChangeKind.BERKAS_RUSAK
        and not (change.field == "nomor" and not change.before)
    )


def _signatures(sop: Sop, day: dt.date) -> Iterator[str]:
    """What the SOP itself notes of signatures since a day, oldest first: without its first issue, which changed nothing."""
    rows = {row.tanggal.format(): (row.tanggal, row.perubahan) for row in sop.riwayat}
    for naskah in sop.naskah_sah:
        rows.setdefault(naskah.tanggal.format(), (naskah.tanggal, ""))
    first_issue = {row.tanggal.format() for row in sop.riwayat if row.revisi == 0 or _is_first(row.perubahan)}
    later = [
        (first, tanggal, perubahan)
        for name, (tanggal, perubahan) in rows.items()
        if (first := tanggal.awal) and first > day and name not in first_issue and perubahan != SIGNED_AGAIN
    ]
    for _, tanggal, perubahan in sorted(later, key=lambda row: row[0]):
        yield f"disahkan {tanggal.format()}" + (f": {perubahan}" if perubahan else "")


def _is_first(perubahan: str) -> bool:
    return perubahan.casefold().rstrip(".") in _FIRST


def _regulation(catalog: Catalog, kode: str, day: dt.date) -> Iterator[str]:
    for jenis, by_kode in catalog.regulations.recorded.items():
        for other in by_kode.get(kode, ()) if jenis in _DONE else ():
            if parse_kode(other).tahun > day.year:
                yield f"{_DONE[jenis]} {_name(catalog, other)}"


def _name(catalog: Catalog, kode: str) -> str:
    entry = catalog.registers.peraturan.get(kode)
    return short_name(kode, entry.tentang if entry else "")
