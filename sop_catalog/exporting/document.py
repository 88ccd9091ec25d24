"""One SOP as a Word document: the sheets of its print, to be edited.

The package is python-docx's; what stands in it is made here. The same SOP gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from sop_catalog.exporting.activity import Activity, render_activity
from sop_catalog.exporting.form import BOX_STYLE, TITLE_STYLE, list_numbers, render_boxes, render_identity, render_tail
from sop_catalog.exporting.logo import add_logo
from sop_catalog.exporting.numbering import add_lists
from sop_catalog.exporting.packaging import repack
from sop_catalog.exporting.places import find_scale
from sop_catalog.exporting.sheets import build_sheets
from sop_catalog.exporting.watermark import render_watermark
from sop_catalog.exporting.wordml import FONT_NAME, NAMES, Look, render_gap, render_paragraph, run_properties
from sop_catalog.flow.bounds import find_excesses
from sop_catalog.flow.graph import FlowGraph
from sop_catalog.model.sop import Sop
from sop_catalog.pages.banners import sheet_notes
from sop_catalog.pages.flow.text import Alur
from sop_catalog.pages.flow.undrawn import plain_graph
from sop_catalog.pages.joined_cells import Bentang, find_spans
from sop_catalog.pages.paper.heights import measure_joined
from sop_catalog.pages.paper.sizes import FONT, GAP, MARGIN_BOTTOM, MARGIN_SIDE, MARGIN_TOP
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_page import SopView, sheet_mark
from sop_catalog.pages.surroundings import Surroundings

_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""What a document says of when it was made: nothing, or the same SOP would give other bytes tomorrow."""
_EDGE = 5.0
"""From the paper's edge to what stands in its margins, mm."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a document is made of."""

    sop: Sop
    graph: FlowGraph
    around: Surroundings
    view: SopView
    settings: Settings
    logo: Path | None
    """The file of the logo."""


def render_document(form: Form) -> bytes:
    """The document of one SOP."""
    document = docx.Document()
    _set_page(document, form.settings)
    _set_styles(document)
    _set_properties(document, form)
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    _drop_thumbnail(document)
    lists = list_numbers()
    logo = add_logo(document, form.logo) if form.logo else ""
    for xml in _blocks(form, logo, lists):
        body.insert(len(body) - 1, parse_xml(_named(xml)))
    add_lists(document, next(lists) - 1)
    _set_margins(document, form)
    data = io.BytesIO()
    document.save(data)
    return repack(data.getvalue())


def _named(xml: str) -> str:
    """An element with the names that it uses declared."""
    if xml.startswith("<w:p>"):
        return f"<w:p {NAMES}>{xml[5:]}"
    return xml


def _blocks(form: Form, logo: str, lists: Iterator[int]) -> Iterator[str]:
    """The blocks of the document in their order."""
    view = form.view
    width = form.settings.paper.size[0] - 2 * MARGIN_SIDE - 0.3
    yield render_identity(view, width, logo)
    yield render_gap(0.05)
    yield render_boxes(view, width, lists)
    activity = _activity(form)
    for number, sheet in enumerate(activity.sheets, start=1):
        apart = number > 1 or view.lembar.table_apart
        yield render_gap(0.1 if apart else GAP, breaks=apart)
        yield render_activity(activity, sheet, number)
    yield from render_tail(view, tuple(_foot(view)), lists)


def _activity(form: Form) -> Activity:
    view, sop = form.view, form.sop
    excesses = find_excesses(form.graph)
    drawn = plain_graph(form.graph, view.profil.kolom["pelaksana"]) if excesses else form.graph
    spans = find_spans(sop.langkah)
    needs = _joined_needs(form, spans)
    sheets = build_sheets(drawn, view.lembar, needs)
    says = (
        " ".join(_say(step) for step in view.alur if sheet.first < step.nomor <= sheet.last + 1) for sheet in sheets
    )
    return Activity(
        view=view,
        sheets=sheets,
        scale=find_scale(view.lembar),
        spans=spans,
        in_words=bool(excesses),
        says=tuple(says),
    )


def _say(step: Alur) -> str:
    """Who does a step, and where it leads."""
    parts = []
    for symbol in step.simbol:
        kind = f" ({symbol.simbol})" if symbol.simbol else ""
        ways = "; ".join(f"{lead}{goal}" for lead, goal, _ in symbol.lanjut)
        parts.append(f"{symbol.pelaksana}{kind}{f': {ways}' if ways else ''}")
    return f"{step.nomor}. {'; '.join(parts)}."


