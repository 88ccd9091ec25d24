"""Replacements are put into a text as they are meant, and never on top of one another."""

from __future__ import annotations

import pytest

from sop_catalog.source.fix import Edit, add_line, apply_edits, drop_lines, indent_line
from sop_catalog.source.text import Source, Span

TEXT = "nama: A\n  unit: u \nnomor: 1"


def test_edits_are_applied_in_the_order_of_the_file() -> None:
    edits = [Edit(Span(6, 7), "Bee"), Edit(Span(0, 4), "judul"), Edit(Span(7, 7), "!")]
    assert apply_edits("nama: A\n", edits) == "judul: Bee!\n"


@pytest.mark.parametrize(
    "edits", [[Edit(Span(0, 3), "x"), Edit(Span(2, 4), "y")], [Edit(Span(0, 99), "x")], [Edit(Span(3, 2), "x")]]
)
def test_edits_that_cannot_be_made(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="Edit"):
        apply_edits("nama: A\n", edits)


def test_whole_lines() -> None:
    source = Source("x.yml", TEXT)
    assert apply_edits(TEXT, indent_line(source, 2, 0, "").edits) == "nama: A\nunit: u \nnomor: 1"
    assert apply_edits(TEXT, add_line(source, 3, "status: draf", "").edits) == TEXT + "\nstatus: draf"
    assert apply_edits(TEXT, drop_lines(source, 2, 3, "").edits) == "nama: A\n"


def test_lines_of_windows_stay_so() -> None:
    source = Source("x.yml", "nama: A\r\nunit: u\r\n")
    assert apply_edits(source.text, add_line(source, 1, "nomor: 1", "").edits) == "nama: A\r\nnomor: 1\r\nunit: u\r\n"
    assert apply_edits(source.text, drop_lines(source, 1, 1, "").edits) == "unit: u\r\n"
