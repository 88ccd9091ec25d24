"""DOOR 1: the MkDocs plugin. A socket: it turns our pages into MkDocs' and nothing more.

What happens when, and why then:

    on_config         read and check the SOPs. A galat ends a build here, before MkDocs empties the published site.
    on_files          add pages, styles, katalog.json, Mermaid's bundle: as generated files, outside the navigation.
    on_page_markdown  title and description, escaped: MkDocs' own templates escape nothing.
    on_page_content   the short text for the search plugin instead of the form; the catalogue on the home page.
    on_env            the search index, now that docs/ has been read.
    on_page_context   after the search plugin has read its text: the form itself.
    on_post_page      after mermaid2, which would parse every page that holds its word: the diagrams.
"""

from __future__ import annotations

import gc
import os
import re
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
from mkdocs.utils.templates import TemplateContext

from sop_catalog.catalog.catalog import Catalog, Finding
from sop_catalog.catalog.load import load_catalog
from sop_catalog.checks import check_catalog
from sop_catalog.checks.registry import RULES
from sop_catalog.compare.history import describe_history
from sop_catalog.flow.mermaid import merge_arguments
from sop_catalog.model.build_day import BuildDayError, read_build_day
from sop_catalog.pages.build import DIAGRAM_TOKEN, build_pages
from sop_catalog.pages.diagnostic_reference import RuleText, render_diagnostic_reference
from sop_catalog.pages.diagram import (
    DRAWING_SCRIPTS,
    SCRIPT,
    DiagramEngine,
    fill_fences,
    format_fence,
    mark_fences,
    render_diagram_html,
)
from sop_catalog.pages.index_pages import build_index_files, render_katalog
from sop_catalog.pages.page import Page
from sop_catalog.pages.paths import RESERVED
from sop_catalog.pages.reference import FIELD_TABLES, render_field_reference
from sop_catalog.pages.settings import Forge, ForgeKind, Paper, Settings
from sop_catalog.pages.status import parse_review_interval
from sop_catalog.pages.templates import environment
from sop_catalog.search.index import PageText, build_search_files, search_version
from sop_catalog.search.page_text import read_page_text
from sop_catalog.site.mermaid_bundle import MermaidBundle, entry_name, find_bundle
from sop_catalog.site.scripts import slim_script
from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.report import format_diagnostic, format_report, format_summary

log = get_plugin_logger("sop_catalog")

