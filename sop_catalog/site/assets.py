"""What every site carries as it is: styles, scripts, the schemas of the YAML format."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sop_catalog.pages.diagram import SCRIPT as DIAGRAM_SCRIPT
from sop_catalog.site.fingerprints import fingerprint, with_fingerprint
from sop_catalog.site.scripts import slim_script

_ASSETS = Path(__file__).parent.parent / "assets"
STYLES = ("sop.css", "sop-flowchart.css", "sop-diagram.css", "sop-katalog.css", "sop-cari.css", "sop-material.css")
"""Of every page, in assets/."""
SEARCH_BOX = "sop-cari.js"
"""The search box's script, of every page; it loads the others when they are needed."""
_LATE = ("sop-cari-hasil.js", "sop-cari-kotak.js", "sop-cari-mesin.js", "sop-saring.js", "sop-saya.js", "sop-unduh.js")
"""What it loads, besides the index: together with that under one sum, for they know each other's forms."""
DRAWING_SCRIPTS = ("sop-diagram-ukur.js", "sop-diagram-gambar.js")
"""What the diagram's script loads when one comes into view: how a drawing is measured, and what a reader does with it."""
PRINT_SCRIPT = "sop-cetak.js"
"""Of every generated page."""
FLOW_SCRIPT = "sop-sorot.js"
"""Of every generated page: it lights a step's ways in the table, where there is one."""
_SCRIPTS = (SEARCH_BOX, PRINT_SCRIPT, FLOW_SCRIPT, DIAGRAM_SCRIPT, "sop-katalog.js", "sop-jabatan.js")
NAMED_BY_PAGES = tuple(f"assets/{name}" for name in (*STYLES, *_SCRIPTS))
"""Ours that only pages name: where those name them by their sums, nobody needs the plain names."""


def list_assets() -> Iterator[tuple[str, str, Path | None]]:
    """(path from the site's root, content, what it is a copy of) of each; where there is something to copy content is ""."""
    for name in STYLES:
        yield f"assets/{name}", "", _ASSETS / name
    for name in _SCRIPTS:
        yield f"assets/{name}", _read_script(name), None
    path, content = drawing_script()
    yield path, content, None
    for schema in sorted((_ASSETS / "skema").glob("*.json")):
        yield f"skema/{schema.name}", "", schema


def late_scripts() -> dict[str, str]:
    """Path from the site's root → content of what the search box loads."""
    return {f"assets/{name}": _read_script(name) for name in _LATE}


@cache
def drawing_script() -> tuple[str, str]:
    """(path from the site's root, content) of the scripts that draw, in one file and under its sum: pages name it in data."""
    content = "".join(_read_script(name) for name in DRAWING_SCRIPTS)
    return with_fingerprint("assets/sop-gambar.js", fingerprint([content.encode()])), content


def _read_script(name: str) -> str:
    return slim_script((_ASSETS / name).read_text("utf-8"))
