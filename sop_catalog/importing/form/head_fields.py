"""From the words of the head to values: dates, the approver, the number, the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.form.identity import KepalaSop, Nilai
from sop_catalog.importing.form.words import fold
from sop_catalog.model.sop import DATE_FIELDS, TIDAK_TERBACA, Pengesah
from sop_catalog.model.values.nip import Nip, parse_nip
from sop_catalog.model.values.tanggal import Tanggal, TanggalMistake, parse_tanggal

_BLANK = re.compile(r"^[\s\-–—_.…:*/]*$")
_DATE = re.compile(r"[0-9]{1,2}[\s\-./]+(?:[A-Za-z]+|[0-9]{1,2})[\s\-./,]+[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_PARTIAL = re.compile(r"(?:[A-Za-z]+\s+)?(?:19|20)[0-9]{2}")
_NIP = re.compile(
    r"\bN\s*\.?\s*I\s*\.?\s*P\s*\.?\s*[:.]?\s*((?:[0-9][\s.]?){8,20}[0-9])|(?<![0-9])((?:[0-9][ .]?){17}[0-9])(?![0-9])",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?:pembina|penata|pengatur|juru)\b[^,\n]{0,25}(?:,?\s*\(?[IV]{1,3}\s*/\s*[a-e]\)?)?|\([IV]{1,3}\s*/\s*[a-e]\)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"^(?:plt\.?|plh\.?|a\.?n\.?|pj\.?|kepala|ketua|sekretaris|direktur|kabag|kasubbag|kabid|karo|camat|lurah|bupati|wali|gubernur|menteri|inspektur|koordinator|rektor|dekan|asisten|deputi|pimpinan|kuasa|pejabat)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"ditandatangani secara\s+elektronik|sertifikat elektronik|tanda tangan elektronik", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class IsianKepala:
    """The head as values."""

    nama: str
    nomor: str
    tanggal: dict[str, Tanggal]
    disusun_oleh: tuple[Pengesah, ...]
    diperiksa_oleh: tuple[Pengesah, ...]
    disahkan_oleh: Pengesah
    ragu: tuple[Ragu, ...]


def read_head_fields(head: KepalaSop | None, *, tte: bool) -> IsianKepala:  # noqa: C901 - one case after another
    """The values of a head.

    Args:
        head: the head; None where none was found.
        tte: whether its pages bear the note of an electronic signature.
    """
    doubts: list[Ragu] = []
    if head is None:
        return IsianKepala(
            "",
            "",
            {},
            (),
            (),
            Pengesah(),
            (Ragu(JenisRagu.ISIAN, "kepala SOP (nomor, tanggal, nama) tidak ditemukan"),),
        )
    values = head.isian
    dates: dict[str, Tanggal] = {}
    for kunci in DATE_FIELDS:
        if kunci in values:
            date = _date(values[kunci], kunci, head.halaman, doubts)
            if date is not None:
                dates[kunci] = date
    nomor = _one_line(values.get("nomor"))
    if nomor and _BLANK.match(nomor):
        nomor = ""
    if nomor and not any(c.isdigit() for c in nomor):
        doubts.append(
            Ragu(JenisRagu.NOMOR_SOP, f"nomor SOP “{nomor}” tidak memuat angka", head.halaman, 0, values["nomor"].kotak)
        )
    elif nomor and (".." in nomor or "…" in nomor):
        doubts.append(
            Ragu(
                JenisRagu.NOMOR_SOP,
                f"nomor SOP “{nomor}” belum lengkap pada naskah",
                head.halaman,
                0,
                values["nomor"].kotak,
            )
        )
    nama = _one_line(values.get("nama"))
    strayed = _NIP.search(nama)
    if strayed:  # the end of the signature that has slipped into the cell below
        nama = " ".join(f"{nama[: strayed.start()]} {nama[strayed.end() :]}".split())
    if not nama:
        doubts.append(Ragu(JenisRagu.ISIAN, "nama SOP tidak ditemukan; ditulis menurut nama berkas", head.halaman))
    missing = [label for kunci, label in (("nomor", "nomor"), ("disahkan_oleh", "pengesah")) if kunci not in values]
    if missing:
        doubts.append(Ragu(JenisRagu.ISIAN, f"{' dan '.join(missing)} tidak ditemukan pada kepala SOP", head.halaman))
    signer = _signer(values.get("disahkan_oleh"), head.halaman, doubts, strayed[0] if strayed else "", signed=tte)
    writers, readers = (
        tuple(
            person
            for person in (_signer(values.get(kunci), head.halaman, doubts, "", signed=False),)
            if person != Pengesah()
        )
        for kunci in ("disusun_oleh", "diperiksa_oleh")
    )
    return IsianKepala(nama, nomor, dates, writers, readers, signer, tuple(doubts))


def _one_line(value: Nilai | None) -> str:
    return " ".join(value.isi.split()).lstrip(": ").strip() if value else ""


def _date(value: Nilai, kunci: str, page: int, doubts: list[Ragu]) -> Tanggal | None:
    text = _one_line(value)
    label = kunci.replace("_", " ")
    if _BLANK.match(text):
        return None
    cleaned = text.strip(" ,.;")
    read = parse_tanggal(cleaned)
    if not isinstance(read, TanggalMistake):
        return read
    found = _DATE.search(cleaned)
    if found:
        inner = parse_tanggal(" ".join(found[0].split()))
        if not isinstance(inner, TanggalMistake):
            doubts.append(
                Ragu(JenisRagu.TANGGAL, f"{label} tertulis “{text}”; dibaca {found[0]}", page, 0, value.kotak)
            )
            return inner
    kind = "hanya memuat bulan atau tahun" if _PARTIAL.fullmatch(cleaned) else "tidak dipahami"
    doubts.append(Ragu(JenisRagu.TANGGAL, f"{label} “{text}” {kind}; ditulis tidak terbaca", page, 0, value.kotak))
    return Tanggal(TIDAK_TERBACA, None)


def _signer(value: Nilai | None, page: int, doubts: list[Ragu], strayed: str, *, signed: bool) -> Pengesah:
    if value is None:
        return Pengesah()
    text = f"{value.isi}\n{strayed}"
    nip: Nip | None = None
    match = _NIP.search(text.replace("\n", " "))
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if match:
        digits = match[1] or match[2]
        nip = parse_nip(digits.strip())
        lines = _without_nip(lines)
        if nip is None:
            doubts.append(
                Ragu(
                    JenisRagu.ISIAN, f"NIP “{digits.strip()}” tidak wajar; ditulis tidak terbaca", page, 0, value.kotak
                )
            )
            nip = Nip(TIDAK_TERBACA, "")
        elif nip.doubt():
            doubts.append(Ragu(JenisRagu.ISIAN, f"NIP {nip.teks} tidak wajar: {nip.doubt()}", page, 0, value.kotak))
    rank = ""
    kept = []
    for line in lines:
        if not rank and _RANK.fullmatch(line.strip(" .,;")):
            rank = line
        elif not _SIGNED.search(line) and not _BLANK.match(line):
            kept.append(line)
    jabatan, nama = _office_and_name(kept, has_nip=nip is not None)
    return Pengesah(jabatan, nama, rank, nip, tte=signed)


def _without_nip(lines: Sequence[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        rest = re.sub(r"\bN\s*\.?\s*I\s*\.?\s*P\b\s*\.?\s*[:.]?[\s0-9.]*$", "", line, flags=re.IGNORECASE)
        rest = re.sub(r"(?<![0-9])(?:[0-9][ .]?){9,18}$", "", rest)
        if rest.strip(" .:-"):
            joined.append(rest.strip())
    return joined


def _office_and_name(lines: Sequence[str], *, has_nip: bool) -> tuple[str, str]:
    """Office first, the name last; what looks like an office is never a name."""
    if not lines:
        return "", ""
    if len(lines) == 1:
        return (lines[0].rstrip(","), "") if _OFFICE.match(lines[0]) or not has_nip else ("", lines[0])
    if _OFFICE.match(lines[-1]) and not _OFFICE.match(lines[0]):
        return " ".join(lines[1:]).rstrip(","), lines[0]
    return " ".join(lines[:-1]).rstrip(",").strip(), lines[-1]


def agency_names(head: KepalaSop | None) -> tuple[str, ...]:
    """The agency's lines, top down."""
    if head is None or head.instansi is None:
        return ()
    return tuple(line.strip() for line in head.instansi.isi.splitlines() if fold(line))
