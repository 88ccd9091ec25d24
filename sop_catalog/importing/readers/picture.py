"""What stands in a picture of a page: rules, symbols, lines and their heads by shape, words by OCR.

Rules are what long bars leave of the ink; symbols are holes in it; lines are what short bars leave when rules, symbols and
words are gone; heads are what is thicker than any line. Measured on scans of 300 and 200 dpi, turned, blurred and noisy.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from sop_catalog.importing.geometry.outlines import classify
from sop_catalog.importing.geometry.rules import merge_rules
from sop_catalog.importing.naskah import Bentuk, Garis, GarisTabel, JenisBentuk, Kepala, Kotak, Lapisan, Teks, Titik
from sop_catalog.importing.readers.failure import ReadError
from sop_catalog.importing.readers.picture_lines import find_bars, find_lines

_Gray = NDArray[np.uint8]

_DPI = 300.0
_OCR_SECONDS = 240
_LANGUAGE = "ind"
_DRAWN = 4
"""Rules from which on a picture may hold a table."""
_SHORT_WORD = 3
"""Letters up to which a word may be a head with a piece of its line, if the OCR itself is not sure of it."""
_CROSSINGS = 5
"""A box's side may lie on a rule, and two of them may; more are lines that go elsewhere."""
_STEEPEST = 5.0
"""Degrees by which a page may be turned."""


@dataclass
class Bacaan:
    """What was found in a picture, in points from its corner."""

    garis_tabel: list[GarisTabel] = field(default_factory=list)
    bentuk: list[Bentuk] = field(default_factory=list)
    garis: list[Garis] = field(default_factory=list)
    kepala: list[Kepala] = field(default_factory=list)
    teks: list[Teks] = field(default_factory=list)
    miring: float = 0.0
    """Degrees by which it was turned to be level."""


def find_tesseract() -> str:
    """The OCR program.

    Raises:
        ReadError: it is not there, or does not know Indonesian.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise ReadError(
            "untuk membaca pindaian diperlukan program tesseract dengan bahasa ind; pada Debian/Ubuntu: apt install tesseract-ocr tesseract-ocr-ind"
        )
    return program


def read_picture(gray: _Gray, dpi: float, known: Sequence[Kotak] = (), *, words: bool = True) -> Bacaan:
    """Read a picture.

    Args:
        gray: its pixels, 0 black to 255 white.
        dpi: pixels in an inch.
        known: boxes of words that are known from elsewhere, in points; they are wiped before lines are looked for.
        words: whether to read the words.
    """
    gray = _even(gray)
    unit = dpi / 72.0  # pixels in a point
    ink: _Gray = (gray < 150).astype(np.uint8) * 255
    level, upright = _bars(ink, unit)
    angle = 0.0 if _is_level(level, unit) else _tilt(gray, dpi)
    if abs(angle) > 0.03:
        gray = _turn(gray, angle)
        ink = (gray < 150).astype(np.uint8) * 255
        level, upright = _bars(ink, unit)
    rules = _rules(level, upright, unit)
    shapes = symbols_in(ink, unit, rules)
    drawn = len(rules) >= _DRAWN or len(shapes) > 1  # a photograph has no words that an SOP needs
    read = _words(gray, level, upright, shapes, unit, dpi) if words and drawn else []
    sure = [word.kotak for word in read if _is_word(word)]
    lines, heads = find_lines(ink, shapes, [*known, *sure], unit)
    return Bacaan(rules, [shape for shape, _ in shapes], lines, heads, read, angle)


# --- The picture --------------------------------------------------------------------------------------------------


def _even(gray: _Gray) -> _Gray:
    """An even white ground: shadows and yellow paper are divided out, noise is smoothed."""
    size = max(31, (min(gray.shape) // 25) | 1)
    ground = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    ground = cv2.medianBlur(ground, min(size, 151))
    even = cv2.divide(gray, ground, scale=255)
    noise = float(np.std(even[even > 200])) if np.any(even > 200) else 0.0
    if noise > 6:
        even = cv2.fastNlMeansDenoising(even, None, 12, 5, 11) if even.size < 12_000_000 else cv2.medianBlur(even, 3)
    return np.asarray(even, dtype=np.uint8)


def _is_level(level: _Gray, unit: float) -> bool:
    """Whether rules across the picture are as high as they are thick: no program's picture leans, and most scans do."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(level, connectivity=8)
    wide = level.shape[1]
    across = [one for one in range(1, count) if int(stats[one][2]) > 0.6 * wide and int(stats[one][3]) <= 1.2 * unit]
    return len(across) > 1


