"""A Word document read by the letter of its XML: tables, canvases, glued lines. It shares no line with writer or importer."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise, permutations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
KINDS = {
    "flowChartProcess": "kotak",
    "flowChartDecision": "belah-ketupat",
    "flowChartTerminator": "kapsul",
    "flowChartOffpageConnector": "segilima",
}
EMU_PER_TWIP = 635


@dataclass
class Bentuk:
    """A symbol: where it stands, and what it says."""

    jenis: str
    kotak: tuple[float, float, float, float]
    """left, top, right, bottom, EMU from the drawing's corner."""
    isi: str
    langkah: int = 0
    """The number of its row; 0 for a row without one."""
    pelaksana: str = ""


@dataclass
class Lembar:
    """One activity table."""

    bentuk: dict[str, Bentuk] = field(default_factory=dict)
    garis: list[tuple[str, str, bool, list[tuple[float, float]]]] = field(default_factory=list)
    """From, to (ids), whether it has a head, its way."""
    teks: list[tuple[str, tuple[float, float, float, float]]] = field(default_factory=list)
    busur: list[tuple[float, float]] = field(default_factory=list)
    """Where lines go over others: the points between the feet of the arcs."""
    baris: dict[int, list[str]] = field(default_factory=dict)
    """By number: the texts of the row's cells."""
    judul: list[str] = field(default_factory=list)
    berulang: int = 0
    """Rows that are repeated on every page."""


