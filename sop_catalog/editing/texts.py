"""Texts of an SOP and its lists of texts: what typing into a field of the form does to the file."""

from __future__ import annotations

from sop_catalog.editing.document import Document
from sop_catalog.editing.layout import find
from sop_catalog.editing.scalars import clean
from sop_catalog.editing.value import Change, InlineMapping, Insert, Move, Path, Put, Take, Value, fold
from sop_catalog.model import fields
from sop_catalog.model.fields import Field, FieldKind
from sop_catalog.model.lines import DASH, fold_lines, join_items, mark_length
from sop_catalog.source.yaml_tree import Mapping, Sequence

_PEOPLE = tuple(field.kunci for field in fields.SOP_FIELDS if field.jenis is FieldKind.PENGESAH)
_RECORDS: dict[str, tuple[Field, ...]] = {
    "langkah": fields.LANGKAH_FIELDS,
    "simbol": fields.SIMBOL_FIELDS,
    "naskah_sah": fields.NASKAH_FIELDS,
    "riwayat": fields.RIWAYAT_FIELDS,
    "evaluasi": fields.EVALUASI_FIELDS,
    **dict.fromkeys(_PEOPLE, fields.PENGESAH_FIELDS),
}
"""Key → the fields of the records that stand under it, in lists or by themselves."""
_SHORT = dict.fromkeys(_PEOPLE, "jabatan")
"""Records for which a text is short: the field that it stands for."""


def fields_at(path: Path) -> tuple[Field, ...]:
    """The fields that a mapping may have; () for one whose keys are the editor's own."""
    names = [step for step in path if isinstance(step, str)]
    return _RECORDS.get(names[-1], ()) if names else fields.SOP_FIELDS


