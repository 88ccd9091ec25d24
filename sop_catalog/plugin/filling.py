"""The usual way of our pages: into shells of the theme (`site.frame`), past MkDocs' loop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from sop_catalog.cache.store import Cache
from sop_catalog.plugin.engines import log
from sop_catalog.plugin.made import Made
from sop_catalog.plugin.pages import PageFile
from sop_catalog.plugin.theme import Theme
from sop_catalog.site import material
from sop_catalog.site.finish import finish_frame
from sop_catalog.site.frame import Frame, Placed
from sop_catalog.site.page_writer import PageJob, PageWriter
from sop_catalog.site.shell import ShellError, change_frame


class Filling:
    """Fills the pages of one build.

    Args:
        made: the build.
        cache: where contents of pages are kept from build to build.
    """

    theme: Theme
    frame: Frame

    def __init__(self, made: Made, cache: Cache) -> None:
        self._made = made
        self._cache = cache

    def fill(self, environment: Environment, files: Files, config: MkDocsConfig) -> bool:
        """Write every page; whether that could be done. Where it cannot, some may have been written."""
        made = self._made
        assert made.nav is not None  # noqa: S101 - for mypy: MkDocs has read every page by now
        ours = [file for file in files if isinstance(file, PageFile) and file.page]
        if not ours:
            return True
        self.theme = Theme(config, environment, made.nav, files, self._finish_shell)
        try:
            self.frame = self.theme.frame(self._placed(ours[0]))
            folder = Path(config.site_dir)
            writer = PageWriter(folder, self.frame, made.seal, made.engine, made.settings, self._cache)
            jobs = [PageJob(self._placed(file), file.dest_uri) for file in ours]
            made.written += writer.write(jobs, together=lambda: made.site.search_files)
        except ShellError as error:
            log.info("Halaman SOP dibuat satu per satu, lebih lambat: %s", error)
            return False
        return True

    def _finish_shell(self, html: str, to_root: str) -> str:
        html = finish_frame(material.name_search_dialog(html), self._made.engine, to_root, is_ours=True)
        html = material.squeeze_frame(html)
        seal = self._made.seal
        if seal is None:
            return html
        path = f"{'-/' * to_root.count('../')}index.html"  # any page of this depth
        return change_frame(html, lambda frame: seal.seal(frame, path))

    def _placed(self, file: PageFile) -> Placed:
        assert file.page is not None  # noqa: S101 - for mypy: `add_page` has made it
        page = file.page
        place = self.theme.place_of(page)
        return Placed(self._made.pages[file.src_uri], place, page.canonical_url or "", page.edit_url or "")


def index_filled(made: Made, search: Any, config: MkDocsConfig) -> None:
    """Give the search plugin the pages that it has not met in MkDocs' loop."""
    for file in made.files or ():
        if isinstance(file, PageFile) and file.page:
            file.page.content = made.pages[file.src_uri].search_html
            search.on_page_context({}, page=file.page, config=config, nav=made.nav)
            file.page.content = ""
