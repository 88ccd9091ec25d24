"""The reader of git: what it answers, and how it says that there is no answer."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from sop_catalog import git
from sop_catalog.git import GitError, GitProblem


def run(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=U", "-c", "user.email=u@contoh", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with one file below `kantor/sops`, committed once."""
    folder = tmp_path / "repo"
    (folder / "kantor" / "sops").mkdir(parents=True)
    (folder / "kantor" / "sops" / "a é.yml").write_text("nama: A\n", "utf-8")
    run(folder, "init", "-q", "-b", "main")
    run(folder, "add", ".")
    run(folder, "commit", "-q", "-m", "Terbit")
    return folder


def test_a_folder_is_found_from_its_repository_even_after_it_is_gone(top: Path) -> None:
    there = git.find_repository(top / "kantor" / "sops")
    assert (there.folder, there.below, there.is_shallow) == ("kantor/sops", ".", False)
    gone = git.find_repository(top / "kantor" / "hilang" / "dalam")
    assert (gone.start, gone.folder, gone.below) == (top / "kantor", "kantor/hilang/dalam", "hilang/dalam")
    assert git.find_repository(top).folder == ""


def test_a_commit_its_files_and_their_contents(top: Path) -> None:
    repository = git.find_repository(top / "kantor" / "sops")
    commit = git.find_commit(repository, "main")
    (entry,) = git.list_tree(repository, commit)
    assert (entry.mode, entry.path, entry.size) == ("100644", "a é.yml", 8)
    assert git.read_blobs(repository, [entry.blob]) == {entry.blob: b"nama: A\n"}
    assert git.list_names(repository) == ["main"]
    assert git.find_merge_base(repository, commit, "main") == commit
    assert list(git.list_tree(git.find_repository(top / "hilang"), commit)) == []


def test_what_git_does_not_know_is_empty(top: Path) -> None:
    repository = git.find_repository(top)
    assert git.find_commit(repository, "tidak-ada") == ""
    assert git.find_merge_base(repository, "main", "tidak-ada") == ""


@pytest.mark.parametrize("name", ["", " ", "-p", "--output=x", "a\x1b[0m", "a\nb"])
def test_what_is_no_name_of_a_revision(name: str) -> None:
    assert not git.is_revision_name(name)


def test_the_log_tells_what_each_commit_did(top: Path) -> None:
    path = top / "kantor" / "sops" / "a é.yml"
    path.rename(path.with_name("b.yml"))
    (top / "lain.txt").write_text("x", "utf-8")
    run(top, "add", "-A")
    run(top, "commit", "-q", "-m", "Ganti nama", "--date", "2026-01-05T00:00:00+0700")
    newest, first = git.read_log(git.find_repository(top / "kantor" / "sops"), 10)
    assert [(entry.status, entry.former, entry.path) for entry in newest.entries] == [
        ("R", "kantor/sops/a é.yml", "kantor/sops/b.yml"),
        ("A", "lain.txt", "lain.txt"),
    ]
    assert (first.subject, [entry.status for entry in first.entries]) == ("Terbit", ["A"])
    assert len(list(git.read_log(git.find_repository(top / "kantor" / "sops"), 1))) == 1


def test_a_date_that_does_not_exist_breaks_nothing() -> None:
    (commit,) = git._parse_log("\x0199999-99-99\0Terbit\0:000000 100644 0 1 A\0a.yml\0")
    assert commit.day == dt.date.min
    assert commit.entries[0].path == "a.yml"


def test_a_subject_and_a_path_in_another_encoding_are_read(top: Path) -> None:
    subprocess.run(
        ["git", "-c", "user.name=U", "-c", "user.email=u@c", "-c", "i18n.commitEncoding=utf-8", "commit", "-q", "--allow-empty", "-F", "-"],
        cwd=top, check=True, capture_output=True, input=b"Terbit \xe9\xff",
    )  # fmt: skip
    log = subprocess.run(["git", "log", "-1", "-z", "--format=\x01%cs%x00%s"], cwd=top, check=True, capture_output=True)
    (commit,) = git._parse_log(log.stdout.decode("utf-8", "replace"))
    assert commit.subject.encode("utf-8").startswith(b"Terbit")


def test_each_way_to_get_no_answer(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def problem(folder: Path) -> GitProblem:
        with pytest.raises(GitError) as caught:
            list(git.read_log(git.find_repository(folder), 1))
        return caught.value.problem

    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "bukan").mkdir()
    assert problem(tmp_path / "bukan") is GitProblem.NO_REPOSITORY
    (tmp_path / "kosong").mkdir()
    run(tmp_path / "kosong", "init", "-q")
    assert problem(tmp_path / "kosong") is GitProblem.REFUSED
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert problem(top) is GitProblem.FOREIGN_OWNER
    monkeypatch.setattr(git, "SECONDS", 0)
    assert problem(top) is GitProblem.TIMEOUT
    monkeypatch.setenv("PATH", str(tmp_path))
    assert problem(top) is GitProblem.MISSING
