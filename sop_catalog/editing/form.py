"""What a file holds, as the form on the page shows it: plain data, with everything that can be typed into.

It needs no whole SOP: whoever has typed three words sees them. What stands in the file in another shape than the form
has a place for is left out here and is seen in the file's text.
"""

from __future__ import annotations

from typing import Any

from sop_catalog.editing.columns import column_paths
from sop_catalog.editing.document import Document
from sop_catalog.editing.steps import JOINED
from sop_catalog.editing.texts import fields_at
from sop_catalog.editing.value import Path, Value, fold
from sop_catalog.editing.ways import Table, Way, read_table
from sop_catalog.flow.graph import Ending
from sop_catalog.model.fields import LANGKAH_FIELDS, SOP_FIELDS, FieldKind
from sop_catalog.model.sop import SEL_GABUNG, Langkah, Simbol, TargetKind

Json = Any

_NOT_A_TEXT = {FieldKind.PELAKSANA, FieldKind.LANGKAH, FieldKind.SIMBOL, FieldKind.CABANG, FieldKind.PELAKSANA_LANGKAH}
_CELLS = tuple(
    field.kunci for field in LANGKAH_FIELDS if field.jenis in {FieldKind.TEKS, FieldKind.WAKTU} and field.kunci != "isi"
)
"""The cells of a row that hold a text."""


def read_form(document: Document) -> Json:
    """The form's data: fields, lists and records by key; columns; rows with their symbols and where those lead."""
    table = read_table(document)
    value = document.value if isinstance(document.value, dict) else {}
    form: dict[str, Json] = {"isian": {}, "kolom": _columns(document), "baris": _rows(document, table)}
    for field in SOP_FIELDS:
        if field.kunci in value and field.jenis not in _NOT_A_TEXT:
            form["isian"][field.kunci] = _shown(value[field.kunci], (field.kunci,))
    known = {field.kunci for field in SOP_FIELDS}
    form["asing"] = [key for key in value if key not in known]
    return form


def _shown(value: Value, path: Path) -> Json:
    """A field's value: a text, a list of texts or records, or a record."""
    if isinstance(value, str):
        return fold(value, keeps_lines=False)
    if isinstance(value, list):
        return [_shown(item, (*path, index)) for index, item in enumerate(value)]
    names = {field.kunci for field in fields_at(path)}
    return {key: fold(item, keeps_lines=False) for key, item in value.items() if key in names and isinstance(item, str)}


def _columns(document: Document) -> list[Json]:
    return [
        {"kode": code, "judul": _text(document, path), "grup": str(path[1]) if len(path) == 3 else ""}
        for code, path in column_paths(document).items()
    ]


def _text(document: Document, path: Path, *, keeps_lines: bool = False) -> str:
    value = document.get(*path)
    return fold(value, keeps_lines=keeps_lines) if isinstance(value, str) else ""


def _rows(document: Document, table: Table | None) -> list[Json]:
    if table is None:
        return []
    ways: dict[int, list[Way]] = {}
    for way in table.ways:
        ways.setdefault(way.place[0], []).append(way)
    return [_row(document, langkah, ways.get(langkah.nomor - 1, [])) for langkah in table.sop.langkah]


def _row(document: Document, langkah: Langkah, ways: list[Way]) -> Json:
    row = langkah.nomor - 1
    cells = {isian: _text(document, ("langkah", row, isian), keeps_lines=True) for isian in _CELLS}
    joined = {isian: langkah.cell_row(isian) for isian in SEL_GABUNG if cells.get(isian) == JOINED and row}
    return {
        "sel": {isian: text for isian, text in cells.items() if text and isian not in joined},
        "gabung": joined,
        "rantai": langkah.is_chain,
        "daftar": isinstance(document.get("langkah", row, "simbol"), list),
        "simbol": [
            _symbol(document, simbol, [way for way in ways if way.place[1] == index])
            for index, simbol in enumerate(langkah.simbol)
        ],
    }


def _symbol(document: Document, simbol: Simbol, ways: list[Way]) -> Json:
    return {
        "pelaksana": list(simbol.pelaksana),
        "isi": simbol.isi,
        "keputusan": bool(simbol.cabang),
        "arah": [_way(document, simbol, way) for way in ways if way.target.kind is not TargetKind.RANTAI],
    }


def _way(document: Document, simbol: Simbol, way: Way) -> Json:
    """One arrow: where it is written, or would be; how; and where it leads."""
    kunci = way.kunci or (*simbol.kunci, {"Ya": "jika_ya", "Tidak": "jika_tidak"}.get(way.label, "lanjut_ke"))
    return {
        "label": way.label,
        "jalur": ["langkah", way.place[0], *kunci],
        "tulis": _text(document, ("langkah", way.place[0], *kunci)),
        "ke": list(way.to) if isinstance(way.to, tuple) else ENDS[way.to],
    }


ENDS = {Ending.END: "selesai", Ending.UNKNOWN: "?"}
"""What stands for an end in the data."""
