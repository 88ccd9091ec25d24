"""DrawingML, the drawings of Word and Excel alike: symbols, connectors, arrows, text boxes, groups of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from sop_catalog.importing.geometry.outlines import classify
from sop_catalog.importing.naskah import Bentuk, Gambar, Garis, JenisBentuk, Kotak, Teks, Titik
from sop_catalog.importing.readers.package import child, local, number

EMU = 12700.0
"""English metric units in a point."""
_ANGLE = 60000.0
_DEEPEST = 12

_KINDS = {
    "rect": JenisBentuk.KOTAK, "flowChartProcess": JenisBentuk.KOTAK, "roundRect": JenisBentuk.KOTAK,
    "flowChartAlternateProcess": JenisBentuk.KOTAK, "snip1Rect": JenisBentuk.KOTAK, "round2SameRect": JenisBentuk.KOTAK,
    "flowChartTerminator": JenisBentuk.KAPSUL, "ellipse": JenisBentuk.LINGKARAN, "flowChartConnector": JenisBentuk.LINGKARAN,
    "diamond": JenisBentuk.KETUPAT, "flowChartDecision": JenisBentuk.KETUPAT,
    "flowChartOffpageConnector": JenisBentuk.SEGILIMA, "homePlate": JenisBentuk.SEGILIMA, "pentagon": JenisBentuk.SEGILIMA,
    "parallelogram": JenisBentuk.JAJARGENJANG, "flowChartInputOutput": JenisBentuk.JAJARGENJANG,
}  # fmt: skip
_ARROWS = {
    "rightArrow": (1, 0),
    "leftArrow": (-1, 0),
    "downArrow": (0, 1),
    "upArrow": (0, -1),
    "leftRightArrow": (1, 0),
    "upDownArrow": (0, 1),
}
"""Block arrows → the direction of their tip."""
_NOTHING = frozenset(
    {"bracePair", "bracketPair", "leftBrace", "rightBrace", "leftBracket", "rightBracket", "frame", "textNoShape"}
)


@dataclass
class Lukisan:
    """What a drawing holds, in points of the page."""

    bentuk: list[Bentuk] = field(default_factory=list)
    garis: list[Garis] = field(default_factory=list)
    teks: list[Teks] = field(default_factory=list)
    gambar: list[Gambar] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rangka:
    """From the coordinates within a group to the page."""

    x: float
    y: float
    """Where the group's inner origin lies on the page, in points."""
    datar: float
    tegak: float
    """Points for one inner unit."""

    def box(self, xfrm: etree._Element) -> Kotak:
        """The box of a shape within the group."""
        off, ext = child(xfrm, "off"), child(xfrm, "ext")
        left, top = number(off.get("x") if off is not None else None), number(off.get("y") if off is not None else None)
        wide = number(ext.get("cx") if ext is not None else None)
        high = number(ext.get("cy") if ext is not None else None)
        x, y = self.x + left * self.datar, self.y + top * self.tegak
        return Kotak(x, y, x + wide * self.datar, y + high * self.tegak)


def read_shape(  # noqa: PLR0913 - each is a different thing
    element: etree._Element,
    box: Kotak | None,
    found: Lukisan,
    *,
    certain: bool = True,
    frame: Rangka | None = None,
    depth: int = 0,
) -> None:
    """Read a shape, a connector, a picture or a group of them.

    Args:
        element: sp, wsp, cxnSp, grpSp, wgp or pic of any of the namespaces.
        box: its place on the page, in points; None to take it from its own frame.
        found: what it is added to.
        certain: whether the place is known.
        frame: of the group that it stands in.
        depth: how many groups it stands in.
    """
    if depth > _DEEPEST:
        return
    kind = local(element)
    properties = child(element, "grpSpPr") if kind in {"grpSp", "wgp"} else child(element, "spPr")
    xfrm = child(properties, "xfrm")
    if box is None:
        if xfrm is None:
            return
        box = (frame or Rangka(0, 0, 1 / EMU, 1 / EMU)).box(xfrm)
    if kind in {"grpSp", "wgp"}:
        inner = _inner_frame(xfrm, box)
        for part in shapes_in(element):
            read_shape(part, None, found, certain=certain, frame=inner, depth=depth + 1)
    elif kind == "pic":
        found.gambar.append(Gambar(box))
    elif kind in {"sp", "wsp", "cxnSp"}:
        _read_leaf(element, properties, xfrm, box, found, certain=certain)


