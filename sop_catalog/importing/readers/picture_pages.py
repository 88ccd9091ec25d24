"""Pictures within the pages of a PDF: whole pages that are scans, and tables or flows that were pasted as pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from sop_catalog.importing.naskah import Halaman, JenisHalaman, Kotak, Lapisan, Titik, union
from sop_catalog.importing.readers.failure import ReadError
from sop_catalog.importing.readers.reading import missing_extra

DPI = 300.0
_MAX_PIXELS = 40_000_000
LEAST = 0.02
"""Share of the page below which a picture is a logo, a seal or a signature."""
_MARGIN = 2.0
_CUT = 1.5
"""Points between two strips of one picture."""


def read_pictures(page: Halaman, render: Callable[[float], Any]) -> tuple[Halaman, str]:
    """A page with what stands in its pictures.

    Args:
        page: what its vectors and its text layer say.
        render: gives the page's grey pixels for a scale (pixels a point).

    Returns:
        The page, and why its pictures were not read; "" when they were, or when there are none.
    """
    if page.jenis is JenisHalaman.VEKTOR:
        return page, ""
    try:
        from sop_catalog.importing.readers.picture import find_tesseract  # noqa: PLC0415 - an extra

        find_tesseract()
    except ModuleNotFoundError as error:
        return page, f"gambar pada halaman {page.nomor} tidak dibaca: {missing_extra(error.name or '')}"
    except ReadError as error:
        return page, f"gambar pada halaman {page.nomor} tidak dibaca: {error}"
    scale = min(DPI / 72, (_MAX_PIXELS / max(page.lebar * page.tinggi, 1.0)) ** 0.5)
    pixels = render(scale)
    try:
        if page.jenis is JenisHalaman.GAMBAR:
            return _whole(page, pixels, scale), ""
        return _parts(page, pixels, scale), ""
    except ReadError as error:
        return page, f"gambar pada halaman {page.nomor} tidak dibaca: {error}"


def _whole(page: Halaman, pixels: Any, scale: float) -> Halaman:
    """A scan: its own text layer is another program's OCR, whose places do not fit a page that is turned level."""
    from sop_catalog.importing.readers.picture import read_picture  # noqa: PLC0415 - an extra

    written = [word for word in page.teks if word.lapisan is not Lapisan.OCR]
    read = read_picture(pixels, scale * 72)
    over = [word.kotak for word in read.teks]
    kept = [word for word in written if not any(box.holds(word.kotak.tengah) for box in over)]
    return replace(
        page,
        teks=(*kept, *read.teks),
        garis_tabel=tuple(read.garis_tabel),
        bentuk=tuple(read.bentuk),
        garis=tuple(read.garis),
        kepala=tuple(read.kepala),
        gambar=(),
        gambar_dibaca=True,
        miring=read.miring,
    )


def _parts(page: Halaman, pixels: Any, scale: float) -> Halaman:
    """A page with vectors and pictures: what is read of the pictures joins the rest."""
    from sop_catalog.importing.readers.picture import read_picture  # noqa: PLC0415 - an extra

    for box in _large(page):
        left, top = max(int((box.kiri - _MARGIN) * scale), 0), max(int((box.atas - _MARGIN) * scale), 0)
        right, bottom = int((box.kanan + _MARGIN) * scale), int((box.bawah + _MARGIN) * scale)
        part = pixels[top:bottom, left:right]
        if min(part.shape) < 20:
            continue
        dx, dy = left / scale, top / scale
        inside = [word for word in page.teks if box.holds(word.kotak.tengah)]
        read = read_picture(part, scale * 72, [word.kotak.moved(-dx, -dy) for word in inside])
        if not read.teks and not read.bentuk and not read.garis:
            continue
        known = [word.kotak.grown(1) for word in inside if word.lapisan is not Lapisan.OCR]
        words = [replace(word, kotak=word.kotak.moved(dx, dy)) for word in read.teks]
        hidden = {id(word) for word in inside if word.lapisan is Lapisan.OCR}

        def moved(point: Titik, dx: float = dx, dy: float = dy) -> Titik:
            return Titik(point.x + dx, point.y + dy)

        page = replace(
            page,
            teks=(
                *(word for word in page.teks if id(word) not in hidden),
                *(word for word in words if not any(other.holds(word.kotak.tengah) for other in known)),
            ),
            garis_tabel=(
                *page.garis_tabel,
                *(
                    replace(
                        rule,
                        koordinat=rule.koordinat + (dx if rule.tegak else dy),
                        dari=rule.dari + (dy if rule.tegak else dx),
                        sampai=rule.sampai + (dy if rule.tegak else dx),
                    )
                    for rule in read.garis_tabel
                ),
            ),
            bentuk=(*page.bentuk, *(replace(shape, kotak=shape.kotak.moved(dx, dy)) for shape in read.bentuk)),
            garis=(*page.garis, *(replace(line, titik=tuple(map(moved, line.titik))) for line in read.garis)),
            kepala=(
                *page.kepala,
                *(replace(head, ujung=moved(head.ujung), kotak=head.kotak.moved(dx, dy)) for head in read.kepala),
            ),
            gambar_dibaca=True,
        )
    return page


def _large(page: Halaman) -> Iterator[Kotak]:
    """The pictures that may hold a table or a flow; strips that a program has cut one into are one again."""
    sheet = Kotak(0, 0, page.lebar, page.tinggi)
    whole: list[Kotak] = []
    for picture in dict.fromkeys(page.gambar):
        box = picture.kotak
        strips = [other for other in whole if _continues(box, other)]
        whole = [other for other in whole if other not in strips]
        whole.append(union([box, *strips]))
    yield from (box for box in whole if box.shared(sheet) > LEAST * sheet.luas)


def _continues(box: Kotak, other: Kotak) -> bool:
    """Whether two pictures lie edge to edge over their whole width, or their whole height."""
    stacked = min(abs(box.atas - other.bawah), abs(other.atas - box.bawah)) < _CUT
    beside = min(abs(box.kiri - other.kanan), abs(other.kiri - box.kanan)) < _CUT
    wide = abs(box.kiri - other.kiri) < _CUT and abs(box.kanan - other.kanan) < _CUT
    high = abs(box.atas - other.atas) < _CUT and abs(box.bawah - other.bawah) < _CUT
    return (stacked and wide) or (beside and high)
