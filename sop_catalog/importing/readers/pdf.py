"""PDF: text with places, paths and pictures of each page, by pdfium. Nothing in a PDF is run."""

from __future__ import annotations

import ctypes
import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from sop_catalog.importing.geometry.paths import Goresan
from sop_catalog.importing.geometry.strokes import read_strokes
from sop_catalog.importing.naskah import Gambar, Halaman, JenisHalaman, Kotak, Lapisan, Naskah, Teks, Titik
from sop_catalog.importing.readers.arrow_pictures import GambarLembar, add_arrows
from sop_catalog.importing.readers.failure import ReadError
from sop_catalog.importing.readers.picture_pages import LEAST, read_pictures

_MAX_PICTURES = 30
"""Pages whose pictures are read."""
MAX_PAGES = 80
"""An SOP has one to three pages, a bundle of them a few dozen."""
_MAX_OBJECTS = 60_000
"""Per page."""
_MAX_SEGMENTS = 400_000
"""Per page."""
_MAX_CHARACTERS = 60_000
"""Per page."""
_MAX_DEPTH = 12
"""Of forms within forms."""
_CURVE = 6
"""Straight pieces for one curve."""

_Matrix = tuple[float, float, float, float, float, float]


def read_pdf(path: Path) -> Naskah:
    """Read a PDF.

    Raises:
        ReadError: it is broken, locked, or too long.
    """
    data = path.read_bytes()
    document = open_pdf(data)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise ReadError(
                f"{count} halaman, lebih dari batas {MAX_PAGES}; pecah berkas ini menjadi satu berkas per SOP"
            )
        pages, notes = [], []
        pictures = 0
        for number in range(count):
            page, told = _read_page(document, number)
            notes += [told] if told else []
            if page.jenis is not JenisHalaman.VEKTOR:
                pictures += 1
                if pictures > _MAX_PICTURES:
                    notes.append(
                        f"gambar pada halaman {number + 1} tidak dibaca: lebih dari {_MAX_PICTURES} halaman bergambar"
                    )
                else:
                    page, note = read_pictures(page, partial(render_page, document, number))
                    notes += [note] if note else []
            pages.append(page)
    finally:
        document.close()
    return Naskah(path.name, hashlib.sha256(data).hexdigest(), "pdf", tuple(pages), tuple(notes))


def render_page(document: pdfium.PdfDocument, index: int, scale: float) -> Any:
    """A page's grey pixels, upright."""
    page = document[index]
    try:
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            return bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy()
        finally:
            bitmap.close()
    finally:
        page.close()


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """Open a PDF, or say in Indonesian why that cannot be."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ReadError("berkas PDF ini dikunci dengan kata sandi; simpan salinan tanpa kata sandi") from None
        raise ReadError("berkas PDF ini rusak dan tidak dapat dibuka; minta salinan yang utuh") from None
    if len(document) == 0:
        document.close()
        raise ReadError("berkas PDF ini tidak berisi satu halaman pun")
    return document


@dataclass(frozen=True, slots=True)
class _Frame:
    """From the page's own coordinates to ours: upright, origin above left."""

    kiri: float
    bawah: float
    lebar: float
    tinggi: float
    """Of the page as it is stored."""
    rotasi: int

    def point(self, x: float, y: float) -> Titik:
        x, y = x - self.kiri, y - self.bawah
        match self.rotasi:
            case 90:
                return Titik(y, x)
            case 180:
                return Titik(self.lebar - x, y)
            case 270:
                return Titik(self.tinggi - y, self.lebar - x)
        return Titik(x, self.tinggi - y)

    def box(self, left: float, bottom: float, right: float, top: float) -> Kotak:
        a, b = self.point(left, bottom), self.point(right, top)
        return Kotak(min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y))


