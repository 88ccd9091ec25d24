"""What earlier imports into a folder did: which files are done, and which results nobody has changed since."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.outcome import BarisLaporan

WORK_FOLDER = "_impor"
"""Below the target folder: the report, what was done, and what must not overwrite an edited file. Names that begin with
"_" are no SOPs."""
VERSION = 1
"""Of the parser's reading: a file that a lower one read is read anew."""
_NAME = "keadaan.json"


def hash_text(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def text_of(path: Path) -> str | None:
    """A file's text; None where there is none, "" where it cannot be read."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return ""


def put_text(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.baru")
    aside.write_text(text, encoding="utf-8", newline="\n")
    aside.replace(path)


class Keadaan:
    """The state of a target folder, kept in `_impor/keadaan.json`. Sources are named relative to the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / WORK_FOLDER / _NAME
        try:
            loaded = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError):
            loaded = {}
        files = loaded.get("berkas") if isinstance(loaded, dict) else {}
        self.files: dict[str, dict[str, Any]] = (
            {key: value for key, value in files.items() if isinstance(value, dict)} if isinstance(files, dict) else {}
        )

    def key(self, file: Path) -> str:
        """What a source is called here."""
        try:
            return Path(os.path.relpath(file, self.folder)).as_posix()
        except ValueError:  # another drive of Windows
            return file.as_posix()

    def adopt(self, file: Path, sha256: str) -> None:
        """A file that was moved or renamed since it was read keeps what came of it."""
        key = self.key(file)
        if not sha256 or key in self.files:
            return
        for other, known in list(self.files.items()):
            if known.get("sha256") == sha256 and not (self.folder / other).exists():
                self.files[key] = self.files.pop(other)
                return

    def is_done(self, file: Path, sha256: str) -> bool:
        """Whether a file was read as it is now, and its results are still there."""
        known = self.files.get(self.key(file))
        if known is None or not sha256 or known.get("sha256") != sha256 or known.get("versi") != VERSION:
            return False
        if known.get("kegagalan"):  # what was missing may be installed by now
            return False
        return all((self.folder / name).is_file() for name in self.written(file))

    def written(self, file: Path) -> dict[str, str]:
        """The results of a file, each with the hash of the text that was written."""
        return _texts(self.files.get(self.key(file), {}).get("hasil"))

    def owners(self) -> dict[str, str]:
        """Slug → the source that it came from."""
        return {Path(name).stem: key for key, known in self.files.items() for name in _texts(known.get("hasil"))}

    def restore(self, file: Path, row: BarisLaporan) -> BarisLaporan:
        """A row of the report as the earlier run left it."""
        known = self.files[self.key(file)]
        steps = known.get("langkah")
        doubts = known.get("ragu")
        return replace(
            row,
            sudah=True,
            cara=str(known.get("cara", "")),
            sha256=str(known.get("sha256", "")),
            hasil=sorted(self.written(file)),
            langkah=steps if isinstance(steps, int) else 0,
            ragu=[doubt for item in doubts if (doubt := _doubt(item))] if isinstance(doubts, list) else [],
            naskah=str(known.get("naskah", "")),
        )

    def note(self, file: Path, row: BarisLaporan, written: Mapping[str, str]) -> None:
        """Keep what came of a file."""
        self.files[self.key(file)] = {
            "versi": VERSION,
            "sha256": row.sha256,
            "cara": row.cara,
            "langkah": row.langkah,
            "kegagalan": row.kegagalan,
            "hasil": dict(written),
            "ragu": [[doubt.jenis.value, doubt.uraian, doubt.halaman, doubt.langkah] for doubt in row.ragu],
            "naskah": row.naskah,
        }
        put_text(self.path, json.dumps({"berkas": self.files}, ensure_ascii=False, indent=1, sort_keys=True))


def _texts(value: Any) -> dict[str, str]:
    return {str(name): str(text) for name, text in value.items()} if isinstance(value, dict) else {}


def _doubt(item: Any) -> Ragu | None:
    try:
        kind, text, page, step = item
        return Ragu(JenisRagu(kind), str(text), int(page), int(step))
    except (TypeError, ValueError):
        return None
