"""Addresses that outlive a change: `/n/<nomor>/` and the former names of SOPs lead to the page of today.

A redirect is a small file of its own, without the theme: it works from file:// and without JavaScript, and 1,500 of
them cost nothing. What two SOPs claim becomes a page that lists both. A real page is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import escape

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.model.sop import Sop
from sop_catalog.model.values.kode import CODE
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Page, Tautan, View, view_of
from sop_catalog.pages.paths import nomor_path, page_path, sop_path
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_rows import SopRows
from sop_catalog.pages.templates import template

_LONGEST = 200
"""Characters of a former name; file systems end at 255 bytes."""


@dataclass(frozen=True, slots=True)
class Alihan:
    """An address that leads to SOPs."""

    path: str
    """"n/061-sop-umum-2026" or "sop/nama-lama"."""
    sebutan: str
    """What the address stands for, as people write it: the number, or the former name."""
    slugs: tuple[str, ...]
    """Where it leads; several where several SOPs claim it."""


def find_alihan(catalog: Catalog) -> tuple[Alihan, ...]:
    """All permanent addresses, in file order: numbers first, then former names."""
    names: dict[str, str] = {}
    claims: dict[str, dict[str, None]] = {}
    for slug, sop in catalog.sops.items():
        path = nomor_path(sop.nomor)
        if path:
            names.setdefault(path, sop.nomor)
            claims.setdefault(path, {})[slug] = None
    for slug, sop in catalog.sops.items():
        for former in sop.slug_lama:
            path = page_path("sop", former)
            if CODE.fullmatch(former) and former not in catalog.by_slug and len(former) <= _LONGEST:
                names.setdefault(path, former)
                claims.setdefault(path, {})[slug] = None
    return tuple(Alihan(path, names[path], tuple(slugs)) for path, slugs in claims.items())


def build_permalink_pages(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """A page for each address that several SOPs claim."""
    rows: SopRows | None = None
    for alihan in find_alihan(catalog):
        if len(alihan.slugs) > 1:
            address = Address(alihan.path, settings.directory_urls)
            rows = rows or SopRows(catalog, settings, address)  # all stand equally deep
            yield _choice_page(alihan, address, rows, settings)


def _choice_page(alihan: Alihan, address: Address, rows: SopRows, settings: Settings) -> Page:
    title = f"SOP {alihan.sebutan}"

    def view() -> View:
        return view_of(
            template(settings, "alihan-banyak.html"),
            judul=alihan.sebutan,
            jejak=[Tautan("Katalog SOP", address.to(""))],
            baris=[rows[slug] for slug in alihan.slugs],
        )

    stub = f'<h1 id="judul">{escape(title)}</h1>'
    return Page(alihan.path, address.url, title, "", view, lambda: stub, is_for_people_only=True)


def find_redirects(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Slug → the paths that lead to that SOP alone: of its number, and of its former names."""
    found: dict[str, tuple[str, ...]] = {}
    for alihan in find_alihan(catalog):
        if len(alihan.slugs) == 1:
            found[alihan.slugs[0]] = (*found.get(alihan.slugs[0], ()), alihan.path)
    return found


def render_redirect(path: str, sop: Sop, settings: Settings) -> str:
    """The page at a path of `find_redirects`, as HTML."""
    address, target = Address(path, settings.directory_urls), sop_path(sop.slug)
    return template(settings, "alihan.html").render(
        judul=sop.judul,
        ke=address.to(target),
        tetap=settings.site_url + Address(target, settings.directory_urls).url if settings.site_url else "",
    )
