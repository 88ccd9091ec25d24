"""The text of a page that is written in Markdown, for the search: cut at its headings. SOPs never come this way."""

from __future__ import annotations

from html.parser import HTMLParser

from sop_catalog.search.index import PageSection, PageText

_HEADINGS = frozenset({"h2", "h3"})
_SILENT = frozenset({"script", "style", "template", "svg"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "link", "meta"})


def read_page_text(html: str, *, url: str, title: str, kind: str = "Halaman") -> PageText:
    """Cut a page's HTML at its headings of level 2 and 3 that have an id.

    Args:
        html: the content, without the theme around it.
        url: relative to the site's root.
        title: plain text.
        kind: what a reader calls such a page.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    head, *rest = [
        (anchor, " ".join("".join(name).split()), " ".join("".join(text).split()))
        for anchor, name, text in reader.parts
    ]
    return PageText(url, title, kind, head[2], tuple(PageSection(*part) for part in rest))


class _Reader(HTMLParser):
    """Collects (anchor, title, text) of the parts; the first is what stands before any heading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._heading = ""
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in _HEADINGS and named.get("id"):
            self._heading = tag
            self.parts.append((named["id"] or "", [], []))
        elif self._silent or tag in _SILENT or "headerlink" in (named.get("class") or ""):
            self._silent += tag not in _VOID
        self._add(" " if tag not in ("a", "b", "code", "em", "i", "span", "strong") else "")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent -= tag not in _VOID
        elif tag == self._heading:
            self._heading = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._add(data)

    def _add(self, text: str) -> None:
        _, title, body = self.parts[-1]
        (title if self._heading else body).append(text)
