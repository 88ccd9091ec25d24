"""What a catalogue installs: its program as a file of a known digest, everything else by digests; `sop paket` keeps the list."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from sop_catalog.cli import sop
from sop_catalog.start import requirements
from sop_catalog.start.requirements import MARK, NAME, OWN, RequirementsError, format_requirements, renew_requirements
from sop_catalog.start.start import NewCatalog, start_catalog

_LISTED = "sop_catalog/templates/mulai/bersama/requirements.txt"
_HASH = f"--hash=sha256:{'0' * 64}"


def _wheel(folder: Path, version: str = "9.9.9", listed: str = "", note: str = "") -> Path:
    """A wheel that pip takes for one of ours, and that holds nothing but a list."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"sop_catalog-{version}-py3-none-any.whl"
    facts = f"sop_catalog-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(_LISTED, listed)
        packed.writestr(f"{facts}/METADATA", f"Metadata-Version: 2.1\nName: sop-catalog\nVersion: {version}\n{note}")
        packed.writestr(
            f"{facts}/WHEEL", "Wheel-Version: 1.0\nGenerator: uji\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        packed.writestr(f"{facts}/RECORD", "")
    return path


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "kantor/sops").mkdir(parents=True)
    (tmp_path / "kantor/mkdocs.yml").write_text("site_name: Uji\n", "utf-8")
    monkeypatch.chdir(tmp_path / "kantor")
    return tmp_path / "kantor"


