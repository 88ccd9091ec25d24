"""A catalogue comes back from its index: what one SOP needs of the others is there, and says the same."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pytest
from support.paths import SOPS
from support.sites import catalog_of, minimal_sop

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.index import Neighbours, build_index, read_index
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.record import from_json, to_json
from sop_catalog.checks import check_catalog
from sop_catalog.compare.diff import compare_catalogs, compare_files
from sop_catalog.compare.meaning import Meaning, count_catalog
from sop_catalog.model.registers import Registers
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_page import build_sop_view
from sop_catalog.source.formats import Format, format_findings
from sop_catalog.source.text import Source

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(SOPS, "sops")[0]


def _neighbours(catalog: Catalog) -> Neighbours:
    """As the page has them: through JSON."""
    return read_index(json.loads(json.dumps(build_index(catalog))), "sops")


class Warna(StrEnum):
    MERAH = "merah"


@dataclass(frozen=True)
class Dalam:
    teks: str
    hari: dt.date | None = None


@dataclass(frozen=True)
class Luar:
    nama: str
    warna: Warna = Warna.MERAH
    banyak: tuple[Dalam, ...] = ()
    pasangan: tuple[tuple[str, int], ...] = ()
    menurut: Mapping[str, Dalam] = field(default_factory=dict)
    satu: Dalam | None = None
    ya: bool = False


def test_records_survive_json() -> None:
    for record in (
        Luar("a"),
        Luar(
            "b",
            Warna.MERAH,
            (Dalam("x", dt.date(2026, 1, 5)), Dalam("y")),
            (("p", 1),),
            {"k": Dalam("z")},
            Dalam(""),
            ya=True,
        ),
    ):
        assert from_json(Luar, json.loads(json.dumps(to_json(record)))) == record
    assert to_json(Luar("a")) == {"nama": "a"}


def test_registers_come_back_without_owners(catalog: Catalog) -> None:
    index = json.loads(json.dumps(build_index(catalog)))
    registers = from_json(Registers, index["daftar"])
    assert registers.jabatan == catalog.registers.jabatan
    assert registers.peraturan == catalog.registers.peraturan
    assert registers.profil == catalog.registers.profil
    assert [unit.nama for unit in registers.unit.values()] == [unit.nama for unit in catalog.registers.unit.values()]
    assert any(unit.pemilik for unit in catalog.registers.unit.values())
    assert "@biro" not in json.dumps(index)


@pytest.mark.parametrize("path", sorted(SOPS.glob("[a-z]*/*.yml")), ids=lambda path: path.stem)
def test_one_sop_among_its_neighbours(path: Path, catalog: Catalog) -> None:
    """Findings, page and comparison are those of the whole catalogue."""
    relative = path.relative_to(SOPS).as_posix()
    text = path.read_text("utf-8")
    among, file, diagnostics = _neighbours(catalog).with_text(Source(f"sops/{relative}", text), relative)
    only, expected = load_catalog(SOPS, "sops", only={relative})
    found = [*diagnostics, *check_catalog(among, TODAY, registers=False)]
    expected += [item for item in check_catalog(only, TODAY) if item.source.path == f"sops/{relative}"]
    assert format_findings(found, 1, Format.JSON) == format_findings(expected, 1, Format.JSON)
    assert build_sop_view(among, file.slug, Settings()) == build_sop_view(catalog, file.slug, Settings())
    changed = text.replace("Menyusun", "Membuat").replace("memeriksa", "meneliti").replace("dan", "serta")
    after, later, _ = _neighbours(catalog).with_text(Source(f"sops/{relative}", changed), relative)
    words = count_catalog(catalog) + count_catalog(after)
    words.subtract(count_catalog(among))
    assert changed != text
    diff = compare_files(file, later, Meaning(among, after, words))
    whole = Catalog(tuple(later if other.path == relative else other for other in catalog.files), catalog.registers)
    assert (diff,) == compare_catalogs(catalog, whole)


def test_a_broken_file_keeps_its_name(tmp_path: Path) -> None:
    broken = catalog_of(tmp_path, a=minimal_sop("Aman"), b="nama: Rusak\nunit: biro-uji\n")
    found, _, _ = _neighbours(broken).with_text(Source("sops/a.yml", minimal_sop("Aman")), "a.yml")
    assert found.find_sop("SOP Rusak") == "b"
    assert "b" not in found.sops


class TestTheOtherSide:
    """What two files share is said of the one that was asked about, whichever comes first."""

    def test_number_name_and_address(self, tmp_path: Path) -> None:
        text = minimal_sop("Sama", nomor="1/SOP/2026", digantikan_oleh="lain")
        other = minimal_sop("Sama", nomor="1/SOP/2026", slug_lama="tengah", digantikan_oleh="tengah")
        for name in ("aa", "zz"):
            folder = tmp_path / name
            folder.mkdir()
            neighbours = _neighbours(catalog_of(folder, **{f"{name}_lain": other}))
            among, _, _ = neighbours.with_text(
                Source("sops/tengah.yml", text.replace("lain", f"{name}-lain")), "tengah.yml"
            )
            found = [
                item
                for item in check_catalog(among, TODAY, registers=False)
                if item.rule.code in {"SOP403", "SOP417", "SOP410", "SOP416"}
            ]
            assert sorted(item.rule.code for item in found) == ["SOP403", "SOP410", "SOP416", "SOP417"]
            assert {item.source.path for item in found} == {"sops/tengah.yml"}
            assert all("Sama" in item.message or "lain" in item.message or "rantai" in item.message for item in found)

    def test_file_name(self, tmp_path: Path) -> None:
        neighbours = _neighbours(catalog_of(tmp_path, sama=minimal_sop("Satu")))
        for path in ("aa/sama.yml", "zz/sama.yml"):
            among, _, _ = neighbours.with_text(Source(f"sops/{path}", minimal_sop("Dua")), path)
            (found,) = [item for item in check_catalog(among, TODAY, registers=False) if item.rule.code == "SOP402"]
            assert found.source.path == f"sops/{path}"
            assert "sops/sama.yml" in found.message
