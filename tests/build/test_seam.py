"""The seam is real: everything but the plugin builds a whole catalogue where there is neither MkDocs nor Material."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from support import bare_frame
from support.large_catalogue import Size, write_catalogue
from support.paths import ROOT
from support.sites import BUILD_TIME

_BLOCKED = ("mkdocs", "material", "properdocs", "markdown", "pymdownx", "mermaid2", "click")
_RUN = f"""
import runpy, sys
sys.modules.update(dict.fromkeys({_BLOCKED!r}))  # None: importing it fails
runpy.run_module("support.bare_frame", run_name="__main__", alter_sys=True)
"""


def build_bare(folder: Path, out: Path, **environment: str) -> None:
    """The frame as a program of its own."""
    out.mkdir()
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    env = {**os.environ, "PYTHONPATH": paths, "SOURCE_DATE_EPOCH": BUILD_TIME, **environment}
    command = [sys.executable, "-c", _RUN, str(folder), str(out)]
    result = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, result.stderr


def _table(html: str) -> str:
    return html[html.index('<table class="sop-kegiatan') : html.index("</table>")]


def test_a_frame_of_sixty_lines_builds_all_of_it_without_mkdocs_and_theme(site: Path, tmp_path: Path) -> None:
    assert len(Path(bare_frame.__file__).read_text("utf-8").splitlines()) <= 60
    bare = tmp_path / "polos"
    build_bare(ROOT, bare)
    ours = {path.relative_to(bare).as_posix() for path in bare.rglob("*.html")}
    theirs = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    office = {path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert theirs - ours == {f"{name}/index.html" for name in office - {"index"}} | {"404.html", "sunting/index.html"}
    assert not ours - theirs
    for path in sorted(ours):
        html = (bare / path).read_text("utf-8")
        assert not re.search(r'class="[^"]*\bmd-', html), path
    slug = "sop/pelaporan-kinerja-kementerian/index.html"
    assert _table((bare / slug).read_text("utf-8")) == _table((site / slug).read_text("utf-8"))
    assert (bare / "katalog.json").read_bytes() == (site / "katalog.json").read_bytes()
    assert [path.name for path in (bare / "assets" / "cari").glob("indeks.*.js")]
    assert "sop-katalog" in (bare / "index.html").read_text("utf-8")


def test_one_process_and_two_make_the_same_bytes(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "katalog" / "sops", Size(100))
    found = []
    for count in ("1", "2"):
        build_bare(tmp_path / "katalog", tmp_path / count, SOP_PROSES=count)
        files = sorted(path for path in (tmp_path / count).rglob("*") if path.is_file())
        found.append({path.relative_to(tmp_path / count): path.read_bytes() for path in files})
    assert found[0] == found[1]
    assert len(found[0]) > 200
