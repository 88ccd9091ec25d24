"""Who wrote and examined an SOP, and a date without a day: what the head of a document says of them."""

from __future__ import annotations

import pytest

from sop_catalog.importing.form.head_fields import read_head_fields
from sop_catalog.importing.form.identity import KepalaSop, Nilai
from sop_catalog.importing.form.words import IDENTITY_OF, fold
from sop_catalog.importing.naskah import Kotak
from sop_catalog.model.sop import Pengesah
from sop_catalog.model.values.tanggal import Tanggal


def head(**values: str) -> KepalaSop:
    found = KepalaSop(1)
    found.isian = {kunci: Nilai(text, (), Kotak(0, 0, 1, 1)) for kunci, text in values.items()}
    return found


def test_rows_of_people_are_read() -> None:
    read = read_head_fields(
        head(
            nomor="7/SOP/2025",
            nama="Penataan Arsip",
            disusun_oleh="Kepala Subbagian Arsip\nRina Wulandari",
            diperiksa_oleh="-",
            disahkan_oleh="Kepala Biro",
        ),
        tte=False,
    )
    assert read.disusun_oleh == (Pengesah("Kepala Subbagian Arsip", "Rina Wulandari"),)
    assert read.diperiksa_oleh == ()
    assert read.disahkan_oleh.jabatan == "Kepala Biro"
    assert read.ragu == ()


def test_a_month_is_recorded_as_the_document_has_it() -> None:
    read = read_head_fields(
        head(nomor="7/SOP/2025", nama="Arsip", disahkan_oleh="Kepala", tanggal_pembuatan="Maret 2017"), tte=False
    )
    assert read.tanggal == {"tanggal_pembuatan": Tanggal("Maret 2017", None, 2017, 3)}
    assert read.ragu == ()


@pytest.mark.parametrize(("label", "kunci"), [("Dibuat oleh", "disusun_oleh"), ("DIVERIFIKASI OLEH", "diperiksa_oleh")])
def test_labels(label: str, kunci: str) -> None:
    assert IDENTITY_OF[fold(label)] == kunci
