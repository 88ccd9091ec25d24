"""Fetching and finding Mermaid, without a network: npm is a script on PATH that hands out a tarball of ours."""

from __future__ import annotations

import ast
import base64
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from sop_catalog.site import mermaid_bundle
from sop_catalog.site.mermaid import describe_refusal
from sop_catalog.site.mermaid_bundle import BundleError, entry_name, fetch_bundle, find_altered, find_bundle

GOOD = {
    "package/LICENSE": b"MIT",
    "package/package.json": b'{"version": "12.3.0"}',
    "package/dist/mermaid.esm.min.mjs": b"export default 1",
    "package/dist/mermaid.min.js": b"var mermaid",
    "package/dist/mermaid.js": b"big",
    "package/dist/chunks/mermaid.esm.min/a.mjs": b"a",
    "package/dist/chunks/mermaid.esm.min/a.mjs.map": b"map",
    "package/dist/chunks/mermaid.core/b.mjs": b"b",
}
WANTED = ["LICENSE", "chunks/mermaid.esm.min/a.mjs", "isi.json", "mermaid.esm.min.mjs", "mermaid.min.js"]


def make_tarball(files: dict[str, bytes], extra: Iterable[tarfile.TarInfo] = ()) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for member in extra:
            archive.addfile(member)
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


