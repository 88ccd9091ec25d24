"""axe-core finds nothing on an SOP page: screen, phone, light and dark."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from browser import launch, serve
from conftest import ROOT
from playwright.sync_api import Page

NODE = Path(os.environ.get("SOP_NODE_DIR", ROOT / ".cache" / "node"))
AXE = NODE / "node_modules" / "axe-core" / "axe.min.js"

PAGES = (
    "sop/pelaporan-kinerja-kementerian/",
    "sop/penyusunan-laporan-kinerja-dan-pengumpulan-data/",
    "sop/pembentukan-tim/",
)


def violations(page: Page) -> list[str]:
    """What axe finds on the whole page, one line each."""
    assert AXE.is_file(), f"axe-core belum terpasang di {NODE}; `make test` memasangnya"
    page.evaluate(AXE.read_text("utf-8"))
    result: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['html'][:120]} ({node['failureSummary'].splitlines()[-1].strip()[:160]})"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(site: Path, width: int, scheme: str) -> None:
    found = {}
    with serve(site) as base, launch() as browser:
        for path in PAGES:
            page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()  # type: ignore[arg-type]
            page.goto(f"{base}/{path}")
            page.locator("#diagram").scroll_into_view_if_needed()
            if width < 720:
                page.get_by_role("button", name="Tampilkan sebagai gambar").click()
            page.locator(".sop-swimlane svg").first.wait_for()
            problems = violations(page)
            if problems:
                found[path] = problems
    assert found == {}


def test_axe_sees_a_planted_fault(site: Path) -> None:
    with serve(site) as base, launch() as browser:
        page = browser.new_page()
        page.goto(f"{base}/{PAGES[0]}")
        page.evaluate("document.querySelector('.sop-logo').removeAttribute('alt')")
        assert any(line.startswith("image-alt") for line in violations(page))
