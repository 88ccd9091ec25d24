"""DrawingML of a layout's symbols, arrows and labels, as Excel and Word write it."""

from __future__ import annotations

from xml.sax.saxutils import escape

from support.naskah.tata import Box, Lambang, Panah, Point

EMU = 12700
PRESETS = {
    "kotak": "flowChartProcess",
    "ketupat": "flowChartDecision",
    "kapsul": "flowChartTerminator",
    "segilima": "flowChartOffpageConnector",
}


def emu(points: float) -> int:
    """Points as English metric units."""
    return round(points * EMU)


def frame(box: Box, *, rot: int = 0, flip_h: bool = False, flip_v: bool = False, origin: Point = (0, 0)) -> str:
    """An a:xfrm."""
    marks = (f' rot="{rot}"' if rot else "") + (' flipH="1"' if flip_h else "") + (' flipV="1"' if flip_v else "")
    left, top, right, bottom = box
    return (
        f'<a:xfrm{marks}><a:off x="{emu(left - origin[0])}" y="{emu(top - origin[1])}"/>'
        f'<a:ext cx="{emu(right - left)}" cy="{emu(bottom - top)}"/></a:xfrm>'
    )


def symbol_properties(symbol: Lambang, origin: Point = (0, 0)) -> str:
    """The inside of a spPr."""
    return (
        f'{frame(symbol.kotak, origin=origin)}<a:prstGeom prst="{PRESETS[symbol.jenis]}"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
    )


def connector(arrow: Panah) -> tuple[Box, str, str, int, bool, bool]:
    """The unturned box of a connector, its preset, its guides, and how it is turned and flipped."""
    points = arrow.titik
    (x0, y0), (x1, y1) = points[0], points[-1]
    if len(points) == 4 and abs(points[0][0] - points[1][0]) < 0.1:  # down, across, down
        down, across = y1 - y0, x1 - x0
        middle = ((x0 + x1) / 2, (y0 + y1) / 2)
        wide, high = abs(down), abs(across)
        box = (middle[0] - wide / 2, middle[1] - high / 2, middle[0] + wide / 2, middle[1] + high / 2)
        guide = round((points[1][1] - y0) / down * 100000) if down else 50000
        return box, "bentConnector3", f'<a:gd name="adj1" fmla="val {guide}"/>', 5400000, False, across > 0
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    if len(points) == 4:  # across, down, across
        wide = x1 - x0 if abs(x1 - x0) > 0.05 else 0.05
        guide = round((points[1][0] - x0) / wide * 100000)
        box = (min(x0, x0 + wide), box[1], max(x0, x0 + wide), box[3])
        return box, "bentConnector3", f'<a:gd name="adj1" fmla="val {guide}"/>', 0, wide < 0, y1 < y0
    return box, "straightConnector1", "", 0, x1 < x0, y1 < y0


def connector_properties(arrow: Panah, origin: Point = (0, 0)) -> tuple[Box, str]:
    """The box and the inside of a spPr."""
    box, preset, guides, rot, flip_h, flip_v = connector(arrow)
    head = '<a:tailEnd type="triangle"/>' if arrow.berkepala else ""
    return box, (
        f'{frame(box, rot=rot, flip_h=flip_h, flip_v=flip_v, origin=origin)}<a:prstGeom prst="{preset}"><a:avLst>{guides}</a:avLst></a:prstGeom>'
        f'<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>{head}</a:ln>'
    )


def label_box(arrow: Panah) -> Box:
    """Where a label's text box stands."""
    wide = 5.0 + 4.0 * len(arrow.label)
    return (arrow.di[0] - wide / 2, arrow.di[1] - 5, arrow.di[0] + wide / 2, arrow.di[1] + 5)


def label_properties(arrow: Panah, origin: Point = (0, 0)) -> str:
    """The inside of a text box's spPr."""
    return f'{frame(label_box(arrow), origin=origin)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'


def text_body(text: str) -> str:
    """The paragraphs of a DrawingML text."""
    return (
        "".join(
            f'<a:p><a:r><a:rPr lang="id-ID" sz="700"/><a:t>{escape(line)}</a:t></a:r></a:p>'
            for line in text.split("\n")
        )
        or "<a:p/>"
    )
