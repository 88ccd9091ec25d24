"""The word SOP, however it is spelt: SOP, S.O.P., and the words that it is short for.

    SOP    S.O.P.    SOP AP    SOP-AP
    Standar Operasional Prosedur    Standard Operating Procedure(s)    Standar Operating Prosedur
    Prosedur Operasional Standar    Standar Prosedur Operasional    Standar Operasional dan Prosedur
    … Administrasi Pemerintahan     … (SOP)

All of them are one word: "SOP Rapat" and "Standar Operasional Prosedur Rapat" name one SOP.
"""

from __future__ import annotations

import re

_STANDARD = r"standard?s?"
_OPERATION = r"(?:operasional|operational|operasi|operating)"
_PROCEDURE = r"(?:prosedur|procedures?)"
_AND = r"\s+(?:dan\s+)?"
SOP_WORD = (
    rf"(?:{_STANDARD}{_AND}{_OPERATION}{_AND}{_PROCEDURE}|{_PROCEDURE}{_AND}{_OPERATION}{_AND}{_STANDARD}"
    rf"|{_STANDARD}{_AND}{_PROCEDURE}{_AND}{_OPERATION}|s\.\s?o\.\s?p\b\.?|sop)"
    r"(?![^\W_])(?:[\s-]+(?:administrasi\s+pemerintahan|ap)(?![^\W_]))?(?:\s*\(\s*(?:sop|pos|spo)(?:[\s-]ap)?\s*\))?"
)
"""A pattern for the word in any spelling, for use with re.IGNORECASE; it ends at the end of a word."""
_FIRST = re.compile(rf"\s*{SOP_WORD}[\s:.,–—-]*", re.IGNORECASE)
_HINT = re.compile(r"sop|s\.\s?o\.|prosedur|procedure", re.IGNORECASE)
_ANYWHERE = re.compile(rf"(?<![^\W_]){SOP_WORD}", re.IGNORECASE)


def begins_with_sop(teks: str) -> bool:
    """Whether a text begins with the word SOP in any spelling."""
    return bool(_FIRST.match(teks))


def strip_sop(teks: str) -> str:
    """A name without the word SOP before it; the name itself where nothing else would be left."""
    match = _FIRST.match(teks)
    return teks[match.end() :].strip() or teks if match else teks


def without_sop(teks: str) -> str:
    """A text without the word SOP wherever it stands, for comparing names."""
    return _ANYWHERE.sub(" ", teks) if _HINT.search(teks) else teks
