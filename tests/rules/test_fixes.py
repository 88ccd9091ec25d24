"""Every fix that the program prints as data is typed into the file that it is printed for (`support.typed_fixes`).

Here over the manual pages, the cases, the planted mistakes and some hundred damaged copies of the seeds; `make soak`
tries thousands. That the trial sees harm is tried as well: with the old rule, by which likeness was evidence.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable

import pytest
from support.mutants import LABELS, mutants
from support.paths import SOPS, SUPPORT
from support.planted import PLANTS, SEEDS, plant_into
from support.typed_fixes import State, Tried, format_harm, load_names, look, try_fixes

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.model import reading, vocabulary

MUTANTS = 380

FILES = [
    *((path.relative_to(SOPS).as_posix(), path.read_text("utf-8")) for path in sorted(SOPS.glob("[a-z]*/*.yml"))),
    ("contoh/lengkap.yml", (SUPPORT / "lengkap.yml").read_text("utf-8")),  # every key of the format
]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The shipped catalogue, read for its names."""
    return load_names(SOPS)


@pytest.fixture(scope="module")
def sound(catalog: Catalog) -> dict[str, State]:
    """Every shipped SOP as it is."""
    return {path: look(catalog, path, text) for path, text in FILES}


def test_planted_mistakes(catalog: Catalog, sound: dict[str, State]) -> None:
    tried: list[Tried] = []
    for plant in PLANTS:
        path = SEEDS[plant.seed]
        damaged, _ = plant_into(sound[path].text, plant)
        tried += try_fixes(catalog, f"{plant.code} {plant.new[:30]!r}", path, sound[path], damaged)
    assert len(tried) > 55
    assert not format_harm(tried)


def test_mutants(catalog: Catalog, sound: dict[str, State], capsys: pytest.CaptureFixture[str]) -> None:
    tried = _tried(catalog, sound, mutants(FILES, MUTANTS, "perbaikan"))
    with capsys.disabled():
        sys.stdout.write(f"\n{len(tried)} perbaikan dari {MUTANTS} salinan yang dirusak, semuanya dicoba\n")
    assert len(tried) > MUTANTS / 2
    assert not format_harm(tried)


def _tried(catalog: Catalog, sound: dict[str, State], damaged: Iterable[tuple[str, str, str]]) -> list[Tried]:
    tried: list[Tried] = []
    for what, path, text in damaged:
        tried += try_fixes(catalog, what, path, sound[path], text)
    return tried


def _with_other_labels() -> Iterable[tuple[str, str, str]]:
    """Every field of every seed under each label that a document may have for it, the other boxes there or not."""
    for path, text in FILES:
        for key, labels in LABELS.items():
            for label in labels:
                for body in (text, _alone(text, key)):
                    damaged, count = re.subn(rf"^(\s*(?:- )?){key}:", rf"\1{label}:", body, count=1, flags=re.MULTILINE)
                    if count:
                        yield f"{key} → {label} {path}", path, damaged


_BLOCK = re.compile(r"^([a-z_]+):.*\n(?:[ -].*\n)*", re.MULTILINE)


def _alone(text: str, key: str) -> str:
    """A file with one field besides those that every file has."""
    kept = {"nama", "unit", "pelaksana", "langkah", "catatan_sumber", key}
    return "".join(match[0] for match in _BLOCK.finditer(text) if match[1] in kept)


def test_labels_of_real_documents(catalog: Catalog, sound: dict[str, State]) -> None:
    tried = _tried(catalog, sound, _with_other_labels())
    assert len(tried) > 200
    assert not format_harm(tried)


def test_likeness_as_evidence_does_harm(
    catalog: Catalog, sound: dict[str, State], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old rule put back: what is more like another field than like its own ends in the wrong box."""

    def alike(label: str, _record: str, known: Iterable[str]) -> str:
        folded = vocabulary.fold_label(label)
        return next(iter(difflib.get_close_matches(folded, list(known), 1, 0.6)), "")

    monkeypatch.setattr(reading, "find_key", alike)
    harm = format_harm(_tried(catalog, sound, _with_other_labels()))
    assert "perlengkapan" in harm
    assert harm.count("pindah:") > 10
