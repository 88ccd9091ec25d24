"""Word documents of a layout: tables, and drawings anchored near, far, in groups, or as VML."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from support.naskah.gambar_office import connector_properties, emu, label_box, label_properties, symbol_properties
from support.naskah.tata import Box, Lambang, Lembar, Panah, Petak, Point
from support.naskah.xlsx import pack

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PADDING = 5.4


@dataclass(frozen=True, slots=True)
class GayaDocx:
    """How drawings hang in the document."""

    tambatan: str = "sel"
    """"sel": each symbol in its own cell; "jauh": all in the table's first cell; "grup": one group in the first row."""
    fallback: bool = True
    """Whether old VML stands beside each drawing, as Word writes it."""
    vml: bool = False
    """Only VML, as in documents of Word 2007."""
    tinggi: str = "exact"
    """Rule of the rows' heights: exact, atLeast, or "" for none."""


def render_docx(pages: list[Lembar], gaya: GayaDocx = GayaDocx()) -> bytes:
    """The pages as a document, one section a page."""
    body = []
    for index, page in enumerate(pages):
        writer = _Table(page, gaya, index)
        body.append(writer.render())
        last = index == len(pages) - 1
        section = f'<w:sectPr><w:pgSz w:w="{round(page.lebar * 20)}" w:h="{round(page.tinggi * 20)}" w:orient="landscape"/><w:pgMar w:left="{round((page.kolom[0] + _PADDING) * 20)}" w:top="{round(page.baris[0] * 20)}" w:right="400" w:bottom="400"/></w:sectPr>'
        body.append(section if last else f"<w:p><w:pPr>{section}</w:pPr></w:p>")
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{_HEAD}<w:document {_NAMES}><w:body>{''.join(body)}</w:body></w:document>",
    }
    return pack(parts)


