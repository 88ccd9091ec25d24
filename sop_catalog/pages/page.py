"""What every builder of `pages/` uses: a finished page, as the plugin hands it on, and a link."""

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
    content: bytes
    """Its HTML in UTF-8: all pages wait for the frame, and one arrow makes a Python string twice as large."""
    search_html: str
    """The words that a search must find, as short HTML: a heading and few paragraphs."""
    sections: tuple[tuple[str, str], ...] = ()
    """(anchor, title) of the page's parts."""
    source_path: str = ""
    """The file that one edits, relative to the folder of SOPs; "" for a page that no single file makes."""
    edit_url: str = ""
    diagrams: tuple[Diagram, ...] = ()
    alur: Markup = Markup("")  # noqa: RUF009 - immutable
    """The flow as text, ready HTML."""
    files: tuple[tuple[str, str], ...] = ()
    """(path from the site's root, content) of files that belong to the page."""

    @property
    def html(self) -> str:
        """The page's HTML."""
        return self.content.decode()


@dataclass(frozen=True, slots=True)
class Tautan:
    """A text that may lead somewhere."""

    teks: str
    href: str = ""
    """"" for plain text."""
    belum_ada: bool = False
    """A reference to an SOP that the catalogue does not have."""
    catatan: str = ""
    """A short remark behind it, such as "dicabut"."""

    @property
    def is_plain(self) -> bool:
        """Whether it is its text and nothing more: templates then spare the macro, which costs more than the text."""
        return not (self.href or self.belum_ada or self.catatan)