def _tilt(gray: _Gray, dpi: float) -> float:
    """Degrees by which the long lines of a page lean, clockwise positive."""
    scale = min(1.0, 1600.0 / max(gray.shape))
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    edges = (small < 170).astype(np.uint8) * 255
    found = cv2.HoughLinesP(
        edges, 1, math.pi / 3600, 200, minLineLength=small.shape[1] // 5, maxLineGap=int(8 * scale * dpi / 100) + 2
    )
    angles, weights = [], []
    for x1, y1, x2, y2 in found.reshape(-1, 4) if found is not None else ():
        angle = math.degrees(math.atan2(float(y2) - float(y1), float(x2) - float(x1)))
        if abs(angle) <= _STEEPEST:
            angles.append(angle)
            weights.append(math.hypot(float(x2) - float(x1), float(y2) - float(y1)))
    if not angles:
        return 0.0
    order = np.argsort(angles)
    total = np.cumsum(np.asarray(weights)[order])
    return float(np.asarray(angles)[order][int(np.searchsorted(total, total[-1] / 2))])


def _turn(gray: _Gray, angle: float) -> _Gray:
    high, wide = gray.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    turned = cv2.warpAffine(
        gray, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255.0,)
    )
    return np.asarray(turned, dtype=np.uint8)


# --- Rules --------------------------------------------------------------------------------------------------------


def _bars(ink: _Gray, unit: float) -> tuple[_Gray, _Gray]:
    """What long level and upright bars leave of the ink."""
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    long = max(int(42 * unit), 9)
    tall = max(int(26 * unit), 9)
    level = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    upright = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((tall, 1), np.uint8))
    return np.asarray(level, dtype=np.uint8), np.asarray(upright, dtype=np.uint8)


def _rules(level: _Gray, upright: _Gray, unit: float) -> list[GarisTabel]:
    pieces: list[GarisTabel] = []
    for picture, is_upright in ((level, False), (upright, True)):
        pieces += find_bars(picture, unit, upright=is_upright, broadest=4.5, slimness=3)
    return merge_rules(pieces)


# --- Symbols ------------------------------------------------------------------------------------------------------


def symbols_in(ink: _Gray, unit: float, rules: Sequence[GarisTabel] = ()) -> list[tuple[Bentuk, NDArray[np.int32]]]:
    """The symbols of a picture, with their outlines in pixels.

    Args:
        ink: 255 where there is ink.
        unit: pixels in a point.
        rules: the table's rules; what they enclose is a cell.
    """
    return _without_letters(
        [
            (shape, contour)
            for shape, contour in _symbols(ink, unit)
            if not _is_cell(shape.kotak, rules)
            and not (shape.jenis is JenisBentuk.KOTAK and _runs_on(ink, shape.kotak, unit) >= _CROSSINGS)
        ]
    )


def _symbols(ink: _Gray, unit: float) -> list[tuple[Bentuk, NDArray[np.int32]]]:
    """Holes in the ink that have a symbol's size and form, with their outlines in pixels."""
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((max(int(0.7 * unit), 2),) * 2, np.uint8))
    contours, tree = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if tree is None:
        return []
    found = []
    for contour, links in zip(contours, tree[0], strict=True):
        if links[3] < 0:
            continue
        x, y, wide, high = (float(value) for value in cv2.boundingRect(contour))
        if not (9 * unit <= wide <= 110 * unit and 6 * unit <= high <= 80 * unit):
            continue
        inside = float(cv2.contourArea(contour))
        around = cv2.convexHull(contour)
        if inside < 0.86 * float(cv2.contourArea(around)) or inside < 40 * unit * unit:
            continue
        smooth = cv2.approxPolyDP(contour, 0.35 * unit, True).reshape(-1, 2)
        jenis = classify([Titik(float(px), float(py)) for px, py in smooth])
        if jenis is JenisBentuk.LAIN:
            continue
        box = Kotak(x / unit - 0.4, y / unit - 0.4, (x + wide) / unit + 0.4, (y + high) / unit + 0.4)
        found.append((Bentuk(jenis, box), np.asarray(contour, dtype=np.int32)))
    return found


def _is_cell(box: Kotak, rules: Sequence[GarisTabel]) -> bool:
    """Whether three sides of a hole or more are rules that go on beyond it."""
    sides = 0
    for upright, at, start, end in (
        (True, box.kiri, box.atas, box.bawah),
        (True, box.kanan, box.atas, box.bawah),
        (False, box.atas, box.kiri, box.kanan),
        (False, box.bawah, box.kiri, box.kanan),
    ):
        sides += any(
            rule.tegak is upright
            and abs(rule.koordinat - at) < 1.8
            and rule.dari <= start + 2
            and rule.sampai >= end - 2
            and rule.panjang > 1.2 * (end - start)
            for rule in rules
        )
    return sides >= 3


