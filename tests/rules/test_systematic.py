"""The slips that editors make most, on every line of the seeds where they can be made: one finding, on that line.

`test_planted.py` plants chosen mistakes; here each way of mistyping a line is tried on a regular sample of all lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.examples import TODAY
from support.paths import SOPS

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks import check_catalog
from sop_catalog.model.decode import decode
from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.text import Source

STRIDE = 7
"""Every seventh line is tried; the first one differs from slip to slip, so that all kinds of lines come up."""

_FIELD = re.compile(r"(?P<lead>\s*(?:- )?)(?P<key>[a-z_]+):(?: (?P<value>\S.*))?$")


def _field(line: str) -> re.Match[str] | None:
    return _FIELD.match(line)


def _value(prefix: str) -> Callable[[str], str | None]:
    def mistype(line: str) -> str | None:
        match = _field(line)
        if not match or not match["value"] or match["value"][0] in "'\"[":
            return None
        return f"{match['lead']}{match['key']}: {prefix}{match['value']}"

    return mistype


def _without_colon(line: str) -> str | None:
    return line.replace(":", "", 1) if _field(line) else None


def _without_space(line: str) -> str | None:
    match = _field(line)
    return line.replace(": ", ":", 1) if match and match["value"] else None


def _capital(line: str) -> str | None:
    match = _field(line)
    return line.replace(match["key"], match["key"].capitalize(), 1) if match and not _is_column(line) else None


def _is_column(line: str) -> bool:
    """A line of the field `pelaksana`: its code may be anything."""
    return bool(re.match(r"  [a-z]+: [A-Z]", line))


def _letter_twice(line: str) -> str | None:
    match = _field(line)
    return line.replace(match["key"], match["key"][0] + match["key"], 1) if match and not _is_column(line) else None


def _tab(line: str) -> str | None:
    return "\t" + line if line.startswith(("    ", "  - ")) else None


def _dash_without_space(line: str) -> str | None:
    return line.replace("- ", "-", 1) if re.match(r"\s*- [^\d\W]", line) else None


SLIPS: dict[str, Callable[[str], str | None]] = {
    "titik dua hilang": _without_colon,
    "spasi hilang": _without_space,
    "tanda @": _value("@"),
    "tanda %": _value("%"),
    "petik ganda": _value('"'),
    "petik tunggal": _value("'"),
    "kurung siku": _value("["),
    "kurung kurawal": _value("{"),
    "tanda >": _value("> "),
    "tanda *": _value("*"),
    "tanda &": _value("&"),
    "tanda !": _value("!"),
    "titik dua kedua": _value("Catatan: "),
    "huruf besar": _capital,
    "huruf ganda": _letter_twice,
    "tab": _tab,
    "tanda hubung": _dash_without_space,
}


def _check(catalog: Catalog, path: str, text: str) -> list[Diagnostic]:
    source = Source(f"sops/{path}", text)
    decoded = decode(source, path)
    unread = {
        item.line
        for item in decoded.diagnostics
        if item.severity is Severity.GALAT and item.rule.code.startswith("SOP1")
    }
    file = SopFile(source, path, Path(path).stem, decoded.sop, decoded.positions, unread_lines=frozenset(unread))
    others = tuple(other for other in catalog.files if other.path != path)
    mutated = Catalog((*others, file), catalog.registers, catalog.register_sources, catalog.register_positions)
    found = [*decoded.diagnostics, *check_catalog(mutated, TODAY)]
    return [item for item in found if item.source.path == source.path]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The shipped catalogue, read for its names."""
    return load_catalog(SOPS, "sops", only=())[0]


def _mutants(text: str, slip: Callable[[str], str | None], first: int) -> Iterator[tuple[int, str]]:
    lines = text.split("\n")
    for index in range(first % STRIDE, len(lines), STRIDE):
        mistyped = slip(lines[index])
        if mistyped is not None:
            yield index + 1, "\n".join([*lines[:index], mistyped, *lines[index + 1 :]])


@pytest.mark.parametrize("name", SLIPS)
def test_one_finding_on_the_line(name: str, catalog: Catalog) -> None:
    tried = 0
    for number, file in enumerate(sorted(SOPS.glob("[a-z]*/*.yml"))):
        path, text = file.relative_to(SOPS).as_posix(), file.read_text("utf-8")
        known = Counter((item.rule.code, item.message) for item in _check(catalog, path, text))
        for line, mutant in _mutants(text, SLIPS[name], number + len(name)):
            left = Counter(known)
            new = []
            for item in _check(catalog, path, mutant):
                left[item.rule.code, item.message] -= 1
                if left[item.rule.code, item.message] < 0 and not _is_second_mention(item):
                    new.append(item)
            said = [f"{item.rule.code} {item.line} {item.message}" for item in new]
            assert [item.line for item in new] == [line], f"{path}:{line} {name}: {said}"
            tried += 1
    assert tried > 15


def _is_second_mention(item: Diagnostic) -> bool:
    """A missing SOP is reported where it is named first; when that line cannot be read, where it is named next."""
    return item.rule.code == "SOP404" and item.severity is Severity.SARAN
