"""What an export takes from the site: paper, public address, whether paper shows a NIP, where logos lie, whence a text says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.changes import last_changed
from sop_catalog.catalog.place.find import Place
from sop_catalog.catalog.place.own_site import find_asset_folders
from sop_catalog.catalog.place.site_config import read_plugin_option, read_site_url
from sop_catalog.compare.history import describe_history
from sop_catalog.compare.past import Past
from sop_catalog.compare.signed import describe_signed
from sop_catalog.model.build_day import read_build_day
from sop_catalog.pages.settings import Paper, Settings
from sop_catalog.pages.status import parse_review_interval


class SiteOptionError(Exception):
    """An option of mkdocs.yml that cannot be understood; the text is Indonesian and says what to write."""


def read_settings(place: Place) -> Settings:
    """The site's settings as far as paper needs them; the usual ones for a catalogue without a site.

    Raises:
        SiteOptionError: an option is not understood.
        FindError: an option is neither a text nor an `!ENV` of texts.
    """
    if place.site is None:
        return Settings(sops_dir=place.shown, today=read_build_day())
    paper = read_plugin_option(place.site, "paper") or Paper.A4.value
    if paper not in {item.value for item in Paper}:
        raise SiteOptionError(f"opsi paper di mkdocs.yml tidak dikenal: {paper[:40]!r}; tulis a4 atau f4")
    interval = read_plugin_option(place.site, "review_interval")
    months = parse_review_interval(interval)
    if months is None:
        raise SiteOptionError(f"opsi review_interval tidak dipahami: {interval[:40]!r}; tulis seperti `12 bulan`")
    url = read_site_url(place.site)
    return Settings(
        site_url=f"{url.rstrip('/')}/" if url else "",
        sops_dir=place.shown,
        paper=Paper(paper),
        print_nip=read_plugin_option(place.site, "print_nip").lower() in {"true", "yes", "on"},
        review_months=months,
        today=read_build_day(),
    )


def days_of_change(catalog: Catalog, place: Place) -> Mapping[str, dt.date]:
    """Since which day each SOP's file says what it says, by slug; {} where git does not tell."""
    history = describe_history(catalog, place.sops)
    return last_changed(catalog, history) if history else {}


def describe_state(catalog: Catalog, place: Place) -> Catalog:
    """The catalogue with how its SOPs stand to what was signed, as the site says it."""
    if not any(sop.naskah_sah or sop.evaluasi for sop in catalog.sops.values()):
        return catalog
    history = describe_history(catalog, place.sops)
    return replace(catalog, keadaan=describe_signed(catalog, Past(place.sops, history) if history else None))


def find_logo_file(place: Place, logo: str) -> Path | None:
    """The file of a logo that the register names; None where it is nowhere."""
    folders = find_asset_folders(place.sops)
    return next((folder / logo for folder in folders if (folder / logo).is_file()), None)