def shapes_in(element: etree._Element) -> Iterator[etree._Element]:
    """The shapes directly within an element; of alternatives the first, never the fallback for old programs."""
    for part in element:
        name = local(part)
        if name in {"sp", "wsp", "cxnSp", "grpSp", "wgp", "pic"}:
            yield part
        elif name == "AlternateContent":
            choice = child(part, "Choice")
            if choice is not None:
                yield from shapes_in(choice)


def _inner_frame(xfrm: etree._Element | None, box: Kotak) -> Rangka:
    off, ext = child(xfrm, "chOff"), child(xfrm, "chExt")
    left, top = number(off.get("x") if off is not None else None), number(off.get("y") if off is not None else None)
    wide = number(ext.get("cx") if ext is not None else None) or box.lebar * EMU
    high = number(ext.get("cy") if ext is not None else None) or box.tinggi * EMU
    datar, tegak = box.lebar / wide if wide else 1 / EMU, box.tinggi / high if high else 1 / EMU
    return Rangka(box.kiri - left * datar, box.atas - top * tegak, datar, tegak)


def _read_leaf(  # noqa: PLR0913 - each is a different thing
    element: etree._Element,
    properties: etree._Element | None,
    xfrm: etree._Element | None,
    box: Kotak,
    found: Lukisan,
    *,
    certain: bool,
) -> None:
    geometry = child(properties, "prstGeom")
    preset = geometry.get("prst", "") if geometry is not None else ""
    line = child(properties, "ln")
    is_line = local(element) == "cxnSp" or "Connector1" in preset or preset == "line" or (
        preset.startswith(("bentConnector", "curvedConnector", "straightConnector"))
    )  # fmt: skip
    if child(element, "cNvCnPr") is not None and not preset.startswith("flowChart") and preset not in _KINDS:
        is_line = True
    if is_line:
        found.garis.append(_connector(element, geometry, preset or "line", xfrm, box, line, certain=certain))
        return
    text = shape_text(element)
    if preset in _ARROWS:
        found.garis.append(_block_arrow(preset, xfrm, box, certain=certain))
        return
    outlined = not _none(line) and not _is_bare_text_box(element, line)
    filled, white = _fill(properties, element)
    if (not outlined and not filled) or preset in _NOTHING:
        if text:
            found.teks.append(Teks(box, text, utuh=True))
        return
    if _is_bridge(properties):
        return
    jenis = _kind(properties, geometry, preset, box)
    turned = _turned(box, _rotation(xfrm))
    found.bentuk.append(Bentuk(jenis, turned, outlined, filled, white, text, shape_id(element), None, certain))


def shape_id(element: etree._Element) -> str:
    """The id that connectors name; "" where it has none."""
    for part in element:
        if local(part) == "cNvPr":
            return str(part.get("id", ""))
        if local(part) in {"nvSpPr", "nvCxnSpPr", "nvPicPr", "nvGrpSpPr"}:
            inner = child(part, "cNvPr")
            return str(inner.get("id", "")) if inner is not None else ""
    return ""


def shape_text(element: etree._Element) -> str:
    """The words in a shape; paragraphs on lines of their own."""
    body = child(element, "txBody")
    if body is None:
        body = child(element, "txbx", "txbxContent")
    if body is None:
        return ""
    lines = ["".join(_run_texts(paragraph)) for paragraph in body.iter() if local(paragraph) == "p"]
    return "\n".join(line.strip() for line in lines if line.strip())


