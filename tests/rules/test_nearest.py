"""The name that a text is with slips of the fingers in it: the quick way gives what comparing with all names gives."""

from __future__ import annotations

import random

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.compared_names import ComparedNames
from support.katalog_buatan import VOCABULARY, slug, topics

from sop_catalog.catalog.nearest import NearestNames
from sop_catalog.catalog.shared import SharedPieces
from sop_catalog.source.misspelling import words_of

FEW = ("Pembentukan Tim", "Pemeliharaan Gedung", "Pemeliharaan Kendaraan")
NAMES = NearestNames([(name, name) for name in FEW], {word for name in FEW for word in words_of(name)})
LETTERS = "aeimnprst"


def test_slip_of_the_fingers() -> None:
    assert NAMES.find("SOP Pemeliharan Kendaran") == "Pemeliharaan Kendaraan"


def test_excluded_and_unlike() -> None:
    assert NAMES.find("Pembentukn Tim", excluding="Pembentukan Tim") == ""
    assert NAMES.find("xyz") == ""
    assert NAMES.find("Pembentukan Gedung") == "", "both words are words of their own"


@settings(deadline=None)
@given(st.text(max_size=50))
def test_never_raises(teks: str) -> None:
    assert NAMES.find(teks) in {"", *FEW}


def _mistyped(name: str, chance: random.Random) -> str:
    """One to three slips, or none, or a word left out."""
    for _ in range(chance.choice([0, 1, 1, 1, 2, 2, 3])):
        place = chance.randrange(len(name))
        kind = chance.randrange(4)
        swapped = name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :] if place else name
        name = [
            name[:place] + name[place + 1 :],
            name[:place] + chance.choice(LETTERS) + name[place:],
            name[:place] + chance.choice(LETTERS) + name[place + 1 :],
            swapped,
        ][kind]
    if not chance.randrange(8) and " " in name:
        name = name.rpartition(" ")[0]
    return name


def test_the_same_names_as_by_comparing_with_each() -> None:
    """Thousands of names of an agency, many alike, some numbered, with their files' names; hundreds of slips."""
    chance = random.Random(7)  # noqa: S311 - the same each time
    plain = [topic.nama for topic in topics(yaml.safe_load(VOCABULARY.read_text("utf-8")))][:900]
    plain += [f"Pelaporan Kinerja Nomor {number}" for number in range(300)]
    files = [(slug(name), slug(name)) for name in plain]
    pairs = [(name, slug(name)) for name in plain] + files
    words = {word for name in plain for word in words_of(name)}
    quick, slow = NearestNames(pairs, words), ComparedNames(pairs, words)
    found = 0
    for _ in range(500):
        name = chance.choice(plain)
        written = _mistyped(name, chance)
        excluding = slug(name) if not chance.randrange(5) else ""
        expected = slow.find(written, excluding)
        assert quick.find(written, excluding) == expected, (written, excluding)
        found += bool(expected)
    assert found > 100, "most slips are recognised"


@given(
    st.lists(st.sets(st.sampled_from("abcdefgh"), max_size=8), min_size=1, max_size=40),
    st.sets(st.sampled_from("abcdefghi")),
)
def test_counts_of_shared_pieces(texts: list[set[str]], wanted: set[str]) -> None:
    told = [(count, place) for count, places in SharedPieces(texts).by_count(wanted) for place in places]
    counted = [(len(pieces & wanted), place) for place, pieces in enumerate(texts) if pieces & wanted]
    assert told == sorted(counted, key=lambda item: (-item[0], item[1]))
