"""What a file holds, as the form on the page shows it: plain data, with everything that can be typed into.

It needs no whole SOP: whoever has typed three words sees them. What stands in the file in another shape than the form
has a place for is left out here and is seen in the file's text.
"""

from __future__ import annotations

from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from typing import Any

from sop_catalog.editing.columns import column_paths
from sop_catalog.editing.document import Document
from sop_catalog.editing.texts import attachments_of, fields_at, shown_text
from sop_catalog.editing.value import Path, Value, fold
from sop_catalog.editing.ways import Table, Way, read_table
from sop_catalog.flow.graph import Ending, FlowGraph
from sop_catalog.model.fields import LANGKAH_FIELDS, SOP_FIELDS, FieldKind
from sop_catalog.model.sop import Kunci, Langkah, Pengesah, Simbol, Sop, TargetKind
from sop_catalog.model.values.nip import Nip
from sop_catalog.model.values.tanggal import Tanggal
from sop_catalog.model.values.waktu import Durasi

Json = Any

_NOT_A_TEXT = {FieldKind.PELAKSANA, FieldKind.LANGKAH, FieldKind.SIMBOL, FieldKind.CABANG, FieldKind.PELAKSANA_LANGKAH}
_LISTS = {(field.kunci,) for field in SOP_FIELDS if field.jenis is FieldKind.DAFTAR}
"""Fields that hold a list, of which one text is short."""
_CELLS = tuple(
    field.kunci for field in LANGKAH_FIELDS if field.jenis in {FieldKind.BARIS, FieldKind.SEL, FieldKind.WAKTU}
)
"""The cells of a row that hold a text."""


def read_form(document: Document) -> Json:
    """The form's data: fields, lists and records by key; columns; rows with their symbols and where those lead."""
    table = read_table(document)
    value = document.value if isinstance(document.value, dict) else {}
    fields = {
        field.kunci: _shown(value[field.kunci], (field.kunci,))
        for field in SOP_FIELDS
        if field.kunci in value and field.jenis not in _NOT_A_TEXT
    }
    known = {field.kunci for field in SOP_FIELDS}
    further = [key for key in value if key not in known]
    return {
        "isian": fields | {key: _texts(value[key]) for key in further},
        "kolom": _columns(document),
        "baris": _rows(table, _Written(document)) if table else [],
        "asing": further,
    }


def early_form(sop: Sop, graph: FlowGraph) -> Json:
    """The same out of an SOP that has been read: what a page shows until it has read the file itself.

    It lacks what only the file knows: fields that are not understood, and blank items of lists.
    """
    fields = {
        field.kunci: shown
        for field in SOP_FIELDS
        if field.jenis not in _NOT_A_TEXT and (shown := _plain(getattr(sop, field.kunci)))
    }
    fields |= {isian: list(items) for isian, items in sop.kotak if items}
    if sop.disahkan_bersama:
        fields["disahkan_oleh"] = [_plain(person) for person in (sop.disahkan_oleh, *sop.disahkan_bersama)]
    columns = [{"kode": item.kode, "judul": item.judul, "grup": item.grup} for item in sop.pelaksana]
    return {"isian": fields, "kolom": columns, "baris": _rows(Table(sop, graph), _Decoded(sop)), "asing": []}


def _plain(value: object) -> Json:
    """A decoded value as it is typed."""
    if isinstance(value, (Tanggal, Durasi, Nip)):
        return value.teks
    if isinstance(value, bool):
        return "ya" if value else ""
    if isinstance(value, tuple):
        people = [_plain(item) for item in value]
        return people[0] if people and len(people) == 1 and isinstance(value[0], Pengesah) else people
    if is_dataclass(value):
        record = {field.name: shown for field in fields_of(value) if (shown := _plain(getattr(value, field.name)))}
        return record["jabatan"] if list(record) == ["jabatan"] else record
    return str(value) if value else ""


