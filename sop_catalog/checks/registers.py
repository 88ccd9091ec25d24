"""Rules about the registers themselves (SOP412–SOP415, SOP418, SOP422)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.peraturan import parse_kode
from sop_catalog.catalog.place.pictures import PICTURES, nearest_picture
from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.model.positions import Positions
from sop_catalog.model.registers import Peraturan
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.fix import Edit, Fix, type_over
from sop_catalog.source.misspelling import find_mistyped_code
from sop_catalog.source.text import Span

LINK = Rule("SOP412", "tautan", Severity.GALAT)
NO_LOGO = Rule("SOP422", "logo-tidak-ada", Severity.PERINGATAN)
UNKNOWN_ENTRY = Rule("SOP413", "kode-daftar-tidak-dikenal", Severity.GALAT)
PARENT_CYCLE = Rule("SOP414", "induk-melingkar", Severity.GALAT)
AMBIGUOUS_ALIAS = Rule("SOP415", "alias-ganda", Severity.PERINGATAN)
REGULATION_CODE = Rule("SOP418", "kode-peraturan", Severity.PERINGATAN)

_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)


def check_registers(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this module."""
    yield from _units(catalog)
    yield from _roles(catalog)
    yield from _regulations(catalog)


def _at(  # noqa: PLR0913
    catalog: Catalog,
    register: str,
    path: tuple[str | int, ...],
    rule: Rule,
    message: str,
    *,
    fix: str | Fix,
    label: str = "",
    related: tuple[str | int, ...] = (),
    severity: Severity | None = None,
) -> Iterator[Diagnostic]:
    source = catalog.register_sources.get(register)
    positions = catalog.register_positions.get(register)
    if source is None or positions is None:  # profiles of the package: not this office's
        return
    labels = (Label(source, _place(positions, related), "sudah dipakai di sini"),) if related else ()
    yield rule.at(source, _place(positions, path), message, label=label, fix=fix, related=labels, severity=severity)


def _place(positions: Positions, path: tuple[str | int, ...]) -> Span:
    """Where a value stands; an entry alone is meant by its code."""
    return positions.key(*path) if len(path) == 1 else positions.value(*path)


def _unknown(  # noqa: PLR0913, PLR0917
    catalog: Catalog,
    register: str,
    path: tuple[str | int, ...],
    kode: str,
    known: Iterable[str],
    severity: Severity | None = None,
) -> Iterator[Diagnostic]:
    isian = path[1]
    near = find_mistyped_code(kode, known)
    yield from _at(
        catalog, register, path, UNKNOWN_ENTRY, f"`{isian}` menyebut kode `{kode[:60]}` yang tidak terdaftar",
        label=f"mungkin maksudnya `{near}`" if near else "",
        fix=_typed(catalog, register, path, near, f"tulis `{isian}: {near}`" if len(path) == 2 else f"tulis `{near}`")
        if near
        else f"daftarkan dahulu `{kode[:60]}`, atau hapus",
        severity=severity,
    )  # fmt: skip


def _units(catalog: Catalog) -> Iterator[Diagnostic]:
    registers = catalog.registers
    for kode, unit in registers.unit.items():
        if unit.induk and unit.induk not in registers.unit:
            yield from _unknown(catalog, "unit", (kode, "induk"), unit.induk, registers.unit)
        if unit.profil and unit.profil not in registers.profil and "profil" not in catalog.unreadable_registers:
            yield from _unknown(catalog, "unit", (kode, "profil"), unit.profil, registers.profil)
        logo = PurePosixPath(unit.logo)
        if unit.logo and (":" in unit.logo or "\\" in unit.logo or logo.is_absolute() or ".." in logo.parts):
            yield from _at(
                catalog, "unit", (kode, "logo"), LINK, "logo harus berupa berkas di dalam folder docs",
                fix="simpan gambarnya di dalam folder docs, lalu tulis jalurnya dari sana, seperti assets/logo/nama.svg",
            )  # fmt: skip
        elif unit.logo and logo.suffix.lower() not in PICTURES:
            yield from _at(
                catalog, "unit", (kode, "logo"), LINK, "logo harus berupa berkas gambar",
                fix=f"pakai salah satu: {', '.join(sorted(PICTURES))}",
            )  # fmt: skip
        elif unit.logo and catalog.pictures is not None and unit.logo not in catalog.pictures:
            near = nearest_picture(unit.logo, catalog.pictures)
            yield from _at(
                catalog, "unit", (kode, "logo"), NO_LOGO, f"berkas logo `{unit.logo[:80]}` tidak ada di folder docs",
                label=f"yang ada `{near}`" if near else "",
                fix=_typed(catalog, "unit", (kode, "logo"), near, f"tulis `logo: {near}`")
                if near
                else "simpan gambarnya di folder docs pada jalur itu, atau hapus baris ini",
            )  # fmt: skip
    yield from _parent_cycles(catalog)


def _typed(catalog: Catalog, register: str, path: tuple[str | int, ...], text: str, label: str) -> Fix:
    """The fix that writes a value of a register anew."""
    return type_over(catalog.register_positions[register].value(*path), text, label)


