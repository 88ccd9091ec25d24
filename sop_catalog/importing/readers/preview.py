"""A page of a source as a picture, for the review beside what was read of it."""

from __future__ import annotations

import importlib
import struct
import zlib
from pathlib import Path
from typing import Any

from sop_catalog.importing.naskah import Naskah

_SCALE = 1.6
"""Pixels a point: 115 dpi, enough to read 7 point letters."""
_MAX_SIDE = 2600


def preview_pages(path: Path, naskah: Naskah) -> dict[int, bytes]:
    """Page number → PNG, for files whose pages are pictures or can be drawn; Word, Excel and text have none."""
    try:
        match naskah.pembaca:
            case "pdf":
                return dict(_pdf_pages(path, naskah))
            case "gambar":
                return dict(_pictures(path))
    except ModuleNotFoundError:
        return {}
    return {}


def _pdf_pages(path: Path, naskah: Naskah) -> Any:
    pdf = importlib.import_module("sop_catalog.importing.readers.pdf")
    document = pdf.open_pdf(path.read_bytes())
    try:
        for page in naskah.halaman:
            scale = min(_SCALE, _MAX_SIDE / max(page.lebar, page.tinggi, 1.0))
            yield page.nomor, encode_png(pdf.render_page(document, page.nomor - 1, scale))
    finally:
        document.close()


def _pictures(path: Path) -> Any:
    image = importlib.import_module("sop_catalog.importing.readers.image")
    for number, gray in enumerate(image.decode(path.read_bytes()), start=1):
        step = max(1, -(-max(gray.shape) // _MAX_SIDE))
        yield number, encode_png(gray[::step, ::step])


def encode_png(gray: Any) -> bytes:
    """Grey pixels as a PNG."""
    high, wide = gray.shape
    rows = b"".join(b"\0" + bytes(row) for row in gray)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")
