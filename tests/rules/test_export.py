"""`sop ekspor`: the register, what is chosen, what is never written over, what is missing."""

from __future__ import annotations

import datetime as dt
import errno
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from support.dua_belas_alur import write_catalogue
from support.paths import ROOT, SOPS
from support.sites import catalog_of, minimal_sop

from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.selection import SelectionError, select_all, select_paths, select_unit
from sop_catalog.cli import sop
from sop_catalog.exporting import target as target_module
from sop_catalog.exporting.register import render_register
from sop_catalog.exporting.register_lines import COLUMNS, build_lines
from sop_catalog.exporting.target import RECORD, Target, TargetError, Written
from sop_catalog.model.review import SOON
from sop_catalog.pages.settings import Settings

SETTINGS = Settings(site_url="https://sop.contoh.go.id/", review_months=12, today=dt.date(2025, 4, 1))
HEAD = 5
"""The row of the heads, as Excel counts."""


def read_register(settings: Settings = SETTINGS) -> openpyxl.Workbook:
    catalog, _ = load_catalog(SOPS)
    data = render_register(build_lines(catalog, select_all(catalog).slugs, settings), "semua unit", settings)
    assert data == render_register(build_lines(catalog, select_all(catalog).slugs, settings), "semua unit", settings)
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_register_has_real_dates_filters_and_heads() -> None:
    book = read_register()
    sheet = book["Daftar SOP"]
    heads = [cell.value for cell in sheet[HEAD]]
    assert heads == [column.title for column in COLUMNS]
    rows = {row[2].value: dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=HEAD + 1)}
    assert len(rows) == 8
    found = rows["Pelaksanaan Pengumpulan Data atau Pendataan Kegiatan"]
    assert found["Tanggal efektif"].value == dt.datetime(2024, 1, 6)  # noqa: DTZ001 - Excel's have no zone
    assert found["Tanggal efektif"].is_date
    assert "mmm" in found["Tanggal efektif"].number_format
    assert found["Ditinjau paling lambat"].value == dt.datetime(2025, 1, 6)  # noqa: DTZ001
    assert found["Peninjauan"].value == "Terlambat"
    assert (found["Status"].value, found["Langkah"].value, found["Waktu terisi"].value) == ("Berlaku", 8, 8)
    assert (
        found["Alamat"].hyperlink.target
        == "https://sop.contoh.go.id/sop/pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan/"
    )
    assert rows["Pelaporan Kinerja Kementerian"]["Tanggal revisi"].value is None
    assert sheet.auto_filter.ref == "A5:Z13"
    assert sheet.freeze_panes == "D6"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet["A3"].value == "Keadaan 1 April 2025."
    assert [sheet[f"A{row}"].value for row in (6, 13)] == [1, 8]


def test_the_register_says_what_was_signed_and_what_has_changed_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = "naskah_sah: [{berkas: https://arsip.contoh.go.id/1.pdf, tanggal: 5 Januari 2024}]\n"
    catalog_of(
        tmp_path / "sops",
        satu=minimal_sop("Satu", keterkaitan="[SOP Dua]", dasar_hukum="[UU 1 Tahun 2020]") + signed,
        dua=minimal_sop("Dua") + "riwayat: [{tanggal: 1 Maret 2024, perubahan: alur dipersingkat}]\n",
        tiga=minimal_sop("Tiga", status="dicabut", keterkaitan="[SOP Dua]") + signed,
        _peraturan="uu-2-2025: {tentang: Dua, mengubah: [uu-1-2020]}\n",
    )
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path, "--semua", "--xlsx", "--ke", "hasil")[0] == 0
    sheet = openpyxl.load_workbook(tmp_path / "hasil/daftar-sop.xlsx")["Daftar SOP"]
    heads = [cell.value for cell in sheet[HEAD]]
    asked = ("Naskah dicatat", "Isi sama dengan naskah", "Rujukan berubah")
    found = {row[2].value: tuple(row[heads.index(head)].value for head in asked) for row in sheet.iter_rows(min_row=6)}
    assert found == {
        "Satu": (
            "Ya",
            "Belum diketahui",
            "SOP Dua: disahkan 1 Maret 2024: alur dipersingkat; UU 1/2020: diubah oleh UU 2/2025",
        ),
        "Dua": ("Tidak", None, None),
        "Tiga": (None, None, None),
    }


def test_the_sums_are_formulas_with_their_values() -> None:
    book = read_register()
    sheet = book["Ringkasan per unit"]
    assert [cell.value for cell in sheet[4]][:5] == ["Unit kerja", "Draf", "Berlaku", "Dicabut", "Jumlah"]
    assert sheet["E5"].value.startswith("=COUNTIFS('Daftar SOP'!$D$6:$D$13,$A5")
    catalog, _ = load_catalog(SOPS)
    lines = build_lines(catalog, select_all(catalog).slugs, SETTINGS)
    values = openpyxl.load_workbook(io.BytesIO(render_register(lines, "x", SETTINGS)), data_only=True)[
        "Ringkasan per unit"
    ]
    assert [cell.value for cell in values[5]][:6] == ["Biro Perencanaan dan Manajemen Kinerja", 6, 0, 0, 6, 0]
    assert [cell.value for cell in values[7]][6:9] == [0, 1, 1]


