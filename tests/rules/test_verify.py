"""What a fresh site is looked at for before it is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from sop_catalog.publish.verify import verify_site

HOME = (
    '<!doctype html><a href="sop/a/">A</a><a href="sop/a/#langkah-1">1</a><link rel="stylesheet" href="assets/s.css">'
)
PAGE = '<!doctype html><h1 id="langkah-1">A</h1><a name=lama></a><a href="../../">beranda</a>'


def _problems(folder: Path, files: dict[str, str], site_url: str = "", **expected: int) -> list[str]:
    for name, text in {"index.html": HOME, "sop/a/index.html": PAGE, "assets/s.css": "a{color:red}", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return list(verify_site(folder, expected, site_url).problems)


def test_a_whole_site_is_whole(tmp_path: Path) -> None:
    assert _problems(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('<a href="tidak-ada/">', "tidak-ada/ tidak menuju apa pun"),
        ("<A HREF='tidak-ada.pdf'>", "tidak-ada.pdf tidak menuju apa pun"),
        ("<a href=tidak-ada.pdf>", "tidak-ada.pdf tidak menuju apa pun"),
        ('<a\n title="x > y"\n href="tidak-ada.pdf"\n>', "tidak-ada.pdf tidak menuju apa pun"),
        ('<a href="#tidak">', "#tidak menuju bagian yang tidak ada"),
        ('<a href="sop/a/#langkah-2">', "sop/a/#langkah-2 menuju bagian yang tidak ada"),
        ('<a href="sop/a#langkah-2">', "sop/a#langkah-2 menuju bagian yang tidak ada"),
        ('<a href="../rahasia.txt">', "../rahasia.txt tidak menuju apa pun"),
        ('<a href="javascript:alert(1)">', "javascript:alert(1) tidak boleh dipakai"),
        ('<a href="http://[">', "tidak dapat dibaca"),
        ('<img src="tidak-ada.png">', "tidak-ada.png tidak menuju"),
        ('<img srcset="assets/s.css 1x, tidak-ada.png 2x">', "tidak-ada.png tidak menuju"),
        ('<div style="background: url(tidak-ada.png)">', "tidak-ada.png tidak menuju"),
        ("<style>@import 'tidak-ada.css';</style>", "tidak-ada.css tidak menuju"),
        ('<meta http-equiv="refresh" content="0; url=tidak-ada/">', "tidak-ada/ tidak menuju"),
        ('<noscript><img src="tidak-ada.png"></noscript>', "tidak-ada.png tidak menuju"),
        ('<svg><use xlink:href="ikon.svg#x"/></svg>', "ikon.svg#x tidak menuju"),
        ('<script src="https://cdn.example/x.js"></script>', "memuat https://cdn.example/x.js dari situs lain"),
        ('<img src="//cdn.example/x.png">', "memuat //cdn.example/x.png dari situs lain"),
        ('<link rel="preconnect" href="https://fonts.example">', "memuat https://fonts.example dari situs lain"),
        ('<iframe src="https://video.example/"></iframe>', "memuat https://video.example/ dari situs lain"),
        ('<form action="https://lain.example/"></form>', "memuat https://lain.example/ dari situs lain"),
    ],
)
def test_what_leads_nowhere_or_elsewhere_is_named(tmp_path: Path, markup: str, said: str) -> None:
    (found,) = _problems(tmp_path, {"index.html": HOME + markup})
    assert found.startswith("index.html: ")
    assert said in found


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://jdih.example/uu-1">',
        '<a href="mailto:biro@instansi.go.id">',
        '<a href="sop/a">',
        '<a href="sop/a/index.html?x=1#langkah-1">',
        '<a href="sop/a/#lama">',
        '<a href="sop/a/#:~:text=Mengajukan">',
        '<a href="#">',
        '<a href="">',
        '<!-- <a href="tidak-ada/"> -->',
        "<script>var x = '<a href=\"tidak-ada/\">';</script>",
        '<textarea><a href="tidak-ada/"></textarea>',
        '<img src="data:image/png;base64,AAAA">',
        '<link rel="canonical" href="https://sop.example/">',
        '<a title="href=\'tidak-ada\'" href="sop/a/">',
    ],
)
def test_what_is_no_mistake_is_not_named(tmp_path: Path, markup: str) -> None:
    assert _problems(tmp_path, {"index.html": HOME + markup}) == []


def test_the_sites_own_address_is_looked_up(tmp_path: Path) -> None:
    links = '<a href="https://sop.example/katalog/sop/a/"><a href="/katalog/sop/a/"><img src="https://sop.example/katalog/x.png">'
    files = {
        "index.html": HOME + links,
        "404.html": '<a href="/katalog/sop/a/"><link rel="icon" href="/katalog/y.png">',
    }
    assert _problems(tmp_path, files, "https://sop.example/katalog/") == [
        "404.html: /katalog/y.png tidak menuju apa pun",
        "index.html: https://sop.example/katalog/x.png tidak menuju apa pun",
    ]


def test_styles_are_looked_at(tmp_path: Path) -> None:
    style = "/* url(lama.png) */ a { background: url('../ada.png') } b { background: url(tidak.woff2) } @import \"//x.example/y.css\";"
    assert _problems(tmp_path, {"assets/s.css": style, "ada.png": ""}) == [
        "assets/s.css: tidak.woff2 tidak menuju apa pun",
        "assets/s.css: memuat //x.example/y.css dari situs lain",
    ]


def test_files_that_are_missing_or_cut_are_named(tmp_path: Path) -> None:
    rows = '[{"url": "sop/a/"}, {"url": "sop/b/"}]'
    found = _problems(
        tmp_path, {"katalog.json": rows, "sop/c/index.html": ""}, **{"assets/s.css": 99, "sop/d/index.html": 5}
    )
    assert found == [
        "assets/s.css: 12 bita, seharusnya 99",
        "sop/d/index.html: berkas ini seharusnya ada",
        "sop/c/index.html: halaman ini kosong",
        "katalog.json menyebut sop/b/, tetapi halamannya tidak ada",
    ]