def _run_texts(paragraph: etree._Element) -> Iterator[str]:
    for part in paragraph.iter():
        match local(part):
            case "t":
                yield part.text or ""
            case "br" | "tab":
                yield " "


# --- What a shape looks like --------------------------------------------------------------------------------------


def _none(line: etree._Element | None) -> bool:
    return line is not None and child(line, "noFill") is not None


def _is_bare_text_box(element: etree._Element, line: etree._Element | None) -> bool:
    """Whether a shape is a text box that nothing outlines: neither its own line nor a style."""
    if line is not None and (child(line, "solidFill") is not None or line.get("w") is not None):
        return False
    kind = child(element, "nvSpPr", "cNvSpPr")
    if kind is None:
        kind = child(element, "cNvSpPr")
    boxed = kind is not None and kind.get("txBox") in {"1", "true"}
    return child(element, "style") is None and (boxed or line is None)


def _fill(properties: etree._Element | None, element: etree._Element) -> tuple[bool, bool]:
    """Whether a shape is filled, and whether that is white."""
    solid = child(properties, "solidFill")
    if solid is not None:
        colour = next(iter(solid), None)
        value = colour.get("val", "") if colour is not None else ""
        return True, value.upper() in {"FFFFFF", "BG1", "LT1", "WINDOW"} or (
            colour is not None and colour.get("lastClr", "").upper() == "FFFFFF"
        )
    if child(properties, "noFill") is not None:
        return False, True
    if child(properties, "gradFill") is not None or child(properties, "pattFill") is not None:
        return True, False
    style = child(element, "style", "fillRef")
    return style is not None and style.get("idx", "0") not in {"0", "1000"}, True


def _kind(properties: etree._Element | None, geometry: etree._Element | None, preset: str, box: Kotak) -> JenisBentuk:
    if preset == "roundRect" and geometry is not None and _adjust(geometry, "adj", 16667) >= 30000:
        return JenisBentuk.KAPSUL
    kind = _KINDS.get(preset)
    if kind is JenisBentuk.LINGKARAN and box.lebar > 1.3 * box.tinggi:
        return JenisBentuk.KAPSUL
    if kind is not None:
        return kind
    custom = child(properties, "custGeom")
    if custom is not None:
        points = [Titik(number(part.get("x")), number(part.get("y"))) for part in custom.iter() if local(part) == "pt"]
        if len(points) >= 3:
            return classify(points)
    return JenisBentuk.LAIN if preset else JenisBentuk.KOTAK


def _is_bridge(properties: etree._Element | None) -> bool:
    """Whether a free form of several paths outlines nothing: an arc over a crossing, with the ground that it covers."""
    paths = [path for path in (properties.iter() if properties is not None else ()) if local(path) == "path"]
    drawn = [path for path in paths if path.get("stroke", "1") not in {"0", "false"}]
    return len(drawn) > 1 and not any(local(step) == "close" for path in drawn for step in path)


def _adjust(geometry: etree._Element, name: str, default: float) -> float:
    values = child(geometry, "avLst")
    for guide in values if values is not None else ():
        if guide.get("name") == name:
            return number(guide.get("fmla", "").removeprefix("val "), default)
    return default


def _rotation(xfrm: etree._Element | None) -> float:
    """Degrees clockwise."""
    return (number(xfrm.get("rot")) / _ANGLE) % 360 if xfrm is not None else 0.0


def _turned(box: Kotak, degrees: float) -> Kotak:
    """The box around a turned shape."""
    if min(degrees % 90, 90 - degrees % 90) > 20 or round(degrees / 90) % 2 == 0:
        return box
    centre = box.tengah
    return Kotak(
        centre.x - box.tinggi / 2, centre.y - box.lebar / 2, centre.x + box.tinggi / 2, centre.y + box.lebar / 2
    )


# --- Lines --------------------------------------------------------------------------------------------------------


