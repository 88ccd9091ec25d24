"""Whether two wordings mean the same, as far as the registers and the rest of the catalogue tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.compare.changes import Weight
from sop_catalog.compare.words import count_words, fold_letters, is_one_slip, means_the_same


@dataclass(frozen=True)
class Meaning:
    """What both states of a catalogue know about words."""

    before: Catalog
    after: Catalog
    counted: Counter[str] | None = None
    """Every word of the later catalogue, where its files are not at hand (`count_catalog`)."""

    def weigh(self, before: str, after: str) -> Weight:
        """The weight of a re-wording: editorial only where it provably is."""
        same = means_the_same(before, after, self.same_piece)
        return Weight.REDAKSIONAL if same else Weight.SUBSTANTIF

    def same_piece(self, before: str, after: str) -> bool:
        """Whether two differing pieces of a text are names of one role, or a slip and its correction."""
        role = self.after.find_jabatan(before)
        if role and role == self.after.find_jabatan(after):
            return True
        return self._is_corrected_slip(fold_letters(before), fold_letters(after))

    def _is_corrected_slip(self, before: str, after: str) -> bool:
        """One letter differs, nobody writes the old word any more, and somebody else writes the new one too."""
        return is_one_slip(before, after) and not self._words[before] and self._words[after] > 1

    @cached_property
    def _words(self) -> Counter[str]:
        return count_catalog(self.after) if self.counted is None else self.counted


def count_catalog(catalog: Catalog, shown: Callable[[str], str] = str) -> Counter[str]:
    """Every word of a catalogue; files that were read by their heads only are in it as text.

    Args:
        catalog: all SOPs.
        shown: what of a file's text may be known.
    """
    words: Counter[str] = Counter()
    for file in catalog.files:
        words.update(count_words(shown(file.source.text)))
    return words
