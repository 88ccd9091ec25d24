"""A whole site without MkDocs and without a theme: all that a frame has to do, in a file of less than sixty lines.

python -m support.bare_frame FOLDER SITE     # FOLDER holds sops/
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sop_catalog.cache.store import Cache
from sop_catalog.model.build_day import read_build_day
from sop_catalog.pages.page import Page
from sop_catalog.pages.paths import html_file
from sop_catalog.pages.settings import Settings
from sop_catalog.site.assets import SEARCH_BOX, STYLES
from sop_catalog.site.build import build_site, read_catalog
from sop_catalog.site.frame import Frame, Placed, Sample
from sop_catalog.site.page_writer import PageJob, PageWriter
from sop_catalog.site.shell import Hole


def build(folder: Path, out: Path, settings: Settings | None = None, **more: Any) -> None:
    """Build the site of a folder."""
    settings = settings or Settings(today=read_build_day(), overrides=(folder / "overrides" / "sop",))
    cache = Cache(folder) if more.pop("keeps", False) else None
    checked = read_catalog(folder / "sops", "sops", settings.today, cache)
    assert not checked.galat, checked.format_galat()
    site = build_site(checked.catalog, settings, None, [], **more)

    def place(page: Page) -> PageJob:
        target = html_file(page.path, settings.directory_urls)
        address = settings.site_url and settings.site_url + page.url
        return PageJob(Placed(page, "../" * target.count("/"), address, ""), target)

    def frame(sample: Sample) -> str:
        return _page(sample.values[Hole.TITLE], sample.values[Hole.CONTENT], sample.place, site.search_version)

    writer = PageWriter(out, Frame(frame, ()), None, None, settings, cache)
    list(writer.write([place(page) for page in site.pages]))
    (out / "index.html").write_text(_page("Katalog SOP", str(site.home), "", site.search_version), "utf-8")
    for file in site.files:
        target = out / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        content = file.source.read_bytes() if file.source else file.content
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    if cache:
        cache.save(("baca", "nilai", "isi"))


def _page(title: str, content: str, to_root: str, version: str) -> str:
    styles = "".join(f'<link rel="stylesheet" href="{to_root}assets/{name}">' for name in STYLES)
    search = f'<div data-sop-cari="{version}"></div><script src="{to_root}assets/{SEARCH_BOX}" defer></script>'
    head = f'<meta charset="utf-8"><title>{title}</title>{styles}'
    return f'<!doctype html><html lang="id"><head>{head}</head><body>{search}<main>{content}</main></body></html>'


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
