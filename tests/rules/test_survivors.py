"""One trial each for what could once be changed without a test noticing."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from support.paths import PACKAGE
from support.sites import catalog_of, minimal_sop

import sop_catalog
from sop_catalog.checks import check_catalog
from sop_catalog.checks.registry import RULES
from sop_catalog.flow.graph import build_graph
from sop_catalog.model.values.durasi import parse_durasi
from sop_catalog.model.values.nip import Nip
from sop_catalog.model.values.waktu import Durasi, sum_waktu
from sop_catalog.pages import sop_page
from sop_catalog.pages.paper.layout import fill_sheets
from sop_catalog.source.diagnostic import Rule

UNIT = {"_unit": "biro-uji: Biro Uji\n"}


def test_a_live_name_beats_a_former_slug(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop("Satu", slug_lama="tamu-negara"), b=minimal_sop("Tamu Negara"), **UNIT)
    assert catalog.find_sop("SOP Tamu Negara") == "b"
    assert catalog.find_sop("tamu-negara") == "b"
    alone = catalog_of(tmp_path / "lain", a=minimal_sop("Satu", slug_lama="tamu-negara"), **UNIT)
    assert alone.find_sop("tamu-negara") == "a"


def _severities(folder: Path, text: str) -> dict[str, str]:
    return {item.rule.code: item.severity.value for item in check_catalog(catalog_of(folder, a=text, **UNIT))}


def test_a_gap_is_milder_by_one_degree_where_the_sop_says_so_itself(tmp_path: Path) -> None:
    text = minimal_sop("Satu", status="berlaku").replace("Mengarsipkan", "Mengarsipkan\n    lanjut_ke: 1")
    plain = _severities(tmp_path / "1", text)
    said = _severities(tmp_path / "2", text + "catatan_sumber: terbaca sebagian\n")
    assert (plain["SOP305"], said["SOP305"]) == ("galat", "peringatan")
    assert (plain["SOP501"], said["SOP501"]) == ("galat", "peringatan")


def test_performers_of_a_joint_step_stand_as_they_are_written(tmp_path: Path) -> None:
    text = minimal_sop("Satu").replace("pelaksana: kabag\n    kegiatan", "pelaksana: [kabag, staf]\n    kegiatan")
    sop = catalog_of(tmp_path, a=text, **UNIT).sops["a"]
    assert build_graph(sop).nodes[1].lanes == (1, 0)


@pytest.mark.parametrize(
    ("written", "sum_"),
    [
        ("30-59 menit", "30–59 menit"),
        ("30-60 menit", "30 menit – 1 jam"),
        ("60-120 menit", "1–2 jam"),
        ("59-61 menit", "59 menit – 1 jam 1 menit"),
    ],
)
def test_a_range_up_to_an_hour_is_said_in_minutes_and_from_there_on_in_hours(written: str, sum_: str) -> None:
    durasi = parse_durasi(written)
    assert isinstance(durasi, Durasi)
    assert sum_waktu([durasi]).format() == sum_


@pytest.mark.parametrize(("age", "is_doubtful"), [(14, True), (15, False), (60, False), (61, True)])
def test_nobody_is_appointed_too_young_or_too_old(age: int, is_doubtful: bool) -> None:  # noqa: FBT001 - a table
    digits = f"19500101{1950 + age}011001"
    assert bool(Nip(digits, digits).doubt()) is is_doubtful


def test_a_row_as_high_as_a_sheet_stands_on_one_of_its_own() -> None:
    def strips(start: int, end: int) -> float:
        return 2.0 * (start > 0) + 2.0 * (end < 3)

    apart, breaks = fill_sheets([10, 10, 95, 10], [], first=40, other=100, tail=5, strips=strips)
    assert not apart
    assert breaks == {2, 3}


def test_every_rule_of_the_package_is_known_to_the_registry() -> None:
    """`sop jelaskan` and the reference page have what the checks apply, whichever module it stands in."""
    found = {}
    for module in pkgutil.walk_packages(sop_catalog.__path__, "sop_catalog."):
        path = PACKAGE.joinpath(*module.name.split(".")[1:])
        source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if "Rule(" in source.read_text("utf-8"):
            values = vars(importlib.import_module(module.name)).values()
            found |= {rule.code: rule for rule in values if isinstance(rule, Rule)}
    assert found.items() <= dict(RULES).items()
    assert len(found) == len(RULES)


def test_every_check_that_exists_is_run() -> None:
    """A function `check_…(catalog)` of a module of rules that is in no list would find nothing for nobody."""
    listed = (PACKAGE / "checks" / "__init__.py").read_text("utf-8")
    for path in (PACKAGE / "checks").glob("*.py"):
        if path.stem in {"__init__", "run", "registry"}:
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("check_"):
                assert re.search(rf"\b{node.name}\b[^\n]*[,)]", listed), f"{path.name}: {node.name}"


def test_the_widths_that_the_style_sheet_shares_with_the_page_are_the_same() -> None:
    """`sop_page` works out what a table needs on a screen; sop.css lays it out."""
    css = (PACKAGE / "assets" / "sop.css").read_text("utf-8")
    flowchart = (PACKAGE / "assets" / "sop-flowchart.css").read_text("utf-8")
    number = r"([0-9.]+)rem"

    def said(pattern: str, text: str = css) -> float:
        found = re.search(pattern, text)
        assert found, pattern
        return float(found[1])

    assert said(rf"--sop-peran-lebar: {number}") == sop_page._USUAL_REM
    assert said(rf"--sop-u: {number}", flowchart) == sop_page._UNIT_REM
    head = said(r"\.sop-kegiatan \.sop-peran \{\s*font-size: ([0-9.]+)em")
    assert head * 0.7 == pytest.approx(sop_page._HEAD_REM)  # the form's type
    fixed, text = said(rf"--sop-tetap: {number}"), said(rf"--sop-kegiatan-min: {number}")
    quality = said(rf"--sop-mutu-min: {number}")
    assert fixed + text + 2 * quality == pytest.approx(sop_page._TEXTS_REM)
    with_notes = said(rf"\.sop-berketerangan \{{\s*--sop-tetap: {number}")
    assert with_notes + text + 2 * quality == pytest.approx(sop_page._TEXTS_WITH_NOTES_REM)