def _read_page(document: pdfium.PdfDocument, index: int) -> tuple[Halaman, str]:
    """A page, and what must be told of it."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        raise ReadError(f"halaman {index + 1} berkas PDF ini rusak; minta salinan yang utuh") from None
    try:
        pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
    finally:
        page.close()
    page = document[index]  # read anew: what was noted on the page is now part of it
    try:
        left, bottom, right, top = page.get_cropbox()
        rotation = page.get_rotation() % 360
        frame = _Frame(left, bottom, right - left, top - bottom, rotation)
        turned = rotation in {90, 270}
        width, height = (frame.tinggi, frame.lebar) if turned else (frame.lebar, frame.tinggi)
        objects = _Objects(frame)
        objects.take_page(page)
        words = _read_words(page, frame)
        read = _page_of(index, (width, height, rotation), objects, words)
        read, told = add_arrows(read, objects.pictures, (document.raw, page.raw), frame.point)
    finally:
        page.close()
    return replace(read, jenis=_kind_of(read)), told


def _kind_of(page: Halaman) -> JenisHalaman:
    sheet = Kotak(0, 0, page.lebar, page.tinggi)
    largest = max((picture.kotak.shared(sheet) for picture in page.gambar), default=0.0)
    written = sum(1 for word in page.teks if word.lapisan is Lapisan.NASKAH)
    if largest > 0.5 * sheet.luas and written < 25:
        return JenisHalaman.GAMBAR
    return JenisHalaman.CAMPURAN if largest > LEAST * sheet.luas else JenisHalaman.VEKTOR


def _page_of(index: int, size: tuple[float, float, int], objects: _Objects, words: list[Teks]) -> Halaman:
    width, height, rotation = size
    found = read_strokes(objects.paths)
    sheet = Kotak(0, 0, width, height)
    inside = [word for word in words if word.kotak.shared(sheet) > 0]
    pictures = tuple(Gambar(one.kotak) for one in objects.pictures if one.kotak.shared(sheet) > 0)
    return Halaman(
        nomor=index + 1,
        lebar=width,
        tinggi=height,
        rotasi=rotation,
        teks=tuple(inside),
        garis_tabel=tuple(found.garis_tabel),
        bentuk=tuple(found.bentuk),
        garis=tuple(found.garis),
        kepala=tuple(found.kepala),
        gambar=pictures,
    )


# --- Paths and pictures -------------------------------------------------------------------------------------------


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


class _Objects:
    """Walks the objects of a page, forms within forms too."""

    def __init__(self, frame: _Frame) -> None:
        self.frame = frame
        self.paths: list[Goresan] = []
        self.pictures: list[GambarLembar] = []
        self._objects = 0
        self._segments = 0

    def take_page(self, page: Any) -> None:
        for number in range(pdfium_c.FPDFPage_CountObjects(page)):
            self._take(pdfium_c.FPDFPage_GetObject(page, number), (1, 0, 0, 1, 0, 0), 0)

    def _take(self, item: Any, base: _Matrix, depth: int) -> None:
        self._objects += 1
        if self._objects > _MAX_OBJECTS or self._segments > _MAX_SEGMENTS:
            raise ReadError(f"lebih dari {_MAX_OBJECTS} coretan pada satu halaman; ini bukan SOP biasa, tidak dibaca")
        match pdfium_c.FPDFPageObj_GetType(item):
            case pdfium_c.FPDF_PAGEOBJ_FORM if depth < _MAX_DEPTH:
                matrix = _times(_matrix(item), base)
                for number in range(pdfium_c.FPDFFormObj_CountObjects(item)):
                    self._take(pdfium_c.FPDFFormObj_GetObject(item, number), matrix, depth + 1)
            case pdfium_c.FPDF_PAGEOBJ_PATH:
                self._take_path(item, _times(_matrix(item), base))
            case pdfium_c.FPDF_PAGEOBJ_IMAGE:
                self._take_picture(item, _times(_matrix(item), base))

    def _take_picture(self, item: Any, matrix: _Matrix) -> None:
        a, b, c, d, e, f = matrix
        xs = [e, e + a, e + c, e + a + c]
        ys = [f, f + b, f + d, f + b + d]
        self.pictures.append(GambarLembar(self.frame.box(min(xs), min(ys), max(xs), max(ys)), item, matrix))

    def _take_path(self, item: Any, matrix: _Matrix) -> None:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(item, mode, stroked)
        filled, light, clear = _colour(item, pdfium_c.FPDFPageObj_GetFillColor)
        _, pale, unseen = _colour(item, pdfium_c.FPDFPageObj_GetStrokeColor)
        is_filled = bool(mode.value) and filled and not clear
        is_stroked = bool(stroked.value) and not pale and not unseen
        if not is_filled and not is_stroked:
            return
        width = ctypes.c_float()
        pdfium_c.FPDFPageObj_GetStrokeWidth(item, width)
        scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) or 1.0
        for points, closed in self._subpaths(item, matrix):
            self.paths.append(
                Goresan(tuple(points), closed, is_filled, is_stroked, light, width.value * scale, self._objects)
            )

    def _subpaths(self, item: Any, matrix: _Matrix) -> Iterator[tuple[list[Titik], bool]]:
        points: list[Titik] = []
        closed = False
        curve: list[Titik] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        a, b, c, d, e, f = matrix
        count = pdfium_c.FPDFPath_CountSegments(item)
        self._segments += count
        if self._segments > _MAX_SEGMENTS:
            return
        for number in range(count):
            segment = pdfium_c.FPDFPath_GetPathSegment(item, number)
            pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
            point = self.frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            kind = pdfium_c.FPDFPathSegment_GetType(segment)
            if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
                if points:
                    yield points, closed
                points, closed, curve = [point], False, []
            elif kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
                curve.append(point)
                if len(curve) == 3:
                    points += _flatten(points[-1] if points else curve[0], *curve)
                    curve = []
            else:
                points.append(point)
            if pdfium_c.FPDFPathSegment_GetClose(segment):
                closed = True
        if points:
            yield points, closed


def _matrix(item: Any) -> _Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, found):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _colour(item: Any, getter: Any) -> tuple[bool, bool, bool]:
    """Whether there is a colour, whether it is white, whether it is clear."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not getter(item, red, green, blue, alpha):
        return True, False, False  # a pattern or shade: something is drawn
    return True, min(red.value, green.value, blue.value) >= 250, alpha.value < 8


