"""What an SOP's page says of the rest of the catalogue, as plain data.

A page is made of the SOP, its surroundings and the settings, and of nothing else: so it can be made in another process,
which has no catalogue, and be kept while these three stay what they are. What a page is to say of other SOPs or of the
registers, it says by way of this record.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.peraturan import Sitasi
from sop_catalog.catalog.rujukan import Link, Segmen
from sop_catalog.catalog.signed import KeadaanSah
from sop_catalog.model.build_day import is_overdue
from sop_catalog.model.registers import Peraturan, Profil, Unit
from sop_catalog.model.sop import Sop, Status
from sop_catalog.model.values.tanggal import format_tanggal
from sop_catalog.pages.paths import attachment_path, signed_path
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.status import review_due, successor_of


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another SOP, as far as a page names it."""

    slug: str
    judul: str
    status: Status


@dataclass(frozen=True, slots=True)
class Terlampir:
    """Something that the SOP attaches."""

    nama: str
    path: str
    """From the site's root; "" for an address, and for a file that is not published."""
    alamat: str
    """"" for a file."""
    rincian: str
    """What a reader wants to know before clicking: "formulir.docx, Word, 24 KB"; the address itself."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What one SOP's page says of the rest."""

    units: tuple[Unit, ...]
    """The SOP's unit behind those above it; () for a code that the register does not know."""
    profil: Profil
    logo: str
    """Path of the logo from the site's root; ""."""
    keterkaitan: tuple[tuple[Segmen, ...], ...]
    """Each item of the box, cut into plain pieces and references."""
    keterangan: tuple[tuple[Segmen, ...], ...]
    """Likewise the keterangan of each step."""
    kalimat_hukum: tuple[str, ...]
    """Each sentence of the box as it is printed: codes as names."""
    dasar_hukum: tuple[tuple[tuple[Sitasi, Peraturan | None], ...], ...]
    """What it cites, with the register's entries."""
    links: tuple[Link, ...]
    """Every SOP that this one refers to."""
    backlinks: tuple[Link, ...]
    """Every SOP that refers to this one."""
    lampiran: tuple[Terlampir, ...]
    """What it attaches, in its order."""
    neighbours: tuple[Neighbour, ...]
    """The SOPs that these name and that have a form page."""
    successor: Neighbour | None
    """What replaced a revoked SOP."""
    current: Neighbour | None
    """Where the successor is revoked too: the end of the chain, if that is in force."""
    overdue: dt.date | None
    """The day until which it should have been reviewed, once that has passed."""
    versi: str
    """The first eight hex digits of the SHA-256 of the SOP's file, so that two sheets with one version hold the same
    text; then the day since which it says so, where that is known."""
    naskah: tuple[Terlampir, ...] = ()
    """The documents that were signed, in the order of the file; the names say when."""
    keadaan: KeadaanSah | None = None
    """How the SOP stands to these."""

    def neighbour(self, slug: str) -> Neighbour | None:
        """An SOP among the neighbours; None for one without a form page."""
        return next((item for item in self.neighbours if item.slug == slug), None)