def _renamed_code(catalog: Catalog, kode: str, near: str) -> str | Fix:
    """The fix that writes a regulation's code anew, and so wherever other entries name it."""
    known = catalog.registers.peraturan
    if near in known:
        return f"gabungkan dengan `{near}:` yang sudah terdaftar"
    positions = catalog.register_positions["peraturan"]
    places = [positions.key(kode)]
    for other, peraturan in known.items():
        for isian, codes in (("mengubah", peraturan.mengubah), ("dicabut_oleh", peraturan.dicabut_oleh)):
            places += [positions.value(other, isian, index) for index, code in enumerate(codes) if code == kode]
    return Fix(f"tulis `{near}:`", tuple(Edit(span, near) for span in sorted(places)))


def _parent_cycles(catalog: Catalog) -> Iterator[Diagnostic]:
    units = catalog.registers.unit
    done: set[str] = set()
    for start in units:
        chain: list[str] = []
        kode = start
        while kode in units and kode not in done and kode not in chain:
            chain.append(kode)
            kode = units[kode].induk
        if kode in chain:
            cycle = chain[chain.index(kode) :]
            first = next(known for known in units if known in cycle)
            yield from _at(
                catalog, "unit", (first, "induk"), PARENT_CYCLE,
                f"susunan unit melingkar: {' → '.join([*cycle[cycle.index(first) :], *cycle[: cycle.index(first)], first])}",
                fix="hapus `induk` pada unit teratas, atau sebut unit yang benar",
            )  # fmt: skip
        done.update(chain)


def _roles(catalog: Catalog) -> Iterator[Diagnostic]:
    first: dict[str, tuple[str, tuple[str | int, ...]]] = {}
    for kode, jabatan in catalog.registers.jabatan.items():
        titles: list[tuple[tuple[str | int, ...], str]] = [((kode, "nama"), jabatan.nama)]
        titles += [((kode, "alias", index), alias) for index, alias in enumerate(jabatan.alias)]
        for path, title in titles:
            folded = fold_name(title)
            if not folded:
                continue
            other, place = first.setdefault(folded, (kode, path))
            if other != kode:
                yield from _at(
                    catalog, "jabatan", path, AMBIGUOUS_ALIAS, f"{title[:60]} sudah menjadi nama atau alias jabatan `{other}`",
                    related=place, fix="hapus dari salah satunya, atau tulis nama yang lebih lengkap",
                )  # fmt: skip


def _regulations(catalog: Catalog) -> Iterator[Diagnostic]:
    known = catalog.registers.peraturan
    yield from _ambiguous_regulations(catalog)
    for kode, peraturan in known.items():
        yield from _regulation_code(catalog, kode, peraturan)
        if peraturan.tautan and not _ADDRESS.fullmatch(peraturan.tautan):
            bare = re.sub(r"^[a-z]*:?/*", "", peraturan.tautan) if "://" in peraturan.tautan[:10] else peraturan.tautan
            is_address = re.fullmatch(r"[\w.-]+\.[a-z]{2,}(?:/\S*)?", bare)
            yield from _at(
                catalog, "peraturan", (kode, "tautan"), LINK, "tautan harus diawali https://",
                fix=_typed(catalog, "peraturan", (kode, "tautan"), f"https://{bare}", f"tulis `tautan: https://{bare}`")
                if is_address
                else "salin alamat lengkapnya dari peramban, atau hapus baris ini",
            )  # fmt: skip
        for isian, codes in (("mengubah", peraturan.mengubah), ("dicabut_oleh", peraturan.dicabut_oleh)):
            for index, other in enumerate(codes):
                if other not in known:
                    yield from _unknown(catalog, "peraturan", (kode, isian, index), other, known, Severity.PERINGATAN)


def _regulation_code(catalog: Catalog, kode: str, peraturan: Peraturan) -> Iterator[Diagnostic]:
    """A code that no citation leads to, unless an alias does."""
    if parse_kode(kode).tahun and not re.search(r"-0\d", kode):
        return
    near = re.sub(r"-0+(?=\d)", "-", kode)
    is_near = near != kode and bool(parse_kode(near).tahun)
    positions = catalog.register_positions.get("peraturan")
    source = catalog.register_sources.get("peraturan")
    if (peraturan.alias and not is_near) or source is None or positions is None:
        return
    yield REGULATION_CODE.at(
        source,
        positions.key(kode),
        f"`{kode[:60]}` bukan kode jenis-nomor-tahun",
        fix=_renamed_code(catalog, kode, near) if is_near else "tulis jenis-nomor-tahun, misalnya permenaker-7-2017",
    )


def _ambiguous_regulations(catalog: Catalog) -> Iterator[Diagnostic]:
    """Codes and aliases that mean what another entry means already."""
    first: dict[str, tuple[str, tuple[str | int, ...]]] = {}
    for identity, path, name in catalog.regulations.names:
        kode = str(path[0])
        other, place = first.setdefault(identity, (kode, path))
        if other == kode:
            continue
        meant = "berarti peraturan yang sama dengan" if len(path) == 1 else "sudah menjadi kode atau alias peraturan"
        yield from _at(
            catalog, "peraturan", path, AMBIGUOUS_ALIAS, f"{name[:60]} {meant} `{other}`",
            related=place, fix="hapus dari salah satunya",
        )  # fmt: skip
