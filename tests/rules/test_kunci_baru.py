"""The keys beyond the first format: where each shows, who finds it, and what the comparison says of it."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from support.paths import SUPPORT
from support.sites import catalog_of, minimal_sop

from sop_catalog.cache.store import Cache
from sop_catalog.catalog.attachments import MOST_BYTES, Unpublished
from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.kept import READING
from sop_catalog.catalog.load import load_catalog
from sop_catalog.checks import check_catalog
from sop_catalog.checks.attachments import check_attachments
from sop_catalog.compare.diff import compare_catalogs
from sop_catalog.editing.document import Document
from sop_catalog.editing.form import early_form, read_form
from sop_catalog.editing.texts import set_text
from sop_catalog.flow.graph import build_graph
from sop_catalog.model.decode import decode
from sop_catalog.model.snippets import FIELD_SNIPPETS, FileSnippet
from sop_catalog.model.sop import Pelaksana
from sop_catalog.model.yaml_text import render_sop
from sop_catalog.pages.build import build_sop_page
from sop_catalog.pages.identity import identity_rows
from sop_catalog.pages.index_pages import build_katalog_json
from sop_catalog.pages.settings import Settings
from sop_catalog.search.index import LAIN, NAMA, _sop_places
from sop_catalog.site.site import Site
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.text import Source
from sop_catalog.start.new_text import render_new_sop

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
        "Kepala Bagian<br>(ditandatangani pada naskah asli)<br>Rina<br><br>Kepala Subbagian",
        "Kepala Biro<br><br>Sekretaris",
    ]
    places = list(_sop_places(found, found.sops["a"]))
    assert {(LAIN, "Analis Kebijakan"), (LAIN, "Rina"), (LAIN, "Sekretaris")} <= set(places)
    record = json.loads(build_katalog_json(found, Settings()))[0]
    assert record["diperiksa_oleh"] == ["Kepala Bagian", "Kepala Subbagian"]
    assert record["disahkan_oleh"] == ["Kepala Biro", "Sekretaris"]


# --- Lampiran -----------------------------------------------------------------------------------------------------

LAMPIRAN = "[Formulir permohonan: formulir.docx, 'bagan/Alur Kerja (2).PDF', Panduan: 'https://contoh.go.id/panduan', Hilang: hilang.pdf]"


def attach(folder: Path) -> None:
    """Three files of an SOP: beside it, below a folder beside it, and one that nobody attaches."""
    (folder / "bagan").mkdir(parents=True)
    (folder / "_lampiran").mkdir()
    (folder / "_lampiran/formulir.docx").write_bytes(b"PK\x03\x04" + b"x" * 30_000)
    (folder / "bagan/Alur Kerja (2).PDF").write_bytes(b"%PDF-1.7 x")


def test_attachments_are_published_under_safe_names(tmp_path: Path) -> None:
    attach(tmp_path)
    found = catalog(tmp_path, minimal_sop("A", lampiran=LAMPIRAN))
    files = {
        file.path: file.source for file in Site(found, Settings(), None, ()).files if file.path.startswith("lampiran/")
    }
    assert files == {
        "lampiran/a/formulir.docx": tmp_path / "_lampiran/formulir.docx",
        "lampiran/a/alur-kerja-2.pdf": tmp_path / "bagan/Alur Kerja (2).PDF",
    }
    html = build_sop_page(found, "a", Settings()).html
    listed = html.partition('id="lampiran">')[2].partition("</ol>")[0]
    assert (
        '<a href="../../lampiran/a/formulir.docx">Formulir permohonan</a> <small>formulir.docx, Word, 29 KB</small>'
        in listed
    )
    assert '<a href="../../lampiran/a/alur-kerja-2.pdf">bagan/Alur Kerja (2).PDF</a> <small>PDF, 1 KB</small>' in listed
    assert '<a href="https://contoh.go.id/panduan"' in listed
    assert "Hilang <small>hilang.pdf, berkasnya belum diterbitkan</small>" in listed
    assert (LAIN, "Formulir permohonan") in list(_sop_places(found, found.sops["a"]))
    assert json.loads(build_katalog_json(found, Settings()))[0]["lampiran"] == [
        {"nama": "Formulir permohonan", "url": "lampiran/a/formulir.docx"},
        {"nama": "bagan/Alur Kerja (2).PDF", "url": "lampiran/a/alur-kerja-2.pdf"},
        {"nama": "Panduan", "url": "https://contoh.go.id/panduan"},
        {"nama": "Hilang", "url": ""},
    ]


def test_two_files_of_one_name_have_two_addresses(tmp_path: Path) -> None:
    for folder in ("satu", "dua"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "isian.txt").write_text("x", "utf-8")
    found = catalog(tmp_path, minimal_sop("A", lampiran="[satu/isian.txt, dua/isian.txt]"))
    assert [berkas.nama_terbit for berkas in found.attachments["a.yml"]] == ["isian.txt", "isian-2.txt"]


@pytest.mark.parametrize(
    "sumber",
    [
        "../luar.txt",
        "/etc/hostname",
        "C:/luar.txt",
        "a\\b.txt",
        ".git/config.txt",
        "b/../../luar.txt",
        "tautan.txt",
        "folder/luar.txt",
    ],
)
def test_nothing_outside_the_catalogue_is_read(tmp_path: Path, sumber: str) -> None:
    sops = tmp_path / "sops"
    sops.mkdir()
    (tmp_path / "luar.txt").write_text("rahasia", "utf-8")
    (sops / "tautan.txt").symlink_to(tmp_path / "luar.txt")
    (sops / "folder").symlink_to(tmp_path)
    found = catalog(sops, minimal_sop("A", lampiran=f"['{sumber}']"))
    (berkas,) = found.attachments["a.yml"]
    assert (berkas.sebab, berkas.path, berkas.bytes) == (Unpublished.OUTSIDE, None, 0)
    assert [item.fix for item in check_attachments(found)] == [
        "salin berkasnya ke folder _lampiran/, lalu tulis nama berkasnya saja"
    ]


@pytest.mark.parametrize(
    "sumber",
    [
        "mailto:a@contoh.go.id",
        "javascript:alert(1)",
        "ftp://contoh.go.id/a.pdf",
        "https://",
        "https:///a.pdf",
        "www.contoh.go.id/a.pdf",
    ],
)
def test_only_addresses_of_the_web_are_linked(tmp_path: Path, sumber: str) -> None:
    found = catalog(tmp_path, minimal_sop("A", lampiran=f"[Formulir: '{sumber}']"))
    (said,) = [item.fix for item in check_attachments(found)]
    mail = "tulis alamat surel pada isian lain, misalnya `peringatan` atau `keterangan`, lalu hapus baris ini"
    assert said == (mail if "@" in sumber else "tulis alamat lengkap yang diawali https:// (atau http://)")
    html = build_sop_page(found, "a", Settings()).html
    assert f'href="{sumber}' not in html
    assert "Formulir <small>" in html


def test_a_large_file_and_a_pointer_stay_where_they_are(tmp_path: Path) -> None:
    with (tmp_path / "besar.pdf").open("wb") as opened:
        opened.truncate(MOST_BYTES + 1)
    (tmp_path / "penunjuk.pdf").write_text("version https://git-lfs.github.com/spec/v1\n", "utf-8")
    found = catalog(tmp_path, minimal_sop("A", lampiran="[besar.pdf, penunjuk.pdf]"))
    assert [berkas.sebab for berkas in found.attachments["a.yml"]] == [Unpublished.LARGE, Unpublished.POINTER]
    assert "10,0 MB" in next(iter(check_attachments(found))).message


# --- Kotak --------------------------------------------------------------------------------------------------------

KOTAK = """\
dinas:
  dasar: umum
  kotak:
    maksud_dan_tujuan: {judul: MAKSUD DAN TUJUAN, letak: atas}
    ruang_lingkup: RUANG LINGKUP
    sanksi: {judul: SANKSI}
    istilah: ISTILAH
