"""The QR code on the printed sheet: it leads from paper back to the page."""

from __future__ import annotations

import io

_MASK = 3
"""Any of the eight masks gives a valid code; trying them all for the prettiest takes six times as long."""


def render_qr(address: str) -> str:
    """An SVG file with the QR code of an address (error correction M, quiet zone of four modules).

    Args:
        address: up to some 2,000 characters; longer ones do not fit a QR code (segno.DataOverflowError).
    """
    import segno  # noqa: PLC0415 - the page /sunting/ shows sheets, and makes a code only of an SOP that is new

    code = segno.make(address, micro=False, error="m", boost_error=False, mask=_MASK)
    out = io.BytesIO()
    code.save(out, kind="svg", xmldecl=False, omitsize=True, border=4, light="#fff")
    return out.getvalue().decode()