def read_sheets(data: bytes, program: str = "wpc") -> list[Lembar]:
    """The activity tables of a document, as a program sees them that knows `wpc` (Word) or only `wpg` (LibreOffice)."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        root = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - our own
    tables = [table for table in root.iter(f"{W}tbl") if table.find(f".//{W}tblHeader") is not None]
    return [_read_table(table, program) for table in tables]


def _read_table(table: ET.Element, program: str) -> Lembar:
    sheet = Lembar()
    edges = [0.0]
    for column in table.findall(f"{W}tblGrid/{W}gridCol"):
        edges.append(edges[-1] + float(column.get(f"{W}w", "0")) * EMU_PER_TWIP)
    heads: list[list[tuple[int, int, str]]] = []
    rows: list[tuple[float, float, list[tuple[int, int, str]]]] = []
    at, drawing, corner = 0.0, None, (0.0, 0.0)
    for row in table.findall(f"{W}tr"):
        height = row.find(f"{W}trPr/{W}trHeight")
        cells = list(_cells(row))
        if row.find(f"{W}trPr/{W}tblHeader") is not None:
            sheet.berulang += 1
            heads.append([(first, last, text) for first, last, text, _ in cells])
            continue
        tall = float(height.get(f"{W}val", "0")) * EMU_PER_TWIP if height is not None else 0.0
        for first, _, _, cell in cells:
            found = _drawing(cell, program)
            if found is not None:
                assert drawing is None, "one drawing a table"
                drawing, corner = found, (edges[first], at)
        rows.append((at, at + tall, [(first, last, text) for first, last, text, _ in cells]))
        at += tall
    titles = _titles(heads, len(edges) - 1)
    sheet.judul = titles
    numbers = []
    for _, _, texts in rows:
        first = texts[0][2]
        numbers.append(int(first) if first.isdigit() else 0)
        if numbers[-1]:
            sheet.baris[numbers[-1]] = [text for _, _, text in texts]
    if drawing is not None:
        _read_drawing(sheet, drawing)
    for shape in sheet.bentuk.values():
        left, top, right, bottom = shape.kotak
        x, y = (left + right) / 2 + corner[0], (top + bottom) / 2 + corner[1]
        column = next(index for index in range(len(titles)) if edges[index] <= x < edges[index + 1])
        row_ = next(index for index, (start, end, _) in enumerate(rows) if start <= y < end)
        shape.langkah, shape.pelaksana = numbers[row_], titles[column]
        start, end, _ = rows[row_]
        assert start <= top + corner[1], f"{shape} begins above its row"
        assert bottom + corner[1] <= end, f"{shape} ends below its row"
    return sheet


def _cells(row: ET.Element) -> Iterator[tuple[int, int, str, ET.Element]]:
    at = 0
    for cell in row.findall(f"{W}tc"):
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        wide = int(span.get(f"{W}val", "1")) if span is not None else 1
        lines = ["".join(t.text or "" for t in p.findall(f"{W}r/{W}t")) for p in cell.findall(f"{W}p")]
        yield at, at + wide, "\n".join(filter(None, lines)), cell
        at += wide


def _titles(heads: list[list[tuple[int, int, str]]], count: int) -> list[str]:
    """The lowest words over each column, but for the row that counts the columns."""
    titles = [""] * count
    for cells in heads:
        if [text for _, _, text in cells] == [str(number) for number in range(1, count + 1)]:
            continue
        for first, last, text in cells:
            if text and last - first == 1:
                titles[first] = " ".join(text.split())
    return titles


def _drawing(cell: ET.Element, program: str) -> ET.Element | None:
    """The drawing in a cell that a program takes of those offered: the first that it understands."""
    choice = next(
        (choice for choice in cell.iter(f"{MC}Choice") if choice.get("Requires") in ({"wpc", "wpg", "wps"} if program == "wpc" else {"wpg", "wps"})),
        None,
    )  # fmt: skip
    if choice is None:
        return None
    anchor = choice.find(f".//{WP}anchor")
    assert anchor is not None
    assert anchor.get("layoutInCell") == "1"
    for position, frame in (("positionH", "column"), ("positionV", "paragraph")):
        place = anchor.find(f"{WP}{position}")
        assert place is not None
        assert (place.get("relativeFrom"), place.findtext(f"{WP}posOffset")) == (frame, "0")
    return anchor.find(f"{A}graphic/{A}graphicData")


def _read_drawing(sheet: Lembar, data: ET.Element) -> None:
    ids: set[str] = set()
    for shape in data.iter(f"{WPS}wsp"):
        named = shape.find(f"{WPS}cNvPr")
        properties = shape.find(f"{WPS}spPr")
        assert named is not None
        assert properties is not None
        number = named.get("id", "")
        assert number not in ids, "ids are used once"
        ids.add(number)
        line = shape.find(f"{WPS}cNvCnPr")
        if line is not None:
            start, end = line.find(f"{A}stCxn"), line.find(f"{A}endCxn")
            assert start is not None
            assert end is not None
            headed = properties.find(f"{A}ln/{A}tailEnd") is not None
            sheet.garis.append((start.get("id", ""), end.get("id", ""), headed, _way(properties)))
            continue
        text = " ".join(
            "".join(t.text or "" for t in p.iter(f"{W}t")) for p in shape.findall(f"{WPS}txbx/{W}txbxContent/{W}p")
        )
        preset = properties.find(f"{A}prstGeom")
        if preset is None:
            left, top, right, _ = _box(properties)
            sheet.busur.append(((left + right) / 2, top + (right - left) / 2))
            continue
        if preset.get("prst") in KINDS:
            sheet.bentuk[number] = Bentuk(KINDS[preset.get("prst", "")], _box(properties), text)
        elif text:
            sheet.teks.append((text, _box(properties)))
    for start, end, _, _ in sheet.garis:
        assert start in sheet.bentuk, "glued to what is there"
        assert end in sheet.bentuk


def _box(properties: ET.Element) -> tuple[float, float, float, float]:
    frame = properties.find(f"{A}xfrm")
    assert frame is not None
    off, ext = frame.find(f"{A}off"), frame.find(f"{A}ext")
    assert off is not None
    assert ext is not None
    left, top = float(off.get("x", "0")), float(off.get("y", "0"))
    return left, top, left + float(ext.get("cx", "0")), top + float(ext.get("cy", "0"))


def _way(properties: ET.Element) -> list[tuple[float, float]]:
    """The corners of a line, by what ECMA-376 says of presets, flips and turns."""
    left, top, right, bottom = _box(properties)
    wide, high = right - left, bottom - top
    frame = properties.find(f"{A}xfrm")
    assert frame is not None
    preset = properties.find(f"{A}prstGeom")
    if preset is None:
        points = [(float(pt.get("x", "0")), float(pt.get("y", "0"))) for pt in properties.iter(f"{A}pt")]
    else:
        values = [float(guide.get("fmla", "val 50000").split()[1]) / 100000 for guide in preset.iter(f"{A}gd")]
        x1 = values[0] * wide if values else 0.0
        y2 = values[1] * high if len(values) > 1 else high
        x3 = values[2] * wide if len(values) > 2 else wide
        points = {
            "straightConnector1": [(0.0, 0.0), (wide, high)],
            "bentConnector2": [(0.0, 0.0), (wide, 0.0), (wide, high)],
            "bentConnector3": [(0.0, 0.0), (x1, 0.0), (x1, high), (wide, high)],
            "bentConnector4": [(0.0, 0.0), (x1, 0.0), (x1, y2), (wide, y2), (wide, high)],
            "bentConnector5": [(0.0, 0.0), (x1, 0.0), (x1, y2), (x3, y2), (x3, high), (wide, high)],
        }[preset.get("prst", "")]
    middle = ((left + right) / 2, (top + bottom) / 2)
    made = []
    for x, y in points:
        dx, dy = x - wide / 2, y - high / 2
        dx = -dx if frame.get("flipH") == "1" else dx
        dy = -dy if frame.get("flipV") == "1" else dy
        if frame.get("rot") == "5400000":
            dx, dy = -dy, dx
        made.append((middle[0] + dx, middle[1] + dy))
    return made


def crossings(sheet: Lembar) -> list[tuple[float, float]]:
    """Where a level piece of one line crosses an upright piece of another that ends elsewhere, well within both.

    The plain line between those who work together ends nowhere.
    """
    air = 1000
    found = set()
    for _, *end, way in sheet.garis:
        for _, *other_end, other in sheet.garis:
            for (ax, ay), (bx, by) in pairwise(way):
                for (cx, cy), (dx, dy) in pairwise(other):
                    level, upright = abs(ay - by) < air < abs(ax - bx), abs(cx - dx) < air < abs(cy - dy)
                    within = min(ax, bx) + air < cx < max(ax, bx) - air and min(cy, dy) + air < ay < max(cy, dy) - air
                    if end != other_end and level and upright and within:
                        found.add((cx, ay))
    return sorted(found)


def same_places(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    """Whether points are the same, to half a tenth of a millimetre."""
    near = 1800

    def covers(some: list[tuple[float, float]], those: list[tuple[float, float]]) -> bool:
        return all(any(abs(x - a) < near and abs(y - b) < near for a, b in some) for x, y in those)

    return covers(one, other) and covers(other, one)


# --- The flow ------------------------------------------------------------------------------------------------------

Ujung = tuple[int, str]
"""A step and a performer; (0, "") for the end."""


@dataclass(frozen=True)
class Terbaca:
    """What a document says of a flow."""

    simbol: frozenset[tuple[int, str, str, str]]
    """Step, performer, kind, words."""
    panah: frozenset[tuple[Ujung, str, Ujung]]
    """From, label, to."""
    bersama: frozenset[tuple[int, str, str]]


def read_flow(sheets: list[Lembar]) -> Terbaca:
    """Symbols, arrows with their labels, and who works together, over all sheets."""
    symbols, together = set(), set()
    arrows: list[tuple[object, str, object]] = []
    for number, sheet in enumerate(sheets):
        names: dict[str, object] = {}
        for key, shape in sheet.bentuk.items():
            if shape.jenis == "segilima":
                names[key] = (number, shape.isi, shape.kotak[1] < _middle(sheet))
            elif _is_end(shape, sheet):
                names[key] = (0, "")
            else:
                names[key] = (shape.langkah, shape.pelaksana)
                symbols.add((shape.langkah, shape.pelaksana, shape.jenis, shape.isi))
        labels = _labels(sheet)
        for index, (start, end, headed, _) in enumerate(sheet.garis):
            if headed:
                arrows.append((names[start], labels.get(index, ""), names[end]))
            else:
                one, other = sheet.bentuk[start], sheet.bentuk[end]
                together.add((one.langkah, *sorted((one.pelaksana, other.pelaksana))))
    return Terbaca(frozenset(symbols), frozenset(_joined(arrows)), frozenset(together))


def _middle(sheet: Lembar) -> float:
    return max(shape.kotak[3] for shape in sheet.bentuk.values()) / 2


def _is_end(shape: Bentuk, sheet: Lembar) -> bool:
    """The capsule at a branch's end: below the diamond of its cell."""
    return shape.jenis == "kapsul" and any(
        other.jenis == "belah-ketupat"
        and (other.langkah, other.pelaksana) == (shape.langkah, shape.pelaksana)
        and other.kotak[3] < shape.kotak[1]
        for other in sheet.bentuk.values()
    )


