"""A page that is put into a shell is, byte for byte, what MkDocs makes of it in its own loop; or it is left to that."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from support.sites import MINIMAL_MKDOCS, SiteMaker, minimal_sop, run_mkdocs

LOOKER = "def on_post_page(output, page, config):\n    return output\n"
"""A hook that wants to see each page: with it MkDocs makes all of them."""
SAID = "satu per satu"

FILES = {
    "sops/_daftar/unit.yml": "kementerian: Kementerian Uji\nbiro-uji: {nama: 'Biro <Uji> & \"Umum\"', induk: kementerian}\n",
    "sops/_daftar/jabatan.yml": "staf: {nama: Staf, alias: [Staff]}\nkabag: Kabag\n",
    "sops/contoh-satu.yml": minimal_sop('Contoh <b>Satu</b> & "dua"', nomor="1/SOP/2026", keterkaitan="SOP Contoh Dua"),
    "sops/umum/contoh-dua.yml": minimal_sop("SOP Contoh Dua", nomor="1/SOP/2026", dasar_hukum="UU Nomor 43 Tahun 2009 tentang Kearsipan"),
    "sops/mermaid.yml": minimal_sop("Diagram mermaid", catatan_sumber="terbaca mermaid", slug_lama="putri-duyung"),
    "sops/nama-berkas_aneh.yml": minimal_sop("Nama berkas aneh", riwayat="[{tanggal: 5 Januari 2026, perubahan: terbit}]"),
    "sops/lama.yml": minimal_sop("Yang Lama", status="dicabut", digantikan_oleh="contoh-satu"),
    "docs/index.md": "# Katalog\n\nLihat [satu](sop/contoh-satu.md) dan [unit](unit.md).\n",
    "docs/panduan.md": "# Panduan\n\n[Dua](sop/contoh-dua.md#kegiatan), [belum ada](belum-ada.md)\n\n```mermaid\ngraph TD; A-->B\n```\n",
}  # fmt: skip
NAV = "nav:\n  - Katalog: index.md\n  - Unit: unit.md\n  - jabatan.md\n  - Lain: [panduan.md, sop/contoh-dua.md]\n"
FEATURES = "  features: [navigation.tabs, navigation.footer, navigation.path, toc.integrate, content.action.edit]\n"


def _config(*more: str) -> str:
    return (
        MINIMAL_MKDOCS.replace("  custom_dir: overrides\n", "  custom_dir: overrides\n" + FEATURES)
        + NAV
        + "".join(more)
    )


def _build(folder: Path, name: str, config: str) -> tuple[dict[str, str], str]:
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    result = run_mkdocs("build", "--site-dir", name, folder=folder)
    assert result.returncode == 0, result.stderr
    files = sorted(path for path in (folder / name).rglob("*") if path.is_file())
    digests = {
        path.relative_to(folder / name).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
    return digests, result.stderr


VARIANTS = {
    "plain": _config(),
    "instant, addresses, edit links": _config(
        "site_url: https://sop.contoh.go.id/katalog/\nrepo_url: https://git.contoh.go.id/biro/sop\nedit_uri: edit/main/docs/\n"
    ).replace("navigation.tabs", "navigation.tabs, navigation.instant, content.action.view"),
    "files instead of folders": _config("use_directory_urls: false\n").replace("- sop_catalog\n", "- sop_catalog: {forge: {url: https://git.contoh.go.id/a}}\n"),
    "without search and diagrams": _config().replace("  - search:\n      separator: '[\\s\\-/.,:;()]+'\n", "").split("  - mermaid2")[0] + NAV,
}  # fmt: skip


@pytest.mark.parametrize("variant", list(VARIANTS))
def test_filled_pages_are_what_mkdocs_makes(make_site: SiteMaker, variant: str) -> None:
    folder = make_site({**FILES, "pengait.py": LOOKER})
    filled, log = _build(folder, "diisi", VARIANTS[variant])
    assert SAID not in log
    plain, log = _build(folder, "biasa", VARIANTS[variant] + "hooks: [pengait.py]\n")
    assert SAID in log
    assert "pengait.py: on_post_page" in log
    assert filled == plain
    assert len(filled) > 60


HEAD = "{% extends 'base.html' %}\n"
FILLED_MAIN = (
    HEAD
    + """\
{% macro mark(text) %}<b>{{ text }}</b>{% endmacro %}
{% block extrahead %}
  {% if page and page.meta.description and not page.is_homepage %}<meta property="og:title" content="{{ page.meta['title'] }}">{% endif %}
  {% if page and page.edit_url %}<link rel="edit" href="{{ page.edit_url }}">{% else %}<meta name="sunting" content="tidak">{% endif %}
  <link rel="up" href="{{ 'unit/' | url }}">
{% endblock %}
{% block announce %}{{ mark("Salinan kerja") }} {{ config.site_name | upper }} {% if page %}{{ page.title }}{% endif %}{% endblock %}
"""
)


def test_an_overridden_main_html_is_filled_as_well(make_site: SiteMaker) -> None:
    folder = make_site({**FILES, "pengait.py": LOOKER, "overrides/main.html": FILLED_MAIN})
    filled, log = _build(folder, "diisi", _config())
    assert SAID not in log
    plain, _ = _build(folder, "biasa", _config("hooks: [pengait.py]\n"))
    assert filled == plain
    page = (folder / "diisi/sop/contoh-satu/index.html").read_text("utf-8")
    assert 'og:title" content="Contoh &lt;b&gt;Satu&lt;/b&gt;' in page


def test_a_template_that_asks_more_of_a_page_gets_each_from_mkdocs(make_site: SiteMaker) -> None:
    folder = make_site(
        {
            **FILES,
            "pengait.py": LOOKER,
            "overrides/main.html": HEAD
            + "{% block announce %}"
            + "{% if page and page.title == 'Kabag' %}x{% endif %}"
            + "{% endblock %}",
        }
    )
    first, log = _build(folder, "pertama", _config())
    assert "satu per satu, lebih lambat: templat" in log
    assert "main.html:2: page.title" in log
    second, _ = _build(folder, "kedua", _config("hooks: [pengait.py]\n"))
    assert first == second


MINIFIER = """\
import re
def on_post_page(output, page, config):
    output = re.sub(r'<!--.*?-->', '', output, flags=re.S)
    output = re.sub(r'(\\s[a-z-]+)="([\\w-]+)"', r'\\1=\\2', output)
    output = re.sub(r'>\\s+<', '><', output)
    return output.replace('<div class=sop-diagram-tempat></div>', '') if 'contoh-dua' in page.url else output
