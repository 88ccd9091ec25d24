"""`sop impor` as a person uses it: what is written, what is left alone, what a second run does, what the report says."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.naskah.ragam import DOCX, PDF, XLSX, Ragam

from sop_catalog import cli
from sop_catalog.catalog.load import load_catalog
from sop_catalog.importing.run import Perintah, run_import

NAMA = {ragam.nama: ragam for ragam in (*PDF, *XLSX, *DOCX)}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.sop, ["impor", *arguments], prog_name="sop")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty catalogue with one unit, and a folder `lama/` with three files, which is below the current folder."""
    registers = tmp_path / "sops" / "_daftar"
    registers.mkdir(parents=True)
    (registers / "unit.yml").write_text("biro-umum: Biro Umum\n")
    (registers / "jabatan.yml").write_text("")
    (registers / "peraturan.yml").write_text("")
    (tmp_path / "lama" / "sub").mkdir(parents=True)
    write(tmp_path / "lama" / "satu.pdf", PDF[0], 3)
    write(tmp_path / "lama" / "dua.xlsx", XLSX[0], 4)
    write(tmp_path / "lama" / "sub" / "tiga.docx", DOCX[0], 5)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, ragam: Ragam, seed: int) -> str:
    """An invented SOP as a file; the name that its YAML gets."""
    sop, data = ragam.make(seed)
    path.write_bytes(data)
    from sop_catalog.importing.names import make_slug

    return f"{make_slug(sop.nama)}.yml"


def imported(office: Path) -> list[str]:
    return sorted(path.name for path in (office / "sops" / "biro-umum").glob("*.yml"))


def test_a_folder_becomes_a_checked_draft_catalogue(office: Path) -> None:
    (office / "lama" / "foto.heic").write_bytes(b"x")
    result = run("lama", "--ke", "sops/biro-umum", "--paralel", "2")
    assert result.exit_code == 0, result.output
    assert "3 berkas: 3 terbaca menjadi 3 SOP, 0 tidak terbaca" in result.stdout
    assert "3 berkas diperiksa" in result.stdout
    assert result.stderr.count(" langkah\n") == 3
    assert "[3/3]" in result.stderr
    names = imported(office)
    assert len(names) == 3
    for name in names:
        text = (office / "sops" / "biro-umum" / name).read_text("utf-8")
        assert "status: draf" in text
        assert "unit: biro-umum" in text
        assert "(SHA-256 " in text
    work = office / "sops" / "biro-umum" / "_impor"
    report = (work / "impor.md").read_text("utf-8")
    assert "3 berkas: 3 terbaca menjadi 3 SOP" in report
    assert "lama/foto.heic" in report
    rows = list(csv.DictReader((work / "impor.csv").read_text("utf-8-sig").splitlines()))
    assert {row["berkas"] for row in rows} == {"lama/satu.pdf", "lama/dua.xlsx", "lama/sub/tiga.docx"}
    catalog, findings = load_catalog(office / "sops")
    assert len(catalog.sops) == 3
    assert not [one for one in findings if one.severity.value == "galat"]


@pytest.fixture
def quick(office: Path) -> Callable[..., list[tuple[int, int, str]]]:
    """Imports `lama/` in this process; returns what the progress said."""

    def quick(ke: str = "sops/biro-umum", **options: bool) -> list[tuple[int, int, str]]:
        seen: list[tuple[int, int, str]] = []
        order = Perintah((Path("lama"),), Path(ke), "biro-umum", terpisah=False, **options)
        catalog, _ = load_catalog(office / "sops", only=())
        run_import(order, catalog, Path("sops"), lambda done, count, row: seen.append((done, count, row.berkas)))
        return seen

    return quick


def test_a_second_run_reads_only_what_is_new_or_changed(office: Path, quick: Callable[..., list]) -> None:
    assert len(quick()) == 3
    names = imported(office)
    assert quick() == []
    write(office / "lama" / "empat.pdf", PDF[1], 9)
    write(office / "lama" / "satu.pdf", PDF[0], 11)
    assert [berkas for *_, berkas in quick()] == ["lama/empat.pdf", "lama/satu.pdf"]
    assert set(names) < set(imported(office))
    report = (office / "sops/biro-umum/_impor/impor.md").read_text("utf-8")
    assert "4 berkas: 4 terbaca" in report
    assert "xlsx (sudah)" in report
    assert len(quick(ulang=True)) == 4


def test_doubts_of_an_earlier_run_stay_in_the_report(office: Path, quick: Callable[..., list]) -> None:
    write(office / "lama" / "jauh.docx", NAMA["docx tanpa tinggi"], 4)
    quick()
    before = (office / "sops/biro-umum/_impor/impor.csv").read_text("utf-8-sig")
    assert before.count("letak simbol tidak pasti")
    quick()
    assert (office / "sops/biro-umum/_impor/impor.csv").read_text("utf-8-sig") == before


def test_an_edited_file_is_never_overwritten(office: Path) -> None:
    assert run("lama", "--ke", "sops/biro-umum").exit_code == 0
    folder = office / "sops" / "biro-umum"
    edited, untouched, _ = (folder / name for name in imported(office))
    edited.write_text(edited.read_text("utf-8") + "# diperiksa\n", "utf-8")
    mine, other = edited.read_bytes(), untouched.stat().st_mtime_ns
    result = run("lama", "--ke", "sops/biro-umum", "--ulang")
    assert edited.read_bytes() == mine
    assert "Tidak ditimpa karena sudah diubah" in result.stdout
    aside = folder / "_impor" / edited.name
    assert aside.read_text("utf-8") + "# diperiksa\n" == edited.read_text("utf-8")
    assert "## Ditulis di samping" in (folder / "_impor" / "impor.md").read_text("utf-8")
    assert untouched.stat().st_mtime_ns >= other
    run("lama", "--ke", "sops/biro-umum", "--ulang")  # and not the next time either
    assert edited.read_bytes() == mine
    assert len(imported(office)) == 3


