"""What one build has made so far, for the hooks that come later in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import write_file

from sop_catalog.compare.file_changes import why_no_history
from sop_catalog.compare.history import describe_history
from sop_catalog.compare.past import Past
from sop_catalog.pages.diagram import DiagramEngine
from sop_catalog.pages.page import Body, Page
from sop_catalog.pages.settings import Settings
from sop_catalog.plugin.engines import Engines, log
from sop_catalog.plugin.options import SopCatalogConfig, sops_folder
from sop_catalog.plugin.pages import make_seal, static_file
from sop_catalog.plugin.reading import Reading
from sop_catalog.plugin.theme import find_other_hooks
from sop_catalog.search.index import PageText
from sop_catalog.site.build import build_site
from sop_catalog.site.seal import Seal
from sop_catalog.site.site import Site


@dataclass
class Made:
    """Our side of a build; MkDocs' side are its files and its navigation."""

    options: SopCatalogConfig
    site: Site
    engine: DiagramEngine | None
    page_texts: list[PageText]
    """The texts of an office's own pages, for the search; the site reads it when its files are made."""
    is_filling: bool
    """Whether our pages are made outside MkDocs' loop."""
    serving: bool
    pages: dict[str, Page]
    """By MkDocs' source path, "sop/x.md"."""
    written: list[str] = field(default_factory=list)
    """Files that belong to the bodies of our pages, and those that were filled."""
    homes: dict[str, tuple[str, str]] | None = field(default_factory=dict)
    """Under `mkdocs serve`: what stands before and behind the catalogue on each page that holds it."""
    files: Files | None = None
    nav: Navigation | None = None
    seal: Seal | None = None
    """None under `mkdocs serve`, whose server puts a script into each page."""

    @property
    def settings(self) -> Settings:
        """The site's."""
        return self.site.settings

    def add_files(self, config: MkDocsConfig, files: Files) -> None:
        """Add what is no page; what reads every page comes last (`search_files`)."""
        for file in self.site.plain_files:
            files.append(static_file(config, file))
        self.files = files
        if not self.serving:
            self.seal = make_seal(config, files, self.settings, offline=self.options.offline)

    def add_search_files(self, config: MkDocsConfig, files: Files) -> None:
        """Add what holds the texts of all pages."""
        for file in self.site.search_files:
            files.append(static_file(config, file))

    def write_files(self, body: Body, folder: Path) -> None:
        """Write what belongs to the body of a page."""
        for name, content in body.files:
            html = self.seal.seal_small(content, name)[0] if self.seal and name.endswith(".html") else content
            write_file(html.encode(), str(folder / name))
            self.written.append(name)

    def is_on_map(self, src_uri: str) -> bool:
        """Whether the site map lists a page: drafts, examples and broken ones where an office wants that."""
        ours = self.pages.get(src_uri)
        return ours is None or self.options.sitemap_drafts or not ours.is_for_people_only


def make(
    options: SopCatalogConfig, config: MkDocsConfig, reading: Reading, settings: Settings, engines: Engines
) -> Made:
    """The site of the SOPs that have been read."""
    hooks = find_other_hooks(config)
    if hooks:
        log.info(
            "Halaman SOP dibuat satu per satu, lebih lambat, karena plugin lain mengolah tiap halaman: %s",
            ", ".join(hooks),
        )
    folder = sops_folder(options, config)
    history = describe_history(reading.checked.catalog, folder, lambda said: log.info("%s", said))
    if history is None:
        log.info(
            "Riwayat git tidak terbaca; halaman Perubahan disusun dari isian `riwayat`. %s",
            _sentence(why_no_history(folder)),
        )
    texts: list[PageText] = []
    site = build_site(
        reading.checked.catalog,
        settings,
        history,
        texts,
        engines.mermaid,
        editor=engines.editor,
        past=Past(folder, history) if history else None,
    )
    pages = {f"{page.path}.md": page for page in site.pages}
    engine = engines.mermaid.engine if engines.mermaid else None
    return Made(options, site, engine, texts, not hooks, reading.serving, pages)


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}." if reason else ""
