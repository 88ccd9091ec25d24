"""The page of the site as it is printed to a file: the same page, with the few things otherwise that a file is not a page.

What a person does at a desk goes: the day of printing, scripts. The SOP's name becomes the document's heading, which no
sheet shows otherwise, so that it begins the bookmarks. Links lead where they lead for whoever has only the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from html import escape, unescape
from posixpath import normpath
from urllib.parse import quote, unquote, urlsplit

from sop_catalog.printing.pdf import NEIGHBOUR

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL)
_SEARCH = re.compile(r'\sdata-sop-cari="[^"]*"')
"""The search box names its index, which every change of any SOP makes another one."""
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_ARTICLE = re.compile(r'<article class="sop .*?</article>', re.DOTALL)
_DAY = re.compile(r'(?: ·)? Dicetak <span class="sop-tanggal-cetak">[^<]*</span>')
_NAME = re.compile(r'(<td class="sop-nama">)(.*?)(</td>)', re.DOTALL)
_SCREEN_HEADING = re.compile(r'<h1 id="judul">(.*?)</h1>', re.DOTALL)
_LINK = re.compile(r'(<a\b[^>]*?)\shref="([^"]*)"')
_ASSET = re.compile(r'<(?:link\b[^>]*?rel="stylesheet"[^>]*?href|img\b[^>]*?src)="([^"]*)"')


class SheetError(Exception):
    """A page is not what our templates make; the text is Indonesian, one line."""


@dataclass(frozen=True, slots=True)
class Surround:
    """Where the printed links may lead."""

    site_url: str
    """The site's public address with "/" at its end; "" for none: then links to the site go, but for the next."""
    beside: AbstractSet[str]
    """Slugs of the SOPs whose PDFs are made with this one, in the same folder."""


def make_sheet(html: str, path: str, title: str, surround: Surround) -> str:
    """The page of an SOP, ready to be printed.

    Args:
        html: the page as the site has it.
        path: the page's address in the site: "sop/cuti/".
        title: what the document is called.
        surround: where its links may lead.

    Raises:
        SheetError: it holds no SOP.
    """
    found = _ARTICLE.search(html)
    if found is None:
        raise SheetError("halaman SOP tidak dikenali; periksa templat sendiri di folder overrides/sop")
    article = map_links(make_article(found[0]), lambda address: lead(address, path, surround))
    return make_frame(html[: found.start()] + article + html[found.end() :], title)


def make_frame(html: str, title: str) -> str:
    """A page without its scripts and what they look for, under another title."""
    html = _SEARCH.sub("", _SCRIPT.sub("", _POLICY.sub("", html)))
    return _TITLE.sub(lambda _: f"<title>{escape(title)}</title>", html, count=1)


def find_article(html: str) -> re.Match[str] | None:
    """The SOP in its page; None where there is none."""
    return _ARTICLE.search(html)


def make_article(article: str) -> str:
    """An SOP as a file shows it: its name is a heading, and nobody says when it was printed."""
    article = _DAY.sub("", article)
    article = _SCREEN_HEADING.sub(r'<p id="judul">\1</p>', article)
    return _NAME.sub(r'\1<h1 style="all:unset">\2</h1>\3', article, count=1)


def map_links(html: str, lead_: Callable[[str], str]) -> str:
    """Let links lead elsewhere; one that leads to "" is a link no more."""

    def replace(found: re.Match[str]) -> str:
        address = lead_(unescape(found[2]))
        return f'{found[1]} href="{escape(address)}"' if address else found[1]

    return _LINK.sub(replace, html)


def lead(address: str, path: str, surround: Surround) -> str:
    """Where a link of a page leads in a file: "" for nowhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return address
    target = site_path(parts.path, path)
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    if surround.site_url:
        return f"{surround.site_url}{quote(target, safe='/-._~')}{fragment}"
    slug = slug_of(target)
    return f"{NEIGHBOUR}{slug}.pdf" if slug in surround.beside else ""


def site_path(address: str, path: str) -> str:
    """The path in the site that a page's relative link means; "../cuti/" from "sop/dinas/" is "sop/cuti/"."""
    joined = normpath(f"{path.rpartition('/')[0]}/{unquote(address)}").lstrip("/")
    return ("" if joined == "." else joined) + ("/" if address.endswith("/") and joined != "." else "")


def slug_of(target: str) -> str:
    """The SOP whose page a path in the site is; "" for any other."""
    found = re.fullmatch(r"sop/([^/]+)/(?:index\.html)?|sop/([^/]+)\.html", target)
    return (found[1] or found[2]) if found else ""


def find_assets(html: str, path: str) -> list[str]:
    """The style sheets and pictures of a page, as paths in the site."""
    addresses = [unescape(found) for found in _ASSET.findall(html)]
    return [site_path(urlsplit(address).path, path) for address in addresses if not urlsplit(address).scheme]