@pytest.mark.parametrize("text", ["=1+1", "+62", "-", "@A1", '=HYPERLINK("http://x")', "{=SUM(A1)}", "https://x.go.id"])
def test_texts_are_texts(text: str) -> None:
    catalog, _ = load_catalog(SOPS)
    (line, *_) = build_lines(catalog, ["pembentukan-tim"], SETTINGS)
    line = replace(line, sop=replace(line.sop, nomor=text, nama=text), unit=text, path=text)
    data = render_register([line], text, SETTINGS)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Daftar SOP"]
    for cell in (sheet["B6"], sheet["C6"], sheet["D6"], sheet["Y6"]):
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix is text.startswith(("=", "+", "-", "@"))
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml


def test_what_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_catalogue(tmp_path)
    (folder / "rusak.yml").write_text("nama: Rusak\nlangkah: bukan daftar\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    catalog, _ = load_catalog(folder)
    everything = select_all(catalog)
    assert len(everything.slugs) == 12
    assert everything.unreadable == ("rusak.yml",)
    assert select_unit(catalog, "biro-umum").slugs == everything.slugs
    assert select_paths(catalog, folder, [Path("sops/rantai.yml"), Path("bersama")]).slugs == ("rantai", "bersama")
    assert select_paths(catalog, folder, [Path("sops")]).slugs == everything.slugs
    with pytest.raises(SelectionError, match="mungkin maksudnya `rantai`"):
        select_paths(catalog, folder, [Path("sops/rantia.yml")])
    with pytest.raises(SelectionError, match="sop periksa"):
        select_paths(catalog, folder, [Path("rusak")])


def test_what_somebody_changed_is_kept(tmp_path: Path) -> None:
    target = Target.open(tmp_path, overwrite=False)
    assert target.write("a.docx", b"satu") is Written.NEW
    target.close()
    again = Target.open(tmp_path, overwrite=False)
    assert again.write("a.docx", b"satu") is Written.SAME
    assert again.write("a.docx", b"dua") is Written.NEW
    (tmp_path / "a.docx").write_bytes(b"disunting di Word")
    assert again.write("a.docx", b"tiga") is Written.KEPT
    assert (tmp_path / "a.docx").read_bytes() == b"disunting di Word"
    (tmp_path / "b.docx").write_bytes(b"milik orang lain")
    assert again.write("b.docx", b"tiga") is Written.KEPT
    assert Target.open(tmp_path, overwrite=True).write("b.docx", b"tiga") is Written.NEW
    with pytest.MonkeyPatch.context() as patch:  # killed before it takes its place
        patch.setattr(target_module, "replace_file", lambda source, _: _die(source))
        killed = Target.open(tmp_path, overwrite=False)
        with pytest.raises(KeyboardInterrupt):
            killed.write("b.docx", b"empat")
    assert Target.open(tmp_path, overwrite=False).write("b.docx", b"lima") is Written.NEW
    for number, told in ((errno.ENOSPC, r"disk penuh$"), (errno.EACCES, "tutup dulu berkas itu")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(target_module, "replace_file", lambda *_, number=number: _refuse(number))
            refused = Target.open(tmp_path, overwrite=False)
            with pytest.raises(TargetError, match=told):
                refused.write("b.docx", b"enam")
    (tmp_path / RECORD).write_text("bukan JSON", "utf-8")
    assert Target.open(tmp_path, overwrite=False).write("a.docx", b"empat") is Written.KEPT
    assert sorted(path.name for path in tmp_path.iterdir()) == [RECORD, "a.docx", "b.docx"]


def _die(source: Path) -> None:
    if source.name.endswith(".docx.baru"):
        raise KeyboardInterrupt
    source.replace(source.with_name(RECORD))


def _refuse(number: int) -> None:
    raise OSError(number, os.strerror(number))


def test_an_export_that_is_broken_off_leaves_whole_files_and_the_next_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in write_catalogue(tmp_path).glob("*.yml"):
        if path.stem not in {"rantai", "bersama"}:
            path.unlink()
    write = Target.write

    def told(target: Target, name: str, data: bytes) -> Written:
        how = write(target, name, data)
        os.kill(os.getpid(), signal.SIGTERM)
        return how

    with monkeypatch.context() as patch:
        patch.setattr(Target, "write", told)
        code, said = run(tmp_path, "--semua", "--docx", "--ke", "hasil")
    assert (code, said) == (
        143,
        "Dihentikan (permintaan berhenti); berkas yang sudah ditulis tetap utuh. Ulangi perintahnya bila perlu.\n",
    )
    assert len(names := sorted(path.name for path in (tmp_path / "hasil").iterdir())) == 2
    assert names[0] == RECORD
    _, said = run(tmp_path, "--semua", "--docx", "--ke", "hasil")
    assert said.endswith("1 tidak berubah.\n")


def run(folder: Path, *words: str) -> tuple[int, str]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        done = CliRunner().invoke(sop, ["ekspor", *words])
    finally:
        os.chdir(before)
    return done.exit_code, done.output


def test_the_command(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path)
    for path in folder.glob("*.yml"):
        if path.stem not in {"rantai", "bersama"}:
            path.unlink()
    assert run(tmp_path, "rantai", "--docx", "--xlsx", "--ke", "hasil") == (
        0,
        "2 berkas ditulis ke hasil, 0 tidak berubah.\n",
    )
    assert run(tmp_path, "rantai", "--docx", "--xlsx", "--ke", "hasil") == (
        0,
        "0 berkas ditulis ke hasil, 2 tidak berubah.\n",
    )
    assert {path.name for path in (tmp_path / "hasil").iterdir()} == {RECORD, "rantai.docx", "daftar-sop-pilihan.xlsx"}
    (tmp_path / "hasil" / "rantai.docx").write_bytes(b"x")
    code, said = run(tmp_path, "--unit", "Biro Umum", "--docx", "--ke", "hasil")
    assert code == 1
    assert "Tidak ditimpa karena sudah diubah: hasil/rantai.docx" in said
    assert "1 berkas ditulis ke hasil, 0 tidak berubah." in said
    assert run(tmp_path, "--semua", "--docx", "--timpa", "--ke", "hasil")[0] == 0
    (folder / "rusak.yml").write_text("nama: [", "utf-8")
    code, said = run(tmp_path, "--semua", "--xlsx", "--ke", "hasil")
    assert (code, "Belum dapat dibaca, tidak diekspor: rusak.yml" in said) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rantai", "--ke", "x"], "--docx untuk dokumen Word, --xlsx untuk daftar Excel"),
        (["--docx", "--ke", "x"], "JALUR, --unit KODE, atau --semua, salah satu saja"),
        (["rantai", "--semua", "--docx", "--ke", "x"], "salah satu saja"),
        (["--unit", "biro-umun", "--docx", "--ke", "x"], "mungkin maksudnya `biro-umum`"),
        (["ranta", "--docx", "--ke", "x"], "mungkin maksudnya `rantai`"),
        (["--semua", "--docx", "--ke", "sops/rantai.yml"], "adalah berkas; sebutkan folder"),
    ],
)
def test_wrong_use_is_said_in_a_line(words: list[str], said: str, tmp_path: Path) -> None:
    write_catalogue(tmp_path)
    code, output = run(tmp_path, *words)
    assert (code, said in output) == (2, True), output


