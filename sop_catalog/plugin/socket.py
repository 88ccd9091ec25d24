"""The hooks of MkDocs, in their order, and why then.

    on_config         read and check the SOPs. A galat ends a build here, before MkDocs empties the published site.
    on_files          add the pages, outside the navigation.
    on_env            when docs/ has been read: the files, the search index among them, and the pages, put into a shell
                      of the theme (`site.frame`). MkDocs never sees them in its loop.
    on_post_build     the pages in the theme's own search index; then, behind everything, the finished site takes the
                      place of the old one in one step.

Where that cannot be right (another plugin wants to see each page, or a template asks more of a page than all of its kind
answer alike), MkDocs makes our pages one by one, as it does those of docs/ (`plugin.loop`), and the log says why.
"""

from __future__ import annotations

import gc
import logging
import os
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from sop_catalog.catalog.kept import READING
from sop_catalog.compare.kept import SIGNED
from sop_catalog.model.build_day import drop_wrong_build_day
from sop_catalog.pages.settings import Settings
from sop_catalog.plugin.engines import Engines, find_engines, log
from sop_catalog.plugin.filling import Filling, index_filled
from sop_catalog.plugin.live import Built, LiveSite, serve_live
from sop_catalog.plugin.loop import PageLoop
from sop_catalog.plugin.made import Made, make
from sop_catalog.plugin.options import SopCatalogConfig, make_settings, sops_folder
from sop_catalog.plugin.own_files import drop_raw_files, mask_config
from sop_catalog.plugin.pages import PageFile, add_page, nav_titles, put_back
from sop_catalog.plugin.reading import Reading
from sop_catalog.plugin.theme import find_search, only_known_plugins
from sop_catalog.publish.overrides import read_overrides
from sop_catalog.publish.whole_build import WholeBuild
from sop_catalog.site.assets import NAMED_BY_PAGES
from sop_catalog.site.not_found import NAME as NOT_FOUND
from sop_catalog.site.not_found import finish_not_found
from sop_catalog.site.page_writer import CONTENT
from sop_catalog.source.os_errors import describe_os_error

_BEFORE_OTHERS = 100
_AFTER_OTHERS = -100
_LAST = -1000


