"""Rules about what of its office an SOP names: its unit and its performers' roles, by the registers (SOP401, SOP407)."""

from __future__ import annotations

from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.nearest import NearestNames
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.checks.scope import LEFT_TO_OTHERS, readable
from sop_catalog.flow.bounds import MAX_TITLE
from sop_catalog.model.sop import TIDAK_TERBACA, Sop
from sop_catalog.model.values.kode import fold_code
from sop_catalog.source.diagnostic import Diagnostic, Rule, Severity
from sop_catalog.source.fix import Fix, type_over
from sop_catalog.source.misspelling import find_mistyped_code

UNKNOWN_UNIT = Rule("SOP401", "unit-tidak-dikenal", Severity.GALAT)
UNKNOWN_ROLE = Rule("SOP407", "jabatan-belum-terdaftar", Severity.SARAN)


def check_offices(catalog: Catalog) -> Iterator[Diagnostic]:
    """Both rules over all readable files. A register that could not be read says nothing, and nothing is said about it."""
    meant = _Meant(catalog)
    for file, sop in readable(catalog):
        if "unit" not in catalog.unreadable_registers:
            yield from _unit(catalog, meant, file, sop)
        if catalog.registers.jabatan and "jabatan" not in catalog.unreadable_registers:
            yield from _roles(catalog, meant, file, sop)


class _Meant:
    """What somebody may have meant; asked anew only for what no SOP before has written."""

    def __init__(self, catalog: Catalog) -> None:
        registers = catalog.registers
        titles = ((title, title) for role in registers.jabatan.values() for title in (role.nama, *role.alias))
        self.titles = NearestNames(titles, catalog.title_words)
        self._units = registers.unit
        self._unit: dict[str, str] = {}

    def unit(self, written: str) -> str:
        """The code of the unit whose name was written in the place of its code, or whose code was mistyped; ""."""
        if written not in self._unit:
            by_name = (unit.kode for unit in self._units.values() if fold_name(unit.nama) == fold_name(written))
            self._unit[written] = next(by_name, "") or find_mistyped_code(written, self._units)
        return self._unit[written]


def _unit(catalog: Catalog, meant: _Meant, file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    if sop.unit in catalog.registers.unit:
        return
    known = list(catalog.registers.unit)
    near = meant.unit(sop.unit)
    fix: str | Fix = type_over(file.positions.value("unit"), near, f"tulis `unit: {near}`")
    if not near:
        fix = f"daftarkan kode {sop.unit[:40]} beserta nama unitnya di _daftar/unit.yml"
    if known and not near:
        fix = f"tulis salah satu kode: {', '.join(known[:6])}{', …' if len(known) > 6 else ''}; atau {fix}"
    yield UNKNOWN_UNIT.at(
        file.source,
        file.positions.value("unit"),
        f"unit `{sop.unit[:40]}` tidak terdaftar",
        label=f"mungkin maksudnya `{near}`" if near else "",
        fix=fix,
        in_form="ketik nama unitnya, lalu pilih dari daftar yang muncul; unit yang belum ada di sana didaftarkan pengelola katalog",
    )


def _roles(catalog: Catalog, meant: _Meant, file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    for pelaksana in sop.pelaksana:
        judul = pelaksana.judul
        if not judul or judul.lower() == TIDAK_TERBACA or catalog.find_jabatan(judul):
            continue
        if len(judul) > MAX_TITLE:  # no title to register: SOP314 says so
            continue
        near = meant.titles.find(judul)
        span = file.positions.value("pelaksana", pelaksana.kode)
        yield UNKNOWN_ROLE.at(
            file.source,
            span,
            f"jabatan {judul[:60]} belum terdaftar",
            label=f"mungkin maksudnya {near}" if near else "",
            severity=Severity.PERINGATAN if near else None,
            fix=f"tulis `{pelaksana.kode}: {near}`, atau jadikan alias di _daftar/jabatan.yml"
            if near
            else f"tambahkan di _daftar/jabatan.yml sebagai alias jabatan yang ada, atau sebagai jabatan baru: `{fold_code(judul)[:60]}: {judul[:60]}`",
            fixes=(type_over(span, near, f"tulis `{pelaksana.kode}: {near}`"),) if near else (),
            in_form=f"tulis {near} bila itu yang dimaksud; bila bukan, {LEFT_TO_OTHERS}" if near else LEFT_TO_OTHERS,
        )
