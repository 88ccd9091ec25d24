"""`sop mulai`: a working catalogue of an office's own in an empty folder, from the installed package alone."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sop_catalog.start.editor_files import schema_files, vscode_files
from sop_catalog.start.kit import FORGES, KitValues, common_files, forge_files
from sop_catalog.start.requirements import NAME as REQUIREMENTS
from sop_catalog.start.requirements import digest_of, format_requirements, load_listed

_DISTRIBUTION = "sop-catalog"
_SCHEMAS = ".vscode/skema"
_MAY_BE_THERE = frozenset({".git", ".venv", "venv"})
"""A repository that was just made on the forge, and the environment that this command runs from."""


class StartError(Exception):
    """Why nothing was written; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class NewCatalog:
    """What somebody wants to have."""

    nama: str = "Katalog SOP"
    forge: str = ""
    """One of FORGES; "": guessed from the address."""
    url: str = ""
    """The repository's address on the forge; "" while there is none."""


@dataclass(frozen=True, slots=True)
class StartedCatalog:
    """What was done."""

    folder: Path
    files: int
    has_wheel: bool
    """Whether the package itself was put beside the catalogue, for colleagues and build servers."""
    version: str

    def format_notes(self) -> list[str]:
        """What the person should know besides, one line each."""
        if self.has_wheel:
            return []
        name = f"sop_catalog-{self.version}-py3-none-any.whl"
        return [
            f"Catatan: simpan berkas {name} di {_shown(self.folder)}paket/, lalu jalankan `sop paket` di folder katalog, supaya rekan dan server pemeriksa memasang program yang sama."
        ]

    def format_next(self) -> str:
        """One line: what to do now."""
        go = "" if self.folder.resolve() == Path.cwd() else f"cd {_quoted(self.folder)}, lalu "
        return f"Katalog siap: {self.files} berkas. Berikutnya: {go}lihat hasilnya dengan `sop sajikan`, dan buat SOP pertama dengan `sop buat`."


def check_empty(folder: Path) -> None:
    """Make sure that a catalogue may be started there.

    Raises:
        StartError: the folder holds something, is a file, or cannot be read.
    """
    try:
        found = sorted(path.name for path in folder.iterdir() if path.name not in _MAY_BE_THERE)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise StartError(f"{folder.as_posix()} adalah berkas; sebutkan nama folder yang belum ada") from None
    except OSError as error:
        raise StartError(f"folder {folder.as_posix()} tidak dapat dibaca: {error.strerror}") from None
    if found:
        listed = ", ".join(found[:3]) + (f", dan {len(found) - 3} lagi" if len(found) > 3 else "")
        raise StartError(
            f"folder {folder.as_posix()} tidak kosong (berisi {listed}); tidak ada yang ditulis. "
            "Sebutkan folder yang belum ada, misalnya: sop mulai katalog-sop"
        )


def start_catalog(folder: Path, wanted: NewCatalog) -> StartedCatalog:
    """Write a catalogue into an empty folder, which is made where it is missing.

    Raises:
        StartError: the folder is not empty or cannot be written, or an answer cannot be used.
    """
    check_empty(folder)
    values = _values(wanted)
    wheel = find_wheel()
    files = _all_files(values)
    name, digest = f"{_DISTRIBUTION.replace('-', '_')}-{values.versi}-py3-none-any.whl", ""
    if wheel is not None:
        content = wheel.read_bytes()
        name, digest = wheel.name, digest_of(content)
        files[f"paket/{name}"] = content
    files[REQUIREMENTS] = format_requirements(name, digest, load_listed()).encode()
    _write(folder, files)
    return StartedCatalog(folder, len(files), wheel is not None, values.versi)


def guess_forge(url: str) -> str:
    """The forge that an address looks like; GitHub where nothing is known."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # "http://[x"
        return FORGES[0]
    if "gitea" in host or "forgejo" in host or host == "codeberg.org":
        return "gitea"
    return "gitlab" if "gitlab" in host else "github"


def find_wheel() -> Path | None:
    """The wheel that this package was installed from, if pip noted it and it is still there."""
    try:
        noted = metadata.distribution(_DISTRIBUTION).read_text("direct_url.json")
        parts = urlsplit(json.loads(noted or "{}").get("url", ""))
    except (metadata.PackageNotFoundError, ValueError, AttributeError):
        return None
    path = Path(re.sub(r"^/(?=[A-Za-z]:)", "", unquote(parts.path)))
    return path if parts.scheme == "file" and path.suffix == ".whl" and path.is_file() else None


def _values(wanted: NewCatalog) -> KitValues:
    nama = " ".join(wanted.nama.split())
    if not nama or not nama.isprintable():
        raise StartError("nama katalog harus berisi huruf atau angka, tanpa karakter tak tampak")
    if "<" in nama or ">" in nama:  # the theme prints it into the page's title as it is
        raise StartError("nama katalog tidak boleh memuat tanda < atau >")
    url = wanted.url.strip().removesuffix("/").removesuffix(".git")
    incomplete = StartError("alamat repositori harus lengkap, misalnya https://git.instansi.go.id/biro/sop")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise incomplete from None
    if url and (parts.scheme not in {"http", "https"} or not parts.hostname or not url.isprintable() or " " in url):
        raise incomplete
    if parts.username or parts.password:
        raise StartError("alamat repositori tidak boleh memuat nama pengguna atau kata sandi")
    forge = wanted.forge or guess_forge(url)
    if forge not in FORGES:
        raise StartError(f"forge {forge[:40]!r} tidak dikenal; pilih salah satu: {', '.join(FORGES)}")
    version = _version(_DISTRIBUTION)
    return KitValues(nama, forge, url, version)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _all_files(values: KitValues) -> dict[str, bytes]:
    editor = {f".vscode/{name}": text.encode() for name, text in vscode_files(schemas=_SCHEMAS).items()}
    schemas = {f"{_SCHEMAS}/{name}": text.encode() for name, text in schema_files().items()}
    return {**common_files(values), **forge_files(values), **editor, **schemas}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write everything or, when the disk or a right is missing, leave nothing behind: neither files nor folders."""
    made: list[Path] = []
    try:
        for name, content in files.items():
            path = folder / name
            for parent in reversed(path.parents):
                if not parent.is_dir():
                    parent.mkdir()
                    made.append(parent)
            with path.open("xb") as file:
                made.append(path)
                file.write(content)
    except OSError as error:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise StartError(f"folder {folder.as_posix()} tidak dapat ditulis: {error.strerror}") from None


def _shown(folder: Path) -> str:
    return "" if folder == Path() else f"{folder.as_posix()}/"


def _quoted(folder: Path) -> str:
    text = folder.as_posix()
    return f'"{text}"' if " " in text else text