class SopCatalogPlugin(BasePlugin[SopCatalogConfig]):
    """The catalogue as a part of a MkDocs site."""

    _settings: Settings
    _reading: Reading
    _engines: Engines
    _made: Made
    _filling: Filling
    _loop: PageLoop

    def __init__(self) -> None:
        self._serving = False
        self._in_place = False
        """Whether MkDocs is to write where it always does: into a folder of its own, or over what is there."""
        self._build = WholeBuild()
        self._live: LiveSite | None = None
        """Under `mkdocs serve`: what does not need a whole build."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a person is editing; having this event keeps the plugin alive between rebuilds."""
        self._serving = command == "serve"
        self._in_place = self._serving or dirty
        self._reading = Reading(self.config, serving=self._serving)

    @event_priority(_BEFORE_OTHERS)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the SOPs; a galat stops a build, but not `mkdocs serve`."""
        gc.disable()  # a build makes millions of objects and hardly a cycle: looking for those takes a sixth of its time
        mask_config(config)
        overrides = read_overrides()
        if overrides.offline:
            self.config.offline = True
        if self.config.offline:
            config.use_directory_urls = False
        self._settings = make_settings(self.config, config, overrides)
        if problem := drop_wrong_build_day():
            log.warning("%s.", problem)
        self._live = None
        self._reading.read(config, self._settings)
        self._engines = find_engines(self.config, config)
        if not self._in_place:
            config.site_dir = self._build.begin(config.site_dir)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages."""
        drop_raw_files(files, self.config.raw_files)
        self._made = make(self.config, config, self._reading, self._settings, self._engines)
        self._loop = PageLoop(self._made)
        self._filling = Filling(self._made, self._reading.cache)
        titles = dict(nav_titles(config.nav or []))
        folder = sops_folder(self.config, config)
        for src_uri, page in self._made.pages.items():
            files.append(add_page(page, config, folder, titles.get(src_uri), is_filled=self._made.is_filling))
        return files

    @event_priority(_AFTER_OTHERS)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember where the theme finds its tabs, after whatever another plugin has made of them."""
        put_back(nav, self._made.pages, config, files)
        self._made.nav = nav
        return nav

    @event_priority(_AFTER_OTHERS)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """The files and the pages, now that every page of docs/ has been read and before files are copied."""
        self._made.add_files(config, files)
        env.globals["sop_cari_versi"] = self._made.site.search_version
        if self._made.is_filling and not self._filling.fill(env, files, config):
            self._made.is_filling = False
            self._loop.hand_over(files)
        self._made.add_search_files(config, files)
        return env

    def on_template_context(
        self,
        context: TemplateContext,
        *,
        template_name: str,  # noqa: ARG002
        config: MkDocsConfig,  # noqa: ARG002
    ) -> TemplateContext:
        """The site map lists our pages among the others."""
        context["pages"] = [
            file
            for file in self._made.files or ()
            if (file.is_documentation_page() or isinstance(file, PageFile)) and self._made.is_on_map(file.src_uri)
        ]
        return context

    # --- Page by page ---

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002, D102
        return self._loop.markdown(markdown, page)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002, D102
        return self._loop.content(html, page)

    @event_priority(_AFTER_OTHERS)
    def on_page_context(  # noqa: D102
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        self._loop.context(page, config, nav)
        return context

    @event_priority(_BEFORE_OTHERS)
    def _on_post_page_first(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        return self._loop.hide_word(output, page)

    @event_priority(_AFTER_OTHERS)
    def _on_post_page_last(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        return self._loop.finish(output, page)

    @event_priority(_AFTER_OTHERS)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The theme's own pages, such as 404.html."""
        if self._made.seal and template_name.endswith(".html"):
            html = self._made.seal.seal(output_content, template_name)
            return finish_not_found(html, self._made.seal.address[0]) if template_name == NOT_FOUND else html
        return output_content

    on_post_page = CombinedEvent(_on_post_page_first, _on_post_page_last)

    # --- The end ---

    @event_priority(_BEFORE_OTHERS)
    def _on_post_build_first(self, *, config: MkDocsConfig) -> None:
        search = find_search(config)
        if search is not None and self._made.is_filling:
            index_filled(self._made, search, config)

    @event_priority(_LAST)
    def _on_post_build_last(self, *, config: MkDocsConfig) -> None:
        """Put the site in its place, and let go of what the build has made; `mkdocs serve` goes on in this process."""
        made = self._made
        if made.serving and made.is_filling and made.homes is not None and only_known_plugins(config):
            self._live = self._make_live(config, made.homes)
        self._reading.cache.save([*READING, SIGNED, *([CONTENT] if made.is_filling else [])])
        if not made.serving:
            gc.freeze()  # the process is about to end: what it has made need not be gone through once more
        gc.enable()
        for path in dict.fromkeys(made.seal.refused if made.seal else ()):
            log.warning("Skrip di dalam %s bukan milik tema dan tidak akan dijalankan peramban; taruh di berkas.", path)
        written, removed = made.seal.write(Path(config.site_dir), NAMED_BY_PAGES) if made.seal else ((), ())
        if not self._in_place:
            names = [file.dest_uri for file in made.files or () if not file.inclusion.is_excluded()]
            names += [*made.written, *config.theme.static_templates, *written]
            names = [name for name in names if name not in removed]
            config.site_dir = self._build.finish(config.site_dir, names, is_good=not _is_refused(config))
        del self._made, self._loop, self._filling

    on_post_build = CombinedEvent(_on_post_build_first, _on_post_build_last)

    def _make_live(self, config: MkDocsConfig, homes: dict[str, tuple[str, str]]) -> LiveSite:
        built = Built(
            config, sops_folder(self.config, config), self._reading.reader, self._made.site, self._filling.theme,
            self._filling.frame, self._made.engine, dict(nav_titles(config.nav or [])), homes, self._reading.others,
        )  # fmt: skip
        return LiveSite(built, self._reading.tell)

    def on_build_error(self, *, error: Exception) -> None:
        """The same after a build that failed; what the system refused is said in one line.

        Raises:
            Abort: instead of an OSError, whose traceback MkDocs would show.
        """
        gc.enable()
        self._build.abandon()
        if isinstance(error, OSError):
            where = f" ({error.filename})" if error.filename else ""
            raise Abort(
                f"Situs tidak dapat ditulis: {describe_os_error(error)}{where}. Situs yang sudah ada tidak disentuh."
            )

    @event_priority(_LAST)
    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:  # noqa: ARG002
        """Rebuild when an SOP or a template of the site changes, and of the site only what an edit touches."""
        folders = [str(sops_folder(self.config, config)), *map(str, self._settings.overrides)]
        watched = [folder for folder in folders if os.path.isdir(folder)]  # noqa: PTH112
        for folder in watched:
            server.watch(folder)
        serve_live(server, lambda: self._live, [config.docs_dir, *filter(None, [config.config_file_path]), *watched])


def _is_refused(config: MkDocsConfig) -> bool:
    """Whether MkDocs is going to refuse what it has built, because of warnings in strict mode."""
    handlers = logging.getLogger("mkdocs").handlers
    return config.strict and any(isinstance(handler, CountHandler) and handler.get_counts() for handler in handlers)
