"""The rows of the activity table: new, copied, moved, gone; who acts in them, and where they lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sop_catalog.editing.document import Document
from sop_catalog.editing.scalars import clean
from sop_catalog.editing.texts import put, take
from sop_catalog.editing.value import Change, Copy, Inline, InlineMapping, Insert, Move, Path, Put, Rename, Take, Value
from sop_catalog.editing.ways import Moves, Note, Place, Table, keep_ways, read_table
from sop_catalog.flow.graph import Ending
from sop_catalog.model.fields import LANGKAH_FIELDS, SIMBOL_FIELDS
from sop_catalog.model.sop import SEL_GABUNG, Kunci, TargetKind

JOINED = "^"
"""What stands for a cell that is the one of the row above."""
_BRANCHES = ("jika_ya", "jika_tidak", "jika")
_OF_SYMBOL = frozenset(field.kunci for field in SIMBOL_FIELDS)


@dataclass(frozen=True)
class Edited:
    """A file after something was done to it."""

    document: Document
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Leads:
    """Where a branch is to lead."""

    label: str
    """"Ya", "Tidak", or another word; "" for the way on of a plain symbol."""
    to: Place | Ending | str
    """A symbol; an end; or a text that is written as it is."""


# --- Rows ---------------------------------------------------------------------------------------------------------


def insert_steps(document: Document, index: int, records: Sequence[dict[str, Value]]) -> Edited:
    """New rows before the one with this index, from 0; at the end for the number of rows.

    Args:
        document: the file.
        index: place of the first new row.
        records: the fields of each; what a row must have is added, blank.
    """
    fresh = [_record(record) for record in records]
    if not fresh:
        return Edited(document)
    if not isinstance(document.get("langkah"), list):
        return Edited(document.change(put(("langkah",), list(fresh))))
    change = Insert(("langkah", index), fresh[0], tuple(fresh[1:]))
    return _rearranged(document, change, lambda row: row + len(fresh) if row >= index else row)


def _record(record: dict[str, Value]) -> Value:
    filled = {"pelaksana": "", "kegiatan": "", **{key: _cleaned(value) for key, value in record.items()}}
    if "simbol" in record:
        del filled["pelaksana"]
    ordered: dict[str, Value] = {field.kunci: filled[field.kunci] for field in LANGKAH_FIELDS if field.kunci in filled}
    return ordered


def _cleaned(value: Value) -> Value:
    if isinstance(value, str):
        return clean(value, keeps_lines="\n" in value)
    return Inline(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else value


def copy_step(document: Document, index: int) -> Edited:
    """A row again, behind itself, as it is written."""
    return _rearranged(document, Copy(("langkah", index)), lambda row: row + 1 if row > index else row)


def remove_step(document: Document, index: int) -> Edited:
    """A row goes; what led to it leads to what has taken its place."""
    rows = document.get("langkah")
    if not isinstance(rows, list) or len(rows) == 1:
        return Edited(document.change(Put(("langkah", index), _record({}))))

    def row_of(row: int) -> int | None:
        return None if row == index else row - 1 if row > index else row

    return _rearranged(document, Take(("langkah", index)), row_of)


def move_step(document: Document, source: int, target: int) -> Edited:
    """A row to another place."""
    rows = document.get("langkah")
    if not isinstance(rows, list) or source == target:
        return Edited(document)
    order = list(range(len(rows)))
    order.insert(target, order.pop(source))
    return _rearranged(document, Move(("langkah",), source, target), order.index)


def _rearranged(document: Document, change: Change, row_of: Callable[[int], int | None]) -> Edited:
    before = read_table(document)
    changed = document.change(change)
    changed, joined = _keep_cells(before, changed, row_of)
    changed, notes = keep_ways(before, changed, Moves(row_of))
    return Edited(changed, (*joined, *notes))


def _keep_cells(
    before: Table | None, document: Document, row_of: Callable[[int], int | None]
) -> tuple[Document, list[Note]]:
    """A cell that was one with the row above holds that row's text where another row is above it now."""
    after = read_table(document)
    if before is None or after is None:
        return document, []
    changes: list[Put] = []
    for langkah in before.sop.langkah:
        row = row_of(langkah.nomor - 1)
        if row is None:
            continue
        for isian in SEL_GABUNG:
            origin = langkah.cell_row(isian) - 1
            if origin == langkah.nomor - 1:
                continue
            is_joined = document.get("langkah", row, isian) == JOINED
            if is_joined and after.sop.langkah[row].cell_row(isian) - 1 != row_of(origin):
                value = before.sop.langkah[origin]
                text = (value.waktu.teks if value.waktu else "") if isian == "waktu" else str(getattr(value, isian))
                changes.append(Put(("langkah", row, isian), text))
    notes = [
        Note(
            f"{change.path[-1]} langkah {int(change.path[1]) + 1} tidak lagi satu sel dengan baris di atasnya, jadi isinya ditulis",
            change.path,
        )
        for change in changes
    ]
    return (document.change(*changes) if changes else document), notes


