"""`sop periksa` and `sop jelaskan` as a person, a build server and an attacker see them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support.examples import BASE, BASE_SOP, overlay
from support.paths import SOPS

from sop_catalog import __version__, cli
from sop_catalog.catalog import files
from sop_catalog.checks.registry import RULES
from sop_catalog.checks.run import check_paths
from sop_catalog.model.decode import Decoded, decode_tree
from sop_catalog.source.text import Source

FORMATS = ("teks", "ringkas", "github", "gitlab", "json")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.sop, list(arguments), prog_name="sop")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small catalogue `sops/`, which is the current folder."""
    shutil.copytree(BASE, tmp_path / "sops")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change(office: Path, piece: str, name: str = BASE_SOP) -> Path:
    """Put fields into the SOP of the catalogue, or write a further SOP like it."""
    path = office / "sops" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(overlay((BASE / BASE_SOP).read_text("utf-8"), piece), "utf-8")
    return path


class TestExitCodes:
    @pytest.mark.usefixtures("office")
    def test_clean(self) -> None:
        result = run("periksa")
        assert (result.exit_code, result.stdout) == (0, "1 berkas diperiksa, tidak ada temuan.\n")

    def test_galat(self, office: Path) -> None:
        change(office, "status: aktif\n")
        assert run("periksa").exit_code == 1

    def test_warning_fails_only_when_strict(self, office: Path) -> None:
        change(office, "peringatan: ruang #3\n")
        assert run("periksa").exit_code == 0
        assert run("periksa", "--ketat").exit_code == 1

    def test_hint_fails_only_when_strict(self, office: Path) -> None:
        change(office, "peringatan:\n")
        assert run("periksa", "sops").exit_code == 0
        assert run("periksa", "sops", "--ketat").exit_code == 1

    @pytest.mark.usefixtures("office")
    @pytest.mark.parametrize("arguments", [("tidak-ada.yml",), ("--format", "xml"), ("--tidak-ada",)])
    def test_wrong_use(self, arguments: tuple[str, ...]) -> None:
        result = run("periksa", *arguments)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert not re.search(r"Usage|Error|Try |Invalid|No such", result.stderr)

    def test_nowhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        result = run("periksa")
        assert result.exit_code == 2
        assert "tidak ada folder sops" in result.stderr

    @pytest.mark.usefixtures("office")
    def test_our_own_error_is_no_traceback(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def fail(_paths: object) -> None:
            raise ZeroDivisionError("\x1b[31m")

        monkeypatch.setattr("sop_catalog.checks.run.check_paths", fail)
        monkeypatch.setattr(sys, "argv", ["sop", "periksa"])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        assert stopped.value.code == 2
        printed = capsys.readouterr()
        assert "Kesalahan di dalam program (ZeroDivisionError" in printed.err
        assert "Traceback" not in printed.err
        assert "\x1b" not in printed.err


class TestWhichFiles:
    def test_only_named_files_are_judged_but_all_are_known(self, office: Path) -> None:
        change(office, "nama: Pemeliharaan Gedung\nstatus: aktif\n", "umum/pemeliharaan-gedung.yml")
        path = change(office, "keterkaitan: SOP Pemeliharaan Gedung\n")
        assert run("periksa", str(path)).exit_code == 0
        assert run("periksa", "sops/umum").exit_code == 1
        result = run("periksa", "sops", "--format", "json")
        assert [item["file"] for item in json.loads(result.stdout)] == ["sops/umum/pemeliharaan-gedung.yml"]

    def test_what_a_second_file_shares_with_the_named_one_is_said(self, office: Path) -> None:
        first = change(office, "nomor: 1/SOP/2026\n")
        change(office, "nama: Lain\nnomor: 1 / sop / 2026\n", "a-lain.yml")
        for path in (first, office / "sops" / "a-lain.yml"):
            found = json.loads(run("periksa", str(path), "--format", "json").stdout)
            assert [item["code"] for item in found] == ["SOP403"]

    def test_one_path_says_what_the_whole_says_of_it(self) -> None:
        whole = check_paths([SOPS])
        for path in sorted(SOPS.glob("[a-z]*/*.yml")):
            shown = path.as_posix()
            expected = {
                (item.rule.code, item.line, item.message) for item in whole.diagnostics if item.source.path == shown
            }
            one = check_paths([path])
            assert one.files == 1
            assert {(item.rule.code, item.line, item.message) for item in one.diagnostics} == expected

    def test_nearest_register_wins(self, office: Path) -> None:
        inner = office / "sops" / "dinas"
        shutil.copytree(BASE, inner)
        (inner / "_daftar" / "unit.yml").write_text("dinas-lain: Dinas Lain\n")
        result = run("periksa", str(inner / BASE_SOP), "--format", "ringkas")
        assert "galat[SOP401]" in result.stdout
        assert "dinas-lain" in result.stdout

    def test_register_alone(self, office: Path) -> None:
        (office / "sops" / "_daftar" / "peraturan.yml").write_text("permenaker-07-2017: Pedoman\n")
        result = run("periksa", "sops/_daftar/peraturan.yml")
        assert "SOP418" in result.stdout
        assert result.stdout.endswith(
            "1 berkas diperiksa: 1 peringatan. Mulai dari sops/_daftar/peraturan.yml:1 (SOP418).\n"
        )

    @pytest.mark.usefixtures("office")
    def test_folder_above_the_catalogue(self) -> None:
        assert run("periksa", ".").stdout == "1 berkas diperiksa, tidak ada temuan.\n"

    def test_from_inside_the_catalogue(self, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        change(office, "status: aktif\n")
        monkeypatch.chdir(office / "sops")
        assert " peminjaman-kendaraan.yml:3 " in run("periksa").stdout
        assert "peminjaman-kendaraan.yml:3:9" in run("periksa", BASE_SOP, "--format", "ringkas").stdout

    def test_file_without_a_catalogue(self, tmp_path: Path) -> None:
        shutil.copy(BASE / BASE_SOP, tmp_path)
        found = json.loads(run("periksa", str(tmp_path / BASE_SOP), "--format", "json").stdout)
        assert [item["code"] for item in found] == ["SOP401"]

    @pytest.mark.parametrize("name", ["lama.docx", "baru.yml.txt", "_draf.yml"])
    def test_named_file_that_is_no_sop(self, office: Path, name: str) -> None:
        (office / "sops" / name).write_text("x")
        result = run("periksa", f"sops/{name}")
        assert result.exit_code == 0
        assert result.stdout.count("saran[SOP122]") == 1

    def test_file_that_cannot_be_read(self, office: Path) -> None:
        (office / "sops" / "putus.yml").symlink_to("tidak-ada")
        os.mkfifo(office / "sops" / "pipa.yml")
        found = json.loads(run("periksa", "--format", "json").stdout)
        assert [(item["code"], item["file"], item["line"]) for item in found] == [
            ("SOP123", "sops/pipa.yml", 1),
            ("SOP123", "sops/putus.yml", 1),
        ]

    def test_broken_register_is_one_finding(self, office: Path) -> None:
        (office / "sops" / "_daftar" / "unit.yml").write_text("biro-umum: Biro: Umum\n  x: [\n")
        codes = {item["code"] for item in json.loads(run("periksa", "--format", "json").stdout)}
        assert codes
        assert all(code.startswith("SOP1") for code in codes)

    def test_broken_file_keeps_its_slug(self, office: Path) -> None:
        change(office, "keterkaitan: SOP Pemeliharaan Gedung\n")
        (office / "sops" / "pemeliharaan-gedung.yml").write_text("nama: [\n")
        found = json.loads(run("periksa", "--format", "json").stdout)
        assert {item["file"] for item in found} == {"sops/pemeliharaan-gedung.yml"}


class TestFormats:
    def test_json(self, office: Path) -> None:
        change(office, "peringatan: 😀😀 ruang #3\nstatus: aktif\n")
        result = run("periksa", "--format", "json")
        found = json.loads(result.stdout)
        assert [set(item) for item in found] == [
            {"code", "name", "severity", "file", "line", "column", "message", "fix", "fixes"}
        ] * 2
        assert found[0] == {
            "code": "SOP210",
            "name": "pilihan",
            "severity": "galat",
            "file": "sops/peminjaman-kendaraan.yml",
            "line": 3,
            "column": 9,
            "message": "`status` tidak mengenal `aktif`",
            "fix": "pilih salah satu: draf, berlaku, dicabut",
            "fixes": [],
        }
        assert (found[1]["line"], found[1]["column"]) == (5, 22)  # code points, not bytes
        assert "2 berkas" not in result.stdout
        assert "Mulai dari" in result.stderr

    def test_json_has_what_a_fix_types(self, office: Path) -> None:
        change(office, "perlengkapan: 😀 Komputer\n")
        (found,) = json.loads(run("periksa", "--format", "json").stdout)
        ((fix,), line) = found["fixes"], found["line"]
        assert fix == {
            "label": "tulis `peralatan:`",
            "edits": [
                {"start": {"line": line, "column": 1}, "end": {"line": line, "column": 13}, "text": "peralatan"},
            ],
        }

    @pytest.mark.usefixtures("office")
    def test_json_without_findings_is_an_empty_list(self) -> None:
        assert json.loads(run("periksa", "--format", "json").stdout) == []
        assert json.loads(run("periksa", "--format", "gitlab").stdout) == []

    def test_gitlab_fingerprint_survives_moved_lines(self, office: Path) -> None:
        path = change(office, "peringatan: ruang #3\n")
        before = json.loads(run("periksa", "--format", "gitlab").stdout)
        path.write_text("# catatan\n" + path.read_text("utf-8"), "utf-8")
        after = json.loads(run("periksa", "--format", "gitlab").stdout)
        assert set(before[0]) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert before[0]["location"] == {"path": "sops/peminjaman-kendaraan.yml", "lines": {"begin": 5}}
        assert before[0]["fingerprint"] == after[0]["fingerprint"]
        assert after[0]["location"]["lines"]["begin"] == 6

    def test_github_shows_galat_first(self, office: Path) -> None:
        change(office, "peringatan: ruang #3\ntanggal_efektif: besok\n")
        lines = run("periksa", "--format", "github").stdout.splitlines()
        assert lines[0].startswith(
            "::error file=sops/peminjaman-kendaraan.yml,line=6,col=18,title=SOP205 bukan-tanggal::"
        )
        assert lines[1].startswith("::warning file=")
        assert "%0APerbaiki: " in lines[0]
        assert not lines[2].startswith("::")

    def test_short_form(self, office: Path) -> None:
        change(office, "status: aktif\n")
        line = run("periksa", "--format", "ringkas").stdout.splitlines()[0]
        assert line.startswith(
            "sops/peminjaman-kendaraan.yml:3:9: galat[SOP210] `status` tidak mengenal `aktif`; perbaiki: "
        )

    def test_sorted_by_file_and_line(self, office: Path) -> None:
        for name in ("b.yml", "a.yml"):
            change(office, f"nama: SOP {name[0]}\ntanggal_efektif: besok\nstatus: aktif\n", name)
        places = [(item["file"], item["line"]) for item in json.loads(run("periksa", "--format", "json").stdout)]
        assert places == sorted(places)
        assert len(places) == 4

    def test_last_line_says_where_to_begin(self, office: Path) -> None:
        change(office, "peringatan: ruang #3\ntanggal_efektif: besok\n")
        last = run("periksa").stdout.splitlines()[-1]
        assert last == "1 berkas diperiksa: 1 galat, 1 peringatan. Mulai dari sops/peminjaman-kendaraan.yml:6 (SOP205)."

    def test_repeats_are_capped(self, office: Path) -> None:
        items = "".join(f"  - SOP Yang Belum Ada Nomor {number}\n" for number in range(8))
        change(office, f"keterkaitan:\n{items}")
        for number in range(30):
            change(office, f"nama: Kegiatan ke {number}\nketerkaitan: SOP Lain Yang Tiada\n", f"kegiatan-{number}.yml")
        short = run("periksa").stdout
        assert short.count("saran[SOP404]") == 20
        assert "… dan 18 temuan SOP404 (sop-belum-ada) lagi pada 11 berkas; pakai --semua" in short
        assert run("periksa", "--semua").stdout.count("saran[SOP404]") == 38
        one = run("periksa", f"sops/{BASE_SOP}").stdout
        assert one.count("saran[SOP404]") == 3
        assert "… dan 5 temuan SOP404 lagi pada berkas ini, baris 9, 10, 11, 12, 13" in one


class TestAttack:
    """A pull request is written by others; its words must not act."""

    HOSTILE = "::error file=x,line=1::tipu%0A::set-output name=a::b ##[error]tipu ##vso[task.setvariable]x ::endgroup::"

    def test_workflow_commands(self, office: Path) -> None:
        change(
            office,
            f"status: '{self.HOSTILE}'\nunit: '{self.HOSTILE}'\nperalatan:\n  - |\n    {self.HOSTILE} #3\n",
            "::error::a.yml",
        )
        for chosen in FORMATS:
            result = run("periksa", "--format", chosen)
            assert result.exit_code == 1
            for line in (result.stdout + result.stderr).splitlines():
                assert chosen in {"gitlab", "json"} or "##[" not in line
                if line.lstrip().startswith("::"):
                    command, _, data = line.lstrip()[2:].partition("::")
                    assert chosen == "github"
                    assert re.fullmatch(r"(error|warning|notice) file=[^:,]*,line=\d+,col=\d+,title=[^:,]*", command)
                    assert not re.search(r"%(?!25|0A|3A|2C)", data)

    def test_working_inside_a_folder_of_hostile_names(self, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        change(office, "status: aktif\n", "::warning::x.yml")
        monkeypatch.chdir(office / "sops")
        lines = run("periksa", "--format", "ringkas").stdout.splitlines()
        assert not any(line.startswith("::") for line in lines)

    @pytest.mark.parametrize("character", ["\x1b[31m", "\x9b31m", "\r", "\u202e", "\x07", "\u2028"])
    def test_terminal_escapes(self, office: Path, character: str) -> None:
        change(office, f"peringatan: a{character}b\nstatus: 'a{character}b'\n", "x.yml")
        (office / "sops" / f"a{character}b.docx").write_text("x")
        for chosen in FORMATS:
            result = run("periksa", "--format", chosen)
            printed = (result.stdout + result.stderr).replace("\n", "")
            assert printed.isprintable()

    def test_undecodable_file_name(self, office: Path) -> None:
        with open(os.fsencode(office / "sops") + b"/a\xff.docx", "wb") as file:  # noqa: PTH123
            file.write(b"x")
        for chosen in FORMATS:
            assert run("periksa", "--format", chosen).exit_code == 0


class TestExplain:
    def test_by_code_name_or_number(self) -> None:
        for wanted in ("SOP301", "sop301", "301", "tujuan-tanpa-langkah"):
            result = run("jelaskan", wanted)
            assert result.exit_code == 0
            assert result.stdout.startswith("# SOP301 tujuan-tanpa-langkah (galat)\n")
            assert "**Salah**" in result.stdout
            assert "**Benar**" in result.stdout

    def test_without_code_all_are_listed(self) -> None:
        assert len(run("jelaskan").stdout.splitlines()) == len(RULES)

    def test_unknown_code(self) -> None:
        result = run("jelaskan", "SOP999")
        assert result.exit_code == 2
        assert "SOP999" in result.stderr

    def test_every_finding_names_a_page(self, office: Path) -> None:
        change(office, "status: aktif\n")
        assert "= penjelasan: sop jelaskan SOP210" in run("periksa").stdout


class TestHelp:
    @pytest.mark.parametrize(
        "arguments", [("--help",), ("periksa", "--help"), ("jelaskan", "--help"), ("periksa", "--format"), ("perksa",)]
    )
    def test_speaks_indonesian(self, arguments: tuple[str, ...]) -> None:
        result = run(*arguments)
        english = (
            r"\b(?:Usage|Options|Commands|Show|Error|Try|Missing|requires|argument|such|ARGS|COMMAND|OPTIONS|default)\b"
        )
        assert not re.search(english, result.stdout + result.stderr), result.output

    @pytest.mark.usefixtures("office")
    def test_aliases_work_and_are_hidden(self) -> None:
        assert run("check").exit_code == 0
        assert run("explain", "SOP301").exit_code == 0
        assert not re.search(r"^\s+(?:check|explain)\b", run("--help").stdout, re.MULTILINE)

    def test_version(self) -> None:
        assert run("--version").stdout == f"sop {__version__}\n"


class TestEconomy:
    """What makes the command quick, counted: a clock on a busy build server says nothing, bench/periksa.py has one."""

    def test_start_loads_no_more_than_it_needs(self, office: Path) -> None:
        code = "import sys; from sop_catalog import cli\ntry: cli.main()\nfinally: print(*sorted(sys.modules))"
        command = [sys.executable, "-c", code, "periksa", str(office / "sops" / BASE_SOP)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=SOPS.parent).stdout
        loaded = set(printed.splitlines()[-1].split())
        assert "yaml" in loaded
        assert not loaded & {
            "mkdocs",
            "jinja2",
            "markupsafe",
            "material",
            "html.parser",
            "json",
            "logging",
            "socket",
            "subprocess",
        }
        rooms = {name.split(".")[1] for name in loaded if name.startswith("sop_catalog.")}
        assert not rooms & {"pages", "plugin", "publishing", "diff", "starting"}

    def test_of_many_sops_only_the_asked_one_is_read_whole(self, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        text = (office / "sops" / BASE_SOP).read_text("utf-8")
        for number in range(50):
            (office / "sops" / f"lain-{number}.yml").write_text(text, "utf-8")
        whole: list[str] = []

        def noted(source: Source, path: str, *read: Any) -> Decoded:
            whole.append(path)
            return decode_tree(source, path, *read)

        monkeypatch.setattr(files, "decode_tree", noted)
        run("periksa", str(office / "sops" / "lain-7.yml"))
        assert whole == ["lain-7.yml"]


def test_a_time_of_the_build_that_is_none_is_said(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)
    for value in ("abc", "9" * 30, "253402300800", "-1", "4294967296"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
        result = run("periksa")
        said = f"sop: SOURCE_DATE_EPOCH berisi '{value}', bukan detik sejak 1970"
        assert (result.exit_code, result.stderr.startswith(said)) == (0, True)
        assert result.stdout == "1 berkas diperiksa, tidak ada temuan.\n"
