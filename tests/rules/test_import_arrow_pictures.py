"""Arrows that a page holds as pictures: what is read of them, and which pictures are left alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from support.naskah.ragam import PDF

from sop_catalog.importing.readers.drawn_arrows import read_drawing
from sop_catalog.importing.readers.pdf import read_pdf

_DPI = 300.0
_UNIT = _DPI / 72

Point = tuple[float, float]


def drawn(points: Sequence[Point], *, wide: int = 3, grey: int = 0, head: float = 5.0, half: float = 2.2) -> np.ndarray:
    """An arrow, level and upright, in points."""
    image = Image.new("L", (int(60 * _UNIT), int(60 * _UNIT)), 255)
    pen = ImageDraw.Draw(image)
    (x, y), (tx, ty) = points[-2:]
    dx, dy = (tx > x) - (tx < x), (ty > y) - (ty < y)
    base = (tx - dx * head, ty - dy * head)
    pen.line([(px * _UNIT, py * _UNIT) for px, py in (*points[:-1], base)], fill=grey, width=wide)
    corners = [(tx, ty), (base[0] - dy * half, base[1] + dx * half), (base[0] + dy * half, base[1] - dx * half)]
    pen.polygon([(px * _UNIT, py * _UNIT) for px, py in corners], fill=0)
    return np.asarray(image)


@pytest.mark.parametrize(
    "picture",
    [
        drawn([(10, 5), (10, 40)]),
        drawn([(10, 5), (10, 40)], wide=1, grey=190),
        drawn([(10, 5), (10, 40)], wide=9, half=3.2),
        drawn([(10, 5), (10, 40)], head=2.6, half=1.2, wide=2),
        drawn([(10, 30), (10, 40)], head=5, half=2.5),
        drawn([(40, 5), (10, 5), (10, 40)]),
    ],
    ids=["plain", "hairline", "fat", "small head", "short", "bent"],
)
def test_a_head_stands_at_the_arrows_end(picture: np.ndarray) -> None:
    read = read_drawing(picture, _DPI)
    assert read is not None
    (head,) = read.kepala
    assert abs(head.ujung.x - 10) < 1.2
    assert abs(head.ujung.y - 40) < 1.5
    assert sum(line.kepala_awal + line.kepala_akhir for line in read.garis) == 1


def letters(text: str) -> np.ndarray:
    image = Image.new("L", (200, 60), 255)
    ImageDraw.Draw(image).text((100, 30), text, fill=0, font=ImageFont.load_default(size=30), anchor="mm")
    return np.asarray(image)


@pytest.mark.parametrize(
    "picture",
    [
        letters("Tidak"),
        letters("T"),
        np.asarray(Image.effect_noise((200, 200), 120)),
        np.full((60, 60), 255, np.uint8),
        drawn([(10, 5), (10, 40)], head=0.5, half=0.2),
        np.minimum(drawn([(10, 5), (10, 40)]), np.pad(letters("Ya"), ((100, 90), (25, 25)), constant_values=255)),
    ],
    ids=["word", "letter", "noise", "empty", "no head", "arrow and word"],
)
def test_what_is_no_arrow_alone_is_left_alone(picture: np.ndarray) -> None:
    assert read_drawing(picture, _DPI) is None


def test_without_the_extra_the_page_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF[-1].make(3)[1])
    read = read_pdf(path)
    assert any("panah pada halaman 2 berupa gambar; dibaca dengan cara gambar" in note for note in read.catatan)
    monkeypatch.setitem(__import__("sys").modules, "cv2", None)
    for name in ("picture", "drawn_arrows"):
        monkeypatch.delitem(__import__("sys").modules, f"sop_catalog.importing.readers.{name}", raising=False)
    read = read_pdf(path)
    assert any("opencv-python-headless" in note for note in read.catatan)
