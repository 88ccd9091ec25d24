"""What an SOP's page says of the documents that were signed, of the versions they were, and of evaluations."""

from __future__ import annotations

from dataclasses import dataclass

from sop_catalog.catalog.signed import KeadaanSah, Kesamaan, Perbandingan
from sop_catalog.model.sop import Sop
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.surroundings import Surroundings, Terlampir

_SAME = "Isi halaman ini sama dengan naskah yang disahkan."


@dataclass(frozen=True, slots=True)
class NaskahBerlaku:
    """The newest document that was signed, above the form."""

    tautan: Tautan
    rincian: str
    sama: bool
    """Whether the page is known to say what was signed."""
    kalimat: str
    perubahan: tuple[str, ...]
    cetak: str
    """What the foot of a printed sheet says of it, a sentence."""


@dataclass(frozen=True, slots=True)
class BarisVersi:
    """One signed version in the history."""

    judul: str
    perubahan: str
    naskah: Tautan | None
    rincian: str
    """Of the document: kind and size."""
    kalimat: str
    """What is said of the changes as a whole; ""."""
    beda: tuple[str, ...]
    """The changes since the version before, one sentence each."""


@dataclass(frozen=True, slots=True)
class BarisEvaluasi:
    """One evaluation."""

    tanggal: str
    hasil: str
    catatan: str
    tindakan: str


def current_paper(sop: Sop, around: Surroundings, address: Address) -> NaskahBerlaku | None:
    """The newest document; None for an SOP that notes none."""
    naskah, keadaan = sop.naskah_terakhir, around.keadaan
    if naskah is None or not around.naskah:
        return None
    paper = around.naskah[sop.naskah_sah.index(naskah)]
    day = naskah.tanggal.format()
    kini = keadaan.kini if keadaan else None
    kalimat, cetak = _said(kini, day)
    return NaskahBerlaku(
        _link(paper, address),
        paper.rincian,
        kini is not None and kini.kesamaan is Kesamaan.SAMA,
        kalimat,
        kini.perubahan if kini else (),
        cetak,
    )


def _said(kini: Perbandingan | None, day: str) -> tuple[str, str]:
    """The sentence of the page, and that of a printed sheet."""
    signed = f"Naskah sah ditandatangani {day}"
    match kini.kesamaan if kini else Kesamaan.TIDAK_DIKETAHUI:
        case Kesamaan.SAMA:
            return _SAME, f"{signed}; isi lembar ini sama dengan naskah itu."
        case Kesamaan.BERBEDA:
            return (
                f"Isi halaman ini berbeda dari naskah yang disahkan {day}:",
                f"{signed}; isi lembar ini berbeda dari naskah itu.",
            )
        case Kesamaan.BERUBAH:
            why = f" ({kini.sebab})" if kini and kini.sebab else ""
            text = f"Isi halaman ini berubah sejak disahkan {day}; apa yang berubah tidak dapat disebut{why}."
            return text, f"{signed}; isi lembar ini berubah sejak itu."
        case _:
            why = f": {kini.sebab}" if kini and kini.sebab else ""
            return f"Belum diketahui apakah isi halaman ini sama dengan naskah yang disahkan{why}.", f"{signed}."


def history(sop: Sop, around: Surroundings, address: Address) -> tuple[BarisVersi, ...]:
    """The signed versions, newest first; of an SOP without documents what its own history says, in its order."""
    keadaan: KeadaanSah | None = around.keadaan
    if not keadaan or not keadaan.versi:
        return tuple(BarisVersi(row.judul, row.perubahan, None, "", "", ()) for row in sop.riwayat)
    rows = []
    for versi in keadaan.versi:
        paper = around.naskah[versi.naskah] if 0 <= versi.naskah < len(around.naskah) else None
        kalimat = ""
        beda: tuple[str, ...] = ()
        if before := versi.dari_sebelumnya:
            beda = before.perubahan if "; ".join(before.perubahan) != versi.perubahan else ()
            if before.kesamaan is Kesamaan.SAMA:
                kalimat = "Isi sama dengan versi sebelumnya."
            elif before.kesamaan is not Kesamaan.BERBEDA:
                kalimat = f"Bedanya dari versi sebelumnya tidak dapat disebut: {before.sebab}."
        rows.append(
            BarisVersi(
                versi.judul,
                versi.perubahan,
                _link(paper, address) if paper else None,
                paper.rincian if paper else "",
                kalimat,
                beda,
            )
        )
    return tuple(rows)


def evaluations(sop: Sop) -> tuple[BarisEvaluasi, ...]:
    """Newest first."""
    rows = sorted(
        enumerate(sop.evaluasi), key=lambda item: (item[1].tanggal.akhir is None, item[1].tanggal.akhir, item[0])
    )
    return tuple(BarisEvaluasi(row.tanggal.format(), row.hasil, row.catatan, row.tindakan) for _, row in reversed(rows))


def _link(paper: Terlampir, address: Address) -> Tautan:
    return Tautan(paper.nama, address.asset(paper.path) if paper.path else paper.alamat)
