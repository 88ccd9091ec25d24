"""`sop buat`: what it writes is a sound SOP with blanks, and what was there stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from support.paths import ROOT

from sop_catalog.catalog.load import load_catalog
from sop_catalog.checks.run import check_paths
from sop_catalog.cli import sop as sop_command
from sop_catalog.model.decode import decode
from sop_catalog.source.text import Source
from sop_catalog.start.new import NewSop, NewSopError, name_columns, split_titles, write_new_sop


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped catalogue, as the current folder."""
    shutil.copytree(ROOT / "sops", tmp_path / "sops")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*arguments: str, typed: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(sop_command, ["buat", *arguments], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


GOOD = ("--nama", "Peminjaman Kendaraan Dinas", "--unit", "biro-perencanaan", "--pelaksana", "Staf,Kabag")
FILE = "sops/biro-perencanaan/peminjaman-kendaraan-dinas.yml"


def test_a_new_file_only_lacks_what_is_not_filled_in(site: Path) -> None:
    code, output = _run(*GOOD)
    assert code == 0
    assert output.splitlines()[-1].startswith(f"Sudah ditulis: {FILE}. Berikutnya: isi berkas itu")
    findings = check_paths([Path(FILE)]).diagnostics
    assert {finding.rule.name for finding in findings} == {"belum-diisi"}
    sop = decode(Source(FILE, (site / FILE).read_text("utf-8"))).sop
    assert sop
    assert (sop.nama, sop.unit, sop.status) == ("Peminjaman Kendaraan Dinas", "biro-perencanaan", "draf")
    assert [(column.kode, column.judul) for column in sop.pelaksana] == [("staf", "Staf"), ("kabag", "Kabag")]


def test_questions_are_asked_for_what_was_not_said(site: Path) -> None:
    code, output = _run(typed="SOP Rapat Pimpinan\nBiro Perencanaan dan Manajemen Kinerja\nKabag; Kasubag\n")
    assert code == 0
    assert "biro-perencanaan  Biro Perencanaan dan Manajemen Kinerja" in output
    assert (site / "sops/biro-perencanaan/rapat-pimpinan.yml").is_file()
    assert _run(typed="Rapat\n")[0] == 2


def test_nothing_is_overwritten(site: Path) -> None:
    _run(*GOOD)
    before = (site / FILE).read_bytes()
    for arguments in (GOOD, (*GOOD[:1], "Lain", *GOOD[2:], "--nama-berkas", "peminjaman-kendaraan-dinas")):
        code, output = _run(*arguments)
        assert code == 2
        assert FILE in output
    assert (site / FILE).read_bytes() == before


def test_a_file_that_is_no_sop_stays_too(site: Path) -> None:
    (site / FILE).symlink_to(site / "di-luar.yml")
    code, output = _run(*GOOD)
    assert code == 2
    assert "sudah" in output
    assert not (site / "di-luar.yml").exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--unit": "biro-perencanan"}, "mungkin maksudnya `biro-perencanaan`"),
        ({"--unit": "xyz"}, "yang terdaftar: kemnaker, setjen"),
        ({"--nama": "\x07"}, "harus berisi huruf atau angka"),
        ({"--nama": "…"}, "harus berisi huruf atau angka"),
        ({"--nama": "Pendokumentasian"}, "SOP ini sudah ada: sops/biro-perencanaan/pendokumentasian.yml"),
        ({"--pelaksana": " , "}, "pelaksana belum disebut"),
        ({"--folder": "kosong"}, "jalur tidak ada: kosong"),
    ],
)
@pytest.mark.usefixtures("site")
def test_wrong_use_is_explained(changed: dict[str, str], said: str) -> None:
    options = dict(zip(GOOD[::2], GOOD[1::2], strict=True)) | changed
    code, output = _run(*(word for pair in options.items() for word in pair))
    assert code == 2
    assert said in output


