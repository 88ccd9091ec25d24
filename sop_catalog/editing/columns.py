"""The performers' columns: new, renamed, moved, gone, in groups; and what that means for the rows."""

from __future__ import annotations

from collections.abc import Collection

from sop_catalog.editing.document import Document
from sop_catalog.editing.scalars import clean
from sop_catalog.editing.steps import Edited, write_performers
from sop_catalog.editing.texts import put, take
from sop_catalog.editing.value import Change, Move, Path, Put, Rename, Value
from sop_catalog.editing.ways import Moves, Note, keep_ways, read_table
from sop_catalog.model.sop import Kunci, TargetKind
from sop_catalog.model.values.kode import fold_code


def column_paths(document: Document) -> dict[str, Path]:
    """Code → where its column is written, from left to right."""
    columns = document.get("pelaksana")
    paths: dict[str, Path] = {}
    for key, value in columns.items() if isinstance(columns, dict) else ():
        if isinstance(value, dict):
            paths |= {inner: ("pelaksana", key, inner) for inner in value}
        else:
            paths[key] = ("pelaksana", key)
    return paths


def new_code(title: str, taken: Collection[str]) -> str:
    """A code for a column: its title's first word, the whole title where that is taken, else with a number."""
    whole = fold_code(title) or "kolom"
    reserved = {TargetKind.LANJUT.value, TargetKind.SELESAI.value}
    for code in (whole.partition("-")[0], whole):
        if code not in taken and code not in reserved and not code.isdigit():
            return code
    number = 2
    while f"{whole}-{number}" in taken:
        number += 1
    return f"{whole}-{number}"


def add_column(document: Document, index: int, title: str, code: str = "") -> Edited:
    """A new column before the one with this index, from 0; in the group of its left neighbour.

    Args:
        document: the file.
        index: place of the new column.
        title: the head as printed.
        code: "" for one that is made of the title.
    """
    paths = column_paths(document)
    code = code or new_code(title, paths)
    text = clean(title)
    codes = list(paths)
    if not codes:
        return Edited(document.change(put(("pelaksana",), {code: text})))
    if not index:
        return Edited(document.change(Put((*paths[codes[0]][:-1], code), text)))
    left = paths[codes[min(index, len(codes)) - 1]]
    siblings = document.get(*left[:-1])
    before = tuple(siblings)[: list(siblings).index(str(left[-1])) + 1] if isinstance(siblings, dict) else ()
    return Edited(document.change(Put((*left[:-1], code), text, before)))


def rename_column(document: Document, code: str, title: str) -> Edited:
    """Another head for a column; its code, which nobody sees, stays."""
    path = column_paths(document).get(code)
    return Edited(document.change(Put(path, clean(title))) if path else document)


def move_column(document: Document, code: str, index: int) -> Edited:
    """A column to another place, from 0; across a group's edge it joins the group of the column whose place it takes."""
    paths = column_paths(document)
    codes = list(paths)
    if code not in paths or not 0 <= index < len(codes) or codes[index] == code:
        return Edited(document)
    source, target = paths[code], paths[codes[index]]
    if source[:-1] == target[:-1]:
        siblings = _keys(document, source[:-1])
        return Edited(document.change(Move(source[:-1], siblings.index(code), siblings.index(str(target[-1])))))
    title = document.get(*source)
    goes_right = index > codes.index(code)
    taken = take(document, source)
    siblings = _keys(taken, target[:-1])
    place = siblings.index(str(target[-1])) + goes_right
    return Edited(taken.change(Put((*target[:-1], code), title if title is not None else "", tuple(siblings[:place]))))


def _keys(document: Document, path: Path) -> list[str]:
    value = document.get(*path)
    return list(value) if isinstance(value, dict) else []


def group_columns(document: Document, codes: list[str], title: str) -> Edited:
    """Columns that stand side by side under one title; "" for none."""
    columns = document.get("pelaksana")
    paths = column_paths(document)
    if not isinstance(columns, dict) or any(code not in paths for code in codes):
        return Edited(document)
    heads = {code: document.get(*path) for code, path in paths.items()}
    order = list(paths)
    first = min(order.index(code) for code in codes)
    rest = [code for code in order if code not in codes]
    arranged: list[tuple[str, str, Value]] = []
    for code in [*rest[:first], *codes, *rest[first:]]:
        own = paths[code]
        group = clean(title) if code in codes else str(own[1]) if len(own) == 3 else ""
        arranged.append((group, code, heads[code] or ""))
    new: dict[str, Value] = {}
    for group, code, head in arranged:
        if not group:
            new[code] = head
            continue
        inner = new.setdefault(group, {})
        if isinstance(inner, dict):
            inner[code] = head
    return Edited(document.change(Put(("pelaksana",), new)))


def remove_column(document: Document, code: str) -> Edited:
    """A column goes, and its performer out of every row; arrows stay where they lead."""
    path = column_paths(document).get(code)
    if path is None:
        return Edited(document)
    before = read_table(document)
    alone: list[int] = []
    changes: list[Change] = []
    for place, groups in _performers(document):
        left = [[other for other in group if other != code] for group in groups]
        if left != groups:
            changes.append(Put(place, write_performers(left)))
            if not any(left):
                alone.append(int(place[1]) + 1)
    changed = document.change(*changes) if changes else document
    changed, notes = keep_ways(before, changed, Moves())
    if alone:
        rows = ", ".join(map(str, alone))
        notes.append(
            Note(f"langkah {rows} tidak punya pelaksana lagi; pilih kolomnya", ("langkah", alone[0] - 1, "pelaksana"))
        )
    return Edited(take(changed, path), tuple(notes))


def rename_code(document: Document, code: str, new: str) -> Edited:
    """Another code for a column, everywhere in the file."""
    path = column_paths(document).get(code)
    if path is None or new in column_paths(document):
        return Edited(document)
    changes: list[Change] = [Rename(path, new)]
    for place, groups in _performers(document):
        named = [[new if other == code else other for other in group] for group in groups]
        if named != groups:
            changes.append(Put(place, write_performers(named)))
    for place, text in _targets(document):
        number, dot, named_code = text.rpartition(".")
        if named_code == code:
            changes.append(Put(place, f"{number}{dot}{new}"))
    return Edited(document.change(*changes))


def _performers(document: Document) -> list[tuple[Path, list[list[str]]]]:
    """Every `pelaksana` of rows and symbols: where it is written, and its codes by symbol."""
    table = read_table(document)
    found: dict[Path, list[list[str]]] = {}
    for langkah in table.sop.langkah if table else ():
        for simbol in langkah.simbol:
            path: Path = ("langkah", langkah.nomor - 1, *simbol.kunci, "pelaksana")
            if document.get(*path) is not None:
                found.setdefault(path, []).append(list(simbol.pelaksana))
    return list(found.items())


def _targets(document: Document) -> list[tuple[Path, str]]:
    """Every target: where it is written, and its text."""
    table = read_table(document)
    found: list[tuple[Path, str]] = []
    for way in table.ways if table else ():
        kunci: Kunci = way.kunci
        path: Path = ("langkah", way.place[0], *kunci)
        text = document.get(*path) if kunci else None
        if isinstance(text, str):
            found.append((path, text))
    return found
