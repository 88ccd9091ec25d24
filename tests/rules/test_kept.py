"""What is kept never shows: a site built with it is, byte for byte, the one that is built without, whatever has changed."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from support import bare_frame
from support.sites import minimal_sop

from sop_catalog.cache import identity
from sop_catalog.cache.store import FOLDER, Cache
from sop_catalog.catalog import files
from sop_catalog.pages import build as pages_build
from sop_catalog.pages.settings import Forge, ForgeKind, Paper, Settings
from sop_catalog.site.editor import Editor
from sop_catalog.site.page_writer import _Content
from sop_catalog.site.pyodide_bundle import PyodideBundle

BEFORE = dt.date(2026, 1, 1)
SETTINGS = Settings(site_url="https://sop.contoh.go.id/", today=BEFORE)
FILES = {
    "sops/_daftar/unit.yml": "kementerian: Kementerian Uji\nbiro-uji: {nama: Biro Uji, induk: kementerian}\n",
    "sops/_daftar/jabatan.yml": "staf: {nama: Staf, alias: [Staff]}\n",
    "sops/_daftar/peraturan.yml": "uu-43-2009: {tentang: Kearsipan, status: berlaku}\n",
    "sops/satu.yml": minimal_sop("Satu", nomor="1/SOP/2026", keterkaitan="[SOP Dua, SOP Tiga]", dasar_hukum="UU Nomor 43 Tahun 2009 tentang Kearsipan"),
    "sops/dua.yml": minimal_sop("Dua", nomor="2/SOP/2026", tinjau_sebelum="15 Januari 2026"),
    "sops/lama.yml": minimal_sop("Lama", status="dicabut", digantikan_oleh="dua"),
    "sops/sah.yml": minimal_sop("Sah", keterkaitan="[SOP Dua]", naskah_sah="{berkas: sah.pdf, tanggal: 5 Januari 2025, isi: v1-0123456789}"),
    "sops/_naskah/sah.pdf": "%PDF-1.7 naskah",
}  # fmt: skip


class NoBundle(PyodideBundle):
    """Of a site whose page /sunting/ has everything but Python: that never changes here, and is large."""

    def files(self) -> Iterator[tuple[str, Path]]:
        return iter(())


@dataclass
class Trial:
    """A small catalogue with a cache, and the ways to build it."""

    folder: Path
    settings: Settings = SETTINGS
    editor: Editor | None = field(default_factory=lambda: Editor(NoBundle(Path(), "0", "0123456789abcdef")))
    count: int = 0

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def build(self, *, keeps: bool) -> dict[str, bytes]:
        self.count += 1
        out = self.folder.parent / f"situs-{self.count}"
        out.mkdir()
        settings = replace(self.settings, overrides=(self.folder / "overrides" / "sop",))
        bare_frame.build(self.folder, out, settings, keeps=keeps, editor=self.editor)
        found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        shutil.rmtree(out)
        return found


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """With what its first build has left."""
    made = Trial(tmp_path / "katalog")
    for name, text in FILES.items():
        made.write(name, text)
    made.build(keeps=True)
    return made


OVERRIDE = "<article class='sop '>{{ v.judul }}</article>"


def _set(**settings: object) -> Callable[[Trial], None]:
    def change(trial: Trial) -> None:
        trial.settings = replace(trial.settings, **settings)  # type: ignore[arg-type]

    return change


MUTATIONS: dict[str, Callable[[Trial], None]] = {
    "a step": lambda trial: trial.edit("sops/satu.yml", "Memeriksa usulan", "Menolak usulan"),
    "a comment": lambda trial: trial.edit("sops/satu.yml", "langkah:", "langkah: # tiga"),
    "a neighbour's name": lambda trial: trial.edit("sops/dua.yml", "nama: Dua", "nama: SOP Dua"),
    "a neighbour's status": lambda trial: trial.edit("sops/dua.yml", "unit:", "status: dicabut\nunit:"),
    "a reference that is written elsewhere": lambda trial: trial.edit("sops/dua.yml", "unit:", "keterkaitan: SOP Satu\nunit:"),
    "a paper that is another": lambda trial: trial.edit("sops/sah.yml", "isi:", "sha256: 00, isi:"),
    "a paper gone": lambda trial: (trial.folder / "sops/_naskah/sah.pdf").unlink(),
    "what was signed": lambda trial: trial.write("sops/_naskah/sah-2025-01-05-01234567.yml", minimal_sop("Sah lama")),
    "an evaluation": lambda trial: trial.edit("sops/dua.yml", "unit:", "evaluasi: [{tanggal: 2 Januari 2026, hasil: baik}]\nunit:"),
    "a revision of a neighbour": lambda trial: trial.edit("sops/dua.yml", "unit:", "riwayat: [{tanggal: 2 Januari 2026, perubahan: alur}]\nunit:"),
    "a new SOP that was missing": lambda trial: trial.write("sops/tiga.yml", minimal_sop("Tiga")),
    "a role that was none": lambda trial: trial.write("sops/peran.yml", minimal_sop("Peran").replace("Staf", "STAF UMUM")),
    "a number that two claim": lambda trial: trial.edit("sops/dua.yml", "2/SOP/2026", "1/SOP/2026"),
    "a former name": lambda trial: trial.edit("sops/dua.yml", "unit:", "slug_lama: dulu\nunit:"),
    "a former name that lives again": lambda trial: (
        trial.edit("sops/dua.yml", "unit:", "slug_lama: dulu\nunit:"),
        trial.build(keeps=True),
        trial.write("sops/dulu.yml", minimal_sop("Dulu")),
    )[0],
    "a file gone": lambda trial: (trial.folder / "sops/lama.yml").unlink(),
    "a file moved": lambda trial: (trial.folder / "sops/dua.yml").rename(trial.folder / "sops/dua-baru.yml"),
    "the register of units": lambda trial: trial.edit("sops/_daftar/unit.yml", "Biro Uji", "Biro Coba"),
    "the register of roles": lambda trial: trial.edit("sops/_daftar/jabatan.yml", "[Staff]", "[Staff, Kabag]"),
    "the register of regulations": lambda trial: trial.edit("sops/_daftar/peraturan.yml", "status: berlaku", "status: dicabut"),
    "a profile": lambda trial: (
        trial.write("sops/_daftar/profil.yml", "lain: {kolom: {kegiatan: Uraian}}\n"),
        trial.edit("sops/_daftar/unit.yml", "induk:", "profil: lain, induk:"),
    )[0],
    "a template": lambda trial: trial.write("overrides/sop/halaman-sop.html", OVERRIDE),
    "the address of the site": _set(site_url="https://lain.go.id/"),
    "the paper": _set(paper=Paper.F4),
    "the NIP in print": _set(print_nip=True),
    "the forge": _set(forge=Forge(ForgeKind.GITLAB, "https://git.go.id/a")),
    "files instead of folders": _set(directory_urls=False),
    "the day": _set(today=dt.date(2026, 2, 1)),
}  # fmt: skip


@pytest.mark.parametrize("mutation", list(MUTATIONS))
def test_each_kind_of_input_is_seen(trial: Trial, mutation: str) -> None:
    MUTATIONS[mutation](trial)
    warm = trial.build(keeps=True)
    again = trial.build(keeps=True)
    cold = trial.build(keeps=False)
    assert warm == cold
    assert again == cold


def test_a_template_that_changes_and_goes_is_seen(trial: Trial) -> None:
    plain = trial.build(keeps=True)
    trial.write("overrides/sop/halaman-sop.html", OVERRIDE)
    first = trial.build(keeps=True)
    trial.write("overrides/sop/halaman-sop.html", OVERRIDE + "!")
    assert trial.build(keeps=True) == trial.build(keeps=False) != first
    shutil.rmtree(trial.folder / "overrides")
    assert trial.build(keeps=True) == plain


@pytest.mark.parametrize("folder", ["bagian", "mermaid", "manual"])
def test_a_part_that_an_office_keeps_in_a_folder_is_seen(trial: Trial, folder: str) -> None:
    """Also where the folder is called as one of the package that nothing is made from."""
    trial.write("overrides/sop/halaman-sop.html", f'{OVERRIDE}{{% include "{folder}/kaki.html" %}}')
    trial.write(f"overrides/sop/{folder}/kaki.html", "Biro Uji")
    first = trial.build(keeps=True)
    trial.write(f"overrides/sop/{folder}/kaki.html", "Biro Coba")
    assert trial.build(keeps=True) == trial.build(keeps=False) != first


def test_nothing_is_read_or_made_again_without_need(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    made: list[str] = []
    decode, body = files.decode_tree, pages_build.make_sop_body
    monkeypatch.setattr(
        files, "decode_tree", lambda source, path, *rest: (read.append(path), decode(source, path, *rest))[1]
    )
    monkeypatch.setattr(pages_build, "make_sop_body", lambda sop, *rest: (made.append(sop.slug), body(sop, *rest))[1])
    trial.build(keeps=True)
    assert (read, made) == ([], [])
    trial.edit("sops/satu.yml", "Memeriksa usulan", "Menolak usulan")
    trial.build(keeps=True)
    assert (read, made) == (["satu.yml"], ["satu"])
    trial.edit("sops/dua.yml", "nama: Dua", "nama: SOP Dua")  # the same in other words: the others call it as before
    trial.build(keeps=True)
    assert (read[1:], made[1:]) == (["dua.yml"], ["dua"])
    trial.build(keeps=False)
    assert len(made) == 6


def test_another_program_finds_nothing_of_its_own(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    body = pages_build.make_sop_body
    monkeypatch.setattr(pages_build, "make_sop_body", lambda sop, *rest: (made.append(sop.slug), body(sop, *rest))[1])
    identity.program_digest.cache_clear()
    monkeypatch.setattr(identity.sys, "version", "lain")
    try:
        trial.build(keeps=True)
    finally:
        identity.program_digest.cache_clear()
    assert len(made) == 4


def _truncate(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def _flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(1 + len(data) // 2000):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def _foreign(path: Path, chance: random.Random) -> None:
    path.write_text(chance.choice(["", "null", "[]", '{"bentuk": "katalog-sop/1", "paket": {}, "isi": 3}', "\0" * 900]))


def _older(path: Path, chance: random.Random) -> None:  # noqa: ARG001 - one signature
    path.write_bytes(path.read_bytes().replace(b"katalog-sop/2", b"katalog-sop/1"))


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of `trial`, made without a cache."""
    made = Trial(tmp_path_factory.mktemp("dingin") / "katalog")
    for name, text in FILES.items():
        made.write(name, text)
    return made.build(keeps=False)


