"""What a folder holds, links followed as far as they may be: every file is met once, or it is said why it is not.

SOPs, registers and the pages of `docs/` are looked for in the same way, so that none of them is lost in silence, or
brings in what does not belong to the catalogue.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sop_catalog.model.shape_rules import FILE_NAME
from sop_catalog.model.values.kode import CODE
from sop_catalog.source import file_rules
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.inside import OutsideError, resolve_inside
from sop_catalog.source.nip import holds_nip
from sop_catalog.source.os_errors import describe_os_error
from sop_catalog.source.text import Source, Span

REGISTER_FOLDER = "_daftar"
MAX_DEPTH = 16
"""Folders inside folders; Windows ends at 260 characters, and nobody finds what lies so deep."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\Z)", re.IGNORECASE)
"""What Windows takes for a device, with any ending."""
_NOT_ON_WINDOWS = '<>:"|?*\\'


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything below a folder, in the order of the paths."""

    files: tuple[str, ...] = ()
    """Relative to the folder, with "/": regular files, and whatever else is no folder; `source.inside` opens no other."""
    folders: tuple[str, ...] = ()
    """Likewise; those that could be entered."""
    refused: tuple[str, ...] = ()
    """Likewise; what was not followed or could not be entered."""
    findings: tuple[Diagnostic, ...] = ()


def list_folder(folder: Path, shown: str, root: Path, *, is_wanted: Callable[[str], bool]) -> Folder:
    """Everything below a folder.

    Args:
        folder: an existing one.
        shown: what messages call it; "" for nothing.
        root: of the catalogue, resolved (`source.inside.find_root`).
        is_wanted: whether a file or folder of this name counts; the others are not looked at.

    Returns:
        The list. Links that lead out of the root, folders that cannot be entered, and links to what was met already
        are not in it but in its findings.
    """
    walk = _Walk(folder, shown, root, is_wanted)
    walk.enter("", 0)
    walk.follow_links()
    return Folder(
        tuple(sorted(walk.files)), tuple(sorted(walk.folders)), tuple(sorted(walk.refused)), tuple(walk.findings)
    )


@dataclass
class _Walk:
    folder: Path
    shown: str
    root: Path
    is_wanted: Callable[[str], bool]
    files: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    """What is left to be followed, when everything that is there by itself is known."""
    met: set[str] = field(default_factory=set)
    """Resolved."""

    def enter(self, relative: str, depth: int) -> None:
        place = self.folder / relative
        try:
            found = resolve_inside(place, self.root)
        except OutsideError:
            self._report_outside(relative)
            return
        if str(found) in self.met:
            self._again(relative)
            return
        self.met.add(str(found))
        if depth > MAX_DEPTH:
            self._refuse(
                relative,
                f"folder ini lebih dalam dari {MAX_DEPTH} tingkat",
                "pindahkan isinya ke folder yang lebih dekat",
            )
            return
        try:
            with os.scandir(place) as entries:
                names = sorted(entry.name for entry in entries if self.is_wanted(entry.name))
        except OSError as error:
            self._refuse(
                relative,
                f"folder tidak dapat dibuka: {describe_os_error(error)}",
                "periksa hak baca dan hak masuk folder ini; sebelum itu isinya tidak dapat diperiksa",
            )
            return
        if relative:
            self.folders.append(relative)
        self._judge_names(relative, names)
        for name in names:
            self._take(f"{relative}/{name}" if relative else name, depth + 1, found)

    def _take(self, relative: str, depth: int, inside: Path) -> None:
        """A name in a folder, which is resolved: a folder is entered, a link waits, anything else is a file."""
        try:
            mode = os.lstat(f"{self.folder}/{relative}").st_mode
        except OSError:  # gone since, or the folder lists names but lets nobody in: opening it will say so
            mode = 0
        if stat.S_ISLNK(mode):
            self.links.append((relative, depth))
        elif stat.S_ISDIR(mode):
            self.enter(relative, depth)
        else:
            self.met.add(f"{inside}{os.sep}{relative.rpartition('/')[2]}")
            self.files.append(relative)

    def follow_links(self) -> None:
        """Each leads to something new, or is said to be one too many."""
        while self.links:
            relative, depth = self.links.pop(0)
            try:
                found = resolve_inside(self.folder / relative, self.root)
            except OutsideError:
                self._report_outside(relative)
                continue
            if os.path.isdir(found):  # noqa: PTH112 - no error where nobody may look
                self.enter(relative, depth)
            elif str(found) in self.met:
                self._again(relative)
            else:
                self.met.add(str(found))
                self.files.append(relative)

    def _judge_names(self, relative: str, names: list[str]) -> None:
        """What cannot be checked out on every system, or is not one name on every one."""
        alike: dict[str, str] = {}
        for name in names:
            path = f"{relative}/{name}" if relative else name
            problem = _find_problem(name) if self._is_judged(path) else ""
            folded = unicodedata.normalize("NFC", name).casefold()
            if not problem and alike.setdefault(folded, name) != name:
                problem = "dan nama lain di folder yang sama satu nama pada Windows dan macOS: hanya berbeda huruf besar-kecil atau cara huruf beraksennya disimpan"
            if problem:
                fix = "ganti namanya dengan huruf kecil, angka, dan tanda hubung"
                self.findings.append(FILE_NAME.at(self._source(path), Span(0, 0), f"nama ini {problem}", fix=fix))

    def _is_judged(self, path: str) -> bool:
        """Folders, and files whose name `model.decode` finds good; it judges the others."""
        stem, _, ending = path.rpartition("/")[2].partition(".")
        if ending.lower() in {"yml", "yaml"}:
            return CODE.fullmatch(stem) is not None
        return os.path.isdir(self.folder / path)  # noqa: PTH112 - no error where nobody may look

    def _again(self, relative: str) -> None:
        finding = file_rules.LINK_AGAIN.at(
            self._source(relative),
            Span(0, 0),
            "tautan ini menuju hal yang sudah dibaca di tempatnya sendiri",
            fix="hapus tautan ini; untuk alamat lama sebuah SOP pakai isian `slug_lama`",
        )
        self.findings.append(finding)

    def _report_outside(self, relative: str) -> None:
        self.refused.append(relative)
        self.findings.append(report_outside(self._path(relative)))

    def _refuse(self, relative: str, message: str, fix: str) -> None:
        self.refused.append(relative)
        self.findings.append(file_rules.UNREADABLE_FILE.at(self._source(relative), Span(0, 0), message, fix=fix))

    def _source(self, relative: str) -> Source:
        return Source(self._path(relative), "")

    def _path(self, relative: str) -> str:
        return "/".join(part for part in (self.shown, relative) if part) or "."


def _find_problem(name: str) -> str:
    """Why a name is none on every system; ""."""
    if any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in name):
        return "memuat karakter yang tidak tampak"
    if any("\ud800" <= character <= "\udfff" for character in name):
        return "tidak disimpan sebagai UTF-8"
    if holds_nip(name):
        return "memuat NIP, dan nama berkas menjadi bagian dari alamat halaman"
    if name[-1] in " .":
        return "diakhiri titik atau spasi, yang dibuang Windows"
    if _RESERVED.match(name):
        return "dipakai Windows untuk perangkat"
    found = next((character for character in name if character in _NOT_ON_WINDOWS), "")
    return f"memuat {found}, yang tidak diterima Windows" if found else ""


def report_outside(shown: str) -> Diagnostic:
    """The finding for a link that is not followed; nothing of what it leads to is said.

    Args:
        shown: its path as people see it.
    """
    return file_rules.OUTSIDE.at(
        Source(shown, ""),
        Span(0, 0),
        "tautan ini menuju tempat di luar katalog, jadi tidak dibuka",
        fix="hapus tautan ini; bila isinya bagian dari katalog, salin berkasnya ke sini",
    )
