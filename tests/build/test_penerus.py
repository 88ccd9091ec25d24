"""The site under MkDocs' and Material's successors: ProperDocs with the continued theme (`make test` fetches it)."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from support.paths import ROOT
from support.sites import run_mkdocs

THEME = ROOT / ".cache" / "penerus"


def test_the_same_site_builds_under_properdocs_with_the_continued_theme(site: Path, tmp_path: Path) -> None:
    if not (THEME / "material").is_dir() and not os.environ.get("CI"):
        pytest.skip("tema penerus belum dipasang; `make test` memasangnya")
    for name in ("docs", "sops", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    config = (ROOT / "mkdocs.yml").read_text("utf-8").replace("name: material\n", "name: materialx\n")
    config = re.sub(
        r"  - search:\n(?:      .*\n)+", "  - search\n", config
    )  # the options are those of Material's index
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    extra = {"PYTHONPATH": os.pathsep.join([str(THEME), str(ROOT)])}
    result = run_mkdocs("build", "--strict", "-f", "mkdocs.yml", folder=tmp_path, program="properdocs", extra=extra)
    assert result.returncode == 0, result.stderr
    assert "satu per satu" not in result.stderr
    built = tmp_path / "site"
    pages = {path.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert {path.relative_to(built).as_posix() for path in built.rglob("index.html")} == pages

    def table(root: Path) -> str:
        html = (root / "sop/pelaporan-kinerja-kementerian/index.html").read_text("utf-8")
        return html[html.index('<table class="sop-kegiatan') : html.index("</table>")]

    assert table(built) == table(site)
    home = (built / "index.html").read_text("utf-8")
    assert "data-sop-cari" in home
    assert "sop-katalog" in home
