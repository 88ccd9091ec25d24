"""Rules of the parser that real files taught, each by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.cost import count_calls

from sop_catalog.importing.cleaning import clean_text, without_watermarks
from sop_catalog.importing.composing import _once_each
from sop_catalog.importing.doubts import JenisRagu, Ragu, one_per_row
from sop_catalog.importing.drawn.arrows import _directed, find_arrows
from sop_catalog.importing.drawn.labels import Label, _is_noise, _misread, meaning
from sop_catalog.importing.drawn.one_table import _counts_columns
from sop_catalog.importing.drawn.panah import Panah
from sop_catalog.importing.drawn.symbols import Lambang, find_symbols
from sop_catalog.importing.form.cells import Petak
from sop_catalog.importing.form.identity import _misread_box, read_head, split_items
from sop_catalog.importing.form.lines_of_text import cell_text
from sop_catalog.importing.form.table import BarisTabel, Kolom, Tabel, _by_content, _column_of, split_by_numbers
from sop_catalog.importing.form.words_left import format_left, words_left
from sop_catalog.importing.names import make_slug
from sop_catalog.importing.naskah import Bentuk, Garis, Halaman, JenisBentuk, Kotak, Lapisan, Naskah, Teks, Titik


def word(text: str, x: float, y: float = 0.0, layer: Lapisan = Lapisan.NASKAH) -> Teks:
    return Teks(Kotak(x, y, x + 5 * len(text), y + 8), text, lapisan=layer)


COLUMNS = tuple(
    Kolom(left, left + 100, kind, title)
    for left, kind, title in (
        (0, "no", "No"), (100, "kegiatan", "Kegiatan"), (200, "pelaksana", "Staf Kabag"),
        (300, "pelaksana", "Sumber Data"), (400, "waktu", "Waktu"), (500, "output", "Output"),
    )
)  # fmt: skip
ROWS = tuple(BarisTabel(top, top + 40, ("",) * 6, (False,) * 6) for top in (40, 80, 120))
TABLE = Tabel(1, Kotak(0, 0, 600, 160), 40, COLUMNS, ROWS)


def test_a_column_without_a_rule_is_cut_by_the_column_numbers() -> None:
    titles = [word("Staf", 210), word("Kabag", 262)]
    numbers = [word(str(n), x, 30) for n, x in enumerate((50, 150, 220, 275, 350, 450, 550), start=1)]
    found = split_by_numbers(COLUMNS, [*titles, *numbers], titles)
    assert [(column.judul, column.terpisah) for column in found if column.jenis == "pelaksana"] == [
        ("Staf", True), ("Kabag", True), ("Sumber Data", False),
    ]  # fmt: skip
    assert split_by_numbers(COLUMNS, [*titles, *numbers[:3], *numbers[4:]], titles) == COLUMNS
    shuffled = [replace(number, isi=str(9 - int(number.isi))) for number in numbers]
    assert split_by_numbers(COLUMNS, [*titles, *shuffled], titles) == COLUMNS


def test_a_performers_column_full_of_texts_is_kelengkapan() -> None:
    texts = [word("Renstra", 310, row.atas + 10) for row in ROWS]
    page = Halaman(1, 600, 200)
    assert [column.jenis for column in _by_content(TABLE, page, texts)][3] == "kelengkapan"
    assert _by_content(TABLE, page, texts[:1]) == COLUMNS
    drawn = replace(page, bentuk=(Bentuk(JenisBentuk.KOTAK, Kotak(330, 50, 360, 70)),))
    assert _by_content(TABLE, drawn, texts) == COLUMNS


def test_a_row_of_column_numbers_is_no_step() -> None:
    assert _counts_columns(BarisTabel(40, 50, ("(1)", "(2)", "", "", "(5)", "(6)"), (False,) * 6), TABLE)
    assert not _counts_columns(BarisTabel(40, 50, ("1", "Menerima", "", "", "5", "6"), (False,) * 6), TABLE)


def test_an_arrow_that_a_page_cuts_at_its_rows_is_no_rule() -> None:
    box = Kotak(230, 50, 260, 70)
    below = Kotak(230, 130, 260, 150)
    pieces = [(205, 60, 230, 60), (205, 60, 205, 80), (205, 80, 205, 120), (205, 120, 205, 140), (205, 140, 230, 140)]
    lines = [Garis((Titik(a, b), Titik(c, d)), kepala_akhir=index == 4) for index, (a, b, c, d) in enumerate(pieces)]
    rules = [Garis((Titik(212, top), Titik(212, top + 40))) for top in (40, 80, 120)]  # of cells within a column
    page = Halaman(
        1, 600, 200, bentuk=(Bentuk(JenisBentuk.KOTAK, box), Bentuk(JenisBentuk.KOTAK, below)), garis=(*lines, *rules)
    )
    symbols = find_symbols(page, TABLE)
    assert [(arrow.dari, arrow.ke, arrow.berkepala) for arrow in find_arrows(page, TABLE, symbols)] == [(0, 1, True)]


def test_lines_that_cross_everywhere_are_followed_boundedly() -> None:
    """Every way of a lattice was followed once: a print of 30 steps with bridges took all memory of a machine."""
    box = Kotak(230, 50, 260, 70)
    down = [((232 + 15 * x, 84 + 8 * y), (232 + 15 * x, 92 + 8 * y)) for x in range(5) for y in range(4)]
    across = [((232 + 15 * x, 84 + 8 * y), (247 + 15 * x, 84 + 8 * y)) for x in range(4) for y in range(5)]
    lines = [Garis((Titik(*start), Titik(*end))) for start, end in [((232, 70), (232, 84)), *down, *across]]
    page = Halaman(1, 600, 200, bentuk=(Bentuk(JenisBentuk.KOTAK, box),), garis=tuple(lines))
    symbols = find_symbols(page, TABLE)
    assert count_calls(lambda: find_arrows(page, TABLE, symbols)) < 200_000


def test_a_line_that_ends_in_the_bend_of_another_joins_it() -> None:
    symbols = [
        Lambang(1, 0, 1, JenisBentuk.KETUPAT, Kotak(350, 50, 380, 70)),
        Lambang(1, 1, 0, JenisBentuk.KOTAK, Kotak(210, 90, 240, 110)),
        Lambang(1, 2, 0, JenisBentuk.KOTAK, Kotak(265, 135, 295, 155)),
    ]
    lines = (
        Garis((Titik(240, 100), Titik(280, 100), Titik(280.3, 135)), kepala_akhir=True),
        Garis((Titik(350, 60), Titik(279.9, 60), Titik(279.9, 99.97), Titik(280.2, 99.98))),
    )
    found = {
        (arrow.dari, arrow.ke, arrow.menyatu)
        for arrow in find_arrows(Halaman(1, 600, 200, garis=lines), TABLE, symbols)
    }
    assert found == {(0, 2, True), (1, 2, True)}


def test_a_line_that_a_print_draws_twice_is_one() -> None:
    symbols = [
        Lambang(1, 0, 0, JenisBentuk.KOTAK, Kotak(230, 50, 260, 66)),
        Lambang(1, 1, 0, JenisBentuk.KOTAK, Kotak(230, 90, 260, 106)),
    ]
    lines = (
        Garis((Titik(245, 66), Titik(245, 80.9))),
        Garis((Titik(245, 66.2), Titik(245, 80.8))),
        Garis((Titik(245, 79.8), Titik(245, 90)), kepala_akhir=True),
        Garis((Titik(245, 80), Titik(245, 86.2))),  # its inner part ends under the head, near the symbol
    )
    found = [
        (arrow.dari, arrow.ke, arrow.menyatu)
        for arrow in find_arrows(Halaman(1, 600, 200, garis=lines), TABLE, symbols)
    ]
    assert found == [(0, 1, False)]


def test_a_symbol_over_two_columns_is_done_together() -> None:
    wide = Bentuk(JenisBentuk.KOTAK, Kotak(215, 50, 385, 70))
    narrow = Bentuk(JenisBentuk.KOTAK, Kotak(260, 90, 330, 110))
    first, second = find_symbols(Halaman(1, 600, 200, bentuk=(wide, narrow)), TABLE)
    assert {first.kolom, *first.bersama} == {0, 1}
    assert second.bersama == ()
    assert second.lewat_kolom


@pytest.mark.parametrize(
    ("title", "ocr", "column"),
    [
        ("Waktu (dalam hari)", False, "waktu"),
        ("Persyaratan! Kelenakapan", True, "kelengkapan"),
        ("Persyaratan! Kelenakapan", False, ""),
        ("Kepala Bidang", True, ""),
        ("Pengelola", True, ""),
    ],
)
def test_titles_of_columns(title: str, ocr: bool, column: str) -> None:  # noqa: FBT001
    words = [word(title, 0, layer=Lapisan.OCR if ocr else Lapisan.NASKAH)]
    assert _column_of(title, words) == column


def test_misread_words() -> None:
    assert [_misread(text) for text in ("“dak", "Tidalk", "v", "Ya", "Tidak", "Mulai", "Kotak pengaduan")] == [
        "Tidak", "Tidak", "Y", "", "", "", "",
    ]  # fmt: skip
    assert meaning("Y") == "Ya"
    assert _misread_box("pengatasan dan pendataan") == "pencatatan"
    assert _misread_box("kegiatan pendataan lapangan") == ""


def test_bits_of_lines_in_a_scan_are_no_labels() -> None:
    box = Kotak(0, 0, 9, 9)
    assert _is_noise(Label("3", box, (), diduga=True))
    assert not _is_noise(Label("3", box, ()))
    assert not _is_noise(Label("Y", box, ()))
    assert not _is_noise(Label("Tatap muka", box, (), diduga=True))


def test_a_watermark_is_no_text_of_the_form() -> None:
    words = tuple(word("kata", 50 * (index % 10), 20.0 * (index // 10)) for index in range(40))
    mark = Teks(Kotak(100, 100, 180, 160), "DRAF")
    page = Halaman(1, 600, 800, teks=(*words, mark))
    found = without_watermarks(Naskah("a.pdf", "", "pdf", (page,)))
    assert found.halaman[0].teks == words
    assert found.catatan == ("tulisan besar pada halaman 1 dilewati: DRAF",)
    for kept in (Naskah("a.xlsx", "", "xlsx", (page,)), Naskah("a.pdf", "", "pdf", (replace(page, teks=(mark,)),))):
        assert without_watermarks(kept) == kept


def test_a_line_to_a_connector_has_no_head() -> None:
    connector = Lambang(1, -1, 0, JenisBentuk.SEGILIMA, Kotak(210, 50, 220, 60), "A")
    step, last = (Lambang(1, row, 0, JenisBentuk.KOTAK, Kotak(210, 40.0 * row, 240, 40.0 * row + 20)) for row in (2, 3))
    points = (Titik(0, 0), Titik(1, 1))
    bare, headed = Panah(0, 1, points, berkepala=False), Panah(1, 2, points)
    turned, *_ = _directed([bare, headed, headed], (connector, step, last))
    assert (turned.dari, turned.ke) == (1, 0)
    assert [(arrow.dari, arrow.ke) for arrow in _directed([bare], (connector, step, last))] == [(0, 1)]


def test_items_of_a_box() -> None:
    assert split_items("1. Satu\n2. Dua\n3 Tiga\n4. Empat") == ("Satu", "Dua", "Tiga", "Empat")
    assert split_items("1. Satu\nlanjutan 2024\n2. Dua") == ("Satu lanjutan 2024", "Dua")


def test_groups_of_columns_stand_once() -> None:
    assert _once_each(["A", "A", "", "A", "B"]) == ["A", "A", "", "", "B"]


def test_every_word_stands_in_a_field_or_in_a_doubt() -> None:
    words = [
        word(text, 10 * index) for index, text in enumerate(["Menerima", "surat", "1.", "permohonan", "17", "hilang"])
    ]
    left = words_left(words, [words[4]], ["Menerima surat", "permohonan"])
    assert left == ["hilang"]
    assert format_left(["7", "kata"]).endswith(": kata 7")
    assert format_left(["x"] * 50).endswith("… dan 10 kata lagi")


def test_one_line_a_kind_and_row() -> None:
    doubts = [Ragu(JenisRagu.CABANG, "a", 1, 2), Ragu(JenisRagu.CABANG, "b", 1, 2), Ragu(JenisRagu.CABANG, "a", 1, 3)]
    assert [doubt.format() for doubt in one_per_row(doubts)] == ["Hal. 1, langkah 2: a; b", "Hal. 1, langkah 3: a"]


def test_texts_and_names() -> None:
    assert clean_text("a\u00adb\u200bc \ufb01x \uf0b7 y\ue123") == "abc fix • y"
    assert make_slug("SOP Peminjaman / Ruang: Rapat") == "peminjaman-ruang-rapat"
    assert make_slug("index") == "sop-index"
    assert len(make_slug("kata " * 60)) <= 80
    assert Naskah("a", "b", "pdf", ()).catatan == ()


def head_of(*lines: str) -> dict[str, str]:
    """The head that one cell of lines makes, ten points each."""
    words = []
    for number, line in enumerate(lines):
        x = 10.0
        for text in line.split():
            words.append(word(text, x, 12.0 * number))
            x = words[-1].kotak.kanan + 3
    box = Kotak(0, -2, 400, 12.0 * len(lines) + 2)
    cell = Petak(box, tuple(words), cell_text(words, box))
    return {kunci: " ".join(value.isi.split()) for kunci, value in read_head(1, [cell], 0, 300).isian.items()}


def test_values_of_several_lines_in_one_cell() -> None:
    found = head_of(
        "Nomor SOP : 12/SOP/2024", "Tanggal Efektif : 2 Januari 2024", "Disahkan oleh : Kepala Dinas Contoh", "",
        "Nama Karangan", "Nama SOP : Pelayanan Surat Masuk dan", "Surat Keluar",
    )  # fmt: skip
    assert found == {
        "nomor": "12/SOP/2024",
        "tanggal_efektif": "2 Januari 2024",
        "disahkan_oleh": "Kepala Dinas Contoh Nama Karangan",
        "nama": "Pelayanan Surat Masuk dan Surat Keluar",
    }
