"""The rules of layer 1: what can be wrong with a file before anyone asks what it says."""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

ENCODING = Rule("SOP101", "bukan-utf8", Severity.GALAT, "Berkas harus disimpan sebagai teks UTF-8.")
CONTROL_CHARACTER = Rule(
    "SOP102", "karakter-kendali", Severity.GALAT, "Karakter tak tampak seperti ini ikut tersalin dari program lain."
)
TAB = Rule("SOP103", "tab", Severity.GALAT, "Jarak di awal baris dibuat dengan spasi, bukan dengan tombol Tab.")
CONFLICT_MARKER = Rule("SOP104", "penanda-konflik", Severity.GALAT, "Dua perubahan bertabrakan dan belum digabungkan.")
SYNTAX = Rule("SOP105", "susunan-tidak-terbaca", Severity.GALAT, "Susunan baris tidak dapat dibaca.")
SECOND_COLON = Rule(
    "SOP106", "titik-dua-kedua", Severity.GALAT, "Teks yang memuat titik dua dan spasi ditulis di dalam tanda petik."
)
MISSING_SPACE = Rule(
    "SOP107", "spasi-kurang", Severity.GALAT, "Setelah titik dua dan setelah tanda hubung butir harus ada satu spasi."
)
UNCLOSED_QUOTE = Rule("SOP108", "petik-tidak-ditutup", Severity.GALAT, "Tanda petik pembuka harus ada penutupnya.")
INDENTATION = Rule(
    "SOP109", "lekuk-baris", Severity.GALAT, "Isian yang setara dimulai pada kolom yang sama; rinciannya dua spasi."
)
SPECIAL_START = Rule(
    "SOP110", "awal-teks-khusus", Severity.GALAT, "Teks yang diawali tanda khusus ditulis di dalam tanda petik."
)
DUPLICATE_KEY = Rule("SOP111", "isian-ganda", Severity.GALAT, "Satu isian hanya boleh ditulis satu kali.")
CUT_BY_HASH = Rule(
    "SOP112",
    "teks-terpotong",
    Severity.PERINGATAN,
    "Teks setelah spasi dan tanda # dianggap catatan dan tidak dicetak.",
)
SECOND_DOCUMENT = Rule("SOP114", "dokumen-kedua", Severity.GALAT, "Satu berkas memuat satu SOP.")
ANCHOR = Rule(
    "SOP115", "rujukan-yaml", Severity.GALAT, "Tanda & dan * di awal teks punya arti khusus dan tidak dipakai."
)
TAG = Rule("SOP116", "tanda-seru", Severity.GALAT, "Tanda ! di awal teks punya arti khusus dan tidak dipakai.")
COMPLEX_KEY = Rule(
    "SOP117", "nama-isian-rumit", Severity.GALAT, "Nama isian adalah satu kata atau beberapa kata biasa."
)
LIMIT = Rule("SOP118", "terlalu-besar", Severity.GALAT, "Berkas melebihi batas yang wajar untuk satu SOP.")
INVISIBLE_CHARACTER = Rule(
    "SOP119",
    "karakter-tak-tampak",
    Severity.PERINGATAN,
    "Karakter tak tampak biasanya ikut tersalin dari Word atau PDF.",
)
QUOTED_TAIL = Rule(
    "SOP120", "teks-setelah-petik", Severity.GALAT, "Bila memakai tanda petik, seluruh teks berada di dalamnya."
)
EMPTY_FILE = Rule("SOP121", "berkas-kosong", Severity.GALAT, "Berkas ini belum berisi apa pun.")
UNREAD_FILE = Rule("SOP122", "berkas-tidak-terpakai", Severity.SARAN, "Hanya berkas .yml yang dibaca sebagai SOP.")
UNREADABLE_FILE = Rule("SOP123", "berkas-tidak-terbaca", Severity.GALAT, "Berkas tidak dapat dibuka.")
