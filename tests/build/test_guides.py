"""The guides are executed: what they tell one to type works, what they show is what comes out, word by word."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from support.guide_pictures import MAX_BYTES, MISTAKE, NAMES, SOP, guide_blocks, guide_sop, make_catalog, row_examples
from support.page_tree import parse_page
from support.paths import ROOT

from sop_catalog.checks.manual import read_manual
from sop_catalog.checks.registry import RULES
from sop_catalog.checks.run import check_paths
from sop_catalog.cli import sop as commands
from sop_catalog.flow.graph import build_graph
from sop_catalog.model.decode import decode
from sop_catalog.pages.diagnostic_reference import LAYERS, RuleText, render_diagnostic_reference
from sop_catalog.pages.flow.flowchart import render_flowchart
from sop_catalog.pages.reference import render_field_reference
from sop_catalog.pages.settings import Settings
from sop_catalog.source.text import Source

GUIDES = (
    "panduan-editor.md",
    "panduan-baris.md",
    "panduan-peninjau.md",
    "memindahkan-sop-lama.md",
    "mencetak.md",
    "mengesahkan.md",
    "mengevaluasi.md",
    "menerbitkan.md",
)
_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Editor", "GIT_AUTHOR_EMAIL": "editor@instansi.go.id",
    "GIT_COMMITTER_NAME": "Editor", "GIT_COMMITTER_EMAIL": "editor@instansi.go.id",
}  # fmt: skip


def _shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """One line of a guide, with the `sop` of this environment first on PATH."""
    environment = {**os.environ, **_GIT, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    return subprocess.run(
        ["sh", "-c", line],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def _git(*arguments: str, folder: Path) -> None:
    result = _shell(shlex.join(["git", *arguments]), folder)
    assert result.returncode == 0, result.stderr


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of this repository's catalogue, with a forge that one may push to."""
    source = tmp_path / "sumber"
    for name in ("sops", "docs", "overrides"):
        shutil.copytree(ROOT / name, source / name)
    shutil.copy(ROOT / "mkdocs.yml", source)
    _git("init", "--quiet", "--initial-branch=main", ".", folder=source)
    _git("add", "--all", folder=source)
    _git("commit", "--quiet", "--message", "awal", folder=source)
    _git("clone", "--quiet", "--bare", str(source), str(tmp_path / "forge.git"), folder=tmp_path)
    _git("clone", "--quiet", str(tmp_path / "forge.git"), "katalog", folder=tmp_path)
    return tmp_path / "katalog"


def test_the_editors_guide_leads_from_word_to_a_proposal(clone: Path) -> None:
    """Every shell block in order; the YAML blocks go where the guide says; only `sop sajikan`, which waits, is left out."""
    unit, peraturan, _ = guide_blocks("panduan-editor.md", "yaml")
    for name, block in (("unit", unit), ("peraturan", peraturan)):
        register = clone / f"sops/_daftar/{name}.yml"
        if not set(yaml.safe_load(block)) & set(yaml.safe_load(register.read_text("utf-8"))):
            register.write_text(register.read_text("utf-8") + block, "utf-8")
    ran = []
    for block in guide_blocks("panduan-editor.md", "sh"):
        for line in block.splitlines():
            if line == "sop sajikan":
                continue
            result = _shell(line, clone)
            assert result.returncode == 0, f"{line}\n{result.stdout}{result.stderr}"
            ran.append((line, result.stdout))
            if line.startswith("sop buat"):
                assert f"Sudah ditulis: {SOP}" in result.stdout
                assert re.search(
                    r"^pelaksana:\n  pemohon: Pemohon\n  staf: Staf Umum\n  kabag: Kabag Umum\n",
                    (clone / SOP).read_text("utf-8"),
                    re.MULTILINE,
                )
                (clone / SOP).write_text(guide_sop(), "utf-8")
    assert [line.split()[1] for line, _ in ran if line.startswith("sop ")] == ["buat", "periksa"]
    assert ran[1][1] == "1 berkas diperiksa, tidak ada temuan.\n"
    assert ran[-1][0].startswith("git push")
    _git("merge-base", "--is-ancestor", "main", "origin/peminjaman-ruang-rapat", folder=clone)
    compared = _shell("sop bandingkan main...HEAD", clone)
    assert "SOP baru: 4 langkah" in compared.stdout
    assert _shell("sop bangun", clone).returncode == 0
    assert (clone / "site/sop/peminjaman-ruang-rapat/index.html").is_file()
    assert _shell("git status --porcelain -- sops", clone).stdout == ""


