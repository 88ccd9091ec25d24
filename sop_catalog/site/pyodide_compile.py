"""Runs inside Pyodide, at build time: what the worker behind /sunting/ imports, compiled by the Python that will run it.

`pyodide_compile.mjs` starts this file; `pyodide_bundle` prepares what it reads. The door is imported here for real,
with all that is imported inside functions, so the list of modules is never written by hand. What nobody reads in a browser
goes: docstrings, a third of the bytes; which bytecode came from which line, a third of the rest.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import marshal
import sys
import zipfile
from collections.abc import Iterator
from importlib import _bootstrap_external as bootstrap
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

_CODECS = ("ascii", "latin_1", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be")
"""Asked for by name only; a file in another encoding is told apart by trying."""
_FOR_TEMPLATES = ("jinja2.debug", "html", "pprint")
"""Imported when a template of an office's own fails, or uses `striptags` or `pprint`; the packaged ones do neither."""
OURS = "sop_catalog"
TEMPLATES = "sop_templates/"
_STAMP = (1980, 1, 1, 0, 0, 0)


def build(source: Path, target: Path, order: dict[str, Any]) -> dict[str, Any]:
    """Compile what the door needs.

    Args:
        source: folder with `modul/` (packages as sources).
        target: where `python.zip` and `sop.zip` are written.
        order: `pintu`, the module that the worker imports; `percobaan`, requests that are made of it, so that what
            the standard library imports late is seen; `lewati`, beginnings of the names of modules that are imported
            inside functions which no browser calls.

    Returns:
        What is in the archives, by name.
    """
    packages = source / "modul"
    sys.path.insert(0, str(packages))
    desk = importlib.import_module(order["pintu"]).Desk()
    for name in (*(f"encodings.{codec}" for codec in _CODECS), *_FOR_TEMPLATES):
        importlib.import_module(name)
    _import_all(packages, order["lewati"])
    for request in order["percobaan"]:
        desk.handle(json.dumps(request))
    ours: dict[str, str] = {}
    library: dict[str, str] = {}
    for module in list(sys.modules.values()):
        path = getattr(getattr(module, "__spec__", None), "origin", None) or ""
        if path.startswith(f"{packages}/"):
            ours[path.removeprefix(f"{packages}/")] = Path(path).read_text("utf-8")
        elif ".zip/" in path:
            name = path.partition(".zip/")[2]
            library[name] = _source_in_zip(path)
    for template in packages.glob(f"{TEMPLATES}*.py"):
        ours[template.relative_to(packages).as_posix()] = template.read_text("utf-8")
    data = {path.relative_to(packages).as_posix(): path for path in packages.rglob("*") if path.suffix == ".json"}
    return {
        "python": _write(target / "python.zip", library, {}),
        "sop": _write(target / "sop.zip", ours, data),
    }


def _source_in_zip(path: str) -> str:
    archive, _, name = path.partition(".zip/")
    with zipfile.ZipFile(f"{archive}.zip") as opened:
        return opened.read(name).decode("utf-8")


def _import_all(packages: Path, left_out: list[str]) -> None:
    """Import what our modules import inside functions, until nothing new comes; of libraries the trial shows what is used."""
    seen: set[str] = set()
    while True:
        waiting = [
            module
            for name, module in list(sys.modules.items())
            if name not in seen and (getattr(module, "__file__", None) or "").startswith(f"{packages}/{OURS}/")
        ]
        if not waiting:
            return
        for module in waiting:
            seen.add(module.__name__)
            for wanted in _late_imports(module):
                if not wanted.startswith(tuple(left_out)):
                    importlib.import_module(wanted)


def _late_imports(module: ModuleType) -> Iterator[str]:
    tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
    for function in ast.walk(tree):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                name = "." * node.level + (node.module or "")
                package = module.__name__ if hasattr(module, "__path__") else module.__name__.rpartition(".")[0]
                yield importlib.util.resolve_name(name, package) if node.level else name


def _write(path: Path, modules: dict[str, str], data: dict[str, Path]) -> list[str]:
    """An archive of compiled modules and files that they read, the same bytes for the same modules."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in sorted(modules.items()):
            archive.writestr(zipfile.ZipInfo(f"{name}c", _STAMP), compile_module(text, name), zipfile.ZIP_DEFLATED, 9)
        for name, file in sorted(data.items()):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return sorted([*modules, *data])


def compile_module(text: str, name: str) -> bytes:
    """A module as the bytes of a .pyc that is never held against its source."""
    tree = _without_docstrings(ast.parse(text))
    code = compile(tree, name, "exec", dont_inherit=True, optimize=0)
    if not name.startswith(TEMPLATES):  # Jinja looks up lines of these when one of them fails
        code = _without_lines(code)
    code = marshal.loads(marshal.dumps(code))  # noqa: S302 - our own bytes: the second writing is the same everywhere
    return bytes(bootstrap._code_to_hash_pyc(code, b"\0" * 8, checked=False))  # type: ignore[attr-defined] # noqa: SLF001


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        if ast.get_docstring(node, clean=False) is None:
            continue
        if isinstance(node, ast.ClassDef):
            # A dataclass without a docstring would write one itself, which takes longer than anything else here.
            node.body[0] = ast.Expr(ast.Constant(" "))
        elif isinstance(node, ast.Module):
            del node.body[0]
        else:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.fix_missing_locations(tree)


def _without_lines(code: CodeType) -> CodeType:
    inner = (_without_lines(part) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(inner))


def main() -> None:
    """Read what to do, do it, and say what came of it."""
    source, target = Path("/masuk"), Path("/keluar")
    done = build(source, target, json.loads((source / "perintah.json").read_text("utf-8")))
    (target / "modul.json").write_text(json.dumps(done, indent=1), "utf-8")


if __name__ == "__main__":
    main()
