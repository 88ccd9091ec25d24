"""The rules of layer 2: the shape of a file, field by field."""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

UNKNOWN_KEY = Rule("SOP201", "isian-tidak-dikenal", Severity.GALAT, "Nama isian harus salah satu dari isian baku.")
MISSING_KEY = Rule("SOP202", "isian-wajib", Severity.GALAT, "Isian wajib belum ada.")
WRONG_KIND = Rule("SOP203", "bentuk-isian", Severity.GALAT, "Isian berbentuk lain dari yang seharusnya (teks, daftar, rincian).")
BLANK = Rule("SOP204", "isian-kosong", Severity.GALAT, "Isian wajib ada tetapi kosong.")
NOT_A_DATE = Rule("SOP205", "bukan-tanggal", Severity.GALAT, "Tanggal ditulis seperti 5 Januari 2026, 2026-01-05, atau 05/01/2026.")
NO_SUCH_DATE = Rule("SOP206", "tanggal-tidak-ada", Severity.GALAT, "Tanggal ini tidak ada di kalender.")
WAKTU = Rule("SOP207", "waktu-tidak-dipahami", Severity.PERINGATAN, "Waktu dicetak apa adanya, tetapi tidak ikut dijumlah.")
WAKTU_NOT_POSITIVE = Rule("SOP208", "waktu-tidak-wajar", Severity.GALAT, "Waktu baku lebih besar dari nol; rentang ditulis dari kecil ke besar.")
NIP = Rule("SOP209", "nip", Severity.PERINGATAN, "NIP terdiri atas 18 angka.")
CHOICE = Rule("SOP210", "pilihan", Severity.GALAT, "Isian ini hanya menerima pilihan tertentu.")
CODE = Rule("SOP211", "kode", Severity.GALAT, "Kode terdiri atas huruf kecil, angka, dan tanda hubung.")
TARGET = Rule("SOP212", "tujuan", Severity.GALAT, "Tujuan cabang adalah kode pelaksana, nomor langkah, lanjut, atau selesai.")
FILE_NAME = Rule("SOP213", "nama-berkas", Severity.GALAT, "Nama berkas menjadi alamat halaman: huruf kecil, angka, dan tanda hubung.")
"""The names of the rules are printed by every format of `sop periksa`; the codes never change their meaning."""
