"""What only a build can show: links resolve, failures leave the old site alone, two builds are the same bytes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from support.page_tree import parse_page
from support.paths import ROOT
from support.sites import MINIMAL_MKDOCS, SiteMaker, minimal_sop, run_mkdocs

from sop_catalog.pages.paths import RESERVED

BROKEN = minimal_sop().replace("kegiatan: Memeriksa usulan", "kegiatan: Memeriksa: usulan")


class _Links(HTMLParser):
    """Every address and every anchor of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src", "data-esm", "data-iife"} and value and tag != "base":
                self.links.append(value)
            if name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value or "")


def _read(path: Path) -> _Links:
    parser = _Links()
    parser.feed(path.read_text("utf-8"))
    return parser


def check_links(site: Path) -> list[str]:
    """Every internal link or anchor of a built site that leads nowhere, as "page → link"."""
    pages = {path: _read(path) for path in site.rglob("*.html")}
    dead = []
    for path, page in pages.items():
        if path.name == "404.html":  # its addresses start at the root of a server that nobody named
            continue
        here = "http://situs/" + path.relative_to(site).as_posix()
        for link in page.links:
            absolute, anchor = urldefrag(urljoin(here, link))
            parts = urlsplit(absolute)
            if parts.netloc != "situs":
                continue
            target = site / unquote(parts.path).lstrip("/")
            if target.is_dir():
                target /= "index.html"
            if not target.is_file():
                dead.append(f"{path.relative_to(site)} → {link}")
            elif anchor and target.suffix == ".html" and unquote(anchor) not in pages[target].anchors:
                dead.append(f"{path.relative_to(site)} → {link} (anchor)")
    return dead


def test_every_internal_link_and_anchor_leads_somewhere(site: Path) -> None:
    assert check_links(site) == []


def test_the_link_check_sees_dead_links(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    page = copy / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("</body>", '<a href="sop/tidak-ada/">x</a><a href="#tidak">y</a></body>')
    )
    assert check_links(copy) == ["index.html → sop/tidak-ada/", "index.html → #tidak (anchor)"]


def test_tabs_lead_staff_to_units_roles_and_regulations(site: Path) -> None:
    shown = {}
    for path in (
        "",
        "unit/",
        "unit/biro-perencanaan/",
        "jabatan/karo/",
        "peraturan/",
        "sop/pembentukan-tim/",
        "panduan-editor/",
        "belum-ada/",
        "perubahan/",
        "peta/biro-perencanaan/",
    ):
        tabs = parse_page((site / path / "index.html").read_text("utf-8")).find_all("li", "md-tabs__item")
        assert [tab.text() for tab in tabs] == [
            "Katalog",
            "Unit",
            "Jabatan",
            "Peraturan",
            "Peta",
            "Perubahan",
            "Belum ada",
            "Untuk editor",
        ], path
        shown[path] = [tab.text() for tab in tabs if "md-tabs__item--active" in tab.classes]
    assert shown == {
        "": ["Katalog"], "unit/": ["Unit"], "unit/biro-perencanaan/": ["Unit"], "jabatan/karo/": ["Jabatan"],
        "peraturan/": ["Peraturan"], "sop/pembentukan-tim/": ["Katalog"], "panduan-editor/": ["Untuk editor"],
        "belum-ada/": ["Belum ada"], "perubahan/": ["Perubahan"], "peta/biro-perencanaan/": ["Peta"],
    }  # fmt: skip
    assert "<title>SOP untuk jabatan saya - " in (site / "jabatan/index.html").read_text("utf-8")


def test_the_site_names_no_other_host(site: Path) -> None:
    """Addresses that a browser loads by itself: scripts, styles, pictures, frames, fonts."""
    pattern = re.compile(r"""(?:src|href)=["']?(https?:)?//[^"'\s>]+""")
    loads = re.compile(r"<(?:script|img|iframe|link)\b[^>]*>")
    outside = [
        f"{path.name}: {tag}"
        for path in site.rglob("*.html")
        for tag in loads.findall(path.read_text("utf-8"))
        if pattern.search(tag) and 'rel="canonical"' not in tag
    ]
    assert outside == []


def test_katalog_json_lists_every_sop(site: Path) -> None:
    rows = json.loads((site / "katalog.json").read_text("utf-8"))
    by_slug = {row["slug"]: row for row in rows}
    assert len(by_slug) == len(list((ROOT / "sops").rglob("[!_]*.yml"))) - len(
        list((ROOT / "sops" / "_daftar").iterdir())
    )
    first = by_slug["pelaporan-kinerja-kementerian"]
    assert set(first) == {
        "slug", "nama", "nomor", "unit", "status", "url", "pelaksana", "dasar_hukum", "keterkaitan", "disusun_oleh",
        "diperiksa_oleh", "disahkan_oleh", "riwayat", "kotak", "lampiran", "kata_kunci", "grup", "catatan_tabel",
        "naskah_sah", "isi_naskah", "evaluasi",
    }  # fmt: skip
    assert first["pelaksana"][0] == "Kasubag"
    assert (site / first["url"] / "index.html").is_file()