def _joined(arrows: list[tuple[object, str, object]]) -> Iterator[tuple[Ujung, str, Ujung]]:
    """Arrows with those of other sheets joined on at their letters: what enters a connector leaves its only twin elsewhere."""

    def onward(place: object) -> Iterator[Ujung]:
        if isinstance(place, tuple) and len(place) == 2:
            yield place
            return
        sheet, letter, _ = place  # type: ignore[misc]
        for start, _, end in arrows:
            if isinstance(start, tuple) and len(start) == 3 and start[1] == letter and start[0] != sheet:
                assert len(end) == 2, f"{start} only passes sheet {start[0]}"  # type: ignore[arg-type]
                yield end  # type: ignore[misc]

    for start, label, end in arrows:
        if isinstance(start, tuple) and len(start) == 2:
            goals = set(onward(end))
            assert len(goals) == 1, f"{start} leads to a connector that leads to {goals}"
            for goal in goals:
                yield start, label, goal


def _labels(sheet: Lembar) -> dict[int, str]:
    """Of lines out of a diamond: the words beside their beginnings, so that all of them together stand nearest."""
    given: dict[int, str] = {}
    for key, shape in sheet.bentuk.items():
        own = [index for index, line in enumerate(sheet.garis) if line[0] == key and line[2]]
        if shape.jenis != "belah-ketupat" or not own:
            continue
        near = sorted(range(len(sheet.teks)), key=lambda number: _apart(shape.kotak, sheet.teks[number][1]))
        gaps = {
            (index, number): _gap(sheet.garis[index][3], sheet.teks[number][1])
            for index in own
            for number in near[: len(own) + 1]
        }
        best = min(
            permutations(near[: len(own) + 1], len(own)),
            key=lambda chosen: sum(gaps[pair] for pair in zip(own, chosen, strict=True)),
            default=(),
        )
        given |= {index: sheet.teks[number][0] for index, number in zip(own, best, strict=True)}
    return given


def _apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    dx = max(one[0] - other[2], other[0] - one[2], 0)
    dy = max(one[1] - other[3], other[1] - one[3], 0)
    return float((dx * dx + dy * dy) ** 0.5)


def _gap(way: list[tuple[float, float]], box: tuple[float, float, float, float]) -> float:
    """How near words stand to the first stretch of a line, the nearer its beginning the better."""
    best, walked = 1e12, 0.0
    for (ax, ay), (bx, by) in pairwise(way):
        long = abs(bx - ax) + abs(by - ay)
        for step in range(21):
            x, y = ax + (bx - ax) * step / 20, ay + (by - ay) * step / 20
            dx, dy = max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3])
            best = min(best, (dx * dx + dy * dy) ** 0.5 + 0.1 * (walked + long * step / 20))
        walked += long
    return best
