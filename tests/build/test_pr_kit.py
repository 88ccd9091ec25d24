"""The pull-request kit: one source for this repository and for new catalogues, least rights, one comment, owners."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.paths import ROOT

from sop_catalog.compare.formats import COMMENT_MARK
from sop_catalog.source.markdown import escape_markdown
from sop_catalog.start.kit import FORGES, KitValues, forge_files
from sop_catalog.start.owners import (
    MARK,
    OwnersError,
    find_owners,
    owner_file,
    owner_files,
    render_owners,
    stale_files,
    write_owners,
)
from sop_catalog.start.start import NewCatalog, start_catalog

FROM_SOURCE = (
    "python -m pip install --require-hashes -r requirements.txt -r requirements-build.txt",
    "python -m pip install --no-deps --no-build-isolation --editable .",
    "python -m sop_catalog.site.mermaid_bundle",
    "python -m sop_catalog.site.pyodide_bundle",
)
"""This repository holds the program itself; its build servers install that, and Mermaid and Pyodide with npm."""
REPOSITORY = {
    "github": KitValues(forge="github", pasang=FROM_SOURCE),
    "gitlab": KitValues(
        forge="gitlab",
        pasang=("apt-get update -qq && apt-get install -qq -y --no-install-recommends npm", *FROM_SOURCE),
    ),
}
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))


@pytest.mark.parametrize("forge", REPOSITORY)
def test_this_repository_uses_the_kit_that_it_gives_away(forge: str) -> None:
    """UPDATE_GOLDEN=1 writes the files."""
    for name, content in forge_files(REPOSITORY[forge]).items():
        path = ROOT / name
        if UPDATE:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        assert path.is_file(), f"{name} hilang; jalankan UPDATE_GOLDEN=1 pytest tests/build/test_pr_kit.py"
        assert path.read_bytes() == content, f"{name} tidak sama dengan templatenya"


def test_the_owners_of_this_repository_are_fresh() -> None:
    owners = find_owners(ROOT / "sops", "sops")
    if UPDATE:
        write_owners(owners, owner_files(ROOT))
    assert set(owner_files(ROOT)) == {"github", "gitlab"}
    assert stale_files(owners, owner_files(ROOT)) == []


def _kit(forge: str) -> dict[str, Any]:
    """Path → parsed YAML of an office's kit."""
    files = forge_files(KitValues(forge=forge))
    return {name: yaml.safe_load(content) for name, content in files.items() if name.endswith(".yml")}


def _jobs(forge: str) -> dict[str, dict[str, Any]]:
    return {
        f"{name}:{key}": job for name, workflow in _kit(forge).items() for key, job in workflow.get("jobs", {}).items()
    }


def test_every_kit_has_its_files() -> None:
    assert set(forge_files(KitValues(forge="github"))) == {
        ".github/workflows/periksa-usulan.yml",
        ".github/workflows/komentar-usulan.yml",
        ".github/workflows/terbitkan.yml",
        ".github/pull_request_template.md",
    }
    assert set(forge_files(KitValues(forge="gitlab"))) == {
        ".gitlab-ci.yml",
        ".gitlab/merge_request_templates/Default.md",
    }
    assert set(forge_files(KitValues(forge="gitea"))) == {
        ".gitea/workflows/periksa-usulan.yml",
        ".gitea/workflows/bangun-main.yml",
        ".gitea/pull_request_template.md",
    }


def test_the_template_of_a_proposal_has_five_ticks_and_is_the_same_everywhere() -> None:
    texts = {
        content
        for forge in FORGES
        for name, content in forge_files(KitValues(forge=forge)).items()
        if name.endswith(".md")
    }
    assert len(texts) == 1
    assert texts.pop().decode().count("- [ ] ") == 5


