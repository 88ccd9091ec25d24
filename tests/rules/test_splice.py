"""Changes of YAML take the letters that they need, whoever wrote the file.

tests/tangan/ holds ten files of different hands: tidy, dashes in the first column, comments everywhere, folded texts,
brackets, CRLF with a byte-order mark, no line break at the end, JSON, four blanks deep and quoted, pasted and untidy.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support.edits import HARD, assert_sequence, compare_lines, paths_of
from support.paths import TESTS

from sop_catalog.editing.document import Document, UnreadableError
from sop_catalog.editing.value import (
    Change,
    ChangeError,
    Copy,
    Inline,
    Insert,
    Move,
    Put,
    Rename,
    Take,
    get,
    same,
)
from sop_catalog.source.characters import read_source
from sop_catalog.source.text import Source

HANDS = sorted((TESTS / "tangan").glob("*.yml"))
SEQUENCES = 20
"""For each hand; tests/soak/ does the rest of 2,000."""


def _open(path: Path) -> Document:
    return Document(read_source(path, path.name)[0])


def _changed(text: str, *changes: Change) -> str:
    return Document(Source("x.yml", text)).change(*changes).source.text


def _without_blank_lines(document: Document) -> list[str]:
    return [line for line in document.source.text.splitlines() if line.strip()]


@pytest.mark.parametrize("path", HANDS, ids=lambda path: path.stem)
def test_random_changes(path: Path) -> None:
    for number in range(SEQUENCES):
        assert_sequence(path, random.Random(f"{path.stem}-{number}"))  # noqa: S311


@pytest.mark.parametrize("path", HANDS, ids=lambda path: path.stem)
class TestEveryHand:
    def test_one_text_is_one_line(self, path: Path) -> None:
        document = _open(path)
        for place in paths_of(document.value):
            old = get(document.value, place)
            if isinstance(old, str) and old.strip():
                changed = document.change(Put(place, f"{' '.join(old.split())} x"))
                lines = compare_lines(document.source.text, changed.source.text)
                assert (lines.gone, lines.come) == (1, 1), (place, changed.source.text)

    def test_any_text_arrives(self, path: Path) -> None:
        document = _open(path)
        texts = [place for place in paths_of(document.value) if isinstance(get(document.value, place), str)]
        for number, text in enumerate(HARD):
            place = texts[number % len(texts)]
            assert str(get(document.change(Put(place, text)).value, place)).rstrip("\n") == text  # a block ends so

    def test_and_back_again(self, path: Path) -> None:
        document = _open(path)
        lists = [place for place in paths_of(document.value) if isinstance(get(document.value, place), list)]
        for place in lists:
            count = len(list(get(document.value, place) or ()))
            for source in range(count):
                for target in range(count):
                    there = document.change(Move(place, source, target))
                    back = there.change(Move(place, target, source))
                    assert same(back.value, document.value)
                    assert compare_lines(back.source.text, document.source.text).gone <= 4  # a comment above the first
            if count > 1:
                added = document.change(Insert((*place, 1), "baru"))
                taken = added.change(Take((*place, 1)))
                assert _without_blank_lines(taken) == _without_blank_lines(document)

    def test_line_breaks_stay(self, path: Path) -> None:
        document = _open(path)
        text = document.source.text
        changed = document.change(Put(("tinjau_sebelum",), "5 Januari 2027", tuple(document.value)))
        changed = changed.change(Insert(("langkah", 1), {"pelaksana": "a", "kegiatan": "b"}))
        assert ("\r\n" in changed.source.text) == ("\r\n" in text)
        assert changed.source.text.replace("\r\n", "").count("\r") == 0
        if "\r\n" in text:
            assert changed.source.text.count("\n") == changed.source.text.count("\r\n")
        assert changed.source.text.endswith("\n") == text.endswith("\n")


def test_comments_stay() -> None:
    document = _open(TESTS / "tangan" / "komentar.yml")
    comments = {line.partition("#")[2] for line in document.source.text.split("\n") if "#" in line}
    for place in paths_of(document.value):
        old = get(document.value, place)
        changes: list[Change] = [Put(place, "lain")] if isinstance(old, str) else []
        if isinstance(old, list):
            changes += [Move(place, 0, len(old) - 1), Move(place, len(old) - 1, 0), Insert((*place, 1), "baru")]
        for change in changes:
            text = document.change(change).source.text
            assert {line.partition("#")[2] for line in text.split("\n") if "#" in line} == comments, change


class TestTexts:
    @pytest.mark.parametrize(
        ("before", "new", "after"),
        [
            ("a: b\n", "c", "a: c\n"),
            ("a: b   # d\n", "cc", "a: cc  # d\n"),
            ("a: b # d\n", "cc", "a: cc # d\n"),
            ("a: bbbbbb    # d\n", "c", "a: c         # d\n"),
            ("a:           # d\n", "c", "a: c         # d\n"),
            ("a:\n", "c", "a: c\n"),
            ("a:", "c", "a: c"),
            ("a: 'b'\n", "c", "a: 'c'\n"),
            ("a: 'b'\n", "it's", "a: 'it''s'\n"),
            ('a: "b"\n', 'c "d"', 'a: "c \\"d\\""\n'),
            ("a: b\n", "c: d", "a: 'c: d'\n"),
            ("a: b\n", "", "a:\n"),
            ("a: b  # c\n", "", "a:    # c\n"),
            ("a: {b: c}\n", "d", "a: d\n"),
            ("a:\n  - b\n  - c\nd: e\n", "f", "a: f\nd: e\n"),
            ("a:   # x\n  - b\nd: e\n", "f", "a: f   # x\nd: e\n"),
            ("a: |\n  satu\n  dua\nb: c\n", "satu tiga", "a: |\n  satu\n  tiga\nb: c\n"),
            ("a: >\n  satu dua\n  tiga\n", "satu tiga", "a: >\n  satu\n  tiga\n"),
            ("a: satu\n  dua tiga\n", "nol satu dua tiga", "a: nol satu\n  dua tiga\n"),
            ("a: satu\n  dua tiga\n", "lain sama sekali", "a: lain sama sekali\n"),
            ("a: 'satu\n  dua'\n", "satu it's", "a: 'satu\n  it''s'\n"),
        ],
    )
    def test_one_text(self, before: str, new: str, after: str) -> None:
        assert _changed(before, Put(("a",), new)) == after

    def test_lines(self) -> None:
        text = "a: |\n  satu\n  dua\n  tiga\nb: c\n"
        assert _changed(text, Put(("a",), "satu\nlain\ntiga\n", keeps_lines=True)) == text.replace("dua", "lain")
        assert _changed(text, Put(("a",), "satu\ntiga\n", keeps_lines=True)) == text.replace("  dua\n", "")
        assert _changed("a: b\nc: d\n", Put(("a",), "e\nf\n", keeps_lines=True)) == "a: |\n  e\n  f\nc: d\n"
        assert _changed("{a: b}\n", Put(("a",), "e\nf", keeps_lines=True)) == '{a: "e\\nf"}\n'

    def test_several_at_once(self) -> None:
        text = "a: b\nc:\n  - d: e\n  - d: f\n"
        changes = [Put(("a",), "x"), Put(("c", 0, "d"), "y"), Put(("c", 1, "d"), "z"), Put(("g",), "h", ("a",))]
        assert _changed(text, *changes) == "a: x\ng: h\nc:\n  - d: y\n  - d: z\n"

    def test_a_line_that_cannot_be_read_is_written_anew(self) -> None:
        assert _changed("a: b: c\nd: e\n", Put(("a",), "f")) == "a: f\nd: e\n"
        assert _changed("a: 'b' c\nd: e\n", Put(("d",), "f")) == "a: 'b' c\nd: f\n"


class TestEntriesAndItems:
    def test_new_entry_stands_where_the_form_has_it(self) -> None:
        text = "a: b\n# milik c\nc:\n  - d\n  # milik c juga\n\nx: y\n"
        assert _changed(text, Put(("n",), "1", ("a",))) == text.replace("a: b\n", "a: b\nn: 1\n")
        assert _changed(text, Put(("n",), "1", ("a", "c", "zzz"))) == text.replace("juga\n", "juga\nn: 1\n")
        assert _changed(text, Put(("n",), "1", ("x",))) == f"{text}n: 1\n"
        assert _changed(text, Put(("n",), "1")) == f"n: 1\n{text}"
        assert _changed("l:\n  - k: 1\n", Put(("l", 0, "p"), "a")) == "l:\n  - p: a\n    k: 1\n"
        assert _changed("l:\n  - k: 1", Put(("l", 0, "p"), "a", ("k",))) == "l:\n  - k: 1\n    p: a"

    def test_new_lists_follow_the_hand(self) -> None:
        assert _changed("a:\n- b\n", Put(("n",), ["1", "2"], ("a",))) == "a:\n- b\nn:\n- 1\n- 2\n"
        assert _changed("a:\n    b: c\n", Put(("n",), {"d": "e"}, ("a",))) == "a:\n    b: c\nn:\n    d: e\n"
        assert _changed("a: b\n", Put(("n",), Inline(["1", "x, y"]), ("a",))) == "a: b\nn: [1, 'x, y']\n"

    def test_text_becomes_a_list(self) -> None:
        assert _changed("a: b  # c\nd: e\n", Put(("a",), ["b", "f"])) == "a:  # c\n  - b\n  - f\nd: e\n"

    def test_items(self) -> None:
        text = "a:\n  - x: 1\n\n  # milik dua\n  - x: 2\n    y: 3   # c\n\n  - x: 4\n"
        assert _changed(text, Take(("a", 1))) == "a:\n  - x: 1\n\n  - x: 4\n"
        assert _changed(text, Take(("a", 2))) == "a:\n  - x: 1\n\n  # milik dua\n  - x: 2\n    y: 3   # c\n"
        assert (
            _changed(text, Move(("a",), 1, 0))
            == "a:\n  # milik dua\n  - x: 2\n    y: 3   # c\n\n  - x: 1\n\n  - x: 4\n"
        )
        assert _changed(text, Copy(("a", 1))) == text.replace("   # c\n", "   # c\n\n  - x: 2\n    y: 3   # c\n")
        assert (
            _changed(text, Insert(("a", 3), {"x": "5", "z": Inline(["p", "q"])}))
            == f"{text}\n  - x: 5\n    z: [p, q]\n"
        )

    def test_brackets(self) -> None:
        assert _changed("a: [b, c]\n", Insert(("a", 1), "d, e")) == "a: [b, 'd, e', c]\n"
        assert _changed("a: []\n", Insert(("a", 0), "d")) == "a: [d]\n"
        assert _changed("a: [b, c, d]\n", Take(("a", 0))) == "a: [c, d]\n"
        assert _changed("a: [b, c, d]\n", Take(("a", 2))) == "a: [b, c]\n"
        assert _changed("a: [b, c, d]\n", Move(("a",), 2, 0)) == "a: [d, b, c]\n"
        assert _changed('{"a": "b"}', Put(("c",), "d", ("a",))) == '{"a": "b", "c": "d"}'

    def test_rename(self) -> None:
        assert _changed("p:\n  a: b  # c\n", Rename(("p", "a"), "d")) == "p:\n  d: b  # c\n"


def test_what_cannot_be_changed() -> None:
    document = Document(Source("x.yml", "a: b\n"))
    for change in (
        Take(("x",)),
        Insert(("a", 0), "c"),
        Move(("a",), 0, 1),
        Rename(("x",), "y"),
        Put(("a", "b", "c"), "d"),
    ):
        with pytest.raises(ChangeError):
            document.change(change)
    with pytest.raises(UnreadableError):
        Document(Source("x.yml", "")).change(Put(("a",), "b"))
