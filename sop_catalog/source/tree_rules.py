"""The rules of layer 1 about what YAML would make of a text that is written properly."""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

DUPLICATE_KEY = Rule("SOP111", "isian-ganda", Severity.GALAT)
CUT_BY_HASH = Rule("SOP112", "teks-terpotong", Severity.PERINGATAN)
SECOND_DOCUMENT = Rule("SOP114", "dokumen-kedua", Severity.GALAT)
ANCHOR = Rule("SOP115", "awal-teks-dan", Severity.GALAT)
TAG = Rule("SOP116", "tanda-seru", Severity.GALAT)
COMPLEX_KEY = Rule("SOP117", "nama-isian-rumit", Severity.GALAT)
