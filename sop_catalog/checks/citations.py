"""Rules about what an SOP takes from the registers: its unit, its roles, its regulations (SOP401, SOP406–SOP408)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog, SopFile, fold_name
from sop_catalog.catalog.nearest import NearestNames
from sop_catalog.catalog.peraturan import Sitasi
from sop_catalog.checks.scope import readable
from sop_catalog.model.reading import fold_code
from sop_catalog.model.registers import Peraturan, StatusPeraturan
from sop_catalog.model.sop import TIDAK_TERBACA, Sop, Status
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.fix import Fix, type_over
from sop_catalog.source.misspelling import find_mistyped_code, is_mistyped_name
from sop_catalog.source.text import Span

UNKNOWN_UNIT = Rule(
    "SOP401",
    "unit-tidak-dikenal",
    Severity.GALAT,
    """
Unit kerja disebut dengan kodenya dari `_daftar/unit.yml`. Kode ini tidak ada di sana: salah ketik, atau unitnya belum
didaftarkan.

**Salah**

```yaml
unit: biro-umun
```

**Benar**

```yaml
unit: biro-umum
```
""",
)

UNKNOWN_REGULATION = Rule(
    "SOP406",
    "peraturan-belum-terdaftar",
    Severity.SARAN,
    """
Peraturan pada `dasar_hukum` dikenali dari jenis, nomor, dan tahunnya, lalu dicocokkan dengan `_daftar/peraturan.yml`.
Yang belum terdaftar tetap tercetak, tetapi tidak diketahui masih berlaku atau tidak. Daftarkan dengan satu baris.

**Salah**

```yaml
dasar_hukum:
  - Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan
```

**Benar**

```yaml
dasar_hukum:
  - Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan
```

```yaml title="_daftar/peraturan.yml"
uu-43-2009: Kearsipan
```
""",
)

UNKNOWN_ROLE = Rule(
    "SOP407",
    "jabatan-belum-terdaftar",
    Severity.SARAN,
    """
Judul kolom pelaksana dicocokkan dengan nama dan alias dalam `_daftar/jabatan.yml`, supaya pegawai menemukan semua SOP
untuk jabatannya. Judul ini belum ada di sana. Tambahkan sebagai jabatan baru, atau sebagai alias jabatan yang sudah ada.

**Salah**

```yaml
pelaksana:
  staf: Staf Umum
  kabag: Kabag Rumah Tangga
```

**Benar**

```yaml
pelaksana:
  staf: Staf Umum
  kabag: Kabag Umum
```
""",
)

REVOKED_REGULATION = Rule(
    "SOP408",
    "peraturan-dicabut",
    Severity.PERINGATAN,
    """
Menurut `_daftar/peraturan.yml`, peraturan ini sudah dicabut. Periksa apakah SOP masih sesuai, lalu ganti dengan peraturan
yang mencabutnya.

**Salah**

```yaml
dasar_hukum:
  - Permenaker Nomor 1 Tahun 2010 tentang Kendaraan Dinas
```

```yaml title="_daftar/peraturan.yml"
permenaker-1-2010:
  tentang: Kendaraan Dinas
  status: dicabut
  dicabut_oleh: [permenaker-7-2017]
permenaker-7-2017: Pedoman Kendaraan Dinas
```

**Benar**

```yaml
dasar_hukum:
  - Permenaker Nomor 7 Tahun 2017 tentang Pedoman Kendaraan Dinas
```

```yaml title="_daftar/peraturan.yml"
permenaker-7-2017: Pedoman Kendaraan Dinas
```
""",
)

_LOOKS_LIKE_A_CITATION = re.compile(
    r"\s*(?:UU|PP|UUD|undang|per(?:aturan|pres|men|da|gub|bup|wal|ka|ppu)|kep(?:utusan|pres|men)|in(?:struksi|pres))\w*\b.*\d",
    re.IGNORECASE,
)


def check_citations(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this module. A register that could not be read says nothing, and nothing is said about it."""
    titles = NearestNames(
        [(fold_name(title), title) for role in catalog.registers.jabatan.values() for title in (role.nama, *role.alias)]
    )
    for file, sop in readable(catalog):
        if "unit" not in catalog.unreadable_registers:
            yield from _unit(catalog, file, sop)
        if catalog.registers.jabatan and "jabatan" not in catalog.unreadable_registers:
            yield from _roles(catalog, titles, file, sop)
        if "peraturan" not in catalog.unreadable_registers and sop.status is not Status.DICABUT:
            yield from _regulations(catalog, file, sop)


