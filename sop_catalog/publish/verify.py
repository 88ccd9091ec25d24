"""Looks at a site that was just built as readers and their browsers will: does every address lead somewhere, is it whole?

MkDocs checks the links that stand in Markdown. Here are also those in raw HTML, in our own pages, in styles and in
redirects; the anchors; whatever a page would load from elsewhere; and whether each file that was to be written is there.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from sop_catalog.publish.tree import file_names, is_page
from sop_catalog.source.report import printable

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|template|noscript)\b(?P<rawtags>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(?P<text>.*?)(?=</(?P=raw)\b|\Z)"
    r"|<(?P<tag>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL | re.IGNORECASE,
)
"""Comments, elements whose content is no markup, and tags."""
_ATTRIBUTE = re.compile(
    r"(?P<name>[a-zA-Z_:][\w:.-]*)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))"
)
_QUICK = re.compile(
    r"\b(?:id|name|href|src|srcset|poster|action|data|content|style|data-esm|data-iife)\s*=", re.IGNORECASE
)
_CSS_URL = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\s]*))\s*\)|@import\s+(?:\"([^\"]*)\"|'([^']*)')")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REFRESH = re.compile(r"^\s*\d+\s*;\s*url\s*=\s*['\"]?(.*?)['\"]?\s*$", re.IGNORECASE)
_LOADED = {"src", "srcset", "poster", "data", "data-esm", "data-iife", "action"}
"""Attributes by which a browser, or a form, asks for something without a link to press."""
_LOADING_LINKS = {
    "stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest",
    "apple-touch-icon", "mask-icon",
}  # fmt: skip
_HERE = "http://situs.invalid/"
_SHOWN = 12
_PAGE_BYTES = 32 * 1024 * 1024
"""A page that is larger opens on no office computer."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at."""

    pages: int
    files: int
    size: int
    """Bytes of all files."""
    problems: tuple[str, ...]
    """Indonesian, one line each; none for a site that may be published."""

    def format_counts(self) -> str:
        """Such as "64 halaman, 249 berkas, 10,5 MB"."""
        size = f"{self.size / 1_000_000:.1f}".replace(".", ",")
        return f"{self.pages} halaman, {self.files} berkas, {size} MB"

    def format_problems(self) -> str:
        """The first of them, and how many more there are."""
        rest = len(self.problems) - _SHOWN
        lines = [f"  - {printable(problem)}" for problem in self.problems[:_SHOWN]]
        return "\n".join([*lines, f"  - dan {rest} lagi"] if rest > 0 else lines)


@dataclass(slots=True)
class _Page:
    anchors: set[str] = field(default_factory=set)
    links: list[tuple[str, bool]] = field(default_factory=list)
    """Address, and whether the browser loads it by itself."""


def verify_site(folder: Path, expected: Mapping[str, int], site_url: str = "") -> Verified:
    """Look at every file of a site.

    Args:
        folder: the site, whole and not yet published.
        expected: file → bytes, as the build says that it has written them; -1 where it found none.
        site_url: the site's own address; "" where there is none.

    Raises:
        OSError: a file cannot be read.
    """
    names = set(file_names(folder))
    problems = [*_missing(folder, names, expected)]
    pages: dict[str, _Page] = {}
    for name in sorted(names):
        if is_page(name):
            pages[name] = _read_page((folder / name).read_text("utf-8", errors="replace"))
        elif name.endswith(".css"):
            pages[name] = _Page(links=list(_css_links((folder / name).read_text("utf-8", errors="replace"))))
    checker = _Checker(folder, names, pages, site_url)
    for name in pages:
        problems += checker.check(name)
    size = sum((folder / name).stat().st_size for name in names)
    return Verified(sum(map(is_page, names)), len(names), size, tuple(problems))


def _missing(folder: Path, names: set[str], expected: Mapping[str, int]) -> Iterator[str]:
    for name, size in sorted(expected.items()):
        if name not in names:
            yield f"{name}: berkas ini seharusnya ada"
        elif (found := (folder / name).stat().st_size) != size:
            yield f"{name}: {found} bita, seharusnya {size}"
    for name in sorted(names):
        if is_page(name):
            size = (folder / name).stat().st_size
            if not size:
                yield f"{name}: halaman ini kosong"
            elif size > _PAGE_BYTES:
                yield f"{name}: {size // 1_000_000} MB, terlalu besar untuk dibuka"
    if "index.html" not in names:
        yield "index.html: beranda tidak ada"
    if "katalog.json" in names:
        yield from _missing_sops(folder, names)


def _missing_sops(folder: Path, names: set[str]) -> Iterator[str]:
    try:
        rows = json.loads((folder / "katalog.json").read_text("utf-8"))
        urls = [str(row["url"]) for row in rows]
    except (ValueError, TypeError, KeyError):
        yield "katalog.json: isinya bukan daftar SOP"
        return
    for url in urls:
        if not {unquote(url), f"{unquote(url)}index.html"} & names:
            yield f"katalog.json menyebut {url}, tetapi halamannya tidak ada"


