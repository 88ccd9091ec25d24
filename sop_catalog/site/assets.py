"""What every site carries as it is: styles, scripts, the schemas of the YAML format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sop_catalog.pages.diagram import DRAWING_SCRIPTS
from sop_catalog.pages.diagram import SCRIPT as DIAGRAM_SCRIPT
from sop_catalog.site.scripts import slim_script

_ASSETS = Path(__file__).parent.parent / "assets"
STYLES = ("sop.css", "sop-flowchart.css", "sop-diagram.css", "sop-katalog.css", "sop-cari.css")
"""Of every page, in assets/."""
SEARCH_BOX = "sop-cari.js"
"""The search box's script, of every page; it loads the others when they are needed."""
PRINT_SCRIPT = "sop-cetak.js"
"""Of every generated page."""
_SCRIPTS = (
    SEARCH_BOX, "sop-cari-kotak.js", "sop-cari-mesin.js", PRINT_SCRIPT, DIAGRAM_SCRIPT, *DRAWING_SCRIPTS, "sop-katalog.js", "sop-unduh.js",
)  # fmt: skip


def list_assets() -> Iterator[tuple[str, str, Path | None]]:
    """(path from the site's root, content, what it is a copy of) of each; where there is something to copy content is ""."""
    for name in STYLES:
        yield f"assets/{name}", "", _ASSETS / name
    for name in _SCRIPTS:
        yield f"assets/{name}", slim_script((_ASSETS / name).read_text("utf-8")), None
    for schema in sorted((_ASSETS / "skema").glob("*.json")):
        yield f"skema/{schema.name}", "", schema
