"""Rules about what an SOP lacks (SOP501–SOP503, SOP508–SOP510).

Only an SOP in force must be complete. While it has a `catatan_sumber` its page says "perlu verifikasi", and its gaps are
milder by one degree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import gap_severity, readable
from sop_catalog.model.positions import Path
from sop_catalog.model.sop import DATE_FIELDS, PEJABAT_FIELDS, TIDAK_TERBACA, Sop, Status
from sop_catalog.model.values.tanggal import Tanggal
from sop_catalog.source.diagnostic import Diagnostic, Rule, Severity
from sop_catalog.source.fix import Fix, drop_lines

NO_NUMBER = Rule("SOP501", "berlaku-tanpa-nomor", Severity.GALAT)
NO_DATE = Rule("SOP502", "berlaku-tanpa-tanggal", Severity.GALAT)
NO_TIME = Rule("SOP503", "berlaku-tanpa-waktu", Severity.PERINGATAN)
NO_APPROVER = Rule("SOP508", "berlaku-tanpa-pengesah", Severity.PERINGATAN)
NOT_FILLED = Rule("SOP509", "belum-diisi", Severity.SARAN)
NOT_PRINTED = Rule("SOP510", "isian-tidak-tercetak", Severity.SARAN)

_CHECKED_IN_FORCE = {"nomor", "waktu", "disahkan_oleh", *DATE_FIELDS}
"""Fields for which an SOP in force gets a finding of their own."""


def check_completeness(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this module, over all readable files."""
    for file, sop in readable(catalog):
        yield from _not_filled(file, sop)
        yield from _not_printed(catalog, file, sop)
        if sop.status is Status.BERLAKU:
            yield from _in_force(catalog, file, sop)


def _is_given(teks: str) -> bool:
    return bool(teks.strip(" -–—.…")) and ".." not in teks


def _has_approver(sop: Sop) -> bool:
    return any(_is_given(person.jabatan) or _is_given(person.nama) for person in sop.pejabat("disahkan_oleh"))


