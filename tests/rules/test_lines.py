"""Lines stay lines: in a list's field one item each, in a cell as they are; on the page, on paper, in the comparison."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from support.sites import catalog_of, minimal_sop

from sop_catalog.compare.diff import compare_catalogs
from sop_catalog.model.decode import decode
from sop_catalog.model.lines import fold_lines, items_of, join_items, one_line
from sop_catalog.model.sop import Sop
from sop_catalog.pages.build import build_sop_page
from sop_catalog.pages.paper.measure import count_lines
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_page import build_sop_view
from sop_catalog.pages.texts import render_text
from sop_catalog.search.index import _sop_places
from sop_catalog.source.text import Source


def step(fields: str, *more: str) -> str:
    """An SOP whose first step has these fields."""
    body = minimal_sop("A")
    indented = "".join(f"    {line}\n" for line in fields.splitlines())
    return body.replace("    kegiatan: Mengajukan usulan\n", indented, 1) + "".join(f"{line}\n" for line in more)


def read(text: str) -> Sop:
    decoded = decode(Source("a.yml", text))
    assert [item.message for item in decoded.diagnostics] == []
    assert decoded.sop is not None
    return decoded.sop


# --- Where a list belongs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "items"),
    [
        ("|\n  Meja lipat\n  Tenda", ("Meja lipat", "Tenda")),
        ("|\n  Meja lipat\n    yang besar\n  Tenda\n", ("Meja lipat yang besar", "Tenda")),
        ("|\n\n  1. Meja\n     lipat\n  2. Tenda", ("Meja lipat", "Tenda")),
        ("|\n  a) Meja\n  b) Tenda\n  dan tali", ("Meja", "Tenda dan tali")),
        ("|\n  – Meja\n  – Tenda", ("Meja", "Tenda")),
        ("|-\n  • Meja\n  • Tenda", ("Meja", "Tenda")),
        (">\n  Meja lipat dan\n  Tenda", ("Meja lipat dan Tenda",)),
        (">\n  Meja\n\n  Tenda", ("Meja", "Tenda")),
        ("|\n  2 buah meja\n  3 buah tenda", ("2 buah meja", "3 buah tenda")),
        ("'Meja, tenda'", ("Meja, tenda",)),
    ],
)
def test_a_block_of_lines_is_a_list(block: str, items: tuple[str, ...]) -> None:
    assert read(minimal_sop("A") + f"peralatan: {block}\n").peralatan == items


def test_a_line_of_a_block_has_its_own_place() -> None:
    text = (
        minimal_sop("A")
        + "dasar_hukum: |\n  UU Nomor 1 Tahun 2000 tentang Laut\n  PP Nomor 2 Tahun 2001 tentang Darat\n"
    )
    positions = decode(Source("a.yml", text)).positions
    span = positions.value("dasar_hukum", 1)
    assert text[span.start : span.end] == "PP Nomor 2 Tahun 2001 tentang Darat"


def test_items_know_their_line() -> None:
    assert items_of("\nsatu\n\n  lagi\ndua") == [("satu lagi", 1), ("dua", 4)]


# --- In a cell ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "kelengkapan"),
    [
        ("kegiatan: Menyusun\nkelengkapan:\n  - Nota\n  - Kuitansi asli", "- Nota\n- Kuitansi asli"),
        ("kegiatan: Menyusun\nkelengkapan: [Nota, Kuitansi]", "- Nota\n- Kuitansi"),
        ("kegiatan: Menyusun\nkelengkapan:\n  - 1. Nota\n  - 2. Kuitansi", "1. Nota\n2. Kuitansi"),
        ("kegiatan: Menyusun\nkelengkapan:\n  - Nota", "Nota"),
        ("kegiatan: Menyusun\nkelengkapan: |\n  1. Nota\n\n  2. Kuitansi  asli", "1. Nota\n2. Kuitansi asli"),
        ("kegiatan: Menyusun\nkelengkapan: Nota dan\n  kuitansi", "Nota dan kuitansi"),
    ],
)
def test_a_cell_keeps_its_lines(fields: str, kelengkapan: str) -> None:
    assert read(step(fields)).langkah[0].kelengkapan == kelengkapan


def test_the_sentence_of_a_step_is_no_list() -> None:
    (found,) = decode(Source("a.yml", step("kegiatan:\n  - Menyusun nota\n  - Menghitung"))).diagnostics
    assert found.rule.code == "SOP203"
    assert found.fix.startswith("tulis `kegiatan: |`")


def test_folding() -> None:
    assert fold_lines("  a  b \n\n c ") == "a b\nc"
    assert join_items(["a", "b  c"]) == "- a\n- b c"
    assert one_line("- Surat\n- Kartu") == "Surat; Kartu"
    assert one_line("Memeriksa:\n- surat;\n- kartu") == "Memeriksa: surat; kartu"
    assert one_line("Memeriksa\nMencatat") == "Memeriksa Mencatat"


BLOCK = "kegiatan: |\n  Menyusun berkas:\n  a. nota;\n  b. kuitansi\nkelengkapan:\n  - Buku kas\n  - <b>Nota</b>"


def test_on_the_page(tmp_path: Path) -> None:
    html = build_sop_page(catalog_of(tmp_path, a=step(BLOCK)), "a", Settings()).html
    assert (
        '<span class="sop-baris">Menyusun berkas:</span><span class="sop-baris sop-butir">a. nota;</span>'
        '<span class="sop-baris sop-butir">b. kuitansi</span></td>'
    ) in html
    assert '<span class="sop-baris sop-butir">- &lt;b&gt;Nota&lt;/b&gt;</span></td>' in html
    assert '<td class="sop-kegiatan-teks">Mengarsipkan</td>' in html  # one line is as it was


def test_references_in_lines_of_a_note(tmp_path: Path) -> None:
    notes = "kegiatan: Menyusun\nketerangan:\n  - SOP Kas Kecil\n  - Lihat buku\n  - SOP Gudang"
    catalog = catalog_of(tmp_path, a=step(notes), kas=minimal_sop("Kas Kecil"))
    assert [link.target for link in catalog.links["a"]] == ["kas", ""]
    html = build_sop_page(catalog, "a", Settings()).html
    assert '<span class="sop-baris sop-butir">- <a href="../kas/">SOP Kas Kecil</a></span>' in html
    assert '<span class="sop-baris sop-butir">- Lihat buku</span>' in html


def test_on_paper_a_line_is_a_line(tmp_path: Path) -> None:
    assert count_lines("satu\ndua\ntiga", 100, 9) == 3
    assert count_lines("- satu dua tiga", 20, 9) >= count_lines("satu dua tiga", 20, 9)
    one = build_sop_view(catalog_of(tmp_path / "x", a=step("kegiatan: Menyusun")), "a", Settings()).lembar.baris[0]
    many = build_sop_view(
        catalog_of(tmp_path / "y", a=step("kegiatan: |\n" + "".join(f"  baris {n}\n" for n in range(12)))),
        "a",
        Settings(),
    ).lembar.baris[0]
    assert many > one + 20


def test_in_the_search(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=step(BLOCK))
    words = " ".join(text for _, text in _sop_places(catalog, catalog.sops["a"]))
    assert "kuitansi" in words
    assert "Buku kas" in words


def test_in_the_text_of_the_flow(tmp_path: Path) -> None:
    view = build_sop_view(catalog_of(tmp_path, a=step(BLOCK)), "a", Settings())
    assert view.alur[0].kegiatan == "Menyusun berkas: a. nota; b. kuitansi."


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("kelengkapan: [Nota, Buku]", "kelengkapan: [Nota, Buku, Cap]", "Langkah 1: kelengkapan: butir 3 ditambahkan, “Cap”"),
        ("kelengkapan: [Nota, Buku]", "kelengkapan: [Nota]", "Langkah 1: kelengkapan: butir 2 dihapus, “Buku”"),
        ("kelengkapan: Nota dan buku", "kelengkapan: |\n  Nota\n  dan buku", "Langkah 1: kelengkapan ditulis dalam 2 baris"),
        ("kelengkapan: |\n  Nota\n  buku", "kelengkapan: Nota buku", "Langkah 1: kelengkapan ditulis dalam satu baris"),
        ("kelengkapan: |\n  Nota\n  buku", "kelengkapan: |\n  Nota\n  buku kas", "Langkah 1: kelengkapan “kas” ditambahkan sesudah “Nota buku”"),
    ],
)  # fmt: skip
def test_in_the_comparison(tmp_path: Path, before: str, after: str, said: str) -> None:
    old = catalog_of(tmp_path / "x", a=step(f"kegiatan: Menyusun\n{before}"))
    new = catalog_of(tmp_path / "y", a=step(f"kegiatan: Menyusun\n{after}"))
    (diff,) = compare_catalogs(old, new)
    assert [change.sentence for change in diff.changes] == [said]


# --- Addresses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "href", "behind"),
    [
        ("Buka https://contoh.go.id/a/b?c=1&d=2.", "https://contoh.go.id/a/b?c=1&amp;d=2", "."),
        ("(http://contoh.go.id/x_(y)) lalu", "http://contoh.go.id/x_(y)", ") lalu"),
        ("mailto:loket@contoh.go.id, atau", "mailto:loket@contoh.go.id", ", atau"),
        ("HTTPS://Contoh.go.id", "HTTPS://Contoh.go.id", ""),
    ],
)
def test_an_address_is_a_link(text: str, href: str, behind: str) -> None:
    html = render_text(text)
    assert f'<a href="{href}" rel="noopener">' in html
    assert html.endswith(f"</a>{behind}")
    assert unescape(re.sub("<[^>]*>", "", html)) == text


@pytest.mark.parametrize(
    "text",
    ["contoh.go.id", "javascript:alert(1)", "data:text/html,x", "loket@contoh.go.id", "https://", "mailto:", "mailto:a@b",
     "file:///etc/passwd", "ftp://contoh.go.id", "pukul 08:00", "xhttps:/contoh", "//contoh.go.id", "https:///x"],
)  # fmt: skip
def test_nothing_else_is(text: str) -> None:
    assert "<a " not in render_text(text)


def test_nobody_gets_out_of_an_address() -> None:
    for text in (
        'https://a.go.id/"onclick="x',
        "https://a.go.id/<script>",
        "https://a.go.id/' x='",
        'mailto:a@b.id"><i>',
    ):
        html = render_text(text)
        assert "<script" not in html
        assert "<i>" not in html
        assert html.count('"') == 4  # the link's own
