"""DOOR 1: the MkDocs plugin. A socket: it turns a `Site` into MkDocs' pages and files, and nothing more.

What happens when, and why then:

    on_config         read and check the SOPs. A galat ends a build here, before MkDocs empties the published site.
    on_files          add the pages, outside the navigation.
    on_page_markdown  title and description, escaped: MkDocs' own templates escape nothing.
    on_page_content   the short text for the search plugin instead of the form; our content in the place of marks.
    on_env            the files, the search index among them, now that docs/ has been read.
    on_page_context   after the search plugin has read its text: the form itself.
    on_post_page      after mermaid2, which would parse every page that holds its word: the diagrams.
    on_post_build     behind everything: the finished site takes the place of the old one in one step.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from sop_catalog.compare.history import describe_history
from sop_catalog.model.build_day import BuildDayError, read_build_day
from sop_catalog.pages.diagram import DiagramEngine, format_fence, mark_fences
from sop_catalog.pages.page import Page
from sop_catalog.pages.settings import Forge, ForgeKind, Paper, Settings
from sop_catalog.pages.status import parse_review_interval
from sop_catalog.publish.whole_build import WholeBuild
from sop_catalog.search.index import PageText
from sop_catalog.search.page_text import read_page_text
from sop_catalog.site import editor, material, mermaid
from sop_catalog.site.assets import SEARCH_BOX, STYLES
from sop_catalog.site.build import CheckedCatalog, build_site, read_catalog
from sop_catalog.site.finish import finish_page
from sop_catalog.site.guards import find_taken_address
from sop_catalog.site.marks import fill_catalog, fill_marks
from sop_catalog.site.site import Site, SiteFile
from sop_catalog.source.os_errors import describe_os_error
from sop_catalog.source.report import format_diagnostic

log = get_plugin_logger("sop_catalog")

_BEFORE_OTHERS = 100
_AFTER_OTHERS = -100
_LAST = -1000


class ForgeConfig(Config):
    """Option `forge`: where the repository is edited."""

    kind = c.Choice([kind.value for kind in ForgeKind], default=ForgeKind.GITHUB.value)
    url = c.Type(str, default="")
    """The repository's address; without one there is no forge."""
    branch = c.Type(str, default="main")


class SopCatalogConfig(Config):
    """The plugin's options in mkdocs.yml."""

    sops_dir = c.Type(str, default="sops")
    paper = c.Choice([paper.value for paper in Paper], default=Paper.A4.value)
    forge = c.SubConfig(ForgeConfig)
    offline = c.Type(bool, default=False)
    mermaid_dir = c.Optional(c.Type(str))
    print_nip = c.Type(bool, default=False)
    review_interval = c.Type(str, default="")
    sunting = c.Type(bool, default=True)
    strict = c.Type(bool, default=False)


