"""The last touch on a page: diagrams in its content, and the scripts that it needs in the frame around that."""

from __future__ import annotations

import re

from sop_catalog.pages.diagram import SCRIPT as DIAGRAM_SCRIPT
from sop_catalog.pages.diagram import DiagramEngine, fill_fences, render_diagram_html
from sop_catalog.pages.page import Body
from sop_catalog.site.assets import FLOW_SCRIPT, PRINT_SCRIPT

_NOINDEX = b'<meta name="robots" content="noindex">'


def mark_for_people_only(html: bytes) -> bytes:
    """A whole page that search engines are asked to leave out; a server's own robots.txt would only hide it from the asking."""
    return html.replace(b"</head>", _NOINDEX + b"</head>", 1)


_PLACE = re.compile(r"<div\s+class=([\"']?)sop-diagram-tempat\1\s*>\s*</div\s*>")
"""`pages.build.DIAGRAM_TOKEN`, also as another plugin may have written it anew. No text of an SOP holds a "<"."""


def has_diagram_place(html: str) -> bool:
    """Whether a page has the place of its diagrams, in which the flow as text stands, too."""
    return bool(_PLACE.search(html))


def finish_content(html: str, body: Body, engine: DiagramEngine | None, to_root: str) -> str:
    """A page's content, or the whole page that holds it, with its diagrams in their place.

    Args:
        html: the content.
        body: whose it is.
        engine: what draws; None for a site without Mermaid.
        to_root: from the page to the site's root, "" or "../" for each folder.
    """
    if "sop-diagram-tempat" not in html:
        return html
    return _PLACE.sub(lambda _: render_diagram_html(body.diagrams, body.alur, engine, to_root), html, count=1)


def finish_frame(html: str, engine: DiagramEngine | None, to_root: str, *, is_ours: bool) -> str:
    """A whole HTML page with the scripts that it needs, and with the diagrams of an office's own page.

    Args:
        html: from `<!doctype html>` to `</html>`, whatever its content.
        engine: as for `finish_content`.
        to_root: likewise.
        is_ours: whether the content is a page of ours.
    """
    if not is_ours:
        html = fill_fences(html, engine, to_root)
        # mermaid2 imports from "assets/…" on pages at the root, which browsers take for the name of a package.
        html = html.replace('import mermaid from "assets/', 'import mermaid from "./assets/')
    scripts = [*([PRINT_SCRIPT, FLOW_SCRIPT] if is_ours else []), *([DIAGRAM_SCRIPT] if engine else [])]
    tags = "".join(f'<script src="{to_root}assets/{name}" defer></script>' for name in scripts)
    return html.replace("</body>", f"{tags}</body>", 1) if tags else html
