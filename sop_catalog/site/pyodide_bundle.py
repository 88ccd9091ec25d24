"""Python in the browser, for the page /sunting/ alone: fetched once, pruned, with our own modules compiled for it.

    python -m sop_catalog.site.pyodide_bundle

fetches Pyodide with npm into `sop_catalog/assets/pyodide-asal/` and makes of it, with Node, what a site serves:
`sop_catalog/assets/pyodide/` (ignored by git, carried by the wheel). Pyodide's three files are unchanged but for their
names: servers that know no `.mjs` know `.js`. Its standard library is cut down to what the worker imports; our modules
and templates come compiled, so that the first drawing does not wait for a compiler.

A build only looks for files. Where they are missing or not of the sources that stand here, it says so.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sop_catalog.site.npm import BundleError, NpmPackage, report_bundle
from sop_catalog.site.pyodide_sources import Sources, library_sources, own_sources, prepare

VERSION = "314.0.7"
"""Of Pyodide; its Python is 3.14."""
INTEGRITY = "sha512-0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
"""Of the registry's tarball, as npm states it: changes together with VERSION, after someone has looked."""

_PACKAGE = Path(__file__).resolve().parent.parent
PACKAGED_FOLDER = _PACKAGE / "assets" / "pyodide"
ORIGINAL_FOLDER = _PACKAGE / "assets" / "pyodide-asal"
"""As npm gives it, for compiling anew when our sources have changed."""
_HERE = Path(__file__).resolve().parent
_NOTICE = _HERE / "pyodide-notice.txt"
MANIFEST = "isi.json"
"""Written last: version, digest of what was compiled, every file's size. Without it the folder is stale."""

_RENAMED = {"pyodide.mjs": "pyodide.js", "pyodide.asm.mjs": "pyodide.asm.js", "pyodide.asm.wasm": "pyodide.asm.wasm"}
_ORIGINALS = (*_RENAMED, "python_stdlib.zip", "pyodide-lock.json", "package.json")
_ARCHIVES = ("python.zip", "sop.zip")
_MAX_BYTES = 64 * 1024 * 1024
_NODE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class PyodideBundle:
    """A complete set of files on this machine."""

    root: Path
    version: str
    digest: str
    """Of what was compiled; part of the addresses, so that a browser never mixes two versions."""

    def files(self) -> Iterator[tuple[str, Path]]:
        """What to copy beside the page: (name, source file), in a fixed order."""
        for name in (*_RENAMED.values(), *_ARCHIVES):
            yield name, self.root / name
        yield "NOTICE.txt", _NOTICE


def find_bundle(root: Path = PACKAGED_FOLDER) -> PyodideBundle | None:
    """The files on this machine; None where they are missing, incomplete, or of other sources than those that stand here."""
    manifest = _read_manifest(root)
    if manifest is None or manifest["sumber"] != digest_of(own_sources()):
        return None
    return PyodideBundle(root, VERSION, str(manifest["sumber"]))


def _read_manifest(root: Path) -> dict[str, Any] | None:
    """The manifest, where it is of VERSION and every file has the size that it had when it was made."""
    try:
        manifest: dict[str, Any] = json.loads((root / MANIFEST).read_text("utf-8"))
        sizes = manifest["berkas"]
        complete = manifest["versi"] == VERSION and set(sizes) == {*_RENAMED.values(), *_ARCHIVES}
        complete = complete and all((root / name).stat().st_size == size for name, size in sizes.items())
        complete = complete and isinstance(manifest["sumber"], str) and isinstance(manifest["pustaka"], str)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest if complete else None


def digest_of(sources: Sources) -> str:
    """The first sixteen hex digits of a digest over files with their names."""
    digest = hashlib.sha256(VERSION.encode())
    for name, path in sources:
        digest.update(f"\n{name}\n".encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def fetch_bundle(target: Path = PACKAGED_FOLDER, originals: Path = ORIGINAL_FOLDER) -> bool:
    """Make the bundle unless it is there and of the sources that stand here.

    Returns:
        Whether anything was done.

    Raises:
        BundleError: npm or Node is missing or failed, or the tarball is not the pinned one. `target` is untouched.
    """
    ours, libraries = own_sources(), library_sources()
    stamp = {"sumber": digest_of(ours), "pustaka": digest_of(libraries)}
    manifest = _read_manifest(target)
    if manifest is not None and {key: manifest[key] for key in stamp} == stamp:
        return False
    _fetch_originals(originals)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".pyodide-", dir=target.parent) as scratch:
        source, fresh = Path(scratch) / "masuk", Path(scratch) / "baru"
        fresh.mkdir()
        prepare(source, [*ours, *libraries])
        _compile(originals, source, fresh)
        (fresh / "modul.json").unlink()
        for name, renamed in _RENAMED.items():
            shutil.copyfile(originals / name, fresh / renamed)
        sizes = {path.name: path.stat().st_size for path in sorted(fresh.iterdir())}
        content = {"versi": VERSION, "integrity": INTEGRITY, **stamp, "berkas": sizes}
        (fresh / MANIFEST).write_text(json.dumps(content, indent=1) + "\n", "utf-8")
        if target.exists():
            target.rename(Path(scratch) / "lama")
        fresh.rename(target)
    return True


def _fetch_originals(folder: Path) -> None:
    """Bring the package of npm, unless it is there."""
    try:
        if json.loads((folder / "package.json").read_text("utf-8"))["version"] == VERSION:
            return
    except (OSError, ValueError, KeyError, TypeError):
        pass
    otherwise = f"salin folder {PACKAGED_FOLDER} dari komputer yang sudah memilikinya; tanpa itu katalog terbit tanpa halaman penyunting."
    package = NpmPackage("pyodide", VERSION, INTEGRITY, "Pyodide", otherwise, _MAX_BYTES)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".pyodide-", dir=folder.parent) as scratch:
        tarball = package.download(Path(scratch))
        fresh = Path(scratch) / "baru"
        sizes = package.unpack(tarball, fresh, _wanted_name)
        missing = [name for name in _ORIGINALS if name not in sizes]
        if missing:
            raise BundleError(f"{package.tarball_name} tidak berisi {', '.join(missing)}.")
        if folder.exists():
            folder.rename(Path(scratch) / "lama")
        fresh.rename(folder)


def _wanted_name(parts: tuple[str, ...]) -> str | None:
    match parts:
        case ("package", name) if name in _ORIGINALS:
            return name
    return None


def _compile(originals: Path, source: Path, target: Path) -> None:
    node = shutil.which("node")
    if node is None:
        raise BundleError(
            "Node.js tidak ditemukan, padahal modul halaman penyunting belum dikompilasi. Pasang Node 18+ lalu ulangi."
        )
    command = [node, str(_HERE / "pyodide_compile.mjs"), str(originals), str(source), str(target)]
    try:
        done = subprocess.run(  # noqa: S603  a fixed command, its program from PATH
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=_NODE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BundleError(f"Node.js tidak dapat dijalankan atau tidak selesai: {error}") from error
    missing = [name for name in _ARCHIVES if not (target / name).is_file()]
    if done.returncode or missing:
        raise BundleError(
            f"Modul halaman penyunting tidak dapat dikompilasi:\n{(done.stderr or done.stdout).strip()[-3000:]}"
        )


def main(arguments: Iterable[str] = ()) -> int:
    """Make the bundle in the package; 0 when it is there, 1 when it cannot be made."""
    return report_bundle(f"Pyodide {VERSION}", PACKAGED_FOLDER, fetch_bundle, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
