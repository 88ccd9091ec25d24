"""The reference of the YAML format for editors, made from the table that the decoder reads too."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from sop_catalog.model import fields
from sop_catalog.model.fields import Field
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.templates import template

FIELD_TABLES: Mapping[str, tuple[Field, ...]] = {
    "sop": fields.SOP_FIELDS,
    "langkah": fields.LANGKAH_FIELDS,
    "simbol": fields.SIMBOL_FIELDS,
    "pengesah": fields.PENGESAH_FIELDS,
    "naskah_sah": fields.NASKAH_FIELDS,
    "riwayat": fields.RIWAYAT_FIELDS,
    "evaluasi": fields.EVALUASI_FIELDS,
    "unit": fields.UNIT_FIELDS,
    "jabatan": fields.JABATAN_FIELDS,
    "peraturan": fields.PERATURAN_FIELDS,
    "profil": fields.PROFIL_FIELDS,
    "kotak": fields.KOTAK_FIELDS,
}


def render_field_reference(table: str, settings: Settings) -> Markup:
    """One table of keys: name, whether it is required, what may stand there, meaning, example.

    Args:
        table: a key of FIELD_TABLES. KeyError for any other.
    """
    html = template(settings, "referensi-isian.html").render(tabel=table, isian=FIELD_TABLES[table])
    return Markup(html)  # noqa: S704 - rendered with autoescape
