"""The house's import table (docs/pengembang/arsitektur.md), held against the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from support.paths import PACKAGE

_CORE = {"source", "model", "flow", "catalog"}
ALLOWED = {
    "source": set(),
    "model": {"source"},
    "flow": {"model"},
    "cache": set(),
    "progress": set(),
    "processes": {"progress"},
    "catalog": {"source", "model", "flow", "cache", "processes"},
    "checks": {
        *_CORE,
        "cache",
        "compare",
    },  # compare: page and check say in one sentence what differs from what was signed
    "editing": {"source", "model", "flow"},
    "workbench": {*_CORE, "checks", "editing", "compare", "pages"},
    "search": _CORE,
    "pages": {"model", "flow", "catalog"},
    "site": {*_CORE, "cache", "processes", "checks", "search", "pages", "compare", "editing", "workbench"},
    "git": set(),
    "compare": {*_CORE, "cache", "git"},  # cache: what was signed is compared once
    "impact": _CORE,
    "start": _CORE,
    "signing": {*_CORE, "compare", "editing"},
    "publish": {*_CORE, "site", "processes"},  # site: what of it bears its sum in its name
    "printing": {
        *_CORE,
        "cache",
        "pages",
        "processes",
        "progress",
        "publish",
    },  # publish: how a file takes its place
    "plugin": {
        *_CORE,
        "cache",
        "checks",
        "search",
        "pages",
        "site",
        "compare",
        "publish",
    },  # publish: mkdocs build is whole, too
    "worker": {*_CORE, "pages", "workbench"},
    "importing": _CORE,
    "exporting": {
        *_CORE,
        "compare",  # since when a file says what it says
        "pages",  # what the print shows
        "processes",
        "publish",  # files that take their place whole, or not at all when somebody ends the run
    },
    "cli": {*_CORE, "checks", "compare", "exporting", "impact", "importing", "printing", "signing", "start", "publish"},
    "__init__": set(),
}
DOORS = {
    "mkdocs": "plugin",
    "material": "plugin",
    "click": "cli",
    # the extras impor and impor-pindai
    "pypdfium2": "importing",
    "lxml": "importing",
    "cv2": "importing",
    "numpy": "importing",
    # the extra ekspor
    "docx": "exporting",
    "xlsxwriter": "exporting",
    # the extra cetak
    "pypdf": "printing",
    "websockets": "printing",
}


def _imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
    return names


def _violations(room: str, path: Path, names: set[str]) -> list[str]:
    found = []
    for name in names:
        first, *rest = name.split(".")
        if first == "sop_catalog" and rest and rest[0] != room and rest[0] not in ALLOWED[room]:
            found.append(f"{path.name} ({room}) imports {name}")
        if first in DOORS and DOORS[first] != room:
            found.append(f"{path.name} ({room}) imports {name}")
    return found


def test_data_flows_one_way_and_only_the_doors_touch_frameworks() -> None:
    violations = []
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        violations += _violations(room, path, _imports(path))
    assert violations == []


def test_only_readers_know_formats_and_no_reader_knows_sops() -> None:
    readers = PACKAGE / "importing" / "readers"
    for path in (PACKAGE / "importing").rglob("*.py"):
        names = _imports(path)
        if readers in path.parents:
            known = {name for name in names if name.startswith("sop_catalog.") and ".importing." not in name}
            # how a date is written, how wide letters are
            assert known <= {"sop_catalog.model.values.tanggal", "sop_catalog.flow.labels"}, path
            assert not names & {"sop_catalog.importing.parse", "sop_catalog.importing.form.table"}, path
        else:
            assert not {name.partition(".")[0] for name in names} & {"pypdfium2", "lxml", "cv2", "numpy"}, path


_IMPORT_FLOORS = (("naskah", "doubts"), ("geometry",), ("readers",), ("form",), ("drawn",), ("parse",))
"""Of `importing/`, from the ground; what stands beside the last is a part of it."""


def test_each_floor_of_importing_knows_those_below_it() -> None:
    folder = PACKAGE / "importing"
    floor_of = {name: number for number, names in enumerate(_IMPORT_FLOORS) for name in names}
    for path in folder.rglob("*.py"):
        own = floor_of.get(path.relative_to(folder).parts[0].removesuffix(".py"))
        if own is None:
            continue
        for name in _imports(path):
            if name.startswith("sop_catalog.importing."):
                other = floor_of.get(name.split(".")[2], len(_IMPORT_FLOORS))
                assert other <= own or path.stem == "parse", f"{path}: {name}"


def test_building_and_checking_load_nothing_of_import_export_and_printing() -> None:
    code = (
        "import sys, sop_catalog.plugin, sop_catalog.cli, sop_catalog.checks.run, sop_catalog.pages.build;"
        "print([n for n in sys.modules if n.startswith(('pypdfium2', 'lxml', 'cv2', 'numpy', 'docx', 'xlsxwriter', 'pypdf',"
        "'websockets', 'sop_catalog.importing', 'sop_catalog.exporting', 'sop_catalog.printing'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_what_is_about_the_theme_has_a_style_sheet_of_its_own() -> None:
    """No other rule waits for a class or a colour of Material's: a frame without it looks right too."""
    waiting = [
        f"{path.name}: {line.strip()}"
        for path in (PACKAGE / "assets").rglob("*.css")
        if path.name != "sop-material.css" and "pyodide" not in path.as_posix()
        for line in path.read_text("utf-8").splitlines()
        if "md-" in line
    ]
    assert waiting == []


def test_every_name_of_the_package_is_used_in_it() -> None:
    """What only tests use is no part of the product; hooks of frameworks are named by what calls them."""
    texts = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    others = [
        path.read_text("utf-8")
        for ending in ("html", "js", "j2")
        for path in PACKAGE.rglob(f"*.{ending}")
        if not {"mermaid", "pyodide", "pyodide-asal"} & set(path.parts)
    ]
    used = Counter(re.findall(r"\w+", "\n".join([*texts.values(), *others])))
    called = ("on_", "__", "handle_", "scan_", "parse_flow_sequence_", "format_message", "list_commands")
    called += ("load_bytecode", "dump_bytecode")
    names = [
        f"{path.relative_to(PACKAGE).as_posix()}: {name}"
        for path, text in texts.items()
        for name in re.findall(r"^(?:    )?(?:def|class) (\w+)", text, re.MULTILINE)
        if used[name] == 1 and not name.startswith(called)
    ]
    assert names == []


def test_every_constant_is_used() -> None:
    """One with an underscore in its own module, any other in the package."""
    texts = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    used = Counter(re.findall(r"\w+", "\n".join(texts.values())))
    unused = [
        f"{path.relative_to(PACKAGE).as_posix()}: {name}"
        for path, text in texts.items()
        for name in re.findall(r"^([A-Za-z]\w*|_[A-Za-z]\w*)(?:: [^=\n]+)? = ", text, re.MULTILINE)
        if (Counter(re.findall(r"\w+", text))[name] if name.startswith("_") else used[name]) == 1
    ]
    assert unused == []


def test_the_check_sees_a_violation() -> None:
    assert _violations("model", Path("x.py"), {"sop_catalog.catalog.load"})
    assert _violations("pages", Path("x.py"), {"mkdocs.plugins"})
    assert not _violations("plugin", Path("x.py"), {"mkdocs.plugins", "sop_catalog.pages.build"})
