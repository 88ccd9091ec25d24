"""Small parts of the form that only paper or only a first look shows: signature, foot of the sheet, norma waktu."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.page_tree import parse_page
from support.sites import catalog_of, minimal_sop

from sop_catalog.catalog.masking import mask_catalog
from sop_catalog.pages.build import build_sop_page
from sop_catalog.pages.index_pages import build_index_pages, render_katalog
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_page import SopView, build_sop_view


def view_of(folder: Path, text: str) -> SopView:
    return build_sop_view(catalog_of(folder, a=text), "a", Settings())


@pytest.mark.parametrize(
    ("pengesah", "before"),
    [
        ("Kepala Biro Umum", (1,)),
        ("{jabatan: Kepala Biro Umum, nama: Ani}", (1,)),
        ("{nama: Ani, pangkat: Pembina}", (0,)),
        ("{jabatan: Kepala Biro Umum, nama: Ani, tte: ya}", ()),
        ("[{jabatan: Kepala Biro Umum, nama: Ani}, Sekretaris]", (1, 4)),
        ("[{jabatan: Kepala Biro Umum, nama: Ani, tte: ya}, Sekretaris]", (5,)),
    ],
)
def test_room_for_the_signature_stands_where_one_signs(tmp_path: Path, pengesah: str, before: tuple[int, ...]) -> None:
    rows = view_of(tmp_path, minimal_sop("A", status="draf", disahkan_oleh=pengesah)).identitas
    assert [row.tanda_tangan for row in rows if row.isian == "disahkan-oleh"] == [before]
    assert {row.tanda_tangan for row in rows if row.isian != "disahkan-oleh"} == {()}


@pytest.mark.parametrize("status", ["berlaku", "dicabut"])
@pytest.mark.parametrize(
    ("pengesah", "lines"),
    [
        ("Kepala Biro Umum", ["Kepala Biro Umum"]),
        ("{jabatan: Kepala, nama: Ani}", ["Kepala", "(ditandatangani pada naskah asli)", "Ani"]),
        ("[{jabatan: Kepala, nama: Ani}, Wakil]", ["Kepala", "(ditandatangani pada naskah asli)", "Ani", "", "Wakil"]),
        ("{jabatan: Kepala, nama: Ani, tte: ya}", ["Kepala", "(naskah asli ditandatangani secara elektronik)", "Ani"]),
    ],
)
def test_nobody_signs_a_copy(tmp_path: Path, status: str, pengesah: str, lines: list[str]) -> None:
    rows = view_of(tmp_path, minimal_sop("A", status=status, disahkan_oleh=pengesah)).identitas
    (row,) = [row for row in rows if row.isian == "disahkan-oleh"]
    assert (list(row.teks), row.tanda_tangan) == (lines, ())


def foot(folder: Path, text: str) -> str:
    """The foot of a sheet as a browser reads it out of the style sheet."""
    return re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), view_of(folder, text).tepi)


def test_the_foot_of_a_sheet_names_the_sop(tmp_path: Path) -> None:
    blank = foot(tmp_path, minimal_sop("Surat Masuk", nomor="1/.../OT/.../2026"))
    assert re.fullmatch(
        '"Salinan tidak terkendali · SOP Surat Masuk · versi [0-9a-f]{8}"', blank
    )  # a number that was never given is no help
    numbered = foot(tmp_path, minimal_sop("Surat Masuk", nomor="1/OT/2026"))
    assert numbered.startswith('"Salinan tidak terkendali · SOP Surat Masuk · 1/OT/2026 · ')
    assert " · SOP " + "Surat " * 9 + "Surat… · " in foot(tmp_path, minimal_sop("Surat " * 20))


def test_every_margin_is_black_also_where_the_page_is_dark(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop())
    html = [
        build_sop_page(catalog, "a", Settings()).html,
        *(page.html for page in build_index_pages(catalog, Settings(), None)),
    ]
    html.append(render_katalog(catalog, Settings()))
    boxes = [box for page in html for box in re.findall(r"@(?:top|bottom)-\w+\{(.*?)\}", page)]
    assert len(boxes) >= 2 * len(html) + 1
    assert [box for box in boxes if "color:#000" not in box] == []
    assert "@bottom-center" not in html[0]  # a long title beside it would run into it


def _unescape(text: str) -> str:
    return re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), text)


def revoked(successor: str) -> str:
    return minimal_sop("Lama", status="dicabut", digantikan_oleh=successor)


@pytest.mark.parametrize(
    ("files", "banner", "sheet"),
    [
        ({}, "SOP ini tidak berlaku lagi. None None", "DICABUT"),
        (
            {"b": minimal_sop("Baru", status="berlaku")},
            "SOP ini tidak berlaku lagi; digantikan oleh Baru None",
            "DICABUT · Digantikan oleh SOP Baru",
        ),
        (
            {"b": revoked("c").replace("Lama", "Tengah"), "c": minimal_sop("Akhir", status="berlaku")},
            "SOP ini tidak berlaku lagi; digantikan oleh Tengah, yang juga sudah dicabut; yang berlaku sekarang: Akhir",
            "DICABUT · Digantikan oleh SOP Tengah, yang juga sudah dicabut; yang berlaku: SOP Akhir",
        ),
        (  # a circle has no end
            {"b": revoked("a").replace("Lama", "Tengah")},
            "SOP ini tidak berlaku lagi; digantikan oleh Tengah, yang juga sudah dicabut. None",
            "DICABUT · Digantikan oleh SOP Tengah, yang juga sudah dicabut",
        ),
        (
            {"b": revoked("c").replace("Lama", "Tengah"), "c": minimal_sop("Akhir", status="draf")},
            "SOP ini tidak berlaku lagi; digantikan oleh Tengah, yang juga sudah dicabut. None",
            "DICABUT · Digantikan oleh SOP Tengah, yang juga sudah dicabut",
        ),
    ],
)
def test_banner_and_sheet_say_what_replaced_a_revoked_sop(
    tmp_path: Path, files: dict[str, str], banner: str, sheet: str
) -> None:
    catalog = catalog_of(tmp_path, a=revoked("b"), **files)
    view = build_sop_view(catalog, "a", Settings())
    first = view.spanduk[0]
    links = [link and link.teks for link in (first.tautan, first.tautan_akhir)]
    assert f"{first.teks} {links[0]}{first.teks_akhir} {links[1]}" == banner
    assert _unescape(view.tepi_cap) == f'"{sheet}"'
    html = build_sop_page(catalog, "a", Settings()).html
    assert ("yang berlaku sekarang: <a href=" in html) is (links[1] is not None)


def test_the_flow_as_text_is_sentences(tmp_path: Path) -> None:
    text = """\