# --- Reading -------------------------------------------------------------------------------------------------------


def _read_page(text: str) -> _Page:
    page = _Page()
    for token in _TOKEN.finditer(text):
        raw = (token["raw"] or "").lower()
        attributes = token["rawtags"] if raw else token["attributes"]
        if attributes and _QUICK.search(attributes):
            _read_tag(raw or token["tag"].lower(), _attributes(attributes), page)
        if raw == "style":
            page.links += _css_links(token["text"])
        elif raw in {"noscript", "template"}:
            inner = _read_page(token["text"])
            page.links += inner.links
            page.anchors |= inner.anchors
    return page


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = next(part for part in (match["double"], match["single"], match["bare"]) if part is not None)
        found.setdefault(match["name"].lower(), html.unescape(value))
    return found


def _read_tag(tag: str, attributes: Mapping[str, str], page: _Page) -> None:
    if "id" in attributes:
        page.anchors.add(attributes["id"])
    if tag == "a" and "name" in attributes:
        page.anchors.add(attributes["name"])
    if tag == "base":
        return
    rel = set(attributes.get("rel", "").lower().split())
    is_loading = tag in {"use", "image"} or (tag == "link" and bool(_LOADING_LINKS & rel))
    is_refresh = attributes.get("http-equiv", "").lower() == "refresh"
    for name, value in attributes.items():
        if name in {"href", "xlink:href"}:
            page.links.append((value, is_loading))
        elif name in _LOADED and (name != "data" or tag == "object"):
            page.links += [(part, True) for part in _addresses(name, value)]
        elif name == "style":
            page.links += _css_links(value)
        elif name == "content" and is_refresh and (match := _REFRESH.match(value)):
            page.links.append((match[1], True))


def _addresses(name: str, value: str) -> Iterator[str]:
    if name == "srcset":
        yield from (part.split()[0] for part in value.split(",") if part.strip())
    else:
        yield value


def _css_links(text: str) -> Iterator[tuple[str, bool]]:
    for match in _CSS_URL.finditer(_CSS_COMMENT.sub("", text)):
        yield next((part for part in match.groups() if part), ""), True


# --- Judging -------------------------------------------------------------------------------------------------------


class _Checker:
    """Where the addresses of a site lead."""

    def __init__(self, folder: Path, names: set[str], pages: Mapping[str, _Page], site_url: str) -> None:
        self._folder = folder
        self._names = names
        self._pages = pages
        self._own = urlsplit(site_url)
        self._known: dict[str, str] = {}

    def check(self, name: str) -> Iterator[str]:
        """Every address of a page or style that leads nowhere, or loads something from elsewhere."""
        here = _HERE + ("" if name == "404.html" else name)
        for link, is_loaded in dict.fromkeys(self._pages[name].links):
            address = link.strip()
            if not address or address.startswith(("data:", "blob:", "about:")):
                continue
            try:
                parts = urlsplit(urljoin(here, address))
            except ValueError:
                yield f"{name}: alamat {address!r} tidak dapat dibaca"
                continue
            if parts.scheme not in {"http", "https"}:
                if parts.scheme in {"javascript", "vbscript", "file"}:
                    yield f"{name}: alamat {address[:80]} tidak boleh dipakai"
                continue
            if parts.netloc != urlsplit(_HERE).netloc and parts.netloc != self._own.netloc:
                if is_loaded:
                    yield f"{name}: memuat {address[:120]} dari situs lain"
                continue
            path = self._path(parts.path, is_ours=address.startswith(("/", "http:", "https:")) or name == "404.html")
            problem = self._problem(path, parts.fragment)
            if problem:
                yield f"{name}: {address[:120]} {problem}"

    def _path(self, path: str, *, is_ours: bool) -> str:
        """Relative to the site's root, of which absolute addresses name the part above it, too."""
        base = self._own.path.rstrip("/")
        return (path.removeprefix(base) if is_ours and base and path.startswith(f"{base}/") else path).lstrip("/")

    def _problem(self, path: str, anchor: str) -> str:
        name = self._file(unquote(path))
        if not name:
            return "tidak menuju apa pun"
        page = self._pages.get(name)
        if anchor and page is not None and is_page(name) and not anchor.startswith(":~:"):
            return "" if {anchor, unquote(anchor)} & page.anchors else "menuju bagian yang tidak ada di halaman itu"
        return ""

    def _file(self, path: str) -> str:
        """The file that a web server gives for a path; "" for none."""
        if path in self._known:
            return self._known[path]
        index = os.path.normpath(f"{path}/index.html") if path else "index.html"
        plain = os.path.normpath(path) if path else ""
        found = plain if plain in self._names and not path.endswith("/") else index if index in self._names else ""
        self._known[path] = found
        return found