def field_at(path: Path) -> Field | None:
    """The field that a value belongs to, alone or as an item; None for an editor's own key."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return next((field for field in fields_at(path[:-1]) if field.kunci == path[-1]), None) if path else None


def before(path: Path) -> tuple[str, ...]:
    """The keys that stand before a key in its mapping, by the order of the form."""
    names = [field.kunci for field in fields_at(path[:-1])]
    return tuple(names[: names.index(str(path[-1]))]) if path[-1] in names else tuple(names)


def keeps_lines(path: Path) -> bool:
    """Whether the lines of a text are told apart, as in a cell of the table."""
    field = field_at(path)
    return field is not None and field.jenis in {FieldKind.BARIS, FieldKind.SEL}


def shown_text(value: Value | None, path: Path) -> str:
    """A text as the form shows it; a list that stands in a cell as its lines; "" for none."""
    if isinstance(value, list) and keeps_lines(path):
        return join_items(item for item in value if isinstance(item, str))
    if not isinstance(value, str):
        return ""
    return fold_lines(value) if keeps_lines(path) else fold(value, keeps_lines=False)


def set_text(document: Document, path: Path, text: str) -> Document:
    """Another text for a field, wherever it stands; "" takes it out of the file where the file can do without.

    Args:
        document: the file.
        path: of a text, there already or not: ("langkah", 2, "waktu"), ("dasar_hukum", 0), ("disahkan_oleh", "nama").
        text: as typed or pasted.
    """
    if path[-1] == _short_of(path) and isinstance(document.get(*path[:-1]), str):
        path = path[:-1]  # the text is the whole record
    has_lines = keeps_lines(path)
    text = clean(text, keeps_lines=has_lines)
    if has_lines:
        text = fold_lines(text)
    old = document.get(*path)
    if old is not None and shown_text(old, path) == text:
        return document
    if isinstance(old, list) and has_lines and (items := _dashed(text)):
        return set_items(document, path, items)
    if "\n" in text:
        text += "\n"
    if not text:
        return _clear(document, path, old)
    return document.change(_put_text(document, path, text))


def _dashed(text: str) -> list[str]:
    """The items of a text that reads as a list does in a cell; [] where it is no such text."""
    lines = text.split("\n")
    if len(lines) < 2 or not all(mark_length(line) for line in lines):
        return []
    return [line.removeprefix(DASH) for line in lines]


def _put_text(document: Document, path: Path, text: str) -> Change:
    parent = document.get(*path[:-1])
    last = path[-1]
    if isinstance(last, int):
        if isinstance(parent, list):
            return Put(path, text)
        return put(path[:-1], text if isinstance(parent, str) and parent.strip() else [text])
    if isinstance(parent, dict) or len(path) == 1:
        return put(path, text)
    short = _short_of(path)
    record: dict[str, Value] = {short: parent} if isinstance(parent, str) and parent.strip() and short else {}
    if short == last and not record:
        return put(path[:-1], text)
    record[last] = text
    return put(
        path[:-1],
        {field.kunci: record[field.kunci] for field in fields_at(path[:-1]) if field.kunci in record} or record,
    )


def _short_of(path: Path) -> str:
    """The field of the record above a path for which a text alone stands there; "" for none."""
    return _SHORT.get(next((step for step in reversed(path[:-1]) if isinstance(step, str)), ""), "")


def put(path: Path, value: Value) -> Put:
    """A value at a path, in its place of the form where it is new."""
    return Put(path, value, before(path), keeps_lines(path))


def _clear(document: Document, path: Path, old: Value | None) -> Document:
    if old is None or old == "":
        return document
    field = field_at(path)
    is_item = isinstance(path[-1], int)
    if is_item or (field and field.wajib) or field is None or _is_remarked(document, path):
        whole = path[:-1] if is_item and not isinstance(document.get(*path[:-1]), list) else path
        return document.change(Put(whole, ""))
    return take(document, path)


def take(document: Document, path: Path) -> Document:
    """An entry or item out of the file, and what holds it when nothing else is left there."""
    while len(path) > 1:
        parent = document.get(*path[:-1])
        if isinstance(parent, (dict, list)) and len(parent) == 1 and not isinstance(path[-2], int):
            path = path[:-1]
        elif isinstance(parent, (dict, list)):
            break
        else:
            path = path[:-1]
    return document.change(Take(path)) if document.get(*path) is not None else document


def _is_remarked(document: Document, path: Path) -> bool:
    """Whether somebody has written a remark behind a value: then the line stays."""
    node = find(document.tree, path)
    if node is None:
        return False
    line = document.source.place(node.span.end).line
    behind = document.source.line_text(line)[document.source.place(node.span.end).column - 1 :]
    return behind.lstrip().startswith("#")


# --- Lists of texts -----------------------------------------------------------------------------------------------


def items_of(document: Document, path: Path) -> list[Value]:
    """The items of a list, of one text as well; [] for none."""
    value = document.get(*path)
    if isinstance(value, list):
        return list(value)
    return [value] if value else []


def insert_item(document: Document, path: Path, index: int, item: Value) -> Document:
    """A new item of a list, which may be one text so far, or missing.

    Args:
        document: the file.
        path: of the list.
        index: place that the item will have, from 0.
        item: a text, or a record as key → text.
    """
    fresh = _fresh_item(document, path, item)
    if isinstance(document.get(*path), list) and items_of(document, path):
        return document.change(Insert((*path, index), fresh))
    items = items_of(document, path)
    return document.change(put(path, [*items[:index], fresh, *items[index:]]))


def _fresh_item(document: Document, path: Path, item: Value) -> Value:
    if isinstance(item, str):
        return clean(item)
    if not isinstance(item, dict):
        return item
    record: dict[str, Value] = {key: clean(text) if isinstance(text, str) else text for key, text in item.items()}
    node = find(document.tree, path)
    field = field_at(path)
    inline = bool(field and field.contoh.startswith("- {"))
    if isinstance(node, Sequence) and node.items:
        inline = isinstance(node.items[0], Mapping) and node.items[0].flow
    return InlineMapping(record) if inline else record


def remove_item(document: Document, path: Path) -> Document:
    """An item out of its list; the list goes with its last one."""
    if isinstance(document.get(*path[:-1]), list):
        return take(document, path)
    return take(document, path[:-1])


def move_item(document: Document, path: Path, source: int, target: int) -> Document:
    """An item to another place of its list."""
    return document.change(Move(path, source, target)) if isinstance(document.get(*path), list) else document


def set_items(document: Document, path: Path, texts: list[str]) -> Document:
    """A whole list of texts anew, as after pasting several lines; items that stay the same stay as they are written."""
    return _replace_items(document, path, [text for text in (clean(text) for text in texts) if text])


def set_attachments(document: Document, items: list[tuple[str, str]]) -> Document:
    """The attachments anew, each with its name ("" for one without) and its file or address; those that stay, stay."""
    wanted: list[Value] = []
    for name, source in ((clean(name), clean(source)) for name, source in items):
        if source or name:
            wanted.append(source if not name or name == source else {name: source})
    return _replace_items(document, ("lampiran",), wanted)


def attachments_of(value: Value) -> list[tuple[str, str]]:
    """The attachments that a file says, whatever shape they have there: names and sources."""
    if isinstance(value, dict):
        return [(name, source) for name, source in value.items() if isinstance(source, str)]
    if isinstance(value, str):
        return [(value, value)] if value else []
    return [pair for item in value for pair in attachments_of(item)]


def _replace_items(document: Document, path: Path, wanted: list[Value]) -> Document:
    old = items_of(document, path)
    if not wanted:
        return take(document, path) if document.get(*path) is not None else document
    if not isinstance(document.get(*path), list) or not old:
        is_short = len(wanted) == 1 and isinstance(document.get(*path), str)
        return document.change(put(path, wanted[0] if is_short else list(wanted)))
    head = 0
    while head < min(len(old), len(wanted)) and old[head] == wanted[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(wanted)) - head and old[-1 - tail] == wanted[-1 - tail]:
        tail += 1
    changed = min(len(old), len(wanted)) - head - tail
    for index in range(head, head + changed):
        document = document.change(Put((*path, index), wanted[index]))
    for index in range(len(old) - tail - 1, head + changed - 1, -1):
        document = document.change(Take((*path, index)))
    fresh = wanted[head + changed : len(wanted) - tail]
    if fresh:
        document = document.change(Insert((*path, head + changed), fresh[0], tuple(fresh[1:])))
    return document
