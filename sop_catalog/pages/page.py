"""What every builder of `pages/` uses: a page, as frames hand it on, and a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from jinja2 import Template
from markupsafe import Markup

from sop_catalog.flow.mermaid import Diagram


@dataclass(frozen=True, slots=True)
class Body:
    """What a page consists of."""

    html: str
    diagrams: tuple[Diagram, ...] = ()
    """Drawn where `pages.build.DIAGRAM_TOKEN` stands in `html`."""
    alur: Markup = Markup("")  # noqa: RUF009 - immutable
    """The flow as text, ready HTML: what stands there where nothing can be drawn."""
    files: tuple[tuple[str, str], ...] = ()
    """(path from the site's root, content) of files that belong to the page."""


@dataclass(frozen=True, slots=True)
class View:
    """What a body is made of, and how."""

    inputs: object
    """Plain data that say all that the body depends on besides the settings and this program: equal data, equal bodies."""
    make: Callable[[], Body]


def view_of(template: Template, /, **values: object) -> View:
    """The view of a body that is one template's, with its values."""
    return View((template.name, values), lambda: Body(template.render(values)))


def late_view_of(template: Template, inputs: object, values: Callable[[], Mapping[str, object]]) -> View:
    """The same where the values are so many that they are not made only to see that none has changed.

    Args:
        template: the template.
        inputs: plain data that say all that the values depend on.
        values: makes them.
    """
    return View((template.name, inputs), lambda: Body(template.render(values())))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site: what it is, and how its body is made. Bodies are made when they are asked for, each time."""

    path: str
    """Without ending, such as "sop/pembentukan-tim"."""
    url: str
    """Relative to the site's root, such as "sop/pembentukan-tim/"."""
    title: str
    """Plain text, not escaped."""
    description: str
    """Plain text, not escaped."""
    view: Callable[[], View] = field(compare=False)
    search: Callable[[], str] = field(compare=False)
    """The words that a theme's own search must find, as short HTML: a heading and few paragraphs."""
    sections: tuple[tuple[str, str], ...] = ()
    """(anchor, title) of the page's parts."""
    source_path: str = ""
    """The file that one edits, relative to the folder of SOPs; "" for a page that no single file makes."""
    edit_url: str = ""
    is_for_people_only: bool = False
    """Whether search engines are asked to leave it out: a draft, an example, a file with mistakes."""

    def make(self) -> Body:
        """The body."""
        return self.view().make()

    @property
    def html(self) -> str:
        """The body's HTML."""
        return self.make().html

    @property
    def search_html(self) -> str:
        """What `search` gives."""
        return self.search()


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
