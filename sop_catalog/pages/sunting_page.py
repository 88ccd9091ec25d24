"""The page on which an SOP is changed: a frame for its scripts, and what to do where those cannot work."""

from __future__ import annotations

from urllib.parse import urlencode

from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Page
from sop_catalog.pages.paths import EDITOR
from sop_catalog.pages.settings import ForgeKind, Settings
from sop_catalog.pages.templates import template

_FORGES = {ForgeKind.GITHUB: "GitHub", ForgeKind.GITLAB: "GitLab", ForgeKind.GITEA: "Gitea/Forgejo"}


def editor_url(address: Address, **asked: str) -> str:
    """The relative address of the page, for an SOP ("sop"), a copy of one ("salin"), or a new one ("baru")."""
    return f"{address.to(EDITOR)}?{urlencode(asked)}" if asked else address.to(EDITOR)


def build_editor_page(settings: Settings, engine: str) -> Page:
    """The page.

    Args:
        settings: of the site.
        engine: the folder below the site's root, with "/" at its end, from which the page loads Python.
    """
    address = Address(EDITOR, settings.directory_urls)
    forge = settings.forge
    html = template(settings, "sunting.html").render(
        akar=address.to("").removesuffix("index.html") or "./",
        folder=address.asset(f"{EDITOR}/").rstrip("/") + "/",
        mesin=address.asset(engine).rstrip("/") + "/",
        forge=_FORGES[forge.kind] if forge else "",
        berkas=forge.url if forge else "",
    )
    return Page(
        path=EDITOR,
        url=address.url,
        title="Sunting SOP",
        description="Mengubah SOP langsung pada formulirnya.",
        content=html.encode(),
        search_html="",
        sections=(),
        source_path="",
    )
