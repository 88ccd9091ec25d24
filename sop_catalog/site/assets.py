"""What every site carries as it is: styles, scripts, the schemas of the YAML format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sop_catalog.pages.diagram import SCRIPT as DIAGRAM_SCRIPT
from sop_catalog.site.scripts import slim_script

_ASSETS = Path(__file__).parent.parent / "assets"
STYLES = ("sop.css", "sop-flowchart.css", "sop-diagram.css", "sop-katalog.css", "sop-cari.css")
"""Of every page, in assets/."""
SEARCH_BOX = "sop-cari.js"
"""The search box's script, of every page; it loads the others when they are needed."""
_LATE = ("sop-cari-hasil.js", "sop-cari-kotak.js", "sop-cari-mesin.js", "sop-lembar.js", "sop-unduh.js")
"""What it loads, besides the index: together with that under one sum, for they know each other's forms."""
PRINT_SCRIPT = "sop-cetak.js"
"""Of every generated page."""
_SCRIPTS = (SEARCH_BOX, PRINT_SCRIPT, DIAGRAM_SCRIPT, "sop-katalog.js")
NAMED_BY_PAGES = tuple(f"assets/{name}" for name in (*STYLES, *_SCRIPTS))
"""Ours that only pages name: where those name them by their sums, nobody needs the plain names."""


def list_assets() -> Iterator[tuple[str, str, Path | None]]:
    """(path from the site's root, content, what it is a copy of) of each; where there is something to copy content is ""."""
    for name in STYLES:
        yield f"assets/{name}", "", _ASSETS / name
    for name in _SCRIPTS:
        yield f"assets/{name}", _read_script(name), None
    for schema in sorted((_ASSETS / "skema").glob("*.json")):
        yield f"skema/{schema.name}", "", schema


def late_scripts() -> dict[str, str]:
    """Path from the site's root → content of what the search box loads."""
    return {f"assets/{name}": _read_script(name) for name in _LATE}


def _read_script(name: str) -> str:
    return slim_script((_ASSETS / name).read_text("utf-8"))
