"""The one parser: from the intermediate form of any file to SOPs, with every doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sop_catalog.importing.accounting import account
from sop_catalog.importing.cleaning import STAMP, clean_page, without_watermarks
from sop_catalog.importing.composing import notes_below, read_columns, read_references, read_steps
from sop_catalog.importing.doubts import JenisRagu, Ragu, one_per_row
from sop_catalog.importing.drawn.alur import Alur
from sop_catalog.importing.drawn.flows import build_flows
from sop_catalog.importing.drawn.same_cell import merge_same_cell
from sop_catalog.importing.drawn.ways import read_ways
from sop_catalog.importing.form.head_fields import agency_names, read_head_fields
from sop_catalog.importing.form.identity import KepalaSop, split_items
from sop_catalog.importing.names import name_of_file, name_siblings
from sop_catalog.importing.naskah import Halaman, Naskah
from sop_catalog.importing.parts import Bagian, split_parts
from sop_catalog.importing.sop_read import SopTerbaca
from sop_catalog.importing.suspicions import column_doubts, page_doubts, title_doubts
from sop_catalog.model.sop import (
    BOX_FIELDS,
    DATE_FIELDS,
    Simbol,
    Sop,
    Status,
)


def parse_naskah(naskah: Naskah, unit: str) -> list[SopTerbaca]:
    """All SOPs of a file; [] where there is no activity table in it.

    Args:
        naskah: what the reader saw.
        unit: the code that the SOPs get.
    """
    original = naskah
    naskah = without_watermarks(naskah)
    naskah = replace(naskah, halaman=tuple(clean_page(page) for page in naskah.halaman))
    parts = split_parts(naskah)
    stamped = {page.nomor for page in original.halaman if STAMP.search(" ".join(word.isi for word in page.teks))}
    found: list[SopTerbaca] = []
    for part in parts:
        flows = build_flows(part.halaman)
        for number, flow in enumerate(flows):
            merge_same_cell(flow)
            found.append(_build(naskah, part, flow, unit, number if len(flows) > 1 else -1, stamped))
    name_siblings(found, naskah)
    return found


def _build(naskah: Naskah, part: Bagian, flow: Alur, unit: str, number: int, stamped: set[int]) -> SopTerbaca:  # noqa: PLR0913, PLR0917 - each is a different thing
    pages = [page for page, _ in part.halaman]
    words = [word for page in pages for word in page.teks]
    tte = any(page.nomor in stamped for page in pages)
    head = part.kepala
    picture = head is not None and _picture_at_signature(head, pages)
    fields = read_head_fields(head, tte=tte)
    doubts: list[Ragu] = [
        *(Ragu(JenisRagu.PEMBACA, note) for note in naskah.catatan),
        *fields.ragu,
        *page_doubts(pages, flow),
        *column_doubts(flow, read_off=naskah.tanpa_geometri or any(page.gambar_dibaca for page in pages)),
        *flow.ragu,
    ]
    columns = read_columns(flow.kolom, doubts, flow)
    if naskah.tanpa_geometri:
        symbols: list[tuple[Simbol, ...]] = [(Simbol(()),) for _ in flow.baris]
        doubts.append(
            Ragu(
                JenisRagu.PELAKSANA,
                "berkas ini tidak memuat letak simbol; pelaksana semua langkah ditulis tidak terbaca",
            )
        )
    else:
        symbols, more = read_ways(flow, columns)
        doubts += more
    steps = read_steps(flow, symbols, doubts)
    doubts += title_doubts(flow, steps, columns)
    boxes: dict[str, Any] = {
        kunci: split_items(head.kotak[kunci].isi) if head is not None and kunci in head.kotak else ()
        for kunci in BOX_FIELDS
    }
    boxes["keterkaitan"] = read_references(boxes["keterkaitan"], doubts, head)
    notes = notes_below(flow, pages)
    nama = fields.nama or name_of_file(naskah.berkas)
    title = nama if number < 0 else f"{nama} ({number + 1})"
    signed = tte or picture
    dated = any(date.awal for date in fields.tanggal.values())
    sop = Sop(
        slug="",
        path="",
        nama=title,
        unit=unit,
        pelaksana=columns,
        langkah=tuple(steps),
        catatan_tabel=tuple(text for _, text, _ in notes),
        nomor=fields.nomor,
        status=Status.BERLAKU if signed and dated and fields.nomor else Status.DRAF,
        disusun_oleh=fields.disusun_oleh,
        diperiksa_oleh=fields.diperiksa_oleh,
        disahkan_oleh=fields.disahkan_oleh,
    )
    dates: dict[str, Any] = {kunci: fields.tanggal.get(kunci) for kunci in DATE_FIELDS}
    sop = replace(sop, **dates, **boxes)
    read = SopTerbaca(sop, doubts, flow, head, tuple(page.nomor for page in pages), agency_names(head))
    account(read, words, fields, shared=number >= 0)
    read.ragu = one_per_row(read.ragu)
    return read


def _picture_at_signature(head: KepalaSop, pages: Sequence[Halaman]) -> bool:
    value = head.isian.get("disahkan_oleh")
    page = next((page for page in pages if page.nomor == head.halaman), None)
    if value is None or page is None:
        return False
    around = value.kotak.grown(20)
    return any(
        around.holds(picture.kotak.tengah) and picture.kotak.luas < 0.1 * page.lebar * page.tinggi
        for picture in page.gambar
    )
