"""The history in git: one pass, and silence wherever there is none."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from pathlib import Path

import pytest
from support.sites import catalog_of, minimal_sop

from sop_catalog import git
from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.changes import FileChange, FileChangeKind, changes_from_riwayat, last_changed, merge_days
from sop_catalog.catalog.load import load_catalog
from sop_catalog.compare import history as history_in_words
from sop_catalog.compare.file_changes import read_history, read_texts, why_no_history
from sop_catalog.compare.history import describe_history
from sop_catalog.pages.build import build_pages
from sop_catalog.pages.perubahan_page import LONGEST, build_perubahan_page
from sop_catalog.pages.settings import Settings


class Repository:
    """A repository with the folder sops/."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sops = root / "sops"
        self.sops.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=U", "-c", "user.email=u@contoh", "-c", "commit.gpgsign=false", *arguments],
            cwd=self.root, check=True, capture_output=True,
        )  # fmt: skip

    def write(self, path: str, text: str) -> None:
        target = self.sops / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def commit(self, message: str, day: int, date: str = "") -> None:
        self.git("add", "-A")
        date = date or f"2026-11-{day:02}T10:00:00+0700"
        subprocess.run(
            ["git", "-c", "user.name=U", "-c", "user.email=u@contoh", "commit", "-q", "-m", message],
            cwd=self.root, check=True, env={"GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date, "PATH": "/usr/bin:/bin:/usr/local/bin"},
        )  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def _day(day: int) -> dt.date:
    return dt.date(2026, 11, day)


def test_additions_changes_deletions_and_renames(repository: Repository) -> None:
    repository.write("a.yml", minimal_sop("A"))
    repository.write("dua/b.yml", minimal_sop("B" * 40))
    repository.write("_daftar/unit.yml", "u: Unit\n")
    repository.write("catatan.txt", "bukan SOP")
    repository.commit("Terbit", 1)
    repository.write("a.yml", minimal_sop("A") + "nomor: 1\n")
    repository.commit("Nomor; dengan titik koma\n\nisi panjang", 2)
    (repository.sops / "dua" / "b.yml").rename(repository.sops / "c é.yml")
    repository.commit("Ganti nama", 3)
    (repository.sops / "a.yml").unlink()
    repository.commit("Hapus", 4)
    assert read_history(repository.sops) == (
        FileChange(_day(4), "a.yml", FileChangeKind.DELETED, "Hapus"),
        FileChange(_day(3), "c é.yml", FileChangeKind.RENAMED, "Ganti nama"),
        FileChange(_day(2), "a.yml", FileChangeKind.CHANGED, "Nomor; dengan titik koma"),
        FileChange(_day(1), "a.yml", FileChangeKind.ADDED, "Terbit"),
        FileChange(_day(1), "c é.yml", FileChangeKind.ADDED, "Terbit"),
    )


def test_a_file_that_moves_to_another_folder_keeps_its_page(repository: Repository) -> None:
    repository.write("a.yml", minimal_sop())
    repository.commit("Terbit", 1)
    (repository.sops / "biro").mkdir()
    (repository.sops / "a.yml").rename(repository.sops / "biro" / "a.yml")
    repository.commit("Pindah", 2)
    history = read_history(repository.sops)
    assert history is not None
    assert [(change.path, change.kind) for change in history] == [
        ("biro/a.yml", FileChangeKind.CHANGED),
        ("biro/a.yml", FileChangeKind.ADDED),
    ]


def test_a_subject_about_more_than_sops_is_left_out(repository: Repository) -> None:
    repository.write("a.yml", minimal_sop())
    (repository.root / "lama.yml").write_text(minimal_sop("Lama sekali"), "utf-8")
    repository.commit("Add the machinery", 1)
    (repository.root / "lama.yml").rename(repository.sops / "lama.yml")
    repository.commit("Move it in", 2)
    (repository.sops / "a.yml").rename(repository.root / "a.txt")
    repository.commit("Move it out", 3)
    assert read_history(repository.sops) == (
        FileChange(_day(3), "a.yml", FileChangeKind.DELETED, ""),
        FileChange(_day(2), "lama.yml", FileChangeKind.ADDED, ""),
        FileChange(_day(1), "a.yml", FileChangeKind.ADDED, ""),
    )


def test_the_log_is_read_once(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write("a.yml", minimal_sop())
    repository.commit("Terbit", 1)
    calls = []
    run = git._run
    monkeypatch.setattr(git, "_run", lambda folder, *arguments: calls.append(arguments) or run(folder, *arguments))
    assert read_history(repository.sops)
    assert sum("log" in arguments for arguments in calls) == 1


def test_no_history_without_a_repository(tmp_path: Path) -> None:
    assert read_history(tmp_path) is None
    assert read_history(tmp_path / "tidak-ada") is None


def test_no_history_without_a_commit(repository: Repository) -> None:
    assert read_history(repository.sops) is None


def test_no_history_without_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert read_history(repository.sops) is None


def test_no_history_in_a_shallow_clone(
    repository: Repository, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.write("a.yml", minimal_sop())
    repository.commit("Terbit", 1)
    repository.write("a.yml", minimal_sop("Lain"))
    repository.commit("Ubah", 2)
    clone = tmp_path / "salinan"
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.root}", str(clone))
    assert read_history(clone / "sops") is None
    assert capfd.readouterr() == ("", "")


# --- The page ---


def test_a_day_is_one_line_for_each_sop() -> None:
    day = _day(1)
    changes = [
        FileChange(day, "a.yml", FileChangeKind.CHANGED, "Tiga"),
        FileChange(day, "a.yml", FileChangeKind.CHANGED, "Dua"),
        FileChange(day, "a.yml", FileChangeKind.ADDED, "Satu"),
        FileChange(day, "b.yml", FileChangeKind.DELETED, "Batal"),
        FileChange(day, "b.yml", FileChangeKind.ADDED, "Coba"),
        FileChange(day, "c.yml", FileChangeKind.DELETED, "Hapus"),
        FileChange(day, "c.yml", FileChangeKind.CHANGED, "Ubah"),
    ]
    assert merge_days(changes) == (
        FileChange(day, "a.yml", FileChangeKind.ADDED, "Satu; Dua; Tiga"),
        FileChange(day, "c.yml", FileChangeKind.DELETED, "Ubah; Hapus"),
    )


def test_without_git_the_page_tells_the_signed_revisions(tmp_path: Path) -> None:
    text = (
        minimal_sop("A")
        + "riwayat:\n  - {tanggal: 5 Januari 2026, perubahan: terbit}\n  - {tanggal: 1 Maret 2026, perubahan: waktu langkah 2}\n"
        + "  - {tanggal: Januari 2026, perubahan: bulan saja}\n  - {tanggal: 2025, perubahan: tahun saja}\n"
    )
    catalog = catalog_of(tmp_path, a=text)
    told = [change.teks for change in changes_from_riwayat(catalog)]
    assert told == ["waktu langkah 2", "bulan saja", "terbit", "tahun saja"]
    html = build_perubahan_page(catalog, Settings(), None).html
    days = re.findall(r'<time datetime="([^"]+)">([^<]+)</time>', html)
    assert days == [
        ("2026-03-01", "1 Maret 2026"),
        ("2026-01", "Januari 2026"),
        ("2026-01-05", "5 Januari 2026"),
        ("2025", "2025"),
    ]
    assert 'href="../sop/a/"' in html


def test_the_page_links_what_is_there_and_names_what_is_gone(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop("Surat Masuk"))
    history = [
        FileChange(_day(2), "a.yml", FileChangeKind.CHANGED, "<b>Waktu</b>"),
        FileChange(_day(1), "hilang.yml", FileChangeKind.DELETED, ""),
    ]
    html = build_perubahan_page(catalog, Settings(), history).html
    assert '<a href="../sop/a/">Surat Masuk</a>' in html
    assert "hilang.yml" in html
    assert "&lt;b&gt;Waktu" in html


def test_a_long_history_is_cut_and_says_so(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop())
    history = [FileChange(_day(1), f"{number}.yml", FileChangeKind.ADDED, "") for number in range(LONGEST + 7)]
    html = build_perubahan_page(catalog, Settings(), history).html
    assert html.count("<li>") == LONGEST + 1  # and one of the breadcrumb
    assert "7 perubahan yang lebih lama tidak ditampilkan" in html


# --- In words ---


def _catalog(repository: Repository) -> Catalog:
    return load_catalog(repository.sops)[0]


def test_a_change_is_told_in_sentences(repository: Repository) -> None:
    text = minimal_sop("Arsip Surat")
    repository.write("a.yml", text)
    repository.commit("Terbit", 1)
    repository.write("a.yml", text.replace("Memeriksa usulan", "Memeriksa usulan\n    waktu: 1 jam"))
    repository.commit("Waktu", 2)
    repository.write("a.yml", text.replace("Memeriksa usulan", "Memeriksa usulan\n    waktu: 2 jam"))
    repository.commit("Waktu lagi", 2)
    (repository.sops / "a.yml").rename(repository.sops / "b.yml")
    repository.commit("Ganti nama", 3)
    history = describe_history(_catalog(repository), repository.sops)
    assert history is not None
    assert [(change.hari, change.kind, change.rincian) for change in history] == [
        (_day(3), FileChangeKind.RENAMED, ()),
        (_day(2), FileChangeKind.CHANGED, ("Langkah 2: waktu diisi 2 jam",)),
        (_day(1), FileChangeKind.ADDED, ()),
    ]
    page = build_perubahan_page(_catalog(repository), Settings(), history)
    assert "<li>Langkah 2: waktu diisi 2 jam</li>" in page.html


def test_what_says_nothing_new_or_too_much_is_kept_short(repository: Repository) -> None:
    text = minimal_sop("A")
    for name in ("a", "b", "c"):
        repository.write(f"{name}.yml", text)
    repository.commit("Terbit", 1)
    repository.write("a.yml", f"# hanya catatan\n{text}")
    repository.write("b.yml", text + "peralatan:\n" + "".join(f"  - Alat {number}\n" for number in range(9)))
    repository.write("c.yml", "rusak: [\n")
    repository.commit("Ubah", 2)
    history = describe_history(_catalog(repository), repository.sops)
    assert history is not None
    told = {change.path: change.rincian for change in history if change.hari == _day(2)}
    assert told["a.yml"] == told["c.yml"] == ()
    assert len(told["b.yml"]) == 7
    assert told["b.yml"][-1] == "dan 3 perubahan lain"


def test_only_the_latest_changes_are_put_into_words(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_in_words, "DESCRIBED", 1)
    for day in (1, 2, 3):
        repository.write("a.yml", minimal_sop("A", peringatan=f"Hari {day}"))
        repository.commit("Ubah", day)
    history = describe_history(_catalog(repository), repository.sops)
    assert history is not None
    assert [bool(change.rincian) for change in history] == [True, False, False]


def test_without_a_history_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert describe_history(catalog_of(tmp_path, a=minimal_sop()), tmp_path) is None


def test_why_there_is_no_history_is_said(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "git menolak" in why_no_history(repository.sops)  # nothing is committed yet
    repository.write("a.yml", minimal_sop("A"))
    repository.commit("Terbit", 1)
    repository.write("a.yml", minimal_sop("B"))
    repository.commit("Ubah", 2)
    assert why_no_history(repository.sops) == ""
    shallow = tmp_path / "dangkal"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", repository.root.as_uri(), str(shallow)], check=True)
    assert read_history(shallow / "sops") is None
    assert "git fetch --unshallow" in why_no_history(shallow / "sops")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert read_history(repository.sops) is None
    assert f"safe.directory {repository.root}" in why_no_history(repository.sops)
    monkeypatch.setenv("PATH", "")
    assert "pasang git" in why_no_history(repository.sops)
    monkeypatch.undo()
    assert "tidak berada di dalam repositori" in why_no_history(tmp_path.parent)


def test_contents_that_git_does_not_have_are_left_out(repository: Repository) -> None:
    repository.write("a.yml", "isi: é\n")
    repository.commit("Terbit", 1)
    (change,) = read_history(repository.sops) or ()
    name = change.blobs[1]
    found = git.find_repository(repository.sops)
    assert git.read_blobs(found, [name, "f" * 40, "", "0" * 40]) == {name: "isi: é\n".encode()}
    assert git.read_blobs(found, []) == {}
    assert read_texts(repository.sops, [change]) == {name: "isi: é\n"}
    assert read_texts(repository.root.parent / "bukan-repositori", [change]) == {}


def test_a_version_carries_its_day_while_the_file_is_as_committed(repository: Repository) -> None:
    repository.write("a.yml", minimal_sop("A"))
    repository.write("b.yml", minimal_sop("B"))
    repository.commit("Terbit", 1)
    repository.write("a.yml", minimal_sop("A", peringatan="Hati-hati"))
    repository.commit("Ubah", 2)
    repository.write("b.yml", minimal_sop("B", peringatan="belum disimpan"))
    catalog = _catalog(repository)
    history = describe_history(catalog, repository.sops)
    assert history is not None
    assert last_changed(catalog, history) == {"a": _day(2)}
    pages = {page.path: page for page in build_pages(catalog, Settings(), history)}
    said = {  # the text of a style's `content`
        path: re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), page.html) for path, page in pages.items()
    }
    assert re.search(r"versi [0-9a-f]{8}, 2 November 2026", said["sop/a"])
    assert re.search(r"versi [0-9a-f]{8}\"", said["sop/b"])


def test_a_file_that_merely_moves_keeps_its_day(repository: Repository) -> None:
    repository.write("a.yml", minimal_sop("A"))
    repository.commit("Terbit", 1)
    (repository.sops / "biro").mkdir()
    (repository.sops / "a.yml").rename(repository.sops / "biro" / "a.yml")
    repository.commit("Pindah", 5)
    catalog = _catalog(repository)
    history = describe_history(catalog, repository.sops)
    assert history is not None
    assert last_changed(catalog, history) == {"a": _day(1)}


def test_a_nip_in_a_name_is_masked_where_its_removal_is_told(repository: Repository) -> None:
    nip = "197503101999031002"
    repository.write("a.yml", minimal_sop("A", disahkan_oleh=f"{{nama: Drs. X NIP {nip}}}"))
    repository.commit("Terbit", 1)
    repository.write("a.yml", minimal_sop("A", disahkan_oleh=f"{{nama: Drs. X, nip: {nip}}}"))
    repository.commit("Pindahkan", 2)
    history = describe_history(_catalog(repository), repository.sops)
    assert history is not None
    told = " ".join(history[0].rincian)
    assert "Disahkan oleh, nama" in told
    assert nip not in told


@pytest.mark.parametrize("seconds", [253402300800, 0, 2**40])
def test_a_commit_from_a_wrong_clock_is_said_and_the_others_stay(repository: Repository, seconds: int) -> None:
    text = minimal_sop("Arsip Surat")
    repository.write("a.yml", text)
    repository.commit("Terbit", 1)
    repository.write("a.yml", text.replace("Memeriksa usulan", "Memeriksa usulan\n    waktu: 1 jam"))
    repository.commit("Aneh", 0, f"@{seconds} +0000")
    repository.write("a.yml", text.replace("Memeriksa usulan", "Memeriksa usulan\n    waktu: 2 jam"))
    repository.commit("Waktu", 3)
    said: list[str] = []
    history = describe_history(_catalog(repository), repository.sops, said.append)
    assert said == [
        "Tanggal 1 perubahan dalam riwayat git tidak masuk akal (jam pembuatnya keliru); dipakai tanggal perubahan sesudahnya."
    ]
    assert history is not None
    assert [change.hari for change in history] == [_day(3), _day(1)]