@pytest.mark.parametrize("damage", [_truncate, _flip, _foreign, _older, lambda path, _: path.unlink()])
@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_cache_is_as_none(
    trial: Trial, cold: dict[str, bytes], damage: Callable[[Path, random.Random], None], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    kept = sorted((trial.folder / FOLDER).glob("*.*"))
    for path in [path for path in kept if path.name != ".gitignore" and chance.random() < 0.7] or kept:
        damage(path, chance)
    assert trial.build(keeps=True) == cold
    assert trial.build(keeps=True) == cold


def test_a_folder_that_is_a_file_keeps_nothing_and_says_nothing(trial: Trial) -> None:
    shutil.rmtree(trial.folder / FOLDER)
    trial.write(FOLDER, "milik orang lain")
    assert trial.build(keeps=True) == trial.build(keeps=False)
    assert (trial.folder / FOLDER).read_text("utf-8") == "milik orang lain"


def _forge(folder: Path) -> None:
    """Make what a foreign hand would commit: the kept contents with a text of its own and a file outside, sums and all."""
    cache = Cache(folder)
    for key in [key for key in cache._entries if key.startswith("isi-")]:
        kept = _Content.unpack(cache.get(key) or b"")
        html = kept.html.replace(b"Memeriksa", b"Menyetujui tanpa memeriksa")
        cache.put(key, _Content(html, (*kept.files, ("../diluar.txt", b"dari luar")), kept.names).pack())
    cache.save()


def _git(folder: Path, *arguments: str) -> None:
    command = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments]
    subprocess.run(command, check=True, capture_output=True)


