"""The identity part of the form, as STANDARD.md lists it: the table of labels and values, and the six boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog, Rujukan
from sop_catalog.model.registers import Peraturan, Profil, StatusPeraturan
from sop_catalog.model.sop import BOX_FIELDS, Pengesah, Sop, Status
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.paths import kode_path
from sop_catalog.pages.rendering import Address, Settings


@dataclass(frozen=True, slots=True)
class Baris:
    """A row of the identity table."""

    isian: str
    """The field, with "-" for "_": the end of its CSS class."""
    label: str
    teks: tuple[str, ...]
    """Lines of the value; () for an empty cell, as on paper."""
    tanda_tangan: int = -1
    """Before which line paper has room for a signature and a stamp; -1: nowhere."""


@dataclass(frozen=True, slots=True)
class Kotak:
    """One of the six boxes."""

    isian: str
    judul: str
    butir: tuple[Tautan, ...]
    bernomor: bool
    """Whether the items are numbered; one item alone is a paragraph."""


def identity_rows(sop: Sop, profil: Profil, settings: Settings) -> Iterator[Baris]:
    """The rows that the agency's profile prints; an empty value is an empty cell, as on paper."""
    for isian, label in profil.baris:
        value = getattr(sop, isian)
        if isinstance(value, Pengesah):
            draft = sop.status is Status.DRAF
            lines = tuple(_approver(value, settings, signed=not draft))
            room = bool(value.jabatan) if draft and lines and not value.tte else -1
            yield Baris(isian.replace("_", "-"), label, lines, room)
            continue
        text = value if value is None or isinstance(value, str) else value.format()
        yield Baris(isian.replace("_", "-"), label, (text,) if text else ())


def _approver(pengesah: Pengesah, settings: Settings, *, signed: bool) -> Iterator[str]:
    """Position, name, rank, NIP; never a signature (STANDARD.md, "Governance").

    Args:
        signed: whether somebody has signed the original, so that nobody should sign a copy.
    """
    if pengesah.jabatan:
        yield pengesah.jabatan
    if pengesah.tte:
        yield "(naskah asli ditandatangani secara elektronik)"
    elif signed and pengesah.nama:
        yield "(ditandatangani pada naskah asli)"
    if pengesah.nama:
        yield pengesah.nama
    if pengesah.pangkat:
        yield pengesah.pangkat
    if pengesah.nip:
        yield f"NIP {pengesah.nip.teks if settings.print_nip or not pengesah.nip.angka else pengesah.nip.masked()}"


def boxes(catalog: Catalog, sop: Sop, profil: Profil, address: Address) -> tuple[tuple[Kotak, Kotak], ...]:
    """The six boxes as the three pairs of the form."""
    boxes = [
        Kotak(
            isian.replace("_", "-"),
            profil.judul_kotak[isian],
            tuple(_items(catalog, sop, isian, address)),
            bernomor=isian != "keterkaitan" and len(getattr(sop, isian)) > 1,
        )
        for isian in BOX_FIELDS
    ]
    return tuple(zip(boxes[::2], boxes[1::2], strict=True))


def _items(catalog: Catalog, sop: Sop, isian: str, address: Address) -> Iterator[Tautan]:
    if isian == "keterkaitan":
        for rujukan in catalog.keterkaitan(sop):
            yield _reference(sop, rujukan, address)
    elif isian == "dasar_hukum":
        for kalimat in sop.dasar_hukum:
            cited = catalog.find_peraturan(kalimat)
            href = address.to(kode_path(cited[0][0].kode)) if cited else ""
            yield Tautan(kalimat, href, catatan=_revocation([peraturan for _, peraturan in cited]))
    else:
        yield from (Tautan(teks) for teks in getattr(sop, isian))


def _revocation(cited: Sequence[Peraturan | None]) -> str:
    """The remark behind an item of dasar hukum; "" while all that it cites is in force, as far as the register knows."""
    revoked = [item for item in cited if item and item.keberlakuan is StatusPeraturan.DICABUT]
    if not revoked:
        return ""
    return (
        "peraturan ini sudah dicabut"
        if len(cited) == 1
        else f"{', '.join(item.kode for item in revoked)} sudah dicabut"
    )


def _reference(sop: Sop, rujukan: Rujukan, address: Address) -> Tautan:
    if not rujukan.slug:
        named = any(character.isalnum() for character in rujukan.teks)
        return Tautan(rujukan.teks, belum_ada=named)
    if rujukan.slug == sop.slug:
        return Tautan(rujukan.teks, catatan="SOP ini")
    return Tautan(rujukan.teks, address.to(f"sop/{rujukan.slug}"))