def _runs_on(ink: _Gray, box: Kotak, unit: float) -> int:
    """How often the sides of a hole run on beyond its corners, of eight: an arrow that crosses two rules leaves such holes."""
    count = 0
    for upright in (True, False):
        picture = ink.T if upright else ink
        low, high = (box.atas, box.bawah) if upright else (box.kiri, box.kanan)
        for at, outwards in ((box.kiri, -0.6), (box.kanan, 0.6)) if upright else ((box.atas, -0.6), (box.bawah, 0.6)):
            first, last = int((at + outwards - 1.3) * unit), int((at + outwards + 1.3) * unit) + 1
            for start, end in ((low - 6.5, low - 3.0), (high + 3.0, high + 6.5)):
                beyond = picture[max(first, 0) : max(last, 0), max(int(start * unit), 0) : max(int(end * unit), 0)]
                count += beyond.size > 0 and float(np.any(beyond, axis=0).mean()) > 0.85
    return count


def _without_letters(found: list[tuple[Bentuk, NDArray[np.int32]]]) -> list[tuple[Bentuk, NDArray[np.int32]]]:
    """Without holes within other symbols: the insides of large letters."""
    return [
        (shape, contour)
        for shape, contour in found
        if not any(
            other is not shape
            and other.kotak.luas < 12 * shape.kotak.luas
            and other.kotak.shared(shape.kotak) > 0.9 * shape.kotak.luas
            and other.kotak.luas > 1.3 * shape.kotak.luas
            for other, _ in found
        )
    ]


# --- Words --------------------------------------------------------------------------------------------------------


def _words(  # noqa: PLR0913, PLR0917 - each is a different thing
    gray: _Gray,
    level: _Gray,
    upright: _Gray,
    shapes: Sequence[tuple[Bentuk, NDArray[np.int32]]],
    unit: float,
    dpi: float,
) -> list[Teks]:
    clean = gray.copy()
    rules = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((max(int(0.9 * unit), 3),) * 2, np.uint8))
    clean[rules > 0] = 255
    for _, contour in shapes:
        cv2.drawContours(clean, [contour], -1, 255, thickness=max(int(1.6 * unit), 3))
    scale = 1.0
    if dpi < 0.8 * _DPI:
        scale = _DPI / dpi
        clean = np.asarray(cv2.resize(clean, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    return [
        replace(word, kotak=Kotak(*(value / (unit * scale) for value in word.kotak)))
        for word in recognize(clean, dpi * scale)
    ]


def _is_word(word: Teks) -> bool:
    """Whether an OCR's word is sure to be none of the drawing's lines and heads."""
    letters = sum(1 for character in word.isi if character.isalnum())
    if letters > _SHORT_WORD:
        return True
    return letters >= 1 and word.keyakinan > 0.85 and (letters > 1 or word.kotak.lebar < 12)


def recognize(gray: _Gray, dpi: float, mode: int = 11) -> list[Teks]:
    """The words of a picture by tesseract, with boxes in pixels.

    Raises:
        ReadError: tesseract is missing or fails.
    """
    program = find_tesseract()
    encoded, data = cv2.imencode(".png", gray, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    if not encoded:
        raise ReadError("gambar ini tidak dapat disiapkan untuk OCR")
    try:
        done = subprocess.run(  # noqa: S603 - a program found on the path, without a shell
            [program, "stdin", "stdout", "-l", _LANGUAGE, "--psm", str(mode), "--dpi", str(int(dpi)), "tsv"],
            input=data.tobytes(),
            capture_output=True,
            timeout=_OCR_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise ReadError("OCR memerlukan waktu terlalu lama untuk gambar ini") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        if any("language" in line.lower() or "ind.traineddata" in line for line in said):
            raise ReadError(
                "tesseract belum mengenal bahasa Indonesia; pada Debian/Ubuntu: apt install tesseract-ocr-ind"
            )
        raise ReadError(f"OCR gagal: {said[-1][:120] if said else 'tanpa pesan'}")
    return list(_parse_tsv(done.stdout.decode("utf-8", "replace")))


def _parse_tsv(text: str) -> list[Teks]:
    found = []
    lines: dict[tuple[str, ...], int] = {}
    for row in text.splitlines()[1:]:
        parts = row.split("\t")
        if (
            len(parts) != 12
            or parts[0] != "5"
            or not any(character.isalnum() or character in "-/" for character in parts[11])
        ):
            continue
        left, top, wide, high = (float(value) for value in parts[6:10])
        line = lines.setdefault(tuple(parts[1:5]), len(lines))
        found.append(
            Teks(
                Kotak(left, top, left + wide, top + high),
                parts[11].strip(),
                max(float(parts[10]), 0.0) / 100,
                Lapisan.OCR,
                0,
                line,
            )
        )
    return found
