"""Random changes of an SOP's rows and columns, and a look at where its arrows lead before and after."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from sop_catalog.editing import columns, steps
from sop_catalog.editing.document import Document
from sop_catalog.editing.steps import Edited
from sop_catalog.editing.value import Put
from sop_catalog.editing.ways import Table, read_table
from sop_catalog.flow.graph import Ending
from sop_catalog.source.characters import read_source
from support.edits import random_text
from support.paths import SOPS, TESTS

FILES = [*sorted((TESTS / "tangan").glob("*.yml")), *sorted(SOPS.glob("[a-z]*/*.yml"))]
"""Ten hands, and the shipped SOPs."""


def _open(path: Path) -> Document:
    """A file with a text of its own for each row, so that a row is known wherever it goes."""
    document = Document(read_source(path, path.name)[0])
    rows = document.get("langkah")
    assert isinstance(rows, list)
    return document.change(*(Put(("langkah", row, "kegiatan"), f"Mengerjakan {row}") for row in range(len(rows))))


def _table(document: Document) -> Table:
    table = read_table(document)
    assert table is not None
    return table


def _arrows(document: Document) -> dict[tuple[str, tuple[str | int, ...]], object]:
    """(text of the row that it leaves, where it is written) → text of the row it leads to, or its end; of written arrows."""
    table = _table(document)
    names = [langkah.kegiatan for langkah in table.sop.langkah]
    return {
        (names[way.place[0]], way.kunci): (names[way.to[0]], way.to[1]) if isinstance(way.to, tuple) else way.to
        for way in table.ways
        if way.kunci and way.target.format() != "lanjut"
    }


Done = tuple[Edited, set[str]]
"""What came of it, and the rows that are gone."""


def rearrange(document: Document, rng: random.Random) -> Done:
    count = len(_table(document).sop.langkah)
    row, other = rng.randrange(count), rng.randrange(count)
    match rng.randrange(4):
        case 0:
            fresh = [{"kegiatan": f"Baru {rng.random()}"} for _ in range(rng.randint(1, 3))]
            return steps.insert_steps(document, rng.randrange(count + 1), fresh), set()
        case 1:
            return steps.move_step(document, row, other), set()
        case 2 if count > 2:
            gone = _table(document).sop.langkah[row].kegiatan
            return steps.remove_step(document, row), {gone}
        case _:
            edited = steps.copy_step(document, row)
            named = edited.document.change(Put(("langkah", row + 1, "kegiatan"), f"Salinan {rng.random()}"))
            return Edited(named, edited.notes), set()


def recolumn(document: Document, rng: random.Random) -> Done:
    codes = list(columns.column_paths(document))
    code = rng.choice(codes)
    match rng.randrange(5):
        case 0:
            return columns.add_column(document, rng.randrange(len(codes) + 1), random_text(rng)), set()
        case 1:
            return columns.move_column(document, code, rng.randrange(len(codes))), set()
        case 2 if len(codes) > 2:
            return columns.remove_column(document, code), set()
        case 3:
            return columns.rename_code(document, code, f"kode{rng.randrange(10**6)}"), set()
        case _:
            row = rng.randrange(len(_table(document).sop.langkah))
            if isinstance(document.get("langkah", row, "simbol"), list):
                return Edited(document), set()
            groups = [rng.sample(codes, rng.choice([1, 1, 2]))]
            if rng.random() < 0.3:
                groups = [[other] for other in rng.sample(codes, min(len(codes), 3))]
            return steps.set_performers(document, row, None, groups), set()


def assert_arrows_stay(path: Path, rng: random.Random, what: Callable[[Document, random.Random], Done]) -> None:
    document = _open(path)
    for _ in range(6):
        before = _arrows(document)
        edited, gone = what(document, rng)
        after = _arrows(edited.document)
        for key, led in before.items():
            if key[0] in gone or key not in after:
                assert key[0] in gone or what is recolumn, (key, edited.document.source.text)
                continue
            if isinstance(led, tuple) and led[0] in gone:
                assert any("dihapus" in note.text for note in edited.notes)
            elif isinstance(led, tuple):
                assert isinstance(after[key], tuple), (
                    key,
                    led,
                    after[key],
                    document.source.text,
                    edited.document.source.text,
                )
                assert after[key][0] == led[0], (
                    key,
                    led,
                    after[key],
                    document.source.text,
                    edited.document.source.text,
                )
            elif led is Ending.UNKNOWN and isinstance(after[key], tuple):
                assert any("tadinya tanpa tujuan" in note.text for note in edited.notes)
            else:
                assert after[key] is led
        document = edited.document
