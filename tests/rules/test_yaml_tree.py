"""The text layer: every scalar as text, positions, guards, and going on after a line that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop_catalog.source.characters import MAX_BYTES, decode_bytes, read_source
from sop_catalog.source.diagnostic import Severity
from sop_catalog.source.text import Place, Source, Span
from sop_catalog.source.yaml_tree import UNREAD, Mapping, Node, Scalar, Sequence, read_yaml


def _tree(text: str) -> Node:
    tree, findings = read_yaml(Source("x.yml", text))
    assert tree is not None
    assert findings == []
    return tree


def _plain(node: Node) -> object:
    """The tree as Python's own lists and dictionaries of texts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {entry.key.text: _plain(entry.value) for entry in node.entries}


def _codes(text: str) -> list[str]:
    return [finding.rule.code for finding in read_yaml(Source("x.yml", text))[1]]


class TestTexts:
    @pytest.mark.parametrize(
        "text",
        [
            "no",
            "yes",
            "~",
            "null",
            "1:30",
            "010",
            "1.10",
            "1e3",
            "0x1F",
            "2024-02-31",
            "12:30:45",
            ".inf",
            "=",
            "<<",
            "1_000",
            "+62",
        ],
    )
    def test_nothing_is_guessed(self, text: str) -> None:
        assert _plain(_tree(f"a: {text}\n")) == {"a": text}

    def test_forms(self) -> None:
        text = "a: |\n  satu\n  dua\nb: >\n  satu\n  dua\nc: 'it''s'\nd: \"x\\ty\"\ne: [1, 2]\nf: {g: h}\ni:\n  - j\n"
        assert _plain(_tree(text)) == {
            "a": "satu\ndua\n", "b": "satu dua\n", "c": "it's", "d": "x\ty", "e": ["1", "2"], "f": {"g": "h"}, "i": ["j"],
        }  # fmt: skip

    def test_bom_crlf_and_document_start(self) -> None:
        source, findings = decode_bytes(b"\xef\xbb\xbf---\r\na: b\r\nc: d\r\n", "x.yml")
        assert findings == []
        assert _plain(_tree(source.text)) == {"a": "b", "c": "d"}

    def test_comment_is_no_cut_text(self) -> None:
        assert _plain(_tree("a: b # catatan\nc: d #! x\n# e\n")) == {"a": "b", "c": "d"}


class TestPositions:
    def test_spans(self) -> None:
        source = Source("x.yml", "a: 'b c'\nd:\n  - é😀 f\n")
        tree, _ = read_yaml(source)
        assert isinstance(tree, Mapping)
        assert source.text[tree.entries[0].value.span.start : tree.entries[0].value.span.end] == "'b c'"
        listed = tree.entries[1].value
        assert isinstance(listed, Sequence)
        assert source.place(listed.items[0].span.start) == Place(3, 5)
        assert source.text[listed.items[0].span.start : listed.items[0].span.end] == "é😀 f"

    def test_lines(self) -> None:
        source = Source("x.yml", "a\r\nbc\n")
        assert (source.line_count, source.line_text(1), source.line_text(2), source.line_text(3)) == (3, "a", "bc", "")
        assert source.place(4) == Place(2, 2)
        assert source.offset(2, 2) == 4
        assert source.place(10**9) == Place(3, 1)
        assert source.place(-1) == Place(1, 1)
        assert source.clip(Span(3, 99)) == Span(3, 5)
        assert source.line_span(2) == Span(3, 5)
        with pytest.raises(IndexError):
            source.line_text(4)
        with pytest.raises(IndexError):
            source.offset(0, 1)

    @settings(deadline=None)
    @given(st.text(alphabet="ab \n\r\té😀:-'\"#", max_size=60))
    def test_every_offset_has_a_place_in_the_file(self, text: str) -> None:
        source = Source("x", text)
        for offset in range(-1, len(text) + 2):
            place = source.place(offset)
            assert 1 <= place.line <= source.line_count
            assert source.offset(place.line, place.column) == min(max(offset, 0), len(text))