def _in_force(catalog: Catalog, file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    status = file.positions.value("status")
    if not sop.bernomor and sop.nomor.lower() != TIDAK_TERBACA:
        span = file.positions.value("nomor") if "nomor" in {path[0] for path in file.positions.keys} else status
        yield NO_NUMBER.at(
            file.source, span, "SOP berlaku belum bernomor", label="nomor ini masih kerangka" if sop.nomor else "",
            severity=gap_severity(sop, NO_NUMBER.severity), fix="tulis `nomor:` menurut naskah pengesahan, atau `status: draf`",
            in_form="isi nomornya menurut naskah pengesahan, atau pilih status Draf",
        )  # fmt: skip
    printed = [
        field
        for field, _ in catalog.registers.profil_of(sop.unit).baris
        if field in DATE_FIELDS and field != "tanggal_revisi"
    ]
    if not _given_dates(file, sop):
        wanted = printed[-1] if printed else "tanggal_pengesahan"
        blank = [field for field in DATE_FIELDS if (field,) in file.positions.keys and field != "tanggal_revisi"]
        yield NO_DATE.at(
            file.source, file.positions.key(blank[0]) if blank else status, "SOP berlaku belum bertanggal", severity=gap_severity(sop, NO_DATE.severity),
            fix=f"tambahkan `{wanted}:` menurut naskah pengesahan, atau tulis `status: draf`", in_form="isi tanggalnya menurut naskah pengesahan, atau pilih status Draf",
        )  # fmt: skip
    if not _has_approver(sop):
        span = file.positions.value("disahkan_oleh") if ("disahkan_oleh",) in file.positions.keys else status
        yield NO_APPROVER.at(
            file.source, span, "SOP berlaku belum menyebut pengesahnya", severity=gap_severity(sop, NO_APPROVER.severity),
            fix="tulis `disahkan_oleh:` dengan jabatan pengesah, atau `status: draf`", in_form="isi jabatan pengesahnya, atau pilih status Draf",
        )  # fmt: skip
    missing = [langkah.nomor for langkah in sop.langkah if langkah.waktu is None]
    if missing:
        listed = ", ".join(map(str, missing[:8])) + (", …" if len(missing) > 8 else "")
        path = ("langkah", missing[0] - 1, "waktu")
        span = (
            file.positions.value(*path)
            if path in file.positions.keys
            else file.positions.value("langkah", missing[0] - 1, "kegiatan")
        )
        yield NO_TIME.at(
            file.source,
            span,
            f"waktu langkah {listed} belum diisi ({len(missing)} dari {len(sop.langkah)})",
            severity=gap_severity(sop, NO_TIME.severity),
            fix="tambahkan baris `waktu:` dengan angka dan satuannya, misalnya 10 menit; bila tidak dapat ditentukan, `waktu: disesuaikan`",
            in_form="isi waktunya dengan angka dan satuannya, misalnya 10 menit; bila tidak dapat ditentukan, ketik disesuaikan",
        )


def _not_printed(catalog: Catalog, file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    """People for whom the form has no row. The one who approves is asked for by every form."""
    profil = catalog.registers.profil_of(sop.unit)
    rows = {isian for isian, _ in profil.baris}
    for isian in PEJABAT_FIELDS[:-1]:
        if isian not in rows and sop.pejabat(isian):
            yield NOT_PRINTED.at(
                file.source, file.positions.key(isian), f"`{isian}` tidak tercetak: profil `{profil.kode}` tidak mempunyai barisnya",
                fix=f"tambahkan `{isian}: {isian.replace('_', ' ').upper()}` pada `baris:` profil unit di _daftar/profil.yml", in_form="boleh dibiarkan; pengelola katalog yang menambahkan barisnya pada formulir unit ini",
            )  # fmt: skip


def _is_known(tanggal: Tanggal | None) -> bool:
    """Whether a date says since when, as far as the paper does; room that nobody has filled in says nothing."""
    if tanggal is None:
        return False
    return any(character.isalnum() for character in tanggal.format()[:1]) and (
        tanggal.awal is not None or tanggal.teks.lower() == TIDAK_TERBACA
    )


def _given_dates(file: SopFile, sop: Sop) -> list[str]:
    """The dates that say since when the SOP is there."""
    fields = [field for field in DATE_FIELDS if field != "tanggal_revisi"]
    return [field for field in fields if _is_known(getattr(sop, field)) or _is_misread(file, sop, field)]


def _is_misread(file: SopFile, sop: Sop, field: str) -> bool:
    """Whether something is written that is no date: that is another finding, and no gap."""
    span = file.positions.values.get((field,))
    return getattr(sop, field) is None and span is not None and span.start != span.end


_BLANK = re.compile(r"(?:[|>][-+1-9]*(?:[ \t]*#.*)?\s*)?")
"""Nothing, or the sign that lines follow, and none that do."""


def _not_filled(file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    skipped = _CHECKED_IN_FORCE if sop.status is Status.BERLAKU else set()
    if _given_dates(file, sop):
        skipped = skipped - set(DATE_FIELDS)
    if not _has_approver(sop):
        skipped = skipped | ({"jabatan", "nama"} if skipped else set())
    for path in file.positions.keys:
        span = file.positions.values.get(path)
        kunci = path[-1]
        if span is None or not _BLANK.fullmatch(file.source.text, span.start, span.end) or kunci in skipped:
            continue
        if (
            path[0] == "pelaksana"
            or kunci in {"jika", "jika_ya", "jika_tidak", "lanjut_ke"}
            or (len(path) > 2 and path[-2] == "jika")
        ):
            continue  # required: the decoder has reported them
        if (
            kunci in {"pelaksana", "kegiatan", "langkah", "simbol"}
            or path in {("nama",), ("unit",)}
            or (path[0] == "riwayat" and len(path) > 1)
            or (path[0] in {"naskah_sah", "evaluasi"} and kunci in {"berkas", "tanggal", "hasil"})
        ):
            continue
        yield NOT_FILLED.at(
            file.source,
            file.positions.key(*path),
            f"`{kunci}` belum diisi",
            fix="isi setelah titik dua, atau hapus baris ini",
            in_form="isi, atau biarkan kosong bila memang tidak ada",
            fixes=_without_line(file, path),
        )


def _without_line(file: SopFile, path: Path) -> tuple[Fix, ...]:
    """The fix that deletes a field without a value; none where more stands on its line, or nothing beside it."""
    key = file.positions.keys[path]
    line = file.source.place(key.start).line
    if not re.fullmatch(r"\s*[a-z_]+:\s*", file.source.line_text(line)):
        return ()
    beside = any(other[:-1] == path[:-1] and other != path for other in file.positions.keys)
    return (drop_lines(file.source, line, line, "hapus baris ini"),) if beside else ()