def _connector(  # noqa: PLR0913, PLR0917 - each is a different thing
    element: etree._Element,
    geometry: etree._Element | None,
    preset: str,
    xfrm: etree._Element | None,
    box: Kotak,
    line: etree._Element | None,
    *,
    certain: bool,
) -> Garis:
    way = _free_way(element, box) or _way(geometry, preset, box.lebar, box.tinggi)
    points = [_onto(point, xfrm, box) for point in way]
    start, end = child(line, "headEnd"), child(line, "tailEnd")
    first = next((part for part in element.iter() if local(part) == "stCxn"), None)
    last = next((part for part in element.iter() if local(part) == "endCxn"), None)
    return Garis(
        tuple(points),
        kepala_awal=start is not None and start.get("type", "none") != "none",
        kepala_akhir=end is not None and end.get("type", "none") != "none",
        id_awal=first.get("id", "") if first is not None else "",
        id_akhir=last.get("id", "") if last is not None else "",
        pasti=certain,
    )


def _way(geometry: etree._Element | None, preset: str, wide: float, high: float) -> list[Titik]:
    """The corners of a connector in its own box, by the definitions of the presets."""

    def at(name: str, default: float, size: float) -> float:
        return (_adjust(geometry, name, default) if geometry is not None else default) / 100000 * size

    bends = preset[-1:] if preset.startswith(("bentConnector", "curvedConnector")) else ""
    if bends == "2":
        return [Titik(0, 0), Titik(wide, 0), Titik(wide, high)]
    if bends == "3":
        x = at("adj1", 50000, wide)
        return [Titik(0, 0), Titik(x, 0), Titik(x, high), Titik(wide, high)]
    if bends == "4":
        x, y = at("adj1", 50000, wide), at("adj2", 50000, high)
        return [Titik(0, 0), Titik(x, 0), Titik(x, y), Titik(wide, y), Titik(wide, high)]
    if bends == "5":
        x, y, z = at("adj1", 50000, wide), at("adj2", 50000, high), at("adj3", 50000, wide)
        return [Titik(0, 0), Titik(x, 0), Titik(x, y), Titik(z, y), Titik(z, high), Titik(wide, high)]
    return [Titik(0, 0), Titik(wide, high)]


def _free_way(element: etree._Element, box: Kotak) -> list[Titik]:
    """The corners of a line that was drawn point by point, in its own box; [] for a preset, and for one with curves."""
    path = child(element, "spPr", "custGeom", "pathLst", "path")
    if path is None:
        return []
    steps = list(path)
    if any(local(step) not in {"moveTo", "lnTo"} for step in steps):
        return []
    wide, high = number(path.get("w")) or box.lebar * EMU, number(path.get("h")) or box.tinggi * EMU
    points = [point for step in steps for point in step if local(point) == "pt"]
    return [
        Titik(
            number(point.get("x")) * box.lebar / wide if wide else 0.0,
            number(point.get("y")) * box.tinggi / high if high else 0.0,
        )
        for point in points
    ]


def _onto(point: Titik, xfrm: etree._Element | None, box: Kotak) -> Titik:
    """From a shape's own box to the page: flipped, then turned about its middle."""
    x, y = point.x - box.lebar / 2, point.y - box.tinggi / 2
    if xfrm is not None:
        if xfrm.get("flipH") in {"1", "true"}:
            x = -x
        if xfrm.get("flipV") in {"1", "true"}:
            y = -y
        angle = math.radians(_rotation(xfrm))
        x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
    centre = box.tengah
    return Titik(centre.x + x, centre.y + y)


def _block_arrow(preset: str, xfrm: etree._Element | None, box: Kotak, *, certain: bool) -> Garis:
    dx, dy = _ARROWS[preset]
    middle = Titik(box.lebar / 2, box.tinggi / 2)
    start = Titik(middle.x - dx * box.lebar / 2, middle.y - dy * box.tinggi / 2)
    end = Titik(middle.x + dx * box.lebar / 2, middle.y + dy * box.tinggi / 2)
    both = preset in {"leftRightArrow", "upDownArrow"}
    return Garis((_onto(start, xfrm, box), _onto(end, xfrm, box)), both, True, pasti=certain)
