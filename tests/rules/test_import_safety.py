"""Files that are broken, locked, endless or hostile: one line each, bounded time and memory, nothing fetched, nothing run."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import re
import socket
import sys
import time
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas
from support.naskah.ragam import DOCX, PDF, XLSX
from support.paths import ROOT

from sop_catalog.importing import workers
from sop_catalog.importing.readers import pdf, picture, reading
from sop_catalog.importing.readers.failure import ReadError
from sop_catalog.importing.workers import read_one

_, GOOD_PDF = PDF[0].make(3)
_, GOOD_DOCX = DOCX[0].make(3)
_, GOOD_XLSX = XLSX[0].make(3)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def failure(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    began = time.process_time()
    read = read_one(path, "biro-umum")
    assert time.process_time() - began < 10
    assert not read.terbaca
    assert "\n" not in read.kegagalan
    return read.kegagalan


def steps(path: Path, data: bytes) -> int:
    path.write_bytes(data)
    read = read_one(path, "biro-umum")
    assert read.kegagalan == ""
    return sum(len(one.sop.langkah) for one in read.terbaca)


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """An Office file with parts added or changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in changes:
                new.writestr(info, old.read(info))
        for name, content in changes.items():
            new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)


class TestPdf:
    def test_broken(self, tmp_path: Path) -> None:
        for data in (b"", b"%PDF-1.7", GOOD_PDF[:400], b"\0" * 5000, GOOD_DOCX):
            assert failure(tmp_path / "a.pdf", data)

    def test_cut_off_at_any_place(self, tmp_path: Path) -> None:
        for share in (0.3, 0.6, 0.9, 0.99):
            (tmp_path / "a.pdf").write_bytes(GOOD_PDF[: int(len(GOOD_PDF) * share)])
            read = read_one(tmp_path / "a.pdf", "x")
            assert read.terbaca or read.kegagalan
            assert "kesalahan di dalam program" not in read.kegagalan

    def test_locked(self, tmp_path: Path) -> None:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(GOOD_PDF)))
        writer.encrypt("rahasia", algorithm="RC4-128")
        out = BytesIO()
        writer.write(out)
        assert failure(tmp_path / "a.pdf", out.getvalue()) == (
            "berkas PDF ini dikunci dengan kata sandi; simpan salinan tanpa kata sandi"
        )

    def test_five_hundred_pages(self, tmp_path: Path) -> None:
        out = BytesIO()
        canvas = Canvas(out)
        for _ in range(500):
            canvas.drawString(50, 50, "halaman")
            canvas.showPage()
        canvas.save()
        assert failure(tmp_path / "a.pdf", out.getvalue()).startswith("500 halaman, lebih dari batas 80")

    def test_scripts_and_actions_are_not_run(self, tmp_path: Path) -> None:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(GOOD_PDF)))
        action = DictionaryObject(
            {
                NameObject("/S"): NameObject("/JavaScript"),
                NameObject("/JS"): TextStringObject("app.launchURL('http://contoh.invalid/');"),
            }
        )
        launch = DictionaryObject(
            {
                NameObject("/S"): NameObject("/Launch"),
                NameObject("/F"): TextStringObject("/bin/false"),
            }
        )
        writer.root_object[NameObject("/OpenAction")] = action
        writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): launch})
        out = BytesIO()
        writer.write(out)
        assert steps(tmp_path / "b.pdf", out.getvalue()) == steps(tmp_path / "a.pdf", GOOD_PDF)

    def test_endless_drawing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf, "_MAX_SEGMENTS", 2000)
        out = BytesIO()
        canvas = Canvas(out)
        path = canvas.beginPath()
        path.moveTo(0, 0)
        for number in range(pdf._MAX_SEGMENTS + 10):
            path.lineTo(number % 500, number % 700)
        canvas.drawPath(path)
        canvas.drawString(50, 50, "x")
        canvas.line(0, 0, 9, 9)
        canvas.save()
        assert "ini bukan SOP biasa" in failure(tmp_path / "a.pdf", out.getvalue())


