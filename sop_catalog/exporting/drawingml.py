"""A sheet's drawing as DrawingML: a canvas for Word, in which arrows stay glued, and a group for programs without canvases.

Both stand in one `mc:AlternateContent`; a program takes the first that it understands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from sop_catalog.exporting.connectors import Connector, Frame, emu, make_connector
from sop_catalog.exporting.places import Box, Point, Scale
from sop_catalog.exporting.sheets import CAPSULE, PENTAGON, Arrow, Outline, Sheet, Words
from sop_catalog.exporting.wordml import NAMES, Look, render_paragraph
from sop_catalog.flow.graph import Symbol
from sop_catalog.flow.labels import text_em

_PRESETS = {
    Symbol.TERMINATOR.value: "flowChartTerminator",
    CAPSULE: "flowChartTerminator",
    Symbol.PROCESS.value: "flowChartProcess",
    Symbol.DECISION.value: "flowChartDecision",
    PENTAGON: "flowChartOffpageConnector",
}
_LINE = 9525
"""0.75 pt, EMU: one CSS pixel, as in print."""
_INK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
_MARGIN = 0.6
"""What is added to the width of words, mm, so that no program breaks them."""
_HEAD = 2.1
"""Length of an arrowhead as LibreOffice draws it, mm: on a shorter last piece it would stand askew."""
_GAP = 0.3
"""Half the height of the gap in the level line under a bridge, mm."""
_CANVAS = "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_PT = 72 / 25.4


def render_drawing(sheet: Sheet, scale: Scale, number: int, name: str, description: str) -> str:
    """The run that holds a sheet's drawing, anchored at the upper left corner of the performers' first cell.

    Args:
        sheet: the sheet.
        scale: of the drawing.
        number: of the sheet, from 1; ids follow from it.
        name: of the drawing.
        description: what it says, for those who do not see it.
    """
    base = 1000 * number
    ids = {outline.key: base + index for index, outline in enumerate(sheet.outlines, start=1)}
    shapes = "".join(_shapes(sheet, scale, ids, base + len(ids)))
    size = f'cx="{emu(sheet.width)}" cy="{emu(sheet.height)}"'
    canvas = (
        f'<a:graphicData uri="{_CANVAS}"><wpc:wpc><wpc:bg><a:noFill/></wpc:bg><wpc:whole><a:ln><a:noFill/></a:ln></wpc:whole>'
        f"{shapes}</wpc:wpc></a:graphicData>"
    )
    group = (
        f'<a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
        f'<a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm></wpg:grpSpPr>{_area(sheet, base)}{shapes}</wpg:wgp></a:graphicData>'
    )
    anchors = [_anchor(data, size, number, name, description) for data in (canvas, group)]
    return (
        f'<w:r {NAMES}><mc:AlternateContent><mc:Choice Requires="wpc">{anchors[0]}</mc:Choice>'
        f'<mc:Choice Requires="wpg">{anchors[1]}</mc:Choice></mc:AlternateContent></w:r>'
    )


def _anchor(data: str, size: str, number: int, name: str, description: str) -> str:
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{251658240 + number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name={quoteattr(name)} descr={quoteattr(description)}/><wp:cNvGraphicFramePr/>'
        f"<a:graphic>{data}</a:graphic></wp:anchor></w:drawing>"
    )


def _area(sheet: Sheet, number: int) -> str:
    """A shape that is not seen and fills a group: LibreOffice stretches what is in a group until it does."""
    box = _box(Box(0, 0, sheet.width, sheet.height))
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Bidang gambar"/><wps:cNvSpPr/><wps:spPr>{box}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _shapes(sheet: Sheet, scale: Scale, ids: Mapping[str, int], last: int) -> Iterator[str]:
    """Lines first, so that bridges, symbols and words lie on them."""
    for number, arrow in enumerate(sheet.arrows, start=last + 1):
        yield _arrow(arrow, ids, number)
    lines = last + len(sheet.arrows)
    for number, point in enumerate(sheet.bridges, start=lines + 1):
        yield _bridge(point, scale, number)
    for outline in sheet.outlines:
        yield _outline(outline, scale, ids[outline.key])
    for number, words in enumerate(sheet.words, start=lines + len(sheet.bridges) + 1):
        yield _words(words, scale, number)


def _arrow(arrow: Arrow, ids: Mapping[str, int], number: int) -> str:
    connector = make_connector(arrow.points)
    (ax, ay), (bx, by) = arrow.points[-2:]
    size = "med" if abs(ax - bx) + abs(ay - by) > _HEAD else "sm"
    head = f'<a:tailEnd type="triangle" w="{size}" len="{size}"/>' if arrow.pointed else ""
    (start, leaves), (end, arrives) = arrow.start, arrow.end
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name={quoteattr(arrow.name)}/><wps:cNvCnPr>'
        f'<a:stCxn id="{ids[start]}" idx="{leaves}"/><a:endCxn id="{ids[end]}" idx="{arrives}"/></wps:cNvCnPr>'
        f"<wps:spPr>{_transform(connector.frame)}{_geometry(connector)}<a:noFill/>"
        f'<a:ln w="{_LINE}">{_INK}<a:miter lim="800000"/>{head}</a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
    )


def _geometry(connector: Connector) -> str:
    if connector.preset:
        guides = "".join(
            f'<a:gd name="adj{index}" fmla="val {bend}"/>' for index, bend in enumerate(connector.bends, start=1)
        )
        return f'<a:prstGeom prst="{connector.preset}"><a:avLst>{guides}</a:avLst></a:prstGeom>'
    steps = "".join(
        f'<a:{"lnTo" if index else "moveTo"}><a:pt x="{x}" y="{y}"/></a:{"lnTo" if index else "moveTo"}>'
        for index, (x, y) in enumerate(connector.corners)
    )
    frame = connector.frame
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{frame.width}" h="{frame.height}" fill="none">{steps}</a:path></a:pathLst></a:custGeom>'
    )


def _bridge(point: Point, scale: Scale, number: int) -> str:
    """Where two lines cross: a gap in the level one, an arc over it, and in the gap the piece of the upright one.

    A shape of its own, for lines are connectors of straight pieces: only these are led anew when a symbol is moved.
    """
    radius, gap = emu(scale.arc), emu(_GAP)
    wide, high = 2 * radius, radius + 2 * gap  # the upright piece reaches out of the gap: nothing shines through

    def path(looks: str, *steps: tuple[int, int], then: str = "") -> str:
        corners = "".join(
            f'<a:{kind}><a:pt x="{x}" y="{y}"/></a:{kind}>'
            for kind, (x, y) in zip(("moveTo", *["lnTo"] * len(steps)), steps, strict=False)
        )
        return f'<a:path w="{wide}" h="{high}" {looks}>{corners}{then}</a:path>'

    top, bottom = radius - gap, radius + gap
    half = f'<a:arcTo wR="{radius}" hR="{radius}" stAng="10800000" swAng="10800000"/>'
    paths = (
        path('stroke="0"', (0, top), (wide, top), (wide, bottom), (0, bottom), then="<a:close/>"),
        path('fill="none"', (0, radius), then=half),
        path('fill="none"', (radius, 0), (radius, high)),
    )
    frame = Frame(emu(point.x) - radius, emu(point.y) - radius, wide, high)
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Persilangan"/><wps:cNvSpPr/><wps:spPr>{_transform(frame)}'
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst>{"".join(paths)}</a:pathLst></a:custGeom><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f'<a:ln w="{_LINE}">{_INK}<a:miter lim="800000"/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
    )


def _outline(outline: Outline, scale: Scale, number: int) -> str:
    size = scale.label
    text = ""
    if outline.lines:
        if outline.kind == PENTAGON:
            size = 0.6 * outline.box.height
        text = _text(outline.lines, size, "center", bold=outline.kind == PENTAGON)
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name={quoteattr(outline.name)}/><wps:cNvSpPr/>'
        f'<wps:spPr>{_box(outline.box)}<a:prstGeom prst="{_PRESETS[outline.kind]}"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln w="{_LINE}">{_INK}<a:miter lim="800000"/></a:ln></wps:spPr>'
        f"{text}{_body('ctr')}</wps:wsp>"
    )


def _words(words: Words, scale: Scale, number: int) -> str:
    wide = max(text_em(line) for line in words.lines) * scale.label + _MARGIN
    left = words.box.left - wide * {"right": 1, "center": 0.5}.get(words.side, 0)
    box = Box(left, words.box.top, wide, words.box.height)
    fill = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>' if words.covers else "<a:noFill/>"
    name = "Keterangan" if words.covers else "Cabang"
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name={quoteattr(" ".join((name, *words.lines)))}/><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr>{_box(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}<a:ln><a:noFill/></a:ln></wps:spPr>'
        f"{_text(words.lines, scale.label, words.side, slanted=words.covers)}{_body('t')}</wps:wsp>"
    )


def _text(lines: Sequence[str], size: float, side: str, *, bold: bool = False, slanted: bool = False) -> str:
    """The words of a shape: a paragraph a line, for LibreOffice takes no breaks within one in a group."""
    look = Look(size * _PT, bold=bold, slanted=slanted, side=side, line=1.1)
    return (
        f"<wps:txbx><w:txbxContent>{''.join(render_paragraph(line, look) for line in lines)}</w:txbxContent></wps:txbx>"
    )


def _body(anchor: str) -> str:
    return (
        f'<wps:bodyPr rot="0" vert="horz" wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}" anchorCtr="0">'
        "<a:noAutofit/></wps:bodyPr>"
    )


def _box(box: Box) -> str:
    return _transform(Frame(emu(box.left), emu(box.top), emu(box.width), emu(box.height)))


def _transform(frame: Frame) -> str:
    turned = ' rot="5400000"' if frame.turned else ""
    flips = ' flipH="1"' * frame.flip_h + ' flipV="1"' * frame.flip_v
    return (
        f'<a:xfrm{turned}{flips}><a:off x="{frame.left}" y="{frame.top}"/>'
        f'<a:ext cx="{frame.width}" cy="{frame.height}"/></a:xfrm>'
    )
