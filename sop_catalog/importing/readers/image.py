"""Pictures of pages: scans and photographs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from sop_catalog.importing.naskah import Halaman, JenisHalaman, Naskah
from sop_catalog.importing.readers.failure import ReadError
from sop_catalog.importing.readers.picture import Bacaan, read_picture

_MAX_PIXELS = 80_000_000
_MAX_PAGES = 30
_LONG_SIDE = 841.9
"""Of an A4 sheet, in points: what a picture without a size of its own is taken for."""
_LEAST = 900
"""Pixels of the long side below which letters cannot be read."""


def read_image(path: Path) -> Naskah:
    """Read a picture, or each picture of a TIFF, as a page.

    Raises:
        ReadError: it is broken, or too large or too small.
    """
    data = path.read_bytes()
    _check_size(data)
    sheets = decode(data)
    pages = []
    for number, gray in enumerate(sheets, start=1):
        high, wide = gray.shape
        if max(high, wide) < _LEAST:
            raise ReadError(f"gambar ini hanya {wide}×{high} piksel; pindai ulang dengan 300 dpi")
        dpi = max(high, wide) / _LONG_SIDE * 72
        pages.append(page_of(read_picture(gray, dpi), number, wide / dpi * 72, high / dpi * 72))
    return Naskah(path.name, hashlib.sha256(data).hexdigest(), "gambar", tuple(pages))


def page_of(read: Bacaan, number: int, wide: float, high: float) -> Halaman:
    """A picture's content as a page."""
    return Halaman(
        number,
        wide,
        high,
        jenis=JenisHalaman.GAMBAR,
        gambar_dibaca=True,
        miring=read.miring,
        teks=tuple(read.teks),
        garis_tabel=tuple(read.garis_tabel),
        bentuk=tuple(read.bentuk),
        garis=tuple(read.garis),
        kepala=tuple(read.kepala),
    )


def _check_size(data: bytes) -> None:
    """Refuse pictures that would fill the memory, before they are unpacked."""
    size = _png_size(data) or _jpeg_size(data)
    if size is not None and size[0] * size[1] > _MAX_PIXELS:
        raise ReadError(f"gambar ini {size[0]}×{size[1]} piksel, lebih besar dari pindaian mana pun; tidak dibaca")


def _png_size(data: bytes) -> tuple[int, int] | None:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24:
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    if data[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in {0xC4, 0xC8, 0xCC}:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def decode(data: bytes) -> list[NDArray[np.uint8]]:
    """The grey pixels of a picture, or of each picture of a TIFF.

    Raises:
        ReadError: it is broken, or has too many pictures.
    """
    buffer = np.frombuffer(data, np.uint8)
    if data[:4] in {b"II*\x00", b"MM\x00*"}:
        done, found = cv2.imdecodemulti(buffer, cv2.IMREAD_GRAYSCALE)
        if done and found:
            if len(found) > _MAX_PAGES:
                raise ReadError(
                    f"{len(found)} gambar dalam satu berkas, lebih dari batas {_MAX_PAGES}; pecah berkas ini"
                )
            return [np.asarray(sheet, dtype=np.uint8) for sheet in found]
    try:
        gray = cv2.imdecode(buffer, cv2.IMREAD_GRAYSCALE)
    except cv2.error:
        gray = None
    if gray is None:
        raise ReadError("gambar ini rusak dan tidak dapat dibuka")
    return [np.asarray(gray, dtype=np.uint8)]
