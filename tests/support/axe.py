"""axe-core, the checker of accessibility, on a page as it stands."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from support.paths import ROOT

NODE = Path(os.environ.get("SOP_NODE_DIR", ROOT / ".cache" / "node"))
AXE = NODE / "node_modules" / "axe-core" / "axe.min.js"


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