def test_a_run_that_was_cut_off_goes_on(office: Path, quick: Callable[..., list]) -> None:
    quick()
    names = imported(office)
    state = office / "sops/biro-umum/_impor/keadaan.json"
    kept = json.loads(state.read_text("utf-8"))
    kept["berkas"].pop(next(iter(kept["berkas"])))  # written, but not noted any more
    state.write_text(json.dumps(kept))
    assert len(quick()) == 1
    state.write_text("{ rusak")
    assert len(quick()) == 3
    assert imported(office) == names


def test_moved_sources_are_known_again_and_copies_are_named(office: Path, quick: Callable[..., list]) -> None:
    quick()
    names = imported(office)
    (office / "lama" / "satu.pdf").rename(office / "lama" / "sub" / "pindah.pdf")
    assert quick() == []
    shutil.copy(office / "lama" / "dua.xlsx", office / "lama" / "zz.xlsx")
    assert quick() == []
    assert imported(office) == names
    assert "sama isinya dengan lama/dua.xlsx" in (office / "sops/biro-umum/_impor/impor.md").read_text("utf-8")


def test_names_that_are_taken(office: Path, quick: Callable[..., list]) -> None:
    name = write(office / "lama" / "satu.pdf", PDF[0], 3)
    other = office / "sops" / "lain"
    other.mkdir()
    (other / name).write_text("nama: Lain\n")
    quick()
    assert f"{name.removesuffix('.yml')}-2.yml" in imported(office)
    assert (other / name).read_text() == "nama: Lain\n"
    text = (office / "sops/biro-umum" / f"{name.removesuffix('.yml')}-2.yml").read_text("utf-8")
    assert f"Nama berkas {name} sudah dipakai SOP lain" in text
    assert "kop naskah tidak menyebut nama unit" not in text
    assert "Kop naskah: " in text


def test_sources_are_kept_beside_if_asked(office: Path, quick: Callable[..., list]) -> None:
    quick(simpan_naskah=True)
    folder = office / "sops" / "biro-umum"
    kept = sorted(path.name for path in folder.iterdir() if path.suffix in {".pdf", ".xlsx", ".docx"})
    assert [Path(name).stem for name in kept] == [Path(name).stem for name in imported(office)]
    for name in kept:
        text = (folder / f"{Path(name).stem}.yml").read_text("utf-8")
        assert f"lampiran:\n  - Naskah asal: {name}\n" in text
    catalog, findings = load_catalog(office / "sops")
    assert len(catalog.sops) == 3
    assert not [one for one in findings if one.severity.value in {"galat", "peringatan"} and "lampiran" in one.message]
    (pdf,) = (name for name in kept if name.endswith(".pdf"))
    assert (folder / pdf).read_bytes() == (office / "lama" / "satu.pdf").read_bytes()
    (office / "lama" / "makro.docm").write_bytes(DOCX[0].make(8)[1])  # is not published: kept, and named
    quick(simpan_naskah=True)
    (macro,) = (folder / "_naskah").iterdir()
    text = (folder / f"{macro.stem}.yml").read_text("utf-8")
    assert f"Naskah asal disimpan: _naskah/{macro.name}" in text
    assert "lampiran" not in text


def test_unknown_roles_and_regulations_are_proposed_and_never_registered(
    office: Path, quick: Callable[..., list]
) -> None:
    registers = office / "sops" / "_daftar"
    quick()
    assert (registers / "jabatan.yml").read_text() == ""
    proposed = (registers / "jabatan.usulan.yml").read_text("utf-8")
    lines = [line for line in proposed.splitlines() if line and not line.startswith("#")]
    assert lines
    assert all(" SOP" in line for line in lines)
    assert "permen-contoh-12-2018" in (registers / "peraturan.usulan.yml").read_text("utf-8")
    (registers / "jabatan.yml").write_text("\n".join(line.split("  #")[0] for line in lines) + "\n", "utf-8")
    quick()  # what has been moved to its register is no proposal any more
    assert not (registers / "jabatan.usulan.yml").exists()
    _, findings = load_catalog(office / "sops")
    assert not [one for one in findings if one.severity.value == "galat"]


def test_wrong_use(office: Path) -> None:
    assert "jalur tidak ada: tidak-ada" in run("tidak-ada", "--ke", "sops/biro-umum").stderr
    assert "unit `lain` tidak terdaftar" in run("lama", "--ke", "sops/lain").stderr
    (office / "kosong").mkdir()
    nothing = run("kosong", "--ke", "sops/biro-umum")
    assert nothing.exit_code == 2
    assert "tidak ada berkas yang dapat dibaca" in nothing.stderr
    assert ".pdf" in nothing.stderr


def test_a_file_that_cannot_be_read_is_one_line(office: Path) -> None:
    (office / "lama" / "rusak.pdf").write_bytes(b"%PDF-1.4 rusak")
    result = run("lama", "--ke", "sops/biro-umum")
    assert result.exit_code == 1
    assert "4 berkas: 3 terbaca menjadi 3 SOP, 1 tidak terbaca" in result.stdout
    report = (office / "sops/biro-umum/_impor/impor.md").read_text("utf-8")
    assert "| lama/rusak.pdf | berkas PDF ini rusak dan tidak dapat dibuka; minta salinan yang utuh |" in report
