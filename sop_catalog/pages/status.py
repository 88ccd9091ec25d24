"""How an SOP stands, wherever it is listed: its badges, the year it is of, when it is due for review."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.model import review
from sop_catalog.model.build_day import is_overdue
from sop_catalog.model.sop import Sop, Status
from sop_catalog.model.values.durasi import parse_durasi
from sop_catalog.model.values.waktu import Durasi, Satuan
from sop_catalog.pages.settings import STATUS_LABELS, Settings


@dataclass(frozen=True, slots=True)
class Lencana:
    """A badge."""

    jenis: str
    """End of its CSS class and value of the facet: "draf", "berlaku", "dicabut", "verifikasi", "tinjau", "contoh"."""
    teks: str


BADGES = {**STATUS_LABELS, "verifikasi": "Perlu verifikasi", "tinjau": "Perlu ditinjau", "contoh": "Contoh"}
"""Every badge in the order of the status facet."""


def badges(catalog: Catalog, sop: Sop, settings: Settings) -> Iterator[Lencana]:
    """The badges of an SOP of a catalogue, its status first."""
    yield Lencana(sop.status.value, BADGES[sop.status.value])
    marks = {
        "verifikasi": sop.perlu_verifikasi and sop.status is not Status.DICABUT,
        "tinjau": needs_review(catalog, sop, settings),
        "contoh": sop.contoh,
    }
    yield from (Lencana(jenis, BADGES[jenis]) for jenis, applies in marks.items() if applies)


def review_due(sop: Sop, settings: Settings) -> dt.date | None:
    """The last day on which a review is in time (`model.review`); None where there is none."""
    return review.review_due(sop, settings.review_months)


def needs_review(catalog: Catalog, sop: Sop, settings: Settings) -> bool:
    """Whether an SOP is to be reviewed: it is late on the day of the build, or what it goes by has changed since."""
    keadaan = catalog.keadaan.get(sop.slug)
    return is_overdue(review_due(sop, settings), settings.today) or bool(keadaan and keadaan.rujukan)


@lru_cache(maxsize=8)
def parse_review_interval(teks: str) -> int | None:
    """The option `review_interval` in months: "12 bulan" → 12, "2 tahun" → 24, "" → 0; None when not understood."""
    if not teks.strip():
        return 0
    durasi = parse_durasi(teks)
    if not isinstance(durasi, Durasi) or not durasi.lama:
        return None
    factors = {Satuan.BULAN: 1, Satuan.TAHUN: 12}
    if any(lama.satuan not in factors or lama.minimum != lama.maksimum for lama in durasi.lama):
        return None
    months = sum(lama.minimum * factors[lama.satuan] for lama in durasi.lama)
    return int(months) if months.denominator == 1 and months <= 1200 else None


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def year_of(sop: Sop) -> int:
    """The year that an SOP is filed under: of its approval, else of another date, else in its number; 0 for none."""
    for isian in ("tanggal_pengesahan", "tanggal_efektif", "tanggal_pembuatan", "tanggal_revisi"):
        tanggal = getattr(sop, isian)
        if tanggal and tanggal.awal:
            return int(tanggal.awal.year)
    years = _YEAR.findall(sop.nomor) if sop.bernomor else []
    return int(years[-1]) if years else 0


def successor_of(catalog: Catalog, sop: Sop) -> str:
    """The slug of the SOP that replaced a revoked one; "" where none is named or it has no page."""
    if sop.status is not Status.DICABUT or not sop.digantikan_oleh:
        return ""
    slug = catalog.find_sop(sop.digantikan_oleh)
    return slug if slug in catalog.sops and slug != sop.slug else ""
