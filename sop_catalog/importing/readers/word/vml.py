"""VML, the drawings of Word before 2010 and of documents that were saved for it."""

from __future__ import annotations

import re

from lxml import etree

from sop_catalog.importing.naskah import Bentuk, Gambar, Garis, JenisBentuk, Kotak, Teks, Titik
from sop_catalog.importing.readers.drawing import Lukisan
from sop_catalog.importing.readers.package import child, local, number

_KINDS = {
    "1": JenisBentuk.KOTAK, "2": JenisBentuk.KOTAK, "4": JenisBentuk.KETUPAT, "109": JenisBentuk.KOTAK,
    "110": JenisBentuk.KETUPAT, "116": JenisBentuk.KAPSUL, "120": JenisBentuk.LINGKARAN, "176": JenisBentuk.KOTAK,
    "177": JenisBentuk.SEGILIMA, "7": JenisBentuk.JAJARGENJANG, "111": JenisBentuk.JAJARGENJANG, "3": JenisBentuk.LINGKARAN,
}  # fmt: skip
"""Numbers of Word's shape types."""
_LINES = frozenset({"20", "32", "33", "34", "35", "36", "37", "38", "39", "40"})
_TEXT_BOX = "202"
_LENGTH = re.compile(r"(-?[0-9.]+)\s*(pt|in|cm|mm|px|pc)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "px": 0.75, "pc": 12.0, None: 1.0}
_DEEPEST = 12


def read_vml(holder: etree._Element, corner: Titik, found: Lukisan) -> None:
    """Read the drawings in a w:pict.

    Args:
        holder: the element.
        corner: where its paragraph stands.
        found: what they are added to.
    """
    for shape in holder:
        _read(shape, corner.x, corner.y, 1.0, 1.0, found, 0)


def _read(shape: etree._Element, x: float, y: float, wide: float, high: float, found: Lukisan, depth: int) -> None:  # noqa: C901, PLR0913, PLR0917 - one case after another
    """A shape whose lengths count `wide` and `high` points each, from a corner on."""
    kind = local(shape)
    if kind == "shapetype" or depth > _DEEPEST:
        return
    style = _style(shape)
    left = _size(style.get("left", style.get("margin-left"))) if depth else _size(style.get("margin-left"))
    top = _size(style.get("top", style.get("margin-top"))) if depth else _size(style.get("margin-top"))
    box = Kotak(x + left * wide, y + top * high, 0, 0)
    box = Kotak(
        box.kiri, box.atas, box.kiri + _size(style.get("width")) * wide, box.atas + _size(style.get("height")) * high
    )
    if kind == "group":
        origin = _pair(shape.get("coordorigin"), (0.0, 0.0))
        size = _pair(shape.get("coordsize"), (1000.0, 1000.0))
        across, down = box.lebar / (size[0] or 1.0), box.tinggi / (size[1] or 1.0)
        for part in shape:
            _read(part, box.kiri - origin[0] * across, box.atas - origin[1] * down, across, down, found, depth + 1)
        return
    number_ = shape.get("type", "").rpartition("_x0000_t")[2] or shape.get(
        "{urn:schemas-microsoft-com:office:office}spt", ""
    )
    if kind == "line" or number_ in _LINES:
        found.garis.append(_line(shape, style, box, x, y, wide, high, is_line=kind == "line"))
        return
    text = _text(shape)
    if kind == "imagedata" or child(shape, "imagedata") is not None:
        found.gambar.append(Gambar(box))
        return
    stroked = shape.get("stroked", "t") not in {"f", "false"}
    filled = shape.get("filled", "t") not in {"f", "false"}
    if not stroked or (number_ == _TEXT_BOX and not filled):
        if text:
            found.teks.append(Teks(box, text))
        return
    named = {"rect": JenisBentuk.KOTAK, "roundrect": JenisBentuk.KOTAK, "oval": JenisBentuk.LINGKARAN}.get(kind)
    jenis = named or _KINDS.get(number_, JenisBentuk.KOTAK if number_ == _TEXT_BOX else JenisBentuk.LAIN)
    if kind == "roundrect" and _fraction(shape.get("arcsize")) >= 0.3:
        jenis = JenisBentuk.KAPSUL
    if jenis is JenisBentuk.LINGKARAN and box.lebar > 1.3 * box.tinggi:
        jenis = JenisBentuk.KAPSUL
    if kind in {"rect", "roundrect", "oval", "shape"} and box.luas > 0:
        colour = shape.get("fillcolor", "white").lower()
        found.bentuk.append(
            Bentuk(jenis, box, stroked, filled, colour.startswith(("white", "#fff")), text, shape.get("id", ""))
        )


def _line(  # noqa: PLR0913, PLR0917 - each is a different thing
    shape: etree._Element, style: dict[str, str], box: Kotak, x: float, y: float, wide: float, high: float, *, is_line: bool
) -> Garis:  # fmt: skip
    if is_line and shape.get("from"):
        a, b = _pair(shape.get("from"), (0.0, 0.0)), _pair(shape.get("to"), (0.0, 0.0))
        points = [Titik(x + a[0] * wide, y + a[1] * high), Titik(x + b[0] * wide, y + b[1] * high)]
    else:
        flip = style.get("flip", "")
        first = Titik(box.kanan if "x" in flip else box.kiri, box.bawah if "y" in flip else box.atas)
        last = Titik(box.kiri if "x" in flip else box.kanan, box.atas if "y" in flip else box.bawah)
        kind = shape.get("type", "").rpartition("_x0000_t")[2]
        points = [first, last]
        if kind == "33":
            points = [first, Titik(last.x, first.y), last]
        elif kind in {"34", "35", "36"}:
            middle = (first.x + last.x) / 2
            points = [first, Titik(middle, first.y), Titik(middle, last.y), last]
    stroke = child(shape, "stroke")
    heads = [stroke is not None and stroke.get(name, "none") not in {"none", ""} for name in ("startarrow", "endarrow")]
    return Garis(tuple(points), heads[0], heads[1])


def _style(shape: etree._Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in shape.get("style", "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _size(text: str | None) -> float:
    match = _LENGTH.match(text or "")
    return number(match[1]) * _POINTS.get(match[2], 1.0) if match else 0.0


def _pair(text: str | None, default: tuple[float, float]) -> tuple[float, float]:
    parts = (text or "").split(",")
    return (_size(parts[0]), _size(parts[1])) if len(parts) == 2 else default


def _fraction(text: str | None) -> float:
    if not text:
        return 0.2
    return number(text.rstrip("f")) / 65536 if text.endswith("f") else number(text)


def _text(shape: etree._Element) -> str:
    lines = [
        "".join(part.text or "" for part in paragraph.iter() if local(part) == "t").strip()
        for paragraph in shape.iter()
        if local(paragraph) == "p"
    ]
    return "\n".join(line for line in lines if line)
