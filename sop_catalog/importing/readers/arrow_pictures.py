"""Arrows that a page holds as pictures: Excel prints those with a shadow or another effect as a picture each.

A picture is read here where it touches an outline that may be a symbol, and only where nothing but straight lines, heads
and symbols stands in it: seals, logos and signatures are left alone, and so are pictures of whole tables.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium_c

from sop_catalog.importing.naskah import Bentuk, Garis, Halaman, Kepala, Kotak, Titik
from sop_catalog.importing.readers.reading import missing_extra

Matrix = tuple[float, float, float, float, float, float]

_SCALE = 300.0 / 72
"""Pixels a point."""
_MOST = 80
"""Pictures of one page that are looked at."""
_MOST_PIXELS = 4_000_000
"""Of one picture as the file holds it."""
_LARGEST = 0.4
"""Share of the page that an arrow's picture covers at most."""
_REACH = 12.0
"""Points that an arrow may end before its symbol."""
_WIDEST, _HIGHEST = 120.0, 80.0
"""Points of a symbol's outline; larger ones are cells."""


@dataclass(frozen=True, slots=True)
class GambarLembar:
    """A picture of a page that is still open."""

    kotak: Kotak
    benda: Any
    """pdfium's object."""
    matriks: Matrix
    """From its unit square to the page's own coordinates."""


def add_arrows(
    page: Halaman, pictures: Sequence[GambarLembar], handles: tuple[Any, Any], place: Callable[[float, float], Titik]
) -> tuple[Halaman, str]:
    """A page with the arrows that are pictures; those pictures are no longer among its own.

    Args:
        page: what its vectors say.
        pictures: its pictures.
        handles: pdfium's document and page, both open.
        place: from the page's own coordinates to ours.

    Returns:
        The page, and what must be told of it; "" where there are no such arrows.
    """
    largest = _LARGEST * page.lebar * page.tinggi
    near = [
        picture
        for picture in pictures
        if picture.kotak.luas <= largest and _touches_a_symbol(picture.kotak, page.bentuk)
    ][:_MOST]
    if not near:
        return page, ""
    try:
        from sop_catalog.importing.readers.drawn_arrows import read_drawing  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        return page, f"gambar pada halaman {page.nomor} tidak dibaca: {missing_extra(error.name or '')}"
    lines: list[Garis] = []
    heads: list[Kepala] = []
    shapes: list[Bentuk] = []
    done: set[Kotak] = set()
    for count, picture in enumerate(near):
        gray = _pixels(picture, handles)
        read = None if gray is None else read_drawing(gray, _SCALE * 72)
        if read is None:
            continue
        corner = _corner(picture.matriks)

        def put(point: Titik, corner: tuple[float, float] = corner) -> Titik:
            return place(corner[0] + point.x, corner[1] - point.y)

        def put_box(box: Kotak, put: Callable[[Titik], Titik] = put) -> Kotak:
            a, b = put(Titik(box.kiri, box.atas)), put(Titik(box.kanan, box.bawah))
            return Kotak(min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y))

        done.add(picture.kotak)
        number = -2 - count  # pieces of one picture are one object; the page's own objects count from 0
        lines += [replace(line, titik=tuple(map(put, line.titik)), objek=number) for line in read.garis]
        heads += [Kepala(put(head.ujung), put_box(head.kotak), number) for head in read.kepala]
        shapes += [replace(shape, kotak=put_box(shape.kotak)) for shape in read.bentuk]
    if not done:
        return page, ""
    page = replace(
        page,
        garis=(*page.garis, *lines),
        kepala=(*page.kepala, *heads),
        bentuk=(*page.bentuk, *_new(shapes, page)),
        gambar=tuple(picture for picture in page.gambar if picture.kotak not in done),
    )
    return page, f"{len(done)} panah pada halaman {page.nomor} berupa gambar; dibaca dengan cara gambar"


def _touches_a_symbol(box: Kotak, shapes: Sequence[Bentuk]) -> bool:
    around = box.grown(_REACH)
    return any(
        shape.jenis.is_official
        and shape.kotak.lebar <= _WIDEST
        and shape.kotak.tinggi <= _HIGHEST
        and around.shared(shape.kotak) > 0
        and box.shared(shape.kotak) < 0.9 * box.luas
        for shape in shapes
    )


def _new(shapes: Sequence[Bentuk], page: Halaman) -> Iterator[Bentuk]:
    """Outlines that the page does not have as vectors too."""
    for shape in shapes:
        if not any(shape.kotak.shared(other.kotak) > 0.6 * shape.kotak.luas for other in page.bentuk):
            yield shape


def _corner(matrix: Matrix) -> tuple[float, float]:
    """The left and the upper side of a picture, in the page's own coordinates."""
    a, b, c, d, e, f = matrix
    return min(e, e + a, e + c, e + a + c), max(f, f + b, f + d, f + b + d)


def _pixels(picture: GambarLembar, handles: tuple[Any, Any]) -> Any:
    """The grey pixels of a picture over white ground; None where pdfium has none, or too many."""
    import numpy as np  # noqa: PLC0415 - comes with the extra

    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium_c.FPDFImageObj_GetImagePixelSize(picture.benda, wide, high) or wide.value * high.value > _MOST_PIXELS:
        return None
    kept = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(picture.benda, kept):
        return None
    scaled = pdfium_c.FS_MATRIX(*(value * _SCALE for value in picture.matriks))
    pdfium_c.FPDFPageObj_SetMatrix(picture.benda, scaled)
    bitmap = pdfium_c.FPDFImageObj_GetRenderedBitmap(*handles, picture.benda)
    pdfium_c.FPDFPageObj_SetMatrix(picture.benda, kept)
    if not bitmap:
        return None
    try:
        columns, rows = pdfium_c.FPDFBitmap_GetWidth(bitmap), pdfium_c.FPDFBitmap_GetHeight(bitmap)
        stride = pdfium_c.FPDFBitmap_GetStride(bitmap)
        if pdfium_c.FPDFBitmap_GetFormat(bitmap) != pdfium_c.FPDFBitmap_BGRA or min(columns, rows) < 4:
            return None
        data = ctypes.string_at(pdfium_c.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)
    bgra = np.frombuffer(data, np.uint8).reshape(rows, stride)[:, : columns * 4].reshape(rows, columns, 4)
    light = bgra[:, :, :3].mean(axis=2)
    covered = bgra[:, :, 3] / 255.0
    return (255.0 - (255.0 - light) * covered).astype(np.uint8)
