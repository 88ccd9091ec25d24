"""`sop bangun` and `mkdocs build`: whoever looks at the site finds the old one or the new one, whatever happens."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.faults import run_trials
from support.rights import obey_rights
from support.sites import BUILD_TIME, SiteMaker, run_mkdocs

from sop_catalog.cli import sop
from sop_catalog.publish.aside import sweep
from sop_catalog.publish.exchange import exchange

TRIALS = Path(__file__).parent.parent / "support" / "build_trials.py"


@pytest.mark.parametrize("fate", ["mati", "penuh", "tolak"])
def test_the_old_site_or_the_new_one_at_every_step(quick: Path, fate: str) -> None:
    trials = run_trials(TRIALS, str(quick), "tukar", fate)
    assert trials["steps"] > 10
    for outcome in trials["outcomes"]:
        assert outcome["seen"] in {"lama", "baru"}, outcome
        assert (outcome["after"], outcome["left"], outcome["code"]) == ("baru", ["site"], 0), outcome


@pytest.mark.parametrize("fate", ["mati", "tolak"])
def test_a_disk_without_the_exchange_gets_its_site_back(quick: Path, fate: str) -> None:
    trials = run_trials(TRIALS, str(quick), "pindah", fate)
    assert any(outcome["seen"] == "tidak ada" for outcome in trials["outcomes"]) is (fate == "mati")
    for outcome in trials["outcomes"]:
        assert outcome["swept"] in {"lama", "baru"}, outcome
        assert (outcome["after"], outcome["left"], outcome["code"]) == ("baru", ["site"], 0), outcome


@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_a_site_whose_folders_somebody_has_closed_goes_as_well(tmp_path: Path, mode: int) -> None:
    """Also for a program that is not root; what a link in it leads to keeps its rights."""
    (tmp_path / "luar").mkdir(mode=0o500)
    room = tmp_path / ".sop-bangun-aaaaaaaa"
    (room / "baru/sop/a").mkdir(parents=True)
    (room / "baru/sop/a/index.html").write_text("lama")
    (room / "baru/sop/tautan").symlink_to(tmp_path / "luar")
    (room / "kunci").write_text(json.dumps({"tempat": "site"}))
    (room / "baru/sop/a").chmod(mode)
    (room / "baru/sop").chmod(mode)
    command = "import sys, pathlib; from sop_catalog.publish.aside import sweep; sweep(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", command, str(tmp_path)], check=True, preexec_fn=obey_rights)
    assert [path.name for path in tmp_path.iterdir()] == ["luar"]
    assert (tmp_path / "luar").stat().st_mode & 0o777 == 0o500


@pytest.mark.parametrize("closed", ["server", "server/web"])
def test_a_place_that_nobody_may_look_into_is_one_line(tmp_path: Path, closed: str) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Uji\n")
    (tmp_path / "server/web").mkdir(parents=True)
    (tmp_path / closed).chmod(0)
    command = [sys.executable, "-m", "sop_catalog.cli", "bangun", "--ke", "server/web"]
    result = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=obey_rights
    )  # fmt: skip
    (tmp_path / closed).chmod(0o755)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "situs tidak dapat ditulis ke" in result.stderr
    assert "Kesalahan di dalam program" not in result.stderr


@pytest.mark.parametrize("option", ["site_url", "repo_url"])
@pytest.mark.parametrize("command", ["bangun", "terbitkan web", "cetak --semua --ke pdf"])
def test_an_address_over_which_mkdocs_breaks_off_is_one_line(
    make_site: SiteMaker, monkeypatch: pytest.MonkeyPatch, command: str, option: str
) -> None:
    monkeypatch.chdir(make_site(mkdocs=f"site_name: Uji\n{option}: 'http://['\nplugins: [sop_catalog]\n"))
    result = CliRunner().invoke(sop, command.split())
    assert result.exit_code == 2, result.output
    assert f"`{option}` di mkdocs.yml bukan alamat situs" in result.output
    assert result.output.count("\n") <= 2


def test_this_disk_knows_the_exchange(tmp_path: Path) -> None:
    """Or the tests above would show less than they say."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to("x")
    assert exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a").is_symlink()
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "a", tmp_path / "tidak-ada")


