"""The lines and columns of the register of SOPs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.signed import KeadaanSah, Kesamaan
from sop_catalog.model.build_day import is_overdue
from sop_catalog.model.review import SOON, last_evaluated
from sop_catalog.model.sop import NaskahSah, Sop
from sop_catalog.model.values.tanggal import Tanggal
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.kelengkapan import Kelengkapan, measure_unit
from sop_catalog.pages.paths import sop_path
from sop_catalog.pages.settings import STATUS_LABELS, Settings
from sop_catalog.pages.status import review_due

LATE, SOON_WORD, DUE, NONE = "Terlambat", "Segera", "Terjadwal", "Tanpa jadwal"
"""How a review stands, in the words of the page "Peninjauan"."""


@dataclass(frozen=True, slots=True)
class Line:
    """One SOP of the register."""

    sop: Sop
    unit: str
    """The unit's name."""
    path: str
    """Of its file, from the folder of SOPs."""
    alamat: str
    """Of its page; ""."""
    due: dt.date | None
    """The last day on which a review is in time."""
    review: str
    """How that stands on the day of the register."""
    kelengkapan: Kelengkapan
    """Of this SOP alone; nothing is counted of one that is revoked."""
    keadaan: KeadaanSah | None = None
    """How it stands to what was signed; None where it notes neither a signed document nor an evaluation."""


Value = str | int | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the register."""

    title: str
    width: float
    value: Callable[[Line], Value]
    about: str = ""
    """What the head's note says."""


def _date(isian: str) -> Callable[[Line], Value]:
    def value(line: Line) -> Value:
        tanggal: Tanggal | None = getattr(line.sop, isian)
        return (tanggal.hari or tanggal.format()) if tanggal else None

    return value


def _day(naskah: NaskahSah | None) -> Value:
    return (naskah.tanggal.hari or naskah.tanggal.format()) if naskah else None


def _yes(line: Line, is_so: int) -> Value:
    """Of an SOP that is not revoked: an answer."""
    return ("Ya" if is_so else "Tidak") if line.kelengkapan.sop else None


def _count(line: Line, count: int) -> Value:
    """Of an SOP that is not revoked: a number."""
    return count if line.kelengkapan.sop else None


_SAME = {Kesamaan.SAMA: "Ya", Kesamaan.BERBEDA: "Tidak", Kesamaan.BERUBAH: "Tidak"}


def _same(line: Line) -> Value:
    kini = line.keadaan.kini if line.keadaan else None
    return _SAME.get(kini.kesamaan, "Belum diketahui") if kini and line.kelengkapan.sop else None


def _changed(line: Line) -> Value:
    """What has changed that the SOP goes by, each in the sentences of its page."""
    told = line.keadaan.rujukan if line.keadaan else ()
    return "; ".join(f"{berubah.nama}: {', '.join(berubah.kalimat)}" for berubah in told) or None


def _signer(line: Line) -> Value:
    people = line.sop.pejabat("disahkan_oleh")
    return "; ".join(filter(None, (person.jabatan or person.nama for person in people))) or None


COLUMNS: tuple[Column, ...] = (
    Column("No", 5, lambda _: None),
    Column("Nomor SOP", 18, lambda line: line.sop.nomor),
    Column("Nama SOP", 36, lambda line: line.sop.judul),
    Column("Unit kerja", 24, lambda line: line.unit),
    Column("Status", 9, lambda line: STATUS_LABELS[line.sop.status]),
    Column("Tanggal pembuatan", 11.5, _date("tanggal_pembuatan")),
    Column("Tanggal pengesahan", 11.5, _date("tanggal_pengesahan")),
    Column("Tanggal revisi", 11.5, _date("tanggal_revisi")),
    Column("Tanggal efektif", 11.5, _date("tanggal_efektif")),
    Column("Disahkan oleh", 20, _signer),
    Column("Tanggal naskah sah", 11.5, lambda line: _day(line.sop.naskah_terakhir)),
    Column("Evaluasi terakhir", 11.5, lambda line: last_evaluated(line.sop)),
    Column("Ditinjau paling lambat", 11.5, lambda line: line.due),
    Column(
        "Peninjauan", 13, lambda line: line.review, f"{SOON_WORD}: dalam {SOON.days} hari sejak tanggal daftar ini."
    ),
    Column(
        "Naskah dicatat", 9, lambda line: _yes(line, line.kelengkapan.naskah), "Naskah yang ditandatangani dicatat."
    ),
    Column("Isi sama dengan naskah", 11, _same, "Ejaan, tanggal, dan catatan tidak dihitung."),
    Column(
        "Rujukan berubah",
        40,
        _changed,
        "SOP atau peraturan yang dirujuk dan berubah sesudah SOP ini terakhir disahkan atau dievaluasi.",
    ),
    Column("Bertanggal", 11, lambda line: _yes(line, line.kelengkapan.bertanggal), "Ada tanggal yang terbaca."),
    Column("Langkah", 9, lambda line: _count(line, line.kelengkapan.langkah)),
    Column("Waktu terisi", 9, lambda line: _count(line, line.kelengkapan.waktu), "Langkah yang waktunya berangka."),
    Column("Rujukan SOP", 10, lambda line: _count(line, line.kelengkapan.rujukan), "SOP lain yang disebut."),
    Column(
        "Rujukan dikenali", 10, lambda line: _count(line, line.kelengkapan.dikenali), "Rujukan yang ada dalam katalog."
    ),
    Column(
        "Keraguan", 10, lambda line: _count(line, len(line.sop.catatan_sumber)), "Catatan sumber yang perlu diperiksa."
    ),
    Column("Contoh", 9, lambda line: "Ya" if line.sop.contoh else None, "SOP karangan, bukan SOP resmi."),
    Column("Berkas", 40, lambda line: line.path),
    Column("Alamat", 40, lambda line: line.alamat or None),
)
"""The columns in their order."""


def build_lines(catalog: Catalog, slugs: Iterable[str], settings: Settings) -> tuple[Line, ...]:
    """The register's lines: by unit in the order of its register, then by name.

    Args:
        catalog: all SOPs, with how they stand to what was signed, each NIP outside of its field masked.
        slugs: which of them.
        settings: of the site.
    """
    units = list(catalog.registers.unit)
    places = {kode: place for place, kode in enumerate(units)}
    sops = sorted(
        (catalog.sops[slug] for slug in slugs),
        key=lambda sop: (places.get(sop.unit, len(units)), sop.unit, sop.judul.casefold(), sop.slug),
    )
    return tuple(_line(catalog, sop, settings) for sop in sops)


def _line(catalog: Catalog, sop: Sop, settings: Settings) -> Line:
    unit = catalog.registers.unit.get(sop.unit)
    due = review_due(sop, settings)
    url = settings.site_url
    return Line(
        sop=sop,
        unit=(unit.nama if unit else "") or sop.unit,
        path=sop.path,
        alamat=url + Address(sop_path(sop.slug), settings.directory_urls).url if url else "",
        due=due,
        review=_review(due, settings.today),
        kelengkapan=measure_unit(catalog, [sop.slug]),
        keadaan=catalog.keadaan.get(sop.slug),
    )


def _review(due: dt.date | None, today: dt.date) -> str:
    if due is None:
        return NONE
    if is_overdue(due, today):
        return LATE
    return SOON_WORD if due - today <= SOON else DUE
