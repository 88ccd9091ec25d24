"""What an office would build its catalogue with if not with us, each as its own documentation advises.

Every peer gets the same SOPs. Those that read Markdown get the same texts as tables and lists (`as_markdown`), outside the
navigation, for a navigation of a thousand pages is what none of them advises. Hugo gets them twice: as that Markdown under a
template of three lines, which is the least that any generator can do; and as data, which its templates lay out as a form
with lists of units and roles: the least that an office could use.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sop_catalog.flow.graph import build_graph
from sop_catalog.flow.mermaid import render_diagrams
from sop_catalog.model.sop import BOX_FIELDS, Sop
from sop_catalog.site.mermaid_bundle import ESM, PACKAGED_FOLDER

ROOT = Path(__file__).parent.parent
ENVIRONMENT = ROOT / ".cache" / "bench"
_WANTED = Path(__file__).with_name("pembanding.txt")
_BIN = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")
_LAYOUTS = Path(__file__).with_name("hugo")
CHANGE = "diubah-untuk-diukur"
"""A word that is put into one SOP's first activity, to see that it arrives."""

_MKDOCS = """\
site_name: Katalog
site_url: https://sop.contoh.go.id/
theme: {name: material, language: id, font: false}
validation: {nav: {omitted_files: ignore}}
markdown_extensions: [tables, attr_list]
"""
_OURS = _MKDOCS + "plugins: [search, sop_catalog, {mermaid2: {version: 12.3.0}}]\n"
_MATERIAL = _MKDOCS + "nav: [index.md]\nplugins: [search]\n"
_MERMAID2 = _MKDOCS + "nav: [index.md]\nplugins: [search, {mermaid2: {version: 12.3.0, javascript: mermaid.mjs}}]\n"
_HUGO = """\
baseURL = "https://sop.contoh.go.id/"
locale = "id"
title = "Katalog"
disableKinds = ["rss"]
"""
_HUGO_FORM = (
    _HUGO
    + """\
[taxonomies]
unit = "unit"
jabatan = "jabatan"
[outputs]
home = ["html", "json"]
"""
)


@dataclass(frozen=True)
class System:
    """One way to build the site."""

    key: str
    name: str
    lacks: str
    """What its pages leave out, in words for the table."""
    write: Callable[[Path, Sequence[tuple[Path, Sop]], Path], None]
    """Write its sources into an empty folder: (folder, (path below sops/, SOP) pairs, folder of the SOPs)."""
    command: tuple[str | Path, ...]
    output: str
    """The folder that the command writes."""
    source: str
    """Where the source of an SOP is, with {path} for its path below sops/ without its ending, {slug} for its last part."""
    page: str
    """Where its page is, likewise."""
    again: bool
    """Whether a second build is told apart from the first; the others always build everything."""


# --- What they read ---


