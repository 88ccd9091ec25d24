"""Every page is valid HTML by the Nu Html Checker, but for faults of the theme's own. `make soak UJI=tests/soak/test_html.py`.

Needs Java (Debian: default-jre-headless) and npm; the checker itself comes from npm, by its digest.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from support.paths import ROOT

_THEME = (
    re.compile(r'Attribute “autocomplete” is only allowed .*class="md-(toggle|option)"', re.DOTALL),
    re.compile(r'The value of the “for” attribute of the “label” element .*class="md-', re.DOTALL),
    re.compile(r'Bad value “” for attribute “tabindex” on element “label”.*class="md-nav__link"', re.DOTALL),
)
"""What Material writes around our pages, by message and place."""


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checker, as `package-lock.json` knows it."""
    assert shutil.which("java"), "Java belum terpasang: apt-get install default-jre-headless"
    folder = tmp_path_factory.mktemp("vnu")
    for name in ("package.json", "package-lock.json"):
        shutil.copy2(ROOT / "tests/node/vnu" / name, folder / name)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
    return folder / "node_modules/vnu-jar/build/dist/vnu.jar"


def _errors(checker: Path, *pages: Path) -> list[dict[str, Any]]:
    """What the checker calls an error; its hints are none."""
    command = ["java", "-Xss8m", "-jar", str(checker), "--format", "json", "--errors-only", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [item for item in messages if item["type"] != "info"]


def test_every_page_is_valid(site: Path, checker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = sorted(site.rglob("*.html"))
    wrong = []
    frozen: Counter[str] = Counter()
    for item in _errors(checker, *pages):
        said = f"{item['message']} {item.get('extract', '')}"
        if any(pattern.match(said) for pattern in _THEME):
            frozen[item["message"][:60]] += 1
        else:
            wrong.append(f"{item['url'].rpartition('/situs')[2]}:{item.get('lastLine')}: {said[:300]}")
    with capsys.disabled():
        sys.stdout.write(f"\nvnu: {len(pages)} halaman, {len(wrong)} keliru, yang dikenal: {dict(frozen)}\n")
    assert wrong == []


def test_the_checker_sees_a_fault(checker: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<!doctype html><html lang=id><title>A</title><p><li>x</p><img src=x>")
    assert len(_errors(checker, page)) >= 2
