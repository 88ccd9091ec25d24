"""The decision that puts the SOPs of a book in force: a PDF, whose sheets take their place in the book.

Each stays as it is, made only so much smaller that the number of the book's sheet stands below it. What is drawn over a
page counts as well: the stamp of an electronic signature is an annotation (ISO 32000-1, 12.5.5). Forms: 8.10.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from sop_catalog.source.os_errors import describe_os_error

MOST_SHEETS = 200
"""What is longer is no decision."""
_MOST_BYTES = 50_000_000
_ROOM = 10 * 72 / 25.4
"""Below each sheet, for the number of the book's: 10 mm in points."""
_QUIET = logging.getLogger("pypdf")
"""Says in English what a line of ours says."""
_HIDDEN = 2
"""Bit of an annotation's flags."""


class DecisionError(Exception):
    """The file cannot be taken into a book; the text is Indonesian, one line."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that takes its place in a book."""

    content: bytes
    """The PDF."""
    lie: tuple[bool, ...]
    """Of each sheet whether it is wider than high."""


def read_decision(path: Path) -> Decision:
    """Read it as far as it has to be known before anything is printed.

    Raises:
        DecisionError: it is no PDF that can be read, is locked, or too long.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DecisionError(f"keputusan {path} lebih dari {_MOST_BYTES // 1_000_000} MB; simpan lebih kecil dulu")
        content = path.read_bytes()
    except OSError as error:
        raise DecisionError(f"keputusan {path} tidak dapat dibaca: {describe_os_error(error)}") from None
    if not content.startswith(b"%PDF-"):
        raise DecisionError(f"keputusan {path} bukan PDF; simpan atau pindai sebagai PDF lebih dulu")
    try:
        reader = _open(content)
        lie = tuple(width > height for width, height in map(_size, reader.pages))
        for page in reader.pages:
            _draw(PdfWriter(), page)
    except (FileNotDecryptedError, DependencyError):
        raise DecisionError(f"keputusan {path} dikunci kata sandi; simpan lagi tanpa kunci") from None
    except Exception:  # noqa: BLE001 - a reader of foreign files may raise anything
        raise DecisionError(f"keputusan {path} tidak terbaca sebagai PDF: terpotong atau rusak; simpan lagi") from None
    if not lie:
        raise DecisionError(f"keputusan {path} tidak berisi lembar")
    if len(lie) > MOST_SHEETS:
        raise DecisionError(
            f"keputusan {path} berisi {len(lie)} lembar, lebih dari {MOST_SHEETS}; sebutkan keputusannya saja"
        )
    return Decision(content, lie)


def place_decision(writer: PdfWriter, decision: Decision, first: int) -> None:
    """Draw its sheets on sheets of a book that wait for them.

    Args:
        writer: of the book.
        decision: as it was read.
        first: the sheet of the book that takes the first of them, from 0.
    """
    for number, page in enumerate(_open(decision.content).pages):
        sheet = writer.pages[first + number]
        width, height = _size(page)
        across, up = float(sheet.mediabox.width), float(sheet.mediabox.height)
        scale = min(1.0, across / width, (up - _ROOM) / height)
        left, bottom = (across - width * scale) / 2, _ROOM + (up - _ROOM - height * scale) / 2
        _put_on(writer, sheet, _draw(writer, page), (scale, 0, 0, scale, left, bottom))


def _open(content: bytes) -> PdfReader:
    _QUIET.setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):  # but for what anybody may read
        raise FileNotDecryptedError
    return reader


def _size(page: PageObject) -> tuple[float, float]:
    """Width and height as it is looked at."""
    width, height = float(page.cropbox.width), float(page.cropbox.height)
    return (height, width) if page.rotation % 180 else (width, height)


def _draw(writer: PdfWriter, page: PageObject) -> PdfObject:
    """A page with what is drawn over it as one form, its lower left corner at 0, 0."""
    box = page.cropbox
    left, bottom, right, top = (float(edge) for edge in (box.left, box.bottom, box.right, box.top))
    content = page.get_contents()
    own = DecodedStreamObject()
    own.set_data(content.get_data() if content is not None else b"")
    resources = page.get("/Resources")
    inner = _form(own, (left, bottom, right, top), resources.get_object().clone(writer) if resources else None)
    drawn: dict[str, PdfObject] = {"/Isi": writer._add_object(inner.flate_encode())}  # noqa: SLF001 - its way to add one
    said = [b"/Isi Do"]
    for number, (look, matrix) in enumerate(_looks(page)):
        drawn[f"/Cap{number}"] = look.clone(writer).indirect_reference  # type: ignore[assignment]  # a stream has one
        said.append(b"q %s cm /Cap%d Do Q" % (_numbers(matrix), number))
    outer = DecodedStreamObject()
    outer.set_data(b"\n".join(said))
    names = DictionaryObject({NameObject(name): one for name, one in drawn.items()})
    outer = _form(outer, (left, bottom, right, top), DictionaryObject({NameObject("/XObject"): names}))
    turned = {
        0: (1, 0, 0, 1, -left, -bottom),
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, top, -left),
    }[page.rotation % 360]
    outer[NameObject("/Matrix")] = ArrayObject(FloatObject(one) for one in turned)
    return writer._add_object(outer.flate_encode())  # noqa: SLF001


def _form(stream: StreamObject, box: tuple[float, ...], resources: PdfObject | None) -> Any:
    stream[NameObject("/Type")] = NameObject("/XObject")
    stream[NameObject("/Subtype")] = NameObject("/Form")
    stream[NameObject("/BBox")] = ArrayObject(FloatObject(edge) for edge in box)
    stream[NameObject("/Resources")] = resources or DictionaryObject()
    return stream


def _looks(page: PageObject) -> Iterator[tuple[StreamObject, tuple[float, ...]]]:
    """What annotations draw on a page, and how it comes to its place there."""
    annotations: Any = page.get("/Annots")
    for one in annotations.get_object() if annotations is not None else ():
        annotation: Any = one.get_object()
        if int(annotation.get("/F", 0)) & _HIDDEN or annotation.get("/Subtype") == "/Popup":
            continue
        look = _appearance(annotation)
        if look is None or look.indirect_reference is None:
            continue
        bounds: Any = look
        a, b, c, d, e, f = (float(number) for number in bounds.get("/Matrix", (1, 0, 0, 1, 0, 0)))
        x0, y0, x1, y1 = (float(number) for number in bounds["/BBox"])
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
        low = [min(axis) for axis in zip(*corners, strict=True)]
        high = [max(axis) for axis in zip(*corners, strict=True)]
        place = [float(number) for number in annotation["/Rect"]]
        if high[0] <= low[0] or high[1] <= low[1]:
            continue
        across = abs(place[2] - place[0]) / (high[0] - low[0])
        up = abs(place[3] - place[1]) / (high[1] - low[1])
        where = min(place[0], place[2]) - across * low[0], min(place[1], place[3]) - up * low[1]
        yield look, (across, 0, 0, up, *where)


def _appearance(annotation: DictionaryObject) -> StreamObject | None:
    """What an annotation looks like where nobody touches it."""
    looks: Any = annotation.get("/AP")
    look = looks.get_object().get("/N") if looks is not None else None
    look = look.get_object() if look is not None else None
    if isinstance(look, DictionaryObject) and not isinstance(look, StreamObject):  # one for each of its states
        look = look.get(annotation.get("/AS", "/Off"))
        look = look.get_object() if look is not None else None
    return look if isinstance(look, StreamObject) and "/BBox" in look else None


def _put_on(writer: PdfWriter, sheet: PageObject, form: PdfObject, matrix: tuple[float, ...]) -> None:
    resources: Any = sheet[NameObject("/Resources")]
    names = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    names[NameObject("/Keputusan")] = form
    before, behind = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"q\n")
    # The sheet's own words say to a reader what this is.
    behind.set_data(b"\nQ\n/Artifact BMC\nq %s cm /Keputusan Do Q\nEMC\n" % _numbers(matrix))
    there: Any = sheet.raw_get("/Contents")
    there = list(there.get_object()) if isinstance(there.get_object(), ArrayObject) else [there]
    parts = [writer._add_object(before), *there, writer._add_object(behind)]  # noqa: SLF001
    sheet[NameObject("/Contents")] = ArrayObject(parts)


def _numbers(matrix: tuple[float, ...]) -> bytes:
    return " ".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in matrix).encode()
