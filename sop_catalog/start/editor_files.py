"""The files by which VS Code helps to write an SOP: schemas, the settings that bind them, snippets.

Stored in a repository, they work without this package and without a network.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from sop_catalog.model.decode_registers import REGISTER_NAMES
from sop_catalog.model.schema import SCHEMA_NAMES, format_schema, schema_file
from sop_catalog.model.snippets import FIELD_SNIPPETS, SOP_SNIPPET, STEP_SNIPPETS

EXTENSION = "redhat.vscode-yaml"
_ENDINGS = ("yml", "yaml")


def schema_files() -> Mapping[str, str]:
    """File name → contents, for all schemas."""
    return {schema_file(name): format_schema(name) for name in SCHEMA_NAMES}


def vscode_files(*, sops: str = "sops", schemas: str = "sop_catalog/assets/skema") -> Mapping[str, str]:
    """File name below `.vscode/` → contents.

    Args:
        sops: the folder of SOPs relative to the repository's top, with "/".
        schemas: likewise the folder of the schemas.
    """
    return {
        "settings.json": _json(_settings(sops, schemas)),
        "extensions.json": _json({"recommendations": [EXTENSION]}),
        "sop.code-snippets": _json(_code_snippets()),
    }


def write_editor_files(root: Path, schemas: Path = Path(".vscode/skema"), *, sops: str = "sops") -> list[Path]:
    """Write the schemas, and the files below `.vscode/` that are not there yet: somebody's settings are never changed.

    Args:
        root: the top folder of a site.
        schemas: where to put the schemas, absolute or relative to `root`.
        sops: the folder of SOPs relative to `root`, with "/".

    Returns:
        The files that were written.

    Raises:
        OSError: as from `Path.write_text`.
    """
    written = write_schemas(root / schemas)
    folder = root / ".vscode"
    folder.mkdir(exist_ok=True)
    for name, text in vscode_files(sops=sops, schemas=schemas.as_posix()).items():
        if not (folder / name).exists():
            (folder / name).write_text(text, "utf-8")
            written.append(folder / name)
    return written


def write_schemas(folder: Path) -> list[Path]:
    """Write all schemas into a folder, which is made where it is missing.

    Returns:
        The files that were not there with the same contents before.

    Raises:
        OSError: as from `Path.write_text`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schema_files().items():
        path = folder / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            written.append(path)
    return written


def _settings(sops: str, schemas: str) -> dict[str, object]:
    registers = {
        _address(schemas, name): [f"{sops}/_daftar/{name}.{ending}" for ending in _ENDINGS] for name in REGISTER_NAMES
    }
    files = [f"{sops}/**/*.{ending}" for ending in _ENDINGS]
    return {
        "yaml.schemas": {
            # Names that begin with "_" are no SOP; the registers' folder begins so too.
            _address(schemas, "sop"): [*files, f"!{sops}/**/_*", f"!{sops}/**/_*/**"],
            **registers,
        },
        # The office's network has no internet, and another schema of the same file name would only mislead.
        "yaml.schemaStore.enable": False,
        "yaml.kubernetesCRDStore.enable": False,
        # A formatter would rewrap sentences, and a reviewer would see changes that nobody made.
        "yaml.format.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[yaml]": {
            "editor.insertSpaces": True,
            "editor.tabSize": 2,
            "editor.detectIndentation": False,
            "editor.wordWrap": "on",
            "editor.quickSuggestions": {"other": True, "comments": False, "strings": True},
        },
    }


def _address(schemas: str, name: str) -> str:
    """A schema's address, relative to the workspace."""
    path = (PurePosixPath(schemas) / schema_file(name)).as_posix()
    return path if path.startswith("/") else f"./{path}"


def _code_snippets() -> dict[str, object]:
    """VS Code's own snippets, which work without the extension. It indents all lines as the one that the cursor is in."""
    whole = [
        (item.label, item.prefix, item.description, item.body.splitlines()) for item in (SOP_SNIPPET, *FIELD_SNIPPETS)
    ]
    steps = [(snippet.label, snippet.prefix, snippet.description, snippet.lines) for snippet in STEP_SNIPPETS]
    return {
        label: {"scope": "yaml", "prefix": prefix, "description": description, "body": lines}
        for label, prefix, description, lines in (*whole, *steps)
    }


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