def test_the_reviewers_guide_can_be_followed(clone: Path) -> None:
    (clone / ".github").mkdir()
    for block in guide_blocks("panduan-peninjau.md", "sh"):
        for line in block.splitlines():
            result = _shell(line, clone)
            assert result.returncode == 0, f"{line}\n{result.stdout}{result.stderr}"
    assert "@biro-perencanaan" in (clone / ".github/CODEOWNERS").read_text("utf-8")


def test_the_message_in_the_guide_is_the_one_that_comes_out(tmp_path: Path) -> None:
    make_catalog(tmp_path / "katalog")
    wrong = guide_sop().replace(*MISTAKE)
    assert wrong != guide_sop()
    (tmp_path / "katalog" / SOP).write_text(wrong, "utf-8")
    (shown,) = [block for block in guide_blocks("panduan-editor.md", "text") if block.startswith("galat")]
    assert _shell(f"sop periksa {SOP}", tmp_path / "katalog").stdout == shown


def test_the_rows_of_frequent_mistakes_are_right(tmp_path: Path) -> None:
    """What the table calls wrong is found, what it calls right is not, each put into the guide's SOP."""
    text = (ROOT / "docs/panduan-editor.md").read_text("utf-8").partition("## Lima hal")[2]
    rows = re.findall(r"^\| `(.+?)` \|.*\| `(.+?)` \|$", text, re.MULTILINE)
    assert len(rows) == 4
    make_catalog(tmp_path)
    for wrong, right in rows:
        for typed, expected in ((wrong, True), (right, False)):
            if typed.startswith("- "):
                changed = guide_sop().replace(
                    "  - Peraturan Menteri PANRB Nomor 35 Tahun 2012\n", f"  {typed}\n  {typed.replace('1', '2')}\n"
                )
                changed = changed.replace("dasar_hukum", "kualifikasi_pelaksana")
            else:
                key = typed.partition(":")[0]
                changed = re.sub(rf"^    {key}: .*", f"    {typed}", guide_sop(), count=1, flags=re.MULTILINE)
            (tmp_path / SOP).write_text(changed, "utf-8")
            found = [
                item
                for item in check_paths([tmp_path / SOP]).diagnostics
                if item.rule.code.startswith(("SOP1", "SOP2"))
            ]
            assert bool(found) is expected, (typed, [item.message for item in found])


def test_every_row_of_the_guide_is_as_it_is_printed() -> None:
    """Each block stands alone, has nothing to report but what an SOP of a few lines lacks, and has its picture."""
    examples = row_examples()
    assert len(examples) == 6
    text = (ROOT / "docs/panduan-baris.md").read_text("utf-8")
    assert re.findall(r"assets/panduan/(baris-.+?)\)", text) == list(examples)
    for name, example in examples.items():
        source = Source(f"{Path(name).stem}.yml", example)
        decoded = decode(source)
        sop, diagnostics = decoded.sop, decoded.diagnostics
        assert sop is not None
        assert [item.message for item in diagnostics] == [], name
        drawn = render_flowchart(build_graph(sop))
        assert [row.nomor for row in drawn.rows] == [langkah.nomor for langkah in sop.langkah]


def test_the_publishing_guide_can_be_followed(clone: Path) -> None:
    """Each command in its order, an SOP changed in between; what the web servers' examples include has been written."""
    first, versions = guide_blocks("menerbitkan.md", "sh")
    assert _shell(first, clone).returncode == 0
    (changed,) = clone.glob("sops/disnakertrans/*.yml")
    changed.write_text(changed.read_text("utf-8") + "# diubah\n", "utf-8")
    again = _shell(first, clone)
    assert "versi" in again.stdout
    shown = []
    for line in versions.splitlines():
        result = _shell(line, clone)
        assert result.returncode == 0, f"{line}\n{result.stdout}{result.stderr}"
        shown.append(result.stdout)
    newest, oldest = shown[0].splitlines()
    assert newest.endswith("(tampil sekarang)")
    assert oldest.split()[0] in shown[1]
    for kind in ("nginx", "apache"):
        (block,) = guide_blocks("menerbitkan.md", kind)
        (name,) = re.findall(r"nclude /srv/www/sop-server/(\S+?);?\n", block)
        assert (clone.parent / "web/sop-server" / name).is_file()
    assert (clone.parent / "web/sop-server/web.config").is_file()


