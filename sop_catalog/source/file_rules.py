"""The rules of layer 1 about a file as a whole and its characters."""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

ENCODING = Rule("SOP101", "bukan-utf8", Severity.GALAT)
CONTROL_CHARACTER = Rule("SOP102", "karakter-kendali", Severity.GALAT)
CONFLICT_MARKER = Rule("SOP104", "penanda-konflik", Severity.GALAT)
LIMIT = Rule("SOP118", "terlalu-besar", Severity.GALAT)
INVISIBLE_CHARACTER = Rule("SOP119", "karakter-tak-tampak", Severity.PERINGATAN)
EMPTY_FILE = Rule("SOP121", "berkas-kosong", Severity.GALAT)
UNREAD_FILE = Rule("SOP122", "berkas-tidak-terpakai", Severity.SARAN)
UNREADABLE_FILE = Rule("SOP123", "berkas-tidak-terbaca", Severity.GALAT)
OUTSIDE = Rule("SOP127", "tautan-keluar", Severity.GALAT)
LINK_AGAIN = Rule("SOP128", "tautan-berulang", Severity.PERINGATAN)
ACTIVE_PICTURE = Rule("SOP129", "gambar-berskrip", Severity.GALAT)
RAW_FILE = Rule("SOP130", "berkas-mentah", Severity.PERINGATAN)