def test_what_came_by_git_is_not_taken_for_kept(trial: Trial, cold: dict[str, bytes]) -> None:
    """Whoever commits kept results could make a build say what no approved file says, and write where it likes."""
    _forge(trial.folder)
    shown = trial.build(keeps=True)
    assert b"tanpa memeriksa" in shown["sop/satu/index.html"]  # it is forged well: here it counts
    (trial.folder.parent / "diluar.txt").unlink()
    _git(trial.folder, "init", "-q")
    _git(trial.folder, "add", "-f", "-A")
    _git(trial.folder, "commit", "-q", "-m", "a")
    _git(trial.folder, "clone", "-q", ".", str(trial.folder.parent / "salinan"))
    shutil.rmtree(trial.folder)
    (trial.folder.parent / "salinan").rename(trial.folder)  # names of results hold where the catalogue lies
    assert (trial.folder / FOLDER / "indeks.json").is_file()
    assert trial.build(keeps=True) == cold
    assert trial.build(keeps=True) == cold
    assert not (trial.folder.parent / "diluar.txt").exists()


def test_what_git_puts_over_it_is_not_taken_for_kept(trial: Trial, cold: dict[str, bytes]) -> None:
    """Git writes over what is ignored without a word."""
    foreign = trial.folder.parent / "asing"
    shutil.copytree(trial.folder, foreign)
    shutil.rmtree(foreign / FOLDER)
    Trial(foreign).build(keeps=True)
    _forge(foreign)
    for path in (foreign / FOLDER).iterdir():
        if path.name != "tanda":
            (trial.folder / FOLDER / path.name).write_bytes(path.read_bytes())
    assert trial.build(keeps=True) == cold


