"""The keys beyond the first format: where each shows, who finds it, and what the comparison says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.sites import catalog_of, minimal_sop

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.compare.diff import compare_catalogs
from sop_catalog.pages.build import build_sop_page
from sop_catalog.pages.index_pages import build_katalog_json
from sop_catalog.pages.settings import Settings
from sop_catalog.search.index import LAIN, NAMA, _sop_places

PROFIL = """\
umum:
  dasar: umum
  baris:
    nomor: NOMOR SOP
    disusun_oleh: DISUSUN OLEH
    diperiksa_oleh: DIPERIKSA OLEH
    disahkan_oleh: DISAHKAN OLEH
    nama: NAMA SOP
"""


def catalog(folder: Path, text: str) -> Catalog:
    """One SOP of a unit whose form has rows for everybody."""
    registers = folder / "_daftar"
    registers.mkdir(parents=True, exist_ok=True)
    (registers / "unit.yml").write_text("biro-uji: Biro Uji\n", "utf-8")
    (registers / "profil.yml").write_text(PROFIL, "utf-8")
    return catalog_of(folder, a=text)


def sentences(tmp_path: Path, before: str, after: str) -> list[str]:
    """What `sop bandingkan` says, without the SOP's name."""
    first, second = (catalog(tmp_path / name, text) for name, text in (("lama", before), ("baru", after)))
    return [change.sentence for diff in compare_catalogs(first, second) for change in diff.changes]


# --- Kata kunci ---------------------------------------------------------------------------------------------------


def test_only_the_search_knows_a_keyword(tmp_path: Path) -> None:
    found = catalog(tmp_path, minimal_sop("Pinjam Pakai Kendaraan", kata_kunci="[mobil dinas, kendaraan operasional]"))
    assert (NAMA, "mobil dinas") in list(_sop_places(found, found.sops["a"]))
    page = build_sop_page(found, "a", Settings())
    assert "mobil dinas" not in page.html
    assert "mobil dinas" in page.search_html
    assert json.loads(build_katalog_json(found, Settings()))[0]["kata_kunci"] == [
        "mobil dinas",
        "kendaraan operasional",
    ]


# --- Pejabat ------------------------------------------------------------------------------------------------------


def test_who_wrote_and_examined_it_stands_in_the_head(tmp_path: Path) -> None:
    text = minimal_sop(
        "A", status="berlaku", disusun_oleh="Analis Kebijakan",
        diperiksa_oleh="[{jabatan: Kepala Bagian, nama: Rina}, Kepala Subbagian]", disahkan_oleh="[Kepala Biro, Sekretaris]",
    )  # fmt: skip
    found = catalog(tmp_path, text)
    html = build_sop_page(found, "a", Settings()).html
    rows = [
        html.partition(f'class="sop-{isian}">')[2].partition("</td>")[0]
        for isian in ("disusun-oleh", "diperiksa-oleh", "disahkan-oleh")
    ]
    assert rows == [
        "Analis Kebijakan",
        "Kepala Bagian<br>(ditandatangani pada naskah asli)<br>Rina<br>Kepala Subbagian",
        "Kepala Biro<br>Sekretaris",
    ]
    places = list(_sop_places(found, found.sops["a"]))
    assert {(LAIN, "Analis Kebijakan"), (LAIN, "Rina"), (LAIN, "Sekretaris")} <= set(places)
    record = json.loads(build_katalog_json(found, Settings()))[0]
    assert record["diperiksa_oleh"] == ["Kepala Bagian", "Kepala Subbagian"]
    assert record["disahkan_oleh"] == ["Kepala Biro", "Sekretaris"]


# --- Comparison ---------------------------------------------------------------------------------------------------

EDITS = {
    "penyusun diisi": ({}, {"disusun_oleh": "Analis"}, ["Disusun oleh, jabatan: diisi “Analis”"]),
    "pemeriksa ditambah": (
        {"diperiksa_oleh": "Kepala Bagian"},
        {"diperiksa_oleh": "[Kepala Bagian, Kepala Subbagian]"},
        ["Diperiksa oleh: butir 2 ditambahkan, “Kepala Subbagian”"],
    ),
    "pengesah kedua dihapus": (
        {"disahkan_oleh": "[Kepala Biro, Sekretaris]"},
        {"disahkan_oleh": "Kepala Biro"},
        ["Disahkan oleh: butir 2 dihapus, “Sekretaris”"],
    ),
    "NIP salah satu pengesah": (
        {"disahkan_oleh": "[{jabatan: Kepala, nip: 197503101999031002}, Sekretaris]"},
        {"disahkan_oleh": "[{jabatan: Kepala, nip: 197503101999031003}, Sekretaris]"},
        ["Disahkan oleh (Kepala), NIP diubah"],
    ),
    "kata kunci": (
        {"kata_kunci": "[mobil]"},
        {"kata_kunci": "[mobil, motor]"},
        ["Kata kunci: butir 2 ditambahkan, “motor”"],
    ),
    "nomor revisi": (
        {"riwayat": "[{tanggal: 5 Mei 2025, perubahan: terbit}]"},
        {"riwayat": "[{tanggal: 5 Mei 2025, perubahan: terbit, revisi: 0}]"},
        ["Riwayat: “terbit” menjadi “terbit, revisi 0”"],
    ),
    "bulan menjadi hari": (
        {"tanggal_pembuatan": "Mei 2025"},
        {"tanggal_pembuatan": "5 Mei 2025"},
        ["Tanggal pembuatan Mei 2025 menjadi 5 Mei 2025"],
    ),
    "ejaan tanggal": (
        {"tanggal_pembuatan": "05/2025"},
        {"tanggal_pembuatan": "Mei 2025"},
        ["Isi tidak berubah; hanya cara menulis berkas (komentar, spasi, tanda petik, kode pelaksana)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "told"), EDITS.values(), ids=list(EDITS))
def test_comparison(tmp_path: Path, before: dict[str, str], after: dict[str, str], told: list[str]) -> None:
    assert sentences(tmp_path, minimal_sop("A", **before), minimal_sop("A", **after)) == told
