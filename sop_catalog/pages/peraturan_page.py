"""`/peraturan/<kode>/`: a regulation, whether it is in force, which SOPs cite it; `/peraturan/`: all regulations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import escape

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.citations import Acuan, Acuans, build_acuans
from sop_catalog.catalog.peraturan import JenisHubungan
from sop_catalog.model.registers import Registers, StatusPeraturan
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Page, Tautan, View, view_of
from sop_catalog.pages.paths import kode_path, sop_path
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_rows import BarisSop, SopRows
from sop_catalog.pages.status import Lencana
from sop_catalog.pages.templates import template

_SOURCE = "_daftar/peraturan.yml"
_STATUS = {
    StatusPeraturan.BERLAKU: Lencana("berlaku", "Berlaku"),
    StatusPeraturan.DIUBAH: Lencana("draf", "Diubah"),
    StatusPeraturan.DICABUT: Lencana("dicabut", "Dicabut"),
    StatusPeraturan.BELUM_DIPERIKSA: Lencana("belum-diperiksa", "Belum diperiksa"),
}


_SAID = {
    JenisHubungan.MENGUBAH: "Diubah oleh, menurut kalimat dasar hukum",
    JenisHubungan.MENCABUT: "Dicabut oleh, menurut kalimat dasar hukum",
}
"""Relations that sentences state and the register does not: somebody has to look them up."""


@dataclass(frozen=True, slots=True)
class BarisPeraturan:
    """A regulation in a list, or in another's relations."""

    tautan: Tautan
    tentang: str
    lencana: Lencana
    jumlah: int
    """SOPs that cite it."""


@dataclass(frozen=True, slots=True)
class Hubungan:
    """How a regulation relates to others."""

    judul: str
    """"Mengubah", "Diubah oleh", "Mencabut", "Dicabut oleh", "Rantai pengganti"."""
    peraturan: tuple[BarisPeraturan, ...]
    bernomor: bool = False
    """Whether their order means something."""


def build_peraturan_pages(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """The list of regulations, then a page for each that the register knows or an SOP cites."""
    acuans = build_acuans(catalog)
    yield _list_page(catalog, acuans, settings)
    rows = SopRows(catalog, settings, Address(kode_path("x"), settings.directory_urls))  # all stand equally deep
    for acuan in acuans.by_kode.values():
        yield _page(catalog.registers, acuans, acuan, rows, settings)


def _row(acuan: Acuan, address: Address) -> BarisPeraturan:
    return BarisPeraturan(
        Tautan(acuan.judul, address.to(kode_path(acuan.kode))),
        acuan.tentang if acuan.jenis else "",
        _STATUS[acuan.status],
        len({kutipan.slug for kutipan in acuan.kutipan}),
    )


def _list_page(catalog: Catalog, acuans: Acuans, settings: Settings) -> Page:
    address = Address("peraturan", settings.directory_urls)
    unread: dict[tuple[str, str], list[Tautan]] = {}
    others: dict[str, list[Tautan]] = {}
    for kutipan, piece in acuans.tidak_dikenali:
        link = Tautan(catalog.sops[kutipan.slug].judul, address.to(sop_path(kutipan.slug)))
        if piece is None:
            others.setdefault(kutipan.kalimat, []).append(link)
        else:
            unread.setdefault((kutipan.kalimat, piece.sebab), []).append(link)

    def view() -> View:
        return view_of(
            template(settings, "peraturan-daftar.html"),
            jejak=[Tautan("Katalog SOP", address.to(""))],
            baris=[_row(acuan, address) for acuan in acuans.by_kode.values()],
            belum_dikenali=[(kalimat, sebab, links) for (kalimat, sebab), links in unread.items()],
            bukan_peraturan=list(others.items()),
        )

    return Page(
        "peraturan", address.url, "Peraturan", "Dasar hukum semua SOP", view, lambda: '<h1 id="judul">Peraturan</h1>'
    )


def _page(registers: Registers, acuans: Acuans, acuan: Acuan, rows: SopRows, settings: Settings) -> Page:
    path = kode_path(acuan.kode)
    address = Address(path, settings.directory_urls)
    peraturan = acuan.terdaftar
    revoked = acuan.status is StatusPeraturan.DICABUT
    spellings = Counter(" ".join(kutipan.kalimat.split()) for kutipan in acuan.kutipan)

    def view() -> View:
        return view_of(
            template(settings, "peraturan.html"),
            judul=acuan.judul,
            acuan=acuan,
            jejak=[Tautan("Katalog SOP", address.to("")), Tautan("Peraturan", address.to("peraturan"))],
            lencana=_STATUS[acuan.status],
            dicabut=revoked,
            tautan=_web_link(peraturan.tautan) if peraturan else "",
            diperiksa=peraturan.diperiksa.format() if peraturan and peraturan.diperiksa else "",
            catatan=peraturan.catatan if peraturan else "",
            hubungan=list(_relations(registers, acuans, acuan, address)),
            sop=_citing(acuan, rows),
            ejaan=spellings.most_common() if len(spellings) > 1 else [],
        )

    return Page(
        path,
        address.url,
        acuan.judul,
        acuan.tentang,
        view,
        lambda: f'<h1 id="judul">{escape(acuan.judul)}</h1><p>{escape(acuan.tentang)} · {escape(acuan.singkat)}</p>',
        source_path=_SOURCE,
    )


def _web_link(address: str) -> str:
    """The address if it leads to the web; anything else, `javascript:` above all, is no link."""
    return address if address.lower().startswith(("https://", "http://")) else ""


def _citing(acuan: Acuan, rows: SopRows) -> list[BarisSop]:
    slugs = dict.fromkeys(kutipan.slug for kutipan in acuan.kutipan)
    return sorted(
        (rows[slug] for slug in slugs), key=lambda row: (row.lencana[0].jenis == "dicabut", row.nama.casefold())
    )


def _relations(registers: Registers, acuans: Acuans, acuan: Acuan, address: Address) -> Iterator[Hubungan]:
    peraturan = acuan.terdaftar

    def group(judul: str, codes: Sequence[str], *, bernomor: bool = False) -> Iterator[Hubungan]:
        found = tuple(_row(acuans.by_kode[kode], address) for kode in codes if kode in acuans.by_kode)
        missing = tuple(
            BarisPeraturan(Tautan(kode), "", _STATUS[StatusPeraturan.BELUM_DIPERIKSA], 0)
            for kode in codes
            if kode not in acuans.by_kode
        )
        if codes:
            yield Hubungan(judul, found + missing, bernomor)

    chain = registers.successors(acuan.kode)
    if len(chain) > 1 or (peraturan and set(chain) != set(peraturan.dicabut_oleh)):
        yield from group("Rantai pengganti", chain, bernomor=True)
    else:
        yield from group("Dicabut oleh", chain)
    yield from group("Diubah oleh", acuan.diubah_oleh)
    for jenis, judul in _SAID.items():
        yield from group(judul, acuan.dikatakan.get(jenis, ()))
    yield from group("Mengubah", peraturan.mengubah if peraturan else ())
    yield from group("Mencabut", acuan.mencabut)
