"""`sop mulai`, `sop bangun`, `sop sajikan`: an office that has nothing gets a working catalogue; a site is never left half built."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from support.paths import ROOT

from sop_catalog.catalog.place.site_config import FindError, find_site
from sop_catalog.checks.run import check_paths
from sop_catalog.cli import sop
from sop_catalog.publish import build as site_commands
from sop_catalog.publish.build import BuildFailedError, SiteError, build_site, check_address
from sop_catalog.start.editor_files import schema_files
from sop_catalog.start.kit import FORGES, KitValues, common_files, forge_files
from sop_catalog.start.start import NewCatalog, StartError, check_empty, guess_forge, start_catalog


def _run(
    *arguments: str, cwd: Path, python: Path | str = sys.executable, **more: str
) -> subprocess.CompletedProcess[str]:
    """The `sop` command as a person without a terminal runs it."""
    command = [str(python), "-m", "sop_catalog.cli", *arguments]
    environment = {**os.environ, **more}
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


# --- mulai ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forge", FORGES)
def test_a_new_catalogue_is_complete_and_clean(tmp_path: Path, forge: str) -> None:
    folder = tmp_path / "kantor"
    started = start_catalog(folder, NewCatalog('Katalog: "Uji"', forge, "https://git.instansi.go.id/biro/sop.git"))
    tree = _tree(folder)
    assert started.files == len(tree)
    assert set(forge_files(KitValues(forge=forge))) <= set(tree)
    for name in (
        "mkdocs.yml",
        "README.md",
        "requirements.txt",
        ".gitignore",
        ".vscode/settings.json",
        "docs/index.md",
        "sops/_daftar/unit.yml",
    ):
        assert name in tree
    assert check_paths([folder / "sops"]).diagnostics == ()
    text = tree["mkdocs.yml"].decode()
    assert 'site_name: "Katalog: \\"Uji\\""' in text
    assert yaml.safe_load(text.replace("!ENV ", ""))["plugins"][1]["sop_catalog"]["forge"] == {
        "kind": forge, "url": "https://git.instansi.go.id/biro/sop", "branch": "main",
    }  # fmt: skip
    assert "contoh: ya" in tree["sops/biro-umum/contoh-peminjaman-kendaraan-dinas.yml"].decode()
    bound = json.loads(tree[".vscode/settings.json"])["yaml.schemas"]
    for schema in bound:
        assert (folder / schema).is_file()
    assert tree[".vscode/skema/sop.schema.json"].decode() == schema_files()["sop.schema.json"]
    assert not [name for name, content in tree.items() if "«".encode() in content and not name.endswith(".png")]


def test_a_new_catalogue_has_the_tabs_of_this_one(tmp_path: Path) -> None:
    start_catalog(tmp_path / "a", NewCatalog())
    ours, theirs = (
        yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8").replace("!ENV ", ""))["nav"]
        for folder in (ROOT, tmp_path / "a")
    )
    assert ours[-1]["Untuk editor"].pop().keys() == {"Pengembang"}  # pages about this program
    assert theirs == ours


def test_without_an_address_the_button_is_explained_but_off(tmp_path: Path) -> None:
    start_catalog(tmp_path / "a", NewCatalog())
    text = (tmp_path / "a/mkdocs.yml").read_text("utf-8")
    assert "forge" not in yaml.safe_load(text.replace("!ENV ", ""))["plugins"][1]["sop_catalog"]
    assert "      # forge:\n" in text


def test_mulai_never_asks_without_a_terminal_and_says_what_is_next(tmp_path: Path) -> None:
    result = _run("mulai", "kantor baru", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    last = result.stdout.splitlines()[-1]
    assert 'Berikutnya: cd "kantor baru", lalu lihat hasilnya dengan `sop sajikan`' in last
    assert _run("init", "--nama", "X", cwd=tmp_path / "kantor baru").returncode == 2


def test_mulai_asks_at_a_terminal(tmp_path: Path) -> None:
    import pty

    main, side = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sop_catalog.cli", "mulai", "b"], cwd=tmp_path, stdin=side, stdout=side, stderr=side
    )
    os.close(side)
    os.write(main, b"SOP Dinas\nhttps://gitlab.dinas.go.id/a/b\n\n")
    assert process.wait(30) == 0
    os.close(main)
    assert 'site_name: "SOP Dinas"' in (tmp_path / "b/mkdocs.yml").read_text("utf-8")
    assert (tmp_path / "b/.gitlab-ci.yml").is_file()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "surat.docx").write_bytes(b"x")
    before = _tree(tmp_path)
    result = _run("mulai", cwd=tmp_path)
    assert result.returncode == 2
    assert "tidak kosong (berisi surat.docx); tidak ada yang ditulis" in result.stderr
    assert _tree(tmp_path) == before
    assert _run("mulai", "surat.docx", cwd=tmp_path).returncode == 2


def test_a_clone_and_an_environment_do_not_count_as_something(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".venv").mkdir()
    check_empty(tmp_path)
    assert _run("mulai", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "wanted",
    [
        NewCatalog(nama=" "),
        NewCatalog(forge="svn"),
        NewCatalog(url="git.instansi.go.id/biro"),
        NewCatalog(url="javascript://x/%0aalert(1)"),
        NewCatalog(url="https://budi:rahasia@git.instansi.go.id/a"),
        NewCatalog(url="https://git.instansi.go.id/a\n  evil: 1"),
        NewCatalog(url="http://[x"),
        NewCatalog(nama="X <b>"),
        NewCatalog(nama="X >"),
    ],
)
def test_an_answer_that_cannot_be_used_writes_nothing(tmp_path: Path, wanted: NewCatalog) -> None:
    with pytest.raises(StartError):
        start_catalog(tmp_path / "a", wanted)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("mulai", "a", "--url", "http://[x"), "alamat repositori harus lengkap"),
        (("mulai", "a", "--nama", "X <b>"), "tidak boleh memuat tanda < atau >"),
        (("sajikan", "--alamat", "..a:8000"), "memuat nama yang keliru"),
    ],
)
def test_an_odd_answer_is_no_fault_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Uji\n")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(sop, arguments)
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)
    assert said in result.output


def test_a_name_may_hold_an_ampersand(tmp_path: Path) -> None:
    start_catalog(tmp_path / "a", NewCatalog(nama="Riset & Inovasi"))
    assert 'site_name: "Riset & Inovasi"' in (tmp_path / "a/mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize("existing", [True, False])
def test_a_disk_that_is_full_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, existing: bool
) -> None:
    folder = tmp_path / "baru/kantor"
    if existing:
        folder.mkdir(parents=True)
    writing = Path.open

    def fail_late(self: Path, *arguments: Any, **more: Any) -> Any:
        if arguments == ("xb",) and self.name == "unit.yml":
            raise OSError(28, "disk penuh")
        return writing(self, *arguments, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", fail_late)
        with pytest.raises(StartError, match="disk penuh"):
            start_catalog(folder, NewCatalog())
    assert folder.exists() is existing
    assert list(tmp_path.rglob("*")) == ([tmp_path / "baru", folder] if existing else [])
    start_catalog(folder, NewCatalog())


def test_the_forge_is_guessed_from_the_address() -> None:
    assert [guess_forge(f"https://{host}/a/b") for host in ("github.com", "gitlab.go.id", "codeberg.org", "git.go.id")] == [
        "github", "gitlab", "gitea", "github",
    ]  # fmt: skip


def test_the_guides_of_a_new_catalogue_are_those_of_this_repository() -> None:
    files = common_files(KitValues())
    for name in (
        "docs/panduan-editor.md",
        "docs/panduan-baris.md",
        "docs/panduan-peninjau.md",
        "docs/memindahkan-sop-lama.md",
        "docs/word-dan-excel.md",
        "docs/mencetak.md",
        "docs/mengesahkan.md",
        "docs/mengevaluasi.md",
        "docs/menerbitkan.md",
        "docs/referensi-isian.md",
        "docs/referensi-diagnostik.md",
    ):
        assert files[name] == (ROOT / name).read_bytes()
    assert {name for name in files if name.startswith("docs/assets/panduan/")} == {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/assets/panduan").iterdir()
    }


# --- bangun --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new catalogue that has been built once."""
    folder = tmp_path_factory.mktemp("kantor") / "katalog"
    start_catalog(folder, NewCatalog())
    result = _run("bangun", cwd=folder / "sops")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1].endswith("lihat dulu dengan `sop sajikan`.")
    assert (folder / "site/sop/contoh-peminjaman-kendaraan-dinas/index.html").is_file()
    return folder


