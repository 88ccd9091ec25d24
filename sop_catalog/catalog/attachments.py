"""The files that SOPs attach: where they lie, whether a site may publish them, and under which name.

A file lies beside the SOP's own, or in the folder `_lampiran/` of the catalogue. Nothing outside the catalogue is read:
a path that climbs out of its folder and a link that leads out of the catalogue's root (`source.inside`) are refused, and
what they lead to is not told.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from sop_catalog.model.sop import Lampiran, Sop
from sop_catalog.source.inside import (
    NotRegularError,
    OutsideError,
    find_root,
    is_inside,
    read_regular,
    resolve_inside,
)
from sop_catalog.source.misspelling import is_mistyped_name, words_of
from sop_catalog.source.nip import holds_nip

ATTACHMENT_FOLDER = "_lampiran"
KINDS: Mapping[str, str] = {
    ".pdf": "PDF",
    ".doc": "Word", ".docx": "Word", ".odt": "OpenDocument", ".rtf": "RTF", ".txt": "teks",
    ".xls": "Excel", ".xlsx": "Excel", ".ods": "OpenDocument", ".csv": "CSV",
    ".ppt": "PowerPoint", ".pptx": "PowerPoint", ".odp": "OpenDocument",
    ".png": "gambar", ".jpg": "gambar", ".jpeg": "gambar", ".webp": "gambar",
}  # fmt: skip
"""The endings that are published, in lower case → what a reader calls the file. What runs in a browser (HTML, SVG) or in an
office program (macros: .docm, .xlsm) is none of them."""
MOST_BYTES = 10 * 1024 * 1024
"""A file of more is refused: a repository keeps each version of it for ever, and a page is read over slow lines."""
_MAGIC: Mapping[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF",),
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"), (b"PK",)),
    **dict.fromkeys((".doc", ".xls", ".ppt"), (b"\xd0\xcf\x11\xe0",)),
    ".rtf": (b"{\\rtf",),
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
}
"""How the contents of a kind begin; a file that begins otherwise is another kind under a wrong name."""
_SCHEME = re.compile(
    r"[a-z][a-z0-9+.-]+:|www\.|https?/|(?:[a-z0-9-]+\.)+(?:id|com|org|net|gov|edu|io|me|app|gl|ly)/", re.IGNORECASE
)
"""Begins an address of another kind than http: ftp:, javascript:, or one without its beginning: drive.google.com/… . A drive
of Windows has one letter."""
_ON_THIS_MACHINE = re.compile(r"file:", re.IGNORECASE)
_MAIL = re.compile(r"mailto:|[\w.+-]+@[\w.-]+$", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?:[;,]|\bdan\b)\s*")
_POINTER = b"version https://git-lfs"


class Unpublished(StrEnum):
    """Why a file that an SOP attaches is not published."""

    MISSING = "tidak ada"
    OUTSIDE = "berada di luar folder SOP"
    SCHEME = "bukan alamat yang dapat ditautkan"
    MAIL = "alamat surel, bukan berkas"
    SEVERAL = "menyebut beberapa berkas"
    NAMELESS = "tidak menyebut nama berkas dengan akhirannya"
    NIP = "nama berkasnya memuat NIP"
    NO_FILE = "bukan berkas biasa"
    KIND = "jenisnya tidak diterbitkan"
    CONTENT = "isinya bukan jenis menurut akhiran namanya"
    POINTER = "isinya hanya penunjuk Git LFS"
    LARGE = "terlalu besar"
    EMPTY = "kosong"
    UNREADABLE = "tidak dapat dibaca"


@dataclass(frozen=True, slots=True)
class Berkas:
    """An attached file as it is on disk. Attachments that are addresses have none."""

    lampiran: Lampiran
    nama_terbit: str = ""
    """Its name on the site: "formulir-permohonan.docx"; "" for one that is not published."""
    bytes: int = 0
    path: Path | None = None
    """Where it lies; None for one that is not published."""
    sebab: Unpublished | None = None
    terdekat: str = ""
    """The file that is probably meant where it is missing."""

    @property
    def jenis(self) -> str:
        """What a reader calls it: "Word"."""
        return KINDS.get(PurePosixPath(self.lampiran.sumber).suffix.lower(), "")

    def format_size(self) -> str:
        """Such as "24 KB" or "1,3 MB"."""
        kilo = max(1, round(self.bytes / 1024))
        return f"{kilo} KB" if kilo < 1000 else f"{self.bytes / 1024 / 1024:.1f} MB".replace(".", ",")


def find_attachments(folder: Path, sop: Sop) -> tuple[Berkas, ...]:
    """What an SOP attaches, in its order, without the addresses.

    Args:
        folder: the folder of SOPs.
        sop: whose `path` is relative to it.
    """
    beside = (folder / sop.path).parent
    taken: set[str] = set()
    found = []
    for lampiran in sop.lampiran:
        if not lampiran.alamat:
            berkas = look_at(folder, (beside, folder / ATTACHMENT_FOLDER), lampiran)
            found.append(berkas if berkas.sebab else named_for_site(berkas, taken))
    return tuple(found)


def find_unattached(folder: Path, named: Iterable[str]) -> Iterator[str]:
    """The files in the folder of attachments that no SOP names, relative to the folder of SOPs, with "/".

    Args:
        folder: the folder of SOPs.
        named: the files that SOPs name, published or not, as written.
    """
    if not is_inside(folder / ATTACHMENT_FOLDER, find_root(folder)):
        return
    known = {PurePosixPath(sumber).name for sumber in named}
    for root, folders, names in os.walk(folder / ATTACHMENT_FOLDER):
        folders.sort()
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and name.lower() != "readme.md" and name not in known:
                yield path.relative_to(folder).as_posix()


def look_at(folder: Path, bases: tuple[Path, ...], lampiran: Lampiran) -> Berkas:
    """A file that an SOP names, as it is on disk, without a name for the site.

    Args:
        folder: the folder of SOPs, which it must not leave.
        bases: folders in which it may lie, the first one first.
        lampiran: how the SOP names it; no address.
    """
    root = find_root(folder)
    bases = tuple(base for base in bases if is_inside(base, root))  # not even the names in one that leads out
    if sebab := _cannot_be(lampiran.sumber):
        near = _nearest(bases, lampiran.sumber) if sebab is Unpublished.NAMELESS else ""
        return Berkas(lampiran, sebab=sebab, terdekat=near)
    for base in bases:
        path = base / lampiran.sumber
        try:
            path.lstat()
            if path.name in os.listdir(path.parent):  # noqa: PTH208 - names are enough, and there may be thousands
                return _judge(
                    folder, path, lampiran
                )  # Windows takes other letters for the same name, a server does not
        except FileNotFoundError:
            continue
        except OSError:
            return Berkas(lampiran, sebab=Unpublished.UNREADABLE)
    return Berkas(lampiran, sebab=Unpublished.MISSING, terdekat=_nearest(bases, lampiran.sumber))


def _cannot_be(sumber: str) -> Unpublished | None:
    """Why what an SOP names can be no file of this catalogue; None where it can."""
    if _MAIL.match(sumber):
        return Unpublished.MAIL
    if _SCHEME.match(sumber) and not _ON_THIS_MACHINE.match(sumber):
        return Unpublished.SCHEME
    if not (is_below := _is_inside(sumber)) or holds_nip(sumber):
        return Unpublished.NIP if is_below else Unpublished.OUTSIDE
    parts = _SEVERAL.split(sumber)
    if len(parts) > 1 and all(PurePosixPath(part).suffix.lower() in KINDS for part in parts):
        return Unpublished.SEVERAL
    ending = PurePosixPath(sumber).suffix
    if not re.fullmatch(r"\.\w{1,5}", ending):
        return Unpublished.NAMELESS
    return None if ending.lower() in KINDS else Unpublished.KIND


def _judge(folder: Path, path: Path, lampiran: Lampiran) -> Berkas:
    root = find_root(folder)
    try:
        begin = read_regular(path, root, 64)
        real = resolve_inside(path, root)
        size = real.stat().st_size
    except OutsideError:
        return Berkas(lampiran, sebab=Unpublished.OUTSIDE)
    except NotRegularError:  # a folder; a pipe would wait for ever
        return Berkas(lampiran, sebab=Unpublished.NO_FILE)
    except FileNotFoundError:  # a link may lead nowhere
        return Berkas(lampiran, sebab=Unpublished.MISSING)
    if not 0 < size <= MOST_BYTES:
        return Berkas(lampiran, bytes=size, sebab=Unpublished.LARGE if size else Unpublished.EMPTY)
    sebab = _doubt(begin, path.suffix.lower())
    return Berkas(lampiran, bytes=size, sebab=sebab) if sebab else Berkas(lampiran, bytes=size, path=real)


def _doubt(begin: bytes, ending: str) -> Unpublished | None:
    """Why contents that begin so are not those of a kind."""
    if begin.startswith(_POINTER):
        return Unpublished.POINTER
    return Unpublished.CONTENT if ending in _MAGIC and not begin.startswith(_MAGIC[ending]) else None


def _is_inside(sumber: str) -> bool:
    """Whether a path, as typed, stays below the folder from which it is read."""
    path = PurePosixPath(sumber)
    return not (
        path.is_absolute()
        or "\\" in sumber
        or ":" in sumber
        or "\0" in sumber
        or any(part == ".." or part.startswith(".") for part in path.parts)
    )


def _nearest(bases: tuple[Path, ...], sumber: str) -> str:
    """The one file in the folders where it may lie that was probably meant; "" for none."""
    names: dict[str, str] = {}
    for base in bases:
        for path in sorted(base.glob("*")) if base.is_dir() else ():
            if path.suffix.lower() in KINDS and not path.name.startswith("."):
                names.setdefault(path.name.lower(), path.name)
    wanted = PurePosixPath(sumber).name.lower()
    if wanted in names:
        return names[wanted]
    stem = PurePosixPath(wanted).stem
    same = [name for low, name in names.items() if PurePosixPath(low).stem == stem]
    if len(same) == 1:
        return same[0]
    # "formulir-a" is no slip of "formulir-b": each word by itself, and a word that another file has is none.
    stems = {PurePosixPath(low).stem: name for low, name in names.items()}
    words = {word for known in stems for word in words_of(known)}
    near = [name for known, name in stems.items() if is_mistyped_name(stem, known, words)]
    return near[0] if len(near) == 1 else ""


def named_for_site(berkas: Berkas, taken: set[str]) -> Berkas:
    """With a name for the site that no other file of the SOP has: lower case letters, digits, hyphens."""
    path = PurePosixPath(berkas.lampiran.sumber)
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80] or "lampiran"
    name = f"{stem}{path.suffix.lower()}"
    number = 2
    while name in taken:
        name = f"{stem}-{number}{path.suffix.lower()}"
        number += 1
    taken.add(name)
    return Berkas(berkas.lampiran, name, berkas.bytes, berkas.path)
