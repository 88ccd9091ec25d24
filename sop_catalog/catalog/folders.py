"""Which folder of SOPs a command means."""

from __future__ import annotations

import os
from pathlib import Path

from sop_catalog.catalog.load import REGISTER_FOLDER


class FolderError(Exception):
    """Why there is no folder of SOPs; the text is Indonesian and says what to do."""


def find_folder(start: Path) -> Path:
    """The folder of SOPs at, above or just below a folder.

    Raises:
        FolderError: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / REGISTER_FOLDER).is_dir():
            return folder
        if (folder / "sops").is_dir():
            return folder / "sops"
    raise FolderError("tidak ada folder sops di sini; sebutkan dengan --folder")


def named_folder(folder: Path | None) -> Path:
    """The folder that somebody named with --folder, or the nearest one as seen from here where nobody did.

    Raises:
        FolderError: it does not exist, is a file, or there is none.
    """
    if folder is None:
        return Path(os.path.relpath(find_folder(Path.cwd())))
    if not folder.exists():
        raise FolderError(f"jalur tidak ada: {folder}")
    if not folder.is_dir():
        raise FolderError(f"{folder} adalah berkas; sebutkan folder SOP")
    return sops_inside(folder)


def sops_inside(folder: Path) -> Path:
    """The folder of SOPs of a whole site, or the folder itself."""
    inside = folder / "sops"
    return inside if inside.is_dir() and not (folder / REGISTER_FOLDER).is_dir() else folder