def _pip(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """As a colleague or a build server installs, without a network, and without changing anything."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--no-deps", "--no-index"]
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return subprocess.run(
        [*command, *more, "-r", NAME],
        cwd=folder,
        env={**variables, "PIP_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )


def test_pip_takes_our_wheel_and_no_other(catalogue: Path) -> None:
    """Not a stranger's of a higher version, not one that was changed, nothing without a digest."""
    wheel = _wheel(catalogue / "paket")
    stranger = _wheel(catalogue.parent / "orang", "99.0.0").parent
    assert CliRunner().invoke(sop, ["paket"]).exit_code == 0
    taken = _pip(catalogue, "--find-links", str(stranger))
    assert taken.returncode == 0, taken.stderr
    assert "sop-catalog-9.9.9" in taken.stdout
    _wheel(catalogue / "paket", note="Summary: diubah\n")
    changed = _pip(catalogue, "--find-links", str(stranger))
    assert changed.returncode != 0
    assert "DO NOT MATCH" in changed.stderr
    (catalogue / NAME).write_text(format_requirements(wheel.name, "", ""), "utf-8")
    assert _pip(catalogue).returncode != 0


def test_a_new_catalogue_names_everything_by_its_digest(tmp_path: Path) -> None:
    """Without the wheel at hand pip refuses the list, and the note says what to do."""
    started = start_catalog(tmp_path / "a", NewCatalog())
    text = (tmp_path / "a" / NAME).read_text("utf-8")
    assert text.startswith(MARK)
    assert "\n--require-hashes\n" in text
    assert "sop-catalog==" not in text
    assert "--find-links" not in text
    ours = text.partition("./paket/")[2].partition("\n")[0]
    assert ours == f"sop_catalog-{started.version}-py3-none-any.whl"
    assert "`sop paket`" in started.format_notes()[0]
    entries = [line for line in text.splitlines() if "==" in line and not line.startswith("#")]
    assert len(entries) > 30
    assert all(line.endswith("\\") for line in entries)


def test_sop_paket_follows_the_wheel_and_keeps_what_the_office_added(catalogue: Path) -> None:
    _wheel(catalogue / "paket", "1.0.0", f"# via\nmkdocs==1.6.1 \\\n    {_HASH}\n    # via sop-catalog\n")
    runner = CliRunner()
    first = runner.invoke(sop, ["paket"])
    assert first.output.startswith("ditulis: requirements.txt. Berikutnya: `python -m pip install -r requirements.txt`")
    assert runner.invoke(sop, ["paket", "--periksa"]).output == "requirements.txt sudah yang terbaru.\n"
    own = f"plugin-kantor==2.0 {_HASH}\n"
    with (catalogue / NAME).open("a", encoding="utf-8") as file:
        file.write(own)
    (catalogue / "paket/sop_catalog-1.0.0-py3-none-any.whl").unlink()
    newer = _wheel(catalogue / "paket", "1.1.0", f"mkdocs==1.6.2 \\\n    {_HASH}\n")
    stale = runner.invoke(sop, ["paket", "--periksa"])
    assert (stale.exit_code, stale.output.splitlines()[0]) == (1, "tertinggal: requirements.txt")
    assert runner.invoke(sop, ["package"]).exit_code == 0
    text = (catalogue / NAME).read_text("utf-8")
    assert hashlib.sha256(newer.read_bytes()).hexdigest() in text
    assert "1.0.0" not in text
    assert "mkdocs==1.6.2 \\\n" in text
    assert text.endswith(f"{OWN}\n{own}")
    assert text.count("mkdocs==") == 1
    assert not list(catalogue.glob(".requirements*"))


def test_what_is_wrong_with_the_folder_is_said(catalogue: Path) -> None:
    with pytest.raises(RequirementsError, match=r"tidak ada berkas sop_catalog-«versi»-py3-none-any\.whl"):
        renew_requirements(catalogue)
    _wheel(catalogue / "paket", "1.0.0")
    _wheel(catalogue / "paket", "1.1.0")
    with pytest.raises(RequirementsError, match="ada 2 berkas program"):
        renew_requirements(catalogue)
    (catalogue / "paket/sop_catalog-1.1.0-py3-none-any.whl").unlink()
    (catalogue / NAME).write_text("mkdocs==1.6.1\n", "utf-8")
    with pytest.raises(RequirementsError, match="dibuat dengan tangan"):
        renew_requirements(catalogue)
    said = CliRunner().invoke(sop, ["paket"])
    assert (said.exit_code, said.output.count("\n")) == (2, 1)
    assert (catalogue / NAME).read_text("utf-8") == "mkdocs==1.6.1\n"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 rusak", b"x" * 400])
def test_a_damaged_wheel_is_one_line(catalogue: Path, content: bytes) -> None:
    (catalogue / "paket").mkdir()
    (catalogue / "paket/sop_catalog-1.0.0-py3-none-any.whl").write_bytes(content)
    with pytest.raises(RequirementsError, match="rusak atau bukan berkas program"):
        renew_requirements(catalogue)


def test_a_wheel_that_leads_out_is_not_opened(catalogue: Path) -> None:
    elsewhere = _wheel(catalogue.parent / "luar", "1.0.0")
    (catalogue / "paket").mkdir()
    (catalogue / "paket" / elsewhere.name).symlink_to(elsewhere)
    with pytest.raises(RequirementsError, match="tautan ke luar katalog"):
        renew_requirements(catalogue)


def test_a_disk_that_refuses_leaves_the_list_as_it_was(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _wheel(catalogue / "paket", "1.0.0")
    before = f"{MARK}\n"
    (catalogue / NAME).write_text(before, "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(requirements.os, "replace", full)
    said = CliRunner().invoke(sop, ["paket"])
    assert said.exit_code == 2
    assert "requirements.txt tidak dapat ditulis" in said.output
    assert (catalogue / NAME).read_text("utf-8") == before
    assert not list(catalogue.glob(".requirements*"))


def test_a_link_in_the_way_is_not_followed(catalogue: Path) -> None:
    """Neither where the list stands nor where it is written first."""
    _wheel(catalogue / "paket", "1.0.0")
    victim = catalogue.parent / "korban.txt"
    victim.write_text("milik orang", "utf-8")
    (catalogue / f".{NAME}.baru").symlink_to(victim)
    assert CliRunner().invoke(sop, ["paket"]).exit_code == 0
    assert victim.read_text("utf-8") == "milik orang"
    (catalogue / NAME).unlink()
    (catalogue / NAME).symlink_to(victim)
    assert CliRunner().invoke(sop, ["paket"]).exit_code == 2
    assert victim.read_text("utf-8") == "milik orang"