def test_search_finds_every_word_of_every_sop(site: Path) -> None:
    """Material's index is cut into words by the site's separator; every word of four letters or more is among them."""
    from sop_catalog.catalog.load import load_catalog
    from sop_catalog.model.sop import BOX_FIELDS

    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    separator = re.compile(index["config"]["separator"])
    words: dict[str, set[str]] = {}
    for entry in index["docs"]:
        text = re.sub(r"<[^>]+>", " ", f"{entry['title']} {entry['text']}")
        slug = entry["location"].removeprefix("sop/").split("/")[0]
        words.setdefault(slug, set()).update(word.lower() for word in separator.split(text))
    catalog, _ = load_catalog(ROOT / "sops")
    missing = []
    for slug, sop in catalog.sops.items():
        texts = [sop.nama, sop.nomor, sop.disahkan_oleh.jabatan, sop.disahkan_oleh.nama]
        texts += [text for field in BOX_FIELDS for text in getattr(sop, field)]
        for langkah in sop.langkah:
            texts += [langkah.kegiatan, langkah.kelengkapan, langkah.output, langkah.keterangan]
        for word in separator.split(" ".join(texts).lower()):
            plain = word.strip("\"'“”")
            if len(plain) >= 4 and plain not in words[slug] and word not in words[slug]:
                missing.append(f"{slug}: {word}")
    assert missing == []
    assert "101" in words["penyusunan-laporan-kinerja-dan-pengumpulan-data"]


def test_a_broken_file_stops_the_build_before_the_old_site_is_touched(make_site: SiteMaker) -> None:
    folder = make_site({"sops/rusak.yml": BROKEN, "site/lama.html": "situs lama"})
    result = run_mkdocs("build", folder=folder)
    assert result.returncode == 1
    assert "galat[SOP106]" in result.stderr
    assert "sops/rusak.yml:10:" in result.stderr
    assert "Traceback" not in result.stderr
    assert [path.name for path in (folder / "site").iterdir()] == ["lama.html"]


def test_serve_shows_the_findings_on_the_page_of_a_broken_file(make_site: SiteMaker) -> None:
    folder = make_site({"sops/rusak.yml": BROKEN})
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--no-livereload", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        broken = _fetch(f"http://127.0.0.1:{port}/sop/rusak/")
        assert "SOP106" in broken
        assert "titik dua kedua" in broken
        assert "Mengajukan usulan" in _fetch(f"http://127.0.0.1:{port}/sop/contoh-satu/")
        assert "sop/rusak/" in _fetch(f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        process.wait(600)


def _fetch(address: str) -> str:
    """The page at an address; waits until the server is up, at most ten minutes."""
    for _ in range(6000):
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"tidak ada jawaban dari {address}")


def test_a_template_of_the_site_beats_the_packaged_one(make_site: SiteMaker) -> None:
    folder = make_site({"overrides/sop/alur.html": "<p>ALUR MILIK SITUS {{ alur | length }}</p>"})
    result = run_mkdocs("build", folder=folder)
    assert result.returncode == 0, result.stderr
    assert "ALUR MILIK SITUS 3" in (folder / "site/sop/contoh-satu/index.html").read_text("utf-8")


@pytest.mark.parametrize(("name", "address"), [("docs/perubahan.md", "perubahan"), ("docs/sop/contoh-satu.md", "sop")])
def test_a_page_of_the_office_is_never_replaced(make_site: SiteMaker, name: str, address: str) -> None:
    folder = make_site({name: "# Kabar dari kami\n", "site/lama.html": "situs lama"})
    result = run_mkdocs("build", folder=folder)
    assert result.returncode == 1
    assert f"memakai alamat {address}/" in " ".join((result.stdout + result.stderr).split())
    assert [path.name for path in (folder / "site").iterdir()] == ["lama.html"]


@pytest.mark.parametrize("part", ["sop", "unit", "jabatan", "peraturan", "peta", "belum-ada", "perubahan", "n"])
def test_every_generated_page_has_a_guarded_address(site: Path, part: str) -> None:
    assert part in RESERVED
    assert (site / part).is_dir()


def test_remarks_are_logged_and_break_nothing(make_site: SiteMaker) -> None:
    folder = make_site({"sops/contoh-dua.yml": minimal_sop(keterkaitan="SOP Contoh Saru")})
    result = run_mkdocs("build", "--strict", folder=folder)
    assert result.returncode == 0, result.stderr
    assert "peringatan[SOP404]: SOP Contoh Saru tidak ada di katalog" in result.stderr
    assert "2 berkas diperiksa" in result.stderr


