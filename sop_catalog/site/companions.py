"""The files that stand beside the page of an SOP: its monitoring form, its permanent addresses, its text for /sunting/.

Each is made of that one SOP, so it goes with the page: made by all processors, kept from build to build, and made anew
when somebody asks for it after an edit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.pages.monitoring_form import monitoring_file, render_monitoring_form
from sop_catalog.pages.page import Body, Page, View
from sop_catalog.pages.paths import editor_file, html_file, sop_path
from sop_catalog.pages.permalink import find_redirects, render_redirect
from sop_catalog.pages.settings import Settings
from sop_catalog.site.editor import EditorOfSite


@dataclass(frozen=True)
class Companions:
    """Of the SOPs of one site.

    Args:
        catalog: as it may be published.
        settings: of the site.
        editor: the page /sunting/; None for a site without it.
    """

    catalog: Catalog
    settings: Settings
    editor: EditorOfSite | None

    def with_files(self, page: Page) -> Page:
        """A page whose body brings its companions; the page itself where it has none."""
        slug = self._slugs.get(page.path)
        return page if slug is None else replace(page, view=lambda: self._view(page, slug))

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """Every companion's path in the site → the slug of its SOP."""
        return {path: slug for slug in self.catalog.sops for path, _ in self._parts(slug)}

    @cached_property
    def _slugs(self) -> Mapping[str, str]:
        return {sop_path(slug): slug for slug in self.catalog.sops}

    @cached_property
    def _redirects(self) -> Mapping[str, tuple[str, ...]]:
        return find_redirects(self.catalog)

    def _agency(self, slug: str) -> tuple[str, ...]:
        return tuple(unit.nama for unit in self.catalog.registers.ancestry(self.catalog.sops[slug].unit))

    def _view(self, page: Page, slug: str) -> View:
        view = page.view()
        made_of = self.editor.made_of(slug) if self.editor else ()

        def make() -> Body:
            body = view.make()
            return replace(body, files=(*body.files, *((path, render()) for path, render in self._parts(slug))))

        return View((view.inputs, self._agency(slug), self._redirects.get(slug), made_of), make)

    def _parts(self, slug: str) -> Iterator[tuple[str, Callable[[], str]]]:
        """(path in the site, what makes its content) of each companion."""
        sop, settings = self.catalog.sops[slug], self.settings
        if path := monitoring_file(sop, settings):
            yield path, partial(render_monitoring_form, sop, self._agency(slug), settings)
        for path in self._redirects.get(slug, ()):
            yield html_file(path, settings.directory_urls), partial(render_redirect, path, sop, settings)
        if self.editor:
            yield editor_file(slug), partial(self.editor.render, slug)