def find_surroundings(catalog: Catalog, slug: str, settings: Settings, diubah: dt.date | None = None) -> Surroundings:
    """What the page of one readable SOP says of the others. KeyError for any other slug.

    Args:
        catalog: all SOPs.
        slug: the SOP's.
        settings: of the site.
        diubah: the day since which its file says what it says (`catalog.changes.last_changed`); None: unknown.
    """
    sop = catalog.sops[slug]
    registers = catalog.registers
    keterkaitan = tuple(catalog.cut_item(item) for item in sop.keterkaitan)
    keterangan = tuple(catalog.segments(langkah.keterangan) for langkah in sop.langkah)
    links = catalog.links[slug]
    backlinks = catalog.dirujuk_oleh.get(slug, ())
    named = [segmen.rujukan.slug for segmens in (*keterkaitan, *keterangan) for segmen in segmens if segmen.rujukan]
    named += [link.target for link in links] + [link.source for link in backlinks]
    successor, current = _replacements(catalog, sop)
    due = review_due(sop, settings)
    versi = hashlib.sha256(catalog.by_slug[slug].source.text.encode()).hexdigest()[:8]
    return Surroundings(
        units=tuple(registers.ancestry(sop.unit)),
        profil=registers.profil_of(sop.unit),
        logo=catalog.logo_of(sop.unit),
        keterkaitan=keterkaitan,
        keterangan=keterangan,
        kalimat_hukum=tuple(catalog.spell_kalimat(kalimat) for kalimat in sop.dasar_hukum),
        dasar_hukum=tuple(tuple(catalog.find_peraturan(kalimat)) for kalimat in sop.dasar_hukum),
        links=links,
        backlinks=backlinks,
        lampiran=tuple(find_attached(catalog, slug)),
        neighbours=tuple(_neighbour(catalog.sops[other]) for other in dict.fromkeys(named) if other in catalog.sops),
        successor=_neighbour(successor) if successor else None,
        current=_neighbour(current) if current else None,
        overdue=due if is_overdue(due, settings.today) else None,
        versi=f"{versi}, {format_tanggal(diubah)}" if diubah else versi,
        naskah=tuple(find_papers(catalog, slug)),
        keadaan=catalog.keadaan.get(slug),
    )


def find_attached(catalog: Catalog, slug: str) -> Iterator[Terlampir]:
    """What an SOP attaches, in its order. KeyError for a slug without a form page."""
    sop = catalog.sops[slug]
    files = iter(catalog.attachments.get(sop.path, ()))
    for lampiran in sop.lampiran:
        shown = lampiran.sumber if lampiran.sumber != lampiran.nama else ""
        if lampiran.alamat:
            yield Terlampir(lampiran.nama, "", lampiran.alamat, shown)
            continue
        berkas = next(files, None)
        if berkas is None or berkas.sebab:
            reason = "berkasnya belum diterbitkan" if berkas else ""
            yield Terlampir(lampiran.nama, "", "", ", ".join(filter(None, (shown, reason))))
        else:
            about = ", ".join(filter(None, (shown, berkas.jenis, berkas.format_size())))
            yield Terlampir(lampiran.nama, attachment_path(sop.slug, berkas.nama_terbit), "", about)


def find_papers(catalog: Catalog, slug: str) -> Iterator[Terlampir]:
    """The documents that were signed, in the order of the SOP's file. KeyError for a slug without a form page.

    A file that is another than the one that was noted is not offered.
    """
    sop = catalog.sops[slug]
    for sah in catalog.signed.get(sop.path, ()):
        nama = f"Naskah yang disahkan {sah.naskah.tanggal.format()}"
        nomor = f"nomor {sah.naskah.nomor}" if sah.naskah.nomor else ""
        if sah.naskah.alamat:
            yield Terlampir(nama, "", sah.naskah.alamat, nomor)
        elif sah.berkas is None or sah.berkas.sebab:
            yield Terlampir(nama, "", "", "berkasnya belum diterbitkan")
        elif sah.is_other_file:
            yield Terlampir(nama, "", "", "berkasnya bukan lagi yang dicatat saat disahkan, jadi tidak diterbitkan")
        else:
            about = ", ".join(filter(None, (nomor, sah.berkas.jenis, sah.berkas.format_size())))
            yield Terlampir(nama, signed_path(slug, sah.berkas.nama_terbit), "", about)


def _neighbour(sop: Sop) -> Neighbour:
    return Neighbour(sop.slug, sop.judul, sop.status)


def _replacements(catalog: Catalog, sop: Sop) -> tuple[Sop | None, Sop | None]:
    """What replaced a revoked SOP; and, where that is revoked too, the end of the chain if it is in force."""
    slug = successor_of(catalog, sop)
    if not slug:
        return None, None
    successor = last = catalog.sops[slug]
    seen = {sop.slug}
    while (slug := successor_of(catalog, last)) and last.slug not in seen:
        seen.add(last.slug)
        last = catalog.sops[slug]
    return successor, last if last is not successor and last.status is Status.BERLAKU else None
