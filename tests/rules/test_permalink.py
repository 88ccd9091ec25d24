"""Addresses that outlive a change: numbers and former names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.sites import catalog_of, minimal_sop

from sop_catalog.pages.paths import html_file, kode_path, nomor_path, page_path
from sop_catalog.pages.permalink import build_permalink_pages, find_alihan, find_redirects, render_redirect
from sop_catalog.pages.settings import Settings

DIRECTORY = Settings(site_url="https://sop.contoh.go.id/")
FLAT = Settings(directory_urls=False)


@pytest.mark.parametrize(
    ("nomor", "path"),
    [
        ("061/SOP/UMUM/2026", "n/061-sop-umum-2026"),
        ("061.1 / SOP / Dirjenrasnas 2024", "n/061-1-sop-dirjenrasnas-2024"),
        ("PSM/DISNAKER-101", "n/psm-disnaker-101"),
        ("1/.../OT.04.00/./...", ""),
        ("1/..", ""),
        ("tidak terbaca", ""),
        ("-", ""),
        ("", ""),
        ("index", "n/index-"),
        ("9" * 200, ""),
    ],
)
def test_the_path_of_a_number(nomor: str, path: str) -> None:
    assert nomor_path(nomor) == path


@pytest.mark.parametrize(
    "kode", ["../../luar", "..", "/", "a/b", "Biro Umum", "", "index", "x" * 300, "a-" * 200, "C:\\x"]
)
def test_no_text_of_a_file_leaves_its_folder(kode: str) -> None:
    folder, _, name = page_path("unit", kode).partition("/")
    assert folder == "unit"
    assert re.fullmatch(r"[a-z0-9-]{1,101}", name)
    assert name != "index"


def test_long_codes_stay_apart() -> None:
    assert page_path("unit", "x" * 300) != page_path("unit", "x" * 301)


def test_no_path_is_what_mkdocs_takes_for_the_page_of_a_folder() -> None:
    assert kode_path("index") == "peraturan/index-"


def test_files_behind_addresses() -> None:
    assert html_file("n/1", directory_urls=True) == "n/1/index.html"
    assert html_file("n/1", directory_urls=False) == "n/1.html"


@pytest.mark.parametrize(
    ("settings", "file", "target", "canonical"),
    [
        (DIRECTORY, "n/061-1-2026/index.html", "../../sop/a/", "https://sop.contoh.go.id/sop/a/"),
        (FLAT, "n/061-1-2026.html", "../sop/a.html", "../sop/a.html"),
    ],
)
def test_a_number_leads_to_its_sop(tmp_path: Path, settings: Settings, file: str, target: str, canonical: str) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop("A", nomor="061/1/2026"))
    assert find_redirects(catalog) == {"a": ("n/061-1-2026",)}
    assert html_file("n/061-1-2026", directory_urls=settings.directory_urls) == file
    html = render_redirect("n/061-1-2026", catalog.sops["a"], settings)
    assert f'<meta http-equiv="refresh" content="0; url={target}">' in html
    assert f'<link rel="canonical" href="{canonical}">' in html
    assert f'<a href="{target}">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "<script" not in html


def test_two_sops_with_one_number_get_a_page_that_lists_both(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop("A", nomor="061/1/2026"), b=minimal_sop("B", nomor="061-1.2026"))
    assert find_redirects(catalog) == {}
    (page,) = build_permalink_pages(catalog, DIRECTORY)
    assert (page.path, page.is_for_people_only) == ("n/061-1-2026", True)
    assert re.findall(r'href="\.\./\.\./sop/([a-z]+)/"', page.html) == ["a", "b"]


def test_a_former_name_leads_to_the_sop_of_today(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, baru=minimal_sop("Baru", slug_lama="lama"))
    assert find_redirects(catalog) == {"baru": ("sop/lama",)}
    html = render_redirect("sop/lama", catalog.sops["baru"], DIRECTORY)
    assert "url=../baru/" in html.replace("../../sop/", "../")


@pytest.mark.parametrize("former", ["ada", "'../../index'", "'a/b'", "Nama Lama", "'..'", "''"])
def test_a_redirect_never_takes_the_place_of_a_page_or_leaves_its_folder(tmp_path: Path, former: str) -> None:
    catalog = catalog_of(tmp_path, baru=minimal_sop("Baru", slug_lama=former), ada=minimal_sop("Ada"))
    assert find_alihan(catalog) == ()


def test_a_file_that_cannot_be_read_keeps_its_address(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, baru=minimal_sop("Baru", slug_lama="rusak"), rusak="nama: [")
    assert find_alihan(catalog) == ()


def test_a_hostile_number_is_escaped(tmp_path: Path) -> None:
    nomor = "'1/<script>alert(1)</script>'"
    catalog = catalog_of(tmp_path, a=minimal_sop("A", nomor=nomor), b=minimal_sop("B", nomor=nomor))
    (page,) = build_permalink_pages(catalog, DIRECTORY)
    assert "<script>alert" not in page.html + page.search_html
