"""The rules of layer 2 about rows of several symbols and joined cells."""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

CHAIN = Rule("SOP215", "rantai-pelaksana", Severity.GALAT)
BESIDE_SYMBOLS = Rule("SOP216", "simbol-bercampur", Severity.GALAT)
JOINED_BLANK = Rule("SOP220", "sel-gabung-kosong", Severity.PERINGATAN)
JOINED_CELL = Rule("SOP217", "sel-gabung", Severity.GALAT)
