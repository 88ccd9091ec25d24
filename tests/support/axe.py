"""axe-core, the checker of accessibility, on a page as it stands."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from support.paths import ROOT

NODE = Path(os.environ.get("SOP_NODE_DIR", ROOT / ".cache" / "node"))
AXE = NODE / "node_modules" / "axe-core" / "axe.min.js"


TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
_STILL = """() => Promise.all(document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < 60000)
  .map((one) => one.finished.catch(() => {})))"""
"""What fades in has its colours when it has come: on a busy machine that is later than what is waited for."""
_ON_PAPER = ("target-size", "scrollable-region-focusable")
"""Nobody presses or scrolls a sheet."""


def violations(page: Page, *, paper: bool = False, covered: str = "") -> list[str]:
    """What axe finds on the whole page, one line each: WCAG 2.0 to 2.2, A and AA, and best practice.

    Args:
        page: as it stands.
        paper: whether it is shown as it will be printed.
        covered: a selector of what lies below an overlay that takes every click: its targets need no room.
    """
    assert AXE.is_file(), f"axe-core belum terpasang di {NODE}; `make test` memasangnya"
    page.evaluate(_STILL)
    page.evaluate(AXE.read_text("utf-8"))
    options = {
        "resultTypes": ["violations"],
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {
            "target-size": {"enabled": True},  # off unless it is asked for, whatever tags are
            **({rule: {"enabled": False} for rule in _ON_PAPER} if paper else {}),
        },
    }
    result: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    if covered:
        for rule in result["violations"]:
            if rule["id"] == "target-size":
                rule["nodes"] = [node for node in rule["nodes"] if not _is_in(page, node["target"][0], covered)]
    return [
        f"{rule['id']}: {node['html'][:120]} ({node['failureSummary'].splitlines()[-1].strip()[:160]})"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def _is_in(page: Page, selector: str, around: str) -> bool:
    found: bool = page.evaluate(
        "([selector, around]) => document.querySelector(selector).closest(around) !== null", [selector, around]
    )
    return found