def _joined_needs(form: Form, spans: tuple[Bentang, ...]) -> dict[Bentang, float]:
    """What cells over several rows need, mm."""
    needs = {}
    for span in spans:
        value: Any = getattr(form.sop.langkah[span.awal - 1], span.isian)
        text = value if isinstance(value, str) else value.teks if value else ""
        width = getattr(form.view.lembar.columns, span.isian)
        needs[span] = measure_joined(text, width, form.view.lembar.font)
    return needs


def _foot(view: SopView) -> Iterator[str]:
    """Whose copy this is, as the print says it."""
    signed = view.sah.cetak if view.sah else "Naskah sah adalah dokumen yang ditandatangani dan disimpan unit pemilik."
    yield f"Salinan tidak terkendali. {signed}"
    yield f"Versi {view.versi}"
    if view.alamat:
        yield view.alamat


# --- The package --------------------------------------------------------------------------------------------------


def _set_page(document: Document, settings: Settings) -> None:
    section = document.sections[0]
    wide, high = settings.paper.size
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = Mm(MARGIN_SIDE)
    section.top_margin, section.bottom_margin = Mm(MARGIN_TOP), Mm(MARGIN_BOTTOM)
    section.header_distance, section.footer_distance = Mm(_EDGE - 1.5), Mm(_EDGE)
    section.gutter = Mm(0)
    section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")  # noqa: SLF001 - python-docx keeps it there


def _drop_thumbnail(document: Document) -> None:
    """Take out the picture of the template's own first page."""
    rels = document.part.package.rels
    for relation in [name for name, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[relation]


def _set_styles(document: Document) -> None:
    """Arial everywhere, no room between paragraphs, and the headings' looks; their levels make the table of contents."""
    styles = document.styles
    usual = styles["Normal"]
    usual.font.name, usual.font.size = FONT_NAME, Pt(FONT)
    usual.paragraph_format.space_after = Pt(0)
    for fonts in styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{name}"), FONT_NAME)
    for mark in styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), "id-ID")
    by_id = {style.style_id: style for style in styles}
    for name in (TITLE_STYLE, BOX_STYLE):
        style: Any = by_id[name]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(FONT), True, None
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        for mark in style.element.findall(f".//{qn('w:color')}"):
            mark.getparent().remove(mark)
    settings = document.settings.element
    for zoom in settings.findall(qn("w:zoom")):  # the template's lacks what the schema asks for
        zoom.set(qn("w:percent"), "100")
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = parse_xml(
        f'<w:compat {NAMES}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    after = settings.find(qn("w:rsids"))
    if after is None:
        settings.append(compat)
    else:
        after.addprevious(compat)


def _set_properties(document: Document, form: Form) -> None:
    core = document.core_properties
    view = form.view
    core.title = f"SOP {view.judul}"
    core.author = core.last_modified_by = view.instansi[-1] if view.instansi else view.unit
    core.subject = view.nomor
    core.keywords = view.unit
    core.comments = f"Salinan kerja, versi {view.versi}"
    core.category = "SOP Administrasi Pemerintahan"
    core.language = "id-ID"
    core.revision = 1
    core.created = core.modified = _EPOCH


def _set_margins(document: Document, form: Form) -> None:
    """What stands above and below every page: its marks, whose copy it is, its number."""
    section = document.sections[0]
    view, settings = form.view, form.settings
    header, footer = section.header, section.footer
    for part in (header, footer):
        part.is_linked_to_previous = False
        for paragraph in list(part._element):  # noqa: SLF001 - python-docx has no other way to empty it
            part._element.remove(paragraph)  # noqa: SLF001
    said = " · ".join([*view.cap, *sheet_notes(form.around)])
    across = render_watermark(" · ".join(view.cap))
    marks = render_paragraph(said, Look(8, bold=True, side="right"), inner=across)
    header._element.append(parse_xml(_named(marks)))  # noqa: SLF001
    width = settings.paper.size[0] - 2 * MARGIN_SIDE
    look = run_properties(7)

    def field(code: str) -> str:
        return (
            f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{look}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{look}<w:t>1</w:t></w:r><w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
        )

    def words(text: str) -> str:
        return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'

    mark = render_paragraph(sheet_mark(form.sop, view.versi, settings), Look(7))
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{round(width * 1440 / 25.4)}"/></w:tabs>'
    mark = mark.replace("<w:spacing", f"{tab}<w:spacing", 1)
    numbers = f"<w:r>{look}<w:tab/></w:r>{words('Halaman ')}{field('PAGE')}{words(' dari ')}{field('NUMPAGES')}"
    footer._element.append(parse_xml(_named(mark.removesuffix("</w:p>") + numbers + "</w:p>")))  # noqa: SLF001
