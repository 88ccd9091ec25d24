"""The strip above the form and the picture of an SOP's neighbours."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from support.page_tree import parse_page
from support.sites import catalog_of, minimal_sop

from sop_catalog.flow.letters import letters_em
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.related import SopTerkait
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_page import build_sop_view
from sop_catalog.pages.summary import neighbourhood

SETTINGS = Settings(today=dt.date(2026, 11, 22), review_months=12)


def _links(count: int, **more: bool) -> list[SopTerkait]:
    return [
        SopTerkait(Tautan(f"SOP {number} <i>", "" if more else f"../s{number}/", **more), "") for number in range(count)
    ]


def test_the_strip_says_what_is_known(tmp_path: Path) -> None:
    text = minimal_sop("Pengarsipan Surat") + "status: berlaku\ntanggal_pengesahan: 8 Januari 2024\n"
    view = build_sop_view(catalog_of(tmp_path, satu=text), "satu", SETTINGS)
    told = {fakta.label: fakta.nilai.teks for fakta in view.fakta}
    assert told["Pelaksana"] == str(len(view.pelaksana))
    assert told["Langkah"] == str(len(view.kegiatan))
    assert told["Norma waktu"] == (view.norma_waktu or "belum diisi")
    assert told["Berlaku sejak"] == "8 Januari 2024"
    assert told["Ditinjau sebelum"] == "8 Januari 2025"
    bare = build_sop_view(catalog_of(tmp_path / "dua", dua=minimal_sop("Arsip")), "dua", SETTINGS)
    assert not {"Berlaku sejak", "Ditinjau sebelum"} & {fakta.label for fakta in bare.fakta}


def test_the_picture_names_neighbours_and_counts_the_rest() -> None:
    html = neighbourhood("Ini", _links(7), _links(2, belum_ada=True))
    tree = parse_page(html)
    assert len(tree.find_all("rect")) == 1 + 5 + 1 + 2
    assert len(re.findall(r"<path d=\"M[^ ]+ [^L]+L", html)) == 8
    assert "2 lainnya" in html
    assert [link.attributes["href"] for link in tree.find_all("a")] == [
        *(f"../s{number}/" for number in range(5)),
        "#dirujuk-oleh",
    ]
    assert html.count('class="belum"') == 2
    assert "<i>" not in html
    assert {link.attributes["tabindex"] for link in tree.find_all("a")} == {"-1"}


def test_nobody_around_draws_nothing() -> None:
    assert neighbourhood("Ini", [], []) == ""


@pytest.mark.parametrize(
    "judul",
    [
        "Penyusunan rencana aksi lintas sektor",
        "PENYUSUNAN RENCANA AKSI LINTAS SEKTOR",
        "Pembentukan Tim",
        "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
    ],
)
def test_a_title_stays_within_its_box_in_the_picture_of_neighbours(judul: str) -> None:
    picture = str(neighbourhood("Ini", (), [SopTerkait(Tautan(judul, "../b/"), "")]))
    drawn = re.findall(r'<rect [^>]*width="(\d+)".*?<text[^>]*>(?:<title>[^<]*</title>)?([^<]*)</text>', picture)
    assert len(drawn) == 2
    for width, teks in drawn:
        assert letters_em(teks) * 13 <= int(width) - 16, teks
    assert f"<title>{judul}</title>" in picture or drawn[1][1] == judul
