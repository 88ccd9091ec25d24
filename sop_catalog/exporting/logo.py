"""The agency's logo in a Word document."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document
from docx.image.image import Image
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from sop_catalog.exporting.connectors import emu

SIDE = 13.0
"""mm, as in print."""
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_ID = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
READABLE = frozenset({".png", ".jpg", ".jpeg", ".gif"})
"""Endings of pictures that every program shows."""
EMPTY_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000b4944415478da636000020000050001e9fadcd80000000049454e44ae426082"
)
"""One clear point, for programs that know no SVG."""


def find_logo(path: Path) -> Path | None:
    """The file to take for a logo: itself, or the PNG or JPEG of the same name beside a picture that not every program shows.

    None for a picture that Word does not show at all.
    """
    if path.suffix.lower() in READABLE:
        return path if path.is_file() else None
    for ending in (".png", ".jpg", ".jpeg"):
        if path.with_suffix(ending).is_file():
            return path.with_suffix(ending)
    return path if path.suffix.lower() == ".svg" and path.is_file() else None


def add_logo(document: Document, path: Path) -> str:
    """Put a logo into the package; the run that shows it."""
    extension = ""
    if path.suffix.lower() == ".svg":
        part = Part(PackURI("/word/media/logo.svg"), "image/svg+xml", path.read_bytes(), document.part.package)
        svg = document.part.relate_to(part, _IMAGE)
        still = Part(PackURI("/word/media/logo.png"), "image/png", EMPTY_PNG, document.part.package)
        relation = document.part.relate_to(still, _IMAGE)
        wide = high = SIDE
        extension = (
            f'<a:extLst><a:ext uri="{_SVG_ID}"><asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{svg}"/></a:ext></a:extLst>'
        )
    else:
        relation, image = document.part.get_or_add_image(str(path))
        wide, high = _fit(image)
    size = f'cx="{emu(wide)}" cy="{emu(high)}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="900" name="Logo" descr="Logo instansi"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:nvPicPr><pic:cNvPr id="900" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}">{extension}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _fit(image: Image) -> tuple[float, float]:
    """Width and height in a square, mm."""
    longest = max(image.px_width, image.px_height, 1)
    return SIDE * image.px_width / longest, SIDE * image.px_height / longest