nama: A
unit: biro-uji
pelaksana: {staf: Staf, kabag: Kabag}
langkah:
  - {pelaksana: staf, kegiatan: Memeriksa surat masuk, lanjut_ke: 3}
  - {pelaksana: staf, kegiatan: Memberi nomor.}
  - {pelaksana: kabag, kegiatan: Memeriksa laporan, jika_ya: 4, jika_tidak: 1}
  - {pelaksana: staf, kegiatan: Mengarsipkan, lanjut_ke: selesai}
  - {pelaksana: staf, kegiatan: Menyimpan, jika_ya: selesai, jika_tidak: 2}
"""
    page = build_sop_page(catalog_of(tmp_path, a=text), "a", Settings())
    tree = parse_page(page.make().alur)
    assert [item.text() for item in tree.find_all("li")] == [
        "Staf: Memeriksa surat masuk. Lanjut ke langkah 3.",
        "Staf: Memberi nomor.",
        "Kabag (keputusan): Memeriksa laporan. Ya → langkah 4; Tidak → langkah 1.",
        "Staf: Mengarsipkan. Selesai.",
        "Staf (keputusan): Menyimpan. Ya → selesai; Tidak → langkah 2.",
    ]
    folded = tree.find_all("details")[0]
    assert "open" in folded.attributes  # until a script is there that draws, and folds it: the table says it, too
    assert [title.text() for title in folded.find_all("summary")] == ["Alur sebagai teks"]


def test_a_sum_with_gaps_says_so_on_paper_too(tmp_path: Path) -> None:
    text = minimal_sop().replace("kegiatan: Mengarsipkan\n", "kegiatan: Mengarsipkan\n    waktu: 5 menit\n")
    row = parse_page(build_sop_page(catalog_of(tmp_path, a=text), "a", Settings()).html).find_all(
        "tr", "sop-norma-waktu"
    )
    assert [small.classes for small in row[0].find_all("small")] == [[]]
    assert "5 menit (2 dari 3 langkah belum diisi)" in row[0].text()


def test_norma_waktu_counts_gaps_only_beside_times(tmp_path: Path) -> None:
    none = minimal_sop()
    assert not view_of(tmp_path, none).waktu_belum_diisi
    some = none.replace("kegiatan: Mengarsipkan\n", "kegiatan: Mengarsipkan\n    waktu: 5 menit\n")
    assert view_of(tmp_path, some).waktu_belum_diisi == "2 dari 3 langkah belum diisi"
    free = some.replace("  - pelaksana: staf\n", "  - pelaksana: staf\n    waktu: disesuaikan\n", 1)
    assert view_of(tmp_path, free).waktu_belum_diisi == "1 dari 3 langkah belum diisi, 1 tanpa angka waktu"


def test_a_nip_in_another_text_is_masked_as_well(tmp_path: Path) -> None:
    text = minimal_sop("A", disahkan_oleh="Kepala Biro NIP 19720502 200212 1 009")
    html = build_sop_page(mask_catalog(catalog_of(tmp_path, a=text)), "a", Settings()).html
    assert "19720502" not in html
    assert "• 009" in html
    shown = build_sop_page(catalog_of(tmp_path, a=text), "a", Settings(print_nip=True)).html
    assert "19720502 200212 1 009" in shown
