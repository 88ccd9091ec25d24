"""The identity part of the form (PermenPAN-RB 35/2012): the table of labels and values, and the six boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sop_catalog.catalog.peraturan import Sitasi
from sop_catalog.catalog.rujukan import Segmen
from sop_catalog.model.registers import Letak, Peraturan, Profil, StatusPeraturan
from sop_catalog.model.sop import BOX_FIELDS, PEJABAT_FIELDS, Pengesah, Sop, Status
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.paths import kode_path, sop_path
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Baris:
    """A row of the identity table."""

    isian: str
    """The field, with "-" for "_": the end of its CSS class."""
    label: str
    teks: tuple[str, ...]
    """Lines of the value; () for an empty cell, as on paper."""
    tanda_tangan: tuple[int, ...] = ()
    """Before which lines paper has room for a signature and a stamp."""


@dataclass(frozen=True, slots=True)
class Kotak:
    """A box, one of the six or a further one of the agency's form."""

    isian: str
    judul: str
    butir: tuple[tuple[Tautan, ...], ...]
    """Each item in pieces: a link, or text beside links."""
    bernomor: bool
    """Whether the items are numbered; one item alone is a paragraph."""


_ON_PAPER = Markup('NIP <span class="sop-nip-layar">{}</span><span class="sop-nip-kertas">{}</span>')
"""The whole number is for the printed form alone."""


def identity_rows(sop: Sop, profil: Profil, settings: Settings) -> Iterator[Baris]:
    """The rows that the agency's profile prints; an empty value is an empty cell, as on paper."""
    for isian, label in profil.baris:
        if isian in PEJABAT_FIELDS:
            yield _signed_row(sop, isian, label, settings)
            continue
        value = getattr(sop, isian)
        text = value if value is None or isinstance(value, str) else value.format()
        yield Baris(isian.replace("_", "-"), label, (text,) if text else ())


def _signed_row(sop: Sop, isian: str, label: str, settings: Settings) -> Baris:
    """The row of those who wrote, examined or approved it, a blank line between them, with room to sign a draft."""
    draft = sop.status is Status.DRAF or settings.untuk_pengesahan
    lines: list[str] = []
    rooms = []
    for person in sop.pejabat(isian):
        if lines:
            lines.append("")
        if draft and (settings.untuk_pengesahan or not person.tte):  # an electronic signature is seen, too
            rooms.append(len(lines) + bool(person.jabatan))
        lines += _approver(person, settings, signed=not draft)
    return Baris(isian.replace("_", "-"), label, tuple(lines), tuple(rooms))


def _approver(pengesah: Pengesah, settings: Settings, *, signed: bool) -> Iterator[str]:
    """Position, name, rank, NIP; never a signature.

    Args:
        signed: whether somebody has signed the original, so that nobody should sign a copy.
    """
    if pengesah.jabatan:
        yield pengesah.jabatan
    if pengesah.tte and not settings.untuk_pengesahan:
        yield "(naskah asli ditandatangani secara elektronik)"
    elif signed and pengesah.nama:
        yield "(ditandatangani pada naskah asli)"
    if pengesah.nama:
        yield pengesah.nama
    if pengesah.pangkat:
        yield pengesah.pangkat
    if pengesah.nip:
        shown = pengesah.nip.masked() if pengesah.nip.angka else pengesah.nip.teks
        yield _ON_PAPER.format(shown, pengesah.nip.teks) if settings.print_nip else f"NIP {shown}"


def boxes(sop: Sop, around: Surroundings, address: Address) -> tuple[tuple[Kotak, ...], ...]:
    """The rows of boxes: the six as the three pairs of the form, further ones above and below them; one alone has a row."""

    def rows(titles: Sequence[tuple[str, str]]) -> Iterator[tuple[Kotak, ...]]:
        found = [
            Kotak(
                isian.replace("_", "-"),
                judul,
                tuple(_items(sop, around, isian, address)),
                bernomor=isian != "keterkaitan" and len(sop.isi_kotak(isian)) > 1,
            )
            for isian, judul in titles
        ]
        return (tuple(found[start : start + 2]) for start in range(0, len(found), 2))

    further = around.profil.kotak
    return (
        *rows([(box.isian, box.judul) for box in further if box.letak is Letak.ATAS]),
        *rows([(isian, around.profil.judul_kotak[isian]) for isian in BOX_FIELDS]),
        *rows([(box.isian, box.judul) for box in further if box.letak is Letak.BAWAH]),
    )


def _items(sop: Sop, around: Surroundings, isian: str, address: Address) -> Iterator[tuple[Tautan, ...]]:
    if isian == "keterkaitan":
        for item, pieces in zip(sop.keterkaitan, around.keterkaitan, strict=True):
            if any(not piece.rujukan and _says_something(piece.teks) for piece in pieces):
                yield tuple(_piece(sop, around, piece, address) for piece in pieces)
            else:  # nothing but names: each is an item
                yield from (
                    (_piece(sop, around, piece, address),) for piece in pieces if piece.rujukan or item == piece.teks
                )
    elif isian == "dasar_hukum":
        for kalimat, cited in zip(around.kalimat_hukum, around.dasar_hukum, strict=True):
            yield tuple(_legal_basis(kalimat, cited, address))
    else:
        yield from ((Tautan(teks),) for teks in sop.isi_kotak(isian))


_Cited = Sequence[tuple[Sitasi, Peraturan | None]]


def _legal_basis(kalimat: str, cited: _Cited, address: Address) -> Iterator[Tautan]:
    """An item of dasar hukum, cut before each further regulation: every piece leads to its own."""
    starts = sorted({sitasi.mulai for sitasi, _ in cited[1:]} - {0})
    if len(starts) != len(cited) - 1:  # no regulation, or one that is known by a name alone
        href = address.to(kode_path(cited[0][0].kode)) if cited else ""
        yield Tautan(kalimat, href, catatan=_revocation(cited))
        return
    for one, start, end in zip(cited, (0, *starts), (*starts, len(kalimat)), strict=True):
        piece = kalimat[start:end]
        shown = piece.rstrip()
        yield Tautan(shown, address.to(kode_path(one[0].kode)), catatan=_revocation((one,)))
        if shown != piece:
            yield Tautan(" ")


def _revocation(cited: _Cited) -> str:
    """The remark behind a citation; "" while all that it cites is in force, as far as the register knows."""
    revoked = [item for _, item in cited if item and item.keberlakuan is StatusPeraturan.DICABUT]
    if not revoked:
        return ""
    return (
        "peraturan ini sudah dicabut"
        if len(cited) == 1
        else f"{', '.join(item.kode for item in revoked)} sudah dicabut"
    )


def _says_something(teks: str) -> bool:
    return any(character.isalnum() for character in teks)


def _piece(sop: Sop, around: Surroundings, segmen: Segmen, address: Address) -> Tautan:
    if not segmen.rujukan:
        return Tautan(segmen.teks)
    slug = segmen.rujukan.slug
    if not slug:
        return Tautan(segmen.teks, belum_ada=True)
    if slug == sop.slug:
        return Tautan(segmen.teks, catatan="SOP ini")
    other = around.neighbour(slug)
    revoked = other is not None and other.status is Status.DICABUT
    return Tautan(segmen.teks, address.to(sop_path(slug)), catatan="dicabut" if revoked else "")
