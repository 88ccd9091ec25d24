"""The page on which an SOP is changed: a frame for its scripts, and what to do where those cannot work."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Page, View, view_of
from sop_catalog.pages.paths import EDITOR, GUIDE
from sop_catalog.pages.settings import ForgeKind, Settings
from sop_catalog.pages.templates import template

_FORGES = {ForgeKind.GITHUB: "GitHub", ForgeKind.GITLAB: "GitLab", ForgeKind.GITEA: "Gitea/Forgejo"}


def editor_url(address: Address, **asked: str) -> str:
    """The relative address of the page, for an SOP ("sop"), a copy of one ("salin"), or a new one ("baru")."""
    return f"{address.to(EDITOR)}?{urlencode(asked)}" if asked else address.to(EDITOR)


def build_editor_page(settings: Settings, *, code: str, engine: str, data: Mapping[str, str]) -> Page:
    """The page.

    Args:
        settings: of the site.
        code: the folder of its scripts and style from the site's root, with "/" at its end.
        engine: likewise the folder of Python.
        data: name → path from the site's root of what it loads for every SOP: "situs", "indeks", "kata".
    """
    address = Address(EDITOR, settings.directory_urls)

    def view() -> View:
        forge = settings.forge
        return view_of(
            template(settings, "sunting.html"),
            akar=address.to("").removesuffix("index.html") or "./",
            kode=address.asset(code),
            mesin=address.asset(engine),
            sop=address.asset(f"{EDITOR}/sop/"),
            data=[(name, address.asset(path)) for name, path in data.items()],
            forge=_FORGES[forge.kind] if forge else "",
            berkas=forge.url if forge else "",
            panduan=address.to(GUIDE) if settings.has_guide else "",
        )

    return Page(
        path=EDITOR,
        url=address.url,
        title="Sunting SOP",
        description="Mengubah SOP langsung pada formulirnya.",
        view=view,
        search=str,
        is_for_people_only=True,
    )
