"""`sop terbitkan`: a folder is brought up to date, and what somebody else has put there stays."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.browser import serve
from support.faults import run_trials
from support.readers_of_sites import Reader, mark, sum_name
from support.sites import SiteMaker

from sop_catalog.catalog.place.own_site import find_site_folders
from sop_catalog.catalog.place.site_config import FindError, read_site_dir
from sop_catalog.cli import sop
from sop_catalog.publish import writing
from sop_catalog.publish.plain import IN_PLACE, LIST_NAME, LOCK_NAME
from sop_catalog.publish.plan import PublishError, TooManyRemovedError
from sop_catalog.publish.publish import Way, check_place, go_back, list_versions, publish, recover
from sop_catalog.publish.published import Published
from sop_catalog.publish.record import OLDEST
from sop_catalog.publish.writing import remove_tree

FIRST = {"index.html": "beranda", "sop/a/index.html": "A", "sop/b/index.html": "B", "assets/sop.css": "gaya"}


def _put(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def _texts(folder: Path) -> dict[str, str]:
    """The published files, without our list and lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in IN_PLACE
    }


class Office:
    """Sites that are built one after the other, and the folder of a web server."""

    def __init__(self, root: Path, way: Way) -> None:
        self.root = root
        self.way = way
        self.place = root / "web"
        self._builds = 0

    def publish(self, files: dict[str, str], *, overwrite: bool = False, many: bool = True) -> Published:
        self._builds += 1
        fresh = _put(self.root / f"situs-{self._builds}", files)
        check_place(self.place, self.root / "katalog", [], overwrite=overwrite)
        return publish(fresh, self.place, overwrite=overwrite, many=many, way=self.way)

    @property
    def versions(self) -> list[str]:
        """Ids of the versions, oldest first."""
        return [version.id for version in list_versions(self.place).versions]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office whose folder stays a folder."""
    return Office(tmp_path, Way.FILES)


@pytest.fixture(params=[Way.LINK, Way.FILES])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    """An office with a link, and one with a folder."""
    return Office(tmp_path, request.param)


def _counts(done: Published) -> tuple[int, int, int]:
    return done.written, done.unchanged, done.removed


def test_only_what_changed_is_written_and_what_is_gone_is_removed(office: Office) -> None:
    assert _counts(office.publish(FIRST)) == (4, 0, 0)
    untouched = (office.place / "index.html").stat()
    second = {"index.html": "beranda", "sop/a/index.html": "A baru", "assets/sop.css": "gaya", "sop/c/index.html": "C"}
    assert _counts(office.publish(second)) == (2, 2, 1)
    assert _texts(office.place) == second
    now = (office.place / "index.html").stat()
    assert (now.st_ino, now.st_mtime_ns) == (untouched.st_ino, untouched.st_mtime_ns)
    assert not (office.place / "sop/b").exists(), "folders that were left empty go, too"
    assert _counts(office.publish(second)) == (0, 4, 0)


def test_an_old_page_is_replaced_not_written_into(office: Office) -> None:
    """Who has opened the old page reads it to its end."""
    office.publish(FIRST)
    with (office.place / "index.html").open() as reading:
        office.publish({**FIRST, "index.html": "beranda baru"})
        assert reading.read() == "beranda"
    mask = os.umask(0)
    os.umask(mask)
    assert (office.place / "index.html").stat().st_mode & 0o777 == 0o666 & ~mask, "another user's server must read it"


def test_a_folder_of_somebody_else_is_refused(office: Office) -> None:
    _put(office.place, {"index.html": "punya orang", "foto.jpg": "x"})
    with pytest.raises(PublishError, match="bukan hasil sop terbitkan"):
        office.publish(FIRST)
    assert _texts(office.place) == {"index.html": "punya orang", "foto.jpg": "x"}


def test_overwriting_takes_names_of_the_site_only(office: Office) -> None:
    _put(office.place, {"index.html": "punya orang", "sop/foto.jpg": "x", "sop/a/index.html": "A"})
    assert office.publish(FIRST, overwrite=True).written == 3, "one holds the right bytes already"
    assert _texts(office.place) == {**FIRST, "sop/foto.jpg": "x"}
    assert office.publish({"index.html": "beranda"}).removed == 3
    assert _texts(office.place) == {"index.html": "beranda", "sop/foto.jpg": "x"}


def test_a_later_file_of_somebody_else_is_neither_overwritten_nor_removed(office: Office) -> None:
    office.publish(FIRST)
    _put(office.place, {"sop/c/index.html": "punya orang"})
    with pytest.raises(PublishError, match=r"akan tertimpa: sop/c/index\.html"):
        office.publish({**FIRST, "index.html": "baru", "sop/c/index.html": "C"})
    assert _texts(office.place)["index.html"] == "beranda", "nothing was changed"
    assert office.publish(FIRST).removed == 0
    assert _texts(office.place)["sop/c/index.html"] == "punya orang"


def test_a_page_of_ours_that_somebody_changed_is_not_removed(office: Office) -> None:
    office.publish(FIRST)
    _put(office.place, {"sop/b/index.html": "B dengan catatan tangan"})
    done = office.publish({name: text for name, text in FIRST.items() if "/b/" not in name})
    assert (done.removed, done.kept) == (0, ("sop/b/index.html",))
    assert _texts(office.place)["sop/b/index.html"] == "B dengan catatan tangan"


def test_two_runs_at_once_do_not_meet(office: Office) -> None:
    office.publish(FIRST)
    held = (
        "import sys; from sop_catalog.publish.locks import take_lock; lock = open(sys.argv[1], 'rb+'); "
        "assert take_lock(lock); print('ya', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", held, str(office.place / LOCK_NAME)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ya\n"
        with pytest.raises(PublishError, match="sop terbitkan lain sedang menulis"):
            office.publish({"index.html": "baru"})
        other.communicate("")
    assert _texts(office.place) == FIRST
    office.publish({"index.html": "baru"})
    assert _texts(office.place) == {"index.html": "baru"}


def test_a_lock_that_is_a_link_is_not_followed(office: Office, tmp_path: Path) -> None:
    office.place.mkdir()
    (office.place / LOCK_NAME).symlink_to(tmp_path / "luar")
    with pytest.raises(PublishError, match="tautannya melingkar atau tidak boleh diikuti"):
        office.publish(FIRST)
    assert not (tmp_path / "luar").exists()


def test_links_are_not_followed(office: Office, tmp_path: Path) -> None:
    office.publish(FIRST)
    elsewhere = _put(tmp_path / "lain", {"index.html": "rahasia", "a/index.html": "A", "gaya": "gaya"})
    (office.place / "index.html").unlink()
    (office.place / "index.html").symlink_to(elsewhere / "index.html")
    (office.place / "assets/sop.css").unlink()
    (office.place / "assets/sop.css").symlink_to(elsewhere / "gaya")
    assert office.publish(FIRST).written == 2
    assert (elsewhere / "index.html").read_text() == "rahasia"
    assert not (office.place / "index.html").is_symlink()
    assert not (office.place / "assets/sop.css").is_symlink()
    (office.place / "sop").rename(tmp_path / "sop-asli")
    (office.place / "sop").symlink_to(elsewhere)
    with pytest.raises(PublishError, match="adalah tautan"):
        office.publish({**FIRST, "sop/a/index.html": "A baru"})
    done = office.publish({"index.html": "beranda"})
    assert _counts(done) == (0, 1, 1), "the style; pages beyond the link are not looked at"
    assert _texts(elsewhere) == {"index.html": "rahasia", "a/index.html": "A", "gaya": "gaya"}


def test_a_folder_that_is_a_link_itself_is_meant(office: Office, tmp_path: Path) -> None:
    real = tmp_path / "disk"
    real.mkdir()
    office.place.symlink_to(real)
    office.publish(FIRST)
    assert _texts(real) == FIRST
    assert office.place.is_symlink()


@pytest.mark.parametrize("name", ["../luar.txt", "/luar.txt", "sop/../../luar.txt", "..", ""])
def test_a_list_that_leads_outside_is_not_trusted(office: Office, tmp_path: Path, name: str) -> None:
    office.publish(FIRST)
    outside = _put(tmp_path, {"luar.txt": "penting"}) / "luar.txt"
    listed = json.loads((office.place / LIST_NAME).read_text())
    listed["terbitan"][-1]["berkas"][name] = hashlib.sha256(b"penting").hexdigest()
    (office.place / LIST_NAME).write_text(json.dumps(listed))
    with pytest.raises(PublishError, match="bukan hasil sop terbitkan"):
        office.publish(FIRST)
    assert office.publish({"index.html": "beranda"}, overwrite=True).removed == 0
    assert outside.read_text() == "penting"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"versi": 1}', '{"versi": 1, "berkas": {"a": 1}}', "[" * 100_000])
def test_a_list_that_cannot_be_read_is_none(office: Office, text: str) -> None:
    office.publish(FIRST)
    (office.place / LIST_NAME).write_text(text)
    with pytest.raises(PublishError, match="bukan hasil sop terbitkan"):
        office.publish(FIRST)


def test_a_file_that_was_being_written_does_not_stay(office: Office) -> None:
    for _ in range(2):
        _put(office.place, {".sop-terbit-baru": "setengah"})
        office.publish(FIRST)
        assert _texts(office.place) == FIRST


def test_a_file_may_become_a_folder_and_the_other_way_round(office: Office) -> None:
    office.publish({"a": "berkas", "b/c/d": "di dalam"})
    second = {"a/x": "di dalam", "b": "berkas"}
    assert _counts(office.publish(second)) == (2, 0, 2)
    assert _texts(office.place) == second
    go_back(office.place, "")
    assert _texts(office.place) == {"a": "berkas", "b/c/d": "di dalam"}


def test_a_folder_of_somebody_else_in_the_way_stays(office: Office) -> None:
    office.publish({"b/c": "ours"})
    _put(office.place, {"b/punya-orang": "x"})
    with pytest.raises(PublishError, match="adalah folder"):
        office.publish({"b": "berkas"}, overwrite=True)
    assert _texts(office.place) == {"b/c": "ours", "b/punya-orang": "x"}


def test_places_that_are_no_place(tmp_path: Path) -> None:
    site = _put(tmp_path / "katalog", {"mkdocs.yml": "docs_dir: dok\n", "sops/a.yml": "", "dok/index.md": ""})
    (tmp_path / "berkas").write_text("x")
    for name, said in {
        "": "memuat katalog",
        "katalog": "memuat katalog",
        "katalog/sops": "bertumpang-tindih",
        "katalog/sops/umum": "bertumpang-tindih",
        "katalog/dok/unduhan": "bertumpang-tindih",
        "katalog/site": "bertumpang-tindih",
        "katalog/site/baru": "bertumpang-tindih",
        "katalog/.git/x": "bertumpang-tindih",
        "berkas": "adalah berkas",
    }.items():
        with pytest.raises(PublishError, match=said):
            check_place(tmp_path / name, site, find_site_folders(site), overwrite=True)
    check_place(tmp_path / "katalog/terbit", site, find_site_folders(site), overwrite=False)


# --- Versions, by a link and file by file --------------------------------------------------------------------------

MARK = "0123456789abcdef"
SECOND = {"index.html": "beranda 2", "sop/a/index.html": "A 2", f"assets/sop.{MARK}.css": "gaya 2"}


def _versioned(number: int) -> dict[str, str]:
    return {"index.html": f"beranda {number}", f"assets/gaya.{number:016x}.css": f"gaya {number}"}


def test_a_new_place_is_a_link_to_a_version(tmp_path: Path) -> None:
    office = Office(tmp_path, Way.AUTO)
    office.publish(FIRST)
    assert office.place.is_symlink()
    assert not office.place.readlink().is_absolute(), "the folder of both may be moved"
    assert office.place.resolve().parent == tmp_path / ".sop-terbit.web"
    assert _texts(office.place) == FIRST


def test_an_empty_folder_becomes_a_link_and_one_of_the_first_kind_too(tmp_path: Path) -> None:
    office = Office(tmp_path, Way.AUTO)
    office.place.mkdir()
    office.publish(FIRST)
    assert office.place.is_symlink()
    former = Office(tmp_path / "dulu", Way.AUTO)
    _put(former.place, FIRST)
    sums = {name: [hashlib.sha256(text.encode()).hexdigest()] for name, text in FIRST.items()}
    (former.place / LIST_NAME).write_text(json.dumps({"versi": 1, "berkas": sums}))
    former.publish(SECOND)
    assert former.place.is_symlink()
    assert _texts(former.place) == SECOND
    assert former.versions[0] == OLDEST
    go_back(former.place, "")
    assert _texts(former.place) == FIRST | {f"assets/sop.{MARK}.css": "gaya 2"}


def test_a_folder_that_holds_more_stays_a_folder(tmp_path: Path) -> None:
    office = Office(tmp_path, Way.AUTO)
    _put(office.place, {"foto.jpg": "x"})
    office.publish(FIRST, overwrite=True)
    (office.place / "foto.jpg").unlink()
    office.publish(SECOND)
    assert not office.place.is_symlink(), "it was published file by file, and its server may not follow links"
    other = Office(tmp_path / "lain", Way.AUTO)
    other.publish(FIRST)
    other.way = Way.FILES
    with pytest.raises(PublishError, match="hapus tautan itu lebih dulu"):
        other.publish(SECOND)


def test_the_last_three_versions_are_kept_and_come_back(either: Office) -> None:
    for number in range(1, 6):
        either.publish(_versioned(number))
    assert len(either.versions) == 3
    shown = _texts(either.place)
    assert shown == _versioned(5) | {
        name: text for number in (3, 4) for name, text in _versioned(number).items() if "/" in name
    }
    before = either.versions
    for asked, number in (("", 4), ("", 3), (before[2], 5)):
        done = go_back(either.place, asked)
        assert done.version == before[number - 3]
        assert _texts(either.place)["index.html"] == f"beranda {number}"
        assert f"assets/gaya.{number:016x}.css" in _texts(either.place)
    assert either.versions == before
    go_back(either.place, before[0])
    either.publish(_versioned(6))
    assert either.versions == [before[2], before[0], either.versions[2]], "the one that was seen last is the way back"
    assert sorted(name for name in _texts(either.place) if "/" in name) == [
        f"assets/gaya.{number:016x}.css" for number in (3, 5, 6)
    ]


def test_what_cannot_come_back_is_said(either: Office) -> None:
    with pytest.raises(PublishError, match="bukan hasil sop terbitkan"):
        list_versions(either.place)
    either.publish(FIRST)
    with pytest.raises(PublishError, match="tidak ada versi yang lebih lama"):
        go_back(either.place, "")
    either.publish(SECOND)
    with pytest.raises(PublishError, match=f"cocok dengan beberapa: {', '.join(either.versions)}; tulis lebih panjang"):
        go_back(either.place, "2")
    with pytest.raises(PublishError, match=f"'1999' tidak ada; yang tersimpan: {', '.join(either.versions)}"):
        go_back(either.place, "1999")
    with pytest.raises(PublishError, match="sudah yang tampil sekarang"):
        go_back(either.place, either.versions[-1])
    assert _texts(either.place)["index.html"] == "beranda 2"


def test_a_version_that_was_damaged_does_not_come_back(either: Office) -> None:
    either.publish(FIRST)
    either.publish(SECOND)
    if either.way is Way.LINK:
        (either.root / ".sop-terbit.web" / either.versions[0] / "sop/a/index.html").write_text("diubah")
    else:
        (either.place / ".sop-terbit/objek" / hashlib.sha256(b"beranda").hexdigest()).write_text("diubah")
    with pytest.raises(PublishError, match="tidak utuh lagi"):
        go_back(either.place, "")
    assert _texts(either.place)["index.html"] == "beranda 2"


def test_the_same_site_again_is_no_version(either: Office) -> None:
    assert either.publish(FIRST).is_new
    assert not either.publish(FIRST).is_new
    assert len(either.versions) == 1


def test_files_that_stay_the_same_keep_their_time_and_others_get_a_later_one(either: Office) -> None:
    """Web servers tell browsers by second and size whether to load a page anew."""
    either.publish({"index.html": "aaa", "sop/a/index.html": "A"})
    first, page = ((either.place / name).stat() for name in ("index.html", "sop/a/index.html"))
    either.publish({"index.html": "bbb", "sop/a/index.html": "A"})
    assert int((either.place / "index.html").stat().st_mtime) > int(first.st_mtime)
    assert (either.place / "sop/a/index.html").stat().st_mtime_ns == page.st_mtime_ns


def test_what_somebody_else_put_there_stays_through_versions_and_back(either: Office) -> None:
    either.publish(FIRST)
    _put(either.place, {"unduhan/formulir.pdf": "punya orang", "sop/b/index.html": "B dengan catatan"})
    done = either.publish(SECOND)
    assert done.kept == ("sop/b/index.html",)
    for _ in range(4):
        either.publish(_versioned(_))
        assert _texts(either.place)["unduhan/formulir.pdf"] == "punya orang"
        assert _texts(either.place)["sop/b/index.html"] == "B dengan catatan"
    go_back(either.place, "")
    assert _texts(either.place)["unduhan/formulir.pdf"] == "punya orang"


def test_a_publish_that_takes_many_pages_away_stops(either: Office) -> None:
    pages = {f"sop/{number}/index.html": str(number) for number in range(40)}
    either.publish(pages)
    fewer = {name: text for name, text in pages.items() if int(text) > 4}
    with pytest.raises(TooManyRemovedError, match=r"5 dari 40 halaman .* sop/0/, sop/1/, .*--hapus-banyak"):
        either.publish(fewer, many=False)
    assert _texts(either.place) == pages
    either.publish({name: text for name, text in pages.items() if int(text) > 3}, many=False)  # a tenth
    either.publish({name: text for name, text in pages.items() if int(text) > 6}, many=False)  # three pages
    either.publish({"index.html": "x"}, many=True)
    assert _texts(either.place) == {"index.html": "x"}


def _loaded(number: int) -> dict[str, str]:
    """A site whose pages load a style and search data."""
    style, index = (f"{what} {mark(number)}" for what in ("gaya", "indeks"))
    version = f"{number:016x}"
    search = {f"assets/{name}.{version}.js": index for name in ("sop-cari-kotak", "sop-cari-mesin", "cari/indeks")}
    names = {
        sum_name("assets/gaya", "css", style): style,
        sum_name("assets/sop-cari", "js", "kotak"): "kotak",
        **search,
    }
    css, box, *_ = names
    page = (
        f'<!doctype html><html>{mark(number)}<link rel="stylesheet" href="/{css}"><script src="/{box}"></script>'
        f'<div data-sop-cari="{version}"></div></html>'
    )
    return {**names, **{f"sop/{slug}/index.html": page for slug in range(8)}, "index.html": page}


def test_readers_find_each_page_with_its_own_files_while_versions_change(either: Office) -> None:
    """By a link and file by file alike; `make soak` does it with nginx and the real site."""
    either.publish(_loaded(0))
    with serve(either.place) as base:
        readers = [Reader(base, ["/", "/sop/3/", "/sop/7/"], seed) for seed in (1, 2)]
        for reader in readers:
            reader.start()
        for number in range(1, 41):
            done = [reader.seen.done for reader in readers]
            either.publish(_loaded(number))
            for reader, before in zip(readers, done, strict=True):  # so no load sees more than two changes
                reader.wait(before)
        seen = [reader.stop() for reader in readers]
    assert sum(item.loads for item in seen) > 10
    for item in seen:
        assert (item.missing, item.torn, item.mixed) == ([], [], []), str(item)


# --- Killed, refused -----------------------------------------------------------------------------------------------


TRIALS = Path(__file__).parent.parent / "support" / "publish_trials.py"


@pytest.mark.parametrize("way", ["tautan", "berkas", "alih"])
def test_a_run_that_is_killed_at_any_step_is_put_right_by_the_next(quick: Path, way: str) -> None:
    """By a link, readers never see anything but the old or the new site. Files one by one are finished by the next run."""
    trials = run_trials(TRIALS, str(quick), way, "mati")
    assert trials["steps"] > 20
    for outcome in trials["outcomes"]:
        assert outcome["seen"] in ({"lama", "baru", "campur"} if way == "berkas" else {"lama", "baru"}), outcome
        assert (outcome["after"], outcome["litter"], outcome["kept"]) == ("baru", [], True), outcome


@pytest.mark.parametrize(
    ("way", "fate"),
    [("tautan", "penuh-terus"), ("berkas", "penuh"), ("berkas", "penuh-terus"), ("berkas", "tolak"), ("alih", "tolak")],
)
def test_a_disk_that_refuses_changes_nothing(quick: Path, way: str, fate: str) -> None:
    trials = run_trials(TRIALS, str(quick), way, fate)
    for outcome in trials["outcomes"]:
        # Where not even a rename is granted any more, files that were replaced one by one cannot return.
        assert outcome["seen"] in (
            {"lama", "baru", "campur"} if (way, fate) == ("berkas", "penuh-terus") else {"lama", "baru"}
        ), outcome
        assert (outcome["after"], outcome["litter"], outcome["kept"]) == ("baru", [], True), outcome
        if outcome["seen"] != "baru":
            error, text = outcome["said"]
            assert error == "PublishError"
            assert ("baru sebagian berisi situs yang baru" in text) is (outcome["seen"] == "campur"), outcome
            assert ("yang sudah terbit tetap ada" in text) is (outcome["seen"] == "lama"), outcome
            assert ("disk penuh" if fate.startswith("penuh") else "tidak ada izin") in text
            assert "\n" not in text


def test_what_was_begun_is_ended_before_anything_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the next site cannot be built: the folder holds one version."""
    office = Office(tmp_path, Way.FILES)
    office.publish(FIRST)
    second = {"index.html": "baru", "sop/c/index.html": "C", "sop/d/index.html": "D"}
    done: list[Path] = []
    rename = Path.replace

    class Killed(BaseException):
        pass

    def die_later(self: Path, target: Path) -> Path:
        done.append(target)
        if target == office.place / "sop/c/index.html":
            raise Killed
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", die_later)
        with pytest.raises(Killed):
            office.publish(second)
    assert _texts(office.place) not in (FIRST, second)
    recover(office.place)
    assert _texts(office.place) == second