"""


def office(folder: Path, text: str) -> tuple[Catalog, list[Diagnostic]]:
    """One SOP of a unit whose form has four further boxes, beside one of a unit whose form has none."""
    registers = folder / "_daftar"
    registers.mkdir(parents=True)
    (registers / "unit.yml").write_text("biro-uji: {nama: Biro Uji, profil: dinas}\nbiro-lain: Biro Lain\n", "utf-8")
    (registers / "profil.yml").write_text(KOTAK, "utf-8")
    (folder / "a.yml").write_text(text, "utf-8")
    return load_catalog(folder, "sops")


def test_a_further_box_is_a_field_like_the_others(tmp_path: Path) -> None:
    text = minimal_sop(
        "A",
        maksud_dan_tujuan="Menertibkan arsip",
        ruang_lingkup="[Arsip aktif, Arsip inaktif]",
        istilah="|\n  Arsip aktif\n  Retensi",
    )
    found, diagnostics = office(tmp_path, text)
    assert [item.message for item in diagnostics] == []
    sop = found.sops["a"]
    assert sop.isi_kotak("istilah") == ("Arsip aktif", "Retensi")
    html = build_sop_page(found, "a", Settings()).html
    titles = re.findall(r'<section class="sop-kotak( sop-kotak-penuh)? [^>]*><h2 id="([a-z-]+)">([^<]+)</h2>', html)
    assert [(title, bool(alone)) for alone, _, title in titles] == [
        ("MAKSUD DAN TUJUAN", True), ("DASAR HUKUM", False), ("KUALIFIKASI PELAKSANA", False), ("KETERKAITAN", False),
        ("PERALATAN/PERLENGKAPAN", False), ("PERINGATAN", False), ("PENCATATAN DAN PENDATAAN", False), ("RUANG LINGKUP", False), ("SANKSI", False),
        ("ISTILAH", True),
    ]  # fmt: skip
    assert "<li>Arsip inaktif</li>" in html
    assert (LAIN, "Menertibkan arsip") in list(_sop_places(found, sop))
    assert json.loads(build_katalog_json(found, Settings()))[0]["kotak"]["ruang_lingkup"] == [
        "Arsip aktif",
        "Arsip inaktif",
    ]
    assert "Retensi" in build_sop_page(found, "a", Settings()).search_html


def test_a_further_box_is_one_only_where_the_form_has_it(tmp_path: Path) -> None:
    _, diagnostics = office(tmp_path, minimal_sop("A", ruang_lingkup="Arsip aktif").replace("biro-uji", "biro-lain"))
    (found,) = diagnostics
    assert found.message == "isian `ruang_lingkup` tidak dikenal dalam SOP"
    assert "daftarkan `ruang_lingkup:` di bawah `kotak:`" in found.fix


def test_a_mistyped_box_is_named(tmp_path: Path) -> None:
    _, diagnostics = office(tmp_path, minimal_sop("A", ruang_lingkp="Arsip aktif"))
    assert [item.fix for item in diagnostics] == ["tulis `ruang_lingkup:`"]


@pytest.mark.parametrize(
    ("kotak", "message"),
    [
        ("{peralatan: ALAT}", "`peralatan` sudah menjadi isian SOP"),
        ("{Ruang Lingkup: X}", "`Ruang Lingkup` bukan nama isian"),
        ("{sanksi: {judul: SANKSI, letak: kiri}}", "`letak` tidak mengenal `kiri`"),
        ("{sanksi: {letak: atas}}", "kotak `sanksi` belum memuat isian wajib `judul`"),
        ("[SANKSI]", "`kotak` harus berisi `isian: JUDUL`"),
    ],
)
def test_mistakes_in_the_boxes_of_a_profile(tmp_path: Path, kotak: str, message: str) -> None:
    registers = tmp_path / "_daftar"
    registers.mkdir()
    (registers / "profil.yml").write_text(f"dinas:\n  dasar: umum\n  kotak: {kotak}\n", "utf-8")
    (tmp_path / "_daftar/unit.yml").write_text("biro-uji: Biro Uji\n", "utf-8")
    assert [item.message for item in load_catalog(tmp_path, "sops")[1]] == [message]


def test_what_is_kept_of_a_file_forgets_the_box_with_the_form(tmp_path: Path) -> None:
    sops = tmp_path / "sops"
    office(sops, minimal_sop("A", ruang_lingkup="Arsip aktif"))

    def messages() -> list[str]:
        cache = Cache(tmp_path)
        found = [item.message for item in load_catalog(sops, "sops", cache=cache)[1]]
        cache.save(READING)
        cache.close()
        return found

    assert messages() == messages() == []
    (sops / "_daftar/profil.yml").write_text(KOTAK.replace("    ruang_lingkup: RUANG LINGKUP\n", ""), "utf-8")
    assert messages() == ["isian `ruang_lingkup` tidak dikenal dalam SOP"]


def test_comparison_names_a_further_box(tmp_path: Path) -> None:
    before, _ = office(tmp_path / "lama", minimal_sop("A", ruang_lingkup="[Arsip aktif]"))
    after, _ = office(
        tmp_path / "baru", minimal_sop("A", ruang_lingkup="[Arsip aktif, Arsip statis]", sanksi="Teguran")
    )
    (diff,) = compare_catalogs(before, after)
    assert [change.sentence for change in diff.changes] == [
        "Ruang lingkup: butir 2 ditambahkan, “Arsip statis”", "Sanksi: butir 1 ditambahkan, “Teguran”",
    ]  # fmt: skip


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    text = (SUPPORT / "lengkap.yml").read_text("utf-8").replace("biro-perencanaan", "biro-uji")
    boxes = "maksud_dan_tujuan: Menertibkan peminjaman\nistilah: [Sidang, Nota]\n"
    found, _ = office(tmp_path, text.replace("pelaksana:\n", f"{boxes}pelaksana:\n", 1))
    sop = found.files[0].sop
    assert sop is not None
    written = render_sop(sop)
    assert decode(Source("a.yml", written), "a.yml", found.registers).sop == sop
    assert written.count("disahkan_oleh:") == written.count("disusun_oleh:") == 1


def test_a_new_file_has_what_its_form_prints(tmp_path: Path) -> None:
    found, _ = office(tmp_path, minimal_sop("A"))
    profil = replace(
        found.registers.profil["dinas"], baris=(("nomor", "NOMOR"), ("disusun_oleh", "DISUSUN OLEH"), ("nama", "NAMA"))
    )
    text = render_new_sop("B", "biro-uji", (Pelaksana("staf", "Staf"),), profil, "b.yml")
    assert re.findall(r"^(disusun_oleh|diperiksa_oleh|ruang_lingkup|istilah|kata_kunci|lampiran):", text, re.MULTILINE) == [
        "disusun_oleh", "ruang_lingkup", "istilah",
    ]  # fmt: skip
    assert [item.message for item in decode(Source("b.yml", text), "b.yml", found.registers).diagnostics] == []


@pytest.mark.parametrize("snippet", FIELD_SNIPPETS, ids=lambda snippet: snippet.prefix)
def test_a_ready_made_piece_is_sound(snippet: FileSnippet) -> None:
    filled = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", snippet.body)
    decoded = decode(Source("a.yml", minimal_sop("A").replace("pelaksana:\n", f"{filled}pelaksana:\n", 1)))
    assert [item.message for item in decoded.diagnostics] == []


@pytest.mark.parametrize(
    ("riwayat", "printed"),
    [
        ("[{tanggal: 2024, perubahan: terbit, revisi: 0}, {tanggal: 2025, perubahan: dua, revisi: 2}]", ("2",)),
        ("[{tanggal: 2024, perubahan: terbit, revisi: 0}]", ("0",)),
        ("[{tanggal: 2024, perubahan: terbit}]", ()),
        ("[{tanggal: 2024, perubahan: terbit, revisi: 00}]", ("00",)),
        ("[{tanggal: 2025, perubahan: dua, revisi: 01}, {tanggal: 2024, perubahan: terbit, revisi: 00}]", ("01",)),
    ],
)
def test_the_head_may_print_the_number_of_the_latest_revision(
    tmp_path: Path, riwayat: str, printed: tuple[str, ...]
) -> None:
    found = catalog(tmp_path, minimal_sop("A", riwayat=riwayat))
    profil = replace(found.registers.profil["umum"], baris=(("revisi", "REVISI KE"),))
    assert [(row.label, row.teks) for row in identity_rows(found.sops["a"], profil, Settings())] == [
        ("REVISI KE", printed)
    ]


def test_a_number_with_noughts_stays_as_the_paper_has_it(tmp_path: Path) -> None:
    text = minimal_sop("A", riwayat="[{tanggal: 5 Mei 2025, perubahan: terbit, revisi: 00}]")
    found = catalog(tmp_path, text)
    assert "5 Mei 2025 (revisi 00)" in build_sop_page(found, "a", Settings()).html
    assert decode(Source("a.yml", render_sop(found.sops["a"]))).sop == found.sops["a"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("2024 0", "2025 1", "2026 2"), ""),
        (("2026 2", "2025 1", "2024 0"), ""),
        (("2024 -", "2025 4", "2026 5"), ""),
        (("2025 0", "2025 1"), ""),
        (("2025 00", "2026 01"), ""),
        (("2024 0", "2025 1", "2026 1"), "revisi 1 tertulis dua kali"),
        (("2024 0", "2025 0"), "revisi 0 tertulis dua kali"),
        (("2024 00", "2025 0"), "revisi 0 tertulis dua kali"),
        (("2024 0", "2025 2", "2026 1"), "revisi 2 bertanggal 2025, mendahului revisi 1"),
        (("2024 3", "2025 1"), "revisi 3 bertanggal 2024, mendahului revisi 1"),
        (("2024 0", "2026 2"), "revisi 1 tidak ada pada riwayat"),
        (("2024 0", "2026 4"), "revisi 1 sampai 3 tidak ada pada riwayat"),
    ],
)
def test_numbers_of_revisions_are_looked_at_together(tmp_path: Path, rows: tuple[str, ...], told: str) -> None:
    parts = [row.split() for row in rows]
    items = [
        f"{{tanggal: {tahun}, perubahan: nomor {place}{'' if nomor == '-' else f', revisi: {nomor}'}}}"
        for place, (tahun, nomor) in enumerate(parts)
    ]
    found = catalog(tmp_path, minimal_sop("A", riwayat=f"[{', '.join(items)}]"))
    said = [item.message for item in check_catalog(found, dt.date(2026, 1, 1)) if item.rule.code == "SOP513"]
    assert said == ([told] if told else [])


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
    "lampiran baru": (
        {"lampiran": "[Formulir: formulir.docx]"},
        {"lampiran": "[Formulir: formulir.docx, Tanda terima: https://contoh.go.id/tt.pdf]"},
        ["Lampiran: butir 2 ditambahkan, “Tanda terima: https://contoh.go.id/tt.pdf”"],
    ),
    "berkas lampiran lain": (
        {"lampiran": "[Formulir permohonan peminjaman: formulir.docx]"},
        {"lampiran": "[Formulir permohonan peminjaman: formulir-2.docx]"},
        ["Lampiran: “formulir.docx” menjadi “formulir-2.docx”"],
    ),
    "kata kunci": (
        {"kata_kunci": "[mobil]"},
        {"kata_kunci": "[mobil, motor]"},
        ["Kata kunci: butir 2 ditambahkan, “motor”"],
    ),
    "nomor revisi": (
        {"riwayat": "[{tanggal: 5 Mei 2025, perubahan: terbit}]"},
        {"riwayat": "[{tanggal: 5 Mei 2025, perubahan: terbit, revisi: 0}]"},
        ["Riwayat 5 Mei 2025: nomor revisi diisi 0"],
    ),
    "nomor revisi lain": (
        {"riwayat": "[{tanggal: 5 Mei 2025, perubahan: terbit, revisi: 0}, {tanggal: 6 Mei 2025, perubahan: dua, revisi: 1}]"},
        {"riwayat": "[{tanggal: 5 Mei 2025, perubahan: terbit, revisi: 00}, {tanggal: 6 Mei 2025, perubahan: dua}]"},
        ["Riwayat 5 Mei 2025: nomor revisi 0 menjadi 00", "Riwayat 6 Mei 2025: nomor revisi dihapus, semula 1"],
    ),
    "revisi baru": (
        {"riwayat": "[{tanggal: 5 Mei 2025, perubahan: terbit, revisi: 0}]"},
        {"riwayat": "[{tanggal: 5 Mei 2025, perubahan: terbit, revisi: 0}, {tanggal: 6 Mei 2026, perubahan: alur diringkas, revisi: 1}]"},
        ["Riwayat: butir 2 ditambahkan, “6 Mei 2026: alur diringkas, revisi 1”"],
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


# --- Naskah sah, evaluasi -----------------------------------------------------------------------------------------

SIGNED = "{berkas: 'https://contoh.go.id/a.pdf', tanggal: 5 Mei 2025, nomor: 9/2025}"
EVALUATED = "[{tanggal: 5 Juli 2025, hasil: berjalan baik, catatan: Antrean panjang, tindakan: Loket ditambah}]"


def test_a_signed_document_and_an_evaluation_stand_on_the_page_and_are_found(tmp_path: Path) -> None:
    found = catalog(tmp_path, minimal_sop("A", naskah_sah=SIGNED, evaluasi=EVALUATED))
    page = build_sop_page(found, "a", Settings())
    listed = page.html.partition('id="evaluasi">')[2].partition("</section>")[0]
    assert "<li>5 Juli 2025: berjalan baik<br>\nCatatan: Antrean panjang<br>\nTindakan: Loket ditambah</li>" in listed
    assert ("evaluasi", "Evaluasi") in page.sections
    assert (
        '<a href="https://contoh.go.id/a.pdf">Naskah yang disahkan 5 Mei 2025</a></strong> <small>nomor 9/2025</small>'
        in page.html
    )
    assert {"9/2025", "Loket ditambah"} <= {
        text for place, text in _sop_places(found, found.sops["a"]) if place == LAIN
    }
    assert all(word in page.search_html for word in ("9/2025", "Antrean panjang"))
    record = json.loads(build_katalog_json(found, Settings()))[0]
    assert record["naskah_sah"] == [{"tanggal": "5 Mei 2025", "nomor": "9/2025", "url": "https://contoh.go.id/a.pdf"}]
    assert record["evaluasi"] == [
        {"tanggal": "5 Juli 2025", "hasil": "berjalan baik", "catatan": "Antrean panjang", "tindakan": "Loket ditambah"}
    ]


def test_what_is_noted_needs_no_new_signature(tmp_path: Path) -> None:
    assert sentences(tmp_path, minimal_sop("A"), minimal_sop("A", naskah_sah=SIGNED, evaluasi=EVALUATED)) == [
        "Naskah sah: butir 1 ditambahkan, “5 Mei 2025: https://contoh.go.id/a.pdf, nomor 9/2025”",
        "Evaluasi: butir 1 ditambahkan, “5 Juli 2025: berjalan baik; Antrean panjang; Loket ditambah”",
    ]
    first, second = (
        catalog(tmp_path / name, text)
        for name, text in (("a", minimal_sop("A")), ("b", minimal_sop("A", evaluasi=EVALUATED)))
    )
    assert not any(diff.perlu_pengesahan for diff in compare_catalogs(first, second))


@pytest.mark.parametrize("written", [SIGNED, f"[{SIGNED}]", f"[{{berkas: a.pdf, tanggal: '2024'}}, {SIGNED}]"])
def test_one_document_or_several_are_read_and_written_again(written: str) -> None:
    text = minimal_sop("A", naskah_sah=written, evaluasi=EVALUATED)
    first = decode(Source("a.yml", text), "a.yml")
    assert first.diagnostics == []
    assert first.sop
    assert first.sop.naskah_terakhir
    assert first.sop.naskah_terakhir.nomor == "9/2025"
    again = decode(Source("a.yml", render_sop(first.sop)), "a.yml")
    assert again.sop == first.sop


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("naskah_sah", "a.pdf", "`naskah_sah` harus berupa daftar"),
        ("naskah_sah", "{berkas: a.pdf}", "naskah_sah belum memuat isian wajib `tanggal`"),
        ("naskah_sah", "{berkas: a.pdf, tanggal: kemarin}", "`tanggal` bukan tanggal"),
        ("naskah_sah", "{file: a.pdf, tanggal: 5 Mei 2025}", "`file`"),
        ("evaluasi", "[{tanggal: 5 Mei 2025}]", "evaluasi belum memuat isian wajib `hasil`"),
        ("evaluasi", "[{tanggal: '', hasil: baik}]", "`tanggal`"),
        ("evaluasi", "[{tanggal: 5 Mei 2025, hasil: baik, tindak_lanjut: latih}]", "`tindak_lanjut`"),
    ],
)
def test_what_is_missing_or_called_otherwise_is_told(field: str, text: str, message: str) -> None:
    found = decode(Source("a.yml", minimal_sop("A", **{field: text})), "a.yml").diagnostics
    assert [item for item in found if message in item.message], [item.message for item in found]


def test_the_editor_keeps_what_it_has_no_field_for() -> None:
    text = minimal_sop("A", naskah_sah=SIGNED, evaluasi=EVALUATED)
    document = Document(Source("a.yml", text))
    form = read_form(document)["isian"]
    assert form["naskah_sah"]["berkas"] == "https://contoh.go.id/a.pdf"
    assert form["evaluasi"][0]["tindakan"] == "Loket ditambah"
    changed = set_text(document, ("evaluasi", 0, "hasil"), "perlu perbaikan")
    assert changed.source.text == text.replace("berjalan baik", "perlu perbaikan")
    assert SIGNED in set_text(document, ("nama",), "B").source.text
    sop = decode(Source("a.yml", text), "a.yml").sop
    assert sop
    assert early_form(sop, build_graph(sop))["isian"]["evaluasi"] == form["evaluasi"]
    assert early_form(sop, build_graph(sop))["isian"]["naskah_sah"] == [form["naskah_sah"]]
