"""Sizes of what stands on paper: those of `@media print` in assets/sop.css and assets/sop-flowchart.css.

All lengths are millimetres, font sizes points.
"""

from __future__ import annotations

MARGIN_SIDE = 9.0
MARGIN_TOP = 9.0
MARGIN_BOTTOM = 13.0
FONT = 8.5
"""Points; narrower tables get SMALL_FONT."""
SMALL_FONT = 7.5
TIGHTER = 0.5
"""Points that the table's type gives away where that saves a sheet."""
LINE = 1.22
PADDING_X = 1.0
PADDING_Y = 0.7
HEAD_PADDING_X = 0.6
RULE = 0.27
"""One CSS pixel, rounded up."""
TURNED_HEAD = 26.8
"""Height of the row of turned heads, with padding and border."""
LOGO = 14.0
SIGNATURE = 13.0
"""Room for the signature and the stamp in the cell of the approver."""
BOX_INDENT = 5.0
GAP = 3.0
FOOT = 8.0
FOOT_WITH_QR = 21.5
FOOT_TO_SIGN = 13.5
"""The last line of the last sheet, without and with the QR code; the lines of a paper that is to be signed."""
POINT = 25.4 / 72
"""Millimetres."""

# Drawing units (--sop-u) with few and with many performers; sizes in units as in sop-flowchart.css.
UNIT = 0.26
SMALL_UNIT = 0.17


def line_height(font: float) -> float:
    """Millimetres from one line to the next in type of a size in points."""
    return font * LINE * POINT
