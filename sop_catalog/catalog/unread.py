"""Files in the folder of SOPs that are not read, though an editor may think so: no file is ever lost silently."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from sop_catalog.source import file_rules
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.misspelling import find_mistyped
from sop_catalog.source.text import Source, Span

_DOCUMENTS = (".doc", ".docx", ".odt", ".rtf", ".pdf", ".xls", ".xlsx", ".ods", ".txt", ".yml.txt", ".yaml.txt")
_OTHER_NAMES = {
    "units": "unit",
    "unit_kerja": "unit",
    "unit-kerja": "unit",
    "profile": "profil",
    "regulasi": "peraturan",
}
_COPIES = (".bak", ".orig", ".old", ".tmp", "~", ".ymll", ".ym", ".yam", ".yml_", ".yaml_")


def find_unread(  # noqa: PLR0913, PLR0917
    folder: Path,
    files: Iterable[str],
    shown: str,
    register_folder: str,
    register_names: tuple[str, ...],
    attached: Iterable[Path] = (),
) -> Iterator[Diagnostic]:
    """A hint for each file that looks like an SOP or a register and is neither, nor attached to one.

    Args:
        folder: of the SOPs.
        files: everything in it (`folder.list_folder`), relative to it.
        shown: what messages call the folder; "" for nothing.
        register_folder: the name of the folder of registers.
        register_names: of the registers, without ending.
        attached: files that SOPs have attached.
    """
    files = list(files)
    known = {os.path.realpath(path) for path in attached}
    registers = {name.removeprefix(f"{register_folder}/") for name in files if name.startswith(f"{register_folder}/")}
    for path in files:
        *folders, name = path.split("/")
        if folders and folders[0] == register_folder:
            fix = _register_fix(name, register_names, registers) if len(folders) == 1 else ""
        else:
            fix = "" if register_folder in folders else _sop_fix(name)
        if fix and os.path.realpath(folder / path) not in known:
            yield unread_file(f"{shown}/{path}" if shown else path, fix)


def unreadable_file(shown: str, why: str) -> Diagnostic:
    """The galat for one that is there and cannot be opened.

    Args:
        shown: its path as people see it.
        why: in Indonesian.
    """
    return file_rules.UNREADABLE_FILE.at(
        Source(shown, ""),
        Span(0, 0),
        f"berkas tidak dapat dibaca: {why}",
        fix="periksa apakah berkas ada dan boleh dibaca",
    )


def unread_file(shown: str, fix: str = "") -> Diagnostic:
    """The hint for one file.

    Args:
        shown: its path as people see it.
        fix: what to do; a general word when "".
    """
    return file_rules.UNREAD_FILE.at(
        Source(shown, ""),
        Span(0, 0),
        "berkas ini tidak dibaca: bukan berkas SOP",
        fix=fix or "ganti nama berkas menjadi nama-sop.yml bila ini SOP, atau pindahkan dari folder ini",
    )


def unattached_file(shown: str) -> Diagnostic:
    """The hint for a file in the folder of attachments that no SOP attaches.

    Args:
        shown: its path as people see it.
    """
    return file_rules.UNREAD_FILE.at(
        Source(shown, ""),
        Span(0, 0),
        "berkas ini tidak dilampirkan pada SOP mana pun, jadi tidak diterbitkan",
        fix=f"tulis pada SOP-nya, `lampiran:` dengan butir `- Nama lampiran: {PurePosixPath(shown).name}`, atau hapus",
    )


def unsigned_file(shown: str) -> Diagnostic:
    """The hint for a PDF in the folder of signed documents that no SOP notes.

    Args:
        shown: its path as people see it.
    """
    name = PurePosixPath(shown).name
    return file_rules.UNREAD_FILE.at(
        Source(shown, ""),
        Span(0, 0),
        "naskah ini tidak dicatat pada SOP mana pun, jadi tidak diterbitkan",
        fix=f"jalankan `sop sahkan NAMA-SOP {name}`, atau tulis `naskah_sah:` pada SOP-nya, atau hapus berkas ini",
    )


def _sop_fix(name: str) -> str:
    lower = name.lower()
    if name.startswith((".", "_")):
        return ""
    if ".yml" in lower or ".yaml" in lower:
        stem = name[: lower.index(".y")]
        return (
            ""
            if lower.endswith((".yml", ".yaml"))
            else f"ganti nama berkas menjadi {stem}.yml bila ini SOP, atau hapus"
        )
    if lower.endswith(_COPIES):
        return f"ganti nama berkas menjadi {name.split('.', 1)[0]}.yml bila ini SOP, atau hapus"
    if lower.endswith(_DOCUMENTS):
        return "salin isinya ke berkas .yml (lihat panduan editor), lalu pindahkan berkas ini dari folder SOP"
    return ""


def _register_fix(name: str, register_names: tuple[str, ...], siblings: set[str]) -> str:
    if name.startswith(".") or name.lower().endswith((".md", ".gitkeep")):
        return ""
    stem, _, ending = name.partition(".")
    if stem in register_names and ending in {"yml", "yaml"}:
        return f"hapus berkas ini; yang dipakai {stem}.yml" if ending == "yaml" and f"{stem}.yml" in siblings else ""
    near = _OTHER_NAMES.get(stem.lower()) or find_mistyped(stem.lower(), register_names)
    if near:
        return f"ganti nama berkas menjadi {near}.yml"
    return f"daftar yang dikenal hanya {', '.join(f'{known}.yml' for known in register_names)}; pindahkan berkas ini"