@pytest.mark.parametrize(("name", "target"), [
    ("indeks.json", "/dev/zero"), ("indeks.json", "../../luar/teks.txt"), ("tanda", "../../luar/teks.txt"), ("tanda", "../../luar/baru"),
    (".gitignore", "../../luar/baru"), ("", "../luar"), ("", "sops"), ("", "../luar/belum-ada"),
])  # fmt: skip
def test_links_in_its_place_are_not_followed(trial: Trial, cold: dict[str, bytes], name: str, target: str) -> None:
    outside = trial.folder.parent / "luar"
    outside.mkdir()
    (outside / "teks.txt").write_text("milik orang lain")
    (outside / "tanda").touch()
    place = trial.folder / FOLDER / name if name else trial.folder / FOLDER
    shutil.rmtree(place) if name == "" else place.unlink()
    place.symlink_to(target)
    before = sorted(os.walk(trial.folder / "sops"))
    assert trial.build(keeps=True) == cold
    assert sorted(path.name for path in outside.iterdir()) == ["tanda", "teks.txt"]
    assert (outside / "teks.txt").read_text() == "milik orang lain"
    assert sorted(os.walk(trial.folder / "sops")) == before


def test_a_pipe_in_place_of_the_index_is_not_waited_for(trial: Trial, cold: dict[str, bytes]) -> None:
    (trial.folder / FOLDER / "indeks.json").unlink()
    os.mkfifo(trial.folder / FOLDER / "indeks.json")
    Cache(trial.folder)
    held = os.open(trial.folder / FOLDER / "indeks.json", os.O_RDWR)
    os.write(held, b"x")
    Cache(trial.folder)
    assert os.read(held, 10) == b"x"  # what somebody says into it is not for us
    os.close(held)
    assert trial.build(keeps=True) == cold


def test_git_does_not_see_it(trial: Trial) -> None:
    subprocess.run(["git", "init", "-q", str(trial.folder)], check=True)
    status = subprocess.run(
        ["git", "-C", str(trial.folder), "status", "--porcelain", "-uall"], check=True, capture_output=True, text=True
    )
    assert "sops/satu.yml" in status.stdout
    assert FOLDER not in status.stdout


def test_two_builds_at_once_and_one_that_dies_leave_a_cache_that_is_right(trial: Trial) -> None:
    shutil.rmtree(trial.folder / FOLDER)
    code = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "import datetime as dt\nfrom pathlib import Path\nfrom support import bare_frame\n"
        "from sop_catalog.pages.settings import Settings\n"
        f"folder = Path({str(trial.folder)!r})\n"
        f"settings = Settings(site_url={SETTINGS.site_url!r}, today=dt.date(2026, 1, 1), overrides=(folder / 'overrides' / 'sop',))\n"
        "out = folder.parent / sys.argv[1]\nout.mkdir()\nprint('mulai', flush=True)\n"
        "bare_frame.build(folder, out, settings, keeps=True)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, name], stdout=subprocess.PIPE) for name in ("a", "b", "c")]
    dying = running.pop()
    assert dying.stdout is not None
    dying.stdout.readline()
    dying.kill()
    dying.communicate()
    for process in running:
        process.communicate(timeout=120)
        assert process.returncode == 0
    trial.editor = None
    cold = trial.build(keeps=False)
    for name in ("a", "b"):
        out = trial.folder.parent / name
        assert {
            path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()
        } == cold
    assert trial.build(keeps=True) == cold


def test_what_nobody_uses_goes_and_packs_are_put_together(tmp_path: Path) -> None:
    for number in range(60):
        cache = Cache(tmp_path)
        cache.put(f"isi-{number}", b"x" * 100)
        cache.put(f"baca-{number}", b"y" * 100)
        for known in range(0, number, 2):
            assert cache.get(f"isi-{known}") == b"x" * 100
        cache.save(("isi",))
    found = Cache(tmp_path)
    assert [found.get(f"isi-{number}") is not None for number in (0, 1, 40, 41, 58, 59)] == [
        True,
        False,
        True,
        False,
        True,
        True,
    ]
    assert found.get("baca-0") == b"y" * 100  # nobody has said that all of this kind was used
    found.close()
    packs = list((tmp_path / FOLDER).glob("paket-*"))
    assert {entry.pack for entry, _ in found._entries.values()} <= {path.name for path in packs}
    assert len({entry.pack for entry, _ in found._entries.values()}) <= 41