class _FinishedPage(MkDocsPage):
    """A page without Markdown. MkDocs would set up a whole parser for it, a third of what its page loop costs."""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Nothing to convert: `on_page_content` has it all."""
        self.content = ""
        self.present_anchor_ids = set()


class SopCatalogPlugin(BasePlugin[SopCatalogConfig]):
    """The catalogue as a part of a MkDocs site."""

    def __init__(self) -> None:
        self._serving = False
        self._in_place = False
        """Whether MkDocs is to write where it always does: into a folder of its own, or over what is there."""
        self._build = WholeBuild()
        self._files: Files | None = None
        self._settings: Settings
        self._checked: CheckedCatalog
        self._mermaid: mermaid.Mermaid | None = None
        self._editor: editor.Editor | None = None
        self._site: Site
        self._page_texts: list[PageText] = []
        self._pages: dict[str, Page] = {}
        """By MkDocs' source path, "sop/x.md"."""
        self._tab: MkDocsPage | None = None
        """The page of the navigation under which the page that is being written is found, if it is not in there itself."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a person is editing; having this event keeps the plugin alive between rebuilds."""
        self._serving = command == "serve"
        self._in_place = self._serving or dirty

    @event_priority(_BEFORE_OTHERS)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the SOPs; a galat stops a build, but not `mkdocs serve`."""
        gc.disable()  # a build makes millions of objects and hardly a cycle: looking for those takes a sixth of its time
        if self.config.offline:
            config.use_directory_urls = False
        self._settings = self._make_settings(config)
        folder = self._sops_folder(config)
        if not folder.is_dir():
            raise Abort(
                f"Folder SOP tidak ada: {folder}. Buat folder itu, atau atur `sops_dir` pada plugin sop_catalog di mkdocs.yml."
            )
        if taken := find_taken_address(Path(config.docs_dir)):
            self._refuse(taken)
        self._checked = read_catalog(folder, self.config.sops_dir, self._settings.today)
        self._log(self._checked)
        config.extra_css.extend(f"assets/{name}" for name in STYLES)
        self._use_own_search(config)
        self._mermaid = self._find_mermaid(config)
        self._editor = self._find_editor()
        if not self._in_place:
            config.site_dir = self._build.begin(config.site_dir)
        return config

    def _refuse(self, message: str) -> None:
        """End a build; under `mkdocs serve` only say why one would end."""
        if not self._serving:
            raise Abort(message)
        log.error("%s", message)

    def _find_mermaid(self, config: MkDocsConfig) -> mermaid.Mermaid | None:
        """How diagrams are drawn, by the settings of mermaid2; None without that plugin or without Mermaid's files."""
        mermaid2 = config.plugins.get("mermaid2")
        if mermaid2 is None:
            log.info("Plugin mermaid2 tidak dipasang di mkdocs.yml: diagram swimlane diganti teks alur.")
            return None
        engine = mermaid.make_engine(offline=self.config.offline, arguments=mermaid2.config.get("arguments"))
        mermaid2.config["arguments"] = engine.arguments
        if not mermaid2.config.get("javascript"):
            # Or it asks a CDN on each build whether its default is there, and docs_dir for our file, which is not there.
            mermaid2.config["javascript"] = mermaid2._javascript = engine.entry  # noqa: SLF001
        if "pymdownx.superfences" in config.markdown_extensions:
            fences = config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", [])
            if not any(fence.get("name") == "mermaid" for fence in fences):
                fences.append({"name": "mermaid", "class": "sop-diagram-pagar", "format": format_fence})
        found = mermaid.find_mermaid(self.config.mermaid_dir, engine)
        if found is None:
            log.info("%s", mermaid.MISSING)
        return found

    def _find_editor(self) -> editor.Editor | None:
        """The page /sunting/; None where it is not wanted, or cannot work: from file://, or without its modules."""
        if not self.config.sunting or self.config.offline:
            return None
        found = editor.find_editor()
        if found is None:
            log.info("%s", editor.MISSING)
        return found

    def _use_own_search(self, config: MkDocsConfig) -> None:
        """Put our search box where Material puts its own (docs/pengembang/pencarian.md says why).

        The theme shows a search box only where the plugin `search` stands in mkdocs.yml. Its own index is still
        written, for a site that puts Material's partial back and for other programs; no page of ours loads it.
        """
        if "material/search" not in config.plugins and "search" not in config.plugins:
            log.warning("Kotak pencarian tidak tampil: tambahkan `- search` pada `plugins` di mkdocs.yml.")
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(material.TEMPLATES))
        config.extra_javascript.append(f"assets/{SEARCH_BOX}")

    def _sops_folder(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path or ".").parent / self.config.sops_dir

    def _make_settings(self, config: MkDocsConfig) -> Settings:
        options = self.config
        forge = options.forge
        overrides = config.theme.custom_dir
        months = parse_review_interval(options.review_interval)
        if months is None:
            raise Abort(
                f"Opsi review_interval tidak dipahami: {options.review_interval}. Tulis seperti `12 bulan` atau `1 tahun`."
            )
        try:
            today = read_build_day()
        except BuildDayError as error:
            raise Abort(f"{error}.") from None
        return Settings(
            site_url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
            sops_dir=options.sops_dir.strip("/"),
            paper=Paper(options.paper),
            forge=Forge(ForgeKind(forge.kind), forge.url.rstrip("/"), forge.branch) if forge.url else None,
            directory_urls=config.use_directory_urls,
            print_nip=options.print_nip,
            review_months=months,
            overrides=(Path(overrides) / "sop",) if overrides else (),
            today=today,
        )

    def _log(self, checked: CheckedCatalog) -> None:
        """Galat end a build; peringatan are remarks unless `strict`."""
        if checked.galat and not self._serving:
            log.error("SOP belum dapat dibangun.\n\n%s", checked.format_galat())
            raise Abort("Situs yang sudah ada tidak disentuh.")
        for item in checked.galat:
            log.error("%s", format_diagnostic(item))
        for item in checked.warnings if self.config.strict else ():
            log.warning("%s", format_diagnostic(item))
        log.info("%s", checked.format_summary() if self.config.strict else checked.format_remarks())

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the site in its place, and let go of what the build has made; `mkdocs serve` goes on in this process."""
        self._pages = {}
        del self._site
        gc.enable()
        if not self._in_place:
            names = [file.dest_uri for file in self._files or () if not file.inclusion.is_excluded()]
            names += config.theme.static_templates
            config.site_dir = self._build.finish(config.site_dir, names, is_good=not _is_refused(config))
        self._files = None

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

    # --- Files ---

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages."""
        history = describe_history(self._checked.catalog, self._sops_folder(config))
        self._page_texts = []
        self._site = build_site(
            self._checked.catalog, self._settings, history, self._page_texts, self._mermaid, editor=self._editor
        )
        self._pages = {f"{page.path}.md": page for page in self._site.pages}
        titles = dict(_nav_titles(config.nav or []))
        for src_uri, page in self._pages.items():
            file = File.generated(config, src_uri, content=" ", inclusion=InclusionLevel.NOT_IN_NAV)
            if page.source_path:
                yaml_file = self._sops_folder(config) / page.source_path
                file.edit_uri = Path(os.path.relpath(yaml_file, config.docs_dir)).as_posix()
            _FinishedPage(titles.get(src_uri), file, config)
            files.append(file)
        return files

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:  # noqa: ARG002
        """Rebuild when an SOP or a template of the site changes."""
        server.watch(str(self._sops_folder(config)))
        for folder in self._settings.overrides:
            if folder.is_dir():
                server.watch(str(folder))

    # --- Pages ---

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Name the page; the theme prints these without escaping them."""
        ours = self._pages.get(page.file.src_uri)
        if ours:
            page.meta["title"] = str(escape(ours.title))
            page.meta["description"] = str(escape(ours.description))
            page.meta["hide"] = list(material.HIDDEN)
            if ours.edit_url:
                page.edit_url = str(escape(ours.edit_url))
            elif not ours.source_path:
                page.edit_url = None  # made of many files
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """What the search plugin is to read, and our content in the place of marks."""
        ours = self._pages.get(page.file.src_uri)
        if ours:
            page.toc = TableOfContents([AnchorLink(title, anchor, level=2) for anchor, title in ours.sections])
            return ours.search_html
        is_home = page.file.src_uri == "index.md"
        html = mark_fences(fill_marks(html, self._settings, is_home=is_home))
        excluded = isinstance(search := page.meta.get("search"), dict) and search.get("exclude")
        if not is_home and not excluded:
            self._page_texts.append(read_page_text(html, url=page.url, title=unescape(str(page.title))))
        return html

    @event_priority(_AFTER_OTHERS)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """The files, now that every page of docs/ has been read and before files are copied."""
        for file in self._site.files:
            files.append(_generated(config, file))
        self._files = files
        env.globals["sop_cari_versi"] = self._site.search_version
        return env

    @event_priority(_AFTER_OTHERS)
    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,
    ) -> TemplateContext:
        """The form itself and the list of all SOPs, now that the search plugin has read what it is to find."""
        ours = self._pages.get(page.file.src_uri)
        self._tab = _tab_of(page, nav) if ours else None
        if self._tab:
            self._tab.active = True
        page.content = ours.html if ours else fill_catalog(page.content or "", lambda: self._site.home)
        return context

    @event_priority(_AFTER_OTHERS)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The diagrams; and a name for the search dialog, which Material leaves without one for screen readers."""
        if self._tab:
            self._tab.active = False
        ours = self._pages.get(page.file.src_uri)
        if ours:
            page.content = ""  # it is in the output; MkDocs would keep every page's until the end
        return finish_page(material.name_search_dialog(output), ours, self._engine, "../" * page.url.count("/"))

    @property
    def _engine(self) -> DiagramEngine | None:
        return self._mermaid.engine if self._mermaid else None


