"""The drawings that hang on a paragraph of Word: where they stand, and how sure that is.

A drawing's column follows from the table's grid and its offset; its row is certain only while its middle stays in the row
that it hangs in, for Word decides about the heights of the other rows when it lays the page out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from sop_catalog.importing.naskah import Bentuk, Kotak, Titik
from sop_catalog.importing.readers.drawing import EMU, Lukisan, Rangka, read_shape, shapes_in
from sop_catalog.importing.readers.package import child, local, number
from sop_catalog.importing.readers.word.table import Row
from sop_catalog.importing.readers.word.vml import read_vml


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands, for what is anchored in it."""

    kiri: float
    """x of the column (text area or cell, within its padding)."""
    atas: float
    tepi: tuple[float, float]
    """Left and top margin of the page."""
    sel: Kotak | None = None
    """The cell that it stands in."""
    pasti: bool = False
    """Whether the heights of its row are certain."""
    baris: tuple[Row, ...] = ()
    """The rows of its table."""


def read_drawings(paragraph: etree._Element, place: Place) -> Iterator[Lukisan]:
    """What is drawn in each of the drawings of a paragraph.

    Args:
        paragraph: the element.
        place: where it stands.
    """
    for holder in _drawings(paragraph):
        found = Lukisan()
        if local(holder) == "pict":
            read_vml(holder, Titik(place.kiri, place.atas), found)
        else:
            _take_anchor(holder, place, found)
        found.bentuk = [replace(shape, pasti=shape.pasti and _is_certain(shape, place)) for shape in found.bentuk]
        yield found


def _drawings(element: etree._Element) -> Iterator[etree._Element]:
    """The drawings of a paragraph: of alternatives the new one; old ones (pict) only where there is no other."""
    for part in element:
        name = local(part)
        if name in {"drawing", "pict"}:
            yield part
        elif name == "AlternateContent":
            choice = child(part, "Choice")
            fallback = child(part, "Fallback")
            chosen = choice if choice is not None and len(choice) else fallback
            if chosen is not None:
                yield from _drawings(chosen)
        elif name not in {"tbl", "txbxContent"}:
            yield from _drawings(part)


def _take_anchor(drawing: etree._Element, place: Place, found: Lukisan) -> None:
    for anchor in drawing:
        kind = local(anchor)
        if kind not in {"anchor", "inline"}:
            continue
        extent = child(anchor, "extent")
        wide = number(extent.get("cx") if extent is not None else None) / EMU
        high = number(extent.get("cy") if extent is not None else None) / EMU
        if kind == "inline" and place.sel is not None:
            centre = place.sel.tengah
            corner, certain = Titik(centre.x - wide / 2, centre.y - high / 2), True
        else:
            x, sure_x = _offset(child(anchor, "positionH"), place, across=True)
            y, sure_y = _offset(child(anchor, "positionV"), place, across=False)
            corner, certain = Titik(x, y), sure_x and sure_y
        box = Kotak(corner.x, corner.y, corner.x + wide, corner.y + high)
        data = child(anchor, "graphic", "graphicData")
        for shape in shapes_in(data) if data is not None else ():
            read_shape(shape, box, found, certain=certain)
        canvas = child(data, "wpc")
        if canvas is not None:
            for shape in shapes_in(canvas):
                read_shape(shape, None, found, certain=certain, frame=_frame_at(corner))


def _offset(position: etree._Element | None, place: Place, *, across: bool) -> tuple[float, bool]:
    """Where an anchored drawing begins, and whether that is certain."""
    base = place.kiri if across else place.atas
    if position is None:
        return base, False
    relative = position.get("relativeFrom", "column" if across else "paragraph")
    mark = child(position, "posOffset")
    offset = number(mark.text if mark is not None else None) / EMU
    align = child(position, "align")
    if align is not None and place.sel is not None and across:
        box = place.sel
        return {"center": box.tengah.x, "right": box.kanan}.get(align.text or "", box.kiri), False
    near = {"column", "character"} if across else {"paragraph", "line"}
    if relative in near:
        return base + offset, True
    if across:
        return (place.tepi[0] if relative in {"margin", "insideMargin"} else 0.0) + offset, relative in {
            "page",
            "margin",
        }
    return (place.tepi[1] if relative == "margin" else 0.0) + offset, False


def _frame_at(corner: Titik) -> Rangka:
    return Rangka(corner.x, corner.y, 1 / EMU, 1 / EMU)


def _is_certain(shape: Bentuk, place: Place) -> bool:
    """Whether the row that a shape stands in is certain.

    In the row that it hangs in: if its heights are known, or if it stands wholly in that row even if Word makes it no higher
    than its least. In another row: if, besides, the heights of all rows between are known.
    """
    box, y = place.sel, shape.kotak.tengah.y
    if box is None:
        return False
    if box.atas <= y <= box.bawah:
        return place.pasti or _well_within(shape, box.atas, box.bawah)
    here = next((index for index, row in enumerate(place.baris) if row.atas == box.atas), -1)
    there = next((index for index, row in enumerate(place.baris) if row.atas <= y < row.bawah), -1)
    if here < 0 or there < 0:
        return False
    between = place.baris[here:there] if there > here else place.baris[there:here]
    row = place.baris[there]
    return all(one.pasti for one in between) and (row.pasti or _well_within(shape, row.atas, row.bawah))


def _well_within(shape: Bentuk, top: float, bottom: float) -> bool:
    return shape.kotak.atas >= top - 1 and shape.kotak.bawah <= bottom + 1
