"""`sop ekspor` over the seeds, the twelve flows and many invented SOPs: other readers, the importer, LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader
from support.baca_docx import crossings, read_flow, read_sheets, same_places
from support.dua_belas_alur import FLOWS, write_catalogue
from support.ekspor import make_forms, wanted
from support.naskah.karangan import Resep, make_sop
from support.naskah.ukuran import HEAD, Ukuran, measure
from support.paths import ROOT, SOPS

from sop_catalog.exporting.document import Form, render_document
from sop_catalog.importing.parse import parse_naskah
from sop_catalog.importing.readers.reading import read_file
from sop_catalog.model.yaml_text import render_sop

_RECIPES = (
    Resep(keputusan=0.35, lompat=0.06),
    Resep(keputusan=0.3, rantai=0.15, bersama=0.1, gabung=0.1, label_bebas=0.3, lompat=0.05, grup=True),
    Resep(langkah=(9, 14), keputusan=0.4, lompat=0.05),
)
_UNSEEN = {"pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan"}
"""Its performers cannot be read, so its one decision stands nowhere on paper."""


def invented(folder: Path) -> Path:
    sops = folder / "sops"
    shutil.copytree(SOPS / "_daftar", sops / "_daftar")
    for number, recipe in enumerate(_RECIPES):
        for seed in range(1, 61):
            made = make_sop(seed, recipe)
            text = render_sop(made).replace(f"unit: {made.unit}", "unit: disnakertrans")
            (sops / f"resep{number}-{seed}.yml").write_text(text, "utf-8")
    return sops


def all_forms(folder: Path) -> Iterator[Form]:
    yield from make_forms(SOPS, site=ROOT)
    yield from make_forms(write_catalogue(folder / "dua-belas"))
    yield from make_forms(invented(folder / "karangan"))


def as_printed(form: Form) -> Form:
    """A day is printed as a day, however it was typed, and a dash is no day."""
    dates = {}
    for name in ("tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif"):
        day = getattr(form.sop, name)
        dates[name] = replace(day, teks=day.format()) if day and day.awal else None
    return replace(form, sop=replace(form.sop, **dates))


def test_every_flow_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    total = Ukuran()
    for form in all_forms(tmp_path):
        data = render_document(form)
        path = tmp_path / f"{form.sop.slug}.docx"
        path.write_bytes(data)
        assert docx.Document(str(path)).tables
        for program in ("wpc", "wpg"):
            sheets = read_sheets(data, program)
            assert read_flow(sheets) == wanted(form), form.sop.slug
            assert all(same_places(crossings(sheet), sheet.busur) for sheet in sheets), form.sop.slug
        if form.sop.slug not in _UNSEEN:
            total.add(measure(as_printed(form).sop, parse_naskah(read_file(path), "x"), form.sop.slug))
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join([HEAD, total.line("ekspor"), *total.catatan[:20]]) + "\n")
    assert total.dokumen == 199
    assert total.catatan == []
    assert {total.share(what) for what in ("pelaksana", "simbol", "cabang", "kegiatan", "isian")} == {1.0}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice tidak terpasang")
def test_libreoffice_lays_out_the_sheets_of_the_print(tmp_path: Path) -> None:
    forms = [*make_forms(SOPS, site=ROOT), *make_forms(write_catalogue(tmp_path / "dua-belas"))]
    for form in forms:
        bare = replace(form, view=replace(form.view, cap=()))  # letters across a page are outlines in LibreOffice's PDF
        (tmp_path / f"{form.sop.slug}.docx").write_bytes(render_document(bare))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless", "--convert-to", "pdf"]
    files = [str(path) for path in sorted(tmp_path.glob("*.docx"))]
    subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True)
    for form in forms:
        pages = PdfReader(tmp_path / f"{form.sop.slug}.pdf").pages
        plan = form.view.lembar
        assert len(pages) == plan.sheet_of(len(form.sop.langkah)), form.sop.slug
        for step in form.sop.langkah:
            words = " ".join(pages[plan.sheet_of(step.nomor) - 1].extract_text().split())
            assert " ".join(step.kegiatan.split())[:40] in words, (form.sop.slug, step.nomor)
        assert "Norma Waktu:" in pages[-1].extract_text() or not form.view.profil.norma_waktu
        if form.sop.slug in FLOWS:  # each symbol stands in its row and column there, too
            found = measure(form.sop, parse_naskah(read_file(tmp_path / f"{form.sop.slug}.pdf"), "x"), form.sop.slug)
            assert (found.share("pelaksana"), found.share("simbol")) == (1.0, 1.0), found.catatan
