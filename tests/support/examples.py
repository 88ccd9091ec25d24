"""Small catalogues for the tests of the rules: the examples of the manual pages, and the cases of tests/cases/.

An example is a set of files on top of `tests/cases/dasar/`, the smallest catalogue without a finding. A piece without a
name takes the place of the same fields of its SOP; a named file is added, and another SOP takes the place of the
base's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.own_files import check_own_files
from sop_catalog.checks import check_catalog
from sop_catalog.source.diagnostic import Diagnostic
from support.paths import CASES

BASE = CASES / "dasar"
ASSETS = (CASES / "aset",)
"""Where the sites of the examples have their pictures."""
BASE_SOP = "peminjaman-kendaraan.yml"
TODAY = dt.date(2026, 11, 22)

_FENCE = re.compile(r"^```(?:yaml|xml)(?P<options>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_DOCS = "_docs"
"""Where an example's pages of `docs/` stand: inside its folder of SOPs, which does not look there."""
_OPTION = re.compile(r'(\w+)="([^"]*)"')


@dataclass
class Example:
    """One small catalogue."""

    pieces: list[str] = field(default_factory=list)
    """Fields that take the place of the base SOP's."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Path in the folder of SOPs → content."""
    links: dict[str, str] = field(default_factory=dict)
    """Path in the folder of SOPs → where a link of that name leads."""
    encoding: str = "utf-8"

    def write(self, folder: Path) -> None:
        """Put the catalogue into an empty folder."""
        contents = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in sorted(BASE.rglob("*.yml"))}
        if any(path.endswith(".yml") and not path.startswith(("_", "docs/")) for path in self.files):
            del contents[BASE_SOP]
        contents |= self.files
        if self.pieces:
            text = contents[BASE_SOP].decode()
            for piece in self.pieces:
                text = overlay(text, piece)
            contents[BASE_SOP] = text.encode(self.encoding)
        for name, content in contents.items():
            path = folder / re.sub(r"\Adocs/", f"{_DOCS}/", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name, target in self.links.items():
            (folder / name).symlink_to(target)

    def check(self, folder: Path) -> list[Diagnostic]:
        """Write the catalogue into an empty folder and check it."""
        self.write(folder)
        return check_folder(folder)


def check_folder(folder: Path) -> list[Diagnostic]:
    """All findings of a catalogue, in order, and of its site's pages."""
    findings = check_own_files(folder / _DOCS, "docs")
    catalog, diagnostics = load_catalog(folder, "sops", assets=ASSETS)
    return sorted([*findings, *diagnostics, *check_catalog(catalog, TODAY)], key=lambda item: item.sort_key)


def overlay(base: str, piece: str) -> str:
    """The base with the piece's fields in the place of its own; fields that it does not have come before `pelaksana`."""
    blocks = _blocks(base)
    for key, text in _blocks(piece).items():
        if key in blocks:
            blocks[key] = text
        else:
            items = list(blocks.items())
            index = next(place for place, (known, _) in enumerate(items) if known == "pelaksana")
            items.insert(index, (key, text))
            blocks = dict(items)
    return "".join(blocks.values())


def _blocks(text: str) -> dict[str, str]:
    """Top-level field → its lines. Lines before the first field, and repeated fields, have keys of their own."""
    blocks: dict[str, str] = {}
    key = ""
    for line in text.splitlines(keepends=True):
        match = re.match(r"([a-z_]+):", line)
        if match:
            key = match[1] if match[1] not in blocks else f"{match[1]} lagi"
        blocks[key] = blocks.get(key, "") + line
    return blocks


def manual_examples(manual: str) -> tuple[Example, Example]:
    """The wrong and the right example of a manual page."""
    wrong, _, right = manual.partition("**Benar**")
    return _example(wrong.partition("**Salah**")[2]), _example(right)


def _example(markdown: str) -> Example:
    example = Example()
    for match in _FENCE.finditer(markdown):
        options = dict(_OPTION.findall(match["options"]))
        text = _with_letters(match["text"], options)
        example.encoding = options.get("encoding", "utf-8")
        if "tautan" in options:
            example.links[options["title"]] = options["tautan"]
        elif title := options.get("title"):
            example.files[title] = text.encode(example.encoding)
        else:
            example.pieces.append(text)
    return example


def _with_letters(text: str, options: Mapping[str, str]) -> str:
    """The text with the invisible characters in the place of the letters that the manual draws for them."""
    if "huruf" in options:
        drawn, _, code = options["huruf"].partition(":")
        text = text.replace(drawn, chr(int(code, 16)))
    return text
