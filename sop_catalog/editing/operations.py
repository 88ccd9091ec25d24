"""What the page asks for, as data, and what is done for it.

Each operation is an object with `op` and its arguments; paths are lists of keys and indices, rows and symbols count
from 0. A symbol as a target is `[row, symbol]`, an end "selesai", an unreadable one "?", a text as it is `{"tulis": …}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sop_catalog.editing import columns, steps, texts
from sop_catalog.editing.document import Document
from sop_catalog.editing.form import ENDS
from sop_catalog.editing.remarks import Remark, keep_remarks
from sop_catalog.editing.scalars import clean
from sop_catalog.editing.steps import Edited, Leads
from sop_catalog.editing.value import ChangeError, Path, Put
from sop_catalog.editing.ways import Note, Place
from sop_catalog.flow.graph import Ending
from sop_catalog.source.fix import Edit, apply_edits
from sop_catalog.source.text import Source, Span

Json = Any


class OperationError(Exception):
    """What was asked for makes no sense for the file as it is; a page that is out of step asks so."""


def apply_operation(document: Document, operation: Json) -> Edited:
    """The file after one operation, with the remarks of its lines; what remark has no line any more is in the notes.

    Raises:
        OperationError: the operation is unknown, or asks for what is not there.
        UnreadableError: the file makes no tree, and only `whole` and `edits` can change it.
    """
    try:
        name = operation["op"]
        edited = _OPERATIONS[name](document, operation)
        if name in _WHOLE:
            return edited
        kept, lost = keep_remarks(document, edited.document)
        takes = name in _TAKING or (name == "text" and not str(operation["text"]).strip())
        notes = () if takes else tuple(_lost(remark, _place(operation)) for remark in lost)
        return Edited(kept, (*edited.notes, *notes))
    except (KeyError, IndexError, TypeError, ValueError, ChangeError) as error:
        raise OperationError(f"{type(error).__name__}: {error}") from error


def _lost(remark: Remark, path: Path) -> Note:
    return Note(
        f"keterangan `{remark.text}` di dalam berkas ikut hilang, karena barisnya ditulis baru; urungkan, atau ketik lagi pada tab YAML",
        path,
    )


def _place(operation: Json) -> Path:
    """What an operation is about."""
    if "row" in operation:
        return ("langkah", int(operation["row"]))
    return tuple(operation["path"]) if "path" in operation else ("pelaksana",)


def _path(operation: Json) -> Path:
    path = tuple(operation["path"])
    if not path or not all(isinstance(step, (str, int)) for step in path):
        raise OperationError("path")
    return path


def _to(data: Json) -> Place | Ending | str:
    if isinstance(data, Mapping):
        return str(data["tulis"])
    if isinstance(data, str):
        return next(ending for ending, word in ENDS.items() if word == data)
    row, symbol = data
    return (int(row), int(symbol))


def _text(document: Document, operation: Json) -> Edited:
    return Edited(texts.set_text(document, _path(operation), str(operation["text"])))


def _whole(document: Document, operation: Json) -> Edited:
    return Edited(Document(Source(document.source.path, str(operation["text"]))))


def _edits(document: Document, operation: Json) -> Edited:
    edits = [Edit(Span(int(start), int(end)), str(text)) for start, end, text in operation["edits"]]
    return Edited(Document(Source(document.source.path, apply_edits(document.source.text, edits))))


def _branches(document: Document, operation: Json) -> Edited:
    leads = [Leads(clean(str(lead["label"])), _to(lead["ke"])) for lead in operation["branches"]]
    labels = {lead.label for lead in leads}
    if "" in labels or len(labels) < len(leads):
        raise OperationError("label")  # in the file they would be one
    return steps.set_branches(document, int(operation["row"]), operation.get("symbol"), leads)


def _performers(document: Document, operation: Json) -> Edited:
    return steps.set_performers(document, int(operation["row"]), operation.get("symbol"), operation["groups"])


_WHOLE = frozenset({"whole", "edits"})
"""Texts as somebody has typed them."""
_TAKING = frozenset({"remove", "items", "attachments", "step-remove", "symbol-remove", "column-remove"})
"""What goes by these takes its remarks with it, as somebody wants it."""

_OPERATIONS: Mapping[str, Callable[[Document, Json], Edited]] = {
    "text": _text,
    "put": lambda document, op: Edited(document.change(Put(_path(op), op["value"]))),
    "whole": _whole,
    "edits": _edits,
    "insert": lambda document, op: Edited(texts.insert_item(document, _path(op), int(op["index"]), op["item"])),
    "remove": lambda document, op: Edited(texts.remove_item(document, _path(op))),
    "move": lambda document, op: Edited(texts.move_item(document, _path(op), int(op["from"]), int(op["to"]))),
    "items": lambda document, op: Edited(texts.set_items(document, _path(op), [str(text) for text in op["texts"]])),
    "attachments": lambda document, op: Edited(
        texts.set_attachments(document, [(str(name), str(source)) for name, source in op["items"]])
    ),
    "step-insert": lambda document, op: steps.insert_steps(document, int(op["index"]), op["rows"]),
    "step-copy": lambda document, op: steps.copy_step(document, int(op["row"])),
    "step-remove": lambda document, op: steps.remove_step(document, int(op["row"])),
    "step-move": lambda document, op: steps.move_step(document, int(op["from"]), int(op["to"])),
    "performers": _performers,
    "symbol-add": lambda document, op: steps.add_symbol(document, int(op["row"]), str(op["code"])),
    "symbol-remove": lambda document, op: steps.remove_symbol(document, int(op["row"]), int(op["symbol"])),
    "branches": _branches,
    "target": lambda document, op: steps.set_target(document, _path(op), _to(op["ke"])),
    "join": lambda document, op: steps.join_cell(document, int(op["row"]), str(op["field"]), joined=bool(op["joined"])),
    "column-add": lambda document, op: columns.add_column(
        document, int(op["index"]), str(op["title"]), str(op.get("code", ""))
    ),
    "column-rename": lambda document, op: columns.rename_column(document, str(op["code"]), str(op["title"])),
    "column-move": lambda document, op: columns.move_column(document, str(op["code"]), int(op["index"])),
    "column-remove": lambda document, op: columns.remove_column(document, str(op["code"])),
    "column-code": lambda document, op: columns.rename_code(document, str(op["code"]), str(op["new"])),
    "column-group": lambda document, op: columns.group_columns(
        document, [str(code) for code in op["codes"]], str(op["title"])
    ),
}
