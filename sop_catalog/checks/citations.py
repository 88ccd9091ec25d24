"""Rules about the regulations that SOPs cite (SOP406, SOP408, SOP419, SOP420, SOP426)."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog, SopFile
from sop_catalog.catalog.peraturan import (
    SEBAB_BERSAMA,
    SEBAB_DAERAH,
    SEBAB_GANDA,
    SEBAB_JENIS,
    SEBAB_NAMA,
    SEBAB_NOMOR_NOL,
    SEBAB_PENERBIT,
    SEBAB_PENERBIT_LAIN,
    SEBAB_TAHUN,
    Hubungan,
    JenisHubungan,
    Sitasi,
    TidakTerbaca,
)
from sop_catalog.checks.scope import readable
from sop_catalog.model.build_day import read_build_day
from sop_catalog.model.registers import Peraturan, StatusPeraturan
from sop_catalog.model.sop import Sop, Status
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.fix import single_quoted
from sop_catalog.source.text import Span

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

UNREAD_REGULATION = Rule(
    "SOP419",
    "peraturan-belum-dikenali",
    Severity.SARAN,
    """
Kalimat ini tampak seperti kutipan peraturan, tetapi jenis, penerbit, nomor, atau tahunnya tidak dapat dibaca dengan pasti.
Kalimatnya tetap tercetak apa adanya. Yang hilang: tautan ke halaman peraturannya, pencarian menurut nomor, dan
`sop dampak`, karena program tidak menebak peraturan mana yang dimaksud. Halaman Peraturan memuatnya di bawah
"Belum dikenali". Tulislah jenis, nomor, dan tahunnya. Undang-undang yang biasa disebut dengan namanya saja, misalnya KUHAP,
dapat didaftarkan dengan nama itu sebagai `alias` dalam `_daftar/peraturan.yml`.

Saran ini juga muncul bila yang dimaksud bisa lebih dari satu: singkatan yang bermakna ganda seperti PMK (Menteri Keuangan,
Menteri Kesehatan, atau Mahkamah Konstitusi), Perda dan Pergub tanpa daerahnya, Permen tanpa kementeriannya, dua penerbit
dengan satu nomor ("Permenaker dan Permenkes 5/2020"). Daftar peraturan boleh menentukannya: `alias: [Perda 3/2018]` pada
peraturan yang dimaksud. Tahun sebelum 1945 dan nomor 0 juga ditandai.

**Salah**

```yaml
dasar_hukum:
  - Permenkes tentang Rekam Medis
```

**Benar**

```yaml
dasar_hukum:
  - Permenkes Nomor 24 Tahun 2022 tentang Rekam Medis
```

```yaml title="_daftar/peraturan.yml"
permen-kesehatan-24-2022: Rekam Medis
```
""",
)

FUTURE_REGULATION = Rule(
    "SOP426",
    "peraturan-tahun-depan",
    Severity.PERINGATAN,
    """
Tahun peraturan ini belum tiba, jadi peraturannya belum ada: hampir selalu salah ketik. Periksa pada naskahnya.

**Salah**

```yaml
dasar_hukum:
  - Undang-Undang Nomor 43 Tahun 2090 tentang Kearsipan
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

UNRECORDED_RELATION = Rule(
    "SOP420",
    "perubahan-belum-tercatat",
    Severity.SARAN,
    """
Menurut kalimat ini sebuah peraturan mengubah atau mencabut peraturan lain. Kedua peraturan ada dalam
`_daftar/peraturan.yml`, tetapi hubungannya belum dicatat di sana, jadi halaman peraturan dan status SOP lain yang
mengutipnya belum tahu. Periksa di JDIH, lalu catat.

**Salah**

```yaml
dasar_hukum:
  - Perpres 16/2018 sebagaimana telah diubah dengan Perpres 12/2021
```

```yaml title="_daftar/peraturan.yml"
perpres-16-2018: Pengadaan Barang/Jasa Pemerintah
perpres-12-2021: Perubahan atas Peraturan Presiden Nomor 16 Tahun 2018
```

**Benar**

```yaml
dasar_hukum:
  - Perpres 16/2018 sebagaimana telah diubah dengan Perpres 12/2021
```

```yaml title="_daftar/peraturan.yml"
perpres-16-2018: Pengadaan Barang/Jasa Pemerintah
perpres-12-2021:
  tentang: Perubahan atas Peraturan Presiden Nomor 16 Tahun 2018
  mengubah: perpres-16-2018