class _Table:
    def __init__(self, page: Lembar, gaya: GayaDocx, index: int) -> None:
        self.page, self.gaya, self.index = page, gaya, index
        self.owner = {
            (row, column): cell
            for cell in page.petak
            for row in range(cell.baris, cell.baris_akhir + 1)
            for column in range(cell.kolom, cell.kolom_akhir + 1)
        }

    def render(self) -> str:
        page = self.page
        grid = "".join(
            f'<w:gridCol w:w="{round((b - a) * 20)}"/>' for a, b in zip(page.kolom, page.kolom[1:], strict=False)
        )
        rows = []
        for row, (top, bottom) in enumerate(zip(page.baris, page.baris[1:], strict=False)):
            rule = (
                f'<w:trPr><w:trHeight w:val="{round((bottom - top) * 20)}" w:hRule="{self.gaya.tinggi}"/></w:trPr>'
                if self.gaya.tinggi
                else ""
            )
            rows.append(f"<w:tr>{rule}{self._cells(row)}</w:tr>")
        return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'

    def _cells(self, row: int) -> str:
        made = []
        column = 0
        while column < len(self.page.kolom) - 1:
            cell = self.owner.get((row, column))
            if cell is None:
                made.append("<w:tc><w:p/></w:tc>")
                column += 1
                continue
            span = cell.kolom_akhir - cell.kolom + 1
            marks = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            if cell.baris_akhir > cell.baris:
                marks += '<w:vMerge w:val="restart"/>' if row == cell.baris else "<w:vMerge/>"
            inner = self._paragraphs(cell) if row == cell.baris else "<w:p/>"
            made.append(f"<w:tc><w:tcPr>{marks}</w:tcPr>{inner}</w:tc>")
            column = cell.kolom_akhir + 1
        return "".join(made)

    def _paragraphs(self, cell: Petak) -> str:
        drawings = "".join(self._drawings(cell))
        lines = cell.teks.split("\n")
        made = []
        for index, line in enumerate(lines):
            run = (
                f'<w:r><w:rPr><w:sz w:val="15"/></w:rPr><w:t xml:space="preserve">{escape(line)}</w:t></w:r>'
                if line
                else ""
            )
            made.append(f"<w:p>{drawings if index == 0 else ''}{run}</w:p>")
        return "".join(made)

    # --- Drawings ---

    def _drawings(self, cell: Petak) -> list[str]:
        page, gaya = self.page, self.gaya
        corner = (cell.kotak[0] + _PADDING, cell.kotak[1])
        if gaya.tambatan == "sel":
            own = [symbol for symbol in page.lambang if symbol.petak == (cell.baris, cell.kolom)]
            ids = {symbol.id for symbol in own}
            arrows = [arrow for arrow in page.panah if arrow.dari in ids or (arrow.dari <= 0 and arrow.ke in ids)]
        elif (cell.baris, cell.kolom) == self._first():
            own, arrows = page.lambang, page.panah
        else:
            return []
        if not own and not arrows:
            return []
        if gaya.tambatan == "grup":
            return [self._group(own, arrows, corner)]
        made = [
            self._wrapped(symbol.kotak, corner, self._symbol(symbol), self._vml_symbol(symbol, corner))
            for symbol in own
        ]
        for number, arrow in enumerate(arrows):
            box, properties = connector_properties(arrow)
            name = 6000 + 100 * cell.kolom + number
            shape = f'<wps:wsp><wps:cNvPr id="{name}" name="Panah"/><wps:cNvCnPr/><wps:spPr>{properties}</wps:spPr><wps:bodyPr/></wps:wsp>'
            made.append(self._wrapped(box, corner, shape, self._vml_line(arrow, corner)))
            if arrow.label:
                made.append(
                    self._wrapped(
                        label_box(arrow), corner, self._label(arrow, name + 3000), self._vml_label(arrow, corner)
                    )
                )
        return made

    def _first(self) -> tuple[int, int]:
        """The cell that everything hangs in when it hangs far away: Kegiatan of the first step."""
        return min(symbol.petak[0] for symbol in self.page.lambang) if self.page.lambang else 0, 1

    def _symbol(self, symbol: Lambang, origin: Point = (0, 0)) -> str:
        text = (
            f"<wps:txbx><w:txbxContent><w:p><w:r><w:t>{escape(symbol.isi)}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
            if symbol.isi
            else ""
        )
        return f'<wps:wsp><wps:cNvPr id="{symbol.id}" name="Simbol"/><wps:cNvSpPr/><wps:spPr>{symbol_properties(symbol, origin)}</wps:spPr>{text}<wps:bodyPr/></wps:wsp>'

    def _label(self, arrow: Panah, name: int, origin: Point = (0, 0)) -> str:
        return (
            f'<wps:wsp><wps:cNvPr id="{name}" name="Label"/><wps:cNvSpPr txBox="1"/><wps:spPr>{label_properties(arrow, origin)}</wps:spPr>'
            f"<wps:txbx><w:txbxContent><w:p><w:r><w:t>{escape(arrow.label)}</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        )

    def _wrapped(self, box: Box, corner: Point, shape: str, vml: str) -> str:
        if self.gaya.vml:
            return f"<w:r><w:pict>{vml}</w:pict></w:r>"
        drawing = self._anchor(
            box,
            corner,
            f'<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{shape}</a:graphicData>',
        )
        if not self.gaya.fallback:
            return f"<w:r>{drawing}</w:r>"
        return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback><w:pict>{vml}</w:pict></mc:Fallback></mc:AlternateContent></w:r>'

    def _anchor(self, box: Box, corner: Point, data: str) -> str:
        return (
            '<w:drawing><wp:anchor simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="column"><wp:posOffset>{emu(box[0] - corner[0])}</wp:posOffset></wp:positionH>'
            f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{emu(box[1] - corner[1])}</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{emu(box[2] - box[0])}" cy="{emu(box[3] - box[1])}"/><wp:wrapNone/><wp:docPr id="1" name="x"/><a:graphic>{data}</a:graphic></wp:anchor></w:drawing>'
        )

    def _group(self, symbols: list[Lambang], arrows: list[Panah], corner: Point) -> str:
        boxes = (
            [symbol.kotak for symbol in symbols]
            + [connector_properties(arrow)[0] for arrow in arrows]
            + [label_box(a) for a in arrows if a.label]
        )
        whole = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        origin = (whole[0], whole[1])
        inner = "".join(self._symbol(symbol, origin) for symbol in symbols)
        for number, arrow in enumerate(arrows):
            inner += f'<wps:wsp><wps:cNvPr id="{6000 + number}" name="Panah"/><wps:cNvCnPr/><wps:spPr>{connector_properties(arrow, origin)[1]}</wps:spPr><wps:bodyPr/></wps:wsp>'
            if arrow.label:
                inner += self._label(arrow, 9000 + number, origin)
        size = f'cx="{emu(whole[2] - whole[0])}" cy="{emu(whole[3] - whole[1])}"'
        group = (
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm></wpg:grpSpPr>{inner}</wpg:wgp></a:graphicData>'
        )
        return f"<w:r>{self._anchor(whole, corner, group)}</w:r>"

    # --- VML ---

    def _place(self, box: Box, corner: Point) -> str:
        return f"position:absolute;margin-left:{box[0] - corner[0]:.2f}pt;margin-top:{box[1] - corner[1]:.2f}pt;width:{box[2] - box[0]:.2f}pt;height:{box[3] - box[1]:.2f}pt"

    def _vml_symbol(self, symbol: Lambang, corner: Point) -> str:
        kind = {"kotak": "109", "ketupat": "110", "kapsul": "116", "segilima": "177"}[symbol.jenis]
        return f'<v:shape id="_x0000_s{symbol.id}" type="#_x0000_t{kind}" style="{self._place(symbol.kotak, corner)}"/>'

    def _vml_line(self, arrow: Panah, corner: Point) -> str:
        made = []
        for index, (a, b) in enumerate(zip(arrow.titik, arrow.titik[1:], strict=False)):
            head = '<v:stroke endarrow="block"/>' if arrow.berkepala and index == len(arrow.titik) - 2 else ""
            made.append(
                f'<v:line from="{a[0] - corner[0]:.2f}pt,{a[1] - corner[1]:.2f}pt" to="{b[0] - corner[0]:.2f}pt,{b[1] - corner[1]:.2f}pt">{head}</v:line>'
            )
        return "".join(made)

    def _vml_label(self, arrow: Panah, corner: Point) -> str:
        return (
            f'<v:shape type="#_x0000_t202" stroked="f" filled="f" style="{self._place(label_box(arrow), corner)}"><v:textbox><w:txbxContent><w:p><w:r>'
            f"<w:t>{escape(arrow.label)}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
        )
