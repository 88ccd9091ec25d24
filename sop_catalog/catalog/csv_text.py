"""CSV as an Indonesian Excel opens it by a double click, and as no cell of it becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from sop_catalog.source.nip import mask_nip

BOM = "\ufeff"
"""Without it Excel reads UTF-8 as Windows-1252."""


def format_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV: UTF-8 with a byte order mark, semicolons (the list separator where the comma is decimal), CRLF; each NIP masked."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([guard_cell(mask_nip(cell)) for cell in row] for row in rows)
    return BOM + buffer.getvalue()


def guard_cell(text: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV Injection")."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
