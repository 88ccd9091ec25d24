"""Workbooks of a layout: cells with borders, symbols and connectors over them, glued or loose."""

from __future__ import annotations

import zipfile
from bisect import bisect_right
from io import BytesIO
from xml.sax.saxutils import escape

from support.naskah.gambar_office import (
    connector_properties,
    emu,
    label_box,
    label_properties,
    symbol_properties,
    text_body,
)
from support.naskah.tata import Box, Lembar

_X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006/relationships"
_D = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_DATE = (2000, 1, 1, 0, 0, 0)


def render_xlsx(pages: list[Lembar], *, glued: bool = True, borders: bool = True, grouped: bool = False) -> bytes:
    """The pages as sheets of a workbook."""
    strings: dict[str, int] = {}
    parts: dict[str, str] = {}
    sheets = []
    for index, page in enumerate(pages, start=1):
        parts[f"xl/worksheets/sheet{index}.xml"] = _sheet(page, strings, borders=borders, drawn=bool(page.lambang))
        if page.lambang:
            parts[f"xl/worksheets/_rels/sheet{index}.xml.rels"] = _relations(
                [("drawing", f"../drawings/drawing{index}.xml")]
            )
            parts[f"xl/drawings/drawing{index}.xml"] = _drawing(page, glued=glued, grouped=grouped)
        sheets.append(f'<sheet name="Lembar {index}" sheetId="{index}" r:id="rId{index}"/>')
    count = len(pages)
    parts["xl/workbook.xml"] = (
        f'{_HEAD}<workbook xmlns="{_X}" xmlns:r="{_R}"><sheets>{"".join(sheets)}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = _relations(
        [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, count + 1)]
        + [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    )
    parts["_rels/.rels"] = _relations([("officeDocument", "xl/workbook.xml")])
    parts["xl/sharedStrings.xml"] = (
        f'{_HEAD}<sst xmlns="{_X}">'
        + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
        + "</sst>"
    )
    side = "".join(f'<{name} style="thin"><color auto="1"/></{name}>' for name in ("left", "right", "top", "bottom"))
    parts["xl/styles.xml"] = (
        f'{_HEAD}<styleSheet xmlns="{_X}"><borders count="2"><border/><border>{side}</border></borders>'
        '<cellXfs count="2"><xf numFmtId="0" borderId="0"/><xf numFmtId="0" borderId="1"/></cellXfs></styleSheet>'
    )
    parts["[Content_Types].xml"] = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for i in range(1, count + 1)
        )
        + "".join(
            f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>'
            for name in parts
            if name.startswith("xl/drawings/")
        )
        + "</Types>"
    )
    return pack(parts)


