"""Which catalogue a command means: every command obeys `sops_dir` of mkdocs.yml."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.sites import minimal_sop

from sop_catalog.catalog.place.find import Place, find_catalog, find_catalogs, named_catalog
from sop_catalog.catalog.place.site_config import FindError
from sop_catalog.cli import sop

CONFIG = "site_name: Uji\nplugins:\n  - search\n  - sop_catalog:\n      sops_dir: arsip/naskah\n"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(sop, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose SOPs are in arsip/naskah, beside a folder `sops` that is something else; one SOP has a galat."""
    files = {
        "mkdocs.yml": CONFIG,
        "docs/index.md": "# Katalog\n",
        "sops/lain.yml": "bukan: SOP\n",
        "arsip/naskah/_daftar/unit.yml": "biro-uji: {nama: Biro Uji, pemilik: '@biro-uji'}\n",
        "arsip/naskah/_daftar/jabatan.yml": "staf: Staf\nkabag: Kabag\n",
        "arsip/naskah/umum/satu.yml": minimal_sop("Satu", dasar_hukum="Permenaker Nomor 7 Tahun 2017 tentang Pedoman"),
        "arsip/naskah/umum/dua.yml": minimal_sop("Dua", status="aktif"),
        ".github/ada": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _checked(*arguments: str) -> list[str]:
    return sorted({item["file"] for item in json.loads(run("periksa", "--format", "json", *arguments).stdout)})


def test_periksa_without_a_path_checks_the_folder_that_mkdocs_yml_names(office: Path) -> None:
    assert _checked() == ["arsip/naskah/umum/dua.yml"]
    assert _checked(".") == ["arsip/naskah/umum/dua.yml"]
    assert _checked("arsip/naskah/umum") == ["arsip/naskah/umum/dua.yml"]
    assert _checked("arsip/naskah/umum/dua.yml") == ["arsip/naskah/umum/dua.yml"]
    assert run("periksa", "arsip/naskah/umum/satu.yml").exit_code == 0
    assert run("periksa", str(office)).exit_code == 1


def test_periksa_knows_the_catalogue_of_a_folder_without_registers(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office / "arsip/naskah/umum/dua.yml").write_text(minimal_sop("Dua", keterkaitan="SOP Satu"), "utf-8")
    for name in ("unit", "jabatan"):
        (office / f"arsip/naskah/_daftar/{name}.yml").unlink()
    (office / "arsip/naskah/_daftar").rmdir()
    assert "SOP404" not in run("periksa", "arsip/naskah/umum/dua.yml").stdout
    monkeypatch.chdir(office / "arsip/naskah/umum")
    assert "SOP404" not in run("periksa", "dua.yml").stdout
    assert _checked() == ["../umum/dua.yml", "../umum/satu.yml"]  # the unit is not registered any more


@pytest.mark.usefixtures("office")
def test_the_other_commands_obey_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Satu" in run("dampak", "--cabut", "Permenaker 7/2017").stdout
    assert "/arsip/naskah/" in run("pemilik").stdout
    assert "di arsip/naskah/_daftar/unit.yml" in run("pemilik").stdout
    made = run("buat", "--nama", "Tiga", "--unit", "biro-uji", "--pelaksana", "Staf,Kabag")
    assert made.exit_code == 0, made.output
    assert Path("arsip/naskah/umum/tiga.yml").is_file()
    assert run("skema", "--tulis").exit_code == 0
    assert "arsip/naskah/**/*.yml" in Path(".vscode/settings.json").read_text("utf-8")
    monkeypatch.chdir("docs")
    assert "Satu" in run("dampak", "--cabut", "Permenaker 7/2017").stdout
    assert "Satu" in run("dampak", "--cabut", "Permenaker 7/2017", "--folder", "..").stdout


def test_bandingkan_compares_that_folder(office: Path) -> None:
    identity = ("-c", "user.name=U", "-c", "user.email=u@contoh", "-c", "commit.gpgsign=false")
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "Terbit")):
        subprocess.run(["git", *identity, *command], cwd=office, check=True, capture_output=True)
    path = office / "arsip/naskah/umum/satu.yml"
    path.write_text(path.read_text("utf-8").replace("Mengarsipkan", "Menyimpan arsip"), "utf-8")
    assert "arsip/naskah/umum/satu.yml" in run("bandingkan", "HEAD").stdout
    (office / "salinan").mkdir()
    (office / "arsip").rename(office / "salinan/arsip")
    (office / "mkdocs.yml").rename(office / "salinan/mkdocs.yml")
    subprocess.run(["git", "checkout", "-q", "."], cwd=office, check=True)
    assert "Menyimpan arsip" in run("bandingkan", ".", "salinan").stdout


@pytest.mark.usefixtures("office")
def test_a_folder_that_mkdocs_yml_names_and_that_is_not_there_is_said() -> None:
    Path("mkdocs.yml").write_text(CONFIG.replace("arsip/naskah", "hilang"), "utf-8")
    for command in (("periksa",), ("dampak", "--cabut", "x"), ("pemilik",), ("bandingkan", "HEAD")):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (2, ""), command
        assert "folder SOP tidak ada: hilang" in result.stderr
        assert "`sops_dir`" in result.stderr
    assert run("periksa", "arsip/naskah/umum/satu.yml").exit_code == 0  # a file that is named needs no site


@pytest.mark.parametrize("start", [".", "arsip", "arsip/naskah", "arsip/naskah/umum", "arsip/naskah/_daftar", "docs"])
def test_a_catalogue_is_found_from_anywhere_in_its_site(office: Path, start: str) -> None:
    assert find_catalog(office / start) == Place(Path("arsip/naskah"), Path())
    assert find_catalog(office / start).shown == "arsip/naskah"


def test_a_site_of_somebody_else_names_no_catalogue(office: Path) -> None:
    (office / "mkdocs.yml").write_text("site_name: Lain\nplugins: [search]\n", "utf-8")
    assert find_catalog() == Place(Path("sops"))
    assert find_catalog(office / "arsip/naskah/umum") == Place(Path("arsip/naskah"))
    assert named_catalog(Path("arsip/naskah")).site is None


def test_the_nearest_registers_win(office: Path) -> None:
    (office / "arsip/naskah/dinas/_daftar").mkdir(parents=True)
    assert find_catalog(office / "arsip/naskah/dinas").sops == Path("arsip/naskah/dinas")
    assert find_catalogs(Path("arsip/naskah/dinas/x.yml"))[0][0] == Path("arsip/naskah/dinas")
    assert find_catalogs(Path("arsip/naskah/umum")) == [(Path("arsip/naskah"), Path("arsip/naskah/umum"))]


def test_without_a_catalogue_the_way_out_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FindError, match="--folder"):
        find_catalog()
    with pytest.raises(FindError, match="jalur tidak ada"):
        named_catalog(Path("tidak-ada"))
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(FindError, match="adalah berkas"):
        named_catalog(Path("berkas"))
