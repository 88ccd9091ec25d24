"""The last touch on finished pages: assets under their sums, scripts in files, the policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sop_catalog.site.fingerprints import fingerprint, has_fingerprint, with_fingerprint
from sop_catalog.site.policy import build_policy
from sop_catalog.site.seal import Seal

FILES = {
    "assets/gaya.css": b"a { background: url(../gambar/latar.png) } b { background: url('data:image/png,x') } @import 'lain.css';",
    "assets/lain.css": b"i {}",
    "assets/main.57a0d79d.min.css": b"u {}",
    "assets/x.js": b"1",
    "gambar/latar.png": b"PNG",
    "unduhan/formulir.pdf": b"PDF",
}


def _seal(**options: object) -> Seal:
    return Seal(FILES.get, **options)  # type: ignore[arg-type]


def _sum(content: bytes) -> str:
    return fingerprint([content])


def _body(html: str) -> str:
    """A sealed page without its policy."""
    return re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)


def test_a_page_names_what_it_loads_by_sums(tmp_path: Path) -> None:
    seal = _seal()
    html = (
        '<head><link rel="stylesheet" href="../../assets/gaya.css"><script src="../../assets/x.js"></script></head>'
        '<img alt="a" src="../../gambar/latar.png?x=1#y"><a href="../../gambar/latar.png">x</a>'
        '<link rel="stylesheet" href="../../assets/tidak-ada.css"><img src="https://lain.example/gambar/latar.png">'
    )
    picture = f"gambar/latar.{_sum(b'PNG')}.png"
    style = FILES["assets/gaya.css"].replace(b"url(../gambar/latar.png)", f'url("../{picture}")'.encode())
    assert _body(seal.seal(html, "sop/a/index.html")) == (
        f'<head><link rel="stylesheet" href="../../assets/gaya.{_sum(style)}.css">'
        f'<script src="../../assets/x.{_sum(b"1")}.js"></script></head>'
        f'<img alt="a" src="../../{picture}#y"><a href="../../gambar/latar.png">x</a>'
        '<link rel="stylesheet" href="../../assets/tidak-ada.css"><img src="https://lain.example/gambar/latar.png">'
    )
    assert seal.files == {picture: b"PNG", f"assets/gaya.{_sum(style)}.css": style, f"assets/x.{_sum(b'1')}.js": b"1"}
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    _, removed = seal.write(tmp_path, {"assets/x.js", "assets/lain.css"})
    assert removed == ("assets/x.js",)
    assert not (tmp_path / "assets/x.js").exists()
    assert (tmp_path / picture).read_bytes() == (tmp_path / "gambar/latar.png").read_bytes()


def test_the_page_for_any_address_begins_at_the_root() -> None:
    html = _seal(site_path="/katalog/").seal('<head></head><script src="/katalog/assets/x.js"></script>', "404.html")
    assert f'src="/katalog/assets/x.{_sum(b"1")}.js"' in html


SCOPE = '__md_scope=new URL("{}",location)'


def test_scripts_of_the_theme_move_into_files() -> None:
    seal = _seal()
    html = seal.seal(f"<head><script>{SCOPE.format('.')}</script></head>", "index.html")
    name = with_fingerprint("assets/skrip.js", _sum(SCOPE.format(".").encode()))
    assert _body(html) == f'<head><script src="{name}"></script></head>'
    assert seal.files[name].decode() == SCOPE.format(".")
    deep = seal.seal(f"<script>{SCOPE.format('../..')}</script>", "sop/a/index.html", is_generated=True)
    assert re.fullmatch(r'<script src="\.\./\.\./assets/skrip\.[0-9a-f]{16}\.js"></script>', deep)
    assert seal.refused == []


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="application/json">{"a": 1}</script>',
        '<script id="__config" type="application/json">{}</script>',
        '<script src="https://lain.example/x.js"></script>',
        "<script></script>",
    ],
)
def test_what_no_browser_runs_here_stays(markup: str) -> None:
    assert _seal().seal(markup, "index.html") == markup


def test_a_script_that_came_into_a_generated_page_is_not_blessed() -> None:
    seal = _seal()
    seal.seal(f"<script>{SCOPE.format('.')}</script>", "index.html")
    html = f"<script>{SCOPE.format('../..')}</script><script>alert(1)</script>"
    sealed = seal.seal(html, "sop/a/index.html", is_generated=True)
    assert "<script>alert(1)</script>" in sealed
    assert seal.refused == ["sop/a/index.html"]
    assert not [content for content in seal.files.values() if b"alert" in content]


def test_a_modules_imports_are_found_from_its_new_place() -> None:
    seal = _seal()
    code = 'import a from "../../assets/x.js"; import("./y.mjs"); import z from "https://lain.example/z.js"; f("../q")'
    seal.seal(f'<script type="module">{code}</script>', "a/b/index.html")
    assert [content.decode() for content in seal.files.values()] == [
        'import a from "./x.js"; import("../a/b/y.mjs"); import z from "https://lain.example/z.js"; f("../q")'
    ]


def test_each_page_says_its_policy_before_its_scripts() -> None:
    html = _seal().seal('<!doctype html><html><head>\n<meta charset="utf-8"><script src="x.js"></script>', "index.html")
    assert html.index("charset") < html.index("Content-Security-Policy") < html.index("<script")
    assert html.count("Content-Security-Policy") == 1
    assert "'wasm-unsafe-eval'" in _seal().seal("<head></head>", "sunting/index.html")
    assert "'wasm-unsafe-eval'" not in html


def test_the_policy_lets_no_script_in_that_stands_on_a_page() -> None:
    for policy in (build_policy(), build_policy(header=True), build_policy(offline=True), build_policy(wasm=True)):
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:", "data:"} & set(
            rules["script-src"].split()
        )
        assert rules["object-src"] == "'none'"
        assert all(rules[name].startswith("'self'") for name in ("default-src", "base-uri", "form-action"))
    assert "frame-ancestors 'self'" in build_policy(header=True)
    assert "file:" in build_policy(offline=True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("assets/sop.0f3a61c29b7d5e84.css", True),
        ("assets/mermaid-91d2c3b4a5f60718/mermaid.min.js", True),
        ("assets/stylesheets/main.57a0d79d.min.css", True),
        ("assets/javascripts/workers/search.a7633da7.min.js", True),
        ("lampiran/formulir.20260105.pdf", False),
        ("assets/surat-20260105.pdf", False),
        ("sop/a-0f3a61c29b7d5e84.html", False),
        ("katalog.json", False),
        ("assets/stylesheets/gaya.css", False),
    ],
)
def test_what_bears_its_sum(path: str, *, expected: bool) -> None:
    assert has_fingerprint(path) is expected
    assert has_fingerprint(with_fingerprint(path, "0123456789abcdef")) is not path.endswith(".html")