def _unit(catalog: Catalog, file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    known = list(catalog.registers.unit)
    if sop.unit in catalog.registers.unit:
        return
    near = find_mistyped_code(sop.unit, known)
    by_name = [unit.kode for unit in catalog.registers.unit.values() if fold_name(unit.nama) == fold_name(sop.unit)]
    near = by_name[0] if by_name else near
    fix: str | Fix = type_over(file.positions.value("unit"), near, f"tulis `unit: {near}`")
    if not near:
        fix = f"daftarkan kode {sop.unit[:40]} beserta nama unitnya di _daftar/unit.yml"
    if known and not near:
        fix = f"tulis salah satu kode: {', '.join(known[:6])}{', …' if len(known) > 6 else ''}; atau {fix}"
    yield UNKNOWN_UNIT.at(
        file.source,
        file.positions.value("unit"),
        f"unit `{sop.unit[:40]}` tidak terdaftar di _daftar/unit.yml",
        label=f"mungkin maksudnya `{near}`" if near else "",
        fix=fix,
    )


def _roles(catalog: Catalog, titles: NearestNames, file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    for pelaksana in sop.pelaksana:
        judul = pelaksana.judul
        if not judul or judul.lower() == TIDAK_TERBACA or catalog.find_jabatan(judul):
            continue
        near, _ = titles.find(fold_name(judul))
        is_near = bool(near) and is_mistyped_name(judul, near, catalog.title_words)
        span = file.positions.value("pelaksana", pelaksana.kode)
        yield UNKNOWN_ROLE.at(
            file.source,
            span,
            f"jabatan {judul[:60]} belum terdaftar di _daftar/jabatan.yml",
            label=f"mungkin maksudnya {near}" if is_near else "",
            severity=Severity.PERINGATAN if is_near else None,
            fix=f"tulis `{pelaksana.kode}: {near}`, atau jadikan alias di _daftar/jabatan.yml"
            if is_near
            else f"tambahkan di _daftar/jabatan.yml sebagai alias jabatan yang ada, atau sebagai jabatan baru: `{fold_code(judul)[:60]}: {judul[:60]}`",
            fixes=(type_over(span, near, f"tulis `{pelaksana.kode}: {near}`"),) if is_near else (),
        )


def _regulations(catalog: Catalog, file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    for index, kalimat in enumerate(sop.dasar_hukum):
        span = file.positions.value("dasar_hukum", index)
        cited = catalog.find_peraturan(kalimat)
        if not cited and _LOOKS_LIKE_A_CITATION.match(kalimat):
            yield UNKNOWN_REGULATION.at(
                file.source, span, "jenis, nomor, atau tahun peraturan ini tidak dikenali",
                fix="tulis seperti `Permenaker Nomor 7 Tahun 2017 tentang …`",
            )  # fmt: skip
        for sitasi, peraturan in cited:
            if peraturan is None:
                yield from _unregistered(catalog, file, span, sitasi)
            elif peraturan.keberlakuan is StatusPeraturan.DICABUT:
                yield _revoked(catalog, file, span, peraturan)


def _revoked(catalog: Catalog, file: SopFile, span: Span, peraturan: Peraturan) -> Diagnostic:
    registers = catalog.registers
    known = {kode: registers.peraturan.get(kode) for kode in registers.successors_in_force(peraturan.kode)}
    named = ", ".join(f"{kode} tentang {found.tentang[:80]}" if found else kode for kode, found in known.items())
    return REVOKED_REGULATION.at(
        file.source,
        span,
        f"{peraturan.kode} sudah dicabut",
        related=_registered_at(catalog, peraturan.kode),
        fix=f"ganti dengan {named}" if named else "ganti dengan peraturan yang masih berlaku, atau hapus",
    )


def _unregistered(catalog: Catalog, file: SopFile, span: Span, sitasi: Sitasi) -> Iterator[Diagnostic]:
    if not catalog.registers.peraturan:
        return
    near = next(iter(difflib.get_close_matches(sitasi.kode, list(catalog.registers.peraturan), 1, 0.9)), "")
    yield UNKNOWN_REGULATION.at(
        file.source,
        span,
        f"{sitasi.kode} belum terdaftar di _daftar/peraturan.yml",
        label=f"mirip {near}, periksa nomor dan tahunnya" if near else "",
        fix=f"tambahkan di _daftar/peraturan.yml: `{sitasi.kode}: {sitasi.tentang[:100] or 'judul peraturan'}`",
    )


def _registered_at(catalog: Catalog, kode: str) -> tuple[Label, ...]:
    source = catalog.register_sources.get("peraturan")
    positions = catalog.register_positions.get("peraturan")
    if source is None or positions is None:
        return ()
    return (Label(source, positions.key(kode, "status"), "menurut daftar ini"),)
