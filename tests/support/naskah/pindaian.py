"""Pages as a scanner leaves them: turned a little, blurred, noisy, pressed into JPEG; and PDFs that hold such pictures."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import cv2
import numpy as np
import pypdfium2
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def render_pages(pdf: bytes, dpi: int) -> list[Any]:
    """The grey pixels of a PDF's pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze().copy() for page in document]
    finally:
        document.close()


def spoil(  # noqa: PLR0913 - each is a different fault
    gray: Any, seed: int, *, degrees: float = 0.7, blur: float = 1.0, noise: float = 6.0, jpeg: int = 60
) -> bytes:
    """A page as a scanner leaves it, as a JPEG."""
    dice = np.random.default_rng(seed)
    high, wide = gray.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees * (1 if seed % 2 else -1), 1)
    gray = cv2.warpAffine(gray, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255)
    if blur:
        gray = cv2.GaussianBlur(gray, (0, 0), blur)
    gray = np.clip(gray.astype(float) * 0.93 + 8 + dice.normal(0, noise, gray.shape), 0, 255).astype(np.uint8)
    done, data = cv2.imencode(".jpg", gray, [cv2.IMWRITE_JPEG_QUALITY, jpeg])
    assert done
    return bytes(data)


def scanned_pdf(pdf: bytes, seed: int, dpi: int, **how: float) -> bytes:
    """A PDF whose pages are scans of another's."""
    out = BytesIO()
    canvas = Canvas(out)
    for gray in render_pages(pdf, dpi):
        wide, high = gray.shape[1] / dpi * 72, gray.shape[0] / dpi * 72
        canvas.setPageSize((wide, high))
        picture = spoil(gray, seed, **how)  # type: ignore[arg-type]
        canvas.drawImage(ImageReader(BytesIO(picture)), 0, 0, wide, high)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
