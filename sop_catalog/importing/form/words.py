"""The form's printed words in all their spellings, folded: which column, row or box a label names."""

from __future__ import annotations

import re

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")

COLUMNS = {
    "no": ("no", "nomor", "no urut", "nourut"),
    "kegiatan": (
        "kegiatan", "aktivitas", "aktifitas", "aktivitas kegiatan", "kegiatan aktivitas", "uraian kegiatan", "uraian",
        "uraian prosedur", "prosedur", "uraian aktivitas", "langkah kegiatan", "langkah", "langkah langkah",
        "uraian prosedur kegiatan", "tahapan kegiatan", "tahapan", "rincian kegiatan", "aktivitas prosedur",
        "kegiatan prosedur", "uraian langkah", "uraian tugas", "prosedur kegiatan",
    ),
    "kelengkapan": (
        "kelengkapan", "persyaratan kelengkapan", "persyaratan perlengkapan", "persyaratan", "perlengkapan",
        "kelengkapan persyaratan", "persyaratan dan kelengkapan", "syarat kelengkapan", "persaratan kelengkapan", "kelengkapan dan peralatan", "kelengkapan peralatan",
        "persyaratan kelengkapan dokumen", "kelengkapan dokumen", "input", "bahan kelengkapan", "sumber data", "data dukung",
    ),
    "waktu": ("waktu", "waktu penyelesaian", "jangka waktu", "waktu menit", "waktu pelaksanaan", "durasi", "waktu hari", "lama waktu"),
    "output": ("output", "hasil", "keluaran", "output hasil", "hasil output", "out put", "output keluaran"),
    "keterangan": ("keterangan", "ket", "catatan", "keterangan sop terkait"),
    "pelaksana": ("pelaksana", "pelaku", "pelaksanaan", "pelaksana kegiatan", "unit pelaksana", "aktor", "penanggung jawab"),
    "mutu_baku": ("mutu baku", "mutu buku", "standar mutu baku", "baku mutu", "standar mutu"),
}  # fmt: skip
"""Column of the activity table → folded titles."""

IDENTITY = {
    "nomor": ("nomor sop", "no sop", "nomor", "no", "nomor standar operasional prosedur", "nomor standar oprasional prosedur", "nosop"),
    "tanggal_pembuatan": ("tanggal pembuatan", "tgl pembuatan", "tanggal dibuat", "tanggal disusun", "tanggal penyusunan", "tanggal buat", "dibuat tanggal"),
    "tanggal_pengesahan": ("tanggal pengesahan", "tgl pengesahan", "tanggal disahkan", "tanggal ditetapkan", "tanggal penetapan"),
    "tanggal_revisi": ("tanggal revisi", "tgl revisi", "tanggal perubahan", "revisi", "tanggal review", "tanggal reviu"),
    "tanggal_efektif": ("tanggal efektif", "tgl efektif", "tanggal berlaku", "tanggal mulai berlaku", "tanggal diberlakukan", "berlaku efektif", "tanggal efektip"),
    "disusun_oleh": ("disusun oleh", "dibuat oleh", "disiapkan oleh", "dikonsep oleh", "penyusun", "yang menyusun"),
    "diperiksa_oleh": ("diperiksa oleh", "diverifikasi oleh", "diteliti oleh", "direviu oleh", "direview oleh", "pemeriksa", "yang memeriksa"),
    "disahkan_oleh": ("disahkan oleh", "disyahkan oleh", "pengesahan", "disahkan", "disetujui oleh", "ditetapkan oleh", "disahkan olef"),
    "nama": ("nama sop", "judul sop", "nama", "judul", "nama prosedur", "nama standar operasional prosedur", "standar operasional prosedur", "standar operasional prosedur sop", "nama sop ap"),
}  # fmt: skip
"""Row of the head → folded labels."""

BOXES = {
    "dasar_hukum": ("dasar hukum", "landasan hukum", "dasar"),
    "kualifikasi_pelaksana": ("kualifikasi pelaksana", "kualifikasi pelaksanaan", "kualifikasi", "kualifikasi petugas", "kualifikasi pelaksana sop"),
    "keterkaitan": ("keterkaitan", "keterkaitan sop", "keterkaitan dengan sop lain", "sop terkait", "keterkaitan dengan sop"),
    "peralatan": ("peralatan perlengkapan", "peralatan", "peralatan dan perlengkapan", "perlengkapan", "perlengkapan peralatan", "sarana dan prasarana", "peralatan yang digunakan"),
    "peringatan": ("peringatan", "perhatian", "peringatan peringatan"),
    "pencatatan": ("pencatatan dan pendataan", "pencatatan", "pencatatan pendataan", "pendataan", "pencatatan dan penyimpanan", "pendataan dan pencatatan"),
}  # fmt: skip
"""Box of the head → folded titles."""

COLUMN_OF = {title: column for column, titles in COLUMNS.items() for title in titles}
IDENTITY_OF = {label: row for row, labels in IDENTITY.items() for label in labels}
BOX_OF = {title: box for box, titles in BOXES.items() for title in titles}

YES = frozenset({
    "y", "ya", "yes", "iya", "setuju", "disetujui", "lengkap", "benar", "sesuai", "ada", "valid", "ok", "oke", "bisa",
    "memenuhi", "sudah", "diterima", "clean", "layak", "lulus",
})  # fmt: skip
NO = frozenset({
    "t", "tdk", "tidak", "no", "tidak setuju", "tidak disetujui", "tidak lengkap", "tidak benar", "tidak sesuai", "belum",
    "tidak ada", "tidak valid", "tidak memenuhi", "salah", "kurang", "ditolak", "tolak", "belum lengkap", "tdk lengkap",
    "tdk sesuai", "tdk setuju", "tidak bisa", "belum sesuai", "not ok", "tidak layak",
})  # fmt: skip


def fold(text: str) -> str:
    """Lower case, letters and digits only, one blank between words."""
    return _NOT_A_LETTER.sub(" ", text.lower()).strip()