def test_two_builds_are_byte_identical(make_site: SiteMaker) -> None:
    folder = make_site({"sops/dua.yml": minimal_sop()})
    digests = []
    for name in ("satu", "dua"):
        assert run_mkdocs("build", "--site-dir", name, folder=folder).returncode == 0
        files = sorted(path for path in (folder / name).rglob("*") if path.is_file())
        digests.append(
            {
                path.relative_to(folder / name).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in files
            }
        )
    assert digests[0] == digests[1]


def test_building_opens_no_socket(make_site: SiteMaker) -> None:
    guard = (
        "import socket\n"
        "def refuse(*args, **kwargs):\n    raise SystemExit('soket dibuka: %r' % (args,))\n"
        "socket.socket.connect = refuse\nsocket.getaddrinfo = refuse\nsocket.create_connection = refuse\n"
    )
    folder = make_site({"penjaga/sitecustomize.py": guard})
    result = run_mkdocs("build", "--strict", folder=folder, extra={"PYTHONPATH": str(folder / "penjaga")})
    assert result.returncode == 0, result.stdout + result.stderr


def test_edit_links_point_at_the_yaml(make_site: SiteMaker) -> None:
    forge = "  - sop_catalog:\n      forge: {kind: gitlab, url: https://git.example.go.id/biro/sop, branch: utama}\n"
    folder = make_site(mkdocs=MINIMAL_MKDOCS.replace("  - sop_catalog\n", forge))
    assert run_mkdocs("build", folder=folder).returncode == 0
    page = (folder / "site/sop/contoh-satu/index.html").read_text("utf-8")
    assert 'href="https://git.example.go.id/biro/sop/-/edit/utama/sops/contoh-satu.yml"' in page


def test_the_same_site_builds_under_properdocs(site: Path, tmp_path: Path) -> None:
    """MkDocs' maintained fork takes the plugin as it is, and makes the same SOP pages of it."""
    target = tmp_path / "site"
    result = run_mkdocs("build", "--strict", "--site-dir", str(target), folder=ROOT, program="properdocs")
    assert result.returncode == 0, result.stderr
    theirs = {path.relative_to(target).as_posix() for path in target.rglob("index.html")}
    ours = {path.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert theirs == ours

    def form(root: Path) -> str:
        html = (root / "sop/pelaporan-kinerja-kementerian/index.html").read_text("utf-8")
        return html[html.index('<article class="sop ') : html.index('<footer class="sop-kaki"')]

    assert form(target) == form(site)


def test_without_mermaid_the_page_says_so_and_is_complete(make_site: SiteMaker) -> None:
    folder = make_site(mkdocs=MINIMAL_MKDOCS.replace("  - mermaid2:\n      version: 12.3.0\n", ""))
    result = run_mkdocs("build", "--strict", folder=folder)
    assert result.returncode == 0
    assert "diagram swimlane diganti teks alur" in result.stderr
    page = (folder / "site/sop/contoh-satu/index.html").read_text("utf-8")
    assert "sop-alur-teks" in page
    assert "sop-diagram.js" not in page


def test_a_time_of_the_build_that_is_none_is_said(make_site: SiteMaker) -> None:
    result = run_mkdocs("build", folder=make_site(), extra={"SOURCE_DATE_EPOCH": "abc"})
    assert result.returncode == 0
    assert "SOURCE_DATE_EPOCH berisi 'abc', bukan detik sejak 1970" in result.stderr
    assert "Traceback" not in result.stdout + result.stderr


def test_a_missing_folder_of_sops_is_said(make_site: SiteMaker) -> None:
    folder = make_site(mkdocs=MINIMAL_MKDOCS.replace("- sop_catalog\n", "- sop_catalog: {sops_dir: arsip}\n"))
    result = run_mkdocs("build", folder=folder)
    assert result.returncode == 1
    assert "Folder SOP tidak ada" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "line",
    ["forge: {url: 'javascript:alert(1)'}", "forge: {url: 'https://u:p@contoh.example/x'}", "forge: {url: '//x'}"],
)
def test_a_forge_that_is_no_web_address_is_refused(make_site: SiteMaker, line: str) -> None:
    config = MINIMAL_MKDOCS.replace("  - sop_catalog\n", f"  - sop_catalog:\n      {line}\n")
    result = run_mkdocs("build", folder=make_site(mkdocs=config))
    assert result.returncode == 1
    assert "Opsi forge.url di mkdocs.yml bukan alamat web" in result.stdout + result.stderr


