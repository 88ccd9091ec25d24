"""The rules of layer 1 about how lines are written: colons, dashes, quotes, spaces at the start of a line."""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

TAB = Rule("SOP103", "tab", Severity.GALAT)
SYNTAX = Rule("SOP105", "baris-tanpa-titik-dua", Severity.GALAT)
SECOND_COLON = Rule("SOP106", "titik-dua-dalam-teks", Severity.GALAT)
MISSING_SPACE = Rule("SOP107", "spasi-kurang", Severity.GALAT)
UNCLOSED_QUOTE = Rule("SOP108", "petik-tidak-ditutup", Severity.GALAT)
INDENTATION = Rule("SOP109", "lekuk-baris", Severity.GALAT)
SPECIAL_START = Rule("SOP110", "awal-teks-khusus", Severity.GALAT)
PASTED_LIST = Rule("SOP113", "daftar-bernomor", Severity.PERINGATAN)
QUOTED_TAIL = Rule("SOP120", "teks-setelah-petik", Severity.GALAT)
WORD_QUOTES = Rule("SOP125", "petik-word", Severity.PERINGATAN)
JOINED_LINES = Rule("SOP126", "baris-menyatu", Severity.SARAN)
SWALLOWED_LINE = Rule("SOP124", "baris-tertelan", Severity.GALAT)
