"""What the site does about the theme Material, and about nothing else."""

from __future__ import annotations

from pathlib import Path

TEMPLATES = Path(__file__).parent.parent / "templates" / "tema"
"""Partials of Material that ours take the place of; a site's own custom_dir still wins."""
HIDDEN = ("navigation", "toc")
"""What Material leaves out of our pages: they need the width, and have links of their own."""
_NAMELESS_DIALOG = '<div class="md-search" data-md-component="search" role="dialog"'


def name_search_dialog(html: str) -> str:
    """A page with a name for the search dialog, which Material leaves without one for screen readers."""
    return html.replace(_NAMELESS_DIALOG, f'{_NAMELESS_DIALOG} aria-label="Pencarian"', 1)