@pytest.mark.parametrize("forge", ["github", "gitea"])
def test_code_of_a_proposal_runs_without_rights(forge: str) -> None:
    """No pull_request_target, no secrets, nothing but reading where the proposal is checked out, no ${{ }} in scripts."""
    for name, workflow in _kit(forge).items():
        triggers = workflow[True]  # YAML 1.1 reads `on` as a boolean
        assert "pull_request_target" not in triggers, name
        assert workflow["permissions"] in ({}, {"contents": "read"}), name
    text = b"".join(forge_files(KitValues(forge=forge)).values()).decode()
    assert "secrets." not in text
    for name, job in _jobs(forge).items():
        checks_out = any("checkout" in step.get("uses", "") for step in job["steps"])
        rights = job.get("permissions", {"contents": "read"})
        if checks_out:
            assert "write" not in rights.values(), name
            assert all(
                step["with"]["persist-credentials"] is False
                for step in job["steps"]
                if "checkout" in step.get("uses", "")
            )
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), f"{name}: {step['name']}"
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step.get("uses", f"a/b@{40 * '0'}")), step
        assert "timeout-minutes" in job, name


def test_gitlab_keeps_the_token_from_the_code_of_a_proposal() -> None:
    document = _kit("gitlab")[".gitlab-ci.yml"]
    assert "TOKEN" not in json.dumps(document["periksa"])
    comment = document["komentar"]
    assert comment["variables"]["GIT_STRATEGY"] == "none"
    assert comment["environment"] == {"name": "komentar", "action": "access"}
    assert document["periksa"]["artifacts"]["reports"] == {"codequality": "temuan.json"}


# --- The comment: the script of each kit, run against a stand-in for the forge's program ---------------------------

_FAKE_GH = """#!/bin/sh
echo "$@" >> "$CATATAN"
case "$*" in
  *"/pulls"*) printf '%s' "$JAWAB_PULLS" ;;
  *--paginate*) printf '%s' "$JAWAB_KOMENTAR" ;;
esac
"""
_FAKE_CURL = """#!/bin/sh
echo "$@" >> "$CATATAN"
case "$*" in
  *--request*) ;;
  */user) printf '{"id": 7}' ;;
  *) printf '%s' "$JAWAB_KOMENTAR" ;;
esac
"""


