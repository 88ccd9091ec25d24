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
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sop_catalog.site.npm import BundleError, NpmPackage, report_bundle

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
DOOR = "sop_catalog.worker"
MANIFEST = "isi.json"
"""Written last: version, digest of what was compiled, every file's size. Without it the folder is stale."""

_RENAMED = {"pyodide.mjs": "pyodide.js", "pyodide.asm.mjs": "pyodide.asm.js", "pyodide.asm.wasm": "pyodide.asm.wasm"}
_ORIGINALS = (*_RENAMED, "python_stdlib.zip", "pyodide-lock.json", "package.json")
_ARCHIVES = ("python.zip", "sop.zip")
_LIBRARIES = ("yaml", "jinja2", "markupsafe")
"""Pure Python; their compiled parts stay behind."""
_ONLY_AT_HOME = ("yaml.cyaml", "sop_catalog.cache", "sop_catalog.catalog.kept", "multiprocessing")
"""Imported inside functions that no browser calls."""
TEMPLATE = "halaman-sop.html"
"""What the worker renders; what it includes is compiled with it."""
_DATA = (
    "assets/lebar-huruf.json",
    "assets/peraturan/jenis.yml",
    "assets/peraturan/lembaga.yml",
    "assets/peraturan/nomor.yml",
)
"""Files of the package that its modules read; tables in YAML go along as JSON."""
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


# --- What is compiled ---------------------------------------------------------------------------------------------

_ELSEWHERE = frozenset({"assets", "cache", "cli", "git", "impact", "importing", "plugin", "publish", "site", "start"})
"""Rooms that the worker never enters; a change in them makes nothing stale."""

Sources = list[tuple[str, Path]]
"""(path below the folder of modules, file), sorted."""


def own_sources() -> Sources:
    """Our modules that may be compiled, our templates, data that they read, and what compiles them."""
    modules = [
        (f"sop_catalog/{path.relative_to(_PACKAGE).as_posix()}", path)
        for path in _PACKAGE.rglob("*.py")
        if path.relative_to(_PACKAGE).parts[0] not in _ELSEWHERE
    ]
    templates = [(f"templates/{path.name}", path) for path in (_PACKAGE / "templates" / "sop").glob("*.html")]
    scripts = [(f"site/{name}", _HERE / name) for name in ("pyodide_compile.py", "pyodide_compile.mjs")]
    data = [(f"data/{name}", _PACKAGE / name) for name in _DATA]
    return sorted([*modules, *templates, *scripts, *data])


def library_sources() -> Sources:
    """The modules of the libraries that the worker needs, as they are installed here."""
    found: Sources = []
    for library in _LIBRARIES:
        spec = find_spec(library)
        if spec is None or spec.origin is None:
            raise BundleError(f"Pustaka {library} tidak terpasang; jalankan `make`.")
        folder = Path(spec.origin).parent
        found += [(f"{library}/{path.relative_to(folder).as_posix()}", path) for path in folder.rglob("*.py")]
    return sorted(found)


def digest_of(sources: Sources) -> str:
    """The first sixteen hex digits of a digest over files with their names."""
    digest = hashlib.sha256(VERSION.encode())
    for name, path in sources:
        digest.update(f"\n{name}\n".encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


# --- Making it ----------------------------------------------------------------------------------------------------


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
        _prepare(source, [*ours, *libraries])
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


def _prepare(folder: Path, sources: Sources) -> None:
    """Lay out what is compiled: modules below `modul/`, templates as the modules that Jinja makes of them."""
    from sop_catalog.pages.templates import COMPILED, PACKAGED, compile_templates  # noqa: PLC0415 - a wheel is packed without Jinja

    for name, path in sources:
        if path.suffix == ".py" and not name.startswith("site/"):
            target = folder / "modul" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    (folder / "modul" / COMPILED).mkdir(parents=True)
    for _, name, text in compile_templates([PACKAGED], TEMPLATE):
        (folder / "modul" / COMPILED / name).write_text(text, "utf-8")
    for name in _DATA:
        target = folder / "modul" / "sop_catalog" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".json"):
            shutil.copyfile(_PACKAGE / name, target)
        else:
            import yaml  # noqa: PLC0415 - as above

            table = yaml.safe_load((_PACKAGE / name).read_text("utf-8"))
            target.with_suffix(".json").write_text(json.dumps(table, ensure_ascii=False), "utf-8")
    order = {"pintu": DOOR, "lewati": _ONLY_AT_HOME, "percobaan": list(_trial())}
    (folder / "perintah.json").write_text(json.dumps(order), "utf-8")


def _trial() -> Iterator[dict[str, Any]]:
    """Requests that lead through everything that the worker does."""
    settings = {"site_url": "https://sop.example.go.id/"}
    from sop_catalog.catalog.record import to_json  # noqa: PLC0415 - as above
    from sop_catalog.model.decode_registers import decode_registers  # noqa: PLC0415

    registers = to_json(decode_registers({})[0])
    index = {"sop": [["lain.yml", "Lain", "1/SOP", "umum"]], "daftar": registers, "tak_terbaca": []}
    yield {"do": "site", "settings": settings, "index": index, "today": "2026-01-05"}
    yield {"do": "open", "path": "umum/coba.yml", "published": _TRIAL}
    yield {"do": "words", "words": {"coba": 1}}
    yield {"do": "start", "number": 0, "text": _TRIAL}
    operations = [
        {"op": "text", "path": ["langkah", 0, "kegiatan"], "text": "Mencoba: semua"},
        {"op": "step-copy", "row": 0},
        {"op": "column-add", "index": 1, "title": "Tim"},
        {"op": "branches", "row": 1, "branches": [{"label": "Ya", "ke": "selesai"}, {"label": "Tidak", "ke": [0, 0]}]},
    ]
    yield {"do": "change", "number": 1, "base": 0, "operations": operations}
    yield {"do": "print", "number": 1}
    yield {"do": "compare", "number": 1}
    yield {"do": "compare", "number": 1, "shape": "markdown"}
    yield {"do": "paste", "rows": [["No", "Kegiatan", "Waktu"], ["1", "Mencoba", "5 menit"]], "columns": []}
    yield {"do": "show", "text": "a", "original": "a"}
    yield {"do": "start", "number": 2, "text": "nama: a: b\n\tc: '"}


_TRIAL = """\
nama: Coba
unit: umum
tanggal_pengesahan: 5 Januari 2026
dasar_hukum:
  - Undang-Undang Nomor 30 Tahun 2014
keterkaitan:
  - SOP Lain
  - SOP Lian
pelaksana:
  staf: Staf
  kabag: Kabag
langkah:
  - pelaksana: staf
    kegiatan: Mencoba
    waktu: 1-2 hari kerja
  - pelaksana: kabag
    kegiatan: Memeriksa
    jika_tidak: staff
    keterangan: SOP Lain
"""


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
