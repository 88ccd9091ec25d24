"""Why a file was not read."""

from __future__ import annotations


class ReadError(Exception):
    """The text is one Indonesian sentence for the person who has the file."""
