"""Zip packages that are the same for the same content."""

from __future__ import annotations

import io
import zipfile

_DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can name."""


def repack(data: bytes) -> bytes:
    """The same package, its parts in their order, without the hour at which it was written."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3  # wherever it is made
            part.external_attr = 0o600 << 16
            new.writestr(part, old.read(name))
    return made.getvalue()