def test_only_what_is_ours_is_swept(tmp_path: Path) -> None:
    ours, theirs, old, at_work = (
        tmp_path / f".sop-bangun-{name}" for name in ("aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd")
    )
    for path in (ours, at_work):
        (path / "baru").mkdir(parents=True)
        (path / "kunci").write_text(json.dumps({"tempat": "site"}))
    (theirs / "baru").mkdir(parents=True)
    (theirs / "catatan.txt").write_text("punya orang")
    (old / "lama").mkdir(parents=True)  # of a version of this program without locks
    (old / "lama/index.html").write_text("situs lama")
    (tmp_path / ".sop-bangun-XXXXXXXX").mkdir()
    (tmp_path / ".sop-bangun-eeeeeeee").symlink_to(theirs)
    holder = "import sys; from sop_catalog.publish.locks import *; l = open_lock(sys.argv[1]); assert take_lock(l); print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(at_work / "kunci")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"1\n"
        sweep(tmp_path, tmp_path / "site")
        other.communicate(b"\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [theirs.name, at_work.name, ".sop-bangun-XXXXXXXX", ".sop-bangun-eeeeeeee", "site"]
    )
    assert (tmp_path / "site/index.html").read_text() == "situs lama"
    assert sorted(path.name for path in theirs.iterdir()) == ["baru", "catatan.txt"]


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".") and path.name != ".sop-cache"]


@pytest.mark.parametrize("command", [["sop_catalog.cli", "bangun"], ["mkdocs", "build"]])
def test_a_build_that_is_killed_leaves_the_old_site(make_site: SiteMaker, command: list[str]) -> None:
    folder = make_site({"site/index.html": "situs lama", "site/sitemap.xml": "x"})
    for number in (
        (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT) if "bangun" in command else (signal.SIGKILL,)
    ):
        left = set(folder.glob(".sop-bangun-*"))
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": BUILD_TIME}, start_new_session=True, preexec_fn=_heed,  # noqa: PLW1509
        )  # fmt: skip
        while not any((path / "baru/assets/sop.css").exists() for path in set(folder.glob(".sop-bangun-*")) - left):
            assert process.poll() is None
            time.sleep(0.005)
        if number is signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does it: to every program that it knows of
        else:
            process.send_signal(number)
        _, said = process.communicate(timeout=600)
        assert _tree(folder / "site") == {"index.html": b"situs lama", "sitemap.xml": b"x"}
        if number is not signal.SIGKILL:
            assert process.returncode == 128 + number
            assert said.splitlines()[-1].startswith("Dihentikan (")
            assert not re.search("Traceback|Abort", said)
            assert _hidden(folder) == []
    assert run_mkdocs("build", folder=folder).returncode == 0
    assert (folder / "site/sop/contoh-satu/index.html").is_file()
    assert _hidden(folder) == []


def _heed() -> None:
    """Suites that a build server starts in the background have children that ignore Ctrl+C."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.parametrize("command", [["sop_catalog.cli", "bangun"], ["mkdocs", "build"]])
def test_a_file_that_cannot_be_written_is_one_line(make_site: SiteMaker, command: list[str]) -> None:
    """A limit on the size of files takes the part of a full disk."""
    folder = make_site({"site/index.html": "situs lama", "site/sitemap.xml": "x"})
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False, timeout=600,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )  # fmt: skip
    assert result.returncode == 1
    said = [line for line in (result.stdout + result.stderr).splitlines() if "tidak dapat ditulis" in line]
    assert len(said) == 1
    assert said[0].startswith("Situs tidak dapat ditulis: berkas melebihi batas ukuran pada disk itu (")
    assert "Traceback" not in result.stdout + result.stderr
    assert _tree(folder / "site") == {"index.html": b"situs lama", "sitemap.xml": b"x"}
    assert _hidden(folder) == []


def test_a_strict_build_with_warnings_leaves_the_old_site(make_site: SiteMaker) -> None:
    folder = make_site({"docs/lain.md": "[x](tidak-ada.md)\n", "site/index.html": "situs lama"})
    assert run_mkdocs("build", "--strict", folder=folder).returncode == 1
    assert _tree(folder / "site") == {"index.html": b"situs lama"}
    assert _hidden(folder) == []


def test_hidden_files_of_the_site_folder_stay_as_mkdocs_keeps_them(make_site: SiteMaker) -> None:
    folder = make_site({"site/.git": "gitdir: ../lain", "site/lama.html": "x"})
    assert run_mkdocs("build", folder=folder).returncode == 0
    assert (folder / "site/.git").read_text() == "gitdir: ../lain"
    assert not (folder / "site/lama.html").exists()
    assert _hidden(folder) == []
