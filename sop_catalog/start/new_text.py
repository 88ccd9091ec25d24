"""The text of a new SOP file: every field that the form prints, in the order of the form, with a word about each."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from sop_catalog.model.fields import SOP_FIELDS, Field, FieldKind
from sop_catalog.model.registers import KolomKeterangan, Profil
from sop_catalog.model.sop import DATE_FIELDS, PEJABAT_FIELDS, Pelaksana

KEGIATAN = "Melengkapi kalimat ini (apa yang dikerjakan, diawali kata kerja)"
"""What stands for an activity that nobody has described yet: the one text that a file cannot do without."""

_LEFT_OUT = frozenset(
    {
        "contoh",
        "digantikan_oleh",
        "catatan_tabel",
        "kata_kunci",
        "lampiran",
        "catatan_sumber",
        "naskah_sah",
        "riwayat",
        "evaluasi",
        "tinjau_sebelum",
        "slug_lama",
    }
)
"""Fields that a new SOP does not need."""
_BY_PROFILE = frozenset({*DATE_FIELDS, *PEJABAT_FIELDS}) - {"disahkan_oleh"}
"""Fields that belong to a file where its form prints them."""
_COLUMN = 27
"""Where the remarks begin."""
_REMARKS = {
    "nama": "tanpa kata SOP di depannya",
    "nomor": "menurut tata naskah instansi; boleh kosong selama draf",
    "unit": "kode dari _daftar/unit.yml",
    "status": "draf, berlaku, atau dicabut",
    "disusun_oleh": "jabatan penyusun, misalnya Kepala Subbagian Tata Usaha",
    "diperiksa_oleh": "jabatan pemeriksa, misalnya Kepala Bagian Umum",
    "disahkan_oleh": "jabatan pengesah, misalnya Kepala Biro Umum",
}


def render_new_sop(nama: str, unit: str, columns: tuple[Pelaksana, ...], profil: Profil, path: str) -> str:
    """The file's text.

    Args:
        nama: the name, one line.
        unit: a code.
        columns: at least one.
        profil: which dates the unit's form prints.
        path: the file's path as one types it.
    """
    lines = [
        "# Isi yang masih kosong di belakang titik dua, atau hapus barisnya. Teks setelah tanda # hanya catatan.",
        f"# Periksa dengan: sop periksa {path}",
        "",
    ]
    given = {"nama": nama, "unit": unit, "status": "draf"}
    printed = {field for field, _ in profil.baris}
    for field in SOP_FIELDS:
        if field.kunci in _LEFT_OUT or (field.kunci in _BY_PROFILE and field.kunci not in printed):
            continue
        if field.jenis is FieldKind.PELAKSANA:
            titles = [(f"{box.isian}:", f"{box.judul.capitalize()}. Satu baris satu butir") for box in profil.kotak]
            lines += [_remarked(*title) for title in titles]
            lines += _columns(columns)
        elif field.jenis is FieldKind.LANGKAH:
            lines += _steps(columns, profil)
        elif field.kunci in given:
            lines.append(_remarked(_entry(field.kunci, given[field.kunci]), _REMARKS[field.kunci]))
        else:
            lines += _blank(field)
    return "\n".join([*lines, ""])


def _entry(kunci: str, teks: str) -> str:
    """`kunci: teks`, quoted where the text needs it."""
    return yaml.safe_dump({kunci: teks}, allow_unicode=True, width=1_000_000).rstrip("\n")


def _remarked(entry: str, remark: str) -> str:
    return f"{entry:<{_COLUMN}} # {remark}"


def _blank(field: Field) -> Iterator[str]:
    if field.kunci == "dasar_hukum":
        yield ""
    if field.jenis is FieldKind.DAFTAR:
        yield _remarked(f"{field.kunci}:", f"{field.arti.rstrip('.')}. Satu baris satu butir, misalnya:")
        yield f"#  - {field.contoh}"
    elif field.jenis is FieldKind.TANGGAL:
        yield _remarked(f"{field.kunci}:", f"misalnya {field.contoh}")
    else:
        yield _remarked(f"{field.kunci}:", _REMARKS[field.kunci])


def _columns(columns: tuple[Pelaksana, ...]) -> Iterator[str]:
    yield ""
    yield "# Kolom pelaksana dari kiri ke kanan: kode singkat, lalu judul kolom. Kode dipakai pada langkah di bawah."
    yield "pelaksana:"
    for column in columns:
        yield f"  {_entry(column.kode, column.judul)}"


def _steps(columns: tuple[Pelaksana, ...], profil: Profil) -> Iterator[str]:
    yield ""
    yield "# Satu langkah satu kegiatan, menurut urutan; nomornya dibuat otomatis. Beberapa pelaksana: [kode, kode]."
    yield "# Langkah keputusan ditambah baris jika_tidak: kode pelaksana, nomor langkah, lanjut, atau selesai, misalnya:"
    yield f"#    jika_tidak: {columns[0].kode}"
    yield "langkah:"
    for number, column in enumerate(columns):
        if number:
            yield ""
        yield f"  - {_entry('pelaksana', column.kode)}"
        yield f"    {_entry('kegiatan', KEGIATAN)}"
        yield f"    {_remarked('kelengkapan:', 'berkas atau alat yang diperlukan')}"
        yield f"    {_remarked('waktu:', 'misalnya 10 menit, 1-2 hari kerja')}"
        yield f"    {_remarked('output:', 'hasil langkah ini')}"
        if profil.kolom_keterangan is KolomKeterangan.YA:
            yield f"    {_remarked('keterangan:', 'misalnya SOP Pembentukan Tim; nama SOP menjadi tautan')}"