def as_markdown(sop: Sop, *, diagrams: bool = True) -> str:
    """The content of one SOP the way Markdown writes it."""
    graph = build_graph(sop)
    lines = [f"# {sop.nama}", "", "| | |", "| --- | --- |", f"| NO SOP | {sop.nomor} |", f"| UNIT | {sop.unit} |", ""]
    for field in BOX_FIELDS:
        lines += [f"## {field}", "", *(f"1. {item}" for item in getattr(sop, field)), ""]
    heads = ["No", "Kegiatan", *(lane.judul for lane in graph.lanes), "Kelengkapan", "Waktu", "Output", "Ket"]
    lines += ["## Kegiatan", "", "| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(cells) + " |" for cells in _cells(sop)]
    if diagrams:
        lines += ["", "## Diagram", ""]
        for diagram in render_diagrams(graph, [langkah.kegiatan for langkah in sop.langkah], sop.nama):
            lines += ["```mermaid", diagram.source.rstrip(), "```", ""]
    if sop.catatan_sumber:
        lines += ["", "## Catatan sumber", "", *(f"- {item}" for item in sop.catatan_sumber), ""]
    return "\n".join(lines) + "\n"


def _cells(sop: Sop) -> list[list[str]]:
    graph = build_graph(sop)
    rows = []
    for langkah, node in zip(sop.langkah, graph.nodes, strict=True):
        marks = [node.symbol.value if lane in node.lanes else "" for lane in range(len(graph.lanes))]
        waktu = langkah.waktu.teks if langkah.waktu else ""
        texts = [langkah.kelengkapan, waktu, langkah.output, langkah.keterangan]
        rows.append([str(langkah.nomor), langkah.kegiatan, *marks, *texts])
    return rows


def _as_data(sop: Sop) -> str:
    """The same as front matter in JSON, which Hugo reads fastest."""
    titles = [pelaksana.judul for pelaksana in sop.pelaksana]
    data = {
        "title": sop.judul,
        "unit": [sop.unit],
        "jabatan": titles,
        "params": {
            "nomor": sop.nomor,
            "status": sop.status.value,
            "kotak": [{"judul": field, "butir": list(getattr(sop, field))} for field in BOX_FIELDS],
            "langkah": _cells(sop),
            "catatan_sumber": list(sop.catatan_sumber),
        },
    }
    return json.dumps(data, ensure_ascii=False) + "\n"


# --- What they write ---


def _write_ours(folder: Path, sops: Sequence[tuple[Path, Sop]], sources: Path) -> None:  # noqa: ARG001 - one signature
    _write_mkdocs(folder, _OURS)
    shutil.copytree(sources, folder / "sops")
    shutil.copytree(ROOT / "docs" / "assets" / "logo", folder / "docs" / "assets" / "logo")


def _write_mkdocs(folder: Path, config: str) -> None:
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Katalog\n", "utf-8")
    (folder / "mkdocs.yml").write_text(config, "utf-8")


def _write_material(folder: Path, sops: Sequence[tuple[Path, Sop]], sources: Path) -> None:  # noqa: ARG001
    _write_mkdocs(folder, _MATERIAL)
    _write_texts(folder / "docs" / "sop", sops, lambda sop: as_markdown(sop, diagrams=False))


def _write_mermaid2(folder: Path, sops: Sequence[tuple[Path, Sop]], sources: Path) -> None:  # noqa: ARG001
    _write_mkdocs(folder, _MERMAID2)
    shutil.copy(PACKAGED_FOLDER / ESM, folder / "docs" / "mermaid.mjs")
    _write_texts(folder / "docs" / "sop", sops, as_markdown)


def _write_hugo_bare(folder: Path, sops: Sequence[tuple[Path, Sop]], sources: Path) -> None:  # noqa: ARG001
    _write_hugo(folder, _HUGO, "polos")
    _write_texts(
        folder / "content" / "sop",
        sops,
        lambda sop: f'{{"title": {json.dumps(sop.judul)}}}\n{as_markdown(sop, diagrams=False)}',
    )


def _write_hugo_form(folder: Path, sops: Sequence[tuple[Path, Sop]], sources: Path) -> None:  # noqa: ARG001
    _write_hugo(folder, _HUGO_FORM, "formulir")
    _write_texts(folder / "content" / "sop", sops, _as_data)


def _write_hugo(folder: Path, config: str, layouts: str) -> None:
    folder.mkdir()
    (folder / "hugo.toml").write_text(config, "utf-8")
    shutil.copytree(_LAYOUTS / layouts, folder / "layouts")


def _write_texts(folder: Path, sops: Sequence[tuple[Path, Sop]], form: Callable[[Sop], str]) -> None:
    folder.mkdir(parents=True)
    for path, sop in sops:
        (folder / f"{path.stem}.md").write_text(form(sop), "utf-8")


# --- All of them ---


def _hugo_program() -> Path:
    """The program itself: the package's own command is Python and takes a fifth of a second to find it."""
    found = sorted(ENVIRONMENT.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return found[-1] if found else _BIN / "hugo"


def prepare() -> None:
    """Make the environment of the peers where it is not there yet."""
    mark = ENVIRONMENT / ".siap"
    wanted = _WANTED.read_text("utf-8")
    if mark.is_file() and mark.read_text("utf-8") == wanted:
        return
    subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
    install = ["install", "--quiet", "--disable-pip-version-check", "-r", str(_WANTED)]
    subprocess.run([_BIN / "python", "-m", "pip", *install], check=True)
    mark.write_text(wanted, "utf-8")


def all_systems() -> tuple[System, ...]:
    """Ours first. `prepare` has to have run."""
    mkdocs = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    hugo = (_hugo_program(), "--quiet")
    return (
        System(
            "ours",
            "Katalog SOP",
            "nothing: form, drawing in the table, swimlane, sheets for print, lists, search, checks",
            _write_ours,
            (Path(sys.executable).with_name("sop"), "bangun"),
            "site",
            "sops/{path}.yml",
            "sop/{slug}/index.html",
            again=True,
        ),
        System(
            "material",
            "Material, Markdown alone",
            "drawings, swimlane, form, print, pages of units, roles and regulations, checks",
            _write_material,
            mkdocs,
            "site",
            "docs/sop/{slug}.md",
            "sop/{slug}/index.html",
            again=False,
        ),
        System(
            "mermaid2",
            "Material with mermaid2",
            "the same but for the swimlane, which the browser draws",
            _write_mermaid2,
            mkdocs,
            "site",
            "docs/sop/{slug}.md",
            "sop/{slug}/index.html",
            again=False,
        ),
        System(
            "hugo",
            "Hugo, bare page",
            "everything but the texts: no form, style, drawing, lists, search, checks",
            _write_hugo_bare,
            hugo,
            "public",
            "content/sop/{slug}.md",
            "sop/{slug}/index.html",
            again=True,
        ),
        System(
            "hugo-form",
            "Hugo, table page",
            "drawings, swimlane, search, print, checks; has the form's tables and lists of units and roles",
            _write_hugo_form,
            hugo,
            "public",
            "content/sop/{slug}.md",
            "sop/{slug}/index.html",
            again=True,
        ),
        System(
            "zensical",
            "Zensical",
            "what Material leaves out",
            _write_material,
            (_BIN / "zensical", "build"),
            "site",
            "docs/sop/{slug}.md",
            "sop/{slug}/index.html",
            again=True,
        ),
    )
