"""What the pages need to know of the site that they are for; a door fills it from its own configuration."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote, urlsplit

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@\"'<>\\]+(?:/[^\s\"'<>\\]*)?", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Whether a text is the address of a web page: no script, no password in it, nothing that ends an attribute."""
    try:
        urlsplit(text)  # knows what no host is: "http://["
    except ValueError:
        return False
    return text.isprintable() and _WEB_ADDRESS.fullmatch(text) is not None


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

    @property
    def api_origin(self) -> str:
        """Where the forge's programming interface answers: "https://host", GitHub's own on a host of its own."""
        parts = urlsplit(self.url)
        if self.kind is ForgeKind.GITHUB and parts.netloc.removeprefix("www.") == "github.com":
            return "https://api.github.com"
        return f"{parts.scheme}://{parts.netloc}"

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
    sunting: bool = False
    """Whether the site has the page on which SOPs are changed."""
    has_guide: bool = False
    """Whether the site has the editors' guide (`paths.GUIDE`)."""
    review_months: int = 0
    """Months after which an SOP in force is due for review; 0 where the site sets no interval."""
    untuk_pengesahan: bool = False
    """Whether sheets are to be signed: room for it, no word of a copy, and not DRAF on what is to be in force."""
    today: dt.date = dt.date(1970, 1, 1)
    """The day of the build (SOURCE_DATE_EPOCH where that is set)."""


STATUS_LABELS: Mapping[str, str] = {"draf": "Draf", "berlaku": "Berlaku", "dicabut": "Dicabut"}
