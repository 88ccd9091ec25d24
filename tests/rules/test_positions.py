"""Where things stand in a file: the same whether the places are a table or the one text that is kept of it."""

from __future__ import annotations

import pytest
from support.paths import SOPS
from support.sites import catalog_of, minimal_sop

from sop_catalog.catalog.load import load_catalog
from sop_catalog.model.positions import Positions

LABELS = 'jika: {\'["langkah",0,1,2,3,4]\': selesai, "kutip \\"dua\\"": 1}'


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> list[Positions]:
    hostile = minimal_sop("Aneh").replace("    kegiatan:", f"    {LABELS}\n    kegiatan:", 1)
    made = catalog_of(tmp_path_factory.mktemp("aneh"), aneh=hostile)
    return [file.positions for file in (*load_catalog(SOPS)[0].files, *made.files)]


def test_a_packed_table_gives_what_the_table_gave(tables: list[Positions]) -> None:
    looked = 0
    for table in tables:
        values, keys = dict(table.values), dict(table.keys)
        packed = Positions(table.pack())
        for path in {*values, *keys, ("langkah", 999, "kegiatan"), ("tidak-ada",), ("langkah", "0"), ()}:
            near = path
            while near and near not in values:
                near = near[:-1]
            value = values.get(near)
            assert packed.value(*path) == (value or packed.value())
            assert packed.key(*path) == (keys.get(path) or packed.value(*path))
            looked += 1
        assert packed == table
        assert (packed.values, packed.keys) == (values, keys)
    assert looked > 900
    assert any(
        "langkah" in part
        for table in tables
        for path in table.values
        for part in path
        if isinstance(part, str) and part[0] == "["
    )
