"""Which reader reads a file."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from sop_catalog.importing.naskah import Naskah
from sop_catalog.importing.readers.failure import ReadError

MAX_BYTES = 200 * 1024 * 1024
"""A larger file is no SOP."""

_READERS = {
    ".pdf": ("pdf", "read_pdf"),
    ".docx": ("word.document", "read_docx"),
    ".docm": ("word.document", "read_docx"),
    ".xlsx": ("xlsx", "read_xlsx"),
    ".xlsm": ("xlsx", "read_xlsx"),
    ".png": ("image", "read_image"),
    ".jpg": ("image", "read_image"),
    ".jpeg": ("image", "read_image"),
    ".tif": ("image", "read_image"),
    ".tiff": ("image", "read_image"),
    ".bmp": ("image", "read_image"),
    ".txt": ("text", "read_text"),
    ".doc": ("office", "read_office"),
    ".xls": ("office", "read_office"),
    ".odt": ("office", "read_office"),
    ".ods": ("office", "read_office"),
    ".rtf": ("office", "read_office"),
}
ENDINGS = frozenset(_READERS)
"""Of the files that can be read, in lower case."""

_PACKAGES = {"impor": "pypdfium2 lxml", "impor-pindai": "pypdfium2 lxml opencv-python-headless"}
"""What the extras bring, for a package that came as a file."""
_EXTRAS = {"pypdfium2": "impor", "lxml": "impor", "cv2": "impor-pindai", "numpy": "impor-pindai"}


def read_file(path: Path) -> Naskah:
    """Read a file of any known kind.

    Raises:
        ReadError: it cannot be read; the text says why and what to do.
    """
    named = _READERS.get(path.suffix.lower())
    if named is None:
        raise ReadError(f"jenis berkas {path.suffix or 'tanpa akhiran'} tidak dikenal")
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ReadError(f"berkas tidak dapat dibuka: {error.strerror}") from None
    if not path.is_file():
        raise ReadError("ini bukan berkas biasa")
    if size == 0:
        raise ReadError("berkas ini kosong (0 byte)")
    if size > MAX_BYTES:
        raise ReadError(f"berkas ini {size // 1048576} MB, lebih dari batas {MAX_BYTES // 1048576} MB")
    try:
        read = _load(*named)
        return read(path)
    except OSError as error:
        raise ReadError(f"berkas tidak dapat dibaca: {error.strerror or error}") from None


def _load(module: str, function: str) -> Callable[[Path], Naskah]:
    try:
        loaded = importlib.import_module(f"sop_catalog.importing.readers.{module}")
    except ModuleNotFoundError as error:
        raise ReadError(missing_extra(error.name or "")) from None
    reader: Callable[[Path], Naskah] = getattr(loaded, function)
    return reader


def missing_extra(module: str) -> str:
    """What to install for a module that is not there."""
    extra = _EXTRAS.get(module.partition(".")[0])
    if extra is None:
        raise ModuleNotFoundError(module)
    return f"pembacanya belum terpasang; pasang dengan: pip install 'sop-catalog[{extra}]' (atau: pip install {_PACKAGES[extra]})"
