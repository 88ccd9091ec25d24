"""`sop impor --tinjau`: what the pages hold; how they look and jump is in the browser's tests."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from support.naskah.ragam import DOCX, PDF, XLSX

from sop_catalog.catalog.load import load_catalog
from sop_catalog.importing.run import Perintah, run_import


@pytest.fixture
def office(tmp_path: Path) -> Path:
    registers = tmp_path / "sops" / "_daftar"
    registers.mkdir(parents=True)
    (registers / "unit.yml").write_text("biro-umum: Biro Umum\n")
    lama = tmp_path / "lama"
    lama.mkdir()
    for name, ragam, seed in (("a.pdf", PDF[13], 5), ("b.xlsx", XLSX[0], 4), ("c.docx", DOCX[5], 4)):
        (lama / name).write_bytes(ragam.make(seed)[1])
    (lama / "rusak.pdf").write_bytes(b"%PDF")
    return tmp_path


def run(office: Path) -> list[str]:
    read: list[str] = []
    order = Perintah((office / "lama",), office / "sops" / "biro-umum", "biro-umum", terpisah=False, tinjau=True)
    catalog, _ = load_catalog(office / "sops", only=())
    report = run_import(order, catalog, office / "sops", lambda _done, _count, row: read.append(Path(row.berkas).name))
    assert report.tinjauan == "_impor/tinjau/index.html"
    return read


def pages(office: Path) -> dict[str, str]:
    folder = office / "sops/biro-umum/_impor/tinjau"
    return {path.stem: path.read_text("utf-8") for path in folder.glob("*.html")}


def test_pages_hold_the_source_and_the_form(office: Path) -> None:
    run(office)
    found = pages(office)
    index = found.pop("index")
    assert len(found) == 3
    for slug, text in found.items():
        assert f'href="{slug}.html"' in index
        steps = re.findall(r'<tr id="langkah-(\d+)"', text)
        assert steps
        assert re.findall(r'class="baris" id="naskah-(\d+)"', text) == steps
        assert text.count('class="lambang"') >= len(steps)
        assert text.count('class="panah') >= len(steps) - 1
        for doubt in re.findall(r'<a class="tanda" href="#(ragu-\d+)">', text):
            assert f'id="{doubt}"' in text
        assert not re.search(r"https?://", text.replace("http://www.w3.org", ""))
    assert "rusak.pdf" in index
    assert "berkas PDF ini rusak" in index


def test_pages_of_a_pdf_are_pictures_others_are_drawn(office: Path) -> None:
    run(office)
    folder = office / "sops/biro-umum/_impor/tinjau"
    pictures = sorted(folder.glob("*.png"))
    assert len(pictures) == 4
    for picture in pictures:
        data = picture.read_bytes()
        wide, high = struct.unpack(">II", data[16:24])
        assert abs(wide - 1347) <= 1
        assert abs(high - 953) <= 1
    drawn = [text for text in pages(office).values() if 'class="kertas"' in text]
    assert len(drawn) == 2


def test_pages_that_are_missing_are_made_without_touching_edited_files(office: Path) -> None:
    assert run(office) == ["a.pdf", "b.xlsx", "c.docx", "rusak.pdf"]
    assert run(office) == ["rusak.pdf"]  # what could not be read is tried again
    folder = office / "sops" / "biro-umum"
    edited = next(folder.glob("*.yml"))
    edited.write_text(edited.read_text("utf-8") + "# diperiksa\n", "utf-8")
    (folder / "_impor" / "tinjau" / f"{edited.stem}.html").unlink()
    assert len(run(office)) == 2
    assert edited.read_text("utf-8").endswith("# diperiksa\n")
    assert not (folder / "_impor" / edited.name).exists()
    assert edited.stem in pages(office)


def test_texts_of_a_source_are_no_markup(office: Path) -> None:
    from dataclasses import replace

    from support.naskah.tata import Gaya, lay_out
    from support.naskah.xlsx import render_xlsx

    sop, _ = XLSX[0].make(4)
    evil = replace(sop, nama="<script>alert(1)</script> & 'Uji'", slug="x")
    (office / "lama" / "b.xlsx").write_bytes(render_xlsx(lay_out(evil, Gaya(langkah_per_lembar=100))))
    run(office)
    assert all("<script>alert" not in text for text in pages(office).values())
    assert any("&lt;script&gt;alert(1)" in text for text in pages(office).values())