class TestGuards:
    @pytest.mark.parametrize(
        ("text", "code"),
        [("- " * 50_000, "SOP118"), ("[" * 50_000, "SOP118"), ("- a\n" * 25_000, "SOP118"), ("a: &b c\n", "SOP115"), ("a: !!str c\n", "SOP116"),
         ("a: b\n---\nc: d\n", "SOP114"), ("", "SOP121"), ("# x\n", "SOP121"), ("? [a]\n: b\n", "SOP117"), ("a: \x00\n", "SOP102")],
        ids=lambda value: repr(value)[:12],
    )  # fmt: skip
    def test_one_finding(self, text: str, code: str) -> None:
        assert _codes(text) == [code]

    def test_size(self, tmp_path: Path) -> None:
        path = tmp_path / "x.yml"
        path.write_bytes(b"a" * (MAX_BYTES + 1))
        source, findings = read_source(path, "x.yml")
        assert source.text == ""
        assert [finding.rule.code for finding in findings] == ["SOP118"]

    @pytest.mark.parametrize("data", [b"caf\xe9", "café".encode("utf-16"), b"\xff\xfe\x00", b"\x80"])
    def test_encoding(self, data: bytes) -> None:
        _, findings = decode_bytes(data, "x.yml")
        assert [finding.rule.code for finding in findings] == ["SOP101"]


class TestGoingOn:
    def test_all_unreadable_lines_are_found(self) -> None:
        text = "a: b: c\nd: @e\nf:g\nh: 'i' j\nk: 'l\nm: n\n"
        tree, findings = read_yaml(Source("x.yml", text))
        found = sorted((finding.line, finding.rule.code) for finding in findings)
        assert found == [(1, "SOP106"), (2, "SOP110"), (3, "SOP107"), (4, "SOP120"), (5, "SOP108")]
        assert tree is not None
        assert _plain(tree) == {"a": UNREAD, "d": UNREAD, "f": UNREAD, "h": UNREAD, "k": UNREAD, "m": "n"}

    def test_what_stands_there_is_unread(self) -> None:
        source = Source("x.yml", "a: b: c\nd: e\nf:\n  - @g\n  - h\n")
        tree, findings = read_yaml(source)
        assert tree is not None
        assert _plain(tree) == {"a": UNREAD, "d": "e", "f": [UNREAD, "h"]}
        assert [(finding.line, finding.column) for finding in findings] == [(1, 5), (4, 5)]
        assert all(finding.source is source for finding in findings)

    def test_pasted_list_becomes_a_list(self) -> None:
        tree, findings = read_yaml(Source("x.yml", "a:\n1. satu\n2. dua\nb: c\n"))
        assert tree is not None
        assert _plain(tree) == {"a": ["satu", "dua"], "b": "c"}
        assert [finding.rule.code for finding in findings] == ["SOP113"]

    def test_step_without_dash_becomes_a_step(self) -> None:
        tree, findings = read_yaml(Source("x.yml", "a:\n  - b: 1\n    c: 2\n    b: 3\n    c: 4\n"))
        assert tree is not None
        assert _plain(tree) == {"a": [{"b": "1", "c": "2"}, {"b": "3", "c": "4"}]}
        assert [(finding.rule.code, finding.line) for finding in findings] == [("SOP111", 4)]

    def test_wrong_indentation_ends_reading(self) -> None:
        tree, findings = read_yaml(Source("x.yml", "a:\n  - b\n c: d\ne: f: g\n"))
        assert tree is None
        assert [finding.line for finding in findings] == [3]


_SNIPPETS = st.sampled_from(
    ["nama: x", "  - a", "    b: c", "-x", "k:v", "a: b: c", '"', "'", "[", "{", "}", "]", "- - -", "1. x", "  2) y", "\t", "#z", " #1", "---", "...", "|", ">", "&a", "*a", "!t", "? k", "", "é😀", "%D"]
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.one_of(_SNIPPETS, st.text(max_size=12)), max_size=12),
    st.sampled_from(["\n", "\r\n", "\n  ", "\n\n", " "]),
)
def test_any_text_gives_findings_inside_the_file(pieces: list[str], between: str) -> None:
    source = Source("x.yml", between.join(pieces))
    tree, findings = read_yaml(source)
    assert tree is not None or any(finding.severity is Severity.GALAT for finding in findings)
    for finding in findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(source.text)
        assert 1 <= finding.line <= source.line_count
        assert finding.fix
