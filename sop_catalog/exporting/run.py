"""Exports of one order: the documents of SOPs, by all processors; and what is to be said of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.masking import mask_catalog
from sop_catalog.catalog.place.find import Place
from sop_catalog.exporting.document import Form, render_document
from sop_catalog.exporting.logo import find_logo
from sop_catalog.exporting.site import days_of_change, find_logo_file
from sop_catalog.exporting.target import Target, Written
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_page import make_sop_view
from sop_catalog.pages.surroundings import find_surroundings
from sop_catalog.processes import share

_SECONDS = 0.08
"""What one document takes, roughly."""
_LOT = 64
"""Documents that are held in memory at once."""


@dataclass
class Outcome:
    """What became of the files of an order."""

    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Names of files that somebody has changed since."""
    logos: list[str] = field(default_factory=list)
    """Logos that not every program shows."""

    def note(self, name: str, how: Written) -> None:
        """Add a file."""
        {Written.NEW: self.written, Written.SAME: self.same, Written.KEPT: self.kept}[how].append(name)


def export_documents(
    catalog: Catalog, slugs: Sequence[str], settings: Settings, place: Place, target: Target
) -> Outcome:
    """Write the documents of some readable SOPs.

    Args:
        catalog: all SOPs.
        slugs: which of them.
        settings: of the site.
        place: where the catalogue is.
        target: the folder they go to.

    Raises:
        TargetError: a file cannot be written.
    """
    outcome = Outcome()
    days = days_of_change(catalog, place)
    masked = mask_catalog(catalog)
    for start in range(0, len(slugs), _LOT):
        forms = list(build_forms(masked, slugs[start : start + _LOT], settings, place, days))
        documents = share(render_document, forms, seconds=_SECONDS, travels=False, label="Menulis dokumen Word")
        for form, data in zip(forms, documents, strict=True):
            name = f"{form.sop.slug}.docx"
            outcome.note(name, target.write(name, data))
            if form.logo is None and form.around.logo:
                outcome.logos.append(f"{form.around.logo}: bentuk gambarnya tidak dikenal Word")
            elif form.logo is not None and form.logo.suffix.lower() == ".svg":
                outcome.logos.append(f"{form.around.logo}: berkas SVG hanya tampil di Word 2016 ke atas")
    outcome.logos = list(dict.fromkeys(outcome.logos))
    return outcome


def build_forms(
    catalog: Catalog, slugs: Sequence[str], settings: Settings, place: Place, days: Mapping[str, dt.date]
) -> Iterator[Form]:
    """What the documents of some readable SOPs are made of. KeyError for a slug without a form page.

    Args:
        catalog: all SOPs, each NIP outside of its field masked.
        slugs: which of them.
        settings: of the site.
        place: where the catalogue is.
        days: since which day each SOP's file says what it says, where that is known.
    """
    logos: dict[str, Path | None] = {}
    for slug in slugs:
        around = find_surroundings(catalog, slug, settings, days.get(slug))
        graph, sop = catalog.graph(slug), catalog.sops[slug]
        if around.logo not in logos:
            file = find_logo_file(place, around.logo) if around.logo else None
            logos[around.logo] = find_logo(file) if file else None
        view = make_sop_view(sop, graph, around, settings)
        yield Form(sop, graph, around, view, settings, logos[around.logo])
