"""Our pages as MkDocs knows pages: where each stands, what it is called, where it is edited."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from sop_catalog.pages.page import Page
from sop_catalog.pages.paths import html_file
from sop_catalog.pages.settings import Settings
from sop_catalog.site import material
from sop_catalog.site.seal import Seal
from sop_catalog.site.site import SiteFile


class PageFile(File):
    """The file of a page of ours. One that is filled (`site.frame`) is no page for MkDocs' loops, but a target of links."""

    is_filled = False

    def is_documentation_page(self) -> bool:
        """Whether MkDocs makes the page."""
        return not self.is_filled

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Nothing to copy: a filled page is written where it is filled."""


class FinishedPage(MkDocsPage):
    """A page without Markdown. MkDocs would set up a whole parser for it, a third of what its page loop costs."""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Nothing to convert: `on_page_content` has it all."""
        self.content = ""


def add_page(page: Page, config: MkDocsConfig, sops: Path, title: str | None, *, is_filled: bool) -> PageFile:
    """A page of ours as a file of MkDocs.

    Args:
        page: the page.
        config: MkDocs' own.
        sops: the folder of SOPs.
        title: its name in the navigation of mkdocs.yml, if it has one.
        is_filled: whether it is made outside MkDocs' loop.
    """
    file = PageFile(
        f"{page.path}.md",
        None,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=html_file(page.path, config.use_directory_urls),
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.generated_by = "sop_catalog"
    file.content_string = " "
    file.is_filled = is_filled
    if page.source_path:
        file.edit_uri = Path(os.path.relpath(sops / page.source_path, config.docs_dir)).as_posix()
    made = FinishedPage(title, file, config)
    if page.edit_url:
        made.edit_url = str(escape(page.edit_url))
    elif not page.source_path:
        made.edit_url = None  # made of many files
    if is_filled:  # as MkDocs' loop would leave it
        made.markdown = ""
        name_page(made, str(escape(page.title)), str(escape(page.description)), page.sections)
    return file


def name_page(made: MkDocsPage, title: str, description: str, sections: tuple[tuple[str, str], ...]) -> None:
    """Name a page and its parts; title and description are escaped already, for the theme does not."""
    made.meta["title"] = title
    made.meta["description"] = description
    made.meta["hide"] = list(material.HIDDEN)
    made.toc = TableOfContents([AnchorLink(name, anchor, level=2) for anchor, name in sections])


def asset_folders(config: MkDocsConfig) -> tuple[Path, ...]:
    """The folders of which MkDocs puts pictures into the site."""
    folders = [Path(config.docs_dir), *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])]
    return tuple(folder for folder in folders if folder.is_dir())


def static_file(config: MkDocsConfig, file: SiteFile) -> File:
    """A file of the site that is no page."""
    if file.source:
        return File.generated(config, file.path, abs_src_path=str(file.source))
    return File.generated(config, file.path, content=file.content)


def make_seal(config: MkDocsConfig, files: Files, settings: Settings, *, offline: bool) -> Seal:
    """What seals finished pages, and knows the files of the site that are no pages."""
    known = {file.dest_uri: file for file in files if not file.is_documentation_page()}

    def read(path: str) -> bytes | None:
        file = known.get(path)
        return None if file is None or isinstance(file, PageFile) else file.content_bytes

    return Seal(
        read,
        site_path=urlsplit(config.site_url or "").path or "/",
        offline=offline,
        forge=settings.forge.api_origin if settings.forge and settings.sunting else "",
    )


def nav_titles(nav: Any) -> Iterator[tuple[str, str]]:
    """(path, title) of everything in `nav` of mkdocs.yml: MkDocs names only pages that it makes itself."""
    for item in nav if isinstance(nav, list) else [nav]:
        if isinstance(item, dict):
            for title, entry in item.items():
                if isinstance(entry, str):
                    yield entry, title
                else:
                    yield from nav_titles(entry)


def _nav_paths(nav: Any) -> Iterator[str]:
    """The paths of everything in `nav` of mkdocs.yml, in its order."""
    if isinstance(nav, str):
        yield nav
    elif nav:
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _nav_paths(item)


def put_back(nav: Navigation, made: Container[str], config: MkDocsConfig, files: Files) -> None:
    """Put our pages that `nav` of mkdocs.yml names, and that another plugin has left out, at the end of the navigation.

    Such a plugin reads docs/ for the navigation, where our pages are not.
    """
    shown = {page.file.src_uri for page in nav.pages}
    for src_uri in dict.fromkeys(_nav_paths(config.nav)):
        file = files.get_file_from_path(src_uri)
        if src_uri in made and src_uri not in shown and file and file.page:
            file.page.parent = file.page.previous_page = file.page.next_page = None
            nav.items.append(file.page)
            nav.pages.append(file.page)


def find_tabs(nav: Navigation) -> Mapping[str, MkDocsPage]:
    """The pages of the navigation by their source path."""
    return {item.file.src_uri: item for item in nav.pages}


def tab_of(src_uri: str, tabs: Mapping[str, MkDocsPage]) -> MkDocsPage | None:
    """Where the navigation leads to a page that is not in it: "unit/biro.md" is under "unit.md", others in the catalogue."""
    if src_uri in tabs:
        return None
    return tabs.get(f"{src_uri.partition('/')[0]}.md") or tabs.get("index.md")
