"""The rules of layer 2: the shape of a file, field by field."""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

UNKNOWN_KEY = Rule("SOP201", "isian-tidak-dikenal", Severity.GALAT)
MISSING_KEY = Rule("SOP202", "isian-wajib", Severity.GALAT)
WRONG_KIND = Rule("SOP203", "bentuk-isian", Severity.GALAT)
BLANK = Rule("SOP204", "isian-kosong", Severity.GALAT)
NOT_A_DATE = Rule("SOP205", "bukan-tanggal", Severity.GALAT)
NO_SUCH_DATE = Rule("SOP206", "tanggal-tidak-ada", Severity.GALAT)
WAKTU = Rule("SOP207", "waktu-tidak-dipahami", Severity.PERINGATAN)
WAKTU_NOT_POSITIVE = Rule("SOP208", "waktu-tidak-wajar", Severity.GALAT)
NIP = Rule("SOP209", "nip", Severity.PERINGATAN)
CHOICE = Rule("SOP210", "pilihan", Severity.GALAT)
CODE = Rule("SOP211", "kode", Severity.GALAT)
TARGET = Rule("SOP212", "tujuan", Severity.GALAT)
FILE_NAME = Rule("SOP213", "nama-berkas", Severity.GALAT)
BLANK_ITEM = Rule("SOP214", "butir-kosong", Severity.PERINGATAN)
WEEKDAY = Rule("SOP218", "hari-tidak-cocok", Severity.PERINGATAN)
NOT_A_NUMBER = Rule("SOP219", "bukan-angka", Severity.GALAT)