def _texts(value: Value) -> list[str]:
    """The texts of a box that only some forms have."""
    items = value if isinstance(value, list) else [value]
    return [fold(item, keeps_lines=False) for item in items if isinstance(item, str) and item]


def _shown(value: Value, path: Path) -> Json:
    """A field's value: a text, a list of texts or records, or a record."""
    if path == ("lampiran",):
        return [{"nama": name, "sumber": source} for name, source in attachments_of(value)]
    if isinstance(value, str):
        text = fold(value, keeps_lines=False)
        return ([text] if text else []) if path in _LISTS else text
    if isinstance(value, list):
        return [_shown(item, (*path, index)) for index, item in enumerate(value)]
    names = {field.kunci for field in fields_at(path)}
    return {key: fold(item, keeps_lines=False) for key, item in value.items() if key in names and isinstance(item, str)}


def _columns(document: Document) -> list[Json]:
    return [
        {"kode": code, "judul": _text(document, path), "grup": str(path[1]) if len(path) == 3 else ""}
        for code, path in column_paths(document).items()
    ]


def _text(document: Document, path: Path) -> str:
    return shown_text(document.get(*path), path)


class _Written:
    """Texts as the file has them."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def cell(self, langkah: Langkah, isian: str) -> str:
        """The text of a row's own cell."""
        return _text(self.document, ("langkah", langkah.nomor - 1, isian))

    def target(self, way: Way, kunci: Kunci) -> str:
        """How an arrow's target is written."""
        return _text(self.document, ("langkah", way.place[0], *kunci))


class _Decoded:
    """Texts as they were understood."""

    def __init__(self, sop: Sop) -> None:
        self.sop = sop

    def cell(self, langkah: Langkah, isian: str) -> str:
        """The text of a row's own cell."""
        return str(_plain(getattr(langkah, isian)))

    def target(self, way: Way, kunci: Kunci) -> str:  # noqa: ARG002
        """How an arrow's target is written."""
        return way.target.format() if way.kunci else ""


def _rows(table: Table, texts: _Written | _Decoded) -> list[Json]:
    ways: dict[int, list[Way]] = {}
    for way in table.ways:
        ways.setdefault(way.place[0], []).append(way)
    return [_row(langkah, ways.get(langkah.nomor - 1, []), texts) for langkah in table.sop.langkah]


def _row(langkah: Langkah, ways: list[Way], texts: _Written | _Decoded) -> Json:
    joined = dict(langkah.gabung)
    cells = {isian: texts.cell(langkah, isian) for isian in _CELLS if isian not in joined}
    return {
        "sel": {isian: text for isian, text in cells.items() if text},
        "gabung": joined,
        "rantai": langkah.is_chain,
        "daftar": bool(langkah.simbol[0].kunci),
        "simbol": [
            _symbol(simbol, [way for way in ways if way.place[1] == index], texts)
            for index, simbol in enumerate(langkah.simbol)
        ],
    }


def _symbol(simbol: Simbol, ways: list[Way], texts: _Written | _Decoded) -> Json:
    return {
        "pelaksana": list(simbol.pelaksana),
        "isi": simbol.isi,
        "keputusan": bool(simbol.cabang),
        "arah": [_way(simbol, way, texts) for way in ways if way.target.kind is not TargetKind.RANTAI],
    }


def _way(simbol: Simbol, way: Way, texts: _Written | _Decoded) -> Json:
    """One arrow: where it is written, or would be; how; and where it leads."""
    kunci = way.kunci or (*simbol.kunci, {"Ya": "jika_ya", "Tidak": "jika_tidak"}.get(way.label, "lanjut_ke"))
    return {
        "label": way.label,
        "jalur": ["langkah", way.place[0], *kunci],
        "tulis": texts.target(way, kunci),
        "ke": list(way.to) if isinstance(way.to, tuple) else ENDS[way.to],
    }


ENDS = {Ending.END: "selesai", Ending.UNKNOWN: "?"}
"""What stands for an end in the data."""
