"""MkDocs' theme as `site.frame` wants it: samples of our pages, and the templates that they are made with."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mkdocs
from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_theme_dir

from sop_catalog.pages.paths import html_file
from sop_catalog.plugin.pages import FinishedPage, PageFile, find_tabs, name_page, tab_of
from sop_catalog.site import material
from sop_catalog.site.frame import Frame, Placed, Sample
from sop_catalog.site.shell import DUMMY_NAME, Hole, ShellError
from sop_catalog.site.shell_rules import Template, read_templates

_TEMPLATE = "main.html"
_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
_HARMLESS = (
    "mkdocs.contrib.search.",
    "properdocs.contrib.search.",
    "material.plugins.search.",
    "mermaid2.",
    "sop_catalog.",
)
"""Modules of plugins whose work on our pages is known: they get what they need otherwise, or do nothing there."""


def find_other_hooks(config: MkDocsConfig) -> list[str]:
    """What else wants to see each page on its way through MkDocs: "minify: on_post_page"."""
    found: dict[str, None] = {}
    for event in _PAGE_EVENTS:
        for method in config.plugins.events[event]:
            plugin = getattr(method, "__self__", None)
            if plugin is None or not type(plugin).__module__.startswith(_HARMLESS):
                names = [name for name, item in config.plugins.items() if item is plugin]
                found[f"{names[0] if names else getattr(method, '__module__', 'hooks')}: on_{event}"] = None
    return list(found)


def find_search(config: MkDocsConfig) -> Any:
    """The plugin `search`, whichever theme brings it ("search", "material/search", "materialx/search"); None without one."""
    return next((plugin for name, plugin in config.plugins.items() if name.rpartition("/")[2] == "search"), None)


def only_known_plugins(config: MkDocsConfig) -> bool:
    """Whether no other plugin and no hook takes part in a build: any could make pages of the SOPs in a way of its own."""
    return not config.hooks and all(type(item).__module__.startswith(_HARMLESS) for item in config.plugins.values())


class Theme:
    """Renders samples.

    Args:
        config: MkDocs' own.
        environment: its templates, as all plugins have left them.
        nav: likewise the navigation.
        files: likewise all files.
        finish: what is done to each page of ours when the theme is done with it.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        environment: Environment,
        nav: Navigation,
        files: Files,
        finish: Callable[[str, str], str],
    ) -> None:
        self._config = config
        self._environment = environment
        self._nav = nav
        self._tabs = find_tabs(nav)
        self._files = files
        self._pages = files.documentation_pages()
        self._finish = finish
        self._loaded: dict[str, None] = {}
        self._targets: set[str] = set()

    def place_of(self, page: MkDocsPage) -> str:
        """What is alike for pages that the theme treats alike (`Placed.place`)."""
        src_uri = page.file.src_uri
        if src_uri in self._tabs or "/" not in src_uri:  # the theme may link to it, and from itself otherwise
            return src_uri
        tab = tab_of(src_uri, self._tabs)
        return f"{src_uri.rpartition('/')[0]}/|{tab.file.src_uri if tab else ''}"

    def frame(self, placed: Placed) -> Frame:
        """What fills our pages; to begin with, one of them tells which templates there are.

        Raises:
            ShellError: the templates do what cannot be filled.
        """
        Frame(self.render, ()).sample(placed)
        reading = read_templates(self.templates(), self._environment)
        if reading.problems:
            raise ShellError("templat memperlakukan halaman sendiri-sendiri: " + ", ".join(reading.problems[:3]))
        return Frame(self.render, reading.asked)

    def render(self, sample: Sample) -> str:
        """What the theme makes of a sample.

        Raises:
            ShellError: pages of its kind differ from it in more than the values of the holes.
        """
        file = self._files.get_file_from_path(sample.place)
        page = file.page if file and file.page else self._dummy(sample)
        tab = tab_of(f"{sample.path}.md", self._tabs)
        kept = {name: getattr(page, name) for name in ("meta", "toc", "canonical_url", "edit_url", "content")}
        page.meta = {}
        name_page(page, sample.values[Hole.TITLE], sample.values[Hole.DESCRIPTION], sample.sections)
        page.canonical_url = sample.values[Hole.CANONICAL] or None
        page.edit_url = sample.values[Hole.EDIT] or None
        page.content = sample.values[Hole.CONTENT]
        page.active = True
        if tab:
            tab.active = True
        try:
            html = self._render(page)
        finally:
            page.active = False
            if tab:
                tab.active = False
            vars(page).update(kept)
        self._check_targets(sample)
        return self._finish(html, "../" * page.url.count("/"))

    def templates(self) -> Iterator[Template]:
        """Those that samples were made with so far."""
        loader = self._environment.loader
        own = (
            material.TEMPLATES,
            Path(mkdocs.__file__).parent,
            Path(get_theme_dir(self._config.theme.name or "mkdocs")),
        )
        for name in self._loaded if loader else ():
            text, filename, _ = loader.get_source(self._environment, name)  # type: ignore[union-attr]
            parents = Path(filename).parents if filename else ()
            yield Template(name, text, is_own=any(folder in parents for folder in own))

    def _dummy(self, sample: Sample) -> MkDocsPage:
        path = f"{sample.path.rpartition('/')[0]}/{DUMMY_NAME}" if "/" in sample.path else DUMMY_NAME
        urls = self._config.use_directory_urls
        file = PageFile(
            f"{path}.md",
            None,
            self._config.site_dir,
            urls,
            dest_uri=html_file(path, urls),
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        page = FinishedPage(None, file, self._config)
        page.markdown = ""
        return page

    def _render(self, page: MkDocsPage) -> str:
        """As MkDocs does it, remembering which templates are loaded and which addresses are made relative to the page."""
        context = get_context(self._nav, self._pages, self._config, page)
        environment = self._environment
        filters = {name: environment.filters[name] for name in ("url", "script_tag")}
        loading = ("get_template", "select_template", "get_or_select_template")
        try:
            environment.filters |= {name: self._noting(function) for name, function in filters.items()}
            for name in loading:
                setattr(environment, name, self._remembering(getattr(environment, name)))
            return environment.get_template(_TEMPLATE).render(context)
        finally:
            environment.filters |= filters
            for name in loading:
                delattr(environment, name)

    def _remembering(self, load: Callable[..., Any]) -> Callable[..., Any]:
        def remember(*arguments: Any, **keywords: Any) -> Any:
            template = load(*arguments, **keywords)
            self._loaded[template.name] = None
            return template

        return remember

    def _noting(self, function: Callable[..., str]) -> Callable[..., str]:
        @functools.wraps(function)  # Jinja reads from its attributes what it wants to be handed
        def note(context: Any, value: Any, *arguments: Any) -> str:
            self._targets.add(str(value))
            return function(context, value, *arguments)

        return note

    def _check_targets(self, sample: Sample) -> None:
        """A page's own folder must hold nothing that the theme links to: its address would be shorter from there."""
        folder = f"{sample.path.rpartition('/')[0]}/"
        known = {item.url for item in self._tabs.values()}
        targets = {*self._targets, *map(str, self._config.extra_css), *map(str, self._config.extra_javascript)}
        if len(folder) > 1 and sample.place not in self._tabs:
            strange = sorted(target for target in targets - known if target.startswith(folder))
            if strange:
                raise ShellError(f"tema menautkan {strange[0]}")