FakeNpm = Callable[..., None]


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up package is the genuine one here."""
    wanted = {name.removeprefix("package/dist/"): content for name, content in GOOD.items()}
    scripts = [
        (name, wanted[name]) for name in ("mermaid.esm.min.mjs", "mermaid.min.js", "chunks/mermaid.esm.min/a.mjs")
    ]
    monkeypatch.setattr(mermaid_bundle, "SCRIPTS_DIGEST", mermaid_bundle.digest_scripts(scripts))


@pytest.fixture
def fake_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeNpm:
    """Put an npm on PATH that drops the given tarball, prints a message or fails; the integrity follows the tarball."""

    def install(tarball: bytes | None, *, code: int = 0, message: str = "", pinned: bool = True) -> None:
        store = tmp_path / "registry.tgz"
        store.write_bytes(tarball or b"")
        if pinned and tarball is not None:
            digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
            monkeypatch.setattr(mermaid_bundle, "INTEGRITY", f"sha512-{digest}")
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        npm = folder / "npm"
        copy = f"shutil.copy({str(store)!r}, 'mermaid-12.3.0.tgz')" if tarball is not None else "None"
        npm.write_text(
            f"#!{sys.executable}\nimport shutil, sys\n"
            "assert sys.argv[1:] == ['pack', '--ignore-scripts', '--silent', 'mermaid@12.3.0'], sys.argv\n"
            f"{copy}\nsys.stderr.buffer.write({message.encode(errors='surrogateescape')!r})\nsys.exit({code})\n"
        )
        npm.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    return install


def test_fetches_only_what_a_site_needs(tmp_path: Path, fake_npm: FakeNpm) -> None:
    fake_npm(make_tarball(GOOD))
    target = tmp_path / "aset" / "mermaid"
    assert fetch_bundle(target)
    assert names_in(target) == WANTED
    assert list(target.parent.iterdir()) == [target], "nothing else is left behind"
    manifest = json.loads((target / "isi.json").read_text())
    assert manifest["versi"] == "12.3.0"
    assert manifest["berkas"]["mermaid.esm.min.mjs"] == len(GOOD["package/dist/mermaid.esm.min.mjs"])


def test_does_nothing_when_all_is_there(tmp_path: Path, fake_npm: FakeNpm, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_npm(make_tarball(GOOD))
    target = tmp_path / "mermaid"
    fetch_bundle(target)
    monkeypatch.setenv("PATH", "")
    assert not fetch_bundle(target)


@pytest.mark.parametrize("damage", ["missing", "cut", "manifest", "older"])
def test_replaces_what_is_incomplete(tmp_path: Path, fake_npm: FakeNpm, damage: str) -> None:
    fake_npm(make_tarball(GOOD))
    target = tmp_path / "mermaid"
    fetch_bundle(target)
    chunk = target / "chunks/mermaid.esm.min/a.mjs"
    if damage == "missing":
        chunk.unlink()
    elif damage == "cut":
        chunk.write_bytes(b"")
    elif damage == "manifest":
        (target / "isi.json").write_text("[1]")
    else:
        (target / "isi.json").write_text((target / "isi.json").read_text().replace("12.3.0", "11.0.0"))
    assert fetch_bundle(target)
    assert names_in(target) == WANTED
    assert chunk.read_bytes() == b"a"


def test_another_tarball_is_refused(tmp_path: Path, fake_npm: FakeNpm) -> None:
    fake_npm(make_tarball(GOOD), pinned=False)
    target = tmp_path / "mermaid"
    with pytest.raises(BundleError, match="tidak sama dengan yang dipatok"):
        fetch_bundle(target)
    assert not target.exists()


def test_a_failure_leaves_the_old_files(tmp_path: Path, fake_npm: FakeNpm) -> None:
    target = tmp_path / "mermaid"
    target.mkdir()
    (target / "punya-saya.txt").write_text("x")
    fake_npm(None, code=1, message="npm error code ENOTFOUND")
    with pytest.raises(BundleError, match="ENOTFOUND") as raised:
        fetch_bundle(target)
    assert "sambungan internet" in str(raised.value)
    assert names_in(target) == ["punya-saya.txt"]


def test_what_npm_says_is_read_as_utf_8_on_any_machine(tmp_path: Path, fake_npm: FakeNpm) -> None:
    fake_npm(None, code=1, message="gagal → \udcff")
    code = (
        "from sop_catalog.site.mermaid_bundle import BundleError, fetch_bundle\n"
        "from pathlib import Path\n"
        f"try: fetch_bundle(Path({str(tmp_path / 'mermaid')!r}))\n"
        "except BundleError as error: print(ascii(str(error)))\n"
    )
    result = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", code],
        env={**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert r"gagal \u2192 \ufffd" in result.stdout


def test_says_what_to_do_without_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BundleError, match=r"Node\.js/npm tidak ditemukan") as raised:
        fetch_bundle(tmp_path / "mermaid")
    assert "Pasang Node 18+" in str(raised.value)
    assert "mermaid_dir" in str(raised.value)


def test_command_ends_with_a_sentence_and_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(fetch_bundle, "__defaults__", (tmp_path / "mermaid",))
    assert mermaid_bundle.main() == 1
    assert "npm tidak ditemukan" in capsys.readouterr().err
    assert mermaid_bundle.main(["x"]) == 2


def evil(name: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type = kind
    member.linkname = "/etc/passwd"
    return member


def test_a_tarball_cannot_write_elsewhere(tmp_path: Path, fake_npm: FakeNpm) -> None:
    hostile = {
        "../../luar.mjs": b"x",
        "/tmp/luar-mutlak.mjs": b"x",  # noqa: S108  the name of a member that must not be written
        "package/dist/chunks/mermaid.esm.min/../../../../../luar.mjs": b"x",
        "package/dist/chunks/mermaid.esm.min/sub/luar.mjs": b"x",
        "package/dist/chunks/mermaid.esm.min/..\\luar.mjs": b"x",
    }
    links = [
        evil("package/dist/mermaid.min.js"),
        evil("package/dist/chunks", tarfile.SYMTYPE),
        evil("package/dist/chunks/mermaid.esm.min/keras.mjs", tarfile.LNKTYPE),
        evil("package/dist/chunks/mermaid.esm.min/fifo.mjs", tarfile.FIFOTYPE),
    ]
    fake_npm(make_tarball({**hostile, **GOOD}, links))
    target = tmp_path / "dalam" / "aset" / "mermaid"
    fetch_bundle(target)
    assert names_in(target) == WANTED
    assert not any(path.is_symlink() for path in target.rglob("*"))
    assert (target / "mermaid.min.js").read_bytes() == b"var mermaid"
    assert not list(tmp_path.rglob("*luar*"))
    assert not Path("/tmp/luar-mutlak.mjs").exists()  # noqa: S108


def test_a_tarball_without_the_builds_is_refused(tmp_path: Path, fake_npm: FakeNpm) -> None:
    fake_npm(make_tarball({"package/LICENSE": b"MIT"}))
    with pytest.raises(BundleError, match=r"tidak berisi mermaid\.esm\.min\.mjs"):
        fetch_bundle(tmp_path / "mermaid")


def test_a_huge_tarball_is_refused(tmp_path: Path, fake_npm: FakeNpm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mermaid_bundle, "_MAX_BYTES", 10)
    fake_npm(make_tarball(GOOD))
    with pytest.raises(BundleError, match="lebih besar"):
        fetch_bundle(tmp_path / "mermaid")


def test_what_is_no_tarball_is_refused(tmp_path: Path, fake_npm: FakeNpm) -> None:
    fake_npm(b"bukan arsip")
    with pytest.raises(BundleError, match="tidak dapat diurai"):
        fetch_bundle(tmp_path / "mermaid")


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A folder in which somebody unpacked the npm package."""
    for name, content in GOOD.items():
        path = tmp_path / "unduhan" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "unduhan"


