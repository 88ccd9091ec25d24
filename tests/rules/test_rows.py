"""Rows of several symbols, words in symbols, joined cells, groups of columns, notes: said alike wherever an SOP is shown.

The drawings themselves are held in test_grid.py and test_flowchart.py, the messages in tests/cases.
"""

from __future__ import annotations

import json
import random
import re
from itertools import islice
from pathlib import Path

import pytest
from support.cell_faults import find_cell_faults
from support.page_tree import parse_page
from support.sites import catalog_of

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.checks import check_catalog
from sop_catalog.compare.diff import compare_catalogs
from sop_catalog.flow.graph import Ending, build_graph
from sop_catalog.flow.mermaid import render_diagrams
from sop_catalog.flow.sizes import symbol_sizes
from sop_catalog.model.sop import LANJUT, RANTAI, Target, TargetKind
from sop_catalog.pages.build import build_pages
from sop_catalog.pages.flow.text import flow_text
from sop_catalog.pages.index_pages import build_katalog_json
from sop_catalog.pages.joined_cells import Sel, find_spans, place_cells
from sop_catalog.pages.settings import Settings
from sop_catalog.search.index import build_search_index

SURAT = """\
nama: Penanganan Surat
unit: umum
pelaksana:
  Tata Usaha:
    staf: Staf Umum
    kasubbag: Kasubbag
  kabag: Kabag Umum
langkah:
  - kegiatan: Menerima surat
    simbol:
      - {pelaksana: staf, isi: Datang langsung, lanjut_ke: 2}
      - {pelaksana: kasubbag, isi: Lewat surel, lanjut_ke: 3}
    waktu: 5 menit
  - pelaksana: staf
    kegiatan: Memindai surat
    waktu: 10 menit
    output: Berkas surat
  - pelaksana: staf > kasubbag > kabag
    kegiatan: Memeriksa surat. Jika tidak lengkap dikembalikan kepada Staf Umum
    jika_tidak: 2
    waktu: ^
    output: ^
  - kegiatan: Menggolongkan surat
    simbol:
      - {pelaksana: kasubbag, isi: "Rahasia?", jika_ya: kabag, jika_tidak: 5.staf}
      - {pelaksana: kabag, lanjut_ke: 5.kabag}
    waktu: ^
  - kegiatan: Menyimpan surat
    simbol:
      - {pelaksana: staf, lanjut_ke: selesai}
      - {pelaksana: kabag, lanjut_ke: selesai}
    waktu: 1 jam
catatan_tabel:
  - '*) Naskah asli: lihat https://arsip.example.go.id/asli'
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return catalog_of(tmp_path, surat=SURAT, _unit="umum: Biro Umum\n")


def test_the_simple_and_the_full_way_are_one_model(catalog: Catalog) -> None:
    sop = catalog.sops["surat"]
    first, _, chain, fourth, _ = sop.langkah
    assert [simbol.isi for simbol in first.simbol] == ["Datang langsung", "Lewat surel"]
    assert not first.is_chain
    assert chain.is_chain
    assert [simbol.lanjut_ke for simbol in chain.simbol] == [RANTAI, RANTAI, None]
    assert [cabang.target for cabang in chain.simbol[2].cabang] == [LANJUT, Target(TargetKind.NOMOR, nomor=2)]
    assert fourth.simbol[0].cabang[1].target == Target(TargetKind.SIMBOL, "staf", 5)
    assert [pelaksana.grup for pelaksana in sop.pelaksana] == ["Tata Usaha", "Tata Usaha", ""]


def test_what_an_editor_writes_is_sound(catalog: Catalog) -> None:
    assert [diagnostic.message for diagnostic in check_catalog(catalog) if "SOP3" in diagnostic.rule.code] == []


def test_targets_find_their_symbols(catalog: Catalog) -> None:
    graph = catalog.graph("surat")
    who = {node.id: f"{node.nomor}.{graph.lanes[node.lanes[0]].kode}" for node in graph.nodes}
    arrows = [(who[edge.source], edge.label, who.get(edge.target, edge.ending.name)) for edge in graph.edges]
    end = Ending.END.name
    assert arrows == [
        ("1.staf", "", "2.staf"),
        ("1.kasubbag", "", "3.staf"),  # a bare number: where the chain begins
        ("2.staf", "", "3.staf"),
        ("3.staf", "", "3.kasubbag"),
        ("3.kasubbag", "", "3.kabag"),
        ("3.kabag", "Ya", "4.kasubbag"),
        ("3.kabag", "Tidak", "2.staf"),
        ("4.kasubbag", "Ya", "4.kabag"),  # a code: that performer's symbol beside it
        ("4.kasubbag", "Tidak", "5.staf"),
        ("4.kabag", "", "5.kabag"),
        ("5.staf", "", end),
        ("5.kabag", "", end),
    ]
    assert [who[node.id] for node in graph.nodes if node.starts] == ["1.staf", "1.kasubbag"]


def test_a_joined_time_counts_once(catalog: Catalog) -> None:
    sop = catalog.sops["surat"]
    assert sop.norma_waktu.format() == "1 jam 15 menit"
    assert [langkah.cell_row("waktu") for langkah in sop.langkah] == [1, 2, 2, 2, 5]
    assert sop.langkah[2].output == "Berkas surat"
    assert sop.langkah[3].output == ""


def test_joined_cells_are_repeated_on_every_sheet(catalog: Catalog) -> None:
    steps = catalog.sops["surat"].langkah
    spans = find_spans(steps)
    assert [(span.isian, span.awal, span.akhir) for span in spans] == [("waktu", 2, 4), ("output", 2, 3)]
    whole = place_cells(steps, spans, ())
    own = Sel()
    assert [row["waktu"] for row in whole] == [own, Sel("", 3, "juga untuk langkah 3–4"), None, None, own]
    broken = place_cells(steps, spans, (3,))
    first, rest = (
        Sel(" sop-berlanjut", 2, "juga untuk langkah 3–4"),
        Sel(" sop-lanjutan", 1, "satu sel dengan langkah 2"),
    )
    assert [row["waktu"] for row in broken] == [own, first, None, rest, own]
    assert [row["output"] for row in broken] == [own, Sel("", 2, "juga untuk langkah 3"), None, own, own]


def test_the_table_shows_groups_and_notes(catalog: Catalog) -> None:
    (page,) = (page for page in build_pages(catalog, Settings()) if page.path == "sop/surat")
    assert find_cell_faults(page.html) == []
    (head,) = parse_page(page.html).find_all("th", "sop-peran-grup")
    assert (head.text(), head.attributes["colspan"]) == ("Tata Usaha", "2")
    assert '<p>*) Naskah asli: lihat <a href="https://arsip.example.go.id/asli"' in page.html


def long_table(number: int) -> str:
    """An SOP of three or four printed sheets whose cells are joined at random."""
    random_ = random.Random(f"sel-{number}")  # noqa: S311
    text = "nama: Tabel\nunit: umum\npelaksana: {staf: Staf Umum, kabag: Kabag Umum}\nlangkah:\n"
    for nomor in range(1, 31):
        performer = random_.choice(("staf", "kabag", "staf > kabag"))
        text += f"  - pelaksana: {performer}\n    kegiatan: {'Memeriksa berkas permohonan ' * random_.randint(1, 9)}\n"
        text += f"    jika_tidak: {max(1, nomor - random_.randint(1, 6))}\n" if random_.random() < 0.3 else ""
        for kunci, value in (
            ("kelengkapan", f"Berkas {nomor}"),
            ("waktu", f"{nomor} menit"),
            ("output", f"Hasil {nomor}"),
        ):
            text += f"    {kunci}: {'^' if nomor > 1 and random_.random() < 0.4 else value}\n"
    return text


@pytest.fixture(scope="module")
def long_pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    texts = {f"tabel_{number}": long_table(number) for number in range(12)}
    catalog = catalog_of(tmp_path_factory.mktemp("panjang"), **texts, _unit="umum: Biro Umum\n")
    return [page.html for page in build_pages(catalog, Settings()) if page.path.startswith("sop/")]


def test_cells_joined_at_random_fill_the_table_on_every_sheet(long_pages: list[str]) -> None:
    assert sum(html.count("sop-lanjutan") for html in long_pages) > 20, "cells that go on behind the end of a sheet"
    assert [fault for html in long_pages for fault in find_cell_faults(html)] == []


FAULTS = {
    "a cell is left out": (r'<td class="sop-waktu"[^>]*>(?:(?!</td>).)*</td>', ""),
    "a cell is written twice": (r'(<td class="sop-output"[^>]*>(?:(?!</td>).)*</td>)', r"\1\1"),
    "a cell covers a row too few": (r'(class="sop-(?:waktu|output)[^>]*) rowspan="2"', r"\1"),
    "a cell covers a row too many": (r'(class="sop-(?:waktu|output)[^>]*) rowspan="2"', r'\1 rowspan="3"'),
    "a sheet begins inside a cell": (
        r'(?s)(<td class="sop-[a-z]+[^>]* rowspan="[2-9]"(?:(?!<tr).)*<tr id="[^"]*" class="sop-langkah)',
        r"\1 sop-lembar-baru",
    ),
    "the next sheet says something else": (r'(sop-lanjutan"[^>]*><span>)', r"\1Lain "),
    "only one side says that it goes on": (r" sop-berlanjut", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_checker_of_cells_sees(long_pages: list[str], name: str) -> None:
    pattern, new = FAULTS[name]
    tried = 0
    for html in long_pages[:6]:
        for match in islice(re.finditer(pattern, html), 3):
            damaged = html[: match.start()] + match.expand(new) + html[match.end() :]
            tried += 1
            assert find_cell_faults(damaged) != [], (name, match[0][:80])
    assert tried >= 5


def test_the_flow_as_text(catalog: Catalog) -> None:
    graph = catalog.graph("surat")
    said = [
        (
            row.nomor,
            [(item.pelaksana, item.simbol, [lead + text for lead, text, _ in item.lanjut]) for item in row.simbol],
        )
        for row in flow_text(catalog.sops["surat"], graph)
    ]
    assert said == [
        (
            1,
            [
                ("Staf Umum", "“Datang langsung”", []),
                ("Kasubbag", "“Lewat surel”", ["Lanjut ke langkah 3 (Staf Umum)"]),
            ],
        ),
        (2, [("Staf Umum", "", [])]),
        (
            3,
            [
                (
                    "Staf Umum, lalu Kasubbag, lalu Kabag Umum",
                    "keputusan",
                    ["Ya → langkah 4 (Kasubbag)", "Tidak → langkah 2"],
                )
            ],
        ),
        (
            4,
            [
                (
                    "Kasubbag",
                    "keputusan, “Rahasia?”",
                    ["Ya → Kabag Umum pada langkah ini", "Tidak → langkah 5 (Staf Umum)"],
                ),
                ("Kabag Umum", "", []),
            ],
        ),
        (5, [("Staf Umum", "", ["Selesai"]), ("Kabag Umum", "", ["Selesai"])]),
    ]


def test_the_swimlane_has_a_node_for_each_symbol(catalog: Catalog) -> None:
    sop = catalog.sops["surat"]
    (diagram,) = render_diagrams(catalog.graph("surat"), [langkah.kegiatan for langkah in sop.langkah], sop.nama)
    source = diagram.source
    assert '  s01b(["1#46; Menerima surat #40;Lewat surel#41;"])' in source
    assert "  s03 --> s03b\n  s03b --> s03c\n" in source
    assert '  s03c -.->|"Tidak"| s02' in source
    assert '  s04{"4#46; Menggolongkan surat #40;Rahasia#63;#41;"}' in source
    assert '  s04 -->|"Ya"| s04b' in source
    assert "    s01b\n    s03b\n    s04\n" in source, "the lane of Kasubbag, in the order of the rows"


def test_each_role_sees_its_own_part_of_a_row(catalog: Catalog) -> None:
    pages = {page.path: page for page in build_pages(catalog, Settings())}
    middle = parse_page(pages["jabatan/kasubbag"].html)
    rows = [[" ".join(cell.text().split()) for cell in row.find_all("td")] for row in middle.find_all("tr")]
    rows = [row for row in rows if len(row) == 6]
    assert [row[0] for row in rows] == [
        "mulai di sini",
        "Staf Umum pada langkah ini",
        "Ya: Kabag Umum (langkah 3) Berkas surat",
    ]
    assert [row[5] for row in rows] == [
        "Staf Umum (langkah 3)",
        "Kabag Umum pada langkah ini",
        "Ya: Kabag Umum pada langkah ini Tidak: Staf Umum (langkah 5)",
    ]
    assert [row[3] for row in rows] == ["5 menit", "10 menit bersama langkah 2", "10 menit bersama langkah 2"]
    assert "“Lewat surel”" in rows[0][1]


def test_search_finds_words_in_symbols_groups_and_notes(catalog: Catalog) -> None:
    index = build_search_index(catalog)
    words = set(json.loads(index[index.index("{") : index.rindex("}") + 1])["kata"].split())
    for word in ("surel", "rahasia", "usaha", "asli"):
        assert any(found.lstrip("=").startswith(word[:4]) for found in words), word


def test_the_list_for_machines_has_groups_and_notes(catalog: Catalog) -> None:
    (row,) = json.loads(build_katalog_json(catalog, Settings()))
    assert row["grup"] == ["Tata Usaha", "Tata Usaha", ""]
    assert row["catatan_tabel"] == ["*) Naskah asli: lihat https://arsip.example.go.id/asli"]


def test_words_that_a_symbol_has_no_room_for_are_said_whole(tmp_path: Path) -> None:
    isi = "Rekomendasi pertanggungjawaban pelaksanaan kegiatan penyuluhan"
    text = SURAT.replace("isi: Lewat surel", f"isi: {isi}")
    catalog = catalog_of(tmp_path, surat=text, _unit="umum: Biro Umum\n")
    (page,) = (page for page in build_pages(catalog, Settings()) if page.path == "sop/surat")
    row = parse_page(page.html).find("tr", id="langkah-1")
    drawn, said = row.find_all("span", "isi"), row.find_all("span", "sop-teks")
    assert drawn[1].text().endswith("…")
    assert len(str(drawn[1].text())) < len(isi)
    assert f"“{isi}”" in said[1].text()
    assert f"<p>Simbol langkah 1 (Kasubbag): {isi}</p>" in page.html


CHANGES = {
    "taken out of a chain": (
        "staf > kasubbag > kabag", "staf > kabag",
        ["Langkah 3: Kasubbag dihapus dari antara Staf Umum dan Kabag Umum"],
    ),
    "other words in a symbol": (
        "isi: Lewat surel", "isi: Lewat aplikasi",
        ["Langkah 1, Kasubbag: isi simbol “Lewat surel” menjadi “Lewat aplikasi”"],
    ),
    "another way on": (
        "lanjut_ke: 5.kabag", "lanjut_ke: selesai",
        ["Langkah 4, Kabag Umum: kini berlanjut ke selesai; semula langkah 5 (Kabag Umum, “Menyimpan surat”)"],
    ),
    "a cell of its own": (
        "    waktu: ^\n    output: ^\n", "    waktu: ^\n    output: Berkas terperiksa\n",
        ["Langkah 3: output “surat” menjadi “terperiksa”", "Langkah 3: output kini sel sendiri, semula satu sel dengan langkah 2"],
    ),
    "another group": (
        "Tata Usaha:", "Bagian Umum:",
        [
            "Kolom pelaksana “Staf Umum” kini di bawah judul “Bagian Umum”, semula di bawah “Tata Usaha”",
            "Kolom pelaksana “Kasubbag” kini di bawah judul “Bagian Umum”, semula di bawah “Tata Usaha”",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_said_by_symbol(tmp_path: Path, name: str) -> None:
    old, new, expected = CHANGES[name]
    assert SURAT.count(old) == 1
    before = catalog_of(tmp_path / "a", surat=SURAT, _unit="umum: Biro Umum\n")
    after = catalog_of(tmp_path / "b", surat=SURAT.replace(old, new), _unit="umum: Biro Umum\n")
    said = [change.sentence for diff in compare_catalogs(before, after) for change in diff.changes]
    assert said == expected


def test_putting_somebody_into_a_chain_is_one_sentence(tmp_path: Path) -> None:
    short = SURAT.replace("staf > kasubbag > kabag", "staf > kabag")
    before = catalog_of(tmp_path / "a", surat=short, _unit="umum: Biro Umum\n")
    after = catalog_of(tmp_path / "b", surat=SURAT, _unit="umum: Biro Umum\n")
    assert [change.sentence for diff in compare_catalogs(before, after) for change in diff.changes] == [
        "Langkah 3: Kasubbag disisipkan di antara Staf Umum dan Kabag Umum"
    ]


def _row(pelaksana: str, kegiatan: str, **isian: str) -> str:
    return f"  - pelaksana: {pelaksana}\n    kegiatan: {kegiatan}\n" + "".join(
        f"    {kunci}: {isi}\n" for kunci, isi in isian.items()
    )


def _sop(*rows: str) -> str:
    return f"nama: A\nunit: umum\npelaksana:\n  staf: Staf\n  kabag: Kabag\n  karo: Karo\nlangkah:\n{''.join(rows)}"


RECEIVE = _row("staf", "Menerima surat", waktu="3 menit", output="Surat")
CHECK = _row("kabag", "Memeriksa surat", waktu="^", output="^")
APPROVE = _row("karo", "Menyetujui surat", waktu="2 menit", output="Disposisi")
DECIDE = (
    "  - kegiatan: Memeriksa surat\n    simbol:\n      - {pelaksana: kabag, isi: Periksa, lanjut_ke: karo}\n"
    "      - {pelaksana: karo, isi: Setuju?, jika_ya: 3, jika_tidak: 1}\n"
)
EDITS = {
    "a joined cell moves with its row": (
        _sop(RECEIVE, CHECK, APPROVE),
        _sop(RECEIVE, APPROVE, CHECK),
        [
            "Langkah 2 dipindahkan menjadi langkah 3: Kabag, “Memeriksa surat”",
            "Langkah 3 (semula 2): waktu kini satu sel dengan langkah 2, “2 menit”, semula satu sel dengan langkah 1 (“3 menit”)",
            "Langkah 3 (semula 2): output kini satu sel dengan langkah 2, “Disposisi”, semula satu sel dengan langkah 1 (“Surat”)",
        ],
    ),
    "a row comes between a joined cell and its head": (
        _sop(RECEIVE, CHECK, APPROVE),
        _sop(RECEIVE, _row("karo", "Mencatat nomor", waktu="1 menit", output="Nomor"), CHECK, APPROVE),
        [
            "Langkah 2 disisipkan: Karo, “Mencatat nomor”, 1 menit",
            "Langkah 3 (semula 2): waktu kini satu sel dengan langkah 2, “1 menit”, semula satu sel dengan langkah 1 (“3 menit”)",
            "Langkah 3 (semula 2): output kini satu sel dengan langkah 2, “Nomor”, semula satu sel dengan langkah 1 (“Surat”)",
        ],
    ),
    "a cell is joined": (
        _sop(RECEIVE, CHECK, APPROVE),
        _sop(RECEIVE, CHECK, APPROVE.replace("waktu: 2 menit", "waktu: ^")),
        ["Langkah 3: waktu kini satu sel dengan langkah 1, “3 menit”, semula “2 menit”"],
    ),
    "a symbol comes with its words and its ways": (
        _sop(RECEIVE, "  - kegiatan: Memeriksa surat\n    simbol: [{pelaksana: kabag, isi: Periksa}]\n", APPROVE),
        _sop(RECEIVE, DECIDE, APPROVE),
        [
            "Langkah 2: Karo ditambahkan, sesudah Kabag (“Setuju?”; Ya → langkah 3, Tidak → langkah 1)",
            "Langkah 2, Kabag: kini berlanjut ke Karo pada langkah ini; semula langkah 3 (Karo, “Menyetujui surat”)",
        ],
    ),
}


@pytest.mark.parametrize(("before", "after", "told"), EDITS.values(), ids=list(EDITS))
def test_edits_of_cells_and_symbols_are_told_whole(tmp_path: Path, before: str, after: str, told: list[str]) -> None:
    first, second = (catalog_of(tmp_path / name, a=text) for name, text in (("lama", before), ("baru", after)))
    assert [change.sentence for diff in compare_catalogs(first, second) for change in diff.changes] == told


@pytest.mark.parametrize(
    ("isi", "lines"),
    [
        ("pertanggungjawaban", ("pertanggung-", "jawaban")),
        ("sekurang-kurangnya", ("sekurang-", "kurangnya")),
        ("Kasubbag/Koordinator", ("Kasubbag/", "Koordinator")),
        ("menyelenggarakannya", ("menyelengga-", "rakannya")),
        ("Mencatat nomor", ("Mencatat", "nomor")),
    ],
)
def test_a_word_that_is_too_wide_is_divided_where_it_is_spoken(
    tmp_path: Path, isi: str, lines: tuple[str, ...]
) -> None:
    text = _sop(_row("staf", "Menerima surat", isi=isi), APPROVE)
    graph = build_graph(catalog_of(tmp_path, a=text).sops["a"])
    assert symbol_sizes(graph)[0].lines == lines