def _generated(config: MkDocsConfig, file: SiteFile) -> File:
    if file.source:
        return File.generated(config, file.path, abs_src_path=str(file.source))
    return File.generated(config, file.path, content=file.content)


def _is_refused(config: MkDocsConfig) -> bool:
    """Whether MkDocs is going to refuse what it has built, because of warnings in strict mode."""
    handlers = logging.getLogger("mkdocs").handlers
    return config.strict and any(isinstance(handler, CountHandler) and handler.get_counts() for handler in handlers)


def _nav_titles(nav: Any) -> Iterator[tuple[str, str]]:
    """(path, title) of everything in `nav` of mkdocs.yml: MkDocs names only pages that it makes itself."""
    for item in nav if isinstance(nav, list) else [nav]:
        if isinstance(item, dict):
            for title, entry in item.items():
                if isinstance(entry, str):
                    yield entry, title
                else:
                    yield from _nav_titles(entry)


def _tab_of(page: MkDocsPage, nav: Navigation) -> MkDocsPage | None:
    """Where the navigation leads to a page that is not in it: "unit/biro.md" is under "unit.md", others in the catalogue."""
    if page in nav.pages:
        return None
    places = {item.file.src_uri: item for item in nav.pages}
    return places.get(f"{page.file.src_uri.partition('/')[0]}.md") or places.get("index.md")
