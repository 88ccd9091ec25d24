"""Every rule: its manual page is executed, and it has a wrong and a right case with the whole rendered text.

A case is one file of tests/cases/: `SOPnnn….txt` with sections `-- name --`. Write the files of the wrong catalogue as
`-- salah/path --`, a link as `-- salah/path (tautan) --` with where it leads (a section `salah` alone is a piece of the base SOP), the right one as `benar`; the sections
`-- salah.txt --` and `-- benar.txt --` are what is printed. UPDATE_GOLDEN=1 writes them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from support.examples import CASES, Example, check_folder, manual_examples

from sop_catalog.checks.manual import MANUAL_FOLDER, read_manual
from sop_catalog.checks.registry import RULES, explain, format_rule_list
from sop_catalog.source.diagnostic import Diagnostic, Rule, Severity
from sop_catalog.source.report import format_report

_SECTION = re.compile(r"^-- (?P<name>[^\n]+?)(?: \((?P<encoding>[\w-]+)\))? --\n", re.MULTILINE)


def _codes(diagnostics: list[Diagnostic]) -> list[str]:
    return [diagnostic.rule.code for diagnostic in diagnostics]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
class TestManual:
    """What `sop jelaskan` says is true."""

    def test_wrong_example_has_this_finding_and_no_other(self, rule: Rule, tmp_path: Path) -> None:
        wrong, _ = manual_examples(read_manual(rule.code))
        assert wrong.pieces or wrong.files or wrong.links
        diagnostics = wrong.check(tmp_path)
        assert _codes(diagnostics) == [rule.code], format_report(diagnostics, 1)
        assert diagnostics[0].severity is rule.severity

    def test_right_example_has_no_finding(self, rule: Rule, tmp_path: Path) -> None:
        _, right = manual_examples(read_manual(rule.code))
        assert right.pieces or right.files
        diagnostics = right.check(tmp_path)
        assert not diagnostics, format_report(diagnostics, 1)

    def test_page_reads_well(self, rule: Rule) -> None:
        assert re.fullmatch(r"SOP[1-5]\d\d", rule.code)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
        assert explain(rule.code) == explain(rule.code.lower()) == explain(rule.name)
        prose = read_manual(rule.code).split("**Salah**")[0]
        assert len(prose.split()) > 12
        assert not re.search(
            r"\b(?:mapping|scalar|sequence|parse[r]?|token|node|string|YAML|invalid)\b", prose, re.IGNORECASE
        )


def test_every_rule_has_its_manual_page_and_no_page_is_left_over() -> None:
    assert {path.name for path in MANUAL_FOLDER.iterdir()} == {f"{code}.md" for code in RULES}


def test_names_and_codes_are_unique() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert all(code == rule.code for code, rule in RULES.items())
    assert all(rule.code in format_rule_list() for rule in RULES.values())
    assert explain("SOP999") is None


# --- Cases --------------------------------------------------------------------------------------------------------


def _read_case(path: Path) -> tuple[str, dict[str, tuple[str, str]]]:
    """What stands before the first section, and name → (text, encoding)."""
    text = path.read_bytes().decode("utf-8")
    matches = list(_SECTION.finditer(text))
    ends = [match.start() for match in matches[1:]] + [len(text)]
    sections = {
        match["name"]: (text[match.end() : end], match["encoding"] or "utf-8")
        for match, end in zip(matches, ends, strict=True)
    }
    return text[: matches[0].start()], sections


def _case(sections: dict[str, tuple[str, str]], side: str) -> Example:
    example = Example()
    for name, (text, encoding) in sections.items():
        if name == side:
            example.pieces.append(text)
            example.encoding = encoding
        elif encoding == "tautan":
            if name.startswith(f"{side}/"):
                example.links[name.removeprefix(f"{side}/")] = text.strip()
        elif name.startswith(f"{side}/"):
            example.files[name.removeprefix(f"{side}/")] = text.encode(encoding)
    return example


CASE_FILES = sorted(CASES.glob("SOP*.txt"))


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    preface, sections = _read_case(path)
    code = path.stem[:6]
    printed = {}
    for side in ("salah", "benar"):
        example = _case(sections, side)
        if not (example.pieces or example.files or example.links):
            continue
        folder = tmp_path / side
        example.write(folder)
        diagnostics = check_folder(folder)
        printed[f"{side}.txt"] = format_report(diagnostics, 1) + "\n"
        for diagnostic in diagnostics:
            assert 1 <= diagnostic.line <= diagnostic.source.line_count
        if side == "salah":
            assert code in _codes(diagnostics), printed
        else:
            assert not diagnostics, printed
    if os.environ.get("UPDATE_GOLDEN"):
        kept = {name: section for name, section in sections.items() if name not in printed}
        ordered = [*kept.items(), *((name, (text, "utf-8")) for name, text in printed.items())]
        written = preface
        for name, (text, encoding) in ordered:
            note = "" if encoding == "utf-8" else f" ({encoding})"
            written += f"-- {name}{note} --\n{text}"
        path.write_bytes(written.encode("utf-8"))
        return
    assert printed == {name: sections[name][0] for name in printed if name in sections}


def test_every_rule_has_a_wrong_and_a_right_case() -> None:
    wrong, right = set(), set()
    for path in CASE_FILES:
        _, sections = _read_case(path)
        names = {name.partition("/")[0] for name in sections}
        wrong |= {path.stem[:6]} if "salah" in names else set()
        right |= {path.stem[:6]} if "benar" in names else set()
    assert set(RULES) - wrong == set()
    assert set(RULES) - right == set()


def test_shipped_catalogue_has_no_galat() -> None:
    diagnostics = check_folder(CASES.parents[1] / "sops")
    assert [item for item in diagnostics if item.severity is Severity.GALAT] == []


@pytest.mark.parametrize(
    ("kegiatan", "codes"),
    [
        ("Menerima kunci bila kendaraan sudah dikembalikan ke Kabag Umum", []),
        ("Memeriksa formulir. Jika kurang lengkap dikembalikan kepada Staf Umum", ["SOP311"]),
        ("Me-review formulir", []),
        ("Men-scan formulir", []),
        ("Bekerja sama dengan bengkel", []),
        ("Me", ["SOP506"]),
    ],
)
def test_sentences_that_are_or_are_not_what_they_look_like(kegiatan: str, codes: list[str], tmp_path: Path) -> None:
    piece = f"langkah:\n  - pelaksana: staf\n    kegiatan: Mengisi formulir\n  - pelaksana: kabag\n    kegiatan: {kegiatan}\n"
    assert _codes(Example([piece]).check(tmp_path)) == codes


def test_a_return_to_the_steps_own_performer_names_no_target(tmp_path: Path) -> None:
    piece = (
        "langkah:\n  - pelaksana: staf\n    kegiatan: Mengisi formulir\n  - pelaksana: kabag\n"
        "    kegiatan: Memeriksa formulir. Jika kurang lengkap dikembalikan kepada Kabag Umum\n"
    )
    (found,) = Example([piece]).check(tmp_path)
    assert found.fix.startswith("tambahkan `jika_tidak:` dengan kode pelaksana")
