"""Random changes of a file, what each needs at the most, and what has become of the file's lines."""

from __future__ import annotations

import difflib
import random
from dataclasses import dataclass
from pathlib import Path as FilePath

from sop_catalog.editing.document import Document
from sop_catalog.editing.layout import find
from sop_catalog.editing.value import (
    Change,
    Copy,
    Inline,
    Insert,
    Move,
    Path,
    Put,
    Rename,
    Take,
    Value,
    apply_change,
    get,
    same,
)
from sop_catalog.source.characters import read_source
from sop_catalog.source.yaml_tree import Mapping, Node, Sequence

WORDS = (
    "Memeriksa", "formulir", "kepada", "Kabag", "jika", "tidak", "SOP", "Nomor", "35", "tahun", "2012", "dan", "(asli)", "1/2", "100%", "a.n.",
    "e-mail", "S.Sos.,", "“asli”", "—", "é", "😀", "R&D",
)  # fmt: skip
HARD = (
    "a: b", "Ruang #3", "- butir", "'kutip'", '"ganda"', "[kurung]", "{kurawal}", "*bintang", "@akun", "% persen", "? tanya", "akhir:", "!seru",
    "#tagar", "no", "010", "1:30", "~", "x, y", "it's", 'kata "asli"', "-1", "| pipa", "> besar", "&dan", "`kode`", ": awal", "<<", "=", "a:b", "—", "-",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lines:
    """What has become of the lines of a file."""

    gone: int
    come: int


def compare_lines(before: str, after: str) -> Lines:
    """Lines that are gone, and lines that have come; a line that has changed is one of each."""
    one, two = before.splitlines(keepends=False), after.splitlines(keepends=False)
    gone = come = 0
    for tag, start, end, first, last in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += end - start
            come += last - first
    return Lines(gone, come)


def random_text(rng: random.Random) -> str:
    """Words, now and then with signs that mean something to YAML."""
    if rng.random() < 0.25:
        return rng.choice(HARD)
    words = [rng.choice(WORDS) for _ in range(rng.randint(1, 9))]
    if rng.random() < 0.15:
        words.insert(rng.randrange(len(words) + 1), rng.choice(HARD))
    return " ".join(words)


def reworded(text: str, rng: random.Random) -> str:
    """A text with one of its words changed."""
    words = text.split()
    if not words:
        return random_text(rng)
    place = rng.randrange(len(words))
    words[place] = rng.choice(WORDS) + "x"
    return " ".join(words)


def paths_of(value: Value, path: Path = ()) -> list[Path]:
    """Every path of a value, its own first."""
    found = [path]
    if isinstance(value, dict):
        for key, item in value.items():
            found += paths_of(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            found += paths_of(item, (*path, place))
    return found


def random_change(document: Document, rng: random.Random) -> Change:
    """A change that makes sense for the file as it is."""
    paths = paths_of(document.value)[1:]
    while True:
        kind = rng.choice(_KINDS)
        change = kind(document.value, rng.choice(paths), rng)
        if change is not None:
            return change


def _new_text(value: Value, path: Path, rng: random.Random) -> Change | None:
    return Put(path, random_text(rng)) if isinstance(get(value, path), str) else None


def _other_word(value: Value, path: Path, rng: random.Random) -> Change | None:
    here = get(value, path)
    return Put(path, reworded(here, rng)) if isinstance(here, str) else None


def _new_entry(value: Value, path: Path, rng: random.Random) -> Change | None:
    here = get(value, path)
    if not isinstance(here, dict):
        return None
    before = tuple(here)[: rng.randrange(len(here) + 1)]
    return Put((*path, f"baru{rng.randrange(1000)}"), random_text(rng), before)


def _other_place(value: Value, path: Path, rng: random.Random) -> Change | None:
    here = get(value, path)
    if not isinstance(here, (dict, list)) or len(here) < 2:
        return None
    return Move(path, rng.randrange(len(here)), rng.randrange(len(here)))


def _away(value: Value, path: Path, rng: random.Random) -> Change | None:  # noqa: ARG001
    parent = get(value, path[:-1])
    return Take(path) if isinstance(parent, (dict, list)) and len(parent) > 1 and len(path) > 1 else None


def _new_item(value: Value, path: Path, rng: random.Random) -> Change | None:
    here = get(value, path)
    if not isinstance(here, list) or not here:
        return None
    item: Value = random_text(rng)
    if isinstance(here[0], dict):
        performers = Inline(["a", "b"]) if rng.random() < 0.3 else "a"
        item = {"pelaksana": performers, "kegiatan": random_text(rng), "waktu": "5 menit"}
    return Insert((*path, rng.randrange(len(here) + 1)), item)


def _again(value: Value, path: Path, rng: random.Random) -> Change | None:  # noqa: ARG001
    return Copy(path) if isinstance(get(value, path[:-1]), list) else None


def _other_key(value: Value, path: Path, rng: random.Random) -> Change | None:
    is_column = isinstance(get(value, path[:-1]), dict) and len(path) == 2
    return Rename(path, f"kode{rng.randrange(1000)}") if is_column else None


_KINDS = (_new_text, _other_word, _other_word, _new_entry, _other_place, _away, _new_item, _again, _other_key)


def allowance(before: Document, after: Document, change: Change) -> Lines:
    """What a change needs at the most: the lines of what it touches, as they were and as they are."""
    old, new = _lines(before, change.path), _lines(after, change.path)
    match change:
        case Put() if get(before.value, change.path) is None:
            return Lines(1, new + 1)  # behind a dash the next key moves down
        case Put():
            return Lines(1, 1) if old == 1 and isinstance(change.value, str) else Lines(old, max(old, new))
        case Rename():
            return Lines(1, 1)
        case Take():
            return Lines(_block(before, change.path) + 1, 1)
        case Insert() | Copy():
            return Lines(1, (new if isinstance(change, Insert) else _block(before, change.path)) + 3)
    here = get(before.value, change.path)
    moved = change.source if isinstance(here, list) else [*(here or ())][change.source]
    count = _block(before, (*change.path, moved)) + 2
    return Lines(count, count)


def _lines(document: Document, path: Path) -> int:
    """How many lines the value at a path takes, its key included."""
    node = find(document.tree, path)
    if node is None:
        return 0
    start = _start(document, path, node)
    return document.source.place(node.span.end).line - document.source.place(start).line + 1


def _start(document: Document, path: Path, node: Node) -> int:
    parent = find(document.tree, path[:-1])
    if path and isinstance(parent, Mapping):
        return next(entry.key.span.start for entry in parent.entries if entry.key.text == path[-1])
    if isinstance(parent, Sequence) and not parent.flow:
        return document.source.text.rfind("-", 0, node.span.start + 1)
    return node.span.start


def _block(document: Document, path: Path) -> int:
    """The lines of an entry or item with all comments and blank lines that could belong to it."""
    node = find(document.tree, path)
    first = document.source.place(_start(document, path, node)).line
    last = document.source.place(node.span.end).line
    extra = 0
    for step in (-1, 1):
        line = first - 1 if step < 0 else last + 1
        while 1 <= line <= document.source.line_count and (
            not document.source.line_text(line).strip() or document.source.line_text(line).lstrip().startswith("#")
        ):
            extra += 1
            line += step
    return last - first + 1 + extra


def assert_sequence(path: FilePath, rng: random.Random, steps: int = 6) -> None:
    """Random changes one after the other: each says what was meant, takes no more lines than it needs, and no others."""
    document = Document(read_source(path, path.name)[0])
    for _ in range(steps):
        change = random_change(document, rng)
        meant = apply_change(document.value, change)
        changed = document.change(change)
        loose = {change.path: False} if isinstance(change, Put) else {}
        assert same(changed.value, meant, loose), (change, document.source.text)
        lines, most = compare_lines(document.source.text, changed.source.text), allowance(document, changed, change)
        assert lines.gone <= most.gone, (change, document.source.text, changed.source.text)
        assert lines.come <= most.come, (change, document.source.text, changed.source.text)
        document = changed
