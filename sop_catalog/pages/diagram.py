"""The place of a drawn diagram on a page: text that stands by itself, and what the script needs to draw it.

    <div class="sop-diagram" data-gambar="{mesin, alat, offline, atur, bagian: [{judul, sumber}]}">
      <div class="sop-diagram-teks">…the flow as text…</div>
    </div>

Without JavaScript, with an old browser or without Mermaid the text is all there is, and it is enough. The data stand
in an attribute and not in a script element, because Material's `navigation.instant` runs every script of a page that
it puts in, whatever its type. They hold the word "mermaid", so the plugin puts this in after mermaid2 has seen the
page (it parses every page that has the word).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sop_catalog.flow.mermaid import Diagram

SCRIPT = "sop-diagram.js"
"""What begins to draw, in assets/; a deferred script of every page that has a place for a diagram."""


@dataclass(frozen=True, slots=True)
class DiagramEngine:
    """How the pages of a site draw."""

    entry: str
    """The file to load, relative to the site's root: "assets/mermaid/mermaid.esm.min.mjs"."""
    offline: bool
    """Whether `entry` is the single-file build, for pages opened from `file://`."""
    arguments: Mapping[str, Any]
    """For `mermaid.initialize`, plain JSON values (`flow.mermaid.merge_arguments`)."""
    tools: str
    """The script that measures and shows what the engine draws, relative to the site's root."""


def render_diagram_html(
    diagrams: Sequence[Diagram], text_html: str, engine: DiagramEngine | None, to_root: str, *, keep_text: bool = True
) -> str:
    """The place of one SOP's diagrams, or of one drawing of an ordinary page.

    Args:
        diagrams: what to draw, in order.
        text_html: the same as text, finished HTML; it stays on the page when nothing can be drawn.
        engine: None when the site has no Mermaid: then only the text.
        to_root: from the page to the site's root, "" or "../" for each folder.
        keep_text: whether the text stays below the drawing, folded; else the drawing replaces it.
    """
    kind = "sop-diagram-teks" if keep_text else "sop-diagram-teks sop-diagram-ganti"
    text = f'<div class="{kind}">{text_html}</div>'
    if engine is None or not diagrams:
        return text
    data = {
        "mesin": to_root + engine.entry,
        "alat": to_root + engine.tools,
        "offline": engine.offline,
        "atur": engine.arguments,
        "bagian": [{"judul": diagram.judul, "sumber": diagram.source} for diagram in diagrams],
    }
    value = html.escape(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return f'<div class="sop-diagram" data-gambar="{value}">{text}</div>'


# --- Fences of ordinary pages: ```mermaid in docs/ ---

FENCE_TEXT_HTML = "<p>Di sini ada diagram, yang hanya tergambar di peramban baru dengan JavaScript aktif.</p>"
"""What stands in the place of a fence until it is drawn: never its raw source."""

_MARK = '<div class="sop-diagram-pagar" data-sumber="{}"></div>'
_MARKED = re.compile(
    r"<div\s+class=[\"']?sop-diagram-pagar[\"']?\s+data-sumber=(?:[\"']([0-9a-f]*)[\"']|([0-9a-f]*))\s*>\s*</div\s*>"
)
"""The mark, also as another plugin may have written it anew: minify takes quotation marks out."""
_FENCED = re.compile(
    r'<pre(?:><code class="(?:language-)?mermaid"[^>]*| class="mermaid"><code)>(?P<source>.*?)</code></pre>', re.DOTALL
)
"""What `fenced_code`, or `superfences` with its `fence_code_format`, makes of a fence; the content is escaped."""


def mark_fences(page_html: str) -> str:
    """Replace each drawn fence of a page's content by a mark, which holds its source but not the word "mermaid".

    mermaid2 then finds nothing to do on the page. Left to it, the fence would be drawn by an inline module that
    names its import without "./" on pages at the root (an error in browsers), and not at all from `file://`.
    """
    return _FENCED.sub(lambda match: _mark(html.unescape(match["source"])), page_html)


def format_fence(source: str, language: str, css_class: str, options: object, md: object, **kwargs: object) -> str:  # noqa: ARG001
    """A `format` for superfences' custom_fences: the mark of `mark_fences` at once. The signature is superfences'."""
    return _mark(source)


def fill_fences(page_html: str, engine: DiagramEngine | None, to_root: str) -> str:
    """Replace each mark by the place of its diagram; call this after mermaid2 has seen the page."""

    def fill(match: re.Match[str]) -> str:
        source = bytes.fromhex(match[1] or match[2] or "").decode("utf-8")
        return render_diagram_html([Diagram("", 0, 0, source)], FENCE_TEXT_HTML, engine, to_root, keep_text=False)

    return _MARKED.sub(fill, page_html)


def _mark(source: str) -> str:
    return _MARK.format(source.encode("utf-8", "replace").hex())