def join_cell(document: Document, index: int, isian: str, *, joined: bool) -> Edited:
    """Make a cell one with the row above, or give it the text that it shares a place of its own.

    Args:
        document: the file.
        index: the row, from 0.
        isian: one of `SEL_GABUNG`.
        joined: whether it is to be one with the row above.
    """
    path: Path = ("langkah", index, isian)
    if joined:
        return Edited(document.change(put(path, JOINED)) if index else document)
    table = read_table(document)
    if table is None or document.get(*path) != JOINED:
        return Edited(document)
    langkah = table.sop.langkah[index]
    text = (langkah.waktu.teks if langkah.waktu else "") if isian == "waktu" else str(getattr(langkah, isian))
    return Edited(document.change(Put(path, text)) if text else take(document, path))


# --- Who acts -----------------------------------------------------------------------------------------------------


def base_of(index: int, symbol: int | None) -> Path:
    """Where a symbol's own fields stand: in its step, or in the step's list."""
    return ("langkah", index) if symbol is None else ("langkah", index, "simbol", symbol)


def set_performers(document: Document, index: int, symbol: int | None, groups: Sequence[Sequence[str]]) -> Edited:
    """Who acts in a row.

    Args:
        document: the file.
        index: the row, from 0.
        symbol: which of its list of symbols; None for a row without such a list.
        groups: of each symbol those who act together; more than one is a chain, one after another. () for nobody.
    """
    path = (*base_of(index, symbol), "pelaksana")
    value = write_performers(groups)
    if isinstance(value, list) and isinstance(document.get(*path), list):
        value = list(value)  # in the brackets or lines that stand there
    before = read_table(document)
    changed = document.change(put(path, value))
    changed, notes = keep_ways(before, changed, Moves())
    return Edited(changed, tuple(notes))


def write_performers(groups: Sequence[Sequence[str]]) -> Value:
    """How performers are written: a code, several in brackets, or a chain."""
    known = [[code for code in group if code] for group in groups]
    known = [group for group in known if group]
    if len(known) > 1:
        return " > ".join(group[0] for group in known)
    if not known:
        return ""
    return known[0][0] if len(known[0]) == 1 else Inline(known[0])


def add_symbol(document: Document, index: int, code: str) -> Edited:
    """Another symbol in a row, with a way of its own; the row's own fields become those of its first symbol."""
    before = read_table(document)
    step = document.get("langkah", index)
    if not isinstance(step, dict):
        return Edited(document)
    if isinstance(step.get("simbol"), list):
        changed = document.change(
            Insert(("langkah", index, "simbol", len(step["simbol"])), InlineMapping(pelaksana=code))
        )
        return Edited(*_with_ways(before, changed, Moves()))
    symbols = _symbols_of(step)
    moved = len(symbols) - 1

    def kunci_of(row: int, kunci: Kunci) -> Kunci:
        return ("simbol", moved, *kunci) if row == index and kunci and kunci[0] != "simbol" else kunci

    changed = document.change(put(("langkah", index, "simbol"), [*symbols, InlineMapping(pelaksana=code)]))
    changed = _without(changed, ("langkah", index), [key for key in step if key in _OF_SYMBOL])
    return Edited(*_with_ways(before, changed, Moves(kunci=kunci_of)))


def _symbols_of(step: dict[str, Value]) -> list[Value]:
    """The symbols of a step that has no list of them: one, or those of its chain, each leading to the next."""
    performers = step.get("pelaksana", "")
    own: dict[str, Value] = {key: value for key, value in step.items() if key in _OF_SYMBOL}
    if not isinstance(performers, str) or ">" not in performers:
        return [own]
    codes = [part.strip() for part in performers.split(">") if part.strip()]
    ahead: list[Value] = [InlineMapping(pelaksana=code, lanjut_ke=following) for code, following in pairwise(codes)]
    return [*ahead, own | {"pelaksana": codes[-1] if codes else ""}]


