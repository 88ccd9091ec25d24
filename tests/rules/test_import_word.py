"""What a Word file says of places: heights of lines and rows, margins, drawings that hang rows away, free lines, small ends."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from support.dua_belas_alur import write_catalogue
from support.ekspor import make_forms
from support.paths import SOPS

from sop_catalog.catalog.load import load_catalog
from sop_catalog.exporting.document import render_document
from sop_catalog.importing.cleaning import _OWN_MARK
from sop_catalog.importing.drawn.flows import _among
from sop_catalog.importing.drawn.labels import _together
from sop_catalog.importing.drawn.one_table import _without_dirt
from sop_catalog.importing.drawn.panah import Panah
from sop_catalog.importing.drawn.symbols import Lambang
from sop_catalog.importing.form.table import Kolom
from sop_catalog.importing.naskah import JenisBentuk, Kotak, Teks
from sop_catalog.importing.readers.drawing import Lukisan, read_shape
from sop_catalog.importing.readers.word.document import read_docx
from sop_catalog.importing.readers.word.lines import line_count, paragraph_height, side_margins
from sop_catalog.pages.paper.measure import count_lines

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def element(text: str) -> etree._Element:
    return etree.fromstring(text)


def test_lines_are_counted_as_the_print_counts_them() -> None:
    catalog, _ = load_catalog(SOPS)
    texts = [step.kegiatan for sop in catalog.sops.values() for step in sop.langkah]
    counted = [(line_count(text, 45 * 72 / 25.4, 8.5, known=True), count_lines(text, 45, 8.5)) for text in texts]
    assert all(found <= planned for found, planned in counted)  # the plan errs to the large side
    assert sum(found == planned for found, planned in counted) > 0.9 * len(counted)
    assert line_count("kata " * 40, 200, 10) > line_count("kata", 200, 10) == 1


def test_what_a_paragraph_orders_counts() -> None:
    ordered = element(
        f'<w:p {W}><w:pPr><w:spacing w:before="40" w:after="60" w:line="200" w:lineRule="exact"/></w:pPr><w:r><w:rPr>'
        '<w:rFonts w:ascii="Arial"/><w:sz w:val="16"/></w:rPr><w:t>Satu baris</w:t></w:r></w:p>'
    )
    assert paragraph_height(ordered, "Satu baris", 200) == pytest.approx(15)
    assert paragraph_height(ordered, "Satu baris", 22) == pytest.approx(25)
    plain = element(f'<w:p {W}><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>Satu baris</w:t></w:r></w:p>')
    assert paragraph_height(plain, "Satu baris", 200) == pytest.approx(8 * 1.2)


def test_a_cells_margins_are_its_own_its_tables_or_words() -> None:
    table = element(
        f'<w:tbl {W}><w:tblPr><w:tblCellMar><w:left w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:tbl>'
    )
    own = element(
        f'<w:tc {W}><w:tcPr><w:tcMar><w:left w:w="0" w:type="dxa"/><w:end w:w="20" w:type="dxa"/></w:tcMar></w:tcPr></w:tc>'
    )
    bare = element(f"<w:tc {W}/>")
    assert side_margins(table, own) == (0, 1)
    assert side_margins(table, bare) == (3, pytest.approx(5.4))


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = write_catalogue(tmp_path_factory.mktemp("word"))
    return render_document(next(form for form in make_forms(folder) if form.sop.slug == "kembali-ke-diri"))


def with_xml(data: bytes, pattern: str, by: str, folder: Path) -> Path:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                changed = re.sub(pattern, by, part.decode())
                assert changed != part.decode()
                part = changed.encode()
            new.writestr(name, part)
    path = folder / "a.docx"
    path.write_bytes(made.getvalue())
    return path


def test_a_drawing_rows_away_is_certain_only_while_the_rows_between_are(document: bytes, tmp_path: Path) -> None:
    whole = with_xml(document, "Biro Umum", "Biro Umum!", tmp_path)
    shapes = [shape for page in read_docx(whole).halaman for shape in page.bentuk]
    assert len(shapes) > 4
    assert all(shape.pasti for shape in shapes)
    open_rows = with_xml(document, r'<w:trHeight w:val="\d+" w:hRule="atLeast"/>', "", tmp_path)
    loose = [shape.pasti for page in read_docx(open_rows).halaman for shape in page.bentuk]
    assert not all(loose)


def test_a_line_drawn_point_by_point_keeps_its_corners() -> None:
    shape = element(
        f'<x:wsp xmlns:x="urn:x" {A}><x:cNvPr id="9"/><x:cNvCnPr><a:stCxn id="1" idx="2"/></x:cNvCnPr><x:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1270000" cy="635000"/></a:xfrm><a:custGeom><a:pathLst><a:path w="100" h="50"><a:moveTo><a:pt x="0" y="0"/></a:moveTo>'
        '<a:lnTo><a:pt x="100" y="0"/></a:lnTo><a:lnTo><a:pt x="100" y="50"/></a:lnTo></a:path></a:pathLst></a:custGeom>'
        '<a:ln><a:tailEnd type="triangle"/></a:ln></x:spPr></x:wsp>'
    )
    found = Lukisan()
    read_shape(shape, None, found)
    (line,) = found.garis
    assert [(round(x), round(y)) for x, y in line.titik] == [(0, 0), (100, 0), (100, 50)]
    assert (line.id_awal, line.kepala_akhir) == ("1", True)


def symbol(kolom: int, *, selesai: bool = False) -> Lambang:
    return Lambang(1, 2, kolom, JenisBentuk.KAPSUL, Kotak(0, 0, 12, 6), bersama=(kolom + 1,), selesai=selesai)


def test_a_small_capsule_is_an_end_where_an_arrow_ends_and_dirt_elsewhere() -> None:
    symbols = [symbol(0), symbol(0, selesai=True), symbol(1, selesai=True)]
    kept = _without_dirt(symbols, [Panah(0, 1, ())])
    assert [(one.baris, one.selesai) for one in kept] == [(2, False), (-1, True), (-1, False)]


def test_a_page_with_more_columns_than_the_first_breaks_nothing() -> None:
    columns = (Kolom(0, 10, "pelaksana", "Staf"), Kolom(10, 20, "pelaksana", "Kabag"))
    assert [(one.kolom, one.bersama) for one in (_among(columns, symbol(0)), _among(columns, symbol(2)))] == [
        (0, (1,)),
        (-1, ()),
    ]


def test_two_text_boxes_are_two_labels() -> None:
    left, right = Kotak(0, 0, 20, 8), Kotak(21, 0, 40, 8)
    assert _together(Teks(left, "Tidak"), Teks(right, "setuju"))
    assert not _together(Teks(left, "Tidak", utuh=True), Teks(right, "Ya", utuh=True))


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Salinan tidak terkendali · SOP Cuti · versi 0a1b2c3d", True),
        ("Naskah untuk disahkan • SOP Cuti", True),
        ("Versi 0a1b2c3d, 2 Januari 2026", True),
        ("Halaman 1 dari 3", True),
        ("DRAF • PERLU VERIFIKASI", True),
        ("Salinan tidak terkendalikan", False),
        ("Versi kedua formulir", False),
        ("DICABUT", False),
        ("Halaman 1 dari 3 diparaf", False),
        ("CONTOH SURAT", False),
    ],
)
def test_what_this_program_prints_around_a_form_is_known(text: str, own: bool) -> None:  # noqa: FBT001
    assert bool(_OWN_MARK.search(text)) is own
