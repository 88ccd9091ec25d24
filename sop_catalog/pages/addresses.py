"""Where a page stands on the site, and how others are reached from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page stands on the site, and how others are reached from it."""

    path: str
    """Without ending, such as "sop/pembentukan-tim"; "" is the home page."""
    directory_urls: bool

    @property
    def url(self) -> str:
        """Relative to the site's root: "sop/pembentukan-tim/", or "sop/pembentukan-tim.html"."""
        return page_url(self.path, self.directory_urls)

    def to(self, path: str, anchor: str = "") -> str:
        """The relative address of another page (same form of `path`), with an anchor."""
        return self._relative(page_url(path, self.directory_urls)) + (f"#{quote(anchor)}" if anchor else "")

    def asset(self, path: str) -> str:
        """The relative address of a file of the site, given its path from the root with "/"."""
        return self._relative(quote(path))

    def _relative(self, target: str) -> str:
        here = _folders(self.url)
        there = _folders(target)
        shared = 0
        for one, other in zip(here, there, strict=False):
            if one != other:
                break
            shared += 1
        relative = "../" * (len(here) - shared) + target[sum(len(name) + 1 for name in there[:shared]) :]
        return relative or "./"


@lru_cache(maxsize=1024)
def _folders(url: str) -> tuple[str, ...]:
    """The folders above what an address names: "sop/x/" stands in sop and x, "sop/x.html" in sop."""
    return tuple(url.split("/")[:-1])


def page_url(path: str, directory_urls: bool) -> str:  # noqa: FBT001 - named in every call
    """The address of a page relative to the site's root, as MkDocs forms it."""
    if not path:
        return "" if directory_urls else "index.html"
    return f"{quote(path)}/" if directory_urls else f"{quote(path)}.html"
