"""What the site does about the theme Material, and about nothing else."""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATES = Path(__file__).parent.parent / "templates" / "tema"
"""Partials of Material that ours take the place of; a site's own custom_dir still wins."""
HIDDEN = ("navigation", "toc")
"""What Material leaves out of our pages: they need the width, and have links of their own."""
_NAMELESS_DIALOG = '<div class="md-search" data-md-component="search" role="dialog"'


def name_search_dialog(html: str) -> str:
    """A page with a name for the search dialog, which Material leaves without one for screen readers."""
    return html.replace(_NAMELESS_DIALOG, f'{_NAMELESS_DIALOG} aria-label="Pencarian"', 1)


_CONTENT, _END = '<article class="md-content__inner', "</article>"
_BLANK = re.compile(r"\n\s+")
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)", re.DOTALL)


def squeeze_frame(html: str) -> str:
    """A page without the blanks at the beginnings of lines around its content: six kilobytes of each page of ours.

    What stands in Material's own frame is squeezed, the content is not; a page without that frame stays as it is.
    """
    start, end = html.find(_CONTENT), html.rfind(_END)
    if not 0 <= start < end:
        return html
    return _squeeze(html[:start]) + html[start:end] + _squeeze(html[end:])


def _squeeze(html: str) -> str:
    parts = _KEPT.split(html)  # text, what is kept, its name, text, …
    return "".join(
        _BLANK.sub("\n", part) if place % 3 == 0 else part for place, part in enumerate(parts) if place % 3 < 2
    )