def _run_script(
    script: str, tmp_path: Path, body: str | None, **variables: str
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in {"gh": _FAKE_GH, "curl": _FAKE_CURL}.items():
        (programs / name).write_text(text)
        (programs / name).chmod(stat.S_IRWXU)
    (tmp_path / "keluaran").mkdir()
    if body is not None:
        (tmp_path / "keluaran/perbandingan.md").write_text(body, "utf-8")
        (tmp_path / "perbandingan.md").write_text(body, "utf-8")
    calls = tmp_path / "catatan"
    calls.touch()
    environment = {"PATH": f"{programs}:{os.environ['PATH']}", "CATATAN": str(calls), **variables}
    result = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    return result, calls.read_text().splitlines()


_BODY = f"{COMMENT_MARK}\n### Perubahan SOP\n\n{escape_markdown('Satu SOP berubah: “a” & $(id) `id` @semua #1 https://a.test ![x](y)')}.\n"
_GITLAB_ENV = {
    "SOP_TOKEN_KOMENTAR": "x", "CI_API_V4_URL": "https://git/api/v4", "CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "6",
}  # fmt: skip
_GITEA_ENV = {"TOKEN": "x", "ALAMAT": "https://git/issues", "NOMOR": "4"}
_GITHUB_ENV = {"GH_TOKEN": "x", "GH_REPO": "biro/sop", "PEMILIK_CABANG": "budi", "CABANG": 'u"$(id)', "KOMIT": "abc"}


def _github_script() -> str:
    steps = _jobs("github")[".github/workflows/komentar-usulan.yml:komentar"]["steps"]
    return str(steps[-1]["run"])


@pytest.mark.parametrize(
    ("old", "expected"),
    [("", "-X POST repos/biro/sop/issues/12/comments"), ("99\n100\n", "-X PATCH repos/biro/sop/issues/comments/99")],
)
def test_github_gets_one_comment_that_is_updated(tmp_path: Path, old: str, expected: str) -> None:
    result, calls = _run_script(_github_script(), tmp_path, _BODY, **_GITHUB_ENV, JAWAB_PULLS="12", JAWAB_KOMENTAR=old)
    assert result.returncode == 0, result.stderr
    assert expected in calls[-1]
    assert calls[-1].endswith("-F body=@keluaran/perbandingan.md --silent")
    assert 'head=budi:u"$(id)' in calls[0]


_FOREIGN = [
    "sesuatu yang lain\n",
    "",
    f"{COMMENT_MARK}\n{'x' * 300_000}",
    f"{COMMENT_MARK}\n{'€' * 90_000}",
    *(
        f"{COMMENT_MARK}\n### Perubahan SOP\n\n{text}\n"
        for text in (
            "Mohon disetujui @kepala-biro", "lihat #12", "lihat biro/lain#3", "usulan !7", "GH-7", "https://jahat.test", "www.jahat.test",
            "![x](data:a)", "[klik](javascript:x)", "<img src=x>", "<a href=x>x</a>", "<b onclick=x>", "<details open=x>", "<script>",
            "&#64;kepala", "&commat;kepala", "&lt;b", "<!-- lain -->", "[^1]: x",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize("body", _FOREIGN)
def test_only_what_sop_bandingkan_can_say_is_written(tmp_path: Path, body: str) -> None:
    """By every kit: whoever made the comparison ran code of the proposal."""
    (gitlab,) = _kit("gitlab")[".gitlab-ci.yml"]["komentar"]["script"]
    gitea = _jobs("gitea")[".gitea/workflows/periksa-usulan.yml:komentar"]["steps"][-1]["run"]
    for name, script in {"github": _github_script(), "gitlab": gitlab, "gitea": gitea}.items():
        variables = {**_GITHUB_ENV, **_GITLAB_ENV, **_GITEA_ENV, "JAWAB_PULLS": "12", "JAWAB_KOMENTAR": "[]"}
        (tmp_path / name).mkdir()
        result, calls = _run_script(script, tmp_path / name, body, **variables)
        assert (result.returncode, calls) == (0, []), name
        assert "tidak ditulis" in result.stdout


def test_github_writes_nothing_for_a_commit_that_is_no_longer_proposed(tmp_path: Path) -> None:
    result, calls = _run_script(_github_script(), tmp_path, _BODY, **_GITHUB_ENV, JAWAB_PULLS="", JAWAB_KOMENTAR="")
    assert result.returncode == 0
    assert len(calls) == 1


_NOTES = json.dumps(
    [
        {"id": 1, "body": "halo", "author": {"id": 7}},
        {"id": 2, "body": _BODY, "author": {"id": 8}},
        {"id": 3, "body": _BODY, "author": {"id": 7}},
    ]
)


@pytest.mark.parametrize(("notes", "expected"), [("[]", "--request POST"), (_NOTES, "--request PUT")])
def test_gitlab_gets_one_comment_that_is_updated(tmp_path: Path, notes: str, expected: str) -> None:
    (script,) = _kit("gitlab")[".gitlab-ci.yml"]["komentar"]["script"]
    result, calls = _run_script(script, tmp_path, _BODY, **_GITLAB_ENV, JAWAB_KOMENTAR=notes)
    assert result.returncode == 0, result.stderr
    assert expected in calls[-1]
    assert calls[-1].endswith("/projects/5/merge_requests/6/notes" + ("/3" if "PUT" in expected else ""))
    assert "body@perbandingan.md" in calls[-1]


def test_gitlab_without_a_token_says_where_the_comparison_is(tmp_path: Path) -> None:
    (script,) = _kit("gitlab")[".gitlab-ci.yml"]["komentar"]["script"]
    result, calls = _run_script(script, tmp_path, _BODY)
    assert (result.returncode, calls) == (0, [])
    assert "artifact" in result.stdout


@pytest.mark.parametrize(("notes", "expected"), [("[]", "--request POST"), (_NOTES, "--request PATCH")])
def test_gitea_gets_one_comment_that_is_updated(tmp_path: Path, notes: str, expected: str) -> None:
    steps = _jobs("gitea")[".gitea/workflows/periksa-usulan.yml:komentar"]["steps"]
    result, calls = _run_script(
        steps[-1]["run"],
        tmp_path,
        _BODY,
        **_GITEA_ENV,
        JAWAB_KOMENTAR=notes,
    )
    assert result.returncode == 0, result.stderr
    assert expected in calls[-1]
    assert json.loads((tmp_path / "isi.json").read_text())["body"] == _BODY


# --- The checks: the commands of each kit, run in a proposal ---------------------------------------------------------


@pytest.fixture
def proposal(tmp_path: Path) -> Path:
    """A clone of a new catalogue on a branch that changes its example, with a mistake in it."""
    source = tmp_path / "sumber"
    start_catalog(source, NewCatalog())
    clone = tmp_path / "usulan"
    sop = clone / "sops/biro-umum/contoh-peminjaman-kendaraan-dinas.yml"
    _git("init", "--quiet", "--initial-branch=main", ".", folder=source)
    _git("add", "--all", folder=source)
    _git("commit", "--quiet", "--message", "awal", folder=source)
    _git("clone", "--quiet", str(source), str(clone), folder=tmp_path)
    sop.write_text(sop.read_text("utf-8").replace("waktu: 15 menit", "waktu: 20 menit"), "utf-8")
    _git("commit", "--quiet", "--all", "--message", "ubah", folder=clone)
    return clone


def _git(*arguments: str, folder: Path) -> None:
    identity = ["-c", "user.name=Editor", "-c", "user.email=editor@instansi.go.id"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, timeout=600)


def _run_step(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", **variables}
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def _spoil(folder: Path) -> None:
    path = folder / "sops/biro-umum/contoh-peminjaman-kendaraan-dinas.yml"
    path.write_text(path.read_text("utf-8").replace("jika_tidak: staf", "jika_tidak: stap"), "utf-8")


@pytest.mark.parametrize("forge", ["github", "gitea"])
def test_the_steps_of_a_workflow_run_in_a_proposal(proposal: Path, tmp_path: Path, forge: str) -> None:
    steps = _jobs(forge)[f".{forge}/workflows/periksa-usulan.yml:periksa"]["steps"]
    scripts = {
        step["name"]: step["run"] for step in steps if "run" in step and step["name"] != "Pasang program katalog"
    }
    variables = {"GITHUB_BASE_REF": "main", "GITHUB_STEP_SUMMARY": str(tmp_path / "ringkasan.md")}
    for name, script in scripts.items():
        result = _run_step(script, proposal, **variables)
        assert result.returncode == 0, f"{name}: {result.stdout}{result.stderr}"
    (comment,) = proposal.rglob("perbandingan.md")
    assert comment.read_text("utf-8").startswith(f"{COMMENT_MARK}\n")
    assert "waktu 15 menit menjadi 20 menit" in comment.read_text("utf-8")
    assert (proposal / "site/index.html").is_file()
    _spoil(proposal)
    result = _run_step(scripts["Periksa SOP"], proposal, **variables)
    assert result.returncode == 1
    if forge == "github":
        assert "::error file=sops/biro-umum/contoh-peminjaman-kendaraan-dinas.yml,line=" in result.stdout
        assert "waktu 15 menit menjadi 20 menit" in (tmp_path / "ringkasan.md").read_text("utf-8")


def test_the_script_of_gitlab_runs_in_a_proposal(proposal: Path) -> None:
    job = _kit("gitlab")[".gitlab-ci.yml"]["periksa"]
    script = "\n".join(line for line in job["script"] if isinstance(line, str))  # without the list that installs
    result = _run_step(script, proposal, CI_MERGE_REQUEST_DIFF_BASE_SHA="origin/main")
    assert result.returncode == 0, result.stdout + result.stderr
    assert json.loads((proposal / "temuan.json").read_text()) == []
    assert (proposal / "perbandingan.md").read_text("utf-8").startswith(f"{COMMENT_MARK}\n")
    assert (proposal / "site/index.html").is_file()
    _spoil(proposal)
    result = _run_step(script, proposal, CI_MERGE_REQUEST_DIFF_BASE_SHA="origin/main")
    assert result.returncode == 1
    assert "galat[SOP302]" in result.stdout
    (finding,) = json.loads((proposal / "temuan.json").read_text())
    assert finding["location"]["path"] == "sops/biro-umum/contoh-peminjaman-kendaraan-dinas.yml"


# --- Owners --------------------------------------------------------------------------------------------------------

_UNITS = """\
instansi:
  nama: Instansi
  pemilik: '@pusat'
biro-umum:
  nama: Biro Umum
  induk: instansi
  pemilik: ['@biro/umum', 'umum@instansi.go.id']
biro-hukum:
  nama: Biro Hukum
  induk: instansi
lepas: Unit Lepas
"""


def _sop(unit: str, nama: str) -> str:
    return (
        f"nama: {nama}\nunit: {unit}\npelaksana:\n  staf: Staf\nlangkah:\n  - pelaksana: staf\n    kegiatan: Menyusun\n"
    )


def _sops(tmp_path: Path, units: str = _UNITS, **files: str) -> Path:
    sops = tmp_path / "sops"
    for name, text in {"_daftar/unit.yml": units, **files}.items():
        (sops / name).parent.mkdir(parents=True, exist_ok=True)
        (sops / name).write_text(text, "utf-8")
    return sops


def test_owners_follow_the_units(tmp_path: Path) -> None:
    sops = _sops(
        tmp_path,
        **{
            "umum/a.yml": _sop("biro-umum", "A"),
            "umum/b c.yml": _sop("biro-hukum", "B"),
            "hukum/c.yml": _sop("biro-hukum", "C"),
            "lepas/d.yml": _sop("lepas", "D"),
            "e.yml": _sop("biro-umum", "E"),
        },
    )
    owners = find_owners(sops, "sops")
    rows = [line for line in render_owners(owners, "github").splitlines() if line and not line.startswith("#")]
    assert [re.sub(" {2,}", "  ", row) for row in rows] == [
        "/sops/_daftar/  @pusat",
        "/mkdocs.yml  @pusat",
        "/overrides/  @pusat",
        "/requirements.txt  @pusat",
        "/paket/  @pusat",
        "/.github/  @pusat",
        "/sops/hukum/  @pusat",
        "/sops/instansi/  @pusat",
        "/sops/umum/  @biro/umum umum@instansi.go.id",
        "/sops/e.yml  @biro/umum umum@instansi.go.id",
        r"/sops/umum/b\ c.yml  @pusat",
    ]
    assert owners.notes == ("unit `lepas` belum punya `pemilik`; perubahan SOP-nya dapat disetujui siapa saja",)
    gitea = render_owners(owners, "gitea")
    assert re.search(r"^sops/hukum/\.\*  +@pusat$", gitea, re.MULTILINE)
    assert re.search(r"^mkdocs\\\.yml  +@pusat$", gitea, re.MULTILINE)
    assert re.search(r"^/\.gitlab-ci\.yml  +@pusat$", render_owners(owners, "gitlab"), re.MULTILINE)


def test_what_is_no_account_stays_out_and_is_said(tmp_path: Path) -> None:
    units = "biro-umum:\n  nama: Biro Umum\n  pemilik: ['Biro Umum', \"@a\\n* @jahat\", '@baik']\n"
    owners = find_owners(_sops(tmp_path, units, **{"biro-umum/a.yml": _sop("biro-umum", "A")}), "sops")
    assert "@jahat" not in render_owners(owners, "github")
    assert render_owners(owners, "github").endswith("@baik\n")
    assert any("bukan akun" in note for note in owners.notes)


def test_a_list_made_by_hand_is_not_overwritten(tmp_path: Path) -> None:
    owners = find_owners(_sops(tmp_path, **{"biro-umum/a.yml": _sop("biro-umum", "A")}), "sops")
    path = owner_file(tmp_path, "github")
    path.parent.mkdir()
    path.write_text("* @saya\n")
    with pytest.raises(OwnersError, match="dibuat dengan tangan"):
        write_owners(owners, owner_files(tmp_path))
    assert path.read_text() == "* @saya\n"
    path.unlink()
    assert write_owners(owners, owner_files(tmp_path)) == [path]
    assert path.read_text("utf-8").startswith(MARK)
    assert write_owners(owners, owner_files(tmp_path)) == []


def test_hooks_for_pre_commit_call_commands_that_exist() -> None:
    from click.testing import CliRunner

    from sop_catalog.cli import sop

    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {hook["id"] for hook in hooks} == {"sop-periksa", "sop-pemilik"}
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert program == "sop"
        assert CliRunner().invoke(sop, [*arguments, "--help"]).exit_code == 0