def _flatten(start: Titik, first: Titik, second: Titik, end: Titik) -> list[Titik]:
    points = []
    for number in range(1, _CURVE + 1):
        t = number / _CURVE
        u = 1 - t
        p, q, r, s = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        points.append(
            Titik(
                p * start.x + q * first.x + r * second.x + s * end.x,
                p * start.y + q * first.y + r * second.y + s * end.y,
            )
        )
    return points


# --- Words --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Glyph:
    isi: str
    kotak: Kotak
    arah: int
    tipis: bool
    """Drawn without ink: the layer that an OCR program puts behind a picture."""


def _read_words(page: Any, frame: _Frame) -> list[Teks]:
    textpage = page.get_textpage()
    try:
        count = min(pdfium_c.FPDFText_CountChars(textpage), _MAX_CHARACTERS)
        glyphs = list(_read_glyphs(textpage, count, frame))
    finally:
        textpage.close()
    return _without_overprints(_join_glyphs(glyphs))


def _read_glyphs(textpage: Any, count: int, frame: _Frame) -> Iterator[_Glyph | None]:
    """The glyphs in the order of the page; None where a word ends."""
    rect = pdfium_c.FS_RECTF()
    modes: dict[int, int] = {}
    for number in range(count):
        code = pdfium_c.FPDFText_GetUnicode(textpage, number)
        character = chr(code) if code and code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if character.isspace() or code in {0, 2, 0xFFFE, 0x200B}:
            if code in {2, 0xFFFE}:  # pdfium's own sign for a hyphen at a line's end
                character = "-"
            else:
                yield None
                continue
        if not pdfium_c.FPDFText_GetLooseCharBox(textpage, number, rect):
            continue
        box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        angle = pdfium_c.FPDFText_GetCharAngle(textpage, number)
        handle = pdfium_c.FPDFText_GetTextObject(textpage, number)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if address not in modes:
            modes[address] = pdfium_c.FPDFTextObj_GetTextRenderMode(handle) if address else 0
        turn = (round(math.degrees(angle) / 90) * 90 + frame.rotasi) % 360 if angle >= 0 else 0
        yield _Glyph(character, box, turn, modes[address] == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


def _join_glyphs(glyphs: list[_Glyph | None]) -> list[Teks]:
    words: list[Teks] = []
    run: list[_Glyph] = []
    line = 0

    def close() -> None:
        if run:
            box = run[0].kotak
            for glyph in run[1:]:
                other = glyph.kotak
                box = Kotak(
                    min(box.kiri, other.kiri),
                    min(box.atas, other.atas),
                    max(box.kanan, other.kanan),
                    max(box.bawah, other.bawah),
                )
            layer = Lapisan.OCR if run[0].tipis else Lapisan.NASKAH
            words.append(Teks(box, "".join(glyph.isi for glyph in run), lapisan=layer, arah=run[0].arah, baris=line))
            run.clear()

    before: _Glyph | None = None
    for glyph in glyphs:
        if glyph is None:
            close()
            continue
        if before is not None:
            along, across, size = _step(before, glyph)
            if before.arah != glyph.arah or across > 0.45 * size or along < -1.5 * size or along > 2.5 * size:
                close()
                line += 1
            elif run and (along > 0.22 * size or along < -0.6 * size):
                close()
        run.append(glyph)
        before = glyph
    close()
    return words


def _step(before: _Glyph, glyph: _Glyph) -> tuple[float, float, float]:
    """How far a glyph stands behind the one before, along and across the reading direction, and the type's size."""
    a, b = before.kotak, glyph.kotak
    match glyph.arah:
        case 90:
            return b.atas - a.bawah, abs(b.tengah.x - a.tengah.x), max(b.lebar, 1)
        case 180:
            return a.kiri - b.kanan, abs(b.tengah.y - a.tengah.y), max(b.tinggi, 1)
        case 270:
            return a.atas - b.bawah, abs(b.tengah.x - a.tengah.x), max(b.lebar, 1)
    return b.kiri - a.kanan, abs(b.tengah.y - a.tengah.y), max(b.tinggi, 1)


def _without_overprints(words: list[Teks]) -> list[Teks]:
    """The same word on the same place is bold type; another word there is marked."""
    kept: list[Teks] = []
    cells: dict[tuple[int, int], list[int]] = {}
    for word in words:
        centre = word.kotak.tengah
        key = (int(centre.x // 40), int(centre.y // 12))
        near = [i for dx in (-1, 0, 1) for dy in (-1, 0, 1) for i in cells.get((key[0] + dx, key[1] + dy), ())]
        twin = overprinted = False
        for index in near:
            other = kept[index]
            shared = word.kotak.shared(other.kotak)
            if shared <= 0.35 * min(word.kotak.luas, other.kotak.luas):
                continue
            if other.isi == word.isi:
                twin = True
            elif shared > 0.5 * min(word.kotak.luas, other.kotak.luas) and other.arah == word.arah:
                kept[index] = replace(other, lapisan=Lapisan.BERTINDIHAN)
                overprinted = True
        if not twin:
            cells.setdefault(key, []).append(len(kept))
            kept.append(replace(word, lapisan=Lapisan.BERTINDIHAN) if overprinted else word)
    return kept