def test_what_an_office_has_put_into_docs_is_looked_at_before_it_is_published(make_site: SiteMaker) -> None:
    config = MINIMAL_MKDOCS.replace("  - sop_catalog\n", "  - sop_catalog:\n      raw_files: ['google*.html']\n")
    folder = make_site(
        {
            "docs/lama.html": "lama",
            "docs/sop.yml": "nama: X\n",
            "docs/google1.html": "bukti",
            "docs/index.md~": "lama",
            "docs/unduhan/~$formulir.docx": "lama",
            "docs/unduhan/formulir.docx.bak": "lama",
            "docs/pejabat.md": "---\ntitle: Pejabat 198001012005011001\ndescription: NIP 198001012005011001\n"
            "tags: [198001012005011001]\n---\n# Pejabat\n\n"
            "NIP 19800101 200501 1 001\n\n`nip: 198202022006022002`\n",
        },
        mkdocs=config.replace("site_name: Uji", "site_name: Uji 198001012005011001")
        + "copyright: Pejabat 198001012005011001\nnav: [Kata 198001012005011001: index.md, pejabat.md]\n"
        "extra: {social: [{icon: simple/git, link: 'https://contoh.example/', name: 198001012005011001}]}\n",
    )
    result = run_mkdocs("build", folder=folder)
    assert result.returncode == 0, result.stderr
    page = (folder / "site/pejabat/index.html").read_text("utf-8")
    for path in (folder / "site").rglob("*.html"):
        assert "19800101" not in path.read_text("utf-8"), path
    assert "•••••••• •••••• • 001" in page
    assert "nip: 198202022006022002" in page  # shows how it is written
    assert not [path for path in (folder / "site").rglob("*.js*") if b"19800101" in path.read_bytes()]
    assert {path.name for path in (folder / "site").glob("*.*")} & {"lama.html", "sop.yml", "google1.html"} == {
        "google1.html"
    }
    assert not [path for path in (folder / "site").rglob("*") if path.is_file() and path.read_bytes() == b"lama"]
    assert result.stderr.count("peringatan[SOP130]") == 5
    for name in ("docs/pejabat.md", "mkdocs.yml"):
        assert re.search(rf"peringatan\[SOP209\]: NIP tertulis di sini, juga di .*\n *--> {name}:", result.stderr), name
    assert "19800101" not in result.stderr
    before = (folder / "site/index.html").read_bytes()
    (folder / "docs/rahasia.txt").symlink_to("/etc/passwd")
    (folder / "overrides/404.html").unlink(missing_ok=True)
    (folder / "overrides/404.html").symlink_to("/etc/passwd")
    (folder / "docs/logo.svg").write_text("<svg onload='x()'/>")
    (folder / "docs/foto-198001012005011001.jpg").write_bytes(b"\xff\xd8\xff")
    result = run_mkdocs("build", folder=folder)
    assert result.returncode == 1
    assert result.stderr.count("galat[SOP127]") == 2
    assert result.stderr.count("galat[SOP129]") == 1
    assert result.stderr.count("galat[SOP213]") == 1
    assert "root:" not in result.stdout + result.stderr
    assert (folder / "site/index.html").read_bytes() == before
    assert not (folder / "site/rahasia.txt").exists()


@pytest.mark.parametrize("is_on_map", [True, False])
def test_drafts_ask_search_engines_to_stay_away(make_site: SiteMaker, *, is_on_map: bool) -> None:
    config = MINIMAL_MKDOCS.replace(
        "  - sop_catalog\n", f"  - sop_catalog:\n      sitemap_drafts: {str(is_on_map).lower()}\n"
    )
    config += "site_url: https://sop.contoh/\n"
    folder = make_site(
        {"sops/berlaku.yml": minimal_sop("Yang Berlaku") + "status: berlaku\nnomor: 1/2026\n"
         "tanggal_pengesahan: 2026-01-05\ntanggal_efektif: 2026-01-05\ndisahkan_oleh: Kepala Biro\n"},
        mkdocs=config,
    )  # fmt: skip
    result = run_mkdocs("build", folder=folder)
    assert result.returncode == 0, result.stderr
    noindex = '<meta name="robots" content="noindex">'
    pages = {name: (folder / f"site/sop/{name}/index.html").read_text("utf-8") for name in ("contoh-satu", "berlaku")}
    assert [page.count(noindex) for page in pages.values()] == [1, 0]
    assert pages["contoh-satu"].index(noindex) < pages["contoh-satu"].index("</head>")
    assert noindex not in (folder / "site/index.html").read_text("utf-8")
    sitemap = (folder / "site/sitemap.xml").read_text("utf-8")
    assert "/sop/berlaku/" in sitemap
    assert ("/sop/contoh-satu/" in sitemap) is is_on_map


def test_a_page_of_seed_size_is_light(site: Path) -> None:
    """With strip, neighbourhood, flowchart and swimlane: what a slow line brings first."""
    assert (site / "sop/pelaporan-kinerja-kementerian/index.html").stat().st_size <= 64_000