"""
"""Does to pages what plugins do that make them small, and to one of them what none should."""


def test_places_survive_what_makes_pages_small(make_site: SiteMaker) -> None:
    folder = make_site({**FILES, "pengait.py": MINIFIER})
    _, log = _build(folder, "kecil", _config("hooks: [pengait.py]\n"))
    pages = {name: (folder / f"kecil/{name}/index.html").read_text("utf-8") for name in ("sop/contoh-satu", "panduan")}
    assert "sop-diagram-tempat" not in pages["sop/contoh-satu"]
    assert 'class="sop-diagram' in pages["sop/contoh-satu"]
    assert "Mengajukan usulan" in pages["sop/contoh-satu"].partition("Diagram swimlane")[2]
    assert "sop-diagram-pagar" not in pages["panduan"]
    assert "Contoh &lt;b&gt;Satu" in (folder / "kecil/index.html").read_text("utf-8")
    assert "Tempat untuk diagram pada sop/contoh-dua hilang" in log
    assert log.count("Tempat untuk") == 1


NAVIGATOR = """\
from mkdocs.structure.nav import Navigation
def on_nav(nav, config, files):
    made = [page for page in nav.pages if not page.file.generated_by or page.file.src_uri == 'peta.md']
    for page in made:
        page.parent = None
    return Navigation(made[::-1], made[::-1])
"""
"""As plugins do that make the navigation from docs/: pages that are not in there are left out, all in another order."""


@pytest.mark.parametrize("looker", [False, True])
def test_tabs_stay_whatever_makes_the_navigation(make_site: SiteMaker, *, looker: bool) -> None:
    """Pages of ours that mkdocs.yml names stay in the tabs of every page, however it is made."""
    folder = make_site({**FILES, "pengait.py": NAVIGATOR + LOOKER * looker})
    nav = "nav:\n  - Katalog: index.md\n  - Panduan: panduan.md\n  - Peta: peta.md\n  - Perubahan: perubahan.md\n  - belum-ada.md\n"
    config = _config("hooks: [pengait.py]\n").replace(NAV, nav)
    _build(folder, "tab", config)
    for name, active in {
        "sop/contoh-satu": "Katalog",
        "peta": "Peta",
        "belum-ada": "Belum ada di katalog",
        "panduan": "Panduan",
    }.items():
        html = (folder / f"tab/{name}/index.html").read_text("utf-8")
        tabs = re.findall(
            r'<li class="md-tabs__item([^"]*)">\s*<a href="([^"]*)"[^>]*>\s*(.*?)\s*</a>', html, re.DOTALL
        )
        assert [title for _, _, title in tabs] == ["Peta", "Panduan", "Katalog", "Perubahan", "Belum ada di katalog"], (
            name
        )
        assert [title for state, _, title in tabs if "active" in state] == [active]
