"""Names for what results depend on besides their input: this program, its libraries, the templates of a site."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_NO_SOURCE = frozenset({"assets/mermaid", "assets/pyodide", "assets/pyodide-asal", "manual"})
"""Folders of the package that hold nothing which is kept, or which what is kept is made from."""


def digest(*parts: str | bytes) -> str:
    """A short name of some texts: equal texts in equal order have the same, others another."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


@lru_cache(maxsize=1)
def program_digest() -> str:
    """A name of this program as it is installed: its own files, Python, and the versions of everything beside it."""
    import yaml  # noqa: PLC0415 - loaded anyway wherever there is something to keep

    libraries = sorted(path.name for path in Path(yaml.__file__).parent.parent.glob("*.dist-info"))
    return digest(sys.version, *libraries, folder_digest([_PACKAGE], _NO_SOURCE))


def folder_digest(folders: Iterable[Path], left_out: Collection[str] = ()) -> str:
    """A name of the contents of some folders: every file's path and bytes; a folder that is not there is empty.

    Args:
        folders: what begins with a dot in them does not count, nor does what Python keeps for itself.
        left_out: folders inside them that do not count, such as "assets/mermaid".
    """
    parts: list[str | bytes] = []
    for folder in folders:
        for root, names, files in os.walk(folder):
            inside = Path(root).relative_to(folder)
            names[:] = sorted(
                name
                for name in names
                if name != "__pycache__" and not name.startswith(".") and (inside / name).as_posix() not in left_out
            )
            for name in sorted(files):
                path = Path(root, name)
                try:
                    parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
                except OSError:
                    parts.append(path.relative_to(folder).as_posix())
        parts.append("/")
    return digest(*parts)
