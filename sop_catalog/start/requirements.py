"""requirements.txt of a catalogue: this program's wheel by its own digest, everything else as the wheel itself lists it.

A name alone is no protection: whoever takes the free name `sop-catalog` at a registry would be preferred for a higher
version. So the wheel stands in the list as a file, which no index is asked for, and pip takes nothing without a digest
(`--require-hashes`). What is needed besides, each with the digests of its files for every system, is the list that the
program was tested with; a wheel carries it.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

from sop_catalog.source.inside import NotRegularError, OutsideError, find_root, read_regular
from sop_catalog.start.kit import load_shared

MARK = "# Ditulis oleh `sop paket`"
OWN = "# Tambahan sendiri, di bawah baris ini: dipertahankan oleh `sop paket`. Setiap baris nama==versi --hash=sha256:…"
"""What stands below this line is an office's own."""
NAME = "requirements.txt"
FOLDER = "paket"
_PATTERN = "sop_catalog-*-py3-none-any.whl"
_LISTED = f"sop_catalog/templates/mulai/bersama/{NAME}"
"""Where a wheel carries the list."""
_MAX_WHEEL = 200 * 1024 * 1024
_MAX_LIST = 1024 * 1024


class RequirementsError(Exception):
    """Why the list was not written; the text is Indonesian and says what to do."""


def format_requirements(wheel: str, digest: str, listed: str, own: str = "") -> str:
    """The file's text.

    Args:
        wheel: the file name of the wheel below `paket/`.
        digest: its SHA-256 in hex; "" where the wheel is not at hand, and then pip refuses the list until it is.
        listed: lines of requirements with digests.
        own: what the office has added.
    """
    pinned = f"./{FOLDER}/{wheel}" + (f" \\\n    --hash=sha256:{digest}" if digest else "")
    head = [
        f"{MARK} (juga oleh `sop mulai`): yang dipasang untuk membangun katalog ini, pada semua komputer sama.",
        "# Setiap berkas dikenali dari sidik jarinya; yang sidiknya lain tidak dipasang. Baca paket/README.md.",
        "--require-hashes",
        "",
        pinned,
    ]
    lines = [line for line in listed.splitlines() if not line.startswith("#")]
    return "\n".join([*head, *lines, "", OWN, own.strip("\n")]).rstrip("\n") + "\n"


def load_listed() -> str:
    """The list of this installed program.

    Raises:
        OSError: as from `Path.read_bytes`.
    """
    return load_shared(NAME).decode()


def digest_of(content: bytes) -> str:
    """As pip names it, in hex."""
    return hashlib.sha256(content).hexdigest()


def renew_requirements(folder: Path) -> str:
    """The text that requirements.txt should have by the wheel in `paket/`, which may be of another version than this one.

    Args:
        folder: the catalogue's top folder.

    Raises:
        RequirementsError: there is not exactly one wheel, it is damaged, or the list was not made by this command.
    """
    wheel = _find_one(folder / FOLDER)
    try:
        digest, listed = _read_wheel(wheel, folder)
    except (OSError, OutsideError, NotRegularError) as error:
        raise RequirementsError(f"berkas {FOLDER}/{wheel.name} tidak dapat dibaca: {_reason(error)}") from None
    except (KeyError, ValueError, zipfile.BadZipFile, RuntimeError, EOFError):
        raise RequirementsError(
            f"berkas {FOLDER}/{wheel.name} rusak atau bukan berkas program katalog; salin ulang dari sumbernya"
        ) from None
    return format_requirements(wheel.name, digest, listed, _own_lines(folder))


def read_requirements(folder: Path) -> str:
    """What stands there; "" where there is no such file.

    Raises:
        RequirementsError: it cannot be read.
    """
    try:
        return read_regular(folder / NAME, find_root(folder), _MAX_LIST).decode()
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, OutsideError, NotRegularError) as error:
        raise RequirementsError(f"{NAME} tidak dapat dibaca: {_reason(error)}") from None


def write_requirements(folder: Path, text: str) -> None:
    """Write the file in one step.

    Raises:
        RequirementsError: it cannot be written; then what was there is as before.
    """
    fresh = folder / f".{NAME}.baru"
    try:
        fresh.unlink(missing_ok=True)  # ours from a run that was killed, or a link that somebody has put there
        with fresh.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(fresh, folder / NAME)  # noqa: PTH105 - what tests replace
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise RequirementsError(f"{NAME} tidak dapat ditulis: {error.strerror}") from None


def _find_one(folder: Path) -> Path:
    found = sorted(folder.glob(_PATTERN))
    if not found:
        raise RequirementsError(
            f"tidak ada berkas {_PATTERN.replace('*', '«versi»')} di folder {FOLDER}/; simpan di sana lebih dulu"
        )
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise RequirementsError(f"ada {len(found)} berkas program di folder {FOLDER}/ ({names}); sisakan satu")
    return found[0]


def _read_wheel(wheel: Path, folder: Path) -> tuple[str, str]:
    content = read_regular(wheel, find_root(folder), _MAX_WHEEL + 1)
    if len(content) > _MAX_WHEEL:
        raise ValueError
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if packed.getinfo(_LISTED).file_size > _MAX_LIST:
            raise ValueError
        return digest_of(content), packed.read(_LISTED).decode()


def _own_lines(folder: Path) -> str:
    """What the office has added to the list."""
    text = read_requirements(folder)
    if text and not text.startswith(MARK):
        raise RequirementsError(
            f"{NAME} dibuat dengan tangan dan tidak ditimpa; ganti namanya, jalankan lagi, lalu tambahkan baris sendiri "
            "di bagian bawah berkas yang baru"
        )
    return text.partition(OWN)[2]


def _reason(error: Exception) -> str:
    if isinstance(error, OutsideError):
        return "tautan ke luar katalog"
    return (error.strerror if isinstance(error, OSError) else "") or "bukan berkas biasa"
