"""The last touch on a page that a frame has finished: diagrams, and the scripts that its content needs."""

from __future__ import annotations

from sop_catalog.pages.build import DIAGRAM_TOKEN
from sop_catalog.pages.diagram import SCRIPT as DIAGRAM_SCRIPT
from sop_catalog.pages.diagram import DiagramEngine, fill_fences, render_diagram_html
from sop_catalog.pages.page import Page
from sop_catalog.site.assets import PRINT_SCRIPT


def finish_page(html: str, page: Page | None, engine: DiagramEngine | None, to_root: str) -> str:
    """A whole HTML page with what must know where it stands.

    Args:
        html: from `<!doctype html>` to `</html>`.
        page: the page whose content it holds; None for an office's own page.
        engine: what draws; None for a site without Mermaid.
        to_root: from the page to the site's root, "" or "../" for each folder.
    """
    if page and DIAGRAM_TOKEN in html:
        html = html.replace(DIAGRAM_TOKEN, render_diagram_html(page.diagrams, page.alur, engine, to_root), 1)
    else:
        html = fill_fences(html, engine, to_root)
        # mermaid2 imports from "assets/…" on pages at the root, which browsers take for the name of a package.
        html = html.replace('import mermaid from "assets/', 'import mermaid from "./assets/')
    scripts = [PRINT_SCRIPT] if page else []
    scripts += [DIAGRAM_SCRIPT] if engine and "sop-diagram" in html else []
    tags = "".join(f'<script src="{to_root}assets/{name}" defer></script>' for name in scripts)
    return html.replace("</body>", f"{tags}</body>", 1) if tags else html
