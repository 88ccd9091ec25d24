"""Codes of units, roles, regulations and performers: lower-case letters, digits, hyphens."""

from __future__ import annotations

import re

CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def fold_code(text: str) -> str:
    """The nearest text that is a code: lower case, runs of other characters as one hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
