"""Every command's text formats: what files say neither begins a build server's command nor moves a terminal's cursor."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from support.sites import minimal_sop

from sop_catalog.cli import sop
from sop_catalog.source.report import guard_lines

_COMMAND = r"::error::\u001b[2J ##[error]"
"""As a quoted YAML text: it would be a command at the beginning of a line, and clears a terminal."""


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue whose names, titles, regulations and files all look like commands; and its former state, `lama`."""
    monkeypatch.chdir(tmp_path)
    quoted = f'"{_COMMAND}"'
    text = minimal_sop(quoted, dasar_hukum=f'["UU 1/2000 tentang {_COMMAND}"]').replace("Staf", quoted)
    files = {
        "sops/_daftar/unit.yml": f"biro-uji: {{nama: {quoted}, pemilik: ['@biro']}}\n",
        "sops/_daftar/jabatan.yml": f"kepala: {{nama: {quoted}, alias: [Staf]}}\nketua: {{nama: Ketua}}\n",
        "sops/::error::a.yml": text,
        "sops/ ::error::b.yml": text + "salah: [\n",
        "sops/\n::error::c.yml": text,
        "lama/_daftar/unit.yml": "biro-uji: Biro\n",
        "lama/::error::a.yml": text.replace("UU 1/2000", "UU 2/2000"),
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["periksa"],
        ["periksa", "--semua"],
        ["periksa", "--format", "ringkas"],
        ["periksa", "sops/::error::a.yml", "--format", "ringkas"],
        ["jelaskan"],
        ["jelaskan", "::error::x"],
        ["bandingkan", "lama", "sops"],
        ["bandingkan", "lama", "sops", "--format", "markdown"],
        ["bandingkan", "sops", "lama", "--format", "json"],
        *(["dampak", "--cabut", "UU 1/2000", "--format", bentuk] for bentuk in ("teks", "markdown", "csv")),
        *(["dampak", "--ganti-jabatan", "kepala=ketua", "--format", bentuk] for bentuk in ("teks", "markdown", "csv")),
        ["dampak", "--cabut", "\n::error::x"],
        ["dampak", "--ganti-jabatan", "\n::error::x=y"],
        ["buat", "--nama", "\n::error::Baru", "--unit", "biro-uji", "--pelaksana", "Staff,::error::Kepala"],
        ["buat", "--nama", "::error::\x1b[2J", "--unit", "biro-uji", "--pelaksana", "Staff"],
        ["buat", "--nama", "Lain", "--unit", "::error::x", "--pelaksana", "Staff", "--folder", "sops"],
        ["buat", "--nama", "Lain"],
        ["pemilik"],
        ["skema"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("hostile")
def test_no_line_is_a_command(arguments: list[str]) -> None:
    result = CliRunner().invoke(sop, arguments)
    assert result.exit_code in {0, 1, 2}, result.exception
    assert result.output
    for line in result.output.removeprefix("\ufeff").split("\n"):
        shown = line.removesuffix("\r").replace("\u2060", "")  # joiners that Markdown needs
        assert shown.isprintable(), repr(line)
        assert not shown.lstrip().startswith("::"), repr(line)
        assert "##[" not in shown or arguments[-1] == "json"


def test_a_file_whose_name_begins_a_command_keeps_a_path(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hostile / "sops")
    result = CliRunner().invoke(sop, ["periksa", "--format", "ringkas"])
    assert not [line for line in result.output.splitlines() if line.lstrip().startswith("::")]
    assert "\n./ ::error::b.yml:" in result.output


@pytest.mark.usefixtures("hostile")
def test_a_path_of_several_lines_is_left_out_of_the_owners() -> None:
    result = CliRunner().invoke(sop, ["pemilik"])
    assert "/sops/::error::a.yml  @biro" in result.stdout
    assert "c.yml" not in result.stdout
    assert r"'sops/\n::error::c.yml' memuat karakter tak tampak" in result.stderr


def test_every_blank_before_a_command_is_seen() -> None:
    assert guard_lines("a ::b\n::c\n \u00a0::d\n:e\n::") == "a ::b\n：:c\n \u00a0：:d\n:e\n：:"
