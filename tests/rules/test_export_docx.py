"""`sop ekspor --docx`: what stands in the document, by readers that are not ours, and by our own importer."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from support.baca_docx import crossings, read_flow, read_sheets, same_places
from support.dua_belas_alur import write_catalogue
from support.ekspor import make_forms, wanted
from support.flow_cases import random_rows
from support.naskah.ukuran import measure
from support.paths import ROOT, SOPS

from sop_catalog.exporting.connectors import EMU, make_connector
from sop_catalog.exporting.document import Form, render_document
from sop_catalog.exporting.places import Point
from sop_catalog.flow.graph import Symbol
from sop_catalog.flow.paths import find_paths
from sop_catalog.importing.parse import parse_naskah
from sop_catalog.importing.readers.reading import read_file
from sop_catalog.importing.sop_read import SopTerbaca
from sop_catalog.pages.settings import Paper, Settings

_HARD = ("berkelompok", "bersama", "dua-belas-pelaksana", "rantai", "sel-bergabung", "selesai-di-tengah", "satu-pelaksana", "tiga-puluh-langkah")  # fmt: skip


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Form]:
    folder = write_catalogue(tmp_path_factory.mktemp("dua-belas"))
    return {form.sop.slug: form for form in (*make_forms(folder), *make_forms(SOPS, site=ROOT))}


@pytest.fixture(scope="module")
def documents(forms: dict[str, Form]) -> dict[str, bytes]:
    return {slug: render_document(forms[slug]) for slug in (*_HARD, "penanganan-surat-masuk")}


def read_back(data: bytes, folder: Path) -> SopTerbaca:
    path = folder / "a.docx"
    path.write_bytes(data)
    (read,) = parse_naskah(read_file(path), "biro-umum")
    return read


def test_another_reader_finds_performers_symbols_branches(forms: dict[str, Form], documents: dict[str, bytes]) -> None:
    for slug, data in documents.items():
        sheets = read_sheets(data)
        assert read_flow(sheets) == wanted(forms[slug]), slug
        steps = {number: row[1] for sheet in sheets for number, row in sheet.baris.items()}
        assert steps == {step.nomor: step.kegiatan for step in forms[slug].sop.langkah}
        assert {sheet.berulang for sheet in sheets} <= {2, 3, 4}


def test_lines_go_over_others_where_they_cross(documents: dict[str, bytes]) -> None:
    arcs = {}
    for slug, data in documents.items():
        for program in ("wpc", "wpg"):
            sheets = read_sheets(data, program)
            assert all(same_places(crossings(sheet), sheet.busur) for sheet in sheets), slug
            arcs[slug] = sum(len(sheet.busur) for sheet in sheets)
    assert {slug: count for slug, count in arcs.items() if count} == {
        "dua-belas-pelaksana": 2, "penanganan-surat-masuk": 12, "rantai": 1, "tiga-puluh-langkah": 11,
    }  # fmt: skip


def test_a_head_is_no_longer_than_the_piece_that_it_stands_on(documents: dict[str, bytes]) -> None:
    xml = zipfile.ZipFile(io.BytesIO(documents["tiga-puluh-langkah"])).read("word/document.xml").decode()
    assert (xml.count('w="sm" len="sm"'), xml.count('w="med" len="med"')) == (12, 72)  # each drawing stands there twice


def test_programs_without_canvases_see_the_same(documents: dict[str, bytes]) -> None:
    data = documents["penanganan-surat-masuk"]
    assert read_flow(read_sheets(data, "wpg")) == read_flow(read_sheets(data))


def test_the_importer_reads_the_same_sop(forms: dict[str, Form], documents: dict[str, bytes], tmp_path: Path) -> None:
    for slug in ("bersama", "penanganan-surat-masuk", "selesai-di-tengah", "tiga-puluh-langkah", "satu-pelaksana"):
        found = measure(forms[slug].sop, [read_back(documents[slug], tmp_path)], slug)
        assert found.catatan == []
        shares = {what: found.share(what) for what in ("pelaksana", "simbol", "cabang", "kegiatan", "isian")}
        assert shares == dict.fromkeys(shares, 1.0), slug


def test_what_the_foot_says_is_no_word_of_the_sop(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "alur")
    signed = "naskah_sah: {berkas: https://arsip.contoh.go.id/1.pdf, tanggal: 5 Januari 2026}\n"
    (folder / "rantai.yml").write_text((folder / "rantai.yml").read_text("utf-8").rstrip() + "\n" + signed, "utf-8")
    settings = Settings(site_url="https://sop.contoh.go.id/")
    form = next(form for form in make_forms(folder, settings) if form.sop.slug == "rantai")
    data = render_document(form)
    foot = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs if p.text][-3:]
    assert foot[0] == "Salinan tidak terkendali. Naskah sah ditandatangani 5 Januari 2026."
    assert foot[-1] == "https://sop.contoh.go.id/sop/rantai/"
    assert not [doubt for doubt in read_back(data, tmp_path).ragu if "tidak masuk isian" in doubt.uraian]


def test_joined_cells_are_joined_and_come_back(documents: dict[str, bytes], tmp_path: Path) -> None:
    xml = zipfile.ZipFile(io.BytesIO(documents["sel-bergabung"])).read("word/document.xml").decode()
    assert xml.count("2 hari kerja") >= 2  # once a sheet, and in the sum
    read = read_back(documents["sel-bergabung"], tmp_path)
    assert {step.waktu.teks for step in read.sop.langkah if step.waktu} == {"2 hari kerja"}
    assert {step.cell_row("waktu") for step in read.sop.langkah} == {1}
    assert [(doubt.langkah, "dibaca sebagai satu sel" in doubt.uraian) for doubt in read.ragu] == [(9, True)]


def test_the_same_sop_gives_the_same_bytes(forms: dict[str, Form], documents: dict[str, bytes]) -> None:
    data = documents["rantai"]
    assert render_document(forms["rantai"]) == data
    package = zipfile.ZipFile(io.BytesIO(data))
    assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "docProps/thumbnail.jpeg" not in package.namelist()
    assert package.testzip() is None


def test_python_docx_opens_it(documents: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(documents["penanganan-surat-masuk"]))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert document.core_properties.title == "SOP Penanganan Surat Masuk"
    assert document.core_properties.author == "Biro Perencanaan dan Manajemen Kinerja"
    identity, boxes, *tables = document.tables
    assert identity.rows[-1].cells[-1].paragraphs[0].style.name == "Heading 1"
    assert identity.rows[-1].cells[-1].text == "Penanganan Surat Masuk"
    assert [p.style.name for p in boxes.rows[0].cells[0].paragraphs] == ["Heading 2"]
    assert len(tables) == 2
    assert section.header.paragraphs[0].text == "DRAF · CONTOH"
    mark = section.footer.paragraphs[0].text
    assert re.fullmatch(
        r"Salinan tidak terkendali · SOP Penanganan Surat Masuk · versi [0-9a-f]{8}\tHalaman 1 dari 1", mark
    )
    header = section.header._element.xml
    assert header.count("PowerPlusWaterMarkObject") == 1
    assert 'string="DRAF · CONTOH"' in header
    assert "*) Lembar disposisi" in "\n".join(p.text for p in document.paragraphs)
    images = [part for part in document.part.package.iter_parts() if part.partname.startswith("/word/media/")]
    assert [str(part.partname) for part in images] == ["/word/media/image1.png"]


def test_lists_are_numbered_each_by_itself(forms: dict[str, Form]) -> None:
    document = docx.Document(io.BytesIO(render_document(forms["berkelompok"])))
    numbered = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert [p.text for p in numbered] == ["Formulir https://contoh.go.id/formulir"]
    boxes = document.tables[1]
    ids = {p._p.pPr.numPr.numId.val for row in boxes.rows for cell in row.cells for p in cell.paragraphs if p._p.pPr.numPr is not None}  # fmt: skip
    assert len(ids) == 1
    assert numbered[0]._p.pPr.numPr.numId.val not in ids


def test_folio_is_folio_and_texts_are_escaped(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path)
    settings = Settings(paper=Paper.F4, site_url="https://sop.contoh.go.id/")
    form = next(form for form in make_forms(folder, settings) if form.sop.slug == "rantai")
    document = docx.Document(io.BytesIO(render_document(form)))
    assert (round(document.sections[0].page_width.mm), round(document.sections[0].page_height.mm)) == (330, 215)
    assert document.tables[1].rows[1].cells[1].text == 'Memahami <tata naskah> & "arsip"'
    assert document.paragraphs[-1].text == "https://sop.contoh.go.id/sop/rantai/"


def test_a_nip_is_whole_only_where_the_site_prints_it() -> None:
    slug = "pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan"
    for print_nip in (False, True):
        form = next(form for form in make_forms(SOPS, Settings(print_nip=print_nip)) if form.sop.slug == slug)
        package = zipfile.ZipFile(io.BytesIO(render_document(form)))
        texts = "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
        assert ("197203191980031001" in re.sub(r"\s", "", texts)) is print_nip
        assert "pelaksana tidak terbaca" in texts


def test_a_flow_too_large_to_draw_is_told_in_words(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path)
    text = (folder / "satu-pelaksana.yml").read_text("utf-8")
    columns = "".join(f"  q{number}: Jabatan {number}\n" for number in range(45))
    (folder / "satu-pelaksana.yml").write_text(text.replace("  p1: Petugas\n", f"  p1: Petugas\n{columns}"), "utf-8")
    form = next(form for form in make_forms(folder) if form.sop.slug == "satu-pelaksana")
    data = render_document(form)
    (sheet, *_) = sheets = read_sheets(data)
    assert not any(sheet.bentuk for sheet in sheets)
    assert sheet.baris[3][2].startswith("Petugas: keputusan; Ya ke langkah 4, Tidak ke langkah 2")
    assert "Alur ini terlalu besar untuk digambar" in "\n".join(
        p.text for p in docx.Document(io.BytesIO(data)).paragraphs
    )


# --- Lines ---------------------------------------------------------------------------------------------------------


def test_a_connector_draws_the_line_that_it_was_made_of() -> None:
    dice = random.Random(7)  # noqa: S311
    for _ in range(400):
        points = [Point(dice.uniform(0, 200), dice.uniform(0, 150))]
        level = dice.random() < 0.5
        for _ in range(dice.randint(1, 7)):
            along = dice.choice((-1, 1)) * dice.uniform(0.5, 60)
            last = points[-1]
            points.append(Point(last.x + along, last.y) if level else Point(last.x, last.y + along))
            level = not level
        if len(points) > 3 and dice.random() < 0.3:  # ends in one line, as a loop's
            points[-1] = (
                Point(points[0].x, points[-1].y) if points[-1].y == points[-2].y else Point(points[-1].x, points[0].y)
            )
        connector = make_connector(points)
        drawn = _expanded(connector)
        corners = [point for index, point in enumerate(points) if not index or point != points[index - 1]]
        assert len(drawn) == len(corners)
        for (x, y), want in zip(drawn, corners, strict=True):
            assert abs(x / EMU - want.x) < 0.05
            assert abs(y / EMU - want.y) < 0.05


def _expanded(connector: object) -> list[tuple[float, float]]:
    """The corners of a connector, by the reader of the XML that it becomes."""
    import xml.etree.ElementTree as ET

    from support.baca_docx import A, _way

    from sop_catalog.exporting.drawingml import _geometry, _transform

    names = f'xmlns:a="{A[1:-1]}"'
    return _way(ET.fromstring(f"<x {names}>{_transform(connector.frame)}{_geometry(connector)}</x>"))  # type: ignore[attr-defined]  # noqa: S314


def test_every_drawn_edge_is_one_path_from_symbol_to_symbol() -> None:
    for seed in range(25):
        graph, _ = random_rows(random.Random(seed))  # noqa: S311
        paths, _ = find_paths(graph)
        assert [path.edge for path in paths] == [edge for edge in graph.edges if graph.is_drawn(edge)]
        for edge, corners in paths:
            source, target = graph.node(edge.source), graph.node(edge.target)
            assert (corners[0].row, corners[0].column) == (source.nomor - 1, source.lanes[0])
            assert (corners[-1].row, corners[-1].column) == (target.nomor - 1, target.lanes[0])
            for one, other in pairwise(corners):
                upright = (one.column, one.across) == (other.column, other.across)
                level = (one.row, one.down) == (other.row, other.down)
                assert upright != level
            assert len(corners) <= 6
            assert source.symbol is not Symbol.DECISION or corners[0].down.word in {"m", "xs", "xd"}


def test_what_is_written_says_who_it_was_for(forms: dict[str, Form]) -> None:
    form = replace(forms["rantai"], logo=None)
    xml = zipfile.ZipFile(io.BytesIO(render_document(form))).read("word/document.xml").decode()
    assert 'descr="1. Staf, lalu Kasubbag.' in xml
    assert 'name="Langkah 1, Staf: mulai atau selesai"' in xml