def test_options_of_mkdocs_yml_that_mean_nothing_are_named(tmp_path: Path) -> None:
    write_catalogue(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins:\n  - sop_catalog:\n      paper: a3\n", "utf-8")
    code, output = run(tmp_path, "rantai", "--docx", "--ke", "x")
    assert (code, "opsi paper di mkdocs.yml tidak dikenal: 'a3'; tulis a4 atau f4" in output) == (2, True)


def test_without_the_extra_one_line_says_what_to_install(tmp_path: Path) -> None:
    write_catalogue(tmp_path)
    code = (
        "import sys; sys.modules['docx'] = None; sys.argv = ['sop', 'ekspor', '--semua', '--docx', '--ke', 'x'];"
        "from sop_catalog.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") <= 2
    assert "pip install 'sop-catalog[ekspor]'" in done.stderr
    assert not (tmp_path / "x").exists()


def test_a_logo_of_svg_takes_the_picture_beside_it(tmp_path: Path) -> None:
    from sop_catalog.exporting.logo import find_logo

    svg = tmp_path / "l.svg"
    svg.write_text("<svg/>", "utf-8")
    assert find_logo(svg) == svg
    shutil.copy(svg, tmp_path / "l.png")
    assert find_logo(svg) == tmp_path / "l.png"
    assert find_logo(tmp_path / "tidak-ada.png") is None
    (tmp_path / "l.webp").write_bytes(b"")
    assert find_logo(tmp_path / "l.webp") == tmp_path / "l.png"


def test_the_guide_names_every_option_and_what_is_installed() -> None:
    text = (ROOT / "docs" / "word-dan-excel.md").read_text("utf-8")
    options = {name for parameter in sop.commands["ekspor"].params for name in parameter.opts if name.startswith("--")}
    assert options == set(re.findall(r"^\| `(--[a-z]+)", text, re.MULTILINE))
    assert "pip install python-docx XlsxWriter\n" in text
    assert f"{SOON.days} hari" in text
