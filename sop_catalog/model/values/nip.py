"""An employee's number, read with or without its spaces and shown without most of its digits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sop_catalog.source.nip import find_doubt


@dataclass(frozen=True, slots=True)
class Nip:
    """An employee's number: 18 digits, birth date (8), month of appointment (6), sex (1), serial (3)."""

    teks: str
    """As written."""
    angka: str
    """Its digits only."""

    def masked(self) -> str:
        """For publication: only the last three digits stay, "•••••••••••••••009"."""
        return "•" * max(len(self.angka) - 3, 0) + self.angka[-3:]

    @property
    def is_hidden(self) -> bool:
        """Whether dots stand for digits, as in a text that was copied from the site."""
        return "•" in self.angka

    def doubt(self) -> str:
        """Why these 18 digits can hardly be a NIP; "" when they can, or when they are not 18."""
        return find_doubt(self.angka) if len(self.angka) == 18 and not self.is_hidden else ""


def parse_nip(teks: str) -> Nip | None:
    """Read a NIP with or without spaces; None unless it has 18 digits (or 9, the old form, or is unreadable)."""
    if teks.strip().lower() == "tidak terbaca":
        return Nip(teks, "")
    digits = re.sub(r"[\s./\-]", "", teks)
    return Nip(teks, digits) if re.fullmatch(r"[0-9•]{18}|[0-9•]{9}", digits) else None
