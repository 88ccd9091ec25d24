"""The monitoring form of an SOP (PermenPAN-RB 35/2012): one sheet or more to write on, each a small page without the theme.

It is a file of its own, so that the SOP's page carries nothing of it and it prints without a script; it costs a template.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sop_catalog.model.sop import Sop, Status
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.paths import html_file, monitoring_path, sop_path
from sop_catalog.pages.settings import STATUS_LABELS, Settings
from sop_catalog.pages.templates import css_string, template

_PRINT_SCRIPT = "assets/sop-cetak.js"


@dataclass(frozen=True, slots=True)
class BarisProsedur:
    """One step."""

    nomor: int
    kegiatan: str
    pelaksana: str


def monitoring_file(sop: Sop, settings: Settings) -> str:
    """Where the form of an SOP stands, from the site's root; "" for one that is revoked, which has none."""
    return "" if sop.status is Status.DICABUT else html_file(monitoring_path(sop.slug), settings.directory_urls)


def _foot(sop: Sop) -> str:
    """What each sheet says of itself, for those of a second sheet that lie alone."""
    return " · ".join(("Formulir monitoring", f"SOP {sop.judul}", *((sop.nomor,) if sop.bernomor else ())))


def render_monitoring_form(sop: Sop, agency: Sequence[str], settings: Settings) -> str:
    """The form as HTML.

    Args:
        sop: the SOP.
        agency: the names above the form, the highest unit first.
        settings: of the site.
    """
    address = Address(monitoring_path(sop.slug), settings.directory_urls)
    titles = {column.kode: column.judul for column in sop.pelaksana}
    naskah = sop.naskah_terakhir
    return template(settings, "monitoring.html").render(
        judul=sop.judul,
        nomor=sop.nomor if sop.bernomor else "",
        instansi=list(agency) or [sop.unit],
        status=STATUS_LABELS[sop.status],
        contoh=sop.contoh,
        naskah=naskah.tanggal.format() if naskah else "",
        kaki=Markup(css_string(_foot(sop))),  # noqa: S704 - css_string escapes
        kembali=address.to(sop_path(sop.slug)),
        skrip=address.asset(_PRINT_SCRIPT),
        prosedur=[
            BarisProsedur(
                langkah.nomor, langkah.kegiatan, ", ".join(titles.get(kode, kode) for kode in langkah.pelaksana)
            )
            for langkah in sop.langkah
        ],
    )
