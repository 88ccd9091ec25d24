"""What MkDocs' loop asks about each page: pages of docs/ always, ours where they cannot be filled (`plugin.filling`).

For a page of ours, in this order:

    markdown   title and description, escaped: MkDocs' own templates escape nothing
    content    the short text for the search plugin instead of the form; our content in the place of marks
    context    after the search plugin has read its text: the form itself
    finish     after mermaid2, which must not see its word on our pages: the diagrams, the scripts
"""

from __future__ import annotations

from html import unescape
from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from sop_catalog.pages.diagram import mark_fences
from sop_catalog.pages.page import Body
from sop_catalog.plugin.engines import log
from sop_catalog.plugin.made import Made
from sop_catalog.plugin.own_files import mask_own_page
from sop_catalog.plugin.pages import PageFile, find_tabs, name_page, tab_of
from sop_catalog.search.page_text import read_page_text
from sop_catalog.site import material
from sop_catalog.site.finish import finish_content, finish_frame, has_diagram_place, mark_for_people_only
from sop_catalog.site.marks import fill_catalog, fill_marks, has_catalog_place

_WORD, _HIDDEN_WORD = "mermaid", "mer\ue0a0maid"
_HOME = "index.md"


class PageLoop:
    """Answers for one page after the other; MkDocs goes through one page at a time.

    Args:
        made: the build.
    """

    def __init__(self, made: Made) -> None:
        self._made = made
        self._body = Body("")
        """Of the page of ours that MkDocs is making."""
        self._tab: MkDocsPage | None = None
        """The page of the navigation under which the page that is being written is found, if it is not in there itself."""
        self._holds_sops = False
        """Whether the page that is being written shows what SOPs say."""

    def hand_over(self, files: Files) -> None:
        """Let MkDocs make our pages after all: as if it had read them like the others."""
        for file in files:
            if isinstance(file, PageFile) and file.page:
                file.is_filled = False
                file.page.content = self.content("", file.page)

    def markdown(self, markdown: str, page: MkDocsPage) -> str:
        """Name the page; the theme prints these without escaping them. A NIP in an office's own page is masked."""
        ours = self._made.pages.get(page.file.src_uri)
        if ours:
            name_page(page, str(escape(ours.title)), str(escape(ours.description)), ours.sections)
            return markdown
        return mask_own_page(markdown, page)

    def content(self, html: str, page: MkDocsPage) -> str:
        """What the search plugin is to read, and our content in the place of marks."""
        ours = self._made.pages.get(page.file.src_uri)
        if ours:
            return ours.search_html
        is_home = page.file.src_uri == _HOME
        html = mark_fences(fill_marks(html, self._made.settings, is_home=is_home))
        excluded = isinstance(search := page.meta.get("search"), dict) and search.get("exclude")
        if not is_home and not excluded:
            self._made.page_texts.append(read_page_text(html, url=page.url, title=unescape(str(page.title))))
        return html

    def context(self, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> None:
        """The form itself and the list of all SOPs, now that the search plugin has read what it is to find."""
        ours = self._made.pages.get(page.file.src_uri)
        self._tab = tab_of(page.file.src_uri, find_tabs(nav)) if ours else None
        if self._tab:
            self._tab.active = True
        content = page.content or ""
        if ours:
            self._body = ours.make()
            self._made.write_files(self._body, Path(config.site_dir))
            page.content = self._body.html
        else:
            if page.file.src_uri == _HOME and not has_catalog_place(content):
                _miss("daftar SOP pada halaman depan")
            page.content = fill_catalog(content, lambda: self._made.site.home)
            if self._made.seal:
                self._made.seal.trust(content)
        self._holds_sops = ours is not None or page.content != content

    def hide_word(self, output: str, page: MkDocsPage) -> str:
        """Hide mermaid2's word: it would take our pages apart and put them together in its own way."""
        return output.replace(_WORD, _HIDDEN_WORD) if page.file.src_uri in self._made.pages else output

    def finish(self, output: str, page: MkDocsPage) -> str:
        """The diagrams; and a name for the search dialog, which Material leaves without one for screen readers."""
        if self._tab:
            self._tab.active = False
        made = self._made
        ours = made.pages.get(page.file.src_uri)
        to_root = "../" * page.url.count("/")
        output = material.name_search_dialog(output)
        if ours:
            page.content = ""  # it is in the output; MkDocs would keep every page's until the end
            if self._body.diagrams and not has_diagram_place(output):
                _miss(f"diagram pada {ours.path}")
            output = finish_content(output.replace(_HIDDEN_WORD, _WORD), self._body, made.engine, to_root)
            output = mark_for_people_only(output.encode()).decode() if ours.is_for_people_only else output
        output = finish_frame(output, made.engine, to_root, is_ours=ours is not None)
        output = material.squeeze_frame(output) if ours else output
        if made.serving and self._holds_sops and not ours:
            self._keep_home(output, page.file.dest_uri)
        if made.seal:
            output = made.seal.seal(output, page.file.dest_uri, is_generated=self._holds_sops)
        return output

    def _keep_home(self, output: str, path: str) -> None:
        around = output.split(str(self._made.site.home))
        if self._made.homes is not None and len(around) == 2:
            self._made.homes[path] = around[0], around[1]
        else:
            self._made.homes = None


def _miss(what: str) -> None:
    log.warning(
        "Tempat untuk %s hilang: plugin atau kaitan lain di mkdocs.yml mengubah halaman sebelum selesai. "
        "Matikan satu per satu untuk menemukannya.",
        what,
    )