```
""",
)


def check_citations(catalog: Catalog, today: dt.date | None = None) -> Iterator[Diagnostic]:
    """All rules of this module. A register that could not be read says nothing.

    Args:
        catalog: all SOPs, with the registers.
        today: regulations of later years are not there yet; None: the day of this build.
    """
    if "peraturan" in catalog.unreadable_registers:
        return
    today = today or read_build_day()
    near = NearCodes(tuple(catalog.registers.peraturan))
    for file, sop in readable(catalog):
        if sop.status is not Status.DICABUT:
            yield from _regulations(catalog, near, file, sop, today)


class NearCodes:
    """Codes of the register that one may have meant, and what has been said already."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self._codes = codes
        self._known: dict[str, str] = {}
        self.told: set[tuple[Hubungan, str]] = set()
        """Relations that a sentence of an earlier SOP states: one hint for each is enough."""

    def find(self, sitasi: Sitasi) -> str:
        """The registered code that is nearest to a citation's; "" where none is near. Each is compared once."""
        if sitasi.kode not in self._known:
            near = difflib.get_close_matches(sitasi.kode, self._codes, 1, _NEAR)
            self._known[sitasi.kode] = near[0] if near else ""
        return self._known[sitasi.kode]


_NEAR = 0.9
"""Likeness of two codes: regulations differ by a digit."""


def _regulations(catalog: Catalog, near: NearCodes, file: SopFile, sop: Sop, today: dt.date) -> Iterator[Diagnostic]:
    register = catalog.registers.peraturan
    for index, kalimat in enumerate(sop.dasar_hukum):
        span = file.positions.value("dasar_hukum", index)
        bacaan = catalog.read_kalimat(kalimat)
        for piece in bacaan.tidak_terbaca:
            yield UNREAD_REGULATION.at(
                file.source,
                span,
                f"{_shown(piece.teks, kalimat)} belum dikenali: {piece.sebab}",
                fix=_how_to_write(piece),
            )
        for sitasi in bacaan.sitasi:
            peraturan = register.get(sitasi.kode)
            if sitasi.tahun > today.year:
                yield _of_the_future(file, span, sitasi, today)
            elif peraturan is None:
                yield from _unregistered(catalog, near, file, span, sitasi)
            elif peraturan.keberlakuan is StatusPeraturan.DICABUT:
                yield _revoked(catalog, file, span, peraturan)
            for hubungan in sitasi.hubungan:
                if (hubungan, sitasi.kode) not in near.told and _is_missing(catalog, sitasi.kode, hubungan):
                    near.told.add((hubungan, sitasi.kode))
                    yield _unrecorded(file, span, sitasi.kode, hubungan)


_LONGEST_SHOWN = 60


def _shown(teks: str, kalimat: str) -> str:
    """How a message calls what cannot be read: the piece, if the sentence holds more than that."""
    return "peraturan ini" if len(teks) + 6 > len(kalimat) else f"`{teks[:_LONGEST_SHOWN]}`"


_EXAMPLES = {
    SEBAB_DAERAH: "tulis juga daerahnya, seperti `{nama} {daerah} Nomor {nomor}`",
    SEBAB_BERSAMA: "tulis setiap peraturan dengan nomornya sendiri, atau `Peraturan Bersama Menteri … dan Menteri … Nomor …` bila memang peraturan bersama",
    SEBAB_PENERBIT_LAIN: "tulis semua penerbitnya, seperti `Peraturan Bersama Menteri Agama dan Menteri Dalam Negeri Nomor …`",
    SEBAB_NAMA: "tulis jenis, nomor, dan tahunnya, seperti `Undang-Undang Nomor … Tahun …`, atau daftarkan nama ini sebagai `alias` peraturannya di _daftar/peraturan.yml",
    SEBAB_TAHUN: "periksa tahunnya; peraturan masa penjajahan ditulis `Staatsblad 1847 Nomor 23`",
    SEBAB_NOMOR_NOL: "periksa nomornya",
}


def _how_to_write(piece: TidakTerbaca) -> str:
    if piece.sebab == SEBAB_GANDA:
        return "tulis lengkap: " + ", atau ".join(f"`{_in_full(meaning)}`" for meaning in piece.mungkin)
    if piece.sebab in _EXAMPLES:
        meant = piece.mungkin[0] if piece.mungkin else None
        nama = meant.nama if meant else ""
        nomor = f"{meant.nomor.upper()} Tahun {meant.tahun}" if meant else ""
        return _EXAMPLES[piece.sebab].format(nama=nama, daerah=_region_of(nama), nomor=nomor)
    if piece.sebab == SEBAB_PENERBIT:
        return "tulis juga siapa yang menerbitkannya, seperti `Keputusan Menteri Ketenagakerjaan Nomor …`"
    if piece.sebab == SEBAB_JENIS:
        return "tulis jenis dan penerbitnya lengkap, seperti `Peraturan Direktur Jenderal Perbendaharaan Nomor …`"
    return "tulis jenis, nomor, dan tahunnya, seperti `Permenaker Nomor 7 Tahun 2017 tentang …`"


def _in_full(sitasi: Sitasi) -> str:
    return f"{sitasi.nama} Nomor {sitasi.nomor.upper()} Tahun {sitasi.tahun}"


def _region_of(nama: str) -> str:
    """A region as an example behind the name of a kind that lacks one."""
    last = nama.rpartition(" ")[2]
    if last in {"Kabupaten", "Kota", "Provinsi"}:
        return "…"
    if last == "Desa":
        return "… Kecamatan …"
    return "Kabupaten …" if last in {"Daerah", "Qanun"} else "…"


def _of_the_future(file: SopFile, span: Span, sitasi: Sitasi, today: dt.date) -> Diagnostic:
    return FUTURE_REGULATION.at(
        file.source,
        span,
        f"{_in_full(sitasi)} belum ada: sekarang tahun {today.year}",
        fix="periksa tahunnya pada naskah peraturannya",
    )


def _is_missing(catalog: Catalog, kode: str, hubungan: Hubungan) -> bool:
    """Whether the register holds both regulations and not that one changes the other."""
    register = catalog.registers.peraturan
    if kode not in register or hubungan.kode not in register:
        return False
    return not catalog.regulations.is_recorded(hubungan.kode, hubungan.jenis, kode)


def _unrecorded(file: SopFile, span: Span, kode: str, hubungan: Hubungan) -> Diagnostic:
    if hubungan.jenis is JenisHubungan.MENGUBAH:
        fix = f"periksa di JDIH, lalu tambahkan `mengubah: {hubungan.kode}` pada {kode} di _daftar/peraturan.yml"
    else:
        fix = f"periksa di JDIH, lalu tambahkan `dicabut_oleh: {kode}` pada {hubungan.kode} di _daftar/peraturan.yml"
    return UNRECORDED_RELATION.at(
        file.source, span, f"menurut kalimat ini {kode} {hubungan.jenis} {hubungan.kode}; daftar peraturan belum mencatatnya", fix=fix
    )  # fmt: skip


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


def _unregistered(catalog: Catalog, near: NearCodes, file: SopFile, span: Span, sitasi: Sitasi) -> Iterator[Diagnostic]:
    if not catalog.registers.peraturan:
        return
    similar = near.find(sitasi)
    label = f"mirip {similar}, periksa nomor dan tahunnya" if similar else ""
    title = _title_as_yaml(sitasi.tentang)
    yield UNKNOWN_REGULATION.at(
        file.source,
        span,
        f"{sitasi.kode} belum terdaftar di _daftar/peraturan.yml",
        label=label,
        fix=f"tambahkan di _daftar/peraturan.yml: `{sitasi.kode}: {title or '…'}`{'' if title else ', dengan judulnya'}",
    )


_LONGEST_TITLE = 100
_NEEDS_NO_QUOTES = re.compile(r"[A-Za-z0-9][^:#\n]*")


def _title_as_yaml(tentang: str) -> str:
    """A title as one may type it behind a colon; "" for none."""
    title = tentang[:_LONGEST_TITLE].strip()
    return title if not title or _NEEDS_NO_QUOTES.fullmatch(title) else single_quoted(title)


def _registered_at(catalog: Catalog, kode: str) -> tuple[Label, ...]:
    source = catalog.register_sources.get("peraturan")
    positions = catalog.register_positions.get("peraturan")
    if source is None or positions is None:
        return ()
    return (Label(source, positions.key(kode, "status"), "menurut daftar ini"),)
