"""The wide corpora of `sop impor`: hundreds of invented documents in all styles, scans, the site's own print, the guide.

The shares are printed; the bounds are those that the tool promises.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from support.browser import launch, serve
from support.naskah.karangan import Resep, make_sop
from support.naskah.pdf import GayaPdf, render_pdf
from support.naskah.pindaian import render_pages, scanned_pdf, spoil
from support.naskah.ragam import DOCX, PDF, XLSX, Ragam
from support.naskah.ukuran import HEAD, Ukuran, measure

from sop_catalog.importing.doubts import JenisRagu
from sop_catalog.importing.parse import parse_naskah
from sop_catalog.importing.readers.reading import read_file
from sop_catalog.importing.workers import read_one
from sop_catalog.model.yaml_text import render_sop

_SEEDS = range(1, 13)
_OVER_PAGES = {"lintas halaman", "penghubung", "lanjut tanpa kepala"}
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract tidak terpasang")


def corpus(styles: tuple[Ragam, ...], folder: Path, lines: list[str]) -> Ukuran:
    total = Ukuran()
    for ragam in styles:
        own = Ukuran()
        for seed in _SEEDS:
            sop, read = ragam.read(seed, folder)
            found = measure(sop, read, f"{ragam.nama}-{seed}")
            found.kata_hilang = sum(doubt.jenis is JenisRagu.KATA_TERSISA for one in read for doubt in one.ragu)
            own.add(found)
        lines += [own.line(ragam.nama), *(f"    {note[:180]}" for note in own.catatan[:3])]
        total.add(own)
    return total


def test_drawn_and_typed_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [HEAD]
    pdf, xlsx, docx = (corpus(styles, tmp_path, lines) for styles in (PDF, XLSX, DOCX))
    lines += [pdf.line("PDF"), xlsx.line("XLSX"), docx.line("DOCX")]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert pdf.dokumen + xlsx.dokumen + docx.dokumen >= 200
    assert len({*PDF, *XLSX, *DOCX}) >= 12
    assert (xlsx.share("pelaksana"), xlsx.share("simbol"), xlsx.share("cabang")) == (1, 1, 1)
    assert docx.share("pelaksana") == 1
    assert pdf.share("pelaksana") >= 0.98
    assert pdf.share("simbol") >= 0.97
    assert pdf.share("cabang") >= 0.92
    for total in (pdf, xlsx, docx):
        assert total.share("kegiatan") == total.share("isian") == 1
        assert total.pelaksana_salah_diam <= 0.005 * total.pelaksana
        assert total.cabang_salah_diam <= 0.01 * total.cabang
        assert total.kata_hilang == total.jumlah_baris_salah == 0


@needs_tesseract
@pytest.mark.parametrize("dpi", [300, 200])
def test_scans(dpi: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    total = Ukuran()
    for seed in range(1, 11):
        sop, data = PDF[seed % 4].make(seed)
        path = tmp_path / f"pindai-{seed}.pdf"
        path.write_bytes(scanned_pdf(data, seed, dpi, blur=1.0 if dpi == 300 else 0.7))
        read = read_one(path, "biro-umum")
        total.add(measure(sop, read.terbaca, f"pindai {dpi}-{seed}"))
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join([HEAD, total.line(f"pindai {dpi} dpi"), *total.catatan[:12]]) + "\n")
    assert total.baris_menyatu == total.tanpa_tabel == 0
    assert total.pelaksana_salah_diam <= 0.005 * total.pelaksana
    assert total.cabang_salah_diam <= 0.01 * total.cabang
    if dpi == 300:
        assert total.share("pelaksana") >= 0.92
        assert total.share("kegiatan") >= 0.90


@needs_tesseract
def test_a_flow_that_was_pasted_as_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ragam = replace(PDF[0], nama="alur gambar", tulis=lambda pages: render_pdf(pages, GayaPdf(alur_gambar=True)))
    total = Ukuran()
    for seed in range(1, 9):
        total.add(measure(*ragam.read(seed, tmp_path), f"alur gambar-{seed}"))
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join([HEAD, total.line(ragam.nama), *total.catatan[:12]]) + "\n")
    assert total.share("pelaksana") >= 0.98
    assert total.share("simbol") >= 0.97
    assert total.share("kegiatan") == total.share("isian") == 1
    assert total.pelaksana_salah_diam == total.cabang_salah_diam == 0


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice tidak terpasang")
def test_old_excel_by_libreoffice(tmp_path: Path) -> None:
    sop, data = XLSX[0].make(2)
    (tmp_path / "a.xlsx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless", "--convert-to", "xls"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")], check=True, capture_output=True)
    read = read_one(tmp_path / "a.xls", "biro-umum")
    found = measure(sop, read.terbaca)
    assert found.pelaksana_benar == found.pelaksana
    assert read.pembaca == "libreoffice+xlsx"
    assert any("LibreOffice" in doubt.uraian for doubt in read.terbaca[0].ragu)


def make_office(folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "sop_catalog.cli", "mulai", "katalog"], cwd=folder, check=True, capture_output=True
    )


def test_the_sites_own_print_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_office(tmp_path)
    site = tmp_path / "katalog"
    for old in (site / "sops" / "biro-umum").glob("*.yml"):
        old.unlink()
    resep = Resep(keputusan=0.3, lompat=0.06, langkah=(4, 12))
    seeds = range(1, 13)
    for seed in seeds:
        sop = make_sop(seed, resep)
        (site / "sops" / "biro-umum" / f"{sop.slug}.yml").write_text(render_sop(sop), "utf-8")
    subprocess.run([sys.executable, "-m", "sop_catalog.cli", "bangun"], cwd=site, check=True, capture_output=True)
    total = Ukuran()
    with serve(site / "site") as base, launch() as browser:
        page = browser.new_page()
        for seed in seeds:
            sop = make_sop(seed, resep)
            page.goto(f"{base}/sop/{sop.slug}/")
            path = tmp_path / f"{sop.slug}.pdf"
            page.pdf(path=str(path), prefer_css_page_size=True, print_background=False)
            total.add(measure(sop, parse_naskah(read_file(path), "biro-umum"), sop.slug))
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join([HEAD, total.line("cetakan situs"), *total.catatan[:20]]) + "\n")
    assert total.tanpa_tabel == total.jumlah_baris_salah == 0
    assert total.share("pelaksana") >= 0.98
    assert total.share("simbol") >= 0.97
    assert total.share("cabang") >= 0.92
    assert total.pelaksana_salah_diam <= 0.005 * total.pelaksana
    assert total.cabang_salah_diam <= 0.01 * total.cabang


def test_from_twenty_mixed_files_to_a_built_site_by_the_guide(tmp_path: Path) -> None:
    from support.guide_pictures import guide_blocks

    make_office(tmp_path)
    site = tmp_path / "katalog"
    old = site / "naskah-lama"
    (old / "arsip").mkdir(parents=True)
    styles = [*PDF[:6], PDF[12], PDF[13], *XLSX[:3], *DOCX[:4]]
    for seed, ragam in enumerate(styles, start=1):
        (old / f"{seed:02d}{ragam.akhiran}").write_bytes(ragam.make(seed)[1])
    shutil.copy(old / "01.pdf", old / "arsip" / "salinan.pdf")
    (old / "arsip" / "rusak.pdf").write_bytes(b"%PDF-1.4")
    (old / "arsip" / "lama.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 99)
    for seed in (21, 22):
        (gray, *_) = render_pages(PDF[0].make(seed)[1], 200)[1:]
        (old / f"foto-{seed}.jpg").write_bytes(spoil(gray, seed))
    commands = [line for block in guide_blocks("memindahkan-sop-lama.md", "sh") for line in block.splitlines()]
    outputs = []
    for line in commands:
        if "pip install" in line:
            continue
        done = subprocess.run(
            [sys.executable, "-m", "sop_catalog.cli", *line.split()[1:]],
            cwd=site,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in ({0, 1} if "impor" in line else {0}), done.stdout + done.stderr
        outputs.append(done.stdout)
    assert "20 berkas: " in outputs[0]
    pages = list((site / "site" / "sop").glob("*/index.html"))
    assert len(pages) >= 15
    assert (site / "sops/biro-umum/_impor/tinjau/index.html").is_file()
