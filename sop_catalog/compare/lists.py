"""Two states of a list of texts: items added, removed, re-worded, reordered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sop_catalog.compare.alignment import align
from sop_catalog.compare.changes import Change, ChangeKind, Weight
from sop_catalog.compare.words import (
    compare_words,
    count_words,
    describe_rewording,
    fold_letters,
    quote,
    similarity,
)

_SAME_THING = 0.95
"""Likeness of two items that name one regulation or one SOP."""

Identify = Callable[[str], str]
"""What an item stands for, such as the code of the regulation that it cites; "" where that is not known."""


def compare_lists(  # noqa: PLR0913 - each is a different thing
    name: str,
    kunci: str,
    before: tuple[str, ...],
    after: tuple[str, ...],
    weigh: Callable[[str, str], Weight],
    *,
    identify: Identify = lambda _: "",
    weight: Weight = Weight.SUBSTANTIF,
) -> Iterator[Change]:
    """The changes of one list.

    Args:
        name: how sentences begin: "Dasar hukum".
        kunci: the YAML key.
        before: the items as they were.
        after: the items as they are.
        weigh: the weight of a re-wording.
        identify: re-wordings between items that stand for the same thing are editorial.
        weight: of items that come or go; with REDAKSIONAL re-wordings are editorial too.
    """
    old_words, new_words = [count_words(item) for item in before], [count_words(item) for item in after]
    old_things, new_things = [identify(item) for item in before], [identify(item) for item in after]

    def likeness(index: int, later: int) -> float:
        same = old_things[index] and old_things[index] == new_things[later]
        return _SAME_THING if same else similarity(old_words[index], new_words[later])

    alignment = align([fold_letters(item) for item in before], [fold_letters(item) for item in after], likeness)
    for index in alignment.removed:
        sentence = f"{name}: butir {index + 1} dihapus, {quote(before[index])}"
        yield Change(ChangeKind.BUTIR_DIHAPUS, weight, sentence, kunci, before=before[index])
    earlier = {later: index for index, later in alignment.pairs}
    for later, item in enumerate(after):
        if later not in earlier:
            sentence = f"{name}: butir {later + 1} ditambahkan, {quote(item)}"
            yield Change(ChangeKind.BUTIR_DITAMBAHKAN, weight, sentence, kunci, after=item)
            continue
        index = earlier[later]
        if before[index] != item:
            same = weight is Weight.REDAKSIONAL or (old_things[index] and old_things[index] == new_things[later])
            number = f" butir {later + 1}" if len(before) > 1 or len(after) > 1 else ""
            yield Change(
                ChangeKind.BUTIR_DIUBAH,
                Weight.REDAKSIONAL if same else weigh(before[index], item),
                f"{name}{number}: {describe_rewording(before[index], item)}",
                kunci,
                before=before[index],
                after=item,
                words=compare_words(before[index], item),
            )
    if alignment.moved:
        yield Change(
            ChangeKind.URUTAN, Weight.REDAKSIONAL, f"{name}: urutan butir berubah", kunci,
            before="; ".join(before), after="; ".join(after),
        )  # fmt: skip