_ASSETS = Path(__file__).parent / "assets"
PRINT_SCRIPT = "sop-cetak.js"
CATALOG_SCRIPTS = ("sop-katalog.js", "sop-unduh.js")
_STYLES = ("sop.css", "sop-flowchart.css", "sop-diagram.css", "sop-katalog.css", "sop-cari.css")
_SEARCH_SCRIPTS = ("sop-cari.js", "sop-cari-kotak.js", "sop-cari-mesin.js")
"""The search box, on every page; and its engine, which the box loads."""
_THEME = Path(__file__).parent / "templates" / "tema"
"""Partials of Material that ours take the place of; a site's own custom_dir still wins."""
_PAGE_KINDS = {"unit": "Unit kerja", "jabatan": "Jabatan", "peraturan": "Peraturan"}
"""What the search calls generated pages, by the first part of their path; the others are not in it."""
_MARK = re.compile(r"<p>\[\[(katalog-sop|referensi-isian|referensi-diagnostik)(?: ([a-z]+))?\]\]</p>")
"""A paragraph of docs/ that our content takes the place of. The home page gets the catalogue even without one."""
_NAMELESS_DIALOG = '<div class="md-search" data-md-component="search" role="dialog"'
_CATALOG_PLACE = '<div class="sop-katalog-tempat"></div>'
_BEFORE_OTHERS = 100
_AFTER_OTHERS = -100


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
        self._catalog: Catalog
        self._settings: Settings
        self._bundle: MermaidBundle | None = None
        self._engine: DiagramEngine | None = None
        self._page_texts: list[PageText] = []
        self._pages: dict[str, Page] = {}
        """By MkDocs' source path, "sop/x.md"."""
        self._tab: MkDocsPage | None = None
        """The page of the navigation under which the page that is being written is found, if it is not in there itself."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether a person is editing; having this event keeps the plugin alive between rebuilds."""
        self._serving = command == "serve"

    @event_priority(_BEFORE_OTHERS)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the SOPs; a galat stops a build, but not `mkdocs serve`."""
        environment.cache_clear()  # under serve a site's own template may have come or gone
        gc.disable()  # a build makes millions of objects and hardly a cycle: looking for those takes a sixth of its time
        if self.config.offline:
            config.use_directory_urls = False
        self._settings = self._make_settings(config)
        folder = self._sops_folder(config)
        if not folder.is_dir():
            raise Abort(
                f"Folder SOP tidak ada: {folder}. Buat folder itu, atau atur `sops_dir` pada plugin sop_catalog di mkdocs.yml."
            )
        self._guard_addresses(Path(config.docs_dir))
        catalog, diagnostics = load_catalog(folder, self.config.sops_dir)
        diagnostics += check_catalog(catalog, self._settings.today)
        self._log(catalog, diagnostics)
        self._catalog = catalog.with_findings(diagnostics, _findings(diagnostics))
        config.extra_css.extend(f"assets/{name}" for name in _STYLES)
        self._use_own_search(config)
        self._bundle = find_bundle(self.config.mermaid_dir)
        self._engine = self._make_engine(config)
        return config

    def _guard_addresses(self, docs: Path) -> None:
        """Keep the office's own pages from being replaced by ours, before anything is overwritten."""
        for name in RESERVED:
            written = [docs / f"{name}.md", *sorted((docs / name).rglob("*.md"))]
            taken = next((path for path in written if path.is_file()), None)
            if taken:
                message = (
                    f"{taken} memakai alamat {name}/, tempat halaman buatan katalog. Ganti nama berkas atau foldernya."
                )
                if not self._serving:
                    raise Abort(message)
                log.error("%s", message)

    def _make_engine(self, config: MkDocsConfig) -> DiagramEngine | None:
        """How diagrams are drawn, by the settings of mermaid2; None without that plugin or without Mermaid's files."""
        mermaid2 = config.plugins.get("mermaid2")
        if mermaid2 is None:
            log.info("Plugin mermaid2 tidak dipasang di mkdocs.yml: diagram swimlane diganti teks alur.")
            return None
        entry = f"assets/mermaid/{entry_name(self.config.offline)}"
        arguments = merge_arguments(mermaid2.config.get("arguments") or {})
        mermaid2.config["arguments"] = arguments
        if not mermaid2.config.get("javascript"):
            # Or it asks a CDN on each build whether its default is there, and docs_dir for our file, which is not there.
            mermaid2.config["javascript"] = mermaid2._javascript = entry  # noqa: SLF001
        if "pymdownx.superfences" in config.markdown_extensions:
            fences = config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", [])
            if not any(fence.get("name") == "mermaid" for fence in fences):
                fences.append({"name": "mermaid", "class": "sop-diagram-pagar", "format": format_fence})
        if self._bundle is None:
            log.info(
                "Mermaid belum ada: diagram swimlane diganti teks alur. Jalankan "
                "`python -m sop_catalog.site.mermaid_bundle` (perlu npm), atau atur `mermaid_dir`."
            )
            return None
        return DiagramEngine(entry, self.config.offline, arguments)

    def _use_own_search(self, config: MkDocsConfig) -> None:
        """Put our search box where Material puts its own (docs/pengembang/pencarian.md says why).

        The theme shows a search box only where the plugin `search` stands in mkdocs.yml. Its own index is still
        written, for a site that puts Material's partial back and for other programs; no page of ours loads it.
        """
        if "material/search" not in config.plugins and "search" not in config.plugins:
            log.warning("Kotak pencarian tidak tampil: tambahkan `- search` pada `plugins` di mkdocs.yml.")
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
        config.extra_javascript.append(f"assets/{_SEARCH_SCRIPTS[0]}")
        self._page_texts = []

    def _sops_folder(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path or ".").parent / self.config.sops_dir

    def _make_settings(self, config: MkDocsConfig) -> Settings:
        options = self.config
        forge = options.forge
        overrides = config.theme.custom_dir
        try:
            today = read_build_day()
        except BuildDayError as error:
            raise Abort(f"{error}.") from None
        site_url = config.site_url or ""
        return Settings(
            site_url=f"{site_url.rstrip('/')}/" if site_url else "",
            sops_dir=options.sops_dir.strip("/"),
            paper=Paper(options.paper),
            forge=Forge(ForgeKind(forge.kind), forge.url.rstrip("/"), forge.branch) if forge.url else None,
            directory_urls=config.use_directory_urls,
            print_nip=options.print_nip,
            review_months=self._review_months(),
            overrides=(Path(overrides) / "sop",) if overrides else (),
            today=today,
        )

    def _review_months(self) -> int:
        interval = self.config.review_interval
        months = parse_review_interval(interval) if interval else 0
        if months is None:
            raise Abort(f"Opsi review_interval tidak dipahami: {interval}. Tulis seperti `12 bulan` atau `1 tahun`.")
        return months

    def _log(self, catalog: Catalog, diagnostics: list[Diagnostic]) -> None:
        """Galat end a build; peringatan are remarks unless `strict`."""
        files = len(catalog.files)
        galat = [item for item in diagnostics if item.severity is Severity.GALAT]
        if galat and not self._serving:
            log.error("SOP belum dapat dibangun.\n\n%s", format_report(galat, files))
            raise Abort("Situs yang sudah ada tidak disentuh.")
        for item in sorted(galat, key=lambda item: item.sort_key):
            log.error("%s", format_diagnostic(item))
        rest = [item for item in diagnostics if item.severity is not Severity.GALAT]
        warnings = [item for item in rest if item.severity is Severity.PERINGATAN]
        if self.config.strict:
            for item in sorted(warnings, key=lambda item: item.sort_key):
                log.warning("%s", format_diagnostic(item))
        elif warnings:
            log.info("%s", format_report(warnings, files))
            return
        log.info("%s", format_summary(diagnostics, files))

    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Let go of what the build has made; `mkdocs serve` waits for the next one in this process."""
        self._pages = {}
        gc.enable()

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """The same after a build that failed."""
        gc.enable()

    # --- Files ---

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add what the catalogue consists of."""
        history = describe_history(self._catalog, self._sops_folder(config))
        self._pages = {f"{page.path}.md": page for page in build_pages(self._catalog, self._settings, history)}
        titles = dict(_nav_titles(config.nav or []))
        for src_uri, page in self._pages.items():
            self._add_page(files, src_uri, page, titles.get(src_uri), config)
        for name in _STYLES:
            files.append(File.generated(config, f"assets/{name}", abs_src_path=str(_ASSETS / name)))
        for name in (*_SEARCH_SCRIPTS, PRINT_SCRIPT, SCRIPT, *DRAWING_SCRIPTS, *CATALOG_SCRIPTS):
            script = slim_script((_ASSETS / name).read_text("utf-8"))
            files.append(File.generated(config, f"assets/{name}", content=script))
        if self._bundle is not None and self._engine is not None:
            for name, path in self._bundle.files(self.config.offline):
                files.append(File.generated(config, f"assets/mermaid/{name}", abs_src_path=str(path)))
        for name, content in build_index_files(self._catalog, self._settings):
            files.append(File.generated(config, name, content=content))
        for schema in sorted((_ASSETS / "skema").glob("*.json")):
            files.append(File.generated(config, f"skema/{schema.name}", abs_src_path=str(schema)))
        return files

    def _add_page(self, files: Files, src_uri: str, page: Page, title: str | None, config: MkDocsConfig) -> None:
        file = File.generated(config, src_uri, content=" ", inclusion=InclusionLevel.NOT_IN_NAV)
        if page.source_path:
            yaml_file = self._sops_folder(config) / page.source_path
            file.edit_uri = Path(os.path.relpath(yaml_file, config.docs_dir)).as_posix()
        _FinishedPage(title, file, config)
        files.append(file)
        for name, content in page.files:
            files.append(File.generated(config, name, content=content))

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
            page.meta["hide"] = ["navigation", "toc"]
            if ours.edit_url:
                page.edit_url = str(escape(ours.edit_url))
            elif not ours.source_path:
                page.edit_url = None  # made of many files
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """What the search plugin is to read, and our content in the place of marks."""
        ours = self._pages.get(page.file.src_uri)
        if ours:
            links = [AnchorLink(title, anchor, level=2) for anchor, title in ours.sections]
            page.toc = TableOfContents(links)
            return ours.search_html
        if page.file.src_uri == "index.md" and "[[katalog-sop]]" not in html:
            html += "<p>[[katalog-sop]]</p>"
        html = mark_fences(_MARK.sub(self._fill_mark, html) if "[[" in html else html)
        excluded = isinstance(search := page.meta.get("search"), dict) and search.get("exclude")
        if page.file.src_uri != "index.md" and not excluded:
            self._page_texts.append(read_page_text(html, url=page.url, title=unescape(str(page.title))))
        return html

    def _fill_mark(self, mark: re.Match[str]) -> str:
        """What stands in docs/ in the place of a mark; an unknown table leaves the mark to be seen."""
        if mark[1] == "katalog-sop":
            return _CATALOG_PLACE
        if mark[1] == "referensi-diagnostik":
            rules = [RuleText(rule.code, rule.name, rule.severity.value, rule.manual) for rule in RULES.values()]
            return render_diagnostic_reference(rules, self._settings)
        if mark[2] in FIELD_TABLES:
            return render_field_reference(mark[2], self._settings)
        return mark[0]

    @event_priority(_AFTER_OTHERS)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """The search index, now that every page of docs/ has been read and before files are copied."""
        pages = [
            PageText(page.url, page.title, kind)
            for page in self._pages.values()
            if (kind := _PAGE_KINDS.get(page.path.partition("/")[0], ""))
        ]
        pages += sorted(self._page_texts, key=lambda page: page.url)
        index = build_search_files(self._catalog, directory_urls=config.use_directory_urls, pages=pages)
        for name, content in index.items():
            files.append(File.generated(config, name, content=content))
        env.globals["sop_cari_versi"] = search_version(index)
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
        if ours:
            if self._tab:
                self._tab.active = True
            page.content = ours.html
        elif page.content and _CATALOG_PLACE in page.content:
            page.content = page.content.replace(_CATALOG_PLACE, render_katalog(self._catalog, self._settings), 1)
        return context

    @event_priority(_AFTER_OTHERS)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The diagrams; and a name for the search dialog, which Material leaves without one for screen readers."""
        if self._tab:
            self._tab.active = False
        output = output.replace(_NAMELESS_DIALOG, f'{_NAMELESS_DIALOG} aria-label="Pencarian"', 1)
        ours = self._pages.get(page.file.src_uri)
        if ours:
            page.content = ""  # it is in the output; MkDocs would keep every page's until the end
        to_root = "../" * page.url.count("/")
        if ours and DIAGRAM_TOKEN in output:
            diagram = render_diagram_html(ours.diagrams, ours.alur, self._engine, to_root)
            filled = output.replace(DIAGRAM_TOKEN, diagram, 1)
        else:
            # mermaid2 imports from "assets/…" on pages at the root, which browsers take for the name of a package.
            filled = fill_fences(output, self._engine, to_root)
            filled = filled.replace('import mermaid from "assets/', 'import mermaid from "./assets/')
        scripts = [PRINT_SCRIPT] if ours else []
        scripts += [SCRIPT] if self._engine and "sop-diagram" in filled else []
        tags = "".join(f'<script src="{to_root}assets/{name}" defer></script>' for name in scripts)
        return filled.replace("</body>", f"{tags}</body>", 1) if tags else filled


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


def _findings(diagnostics: list[Diagnostic]) -> dict[str, tuple[Finding, ...]]:
    """Diagnostics as plain data by file, worst first."""
    findings: dict[str, list[Finding]] = {}
    for item in sorted(diagnostics, key=lambda item: (item.severity.rank, *item.sort_key)):
        finding = Finding(
            item.severity.value, item.rule.code, item.line, item.column, item.message, format_diagnostic(item)
        )
        findings.setdefault(item.source.path, []).append(finding)
    return {path: tuple(items) for path, items in findings.items()}
