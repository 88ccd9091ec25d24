"""Templates and addresses: how a view becomes HTML.

Our own Jinja environment, because the one of MkDocs does not escape: autoescape and StrictUndefined are on. A file of
the same name in a folder of `Settings.overrides` beats the packaged template.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

_PACKAGED = Path(__file__).parent.parent / "templates" / "sop"


class Paper(StrEnum):
    """The sheet that an SOP is printed on, landscape."""

    A4 = "a4"
    F4 = "f4"
    """Folio as sold in Indonesia, 215 × 330 mm."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in mm, landscape."""
        return (297, 210) if self is Paper.A4 else (330, 215)


class ForgeKind(StrEnum):
    """The software that hosts the repository; each has its own addresses."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"


@dataclass(frozen=True, slots=True)
class Forge:
    """Where the files of the catalogue are edited."""

    kind: ForgeKind
    url: str
    """The repository's address, without a "/" at its end."""
    branch: str = "main"

    def edit_url(self, path: str) -> str:
        """The web editor's address of a file, given its path in the repository."""
        segment = {ForgeKind.GITHUB: "edit", ForgeKind.GITLAB: "-/edit", ForgeKind.GITEA: "_edit"}[self.kind]
        return f"{self.url}/{segment}/{quote(self.branch)}/{quote(path)}"

    def issue_url(self, title: str, body: str) -> str:
        """The address of a new issue with a title and a text."""
        if self.kind is ForgeKind.GITLAB:
            return f"{self.url}/-/issues/new?issue[title]={quote(title, safe='')}&issue[description]={quote(body, safe='')}"
        return f"{self.url}/issues/new?title={quote(title, safe='')}&body={quote(body, safe='')}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the pages need to know of the site; the plugin fills it from mkdocs.yml."""

    site_url: str = ""
    """The public address with "/" at its end; "" where there is none (then nothing that needs one is printed)."""
    sops_dir: str = "sops"
    """The folder of SOPs in the repository, with "/", for edit links."""
    paper: Paper = Paper.A4
    forge: Forge | None = None
    directory_urls: bool = True
    """False in the copy that opens from file://."""
    print_nip: bool = False
    overrides: tuple[Path, ...] = ()
    """Folders whose templates beat the packaged ones, the strongest first."""
    review_months: int = 0
    """Months after which an SOP in force is due for review; 0 where the site sets no interval."""
    today: dt.date = dt.date(1970, 1, 1)
    """The day of the build (SOURCE_DATE_EPOCH where that is set)."""


@lru_cache(maxsize=8)
def environment(overrides: tuple[Path, ...], kertas: tuple[int, int]) -> Environment:
    """The environment of a site; the same folders and paper give the same environment, so templates compile once.

    The paper is a global of the environment, not of each template: with those, Jinja makes imported macros anew for
    every page and keeps them.
    """
    loader = FileSystemLoader([*(str(folder) for folder in overrides), str(_PACKAGED)])
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["kertas"] = kertas
    made.filters["kode"] = mark_code
    made.filters["nomor"] = mark_breaks
    return made


def mark_code(text: str) -> Markup:
    """Our own texts about the format: what stands between backticks becomes <code>, the rest is escaped."""
    pieces = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if index % 2 else escape(piece) for index, piece in enumerate(pieces)
    )


def mark_breaks(nomor: str) -> Markup:
    """An SOP's number, escaped, that breaks behind "/" and not in the middle of a year."""
    return Markup("/<wbr>").join(nomor.split("/"))


def template(settings: Settings, name: str) -> Template:
    """A template by its file name, such as "halaman-sop.html". It knows the site's paper as `kertas`."""
    return environment(settings.overrides, settings.paper.size).get_template(name)


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


def css_string(text: str) -> str:
    """A text as a CSS string: everything but letters and digits is written as an escape, so nothing can end it."""
    return '"' + _CSS_SPECIAL.sub(lambda special: f"\\{ord(special[0]):x} ", text) + '"'


_CSS_SPECIAL = re.compile("[^a-zA-Z0-9]")


STATUS_LABELS: Mapping[str, str] = {"draf": "Draf", "berlaku": "Berlaku", "dicabut": "Dicabut"}
