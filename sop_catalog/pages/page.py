"""One page of the site, finished: what every builder of `pages/` makes and the plugin hands on."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sop_catalog.flow.mermaid import Diagram


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site."""

    path: str
    """Without ending, such as "sop/pembentukan-tim"."""
    url: str
    """Relative to the site's root, such as "sop/pembentukan-tim/"."""
    title: str
    """Plain text, not escaped."""
    description: str
    """Plain text, not escaped."""
    html: str
    search_html: str
    """The words that a search must find, as short HTML: a heading and few paragraphs."""
    sections: tuple[tuple[str, str], ...] = ()
    """(anchor, title) of the page's parts."""
    source_path: str = ""
    """The file that one edits, relative to the folder of SOPs; "" for a page that no single file makes."""
    edit_url: str = ""
    diagrams: tuple[Diagram, ...] = ()
    alur: Markup = Markup("")
    """The flow as text, ready HTML."""


@dataclass(frozen=True, slots=True)
class Berkas:
    """A file of the site that is copied as it is, without the theme around it."""

    path: str
    """Relative to the site's root, such as "n/061-sop-umum-2026/index.html"."""
    content: str
