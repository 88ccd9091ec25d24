"""The hooks of MkDocs, in their order, and why then.

    on_config         read and check the SOPs. A galat ends a build here, before MkDocs empties the published site.
    on_files          add the pages, outside the navigation.
    on_env            when docs/ has been read: the files, the search index among them, and the pages, put into a shell
                      of the theme (`site.frame`). MkDocs never sees them in its loop.
    on_post_build     the pages in the theme's own search index; then, behind everything, the finished site takes the
                      place of the old one in one step.

Where that cannot be right (another plugin wants to see each page, or a template asks more of a page than all of its kind
answer alike), MkDocs makes our pages one by one, and the log says why:

    on_page_markdown  title and description, escaped: MkDocs' own templates escape nothing.
    on_page_content   the short text for the search plugin instead of the form; our content in the place of marks.
    on_page_context   after the search plugin has read its text: the form itself.
    on_post_page      after mermaid2, which must not see its word on our pages: the diagrams, the scripts.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler, write_file
from mkdocs.utils.templates import TemplateContext

from sop_catalog.cache.store import Cache
from sop_catalog.catalog.kept import READING
from sop_catalog.catalog.load import CatalogReader
from sop_catalog.compare.file_changes import why_no_history
from sop_catalog.compare.history import describe_history
from sop_catalog.compare.past import Past
from sop_catalog.model.build_day import drop_wrong_build_day
from sop_catalog.pages.diagram import DiagramEngine, format_fence, mark_fences
from sop_catalog.pages.page import Body, Page
from sop_catalog.pages.settings import Settings
from sop_catalog.plugin.live import Built, LiveSite, serve_live
from sop_catalog.plugin.options import SopCatalogConfig, make_settings, sops_folder
from sop_catalog.plugin.own_files import check_own_site, drop_raw_files, mask_own_page
from sop_catalog.plugin.pages import (
    PageFile,
    add_page,
    asset_folders,
    find_tabs,
    make_seal,
    name_page,
    nav_titles,
    static_file,
    tab_of,
)
from sop_catalog.plugin.theme import Theme, find_other_hooks, find_search, only_known_plugins
from sop_catalog.publish.whole_build import WholeBuild
from sop_catalog.search.index import PageText
from sop_catalog.search.page_text import read_page_text
from sop_catalog.site import editor, material, mermaid
from sop_catalog.site.assets import NAMED_BY_PAGES, SEARCH_BOX, STYLES
from sop_catalog.site.build import CheckedCatalog, build_site, read_again
from sop_catalog.site.finish import finish_content, finish_frame, has_diagram_place, mark_for_people_only
from sop_catalog.site.frame import Frame, Placed
from sop_catalog.site.guards import find_taken_address
from sop_catalog.site.marks import fill_catalog, fill_marks, has_catalog_place
from sop_catalog.site.page_writer import CONTENT, PageJob, PageWriter
from sop_catalog.site.seal import Seal
from sop_catalog.site.shell import ShellError, change_frame
from sop_catalog.site.site import Site
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.os_errors import describe_os_error
from sop_catalog.source.report import format_diagnostic

log = get_plugin_logger("sop_catalog")

_BEFORE_OTHERS = 100
_AFTER_OTHERS = -100
_LAST = -1000
_WORD, _HIDDEN_WORD = "mermaid", "mer\ue0a0maid"


class SopCatalogPlugin(BasePlugin[SopCatalogConfig]):
    """The catalogue as a part of a MkDocs site."""

    def __init__(self) -> None:
        self._serving = False
        self._in_place = False
        """Whether MkDocs is to write where it always does: into a folder of its own, or over what is there."""
        self._build = WholeBuild()
        self._files: Files | None = None
        self._nav: Navigation
        self._settings: Settings
        self._cache: Cache
        self._reader: CatalogReader | None = None
        self._live: LiveSite | None = None
        """Under `mkdocs serve`: what does not need a whole build."""
        self._theme: Theme
        self._frame: Frame
        self._homes: dict[str, tuple[str, str]] | None = {}
        """Under `mkdocs serve`: what stands before and behind the catalogue on each page that holds it."""
        self._told: set[tuple[str, ...]] = set()
        self._checked: CheckedCatalog
        self._others: Sequence[Diagnostic] = ()
        """What is wrong with files that are no SOPs."""
        self._mermaid: mermaid.Mermaid | None = None
        self._editor: editor.Editor | None = None
        self._site: Site
        self._page_texts: list[PageText] = []
        self._written: list[str] = []
        """Files that belong to the bodies of our pages."""
        self._pages: dict[str, Page] = {}
        """By MkDocs' source path, "sop/x.md"."""
        self._body = Body("")
        """Of the page of ours that MkDocs is making."""
        self._is_filling = False
        """Whether our pages are made outside MkDocs' loop."""
        self._tab: MkDocsPage | None = None
        """The page of the navigation under which the page that is being written is found, if it is not in there itself."""
        self._seal: Seal | None = None
        """None under `mkdocs serve`, whose server puts a script into each page."""
        self._holds_sops = False
        """Whether the page that is being written shows what SOPs say."""

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
        self._settings = make_settings(self.config, config)
        if problem := drop_wrong_build_day():
            log.warning("%s.", problem)
        folder = sops_folder(self.config, config)
        if not folder.is_dir():
            raise Abort(
                f"Folder SOP tidak ada: {folder}. Buat folder itu, atau atur `sops_dir` pada plugin sop_catalog di mkdocs.yml."
            )
        if taken := find_taken_address(Path(config.docs_dir)):
            self._refuse(taken)
        self._live = None
        if self._reader is None or not self._serving:
            self._cache = Cache(Path(config.config_file_path).parent if config.config_file_path else None)
            self._reader = CatalogReader(folder, self.config.sops_dir, self._cache, asset_folders(config))
        self._others = check_own_site(self.config, config)
        self._checked = read_again(self._reader, self._settings.today, self._others)
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
        if refusal := mermaid.describe_refusal(self.config.mermaid_dir):
            log.warning("%s", refusal)
        found = mermaid.find_mermaid(self.config.mermaid_dir, engine)
        engine = found.engine if found else engine
        mermaid2.config["arguments"] = engine.arguments
        if not mermaid2.config.get("javascript"):
            # Or it asks a CDN on each build whether its default is there, and docs_dir for our file, which is not there.
            mermaid2.config["javascript"] = mermaid2._javascript = engine.entry  # noqa: SLF001
        if "pymdownx.superfences" in config.markdown_extensions:
            fences = config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", [])
            if not any(fence.get("name") == "mermaid" for fence in fences):
                fences.append({"name": "mermaid", "class": "sop-diagram-pagar", "format": format_fence})
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
        if find_search(config) is None:
            log.warning("Kotak pencarian tidak tampil: tambahkan `- search` pada `plugins` di mkdocs.yml.")
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(material.TEMPLATES))
        config.extra_javascript.append(f"assets/{SEARCH_BOX}")

    def _log(self, checked: CheckedCatalog) -> None:
        """Galat end a build; peringatan are remarks unless `strict`."""
        if checked.galat and not self._serving:
            self._cache.save(READING)
            log.error("SOP belum dapat dibangun.\n\n%s", checked.format_galat())
            raise Abort("Situs yang sudah ada tidak disentuh.")
        for item in checked.galat:
            log.error("%s", format_diagnostic(item))
        for item in checked.warnings if self.config.strict else ():
            log.warning("%s", format_diagnostic(item))
        log.info("%s", checked.format_summary() if self.config.strict else checked.format_remarks())
        self._told = set(map(_name_finding, checked.diagnostics))

    def _tell(self, checked: CheckedCatalog) -> None:
        """What is wrong now and was not before, while somebody is editing."""
        for item in (*checked.galat, *checked.warnings):
            if _name_finding(item) not in self._told:
                log.log(logging.WARNING if item in checked.warnings else logging.ERROR, "%s", format_diagnostic(item))
        log.info("%s", checked.format_summary())
        self._told = set(map(_name_finding, checked.diagnostics))

    # --- Files ---

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages."""
        drop_raw_files(files, self.config.raw_files)
        hooks = find_other_hooks(config)
        self._is_filling = not hooks
        if hooks:
            log.info(
                "Halaman SOP dibuat satu per satu, lebih lambat, karena plugin lain mengolah tiap halaman: %s",
                ", ".join(hooks),
            )
        folder = sops_folder(self.config, config)
        history = describe_history(self._checked.catalog, folder, lambda said: log.info("%s", said))
        if history is None:
            log.info(
                "Riwayat git tidak terbaca; halaman Perubahan disusun dari isian `riwayat`. %s",
                _sentence(why_no_history(folder)),
            )
        self._page_texts, self._written, self._homes = [], [], {}
        self._site = build_site(
            self._checked.catalog,
            self._settings,
            history,
            self._page_texts,
            self._mermaid,
            editor=self._editor,
            past=Past(folder, history) if history else None,
        )
        self._pages = {f"{page.path}.md": page for page in self._site.pages}
        titles = dict(nav_titles(config.nav or []))
        for src_uri, page in self._pages.items():
            files.append(add_page(page, config, folder, titles.get(src_uri), is_filled=self._is_filling))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Remember where the theme finds its tabs."""
        self._nav = nav
        return nav

    @event_priority(_AFTER_OTHERS)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """The files and the pages, now that every page of docs/ has been read and before files are copied."""
        for file in self._site.plain_files:
            files.append(static_file(config, file))
        self._files = files
        settings = self._site.settings
        self._seal = None if self._serving else make_seal(config, files, settings, offline=self.config.offline)
        for file in self._site.plain_files if self._seal else ():
            if self._seal and isinstance(file.content, str) and file.path.endswith(".html"):
                content = self._seal.seal(file.content, file.path, is_generated=True)
                files.append(static_file(config, replace(file, content=content)))
        env.globals["sop_cari_versi"] = self._site.search_version
        if self._is_filling:
            theme = Theme(config, env, self._nav, files, self._finish_shell)
            try:
                self._fill(theme, files, config)
            except ShellError as error:
                self._is_filling = False
                log.info("Halaman SOP dibuat satu per satu, lebih lambat: %s", error)
                self._hand_over(config, files)
        for file in self._site.search_files:
            files.append(static_file(config, file))
        return env

    def _finish_shell(self, html: str, to_root: str) -> str:
        html = finish_frame(material.name_search_dialog(html), self._engine, to_root, is_ours=True)
        seal = self._seal
        if seal is None:
            return html
        path = f"{'-/' * to_root.count('../')}index.html"  # any page of this depth
        return change_frame(html, lambda frame: seal.seal(frame, path))

    def _fill(self, theme: Theme, files: Files, config: MkDocsConfig) -> None:
        """Put each page into its shell and write it.

        Raises:
            ShellError: the theme's pages cannot be filled; some may have been written.
        """
        ours = [file for file in files if isinstance(file, PageFile) and file.page]
        if not ours:
            return
        self._theme, self._frame = theme, theme.frame(self._placed(theme, ours[0]))
        settings = self._site.settings
        writer = PageWriter(Path(config.site_dir), self._frame, self._seal, self._engine, settings, self._cache)
        jobs = [PageJob(self._placed(theme, file), file.dest_uri) for file in ours]
        self._written += writer.write(jobs, together=lambda: self._site.search_files)

    def _write_files(self, body: Body, config: MkDocsConfig) -> None:
        for name, content in body.files:
            if self._seal and name.endswith(".html"):
                content = self._seal.seal(content, name, is_generated=True)  # noqa: PLW2901 - the same, sealed
            write_file(content.encode(), str(Path(config.site_dir, name)))
            self._written.append(name)

    def _placed(self, theme: Theme, file: PageFile) -> Placed:
        assert file.page is not None  # noqa: S101 - for mypy: `add_page` has made it
        made = file.page
        return Placed(self._pages[file.src_uri], theme.place_of(made), made.canonical_url or "", made.edit_url or "")

    def _hand_over(self, config: MkDocsConfig, files: Files) -> None:
        """Let MkDocs' loop make our pages after all: as if it had read them like the others."""
        for file in files:
            if isinstance(file, PageFile) and file.page:
                file.is_filled = False
                file.page.content = self.on_page_content("", page=file.page, config=config, files=files)

    def on_template_context(
        self,
        context: TemplateContext,
        *,
        template_name: str,  # noqa: ARG002
        config: MkDocsConfig,  # noqa: ARG002
    ) -> TemplateContext:
        """The site map lists our pages among the others; drafts, examples and broken ones where an office wants that."""
        context["pages"] = [
            file
            for file in self._files or ()
            if (file.is_documentation_page() or isinstance(file, PageFile)) and self._is_on_map(file.src_uri)
        ]
        return context

    def _is_on_map(self, src_uri: str) -> bool:
        ours = self._pages.get(src_uri)
        return ours is None or self.config.sitemap_drafts or not ours.is_for_people_only

    # --- Pages of docs/, and ours where MkDocs makes them ---

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Name the page; the theme prints these without escaping them. A NIP in an office's own page is masked."""
        ours = self._pages.get(page.file.src_uri)
        if ours:
            name_page(page, str(escape(ours.title)), str(escape(ours.description)), ours.sections)
            return markdown
        return mask_own_page(markdown, page)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """What the search plugin is to read, and our content in the place of marks."""
        ours = self._pages.get(page.file.src_uri)
        if ours:
            return ours.search_html
        is_home = page.file.src_uri == "index.md"
        html = mark_fences(fill_marks(html, self._settings, is_home=is_home))
        excluded = isinstance(search := page.meta.get("search"), dict) and search.get("exclude")
        if not is_home and not excluded:
            self._page_texts.append(read_page_text(html, url=page.url, title=unescape(str(page.title))))
        return html

    @event_priority(_AFTER_OTHERS)
    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> TemplateContext:
        """The form itself and the list of all SOPs, now that the search plugin has read what it is to find."""
        ours = self._pages.get(page.file.src_uri)
        self._tab = tab_of(page.file.src_uri, find_tabs(nav)) if ours else None
        if self._tab:
            self._tab.active = True
        content = page.content or ""
        if ours:
            self._body = ours.make()
            self._write_files(self._body, config)
            page.content = self._body.html
        else:
            if page.file.src_uri == "index.md" and not has_catalog_place(content):
                self._miss("daftar SOP pada halaman depan")
            page.content = fill_catalog(content, lambda: self._site.home)
            if self._seal:
                self._seal.trust(content)
        self._holds_sops = ours is not None or page.content != content
        return context

    def _miss(self, what: str) -> None:
        log.warning(
            "Tempat untuk %s hilang: plugin atau kaitan lain di mkdocs.yml mengubah halaman sebelum selesai. "
            "Matikan satu per satu untuk menemukannya.",
            what,
        )

    @event_priority(_BEFORE_OTHERS)
    def _on_post_page_first(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Hide mermaid2's word: it would take our pages apart and put them together in its own way."""
        return output.replace(_WORD, _HIDDEN_WORD) if page.file.src_uri in self._pages else output

    @event_priority(_AFTER_OTHERS)
    def _on_post_page_last(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The diagrams; and a name for the search dialog, which Material leaves without one for screen readers."""
        if self._tab:
            self._tab.active = False
        ours = self._pages.get(page.file.src_uri)
        to_root = "../" * page.url.count("/")
        output = material.name_search_dialog(output)
        if ours:
            page.content = ""  # it is in the output; MkDocs would keep every page's until the end
            if self._body.diagrams and not has_diagram_place(output):
                self._miss(f"diagram pada {ours.path}")
            output = finish_content(output.replace(_HIDDEN_WORD, _WORD), self._body, self._engine, to_root)
            output = mark_for_people_only(output.encode()).decode() if ours.is_for_people_only else output
        output = finish_frame(output, self._engine, to_root, is_ours=ours is not None)
        if self._serving and self._holds_sops and not ours:
            self._keep_home(output, page.file.dest_uri)
        if self._seal:
            output = self._seal.seal(output, page.file.dest_uri, is_generated=self._holds_sops)
        return output

    def _keep_home(self, output: str, path: str) -> None:
        around = output.split(str(self._site.home))
        if self._homes is not None and len(around) == 2:
            self._homes[path] = around[0], around[1]
        else:
            self._homes = None

    @event_priority(_AFTER_OTHERS)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The theme's own pages, such as 404.html."""
        if self._seal and template_name.endswith(".html"):
            return self._seal.seal(output_content, template_name)
        return output_content

    on_post_page = CombinedEvent(_on_post_page_first, _on_post_page_last)

    # --- The end ---

    @event_priority(_BEFORE_OTHERS)
    def _on_post_build_first(self, *, config: MkDocsConfig) -> None:
        """Give the search plugin the pages that it has not met in MkDocs' loop."""
        search = find_search(config)
        if search is None or not self._is_filling:
            return
        for file in self._files or ():
            if isinstance(file, PageFile) and file.page:
                file.page.content = self._pages[file.src_uri].search_html
                search.on_page_context({}, page=file.page, config=config, nav=self._nav)
                file.page.content = ""

    @event_priority(_LAST)
    def _on_post_build_last(self, *, config: MkDocsConfig) -> None:
        """Put the site in its place, and let go of what the build has made; `mkdocs serve` goes on in this process."""
        if self._serving and self._is_filling and self._homes is not None and only_known_plugins(config):
            self._live = self._make_live(config, self._homes)
        self._pages = {}
        del self._site
        self._cache.save([*READING, *([CONTENT] if self._is_filling else [])])
        gc.enable()
        for path in dict.fromkeys(self._seal.refused if self._seal else ()):
            log.warning("Skrip di dalam %s bukan milik tema dan tidak akan dijalankan peramban; taruh di berkas.", path)
        written, removed = self._seal.write(Path(config.site_dir), NAMED_BY_PAGES) if self._seal else ((), ())
        if not self._in_place:
            names = [file.dest_uri for file in self._files or () if not file.inclusion.is_excluded()]
            names += [*self._written, *config.theme.static_templates, *written]
            names = [name for name in names if name not in removed]
            config.site_dir = self._build.finish(config.site_dir, names, is_good=not _is_refused(config))
        self._files = None

    on_post_build = CombinedEvent(_on_post_build_first, _on_post_build_last)

    def _make_live(self, config: MkDocsConfig, homes: dict[str, tuple[str, str]]) -> LiveSite:
        assert self._reader is not None  # noqa: S101 - for mypy: `on_config` has made it
        built = Built(
            config, sops_folder(self.config, config), self._reader, self._site, self._theme, self._frame, self._engine,
            dict(nav_titles(config.nav or [])), homes, self._others,
        )  # fmt: skip
        return LiveSite(built, self._tell)

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

    @property
    def _engine(self) -> DiagramEngine | None:
        return self._mermaid.engine if self._mermaid else None


def _name_finding(item: Diagnostic) -> tuple[str, ...]:
    return item.source.path, str(item.line), str(item.column), item.rule.code, item.message


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}." if reason else ""


def _is_refused(config: MkDocsConfig) -> bool:
    """Whether MkDocs is going to refuse what it has built, because of warnings in strict mode."""
    handlers = logging.getLogger("mkdocs").handlers
    return config.strict and any(isinstance(handler, CountHandler) and handler.get_counts() for handler in handlers)