def test_new_roles_are_registered_unless_they_look_like_known_ones(site: Path) -> None:
    register = site / "sops/_daftar/jabatan.yml"
    before = register.read_text("utf-8")
    _, output = _run(*GOOD[:4], "--pelaksana", "Bendahara Umum,Kepala Subbagiann,Kabag")
    after = register.read_text("utf-8")
    assert after.startswith(before)
    assert after.removeprefix(before).splitlines()[-1] == "bendahara-umum: Bendahara Umum"
    assert "Jabatan baru ditambahkan ke _daftar/jabatan.yml: Bendahara Umum." in output
    assert "“Kepala Subbagiann” belum terdaftar tetapi mirip “Kepala Subbagian”" in output
    assert load_catalog(site / "sops")[0].registers.jabatan["bendahara-umum"].nama == "Bendahara Umum"
    _run("--nama", "Lain", *GOOD[2:4], "--pelaksana", "Pengemudi", "--tanpa-daftarkan")
    assert register.read_text("utf-8") == after


def test_the_nearest_folder_of_sops_is_found_from_below(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site / "sops/biro-perencanaan")
    code, output = _run(*GOOD)
    assert (code, "Sudah ditulis: ../biro-perencanaan/peminjaman-kendaraan-dinas.yml" in output) == (0, True)


def test_what_cannot_be_read_is_no_role(site: Path) -> None:
    register = site / "sops/_daftar/jabatan.yml"
    before = register.read_text("utf-8")
    code, output = _run(*GOOD[:4], "--pelaksana", "Tidak  Terbaca,Kabag")
    assert (code, "Jabatan baru" in output) == (0, False)
    assert register.read_text("utf-8") == before


@pytest.mark.parametrize(
    "text", ["{}\n", "{staf: Staf}\n", "staf: Staf\n...\n", "staf: Staf\nkabag: |\n  Kepala\n  Bagian"]
)
def test_a_register_that_nothing_can_be_added_to_stays_as_it_is(site: Path, text: str) -> None:
    register = site / "sops/_daftar/jabatan.yml"
    register.write_text(text, "utf-8")
    code, output = _run(*GOOD[:4], "--pelaksana", "Bendahara Umum")
    after = load_catalog(site / "sops")[0].registers.jabatan
    assert code == 0
    if "Jabatan baru ditambahkan" in output:
        assert after["bendahara-umum"].nama == "Bendahara Umum"
        assert register.read_text("utf-8").startswith(text)
    else:
        assert "tidak dapat ditambahkan sendiri ke sops/_daftar/jabatan.yml" in output
        assert "tulis di sana: `bendahara-umum: Bendahara Umum`" in output
        assert register.read_text("utf-8") == text
    assert text.startswith("staf") or register.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("titles", "codes"),
    [
        ("Staf,Kabag", ["staf", "kabag"]),
        ("Staf Umum,Kabag Umum", ["staf", "kabag"]),
        ("Kepala Bagian,Kepala Biro,Staf", ["kepala-bagian", "kepala-biro", "staf"]),
        ("Lanjut,Selesai,12", ["p1-lanjut", "p2-selesai", "p3-12"]),
        ("Staf,staf , STAF", ["staf"]),
        ("Kabag Umum, Perlengkapan; Staf", ["kabag", "staf"]),
        ("部長", ["p1"]),
    ],
)
def test_codes_come_from_titles(titles: str, codes: list[str]) -> None:
    assert [column.kode for column in name_columns(split_titles(titles))] == codes


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=4))
def test_any_name_and_titles_give_a_sound_file_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, nama: str, titles: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("situs")
    (folder / "_daftar").mkdir()
    (folder / "_daftar" / "unit.yml").write_text("biro-uji: Biro Uji\n")
    try:
        written = write_new_sop(folder, NewSop(nama, "biro-uji", tuple(titles)))
    except NewSopError:
        return
    findings = [item for item in check_paths([written.path]).diagnostics if item.severity != "saran"]
    assert [item.rule.code for item in findings if item.rule.name != "karakter-tak-tampak"] == []
    sop = decode(Source("x.yml", written.path.read_text("utf-8")), "x.yml").sop
    assert sop
    assert sop.judul in {" ".join(nama.split()), " ".join(nama.split()).partition(" ")[2]}
