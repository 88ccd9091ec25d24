"""Files in the folder of SOPs that are not read, though an editor may think so: no file is ever lost silently."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

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


def find_unread(
    folder: Path, shown: str, register_folder: str, register_names: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """A hint for each file that looks like an SOP or a register and is neither."""
    for root, folders, names in os.walk(folder):
        relative = Path(root).relative_to(folder).as_posix()
        inside = "" if relative == "." else f"{relative}/"
        is_register = relative == register_folder
        folders[:] = sorted(
            name for name in folders if not name.startswith((".", "_")) or (not inside and name == register_folder)
        )
        if is_register:
            folders.clear()
        for name in sorted(names):
            fix = _register_fix(name, register_names, set(names)) if is_register else _sop_fix(name)
            if fix:
                path = f"{shown}/{inside}{name}" if shown else f"{inside}{name}"
                yield unread_file(path, fix)


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