def remove_symbol(document: Document, index: int, symbol: int) -> Edited:
    """One symbol of a row's list goes; of two the other one's fields become the row's own."""
    before = read_table(document)
    step = document.get("langkah", index)
    symbols = step.get("simbol") if isinstance(step, dict) else None
    if not isinstance(step, dict) or not isinstance(symbols, list) or not 0 <= symbol < len(symbols):
        return Edited(document)

    def kunci_of(row: int, kunci: Kunci) -> Kunci:
        if row != index or len(kunci) < 2 or kunci[0] != "simbol" or not isinstance(kunci[1], int):
            return kunci
        if len(symbols) == 2:
            return kunci[2:]
        return ("simbol", kunci[1] - (kunci[1] > symbol), *kunci[2:])

    if len(symbols) == 2:
        left = symbols[1 - symbol]
        own: dict[str, Value] = dict(left) if isinstance(left, dict) else {}
        changed = document.change(*(put(("langkah", index, key), value) for key, value in own.items()))
        changed = changed.change(Take(("langkah", index, "simbol")))
    else:
        changed = document.change(Take(("langkah", index, "simbol", symbol)))
    return Edited(*_with_ways(before, changed, Moves(kunci=kunci_of)))


def _with_ways(before: Table | None, document: Document, moves: Moves) -> tuple[Document, tuple[Note, ...]]:
    changed, notes = keep_ways(before, document, moves)
    return changed, tuple(notes)


# --- Where it leads -----------------------------------------------------------------------------------------------


def set_branches(document: Document, index: int, symbol: int | None, branches: Sequence[Leads]) -> Edited:
    """The ways out of a decision; none makes it a plain symbol again.

    "Ya" and "Tidak" are written as `jika_ya` and `jika_tidak`, and a Ya that goes on to the next row is not written at
    all; other words, or more ways, as `jika`.
    """
    base = base_of(index, symbol)
    table = read_table(document)
    if table is None:
        return Edited(document)
    place = (index, symbol if symbol is not None else len(table.sop.langkah[index].simbol) - 1)
    ways = [(lead.label, _text_of(table, place, lead.to)) for lead in branches]
    if branches:
        document = _without(document, base, ("lanjut_ke",))
    if not branches:
        return Edited(_without(document, base, _BRANCHES))
    if [label for label, _ in ways] == ["Ya", "Tidak"] and not isinstance(document.get(*base, "jika"), dict):
        return Edited(_yes_and_no(document, base, ways[0][1], ways[1][1]))
    document = _without(document, base, ("jika_ya", "jika_tidak"))
    return Edited(_free(document, (*base, "jika"), ways))


def _text_of(table: Table, place: Place, to: Place | Ending | str) -> str:
    return to if isinstance(to, str) and not isinstance(to, Ending) else table.write(place, to)


def _without(document: Document, base: Path, keys: Sequence[str]) -> Document:
    for key in keys:
        if document.get(*base, key) is not None:
            document = take(document, (*base, key))
    return document


def _yes_and_no(document: Document, base: Path, yes: str, no: str) -> Document:
    document = _without(document, base, ("jika",))
    written = document.get(*base, "jika_ya") is not None
    changes: list[Change] = [put((*base, "jika_tidak"), no)]
    if written or yes != TargetKind.LANJUT.value:
        changes.insert(0, put((*base, "jika_ya"), yes))
    return document.change(*changes)


def _free(document: Document, path: Path, ways: Sequence[tuple[str, str]]) -> Document:
    """Branches with words of their own; of a mapping that is there only what differs is changed."""
    old = document.get(*path)
    if not isinstance(old, dict):
        return document.change(put(path, InlineMapping(ways)))
    labels = [label for label, _ in ways]
    renamed = [(before, after) for before, after in zip(old, labels, strict=False) if before != after]
    if len(labels) == len(old) and len(renamed) == 1 and renamed[0][1] not in old:
        document = document.change(Rename((*path, renamed[0][0]), renamed[0][1]))
    else:
        for label in [label for label in old if label not in labels]:
            document = take(document, (*path, label))
        old = document.get(*path)
        if not isinstance(old, dict) or [label for label in labels if label in old] != list(old):
            return document.change(put(path, InlineMapping(ways)))
    changes = [
        Put((*path, label), text, tuple(labels[:place]))
        for place, (label, text) in enumerate(ways)
        if document.get(*path, label) != text
    ]
    return document.change(*changes)


def set_target(document: Document, path: Path, to: Place | Ending | str) -> Edited:
    """Where one arrow leads: `path` names a branch or a `lanjut_ke`, written already or not.

    A `lanjut_ke` to the next row, and a `jika_ya` likewise, are not written.
    """
    table = read_table(document)
    if table is None:
        return Edited(document)
    index = int(path[1])
    symbol = int(path[3]) if path[2] == "simbol" else len(table.sop.langkah[index].simbol) - 1
    text = _text_of(table, (index, symbol), to)
    is_default = text == TargetKind.LANJUT.value and path[-1] in {"lanjut_ke", "jika_ya"}
    if is_default and (path[-1] == "lanjut_ke" or document.get(*path[:-1], "jika_tidak") is not None):
        return Edited(take(document, path) if document.get(*path) is not None else document)
    return Edited(document.change(put(path, text)))
