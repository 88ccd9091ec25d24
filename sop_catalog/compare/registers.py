"""Two states of the registers, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.compare.changes import Change, ChangeKind, RegisterDiff, Weight
from sop_catalog.compare.lists import compare_lists
from sop_catalog.compare.meaning import Meaning
from sop_catalog.compare.words import compare_words, describe_rewording, quote
from sop_catalog.model.decode_registers import REGISTER_NAMES
from sop_catalog.model.values.tanggal import Tanggal

_PRINTED = {("unit", "nama"), ("unit", "induk")}
"""What the head of signed documents shows: another text there is another document, for every SOP of the unit."""
_TITLES = {"unit": "nama", "jabatan": "nama", "peraturan": "tentang", "profil": "kode"}


def compare_registers(meaning: Meaning) -> tuple[RegisterDiff, ...]:
    """The register files that say something else than before. A register that cannot be read now is one change."""
    diffs = []
    for name in REGISTER_NAMES:
        changes = tuple(_compare_register(name, meaning))
        if changes:
            diffs.append(RegisterDiff(name, changes))
    return tuple(diffs)


def _compare_register(name: str, meaning: Meaning) -> Iterator[Change]:
    before, after = (_entries(catalog, name) for catalog in (meaning.before, meaning.after))
    broken = [name in catalog.unreadable_registers for catalog in (meaning.before, meaning.after)]
    if any(broken):
        if (
            meaning.before.register_sources.get(name) != meaning.after.register_sources.get(name)
            or broken[0] != broken[1]
        ):
            when = "sebelum dan sesudah" if all(broken) else "sekarang" if broken[1] else "sebelumnya"
            sentence = f"Daftar {name} tidak dapat dibaca ({when}); rinciannya tidak dapat dibandingkan"
            yield Change(ChangeKind.BERKAS_RUSAK, Weight.SUBSTANTIF, sentence, "")
        return
    for kode, entry in before.items():
        if kode not in after:
            text = f"{name.capitalize()} {kode} dihapus: {quote(_title(name, entry))}"
            yield Change(ChangeKind.DAFTAR, _entry_weight(name, kode, meaning), text, kode, before=_title(name, entry))
    for kode, entry in after.items():
        if kode not in before:
            text = f"{name.capitalize()} {kode} ditambahkan: {quote(_title(name, entry))}"
            yield Change(ChangeKind.DAFTAR, Weight.REDAKSIONAL, text, kode, after=_title(name, entry))
        elif entry != before[kode]:
            yield from _compare_entries(_Entry(name, kode, before[kode], entry, meaning))


def _entries(catalog: Catalog, name: str) -> Mapping[str, Any]:
    entries: Mapping[str, Any] = getattr(catalog.registers, name)
    return entries


def _title(name: str, entry: Any) -> str:
    return str(getattr(entry, _TITLES[name]))


def _entry_weight(name: str, kode: str, meaning: Meaning) -> Weight:
    used = name == "unit" and bool(_sops_of_unit(meaning.before, kode))
    return Weight.SUBSTANTIF if used else Weight.REDAKSIONAL


def _sops_of_unit(catalog: Catalog, kode: str) -> int:
    """SOPs whose head names the unit: its own and those of the units below."""
    return sum(
        any(unit.kode == kode for unit in catalog.registers.ancestry(file.sop.unit))
        for file in catalog.files
        if file.sop
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry in both states."""

    name: str
    kode: str
    before: Any
    after: Any
    meaning: Meaning


def _compare_entries(entry: _Entry) -> Iterator[Change]:
    for field in fields(entry.after):
        old, new = getattr(entry.before, field.name), getattr(entry.after, field.name)
        if old == new:
            continue
        name = f"{entry.name.capitalize()} {entry.kode}, {field.name}"
        if isinstance(new, tuple) and all(isinstance(item, str) for item in (*old, *new)):
            yield from compare_lists(name, entry.kode, old, new, entry.meaning.weigh, weight=Weight.REDAKSIONAL)
            continue
        first, second = _format(old), _format(new)
        weight = Weight.REDAKSIONAL
        reach = ""
        if (entry.name, field.name) in _PRINTED:
            affected = _sops_of_unit(entry.meaning.after, entry.kode)
            reach = f" (tercetak pada kop {affected} SOP)" if affected else ""
            weight = entry.meaning.weigh(first, second) if affected else weight
        sentence = f"{name}: {describe_rewording(first, second)}{reach}"
        words = compare_words(first, second) if first and second else ()
        yield Change(ChangeKind.DAFTAR, weight, sentence, entry.kode, before=first, after=second, words=words)


def _format(value: Any) -> str:  # noqa: PLR0911 - one line for each type
    """A field of a record as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Tanggal):
        return value.format()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {text}" for key, text in value.items())
    if isinstance(value, tuple):
        return "; ".join(f"{key}: {text}" for key, text in value)
    return str(value)