@pytest.mark.parametrize("named", ["", "package", "package/dist"])
def test_finds_an_unpacked_package(unpacked: Path, named: str) -> None:
    bundle = find_bundle(str(unpacked / named))
    assert bundle is not None
    assert bundle.root == unpacked / "package" / "dist"
    assert bundle.version == "12.3.0"
    assert bundle.license == unpacked / "package" / "LICENSE"


def test_files_of_an_online_and_an_offline_site(unpacked: Path) -> None:
    bundle = find_bundle(str(unpacked))
    assert bundle is not None
    online, offline = dict(bundle.files(False)), dict(bundle.files(True))
    assert list(online) == ["mermaid.esm.min.mjs", "chunks/mermaid.esm.min/a.mjs", "LICENSE", "NOTICE.txt"]
    assert list(offline) == ["mermaid.min.js", "LICENSE", "NOTICE.txt"]
    assert entry_name(offline=False) in online
    assert entry_name(offline=True) in offline
    assert all(path.is_file() for path in [*online.values(), *offline.values()])


def test_without_any_files_there_is_no_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mermaid_bundle, "PACKAGED_FOLDER", tmp_path / "kosong")
    assert find_bundle() is None
    assert find_bundle(str(tmp_path / "tidak-ada")) is None


def test_the_packaged_files_serve_when_none_are_named(unpacked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mermaid_bundle, "PACKAGED_FOLDER", unpacked / "package" / "dist")
    bundle = find_bundle(None)
    assert bundle is not None
    assert find_bundle("") == bundle


@pytest.mark.parametrize("change", ["diubah", "lebih", "kurang"])
def test_a_folder_whose_scripts_are_not_the_known_ones_is_not_used(
    unpacked: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    root = unpacked / "package" / "dist"
    monkeypatch.setattr(mermaid_bundle, "PACKAGED_FOLDER", root)
    assert find_altered() is None
    chunk = root / "chunks/mermaid.esm.min/a.mjs"
    if change == "diubah":
        chunk.write_bytes(b"A")  # of the same size
    elif change == "lebih":
        chunk.with_name("z.mjs").write_bytes(b"z")
    else:
        chunk.rename(chunk.with_name("b.mjs"))
    assert find_bundle() is None
    assert find_altered() == root
    assert f"Berkas Mermaid di {root} tidak sama" in describe_refusal()
    (root.parent / "package.json").write_text('{"version": "12.4.0"}')
    assert find_bundle() is not None, "another version is nobody's to judge"


def test_the_packaged_scripts_are_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert find_bundle() is not None
    assert find_altered() is None


def test_only_npm_goes_to_the_network() -> None:
    package = Path(mermaid_bundle.__file__).parent.parent
    network = {"socket", "ssl", "http", "urllib.request", "requests", "ftplib", "asyncio"}
    for path in package.rglob("*.py"):
        # `sop sajikan` asks whether its port is free on this machine: a socket, and nothing else of the list.
        allowed = {"socket"} if path == package / "publish" / "build.py" else set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not (network - allowed).intersection(names), path