def pack(parts: dict[str, str]) -> bytes:
    """The parts as a zip with a fixed date."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name, _DATE), text.encode())
    return out.getvalue()


def _relations(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{index}" Type="{_R}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_P}">{rows}</Relationships>'


def _letter(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _sheet(page: Lembar, strings: dict[str, int], *, borders: bool, drawn: bool) -> str:
    widths = "".join(
        f'<col min="{i + 1}" max="{i + 1}" width="{(b - a) / 0.75 / 7 + 0.001:.4f}" customWidth="1"/>'
        for i, (a, b) in enumerate(zip(page.kolom, page.kolom[1:], strict=False))
    )
    cells: dict[tuple[int, int], str] = {}
    merges = []
    style = ' s="1"' if borders else ""
    for cell in page.petak:
        for row in range(cell.baris, cell.baris_akhir + 1):
            for column in range(cell.kolom, cell.kolom_akhir + 1):
                cells.setdefault((row, column), f'<c r="{_letter(column)}{row + 1}"{style}/>')
        if cell.teks:
            index = strings.setdefault(cell.teks, len(strings))
            place = f"{_letter(cell.kolom)}{cell.baris + 1}"
            cells[cell.baris, cell.kolom] = f'<c r="{place}"{style} t="s"><v>{index}</v></c>'
        if (cell.baris, cell.kolom) != (cell.baris_akhir, cell.kolom_akhir):
            merges.append(f"{_letter(cell.kolom)}{cell.baris + 1}:{_letter(cell.kolom_akhir)}{cell.baris_akhir + 1}")
    rows = []
    for row, (top, bottom) in enumerate(zip(page.baris, page.baris[1:], strict=False)):
        inner = "".join(cells[key] for key in sorted(cells) if key[0] == row)
        rows.append(f'<row r="{row + 1}" ht="{bottom - top:.2f}" customHeight="1">{inner}</row>')
    merged = (
        f'<mergeCells count="{len(merges)}">{"".join(f"<mergeCell ref={chr(34)}{ref}{chr(34)}/>" for ref in merges)}</mergeCells>'
        if merges
        else ""
    )
    drawing = '<drawing r:id="rId1"/>' if drawn else ""
    return f'{_HEAD}<worksheet xmlns="{_X}" xmlns:r="{_R}"><cols>{widths}</cols><sheetData>{"".join(rows)}</sheetData>{merged}{drawing}</worksheet>'


def _mark(name: str, page: Lembar, x: float, y: float) -> str:
    column = min(max(bisect_right(page.kolom, x) - 1, 0), len(page.kolom) - 1)
    row = min(max(bisect_right(page.baris, y) - 1, 0), len(page.baris) - 1)
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{max(emu(x - page.kolom[column]), 0)}</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{max(emu(y - page.baris[row]), 0)}</xdr:rowOff></xdr:{name}>"
    )


def _anchor(page: Lembar, box: Box, inner: str) -> str:
    marks = _mark("from", page, box[0], box[1]) + _mark("to", page, box[2], box[3])
    return f"<xdr:twoCellAnchor>{marks}{inner}<xdr:clientData/></xdr:twoCellAnchor>"


def _drawing(page: Lembar, *, glued: bool, grouped: bool) -> str:
    pieces: list[tuple[Box, str]] = [
        (
            symbol.kotak,
            (
                f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{symbol.id}" name="Simbol {symbol.id}"/><xdr:cNvSpPr/></xdr:nvSpPr>'
                f"<xdr:spPr>{symbol_properties(symbol)}</xdr:spPr><xdr:txBody><a:bodyPr/>{text_body(symbol.isi)}</xdr:txBody></xdr:sp>"
            ),
        )
        for symbol in page.lambang
    ]
    for number, arrow in enumerate(page.panah, start=5000):
        box, properties = connector_properties(arrow)
        ends = ""
        if glued:
            ends += f'<a:stCxn id="{arrow.dari}" idx="2"/>' if arrow.dari > 0 else ""
            ends += f'<a:endCxn id="{arrow.ke}" idx="0"/>' if arrow.ke > 0 else ""
        pieces.append(
            (
                box,
                (
                    f'<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="{number}" name="Panah {number}"/><xdr:cNvCxnSpPr>{ends}</xdr:cNvCxnSpPr></xdr:nvCxnSpPr>'
                    f"<xdr:spPr>{properties}</xdr:spPr></xdr:cxnSp>"
                ),
            )
        )
        if arrow.label:
            pieces.append(
                (
                    label_box(arrow),
                    (
                        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number + 2000}" name="Label {number}"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
                        f"<xdr:spPr>{label_properties(arrow)}</xdr:spPr><xdr:txBody><a:bodyPr/>{text_body(arrow.label)}</xdr:txBody></xdr:sp>"
                    ),
                )
            )
    if grouped:
        whole = (
            min(b[0] for b, _ in pieces),
            min(b[1] for b, _ in pieces),
            max(b[2] for b, _ in pieces),
            max(b[3] for b, _ in pieces),
        )
        off, ext = (
            f'x="{emu(whole[0])}" y="{emu(whole[1])}"',
            f'cx="{emu(whole[2] - whole[0])}" cy="{emu(whole[3] - whole[1])}"',
        )
        inner = (
            '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="8999" name="Grup"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm>'
            f"<a:off {off}/><a:ext {ext}/><a:chOff {off}/><a:chExt {ext}/></a:xfrm></xdr:grpSpPr>{''.join(text for _, text in pieces)}</xdr:grpSp>"
        )
        anchors = _anchor(page, whole, inner)
    else:
        anchors = "".join(_anchor(page, box, text) for box, text in pieces)
    return f'{_HEAD}<xdr:wsDr xmlns:xdr="{_D}" xmlns:a="{_A}">{anchors}</xdr:wsDr>'