def test_a_failing_build_leaves_the_published_site_alone(office: Path) -> None:
    before = _tree(office / "site")
    broken = office / "sops/rusak.yml"
    broken.write_text("nama: Rusak\n", "utf-8")
    try:
        result = _run("build", cwd=office)
    finally:
        broken.unlink()
    assert result.returncode == 1
    assert "yang sudah ada tidak diubah" in result.stderr.splitlines()[-1]
    assert _tree(office / "site") == before
    assert not list(office.glob(".sop-bangun-*"))


def test_the_built_site_replaces_the_old_one_whole(office: Path) -> None:
    (office / "site/sisa.html").write_text("sisa")
    assert _run("bangun", cwd=office).returncode == 0
    assert not (office / "site/sisa.html").exists()
    assert not list(office.glob(".sop-bangun-*"))
    mode = (office / "site").stat().st_mode & 0o777
    assert mode & 0o055 == 0o055 & ~_umask(), "a web server of another user must be able to read it"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_site_never_takes_the_place_of_somebodys_work(office: Path, tmp_path: Path) -> None:
    (tmp_path / "penting.txt").write_text("x")
    for target in (tmp_path, office, office.parent, office / "docs", office / "mkdocs.yml"):
        with pytest.raises(SiteError):
            build_site(office, target)
    assert (tmp_path / "penting.txt").is_file()


