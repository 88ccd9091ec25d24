"""Places in an office's own pages that our content takes: `[[katalog-sop]]`, `[[referensi-isian sop]]`, `[[referensi-diagnostik]]`.

The catalogue itself is put in late (`fill_catalog`), when the programs that read a page's text for a search have done so.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sop_catalog.checks.manual import read_manual
from sop_catalog.checks.registry import RULES
from sop_catalog.pages.diagnostic_reference import RuleText, render_diagnostic_reference
from sop_catalog.pages.reference import FIELD_TABLES, render_field_reference
from sop_catalog.pages.settings import Settings

_CATALOG = "[[katalog-sop]]"
_MARK = re.compile(r"<p>\[\[(katalog-sop|referensi-isian|referensi-diagnostik)(?: ([a-z]+))?\]\]</p>")
_CATALOG_PLACE = '<div class="sop-katalog-tempat"></div>'
_PLACED = re.compile(r"<div\s+class=([\"']?)sop-katalog-tempat\1\s*>\s*</div\s*>")
"""The same, also as another plugin may have written it anew."""


def fill_marks(html: str, settings: Settings, *, is_home: bool) -> str:
    """The content of an office's own page with what its marks ask for; an unknown table leaves its mark to be seen.

    Args:
        html: the content, without the frame around it.
        settings: of the site.
        is_home: the home page gets the catalogue even without a mark.
    """
    if is_home and _CATALOG not in html:
        html += f"<p>{_CATALOG}</p>"
    return _MARK.sub(lambda mark: _fill(mark, settings), html) if "[[" in html else html


def fill_catalog(html: str, catalog: Callable[[], str]) -> str:
    """The same with the catalogue in its place; that is not made where nobody asks for it."""
    return _PLACED.sub(lambda _: catalog(), html, count=1) if has_catalog_place(html) else html


def has_catalog_place(html: str) -> bool:
    """Whether the catalogue has a place in the content of a page."""
    return bool(_PLACED.search(html))


def _fill(mark: re.Match[str], settings: Settings) -> str:
    if mark[1] == "katalog-sop":
        return _CATALOG_PLACE
    if mark[1] == "referensi-diagnostik":
        rules = [RuleText(rule.code, rule.name, rule.severity.value, read_manual(rule.code)) for rule in RULES.values()]
        return render_diagnostic_reference(rules, settings)
    if mark[2] in FIELD_TABLES:
        return render_field_reference(mark[2], settings)
    return mark[0]
