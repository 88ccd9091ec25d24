"""What lies across every page, "DRAF · CONTOH": Word's own watermark, which Design > Watermark takes away again."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from sop_catalog.exporting.wordml import FONT_NAME
from sop_catalog.pages.paper.measure import text_width

_SIZE = 40
"""Points, as in print (.sop-cap)."""
_TURN = 342
"""Degrees clockwise: 18 the other way."""
_COLOUR = "#e6e6e6"
_PT = 72 / 25.4
_NAMES = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
    'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>'
    '<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/>'
    "</v:shapetype>"
)


def render_watermark(text: str) -> str:
    """The run of a page's header that draws the words; "" for none."""
    if not text:
        return ""
    wide = text_width(text, _SIZE, bold=True) * _PT
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{wide:.1f}pt;height:{_SIZE}pt;rotation:{_TURN};z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        f'<w:r {_NAMES}><w:rPr><w:noProof/></w:rPr><w:pict>{_TYPE}<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" '
        f'type="#_x0000_t136" style="{style}" o:allowincell="f" fillcolor="{_COLOUR}" stroked="f">'
        f"<v:textpath style={quoteattr(f'font-family:{FONT_NAME};font-size:1pt;font-weight:bold')} string={quoteattr(text)}/>"
        "</v:shape></w:pict></w:r>"
    )