def test_a_symlink_to_the_published_folder_stays_one(office: Path, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "tautan").symlink_to(tmp_path / "web")
    assert build_site(office, tmp_path / "tautan") == tmp_path / "web"
    assert (tmp_path / "tautan").is_symlink()
    assert (tmp_path / "web/index.html").is_file()


def test_the_folder_that_mkdocs_yml_names_is_used(office: Path) -> None:
    config = office / "mkdocs.yml"
    before = config.read_text("utf-8")
    config.write_text(before.replace("site_dir: site\n", "site_dir: 'hasil situs'  # di sini\n"), "utf-8")
    try:
        assert build_site(office) == office / "hasil situs"
    finally:
        config.write_text(before, "utf-8")


def test_a_site_on_another_drive_is_named_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_way(_path: Path) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    (tmp_path / "mkdocs.yml").write_text("site_name: Uji\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(site_commands, "build_site", lambda *_: tmp_path / "hasil")
    monkeypatch.setattr(os.path, "relpath", no_way)
    result = CliRunner().invoke(sop, ["bangun"])
    assert (result.exit_code, f"Situs selesai: {tmp_path / 'hasil'}." in result.output) == (0, True)


def test_a_broken_configuration_is_told_and_ends_with_one(office: Path) -> None:
    config = office / "mkdocs.yml"
    before = config.read_text("utf-8")
    config.write_text(before + "tidak_dikenal: [\n", "utf-8")
    try:
        with pytest.raises(BuildFailedError):
            build_site(office)
    finally:
        config.write_text(before, "utf-8")
    assert (office / "site/index.html").is_file()


def test_without_a_catalogue_the_commands_say_where_to_begin(tmp_path: Path) -> None:
    for command in ("bangun", "sajikan"):
        result = _run(command, cwd=tmp_path)
        assert (result.returncode, result.stdout) == (2, "")
        assert "sop mulai" in result.stderr
    with pytest.raises(FindError):
        find_site(tmp_path)


# --- sajikan -------------------------------------------------------------------------------------------------------


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _fetch(url: str, seconds: float = 600) -> str:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _heed_interrupts() -> None:
    """Suites that a build server starts in the background have children that ignore Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_site_is_served_until_it_is_stopped_and_nothing_stays_behind(office: Path, ending: signal.Signals) -> None:
    port = _free_port()
    command = [sys.executable, "-m", "sop_catalog.cli", "sajikan", "--alamat", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        command, cwd=office, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - one call, no lock
    )  # fmt: skip
    assert "Peminjaman Kendaraan Dinas" in _fetch(f"http://127.0.0.1:{port}/")
    if ending is signal.SIGINT:
        os.killpg(process.pid, ending)  # as a terminal does it: to every program of the session
    else:
        process.terminate()
    output, _ = process.communicate(timeout=600)
    if ending is signal.SIGINT:
        assert process.returncode == 0
        assert "Berikutnya: jalankan `sop periksa`" in output.splitlines()[-1]
    check_address(f"127.0.0.1:{port}")


@pytest.mark.parametrize(
    "address", ["8000", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:x", "nama.yang.tidak.ada.invalid:8000", "::"]
)
def test_an_address_that_cannot_be_used_is_told(address: str) -> None:
    with pytest.raises(SiteError):
        check_address(address)


def test_an_address_in_use_is_told_before_anything_is_built(office: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        result = _run("sajikan", "--alamat", address, cwd=office)
    assert result.returncode == 2
    assert f"alamat {address} tidak dapat dipakai" in result.stderr


def test_english_names_are_there_but_not_listed() -> None:
    listed = CliRunner().invoke(sop, ["--help"]).output
    for name, alias in (
        ("mulai", "init"),
        ("bangun", "build"),
        ("sajikan", "serve"),
        ("terbitkan", "publish"),
        ("pemilik", "owners"),
        ("paket", "package"),
    ):
        assert f"\n  {name} " in listed
        assert f"\n  {alias} " not in listed
        assert CliRunner().invoke(sop, [alias, "--help"]).exit_code == 0


# --- From the wheel alone ------------------------------------------------------------------------------------------


def test_an_office_with_only_the_wheel(tmp_path: Path) -> None:
    """An environment that has the dependencies but not this checkout: mulai, periksa, buat, bangun, sajikan."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--quiet",
        "--wheel-dir",
        str(tmp_path),
        str(ROOT),
    ]
    built = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    environment = tmp_path / "env"
    venv.create(environment, with_pip=False, symlinks=True)
    site_packages = next((environment / "lib").glob("python3*")) / "site-packages"
    python = environment / "bin/python"
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    installed = subprocess.run(install, capture_output=True, text=True, timeout=600, check=False)
    assert installed.returncode == 0, installed.stderr
    ours = Path(sys.executable).parent.parent / "lib" / site_packages.parent.name / "site-packages"
    (site_packages / "dependencies.pth").write_text(f"import sys; sys.path.append({str(ours)!r})\n")
    path = {"PATH": f"{environment / 'bin'}:/usr/bin:/bin"}

    folder = tmp_path / "kantor"
    result = _run("mulai", "kantor", "--nama", "Katalog Kantor", cwd=tmp_path, python=python, **path)
    assert result.returncode == 0, result.stderr
    assert (folder / "paket" / wheel.name).read_bytes() == wheel.read_bytes()
    listed = (folder / "requirements.txt").read_text("utf-8")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert f"\n--require-hashes\n\n./paket/{wheel.name} \\\n    --hash=sha256:{digest}\n" in listed
    assert "\nmkdocs-material==" in listed
    assert "Catatan" not in result.stdout
    for arguments in (
        ("periksa",),
        ("paket", "--periksa"),  # of the wheel it reads what the program brought along
        ("buat", "--nama", "Cuti Pegawai", "--unit", "biro-umum", "--pelaksana", "Pegawai, Staf Umum"),
        ("periksa",),
        ("bangun",),
    ):
        result = _run(*arguments, cwd=folder, python=python, **path)
        assert result.returncode == 0, result.stdout + result.stderr
    assert "data-gambar" in (folder / "site/sop/cuti-pegawai/index.html").read_text("utf-8")
    port = _free_port()
    process = subprocess.Popen(
        [str(python), "-m", "sop_catalog.cli", "sajikan", "--alamat", f"127.0.0.1:{port}"],
        cwd=folder, env={**os.environ, **path}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert "Cuti Pegawai" in _fetch(f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        process.wait(20)