def test_a_run_that_could_not_even_say_that_it_has_gone_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full when all files are in their places: the old site returns, and stays though the next run is refused."""
    pages = {f"sop/{name}/index.html": name for name in "abcdefgh"}
    for number in range(1, 4):
        office.publish(pages | _versioned(number) | {f"sop/hanya-{number}/index.html": "x"})
    versions, shown = office.versions, _texts(office.place)
    write = writing.write_through

    def write_while_there_is_room(path: Path, content: bytes) -> None:
        if b'"menuju": ""' in content:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(writing, "write_through", write_while_there_is_room)
        with pytest.raises(PublishError, match="disk penuh"):
            office.publish(pages | _versioned(4) | {"sop/hanya-4/index.html": "x"})
    assert {
        name: text for name, text in _texts(office.place).items() if name not in _versioned(4) or name in shown
    } == shown
    with pytest.raises(TooManyRemovedError):
        office.publish(_versioned(5), many=False)
    assert _texts(office.place) == shown
    assert (office.versions, list_versions(office.place).current) == (versions, versions[-1])
    go_back(office.place, versions[0])
    assert _texts(office.place)["index.html"] == "beranda 1"
    assert _texts(office.place)["assets/gaya.0000000000000001.css"] == "gaya 1"


@pytest.mark.parametrize("name", [".sop-terbit", ".sop-terbit/objek"])
def test_a_link_in_place_of_the_old_versions_is_not_swept_behind(office: Office, tmp_path: Path, name: str) -> None:
    office.publish(FIRST)
    others = _put(tmp_path / "orang", {"baru/surat.txt": "surat", "objek/foto.jpg": "foto", "laporan.txt": "laporan"})
    remove_tree(office.place / name)
    (office.place / name).symlink_to(others)
    for act in (lambda: office.publish(SECOND), lambda: recover(office.place), lambda: go_back(office.place, "")):
        with pytest.raises(PublishError, match="bukan folder, padahal versi situs disimpan di sana"):
            act()
    assert _texts(others) == {"baru/surat.txt": "surat", "objek/foto.jpg": "foto", "laporan.txt": "laporan"}


def test_a_link_in_place_of_a_temporary_file_is_not_written_through(either: Office, tmp_path: Path) -> None:
    either.publish(FIRST)
    victim = _put(tmp_path / "orang", {"surat.txt": "surat"}) / "surat.txt"
    store, name = (
        (either.root / ".sop-terbit.web", "versi.baru")
        if either.way is Way.LINK
        else (either.place / ".sop-terbit", "daftar.baru")
    )
    (store / ".htaccess").unlink()
    (store / name).symlink_to(victim)
    either.publish(SECOND)
    assert victim.read_text("utf-8") == "surat"


# --- What mkdocs.yml says ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("site_dir: 'hasil situs'  # di sini\n", "hasil situs"),
        ("site_dir: !ENV [UJI_TIDAK_ADA, public]\n", "public"),
        ("site_dir: !ENV [UJI_TIDAK_ADA, UJI_SITE_DIR, public]\n", "dari-lingkungan"),
        ("site_dir: !ENV UJI_SITE_DIR\n", "dari-lingkungan"),
        ("site_dir: !ENV UJI_TIDAK_ADA\n", "site"),
        ("site_dir:\n", "site"),
        ("x: !!python/name:os.system\nsite_dir: >-\n  dua baris\n", "dua baris"),
        ("INHERIT: induk.yml\n", "dari-induk"),
        ("INHERIT: induk.yml\nsite_dir: sendiri\n", "sendiri"),
        ("INHERIT: mkdocs.yml\n", "site"),
        ("site_dir: [\n", "site"),
        ("- bukan pengaturan\n", "site"),
    ],
)
def test_the_folder_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: str) -> None:
    monkeypatch.setenv("UJI_SITE_DIR", "dari-lingkungan")
    _put(tmp_path, {"mkdocs.yml": text, "induk.yml": "site_dir: dari-induk\n"})
    assert read_site_dir(tmp_path) == expected


@pytest.mark.parametrize("value", ["!relative $docs_dir", "[a, b]", "{a: b}", "!!python/name:os.sep", "!ENV [[a], b]"])
def test_what_only_mkdocs_understands_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    _put(tmp_path, {"mkdocs.yml": f"site_dir: {value}\n"})
    with pytest.raises(FindError):
        read_site_dir(tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(sop, ["bangun"])
    assert (result.exit_code, "sebutkan folder hasil dengan --ke" in result.output) == (2, True)


@pytest.mark.parametrize(
    "plugins",
    [
        "plugins:\n  - search\n  - sop_catalog:\n      sops_dir: naskah\n",
        "plugins: {sop_catalog: {sops_dir: naskah}}\n",
    ],
)
def test_the_folder_of_sops(tmp_path: Path, plugins: str) -> None:
    _put(tmp_path, {"mkdocs.yml": plugins})
    assert tmp_path / "naskah" in find_site_folders(tmp_path)


# --- The command ---------------------------------------------------------------------------------------------------


def _terbitkan(*arguments: str) -> Result:
    return CliRunner().invoke(sop, ["terbitkan", *arguments])


def test_the_command(
    make_site: SiteMaker, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    place = tmp_path_factory.mktemp("server") / "web"
    monkeypatch.chdir(site / "sops")
    result = _terbitkan(str(place))
    assert result.exit_code == 0, result.output
    assert f"Terbit ke {place}: " in result.output.splitlines()[-1]
    assert " tetap, 0 dihapus. Berikutnya: " in result.output.splitlines()[-1]
    assert (place / "sop/contoh-satu/index.html").is_file()
    assert not (site / "site").exists()
    before = _texts_of_bytes(place)

    (site / "sops/rusak.yml").write_text("nama: Rusak\n")
    result = _terbitkan(str(place))
    assert result.exit_code == 1
    assert "tidak diubah. Berikutnya: perbaiki" in result.output.splitlines()[-1]
    assert _texts_of_bytes(place) == before

    assert _terbitkan(str(site / "sops")).exit_code == 2
    assert _terbitkan().exit_code == 2
    monkeypatch.chdir(place)
    assert "sop mulai" in _terbitkan(str(place)).output


def test_the_command_lists_and_goes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a catalogue at hand, and in a hurry."""
    office = Office(tmp_path, Way.AUTO)
    office.publish(FIRST)
    office.publish(SECOND)
    monkeypatch.chdir(tmp_path)
    first, second = office.versions
    listed = _terbitkan("web", "--daftar").output.splitlines()
    assert [line.split()[0] for line in listed] == [second, first]
    assert listed[0].endswith("2 halaman  (tampil sekarang)")
    result = _terbitkan("web", "--kembali")
    assert (result.exit_code, _texts(office.place)) == (0, FIRST | {f"assets/sop.{MARK}.css": "gaya 2"})
    assert result.output.startswith(f"web menampilkan lagi versi {first}")
    assert _terbitkan("web", "--kembali", second).exit_code == 0
    assert _terbitkan("web", "--kembali", "1999").exit_code == 2
    assert _terbitkan("tidak-ada", "--daftar").exit_code == 2


def test_a_site_with_dead_links_is_not_published(
    make_site: SiteMaker, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MkDocs looks at links in Markdown only."""
    site = make_site(
        {"docs/unduhan.md": '# Unduhan\n\n<a href="../tidak-ada.pdf">x</a> <img src="//jauh.example/x.png">\n'}
    )
    place = tmp_path_factory.mktemp("server") / "web"
    monkeypatch.chdir(site)
    result = _terbitkan(str(place))
    assert result.exit_code == 1
    assert "unduhan/index.html: ../tidak-ada.pdf tidak menuju apa pun" in result.output
    assert "unduhan/index.html: memuat //jauh.example/x.png dari situs lain" in result.output
    assert not place.exists()
    assert {path.name for path in site.iterdir() if path.name.startswith(".")} <= {".sop-cache"}


def _texts_of_bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
