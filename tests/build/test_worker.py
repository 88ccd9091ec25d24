"""The checks in the browser are those of `sop periksa`: the same answers, byte for byte. All of them: tests/soak/test_worker.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.desks import TODAY, ask_browser, assert_equal, planted, shipped
from support.paths import SOPS

from sop_catalog.catalog.index import build_index
from sop_catalog.catalog.load import load_catalog
from sop_catalog.pages.templates import PACKAGED, compile_templates
from sop_catalog.site.pyodide_sources import TEMPLATE


def test_the_worker_says_what_this_python_says(tmp_path: Path) -> None:
    assert_equal(load_catalog(SOPS)[0], [*shipped()[:3], *planted()[::7]], tmp_path)


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("<h1>{{ '<b>a &lt; b</b>'|striptags }}</h1>{{ [1]|pprint }}", '"html": "<h1>a &lt; b</h1>[1]"'),
        (
            "{{ v.tidak.ada }}",
            "jinja2.exceptions.UndefinedError: 'sop_catalog.pages.sop_page.SopView object' has no attribute",
        ),
    ],
)
def test_a_template_of_the_office_works_or_says_why_not(tmp_path: Path, template: str, told: str) -> None:
    """What only such a template needs, and what is needed when one fails, is in the bundle, too."""
    folder = tmp_path / "sop"
    folder.mkdir()
    (folder / TEMPLATE).write_text(template, "utf-8")
    own = {name: text for place, name, text in compile_templates([folder, PACKAGED], TEMPLATE) if not place}
    path, text = shipped()[0]
    requests = [
        {
            "do": "site",
            "settings": {"overrides": ["/situs/templat"]},
            "index": build_index(load_catalog(SOPS)[0]),
            "today": TODAY,
            "templat": own,
        },
        {"do": "open", "path": path, "published": text},
        {"do": "start", "number": 0, "text": text},
        {"do": "print", "number": 0},
    ]
    assert told in ask_browser(map(json.dumps, requests), tmp_path)[0][-1]