class TestOffice:
    @pytest.mark.parametrize(
        ("good", "ending", "name"),
        [(GOOD_DOCX, ".docx", "word/document.xml"), (GOOD_XLSX, ".xlsx", "xl/workbook.xml")],
        ids=["docx", "xlsx"],
    )
    def test_hostile_xml(self, good: bytes, ending: str, name: str, tmp_path: Path) -> None:
        path = tmp_path / f"a{ending}"
        laughs = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        for evil in (laughs, outside):
            changed = evil + part(good, name).partition(b"?>")[2]
            assert "entitas XML" in failure(path, repacked(good, {name: changed}))
        for broken in (b"", b"<a><b></a>", b"<a>" * 5000, b"\xff\xfe\0", b"<a/>"):
            assert failure(path, repacked(good, {name: broken}))

    def test_bombs(self, tmp_path: Path) -> None:
        bomb = b"<a>" + b" " * (49 * 1024 * 1024) + b"</a>"
        said = failure(tmp_path / "a.docx", repacked(GOOD_DOCX, {"word/document.xml": bomb}))
        assert said == "bagian word/document.xml berkas ini terlalu besar; tidak dibaca"
        many = repacked(GOOD_DOCX, {f"word/x{number}.xml": b"<a/>" for number in range(4100)})
        assert "bom zip" in failure(tmp_path / "a.docx", many)
        lie = bytearray(repacked(GOOD_DOCX, {"word/document.xml": bomb}))
        directory = lie.rindex(b"PK\x01\x02", 0, lie.rindex(b"word/document.xml"))
        lie[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
        assert failure(tmp_path / "a.docx", bytes(lie))

    def test_links_to_the_outside_are_not_followed(self, tmp_path: Path) -> None:
        name = "word/_rels/document.xml.rels"
        relation = (
            b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
            b'Target="http://contoh.invalid/a.png" TargetMode="External"/></Relationships>'
        )
        head = (
            b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        )
        linked = repacked(GOOD_DOCX, {name: head + relation})
        assert steps(tmp_path / "b.docx", linked) == steps(tmp_path / "a.docx", GOOD_DOCX)

    def test_locked_and_old(self, tmp_path: Path) -> None:
        old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
        assert "dikunci dengan kata sandi" in failure(tmp_path / "a.docx", old)
        assert "simpan ulang di Office" in failure(tmp_path / "a.xlsx", old)

    def test_no_zip(self, tmp_path: Path) -> None:
        for data in (b"halo", GOOD_DOCX[:300], GOOD_PDF):
            assert failure(tmp_path / "a.docx", data) == "berkas ini rusak: bukan berkas Office yang utuh"


class TestOldFormats:
    """LibreOffice itself is no part of the tests; a script stands in for it (`make soak` uses it where it is there)."""

    def test_advice_without_libreoffice(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        assert "Simpan Sebagai .docx" in failure(tmp_path / "a.doc", b"x")
        assert "Simpan Sebagai .xlsx" in failure(tmp_path / "a.XLS", b"x")

    @pytest.mark.skipif(sys.platform == "win32", reason="naskah shell")
    def test_what_libreoffice_turned_is_marked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "baru.docx").write_bytes(GOOD_DOCX)
        program = tmp_path / "soffice"
        program.write_text(f'#!/bin/sh\nmkdir -p hasil\ncp "{tmp_path}/baru.docx" hasil/naskah.docx\n')
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        (tmp_path / "a.doc").write_bytes(b"lama")
        read = read_one(tmp_path / "a.doc", "x")
        assert read.pembaca == "libreoffice+docx"
        assert any("LibreOffice" in doubt.uraian for doubt in read.terbaca[0].ragu)
        program.write_text("#!/bin/sh\nexit 1\n")
        assert "tidak dapat membuka berkas ini" in read_one(tmp_path / "a.doc", "x").kegagalan


class TestPictures:
    def test_bombs_and_broken_ones(self, tmp_path: Path) -> None:
        pytest.importorskip("cv2", reason="opencv tidak terpasang")
        giant = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\0\0\0\0" + b"\0" * 20
        assert failure(tmp_path / "a.png", giant).startswith("gambar ini 60000×60000 piksel")
        assert failure(tmp_path / "a.jpg", b"\xff\xd8\xff") == "gambar ini rusak dan tidak dapat dibuka"


class TestProcesses:
    def test_what_is_no_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").mkdir()
        assert read_one(tmp_path / "a.pdf", "x").kegagalan == "ini bukan berkas biasa"
        os.mkfifo(tmp_path / "b.pdf")
        assert read_one(tmp_path / "b.pdf", "x").kegagalan == "ini bukan berkas biasa"
        assert "tidak dapat dibuka" in read_one(tmp_path / "tidak-ada.pdf", "x").kegagalan

    def test_a_reader_that_dies_costs_one_line(self, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").write_bytes(GOOD_PDF)
        worker = workers._Worker(multiprocessing.get_context("spawn"), "x")
        worker.process.kill()
        worker.process.join(10)
        assert worker.take().kegagalan == workers._TOO_LONG
        assert not worker.alive
        worker.end()

    def test_a_mistake_of_ours_costs_one_line(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(_: object, __: str) -> None:
            raise ZeroDivisionError("x" * 500)

        (tmp_path / "a.pdf").write_bytes(GOOD_PDF)
        monkeypatch.setattr(workers, "parse_naskah", fails)
        said = read_one(tmp_path / "a.pdf", "x").kegagalan
        assert "mohon laporkan" in said
        assert len(said) < 300


class TestWhatIsMissing:
    @pytest.mark.parametrize(
        ("module", "reader", "name", "extra"),
        [
            ("pypdfium2", "pdf", "a.pdf", "impor"),
            ("lxml", "document", "a.docx", "impor"),
            ("lxml", "xlsx", "a.xlsx", "impor"),
            ("cv2", "image", "a.png", "impor-pindai"),
        ],
    )
    def test_an_extra(  # noqa: PLR0913, PLR0917
        self, module: str, reader: str, name: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for loaded in [one for one in sys.modules if one.startswith("sop_catalog.importing.readers.")]:
            if ".word." in loaded or loaded.rpartition(".")[2] in {reader, "package", "drawing", "picture"}:
                monkeypatch.delitem(sys.modules, loaded)
        monkeypatch.setitem(sys.modules, module, None)
        said = failure(tmp_path / name, b"x" * 20)
        assert said.startswith(f"pembacanya belum terpasang; pasang dengan: pip install 'sop-catalog[{extra}]' (atau: ")
        wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"][extra]
        assert {re.split("[>=]", one)[0] for one in wanted} - {"numpy"} == set(
            said.partition("install ")[2].split("pip install ")[-1].rstrip(")").split()
        )

    def test_tesseract(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(picture.shutil, "which", lambda _: None)
        with pytest.raises(ReadError, match="apt install tesseract-ocr tesseract-ocr-ind"):
            picture.find_tesseract()

    def test_every_reader_is_there(self) -> None:
        for module, function in reading._READERS.values():
            assert callable(getattr(importlib.import_module(f"sop_catalog.importing.readers.{module}"), function))
