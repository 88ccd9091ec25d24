"""Everything in an SOP but its steps, field by field in the order of the format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.compare.changes import Change, ChangeKind, Weight
from sop_catalog.compare.lists import Identify, compare_lists
from sop_catalog.compare.meaning import Meaning
from sop_catalog.compare.riwayat import compare_riwayat
from sop_catalog.compare.words import compare_words, describe_rewording
from sop_catalog.model.fields import PENGESAH_FIELDS, SOP_FIELDS, Field, FieldKind
from sop_catalog.model.sop import Evaluasi, Lampiran, NaskahSah, Pengesah, Sop
from sop_catalog.model.values.nip import Nip
from sop_catalog.model.values.tanggal import Tanggal
from sop_catalog.source.nip import mask_nip

_NOT_SIGNED = frozenset(
    {
        "contoh", "digantikan_oleh", "tanggal_pembuatan", "tanggal_pengesahan", "tanggal_revisi", "tanggal_efektif",
        "catatan_sumber", "riwayat", "tinjau_sebelum", "slug_lama", "kata_kunci", "revisi",
        "naskah_sah", "evaluasi", "pangkat", "nip", "tte",
    }
)  # fmt: skip
"""Fields that record a signature or belong to the catalogue: to change them is no reason to sign again."""
_STEPS = frozenset({"pelaksana", "langkah"})


def compare_header(before: Sop, after: Sop, meaning: Meaning) -> Iterator[Change]:
    """All changes outside columns and steps."""
    header = _Header(before, after, meaning)
    for field in SOP_FIELDS:
        if field.kunci not in _STEPS:
            yield from header.compare(field)
    for isian in dict.fromkeys(isian for sop in (after, before) for isian, _ in sop.kotak):
        yield from compare_lists(label_of(isian), isian, before.isi_kotak(isian), after.isi_kotak(isian), meaning.weigh)


@dataclass(frozen=True, slots=True)
class _Header:
    before: Sop
    after: Sop
    meaning: Meaning

    def compare(self, field: Field) -> Iterator[Change]:
        old, new = getattr(self.before, field.kunci), getattr(self.after, field.kunci)
        name = label_of(field.kunci)
        if old == new and field.jenis is not FieldKind.PENGESAH:
            return
        match field.jenis:
            case FieldKind.DAFTAR:
                yield from compare_lists(
                    name, field.kunci, old, new, self.meaning.weigh,
                    identify=self._identify(field.kunci), weight=_weight(field.kunci),
                )  # fmt: skip
            case FieldKind.RIWAYAT:
                yield from compare_riwayat(old, new, self.meaning.weigh, _weight(field.kunci))
            case FieldKind.NASKAH | FieldKind.EVALUASI | FieldKind.LAMPIRAN:
                first, second = (tuple(map(_ROWS[field.jenis], rows)) for rows in (old, new))
                yield from compare_lists(
                    name, field.kunci, first, second, self.meaning.weigh, weight=_weight(field.kunci)
                )
            case FieldKind.PENGESAH:
                yield from self._people(field.kunci, name)
            case FieldKind.TANGGAL:
                yield from self._value(field.kunci, name, _format_date(old), _format_date(new))
            case FieldKind.YA_TIDAK:
                yield from self._value(field.kunci, name, *("ya" if value else "tidak" for value in (old, new)))
            case FieldKind.STATUS:
                yield from self._value(field.kunci, name, str(old), str(new))
            case _ if field.kunci == "unit":
                yield from self._value(
                    field.kunci, name, _unit(self.meaning.before, old), _unit(self.meaning.after, new)
                )
            case _:
                yield from self._text(field.kunci, name, old, new)

    def _identify(self, kunci: str) -> Identify:
        """What an item of a list stands for in the later catalogue."""
        catalog = self.meaning.after
        if kunci == "dasar_hukum":
            return lambda kalimat: _cited(catalog, kalimat)
        if kunci == "keterkaitan":
            return catalog.find_sop
        return lambda _: ""

    def _value(self, kunci: str, name: str, old: str, new: str) -> Iterator[Change]:
        """A value that is another one or is not; words in it are not compared."""
        if old == new:
            return
        done = f"{old} menjadi {new}" if old and new else f"diisi {new}" if new else f"dikosongkan, semula {old}"
        yield Change(ChangeKind.ISIAN, _weight(kunci), f"{name} {done}", kunci, before=old, after=new)

    def _text(self, kunci: str, name: str, old: str, new: str) -> Iterator[Change]:
        if old == new:
            return
        weight = _weight(kunci)
        yield Change(
            ChangeKind.ISIAN,
            weight if weight is Weight.REDAKSIONAL else self.meaning.weigh(old, new),
            f"{name}: {describe_rewording(old, new)}",
            kunci,
            before=old,
            after=new,
            words=compare_words(old, new) if old and new else (),
        )

    def _people(self, isian: str, name: str) -> Iterator[Change]:
        """One person against one, field by field; several are a list of names."""
        old, new = self.before.pejabat(isian), self.after.pejabat(isian)
        if len(old) <= 1 and len(new) <= 1:
            yield from self._person(name, old[0] if old else Pengesah(), new[0] if new else Pengesah())
            return
        first, second = (tuple(map(_named, people)) for people in (old, new))
        yield from compare_lists(name, isian, first, second, self.meaning.weigh)
        same = {_named(person): person for person in old}
        for person in new:
            if former := same.get(_named(person)):
                yield from self._person(f"{name} ({_named(person)})", former, person)

    def _person(self, of: str, old: Pengesah, new: Pengesah) -> Iterator[Change]:
        for field in PENGESAH_FIELDS:
            first, second = getattr(old, field.kunci), getattr(new, field.kunci)
            name = f"{of}, {field.kunci}"
            if first == second:
                continue
            if field.kunci == "nip":
                yield from self._nip(of, first, second)
            elif field.jenis is FieldKind.YA_TIDAK:
                yield from self._value(field.kunci, name, *("ya" if value else "tidak" for value in (first, second)))
            elif (old_text := mask_nip(first, bare=True)) == (new_text := mask_nip(second, bare=True)):
                yield Change(ChangeKind.ISIAN, _weight("nip"), f"{name}: NIP di dalamnya diubah", field.kunci)
            else:
                yield from self._text(field.kunci, name, old_text, new_text)

    def _nip(self, of: str, old: Nip | None, new: Nip | None) -> Iterator[Change]:
        """A NIP is masked on the page, and a comment is as public as a page."""
        if (old.angka or old.teks if old else "") == (new.angka or new.teks if new else ""):
            return
        done = "diubah" if old and new else "diisi" if new else "dikosongkan"
        yield Change(
            ChangeKind.ISIAN, _weight("nip"), f"{of}, NIP {done}", "nip",
            before=old.masked() if old else "", after=new.masked() if new else "",
        )  # fmt: skip


_PART = re.compile(r"\b(pasal|ayat|huruf|angka|butir|bab|bagian|lampiran)\s*\(?([0-9a-z]{1,4})\b", re.IGNORECASE)


def _cited(catalog: Catalog, kalimat: str) -> str:
    """What an item of dasar hukum cites, down to the article; "" where that is not known or not all of it is read."""
    bacaan = catalog.read_kalimat(kalimat)
    codes = [] if bacaan.tidak_terbaca else [sitasi.kode for sitasi in bacaan.sitasi]
    parts = [" ".join(part).lower() for part in _PART.findall(kalimat)]
    return "; ".join([*codes, *parts]) if codes else ""


def is_signed(kunci: str) -> bool:
    """Whether a field belongs to what is signed: another text there needs a new signature."""
    return kunci not in _NOT_SIGNED


def label_of(kunci: str) -> str:
    """How a sentence names a field: "Dasar hukum"."""
    return kunci.replace("_", " ").capitalize()


def _weight(kunci: str) -> Weight:
    return Weight.REDAKSIONAL if kunci in _NOT_SIGNED else Weight.SUBSTANTIF


def _signed(naskah: NaskahSah) -> str:
    """With the beginning of the file's sum: another file of the same name is another document."""
    about = (f"nomor {naskah.nomor}" if naskah.nomor else "", f"sidik {naskah.sha256[:8]}" if naskah.sha256 else "")
    return ", ".join(filter(None, (f"{naskah.tanggal.format()}: {naskah.berkas}", *about)))


def _evaluation(row: Evaluasi) -> str:
    return "; ".join(filter(None, (f"{row.tanggal.format()}: {row.hasil}", row.catatan, row.tindakan)))


def _attachment(lampiran: Lampiran) -> str:
    return lampiran.nama if lampiran.nama == lampiran.sumber else f"{lampiran.nama}: {lampiran.sumber}"


def _named(person: Pengesah) -> str:
    return mask_nip(", ".join(filter(None, (person.jabatan, person.nama))), bare=True)


def _format_date(tanggal: Tanggal | None) -> str:
    """Two spellings of one day are the same."""
    return tanggal.format() if tanggal else ""


def _unit(catalog: Catalog, kode: str) -> str:
    unit = catalog.registers.unit.get(kode)
    return f"{unit.nama} ({kode})" if unit else kode


_ROWS: Mapping[FieldKind, Callable[[Any], str]] = {
    FieldKind.NASKAH: _signed,
    FieldKind.EVALUASI: _evaluation,
    FieldKind.LAMPIRAN: _attachment,
}
"""Lists of records: how a sentence writes one."""