def test_pages_that_commands_point_to_exist() -> None:
    """Whoever is told to read on finds something there."""
    named = {
        name
        for path in (ROOT / "sop_catalog/cli").glob("*.py")
        for name in re.findall(r"docs/[\w-]+\.md", path.read_text("utf-8"))
    }
    assert "docs/menerbitkan.md" in named
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_commands_that_the_guides_name_exist() -> None:
    for name in GUIDES:
        text = (ROOT / "docs" / name).read_text("utf-8")
        for command in re.findall(r"`sop (\w+)", text):
            assert command in commands.commands, f"{name}: sop {command}"
    for code in re.findall(r"SOP\d{3}", (ROOT / "docs/referensi-diagnostik.md").read_text("utf-8")):
        assert code in RULES


def test_pictures_are_small_described_and_all_used() -> None:
    shown: dict[str, str] = {}
    for name in GUIDES:
        text = (ROOT / "docs" / name).read_text("utf-8")
        shown |= {file: words for words, file in re.findall(r"!\[(.*?)\]\(assets/panduan/(.+?)\)", text)}
    assert set(shown) == set(NAMES) == {path.name for path in (ROOT / "docs/assets/panduan").iterdir()}
    for name, words in shown.items():
        content = (ROOT / "docs/assets/panduan" / name).read_bytes()
        assert content.startswith(b"\x89PNG"), name
        assert len(content) <= MAX_BYTES, name
        assert len(words) > 30, name


# --- Reference of the diagnostics ----------------------------------------------------------------------------------


class _Outline(HTMLParser):
    """Anchors, links within the page, and every tag that was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.anchors += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []


def _outline(rules: list[RuleText]) -> _Outline:
    outline = _Outline()
    outline.feed(render_diagnostic_reference(rules, Settings()))
    return outline


def test_every_rule_has_its_section_under_its_code() -> None:
    outline = _outline(
        [RuleText(rule.code, rule.name, rule.severity.value, read_manual(rule.code)) for rule in RULES.values()]
    )
    assert [anchor for anchor in outline.anchors if not anchor.endswith("xx")] == list(RULES)
    assert {link.removeprefix("#") for link in outline.links if link.startswith("#")} == set(RULES)
    assert {code.removeprefix("SOP")[0] for code in RULES} <= set(LAYERS)
    assert "```" not in render_diagnostic_reference(
        [RuleText(r.code, r.name, r.severity.value, read_manual(r.code)) for r in RULES.values()], Settings()
    )
    assert "pre" in outline.tags
    assert not {"h1", "h4", "hr"} & outline.tags, "an example was taken for text"


def test_a_phone_calls_cells_by_their_own_column() -> None:
    rules = [RuleText("SOP999", "uji", "galat", "Teks.")]
    for html, labels in (
        (render_diagnostic_reference(rules, Settings()), ["Tingkat"]),
        (render_field_reference("sop", Settings()), ["Isi", "Contoh"]),
    ):
        row = parse_page(html).find_all("tr")[1]
        assert [cell.attributes["data-label"] for cell in row.find_all("td")[1:]] == labels


def test_every_picture_of_a_guide_has_a_caption() -> None:
    for name in GUIDES:
        text = (ROOT / "docs" / name).read_text("utf-8")
        pictures = re.findall(r"^!\[.*\]\(assets/panduan/.*\)$", text, re.MULTILINE)
        assert pictures or name == "menerbitkan.md", "nothing of it is seen in a browser"
        assert len(re.findall(r"^!\[.*\]\(assets/panduan/.*\)\n\*.+\.\*$", text, re.MULTILINE)) == len(pictures)


def test_an_example_that_names_its_file_shows_the_name() -> None:
    manual = '**Salah**\n\n```yaml title="sops/a.yml"\n# catatan\n```\n'
    html = render_diagnostic_reference([RuleText("SOP999", "uji", "galat", manual)], Settings())
    assert '<p><code>sops/a.yml</code>:</p>\n<pre><code class="language-yaml"># catatan\n</code></pre>' in html


def test_what_a_manual_quotes_runs_nowhere() -> None:
    manual = "Jangan tulis <script>alert(1)</script>.\n\n<img src=x onerror=alert(1)>\n\n```yaml\nnama: <b>x</b>\n```\n"
    html = render_diagnostic_reference([RuleText("SOP999", "<i>uji</i>", "galat", manual)], Settings())
    assert "&lt;script&gt;" in html
    assert not {"script", "img", "b", "i"} & _outline([RuleText("SOP999", "<i>uji</i>", "galat", manual)]).tags
