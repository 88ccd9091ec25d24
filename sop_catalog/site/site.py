"""A finished site as data: what stands at which address, without a frame around it.

A frame (MkDocs, or any other program that makes HTML pages) puts each page's content between its own head and foot,
`finish_page` puts in what needs to know where the page stands, and the files are written as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from sop_catalog.cache.identity import program_digest
from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.changes import FileChange, last_changed
from sop_catalog.compare.past import Past
from sop_catalog.pages.build import build_pages, build_slug_page
from sop_catalog.pages.index_pages import build_index_files, render_katalog
from sop_catalog.pages.page import Page
from sop_catalog.pages.paths import attachment_path, signed_path, sop_path
from sop_catalog.pages.settings import Settings
from sop_catalog.search.index import PageText, build_search_files
from sop_catalog.site.assets import late_scripts, list_assets
from sop_catalog.site.companions import Companions
from sop_catalog.site.editor import EditorOfSite
from sop_catalog.site.fingerprints import fingerprint, fingerprint_catalog, with_fingerprint
from sop_catalog.site.mermaid import Mermaid

_PAGE_KINDS = {"unit": "Unit kerja", "jabatan": "Jabatan", "peraturan": "Peraturan"}
"""What the search calls generated pages, by the first part of their path; the others are not in it,
nor are parts of such a page."""

SOP_PREFIX = sop_path("")


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site that is no page."""

    path: str
    """From the site's root, with "/"."""
    content: str | bytes = ""
    source: Path | None = None
    """What it is a copy of; then `content` is empty."""


@dataclass(frozen=True)
class Site:
    """The whole site. Each part is made when it is first asked for: frames differ in when they need what."""

    catalog: Catalog
    settings: Settings
    history: Sequence[FileChange] | None
    texts: Sequence[PageText]
    mermaid: Mermaid | None = None
    editor: EditorOfSite | None = None
    past: Past | None = None
    """Earlier states of the files; `keadaan` of the catalogue was made with it."""

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page but the home page: the SOPs in file order, then the pages about them."""
        pages = map(self.companions.with_files, build_pages(self.catalog, self.settings, self.history))
        return (*pages, self.editor.page) if self.editor else tuple(pages)

    def page_at(self, path: str) -> Page | None:
        """The page of a path such as "sop/x", made without all others where that can be; None for no page of ours."""
        if path.startswith(SOP_PREFIX):
            slug = path.removeprefix(SOP_PREFIX)
            page = build_slug_page(self.catalog, slug, self.settings, self._days.get(slug))
            if page:
                return self.companions.with_files(page)
        return self._by_path.get(path)

    @cached_property
    def companions(self) -> Companions:
        """What the bodies of the SOPs' pages bring with them."""
        return Companions(self.catalog, self.settings, self.editor)

    @cached_property
    def _days(self) -> Mapping[str, dt.date]:
        return last_changed(self.catalog, self.history or ())

    @cached_property
    def _by_path(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.pages}

    @cached_property
    def home(self) -> Markup:
        """What the home page consists of, or holds besides a frame's own text: the catalogue."""
        return render_katalog(self.catalog, self.settings)

    @cached_property
    def files(self) -> tuple[SiteFile, ...]:
        """Everything that is neither a page nor comes with one (`Body.files`).

        Styles, scripts, lists as data, the search index, schemas, Mermaid.
        """
        return (*self.plain_files, *self.search_files)

    @cached_property
    def plain_files(self) -> tuple[SiteFile, ...]:
        """The same without the search."""
        return (
            *(SiteFile(path, content, source) for path, content, source in list_assets()),
            *self._mermaid_files(),
            *self._attachments(),
            *self._papers(),
            *(SiteFile(path, content) for path, content in build_index_files(self.catalog, self.settings)),
            *(
                SiteFile(path, content, source)
                for path, content, source in (self.editor.files() if self.editor else ())
            ),
        )

    @cached_property
    def search_files(self) -> tuple[SiteFile, ...]:
        """The search index and what reads it, all under one sum (`search_version`)."""
        return self.search_files_as(self.search_version)

    def search_files_as(self, version: str) -> tuple[SiteFile, ...]:
        """The same under another sum: that which pages name that were made before."""
        pages, urls = self._searched_pages, self.settings.directory_urls
        index = build_search_files(self.catalog, directory_urls=urls, pages=pages)
        return tuple(
            SiteFile(with_fingerprint(path, version), content)
            for path, content in (*late_scripts().items(), *index.items())
        )

    @cached_property
    def search_version(self) -> str:
        """The sum under which the search box asks for all of these: it never mixes an old index with a new engine.

        It is the sum of what they are made of, so that pages, which name it, need not wait for them.
        """
        made_of = [program_digest(), repr(self.settings.directory_urls), repr(self._searched_pages)]
        made_of += [fingerprint_catalog(self.catalog), *late_scripts().values()]
        return fingerprint(text.encode("utf-8", "surrogatepass") for text in made_of)

    @cached_property
    def _searched_pages(self) -> list[PageText]:
        pages = [
            PageText(page.url, page.title, kind)
            for page in self.pages
            if (kind := _PAGE_KINDS.get(page.path.partition("/")[0], "")) and page.path.count("/") <= 1
        ]
        return pages + sorted(self.texts, key=lambda page: page.url)

    def _attachments(self) -> Iterator[SiteFile]:
        for slug, sop in self.catalog.sops.items():
            for berkas in self.catalog.attachments.get(sop.path, ()):
                if berkas.path:
                    yield SiteFile(attachment_path(slug, berkas.nama_terbit), source=berkas.path)

    def _papers(self) -> Iterator[SiteFile]:
        """The documents that were signed, as they are; none that is another than the one that was noted."""
        for slug, sop in self.catalog.sops.items():
            for sah in self.catalog.signed.get(sop.path, ()):
                if sah.berkas and sah.berkas.path and not sah.is_other_file:
                    yield SiteFile(signed_path(slug, sah.berkas.nama_terbit), source=sah.berkas.path)

    def _mermaid_files(self) -> Iterator[SiteFile]:
        if self.mermaid is not None:
            for path, source in self.mermaid.files():
                yield SiteFile(path, source=source)
