"""The QR code on the printed sheet: it leads from paper back to the page."""

from __future__ import annotations

import re

_MASK = 3
"""Any of the eight masks gives a valid code; trying them all for the prettiest takes six times as long."""
_BORDER = 4
"""Modules of the quiet zone."""
_DARK = re.compile(b"\x01+")


def render_qr(address: str) -> str:
    """An SVG file with the QR code of an address (error correction M, quiet zone of four modules).

    Args:
        address: up to some 2,000 characters; longer ones do not fit a QR code (segno.DataOverflowError).
    """
    import segno  # noqa: PLC0415 - the page /sunting/ shows sheets, and makes a code only of an SOP that is new

    code = segno.make(address, micro=False, error="m", boost_error=False, mask=_MASK)
    side = len(code.matrix) + 2 * _BORDER
    lines = "".join(
        f"M{match.start() + _BORDER} {y + _BORDER}.5h{match.end() - match.start()}"
        for y, row in enumerate(code.matrix)
        for match in _DARK.finditer(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" class="segno">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path class="qrline" stroke="#000" d="{lines}"/></svg>\n'
    )
