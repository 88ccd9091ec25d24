"""Rules about the regulations that SOPs cite (SOP406, SOP408, SOP419, SOP420, SOP426)."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
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
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import LEFT_TO_OTHERS, readable
from sop_catalog.model.build_day import read_build_day
from sop_catalog.model.registers import Peraturan, StatusPeraturan
from sop_catalog.model.sop import Sop, Status
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.fix import single_quoted
from sop_catalog.source.text import Span

UNKNOWN_REGULATION = Rule("SOP406", "peraturan-belum-terdaftar", Severity.SARAN)
REVOKED_REGULATION = Rule("SOP408", "peraturan-dicabut", Severity.PERINGATAN)
UNREAD_REGULATION = Rule("SOP419", "peraturan-belum-dikenali", Severity.SARAN)
FUTURE_REGULATION = Rule("SOP426", "peraturan-tahun-depan", Severity.PERINGATAN)
UNRECORDED_RELATION = Rule("SOP420", "perubahan-belum-tercatat", Severity.SARAN)


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
        file.source, span, f"menurut kalimat ini {kode} {hubungan.jenis} {hubungan.kode}; daftar peraturan belum mencatatnya", fix=fix,
        in_form=LEFT_TO_OTHERS,
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
        f"{sitasi.kode} belum terdaftar",
        label=label,
        fix=f"tambahkan di _daftar/peraturan.yml: `{sitasi.kode}: {title or '…'}`{'' if title else ', dengan judulnya'}",
        in_form=LEFT_TO_OTHERS,
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
